//! What a claim says, written by ids and plain values: equal for equal meaning, however it was written.

use std::fmt::Write as _;

use bigdecimal::BigDecimal;

use crate::project::{Apart, Claim, EventPoint, Form, Project, Speaker, State, Sureness, Target};
use crate::text::fold;
use crate::time::when::{End, Kind};
use crate::time::{Bounds, Length, Moment, When};
use crate::value::{Number, Value};

/// What a claim says: a state's value (not its time), an event's date and orders, the words of an utterance.
pub fn says(project: &Project, claim: &Claim) -> String {
    match &claim.form {
        Form::State(state) => {
            let value = value(project, state);
            if state.denied { format!("not {value}") } else { value }
        }
        Form::Event(event) => {
            let mut text = project.point_name(event.event);
            if let Some(time) = &event.when {
                let _ = write!(text, " when {}", when(project, time));
            }
            let mut relations: Vec<String> = event
                .relations
                .iter()
                .map(|relation| {
                    let target = match &relation.target {
                        Target::Event(target) => project.point_name(*target),
                        Target::Published => "published".to_owned(),
                        Target::Date(time) => when(project, time),
                    };
                    format!(" {} {target}", relation.order.key())
                })
                .collect();
            relations.sort();
            text.extend(relations);
            match event.apart.as_deref() {
                Some(Apart::By(by)) => text += &format!(" by {}", length(by)),
                Some(Apart::AtLeast(by)) => text += &format!(" at-least {}", length(by)),
                Some(Apart::AtMost(by)) => text += &format!(" at-most {}", length(by)),
                None => {}
            }
            text
        }
        Form::Utterance(words) => {
            let speaker = words.speaker.map_or("", |id| &project.entity(id).name);
            format!("{speaker}: {}", fold::text(&words.said(&claim.quotes)))
        }
    }
}

/// Everything that a claim says, its quotes among it: what a decision on the claim rests on.
pub fn content(project: &Project, claim: &Claim) -> Vec<String> {
    let mut parts = vec![says(project, claim)];
    match &claim.form {
        Form::State(state) => {
            parts.extend([project.topic_name(state.subject, state.property), when(project, &state.when)])
        }
        Form::Event(_) => {}
        Form::Utterance(words) => {
            parts.extend([project.utterance(words.utterance).name.to_string(), words.paraphrase.to_string()]);
        }
    }
    parts.push(
        match claim.certainty {
            Sureness::Stated => "stated",
            Sureness::Likely => "likely",
            Sureness::Possible => "possible",
            Sureness::Planned => "planned",
        }
        .to_owned(),
    );
    let mut speakers: Vec<String> = claim
        .according_to
        .iter()
        .map(|speaker| match speaker {
            Speaker::Unnamed => "according to unnamed".to_owned(),
            Speaker::Entity(id) => format!("according to {}", project.entity(*id).name),
        })
        .collect();
    speakers.sort();
    parts.extend(speakers);
    let mut quotes: Vec<String> = claim
        .quotes
        .iter()
        .map(|quote| {
            let around = [quote.prefix(), Some(&*quote.exact), quote.suffix()];
            around.map(|part| fold_space(part.unwrap_or_default())).join(" | ")
        })
        .collect();
    quotes.sort();
    parts.extend(quotes);
    parts
}

/// White space is layout in a claim file: runs of it are one space.
fn fold_space(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A state's value.
fn value(project: &Project, state: &State) -> String {
    let mut names: Vec<String> = match &state.value {
        Value::Entities(ids) => ids.iter().map(|id| project.entity(*id).name.to_string()).collect(),
        Value::Choices(ids) => {
            let choices = &project.property(state.property).choices;
            ids.iter().filter_map(|id| choices.get(id.index())).map(|choice| fold::name(choice)).collect()
        }
        Value::Number(range) => vec![number(range)],
        Value::Date(days) => vec![bounds(days)],
        Value::Text(text) => vec![text.to_string()],
        Value::Boolean(truth) => vec![truth.to_string()],
    };
    names.sort();
    names.dedup();
    names.join(", ")
}

/// A number, as the range that it covers.
fn number(range: &Number) -> String {
    let plain = |bound: &BigDecimal| bound.normalized().to_string();
    match (&range.low, &range.high) {
        (Some((low, true)), Some((high, true))) if low == high => plain(low),
        (low, high) => {
            let low = low.as_ref().map(|(bound, in_)| format!("{}{}", if *in_ { ">=" } else { ">" }, plain(bound)));
            let high = high.as_ref().map(|(bound, in_)| format!("{}{}", if *in_ { "<=" } else { "<" }, plain(bound)));
            [low, high].into_iter().flatten().collect::<Vec<_>>().join(" ")
        }
    }
}

/// Days, as a day or a range.
fn bounds(days: &Bounds) -> String {
    if let Some(day) = days.exact() {
        return day.to_string();
    }
    let end = |day: Option<crate::time::Day>| day.map_or_else(|| "*".to_owned(), |day| day.to_string());
    format!("{}..{}", end(days.earliest), end(days.latest))
}

/// A length of time, as the range that it covers: calendar months `m` and half days `h`.
fn length(length: &Length) -> String {
    let amount = |amount: &Option<crate::time::length::Amount>| {
        amount.map_or_else(|| "*".to_owned(), |amount| format!("{}m{}h", amount.months, amount.half_days))
    };
    format!("{}..{}", amount(&length.min), amount(&length.max))
}

/// A time.
pub fn when(project: &Project, when: &When<EventPoint>) -> String {
    let moment = |moment: &Moment<EventPoint>| match moment {
        Moment::Date(days) => bounds(days),
        Moment::Published(None) => "published".to_owned(),
        Moment::Published(Some(offset)) => {
            format!("published {} {}", if offset.before { '-' } else { '+' }, length(&offset.length))
        }
        Moment::Event(event) => project.point_name(*event),
    };
    match &when.kind {
        Kind::Within(Moment::Date(from), Moment::Date(to)) => {
            bounds(&Bounds { earliest: from.earliest, latest: to.latest })
        }
        Kind::Within(from, to) if from == to => moment(from),
        Kind::Within(from, to) => format!("{}..{}", moment(from), moment(to)),
        Kind::Throughout(from, to) => {
            let end = |end: &End<EventPoint>| match end {
                End::At(at) => moment(at),
                End::Open => "..".to_owned(),
                End::Unknown => String::new(),
            };
            format!("{}/{}", end(from), end(to))
        }
    }
}
