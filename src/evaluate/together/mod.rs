//! What several forecasters said of the same questions, laid beside each other over time.

mod asked;
mod question;
mod stretch;

pub(super) use asked::{Asked, Names, asked};
pub(super) use question::{Question, questions, seconds};
pub(super) use stretch::{Standing, Stretch, Voice};
