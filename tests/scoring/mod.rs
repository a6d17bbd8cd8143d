//! What must hold for any forecasts at all.

mod identities;
