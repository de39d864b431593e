//! `onrecord eval tagger|parser|entities|…`: the language model against annotated corpora, and against the clock.

use std::path::{Path, PathBuf};
use std::time::Instant;

use anyhow::{Context, Result};

use onrecord::annotate::{EntityKind, Language, Tag, lemma};
use onrecord::base::Span;
use onrecord::text::{sentences, tokenise};
use onrecord::train::corpus::{self, Sample, TreebankDocument};
use onrecord::train::score::{self, Scores};

/// What every part of the language model is scored with.
#[derive(clap::Args, Debug)]
pub struct Args {
    /// Folder with `polnear/` and `ud/`
    #[arg(long, value_name = "DIR")]
    corpora: PathBuf,
    /// Which part: of news (PolNeAR dev, or train), of the web (EWT dev or test), of GUM
    #[arg(long, value_enum)]
    on: Option<On>,
    /// A model to score in place of the embedded one
    #[arg(long, value_name = "FILE")]
    model: Option<PathBuf>,
    /// Print what was wrong
    #[arg(long)]
    errors: bool,
}

/// A part of the language model.
#[derive(clap::Subcommand, Debug)]
pub enum What {
    /// Penn Treebank tags
    Tagger(Args),
    /// Dependencies
    Parser(Args),
    /// Names of persons, organisations and places
    Entities(Args),
    /// Lemmas, by rule
    Lemmas(Args),
    /// Sentence ends
    Sentences(Args),
    /// Words, against CoreNLP's
    Tokens(Args),
    /// Words a second, and hostile text
    Speed(Args),
}

impl What {
    fn args(&self) -> &Args {
        let (What::Tagger(args)
        | What::Parser(args)
        | What::Entities(args)
        | What::Lemmas(args)
        | What::Sentences(args)
        | What::Tokens(args)
        | What::Speed(args)) = self;
        args
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
enum On {
    News,
    NewsTrain,
    EwtDev,
    EwtTest,
    Gum,
}

/// The documents of GUM that are held out: every tenth.
pub(super) fn held_out(corpora: &Path) -> Result<Vec<TreebankDocument>> {
    let documents = corpus::treebank(&corpora.join("ud/gum-open-genres.conllu.gz"))?;
    Ok(documents.into_iter().skip(9).step_by(10).collect())
}

fn samples(corpora: &Path, on: On) -> Result<Vec<Sample>> {
    let treebank = |name: &str| -> Result<Vec<Sample>> {
        let documents = corpus::treebank(&corpora.join("ud").join(name))?;
        Ok(documents.into_iter().flat_map(|document| document.samples).collect())
    };
    match on {
        On::News => corpus::news(&corpora.join("polnear/polnear-dev-parse.jsonl.gz")),
        On::NewsTrain => corpus::news(&corpora.join("polnear/polnear-train-parse.jsonl.gz")),
        On::EwtDev => treebank("en_ewt-ud-dev.conllu.gz"),
        On::EwtTest => treebank("en_ewt-ud-test.conllu.gz"),
        On::Gum => Ok(held_out(corpora)?.into_iter().flat_map(|document| document.samples).collect()),
    }
}

/// Scores and prints.
pub fn run(what: What) -> Result<()> {
    let args = what.args();
    let bytes;
    let other;
    let language = match &args.model {
        None => Language::embedded(),
        Some(path) => {
            bytes = std::fs::read(path).with_context(|| path.display().to_string())?;
            other = Language::from_bytes(&path.display().to_string(), &bytes)?;
            &other
        }
    };
    let all: &[On] = match what {
        What::Entities(_) => &[On::News, On::Gum],
        _ => &[On::News, On::EwtDev, On::Gum],
    };
    let parts: Vec<On> = args.on.map_or(all.to_vec(), |on| vec![on]);
    match what {
        What::Sentences(_) => {
            let counts = score::sentence_ends(&held_out(&args.corpora)?, |what| {
                if args.errors {
                    println!("{what}");
                }
            });
            println!(
                "sentence ends: F1 {:.2} (found {}, gold {}, right {})",
                counts.f1(),
                counts.found,
                counts.gold,
                counts.hits
            );
        }
        What::Tokens(_) => tokens(args)?,
        What::Speed(_) => speed(language, &args.corpora)?,
        What::Lemmas(_) => lemmas(&args.corpora, &parts, args.errors)?,
        What::Tagger(_) | What::Parser(_) | What::Entities(_) => {
            for part in parts {
                let scores = score::score(language.network(), &samples(&args.corpora, part)?);
                print(&what, part, &scores);
            }
            if matches!(what, What::Entities(_)) && args.on != Some(On::Gum) {
                names(language, &args.corpora, args.errors)?;
            }
        }
    }
    Ok(())
}

fn print(what: &What, part: On, scores: &Scores) {
    let [tags, heads, labelled] = scores.percent();
    let [words, plain_heads, plain_labelled] = scores.unpunctuated.map(|count| count as f64);
    println!("{part:?}: {} words", scores.words);
    let line = |name: &str, counts: &score::Counts| {
        let percent = |of: usize| 100.0 * counts.hits as f64 / of.max(1) as f64;
        let (precision, recall) = (percent(counts.found), percent(counts.gold));
        println!(
            "  {name:<16} precision {precision:5.1} recall {recall:5.1} F1 {:5.1} gold {}",
            counts.f1(),
            counts.gold
        );
    };
    match what {
        What::Tagger(_) => {
            println!("tags right: {tags:.2} %");
            scores.by_tag.iter().for_each(|(name, counts)| line(name, counts));
        }
        What::Parser(_) => {
            println!("attachment: unlabelled {heads:.2} %, labelled {labelled:.2} %");
            let percent = |count: f64| 100.0 * count / words.max(1.0);
            println!("without punctuation: {:.2} %, {:.2} %", percent(plain_heads), percent(plain_labelled));
            scores.by_label.iter().for_each(|(name, counts)| line(name, counts));
        }
        _ => scores.by_kind.iter().for_each(|(kind, counts)| line(kind.as_str(), counts)),
    }
}

/// Lemmas by rule under gold tags.
fn lemmas(corpora: &Path, parts: &[On], errors: bool) -> Result<()> {
    for &part in parts {
        let (mut right, mut words) = (0, 0);
        let mut wrong = std::collections::HashMap::new();
        for sample in samples(corpora, part)? {
            for ((form, gold), tag) in sample.forms.iter().zip(&sample.lemmas).zip(&sample.tags) {
                let Some(&tag) = Tag::ALL.get(*tag as usize) else { continue };
                let found = lemma(form, tag);
                words += 1;
                if found.eq_ignore_ascii_case(gold) {
                    right += 1;
                } else {
                    *wrong.entry(format!("{form} {} {found} not {gold}", tag.as_str())).or_insert(0) += 1;
                }
            }
        }
        println!("{part:?}: lemmas right, case aside: {:.2} %", 100.0 * right as f64 / words.max(1) as f64);
        if errors {
            let mut wrong: Vec<_> = wrong.into_iter().collect();
            wrong.sort_by_key(|(what, count)| (usize::MAX - count, what.clone()));
            wrong.iter().take(80).for_each(|(what, count)| println!("  {count} {what}"));
        }
    }
    Ok(())
}

/// A document's text with CoreNLP's words as code points.
fn news_texts(corpora: &Path) -> Result<Vec<(String, corpus::NewsDocument)>> {
    #[derive(serde::Deserialize)]
    struct Text {
        id: String,
        text: String,
    }
    let mut texts = std::collections::HashMap::new();
    for line in corpus::read(&corpora.join("polnear/polnear-dev.jsonl.gz"))?.lines() {
        let document: Text = serde_json::from_str(line)?;
        texts.insert(document.id, document.text);
    }
    let mut found = Vec::new();
    for line in corpus::read(&corpora.join("polnear/polnear-dev-parse.jsonl.gz"))?.lines() {
        let parse: corpus::NewsDocument = serde_json::from_str(line)?;
        if let Some(text) = texts.remove(&parse.id) {
            found.push((text, parse));
        }
    }
    Ok(found)
}

fn paragraphs(text: &str) -> impl Iterator<Item = Span> {
    let base = text.as_ptr() as usize;
    text.lines().filter(|line| !line.trim().is_empty()).map(move |line| {
        let start = line.as_ptr() as usize - base;
        Span::new(start, start + line.len())
    })
}

/// Own words against CoreNLP's.
fn tokens(args: &Args) -> Result<()> {
    let mut counts = score::Counts::default();
    let mut wrong = std::collections::HashMap::new();
    for (text, parse) in news_texts(&args.corpora)? {
        let map = onrecord::base::OffsetMap::new(&text, onrecord::base::OffsetUnit::Chars);
        let mut tokens = Vec::new();
        paragraphs(&text).for_each(|span| tokenise(&text, span, &mut tokens));
        let gold: std::collections::HashSet<(u32, u32)> =
            parse.sents.iter().flatten().map(|word| (word.1, word.2)).collect();
        counts.gold += gold.len();
        counts.found += tokens.len();
        for token in &tokens {
            let span = map.span(token.span);
            if gold.contains(&(span.start, span.end)) {
                counts.hits += 1;
            } else {
                *wrong.entry(token.span.of(&text).to_string()).or_insert(0) += 1;
            }
        }
    }
    println!("News: words as CoreNLP's: F1 {:.2}", counts.f1());
    if args.errors {
        let mut wrong: Vec<_> = wrong.into_iter().collect();
        wrong.sort_by_key(|(what, count): &(String, usize)| (usize::MAX - count, what.clone()));
        wrong.iter().take(80).for_each(|(what, count)| println!("  {count} {what}"));
    }
    Ok(())
}

/// Person names of the whole pipeline, from raw text, against the silver ones.
fn names(language: &Language, corpora: &Path, errors: bool) -> Result<()> {
    let mut counts = score::Counts::default();
    for (text, parse) in news_texts(corpora)? {
        let map = onrecord::base::OffsetMap::new(&text, onrecord::base::OffsetUnit::Chars);
        let mut gold: Vec<(u32, u32)> = Vec::new();
        for sentence in &parse.sents {
            let mut before = "O";
            for word in sentence {
                match gold.last_mut() {
                    Some(last) if word.5 == "PERSON" && before == "PERSON" => last.1 = word.2,
                    _ if word.5 == "PERSON" => gold.push((word.1, word.2)),
                    _ => {}
                }
                before = &word.5;
            }
        }
        let (tokens, sentences) = words(&text);
        let syntax = language.annotate(&text, &tokens, &sentences);
        counts.gold += gold.len();
        let mut found: Vec<(u32, u32)> = Vec::new();
        for entity in syntax.entities().iter().filter(|entity| entity.kind == EntityKind::Person) {
            let (first, last) = (entity.words.start as usize, entity.words.end as usize - 1);
            found.push(map.span(tokens[first].span.cover(tokens[last].span)).into());
        }
        counts.found += found.len();
        counts.hits += found.iter().filter(|name| gold.contains(name)).count();
        if errors {
            let slice = |(start, end): (u32, u32)| -> String {
                text.chars().skip(start as usize).take((end - start) as usize).collect()
            };
            let around =
                |name: (u32, u32)| slice((name.0.saturating_sub(30), name.1 + 20)).replace('\n', "|");
            for name in found.iter().filter(|name| !gold.contains(name)) {
                println!("extra  {} — {}", slice(*name), around(*name));
            }
            for name in gold.iter().filter(|name| !found.contains(name)) {
                println!("missed {} — {}", slice(*name), around(*name));
            }
        }
    }
    println!("News, from raw text, with rules: person F1 {:.2}", counts.f1());
    Ok(())
}

fn words(text: &str) -> (Vec<onrecord::text::Token>, Vec<std::ops::Range<u32>>) {
    let (mut tokens, mut found) = (Vec::new(), Vec::new());
    for span in paragraphs(text) {
        let first = tokens.len();
        tokenise(text, span, &mut tokens);
        let shift = |range: std::ops::Range<u32>| range.start + first as u32..range.end + first as u32;
        found.extend(sentences(text, &tokens[first..], span).into_iter().map(shift));
    }
    (tokens, found)
}

/// Tokens, sentences, tags, names and parse on one core; and loading.
fn speed(language: &Language, corpora: &Path) -> Result<()> {
    let bytes = std::fs::read("data/models/language.model").unwrap_or_default();
    if !bytes.is_empty() {
        let started = Instant::now();
        Language::from_bytes("language", &bytes)?;
        println!("loading: {:.1} ms", started.elapsed().as_secs_f64() * 1e3);
    }
    let texts = news_texts(corpora)?;
    let mut best = f64::MAX;
    let mut splitting = f64::MAX;
    let mut count = 0;
    for _ in 0..5 {
        let started = Instant::now();
        count = texts.iter().map(|(text, _)| words(text).0.len()).sum();
        splitting = splitting.min(started.elapsed().as_secs_f64());
        let started = Instant::now();
        for (text, _) in &texts {
            let (tokens, sentences) = words(text);
            std::hint::black_box(language.annotate(text, &tokens, &sentences));
        }
        best = best.min(started.elapsed().as_secs_f64());
    }
    println!(
        "{count} words; tokens and sentences: {:.0} words/s; all: {:.0} words/s",
        count as f64 / splitting,
        count as f64 / best
    );
    // What no one wrote must take no longer than its length asks for.
    for (name, text) in [
        ("a megabyte without a space", "x".repeat(1_000_000)),
        ("ten thousand brackets", "(".repeat(10_000)),
        ("a sentence of 50,000 words", "the council said ".repeat(16_667)),
        ("a sentence of 50,000 titles", "Mr ".repeat(50_000)),
    ] {
        let started = Instant::now();
        let (tokens, sentences) = words(&text);
        std::hint::black_box(language.annotate(&text, &tokens, &sentences));
        println!("{name}: {:.0} ms", started.elapsed().as_secs_f64() * 1e3);
    }
    Ok(())
}
