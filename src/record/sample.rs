//! A small record for tests of what is made from records.

use super::*;
use crate::base::{Date, Span};

fn date(text: &str) -> Option<Date> {
    text.parse().ok()
}

fn membership(kind: MembershipKind, name: &str, organisation: Option<&str>, seen: &str) -> Membership {
    let party = kind == MembershipKind::Party;
    Membership {
        kind,
        role: (!party).then(|| name.into()),
        organisation: organisation.map(Into::into),
        party: party.then(|| name.into()),
        start_date: None,
        end_date: None,
        basis: MembershipBasis::Seen,
        first_seen: date(seen),
        last_seen: date(seen),
        document_id: "ashby-1".into(),
        evidence: Span::new(0, 12),
        evidence_text: "Cllr Jane Doe".into(),
        former: false,
        confidence: 0.9,
    }
}

fn merge() -> Merge {
    Merge {
        decision: Decision::Apart,
        speaker_id: "jane-doe".into(),
        speaker: "Jane Doe".into(),
        document_id: "ashby-1".into(),
        evidence: "Cllr Jane Doe".into(),
        other_id: "jane-doe-2".into(),
        other: "Jane Doe".into(),
        other_document_id: "ashby-2".into(),
        other_evidence: "surgeon".into(),
        reason: "one is elected, the other employed elsewhere".into(),
        confidence: 0.8,
    }
}

fn disagreement() -> Disagreement {
    Disagreement {
        speaker_id: "jane-doe".into(),
        speaker: "Jane Doe".into(),
        register_id: "r1".into(),
        field: "party".into(),
        text_value: "Labour".into(),
        register_value: "Green".into(),
        on: date("2016-11-21"),
        document_id: "ashby-1".into(),
        evidence: Span::new(0, 12),
        evidence_text: "Cllr Jane Doe".into(),
        register: "register.csv:2".into(),
    }
}

fn not_applied() -> NotApplied {
    NotApplied {
        correction: "corrections.csv:2".into(),
        action: "set".into(),
        target: "ashby-1:q9".into(),
        field: "role".into(),
        value: "mayor".into(),
        reason: "no quotation has this identifier".into(),
    }
}

/// One document, two speakers, a rating, a label.
pub(crate) fn sample() -> Record {
    let jane = Speaker {
        id: "jane-doe".into(),
        name: "Jane Doe".into(),
        kind: SpeakerKind::Person,
        honorific: Some("Cllr".into()),
        aliases: vec!["Cllr Doe".into(), "She".into()],
        memberships: vec![
            membership(MembershipKind::Role, "leader", Some("Ashby Council"), "2010"),
            membership(MembershipKind::Role, "cabinet member", Some("Ashby Council"), "2016-11-21"),
            membership(MembershipKind::Role, "chair", Some("Ashby Forum"), "2016-11-21"),
            membership(MembershipKind::Party, "Labour", None, "2016-11-21"),
        ],
        speaks_for: None,
        register_id: None,
    };
    let report = Speaker {
        id: "the-report".into(),
        name: "the <\"report\">".into(),
        kind: SpeakerKind::Document,
        honorific: None,
        aliases: Vec::new(),
        memberships: Vec::new(),
        speaks_for: None,
        register_id: None,
    };
    let quotation = |n: usize, speaker: &Speaker| Quotation {
        id: format!("ashby-1:q{n}"),
        kind: QuotationKind::Direct,
        text: "We tried. […] We \"failed\".".into(),
        fragments: vec![Span::new(1, 9), Span::new(30, 39)],
        content: vec![Span::new(0, 10), Span::new(29, 40)],
        cue: vec![Span::new(15, 19)],
        source: vec![Span::new(11, 14)],
        cue_text: "said".into(),
        source_text: "She".into(),
        speaker: SpeakerRef { id: speaker.id.clone(), name: speaker.name.clone(), kind: speaker.kind },
        role: Some("cabinet member".into()),
        organisation: Some("Ashby Council".into()),
        party: Some("Labour".into()),
        said_on: date("2016-11"),
        said_on_basis: Some(DateBasis::Stated),
        ratings: vec![RatingLink { id: "ashby-1:r1".into(), basis: RatingBasis::Sentence, confidence: 0.8 }],
        confidence: 0.97,
        status: String::new(),
        paragraph: 1,
        prefix: String::new(),
        suffix: " Then".into(),
        reason: String::new(),
    };
    let rating = Rating {
        id: "ashby-1:r1".into(),
        inspector: Some("Ofsted".into()),
        scale: None,
        subject: Some("Ashby".into()),
        aspect: Some("children's services".into()),
        grade: "adequate".into(),
        grade_rank: Some(3),
        grades: Some(4),
        previous_grade: Some("poor".into()),
        change: Some(Change::Up),
        rated_on: date("2010-12"),
        rated_on_basis: Some(DateBasis::Stated),
        evidence: Span::new(50, 60),
        evidence_text: "=adequate".into(),
        all_evidence: vec![RatingEvidence { span: Span::new(50, 60), text: "=adequate".into() }],
        contradicted_by: Vec::new(),
        confidence: 0.9,
    };
    let label = Unattributed {
        kind: UnattributedKind::Label,
        span: Span::new(70, 74),
        text: "good".into(),
        reason: "a grade".into(),
        paragraph: 2,
    };
    let document = Extraction {
        id: "ashby-1".into(),
        path: "ashby.txt".into(),
        title: Some("Ashby, again".into()),
        publisher: None,
        published_on: date("2016-11-21"),
        published_on_basis: Some(PublishedBasis::Line),
        format: "text".into(),
        encoding: "UTF-8".into(),
        words: 12,
        blake3: "00".into(),
        text: None,
        quotations: vec![quotation(1, &jane), quotation(2, &jane), quotation(3, &report)],
        speakers: vec![jane.clone(), report.clone()],
        ratings: vec![rating],
        unattributed: vec![label],
        merges: vec![merge()],
        disagreements: vec![disagreement()],
        successions: Vec::new(),
        warnings: vec!["one mark has no partner".into()],
        status: Status::Warning,
        message: String::new(),
    };
    Record {
        documents: vec![document],
        speakers: vec![jane, report],
        not_applied: vec![not_applied()],
        ..Record::default()
    }
}

#[test]
fn what_was_last_held_is_the_newest() {
    let record = sample();
    let held = record.speakers[0].last_held();
    assert_eq!(
        held,
        Held { role: Some("cabinet member"), organisation: Some("Ashby Council"), party: Some("Labour") }
    );
    let mut jane = record.speakers[0].clone();
    jane.memberships[1].former = true;
    jane.memberships[2].end_date = date("2015");
    jane.memberships[3].end_date = date("2018");
    assert_eq!(jane.last_held().role, Some("leader"));
    assert_eq!(jane.last_held().party, Some("Labour"));
    assert_eq!(record.speakers[1].last_held(), Held::default());
}
