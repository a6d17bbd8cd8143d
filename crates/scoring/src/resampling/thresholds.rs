//! From what size on figures are worked out another way.
//!
//! Some ways are exact and only faster; the others are approximations, and a [`Procedure`] that rests
//! on one says so.
//!
//! [`Procedure`]: crate::Procedure

/// Makes the items and their list.
macro_rules! thresholds {
    ($($(#[$doc:meta])* $name:ident: $size:expr;)*) => {
        $($(#[$doc])* pub const $name: usize = $size;)*

        /// Each of them, by name.
        pub const ALL: &[(&str, usize)] = &[$((stringify!($name), $name)),*];
    };
}

thresholds! {
    /// With this many pairs for each distinct value, how many of each are drawn is drawn at once. Exact.
    ALL_AT_ONCE_FROM: 16;

    /// From this many pairs on, they are drawn in blocks that stay in the fastest cache. Exact.
    IN_BLOCKS_FROM: 1 << 14;

    /// Up to this many pairs, or this many distinct scores, a mean score is drawn from the scores as they
    /// are; where there are more of both, from scores laid on a grid.
    GRID_ABOVE: 1 << 16;

    /// Up to this many pairs a figure of several means is worked out anew from each resample's means;
    /// beyond, it is taken for a straight line in them, from which it then no longer differs visibly. Where
    /// few distinct values make it fast, it is always worked out anew.
    LINE_ABOVE: 1 << 13;

    /// How many distinct scores are few.
    FEW_VALUES_UP_TO: 1 << 12;

    /// Up to this many distinct forecasts a fit is made anew for each resample; beyond, its interval comes
    /// from its standard error.
    STANDARD_ERROR_ABOVE: 1 << 12;

    /// Up to this many distinct forecasts, tests and bands of very many pairs draw from the forecasts as they
    /// are; beyond, neighbours are pooled, and how many pairs of a pool are drawn, and come true, is drawn for
    /// each pool by itself.
    POOLED_ABOVE: 1 << 13;

    /// To so many they are pooled where sums over rows are asked of them, or a band, which fewer give as well.
    POOLED_FOR_SUMS: 1 << 12;

    /// Up to this many clusters all flips of signs are tried: a million of them. Exact.
    ALL_FLIPS_UP_TO: 20;
}
