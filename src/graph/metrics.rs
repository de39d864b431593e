//! Who stands between others, and who are quoted together: measures over speakers and the documents that
//! quote them.

use std::collections::{BTreeMap, HashMap};

use petgraph::graph::{NodeIndex, UnGraph};
use petgraph::visit::EdgeRef;

use super::{EdgeKind, Graph, Node};
use crate::lexicon::Lexicon;
use crate::record::{Measures, Record};

/// From so many speakers on, paths are counted from as many of them, evenly chosen, instead of from all.
const SOURCES: usize = 1000;

/// Speakers and documents, tied by numbers of quotations.
type Network = UnGraph<NodeIndex, f64>;

/// Gives each speaker its [`centrality`](super::SpeakerNode::centrality) and
/// [`community`](super::SpeakerNode::community), where they say something.
///
/// Centrality is betweenness (Brandes, *A faster algorithm for betweenness centrality*, 2001) over speakers
/// and documents; communities maximise modularity (Blondel and others, *Fast unfolding of communities in large
/// networks*, 2008). Both visit nodes in the order of the record, so that the same record gives the same
/// values.
pub fn measure(graph: &mut Graph) {
    let network = network(graph);
    let centralities = centralities(graph, &network);
    let communities = communities(graph, &network);
    for node in graph.node_weights_mut() {
        if let Node::Speaker(speaker) = node {
            (speaker.centrality, speaker.community) = (None, None);
        }
    }
    for (at, node) in network.node_indices().map(|node| (node.index(), network[node])) {
        if let Node::Speaker(speaker) = &mut graph[node] {
            speaker.centrality = centralities[at].map(|centrality| centrality as f32);
            speaker.community = communities[at];
        }
    }
}

/// The measures of each speaker of a record, by identifier.
pub fn measures(record: &Record, lexicon: &Lexicon) -> BTreeMap<String, Measures> {
    let mut graph = super::build(record, lexicon, &super::Selection::default());
    measure(&mut graph);
    let speakers = graph.node_weights().filter_map(|node| match node {
        Node::Speaker(speaker) => Some(speaker),
        _ => None,
    });
    let measures = |speaker: &super::SpeakerNode| Measures {
        centrality: speaker.centrality,
        community: speaker.community,
    };
    speakers.map(|speaker| (speaker.id.clone(), measures(speaker))).collect()
}

fn network(graph: &Graph) -> Network {
    let mut network = Network::new_undirected();
    let mut nodes: HashMap<NodeIndex, NodeIndex> = HashMap::new();
    for edge in graph.edge_references().filter(|edge| edge.weight().kind == EdgeKind::QuotedIn) {
        let mut node = |of| *nodes.entry(of).or_insert_with(|| network.add_node(of));
        let (from, to) = (node(edge.source()), node(edge.target()));
        network.add_edge(from, to, edge.weight().count as f64);
    }
    network
}

/// For each speaker who is quoted beside another, the share of the shortest paths between two others that
/// run by it.
fn centralities(graph: &Graph, network: &Network) -> Vec<Option<f64>> {
    let is_speaker: Vec<bool> =
        network.node_weights().map(|node| matches!(graph[*node], Node::Speaker(_))).collect();
    let speakers: Vec<NodeIndex> = network.node_indices().filter(|node| is_speaker[node.index()]).collect();
    let pairs = (speakers.len() as f64 - 1.0) * (speakers.len() as f64 - 2.0);
    let step = speakers.len().div_ceil(SOURCES).max(1);
    let sources: Vec<NodeIndex> = speakers.iter().copied().step_by(step).collect();
    let scale = speakers.len() as f64 / sources.len().max(1) as f64;
    let mut sums = vec![0.0; network.node_count()];
    for source in sources {
        add_paths(network, &is_speaker, source, &mut sums);
    }
    let beside = |node: NodeIndex| {
        network.neighbors(node).any(|document| network.neighbors(document).any(|other| other != node))
    };
    let centrality = |node: NodeIndex| {
        let says_something = is_speaker[node.index()] && pairs > 0.0 && beside(node);
        says_something.then(|| (sums[node.index()] * scale / pairs).min(1.0))
    };
    network.node_indices().map(centrality).collect()
}

/// Adds to each node the paths from `source` to speakers that run by it, in parts where several are as short.
fn add_paths(network: &Network, is_speaker: &[bool], source: NodeIndex, sums: &mut [f64]) {
    let mut order = vec![source];
    let mut paths = vec![0.0; network.node_count()];
    let mut steps = vec![usize::MAX; network.node_count()];
    (paths[source.index()], steps[source.index()]) = (1.0, 0);
    let mut next = 0;
    while let Some(&node) = order.get(next) {
        next += 1;
        for other in network.neighbors(node) {
            if steps[other.index()] == usize::MAX {
                steps[other.index()] = steps[node.index()] + 1;
                order.push(other);
            }
            if steps[other.index()] == steps[node.index()] + 1 {
                paths[other.index()] += paths[node.index()];
            }
        }
    }
    let mut behind = vec![0.0; network.node_count()];
    for &node in order.iter().skip(1).rev() {
        let at = node.index();
        sums[at] += behind[at];
        let ends = behind[at] + if is_speaker[at] { 1.0 } else { 0.0 };
        for other in network.neighbors(node).filter(|other| steps[other.index()] + 1 == steps[at]) {
            behind[other.index()] += ends * paths[other.index()] / paths[at];
        }
    }
}

/// For each node the number of its community, from 1 for the one with the most speakers; `None` where it
/// has fewer than two.
fn communities(graph: &Graph, network: &Network) -> Vec<Option<usize>> {
    let groups = unfold(network);
    let mut sizes: HashMap<usize, (usize, usize)> = HashMap::new();
    for (at, node) in network.node_weights().enumerate() {
        if matches!(graph[*node], Node::Speaker(_)) {
            sizes.entry(groups[at]).or_insert((0, at)).0 += 1;
        }
    }
    let mut ranked: Vec<_> = sizes.into_iter().filter(|(_, (size, _))| *size > 1).collect();
    ranked.sort_by_key(|&(_, (size, first))| (std::cmp::Reverse(size), first));
    let numbers: HashMap<usize, usize> = ranked.iter().zip(1..).map(|((group, _), n)| (*group, n)).collect();
    groups.iter().map(|group| numbers.get(group).copied()).collect()
}

/// The group of each node, by moving nodes to the neighbouring group where modularity gains most, then doing
/// the same with the groups as nodes, until nothing moves.
fn unfold(network: &Network) -> Vec<usize> {
    let mut group_of: Vec<usize> = (0..network.node_count()).collect();
    let mut ties: Vec<Vec<(usize, f64)>> = network
        .node_indices()
        .map(|node| {
            network.edges(node).map(|edge| (other_end(&edge, node).index(), *edge.weight())).collect()
        })
        .collect();
    loop {
        let moved = move_nodes(&ties);
        let mut numbers = HashMap::new();
        let moved: Vec<usize> = moved
            .iter()
            .map(|group| {
                let next = numbers.len();
                *numbers.entry(*group).or_insert(next)
            })
            .collect();
        for group in &mut group_of {
            *group = moved[*group];
        }
        if numbers.len() == ties.len() {
            return group_of;
        }
        let mut joined: Vec<Vec<(usize, f64)>> = vec![Vec::new(); numbers.len()];
        for (node, ties) in ties.iter().enumerate() {
            joined[moved[node]].extend(ties.iter().map(|(other, weight)| (moved[*other], *weight)));
        }
        for ties in &mut joined {
            ties.sort_by_key(|(other, _)| *other);
            ties.dedup_by(|next, kept| {
                let same = next.0 == kept.0;
                if same {
                    kept.1 += next.1;
                }
                same
            });
        }
        ties = joined;
    }
}

fn other_end(edge: &petgraph::graph::EdgeReference<f64>, node: NodeIndex) -> NodeIndex {
    if edge.source() == node { edge.target() } else { edge.source() }
}

/// How often all nodes are visited at most.
const ROUNDS: usize = 20;

fn move_nodes(ties: &[Vec<(usize, f64)>]) -> Vec<usize> {
    let mut group_of: Vec<usize> = (0..ties.len()).collect();
    let weight: Vec<f64> = ties.iter().map(|ties| ties.iter().map(|(_, weight)| weight).sum()).collect();
    let total: f64 = weight.iter().sum();
    let mut of_group = weight.clone();
    // Weight to each group from the node at hand; `touched` says which to clear.
    let mut to_group = vec![0.0; ties.len()];
    for _ in 0..ROUNDS {
        let mut has_moved = false;
        for node in 0..ties.len() {
            let own = group_of[node];
            let mut touched = vec![own];
            for &(other, weight) in ties[node].iter().filter(|(other, _)| *other != node) {
                touched.push(group_of[other]);
                to_group[group_of[other]] += weight;
            }
            touched.sort_unstable();
            touched.dedup();
            of_group[own] -= weight[node];
            let gain = |group: usize| to_group[group] - of_group[group] * weight[node] / total;
            let mut best = own;
            for &group in &touched {
                // A hair more, so that rounding moves nothing to and fro.
                if gain(group) > gain(best) + 1e-9 {
                    best = group;
                }
            }
            of_group[best] += weight[node];
            group_of[node] = best;
            has_moved |= best != own;
            for group in touched {
                to_group[group] = 0.0;
            }
        }
        if !has_moved {
            break;
        }
    }
    group_of
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::graph::{Selection, SpeakerNode, build};
    use crate::record::SpeakerKind;

    /// A graph of documents, each with the speakers it quotes.
    fn graph(documents: &[&[usize]]) -> Graph {
        let mut record = Record::default();
        let sample = crate::record::sample();
        let last = documents.iter().flat_map(|document| document.iter()).max().copied().unwrap_or_default();
        for n in 0..=last {
            let mut speaker = sample.speakers[0].clone();
            (speaker.id, speaker.name, speaker.kind) =
                (n.to_string(), format!("Speaker {n}"), SpeakerKind::Person);
            record.speakers.push(speaker);
        }
        for (n, quoted) in documents.iter().enumerate() {
            let mut document = sample.documents[0].clone();
            document.id = format!("d{n}");
            let quotation = document.quotations[0].clone();
            document.quotations = quoted
                .iter()
                .map(|speaker| {
                    let mut quotation = quotation.clone();
                    quotation.speaker.id = speaker.to_string();
                    quotation
                })
                .collect();
            record.documents.push(document);
        }
        let mut graph = build(&record, &Lexicon::embedded(), &Selection::default());
        measure(&mut graph);
        graph
    }

    fn speakers(graph: &Graph) -> Vec<&SpeakerNode> {
        let speakers = graph.node_weights().filter_map(|node| match node {
            Node::Speaker(speaker) => Some(speaker),
            _ => None,
        });
        speakers.collect()
    }

    #[test]
    fn who_joins_two_circles_is_central() {
        let graph = graph(&[&[0, 1], &[1, 2]]);
        let centralities: Vec<_> = speakers(&graph).iter().map(|speaker| speaker.centrality).collect();
        assert_eq!(centralities, [Some(0.0), Some(1.0), Some(0.0)]);
    }

    #[test]
    fn paths_of_one_length_share() {
        // From 0 to 3 by 1 or by 2.
        let graph = graph(&[&[0, 1], &[0, 2], &[1, 3], &[2, 3]]);
        for speaker in speakers(&graph) {
            let centrality = speaker.centrality.unwrap();
            assert!((centrality - 1.0 / 6.0).abs() < 1e-6, "{centrality}");
        }
    }

    #[test]
    fn who_is_quoted_alone_has_no_measures() {
        let graph = graph(&[&[0], &[0], &[1, 2, 3]]);
        let speakers = speakers(&graph);
        assert_eq!((speakers[0].centrality, speakers[0].community), (None, None));
        assert_eq!((speakers[1].centrality, speakers[1].community), (Some(0.0), Some(1)));
    }

    #[test]
    fn circles_that_meet_seldom_are_communities() {
        let graph = graph(&[&[0, 1, 2], &[0, 1, 2], &[2, 3], &[3, 4, 5, 6], &[3, 4, 5, 6]]);
        let communities: Vec<_> = speakers(&graph).iter().map(|speaker| speaker.community.unwrap()).collect();
        assert_eq!(communities, [2, 2, 2, 1, 1, 1, 1]);
    }

    #[test]
    fn nothing_has_no_measures() {
        assert_eq!(graph(&[]).node_count(), 0);
    }
}
