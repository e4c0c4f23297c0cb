//! What a long run is doing: a bar on a terminal, for anything that takes longer than a second, and nowhere else.

use std::io::{self, IsTerminal};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::thread::{self, JoinHandle};
use std::time::Duration;

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

/// How long a run may take before anything is shown.
const PATIENCE: Duration = Duration::from_secs(1);

/// How often the bar is drawn.
const TICK: Duration = Duration::from_millis(100);

/// The steps of a check, as they are shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// Claim files and articles are read, and quotes looked for.
    Read,
    /// Claims are compared.
    Compare,
    /// Findings are written.
    Write,
}

impl Step {
    const ALL: u64 = 3;

    fn shown(self) -> (u64, &'static str) {
        match self {
            Self::Read => (0, "Reading claims and articles"),
            Self::Compare => (1, "Comparing claims"),
            Self::Write => (2, "Writing what was found"),
        }
    }
}

/// A run's bar. It vanishes when this is dropped.
#[derive(Debug, Default)]
pub struct Progress {
    steps: Option<Sender<Step>>,
    drawer: Option<JoinHandle<()>>,
}

impl Progress {
    /// Begins to wait; nothing is shown where standard error is no terminal, or where `wanted` is false.
    pub fn start(wanted: bool, ascii: bool) -> Self {
        if !wanted || !io::stderr().is_terminal() {
            return Self::default();
        }
        let (steps, told) = channel();
        Self { steps: Some(steps), drawer: Some(thread::spawn(move || draw(&told, ascii))) }
    }

    /// Says what comes next.
    pub fn step(&self, step: Step) {
        if let Some(steps) = &self.steps {
            let _ = steps.send(step);
        }
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        self.steps = None;
        if let Some(drawer) = self.drawer.take() {
            let _ = drawer.join();
        }
    }
}

fn draw(told: &Receiver<Step>, ascii: bool) {
    let mut step = Step::Read;
    let begun = std::time::Instant::now();
    while let Some(left) = PATIENCE.checked_sub(begun.elapsed()) {
        match told.recv_timeout(left) {
            Ok(next) => step = next,
            Err(RecvTimeoutError::Timeout) => break,
            Err(RecvTimeoutError::Disconnected) => return,
        }
    }
    let bar =
        ProgressBar::with_draw_target(Some(Step::ALL), ProgressDrawTarget::stderr()).with_elapsed(begun.elapsed());
    if let Ok(style) = ProgressStyle::with_template("{spinner} [{bar:20}] {msg} ({elapsed})") {
        bar.set_style(if ascii { style.tick_chars("-\\|/ ").progress_chars("=> ") } else { style });
    }
    loop {
        let (at, text) = step.shown();
        bar.set_position(at);
        bar.set_message(text);
        bar.tick();
        match told.recv_timeout(TICK) {
            Ok(next) => step = next,
            Err(RecvTimeoutError::Timeout) => {}
            Err(RecvTimeoutError::Disconnected) => break,
        }
    }
    bar.finish_and_clear();
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_takes_no_second_shows_nothing_and_waits_for_nothing() {
        let begun = std::time::Instant::now();
        let (steps, told) = channel();
        let drawer = thread::spawn(move || draw(&told, true));
        let _ = steps.send(Step::Compare);
        drop(steps);
        drawer.join().unwrap();
        assert!(begun.elapsed() < PATIENCE, "{:?}", begun.elapsed());
        drop(Progress::start(false, false));
    }
}
