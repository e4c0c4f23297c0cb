//! Smallest repairs: all smallest sets of claims whose withdrawal leaves no conflict.

use crate::id::ClaimId;

/// All smallest sets of claims that hit every conflict (each conflict is the set of claims that it needs),
/// each sorted, in order. At most `limit` sets.
pub fn smallest(_conflicts: &[Vec<ClaimId>], _limit: usize) -> Vec<Vec<ClaimId>> {
    Vec::new()
}
