//! What is overdue, for those who have to see to it: an issue, and digests.

mod digest;
mod html;
mod page;
mod slack;
mod summary;
mod text;

pub use digest::{Digest, DigestItem, DigestPart, PersonDigest};
pub use html::html;
pub use page::OverduePage;
pub use slack::slack;
pub use summary::summary;
pub use text::text;
