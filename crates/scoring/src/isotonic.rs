//! Isotonic regression: pooling adjacent violators, whatever they are pooled to.

/// Pools neighbours until each pool stays below the next one.
///
/// `stays_below` says whether a pool may stand before the next, and `join` makes one of a pool and the
/// one that comes after it.
///
/// # References
///
/// - Ayer, M., Brunk, H. D., Ewing, G. M., Reid, W. T. & Silverman, E. (1955). An empirical
///   distribution function for sampling with incomplete information. *Annals of Mathematical
///   Statistics*, 26(4), 641–647.
pub(crate) fn pool_adjacent_violators<P>(
    all: impl Iterator<Item = P>,
    stays_below: impl Fn(&P, &P) -> bool,
    join: impl Fn(P, P) -> P,
) -> Vec<P> {
    let mut pools = Vec::new();
    all.for_each(|next| pool_next(&mut pools, next, &stays_below, &join));
    pools
}

/// Takes one more into pools, each of which stays below the next one.
#[inline]
pub(crate) fn pool_next<P>(
    pools: &mut Vec<P>,
    mut next: P,
    stays_below: impl Fn(&P, &P) -> bool,
    join: impl Fn(P, P) -> P,
) {
    // Looked at where it lies, and taken only then: to pop on a condition is slower.
    while pools.last().is_some_and(|below| !stays_below(below, &next))
        && let Some(below) = pools.pop()
    {
        next = join(below, next);
    }
    pools.push(next);
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Pools numbers to their sums, for as long as a sum is greater than the next.
    fn sums(numbers: &[i32]) -> Vec<i32> {
        pool_adjacent_violators(
            numbers.iter().copied(),
            |below, next| below <= next,
            |pool, next| pool + next,
        )
    }

    #[test]
    fn what_rises_or_stays_level_is_left_alone() {
        assert_eq!(sums(&[1, 2, 2, 5]), [1, 2, 2, 5]);
        assert_eq!(sums(&[3]), [3]);
    }

    #[test]
    fn a_pool_that_falls_below_the_one_before_takes_it_in() {
        // 3 and −5 make −2, which takes in the 1 as well.
        assert_eq!(sums(&[1, 3, -5, 4]), [-1, 4]);
    }

    #[test]
    fn members_are_added_in_their_order() {
        let pools = pool_adjacent_violators(
            ["b", "c", "a"].map(str::to_owned).into_iter(),
            |below, next| below <= next,
            |pool, next| pool + &next,
        );
        assert_eq!(pools, ["b", "ca"]);
    }
}
