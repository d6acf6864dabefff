//! The clock: asked here and nowhere else.

use chrono::NaiveDateTime;

/// Returns the local day and time.
#[expect(clippy::disallowed_methods, reason = "this is where the clock is asked")]
pub(super) fn now() -> NaiveDateTime {
    chrono::Local::now().naive_local()
}
