//! Grades in the cells of tables.

use std::ops::Range;

use super::{Event, Finder};
use crate::rating::subject::{self, Subject};
use crate::rating::table::{self, Cell, Column, Heading};

impl Finder<'_> {
    /// The grades of a row of a table; `false` where the sentence is no such row.
    pub(super) fn cells(&self, out: &mut Vec<Event>) -> bool {
        let a = self.a;
        let paragraph = a.sentences[self.sentence].paragraph;
        let Some((at, row)) = self.tables.at(paragraph) else { return false };
        let layout = self.layouts[at].as_ref().filter(|layout| row >= layout.first);
        let row = &self.tables.table(at).rows[row];
        // *Good | Preventing crime; treatment of the public*
        if self.all.len() == 1 && self.mentions[self.all.start].tokens == row[0] {
            let line = row[0].start..row[row.len() - 1].end;
            if self.push_parts(row[0].end..line.end, &line, out) {
                return true;
            }
        }
        let Some(layout) = layout else { return true };
        let name = &row[layout.name];
        if !layout.is_named(a, name) {
            return true;
        }
        let body = self.name_of_row(name);
        let words = subject::words(a, body.clone());
        let whole = table::is_whole(a, &words);
        let part = !whole && (layout.of_parts || subject::names_part(a, &words));
        let clause = row.iter().find(|cell| !cell.is_empty()).map_or(name.start, |cell| cell.start)
            ..row.iter().map(|cell| cell.end).max().unwrap_or(name.end);
        let cell = |at: usize| table::cell(a, self.mentions, self.times, &row[at]);
        let own = |found: &Cell| self.all.contains(&found.mention);
        for (at, column) in layout.columns.iter().enumerate() {
            let Some(found) = cell(at).filter(own) else { continue };
            let brackets = || layout.bracketed[at] || self.brackets_hold_previous().is_some();
            let bracketed = found.other.filter(|_| found.is_before || brackets());
            let earlier = |column: &Option<usize>| column.and_then(&cell).map(|cell| cell.mention);
            let tokens = self.mentions[found.mention].tokens.clone();
            let subject = if whole { Subject::Context } else { Subject::Phrase(body.clone()) };
            let told = Event {
                line: row.len() > 2 || found.other.is_some(),
                kept: found.kept && found.other.is_none(),
                previous: bracketed,
                ..Event::new(
                    found.mention,
                    subject,
                    tokens.end..tokens.end,
                    clause.clone(),
                    tokens.start,
                    0.9,
                )
            };
            // What the head tells is no part of the evidence, which is the row.
            let then = |(_, date): Heading| Event { given: Some(date), confidence: 0.85, ..told.clone() };
            match column {
                Column::Other => {}
                Column::Now(before) => {
                    let previous = bracketed.or_else(|| earlier(before));
                    out.push(Event { previous, ..told.clone() });
                }
                Column::Then(time, before) => {
                    let previous = bracketed.or_else(|| earlier(before));
                    out.push(Event { previous, ..then(time.clone()) });
                }
                Column::Before(time) => {
                    out.extend(found.time.clone().or_else(|| time.clone()).map(then));
                }
                Column::Part(head) if !part => out.push(Event { column: Some(head.clone()), ..told.clone() }),
                Column::Part(_) => {}
                Column::Body(head) => {
                    let column = (!whole).then(|| body.clone());
                    out.push(Event { subject: Subject::Phrase(head.clone()), column, ..told.clone() });
                }
            }
            // *Good (Requires improvement in 2019)*, *with those of 2019 in brackets*
            let older = bracketed.filter(|_| !matches!(column, Column::Other));
            let older =
                older.and_then(|mention| Some((mention, found.time.or_else(|| self.time_of_brackets())?)));
            out.extend(older.map(|(mention, time)| {
                let anchor = self.mentions[mention].tokens.start;
                let column = out.last().and_then(|event| event.column.clone());
                Event { mention, previous: None, kept: false, column, anchor, ..then(time) }
            }));
        }
        true
    }

    /// The body or part that a row is named after: without the town behind it, or what stands in brackets.
    fn name_of_row(&self, name: &Range<usize>) -> Range<usize> {
        let a = self.a;
        let bracket = name.clone().skip(1).find(|&t| a.word(t) == "(").unwrap_or(name.end);
        let comma =
            (name.start + 1..bracket).find(|&t| a.word(t) == "," && a.is_capital(t + 1)).filter(|&comma| {
                let numbers = self.all.clone().all(|m| super::is_number(a, self.mentions[m].tokens.start));
                numbers || subject::is_body_name(a, &subject::cased(a, name.start..comma))
            });
        // *Are services safe?*
        let asked = bracket > name.start + 1 && a.word(bracket - 1) == "?";
        let end = comma.unwrap_or(bracket - usize::from(asked));
        let part = || subject::names_part(a, &subject::words(a, name.start..end));
        let noun = end > name.start + 1 && a.one_of(end - 1, &["assessment", "rating", "grade"]) && !part();
        // *2.3 Learning and teaching*
        let first = name.clone().find(|&t| a.word(t).contains(char::is_alphabetic)).unwrap_or(name.start);
        let number = (name.start..first).all(|t| !a.word(t).contains(char::is_alphabetic));
        // Not *41 Cable Road*.
        let number = number && (first != name.start + 1 || a.word(name.start).contains('.') || part());
        (if number { first } else { name.start })..end - usize::from(noun)
    }
}
