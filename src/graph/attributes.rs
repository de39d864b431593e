//! Nodes and edges as named values, for the formats that hold all of the graph.

use serde_json::{Value, json};

use super::colour::{self, Colour};
use super::{Edge, Node};
use crate::base::Date;

/// What a value is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Type {
    Text,
    /// A whole number.
    Number,
    /// A number from 0 to 1.
    Share,
}

/// The values that nodes have, in the order in which they are written.
pub const NODE: [(&str, Type); 20] = [
    ("kind", Type::Text),
    ("id_in_record", Type::Text),
    ("speaker_kind", Type::Text),
    ("role", Type::Text),
    ("organisation", Type::Text),
    ("party", Type::Text),
    ("quotations", Type::Number),
    ("first", Type::Text),
    ("last", Type::Text),
    ("publisher", Type::Text),
    ("inspector", Type::Text),
    ("subject", Type::Text),
    ("aspect", Type::Text),
    ("grade", Type::Text),
    ("grade_rank", Type::Number),
    ("grades", Type::Number),
    ("previous_grade", Type::Text),
    ("centrality", Type::Share),
    ("community", Type::Number),
    ("colour", Type::Text),
];

/// The values that edges have.
pub const EDGE: [(&str, Type); 4] =
    [("kind", Type::Text), ("count", Type::Number), ("first", Type::Text), ("last", Type::Text)];

/// A node's label.
pub fn label(node: &Node) -> String {
    match node {
        Node::Speaker(speaker) => speaker.name.clone(),
        Node::Role { role, organisation: Some(organisation) } => format!("{role}, {organisation}"),
        Node::Role { role, organisation: None } => role.clone(),
        Node::Organisation(name) | Node::Party { name, .. } => name.clone(),
        Node::Document(document) => document.title.clone().unwrap_or_else(|| document.id.clone()),
        Node::Rating(rating) => match &rating.subject {
            Some(subject) => format!("{}: {subject}", rating.grade),
            None => rating.grade.clone(),
        },
    }
}

/// The colour of a party, of a speaker's party, or of a grade.
pub fn colour(node: &Node) -> Option<Colour> {
    match node {
        Node::Speaker(speaker) => speaker.party_colour,
        Node::Party { colour, .. } => *colour,
        Node::Rating(rating) => colour::grade(rating.grade_rank, rating.grades),
        _ => None,
    }
}

/// The known values of a node, in the order of [`NODE`].
pub fn node(node: &Node) -> Vec<(&'static str, Value)> {
    let date = |date: Option<Date>| json!(date.map(|date| date.to_string()));
    let mut values = vec![("colour", json!(colour(node).map(|colour| colour.to_string())))];
    values.extend(match node {
        Node::Speaker(speaker) => vec![
            ("kind", json!("speaker")),
            ("id_in_record", json!(speaker.id)),
            ("speaker_kind", json!(speaker.kind)),
            ("role", json!(speaker.role)),
            ("organisation", json!(speaker.organisation)),
            ("party", json!(speaker.party)),
            ("quotations", json!(speaker.quotations)),
            ("first", date(speaker.said.first)),
            ("last", date(speaker.said.last)),
            ("centrality", json!(speaker.centrality)),
            ("community", json!(speaker.community)),
        ],
        Node::Role { role, organisation } => {
            vec![("kind", json!("role")), ("role", json!(role)), ("organisation", json!(organisation))]
        }
        Node::Organisation(name) => vec![("kind", json!("organisation")), ("organisation", json!(name))],
        Node::Party { name, .. } => vec![("kind", json!("party")), ("party", json!(name))],
        Node::Document(document) => vec![
            ("kind", json!("document")),
            ("id_in_record", json!(document.id)),
            ("quotations", json!(document.quotations)),
            ("first", date(document.published_on)),
            ("last", date(document.published_on)),
            ("publisher", json!(document.publisher)),
        ],
        Node::Rating(rating) => vec![
            ("kind", json!("rating")),
            ("id_in_record", json!(rating.id)),
            ("first", date(rating.rated_on)),
            ("last", date(rating.rated_on)),
            ("inspector", json!(rating.inspector)),
            ("subject", json!(rating.subject)),
            ("aspect", json!(rating.aspect)),
            ("grade", json!(rating.grade)),
            ("grade_rank", json!(rating.grade_rank)),
            ("grades", json!(rating.grades)),
            ("previous_grade", json!(rating.previous_grade)),
        ],
    });
    in_order(values, &NODE)
}

/// The known values of an edge, in the order of [`EDGE`].
pub fn edge(edge: &Edge) -> Vec<(&'static str, Value)> {
    let values = vec![
        ("kind", json!(edge.kind.as_str())),
        ("count", json!(edge.count)),
        ("first", json!(edge.dates.first)),
        ("last", json!(edge.dates.last)),
    ];
    in_order(values, &EDGE)
}

fn in_order(
    values: Vec<(&'static str, Value)>,
    order: &[(&'static str, Type)],
) -> Vec<(&'static str, Value)> {
    let known = |(name, _): &(&'static str, Type)| {
        values.iter().find(|(own, value)| own == name && !value.is_null()).cloned()
    };
    order.iter().filter_map(known).collect()
}

/// A value as text, without quotation marks.
pub fn plain(value: &Value) -> String {
    value.as_str().map_or_else(|| value.to_string(), String::from)
}
