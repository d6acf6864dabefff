//! Pages as vector pictures.

use super::ExportError;
use crate::typeset::Pages;

/// Draws a page, counted from 0, as SVG. Its words are outlines: no face is needed to show it.
///
/// # Errors
/// There is no such page.
pub fn svg(pages: &Pages, page: usize) -> Result<String, ExportError> {
    let sheet = pages.document().pages().get(page).ok_or(ExportError::NoPage { page, pages: pages.len() })?;
    Ok(typst_svg::svg(sheet, &typst_svg::SvgOptions::default()))
}
