//! Short documents about invented places: what is a rating, and what is none.

use crate::annotate::{Annotated, Language, dates};
use crate::lexicon::Lexicon;
use crate::read;
use crate::record::Rating;

/// The ratings of `text`, each as `grade < previous | subject | aspect | scale | date`.
fn found(text: &str) -> Vec<String> {
    found_with(&Lexicon::embedded(), text)
}

fn found_with(lexicon: &Lexicon, text: &str) -> Vec<String> {
    let text = format!("2 March 2017\n\n{text}");
    let document = read::document(text.into_bytes(), "note.txt", &read::Options::default()).unwrap();
    let a = Annotated::new(&document, lexicon);
    let times: Vec<_> = document
        .paragraphs
        .iter()
        .flat_map(|p| dates(&document.text, p.span, document.published_on))
        .collect();
    let ratings = super::ratings(&a, &times);
    for rating in &ratings {
        assert!(!rating.evidence.of(&document.text).is_empty());
    }
    ratings.iter().map(told).collect()
}

fn told(rating: &Rating) -> String {
    let previous = rating.previous_grade.as_ref().map(|grade| format!(" < {grade}")).unwrap_or_default();
    let subject = rating.subject.as_deref().unwrap_or("?");
    let aspect = rating.aspect.as_ref().map(|aspect| format!(" | {aspect}")).unwrap_or_default();
    format!("{}{previous} | {subject}{aspect}", rating.grade)
}

#[track_caller]
fn check(text: &str, expected: &[&str]) {
    assert_eq!(found(text), expected, "{text}");
}

#[test]
fn verbs_give_grades() {
    check("Elm Bank School was rated good by Ofsted.", &["good | Elm Bank School"]);
    check("Ofsted has judged Elm Bank School to be ‘outstanding’.", &["outstanding | Elm Bank School"]);
    check(
        "Elm Bank School was deemed to require improvement by Ofsted.",
        &["requires improvement | Elm Bank School"],
    );
    check("Ofsted inspectors found Elm Bank School to be inadequate.", &["inadequate | Elm Bank School"]);
    check(
        "Ofsted rated the service - which covers adoption too - as “inadequate” and Holme Council apologised.",
        &["inadequate | Holme Council"],
    );
    check(
        "Holme Council’s children’s services were rated as ’requiring improvement’ by Ofsted.",
        &["requires improvement | Holme Council's children's services"],
    );
}

#[test]
fn nouns_give_grades() {
    check("Holme Council was given an inadequate rating by Ofsted.", &["inadequate | Holme Council"]);
    check("The CQC gave Fell View Hospital a rating of good.", &["good | Fell View Hospital"]);
    check("Elm Bank School was handed an ‘outstanding’ Ofsted rating.", &["outstanding | Elm Bank School"]);
    check(
        "Holme Council has changed since its inadequate rating from Ofsted.",
        &["inadequate | Holme Council"],
    );
}

#[test]
fn changes_tell_two_grades() {
    check(
        "Elm Bank School slipped from good to inadequate, Ofsted said.",
        &["inadequate < good | Elm Bank School"],
    );
    check(
        "Ofsted lifted the rating of Elm Bank School from inadequate to good.",
        &["good < inadequate | Elm Bank School"],
    );
    check("Elm Bank School kept its good rating from Ofsted.", &["good < good | Elm Bank School"]);
    check("The CQC has downgraded Fell View Hospital to inadequate.", &["inadequate | Fell View Hospital"]);
    check(
        "Elm Bank School was rated good by Ofsted, up from requires improvement.",
        &["good < requires improvement | Elm Bank School"],
    );
    check(
        "Elm Bank School was rated good by Ofsted after being judged inadequate last time.",
        &["good < inadequate | Elm Bank School"],
    );
}

#[test]
fn parts_have_grades_of_their_own() {
    check(
        "Ofsted rated Holme Council good overall and ‘outstanding’ for the experiences and progress of care leavers.",
        &["good | Holme Council", "outstanding | Holme Council | care leavers"],
    );
    check(
        "The CQC rated Fell View Hospital good. Its leadership was rated inadequate.",
        &["good | Fell View Hospital", "inadequate | Fell View Hospital | well-led"],
    );
    check("HMICFRS graded Holme Police as good at efficiency.", &["good | Holme Police | efficiency"]);
}

#[test]
fn what_is_told_of_many_or_of_the_scale_is_no_rating() {
    for text in [
        "Only three homes have achieved the top rating of outstanding, the CQC said.",
        "A requires improvement rating means that much must change, the CQC said.",
        "Homes get one of four grades from the CQC, the highest grade being outstanding and the last inadequate.",
        "Relatives told the CQC that care at Elm Court is good.",
        "Elm Court was half a step away from outstanding, the CQC said.",
        "The CQC said that too few homes were given a good rating.",
        "Fifty homes failed to get a good rating from the CQC.",
    ] {
        check(text, &[]);
    }
    check("Elm Court was rated good by the CQC, with outstanding features.", &["good | Elm Court"]);
}

#[test]
fn parts_of_a_list_share_the_grade_beside_it() {
    check(
        "Ofsted found teaching at Elm Bank School to be outstanding. It found behaviour to be good, and leadership and governance.",
        &[
            "outstanding | Elm Bank School | teaching",
            "good | Elm Bank School | behaviour",
            "good | Elm Bank School | leadership",
        ],
    );
    check(
        "Ofsted found Elm Bank School to be inadequate, with teaching and leadership all in the lowest category.",
        &[
            "inadequate | Elm Bank School",
            "inadequate | Elm Bank School | teaching",
            "inadequate | Elm Bank School | leadership",
        ],
    );
    check(
        "The CQC rated Elm Court inadequate for safety, as well as for leadership.",
        &["inadequate | Elm Court | safe", "inadequate | Elm Court | well-led"],
    );
    check(
        "The CQC rated Elm Court good overall and in each of the five categories.",
        &[
            "good | Elm Court",
            "good | Elm Court | safe",
            "good | Elm Court | effective",
            "good | Elm Court | caring",
            "good | Elm Court | responsive",
            "good | Elm Court | well-led",
        ],
    );
}

#[test]
fn numbers_behind_parts_are_grades_without_a_key() {
    check(
        "Ofsted has judged Elm Bank School to be good.\n\nQuality of teaching: 3\n\nBehaviour and safety of pupils: 2\n\n\
         Leadership and management: 2",
        &[
            "good | Elm Bank School",
            "requires improvement | Elm Bank School | teaching",
            "good | Elm Bank School | behaviour",
            "good | Elm Bank School | leadership",
        ],
    );
    // Two lines may count anything.
    check(
        "Ofsted has judged Elm Bank School to be good.\n\nQuality of teaching: 3\n\nLeadership and management: 2",
        &["good | Elm Bank School"],
    );
}

#[test]
fn bodies_behind_the_verb_are_each_rated() {
    check(
        "The two schools judged inadequate by Ofsted this term were Elm Bank School and Holme Academy.",
        &["inadequate | Elm Bank School", "inadequate | Holme Academy"],
    );
}

#[test]
fn a_page_that_never_names_its_body_has_its_noun() {
    check("Our Trust has been rated good by the CQC.", &["good | Trust"]);
    check("A trust has been rated good by the CQC.", &[]);
}

#[test]
fn several_are_rated_at_once() {
    check(
        "Four of the five special schools were rated outstanding by Ofsted.",
        &["outstanding | special schools"],
    );
    check("All three of Holme’s nurseries are rated good by Ofsted.", &["good | Holme's nurseries"]);
}

#[test]
fn a_text_tells_what_its_names_name() {
    check(
        "Copperfields, a nursing home in Holme, was judged inadequate by the CQC. The home was rated good in 2014.",
        &["inadequate < good | Copperfields", "good | Copperfields"],
    );
    check(
        "Ofsted rates schools.\n\nA village school with 58 pupils was judged good.\n\nElm Bank School opened in 1950.",
        &["good | Elm Bank School"],
    );
    check(
        "The CQC rates homes.\n\nAshlar Court, Holme\n\nThe 42-bed home was rated outstanding.\n\n\
         Fell Lodge, Holme\n\nIt was rated good.",
        &["outstanding | Ashlar Court", "good | Fell Lodge"],
    );
    check(
        "Wold and Fen Fire and Rescue Service was rated good by HMICFRS.",
        &["good | Wold and Fen Fire and Rescue Service"],
    );
    check(
        "Elm Bank School and Sixth Form College was rated outstanding by Ofsted.",
        &["outstanding | Elm Bank School and Sixth Form College"],
    );
}

#[test]
fn lists_and_tables_hold_grades() {
    check(
        "Ofsted judged Holme Council’s children’s services good.\n\nIts judgements:\n\n\
         • The impact of leaders on social work practice – Outstanding\n\
         • Children who need help and protection – Good",
        &[
            "good | Holme Council's children's services",
            "outstanding | Holme Council's children's services | leadership",
            "good | Holme Council's children's services | help and protection",
        ],
    );
    check(
        "HMICFRS graded two services.\n\nService\tEffectiveness\tPeople\n\
         Holme Fire and Rescue Service\tGood\tInadequate\nFell Fire and Rescue Service\tGood\tGood",
        &[
            "good | Holme Fire and Rescue Service | effectiveness",
            "inadequate | Holme Fire and Rescue Service | people",
            "good | Fell Fire and Rescue Service | effectiveness",
            "good | Fell Fire and Rescue Service | people",
        ],
    );
    check(
        "The CQC rated Fell View Hospital.\n\nRatings (previous rating in brackets)\n\n\
         Safe\tGood (Requires improvement)\nCaring\tGood (Good)",
        &[
            "good < requires improvement | Fell View Hospital | safe",
            "good < good | Fell View Hospital | caring",
        ],
    );
}

#[test]
fn tables_of_all_shapes_hold_grades() {
    // Years over the columns, parted by spaces.
    check(
        "The CQC reported on Fell View Hospital.\n\n\
                    2015    2017\nSafe      Good    Inadequate\nCaring    Good    Good",
        &[
            "good | Fell View Hospital | safe",
            "inadequate < good | Fell View Hospital | safe",
            "good | Fell View Hospital | caring",
            "good < good | Fell View Hospital | caring",
        ],
    );
    // Bodies over the columns, parts in the rows.
    check(
        "HMICFRS graded two services.\n\nTest | Holme Fire and Rescue Service | Fell Fire and Rescue Service\n\
         Effectiveness | Good | Inadequate\nPeople | Good | Requires improvement",
        &[
            "good | Holme Fire and Rescue Service | effectiveness",
            "inadequate | Fell Fire and Rescue Service | effectiveness",
            "good | Holme Fire and Rescue Service | people",
            "requires improvement | Fell Fire and Rescue Service | people",
        ],
    );
    // A cell a line, as browsers copy it.
    check(
        "Two surgeries have been inspected by the CQC.\n\nSurgery\nSafe\nOverall\nHolme Road Surgery\nGood\nGood\n\
         Fell Lane Surgery\nInadequate\nRequires improvement",
        &[
            "good | Holme Road Surgery | safe",
            "good | Holme Road Surgery",
            "inadequate | Fell Lane Surgery | safe",
            "requires improvement | Fell Lane Surgery",
        ],
    );
    // Numbers, with those before in brackets.
    check(
        "The Care Inspectorate has been to Holme House. The grades before are in brackets.\n\n\
         Leadership – 2 (4)\nStaff team – 5 (3)",
        &["weak < good | Holme House | leadership", "very good < adequate | Holme House | staff team"],
    );
}

#[test]
fn keys_and_views_are_no_ratings() {
    check(
        "The CQC rated Holme House good.\n\nIts grades:\n\nOutstanding\nGood\nInadequate",
        &["good | Holme House"],
    );
    check(
        "Elm Bank School was rated good by Ofsted.\n\nThe school’s self-evaluation:\n\n\
         Area | Grade\nLeadership and management | Outstanding\nPersonal development | Outstanding",
        &["good | Elm Bank School"],
    );
    check(
        "Elm Bank School was rated good by Ofsted.\n\nArea | Target\nLeadership and management | Outstanding\n\
         Personal development | Outstanding",
        &["good | Elm Bank School"],
    );
    check(
        "Ofsted rated Elm Bank School good. Nationally 51 schools are outstanding.",
        &["good | Elm Bank School"],
    );
}

#[test]
fn a_grade_is_told_as_the_same_again() {
    check(
        "Elm Bank School was rated outstanding by Ofsted, as it had been in 2008.",
        &["outstanding < outstanding | Elm Bank School", "outstanding | Elm Bank School"],
    );
    check(
        "The Audit Commission gave its grades. Holme Council has dropped from three stars to two.",
        &["fair < good | Holme Council"],
    );
    check(
        "The Audit Commission said so. Holme Council was awarded four stars for the second year running.",
        &["excellent < excellent | Holme Council"],
    );
}

#[test]
fn an_inspector_writes_plainly() {
    let letter = |text: &str| {
        format!("Mr A Bell\nHolme Council\n\nDear Mr Bell\n\nOfsted writes as it inspects.\n\n{text}")
    };
    check(&letter("The local adoption agency is good."), &["good | local adoption agency"]);
    check(
        &letter("The fostering agency and the children’s homes are only satisfactory."),
        &["satisfactory | fostering agency", "satisfactory | children's homes"],
    );
    check(&letter("A few schools are inadequate, and most primary schools perform well."), &[]);
    check(&letter("Only a minority of services are good or better."), &[]);
    check(&letter("Schools are good at helping children."), &[]);
}

#[test]
fn a_row_of_a_table_gives_a_grade() {
    check(
        "Ofsted\n\nHolme Council children’s services assessment 2010\n\nChildren’s services assessment\tPerforms well (3)",
        &["good | Holme Council's children's services"],
    );
    check("Ofsted uses a scale:\n\n4\tPerforms excellently\tFar beyond\n3\tPerforms well\tBeyond", &[]);
}

#[test]
fn a_column_may_give_the_grade_before() {
    check(
        "Inspections by the CQC\n\nHome\tPublished\tPrevious rating\tNew rating\n\
         Fell Lodge\t19/05/2021\tGood\tInadequate\nAshlar Court\t02/06/2021\tGood\tGood",
        &["inadequate < good | Fell Lodge", "good < good | Ashlar Court"],
    );
}

#[test]
fn a_section_is_of_the_name_that_heads_it() {
    check(
        "The CQC rates homes.\n\nGreenacre Supported Living, Holme\n\nRating: Outstanding\n\nPublished: 3 February\n\n\
         It was rated outstanding for being caring.",
        &["outstanding | Greenacre Supported Living", "outstanding | Greenacre Supported Living | caring"],
    );
    check(
        "The CQC rates homes.\n\nAshlar Court, Holme\n\nRequires Improvement (previously Good)\n\nThe home has 40 beds.",
        &["requires improvement < good | Ashlar Court"],
    );
}

#[test]
fn where_parts_alone_are_graded_a_whole_grade_is_that_of_its_parts() {
    check(
        "Fell Lodge was handed weak grades by the Care Inspectorate.\n\nFell Lodge was graded weak for wellbeing.",
        &["weak | Fell Lodge | wellbeing"],
    );
    check("The Care Inspectorate graded Fell Lodge weak.", &["weak | Fell Lodge"]);
}

#[test]
fn a_service_of_a_hospital_is_rated_on_its_own() {
    check(
        "The CQC rated maternity at Fell View Hospital inadequate. The service was rated inadequate for being safe.",
        &[
            "inadequate | maternity services at Fell View Hospital",
            "inadequate | maternity services at Fell View Hospital | safe",
        ],
    );
    check(
        "Urgent and emergency care at Fell View Hospital was rated good by the CQC.",
        &["good | urgent and emergency care at Fell View Hospital"],
    );
}

#[test]
fn told_twice_is_one_rating() {
    check(
        "Holme Council was given an inadequate rating by Ofsted. Since the council was given its inadequate rating in October 2016, it has changed.",
        &["inadequate | Holme Council"],
    );
}

#[test]
fn wishes_and_denials_are_none() {
    for text in [
        "Elm Bank School hopes to be rated outstanding by Ofsted.",
        "Elm Bank School has not been rated good by Ofsted.",
        "Elm Bank School could be downgraded to inadequate by Ofsted.",
        "Elm Bank School will be judged good by Ofsted, its head promised.",
        "Ofsted wants Elm Bank School to be at least good.",
        "If Ofsted rates Elm Bank School inadequate, it will close.",
        "Was Elm Bank School rated good by Ofsted?",
        "Ofsted grades schools as outstanding, good, requires improvement or inadequate.",
        "In Holme 80 per cent of schools are rated good or outstanding by Ofsted.",
    ] {
        check(text, &[]);
    }
}

#[test]
fn ordinary_words_are_none() {
    for text in [
        "Ofsted wants more good childminders in Holme.",
        "Holme Council has an outstanding debt, Ofsted heard.",
        "Ofsted found good practice in poor weather.",
        "Inspectors judged the cakes, and the fair was good.",
        "The film was rated excellent by our critic.",
        "Ofsted said teachers have very good ideas.",
        "The force was strong and the police were good to us, HMICFRS heard.",
        "He was judged to be a good man.",
        "Moodys rated the bonds as poor.",
    ] {
        check(text, &[]);
    }
}

#[test]
fn an_item_of_minutes_is_of_the_body_that_it_opens_with() {
    check(
        "The committee heard of the Care Quality Commission (CQC).\n\n(a) Elm Court Nursing Home. CQC report of 6 February 2017. \
         Overall: Good (Inadequate in May 2015). Safe and Well-led: Good. Caring: Outstanding.",
        &[
            "good < inadequate | Elm Court Nursing Home",
            "inadequate | Elm Court Nursing Home",
            "good | Elm Court Nursing Home | safe",
            "good | Elm Court Nursing Home | well-led",
            "outstanding | Elm Court Nursing Home | caring",
        ],
    );
}

#[test]
fn a_grade_may_open_a_sentence() {
    check(
        "Ofsted called. Elm Bank School has a new head. Good in 2012, it is now outstanding.",
        &["good | Elm Bank School", "outstanding < good | Elm Bank School"],
    );
}

#[test]
fn the_same_mark_is_the_last_one() {
    check(
        "Elm Bank School was rated good by Ofsted. The inspectors gave the same mark to two things: personal development and \
         leadership and management.",
        &[
            "good | Elm Bank School",
            "good | Elm Bank School | personal development",
            "good | Elm Bank School | leadership",
        ],
    );
}

#[test]
fn parts_may_stand_before_the_verb() {
    check(
        "Ofsted came to Elm Bank School. For personal development, and for leadership, the school was rated outstanding.",
        &[
            "outstanding | Elm Bank School | personal development",
            "outstanding | Elm Bank School | leadership",
        ],
    );
    check(
        "HMICFRS graded Holme Fire and Rescue Service good for its efficiency. Preventing fires and other risks was graded \
         outstanding.",
        &[
            "good | Holme Fire and Rescue Service | efficiency",
            "outstanding | Holme Fire and Rescue Service | preventing fires and other risks",
        ],
    );
}

#[test]
fn a_grade_told_twice_is_one_mention() {
    check(
        "Ofsted has awarded Elm Bank School Grade 2 (Good) for leadership.",
        &["good | Elm Bank School | leadership"],
    );
}

#[test]
fn a_scheme_in_capitals_is_known() {
    check("The Food Hygiene Rating Scheme has news. The Anchor Inn got a five.", &["5 | Anchor Inn"]);
}

#[test]
fn who_rates_is_not_rated() {
    check(
        "Elm Bank School has news. Ofsted’s report is here, and the word on its front page is good.",
        &["good | Elm Bank School"],
    );
}

#[test]
fn whom_a_text_is_about_needs_no_noun() {
    check(
        "Marigold Helpers, which helps 140 people, is proud. The firm is Marigold’s own. The agency was rated outstanding by the \
         Care Quality Commission (CQC).",
        &["outstanding | Marigold Helpers"],
    );
}

#[test]
fn lists_of_parts_share_a_grade() {
    check(
        "Holme Care was judged inadequate for being safe and well-led by the CQC. It requires improvement in the other \
         three areas.",
        &[
            "inadequate | Holme Care | safe",
            "inadequate | Holme Care | well-led",
            "requires improvement | Holme Care | effective",
            "requires improvement | Holme Care | caring",
            "requires improvement | Holme Care | responsive",
        ],
    );
    check(
        "The CQC inspected Holme Hospital. It was rated good for:\n\n- Safe\n- Caring\n",
        &["good | Holme Hospital | safe", "good | Holme Hospital | caring"],
    );
}

#[test]
fn the_time_of_the_grade_before() {
    check(
        "Elm Bank School is now rated good by Ofsted. When it was last rated, in July 2014, it was inadequate.",
        &["good < inadequate | Elm Bank School", "inadequate | Elm Bank School"],
    );
    check(
        "Elm Bank School keeps the outstanding rating that it has had since 2013, Ofsted says.",
        &["outstanding < outstanding | Elm Bank School", "outstanding | Elm Bank School"],
    );
    check(
        "Elm Bank School had moved up from inadequate, the rating that it was given in 2013, to good, Ofsted said.",
        &["inadequate | Elm Bank School", "good < inadequate | Elm Bank School"],
    );
}

#[test]
fn what_others_rate_is_no_rating_of_the_body() {
    check("Holme Hospice hopes the CQC will come. Its kitchen is inadequate for so many patients.", &[]);
    check(
        "Ofsted rates schools. An inadequate judgement there would pull the rating of Holme Council down.",
        &[],
    );
}

#[test]
fn a_number_and_its_word_are_one_grade() {
    let lines = "On Monday the Care Inspectorate published its report on Elm House, a care home.\n\n\
                 Care and support: 5 - Very good\nEnvironment – 3 (Adequate)\nStaffing: Grade 4 – Good";
    check(
        lines,
        &[
            "very good | Elm House | care and support",
            "adequate | Elm House | setting",
            "good | Elm House | staff team",
        ],
    );
}

#[test]
fn a_scale_of_numbers_is_no_grade() {
    check("Each business is given a food hygiene rating from 0 to 5.", &[]);
}

#[test]
fn an_aside_parts_no_subject_from_its_verb() {
    check(
        "The CQC rated Elm House good. Holme Hospice in Marl, meanwhile, has kept its outstanding rating.",
        &["good | Elm House", "outstanding < outstanding | Holme Hospice"],
    );
}

#[test]
fn verbs_take_a_body_from_one_grade_to_another() {
    check(
        "The new inspection took Elm Bank School from good to inadequate, Ofsted said.",
        &["inadequate < good | Elm Bank School"],
    );
    check("Ofsted said it took Elm Bank School years to get from good to outstanding lessons.", &[]);
}

#[test]
fn codes_of_several_parts_stand_behind_a_colon() {
    check(
        "The Regulator of Social Housing gave its grades. Elm Homes received the top grades: C1, G1 and V1.",
        &["C1 | Elm Homes | consumer standards", "G1 | Elm Homes | governance", "V1 | Elm Homes | viability"],
    );
}

#[test]
fn the_part_told_before_is_meant_by_an_area() {
    check(
        "The CQC rated Elm Surgery good. It requires improvement for being responsive, an area in which it was \
         rated good in 2015.",
        &[
            "good | Elm Surgery",
            "requires improvement < good | Elm Surgery | responsive",
            "good | Elm Surgery | responsive",
        ],
    );
}

#[test]
fn a_grade_is_given_for_the_second_time() {
    check(
        "For the second time, Ofsted has rated Elm Bank School inadequate. The first was in June 2013.",
        &["inadequate < inadequate | Elm Bank School", "inadequate | Elm Bank School"],
    );
}

#[test]
fn a_headline_over_parts_alone_grades_no_whole() {
    check(
        "Care home in Marl given ‘weak’ grade\n\n\
         Care and support at Elm House in Marl has been graded as weak by the Care Inspectorate.\n\n\
         The manager said she accepted the weak grade.",
        &["weak | Elm House | care and support"],
    );
}

#[test]
fn a_grade_answers_the_question_on_its_line() {
    check(
        "On Monday the Care Inspectorate published its report on Elm House, a care home.\n\n\
         How good is our leadership? 4 - Good\nHow good is our setting? 3 – Adequate",
        &["good | Elm House | leadership", "adequate | Elm House | setting"],
    );
    check(
        "The Care Quality Commission has published its report on Elm House, a care home.\n\n\
         Is the service safe? Requires improvement\nIs the service well-led? Good",
        &["requires improvement | Elm House | safe", "good | Elm House | well-led"],
    );
    check("The CQC visited Elm House. Is the service safe? Good question.", &[]);
}

#[test]
fn lines_of_an_outcome_are_grades() {
    check(
        "Elm Bank School\n\nOfsted inspected the school in January.\n\nOverall effectiveness Good\n\
         The quality of education Good\nBehaviour and attitudes Outstanding\n\
         Previous inspection grade Requires improvement",
        &[
            "good < requires improvement | Elm Bank School",
            "good | Elm Bank School | quality of education",
            "outstanding | Elm Bank School | behaviour and attitudes",
        ],
    );
}

#[test]
fn grades_before() {
    // The grades in *both* are those of the two parts told last.
    check(
        "The Care Inspectorate published its report today.\n\nRowan Lodge, a care home, was graded very good for \
         wellbeing and good for leadership. Both had been adequate before.",
        &["very good < adequate | Rowan Lodge | wellbeing", "good < adequate | Rowan Lodge | leadership"],
    );
    check(
        "The Healthcare Commission rated Holme Hospitals NHS Trust good for quality of services. It was rated fair \
         for its use of resources, the same grade as before.",
        &[
            "good | Holme Hospitals NHS Trust | quality of services",
            "fair < fair | Holme Hospitals NHS Trust | use of resources",
        ],
    );
    check(
        "HM Inspectorate of Prisons published its report on HMP Holme today. Safety was judged poor. Purposeful \
         activity was once more not sufficiently good.",
        &[
            "poor | HMP Holme | safety",
            "not sufficiently good < not sufficiently good | HMP Holme | purposeful activity",
        ],
    );
}

#[test]
fn a_part_may_begin_with_a_number() {
    check(
        "Elm Vale College was rated good by Ofsted. Its 16 to 19 study programmes were judged outstanding.",
        &["good | Elm Vale College", "outstanding | Elm Vale College | 16 to 19 study programmes"],
    );
}

#[test]
fn a_number_or_a_title_may_begin_a_name() {
    check(
        "Last week the CQC rated Seven Wells Ambulance Service NHS Trust good.",
        &["good | Seven Wells Ambulance Service NHS Trust"],
    );
    check(
        "Pupils at Bishop Ashby School are glad. Bishop Ashby School, in Mill Road, was rated good by Ofsted.",
        &["good | Bishop Ashby School"],
    );
}

#[test]
fn parts_fall_in_the_same_bracket() {
    check(
        "Ofsted inspected Elm Bank School. It is inadequate, and achievement, teaching and leadership all fall in the \
         same bracket.",
        &[
            "inadequate | Elm Bank School",
            "inadequate | Elm Bank School | achievement",
            "inadequate | Elm Bank School | teaching",
            "inadequate | Elm Bank School | leadership",
        ],
    );
}

#[test]
fn the_parts_that_are_left() {
    check(
        "The CQC inspected Elm Lodge care home in January. It was rated outstanding in four of the five areas and good \
         for being safe.",
        &[
            "outstanding | Elm Lodge | effective",
            "outstanding | Elm Lodge | caring",
            "outstanding | Elm Lodge | responsive",
            "outstanding | Elm Lodge | well-led",
            "good | Elm Lodge | safe",
        ],
    );
}

#[test]
fn bodies_told_beside_the_grade() {
    check(
        "Three homes were rated inadequate by the CQC. They were Elm Lodge, Holme Court and Ashby House.",
        &["inadequate | Elm Lodge", "inadequate | Holme Court", "inadequate | Ashby House"],
    );
    check(
        "Ofsted visited Elm Vale Primary School and Holme Primary School, both of which were rated good.",
        &["good | Elm Vale Primary School", "good | Holme Primary School"],
    );
    check(
        "Ofsted published its report last week. Inspectors gave a good rating to Elm Vale Primary School.",
        &["good | Elm Vale Primary School"],
    );
}

#[test]
fn ratings_at_an_address() {
    check(
        "New food hygiene ratings have been awarded to three places, the Food Standards Agency's website shows.\n\n\
         Rated 5: Cafe Holme, at 4 High Street, Ashby; rated on January 9.\n\n\
         Rated 2: The Elm, at 9 Mill Road, Ashby; rated on January 10.",
        &["5 | Cafe Holme", "2 | The Elm"],
    );
}

#[test]
fn what_did_not_come_about_is_no_rating() {
    check("Elm Vale Primary School narrowly missed out on an outstanding rating from Ofsted.", &[]);
}

#[test]
fn a_grade_before_with_the_clause_that_dates_it() {
    for before in [
        "It has fallen two grades from good, which it was given in August 2013.",
        "It was good in 2013, and that was its first report.",
    ] {
        check(
            &format!("Elm Bank School was rated inadequate by Ofsted. {before}"),
            &["inadequate < good | Elm Bank School", "good | Elm Bank School"],
        );
    }
    check(
        "Elm Bank School was downgraded from outstanding, which it was given in 2013, to good, Ofsted said.",
        &["outstanding | Elm Bank School", "good < outstanding | Elm Bank School"],
    );
    check(
        "Holme Hospital was rated good by the CQC, an improvement on the “inadequate” of 2014.",
        &["good < inadequate | Holme Hospital", "inadequate | Holme Hospital"],
    );
}

#[test]
fn parts_that_stand_behind_with() {
    check(
        "Elm Lodge has fallen from good to inadequate, with safe and well-led both inadequate, caring good and \
         responsive requires improvement, the CQC said.",
        &[
            "inadequate < good | Elm Lodge",
            "inadequate | Elm Lodge | safe",
            "inadequate | Elm Lodge | well-led",
            "good | Elm Lodge | caring",
            "requires improvement | Elm Lodge | responsive",
        ],
    );
    check(
        "Elm Lodge was outstanding for caring and well-led and good for the rest, the CQC said.",
        &[
            "outstanding | Elm Lodge | caring",
            "outstanding | Elm Lodge | well-led",
            "good | Elm Lodge | safe",
            "good | Elm Lodge | effective",
            "good | Elm Lodge | responsive",
        ],
    );
}

#[test]
fn a_part_that_the_sentence_before_is_about() {
    check(
        "Elm Bank School was judged inadequate by Ofsted. Only the sixth form escaped the criticism. \
         It was rated good.",
        &["inadequate | Elm Bank School", "good | Elm Bank School | sixth form"],
    );
    check(
        "Elm House was graded 4 (good) for wellbeing and 3 (adequate) for leadership by the Care Inspectorate.",
        &["good | Elm House | wellbeing", "adequate | Elm House | leadership"],
    );
}

#[test]
fn each_body_at_its_own_time() {
    check(
        "The CQC went to Elm Surgery. It was formed when Fell Road Surgery and Holme Lane Surgery joined forces. Both surgeries had been \
         rated good, Fell Road in 2015 and Holme Lane in March 2016.",
        &["good | Fell Road Surgery", "good | Holme Lane Surgery"],
    );
}

#[test]
fn names_with_small_words() {
    check(
        "The CQC has inspected Brackenfold Care at Home. The agency is now rated good.",
        &["good | Brackenfold Care at Home"],
    );
    check(
        "St Cadfan’s Church in Wales Primary School was judged to be good by Estyn.",
        &["good | St Cadfan's Church in Wales Primary School"],
    );
    check(
        "Elm Hospital is rated Inadequate and Holme General Hospital is rated Good, the CQC said.",
        &["inadequate | Elm Hospital", "good | Holme General Hospital"],
    );
}

#[test]
fn a_label_over_a_grade() {
    check(
        "Food hygiene ratings of the Food Standards Agency:\n\nGolden Wok, Station Approach\n\nRated: 3\n\n\
         The restaurant has not changed its cook.",
        &["3 | Golden Wok"],
    );
    check(
        "The Care Inspectorate inspected Elm House, a care home.\n\nHow good is our setting? - 5 (Very good)\n\n\
         How good is our leadership? - 4 (Good)",
        &["very good | Elm House | setting", "good | Elm House | leadership"],
    );
    check("The town hall has an average score of 4 out of 5 from 900 online reviews, not from the CQC.", &[]);
}

#[test]
fn a_grade_may_stand_before_its_parts() {
    check(
        "HMICFRS has reported on Holme Police.\n\nGood\tPreventing crime; Managing offenders\nInadequate\tResponding to the public",
        &[
            "good | Holme Police | preventing crime",
            "good | Holme Police | managing offenders",
            "inadequate | Holme Police | responding to the public",
        ],
    );
    check(
        "HMICFRS has reported on Holme Police.\n\nThe grades are:\n\nGood - preventing crime; recording data about crime\n\
         Inadequate - responding to the public",
        &[
            "good | Holme Police | preventing crime",
            "good | Holme Police | recording data about crime",
            "inadequate | Holme Police | responding to the public",
        ],
    );
}

#[test]
fn services_of_a_hospital_are_no_bodies_of_its_parts() {
    check(
        "The Care Quality Commission has rated Fell View Hospital requires improvement.\n\nService by service:\n\n\
         Medical care: requires improvement\nSurgery: good\n\nAnd on two of the five questions:\n\nSafe: good\nCaring: outstanding",
        &[
            "requires improvement | Fell View Hospital",
            "requires improvement | Medical care",
            "good | Surgery",
            "good | Fell View Hospital | safe",
            "outstanding | Fell View Hospital | caring",
        ],
    );
}

#[test]
fn a_line_tells_the_time_of_what_stands_below_it() {
    let dates = |text: &str| -> Vec<String> {
        let lexicon = Lexicon::embedded();
        let text = format!("2 March 2017\n\n{text}");
        let document = read::document(text.into_bytes(), "note.txt", &read::Options::default()).unwrap();
        let a = Annotated::new(&document, &lexicon);
        let paragraphs = document.paragraphs.iter();
        let times: Vec<_> =
            paragraphs.flat_map(|p| dates(&document.text, p.span, document.published_on)).collect();
        let date = |rating: &Rating| rating.rated_on.map(|date| date.to_string()).unwrap_or_default();
        super::ratings(&a, &times).iter().map(date).collect()
    };
    let timeline = "Elm Bank School has been judged good by Ofsted.\n\nMay 2012\nOfsted rates the school inadequate.\n\n\
                    July 2014\nThe school is rated requires improvement.\n\nToday\nIt is rated outstanding for behaviour.";
    assert_eq!(dates(timeline), ["2017-03-02", "2012-05", "2014-07", "2017-03-02"]);
}

#[test]
fn what_a_text_tells_of_a_name_makes_it_a_body() {
    let told = "Inspectors visited Meadow View, a home in Holme.";
    check(
        &format!("{told} The Care Quality Commission said Meadow View requires improvement."),
        &["requires improvement | Meadow View"],
    );
    check("The Care Quality Commission said the view requires improvement.", &[]);
    check(
        "Ofsted inspected Elm Surgery Patient Group’s neighbour, and the CQC rated Elm Surgery good.",
        &["good | Elm Surgery"],
    );
}

#[test]
fn regulators_decide() {
    check(
        "The CQC has decided to downgrade Elm Lodge Care Home from good to inadequate.",
        &["inadequate < good | Elm Lodge Care Home"],
    );
    check("The CQC hopes to downgrade Elm Lodge Care Home from good to inadequate.", &[]);
    check(
        "The Audit Commission has told of its organisational assessments. Holme Borough Council performs adequately overall.",
        &[],
    );
}

#[test]
fn how_a_school_sees_itself_is_no_rating() {
    check(
        "Education Scotland inspects schools. Elm Primary School has written its report.\n\nHow we see ourselves\n\n\
         1.3 Leadership of change: good\n2.3 Learning, teaching and assessment: very good",
        &[],
    );
}

#[test]
fn names_in_capitals_head_lists() {
    check(
        "The Care Quality Commission has been to two care homes.\n\nBRYN HYFRYD, HOLME\nPublished: 8 January 2017\nSafe: Good\n\
         Caring: Outstanding\n\nLLYS ALWEN, FELL\nPublished: 9 January 2017\nSafe: Inadequate\nCaring: Good",
        &[
            "good | Bryn Hyfryd | safe",
            "outstanding | Bryn Hyfryd | caring",
            "inadequate | Llys Alwen | safe",
            "good | Llys Alwen | caring",
        ],
    );
}

#[test]
fn lines_with_a_label_give_all_their_grades() {
    check(
        "Ofsted inspected six of our academies. The previous result is in brackets.\n\n\
         • Ashgrove Junior Academy: Good, November 2016 (Requires Improvement)\n\
         • Bede Field Academy: Good, January 2017 (not inspected before)\n\
         • Elmstead Nursery School: Good, February 2017 (Good)",
        &[
            "good < requires improvement | Ashgrove Junior Academy",
            "good | Bede Field Academy",
            "good < good | Elmstead Nursery School",
        ],
    );
    check(
        "The CQC has been to both surgeries.\n\n\
         • Fell Foot Surgery, 20 January: Good overall\n\
         • Harbour Medical Centre, 2 February: Outstanding overall (Responsive: Outstanding; Well-led: Good)",
        &[
            "good | Fell Foot Surgery",
            "outstanding | Harbour Medical Centre",
            "outstanding | Harbour Medical Centre | responsive",
            "good | Harbour Medical Centre | well-led",
        ],
    );
    check(
        "Wessermouth Police was inspected by HMIC. Norholt Constabulary was inspected, too.\n\n\
         Preventing crime: Wessermouth good, Norholt inadequate",
        &[
            "good | Wessermouth Police | preventing crime",
            "inadequate | Norholt Constabulary | preventing crime",
        ],
    );
}

#[test]
fn numbers_that_the_text_explains_are_grades() {
    let lines =
        "Overall effectiveness of the school: 2\nTeaching and learning: 2\nLeadership and management: 1";
    check(
        &format!(
            "Ofsted came to Hollin Bank School. 1 is outstanding, 2 is good, 3 is satisfactory.\n\n{lines}"
        ),
        &[
            "good | Hollin Bank School",
            "good | Hollin Bank School | teaching",
            "outstanding | Hollin Bank School | leadership",
        ],
    );
    check(&format!("Ofsted came to Hollin Bank School.\n\n{lines}"), &[]);
    check("Ofsted inspectors were at Hollin Bank School on January 1 and 2.", &[]);
}

#[test]
fn a_grade_below_a_name_is_its_own() {
    check(
        "Estyn has been to two of our schools.\n\n\
         YSGOL GLAN Y NANT\n\nGood, in a report published on 9 February.\n\n\
         YSGOL MAES-Y-COED\n\nExcellent, in a report published on 10 February.",
        &["good | Ysgol Glan y Nant", "excellent | Ysgol Maes-y-Coed"],
    );
}

#[test]
fn what_others_try_out_is_no_rating() {
    check("Elm Bank School asked five heads to carry out a mock Ofsted. They judged it to be good.", &[]);
}

#[test]
fn names_keep_their_small_words_and_units() {
    check("Gaelscoil na Caillí was rated good by the ETI.", &["good | Gaelscoil na Caillí"]);
    check(
        "HM Inspectorate of Probation rated the Holme and Seaton Probation Unit inadequate.",
        &["inadequate | Holme and Seaton Probation Unit"],
    );
}

#[test]
fn codes_may_be_confirmed() {
    check(
        "The Regulator of Social Housing moved Marram Homes from G1 to G3. V1 was confirmed.",
        &["G3 < G1 | Marram Homes | governance", "V1 < V1 | Marram Homes | viability"],
    );
}

#[test]
fn parts_are_graded_wherever_the_two_stand() {
    // As in the program, with its parse.
    let parsed = |text: &str| -> Vec<String> {
        let lexicon = Lexicon::embedded();
        let text = format!("2 March 2017\n\n{text}");
        let document = read::document(text.into_bytes(), "note.txt", &read::Options::default()).unwrap();
        let mut a = Annotated::new(&document, &lexicon);
        a.parse(Language::embedded());
        super::ratings(&a, &[]).iter().map(told).collect()
    };
    assert_eq!(
        parsed(
            "HMP Castlemoor was judged poor for safety by HM Inspectorate of Prisons. Only for respect does the \
             prison reach reasonably good."
        ),
        ["poor | HMP Castlemoor | safety", "reasonably good | HMP Castlemoor | respect"]
    );
    // Where no frame finds any grade.
    assert_eq!(
        parsed(
            "Estyn visited the Holme Adult Learning Partnership. Its report says that teaching and learning experiences \
             are good and so is care, support and guidance. Leadership and management, however, are adequate."
        ),
        [
            "good | Holme Adult Learning Partnership | teaching",
            "good | Holme Adult Learning Partnership | care, support and guidance",
            "adequate | Holme Adult Learning Partnership | leadership"
        ]
    );
    assert_eq!(parsed("The quality of education at Elm Bank School is good, and so is the food."), [""; 0]);
}
