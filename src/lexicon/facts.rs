//! Tests of the embedded files: what a person who edits them can get wrong.

use std::collections::{BTreeMap, BTreeSet};
use std::time::Instant;

use super::{EMBEDDED, Entries, Lexicon, WordClass};

fn files() -> impl Iterator<Item = (&'static str, Entries)> {
    EMBEDDED.iter().map(|&(name, text)| (name, toml::from_str(text).expect(name)))
}

/// Every form with its owners, where they are more than one.
fn shared(forms: impl Iterator<Item = (String, String)>) -> BTreeMap<String, BTreeSet<String>> {
    let mut owners: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for (form, owner) in forms {
        owners.entry(form).or_default().insert(owner);
    }
    owners.retain(|_, owners| owners.len() > 1);
    owners
}

fn repeated(list: &[String]) -> Vec<&String> {
    let mut seen = BTreeSet::new();
    list.iter().filter(|word| !seen.insert(*word)).collect()
}

#[test]
fn a_form_belongs_to_one_entry() {
    let titles = files().flat_map(|(_, e)| e.title).flat_map(|t| {
        t.forms.clone().into_iter().map(move |form| (form.to_lowercase(), t.canonical.clone()))
    });
    assert_eq!(shared(titles), BTreeMap::new());
    let parties = files()
        .flat_map(|(_, e)| e.party)
        .flat_map(|p| p.forms.clone().into_iter().map(move |form| (form, p.name.clone())));
    assert_eq!(shared(parties), BTreeMap::new());
    let verbs = files()
        .flat_map(|(_, e)| e.verb)
        .flat_map(|v| v.forms.clone().into_iter().map(move |form| (form, v.lemma.clone())));
    assert_eq!(shared(verbs), BTreeMap::new());
    let bodies = files()
        .flat_map(|(_, e)| e.body)
        .flat_map(|b| b.forms.clone().into_iter().map(move |form| (form, b.name.clone())));
    assert_eq!(shared(bodies), BTreeMap::new());
}

#[test]
fn an_entry_stands_once() {
    for (file, e) in files() {
        for list in [
            &e.phrases,
            &e.roles.heads,
            &e.roles.modifiers,
            &e.roles.former,
            &e.roles.unnamed,
            &e.sources.groups,
            &e.sources.documents,
            &e.sources.body_heads,
            &e.sources.common_bodies,
            &e.names.male,
            &e.names.female,
            &e.names.places,
            &e.names.not_names,
        ] {
            assert_eq!(repeated(list), Vec::<&String>::new(), "{file}");
        }
        let names = [
            e.title.iter().map(|t| t.canonical.clone()).collect::<Vec<_>>(),
            e.party.iter().map(|p| p.name.clone()).collect(),
            e.verb.iter().map(|v| v.lemma.clone()).collect(),
            e.body.iter().map(|b| b.name.clone()).collect(),
        ];
        for list in &names {
            assert_eq!(repeated(list), Vec::<&String>::new(), "{file}");
        }
    }
}

#[test]
fn a_verb_lists_its_lemma_and_each_ending() {
    for verb in files().flat_map(|(_, e)| e.verb) {
        let has = |end: &str| verb.forms.iter().any(|form| form.ends_with(end));
        assert!(verb.forms.contains(&verb.lemma), "{}", verb.lemma);
        assert!(has("s") && has("ing"), "{}", verb.lemma);
        assert!(verb.forms.iter().all(|form| *form == form.to_lowercase()), "{}", verb.lemma);
    }
}

/// Single words are looked up in lower case, phrases by single spaces: a form that breaks this is
/// never found.
#[test]
fn forms_are_written_as_they_are_looked_up() {
    for (file, e) in files() {
        for word in e.roles.heads.iter().chain(&e.roles.modifiers).chain(&e.phrases) {
            assert_eq!(*word, word.to_lowercase(), "{file}");
        }
        let single = [&e.roles.modifiers, &e.roles.former, &e.roles.unnamed]
            .into_iter()
            .chain([&e.sources.groups, &e.sources.documents])
            .chain([&e.sources.body_heads, &e.sources.common_bodies]);
        for word in single.flatten() {
            assert!(!word.contains(' '), "{file}: {word}");
        }
        let forms = (e.title.iter().flat_map(|t| &t.forms))
            .chain(e.party.iter().flat_map(|p| &p.forms))
            .chain(e.body.iter().flat_map(|b| &b.forms))
            .chain(&e.names.places);
        for form in forms {
            assert!(!form.contains("  ") && form.trim() == form && !form.ends_with('.'), "{file}: {form}");
        }
    }
}

#[test]
fn a_colour_is_six_hexadecimal_digits() {
    for colour in files().flat_map(|(_, e)| e.party).filter_map(|p| p.colour) {
        let digits = colour.strip_prefix('#').unwrap_or_default();
        assert!(digits.len() == 6 && digits.bytes().all(|b| b.is_ascii_hexdigit()), "{colour}");
    }
}

#[test]
fn a_filled_file_says_its_source() {
    for &(name, text) in EMBEDDED.iter().filter(|(_, text)| !text.is_empty()) {
        let entries: Entries = toml::from_str(text).expect(name);
        let sourced = entries.about.is_some_and(|about| about.contains_key("source"))
            || (!entries.scale.is_empty() && entries.scale.iter().all(|s| !s.source.is_empty()));
        assert!(sourced, "{name}");
    }
}

#[test]
fn nicknames_stand_for_given_names() {
    let lexicon = Lexicon::embedded();
    for (nickname, full) in &lexicon.nicknames {
        assert!(!full.is_empty() && *nickname == nickname.to_lowercase(), "{nickname}");
        for name in full {
            assert!(lexicon.word(name).is(WordClass::GIVEN_NAME), "{nickname} = {name}");
        }
    }
}

#[test]
fn words_of_the_local_press_are_known() {
    let lexicon = Lexicon::embedded();
    for (word, class) in [
        ("leader", WordClass::ROLE_HEAD),
        ("strategic", WordClass::ROLE_MODIFIER),
        ("former", WordClass::FORMER),
        ("spokeswoman", WordClass::UNNAMED),
        ("inspectors", WordClass::GROUP),
        ("letter", WordClass::DOCUMENT),
        ("mbc", WordClass::BODY_HEAD),
        ("council", WordClass::COMMON_BODY),
        ("ofsted", WordClass::BODY),
        ("sajid", WordClass::MALE_NAME),
        ("justine", WordClass::FEMALE_NAME),
        ("rotherham", WordClass::PLACE),
        ("november", WordClass::NO_NAME),
    ] {
        assert!(lexicon.word(word).is(class), "{word}");
    }
    assert_eq!(lexicon.title("ms").unwrap().canonical, "Ms");
    assert!(!lexicon.word("hall").is(WordClass::NO_NAME), "a surname too");
    assert!(!lexicon.word("who").is(WordClass::BODY), "WHO in lower case");
    let party = |form: &str| &lexicon.parties[*lexicon.party_forms.get(form).unwrap()].name;
    assert_eq!(party("Tories"), "Conservative");
    assert_eq!(party("Lib Dems"), "Liberal Democrat");
    assert!(lexicon.cue_phrases.get("according to").is_some());
    assert!(lexicon.role_heads.get("police and crime commissioner").is_some());
}

/// `cargo test --release --lib lexicon -- --ignored --nocapture` tells what start-up pays.
#[test]
#[ignore = "measures time; run in release"]
fn time_to_read_all_files() {
    let best = |run: &dyn Fn()| {
        let time = |()| {
            let start = Instant::now();
            run();
            start.elapsed()
        };
        std::iter::repeat_n((), 50).map(time).min().unwrap_or_default()
    };
    for &(name, text) in EMBEDDED {
        let parse = best(&|| drop(toml::from_str::<Entries>(text)));
        println!("{name}: {} bytes, {parse:.2?}", text.len());
    }
    println!("parsed and compiled: {:.2?}", best(&|| drop(Lexicon::embedded())));
}
