//! The way of numbering that a source has, kept where it is another than that of official documents.

use super::draft::{ItemDraft, Outline};
use super::marker::{Marker, Style};
use crate::model::Numbering;

/// Returns the way in which a source is numbered; none where it is that of official documents, which
/// the page has anyway, or no usual one.
pub(super) fn numbering(outline: &Outline) -> Option<Numbering> {
    let headings = |deep: bool| {
        let sections = outline.sections.iter().filter(move |section| (section.level > 1) == deep);
        sections.filter_map(|section| section.marker.as_ref())
    };
    let high: Vec<&Marker> = headings(false).collect();
    if most(&high, Style::CnJie) {
        return Some(Numbering::Sections);
    }
    if most(&high, Style::CnDi) {
        return Some(Numbering::Ordinal);
    }
    let mut items = Vec::new();
    let mut parts = Vec::new();
    for item in outline.sections.iter().flat_map(|section| &section.items) {
        items.extend(&item.marker);
        gather(item, &mut parts);
    }
    let below = headings(true).chain(items).collect::<Vec<_>>();
    if most(&below, Style::ArMulti) {
        return Some(Numbering::Decimal);
    }
    most(&parts, Style::CnShi).then_some(Numbering::Told)
}

/// Tells whether more than half of the numbers have a style.
fn most(markers: &[&Marker], style: Style) -> bool {
    markers.iter().filter(|marker| marker.style == style).count() * 2 > markers.len()
}

fn gather<'a>(item: &'a ItemDraft, parts: &mut Vec<&'a Marker>) {
    for part in &item.children {
        parts.extend(&part.marker);
        gather(part, parts);
    }
}
