//! Which claims of the sources support a draft's claim: the rules for drafts rest on this.
//!
//! A source supports a claim that it entails: a coarser draft is supported by a finer source, never the other way
//! round. Another draft supports nothing.

use std::collections::{BTreeMap, BTreeSet};

use super::context::Context;
use super::entailed_event;
use super::entailment::{self, Now};
use crate::id::{ClaimId, EventId, PropertyId, SourceId, UtteranceId};
use crate::project::{Authorship, Claim, Form, Holds, Project, Role, Speaker, State, Subject, Sureness};
use crate::time::{Bounds, Edge, Span};
use crate::value::{Value, Vocabulary, denies, denies_all, entails};

/// What claims are about: only claims on one matter are compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Matter {
    State(Subject, PropertyId),
    Event(EventId),
    Utterance(UtteranceId),
}

fn matter(claim: &Claim) -> Matter {
    match &claim.form {
        Form::State(state) => Matter::State(state.subject, state.property),
        Form::Event(event) => Matter::Event(event.event.event),
        Form::Utterance(words) => Matter::Utterance(words.utterance),
    }
}

/// All that a claim says something about: an order says something about both its events.
fn matters(claim: &Claim) -> BTreeSet<Matter> {
    match &claim.form {
        Form::Event(said) => said.events().map(Matter::Event).collect(),
        Form::State(_) | Form::Utterance(_) => BTreeSet::from([matter(claim)]),
    }
}

/// A draft's claim, and what the sources say for it.
#[derive(Clone, Debug)]
pub struct Supported {
    /// The draft's claim.
    pub claim: ClaimId,
    /// Claims that entail it and assert at least as much, in order.
    pub firm: Vec<ClaimId>,
    /// Claims that say the same, but only attribute it or hold it for less certain than the draft does.
    pub weak: Vec<ClaimId>,
    /// Rejected claims that would entail it, by name.
    pub rejected: Vec<String>,
    /// Claims of sources that say the same of days shortly before, since when something says that it ended.
    pub ended: Vec<ClaimId>,
    /// Claims of sources that say the same, but of another time.
    pub other_times: Vec<ClaimId>,
    /// Further claims of sources on the same matter, which do not entail it.
    pub others: Vec<ClaimId>,
}

/// Every claim of every draft, with its support.
#[derive(Debug, Default)]
pub struct Drafts {
    /// In the order of claims.
    pub claims: Vec<Supported>,
}

impl Drafts {
    /// Looks for the support of all drafts' claims.
    pub fn new(context: &Context<'_>) -> Self {
        let project = context.project;
        let is_draft = |claim: &Claim| project.source(claim.source).role == Role::Draft;
        let mut matters: BTreeMap<Matter, Vec<ClaimId>> = BTreeMap::new();
        for (_, claim) in project.claims().filter(|(_, claim)| is_draft(claim)) {
            matters.entry(matter(claim)).or_default();
        }
        if matters.is_empty() {
            return Self::default();
        }
        for (id, claim) in project.claims().filter(|(_, claim)| !is_draft(claim)) {
            for matter in self::matters(claim) {
                if let Some(others) = matters.get_mut(&matter) {
                    others.push(id);
                }
            }
        }
        let drafts = project.claims().filter(|(_, claim)| is_draft(claim));
        let claims = drafts.map(|(id, claim)| {
            let about = matters.get(&matter(claim)).map_or(&[][..], Vec::as_slice);
            supported(context, id, claim, about)
        });
        Self { claims: claims.collect() }
    }
}

impl Supported {
    /// How many independent sources are behind it: copies and rewrites count once, what a program wrote does not.
    pub fn witnesses(&self, context: &Context<'_>) -> usize {
        let sources = self.firm.iter().chain(&self.weak).map(|id| context.project.claim(*id).source);
        let counted: BTreeSet<SourceId> =
            sources.filter(|id| context.project.source(*id).authorship == Authorship::Human).collect();
        if counted.len() < 2 {
            return counted.len();
        }
        context.witnesses().parted(&counted.into_iter().collect::<Vec<_>>()).len()
    }
}

/// What the claims on one matter say for one claim of a draft.
fn supported(context: &Context<'_>, id: ClaimId, claim: &Claim, about: &[ClaimId]) -> Supported {
    let project = context.project;
    let mut found = Supported {
        claim: id,
        firm: Vec::new(),
        weak: Vec::new(),
        rejected: Vec::new(),
        ended: Vec::new(),
        other_times: Vec::new(),
        others: Vec::new(),
    };
    let said: Vec<&Claim> = about.iter().map(|other| project.claim(*other)).collect();
    for (other, said_by) in about.iter().zip(&said) {
        if !entailed(context, claim, said_by, &said) {
            let same = same_state(context, claim, said_by) && attributable(claim, said_by);
            let list = match same {
                true if was_so_lately(context, claim, said_by) => &mut found.ended,
                true => &mut found.other_times,
                false => &mut found.others,
            };
            list.push(*other);
        } else if firm(claim, said_by) {
            found.firm.push(*other);
        } else if attributable(claim, said_by) {
            found.weak.push(*other);
        } else {
            found.others.push(*other);
        }
    }
    for withdrawn in project.withdrawn.iter().filter(|other| matters(other).contains(&matter(claim))) {
        let by_draft = project.source(withdrawn.source).role == Role::Draft;
        if !by_draft && entailed(context, claim, withdrawn, &[withdrawn]) && attributable(claim, withdrawn) {
            found.rejected.push(format!("{}/{}", project.source(withdrawn.source).name, withdrawn.id));
        }
    }
    found
}

/// Whether a source says it as firmly as the draft does.
fn firm(claim: &Claim, said: &Claim) -> bool {
    let heard = said.according_to.is_empty() || shares_speaker(claim, said);
    as_sure(claim, said) && heard && attributable(claim, said)
}

/// Whether the second is said for at least as certain as the first.
fn as_sure(claim: &Claim, said: &Claim) -> bool {
    match (claim.certainty, said.certainty) {
        (mine, theirs) if mine == theirs => true,
        (_, Sureness::Stated) => true,
        (Sureness::Possible, Sureness::Likely) => true,
        _ => false,
    }
}

/// Whether the second weighs as much as the first: it is as sure, and said outright or by the same speaker.
fn outweighs(claim: &Claim, said: &Claim) -> bool {
    let same = |speaker: &Speaker| *speaker != Speaker::Unnamed && claim.according_to.contains(speaker);
    as_sure(claim, said) && (said.according_to.is_empty() || said.according_to.iter().any(same))
}

/// A draft that names a speaker needs a source that names the same one, or says nothing of who said it only where
/// the draft does neither.
fn attributable(claim: &Claim, said: &Claim) -> bool {
    claim.according_to.is_empty() || claim.according_to.contains(&Speaker::Unnamed) || shares_speaker(claim, said)
}

fn shares_speaker(claim: &Claim, said: &Claim) -> bool {
    let unnamed = claim.according_to.contains(&Speaker::Unnamed);
    unnamed || claim.according_to.iter().any(|speaker| said.according_to.contains(speaker))
}

/// Whether a source's claim entails the draft's, with what the same source says of other moments.
fn entailed(context: &Context<'_>, claim: &Claim, said: &Claim, about: &[&Claim]) -> bool {
    match (&claim.form, &said.form) {
        (Form::State(mine), Form::State(theirs)) => state(context, claim, mine, said, theirs, about),
        (Form::Event(_), Form::Event(_)) => entailed_event::event(context, claim, said),
        (Form::Utterance(mine), Form::Utterance(theirs)) => {
            entailment::words(context.project, claim, mine, said, theirs)
        }
        _ => false,
    }
}

fn span(context: &Context<'_>, claim: &Claim, state: &State) -> Span {
    state.when.span(&context.timeline.moments(context.project, claim.source))
}

/// Whether a source says the same of a state, whenever that was.
fn same_state(context: &Context<'_>, claim: &Claim, said: &Claim) -> bool {
    match (&claim.form, &said.form) {
        (Form::State(mine), Form::State(theirs)) => same_value(context, mine, theirs),
        _ => false,
    }
}

fn same_value(context: &Context<'_>, mine: &State, theirs: &State) -> bool {
    let property = context.project.property(mine.property);
    let words = context.words(mine.property);
    if let (Value::Boolean(my), Value::Boolean(their)) = (&mine.value, &theirs.value) {
        // Who denies that it is so says that it is not so.
        return (*my != mine.denied) == (*their != theirs.denied);
    }
    match (mine.denied, theirs.denied) {
        (false, false) => entails(&theirs.value, &mine.value, &words),
        (true, true) => denies_all(&theirs.value, &mine.value, &words),
        // Who holds an office that one person holds at a time says of all others that they do not.
        (true, false) => property.holds != Holds::Many && entailment::excludes(&theirs.value, &mine.value, &words),
        (false, true) => false,
    }
}

fn state(context: &Context<'_>, claim: &Claim, mine: &State, said: &Claim, theirs: &State, about: &[&Claim]) -> bool {
    let project = context.project;
    let same = same_value(context, mine, theirs);
    if !same || project.property(mine.property).holds == Holds::One {
        return same;
    }
    let (wanted, given) = (span(context, claim, mine), span(context, said, theirs));
    if entailment::covers(&given, &wanted) {
        return true;
    }
    let now = now(project, claim, mine, &wanted);
    now.is_some_and(|now| now.reached_by(&given, &wanted) && !ended(context, mine, (said, theirs), &given, now, about))
}

fn now(project: &Project, claim: &Claim, mine: &State, wanted: &Span) -> Option<Now> {
    Now::of(wanted, mine.when.is_published(), project.source(claim.source).published)
}

/// Whether a source that says the same of a state saw it shortly before: it would speak for the draft's present if
/// nothing said that it ended.
fn was_so_lately(context: &Context<'_>, claim: &Claim, said: &Claim) -> bool {
    let (Form::State(mine), Form::State(theirs)) = (&claim.form, &said.form) else { return false };
    let (wanted, given) = (span(context, claim, mine), span(context, said, theirs));
    let now = now(context.project, claim, mine, &wanted);
    now.is_some_and(|now| now.reached_by(&given, &wanted))
}

/// Whether something says that what a source saw ended after `given` and before now: of a tenure its end, a denial, or
/// another holder; of a denial that it is so after all.
fn ended(
    context: &Context<'_>,
    mine: &State,
    (said, theirs): (&Claim, &State),
    given: &Span,
    now: Now,
    about: &[&Claim],
) -> bool {
    let words = context.words(mine.property);
    let one_holder = context.project.property(mine.property).holds != Holds::Many;
    let named = given.end.earliest.or(given.start.latest);
    let later = |bounds: Bounds| {
        let after = bounds.latest.is_none_or(|day| named.is_none_or(|named| named <= day));
        after && bounds.earliest.is_none_or(|day| now.on_or_after(day))
    };
    // Who holds the office in place of whom the draft denies may leave it to somebody else again.
    let held = if mine.denied { &theirs.value } else { &mine.value };
    about.iter().any(|claim| {
        let Form::State(other) = &claim.form else { return false };
        let span = span(context, claim, other);
        let same = entails(&other.value, held, &words);
        // Whoever says when the tenure ended, and however carefully, casts doubt on "now" and on no source: it was so
        // until then. What would make the source wrong must weigh as much as the source.
        if !theirs.denied && !other.denied && same && span.end_edge == Edge::Tenure && later(span.end) {
            return true;
        }
        if !outweighs(said, claim) {
            return false;
        }
        // A tenure is seen for certain up to its earliest end: nothing is said of it after an article's own date.
        let seen = if span.moment { span.end.latest } else { span.end.earliest.or(span.start.latest) };
        if so_after_all(mine, theirs, other, &words) && later(Bounds { latest: seen, ..span.hull() }) {
            return true;
        }
        match other.denied {
            _ if theirs.denied => false,
            true => denies(&other.value, held, &words) && later(span.hull()),
            // Of what may be several at once, another says nothing.
            false => {
                one_holder
                    && entailment::excludes(&other.value, held, &words)
                    && span.start.earliest.is_some_and(|day| named.is_some_and(|named| named < day))
                    && later(span.start)
            }
        }
    })
}

/// Whether `other` says what `mine` and `theirs` deny.
fn so_after_all(mine: &State, theirs: &State, other: &State, words: &impl Vocabulary) -> bool {
    match (&mine.value, &other.value) {
        _ if !mine.denied && !theirs.denied => false,
        (Value::Boolean(my), Value::Boolean(their)) => (*my != mine.denied) != (*their != other.denied),
        (mine, said) => !other.denied && denies(mine, said, words),
    }
}

/// The sources that claims belong to, each once, in order.
pub fn sources(project: &Project, claims: &[ClaimId]) -> Vec<SourceId> {
    let sources: BTreeSet<SourceId> = claims.iter().map(|id| project.claim(*id).source).collect();
    sources.into_iter().collect()
}
