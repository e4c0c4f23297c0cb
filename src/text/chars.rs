//! Kinds of characters: what the folds and the bounds of words and numbers ask of one.

use icu_properties::props::{GeneralCategory, GeneralCategoryGroup, Script};
use icu_properties::{CodePointMapData, CodePointMapDataBorrowed};

const SCRIPTS: CodePointMapDataBorrowed<'static, Script> = CodePointMapData::<Script>::new();
const CATEGORIES: CodePointMapDataBorrowed<'static, GeneralCategory> = CodePointMapData::<GeneralCategory>::new();

/// A mark, accent or vowel sign that belongs to the character before it.
pub fn is_combining(c: char) -> bool {
    !c.is_ascii() && GeneralCategoryGroup::Mark.contains(CATEGORIES.get(c))
}

/// Whether NFC may change a character together with the one before it.
pub fn may_compose(c: char) -> bool {
    is_combining(c) || matches!(c, '\u{1160}'..='\u{11ff}' | '\u{d7b0}'..='\u{d7ff}')
}

/// An accent that names are compared without. The vowel signs of Indic scripts and the voicing marks of Japanese are
/// letters to their readers, so they are none.
pub fn is_diacritic(c: char) -> bool {
    matches!(c,
        '\u{300}'..='\u{36f}' | '\u{1ab0}'..='\u{1aff}' | '\u{1dc0}'..='\u{1dff}' | '\u{20d0}'..='\u{20ff}'
        | '\u{fe20}'..='\u{fe2f}' | '\u{591}'..='\u{5c7}' | '\u{64b}'..='\u{65f}' | '\u{670}')
}

/// Latin letters whose stroke Unicode does not take apart.
pub fn without_stroke(c: char) -> char {
    match c {
        'ø' => 'o',
        'ł' => 'l',
        'đ' => 'd',
        'ħ' => 'h',
        'ŧ' => 't',
        'ı' => 'i',
        other => other,
    }
}

/// A script that is written without spaces between words, so that every character is a boundary.
pub fn is_unspaced(c: char) -> bool {
    if c < '\u{e00}' {
        return false;
    }
    matches!(c, 'ー' | 'ｰ' | '〆' | '〇')
        || matches!(
            SCRIPTS.get(c),
            Script::Han
                | Script::Hiragana
                | Script::Katakana
                | Script::Bopomofo
                | Script::Yi
                | Script::Thai
                | Script::Lao
                | Script::Khmer
                | Script::Myanmar
                | Script::Tibetan
                | Script::TaiLe
                | Script::NewTaiLue
                | Script::TaiTham
                | Script::TaiViet
                | Script::Javanese
                | Script::Balinese
        )
}

/// A letter, a digit or a mark on one.
pub fn is_word(c: char) -> bool {
    if c.is_ascii() { c.is_ascii_alphanumeric() } else { c.is_alphanumeric() || is_combining(c) }
}

/// A digit of any script.
pub fn is_digit(c: char) -> bool {
    c.is_ascii_digit() || (!c.is_ascii() && CATEGORIES.get(c) == GeneralCategory::DecimalNumber)
}

/// A sign of currency, which may stand between a minus sign and its number.
pub fn is_currency(c: char) -> bool {
    c == '$' || (!c.is_ascii() && CATEGORIES.get(c) == GeneralCategory::CurrencySymbol)
}

/// Any kind of quotation mark or apostrophe. Single and double ones are one kind: whoever quotes a quotation turns
/// the one into the other.
pub fn is_quotation(c: char) -> bool {
    is_apostrophe(c)
        || matches!(
            c,
            '"' | '«'
                | '»'
                | '‚'
                | '“'
                | '”'
                | '„'
                | '‟'
                | '‹'
                | '›'
                | '⹂'
                | '「'
                | '」'
                | '『'
                | '』'
                | '〝'
                | '〞'
                | '〟'
                | '﹁'
                | '﹂'
                | '﹃'
                | '﹄'
                | '＂'
                | '｢'
                | '｣'
        )
}

/// A character that people use as an apostrophe.
pub fn is_apostrophe(c: char) -> bool {
    matches!(c, '\'' | '‘' | '’' | '‛' | '`' | '´' | 'ʼ' | 'ʻ' | '＇')
}

/// Any kind of dash, hyphen or minus.
pub fn is_dash(c: char) -> bool {
    may_be_minus(c) || matches!(c, '—' | '―' | '⸺' | '⸻' | '﹘')
}

/// A dash that people use as a minus sign.
pub fn may_be_minus(c: char) -> bool {
    matches!(c, '-' | '‐' | '‑' | '‒' | '–' | '−' | '﹣' | '－')
}

/// White space that may group the digits of one number: it never breaks a line.
pub fn is_group_space(c: char) -> bool {
    matches!(c, '\u{a0}' | '\u{202f}' | '\u{2007}' | '\u{2009}')
}

/// What no reader sees: soft hyphens, marks of direction, byte order marks and the like.
pub fn is_ignorable(c: char) -> bool {
    matches!(c,
        '\u{ad}' | '\u{61c}' | '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'
        | '\u{2066}'..='\u{2069}' | '\u{feff}')
}
