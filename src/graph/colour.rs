//! Colours that text can be read on.

use std::fmt;

/// A colour on the screen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Colour(pub u8, pub u8, pub u8);

const WHITE: Colour = Colour(255, 255, 255);
const BLACK: Colour = Colour(0, 0, 0);

impl Colour {
    /// For speakers of no party and ratings of no rank.
    pub const NEUTRAL: Colour = Colour(0x8A, 0x93, 0xA0);

    /// Reads `#rrggbb`.
    pub fn parse(text: &str) -> Option<Colour> {
        let digits = text.strip_prefix('#').filter(|digits| digits.len() == 6 && digits.is_ascii())?;
        let channel = |at: usize| u8::from_str_radix(&digits[at..at + 2], 16).ok();
        Some(Colour(channel(0)?, channel(2)?, channel(4)?))
    }

    /// A light tone, to fill a shape that dark text stands on.
    pub fn fill(self) -> Colour {
        self.mix(WHITE, 0.84)
    }

    /// The colour, darkened until it can be read on its own [`fill`](Self::fill)
    /// (a contrast of 4.5 to 1, as WCAG asks).
    pub fn ink(self) -> Colour {
        let background = self.fill();
        (0..20)
            .map(|step| self.mix(BLACK, f32::from(step as u8) * 0.05))
            .find(|ink| ink.contrast(background) >= 4.5)
            .unwrap_or(BLACK)
    }

    /// Black or white, whichever is read better on this colour.
    pub fn text(self) -> Colour {
        if self.contrast(WHITE) >= self.contrast(BLACK) { WHITE } else { BLACK }
    }

    fn mix(self, other: Colour, share: f32) -> Colour {
        let part = |one: u8, two: u8| (f32::from(one) * (1.0 - share) + f32::from(two) * share).round() as u8;
        Colour(part(self.0, other.0), part(self.1, other.1), part(self.2, other.2))
    }

    fn contrast(self, other: Colour) -> f32 {
        let (one, two) = (self.luminance(), other.luminance());
        (one.max(two) + 0.05) / (one.min(two) + 0.05)
    }

    /// Relative luminance as WCAG defines it.
    fn luminance(self) -> f32 {
        let linear = |channel: u8| {
            let channel = f32::from(channel) / 255.0;
            if channel <= 0.04045 { channel / 12.92 } else { ((channel + 0.055) / 1.055).powf(2.4) }
        };
        0.2126 * linear(self.0) + 0.7152 * linear(self.1) + 0.0722 * linear(self.2)
    }
}

impl fmt::Display for Colour {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "#{:02X}{:02X}{:02X}", self.0, self.1, self.2)
    }
}

/// For parties whose colour the lexicon doesn't know, in turn.
pub const OTHER_PARTIES: [Colour; 4] =
    [Colour(0x8E, 0x6B, 0xBF), Colour(0xA9, 0x7B, 0x50), Colour(0x5B, 0x7F, 0x95), Colour(0xC0, 0x6C, 0x9A)];

/// From the best grade to the worst, told apart by the colour-blind too; `None` without a rank.
pub fn grade(rank: Option<u8>, grades: Option<u8>) -> Option<Colour> {
    const SCALE: [Colour; 5] = [
        Colour(0x0B, 0x6E, 0x6E),
        Colour(0x5A, 0xAE, 0x9A),
        Colour(0xE8, 0xC5, 0x4A),
        Colour(0xE0, 0x8A, 0x3C),
        Colour(0xB2, 0x3A, 0x2E),
    ];
    let (rank, grades) = (rank?, grades?.max(2));
    let place = f32::from(rank.clamp(1, grades) - 1) / f32::from(grades - 1);
    Some(SCALE[(place * (SCALE.len() - 1) as f32).round() as usize])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_can_be_read_on_every_party() {
        let lexicon = crate::lexicon::Lexicon::embedded();
        let known: Vec<_> = lexicon.parties.iter().filter_map(|party| party.colour.as_deref()).collect();
        assert!(known.len() > 10);
        for colour in known.iter().map(|text| Colour::parse(text).unwrap()).chain(OTHER_PARTIES) {
            assert!(colour.ink().contrast(colour.fill()) >= 4.5, "{colour}");
            assert!(BLACK.contrast(colour.fill()) >= 10.0, "{colour}");
        }
    }

    #[test]
    fn colours_are_read_back() {
        assert_eq!(Colour::parse("#e4003b"), Some(Colour(0xE4, 0, 0x3B)));
        for wrong in ["e4003b", "#e4003", "#e4003g", "#é003b", ""] {
            assert_eq!(Colour::parse(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn grades_run_from_best_to_worst() {
        assert_ne!(grade(Some(1), Some(4)), grade(Some(4), Some(4)));
        assert_eq!(grade(Some(1), Some(4)), grade(Some(1), Some(6)));
        assert_eq!(grade(Some(9), Some(4)), grade(Some(4), Some(4)));
        assert_eq!(grade(None, Some(4)), None);
        assert_eq!(grade(Some(1), Some(1)), grade(Some(1), Some(4)));
    }
}
