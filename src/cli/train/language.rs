//! `onrecord train language`: treebanks and parsed news to the language model.

use std::path::PathBuf;
use std::time::Instant;

use anyhow::{Context, Result, ensure};

use onrecord::annotate::entities::EntityKind;
use onrecord::annotate::{Language, parser::LOOKUPS};
use onrecord::model::{Manifest, ModelFile, Network, Scheme, Words};
use onrecord::train::corpus::{self, Sample};
use onrecord::train::learn::{BATCH, Learner, Random, Settings};
use onrecord::train::score;

/// The language model: tags, names and dependencies at once, since they share what they learn
#[derive(clap::Args, Debug)]
pub struct Args {
    /// Folder with `polnear/` and `ud/`
    #[arg(long, value_name = "DIR")]
    corpora: PathBuf,
    /// Where the model goes
    #[arg(short, long, value_name = "FILE", default_value = "data/models/language.model")]
    output: PathBuf,
    /// Times that each sentence is seen
    #[arg(long, default_value_t = 16)]
    epochs: usize,
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// Times that sentences with gold parses are seen in each epoch
    #[arg(long, default_value_t = 2)]
    gold: usize,
    /// How many words away the neighbours are that each layer mixes a word with
    #[arg(long, value_delimiter = ',', default_value = "1,1,1")]
    reach: Vec<u8>,
    /// Size of the first steps
    #[arg(long, default_value_t = 0.002)]
    rate: f32,
    /// Share of the numbers of each layer that are left out
    #[arg(long, default_value_t = 0.07)]
    dropout: f32,
    /// Share of the words that are known by their codes, shape and ends alone
    #[arg(long, default_value_t = 0.08)]
    unknown: f32,
    /// Share of the words that have no codes
    #[arg(long, default_value_t = 0.03)]
    uncoded: f32,
    /// Models to learn from as well, with commas between them
    #[arg(long, value_name = "FILES", value_delimiter = ',')]
    teachers: Vec<PathBuf>,
    /// How much teachers count beside the annotation
    #[arg(long, default_value_t = 0.6)]
    trust: f32,
    /// Share of the sentences that are also learnt in the other scheme, from the teachers
    #[arg(long, default_value_t = 0.3)]
    other_scheme: f32,
    /// A model to go on from; its epochs count
    #[arg(long, value_name = "FILE")]
    resume: Option<PathBuf>,
    /// Learn from this many sentences only
    #[arg(long, value_name = "N")]
    limit: Option<usize>,
}

/// Titles that stand in for American ones, which are all that the corpora have.
const BRITISH: &[&str] = &[
    "Cllr",
    "Coun",
    "Councillor",
    "Cllr.",
    "Coun.",
    "Ald",
    "Baroness",
    "Lord",
    "Sir",
    "Dame",
    "Prof",
    "Mr",
    "Mrs",
    "Ms",
    "Dr",
    "Supt",
    "Insp",
];
const AMERICAN: &[&str] = &[
    "Sen.",
    "Rep.",
    "Gov.",
    "Mr.",
    "Mrs.",
    "Ms.",
    "Dr.",
    "Senator",
    "Representative",
    "Secretary",
    "Congressman",
];

/// Changes some sentences to the British house style: titles, and single quotation marks.
fn british(sample: &Sample, random: &mut Random) -> Option<Sample> {
    let titles = random.uniform() < 0.3;
    let marks = random.uniform() < 0.2 && sample.forms.iter().any(|form| form == "``");
    let has_title = |form: &String| AMERICAN.contains(&form.as_str());
    if !(marks || titles && sample.forms.iter().any(has_title)) {
        return None;
    }
    let mut sample = sample.clone();
    for form in &mut sample.forms {
        if titles && has_title(form) {
            *form = BRITISH[random.below(BRITISH.len())].into();
        }
        match form.as_str() {
            "``" if marks => *form = "`".into(),
            "''" if marks => *form = "'".into(),
            _ => {}
        }
    }
    Some(sample)
}

/// Trains, scores and writes.
pub fn run(args: Args) -> Result<()> {
    let polnear = args.corpora.join("polnear");
    let ud = args.corpora.join("ud");
    let mut samples = corpus::news(&polnear.join("polnear-train-parse.jsonl.gz"))?;
    let news_dev = corpus::news(&polnear.join("polnear-dev-parse.jsonl.gz"))?;
    for document in corpus::treebank(&ud.join("en_ewt-ud-train.conllu.gz"))? {
        samples.extend(document.samples);
    }
    let mut ewt_dev = Vec::new();
    for document in corpus::treebank(&ud.join("en_ewt-ud-dev.conllu.gz"))? {
        ewt_dev.extend(document.samples);
    }
    let mut gum_dev = Vec::new();
    for (at, document) in corpus::treebank(&ud.join("gum-open-genres.conllu.gz"))?.into_iter().enumerate() {
        if at % 10 == 9 { gum_dev.extend(document.samples) } else { samples.extend(document.samples) }
    }
    let gold: Vec<Sample> = samples.iter().filter(|sample| sample.scheme == Scheme::Ud).cloned().collect();
    for _ in 1..args.gold {
        samples.extend_from_slice(&gold);
    }
    let mut random = Random::new(args.seed ^ 0x5eed);
    random.shuffle(&mut samples);
    samples.truncate(args.limit.unwrap_or(usize::MAX));
    let words: usize = samples.iter().map(|sample| sample.forms.len()).sum();
    eprintln!("{} sentences, {words} words", samples.len());

    let steps = samples.len().div_ceil(BATCH) * args.epochs;
    let mut manifest = Manifest {
        name: "language".into(),
        corpus: [
            "PolNeAR 1.0 train, CoreNLP output",
            "UD English EWT train",
            "UD English GUM, nine of ten documents",
        ]
        .map(String::from)
        .into(),
        licence: [
            "not stated; only counts and weights are kept",
            "CC BY-SA 4.0",
            "annotations CC BY 4.0; texts CC BY or CC BY-SA",
        ]
        .map(String::from)
        .into(),
        reach: args.reach.clone(),
        units: Vec::new(),
        words: Words::embedded().checksum().into(),
        epochs: args.epochs,
        seed: args.seed,
        scores: Vec::new(),
        classes: Language::classes(),
    };
    let (convolutions, reach) = (args.reach.len(), manifest.reach());
    let settings = Settings {
        convolutions,
        reach,
        steps,
        rate: args.rate,
        seed: args.seed,
        dropout: args.dropout,
        unknown: args.unknown,
        uncoded: args.uncoded,
        trust: args.trust,
        other_scheme: args.other_scheme,
    };
    let files: Vec<(String, Vec<u8>)> = args
        .teachers
        .iter()
        .map(|path| {
            let name = path.display().to_string();
            Ok((name.clone(), std::fs::read(path).context(name)?))
        })
        .collect::<Result<_>>()?;
    let teachers: Vec<Network> = files
        .iter()
        .map(|(name, bytes)| Ok(Network::new(&ModelFile::open(name, bytes)?, LOOKUPS)?))
        .collect::<Result<_>>()?;
    let mut learner = Learner::new(settings, &teachers);
    let mut epochs_before = 0;
    if let Some(path) = &args.resume {
        let bytes = std::fs::read(path).with_context(|| path.display().to_string())?;
        let language = Language::from_bytes(&path.display().to_string(), &bytes)?;
        ensure!(language.manifest().reach == args.reach, "{}: other convolutions", path.display());
        learner.resume(language.network());
        epochs_before = language.manifest().epochs;
    }
    let started = Instant::now();
    for epoch in 0..args.epochs {
        random.shuffle(&mut samples);
        for batch in samples.chunks(BATCH) {
            let changed: Vec<Option<Sample>> =
                batch.iter().map(|sample| british(sample, &mut random)).collect();
            let batch: Vec<&Sample> = batch
                .iter()
                .zip(&changed)
                .map(|(sample, changed)| changed.as_ref().unwrap_or(sample))
                .collect();
            learner.learn(&batch, epochs_before + epoch > 0);
        }
        let loss = learner.take_loss();
        manifest.epochs = epochs_before + epoch + 1;
        let bytes = learner.file(&manifest);
        let network = Network::new(&ModelFile::open("trained", &bytes)?, LOOKUPS)?;
        manifest.scores.clear();
        for (name, samples) in [("ewt-dev", &ewt_dev), ("news-dev", &news_dev), ("gum-dev", &gum_dev)] {
            let scores = score::score(&network, samples);
            for (what, value) in ["tags", "uas", "las"].into_iter().zip(scores.percent()) {
                manifest.scores.push((format!("{name}-{what}"), (value * 100.0).round() / 100.0));
            }
            if let Some(counts) = scores.by_kind.get(&EntityKind::Person) {
                manifest.scores.push((format!("{name}-person-f1"), (counts.f1() * 100.0).round() / 100.0));
            }
        }
        let scores: Vec<String> =
            manifest.scores.iter().map(|(name, value)| format!("{name} {value}")).collect();
        eprintln!(
            "epoch {} loss {loss:.4} {:.0} s: {}",
            epoch + 1,
            started.elapsed().as_secs_f64(),
            scores.join(", ")
        );
        if let Some(folder) = args.output.parent() {
            std::fs::create_dir_all(folder)?;
        }
        std::fs::write(&args.output, learner.file(&manifest))?;
    }
    Ok(())
}
