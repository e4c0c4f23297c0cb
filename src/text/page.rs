//! What a saved page tells of itself in its markup: its headline, date, author, site.

use std::collections::BTreeMap;

use html5gum::emitters::default::DefaultEmitter;
use html5gum::{HtmlString, Spanned, Token, Tokenizer};
use serde_json::Value;

use super::facts::dates;

/// What a saved page tells of itself.
#[derive(Debug, Default)]
pub(super) struct Page {
    pub title: Option<String>,
    pub publisher: Option<String>,
    pub author: Option<String>,
    pub url: Option<String>,
    /// BCP 47 tag, as it is written there.
    pub language: Option<String>,
    /// The days on which it may have been published, the surest kind of words for it only, each with those words.
    pub dates: Vec<(String, String)>,
}

/// Names under which pages give the day of publication.
const PUBLISHED: &[&str] = &[
    "article:published_time",
    "og:published_time",
    "datepublished",
    "parsely-pub-date",
    "pubdate",
    "publishdate",
    "publish-date",
    "publication_date",
    "dc.date.issued",
    "dcterms.issued",
    "citation_publication_date",
];

/// Names that may mean any day.
const DATE: &[&str] = &["date", "dc.date", "dcterms.date", "dcterms.created", "article.created", "citation_date"];

/// What tags say, by the names that they say it under.
#[derive(Default)]
struct Said {
    meta: Vec<(String, String)>,
    language: Option<String>,
    canonical: Option<String>,
    title: String,
    headings: Vec<String>,
    times: Vec<String>,
    articles: Vec<Value>,
}

type Attributes = BTreeMap<HtmlString, Spanned<HtmlString, ()>>;

fn attribute(attributes: &Attributes, name: &str) -> Option<String> {
    let value = attributes.get(name.as_bytes())?;
    let value = String::from_utf8_lossy(&value.value).split_whitespace().collect::<Vec<_>>().join(" ");
    (!value.is_empty()).then_some(value)
}

impl Said {
    fn tag(&mut self, name: &str, attributes: &Attributes) {
        let value = |name: &str| attribute(attributes, name);
        let property = value("itemprop").unwrap_or_default().to_lowercase();
        match name {
            "html" => self.language = self.language.take().or_else(|| value("lang")),
            "link" if value("rel").is_some_and(|rel| rel.eq_ignore_ascii_case("canonical")) => {
                self.canonical = self.canonical.take().or_else(|| value("href"));
            }
            "meta" => {
                let names = [value("property"), value("name"), value("itemprop")];
                if let Some(content) = value("content") {
                    let names = names.into_iter().flatten().map(|name| name.to_lowercase());
                    self.meta.extend(names.map(|name| (name, content.clone())));
                }
            }
            "time" => {
                let day = value("datetime");
                if property == "datepublished" || attributes.contains_key(&b"pubdate"[..]) {
                    self.meta.extend(day.map(|day| ("datepublished".to_owned(), day)));
                } else {
                    self.times.extend(day);
                }
            }
            "h1" => self.headings.push(String::new()),
            _ => {}
        }
    }

    /// The first value under one of some names, the first name first.
    fn first(&self, names: &[&str]) -> Option<String> {
        names.iter().find_map(|name| self.meta.iter().find(|(known, _)| known == name)).map(|(_, value)| value.clone())
    }

    /// A text that the page's description of its article holds.
    fn described(&self, key: &str) -> Option<String> {
        self.articles.iter().find_map(|article| text_of(article.get(key)?))
    }
}

/// A text, or the name of what is described; of a list its first.
fn text_of(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.trim().to_owned()).filter(|text| !text.is_empty()),
        Value::Array(values) => values.first().and_then(text_of),
        Value::Object(of) => of.get("name").and_then(text_of),
        _ => None,
    }
}

/// The articles in a description as JSON-LD: at its top, in a list, or in its `@graph`.
fn articles(value: Value, found: &mut Vec<Value>) {
    match value {
        Value::Array(values) => values.into_iter().for_each(|value| articles(value, found)),
        Value::Object(mut of) => {
            let graph = of.remove("@graph");
            let is_article = |kind: &Value| {
                kind.as_str().is_some_and(|kind| kind.ends_with("Article") || kind.ends_with("BlogPosting"))
            };
            let kind = of.get("@type").unwrap_or(&Value::Null);
            if is_article(kind) || kind.as_array().is_some_and(|kinds| kinds.iter().any(is_article)) {
                found.push(Value::Object(of));
            }
            if let Some(graph) = graph {
                articles(graph, found);
            }
        }
        _ => {}
    }
}

fn said(html: &str) -> Said {
    let mut emitter = DefaultEmitter::<()>::new_with_span();
    emitter.naively_switch_states(true);
    let mut said = Said::default();
    // The element whose text is being read, and the text.
    let mut open: Option<(&str, String)> = None;
    for token in Tokenizer::new_with_emitter(html, emitter) {
        let Ok(token) = token;
        match token {
            Token::StartTag(tag) => {
                let name = String::from_utf8_lossy(&tag.name).into_owned();
                said.tag(&name, &tag.attributes);
                let described = || {
                    attribute(&tag.attributes, "type")
                        .is_some_and(|kind| kind.eq_ignore_ascii_case("application/ld+json"))
                };
                match name.as_str() {
                    "title" if said.title.is_empty() => open = Some(("title", String::new())),
                    "h1" => open = Some(("h1", String::new())),
                    "script" if described() => open = Some(("script", String::new())),
                    _ => {}
                }
            }
            Token::String(text) => {
                if let Some((_, read)) = &mut open {
                    read.push_str(&String::from_utf8_lossy(&text.value));
                }
            }
            Token::EndTag(tag) => {
                let ends = open.as_ref().is_some_and(|(name, _)| name.as_bytes() == tag.name.as_slice());
                let Some((name, text)) = open.take_if(|_| ends) else { continue };
                let plain = text.split_whitespace().collect::<Vec<_>>().join(" ");
                match name {
                    "title" => said.title = plain,
                    "h1" => said.headings.last_mut().into_iter().for_each(|heading| heading.clone_from(&plain)),
                    // What is no JSON describes nothing.
                    _ => serde_json::from_str(&text).into_iter().for_each(|value| articles(value, &mut said.articles)),
                }
            }
            Token::Comment(_) | Token::Doctype(_) | Token::Error(_) => {}
        }
    }
    said
}

/// Reads what a page tells of itself.
pub(super) fn read(html: &str) -> Page {
    let said = said(html);
    let sole = match said.headings.as_slice() {
        [one] => Some(one.clone()),
        _ => None,
    };
    let title = said.first(&["og:title"]).or_else(|| said.described("headline")).or(sole);
    let title = title.or_else(|| said.first(&["twitter:title"])).or_else(|| Some(said.title.clone()));
    let publisher = said.first(&["og:site_name"]).or_else(|| said.described("publisher"));
    let author = said.first(&["author", "article:author", "parsely-author", "dc.creator"]);
    let author = author.filter(|author| !author.contains("://")).or_else(|| said.described("author"));
    let url = said.canonical.clone().or_else(|| said.first(&["og:url"])).or_else(|| said.described("url"));
    let language = said.language.clone().or_else(|| said.described("inLanguage"));
    Page {
        title: title.filter(|title| !title.is_empty()),
        publisher,
        author: author.filter(|author| !author.contains("://")),
        url: url.filter(|url| url.starts_with("https://") || url.starts_with("http://")),
        language: language.map(|tag| tag.replace('_', "-")).filter(|tag| is_tag(tag)),
        dates: days(&said),
    }
}

/// The days of the surest kind that the page names.
fn days(said: &Said) -> Vec<(String, String)> {
    let named = |names: &[&str]| -> Vec<(String, String)> {
        let named = said.meta.iter().filter(|(name, _)| names.contains(&name.as_str()));
        named.filter_map(|(name, value)| Some((day(value)?, format!("{name} {value}")))).collect()
    };
    let described = said.articles.iter().filter_map(|article| {
        let value = text_of(article.get("datePublished")?)?;
        Some((day(&value)?, format!("datePublished {value}")))
    });
    let mut surest = named(PUBLISHED);
    surest.extend(described);
    let times = || said.times.iter().filter_map(|value| Some((day(value)?, format!("<time> {value}")))).collect();
    let found = [surest, named(DATE), times()].into_iter().find(|found| !found.is_empty()).unwrap_or_default();
    let mut days: Vec<(String, String)> = Vec::new();
    for (day, words) in found {
        if !days.iter().any(|(known, _)| *known == day) {
            days.push((day, words));
        }
    }
    days
}

/// The day of a date, or of a date and a time.
fn day(written: &str) -> Option<String> {
    let written = written.replace('/', "-");
    match dates(&written).as_slice() {
        [(day, _)] => Some(day.clone()),
        _ => None,
    }
}

/// Whether this looks like a language's tag: `en`, `pt-BR`.
fn is_tag(tag: &str) -> bool {
    let mut parts = tag.split('-');
    let first = parts.next().unwrap_or("");
    (2..=3).contains(&first.len())
        && first.bytes().all(|byte| byte.is_ascii_alphabetic())
        && parts.all(|part| (1..=8).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_alphanumeric()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn only_day(html: &str) -> Option<String> {
        match read(html).dates.as_slice() {
            [(day, _)] => Some(day.clone()),
            _ => None,
        }
    }

    #[test]
    fn a_page_tells_of_itself_in_its_head() {
        let page = read(
            "<!DOCTYPE html><html lang=es-CO><head><title>Acuerdo | El Diario</title>\
             <meta property='og:title' content='El  acuerdo &amp; m&aacute;s'><META NAME=author CONTENT='Ana P&eacute;rez'>\
             <meta property=og:site_name content='El Diario'><link rel=canonical href=https://e.example/a>\
             <meta property=article:published_time content=2025-06-02T08:30:00+02:00></head><body><h1>Otro</h1></body></html>",
        );
        assert_eq!(page.title.as_deref(), Some("El acuerdo & más"));
        assert_eq!(page.author.as_deref(), Some("Ana Pérez"));
        assert_eq!(page.publisher.as_deref(), Some("El Diario"));
        assert_eq!(page.url.as_deref(), Some("https://e.example/a"));
        assert_eq!(page.language.as_deref(), Some("es-CO"));
        assert_eq!(page.dates, [("2025-06-02".into(), "article:published_time 2025-06-02T08:30:00+02:00".into())]);
    }

    #[test]
    fn the_day_of_publication_stands_in_many_places() {
        for html in [
            "<time datetime=\"2025-06-02\">2 June</time>",
            "<time datetime=2025-06-02T10:00Z>x</time><time datetime=2025-06-02>y</time>",
            "<time itemprop=datePublished datetime=2025-06-02>x</time><time datetime=2025-06-09>y</time>",
            "<meta itemprop=datePublished content='June 2, 2025'>",
            "<meta name=date content=2025/06/02>",
            "<meta name=pubdate content='Mon, 02 Jun 2025 09:00:00 GMT'><meta name=date content=2025-06-09>",
            "<script type='application/ld+json'>{\"@type\": \"NewsArticle\", \"datePublished\": \"2025-06-02T07:00:00Z\"}</script>",
            "<script type='application/ld+json'>{\"@graph\": [{\"@type\": \"WebPage\", \"datePublished\": \"2020-01-01\"}, \
             {\"@type\": [\"ReportageNewsArticle\"], \"datePublished\": \"2025-06-02\"}]}</script>",
        ] {
            assert_eq!(only_day(html).as_deref(), Some("2025-06-02"), "{html}");
        }
        for html in [
            "<time datetime=2025-06-02>x</time><time datetime=2025-06-09>y</time>",
            "<meta name=date content='2 June 2025 to 9 June 2025'>",
            "<script type='application/ld+json'>{\"@type\": \"NewsArticle\", </script>",
            "<script>{\"@type\": \"NewsArticle\", \"datePublished\": \"2025-06-02\"}</script>",
            "<p>2 June 2025</p>",
        ] {
            assert_eq!(only_day(html), None, "{html}");
        }
    }

    #[test]
    fn what_a_page_describes_of_its_article() {
        let page = read(
            "<script type='application/ld+json'>[{\"@type\": \"NewsArticle\", \"headline\": \"Deal\", \"author\": [{\"@type\": \
             \"Person\", \"name\": \"Jon Peele\"}], \"publisher\": {\"name\": \"Green Blog\"}, \"inLanguage\": \"en_GB\"}]</script>\
             <meta property=article:author content=https://e.example/jon><link rel=canonical href=/a>",
        );
        assert_eq!(page.title.as_deref(), Some("Deal"));
        assert_eq!(page.author.as_deref(), Some("Jon Peele"));
        assert_eq!(page.publisher.as_deref(), Some("Green Blog"));
        assert_eq!(page.language.as_deref(), Some("en-GB"));
        assert_eq!(page.url, None);
        assert_eq!(read("<h1>One <b>deal</b></h1><title>Site</title>").title.as_deref(), Some("One deal"));
        assert_eq!(read("<h1>One</h1><h1>Two</h1><title>Deal | Site</title>").title.as_deref(), Some("Deal | Site"));
        assert_eq!(read("").title, None);
    }

    proptest::proptest! {
        #[test]
        fn any_page_is_answered(html in "(<(meta|time|h1|title|html|script type=application/ld.json)( (name|content|lang|datetime|itemprop)=[a-z0-9:'-]{0,12}){0,3}>|</[a-z1]{1,6}>|[\\[{\"@: a-z0-9é}\\]]{0,12}){0,12}") {
            let page = read(&html);
            proptest::prop_assert!(page.dates.iter().all(|(day, _)| day.len() == 10));
        }
    }
}
