//! Word files (Office Open XML) to text.

use std::io::{Cursor, Read};

use quick_xml::XmlVersion;
use quick_xml::events::{BytesStart, Event};
use zip::ZipArchive;

use super::Content;
use super::blocks::Blocks;

/// The largest part that is read, unpacked: a book is a tenth of it.
const MAX_PART: u64 = 64 << 20;
/// More entries than any text needs.
const MAX_ENTRIES: usize = 20_000;

/// The text of the main part of a Word file, without notes, headers, deleted and hidden words.
///
/// # Errors
/// What is wrong, in words that fit behind *the Word file can't be read*.
pub(super) fn content(bytes: &[u8]) -> Result<Content, String> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(|error| error.to_string())?;
    if archive.len() > MAX_ENTRIES {
        return Err(format!("its archive has over {MAX_ENTRIES} entries"));
    }
    let document = part(&mut archive, "word/document.xml")?;
    Ok(Content { text: text(&document)?, ..Content::default() })
}

fn part(archive: &mut ZipArchive<Cursor<&[u8]>>, name: &str) -> Result<String, String> {
    let file = archive.by_name(name).map_err(|error| format!("{name}: {error}"))?;
    let mut bytes = Vec::new();
    // The size that the archive states may be a lie, so what comes out is counted.
    file.take(MAX_PART + 1).read_to_end(&mut bytes).map_err(|error| format!("{name}: {error}"))?;
    if bytes.len() as u64 > MAX_PART {
        return Err(format!("{name} unpacks to more than {} MiB", MAX_PART >> 20));
    }
    let decoded = super::decode(bytes, name).map_err(|error| error.to_string())?;
    Ok(decoded.text)
}

/// The words of WordprocessingML. Reads event by event, so nesting costs nothing.
fn text(xml: &str) -> Result<String, String> {
    let mut reader = quick_xml::Reader::from_str(xml);
    let mut blocks = Blocks::default();
    let mut state = State::default();
    loop {
        match reader.read_event().map_err(|error| format!("word/document.xml: {error}"))? {
            Event::Start(tag) => state.open(&tag, &mut blocks),
            Event::Empty(tag) => {
                state.open(&tag, &mut blocks);
                state.close(tag.local_name().as_ref(), &mut blocks);
            }
            Event::End(tag) => state.close(tag.local_name().as_ref(), &mut blocks),
            Event::Text(words) if state.in_words() => {
                blocks.push(&words.xml_content(XmlVersion::Explicit1_0));
            }
            Event::CData(words) if state.in_words() => blocks.push(&words),
            Event::GeneralRef(name) if state.in_words() => match name.resolve_char_ref() {
                Ok(Some(c)) => blocks.push(c.encode_utf8(&mut [0; 4])),
                _ => blocks.push(quick_xml::escape::resolve_predefined_entity(&name).unwrap_or_default()),
            },
            Event::Eof => break,
            _ => {}
        }
    }
    Ok(blocks.finish())
}

/// Where in the file the reader is.
#[derive(Default)]
struct State {
    /// Inside `w:t`.
    words: bool,
    /// The run is hidden.
    hidden: bool,
    /// Inside run properties.
    properties: bool,
    /// Depth inside parts that are not read.
    skipped: usize,
    /// Depth inside table rows; their paragraphs are parts of a cell.
    rows: usize,
}

impl State {
    fn in_words(&self) -> bool {
        self.words && !self.hidden && self.skipped == 0
    }

    fn open(&mut self, tag: &BytesStart, blocks: &mut Blocks) {
        match tag.local_name().as_ref() {
            name if is_skipped(name) => self.skipped += 1,
            _ if self.skipped > 0 => {}
            "t" => self.words = true,
            "r" => self.hidden = false,
            "rPr" => self.properties = true,
            "vanish" if self.properties => {
                let off = tag.attributes().flatten().any(|a| matches!(&*a.value, "0" | "false" | "off"));
                self.hidden = !off;
            }
            "numPr" if blocks.is_open_blank() && self.rows == 0 => blocks.push("• "),
            // A tab that is a place on the ruler stands in properties; this one is in a run.
            "tab" if !self.hidden && !self.properties && self.rows == 0 => blocks.push("\t"),
            "tab" | "ptab" if !self.hidden && self.rows > 0 => blocks.push(" "),
            "br" | "cr" if !self.hidden && self.rows == 0 => blocks.line_break(),
            "br" | "cr" => blocks.push(" "),
            "noBreakHyphen" => blocks.push("-"),
            "tr" => self.rows += 1,
            _ => {}
        }
    }

    fn close(&mut self, name: &str, blocks: &mut Blocks) {
        if is_skipped(name) {
            self.skipped = self.skipped.saturating_sub(1);
            return;
        }
        if self.skipped > 0 {
            return;
        }
        match name {
            "t" => self.words = false,
            "rPr" => self.properties = false,
            "p" if self.rows == 0 => blocks.end(),
            "p" => blocks.push(" "),
            "tc" if self.rows == 1 => blocks.cell(),
            "tr" => {
                self.rows = self.rows.saturating_sub(1);
                if self.rows == 0 {
                    blocks.end();
                }
            }
            _ => {}
        }
    }
}

/// Deleted and moved words, the second copy of a text box, and the stops of paragraph properties.
fn is_skipped(name: &str) -> bool {
    matches!(name, "del" | "moveFrom" | "Fallback" | "tabs" | "pPrChange" | "rPrChange" | "sectPr")
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use super::*;

    fn docx(parts: &[(&str, &[u8])]) -> Vec<u8> {
        let mut archive = zip::ZipWriter::new(Cursor::new(Vec::new()));
        for (name, bytes) in parts {
            archive.start_file(*name, zip::write::SimpleFileOptions::default()).unwrap();
            archive.write_all(bytes).unwrap();
        }
        archive.finish().unwrap().into_inner()
    }

    fn read(body: &str) -> Result<Content, String> {
        let xml =
            format!("<?xml version=\"1.0\"?><w:document xmlns:w=\"w\"><w:body>{body}</w:body></w:document>");
        content(&docx(&[("word/document.xml", xml.as_bytes())]))
    }

    #[test]
    fn words_are_read_and_what_was_deleted_is_not() {
        let content = read(
            "<w:p><w:r><w:t>Bridge &amp; road</w:t></w:r><w:r><w:t xml:space=\"preserve\"> shut&#33;</w:t></w:r></w:p>\
             <w:p><w:pPr><w:tabs><w:tab w:val=\"left\"/></w:tabs><w:numPr><w:ilvl w:val=\"0\"/></w:numPr></w:pPr>\
             <w:r><w:t>an item</w:t></w:r></w:p>\
             <w:p><w:del><w:r><w:t>not</w:t><w:delText>old</w:delText></w:r></w:del><w:r><w:t>kept</w:t><w:br/><w:t>line</w:t></w:r>\
             <w:r><w:rPr><w:vanish/></w:rPr><w:t>hidden</w:t></w:r></w:p>\
             <w:tbl><w:tr><w:tc><w:p><w:r><w:t>a</w:t></w:r></w:p></w:tc><w:tc><w:p><w:r><w:t>b</w:t></w:r></w:p></w:tc></w:tr></w:tbl>",
        );
        assert_eq!(content.unwrap().text, "Bridge & road shut!\n\n• an item\n\nkept\nline\n\na\tb\n");
    }

    #[test]
    fn a_bomb_and_a_broken_file_are_told() {
        let bomb = docx(&[("word/document.xml", &vec![b' '; MAX_PART as usize + 10])]);
        assert!(bomb.len() < 200_000);
        let why = content(&bomb).unwrap_err();
        assert!(why.contains("unpacks to more than 64 MiB"), "{why}");
        assert!(content(&docx(&[("word/other.xml", b"x")])).unwrap_err().contains("word/document.xml"));
        assert!(content(b"PK\x03\x04 and no more").is_err());
        assert!(read("<w:p></w:q>").is_err());
    }

    #[test]
    fn deep_nesting_is_read() {
        let deep =
            "<w:sdt>".repeat(200_000) + "<w:p><w:r><w:t>x</w:t></w:r></w:p>" + &"</w:sdt>".repeat(200_000);
        assert_eq!(read(&deep).unwrap().text, "x\n");
    }

    proptest::proptest! {
        #[test]
        fn never_panics(body in "(<w:(p|r|t|tr|tc|del|tab|numPr)>|</w:(p|r|t|tr|tc|del)>|[a-z&;#]){0,40}") {
            let _ = read(&body);
        }
    }
}
