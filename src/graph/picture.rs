//! What a picture of the graph shows, whoever draws it: boxes of speakers on the left, documents or nothing
//! in the middle, the histories of ratings on the right, and lines between them.

use std::collections::{HashMap, HashSet};

use itertools::Itertools;
use petgraph::graph::NodeIndex;
use petgraph::visit::EdgeRef;

use super::build::chain;
use super::colour::{self, Colour};
use super::{DocumentNode, Edge, EdgeKind, Graph, Node, RatingNode, SpeakerNode};
use crate::record::SpeakerKind;

/// How the graph is drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Options {
    /// At most so many speakers, those with the most quotations, and as many documents and histories of
    /// ratings; a picture of more can't be read.
    pub speakers: usize,
    /// What the boxes around speakers stand for.
    pub by: By,
}

impl Default for Options {
    fn default() -> Self {
        Options { speakers: 60, by: By::Organisation }
    }
}

/// What the boxes around speakers stand for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum By {
    Organisation,
    Party,
    /// No boxes: the documents stand between speakers and ratings.
    Document,
}

pub(super) struct Picture<'a> {
    pub by: By,
    pub groups: Vec<Group<'a>>,
    /// With [`By::Document`].
    pub documents: Vec<(NodeIndex, &'a DocumentNode)>,
    pub cards: Vec<Card<'a>>,
    pub lines: Vec<Line>,
    /// Parties shown, in order of first appearance, with their colours.
    pub parties: Vec<(&'a str, Colour)>,
    pub shown: usize,
    /// How many speakers, documents and histories of ratings are not shown.
    pub left_out: [usize; 3],
}

/// A box around speakers.
pub(super) struct Group<'a> {
    /// `None` for speakers without one.
    pub name: Option<&'a str>,
    pub members: Vec<Member<'a>>,
}

#[derive(Clone, Copy)]
pub(super) struct Member<'a> {
    pub node: NodeIndex,
    pub speaker: &'a SpeakerNode,
    /// Whether a line runs from it to the right.
    pub is_tied: bool,
    /// Title of the one document that a speaking document (*the report*) is quoted in.
    pub quoted_in: Option<&'a str>,
}

/// The ratings of one inspector, subject and aspect, in the order of their dates; the undated last.
pub(super) struct Card<'a> {
    pub ratings: Vec<(NodeIndex, &'a RatingNode)>,
}

impl Card<'_> {
    /// What was rated, and what of it.
    pub fn subject(&self) -> String {
        let rating = self.ratings[0].1;
        [&rating.subject, &rating.aspect].into_iter().flatten().join(": ")
    }

    /// The grade before the first, where a text tells it.
    pub fn previous(&self) -> Option<&str> {
        self.ratings[0].1.previous_grade.as_deref()
    }
}

/// A line between two nodes that are shown.
#[derive(Clone, Copy)]
pub(super) struct Line {
    pub from: NodeIndex,
    pub to: NodeIndex,
    pub kind: EdgeKind,
    pub count: usize,
    pub colour: Colour,
}

impl Line {
    /// Whether it runs between speakers.
    pub fn is_mention(&self) -> bool {
        matches!(self.kind, EdgeKind::Mentions | EdgeKind::RepliesTo)
    }

    /// Width in points: four quotations are twice as thick as one, up to fifty.
    pub fn width(&self) -> f32 {
        1.2 * (self.count.clamp(1, 50) as f32).sqrt()
    }

    /// What it says when pointed at.
    pub fn title(&self) -> String {
        let count = super::text::count(self.count, "quotation");
        match self.kind {
            EdgeKind::ToldIn => "told in".into(),
            EdgeKind::Mentions => format!("mentions, in {count}"),
            EdgeKind::RepliesTo => format!("replies, in {count}"),
            _ => count,
        }
    }
}

/// Between speakers.
const MENTION: Colour = Colour(0x5B, 0x4B, 0x8A);
/// From speakers to documents, and from ratings to those that tell of them.
const DOCUMENT: Colour = Colour(0x6B, 0x75, 0x85);

impl<'a> Picture<'a> {
    pub fn new(graph: &'a Graph, options: &Options) -> Self {
        let speakers: Vec<_> = graph
            .node_indices()
            .filter_map(|node| speaker(graph, node).map(|speaker| (node, speaker)))
            .sorted_by_key(|(_, speaker)| std::cmp::Reverse(speaker.quotations))
            .collect();
        let shown: HashSet<_> = speakers.iter().take(options.speakers).map(|(node, _)| *node).collect();
        let (cards, more_cards) = most(cards(graph, &shown), options.speakers);
        let (documents, more_documents) = match options.by {
            By::Document => most(documents(graph, &shown), options.speakers),
            By::Organisation | By::Party => (Vec::new(), 0),
        };
        let mut picture = Picture {
            by: options.by,
            groups: Vec::new(),
            documents,
            cards,
            lines: Vec::new(),
            parties: Vec::new(),
            shown: shown.len(),
            left_out: [speakers.len() - shown.len(), more_documents, more_cards],
        };
        picture.place(graph, &shown);
        picture.draw_lines(graph, &shown);
        picture
    }

    /// Puts each speaker into its box and notes its party.
    fn place(&mut self, graph: &'a Graph, shown: &HashSet<NodeIndex>) {
        let organisations: HashSet<String> = shown
            .iter()
            .filter_map(|node| Some(speaker(graph, *node)?.organisation.as_ref()?.to_lowercase()))
            .collect();
        let mut by_name: HashMap<Option<String>, usize> = HashMap::new();
        let mut strangers = 0;
        for node in graph.node_indices().filter(|node| shown.contains(node)) {
            let Some(speaker) = speaker(graph, node) else { continue };
            if let Some(party) = &speaker.party
                && !self.parties.iter().any(|(known, _)| known == party)
            {
                let colour = speaker.party_colour.unwrap_or_else(|| {
                    strangers += 1;
                    colour::OTHER_PARTIES[(strangers - 1) % colour::OTHER_PARTIES.len()]
                });
                self.parties.push((party, colour));
            }
            let name = match self.by {
                By::Organisation => {
                    // A body stands in its own box where others do too.
                    let is_body = speaker.kind == SpeakerKind::Organisation;
                    let own = is_body && organisations.contains(&speaker.name.to_lowercase());
                    speaker.organisation.as_ref().or(own.then_some(&speaker.name))
                }
                By::Party => speaker.party.as_ref(),
                By::Document => None,
            };
            let is_tied = graph.edges(node).any(|edge| is_right(self.by, edge.weight().kind));
            let quoted_in = (speaker.kind == SpeakerKind::Document).then(|| quoted_in(graph, node)).flatten();
            let member = Member { node, speaker, is_tied, quoted_in };
            let at = *by_name.entry(name.map(|name| name.to_lowercase())).or_insert_with(|| {
                self.groups.push(Group { name: name.map(String::as_str), members: Vec::new() });
                self.groups.len() - 1
            });
            self.groups[at].members.push(member);
        }
    }

    fn draw_lines(&mut self, graph: &'a Graph, shown: &HashSet<NodeIndex>) {
        let documents: HashSet<_> = self.documents.iter().map(|(node, _)| *node).collect();
        let ratings: HashSet<_> =
            self.cards.iter().flat_map(|card| &card.ratings).map(|(node, _)| *node).collect();
        for edge in graph.edge_references() {
            let (from, to, Edge { kind, count, .. }) = (edge.source(), edge.target(), edge.weight());
            let line = |from, to, colour| Line { from, to, kind: *kind, count: *count, colour };
            let has = |set: &HashSet<_>, node| set.contains(&node);
            self.lines.extend(match kind {
                EdgeKind::Mentions | EdgeKind::RepliesTo => {
                    (has(shown, from) && has(shown, to)).then(|| line(from, to, MENTION))
                }
                EdgeKind::SpeaksAbout => (self.by != By::Document && has(shown, from) && has(&ratings, to))
                    .then(|| line(from, to, grade_colour(graph, to).ink())),
                EdgeKind::QuotedIn => {
                    (has(shown, from) && has(&documents, to)).then(|| line(from, to, DOCUMENT))
                }
                // Drawn from left to right: the document, then what it tells.
                EdgeKind::ToldIn => (has(&ratings, from) && has(&documents, to))
                    .then(|| line(to, from, grade_colour(graph, from).ink())),
                EdgeKind::Holds | EdgeKind::At | EdgeKind::WorksFor | EdgeKind::BelongsTo => None,
                // A card names its inspector, and shows by its order what followed.
                EdgeKind::Gave | EdgeKind::FollowedBy => None,
            });
        }
    }

    /// The colour of a speaker's party.
    pub fn colour(&self, speaker: &SpeakerNode) -> Colour {
        let party = speaker.party.as_deref();
        let known = party.and_then(|party| self.parties.iter().find(|(name, _)| *name == party));
        known.map_or(Colour::NEUTRAL, |&(_, colour)| colour)
    }

    /// What stands under a speaker's name: role, and where boxes are not organisations, the organisation;
    /// of a speaking document, where it is quoted.
    pub fn role(&self, member: &Member) -> Option<String> {
        let organisation = member.speaker.organisation.as_deref().filter(|_| self.by != By::Organisation);
        let quoted_in = member.quoted_in.map(|title| format!("in: {}", super::text::cut(title, 50)));
        let parts = [member.speaker.role.as_deref(), organisation, quoted_in.as_deref()];
        let role = parts.into_iter().flatten().join(", ");
        (!role.is_empty()).then_some(role)
    }

    /// The grades shown, each once, by scale and rank.
    pub fn grades(&self) -> Vec<&'a RatingNode> {
        let ratings = self.cards.iter().flat_map(|card| &card.ratings).map(|(_, rating)| *rating);
        ratings
            .sorted_by_key(|rating| (rating.grades, rating.grade_rank, &rating.grade))
            .unique_by(|rating| (rating.grades, rating.grade_rank, rating.grade.to_lowercase()))
            .collect()
    }

    pub fn title(&self) -> &'static str {
        match self.by {
            By::Organisation => "Who speaks, for whom, and about which ratings",
            By::Party => "Who speaks, for which party, and about which ratings",
            By::Document => "Who speaks in which documents, and which ratings they tell",
        }
    }

    /// What lines and shapes mean, as sentences; only what is in the picture.
    pub fn key(&self) -> Vec<String> {
        let has = |kinds: &[EdgeKind]| self.lines.iter().any(|line| kinds.contains(&line.kind));
        let mut lines = String::new();
        if has(&[EdgeKind::SpeaksAbout]) {
            lines += "A line runs from a speaker to a rating spoken about, in the grade's colour; the thicker, the more quotations. ";
        }
        if has(&[EdgeKind::QuotedIn]) {
            lines +=
                "A line runs from a speaker to a document that quotes it; the thicker, the more quotations. ";
        }
        if has(&[EdgeKind::ToldIn]) {
            lines += "From a document, lines run to the ratings that it tells. ";
        }
        if has(&[EdgeKind::Mentions]) {
            lines += "A dotted arrow: names the other speaker. ";
        }
        if has(&[EdgeKind::RepliesTo]) {
            lines += "A dashed arrow: replies to the other speaker. ";
        }
        let [speakers, documents, subjects] = self.left_out;
        if speakers > 0 {
            let shown = self.shown;
            lines += &format!("The {shown} with the most quotations; {speakers} more are in speakers.csv. ");
        }
        for (left_out, what) in [(documents, "document"), (subjects, "rated subject")] {
            if left_out > 0 {
                lines += &format!("{} with fewer quotations not shown. ", super::text::count(left_out, what));
            }
        }
        let kinds: HashSet<_> =
            self.groups.iter().flat_map(|group| &group.members).map(|m| m.speaker.kind).collect();
        let shapes = [
            (SpeakerKind::Person, "Rounded: person. "),
            (SpeakerKind::Organisation, "Square: organisation. "),
            (SpeakerKind::Document, "Folded corner: document. "),
            (SpeakerKind::Group, "Six sides: group. "),
            (SpeakerKind::Unnamed, "Dashed: unnamed. "),
            (SpeakerKind::Unknown, "Dashed: unknown. "),
        ];
        let mut key: String =
            shapes.iter().filter(|(kind, _)| kinds.contains(kind)).map(|(_, text)| *text).collect();
        if self.groups.iter().any(|group| group.name.is_some()) {
            key += match self.by {
                By::Organisation => "A box around speakers: their organisation.",
                By::Party => "A box around speakers: their party.",
                By::Document => "",
            };
        }
        [lines, key]
            .into_iter()
            .map(|line| line.trim_end().to_owned())
            .filter(|line| !line.is_empty())
            .collect()
    }
}

/// Whether a tie is drawn from a speaker to the right.
fn is_right(by: By, kind: EdgeKind) -> bool {
    match by {
        By::Document => kind == EdgeKind::QuotedIn,
        By::Organisation | By::Party => kind == EdgeKind::SpeaksAbout,
    }
}

/// At most `limit` of what is counted, in its order, those that count most; and how many are left out.
fn most<T>(counted: Vec<(T, usize)>, limit: usize) -> (Vec<T>, usize) {
    let left_out = counted.len().saturating_sub(limit);
    let numbered = counted.into_iter().enumerate();
    let kept = numbered.sorted_by_key(|(_, (_, count))| std::cmp::Reverse(*count)).take(limit);
    (kept.sorted_by_key(|(n, _)| *n).map(|(_, (one, _))| one).collect(), left_out)
}

/// How many quotations of speakers shown are tied to a node.
fn quotations(graph: &Graph, node: NodeIndex, kind: EdgeKind, shown: &HashSet<NodeIndex>) -> usize {
    let to = graph.edges_directed(node, petgraph::Incoming);
    to.filter(|edge| edge.weight().kind == kind && shown.contains(&edge.source()))
        .map(|edge| edge.weight().count)
        .sum()
}

/// The documents that quote a speaker shown, with how many of these quotations they have.
fn documents<'a>(
    graph: &'a Graph,
    shown: &HashSet<NodeIndex>,
) -> Vec<((NodeIndex, &'a DocumentNode), usize)> {
    graph
        .node_indices()
        .filter_map(|node| match &graph[node] {
            Node::Document(document) => {
                Some(((node, document), quotations(graph, node, EdgeKind::QuotedIn, shown)))
            }
            _ => None,
        })
        .filter(|(_, quotations)| *quotations > 0)
        .collect()
}

/// The histories of ratings, whole, in which a speaker shown speaks about one, with how many of its
/// quotations are about them.
fn cards<'a>(graph: &'a Graph, shown: &HashSet<NodeIndex>) -> Vec<(Card<'a>, usize)> {
    let mut cards: Vec<(Card, usize)> = Vec::new();
    let mut by_subject = HashMap::new();
    for node in graph.node_indices() {
        let Node::Rating(rating) = &graph[node] else { continue };
        let next = cards.len();
        let at = chain(rating).map_or(next, |subject| *by_subject.entry(subject).or_insert(next));
        if at == next {
            cards.push((Card { ratings: Vec::new() }, 0));
        }
        cards[at].0.ratings.push((node, rating));
        cards[at].1 += quotations(graph, node, EdgeKind::SpeaksAbout, shown);
    }
    cards.retain(|(_, quotations)| *quotations > 0);
    for (card, _) in &mut cards {
        card.ratings.sort_by_key(|(_, rating)| (rating.rated_on.is_none(), rating.rated_on));
    }
    cards
}

/// Title of the document that quotes a speaker, where it is one.
fn quoted_in(graph: &Graph, node: NodeIndex) -> Option<&str> {
    let mut documents = graph.edges(node).filter_map(|edge| match &graph[edge.target()] {
        Node::Document(document) => Some(document),
        _ => None,
    });
    let only = documents.next().filter(|_| documents.next().is_none())?;
    Some(only.title.as_deref().unwrap_or(&only.id))
}

pub(super) fn speaker(graph: &Graph, node: NodeIndex) -> Option<&SpeakerNode> {
    match &graph[node] {
        Node::Speaker(speaker) => Some(speaker),
        _ => None,
    }
}

/// The colour of a rating's grade.
pub(super) fn grade_colour(graph: &Graph, node: NodeIndex) -> Colour {
    match &graph[node] {
        Node::Rating(rating) => rating_colour(rating),
        _ => Colour::NEUTRAL,
    }
}

pub(super) fn rating_colour(rating: &RatingNode) -> Colour {
    colour::grade(rating.grade_rank, rating.grades).unwrap_or(Colour::NEUTRAL)
}

/// ` (2 of 4)`, where a grade's place on its scale is known.
pub(super) fn rank(rating: &RatingNode) -> String {
    match (rating.grade_rank, rating.grades) {
        (Some(rank), Some(grades)) if rank <= grades => format!(" ({rank} of {grades})"),
        _ => String::new(),
    }
}
