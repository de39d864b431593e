//! Grades in lists and tables.

use std::ops::Range;

use super::{Event, Finder, is_number, is_quote, is_year};
use crate::annotate::Annotated;
use crate::lexicon::WordClass;
use crate::rating::scale::{NUMBERS, has_words};
use crate::rating::subject::{self, Subject, is_possessive};
use crate::rating::table;
use crate::text::ParagraphKind;

impl Finder<'_> {
    /// A line may grade several parts, and date the grade before: *Safe and Well-led: Good*, *Overall: Good (Inadequate in
    /// May 2015)*.
    pub(super) fn push_line(&self, event: Event, out: &mut Vec<Event>) {
        let older = event.previous.and_then(|p| {
            let bracket = self.right(self.mentions[event.mention].tokens.end);
            let clause = bracket..self.sentence().end;
            // *4, up from 2 (inspected on May 9)*: the time of the new one.
            let other = (self.mentions[p].tokens.end..clause.end).any(|t| self.a.word(t) == "(");
            // *with those of 2017 in brackets*, in the line above
            let head = || self.brackets_hold_previous().filter(|head| self.has_time(head));
            let year =
                (clause.start + 1..clause.end).find(|&t| is_year(self.a, t) && self.a.word(t - 1) == "(");
            let told = if self.has_time(&clause) || year.is_some() {
                (!other).then(|| clause.clone())
            } else {
                head()
            };
            told.map(|time| Event {
                mention: p,
                previous: None,
                tail: clause.end..clause.end,
                clause: time,
                anchor: self.mentions[p].tokens.start,
                confidence: 0.85,
                ..event.clone()
            })
        });
        out.push(event);
        out.extend(older);
    }

    /// A line of a list: a part or a body, a dash or colon, its grade: *• Leadership – Outstanding*.
    pub(super) fn line(&self) -> Option<Event> {
        let a = self.a;
        let sentence = self.sentence();
        let tokens = self.mentions[self.all.start].tokens.clone();
        // *Leadership: Good (previously Inadequate)*
        // *Ashby House, Seaton: inadequate overall (previously good)*
        let bracket = self.right(tokens.end);
        let bracket = bracket + usize::from(a.one_of(bracket, &["overall"]));
        let dated = || {
            let end = (bracket..sentence.end).find(|&t| a.word(t) == ")").unwrap_or(bracket);
            bracket < end && self.has_time(&(bracket..end))
        };
        // *good (last inspection, February 2016: poor)*
        let led = bracket + if a.one_of(bracket + 1, &["last", "previous"]) { 9 } else { 4 };
        let was = self.all.len() == 2
            && a.word(bracket) == "("
            && self.mentions[self.all.start + 1].tokens.start > bracket
            && self.mentions[self.all.start + 1].tokens.start <= led
            && ((bracket + 1..bracket + 4)
                .any(|t| a.one_of(t, &["previously", "was", "from", "formerly", "up", "down", "last", "previous"]))
                // *good (2022: requires improvement)*
                || is_year(a, bracket + 1)
                || dated());
        // *Ashby House: good overall, from requires improvement*
        // *• Effectiveness: Good (Requires improvement)*
        let was = was
            || self.all.len() == 2
                && a.word(bracket) == "("
                && self.mentions[self.all.start + 1].tokens.start == self.right(bracket + 1)
                && self.brackets_hold_previous().is_some();
        let was = was
            || self.all.len() == 2
                && a.word(bracket) == ","
                && a.one_of(bracket + 1, &["from", "up", "down"])
                && self.mentions[self.all.start + 1].tokens.start <= bracket + 3;
        // *Overall: Inadequate (serious weaknesses)*: one grade twice.
        let same =
            self.all.len() == 2 && a.word(bracket) == "(" && self.brackets_hold_previous().is_none() && {
                let [one, other] = [&self.mentions[self.all.start], &self.mentions[self.all.start + 1]];
                other.grades.iter().any(|grade| one.grades.contains(grade)) && a.word(other.tokens.end) == ")"
            };
        // *Caffi’r Bont, Bridge Street: 5 (inspected on May 21)*
        let visit =
            a.word(bracket) == "(" && a.word(sentence.end - 1) == ")" && self.all.len() == 1 && dated();
        let sentence = if was || same { sentence.start..bracket } else { sentence };
        // *Previous inspection: Satisfactory (March 2011)*
        let label = subject::words(a, sentence.start..tokens.start);
        let label = label.trim_end_matches([':', '–', '-', ' ']);
        let of_before = a.lexicon.ratings.earlier_labels.contains(label);
        if of_before && self.all.len() == 1 && !a.word(tokens.start - 1).contains(char::is_alphanumeric) {
            return Some(Event {
                line: true,
                earlier: true,
                ..Event::new(
                    self.all.start,
                    Subject::Context,
                    tokens.end..sentence.end,
                    sentence,
                    tokens.start,
                    0.9,
                )
            });
        }
        // The number of a house is no second grade.
        let house = self.all.len() > 1
            && a.word(tokens.end) == ":"
            && self.all.clone().skip(1).all(|m| is_number(a, self.mentions[m].tokens.start));
        if self.all.len() != 1 && !was && !same && !house || self.kind() == ParagraphKind::Title {
            return None;
        }
        // *Ashby House, Priory Lane* ¶ *Rating: Requires improvement (previously good)*
        if let Some(name) = self.headed_by(&sentence, &tokens, bracket) {
            return Some(Event {
                line: true,
                previous: was.then_some(self.all.start + 1),
                ..Event::new(
                    self.all.start,
                    Subject::Phrase(name),
                    tokens.end..tokens.end,
                    sentence,
                    tokens.start,
                    0.9,
                )
            });
        }
        // *• Good for leadership*
        let opens = (sentence.start..tokens.start).all(|t| !a.word(t).contains(char::is_alphanumeric));
        let item = self.kind() == ParagraphKind::ListItem || tokens.start > sentence.start;
        if opens && item && a.one_of(tokens.end, &["for"]) {
            let end = (tokens.end + 1..=sentence.end).rev().find(|&end| {
                end <= tokens.end + 24 && subject::names_part(a, &subject::words(a, tokens.end + 1..end))
            })?;
            let whole = subject::words(a, tokens.end + 1..end) == "overall effectiveness";
            return Some(Event {
                line: true,
                ..Event::new(
                    self.all.start,
                    if whole { Subject::Context } else { Subject::Phrase(tokens.end + 1..end) },
                    end..end,
                    sentence,
                    tokens.start,
                    0.9,
                )
            });
        }
        // *• is ‘good’ at preventing crime;*, below *Inspectors found that Ashby Constabulary:*
        let verb = sentence.start + usize::from(!a.word(sentence.start).contains(char::is_alphanumeric));
        let behind = self.right(tokens.end);
        let verb_led = (a.is(verb, WordClass::BE) || a.is(verb, WordClass::KEEPING))
            && self.left(tokens.start, verb, true) == Some(verb);
        // *• ‘good’ at preventing crime;*
        let bare = (sentence.start..tokens.start).all(|t| !a.word(t).contains(char::is_alphanumeric));
        if (verb_led || bare && !a.one_of(behind, &["for"]))
            && (self.kind() == ParagraphKind::ListItem || self.is_new_line(sentence.start))
            && a.one_of(behind, &["at", "in", "for", "on"])
            && subject::part_follows(a, behind + 1)
        {
            let end = (behind + 2..=sentence.end)
                .rev()
                .find(|&end| subject::names_part(a, &subject::words(a, behind + 1..end)))
                .unwrap_or(sentence.end);
            return Some(Event {
                line: true,
                kept: verb_led && a.is(verb, WordClass::KEEPING),
                ..Event::new(self.all.start, Subject::Phrase(behind + 1..end), end..end, sentence, verb, 0.9)
            });
        }
        // *• Rated 5: Golden Lantern at 8 Fore Street, Dunmere; rated on June 4*
        let word = sentence.start + usize::from(!a.word(sentence.start).contains(char::is_alphanumeric));
        let graded = tokens.start == word + 1 && a.is(word, WordClass::GRADING.with(WordClass::RATING_NOUN));
        if graded && a.word(tokens.end) == ":" && a.is_capital(tokens.end + 1) {
            let first = tokens.end + 1;
            let end = (first + 1..sentence.end).find(|&t| {
                !a.is_capital(t) && !a.one_of(t, &["&", "and", "of", "the"]) && !is_possessive(a, t)
            });
            let end = end.unwrap_or(sentence.end);
            return Some(Event {
                line: true,
                ..Event::new(
                    self.all.start,
                    Subject::Phrase(first..end),
                    end..end,
                    sentence,
                    end.min(tokens.end),
                    0.85,
                )
            });
        }
        // *Requires improvement (2)*
        // *G1 (no change)*, *C2 (first grading)*
        let remark = a.word(bracket) == "("
            && a.word(sentence.end - 1) == ")"
            && sentence.end <= bracket + 6
            && self.all.len() == 1
            && (bracket + 1..sentence.end - 1)
                .any(|t| a.one_of(t, &["change", "unchanged", "same", "first", "new"]));
        let kept =
            remark && (bracket + 1..sentence.end - 1).any(|t| a.one_of(t, &["change", "unchanged", "same"]));
        let closes = |t: usize| remark || is_number(a, t) || !a.word(t).contains(char::is_alphanumeric);
        let marked = |t: usize| visit || closes(t);
        // *Fell View: good, last inspected in May*
        let inspected = a.word(bracket) == ","
            && (a.one_of(bracket + 1, &["last"])
                && a.one_of(bracket + 2, &["inspected", "visited", "checked"])
                || a.one_of(bracket + 1, &["inspected", "visited", "rated", "published"]));
        let last = if inspected { bracket } else { sentence.end };
        if !(bracket.min(sentence.end)..last).all(marked) {
            return None;
        }
        let mark = self.left(tokens.start, sentence.start, false)?;
        let as_item = self.kind() == ParagraphKind::ListItem && a.one_of(mark, &["as"]);
        if !matches!(a.word(mark), "–" | "—" | "-" | ":") && !as_item {
            return None;
        }
        // Not the *(a)* before it.
        let marker = |t: usize| a.word(t).len() == 1 && a.word(t + 1) == ")";
        let start =
            (sentence.start..mark).find(|&t| a.word(t).contains(char::is_alphabetic) && !marker(t))?;
        // *• 16 to 19 study programmes*
        let number = (sentence.start..start).find(|&t| is_number(a, t));
        let number = number.filter(|&t| subject::names_part(a, &subject::words(a, t..mark)));
        let start = number.unwrap_or(start);
        // *Ashby House, Seaton*: without the place.
        let placed = visit && is_number(a, tokens.start) && a.is_capital(start);
        let comma = (start..mark).find(|&t| a.word(t) == ",").filter(|&comma| {
            (placed || subject::is_body_name(a, &subject::cased(a, start..comma))) && a.is_capital(comma + 1)
        });
        // *How good is our setting? – 5 (Very good)*
        let asked = mark > start + 1 && a.word(mark - 1) == "?";
        let name = start..comma.unwrap_or(mark - usize::from(asked));
        let words = subject::words(a, name.clone());
        let part = subject::names_part(a, &words);
        let whole = a.lexicon.ratings.wholes.contains(words.as_str()) && !part || words == "overall";
        let list = || subject::list_of_parts(a, start, mark).is_some_and(|list| list == name);
        // *Medical care: requires improvement*
        let service = subject::is_core_service(a, &words) || subject::is_branch(&words);
        let body = || service || subject::is_body_name(a, &subject::cased(a, name.clone()));
        if !(whole || part || list() || body() || placed && comma.is_some() || self.is_among_names()) {
            return None;
        }
        let label = || self.label_above(self.all.start).filter(|_| self.kind() != ParagraphKind::TableRow);
        let previous = || label().and_then(|label| self.in_list_above(&label, &words));
        Some(Event {
            previous: was.then_some(self.all.start + 1).or_else(previous),
            kept,
            line: true,
            ..Event::new(
                self.all.start,
                if whole { Subject::Context } else { Subject::Phrase(name) },
                tokens.end..tokens.end,
                sentence,
                tokens.start,
                0.9,
            )
        })
    }

    /// *Tarn Homes: C2 (new), G2 (G1), V2 (V2)*: a body, and its grades with those before in brackets.
    pub(super) fn grades_of_line(&self, out: &mut Vec<Event>) -> bool {
        let a = self.a;
        let line = self.sentence();
        let Some(mark) = line.clone().find(|&t| matches!(a.word(t), ":" | "–" | "—")) else {
            return false;
        };
        let name = line.start + usize::from(!a.word(line.start).contains(char::is_alphanumeric))..mark;
        let first = self.mentions[self.all.start].tokens.start;
        if self.all.len() < 2 || first != mark + 1 || name.is_empty() || !self.is_new_line(line.start) {
            return false;
        }
        let behind: Vec<usize> = (mark + 1..line.end).collect();
        let parts = behind.split(|&t| matches!(a.word(t), "," | ";"));
        let parts: Vec<Range<usize>> =
            parts.filter_map(|part| Some(*part.first()?..part.last()? + 1)).collect();
        let cells: Vec<_> =
            parts.iter().map(|part| table::cell(a, self.mentions, self.times, part)).collect();
        let named = subject::is_body_name(a, &subject::cased(a, name.clone()));
        if cells.len() < 2 || cells.iter().any(Option::is_none) || !named {
            return false;
        }
        for cell in cells.into_iter().flatten() {
            let tokens = self.mentions[cell.mention].tokens.clone();
            let previous = cell.other.filter(|_| cell.is_before || self.brackets_hold_previous().is_some());
            let subject = Subject::Phrase(name.clone());
            let event =
                Event::new(cell.mention, subject, tokens.end..tokens.end, line.clone(), tokens.start, 0.9);
            out.push(Event { line: true, previous, kept: cell.kept && previous.is_none(), ..event });
        }
        true
    }

    /// *2019: Good*, below *Safety* or another such line.
    pub(super) fn year_of_line(&self) -> Option<Event> {
        /// Lines of one heading.
        const MOST: usize = 6;
        let a = self.a;
        let m = self.all.start;
        let year_led = |at: usize| {
            let line = a.sentences[at].tokens.clone();
            let first = line.start + usize::from(!a.word(line.start).contains(char::is_alphanumeric));
            let mark = first + 1;
            (is_year(a, first)
                && matches!(a.word(mark), ":" | "–" | "—" | "-")
                && self.is_new_line(line.start))
            .then_some(first)
        };
        let first = year_led(self.sentence)?;
        let tokens = self.mentions[m].tokens.clone();
        let line = self.sentence();
        let alone =
            tokens.start == first + 2 && (tokens.end..line.end).all(|t| is_mark(a, t) || a.word(t) == ".");
        if self.all.len() != 1 || !alone {
            return None;
        }
        let lines = self.sentence.saturating_sub(MOST)..self.sentence;
        let above = lines.rev().find(|at| year_led(*at).is_none())?;
        let head = a.sentences[above].tokens.clone();
        let end = head.end - usize::from(a.word(head.end - 1) == ":");
        let words = subject::words(a, head.start..end);
        let whole = table::is_whole(a, &words);
        let body = || subject::is_body_name(a, &subject::cased(a, head.start..end));
        if !(whole || subject::names_part(a, &words) || body()) || !self.is_new_line(head.start) {
            return None;
        }
        let year = table::year(a, first..first + 1)?;
        let neighbour =
            |at: Option<usize>| at.filter(|at| *at < a.sentences.len() && year_led(*at).is_some());
        let year_of = |at: usize| table::year(a, year_led(at)?..year_led(at)? + 1);
        let around =
            [self.sentence.checked_sub(1), Some(self.sentence + 1)].into_iter().filter_map(neighbour);
        let older =
            around.filter(|at| year_of(*at).is_some_and(|other| other < year)).max_by_key(|at| year_of(*at));
        let of_now = a.document.published_on.is_some_and(|now| now.year() == year.year());
        let subject = if whole { Subject::Context } else { Subject::Phrase(head.start..end) };
        Some(Event {
            line: true,
            previous: older.and_then(|at| self.first_of(at)),
            given: (!of_now).then_some(year),
            ..Event::new(m, subject, tokens.end..tokens.end, line, tokens.start, 0.9)
        })
    }

    /// Whether the sentence is a line that names a grade alone, beside others that do: a key to the grades.
    pub(super) fn is_key(&self) -> bool {
        let a = self.a;
        let alone = |at: usize| {
            let line = a.sentences.get(at).map(|line| line.tokens.clone())?;
            let mention = &self.mentions[self.first_of(at)?];
            let bare = line.clone().filter(|t| a.word(*t).contains(char::is_alphanumeric));
            (bare.eq(mention.tokens.clone()) && self.is_new_line(line.start)).then(|| mention.grades.clone())
        };
        let Some(own) = alone(self.sentence) else { return false };
        let other = |at: Option<usize>| at.and_then(alone).is_some_and(|grades| grades != own);
        let at = |back: usize| self.sentence.checked_sub(back);
        let next = |on: usize| Some(self.sentence + on);
        other(at(1)) && other(at(2)) || other(at(1)) && other(next(1)) || other(next(1)) && other(next(2))
    }

    /// *Oak Bank: one star*, near other lines that lead with a name: a body, whatever its words are.
    fn is_among_names(&self) -> bool {
        /// Sentences on either side, and tokens of a name.
        const NEAR: usize = 5;
        const LONGEST: usize = 7;
        let a = self.a;
        let leads = |at: &usize| {
            let line = a.sentences[*at].tokens.clone();
            let first = line.start + usize::from(is_mark(a, line.start));
            let mark = (first + 1..line.end.min(first + LONGEST))
                .find(|&t| matches!(a.word(t), ":" | "–" | "—" | "-"));
            let Some(mark) = mark.filter(|_| self.is_new_line(line.start)) else { return false };
            let m = self.mentions.partition_point(|mention| mention.tokens.start <= mark);
            self.mentions.get(m).is_some_and(|mention| mention.tokens.start == mark + 1)
                && (first..mark).all(|t| {
                    a.is_capital(t) || is_possessive(a, t) || a.one_of(t, &["of", "the", "and", "&"])
                })
                && !subject::names_part(a, &subject::words(a, first..mark))
        };
        let near = self.sentence.saturating_sub(NEAR)..a.sentences.len().min(self.sentence + NEAR + 1);
        leads(&self.sentence) && near.into_iter().filter(leads).count() > 1
    }

    /// The name that the line above gives, where the own line is the grade alone, or *Rating:* and the grade.
    fn headed_by(&self, line: &Range<usize>, grade: &Range<usize>, end: usize) -> Option<Range<usize>> {
        /// Bytes of a heading, and lines up to it.
        const LONGEST: usize = 80;
        const REACH: usize = 3;
        let a = self.a;
        if !self.is_new_line(line.start) || self.kind() == ParagraphKind::Title {
            return None;
        }
        let label = subject::words(a, line.start..grade.start);
        let label = label.trim_matches(|c: char| !c.is_alphanumeric());
        // *Rated: 5*, but not *Rated 5: Golden Wok*
        let labelled = a.lexicon.ratings.rating_labels.contains(label)
            && (!label.ends_with("ed") || a.word(grade.start - 1) == ":");
        let rest = end.min(line.end)..line.end;
        let closed = rest.is_empty() || a.word(rest.start) == "(" && a.word(rest.end - 1) == ")";
        if !(label.is_empty() || labelled) || !closed || a.word(line.end - 1) == "." {
            return None;
        }
        // Lines of labels may stand between.
        let above = (self.sentence.saturating_sub(REACH)..self.sentence).rev().find(|&at| {
            let text = a.span(a.sentences[at].tokens.clone()).of(a.text());
            !labelled || !text.contains(':')
        })?;
        if !labelled && above + 1 != self.sentence {
            return None;
        }
        let heading = a.sentences[above].tokens.clone();
        let text = a.span(heading.clone()).of(a.text());
        let last = a.word(heading.end - 1);
        let own_line = self.is_new_line(heading.start)
            && a.sentences[above].paragraph != a.sentences[self.sentence].paragraph
            && text.len() <= LONGEST
            && (last.ends_with(char::is_alphanumeric) || last == ")");
        // *3. Ashby House, Priory Lane*
        let marked = a.word(heading.start).parse::<u16>().is_ok() && a.word(heading.start + 1) == ".";
        let heading = heading.start + if marked { 2 } else { 0 }..heading.end;
        let comma = heading.clone().find(|&t| matches!(a.word(t), "," | "(" | "–" | "-" | "|"));
        let name = heading.start..comma.unwrap_or(heading.end);
        let proper = (name.len() > 1 || labelled && comma.is_some())
            && a.is_capital(name.start)
            && name.clone().all(|t| subject::stands_in_name(a, t) || a.word(t) == ".");
        let words = subject::words(a, name.clone());
        let other = subject::names_part(a, &words)
            || a.lexicon.ratings.wholes.contains(words.as_str())
            || table::has_word(&words, &a.lexicon.ratings.grade_heads)
            || ["inspection", "report", "ofsted", "cqc", "estyn"].iter().any(|word| has_words(&words, word));
        let next = self.mentions.partition_point(|mention| mention.tokens.start < heading.start);
        let graded = self.mentions.get(next).is_some_and(|mention| mention.tokens.start < heading.end);
        (own_line && proper && !other && !graded).then_some(name)
    }

    /// Whether the sentence is an item of a list that *Previous ratings* stands over: told beside the grades of now.
    pub(super) fn is_in_list_of_before(&self) -> bool {
        let sentence = self.sentence();
        let kind = self.kind() == ParagraphKind::ListItem || is_item(self.a.span(sentence).of(self.a.text()));
        kind && self.label_above(self.all.start).is_some_and(|label| is_of_before(&label))
    }

    /// Whether the sentence is an item of a list of what a body thinks of itself: *How we see ourselves*.
    pub(super) fn is_own_view(&self) -> bool {
        let text = self.a.span(self.sentence()).of(self.a.text());
        let own = |label: String| table::tells_own_view(self.a, &label);
        is_item(text) && self.label_above(self.all.start).is_some_and(own)
    }

    /// The grade of the part `words` in the list of *Previous ratings* above that of *New ratings*, whose label is given.
    fn in_list_above(&self, label: &str, words: &str) -> Option<usize> {
        /// Grades of two lists.
        const REACH: usize = 24;
        if !["new ", "current ", "latest "].iter().any(|word| label.starts_with(word)) {
            return None;
        }
        let a = self.a;
        (self.all.start.saturating_sub(REACH)..self.all.start).rev().find(|&p| {
            let sentence = a.sentences[self.mentions[p].sentence].tokens.clone();
            let line = subject::words(a, sentence.start..self.mentions[p].tokens.start);
            let part = line.trim_matches(|c: char| !c.is_alphanumeric());
            // Of one section: no prose stands between the two lists.
            let between = a.span(sentence.start..self.sentence().start).of(a.text());
            part == words
                && between.lines().all(|line| !line.trim_end().ends_with('.'))
                && self.label_above(p).is_some_and(|label| is_of_before(&label))
        })
    }

    /// *Previous ratings*, above the list of mention `m`: the last line before it that is no item, in lower case.
    fn label_above(&self, m: usize) -> Option<String> {
        /// Lines of a list.
        const LONGEST: usize = 20;
        let a = self.a;
        let start = a.span(a.sentences[self.mentions[m].sentence].tokens.clone()).start as usize;
        lines_above(a.lower_text(), start).take(LONGEST).find(|line| !is_item(line)).map(str::to_owned)
    }

    /// *The quality of education Good*, a line among others like it: a part, or the whole, and its grade with a capital.
    pub(super) fn outcome(&self) -> Option<Event> {
        let a = self.a;
        let m = self.all.start;
        let (own, tokens) = (self.sentence(), self.mentions[m].tokens.clone());
        let ends_line = |m: usize, sentence: usize| {
            let line = &a.sentences[sentence].tokens;
            self.mentions[m].sentence == sentence
                && self.mentions[m].tokens.end == line.end
                && self.mentions[m].tokens.start > line.start
                && self.is_new_line(line.start)
        };
        let near = |m: usize, sentence: usize| {
            m < self.mentions.len() && sentence < a.sentences.len() && ends_line(m, sentence)
        };
        let among =
            near(m + 1, self.sentence + 1) || m > 0 && self.sentence > 0 && near(m - 1, self.sentence - 1);
        if self.all.len() != 1 || !among || !ends_line(m, self.sentence) || !a.is_capital(tokens.start) {
            return None;
        }
        let part = own.start..tokens.start;
        let words = subject::words(a, part.clone());
        // *Previous inspection grade Requires improvement*
        let earlier = a.lexicon.ratings.earlier_labels.contains(&words);
        if earlier || words == "overall effectiveness" || words == "overall" {
            let end = own.end;
            let event = Event::new(m, Subject::Context, end..end, own, tokens.start, 0.85);
            return Some(Event { line: true, earlier, ..event });
        }
        subject::names_part(a, &words).then(|| part_of_list(m, part, own, tokens.start))
    }

    /// *How good is our leadership? 4 - Good*: the grade on the line of the question that names the part.
    pub(super) fn answer(&self) -> Option<Event> {
        let a = self.a;
        let (own, tokens) = (self.sentence(), self.mentions[self.all.start].tokens.clone());
        let question = a.sentences[self.sentence.checked_sub(1)?].tokens.clone();
        // *5 – Very good (was 3 – Adequate)*
        let was = self.all.len() == 2
            && a.word(tokens.end) == "("
            && a.one_of(tokens.end + 1, &["was", "previously", "formerly", "from", "up", "down"])
            && a.word(own.end - 1) == ")";
        let alone = (was || self.all.len() == 1)
            && tokens.start == own.start
            && (was || (tokens.end..own.end).all(|t| !a.word(t).contains(char::is_alphanumeric)));
        let asked = a.word(question.end - 1) == "?" && !self.is_new_line(own.start);
        let part = question.start..question.end - 1;
        let named = alone && asked && subject::names_part(a, &subject::words(a, part.clone()));
        let previous = was.then_some(self.all.start + 1);
        named.then(|| Event { previous, ..part_of_list(self.all.start, part, own, tokens.start) })
    }

    /// The sentence above the table or the list that says that brackets hold what was before: *with those of 2017 in brackets*.
    pub(super) fn brackets_hold_previous(&self) -> Option<Range<usize>> {
        /// Rows or lines above this one, and tokens of a heading.
        const MOST: usize = 60;
        const HEADING: usize = 8;
        let a = self.a;
        let here = a.sentences[self.sentence].paragraph;
        let is_row = |p: &crate::text::Paragraph| {
            let text = p.span.of(a.text());
            matches!(p.kind, ParagraphKind::ListItem | ParagraphKind::TableRow) || is_item(text)
        };
        let above = &a.sentences[self.sentence.saturating_sub(MOST)..self.sentence];
        let words = ["previous", "last", "earlier", "former", "before"];
        let tells = |sentence: &&crate::annotate::Sentence| {
            let tokens = sentence.tokens.clone();
            tokens.clone().any(|t| a.lower(t).starts_with("bracket"))
                && tokens.into_iter().any(|t| {
                    a.one_of(t, &words)
                        || is_year(a, t) && (1..3).any(|n| a.one_of(t.wrapping_sub(n), &["of", "in", "from"]))
                })
        };
        // Lists of other bodies may stand between, each under its name.
        let between = |sentence: &&crate::annotate::Sentence| {
            let paragraph = &a.document.paragraphs[sentence.paragraph];
            let bullet = !a.word(sentence.tokens.start).contains(char::is_alphanumeric);
            let heading = paragraph.kind == ParagraphKind::Heading && sentence.tokens.len() <= HEADING;
            (bullet || heading || is_row(paragraph)) && !tells(sentence)
        };
        let above = above.iter().rev().filter(|sentence| sentence.paragraph < here && !between(sentence));
        above.take(12).find(tells).map(|sentence| sentence.tokens.clone())
    }

    /// The time of the grades in brackets, where the sentence above tells it: *with those of 2017 in brackets*.
    pub(super) fn time_of_brackets(&self) -> Option<table::Heading> {
        let head = self.brackets_hold_previous()?;
        let date = table::time(self.a, self.times, &head)?;
        Some((head, date))
    }

    /// *Rated 5*, above lines of which each names a body: *Lucky Bamboo, 3 Market Hill: inspected on 4 September*.
    pub(super) fn heads_list(&self, out: &mut Vec<Event>) -> bool {
        /// Words of the heading; lines below it.
        const HEAD: usize = 4;
        const LINES: usize = 100;
        /// Words of a name that stands alone on its line.
        const NAME: usize = 7;
        let a = self.a;
        let head = self.sentence();
        // *Ashby House* ¶ *Rating: Good* ¶ *Published: 3 February*
        let own = self.mentions[self.all.start].tokens.clone();
        if self.headed_by(&head, &own, self.right(own.end)).is_some() {
            return false;
        }
        if self.all.len() == 1 && (self.heads_parts(out) || self.leads_parts(out)) {
            return true;
        }
        // *Rating: 5* ¶ *Inspected: 9 November*: a line on the body above.
        let labelled = |sentence: usize| {
            let line = a.sentences.get(sentence).map(|next| next.tokens.clone()).unwrap_or_default();
            let colon = line.clone().take(HEAD).find(|&t| a.word(t) == ":");
            let ratings = &a.lexicon.ratings;
            colon.is_some_and(|colon| {
                let label = subject::words(a, line.start..colon);
                label == "inspected"
                    || ratings.visit_labels.contains(&label)
                    || ratings.report_labels.contains(&label)
            })
        };
        let heads = self.all.len() == 1
            && !labelled(self.sentence + 1)
            && head.len() <= HEAD
            && a.is(head.start, WordClass::GRADING.with(WordClass::RATING_NOUN))
            && a.word(head.end - 1) != ".";
        // *Five – Very Good*, *Four:*
        let graded = |t: usize| self.all.clone().any(|m| self.mentions[m].tokens.contains(&t));
        let scales = &a.lexicon.scales.list;
        let implied = self.all.clone().all(|m| {
            self.mentions[m].grades.iter().any(|g| scales[g.scale].implied && scales[g.scale].visit)
        });
        let alone = implied
            && self.is_new_line(head.start)
            && graded(head.start)
            && head.clone().all(|t| graded(t) || is_mark(a, t) || a.one_of(t, &["stars", "star", "rating"]));
        // *GOOD* ¶ *Ashby (fair)* ¶ *Oakham (good)*, where brackets hold the grade before
        let bracketed = self.all.len() == 1
            && self.is_new_line(head.start)
            && head.clone().all(|t| graded(t) || is_mark(a, t))
            && self.bracket_of(self.sentence + 1).is_some()
            && self.brackets_hold_previous().is_some();
        let alone = alone || bracketed;
        if !heads && !alone {
            return false;
        }
        let m = self.all.start;
        let base = out.len();
        let mut sentence = self.sentence + 1;
        while let Some(next) = a.sentences.get(sentence).filter(|_| out.len() < base + LINES) {
            let line = next.tokens.clone();
            // A line has its name up to a comma or a colon, and is no sentence.
            let end = line.clone().find(|&t| matches!(a.word(t), "," | ":" | "(" | "–" | "—"));
            // Not the number of a house: *Lucky Bamboo, 3 Market Hill*.
            let first = self.mentions.partition_point(|other| other.sentence < sentence);
            let mut others = self.mentions[first..].iter().take_while(|other| other.sentence == sentence);
            let graded = others.any(|other| end.is_none_or(|end| other.tokens.start != end + 1));
            // *Credit: Harbour Crumb*
            if alone && a.one_of(line.start, &["credit", "picture", "photo", "image", "pictured"]) {
                sentence += 1;
                continue;
            }
            // A name alone is a line, too, where the grade alone heads it.
            let end = end.or((alone && line.len() <= NAME).then_some(line.end));
            let Some(end) = end.filter(|&end| {
                let capital = (line.start..end).all(|t| {
                    a.is_capital(t)
                        || a.one_of(t, &["&", "and", "of", "the", "at"])
                        || is_possessive(a, t)
                        || alone && t > line.start && a.word(t).bytes().all(|c| c.is_ascii_digit())
                });
                end > line.start && capital && !graded && a.word(line.end - 1) != "."
            }) else {
                break;
            };
            let previous = bracketed.then(|| self.bracket_of(sentence)).flatten();
            out.push(Event {
                line: true,
                previous,
                ..Event::new(m, Subject::Phrase(line.start..end), end..end, line.clone(), end, 0.85)
            });
            let older = previous.zip(self.time_of_brackets()).zip(out.last().cloned());
            out.extend(older.map(|((mention, (_, date)), new)| Event {
                mention,
                previous: None,
                given: Some(date),
                ..new
            }));
            sentence += 1;
        }
        out.len() > base
    }

    /// The first grade of the sentence of that number.
    fn first_of(&self, sentence: usize) -> Option<usize> {
        let m = self.mentions.partition_point(|mention| mention.sentence < sentence);
        self.mentions.get(m).filter(|mention| mention.sentence == sentence).map(|_| m)
    }

    /// The grade in the brackets that end the line of that number: *Ashby (fair)*.
    fn bracket_of(&self, sentence: usize) -> Option<usize> {
        let a = self.a;
        let line = a.sentences.get(sentence)?.tokens.clone();
        let m = self.first_of(sentence)?;
        let tokens = self.mentions[m].tokens.clone();
        let held = a.word(tokens.start.wrapping_sub(1)) == "(" && a.word(tokens.end) == ")";
        (held && tokens.end + 1 == line.end && tokens.start > line.start + 1).then_some(m)
    }

    /// *Ashby (fair)*, below *GOOD*: told with the heading.
    pub(super) fn is_below_grade(&self) -> bool {
        self.bracket_of(self.sentence) == Some(self.all.start) && self.brackets_hold_previous().is_some() && {
            let lines = self.a.sentences[..self.sentence].iter().enumerate().rev();
            let mut above = lines.map(|(at, line)| (at, line.tokens.clone()));
            let head = above.find(|(at, _)| self.bracket_of(*at).is_none());
            head.is_some_and(|(at, line)| self.first_of(at).is_some_and(|m| self.mentions[m].tokens == line))
        }
    }

    /// *Good*, a line of its own above lines of which each names a part: *- Preventing crime*.
    fn heads_parts(&self, out: &mut Vec<Event>) -> bool {
        let a = self.a;
        let (head, tokens) = (self.sentence(), self.mentions[self.all.start].tokens.clone());
        let alone = tokens.start == head.start && (tokens.end..head.end).all(|t| is_mark(a, t));
        if !alone || !self.is_new_line(head.start) {
            return false;
        }
        let base = out.len();
        out.extend(self.parts_below(self.all.start));
        out.len() > base
    }

    /// *Good: preventing crime; managing offenders*: a line in which each part is named behind the grade.
    fn leads_parts(&self, out: &mut Vec<Event>) -> bool {
        let a = self.a;
        let (line, tokens) = (self.sentence(), self.mentions[self.all.start].tokens.clone());
        let apart = |t: usize| t < a.tokens.len() && a.gap_before(t) == " ";
        let mark = matches!(a.word(tokens.end), ":" | "–" | "—")
            || a.word(tokens.end) == "-" && apart(tokens.end) && apart(tokens.end + 1);
        let bullet = (line.start..tokens.start).all(|t| is_mark(a, t));
        if !bullet || !mark || !self.is_new_line(line.start) {
            return false;
        }
        self.push_parts(tokens.end + 1..line.end, &line, out)
    }

    /// Adds the one grade of `line` for each part that `tokens` name, with semicolons or commas between them; `false` where
    /// anything else is among them.
    pub(super) fn push_parts(&self, tokens: Range<usize>, line: &Range<usize>, out: &mut Vec<Event>) -> bool {
        let a = self.a;
        let m = self.all.start;
        let mark = if tokens.clone().any(|t| a.word(t) == ";") { ";" } else { "," };
        let all: Vec<usize> = tokens.collect();
        let parts: Vec<Range<usize>> = all
            .split(|&t| a.word(t) == mark)
            .filter_map(|part| Some(*part.first()?..part.last()? + 1))
            .map(|part| part.start + usize::from(a.one_of(part.start, &["and"]))..part.end)
            .collect();
        let named = |part: &Range<usize>| subject::names_part(a, &subject::words(a, part.clone()));
        if parts.is_empty() || !parts.iter().all(named) {
            return false;
        }
        let event = |part| part_of_list(m, part, line.clone(), self.mentions[m].tokens.start);
        out.extend(parts.into_iter().map(event));
        true
    }

    /// *It was rated good at:*, above lines of which each names a part: the grade is that of each.
    pub(super) fn list_below(&self, base: usize, out: &mut Vec<Event>) {
        let a = self.a;
        let sentence = self.sentence();
        let Some(event) = out.get(base).filter(|_| out.len() == base + 1 && a.word(sentence.end - 1) == ":")
        else {
            return;
        };
        let tokens = &self.mentions[event.mention].tokens;
        let empty = |t: usize| {
            a.one_of(t, &["at", "for", "in", "on", "these", "the", "following"]) || subject::is_area(a, t)
        };
        if event.mention + 1 == self.all.end && (tokens.end..sentence.end - 1).all(empty) {
            let below = self.parts_below(event.mention);
            if !below.is_empty() {
                out.truncate(base);
                out.extend(below);
            }
        }
    }

    /// *The practices which have been rated as outstanding are:*, above lines of which each names a body: the grade is that of each.
    pub(super) fn bodies_below(&self, base: usize, out: &mut Vec<Event>) {
        /// Lines below it, and words of a line.
        const LINES: usize = 60;
        const WORDS: usize = 14;
        let a = self.a;
        let sentence = self.sentence();
        let colon = a.word(sentence.end - 1) == ":";
        let Some(event) = out.get(base).filter(|_| colon && out.len() == base + 1).cloned() else { return };
        let several = matches!(&event.subject, Subject::Phrase(range)
            if !a.is_capital(range.end - 1) && a.lower(range.end - 1).ends_with('s') && !subject::is_part(a, &event.subject));
        if !several {
            return;
        }
        let small = |t: usize| {
            a.one_of(t, &["of", "at", "the", "and", "&", "on", "for"])
                || is_possessive(a, t)
                || a.word(t) == "."
        };
        let below = a.sentences.iter().skip(self.sentence + 1).take(LINES).map_while(|next| {
            let line = next.tokens.clone();
            let first = line.clone().find(|&t| !is_mark(a, t))?;
            let stops =
                |t: usize| matches!(a.word(t), "," | ":" | "(" | "–" | "—" | ";") || a.one_of(t, &["in"]);
            let end = (first..line.end).find(|&t| stops(t)).unwrap_or(line.end);
            let name = first..end;
            let fits = self.is_new_line(line.start)
                && line.len() <= WORDS
                && a.word(line.end - 1) != "."
                && a.is_capital(first)
                && name.clone().all(|t| a.is_capital(t) || small(t));
            fits.then(|| Event {
                line: true,
                ..Event::new(
                    event.mention,
                    Subject::Phrase(name.clone()),
                    name.end..name.end,
                    line,
                    event.anchor,
                    0.85,
                )
            })
        });
        let below: Vec<Event> = below.collect();
        if below.iter().any(|event| self.is_known(&event.subject)) {
            out.truncate(base);
            out.extend(below);
        }
    }

    /// *The schools graded weak this term are: Ashby; Fenmouth and Seaton.*: each body behind the verb.
    pub(super) fn bodies_behind(&self, base: usize, out: &mut Vec<Event>) {
        /// Tokens from the grade to the verb, and of a name.
        const REACH: usize = 8;
        const NAME: usize = 8;
        let a = self.a;
        let end = self.sentence().end;
        let Some(event) = out.get(base).filter(|_| out.len() == base + 1).cloned() else { return };
        let Subject::Phrase(range) = &event.subject else { return };
        let grade = self.mentions[event.mention].tokens.end;
        let plural = |t: usize| {
            a.one_of(t, NUMBERS)
                || a.one_of(t, &["those", "others"])
                || a.lower(t).ends_with('s') && !a.is_capital(t)
        };
        if !plural(range.end - 1) || range.end > grade || subject::is_part(a, &event.subject) {
            return;
        }
        let verb =
            (grade..end.min(grade + REACH)).find(|&t| a.one_of(t, &["are", "were", "include", "included"]));
        let Some(verb) =
            verb.filter(|&verb| !(grade..verb).any(|t| a.word(t) == "," || a.is(t, WordClass::VERB)))
        else {
            return;
        };
        let separates = |t: usize| matches!(a.word(t), "," | ";" | ":" | ".") || a.one_of(t, &["and"]);
        let mut names: Vec<Range<usize>> = Vec::new();
        let mut t = verb + 1;
        while t < end {
            while t < end && (separates(t) || a.one_of(t, &["the"]) || is_quote(a, t)) {
                t += 1;
            }
            let stop = (t..end)
                .find(|&t| separates(t) && !(a.one_of(t, &["and"]) && a.name_at(t).is_some()))
                .unwrap_or(end);
            if t >= stop {
                break;
            }
            if stop - t > NAME || !a.is_capital(t) {
                return;
            }
            names.push(t..stop);
            t = stop;
        }
        if names.len() < 2 {
            return;
        }
        out.truncate(base);
        out.extend(names.into_iter().map(|name| Event {
            subject: Subject::Phrase(name.clone()),
            tail: name.end..name.end,
            clause: self.sentence(),
            line: true,
            ..event.clone()
        }));
    }

    /// The parts that the lines below the sentence name, as graded with the grade `m`.
    fn parts_below(&self, m: usize) -> Vec<Event> {
        /// Lines below it.
        const LINES: usize = 30;
        let a = self.a;
        let below = a.sentences.iter().skip(self.sentence + 1).take(LINES).map_while(|next| {
            let line = next.tokens.clone();
            let part = line.clone().find(|&t| !is_mark(a, t)).unwrap_or(line.end)..line.end;
            let named = !part.is_empty() && subject::names_part(a, &subject::words(a, part.clone()));
            named.then(|| part_of_list(m, part.clone(), line, part.start))
        });
        below.collect()
    }
}

/// The grade `m` of a part that a line names.
fn part_of_list(m: usize, part: Range<usize>, line: Range<usize>, anchor: usize) -> Event {
    let tail = part.end..part.end;
    Event { line: true, ..Event::new(m, Subject::Phrase(part), tail, line, anchor, 0.85) }
}

/// The lines of `text` above byte `start`, which stands behind the mark of its own: the nearest first, trimmed, none empty.
pub(in crate::rating) fn lines_above(text: &str, start: usize) -> impl Iterator<Item = &str> {
    let above = text[..start].trim_end_matches([' ', '-', '•', '–', '*', '·', '\t']);
    above.lines().rev().map(str::trim).filter(|line| !line.is_empty())
}

/// *- Leadership*, *Leadership – 4*: a line of a list.
pub(in crate::rating) fn is_item(line: &str) -> bool {
    /// Bytes of an item without a mark before it.
    const LONGEST: usize = 60;
    let line = line.trim();
    let marked = line.starts_with(['-', '•', '–', '*', '·']);
    // *1.3 Leadership of change: good*
    let numbered = line.starts_with(|c: char| c.is_ascii_digit())
        && line.split(' ').next().is_some_and(|first| first.contains('.'));
    let longest = if numbered { 2 * LONGEST } else { LONGEST };
    let told = [" – ", " - ", " — ", ": "].iter().filter_map(|mark| line.rsplit_once(mark));
    let short = |(part, grade): (&str, &str)| {
        part.split(' ').count() <= 8 && grade.split(' ').count() <= 3 && !grade.ends_with(['.', '”', '"'])
    };
    marked || line.len() <= longest && told.into_iter().any(short)
}

/// *Previous ratings*, over a list of grades.
fn is_of_before(label: &str) -> bool {
    let label = label.trim_end_matches(':');
    let before = ["previous ", "last ", "former ", "old "].iter().any(|word| label.starts_with(word));
    before && ["ratings", "grades", "rating", "grade", "scores"].iter().any(|noun| label.ends_with(noun))
}

/// Whether token `t` is a mark, and no full stop.
fn is_mark(a: &Annotated, t: usize) -> bool {
    !a.word(t).contains(char::is_alphanumeric) && a.word(t) != "."
}
