//! Part-of-speech tags and dependency labels, as small numbers with names.

use crate::model::Scheme;

macro_rules! names {
    ($(#[$meta:meta])* $name:ident { $($(#[$doc:meta])* $variant:ident $text:literal,)* }) => {
        $(#[$meta])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        #[repr(u8)]
        pub enum $name {
            $($(#[$doc])* #[doc = concat!("`", $text, "`")] $variant,)*
        }

        impl $name {
            /// All, in the order of their numbers.
            pub const ALL: &[$name] = &[$($name::$variant,)*];

            /// The name used in treebanks.
            pub fn as_str(self) -> &'static str {
                match self {
                    $($name::$variant => $text,)*
                }
            }

            /// The one with this name.
            pub fn from_name(name: &str) -> Option<Self> {
                match name {
                    $($text => Some($name::$variant),)*
                    _ => None,
                }
            }
        }
    };
}

names! {
    /// A part of speech of the Penn Treebank (Santorini, 1990); from `HYPH` on, what the English Web
    /// Treebank adds.
    Tag {
        Cc "CC",
        Cd "CD",
        Dt "DT",
        Ex "EX",
        Fw "FW",
        In "IN",
        Jj "JJ",
        Jjr "JJR",
        Jjs "JJS",
        Ls "LS",
        Md "MD",
        Nn "NN",
        Nns "NNS",
        Nnp "NNP",
        Nnps "NNPS",
        Pdt "PDT",
        Pos "POS",
        Prp "PRP",
        PrpPoss "PRP$",
        Rb "RB",
        Rbr "RBR",
        Rbs "RBS",
        Rp "RP",
        Sym "SYM",
        To "TO",
        Uh "UH",
        Vb "VB",
        Vbd "VBD",
        Vbg "VBG",
        Vbn "VBN",
        Vbp "VBP",
        Vbz "VBZ",
        Wdt "WDT",
        Wp "WP",
        WpPoss "WP$",
        Wrb "WRB",
        Stop ".",
        Comma ",",
        Colon ":",
        OpenQuote "``",
        CloseQuote "''",
        OpenBracket "-LRB-",
        CloseBracket "-RRB-",
        Currency "$",
        Hash "#",
        Hyph "HYPH",
        Nfp "NFP",
        Add "ADD",
        Gw "GW",
        Afx "AFX",
        Xx "XX",
    }
}

names! {
    /// A label of a dependency: those of Stanford Dependencies as CoreNLP 3 gives them (de Marneffe and
    /// Manning, 2008), then what Universal Dependencies 2 names otherwise.
    Label {
        Punct "punct",
        Case "case",
        Nmod "nmod",
        Nsubj "nsubj",
        Det "det",
        Compound "compound",
        Amod "amod",
        Dobj "dobj",
        Root "root",
        Advmod "advmod",
        Mark "mark",
        Aux "aux",
        Cc "cc",
        Conj "conj",
        NmodPoss "nmod:poss",
        Ccomp "ccomp",
        Xcomp "xcomp",
        Advcl "advcl",
        Cop "cop",
        Dep "dep",
        AclRelcl "acl:relcl",
        Nummod "nummod",
        Acl "acl",
        Neg "neg",
        Appos "appos",
        Auxpass "auxpass",
        Nsubjpass "nsubjpass",
        NmodTmod "nmod:tmod",
        CompoundPrt "compound:prt",
        Parataxis "parataxis",
        Mwe "mwe",
        Expl "expl",
        NmodNpmod "nmod:npmod",
        Csubj "csubj",
        Iobj "iobj",
        DetPredet "det:predet",
        CcPreconj "cc:preconj",
        Discourse "discourse",
        Csubjpass "csubjpass",
        Obj "obj",
        Obl "obl",
        Flat "flat",
        AuxPass "aux:pass",
        NsubjPass "nsubj:pass",
        OblUnmarked "obl:unmarked",
        NmodUnmarked "nmod:unmarked",
        List "list",
        Fixed "fixed",
        NmodDesc "nmod:desc",
        OblAgent "obl:agent",
        NsubjOuter "nsubj:outer",
        Vocative "vocative",
        Goeswith "goeswith",
        AdvclRelcl "advcl:relcl",
        Reparandum "reparandum",
        Orphan "orphan",
    }
}

/// Labels of news parses, in the order of the model's scores.
const NEWS_LABELS: &[Label] = &[
    Label::Punct,
    Label::Case,
    Label::Nmod,
    Label::Nsubj,
    Label::Det,
    Label::Compound,
    Label::Amod,
    Label::Dobj,
    Label::Root,
    Label::Advmod,
    Label::Mark,
    Label::Aux,
    Label::Cc,
    Label::Conj,
    Label::NmodPoss,
    Label::Ccomp,
    Label::Xcomp,
    Label::Advcl,
    Label::Cop,
    Label::Dep,
    Label::AclRelcl,
    Label::Nummod,
    Label::Acl,
    Label::Neg,
    Label::Appos,
    Label::Auxpass,
    Label::Nsubjpass,
    Label::NmodTmod,
    Label::CompoundPrt,
    Label::Parataxis,
    Label::Mwe,
    Label::Expl,
    Label::NmodNpmod,
    Label::Csubj,
    Label::Iobj,
    Label::DetPredet,
    Label::CcPreconj,
    Label::Discourse,
    Label::Csubjpass,
];

/// Labels of the English Web Treebank, in the order of the model's scores; rarer ones are left out.
const UD_LABELS: &[Label] = &[
    Label::Punct,
    Label::Case,
    Label::Nsubj,
    Label::Det,
    Label::Root,
    Label::Advmod,
    Label::Obj,
    Label::Amod,
    Label::Obl,
    Label::Conj,
    Label::Compound,
    Label::Mark,
    Label::Nmod,
    Label::Cc,
    Label::Aux,
    Label::Cop,
    Label::Advcl,
    Label::NmodPoss,
    Label::Xcomp,
    Label::Ccomp,
    Label::AclRelcl,
    Label::Flat,
    Label::Parataxis,
    Label::Nummod,
    Label::Appos,
    Label::Acl,
    Label::AuxPass,
    Label::NsubjPass,
    Label::OblUnmarked,
    Label::NmodUnmarked,
    Label::Discourse,
    Label::CompoundPrt,
    Label::Iobj,
    Label::List,
    Label::Expl,
    Label::Fixed,
    Label::NmodDesc,
    Label::OblAgent,
    Label::Csubj,
    Label::NsubjOuter,
    Label::DetPredet,
    Label::Vocative,
    Label::Goeswith,
    Label::AdvclRelcl,
    Label::CcPreconj,
    Label::Reparandum,
    Label::Orphan,
];

impl Tag {
    /// A noun or name.
    pub fn is_noun(self) -> bool {
        matches!(self, Tag::Nn | Tag::Nns | Tag::Nnp | Tag::Nnps)
    }

    /// A name.
    pub fn is_name(self) -> bool {
        matches!(self, Tag::Nnp | Tag::Nnps)
    }

    /// A verb in any form, modals left out.
    pub fn is_verb(self) -> bool {
        matches!(self, Tag::Vb | Tag::Vbd | Tag::Vbg | Tag::Vbn | Tag::Vbp | Tag::Vbz)
    }

    /// A verb in a finite form, modals too.
    pub fn is_finite(self) -> bool {
        matches!(self, Tag::Vbd | Tag::Vbp | Tag::Vbz | Tag::Md)
    }

    /// A personal pronoun, possessive or not.
    pub fn is_pronoun(self) -> bool {
        matches!(self, Tag::Prp | Tag::PrpPoss)
    }
}

impl Label {
    /// The labels that a parser of `scheme` gives.
    pub fn of(scheme: Scheme) -> &'static [Label] {
        match scheme {
            Scheme::News => NEWS_LABELS,
            Scheme::Ud => UD_LABELS,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_go_both_ways() {
        assert!(Tag::ALL.iter().all(|&tag| Tag::from_name(tag.as_str()) == Some(tag)));
        assert!(Label::ALL.iter().all(|&label| Label::from_name(label.as_str()) == Some(label)));
        assert_eq!(Tag::from_name("NOUN"), None);
    }
}
