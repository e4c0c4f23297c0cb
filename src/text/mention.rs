//! Names and weekdays in running text, in the forms that people use for them.
//!
//! Like [`super::numbers`] this reads generously: it serves to notice that a name is *not* there.

use super::fold;

/// A text taken apart into words that names are compared with: without case, accents and the marks inside them
/// (`U.S.` is `us`), a possessive left off.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Words(Vec<String>);

/// Words before an apostrophe that are words of their own, as in `d'affaires`.
const ELISIONS: &[&str] = &["l", "d", "j", "m", "n", "t", "c", "qu"];

/// Words of names that are told apart from others by nothing.
const LITTLE: &[&str] = &[
    "the", "a", "an", "of", "and", "to", "in", "for", "on", "at", "by", "de", "del", "la", "le", "les", "el", "los",
    "las", "von", "van", "der", "den", "da", "dos", "y", "et", "und", "du",
];

/// What stands behind a last name.
const AFTER_NAMES: &[&str] = &["jr", "sr", "ii", "iii", "iv", "phd", "md"];

impl Words {
    /// Takes a text apart.
    pub fn new(text: &str) -> Self {
        let mut words: Vec<String> = Vec::new();
        for run in fold::words(text).split(|c: char| !(c.is_alphanumeric() || matches!(c, '.' | '\'' | '&'))) {
            let mut word = String::new();
            let together = is_initials(run);
            let mut rest = run.chars().peekable();
            while let Some(c) = rest.next() {
                match c {
                    // Initials go together, sentences without a space between them do not.
                    '.' if word.chars().nth(1).is_some() && !together => {
                        words.push(std::mem::take(&mut word));
                    }
                    '.' | '&' => {}
                    '\'' if ELISIONS.contains(&word.as_str()) => words.push(std::mem::take(&mut word)),
                    '\'' => {
                        let mut ahead = rest.clone();
                        if ahead.next() == Some('s') && !ahead.next().is_some_and(char::is_alphanumeric) {
                            rest.next();
                            words.push(std::mem::take(&mut word));
                        }
                    }
                    c => word.push(c),
                }
            }
            words.push(word);
        }
        words.retain(|word| !word.is_empty());
        Self(words)
    }

    /// Whether a name stands here: as it is, or all its telling words in any order, or its initials.
    pub fn name(&self, name: &str) -> bool {
        let own = Self::new(name);
        let own: &[String] = match own.0.as_slice() {
            [first, rest @ ..] if !rest.is_empty() && matches!(first.as_str(), "the" | "a" | "an") => rest,
            all => all,
        };
        if own.is_empty() {
            // Nothing but signs: there is nothing to miss.
            return true;
        }
        let runs = self.0.windows(own.len());
        if runs.into_iter().any(|run| run.iter().zip(own).all(|(word, own)| same(word, own))) {
            return true;
        }
        let telling: Vec<&String> = own.iter().filter(|word| !LITTLE.contains(&word.as_str())).collect();
        if telling.len() > 1 && telling.iter().all(|own| self.0.iter().any(|word| same(word, own))) {
            return true;
        }
        let initials: String = telling.iter().filter_map(|word| word.chars().next()).collect();
        let acronym = telling.len() > 1 && self.0.contains(&initials);
        // Names joined or parted in another way: `VenezuelaAffairs`, `New-York`, 委内瑞拉.
        let together = own.concat();
        acronym || (together.chars().count() >= 2 && !together.is_ascii() && self.0.concat().contains(&together))
    }

    /// Whether the last name of a person stands here. Somebody with two last names may be called by either.
    pub fn last_name(&self, name: &str) -> bool {
        let own = Self::new(name);
        let own: Vec<&String> = own.0.iter().filter(|word| !AFTER_NAMES.contains(&word.as_str())).collect();
        let telling = |word: &&String| word.chars().count() >= 2 && !LITTLE.contains(&word.as_str());
        let Some((last, before)) = own.split_last().filter(|(_, before)| !before.is_empty()) else { return false };
        let second = before.split_last().filter(|(_, before)| !before.is_empty()).map(|(second, _)| *second);
        let second = second.filter(|second| second.chars().count() >= 4);
        [Some(*last), second].into_iter().flatten().filter(telling).any(|own| self.0.iter().any(|word| same(word, own)))
    }

    /// Whether one of some words stands here, each by its beginning.
    pub fn any_starting(&self, beginnings: &[&str]) -> bool {
        self.0.iter().any(|word| beginnings.iter().any(|beginning| word.starts_with(beginning)))
    }

    /// The words.
    pub fn iter(&self) -> impl Iterator<Item = &str> {
        self.0.iter().map(String::as_str)
    }
}

/// Whether a run of letters and dots is initials: `U.S.`, `J.F.K.`.
fn is_initials(run: &str) -> bool {
    run.split('.').all(|part| part.chars().count() <= 1)
}

/// Whether a word of a text is a word of a name: itself, its plural, what people make of it (`Venezuelan`) or what it
/// was made of.
fn same(word: &str, own: &str) -> bool {
    made_of(word, own) || made_of(own, word)
}

fn made_of(word: &str, own: &str) -> bool {
    match word.strip_prefix(own) {
        Some("") => true,
        Some(rest) => {
            own.chars().count() >= 4
                && matches!(rest, "s" | "es" | "n" | "an" | "ns" | "ans" | "ian" | "ians" | "ese" | "i" | "is")
        }
        // `Mexico`, `Mexican`: the last vowel goes.
        None => {
            let stem = own.trim_end_matches(['a', 'e', 'i', 'o', 'u', 'y']);
            stem.chars().count() >= 4
                && word.strip_prefix(stem).is_some_and(|rest| {
                    matches!(rest, "an" | "ans" | "ian" | "ians" | "ean" | "eans" | "ese" | "ish" | "ies" | "ien")
                })
        }
    }
}

/// The days of the week, Monday first.
pub(super) const WEEKDAYS: &[&[&str]] = &[
    &["monday", "mondays", "lunes", "lundi", "montag", "lunedi"],
    &["tuesday", "tuesdays", "martes", "mardi", "dienstag", "martedi"],
    &["wednesday", "wednesdays", "miercoles", "mercredi", "mittwoch", "mercoledi"],
    &["thursday", "thursdays", "jueves", "jeudi", "donnerstag", "giovedi"],
    &["friday", "fridays", "viernes", "vendredi", "freitag", "venerdi"],
    &["saturday", "saturdays", "sabado", "samedi", "samstag", "sabato"],
    &["sunday", "sundays", "domingo", "dimanche", "sonntag", "domenica"],
];

/// Short forms, which count only with the full stop: `Sat.`
const SHORT: &[(&str, usize)] = &[
    ("mon.", 0),
    ("tue.", 1),
    ("tues.", 1),
    ("wed.", 2),
    ("thu.", 3),
    ("thur.", 3),
    ("thurs.", 3),
    ("fri.", 4),
    ("sat.", 5),
    ("sun.", 6),
];

/// Words before a weekday that make it a name of something else.
const NAMED_BEFORE: &[&str] = &["black", "bloody", "cyber", "super", "giving", "ruby", "fat"];

/// Words after one that do.
const NAMED_AFTER: &[&str] = &["times", "telegraph", "mail", "mirror", "express", "herald", "post", "night", "club"];

/// Whether [`weekdays`] may find one in a text: a quick look that is right about plain text.
pub fn may_name_weekday(text: &str) -> bool {
    let bytes = text.as_bytes();
    let mut in_word = false;
    let mut at = 0;
    while let Some(byte) = bytes.get(at) {
        match KINDS[usize::from(*byte)] {
            Kind::Letter => {
                if !in_word && may_begin_weekday(bytes, at) && is_weekday(bytes.get(at..).unwrap_or_default()) {
                    return true;
                }
                in_word = true;
            }
            Kind::Sign => in_word = false,
            // Dashes, quotation marks and the ellipsis part words as plain signs do. What else there is beyond ASCII
            // may fold to letters or to nothing.
            Kind::Other if matches!(bytes.get(at..at + 3), Some([0xe2, 0x80, 0x90..=0xa6])) => {
                in_word = false;
                at += 2;
            }
            Kind::Other => return true,
        }
        at += 1;
    }
    false
}

/// What a byte is.
#[derive(Clone, Copy)]
enum Kind {
    Letter,
    Sign,
    Other,
}

const KINDS: [Kind; 256] = {
    let mut kinds = [Kind::Other; 256];
    let mut byte = 0;
    while byte < 128 {
        if (byte as u8).is_ascii_alphabetic() {
            kinds[byte] = Kind::Letter;
        } else if !(byte as u8).is_ascii_control() || matches!(byte as u8, b'\n' | b'\r' | b'\t') {
            kinds[byte] = Kind::Sign;
        }
        byte += 1;
    }
    kinds
};

/// Whether the first letters here are those of a weekday's name.
fn may_begin_weekday(bytes: &[u8], at: usize) -> bool {
    let Some(&[a, b, c]) = bytes.get(at..at + 3) else { return false };
    matches!(
        &[a | 0x20, b | 0x20, c | 0x20],
        b"mon"
            | b"tue"
            | b"wed"
            | b"thu"
            | b"fri"
            | b"sat"
            | b"sun"
            | b"lun"
            | b"mar"
            | b"mie"
            | b"mer"
            | b"mit"
            | b"die"
            | b"don"
            | b"jeu"
            | b"jue"
            | b"gio"
            | b"vie"
            | b"ven"
            | b"fre"
            | b"sab"
            | b"sam"
            | b"dom"
            | b"dim"
            | b"son"
    )
}

/// Whether a text begins with the name of a weekday, or with a short one and its full stop.
fn is_weekday(text: &[u8]) -> bool {
    let length = text.iter().take_while(|byte| byte.is_ascii_alphabetic()).count();
    let letters = text.get(..length).unwrap_or_default();
    let known = |name: &str| letters.eq_ignore_ascii_case(name.as_bytes());
    WEEKDAYS.iter().copied().flatten().any(|name| known(name))
        || text.get(length) == Some(&b'.') && SHORT.iter().any(|(name, _)| known(name.trim_end_matches('.')))
}

/// The weekdays that a text names, Monday as 0, in order.
pub fn weekdays(text: &str) -> Vec<usize> {
    let folded = fold::words(text);
    let short = folded.split(' ').filter_map(|word| {
        let word = word.trim_start_matches(|c: char| !c.is_alphabetic());
        SHORT
            .iter()
            .find(|(name, _)| word.strip_prefix(name).is_some_and(|rest| !rest.starts_with(char::is_alphabetic)))
    });
    let mut found: Vec<usize> = short.map(|(_, day)| *day).collect();
    let words: Vec<&str> = folded.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    for (at, word) in words.iter().enumerate() {
        let Some(day) = WEEKDAYS.iter().position(|names| names.contains(word)) else { continue };
        let beside =
            |at: Option<usize>, list: &[&str]| at.and_then(|at| words.get(at)).is_some_and(|word| list.contains(word));
        if !beside(at.checked_sub(1), NAMED_BEFORE) && !beside(Some(at + 1), NAMED_AFTER) {
            found.push(day);
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_of_numbers_and_dots_take_no_longer_than_their_length() {
        // Where the whole row was looked at for each of its dots, this would not end.
        for row in ["1.", "ab.", "a."] {
            assert!(!Words::new(&row.repeat(100_000)).0.is_empty(), "{row}");
        }
    }

    #[test]
    fn names_are_found_in_their_usual_forms() {
        for (text, name) in [
            ("enter Francisco Palmieri, a diplomat", "Francisco Palmieri"),
            ("MADURO was taken", "Maduro"),
            ("Delcy Rodriguez said", "Delcy Rodríguez"),
            ("Maduro's government", "Maduro"),
            ("the US embassy", "U.S."),
            ("the U.S. embassy", "US"),
            ("Venezuelan officials", "Venezuela"),
            ("the Mexicans", "Mexico"),
            ("the government of Venezuela", "Venezuelan government"),
            ("Venezuela’s interim government", "government of Venezuela"),
            ("the UN said", "United Nations"),
            ("its VAU", "Venezuela Affairs Unit"),
            ("chargé d’affaires", "charge d'affaires"),
            ("New-York harbour", "New York"),
            ("in委内瑞拉境内", "委内瑞拉"),
            ("the mission", "The Mission"),
            ("dominance.Original article", "Original"),
        ] {
            assert!(Words::new(text).name(name), "{name} in {text}");
        }
        for (text, name) in [
            ("enter Laura Dogu", "Francisco Palmieri"),
            ("New Jersey", "New York"),
            ("the animal", "Ani"),
            ("Maduro", "Mad"),
            ("his successor", "Nicolás Maduro"),
        ] {
            assert!(!Words::new(text).name(name), "{name} in {text}");
        }
    }

    #[test]
    fn last_names_stand_for_people() {
        for (text, name) in [
            ("Palmieri arrived", "Francisco Palmieri"),
            ("McNamara", "John T. McNamara"),
            ("Rodríguez said", "Delcy Rodríguez Gómez"),
            ("King’s dream", "Martin Luther King Jr."),
        ] {
            assert!(Words::new(text).last_name(name), "{name} in {text}");
        }
        for (text, name) in
            [("Francisco arrived", "Francisco Palmieri"), ("the end", "Madonna"), ("T. arrived", "John T. McNamara")]
        {
            assert!(!Words::new(text).last_name(name), "{name} in {text}");
        }
    }

    #[test]
    fn every_name_of_a_weekday_is_seen_at_a_glance() {
        for name in WEEKDAYS.iter().copied().flatten().copied().chain(SHORT.iter().map(|(name, _)| *name)) {
            assert!(may_name_weekday(&format!("on {} it", name.to_uppercase())), "{name}");
        }
        assert!(!may_name_weekday("the “same” man, dying in a sunny month — he sat"));
    }

    proptest::proptest! {
        #[test]
        fn where_no_weekday_is_seen_none_is_read(
            text in "(mon|Mon\\.|day|tues?|3|sun|Sat|é|mié|rcoles|\u{ad}|\u{200b}|ſ|—|’| |,|\\.|-|\t){0,8}",
        ) {
            proptest::prop_assert!(may_name_weekday(&text) || weekdays(&text).is_empty());
        }
    }

    #[test]
    fn weekdays_are_read() {
        assert_eq!(weekdays("On Friday of last week, Sunday's talks"), [4, 6]);
        assert_eq!(weekdays("(Sat.) Jan. 3; el miércoles"), [5, 2]);
        assert_eq!(weekdays("Black Friday, the Sunday Times, he sat. Then"), [5]);
        assert_eq!(weekdays("no day, sun and wed"), [0_usize; 0]);
    }
}
