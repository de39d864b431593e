//! The noun phrase of what is rated.

use std::borrow::Cow;
use std::ops::Range;

use super::event::{is_quote, is_year};
use super::scale::has_words;
use crate::annotate::{Annotated, Name, NameKind, Tag, TimeExpression};
use crate::base::Span;
use crate::lexicon::{Scale, WordClass};
use crate::resolve;
use crate::text::ParagraphKind;

/// What a clause says is rated.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Subject {
    /// A noun phrase.
    Phrase(Range<usize>),
    /// *its rating for efficiency*: of the body spoken of; the phrase may name the part rated.
    Its(Range<usize>),
    /// Several noun phrases, parted by commas.
    List(Range<usize>),
    /// What the grade before is of.
    Same,
    /// Not said: what the document is about.
    Context,
}

/// Words behind which a word is a noun, though it may be a verb elsewhere: *the report*.
const DETERMINERS: &[&str] =
    &["the", "a", "an", "its", "their", "our", "this", "that", "these", "those", "of"];

/// Whether token `i` is the apostrophe of a plural possessor: *councils’*.
pub(super) fn is_apostrophe(a: &Annotated, i: usize) -> bool {
    i > 0
        && matches!(a.word(i), "'" | "’")
        && a.tokens[i - 1].span.end == a.tokens[i].span.start
        && a.word(i - 1).ends_with(['s', 'S'])
        && a.tokens.get(i + 1).is_some_and(|next| next.span.start > a.tokens[i].span.end)
}

pub(super) fn is_possessive(a: &Annotated, i: usize) -> bool {
    matches!(a.lower(i), "'s" | "’s") || is_apostrophe(a, i)
}

/// Whether the word at token `t` may stand within a name: a capital, or a small word that joins such.
pub(super) fn stands_in_name(a: &Annotated, t: usize) -> bool {
    const SMALL: &[&str] = &["of", "at", "the", "and", "in", "on", "for", "&", "by", "with"];
    a.is_capital(t)
        || a.one_of(t, SMALL)
        || is_possessive(a, t)
        || a.lexicon.ratings.particles.contains(a.lower(t))
}

/// *Ashby Primary School Nursery Class*, for *Ashby Primary School*: whether the longer name is that of a part with a rating of its own.
pub(super) fn names_unit(a: &Annotated, short: &str, full: &str) -> bool {
    let last = short.rsplit(' ').next().unwrap_or(short).to_lowercase();
    let rest = full.strip_prefix(short).unwrap_or_default().to_lowercase();
    noun_of_body(a, &last) && a.lexicon.ratings.units.iter().any(|unit| rest.ends_with(&format!(" {unit}")))
}

/// *Jessop’s, on Marine Parade, was inspected*: whether the *’s* at token `t` ends a name and owns nothing behind it.
pub(super) fn ends_name(a: &Annotated, t: usize) -> bool {
    let owns = |t: usize| a.word(t).starts_with(char::is_alphanumeric) && !a.gap_before(t).contains('\n');
    let behind = t + 1;
    is_possessive(a, t)
        && a.lower(t).len() > 1
        && (!owns(behind)
            || a.is(behind, WordClass::HELPER.with(WordClass::BE))
            || a.one_of(behind, &["had", "and", "which", "who", "got", "in", "on", "at", "of"]))
}

/// *once more*, *once again*, from token `t`.
pub(super) fn is_once_more(a: &Annotated, t: usize) -> bool {
    a.one_of(t, &["once"]) && a.one_of(t + 1, &["again", "more"])
}

/// *run by*, *owned by*, from token `t`: who is told of behind it is another.
pub(super) fn is_run_by(a: &Annotated, t: usize) -> bool {
    a.one_of(t, &["run", "owned", "managed"]) && a.one_of(t + 1, &["by"])
}

/// The first of the helpers that stand before the verb at token `verb`, not before token `low`, or the verb itself.
pub(super) fn first_helper(a: &Annotated, low: usize, verb: usize) -> usize {
    (low..verb).rev().take_while(|&t| a.is(t, WordClass::HELPER)).last().unwrap_or(verb)
}

/// Whether a form of *be* helps the participle at `verb`.
pub(super) fn is_passive(a: &Annotated, low: usize, verb: usize) -> bool {
    let mut t = verb;
    // *was once more judged good*
    if t > low + 2 && is_once_more(a, t - 2) {
        t -= 2;
    }
    while t > low && (a.is(t - 1, WordClass::HELPER)) {
        t -= 1;
        if a.is(t, WordClass::BE) {
            return true;
        }
    }
    false
}

/// Whether the subject is a pronoun or a common noun for the body spoken of.
pub(super) fn is_pronoun(a: &Annotated, subject: &Subject) -> bool {
    let Subject::Phrase(range) = subject else { return matches!(subject, Subject::Its(_)) };
    let text = words(a, range.clone());
    a.lexicon.ratings.pronouns.contains(text.trim_start_matches("the "))
}

/// Whether the subject is *it*: a body, or a part of it, that the speaker has named.
pub(super) fn is_it(a: &Annotated, subject: &Subject) -> bool {
    matches!(subject, Subject::Phrase(range) if range.len() == 1 && a.one_of(range.start, &["it"]))
}

/// Whether the subject is *we*: the body that the speaker speaks for.
pub(super) fn is_we(a: &Annotated, subject: &Subject) -> bool {
    matches!(subject, Subject::Phrase(range) if range.len() == 1 && a.one_of(range.start, &["we", "us", "i"]))
}

/// Whether the subject is a part that some scale grades on its own.
pub(super) fn is_part(a: &Annotated, subject: &Subject) -> bool {
    let Subject::Phrase(range) = subject else { return false };
    names_part(a, &words(a, range.clone()))
}

/// Whether the lower-case `text` names such a part, with or without words that lead it in.
pub(super) fn names_part(a: &Annotated, text: &str) -> bool {
    let mut text = text;
    while let Some(rest) = [
        "and ",
        "the ",
        "its ",
        "their ",
        "your ",
        "our ",
        "pupils' ",
        "pupils’ ",
        "students' ",
        "students’ ",
    ]
    .iter()
    .find_map(|word| text.strip_prefix(word))
    {
        text = rest;
    }
    a.lexicon.scales.is_aspect(text)
        || without_group(a, text).is_some_and(|part| a.lexicon.scales.is_aspect(part))
        || without_lead(a, text).is_some_and(|rest| a.lexicon.scales.is_aspect(rest))
}

/// *work on resettlement*, *services for care leavers*: what is behind the words that lead a part in.
pub(super) fn without_lead<'t>(a: &Annotated, text: &'t str) -> Option<&'t str> {
    let leads = &a.lexicon.ratings.part_leads;
    let rest = leads.iter().find_map(|lead| text.strip_prefix(lead.as_str())?.strip_prefix(' '))?;
    // *the quality of its staffing*
    let owned = ["its ", "their ", "our ", "the "].iter().find_map(|owner| rest.strip_prefix(owner));
    Some(owned.filter(|part| a.lexicon.scales.is_aspect(part)).unwrap_or(rest))
}

/// *its 16 to 19 study programmes*: the lower-case `words` behind the article or pronoun.
pub(super) fn without_owner(words: &str) -> &str {
    ["the ", "its ", "their ", "our "].iter().find_map(|owner| words.strip_prefix(owner)).unwrap_or(words)
}

/// *the behaviour of its 870 pupils*: what is before the words that tell whose it is.
pub(super) fn without_group<'t>(a: &Annotated, text: &'t str) -> Option<&'t str> {
    let (part, whom) = text.split_once(" of ")?;
    a.lexicon.word(whom.rsplit(' ').next()?).is(WordClass::SERVED).then_some(part)
}

/// Whether the lower-case `text` names one of the services that each hospital or health trust has.
pub(super) fn is_core_service(a: &Annotated, text: &str) -> bool {
    a.lexicon.ratings.core_services.iter().any(|service| service == text)
}

/// Whether a noun for parts that are graded stands at token `t`.
pub(super) fn is_area(a: &Annotated, t: usize) -> bool {
    a.is(t, WordClass::GRADED_AREA)
}

/// *That area was inadequate two years ago.*: whether the subject is a part told of before.
pub(super) fn is_that_area(a: &Annotated, subject: &Subject) -> bool {
    let Subject::Phrase(range) = subject else { return false };
    let that = |t: usize| a.one_of(t, &["that", "this"]);
    let noun = range.start + usize::from(that(range.start));
    (that(range.start) || that(range.start.wrapping_sub(1)))
        && is_area(a, noun)
        && (noun + 1 == range.end || a.one_of(noun + 1, &["of"]))
}

/// Where the part is named in *the areas of safety and leadership*.
pub(super) fn behind_areas(a: &Annotated, at: usize) -> usize {
    let mut noun = if a.one_of(at, &["the"]) { at + 1 } else { at };
    // *the healthy prison tests of safety and respect*
    if let Some(area) =
        (noun..noun + 4).find(|&t| a.is(t, WordClass::GRADED_AREA)).filter(|&t| a.one_of(t + 1, &["of"]))
    {
        noun = area;
    }
    let areas = a.is(noun, WordClass::GRADED_AREA);
    if areas && a.one_of(noun + 1, &["of"]) { noun + 2 } else { at }
}

/// Whether a part is named from token `at` on.
pub(super) fn part_follows(a: &Annotated, at: usize) -> bool {
    // *for whether its services are safe*
    let be = (at + 1..at + 4).find(|&t| a.one_of(at, &["whether"]) && a.is(t, WordClass::BE));
    let at = be.map_or(at, |be| be + 1);
    const LONGEST: usize = 14;
    let at = behind_areas(a, at);
    (at + 1..(at + LONGEST).min(a.tokens.len())).any(|end| names_part(a, &words(a, at..end)))
}

/// Words of the longest part.
const LONGEST_PART: usize = 16;

/// The subject of the verb at token `verb`.
pub(super) fn before_verb(a: &Annotated, times: &[TimeExpression], low: usize, verb: usize) -> Subject {
    // *• Across the trust, ‘caring’ was rated …*
    let first = low + usize::from(low + 1 < verb && !a.word(low).starts_with(char::is_alphanumeric));
    let low = match (first..verb.min(first + 6)).find(|&t| a.word(t) == ",") {
        Some(comma) if a.one_of(first, &["across"]) && comma + 1 < verb => comma + 1,
        _ => low,
    };
    // *In the Teaching Excellence Framework the University of Ashby was …*
    let low = (low..verb.min(low + 8))
        .find(|&t| a.one_of(t, &["framework"]) && a.one_of(t + 1, &["the"]) && t + 2 < verb)
        .map_or(low, |t| t + 1);
    // *But safety is inadequate.*
    let low = low + usize::from(a.one_of(low, &["but", "yet"]) && low + 1 < verb);
    let mut end = verb;
    if end > low + 2 && is_once_more(a, end - 2) {
        end -= 2;
    }
    while end > low
        && (a.is(end - 1, WordClass::HELPER)
            || a.lower(end - 1).ends_with("ly")
            || is_quote(a, end - 1) && !is_apostrophe(a, end - 1))
        // *St Oswin’s was rated good*
        && !(is_possessive(a, end - 1) && a.one_of(end, &["is", "was", "has", "had", "requires", "remains", "needs"]))
    {
        end -= 1;
    }
    // *the care, guidance and support given to pupils was graded …*
    if end > low + 4
        && a.one_of(end - 3, &["given", "offered", "provided"])
        && a.one_of(end - 2, &["to", "for"])
        && a.is(end - 1, WordClass::SERVED)
    {
        end -= 3;
    }
    // *The care, guidance and support that you are given are outstanding.*
    if end > low + 5
        && a.one_of(end - 1, &["given", "receive", "get"])
        && let Some(that) = (end - 4..end - 1).find(|&t| a.one_of(t, &["that"]))
        && a.one_of(that + 1, &["you", "they", "pupils", "children", "patients", "people"])
    {
        end = that;
    }
    // *The support that grown-ups give you is good.*
    if let Some(that) = (low + 2..end.min(low + 12)).find(|&t| a.one_of(t, &["that", "which"]))
        && a.word(that - 1) != ","
        && !(that..end).any(|t| matches!(a.word(t), "," | ";"))
        && end <= that + 7
        && names_part(a, &words(a, low..that))
    {
        end = that;
    }
    // *How well children are helped and protected was graded …*
    // *Preventing fires and other risks was graded …*
    let opens = |t: usize| a.one_of(t, &["how"]) || t == low && a.opens_sentence(t);
    if let Some(first) = (low.max(end.saturating_sub(LONGEST_PART))..end.saturating_sub(3))
        .find(|&t| opens(t) && names_part(a, &words(a, t..end)))
    {
        return Subject::Phrase(first..end);
    }
    // *The trust as a whole was rated …*
    if end > low + 3
        && a.one_of(end - 1, &["whole"])
        && a.one_of(end - 2, &["a"])
        && a.one_of(end - 3, &["as"])
    {
        end -= 3;
    }
    // *has become one of the first councils to be awarded …*
    if (end..verb).any(|t| a.one_of(t, &["to"]))
        && let Some(is) = (low..end)
            .rev()
            .find(|&t| a.is(t, WordClass::BE) || a.one_of(t, &["become", "becomes", "became"]))
        && (is..end).any(|t| a.one_of(t, &["first", "only", "latest"]))
    {
        return before_verb(a, times, low, is);
    }
    // *Ashby School was inspected by Ofsted and rated good*
    if end > low + 2
        && a.one_of(end - 1, &["and", "but", "then"])
        && let Some(first) = (low + 1..end - 1)
            .rev()
            .find(|&t| a.is(t - 1, WordClass::BE) && a.lower(t).ends_with("ed") && !a.is_capital(t))
    {
        return before_verb(a, times, low, first);
    }
    // *Hexley School came out of special measures and is now rated good*
    if end > low + 1 && a.one_of(end - 1, &["and", "but"]) && end < verb {
        let first = a.names.iter().find(|name| {
            name.tokens.start >= low
                && name.tokens.end < end
                && matches!(name.kind, NameKind::Organisation | NameKind::Place)
        });
        if let Some(name) = first.filter(|name| !is_inspector(a, name) && name.tokens.start <= low + 3) {
            return of_phrase(a, times, low..name.tokens.end);
        }
    }
    // *The school is waiting, having been judged to require improvement*
    let having = end > low + 1 && a.one_of(end - 1, &["having"]) && a.word(end - 2) == ",";
    // *The school is celebrating after being rated outstanding*
    let being = end > low + 1
        && a.one_of(end - 1, &["after", "since", "despite", "before"])
        && (end..verb).any(|t| a.one_of(t, &["being", "been"]));
    if (having || being)
        && let Some(syntax) = &a.syntax
        && let Some(first) =
            (low + 1..end - 2).find(|&t| syntax.tag(t as u32).is_finite() && !a.is_capital(t))
    {
        return before_verb(a, times, low, first);
    }
    // *Personal development, behaviour and welfare went one better and was found outstanding*
    if end > low
        && a.one_of(end - 1, &["and", "but"])
        && let Some(syntax) = &a.syntax
        && let Some(verb) = (low + 3..end).find(|&t| syntax.tag(t as u32).is_finite() && !a.is_capital(t))
        && (names_part(a, &words(a, low..verb)) || list_of_parts(a, low, verb).is_some())
    {
        return Subject::Phrase(low..verb);
    }
    // *Ashby Court, which has no lift and was rated outstanding*
    if end > low + 2
        && a.one_of(end - 1, &["and", "but"])
        && let Some(which) = (low + 2..end - 1)
            .rev()
            .take_while(|&t| a.word(t) != ",")
            .find(|&t| a.one_of(t, &["which", "who"]) && a.word(t - 1) == ",")
    {
        return before_verb(a, times, low, which + 1);
    }
    // *Services for care leavers fared better and were judged good*
    if end > low
        && a.one_of(end - 1, &["and", "but"])
        && let Some(range) = shared_subject(a, low, verb)
    {
        return of_phrase(a, times, range);
    }
    // *Ashby Grill, a takeaway at 46 High Street, Fenmouth was given …*: no comma closes what stands beside the name.
    if let Some(range) = described_at_address(a, low, end) {
        return of_phrase(a, times, range);
    }
    let last = end;
    if end > low && a.word(end - 1) == "," {
        // *Dunwold High School, which opened in 1970, was found …*
        let open = (low..end - 1).rev().find(|&t| a.word(t) == ",");
        // *The trust’s other site, Ashby Hospital, was …*, *Its other home in Ashby, The Limes, was …*
        let noun = |open: usize| {
            let place = (low..open).rev().take(4).find(|&t| !a.is_capital(t));
            let led = place.is_some_and(|t| t > low && a.one_of(t, &["in", "near"]) && !a.is_capital(t - 1));
            // Not *A home in Mill Road, Ashby, was …*
            let other = a.one_of(open - 1, &["another", "one"]) && open - 1 == low;
            // *The company that looks after the Marches, Ashby CRC, was …*: what is described has its name behind.
            let described = a.one_of(low, &["the", "its"])
                && !a.is_capital(low + 1)
                && open > low + 3
                && end - 1 - open <= 5;
            !a.is_capital(open - 1) || other || described || led && a.is(end - 2, WordClass::BODY_HEAD)
        };
        // *The two other homes, The Limes and Larch House, are …*
        let several = |open: usize| {
            let noun = a.lower(open - 1).strip_suffix('s');
            noun.is_some_and(|noun| noun_of_body(a, noun) || noun_of_body(a, a.lower(open - 1)))
                || a.one_of(
                    open - 1,
                    &["nurseries", "surgeries", "academies", "authorities", "others", "ones"],
                )
        };
        if let Some(open) = open.filter(|&open| open > low && several(open))
            && a.is_capital(open + 1)
            && (open + 1..end - 1).any(|t| a.one_of(t, &["and"]))
        {
            return Subject::List(open + 1..end - 1);
        }
        if let Some(open) = open.filter(|&open| open > low && noun(open))
            && (end - 1 - open) <= 7
            && a.is_capital(open + 1)
            && a.is_capital(end - 2)
            && !a.name_at(open + 1).is_some_and(|name| a.is_inspector(name))
            && (open + 1..end - 1).all(|t| {
                a.is_capital(t)
                    || a.one_of(t, &["on", "of", "the", "for", "and", "in", "near", "at", "'s", "’s"])
            })
        {
            // *The Elms in Carrick*
            let at_home = |t: usize| a.one_of(t, &["at"]) && a.one_of(t + 1, &["home"]);
            let place = (open + 2..end - 2).find(|&t| a.one_of(t, &["in", "near", "at"]) && !at_home(t));
            return of_phrase(a, times, open + 1..place.unwrap_or(end - 1));
        }
        // *Only one area, outcomes for pupils, was judged …*
        if let Some(open) = open.filter(|&open| open > low && a.is(open - 1, WordClass::GRADED_AREA))
            && names_part(a, &words(a, open + 1..end - 1))
            // *Standards, and wellbeing, were …*: two.
            && !names_part(a, &words(a, low..open))
        {
            return Subject::Phrase(open + 1..end - 1);
        }
        end = open.unwrap_or(end - 1);
        // *The home, which looks after 41 people, many of them frail, was …*
        while let Some(relative) =
            (low + 1..end).rev().find(|&t| a.word(t) == "," && a.one_of(t + 1, &["which", "who", "whose"]))
        {
            end = relative;
        }
        // *Ashby School, in Cowper Street, Thornbeck, was …*
        while let Some(before) = (low..end).rev().find(|&t| a.word(t) == ",")
            && (a.one_of(before + 1, &["in", "on", "at", "near", "off", "of"])
                // *The Drovers, a pub in Low Road, Ashby, was …*
                || a.one_of(before + 1, &["a", "an"])
                    && a.is_capital(before - 1)
                    && !holds_clause(a, before + 1..end)
                // *Ashby Academy, Fenmouth, a school for boys, was …*
                || end == before + 2
                    && a.is_capital(before + 1)
                    && before > low
                    && a.is(before - 1, WordClass::BODY_HEAD))
            && before > low
        {
            end = before;
        }
    } else if end > low && matches!(a.word(end - 1), "–" | "—") {
        // *All five areas – safe, effective and caring among them – were rated …*
        let dash = (low..end - 1).rev().find(|&t| matches!(a.word(t), "–" | "—"));
        if let Some(dash) = dash.filter(|&t| t > low)
            && a.is(dash - 1, WordClass::GRADED_AREA)
            && part_follows(a, dash + 1)
        {
            return Subject::Phrase(dash + 1..end - 1);
        }
        // *Ashby Walk-in Centre – which sees people with injuries – kept its …*
        end = dash.unwrap_or(end);
    } else if end > low && a.word(end - 1) == ")" {
        end = (low..end - 1).rev().find(|&t| a.word(t) == "(").unwrap_or(end - 1);
    }
    let relative = end > low && a.is(end - 1, WordClass::RELATIVE);
    if relative {
        end -= 1;
        // *two children’s homes, both of which are good*
        if end > low + 2
            && a.one_of(end - 1, &["of"])
            && a.one_of(
                end - 2,
                &["both", "all", "each", "one", "two", "three", "four", "some", "most", "none"],
            )
        {
            end -= 2;
        }
        if end > low && a.word(end - 1) == "," {
            end -= 1;
            // *The Jolly Cockle, in Fish Street, which climbed …*
            // *The Brass Kettle, a café at 14 Mill Brae, Fenmouth, which got …*
            let mut at = end;
            while let Some(before) = (low + 1..at).rev().find(|&t| a.word(t) == ",") {
                // *The Golden Lantern, a takeaway in Station Road, which was …*
                let described = a.one_of(before + 1, &["in", "on", "at", "near", "off", "of", "a", "an"])
                    && a.is_capital(before - 1)
                    && !holds_clause(a, before + 1..end);
                let place = at == before + 2 && a.is_capital(before + 1);
                // *The Ashby Practice, half a mile away, which was …*, *Ashby Infants, the school next door, which …*
                let aside =
                    a.one_of(at - 1, &["away", "door"]) && at <= before + 7 && a.is_capital(before - 1);
                if !described && !place && !aside {
                    break;
                }
                at = before;
                if described || aside {
                    end = before;
                }
            }
        }
    }
    // *It kept its grade of G1 for governance and was graded …*
    if end > low + 1
        && a.one_of(end - 1, &["and", "but"])
        && let Some(first) = first_of_clause(a, low, end)
    {
        return first;
    }
    // *the first since 2009, when the school was inspected, judged inadequate and …*
    if end > low + 3
        && a.word(verb - 1) == ","
        && a.lower(verb - 2).ends_with("ed")
        && a.is(verb - 3, WordClass::BE)
    {
        return before_verb(a, times, low, verb - 2);
    }
    let mut start = behind_wall(a, low, end);
    // *At the time of the last inspection in 2019 the home was …*
    if a.one_of(start, &["at", "in", "during", "after", "following", "since", "time"])
        && let Some(noun) = (start..end).find(|&t| a.is(t, WordClass::INSPECTION))
        && let Some(the) = (noun + 1..end).rev().find(|&t| a.one_of(t, &["the", "it", "its", "they"]))
    {
        start = the;
    }
    // *At that inspection the behaviour of pupils was …*
    if a.one_of(start, &["that", "this"]) && a.is(start + 1, WordClass::INSPECTION) && start + 2 < end {
        start += 2;
    }
    // *Morale was low and our department had been rated …*: a clause of its own before *and*.
    if start > low
        && a.is(start - 1, WordClass::BE)
        && let Some(and) = (start..end).rfind(|&t| a.one_of(t, &["and", "but"]))
        && a.one_of(and + 1, &["our", "its", "the", "their", "his", "her", "my", "it", "we", "they"])
        && and + 1 < end
    {
        start = and + 1;
    }
    // *A village school with 58 pupils was …*
    if start > low + 1
        && a.one_of(start - 1, &["with"])
        && (super::bodies::noun_ending_at(a, start - 2).is_some() || a.is_capital(start - 2))
    {
        end = start - 1;
        start = behind_wall(a, low, end);
    }
    // *In a report published on Friday it was judged …*
    if end > start + 1 && a.one_of(end - 1, &["it", "they"]) {
        start = end - 1;
    }
    // *Corks have been popping at the home in Cowper Street, which was rated …*
    if relative {
        start = behind_verb(a, start..end);
        // *Congratulations to the staff and children of Ashby School, which was rated …*
        let people = |t: usize| {
            a.is(t, WordClass::SERVED.with(WordClass::GROUP)) || a.one_of(t, &["staff", "everyone", "team"])
        };
        if a.one_of(last - 1, &["which"])
            && let Some(of) = (start..end).rev().find(|&t| a.one_of(t, &["of", "at"]) && !a.is_capital(t - 1))
            && (of + 1..end).any(|t| a.is_capital(t))
            && (start..of).any(people)
        {
            start = of + 1;
        }
        // *It is a big fall for the takeaway, which was rated …*
        let of = (start..end).rev().find(|&t| a.one_of(t, &["for"]) && a.one_of(t + 1, &["the"]));
        // *The news was better for Pizza Paolo, which was rated …*
        // *The news was not so cheerful for Ashby Hospital, which was rated …*
        let news = |of: usize| {
            (start..of).any(|t| a.one_of(t, &["better", "worse", "brighter", "happier"]))
                || (low..of).any(|t| a.one_of(t, &["news"]))
        };
        let named = (start..end).rev().find(|&t| a.one_of(t, &["for"]) && a.is_capital(t + 1) && news(t));
        if let Some(of) = of.filter(|_| super::bodies::noun_ending_at(a, end - 1).is_some()).or(named) {
            start = of + 1;
        }
    }
    // *Help and protection, and the impact of leaders, were both …*
    if let Some(range) = list_of_parts(a, low, last) {
        return Subject::Phrase(range);
    }
    // *Teaching and learning at Stainer Hill were …*: the part, of the body spoken of.
    let place = (low + 1..end).rev().take(6).find(|&t| a.one_of(t, &["at", "in"]));
    if let Some(at) = place.filter(|&at| at + 1 < end && (at + 1..end).all(|t| a.is_capital(t)))
        && let Some(first) = (low.max(at.saturating_sub(LONGEST_PART))..at)
            .find(|&t| (t == low || is_wall(a, t - 1)) && names_part(a, &words(a, t..at)))
        // *Services for children and young people at Ashby Hospital were …*: rated on their own.
        && !is_core_service(a, &words(a, first..at))
    {
        return Subject::Phrase(first..at);
    }
    // *The quality of teaching, learning and assessment was judged …*
    if let Some(range) = part_over_commas(a, low, start..end) {
        return Subject::Phrase(range);
    }
    // *The trust, which runs homes, schools and clubs, was rated …*: not *runs homes*.
    if holds_clause(a, start..end)
        && let Some(range) = shared_subject(a, low, verb)
        && !holds_clause(a, range.clone())
    {
        return of_phrase(a, times, range);
    }
    // *The service that works with young people across Ashby has been judged …*: the service.
    if let Some(range) = shared_subject(a, low, verb)
        && range.end <= start
        && a.one_of(range.end, &["that", "which", "who"])
    {
        return of_phrase(a, times, range);
    }
    // *A school where pupils once put up a banner has been judged …*
    let cut = relative_before(a, low, start);
    match cut {
        Some(head) => of_phrase(a, times, head),
        None if start == end => Subject::Context,
        None => of_phrase(a, times, start..end),
    }
}

/// What a clause begins with at token `at`, where it can be a body: *it*, *the school*, a name.
pub(super) fn first_of_clause(a: &Annotated, at: usize, end: usize) -> Option<Subject> {
    if a.one_of(at, &["it", "they", "we", "he", "she"]) {
        return Some(Subject::Phrase(at..at + 1));
    }
    if a.one_of(at, &["the", "our", "this"]) && noun_of_body(a, a.lower(at + 1)) {
        return Some(Subject::Phrase(at..at + 2));
    }
    let name = a.name_at(at).or_else(|| a.name_at(at + 1)).filter(|name| name.tokens.end <= end)?;
    let subject = Subject::Phrase(name.tokens.clone());
    ends_with_known(a, &subject).then_some(subject)
}

/// Several parts that some scale grades, parted by commas and *and*, that end before token `end`.
pub(super) fn list_of_parts(a: &Annotated, low: usize, end: usize) -> Option<Range<usize>> {
    const LONGEST: usize = 30;
    const PART: usize = 14;
    let end = end - usize::from(end > low && a.word(end - 1) == ",");
    let separates =
        |t: usize| a.word(t) == "," || a.one_of(t, &["and", "both", "our", "its", "their", "about", "how"]);
    if !(low.max(end.saturating_sub(LONGEST))..end).any(separates) {
        return None;
    }
    let named = |from: usize, to: usize| names_part(a, &words(a, from..to));
    // From the end: each part as long as it can be.
    let (mut at, mut count) = (end, 0);
    loop {
        let first = low.max(at.saturating_sub(PART));
        let Some(start) = (first..at).find(|&t| named(t, at) && !a.one_of(t, &["and"])) else { break };
        count += 1;
        at = start;
        let mut before = at;
        // *‘effective’ and ‘responsive’*
        let marks = |t: usize| is_quote(a, t) && !is_apostrophe(a, t);
        while before > low && (separates(before - 1) || marks(before - 1)) {
            before -= 1;
        }
        let mut further = low.max(before.saturating_sub(PART))..before;
        if before == at || !further.any(|t| named(t, before)) {
            break;
        }
        at = before;
    }
    // Not in *which takes in child protection and children in care*.
    let opened = at > low && is_quote(a, at - 1) && !is_apostrophe(a, at - 1);
    let at = at - usize::from(opened);
    let opens = at == low
        || a.word(at - 1) == ","
        // *How effective, caring and responsive the service is …*
        || at == low + 1 && a.one_of(low, &["how"])
        // *In April 2016 care and support, staffing and environment had …*
        || a.is_time(at - 1)
        || is_year(a, at - 1)
        || a.one_of(at - 1, &["time", "inspection", "visit"]) && a.one_of(at.wrapping_sub(2), &["this", "last", "that"])
        // *At Park View teaching and leadership require …*, *Inspectors said teaching and leadership were …*
        || a.is(at - 1, WordClass::TELLING)
        || a.is_capital(at - 1) && at > low + 1 && a.one_of(low, &["at", "in"]) && (low + 1..at).all(|t| a.is_capital(t))
        || a.is(at - 1, WordClass::WALL.with(WordClass::CLAUSE_BREAK).with(WordClass::LEADING));
    (count > 1 && opens && !a.one_of(at - usize::from(at > low), &["in", "on", "at"])).then_some(at..end)
}

/// The longest part that some scale grades that ends where `phrase` does, and begins before it.
fn part_over_commas(a: &Annotated, low: usize, phrase: Range<usize>) -> Option<Range<usize>> {
    const LONGEST: usize = 10;
    if phrase.is_empty() || phrase.start <= low {
        return None;
    }
    (low.max(phrase.start.saturating_sub(LONGEST))..phrase.start)
        .find(|&t| {
            let inside = t > low && a.one_of(t - 1, &["of"]);
            !inside && names_part(a, &words(a, t..phrase.end))
        })
        .map(|t| t..phrase.end)
}

/// Whether a finite verb stands among these tokens, as the language layer has it.
fn holds_clause(a: &Annotated, range: Range<usize>) -> bool {
    let Some(syntax) = &a.syntax else { return false };
    let looked = |t: usize| a.one_of(t, &["looked"]) && a.one_of(t + 1, &["after"]);
    range.into_iter().any(|t| syntax.tag(t as u32).is_finite() && !a.is_capital(t) && !looked(t))
}

/// The first token of the phrase that ends `range` behind its last verb, and the preposition there.
fn behind_verb(a: &Annotated, range: Range<usize>) -> usize {
    let Some(syntax) = &a.syntax else { return range.start };
    let verb = |t: usize| {
        let tag = syntax.tag(t as u32);
        let passive = tag == Tag::Vbn && t > range.start && a.is(t - 1, WordClass::BE);
        (tag.is_finite() || passive || matches!(tag, Tag::Vbg | Tag::Vb)) && !a.is_capital(t)
    };
    let Some(verb) = range.clone().rev().skip(1).find(|&t| verb(t)) else { return range.start };
    let first = verb + 1;
    first + usize::from(first + 1 < range.end && a.one_of(first, &["at", "on", "in", "for", "to", "of"]))
}

/// The subject that the verb at token `verb` shares with the verb that it is joined to, where the parser finds it.
fn shared_subject(a: &Annotated, low: usize, verb: usize) -> Option<Range<usize>> {
    let syntax = a.syntax.as_ref()?;
    let phrase = syntax.noun_phrase(syntax.subject(verb as u32)?);
    let mut range = phrase.start as usize..phrase.end as usize;
    // *services for looked after children* may have been taken apart.
    while range.start > low && !is_wall(a, range.start - 1) {
        range.start -= 1;
    }
    // *Care home where a resident fell*: the clause is no part of the name, whatever the parser hangs it on.
    let clause = |&t: &usize| a.one_of(t, &["where", "whose", "which", "who", "that"]);
    if let Some(clause) = range.clone().skip(1).find(clause) {
        range.end = clause - usize::from(a.word(clause - 1) == ",");
    }
    (range.start >= low && !range.is_empty() && range.end < verb).then_some(range)
}

/// The noun phrase before a relative clause whose verb hides the subject, where one stands just
/// behind the start of the sentence.
fn relative_before(a: &Annotated, low: usize, start: usize) -> Option<Range<usize>> {
    let at = (low..start).rev().find(|&t| a.one_of(t, &["where", "whose"]))?;
    let first = (low..at).rev().find(|&t| is_wall(a, t)).map_or(low, |t| t + 1);
    (first < at && !(at..start).any(|t| matches!(a.word(t), "," | ":" | "."))).then_some(first..at)
}

/// The first token of the phrase that ends before token `end`.
fn behind_wall(a: &Annotated, low: usize, end: usize) -> usize {
    const LONGEST: usize = 24;
    let mut start = end;
    while start > low && end - start < LONGEST && !is_wall(a, start - 1) {
        start -= 1;
    }
    start
}

fn is_wall(a: &Annotated, t: usize) -> bool {
    let word = a.word(t);
    let first = word.chars().next().unwrap_or(' ');
    let possessive = is_possessive(a, t);
    let punctuation = !first.is_alphanumeric() && !possessive && !matches!(word, "&" | "%" | "." | "-");
    let verb = a.is(t, WordClass::VERB)
        && !a.is_capital(t)
        && !(t > 0 && (a.one_of(t - 1, DETERMINERS) || is_possessive(a, t - 1)))
        // *Adult learning was …*
        && !(t > 0 && a.lower(t).ends_with("ing") && names_part(a, &words(a, t - 1..t + 1)))
        // *The home’s overall rating was …*
        && !(t > 0 && a.is(t, WordClass::RATING_NOUN) && a.is(t - 1, WordClass::RATING_ADJECTIVE))
        && !a.one_of(t + 1, &["of"])
        && !a.one_of(t, &["following", "services", "service", "regarding"]);
    let looked_after = t > 0 && a.one_of(t, &["after"]) && a.one_of(t - 1, &["looked"]);
    // *ratings for being safe*
    let being = a.one_of(t, &["being"])
        && (t > 0 && a.one_of(t - 1, &["for"]) || part_follows(a, t) && !(t > 0 && a.one_of(t - 1, &["of"])));
    let wall = a.is(t, WordClass::WALL) && !being;
    punctuation || (wall || verb) && !looked_after || word == "."
}

/// Nouns of what an inspector does.
const INSPECTING: WordClass = WordClass::INSPECTION.with(WordClass::DATED);

/// A noun phrase, without what leads it in; of what has the rating where it is of a rating.
pub(super) fn of_phrase(a: &Annotated, times: &[TimeExpression], range: Range<usize>) -> Subject {
    let mut range = range;
    // *Two years ago Dunwold Council was …*
    if !range.is_empty() {
        let at = a.tokens[range.start].span.start;
        if let Some(time) =
            times.get(times.partition_point(|t| t.span.end <= at)).filter(|t| t.span.start <= at + 12)
        {
            let behind = a.token_from(time.span.end);
            if behind < range.end
                && time.span.start < a.tokens[range.start].span.end + 8
                && !is_possessive(a, behind)
            {
                range.start = behind;
            }
        }
    }
    // *Now the five-bed home has been …*
    if range.len() > 2
        && a.one_of(range.start, &["now"])
        && a.opens_sentence(range.start)
        && a.one_of(range.start + 1, &["the", "its"])
    {
        range.start += 1;
    }
    // *London landlord Harbour & Heath*, *Training firm Trident Skills*: the name alone.
    let noun = range.clone().skip(1).take(3).find(|&t| {
        let kind = a.is(t, WordClass::PROVIDER) || a.one_of(t, &["landlord", "association", "watchdog"]);
        kind && !a.is_capital(t) && t + 1 < range.end
    });
    let joins = |t: usize| a.is_capital(t) || a.one_of(t, &["&", "and", "of", "the"]);
    if let Some(noun) = noun.filter(|&noun| a.is_capital(noun + 1) && (noun + 1..range.end).all(joins)) {
        range.start = noun + 1;
    }
    // *This time Ashby is good at preventing fires*
    if range.len() > 2 && a.one_of(range.start, &["this", "last"]) && a.one_of(range.start + 1, &["time"]) {
        range.start += 2;
    }
    // *For the third time running Ashby School was …*
    if let Some(behind) = range.clone().take(7).find(|&t| a.one_of(t, &["running", "row", "succession"]))
        && (range.start..behind).any(|t| a.one_of(t, &["time", "year", "inspection", "a", "in"]))
        && behind + 1 < range.end
    {
        range.start = behind + 1;
    }
    // *the category B jail* is *the jail*.
    if let Some(category) =
        range.clone().find(|&t| a.one_of(t, &["category"]) && a.word(t + 1).len() == 1 && t + 2 < range.end)
    {
        // *safety at the category B jail*: of the jail spoken of.
        match (range.start + 1..category).find(|&t| a.one_of(t, &["at", "in"])) {
            Some(at) => range.end = at,
            None => range.start = category + 2,
        }
    }
    // *the result of an assessment of Ashby Homes, which …*
    let noun = range.start + usize::from(a.one_of(range.start, &["the"]));
    if a.one_of(noun, &["result", "results", "outcome"])
        && let Some(of) = range.clone().rfind(|&t| a.one_of(t, &["of"]) && a.is(t - 1, INSPECTING))
        && of + 1 < range.end
    {
        range.start = of + 1;
    }
    // *24.2 Ashby General Hospital was …*: the number of the paragraph.
    if range.len() > 1
        && a.opens_sentence(range.start)
        && a.word(range.start).starts_with(|c: char| c.is_ascii_digit())
        && a.word(range.start).contains('.')
        && a.is_capital(range.start + 1)
    {
        range.start += 1;
    }
    if let Some(cut) = range.clone().skip(1).find(|&t| {
        // *a children’s home run by Ashby Council*
        a.is(t, WordClass::RELATIVE) || matches!(a.word(t), "," | "(") || is_run_by(a, t)
    }) {
        range.end = cut;
    }
    // *its mark for quality of services*
    let mark = |t: usize| {
        a.is(t, WordClass::OTHER_RATING_NOUN) && a.one_of(t + 1, &["for"]) && part_follows(a, t + 2)
    };
    if let Some(noun) = range.clone().find(|&t| a.is(t, WordClass::RATING_NOUN) || mark(t)) {
        if a.one_of(noun + 1, &["of"]) && noun + 2 < range.end {
            return of_phrase(a, times, noun + 2..range.end);
        }
        let parted = a.one_of(noun + 1, &["for"]) && noun + 2 < range.end;
        // *the home’s overall rating*
        let mut owned = noun;
        while owned > range.start && a.is(owned - 1, WordClass::RATING_ADJECTIVE) {
            owned -= 1;
        }
        if owned > range.start && is_possessive(a, owned - 1) && !parted {
            return Subject::Phrase(range.start..owned - 1);
        }
        return Subject::Its(range);
    }
    while range.len() > 1 && is_quote(a, range.end - 1) && !is_apostrophe(a, range.end - 1) {
        range.end -= 1;
    }
    if range.is_empty() { Subject::Context } else { Subject::Phrase(range) }
}

/// Whose rating it is in *its good rating*, *the school's good rating*, *X was given a good rating*;
/// `first` is the first token of *good rating*.
pub(super) fn of_rating(a: &Annotated, times: &[TimeExpression], low: usize, first: usize) -> Subject {
    let mut at = first;
    while at > low
        && (a.is(at - 1, WordClass::RATING_ADJECTIVE) || is_quote(a, at - 1) && !is_apostrophe(a, at - 1))
    {
        at -= 1;
    }
    if at <= low {
        return Subject::Context;
    }
    // *the landlord’s viability grade*
    let part = (1..4)
        .rev()
        .find(|&n| at > low + n + 1 && is_possessive(a, at - n - 1) && names_part(a, &words(a, at - n..at)));
    let at = at - part.unwrap_or(0);
    if is_possessive(a, at - 1) {
        let mut start = at - 1;
        while start > low
            && at - start < 14
            && !is_wall(a, start - 1)
            && !a.one_of(start - 1, &["lifted", "upgraded"])
        {
            start -= 1;
        }
        return of_phrase(a, times, start..at - 1);
    }
    let own = a.one_of(at - 1, &["its", "their", "our", "his", "her", "my"]);
    let article = own || a.one_of(at - 1, &["a", "an", "the", "another"]);
    let before = if article { at - 1 } else { at };
    // The verb that hands it over or keeps it.
    let handing = WordClass::GIVING.with(WordClass::KEEPING);
    let verb = (low.max(before.saturating_sub(10))..before)
        .rev()
        .find(|&t| a.is(t, handing) || a.one_of(t, &["lost", "saw", "hit"]))
        // *Staff treated people with kindness, and our outstanding rating reflects that.*
        .filter(|&t| !(own && a.one_of(t, &["with"]) && (t..before).any(|t| a.word(t) == ",")))
        // *Jane Doe, who took over in May, said the poor grade …*
        .filter(|&t| !(t + 1..before).any(|v| a.is(v, WordClass::TELLING) && a.lower(v) != "found"))
        // *have now raised its rating*
        .filter(|&t| {
            let helps = a.one_of(t, &["has", "have", "had"]);
            !(helps && (t + 1..before).any(|v| a.is(v, WordClass::CHANGING) || a.lower(v).ends_with("ed")))
        });
    match verb {
        Some(verb) => {
            // *over the moon to keep our good rating*
            if own && verb > low && a.one_of(verb - 1, &["to"]) {
                return Subject::Its(at - 1..at);
            }
            let active = a.is(verb, WordClass::HANDING_OVER) && !is_passive(a, low, verb);
            let object = verb + 1..before;
            if active && !object.is_empty() {
                return of_phrase(a, times, object);
            }
            // *has been hit with a zero rating*
            if a.one_of(verb, &["with"]) && verb > low && is_passive(a, low, verb - 1) {
                return before_verb(a, times, low, verb - 1);
            }
            if a.one_of(verb, &["with"]) {
                let mut start = verb;
                while start > low && verb - start < 8 && !is_wall(a, start - 1) {
                    start -= 1;
                    if a.one_of(start, &["a", "an", "the"]) {
                        break;
                    }
                }
                // *Ashby Surgery is the only practice in the town with a good rating.*
                let only = (low + 1..verb).rev().take(12).find(|&t| {
                    a.one_of(t, &["the"])
                        && a.one_of(t + 1, &["only", "first", "latest"])
                        && a.is(t - 1, WordClass::BE)
                });
                if let Some(the) = only {
                    return before_verb(a, times, low, the - 1);
                }
                // *Adult learning came through with a good rating.*
                // *Ashby School fared better, with a rating of good.*
                let comma = start == verb && verb > low + 1 && a.word(verb - 1) == ",";
                let clause = if comma { low..verb - 1 } else { start..verb };
                let came = a.syntax.as_ref().and_then(|syntax| {
                    clause.rev().find(|&t| syntax.tag(t as u32).is_finite() && !a.is_capital(t))
                });
                if let Some(came) = came.filter(|&came| came > low) {
                    return before_verb(a, times, low, came);
                }
                return of_phrase(a, times, start..verb);
            }
            before_verb(a, times, low, verb)
        }
        None if own => Subject::Its(at - 1..at),
        None => Subject::Context,
    }
}

/// *The fostering agency and all the children's homes*: two subjects.
pub(super) fn split(a: &Annotated, subject: &Subject) -> Vec<Subject> {
    if let Subject::List(range) = subject {
        let parts = range.clone().collect::<Vec<_>>();
        return parts
            .split(|&t| matches!(a.word(t), "," | ".") || a.one_of(t, &["and"]))
            .filter_map(|part| Some(*part.first()?..part.last()? + 1))
            // *nearly half of childminders and secondary schools* tells of none of them.
            .take_while(|part| !is_share(a, part))
            .map(|part| {
                // *Ashby Vale Council in the North West*
                let place =
                    part.clone().skip(1).find(|&t| a.one_of(t, &["in", "at", "near"]) && a.is_capital(t - 1));
                let the = usize::from(a.one_of(part.start, &["the"]) && a.is_capital(part.start + 1));
                part.start + the..place.unwrap_or(part.end)
            })
            .filter(|part| a.is_capital(part.start) || ends_with_known(a, &Subject::Phrase(part.clone())))
            // *the Corner Café, Bridge Street, and the Mill Inn, Old Coach Road, Derrylough*: no streets, nor the towns behind.
            .filter(|part| {
                let street = is_street(a, part.end - 1) && part.len() < 4 && part.start > range.start;
                let town = part.len() == 1
                    && part.start > range.start + 1
                    && a.word(part.start - 1) == ","
                    && is_street(a, part.start - 2);
                !street && !town
            })
            .map(Subject::Phrase)
            .collect();
    }
    let Subject::Phrase(range) = subject else { return vec![subject.clone()] };
    let and = range.clone().find(|&t| a.one_of(t, &["and"]));
    // *Food Hygiene and Safety* is one part.
    let and = and.filter(|_| {
        !names_part(a, &words(a, range.clone()))
            && list_of_parts(a, range.start, range.end).is_none_or(|list| list.start > range.start)
    });
    if let Some(and) = and {
        let (left, right) = (range.start..and, and + 1..range.end);
        let known = |part: &Range<usize>| {
            let part = Subject::Phrase(part.clone());
            ends_with_known(a, &part)
        };
        // *Birkley School and Corran School* are two, *Tarn Lane Primary School and Nursery* is one.
        let two = right.len() > 1
            && a.is_capital(right.start)
            && a.is_capital(right.end - 1)
            && known(&left)
            && known(&right)
            // *Dunmere and Westmarsh Hospitals NHS Trust* is one.
            && left.len() > 1
            // *Tolling Hill School and Sixth Form College*
            && !is_generic(a, right.clone());
        let is_name = a.name_at(and).is_some() && !two;
        // *services for looked after children and achieving permanence* is one.
        let right_starts = a.one_of(right.start, &["the", "all", "its", "both"]) || a.is_capital(right.start);
        // *Dunmere and Westmarsh Hospitals NHS Trust has been rated …*
        let is_name = is_name || left.len() == 1 && a.one_of(range.end, &["has", "was", "is"]);
        let generic = !right.is_empty() && is_generic(a, right.clone());
        // *The Bengal Cottage in Station Road and Ashby Bowls Club each got a four.*
        let each = a.one_of(range.end, &["each"])
            && a.is_capital(right.end.saturating_sub(1))
            && left.clone().any(|t| a.is_capital(t));
        if !left.is_empty()
            && !right.is_empty()
            && (!is_name || each)
            && !generic
            && right_starts
            && (each || known(&left) && known(&right))
        {
            return vec![Subject::Phrase(left), Subject::Phrase(right)];
        }
    }
    vec![subject.clone()]
}

/// Whether the phrase is one that some scale rates, and not a share of many.
pub(super) fn ends_with_known(a: &Annotated, subject: &Subject) -> bool {
    let Subject::Phrase(range) = subject else { return false };
    if range.clone().any(|t| a.is(t, WordClass::SHARE)) {
        return false;
    }
    let text = words(a, range.clone());
    let head = text.split(" for ").next().unwrap_or(&text);
    let head = head.split(" in ").next().unwrap_or(head);
    let ends = |words: &str| {
        [head, text.as_str()]
            .iter()
            .any(|t| t.strip_suffix(words).is_some_and(|rest| rest.is_empty() || rest.ends_with([' ', '\''])))
    };
    if is_body_name(a, &plain(a.span(range.clone()).of(a.text()))) || is_short_name(a, range) {
        return true;
    }
    if whole_of(a, range.clone())
        .is_some_and(|at| is_body_name(a, &plain(a.span(at..range.end).of(a.text()))))
    {
        return true;
    }
    a.lexicon.scales.list.iter().any(|scale| {
        scale.subjects.iter().any(|s| {
            ends(s)
                || text
                    .strip_prefix(s.as_str())
                    .is_some_and(|r| r.starts_with(' ') && is_capital_name(a, range))
        }) || scale.aspects.iter().any(|(name, forms)| {
            text.contains(name.as_str()) || forms.iter().any(|f| text.contains(f.as_str()))
        })
    })
}

/// *Mardale* for *Mardale Fire and Rescue Service*: whether the phrase begins the name of a body that the text gives in full.
fn is_short_name(a: &Annotated, range: &Range<usize>) -> bool {
    /// A text of any length is looked through for no more names.
    const MOST: usize = 200;
    // *St Cuthbert’s* for *St Cuthbert’s Surgery*
    let small = |t: usize| is_possessive(a, t);
    let capital =
        range.len() <= 3 && range.clone().all(|t| a.is_capital(t) || small(t)) && a.is_capital(range.start);
    let begins = |name: &&Name| {
        let full = name.proper.clone();
        full.len() > range.len()
            && (a.is(full.end - 1, WordClass::BODY_HEAD) || noun_of_body(a, a.lower(full.end - 1)))
            && full.zip(range.clone()).all(|(one, other)| a.lower(one) == a.lower(other))
    };
    // *St Cuthbert’s Surgery*, of which the saint alone may have been told apart as a name
    let saint = || {
        let words = a.span(range.clone()).of(a.lower_text());
        let text = start_of(a.lower_text());
        let noun = |rest: &str| {
            rest.trim_start()
                .split(|c: char| !c.is_alphanumeric())
                .next()
                .is_some_and(|word| is_kind(a, word))
        };
        text.match_indices(words).any(|(at, _)| {
            let rest = &text[at + words.len()..];
            // *C of E Primary School*, *Catholic High School*: the noun is one of the next words.
            let mut starts = rest.match_indices(' ').map(|(space, _)| space).take(4);
            rest.starts_with(' ')
                && starts.any(|space| noun(&rest[space..]))
                && a.text()[at + words.len()..].trim_start().starts_with(char::is_uppercase)
        })
    };
    if capital && small(range.end - 1) && a.one_of(range.start, &["st"]) && saint() {
        return true;
    }
    capital && a.names.iter().filter(|name| name.proper.len() > 1).take(MOST).any(|name| begins(&name))
}

/// Whether a verb stands in a phrase, which so names nothing: *Staff treated people*, *takeaway slapped*.
pub(super) fn holds_verb(a: &Annotated, range: Range<usize>) -> bool {
    let Some(syntax) = &a.syntax else { return false };
    let participle = |t: usize| {
        syntax.tag(t as u32) == Tag::Vbn
            && !a.is_capital(t)
            && (t + 1 == range.end || a.one_of(t + 1, &["for", "with", "by", "in", "at", "to"]))
    };
    holds_clause(a, range.clone()) || range.clone().any(participle)
}

/// Whether every word of the phrase that counts has a capital: a name.
fn is_capital_name(a: &Annotated, range: &Range<usize>) -> bool {
    a.is_capital(range.start) && a.is_capital(range.end - 1)
}

/// Whether token `t` is a number that a name begins with, as its capital inside a sentence tells: *at Three Weirs School*.
pub(super) fn is_capital_number(a: &Annotated, t: usize) -> bool {
    a.is_capital(t)
        && a.is_capital(t + 1)
        && !a.opens_sentence(t)
        && a.word(t).contains(char::is_lowercase)
        && (a.one_of(t, &["all"]) || a.one_of(t, super::scale::NUMBERS))
}

/// *Outcomes for prisoners at HMP Ashby*: where the name of the whole body begins.
pub(super) fn whole_of(a: &Annotated, range: Range<usize>) -> Option<usize> {
    let leads = |t: usize| {
        a.one_of(t, &["at", "in", "by"]) || a.one_of(t, &["of"]) && a.one_of(t - 1, &["effectiveness"])
    };
    let at = range.clone().skip(1).find(|&t| leads(t) && t + 1 < range.end)?;
    let part = words(a, range.start..at);
    a.lexicon.ratings.wholes.contains(part.as_str()).then_some(at + 1)
}

/// Whether the words tell what a body is and none which: *Sixth Form College*, *County Council*.
pub(super) fn is_generic(a: &Annotated, mut range: Range<usize>) -> bool {
    range.all(|t| is_generic_word(a, a.lower(t)))
}

fn is_generic_word(a: &Annotated, word: &str) -> bool {
    matches!(word, "sixth" | "form" | "nursery" | "infant" | "junior" | "community")
        || a.lexicon.word(word).is(WordClass::SHARED.with(WordClass::BODY_HEAD))
        || is_council_noun(word)
}

/// Whether the name is one of generic words alone: *County Council*.
pub(super) fn is_generic_name(a: &Annotated, name: &str) -> bool {
    name.split(' ').all(|word| is_generic_word(a, &word.to_lowercase()))
}

/// Whether `word` (lower case) is a noun for what some scale rates.
pub(super) fn noun_of_body(a: &Annotated, word: &str) -> bool {
    a.lexicon.scales.list.iter().any(|scale| scale.subjects.iter().any(|subject| subject == word))
}

/// Whether `noun` begins the names of bodies: *HMP*, *Ysgol*.
pub(super) fn leads_name(a: &Annotated, noun: &str) -> bool {
    a.lexicon.word(&noun.to_lowercase()).is(WordClass::LEADING_NOUN)
}

/// Whether `name` is that of a body that some scale rates: *Ashby School*, *HMP Castlemoor*, *Ysgol Gwern Las*.
pub(super) fn is_body_name(a: &Annotated, name: &str) -> bool {
    let lower = name.to_lowercase();
    // *Ashby Magistrates’ Court* is no care home.
    let court = lower.strip_suffix(" court").is_some_and(|rest| {
        rest.rsplit(' ').next().is_some_and(|kind| a.lexicon.word(kind).is(WordClass::LAW_COURT))
    });
    // *FROM THE SCHOOL*, over a section.
    let section = ["from ", "about ", "news ", "around "].iter().any(|lead| lower.starts_with(lead));
    // *We are a GOOD SCHOOL!*
    let section =
        // *the School Council* is of pupils.
        section
            || ["school council", "university court", "university senate", "university council", "college council"]
                .iter()
                .any(|council| lower.ends_with(council))
            || lower.split(' ').next().is_some_and(|first| a.lexicon.ratings.everyday.contains(first));
    let ended = || {
        let last = lower.rsplit_once(' ').map(|(_, last)| last);
        last.is_some_and(|last| a.lexicon.ratings.name_ends.iter().any(|end| end == last))
    };
    if name.starts_with(char::is_uppercase) && ended() {
        return true;
    }
    name.starts_with(char::is_uppercase)
        && !court
        && !section
        && a.lexicon.scales.list.iter().flat_map(|scale| &scale.subjects).any(|subject| {
            // *HMP Ashby*, *University of Ashby*, *Ashby College of Art*, but not *College Union*
            let leads = |rest: &str| rest.starts_with(' ') && leads_name(a, subject);
            let of = lower.find(" of ").map(|at| &lower[..at]);
            let ends =
                |text: &str| text.strip_suffix(subject.as_str()).is_some_and(|rest| rest.ends_with(' '));
            ends(&lower)
                || of.is_some_and(|of| of == subject || ends(of))
                || lower.strip_prefix(subject.as_str()).is_some_and(leads)
        })
}

/// Whether `name` is no more than a grade, capitals aside.
pub(super) fn is_grade(a: &Annotated, name: &str) -> bool {
    let is = |scale: &Scale| scale.grades.iter().any(|grade| grade.name.eq_ignore_ascii_case(name));
    a.lexicon.scales.list.iter().any(is)
}

/// Whether a word for an inspector, or a part of the name of one, stands at token `t`.
pub(super) fn tells_inspector(a: &Annotated, t: usize) -> bool {
    a.is(t, WordClass::INSPECTOR) || a.name_at(t).is_some_and(|name| is_inspector(a, name))
}

/// Whether `name` is that of an inspector whose scales are known.
pub(super) fn is_inspector(a: &Annotated, name: &Name) -> bool {
    a.lexicon.scales.inspector(&resolve::canonical(a, name)).is_some()
}

/// The name in *Ashby Grill, a takeaway at 46 High Street, Fenmouth*, between two tokens.
fn described_at_address(a: &Annotated, low: usize, end: usize) -> Option<Range<usize>> {
    /// Tokens of the name, and from the comma to where it is.
    const NAME: usize = 10;
    const NOUNS: usize = 8;
    let comma = (low + 1..end.min(low + NAME)).find(|&t| a.word(t) == ",")?;
    let name = (low..comma).all(|t| {
        a.is_capital(t) || is_possessive(a, t) || a.one_of(t, &["&", "and", "of", "the", "on", "at", "'n'"])
    });
    let led = a.is_capital(low) && a.one_of(comma + 1, &["a", "an"]);
    let at = (comma + 2..end.min(comma + NOUNS)).find(|&t| a.one_of(t, &["at", "in", "on"]))?;
    let noun = a.is(at - 1, WordClass::FOOD_BUSINESS) || noun_of_body(a, a.lower(at - 1));
    (name && led && noun && !holds_clause(a, at..end)).then_some(low..comma)
}

/// Whether the word at token `t` counts something: *12*, *five*, *Seventeen*.
fn is_count(a: &Annotated, t: usize) -> bool {
    let Some(tag) = tag_at(a, t) else { return false };
    let digits = !a.word(t).is_empty() && a.word(t).bytes().all(|byte| byte.is_ascii_digit() || byte == b',');
    digits || tag == Tag::Cd && !a.one_of(t, &["one"])
}

/// The tag of token `t`, if the text has it and was read by the language model.
fn tag_at(a: &Annotated, t: usize) -> Option<Tag> {
    a.syntax.as_ref().filter(|_| t < a.tokens.len()).map(|syntax| syntax.tag(t as u32))
}

/// Whether the phrase tells of several that are not named: *Seventeen schools*, *296 (48%)*, *Almost three in four schools*.
pub(super) fn is_number_of(a: &Annotated, range: &Range<usize>) -> bool {
    const LEADS: &[&str] = &["than", "least", "some", "about", "around", "nearly", "almost"];
    // *but just two have won the top grade*
    let leads = range.clone().take_while(|&t| a.one_of(t, &["and", "but", "only", "just"])).count();
    let range = &(range.start + leads..range.end);
    if range.is_empty() {
        return leads > 0;
    }
    let common = |t: usize| tag_at(a, t) == Some(Tag::Nns) && !a.is_capital(t);
    // *just one has a zero rating*
    let one = a.one_of(range.start, &["one"]) && a.one_of(range.start.wrapping_sub(1), &["just", "only"]);
    let alone = range.len() == 1
        && (one || matches!(a.word(range.start), ")" | "%") || a.one_of(range.start, &["none"]));
    // *Services provided by nine councils*
    let provided = a.one_of(range.end, &["provided", "run", "delivered"]) && a.one_of(range.end + 1, &["by"]);
    let by = (provided || is_run_by(a, range.end))
        && (range.end + 2..range.end + 4).any(|t| is_count(a, t) || a.is(t, WordClass::SHARE));
    // *More than 30 food businesses now have a rating of zero*
    let before = range.start.checked_sub(1).is_some_and(|t| {
        (range.start..range.end.min(range.start + 3)).any(common)
            && is_count(a, t)
            && a.one_of(t.wrapping_sub(1), LEADS)
    });
    let counted = is_count(a, range.start)
        && !a.is_capital(range.start + 1)
        && (range.len() == 1 || range.len() == 2 && common(range.end - 1));
    // *Four homes run by Ashby Living*
    let run = range.len() > 3
        && is_count(a, range.start)
        && common(range.start + 1)
        && a.one_of(range.start + 2, &["run", "owned", "managed", "operated"])
        && a.one_of(range.start + 3, &["by"]);
    // *THREE schools in our area*
    let several =
        range.start.checked_sub(1).is_some_and(|t| {
            a.word(t).contains(char::is_alphanumeric) && is_count(a, t) && common(range.start)
        }) && !range.clone().any(|t| a.is_capital(t));
    alone || by || before || counted || run || several
}

/// Whether the phrase tells of a share of many: *most primary schools*.
pub(super) fn is_share(a: &Annotated, range: &Range<usize>) -> bool {
    (range.start..range.end.min(range.start + 4)).any(|t| a.is(t, WordClass::SHARE) || a.word(t) == "%")
}

/// *'safe', 'effective' and 'well-led'* without the marks.
pub(super) fn without_marks(text: &str) -> Cow<'_, str> {
    const MARKS: [char; 6] = ['\'', '"', '“', '”', '‘', '’'];
    let opens = |word: &str| word.starts_with(MARKS);
    if !text.split(' ').any(opens) {
        return Cow::Borrowed(text);
    }
    let mut open = false;
    let bare = |word: &str| {
        let begun = word.trim_start_matches(MARKS);
        open |= begun.len() < word.len();
        let ended = begun.trim_end_matches([',', '.', ';']);
        let closed = ended.trim_end_matches(MARKS);
        if !open || closed.len() == ended.len() {
            return begun.to_owned();
        }
        open = false;
        format!("{closed}{}", &begun[ended.len()..])
    };
    Cow::Owned(text.split(' ').map(bare).collect::<Vec<_>>().join(" "))
}

/// The words of a phrase in small letters, with plain apostrophes and single spaces.
pub(super) fn words(a: &Annotated, range: Range<usize>) -> String {
    plain(a.span(range).of(a.text())).to_lowercase()
}

/// Where the text has a name, with either apostrophe; no more than `most` places of each writing are looked at.
pub(super) fn places<'a>(
    a: &'a Annotated,
    name: &str,
    most: usize,
) -> impl Iterator<Item = Range<usize>> + 'a {
    let straight = name.replace('’', "'");
    let curly = straight.replace('\'', "’");
    let writings = if curly == straight { vec![straight] } else { vec![straight, curly] };
    writings.into_iter().flat_map(move |writing| {
        let places = a.text().match_indices(writing.as_str()).take(most);
        let span = |(at, _)| Span { start: at as u32, end: (at + writing.len()) as u32 };
        let tokens = |span: Span| (span, a.token_from(span.start)..a.token_from(span.end));
        let whole =
            |(span, tokens): &(Span, Range<usize>)| !tokens.is_empty() && a.span(tokens.clone()) == *span;
        places.map(span).map(tokens).filter(whole).map(|(_, tokens)| tokens).collect::<Vec<_>>()
    })
}

/// `text` with plain apostrophes and single spaces.
pub(super) fn plain(text: &str) -> String {
    resolve::single_spaced(text).replace(['’', '‘', '`'], "'")
}

/// A phrase as tables name what is rated.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Rated {
    /// `None`: the body spoken of.
    pub name: Option<String>,
    /// The part of it that the phrase names.
    pub aspect: Option<String>,
    /// *A care home*: told before it is named.
    pub vague: bool,
    /// A place or a council: the body, or its service spoken of.
    pub body: bool,
    /// For a common noun, whether the body is named only behind it.
    pub common: Option<bool>,
}

/// What a phrase names, in the words that tables use. `aspect_of` knows the parts that the scales grade.
pub(super) fn rated(a: &Annotated, range: Range<usize>, aspect_of: &dyn Fn(&str) -> Option<String>) -> Rated {
    let whole = range.clone();
    let mut start = range.start;
    let indefinite = a.one_of(start, &["a", "an"])
        || a.one_of(start, &["one"]) && a.one_of(start + 1, &["of"]) && start + 2 < range.end;
    // *Three Weirs Ambulance Service*, *All Hallows Primary School*: no number of them.
    let opens_name = |t: usize| {
        a.is_capital(t)
            && a.is_capital(t + 1)
            && !a.one_of(t, &["the", "a", "an", "in", "at", "on", "for"])
            && (is_capital_number(a, t)
                || a.name_at(t).is_some_and(|name| name.tokens.start == t && name.tokens.end > t + 1))
    };
    // *The same agency* is the one told of last.
    if range.len() == 3
        && a.one_of(start, &["the", "this"])
        && a.one_of(start + 1, &["same"])
        && noun_of_body(a, a.lower(start + 2))
    {
        return Rated::default();
    }
    // *But Ashby Homes was …*
    while start + 1 < range.end
        && a.opens_sentence(start)
        && a.one_of(start, &["but", "and", "yet", "so", "now", "if", "when", "while", "though", "although"])
    {
        start += 1;
    }
    while start + 1 < range.end
        && !opens_name(start)
        && (a.is(start, WordClass::LEADING)
            || a.word(start).chars().all(|c| c.is_ascii_digit())
            // *Labour-led Ashby City Council*
            || ["-led", "-run", "-controlled"].iter().any(|end| a.lower(start).ends_with(end)) && a.is_capital(start + 1)
            || is_quote(a, start))
    {
        start += 1;
    }
    if start >= range.end {
        return Rated::default();
    }
    let mut range = start..range.end;
    // *The Ashby-based provider*, *The Labour-run county*
    let based = range.clone().any(|t| {
        let led = ["run", "led", "controlled"].iter().any(|end| a.lower(t).ends_with(end)) && a.is_capital(t);
        a.word(t).contains('-') && (led || a.lower(t).ends_with("based"))
            || a.one_of(t, &["based"]) && a.word(t.wrapping_sub(1)) == "-"
    });
    let noun = a.lower(range.end - 1);
    if based && range.len() > 1 && (noun_of_body(a, noun) || is_council_noun(noun)) {
        return rated(a, range.end - 1..range.end, aspect_of);
    }
    // *The Noodle Yard takeaway*
    // *The Chinese takeaway* has another name.
    let adjective = |t: usize| a.syntax.as_ref().is_some_and(|syntax| syntax.tag(t as u32) == Tag::Jj);
    if range.len() == 2
        && a.is(range.end - 1, WordClass::FOOD_BUSINESS)
        && a.is_capital(range.start)
        && adjective(range.start)
    {
        return Rated { vague: true, ..Rated::default() };
    }
    // *The Lantern House restaurant in Bridge Street*
    let named = |&noun: &usize| {
        a.is(noun, WordClass::FOOD_BUSINESS)
            && !a.is_capital(noun)
            && !a.one_of(noun - 2, &["a", "an"])
            && a.is_capital(noun - 1)
            // *The Hare and Kettle pub*
            && (a.is_capital(noun - 2) || a.one_of(noun - 2, &["and", "&"]) && a.is_capital(noun - 3))
            && (noun + 1 >= range.end || a.one_of(noun + 1, &["in", "on", "at", "near", ","]))
    };
    if let Some(noun) = (range.start + 2..range.end).find(named) {
        range.end = noun;
    }
    // *The Coracle chip shop in Harbour Road*
    let shop = |&t: &usize| {
        a.one_of(t, &["chip", "kebab", "fish", "coffee", "sandwich"])
            && a.one_of(t + 1, &["shop", "bar"])
            && !a.is_capital(t)
            && (range.start..t).all(|t| a.is_capital(t))
    };
    if let Some(shop) = (range.start + 1..range.end).find(shop) {
        range.end = shop;
    }
    // *At Holmsea safety is now poor.*
    if a.one_of(range.start.wrapping_sub(1), &["at", "in"])
        && let Some(part) = range.clone().skip(1).find(|&t| !a.is_capital(t))
        && let Some(aspect) = aspect_of(&words(a, part..range.end))
    {
        return Rated { aspect: Some(aspect), ..rated(a, range.start..part, &|_| None) };
    }
    let text = cased(a, range.clone());
    let lower = text.to_lowercase();
    // *for efficiency the force slipped …*
    if a.one_of(range.start.wrapping_sub(1), &["for", "on"])
        && let Some(the) = range.clone().skip(1).take(8).find(|&t| a.one_of(t, &["the", "it", "its"]))
        && let Some(aspect) = aspect_of(&words(a, range.start..the))
    {
        return Rated { aspect: Some(aspect), ..rated(a, the..range.end, &|_| None) };
    }
    // *the site of Ashby College*
    if let Some(of) = range.clone().skip(1).take(2).find(|&t| a.one_of(t, &["of"]) && a.is_capital(t + 1))
        && a.one_of(of - 1, &["site", "grounds", "shell", "home"])
        && of + 1 < range.end
    {
        return rated(a, of + 1..range.end, aspect_of);
    }
    // *the report on Ashby House*
    let report = |&t: &usize| {
        a.one_of(t, &["report", "inspection", "review"])
            && a.one_of(t + 1, &["on", "into", "of"])
            && a.is_capital(t + 2)
    };
    if let Some(t) = range.clone().take(5).find(report).filter(|t| t + 2 < range.end) {
        return rated(a, t + 2..range.end, aspect_of);
    }
    // *outcomes for prisoners at HMP Castlemoor*
    if let Some(at) = whole_of(a, range.clone()) {
        return rated(a, at..range.end, aspect_of);
    }
    // *maternity at Ashby General Hospital*: the service.
    let at = range.clone().skip(1).take(5).find(|&t| a.one_of(t, &["at"]));
    if let Some(at) = at.filter(|&at| at + 2 < range.end && a.is_capital(at + 1)) {
        let hospital = matches!(a.lower(range.end - 1), "hospital" | "infirmary");
        let words = words(a, range.start..at);
        let words = words.strip_prefix("the ").unwrap_or(&words);
        if hospital && is_core_service(a, words) && !is_branch(words) {
            let services = if words == "maternity" { "maternity services" } else { words };
            let name = format!("{services} at {}", cased(a, at + 1..range.end));
            return Rated { name: Some(name), ..Rated::default() };
        }
    }
    // *the trust's performance* is the trust's.
    if let Some(at) =
        range.clone().rev().find(|&t| is_possessive(a, t)).filter(|&t| t + 1 < range.end && t > range.start)
        && ["performance", "overall effectiveness"].contains(&words(a, at + 1..range.end).as_str())
    {
        return rated(a, whole.start..at, aspect_of);
    }
    // *the school's sixth form*, *its leadership*, *safety at Castlemoor prison*
    if let Some(aspect) = aspect_of(&lower) {
        return Rated { aspect: Some(aspect), ..Rated::default() };
    }
    if let Some(at) = range.clone().rev().find(|&t| is_possessive(a, t)).filter(|&t| t + 1 < range.end) {
        let part = words(a, at + 1..range.end);
        if let Some(aspect) = aspect_of(&part) {
            let body = rated(a, whole.start.max(range.start.saturating_sub(1))..at, aspect_of);
            return Rated { aspect: Some(aspect), ..body };
        }
    }
    // *The Drovers Arms on Tanner Street*
    if let Some(on) = range.clone().skip(2).find(|&t| a.one_of(t, &["on", "off", "in"]))
        && a.is_capital(on - 1)
        && a.is_capital(on + 1)
        && a.is_capital(range.start)
        && a.is(range.end - 1, WordClass::STREET)
    {
        return rated(a, range.start..on, aspect_of);
    }
    // *The Chip Inn on the Ashby estate*
    if let Some(on) = range.clone().skip(2).find(|&t| a.one_of(t, &["on", "in"]) && a.one_of(t + 1, &["the"]))
        && on + 2 < range.end
        && (range.start..on).all(|t| a.is_capital(t))
        && a.one_of(
            range.end - 1,
            &["estate", "seafront", "quayside", "precinct", "marina", "promenade", "harbourside"],
        )
    {
        return rated(a, range.start..on, aspect_of);
    }
    // *Ashby Rest Home on Marl Island*
    let island = range.clone().skip(2).find(|&t| {
        a.one_of(t, &["on"])
            && a.is_capital(t + 1)
            && is_body_name(a, &plain(a.span(range.start..t).of(a.text())))
    });
    if let Some(on) = island.filter(|&on| on + 1 < range.end) {
        return rated(a, range.start..on, aspect_of);
    }
    // *Management of food safety at The Crumb*
    let placed = range.clone().skip(2).filter(|&t| a.one_of(t, &["at", "in"]) && t + 1 < range.end);
    let part_at = |t: usize| aspect_of(&small(&cased(a, range.start..t))).map(|aspect| (t, aspect));
    if let Some((at, aspect)) = placed.take(4).find_map(part_at) {
        return Rated { aspect: Some(aspect), ..rated(a, at + 1..range.end, &|_| None) };
    }
    if let Some(at) = range.clone().skip(1).find(|&t| a.one_of(t, &["at", "in", "of", "within", "across"])) {
        let part = small(&cased(a, range.start..at));
        let body = rated(a, at + 1..range.end, &|_| None);
        // *happier news at the Copper Bean*
        let news = ["news", "story", "picture"].iter().any(|noun| part.ends_with(noun));
        if a.one_of(at, &["at"]) && news && body.name.is_some() {
            return body;
        }
        if let Some(aspect) = aspect_of(&part) {
            return Rated { aspect: Some(aspect), ..body };
        }
        // *everyone at Elm Bank School*, *smiles at Beech Court*
        let named = body.name.as_deref().is_some_and(|name| is_body_name(a, name));
        // *staff at The Crumb*
        let people = a.is(at - 1, WordClass::GROUP) || a.one_of(at - 1, &["staff", "team", "bosses"]);
        if a.one_of(at, &["at"])
            && people
            && !a.is_capital(at - 1) | a.opens_sentence(at - 1)
            && body.name.is_some()
        {
            return body;
        }
        let of_people = !is_branch(&part) && super::bodies::noun_ending_at(a, at - 1).is_none();
        if a.one_of(at, &["at"]) && named && of_people && !a.is_capital(at - 1) {
            return body;
        }
        // *Little Acorns Nursery in Dunwold*
        // *Cafe Bloom in the Market Place*
        let place = a
            .name_at(at + 1 + usize::from(a.one_of(at + 1, &["the"])))
            .is_some_and(|name| name.tokens.end >= range.end && !a.is(range.end - 1, WordClass::BODY_HEAD));
        // Not *Children’s services in Ashby*.
        let branch = part == "children's services" || part == "services for children";
        if a.one_of(at, &["in", "at"])
            && place
            && at - range.start > 1
            && a.is_capital(range.start)
            && !branch
        {
            return rated(a, range.start..at, aspect_of);
        }
        // *Children's services in Ambleford Council*
        let organisation = range.clone().skip(1).any(|t| {
            t > at
                && a.name_at(t)
                    .is_some_and(|name| name.kind == NameKind::Organisation || name.kind == NameKind::Place)
        });
        if let Some(name) = body
            .name
            .as_ref()
            .filter(|_| organisation && is_branch(&part) && (body.body || !a.one_of(at, &["of"])))
        {
            return Rated { name: Some(format!("{name}'s {part}")), body: false, ..body };
        }
    }
    if a.lexicon.ratings.pronouns.contains(lower.as_str()) && !indefinite {
        return Rated::default();
    }
    let head = range.end - 1;
    if a.lexicon.ratings.bodies.contains(lower.as_str())
        || indefinite
            && (!range.clone().any(|t| a.name_at(t).is_some())
                || described(a, whole.start..range.end).is_some())
    {
        let name = body_of_noun(a, head);
        let last =
            name.as_deref().and_then(|name| name.rsplit(' ').next()).unwrap_or_default().to_lowercase();
        let before = a
            .names
            .iter()
            .take_while(|name| name.tokens.start < head)
            .any(|name| a.lower(name.proper.end - 1) == last);
        return Rated {
            vague: indefinite || name.is_none(),
            body: is_council_noun(a.lower(head)),
            common: Some(!before && !indefinite),
            name,
            aspect: None,
        };
    }
    if indefinite {
        return Rated { name: None, vague: true, ..Rated::default() };
    }
    // *The housing regulator’s C3 grade*: it gave it.
    if a.is(head, WordClass::INSPECTOR) && !a.is_capital(head) {
        return Rated::default();
    }
    // A possessor that stands for a body: *the council's children's services*.
    if let Some(at) = range.clone().find(|&t| is_possessive(a, t)) {
        let owner = plain(a.span(range.start..at).of(a.text()));
        let owner_lower = owner.to_lowercase();
        let rest = plain(a.span(at + 1..range.end).of(a.text()));
        // *the borough’s services for children*
        let for_children =
            rest == "services for children" || rest == "services for children and young people";
        if a.lexicon.ratings.bodies.contains(owner_lower.as_str())
            && (!matches!(owner_lower.as_str(), "town" | "city" | "county" | "borough")
                || for_children
                || at + 2 == range.end && a.one_of(at + 1, &["services", "service", "department"]))
            && let Some(name) = body_of_noun(a, at - 1)
        {
            let rest = if for_children { "children's services" } else { &rest };
            return Rated { name: Some(format!("{}'s {rest}", recased(a, &name))), ..Rated::default() };
        }
    }
    // *Childminder Jane Doe*
    // Not *Ali’s Charcoal Grill*.
    let owned = |name: &&Name| name.tokens.start > range.start && is_possessive(a, name.tokens.start - 1);
    let person = a.name_at(head).filter(|name| name.is_person() && name.tokens.end == range.end);
    if let Some(name) = person.filter(|name| !owned(name)) {
        // *Captain Cod, a fish and chip shop*: no person.
        let end = name.tokens.end;
        let shop = a.word(end) == ","
            && a.one_of(end + 1, &["a", "an", "the"])
            && (end + 2..end + 7).any(|t| super::bodies::noun_ending_at(a, t).is_some());
        let name = cased(a, if shop { name.tokens.clone() } else { name.proper.clone() });
        return Rated { name: Some(name), ..Rated::default() };
    }
    let is_place = |name: &Name| name.tokens.start <= range.start && name.tokens.end >= range.end;
    let body = a.name_at(head).is_some_and(|name| {
        is_place(name) && (name.kind == NameKind::Place || is_council_noun(a.lower(head)))
    });
    if body {
        let council = resolve::of_place(a, a.span(range.clone()).of(a.text()));
        let name = if is_council_noun(a.lower(head)) {
            text
        } else {
            council.map_or(text, |c| recased(a, &plain(&c)))
        };
        return Rated { name: Some(name), body: true, ..Rated::default() };
    }
    Rated { name: Some(text), body: is_council_noun(a.lower(head)), ..Rated::default() }
}

/// The noun of a phrase that tells of one body without its name: *the 42-bed home in Priory Road*, *one of its
/// children’s homes*, *fire service* in a headline.
pub(super) fn described(a: &Annotated, range: Range<usize>) -> Option<String> {
    const BEHIND: &[&str] = &[
        "in", "at", "on", "near", "off", "run", "owned", "managed", "which", "where", "with", "that", "who",
        "for",
    ];
    let end = range.clone().skip(1).find(|&t| a.one_of(t, BEHIND)).unwrap_or(range.end);
    let headline = || {
        let at = a.tokens[range.start].span.start;
        let behind = a.document.paragraphs.partition_point(|paragraph| paragraph.span.end <= at);
        let paragraph = a.document.paragraphs.get(behind);
        paragraph.is_some_and(|p| matches!(p.kind, ParagraphKind::Title | ParagraphKind::Heading))
    };
    let one_of = a.one_of(range.start, &["one"]) && a.one_of(range.start + 1, &["of"]);
    // *A once ‘excellent’ Ashby school*
    let parted = range.start > 2
        && is_quote(a, range.start - 1)
        && (range.start.saturating_sub(6)..range.start - 1)
            .any(|t| a.one_of(t, &["a", "an"]) && a.opens_sentence(t));
    let led = one_of || parted || a.one_of(range.start, &["the", "its", "a", "an", "this"]);
    // *Sister home is rated good*
    let other = a.one_of(range.start + usize::from(led), &["sister", "second", "another", "other", "fellow"]);
    if !(led || headline()) || end <= range.start + usize::from(led) || other && headline() {
        return None;
    }
    // *the Chinese takeaway*
    // *A VILLAGE school*, *a GP practice*
    let shouted =
        |t: usize| (t <= range.start + 2 || a.word(t).len() <= 3) && !a.word(t).contains(char::is_lowercase);
    let adjective =
        |t: usize| shouted(t) || a.syntax.as_ref().is_some_and(|syntax| syntax.tag(t as u32) == Tag::Jj);
    // *a popular Ashby takeaway*
    let cuisine = |t: usize| ["ese", "ian", "ish", "thai"].iter().any(|end| a.lower(t).ends_with(end));
    let placed = |t: usize| t + 2 == end && (a.one_of(range.start, &["a", "an"]) || cuisine(t));
    // *the East Midlands landlord*
    const MOST: usize = 1000;
    let region = || {
        let words = range.start + 1..end - 1;
        let begins = |name: &&Name| {
            a.lower(name.proper.start) == a.lower(words.start) && name.proper.len() > words.len()
        };
        let kind = is_kind(a, a.lower(end - 1));
        // *the Saffron Garden restaurant* has a name.
        let known = a.is(words.start, WordClass::SIDE)
            || is_street(a, end - 2)
            || a.lexicon
                .places
                .longest(a.word(words.start), std::iter::once(a.word(words.start + 1)))
                .is_some();
        words.len() == 2
            && known
            && kind
            && words.clone().all(|t| a.is_capital(t))
            && !a.names.iter().take(MOST).any(|name| begins(&name))
    };
    if (range.start + 1..end).any(|t| a.is_capital(t) && !adjective(t) && !placed(t)) && !region() {
        return None;
    }
    if one_of {
        let words = words(a, end - 1..end);
        return words.strip_suffix('s').map(str::to_owned).filter(|noun| {
            a.lexicon.scales.list.iter().any(|scale| scale.subjects.iter().any(|subject| subject == noun))
        });
    }
    let noun = super::bodies::noun_ending_at(a, end - 1)?;
    // *The department* alone may be anybody's.
    let told = end - range.start > 1 + usize::from(led) || is_kind(a, &noun);
    told.then_some(noun)
}

/// Whether the phrase `part` names a part of a body that is rated on its own: *the emergency department*.
pub(super) fn is_branch(part: &str) -> bool {
    part.contains("service")
        || part.ends_with("social care")
        || ["department", "unit", "wing", "ward", "wards", "nursery", "sixth form"]
            .iter()
            .any(|noun| part.ends_with(noun))
        // *acute wards for adults of working age*
        || part.contains("wards for ")
}

/// As much of a text as is looked through for each name, so that a long text takes no longer.
pub(super) fn start_of(text: &str) -> &str {
    const MOST: usize = 20_000;
    let end = (0..=MOST.min(text.len())).rev().find(|&at| text.is_char_boundary(at));
    &text[..end.unwrap_or_default()]
}

/// Whether `text` has `word` as a word in small letters.
pub(super) fn has_small_word(text: &str, word: &str) -> bool {
    has_words(start_of(text), word)
}

/// A name without a preposition that opens the sentence: *Redthorn* of *At Redthorn, inspectors found …*; and without the place that has it:
/// *Lanarkshire’s Redthorn House*.
pub(super) fn without_opening(a: &Annotated, mut name: Range<usize>) -> Range<usize> {
    const LEADS: &[&str] = &[
        "at",
        "in",
        "for",
        "from",
        "near",
        "across",
        "if",
        "so",
        "when",
        "while",
        "though",
        "although",
        "because",
        "since",
        "yet",
        "within",
        "inside",
        "under",
        "with",
        "by",
        "even",
        "only",
        "meanwhile",
    ];
    let leads = |t: usize| {
        a.one_of(t, LEADS) && a.opens_sentence(t)
            // *On Thursday Ashby Youth Justice Service was …*
            || a.is_time(t) && a.one_of(t.wrapping_sub(1), &["on", "last", "next", "this", "in", "until", "from"])
    };
    let opens = name.len() > 1 && leads(name.start);
    name.start += usize::from(opens);
    let article = opens && name.len() > 1 && a.one_of(name.start, &["the"]) && !a.is_capital(name.start);
    name.start += usize::from(article);
    let of_place = name.len() > 3
        && a.is(name.start, WordClass::PLACE)
        && is_possessive(a, name.start + 1)
        && a.is_capital(name.start + 2);
    name.start += 2 * usize::from(of_place);
    name
}

/// Whether the word at token `t` ends the name of a street.
pub(super) fn is_street(a: &Annotated, t: usize) -> bool {
    a.is(t, WordClass::STREET)
}

/// *the emergency department at Ashby Hospital*
pub(super) fn is_branch_of_body(a: &Annotated, range: &Range<usize>) -> bool {
    let at = range.clone().skip(1).find(|&t| a.one_of(t, &["at", "in"]));
    at.is_some_and(|at| is_branch(&words(a, range.start..at)) && a.is_capital(range.end - 1))
}

/// Whether `noun` tells of what kind a body is.
pub(super) fn is_kind(a: &Annotated, noun: &str) -> bool {
    a.lexicon.ratings.kinds_of.iter().flatten().any(|kind| kind == noun)
}

/// Whether `noun` ends the name of a council.
pub(super) fn is_council_noun(noun: &str) -> bool {
    matches!(
        noun,
        "council" | "mbc" | "cc" | "bc" | "dc" | "lbc" | "borough" | "authority" | "county" | "city" | "town"
    )
}

/// The body that a common noun stands for.
fn body_of_noun(a: &Annotated, at: usize) -> Option<String> {
    if is_council_noun(a.lower(at)) {
        return council_near(a, at);
    }
    let rated = |name: &String| a.lexicon.scales.inspector(name).is_none();
    resolve::named(a, at)
        .filter(rated)
        .or_else(|| {
            // *Dunwold High School* for *a secondary school*
            let noun = a.lower(at).to_owned();
            let fits = |name: &&Name| {
                name.proper.len() > 1
                    && name.kind == NameKind::Organisation
                    && a.lower(name.proper.end - 1) == noun
            };
            a.names.iter().filter(fits).map(|name| resolve::canonical(a, name)).find(rated)
        })
        .map(|name| recased(a, &plain(&name)))
}

/// The last council named before token `at`, else the first behind it.
pub(super) fn council_near(a: &Annotated, at: usize) -> Option<String> {
    let behind = a.names.partition_point(|name| name.tokens.start < at);
    let fits = |name: &&Name| {
        // *Full Council* is a meeting.
        name.kind == NameKind::Organisation
            && name.proper.len() > 1
            && !(name.proper.len() == 2 && a.one_of(name.proper.start, &["full"]))
            && matches!(
                a.lower(name.proper.end - 1),
                "council" | "mbc" | "cc" | "bc" | "dc" | "lbc" | "borough"
            )
    };
    let found = a.names[..behind].iter().rev().find(fits).or_else(|| a.names[behind..].iter().find(fits))?;
    Some(recased(a, &plain(&resolve::canonical(a, found))))
}

/// `name` from the *St Oswin’s* on that stands right before it.
pub(super) fn with_saint(a: &Annotated, name: Range<usize>) -> Range<usize> {
    let start = name.start;
    let saint = start >= 3
        && is_possessive(a, start - 1)
        && a.one_of(start - 3, &["st", "st.", "saint"])
        && a.is_capital(start - 2);
    if saint { start - 3..name.end } else { name }
}

/// The words of a phrase; a name in capitals throughout as other names are.
pub(super) fn cased(a: &Annotated, range: Range<usize>) -> String {
    recased(a, &plain(a.span(range).of(a.text())))
}

/// In small letters, but for *A&E* and *NHS*.
fn small(text: &str) -> String {
    let word = |word: &str| {
        let code = word.len() > 1 && !word.contains(char::is_lowercase);
        if code { word.to_owned() } else { word.to_lowercase() }
    };
    text.split(' ').map(word).collect::<Vec<_>>().join(" ")
}

/// A name that a heading writes in capitals, as a sentence would write it.
pub(super) fn plain_case(a: &Annotated, text: &str) -> String {
    if text.contains(char::is_lowercase) { plain(text) } else { recased(a, text) }
}

fn recased(a: &Annotated, text: &str) -> String {
    // *HOLLIN BANK SCHOOL*: in a line of capitals also the short words are written so.
    let all = text.contains(' ') && !text.contains(char::is_lowercase);
    // *CHURCH OF ENGLAND SCHOOL*
    const SMALL: &[&str] = &["OF", "AND", "AT", "IN", "FOR", "ON", "THE"];
    let is_small =
        |word: &str| SMALL.contains(&word) || a.lexicon.ratings.particles.contains(&word.to_lowercase());
    let word = |word: &str| {
        let (stem, ending) = word.split_at(word.find('\'').unwrap_or(word.len()));
        let long = if all { 3 } else { 4 };
        // *FRY DAYS*, but *NHS TRUST*
        let short = all && stem.len() == 3 && stem.contains(['A', 'E', 'I', 'O', 'U', 'Y']);
        // *HMP*
        let noun = leads_name(a, stem) && stem.len() <= 3;
        // *ST BRANNOCK’S HOSPICE*
        let short = short || all && (stem == "ST" || ending.len() > 1 && ending != "'S");
        let shouted = !noun && (short || stem.len() > long) && stem.chars().all(char::is_uppercase);
        let mut letters = stem.chars();
        // *MAES-Y-FEDWEN*
        if all && stem.contains('-') && stem.chars().all(|c| c.is_uppercase() || c == '-') {
            let piece = |(at, piece): (usize, &str)| match (piece.chars().next(), at > 0 && is_small(piece)) {
                (Some(first), false) => format!("{first}{}", piece[first.len_utf8()..].to_lowercase()),
                _ => piece.to_lowercase(),
            };
            let pieces: Vec<String> = stem.split('-').enumerate().map(piece).collect();
            return format!("{}{}", pieces.join("-"), ending.to_lowercase());
        }
        match letters.next().filter(|_| shouted) {
            Some(first) => format!("{first}{}{}", letters.as_str().to_lowercase(), ending.to_lowercase()),
            None => word.to_owned(),
        }
    };
    // *14,000-home Ashby Housing*
    let counts = |word: &str| {
        word.starts_with(|c: char| c.is_ascii_digit())
            && word.split_once('-').is_some_and(|(_, noun)| noun.starts_with(char::is_alphabetic))
    };
    let inside = |at: usize, word: &str| all && at > 0 && is_small(word);
    text.split(' ')
        .filter(|word| !a.lexicon.ratings.loaded.contains(*word) && !counts(word))
        .enumerate()
        .map(|(at, own)| if inside(at, own) { own.to_lowercase() } else { word(own) })
        .collect::<Vec<_>>()
        .join(" ")
}
