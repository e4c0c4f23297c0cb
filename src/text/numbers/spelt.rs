//! Numbers in English words: `two hundred and five`, `two and a half million`, `three quarters`, `one point five`.

use bigdecimal::BigDecimal;

use super::{Mention, Token};
use crate::text::number_words::{HIDDEN, VAGUE, cardinal, scale, scale_of, small};

fn word(tokens: &[Token], at: usize) -> Option<&str> {
    match tokens.get(at) {
        Some(Token::Word(word)) => Some(word.as_str()),
        _ => None,
    }
}

/// Behind a space or a hyphen.
fn after(tokens: &[Token], at: usize) -> usize {
    if matches!(tokens.get(at), Some(Token::Joint)) { at + 1 } else { at }
}

fn mention(values: Vec<BigDecimal>) -> Mention {
    Mention { values, scaled: None, vague: false }
}

/// How many parts make a whole: `half`, `quarters`. Others are ordinals as well (`a fifth`).
fn parts(word: &str) -> Option<u64> {
    match word {
        "half" | "halves" => Some(2),
        "quarter" | "quarters" => Some(4),
        _ => None,
    }
}

/// The same for words that are ordinals as well.
fn ordinal_parts(word: &str) -> Option<u64> {
    Some(match word.strip_suffix('s').unwrap_or(word) {
        "third" => 3,
        "fourth" => 4,
        "fifth" => 5,
        "eighth" => 8,
        "tenth" => 10,
        _ => return None,
    })
}

/// How many: an article, or a number below twenty.
fn count(word: &str) -> Option<u64> {
    if matches!(word, "a" | "an") { Some(1) } else { cardinal(word).filter(|value| (1..20).contains(value)) }
}

/// `and a half`, `and three quarters` behind a number: how much, and where to go on.
pub(super) fn and_part(tokens: &[Token], end: usize) -> Option<(BigDecimal, usize)> {
    let at = after(tokens, end);
    let at = (word(tokens, at) == Some("and")).then(|| after(tokens, at + 1))?;
    let many = count(word(tokens, at)?)?;
    let at = after(tokens, at + 1);
    let parts = parts(word(tokens, at)?).filter(|parts| many < *parts)?;
    Some((BigDecimal::from(many) / BigDecimal::from(parts), at + 1))
}

/// `half`, `a quarter`, `two thirds`, also of a million: gives back where to go on.
fn part(tokens: &[Token], from: usize, found: &mut Vec<Mention>) -> Option<usize> {
    let first = word(tokens, from)?;
    let bare = parts(first).filter(|_| !first.ends_with('s'));
    let (many, at) = if bare.is_some() { (1, from) } else { (count(first)?, after(tokens, from + 1)) };
    let name = word(tokens, at)?;
    let below = parts(name).or_else(|| ordinal_parts(name)).filter(|below| many < *below)?;
    let share = BigDecimal::from(many) / BigDecimal::from(below);
    // `half a million`, `a quarter of a million`, `half-million`; but `a third million` is one more.
    let mut next = after(tokens, at + 1);
    let scales = parts(name).is_some() || word(tokens, next) == Some("of");
    for skipped in [&["of"][..], &["a", "an", "one"]] {
        if word(tokens, next).is_some_and(|word| skipped.contains(&word)) {
            next = after(tokens, next + 1);
        }
    }
    if let Some(name) = word(tokens, next).filter(|name| scales && scale_of(name) == Some(*name)).and_then(scale_of) {
        let values = vec![&share * BigDecimal::from(scale(name))];
        found.push(Mention { values, scaled: Some((name, share)), vague: false });
        return Some(next + 1);
    }
    let percent = &share * BigDecimal::from(100);
    // Thirds go on for ever: as they are rounded.
    let mut values = vec![percent.round(0), percent.round(1), share.round(2), share.round(3)];
    values.dedup();
    if bare.is_none() {
        values.push(many.into());
    }
    if parts(name).is_none() {
        values.push(below.into());
    }
    found.push(mention(values));
    Some(at + 1)
}

/// `point five`: what stands behind the point, and where to go on.
fn decimals(tokens: &[Token], end: usize) -> Option<(BigDecimal, usize)> {
    let at = after(tokens, end);
    let (mut at, mut end) = ((word(tokens, at) == Some("point")).then(|| after(tokens, at + 1))?, end);
    let mut value = BigDecimal::from(0);
    let behind = end;
    // Nobody says more.
    for places in 1..=10 {
        let digit = |word: &str| if word == "oh" { Some(0) } else { cardinal(word).filter(|digit| *digit < 10) };
        let Some(digit) = word(tokens, at).and_then(digit) else { break };
        value += BigDecimal::new(digit.into(), places);
        end = at + 1;
        at = after(tokens, end);
    }
    (end > behind).then_some((value, end))
}

/// A number in words, as it is read.
struct Spelt {
    value: BigDecimal,
    /// The word that multiplies it last, and what it is without.
    scaled: Option<(&'static str, BigDecimal)>,
    end: usize,
}

/// Reads words that are numbers; `and` joins them or ends them.
struct Reader<'t> {
    tokens: &'t [Token],
    joins: bool,
}

impl Reader<'_> {
    fn word(&self, at: usize) -> Option<&str> {
        word(self.tokens, at)
    }

    fn after(&self, at: usize) -> usize {
        after(self.tokens, at)
    }

    /// Behind `and`, where it joins.
    fn joined(&self, at: usize) -> usize {
        if self.joins && self.word(at) == Some("and") { self.after(at + 1) } else { at }
    }

    fn is_hundred(&self, at: usize) -> bool {
        self.word(at).and_then(scale_of) == Some("hundred")
    }

    /// `seven`, `thirty-five`.
    fn small(&self, at: usize) -> Option<(u64, usize)> {
        let tens = small(self.word(at)?)?;
        let unit = self.word(self.after(at + 1)).and_then(small).filter(|unit| (1..10).contains(unit));
        match unit.filter(|_| (20..=90).contains(&tens) && tens % 10 == 0) {
            Some(unit) => Some((tens + unit, self.after(at + 1) + 1)),
            None => Some((tens, at + 1)),
        }
    }

    /// What stands before `thousand` and the like: `two hundred and five`, `two and a half`, `one point five`.
    fn group(&self, at: usize, first: bool) -> Option<Spelt> {
        let multiplies = |at: usize| self.word(at).is_some_and(|word| scale_of(word) == Some(word));
        let article = first && matches!(self.word(at), Some("a" | "an")) && multiplies(self.after(at + 1));
        let (own, mut end) = match self.small(at) {
            Some(read) => read,
            None if article => (1, at + 1),
            None if first && multiplies(at) => (1, at),
            None => return None,
        };
        let (mut value, mut scaled) = (BigDecimal::from(own), None);
        let hundred = if end == at { at } else { self.after(end) };
        if self.is_hundred(hundred) {
            scaled = Some(("hundred", value.clone()));
            value *= BigDecimal::from(100);
            end = hundred + 1;
            // `Three hundred and three hundred four` are two numbers.
            let rest = self.small(self.joined(self.after(end)));
            if let Some((rest, behind)) =
                rest.filter(|(rest, behind)| *rest < 100 && !self.is_hundred(self.after(*behind)))
            {
                value += BigDecimal::from(rest);
                end = behind;
            }
        }
        if let Some((part, behind)) = decimals(self.tokens, end).or_else(|| and_part(self.tokens, end)) {
            value += part;
            end = behind;
        }
        Some(Spelt { value, scaled, end })
    }

    /// A whole number: groups, each multiplied by less than the one before.
    fn number(&self, from: usize) -> Option<Spelt> {
        let mut sum: Option<Spelt> = None;
        let mut at = from;
        let mut least = u64::MAX;
        while let Some(mut group) = self.group(at, sum.is_none()) {
            let (own, mut multiple, mut last) = (group.value.clone(), 1_u64, None);
            // `A hundred thousand`, `two thousand million`.
            while let Some(name) =
                self.word(if group.end == at { at } else { self.after(group.end) }).and_then(scale_of)
            {
                if last.is_some_and(|last| scale(last) >= scale(name)) {
                    break;
                }
                group.scaled = Some((name, &own * BigDecimal::from(multiple)));
                multiple = multiple.saturating_mul(scale(name));
                group.end = if group.end == at { at } else { self.after(group.end) } + 1;
                last = Some(name);
            }
            // `Two thousand and two thousand five` are two numbers.
            if multiple >= least {
                break;
            }
            group.value = &own * BigDecimal::from(multiple);
            if let Some((part, end)) = and_part(self.tokens, group.end).filter(|_| multiple > 1) {
                // `A million and a half`.
                group.value += &part * BigDecimal::from(multiple);
                group.scaled = group.scaled.map(|(name, own)| (name, own + part));
                group.end = end;
            }
            at = self.joined(self.after(group.end));
            least = multiple;
            sum = Some(match sum {
                Some(sum) if multiple == 1 => Spelt { value: sum.value + group.value, end: group.end, ..sum },
                Some(sum) => Spelt { value: sum.value + group.value, ..group },
                None => group,
            });
            if multiple == 1 {
                break;
            }
        }
        sum
    }
}

/// `a boat and a half`, `two years and a half`.
fn thing_and_part(tokens: &[Token], end: usize, many: &BigDecimal, found: &mut Vec<Mention>) {
    let thing = after(tokens, end);
    if word(tokens, thing).is_some()
        && let Some((part, _)) = and_part(tokens, thing + 1)
    {
        found.push(mention(vec![many + part]));
    }
}

/// Reads a number in words; gives back where to go on.
pub(super) fn in_words(tokens: &[Token], from: usize, found: &mut Vec<Mention>) -> usize {
    let Some(first) = word(tokens, from) else { return from + 1 };
    if let Some(end) = part(tokens, from, found) {
        return end;
    }
    let Some(number) = Reader { tokens, joins: true }.number(from) else {
        let hidden = HIDDEN.iter().filter(|(name, _)| *name == first);
        found.extend(hidden.map(|(_, value)| mention(vec![(*value).into()])));
        if let Some((_, value)) = VAGUE.iter().find(|(name, _)| *name == first) {
            found.push(Mention { values: vec![(*value).into()], scaled: None, vague: true });
        }
        if matches!(first, "a" | "an") {
            thing_and_part(tokens, from + 1, &1.into(), found);
        }
        return from + 1;
    };
    thing_and_part(tokens, number.end, &number.value, found);
    found.push(Mention { values: vec![number.value], scaled: number.scaled, vague: false });
    // `Between one hundred and two thousand` may be one number or two.
    if from.checked_sub(2).and_then(|at| word(tokens, at)) == Some("between")
        && let Some(low) = (Reader { tokens, joins: false }).number(from).filter(|low| low.end < number.end)
    {
        found.push(Mention { values: vec![low.value], scaled: low.scaled, vague: false });
        in_words(tokens, after(tokens, after(tokens, low.end) + 1), found);
    }
    number.end
}
