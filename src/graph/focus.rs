//! A piece of the graph: one node and what is near it.

use std::collections::{HashSet, VecDeque};

use petgraph::graph::NodeIndex;

use super::{Graph, Node};

/// A name that no node bears, with the names that are most like it.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
#[error("`{name}` names nothing in the graph{}", hint(.near))]
pub struct Unmatched {
    pub name: String,
    pub near: Vec<String>,
}

fn hint(near: &[String]) -> String {
    if near.is_empty() { String::new() } else { format!("; nearest are {}", near.join(", ")) }
}

/// How many names an error proposes.
const PROPOSED: usize = 3;

/// What is at most `depth` ties away from the nodes that `name` names: by identifier, by the whole name, or,
/// where none bears it, by a part of it; capitals don't count. Parties, which tie hundreds, are reached but
/// not passed through.
///
/// # Errors
/// Where no node bears the name.
pub fn focus(graph: &Graph, name: &str, depth: usize) -> Result<Graph, Unmatched> {
    let starts = named(graph, name)?;
    let mut near: HashSet<NodeIndex> = starts.iter().copied().collect();
    let mut queue: VecDeque<_> = starts.iter().map(|start| (*start, 0)).collect();
    while let Some((node, steps)) = queue.pop_front() {
        let is_passed = steps == 0 || !matches!(graph[node], Node::Party { .. });
        if steps < depth && is_passed {
            for next in graph.neighbors_undirected(node) {
                if near.insert(next) {
                    queue.push_back((next, steps + 1));
                }
            }
        }
    }
    let mut piece = graph.clone();
    piece.retain_nodes(|_, node| near.contains(&node));
    Ok(piece)
}

fn named(graph: &Graph, name: &str) -> Result<Vec<NodeIndex>, Unmatched> {
    let wanted = name.trim().to_lowercase();
    let all = |is: &dyn Fn(&str) -> bool| -> Vec<NodeIndex> {
        let fits = |node: &NodeIndex| names(&graph[*node]).iter().any(|name| is(&name.to_lowercase()));
        graph.node_indices().filter(fits).collect()
    };
    let whole = all(&|name| name == wanted);
    let found =
        if whole.is_empty() && !wanted.is_empty() { all(&|name| name.contains(&wanted)) } else { whole };
    if !found.is_empty() {
        return Ok(found);
    }
    let mut near: Vec<(f64, &str)> = graph
        .node_weights()
        .flat_map(names)
        .map(|known| (strsim::jaro_winkler(&known.to_lowercase(), &wanted), known))
        .filter(|(likeness, _)| *likeness > 0.7)
        .collect();
    near.sort_by(|one, two| two.0.total_cmp(&one.0).then(one.1.cmp(two.1)));
    near.dedup();
    let near = near.into_iter().take(PROPOSED).map(|(_, known)| known.to_owned()).collect();
    Err(Unmatched { name: name.into(), near })
}

/// What a node can be called.
fn names(node: &Node) -> Vec<&str> {
    match node {
        Node::Speaker(speaker) => vec![&speaker.name, &speaker.id],
        Node::Role { role, .. } => vec![role],
        Node::Organisation(name) | Node::Party { name, .. } => vec![name],
        Node::Document(document) => {
            std::iter::once(document.id.as_str()).chain(document.title.as_deref()).collect()
        }
        Node::Rating(rating) => {
            std::iter::once(rating.id.as_str()).chain(rating.subject.as_deref()).collect()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::graph::{Selection, build};
    use crate::lexicon::Lexicon;

    fn sample() -> Graph {
        build(&crate::record::sample(), &Lexicon::embedded(), &Selection::default())
    }

    #[test]
    fn depth_counts_ties() {
        let graph = sample();
        let count = |name, depth| focus(&graph, name, depth).unwrap().node_count();
        assert_eq!(count("jane-doe", 0), 1);
        // Three roles, two organisations, a party, the document, the rating.
        assert_eq!(count("Cllr Jane Doe", 1), 9);
        assert_eq!(count("jane", 2), graph.node_count());
        assert_eq!(count("Labour", 1), 2, "focus on a party passes through it");
        assert_eq!(count("chair", 1), 3);
    }

    #[test]
    fn a_name_of_nobody_proposes_others() {
        let error = focus(&sample(), "Jane Dough", 1).unwrap_err();
        assert!(error.near.contains(&"jane-doe".to_owned()), "{error}");
        assert!(error.to_string().starts_with("`Jane Dough` names nothing in the graph; nearest are "));
        assert_eq!(focus(&Graph::new(), "", 1).unwrap_err().near, Vec::<String>::new());
    }
}
