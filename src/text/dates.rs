//! Dates as British texts write them.

use jiff::civil::Weekday;

use crate::base::Date;

const MONTHS: [&str; 12] = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];

/// Whether the lower-case `word` is the full name of a day of the week or a month.
pub fn is_day_or_month(word: &str) -> bool {
    MONTHS.contains(&word) || WEEKDAYS.iter().any(|(day, _)| *day == word)
}

const WEEKDAYS: [(&str, Weekday); 7] = [
    ("monday", Weekday::Monday),
    ("tuesday", Weekday::Tuesday),
    ("wednesday", Weekday::Wednesday),
    ("thursday", Weekday::Thursday),
    ("friday", Weekday::Friday),
    ("saturday", Weekday::Saturday),
    ("sunday", Weekday::Sunday),
];

/// A written date, with what a careful reader asks about it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct WrittenDate {
    pub date: Date,
    /// Bytes that the date takes up, from the start of the text.
    pub len: usize,
    /// The weekday written before it.
    pub weekday: Option<Weekday>,
    /// Whether day and month could change places, as in `03/04/2016`; read the British way.
    pub ambiguous: bool,
}

impl WrittenDate {
    /// The date with day and month read the American way, where it may be read so.
    pub fn month_first(self) -> Self {
        let swapped = || Date::day_of(self.date.year(), self.date.day()?, self.date.month()?);
        match swapped().filter(|_| self.ambiguous) {
            Some(date) => WrittenDate { date, ambiguous: false, ..self },
            None => self,
        }
    }

    /// Whether the weekday written is another than the calendar's.
    pub fn contradicts_calendar(&self) -> bool {
        match (self.weekday, self.date.civil()) {
            (Some(weekday), Some(day)) => day.weekday() != weekday,
            _ => false,
        }
    }
}

/// The date that `text` begins with and the bytes it takes up: *21st November 2016*,
/// *Monday, 21 November 2016*, *November 21, 2016*, *21 Nov 2016*, *November 2016*, `2016-11-21`,
/// `21/11/2016`, `21.11.16`. A bare year, and a day without a year, are no date.
///
/// Looks at the start only; the caller sees to it that a word starts there.
pub fn date_at(text: &str) -> Option<(Date, usize)> {
    written_date_at(text).map(|written| (written.date, written.len))
}

/// As [`date_at`], with the weekday and whether the reading is the only one.
pub fn written_date_at(text: &str) -> Option<WrittenDate> {
    let first = text.bytes().next()?;
    if !first.is_ascii_alphanumeric() {
        return None;
    }
    let mut rest = text;
    let mut weekday = None;
    if first.is_ascii_alphabetic() {
        let word = letters(rest);
        weekday = weekday_named(word);
        if weekday.is_some() {
            rest = gap(strip_any(&rest[word.len()..], &['.', ',']))?;
            if let Some(behind) = strip_word(rest, "the") {
                rest = gap(behind)?;
            }
        }
    }
    let (date, behind, ambiguous) = if rest.as_bytes().first()?.is_ascii_digit() {
        numeric(rest).or_else(|| day_first(rest).map(|(date, behind)| (date, behind, false)))?
    } else {
        let (date, behind) = month_first(rest)?;
        (date, behind, false)
    };
    // A weekday before a month and a year (*Monday November 2016*) is not one date.
    if weekday.is_some() && date.day().is_none() {
        return None;
    }
    Some(WrittenDate { date, len: text.len() - behind.len(), weekday, ambiguous })
}

/// `2016-11-21`, `21/11/2016`, `21.11.16`: date, text behind, and whether it is ambiguous.
fn numeric(text: &str) -> Option<(Date, &str, bool)> {
    let (a, rest) = number(text)?;
    let separator = rest.chars().next().filter(|c| matches!(c, '-' | '/' | '.'))?;
    let (b, rest) = number(&rest[1..])?;
    let (c, rest) = number(rest.strip_prefix(separator)?)?;
    if rest.starts_with(|next: char| next.is_ascii_digit()) {
        return None;
    }
    let value = |digits: &str| digits.parse::<i16>().ok();
    let short = |digits: &str| (digits.len() <= 2).then(|| digits.parse::<i8>().ok()).flatten();
    if a.len() == 4 && separator != '.' {
        return Some((Date::day_of(year(a)?, short(b)?, short(c)?)?, rest, false));
    }
    let year = match c.len() {
        4 => year(c)?,
        // `1.2.10` is more often the number of a section, and `1-2-10` of anything.
        2 if separator == '/' || (separator == '.' && a.len() == 2 && b.len() == 2) => {
            let short = value(c)?;
            if short < 70 { 2000 + short } else { 1900 + short }
        }
        _ => return None,
    };
    let (day, month) = (short(a)?, short(b)?);
    match Date::day_of(year, month, day) {
        Some(date) => Some((date, rest, day <= 12 && day != month)),
        None => Some((Date::day_of(year, day, month)?, rest, false)),
    }
}

/// *21st November 2016*, *21-Nov-2016*, *21st of November, 2016*.
fn day_first(text: &str) -> Option<(Date, &str)> {
    let (day, rest) = day(text)?;
    let mut rest = gap(rest)?;
    if let Some(behind) = strip_word(rest, "of") {
        rest = gap(behind)?;
    }
    let word = letters(rest);
    let month = month_named(word)?;
    let rest = gap(strip_any(&rest[word.len()..], &['.', ',']))?;
    let (digits, rest) = whole_year(rest)?;
    Some((Date::day_of(year(digits)?, month, day)?, rest))
}

/// *November 21, 2016*, *November 2016*, *Nov. 2016*.
fn month_first(text: &str) -> Option<(Date, &str)> {
    let word = letters(text);
    // *may 2016* and *march 2016* in small letters are more often verbs.
    if !word.starts_with(|c: char| c.is_ascii_uppercase()) {
        return None;
    }
    let month = month_named(word)?;
    let rest = gap(strip_any(&text[word.len()..], &['.', ',']))?;
    if let Some((digits, rest)) = whole_year(rest) {
        return Some((Date::month_of(year(digits)?, month)?, rest));
    }
    let (day, rest) = day(rest)?;
    let rest = gap(strip_any(rest, &[',']))?;
    let (digits, rest) = whole_year(rest)?;
    Some((Date::day_of(year(digits)?, month, day)?, rest))
}

/// A day of the month with its ending (*21st*).
fn day(text: &str) -> Option<(i8, &str)> {
    let (digits, rest) = number(text)?;
    if digits.len() > 2 {
        return None;
    }
    let ending = letters(rest);
    let rest = match ending.to_ascii_lowercase().as_str() {
        "" => rest,
        "st" | "nd" | "rd" | "th" => &rest[ending.len()..],
        _ => return None,
    };
    Some((digits.parse().ok()?, rest))
}

/// Four digits that no letter or digit follows.
fn whole_year(text: &str) -> Option<(&str, &str)> {
    let (digits, rest) = number(text)?;
    (digits.len() == 4 && !rest.starts_with(char::is_alphanumeric)).then_some((digits, rest))
}

fn year(digits: &str) -> Option<i16> {
    digits.parse().ok().filter(|year| (1500..2200).contains(year))
}

/// The digits that `text` begins with, up to four of them, and what is behind.
fn number(text: &str) -> Option<(&str, &str)> {
    let len = text.bytes().take(5).take_while(u8::is_ascii_digit).count();
    (1..=4).contains(&len).then(|| text.split_at(len))
}

/// The ASCII letters that `text` begins with; no month or weekday is longer than nine.
fn letters(text: &str) -> &str {
    &text[..text.bytes().take(10).take_while(u8::is_ascii_alphabetic).count()]
}

fn month_named(word: &str) -> Option<i8> {
    let word = word.to_ascii_lowercase();
    let index = MONTHS.iter().position(|month| {
        *month == word
            || (word.len() == 3 && month.starts_with(&word))
            || (word == "sept" && *month == "september")
    })?;
    Some(index as i8 + 1)
}

fn weekday_named(word: &str) -> Option<Weekday> {
    let word = word.to_ascii_lowercase();
    WEEKDAYS
        .iter()
        .find(|(name, _)| *name == word || ((3..=5).contains(&word.len()) && name.starts_with(&word)))
        .map(|&(_, weekday)| weekday)
}

/// The text behind a hyphen or white space that does not part paragraphs; `None` without either.
fn gap(text: &str) -> Option<&str> {
    if let Some(behind) = text.strip_prefix('-') {
        return Some(behind);
    }
    let behind = text.trim_start();
    let space = &text[..text.len() - behind.len()];
    (!space.is_empty() && space.len() <= 16 && space.matches('\n').count() <= 1).then_some(behind)
}

fn strip_any<'t>(text: &'t str, marks: &[char]) -> &'t str {
    text.strip_prefix(marks).unwrap_or(text)
}

fn strip_word<'t>(text: &'t str, word: &str) -> Option<&'t str> {
    text.strip_prefix(word).filter(|behind| behind.starts_with(char::is_whitespace))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Option<String> {
        date_at(text).map(|(date, len)| format!("{date}|{}", &text[len..]))
    }

    #[test]
    fn reads_the_usual_forms() {
        for text in [
            "21 November 2016 rest",
            "21st November 2016 rest",
            "21st of November, 2016 rest",
            "Monday 21 November 2016 rest",
            "Monday, 21st November 2016 rest",
            "Mon the 21st November 2016 rest",
            "November 21, 2016 rest",
            "Monday, November 21st 2016 rest",
            "21 Nov 2016 rest",
            "21-Nov-2016 rest",
            "21\nNovember\u{a0}2016 rest",
            "2016-11-21 rest",
            "21/11/2016 rest",
            "11/21/2016 rest",
            "21/11/16 rest",
            "21.11.16 rest",
        ] {
            assert_eq!(read(text).as_deref(), Some("2016-11-21| rest"), "{text}");
        }
        for text in ["November 2016.", "Nov. 2016.", "Nov 2016."] {
            assert_eq!(read(text).as_deref(), Some("2016-11|."), "{text}");
        }
        assert_eq!(read("Sept 3 2015").as_deref(), Some("2015-09-03|"));
        assert_eq!(read("2016-11-21T09:00").as_deref(), Some("2016-11-21|T09:00"));
    }

    #[test]
    fn other_numbers_are_no_dates() {
        for text in [
            "",
            "2016",
            "21 November",
            "may 2016",
            "1.2.10 Scope",
            "21 people 2016",
            "31 February 2016",
            "November 20161",
            "November\n\n2016",
            "Monday November 2016",
            "2016-17",
            "0114 496 0000",
            "123456/7/2016",
            "é",
        ] {
            assert_eq!(read(text), None, "{text}");
        }
    }

    #[test]
    fn says_what_is_doubtful() {
        assert!(written_date_at("03/04/2016").unwrap().ambiguous);
        assert_eq!(date_at("03/04/2016").unwrap().0.to_string(), "2016-04-03");
        assert!(!written_date_at("04/04/2016").unwrap().ambiguous);
        assert!(written_date_at("Friday 21 November 2016").unwrap().contradicts_calendar());
        assert!(!written_date_at("Monday 21 November 2016").unwrap().contradicts_calendar());
    }

    proptest::proptest! {
        #[test]
        fn stays_in_bounds(text in "(Mon|Nov|21|2016|[-/., \u{a0}é]|st){0,8}") {
            if let Some((_, len)) = date_at(&text) {
                assert!(text.is_char_boundary(len) && len > 0);
            }
        }
    }
}
