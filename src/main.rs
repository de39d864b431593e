#[cfg(feature = "train")]
#[derive(clap::Parser)]
enum Command {
    Train(onrecord::cli::train::Args),
    Eval(onrecord::cli::eval::Args),
}

#[cfg(feature = "train")]
fn main() -> anyhow::Result<()> {
    match clap::Parser::parse() {
        Command::Train(args) => onrecord::cli::train::run(args),
        Command::Eval(args) => onrecord::cli::eval::run(args),
    }
}

#[cfg(not(feature = "train"))]
fn main() {}
