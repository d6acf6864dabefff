//! What a plan asks for on given days: when its duties fall due, which days are working days.
//!
//! Everything here follows from the plan, the holidays and a day that is given; nothing asks the
//! clock.

pub mod grid;
pub mod holidays;
pub mod moving;
pub mod notice;
pub mod occurrences;
pub mod standing;

pub use holidays::{DayKind, HolidayFault, HolidayYear, Holidays, Rest};
pub use moving::{Grip, Snap, Unmoved, moved, nudged};
pub use notice::read_notice;
pub use occurrences::{Occurrence, Outcome, due_days, occurrences};
pub use standing::{Standing, standing};
