//! Time expressions, against the document's date.
//!
//! Each word that may begin one (*last*, *two*, *Monday*, `21`) is looked up, and what follows it is
//! read as far as it makes a time. Prepositions stay outside: the span of *in November 2014* is
//! *November 2014*.

use jiff::ToSpan;
use jiff::civil::{Date as Day, Weekday};
use std::borrow::Cow;

use crate::base::{Date, Span};
use crate::record::DateBasis;
use crate::text::date_at;

/// A time that the text gives.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TimeExpression {
    /// Bytes.
    pub span: Span,
    /// As far as the text gives it: the year of *two years ago*, the month of *last month*.
    pub date: Date,
    /// The last day or month of an interval.
    pub end: Option<Date>,
    /// `Stated` where the text alone tells it, `Relative` where it takes the document's date.
    pub basis: DateBasis,
}

impl TimeExpression {
    /// The day, month or year that holds the whole of it; none where that says too little, as of *the
    /// past 18 months*. A week is told by its month or year.
    pub fn holding(&self) -> Option<Date> {
        let (from, Some(to)) = (self.date, self.end) else { return Some(self.date) };
        if let (Some(first), Some(last)) = (from.civil(), to.civil())
            && (last - first).get_days() > LONGEST_STAY
        {
            return None;
        }
        if from.year() != to.year() {
            return None;
        }
        match from.month() {
            Some(month) if to.month() == from.month() => Date::month_of(from.year(), month),
            _ => Date::year_only(from.year()),
        }
    }
}

/// Days of an interval that is an occasion, such as a week or an inspection of four, and no stretch of
/// time.
const LONGEST_STAY: i32 = 31;

/// The time expressions of `span`, in order and not overlapping. Without `published`, those that
/// count from it (*last week*, *on 1 April*) are left out.
pub fn dates(text: &str, span: Span, published: Option<Date>) -> Vec<TimeExpression> {
    let passage = span.of(text);
    let bytes = passage.as_bytes();
    let month = || published.and_then(|date| Date::day_of(date.year(), date.month()?, 15));
    let coarse = published.is_some_and(|date| date.day().is_none());
    let today = published.and_then(Date::civil).or_else(|| month()?.civil());
    let mut out: Vec<TimeExpression> = Vec::new();
    let mut at = 0;
    while at < bytes.len() {
        if !bytes[at].is_ascii_alphanumeric() {
            at += 1;
            continue;
        }
        let word_end = at + bytes[at..].iter().take_while(|byte| byte.is_ascii_alphanumeric()).count();
        // A letter with an accent before it: inside a word.
        let inside = at > 0 && !bytes[at - 1].is_ascii();
        let inside = inside && passage[..at].ends_with(char::is_alphanumeric);
        let reader = Reader { before: &passage[..at], today, coarse };
        let found = (!inside).then(|| {
            let rest = &passage[at..];
            let that = out.last().and_then(|last| reader.that_month(rest, last));
            that.or_else(|| reader.read(rest))
        });
        match found.flatten() {
            Some(found) => {
                let end = passage.len() - found.behind.len();
                out.push(TimeExpression {
                    span: Span::new(span.start as usize + at, span.start as usize + end),
                    date: found.from,
                    end: found.to,
                    basis: found.basis,
                });
                at = end;
            }
            None => at = word_end,
        }
    }
    out
}

/// What a word may begin.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Word {
    Month(i8),
    Weekday(Weekday),
    /// First month.
    Season(i8),
    /// Days from the document's.
    Day(i32),
    /// Years, weeks or the like from the document's: *last*, *this*, *next*.
    Step(i16),
    /// *the past two years*
    Past,
    Number(i32),
    /// Of quarters.
    Ordinal(i8),
    Quarter(i8),
    Unit(Unit),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Unit {
    Day,
    Night,
    Week,
    Fortnight,
    Month,
    Quarter,
    Year,
    Decade,
}

/// No word below is longer.
const LONGEST: usize = 10;

fn look_up(word: &str) -> Option<Word> {
    use Word::*;
    if word.len() > LONGEST {
        return None;
    }
    let mut buffer = [0; LONGEST];
    for (to, from) in buffer.iter_mut().zip(word.bytes()) {
        *to = from.to_ascii_lowercase();
    }
    Some(match &buffer[..word.len()] {
        b"january" | b"jan" => Month(1),
        b"february" | b"feb" => Month(2),
        b"march" => Month(3),
        b"april" => Month(4),
        b"may" => Month(5),
        b"june" => Month(6),
        b"july" => Month(7),
        b"august" | b"aug" => Month(8),
        b"september" | b"sept" => Month(9),
        b"october" | b"oct" => Month(10),
        b"november" | b"nov" => Month(11),
        b"december" | b"dec" => Month(12),
        b"monday" => Weekday(self::Weekday::Monday),
        b"tuesday" => Weekday(self::Weekday::Tuesday),
        b"wednesday" => Weekday(self::Weekday::Wednesday),
        b"thursday" => Weekday(self::Weekday::Thursday),
        b"friday" => Weekday(self::Weekday::Friday),
        b"saturday" => Weekday(self::Weekday::Saturday),
        b"sunday" => Weekday(self::Weekday::Sunday),
        b"spring" => Season(3),
        b"summer" => Season(6),
        b"autumn" => Season(9),
        b"winter" => Season(12),
        b"yesterday" => Day(-1),
        b"today" | b"tonight" => Day(0),
        b"tomorrow" => Day(1),
        b"last" => Step(-1),
        b"this" => Step(0),
        b"next" => Step(1),
        b"past" => Past,
        b"a" | b"an" | b"one" => Number(1),
        b"two" => Number(2),
        b"three" => Number(3),
        b"four" => Number(4),
        b"five" => Number(5),
        b"six" => Number(6),
        b"seven" => Number(7),
        b"eight" => Number(8),
        b"nine" => Number(9),
        b"ten" => Number(10),
        b"eleven" => Number(11),
        b"twelve" => Number(12),
        b"fifteen" => Number(15),
        b"eighteen" => Number(18),
        b"twenty" => Number(20),
        b"first" => Ordinal(1),
        b"second" => Ordinal(2),
        b"third" => Ordinal(3),
        b"fourth" => Ordinal(4),
        b"q1" => Quarter(1),
        b"q2" => Quarter(2),
        b"q3" => Quarter(3),
        b"q4" => Quarter(4),
        b"day" | b"days" | b"morning" | b"afternoon" | b"evening" | b"lunchtime" => Unit(self::Unit::Day),
        b"night" => Unit(self::Unit::Night),
        b"week" | b"weeks" => Unit(self::Unit::Week),
        b"fortnight" => Unit(self::Unit::Fortnight),
        b"month" | b"months" => Unit(self::Unit::Month),
        b"quarter" | b"quarters" => Unit(self::Unit::Quarter),
        b"year" | b"years" => Unit(self::Unit::Year),
        b"decade" | b"decades" => Unit(self::Unit::Decade),
        _ => return None,
    })
}

/// Bytes on either side in which a word tells that the sentence looks ahead.
const REACH: usize = 160;

/// Words before a bare month or year that make it a time.
const TIME_PREPOSITIONS: &[&str] = &[
    "in",
    "since",
    "by",
    "until",
    "till",
    "from",
    "during",
    "of",
    "before",
    "after",
    "early",
    "late",
    "mid",
    "around",
    "between",
    "through",
    "throughout",
    "to",
    "last",
    "this",
    "next",
];

/// Others that do so before a year: *the 2014 report*, *Ofsted’s 2014 report*.
const YEAR_DETERMINERS: &[&str] =
    &["the", "its", "their", "his", "her", "our", "s", "for", "year", "a", "and"];

/// Things that are counted: *the 2000 homes* is no year.
const COUNTED: &[&str] = &[
    "people",
    "residents",
    "pupils",
    "children",
    "students",
    "patients",
    "homes",
    "houses",
    "jobs",
    "members",
    "staff",
    "families",
    "places",
    "times",
    "miles",
    "metres",
    "words",
    "workers",
    "per",
    "or",
    "more",
];

/// Before a weekday: any such day, or a name.
const NO_ONE_DAY: &[&str] = &[
    "every",
    "each",
    "a",
    "any",
    "most",
    "some",
    "alternate",
    "sheffield",
    "black",
    "good",
    "ash",
    "shrove",
    "bloody",
    "super",
    "cyber",
    "maundy",
];

/// Behind a weekday: a newspaper.
const PAPERS: &[&str] =
    &["Times", "Telegraph", "Express", "Mirror", "Mail", "Post", "Mercury", "Sun", "Herald", "People"];

struct Found<'t> {
    behind: &'t str,
    from: Date,
    to: Option<Date>,
    basis: DateBasis,
}

impl<'t> Found<'t> {
    fn stated(behind: &'t str, from: Date, to: Option<Date>) -> Option<Self> {
        Some(Found { behind, from, to, basis: DateBasis::Stated })
    }

    fn relative(behind: &'t str, from: Date, to: Option<Date>) -> Option<Self> {
        Some(Found { behind, from, to, basis: DateBasis::Relative })
    }
}

struct Reader<'t> {
    before: &'t str,
    today: Option<Day>,
    /// Only the month of the document is known, and `today` is a day in its middle.
    coarse: bool,
}

impl<'t> Reader<'t> {
    /// The time expression that `text` begins with.
    fn read(&self, text: &'t str) -> Option<Found<'t>> {
        let found = self.any(text)?;
        // *Yesterday* in a paper of July tells no day, *21 June* does.
        let told = text.as_bytes()[0].is_ascii_digit() || found.basis == DateBasis::Stated;
        let month = || first_word(text).0;
        let counts = self.coarse && found.from.day().is_some() && !told;
        (!counts || matches!(look_up(month()), Some(Word::Month(_)))).then_some(found)
    }

    fn any(&self, text: &'t str) -> Option<Found<'t>> {
        if text.as_bytes()[0].is_ascii_digit() {
            return self.digits(text);
        }
        let (word, behind) = first_word(text);
        let kind = look_up(word)?;
        let capital = word.as_bytes()[0].is_ascii_uppercase();
        match kind {
            Word::Month(month) if capital => self.month(text, behind, month),
            Word::Weekday(weekday) if capital => self.weekday(text, behind, weekday),
            Word::Season(month) => {
                let (year, behind) = year(skip_word(gap(behind)?, "of"))?;
                let (from, to) = season(year, month)?;
                Found::stated(behind, from, Some(to))
            }
            Word::Day(days) => {
                let next = gap(behind).map_or("", |next| first_word(next).0);
                if next == "programme" || self.word_before() == "USA" {
                    return None;
                }
                Found::relative(behind, self.day(days)?, None)
            }
            Word::Step(step) => self.step(gap(behind)?, step),
            Word::Past => self.past(gap(behind)?),
            Word::Number(number) => self.ago(gap(behind)?, number),
            Word::Ordinal(quarter) => {
                let behind = gap(behind)?.strip_prefix("quarter")?;
                self.quarter(strip_word(gap(behind)?, "of")?, quarter)
            }
            Word::Quarter(quarter) => self.quarter(skip_word(gap(behind)?, "of"), quarter),
            _ => None,
        }
    }

    /// *21 November 2016*, *1 April*, *2016/17*, *2014*, *18 months ago*.
    fn digits(&self, text: &'t str) -> Option<Found<'t>> {
        if self.before.ends_with(['.', ',', '£', '$', '€', '/', '-', ':', '#', '@'])
            || self.before.ends_with("'")
        {
            return None;
        }
        if let Some((date, len)) = date_at(text) {
            return Found::stated(&text[len..], date, None);
        }
        if let Some(found) = self.range(text) {
            return Some(found);
        }
        let (number, behind) = first_number(text)?;
        if let Some(found) = self.split_year(number, behind).or_else(|| self.bare_year(text)) {
            return Some(found);
        }
        if let Some((day, rest)) = day_number(text)
            && let (word, rest) = first_word(skip_word(gap(rest)?, "of"))
            && word.starts_with(|c: char| c.is_ascii_uppercase())
            && let Some(Word::Month(month)) = look_up(word)
        {
            return self.day_of_month(day, month, rest);
        }
        self.ago(gap(behind)?, number)
    }

    /// *4 to 15 September 2017*, *4–15 September 2017*, *28 August to 3 September 2017*.
    fn range(&self, text: &'t str) -> Option<Found<'t>> {
        let (day, behind) = day_number(text)?;
        let next = behind.trim_start_matches([' ', '\u{a0}']);
        let (word, rest) = first_word(next);
        let named = match look_up(word) {
            Some(Word::Month(month)) => Some(month),
            _ => None,
        };
        let rest = if named.is_some() { rest.trim_start_matches([' ', '\u{a0}']) } else { next };
        let to = ["to ", "and ", "until "].iter().find_map(|word| rest.strip_prefix(word));
        let to = to.or_else(|| rest.strip_prefix(['–', '-']).map(str::trim_start))?;
        let (end, len) = date_at(to)?;
        let (year, month) = (end.year(), named.or(end.month())?);
        let from = Date::day_of(year, month, day).filter(|from| *from < end && end.day().is_some())?;
        Found::stated(&to[len..], from, Some(end))
    }

    /// *2016/17*, *2016-17*, *2016/2017*: from one year to the next.
    fn split_year(&self, number: i32, behind: &'t str) -> Option<Found<'t>> {
        let rest = behind.strip_prefix(['/', '-']).or_else(|| behind.strip_prefix('–'))?;
        let (second, rest) = first_number(rest)?;
        let first = i16::try_from(number).ok().filter(|year| (1900..2100).contains(year))?;
        let next = first + 1;
        let follows = second == i32::from(next) || second == i32::from(next % 100);
        if !follows || rest.starts_with(|c: char| c.is_alphanumeric() || c == '-' || c == '/') {
            return None;
        }
        let named = gap(rest).and_then(year_kind);
        let (from, to) = match named {
            Some(kind) => kind.of(first)?,
            None => (Date::year_only(first)?, Date::year_only(next)?),
        };
        Found::stated(rest, from, Some(to))
    }

    fn bare_year(&self, text: &'t str) -> Option<Found<'t>> {
        let (date, behind) = year(text)?;
        let before = self.word_before();
        let bracketed = self.before.ends_with('(') && behind.starts_with(')');
        let season = matches!(look_up(before), Some(Word::Season(_) | Word::Month(_)));
        // *as long ago as 2013*
        let as_long = before == "as"
            && ["ago", "recently", "early", "late"]
                .iter()
                .any(|word| self.before.trim_end().trim_end_matches("as").trim_end().ends_with(word));
        // *an improvement on 2019*, *up on 2019*, *compared with 2019*
        let compared = ["improvement on", "advance on", "up on", "down on", "compared with", "compares with"]
            .iter()
            .any(|words| self.before.trim_end().ends_with(words));
        if !(bracketed
            || season
            || as_long
            || compared
            || one_of(before, TIME_PREPOSITIONS)
            || one_of(before, YEAR_DETERMINERS))
        {
            return None;
        }
        let next = gap(behind).map_or("", |next| first_word(next).0);
        if one_of(next, COUNTED) || behind.starts_with(['%', '-', '°']) {
            return None;
        }
        Found::stated(behind, Date::year_only(date)?, None)
    }

    /// *November 2014*, *November last year*, *in November*, *on November 1*.
    fn month(&self, text: &'t str, behind: &'t str, month: i8) -> Option<Found<'t>> {
        if let Some((date, len)) = date_at(text) {
            return Found::stated(&text[len..], date, None);
        }
        let next = gap(behind);
        if let Some((step, rest)) = next.and_then(|next| stepped(skip_word(next, "of"), Unit::Year)) {
            return Found::relative(rest, Date::month_of(self.today?.year() + step, month)?, None);
        }
        // *on March 3*, *report published March 3*
        let led = ["on", "published", "dated", "inspected", "visited", "updated"];
        // *Inspection date: November 20*, *- November 20*
        let item = self.before.trim_end_matches([' ', '-', '–', '•', '*']);
        let opens = item.is_empty() || item.ends_with(['\n', ':', '(']);
        if (one_of(self.word_before(), &led) || opens)
            && let Some((day, rest)) = next.and_then(day_number)
        {
            return self.day_of_month(day, month, rest);
        }
        // *May* and *March* may be a person or a walk.
        if !one_of(self.word_before(), TIME_PREPOSITIONS) {
            return None;
        }
        let today = self.today?;
        let ahead = self.ahead(behind);
        let year = match month.cmp(&today.month()) {
            std::cmp::Ordering::Greater if !ahead => today.year() - 1,
            std::cmp::Ordering::Less if ahead => today.year() + 1,
            _ => today.year(),
        };
        Found::relative(behind, Date::month_of(year, month)?, None)
    }

    /// *that May*, *March of that year*: in the year of the time before.
    fn that_month(&self, text: &'t str, last: &TimeExpression) -> Option<Found<'t>> {
        // *Inspectors came in June 2014. Their report, published on 18 September that year, …*
        let (day, text) = match day_number(text) {
            Some((day, rest)) => (Some(day), gap(rest)?),
            None => (None, text),
        };
        let (word, behind) = first_word(text);
        let Word::Month(month) = look_up(word)? else { return None };
        let ends = [" of that year", " of the same year", " that year", " the same year"];
        if let Some(rest) = ends.iter().find_map(|end| behind.strip_prefix(end)) {
            let year = last.date.year();
            let date = match day {
                Some(day) => Date::day_of(year, month, day)?,
                None => Date::month_of(year, month)?,
            };
            return Found::stated(rest, date, None);
        }
        if day.is_some() {
            return None;
        }
        let that = word.as_bytes()[0].is_ascii_uppercase() && self.word_before() == "that";
        Found::stated(behind, Date::month_of(last.date.year(), month).filter(|_| that)?, None)
    }

    /// A day and month without a year: the one that is nearest, or ahead where the sentence looks
    /// ahead.
    fn day_of_month(&self, day: i8, month: i8, behind: &'t str) -> Option<Found<'t>> {
        if let Some((step, rest)) = gap(behind).and_then(|next| stepped(skip_word(next, "of"), Unit::Year)) {
            return Found::relative(rest, Date::day_of(self.today?.year() + step, month, day)?, None);
        }
        let today = self.today?;
        let ahead = self.ahead(behind);
        let candidates = (-1..=1).filter_map(|step| Day::new(today.year() + step, month, day).ok());
        let fitting = |date: &Day| if ahead { *date >= today } else { *date <= today };
        let chosen = candidates.filter(fitting).min_by_key(|date| distance(*date, today))?;
        Found::relative(behind, chosen.into(), None)
    }

    /// *Saturday 6 July*, of the one year around the document's in which the day is a Saturday.
    fn weekday_of_year(&self, weekday: Weekday, day: i8, month: i8) -> Option<Day> {
        let today = self.today?;
        let days = (-1..=1).filter_map(|step| Day::new(today.year() + step, month, day).ok());
        let mut fitting = days.filter(|date| date.weekday() == weekday);
        fitting.next().filter(|_| fitting.next().is_none())
    }

    /// *Monday 21 November 2016*, *Tuesday 1 April*, *Friday last week*, *on Monday*.
    fn weekday(&self, text: &'t str, behind: &'t str, weekday: Weekday) -> Option<Found<'t>> {
        if let Some((date, len)) = date_at(text) {
            return Found::stated(&text[len..], date, None);
        }
        let next = gap(behind.strip_prefix(',').unwrap_or(behind)).unwrap_or("");
        if let Some((day, rest)) = day_number(next)
            && let (word, rest) = first_word(skip_word(gap(rest).unwrap_or(""), "of"))
            && let Some(Word::Month(month)) = look_up(word)
        {
            return self.weekday_of_year(weekday, day, month).map_or_else(
                || self.day_of_month(day, month, rest),
                |date| Found::relative(rest, date.into(), None),
            );
        }
        let next = gap(behind).unwrap_or("");
        if one_of(self.word_before(), NO_ONE_DAY)
            || PAPERS.contains(&first_word(next).0)
            || self.before.ends_with("Mail on ")
        {
            return None;
        }
        let today = self.today?;
        if let Some((step, rest)) = stepped(skip_word(next, "of"), Unit::Week) {
            let day = monday(today)?.checked_add((i32::from(step) * 7).days()).ok()?;
            let days = i32::from(weekday.to_monday_zero_offset());
            return Found::relative(rest, day.checked_add(days.days()).ok()?.into(), None);
        }
        let days = i32::from(weekday.since(today.weekday()));
        let days = if self.ahead(behind) || days == 0 { days } else { days - 7 };
        Found::relative(behind, self.day(days)?, None)
    }

    /// What stands behind *last*, *this* or *next*.
    fn step(&self, text: &'t str, step: i16) -> Option<Found<'t>> {
        let today = self.today?;
        if let Some(kind) = year_kind(text) {
            let behind = first_word(gap(first_word(text).1)?).1;
            let current = if today.month() < kind.first_month() { today.year() - 1 } else { today.year() };
            let (from, to) = kind.of(current + step)?;
            return Found::relative(behind, from, Some(to));
        }
        let (word, behind) = first_word(text);
        if word.is_empty() {
            // *the last 18 months*
            return if step < 0 { self.past(text) } else { None };
        }
        match look_up(word)? {
            Word::Unit(Unit::Night) => Found::relative(behind, self.day(i32::from(step))?, None),
            Word::Unit(Unit::Day) if step == 0 && word.len() > 4 => {
                Found::relative(behind, today.into(), None)
            }
            Word::Unit(Unit::Week) if !word.ends_with('s') => {
                let first = monday(today)?.checked_add((i32::from(step) * 7).days()).ok()?;
                let last = first.checked_add(6.days()).ok()?;
                Found::relative(behind, first.into(), Some(last.into()))
            }
            Word::Unit(Unit::Month) if !word.ends_with('s') => {
                let date = today.first_of_month().checked_add(i32::from(step).months()).ok()?;
                Found::relative(behind, Date::month_of(date.year(), date.month())?, None)
            }
            Word::Unit(Unit::Year) if !word.ends_with('s') => {
                Found::relative(behind, Date::year_only(today.year() + step)?, None)
            }
            Word::Unit(Unit::Quarter) if !word.ends_with('s') => {
                let date = today.first_of_month().checked_add((i32::from(step) * 3).months()).ok()?;
                let (from, to) = quarter(date.year(), (date.month() - 1) / 3 + 1)?;
                Found::relative(behind, from, Some(to))
            }
            Word::Month(month) if word.as_bytes()[0].is_ascii_uppercase() => {
                let year = match step {
                    -1 if month >= today.month() => today.year() - 1,
                    1 if month <= today.month() => today.year() + 1,
                    _ => today.year(),
                };
                Found::relative(behind, Date::month_of(year, month)?, None)
            }
            Word::Weekday(weekday) if word.as_bytes()[0].is_ascii_uppercase() => {
                let days = i32::from(weekday.since(today.weekday()));
                let days = match step {
                    -1 => days - 7,
                    1 if days == 0 => 7,
                    _ => days,
                };
                Found::relative(behind, self.day(days)?, None)
            }
            Word::Season(month) => {
                // Winter is that of the year in which it begins.
                let begun = month <= today.month();
                let over = month + 2 < today.month();
                let year = match step {
                    -1 if over => today.year(),
                    -1 => today.year() - 1,
                    1 if begun => today.year() + 1,
                    _ => today.year(),
                };
                let (from, to) = season(year, month)?;
                Found::relative(behind, from, Some(to))
            }
            Word::Number(_) if step < 0 => self.past(text),
            _ => None,
        }
    }

    /// *two years*, *18 months*, *decade* behind *the past*: up to the document's date.
    fn past(&self, text: &'t str) -> Option<Found<'t>> {
        let (number, next) = match first_number(text) {
            Some((number, behind)) => (number, gap(behind)?),
            None => match look_up(first_word(text).0)? {
                Word::Number(number) => (number, gap(first_word(text).1)?),
                _ => (1, text),
            },
        };
        let (word, behind) = first_word(next);
        let Word::Unit(unit) = look_up(word)? else { return None };
        let today = self.today?;
        Found::relative(behind, back(today, number, unit)?.into(), Some(today.into()))
    }

    /// *years ago* behind a number, and *years after* where what happened then follows.
    fn ago(&self, text: &'t str, number: i32) -> Option<Found<'t>> {
        let (word, behind) = first_word(text);
        let Word::Unit(unit) = look_up(word)? else { return None };
        let next = gap(behind)?;
        let behind = strip_word(next, "ago").or_else(|| strip_word(next, "after"))?;
        let then = back(self.today?, number, unit)?;
        let (from, to) = match unit {
            Unit::Day | Unit::Night => (then.into(), None),
            // Nobody counts the days: the week round that day.
            Unit::Week | Unit::Fortnight => {
                let first = monday(then)?;
                (first.into(), Some(first.checked_add(6.days()).ok()?.into()))
            }
            Unit::Month | Unit::Quarter => (Date::month_of(then.year(), then.month())?, None),
            Unit::Year | Unit::Decade => (Date::year_only(then.year())?, None),
        };
        Found::relative(behind, from, to)
    }

    fn quarter(&self, text: &'t str, number: i8) -> Option<Found<'t>> {
        let text = text.trim_start();
        if let Some((year, behind)) = year(text) {
            let (from, to) = quarter(year, number)?;
            return Found::stated(behind, from, Some(to));
        }
        let (step, behind) = stepped(text, Unit::Year)?;
        let (from, to) = quarter(self.today?.year() + step, number)?;
        Found::relative(behind, from, Some(to))
    }

    fn day(&self, days: i32) -> Option<Date> {
        self.today?.checked_add(days.days()).ok().map(Date::from)
    }

    /// The word before, as written; empty behind any other mark than an apostrophe or hyphen.
    fn word_before(&self) -> &'t str {
        let text = self.before.trim_end_matches([' ', '\u{a0}', '-', '\n']);
        let len = text.bytes().rev().take_while(u8::is_ascii_alphanumeric).count();
        &text[text.len() - len..]
    }

    /// Whether the sentence speaks of what is to come.
    fn ahead(&self, behind: &str) -> bool {
        const ENDS: [char; 6] = ['.', '!', '?', '\n', ';', ':'];
        // A text without full stops must not be read over and over.
        let from = (self.before.len().saturating_sub(REACH)..).find(|&at| self.before.is_char_boundary(at));
        let before = &self.before[from.unwrap_or_default()..];
        let before = before.rsplit(ENDS).next().unwrap_or_default();
        // *Bills will rise after councillors voted on Wednesday*: the last clause is past.
        let past =
            before.rsplit_once(" after ").filter(|(_, clause)| clause.split(' ').any(|w| w.ends_with("ed")));
        let before = past.map_or(before, |(_, clause)| clause);
        // *The cordon will be lifted, Jane Doe told a meeting on Tuesday*: what was done then is past.
        const DONE: [&str; 17] = [
            " told ",
            " said ",
            " came ",
            " heard ",
            " met ",
            " held ",
            " warned ",
            " was ",
            " were ",
            " admitted ",
            " announced ",
            " revealed ",
            " published ",
            " released ",
            " issued ",
            " wrote ",
            " visited ",
        ];
        let done = DONE.iter().filter_map(|verb| Some(before.rfind(verb)? + verb.len())).max();
        let before = done.map_or(before, |at| &before[at - 1..]);
        let to = behind.char_indices().map(|(at, _)| at).take(REACH).last().unwrap_or_default();
        let behind = behind[..to].split(ENDS).next().unwrap_or_default();
        let behind = behind.split(',').next().unwrap_or_default();
        // *told the paper on Monday that the road would be shut until June*, *On Monday Jane Doe said it was shut until June*: what
        // was said then is past.
        let behind = if done.is_some() { behind.split(" that ").next().unwrap_or_default() } else { behind };
        let said_behind = [" told ", " said ", " heard ", " wrote ", " warned "];
        let behind =
            said_behind.iter().fold(behind, |text, verb| text.split(verb).next().unwrap_or_default());
        let said = |text: &str| {
            // *will have seen Thursday’s report*: past.
            let text = match text.contains("will have ") {
                true => Cow::Owned(text.replace("will have ", "")),
                false => Cow::Borrowed(text),
            };
            text.split(|c: char| !c.is_alphanumeric())
                .any(|word| matches!(word, "will" | "ll" | "due" | "upcoming" | "until" | "shall"))
        };
        // *Sports day is on 23 June*
        let held = [" is on ", " are on ", " takes place on ", " opens on "]
            .iter()
            .any(|words| before.ends_with(words));
        held || matches!(self.word_before(), "by" | "until" | "till") || said(before) || said(behind)
    }
}

/// A year that does not begin in January.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum YearKind {
    /// Of councils and their money: April to March.
    Council,
    /// September to August.
    School,
}

impl YearKind {
    fn first_month(self) -> i8 {
        match self {
            YearKind::Council => 4,
            YearKind::School => 9,
        }
    }

    /// First and last month of the one that begins in `year`.
    fn of(self, year: i16) -> Option<(Date, Date)> {
        let first = self.first_month();
        Some((Date::month_of(year, first)?, Date::month_of(year + 1, first - 1)?))
    }
}

/// *financial year*, *school year*.
fn year_kind(text: &str) -> Option<YearKind> {
    let (word, behind) = first_word(text);
    let kind = match word {
        "financial" | "council" | "municipal" | "civic" | "tax" => YearKind::Council,
        "school" | "academic" => YearKind::School,
        _ => return None,
    };
    strip_word(gap(behind)?, "year").map(|_| kind)
}

/// *last year*, *this week*: which way, and the text behind.
fn stepped(text: &str, unit: Unit) -> Option<(i16, &str)> {
    let (word, behind) = first_word(text);
    let Some(Word::Step(step)) = look_up(word) else { return None };
    let (word, behind) = first_word(gap(behind)?);
    (look_up(word) == Some(Word::Unit(unit))).then_some((step, behind))
}

fn back(today: Day, number: i32, unit: Unit) -> Option<Day> {
    // Beyond what anybody counts, and what the calendar holds.
    let number = Some(number).filter(|number| (0..=1000).contains(number))?;
    let span = match unit {
        Unit::Day | Unit::Night => number.days(),
        Unit::Week => number.weeks(),
        Unit::Fortnight => (2 * number).weeks(),
        Unit::Month => number.months(),
        Unit::Quarter => (3 * number).months(),
        Unit::Year => number.years(),
        Unit::Decade => (10 * number).years(),
    };
    today.checked_sub(span).ok()
}

fn monday(day: Day) -> Option<Day> {
    day.checked_sub(i32::from(day.weekday().to_monday_zero_offset()).days()).ok()
}

fn distance(a: Day, b: Day) -> i32 {
    (a - b).get_days().abs()
}

/// First and last month.
fn season(year: i16, month: i8) -> Option<(Date, Date)> {
    let last = if month == 12 { Date::month_of(year + 1, 2) } else { Date::month_of(year, month + 2) };
    Some((Date::month_of(year, month)?, last?))
}

/// First and last month.
fn quarter(year: i16, number: i8) -> Option<(Date, Date)> {
    Some((Date::month_of(year, 3 * number - 2)?, Date::month_of(year, 3 * number)?))
}

/// Four digits of this or the last century that stand alone.
fn year(text: &str) -> Option<(i16, &str)> {
    let (number, behind) = first_number(text)?;
    let year = i16::try_from(number).ok().filter(|year| (1900..2100).contains(year))?;
    let mut next = behind.chars();
    let alone = match next.next() {
        Some('.' | ',' | '/' | ':') => !next.next().is_some_and(|c| c.is_ascii_digit()),
        Some(c) => !c.is_alphanumeric(),
        None => true,
    };
    alone.then_some((year, behind))
}

/// The ASCII letters and digits that `text` begins with, where a letter comes first.
fn first_word(text: &str) -> (&str, &str) {
    if !text.starts_with(|c: char| c.is_ascii_alphabetic()) {
        return ("", text);
    }
    text.split_at(text.bytes().take_while(u8::is_ascii_alphanumeric).count())
}

/// The digits that `text` begins with, up to four of them.
fn first_number(text: &str) -> Option<(i32, &str)> {
    let len = text.bytes().take(5).take_while(u8::is_ascii_digit).count();
    (1..=4).contains(&len).then(|| Some((text[..len].parse().ok()?, &text[len..]))).flatten()
}

/// A day of the month, with or without its ending (*21st*).
fn day_number(text: &str) -> Option<(i8, &str)> {
    let (number, behind) = first_number(text)?;
    let day = i8::try_from(number).ok().filter(|day| (1..=31).contains(day))?;
    match first_word(behind) {
        ("", _) => Some((day, behind)),
        ("st" | "nd" | "rd" | "th", behind) => Some((day, behind)),
        _ => None,
    }
}

/// The text behind white space that does not part paragraphs, or a hyphen.
fn gap(text: &str) -> Option<&str> {
    let behind = text.strip_prefix('-').unwrap_or_else(|| text.trim_start());
    let space = &text[..text.len() - behind.len()];
    (!space.is_empty() && space.len() <= 16 && space.matches('\n').count() <= 1).then_some(behind)
}

fn strip_word<'t>(text: &'t str, word: &str) -> Option<&'t str> {
    text.strip_prefix(word).filter(|behind| !behind.starts_with(char::is_alphanumeric))
}

/// The text behind `word` and a space, or the text as it is.
fn skip_word<'t>(text: &'t str, word: &str) -> &'t str {
    strip_word(text, word).and_then(gap).unwrap_or(text)
}

fn one_of(word: &str, words: &[&str]) -> bool {
    words.iter().any(|other| other.eq_ignore_ascii_case(word))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// `time=date` for each expression, against Wednesday, 14 February 2018.
    fn read(text: &str) -> String {
        let found = dates(text, Span::new(0, text.len()), "2018-02-14".parse().ok());
        let one = |time: &TimeExpression| {
            let end = time.end.map(|end| format!("..{end}")).unwrap_or_default();
            let basis = if time.basis == DateBasis::Stated { "" } else { "~" };
            format!("{}={basis}{}{end}", time.span.of(text), time.date)
        };
        found.iter().map(one).collect::<Vec<_>>().join("; ")
    }

    #[test]
    fn stated_times() {
        for (text, expected) in [
            ("It opened on 21 November 2016.", "21 November 2016=2016-11-21"),
            ("It opened on Monday, 21st November 2016.", "Monday, 21st November 2016=2016-11-21"),
            ("She told the Gazette in November 2014 that", "November 2014=2014-11"),
            ("Opened in 2014 and shut since 2016", "2014=2014; 2016=2016"),
            ("The 2010 review", "2010=2010"),
            ("Penholt’s 2010 review (2011)", "2010=2010; 2011=2011"),
            ("a depot planned for spring 2017", "spring 2017=2017-03..2017-05"),
            ("the winter of 2017 was mild", "winter of 2017=2017-12..2018-02"),
            ("In 2016/17 it lost money", "2016/17=2016..2017"),
            ("from 4 to 15 September 2017", "4 to 15 September 2017=2017-09-04..2017-09-15"),
            ("4–15 September 2017", "4–15 September 2017=2017-09-04..2017-09-15"),
            ("28 August to 3 September 2017", "28 August to 3 September 2017=2017-08-28..2017-09-03"),
            ("the 2016-17 school year", "2016-17=2016-09..2017-08"),
            ("the 2016/17 financial year", "2016/17=2016-04..2017-03"),
            ("the third quarter of 2016", "third quarter of 2016=2016-07..2016-09"),
            ("In Q1 2017 sales fell", "Q1 2017=2017-01..2017-03"),
        ] {
            assert_eq!(read(text), expected, "{text}");
        }
    }

    #[test]
    fn times_against_the_documents_date() {
        for (text, expected) in [
            ("It shut today.", "today=~2018-02-14"),
            ("It shut yesterday evening", "yesterday=~2018-02-13"),
            ("Tonight it opens", "Tonight=~2018-02-14"),
            ("It shut last night.", "last night=~2018-02-13"),
            ("It shut this morning", "this morning=~2018-02-14"),
            ("It shut last week", "last week=~2018-02-05..2018-02-11"),
            ("Earlier this week it shut", "this week=~2018-02-12..2018-02-18"),
            ("It shut last month", "last month=~2018-01"),
            ("It shut earlier this year", "this year=~2018"),
            ("Last year's fair", "Last year=~2017"),
            ("It shut in September last year", "September last year=~2017-09"),
            ("It shut last November", "last November=~2017-11"),
            ("It shut last spring", "last spring=~2017-03..2017-05"),
            ("It shut on Tuesday", "Tuesday=~2018-02-13"),
            ("It shut on Wednesday", "Wednesday=~2018-02-14"),
            ("It shut on Thursday night", "Thursday=~2018-02-08"),
            ("at Monday’s full council meeting", "Monday=~2018-02-12"),
            ("It shut last Wednesday", "last Wednesday=~2018-02-07"),
            ("It shut on Friday last week", "Friday last week=~2018-02-09"),
            ("It will shut on Friday", "Friday=~2018-02-16"),
            ("You will have seen Friday's report", "Friday=~2018-02-09"),
            ("It shuts next Wednesday", "next Wednesday=~2018-02-21"),
            ("It shut two years ago", "two years ago=~2016"),
            ("It shut 18 months ago", "18 months ago=~2016-08"),
            ("It shut a week ago", "a week ago=~2018-02-05..2018-02-11"),
            ("It shut a fortnight ago", "a fortnight ago=~2018-01-29..2018-02-04"),
            ("It shut three days ago", "three days ago=~2018-02-11"),
            ("a decade ago", "a decade ago=~2008"),
            ("four years after a review found", "four years after=~2014"),
            ("over the past 18 months", "past 18 months=~2016-08-14..2018-02-14"),
            ("in the last two years", "last two years=~2016-02-14..2018-02-14"),
            ("It shut in November", "November=~2017-11"),
            ("It will open in May", "May=~2018-05"),
            ("It opened on 1 April", "1 April=~2017-04-01"),
            ("It will open on Sunday 1 April", "Sunday 1 April=~2018-04-01"),
            ("last financial year", "last financial year=~2016-04..2017-03"),
            ("this school year", "this school year=~2017-09..2018-08"),
            ("the first quarter of last year", "first quarter of last year=~2017-01..2017-03"),
        ] {
            assert_eq!(read(text), expected, "{text}");
        }
    }

    #[test]
    fn other_words_are_no_times() {
        for text in [
            "Mrs May may march on",
            "Theresa May said",
            "a week in which",
            "Sheffield Wednesday lost",
            "the Sunday Times",
            "It is shut every Monday",
            "the Today programme",
            "2016 people",
            "the 2000 homes",
            "£2014",
            "12.2016",
            "01632 960123",
            "this is the last word",
            "two years later",
            "spring onions, the second chance",
            "éMonday",
        ] {
            assert_eq!(read(text), "", "{text}");
        }
    }

    #[test]
    fn without_a_date_only_what_is_stated() {
        let text = "last week, on 1 April, in 2014 and on Monday";
        let found = dates(text, Span::new(0, text.len()), None);
        assert_eq!(found.iter().map(|time| time.span.of(text)).collect::<Vec<_>>(), ["2014"]);
    }

    proptest::proptest! {
        #[test]
        fn any_text_is_read(
            text in "(last|two|Monday|1|31|9999|2016|/17|year|s ago|in |May|Q1|first quarter of| |-|é|\\PC){0,12}",
            day in proptest::option::of((1i16..=9999, 1i8..=12, 1i8..=28)),
        ) {
            let day = day.and_then(|(year, month, day)| Date::day_of(year, month, day));
            let found = dates(&text, Span::new(0, text.len()), day);
            let mut end = 0;
            for time in found {
                assert!(time.span.start >= end && !time.span.is_empty());
                assert!(!time.span.of(&text).is_empty());
                end = time.span.end;
            }
        }
    }
}
