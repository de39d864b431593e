//! The graph as GraphML, which Gephi, yEd, Cytoscape and NetworkX read.

use std::io::{self, Write};

use petgraph::visit::EdgeRef;

use super::attributes::{EDGE, NODE, Type, colour, edge, label, node, plain};
use super::text::escaped;
use super::{Graph, Node};

const HEAD: &str = r#"<?xml version="1.0" encoding="UTF-8"?>
<graphml xmlns="http://graphml.graphdrawing.org/xmlns" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:schemaLocation="http://graphml.graphdrawing.org/xmlns http://graphml.graphdrawing.org/xmlns/1.0/graphml.xsd">
  <key id="label" for="node" attr.name="label" attr.type="string"/>
"#;

/// Writes the graph as GraphML.
pub fn write(graph: &Graph, mut out: impl Write) -> io::Result<()> {
    out.write_all(HEAD.as_bytes())?;
    for (element, values) in [("node", &NODE[..]), ("edge", &EDGE[..])] {
        for (name, kind) in values {
            let kind = match kind {
                Type::Text => "string",
                Type::Number => "int",
                Type::Share => "double",
            };
            writeln!(
                out,
                "  <key id=\"{element}_{name}\" for=\"{element}\" attr.name=\"{name}\" attr.type=\"{kind}\"/>"
            )?;
        }
    }
    // Gephi's name for the thickness of an edge.
    writeln!(out, "  <key id=\"weight\" for=\"edge\" attr.name=\"weight\" attr.type=\"double\"/>")?;
    // Gephi reads a node's colour from these.
    for channel in ["r", "g", "b"] {
        writeln!(out, "  <key id=\"{channel}\" for=\"node\" attr.name=\"{channel}\" attr.type=\"int\"/>")?;
    }
    writeln!(out, "  <graph id=\"onrecord\" edgedefault=\"directed\">")?;
    for at in graph.node_indices() {
        write_node(&graph[at], at.index(), &mut out)?;
    }
    for reference in graph.edge_references() {
        let (id, from, to) = (reference.id().index(), reference.source().index(), reference.target().index());
        writeln!(out, "    <edge id=\"e{id}\" source=\"n{from}\" target=\"n{to}\">")?;
        for (name, value) in edge(reference.weight()) {
            writeln!(out, "      <data key=\"edge_{name}\">{}</data>", escaped(&plain(&value)))?;
        }
        let weight = reference.weight().count.max(1);
        writeln!(out, "      <data key=\"weight\">{weight}</data>\n    </edge>")?;
    }
    writeln!(out, "  </graph>\n</graphml>")
}

fn write_node(of: &Node, id: usize, out: &mut impl Write) -> io::Result<()> {
    writeln!(out, "    <node id=\"n{id}\">")?;
    writeln!(out, "      <data key=\"label\">{}</data>", escaped(&label(of)))?;
    for (name, value) in node(of) {
        writeln!(out, "      <data key=\"node_{name}\">{}</data>", escaped(&plain(&value)))?;
    }
    if let Some(colour) = colour(of) {
        for (channel, value) in [("r", colour.0), ("g", colour.1), ("b", colour.2)] {
            writeln!(out, "      <data key=\"{channel}\">{value}</data>")?;
        }
    }
    writeln!(out, "    </node>")
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;
    use crate::graph::{Selection, build, xml};
    use crate::lexicon::Lexicon;

    #[test]
    fn has_the_structure_of_the_schema() {
        let graph = build(&crate::record::sample(), &Lexicon::embedded(), &Selection::default());
        let mut out = Vec::new();
        write(&graph, &mut out).unwrap();
        let root = xml::parse(&String::from_utf8(out).unwrap());
        assert_eq!(
            (root.name.as_str(), root.get("xmlns")),
            ("graphml", "http://graphml.graphdrawing.org/xmlns")
        );
        let names: Vec<_> = root.children.iter().map(|child| child.name.as_str()).collect();
        assert_eq!(names.iter().filter(|name| **name != "key").collect::<Vec<_>>(), [&"graph"]);
        assert_eq!(names.last(), Some(&"graph"), "keys come first");
        let keys: HashSet<_> = root.all("key").map(|key| (key.get("for"), key.get("id"))).collect();
        assert!(root.all("key").all(|key| ["string", "int", "double"].contains(&key.get("attr.type"))));
        let inside = &root.children[names.len() - 1];
        assert_eq!(inside.get("edgedefault"), "directed");
        let nodes: HashSet<_> = inside.all("node").map(|node| node.get("id")).collect();
        assert_eq!((nodes.len(), inside.all("edge").count()), (graph.node_count(), graph.edge_count()));
        for of in &inside.children {
            assert!(of.all("data").all(|data| keys.contains(&(of.name.as_str(), data.get("key")))));
            assert!(
                of.name == "node" || nodes.contains(of.get("source")) && nodes.contains(of.get("target"))
            );
        }
        let report =
            inside.all("node").flat_map(|node| node.all("data")).find(|data| data.text.contains('"'));
        assert_eq!(report.unwrap().text, "the <\"report\">");
    }
}
