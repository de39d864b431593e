//! Sums of decision trees (gradient boosting: Friedman, 2001), as they run and as they lie in a file.

/// A question of a tree: whether a number is above a limit.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Node {
    /// Which number.
    pub sign: u16,
    pub limit: f32,
    /// Where to go on: a node of the tree, or behind the last of them a leaf.
    pub low: u16,
    pub high: u16,
}

/// A tree: one leaf more than nodes.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Tree {
    pub nodes: Vec<Node>,
    pub leaves: Vec<f32>,
}

/// Bytes of a node in a file.
const NODE: usize = 2 + 4 + 2 + 2;

impl Tree {
    /// What the tree makes of some numbers.
    pub fn value(&self, numbers: &[f32]) -> f32 {
        let mut at = 0;
        while let Some(node) = self.nodes.get(at) {
            at = usize::from(if numbers[usize::from(node.sign)] > node.limit { node.high } else { node.low });
        }
        self.leaves[at - self.nodes.len()]
    }

    /// Writes the tree: how many nodes (u16), the nodes, the leaves (f32 each); all little-endian.
    pub fn write(&self, out: &mut Vec<u8>) {
        out.extend((self.nodes.len() as u16).to_le_bytes());
        for node in &self.nodes {
            out.extend(node.sign.to_le_bytes());
            out.extend(node.limit.to_le_bytes());
            out.extend(node.low.to_le_bytes());
            out.extend(node.high.to_le_bytes());
        }
        self.leaves.iter().for_each(|leaf| out.extend(leaf.to_le_bytes()));
    }

    /// Reads a tree over so many `signs` from the front of `bytes`; `None` where it is none.
    pub fn read(bytes: &mut &[u8], signs: usize) -> Option<Tree> {
        let (count, rest) = bytes.split_first_chunk()?;
        let count = usize::from(u16::from_le_bytes(*count));
        let (nodes, rest) = rest.split_at_checked(count * NODE)?;
        let (leaves, rest) = rest.split_at_checked((count + 1) * 4)?;
        let node = |(place, b): (usize, &[u8; NODE])| {
            let short = |at: usize| u16::from_le_bytes([b[at], b[at + 1]]);
            let limit = f32::from_le_bytes([b[2], b[3], b[4], b[5]]);
            let node = Node { sign: short(0), limit, low: short(6), high: short(8) };
            // Children lie behind, so that every way ends.
            let fits = |child: u16| usize::from(child) > place && usize::from(child) <= 2 * count;
            (usize::from(node.sign) < signs && fits(node.low) && fits(node.high)).then_some(node)
        };
        let nodes = nodes.as_chunks().0.iter().enumerate().map(node).collect::<Option<_>>()?;
        let leaves = leaves.as_chunks().0.iter().map(|bytes| f32::from_le_bytes(*bytes)).collect();
        *bytes = rest;
        Some(Tree { nodes, leaves })
    }
}

/// The sum of what all `trees` make of some numbers, in order.
pub fn sum(trees: &[Tree], numbers: &[f32]) -> f32 {
    trees.iter().map(|tree| tree.value(numbers)).sum()
}

/// A number for a tree to look at: one where something holds.
pub(crate) fn flag(holds: bool) -> f32 {
    f32::from(u8::from(holds))
}

/// A sum of trees as a chance, from 0 to 1.
pub fn chance(sum: f32) -> f32 {
    1.0 / (1.0 + (-sum).exp())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn trees_are_read_as_they_were_written() {
        let nodes = vec![
            Node { sign: 1, limit: 0.5, low: 1, high: 4 },
            Node { sign: 0, limit: -2.0, low: 2, high: 3 },
        ];
        let tree = Tree { nodes, leaves: vec![-1.0, 0.25, 2.0] };
        assert_eq!(tree.value(&[0.0, 0.7]), 2.0);
        assert_eq!(tree.value(&[0.0, 0.5]), 0.25);
        assert_eq!(tree.value(&[-3.0, 0.5]), -1.0);
        let mut bytes = Vec::new();
        tree.write(&mut bytes);
        assert_eq!(Tree::read(&mut &bytes[..], 2), Some(tree));
        assert_eq!(Tree::read(&mut &bytes[..], 1), None);
        assert_eq!(Tree::read(&mut &bytes[..bytes.len() - 1], 2), None);
        // A node that leads back to itself.
        bytes[2 + 6] = 0;
        assert_eq!(Tree::read(&mut &bytes[..], 2), None);
    }
}
