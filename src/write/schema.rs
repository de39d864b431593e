//! What the tables hold: the one place where columns are named, typed and described.

use crate::record::{
    Change, DateBasis, Decision, MembershipBasis, MembershipKind, PublishedBasis, QuotationKind, RatingBasis,
    SpeakerKind, Status, UnattributedKind,
};

/// What a column's cells are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FieldType {
    /// Any text.
    Text,
    /// A whole number, 0 or more.
    Count,
    /// A whole number, 1 or more.
    Ordinal,
    /// A probability, 0 to 1.
    Probability,
    /// `YYYY`, `YYYY-MM` or `YYYY-MM-DD`, as far as known.
    Date,
    /// One of these words.
    OneOf(&'static [&'static str]),
}

/// A column.
#[derive(Clone, Copy, Debug)]
pub struct Field {
    pub name: &'static str,
    pub kind: FieldType,
    /// No cell is empty.
    pub required: bool,
    pub description: &'static str,
}

/// Columns whose cells are found in columns of another table.
#[derive(Clone, Copy, Debug)]
pub struct ForeignKey {
    /// The column here; it has the same name there.
    pub field: &'static str,
    pub table: &'static str,
}

/// A table's columns and keys.
#[derive(Clone, Copy, Debug)]
pub struct Schema {
    pub name: &'static str,
    pub title: &'static str,
    pub description: &'static str,
    pub fields: &'static [Field],
    /// Columns that together name a row; empty where none do.
    pub primary_key: &'static [&'static str],
    pub foreign_keys: &'static [ForeignKey],
}

use FieldType::{Count, Date, OneOf, Ordinal, Probability, Text};

const fn field(name: &'static str, kind: FieldType, description: &'static str) -> Field {
    Field { name, kind, required: false, description }
}

const fn required(name: &'static str, kind: FieldType, description: &'static str) -> Field {
    Field { name, kind, required: true, description }
}

const fn key(field: &'static str, table: &'static str) -> ForeignKey {
    ForeignKey { field, table }
}

const QUOTATION_KINDS: FieldType =
    OneOf(&[QuotationKind::Direct.as_str(), QuotationKind::Mixed.as_str(), QuotationKind::Indirect.as_str()]);
const SPEAKER_KINDS: FieldType = OneOf(&[
    SpeakerKind::Person.as_str(),
    SpeakerKind::Organisation.as_str(),
    SpeakerKind::Document.as_str(),
    SpeakerKind::Group.as_str(),
    SpeakerKind::Unnamed.as_str(),
    SpeakerKind::Unknown.as_str(),
]);
const DATE_BASES: FieldType =
    OneOf(&[DateBasis::Stated.as_str(), DateBasis::Relative.as_str(), DateBasis::Published.as_str()]);
const RATING_BASES: FieldType = OneOf(&[
    RatingBasis::Quoted.as_str(),
    RatingBasis::Sentence.as_str(),
    RatingBasis::Passage.as_str(),
    RatingBasis::Document.as_str(),
]);
const MEMBERSHIP_KINDS: FieldType = OneOf(&[
    MembershipKind::Role.as_str(),
    MembershipKind::Party.as_str(),
    MembershipKind::Employment.as_str(),
]);
const MEMBERSHIP_BASES: FieldType = OneOf(&[
    MembershipBasis::Stated.as_str(),
    MembershipBasis::Register.as_str(),
    MembershipBasis::Seen.as_str(),
    MembershipBasis::Inferred.as_str(),
]);
const DECISIONS: FieldType = OneOf(&[Decision::Merged.as_str(), Decision::Apart.as_str()]);
const PUBLISHED_BASES: FieldType = OneOf(&[
    PublishedBasis::Metadata.as_str(),
    PublishedBasis::Field.as_str(),
    PublishedBasis::Line.as_str(),
    PublishedBasis::Dateline.as_str(),
    PublishedBasis::FileName.as_str(),
]);
const CHANGES: FieldType = OneOf(&[Change::Up.as_str(), Change::Down.as_str(), Change::Same.as_str()]);
const UNATTRIBUTED_KINDS: FieldType = OneOf(&[
    UnattributedKind::Label.as_str(),
    UnattributedKind::Title.as_str(),
    UnattributedKind::Unknown.as_str(),
]);
const STATUSES: FieldType = OneOf(&[Status::Ok.as_str(), Status::Warning.as_str(), Status::Error.as_str()]);

/// The tables, in the order in which they are written.
pub const SCHEMAS: [Schema; 12] = [
    Schema {
        name: "quotations",
        title: "Quotations",
        description: "One row for each utterance put to one source, in document then text order.",
        fields: &[
            required("quotation_id", Text, "The document's identifier and the quotation's number in it."),
            required("document_id", Text, "The document that holds the quotation."),
            field("published_on", Date, "When the document was published."),
            field("said_on", Date, "When it was said, as far as known."),
            field(
                "said_on_basis",
                DATE_BASES,
                "How said_on is known: the text states it, gives it by its own date, or the date of publication stands in.",
            ),
            field("speaker_id", Text, "The speaker; empty where the speaker is unknown."),
            field("speaker", Text, "The speaker's name."),
            required("speaker_kind", SPEAKER_KINDS, "What the speaker is."),
            field("role", Text, "The speaker's role when it was said."),
            field("party", Text, "The speaker's party when it was said."),
            field("organisation", Text, "The organisation that the speaker spoke for when it was said."),
            required(
                "kind",
                QUOTATION_KINDS,
                "direct: the marked words are the whole utterance; mixed: some words of a reported clause are marked; indirect: reported without marks.",
            ),
            required(
                "quotation",
                Text,
                "The words; \" […] \" where they are interrupted, a line break between paragraphs.",
            ),
            field("source", Text, "The words that name who said it."),
            field("cue", Text, "The words that say that it was said."),
            field(
                "ratings",
                Text,
                "The ratings that the quotation is about: grade (inspector, aspect, subject), parted by \"; \".",
            ),
            field(
                "rating_basis",
                RATING_BASES,
                "Why it is held to be about them: the grade stands in the words, the sentence or the passage, or the document is about one rating. The surest of them.",
            ),
            required("confidence", Probability, "Probability that quotation and speaker are right."),
            field(
                "status",
                OneOf(&["corrected", "confirmed"]),
                "Whether a person has corrected or confirmed the row.",
            ),
            field("paragraph", Ordinal, "Paragraph of the first word, from 1."),
            field(
                "start",
                Count,
                "Where the content starts in the text, counted in the run's unit (code points unless asked otherwise).",
            ),
            field("end", Count, "Where the content ends; the character there is no longer part of it."),
            field("prefix", Text, "Up to 32 characters before the content (W3C TextQuoteSelector)."),
            field("suffix", Text, "Up to 32 characters behind the content (W3C TextQuoteSelector)."),
        ],
        primary_key: &["quotation_id"],
        foreign_keys: &[key("document_id", "documents"), key("speaker_id", "speakers")],
    },
    Schema {
        name: "speakers",
        title: "Speakers",
        description: "One row for each person or body across all documents, in order of first appearance.",
        fields: &[
            required("speaker_id", Text, "A readable identifier made from the name."),
            required("name", Text, "The fullest name in the documents."),
            required("kind", SPEAKER_KINDS, "What the speaker is."),
            field("honorific", Text, "Title before the name: Cllr, Dame."),
            field("aliases", Text, "Other ways in which the documents name the speaker, parted by \"; \"."),
            field("role", Text, "The role last held, by the documents' dates."),
            field("organisation", Text, "The organisation of that role, or the last one spoken for."),
            field("party", Text, "The party last belonged to."),
            required("quotations", Count, "Number of quotations."),
            required("documents", Count, "Number of documents that quote the speaker."),
            field("first_on", Date, "When the first of the quotations was said."),
            field("last_on", Date, "When the last of the quotations was said."),
            field("register_id", Text, "Identifier in the user's register."),
            field(
                "centrality",
                Probability,
                "Share of the shortest paths between two other speakers, by documents that quote both, that run by this one; with --metrics.",
            ),
            field(
                "community",
                Ordinal,
                "Number of the circle of speakers who are quoted together, from 1 for the largest; with --metrics.",
            ),
        ],
        primary_key: &["speaker_id"],
        foreign_keys: &[],
    },
    Schema {
        name: "memberships",
        title: "Memberships",
        description: "Roles held, parties belonged to and organisations worked for, over a time, with their evidence.",
        fields: &[
            required("speaker_id", Text, "Who holds it."),
            field("speaker", Text, "The speaker's name."),
            required("kind", MEMBERSHIP_KINDS, "A role, a party, or employment without a named role."),
            field("role", Text, "The role."),
            field(
                "organisation",
                Text,
                "The organisation of the role or employment; for kind party, the party.",
            ),
            field("start_date", Date, "When it began, where a text or a register says so."),
            field("end_date", Date, "When it ended, where a text or a register says so."),
            required(
                "basis",
                MEMBERSHIP_BASES,
                "How it is known: the text states a start or an end, a register has it, it was seen to hold at the document's date, or it is inferred from other words.",
            ),
            field(
                "first_seen",
                Date,
                "Date of the first document by which it held; where none does, that says it had.",
            ),
            field(
                "last_seen",
                Date,
                "Date of the last document by which it held; where none does, that says it had.",
            ),
            field("document_id", Text, "The document of the evidence; empty where it is from a register."),
            field("evidence", Text, "The words that say so."),
            field("start", Count, "Where the evidence starts in the document."),
            field("end", Count, "Where the evidence ends in the document."),
            field("former", OneOf(&["yes"]), "Whether it was over by the newest document that speaks of it."),
            required("confidence", Probability, "Probability that the membership is right."),
        ],
        primary_key: &[],
        foreign_keys: &[key("speaker_id", "speakers"), key("document_id", "documents")],
    },
    Schema {
        name: "ratings",
        title: "Ratings",
        description: "One row for each grade given, however many documents tell of it, with its evidence.",
        fields: &[
            required("rating_id", Text, "The document's identifier and the rating's number in it."),
            required("document_id", Text, "The first document that says so."),
            field("inspector", Text, "Who gave the grade."),
            field("scale", Text, "The scale that the grade is of."),
            field("subject", Text, "Who was rated."),
            field("aspect", Text, "The part rated, where it is not the whole."),
            required("grade", Text, "The grade."),
            field("grade_rank", Ordinal, "Place of the grade on its scale; 1 is the best."),
            field("grades", Ordinal, "Number of grades on the scale."),
            field("previous_grade", Text, "The grade before, where the text gives it."),
            field("change", CHANGES, "How the grade compares with the one before."),
            field("rated_on", Date, "When the grade was given, as far as known."),
            field("rated_on_basis", DATE_BASES, "How rated_on is known."),
            field("evidence", Text, "The words that say so."),
            field("start", Count, "Where the evidence starts in the document."),
            field("end", Count, "Where the evidence ends in the document."),
            required("confidence", Probability, "Probability that the rating is right."),
            required("documents", Ordinal, "Number of documents that say so."),
            field(
                "contradicted_by",
                Text,
                "Ratings by other documents that give another grade for the same subject and time, parted by \"; \".",
            ),
        ],
        primary_key: &["rating_id"],
        foreign_keys: &[key("document_id", "documents")],
    },
    Schema {
        name: "rating_evidence",
        title: "Evidence of ratings",
        description: "Every passage that tells of a rating: one row for each, in document then text order.",
        fields: &[
            required("rating_id", Text, "The rating."),
            required("document_id", Text, "The document that says so."),
            required("evidence", Text, "The words that say so."),
            required("start", Count, "Where they start in the document."),
            required("end", Count, "Where they end in the document."),
        ],
        primary_key: &["rating_id", "document_id", "start", "end"],
        foreign_keys: &[key("rating_id", "ratings"), key("document_id", "documents")],
    },
    Schema {
        name: "quotation_ratings",
        title: "Quotations and ratings",
        description: "Which quotation is about which rating, and why that is held.",
        fields: &[
            required("quotation_id", Text, "The quotation."),
            required("rating_id", Text, "The rating that it is about."),
            required(
                "basis",
                RATING_BASES,
                "Where the grade stands: in the words, the sentence, the passage, or the document is about one rating.",
            ),
            required("confidence", Probability, "Probability that the quotation is about the rating."),
        ],
        primary_key: &["quotation_id", "rating_id"],
        foreign_keys: &[key("quotation_id", "quotations"), key("rating_id", "ratings")],
    },
    Schema {
        name: "timeline",
        title: "Timeline",
        description: "What each subject was graded and what was said about the grade, by subject, then date; what has no date comes last.",
        fields: &[
            required("subject", Text, "The body rated."),
            field("date", Date, "When the grade was given or the words were said."),
            required("what", OneOf(&["rating", "quotation"]), "A grade given, or words about it."),
            field("who", Text, "The inspector, or the speaker."),
            required("grade", Text, "The grade, or that which the words are about."),
            field("aspect", Text, "The part rated, where it is not the whole."),
            required("words", Text, "The words that tell of the grade, or those said."),
            required("document_id", Text, "The document that holds the words."),
            required("rating_id", Text, "The rating."),
            field("quotation_id", Text, "The quotation; empty for a rating."),
        ],
        primary_key: &[],
        foreign_keys: &[
            key("document_id", "documents"),
            key("rating_id", "ratings"),
            key("quotation_id", "quotations"),
        ],
    },
    Schema {
        name: "unattributed",
        title: "Unattributed",
        description: "Text between quotation marks that no one is said to have said.",
        fields: &[
            required("document_id", Text, "The document that holds it."),
            required(
                "kind",
                UNATTRIBUTED_KINDS,
                "A label (scare quote, grade, nickname), the title of a work, or speech whose speaker can't be told.",
            ),
            required("text", Text, "The words between the marks."),
            field("reason", Text, "Why it is put to no one."),
            field("paragraph", Ordinal, "Paragraph, from 1."),
            required("start", Count, "Where the words start in the document."),
            required("end", Count, "Where the words end in the document."),
        ],
        primary_key: &["document_id", "start", "end"],
        foreign_keys: &[key("document_id", "documents")],
    },
    Schema {
        name: "documents",
        title: "Documents",
        description: "One row for each document, read or not, in input order.",
        fields: &[
            required(
                "document_id",
                Text,
                "A readable identifier made from the file name and a hash of the text.",
            ),
            required("path", Text, "Where it was read from; - for standard input."),
            field("title", Text, "Its title."),
            field("publisher", Text, "Its publisher."),
            field("published_on", Date, "When it was published."),
            field("format", Text, "The format it was read as."),
            field("encoding", Text, "The encoding it was read as."),
            required("words", Count, "Number of words."),
            required("quotations", Count, "Number of quotations."),
            required("speakers", Count, "Number of known speakers quoted."),
            required("ratings", Count, "Number of ratings."),
            required("status", STATUSES, "ok; warning: read, with something to look at; error: not read."),
            field("message", Text, "What to look at, or what went wrong."),
            field("blake3", Text, "BLAKE3 hash of the bytes read."),
            field("published_on_basis", PUBLISHED_BASES, "Where published_on was found."),
        ],
        primary_key: &["document_id"],
        foreign_keys: &[],
    },
    Schema {
        name: "merges",
        title: "Merges and near misses",
        description: "Which speakers of which documents are one, and which are not though their names fit, with the reason.",
        fields: &[
            required("decision", DECISIONS, "merged: one speaker; apart: the names fit, but they stay two."),
            required("speaker_id", Text, "What the document's speaker became."),
            required("speaker", Text, "The name in the document."),
            required("document_id", Text, "The document whose speaker was compared."),
            field("evidence", Text, "The words that its document knows the speaker by."),
            required("other_id", Text, "The speaker known before; the same as speaker_id where merged."),
            required("other", Text, "The name known before."),
            field("other_document_id", Text, "The document of other_evidence."),
            field("other_evidence", Text, "The words that the speaker known before is known by."),
            required("reason", Text, "What speaks for and against it."),
            required("confidence", Probability, "Probability that the decision is right."),
        ],
        primary_key: &[],
        foreign_keys: &[key("speaker_id", "speakers"), key("document_id", "documents")],
    },
    Schema {
        name: "disagreements",
        title: "Disagreements with the register",
        description: "Where a document and the user's register do not say the same. Neither is changed.",
        fields: &[
            required("speaker_id", Text, "The speaker."),
            field("speaker", Text, "The speaker's name."),
            required("register_id", Text, "The speaker's identifier in the register."),
            required(
                "field",
                OneOf(&["party", "organisation", "start_date", "end_date"]),
                "What they differ in.",
            ),
            field("text", Text, "What the document says."),
            field("register", Text, "What the register says; empty where it has no end."),
            field("on", Date, "The document's date."),
            required("document_id", Text, "The document."),
            field("evidence", Text, "The words that say so."),
            field("start", Count, "Where the evidence starts in the document."),
            field("end", Count, "Where the evidence ends in the document."),
            required("entry", Text, "File and line of the register's entry."),
        ],
        primary_key: &[],
        foreign_keys: &[key("speaker_id", "speakers"), key("document_id", "documents")],
    },
    Schema {
        name: "not_applied",
        title: "Corrections that were not applied",
        description: "Corrections that fit nothing in the record any more, or do not fit together.",
        fields: &[
            required("correction", Text, "File and line of the correction."),
            required("action", Text, "What it would do."),
            field("target", Text, "The quotation or speaker that it names."),
            field("field", Text, "The column that it would change."),
            field("value", Text, "The value that it would put there."),
            required("reason", Text, "Why it was not applied."),
        ],
        primary_key: &[],
        foreign_keys: &[],
    },
];
