//! The timeline of a long chronicle: 100,000 claims in one connected network, with a few planted contradictions.

#![allow(clippy::unwrap_used, missing_docs, reason = "a benchmark fails by panicking")]

use std::sync::Arc;

use criterion::{BatchSize, Criterion, criterion_group, criterion_main};
use gainsay::check::network::Network;
use gainsay::id::{EventId, FileId, SourceId};
use gainsay::project::{
    Apart, Claim, Event, EventClaim, EventPoint, Form, Order, Part, Project, Relation, Role, Site, Source, Sureness,
    Target,
};
use gainsay::time::{Bounds, Day, Length, When};

/// Small numbers in a fixed order that looks like none.
struct Dice(u64);

impl Dice {
    fn below(&mut self, limit: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0 % limit
    }
}

fn site() -> Site {
    Site { file: FileId(0), start: 0, end: 0 }
}

fn point(event: usize) -> EventPoint {
    EventPoint { event: EventId::new(event), part: Part::Whole }
}

fn source(index: usize, published: Day) -> Source {
    let known = Some(Bounds::day(published));
    Source { published: known, role: Role::Reference, ..Source::new(format!("s{index}"), site()) }
}

/// A chronicle of about so many claims: each event is dated, set after the one before it, and now and then so long
/// after an earlier one. `planted` events are dated long before the events that they come after.
fn chronicle(claims: usize, planted: usize) -> Project {
    let events = claims * 2 / 5;
    let mut dice = Dice(0x9e37_79b9_7f4a_7c15);
    let mut project = Project::default();
    let mut day = 0;
    let days: Vec<Day> = (0..events)
        .map(|_| {
            day += i32::try_from(dice.below(3)).unwrap();
            Day::new(day)
        })
        .collect();
    for event in 0..events {
        let name = format!("e{event:06}");
        project.events.push(Event {
            label: name.as_str().into(),
            name: name.into(),
            site: site(),
            aliases: Vec::new(),
            lasts: false,
        });
    }
    for index in 0..200 {
        project.sources.push(source(index, Day::new(day + 1 + i32::try_from(index).unwrap())));
    }
    let mut say = |event: usize, when: Option<Day>, relation: Option<(usize, Apart)>, plain: Option<usize>| {
        let (relations, apart) = match (relation, plain) {
            (Some((to, apart)), _) => {
                (vec![Relation { order: Order::After, target: Target::Event(point(to)) }], Some(apart))
            }
            (None, Some(to)) => (vec![Relation { order: Order::After, target: Target::Event(point(to)) }], None),
            (None, None) => (Vec::new(), None),
        };
        let when = when.map(|day| {
            let when = When::parse(&day.to_string(), None).unwrap();
            when.resolve(|_| Err::<EventPoint, ()>(())).unwrap()
        });
        let id = format!("c{}", project.claims.len()).into();
        project.claims.push(Arc::new(Claim {
            source: SourceId::new(project.claims.len() % 200),
            id,
            named: true,
            content: [0; 16],
            sites: std::iter::once(site()).collect(),
            form: Form::Event(EventClaim {
                event: point(event),
                when,
                relations: relations.into(),
                apart: apart.map(Box::new),
            }),
            according_to: Box::default(),
            certainty: Sureness::Stated,
            quotes: Default::default(),
            note: None,
            glance: Default::default(),
        }));
    };
    for event in 0..events {
        let wrong = planted > 0 && event > events / 50 && event % (events / planted) == events / planted / 2;
        let day = days[event];
        say(event, Some(if wrong { Day::new(day.number() - 40) } else { day }), None, None);
        // The same day may hold both in either order, so only a later day is set after an earlier one.
        let before = days.partition_point(|other| *other < day);
        if before > 0 {
            say(event, None, None, Some(before - 1));
            let earlier = before - 1 - usize::try_from(dice.below(before.min(400) as u64)).unwrap();
            let far = day.number() - days[earlier].number();
            let length = if dice.below(2) == 0 && far > 45 {
                format!("{} months", (far + 15) / 30)
            } else {
                format!("{far} days")
            };
            let length = Length::parse(&length).unwrap();
            let (least, most) = length.days_after(days[earlier]);
            if event % 2 == 0 && !wrong && least.is_none_or(|least| least <= far) && most.is_none_or(|most| far <= most)
            {
                say(event, None, Some((earlier, Apart::By(length))), None);
            }
        }
    }
    project
}

fn network(c: &mut Criterion) {
    let mut group = c.benchmark_group("network");
    group.sample_size(10);
    for (claims, planted) in [(25_000, 0), (100_000, 0), (100_000, 10)] {
        let project = chronicle(claims, planted);
        let network = Network::new(&project);
        assert_eq!(network.conflicts().count() > 0, planted > 0);
        let name = format!("{} claims, {planted} planted, {} found", project.claims.len(), network.conflicts().count());
        group.bench_function(name, |b| {
            b.iter_batched(|| (), |()| Network::new(&project), BatchSize::PerIteration);
        });
    }
    group.finish();
}

criterion_group!(benches, network);
criterion_main!(benches);
