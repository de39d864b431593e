//! `onrecord.toml`: options that need not be typed again.
//!
//! Its keys are the long names of the options of `analyse`, and `inputs` for its paths. They are put before what
//! the user typed, unless the user typed that option, so that the command line wins and everything is
//! checked as if it had been typed.

use std::ffi::OsString;
use std::path::{Path, PathBuf};

use anyhow::{Context, bail};
use clap::builder::ValueParser;
use clap::parser::ValueSource;
use clap::{Arg, ArgAction, ArgMatches, Command, CommandFactory, FromArgMatches};
use toml::de::{DeTable, DeValue};

use super::Cli;

/// The file that is looked for in the working folder.
pub const NAME: &str = "onrecord.toml";
/// The commands that take their options from it.
const COMMANDS: [&str; 3] = ["analyse", "extract", "show"];
/// The key of the paths of `analyse`.
const INPUTS: &str = "inputs";

/// The command line, with what the configuration file adds to it. Ends the program where the command line is
/// wrong, as clap does.
pub fn parse() -> anyhow::Result<Cli> {
    let typed: Vec<OsString> = std::env::args_os().collect();
    let matches = Cli::command().try_get_matches_from(&typed).unwrap_or_else(|error| error.exit());
    let cli = Cli::from_arg_matches(&matches).unwrap_or_else(|error| error.exit());
    let Some((name, given)) = matches.subcommand().filter(|(name, _)| COMMANDS.contains(name)) else {
        return Ok(cli);
    };
    let Some(path) = find(cli.config.as_deref())? else { return Ok(cli) };
    let text = std::fs::read_to_string(&path).with_context(|| path.display().to_string())?;
    let added = arguments(&path, &text, name, given)?;
    if added.is_empty() {
        return Ok(cli);
    }
    let mut all = typed;
    let place = subcommand_place(&all, name);
    all.splice(place..place, added);
    let matches = Cli::command().try_get_matches_from(all);
    let matches = matches.map_err(|error| anyhow::anyhow!("{}: {}", path.display(), reason(&error)))?;
    Ok(Cli::from_arg_matches(&matches).unwrap_or_else(|error| error.exit()))
}

/// The file named by `--config`, or that in the working folder; `None` where there is none.
pub fn find(named: Option<&Path>) -> anyhow::Result<Option<PathBuf>> {
    match named {
        Some(path) => Ok(Some(path.to_owned())),
        None => Ok(Some(PathBuf::from(NAME)).filter(|path| path.is_file())),
    }
}

/// Behind the name of the subcommand.
fn subcommand_place(typed: &[OsString], name: &str) -> usize {
    let mut place = 1;
    while place < typed.len() && typed[place] != name {
        place += 1 + usize::from(typed[place] == "--config");
    }
    (place + 1).min(typed.len())
}

/// What a wrong value is told as, without clap's hint on usage.
fn reason(error: &clap::Error) -> String {
    let text = error.to_string();
    let text = text.strip_prefix("error: ").unwrap_or(&text);
    text.split("\n\n").next().unwrap_or_default().replace('\n', " ")
}

/// The file as arguments of the subcommand `name`, without those that were `given`.
fn arguments(path: &Path, text: &str, name: &str, given: &ArgMatches) -> anyhow::Result<Vec<OsString>> {
    let line = |at: usize| text[..at.min(text.len())].matches('\n').count() + 1;
    let table = DeTable::parse(text).map_err(|error| {
        let place = error.span().map_or(1, |span| line(span.start));
        anyhow::anyhow!("{}:{place}: {}", path.display(), error.message())
    })?;
    let program = Cli::command();
    let command = |name: &str| program.find_subcommand(name).cloned().unwrap_or_default();
    let (all, own) = (command("analyse"), command(name));
    let mut entries: Vec<_> = table.get_ref().iter().collect();
    entries.sort_by_key(|(key, _)| key.span().start);
    let mut arguments = Vec::new();
    for (key, value) in entries {
        let place = format!("{}:{}", path.display(), line(key.span().start));
        let key = key.get_ref().as_ref();
        let option = option(&all, key);
        if option.is_none() && key != INPUTS {
            bail!("{place}: unknown key `{key}`{}", suggestion(&all, key));
        }
        let values = values(value.get_ref()).with_context(|| {
            format!("{place}: `{key}` must be a text, a number, true, false or a list of texts")
        })?;
        if key == INPUTS {
            let typed =
                own.get_name() == "analyse" && given.value_source("paths") != Some(ValueSource::CommandLine);
            if typed {
                arguments.extend(values.iter().map(|value| path_from(path, value)));
            }
            continue;
        }
        let Some(option) = option_of_both(&own, option) else { continue };
        if given.value_source(option.get_id().as_str()) == Some(ValueSource::CommandLine) {
            continue;
        }
        if matches!(option.get_action(), ArgAction::SetTrue) {
            match values.as_slice() {
                [one] if one == "true" => arguments.push(format!("--{key}").into()),
                [one] if one == "false" => {}
                _ => bail!("{place}: `{key}` must be true or false"),
            }
            continue;
        }
        if values.len() != 1 && !matches!(option.get_action(), ArgAction::Append) {
            bail!("{place}: `{key}` takes one value");
        }
        let is_path = option.get_value_parser().type_id() == ValueParser::path_buf().type_id();
        for value in values {
            let value = if is_path { path_from(path, &value) } else { value.into() };
            let mut argument = OsString::from(format!("--{key}="));
            argument.push(value);
            arguments.push(argument);
        }
    }
    Ok(arguments)
}

/// The option of a command by its long name; not those that a file can't hold.
fn option<'c>(command: &'c Command, name: &str) -> Option<&'c Arg> {
    command
        .get_arguments()
        .find(|option| option.get_long() == Some(name) && !["help", "version", "config"].contains(&name))
}

/// The same option of another command.
fn option_of_both<'c>(command: &'c Command, known: Option<&Arg>) -> Option<&'c Arg> {
    option(command, known?.get_long()?)
}

/// A value's texts.
fn values(value: &DeValue) -> Option<Vec<String>> {
    let text = |value: &DeValue| match value {
        DeValue::String(text) => Some(text.to_string()),
        DeValue::Integer(number) => Some(number.to_string()),
        DeValue::Float(number) => Some(number.to_string()),
        DeValue::Boolean(yes) => Some(yes.to_string()),
        DeValue::Datetime(date) => Some(date.to_string()),
        _ => None,
    };
    match value {
        DeValue::Array(items) => items.iter().map(|item| text(item.get_ref())).collect(),
        one => text(one).map(|text| vec![text]),
    }
}

/// A path of the file, from where the program runs: paths in the file count from its folder.
fn path_from(file: &Path, value: &str) -> OsString {
    let folder = file.parent().filter(|folder| !folder.as_os_str().is_empty());
    match folder {
        Some(folder) if value != "-" => folder.join(value).into(),
        // A name that starts with a hyphen is no option.
        _ if value.starts_with('-') && value != "-" => Path::new(".").join(value).into(),
        _ => value.into(),
    }
}

/// The key that was meant, where one is near.
fn suggestion(command: &Command, key: &str) -> String {
    let names = command.get_arguments().filter_map(Arg::get_long).chain([INPUTS]);
    let names = names.filter(|name| !["help", "version", "config"].contains(name));
    let near = |name: &str| strsim::damerau_levenshtein(name, &key.replace('_', "-").to_lowercase());
    match names.map(|name| (near(name), name)).min() {
        Some((distance, name)) if distance <= 1 + key.len() / 3 => format!("; did you mean `{name}`?"),
        _ => "; its keys are `inputs` and the long options of `onrecord analyse --help`".into(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The arguments that a file adds to those typed behind `onrecord`.
    fn added(text: &str, typed: &[&str]) -> anyhow::Result<Vec<String>> {
        let matches = Cli::command().get_matches_from([&["onrecord"], typed].concat());
        let (name, given) = matches.subcommand().unwrap();
        let arguments = arguments(Path::new("x/onrecord.toml"), text, name, given)?;
        Ok(arguments.into_iter().map(|argument| argument.into_string().unwrap()).collect())
    }

    #[test]
    fn a_file_stands_for_what_would_be_typed() {
        let text = "inputs = [\"news\", \"a.txt\"]\noutput = \"out\"\nlexicon = [\"l.toml\"]\naccuracy = \"high\"\n\
                    threads = 2\ncsv-bom = true\nquiet = false\n";
        let expected = [
            "x/news",
            "x/a.txt",
            "--output=x/out",
            "--lexicon=x/l.toml",
            "--accuracy=high",
            "--threads=2",
            "--csv-bom",
        ];
        assert_eq!(added(text, &["analyse"]).unwrap(), expected);
        let left = ["--lexicon=x/l.toml", "--csv-bom"];
        let typed = ["analyse", "b.txt", "-o", "here", "--accuracy", "standard", "--threads", "1"];
        assert_eq!(added(text, &typed).unwrap(), left, "the command line wins");
        let shared = ["--lexicon=x/l.toml", "--accuracy=high", "--threads=2"];
        assert_eq!(added(text, &["extract"]).unwrap(), shared, "what extract has too");
    }

    #[test]
    fn what_is_wrong_is_told_with_its_line() {
        for (text, message) in [
            (
                "\n# x\nlexicons = [\"a\"]",
                "x/onrecord.toml:3: unknown key `lexicons`; did you mean `lexicon`?",
            ),
            ("csv_bom = true", "x/onrecord.toml:1: unknown key `csv_bom`; did you mean `csv-bom`?"),
            ("zebra = 1", "x/onrecord.toml:1: unknown key `zebra`; its keys are"),
            ("csv-bom = 3", "x/onrecord.toml:1: `csv-bom` must be true or false"),
            ("output = [\"a\", \"b\"]", "x/onrecord.toml:1: `output` takes one value"),
            ("quiet = true\noutput = {a = 1}", "x/onrecord.toml:2: `output` must be"),
            ("quiet = true\noutput = ", "x/onrecord.toml:2: "),
            ("config = \"x\"", "x/onrecord.toml:1: unknown key `config`"),
        ] {
            let error = added(text, &["analyse"]).unwrap_err().to_string();
            assert!(error.starts_with(message), "{error}");
        }
    }

    #[test]
    fn arguments_go_behind_the_command() {
        let typed: Vec<OsString> = ["onrecord", "--config", "analyse", "analyse", "x"].map(Into::into).into();
        assert_eq!(subcommand_place(&typed, "analyse"), 4);
    }
}
