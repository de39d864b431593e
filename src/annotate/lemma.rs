//! Base forms, by rule and a list of what is irregular.

use std::borrow::Cow;

use super::label::Tag;

/// Irregular verbs: base form, past tense, past participle.
const VERBS: &[[&str; 3]] = &[
    ["arise", "arose", "arisen"],
    ["awake", "awoke", "awoken"],
    ["beat", "beat", "beaten"],
    ["become", "became", "become"],
    ["begin", "began", "begun"],
    ["bend", "bent", "bent"],
    ["bet", "bet", "bet"],
    ["bind", "bound", "bound"],
    ["bite", "bit", "bitten"],
    ["bleed", "bled", "bled"],
    ["blow", "blew", "blown"],
    ["break", "broke", "broken"],
    ["breed", "bred", "bred"],
    ["bring", "brought", "brought"],
    ["build", "built", "built"],
    ["burn", "burnt", "burnt"],
    ["buy", "bought", "bought"],
    ["catch", "caught", "caught"],
    ["choose", "chose", "chosen"],
    ["cling", "clung", "clung"],
    ["come", "came", "come"],
    ["creep", "crept", "crept"],
    ["deal", "dealt", "dealt"],
    ["dig", "dug", "dug"],
    ["do", "did", "done"],
    ["draw", "drew", "drawn"],
    ["dream", "dreamt", "dreamt"],
    ["drink", "drank", "drunk"],
    ["drive", "drove", "driven"],
    ["eat", "ate", "eaten"],
    ["fall", "fell", "fallen"],
    ["feed", "fed", "fed"],
    ["feel", "felt", "felt"],
    ["fight", "fought", "fought"],
    ["find", "found", "found"],
    ["flee", "fled", "fled"],
    ["fling", "flung", "flung"],
    ["fly", "flew", "flown"],
    ["forbid", "forbade", "forbidden"],
    ["foresee", "foresaw", "foreseen"],
    ["forget", "forgot", "forgotten"],
    ["forgive", "forgave", "forgiven"],
    ["freeze", "froze", "frozen"],
    ["get", "got", "gotten"],
    ["give", "gave", "given"],
    ["go", "went", "gone"],
    ["grind", "ground", "ground"],
    ["grow", "grew", "grown"],
    ["hang", "hung", "hung"],
    ["have", "had", "had"],
    ["hear", "heard", "heard"],
    ["hide", "hid", "hidden"],
    ["hold", "held", "held"],
    ["keep", "kept", "kept"],
    ["know", "knew", "known"],
    ["lay", "laid", "laid"],
    ["lead", "led", "led"],
    ["leap", "leapt", "leapt"],
    ["learn", "learnt", "learnt"],
    ["leave", "left", "left"],
    ["lend", "lent", "lent"],
    ["light", "lit", "lit"],
    ["lose", "lost", "lost"],
    ["make", "made", "made"],
    ["mean", "meant", "meant"],
    ["meet", "met", "met"],
    ["mislead", "misled", "misled"],
    ["mistake", "mistook", "mistaken"],
    ["overcome", "overcame", "overcome"],
    ["oversee", "oversaw", "overseen"],
    ["overtake", "overtook", "overtaken"],
    ["pay", "paid", "paid"],
    ["prove", "proved", "proven"],
    ["repay", "repaid", "repaid"],
    ["ride", "rode", "ridden"],
    ["ring", "rang", "rung"],
    ["rise", "rose", "risen"],
    ["run", "ran", "run"],
    ["say", "said", "said"],
    ["see", "saw", "seen"],
    ["seek", "sought", "sought"],
    ["sell", "sold", "sold"],
    ["send", "sent", "sent"],
    ["shake", "shook", "shaken"],
    ["shine", "shone", "shone"],
    ["shoot", "shot", "shot"],
    ["show", "showed", "shown"],
    ["shrink", "shrank", "shrunk"],
    ["sing", "sang", "sung"],
    ["sink", "sank", "sunk"],
    ["sit", "sat", "sat"],
    ["sleep", "slept", "slept"],
    ["slide", "slid", "slid"],
    ["speak", "spoke", "spoken"],
    ["spend", "spent", "spent"],
    ["spin", "spun", "spun"],
    ["spring", "sprang", "sprung"],
    ["stand", "stood", "stood"],
    ["steal", "stole", "stolen"],
    ["stick", "stuck", "stuck"],
    ["sting", "stung", "stung"],
    ["strike", "struck", "stricken"],
    ["strive", "strove", "striven"],
    ["swear", "swore", "sworn"],
    ["sweep", "swept", "swept"],
    ["swim", "swam", "swum"],
    ["swing", "swung", "swung"],
    ["take", "took", "taken"],
    ["teach", "taught", "taught"],
    ["tear", "tore", "torn"],
    ["tell", "told", "told"],
    ["think", "thought", "thought"],
    ["throw", "threw", "thrown"],
    ["undergo", "underwent", "undergone"],
    ["understand", "understood", "understood"],
    ["undertake", "undertook", "undertaken"],
    ["uphold", "upheld", "upheld"],
    ["wake", "woke", "woken"],
    ["wear", "wore", "worn"],
    ["weep", "wept", "wept"],
    ["win", "won", "won"],
    ["wind", "wound", "wound"],
    ["withdraw", "withdrew", "withdrawn"],
    ["withhold", "withheld", "withheld"],
    ["withstand", "withstood", "withstood"],
    ["write", "wrote", "written"],
];

/// Forms that no rule gives: form, lemma.
const FORMS: &[(&str, &str)] = &[
    ("am", "be"),
    ("'m", "be"),
    ("are", "be"),
    ("'re", "be"),
    ("is", "be"),
    ("was", "be"),
    ("were", "be"),
    ("been", "be"),
    ("being", "be"),
    ("has", "have"),
    ("having", "have"),
    ("'ve", "have"),
    ("does", "do"),
    ("goes", "go"),
    ("dying", "die"),
    ("lying", "lie"),
    ("tying", "tie"),
    ("vying", "vie"),
    ("broadcast", "broadcast"),
];

const NOUNS: &[(&str, &str)] = &[
    ("men", "man"),
    ("women", "woman"),
    ("children", "child"),
    ("people", "people"),
    ("feet", "foot"),
    ("teeth", "tooth"),
    ("mice", "mouse"),
    ("geese", "goose"),
    ("lives", "life"),
    ("wives", "wife"),
    ("knives", "knife"),
    ("leaves", "leaf"),
    ("halves", "half"),
    ("selves", "self"),
    ("thieves", "thief"),
    ("wolves", "wolf"),
    ("shelves", "shelf"),
    ("media", "media"),
    ("data", "datum"),
    ("criteria", "criterion"),
    ("phenomena", "phenomenon"),
    ("crises", "crisis"),
    ("analyses", "analysis"),
    ("bases", "base"),
    ("theses", "thesis"),
    ("movies", "movie"),
    ("ties", "tie"),
    ("lies", "lie"),
    ("pies", "pie"),
    ("news", "news"),
    ("series", "series"),
    ("species", "species"),
    ("politics", "politics"),
    ("economics", "economics"),
    ("headquarters", "headquarters"),
    ("shoes", "shoe"),
    ("toes", "toe"),
];

const PRONOUNS: &[(&str, &str)] = &[
    ("me", "I"),
    ("my", "my"),
    ("him", "he"),
    ("his", "he"),
    ("her", "she"),
    ("us", "we"),
    ("our", "we"),
    ("them", "they"),
    ("their", "they"),
    ("its", "its"),
    ("your", "you"),
    ("i", "I"),
    ("'em", "they"),
];

const ADJECTIVES: &[(&str, &str)] = &[
    ("better", "good"),
    ("best", "good"),
    ("worse", "bad"),
    ("worst", "bad"),
    ("further", "far"),
    ("farther", "far"),
    ("more", "more"),
    ("most", "most"),
    ("less", "less"),
    ("least", "least"),
    ("lesser", "lesser"),
    ("elder", "old"),
];

/// Ends of stems that lost an *e*; `^` is the start of the word. From the verbs of the corpora, shortest ends
/// first.
const WITH_E: &str = "^bit ^bor ^cop ^di ^ek ^ey ^fet ^li ^ow ^ril adit af ak am ang ap at c cad car ced cil cit com cor \
    cr creat cring dar dher ebel eng ever fad far fil fring g gad gal gnor hal har hem him hing hon hop \
    ib id ier if ik in iness ip ir l lan lar let lor mi mil mot nit not ob od ok ondon par past pbring \
    ped pedit pil pon por rad re revil rfer rim rit ron rop rout s se shor stor tar tast te th ti tim \
    ton u uad uar ud uk um un ung uot ur ut v vad ven vit vot wad wan wast yp z";

/// Ends of stems whose last letter was doubled.
const UNDOUBLED: &str = "b bell cell dall dd gg lfill mm nn nroll otall p pall pell rall rr till toll troll tt uell vell vv \
    zz";

/// Ends of stems that are whole, where a shorter end says otherwise.
const KEPT: &str = "^bus ^egg ^err ^hang add aid ain air al aul bang bath eak eam eap eat ebut ein el ep erit eud even \
    fang hip ias icit il ivot ki ll lp mb minn mp ng np oak oam oat ocus oid oin olor ood ook ool op oth \
    oud our out rb rl rp rth sp spell ss tz ucus uin up uzz wl";

/// The base form of `form` under `tag`: *said* → *say*, *councils* → *council*. Names and capitals of
/// names are kept. By rule, so an unknown *-ed* or *-ing* may keep or lose an *e* wrongly.
pub fn lemma(form: &str, tag: Tag) -> Cow<'_, str> {
    if tag.is_name() && tag != Tag::Nnps {
        return Cow::Borrowed(form);
    }
    let lower = if form.contains(|c: char| c.is_uppercase() || c == '’') && tag != Tag::Nnps {
        Cow::Owned(form.to_lowercase().replace('’', "'"))
    } else {
        Cow::Borrowed(form)
    };
    let word = lower.as_ref();
    let found = match tag {
        Tag::Md => match word {
            "wo" | "'ll" => Some("will".into()),
            "ca" => Some("can".into()),
            "'d" => Some("would".into()),
            _ => None,
        },
        _ if tag.is_verb() => verb(word, tag),
        Tag::Nns => listed(NOUNS, word).or_else(|| singular(word)),
        Tag::Nnps => singular(word),
        Tag::Prp | Tag::PrpPoss => listed(PRONOUNS, word),
        Tag::Jjr | Tag::Jjs | Tag::Rbr | Tag::Rbs => listed(ADJECTIVES, word).or_else(|| positive(word, tag)),
        Tag::Rb if word == "n't" => Some("not".into()),
        Tag::Dt if word == "an" => Some("a".into()),
        _ => None,
    };
    found.map_or(lower, Cow::Owned)
}

fn listed(list: &[(&str, &str)], word: &str) -> Option<String> {
    list.iter().find(|(form, _)| *form == word).map(|(_, lemma)| (*lemma).into())
}

fn verb(word: &str, tag: Tag) -> Option<String> {
    if let Some(lemma) = listed(FORMS, word) {
        return Some(lemma);
    }
    match (tag, word) {
        (Tag::Vbz, "'s") => Some("be".into()),
        (Tag::Vbd | Tag::Vbn, "'d") => Some("have".into()),
        (Tag::Vbd | Tag::Vbn, _) => {
            if let Some([base, ..]) =
                VERBS.iter().find(|[_, past, participle]| *past == word || *participle == word)
            {
                return Some((*base).into());
            }
            word.strip_suffix("ed").filter(|stem| stem.len() > 1).map(|stem| base(stem, true))
        }
        (Tag::Vbg, _) => word.strip_suffix("ing").filter(|stem| stem.len() > 1).map(|stem| base(stem, false)),
        (Tag::Vbz, _) => singular(word),
        _ => None,
    }
}

/// The verb whose *-ed* or *-ing* form has this stem: the longest end that is listed decides whether an *e*
/// is put back (*hop* → *hope*), a doubled letter taken off (*stopp* → *stop*) or nothing done.
fn base(stem: &str, past: bool) -> String {
    if past && stem.ends_with('i') {
        // *died*, *tied*; *cried*.
        return if stem.len() < 3 { format!("{stem}e") } else { format!("{}y", &stem[..stem.len() - 1]) };
    }
    let longest = |ends: &str| {
        let fits = |end: &&str| end.strip_prefix('^').map_or(stem.ends_with(*end), |whole| stem == whole);
        ends.split_ascii_whitespace().filter(fits).map(str::len).max().unwrap_or(0)
    };
    let (with_e, undoubled, kept) = (longest(WITH_E), longest(UNDOUBLED), longest(KEPT));
    if with_e > undoubled.max(kept) {
        format!("{stem}e")
    } else if undoubled > kept {
        stem[..stem.len() - 1].into()
    } else {
        stem.into()
    }
}

/// A word without the *s* of the plural or the third person.
fn singular(word: &str) -> Option<String> {
    let stem = word.strip_suffix('s')?;
    if stem.len() < 2 || stem.ends_with(['s', '\'']) || stem.ends_with("u") && stem.len() > 4 {
        return None;
    }
    if let Some(root) = stem.strip_suffix("ie").filter(|root| root.len() > 1) {
        return Some(format!("{root}y"));
    }
    let hisses = |root: &&str| ["ss", "sh", "ch", "x", "zz", "o"].iter().any(|end| root.ends_with(end));
    if let Some(root) = stem.strip_suffix('e').filter(hisses).filter(|root| root.len() > 1) {
        return Some(root.into());
    }
    Some(stem.into())
}

/// The positive of a regular comparative or superlative.
fn positive(word: &str, tag: Tag) -> Option<String> {
    let end = if matches!(tag, Tag::Jjr | Tag::Rbr) { "er" } else { "est" };
    let stem = word.strip_suffix(end).filter(|stem| stem.len() > 1)?;
    let bytes = stem.as_bytes();
    let n = bytes.len();
    if let Some(root) = stem.strip_suffix('i') {
        return Some(format!("{root}y"));
    }
    if bytes[n - 1] == bytes[n - 2] && matches!(bytes[n - 1], b'g' | b'd' | b't' | b'n' | b'm') {
        return Some(stem[..n - 1].into());
    }
    let needs_e = matches!(bytes[n - 1], b'g' | b'c' | b'v' | b's') && !matches!(bytes[n - 2], b'n' | b's')
        || matches!(
            stem,
            "lat"
                | "larg"
                | "saf"
                | "wid"
                | "whit"
                | "fin"
                | "nic"
                | "clos"
                | "rar"
                | "sever"
                | "pur"
                | "strang"
                | "simpl"
        );
    Some(if needs_e { format!("{stem}e") } else { stem.into() })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn base_forms() {
        for (form, tag, expected) in [
            ("said", Tag::Vbd, "say"),
            ("told", Tag::Vbd, "tell"),
            ("Added", Tag::Vbd, "add"),
            ("stressed", Tag::Vbd, "stress"),
            ("claimed", Tag::Vbd, "claim"),
            ("denied", Tag::Vbd, "deny"),
            ("praised", Tag::Vbd, "praise"),
            ("stated", Tag::Vbd, "state"),
            ("accused", Tag::Vbn, "accuse"),
            ("announced", Tag::Vbd, "announce"),
            ("described", Tag::Vbd, "describe"),
            ("urged", Tag::Vbd, "urge"),
            ("admitted", Tag::Vbd, "admit"),
            ("judged", Tag::Vbn, "judge"),
            ("rated", Tag::Vbn, "rate"),
            ("saying", Tag::Vbg, "say"),
            ("hoping", Tag::Vbg, "hope"),
            ("making", Tag::Vbg, "make"),
            ("running", Tag::Vbg, "run"),
            ("believes", Tag::Vbz, "believe"),
            ("says", Tag::Vbz, "say"),
            ("’s", Tag::Vbz, "be"),
            ("argues", Tag::Vbz, "argue"),
            ("n’t", Tag::Rb, "not"),
            ("councils", Tag::Nns, "council"),
            ("authorities", Tag::Nns, "authority"),
            ("children", Tag::Nns, "child"),
            ("businesses", Tag::Nns, "business"),
            ("best", Tag::Jjs, "good"),
            ("Doe", Tag::Nnp, "Doe"),
            ("noted", Tag::Vbd, "note"),
            ("quoted", Tag::Vbd, "quote"),
            ("agreed", Tag::Vbd, "agree"),
            ("continued", Tag::Vbd, "continue"),
            ("insisted", Tag::Vbd, "insist"),
            ("explained", Tag::Vbd, "explain"),
            ("called", Tag::Vbd, "call"),
            ("planned", Tag::Vbn, "plan"),
            ("required", Tag::Vbn, "require"),
            ("improved", Tag::Vbn, "improve"),
            ("warned", Tag::Vbd, "warn"),
            ("reported", Tag::Vbd, "report"),
        ] {
            assert_eq!(lemma(form, tag), expected, "{form}");
        }
    }
}
