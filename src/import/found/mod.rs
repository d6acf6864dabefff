//! What a text says in numbers: blanks, times, quantities. Offered as fields, never taken silently.

mod blanks;
mod quantities;
mod times;

pub use blanks::{Blank, blanks};
pub use quantities::{Comparison, Quantity, Value, quantities};
pub use times::{Time, times};
