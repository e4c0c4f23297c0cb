//! What very many things have in common, found without comparing every pair: texts by their marks, names by their keys.

use rayon::prelude::*;
use smallvec::SmallVec;

/// So many bits part all hashes.
const PARTS: u32 = 6;
/// So many bits part them among threads.
const SHARES: u32 = 3;

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

/// Calls `find` with all hashes of some things, part by part on all threads, and gives what it finds in the order of
/// hashes. The hashes of each thing come ascending.
pub fn each_part<T: Send>(hashes: &[impl AsRef<[u64]> + Sync], find: impl Fn(&Part<'_>) -> Vec<T> + Sync) -> Vec<T> {
    let numbers = (1_u64 << (usize::BITS - hashes.len().leading_zeros())) - 1;
    let shares = (0..1_u64 << SHARES).into_par_iter().map(|share| {
        let first = share << (u64::BITS - SHARES);
        let mut rests: Vec<(u64, &[u64])> = (0_u64..)
            .zip(hashes)
            .map(|(number, hashes)| {
                let hashes = hashes.as_ref();
                let from = hashes.partition_point(|hash| *hash < first);
                (number, hashes.get(from..).unwrap_or_default())
            })
            .collect();
        let mut found = Vec::new();
        // Part by part, so that what is sorted at a time fits the processor's cache.
        let mut keyed: Vec<u64> = Vec::new();
        for part in share << (PARTS - SHARES)..(share + 1) << (PARTS - SHARES) {
            keyed.clear();
            for (number, rest) in &mut rests {
                let within = rest.iter().take_while(|hash| **hash >> (u64::BITS - PARTS) == part).count();
                let Some((within, further)) = rest.split_at_checked(within) else { continue };
                keyed.extend(within.iter().map(|hash| hash & !numbers | *number));
                *rest = further;
            }
            keyed.sort_unstable();
            found.append(&mut find(&Part { keyed: &keyed, numbers }));
        }
        found
    });
    shares.collect::<Vec<_>>().into_iter().flatten().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    proptest::proptest! {
        #[test]
        fn things_share_what_a_plain_look_says(
            drawn in proptest::collection::vec(proptest::collection::btree_set(0_u64..40, 0..12), 0..12),
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
