//! The graph as DOT, ready to be drawn from left to right: speakers in the boxes of their
//! organisations, and on the right the ratings that they speak about.

use std::collections::HashSet;
use std::fmt::Write as _;
use std::io::{self, Write};

use itertools::Itertools;
use petgraph::graph::NodeIndex;
use petgraph::visit::EdgeRef;

use super::colour::{self, Colour};
use super::{Edge, Graph, Node, RatingNode, SpeakerNode};
use crate::record::SpeakerKind;

/// What is drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Options {
    /// At most so many speakers, those with the most quotations; a picture of more can't be read.
    pub speakers: usize,
}

impl Default for Options {
    fn default() -> Self {
        Options { speakers: 120 }
    }
}

/// Writes the graph as DOT.
pub fn write(graph: &Graph, options: &Options, mut out: impl Write) -> io::Result<()> {
    out.write_all(Picture::new(graph, options).draw().as_bytes())
}

/// A box drawn around the speakers of an organisation.
struct Cluster<'a> {
    /// `None` for speakers without one.
    organisation: Option<&'a str>,
    members: Vec<NodeIndex>,
}

struct Picture<'a> {
    graph: &'a Graph,
    clusters: Vec<Cluster<'a>>,
    ratings: Vec<NodeIndex>,
    /// Parties shown, in order of first appearance, with their colours.
    parties: Vec<(&'a str, Colour)>,
    /// Speakers shown.
    shown: HashSet<NodeIndex>,
    left_out: usize,
}

impl<'a> Picture<'a> {
    fn new(graph: &'a Graph, options: &Options) -> Self {
        let speakers: Vec<_> = graph
            .node_indices()
            .filter_map(|node| speaker(graph, node).map(|speaker| (node, speaker)))
            .sorted_by_key(|(_, speaker)| std::cmp::Reverse(speaker.quotations))
            .collect();
        let shown: HashSet<_> = speakers.iter().take(options.speakers).map(|(node, _)| *node).collect();
        let spoken_of = |node: &NodeIndex| {
            let mut about = graph.edges_directed(*node, petgraph::Incoming);
            matches!(graph[*node], Node::Rating(_)) && about.any(|edge| shown.contains(&edge.source()))
        };
        let mut picture = Picture {
            graph,
            clusters: Vec::new(),
            ratings: graph.node_indices().filter(spoken_of).collect(),
            parties: Vec::new(),
            left_out: speakers.len() - shown.len(),
            shown,
        };
        for node in graph.node_indices().filter(|node| picture.shown.contains(node)).collect::<Vec<_>>() {
            picture.place(node);
        }
        picture
    }

    /// Puts a speaker into the box of its organisation and notes its party.
    fn place(&mut self, node: NodeIndex) {
        let Some(speaker) = speaker(self.graph, node) else { return };
        let organisation = self.organisation(speaker);
        let same = |cluster: &&mut Cluster| match (cluster.organisation, organisation) {
            (Some(one), Some(other)) => one.to_lowercase() == other.to_lowercase(),
            (one, other) => one == other,
        };
        match self.clusters.iter_mut().find(same) {
            Some(cluster) => cluster.members.push(node),
            None => self.clusters.push(Cluster { organisation, members: vec![node] }),
        }
        if let Some(party) = &speaker.party
            && !self.parties.iter().any(|(known, _)| known == party)
        {
            let strangers = self.parties.iter().filter(|(name, _)| colour::party(name).is_none()).count();
            let other = if party.to_lowercase().starts_with("independent") {
                Colour::NEUTRAL
            } else {
                colour::OTHER_PARTIES[strangers % colour::OTHER_PARTIES.len()]
            };
            self.parties.push((party, colour::party(party).unwrap_or(other)));
        }
    }

    /// The organisation whose box a speaker stands in; a body stands in its own where others do too.
    fn organisation(&self, speaker: &'a SpeakerNode) -> Option<&'a str> {
        let named = |name: &str| {
            let name = name.to_lowercase();
            self.shown
                .iter()
                .filter_map(|node| self::speaker(self.graph, *node)?.organisation.as_ref())
                .any(|other| other.to_lowercase() == name)
        };
        let own =
            (speaker.kind == SpeakerKind::Organisation && named(&speaker.name)).then_some(&speaker.name);
        speaker.organisation.as_ref().or(own).map(String::as_str)
    }

    fn draw(&self) -> String {
        let mut dot = String::from(HEAD);
        let _ = writeln!(dot, "  label={};\n", self.legend());
        for (n, cluster) in self.clusters.iter().enumerate() {
            self.draw_cluster(&mut dot, n, cluster);
        }
        dot.push_str("  subgraph ratings {\n    rank=max;\n");
        for &node in &self.ratings {
            if let Node::Rating(rating) = &self.graph[node] {
                let _ = writeln!(dot, "    {} [{}];", name(node), rating_attributes(rating));
            }
        }
        dot.push_str("  }\n");
        dot.push('\n');
        for edge in self.graph.edge_references() {
            if self.shown.contains(&edge.source()) {
                self.draw_edge(&mut dot, edge.source(), edge.target(), edge.weight());
            }
        }
        dot.push_str("}\n");
        dot
    }

    fn draw_cluster(&self, dot: &mut String, n: usize, cluster: &Cluster) {
        let indent = if cluster.organisation.is_some() { "    " } else { "  " };
        if let Some(organisation) = cluster.organisation {
            let _ = writeln!(
                dot,
                "  subgraph cluster_{n} {{\n    graph [{CLUSTER}, label=<<b>{}</b>>];",
                short(organisation)
            );
        }
        for &node in &cluster.members {
            if let Some(speaker) = speaker(self.graph, node) {
                let _ = writeln!(dot, "{indent}{} [{}];", name(node), self.speaker_attributes(speaker));
            }
        }
        for row in self.rows(cluster) {
            let row = row.into_iter().map(name).join(" -> ");
            let _ = writeln!(dot, "{indent}{row} [style=invis];");
        }
        if cluster.organisation.is_some() {
            dot.push_str("  }\n");
        }
    }

    /// Rows that keep a big box from growing into one tall column: those who speak about a rating
    /// stand on the right, next to the ratings, and the others fill the columns to their left.
    fn rows(&self, cluster: &Cluster) -> Vec<Vec<NodeIndex>> {
        let (right, left): (Vec<_>, Vec<_>) = cluster
            .members
            .iter()
            .partition(|node| self.graph.edges(**node).any(|edge| is_drawn(edge.weight())));
        let height = (cluster.members.len() as f32 * 1.2).sqrt().ceil() as usize;
        let height = height.max(right.len()).max(3);
        let mut rows: Vec<Vec<NodeIndex>> = vec![Vec::new(); height];
        for (n, node) in left.into_iter().rev().enumerate() {
            rows[n % height].insert(0, node);
        }
        for (row, node) in rows.iter_mut().zip(right) {
            row.push(node);
        }
        rows.retain(|row| row.len() > 1);
        rows
    }

    fn draw_edge(&self, dot: &mut String, from: NodeIndex, to: NodeIndex, edge: &Edge) {
        let (from_name, to_name) = (name(from), name(to));
        match edge {
            Edge::SpeaksAbout { quotations } => {
                let width = 1.2 + 1.3 * (*quotations as f32).log2();
                let colour = grade_colour(&self.graph[to]).ink();
                let _ = writeln!(
                    dot,
                    "  {from_name}:e -> {to_name}:w [penwidth={width:.1}, color=\"{colour}B0\", tooltip=\"{}\"];",
                    count(*quotations, "quotation"),
                );
            }
            Edge::Gave => {
                let _ = writeln!(
                    dot,
                    "  {from_name}:e -> {to_name}:w [style=dashed, color=\"#4A5260\", arrowhead=normal, tooltip=\"gave\"];"
                );
            }
            Edge::WorksFor { .. } | Edge::BelongsTo => {}
        }
    }

    fn party_colour(&self, party: &str) -> Colour {
        let known = self.parties.iter().find(|(name, _)| *name == party);
        known.map_or(Colour::NEUTRAL, |&(_, colour)| colour)
    }

    fn speaker_attributes(&self, speaker: &SpeakerNode) -> String {
        let colour = speaker.party.as_deref().map_or(Colour::NEUTRAL, |party| self.party_colour(party));
        let (shape, style) = shape(speaker.kind);
        let fill = if speaker.party.is_some() { colour.fill() } else { Colour(255, 255, 255) };
        let mut label = format!("<b>{}</b>", wrapped(&speaker.name));
        if let Some(role) = &speaker.role {
            let _ = write!(label, "<br/><font point-size=\"10\">{}</font>", wrapped(role));
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

    /// What shapes, colours and lines mean; only what is in the picture.
    fn legend(&self) -> String {
        let mut cells = Vec::new();
        for (party, colour) in &self.parties {
            cells.push(format!(
                "<td bgcolor=\"{}\"><font color=\"{}\"><b>{}</b></font></td>",
                colour.fill(),
                colour.ink(),
                short(party)
            ));
        }
        let grades = self
            .ratings
            .iter()
            .filter_map(|node| match &self.graph[*node] {
                Node::Rating(rating) => Some(rating),
                _ => None,
            })
            .sorted_by_key(|rating| (rating.grades, rating.grade_rank, &rating.grade))
            .unique_by(|rating| (rating.grades, rating.grade_rank, rating.grade.to_lowercase()));
        for rating in grades {
            let colour = colour::grade(rating.grade_rank, rating.grades).unwrap_or(Colour::NEUTRAL);
            let (text, place) = (colour.text(), place(rating));
            cells.push(format!(
                "<td bgcolor=\"{colour}\"><font color=\"{text}\"><b>{}</b>{place}</font></td>",
                short(&rating.grade)
            ));
        }
        let more = match self.left_out {
            0 => String::new(),
            n => format!(" The {} with the most quotations; {n} more are in speakers.csv.", self.shown.len()),
        };
        let mut keys = String::new();
        for row in &cells.into_iter().chunks(LEGEND_CELLS) {
            let row = row.collect::<String>();
            let _ = write!(
                keys,
                "<tr><td align=\"left\"><table border=\"0\" cellborder=\"0\" cellspacing=\"5\" cellpadding=\"4\">\
                 <tr>{row}</tr></table></td></tr>"
            );
        }
        format!(
            "<<table border=\"0\" cellborder=\"0\" cellspacing=\"0\" cellpadding=\"1\">\
             <tr><td align=\"left\"><font point-size=\"18\"><b>Who speaks, for whom, and about which ratings</b></font></td></tr>\
             <tr><td align=\"left\">A line runs from a speaker to a rating spoken about, in the grade's colour; the thicker, the more quotations. \
             A dashed line: gave the rating.{more}</td></tr>\
             <tr><td align=\"left\">Rounded: person. Square: organisation. Folded corner: document. Six sides: group. \
             Dashed: unnamed or unknown. A box around speakers: their organisation.</td></tr>{keys}</table>>"
        )
    }
}

const HEAD: &str = r##"digraph onrecord {
  graph [rankdir=LR, newrank=true, labelloc=t, labeljust=l, fontname="Helvetica,Arial,sans-serif", fontsize=12, fontcolor="#1F2733", bgcolor="#FFFFFF", pad=0.3, nodesep=0.16, ranksep=1.3, splines=spline];
  node [fontname="Helvetica,Arial,sans-serif", fontsize=12, fontcolor="#1F2733", margin="0.14,0.07", height=0.3];
  edge [fontname="Helvetica,Arial,sans-serif", fontsize=10, arrowhead=none, arrowsize=0.7];
"##;

/// How many colours a row of the legend explains.
const LEGEND_CELLS: usize = 6;

const CLUSTER: &str =
    r##"style="rounded,filled", fillcolor="#F4F6F8", color="#C5CCD6", margin=12, labeljust=l"##;

fn speaker(graph: &Graph, node: NodeIndex) -> Option<&SpeakerNode> {
    match &graph[node] {
        Node::Speaker(speaker) => Some(speaker),
        _ => None,
    }
}

/// The colour of a rating's grade.
fn grade_colour(node: &Node) -> Colour {
    match node {
        Node::Rating(rating) => colour::grade(rating.grade_rank, rating.grades).unwrap_or(Colour::NEUTRAL),
        _ => Colour::NEUTRAL,
    }
}

/// A node's name in the file.
fn name(node: NodeIndex) -> String {
    format!("n{}", node.index())
}

fn is_drawn(edge: &Edge) -> bool {
    matches!(edge, Edge::SpeaksAbout { .. } | Edge::Gave)
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

/// A card: the grade on its colour, and under it who gave it, to whom and when.
fn rating_attributes(rating: &RatingNode) -> String {
    let colour = colour::grade(rating.grade_rank, rating.grades).unwrap_or(Colour::NEUTRAL);
    let mut rows = format!(
        "<tr><td bgcolor=\"{colour}\"><font color=\"{}\"><b>{}</b>{}</font></td></tr>",
        colour.text(),
        wrapped(&rating.grade),
        place(rating),
    );
    let subject = [&rating.subject, &rating.aspect].into_iter().flatten().join(": ");
    let given = [rating.inspector.clone(), rating.rated_on.map(|date| date.to_string())];
    for (text, size) in [(subject, 11), (given.into_iter().flatten().join(", "), 10)] {
        if !text.is_empty() {
            let _ = write!(rows, "<tr><td><font point-size=\"{size}\">{}</font></td></tr>", wrapped(&text));
        }
    }
    let table = format!(
        "<table border=\"1\" cellborder=\"0\" cellspacing=\"0\" cellpadding=\"4\" color=\"{colour}\" bgcolor=\"#FFFFFF\">{rows}</table>"
    );
    format!("label=<{table}>, shape=plain, tooltip=\"{}\"", html(&rating.grade))
}

/// ` (2 of 4)`, where a grade's place on its scale is known.
fn place(rating: &RatingNode) -> String {
    match (rating.grade_rank, rating.grades) {
        (Some(rank), Some(grades)) if rank <= grades => format!(" ({rank} of {grades})"),
        _ => String::new(),
    }
}

fn count(number: usize, what: &str) -> String {
    format!("{number} {what}{}", if number == 1 { "" } else { "s" })
}

/// Text for an HTML-like label or a quoted string, with no character that Graphviz or XML refuses.
fn html(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    if text.is_empty() {
        // An empty element is a syntax error to Graphviz.
        out.push(' ');
    }
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            // `\N` would be the node's name.
            '\\' => out.push_str("&#92;"),
            c if c.is_control() || matches!(c, '\u{fffe}' | '\u{ffff}') => out.push(' '),
            c => out.push(c),
        }
    }
    out
}

/// [`html`] in one line, cut where it would stretch the picture.
fn short(text: &str) -> String {
    const WIDTH: usize = 48;
    match text.char_indices().nth(WIDTH) {
        Some((end, _)) => html(&text[..end]) + "…",
        None => html(text),
    }
}

/// [`html`] over several lines, broken between words at about 28 characters and cut after four lines.
fn wrapped(text: &str) -> String {
    const WIDTH: usize = 28;
    const LINES: usize = 4;
    let mut lines: Vec<String> = Vec::new();
    for word in text.split_whitespace() {
        match lines.last_mut() {
            Some(line) if line.chars().count() + word.chars().count() < WIDTH => {
                line.push(' ');
                line.push_str(word);
            }
            _ => lines.push(word.chars().take(2 * WIDTH).collect()),
        }
    }
    if lines.len() > LINES {
        lines.truncate(LINES);
        lines[LINES - 1].push('…');
    }
    if lines.is_empty() { html("") } else { lines.iter().map(|line| html(line)).join("<br/>") }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn dot(record: &crate::record::Record) -> String {
        let mut out = Vec::new();
        write(&super::super::build(record), &Options::default(), &mut out).unwrap();
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn names_are_escaped() {
        assert_eq!(html("a<b> & \"c\"\0\n"), "a&lt;b&gt; &amp; &quot;c&quot;  ");
        assert_eq!(html("\\N"), "&#92;N");
        assert_eq!(wrapped(""), " ", "an empty element is a syntax error");
        assert_eq!(short(&"é&".repeat(40)), "é&amp;".repeat(24) + "…");
        assert_eq!(
            wrapped("Cabinet Member for Children and Young People"),
            "Cabinet Member for Children<br/>and Young People"
        );
    }

    #[test]
    fn shows_who_for_whom_and_about_what() {
        let dot = dot(&crate::record::sample());
        for part in [
            "<b>Ashby Council</b>",
            "<b>Cllr Jane Doe</b>",
            "<b>Labour</b>",
            "2 quotations",
            "shape=note",
            "(3 of 4)",
            "the &lt;&quot;report&quot;&gt;",
        ] {
            assert!(dot.contains(part), "{part} in\n{dot}");
        }
    }

    #[test]
    fn an_empty_record_is_a_graph_too() {
        let dot = dot(&crate::record::Record::default());
        assert!(dot.starts_with("digraph") && dot.ends_with("}\n"));
    }

    #[test]
    fn speakers_beyond_the_limit_are_counted() {
        let graph = super::super::build(&crate::record::sample());
        let mut out = Vec::new();
        write(&graph, &Options { speakers: 1 }, &mut out).unwrap();
        let dot = String::from_utf8(out).unwrap();
        assert!(dot.contains("1 more are in speakers.csv") && !dot.contains("report&quot;"));
    }
}
