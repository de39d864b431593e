//! Wordings of grades in the text.

use std::ops::Range;

use super::scale::InDocument;
use super::subject;
use super::table::Tables;
use crate::annotate::{Annotated, Tag};
use crate::lexicon::{GradeRef, Scale, WordClass};

/// A wording of a grade, and the grades that it may be.
#[derive(Clone, Debug)]
pub(super) struct Mention {
    pub tokens: Range<usize>,
    /// Index into [`Annotated::sentences`].
    pub sentence: usize,
    pub grades: Vec<GradeRef>,
}

/// Words of the longest wording.
const LONGEST: usize = 10;

/// Tokens of the longest sentence in which numbers are looked at.
const COUNTED: usize = 80;

/// Words of the longest part that is asked for, behind *how*, and of others.
const QUESTION: usize = 12;
const LONGEST_PART: usize = 6;

/// All wordings of grades of the document's scales.
pub(super) fn mentions(a: &Annotated, scales: &InDocument, tables: &Tables) -> Vec<Mention> {
    let known = &a.lexicon.scales;
    let mut out: Vec<Mention> = Vec::new();
    let mut extremes: Vec<std::ops::Range<usize>> = Vec::new();
    for (index, sentence) in a.sentences.iter().enumerate() {
        let mut i = sentence.tokens.start;
        while i < sentence.tokens.end {
            let end = sentence.tokens.end.min(i + LONGEST);
            let found = known.may_start(a.lower(i)).then(|| {
                let (n, grades) = known.grade(a.lower(i), (i + 1..end).map(|t| a.lower(t)))?;
                let grades: Vec<GradeRef> = grades.iter().copied().filter(|g| scales.has(g.scale)).collect();
                // *agreed to pay for a new one*
                let pronoun = a.one_of(i, &["one"])
                    && i > 0
                    && a.syntax
                        .as_ref()
                        .is_some_and(|syntax| syntax.tag(i as u32 - 1) == crate::annotate::Tag::Jj);
                if pronoun {
                    return None;
                }
                // *RI*, *C3* are written in capitals.
                let short = n == 1 && a.word(i).len() == 2 && a.word(i) != a.word(i).to_uppercase();
                (!grades.is_empty() && !short).then_some((n, grades))
            });
            let found = found.flatten();
            let opens = || {
                // *How good is our setting? – 5*
                let asked = i > sentence.tokens.start && a.one_of(i - 1, &["how"]);
                let part =
                    asked.then(|| opens_part(a, i - 1, sentence.tokens.end.min(i + QUESTION))).flatten();
                part.or_else(|| opens_part(a, i, end))
            };
            if let Some(part) = found.as_ref().and_then(|_| opens()) {
                i = part;
                continue;
            }
            // *quality of staffing 5*, in a text that tells of food hygiene, too
            let found = match found {
                Some((1, grades))
                    if number_at(a, i).is_some()
                        && sentence.tokens.len() <= COUNTED
                        && !tells_hygiene(a, &sentence.tokens) =>
                {
                    let counted = point(a, scales, &sentence.tokens, out.last(), i);
                    Some((
                        1,
                        counted
                            .filter(|all| all.iter().any(|g| known.list[g.scale].points))
                            .unwrap_or(grades),
                    ))
                }
                found => found,
            };
            match found {
                Some((n, _)) if is_of_exam(a, i, n) || counts(a, i, n) => i += n,
                Some((n, grades)) => {
                    out.push(Mention { tokens: i..i + n, sentence: index, grades });
                    i += n;
                }
                None => {
                    if let Some((n, grades)) = extreme(a, scales, &out, i, end) {
                        extremes.push(i..i + n);
                        out.push(Mention { tokens: i..i + n, sentence: index, grades });
                        i += n;
                        continue;
                    }
                    if let Some(grades) = points(a, scales, i)
                        .or_else(|| points_in_table(a, scales, tables, i))
                        .or_else(|| point(a, scales, &sentence.tokens, out.last(), i))
                    {
                        out.push(Mention { tokens: i..i + 1, sentence: index, grades });
                        i += 1;
                        continue;
                    }
                    if let Some(grades) = grades_of(a, scales, i) {
                        out.push(Mention { tokens: i..i + 2, sentence: index, grades });
                        i += 2;
                        continue;
                    }
                    if let Some(grades) = several(a, scales, i) {
                        out.push(Mention { tokens: i..i + 1, sentence: index, grades });
                        i += 1;
                        continue;
                    }
                    if let Some((n, grades)) = same(a, out.last(), index, i, end) {
                        out.push(Mention { tokens: i..i + n, sentence: index, grades });
                        i += n;
                        continue;
                    }
                    if let Some(grades) = second_stars(a, scales, out.last(), i) {
                        out.push(Mention { tokens: i..i + 1, sentence: index, grades });
                    }
                    i += 1;
                }
            }
        }
    }
    let mut out = joined(a, out);
    // *outstanding, the top grade there is*: told by its name.
    let named = |at: usize| {
        let Mention { sentence, grades, .. } = &out[at];
        let near = out[at.saturating_sub(NEAR)..].iter().take(2 * NEAR);
        let near = near.filter(|m| m.sentence == *sentence && m.tokens != out[at].tokens);
        // *found the school inadequate, with teaching and leadership all in the lowest category*: of others.
        let of_others = a.one_of(out[at].tokens.start.saturating_sub(2), &["in"])
            && a.one_of(out[at].tokens.end - 1, &["category"]);
        let near = near.filter(|_| !of_others);
        near.into_iter().any(|m| m.grades.iter().any(|grade| grades.contains(grade)))
    };
    let is_extreme = |at: &usize| extremes.contains(&out[*at].tokens);
    let told: Vec<usize> = if extremes.is_empty() {
        Vec::new()
    } else {
        (0..out.len()).filter(is_extreme).filter(|&at| named(at)).collect()
    };
    let mut at = 0;
    out.retain(|_| {
        at += 1;
        told.binary_search(&(at - 1)).is_err()
    });
    out
}

/// Whether a sentence speaks of food hygiene.
fn tells_hygiene(a: &Annotated, sentence: &Range<usize>) -> bool {
    sentence.clone().any(|t| a.one_of(t, &["hygiene", "food", "kitchen", "restaurant", "takeaway"]))
}

/// *Grade 2 (Good)*, *Grade 3, Requires Improvement*, *a 5 (very good)*: one mention.
fn joined(a: &Annotated, found: Vec<Mention>) -> Vec<Mention> {
    let mut out: Vec<Mention> = Vec::with_capacity(found.len());
    for mut mention in found {
        let start = mention.tokens.start;
        let bracketed = a.word(start.wrapping_sub(1)) == "(" && a.word(mention.tokens.end) == ")";
        let comma = a.word(start.wrapping_sub(1)) == ",";
        let dash = matches!(a.word(start.wrapping_sub(1)), "-" | "–" | "—");
        // *a three, or generally satisfactory*
        let or = a.one_of(start.wrapping_sub(1), &["or"]) && a.word(start.wrapping_sub(2)) == ",";
        if let Some(before) = out.last_mut().filter(|before| before.sentence == mention.sentence)
            && (before.tokens.end + 1 == start
                && (bracketed || (comma || dash) && a.one_of(before.tokens.start, &["grade"]))
                || or && before.tokens.end + 2 == start)
        {
            // *Good (Good)*: now and before.
            let other_words = a.lower(before.tokens.start) != a.lower(start);
            let both: Vec<GradeRef> =
                before.grades.iter().copied().filter(|grade| mention.grades.contains(grade)).collect();
            if !both.is_empty() && other_words {
                // *5 (very good)* is of the scale that counts its grades, too.
                let counted =
                    mention.grades.iter().copied().filter(|grade| agrees(a, before.tokens.start, &[*grade]));
                let counted: Vec<GradeRef> = counted.filter(|grade| !both.contains(grade)).collect();
                before.tokens.end = mention.tokens.end + usize::from(bracketed);
                before.grades = both;
                before.grades.extend(counted);
                continue;
            }
        }
        // *Care and support: 5 - Very good*, *How good is our leadership? 4 (Good)*, *Staffing: Grade 4 – Good*
        // *Orrin Court ⇥ 5 – Very good*: the whole of a cell.
        let led = |t: usize| {
            matches!(a.word(t), ":" | "?" | "-" | "–" | "—")
                || a.one_of(t, &["grade"])
                || a.gap_before(t + 1).contains('\t')
        };
        let named = number_at(a, start).is_none();
        let number = start.checked_sub(2).filter(|&t| {
            named
                && a.lexicon.ratings.numbers.contains(a.lower(t))
                && (bracketed
                    && a.one_of(
                        t.wrapping_sub(1),
                        // *was graded 4 (good) for care and 3 (adequate) for leadership*
                        &[
                            "a", "another", "graded", "rated", "given", "awarded", "scored", "and", "to",
                            "from", "at", "was", "is",
                        ],
                    )
                    || (bracketed || dash) && led(t.wrapping_sub(1))
                    // *gave us 6 (excellent) for care, 5 (very good) for staffing*
                    // *awarded a 6 – Excellent – for care*
                    || (bracketed || dash) && agrees(a, t, &mention.grades))
        });
        if let Some(number) = number {
            let first = number - usize::from(a.one_of(number - 1, &["grade"]));
            mention.tokens = first..mention.tokens.end + usize::from(bracketed);
            // The number alone is another inspector's grade.
            if out.last().is_some_and(|before| before.tokens.end > first) {
                out.pop();
            }
        }
        out.push(mention);
    }
    out
}

/// *– Leadership – 3*: a line of one part and its grade, told by its number, of which the highest is the best.
fn points(a: &Annotated, scales: &InDocument, t: usize) -> Option<Vec<GradeRef>> {
    /// Tokens of a line.
    const LONGEST: usize = 12;
    let number: usize = a.word(t).parse().ok().filter(|_| a.word(t).len() == 1)?;
    // *– Leadership – 2 (4)*: the second as the first.
    let opens = match a.word(t.wrapping_sub(1)) == "(" && a.word(t + 1) == ")" {
        true => t.checked_sub(2).filter(|&first| number_at(a, first).is_some())?,
        false => t,
    };
    let behind = if a.word(opens + 1) == "(" && a.word(opens + 3) == ")" { opens + 4 } else { opens + 1 };
    let (t, ends) = (opens, behind >= a.tokens.len() || a.gap_before(behind).contains('\n'));
    let mark = t.checked_sub(1).filter(|&mark| ends && matches!(a.word(mark), "-" | "–" | "—" | ":"))?;
    let first =
        (mark.saturating_sub(LONGEST)..mark).rev().find(|&t| t == 0 || a.gap_before(t).contains('\n'))?;
    let first = first + usize::from(!a.word(first).contains(char::is_alphanumeric));
    let part = subject::words(a, first..mark);
    let whole = super::table::is_whole(a, &part);
    let list = a.lexicon.scales.list.iter().enumerate();
    let list = list.filter(|(at, scale)| {
        let named = scale.names(&part);
        scales.has(*at) && (scale.points && named || (named || whole) && scales.explains(*at))
    });
    let grades =
        list.filter_map(|(at, scale)| Some(GradeRef { scale: at, grade: by_number(a, at, scale, number)? }));
    let grades: Vec<GradeRef> = grades.collect();
    (!grades.is_empty()).then_some(grades)
}

/// *4*, *4 (3)* in a table whose rows or columns are parts of a scale that tells its grades by numbers.
fn points_in_table(a: &Annotated, scales: &InDocument, tables: &Tables, t: usize) -> Option<Vec<GradeRef>> {
    let number: usize = a.word(t).parse().ok().filter(|_| a.word(t).len() == 1)?;
    // The second of *4 (3)* is one where the first is.
    let opens = if a.word(t.wrapping_sub(1)) == "(" && a.word(t + 1) == ")" { t.checked_sub(2)? } else { t };
    let heads = tables.heads(a, opens)?;
    let words: Vec<String> = heads.into_iter().map(|head| subject::words(a, head)).collect();
    let list = a.lexicon.scales.list.iter().enumerate().filter(|(at, _)| scales.has(*at));
    let list = list.filter(|(_, scale)| words.iter().any(|words| scale.names(words)));
    let grades =
        list.filter_map(|(at, scale)| Some(GradeRef { scale: at, grade: by_number(a, at, scale, number)? }));
    let grades: Vec<GradeRef> = grades.collect();
    (!grades.is_empty()).then_some(grades)
}

/// *was given a 3 for staffing*, *kept its 5*, *graded 4 for leadership*: the number of a grade, where the sentence names a part of the
/// scale that tells its grades so.
fn point(
    a: &Annotated,
    scales: &InDocument,
    sentence: &Range<usize>,
    last: Option<&Mention>,
    t: usize,
) -> Option<Vec<GradeRef>> {
    let number = number_at(a, t).filter(|_| sentence.len() <= COUNTED)?;
    let of_points = |words: &str| {
        let mut list = a.lexicon.scales.list.iter().enumerate();
        list.any(|(at, scale)| scale.points && scales.has(at) && scale.names(words))
    };
    let before = t.checked_sub(1).filter(|&before| {
        let led = a.one_of(
            before,
            &[
                "a", "an", "another", "its", "their", "our", "straight", "graded", "scored", "awarded",
                "given",
            ],
        );
        // *5 (very good) for staffing and 5 for leadership*, *care was graded 4 and environment 3*
        let among = last.is_some_and(|last| sentence.contains(&last.tokens.start) && is_point(a, last));
        let part_ends = || {
            (sentence.start.max(t.saturating_sub(LONGEST_PART))..t)
                .any(|from| of_points(&subject::words(a, from..t)))
        };
        let joined = a.word(before) == "," || a.one_of(before, &["and", "but"]);
        // *held grades of 5 for care and support*, *fell from 4 to 1 for leadership*
        let of_grade = a.one_of(before, &["of"])
            && a.one_of(before.wrapping_sub(1), &["grade", "grades", "mark", "marks", "score", "scores"]);
        let moved = a.one_of(before, &["from", "to"])
            && sentence.clone().take_while(|&word| word < before).any(|word| a.is(word, WordClass::CHANGING));
        // *In 2012 the grade for leadership had been 4.*
        let told = a.one_of(before, &["been", "was", "is", "now"])
            && sentence.clone().any(|t| a.one_of(t, &["grade", "grades"]));
        led || told || of_grade || moved || among && (joined && a.one_of(t + 1, &["for"]) || part_ends())
    })?;
    // *a 3 for staffing*, *a 2.*, but not *a 3 mile walk*
    let next = a.word(t + 1);
    let closes = t + 1 >= sentence.end
        || !next.contains(char::is_alphanumeric)
        || a.one_of(
            t + 1,
            &[
                "for", "in", "at", "on", "and", "or", "each", "under", "out", "but", "to", "from", "last",
                "this", "when",
            ],
        );
    if !closes || before < sentence.start {
        return None;
    }
    let list = a.lexicon.scales.list.iter().enumerate();
    let list = list.filter(|(at, scale)| scales.has(*at) && (scale.points || !scale.aspects.is_empty()));
    let grades =
        list.filter_map(|(at, scale)| Some(GradeRef { scale: at, grade: by_number(a, at, scale, number)? }));
    let grades: Vec<GradeRef> = grades.collect();
    let of_scale = |words: &str| {
        let list = &a.lexicon.scales.list;
        grades.iter().any(|grade| list[grade.scale].names(words))
    };
    let named = || {
        (sentence.start..sentence.end).any(|start| {
            (start + 1..=sentence.end.min(start + LONGEST_PART))
                .any(|end| of_scale(&subject::words(a, start..end)))
        })
    };
    (!grades.is_empty() && named()).then(|| grades.clone())
}

/// Whether the number at token `t` is that of one of these grades, where a scale counts its grades.
fn agrees(a: &Annotated, t: usize, grades: &[GradeRef]) -> bool {
    let number = number_at(a, t);
    grades.iter().any(|grade| {
        let scale = &a.lexicon.scales.list[grade.scale];
        scale.points
            && number.and_then(|number| by_number(a, grade.scale, scale, number)) == Some(grade.grade)
    })
}

/// Whether a grade is told by its number.
fn is_point(a: &Annotated, mention: &Mention) -> bool {
    let start = mention.tokens.start;
    let bracketed = a.word(start.wrapping_sub(1)) == "(";
    number_at(a, start).is_some()
        || bracketed && start.checked_sub(2).is_some_and(|t| number_at(a, t).is_some())
}

/// What the number at token `t` is, in digits or in words.
fn number_at(a: &Annotated, t: usize) -> Option<usize> {
    let word = a.word(t);
    if word.len() == 1 {
        return word.parse().ok();
    }
    super::scale::count_at(a, t)
}

/// The grade of scale `at` that `number` tells, where lists or wordings such as *grade 2* tell its grades by numbers.
fn by_number(a: &Annotated, at: usize, scale: &Scale, number: usize) -> Option<usize> {
    if scale.points {
        return scale.grades.len().checked_sub(number).filter(|at| *at < scale.grades.len());
    }
    let digits = number.to_string();
    let (_, grades) = a.lexicon.scales.grade("grade", std::iter::once(digits.as_str()))?;
    grades.iter().find(|grade| grade.scale == at).map(|grade| grade.grade)
}

/// *C3*, *G1*: a letter and a digit, which are a grade of one part and mean nothing else.
pub(super) fn is_code(word: &str) -> bool {
    matches!(word.as_bytes(), [b'A'..=b'Z', b'0'..=b'9'])
}

/// Mentions on either side among which the same grade is looked for.
const NEAR: usize = 8;

/// *the top grade*, *the lowest possible rating*: the best or worst grade of each scale whose inspector the text names.
fn extreme(
    a: &Annotated,
    scales: &InDocument,
    told: &[Mention],
    from: usize,
    end: usize,
) -> Option<(usize, Vec<GradeRef>)> {
    let best = a.one_of(from, &["top", "highest", "best", "maximum"]);
    if !(best || a.one_of(from, &["lowest", "bottom", "worst", "minimum"]))
        || !a.one_of(from.wrapping_sub(1), &["the", "its", "same"])
    {
        return None;
    }
    let skip = |t: usize| {
        a.one_of(t, &["possible", "available", "overall"]) || a.is(t, WordClass::BEFORE_RATING_NOUN)
    };
    let noun = (from + 1..end).find(|&t| !skip(t))?;
    let score = a.one_of(noun, &["score"]);
    if !(score || a.one_of(noun, &["grade", "rating", "mark", "judgement", "category"]))
        || is_of_exam(a, noun, 1)
    {
        return None;
    }
    let in_use = |scale: &Scale| a.document.published_on.is_none_or(|date| scale.covers(date));
    let list = a.lexicon.scales.list.iter().enumerate();
    let list = list.filter(|(at, scale)| scales.has(*at) && !scale.grades.is_empty() && in_use(scale));
    let end_of =
        |(scale, of): (usize, &Scale)| GradeRef { scale, grade: if best { 0 } else { of.grades.len() - 1 } };
    let named = list.clone().filter(|(_, scale)| scale.needs.is_empty() && scales.names(&scale.inspector));
    let mut grades: Vec<GradeRef> = if score { Vec::new() } else { named.map(end_of).collect() };
    // *was given the minimum score*, on the Food Standards Agency's website
    if grades.is_empty() {
        grades = list.filter(|(_, scale)| scale.implied).map(end_of).collect();
    }
    // Where no date says which scale is in use: that of which the text has told a grade.
    if a.document.published_on.is_none() {
        let known = |grade: &GradeRef| {
            told.iter().any(|mention| mention.grades.iter().any(|other| other.scale == grade.scale))
        };
        if grades.iter().any(known) {
            grades.retain(known);
        }
    }
    (!grades.is_empty()).then_some((noun + 1 - from, grades))
}

/// *grade threes* in *was handed grade threes for leadership and for teaching*, at token `t`.
fn grades_of(a: &Annotated, scales: &InDocument, t: usize) -> Option<Vec<GradeRef>> {
    let number = a.lower(t + 1).strip_suffix('s').filter(|_| a.one_of(t, &["grade"]))?;
    let number = a.lexicon.ratings.numbers.contains(number).then_some(number)?;
    let (n, grades) = a.lexicon.scales.grade("grade", std::iter::once(number))?;
    let grades: Vec<GradeRef> = grades.iter().copied().filter(|g| scales.has(g.scale)).collect();
    (n == 2 && !grades.is_empty()).then_some(grades)
}

/// *Fives* in *Fives went to the Golden Dragon and the Ship Inn*, where token `t` opens a sentence.
fn several(a: &Annotated, scales: &InDocument, t: usize) -> Option<Vec<GradeRef>> {
    /// Words up to the verb.
    const NEAR: usize = 4;
    let number = a.lower(t).strip_suffix('s').filter(|one| a.lexicon.ratings.numbers.contains(*one))?;
    let told = a.opens_sentence(t) && (t + 1..t + NEAR).any(|t| a.one_of(t, &["went", "given", "awarded"]));
    let (_, grades) = a.lexicon.scales.grade(number, std::iter::empty()).filter(|_| told)?;
    let grades: Vec<GradeRef> = grades.iter().copied().filter(|g| scales.has(g.scale)).collect();
    (!grades.is_empty()).then_some(grades)
}

/// *the same mark*, *the same conclusion*: the last grade that was told, a sentence back at most.
fn same(
    a: &Annotated,
    last: Option<&Mention>,
    sentence: usize,
    from: usize,
    end: usize,
) -> Option<(usize, Vec<GradeRef>)> {
    const NOUNS: &[&str] = &[
        "mark",
        "grade",
        "rating",
        "judgement",
        "judgment",
        "score",
        "verdict",
        "conclusion",
        "bracket",
        "category",
        "result",
    ];
    let last = last.filter(|last| last.sentence + 1 >= sentence)?;
    let told = a.one_of(from, &["same"])
        && a.one_of(from.wrapping_sub(1), &["the"])
        && from + 1 < end
        && a.one_of(from + 1, NOUNS)
        // *excellent, the same grade as last year*: told by its name.
        && !(a.one_of(from + 2, &["as"]) && a.one_of(from + 3, &["last"]));
    told.then(|| (2, last.grades.clone()))
}

/// *good use of resources*: where a part ends whose name begins with a word for a grade.
fn opens_part(a: &Annotated, from: usize, end: usize) -> Option<usize> {
    (from + 2..end).rev().find(|&end| a.lexicon.scales.is_aspect(&super::subject::words(a, from..end)))
}

/// *ratings given to two Ashby establishments*, *three ratings*: a number of what stands behind it.
fn counts(a: &Annotated, from: usize, n: usize) -> bool {
    /// Adjectives and names before the noun.
    const NEAR: usize = 3;
    let next = from + n;
    // *Five – Very Good*
    if matches!(a.word(next), "–" | "—" | ":") {
        return false;
    }
    let number = n == 1
        && a.word(from).contains(char::is_alphabetic)
        && a.lexicon.ratings.numbers.contains(a.lower(from))
        && !a.one_of(from, &["zero", "one"])
        && !a.one_of(from.wrapping_sub(1), &["a", "rated", "scored", "graded"]);
    // *And one rating has been handed to one takeaway*, *just two have zero ratings*
    let plain = |t: usize| {
        a.one_of(
            t,
            &[
                "a", "an", "the", "its", "another", "dreaded", "hygiene", "top", "low", "with", "lowest",
                "worst",
            ],
        )
    };
    if a.one_of(from, &["one"])
        && a.one_of(next, &["rating"])
        && !plain(from.wrapping_sub(1))
        && a.one_of(next + 1, &["has", "have", "was"])
        && a.one_of(next + 2, &["been", "handed", "given", "awarded"])
        || a.one_of(from, &["zero"])
            && a.one_of(next, &["ratings"])
            && a.one_of(from.wrapping_sub(1), &["have", "has", "had", "with"])
    {
        return true;
    }
    let tag = |t: usize| a.syntax.as_ref().map(|syntax| syntax.tag(t as u32));
    let rating = a.one_of(next, &["ratings", "scores", "grades"]);
    let noun = (next..a.tokens.len().min(next + NEAR)).find(|&t| !a.is_capital(t) && tag(t) != Some(Tag::Jj));
    let counted = |t: usize| {
        tag(t) == Some(Tag::Nns)
            && !a.one_of(t, &["stars", "points", "marks", "ratings", "scores", "grades", "times"])
    };
    number && (rating || noun.is_some_and(counted))
}

/// *grade 4 in maths*, *grade 5 or above*: no inspector's.
fn is_of_exam(a: &Annotated, from: usize, n: usize) -> bool {
    let next = from + n;
    let year = a.word(next + 1).len() == 4 && a.word(next + 1).starts_with(['1', '2']);
    a.one_of(from, &["grade"])
        && (a.one_of(
            next,
            &["or", "to", "and", "+", "pass", "passes", "gcse", "gcses", "listed", "ii", "piano"],
        ) || a.one_of(next, &["in"]) && !year && !a.is_time(next + 1)
            || a.one_of(from.wrapping_sub(1), &["least", "minimum", "pass"]))
}

/// The second grade in *from three stars to two*, at token `t`; `last` is the wording before it.
fn second_stars(
    a: &Annotated,
    scales: &InDocument,
    last: Option<&Mention>,
    t: usize,
) -> Option<Vec<GradeRef>> {
    let end = last?.tokens.end;
    if end + 1 != t || !a.one_of(end, &["to"]) || !a.one_of(end - 1, &["stars", "star"]) {
        return None;
    }
    let stars = ["stars", "star"].into_iter();
    let found = stars.filter_map(|noun| a.lexicon.scales.grade(a.lower(t), std::iter::once(noun)));
    let grades = found.filter(|(n, _)| *n == 2).flat_map(|(_, grades)| grades).copied();
    let grades: Vec<GradeRef> = grades.filter(|g| scales.has(g.scale)).collect();
    (!grades.is_empty()).then_some(grades)
}
