//! Isotonic regression: pooling adjacent violators, whatever they are pooled to.

/// Pools neighbours until each pool stays below the next one.
///
/// `stays_below` says whether a pool may stand before the next, and `absorb` adds to a pool the one
/// that comes after it. The pools end up in `pools`, which is emptied first, so that who draws many
/// curves can keep its room.
///
/// # References
///
/// - Ayer, M., Brunk, H. D., Ewing, G. M., Reid, W. T. & Silverman, E. (1955). An empirical
///   distribution function for sampling with incomplete information. *Annals of Mathematical
///   Statistics*, 26(4), 641–647.
pub(crate) fn pool_adjacent_violators<P>(
    mut single: impl Iterator<Item = P>,
    pools: &mut Vec<P>,
    stays_below: impl Fn(&P, &P) -> bool,
    absorb: impl Fn(&mut P, P),
) {
    pools.clear();
    let Some(mut top) = single.next() else {
        return;
    };
    for next in single {
        if stays_below(&top, &next) {
            pools.push(std::mem::replace(&mut top, next));
            continue;
        }
        absorb(&mut top, next);
        while let Some(mut below) = pools.pop_if(|below| !stays_below(below, &top)) {
            absorb(&mut below, top);
            top = below;
        }
    }
    pools.push(top);
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Pools numbers to their sums, for as long as a sum is greater than the next.
    fn sums(numbers: &[i32]) -> Vec<i32> {
        let mut pools = vec![7];
        pool_adjacent_violators(
            numbers.iter().copied(),
            &mut pools,
            |below, next| below <= next,
            |pool, next| *pool += next,
        );
        pools
    }

    #[test]
    fn what_rises_or_stays_level_is_left_alone() {
        assert_eq!(sums(&[1, 2, 2, 5]), [1, 2, 2, 5]);
        assert_eq!(sums(&[]), [] as [i32; 0]);
    }

    #[test]
    fn a_pool_that_falls_below_the_one_before_takes_it_in() {
        // 3 and −5 make −2, which takes in the 1 as well.
        assert_eq!(sums(&[1, 3, -5, 4]), [-1, 4]);
    }

    #[test]
    fn members_are_added_in_their_order() {
        let mut pools = Vec::new();
        pool_adjacent_violators(
            ["b", "c", "a"].map(str::to_owned).into_iter(),
            &mut pools,
            |below, next| below <= next,
            |pool, next| pool.push_str(&next),
        );
        assert_eq!(pools, ["b", "ca"]);
    }
}
