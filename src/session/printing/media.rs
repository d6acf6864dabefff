//! Sizes of paper, by their names in PWG 5101.1.

use crate::typeset::Profile;

/// Returns what a size of paper is called, and its width and height in mm, from its name such as
/// `iso_a4_210x297mm` or `na_letter_8.5x11in`; none where the name leaves the size open.
#[must_use]
pub fn media_label(media: &str) -> Option<(String, String, String)> {
    let mut parts = media.splitn(3, '_');
    let (class, name, size) = (parts.next()?, parts.next()?, parts.next()?);
    if class == "custom" || size.contains('_') {
        return None;
    }
    let (digits, millimetres) = match (size.strip_suffix("mm"), size.strip_suffix("in")) {
        (Some(digits), _) => (digits, 1.0),
        (None, Some(digits)) => (digits, 25.4),
        (None, None) => return None,
    };
    let (width, height) = digits.split_once('x')?;
    let shown = |value: &str| {
        let value: f64 = value.parse().ok()?;
        Some((value * millimetres).round().to_string())
    };
    let called = match name.split_once('-') {
        // Of `index-4x6` the first word says most.
        Some((first, _)) => first,
        None => name,
    };
    let mut letters = called.chars();
    let first = letters.next()?.to_uppercase();
    let called: String = first.chain(letters).collect();
    Some((called, shown(width)?, shown(height)?))
}

/// Returns the paper of a page by its PWG name.
pub(super) fn media_of(profile: &Profile) -> String {
    let (width, height) = (profile.paper.width_mm, profile.paper.height_mm);
    if (209.5..210.5).contains(&width) && (296.5..297.5).contains(&height) {
        "iso_a4_210x297mm".to_owned()
    } else {
        format!("custom_page_{width}x{height}mm")
    }
}
