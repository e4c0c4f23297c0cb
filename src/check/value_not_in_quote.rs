//! A claim's quote does not say what the claim says: a number, a name or a year is not in it.
//!
//! The claim file may have misread the article. Looked for are the numbers of a number, the names of an entity, the year
//! of a date; and where the quote names a weekday, it must be the weekday of the date that the claim gives.
//!
//! Every usual form counts: digits or words (`thirty-five`, `two dozen`, `1.5 million`, `1,5 Millionen`, `13th`), any
//! alias of a name or its id, a last name, capitals, a name without its accents, `Venezuelan` for Venezuela. So do words
//! that the quote has in square brackets: they are the checker's own. Of a list each member is looked for. A claim with
//! several quotes may say one thing in the one and another in the other.
//!
//! Points and commas in numbers are read as the article's `language` writes them, and in either way where it has none:
//! `2.900` is 2900 in Spanish, and to be written so in the claim.
//!
//! Choices, `true` and `false`, and denied values are exempt, and so is a year that only `when` gives. A claim whose quote
//! is not found has another finding.
//!
//! Example: `value: 53` with `quote: the bombing of around 35 boats`.
//!
//! Mend the value; or quote the part of the passage that says so; or add the alias that the article uses; or write what
//! is meant in brackets: `quote: "[Palmieri] arrived in Caracas"`.

use std::borrow::Cow;
use std::cell::OnceCell;

use bigdecimal::{BigDecimal, Zero};
use chrono::Datelike;
use compact_str::CompactString;
use rayon::prelude::*;
use smallvec::SmallVec;

use super::context::Context;
use super::missing_quote::is_first;
use super::topic::claim_topic;
use crate::finding::{Finding, Position};
use crate::id::{ClaimId, EntityId};
use crate::project::evidence::{has_year, means_the_same, stands};
use crate::project::glance::Glance;
use crate::project::{Claim, EventPoint, Form, Order, Project, State, Target};
use crate::rule::Rule;
use crate::text::fold;
use crate::text::mention::{Words, may_name_weekday, weekdays};
use crate::text::notation::Notation;
use crate::text::number_words::says_year;
use crate::text::numbers::{Mention, has_large_words, numbers, scale_name};
use crate::text::within;
use crate::time::when::{End, Kind, Moment};
use crate::time::{Bounds, Day, When};
use crate::value::{Number, Value};

/// Finds claims whose quotes do not say what they say.
pub fn check(context: &Context<'_>, found: &mut Vec<Finding>) {
    let doubtful: Vec<ClaimId> = context.glances.which(Glance::UNSAID).collect();
    let found_one = |id: &ClaimId| finding(context, *id).filter(|_| is_first(context.project, *id));
    found.par_extend(doubtful.par_iter().filter_map(found_one));
}

fn finding(context: &Context<'_>, id: ClaimId) -> Option<Finding> {
    let project = context.project;
    let claim = project.claim(id);
    // What the quotes say, their brackets included: what stands between is the article's, word for word.
    let text = match claim.quotes.as_slice() {
        [quote] => Cow::Borrowed(&*quote.exact),
        quotes => Cow::Owned(quotes.iter().map(|quote| &*quote.exact).collect::<Vec<_>>().join("\n; ")),
    };
    let language = project.source(claim.source).language.as_deref();
    let passage = Passage { text: &text, english: is_english(language), notation: Notation::of(language) };
    let mut missing = Vec::new();
    if let Form::State(state) = &claim.form
        && !state.denied
    {
        passage.value(project, state, &mut missing);
    }
    if let Some(wrong) = passage.weekday(&days(context, claim)) {
        missing.push(wrong);
    }
    if missing.is_empty() {
        return None;
    }
    let quotes = claim.quotes.len();
    let quote = if quotes == 1 { "the quote" } else { "no quote" };
    let says: Vec<String> = missing
        .into_iter()
        .map(|missing| match (missing, quotes) {
            (Missing::Value(what), 1) => format!("the quote does not give {what}"),
            (Missing::Value(what), _) => format!("none of the quotes gives {what}"),
            (Missing::Weekday(what), _) => what,
        })
        .collect();
    let says = says.join("; ");
    let message = format!("{}: {says}", project.claim_name(id));
    let question =
        format!("Does {quote} say so? {}{}", says.get(..1).unwrap_or("").to_uppercase(), says.get(1..).unwrap_or(""));
    let mut finding = Finding::new(Rule::ValueNotInQuote, claim_topic(project, id), question, message);
    let help = "compare the claim with the article; if it is right, quote the words that say so, add the name that the \
                article uses as an alias, or write what is meant in [brackets]";
    finding.help = Some(help.to_owned());
    finding.positions.push(Position { claims: vec![context.cite(id)], ..Position::default() });
    Some(finding)
}

/// Numbers are read in digits and in English words only.
fn is_english(language: Option<&str>) -> bool {
    language.is_none_or(|tag| tag.get(..2).is_some_and(|tag| tag.eq_ignore_ascii_case("en")))
}

/// What a passage does not say.
enum Missing {
    /// A number, name or year.
    Value(String),
    /// A weekday that is not the day's; in a sentence.
    Weekday(String),
}

/// What may stand before a number, and around it.
const SIGNS: [char; 7] = ['~', '>', '<', '=', '≥', '≤', ' '];

struct Passage<'t> {
    text: &'t str,
    english: bool,
    notation: Notation,
}

impl Passage<'_> {
    /// Looks for what a value names.
    fn value(&self, project: &Project, state: &State, missing: &mut Vec<Missing>) {
        match &state.value {
            Value::Entities(entities) => {
                let mut words = None;
                for entity in entities {
                    // The label mostly stands there as it is.
                    if !within::contains(self.text, &project.entity(*entity).label)
                        && !names(project, *entity, words.get_or_insert_with(|| Words::new(self.text)))
                    {
                        missing.push(Missing::Value(format!("the name “{}”", project.entity(*entity).label)));
                    }
                }
            }
            Value::Number(number) => {
                let unit = project.property(state.property).unit.as_deref().unwrap_or("");
                missing.extend(self.numbers(number, &state.written, unit).into_iter().map(Missing::Value));
            }
            Value::Date(days) => {
                if let Some(year) = self.year(days) {
                    missing.push(Missing::Value(format!("the year {year}")));
                }
            }
            Value::Text(text) if self.english && text.contains(|c: char| c.is_ascii_digit()) => {
                let said = self.said();
                for mention in numbers(text, self.notation).iter().filter(|mention| !mention.vague) {
                    let written = mention.values.first().is_some_and(|value| text.contains(&value.to_plain_string()));
                    if written && !mention.values.iter().any(|value| says(&said, value, "")) {
                        let shown = mention.values.first().map(BigDecimal::to_plain_string).unwrap_or_default();
                        missing.push(Missing::Value(format!("the number {shown}")));
                    }
                }
            }
            Value::Choices(_) | Value::Text(_) | Value::Boolean(_) => {}
        }
    }

    /// The written numbers of a value that the passage does not give, in words.
    fn numbers(&self, number: &Number, original: &str, unit: &str) -> Vec<String> {
        let written = original;
        let written = if written.contains('_') { Cow::Owned(written.replace('_', "")) } else { Cow::Borrowed(written) };
        let bare = written.trim_end();
        let bare = if unit.is_empty() { bare } else { bare.strip_suffix(unit).unwrap_or(bare).trim_end() };
        let plain = bare.trim_start_matches(SIGNS);
        // Mostly the number stands there as it is written.
        if !plain.contains("..") && means_the_same(plain, self.notation) && stands(self.text, plain) {
            return Vec::new();
        }
        let said = self.said();
        let inside = |value: &BigDecimal| {
            let value = Number::exactly(value.clone());
            number.low.is_some() && number.high.is_some() && number.contains(&value)
        };
        if said.iter().any(|mention| !mention.vague && mention.values.iter().any(inside)) {
            return Vec::new();
        }
        let literals = numbers(bare, Notation::ENGLISH);
        let gives = |literal: &Mention| {
            literal.values.iter().any(|value| {
                says(&said, value, unit)
                    || (value.is_zero() && self.says_none())
                    // A fall of 5 % is -5 %.
                    || (*value < BigDecimal::zero() && says(&said, &-value, unit) && self.falls())
            })
        };
        let missing = literals.iter().enumerate().filter(|(_, literal)| !gives(literal));
        // In other languages numbers may stand in words that are not read here.
        let hundred = BigDecimal::from(100);
        let large = OnceCell::new();
        let unread = |literal: &Mention| {
            !self.english
                && (literal.values.iter().any(|value| *value <= hundred && value.is_integer())
                    || *large.get_or_init(|| has_large_words(self.text)))
        };
        // As the claim has it: of a range the end that is missing.
        let ends: Vec<&str> = original.split("..").map(|end| end.trim_matches(SIGNS)).collect();
        let shown = |(at, literal): (usize, &Mention)| match ends.get(at).filter(|_| ends.len() == literals.len()) {
            Some(end) => (*end).to_owned(),
            None => literal.values.first().map_or(String::new(), |value| value.normalized().to_plain_string()),
        };
        let missing = missing.filter(|(_, literal)| !unread(literal)).map(shown);
        missing.map(|number| format!("the number {number}{}", self.read_otherwise(&number))).collect()
    }

    /// The numbers that the passage gives.
    fn said(&self) -> Vec<Mention> {
        numbers(self.text, self.notation)
    }

    /// Where the digits of a claim's number stand in the passage but mean something else in its language: what they are.
    fn read_otherwise(&self, number: &str) -> String {
        let digits = number.trim_start_matches(SIGNS);
        let digits = digits.split(|c: char| !(c.is_ascii_digit() || c == '.' || c == ',')).next().unwrap_or("");
        let read = |notation| numbers(digits, notation).first().and_then(|mention| mention.values.first().cloned());
        let (Some(meant), Some(there)) = (read(Notation::ENGLISH), read(self.notation)) else { return String::new() };
        if meant == there || !numbers(self.text, self.notation).iter().any(|mention| reads(mention, &there)) {
            return String::new();
        }
        let (meant, there) = (meant.normalized().to_plain_string(), there.normalized().to_plain_string());
        format!(
            ", which in a claim is {meant}: in the article's language “{digits}” is {there}, so write `{there}` for it"
        )
    }

    fn says_none(&self) -> bool {
        Words::new(self.text)
            .iter()
            .any(|word| matches!(word, "no" | "not" | "none" | "zero" | "nobody" | "nothing" | "never" | "without"))
    }

    /// Whether the passage speaks of a fall, so that its numbers may be negative.
    fn falls(&self) -> bool {
        Words::new(self.text).any_starting(&[
            "fell", "fall", "drop", "declin", "decreas", "down", "lower", "loss", "lost", "lose", "losing", "shrank",
            "shrink", "shrunk", "contract", "minus", "negative", "below", "cut", "reduc", "less", "fewer", "slump",
            "plung", "sank", "sink", "sunk", "deficit",
        ])
    }

    /// The year of a date, where the passage does not give it.
    fn year(&self, days: &Bounds) -> Option<i32> {
        let (from, to) = (days.earliest?.date().year(), days.latest?.date().year());
        // Of a long time any year in it will do, and of a century nobody expects one.
        if to - from > 20 {
            return None;
        }
        // Mostly the year stands there in digits.
        if (from..=to).any(|year| has_year(self.text, year)) {
            return None;
        }
        let said = self.said();
        let given = (from..=to).any(|year| says(&said, &year.into(), "") || self.short_year(year));
        (!given).then_some(from)
    }

    /// `’24`, `2023–24`, `the 2020s`, `nineteen ninety-eight`.
    fn short_year(&self, year: i32) -> bool {
        let folded = fold::quote(self.text);
        if self.english && says_year(self.text, year) {
            return true;
        }
        let short = format!("{:02}", year.rem_euclid(100));
        let before = format!("{}", year - 1);
        folded.contains(&format!("'{short}"))
            || [format!("{before}-{short}"), format!("{before}/{short}"), format!("{}s", year - year.rem_euclid(10))]
                .iter()
                .any(|form| stands(&folded, form))
    }

    /// A weekday that the passage names, where none of the days that the claim allows is one.
    fn weekday(&self, times: &[(Day, Day)]) -> Option<Missing> {
        if times.is_empty() || !may_name_weekday(self.text) {
            return None;
        }
        let said = weekdays(self.text);
        let of = |day: Day| day.date().weekday().num_days_from_monday() as usize;
        let fits = |(first, last): &(Day, Day)| {
            let days = (0..WEEK).map(|after| first.plus(after)).take_while(|day| day <= last);
            days.map(of).any(|day| said.contains(&day))
        };
        if said.is_empty() || times.iter().any(fits) {
            return None;
        }
        let name = |index: usize| {
            ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]
                .get(index)
                .copied()
                .unwrap_or("")
        };
        let is = |day: Day| (day.words(), name(of(day)));
        let (first, last) = *times.first()?;
        let said = said.first().map_or("", |said| name(*said));
        let ((from, weekday), (to, end)) = (is(first), is(last));
        Some(Missing::Weekday(match first == last {
            true => format!("the quote says {said}, but {from} is a {weekday}"),
            false => {
                format!("the quote says {said}, but none of the days from {weekday}, {from}, to {end}, {to}, is one")
            }
        }))
    }
}

/// Whether one of the numbers that a text gives is this one. `5 million` gives 5 only where the unit counts millions.
fn says(said: &[Mention], value: &BigDecimal, unit: &str) -> bool {
    let counts = |name: &str| unit.split(|c: char| !c.is_alphabetic()).any(|word| scale_name(word) == Some(name));
    said.iter().any(|mention| {
        mention.values.contains(value)
            || mention.scaled.as_ref().is_some_and(|(name, own)| own == value && counts(name))
    })
}

/// Whether a mention is of this number, or of so many thousands or millions.
fn reads(mention: &Mention, number: &BigDecimal) -> bool {
    mention.values.contains(number) || mention.scaled.as_ref().is_some_and(|(_, own)| own == number)
}

/// Whether an entity is named in any of its usual forms.
fn names(project: &Project, id: EntityId, words: &Words) -> bool {
    let entity = project.entity(id);
    let forms = || {
        [entity.label.as_str(), entity.name.as_str()]
            .into_iter()
            .chain(entity.aliases.iter().map(CompactString::as_str))
    };
    let person = entity.kind.as_deref().is_none_or(|kind| fold::name(kind).contains("person"));
    forms().any(|form| words.name(form) || (person && words.last_name(form)))
}

/// In so many days every weekday comes.
const WEEK: i32 = 7;

/// The days that a claim gives, or the first and last of few: as its value, as the time of what it says, or as the day of
/// an event. What an event is only before or after says nothing of its weekday.
fn days(context: &Context<'_>, claim: &Claim) -> SmallVec<[(Day, Day); 2]> {
    let moments = context.timeline.moments(context.project, claim.source);
    let mut days = SmallVec::new();
    let few = |bounds: Bounds| {
        let (first, last) = bounds.earliest.zip(bounds.latest)?;
        (first <= last && last < first.plus(WEEK - 1)).then_some((first, last))
    };
    let mut add = |when: &When<EventPoint>, published: bool| match &when.kind {
        Kind::Within(Moment::Published(None), _) if !published => {}
        Kind::Within(..) => days.extend(few(when.span(&moments).start)),
        Kind::Throughout(from, to) => {
            for end in [from, to] {
                if let End::At(Moment::Date(bounds)) = end {
                    days.extend(few(*bounds));
                }
            }
        }
    };
    match &claim.form {
        Form::State(state) => {
            add(&state.when, false);
            if let (Value::Date(bounds), false) = (&state.value, state.denied) {
                days.extend(few(*bounds));
            }
        }
        Form::Event(event) => {
            if let Some(when) = &event.when {
                add(when, true);
            }
            for relation in &event.relations {
                if let (Order::During | Order::SameDayAs, Target::Date(when)) = (relation.order, &relation.target) {
                    add(when, false);
                }
            }
        }
        Form::Utterance(_) => {}
    }
    days
}

#[cfg(test)]
#[path = "value_not_in_quote_tests.rs"]
mod tests;
