//! Each layer imports only from those above it (DESIGN: flow and layout).

use std::fs;
use std::path::{Path, PathBuf};

/// The layers, each of which may use those before it.
const LAYERS: [&str; 16] = [
    "base",
    "record",
    "lexicon",
    "model",
    "text",
    "read",
    "annotate",
    "attribute",
    "resolve",
    "rating",
    "graph",
    "check",
    "write",
    "search",
    "pipeline",
    "cli",
];

/// Layers that may use all others.
const FREE: [&str; 2] = ["cli", "train"];

#[test]
fn layers_import_only_from_those_above() {
    let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut wrong = Vec::new();
    for file in rust_files(&source) {
        let inside = file.strip_prefix(&source).unwrap();
        let first = inside.components().next().unwrap().as_os_str().to_str().unwrap();
        let layer = first.trim_end_matches(".rs");
        if ["lib", "main"].contains(&layer) || FREE.contains(&layer) {
            continue;
        }
        let Some(own) = place(layer) else {
            wrong.push(format!("{}: `{layer}` is no layer; add it to LAYERS in its place", inside.display()));
            continue;
        };
        for (line, used) in uses(&fs::read_to_string(&file).unwrap()) {
            match place(&used) {
                Some(theirs) if theirs <= own => {}
                _ => wrong.push(format!("{}:{line}: `{layer}` must not use `{used}`", inside.display())),
            }
        }
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

fn place(layer: &str) -> Option<usize> {
    LAYERS.iter().position(|known| *known == layer)
}

fn rust_files(folder: &Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            files.extend(rust_files(&path));
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            files.push(path);
        }
    }
    files.sort();
    files
}

/// What stands behind `crate::` in code, with its line; comments are passed over.
fn uses(code: &str) -> Vec<(usize, String)> {
    let mut found = Vec::new();
    let code: String =
        code.lines().map(|line| line.split("//").next().unwrap_or_default().to_owned() + "\n").collect();
    for (at, _) in code.match_indices("crate::") {
        let line = code[..at].matches('\n').count() + 1;
        let rest = &code[at + "crate::".len()..];
        let names = match rest.strip_prefix('{') {
            Some(group) => top_names(group),
            None => vec![name(rest)],
        };
        found.extend(names.into_iter().map(|name| (line, name)));
    }
    found
}

/// The first names of the items of a group, up to its closing brace.
fn top_names(group: &str) -> Vec<String> {
    let (mut depth, mut names, mut start) = (0, Vec::new(), 0);
    for (at, c) in group.char_indices() {
        match c {
            '{' => depth += 1,
            '}' if depth > 0 => depth -= 1,
            '}' | ',' if depth == 0 => {
                names.push(name(group[start..at].trim_start()));
                start = at + 1;
                if c == '}' {
                    break;
                }
            }
            _ => {}
        }
    }
    names.retain(|name| !name.is_empty());
    names
}

fn name(text: &str) -> String {
    text.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect()
}

#[test]
fn uses_are_found() {
    let code = "use crate::base::{Error};\n// use crate::cli\nuse crate::{text::{A, B}, record};\nlet x = crate::write::y();";
    let names: Vec<_> = uses(code).into_iter().map(|(line, name)| format!("{line} {name}")).collect();
    assert_eq!(names, ["1 base", "3 text", "3 record", "4 write"]);
}
