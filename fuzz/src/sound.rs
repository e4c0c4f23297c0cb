//! What holds of every project that was read, whatever its files say.

use gainsay::project::{InputError, Loaded, Project};
use gainsay::text::anchor::Found;

/// Every mistake has a reason and a place that is there; every claim, quote and passage lies where it can.
pub fn check(loaded: &Loaded) {
    let project = &loaded.project;
    assert!(loaded.errors.is_sorted_by_key(|error| (&error.file, error.line, error.column)), "errors are sorted");
    for error in &loaded.errors {
        mistake(error, project);
    }
    let name = |index: usize| (&project.source(project.claims[index].source).name, &project.claims[index].id);
    assert!((1..project.claims.len()).all(|at| name(at - 1) <= name(at)), "claims are sorted");
    for claim in &project.claims {
        assert!(!claim.id.is_empty() && !claim.sites.is_empty() && claim.sites.is_sorted());
        let article = project.source(claim.source).article.as_ref();
        let quotes = claim.quotes.iter().map(|quote| quote.site);
        for site in claim.sites.iter().copied().chain(quotes) {
            let text = project.file(site.file).text();
            assert!(text.get(site.range()).is_some(), "{site:?} lies in its file");
        }
        for quote in &claim.quotes {
            let found = match &quote.found {
                None | Some(Found::Nowhere) => &[][..],
                Some(Found::Once(range)) => std::slice::from_ref(range),
                Some(Found::Several(ranges) | Found::OnlyWithoutContext(ranges)) => ranges,
            };
            for range in found {
                let passage = article.and_then(|article| article.text().get(range.clone()));
                assert!(passage.is_some_and(|passage| !passage.is_empty()), "{range:?} of {:?}", quote.exact);
            }
        }
    }
}

fn mistake(error: &InputError, project: &Project) {
    assert!(!error.message.trim().is_empty() && error.help.as_ref().is_none_or(|help| !help.trim().is_empty()));
    assert!(error.line >= 1 && error.column >= 1 && !error.file.is_empty(), "{error:?}");
    let Some(file) = project.files.iter().find(|file| file.path() == error.file) else { return };
    let line = file.text().split('\n').nth(error.line - 1);
    let line = line.unwrap_or_else(|| panic!("line {} is there: {error:?}", error.line));
    let mark = usize::from(error.line == 1 && line.starts_with('\u{feff}'));
    let length = line.chars().count() - mark;
    assert!(error.column + error.width <= length + 1, "the place is there: {error:?} on {line:?}");
}

/// What was read, as far as it can be compared: claims and mistakes.
pub fn told(loaded: &Loaded) -> String {
    format!("{:#?}\n{:#?}\n{:#?}", loaded.project.claims, loaded.project.resolutions, loaded.errors)
}
