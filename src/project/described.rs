//! Claim files and settings as types, described for editors: a JSON Schema is generated from them.
//!
//! Nothing is read through these types (see [`super::tree`]); a test holds them against the keys that are.

use std::collections::BTreeMap;

use schemars::{JsonSchema, Schema, SchemaGenerator, generate::SchemaSettings, json_schema};
use serde::{Deserialize, Serialize};
use serde_json::Value;

/// A gainsay claim file. All keys are optional, in any mix, in any number of files.
#[derive(Debug, Default, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields, default)]
pub struct ClaimFile {
    /// Articles, drafts and references: an id for each, and what is known of it.
    pub sources: Option<BTreeMap<String, Option<Source>>>,
    /// People, places, organisations and things: an id for each, and its names.
    pub entities: Option<BTreeMap<String, Option<Entity>>>,
    /// What claims say of a subject: an id for each, and what values it takes.
    pub properties: Option<BTreeMap<String, Property>>,
    /// What happened: an id for each, and its names.
    pub events: Option<BTreeMap<String, Option<Event>>>,
    /// What somebody said: an id for each. Once any is declared, others are unknown names.
    pub utterances: Option<BTreeMap<String, Option<Utterance>>>,
    /// Values for keys that this file's claims leave out.
    pub defaults: Option<Claim>,
    /// What the sources say, a claim for each.
    pub claims: Option<Vec<Claim>>,
    /// An editor's decisions.
    pub resolutions: Option<Vec<Resolution>>,
}

/// What is known of an article, a draft or a reference.
#[derive(Debug, Default, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields, default)]
pub struct Source {
    /// The article's file, relative to the sources folder.
    pub text: Option<Text>,
    /// Its title.
    pub title: Option<Text>,
    /// Who published it.
    pub publisher: Option<Text>,
    /// When, as an EDTF date: 2026-02-01, 2026-02, 2019~. May be left out.
    pub published: Option<Text>,
    /// Where on the web.
    pub url: Option<Text>,
    /// Who wrote it.
    pub author: Option<Text>,
    /// When it was retrieved, as an EDTF date.
    pub retrieved: Option<Text>,
    /// Its language, as a BCP 47 tag: en, es, pt-BR.
    pub language: Option<String>,
    /// Whether people wrote it, a program, or both.
    pub authorship: Option<Authorship>,
    /// The language that it was translated from, as a BCP 47 tag.
    pub translated_from: Option<String>,
    /// What it is: an article (default), a draft about to be published, or a reference taken from a record.
    pub role: Option<Role>,
    /// Articles that it rewrites or reprints, listed here or not: it is not independent of them.
    pub derived_from: Option<OneOrMany>,
    /// The SHA-256 checksum of its text, in 64 hexadecimal digits.
    pub sha256: Option<String>,
}

/// Who wrote a source.
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
#[expect(missing_docs, reason = "the words speak for themselves, and an editor shows them in one list")]
pub enum Authorship {
    Human,
    Ai,
    Mixed,
}

/// What a source is to the project.
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
#[expect(missing_docs, reason = "the words speak for themselves, and an editor shows them in one list")]
pub enum Role {
    Article,
    Draft,
    Reference,
}

/// A person, place, organisation or thing.
#[derive(Debug, Default, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields, default)]
pub struct Entity {
    /// Its name.
    pub name: Option<Text>,
    /// The same as `name`.
    pub label: Option<Text>,
    /// What it is, in your own word: person, place…
    pub kind: Option<Text>,
    /// Other names.
    pub aliases: Option<OneOrMany>,
    /// What it lies in: Brooklyn within New York.
    pub within: Option<OneOrMany>,
}

/// What claims say of a subject.
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Property {
    /// The same as `label`.
    pub name: Option<Text>,
    /// What people read.
    pub label: Option<Text>,
    /// What it is, in your own word.
    pub kind: Option<Text>,
    /// Other names.
    pub aliases: Option<OneOrMany>,
    /// What its values are.
    #[serde(rename = "type")]
    pub of: Type,
    /// How many values it has: one (default), one at a time (an office), or many, which never conflict.
    pub holds: Option<Holds>,
    /// The choices, where its type is choice.
    pub choices: Option<Vec<Text>>,
    /// Pairs of choices that may both be true; all others exclude each other.
    pub compatible: Option<Vec<Vec<Text>>>,
    /// Choices that are different words for one thing.
    pub same: Option<Vec<Vec<Text>>>,
    /// The unit of its numbers.
    pub unit: Option<Text>,
    /// How far `~` reaches around a number: 10% (default), or an amount.
    pub tolerance: Option<Text>,
}

/// What a property's values are.
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
#[expect(missing_docs, reason = "the words speak for themselves, and an editor shows them in one list")]
pub enum Type {
    Entity,
    Choice,
    Number,
    Date,
    Text,
    Boolean,
}

/// How many values a property has.
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
#[expect(missing_docs, reason = "the words speak for themselves, and an editor shows them in one list")]
pub enum Holds {
    OneAtATime,
    One,
    Many,
}

/// What happened.
#[derive(Debug, Default, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields, default)]
pub struct Event {
    /// The same as `label`.
    pub name: Option<Text>,
    /// What people read.
    pub label: Option<Text>,
    /// What it is, in your own word.
    pub kind: Option<Text>,
    /// Other names.
    pub aliases: Option<OneOrMany>,
    /// Whether it has a start and an end; other events are one moment.
    pub lasts: Option<bool>,
}

/// What somebody said.
#[derive(Debug, Default, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields, default)]
pub struct Utterance {
    /// The same as `label`.
    pub name: Option<Text>,
    /// What people read.
    pub label: Option<Text>,
    /// What it is, in your own word.
    pub kind: Option<Text>,
    /// Other names.
    pub aliases: Option<OneOrMany>,
}

/// What one source says: a state (subject, property, value or not), when an event happened, or somebody's words.
#[derive(Debug, Default, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields, default)]
pub struct Claim {
    /// Unique in its source; left out, it is made from the claim's own keys.
    pub id: Option<Text>,
    /// Whose claim it is; usually among the defaults.
    pub source: Option<Text>,
    /// State: an entity or an event, or a list of them, for a claim about each.
    pub subject: Option<OneOrMany>,
    /// State: which property of the subject.
    pub property: Option<Text>,
    /// State: the value. A list means all of them. Numbers: 35, "~35", ">100", 30..40, 1.2 million.
    pub value: Option<OneOrMany>,
    /// State: the value that the source denies.
    pub not: Option<OneOrMany>,
    /// When: an EDTF date, `published`, `published - 5 days`, A..B (at some time within), A/B (throughout).
    pub when: Option<Text>,
    /// Event: an event, or EVENT.start or EVENT.end of one that lasts.
    pub event: Option<Text>,
    /// Event: what it lies before: an event, `published` or a date.
    pub before: Option<Text>,
    /// Event: what it lies after.
    pub after: Option<Text>,
    /// Event: what it lies within.
    pub during: Option<Text>,
    /// Event: what it shares a calendar day with.
    pub same_day_as: Option<Text>,
    /// Event: what it shares both ends with.
    pub same_time_as: Option<Text>,
    /// Event: how far before or after: 1 week, ~7 years, exactly 7 days, 9..10 years.
    pub by: Option<Text>,
    /// Event: how far before or after at least.
    pub at_least: Option<Text>,
    /// Event: how far before or after at most.
    pub at_most: Option<Text>,
    /// Words: the same id wherever the same statement is quoted.
    pub utterance: Option<Text>,
    /// Words: who said them.
    pub speaker: Option<Text>,
    /// Words: the words; left out, the quote itself.
    pub words: Option<Text>,
    /// Words: whether the source renders them in its own words.
    pub paraphrase: Option<bool>,
    /// The passage, verbatim; `…` skips text, [words] in square brackets are your own.
    pub quote: Option<Quotes>,
    /// To whom the source attributes it: an entity or several, or `unnamed`.
    pub according_to: Option<OneOrMany>,
    /// How certain the source is.
    pub certainty: Option<Certainty>,
    /// For people.
    pub note: Option<Text>,
}

/// How certain a source is of what it says.
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
#[expect(missing_docs, reason = "the words speak for themselves, and an editor shows them in one list")]
pub enum Certainty {
    Stated,
    Likely,
    Possible,
    Planned,
}

/// A passage, or several.
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
#[serde(untagged)]
pub enum Quotes {
    /// A passage.
    One(Quote),
    /// Several passages.
    Many(Vec<Quote>),
}

/// A passage, verbatim; where it stands more than once, with what stands around it.
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
#[serde(untagged)]
pub enum Quote {
    /// The passage.
    Plain(Text),
    /// As in the W3C Web Annotation TextQuoteSelector.
    Selector(Selector),
}

/// A passage and what stands around it.
#[derive(Debug, Default, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Selector {
    /// The passage, verbatim.
    pub exact: Text,
    /// What stands right before it.
    pub prefix: Option<Text>,
    /// What stands right after it.
    pub suffix: Option<Text>,
    /// What the Web Annotation model calls this.
    pub r#type: Option<SelectorType>,
}

/// The one kind of selector that a quote may be.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub enum SelectorType {
    /// Words, and what stands around them.
    TextQuoteSelector,
}

/// An editor's decision.
#[derive(Debug, Default, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Resolution {
    /// Claims that were found wrong, each as source/id.
    pub rejects: OneOrMany,
    /// Why.
    pub because: Option<Text>,
    /// Who decided.
    pub by: Option<Text>,
    /// On which day.
    pub on: Option<Text>,
    /// Until which day it holds.
    pub until: Option<Text>,
    /// What was rejected; the resolution lapses when the claim says something else.
    pub value: Option<OneOrMany>,
    /// What the claims said when it was decided, as `gainsay resolve` writes it.
    pub content: Option<OneOrMany>,
}

/// The settings of a gainsay project, `gainsay.yaml`. A flag of the command line wins over a setting.
#[derive(Debug, Default, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields, default)]
pub struct Settings {
    /// The folder of the articles.
    pub sources: Option<Text>,
    /// The folder of the claim files.
    pub claims: Option<Text>,
    /// Levels of rules that differ from their own.
    pub rules: Option<Rules>,
    /// The level from which a new finding fails a run.
    pub fail_on: Option<FailOn>,
    /// How many independent sources a draft's claim needs.
    pub min_sources: Option<u32>,
    /// The share of a draft's sentences with facts in them that claims must cover: 80%.
    pub min_coverage: Option<Text>,
    /// How far ~, ? and % widen a date, instead of half its unit: 6 months.
    pub approximate: Option<Text>,
    /// The file of the baseline.
    pub baseline: Option<Text>,
}

/// The level from which a new finding fails a run.
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
#[expect(missing_docs, reason = "the words speak for themselves, and an editor shows them in one list")]
pub enum FailOn {
    Error,
    Warning,
    Note,
    Never,
}

/// A text, or something that YAML takes for a number or a truth and gainsay reads as it is written.
#[derive(Debug, Default, Serialize, Deserialize)]
pub struct Text(String);

impl JsonSchema for Text {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Text".into()
    }

    fn inline_schema() -> bool {
        true
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({ "type": ["string", "number", "boolean"] })
    }
}

/// A text or a list of texts.
#[derive(Debug, Default, Serialize, Deserialize)]
pub struct OneOrMany(Vec<String>);

impl JsonSchema for OneOrMany {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "OneOrMany".into()
    }

    fn inline_schema() -> bool {
        true
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        let text = Text::json_schema(generator);
        json_schema!({ "type": ["string", "number", "boolean", "array"], "items": text })
    }
}

/// Rules and their levels.
#[derive(Debug, Default, Serialize, Deserialize)]
pub struct Rules(BTreeMap<String, String>);

impl JsonSchema for Rules {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Rules".into()
    }

    fn inline_schema() -> bool {
        true
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        let level = serde_json::json!({ "enum": ["error", "warning", "note", "off"] });
        let rules = crate::rule::Rule::ALL.iter().map(|rule| (rule.name().to_owned(), level.clone()));
        let rules: serde_json::Map<String, Value> = rules.collect();
        json_schema!({ "type": "object", "properties": rules, "additionalProperties": false })
    }
}

/// The JSON Schema (2020-12) of claim files.
pub fn claim_file() -> Value {
    finish(generator().into_root_schema_for::<ClaimFile>(), "Claim file of gainsay")
}

/// The JSON Schema (2020-12) of `gainsay.yaml`.
pub fn settings() -> Value {
    finish(generator().into_root_schema_for::<Settings>(), "Settings of gainsay")
}

fn generator() -> SchemaGenerator {
    SchemaSettings::draft2020_12().into_generator()
}

fn finish(schema: Schema, title: &str) -> Value {
    let mut schema = schema.to_value();
    if let Some(object) = schema.as_object_mut() {
        object.insert("title".into(), title.into());
    }
    underscores(&mut schema);
    schema
}

/// In keys `_` and `-` are the same: the other spelling is allowed, and not offered.
fn underscores(schema: &mut Value) {
    match schema {
        Value::Array(items) => items.iter_mut().for_each(underscores),
        Value::Object(object) => {
            // That a key may be left out needs no telling.
            if object.get("default").is_some_and(Value::is_null) {
                object.remove("default");
            }
            object.values_mut().for_each(underscores);
            let Some(properties) = object.get("properties").and_then(Value::as_object) else { return };
            let other: serde_json::Map<String, Value> = properties
                .iter()
                .filter(|(key, _)| key.contains('-'))
                .map(|(key, schema)| (format!("^{}$", key.replace('-', "[-_]")), schema.clone()))
                .collect();
            if !other.is_empty() {
                object.insert("patternProperties".into(), Value::Object(other));
            }
        }
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::project::{settings as read, written};

    /// The keys of a type in a schema, sorted.
    fn keys(schema: &Value, name: Option<&str>) -> Vec<String> {
        let object = match name {
            None => schema,
            Some(name) => &schema["$defs"][name],
        };
        assert_eq!(object["additionalProperties"], Value::Bool(false), "{name:?}");
        let mut keys: Vec<String> = object["properties"].as_object().unwrap().keys().cloned().collect();
        keys.sort();
        keys
    }

    fn sorted(keys: &[&str]) -> Vec<String> {
        let mut keys: Vec<String> = keys.iter().map(|key| (*key).to_owned()).collect();
        keys.sort();
        keys
    }

    #[test]
    fn the_schema_has_the_keys_that_are_read() {
        let claims = claim_file();
        assert_eq!(keys(&claims, None), sorted(written::TOP));
        for (name, known) in [
            ("Source", written::SOURCE),
            ("Entity", written::ENTITY),
            ("Property", written::PROPERTY),
            ("Event", written::EVENT),
            ("Utterance", written::UTTERANCE),
            ("Claim", written::CLAIM),
            ("Selector", written::QUOTE),
            ("Resolution", written::RESOLUTION),
        ] {
            assert_eq!(keys(&claims, Some(name)), sorted(known), "{name}");
        }
        assert_eq!(keys(&settings(), None), sorted(read::KEYS));
    }

    #[test]
    fn the_schema_names_the_words_that_are_read() {
        let claims = claim_file();
        let words = |name: &str| -> Vec<String> {
            let words = claims["$defs"][name]["enum"].as_array().unwrap();
            words.iter().map(|word| word.as_str().unwrap().to_owned()).collect()
        };
        for (name, before, after) in [
            ("Authorship", "sources: { a: { role: reference, authorship: ", " } }"),
            ("Role", "sources: { a: { text: a.txt, role: ", " } }"),
            ("Holds", "properties: { a: { type: text, holds: ", " } }"),
            ("Type", "properties: { a: { choices: [x], type: ", " } }"),
            (
                "Certainty",
                "sources: { s: { role: reference } }\nproperties: { p: { type: number } }\nentities: { e: }\n\
                 claims:\n  - { source: s, subject: e, property: p, value: 1, certainty: ",
                " }",
            ),
        ] {
            for word in words(name) {
                let text = format!("{before}{word}{after}\n");
                let loaded = crate::project::cases::project(&[("claims/a.yaml", &text), ("seeds/a.txt", "Words.")]);
                let told = crate::project::cases::errors(&loaded);
                // A number has no choices; everything else is sound.
                let told: Vec<_> = told.iter().filter(|told| !told.contains("`choices` belongs")).collect();
                assert!(told.is_empty(), "{text}{told:?}");
            }
        }
        for word in settings()["$defs"]["FailOn"]["enum"].as_array().unwrap() {
            assert!(crate::project::Settings::parse_fail_on(word.as_str().unwrap()).is_ok());
        }
    }

    #[test]
    fn either_spelling_is_allowed() {
        let claims = claim_file();
        assert!(claims["$defs"]["Claim"]["patternProperties"]["^according[-_]to$"].is_object());
    }
}
