//! A project on disk: settings, claim files and articles, read, resolved and anchored.

mod again;
mod ahead;
mod ampersand;
mod anchoring;
mod apart;
mod astray;
mod braces;
mod broken;
#[cfg(test)]
mod cases;
mod claims;
pub mod content;
mod cut;

mod decisions;
mod defaults;
pub mod described;
mod draft;
pub mod error;
pub mod files;
mod folders;
mod gather;
mod indent;
mod json;
pub mod kept;
pub mod load;
mod mistake;
pub mod model;
mod moments;
mod names;
mod properties;
mod quotes;
mod recover;
pub mod resolve;
mod rings;
pub mod schema;
pub mod settings;
mod speakers;
mod syntax;
mod tabs;
mod take;
pub mod tree;
mod unseen;
mod values;
mod vocabulary;
mod wording;
mod written;

pub use error::InputError;
pub use kept::Kept;
pub use load::{Loaded, Options, load, load_again};
pub use model::*;
pub use settings::Settings;
