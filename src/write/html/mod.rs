//! `report.html`: the record as one page that needs nothing else.
//!
//! Everything that comes from a document is escaped, and the page forbids itself, by its content security
//! policy, any script but its own and any request.

mod colour;
mod marked;
mod page;
mod summary;

use std::io::{self, Write};

use minijinja::Environment;
use minijinja::syntax::SyntaxConfig;
use sha2::{Digest, Sha256};

use crate::base::OffsetUnit;
use crate::record::Record;

const TEMPLATE: &str = include_str!("report.html");
const STYLE: &str = include_str!("report.css");
const SCRIPT: &str = include_str!("report.js");

/// The most text of documents, in bytes, that a page holds.
pub const MAX_TEXT: usize = 2 << 20;
/// The most quotations that a page lists.
pub const MAX_QUOTATIONS: usize = 4000;

/// What a page shows beside the record.
#[derive(Clone, Copy, Debug, Default)]
pub struct Options<'a> {
    /// The text of each document of the record, in its order; `None` where it is not to be shown.
    pub texts: &'a [Option<String>],
    /// What the record's spans count.
    pub offsets: OffsetUnit,
    /// The graph, drawn as SVG by this program; none where empty.
    pub graph: &'a str,
}

/// Writes the page.
///
/// Texts of documents beyond [`MAX_TEXT`] and quotations beyond [`MAX_QUOTATIONS`] are left out, and the page
/// says where they are.
pub fn write(record: &Record, options: Options, mut out: impl Write) -> io::Result<()> {
    let mut environment = Environment::new();
    let syntax = SyntaxConfig::builder().trim_blocks(true).lstrip_blocks(true).build();
    environment.set_syntax(syntax.map_err(io::Error::other)?);
    environment.set_formatter(|out, state, value| match value.as_str() {
        Some(text) if !value.is_safe() => Ok(out.write_str(&marked::escaped(text))?),
        _ => minijinja::escape_formatter(out, state, value),
    });
    environment.add_template("report.html", TEMPLATE).map_err(io::Error::other)?;
    let template = environment.get_template("report.html").map_err(io::Error::other)?;
    let page = page::Page::new(record, options);
    let context = minijinja::context! {
        page => minijinja::value::Serde(page),
        version => env!("CARGO_PKG_VERSION"),
        style => STYLE,
        script => SCRIPT,
        style_hash => hash(STYLE),
        script_hash => hash(SCRIPT),
        graph => options.graph,
    };
    let html = template.render(context).map_err(io::Error::other)?;
    out.write_all(html.as_bytes())
}

/// The hash of an inline script or style, as a content security policy names it.
fn hash(text: &str) -> String {
    const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut base64 = String::new();
    for part in Sha256::digest(text.as_bytes()).chunks(3) {
        let bits =
            part.iter().fold(0_u32, |bits, byte| bits << 8 | u32::from(*byte)) << (8 * (3 - part.len()));
        for place in 0..4 {
            let digit = DIGITS[(bits >> (18 - 6 * place) & 63) as usize];
            base64.push(if place <= part.len() { digit as char } else { '=' });
        }
    }
    format!("sha256-{base64}")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn page(record: &Record, texts: &[Option<String>]) -> String {
        let mut out = Vec::new();
        write(record, Options { texts, ..Options::default() }, &mut out).unwrap();
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn a_hash_is_as_browsers_make_it() {
        // The example of the CSP specification.
        assert_eq!(hash("alert('Hello, world.');"), "sha256-qznLcsROx4GACP2dm0UCKCzCG+HiZ1guq6ZZDob/Tng=");
    }

    #[test]
    fn a_page_shows_what_was_found() {
        let text =
            "“We tried.” she said. “We failed.” It was adequate and more words stand here so that spans fit.";
        let html = page(&crate::record::sample(), &[Some(text.into())]);
        for shown in
            ["Jane Doe", "Ashby Council", "Labour", "adequate", "one mark has no partner", "cabinet member"]
        {
            assert!(html.contains(shown), "{shown}");
        }
        assert!(html.contains("the &lt;&quot;report&quot;&gt;") && !html.contains("<\"report\">"));
        assert!(page(&Record::default(), &[]).contains("No quotations"));
    }

    #[test]
    fn what_does_not_fit_is_left_out_and_told() {
        let mut record = crate::record::sample();
        let one = record.documents[0].quotations[0].clone();
        record.documents[0].quotations = vec![one; MAX_QUOTATIONS + 7];
        let mut second = record.documents[0].clone();
        second.id = "ashby-2".into();
        second.quotations.truncate(1);
        record.documents.push(second);
        let texts = [Some("We tried. ".repeat(MAX_TEXT / 10)), Some("It is short.".repeat(10))];
        let html = page(&record, &texts);
        assert!(html.contains("8 more quotations are in <code>quotations.csv</code>"));
        assert!(html.contains("The texts of 1 documents are left out"));
        assert!(html.len() < MAX_TEXT + 4000 * MAX_QUOTATIONS, "{}", html.len());
    }

    #[test]
    fn spans_that_do_not_fit_the_text_are_no_panic() {
        for text in ["", "short", "“ééééé” 𝄞𝄞𝄞𝄞𝄞𝄞𝄞𝄞𝄞𝄞𝄞"] {
            page(&crate::record::sample(), &[Some(text.into())]);
        }
    }
}
