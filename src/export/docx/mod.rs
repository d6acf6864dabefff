//! Documents for Word, WPS and `LibreOffice`.
//!
//! What is said comes from the same blocks as the printed page, so a document cannot say anything
//! else; how it looks comes from the profile: paper, margins, grid, faces, sizes, numerals. Numbers
//! of headings and measures are words of the text, as on the page: they stay what they are whatever
//! is moved, and nothing renumbers them. Headings have the styles that every program knows, with
//! their levels in the outline.
//!
//! Faces are named at every run, Chinese and Latin apart, because programs fill up from a theme what
//! is not named, and other programs than Word miss the theme's faces.
//!
//! Limits: the programs break lines and pages by their own rules, so pages can differ from the
//! printed ones by a line. The line pitch is that of the type area divided by its lines, since they
//! give the last line its full pitch. What a time line draws day by day becomes cells for its weeks or
//! months, with a ground or a sign. Sheets that lie on their side have their number below the text.
//!
//! This is written with an XML writer and not with a library for documents: `docx-rs` puts elements
//! in an order that the schema forbids and cannot repeat the head of a table; `ooxmlsdk` compiles
//! the schemas of all of Office, 130,000 lines, for the fifty elements needed here.

mod body;
mod faces;
mod package;
mod sheet;
mod styles;
mod xml;

use super::ExportError;
use crate::model::Plan;
use crate::typeset::{self, FontSet, Layout, Profile};
use faces::Picker;
use styles::Looks;

/// The namespace of everything in a document.
const NAMESPACE: (&str, &str) = ("xmlns:w", "http://schemas.openxmlformats.org/wordprocessingml/2006/main");
/// The namespace of references from one part to another.
const RELATIONS: (&str, &str) =
    ("xmlns:r", "http://schemas.openxmlformats.org/officeDocument/2006/relationships");

/// Writes a plan as a document in paragraphs. The faces say which ones this system has. The same
/// arguments give the same bytes.
///
/// # Errors
/// The document cannot be packed.
pub fn docx(plan: &Plan, profile: &Profile, fonts: &FontSet) -> Result<Vec<u8>, ExportError> {
    docx_in(plan, profile, fonts, &Layout::Prose)
}

/// Writes a plan as a document in a layout.
///
/// # Errors
/// The plan has nothing for the layout, or the document cannot be packed.
pub fn docx_in(
    plan: &Plan,
    profile: &Profile,
    fonts: &FontSet,
    layout: &Layout,
) -> Result<Vec<u8>, ExportError> {
    let profile = &*typeset::numbered(profile, plan);
    let flow = typeset::flow_in(plan, profile, layout)?;
    let mut picker = Picker::new(profile, fonts);
    let looks = Looks::new(profile, plan.language, &mut picker);
    package::packed(plan, &looks, &flow, &picker).map_err(|error| ExportError::Pack { error })
}
