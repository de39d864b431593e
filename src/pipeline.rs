//! The flow from documents to a record, in order.

use std::path::{Path, PathBuf};

use crate::annotate::{Annotated, Language, Tag, TimeExpression, dates};
use crate::attribute::{self, Attribution, learned};
use crate::base::{Error, OffsetMap, OffsetUnit, Result, Span};
use crate::lexicon::Lexicon;
#[cfg(feature = "train")]
use crate::model::Candidate;
use crate::rating::{self, Said};
use crate::read;
use crate::record::{
    Extraction, Quotation, QuotationKind, Rating, RatingLink, Record, SpeakerKind, Status, Unattributed,
};
use crate::resolve;
use crate::text::{Document, Paragraph};

/// Finds quotations, speakers and ratings in documents. Made once, used for many, from any thread.
#[derive(Debug)]
pub struct Analyser {
    lexicon: Lexicon,
    reading: read::Options,
    offsets: OffsetUnit,
    keep_text: bool,
    accuracy: Accuracy,
    min_confidence: f32,
    model: Option<learned::Model>,
    register: Option<resolve::Register>,
}

/// How quotations are found.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Accuracy {
    /// By rules alone: speech between marks and after common verbs, at several times the speed.
    Fast,
    /// By a model learned from annotated news, with the rules for what it can't see.
    #[default]
    Standard,
}

/// Settings of an [`Analyser`].
#[derive(Clone, Debug, Default)]
pub struct Builder {
    lexicons: Vec<PathBuf>,
    registers: Vec<PathBuf>,
    offsets: OffsetUnit,
    keep_text: bool,
    accuracy: Accuracy,
    min_confidence: Option<f32>,
    model: Option<learned::Model>,
    pdf_program: Option<PathBuf>,
}

impl Builder {
    /// Adds the user's own lexicon file; may be called more than once.
    pub fn lexicon(mut self, path: impl Into<PathBuf>) -> Self {
        self.lexicons.push(path.into());
        self
    }

    /// Adds a register of people with their roles and parties; may be called more than once.
    pub fn register(mut self, path: impl Into<PathBuf>) -> Self {
        self.registers.push(path.into());
        self
    }

    /// What offsets in extractions count; code points unless set.
    pub fn offsets(mut self, unit: OffsetUnit) -> Self {
        self.offsets = unit;
        self
    }

    /// A model that finds attributions, in place of the one that came with the program.
    pub fn attribution_model(mut self, model: learned::Model) -> Self {
        self.model = Some(model);
        self
    }

    /// How quotations are found.
    pub fn accuracy(mut self, accuracy: Accuracy) -> Self {
        self.accuracy = accuracy;
        self
    }

    /// Leaves out quotations whose confidence is below this, 0 to 1; [`attribute::LIKELY`] unless set.
    pub fn min_confidence(mut self, confidence: f32) -> Self {
        self.min_confidence = Some(confidence);
        self
    }

    /// Whether extractions hold the document's text.
    pub fn keep_text(mut self, keep: bool) -> Self {
        self.keep_text = keep;
        self
    }

    /// A program that reads PDF files in a process of its own; see [`read::Options::pdf_program`].
    pub fn pdf_program(mut self, program: Option<PathBuf>) -> Self {
        self.pdf_program = program;
        self
    }

    /// Reads the lexicons and registers and makes the analyser.
    ///
    /// # Errors
    /// Where a lexicon or a register can't be read or does not fit its schema.
    pub fn build(self) -> Result<Analyser> {
        let mut lexicon = Lexicon::embedded();
        for path in &self.lexicons {
            lexicon.add_file(path)?;
        }
        let mut register = (!self.registers.is_empty()).then(resolve::Register::default);
        for path in &self.registers {
            register.get_or_insert_default().add_file(path, &lexicon)?;
        }
        let reading = read::Options { pdf_program: self.pdf_program, ..read::Options::default() };
        let Builder { offsets, keep_text, accuracy, model, .. } = self;
        let min_confidence = self.min_confidence.unwrap_or(attribute::LIKELY);
        Ok(Analyser { lexicon, reading, offsets, keep_text, accuracy, min_confidence, model, register })
    }
}

impl Analyser {
    /// Settings to choose from.
    pub fn builder() -> Builder {
        Builder::default()
    }

    /// The lexicons that documents are read with.
    pub fn reading(&self) -> &read::Options {
        &self.reading
    }

    /// The words and facts of the run.
    pub fn lexicon(&self) -> &Lexicon {
        &self.lexicon
    }

    /// Speech and ratings of a document, not yet linked.
    fn read<'d>(&'d self, document: &'d Document) -> Reading<'d> {
        let mut annotated = Annotated::new(document, &self.lexicon);
        let mut attributions = match self.accuracy {
            Accuracy::Fast => attribute::by_rules(&annotated),
            Accuracy::Standard => {
                annotated.parse(Language::embedded());
                let model = self.model.as_ref().unwrap_or_else(|| attribute::embedded());
                attribute::attribute(&annotated, model)
            }
        };
        let times = times_of(document);
        // Whom *they* means is read from all, also from what is then left out.
        let mut resolved = resolve::speakers(&annotated, &attributions, &times, self.min_confidence);
        let is_kept = |attribution: &Attribution| attribution.confidence >= self.min_confidence;
        let mut kept = attributions.iter().map(is_kept);
        resolved.of_quotation.retain(|_| kept.next() == Some(true));
        attributions.retain(is_kept);
        let unattributed = attribute::unattributed(&annotated, &attributions);
        let map = OffsetMap::new(&document.text, self.offsets);
        let ratings = rating::ratings(&annotated, &times);
        let quotations = resolve::quotations(&annotated, &attributions, &resolved, &times, &map);
        Reading { annotated, attributions, unattributed, resolved, map, ratings, quotations }
    }

    /// The quotations and ratings of a document, and which each may be about: for learning which it is.
    #[cfg(feature = "train")]
    pub fn proposals(&self, document: &Document) -> (Vec<Quotation>, Vec<Rating>, Vec<rating::Proposal>) {
        let reading = self.read(document);
        let proposals = rating::proposals(document, &self.lexicon, &reading.said(), &reading.ratings);
        (reading.quotations, reading.ratings, proposals)
    }

    /// The words of a document's quotations, and the times when each may have been said: for learning which it was.
    #[cfg(feature = "train")]
    pub fn occasions(&self, document: &Document) -> Vec<(String, Vec<Candidate<resolve::SaidOn>>)> {
        let reading = self.read(document);
        let attributions = &reading.attributions;
        let times = times_of(document);
        let occasions = resolve::occasions(&reading.annotated, attributions, &reading.resolved, &times);
        reading.quotations.into_iter().map(|quotation| quotation.text).zip(occasions).collect()
    }

    /// The attributions of a document, and what the model of what is reported sees of each: for learning it.
    #[cfg(feature = "train")]
    pub fn reports(&self, document: &Document) -> Vec<(attribute::Attribution, Vec<f32>)> {
        attribute::reports(&self.parsed(document))
    }

    /// The ratings of a document that are found without the model of wordings, and what that sees: for learning it.
    #[cfg(feature = "train")]
    pub fn wordings(&self, document: &Document) -> (Vec<Rating>, Vec<rating::Wording>) {
        rating::wordings(&self.parsed(document), &times_of(document))
    }

    /// Where a document has names of bodies that it is known to tell, and what the model of their borders sees: for learning it.
    #[cfg(feature = "train")]
    pub fn told_names(&self, document: &Document, names: &[String]) -> Vec<rating::ToldName> {
        rating::told_names(&self.parsed(document), names)
    }

    /// The parts that a document names, and the grades that each may have: for learning which it has.
    #[cfg(feature = "train")]
    pub fn pairings(&self, document: &Document) -> Vec<Vec<Candidate<rating::Pairing>>> {
        rating::pairings(&self.parsed(document), &times_of(document))
    }

    /// The grades of a document, and the bodies that each may be of: for learning of which it is.
    #[cfg(feature = "train")]
    pub fn whose(&self, document: &Document) -> Vec<rating::Question<String>> {
        rating::whose(&self.parsed(document), &times_of(document))
    }

    /// The grades of a document, and the times when each may have been given: for learning which it was.
    #[cfg(feature = "train")]
    pub fn datings(&self, document: &Document) -> Vec<rating::Question<rating::When>> {
        rating::datings(&self.parsed(document), &times_of(document))
    }

    #[cfg(feature = "train")]
    fn parsed<'d>(&'d self, document: &'d Document) -> Annotated<'d> {
        let mut annotated = Annotated::new(document, &self.lexicon);
        annotated.parse(Language::embedded());
        annotated
    }

    /// Everything found in one document.
    pub fn extract(&self, document: &Document) -> Extraction {
        let reading = self.read(document);
        let links = rating::link(document, &self.lexicon, &reading.said(), &reading.ratings);
        let Reading { annotated, unattributed, mut resolved, map, mut ratings, mut quotations, .. } = reading;
        for link in links {
            let (id, basis, confidence) = (ratings[link.rating].id.clone(), link.basis, link.confidence);
            quotations[link.said].ratings.push(RatingLink { id, basis, confidence });
        }
        for rating in &mut ratings {
            rating.evidence = map.span(rating.evidence);
            rating.all_evidence.iter_mut().for_each(|told| told.span = map.span(told.span));
        }
        for membership in resolved.speakers.iter_mut().flat_map(|speaker| &mut speaker.memberships) {
            membership.evidence = map.span(membership.evidence);
        }
        let mut successions = resolve::successions(&annotated);
        for succession in &mut successions {
            succession.evidence = map.span(succession.evidence);
        }
        let unattributed = unattributed
            .iter()
            .map(|label| Unattributed {
                kind: label.kind,
                span: map.span(label.span),
                text: label.span.of(&document.text).to_owned(),
                reason: label.reason.to_owned(),
                paragraph: label.paragraph as u32 + 1,
            })
            .collect();
        Extraction {
            id: document.id.clone(),
            path: document.path.clone(),
            title: document.title.clone(),
            publisher: document.publisher.clone(),
            published_on: document.published_on,
            published_on_basis: document.published_on_basis,
            format: document.format.as_str().into(),
            encoding: document.encoding.into(),
            words: document.text.split_whitespace().count() as u32,
            blake3: document.blake3.clone(),
            text: self.keep_text.then(|| document.text.clone()),
            quotations,
            speakers: resolved.speakers,
            ratings,
            unattributed,
            merges: Vec::new(),
            disagreements: Vec::new(),
            successions,
            warnings: document.warnings.clone(),
            status: if document.warnings.is_empty() { Status::Ok } else { Status::Warning },
            message: document.warnings.join("; "),
        }
    }

    /// One record of the documents of an earlier record, which keep their identifiers, and of new ones, by the
    /// analyser's register and with `corrections` applied. A new document takes the place of an earlier one
    /// of the same path.
    pub fn record(
        &self,
        known: Vec<Extraction>,
        new: Vec<Extraction>,
        corrections: &resolve::Corrections,
    ) -> Record {
        let mut record = resolve::merge(known, new, &self.lexicon, self.register.as_ref());
        if !corrections.is_empty() {
            let left = corrections.apply(&mut record.documents);
            record = resolve::merge(record.documents, Vec::new(), &self.lexicon, None);
            record.not_applied = left;
        }
        finish(record)
    }

    /// Reads a file and extracts from it; an extraction with [`Status::Error`] and a message where the file
    /// can't be read.
    pub fn read_and_extract(&self, path: &Path) -> Extraction {
        let name = path.display().to_string();
        let read = read::read_file(path).and_then(|bytes| read::document(bytes, &name, &self.reading));
        match read {
            Ok(document) => self.extract(&document),
            Err(error) => Extraction::unreadable(&name, &error),
        }
    }
}

/// The time expressions of a document, in text order.
fn times_of(document: &Document) -> Vec<TimeExpression> {
    let of_paragraph = |paragraph: &Paragraph| dates(&document.text, paragraph.span, document.published_on);
    document.paragraphs.iter().flat_map(of_paragraph).collect()
}

/// Speech and ratings of a document.
struct Reading<'d> {
    annotated: Annotated<'d>,
    attributions: Vec<Attribution>,
    unattributed: Vec<attribute::Label>,
    resolved: resolve::Resolved,
    map: OffsetMap,
    ratings: Vec<Rating>,
    quotations: Vec<Quotation>,
}

impl Reading<'_> {
    /// The quotations as linking looks at them.
    fn said(&self) -> Vec<Said<'_>> {
        let pairs = self.attributions.iter().zip(&self.quotations);
        pairs.map(|(attribution, quotation)| said(&self.annotated, attribution, quotation)).collect()
    }
}

/// A quotation as linking looks at it.
fn said<'a>(a: &Annotated, attribution: &'a Attribution, quotation: &'a Quotation) -> Said<'a> {
    let source = attribution.source.iter().filter(|source| !source.tokens.is_empty());
    let parts = attribution.content.iter().chain(&attribution.cue).copied();
    let whole = parts.chain(source.map(|source| a.span(source.tokens.clone()))).reduce(Span::cover);
    let speaker = &quotation.speaker;
    Said {
        content: &attribution.content,
        whole: whole.unwrap_or_default(),
        speaker: if speaker.kind == SpeakerKind::Unknown { "" } else { &speaker.name },
        kind: speaker.kind,
        organisation: quotation.organisation.as_deref(),
        role: quotation.role.as_deref(),
        said_on: quotation.said_on,
        speech: quotation.kind != QuotationKind::Indirect
            || attribution.confidence >= attribute::LIKELY && has_verb(a, &attribution.content),
    }
}

/// Whether a finite verb or an infinitive stands in what is said, as far as the language layer tells.
fn has_verb(a: &Annotated, content: &[Span]) -> bool {
    let Some(syntax) = &a.syntax else { return true };
    content.iter().any(|part| {
        let tokens = a.token_from(part.start) as u32..a.token_from(part.end) as u32;
        // *urged them not to lose sight of the grade* is a clause too.
        tokens.into_iter().any(|t| syntax.tag(t).is_finite() || syntax.tag(t) == Tag::Vb)
    })
}

impl Extraction {
    /// Stands for a document that could not be read.
    pub fn unreadable(path: &str, error: &Error) -> Extraction {
        let prefix = format!("{path}: ");
        let message = error.to_string();
        let hash = blake3::hash(path.as_bytes()).to_hex();
        let stem = Path::new(path).file_stem().unwrap_or_default().to_string_lossy();
        Extraction {
            id: format!("{}-{}", resolve::slug(&stem), &hash[..6]),
            path: path.into(),
            message: message.strip_prefix(&prefix).map(String::from).unwrap_or(message),
            status: Status::Error,
            ..Extraction::default()
        }
    }
}

/// A record whose ratings are one for each grade given.
fn finish(mut record: Record) -> Record {
    rating::across(&mut record.documents);
    record
}

impl Record {
    /// One record of all documents, with one speaker for each person or body, and one rating for each
    /// grade given.
    pub fn from_extractions(documents: Vec<Extraction>) -> Record {
        finish(resolve::merge(Vec::new(), documents, &Lexicon::embedded(), None))
    }

    /// The record whose documents these are, as `record.jsonl` has them: identifiers stay.
    pub fn from_recorded(documents: Vec<Extraction>) -> Record {
        finish(resolve::merge(documents, Vec::new(), &Lexicon::embedded(), None))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::read;

    #[test]
    fn one_text_under_two_paths_is_two_documents_and_one_speaker() {
        let analyser = Analyser::builder().build().unwrap();
        let text = "Cllr Jane Doe (Lab) said: \u{201c}The bridge is shut and will stay shut.\u{201d}";
        let document = read::text(text.into(), "a.txt", None, analyser.reading());
        let extraction = analyser.extract(&document);
        let record = Record::from_extractions(vec![extraction.clone(), extraction]);
        let ids: Vec<&str> = record.documents.iter().map(|d| d.id.as_str()).collect();
        assert_ne!(ids[0], ids[1]);
        assert!(record.documents[1].quotations[0].id.starts_with(&format!("{}:", ids[1])));
        assert_eq!(record.speakers.len(), 1);
        assert_eq!(
            Record::from_recorded(record.documents.clone()),
            record,
            "reading a record again changes nothing"
        );
    }
}
