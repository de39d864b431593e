//! The graph as DOT, ready to be drawn by Graphviz from left to right: speakers in boxes, and on the right
//! the ratings that they speak about.

use std::fmt::Write as _;
use std::io::{self, Write};

use itertools::Itertools;
use petgraph::graph::NodeIndex;

use super::colour::Colour;
use super::picture::{Card, Group, Line, Member, Options, Picture, rank, rating_colour};
use super::text::{count, cut, escaped, lines};
use super::{DocumentNode, EdgeKind, Graph};
use crate::record::SpeakerKind;

/// Writes the graph as DOT.
pub fn write(graph: &Graph, options: &Options, mut out: impl Write) -> io::Result<()> {
    out.write_all(draw(&Picture::new(graph, options)).as_bytes())
}

const HEAD: &str = r##"digraph onrecord {
  graph [rankdir=LR, newrank=true, labelloc=t, labeljust=l, fontname="Helvetica,Arial,sans-serif", fontsize=12, fontcolor="#1F2733", bgcolor="#FFFFFF", pad=0.3, nodesep=0.16, ranksep=1.3, splines=spline];
  node [fontname="Helvetica,Arial,sans-serif", fontsize=12, fontcolor="#1F2733", margin="0.14,0.07", height=0.3];
  edge [fontname="Helvetica,Arial,sans-serif", fontsize=10, arrowhead=none, arrowsize=0.7];
"##;

/// How many colours a row of the legend explains.
const LEGEND_CELLS: usize = 6;
/// How many characters a line of a label or the legend holds.
const LABEL: usize = 28;
const LEGEND: usize = 120;

const CLUSTER: &str =
    r##"style="rounded,filled", fillcolor="#F4F6F8", color="#C5CCD6", margin=12, labeljust=l"##;

fn draw(picture: &Picture) -> String {
    let mut dot = String::from(HEAD);
    let _ = writeln!(dot, "  label={};\n", legend(picture));
    for (n, group) in picture.groups.iter().enumerate() {
        draw_group(picture, &mut dot, n, group);
    }
    if !picture.documents.is_empty() {
        dot.push_str("  subgraph documents {\n    rank=same;\n");
        for &(node, document) in &picture.documents {
            let _ = writeln!(dot, "    {} [{}];", name(node), document_attributes(document));
        }
        dot.push_str("  }\n");
    }
    dot.push_str("  subgraph ratings {\n    rank=max;\n");
    for card in &picture.cards {
        let _ = writeln!(dot, "    {} [{}];", card_name(card), card_attributes(card));
    }
    dot.push_str("  }\n\n");
    for line in &picture.lines {
        draw_line(picture, &mut dot, line);
    }
    dot.push_str("}\n");
    dot
}

fn draw_group(picture: &Picture, dot: &mut String, n: usize, group: &Group) {
    let indent = if group.name.is_some() { "    " } else { "  " };
    if let Some(name) = group.name {
        let _ = writeln!(
            dot,
            "  subgraph cluster_{n} {{\n    graph [{CLUSTER}, label=<<b>{}</b>>];",
            short(name)
        );
    }
    for member in &group.members {
        let attributes = speaker_attributes(picture, member);
        let _ = writeln!(dot, "{indent}{} [{attributes}];", name(member.node));
    }
    for row in rows(group) {
        let row = row.into_iter().map(name).join(" -> ");
        let _ = writeln!(dot, "{indent}{row} [style=invis];");
    }
    if group.name.is_some() {
        dot.push_str("  }\n");
    }
}

/// Rows that keep a big box from growing into one tall column: those who speak about a rating
/// stand on the right, next to the ratings, and the others fill the columns to their left.
fn rows(group: &Group) -> Vec<Vec<NodeIndex>> {
    let (right, left): (Vec<&Member>, Vec<&Member>) = group.members.iter().partition(|member| member.is_tied);
    let height = (group.members.len() as f32 * 1.2).sqrt().ceil() as usize;
    let height = height.max(right.len()).max(3);
    let mut rows: Vec<Vec<NodeIndex>> = vec![Vec::new(); height];
    for (n, member) in left.into_iter().rev().enumerate() {
        rows[n % height].insert(0, member.node);
    }
    for (row, member) in rows.iter_mut().zip(right) {
        row.push(member.node);
    }
    rows.retain(|row| row.len() > 1);
    rows
}

fn draw_line(picture: &Picture, dot: &mut String, line: &Line) {
    let place = |node: NodeIndex| {
        let has = |card: &&Card| card.ratings.iter().any(|(rating, _)| *rating == node);
        match picture.cards.iter().find(has) {
            Some(card) => format!("{}:{}", card_name(card), name(node)),
            None => name(node),
        }
    };
    let (from, to) = (place(line.from), place(line.to));
    let (width, colour, title) = (line.width(), line.colour, escaped(&line.title()));
    let _ = match line.kind {
        EdgeKind::Mentions | EdgeKind::RepliesTo => {
            let style = if line.kind == EdgeKind::Mentions { "dotted" } else { "dashed" };
            writeln!(
                dot,
                "  {from} -> {to} [constraint=false, style={style}, penwidth={width:.1}, color=\"{colour}\", arrowhead=normal, tooltip=\"{title}\"];"
            )
        }
        _ => writeln!(
            dot,
            "  {from}:e -> {to}:w [penwidth={width:.1}, color=\"{colour}B0\", tooltip=\"{title}\"];"
        ),
    };
}

fn speaker_attributes(picture: &Picture, member: &Member) -> String {
    let speaker = member.speaker;
    let colour = picture.colour(speaker);
    let (shape, style) = shape(speaker.kind);
    let fill = if speaker.party.is_some() { colour.fill() } else { Colour(255, 255, 255) };
    let mut label = format!("<b>{}</b>", wrapped(&speaker.name));
    if let Some(role) = picture.role(member) {
        let _ = write!(label, "<br/><font point-size=\"10\">{}</font>", wrapped(&role));
    }
    let mut last = count(speaker.quotations, "quotation");
    if let Some(party) = &speaker.party {
        let ink = colour.ink();
        last = format!("<font color=\"{ink}\"><b>{}</b></font> · {last}", short(party));
    }
    let _ = write!(label, "<br/><font point-size=\"10\" color=\"#3A414C\">{last}</font>");
    let tooltip = html(&speaker.name);
    format!(
        "label=<{label}>, shape={shape}, style=\"{style}\", fillcolor=\"{fill}\", color=\"{}\", tooltip=\"{tooltip}\"",
        colour.ink(),
    )
}

fn document_attributes(document: &DocumentNode) -> String {
    let title = document.title.as_deref().unwrap_or(&document.id);
    let mut label = wrapped(title);
    let published = [document.publisher.clone(), document.published_on.map(|date| date.to_string())];
    let published = published.into_iter().flatten().join(", ");
    if !published.is_empty() {
        let _ = write!(label, "<br/><font point-size=\"10\" color=\"#3A414C\">{}</font>", short(&published));
    }
    format!(
        "label=<{label}>, shape=note, style=filled, fillcolor=\"#FFFFFF\", color=\"#6B7585\", tooltip=\"{}\"",
        html(title)
    )
}

/// A card: what was rated and by whom, then a row for each grade in the order of time.
fn card_attributes(card: &Card) -> String {
    let mut rows = String::new();
    let subject = card.subject();
    let inspector = card.ratings[0].1.inspector.as_deref().unwrap_or_default();
    for (text, size) in [(subject.as_str(), 11), (inspector, 10)] {
        if !text.is_empty() {
            let _ = write!(
                rows,
                "<tr><td colspan=\"2\" align=\"left\" balign=\"left\"><font point-size=\"{size}\">{}</font></td></tr>",
                wrapped(text)
            );
        }
    }
    if let Some(previous) = card.previous() {
        let _ = write!(
            rows,
            "<tr><td align=\"left\"><font point-size=\"10\">before</font></td><td align=\"left\"><i>{}</i></td></tr>",
            short(previous)
        );
    }
    for &(node, rating) in &card.ratings {
        let colour = rating_colour(rating);
        let date = rating.rated_on.map(|date| date.to_string()).unwrap_or_default();
        let _ = write!(
            rows,
            "<tr><td port=\"{}\" align=\"left\"><font point-size=\"10\">{}</font></td><td bgcolor=\"{colour}\"><font color=\"{}\"><b>{}</b>{}</font></td></tr>",
            name(node),
            html(&date),
            colour.text(),
            wrapped(&rating.grade),
            rank(rating),
        );
    }
    let table = format!(
        "<table border=\"1\" cellborder=\"0\" cellspacing=\"0\" cellpadding=\"4\" color=\"#8A93A0\" bgcolor=\"#FFFFFF\">{rows}</table>"
    );
    format!("label=<{table}>, shape=plain, tooltip=\"{}\"", html(&subject))
}

/// What shapes, colours and lines mean; only what is in the picture.
fn legend(picture: &Picture) -> String {
    let mut cells = Vec::new();
    for (party, colour) in &picture.parties {
        let (fill, ink) = (colour.fill(), colour.ink());
        cells.push(format!(
            "<td bgcolor=\"{fill}\"><font color=\"{ink}\"><b>{}</b></font></td>",
            short(party)
        ));
    }
    for rating in picture.grades() {
        let colour = rating_colour(rating);
        let (text, rank) = (colour.text(), rank(rating));
        cells.push(format!(
            "<td bgcolor=\"{colour}\"><font color=\"{text}\"><b>{}</b>{rank}</font></td>",
            short(&rating.grade)
        ));
    }
    let mut rows = format!(
        "<tr><td align=\"left\"><font point-size=\"18\"><b>{}</b></font></td></tr>",
        html(picture.title())
    );
    for line in picture.key().iter().flat_map(|line| lines(line, LEGEND, usize::MAX)) {
        let _ = write!(rows, "<tr><td align=\"left\">{}</td></tr>", html(&line));
    }
    for row in &cells.into_iter().chunks(LEGEND_CELLS) {
        let row = row.collect::<String>();
        let _ = write!(
            rows,
            "<tr><td align=\"left\"><table border=\"0\" cellborder=\"0\" cellspacing=\"5\" cellpadding=\"4\">\
             <tr>{row}</tr></table></td></tr>"
        );
    }
    format!("<<table border=\"0\" cellborder=\"0\" cellspacing=\"0\" cellpadding=\"1\">{rows}</table>>")
}

/// A node's name in the file.
fn name(node: NodeIndex) -> String {
    format!("n{}", node.index())
}

/// A card's name in the file: that of its first rating.
fn card_name(card: &Card) -> String {
    format!("card{}", card.ratings[0].0.index())
}

fn shape(kind: SpeakerKind) -> (&'static str, &'static str) {
    match kind {
        SpeakerKind::Person => ("box", "filled,rounded"),
        SpeakerKind::Organisation => ("box", "filled,bold"),
        SpeakerKind::Document => ("note", "filled"),
        SpeakerKind::Group => ("hexagon", "filled"),
        SpeakerKind::Unnamed | SpeakerKind::Unknown => ("box", "filled,rounded,dashed"),
    }
}

/// Text for an HTML-like label or a quoted string.
fn html(text: &str) -> String {
    // An empty element is a syntax error to Graphviz, and `\N` would be the node's name.
    if text.is_empty() { " ".into() } else { escaped(text).replace('\\', "&#92;") }
}

/// [`html`] in one line, cut where it would stretch the picture.
fn short(text: &str) -> String {
    html(&cut(text, 48))
}

/// [`html`] over several lines.
fn wrapped(text: &str) -> String {
    lines(text, LABEL, 4).iter().map(|line| html(line)).join("<br/>")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::graph::{By, Selection, build};
    use crate::lexicon::Lexicon;
    use crate::record::Record;

    fn dot(record: &Record, options: &Options) -> String {
        let mut out = Vec::new();
        write(&build(record, &Lexicon::embedded(), &Selection::default()), options, &mut out).unwrap();
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn names_are_escaped() {
        assert_eq!(html("\\N <"), "&#92;N &lt;");
        assert_eq!(wrapped(""), " ", "an empty element is a syntax error");
    }

    #[test]
    fn shows_who_for_whom_and_about_what() {
        let dot = dot(&crate::record::sample(), &Options::default());
        for part in [
            "<b>Ashby Council</b>",
            "<b>Cllr Jane Doe</b>",
            "<b>Labour</b>",
            "2 quotations",
            "shape=note",
            "(3 of 4)",
            "<i>poor</i>",
            "the &lt;&quot;report&quot;&gt;",
        ] {
            assert!(dot.contains(part), "{part} in\n{dot}");
        }
    }

    #[test]
    fn boxes_are_what_is_asked_for() {
        let by = |by| dot(&crate::record::sample(), &Options { by, ..Options::default() });
        assert!(by(By::Party).contains("label=<<b>Labour</b>>"));
        let documents = by(By::Document);
        assert!(documents.contains("Ashby, again") && !documents.contains("subgraph cluster"), "{documents}");
    }

    #[test]
    fn an_empty_record_is_a_graph_too() {
        let dot = dot(&Record::default(), &Options::default());
        assert!(dot.starts_with("digraph") && dot.ends_with("}\n"));
    }

    #[test]
    fn speakers_beyond_the_limit_are_counted() {
        let dot = dot(&crate::record::sample(), &Options { speakers: 1, ..Options::default() });
        assert!(dot.contains("1 more are in speakers.csv") && !dot.contains("report&quot;"));
    }
}
