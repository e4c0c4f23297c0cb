//! What a claim's quotes plainly say of it: its value and the names that it gives, as they are written. What they do not
//! say plainly, rules look at closely.

use chrono::Datelike;
use smallvec::SmallVec;

use super::glance::Labels;
use super::model::{Claim, Form, Speaker, Subject};
use crate::id::EntityId;
use crate::text::mention::may_name_weekday;
use crate::text::notation::Notation;
use crate::text::numbers::multiplies;
use crate::text::within;
use crate::value::Value;

/// Whether a claim's quotes, all of them found, plainly say what it says. `false` says nothing.
pub(super) fn says_value(labels: &Labels, claim: &Claim) -> bool {
    let texts = || claim.quotes.iter().map(|quote| &*quote.exact);
    let value = match &claim.form {
        Form::State(state) if !state.denied => match &state.value {
            Value::Entities(entities) => entities.iter().all(|entity| {
                let label = labels.of(*entity);
                texts().any(|text| within::contains(text, label))
            }),
            Value::Number(_) => {
                means_the_same(&state.written, labels.notation(claim.source))
                    && texts().any(|text| stands(text, &state.written))
            }
            Value::Date(days) => {
                let years = days.earliest.zip(days.latest).map(|(from, to)| (from.date().year(), to.date().year()));
                years.is_some_and(|(from, to)| from == to && texts().any(|text| has_year(text, from)))
            }
            Value::Text(text) => !text.contains(|c: char| c.is_ascii_digit()),
            Value::Choices(_) | Value::Boolean(_) => true,
        },
        _ => true,
    };
    value && (!may_have_days(claim) || !texts().any(may_name_weekday))
}

/// Whether a claim may give days against which a weekday in its quotes is held.
fn may_have_days(claim: &Claim) -> bool {
    match &claim.form {
        Form::State(state) => !state.when.is_published() || matches!(state.value, Value::Date(_)),
        Form::Event(_) => true,
        Form::Utterance(_) => false,
    }
}

/// Whether a number as a claim writes it means the same in an article that writes numbers in this way.
pub(crate) fn means_the_same(written: &str, notation: Notation) -> bool {
    notation.reads_like_english() || !written.contains(['.', ','])
}

/// Whether a text has a year in its usual digits.
pub(crate) fn has_year(text: &str, year: i32) -> bool {
    year >= 1000 && stands(text, &year.to_string())
}

/// Whether a text has this, not as a part of a longer word or number.
pub(crate) fn stands(text: &str, part: &str) -> bool {
    let edge = |c: Option<char>| {
        c.is_none_or(|c| !(c.is_alphanumeric() || matches!(c, '.' | ',' | '-' | '−' | '–' | '%' | '\u{a0}')))
    };
    // A mark at the end of a sentence is no part of a number.
    let ends = |after: &str| {
        let rest = after.strip_prefix(['.', ',']).filter(|rest| rest.is_empty() || rest.starts_with([' ', '\n']));
        edge(rest.unwrap_or(after).chars().next())
    };
    within::places(text, part).any(|at| {
        let (before, after) = (text.get(..at).unwrap_or(""), text.get(at + part.len()..).unwrap_or(""));
        edge(before.chars().next_back()) && ends(after) && !multiplied(after)
    })
}

/// Whether a number goes on with `million` and the like, in any language, or with a fraction: `1000 ½`.
fn multiplied(after: &str) -> bool {
    let after = after.trim_start_matches([' ', '-', '\n', '\u{a0}']);
    let word = after.split(|c: char| !c.is_alphabetic()).next().unwrap_or("");
    after.starts_with('½') || !word.is_empty() && multiplies(word)
}

/// Whether all entities that a claim gives are named in its quotes, as they are written.
pub(super) fn names_all(labels: &Labels, claim: &Claim) -> bool {
    given(claim).iter().all(|entity| is_named(claim, labels.of(*entity)))
}

pub(crate) fn is_named(claim: &Claim, label: &str) -> bool {
    claim.quotes.iter().any(|quote| has_name(&quote.exact, label))
}

/// Whether a name stands in a text as it is, words of its own.
fn has_name(text: &str, name: &str) -> bool {
    !name.is_empty()
        && within::places(text, name).any(|at| {
            let (before, behind) = (text.get(..at).unwrap_or(""), text.get(at + name.len()..).unwrap_or(""));
            let mark = |c: char| c.is_whitespace() || matches!(c, '.' | ',' | ';' | ':' | '!' | '?');
            let ends = |text: &str| text.is_empty() || text.starts_with(char::is_whitespace);
            // A mark between digits is part of a number.
            let behind = ends(behind) || behind.starts_with(mark) && ends(behind.get(1..).unwrap_or(""));
            behind && (before.is_empty() || before.ends_with(char::is_whitespace))
        })
}

/// The entities that a claim gives, each once.
pub(crate) type Given = SmallVec<[EntityId; 4]>;

pub(crate) fn given(claim: &Claim) -> Given {
    let mut given: Given = claim
        .according_to
        .iter()
        .filter_map(|speaker| match speaker {
            Speaker::Entity(entity) => Some(*entity),
            Speaker::Unnamed => None,
        })
        .collect();
    match &claim.form {
        Form::State(state) => {
            if let Subject::Entity(entity) = state.subject {
                given.push(entity);
            }
            if let Value::Entities(entities) = &state.value {
                given.extend(entities.iter().copied());
            }
        }
        Form::Utterance(words) => given.extend(words.speaker),
        Form::Event(_) => {}
    }
    given.sort_unstable();
    given.dedup();
    given
}
