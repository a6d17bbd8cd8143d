//! Adjusting mean scores for the difficulty of the questions answered.

mod effects;
mod like_for_like;

pub use effects::{Adjusted, ScoreEntry};
pub use like_for_like::{LEAST_SHARED, LikeForLike, like_for_like};
