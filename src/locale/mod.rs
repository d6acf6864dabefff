//! Words: catalogues of the interface, and Chinese and English words for numbers, dates and the
//! values of a plan.

mod catalogue;
mod reading;

pub use catalogue::Catalogue;
pub use reading::{read_date, read_number, read_when};
