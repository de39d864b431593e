//! `onrecord completions` and `onrecord man`: what a shell and a manual reader need.

use std::io;
use std::path::PathBuf;

use clap::{Args, CommandFactory};
use clap_complete::{Shell, generate};
use onrecord::base::Error;

use super::{Cli, Outcome};

/// Print what a shell needs to complete the program's commands and options
#[derive(Args)]
#[command(after_long_help = "Examples:
  onrecord completions bash > ~/.local/share/bash-completion/completions/onrecord
  onrecord completions zsh > ~/.zfunc/_onrecord
  onrecord completions fish > ~/.config/fish/completions/onrecord.fish")]
pub struct Completions {
    /// The shell
    shell: Shell,
}

impl Completions {
    pub fn run(self) -> anyhow::Result<Outcome> {
        // Written at once, so that a pipe that ends early is an error and no panic.
        let mut script = Vec::new();
        generate(self.shell, &mut Cli::command(), "onrecord", &mut script);
        io::Write::write_all(&mut io::stdout().lock(), &script)?;
        Ok(Outcome::Done)
    }
}

/// Print the manual page, or write one for each command into a folder
#[derive(Args)]
#[command(after_long_help = "Examples:
  onrecord man | man -l -
  onrecord man --folder ~/.local/share/man/man1")]
pub struct Man {
    /// Write onrecord.1 and a page for each command there
    #[arg(long, value_name = "FOLDER")]
    folder: Option<PathBuf>,
}

impl Man {
    pub fn run(self) -> anyhow::Result<Outcome> {
        match self.folder {
            Some(folder) => {
                std::fs::create_dir_all(&folder).map_err(|source| Error::io(&folder, source))?;
                clap_mangen::generate_to(Cli::command(), &folder)
                    .map_err(|source| Error::io(&folder, source))?;
            }
            None => {
                let mut page = Vec::new();
                clap_mangen::Man::new(Cli::command()).render(&mut page)?;
                io::Write::write_all(&mut io::stdout().lock(), &page)?;
            }
        }
        Ok(Outcome::Done)
    }
}
