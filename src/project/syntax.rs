//! What a mistake of YAML syntax means to a person who writes claims.

use super::tree::{Problem, Stop};

/// Explains a mistake of syntax in a file's text.
pub(super) fn explain(_text: &str, stop: &Stop) -> Problem {
    Problem { at: stop.at..stop.at, message: stop.error.info(), help: None }
}
