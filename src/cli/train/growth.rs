//! How trees grow: options that every model of trees has.

use onrecord::train::trees::Settings;

/// How trees grow; what isn't given is as for the model that ships
#[derive(clap::Args, Debug)]
pub struct Growth {
    #[arg(long)]
    trees: Option<usize>,
    #[arg(long)]
    leaves: Option<usize>,
    /// How much of each tree's answer counts
    #[arg(long)]
    rate: Option<f32>,
    /// Share of the signs that each tree sees
    #[arg(long)]
    signs: Option<f32>,
    #[arg(long)]
    seed: Option<u64>,
}

impl Growth {
    /// The settings of a run; what isn't given is taken from `other`.
    pub fn settings(&self, other: Settings) -> Settings {
        Settings {
            trees: self.trees.unwrap_or(other.trees),
            leaves: self.leaves.unwrap_or(other.leaves),
            rate: self.rate.unwrap_or(other.rate),
            signs: self.signs.unwrap_or(other.signs),
            seed: self.seed.unwrap_or(other.seed),
            ..other
        }
    }
}
