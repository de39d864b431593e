//! From a record to its graph.

use std::collections::{HashMap, HashSet};

use petgraph::graph::{EdgeIndex, NodeIndex};

use super::colour::Colour;
use super::mentions::{self, Mention};
use super::{Dates, DocumentNode, Edge, EdgeKind, Graph, Node, RatingNode, SpeakerNode};
use crate::base::Date;
use crate::lexicon::Lexicon;
use crate::record::{
    Extraction, Membership, MembershipKind, Quotation, Rating, Record, Speaker, SpeakerKind,
};

/// What of a record goes into its graph; everything but mentions unless set.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Selection {
    /// Only what was said, held or rated on this date or later; what has no date is left out.
    pub since: Option<Date>,
    /// Only what was said, held or rated on this date or before; what has no date is left out.
    pub until: Option<Date>,
    /// Only speakers with at least so many quotations.
    pub min: usize,
    /// With the ties between speakers: who names whom, and who answers whom.
    pub mentions: bool,
}

impl Selection {
    /// Whether a time is open to everything.
    fn is_open(&self) -> bool {
        self.since.is_none() && self.until.is_none()
    }

    /// Whether something of this date is selected. A vague date is where it may be.
    fn holds(&self, date: Option<Date>) -> bool {
        self.is_open() || date.is_some_and(|date| self.overlaps(Dates::on(Some(date))))
    }

    /// Whether a span of time, open where a date is unknown, has a part that is selected.
    fn overlaps(&self, dates: Dates) -> bool {
        let after = |date: Date, since: Date| date >= since || date.agrees(since);
        let before = |date: Date, until: Date| date <= until || date.agrees(until);
        self.since.is_none_or(|since| dates.last.is_none_or(|last| after(last, since)))
            && self.until.is_none_or(|until| dates.first.is_none_or(|first| before(first, until)))
    }
}

/// The graph of a record. Speakers with no quotation are left out unless they gave a rating or another
/// speaker names them; nodes and edges are in the order of the record.
pub fn build(record: &Record, lexicon: &Lexicon, selection: &Selection) -> Graph {
    let mut builder = Builder::new(lexicon, *selection);
    builder.add_ratings(record);
    builder.add_speakers(record);
    builder.add_quotations(record);
    builder.link_history();
    builder.link_inspectors();
    builder.drop_unselected();
    builder.graph
}

struct Builder<'a> {
    lexicon: &'a Lexicon,
    selection: Selection,
    graph: Graph,
    edges: HashMap<(NodeIndex, NodeIndex, EdgeKind), EdgeIndex>,
    /// By [`Rating::id`]; several documents' ratings share a node.
    ratings: HashMap<String, NodeIndex>,
    /// By [`Speaker::id`].
    speakers: HashMap<String, NodeIndex>,
    /// Roles, organisations and parties, by their names in lower case.
    bodies: HashMap<Body, NodeIndex>,
}

#[derive(PartialEq, Eq, Hash)]
enum Body {
    Role(String, Option<String>),
    Organisation(String),
    Party(String),
}

impl<'a> Builder<'a> {
    fn new(lexicon: &'a Lexicon, selection: Selection) -> Self {
        Builder {
            lexicon,
            selection,
            graph: Graph::new(),
            edges: HashMap::new(),
            ratings: HashMap::new(),
            speakers: HashMap::new(),
            bodies: HashMap::new(),
        }
    }

    /// Adds to the edge between two nodes, which is made where there is none.
    fn tie(&mut self, from: NodeIndex, to: NodeIndex, kind: EdgeKind, count: usize, dates: Dates) {
        let graph = &mut self.graph;
        let edge = *self
            .edges
            .entry((from, to, kind))
            .or_insert_with(|| graph.add_edge(from, to, Edge { kind, count: 0, dates: Dates::default() }));
        let edge = &mut self.graph[edge];
        edge.count += count;
        edge.dates = edge.dates.with(dates);
    }

    fn add_ratings(&mut self, record: &Record) {
        let mut same = HashMap::new();
        for rating in record.documents.iter().flat_map(|document| &document.ratings) {
            if self.ratings.contains_key(&rating.id) {
                continue;
            }
            let node = *same.entry(event(rating)).or_insert_with(|| {
                self.graph.add_node(Node::Rating(RatingNode {
                    id: rating.id.clone(),
                    grade: rating.grade.clone(),
                    grade_rank: rating.grade_rank,
                    grades: rating.grades,
                    inspector: rating.inspector.clone(),
                    subject: rating.subject.clone(),
                    aspect: rating.aspect.clone(),
                    rated_on: rating.rated_on,
                    previous_grade: rating.previous_grade.clone(),
                }))
            });
            self.ratings.insert(rating.id.clone(), node);
        }
    }

    fn add_speakers(&mut self, record: &Record) {
        for speaker in &record.speakers {
            let mut held = speaker.clone();
            held.memberships.retain(|membership| self.selection.overlaps(time(membership)));
            let last = held.last_held();
            let node = self.graph.add_node(Node::Speaker(SpeakerNode {
                id: speaker.id.clone(),
                name: full_name(speaker),
                aliases: speaker.aliases.clone(),
                kind: speaker.kind,
                role: last.role.map(Into::into),
                organisation: last.organisation.map(Into::into),
                party: last.party.map(Into::into),
                party_colour: last.party.and_then(|party| party_colour(self.lexicon, party)),
                quotations: 0,
                said: Dates::default(),
                centrality: None,
                community: None,
            }));
            self.speakers.insert(speaker.id.clone(), node);
            for membership in &held.memberships {
                self.add_membership(node, membership, 0, time(membership));
            }
            if let Some(body) = &speaker.speaks_for {
                let body = self.organisation(body);
                self.tie(node, body, EdgeKind::WorksFor, 0, Dates::default());
            }
        }
        // How many documents tell of each, and when.
        for document in &record.documents {
            let date = Dates::on(document.published_on);
            for speaker in &document.speakers {
                let Some(&node) = self.speakers.get(&speaker.id) else { continue };
                for membership in &speaker.memberships {
                    if self.selection.overlaps(time(membership)) {
                        self.add_membership(node, membership, 1, date);
                    }
                }
            }
        }
    }

    fn add_membership(&mut self, speaker: NodeIndex, held: &Membership, count: usize, dates: Dates) {
        if let Some(party) = &held.party
            && held.kind == MembershipKind::Party
        {
            let party = self.party(party);
            self.tie(speaker, party, EdgeKind::BelongsTo, count, dates);
            return;
        }
        let organisation = held.organisation.as_deref();
        if let Some(role) = &held.role {
            let role = self.role(role, organisation);
            self.tie(speaker, role, EdgeKind::Holds, count, dates);
            if let Some(organisation) = organisation {
                let organisation = self.organisation(organisation);
                self.tie(role, organisation, EdgeKind::At, count, dates);
            }
        }
        if let Some(organisation) = organisation {
            let organisation = self.organisation(organisation);
            self.tie(speaker, organisation, EdgeKind::WorksFor, count, dates);
        }
    }

    fn role(&mut self, role: &str, organisation: Option<&str>) -> NodeIndex {
        let key = Body::Role(role.to_lowercase(), organisation.map(str::to_lowercase));
        let node = || Node::Role { role: role.into(), organisation: organisation.map(Into::into) };
        *self.bodies.entry(key).or_insert_with(|| self.graph.add_node(node()))
    }

    fn organisation(&mut self, name: &str) -> NodeIndex {
        let key = Body::Organisation(name.to_lowercase());
        *self.bodies.entry(key).or_insert_with(|| self.graph.add_node(Node::Organisation(name.into())))
    }

    fn party(&mut self, name: &str) -> NodeIndex {
        let colour = party_colour(self.lexicon, name);
        let node = || Node::Party { name: name.into(), colour };
        *self.bodies.entry(Body::Party(name.to_lowercase())).or_insert_with(|| self.graph.add_node(node()))
    }

    /// Documents, and who is quoted in them about what.
    fn add_quotations(&mut self, record: &Record) {
        for document in &record.documents {
            let said: Vec<&Quotation> = document
                .quotations
                .iter()
                .filter(|quotation| self.selection.holds(quotation.said_on.or(document.published_on)))
                .collect();
            let node = self.graph.add_node(Node::Document(DocumentNode {
                id: document.id.clone(),
                title: document.title.clone(),
                publisher: document.publisher.clone(),
                published_on: document.published_on,
                quotations: said.len(),
            }));
            for quotation in &said {
                self.add_quotation(node, document, quotation);
            }
            for rating in &document.ratings {
                let told = Dates::on(document.published_on);
                if self.selection.holds(document.published_on) {
                    self.tie(self.ratings[&rating.id], node, EdgeKind::ToldIn, 1, told);
                }
            }
            if self.selection.mentions {
                for Mention { from, to, kind, date } in mentions::find(document, &said, self.lexicon) {
                    if let (Some(&from), Some(&to)) = (self.speakers.get(from), self.speakers.get(to)) {
                        self.tie(from, to, kind, 1, Dates::on(date));
                    }
                }
            }
        }
    }

    fn add_quotation(&mut self, node: NodeIndex, document: &Extraction, quotation: &Quotation) {
        let Some(&speaker) = self.speakers.get(&quotation.speaker.id) else { return };
        let said = Dates::on(quotation.said_on.or(document.published_on));
        if let Node::Speaker(speaker) = &mut self.graph[speaker] {
            speaker.quotations += 1;
            speaker.said = speaker.said.with(said);
        }
        self.tie(speaker, node, EdgeKind::QuotedIn, 1, said);
        // Two ratings of a document may be one event told twice: count the quotation once.
        let about = quotation.ratings.iter().filter_map(|link| self.ratings.get(&link.id).copied());
        let mut about: Vec<_> = about.collect();
        about.sort();
        about.dedup();
        for rating in about {
            self.tie(speaker, rating, EdgeKind::SpeaksAbout, 1, said);
        }
    }

    /// Chains the ratings of one inspector, subject and aspect in the order of their dates.
    fn link_history(&mut self) {
        let mut chains: Vec<Vec<(Date, NodeIndex)>> = Vec::new();
        let mut by_subject: HashMap<_, usize> = HashMap::new();
        for node in self.graph.node_indices() {
            if let Node::Rating(rating) = &self.graph[node]
                && let (Some(date), Some(subject)) = (rating.rated_on, chain(rating))
            {
                let at = *by_subject.entry(subject).or_insert_with(|| {
                    chains.push(Vec::new());
                    chains.len() - 1
                });
                chains[at].push((date, node));
            }
        }
        for mut chain in chains {
            chain.sort();
            for pair in chain.windows(2) {
                let dates = Dates { first: Some(pair[0].0), last: Some(pair[1].0) };
                self.tie(pair[0].1, pair[1].1, EdgeKind::FollowedBy, 1, dates);
            }
        }
    }

    /// Ties ratings that someone speaks about to their inspector, where that is a speaker too.
    fn link_inspectors(&mut self) {
        let mut named = HashMap::new();
        let mut spoken_of = HashSet::new();
        for node in self.graph.node_indices() {
            if let Node::Speaker(speaker) = &self.graph[node]
                && speaker.kind != SpeakerKind::Person
            {
                for name in std::iter::once(&speaker.name).chain(&speaker.aliases) {
                    named.entry(name.to_lowercase()).or_insert(node);
                }
            }
        }
        for edge in self.graph.edge_indices() {
            if let (EdgeKind::SpeaksAbout, Some((_, rating))) =
                (self.graph[edge].kind, self.graph.edge_endpoints(edge))
            {
                spoken_of.insert(rating);
            }
        }
        for node in self.graph.node_indices() {
            if let Node::Rating(RatingNode { inspector: Some(inspector), rated_on, .. }) = &self.graph[node]
                && let Some(&inspector) = named.get(&inspector.to_lowercase())
                && spoken_of.contains(&node)
            {
                let date = Dates::on(*rated_on);
                self.tie(inspector, node, EdgeKind::Gave, 1, date);
            }
        }
    }

    /// Takes out who says nothing that is selected, and what only they were tied to.
    fn drop_unselected(&mut self) {
        let least = self.selection.min;
        self.graph.retain_nodes(|graph, node| match &graph[node] {
            Node::Speaker(speaker) => {
                let gave = graph.edges(node).any(|edge| edge.weight().kind == EdgeKind::Gave);
                let mut to = graph.edges_directed(node, petgraph::Incoming);
                let named = to.any(|edge| edge.weight().kind == EdgeKind::Mentions);
                speaker.quotations >= least.max(1) || least <= 1 && (gave || named)
            }
            _ => true,
        });
        let selection = self.selection;
        self.graph.retain_nodes(|graph, node| match &graph[node] {
            Node::Speaker(_) => true,
            Node::Rating(rating) => {
                selection.is_open()
                    || rating.rated_on.is_some() && selection.holds(rating.rated_on)
                    || graph.edges_directed(node, petgraph::Incoming).any(|edge| {
                        matches!(edge.weight().kind, EdgeKind::SpeaksAbout | EdgeKind::FollowedBy)
                    })
            }
            _ => graph.neighbors_undirected(node).next().is_some(),
        });
        // Roles are held by speakers; without one they tell nothing, nor do the organisations behind them.
        let is_held = |graph: &Graph, node| graph.edges_directed(node, petgraph::Incoming).next().is_some();
        for _ in 0..2 {
            self.graph.retain_nodes(|graph, node| match &graph[node] {
                Node::Role { .. } | Node::Organisation(_) | Node::Party { .. } => is_held(&graph, node),
                _ => true,
            });
        }
    }
}

/// The name with its honorific.
fn full_name(speaker: &Speaker) -> String {
    match &speaker.honorific {
        Some(honorific) if !speaker.name.starts_with(honorific.as_str()) => {
            format!("{honorific} {}", speaker.name)
        }
        _ => speaker.name.clone(),
    }
}

fn party_colour(lexicon: &Lexicon, name: &str) -> Option<Colour> {
    let known = lexicon.party_forms.get(name).map(|&at| &lexicon.parties[at]);
    let known = known.or_else(|| lexicon.parties.iter().find(|party| party.name == name))?;
    Colour::parse(known.colour.as_deref()?)
}

/// When a membership held, as far as known.
fn time(membership: &Membership) -> Dates {
    Dates {
        first: membership.start_date.or(membership.first_seen),
        last: membership.end_date.or(membership.last_seen),
    }
}

/// What makes two ratings the same event.
fn event(rating: &Rating) -> impl Eq + std::hash::Hash + use<> {
    let (inspector, subject, aspect) =
        (lower(&rating.inspector), lower(&rating.subject), lower(&rating.aspect));
    (rating.grade.to_lowercase(), inspector, subject, aspect, rating.rated_on)
}

/// What the ratings of one history share: inspector, subject and aspect; `None` where no subject is known.
pub(super) fn chain(rating: &RatingNode) -> Option<[Option<String>; 3]> {
    rating.subject.as_ref()?;
    Some([lower(&rating.inspector), lower(&rating.subject), lower(&rating.aspect)])
}

fn lower(text: &Option<String>) -> Option<String> {
    text.as_ref().map(|text| text.to_lowercase())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn graph(record: &Record, selection: &Selection) -> Graph {
        build(record, &Lexicon::embedded(), selection)
    }

    fn date(text: &str) -> Option<Date> {
        Some(text.parse().unwrap())
    }

    fn names(graph: &Graph) -> Vec<&str> {
        let speakers = graph.node_weights().filter_map(|node| match node {
            Node::Speaker(speaker) => Some(speaker.id.as_str()),
            _ => None,
        });
        speakers.collect()
    }

    #[test]
    fn holds_what_the_record_speaks_of() {
        let graph = graph(&crate::record::sample(), &Selection::default());
        let count = |is: fn(&Node) -> bool| graph.node_weights().filter(|node| is(node)).count();
        assert_eq!(count(|node| matches!(node, Node::Speaker(_))), 2);
        assert_eq!(count(|node| matches!(node, Node::Role { .. })), 3);
        assert_eq!(count(|node| matches!(node, Node::Organisation(_))), 2);
        assert_eq!(count(|node| matches!(node, Node::Party { colour: Some(_), .. })), 1);
        assert_eq!(count(|node| matches!(node, Node::Document(_))), 1);
        assert_eq!(count(|node| matches!(node, Node::Rating(_))), 1);
        let said = Dates::on(date("2016-11"));
        let edge = |kind| graph.edge_weights().find(|edge| edge.kind == kind).unwrap();
        assert_eq!(*edge(EdgeKind::SpeaksAbout), Edge { kind: EdgeKind::SpeaksAbout, count: 2, dates: said });
        assert_eq!(edge(EdgeKind::QuotedIn).count, 2);
        assert_eq!(edge(EdgeKind::BelongsTo).count, 1, "one document says so");
    }

    #[test]
    fn who_says_nothing_is_left_out() {
        let mut record = crate::record::sample();
        record.documents[0].quotations.retain(|quotation| quotation.speaker.id != "jane-doe");
        let graph = graph(&record, &Selection::default());
        assert_eq!(graph.node_count(), 3, "the report, the document and the rating: {graph:?}");
    }

    #[test]
    fn what_lies_outside_the_time_is_left_out() {
        let record = crate::record::sample();
        for (since, until, expected) in [
            ("2016", "2016", 2),
            ("2016-11-30", "2017", 2), // *November 2016* may be the 30th.
            ("2017", "2018", 0),
            ("2010", "2016-10", 0),
        ] {
            let selection = Selection { since: date(since), until: date(until), ..Selection::default() };
            assert_eq!(names(&graph(&record, &selection)).len(), expected, "{since} to {until}");
        }
        let early = Selection { until: date("2012"), ..Selection::default() };
        let mut record = record;
        record.documents[0].quotations[0].said_on = date("2011");
        let early = graph(&record, &early);
        let Some(Node::Speaker(jane)) = early.node_weights().find(|node| matches!(node, Node::Speaker(_)))
        else {
            panic!("no speaker");
        };
        assert_eq!((jane.role.as_deref(), jane.party.as_deref(), jane.quotations), (Some("leader"), None, 1));
    }

    #[test]
    fn seldom_quoted_speakers_can_be_left_out() {
        let record = crate::record::sample();
        let selection = |min| Selection { min, ..Selection::default() };
        assert_eq!(names(&graph(&record, &selection(2))), ["jane-doe"]);
        assert_eq!(graph(&record, &selection(3)).edge_count(), 1, "the rating told in the document");
    }

    #[test]
    fn grades_of_a_subject_follow_each_other() {
        let mut record = crate::record::sample();
        let first = record.documents[0].ratings[0].clone();
        for (n, grade, on) in [(2, "good", "2014-03"), (3, "inadequate", "2012")] {
            let rating = Rating {
                id: format!("ashby-1:r{n}"),
                grade: grade.into(),
                rated_on: date(on),
                ..first.clone()
            };
            record.documents[0].ratings.push(rating);
        }
        let graph = graph(&record, &Selection::default());
        let grade = |node| match &graph[node] {
            Node::Rating(rating) => rating.grade.as_str(),
            _ => "",
        };
        let chain: Vec<_> = graph
            .edge_indices()
            .filter(|edge| graph[*edge].kind == EdgeKind::FollowedBy)
            .filter_map(|edge| graph.edge_endpoints(edge))
            .map(|(from, to)| (grade(from), grade(to)))
            .collect();
        assert_eq!(chain, [("adequate", "inadequate"), ("inadequate", "good")]);
    }
}
