//! The bodies that a text names and that inspectors may rate.
//!
//! Most names say what they name: *Ashby School*, *HMP Castlemoor*. Others are told once, and then used alone:
//! *Copperfields, a children’s home in Ashby*; *the nursery, Little Acorns*; or as the heading of a section.

use std::collections::BTreeSet;
use std::ops::Range;

use super::borders::Borders;
use super::scale::has_words;
use super::subject::{self, Subject, is_body_name, plain};
use crate::annotate::{Annotated, Name, NameKind, Tag};
use crate::lexicon::{Scale, WordClass};
use crate::resolve;
use crate::text::ParagraphKind;

/// A place where a body is named.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Body {
    pub tokens: Range<usize>,
    /// The name, in the words that tables use.
    pub name: String,
    /// Name and the noun that tells what it is, in lower case.
    pub told: String,
    /// It heads a section.
    pub heads: bool,
}

impl Body {
    /// Gives it the name that these tokens are, which tells itself what it names.
    fn name_by(&mut self, a: &Annotated, tokens: Range<usize>) {
        self.name = subject::cased(a, tokens.clone());
        self.told = self.name.to_lowercase();
        self.tokens = tokens;
    }
}

/// The bodies that a text names, in text order.
#[derive(Debug, Default)]
pub(super) struct Bodies {
    all: Vec<Body>,
    /// Words behind a *The* with a capital inside a sentence: *at The Larches*.
    articles: Vec<String>,
    borders: Option<Borders>,
}

/// A name that the text explains.
struct Explained {
    name: String,
    noun: String,
}

/// A text has no more than some names that it explains.
const MOST: usize = 100;

/// Tokens of a heading that may be the beginning of a name.
const SHORT: usize = 3;

impl Bodies {
    /// Linear in the length of the text.
    pub(super) fn new(a: &Annotated, borders: Option<Borders>) -> Self {
        let headings = headings(a);
        let explained = explained(a, &headings);
        let mut all: Vec<Body> = a
            .names
            .iter()
            .filter(|name| {
                is_body(a, name) && !(name.tokens.start + 1..name.tokens.end).any(|t| starts_line(a, t))
            })
            .map(|name| {
                // *Bishop Lacey School*: no bishop.
                let own = subject::without_opening(a, name.tokens.clone());
                let tokens = subject::with_saint(a, whole(a, subject::with_saint(a, own)));
                let name = subject::cased(a, tokens.clone());
                Body { told: name.to_lowercase(), tokens, name, heads: false }
            })
            .collect();
        // *inspected Wold and Fen Homes*, whose name is a line elsewhere: not *Fen Homes*.
        let lines: BTreeSet<String> = all
            .iter()
            .filter(|body| starts_line(a, body.tokens.start) && a.one_of(body.tokens.start + 1, &["and"]))
            .map(|body| body.name.clone())
            .collect();
        for body in all.iter_mut().filter(|_| !lines.is_empty()) {
            let start = body.tokens.start.saturating_sub(2);
            if a.one_of(start + 1, &["and"]) && lines.contains(&subject::cased(a, start..body.tokens.end)) {
                body.tokens.start = start;
                body.name = subject::cased(a, body.tokens.clone());
                body.told = body.name.to_lowercase();
            }
        }
        all.extend(runs(a, &all));
        all.extend(schools(a, &all));
        for (tokens, at) in occurrences(a, &explained) {
            let Explained { name, noun } = &explained[at];
            all.retain(|body| is_apart(&body.tokens, &tokens));
            let told = format!("{} {noun}", name.to_lowercase());
            // *The Weavers Arms* is the *Weavers Arms*, but *The Limes* …
            let short = name.strip_prefix("The ").filter(|rest| rest.contains(' ')).unwrap_or(name);
            all.push(Body { tokens, name: short.to_owned(), told, heads: false });
        }
        for body in at_home(a) {
            all.retain(|other| is_apart(&other.tokens, &body.tokens));
            all.push(body);
        }
        for body in &mut all {
            let own = subject::without_opening(a, body.tokens.clone());
            if own != body.tokens {
                body.name_by(a, own);
            }
        }
        if let Some(borders) = &borders {
            for body in &mut all {
                let Some(tokens) = borders.mended(a, &body.tokens) else { continue };
                let noun = body.told.strip_prefix(&body.name.to_lowercase()).map(str::to_owned);
                body.name_by(a, tokens);
                body.told.extend(noun);
            }
            all.sort_by_key(|body| body.tokens.start);
            all.dedup_by(|one, other| one.tokens == other.tokens);
        }
        for body in &mut all {
            if let Some(tokens) = with_other_place(a, &body.tokens) {
                body.name_by(a, tokens);
            }
        }
        // *Ashby probation delivery unit*, not *Ashby probation*
        for body in &mut all {
            let last = body.tokens.end - 1;
            let rates = |end: &usize| {
                let words = subject::words(a, last..*end);
                a.lexicon.scales.list.iter().any(|scale| scale.subjects.contains(&words))
            };
            let longer = (last + 2..(last + 4).min(a.tokens.len() + 1)).rev().find(rates);
            if let Some(end) = longer.filter(|_| !a.is_capital(last) && !a.is_capital(last + 1)) {
                body.name_by(a, body.tokens.start..end);
            }
        }
        for body in &mut all {
            if let Some(tokens) = without_group(a, &body.tokens) {
                body.name_by(a, tokens);
            }
        }
        // *The Ashby Gazette* told it.
        let is_paper = |body: &Body| {
            body.tokens.len() > 1 && a.lexicon.ratings.papers.contains(a.lower(body.tokens.end - 1))
        };
        // *Takeaway handed zero*, in a headline.
        let is_noun =
            |body: &Body| body.tokens.len() == 1 && subject::noun_of_body(a, a.lower(body.tokens.start));
        // *Across the Trust, caring was …*
        let across = |body: &Body| body.name.starts_with("Across ");
        // *Her Majesty’s Inspectorate of Constabulary*; *Health Editor*, below who wrote the article.
        let other = |body: &Body| {
            body.told.contains("inspectorate of ")
                || a.one_of(body.tokens.end - 1, &["editor", "reporter", "correspondent"])
        };
        let drop = |body: &Body| {
            across(body)
                || other(body)
                || is_paper(body)
                || is_noun(body)
                // *Leadership and Management – Good*
                || subject::names_part(a, &body.name.to_lowercase())
        };
        // *Inspector Jane Doe*: who rates.
        let inspects = |body: &Body| a.lower(body.tokens.start.wrapping_sub(1)).starts_with("inspector");
        all.retain(|body| !drop(body) && !inspects(body));
        all.sort_by_key(|body| body.tokens.start);
        // What only a title names, where the text below names others.
        let titled: Vec<bool> = all.iter().map(|body| is_in_title(a, body.tokens.start)).collect();
        let below: BTreeSet<String> = all
            .iter()
            .zip(&titled)
            .filter(|(_, titled)| !**titled)
            .map(|(body, _)| body.name.clone())
            .collect();
        let several = below.iter().filter(|name| name.contains(' ')).count() > 1;
        let mut titled = titled.into_iter();
        all.retain(|body| !(titled.next().unwrap_or_default() && several && !below.contains(&body.name)));
        // *Ashby*, over the section on Ashby Academy
        let mut short: Vec<Body> = Vec::new();
        for heading in headings.iter().filter(|heading| heading.len() <= SHORT).take(MOST) {
            let lead = format!("{} ", subject::cased(a, heading.clone()));
            let told = all.iter().any(|body| heading.contains(&body.tokens.start));
            let mut full = all.iter().take(MOST).filter(|body| body.name.starts_with(&lead));
            let first = full.next().filter(|first| !told && full.all(|other| other.name == first.name));
            short.extend(first.map(|body| Body { tokens: heading.clone(), ..body.clone() }));
        }
        all.extend(short);
        all.sort_by_key(|body| body.tokens.start);
        for body in &mut all {
            let Range { start, end } = body.tokens;
            let whole = |heading: &Range<usize>| heading.end <= end || a.word(end) == ",";
            body.heads = headings
                .iter()
                .any(|heading| heading.start + 1 >= start && heading.contains(&start) && whole(heading));
        }
        Bodies { all, articles: articles(a), borders }
    }

    /// A name as it begins and ends, where the rules see it at `tokens`; `None` where it is just these.
    pub(super) fn mended(&self, a: &Annotated, tokens: &Range<usize>) -> Option<Range<usize>> {
        self.borders.as_ref()?.mended(a, tokens)
    }

    /// Whether a body is named by these tokens, an article aside.
    pub(super) fn is_named(&self, tokens: &Range<usize>) -> bool {
        let whole = |body: &Body| body.tokens.end == tokens.end && body.tokens.start <= tokens.start + 1;
        self.within(tokens.clone()).any(whole)
    }

    /// The first of the text.
    pub(super) fn first(&self) -> Option<&Body> {
        self.all.first()
    }

    /// Name and noun, in lower case, of the body of that name.
    pub(super) fn told(&self, name: &str) -> Option<&str> {
        let mut all = self.all.iter().take(MOST);
        all.find(|body| body.name == name && body.told.len() > name.len()).map(|body| body.told.as_str())
    }

    /// Their names, each once, in text order.
    pub(super) fn names(&self) -> impl Iterator<Item = &str> {
        let first = |at: &usize| !self.all[..*at].iter().any(|body| body.name == self.all[*at].name);
        (0..self.all.len().min(MOST)).filter(first).map(|at| self.all[at].name.as_str())
    }

    /// *Bishop Lacey School* for *Lacey School*: the one name that ends so, where no body is named by the fewer words alone.
    pub(super) fn with_lead(&self, a: &Annotated, name: &str) -> Option<&str> {
        const WORDS: usize = 3;
        let all = || self.all.iter().take(MOST);
        if !name.contains(' ') || all().any(|body| body.name == name) {
            return None;
        }
        let leads = |lead: &str| {
            lead.split(' ').count() <= WORDS
                && lead.split(' ').all(|word| {
                    // *In January Ashby School was …*
                    let month = crate::text::is_day_or_month(&word.to_lowercase());
                    // *At Ashby*
                    let joins =
                        ["At", "In", "For", "To", "But", "And", "When", "From", "By", "On"].contains(&word);
                    word.starts_with(char::is_uppercase) && !word.contains('\'') && !month && !joins
                })
        };
        // *Nearby Ashby School*: a word that only opens the sentence.
        let own = |body: &&Body| {
            let first = body.tokens.start;
            let lead = body.name.strip_suffix(name).and_then(|lead| lead.strip_suffix(' '));
            lead.is_some_and(leads) && (!a.opens_sentence(first) || a.is(first, WordClass::TITLE))
        };
        let mut found = all().filter(own);
        let body = found.next()?;
        found.all(|other| other.name == body.name).then_some(body.name.as_str())
    }

    /// Those before token `at`, the last first.
    pub(super) fn before(&self, at: usize) -> impl Iterator<Item = &Body> {
        let behind = self.all.partition_point(|body| body.tokens.start < at);
        self.all[..behind].iter().rev()
    }

    /// Those that begin among `tokens`, in text order.
    pub(super) fn within(&self, tokens: Range<usize>) -> impl Iterator<Item = &Body> {
        let first = self.all.partition_point(|body| body.tokens.start < tokens.start);
        self.all[first..].iter().take_while(move |body| body.tokens.end <= tokens.end)
    }

    /// The body that heads the section of token `at`, where it is named after token `since`.
    pub(super) fn heading(&self, at: usize, since: usize) -> Option<&Body> {
        self.before(at).take_while(|body| body.tokens.start >= since).find(|body| body.heads)
    }

    /// The body that heads the section of token `at`, where no other one has been named since.
    pub(super) fn of_section(&self, at: usize) -> Option<&Body> {
        let last = self.before(at).next()?;
        let heading = self.heading(at, 0)?;
        (last.name == heading.name).then_some(heading)
    }

    /// The body that the noun `noun` told at token `at` stands for: the last of its kind before, else the first behind
    /// where none is `known` yet; for *a school*, the first behind.
    pub(super) fn of_kind(
        &self,
        a: &Annotated,
        noun: &str,
        at: usize,
        indefinite: bool,
        known: bool,
    ) -> Option<&Body> {
        const REACH: usize = 60;
        let mut kinds = a.lexicon.ratings.kinds_of.iter();
        let kind = kinds.find(|kind| kind.iter().any(|other| has_words(noun, other)));
        // What a name that tells no kind names may be of any.
        let fits = |body: &&Body| match kind {
            _ if body.told.ends_with(' ') => true,
            Some(kind) => kind.iter().any(|noun| has_words(&body.told, noun)),
            None => body.told.ends_with(noun),
        };
        let behind = || self.within(at..usize::MAX).find(fits);
        if indefinite {
            return behind().filter(|body| body.tokens.start <= at + REACH);
        }
        // *The academy* is the one so called, where the text also names a college.
        let exact = |body: &&Body| has_words(&body.told, noun);
        let school = kind.is_some_and(|kind| kind.iter().any(|noun| noun == "school")) && noun != "school";
        let exact = self.before(at).find(exact).filter(|_| school || noun == "university");
        if let Some(body) = exact {
            return Some(body);
        }
        // *The home* is the one told of; *its fostering agency* may be told of below.
        let told = known && kind.is_some();
        self.before(at).find(fits).or_else(|| if told { None } else { behind() })
    }

    /// `name` with the article that the text gives it: *The Larches Nursing Home*, *The Limes*.
    pub(super) fn with_article(&self, name: &str) -> Option<String> {
        let first = name.split(' ').next()?;
        let single = first.len() == name.len();
        let full = |body: &&Body| body.name.strip_prefix("The ").is_some_and(|rest| rest == name);
        let told = name.starts_with(char::is_uppercase) && self.articles.iter().any(|word| word == first);
        // *The Ashby Advertiser* gives *Ashby Council* none.
        let told = told && (single || self.all.iter().any(|body| full(&body)) || !name.ends_with(" Council"));
        (told || single && self.all.iter().any(|body| full(&body))).then(|| format!("The {name}"))
    }
}

/// Whether `name` names a body that some scale rates, and no inspector.
fn is_body(a: &Annotated, name: &Name) -> bool {
    if a.is(name.tokens.start, WordClass::INSPECTOR) {
        return false;
    }
    let written = resolve::canonical(a, name);
    // *In January HM Inspectorate of Prisons …*, with the month in the name
    if written.contains(" Inspectorate of ") {
        return false;
    }
    let inspects = |scale: &Scale| scale.inspector.contains(&written) || scale.aliases.contains(&written);
    // *HM Prison and Probation Service* runs what is inspected.
    let entry = a.lexicon.body_forms.get(&written).map(|&at| &a.lexicon.bodies[at]);
    if !written.ends_with("Probation Service")
        && entry.is_some_and(|entry| entry.kind.as_deref() == Some("government"))
    {
        return false;
    }
    // *is officially Outstanding*
    let grade = a.lexicon.ratings.everyday.contains(written.to_lowercase().as_str());
    !grade
        && !a.lexicon.scales.list.iter().any(inspects)
        && a.lexicon.scales.inspector(&written).is_none()
        && is_body_name(a, &plain(a.span(name.proper.clone()).of(a.text())))
}

/// The body in *Ashby Surgery Patient Group*, *Ashby College Students' Union*.
pub(super) fn without_group(a: &Annotated, name: &Range<usize>) -> Option<Range<usize>> {
    let words = subject::words(a, name.clone());
    let ends = |group: &&String| words.strip_suffix(group.as_str()).is_some_and(|lead| lead.ends_with(' '));
    let group = a.lexicon.ratings.groups_of_bodies.iter().find(ends)?;
    let body = name.start..name.clone().find(|&t| subject::words(a, t..name.end) == *group)?;
    (body.len() > 1 && is_body_name(a, &plain(a.span(body.clone()).of(a.text())))).then_some(body)
}

/// Runs of words with capitals that say what they name, and that are in no name of `known`: *Ashby Youth Justice Service*.
fn runs(a: &Annotated, known: &[Body]) -> Vec<Body> {
    let mut out = Vec::new();
    let mut taken = known.iter().map(|body| &body.tokens).peekable();
    let mut t = 0;
    while t < a.tokens.len() {
        let Some(run) = capitals(a, t) else {
            t += 1;
            continue;
        };
        t = run.end.max(t + 1);
        while taken.next_if(|name| name.end <= run.start).is_some() {}
        let free = taken.peek().is_none_or(|name| name.start >= run.end);
        let plain = |t: usize| {
            // *Head of Ashby School* is nobody's name.
            let of_role = a.one_of(t + 1, &["of"])
                && (a.is(t, WordClass::ROLE_HEAD) || t > 0 && a.is(t - 1, WordClass::ROLE_MODIFIER));
            let titled = t == run.start && a.is(t, WordClass::TITLE);
            // *Calderstow General Hospital* is no general.
            let headed = subject::is_kind(a, a.lower(run.end - 1));
            let other =
                |name: &Name| subject::is_inspector(a, name) || name.kind == NameKind::Person && !headed;
            !of_role && !titled && !a.name_at(t).is_some_and(other)
        };
        let name = subject::cased(a, run.clone());
        let framework = a.is(run.start, WordClass::INSPECTOR);
        if free
            && !framework
            && run.len() > 2
            && run.clone().all(plain)
            && is_body_name(a, &name)
            && !subject::is_generic(a, run.clone())
        {
            out.push(Body { told: name.to_lowercase(), name, tokens: run, heads: false });
        }
    }
    out
}

/// *Fairholt Green primary school*: a name whose noun is written small, in no name of `known`.
fn schools(a: &Annotated, known: &[Body]) -> Vec<Body> {
    let mut out = Vec::new();
    let mut looked = 0;
    for t in 1..a.tokens.len().saturating_sub(1) {
        let school = a.is(t, WordClass::SCHOOL_KIND) && a.one_of(t + 1, &["school", "academy"]);
        // *Ashby probation delivery unit*
        let unit = a.one_of(t, &["probation"])
            && a.one_of(t + 1, &["delivery"])
            && a.one_of(t + 2, &["unit"])
            && !a.is_capital(t + 2);
        if !(school || unit) || a.is_capital(t) || !a.is_capital(t - 1) || starts_line(a, t) {
            continue;
        }
        looked += 1;
        if looked > MOST {
            break;
        }
        let article = |t: usize| a.one_of(t, &["a", "an", "the", "this", "one", "our"]);
        let own = |t: usize| a.is_capital(t) && !article(t) && !starts_line(a, t + 1);
        let start = (t.saturating_sub(4)..t).rev().take_while(|&t| own(t)).last().unwrap_or(t);
        let led = a.one_of(start.wrapping_sub(1), &["a", "an", "one", "another", "every", "first"])
            || article(start);
        let tokens = start..t + 2 + usize::from(unit);
        let free = known.iter().all(|body| is_apart(&body.tokens, &tokens));
        // *An Ashby primary school* names none; *Ashby primary school* may, and two words do.
        if !led && (tokens.len() > 3 || unit) && free {
            let name = subject::plain(a.span(tokens.clone()).of(a.text()));
            out.push(Body { told: name.to_lowercase(), name, tokens, heads: false });
        }
    }
    out
}

/// *Brackenfold Care at Home*, *Ashby Hospice at Home*: names with a small word in them.
fn at_home(a: &Annotated) -> Vec<Body> {
    const KINDS: &[&str] = &["care", "homecare", "hospice", "support", "nursing", "help", "carers"];
    let named = |&t: &usize| {
        a.one_of(t, &["at"]) && a.word(t + 1) == "Home" && a.is_capital(t - 1) && a.one_of(t - 1, KINDS)
    };
    let body = |t: usize| {
        let tokens = whole(a, t - 1..t + 2);
        let name = subject::cased(a, tokens.clone());
        Body { told: name.to_lowercase(), name, tokens, heads: false }
    };
    (1..a.tokens.len().saturating_sub(1)).filter(named).take(MOST).map(body).collect()
}

/// Words behind a *The* with a capital inside a sentence.
fn articles(a: &Annotated) -> Vec<String> {
    let mut out: Vec<String> = Vec::new();
    for t in 1..a.tokens.len().saturating_sub(1) {
        let inside = a.word(t) == "The"
            && a.is_capital(t + 1)
            && !a.opens_sentence(t)
            && !starts_line(a, t)
            && (a.word(t - 1).starts_with(char::is_lowercase) || a.word(t - 1) == ",");
        if inside && out.len() < MOST && !out.iter().any(|word| word == a.word(t + 1)) {
            out.push(a.word(t + 1).to_owned());
        }
    }
    out
}

/// The name from where its run of words with capitals begins: *Wold and Fen Ambulance Service*, *St Botolph’s Church of
/// England Primary School*; not what another body or a role before it is: *Ashby School and Fen School*.
fn whole(a: &Annotated, tokens: Range<usize>) -> Range<usize> {
    /// Tokens of a name from the start of its line to *and*.
    const LONGEST: usize = 12;
    let mut start = tokens.start;
    while start > 0 {
        let before = start - 1;
        let joins = before > 0
            && a.one_of(before, &["of", "and", "&", "'s", "’s", "-"])
            && a.is_capital(before - 1)
            && (!a.one_of(before, &["of"]) || a.is_capital(start));
        let next = if joins { before - 1 } else { before };
        // *Wold and Fen Homes*, the whole of a line
        // *Great Ashby and Thornwell Hospitals NHS Trust*, over a letter
        let opens_line = || {
            let first =
                (0..=next).rev().take(LONGEST).take_while(|&t| a.is_capital(t)).find(|&t| starts_line(a, t));
            first.is_some() && (tokens.end >= a.tokens.len() || starts_line(a, tokens.end))
        };
        let line = joins && opens_line();
        let near = !starts_line(a, start) && !starts_line(a, next + 1);
        let of = joins && a.one_of(before, &["of", "'s", "’s"]);
        let ends = WordClass::LEADING.with(WordClass::ROLE_HEAD);
        // *Ashby School was rated Good and Fen School …*, *… was good in July and Fen School …*
        let grade =
            joins && (crate::text::is_day_or_month(a.lower(next)) || a.is_time(next) || ends_grade(a, next));
        // *In January HM Inspectorate of Prisons …*
        let month = crate::text::is_day_or_month(a.lower(next))
            && a.one_of(next.wrapping_sub(1), &["in", "on", "since", "of", "by", "last", "this"]);
        let generic =
            joins && a.one_of(start, &["residential", "care", "nursing", "nursery", "infant", "junior"]);
        let other = a.is(next, ends) && !subject::is_capital_number(a, next)
            || grade
            || month
            // Not *Ashby Nursing and Residential Home*
            || !of && !generic
                && (a.is(next, WordClass::BODY_HEAD) || subject::noun_of_body(a, a.lower(next)))
            || a.is(next, WordClass::INSPECTOR.with(WordClass::TITLE).with(WordClass::VERB))
            || a.name_at(next)
                .is_some_and(|name| subject::is_inspector(a, name) || name.is_person() && joins && !line);
        let opens = a.opens_sentence(next)
            && !opens_line()
            && a.syntax.as_ref().is_some_and(|syntax| !syntax.tag(next as u32).is_noun());
        if !a.is_capital(next) || !near || other || opens {
            break;
        }
        start = next;
    }
    // *Tegan’s Rest Care Home*: a possessor that is part of the name, for what follows is a common noun.
    if start > 1
        && subject::is_possessive(a, start - 1)
        && a.is_capital(start - 2)
        && !starts_line(a, start)
        && a.is(start, WordClass::DWELLING)
        && !a
            .name_at(start - 2)
            .is_some_and(|name| name.kind == NameKind::Place || name.tokens.start < start - 2)
    {
        start -= 2;
    }
    // *Ysgol Maes y Garreg*
    let mut end = tokens.end;
    // *Nairn & Webb Academy of Hair*
    let taught = a.one_of(end, &["of"])
        && a.one_of(end - 1, &["academy", "college", "school", "institute"])
        && a.is_capital(end + 1)
        && !starts_line(a, end + 1)
        && !a.name_at(end + 1).is_some_and(|name| name.kind == NameKind::Place);
    if taught {
        end = (end + 2..end + 6).find(|&t| !a.is_capital(t) || starts_line(a, t)).unwrap_or(end + 2);
    }
    while a.one_of(end, &["y", "yr"]) && a.is_capital(end + 1) {
        end += 2;
    }
    start..end
}

/// *the Ashby and Seaton Probation Unit*, not *Seaton Probation Unit*: one article for both.
fn with_other_place(a: &Annotated, name: &Range<usize>) -> Option<Range<usize>> {
    let and = name.start.checked_sub(1).filter(|&t| a.one_of(t, &["and", "&"]) && !a.opens_sentence(t))?;
    let first = (1..=2).map(|n| and.wrapping_sub(n)).find(|&t| !a.is_capital(t.wrapping_sub(1)))?;
    let place = |t: usize| {
        a.is_capital(t) && !a.is_time(t) && !subject::noun_of_body(a, a.lower(t)) && a.word(t).len() > 2
    };
    let known = a.name_at(first).is_some_and(|name| subject::is_inspector(a, name));
    let article = first > 0 && a.one_of(first - 1, &["the"]);
    (article && !known && (first..and).all(place) && name.len() > 2).then_some(first..name.end)
}

/// Whether token `t` stands in a title or heading with a verb, in which all words of any length have capitals: what is a name there can't be told.
fn is_in_title(a: &Annotated, t: usize) -> bool {
    const SMALL: usize = 5;
    let at = a.document.paragraphs.partition_point(|p| p.span.end <= a.tokens[t].span.start);
    let Some(paragraph) = a.document.paragraphs.get(at) else { return false };
    if !matches!(paragraph.kind, ParagraphKind::Title | ParagraphKind::Heading) {
        return false;
    }
    let words = || paragraph.span.of(a.text()).split_whitespace().filter(|word| word.len() >= SMALL);
    let tokens = a.token_from(paragraph.span.start)..a.token_from(paragraph.span.end);
    let tells = |t: usize| a.syntax.as_ref().is_some_and(|syntax| syntax.tag(t as u32).is_finite());
    words().count() > 3
        && words().all(|word| !word.starts_with(char::is_lowercase))
        && tokens.into_iter().any(tells)
}

/// The headings of sections.
fn headings(a: &Annotated) -> Vec<Range<usize>> {
    a.document
        .paragraphs
        .iter()
        .filter(|paragraph| paragraph.kind == ParagraphKind::Heading)
        .map(|paragraph| a.token_from(paragraph.span.start)..a.token_from(paragraph.span.end))
        .filter(|tokens| !tokens.is_empty())
        .collect()
}

/// Names that the text explains, by what stands beside them or as `headings`.
fn explained(a: &Annotated, headings: &[Range<usize>]) -> Vec<Explained> {
    let mut out: Vec<Explained> = Vec::new();
    let mut add = |tokens: Range<usize>, noun: String| {
        let name = subject::cased(a, tokens);
        if out.len() < MOST && !out.iter().any(|known| known.name == name) {
            out.push(Explained { name, noun });
        }
    };
    // *Tigh Corran, our care home for older people*: no person, whatever the name looks like.
    let owned = |name: &Range<usize>| {
        let at = name.end;
        let led = a.one_of(at + 1, &["our", "its", "their"])
            // *Homeward Hands, a home-care agency*
            || a.one_of(at + 1, &["a", "an"]) && !a.is(name.start, WordClass::GIVEN_NAME);
        a.word(at) == "," && led
    };
    // *There was better news for Ashby Care. The CQC rated it good.*
    let news = |name: &Range<usize>| {
        let low = name.start.saturating_sub(4);
        name.len() > 1
            && a.one_of(name.start.wrapping_sub(1), &["for"])
            && (low..name.start).any(|t| a.one_of(t, &["news"]))
            && matches!(a.word(name.end), "." | ",")
    };
    // *Care Inspectorate Wales visited Plas Hendre in June. The home was rated good.*
    let visited = |name: &Range<usize>| {
        let the = usize::from(a.one_of(name.start.wrapping_sub(1), &["the"]));
        let (low, verb) = (name.start.saturating_sub(9), name.start.wrapping_sub(1 + the));
        let inspects = |t: usize| a.one_of(t, &["officers"]) || subject::tells_inspector(a, t);
        name.len() > 1 && a.one_of(verb, &["visited", "inspected"]) && (low..verb).any(inspects)
    };
    // *The reports on Tŷ Celyn and Plas Hendre were published in May.*
    let reported = |name: &Range<usize>| {
        let on = name.start.wrapping_sub(1);
        a.one_of(on, &["on"]) && a.one_of(on.wrapping_sub(1), &["report", "reports"])
    };
    // *The Harbour Kettle in Quay Street was inspected on 2 October.*
    let inspected = |name: &Range<usize>| {
        const FAR: usize = 30;
        let the = name.start.checked_sub(1).filter(|&t| a.one_of(t, &["the"]));
        let opens = a.opens_sentence(name.start) || the.is_some_and(|the| a.opens_sentence(the));
        let verb = |t: usize| a.is(t, WordClass::BE) && a.one_of(t + 1, &["inspected", "visited"]);
        let end = a.sentences.get(a.sentence_from(name.start)).map_or(name.end, |s| s.tokens.end);
        let mut rest = name.end..end.min(name.end + FAR);
        let direct = is_in_street(a, name.end)
            || is_in_street(a, name.end - 1)
            || a.word(name.end) == ","
            || verb(name.end);
        name.len() > 1 && opens && direct && rest.any(verb)
    };
    // *Can I ask about Sternmoor Home First? It was rated outstanding in 2021.*
    let then_rated = |name: &Range<usize>| {
        let it = name.end + 1;
        name.len() > 1
            && matches!(a.word(name.end), "." | "?")
            && a.one_of(name.start.wrapping_sub(1), &["about", "for", "at"])
            && a.one_of(it, &["it"])
            && a.is(it + 1, WordClass::BE)
            && a.is(it + 2, WordClass::GRADING)
    };
    let mut t = 0;
    while t < a.tokens.len() {
        let Some(name) = capitals(a, t) else {
            t += 1;
            continue;
        };
        // *a home in Saltby, on Mill Road, was …*: a place.
        let place =
            name.start > 0 && a.one_of(name.start - 1, &["in", "at", "near", "of", "to", "from", "for"]);
        // *rated the trust Good*
        if name.len() == 1
            && a.lexicon.scales.may_start(a.lower(name.start))
            && subject::is_grade(a, a.lower(name.start))
        {
            t = name.end;
            continue;
        }
        if let Some(noun) = noun_behind(a, name.end)
            .filter(|noun| !place || !noun.is_empty())
            .or_else(|| noun_before(a, name.start))
            && (owned(&name) && !noun.is_empty()
                || may_be_body(a, &name, noun.is_empty() && is_in_street(a, name.end)))
        {
            add(name.clone(), noun);
        } else if reported(&name) {
            for part in parted_by_and(a, &name) {
                let single = part.len() == 1 && !a.word(part.start).contains('-');
                if !single
                    && !subject::is_body_name(a, &subject::cased(a, part.clone()))
                    && may_be_body(a, &part, true)
                {
                    add(part, String::new());
                }
            }
        } else if (news(&name) || visited(&name) || then_rated(&name) || inspected(&name))
            && !subject::is_body_name(a, &subject::cased(a, name.clone()))
            && may_be_body(a, &name, true)
        {
            add(name.clone(), String::new());
        }
        t = name.end;
    }
    if let Some((name, noun)) = led_in(a) {
        // *Fern Bank, which …* is nobody, though a list has *Fern* as a given name.
        if a.one_of(name.end + 1, &["which", "where", "run", "owned", "part"])
            || is_in_street(a, name.end)
            || may_be_body(a, &name, true)
        {
            add(name, noun);
        }
    }
    // *Full marks for The Fleece* ¶ *The Fleece has a new sticker. Officers gave the pub …*
    for heading in headings {
        /// Words of the name, and words below in which its noun stands.
        const NAME: usize = 5;
        const REACH: usize = 40;
        let lead = (heading.start + 1..heading.end).rev().take(NAME).find(|&t| a.one_of(t, &["for", "at"]));
        let name = lead.and_then(|lead| capitals(a, lead + 1).filter(|name| name.start == lead + 1));
        let Some(name) = name.filter(|name| name.end == heading.end && name.len() > 1) else { continue };
        let opens =
            name.clone().zip(heading.end..).all(|(x, y)| y < a.tokens.len() && a.lower(x) == a.lower(y));
        let behind = heading.end + name.len();
        let the = (behind..(behind + REACH).min(a.tokens.len())).filter(|&t| a.one_of(t, &["the"]));
        if opens
            && let Some(noun) = the.into_iter().find_map(|the| noun_at(a, the + 1))
            && may_be_body(a, &name, true)
        {
            add(name, noun);
        }
    }
    // *Ashby Court, Priory Lane* ¶ *Rating: Good*
    const LINE: usize = 80;
    for paragraph in
        a.document.paragraphs.iter().filter(|paragraph| paragraph.span.of(a.text()).len() <= LINE)
    {
        let line = a.token_from(paragraph.span.start)..a.token_from(paragraph.span.end);
        let Some(name) = capitals(a, line.start).filter(|name| name.start == line.start && name.len() > 1)
        else {
            continue;
        };
        let part = subject::is_part(a, &Subject::Phrase(name.clone()));
        if (name.end == line.end || a.word(name.end) == ",") && !part && is_graded_below(a, &line) {
            add(name, String::new());
        }
    }
    /// Tokens between the lines at the head of a text.
    const BLOCK: usize = 8;
    for heading in headings {
        let Some(name) = capitals(a, heading.start).filter(|name| name.start == heading.start) else {
            continue;
        };
        // *Ashlar Court*, *The Limes, Pelbridge*
        let whole = name.end == heading.end
            || a.word(name.end) == ","
                && capitals(a, name.end + 1).is_some_and(|place| {
                    // *CRAIG HOUSE, Inverty (42 places)*
                    place.end == heading.end || a.word(place.end) == "(" && a.word(heading.end - 1) == ")"
                });
        // A dateline's place.
        let place = |known: &Name| known.kind == NameKind::Place && known.proper == name;
        let bracketed = a.word(heading.end - 1) == ")";
        let dateline = name.len() == 1 && !bracketed && a.names.iter().any(place);
        // *ANNUAL REPORT TO PARENTS*, right below the name of a school
        let known = |tokens: &Range<usize>| subject::is_body_name(a, &subject::cased(a, tokens.clone()));
        let above = a.sentences[..a.sentence_from(heading.start)].iter().rev().take(2);
        let near = |sentence: &&crate::annotate::Sentence| sentence.tokens.end + BLOCK >= heading.start;
        let mut above = above.filter(near).map(|sentence| sentence.tokens.clone());
        let subtitle = !known(&name) && above.any(|line| known(&line));
        let fits = whole && !dateline && !subtitle && may_be_body(a, &name, true);
        if fits && is_section_on(a, heading, &name) {
            add(name, String::new());
        }
    }
    out
}

/// *A children’s home in Ashby has been rated good.* ¶ *Fern Bank, which has six beds, …*: the name that the second
/// paragraph of a report begins with, and the noun of the first.
fn led_in(a: &Annotated) -> Option<(Range<usize>, String)> {
    /// Paragraphs above the lead; tokens before its noun.
    const HEAD: usize = 8;
    const NOUN: usize = 7;
    let opens = |at: usize| at == 0 || a.sentences[at - 1].paragraph != a.sentences[at].paragraph;
    let lead = (0..a.sentences.len().min(HEAD)).find(|&at| {
        opens(at)
            && a.one_of(a.sentences[at].tokens.start, &["a", "an"])
            && a.sentences[at].tokens.len() > NOUN
    })?;
    let tokens = a.sentences[lead].tokens.clone();
    let noun = (tokens.start + 1..tokens.start + NOUN).find_map(|t| noun_ending_at(a, t))?;
    let next = (lead + 1..a.sentences.len()).find(|&at| opens(at))?;
    let first = a.sentences[next].tokens.start;
    let name = capitals(a, first).filter(|name| name.start == first)?;
    let told = a.word(name.end) == ","
        && a.one_of(
            name.end + 1,
            &["which", "in", "on", "at", "near", "off", "where", "run", "owned", "part"],
        );
    told.then_some((name, noun))
}

/// *Ashby House, Priory Lane* ¶ *Rating: Good*: whether the line below `heading` is a grade, alone or behind a label.
fn is_graded_below(a: &Annotated, heading: &Range<usize>) -> bool {
    const LONGEST: usize = 60;
    let Some(sentence) =
        a.sentences.get(a.sentence_from(heading.end)).map(|sentence| sentence.tokens.clone())
    else {
        return false;
    };
    let line = a.span(sentence).of(a.lower_text());
    let line = line.split('(').next().unwrap_or_default().trim();
    let (label, grade) = line.split_once(':').unwrap_or(("", line));
    let labelled = label.is_empty() || a.lexicon.ratings.rating_labels.contains(label.trim());
    line.len() <= LONGEST && labelled && subject::is_grade(a, grade.trim())
}

/// Whether the section under `heading` is on the body `name`: it names it again, or begins with a noun for it.
fn is_section_on(a: &Annotated, heading: &Range<usize>, name: &Range<usize>) -> bool {
    const REACH: usize = 60;
    let behind = heading.end..(heading.end + REACH).min(a.tokens.len());
    let again = |t: usize| {
        t + name.len() <= a.tokens.len()
            && a.is_capital(t)
            && name.clone().zip(t..).all(|(x, y)| a.lower(x) == a.lower(y))
    };
    // *DIFFICULT*, between paragraphs of a page, names nothing.
    let shouted = name.len() == 1 && a.word(name.start).chars().all(|c| !c.is_lowercase());
    behind.clone().any(again)
        // *Graded very good for wellbeing and excellent for leadership.*
        || (!shouted || a.word(name.end) == ",") && a.is(heading.end, WordClass::GRADING)
        || !shouted
            && behind.clone().any(|t| {
                a.one_of(t, &["the", "this"])
                    && (t + 1..(t + 5).min(behind.end))
                        .take_while(|&t| !a.is_capital(t) && a.word(t) != ",")
                        .any(|t| noun_at(a, t).is_some() || a.is(t, WordClass::PROVIDER))
            })
}

/// The run of words with capitals that begins at token `t`: *The Limes*, *Ashby Church of England Primary School*.
fn capitals(a: &Annotated, t: usize) -> Option<Range<usize>> {
    const LONGEST: usize = 10;
    let is_capital = |t: usize| t < a.tokens.len() && a.is_capital(t);
    if !is_capital(t) || t > 0 && !starts_line(a, t) && a.is_capital(t - 1) && !a.is(t, WordClass::LEADING) {
        return None;
    }
    let mut end = t + 1;
    while end < a.tokens.len() && end - t < LONGEST {
        let joins = a.one_of(end, &["of", "and", "the", "&", "'s", "’s", "-"]);
        // *Ashby Hospital is rated Inadequate and Fell Hospital …*
        if starts_line(a, end) || a.one_of(end, &["and"]) && ends_grade(a, end - 1) {
            break;
        }
        if a.is_capital(end) || joins && is_capital(end + 1) {
            end += 1;
        } else {
            break;
        }
    }
    // *The* alone, *In March*
    let leads = |t: usize| a.is(t, WordClass::LEADING) && !a.one_of(t, &["the"]);
    let start = (t..end).find(|&t| !leads(t))?;
    (end - start > usize::from(a.one_of(start, &["the"]))).then_some(start..end)
}

/// Whether two stretches of tokens have none in common.
fn is_apart(one: &Range<usize>, other: &Range<usize>) -> bool {
    one.start >= other.end || one.end <= other.start
}

/// Whether the words for a grade end with token `t`.
fn ends_grade(a: &Annotated, t: usize) -> bool {
    a.lexicon.ratings.everyday.contains(a.lower(t))
        || a.one_of(t, &["improvement"])
        || subject::is_grade(a, a.lower(t))
}

/// The names of a run in which *and* parts them.
fn parted_by_and(a: &Annotated, run: &Range<usize>) -> Vec<Range<usize>> {
    let mut out = Vec::new();
    let mut start = run.start;
    for end in run.clone().filter(|&t| a.one_of(t, &["and", "&"])).chain([run.end]) {
        if end > start {
            out.push(start..end);
        }
        start = end + 1;
    }
    out
}

/// Whether a line begins with token `t`.
fn starts_line(a: &Annotated, t: usize) -> bool {
    t == 0 || a.gap_before(t).contains(['\n', '\t']) || a.gap_before(t).contains("   ")
}

/// Whether the words, which may head a section, may be a body's name: no person and no inspector, no part that is graded.
fn may_be_body(a: &Annotated, tokens: &Range<usize>, heads: bool) -> bool {
    // *Golden Carp* over a section is nobody that a list knows; *The Golden Carp* nobody at all.
    let article = a.one_of(tokens.start, &["the"]) || a.one_of(tokens.start.wrapping_sub(1), &["the"]);
    let person =
        |name: &Name| if heads || article { name.kind == NameKind::Person } else { name.is_person() };
    let known = |name: &Name| person(name) && name.tokens.len() > 1 || subject::is_inspector(a, name);
    let text = subject::words(a, tokens.clone());
    // *Serious Failings Found*: a clause with capitals.
    let tag = |t: usize| a.syntax.as_ref().map(|syntax| syntax.tag(t as u32));
    let verb = |t: usize| tag(t).is_some_and(|tag| matches!(tag, Tag::Vbz | Tag::Vbd | Tag::Vbn));
    // Words that the text has in small letters as well: *failings*, *found*.
    let small = |t: &usize| {
        let word = a.lower(*t);
        word.len() > 3
            && noun_ending_at(a, *t).is_none()
            && !a.is(*t, WordClass::BODY_HEAD)
            && !subject::is_capital_number(a, *t)
            && subject::has_small_word(a.text(), word)
    };
    let clause = heads
        && tokens.len() > 1
        && (tokens.clone().any(verb) || tokens.clone().filter(small).take(2).count() > 1);
    // *Parents, a school …*: a word that only opens the sentence.
    let proper =
        tokens.len() > 1 || a.syntax.as_ref().is_none_or(|syntax| syntax.tag(tokens.start as u32).is_name());
    proper
        && !clause
        && !tokens.clone().any(|t| a.name_at(t).is_some_and(known))
        && !subject::names_part(a, &text)
        && !tokens.clone().any(|t| crate::text::is_day_or_month(a.lower(t)))
        && !a.is(tokens.start, WordClass::INSPECTOR)
        && !subject::is_council_noun(a.lower(tokens.end - 1))
}

/// The noun in *Copperfields, a six-bed home in Ashby*, *Tideway, the trust’s fostering agency*; `at` is the token
/// behind the name.
fn noun_behind(a: &Annotated, at: usize) -> Option<String> {
    const REACH: usize = 8;
    let first = at + 1;
    // *the Golden Perch chip shop*, *the Lucky Kettle takeaway*
    let noun = at + usize::from(a.one_of(at, &["chip", "kebab", "fish", "coffee", "sandwich"]));
    if a.is(noun, WordClass::FOOD_BUSINESS.with(WordClass::FOOD_SHOP))
        && at >= 2
        && a.is_capital(at - 1)
        && a.is_capital(at - 2)
    {
        return Some(a.lower(noun).to_owned());
    }
    if at + 2 >= a.tokens.len() || a.word(at) != "," {
        return None;
    }
    // *which looks after 25 people*, *which has 300 pupils*
    if a.one_of(first, &["which"]) {
        let cares = a.one_of(first + 1, &["looks", "cares", "caters"])
            && a.one_of(first + 2, &["after", "for"])
            || a.one_of(first + 1, &["houses", "teaches", "educates"])
            || a.one_of(first + 1, &["visits", "supports", "helps"])
                && (a.word(first + 2).starts_with(|c: char| c.is_ascii_digit())
                    || a.one_of(first + 2, &["about", "people"]))
            || a.one_of(first + 1, &["is"]) && a.one_of(first + 2, &["home"]) && a.one_of(first + 3, &["to"]);
        return cares.then(String::new);
    }
    // *Larchmount, in Priory Lane, was …*
    if a.one_of(first, &["in", "on", "at", "near", "off"]) {
        let mut place = capitals(a, first + 1)?;
        // *in Canal Street, Ashby, was …*
        if a.word(place.end) == ","
            && let Some(town) = capitals(a, place.end + 1).filter(|town| town.start == place.end + 1)
        {
            place = town;
        }
        let goes_on = a.is(place.end + 1, WordClass::BE) || a.one_of(place.end + 1, &["has", "had"]);
        // *The news was worse for Ashby Grill, in Cheap Street. It was …*
        let street = subject::is_street(a, place.end - 1);
        let it = street && a.one_of(place.end + 1, &["it"]);
        // *a visit to Crisp & Cluck, in Tanner Street, which ended …*
        let which = street && a.word(place.end) == "," && a.one_of(place.end + 1, &["which", "where"]);
        return (a.word(place.end) == "," && goes_on || a.word(place.end) == "." && it || which)
            .then(String::new);
    }
    if !a.one_of(first, &["a", "an", "the", "its", "their", "our", "another", "one"]) {
        return None;
    }
    for t in first + 1..(first + REACH).min(a.tokens.len()) {
        let stops = !a.word(t).starts_with(char::is_alphanumeric)
            && !subject::is_possessive(a, t)
            && a.word(t) != "-";
        // *a fish and chip shop*
        if a.one_of(t, &["and"]) && a.one_of(t + 1, &["chip", "chips"]) {
            continue;
        }
        if stops || a.is(t, WordClass::WALL) || a.one_of(t, &["in", "on", "at", "for", "of", "run"]) {
            return None;
        }
        if let Some(noun) = noun_at(a, t) {
            let next = t + 1;
            // *the trust’s fostering agency*
            if subject::is_possessive(a, next) {
                continue;
            }
            // *Parents, the school said, …* is a clause.
            let ends = !a.word(next).starts_with(char::is_alphanumeric) && !subject::is_possessive(a, next)
                || a.one_of(
                    next,
                    &[
                        "in", "at", "on", "near", "off", "run", "owned", "managed", "for", "which", "that",
                        "with", "where", "of", "and", "by",
                    ],
                );
            return ends.then_some(noun);
        }
    }
    None
}

/// *…, in Canal Street, …* behind a name: no person stands there.
fn is_in_street(a: &Annotated, at: usize) -> bool {
    let place = capitals(a, at + 2).filter(|place| place.start == at + 2);
    a.one_of(at + 1, &["in", "on", "at", "near", "off"])
        && place.is_some_and(|place| subject::is_street(a, place.end - 1))
}

/// The noun in *the nursery, Little Acorns,* and *the care home Ashlar Court*; `start` is the first token of the name.
fn noun_before(a: &Annotated, start: usize) -> Option<String> {
    let comma = start > 0 && a.word(start - 1) == ",";
    let noun = start.checked_sub(1 + usize::from(comma))?;
    let found = noun_ending_at(a, noun)?;
    if !comma {
        return Some(found);
    }
    // Between commas, as an apposition stands.
    let led = (noun.saturating_sub(5)..noun).any(|t| a.one_of(t, &["the", "its", "a", "an", "another"]));
    let closed = capitals(a, start).is_some_and(|name| a.word(name.end) == ",");
    (led && closed).then_some(found)
}

/// A noun in small letters at token `t` for what some scale rates, and that no other noun follows.
fn noun_at(a: &Annotated, t: usize) -> Option<String> {
    let next = t + 1;
    let goes_on = next < a.tokens.len()
        && a.tokens[next].span.start <= a.tokens[t].span.end + 1
        && a.word(next).starts_with(char::is_lowercase)
        && a.syntax.as_ref().is_some_and(|syntax| syntax.tag(next as u32).is_noun());
    if goes_on { None } else { noun_ending_at(a, t) }
}

/// The noun in small letters, of one word or two, for what some scale rates, that ends at token `t`.
pub(super) fn noun_ending_at(a: &Annotated, t: usize) -> Option<String> {
    // *A NURSERY in Ashby has been judged outstanding*
    const OPENING: usize = 4;
    let first = || a.sentences.get(a.sentence_from(t)).map_or(t, |sentence| sentence.tokens.start);
    let shouted = a.word(t).len() > 3
        && !a.word(t).contains(char::is_lowercase)
        && t < first() + OPENING
        && a.one_of(first(), &["a", "an", "the"]);
    if !(shouted || a.word(t).starts_with(char::is_lowercase)) || subject::is_council_noun(a.lower(t)) {
        return None;
    }
    let kinds = &a.lexicon.ratings.kinds_of;
    let known = |text: &str| {
        let rates = |scale: &Scale| scale.subjects.iter().any(|subject| subject == text);
        let one = !text.ends_with('s') && !text.contains("service");
        one && a.lexicon.scales.list.iter().any(rates) || kinds.iter().flatten().any(|kind| kind == text)
    };
    let two = (t > 0).then(|| subject::words(a, t - 1..t + 1)).filter(|two| known(two));
    two.or_else(|| Some(a.lower(t).to_owned()).filter(|one| known(one)))
}

/// Where the text uses the names explained, in text order, and which.
fn occurrences(a: &Annotated, explained: &[Explained]) -> Vec<(Range<usize>, usize)> {
    if explained.is_empty() {
        return Vec::new();
    }
    let mut out = Vec::new();
    let mut t = 0;
    while t < a.tokens.len() {
        let found = a.is_capital(t).then(|| {
            let run = capitals(a, t)?;
            let at = explained.iter().position(|e| subject::cased(a, run.clone()) == e.name)?;
            Some((run, at))
        });
        match found.flatten() {
            Some((run, at)) => {
                t = run.end;
                out.push((run, at));
            }
            None => t += 1,
        }
    }
    out
}
