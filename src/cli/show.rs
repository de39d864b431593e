//! `onrecord show`: a document in the terminal, with who speaks in the margin.

mod page;
mod syntax;

use std::io::{self, Write};
use std::path::PathBuf;

use clap::Args;
use onrecord::Analyser;
use onrecord::annotate::Annotated;
use onrecord::base::OffsetUnit;
use onrecord::lexicon::Lexicon;
use onrecord::read;

use super::terminal::Look;
use super::{AccuracyChoice, Outcome, complain};

/// Draw documents in the terminal, with who speaks, in what role and about which rating in the margin
///
/// Each speaker has a colour; quotations are in it, and who is named as their source is underlined. Without
/// colours, quotations stand between `[1:` and `]`, by the number in the margin.
#[derive(Args)]
#[command(after_long_help = "Examples:
  onrecord show article.txt
  onrecord show --color always article.txt | less -R
  onrecord show --syntax letter.txt")]
pub struct Show {
    /// Files, folders or patterns; `-` is standard input
    #[arg(value_name = "PATH", required = true)]
    paths: Vec<PathBuf>,

    /// Show the words of each sentence with their tags and what they depend on
    #[arg(long)]
    syntax: bool,

    #[command(flatten)]
    look: Look,

    /// A lexicon file of your own, beside the built-in ones; may be given more than once
    #[arg(long, value_name = "FILE")]
    lexicon: Vec<PathBuf>,

    /// How quotations are found: by rules, or by the learned model beside them
    #[arg(long, value_enum, default_value_t = AccuracyChoice::Standard)]
    accuracy: AccuracyChoice,
}

impl Show {
    pub fn run(self) -> anyhow::Result<Outcome> {
        let builder = Analyser::builder()
            .offsets(OffsetUnit::Bytes)
            .accuracy(self.accuracy.into())
            .pdf_program(std::env::current_exe().ok());
        let analyser = self.lexicon.iter().fold(builder, |builder, path| builder.lexicon(path)).build()?;
        let (columns, is_coloured) = (self.look.columns(), self.look.is_coloured());
        let mut out = io::BufWriter::new(io::stdout().lock());
        let mut outcome = Outcome::Done;
        for (n, input) in read::inputs(&self.paths).into_iter().enumerate() {
            let document =
                input.and_then(|input| read::document(input.read()?, &input.name(), analyser.reading()));
            match document {
                Ok(document) => {
                    if n > 0 {
                        writeln!(out)?;
                    }
                    if self.syntax {
                        let mut lexicon = Lexicon::embedded();
                        self.lexicon.iter().try_for_each(|path| lexicon.add_file(path))?;
                        syntax::draw(&Annotated::new(&document, &lexicon), columns, &mut out)?;
                    } else {
                        let extraction = analyser.extract(&document);
                        page::draw(&document, &extraction, columns, is_coloured, &mut out)?;
                    }
                }
                Err(error) => {
                    out.flush()?;
                    complain(&error);
                    outcome = Outcome::SomeUnreadable;
                }
            }
        }
        out.flush()?;
        Ok(outcome)
    }
}
