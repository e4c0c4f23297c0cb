//! What the terminal can show: its width, whether it takes colour, and whether only ASCII.

use std::io::{self, IsTerminal};

use clap::ValueEnum;
use terminal_size::{Width, terminal_size_of};

use super::Look;
use crate::report::Screen;

/// When to colour.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum ColorChoice {
    /// Always, also through a pipe
    Always,
    /// Never
    Never,
    /// On a terminal, unless NO_COLOR is set
    Auto,
}

/// What surrounds a run: environment variables and one output stream.
struct Surroundings<'e> {
    variable: &'e dyn Fn(&str) -> Option<String>,
    terminal: bool,
    width: Option<usize>,
}

/// The screen that standard output goes to.
pub fn stdout(look: &Look) -> Screen {
    let stream = io::stdout();
    let width = terminal_size_of(&stream).map(|(Width(width), _)| usize::from(width));
    screen(look, &Surroundings { variable: &variable, terminal: stream.is_terminal(), width })
}

/// The screen that standard error goes to.
pub fn stderr(look: &Look) -> Screen {
    let stream = io::stderr();
    let width = terminal_size_of(&stream).map(|(Width(width), _)| usize::from(width));
    screen(look, &Surroundings { variable: &variable, terminal: stream.is_terminal(), width })
}

/// How wide the lines of standard output may be; `None` where it is no terminal, and has no width to keep to.
pub fn stdout_room() -> Option<usize> {
    let stream = io::stdout();
    let width = terminal_size_of(&stream).map(|(Width(width), _)| usize::from(width));
    room(&Surroundings { variable: &variable, terminal: stream.is_terminal(), width })
}

/// How wide the lines of standard error may be.
pub fn stderr_room() -> Option<usize> {
    let stream = io::stderr();
    let width = terminal_size_of(&stream).map(|(Width(width), _)| usize::from(width));
    room(&Surroundings { variable: &variable, terminal: stream.is_terminal(), width })
}

fn room(around: &Surroundings<'_>) -> Option<usize> {
    around.terminal.then(|| columns(around))
}

fn variable(name: &str) -> Option<String> {
    std::env::var_os(name).map(|value| value.to_string_lossy().into_owned())
}

fn screen(look: &Look, around: &Surroundings<'_>) -> Screen {
    let set = |name: &str| (around.variable)(name).filter(|value| !value.is_empty());
    // What goes through a pipe may be read anywhere; only a terminal itself can be dumb.
    let dumb = around.terminal && set("TERM").is_some_and(|term| term == "dumb");
    let color = match look.color {
        ColorChoice::Always => true,
        ColorChoice::Never => false,
        // https://no-color.org and https://bixense.com/clicolors: set and not empty counts.
        ColorChoice::Auto if set("NO_COLOR").is_some() => false,
        ColorChoice::Auto if set("CLICOLOR_FORCE").is_some_and(|force| force != "0") => true,
        ColorChoice::Auto => around.terminal && !dumb && set("CLICOLOR").is_none_or(|choice| choice != "0"),
    };
    Screen { width: columns(around), color, ascii: look.ascii || dumb }
}

fn columns(around: &Surroundings<'_>) -> usize {
    // Someone who exports COLUMNS means it; a pipe has no width of its own.
    let set = (around.variable)("COLUMNS").and_then(|columns| columns.trim().parse::<usize>().ok());
    let width = set.filter(|&width| width > 0).or(around.width.filter(|&width| width > 0)).unwrap_or(80);
    width.clamp(Screen::NARROWEST, Screen::WIDEST)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn seen(color: ColorChoice, terminal: bool, width: Option<usize>, env: &[(&str, &str)]) -> Screen {
        let variable = |name: &str| env.iter().find(|(key, _)| *key == name).map(|(_, value)| (*value).to_owned());
        let around = Surroundings { variable: &variable, terminal, width };
        screen(&Look { color, ascii: false }, &around)
    }

    #[test]
    fn colour_follows_the_flag_then_the_environment_then_the_terminal() {
        use ColorChoice::{Always, Auto, Never};
        for (choice, terminal, env, color) in [
            (Auto, true, &[][..], true),
            (Auto, false, &[], false),
            (Auto, true, &[("NO_COLOR", "1")], false),
            (Auto, true, &[("NO_COLOR", "")], true),
            (Auto, true, &[("TERM", "dumb")], false),
            (Auto, false, &[("CLICOLOR_FORCE", "1")], true),
            (Auto, false, &[("CLICOLOR_FORCE", "1"), ("NO_COLOR", "1")], false),
            (Auto, true, &[("CLICOLOR", "0")], false),
            (Always, false, &[("NO_COLOR", "1"), ("TERM", "dumb")], true),
            (Never, true, &[("CLICOLOR_FORCE", "1")], false),
        ] {
            assert_eq!(seen(choice, terminal, None, env).color, color, "{choice:?} {terminal} {env:?}");
        }
    }

    #[test]
    fn the_width_is_what_columns_says_then_the_terminal_then_80() {
        let width = |width, env: &[(&str, &str)]| seen(ColorChoice::Auto, true, width, env).width;
        assert_eq!(width(Some(50), &[]), 50);
        assert_eq!(width(None, &[]), 80);
        assert_eq!(width(Some(50), &[("COLUMNS", "60")]), 60);
        assert_eq!(width(Some(50), &[("COLUMNS", "wide")]), 50);
        assert_eq!(width(Some(3), &[]), Screen::NARROWEST);
        assert_eq!(width(Some(900), &[]), Screen::WIDEST);
    }

    #[test]
    fn only_a_terminal_has_a_width_to_keep_to() {
        let variable = |name: &str| (name == "COLUMNS").then(|| "60".to_owned());
        let seen = |terminal| room(&Surroundings { variable: &variable, terminal, width: Some(50) });
        assert_eq!((seen(true), seen(false)), (Some(60), None));
    }

    #[test]
    fn a_dumb_terminal_is_spared_box_characters() {
        assert!(seen(ColorChoice::Auto, true, None, &[("TERM", "dumb")]).ascii);
        assert!(!seen(ColorChoice::Auto, true, None, &[("TERM", "xterm-256color")]).ascii);
        assert!(!seen(ColorChoice::Auto, false, None, &[("TERM", "dumb")]).ascii, "a pipe");
    }
}
