//! Lines that give a document's date.

use serde::Deserialize;

use crate::text::{WrittenDate, is_day_or_month, written_date_at};

const DATE_LINES: &str = include_str!("../../data/lexicon/date-lines.toml");

/// The longest line, in bytes, that may hold a date and little else.
const MAX_LINE: usize = 120;

/// The same for a line that says of what meeting it begins the record.
const MAX_RECORD: usize = 200;

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
    /// Between other things in a line at the head: *Ashby Dispatch, Nov 21 2024, Courts*.
    Amid,
}

/// The words of lines that hold a date and little else: the entries of `date-lines.toml`; see there for
/// what each list means.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DateLines {
    labels: Vec<String>,
    updated: Vec<String>,
    gatherings: Vec<String>,
    documents: Vec<String>,
    records: Vec<String>,
    issues: Vec<String>,
    events: Vec<String>,
}

impl Default for DateLines {
    /// The lexicon that comes with the program.
    fn default() -> Self {
        toml::from_str(DATE_LINES).expect("the embedded lexicon is tested")
    }
}

impl DateLines {
    /// The date of a line that holds little else.
    pub(super) fn read<'l>(&self, line: &'l str) -> Option<(DateRank, WrittenDate)> {
        // *Minutes of the Annual General Meeting, held in the Library of Ashby Preparatory School on Tuesday 8 October 2013*
        // *Minute of Meeting held in the Council Chamber, Ashby, on Tuesday 8 October 2013*, in Scotland
        let of = ["minutes of ", "minute of "];
        let minutes =
            line.get(..11).is_some_and(|lead| of.iter().any(|of| lead.to_lowercase().starts_with(of)))
                && line.len() <= MAX_RECORD;
        if line.len() > MAX_LINE && !minutes {
            // A dateline may open a long paragraph: *ASHBY, 3 May 2016 – …*.
            return dateline(line);
        }
        let (start, written) = first_date(line)?;
        let behind = &line[start + written.len..];
        let lead = line[..start].to_lowercase();
        // *REFERENCE FROM LEARNING AND CULTURE SCRUTINY COMMITTEE: 16TH APRIL, 2018*, in what another body then considered
        if lead.starts_with("reference from ") && lead.trim_end().ends_with(':') {
            return Some((DateRank::Labelled, written));
        }
        // *Meeting: 23/01/2020 - Children and Families Scrutiny Panel (Item 25)*
        // *Meeting of Cabinet, Wednesday 15 October 2025 10.00 am (Item 6.)*
        // *Children and Skills Committee, Monday, 17th June, 2019 4.00pm (Item 9.)*
        let item = behind.trim_end().ends_with(')') && behind.to_lowercase().contains("(item ");
        if ["meeting: ", "meeting date: ", "date of meeting: "].contains(&lead.as_str())
            || item
            || lead.starts_with("meeting of ") && lead.trim_end().ends_with(',')
        {
            return Some((DateRank::Alone, written));
        }
        // *Minutes of the meeting held on 14 June 2016 at 6.00 p.m. in Committee Room 2, Town Hall*
        // *Transcript of the meeting of 16 September 2025 (from the webcast)*, *…, the Guildhall, Ashby*
        let aside = behind.trim_start().starts_with('(') && behind.trim_end().ends_with(')');
        let record = of.iter().any(|of| lead.starts_with(of))
            || self.records_meeting(&lead)
                // *Notes of the meeting held on 24 February 2026 in the drama studio*
                && (is_tail(behind) || aside || behind.starts_with([',']) || is_place_told(behind));
        // *Held on Wednesday 23 March 2022 at 5.30 pm in Room 4*, *Held at the Town Hall on 23 March 2022*: below *Minutes of a meeting*
        let held = lead.starts_with("held ") && {
            let days = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];
            let bare = lead.trim_end().trim_end_matches(',');
            let bare = days.iter().find_map(|day| bare.strip_suffix(day)).unwrap_or(bare);
            bare.trim_end().ends_with(" on") && !behind.contains(". ")
        };
        if record || held {
            return Some((DateRank::Alone, written));
        }
        // *5 March 2021 Jane Doe*, *Friday 5 March 2021, Ashby Gazette*, *Monday 7 July 2025, 6pm, Larch House*
        if opens_with_day(&line[..start]) && (is_remark(behind) || is_hour_and_place(behind)) {
            return Some((DateRank::Alone, written));
        }
        if !is_tail(behind) {
            return dateline(line);
        }
        // *Published 14:32, 6 September 2023*: the time of day may stand between.
        let time = |c: char| c.is_ascii_digit() || " :.,-–|•·*(\t\u{a0}".contains(c);
        // *Published: 7:45 AM 2 July 2021*, *Page last updated at 15:20 GMT, Tuesday, 12 March 2013*
        let zones = [" AM", " PM", " am", " pm", " GMT", " BST", "am", "pm"];
        let untimed = |text: &'l str| {
            let text = text.trim_end_matches(time);
            let bare = zones.iter().find_map(|zone| text.strip_suffix(zone));
            bare.filter(|rest| rest.ends_with(|c: char| c.is_ascii_digit()))
                .unwrap_or(text)
                .trim_end_matches(time)
        };
        let before = untimed(&line[..start]);
        let before = before.strip_suffix(" at").map_or(before, untimed);
        let before = before.strip_suffix(" on").filter(|by| by.starts_with("By ")).unwrap_or(before);
        // *FE Bulletin, issue 212, 9 March 2018*: the number is gone with the time of day.
        let before = [" issue", " no", " no.", " number", " edition"]
            .iter()
            .find_map(|word| before.strip_suffix(*word))
            .map_or(before, |rest| rest.trim_end_matches([',', ' ']));
        let label = before.to_lowercase();
        let changed =
            label.trim_start_matches("this ").trim_start_matches("page ").trim_start_matches("was ");
        // *Ofsted Inspection November 2022*: of what the text tells.
        if label.ends_with("inspection")
            || label.ends_with("inspection report")
            || label.ends_with("ofsted report")
        {
            return None;
        }
        // *Report published: 26 February 2013*, below the name of a school: no surer than the date at the head.
        let rank = if label.starts_with("report ") && self.is_label(&label) {
            DateRank::Alone
        } else if self.is_label(&label) {
            DateRank::Labelled
        } else if self.updated.iter().any(|one| one == changed) {
            DateRank::Updated
        } else if label.is_empty() || super::paragraphs::is_byline(before) || is_place_or_name(before)
            // *by Jane Doe, 30 July 2025*, *Story by Jane Doe*
            || ["by ", "Story by ", "Report by ", "Words: ", "Words by "]
                .iter()
                .any(|by| before.strip_prefix(by).is_some_and(is_place_or_name))
            // *The Gatehouse | the students’ own newspaper | 5 October 2023*
            // *Ashby College > News > 9 March 2017*
            // *Dydd Iau 13 Rhagfyr 2018 / Thursday 13 December 2018*
            || line[..start].trim_end().ends_with(['|', '•', '·', '>', '›', '»', '/'])
            || self.names_document(&label, &line[..start])
        {
            DateRank::Alone
        } else {
            return None;
        };
        Some((rank, written))
    }

    /// The date in a line at the head that no rule knows: between marks, in what is no sentence.
    pub(super) fn amid(&self, line: &str) -> Option<(DateRank, WrittenDate)> {
        const MARKS: [char; 14] = [',', '|', '·', '•', '–', '—', '-', ':', '/', '>', '.', ';', '(', ')'];
        /// Words with a small letter, but for those that join.
        const MOST_SMALL: usize = 5;
        let line = line.trim_matches(['*', '_', '#', ' ']);
        let head = line.char_indices().nth(MAX_LINE).map_or(line, |(end, _)| &line[..end]);
        let (start, written) = first_date(head)?;
        let (before, behind) = (&line[..start], &line[start + written.len..]);
        let lower = line.to_lowercase();
        let words =
            || lower.split(|c: char| !c.is_alphanumeric() && c != '\'').filter(|word| !word.is_empty());
        let wide = |text: &str| text.contains("   ") || text.contains('\t');
        let lead = before.trim_end();
        let gap = &before[lead.len()..];
        let lead =
            lead.rsplit_once(' ').map_or(lead, |(rest, last)| if opens_with_day(last) { rest } else { lead });
        let lead = lead.trim_end();
        let joins = ["on", "of", "ending", "for", "updated"];
        let opens = opens_with_day(before);
        let left = opens
            || wide(gap)
            || lead.ends_with(MARKS)
            // *The council met on 3 May 2011.*
            || !line.ends_with('.')
                && lead.rsplit(' ').next().is_some_and(|last| joins.contains(&last.to_lowercase().as_str()));
        // *Wednesday 6 November 2019 THE ASHBY SENTINEL 7*
        let capitals = !behind.contains(char::is_lowercase) && behind.contains(char::is_uppercase);
        let right = behind.trim().is_empty()
            || behind.trim_start().starts_with(MARKS)
            || behind.strip_prefix(" at ").is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit()))
            || wide(&behind[..behind.len() - behind.trim_start().len()])
            || capitals;
        // *Tuesday 23 April 2024. Our reporter is at the hustings.*
        let dateline =
            opens && (behind.starts_with(". ") || behind.starts_with(" – ") || behind.starts_with(": "));
        let small = line
            .split_whitespace()
            .filter(|word| word.len() > 3 && word.starts_with(char::is_lowercase))
            .count();
        let other = |word: &str| self.events.iter().any(|event| event == word);
        let fits = left
            && right
            && first_date(behind).is_none()
            && (dateline || line.len() <= MAX_LINE && small <= MOST_SMALL);
        // A month alone is that of an issue.
        let issue = || words().any(|word| self.issues.iter().any(|one| one == word)) || priced(behind);
        (fits && !words().any(other) && (written.date.day().is_some() || issue()))
            .then_some((DateRank::Amid, written))
    }

    fn is_label(&self, label: &str) -> bool {
        // *Posted by the office of Jane Doe on*
        let by = ["posted by ", "published by ", "posted in ", "published in "];
        // *Strictly embargoed until 00.01 on*, *Not for broadcast or publication before*
        let barred = [
            "embargoed until",
            "embargoed to",
            "strictly embargoed",
            "not for ",
            "strictly not for ",
            "for publication ",
            "for use from",
            "for release ",
        ];
        let by = || by.iter().chain(&barred);
        self.labels.iter().any(|one| one == label) || by().any(|by| label.starts_with(by))
    }

    /// *Summary of the Board meeting held in public on*, before a date.
    fn records_meeting(&self, lead: &str) -> bool {
        // *Verbatim record of …*, *Uncorrected draft transcript of …*
        let record = lead.split(' ').take(3).any(|word| self.records.iter().any(|one| one == word));
        // *Meeting of the Council held on*
        let record = record || lead.starts_with("meeting of ") && lead.contains(" held ");
        let dated = [" on ", "meeting of "].iter().any(|words| lead.contains(words));
        // *Uncorrected transcript of evidence taken at County Hall on Thursday 11 February 2010*
        let evidence =
            ["transcript of evidence ", "oral evidence taken ", "evidence taken ", "evidence heard "];
        if evidence.iter().any(|words| lead.contains(words)) && lead.ends_with("on ") {
            return true;
        }
        // *Edited transcript of the session on rivers, Monday 30 September 2024*
        let gathering = ["meeting", "session", "hearing", "debate", "interview", "webcast"];
        let gathering = gathering.iter().any(|word| lead.contains(word));
        record && gathering && (dated || lead.trim_end().ends_with([',', ':']) || ends_with_day(lead))
    }

    /// *Scrutiny panel*, *Spring newsletter, issue 4,*: `label` is what of `lead` stands before a date.
    fn names_document(&self, label: &str, lead: &str) -> bool {
        const MAX_WORDS: usize = 8;
        let one_of = |word, list: &[String]| list.iter().any(|one| one == word);
        label.rsplit(' ').next().is_some_and(|last| one_of(last, &self.gatherings))
            || label.split(' ').count() <= MAX_WORDS
                && label.split(' ').any(|word| one_of(word, &self.documents))
                && lead.contains([',', ':', '–', '—'])
    }
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
fn is_tail(whole: &str) -> bool {
    let wide = |text: &str| text.starts_with('\t') || text.starts_with("   ");
    let text = whole.trim_start();
    // *30/10/19 8:40 AM by Jane Doe*
    let time = |c: char| c.is_ascii_digit() || ":. ".contains(c);
    let timed =
        text.trim_start_matches(time).trim_start_matches(['A', 'P', 'a', 'p', 'M', 'm', '.']).trim_start();
    let by = |text: &'_ str| text.get(..3).is_some_and(|lead| lead.eq_ignore_ascii_case("by "));
    let text = if text.starts_with(|c: char| c.is_ascii_digit()) && by(timed) { timed } else { text };
    // *30 July 2025, by Jane Doe*, *30 July 2025 – By Jane Doe*
    let bare = text.trim_start_matches([',', '–', '—', '-', '/', ' ']);
    let text = if by(bare) { bare } else { text };
    // *Wednesday 30 July 2025 – Jane Doe, Housing Reporter*
    if text.starts_with(['–', '—', '-', '/', ',']) && names_writer(bare) {
        return true;
    }
    // *Posted on 9 September 2024 by Jane Doe*, *26/06/19 11:45 AM BY JANE DOE*
    if let Some(by) = text.get(3..).filter(|_| by(text)) {
        // *by Jane | Filed under: Schools | 14 comments*
        let by = by.split(" | ").next().unwrap_or(by);
        // *by Cllr Jane Doe, Cabinet Member for Children and Learning*
        let name = by.split(',').next().unwrap_or(by);
        // *by janedoe*: who runs the page
        let account = !name.contains(' ') && name.len() <= 30;
        // *Posted on 22 September 2020 by Ashby Live newsroom*
        let team = [" newsroom", " staff", " team", " reporter", " reporters", " news desk", " editor"]
            .iter()
            .find_map(|team| name.strip_suffix(team));
        let named = is_place_or_name(team.unwrap_or(name));
        return (account || named) && by.len() <= 100 && !by.ends_with('.');
    }
    // *Published: 9 November 2018 Page last updated: 3 November 2022*
    // *Published: 06/09/2018, 07:00 | Updated: 06/09/2018, 11:24*
    let lower = text
        .trim_start_matches([',', ' '])
        .trim_start_matches(|c: char| c.is_ascii_digit() || ":.".contains(c));
    let lower = lower.trim_start_matches([' ', '|', '•', '·', '–', '-']).to_lowercase();
    if ["page last updated", "last updated", "updated"].iter().any(|lead| lower.starts_with(lead)) {
        return text.len() <= 60;
    }
    // *By Jane Doe on 28 November 2025 in Adults, News*
    if let Some(section) = text.strip_prefix("in ") {
        // *in Company news*
        let few = section.split(' ').count() <= 3 && section.chars().all(|c| c.is_alphabetic() || c == ' ');
        return section.starts_with(char::is_uppercase)
            && (few || is_place_or_name(section))
            && section.len() <= 60;
    }
    // *THORNBY POST   Friday 5 October 2018   Page 22*
    // *Ashby Gazette, 5 October 2018, page 22*
    let paged = text.trim_start_matches([',', ' ']);
    if let Some(page) = paged.strip_prefix("Page ").or_else(|| paged.strip_prefix("page ")) {
        return page.len() <= 4;
    }
    // *17 January 2019 – for immediate release*
    let behind = text.trim_start_matches(['–', '—', '-', ' ', '(']).to_lowercase();
    // *01/12/2017 – Permalink*
    // *Friday, October 5, 2018      City Final      32p*
    if wide(whole) {
        return text.len() <= 40;
    }
    // *3 November 2016 – for use from 00.01 hours*
    let leads = ["for immediate ", "for release", "for use ", "not for ", "embargo", "permalink"];
    if leads.iter().any(|lead| behind.starts_with(lead)) {
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

/// Whether nothing but a day of the week stands before a date.
fn opens_with_day(lead: &str) -> bool {
    let lead = lead.trim().trim_end_matches(',');
    lead.is_empty() || lead.chars().all(char::is_alphabetic) && is_day_or_month(&lead.to_lowercase())
}

/// Whether a day of the week behind a comma ends what stands before a date.
fn ends_with_day(lead: &str) -> bool {
    lead.rsplit_once(',').is_some_and(|(_, day)| !day.trim().is_empty() && opens_with_day(day))
}

/// *– 60p*, *£1.20*: what an issue costs.
fn priced(text: &str) -> bool {
    let digit = |c: char| c.is_ascii_digit();
    text.split_whitespace().any(|word| {
        word.strip_suffix('p').is_some_and(|sum| !sum.is_empty() && sum.chars().all(digit))
            || word.strip_prefix('£').is_some_and(|sum| sum.starts_with(digit))
    })
}

/// *in the drama studio*, *at Shire Hall*: where a meeting was, behind its date, and no more of a sentence.
fn is_place_told(text: &str) -> bool {
    [" in ", " at "].iter().any(|lead| text.starts_with(lead))
        && text.len() <= 80
        && !text.contains(['.', ';'])
}

/// *, 6pm, Larch House community room and on Teams*: the hour of a meeting, and where it was.
fn is_hour_and_place(text: &str) -> bool {
    let hour = text.trim_start_matches([',', ' ']);
    let digits = hour.trim_start_matches(|c: char| c.is_ascii_digit() || ":.".contains(c));
    let unit = ["am", "pm", "a.m.", "p.m."].iter().find_map(|unit| digits.trim_start().strip_prefix(unit));
    let place = unit.is_some_and(|rest| rest.starts_with(','));
    text.starts_with(',') && digits.len() < hour.len() && place && text.len() <= 90
}

/// What may stand behind a date that opens its line: who wrote, in what paper, how long it takes to read.
fn is_remark(text: &str) -> bool {
    const MOST: usize = 50;
    const PARTS: [char; 8] = [',', '–', '—', '-', '/', ':', ' ', '\t'];
    let bare = text.trim_start_matches(PARTS).trim_end();
    let lower = bare.to_lowercase();
    let words = bare.split_whitespace().count();
    let read = ["min read", "mins read", "minute read", "minutes read", "min. read"];
    let release = ["press release", "news release", "media release", "news", "press office"];
    bare.len() <= MOST
        && text.starts_with(PARTS)
        && ((2..=5).contains(&words) && is_place_or_name(bare)
            || read.iter().any(|end| lower.ends_with(end))
            || release.contains(&lower.as_str())
            || ["(updated", "ref:", "ref ", "reference:"].iter().any(|lead| lower.starts_with(lead)))
}

/// *Jane Doe, Housing Reporter*: a name and what the writer is.
fn names_writer(text: &str) -> bool {
    const WRITERS: [&str; 5] = ["reporter", "correspondent", "editor", "writer", "journalist"];
    let writer = text.rsplit(' ').next().is_some_and(|last| WRITERS.contains(&last.to_lowercase().as_str()));
    writer && text.len() <= 60 && is_place_or_name(text)
}

/// A few words, each with a capital: *Ashby Town Hall*, *Jane Doe*.
fn is_place_or_name(text: &str) -> bool {
    const SMALL: [&str; 7] = ["of", "and", "the", "for", "in", "on", "with"];
    let mut words = text.split_whitespace();
    text.split_whitespace().count() <= 6
        && text.chars().all(|c| c.is_alphabetic() || " ,.'’&|-–".contains(c))
        && words.all(|word| SMALL.contains(&word) || !word.starts_with(char::is_lowercase))
        && !text.to_lowercase().contains("deadline")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_date_with_who_wrote_and_how_long_it_takes() {
        let lines = DateLines::default();
        for line in [
            "5 March 2021, by Jane Doe",
            "by Jane Doe, 5 March 2021",
            "Story by Jane Doe, 5 March 2021",
            "Friday 5 March 2021 – Jane Doe, Housing Reporter",
            "5 March 2021 Jane Doe",
            "5 March 2021 // Jane Doe",
            "5 March 2021 – 3 min read",
            "5 March 2021 Press release",
            "5 March 2021 (updated 6 March)",
            "5 March 2021, Ashby Gazette",
            "Ashby Gazette, 5 March 2021, page 3",
            "Issue date: 5 March 2021",
            "Posted on 5 March 2021 by Ashby Live newsroom",
            "Posted 5 March 2021 in Company news",
            "Dydd Gwener 5 Mawrth 2021 / Friday 5 March 2021",
            "Friday, March 5, 2021        City Final        32p",
            "5 March 2021 – for use from 00.01 hours",
            "Not for broadcast or publication until 00.01am on Friday 5 March 2021",
            "Minute of Meeting held in the Council Chamber, Ashby, on Friday 5 March 2021 at 10.00 am",
        ] {
            assert!(lines.read(line).is_some(), "{line}");
        }
    }

    #[test]
    fn a_date_amid_a_line_at_the_head() {
        let lines = DateLines::default();
        for line in [
            "Ashby Dispatch, Nov 21 2024, Courts",
            "Last Updated: Thursday, 28 July, 2005, 13:12 GMT 14:12 UK",
            "Wednesday, 6 November 2019 THE ASHBY SENTINEL 7",
            "No. 212 – 14th June 2019 – 50p",
            "July 2015 – 60p",
            "Issue 61, March 2018",
            "*Posted by Jo on 11 August 2023 · 4 min read*",
            "Tuesday, April 23, 2024. Our reporter is at the Corn Exchange, where six people who want the post will speak.",
            "Thursday 17 May 2018 at 7.30pm in the Day Room",
            "Draft minute of meeting of Wednesday 29 May 2019, 2.00pm, Council Chamber",
        ] {
            assert!(lines.amid(line).is_some(), "{line}");
        }
        for line in [
            "Inspected by Ofsted, 5 March 2021",
            "Our report of 9 October 2019 said that the school was good.",
            "Ashby House was built by the Doe family in May 1904, and is open",
            "Summer fair: Saturday 16 June 2018",
            "Founded March 1990",
        ] {
            assert!(lines.amid(line).is_none(), "{line}");
        }
    }

    #[test]
    fn a_date_in_a_sentence_is_none() {
        let lines = DateLines::default();
        for line in [
            "5 March 2021 was a cold day",
            "On 5 March 2021 Jane Doe spoke to the board",
            "The school was inspected on 5 March 2021 by Ofsted inspectors who came back later.",
            "5 March 2021, when the ferry was late",
            "5 March 2021 in a field by the sea",
        ] {
            assert!(lines.read(line).is_none(), "{line}");
        }
    }
}
