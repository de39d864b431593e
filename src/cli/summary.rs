//! What `analyse` prints when it is done: counts, top speakers, what needs a look.

use std::collections::BTreeMap;
use std::io::{self, Write};
use std::path::Path;

use itertools::Itertools;
use onrecord::record::{Quotation, QuotationKind, Record, Speaker, SpeakerKind, Status, UnattributedKind};

/// Quotations below this probability need a look.
const LOW_CONFIDENCE: f32 = 0.5;
/// How many speakers are named.
const TOP_SPEAKERS: usize = 5;
/// How many documents are named for each thing that needs a look.
const NAMED: usize = 3;

pub struct Summary<'a> {
    record: &'a Record,
    output: &'a Path,
}

impl<'a> Summary<'a> {
    pub fn new(record: &'a Record, output: &'a Path) -> Self {
        Summary { record, output }
    }

    pub fn print(&self, mut out: impl Write) -> io::Result<()> {
        self.print_counts(&mut out)?;
        self.print_speakers(&mut out)?;
        self.print_doubts(&mut out)?;
        writeln!(out, "Written to {}", self.output.display())
    }

    fn print_counts(&self, out: &mut impl Write) -> io::Result<()> {
        let documents = &self.record.documents;
        let of = |kind| self.count(|quotation| quotation.kind == kind);
        let ratings: usize = documents.iter().map(|document| document.ratings.len()).sum();
        let words: u64 = documents.iter().map(|document| u64::from(document.words)).sum();
        writeln!(out, "{}, {words} words", counted(documents.len(), "document"))?;
        writeln!(
            out,
            "{}: {} direct, {} mixed, {} indirect",
            counted(self.count(|_| true), "quotation"),
            of(QuotationKind::Direct),
            of(QuotationKind::Mixed),
            of(QuotationKind::Indirect)
        )?;
        writeln!(out, "{}", counted(self.record.speakers.len(), "speaker"))?;
        writeln!(out, "{}", counted(ratings, "rating"))
    }

    fn print_speakers(&self, out: &mut impl Write) -> io::Result<()> {
        let mut said: BTreeMap<&str, usize> = BTreeMap::new();
        for quotation in self.record.quotations() {
            *said.entry(&quotation.speaker.id).or_default() += 1;
        }
        let count = |speaker: &&Speaker| said.get(speaker.id.as_str()).copied().unwrap_or_default();
        let top = self.record.speakers.iter().filter(|speaker| count(speaker) > 0);
        let top =
            top.sorted_by_key(|speaker| std::cmp::Reverse(count(speaker))).take(TOP_SPEAKERS).collect_vec();
        if !top.is_empty() {
            writeln!(out, "Most quoted")?;
        }
        for speaker in top {
            let held = speaker.last_held();
            let details = [held.role, held.organisation, held.party].into_iter().flatten().join(", ");
            let details = if details.is_empty() { details } else { format!(" ({details})") };
            writeln!(out, "{:>7} {}{details}", count(&speaker), printable(&speaker.name))?;
        }
        Ok(())
    }

    fn print_doubts(&self, out: &mut impl Write) -> io::Result<()> {
        let with = |status| self.record.documents.iter().filter(move |document| document.status == status);
        let unknown = self.count(|quotation| quotation.speaker.kind == SpeakerKind::Unknown);
        let unattributed = self.record.documents.iter().flat_map(|document| &document.unattributed);
        let speech = unattributed.filter(|marked| marked.kind == UnattributedKind::Unknown).count();
        let unsure = self.count(|quotation| quotation.confidence < LOW_CONFIDENCE);
        let mut doubts = Vec::new();
        for (status, what) in [(Status::Error, "not read"), (Status::Warning, "read with a warning")] {
            let paths = with(status).map(|document| printable(&document.path)).collect_vec();
            if !paths.is_empty() {
                let more = if paths.len() > NAMED { ", …" } else { "" };
                let named = paths.iter().take(NAMED).join(", ");
                doubts.push(format!(
                    "{} {what}: {named}{more} (documents.csv)",
                    counted(paths.len(), "document")
                ));
            }
        }
        let disagreements = self.record.documents.iter().map(|document| document.disagreements.len()).sum();
        for (number, thing, what) in [
            (self.record.not_applied.len(), "correction", "that fits nothing any more (not_applied.csv)"),
            (disagreements, "disagreement", "with the register (disagreements.csv)"),
            (unknown, "quotation", "with an unknown speaker (quotations.csv)"),
            (speech, "marked passage", "of speech put to no one (unattributed.csv)"),
            (unsure, "quotation", "with a confidence under 0.5 (quotations.csv)"),
        ] {
            if number > 0 {
                doubts.push(format!("{} {what}", counted(number, thing)));
            }
        }
        if !doubts.is_empty() {
            writeln!(out, "To look at")?;
        }
        doubts.iter().try_for_each(|doubt| writeln!(out, "{doubt}"))
    }

    fn count(&self, is: impl Fn(&Quotation) -> bool) -> usize {
        self.record.quotations().filter(|quotation| is(quotation)).count()
    }
}

/// A number, right-aligned, and what it counts.
fn counted(number: usize, what: &str) -> String {
    format!("{number:>7} {what}{}", if number == 1 { "" } else { "s" })
}

/// The text without characters that a terminal would obey.
fn printable(text: &str) -> String {
    text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect()
}
