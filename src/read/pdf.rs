//! PDF to text: characters with their places to lines, lines to paragraphs.

use std::collections::{BTreeMap, HashSet};
use std::io::{self, Read, Write};
use std::path::Path;
use std::process::{Command, Stdio};
use std::sync::mpsc;
use std::time::Duration;

use pdf_extract::{Document, MediaBox, Object, OutputDev, OutputError, Transform, output_doc_page};

use super::Content;
use super::blocks::Blocks;
use super::guarded::{Stopped, guarded};
use super::paragraphs::is_list_item;

/// The argument by which the program of [`Options::pdf_program`](super::Options) is asked for [`read_pdf`].
pub const READ_PDF: &str = "read-pdf";

/// The largest file that is read.
const MAX_PDF: usize = 256 << 20;
/// The most text that is read.
const MAX_TEXT: usize = 32 << 20;
/// How long a file may take.
const LIMIT: Duration = Duration::from_secs(30);
/// How much memory a process for one file may take.
const MAX_MEMORY: u64 = 3 << 30;

/// The words of a PDF, without the heads and feet that its pages repeat.
///
/// Works on a thread of its own. A file made to exhaust memory or the stack can still end the process;
/// [`content_by`] keeps it from that.
///
/// # Errors
/// What is wrong, in words that fit behind *the PDF can't be read*.
pub(super) fn content(bytes: Vec<u8>) -> Result<Content, String> {
    if bytes.len() > MAX_PDF {
        return Err(format!("it is over {} MiB", MAX_PDF >> 20));
    }
    match guarded(LIMIT, move || lines(&bytes)) {
        Ok(Ok((pages, warnings))) => Ok(Content { text: text(pages), warnings, ..Content::default() }),
        Ok(Err(why)) => Err(why),
        Err(stopped) => Err(stopped.why().to_owned()),
    }
}

/// As [`content`], by `program` in a process of its own, which is ended when it takes too long, and which
/// nothing in the file can make more than end.
pub(super) fn content_by(program: &Path, bytes: Vec<u8>) -> Result<Content, String> {
    let failed = |error: io::Error| format!("{}: {error}", program.display());
    let mut command = Command::new(program);
    command.arg(READ_PDF).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::null());
    let mut child = command.spawn().map_err(failed)?;
    let (input, output) = (child.stdin.take(), child.stdout.take());
    std::thread::spawn(move || input.map(|mut input| input.write_all(&bytes)));
    let (send, answer) = mpsc::sync_channel(1);
    std::thread::spawn(move || {
        let mut text = Vec::new();
        // JSON may write one character as six.
        let limit = 6 * MAX_TEXT as u64;
        let read = output.map(|output| output.take(limit).read_to_end(&mut text));
        let _ = send.send(read.and_then(|read| read.ok()).map(|_| text));
    });
    let answer = answer.recv_timeout(LIMIT + Duration::from_secs(5));
    let _ = child.kill();
    let _ = child.wait();
    match answer {
        Err(_) => Err(Stopped::TookTooLong.why().into()),
        Ok(answer) => match answer.as_deref().map(serde_json::from_slice::<Answer>) {
            Some(Ok(Answer::Read { text, warnings })) => Ok(Content { text, warnings, ..Content::default() }),
            Some(Ok(Answer::Failed { why })) => Err(why),
            _ => Err("it is damaged, or takes too much memory".into()),
        },
    }
}

/// What a process that reads one file says.
#[derive(serde::Serialize, serde::Deserialize)]
enum Answer {
    Read { text: String, warnings: Vec<String> },
    Failed { why: String },
}

/// Reads a PDF from `input` and writes what is found to `output`: the work of a process of its own. Limits
/// the memory of this process, where the system can.
pub fn read_pdf(mut input: impl Read, output: impl Write) -> io::Result<()> {
    limit_memory();
    let mut bytes = Vec::new();
    input.read_to_end(&mut bytes)?;
    let answer = match content(bytes) {
        Ok(Content { text, warnings, .. }) => Answer::Read { text, warnings },
        Err(why) => Answer::Failed { why },
    };
    Ok(serde_json::to_writer(output, &answer)?)
}

#[cfg(target_os = "linux")]
fn limit_memory() {
    use std::ffi::c_int;

    #[repr(C)]
    struct Limit {
        soft: u64,
        hard: u64,
    }
    const RLIMIT_AS: c_int = 9;
    unsafe extern "C" {
        fn setrlimit64(resource: c_int, limit: *const Limit) -> c_int;
    }
    let limit = Limit { soft: MAX_MEMORY, hard: MAX_MEMORY };
    // SAFETY: the arguments are those of setrlimit(2), which reads the structure and keeps nothing of it.
    // Where it fails, the limit in time is left.
    unsafe { setrlimit64(RLIMIT_AS, &limit) };
}

#[cfg(not(target_os = "linux"))]
fn limit_memory() {}

/// A line of a page.
#[derive(Clone, Debug, Default)]
struct Line {
    text: String,
    /// Left and right end, and place from the top, in points.
    left: f64,
    right: f64,
    top: f64,
    /// Size of its first character.
    size: f64,
}

/// The lines of each page, and warnings.
fn lines(bytes: &[u8]) -> Result<(Vec<Vec<Line>>, Vec<String>), String> {
    let mut document = Document::load_mem(bytes).map_err(|error| error.to_string())?;
    if document.is_encrypted() && document.decrypt("").is_err() {
        return Err("it is protected by a password".into());
    }
    // Pictures hold no text, and what reads them as drawing may fail on them.
    for object in document.objects.values_mut() {
        if let Object::Stream(stream) = object
            && stream.dict.get(b"Subtype").and_then(Object::as_name).is_ok_and(|name| name == b"Image")
        {
            stream.dict.remove(b"Filter");
            stream.content.clear();
        }
    }
    let (mut pages, mut failed) = (Vec::new(), Vec::new());
    let mut length = 0;
    for number in document.get_pages().into_keys() {
        let mut page = Page::default();
        let read = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| {
            output_doc_page(&document, &mut page, number).is_ok()
        }));
        if !matches!(read, Ok(true)) {
            failed.push(number.to_string());
        }
        page.end_line_here();
        length += page.lines.iter().map(|line| line.text.len()).sum::<usize>();
        if length > MAX_TEXT {
            return Err(format!("it holds over {} MiB of text", MAX_TEXT >> 20));
        }
        pages.push(page.lines);
    }
    let mut warnings = Vec::new();
    if !failed.is_empty() && length == 0 {
        return Err(Stopped::Failed.why().into());
    } else if !failed.is_empty() {
        warnings.push(format!("parts of these pages could not be read: {}", failed.join(", ")));
    } else if length == 0 {
        warnings.push(
            "its pages hold no text; if they are pictures, have their text recognised (OCR) first".into(),
        );
    }
    Ok((pages, warnings))
}

/// Gathers the characters of a page to lines.
#[derive(Debug, Default)]
struct Page {
    lines: Vec<Line>,
    open: Line,
    height: f64,
    length: usize,
}

impl Page {
    fn end_line_here(&mut self) {
        let line = std::mem::take(&mut self.open);
        if !line.text.trim().is_empty() {
            self.lines.push(Line { text: line.text.trim().to_owned(), ..line });
        }
    }
}

impl OutputDev for Page {
    fn begin_page(
        &mut self,
        _: u32,
        media: &MediaBox,
        _: Option<(f64, f64, f64, f64)>,
    ) -> Result<(), OutputError> {
        self.height = media.ury;
        Ok(())
    }

    fn end_page(&mut self) -> Result<(), OutputError> {
        Ok(())
    }

    fn output_character(
        &mut self,
        place: &Transform,
        width: f64,
        _: f64,
        font: f64,
        c: &str,
    ) -> Result<(), OutputError> {
        self.length += c.len();
        if self.length > MAX_TEXT {
            return Err(OutputError::FormatError(std::fmt::Error));
        }
        let (x, top) = (place.m31, self.height - place.m32);
        let size = (font * (place.m11 * place.m22 - place.m12 * place.m21).abs().sqrt()).max(0.1);
        let same_line = (top - self.open.top).abs() < 0.4 * size.max(self.open.size);
        let gap = x - self.open.right;
        if self.open.text.is_empty() || !same_line || gap < -3.0 * size {
            self.end_line_here();
            self.open = Line { text: String::new(), left: x, right: x, top, size };
        } else if gap > 2.5 * size {
            self.open.text.push('\t');
        } else if gap > 0.15 * size && !self.open.text.ends_with(' ') && !c.starts_with(' ') {
            self.open.text.push(' ');
        }
        self.open.text.extend(c.chars().map(spelled_out).flat_map(str_or_char));
        self.open.right = x + width * size;
        Ok(())
    }

    fn begin_word(&mut self) -> Result<(), OutputError> {
        Ok(())
    }

    fn end_word(&mut self) -> Result<(), OutputError> {
        Ok(())
    }

    fn end_line(&mut self) -> Result<(), OutputError> {
        Ok(())
    }
}

/// A ligature's letters, or the character itself.
fn spelled_out(c: char) -> (&'static str, char) {
    let letters = match c {
        '\u{fb00}' => "ff",
        '\u{fb01}' => "fi",
        '\u{fb02}' => "fl",
        '\u{fb03}' => "ffi",
        '\u{fb04}' => "ffl",
        _ => "",
    };
    (letters, if c.is_control() || c == '\u{a0}' { ' ' } else { c })
}

fn str_or_char((letters, c): (&'static str, char)) -> impl Iterator<Item = char> {
    letters.chars().chain(letters.is_empty().then_some(c))
}

/// The text of all pages, a paragraph to a line.
fn text(pages: Vec<Vec<Line>>) -> String {
    let furniture = repeated(&pages);
    let mut kept: Vec<(usize, Line)> = Vec::new();
    for (number, page) in pages.into_iter().enumerate() {
        let count = page.len();
        for (place, line) in page.into_iter().enumerate() {
            let at_edge = place < 3 || place + 3 >= count;
            if !(at_edge && (furniture.contains(&shape(&line.text)) || is_page_number(&line.text))) {
                kept.push((number, line));
            }
        }
    }
    let spacing = usual_spacing(&kept);
    let width = kept.iter().map(|(_, line)| line.right).fold(0.0, f64::max);
    let words: HashSet<String> = kept
        .iter()
        .flat_map(|(_, line)| line.text.split(|c: char| !c.is_alphanumeric() && c != '-'))
        .map(str::to_lowercase)
        .collect();
    let mut blocks = Blocks::default();
    let mut joined = String::new();
    let mut last: Option<&(usize, Line)> = None;
    for here in &kept {
        match last {
            Some(before) if continues(before, here, spacing, width) => {
                join(&mut joined, &here.1.text, &words)
            }
            _ => {
                put(&mut blocks, &joined);
                joined.clone_from(&here.1.text);
            }
        }
        last = Some(here);
    }
    put(&mut blocks, &joined);
    blocks.finish()
}

fn put(blocks: &mut Blocks, paragraph: &str) {
    for (n, cell) in paragraph.split('\t').enumerate() {
        if n > 0 {
            blocks.cell();
        }
        blocks.push_flowing(cell);
    }
    blocks.end();
}

/// Lines near the edge of pages that several pages have, but for their numbers.
fn repeated(pages: &[Vec<Line>]) -> HashSet<String> {
    let mut seen: BTreeMap<String, usize> = BTreeMap::new();
    for page in pages {
        let edge = page.iter().take(3).chain(page.iter().skip(3.max(page.len().saturating_sub(3))));
        let shapes: HashSet<String> = edge.map(|line| shape(&line.text)).collect();
        for shape in shapes {
            *seen.entry(shape).or_default() += 1;
        }
    }
    let enough = (pages.len() / 2).max(2);
    seen.into_iter().filter(|(_, times)| *times >= enough).map(|(shape, _)| shape).collect()
}

/// With each number as `#`.
fn shape(line: &str) -> String {
    let mut shape = String::new();
    for c in line.chars() {
        match c {
            c if !c.is_ascii_digit() => shape.push(c),
            _ if !shape.ends_with('#') => shape.push('#'),
            _ => {}
        }
    }
    shape
}

/// *3*, *Page 3*, *3 of 10*, *- 3 -*.
fn is_page_number(line: &str) -> bool {
    let shape = shape(line).to_lowercase();
    matches!(shape.trim_matches(['-', '–', '|', ' ']), "#" | "page #" | "# of #" | "page # of #" | "#/#")
}

/// The distance from line to line within paragraphs: the smallest that a good part of the lines have.
fn usual_spacing(lines: &[(usize, Line)]) -> f64 {
    let mut steps: BTreeMap<i64, usize> = BTreeMap::new();
    for pair in lines.windows(2) {
        let step = pair[1].1.top - pair[0].1.top;
        if pair[0].0 == pair[1].0 && step > 0.8 * pair[0].1.size && step < 4.0 * pair[0].1.size {
            *steps.entry((step * 2.0).round() as i64).or_default() += 1;
        }
    }
    let enough = (steps.values().sum::<usize>() / 10).max(2);
    let usual = steps.into_iter().find(|(_, times)| *times >= enough);
    usual.map_or(f64::INFINITY, |(step, _)| step as f64 / 2.0)
}

/// Whether a line goes on with the paragraph of the line before.
fn continues(before: &(usize, Line), here: &(usize, Line), spacing: f64, width: f64) -> bool {
    let (one, two) = (&before.1, &here.1);
    let ends = one.text.trim_end_matches(['"', '”', '’', '\'', ')']).ends_with(['.', '?', '!', ':']);
    let starts_small = two.text.starts_with(char::is_lowercase);
    if one.text.contains('\t') || two.text.contains('\t') || is_list_item(&two.text) {
        return false;
    }
    if (one.size - two.size).abs() > 0.12 * one.size.max(two.size) {
        return false;
    }
    let step = two.top - one.top;
    if before.0 != here.0 || step < 0.0 {
        // The next page or column.
        return !ends && (starts_small || one.right > 0.7 * width);
    }
    if step > 1.25 * spacing.max(one.size) {
        return false;
    }
    // A first line set in, or one that ends early, parts paragraphs that stand close.
    let set_in = two.left > one.left + 0.8 * one.size && ends;
    let short = one.right < 0.75 * width && ends && !starts_small;
    !(set_in || short)
}

/// Adds a line to a paragraph. A hyphen at the line's end goes where the file has the word without one.
fn join(paragraph: &mut String, line: &str, words: &HashSet<String>) {
    let first = line.split(|c: char| !c.is_alphanumeric()).next().unwrap_or_default();
    if paragraph.ends_with('\u{ad}') {
        paragraph.pop();
    } else if paragraph.ends_with('-') {
        let bare = &paragraph[..paragraph.len() - 1];
        let start = bare
            .rfind(|c: char| !c.is_alphanumeric())
            .map_or(0, |at| at + bare[at..].chars().next().map_or(1, char::len_utf8));
        let whole = format!("{}{first}", &bare[start..]).to_lowercase();
        if words.contains(&whole) {
            paragraph.pop();
        }
    } else {
        paragraph.push(' ');
    }
    paragraph.push_str(line);
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(text: &str, top: f64) -> Line {
        Line { text: text.into(), left: 50.0, right: 50.0 + 6.0 * text.len() as f64, top, size: 12.0 }
    }

    #[test]
    fn lines_become_paragraphs_without_heads_and_feet() {
        let page = |n: usize, lines: &[&str]| {
            let mut page = vec![line("Ashby Council news", 20.0)];
            page.extend(lines.iter().enumerate().map(|(i, text)| line(text, 60.0 + 14.0 * i as f64)));
            page.push(line(&format!("Page {n} of 2"), 800.0));
            page
        };
        let mut first = page(
            1,
            &[
                "The bridge in Ashby, which carries all of the well-",
                "known traffic of the town and is",
                "shut, will open. Chil-",
                "dren can walk.",
            ],
        );
        first.insert(
            5,
            line("Children were glad that the bridge, which is theirs as much as anyone’s,", 130.0),
        );
        let second = page(
            2,
            &[
                "would open.",
                "• one item that is long enough to fill the width of a line on this page",
                "• another",
            ],
        );
        assert_eq!(
            text(vec![first, second]),
            "The bridge in Ashby, which carries all of the well-known traffic of the town and is shut, will open. \
             Children can walk.\n\nChildren were glad that the bridge, which is theirs as much as anyone’s, would open.\n\n\
             • one item that is long enough to fill the width of a line on this page\n\n• another\n"
        );
    }

    #[test]
    fn broken_files_are_told() {
        for bytes in [
            &b"%PDF-1.7\n"[..],
            b"%PDF-1.4\n1 0 obj\n<< /Type /Catalog >>\nendobj\ntrailer << /Root 1 0 R >>\n%%EOF",
        ] {
            let outcome = content(bytes.to_vec());
            assert!(
                outcome.as_ref().is_err() || outcome.as_ref().is_ok_and(|c| c.text.is_empty()),
                "{outcome:?}"
            );
        }
    }
}
