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

/// The colour by which the public knows a party; `None` for parties not known here.
pub fn party(name: &str) -> Option<Colour> {
    let name = name.to_lowercase();
    let known = [
        ("labour", Colour(0xE4, 0x00, 0x3B)),
        ("conservative", Colour(0x00, 0x72, 0xCE)),
        ("liberal democrat", Colour(0xFA, 0xA6, 0x1A)),
        ("green", Colour(0x3F, 0xA5, 0x35)),
        ("reform", Colour(0x12, 0xB6, 0xCF)),
        ("ukip", Colour(0x70, 0x14, 0x7A)),
        ("uk independence", Colour(0x70, 0x14, 0x7A)),
        ("snp", Colour(0xF2, 0xE0, 0x30)),
        ("scottish national", Colour(0xF2, 0xE0, 0x30)),
        ("plaid", Colour(0x00, 0x5B, 0x54)),
        ("democratic unionist", Colour(0xD4, 0x6A, 0x4C)),
        ("dup", Colour(0xD4, 0x6A, 0x4C)),
        ("sinn f", Colour(0x32, 0x67, 0x60)),
        ("sdlp", Colour(0x2A, 0xA8, 0x2C)),
        ("social democratic and labour", Colour(0x2A, 0xA8, 0x2C)),
        ("alliance", Colour(0xF6, 0xCB, 0x2F)),
        ("uup", Colour(0x48, 0xA5, 0xEE)),
        ("ulster unionist", Colour(0x48, 0xA5, 0xEE)),
        ("tuv", Colour(0x0C, 0x3A, 0x6A)),
        ("your party", Colour(0xB0, 0x2C, 0x6E)),
    ];
    known.iter().find(|(start, _)| name.starts_with(start)).map(|&(_, colour)| colour)
}

/// For parties that [`party`] doesn't know, in turn.
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

impl Colour {
    /// Black or white, whichever is read better on this colour.
    pub fn text(self) -> Colour {
        if self.contrast(WHITE) >= self.contrast(BLACK) { WHITE } else { BLACK }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_can_be_read_on_every_party() {
        let names =
            ["Labour", "Conservative", "Liberal Democrats", "Green Party", "Reform UK", "SNP", "Alliance"];
        for colour in names.map(|name| party(name).unwrap()).into_iter().chain(OTHER_PARTIES) {
            assert!(colour.ink().contrast(colour.fill()) >= 4.5, "{colour}");
            assert!(BLACK.contrast(colour.fill()) >= 10.0, "{colour}");
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
