//! Pictures of pages.

use super::ExportError;
use crate::typeset::Pages;

/// Points in an inch.
const PT_PER_INCH: f64 = 72.0;

/// Draws a page, counted from 0, as a PNG with so many pixels an inch.
///
/// # Errors
/// There is no such page, or it cannot be packed.
pub fn png(pages: &Pages, page: usize, pixels_per_inch: f64) -> Result<Vec<u8>, ExportError> {
    pages
        .png(page, pixels_per_inch / PT_PER_INCH)
        .ok_or(ExportError::NoPage { page, pages: pages.len() })?
        .ok_or(ExportError::Png)
}
