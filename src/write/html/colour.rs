//! Which of the page's colours a speaker has. The style sheet says what they look like.

use std::collections::HashMap;

/// How many colours the style sheet has for speakers.
pub(super) const COLOURS: usize = 10;

/// A colour for each of the speakers, who come in the order of their importance in the run: the same on
/// every page part, as far as there are colours.
pub(super) fn of_run<'a>(ranked: impl Iterator<Item = &'a str>) -> HashMap<&'a str, usize> {
    ranked.enumerate().map(|(place, id)| (id, place % COLOURS)).collect()
}

/// Colours for the speakers of one document, in its order, so that no two look the same while there are
/// colours left; each keeps that of the run where it can.
pub(super) fn of_document<'a>(speakers: &[&'a str], run: &HashMap<&str, usize>) -> HashMap<&'a str, usize> {
    let mut taken = [false; COLOURS];
    let mut colours = HashMap::new();
    for &id in speakers {
        let wanted = run.get(id).copied().unwrap_or_default();
        let free = (0..COLOURS).map(|step| (wanted + step) % COLOURS).find(|&colour| !taken[colour]);
        let colour = free.unwrap_or(wanted);
        taken[colour] = true;
        colours.insert(id, colour);
    }
    colours
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn speakers_of_a_document_look_different() {
        let names: Vec<String> = (0..25).map(|n| n.to_string()).collect();
        let run = of_run(names.iter().map(String::as_str));
        let colours = of_document(&["0", "10", "20", "1"], &run);
        assert_eq!((colours["0"], colours["10"], colours["20"], colours["1"]), (0, 1, 2, 3));
        let all: Vec<&str> = names.iter().map(String::as_str).collect();
        assert_eq!(of_document(&all, &run).len(), 25);
    }
}
