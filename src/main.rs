use clap::Parser;

#[derive(Parser)]
enum Command {
    #[cfg(feature = "train")]
    Train(onrecord::cli::train::Args),
    #[cfg(feature = "train")]
    Eval(onrecord::cli::eval::Args),
}

fn main() -> anyhow::Result<()> {
    match Command::parse() {
        #[cfg(feature = "train")]
        Command::Train(args) => onrecord::cli::train::run(args),
        #[cfg(feature = "train")]
        Command::Eval(args) => onrecord::cli::eval::run(args),
    }
}
