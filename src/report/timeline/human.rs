//! The timeline for a person: entries in order, with bars drawn to scale.

use super::chronicle::{Chronicle, Entry, Kind};
use super::scale::Scale;
use crate::project::Project;
use crate::report::Screen;
use crate::report::excerpt::{self, Cell};
use crate::report::human::counted;
use crate::report::paint::{Page, Paint};
use crate::rule::Level;
use crate::time::Day;

/// Narrower than this a bar stands below its entry instead of beside it.
const BESIDE: usize = 64;
/// How many claims are named as what bounds an entry.
const NAMED: usize = 2;
/// The widest word for what an entry is, and a space.
const KIND: usize = 10;

/// The whole timeline. `from` and `to` are the days that were asked for.
pub fn render(project: &Project, chronicle: &Chronicle, from: Option<Day>, to: Option<Day>, screen: Screen) -> String {
    let mut page = Page::new(screen);
    if chronicle.entries.is_empty() {
        page.flow(
            "",
            0,
            &[(Paint::Plain, "There is nothing in this timeline yet: no events, no tenures, no articles.")],
        );
        return page.finish();
    }
    let count = |keep: fn(&Kind) -> bool| chronicle.entries.iter().filter(|entry| keep(&entry.kind)).count();
    let title = format!(
        "{}, {}, {}",
        counted(count(|kind| *kind == Kind::Event), "event", "events"),
        counted(count(|kind| *kind == Kind::Tenure), "tenure", "tenures"),
        counted(count(|kind| matches!(kind, Kind::Source(_))), "source", "sources"),
    );
    page.flow("", 0, &[(Paint::Bold, &title)]);

    let days = || chronicle.entries.iter().flat_map(Entry::days);
    let scale = match (from.or_else(|| beginning(chronicle)), to.or_else(|| days().max())) {
        (Some(from), Some(to)) => Some(Scale::new(from, to, columns(screen.width))),
        _ => None,
    };
    let left = if screen.width < BESIDE { 2 } else { screen.width - columns(screen.width) };
    if let Some(scale) = &scale {
        for row in scale.axis(screen.ascii) {
            page.row(&" ".repeat(left), &cells(&row, Paint::Dim));
        }
    }
    let mut dated = true;
    for entry in &chronicle.entries {
        if dated && !entry.is_dated() {
            page.gap();
            page.flow("", 0, &[(Paint::Bold, "Without a date")]);
            dated = false;
        }
        show(&mut page, project, entry, scale.as_ref(), left);
    }
    page.gap();
    let key = if screen.ascii {
        "# certain, . possible, < > more lies beyond or is not known. --from 2025 draws closer; --why EVENT says what bounds it."
    } else {
        "█ certain, ░ possible, ← → more lies beyond or is not known. --from 2025 draws closer; --why EVENT says what bounds it."
    };
    page.flow("", 0, &[(Paint::Dim, key)]);
    page.finish()
}

/// How many columns the bars take.
fn columns(width: usize) -> usize {
    if width < BESIDE { width.saturating_sub(2) } else { width * 2 / 5 }
}

/// The first day that is drawn. A few entries long before all others (less than one in eight) are left of it
/// where all others then get twice the room.
fn beginning(chronicle: &Chronicle) -> Option<Day> {
    let last = chronicle.entries.iter().flat_map(Entry::days).max()?;
    let mut firsts: Vec<Day> = chronicle.entries.iter().filter_map(|entry| entry.days().min()).collect();
    firsts.sort_unstable();
    let mut begin = *firsts.first()?;
    let room = |day: Day| i64::from(last.number()) - i64::from(day.number());
    for day in firsts.iter().take(firsts.len().div_ceil(8)) {
        if room(*day) * 2 <= room(begin) {
            begin = *day;
        }
    }
    Some(begin)
}

/// One entry: what, when and by whose word on the left, its bar on the right (or below, on a narrow screen).
fn show(page: &mut Page, project: &Project, entry: &Entry, scale: Option<&Scale>, left: usize) {
    let screen = page.screen();
    let beside = screen.width >= BESIDE;
    let room = if beside { left.saturating_sub(KIND + 2) } else { screen.width.saturating_sub(KIND) };
    let name = entry.name();
    // Its id is what `--why` and claims call it.
    let id = match entry.kind {
        Kind::Tenure => String::new(),
        _ if entry.id == entry.label => String::new(),
        _ => format!(" ({})", entry.id),
    };
    let when = entry.when();
    let mut lines: Vec<Vec<Cell>> = Vec::new();
    for pieces in [&[(Paint::Bold, name.as_str()), (Paint::Dim, id.as_str())][..], &[(Paint::Plain, when.as_str())]] {
        let mut cells = Vec::new();
        for (paint, text) in pieces {
            excerpt::push(&mut cells, text, screen.ascii, |_| *paint);
        }
        lines.extend(excerpt::lines(&cells, room).into_iter().map(<[Cell]>::to_vec));
    }
    let bar = scale.map(|scale| bar(scale, entry, screen.ascii)).unwrap_or_default();
    let paint = paint(entry.kind);
    for (index, line) in lines.into_iter().enumerate() {
        let word = if index == 0 { entry.kind.name() } else { "" };
        let mut row = cells(&format!("{word:<KIND$}"), Paint::Dim);
        row.extend(line);
        if index == 0 && beside && !bar.is_empty() {
            let used = excerpt::width(&row);
            row.extend(cells(&" ".repeat(left.saturating_sub(used)), Paint::Plain));
            row.extend(cells(&bar, paint));
        }
        page.row("", &row);
    }
    page.flow(&" ".repeat(KIND), KIND, &[(Paint::Dim, &by(project, entry))]);
    page.flow(&" ".repeat(KIND), KIND, &[(Paint::Level(Level::Warning), &left_out(&entry.left_out))]);
    if !beside && !bar.is_empty() {
        page.row(&" ".repeat(left), &cells(&bar, paint));
    }
}

/// An entry to scale; of one whose sources contradict each other, the days that each of them gives.
fn bar(scale: &Scale, entry: &Entry, ascii: bool) -> String {
    match &entry.disputed {
        Some(disputed) => scale.possible(disputed.sides.iter().map(|side| side.days), ascii),
        None => scale.bar(&entry.span, ascii),
    }
}

/// Cells of our own signs, each one column wide.
fn cells(text: &str, paint: Paint) -> Vec<Cell> {
    text.chars().map(|c| Cell { text: c.to_string(), width: 1, paint }).collect()
}

/// A warning that what some claims say of an event is left out. Empty where nothing is.
pub fn left_out(names: &[String]) -> String {
    if names.is_empty() {
        return String::new();
    }
    let are = if names.len() == 1 { "contradicts other claims and is" } else { "contradict other claims and are" };
    format!("{} {are} left out here (gainsay check says more)", listed(names))
}

fn paint(kind: Kind) -> Paint {
    match kind {
        Kind::Event => Paint::Bold,
        Kind::Tenure => Paint::Plain,
        Kind::Source(_) => Paint::Place,
    }
}

/// The first few of several names.
fn listed(names: &[String]) -> String {
    match (names.get(..NAMED), names.len().saturating_sub(NAMED)) {
        (Some(shown), more) if more > 0 => format!("{} and {more} more", shown.join(", ")),
        _ => names.join(" and "),
    }
}

/// By whose word: what bounds it, or who says so.
fn by(project: &Project, entry: &Entry) -> String {
    if !entry.claims.is_empty() {
        let mut names: Vec<String> = entry.claims.iter().map(|id| project.claim_name(*id)).collect();
        names.dedup();
        return format!("by {}", listed(&names));
    }
    let (earliest, latest) = (&entry.earliest_by, &entry.latest_by);
    match (earliest.is_empty(), latest.is_empty()) {
        (true, true) => String::new(),
        _ if earliest == latest => format!("by {}", listed(earliest)),
        (true, false) => format!("not later by {}", listed(latest)),
        (false, true) => format!("not earlier by {}", listed(earliest)),
        (false, false) => format!("not earlier by {}, not later by {}", listed(earliest), listed(latest)),
    }
}
