//! Signals: whoever stops a run finds nothing half written, and a watched project ends with its last status.

#[cfg(unix)]
pub use unix::{on_stop, spare_large_files, tidy_up};

#[cfg(not(unix))]
pub use elsewhere::{on_stop, spare_large_files, tidy_up};

#[cfg(unix)]
mod unix {
    use std::io;
    use std::sync::Arc;
    use std::sync::Once;
    use std::sync::atomic::AtomicBool;

    use signal_hook::consts::{SIGHUP, SIGINT, SIGTERM, SIGXFSZ};
    use signal_hook::iterator::Signals;
    use signal_hook::low_level::emulate_default_handler;

    use crate::triage::transient::LIST;

    static TIDY: Once = Once::new();

    /// From now on a signal that ends the run first takes away what is half written. To be called before anything is;
    /// a run that only reads and prints needs no handler.
    pub fn tidy_up() {
        TIDY.call_once(|| {
            // Without it the run is as it would be elsewhere: a signal may leave a hidden file.
            let _ = listen(end);
        });
    }

    /// Ends the run as the signal would have.
    fn end(signal: i32) {
        let _kept = LIST.take_away();
        let _ = emulate_default_handler(signal);
    }

    /// Calls `stop` when the user asks to stop. Who asks again does not wait for anything.
    ///
    /// # Errors
    /// What the operating system says.
    pub fn on_stop(stop: impl Fn() + Send + 'static) -> io::Result<()> {
        TIDY.call_once(|| {});
        let asked = AtomicBool::new(false);
        listen(move |signal| match asked.swap(true, std::sync::atomic::Ordering::Relaxed) {
            false => stop(),
            true => end(signal),
        })
    }

    fn listen(tell: impl Fn(i32) + Send + 'static) -> io::Result<()> {
        let ignored = ignored();
        let asked = [SIGINT, SIGTERM, SIGHUP].into_iter().filter(|signal| ignored >> (signal - 1) & 1 == 0);
        let mut signals = Signals::new(asked)?;
        std::thread::Builder::new().name("signals".into()).spawn(move || signals.forever().for_each(tell))?;
        Ok(())
    }

    /// The signals that whoever started the run wants ignored (`nohup`, a script's background jobs), one bit each.
    fn ignored() -> u64 {
        // Linux tells; elsewhere it takes code that is not safe.
        let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
        let mask = status.lines().find_map(|line| line.strip_prefix("SigIgn:"));
        mask.and_then(|mask| u64::from_str_radix(mask.trim(), 16).ok()).unwrap_or(0)
    }

    /// A file that outgrows the limit of `ulimit -f` is an error that can be told, not the end.
    pub fn spare_large_files() {
        let _ = signal_hook::flag::register(SIGXFSZ, Arc::new(AtomicBool::new(false)));
    }
}

#[cfg(not(unix))]
mod elsewhere {
    use std::io;

    /// Only Unix ends a run between two instructions.
    pub fn tidy_up() {}

    /// Only Unix has such limits.
    pub fn spare_large_files() {}

    /// Calls `stop` when the user asks to stop.
    ///
    /// # Errors
    /// What the operating system says.
    pub fn on_stop(stop: impl Fn() + Send + 'static) -> io::Result<()> {
        ctrlc::set_handler(stop).map_err(io::Error::other)
    }
}
