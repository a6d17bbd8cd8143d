//! Draws that fall to classes.

use crate::random::Stream;

/// Draws that fall to classes by their weights.
#[derive(Clone, Debug)]
pub(super) struct Multinomial {
    /// For each class, its share of the weight of it and all later ones.
    shares: Vec<f64>,
}

impl Multinomial {
    /// Returns the draws for classes of the given weights.
    pub(super) fn new(weights: &[f64]) -> Self {
        let mut later = 0.0;
        let mut shares = vec![0.0; weights.len()];
        for (share, &weight) in shares.iter_mut().zip(weights).rev() {
            later += weight;
            *share = if weight > 0.0 { weight / later } else { 0.0 };
        }
        Self { shares }
    }

    /// Draws, and adds each class that got something, and how much, to what was drawn before it.
    pub(super) fn deal<A>(
        &self,
        mut draws: u32,
        stream: &mut Stream,
        none: A,
        mut add: impl FnMut(A, usize, u32, &mut Stream) -> A,
    ) -> A {
        let mut all = none;
        for (class, &share) in self.shares.iter().enumerate() {
            let taken = stream.binomial(draws, share);
            if taken > 0 {
                all = add(all, class, taken, stream);
                draws -= taken;
            }
        }
        all
    }
}
