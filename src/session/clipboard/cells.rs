//! Pasted cells.
use super::lines::{PasteRead, PasteWork};
pub(super) fn read(_work: &PasteWork, _read: &mut PasteRead) {}
