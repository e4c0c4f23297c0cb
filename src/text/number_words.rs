//! English words for numbers, and what they stand for.

/// Words that multiply the number before them.
pub(super) const SCALES: &[(&str, u64)] = &[
    ("hundred", 100),
    ("thousand", 1_000),
    ("million", 1_000_000),
    ("billion", 1_000_000_000),
    ("trillion", 1_000_000_000_000),
    ("dozen", 12),
    ("score", 20),
    ("decade", 10),
    ("century", 100),
    ("lakh", 100_000),
    ("crore", 10_000_000),
];

/// The same written short, right behind digits.
pub(super) const SHORT_SCALES: &[(&str, &str)] = &[
    ("k", "thousand"),
    ("m", "million"),
    ("mn", "million"),
    ("mln", "million"),
    ("mio", "million"),
    ("b", "billion"),
    ("bn", "billion"),
    ("mrd", "billion"),
    ("mld", "billion"),
    ("t", "trillion"),
    ("tn", "trillion"),
];

/// Plurals that name no number but its size.
pub(super) const VAGUE: &[(&str, u64)] = &[
    ("dozens", 12),
    ("scores", 20),
    ("tens", 10),
    ("hundreds", 100),
    ("thousands", 1_000),
    ("millions", 1_000_000),
    ("billions", 1_000_000_000),
    ("decades", 10),
    ("centuries", 100),
];

pub(super) const ONES: &[&str] = &[
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
];

pub(super) const ORDINALS: &[&str] = &[
    "zeroth",
    "first",
    "second",
    "third",
    "fourth",
    "fifth",
    "sixth",
    "seventh",
    "eighth",
    "ninth",
    "tenth",
    "eleventh",
    "twelfth",
    "thirteenth",
    "fourteenth",
    "fifteenth",
    "sixteenth",
    "seventeenth",
    "eighteenth",
    "nineteenth",
];

pub(super) const TENS: &[(&str, &str)] = &[
    ("twenty", "twentieth"),
    ("thirty", "thirtieth"),
    ("forty", "fortieth"),
    ("fifty", "fiftieth"),
    ("sixty", "sixtieth"),
    ("seventy", "seventieth"),
    ("eighty", "eightieth"),
    ("ninety", "ninetieth"),
];

/// Words that say a number without being one.
pub(super) const HIDDEN: &[(&str, u64)] = &[
    ("no", 0),
    ("none", 0),
    ("nobody", 0),
    ("nothing", 0),
    ("nil", 0),
    ("never", 0),
    ("neither", 0),
    ("without", 0),
    ("a", 1),
    ("an", 1),
    ("once", 1),
    ("single", 1),
    ("sole", 1),
    ("lone", 1),
    ("only", 1),
    ("twice", 2),
    ("double", 2),
    ("doubled", 2),
    ("both", 2),
    ("pair", 2),
    ("couple", 2),
    ("duo", 2),
    ("twin", 2),
    ("twins", 2),
    ("thrice", 3),
    ("triple", 3),
    ("tripled", 3),
    ("trio", 3),
    ("quadruple", 4),
    ("fortnight", 14),
    ("fortnight", 2),
    ("quarters", 75),
];

/// The scale that a word names, in the singular or the plural.
pub(super) fn scale_of(word: &str) -> Option<&'static str> {
    let singular = if word == "centuries" { "century" } else { word.strip_suffix('s').unwrap_or(word) };
    SCALES.iter().find(|(name, _)| *name == singular).map(|(name, _)| *name)
}

pub(super) fn scale(name: &str) -> u64 {
    SCALES.iter().find(|(scale, _)| *scale == name).map_or(1, |(_, value)| *value)
}

/// The value of a small number's English word, `zero` to `ninety`; not of an ordinal.
pub fn cardinal(word: &str) -> Option<u64> {
    cardinals().find(|(name, _)| *name == word).map(|(_, value)| value)
}

/// Whether a text gives a year as people say it: `nineteen ninety-eight`, `nineteen oh five`, `nineteen hundred`; or its
/// decade, `the nineties`.
pub fn says_year(text: &str, year: i32) -> bool {
    let spoken = spoken_year(year);
    if spoken.is_empty() {
        return false;
    }
    let text = text.to_lowercase();
    let words: Vec<&str> = text.split(|c: char| !c.is_alphabetic()).filter(|word| !word.is_empty()).collect();
    spoken.iter().any(|spoken| {
        let spoken: Vec<&str> = spoken.split(' ').collect();
        let mut at = words.windows(spoken.len()).enumerate().filter(|(_, window)| **window == *spoken);
        // `Nineteen ninety` is not said by `nineteen ninety-eight`.
        at.any(|(at, _)| {
            let next = words.get(at + spoken.len()).and_then(|next| cardinal(next));
            !next.is_some_and(|next| (1..=9).contains(&next))
        })
    })
}

fn spoken_year(year: i32) -> Vec<String> {
    let (Ok(century), Ok(rest)) = (u64::try_from(year / 100), u64::try_from(year % 100)) else { return Vec::new() };
    if !(11..=20).contains(&century) {
        return Vec::new();
    }
    let name = |wanted: u64| cardinals().find(|(_, value)| *value == wanted).map_or("", |(name, _)| name);
    let century = name(century);
    let mut said = match (rest / 10, rest % 10) {
        (0, 0) => vec![format!("{century} hundred")],
        (0, ones) => vec![format!("{century} oh {}", name(ones)), format!("{century} hundred and {}", name(ones))],
        (1, _) | (_, 0) => vec![format!("{century} {}", name(rest))],
        (tens, ones) => vec![format!("{century} {} {}", name(tens * 10), name(ones))],
    };
    said.extend(name(rest / 10 * 10).strip_suffix('y').map(|stem| format!("{stem}ies")));
    said
}

/// All words that have such a value, with it.
pub(super) fn cardinals() -> impl Iterator<Item = (&'static str, u64)> {
    ONES.iter().copied().zip(0..).chain(TENS.iter().map(|(name, _)| *name).zip((2..).map(|tens| tens * 10)))
}

/// The number below a hundred that a word names.
pub(super) fn small(word: &str) -> Option<u64> {
    let place = |list: &[&str]| list.iter().position(|name| *name == word).and_then(|at| u64::try_from(at).ok());
    let tens = || TENS.iter().position(|(name, ordinal)| *name == word || *ordinal == word);
    place(ONES).or_else(|| place(ORDINALS)).or_else(|| u64::try_from(tens()? + 2).ok().map(|tens| tens * 10))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn years_are_said_in_pairs() {
        for (text, year) in [
            ("born in nineteen ninety-eight", 1998),
            ("in Nineteen Eighty-Four.", 1984),
            ("back in twenty nineteen", 2019),
            ("nineteen oh five", 1905),
            ("in eighteen hundred", 1800),
            ("eighteen hundred and seven", 1807),
            ("in the nineties", 1990),
            ("nineteen ninety", 1990),
        ] {
            assert!(says_year(text, year), "{text}");
        }
        for (text, year) in [
            ("nineteen ninety-eight", 1990),
            ("nineteen men", 1900),
            ("ninety-eight men", 1998),
            ("nineteen ninety-eight", 1898),
            ("the tens", 2010),
            ("oh five", 5),
        ] {
            assert!(!says_year(text, year), "{text}");
        }
    }
}
