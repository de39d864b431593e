//! Lines that name a body or a part, and behind a mark all of its grades: *Ashby Academy, Seaton: Good overall, March 2024
//! (Requires improvement)*.

use std::ops::Range;

use super::{Event, Finder};
use crate::rating::subject::{self, Subject};
use crate::rating::table;
use crate::text::ParagraphKind;

/// Tokens of a line and of its label, and words behind a grade that tell neither of the whole nor when.
const LINE: usize = 120;
const LABEL: usize = 24;
const REMARK: usize = 1;

/// Words that may stand behind a grade.
const PLAIN: &[&str] =
    &["overall", "report", "published", "inspected", "visited", "visit", "on", "in", "of", "dated"];

/// Words before a grade that say that it is of before, and those that may stand beside them.
const BEFORE: &[&str] = &["previously", "was", "from", "formerly", "last", "previous", "before"];
const BESIDE: &[&str] = &["up", "down", "inspection", "rating", "grade", "rated", "it", "time", "in", "the"];

/// What a grade in such a line is of.
enum Of {
    Before(Range<usize>),
    Part(Range<usize>),
    /// *outstanding for caring*: told behind the grade.
    Behind(Range<usize>),
}

impl Finder<'_> {
    /// Whether the sentence is such a line; if so its grades are found.
    pub(super) fn labelled(&self, out: &mut Vec<Event>) -> bool {
        let a = self.a;
        let line = self.sentence();
        let first = self.all.start;
        let own = self.mentions[first].tokens.clone();
        if self.kind() == ParagraphKind::Title || !self.is_new_line(line.start) || line.len() > LINE {
            return false;
        }
        if self.bodies_by_part(&line, out) {
            return true;
        }
        let mark = self.left(own.start, line.start, false);
        let Some(mark) = mark.filter(|&t| matches!(a.word(t), ":" | "–" | "—" | "-")) else {
            return false;
        };
        let Some(subject) = self.label(line.start..mark) else { return false };
        let mut found: Vec<(usize, Of)> = Vec::new();
        for m in self.all.clone().skip(1) {
            let Some(of) = self.of_label(first, m, &line) else { return false };
            found.push((m, of));
        }
        // Behind the first grade stands when it was given, or a remark in brackets.
        let second =
            self.mentions.get(first + 1).map_or(line.end, |second| second.tokens.start.min(line.end));
        let end = if self.all.len() > 1 { self.opens_segment(second, own.end) } else { line.end };
        let bracket = (own.end..end).find(|&t| a.word(t) == "(").filter(|_| a.word(end - 1) == ")");
        let rest = own.end..bracket.unwrap_or(end);
        let other =
            |t: &usize| a.word(*t).contains(char::is_alphabetic) && !a.is_time(*t) && !a.one_of(*t, PLAIN);
        if rest.into_iter().filter(other).count() > REMARK {
            return false;
        }
        let before = found.iter().find_map(|(m, of)| match of {
            Of::Before(clause) => Some((*m, clause.clone())),
            _ => None,
        });
        let end = before.as_ref().map_or(line.end, |(_, clause)| clause.start);
        let main = Event::new(first, subject.clone(), own.end..own.end, line.start..end, own.start, 0.9);
        out.push(Event { line: true, previous: before.as_ref().map(|(m, _)| *m), ..main });
        if let Some((m, clause)) = before.filter(|(_, clause)| self.has_time(clause)) {
            let anchor = self.mentions[m].tokens.start;
            let older = Event::new(m, subject.clone(), clause.end..clause.end, clause, anchor, 0.85);
            out.push(Event { line: true, ..older });
        }
        for (m, of) in found {
            let anchor = self.mentions[m].tokens.start;
            let (column, tail) = match of {
                Of::Before(_) => continue,
                Of::Part(part) => (Some(part), line.end..line.end),
                Of::Behind(tail) => (None, tail),
            };
            let event = Event::new(m, subject.clone(), tail, line.clone(), anchor, 0.9);
            out.push(Event { line: true, column, ..event });
        }
        true
    }

    /// *Preventing crime: Ashshire good, Northshire inadequate*: each body's grade for a part.
    fn bodies_by_part(&self, line: &Range<usize>, out: &mut Vec<Event>) -> bool {
        let a = self.a;
        let low = self.mentions[self.all.start].tokens.start;
        let Some(mark) = (line.start..low).find(|&t| matches!(a.word(t), ":" | "–" | "—")) else {
            return false;
        };
        let start = line.start + usize::from(!a.word(line.start).contains(char::is_alphanumeric));
        if start >= mark || !subject::names_part(a, &subject::words(a, start..mark)) {
            return false;
        }
        let mut found = Vec::new();
        let mut from = mark + 1;
        for m in self.all.clone() {
            let grade = self.mentions[m].tokens.clone();
            let separated = |t: usize| matches!(a.word(t), "," | ";") || a.one_of(t, &["and", "but"]);
            let name = from + usize::from(separated(from))..grade.start;
            let name = name.start + usize::from(a.one_of(name.start, &["and", "but"]))..name.end;
            if name.is_empty() || !name.clone().all(|t| a.is_capital(t) || a.one_of(t, &["of", "the"])) {
                return false;
            }
            found.push((m, name));
            from = grade.end;
        }
        if (from..line.end).any(|t| a.word(t).contains(char::is_alphabetic)) {
            return false;
        }
        for (m, name) in found {
            let anchor = self.mentions[m].tokens.start;
            let event = Event::new(m, Subject::Phrase(name), line.end..line.end, line.clone(), anchor, 0.9);
            out.push(Event { line: true, column: Some(start..mark), ..event });
        }
        true
    }

    /// What a label names: *Ashby House, Seaton, 4 May*, *Overall*, *Quality of staffing*.
    fn label(&self, label: Range<usize>) -> Option<Subject> {
        let a = self.a;
        let start = label.clone().find(|&t| a.word(t).contains(char::is_alphabetic))?;
        // Not the *(a)* before it.
        let marker = a.word(start).len() == 1 && a.word(start + 1) == ")";
        let start = if marker { start + 2 } else { start };
        if label.end.saturating_sub(start) > LABEL || start >= label.end {
            return None;
        }
        let comma = (start..label.end).find(|&t| matches!(a.word(t), "," | "("));
        let name = start..comma.unwrap_or(label.end);
        let words = subject::words(a, name.clone());
        let part = subject::names_part(a, &words);
        if table::is_whole(a, &words) {
            return Some(Subject::Context);
        }
        let body = || {
            let known =
                subject::is_body_name(a, &subject::cased(a, name.clone())) || self.bodies.is_named(&name);
            known && a.is_capital(start)
        };
        // *• Dr Doe and Partners, Quay Street, 11 May*: a name, whatever its words are.
        let item = || {
            let proper = |t: usize| subject::stands_in_name(a, t);
            (self.kind() == ParagraphKind::ListItem || self.is_among_lines())
                && name.len() > 1
                && comma.is_some()
                && name.clone().all(proper)
        };
        (part || body() || item()).then_some(Subject::Phrase(name))
    }

    /// Whether the sentence before or behind is such a line, too.
    fn is_among_lines(&self) -> bool {
        let a = self.a;
        let labelled = |at: usize| {
            let Some(line) = a.sentences.get(at).map(|line| line.tokens.clone()) else { return false };
            let m = self.mentions.partition_point(|mention| mention.tokens.start < line.start);
            let grade = self.mentions.get(m).map(|mention| mention.tokens.start);
            self.is_new_line(line.start)
                && grade.is_some_and(|grade| {
                    line.contains(&grade)
                        && grade > line.start
                        && matches!(a.word(grade - 1), ":" | "–" | "—" | "-")
                })
        };
        labelled(self.sentence + 1) || self.sentence.checked_sub(1).is_some_and(labelled)
    }

    /// The first token of the segment that token `t` stands in, behind a comma, semicolon or bracket, from `low` on.
    fn opens_segment(&self, t: usize, low: usize) -> usize {
        let opens = (low..t).rev().find(|&t| matches!(self.a.word(t), "," | ";" | "(" | ")"));
        opens.unwrap_or(low)
    }

    /// What grade `m` of a line that begins with grade `first` is of.
    fn of_label(&self, first: usize, m: usize, line: &Range<usize>) -> Option<Of> {
        let a = self.a;
        let grade = self.mentions[m].tokens.clone();
        let low = self.mentions[m - 1].tokens.end;
        let opens = self.opens_segment(grade.start, low);
        let lead = opens..grade.start;
        let letters: Vec<usize> = lead.clone().filter(|&t| a.word(t).contains(char::is_alphabetic)).collect();
        let next = self.mentions.get(m + 1).map_or(line.end, |next| next.tokens.start.min(line.end));
        let stop = (grade.end..next).find(|&t| matches!(a.word(t), "," | ";" | "(" | ")")).unwrap_or(next);
        let in_bracket = a.word(opens) == "(";
        if letters.is_empty() && a.one_of(grade.end, &["for", "in", "at", "on", "across"]) {
            return Some(Of::Behind(grade.end..stop));
        }
        let of_first = |other: usize| {
            let grades = &self.mentions[first].grades;
            self.mentions[other].grades.iter().any(|grade| grades.contains(grade))
        };
        let known = |&t: &usize| a.one_of(t, BEFORE) || a.one_of(t, BESIDE) || self.has_time(&(t..t + 1));
        let told = letters.iter().any(|&t| a.one_of(t, BEFORE)) && letters.iter().all(known);
        let bare =
            letters.is_empty() && in_bracket && (!of_first(m) || self.brackets_hold_previous().is_some());
        if told || bare {
            let end = (grade.end..line.end).find(|&t| a.word(t) == ")").map_or(stop, |t| t + 1);
            return Some(Of::Before(opens..if in_bracket { end } else { stop }));
        }
        let from = *letters.first()?;
        let to = letters.last()? + 1;
        let part = subject::names_part(a, &subject::words(a, from..to));
        let others = (from..to).any(|t| a.one_of(t, &["other", "others", "rest", "remaining"]));
        (part || others).then_some(Of::Part(from..to))
    }
}
