//! `onrecord train links`: cases to what tells whether a quotation is about a rating.

use std::path::PathBuf;

use anyhow::Result;

use onrecord::Analyser;
use onrecord::train::links::{self, Sample};

/// Whether quotations are about a rating at all, from cases that say so
#[derive(clap::Args, Debug)]
pub struct Args {
    /// Folders of cases
    #[arg(required = true, value_name = "DIR")]
    cases: Vec<PathBuf>,
    /// Folders of cases that are not learned from and only scored
    #[arg(long, value_name = "DIR")]
    on: Vec<PathBuf>,
    /// Cases that must have a sign for it to count
    #[arg(long, default_value_t = 8)]
    least: usize,
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// Where the weights go
    #[arg(short, long, value_name = "FILE", default_value = "data/models/links.toml")]
    output: PathBuf,
}

/// Parts that are held out in turn.
const PARTS: usize = 5;

/// Trains, scores and writes.
pub fn run(args: Args) -> Result<()> {
    let analyser = Analyser::builder().build()?;
    let read = |folders: &[PathBuf]| -> Result<Vec<Vec<Sample>>> {
        let mut all = Vec::new();
        for folder in folders {
            for case in links::cases(folder)? {
                all.push(links::samples(&analyser, &case)?);
            }
        }
        Ok(all)
    };
    let (cases, others) = (read(&args.cases)?, read(&args.on)?);
    let count = |right: (usize, usize)| {
        format!("{} of {}, {:.1} %", right.0, right.1, 100.0 * right.0 as f64 / right.1.max(1) as f64)
    };
    let rules = |cases: &[Vec<Sample>]| {
        let all = cases.iter().flatten();
        (all.clone().filter(|sample| sample.gold == sample.proposal.reasoned).count(), all.count())
    };
    let add = |a: (usize, usize), b: (usize, usize)| (a.0 + b.0, a.1 + b.1);
    let mut held_out = (0, 0);
    for part in 0..PARTS {
        let rest: Vec<&[Sample]> = cases
            .iter()
            .enumerate()
            .filter(|(at, _)| at % PARTS != part)
            .map(|(_, case)| case.as_slice())
            .collect();
        let gate = links::learn(&rest, args.least, args.seed);
        held_out =
            cases.iter().skip(part).step_by(PARTS).map(|case| links::right(&gate, case)).fold(held_out, add);
    }
    println!("held out in turn: {} (without: {})", count(held_out), count(rules(&cases)));
    let all: Vec<&[Sample]> = cases.iter().map(Vec::as_slice).collect();
    let gate = links::learn(&all, args.least, args.seed);
    let right = |cases: &[Vec<Sample>]| cases.iter().map(|case| links::right(&gate, case)).fold((0, 0), add);
    println!("learned from: {}", count(right(&cases)));
    if !others.is_empty() {
        println!("others: {} (without: {})", count(right(&others)), count(rules(&others)));
    }
    std::fs::write(&args.output, toml::to_string(&gate)?)?;
    Ok(())
}
