//! Web pages to text: the article, its title, publisher and date, without what stands around it.

use std::time::Duration;

use dom_query::{Document, NodeRef};
use dom_smoothie::{Config, Readability};
use encoding_rs::Encoding;
use serde_json::Value;

use super::Content;
use super::blocks::Blocks;
use super::encoding::Decoded;
use super::guarded::guarded;
use crate::base::{Date, Result};
use crate::text::written_date_at;

/// The largest page that is read.
const MAX_HTML: usize = 32 << 20;
/// More elements than any article's page has.
const MAX_ELEMENTS: usize = 100_000;
/// Browsers nest no deeper.
const MAX_DEPTH: usize = 512;
/// Elements of form that are never closed make a parser repeat them in each paragraph behind.
const MAX_OPEN_FORMS: usize = 64;
/// How long a page may take.
const LIMIT: Duration = Duration::from_secs(20);

/// Bytes of a page to text: by a byte order mark, as UTF-8 where it is valid, by what the page says of
/// itself, or as [`decode`](super::decode) does.
///
/// # Errors
/// As [`decode`](super::decode).
pub(super) fn decode(bytes: Vec<u8>, path: &str) -> Result<Decoded> {
    if Encoding::for_bom(&bytes).is_none() && std::str::from_utf8(&bytes).is_err() {
        let head: String = bytes.iter().take(2048).map(|&byte| byte.to_ascii_lowercase() as char).collect();
        let label = head.split("charset=").nth(1).map(|rest| rest.trim_start_matches(['"', '\'']));
        let label =
            label.and_then(|rest| rest.split(|c: char| !c.is_ascii_graphic() || "\"'/>;".contains(c)).next());
        if let Some(encoding) = label.and_then(|label| Encoding::for_label(label.as_bytes()))
            && encoding != encoding_rs::UTF_8
            && !bytes.contains(&0)
        {
            let (text, lossy) = encoding.decode_without_bom_handling(&bytes);
            let warning = format!("some characters are not valid {} and stand as \u{fffd}", encoding.name());
            let warnings = lossy.then_some(warning).into_iter().collect();
            return Ok(Decoded { text: text.into_owned(), encoding: encoding.name(), warnings });
        }
    }
    super::decode(bytes, path)
}

/// The article of a page.
///
/// # Errors
/// What is wrong, in words that fit behind *the web page can't be read*.
pub(super) fn content(html: String) -> Result<Content, String> {
    check(&html)?;
    guarded(LIMIT, move || article(&html)).map_err(|stopped| stopped.why().to_owned())
}

/// All words of a page or a part of one, as a message's are.
///
/// # Errors
/// As [`content`].
pub(super) fn whole(html: String, skip_quoted: bool) -> Result<String, String> {
    check(&html)?;
    let read = move || {
        let document = Document::from(html);
        if skip_quoted {
            document.select("blockquote[type=cite], .gmail_quote, .moz-cite-prefix").remove();
        }
        let mut blocks = Blocks::default();
        text_of(&document.root(), &mut blocks);
        blocks.finish()
    };
    guarded(LIMIT, read).map_err(|stopped| stopped.why().to_owned())
}

/// Refuses what would take a parser long: counts tags, and how deep they may nest, in one pass.
fn check(html: &str) -> Result<(), String> {
    const VOID: [&str; 14] = [
        "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source",
        "track", "wbr",
    ];
    // Closed by what follows them.
    const LOOSE: [&str; 14] = [
        "p", "li", "td", "tr", "th", "dt", "dd", "option", "tbody", "thead", "tfoot", "a", "nobr", "optgroup",
    ];
    const FORMS: [&str; 12] =
        ["b", "big", "code", "em", "font", "i", "s", "small", "strike", "strong", "tt", "u"];
    if html.len() > MAX_HTML {
        return Err(format!("it is over {} MiB", MAX_HTML >> 20));
    }
    let (mut elements, mut depth, mut forms, mut at) = (0_usize, 0_usize, 0_usize, 0);
    let bytes = html.as_bytes();
    while let Some(found) = memchr::memchr(b'<', &bytes[at..]) {
        at += found + 1;
        let rest = &bytes[at..];
        if rest.starts_with(b"!--") {
            match memchr::memmem::find(rest, b"-->") {
                Some(end) => at += end,
                None => break,
            }
            continue;
        }
        let closes = rest.first() == Some(&b'/');
        let name = &rest[usize::from(closes)..];
        let name = &name[..name.iter().take(20).take_while(|byte| byte.is_ascii_alphanumeric()).count()];
        if !name.first().is_some_and(u8::is_ascii_alphabetic) {
            continue;
        }
        let name = String::from_utf8_lossy(name).to_ascii_lowercase();
        let name = name.as_str();
        if closes {
            depth = depth.saturating_sub(usize::from(!LOOSE.contains(&name)));
            forms = forms.saturating_sub(usize::from(FORMS.contains(&name)));
            continue;
        }
        elements += 1;
        if matches!(name, "script" | "style" | "textarea" | "title") {
            // Their text holds no tags.
            let close = format!("</{name}");
            let end = rest.windows(close.len()).position(|part| part.eq_ignore_ascii_case(close.as_bytes()));
            match end {
                Some(end) => at += end + close.len(),
                None => break,
            }
        } else if !VOID.contains(&name) && !LOOSE.contains(&name) {
            depth += 1;
            forms += usize::from(FORMS.contains(&name));
        }
        if elements > MAX_ELEMENTS {
            return Err(format!("it has over {MAX_ELEMENTS} elements"));
        }
        if depth > MAX_DEPTH || forms > MAX_OPEN_FORMS {
            return Err(format!("its elements nest over {MAX_DEPTH} deep, or are never closed"));
        }
    }
    Ok(())
}

fn article(html: &str) -> Content {
    let document = Document::from(html);
    let facts = Facts::of(&document);
    let headlines: Vec<String> = document
        .select("h1")
        .iter()
        .map(|heading| plain(&heading.text()))
        .filter(|h| !h.is_empty())
        .collect();
    let config = Config { disable_json_ld: true, ..Config::default() };
    let grabbed = Readability::with_document(document, None, Some(config)).and_then(|mut page| page.parse());
    let mut blocks = Blocks::default();
    let mut content = Content::default();
    let mut page_title = facts.title.clone();
    match grabbed {
        Ok(article) => {
            page_title = page_title.or_else(|| Some(plain(&article.title)));
            content.publisher = facts.publisher.or(article.site_name.as_deref().map(plain));
            let published = facts.published.or(article.published_time.as_deref().and_then(date));
            content.published_on = published;
            text_of(&Document::fragment(article.content).root(), &mut blocks);
        }
        Err(_) => {
            content.publisher = facts.publisher;
            content.published_on = facts.published;
            content.warnings.push("no article was found in the page, so all of its words are read".into());
            text_of(&Document::from(html).root(), &mut blocks);
        }
    }
    content.title = headline(headlines, page_title).filter(|title| !title.is_empty());
    content.text = blocks.finish();
    content
}

/// The heading that is most like what the page calls itself; that name, without the site's, where no
/// heading is.
fn headline(headings: Vec<String>, name: Option<String>) -> Option<String> {
    let Some(name) = name.filter(|name| !name.is_empty()) else {
        return headings.into_iter().next();
    };
    let words = |text: &str| -> Vec<String> {
        text.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty()).map(str::to_lowercase).collect()
    };
    let named = words(&name);
    let shared = |heading: &str| {
        let words = words(heading);
        let both = words.iter().filter(|word| named.contains(word)).count();
        (words.len() > 1 && both * 2 >= words.len()).then_some(both)
    };
    let best =
        headings.into_iter().filter_map(|h| shared(&h).map(|both| (both, h))).max_by_key(|(both, _)| *both);
    if let Some((_, heading)) = best {
        return Some(heading);
    }
    let bare = name.rsplit_once(" | ").or_else(|| name.rsplit_once(" - ")).map(|(title, _)| title.trim());
    Some(bare.filter(|title| title.contains(' ')).unwrap_or(&name).to_owned())
}

/// What a page states of itself for machines: JSON-LD first, then `meta` and `time`.
#[derive(Debug, Default)]
struct Facts {
    title: Option<String>,
    publisher: Option<String>,
    published: Option<Date>,
}

impl Facts {
    fn of(document: &Document) -> Facts {
        let mut facts = Facts::default();
        for script in document.select("script[type=\"application/ld+json\"]").iter() {
            if let Ok(value) = serde_json::from_str::<Value>(script.text().trim()) {
                facts.read_json(&value);
            }
        }
        let meta = |names: &[&str]| {
            let of = |name: &&str| {
                let found = document.select(&format!(
                    "meta[property=\"{name}\"], meta[name=\"{name}\"], meta[itemprop=\"{name}\"]"
                ));
                found.attr("content").map(|content| plain(&content)).filter(|content| !content.is_empty())
            };
            names.iter().find_map(of)
        };
        facts.title = facts.title.or_else(|| meta(&["og:title", "twitter:title", "dc.title"]));
        facts.publisher = facts
            .publisher
            .or_else(|| meta(&["og:site_name", "publisher", "dc.publisher", "application-name"]));
        let dated = [
            "article:published_time",
            "datePublished",
            "dc.date",
            "DC.date.issued",
            "parsely-pub-date",
            "pubdate",
            "date",
        ];
        facts.published = facts.published.or_else(|| meta(&dated).as_deref().and_then(date)).or_else(|| {
            let times = document.select(
                "time[itemprop=datePublished], time[pubdate], article time[datetime], header time[datetime]",
            );
            times.attr("datetime").as_deref().and_then(date)
        });
        facts
    }

    /// Looks for an article in a JSON-LD value, its lists and its graph.
    fn read_json(&mut self, value: &Value) {
        match value {
            Value::Array(items) => items.iter().for_each(|item| self.read_json(item)),
            Value::Object(object) => {
                let is_article = |kind: &Value| {
                    kind.as_str().is_some_and(|kind| {
                        kind.ends_with("Article") || kind.ends_with("BlogPosting") || kind == "Report"
                    })
                };
                let kind = object.get("@type");
                if kind.is_some_and(|kind| {
                    is_article(kind) || kind.as_array().is_some_and(|all| all.iter().any(is_article))
                }) {
                    let text = |name: &str| object.get(name).and_then(Value::as_str).map(plain);
                    self.title = self.title.take().or_else(|| text("headline")).or_else(|| text("name"));
                    self.published =
                        self.published.or_else(|| text("datePublished").as_deref().and_then(date));
                    let publisher = object.get("publisher");
                    let publisher = publisher.map(|body| body.get("name").unwrap_or(body));
                    self.publisher = self.publisher.take().or_else(|| publisher?.as_str().map(plain));
                }
                object.get("@graph").into_iter().for_each(|graph| self.read_json(graph));
                object.get("mainEntity").into_iter().for_each(|inside| self.read_json(inside));
            }
            _ => {}
        }
    }
}

/// A date as pages write it for machines, or else as people do.
fn date(text: &str) -> Option<Date> {
    let text = text.trim();
    text.parse().ok().or_else(|| written_date_at(text).map(|written| written.date))
}

/// With single spaces.
fn plain(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Adds the words below `root`, a paragraph for each block. Goes from node to node, so that nesting costs
/// no stack.
fn text_of(root: &NodeRef, blocks: &mut Blocks) {
    let mut next = root.first_child();
    while let Some(node) = next {
        if enter(&node, blocks)
            && let Some(child) = node.first_child()
        {
            next = Some(child);
            continue;
        }
        let mut left = node;
        next = loop {
            leave(&left, blocks);
            if let Some(sibling) = left.next_sibling() {
                break Some(sibling);
            }
            match left.parent() {
                Some(parent) if parent.id != root.id => left = parent,
                _ => break None,
            }
        };
    }
    blocks.end();
}

/// Whether what is inside is read.
fn enter(node: &NodeRef, blocks: &mut Blocks) -> bool {
    if node.is_text() {
        let preformatted = node.parent().is_some_and(|parent| parent.has_name("pre"));
        if preformatted {
            blocks.push(&node.text());
        } else {
            blocks.push_flowing(&node.text());
        }
        return false;
    }
    let Some(name) = node.node_name() else { return node.is_document() || node.is_fragment() };
    if is_left_out(&name) || is_hidden(node) {
        return false;
    }
    match &*name {
        "br" => blocks.line_break(),
        "li" => {
            blocks.end();
            blocks.push("• ");
        }
        // What an item holds goes behind its bullet.
        "p" | "div" if node.prev_sibling().is_none() && node.parent().is_some_and(|p| p.has_name("li")) => {}
        name if is_block(name) => blocks.end(),
        _ => {}
    }
    true
}

fn leave(node: &NodeRef, blocks: &mut Blocks) {
    match node.node_name().as_deref() {
        Some("td" | "th") => blocks.cell(),
        Some(name) if (name == "li" || is_block(name)) && !is_left_out(name) => blocks.end(),
        _ => {}
    }
}

fn is_block(name: &str) -> bool {
    matches!(
        name,
        "address"
            | "article"
            | "blockquote"
            | "body"
            | "center"
            | "dd"
            | "details"
            | "div"
            | "dl"
            | "dt"
            | "fieldset"
            | "h1"
            | "h2"
            | "h3"
            | "h4"
            | "h5"
            | "h6"
            | "header"
            | "hr"
            | "html"
            | "main"
            | "ol"
            | "p"
            | "pre"
            | "section"
            | "summary"
            | "table"
            | "tbody"
            | "tr"
            | "ul"
    )
}

/// Never part of what an article says: programs, forms, menus, pictures and their captions.
fn is_left_out(name: &str) -> bool {
    matches!(
        name,
        "aside"
            | "audio"
            | "button"
            | "canvas"
            | "dialog"
            | "embed"
            | "figcaption"
            | "figure"
            | "footer"
            | "form"
            | "head"
            | "iframe"
            | "input"
            | "math"
            | "nav"
            | "noscript"
            | "object"
            | "picture"
            | "script"
            | "select"
            | "style"
            | "svg"
            | "template"
            | "textarea"
            | "title"
            | "video"
    )
}

fn is_hidden(node: &NodeRef) -> bool {
    let style = node.attr("style").map(|style| style.replace(' ', "").to_ascii_lowercase());
    node.has_attr("hidden")
        || node.attr("aria-hidden").as_deref() == Some("true")
        || style.is_some_and(|style| style.contains("display:none"))
        || ["sr-only", "visually-hidden", "screen-reader-text"].iter().any(|class| node.has_class(class))
}

#[cfg(test)]
mod tests {
    use super::*;

    const PAGE: &str = r#"<!DOCTYPE html><html><head><title>Bridge shut for winter - Ashby Post</title>
<meta property="og:site_name" content="Ashby Post"><script type="application/ld+json">{"@context":"https://schema.org",
"@graph":[{"@type":"WebSite","name":"x"},{"@type":"NewsArticle","headline":"Bridge shut for winter","datePublished":"2016-11-21T08:00:00Z"}]}</script>
<script>var a = "<div><div><p>“Not said,” he said.</p>";</script></head>
<body><nav><ul><li><a href="/">Home</a></li></ul></nav><h1>Ashby Post</h1>
<article><h1>Bridge shut for winter</h1><p>The old bridge in Ashby, which many people use to get to work, is <b>shut</b> until the spring, the council said on Monday afternoon.</p>
<figure><img src=x><figcaption>The bridge</figcaption></figure>
<p>Cllr Jane Doe said: &ldquo;It is old &amp;<br>tired, and it has carried more lorries than it was ever built for.&rdquo; She asked drivers to take the road by the mill, which is open.</p>
<ul><li>One way in</li><li><p>One way out</p></li></ul>
<p style="display: none">Hidden words.</p>
<p>Work will start in January, and it should be over before the fair, which is held at the end of March each year.</p></article>
<footer>Follow us. &copy; Ashby Post</footer></body></html>"#;

    #[test]
    fn an_article_is_told_from_its_page() {
        let content = content(PAGE.to_owned()).unwrap();
        assert_eq!(content.title.as_deref(), Some("Bridge shut for winter"));
        assert_eq!(content.publisher.as_deref(), Some("Ashby Post"));
        assert_eq!(content.published_on.unwrap().to_string(), "2016-11-21");
        assert!(
            content.text.contains("Cllr Jane Doe said: “It is old &\ntired, and it has"),
            "{}",
            content.text
        );
        assert!(content.text.contains("\n\n• One way in\n\n• One way out\n\n"), "{}", content.text);
        for gone in ["Home", "Hidden", "The bridge\n", "Follow us", "Not said"] {
            assert!(!content.text.contains(gone), "{gone}: {}", content.text);
        }
    }

    #[test]
    fn a_page_without_an_article_is_read_whole() {
        let content = content("<p>Hello there.</p><div>And <i>here</i></div>".into()).unwrap();
        assert!(content.text.contains("Hello there.\n\nAnd here"), "{}", content.text);
    }

    #[test]
    fn the_encoding_is_what_the_page_says() {
        let bytes = b"<html><meta charset='iso-8859-2'><p>\xb3\xf3d\xbc".to_vec();
        assert!(decode(bytes, "x").unwrap().text.ends_with("łódź"));
        assert!(decode(b"<p>caf\xe9".to_vec(), "x").unwrap().text.ends_with("café"));
    }

    #[test]
    fn hostile_pages_are_refused() {
        for (page, why) in [
            ("<div>".repeat(600), "nest"),
            ("<b>".repeat(100) + &"<p>x".repeat(1000), "nest"),
            ("<p>".repeat(MAX_ELEMENTS + 1), "elements"),
            ("<!-- ".repeat(MAX_HTML / 5 + 1), "MiB"),
        ] {
            let error = content(page).err().unwrap_or_default();
            assert!(error.contains(why), "{why}: {error}");
        }
        let fine =
            "<script>".to_owned() + &"a<b ".repeat(2000) + "</script>" + &"<br>".repeat(2000) + "<p>Fine.";
        assert!(content(fine).unwrap().text.contains("Fine."));
    }

    #[test]
    fn deep_but_allowed_nesting_is_read() {
        let page = "<div>".repeat(500) + "deep" + &"</div>".repeat(500);
        assert!(content(page).unwrap().text.contains("deep"));
    }

    proptest::proptest! {
        #[test]
        fn never_panics(page in "(<(p|div|li|table|tr|td|b|script|!--|h1|br|select|svg)[ a=\"]{0,4}>|</(p|div|li|table|tr|b|script)>|-->|[a-z&;“.]){0,40}") {
            let _ = content(page);
        }
    }
}
