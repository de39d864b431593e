//! Names: who, which body, where, when.

use std::collections::HashSet;
use std::ops::Range;
use std::sync::LazyLock;

use serde::{Deserialize, Serialize};

use super::label::{Label, Tag};
use super::syntax::Word;
use crate::model::Row;
use crate::text::Token;

/// What a name stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum EntityKind {
    Person,
    Organisation,
    Place,
    /// A nationality, event, law or other name.
    Other,
    /// A date or time.
    Date,
    /// A role or title: *Deputy Leader*, *director of children's services*.
    Role,
    /// A book, report, broadcast or other work.
    Work,
}

impl EntityKind {
    /// The name used in output.
    pub fn as_str(self) -> &'static str {
        match self {
            EntityKind::Person => "person",
            EntityKind::Organisation => "organisation",
            EntityKind::Place => "place",
            EntityKind::Other => "other",
            EntityKind::Date => "date",
            EntityKind::Role => "role",
            EntityKind::Work => "work",
        }
    }
}

/// A name, a role or a date in a document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entity {
    /// Indices of tokens.
    pub words: Range<u32>,
    pub kind: EntityKind,
}

/// The kinds that the model knows, in the order of its scores.
pub const MODEL_KINDS: [EntityKind; 5] =
    [EntityKind::Person, EntityKind::Organisation, EntityKind::Place, EntityKind::Other, EntityKind::Date];

/// First of the scores for names, behind those of tags.
pub const FIRST_SCORE: usize = Tag::ALL.len();

/// Scores for names: outside, then first, inner, last and only word for each kind (Ratinov and Roth, 2009).
pub const NAME_CLASSES: usize = 1 + 4 * MODEL_KINDS.len();

/// Whether class `to` may stand behind class `from`.
pub fn follows(from: usize, to: usize) -> bool {
    let inside = from != 0 && (from - 1) % 4 < 2;
    if inside {
        to != 0 && (to - 1) / 4 == (from - 1) / 4 && matches!((to - 1) % 4, 1 | 2)
    } else {
        to == 0 || matches!((to - 1) % 4, 0 | 3)
    }
}

/// The best sequence of classes that makes whole names (Viterbi, 1967).
pub fn decode(scores: &[Row], out: &mut Vec<u8>) {
    out.clear();
    let name = |row: &Row, class: usize| row[FIRST_SCORE + class];
    let mut total = [f32::NEG_INFINITY; NAME_CLASSES];
    let mut back: Vec<[u8; NAME_CLASSES]> = Vec::with_capacity(scores.len());
    for (at, row) in scores.iter().enumerate() {
        // Most words are in no name and next to none; the full table is for the others.
        let mut next = [f32::NEG_INFINITY; NAME_CLASSES];
        let mut from = [0u8; NAME_CLASSES];
        if at == 0 {
            for (class, score) in next.iter_mut().enumerate().filter(|&(class, _)| follows(0, class)) {
                *score = name(row, class);
            }
        } else {
            // Only words that end a name, or stand outside, may come before a new start.
            let (mut best_end, mut best) = (0, f32::NEG_INFINITY);
            for (class, &score) in total.iter().enumerate() {
                if (class == 0 || (class - 1) % 4 >= 2) && score > best {
                    (best_end, best) = (class, score);
                }
            }
            next[0] = best + name(row, 0);
            from[0] = best_end as u8;
            for kind in 0..MODEL_KINDS.len() {
                let first = 1 + 4 * kind;
                for class in [first, first + 3] {
                    next[class] = best + name(row, class);
                    from[class] = best_end as u8;
                }
                let inner = if total[first + 1] > total[first] { first + 1 } else { first };
                for class in [first + 1, first + 2] {
                    next[class] = total[inner] + name(row, class);
                    from[class] = inner as u8;
                }
            }
        }
        total = next;
        back.push(from);
    }
    let ends = |class: usize| class == 0 || (class - 1) % 4 >= 2;
    let mut class = (0..NAME_CLASSES)
        .filter(|&class| ends(class))
        .fold(0, |best, class| if total[class] > total[best] { class } else { best });
    for from in back.iter().rev() {
        out.push(class as u8);
        class = from[class] as usize;
    }
    out.reverse();
}

/// The names in a sequence of classes: first word, word behind the last, kind.
pub fn spans(classes: &[u8]) -> Vec<(usize, usize, EntityKind)> {
    let mut found = Vec::new();
    let mut start = 0;
    for (at, &class) in classes.iter().enumerate().filter(|&(_, &class)| class != 0) {
        let (kind, part) = ((class as usize - 1) / 4, (class - 1) % 4);
        if part == 0 || part == 3 {
            start = at;
        }
        if part >= 2 {
            found.push((start, at + 1, MODEL_KINDS[kind]));
        }
    }
    found
}

/// The classes of the names `spans` in a sentence of `len` words.
pub fn classes(len: usize, spans: &[(usize, usize, EntityKind)]) -> Vec<u8> {
    let mut out = vec![0; len];
    for &(start, end, kind) in spans {
        let Some(kind) = MODEL_KINDS.iter().position(|&known| known == kind) else { continue };
        let first = 1 + 4 * kind as u8;
        if end - start == 1 {
            out[start] = first + 3;
            continue;
        }
        out[start..end].fill(first + 1);
        out[start] = first;
        out[end - 1] = first + 2;
    }
    out
}

/// Titles before a person's name; not part of it. In small letters, without a full stop.
const TITLES: &[&str] = &[
    "ald",
    "alderman",
    "baroness",
    "canon",
    "capt",
    "captain",
    "cllr",
    "cllrs",
    "cmdr",
    "col",
    "coun",
    "councillor",
    "councillors",
    "dame",
    "dr",
    "gov",
    "insp",
    "lady",
    "lord",
    "lt",
    "maj",
    "miss",
    "mr",
    "mrs",
    "ms",
    "mx",
    "prof",
    "professor",
    "rep",
    "rev",
    "revd",
    "sen",
    "sgt",
    "sir",
    "supt",
];

/// Letters behind a name that are no part of it: *Jane Doe MP*.
const HONOURS: &[&str] =
    &["AM", "CBE", "DBE", "JP", "KC", "MBE", "MEP", "MLA", "MP", "MSP", "OBE", "PCC", "QC"];

/// Last words of the names of public bodies in Britain, as their registers spell them.
const BODIES: &[&str] = &[
    "Academy",
    "Association",
    "Authority",
    "Board",
    "Borough",
    "CBC",
    "CC",
    "College",
    "Commission",
    "Committee",
    "Constabulary",
    "Council",
    "Court",
    "DC",
    "Directorate",
    "Executive",
    "Foundation",
    "Inspectorate",
    "MBC",
    "MDC",
    "Ministry",
    "Office",
    "Ombudsman",
    "Parliament",
    "Partnership",
    "Police",
    "School",
    "Service",
    "Services",
    "Society",
    "Trust",
    "Tribunal",
    "Union",
    "University",
];

/// Bodies that are named by one word: inspectors, parties, news services. From their own web sites.
const KNOWN: &[&str] = &[
    "Ofsted",
    "Estyn",
    "CQC",
    "HMICFRS",
    "HMIC",
    "HMIP",
    "Ofqual",
    "Ofcom",
    "Ofgem",
    "Labour",
    "Conservatives",
    "Ukip",
    "UKIP",
    "SNP",
    "DUP",
    "BBC",
    "ITV",
    "LGA",
    "NSPCC",
    "Barnardo's",
    "Unison",
    "UNISON",
    "Unite",
    "GMB",
    "NHS",
    "RMBC",
    "DfE",
    "IOPC",
    "IPCC",
    "Guardian",
    "Telegraph",
];

const MONTHS: &[&str] = &[
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
    "Jan",
    "Feb",
    "Mar",
    "Apr",
    "Jun",
    "Jul",
    "Aug",
    "Sep",
    "Sept",
    "Oct",
    "Nov",
    "Dec",
    "Jan.",
    "Feb.",
    "Aug.",
    "Sept.",
    "Oct.",
    "Nov.",
    "Dec.",
];

const DAYS: &[&str] = &["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];

/// Of [`BODIES`], those that are never part of a person's name.
const PUBLIC_BODIES: &[&str] =
    &["Borough", "CBC", "Constabulary", "Council", "MBC", "MDC", "Police", "Trust"];

/// Towns, cities, counties and boroughs of the United Kingdom, one word each: from the Office for National
/// Statistics' list of local authority districts (Open Government Licence 3.0), and its regions.
const PLACES: &str = "Aberdeen Aberdeenshire Angus Antrim Argyll Armagh Arun Ashfield Ashford Babergh Barking Barnet \
Barnsley Barrow Basildon Basingstoke Bassetlaw Bath Bedford Belfast Bexley Birmingham Blaby Blackburn Blackpool Bolsover \
Bolton Boston Bournemouth Bracknell Bradford Braintree Brent Brentwood Bridgend Brighton Bristol Bromley Bromsgrove \
Broxbourne Broxtowe Buckinghamshire Burnley Bury Caerphilly Calderdale Cambridge Cambridgeshire Camden Cannock Canterbury \
Cardiff Carlisle Carmarthenshire Ceredigion Charnwood Chelmsford Cheltenham Cherwell Cheshire Chesterfield Chichester \
Chorley Clackmannanshire Colchester Conwy Corby Cornwall Coventry Crawley Croydon Cumbria Dacorum Darlington Dartford \
Denbighshire Derby Derbyshire Derry Devon Doncaster Dorset Dover Dudley Dumfries Dundee Durham Ealing Eastbourne Eastleigh \
Edinburgh Elmbridge Enfield England Essex Exeter Falkirk Fareham Fenland Fife Flintshire Folkestone Fylde Gateshead Gedling \
Glasgow Gloucester Gloucestershire Gosport Gravesham Greenwich Guildford Gwynedd Hackney Halton Hammersmith Hampshire \
Haringey Harlow Harrogate Harrow Hartlepool Hastings Havant Havering Herefordshire Hertfordshire Hertsmere Hillingdon \
Hinckley Horsham Hounslow Hull Huntingdonshire Hyndburn Inverclyde Ipswich Islington Kensington Kent Kettering Kingston \
Kirklees Knowsley Lambeth Lancashire Lancaster Leeds Leicester Leicestershire Lewes Lewisham Lichfield Lincoln Lincolnshire \
Lisburn Liverpool London Luton Maidstone Maldon Manchester Mansfield Medway Mendip Merseyside Merthyr Merton Middlesbrough \
Midlothian Monmouthshire Moray Newark Newcastle Newham Newport Norfolk Northampton Northamptonshire Northumberland \
Northumbria Norwich Nottingham Nottinghamshire Nuneaton Oadby Oldham Oxford Oxfordshire Pembrokeshire Pendle Perth \
Peterborough Plymouth Poole Portsmouth Powys Preston Redbridge Redcar Redditch Reigate Renfrewshire Rhondda Ribble \
Richmondshire Rochdale Rochford Rossendale Rother Rotherham Rugby Runnymede Rushcliffe Rushmoor Rutland Ryedale Salford \
Sandwell Scarborough Scotland Sedgemoor Sefton Selby Sevenoaks Sheffield Shepway Shetland Shrewsbury Shropshire Slough \
Solihull Somerset Southampton Southend Southwark Spelthorne Stafford Staffordshire Stevenage Stirling Stockport Stockton \
Stroud Suffolk Sunderland Surrey Sussex Swale Swansea Swindon Tameside Tamworth Tandridge Taunton Teignbridge Telford \
Tendring Thanet Thurrock Tonbridge Torbay Torfaen Torridge Trafford Tyneside Uttlesford Wakefield Wales Walsall Waltham \
Wandsworth Warrington Warwick Warwickshire Watford Waveney Wealden Wellingborough Welwyn Westminster Weymouth Wigan \
Wiltshire Winchester Windsor Wirral Woking Wokingham Wolverhampton Worcester Worcestershire Worthing Wrexham Wycombe Wyre \
Yorkshire";

/// Nouns that name a role.
const ROLES: &[&str] = &[
    "leader",
    "mayor",
    "director",
    "executive",
    "commissioner",
    "minister",
    "secretary",
    "inspector",
    "chair",
    "chairman",
    "chairwoman",
    "chairperson",
    "spokesman",
    "spokeswoman",
    "spokesperson",
    "president",
    "governor",
    "member",
    "headteacher",
    "principal",
    "manager",
    "constable",
    "superintendent",
    "holder",
    "councillor",
    "treasurer",
    "chancellor",
    "ombudsman",
    "lead",
    "officer",
    "adviser",
    "advisor",
    "ambassador",
    "editor",
    "head",
    "teacher",
    "senator",
    "congressman",
    "congresswoman",
    "candidate",
    "nominee",
    "strategist",
    "whip",
    "judge",
    "coroner",
];

/// Of these only the first word tells that they are a role: *cabinet member*, but not *member*.
const WEAK_ROLES: &[&str] =
    &["member", "holder", "lead", "officer", "executive", "head", "teacher", "constable"];

/// Words before the noun that belong to a role.
const ROLE_WORDS: &[&str] = &[
    "acting",
    "assistant",
    "associate",
    "cabinet",
    "chief",
    "communities",
    "community",
    "corporate",
    "crime",
    "deputy",
    "divisional",
    "education",
    "executive",
    "first",
    "foreign",
    "general",
    "group",
    "head",
    "health",
    "home",
    "interim",
    "joint",
    "lead",
    "lord",
    "managing",
    "opposition",
    "party",
    "police",
    "portfolio",
    "press",
    "prime",
    "principal",
    "regional",
    "senior",
    "service",
    "shadow",
    "social",
    "strategic",
    "vice",
    "campaign",
    "house",
    "majority",
    "minority",
    "independent",
    "presidential",
    "children",
    "of",
    "and",
    "services",
    "elected",
];

/// The names of a document: what the model found (`classes`, one for each token), put right where titles,
/// the names of bodies, and the rest of the document know better; and roles and works by rule.
pub fn find(
    text: &str,
    tokens: &[Token],
    sentences: &[Range<u32>],
    words: &[Word],
    classes: &[u8],
) -> Vec<Entity> {
    static KNOWN_PLACES: LazyLock<HashSet<&str>> =
        LazyLock::new(|| PLACES.split_ascii_whitespace().collect());
    let finder = Finder { text, tokens, words, places: &KNOWN_PLACES };
    let mut names = Vec::new();
    for sentence in sentences {
        finder.sentence(sentence.clone(), classes, &mut names);
    }
    finder.surnames(&mut names);
    let mut roles = Vec::new();
    for sentence in sentences {
        finder.roles(sentence.clone(), &names, &mut roles);
    }
    // *Strategic Director of Children's Services* is a role, not a body.
    let inside = |name: &Entity| {
        let index = roles.partition_point(|role: &Entity| role.words.start <= name.words.start);
        let role = index.checked_sub(1).map(|index| &roles[index].words);
        role.is_some_and(|role| role.start == name.words.start && name.words.end <= role.end)
    };
    names.retain(|name| name.kind == EntityKind::Person || name.kind == EntityKind::Date || !inside(name));
    names.extend(roles);
    names.sort_by_key(|entity| (entity.words.start, u32::MAX - entity.words.end));
    names
}

struct Finder<'a> {
    text: &'a str,
    tokens: &'a [Token],
    words: &'a [Word],
    places: &'a HashSet<&'static str>,
}

impl<'a> Finder<'a> {
    fn form(&self, at: u32) -> &'a str {
        self.tokens.get(at as usize).map_or("", |token| token.span.of(self.text))
    }

    fn capital(&self, at: u32) -> bool {
        self.form(at).starts_with(|c: char| c.is_uppercase())
    }

    fn listed(&self, at: u32, list: &[&str]) -> bool {
        let form = self.form(at).trim_end_matches('.');
        form.len() <= 14 && list.iter().any(|entry| entry.eq_ignore_ascii_case(form))
    }

    fn is_title(&self, at: u32) -> bool {
        self.capital(at) && self.listed(at, TITLES)
    }

    /// Names of one sentence, not overlapping.
    fn sentence(&self, sentence: Range<u32>, classes: &[u8], names: &mut Vec<Entity>) {
        let first = names.len();
        let offset = sentence.start as usize;
        for (start, end, kind) in spans(&classes[offset..sentence.end as usize]) {
            let words = (offset + start) as u32..(offset + end) as u32;
            names.push(Entity { words, kind });
        }
        let mut at = sentence.start;
        while at < sentence.end {
            let end = if self.is_title(at) {
                self.titled(at, sentence.end, names, first)
            } else if self.capital(at) {
                self.body(at, sentence.end, names, first)
            } else {
                at + 1
            };
            at = end.max(at + 1);
        }
        for entity in &mut names[first..] {
            if entity.kind == EntityKind::Person {
                while entity.words.len() > 1 && self.is_title(entity.words.start) {
                    entity.words.start += 1;
                }
                while entity.words.len() > 1 && HONOURS.contains(&self.form(entity.words.end - 1)) {
                    entity.words.end -= 1;
                }
                let one = entity.words.len() == 1;
                if one
                    && self.places.contains(self.form(entity.words.start))
                    && !self.is_named(entity.words.start)
                {
                    entity.kind = EntityKind::Place;
                }
            } else if entity.kind == EntityKind::Other && self.is_marked(&entity.words) {
                entity.kind = EntityKind::Work;
            }
        }
        names[first..].sort_by_key(|entity| entity.words.start);
        self.dates(sentence.start, names, first);
    }

    /// Makes dates in the British order whole, which the corpora lack: *Monday, 21st November 2016*.
    fn dates(&self, sentence: u32, names: &mut Vec<Entity>, first: usize) {
        let mut behind = sentence;
        for entity in &mut names[first..] {
            let start = entity.words.start;
            if entity.kind == EntityKind::Date && start > behind && MONTHS.contains(&self.form(start)) {
                let day = self.form(start - 1);
                let digits = day.bytes().take_while(u8::is_ascii_digit).count();
                let ordinal = matches!(&day[digits..], "" | "st" | "nd" | "rd" | "th");
                if (1..=2).contains(&digits) && ordinal {
                    entity.words.start -= 1;
                }
            }
            behind = entity.words.end;
        }
        let mut at = first;
        while at + 1 < names.len() {
            let (this, next) = (&names[at], &names[at + 1]);
            let both = this.kind == EntityKind::Date && next.kind == EntityKind::Date;
            let gap = this.words.end..next.words.start;
            let joined = gap.is_empty()
                || gap.len() == 1 && self.form(gap.start) == "," && self.listed(this.words.start, DAYS);
            if both && joined {
                names[at].words.end = names.remove(at + 1).words.end;
            } else {
                at += 1;
            }
        }
    }

    /// Whether a title stands before the word at `at`.
    fn is_named(&self, at: u32) -> bool {
        at.checked_sub(1).is_some_and(|before| self.is_title(before))
    }

    /// Whether quotation marks stand on both sides.
    fn is_marked(&self, words: &Range<u32>) -> bool {
        let tag = |at: Option<u32>| at.and_then(|at| self.words.get(at as usize)).map(|word| word.tag);
        tag(words.start.checked_sub(1)) == Some(Tag::OpenQuote)
            && tag(Some(words.end)) == Some(Tag::CloseQuote)
    }

    /// Puts `entity` in place of those names from `first` on that it overlaps.
    fn put(&self, entity: Entity, names: &mut Vec<Entity>, first: usize) {
        let apart =
            |other: &Entity| other.words.end <= entity.words.start || entity.words.end <= other.words.start;
        let mut kept: Vec<Entity> = names.drain(first..).filter(apart).collect();
        names.append(&mut kept);
        names.push(entity);
    }

    /// The person behind the title at `at`; gives the word behind the name.
    fn titled(&self, at: u32, limit: u32, names: &mut Vec<Entity>, first: usize) -> u32 {
        let mut start = at + 1;
        while start < limit && self.is_title(start) {
            start += 1;
        }
        // *Miss Universe*, *Lady Justice*: too often no person.
        if start == at + 1 && self.listed(at, &["miss", "lady", "lord", "judge"]) {
            return start;
        }
        let mut end = start;
        while end < limit && end < start + 4 {
            let form = self.form(end);
            let particle = matches!(form, "de" | "van" | "von" | "der" | "al" | "la")
                && end + 1 < limit
                && self.capital(end + 1);
            let name =
                self.capital(end) && !HONOURS.contains(&form) && !self.listed(end, ROLES) && form != "I";
            if !name && !particle {
                break;
            }
            end += 1;
        }
        if end == start {
            return end;
        }
        // Where the model saw a shorter person at the same place, as in *Mr Doe Tuesday*, it is right.
        let known = names[first..].iter().find(|entity| {
            entity.kind == EntityKind::Person
                && entity.words.start.abs_diff(start) <= start - at
                && entity.words.end > start
        });
        if let Some(entity) = known {
            return entity.words.end;
        }
        self.put(Entity { words: start..end, kind: EntityKind::Person }, names, first);
        end
    }

    /// The public body whose name starts at `at`, or a body that is known by one word.
    fn body(&self, at: u32, limit: u32, names: &mut Vec<Entity>, first: usize) -> u32 {
        let mut end = at;
        let mut body = None;
        while end < limit && end < at + 10 {
            if self.capital(end)
                && (self.words[end as usize].tag.is_noun() || self.words[end as usize].tag == Tag::Jj)
            {
                end += 1;
                if BODIES.contains(&self.form(end - 1)) {
                    body = Some(end);
                }
            } else if end > at
                && matches!(self.form(end), "of" | "and" | "&" | "for" | "'s" | "’s")
                && end + 1 < limit
                && self.capital(end + 1)
            {
                // *Rotherham Council’s Deputy Leader*: the possessor is a body of its own.
                if body.is_some() {
                    break;
                }
                end += 1;
            } else {
                break;
            }
        }
        if let Some(end) = body.filter(|&end| end > at + 1) {
            let person = names[first..].iter().any(|entity| {
                entity.kind == EntityKind::Person && entity.words.start < end && at < entity.words.end
            });
            // Whatever the model thinks, *Sandwell MBC* is no person.
            if !person || PUBLIC_BODIES.contains(&self.form(end - 1)) {
                let mut start = at;
                while start + 1 < end
                    && matches!(self.form(start), "The" | "A" | "An" | "Our" | "This" | "In" | "At")
                {
                    start += 1;
                }
                self.put(Entity { words: start..end, kind: EntityKind::Organisation }, names, first);
                return end;
            }
        }
        if KNOWN.contains(&self.form(at)) {
            let inside = names[first..].iter_mut().find(|entity| entity.words.contains(&at));
            match inside {
                Some(entity) if entity.words.len() == 1 => entity.kind = EntityKind::Organisation,
                Some(_) => {}
                None => names.push(Entity { words: at..at + 1, kind: EntityKind::Organisation }),
            }
        }
        at + 1
    }

    /// One word that is the last of a person's full name elsewhere in the document is that person.
    fn surnames(&self, names: &mut [Entity]) {
        let persons =
            names.iter().filter(|entity| entity.kind == EntityKind::Person && entity.words.len() > 1);
        let known: HashSet<&str> = persons.map(|entity| self.form(entity.words.end - 1)).collect();
        for entity in names.iter_mut().filter(|entity| entity.words.len() == 1) {
            let person =
                matches!(entity.kind, EntityKind::Organisation | EntityKind::Place | EntityKind::Other);
            if person
                && known.contains(self.form(entity.words.start))
                && !KNOWN.contains(&self.form(entity.words.start))
            {
                entity.kind = EntityKind::Person;
            }
        }
    }

    /// Roles of one sentence: a noun of [`ROLES`] with what belongs to it on both sides.
    fn roles(&self, sentence: Range<u32>, names: &[Entity], roles: &mut Vec<Entity>) {
        let mut behind = sentence.start;
        let first = names.partition_point(|name| name.words.start < sentence.start);
        let count = names[first..].partition_point(|name| name.words.start < sentence.end);
        let is_person = |at: u32| {
            let index = names[first..first + count].binary_search_by_key(&at, |name| name.words.start);
            index.is_ok_and(|index| names[first + index].kind == EntityKind::Person)
        };
        for at in sentence.clone() {
            if at < behind || !self.listed(at, ROLES) || !self.words[at as usize].tag.is_noun() {
                continue;
            }
            let mut start = at;
            while start > behind
                && self.listed(start - 1, ROLE_WORDS)
                && !matches!(self.form(start - 1), "of" | "and" | "services")
            {
                start -= 1;
            }
            if start == at && self.listed(at, WEAK_ROLES) {
                continue;
            }
            let mut end = at + 1;
            // *of children's services*, *for Children and Young People's Services*
            if matches!(self.form(end), "of" | "for") && end + 1 < sentence.end {
                let mut scan = end + 1;
                while scan < sentence.end && scan < end + 9 {
                    let tag = self.words[scan as usize].tag;
                    let inner = tag.is_noun() && self.words[scan as usize].label != Label::Appos
                        || matches!(tag, Tag::Jj | Tag::Pos)
                        || matches!(self.form(scan), "the" | "and" | "&");
                    if !inner || is_person(scan) {
                        break;
                    }
                    scan += 1;
                }
                while scan > end + 1 && !self.words[scan as usize - 1].tag.is_noun() {
                    scan -= 1;
                }
                if scan > end + 1 {
                    end = scan;
                }
            }
            roles.push(Entity { words: start..end, kind: EntityKind::Role });
            behind = end;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::WIDTH;

    #[test]
    fn classes_and_spans_are_one_to_one() {
        let names = [(0, 1, EntityKind::Person), (1, 3, EntityKind::Place), (4, 8, EntityKind::Date)];
        assert_eq!(spans(&classes(9, &names)), names);
    }

    #[test]
    fn what_is_decoded_is_whole() {
        let mut random = 7u32;
        let scores: Vec<Row> = (0..200)
            .map(|_| {
                std::array::from_fn::<f32, WIDTH, _>(|_| {
                    random = random.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
                    (random >> 8) as f32
                })
            })
            .collect();
        let mut out = Vec::new();
        decode(&scores, &mut out);
        assert_eq!(out.len(), 200);
        assert!(follows(0, out[0] as usize));
        assert!(out.windows(2).all(|pair| follows(pair[0] as usize, pair[1] as usize)));
        assert_eq!(classes(200, &spans(&out)), out);
    }
}
