//! Dates as far as they are known: a year, a month or a day.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

/// A date known to the year, the month or the day; ISO 8601 in and out
/// (`2016`, `2016-11`, `2016-11-21`). Orders by time, the vaguer first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Date {
    year: i16,
    /// 0 where unknown.
    month: i8,
    /// 0 where unknown.
    day: i8,
}

impl Date {
    /// A whole year; `None` outside 1..=9999.
    pub fn year_only(year: i16) -> Option<Self> {
        (1..=9999).contains(&year).then_some(Date { year, month: 0, day: 0 })
    }

    /// A month of a year; `None` where there is no such month.
    pub fn month_of(year: i16, month: i8) -> Option<Self> {
        (1..=12).contains(&month).then_some(())?;
        Self::year_only(year).map(|date| Date { month, ..date })
    }

    /// A day; `None` where the calendar has no such day.
    pub fn day_of(year: i16, month: i8, day: i8) -> Option<Self> {
        jiff::civil::Date::new(year, month, day).ok()?;
        Self::month_of(year, month).map(|date| Date { day, ..date })
    }

    /// The year.
    pub fn year(self) -> i16 {
        self.year
    }

    /// The month, 1 to 12, where known.
    pub fn month(self) -> Option<i8> {
        (self.month > 0).then_some(self.month)
    }

    /// The day of the month, where known.
    pub fn day(self) -> Option<i8> {
        (self.day > 0).then_some(self.day)
    }

    /// How exactly it is known: 2 to the day, 1 to the month, 0 to the year.
    pub fn precision(self) -> u8 {
        u8::from(self.month().is_some()) + u8::from(self.day().is_some())
    }

    /// The last day that it may be: of its month or year, where no day is known.
    pub fn last_day(self) -> Option<jiff::civil::Date> {
        let first =
            jiff::civil::Date::new(self.year, self.month().unwrap_or(12), self.day().unwrap_or(1)).ok()?;
        Some(if self.day().is_some() { first } else { first.last_of_month() })
    }

    /// The calendar day, where known to the day.
    pub fn civil(self) -> Option<jiff::civil::Date> {
        jiff::civil::Date::new(self.year, self.month()?, self.day()?).ok()
    }

    /// Whether the two may be the same time: one is the other, or its year or month.
    pub fn agrees(self, other: Date) -> bool {
        self.year == other.year
            && (self.month == 0 || other.month == 0 || self.month == other.month)
            && (self.day == 0 || other.day == 0 || self.day == other.day)
    }
}

impl From<jiff::civil::Date> for Date {
    fn from(date: jiff::civil::Date) -> Self {
        Date { year: date.year(), month: date.month(), day: date.day() }
    }
}

impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}", self.year)?;
        if self.month > 0 {
            write!(f, "-{:02}", self.month)?;
        }
        if self.day > 0 {
            write!(f, "-{:02}", self.day)?;
        }
        Ok(())
    }
}

impl FromStr for Date {
    type Err = String;

    /// Reads `YYYY`, `YYYY-MM` or `YYYY-MM-DD`; a time of day behind `T` or a space is left out.
    fn from_str(text: &str) -> Result<Self, String> {
        let bad = || format!("`{text}` is no date; write YYYY, YYYY-MM or YYYY-MM-DD");
        let day = text.trim().split(['T', ' ']).next().unwrap_or_default();
        let mut parts = day.split('-');
        let mut next = |width: usize| -> Result<Option<i16>, String> {
            match parts.next() {
                None => Ok(None),
                Some(part) if part.len() == width && part.bytes().all(|b| b.is_ascii_digit()) => {
                    part.parse().map(Some).map_err(|_| bad())
                }
                Some(_) => Err(bad()),
            }
        };
        let (year, month, date) = (next(4)?, next(2)?, next(2)?);
        if parts.next().is_some() {
            return Err(bad());
        }
        match (year, month, date) {
            (Some(y), None, _) => Date::year_only(y),
            (Some(y), Some(m), None) => Date::month_of(y, m as i8),
            (Some(y), Some(m), Some(d)) => Date::day_of(y, m as i8, d as i8),
            (None, ..) => None,
        }
        .ok_or_else(bad)
    }
}

impl TryFrom<String> for Date {
    type Error = String;
    fn try_from(text: String) -> Result<Self, String> {
        text.parse()
    }
}

impl From<Date> for String {
    fn from(date: Date) -> Self {
        date.to_string()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_and_writes_as_far_as_known() {
        for text in ["2016", "2016-11", "2016-11-21"] {
            assert_eq!(text.parse::<Date>().unwrap().to_string(), text);
        }
        assert_eq!("2016-11-21T09:00:00Z".parse::<Date>().unwrap().to_string(), "2016-11-21");
        for text in ["", "16", "2016-13", "2016-02-30", "2016-11-21-1", "21/11/2016"] {
            assert!(text.parse::<Date>().is_err(), "{text}");
        }
    }

    #[test]
    fn vaguer_dates_agree() {
        let date = |text: &str| text.parse::<Date>().unwrap();
        assert!(date("2016").agrees(date("2016-11-21")));
        assert!(!date("2016-10").agrees(date("2016-11-21")));
        assert!(date("2016") < date("2016-01"));
    }
}
