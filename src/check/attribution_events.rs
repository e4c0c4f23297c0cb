//! Dates of events that only somebody is said to have given, or that are likely, possible or planned, against others.

use std::collections::BTreeMap;

use super::network::dates::{self, Dated, Dispute};
use crate::id::{EntityId, EventId};
use crate::project::{Project, Speaker, Sureness};

/// One speaker who is reported to have given one event dates that exclude each other.
pub(super) fn one_speaker(project: &Project) -> Vec<(EventId, EntityId, Dispute)> {
    let mut said: BTreeMap<(EventId, EntityId), Vec<Dated>> = BTreeMap::new();
    for (id, claim) in project.claims().filter(|(_, claim)| claim.certainty == Sureness::Stated) {
        for speaker in &claim.according_to {
            if let Speaker::Entity(speaker) = speaker
                && let Some(date) = dates::dated(project, id, claim)
            {
                said.entry((date.event, *speaker)).or_default().push(date);
            }
        }
    }
    let disputes =
        said.into_iter().filter_map(|((event, speaker), dates)| Some((event, speaker, dates::dispute(&dates)?)));
    disputes.collect()
}
