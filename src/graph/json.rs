//! The graph as JSON, nodes and links, as D3, NetworkX (`node_link_graph`) and others read it.

use std::io::{self, Write};

use petgraph::visit::EdgeRef;
use serde_json::{Map, Value, json};

use super::{Graph, attributes};

/// Writes the graph as one JSON object: `nodes` with `id` and `label`, `links` with `source`, `target` and
/// `key`, and what is known of each.
pub fn write(graph: &Graph, mut out: impl Write) -> io::Result<()> {
    let with = |mut object: Map<String, Value>, values: Vec<(&str, Value)>| {
        object.extend(values.into_iter().map(|(name, value)| (name.to_owned(), value)));
        Value::Object(object)
    };
    let object = |value: Value| value.as_object().cloned().unwrap_or_default();
    let nodes = graph.node_indices().map(|at| {
        let node = &graph[at];
        let head = object(json!({"id": at.index(), "label": attributes::label(node)}));
        with(head, attributes::node(node))
    });
    let links = graph.edge_references().map(|edge| {
        let (from, to) = (edge.source().index(), edge.target().index());
        let head = object(json!({"source": from, "target": to, "key": edge.id().index()}));
        with(head, attributes::edge(edge.weight()))
    });
    let whole = json!({
        "directed": true,
        "multigraph": true,
        "graph": {},
        "nodes": nodes.collect::<Vec<_>>(),
        "links": links.collect::<Vec<_>>(),
    });
    serde_json::to_writer_pretty(&mut out, &whole)?;
    out.write_all(b"\n")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::graph::{Selection, build};
    use crate::lexicon::Lexicon;

    #[test]
    fn links_join_nodes() {
        let graph = build(&crate::record::sample(), &Lexicon::embedded(), &Selection::default());
        let mut out = Vec::new();
        write(&graph, &mut out).unwrap();
        let value: Value = serde_json::from_slice(&out).unwrap();
        let nodes = value["nodes"].as_array().unwrap();
        let jane = nodes.iter().find(|node| node["id_in_record"] == "jane-doe").unwrap();
        assert_eq!((jane["kind"].as_str(), jane["colour"].as_str()), (Some("speaker"), Some("#E4003B")));
        assert_eq!((jane["quotations"].as_u64(), jane["last"].as_str()), (Some(2), Some("2016-11")));
        let links = value["links"].as_array().unwrap();
        assert_eq!((nodes.len(), links.len()), (graph.node_count(), graph.edge_count()));
        let about = links.iter().find(|link| link["kind"] == "speaks_about").unwrap();
        assert_eq!(about["source"], jane["id"]);
        assert_eq!(nodes[about["target"].as_u64().unwrap() as usize]["grade"], "adequate");
    }
}
