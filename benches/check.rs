//! How fast and how rightly claims are checked: a record of invented quotations, and claims made of them by
//! rules that alter them in known ways.
//!
//! `cargo bench --bench check` makes 1,000,000 quotations and 10,000 claims and prints times, the share of
//! claims whose true source is named, and the share with the right verdict, for each way of altering. Smaller runs:
//! `ONRECORD_QUOTATIONS=20000 ONRECORD_CLAIMS=2000 cargo bench --bench check`. `ONRECORD_SHOW=5` prints
//! the first few wrong verdicts of each kind. The same numbers come out of every run, times aside.

use std::collections::BTreeMap;
use std::fs::File;
use std::io::{BufWriter, Write};
use std::time::Instant;

use onrecord::base::{Date, Span};
use onrecord::check::{self, Checker, Claim, Flag, Normaliser, Verdict, Votes};
use onrecord::lexicon::Lexicon;
use onrecord::record::{DateBasis, Extraction, Quotation, QuotationKind, SpeakerKind, SpeakerRef};
use rayon::prelude::*;

/// Quotations of each document.
const OF_A_DOCUMENT: usize = 10;
/// At most this share of words is changed.
const CHANGED: f64 = 0.2;

fn main() {
    let number = |name: &str, default: usize| {
        std::env::var(name).ok().and_then(|value| value.parse().ok()).unwrap_or(default)
    };
    let quotations = number("ONRECORD_QUOTATIONS", 1_000_000);
    let claims = number("ONRECORD_CLAIMS", 10_000);
    let show = number("ONRECORD_SHOW", 0);

    let language = Language::new();
    let folder = tempfile::tempdir().expect("a folder for the record");
    let record = folder.path().join("record.jsonl");
    let mut out = BufWriter::new(File::create(&record).expect("a record can be written"));
    for document in 0..quotations.div_ceil(OF_A_DOCUMENT) {
        serde_json::to_writer(&mut out, &language.document(document)).expect("a document can be written");
        out.write_all(b"\n").expect("a document can be written");
    }
    out.flush().expect("a record can be written");
    drop(out);
    let cases: Vec<Case> = (0..claims).map(|n| language.case(n, quotations)).collect();

    let lexicon = Lexicon::embedded();
    let normaliser = Normaliser::new(&lexicon.checking);
    let start = Instant::now();
    check::open(&record, &normaliser).expect("an index");
    let built = start.elapsed();
    let start = Instant::now();
    let index = check::open(&record, &normaliser).expect("the kept index");
    let opened = start.elapsed();
    let start = Instant::now();
    let checker = Checker::new(&index, &normaliser, &lexicon);
    let checked: Vec<_> = cases
        .par_iter()
        .map_init(Votes::default, |votes, case| checker.check(&case.claim, votes).expect("a verdict"))
        .collect();
    let taken = start.elapsed();

    println!("{} quotations, {} claims, {} threads", index.len(), cases.len(), rayon::current_num_threads());
    println!("index made and kept in {:.1} s; opened in {:.1} s", built.as_secs_f64(), opened.as_secs_f64());
    println!("claims checked in {:.1} s", taken.as_secs_f64());
    println!("made, opened and checked in {:.1} s", (built + taken).as_secs_f64());

    let mut kinds: BTreeMap<&str, Score> = BTreeMap::new();
    for (case, check) in cases.iter().zip(&checked) {
        let score = kinds.entry(case.kind).or_default();
        score.claims += 1;
        let named = |id: &String| check.near.iter().any(|near| near.passage.quotation_id == *id);
        score.recalled += usize::from(case.sources.iter().all(named));
        let right = check.verdict == case.verdict && case.flag.is_none_or(|flag| check.flags.contains(&flag));
        score.right += usize::from(right);
        if !right && score.claims - score.right <= show {
            println!(
                "\n{}: {} ({:?})\n  {:?} {:?}\n  {}",
                case.kind, case.claim.text, case.claim.speaker, check.verdict, check.flags, check.why
            );
            for source in &case.texts {
                println!("  of: {source}");
            }
        }
    }
    println!("\n{:<12} {:>7} {:>10} {:>10}", "altered by", "claims", "source", "verdict");
    let mut all = Score::default();
    let mut sourced = Score::default();
    for (kind, score) in &kinds {
        println!(
            "{kind:<12} {:>7} {:>8.2} % {:>8.2} %",
            score.claims,
            score.share(score.recalled),
            score.share(score.right)
        );
        all.add(score);
        if *kind != "invented" {
            sourced.add(score);
        }
    }
    println!(
        "{:<12} {:>7} {:>8.2} % {:>8.2} %",
        "all",
        all.claims,
        sourced.share(sourced.recalled),
        all.share(all.right)
    );
}

#[derive(Clone, Default)]
struct Score {
    claims: usize,
    recalled: usize,
    right: usize,
}

impl Score {
    fn add(&mut self, other: &Score) {
        self.claims += other.claims;
        self.recalled += other.recalled;
        self.right += other.right;
    }

    fn share(&self, of: usize) -> f64 {
        100.0 * of as f64 / self.claims.max(1) as f64
    }
}

/// A claim and what is true of it.
struct Case {
    kind: &'static str,
    claim: Claim,
    verdict: Verdict,
    /// A flag that must be among those given.
    flag: Option<Flag>,
    /// Quotations that it was made of.
    sources: Vec<String>,
    texts: Vec<String>,
}

/// A small generator of random numbers (SplitMix64), the same everywhere.
struct Random(u64);

impl Random {
    fn new(seed: u64, of: u64) -> Self {
        // Seeds that are near to each other must not give the same numbers a step apart.
        let mut random = Random(of);
        let far = random.next();
        Random(far ^ Random(seed).next())
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    fn below(&mut self, n: usize) -> usize {
        (self.next() % n as u64) as usize
    }

    /// Small numbers much more often than great ones, as words are in a language (Zipf's law, roughly).
    fn zipf(&mut self, n: usize) -> usize {
        let uniform = (self.next() >> 11) as f64 / (1u64 << 53) as f64;
        (((n as f64 + 1.0).powf(uniform)) as usize - 1).min(n - 1)
    }
}

/// Words made up by rule; function words are English, so that negations and conditions are what they are.
struct Language {
    nouns: Vec<String>,
    verbs: Vec<String>,
    adjectives: Vec<String>,
    places: Vec<String>,
}

/// `N` noun, `V` verb, `A` adjective, `P` place, `#` number.
const CLAUSES: [&str; 14] = [
    "the N of the N will V the A N in P",
    "our A N is A and the N of P has # N",
    "we will V # N for the A N before the N",
    "every N in P has V the N with A N",
    "the A N was V by # N and a N from P",
    "people in P will V their N because the N is A",
    "I will V the N of every A N",
    "there is a A N in the N and # of our N are A",
    "the N has V # A N since the N of P was V",
    "my N will V for the N of A N and N",
    "this N is about A N in every N of P",
    "they will V the A N and the N that it has V",
    "a N like P will V # N from the A N",
    "the council will V its N on the A N of P",
];

impl Language {
    fn new() -> Self {
        let onsets = [
            "b", "br", "d", "dr", "f", "fl", "g", "gr", "h", "j", "k", "l", "m", "n", "p", "pl", "r", "s",
            "st", "t", "tr", "v", "w",
        ];
        let vowels = ["a", "e", "i", "o", "u", "ai", "ea", "oo"];
        let codas = ["l", "m", "n", "r", "nd", "st", "k", "lt", "mp", "sk"];
        let word = |n: usize, ending: &str| {
            let mut random = Random::new(7, n as u64);
            let mut word = String::new();
            for _ in 0..2 {
                word += onsets[random.below(onsets.len())];
                word += vowels[random.below(vowels.len())];
            }
            // The last syllable spells the number, so that no two words are one.
            word += codas[n % codas.len()];
            let mut rest = n / codas.len();
            while rest > 0 {
                word += onsets[rest % onsets.len()];
                word += vowels[rest / onsets.len() % 4];
                rest /= onsets.len() * 4;
            }
            word + ending
        };
        Language {
            nouns: (0..9000).map(|n| word(n, "o")).collect(),
            verbs: (0..3000).map(|n| word(n + 20_000, "ap")).collect(),
            adjectives: (0..3000).map(|n| word(n + 40_000, "ic")).collect(),
            places: (0..2000).map(|n| capital(&word(n + 60_000, "by"))).collect(),
        }
    }

    fn clause(&self, random: &mut Random) -> Vec<String> {
        let words = CLAUSES[random.below(CLAUSES.len())].split(' ');
        let pick = |list: &[String], random: &mut Random| list[random.zipf(list.len())].clone();
        let word = |word: &str| match word {
            "N" => pick(&self.nouns, random),
            "V" => pick(&self.verbs, random),
            "A" => pick(&self.adjectives, random),
            "P" => pick(&self.places, random),
            "#" => (11 + random.below(980)).to_string(),
            other => other.to_owned(),
        };
        words.map(word).collect()
    }

    /// Two or three sentences; one of `bounded` has a clause that bounds another.
    fn sentences(&self, random: &mut Random) -> Vec<Sentence> {
        (0..2 + random.below(2))
            .map(|_| {
                let main = self.clause(random);
                let bound = (random.below(4) == 0).then(|| {
                    let join = ["but", "if", "unless", "although"][random.below(4)];
                    (join, self.clause(random))
                });
                Sentence { main, bound }
            })
            .collect()
    }

    fn quotation(&self, number: usize) -> (Vec<Sentence>, String) {
        let mut random = Random::new(1, number as u64);
        let sentences = self.sentences(&mut random);
        (sentences, self.speaker(random.below(40_000)))
    }

    fn speaker(&self, number: usize) -> String {
        let given = ["Ada", "Bram", "Cleo", "Dov", "Esme", "Finn", "Greta", "Hal", "Ines", "Jory"];
        format!(
            "{} {}",
            given[number % given.len()],
            capital(&self.nouns[number / given.len() % self.nouns.len()])
        )
    }

    fn document(&self, number: usize) -> Extraction {
        let id = format!("d{number}");
        let date = Date::year_only(1990 + (number % 30) as i16);
        let quotations = (0..OF_A_DOCUMENT).map(|place| {
            let (sentences, speaker) = self.quotation(number * OF_A_DOCUMENT + place);
            let text = sentences.iter().map(Sentence::text).collect::<Vec<_>>().join(" ");
            let span = Span::new(0, text.chars().count());
            Quotation {
                id: quotation_id(number * OF_A_DOCUMENT + place),
                kind: QuotationKind::Direct,
                text,
                fragments: vec![span],
                content: vec![span],
                cue: Vec::new(),
                source: Vec::new(),
                cue_text: "said".into(),
                source_text: speaker.clone(),
                speaker: SpeakerRef { id: speaker.to_lowercase(), name: speaker, kind: SpeakerKind::Person },
                role: None,
                organisation: None,
                party: None,
                said_on: date,
                said_on_basis: Some(DateBasis::Published),
                ratings: Vec::new(),
                confidence: 0.9,
                status: String::new(),
                paragraph: 1,
                prefix: String::new(),
                suffix: String::new(),
                reason: String::new(),
            }
        });
        Extraction {
            path: format!("{id}.txt"),
            id,
            published_on: date,
            quotations: quotations.collect(),
            ..Extraction::default()
        }
    }

    /// The claim of that number: one way of altering after the other.
    fn case(&self, number: usize, quotations: usize) -> Case {
        let mut random = Random::new(2, number as u64);
        let way = WAYS[number % WAYS.len()];
        loop {
            let of = random.below(quotations);
            let (sentences, speaker) = self.quotation(of);
            if let Some(case) = self.altered(way, of, &sentences, speaker, quotations, &mut random) {
                return case;
            }
        }
    }

    /// `None` where the quotation does not lend itself to it.
    fn altered(
        &self,
        way: &'static str,
        of: usize,
        sentences: &[Sentence],
        speaker: String,
        quotations: usize,
        random: &mut Random,
    ) -> Option<Case> {
        let sentence = &sentences[random.below(sentences.len())];
        let plain = sentence.bound.is_none();
        let mut words = sentence.main.clone();
        let mut sources = vec![of];
        let mut claimed = speaker;
        let most = ((words.len() as f64 * CHANGED) as usize).max(1);
        let inside = |random: &mut Random, words: &[String]| 1 + random.below(words.len() - 2);
        let (verdict, flag) = match way {
            "cut clause" if !plain => (Verdict::OutOfContext, Some(Flag::Clause)),
            _ if !plain => return None,
            "nothing" => (Verdict::Verbatim, None),
            "drop" => {
                for _ in 0..1 + random.below(most) {
                    let at = inside(random, &words);
                    words.remove(at);
                }
                (Verdict::Altered, None)
            }
            "swap" => {
                let at = 1 + random.below(words.len() - 3);
                words.swap(at, at + 1);
                (Verdict::Altered, None)
            }
            "replace" => {
                for _ in 0..1 + random.below(most) {
                    let at = inside(random, &words);
                    words[at].clone_from(&self.nouns[random.below(self.nouns.len())]);
                }
                (words != sentence.main).then_some((Verdict::Altered, None))?
            }
            "negate" => {
                let at = words
                    .iter()
                    .position(|word| ["will", "is", "has", "was", "are"].contains(&word.as_str()))?;
                words.insert(at + 1, "not".into());
                (Verdict::Altered, Some(Flag::Negation))
            }
            "number" => {
                let at = words.iter().position(|word| word.starts_with(|c: char| c.is_ascii_digit()))?;
                words[at] = format!("{}", 1001 + random.below(900));
                (Verdict::Altered, Some(Flag::Number))
            }
            "splice" => {
                let other = random.below(quotations);
                let (others, _) = self.quotation(other);
                let part = others.iter().find(|sentence| sentence.bound.is_none())?;
                let (first, second) = (words.len().div_ceil(2).max(5), part.main.len() / 2);
                words.truncate(first);
                words.extend_from_slice(&part.main[second.min(part.main.len() - 5)..]);
                sources.push(other);
                (other != of).then_some((Verdict::Spliced, None))?
            }
            "speaker" => {
                let other = self.speaker(random.below(40_000));
                (other != claimed).then_some(())?;
                claimed = other;
                (Verdict::Misattributed, Some(Flag::Speaker))
            }
            "invented" => {
                words = self.clause(random);
                sources.clear();
                (Verdict::NotFound, None)
            }
            _ => return None,
        };
        let text = |number: &usize| {
            self.quotation(*number).0.iter().map(Sentence::text).collect::<Vec<_>>().join(" ")
        };
        Some(Case {
            kind: way,
            claim: Claim { text: capital(&words.join(" ")), speaker: Some(claimed), ..Claim::default() },
            verdict,
            flag,
            texts: sources.iter().map(text).collect(),
            sources: sources.into_iter().map(quotation_id).collect(),
        })
    }
}

const WAYS: [&str; 10] =
    ["nothing", "drop", "swap", "replace", "negate", "number", "splice", "cut clause", "speaker", "invented"];

/// A main clause, and perhaps one that bounds it.
struct Sentence {
    main: Vec<String>,
    bound: Option<(&'static str, Vec<String>)>,
}

impl Sentence {
    fn text(&self) -> String {
        let main = self.main.join(" ");
        match &self.bound {
            None => format!("{}.", capital(&main)),
            Some(("unless", bound)) => format!("Unless {}, {main}.", bound.join(" ")),
            Some((join @ ("but" | "although"), bound)) => {
                format!("{}, {join} {}.", capital(&main), bound.join(" "))
            }
            Some((join, bound)) => format!("{} {join} {}.", capital(&main), bound.join(" ")),
        }
    }
}

fn quotation_id(number: usize) -> String {
    format!("d{}:q{}", number / OF_A_DOCUMENT, number % OF_A_DOCUMENT + 1)
}

fn capital(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map(|first| first.to_uppercase().chain(chars).collect()).unwrap_or_default()
}
