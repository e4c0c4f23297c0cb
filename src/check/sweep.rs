//! Finds which stretches of days certainly meet, by walking along the calendar once: never all pairs.

use rustc_hash::FxHashMap;

/// A stretch of days of some class. With `from > to` it lies somewhere from `to` to `from`, and meets what covers them all.
#[derive(Clone, Copy, Debug)]
pub(super) struct Stretch {
    /// The first day, or the last of an uncertain one.
    pub from: i32,
    /// The last day, or the first of an uncertain one.
    pub to: i32,
    /// Only stretches of classes that may meet are compared.
    pub class: u32,
    /// Only stretches of camps that may meet are compared; a class is of one camp.
    pub camp: Camp,
}

/// Part of all classes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Camp {
    /// Compared with both camps.
    Open,
    /// Compared with the other camp only.
    Closed,
}

/// Stretches of one class that the walk is in.
#[derive(Default)]
struct Active {
    members: Vec<u32>,
    until: i32,
}

/// The stretches of one camp that the walk is in.
#[derive(Default)]
struct Walk {
    places: FxHashMap<u32, usize>,
    active: Vec<(u32, Active)>,
}

impl Walk {
    fn enter(&mut self, index: u32, stretch: &Stretch) {
        let active = &mut self.active;
        let place = *self.places.entry(stretch.class).or_insert_with(|| {
            active.push((stretch.class, Active { members: Vec::new(), until: i32::MIN }));
            active.len() - 1
        });
        if let Some((_, group)) = active.get_mut(place) {
            group.members.push(index);
            group.until = group.until.max(stretch.to);
        }
    }

    /// Tells which stretches go on at `day` and reach `needed`, of classes that may meet `class`.
    fn ask(
        &mut self,
        stretches: &[Stretch],
        budget: &mut usize,
        (day, needed, class): (i32, i32, u32),
        may_meet: &mut impl FnMut(u32, u32) -> bool,
        mut found: impl FnMut(u32),
    ) -> bool {
        let mut at = 0;
        while let Some((other, group)) = self.active.get_mut(at) {
            if *budget == 0 {
                return false;
            }
            *budget -= 1;
            if group.until < day {
                self.places.remove(other);
                self.active.swap_remove(at);
                if let Some((moved, _)) = self.active.get(at) {
                    self.places.insert(*moved, at);
                }
                continue;
            }
            if may_meet(*other, class) {
                let mut member = 0;
                while let Some(&other) = group.members.get(member) {
                    if *budget == 0 {
                        return false;
                    }
                    *budget -= 1;
                    let to = stretches.get(other as usize).map_or(i32::MIN, |other| other.to);
                    if to < day {
                        group.members.swap_remove(member);
                        continue;
                    }
                    if to >= needed {
                        found(other);
                    }
                    member += 1;
                }
            }
            at += 1;
        }
        true
    }
}

/// Calls `found` with each two stretches that share a day, of classes for which `may_meet` holds. Every step costs one
/// of `budget`; where it is spent, the rest is left out and the answer is `false`.
pub(super) fn sweep(
    stretches: &[Stretch],
    budget: &mut usize,
    mut may_meet: impl FnMut(u32, u32) -> bool,
    mut found: impl FnMut(usize, usize),
) -> bool {
    // On one day, what covers it is met before what asks for it.
    let mut order: Vec<(i32, bool, u32)> = Vec::with_capacity(stretches.len());
    for (index, stretch) in (0u32..).zip(stretches) {
        if stretch.from <= stretch.to {
            order.push((stretch.from, false, index));
        } else if stretch.from != i32::MAX && stretch.to != i32::MIN {
            order.push((stretch.to, true, index));
        }
    }
    order.sort_unstable();
    let mut camps: [Walk; 2] = Default::default();
    for (day, uncertain, index) in order {
        let Some(stretch) = stretches.get(index as usize) else { continue };
        let needed = if uncertain { stretch.from } else { day };
        let (open, closed) = match stretch.camp {
            Camp::Open => (true, true),
            Camp::Closed => (true, false),
        };
        for (walk, _) in camps.iter_mut().zip([open, closed]).filter(|(_, asked)| *asked) {
            let met = walk.ask(stretches, budget, (day, needed, stretch.class), &mut may_meet, |other| {
                found(other as usize, index as usize);
            });
            if !met {
                return false;
            }
        }
        if !uncertain {
            let [open, closed] = &mut camps;
            let walk = if stretch.camp == Camp::Open { open } else { closed };
            walk.enter(index, stretch);
        }
    }
    true
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn camp(class: u32) -> Camp {
        if class > 1 { Camp::Closed } else { Camp::Open }
    }

    fn certainly_meet(a: &Stretch, b: &Stretch) -> bool {
        a.from <= b.to && b.from <= a.to
    }

    proptest! {
        #[test]
        fn the_walk_finds_what_all_pairs_find(
            drawn in proptest::collection::vec((0i32..12, 0i32..12, 0u32..4), 0..14),
        ) {
            let stretches: Vec<Stretch> =
                drawn.into_iter().map(|(from, to, class)| Stretch { from, to, class, camp: camp(class) }).collect();
            let may = |a: u32, b: u32| a != b && a + b != 3;
            let camp_of = camp;
            let mut found = Vec::new();
            let done = sweep(&stretches, &mut 10_000, may, |a, b| found.push((a.min(b), a.max(b))));
            prop_assert!(done);
            found.sort_unstable();
            let mut expected = Vec::new();
            for (a, one) in stretches.iter().enumerate() {
                for (b, other) in stretches.iter().enumerate().skip(a + 1) {
                    let closed = camp_of(one.class) == Camp::Closed && camp_of(other.class) == Camp::Closed;
                    if !closed && may(one.class, other.class) && certainly_meet(one, other) {
                        expected.push((a, b));
                    }
                }
            }
            prop_assert_eq!(found, expected);
        }
    }

    #[test]
    fn a_spent_budget_is_told() {
        let many: Vec<Stretch> = (0..100).map(|class| Stretch { from: 0, to: 9, class, camp: Camp::Open }).collect();
        assert!(!sweep(&many, &mut 50, |_, _| true, |_, _| {}));
    }
}
