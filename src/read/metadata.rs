//! Title, publisher and date of a document, from the lines that stand for them.

use std::path::Path;

use super::Options;
use super::date_line::DateRank;
use crate::base::Date;
use crate::record::PublishedBasis;
use crate::text::{Paragraph, ParagraphKind as Kind};

/// Dates and publishers stand in the first and the last lines.
const HEAD: usize = 15;
const FOOT: usize = 5;
/// Lines at the head among which a date may stand between other things.
const TOP: usize = 8;

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
    let lines = || head.iter().chain(&paragraphs[foot..]).filter(|p| p.kind != Kind::TableRow);
    let lines = || lines().map(|p| p.span.of(text));
    found.publisher = lines().find_map(|line| publisher(line, options));
    // The surest kind of line; among equals the first.
    let known = lines()
        .filter_map(|line| options.date_lines.read(line).map(|(rank, written)| (rank, written, line)))
        .min_by_key(|(rank, written, _)| (*rank, written.date.day().is_none()));
    let amid = || {
        let top = lines().take(TOP);
        top.filter_map(|line| options.date_lines.amid(line).map(|(rank, written)| (rank, written, line)))
            .min_by_key(|(_, written, _)| written.date.day().is_none())
    };
    if let Some((rank, written, line)) = known.or_else(amid) {
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
            "Posted on 21 November 2016 by Jane | Filed under: Schools | 14 comments",
            "Minutes of the meeting held on Monday 21 November 2016 at 6.00 p.m. in Committee Room 2, Town Hall",
            "Minutes of the meeting held at Shire Hall, Ashby on Monday 21 November 2016 at 10.00 am",
            "Meeting of the Council held on Monday 21 November 2016",
            "Minutes of the Annual General Meeting, held in the Library of the Ashby Preparatory School for Boys and Girls on Monday 21st November 2016 at 7.30 p.m.",
            "Drivetime with Jane Doe, Monday 21 November 2016",
            "Notes of the meeting held on Monday 21 November 2016 in the drama studio",
            "Monday 21 November 2016, 6.15pm, The Attic",
            "Monday 21 November 2016, 6pm, Larch House community room and on Teams",
            "Edited transcript of the session on rivers and sewage, Monday 21 November 2016",
            "Published: 21/11/2016, 07:00 | Updated: 21/11/2016, 11:24",
            "Verbatim record of the meeting held in the Council Chamber, Ashby, on Monday 21 November 2016",
            "Embargoed to 0001 Monday 21 November 2016",
            "Held on Monday 21 November 2016 at 5.30 pm in Room 4, Quayside Campus",
            "Held at the Town Hall on 21 November 2016",
            "Scrutiny panel, Monday 21 November 2016",
            "Autumn newsletter, 21 November 2016",
            "Transcript of the webcast, Monday 21 November 2016",
            "Transcript of the meeting of Monday 21 November 2016 (from the webcast)",
            "Ashby College > News > 21 November 2016",
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
