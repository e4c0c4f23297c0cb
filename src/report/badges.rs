//! What a reader should know of whoever says something.

use super::language;
use crate::id::SourceId;
use crate::project::{Authorship, Claim, Project, Role, Speaker, Sureness};

/// Publisher, date and what a reader should know of a source; to whom and how surely it says it.
pub fn badges(project: &Project, source: Option<SourceId>, claim: Option<&Claim>) -> Vec<String> {
    let mut badges = Vec::new();
    if let Some(source) = source.map(|id| project.source(id)) {
        badges.extend(source.publisher.clone());
        match source.date_words() {
            Some(date) => badges.push(date),
            None if source.role == Role::Article => badges.push("undated".into()),
            None => {}
        }
        match source.role {
            Role::Article => {}
            Role::Draft => badges.push("draft".into()),
            Role::Reference => badges.push("reference".into()),
        }
        match source.authorship {
            Authorship::Human => {}
            Authorship::Ai => badges.push("AI-written".into()),
            Authorship::Mixed => badges.push("partly AI-written".into()),
        }
        if let Some(tag) = &source.translated_from {
            badges.push(format!("translated from {}", language::name(tag)));
        }
    }
    if let Some(claim) = claim {
        let speakers: Vec<&str> = claim
            .according_to
            .iter()
            .map(|speaker| match speaker {
                Speaker::Unnamed => "unnamed sources",
                Speaker::Entity(entity) => project.entity(*entity).label.as_str(),
            })
            .collect();
        if !speakers.is_empty() {
            badges.push(format!("according to {}", speakers.join(" and ")));
        }
        match claim.certainty {
            Sureness::Stated => {}
            Sureness::Likely => badges.push("as likely".into()),
            Sureness::Possible => badges.push("as possible".into()),
            Sureness::Planned => badges.push("as planned".into()),
        }
    }
    badges
}
