//! Makes projects of any size, the same every time, with a list of the conflicts planted in them.
//!
//! ```text
//! cargo run --release --example generate -- 100000 DIR [--shape SHAPE] [--jsonl]
//! ```
//!
//! Shapes: `mixed` (articles, tenures, numbers, denials, events), `topic` (all claims on one topic),
//! `network` (one connected network of events), `article` (one article that every claim quotes),
//! `articles` (an article a claim), `lost` (very long quotes that no article has), `few-lost` (as
//! `mixed`, with ten such quotes).
//! `DIR/planted.txt` names each planted conflict as `rule topic`, sorted; a check of the project
//! must report these contradictions and no others.

mod project;

use std::error::Error;
use std::path::Path;

fn main() -> Result<(), Box<dyn Error>> {
    let mut words: Vec<String> = std::env::args().skip(1).collect();
    let jsonl = words.iter().any(|word| word == "--jsonl");
    words.retain(|word| word != "--jsonl");
    let mut shape = "mixed".to_owned();
    if let Some(at) = words.iter().position(|word| word == "--shape") {
        shape = words.get(at + 1).cloned().ok_or("--shape needs a shape")?;
        words.drain(at..at + 2);
    }
    let [count, to] = words.as_slice() else {
        return Err(
            "usage: generate N DIR [--shape mixed|topic|network|article|articles|lost|few-lost] [--jsonl]".into()
        );
    };
    project::generate(count.parse()?, &shape, Path::new(to), jsonl)?;
    Ok(())
}
