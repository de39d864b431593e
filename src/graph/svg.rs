//! The graph as an SVG picture, drawn here: boxes of speakers in columns on the left, the ratings that they
//! speak about on the right, lines between them that cross as little as a few sweeps achieve.

use std::collections::{HashMap, HashSet};
use std::fmt::Write as _;

use itertools::Itertools;
use petgraph::graph::NodeIndex;

use super::colour::Colour;
use super::picture::{Card, Line, Member, Options, Picture, rank, rating_colour};
use super::text::{count, cut, escaped, lines, width};
use super::{DocumentNode, EdgeKind, Graph};
use crate::record::SpeakerKind;

/// The picture as a whole SVG file, without its XML declaration, so that it can stand inside HTML too.
///
/// Nothing overlaps but lines. The same graph gives the same bytes.
pub fn render(graph: &Graph, options: &Options) -> String {
    Layout::new(&Picture::new(graph, options)).draw()
}

/// Font sizes: names, what stands under them, the title.
const NAME: f32 = 12.0;
const SMALL: f32 = 10.0;
const TITLE: f32 = 18.0;
/// From line to line, for [`NAME`] and [`SMALL`].
const NAME_LINE: f32 = 15.0;
const SMALL_LINE: f32 = 13.0;
/// Between the text of a box and its border.
const PADDING: f32 = 9.0;
/// Between boxes.
const GAP: f32 = 10.0;
/// Between the boxes of organisations.
const GROUP_GAP: f32 = 14.0;
/// Between columns that lines run between.
const LINES_GAP: f32 = 150.0;
/// Between columns of speakers with lines between them.
const MENTIONS_GAP: f32 = 70.0;
/// How far a line between speakers of one column may bend out of it.
const BEND: f32 = 60.0;
/// How far boxes of one column are drawn apart at most.
const SPREAD: f32 = 130.0;
/// Around the picture.
const MARGIN: f32 = 24.0;
/// At least so wide, for the legend.
const LEAST_WIDTH: f32 = 720.0;
/// How often the columns are sorted by each other.
const SWEEPS: usize = 12;
/// Characters in a line of a label.
const LABEL: usize = 28;

const INK: &str = "#1F2733";
const SOFT: &str = "#3A414C";

#[derive(Clone, Copy, Debug, Default, PartialEq)]
struct Rect {
    x: f32,
    y: f32,
    width: f32,
    height: f32,
}

impl Rect {
    fn right(self) -> f32 {
        self.x + self.width
    }

    fn bottom(self) -> f32 {
        self.y + self.height
    }

    fn middle(self) -> f32 {
        self.y + self.height / 2.0
    }
}

/// A speaker with its place in its group.
struct MemberBox<'a> {
    member: Member<'a>,
    name: Vec<String>,
    role: Vec<String>,
    /// What its text needs.
    least_width: f32,
    /// Within the group.
    rect: Rect,
}

struct GroupBox<'a> {
    name: Option<String>,
    members: Vec<MemberBox<'a>>,
    rect: Rect,
}

struct DocumentBox<'a> {
    node: NodeIndex,
    title: Vec<String>,
    published: String,
    document: &'a DocumentNode,
    rect: Rect,
}

struct CardBox<'a, 'p> {
    card: &'p Card<'a>,
    subject: Vec<String>,
    rect: Rect,
    /// Where the column of grades starts, within the card.
    grades: f32,
}

struct Layout<'a, 'p> {
    picture: &'p Picture<'a>,
    groups: Vec<GroupBox<'a>>,
    documents: Vec<DocumentBox<'a>>,
    cards: Vec<CardBox<'a, 'p>>,
    /// How much of the top the legend takes.
    top: f32,
    legend: Vec<Row>,
    size: (f32, f32),
}

/// A row of the legend.
enum Row {
    Text(String),
    /// Text, its colour, and the colour of its background.
    Swatches(Vec<(String, Colour, Colour)>),
}

impl<'a, 'p> Layout<'a, 'p> {
    fn new(picture: &'p Picture<'a>) -> Self {
        let mut groups = Vec::new();
        for group in &picture.groups {
            match group.name {
                Some(_) => groups.push(GroupBox::new(picture, group.name, &group.members)),
                // Speakers without a box find their places one by one.
                None => {
                    groups.extend(group.members.iter().map(|one| GroupBox::new(picture, None, &[*one])));
                }
            }
        }
        let mut layout = Layout {
            picture,
            groups,
            documents: picture
                .documents
                .iter()
                .map(|&(node, document)| DocumentBox::new(node, document))
                .collect(),
            cards: picture.cards.iter().map(CardBox::new).collect(),
            top: 0.0,
            legend: Vec::new(),
            size: (0.0, 0.0),
        };
        layout.place();
        layout
    }

    /// Gives everything its place.
    fn place(&mut self) {
        // Those who are tied to the right stand in the last column of groups; the others fill columns before.
        let (tied, mut free): (Vec<usize>, Vec<usize>) = (0..self.groups.len())
            .partition(|at| self.groups[*at].members.iter().any(|member| member.member.is_tied));
        // Of these, those with lines to other speakers stand together.
        let has_mentions = self.picture.lines.iter().any(Line::is_mention);
        let ends: HashSet<NodeIndex> = self
            .picture
            .lines
            .iter()
            .filter(|line| line.is_mention())
            .flat_map(|line| [line.from, line.to])
            .collect();
        free.sort_by_key(|at| {
            !self.groups[*at].members.iter().any(|member| ends.contains(&member.member.node))
        });
        let stack = |heights: &[f32], gap: f32| heights.iter().map(|height| height + gap).sum::<f32>();
        let heights = |groups: &[usize]| groups.iter().map(|at| self.groups[*at].rect.height).collect_vec();
        let tied_height = stack(&heights(&tied), GROUP_GAP);
        let documents = self.documents.iter().map(|document| document.rect.height).collect_vec();
        let cards = self.cards.iter().map(|card| card.rect.height).collect_vec();
        let area: f32 = free
            .iter()
            .map(|at| self.groups[*at].rect)
            .map(|rect| (rect.width + GROUP_GAP) * (rect.height + GROUP_GAP))
            .sum();
        let height = tied_height
            .max(stack(&documents, GAP))
            .max(stack(&cards, GROUP_GAP))
            .max((area / 1.5).sqrt())
            .max(free.iter().map(|at| self.groups[*at].rect.height + GROUP_GAP).fold(0.0, f32::max));

        let gap = if has_mentions { MENTIONS_GAP } else { GROUP_GAP };
        let mut x = self.place_columns(&free, height, gap, if has_mentions { MARGIN + BEND } else { MARGIN });
        let widest = tied.iter().map(|at| self.groups[*at].rect.width).fold(0.0, f32::max);
        for &at in &tied {
            self.groups[at].rect.x = x + widest - self.groups[at].rect.width;
        }
        x += widest;
        let mut column = |rects: &mut dyn Iterator<Item = &mut Rect>| {
            let rects = rects.collect_vec();
            let widest = rects.iter().map(|rect| rect.width).fold(0.0, f32::max);
            let has_any = !rects.is_empty();
            for rect in rects {
                rect.x = x + LINES_GAP;
            }
            if has_any {
                x += LINES_GAP + widest;
            }
        };
        column(&mut self.documents.iter_mut().map(|document| &mut document.rect));
        column(&mut self.cards.iter_mut().map(|card| &mut card.rect));
        let width = (x + MARGIN).max(LEAST_WIDTH);
        self.legend = legend(self.picture, width - 2.0 * MARGIN);
        self.top = MARGIN + TITLE + 8.0 + self.legend.iter().map(Row::height).sum::<f32>() + 12.0;
        self.sort_columns(tied, height);
        for group in &mut self.groups {
            group.rect.y += self.top;
        }
        for rect in
            self.documents.iter_mut().map(|d| &mut d.rect).chain(self.cards.iter_mut().map(|c| &mut c.rect))
        {
            rect.y += self.top;
        }
        let bottom = self.rects().map(Rect::bottom).fold(self.top, f32::max);
        self.size = (width.ceil(), (bottom + MARGIN).ceil());
    }

    /// Every box; groups, not their members.
    fn rects(&self) -> impl Iterator<Item = Rect> {
        let groups = self.groups.iter().map(|group| group.rect);
        groups
            .chain(self.documents.iter().map(|document| document.rect))
            .chain(self.cards.iter().map(|card| card.rect))
    }

    /// Fills columns of at most `height` with groups, in their order; returns where the next column starts.
    fn place_columns(&mut self, groups: &[usize], height: f32, gap: f32, left: f32) -> f32 {
        let (mut x, mut y, mut widest) = (left, 0.0, 0.0f32);
        for &at in groups {
            let rect = &mut self.groups[at].rect;
            if y > 0.0 && y + rect.height > height {
                x += widest + gap;
                (y, widest) = (0.0, 0.0);
            }
            (rect.x, rect.y) = (x, y);
            y += rect.height + GROUP_GAP;
            widest = widest.max(rect.width);
        }
        if widest > 0.0 { x + widest + gap } else { x }
    }

    /// Sorts the columns that lines run between by where the lines end, until few cross, and gives each
    /// box its height.
    fn sort_columns(&mut self, mut groups: Vec<usize>, height: f32) {
        let mut documents = (0..self.documents.len()).collect_vec();
        let mut cards = (0..self.cards.len()).collect_vec();
        let mut best: Option<(f32, _)> = None;
        for sweep in 0..=SWEEPS {
            self.stack(&groups, &documents, &cards, height);
            let length = self.length();
            if best.as_ref().is_none_or(|(least, _)| length < *least) {
                let members = groups.iter().map(|at| self.groups[*at].order()).collect_vec();
                best = Some((length, (groups.clone(), documents.clone(), cards.clone(), members)));
            }
            if sweep == SWEEPS {
                break;
            }
            let middles = self.middles();
            let pull = self.pull(&middles);
            let key = |nodes: &mut dyn Iterator<Item = NodeIndex>, own: f32| {
                let pulls = nodes.filter_map(|node| pull.get(&node)).collect_vec();
                let weight: f32 = pulls.iter().map(|(_, weight)| weight).sum();
                let sum: f32 = pulls.iter().map(|(sum, _)| sum).sum();
                if weight > 0.0 { sum / weight } else { own }
            };
            // Left and right in turn, so that each sorts by a column that stands still.
            if sweep % 2 == 0 {
                cards.sort_by(|one, two| {
                    let of = |at: usize| {
                        let card = &self.cards[at];
                        key(&mut card.card.ratings.iter().map(|(node, _)| *node), card.rect.middle())
                    };
                    of(*one).total_cmp(&of(*two))
                });
                documents.sort_by(|one, two| {
                    let of = |at: usize| {
                        let document = &self.documents[at];
                        key(&mut std::iter::once(document.node), document.rect.middle())
                    };
                    of(*one).total_cmp(&of(*two))
                });
            } else {
                groups.sort_by(|one, two| {
                    let of = |at: usize| {
                        let group = &self.groups[at];
                        key(&mut group.members.iter().map(|m| m.member.node), group.rect.middle())
                    };
                    of(*one).total_cmp(&of(*two))
                });
                for at in &groups {
                    let group = &mut self.groups[*at];
                    let top = group.rect.y;
                    group.members.sort_by(|one, two| {
                        let of =
                            |m: &MemberBox| key(&mut std::iter::once(m.member.node), top + m.rect.middle());
                        of(one).total_cmp(&of(two))
                    });
                    group.arrange();
                }
            }
        }
        if let Some((_, (groups, documents, cards, members))) = best {
            for (at, order) in groups.iter().zip(members) {
                self.groups[*at].restore(&order);
            }
            self.stack(&groups, &documents, &cards, height);
        }
    }

    /// Puts the boxes of each column under each other, spread over `height`.
    fn stack(&mut self, groups: &[usize], documents: &[usize], cards: &[usize], height: f32) {
        let spread = |rects: &mut [&mut Rect], gap: f32| {
            let filled: f32 = rects.iter().map(|rect| rect.height).sum();
            let free = (height - filled) / rects.len().max(1) as f32;
            let gap = free.clamp(gap, SPREAD);
            let mut y = ((height - filled - gap * rects.len() as f32) / 2.0).max(0.0);
            for rect in rects {
                rect.y = y;
                y += rect.height + gap;
            }
        };
        let mut by_index: HashMap<usize, &mut Rect> =
            self.groups.iter_mut().map(|group| &mut group.rect).enumerate().collect();
        spread(&mut groups.iter().filter_map(|at| by_index.remove(at)).collect_vec(), GROUP_GAP);
        let mut by_index: HashMap<usize, &mut Rect> =
            self.documents.iter_mut().map(|document| &mut document.rect).enumerate().collect();
        spread(&mut documents.iter().filter_map(|at| by_index.remove(at)).collect_vec(), GAP);
        let mut by_index: HashMap<usize, &mut Rect> =
            self.cards.iter_mut().map(|card| &mut card.rect).enumerate().collect();
        spread(&mut cards.iter().filter_map(|at| by_index.remove(at)).collect_vec(), GROUP_GAP);
    }

    /// The height at which lines meet each node.
    fn middles(&self) -> HashMap<NodeIndex, f32> {
        let mut middles = HashMap::new();
        for group in &self.groups {
            for member in &group.members {
                middles.insert(member.member.node, group.rect.y + member.rect.middle());
            }
        }
        middles.extend(self.documents.iter().map(|document| (document.node, document.rect.middle())));
        for card in &self.cards {
            for (row, (node, _)) in card.card.ratings.iter().enumerate() {
                middles.insert(*node, card.row(row).middle());
            }
        }
        middles
    }

    /// For each node the heights of the other ends of its lines: their weighted sum and their weight.
    fn pull(&self, middles: &HashMap<NodeIndex, f32>) -> HashMap<NodeIndex, (f32, f32)> {
        let mut pull: HashMap<NodeIndex, (f32, f32)> = HashMap::new();
        for line in self.drawn() {
            if let (Some(from), Some(to)) = (middles.get(&line.from), middles.get(&line.to)) {
                for (node, other) in [(line.from, to), (line.to, from)] {
                    let (sum, weight) = pull.entry(node).or_default();
                    *sum += other * line.width();
                    *weight += line.width();
                }
            }
        }
        pull
    }

    /// The lines that run from column to column.
    fn drawn(&self) -> impl Iterator<Item = &Line> {
        self.picture.lines.iter().filter(|line| !line.is_mention())
    }

    /// How far lines climb and fall in all: what sorting makes small.
    fn length(&self) -> f32 {
        let middles = self.middles();
        let climb = |line: &Line| Some((middles.get(&line.from)? - middles.get(&line.to)?).abs());
        self.drawn().filter_map(climb).sum()
    }

    fn draw(&self) -> String {
        let (width, height) = self.size;
        let mut out = format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width}\" height=\"{height}\" viewBox=\"0 0 {width} {height}\" \
             role=\"img\" font-family=\"Helvetica, Arial, sans-serif\" font-size=\"{NAME}\" fill=\"{INK}\">\n\
             <title>{title}</title>\n\
             <defs><marker id=\"onrecord-arrow\" viewBox=\"0 0 8 8\" refX=\"8\" refY=\"4\" markerWidth=\"8\" markerHeight=\"8\" \
             markerUnits=\"userSpaceOnUse\" orient=\"auto\"><path d=\"M0 0.5 8 4 0 7.5z\" fill=\"#4A5260\"/></marker></defs>\n\
             <rect width=\"{width}\" height=\"{height}\" fill=\"#FFFFFF\"/>\n",
            title = escaped(self.picture.title()),
        );
        self.draw_legend(&mut out);
        for group in &self.groups {
            group.draw_frame(&mut out);
        }
        self.draw_lines(&mut out);
        for group in &self.groups {
            group.draw_members(self.picture, &mut out);
        }
        for document in &self.documents {
            document.draw(&mut out);
        }
        for card in &self.cards {
            card.draw(&mut out);
        }
        out.push_str("</svg>\n");
        out
    }

    fn draw_legend(&self, out: &mut String) {
        let mut y = MARGIN + TITLE;
        text(out, MARGIN, y, TITLE, INK, true, self.picture.title());
        y += 8.0;
        for row in &self.legend {
            match row {
                Row::Text(line) => text(out, MARGIN, y + 13.0, NAME, SOFT, false, line),
                Row::Swatches(swatches) => {
                    let mut x = MARGIN;
                    for (label, ink, fill) in swatches {
                        let width = swatch_width(label);
                        let top = y + 4.0;
                        let _ = writeln!(
                            out,
                            "<rect x=\"{x:.1}\" y=\"{top:.1}\" width=\"{width:.1}\" height=\"22\" rx=\"3\" fill=\"{fill}\" stroke=\"{ink}\" stroke-opacity=\"0.5\"/>"
                        );
                        text(out, x + PADDING, y + 19.0, NAME, &ink.to_string(), true, label);
                        x += width + 8.0;
                    }
                }
            }
            y += row.height();
        }
    }

    fn draw_lines(&self, out: &mut String) {
        let mut places: HashMap<NodeIndex, Rect> = HashMap::new();
        // Where a line to the right leaves the box around a speaker.
        let mut exits: HashMap<NodeIndex, f32> = HashMap::new();
        for group in &self.groups {
            places.extend(group.members.iter().map(|member| (member.member.node, group.place(member))));
            exits.extend(group.members.iter().map(|member| (member.member.node, group.rect.right())));
        }
        places.extend(self.documents.iter().map(|document| (document.node, document.rect)));
        for card in &self.cards {
            for (row, (node, _)) in card.card.ratings.iter().enumerate() {
                places.insert(*node, card.row(row));
            }
        }
        out.push_str("<g fill=\"none\" stroke-opacity=\"0.7\">\n");
        for line in &self.picture.lines {
            if let (Some(from), Some(to)) = (places.get(&line.from), places.get(&line.to)) {
                let exit = exits.get(&line.from).filter(|_| !line.is_mention());
                draw_line(out, line, *from, exit.copied().unwrap_or(from.right()), *to);
            }
        }
        out.push_str("</g>\n");
    }
}

fn draw_line(out: &mut String, line: &Line, from: Rect, exit: f32, to: Rect) {
    let dashes = match line.kind {
        EdgeKind::Mentions => " stroke-dasharray=\"2 3\"",
        EdgeKind::RepliesTo => " stroke-dasharray=\"6 4\"",
        _ => "",
    };
    let arrow = if line.is_mention() { " marker-end=\"url(#onrecord-arrow)\"" } else { "" };
    let (start, end) = (from.middle(), to.middle());
    // From side to facing side; between boxes above each other, around their left.
    let (x, bend, to_x, to_bend) = if from.right() + GAP <= to.x {
        let bend = (to.x - exit) * 0.45;
        (exit, bend, to.x, -bend)
    } else if to.right() + GAP <= from.x {
        let bend = (from.x - to.right()) * 0.45;
        (from.x, -bend, to.right(), bend)
    } else {
        let bend = (18.0 + (start - end).abs() * 0.12).min(BEND);
        (from.x, -bend, to.x, -bend)
    };
    let from_x = if x == exit { from.right() } else { x };
    let (control, to_control) = (x + bend, to_x + to_bend);
    let (width, colour) = (line.width(), line.colour);
    let _ = writeln!(
        out,
        "<path d=\"M{from_x:.1} {start:.1}H{x:.1}C{control:.1} {start:.1} {to_control:.1} {end:.1} {to_x:.1} {end:.1}\" stroke=\"{colour}\" \
         stroke-width=\"{width:.1}\"{dashes}{arrow}><title>{}</title></path>",
        escaped(&line.title())
    );
}

impl<'a> GroupBox<'a> {
    fn new(picture: &Picture, name: Option<&str>, members: &[Member<'a>]) -> Self {
        let members = members.iter().map(|member| MemberBox::new(picture, *member)).collect();
        let name = name.map(|name| cut(name, 48));
        let mut group = GroupBox { name, members, rect: Rect::default() };
        group.arrange();
        group
    }

    /// Puts the members into columns: on the right those tied to the right, the others before.
    fn arrange(&mut self) {
        let (tied, free): (Vec<usize>, Vec<usize>) =
            (0..self.members.len()).partition(|at| self.members[*at].member.is_tied);
        let height = (self.members.len() as f32 * 1.2).sqrt().ceil() as usize;
        let height = height.max(tied.len()).max(3);
        let columns = free.chunks(height).chain((!tied.is_empty()).then_some(tied.as_slice()));
        let (inset, top) = if self.name.is_some() { (12.0, 30.0) } else { (0.0, 0.0) };
        let (mut x, mut bottom) = (inset, top);
        for column in columns.map(<[usize]>::to_vec).collect_vec() {
            let widest = column.iter().map(|at| self.members[*at].least_width).fold(0.0, f32::max);
            let mut y = top;
            for at in column {
                let rect = &mut self.members[at].rect;
                (rect.x, rect.y, rect.width) = (x, y, widest);
                y += rect.height + GAP;
            }
            x += widest + GAP;
            bottom = f32::max(bottom, y);
        }
        let title = self.name.as_ref().map_or(0.0, |name| width(name, NAME, true) + 24.0);
        let across = x - GAP + inset;
        self.rect.width = across.max(title);
        // The last column reaches to the border where the name is wider, so that lines start there.
        let last = self.members.iter().map(|member| member.rect.x).fold(0.0, f32::max);
        for member in self.members.iter_mut().filter(|member| member.rect.x == last) {
            member.rect.width += self.rect.width - across;
        }
        self.rect.height = bottom - GAP + inset;
    }

    /// The members as they stand, to be restored.
    fn order(&self) -> Vec<NodeIndex> {
        self.members.iter().map(|member| member.member.node).collect()
    }

    fn restore(&mut self, order: &[NodeIndex]) {
        self.members.sort_by_key(|member| order.iter().position(|node| *node == member.member.node));
        self.arrange();
    }

    /// Where a member stands in the picture.
    fn place(&self, member: &MemberBox) -> Rect {
        Rect { x: self.rect.x + member.rect.x, y: self.rect.y + member.rect.y, ..member.rect }
    }

    fn draw_frame(&self, out: &mut String) {
        let Some(name) = &self.name else { return };
        let Rect { x, y, width, height } = self.rect;
        let _ = writeln!(
            out,
            "<rect x=\"{x:.1}\" y=\"{y:.1}\" width=\"{width:.1}\" height=\"{height:.1}\" rx=\"8\" fill=\"#F4F6F8\" stroke=\"#C5CCD6\"/>"
        );
        text(out, x + 12.0, y + 20.0, NAME, INK, true, name);
    }

    fn draw_members(&self, picture: &Picture, out: &mut String) {
        for member in &self.members {
            member.draw(picture, self.place(member), out);
        }
    }
}

impl<'a> MemberBox<'a> {
    fn new(picture: &Picture, member: Member<'a>) -> Self {
        let name = lines(&member.speaker.name, LABEL, 3);
        let role = picture.role(&member).map(|role| lines(&role, LABEL + 4, 3)).unwrap_or_default();
        let (party, said) = last_line(member);
        let widest = name
            .iter()
            .map(|line| width(line, NAME, true))
            .chain(role.iter().map(|line| width(line, SMALL, false)))
            .chain([width(&party, SMALL, true) + width(&said, SMALL, false)])
            .fold(0.0, f32::max);
        let sides = if member.speaker.kind == SpeakerKind::Group { 12.0 } else { 0.0 };
        let height = name.len() as f32 * NAME_LINE + (role.len() + 1) as f32 * SMALL_LINE + 2.0 * 6.0;
        let least_width = widest + 2.0 * (PADDING + sides);
        let rect = Rect { height, ..Rect::default() };
        MemberBox { member, name, role, least_width, rect }
    }

    fn draw(&self, picture: &Picture, rect: Rect, out: &mut String) {
        let speaker = self.member.speaker;
        let colour = picture.colour(speaker);
        let ink = colour.ink();
        let fill = if speaker.party.is_some() { colour.fill() } else { Colour(255, 255, 255) };
        let _ = write!(out, "<g fill=\"{fill}\" stroke=\"{ink}\"><title>{}</title>", escaped(&speaker.name));
        out.push_str(&shape(speaker.kind, rect));
        out.push_str("</g>\n");
        let middle = rect.x + rect.width / 2.0;
        let mut y = rect.y + 6.0 + 11.0;
        for line in &self.name {
            centred(out, middle, y, NAME, INK, true, line);
            y += NAME_LINE;
        }
        y -= 2.0;
        for line in &self.role {
            centred(out, middle, y, SMALL, INK, false, line);
            y += SMALL_LINE;
        }
        let (party, said) = last_line(self.member);
        let _ = write!(
            out,
            "<text x=\"{middle:.1}\" y=\"{y:.1}\" font-size=\"{SMALL}\" text-anchor=\"middle\" fill=\"{SOFT}\">"
        );
        if !party.is_empty() {
            let _ = write!(out, "<tspan fill=\"{ink}\" font-weight=\"bold\">{}</tspan>", escaped(&party));
        }
        let _ = writeln!(out, "{}</text>", escaped(&said));
    }
}

/// The party, and how often the speaker is quoted.
fn last_line(member: Member) -> (String, String) {
    let said = count(member.speaker.quotations, "quotation");
    match &member.speaker.party {
        Some(party) => (cut(party, 30), format!(" · {said}")),
        None => (String::new(), said),
    }
}

fn shape(kind: SpeakerKind, Rect { x, y, width, height }: Rect) -> String {
    let (right, bottom) = (x + width, y + height);
    match kind {
        SpeakerKind::Organisation => format!(
            "<rect x=\"{x:.1}\" y=\"{y:.1}\" width=\"{width:.1}\" height=\"{height:.1}\" stroke-width=\"2\"/>"
        ),
        SpeakerKind::Document => {
            let (fold, under) = (right - 9.0, y + 9.0);
            format!(
                "<path d=\"M{x:.1} {y:.1}H{fold:.1}L{right:.1} {under:.1}V{bottom:.1}H{x:.1}ZM{fold:.1} {y:.1}V{under:.1}H{right:.1}\"/>"
            )
        }
        SpeakerKind::Group => {
            let (left, far, middle) = (x + 12.0, right - 12.0, y + height / 2.0);
            format!(
                "<path d=\"M{left:.1} {y:.1}H{far:.1}L{right:.1} {middle:.1} {far:.1} {bottom:.1}H{left:.1}L{x:.1} {middle:.1}Z\"/>"
            )
        }
        SpeakerKind::Person | SpeakerKind::Unnamed | SpeakerKind::Unknown => {
            let dashes = if kind == SpeakerKind::Person { "" } else { " stroke-dasharray=\"5 3\"" };
            format!(
                "<rect x=\"{x:.1}\" y=\"{y:.1}\" width=\"{width:.1}\" height=\"{height:.1}\" rx=\"9\"{dashes}/>"
            )
        }
    }
}

impl<'a> DocumentBox<'a> {
    fn new(node: NodeIndex, document: &'a DocumentNode) -> Self {
        let title = lines(document.title.as_deref().unwrap_or(&document.id), LABEL + 4, 3);
        let published = [document.publisher.clone(), document.published_on.map(|date| date.to_string())];
        let published = cut(&published.into_iter().flatten().join(", "), 40);
        let small = if published.is_empty() { 0.0 } else { SMALL_LINE };
        let widest =
            title.iter().map(|line| width(line, NAME, false)).fold(width(&published, SMALL, false), f32::max);
        let height = title.len() as f32 * NAME_LINE + small + 12.0;
        let rect = Rect { width: widest + 2.0 * PADDING + 6.0, height, ..Rect::default() };
        DocumentBox { node, title, published, document, rect }
    }

    fn draw(&self, out: &mut String) {
        let _ = writeln!(
            out,
            "<g fill=\"#FFFFFF\" stroke=\"#6B7585\"><title>{}</title>{}</g>",
            escaped(&self.document.id),
            shape(SpeakerKind::Document, self.rect)
        );
        let mut y = self.rect.y + 6.0 + 11.0;
        for line in &self.title {
            text(out, self.rect.x + PADDING, y, NAME, INK, false, line);
            y += NAME_LINE;
        }
        if !self.published.is_empty() {
            text(out, self.rect.x + PADDING, y - 2.0, SMALL, SOFT, false, &self.published);
        }
    }
}

/// Height of a row of a card.
const CARD_ROW: f32 = 24.0;

impl<'a, 'p> CardBox<'a, 'p> {
    fn new(card: &'p Card<'a>) -> Self {
        let subject = card.subject();
        let subject = if subject.is_empty() { Vec::new() } else { lines(&subject, LABEL + 6, 4) };
        let dates = card.ratings.iter().map(|(_, rating)| rating.rated_on.map(|date| date.to_string()));
        let dates = dates.flatten().chain(card.previous().map(|_| "before".into()));
        let grades = dates.map(|date| width(&date, SMALL, false) + 8.0).fold(0.0, f32::max) + PADDING;
        let widest = card
            .ratings
            .iter()
            .map(|(_, rating)| grades + width(&grade(rating), NAME, true) + 2.0 * PADDING)
            .chain(card.previous().map(|grade| grades + width(&cut(grade, 48), NAME, false) + 2.0 * PADDING))
            .chain(subject.iter().map(|line| width(line, NAME, true) + 2.0 * PADDING))
            .chain(inspector(card).map(|name| width(&name, SMALL, false) + 2.0 * PADDING))
            .fold(90.0, f32::max);
        let mut box_ = CardBox { card, subject, rect: Rect { width: widest, ..Rect::default() }, grades };
        box_.rect.height = box_.head() + CARD_ROW * card.ratings.len() as f32 + 6.0;
        box_
    }

    /// Height of what stands above the first dated row.
    fn head(&self) -> f32 {
        let small = if inspector(self.card).is_some() { SMALL_LINE } else { 0.0 };
        let previous = if self.card.previous().is_some() { CARD_ROW } else { 0.0 };
        8.0 + self.subject.len() as f32 * NAME_LINE + small + previous
    }

    /// Where the row of a rating stands in the picture.
    fn row(&self, row: usize) -> Rect {
        Rect { y: self.rect.y + self.head() + CARD_ROW * row as f32, height: CARD_ROW, ..self.rect }
    }

    fn draw(&self, out: &mut String) {
        let Rect { x, y, width: across, height } = self.rect;
        let _ = writeln!(
            out,
            "<rect x=\"{x:.1}\" y=\"{y:.1}\" width=\"{across:.1}\" height=\"{height:.1}\" fill=\"#FFFFFF\" stroke=\"#8A93A0\"/>"
        );
        let mut line = y + 6.0 + 11.0;
        for subject in &self.subject {
            text(out, x + PADDING, line, NAME, INK, true, subject);
            line += NAME_LINE;
        }
        if let Some(name) = inspector(self.card) {
            text(out, x + PADDING, line - 2.0, SMALL, SOFT, false, &name);
        }
        if let Some(previous) = self.card.previous() {
            let line = y + self.head() - CARD_ROW + 16.0;
            text(out, x + PADDING, line, SMALL, SOFT, false, "before");
            text(out, x + self.grades + PADDING, line, NAME, SOFT, false, &cut(previous, 48));
        }
        for (row, (_, rating)) in self.card.ratings.iter().enumerate() {
            let place = self.row(row);
            let colour = rating_colour(rating);
            let (left, top) = (x + self.grades, place.y + 2.0);
            let (wide, high) = (across - self.grades - 5.0, CARD_ROW - 4.0);
            if let Some(date) = rating.rated_on {
                text(out, x + PADDING, place.y + 16.0, SMALL, SOFT, false, &date.to_string());
            }
            let _ = writeln!(
                out,
                "<rect x=\"{left:.1}\" y=\"{top:.1}\" width=\"{wide:.1}\" height=\"{high:.1}\" fill=\"{colour}\"/>"
            );
            text(
                out,
                left + PADDING - 2.0,
                place.y + 16.0,
                NAME,
                &colour.text().to_string(),
                true,
                &grade(rating),
            );
        }
    }
}

fn inspector(card: &Card) -> Option<String> {
    card.ratings[0].1.inspector.as_deref().map(|name| cut(name, 40))
}

fn grade(rating: &super::RatingNode) -> String {
    format!("{}{}", cut(&rating.grade, 48), rank(rating))
}

impl Row {
    fn height(&self) -> f32 {
        match self {
            Row::Text(_) => 17.0,
            Row::Swatches(_) => 30.0,
        }
    }
}

/// The legend in rows of at most `across`.
fn legend(picture: &Picture, across: f32) -> Vec<Row> {
    let characters = (across / 6.2) as usize;
    let key = picture.key();
    let mut rows: Vec<Row> =
        key.iter().flat_map(|line| lines(line, characters, usize::MAX)).map(Row::Text).collect();
    let parties = picture.parties.iter().map(|(party, colour)| (cut(party, 48), colour.ink(), colour.fill()));
    let grades = picture.grades().into_iter().map(|rating| {
        let colour = rating_colour(rating);
        (grade(rating), colour.text(), colour)
    });
    for swatches in [parties.collect_vec(), grades.collect_vec()] {
        let mut row = Vec::new();
        let mut x = 0.0;
        for swatch in swatches {
            let width = swatch_width(&swatch.0) + 8.0;
            if x + width > across && !row.is_empty() {
                rows.push(Row::Swatches(std::mem::take(&mut row)));
                x = 0.0;
            }
            x += width;
            row.push(swatch);
        }
        if !row.is_empty() {
            rows.push(Row::Swatches(row));
        }
    }
    rows
}

fn swatch_width(label: &str) -> f32 {
    width(label, NAME, true) + 2.0 * PADDING
}

fn text(out: &mut String, x: f32, y: f32, size: f32, fill: &str, bold: bool, content: &str) {
    put(out, x, y, size, fill, bold, "", content);
}

fn centred(out: &mut String, x: f32, y: f32, size: f32, fill: &str, bold: bool, content: &str) {
    put(out, x, y, size, fill, bold, " text-anchor=\"middle\"", content);
}

#[expect(clippy::too_many_arguments, reason = "the attributes of one element")]
fn put(out: &mut String, x: f32, y: f32, size: f32, fill: &str, bold: bool, anchor: &str, content: &str) {
    let weight = if bold { " font-weight=\"bold\"" } else { "" };
    let _ = writeln!(
        out,
        "<text x=\"{x:.1}\" y=\"{y:.1}\" font-size=\"{size}\"{weight}{anchor} fill=\"{fill}\">{}</text>",
        escaped(content)
    );
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::graph::{By, Dates, Edge, Node, RatingNode, Selection, SpeakerNode, build};
    use crate::lexicon::Lexicon;
    use crate::record::Record;

    /// A graph of so many speakers in organisations and parties of all sizes, who speak about some ratings.
    fn crowd(speakers: usize) -> Graph {
        let mut graph = Graph::new();
        let ratings = (0..7).map(|n| {
            graph.add_node(Node::Rating(RatingNode {
                id: format!("r{n}"),
                grade: ["good", "requires improvement"][n % 2].into(),
                grade_rank: Some(2),
                grades: Some(4),
                inspector: Some("Ofsted".into()),
                subject: Some(format!("Ashby school of the long name {}", n / 2)),
                aspect: None,
                rated_on: format!("20{n:02}").parse().ok(),
                previous_grade: (n == 0).then(|| "poor".into()),
            }))
        });
        let ratings = ratings.collect_vec();
        for n in 0..speakers {
            let kinds = [SpeakerKind::Person, SpeakerKind::Organisation, SpeakerKind::Group];
            let node = graph.add_node(Node::Speaker(SpeakerNode {
                id: format!("s{n}"),
                name: format!("Speaker {} the {n}th", "Very ".repeat(n % 9)),
                aliases: Vec::new(),
                kind: kinds[n % 7 % 3],
                role: (n % 2 == 0).then(|| "cabinet member for something or other".into()),
                organisation: (n % 5 > 0).then(|| format!("Body {}", n * n % 11)),
                party: (n % 3 == 0).then(|| format!("Party {}", n % 4)),
                party_colour: None,
                quotations: 1 + n % 6,
                said: Dates::default(),
                centrality: None,
                community: None,
            }));
            let edge = |kind| Edge { kind, count: n, dates: Dates::default() };
            if n % 4 < 2 {
                graph.add_edge(node, ratings[n % 7], edge(EdgeKind::SpeaksAbout));
            }
            if n > 0 {
                graph.add_edge(node, NodeIndex::new(7), edge(EdgeKind::Mentions));
            }
        }
        graph
    }

    fn overlap(one: Rect, two: Rect) -> bool {
        one.x < two.right() && two.x < one.right() && one.y < two.bottom() && two.y < one.bottom()
    }

    #[test]
    fn nothing_overlaps_and_all_is_inside() {
        for (speakers, by) in [50, 60, 1, 0].into_iter().cartesian_product([By::Organisation, By::Party]) {
            let graph = crowd(speakers);
            let picture = Picture::new(&graph, &Options { by, ..Options::default() });
            let layout = Layout::new(&picture);
            assert_eq!(layout.groups.iter().map(|group| group.members.len()).sum::<usize>(), speakers);
            let rects = layout.rects().collect_vec();
            for (one, two) in rects.iter().tuple_combinations() {
                assert!(!overlap(*one, *two), "{one:?} {two:?}");
            }
            for rect in &rects {
                let inside = rect.x >= 0.0
                    && rect.y >= layout.top
                    && rect.right() <= layout.size.0
                    && rect.bottom() <= layout.size.1;
                assert!(inside, "{rect:?} in {:?}", layout.size);
            }
            for group in &layout.groups {
                let members = group.members.iter().map(|member| group.place(member)).collect_vec();
                for (one, two) in members.iter().tuple_combinations() {
                    assert!(!overlap(*one, *two), "{one:?} {two:?}");
                }
                for member in members {
                    assert!(member.right() <= group.rect.right() && member.bottom() <= group.rect.bottom());
                }
            }
        }
    }

    #[test]
    fn it_is_xml_and_the_same_each_time() {
        let graph = crowd(50);
        let drawn = render(&graph, &Options::default());
        assert_eq!(drawn, render(&graph, &Options::default()));
        let root = crate::graph::xml::parse(&drawn);
        assert_eq!((root.name.as_str(), root.get("xmlns")), ("svg", "http://www.w3.org/2000/svg"));
        let texts = root.all("text").count();
        assert!(texts > 150, "{texts}");
    }

    #[test]
    fn shows_who_for_whom_and_about_what() {
        let draw = |record: &Record, by| {
            let graph = build(record, &Lexicon::embedded(), &Selection::default());
            render(&graph, &Options { by, ..Options::default() })
        };
        let drawn = draw(&crate::record::sample(), By::Organisation);
        for part in [
            "Ashby Council",
            "Cllr Jane Doe",
            "Labour",
            "2 quotations",
            "adequate (3 of 4)",
            "2010-12",
            "before",
        ] {
            assert!(drawn.contains(part), "{part} in\n{drawn}");
        }
        assert!(draw(&crate::record::sample(), By::Document).contains("Ashby, again"));
        assert!(draw(&Record::default(), By::Organisation).ends_with("</svg>\n"));
    }
}
