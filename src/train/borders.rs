//! Where names of bodies begin and end, as readers' tables of ratings have them.

use std::collections::BTreeSet;
use std::path::Path;

use anyhow::Result;

use super::cases::{self, ANY, PARTS};
use super::questions::Count;
use super::trees::{self, Settings};
use crate::model::Forest;
use crate::pipeline::Analyser;
use crate::rating::ToldName;

/// The names of a case where its text has them.
pub struct Sample(Vec<ToldName>);

/// The name in a cell: *Ashby Council* of *Ashby Council's children's services* and of *children's services at Ashby Council*;
/// nothing where it tells none.
fn name(cell: &str) -> Option<String> {
    let plain = cell.trim().replace('’', "'");
    let is_small = |text: &str| text.starts_with(|c: char| c.is_lowercase());
    let owner = plain.split("'s ").scan(0, |at, part| {
        *at += part.len() + 3;
        Some(*at)
    });
    let cut = owner.take_while(|at| *at < plain.len()).find(|at| is_small(&plain[*at..]));
    let name = cut.map_or(plain.as_str(), |at| &plain[..at - 3]);
    let name = match name.split_once(" at ") {
        Some((part, owner)) if is_small(part) || part.ends_with("services") => owner,
        _ => name,
    };
    let name = name.strip_prefix("the ").unwrap_or(name);
    (name != ANY && !name.is_empty() && !is_small(name)).then(|| name.to_owned())
}

/// The sample of a case; nothing where it has no table of ratings.
///
/// # Errors
/// Where a file of the case can't be read.
pub fn sample(analyser: &Analyser, case: &Path) -> Result<Option<Sample>> {
    let Some((document, rows)) = cases::with_table(analyser, case, "ratings.csv")? else { return Ok(None) };
    let names: BTreeSet<String> =
        rows.iter().filter_map(|row| row.get("subject")).filter_map(|cell| name(cell)).collect();
    Ok(Some(Sample(analyser.told_names(&document, &names.into_iter().collect::<Vec<_>>()))))
}

fn learn_sum<'s>(samples: impl Iterator<Item = &'s Sample>, settings: Settings, likely: f32) -> Forest {
    let gaps: Vec<_> = samples.flat_map(|sample| &sample.0).flat_map(|name| &name.gaps).collect();
    let rows: Vec<&[f32]> = gaps.iter().map(|gap| gap.signs.as_slice()).collect();
    let gold: Vec<bool> = gaps.iter().map(|gap| gap.within).collect();
    let mut forest = trees::forest(trees::learn(&rows, &gold, settings), &rows, settings);
    forest.manifest.likely = likely;
    forest
}

/// Learns from cases, and counts the names and of how many the rules and the model see both ends and nothing between, held out
/// in turn.
pub fn learn(samples: &[Sample], settings: Settings, likely: f32) -> (Forest, Count) {
    let mut count = Count::default();
    for part in 0..PARTS {
        let others = samples.iter().enumerate().filter(|(at, _)| at % PARTS != part);
        let forest = learn_sum(others.map(|(_, sample)| sample), settings, likely);
        for name in samples.iter().skip(part).step_by(PARTS).flat_map(|sample| &sample.0) {
            count.all += 1;
            count.by_rules += usize::from(name.ruled);
            let right = name.gaps.iter().all(|gap| (forest.chance(&gap.signs) >= likely) == gap.within);
            count.by_model += usize::from(right);
        }
    }
    let mut forest = learn_sum(samples.iter(), settings, likely);
    forest.manifest.name = "borders".into();
    forest.manifest.cases = samples.len();
    (forest, count)
}

#[cfg(test)]
mod tests {
    use super::name;

    #[test]
    fn the_body_of_a_service_has_the_name() {
        let names = |cell| name(cell).unwrap_or_default();
        assert_eq!(names("Ashby Council's children's services"), "Ashby Council");
        assert_eq!(names("Queen’s Park School's nursery class"), "Queen's Park School");
        assert_eq!(names("maternity services at Ashby Hospital"), "Ashby Hospital");
        assert_eq!(names("St Mary's School"), "St Mary's School");
        assert_eq!(names("Ashby Care at Home"), "Ashby Care at Home");
        assert_eq!(name("children's services"), None);
        assert_eq!(name("*"), None);
    }
}
