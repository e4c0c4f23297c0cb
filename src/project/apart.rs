//! Claim files that hold claims, decisions and nothing that other files rely on.
//!
//! Such a file is read when the vocabulary of all others is known, and let go as soon as its claims are resolved. So an
//! archive of a million claims takes little more memory than the claims themselves.

use rayon::prelude::*;

use super::ahead::Ahead;
use super::claims::{Resolved, Resolver};
use super::json;
use super::mistake::Mistakes;
use super::schema;
use super::written::Written;
use crate::id::FileId;
use crate::text::file::TextFile;

/// How many claims one thread resolves at a time.
const PART: usize = 1024;

/// What a file read apart gives.
pub(super) struct Apart<'t> {
    /// All but its claims.
    pub written: Written<'t>,
    /// Its claims, part by part.
    pub claims: Vec<Vec<Resolved>>,
    pub mistakes: Mistakes,
}

/// Whether a file can be read apart, seen from how its lines begin. What is not certain is `false`.
pub(super) fn holds_claims_only(file: &TextFile) -> bool {
    let text = file.text();
    // An utterance that nobody declared is known by the claims that name it.
    if memchr::memmem::find(text.as_bytes(), b"utterance").is_some() {
        return false;
    }
    json::is_lines(file.path()) || only_claims_at_top(text.strip_prefix('\u{feff}').unwrap_or(text))
}

/// Whether the top of a YAML file is a mapping, written from the first column on, whose keys are none but these.
fn only_claims_at_top(text: &str) -> bool {
    let keys = ["claims:", "defaults:", "resolutions:"];
    let mut begun = false;
    let mut rest = text;
    loop {
        if let Some(key) = keys.iter().find(|key| rest.starts_with(**key)) {
            let behind = rest.get(key.len()..).unwrap_or("");
            if !(behind.is_empty() || behind.starts_with(['\n', '\r', ' '])) {
                return false;
            }
            begun = true;
        } else {
            match rest.as_bytes().first() {
                None => return begun,
                Some(b'\n' | b'\r' | b'#') => {}
                // Within a key's value, if one was there: before it, the mapping itself may be indented.
                Some(b' ') if begun => {}
                Some(b'-') if begun && rest.get(1..).is_some_and(|rest| rest.starts_with([' ', '\n', '\r'])) => {}
                Some(_) => return false,
            }
        }
        let Some(end) = memchr::memchr(b'\n', rest.as_bytes()) else { return begun };
        rest = rest.get(end + 1..).unwrap_or("");
    }
}

/// Reads a file, if it was not read ahead, and resolves its claims.
pub(super) fn read<'t>(resolver: &Resolver<'_>, id: FileId, file: &'t TextFile, ahead: Ahead<'t>) -> Apart<'t> {
    if ahead.is_none() && json::is_lines(file.path()) {
        let written = Written::new(id);
        let (claims, mistakes) = schema::lines(id, file.text(), |claims, mistakes| {
            resolver.claims(id, &claims, &written.defaults, mistakes)
        });
        return Apart { written, claims, mistakes };
    }
    let (mut written, mut mistakes) = ahead.unwrap_or_else(|| schema::read(id, file));
    let (claims, mut told) = resolve(resolver, &written);
    mistakes.0.append(&mut told.0);
    written.claims = Default::default();
    Apart { written, claims, mistakes }
}

/// Resolves the claims of a file, part by part.
pub(super) fn resolve(resolver: &Resolver<'_>, file: &Written<'_>) -> (Vec<Vec<Resolved>>, Mistakes) {
    let parts: Vec<(Vec<Resolved>, Mistakes)> = file
        .claims
        .par_chunks(PART)
        .map(|claims| {
            let mut mistakes = Mistakes::default();
            (resolver.claims(file.file, claims, &file.defaults, &mut mistakes), mistakes)
        })
        .collect();
    let mut mistakes = Mistakes::default();
    resolver.defaults(file, &mut mistakes);
    let claims = parts.into_iter().map(|(claims, mut told)| {
        mistakes.0.append(&mut told.0);
        claims
    });
    (claims.collect(), mistakes)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn apart(text: &str) -> bool {
        holds_claims_only(&TextFile::new("a.yaml", text))
    }

    #[test]
    fn a_file_that_others_may_rely_on_is_seen() {
        for text in [
            "claims:\n  - subject: a\n",
            "# a comment\n\ndefaults: { source: s }\nclaims:\n- subject: a\n  quote: |\n    sources:\n",
            "\u{feff}claims: []\r\nresolutions:\r\n  - rejects: [a/b]\r\n",
        ] {
            assert!(apart(text), "{text}");
        }
        for text in [
            "",
            "claims:\n  - subject: a\nsources:\n  s: {}\n",
            "{ claims: [], sources: {} }",
            "  claims:\n  sources: {}\n",
            "\"sources\": {}\nclaims:\n",
            "claims:\n? sources\n: {}\n",
            "claims:\n---\nsources: {}\n",
            "claims : []\n",
            "claims:\n\tsources: {}\n",
            "claims:\n  - utterance: u\n",
            "- subject: a\n",
            "claims:x\n",
        ] {
            assert!(!apart(text), "{text}");
        }
    }
}
