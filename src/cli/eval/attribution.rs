//! `onrecord eval attribution`: the whole of extraction against annotated attributions.

use std::path::PathBuf;

use anyhow::{Context, Result};
use rayon::prelude::*;

use onrecord::Analyser;
use onrecord::attribute::learned::Model;
use onrecord::base::{OffsetUnit, Span};
use onrecord::pipeline::Accuracy;
use onrecord::read;
use onrecord::train::attribution_score::{Score, whole};
use onrecord::train::corpus_polnear::{self, GoldAttribution, GoldText};

/// Sources, cues and contents, as the published scorer of PolNeAR measures them
#[derive(clap::Args, Debug)]
pub struct Args {
    /// JSON Lines in the layout of PolNeAR, plain or packed by gzip
    gold: PathBuf,
    /// Print so many errors, with the sentence
    #[arg(long, value_name = "N", default_value_t = 0)]
    errors: usize,
    /// Print how often each confidence is right
    #[arg(long)]
    reliability: bool,
    /// Rules alone
    #[arg(long)]
    rules: bool,
    /// A model to score in place of the embedded one
    #[arg(long, value_name = "FILE")]
    model: Option<PathBuf>,
}

/// One document's predictions and their confidences.
struct Predicted {
    attributions: Vec<GoldAttribution>,
    confidences: Vec<f32>,
}

/// Scores and prints.
pub fn run(args: Args) -> Result<()> {
    let documents = corpus_polnear::texts(&args.gold)?;
    let accuracy = if args.rules { Accuracy::Fast } else { Accuracy::Standard };
    let mut builder = Analyser::builder().offsets(OffsetUnit::Chars).accuracy(accuracy).min_confidence(0.0);
    if let Some(path) = &args.model {
        let bytes = std::fs::read(path).with_context(|| path.display().to_string())?;
        builder = builder.attribution_model(Model::from_bytes(&path.display().to_string(), &bytes)?.0);
    }
    let analyser = builder.build()?;
    let predicted: Vec<Predicted> =
        documents.par_iter().map(|document| predict(&analyser, document)).collect();
    let mut score = Score::default();
    let mut left = args.errors;
    for (document, predicted) in documents.iter().zip(&predicted) {
        let errors = score.add(&document.text, &document.attributions, &predicted.attributions);
        let text: Vec<char> = document.text.chars().collect();
        for error in errors.into_iter().take(left) {
            let (gold, ours) = (words(&text, &error.gold_source), words(&text, &error.predicted_source));
            println!("[marks {}] {}: gold {gold:?}, ours {ours:?}", error.kind, document.id);
            println!("    {}", sentence(&text, error.region));
            left -= 1;
        }
        list(document, &predicted.attributions, &text, &mut left);
    }
    println!("{score}");
    if args.reliability {
        reliability(&documents, &predicted);
    }
    Ok(())
}

fn predict(analyser: &Analyser, document: &GoldText) -> Predicted {
    let read = read::text(document.text.clone(), &document.id, Some(document.id.clone()), analyser.reading());
    let found = analyser.extract(&read);
    let confidences = found.quotations.iter().map(|quotation| quotation.confidence).collect();
    let attributions = found
        .quotations
        .into_iter()
        .map(|q| GoldAttribution { source: q.source, cue: q.cue, content: q.content })
        .collect();
    Predicted { attributions, confidences }
}

/// Prints attributions that are missed or invented, or have another extent, with their sentences.
fn list(document: &GoldText, predicted: &[GoldAttribution], text: &[char], left: &mut usize) {
    if *left == 0 {
        return;
    }
    let right = whole(&document.attributions, predicted);
    let show = |a: &GoldAttribution| {
        format!(
            "source {:?} cue {:?} content {:?}",
            words(text, &a.source),
            words(text, &a.cue),
            words(text, &a.content)
        )
    };
    let start = |a: &GoldAttribution| a.content.iter().chain(&a.cue).map(|span| span.start).min();
    let mut used = vec![false; predicted.len()];
    right.iter().flatten().for_each(|&at| used[at] = true);
    for (gold, right) in document.attributions.iter().zip(&right) {
        if *left == 0 {
            return;
        }
        let kind = match right {
            Some(at) if predicted[*at].content == gold.content && predicted[*at].cue == gold.cue => continue,
            Some(_) => "extent",
            None => "missed",
        };
        *left -= 1;
        println!("[{kind}] {}: gold {}", document.id, show(gold));
        if let Some(at) = right {
            println!("    ours {}", show(&predicted[*at]));
        }
        if let Some(at) = start(gold) {
            println!("    {}", sentence(text, Span { start: at, end: at }));
        }
    }
    for (ours, _) in predicted.iter().zip(&used).filter(|(_, used)| !**used) {
        if *left == 0 {
            return;
        }
        *left -= 1;
        println!("[invented] {}: ours {}", document.id, show(ours));
    }
}

fn words(text: &[char], spans: &[Span]) -> String {
    let part = |span: &Span| text[span.start as usize..span.end as usize].iter().collect::<String>();
    spans.iter().map(part).collect::<Vec<_>>().join(" | ")
}

/// The line around a span, at most 200 characters on each side.
fn sentence(text: &[char], span: Span) -> String {
    let (start, end) = (span.start as usize, span.end as usize);
    let from = (start.saturating_sub(200)..start).rev().take_while(|&at| text[at] != '\n').last();
    let to = (end..text.len().min(end + 200)).take_while(|&at| text[at] != '\n').last();
    text[from.unwrap_or(start)..to.map_or(end, |at| at + 1)].iter().collect()
}

/// Of the attributions with each confidence, how many are right as a whole.
fn reliability(documents: &[GoldText], predicted: &[Predicted]) {
    const STEPS: usize = 10;
    let mut rows = [(0usize, 0usize, 0.0f64); STEPS];
    for (document, predicted) in documents.iter().zip(predicted) {
        let mut right = vec![false; predicted.attributions.len()];
        for at in whole(&document.attributions, &predicted.attributions).into_iter().flatten() {
            right[at] = true;
        }
        for (&confidence, right) in predicted.confidences.iter().zip(right) {
            let row = &mut rows[((confidence * STEPS as f32) as usize).min(STEPS - 1)];
            row.0 += 1;
            row.1 += usize::from(right);
            row.2 += f64::from(confidence);
        }
    }
    println!("confidence  count  mean  right");
    for (step, (count, right, sum)) in rows.into_iter().enumerate().filter(|(_, row)| row.0 > 0) {
        println!(
            "{:.1} to {:.1}  {count:5}  {:.2}  {:.2}",
            step as f64 / STEPS as f64,
            (step + 1) as f64 / STEPS as f64,
            sum / count as f64,
            right as f64 / count as f64
        );
    }
}
