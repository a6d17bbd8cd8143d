//! What git's history says of the records: what was written down late, and what was changed or
//! removed after the fact.
//!
//! `seen` makes of each text that a file ever had what history can change; `trail` follows each
//! record through the commits; `judge` words what was found; `self_interest` counts what people did to forecasts
//! of their own; `unread` tells what could not be read; `witness` tells when a commit first carried
//! each estimate. Nothing here proves anything: dates in git are as honest as whoever made them.

mod judge;
mod seen;
mod self_interest;
mod trail;
mod unread;
mod values;
mod witness;

pub use judge::{Audit, Audited, audit};
pub use seen::{Seen, seen};
pub use self_interest::SelfInterest;
pub use unread::{Unread, unread};
pub use witness::Witness;
