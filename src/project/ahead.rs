//! Claim files that are read ahead, while other threads would wait for the vocabulary.

use std::sync::OnceLock;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};

use super::mistake::Mistakes;
use super::schema;
use super::written::Written;
use crate::id::FileId;
use crate::text::file::TextFile;

/// So many bytes of claim files are read ahead at most: as written they take several times their text.
const MOST: usize = 96 << 20;

/// A file as written, where it was read already, with the mistakes in it.
pub(super) type Ahead<'t> = Option<(Written<'t>, Mistakes)>;

/// Reads files on the threads that have nothing to do while `make` goes on, and no more of them than that: what is
/// read ahead is held until it can be resolved. Gives what `make` gives, and a place for each file.
pub(super) fn read<'t, T: Send>(
    files: &[(FileId, &'t TextFile)],
    make: impl FnOnce() -> T + Send,
) -> (T, Vec<Ahead<'t>>) {
    at_most(MOST, files, make)
}

/// The same with at most so many bytes.
fn at_most<'t, T: Send>(
    most: usize,
    files: &[(FileId, &'t TextFile)],
    make: impl FnOnce() -> T + Send,
) -> (T, Vec<Ahead<'t>>) {
    let reading = Reading {
        files,
        most,
        next: AtomicUsize::new(0),
        bytes: AtomicUsize::new(0),
        done: AtomicBool::new(false),
        read: files.iter().map(|_| OnceLock::new()).collect(),
    };
    let made = rayon::scope(|scope| {
        for _ in 1..rayon::current_num_threads() {
            scope.spawn(|scope| reading.one(scope));
        }
        let made = make();
        reading.done.store(true, Ordering::Relaxed);
        made
    });
    (made, reading.read.into_iter().map(OnceLock::into_inner).collect())
}

struct Reading<'f, 't> {
    files: &'f [(FileId, &'t TextFile)],
    most: usize,
    next: AtomicUsize,
    /// How many bytes were read, are being read, or would have been too many.
    bytes: AtomicUsize,
    done: AtomicBool,
    read: Vec<OnceLock<(Written<'t>, Mistakes)>>,
}

impl<'t> Reading<'_, 't> {
    /// Reads one file, and comes back for the next in a job of its own: the thread that makes something may be given
    /// such a job while it waits, and must not be kept for longer than one file takes.
    fn one<'s>(&'s self, scope: &rayon::Scope<'s>) {
        if self.done.load(Ordering::Relaxed) {
            return;
        }
        let index = self.next.fetch_add(1, Ordering::Relaxed);
        let (Some((id, file)), Some(place)) = (self.files.get(index), self.read.get(index)) else { return };
        let more = file.text().len();
        if self.bytes.fetch_add(more, Ordering::Relaxed) + more > self.most {
            return;
        }
        place.get_or_init(|| schema::read(*id, file));
        scope.spawn(|scope| self.one(scope));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_more_is_read_ahead_than_may_be_held() {
        let claim = "claims:\n  - { source: s, subject: a, value: 1 }\n";
        let large = format!("{claim}# {}\n", "much ".repeat(200));
        let pool = rayon::ThreadPoolBuilder::new().num_threads(2).build().unwrap();
        // A file as large as that, alone or behind others; and the first few of many small ones.
        for (texts, most) in [(vec![&large[..]], 0), (vec![claim, &large, claim], 1), (vec![claim; 12], 4)] {
            let files: Vec<TextFile> =
                (0..).zip(&texts).map(|(at, text)| TextFile::new(format!("{at}.yaml"), *text)).collect();
            let files: Vec<(FileId, &TextFile)> = (0..).map(FileId::new).zip(&files).collect();
            let mut busy = std::time::Duration::from_millis(1);
            loop {
                let bound = claim.len() * 4 + 1;
                let ((), ahead) = pool.install(|| at_most(bound, &files, || std::thread::sleep(busy)));
                let seen: Vec<bool> = ahead.iter().map(Option::is_some).collect();
                let count = seen.iter().filter(|seen| **seen).count();
                assert!(count <= most && seen.iter().take(count).all(|seen| *seen), "{seen:?}, not more than {most}");
                if count == most {
                    break;
                }
                // The other thread may have got no time.
                busy *= 2;
            }
        }
    }

    #[test]
    fn what_is_read_ahead_is_what_is_read() {
        let text = |index: usize| format!("claims:\n  - {{ source: s{index}, subject: a, value: 1 }}\n  - nonsense\n");
        let files: Vec<TextFile> =
            (0..40).map(|index| TextFile::new(format!("{index}.yaml"), text(index).as_str())).collect();
        let files: Vec<(FileId, &TextFile)> = (0..).map(FileId::new).zip(&files).collect();
        for threads in 1..4 {
            let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
            let mut busy = std::time::Duration::from_millis(1);
            loop {
                let (made, ahead) = pool.install(|| read(&files, || std::thread::sleep(busy)));
                assert_eq!((made, ahead.len()), ((), files.len()));
                let seen: Vec<_> = files.iter().zip(ahead).filter_map(|(file, ahead)| Some((file, ahead?))).collect();
                for ((id, file), (written, mistakes)) in &seen {
                    let (other, told) = schema::read(*id, file);
                    assert_eq!(format!("{written:?} {:?}", mistakes.0), format!("{other:?} {:?}", told.0));
                }
                assert!(threads > 1 || seen.is_empty(), "one thread has nothing to read ahead with");
                // A machine with much to do may give the others no time at first.
                if threads == 1 || !seen.is_empty() {
                    break;
                }
                busy *= 2;
            }
        }
    }
}
