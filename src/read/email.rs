//! E-mail messages (`.eml`) to text.

use mail_parser::{MessageParser, MimeHeaders, PartType};

use super::blocks::Blocks;
use super::{Content, Options, html, paragraphs};
use crate::base::Date;

/// The words of a message: its text part, or its HTML part where it has no other. What it quotes of
/// earlier messages is left out; what it forwards is kept.
///
/// # Errors
/// What is wrong, in words that fit behind *the e-mail can't be read*.
pub(super) fn content(bytes: &[u8], options: &Options) -> Result<Content, String> {
    let message = MessageParser::default().parse(bytes).ok_or("it has no header")?;
    let mut content = Content::default();
    let subject = message.subject().unwrap_or_default();
    let (subject, kind) = bare_subject(subject);
    content.title = (!subject.is_empty()).then(|| subject.to_owned());
    content.published_on =
        message.date().and_then(|date| Date::day_of(date.year as i16, date.month as i8, date.day as i8));
    let sender = message.from().and_then(|from| from.first()).and_then(|from| from.name.as_deref());
    content.publisher = sender.and_then(|name| options.publishers.named(name)).map(str::to_owned);

    let forwards = kind == Kind::Forward;
    let mut text = String::new();
    for part in message.text_bodies() {
        let body = match &part.body {
            PartType::Text(body) => {
                let kind = part.content_type();
                let flowed = kind
                    .and_then(|kind| kind.attribute("format"))
                    .is_some_and(|f| f.eq_ignore_ascii_case("flowed"));
                if flowed { unflowed(body) } else { body.to_string() }
            }
            PartType::Html(body) => html::whole(body.to_string(), !forwards)?,
            _ => continue,
        };
        if !text.is_empty() {
            text.push_str("\n\n");
        }
        text.push_str(&body);
    }
    let (own, quoted) = without_replies(&text, forwards);
    if quoted > 0 {
        content
            .warnings
            .push(format!("{quoted} lines that the message quotes from earlier ones are left out"));
    }
    content.text = rejoined(&own, options);
    let attached: Vec<_> = message.attachments().filter_map(|part| part.attachment_name()).collect();
    if !attached.is_empty() {
        let names = attached.join(", ");
        content.warnings.push(format!("attachments are not read; save them and name them as files: {names}"));
    }
    Ok(content)
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Kind {
    Forward,
    Other,
}

/// The subject without *Re:* and *Fwd:*.
fn bare_subject(subject: &str) -> (&str, Kind) {
    let (mut rest, mut kind) = (subject.trim(), Kind::Other);
    while let Some((mark, behind)) = rest.split_once(':') {
        match mark.trim().to_ascii_lowercase().as_str() {
            "re" => {}
            "fw" | "fwd" => kind = Kind::Forward,
            _ => break,
        }
        rest = behind.trim();
    }
    (rest, kind)
}

/// Joins the lines that `format=flowed` (RFC 3676) parts by a space and a line end.
fn unflowed(body: &str) -> String {
    let mut text = String::with_capacity(body.len());
    for line in body.lines() {
        let line = line.trim_end_matches('\r');
        text.push_str(line);
        if !line.ends_with(' ') || line == "-- " {
            text.push('\n');
        }
    }
    text
}

/// The message's own lines, and how many lines it quotes.
fn without_replies(text: &str, forwards: bool) -> (String, usize) {
    let mut own: Vec<&str> = Vec::new();
    let (mut quoted, mut forwarded) = (0, false);
    let mut lines = text.lines().peekable();
    while let Some(line) = lines.next() {
        let bare = line.trim();
        let divider = bare.trim_matches(['-', '_', ' ']).to_ascii_lowercase();
        if matches!(divider.as_str(), "forwarded message" | "begin forwarded message:") {
            forwarded = true;
            skip_header(&mut lines);
        } else if divider == "original message" {
            if forwards {
                skip_header(&mut lines);
            } else {
                quoted += 1 + lines.by_ref().count();
            }
        } else if let Some(inside) = line.trim_start().strip_prefix('>') {
            if forwarded || forwards {
                own.push(inside.trim_start_matches(['>', ' ']));
            } else {
                quoted += 1;
            }
        } else if lines.peek().is_some_and(|next| next.trim_start().starts_with('>'))
            && bare.ends_with(':')
            && !forwarded
            && !forwards
        {
            // *On 3 May, Jane wrote:*
            quoted += 1;
            if let Some(before) = own.last()
                && before.trim_start().starts_with("On ")
                && !bare.starts_with("On ")
            {
                own.pop();
                quoted += 1;
            }
        } else {
            own.push(line);
        }
    }
    (own.join("\n"), quoted)
}

/// Passes over *From:*, *Sent:*, *To:* and the like.
fn skip_header<'a>(lines: &mut std::iter::Peekable<impl Iterator<Item = &'a str>>) {
    const FIELDS: [&str; 8] = ["from:", "sent:", "date:", "to:", "cc:", "subject:", "reply-to:", ""];
    while let Some(line) = lines.peek() {
        let line = line.trim_start_matches(['>', ' ', '*']).trim().to_ascii_lowercase();
        let is_field = FIELDS
            .iter()
            .any(|field| if field.is_empty() { line.is_empty() } else { line.starts_with(field) });
        if !is_field {
            break;
        }
        lines.next();
    }
}

/// With each paragraph on one line.
fn rejoined(text: &str, options: &Options) -> String {
    let mut blocks = Blocks::default();
    for paragraph in paragraphs(text, options) {
        let words = paragraph.span.of(text);
        match words.contains('\t') {
            true => blocks.push(words),
            false => blocks.push_flowing(words),
        }
        blocks.end();
    }
    blocks.finish()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(message: &str) -> Content {
        content(message.replace('\n', "\r\n").as_bytes(), &Options::default()).unwrap()
    }

    #[test]
    fn a_message_is_read_without_what_it_quotes() {
        let content = read(
            "From: Press Office <press@example.org>\nTo: news@example.org\nDate: Mon, 21 Nov 2016 10:00:00 +0000\n\
             Subject: =?UTF-8?Q?Re:_Caf=C3=A9_shut?=\nMIME-Version: 1.0\nContent-Type: text/plain; charset=utf-8\n\n\
             Cllr Doe said: “It is shut.”\n\nOn 20 November 2016, Jo at the Post\n<jo@example.org> wrote:\n> Is it shut?\n> “No,” he said.\n",
        );
        assert_eq!(content.title.as_deref(), Some("Café shut"));
        assert_eq!(content.published_on.unwrap().to_string(), "2016-11-21");
        assert_eq!(content.text, "Cllr Doe said: “It is shut.”\n");
        assert_eq!(content.warnings.len(), 1);
        assert!(content.warnings[0].starts_with("4 lines"), "{:?}", content.warnings);
    }

    #[test]
    fn what_is_forwarded_is_kept() {
        let content = read(
            "From: a@example.org\nSubject: Fwd: Shut\nMIME-Version: 1.0\nContent-Type: text/plain; format=flowed\n\n\
             See below.\n\nBegin forwarded message:\n\n> From: Press\n> Subject: Shut\n>\n> The bridge \n> is shut.\n",
        );
        assert_eq!(content.title.as_deref(), Some("Shut"));
        assert!(content.text.contains("The bridge") && !content.text.contains("From:"), "{}", content.text);
    }

    #[test]
    fn html_is_read_where_there_is_no_text() {
        let content = read(
            "From: a@example.org\nSubject: Shut\nMIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=x\n\n\
             --x\nContent-Type: text/html; charset=utf-8\n\n<p>The bridge is&nbsp;shut.</p><blockquote type=cite>Old.</blockquote>\n\
             --x\nContent-Type: application/pdf; name=\"release.pdf\"\nContent-Disposition: attachment; filename=\"release.pdf\"\n\nxx\n--x--\n",
        );
        assert_eq!(content.text, "The bridge is\u{a0}shut.\n");
        assert!(content.warnings[0].ends_with("release.pdf"), "{:?}", content.warnings);
    }

    #[test]
    fn broken_lines_are_joined() {
        let text = "The library in Ashby will stay open after all, the council's cabinet\n\
            decided on Tuesday, and its opening hours will be longer than they\n\
            have been since the year in which it was built by the people of the\ntown.\n\nNext.";
        assert_eq!(rejoined(text, &Options::default()).lines().count(), 3);
        assert_eq!(unflowed("one \ntwo\nthree\n"), "one two\nthree\n");
    }

    proptest::proptest! {
        #[test]
        fn never_panics(bytes in "(From: a\r\n|Subject: b\r\n|Content-Type: (text/html|multipart/mixed; boundary=x|message/rfc822)\r\n|\r\n|--x\r\n|> |On a wrote:\r\n|[a-z<>=?]){0,30}") {
            let _ = content(bytes.as_bytes(), &Options::default());
        }
    }
}
