//! Markdown to text.

use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};

use super::Content;
use super::blocks::Blocks;
use crate::base::Date;

/// The text of a Markdown file; front matter gives title, publisher and date.
pub(super) fn content(markdown: &str) -> Content {
    let options = Options::ENABLE_YAML_STYLE_METADATA_BLOCKS
        | Options::ENABLE_TABLES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_FOOTNOTES;
    let mut content = Content::default();
    let mut blocks = Blocks::default();
    // Depth inside what is no text: front matter, pictures' descriptions, struck words, notes.
    let (mut silent, mut front) = (0_usize, false);
    for event in Parser::new_ext(markdown, options) {
        match event {
            Event::Start(Tag::MetadataBlock(_)) => front = true,
            Event::End(TagEnd::MetadataBlock(_)) => front = false,
            Event::Start(Tag::Image { .. } | Tag::Strikethrough | Tag::FootnoteDefinition(_)) => silent += 1,
            Event::End(TagEnd::Image | TagEnd::Strikethrough | TagEnd::FootnoteDefinition) => {
                silent = silent.saturating_sub(1);
            }
            Event::Text(text) if front => front_matter(&text, &mut content),
            _ if silent > 0 => {}
            Event::Start(Tag::Item) => {
                blocks.end();
                blocks.push("• ");
            }
            // A loose item holds paragraphs: the first goes behind the bullet.
            Event::Start(Tag::Paragraph) => {}
            Event::Start(
                Tag::Heading { .. } | Tag::BlockQuote(_) | Tag::CodeBlock(_) | Tag::List(_) | Tag::Table(_),
            )
            | Event::End(
                TagEnd::Paragraph
                | TagEnd::Heading(_)
                | TagEnd::BlockQuote(_)
                | TagEnd::CodeBlock
                | TagEnd::Item
                | TagEnd::List(_)
                | TagEnd::TableRow
                | TagEnd::TableHead
                | TagEnd::Table,
            )
            | Event::Rule => blocks.end(),
            Event::End(TagEnd::TableCell) => blocks.cell(),
            Event::Text(text) => blocks.push_flowing(&text),
            Event::Code(text) => blocks.push_flowing(&text),
            Event::SoftBreak => blocks.push_flowing(" "),
            Event::HardBreak => blocks.line_break(),
            Event::InlineHtml(tag) if tag.to_ascii_lowercase().starts_with("<br") => blocks.line_break(),
            _ => {}
        }
    }
    content.text = blocks.finish();
    content
}

/// The plain `name: value` lines of front matter.
fn front_matter(text: &str, content: &mut Content) {
    for line in text.lines() {
        let Some((name, value)) = line.split_once(':') else { continue };
        let value = value.trim().trim_matches(['"', '\'']).trim();
        if value.is_empty() {
            continue;
        }
        match name.trim().to_ascii_lowercase().as_str() {
            "title" => content.title = Some(value.to_owned()),
            "publisher" | "publication" | "source" => content.publisher = Some(value.to_owned()),
            "date" | "published" | "published_on" => match value.parse::<Date>() {
                Ok(date) => content.published_on = Some(date),
                Err(why) => content.warnings.push(format!("the front matter's date was left out: {why}")),
            },
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_go_and_words_stay() {
        let content = content(
            "---\ntitle: \"Bridge shut\"\ndate: 2016-11-21\nsource: The Post\n---\n\n# Bridge *shut*\n\n\
             Cllr [Doe](http://x.y) said: “It is\nold.”<br>New line.\n\n- one **item**\n- two\n\n\
             > A quoted *word*\n\n| a | b |\n|---|---|\n| c | d |\n\n![a picture](p.png)\n",
        );
        assert_eq!(
            content.text,
            "Bridge shut\n\nCllr Doe said: “It is old.”\nNew line.\n\n• one item\n\n• two\n\nA quoted word\n\n\
             a\tb\n\nc\td\n"
        );
        assert_eq!(content.title.as_deref(), Some("Bridge shut"));
        assert_eq!(content.publisher.as_deref(), Some("The Post"));
        assert_eq!(content.published_on.unwrap().to_string(), "2016-11-21");
    }

    #[test]
    fn a_date_that_is_none_is_told() {
        let content = content("---\ndate: soon\n---\nWords\n");
        assert_eq!((content.published_on, content.warnings.len()), (None, 1));
    }

    proptest::proptest! {
        #[test]
        fn never_panics(text in "([a-z*_#>|`~\\[\\]()!<:&-]|\n|---\n|<br>){0,80}") {
            content(&text);
        }
    }
}
