//! A project on disk: settings, claim files and articles, read, resolved and anchored.

mod anchoring;
#[cfg(test)]
mod cases;
mod claims;
pub mod content;
pub mod described;
mod draft;
pub mod error;
mod files;
pub mod load;
mod mistake;
pub mod model;
mod names;
mod recover;
pub mod resolve;
pub mod schema;
pub mod settings;
mod syntax;
mod take;
pub mod tree;
mod vocabulary;

pub use error::InputError;
pub use load::{Loaded, Options, load};
pub use model::*;
pub use settings::Settings;
