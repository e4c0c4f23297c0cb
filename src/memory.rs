//! How the program uses its memory: how it gets it, and how it waits for it.

/// Asks the system for small pages rather than huge ones, for the whole program from now on. Call it first.
///
/// A huge page is cleared whole, two megabytes, before its first byte is used. Of a million claims' memory much is used
/// only in part or given back soon, and where a virtual machine's memory is not there yet, clearing it takes a third of
/// the time that a check takes (Linux; elsewhere this does nothing). A system that does not know the wish goes on as it
/// did.
pub fn prefer_small_pages() {
    #[cfg(target_os = "linux")]
    let _ = rustix::thread::disable_transparent_huge_pages(true);
}

/// So many claims are asked for in a row before they are looked at: enough to wait for many answers at once, and few
/// enough that all of them are in the processor's nearest cache when they are looked at.
pub const AT_ONCE: usize = 64;

/// Reads a value (not a reference to one) that lies where something is that is needed soon.
///
/// What is in none of the processor's caches comes after some hundred steps, but several such things that are asked for
/// in a row come together, as long as no question waits for an answer. So of claims that lie far apart, a few are asked
/// for what will be needed of them, and only then is one after another looked at.
pub fn fetch<T: Copy>(value: T) {
    std::hint::black_box(value);
}

#[cfg(all(test, target_os = "linux"))]
mod tests {
    #[test]
    fn huge_pages_are_off_when_small_ones_are_preferred() {
        super::prefer_small_pages();
        assert_eq!(rustix::thread::transparent_huge_pages_are_disabled(), Ok(true));
    }
}
