//! What is asserted of gainsay on any input: the bodies of the fuzz targets.
//!
//! `fuzz_targets/` hands them the fuzzer's inputs; `tests/fuzz.rs` of the program includes this folder and hands them
//! the committed seeds and mutations of these, so that they are run by every `cargo test`.

pub mod articles;
pub mod baseline;
pub mod claims_jsonl;
pub mod claims_yaml;
pub mod drafts;
pub mod project;
pub mod quotes;
pub mod resolutions;
pub mod settings;
pub mod times;
pub mod values;

mod checked;
mod disk;
mod made;
mod places;
mod sound;

/// A body: takes an input, and panics where something does not hold.
pub type Body = fn(&[u8]);

/// All targets by name.
pub const TARGETS: &[(&str, Body)] = &[
    ("articles", articles::run),
    ("baseline", baseline::run),
    ("claims_jsonl", claims_jsonl::run),
    ("claims_yaml", claims_yaml::run),
    ("drafts", drafts::run),
    ("project", project::run),
    ("quotes", quotes::run),
    ("resolutions", resolutions::run),
    ("settings", settings::run),
    ("times", times::run),
    ("values", values::run),
];

/// An input of several parts: text, divided by lines of five equals signs. Parts that are missing are empty.
fn parts<const COUNT: usize>(data: &[u8]) -> [String; COUNT] {
    let text = String::from_utf8_lossy(data);
    let mut parts = text.splitn(COUNT, "\n=====\n");
    std::array::from_fn(|_| parts.next().unwrap_or("").to_owned())
}
