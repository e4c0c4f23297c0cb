//! What all rules share, worked out once.

use std::sync::{Arc, OnceLock};

use rayon::prelude::*;

use super::copies::Copies;
use super::glance::Glances;
use super::hinges;
use super::index::{Keyed, Made, Topic, keys, topics};
use super::memo::{self, Memo};
use super::similar_names::Alike;
use super::stale::Stale;
use super::support::Drafts;
use super::timeline::Timeline;
use super::witness::Witnesses;
use super::words::{Nesting, PropertyWords};
use crate::finding::Cited;
use crate::id::{ClaimId, PropertyId};
use crate::project::Project;
use crate::rule::Rule;
use crate::text::anchor::Found;

/// A project with everything that more than one rule asks for.
#[derive(Debug)]
pub struct Context<'p> {
    /// The project.
    pub project: &'p Project,
    /// What each claim is, at a glance.
    pub glances: Glances,
    /// The days that the timeline leaves for each event and each source's date.
    pub timeline: Arc<Timeline>,
    /// Entities with nearly the same name.
    pub alike: Arc<Alike>,
    /// Claims on states by topic.
    pub topics: Vec<Topic>,
    /// Which entities lie in which.
    nesting: Arc<Nesting>,
    /// How many topics have times that hang on events or on dates that nobody gives.
    hanging: OnceLock<usize>,
    copies: OnceLock<Arc<Copies>>,
    witnesses: OnceLock<Witnesses>,
    drafts: OnceLock<Drafts>,
    stale: OnceLock<Stale>,
}

impl<'p> Context<'p> {
    /// Works out what rules share.
    pub fn new(project: &'p Project) -> Self {
        let Memo { names, articles, .. } = &mut Memo::default();
        let timeline = |glances: &Glances| Arc::new(Timeline::with(project, glances));
        Self::with(project, Glances::new(project), timeline, names, articles)
    }

    /// The same, with what the last check kept.
    pub fn again(project: &'p Project, memo: &mut Memo) -> Self {
        let Memo { names, articles, times } = memo;
        let timeline = |glances: &Glances| times.timeline(project, glances);
        Self::with(project, Glances::new(project), timeline, names, articles)
    }

    fn with(
        project: &'p Project,
        glances: Glances,
        timeline: impl FnOnce(&Glances) -> Arc<Timeline> + Send,
        names: &mut memo::Names,
        articles: &mut memo::Articles,
    ) -> Self {
        // Most of the timeline is the work of one thread: meanwhile the others do what does not need it.
        // Where no rule tells of copies, they are looked for only if somebody counts witnesses.
        let copied = project.settings.runs(Rule::CopiedSource);
        let others = || (keys(project), copied.then(|| articles.copies(project)), names.alike(project));
        let (timeline, (keys, copies, alike)) = rayon::join(|| timeline(&glances), others);
        let nesting = Arc::new(Nesting::new(project));
        let copies = copies.map(OnceLock::from).unwrap_or_default();
        Self { alike, copies, ..Self::of(project, glances, timeline, nesting, &keys) }
    }

    /// What is known of a project's claims alone: nothing of names or of texts.
    fn of(
        project: &'p Project,
        glances: Glances,
        timeline: Arc<Timeline>,
        nesting: Arc<Nesting>,
        keys: &[Keyed],
    ) -> Self {
        let topics = topics(Made { project, timeline: &timeline, glances: &glances, nesting: &nesting }, keys);
        Self {
            project,
            glances,
            timeline,
            alike: Arc::default(),
            topics,
            nesting,
            hanging: OnceLock::new(),
            copies: OnceLock::new(),
            witnesses: OnceLock::new(),
            drafts: OnceLock::new(),
            stale: OnceLock::new(),
        }
    }

    /// The same for some of the project's claims, of which only their times and values are asked.
    pub(super) fn of_times<'r>(&self, rest: &'r Project) -> Context<'r> {
        let glances = Glances::of_times(rest);
        let timeline = Arc::new(Timeline::with(rest, &glances));
        Context::of(rest, glances, timeline, Arc::clone(&self.nesting), &keys(rest))
    }

    /// How many topics have times that hang on something, at least one.
    pub(super) fn hanging(&self) -> usize {
        *made(&self.hanging, || {
            let hanging = |topic: &&Topic| hinges::any(self.project, &self.timeline, topic);
            self.topics.par_iter().filter(hanging).count().max(1)
        })
    }

    /// Articles that share passages.
    pub fn copies(&self) -> &Copies {
        let copies: &Arc<Copies> = made(&self.copies, || Arc::new(Copies::new(self.project)));
        copies
    }

    /// Which sources are independent of which.
    pub fn witnesses(&self) -> &Witnesses {
        made(&self.witnesses, || {
            let clusters = self.copies().clusters.iter();
            Witnesses::new(self.project, clusters.map(|cluster| cluster.articles.iter().map(|(id, _)| *id)))
        })
    }

    /// What supports the claims of drafts, worked out where a rule asks for it.
    pub(super) fn drafts(&self) -> &Drafts {
        self.drafts.get_or_init(|| Drafts::new(self))
    }

    /// What articles say of their own present that is not of it.
    pub(super) fn stale(&self) -> &Stale {
        self.stale.get_or_init(|| Stale::new(self))
    }

    /// How values of a property compare.
    pub fn words(&self, property: PropertyId) -> PropertyWords<'_> {
        PropertyWords::new(self.project, &self.nesting, self.project.property(property))
    }

    /// A claim with its site and its passages.
    pub fn cite(&self, id: ClaimId) -> Cited {
        cite(self.project, id)
    }
}

/// What is made when it is first asked for. Making it takes several threads, and one that waits for the others may
/// begin a rule that asks for the same: so nobody waits for it, and of two that were made at once one is kept.
fn made<T>(place: &OnceLock<T>, make: impl FnOnce() -> T) -> &T {
    match place.get() {
        Some(it) => it,
        None => {
            let it = make();
            place.get_or_init(|| it)
        }
    }
}

/// A claim with its site and its passages.
pub fn cite(project: &Project, id: ClaimId) -> Cited {
    let claim = project.claim(id);
    let passages = claim.quotes.iter().filter_map(|quote| match quote.found.as_ref()? {
        Found::Once(range) => Some(range.clone()),
        Found::Several(ranges) => ranges.first().cloned(),
        // With a prefix or suffix that does not stand there, the quote is not found.
        Found::Nowhere | Found::OnlyWithoutContext(_) => None,
    });
    Cited {
        claim: Some(id),
        source: Some(claim.source),
        site: claim.sites.first().copied(),
        passages: passages.collect(),
    }
}
