use clap::Parser;

#[derive(Parser)]
enum Command {
    #[cfg(feature = "train")]
    Train(onrecord::cli::train::Args),
}

fn main() -> anyhow::Result<()> {
    match Command::parse() {
        #[cfg(feature = "train")]
        Command::Train(args) => onrecord::cli::train::run(args),
    }
}
