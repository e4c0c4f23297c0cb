//! Disputes in words for people: the question, who says what, why both cannot be, what would settle it.

use std::collections::BTreeMap;

use super::comparison::Comparison;
use super::positions::{Case, Face, Sides, Stand};
use crate::finding::Certainty;
use crate::id::{EntityId, SourceId};
use crate::project::{Holds, Type};
use crate::time::words::Stretch;
use crate::time::{Day, Span};
use crate::value::{Value, number};

/// Names of sources that a message gives for a side.
const SOURCES: usize = 3;
/// Sides that a message names.
const SIDES: usize = 6;

impl Comparison<'_> {
    /// What a side says, for people: the most exact of its values.
    pub fn label(&self, stand: &Stand) -> String {
        let Some(face) = stand.faces.first().copied() else { return String::new() };
        let value = self.value_label(face, &stand.claims);
        if face.denied { format!("not {value}") } else { value }
    }

    fn value_label(&self, face: Face, claims: &[u32]) -> String {
        let entity = |id: &EntityId| self.project.entity(*id).label.to_string();
        match self.value(face.value) {
            Some(Value::Entities(ids)) => several(ids.iter().map(entity).collect(), face.denied),
            Some(Value::Choices(ids)) => {
                // Of words that are the same, the one that most claims use.
                let written = self.usual(face, claims, |value| match value {
                    Value::Choices(ids) => Some(ids.clone()),
                    _ => None,
                });
                let ids = written.as_ref().unwrap_or(ids);
                several(
                    ids.iter().filter_map(|id| self.property.choices.get(id.index()).cloned()).collect(),
                    face.denied,
                )
            }
            Some(Value::Boolean(value)) => value.to_string(),
            Some(Value::Number(_)) => {
                let written = self.usual_writing(face, claims);
                // `8` for some and `8 per cent` for others: the bare number would look like another thing.
                let all = || claims.iter().filter_map(|at| Some(&*self.state(*at)?.written));
                match &self.property.unit {
                    Some(unit) if number::units_differ(all(), unit) => number::with_unit(&written, unit),
                    _ => written,
                }
            }
            Some(Value::Date(_) | Value::Text(_)) | None => self.usual_writing(face, claims),
        }
    }

    /// The form of a value that most claims of a side use; of equally many the first.
    fn usual<T: Ord>(&self, face: Face, claims: &[u32], form: impl Fn(&Value) -> Option<T>) -> Option<T> {
        let mut counts: BTreeMap<T, usize> = BTreeMap::new();
        for at in claims.iter().filter(|at| self.value_of(**at) == face.value) {
            if let Some(form) = self.state(*at).and_then(|state| form(&state.value)) {
                *counts.entry(form).or_default() += 1;
            }
        }
        counts.into_iter().min_by_key(|(_, count)| std::cmp::Reverse(*count)).map(|(form, _)| form)
    }

    fn usual_writing(&self, face: Face, claims: &[u32]) -> String {
        let mut counts: BTreeMap<(usize, &str), usize> = BTreeMap::new();
        for at in claims.iter().filter(|at| self.value_of(**at) == face.value) {
            if let Some(state) = self.state(*at) {
                let written = state.written.trim();
                *counts.entry((written.len(), written)).or_default() += 1;
            }
        }
        let usual = counts.into_iter().min_by_key(|(_, count)| std::cmp::Reverse(*count));
        usual.map(|((_, written), _)| written.to_owned()).unwrap_or_default()
    }

    /// What a side says, by ids: for identities.
    pub fn key(&self, stand: &Stand) -> String {
        stand.faces.first().map(|face| self.face_key(*face)).unwrap_or_default()
    }

    /// What a value is, or that it is denied, by ids.
    pub fn face_key(&self, face: Face) -> String {
        let entity = |id: &EntityId| self.project.entity(*id).name.to_string();
        let value = match self.value(face.value) {
            Some(Value::Entities(ids)) => sorted(ids.iter().map(entity).collect()).join(" + "),
            Some(Value::Choices(ids)) => {
                let first = |id: &crate::id::ChoiceId| self.property.same.get(id.index()).unwrap_or(id).index();
                sorted(ids.iter().filter_map(|id| self.property.choices.get(first(id)).cloned()).collect()).join(" + ")
            }
            Some(Value::Number(number)) => number.key(),
            Some(Value::Date(days)) => {
                let day = |day: Option<Day>| day.map(|day| day.to_string()).unwrap_or_default();
                format!("{}/{}", day(days.earliest), day(days.latest))
            }
            Some(Value::Text(text)) => text.to_string(),
            Some(Value::Boolean(value)) => value.to_string(),
            None => String::new(),
        };
        if face.denied { format!("not {value}") } else { value }
    }

    /// What people call the subject.
    pub fn subject(&self) -> &str {
        self.project.subject_label(self.topic.subject)
    }

    /// What the topic is about, in words: `chair of Velora`, `birthplace (Ana Ruiz)`.
    pub fn about(&self) -> String {
        let (label, subject) = (self.property.words(), self.subject());
        if self.is_office() {
            let of = if has_name(&label, subject) { String::new() } else { format!(" of {subject}") };
            format!("{label}{of}")
        } else if mentions(&label, subject) {
            label.into_owned()
        } else {
            format!("{label} ({subject})")
        }
    }

    /// The question that the topic asks, without a time.
    fn question(&self) -> String {
        if self.is_office() {
            return format!("Who was {}", self.about());
        }
        let about = capital(&self.about());
        let asks = ["who ", "which ", "what ", "where ", "when ", "how "];
        if asks.iter().any(|word| label_asks(&self.property.words(), word)) {
            return about;
        }
        let which = match self.property.of {
            Type::Number => "which number is right",
            Type::Date => "which date is right",
            Type::Boolean => "is it so",
            Type::Entity | Type::Choice | Type::Text => "which is right",
        };
        format!("{about}: {which}")
    }

    /// Whether the topic is a post that somebody holds.
    fn is_office(&self) -> bool {
        *self.office.get_or_init(|| self.names_people())
    }

    fn names_people(&self) -> bool {
        let place = |id: &EntityId| {
            let kind = self.project.entity(*id).kind.as_deref().unwrap_or("person").to_lowercase();
            !["person", "people", "politician", "diplomat", "official", "human"].iter().any(|who| kind.contains(who))
        };
        self.property.holds == Holds::OneAtATime
            && self.property.of == Type::Entity
            && !(0..self.values()).any(|value| match u32::try_from(value).ok().and_then(|value| self.value(value)) {
                Some(Value::Entities(ids)) => ids.iter().any(place),
                _ => false,
            })
    }
}

impl Case<'_, '_> {
    /// The headline: what is asked.
    pub fn question(&self, denial: bool) -> String {
        let when = self.when().map(|when| format!(" {when}")).unwrap_or_default();
        let comparison = self.comparison;
        if comparison.is_office() {
            return format!("{}{when}?", comparison.question());
        }
        let question = comparison.question();
        let when = if when.is_empty() { when } else { format!(",{when}") };
        if denial {
            let about = question.rsplit_once(':').map_or(question.as_str(), |(about, _)| about);
            return format!("{about}: is it so or not{when}?");
        }
        format!("{question}{when}?")
    }

    /// `on 1 February 2026`, `between 3 January 2026 and 5 March 2026`; where a time was given as a month or a year, by
    /// that.
    fn when(&self) -> Option<String> {
        let (first, last) = self.days()?;
        Some(Stretch::between(Day::new(first), Day::new(last), self.spans(&self.dispute.groups)))
    }

    /// When the claims of groups hold.
    fn spans<'s>(&'s self, groups: &'s [u32]) -> impl Iterator<Item = &'s Span> {
        let groups = groups.iter().filter_map(|group| self.group(*group)).filter(|it| it.reach.is_placed());
        groups.flat_map(|it| &it.members).filter_map(|at| self.comparison.span(*at))
    }

    /// One sentence that stands alone.
    pub fn message(&self, sides: &Sides) -> String {
        let comparison = self.comparison;
        let about = capital(&comparison.about());
        let when = self.when().map(|when| format!(" {when}")).unwrap_or_default();
        let side = |stand: &&Stand| format!("{} ({})", self.said(stand), self.names(stand));
        let mut camps = sides.camps();
        let mut told: Vec<String> =
            camps.by_ref().take(SIDES).map(|camp| list(camp.iter().map(side).collect())).collect();
        let more = camps.count();
        if more > 0 {
            told.push(format!("{more} more"));
        }
        format!("{about}{when}: {}", told.join(" against "))
    }

    /// What a side says, in words.
    fn said(&self, stand: &Stand) -> String {
        let label = self.comparison.label(stand);
        if self.comparison.property.of == Type::Number { number::words(&label) } else { label }
    }

    fn names(&self, stand: &Stand) -> String {
        let sources: Vec<SourceId> = self.sources(stand).into_iter().collect();
        let mut names: Vec<String> =
            sources.iter().take(SOURCES).map(|id| self.comparison.project.source(*id).name.to_string()).collect();
        if sources.len() > SOURCES {
            names.push(format!("{} more", sources.len() - SOURCES));
        }
        list(names)
    }

    /// From when to when a side speaks, where that is more than the question says.
    pub fn remark(&self, stand: &Stand) -> Option<String> {
        if self.comparison.timeless() {
            return None;
        }
        let known = stand.groups.iter().filter_map(|group| self.group(*group)).map(|it| it.reach);
        let known: Vec<(i32, i32)> = known.filter(|it| it.is_placed()).map(|it| it.days()).collect();
        let first = known.iter().map(|days| days.0).min()?;
        let last = known.iter().map(|days| days.1).max()?;
        if Some((first, last)) == self.days() {
            return None;
        }
        Stretch::of(self.spans(&stand.groups)).map(|told| told.phrase())
    }

    /// Why not all can be right, or what would settle it.
    pub fn why(&self, sides: &Sides, certainty: Certainty, denial: bool) -> Vec<String> {
        let comparison = self.comparison;
        let timed = !comparison.timeless();
        if certainty == Certainty::Possible && !self.dispute.definite {
            return vec![self.between(sides)];
        }
        let why = if denial {
            if timed {
                "What one says of that time, another says is not so."
            } else {
                "What one says, another says is not so."
            }
        } else if self.is_of_one_moment() {
            "It has one value at a time, and both are said of one moment, the article's own present."
        } else if comparison.is_office() {
            if self.days().is_some_and(|(first, last)| first == last) {
                "One person at a time holds this post, and both are said of that day."
            } else {
                "One person at a time holds this post, and the days overlap."
            }
        } else if timed {
            "It has one value at a time, and these are said of the same time."
        } else if comparison.property.of == Type::Number {
            "Only one number can be right, and no number fits these."
        } else {
            "It has one value, and these exclude each other."
        };
        let mut reasons = vec![why.to_owned()];
        for camp in sides.camps().filter(|camp| camp.len() > 1).take(SIDES) {
            let said = list(camp.iter().map(|stand| self.said(stand)).collect());
            let both = if camp.len() == 2 { "both" } else { "all" };
            reasons.push(format!("{} may {both} be true: they stand only against the rest.", capital(&said)));
        }
        reasons
    }

    /// Whether it is the present of an article, whenever that was.
    fn is_of_one_moment(&self) -> bool {
        let present = |group: &u32| self.group(*group).and_then(|it| it.present);
        let mut pairs = self.dispute.pairs.iter();
        self.dispute.definite && pairs.all(|(a, b)| present(a).is_some() && present(a) == present(b))
    }

    /// That an office would have to change hands and back.
    fn between(&self, sides: &Sides) -> String {
        let (mut before, mut after, mut middle) = (None, None, None::<(u32, String)>);
        if let Some((group, row)) = self.dispute.returns.first()
            && let (Some(it), Some(row)) = (self.group(*group), self.compared.segments.get(*row as usize))
        {
            middle = Stretch::of(self.spans(&[*group])).map(|told| (*group, told.phrase()));
            let (earlier, later) = self.around(it, row);
            before = Stretch::of(self.spans(&earlier)).map(|told| told.last());
            after = Stretch::of(self.spans(&later)).map(|told| told.first());
        }
        let of = |group: u32| sides.stands.iter().find(|stand| stand.groups.contains(&group));
        let (Some(before), Some(after), Some((group, on))) = (before, after, middle) else {
            return "Both can be right only if the post changed hands and back.".into();
        };
        let who = of(group).map(|stand| self.comparison.label(stand)).unwrap_or_default();
        let other = sides.stands.iter().find(|stand| !stand.groups.contains(&group));
        let other = other.map(|stand| self.comparison.label(stand)).unwrap_or_default();
        let what = if self.comparison.is_office() { "the post" } else { "it" };
        format!(
            "{other} is named for {before} and again for {after}, and {who} {on}: both can be right only if {what} \
             changed hands and back, which nobody reports."
        )
    }

    /// What to do next.
    pub fn help(&self, certainty: Certainty) -> String {
        if certainty == Certainty::Possible && !self.dispute.definite {
            return "Find out since when and until when each held it: a claim that gives the end of a tenure \
                    (`when: ../2026-01-31`), or says that who is named before and after did not hold it in between \
                    (`not:`), settles this."
                .into();
        }
        "Read the passages again. If a claim misreads its article, mend the claim; if an article is wrong, decide with \
         `gainsay resolve`."
            .into()
    }
}

/// Whether a label is a question by itself ("who arrived").
fn label_asks(label: &str, word: &str) -> bool {
    label.get(..word.len()).is_some_and(|start| start.eq_ignore_ascii_case(word))
}

/// Whether a label names a subject, so that it need not be said twice.
fn mentions(label: &str, subject: &str) -> bool {
    let subject = subject.trim_start_matches("the ").to_lowercase();
    let label = label.to_lowercase();
    let parts = |text: &str, end: fn(&str) -> Option<char>| end(text).is_none_or(|c| !c.is_alphanumeric());
    // `Ann` is not in `annual income`.
    label.match_indices(&subject).any(|(at, subject)| {
        let (before, behind) = (label.get(..at).unwrap_or(""), label.get(at + subject.len()..).unwrap_or(""));
        parts(before, |text| text.chars().next_back()) && parts(behind, |text| text.chars().next())
    })
}

/// Names of countries and their like that are written in capitals: other such words are titles (`CEO`).
const CAPITALS: [&str; 7] = ["US", "U.S.", "UK", "U.K.", "EU", "UN", "NATO"];

/// Whether the label of a post has a name in it, so that it says by itself whose post it is: `US chargé d'affaires to
/// Venezuela`. A capital at its beginning says nothing, nor do capitals where each word has one (`Chief Executive`),
/// unless the subject has the word, too.
fn has_name(label: &str, subject: &str) -> bool {
    let starts = |word: &&str, capital: fn(char) -> bool| word.chars().find(|c| c.is_alphabetic()).is_some_and(capital);
    let words = |text: &str| -> Vec<String> {
        let words = text.split_whitespace().map(|word| word.trim_matches(|c: char| !c.is_alphanumeric() && c != '.'));
        words.filter(|word| !word.is_empty()).map(str::to_owned).collect()
    };
    let (label_words, subject_words) = (words(label), words(subject));
    // `of`, `to` and `the` are small in titles, too.
    let plain = label_words.iter().any(|word| word.chars().count() > 3 && starts(&word.as_str(), char::is_lowercase));
    let named = |(at, word): (usize, &String)| {
        CAPITALS.contains(&word.as_str())
            || starts(&word.as_str(), char::is_uppercase) && (at > 0 && plain || subject_words.contains(word))
    };
    mentions(label, subject) || label_words.iter().enumerate().any(named)
}

fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

fn sorted(mut names: Vec<String>) -> Vec<String> {
    names.sort();
    names.dedup();
    names
}

/// A list means all of its members, a denied one none of them.
fn several(names: Vec<String>, denied: bool) -> String {
    if denied { names.join(" or ") } else { list(names) }
}

/// `a, b and c`.
pub(super) fn list(mut names: Vec<String>) -> String {
    let Some(last) = names.pop() else { return String::new() };
    if names.is_empty() { last } else { format!("{} and {last}", names.join(", ")) }
}

#[cfg(test)]
#[path = "wording_tests.rs"]
mod tests;
