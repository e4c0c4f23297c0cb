//! A project on disk: settings, claim files and articles, read, resolved and anchored.

pub mod error;
pub mod load;
pub mod model;
pub mod resolve;
pub mod schema;
pub mod settings;
pub mod tree;

pub use error::InputError;
pub use load::{Loaded, Options, load};
pub use model::*;
pub use settings::Settings;
