//! Names of months and weekdays, in the languages that articles are often written in.

use super::fold;
use super::mention::WEEKDAYS;

/// The months, folded: in full in English, Spanish, French, German, Italian and Portuguese, then the usual short forms.
const MONTHS: [&[&str]; 12] = [
    &["january", "enero", "janvier", "januar", "janner", "gennaio", "janeiro", "jan", "ene", "janv", "gen"],
    &["february", "febrero", "fevrier", "februar", "febbraio", "fevereiro", "feb", "fev", "fevr"],
    &["march", "marzo", "mars", "marz", "marco", "mar"],
    &["april", "abril", "avril", "aprile", "apr", "abr", "avr"],
    &["may", "mayo", "mai", "maggio", "maio", "mag"],
    &["june", "junio", "juin", "juni", "giugno", "junho", "jun", "giu"],
    &["july", "julio", "juillet", "juli", "luglio", "julho", "jul", "juil", "lug"],
    &["august", "agosto", "aout", "aug", "ago"],
    &["september", "septiembre", "setiembre", "septembre", "settembre", "setembro", "sep", "sept"],
    &["october", "octubre", "octobre", "oktober", "ottobre", "outubro", "oct", "okt", "ott"],
    &["november", "noviembre", "novembre", "novembro", "nov"],
    &["december", "diciembre", "decembre", "dezember", "dicembre", "dezembro", "dec", "dic", "dez"],
];

/// Words that stand between a day, its month and its year: `14 de mayo de 2025`, `the 14th of May`.
pub(crate) const BETWEEN: &[&str] = &["of", "the", "de", "del"];

/// The number of a month (1 to 12), by its name in full or in short, its full stop left out.
pub(crate) fn month(word: &str) -> Option<u32> {
    let word = fold::words(word);
    let at = MONTHS.iter().position(|names| names.contains(&word.as_str()))?;
    u32::try_from(at + 1).ok()
}

/// Whether a word is the name of a weekday, or a short form of it without its full stop.
pub(crate) fn is_weekday(word: &str) -> bool {
    let word = fold::words(word);
    let short = ["mon", "tue", "tues", "wed", "thu", "thur", "thurs", "fri", "sat", "sun"];
    short.contains(&word.as_str()) || WEEKDAYS.iter().any(|names| names.contains(&word.as_str()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn months_and_weekdays_are_known_by_their_names() {
        for (word, number) in [("May", 5), ("mayo", 5), ("Sept", 9), ("Août", 8), ("März", 3), ("dic", 12)] {
            assert_eq!(month(word), Some(number), "{word}");
        }
        for word in ["Ma", "Marc", "second", "", "de"] {
            assert_eq!(month(word), None, "{word}");
        }
        assert!(is_weekday("Miércoles") && is_weekday("Fri") && !is_weekday("day"));
    }
}
