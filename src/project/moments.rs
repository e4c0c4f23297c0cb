//! Times, events and their moments in claims: when, before what, how far apart.

use smallvec::SmallVec;

use super::claims::{Keys, Resolver};
use super::model::{Apart, EventClaim, EventPoint, Form, Order, Part, Relation, Site, Target};
use super::names::{Names, Unknown};
use super::take::Take;
use super::tree::Node;
use super::wording::{clip, list};
use crate::id::{EventId, SourceId};
use crate::time::when::{End, Kind, Moment};
use crate::time::{Length, When, edtf};

impl Resolver<'_> {
    pub(super) fn when(&self, take: &mut Take<'_>, key: &str, node: &Node<'_>) -> Option<When<EventPoint>> {
        let text = take.time(key, node)?;
        match When::parse(text, self.approximate) {
            Ok(when) => when.resolve(|name| self.end(take, node, &name).ok_or(())).ok(),
            Err(error) => {
                take.time_error(node, error);
                None
            }
        }
    }

    /// Tells ranges that the date of the claim's own source turns round, and intervals from an event's end to its start.
    pub(super) fn backwards(&self, take: &mut Take<'_>, keys: &Keys<'_, '_>, source: SourceId, form: &Form) {
        let (when, relations) = match form {
            Form::State(state) => (Some(&state.when), &[][..]),
            Form::Event(event) => (event.when.as_ref(), event.relations.as_slice()),
            Form::Utterance(_) => return,
        };
        let dates = relations.iter().filter_map(|relation| match &relation.target {
            Target::Date(date) => Some((relation.order.key(), &**date)),
            Target::Event(_) | Target::Published => None,
        });
        for (key, when) in when.map(|when| ("when", when)).into_iter().chain(dates) {
            let Some(node) = keys.get(key) else { continue };
            let event = |end: &End<EventPoint>, part| match end {
                End::At(Moment::Event(point)) if point.part == part => Some(point.event),
                _ => None,
            };
            let (why, between) = match &when.kind {
                Kind::Throughout(from, to) => {
                    let of_one = event(from, Part::End).is_some_and(|it| Some(it) == event(to, Part::Start));
                    if !of_one {
                        continue;
                    }
                    ("an event starts before it ends".to_owned(), "/")
                }
                Kind::Within(..) => {
                    let source = self.vocabulary.sources.get(source.index());
                    let dated = source.and_then(|source| Some((source, source.published?)));
                    let Some((source, _)) = dated.filter(|(_, days)| when.runs_backwards(*days)) else { continue };
                    (format!("`{}` is dated {}", source.name, source.date_words().unwrap_or_default()), "..")
                }
            };
            let text = &when.text;
            let mend = text.split_once(between).map(|(from, to)| format!("{}{between}{}", to.trim(), from.trim()));
            let help = mend.map_or_else(|| "look at its two ends".to_owned(), |mend| format!("did you mean `{mend}`?"));
            take.add(node, format!("`{}` runs backwards: {why}", clip(text)), help);
        }
    }

    /// An event at the end of an interval, where a date may have been meant.
    fn end(&self, take: &mut Take<'_>, node: &Node<'_>, name: &str) -> Option<EventPoint> {
        let unknown = self.vocabulary.event_names.find(name.trim()) == Err(Unknown::Nobody);
        if let Some(error) = unknown.then(|| edtf::without_date(name)).flatten() {
            take.time_error(node, error);
            return None;
        }
        self.point(take, node, name)
    }

    /// An event, or `EVENT.start` or `EVENT.end` of one that lasts.
    pub(super) fn point(&self, take: &mut Take<'_>, node: &Node<'_>, name: &str) -> Option<EventPoint> {
        let name = name.trim();
        let names = &self.vocabulary.event_names;
        let (whole, why) = match names.find(name) {
            Ok(index) => return Some(EventPoint { event: EventId(index), part: Part::Whole }),
            Err(why) => (name, why),
        };
        let ends = [Part::Start, Part::End];
        let cut = ends.into_iter().find_map(|part| Some((whole.strip_suffix(part.suffix())?, part)));
        let Some((base, part)) = cut else {
            let site = take.site(node);
            self.vocabulary.unknown(take.mistakes, site, Names::Event, name, &why);
            return None;
        };
        match names.find(base.trim()) {
            Ok(index) => {
                let event = self.vocabulary.events.get(index as usize);
                if event.is_some_and(|event| !event.lasts) {
                    let base = base.trim();
                    let help = format!("write `{base}`, or define the event with `lasts: true`");
                    take.add(node, format!("`{base}` is one moment, and has no start and no end"), help);
                    return None;
                }
                Some(EventPoint { event: EventId(index), part })
            }
            Err(why) => {
                let site = take.site(node);
                self.vocabulary.unknown(take.mistakes, site, Names::Event, base.trim(), &why);
                None
            }
        }
    }

    pub(super) fn event(&self, take: &mut Take<'_>, keys: &Keys<'_, '_>, site: Site) -> Option<Form> {
        let own_mistake = keys.own.broken || keys.own.doubtful;
        let event = match keys.get("event") {
            Some(node) => {
                let name = take.text("event", node);
                name.and_then(|name| self.point(take, node, name))
            }
            None => {
                if !own_mistake {
                    take.mistakes.add(site, "this claim has no `event`", "write which event it is about");
                }
                None
            }
        };
        let before = take.mistakes.0.len();
        let when_node = keys.get("when");
        let when = when_node.and_then(|node| self.when(take, "when", node));
        if let (Some(event), Some(when), Some(node)) = (&event, &when, when_node) {
            self.interval_of_moment(take, event, when, node);
        }
        let mut relations: SmallVec<[Relation; 1]> = SmallVec::new();
        for order in Order::ALL {
            if let Some(node) = keys.get(order.key()) {
                let target = self.target(take, order.key(), node);
                relations.extend(target.map(|target| Relation { order, target }));
            }
        }
        let apart = self.apart(take, keys);
        if take.mistakes.0.len() > before {
            return None;
        }
        if when.is_none() && relations.is_empty() {
            if !own_mistake {
                let help = "write `when` and a date; or `before`, `after`, `during`, `same-day-as` or `same-time-as`";
                take.mistakes.add(site, "this claim does not say when the event was", help);
            }
            return None;
        }
        relations.sort_by_key(|relation| relation.order);
        Some(Form::Event(EventClaim { event: event?, when, relations, apart: apart.map(Box::new) }))
    }

    /// `A/B` on a moment says that one moment took all that time.
    fn interval_of_moment(&self, take: &mut Take<'_>, event: &EventPoint, when: &When<EventPoint>, node: &Node<'_>) {
        let lasts = self.vocabulary.events.get(event.event.index()).is_some_and(|event| event.lasts);
        if !matches!(when.kind, Kind::Throughout(..)) || (lasts && event.part == Part::Whole) {
            return;
        }
        let (from, to) = when.text.split_once('/').unwrap_or((&when.text, ""));
        let (from, to) = (from.trim(), to.trim());
        let open = |end: &str| end.is_empty() || end == "..";
        let help = match (open(from), open(to)) {
            (false, false) => format!("write `{from}..{to}` for some time within it"),
            (false, true) => format!("write `after: {from}`"),
            (true, true) => "write a date, or leave `when` out".to_owned(),
            _ => format!("write `before: {to}`"),
        };
        let message = format!("`{}` lasts from the one to the other, and this event is one moment", clip(&when.text));
        take.add(node, message, format!("{help}; or define the event with `lasts: true`"));
    }

    /// What an event is set against.
    pub(super) fn target(&self, take: &mut Take<'_>, key: &str, node: &Node<'_>) -> Option<Target> {
        let text = take.time(key, node)?;
        if text == "published" {
            return Some(Target::Published);
        }
        let base = text.strip_suffix(".start").or_else(|| text.strip_suffix(".end")).unwrap_or(text);
        let names = &self.vocabulary.event_names;
        let known = |name: &str| !matches!(names.find(name.trim()), Err(Unknown::Nobody));
        if known(text) || known(base) {
            return self.point(take, node, text).map(Target::Event);
        }
        match When::parse(text, self.approximate) {
            Ok(when) if when.is_published() => Some(Target::Published),
            Ok(when) => when.resolve(|name| self.end(take, node, &name).ok_or(())).ok().map(Box::new).map(Target::Date),
            Err(error) => {
                let like_time = edtf::looks_like_date(text)
                    || edtf::without_date(text).is_some()
                    || text.contains('/')
                    || text.contains("..")
                    || ["published ", "early ", "mid ", "late "].iter().any(|word| text.starts_with(word));
                if like_time {
                    take.time_error(node, error);
                } else {
                    self.point(take, node, text);
                }
                None
            }
        }
    }

    fn apart(&self, take: &mut Take<'_>, keys: &Keys<'_, '_>) -> Option<Apart> {
        let apart = keys.any(&["by", "at-least", "at-most"]);
        let (key, node) = match apart.as_slice() {
            [] => return None,
            [one] => *one,
            [(first, _), (second, node), ..] => {
                let help = "write one of them; from two to three years is `by: 2..3 years`";
                take.add(node, format!("`{first}` and `{second}` stand in one claim"), help);
                return None;
            }
        };
        let own = keys.own.has(key);
        let orders: Vec<&str> = Order::ALL.into_iter().map(Order::key).filter(|key| keys.get(key).is_some()).collect();
        match orders.as_slice() {
            ["before"] | ["after"] => {}
            _ if !own => return None,
            [] => {
                let help = "write what the event lies `before` or `after`";
                take.add(node, format!("`{key}` says how far apart two moments are, and there is only one"), help);
                return None;
            }
            [one] => {
                let help = "write `before` or `after`";
                take.add(node, format!("`{key}` says how far apart two moments are, and goes with no `{one}`"), help);
                return None;
            }
            several => {
                let message = format!("`{key}` goes with one of {}, and it is open with which", list(several));
                take.add(node, message, "write one claim for each");
                return None;
            }
        }
        let text = take.text(key, node)?;
        match Length::parse(text) {
            Ok(length) => Some(match key {
                "by" => Apart::By(length),
                "at-least" => Apart::AtLeast(length),
                _ => Apart::AtMost(length),
            }),
            Err(error) => {
                take.time_error(node, error);
                None
            }
        }
    }
}
