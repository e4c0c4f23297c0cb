//! What very many things have in common, found without comparing every pair: texts by their marks, names by their keys.

use rayon::prelude::*;
use smallvec::SmallVec;

/// So many bits part all hashes.
const PARTS: u32 = 6;

/// The numbers of things that have a hash in common, ascending.
pub type Sharing = SmallVec<[usize; 8]>;

/// A part of all hashes, each with the number of the thing that has it.
#[derive(Debug)]
pub struct Part<'k> {
    /// Hashes whose last bits are such a number, ascending.
    keyed: &'k [u64],
    /// These bits.
    numbers: u64,
}

impl Part<'_> {
    /// The things that share each hash that two have, in the order of hashes. As the last bits of a hash do not count, a
    /// thing may be named twice, or beside one that only nearly has it.
    pub fn shared(&self) -> impl Iterator<Item = Sharing> {
        let Self { keyed, numbers } = *self;
        let rows = keyed.chunk_by(move |a, b| a & !numbers == b & !numbers).filter(|row| row.len() > 1);
        rows.map(move |row| row.iter().filter_map(|keyed| usize::try_from(keyed & numbers).ok()).collect())
    }
}

/// Calls `find` with all hashes that two things may have in common, part by part on all threads, and gives what it finds
/// in the order of hashes.
pub fn each_part<T: Send>(hashes: &[impl AsRef<[u64]> + Sync], find: impl Fn(&Part<'_>) -> Vec<T> + Sync) -> Vec<T> {
    let numbers = (1_u64 << (usize::BITS - hashes.len().leading_zeros())) - 1;
    // Read once from first to last: each list of hashes lies somewhere else in memory.
    let size = hashes.len().div_ceil(rayon::current_num_threads()).max(1);
    let sorted: Vec<Vec<Vec<u64>>> = hashes
        .par_chunks(size)
        .enumerate()
        .map(|(at, hashes)| {
            let mut parts = vec![Vec::new(); 1 << PARTS];
            for (number, hashes) in ((at * size) as u64..).zip(hashes) {
                for hash in hashes.as_ref() {
                    if let Some(part) = parts.get_mut((hash >> (u64::BITS - PARTS)) as usize) {
                        part.push(hash & !numbers | number);
                    }
                }
            }
            parts
        })
        .collect();
    let parts = (0..1_usize << PARTS).into_par_iter().map(|part| {
        let lists = || sorted.iter().filter_map(|parts| parts.get(part)).flatten().copied();
        let mut several = Several::new(lists().count());
        lists().for_each(|keyed| several.see(keyed & !numbers));
        let mut keyed: Vec<u64> = lists().filter(|keyed| several.may_hold(keyed & !numbers)).collect();
        keyed.sort_unstable();
        // What a thing has twice it has.
        keyed.dedup();
        find(&Part { keyed: &keyed, numbers })
    });
    parts.collect::<Vec<_>>().into_iter().flatten().collect()
}

/// Which hashes were seen more than once, and a few others: two bits for each of some places that hashes share. Most
/// hashes are seen once, and need not be sorted.
struct Several {
    /// For each place whether it was seen, and whether it was seen again.
    seen: Vec<u8>,
    shift: u32,
}

impl Several {
    /// For so many hashes: three of four places stay empty.
    fn new(hashes: usize) -> Self {
        let places = hashes.saturating_mul(4).next_power_of_two().max(64);
        Self { seen: vec![0; places / 4], shift: u64::BITS - places.trailing_zeros() }
    }

    /// The byte of a hash and its first bit there. The first bits of a hash are those of its part.
    fn place(&self, hash: u64) -> (usize, u8) {
        let place = ((hash << PARTS) >> self.shift) as usize;
        (place / 4, 1 << (place % 4 * 2))
    }

    fn see(&mut self, hash: u64) {
        let (at, once) = self.place(hash);
        if let Some(byte) = self.seen.get_mut(at) {
            *byte |= if *byte & once == 0 { once } else { once << 1 };
        }
    }

    fn may_hold(&self, hash: u64) -> bool {
        let (at, once) = self.place(hash);
        self.seen.get(at).is_some_and(|byte| byte & once << 1 != 0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    proptest::proptest! {
        #[test]
        fn things_share_what_a_plain_look_says(
            drawn in proptest::collection::vec(proptest::collection::vec(0_u64..40, 0..12), 0..12),
        ) {
            // Spread over all parts, and with nothing in the bits that do not count.
            let hashes: Vec<Vec<u64>> =
                drawn.iter().map(|some| some.iter().map(|hash| (hash * (u64::MAX / 40)) & !0xffff).collect()).collect();
            let found = each_part(&hashes, |part| part.shared().map(|row| row.to_vec()).collect());
            let expected = (0..40).filter_map(|hash| {
                let having: Vec<usize> = (0..drawn.len()).filter(|at| drawn[*at].contains(&hash)).collect();
                (having.len() > 1).then_some(having)
            });
            proptest::prop_assert_eq!(found, expected.collect::<Vec<_>>());
        }
    }
}
