//! Whether one claim's time or words entail another's.

use crate::project::{Claim, Project, Words};
use crate::text::fold;
use crate::time::{Bounds, Day, Span};
use crate::value::{Agreement, Value, Vocabulary, compare};

/// What a source saw so many days before a draft is its evidence for "now".
pub const DAYS_EARLIER: i32 = 31;

/// A source whose date is only roughly known speaks for "now" where it cannot be older than this (days).
const OLDEST: i32 = 366;

/// The present of a draft.
#[derive(Clone, Copy, Debug)]
pub struct Now {
    /// The draft's date; an undated draft is about the day on which it is read.
    day: Option<Day>,
}

impl Now {
    /// The day up to which a draft's claim reaches, where that is its present: `published`, an open end, or the day of
    /// the draft's own date. The timeline may bound a draft without one, but not tell on which day it is read.
    pub fn of(wanted: &Span, is_published: bool, published: Option<Bounds>) -> Option<Self> {
        let present = is_published || wanted.end.latest.is_none();
        let day = wanted.end.earliest.filter(|_| !(present && published.is_none()));
        let is_date = wanted.moment && day.is_some() && day == published.and_then(|days| days.exact());
        (present || is_date && day == wanted.end.latest).then_some(Self { day })
    }

    /// Whether this present lies on a day or after it.
    pub fn on_or_after(self, day: Day) -> bool {
        self.day.is_none_or(|now| day <= now)
    }

    /// Whether a tenure that is known on some earlier day is fresh enough to speak for now, and long enough for the
    /// start that the draft gives it.
    pub fn reached_by(self, given: &Span, wanted: &Span) -> bool {
        let starts = wanted.moment || given.start.latest.zip(wanted.start.latest).is_some_and(|(a, b)| a <= b);
        // A draft rests on what was published before it, also where the source's own date is only roughly known.
        let (first, last) = if given.moment {
            (given.start.earliest, given.end.latest)
        } else {
            (given.end.earliest, given.end.earliest)
        };
        let fresh = match (self.day, first) {
            (Some(now), Some(first)) => {
                let last = last.map_or(now, |last| last.min(now));
                let days = |day: Day| now.number().saturating_sub(day.number());
                first <= now && days(last) <= DAYS_EARLIER && days(first) <= OLDEST
            }
            (None, _) => true,
            (Some(_), None) => false,
        };
        starts && fresh
    }
}

/// Whether a claim that holds for `given` holds for `wanted`, too: on some day of a date coarser than a day, and
/// from some day of the one end of an interval to some day of the other.
pub fn covers(given: &Span, wanted: &Span) -> bool {
    let begins = match (given.start.latest, if wanted.moment { wanted.end.latest } else { wanted.start.latest }) {
        (Some(given), Some(wanted)) => given <= wanted,
        (Some(_) | None, None) => wanted.start.latest.is_none() && wanted.start.earliest.is_none() && !wanted.moment,
        (None, Some(_)) => false,
    };
    let ends = match (given.end.earliest, if wanted.moment { wanted.start.earliest } else { wanted.end.earliest }) {
        (Some(given), Some(wanted)) => given >= wanted,
        (Some(_) | None, None) => wanted.end.earliest.is_none() && wanted.end.latest.is_none() && !wanted.moment,
        (None, Some(_)) => false,
    };
    let throughout = wanted.moment || given.core().is_some();
    begins && ends && throughout
}

/// Whether two values cannot both be true of a property that holds one.
pub fn excludes(a: &Value, b: &Value, words: &impl Vocabulary) -> bool {
    compare(a, b, words) == Agreement::Different
}

/// The words of an utterance claim: what it gives, or its quote.
fn spoken<'c>(claim: &'c Claim, words: &'c Words) -> Option<&'c str> {
    words.words.as_deref().or_else(|| claim.quotes.first().map(|quote| &*quote.exact))
}

/// Whether a source's version of an utterance has the draft's words, from the same speaker.
pub fn words(project: &Project, claim: &Claim, mine: &Words, said: &Claim, theirs: &Words) -> bool {
    let lies_in = |inner, outer| super::words::lies_in(project, inner, outer);
    let speaker = match (mine.speaker, theirs.speaker) {
        (Some(mine), Some(theirs)) => mine == theirs || lies_in(theirs, mine) || lies_in(mine, theirs),
        _ => true,
    };
    if !speaker || mine.paraphrase {
        return speaker;
    }
    let (Some(mine), Some(theirs)) = (spoken(claim, mine), spoken(said, theirs)) else { return false };
    !theirs.is_empty() && contained(mine, theirs)
}

/// Whether the parts of an excerpt stand in a version, in order, word for word.
fn contained(excerpt: &str, version: &str) -> bool {
    let version = format!(" {} ", plain(version));
    let mut from = 0;
    excerpt.replace("[…]", "…").replace("[...]", "…").replace("...", "…").split('…').all(|part| {
        let part = plain(part);
        let part = format!(" {part} ");
        let found = version.get(from..).and_then(|rest| rest.find(&part));
        if let Some(at) = found {
            from += at + part.len() - 1;
        }
        found.is_some() || part.trim().is_empty()
    })
}

/// Words alone, folded: without capitals and punctuation.
fn plain(text: &str) -> String {
    let folded = fold::words(text);
    let words = folded.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    words.collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::time::Edge;

    fn day(number: i32) -> Day {
        Day::new(number)
    }

    fn tenure(from: i32, to: i32) -> Span {
        Span {
            start: Bounds::day(day(from)),
            end: Bounds::day(day(to)),
            start_edge: Edge::Tenure,
            end_edge: Edge::Tenure,
            moment: false,
        }
    }

    #[test]
    fn a_coarser_time_is_covered_and_a_finer_one_is_not() {
        let month = Span::moment(Bounds::new(day(0), day(30)));
        let one = Span::moment(Bounds::day(day(12)));
        assert!(covers(&one, &month));
        assert!(!covers(&month, &one));
        assert!(covers(&tenure(0, 30), &one));
        assert!(covers(&tenure(0, 30), &tenure(5, 20)));
        assert!(!covers(&tenure(5, 20), &tenure(0, 30)));
        assert!(covers(&tenure(20, 90), &month), "it held on some day of the month");
        assert!(!covers(&tenure(31, 90), &month));
    }

    #[test]
    fn days_earlier_speaks_for_now_and_years_earlier_does_not() {
        let wanted = Span::moment(Bounds::day(day(100)));
        let now = Now::of(&wanted, true, Some(Bounds::day(day(100)))).expect("it is the present");
        assert!(now.reached_by(&Span::moment(Bounds::day(day(95))), &wanted));
        assert!(!now.reached_by(&Span::moment(Bounds::day(day(101))), &wanted));
        assert!(!now.reached_by(&Span::moment(Bounds::day(day(-300))), &wanted));
    }

    #[test]
    fn an_excerpt_stands_in_a_longer_version() {
        assert!(contained("Friendship, and good understanding", "relations of friendship and good understanding"));
        assert!(contained("relations … understanding", "relations of friendship and good understanding"));
        assert!(!contained("good intelligence", "relations of friendship and good understanding"));
        assert!(!contained("end", "a friend"));
    }
}
