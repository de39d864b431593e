//! Text that no one wrote, at a size and at four times that: the time for each, and how it grows. Linear
//! growth is fourfold; where it is more than `LINEAR` the run fails. `cargo bench --bench hostile`, or with
//! words behind it (`-- cues marks`) only those.

use std::fmt::Write as _;
use std::process::ExitCode;
use std::time::{Duration, Instant};

use onrecord::Analyser;
use onrecord::read;

/// How many times as long four times the text may take: linear growth, and room for caches and the clock.
const LINEAR: f64 = 6.0;
/// Below this the clock tells nothing.
const SHORT: Duration = Duration::from_millis(20);

/// Makes a text of so many repetitions.
type Make = fn(usize) -> String;

/// Name, how many repetitions the full text has, and how it is made.
const TEXTS: [(&str, usize, Make); 21] = [
    ("a megabyte without a space", 1_000_000, |n| "x".repeat(n)),
    ("opening brackets", 10_000, |n| "(".repeat(n)),
    ("one sentence of words", 50_000, |n| "council ".repeat(n)),
    ("cues in one sentence", 20_000, |n| "Jane Doe said that it rained and ".repeat(n)),
    ("clauses in one sentence", 2_000, |n| {
        numbered(n, |text, n| write!(text, "Jane Doe said that the plan {n} was good and "))
    }),
    ("cues and nothing else", 20_000, |n| "said ".repeat(n)),
    ("pairs of marks", 50_000, |n| "“a” ".repeat(n)),
    ("opening marks", 100_000, |n| "“".repeat(n)),
    ("straight marks", 100_000, |n| "\" ".repeat(n)),
    ("single marks", 100_000, |n| "' ".repeat(n)),
    ("closing marks", 50_000, |n| "no” ".repeat(n)),
    ("persons of one surname", 10_000, |n| {
        numbered(n, |text, n| write!(text, "Cllr {} Doe said: “It is {n}.” ", name(n)))
    }),
    ("persons", 10_000, |n| {
        numbered(n, |text, n| write!(text, "Jane Doe{} said: “It is {n}.”\n\n", name(n).to_lowercase()))
    }),
    ("names in one sentence", 20_000, |n| "Jane Doe, ".repeat(n)),
    ("roles in one sentence", 10_000, |n| "the leader of the council of ".repeat(n)),
    ("pronouns without a person", 10_000, |n| "Ashby is here. He said: “No.”\n\n".repeat(n)),
    ("turns of a transcript", 20_000, |n| numbered(n, |text, n| writeln!(text, "DOE: I say {n}."))),
    ("speech in paragraphs", 50_000, |n| "He said: “No.”\n\n".repeat(n)),
    ("headings in marks", 10_000, |n| "“Bridge shut again”\n\n".repeat(n)),
    ("ratings in one sentence", 5_000, |n| "Ashby School was rated good by Ofsted and ".repeat(n)),
    ("a line of 50 MB", 1_560_000, |n| "The council said it would rain. ".repeat(n)),
];

fn main() -> ExitCode {
    let analyser = Analyser::builder().build().expect("the built-in lexicons");
    let wanted: Vec<String> =
        std::env::args().skip(1).filter(|argument| !argument.starts_with('-')).collect();
    let mut code = ExitCode::SUCCESS;
    println!("{:<28} {:>9} {:>9} {:>9} {:>7}", "text", "bytes", "quarter", "whole", "growth");
    for (name, size, make) in TEXTS {
        if !wanted.is_empty() && !wanted.iter().any(|word| name.contains(word.as_str())) {
            continue;
        }
        let quarter = time(&analyser, make(size / 4));
        let text = make(size);
        let bytes = text.len();
        let whole = time(&analyser, text);
        let growth = whole.as_secs_f64() / quarter.max(SHORT).as_secs_f64();
        let verdict = if growth > LINEAR { "  worse than linear" } else { "" };
        println!("{name:<28} {bytes:>9} {quarter:>9.2?} {whole:>9.2?} {growth:>6.1}x{verdict}");
        if growth > LINEAR {
            code = ExitCode::FAILURE;
        }
    }
    code
}

fn time(analyser: &Analyser, text: String) -> Duration {
    let started = Instant::now();
    let document = read::text(text, "hostile.txt", None, analyser.reading());
    let found = analyser.extract(&document);
    let taken = started.elapsed();
    drop(found);
    taken
}

fn numbered(n: usize, add: impl Fn(&mut String, usize) -> std::fmt::Result) -> String {
    let mut text = String::new();
    for n in 0..n {
        add(&mut text, n).expect("a string takes anything");
    }
    text
}

/// A name for each number.
fn name(mut n: usize) -> String {
    let mut name = String::from("B");
    loop {
        name.push(char::from(b'a' + (n % 26) as u8));
        n /= 26;
        if n == 0 {
            return name;
        }
    }
}
