//! How much a figure rests on.

/// What a figure rests on.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct SampleSize {
    /// Pairs of what was said and what happened.
    pub n: usize,
    /// Forecasts.
    pub questions: usize,
    /// Forecasts that do not share their fate.
    pub clusters: usize,
}
