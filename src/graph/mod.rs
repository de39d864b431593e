//! Who speaks, for whom, in which party, about which ratings: the record as a graph.

pub mod colour;
pub mod dot;
pub mod svg;

use std::collections::HashMap;

use petgraph::graph::{DiGraph, NodeIndex};

use crate::base::Date;
use crate::record::{MembershipKind, Rating, Record, SpeakerKind};

/// Speakers, organisations, parties and ratings, and how they are tied.
pub type Graph = DiGraph<Node, Edge>;

/// Someone or something that the record speaks of.
#[derive(Clone, Debug, PartialEq)]
pub enum Node {
    Speaker(SpeakerNode),
    Organisation(String),
    Party(String),
    Rating(RatingNode),
}

/// A speaker with what it last held.
#[derive(Clone, Debug, PartialEq)]
pub struct SpeakerNode {
    /// [`Speaker::id`](crate::record::Speaker::id).
    pub id: String,
    /// With the honorific.
    pub name: String,
    pub kind: SpeakerKind,
    pub role: Option<String>,
    pub organisation: Option<String>,
    pub party: Option<String>,
    pub quotations: usize,
}

/// A rating, one for all documents that tell of it.
#[derive(Clone, Debug, PartialEq)]
pub struct RatingNode {
    /// [`Rating::id`] where it is first told.
    pub id: String,
    pub grade: String,
    pub grade_rank: Option<u8>,
    pub grades: Option<u8>,
    pub inspector: Option<String>,
    pub subject: Option<String>,
    pub aspect: Option<String>,
    pub rated_on: Option<Date>,
}

/// How two nodes are tied.
#[derive(Clone, Debug, PartialEq)]
pub enum Edge {
    /// From a speaker to the organisation that it holds or held a role in, or works for.
    WorksFor { role: Option<String> },
    /// From a speaker to its party.
    BelongsTo,
    /// From a speaker to a rating that it speaks about.
    SpeaksAbout { quotations: usize },
    /// From an inspector who is a speaker to a rating.
    Gave,
}

/// The graph of a record. Speakers with no quotation are left out unless another edge than a
/// membership ties them; nodes and edges are in the order of the record.
pub fn build(record: &Record) -> Graph {
    let mut builder = Builder::default();
    builder.add_ratings(record);
    builder.add_speakers(record);
    builder.link_quotations(record);
    builder.link_inspectors();
    builder.drop_silent();
    builder.graph
}

#[derive(Default)]
struct Builder {
    graph: Graph,
    /// By [`Rating::id`]; several documents' ratings share a node.
    ratings: HashMap<String, NodeIndex>,
    /// By [`Speaker::id`](crate::record::Speaker::id).
    speakers: HashMap<String, NodeIndex>,
    /// By whether it is a party, and its name in lower case.
    bodies: HashMap<(bool, String), NodeIndex>,
}

impl Builder {
    fn add_ratings(&mut self, record: &Record) {
        let mut same = HashMap::new();
        for rating in record.documents.iter().flat_map(|document| &document.ratings) {
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
                }))
            });
            self.ratings.insert(rating.id.clone(), node);
        }
    }

    fn add_speakers(&mut self, record: &Record) {
        let mut quotations: HashMap<&str, usize> = HashMap::new();
        for quotation in record.quotations() {
            *quotations.entry(&quotation.speaker.id).or_default() += 1;
        }
        for speaker in &record.speakers {
            let held = speaker.last_held();
            let name = match &speaker.honorific {
                Some(honorific) if !speaker.name.starts_with(honorific.as_str()) => {
                    format!("{honorific} {}", speaker.name)
                }
                _ => speaker.name.clone(),
            };
            let node = self.graph.add_node(Node::Speaker(SpeakerNode {
                id: speaker.id.clone(),
                name,
                kind: speaker.kind,
                role: held.role.map(Into::into),
                organisation: held.organisation.map(Into::into),
                party: held.party.map(Into::into),
                quotations: quotations.get(speaker.id.as_str()).copied().unwrap_or_default(),
            }));
            self.speakers.insert(speaker.id.clone(), node);
            for membership in &speaker.memberships {
                let (party, edge) = match membership.kind {
                    MembershipKind::Party => (true, Edge::BelongsTo),
                    MembershipKind::Role | MembershipKind::Employment => {
                        (false, Edge::WorksFor { role: membership.role.clone() })
                    }
                };
                let name = if party { &membership.party } else { &membership.organisation };
                if let Some(name) = name {
                    let body = self.body(party, name);
                    if !self.graph.edges_connecting(node, body).any(|known| *known.weight() == edge) {
                        self.graph.add_edge(node, body, edge);
                    }
                }
            }
            if let Some(body) = speaker.speaks_for.as_deref().map(|name| self.body(false, name)) {
                self.graph.update_edge(node, body, Edge::WorksFor { role: None });
            }
        }
    }

    /// The node of a party or an organisation.
    fn body(&mut self, party: bool, name: &str) -> NodeIndex {
        *self.bodies.entry((party, name.to_lowercase())).or_insert_with(|| {
            self.graph.add_node(if party {
                Node::Party(name.into())
            } else {
                Node::Organisation(name.into())
            })
        })
    }

    fn link_quotations(&mut self, record: &Record) {
        for quotation in record.quotations() {
            let Some(&speaker) = self.speakers.get(&quotation.speaker.id) else { continue };
            // Two ratings of a document may be one event told twice: count the quotation once.
            let mut about: Vec<_> =
                quotation.ratings.iter().filter_map(|link| self.ratings.get(&link.id).copied()).collect();
            about.sort();
            about.dedup();
            for rating in about {
                match self.graph.find_edge(speaker, rating).map(|edge| &mut self.graph[edge]) {
                    Some(Edge::SpeaksAbout { quotations }) => *quotations += 1,
                    _ => {
                        self.graph.add_edge(speaker, rating, Edge::SpeaksAbout { quotations: 1 });
                    }
                }
            }
        }
    }

    /// Ties ratings that someone speaks about to their inspector, where that is a speaker too.
    fn link_inspectors(&mut self) {
        let mut named = HashMap::new();
        for node in self.graph.node_indices() {
            if let Node::Speaker(speaker) = &self.graph[node]
                && speaker.kind != SpeakerKind::Person
            {
                named.entry(speaker.name.to_lowercase()).or_insert(node);
            }
        }
        for node in self.graph.node_indices() {
            if let Node::Rating(RatingNode { inspector: Some(inspector), .. }) = &self.graph[node]
                && let Some(&inspector) = named.get(&inspector.to_lowercase())
                && self.graph.edges_directed(node, petgraph::Incoming).next().is_some()
            {
                self.graph.add_edge(inspector, node, Edge::Gave);
            }
        }
    }

    /// Takes out speakers that neither say anything nor gave a rating, and what only they were tied to.
    fn drop_silent(&mut self) {
        let speaks = |graph: &Graph, node: NodeIndex| match &graph[node] {
            Node::Speaker(speaker) => {
                speaker.quotations > 0 || graph.edges(node).any(|edge| *edge.weight() == Edge::Gave)
            }
            _ => true,
        };
        self.graph.retain_nodes(|graph, node| speaks(&graph, node));
        self.graph.retain_nodes(|graph, node| match graph[node] {
            Node::Organisation(_) | Node::Party(_) => graph.neighbors_undirected(node).next().is_some(),
            Node::Speaker(_) | Node::Rating(_) => true,
        });
    }
}

/// What makes two ratings the same event.
fn event(rating: &Rating) -> impl Eq + std::hash::Hash + use<> {
    let lower = |text: &Option<String>| text.as_ref().map(|text| text.to_lowercase());
    let (inspector, subject, aspect) =
        (lower(&rating.inspector), lower(&rating.subject), lower(&rating.aspect));
    (rating.grade.to_lowercase(), inspector, subject, aspect, rating.rated_on)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn holds_speakers_bodies_and_ratings() {
        let graph = build(&crate::record::sample());
        let count = |is: fn(&Node) -> bool| graph.node_weights().filter(|node| is(node)).count();
        assert_eq!(count(|node| matches!(node, Node::Speaker(_))), 2);
        assert_eq!(count(|node| matches!(node, Node::Organisation(_))), 2);
        assert_eq!(count(|node| matches!(node, Node::Party(_))), 1);
        assert_eq!(count(|node| matches!(node, Node::Rating(_))), 1);
        assert!(graph.edge_weights().any(|edge| *edge == Edge::SpeaksAbout { quotations: 2 }));
    }

    #[test]
    fn who_says_nothing_is_left_out() {
        let mut record = crate::record::sample();
        record.documents[0].quotations.retain(|quotation| quotation.speaker.id != "jane-doe");
        let graph = build(&record);
        assert_eq!(graph.node_count(), 2, "the report and the rating: {graph:?}");
    }
}
