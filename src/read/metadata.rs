//! Title, publisher and date of a document, from the lines that stand for them.

use std::path::Path;

use super::Options;
use crate::base::Date;
use crate::record::PublishedBasis;
use crate::text::{Paragraph, ParagraphKind as Kind, WrittenDate, written_date_at};

/// Dates and publishers stand in the first and the last lines.
const HEAD: usize = 15;
const FOOT: usize = 5;

/// What is known about a document beside its text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Metadata {
    pub title: Option<String>,
    pub publisher: Option<String>,
    pub published_on: Option<Date>,
    /// Where the date was found.
    pub published_on_basis: Option<PublishedBasis>,
    /// What the reader of the output should know, in plain sentences.
    pub warnings: Vec<String>,
}

/// What can be told from the paragraphs of `text`, and from the file name where no line gives a
/// date. Running prose is never searched.
pub fn metadata(text: &str, paragraphs: &[Paragraph], path: &str, options: &Options) -> Metadata {
    let mut found = Metadata::default();
    let title = paragraphs.iter().find(|p| p.kind == Kind::Title);
    found.title = title.map(|p| p.span.of(text).split_whitespace().collect::<Vec<_>>().join(" "));
    let foot = paragraphs.len().saturating_sub(FOOT).max(HEAD.min(paragraphs.len()));
    let head = &paragraphs[..HEAD.min(paragraphs.len())];
    let lines = || head.iter().chain(&paragraphs[foot..]).map(|p| p.span.of(text));
    found.publisher = lines().find_map(|line| publisher(line, options));
    // The surest kind of line; among equals the first.
    if let Some((rank, written, line)) = lines()
        .filter_map(|line| date_line(line).map(|(rank, written)| (rank, written, line)))
        .min_by_key(|(rank, written, _)| (*rank, written.date.day().is_none()))
    {
        let basis = if rank == DateRank::Dateline { PublishedBasis::Dateline } else { PublishedBasis::Line };
        let american =
            found.publisher.as_deref().is_some_and(|name| options.publishers.writes_month_first(name));
        let written = if american { written.month_first() } else { written };
        found.published_on = Some(written.date);
        found.published_on_basis = Some(basis);
        if written.contradicts_calendar() {
            found.warnings.push(format!("the weekday in `{line}` is not that of {}", written.date));
        }
        if written.ambiguous {
            found
                .warnings
                .push(format!("`{line}` is read as {}, day first; it may be month first", written.date));
        }
    } else if let Some(date) = date_in_name(path) {
        found.published_on = Some(date);
        found.published_on_basis = Some(PublishedBasis::FileName);
    }
    found
}

/// How surely a line gives the date of publication, the surest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum DateRank {
    /// *Published on*, *Date:*.
    Labelled,
    /// The date alone, or with a place or a name before it.
    Alone,
    /// Before the first sentence, behind the place.
    Dateline,
    /// *Updated*: when it was changed.
    Updated,
}

/// The date of a line that holds little else.
pub(super) fn date_line(line: &str) -> Option<(DateRank, WrittenDate)> {
    const LABELS: [&str; 26] = [
        "published",
        "published on",
        "published at",
        "first published",
        "first published on",
        "publication date",
        "date published",
        "date",
        "date of publication",
        "posted",
        "posted on",
        "posted at",
        "issued",
        "issued on",
        "release date",
        "week ending",
        "for immediate release",
        "for release",
        "for immediate use",
        "for immediate publication",
        "released",
        "released on",
        "press release",
        "news release",
        "media release",
        "dated",
    ];
    const UPDATED: [&str; 7] = [
        "updated",
        "updated on",
        "updated at",
        "last updated",
        "last updated on",
        "last modified",
        "modified",
    ];
    const GATHERINGS: [&str; 7] =
        ["panel", "committee", "board", "cabinet", "meeting", "forum", "sub-committee"];
    // *Spring newsletter, 30 March 2012*, *Transcript of the webcast, Wednesday 18 October 2023*
    const DOCUMENTS: [&str; 22] = [
        "newsletter",
        "column",
        "webcast",
        "transcript",
        "bulletin",
        "update",
        "statement",
        "blog",
        "diary",
        "edition",
        "magazine",
        "briefing",
        "notes",
        "agenda",
        "interview",
        "podcast",
        "broadcast",
        "hearing",
        "minutes",
        "speech",
        "letters",
        "notice",
    ];
    if line.len() > 120 {
        // A dateline may open a long paragraph: *ASHBY, 3 May 2016 – …*.
        return dateline(line);
    }
    let (start, written) = first_date(line)?;
    let behind = &line[start + written.len..];
    // *Minutes of the meeting held on 14 June 2016 at 6.00 p.m. in Committee Room 2, Town Hall*
    let lead = line[..start].to_lowercase();
    // *Summary of the Board meeting held in public on Wednesday 27 July 2016*
    const RECORDS: [&str; 6] = ["summary ", "notes ", "record ", "report ", "decisions ", "highlights "];
    let meeting = || {
        lead.contains("meeting")
            && RECORDS.iter().any(|word| lead.starts_with(word))
            && (lead.trim_end().ends_with([',', ':']) || lead.contains(" on "))
    };
    if lead.starts_with("minutes of ") || meeting() && is_tail(behind) {
        return Some((DateRank::Alone, written));
    }
    if !is_tail(behind) {
        return dateline(line);
    }
    // *Published 14:32, 6 September 2023*: the time of day may stand between.
    let time = |c: char| c.is_ascii_digit() || " :.,-–|•·*(\t\u{a0}".contains(c);
    let before = line[..start].trim_end_matches(time);
    let before = before.strip_suffix(" at").unwrap_or(before).trim_end_matches(time);
    // *FE Bulletin, issue 212, 9 March 2018*: the number is gone with the time of day.
    let before = [" issue", " no", " no.", " number", " edition"]
        .iter()
        .find_map(|word| before.strip_suffix(*word))
        .map_or(before, |rest| rest.trim_end_matches([',', ' ']));
    let label = before.to_lowercase();
    // *Posted by the office of Jane Doe on*
    let by =
        ["posted by ", "published by ", "posted in ", "published in "].iter().any(|by| label.starts_with(by));
    let rank = if LABELS.contains(&label.as_str()) || label.starts_with("embargoed until") || by {
        DateRank::Labelled
    } else if UPDATED
        .contains(&label.trim_start_matches("this ").trim_start_matches("page ").trim_start_matches("was "))
    {
        DateRank::Updated
    } else if line[..start].trim_end().ends_with(['|', '•', '·']) {
        DateRank::Alone // *The Gatehouse | the students’ own newspaper | 5 October 2023*
    } else if label.rsplit(' ').next().is_some_and(|last| GATHERINGS.contains(&last)) {
        DateRank::Alone // *Scrutiny panel, Wednesday 19 January 2022*
    } else if label.split(' ').count() <= 8
        && label.split(' ').any(|word| DOCUMENTS.contains(&word))
        && line[..start].contains([',', ':', '–', '—'])
    {
        DateRank::Alone
    } else if label.is_empty() || super::paragraphs::is_byline(before) || is_place_or_name(before) {
        DateRank::Alone
    } else {
        return None;
    };
    Some((rank, written))
}

/// *ASHBY, 3 May 2016 – The council …*: a place in capitals, a date, a dash.
fn dateline(line: &str) -> Option<(DateRank, WrittenDate)> {
    let (place, rest) = line.split_at(line.char_indices().take(40).find(|&(_, c)| c.is_ascii_digit())?.0);
    let is_place = place.trim_end().ends_with(',') && !place.contains(char::is_lowercase);
    let written = written_date_at(rest).filter(|_| is_place)?;
    rest[written.len..].trim_start().starts_with(['–', '—', '-']).then_some((DateRank::Dateline, written))
}

/// The first date in a short line and where it starts.
fn first_date(line: &str) -> Option<(usize, WrittenDate)> {
    let mut in_word = false;
    for (at, c) in line.char_indices() {
        if !in_word
            && c.is_ascii_alphanumeric()
            && let Some(written) = written_date_at(&line[at..])
        {
            return Some((at, written));
        }
        in_word = c.is_alphanumeric();
    }
    None
}

/// Nothing, a time, or a part behind a bar: what may stand behind a date that stands alone.
fn is_tail(text: &str) -> bool {
    let text = text.trim_start();
    // *Posted on 9 September 2024 by Jane Doe*
    if let Some(by) = text.strip_prefix("by ") {
        // *by Cllr Jane Doe, Cabinet Member for Children and Learning*
        let name = by.split(',').next().unwrap_or(by);
        return is_place_or_name(name) && by.len() <= 100 && !by.ends_with('.');
    }
    // *THORNBY POST   Friday 5 October 2018   Page 22*
    if let Some(page) = text.strip_prefix("Page ").or_else(|| text.strip_prefix("page ")) {
        return page.len() <= 4;
    }
    // *17 January 2019 – for immediate release*
    let behind = text.trim_start_matches(['–', '—', '-', ' ', '(']).to_lowercase();
    if ["for immediate ", "for release", "embargo"].iter().any(|lead| behind.starts_with(lead)) {
        return text.len() <= 60;
    }
    if text.starts_with(['|', '•', '·', '*']) {
        return text.len() <= 60;
    }
    text.trim_end_matches('.').len() <= 40
        && text.split(|c: char| !c.is_alphabetic()).all(|word| {
            let word = word.to_ascii_lowercase();
            matches!(
                word.as_str(),
                "" | "t" | "z" | "at" | "am" | "pm" | "gmt" | "bst" | "utc" | "noon" | "midday" | "hrs"
            )
        })
}

/// A few words, each with a capital: *Ashby Town Hall*, *Jane Doe*.
fn is_place_or_name(text: &str) -> bool {
    const SMALL: [&str; 6] = ["of", "and", "the", "for", "in", "on"];
    let mut words = text.split_whitespace();
    text.split_whitespace().count() <= 6
        && text.chars().all(|c| c.is_alphabetic() || " ,.'’&|-–".contains(c))
        && words.all(|word| SMALL.contains(&word) || !word.starts_with(char::is_lowercase))
        && !text.to_lowercase().contains("deadline")
}

/// The date in a file name: `2016-11-21-…`, `story_20161121`.
fn date_in_name(path: &str) -> Option<Date> {
    let stem = Path::new(path).file_stem()?.to_str()?;
    let runs = stem.char_indices().filter(|&(at, c)| {
        c.is_ascii_digit() && !stem[..at].ends_with(|before: char| before.is_ascii_digit())
    });
    for (at, _) in runs {
        let rest = &stem[at..];
        let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
        let (year, month, day) = match digits {
            8 => (&rest[..4], &rest[4..6], &rest[6..8]),
            4 => {
                let mut parts = rest.split(|c: char| !c.is_ascii_digit()).take(3);
                let (Some(year), Some(month), Some(day)) = (parts.next(), parts.next(), parts.next()) else {
                    continue;
                };
                (year, month, day)
            }
            _ => continue,
        };
        if month.len() != 2 || day.len() != 2 {
            continue;
        }
        if let (Ok(year @ 1900..2100), Ok(month), Ok(day)) = (year.parse(), month.parse(), day.parse())
            && let Some(date) = Date::day_of(year, month, day)
        {
            return Some(date);
        }
    }
    None
}

/// The publisher that a line, or a part of it behind a bar or a dash, names and no more.
fn publisher(line: &str, options: &Options) -> Option<String> {
    if line.len() > 200 {
        return None;
    }
    let parts = || line.split(['|', '•', '·', '–', '—', '©']).chain(line.split(" - ")).chain(line.split(','));
    parts().find_map(|part| options.publishers.named(part)).map(str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::read::paragraphs::paragraphs;

    fn read(text: &str, path: &str) -> Metadata {
        let options = Options::default();
        metadata(text, &paragraphs(text, &options), path, &options)
    }

    fn date(text: &str) -> Option<String> {
        read(text, "x.txt").published_on.map(|date| date.to_string())
    }

    #[test]
    fn lines_that_stand_alone_give_the_date() {
        for line in [
            "Published Monday, 21st November 2016",
            "21 November 2016",
            "Date: 21/11/2016",
            "Posted on November 21, 2016 at 10:30 am",
            "Posted by the office of Jane Doe MP on 21 November 2016",
            "ASHBY POST   Monday 21 November 2016   Page 22",
            "Posted on 21 November 2016 by Cllr Jane Doe, Cabinet Member for Children and Learning",
            "Minutes of the meeting held on Monday 21 November 2016 at 6.00 p.m. in Committee Room 2, Town Hall",
            "Minutes of the meeting held at Shire Hall, Ashby on Monday 21 November 2016 at 10.00 am",
            "Scrutiny panel, Monday 21 November 2016",
            "Autumn newsletter, 21 November 2016",
            "Transcript of the webcast, Monday 21 November 2016",
            "Weekly column, Monday 21 November 2016",
            "Issue 62 * 21 November 2016 * Delivered free to every household",
            "2016-11-21T09:30:00Z",
            "By Jane Doe, 21 November 2016",
            "Ashby Town Hall, 21 November 2016",
            "ASHBY, 21 November 2016 – The council has a new leader.",
            "21 November 2016 | Jane Doe",
            "The Gatehouse | the students’ own newspaper | Monday 21 November 2016",
            "For immediate use: Monday 21 November 2016",
        ] {
            let text = format!("Council has a leader\n\n{line}\n\nThe council met on 3 May 2011.");
            assert_eq!(date(&text).as_deref(), Some("2016-11-21"), "{line}");
        }
    }

    #[test]
    fn prose_gives_none() {
        for line in [
            "The council met on 3 May 2011.",
            "On 3 May 2011 the council met",
            "It opens on 3 May 2011",
            "Deadline, 3 May 2011",
        ] {
            assert_eq!(date(&format!("Title\n\n{line}\n\nMore.")), None, "{line}");
        }
    }

    #[test]
    fn the_surest_line_counts() {
        assert_eq!(date("T\nUpdated 4 May 2011\n3 May 2011\nText.").as_deref(), Some("2011-05-03"));
        assert_eq!(date("T\n4 May 2011\nPublished: 3 May 2011\nText.").as_deref(), Some("2011-05-03"));
        assert_eq!(date("T\nUpdated 4 May 2011\nText.").as_deref(), Some("2011-05-04"));
    }

    #[test]
    fn the_file_name_gives_it_where_no_line_does() {
        for path in ["news/2016-11-21-leader.txt", "leader_20161121.txt", "2016_11_21.md"] {
            let found = read("Title\nText.", path);
            assert_eq!(found.published_on.unwrap().to_string(), "2016-11-21");
            assert_eq!(found.published_on_basis, Some(PublishedBasis::FileName));
        }
        for path in ["000_45942f5c.txt", "12345678.txt", "report-2016.txt", "-"] {
            assert_eq!(read("Title\nText.", path).published_on, None, "{path}");
        }
    }

    #[test]
    fn doubts_are_told() {
        assert_eq!(read("T\nPublished Friday 21 November 2016\nText.", "").warnings.len(), 1);
        assert_eq!(read("T\nDate: 03/04/2016\nText.", "").warnings.len(), 1);
    }

    #[test]
    fn american_papers_write_the_month_first() {
        let found = read("The Washington Post\nTitle\nDate: 03/04/2016\nText.", "");
        assert_eq!(found.published_on.unwrap().to_string(), "2016-03-04");
        assert!(found.warnings.is_empty());
        assert_eq!(date("Title\nDate: 11/21/2016\nText.").as_deref(), Some("2016-11-21"), "no other way");
    }

    #[test]
    fn publishers_are_named_alone() {
        let of = |text: &str| read(text, "").publisher;
        assert_eq!(of("Yorkshire Post\nTitle\nText.").as_deref(), Some("Yorkshire Post"));
        assert_eq!(of("Leader named | Yorkshire Post\n\nText.").as_deref(), Some("Yorkshire Post"));
        assert_eq!(of("By Jane Doe, Yorkshire Post\n\nText.").as_deref(), Some("Yorkshire Post"));
        assert_eq!(of("Title\n\nShe told the Yorkshire Post that it was so."), None);
    }
}
