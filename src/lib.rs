//! gainsay, a linter for facts: hand-written claims about articles are compared with one another,
//! and what cannot all be true is shown with the passages that say so.
//!
//! The data goes one way, and a lower floor never imports a higher one:
//!
//! ```text
//! id, rule, text, time, value  ──>  project  ──>  check  ──>  triage  ──>  report
//! ```

pub mod check;
pub mod cli;
pub mod finding;
pub mod id;
pub mod memory;
pub mod pipeline;
pub mod project;
pub mod report;
pub mod rule;
pub mod text;
pub mod time;
pub mod triage;
pub mod value;
