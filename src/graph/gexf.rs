//! The graph as GEXF 1.3, Gephi's own format, with colours and sizes.

use std::io::{self, Write};

use petgraph::visit::EdgeRef;

use super::attributes::{EDGE, NODE, Type, colour, edge, label, node, plain};
use super::colour::Colour;
use super::text::escaped;
use super::{Graph, Node};

const HEAD: &str = r#"<?xml version="1.0" encoding="UTF-8"?>
<gexf xmlns="http://gexf.net/1.3" xmlns:viz="http://gexf.net/1.3/viz" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:schemaLocation="http://gexf.net/1.3 http://gexf.net/1.3/gexf.xsd" version="1.3">
  <meta>
    <creator>onrecord</creator>
    <description>Who speaks, for whom, and about which ratings</description>
  </meta>
  <graph defaultedgetype="directed" mode="static">
"#;

/// Writes the graph as GEXF 1.3.
pub fn write(graph: &Graph, mut out: impl Write) -> io::Result<()> {
    out.write_all(HEAD.as_bytes())?;
    for (class, values) in [("node", &NODE[..]), ("edge", &EDGE[..])] {
        writeln!(out, "    <attributes class=\"{class}\">")?;
        // `kind` of an edge is the edge's own, which keeps two kinds between two nodes apart.
        for (name, kind) in values {
            let kind = match kind {
                Type::Text => "string",
                Type::Number => "integer",
                Type::Share => "double",
            };
            writeln!(out, "      <attribute id=\"{name}\" title=\"{name}\" type=\"{kind}\"/>")?;
        }
        writeln!(out, "    </attributes>")?;
    }
    writeln!(out, "    <nodes>")?;
    for at in graph.node_indices() {
        write_node(&graph[at], at.index(), &mut out)?;
    }
    writeln!(out, "    </nodes>\n    <edges>")?;
    for reference in graph.edge_references() {
        let of = reference.weight();
        writeln!(
            out,
            "      <edge id=\"{}\" source=\"{}\" target=\"{}\" kind=\"{}\" weight=\"{}\">",
            reference.id().index(),
            reference.source().index(),
            reference.target().index(),
            of.kind.as_str(),
            of.count.max(1)
        )?;
        write_values(edge(of), &mut out)?;
        writeln!(out, "      </edge>")?;
    }
    writeln!(out, "    </edges>\n  </graph>\n</gexf>")
}

fn write_node(of: &Node, id: usize, out: &mut impl Write) -> io::Result<()> {
    writeln!(out, "      <node id=\"{id}\" label=\"{}\">", escaped(&label(of)))?;
    write_values(node(of), out)?;
    let Colour(r, g, b) = colour(of).unwrap_or(Colour::NEUTRAL);
    writeln!(out, "        <viz:color r=\"{r}\" g=\"{g}\" b=\"{b}\"/>")?;
    let (size, shape) = match of {
        Node::Speaker(speaker) => (4.0 + 2.0 * (speaker.quotations as f32).sqrt(), "disc"),
        Node::Document(_) => (4.0, "square"),
        Node::Rating(_) => (6.0, "diamond"),
        Node::Role { .. } => (4.0, "triangle"),
        Node::Organisation(_) | Node::Party { .. } => (8.0, "square"),
    };
    writeln!(out, "        <viz:size value=\"{size:.1}\"/>\n        <viz:shape value=\"{shape}\"/>")?;
    writeln!(out, "      </node>")
}

fn write_values(values: Vec<(&str, serde_json::Value)>, out: &mut impl Write) -> io::Result<()> {
    writeln!(out, "        <attvalues>")?;
    for (name, value) in values {
        writeln!(out, "          <attvalue for=\"{name}\" value=\"{}\"/>", escaped(&plain(&value)))?;
    }
    writeln!(out, "        </attvalues>")
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;
    use crate::graph::{Selection, build, xml};
    use crate::lexicon::Lexicon;

    /// What <https://gexf.net/schema.html> asks of the elements used here.
    #[test]
    fn has_the_structure_of_the_schema() {
        let graph = build(&crate::record::sample(), &Lexicon::embedded(), &Selection::default());
        let mut out = Vec::new();
        write(&graph, &mut out).unwrap();
        let root = xml::parse(&String::from_utf8(out).unwrap());
        assert_eq!((root.name.as_str(), root.get("version")), ("gexf", "1.3"));
        assert_eq!(root.get("xmlns"), "http://gexf.net/1.3");
        let names =
            |of: &xml::Element| of.children.iter().map(|child| child.name.clone()).collect::<Vec<_>>();
        assert_eq!(names(&root), ["meta", "graph"]);
        let inside = &root.children[1];
        assert_eq!(names(inside), ["attributes", "attributes", "nodes", "edges"]);
        for (declared, used) in [(0, 2), (1, 3)] {
            let declared = &inside.children[declared];
            assert!(
                declared
                    .all("attribute")
                    .all(|one| ["string", "integer", "double"].contains(&one.get("type")))
            );
            let ids: HashSet<_> = declared.all("attribute").map(|one| one.get("id")).collect();
            for element in &inside.children[used].children {
                let values = element.all("attvalues").flat_map(|values| &values.children);
                assert!(values.clone().count() > 0);
                for value in values {
                    assert!(ids.contains(value.get("for")) && value.has("value"), "{value:?}");
                }
            }
        }
        let nodes: HashSet<_> = inside.children[2].all("node").map(|node| node.get("id")).collect();
        assert_eq!(nodes.len(), graph.node_count());
        let edges = &inside.children[3].children;
        assert_eq!(edges.len(), graph.edge_count());
        let mut apart = HashSet::new();
        for edge in edges {
            assert!(nodes.contains(edge.get("source")) && nodes.contains(edge.get("target")));
            assert!(edge.get("weight").parse::<f64>().unwrap() >= 1.0);
            assert!(apart.insert((edge.get("source"), edge.get("target"), edge.get("kind"))), "{edge:?}");
        }
        let shapes = ["disc", "square", "triangle", "diamond"];
        for node in &inside.children[2].children {
            let viz = |name| node.all(name).next().unwrap();
            assert!(viz("viz:color").get("r").parse::<u8>().is_ok());
            assert!(viz("viz:size").get("value").parse::<f64>().unwrap() > 0.0);
            assert!(shapes.contains(&viz("viz:shape").get("value")));
        }
    }
}
