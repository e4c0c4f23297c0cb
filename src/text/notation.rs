//! How a language writes numbers: whether `1.473` is a thousand and more or hardly one and a half, and what the words are
//! that multiply the number before them (`millones`, `Milliarden`).

/// What a point or a comma is that stands before the last three digits of a number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Mark {
    /// It groups digits: `1,473` in English.
    Groups,
    /// It begins the decimals: `1,473` in German.
    Decimals,
    /// Both are written so.
    Either,
}

/// The way of a language.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Notation {
    point: Mark,
    comma: Mark,
    words: Words,
}

/// Whose words for a million are read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Words {
    English,
    /// Those of one language besides, by its place in [`SCALES`].
    Of(usize),
    /// Those of all languages, where they are no English words.
    All,
}

/// A language's words that multiply, folded, each with the English word for as much.
type Scales = (&'static str, &'static [(&'static str, &'static str)]);

/// Of the languages whose months and weekdays are read as well, and of Dutch. `billion` is a million millions in most.
const SCALES: &[Scales] = &[
    (
        "es",
        &[
            ("mil", "thousand"),
            ("millon", "million"),
            ("millones", "million"),
            ("millardo", "billion"),
            ("millardos", "billion"),
            ("billon", "trillion"),
            ("billones", "trillion"),
            ("docena", "dozen"),
            ("docenas", "dozen"),
        ],
    ),
    (
        "fr",
        &[
            ("mille", "thousand"),
            ("millier", "thousand"),
            ("milliers", "thousand"),
            ("milliard", "billion"),
            ("milliards", "billion"),
            ("billion", "trillion"),
            ("billions", "trillion"),
            ("douzaine", "dozen"),
            ("douzaines", "dozen"),
        ],
    ),
    (
        "de",
        &[
            ("tausend", "thousand"),
            ("tsd", "thousand"),
            ("millionen", "million"),
            ("milliarde", "billion"),
            ("milliarden", "billion"),
            ("billion", "trillion"),
            ("billionen", "trillion"),
            ("dutzend", "dozen"),
        ],
    ),
    (
        "it",
        &[
            ("mila", "thousand"),
            ("milione", "million"),
            ("milioni", "million"),
            ("miliardo", "billion"),
            ("miliardi", "billion"),
            ("mld", "billion"),
            ("bilione", "trillion"),
            ("bilioni", "trillion"),
            ("dozzina", "dozen"),
            ("dozzine", "dozen"),
        ],
    ),
    (
        "pt",
        &[
            ("mil", "thousand"),
            ("milhao", "million"),
            ("milhoes", "million"),
            ("bilhao", "billion"),
            ("bilhoes", "billion"),
            ("biliao", "trillion"),
            ("bilioes", "trillion"),
            ("trilhao", "trillion"),
            ("trilhoes", "trillion"),
            ("duzia", "dozen"),
            ("duzias", "dozen"),
        ],
    ),
    (
        "nl",
        &[
            ("duizend", "thousand"),
            ("miljoen", "million"),
            ("miljard", "billion"),
            ("biljoen", "trillion"),
            ("dozijn", "dozen"),
        ],
    ),
];

/// Languages that write a decimal point and group with commas.
const POINT: &[&str] =
    &["en", "zh", "ja", "ko", "th", "he", "hi", "bn", "ur", "ta", "te", "ms", "fil", "tl", "ga", "sw"];

/// Languages that write a decimal comma and group with points.
const COMMA: &[&str] =
    &["de", "es", "pt", "it", "nl", "da", "tr", "id", "el", "ro", "hr", "sr", "bs", "sl", "is", "ca", "gl", "eu", "vi"];

/// Languages that write a decimal comma and group with spaces.
const SPACE: &[&str] =
    &["fr", "sv", "nb", "nn", "no", "fi", "pl", "cs", "sk", "hu", "ru", "uk", "be", "bg", "et", "lv", "lt"];

/// Regions that go another way than the rest of their language: decimal points.
const REGIONS: &[(&str, &[&str])] = &[
    ("es", &["mx", "us", "pr", "do", "gt", "hn", "sv", "ni", "pa", "pe", "cu", "419"]),
    ("de", &["ch", "li"]),
    ("it", &["ch"]),
];

impl Notation {
    /// As claims are written, and English articles.
    pub const ENGLISH: Self = Self { point: Mark::Decimals, comma: Mark::Groups, words: Words::English };
    /// Of a text whose language is not known: whatever it may be.
    pub const ANY: Self = Self { point: Mark::Either, comma: Mark::Either, words: Words::All };

    /// The way of the language of a BCP 47 tag, or of none.
    pub fn of(tag: Option<&str>) -> Self {
        let Some(tag) = tag else { return Self::ANY };
        let tag = tag.to_ascii_lowercase();
        let mut parts = tag.split(['-', '_']);
        let language = parts.next().unwrap_or("");
        let pointed = REGIONS.iter().find(|(of, _)| *of == language).is_some_and(|(_, regions)| {
            // A region has two letters or three digits.
            parts.clone().any(|part| regions.contains(&part))
        });
        let regional =
            parts.any(|part| part.len() == 2 || part.len() == 3 && part.starts_with(|c: char| c.is_ascii_digit()));
        let (point, comma) = if pointed {
            // Neighbours' papers and agencies' texts go the other way there.
            (Mark::Either, Mark::Either)
        } else if POINT.contains(&language) {
            (Mark::Decimals, Mark::Groups)
        } else if COMMA.contains(&language) {
            // Half of the Spanish-speaking countries write a comma between groups, and their papers may give no region.
            let comma = if language == "es" && !regional { Mark::Either } else { Mark::Decimals };
            (Mark::Groups, comma)
        } else if SPACE.contains(&language) {
            (Mark::Either, Mark::Decimals)
        } else {
            (Mark::Either, Mark::Either)
        };
        let words = match SCALES.iter().position(|(of, _)| *of == language) {
            Some(at) => Words::Of(at),
            None if language == "en" => Words::English,
            None => Words::All,
        };
        Self { point, comma, words }
    }

    /// Whether a mark before three last digits may group them.
    pub(super) fn groups(self, mark: char) -> bool {
        self.mark(mark) != Mark::Decimals
    }

    /// Whether a mark before three last digits may begin the decimals.
    pub(super) fn decimals(self, mark: char) -> bool {
        self.mark(mark) != Mark::Groups
    }

    fn mark(self, mark: char) -> Mark {
        match mark {
            '.' => self.point,
            ',' => self.comma,
            _ => Mark::Groups,
        }
    }

    /// Whether digits that a claim has with a point or a comma mean the same here, if they stand here at all.
    pub fn reads_like_english(self) -> bool {
        self.point != Mark::Groups && self.comma != Mark::Decimals
    }

    /// The English word for as much as a folded word of this language, if it is one that multiplies.
    pub(super) fn scale(self, word: &str) -> Option<&'static str> {
        let of = |(_, words): &Scales| words.iter().find(|(own, _)| *own == word).map(|(_, scale)| *scale);
        match self.words {
            Words::English => None,
            Words::Of(at) => SCALES.get(at).and_then(of),
            // `billion` is taken for English.
            Words::All => SCALES.iter().find_map(of).filter(|_| !word.starts_with("billion") || word == "billionen"),
        }
    }
}

/// Whether a folded word of any language but English is or ends a number of a hundred or more: `mil`, `doscientos`,
/// `zweihundert`, `duemila`.
pub(super) fn is_large(word: &str) -> bool {
    matches!(word, "cien" | "ciento" | "cem" | "cento" | "cent" | "cents" | "mille")
        || ["entos", "entas"].iter().any(|end| word.len() > 6 && word.ends_with(end))
        || ["hundert", "tausend", "honderd", "duizend"].iter().any(|stem| word.contains(stem))
        || word.len() > 5 && (word.contains("cento") || word.ends_with("mila") || word.starts_with("mille"))
        || Notation::ANY.scale(word).is_some()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_language_has_its_way() {
        for (tag, point, comma) in [
            ("en", Mark::Decimals, Mark::Groups),
            ("EN-gb", Mark::Decimals, Mark::Groups),
            ("de", Mark::Groups, Mark::Decimals),
            ("es", Mark::Groups, Mark::Either),
            ("es-ES", Mark::Groups, Mark::Decimals),
            ("es-MX", Mark::Either, Mark::Either),
            ("pt-BR", Mark::Groups, Mark::Decimals),
            ("de-CH", Mark::Either, Mark::Either),
            ("fr", Mark::Either, Mark::Decimals),
            ("xx", Mark::Either, Mark::Either),
        ] {
            let notation = Notation::of(Some(tag));
            assert_eq!((notation.point, notation.comma), (point, comma), "{tag}");
        }
        assert_eq!(Notation::of(None), Notation::ANY);
    }

    #[test]
    fn a_billion_depends_on_the_language() {
        assert_eq!(Notation::of(Some("de")).scale("billion"), Some("trillion"));
        assert_eq!(Notation::of(Some("en")).scale("billion"), None);
        assert_eq!(Notation::ANY.scale("billion"), None);
        assert_eq!(Notation::ANY.scale("billones"), Some("trillion"));
        assert_eq!(Notation::of(Some("en")).scale("mil"), None);
    }
}
