//! How the system gives the program its memory.

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

#[cfg(all(test, target_os = "linux"))]
mod tests {
    #[test]
    fn huge_pages_are_off_when_small_ones_are_preferred() {
        super::prefer_small_pages();
        assert_eq!(rustix::thread::transparent_huge_pages_are_disabled(), Ok(true));
    }
}
