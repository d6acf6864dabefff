//! What is done to finished frames: the glue taken out of their text, page numbers laid over them,
//! what nobody will ask for thrown away. Frames that several pages share are copied before they are
//! changed; the others are changed in place.

use typst::introspection::{MetadataElem, Tag};
use typst::layout::{Frame, FrameItem, FrameKind, GroupItem, Point};
use typst::model::HeadingElem;
use typst::text::TextItem;
use typst_layout::{Page, PagedDocument};

use super::runs::{GLUE, marked_block};

/// Takes the glue out of all text of a frame, so that what is copied from the page is what was
/// written. No glyph stands for it, so nothing moves.
pub(super) fn unglued(frame: &mut Frame) {
    if has_glue(frame) {
        frame.retain(|item| {
            match item {
                FrameItem::Group(group) => unglued(&mut group.frame),
                FrameItem::Text(text) => unglue(text),
                FrameItem::Shape(..) | FrameItem::Image(..) | FrameItem::Link(..) | FrameItem::Tag(..) => {}
            }
            true
        });
    }
}

fn has_glue(frame: &Frame) -> bool {
    frame.items().any(|(_, item)| match item {
        FrameItem::Group(group) => has_glue(&group.frame),
        FrameItem::Text(text) => text.text.contains(GLUE),
        FrameItem::Shape(..) | FrameItem::Image(..) | FrameItem::Link(..) | FrameItem::Tag(..) => false,
    })
}

fn unglue(item: &mut TextItem) {
    let places: Vec<usize> = item.text.match_indices(GLUE).map(|(at, _)| at).collect();
    if places.is_empty() {
        return;
    }
    let moved = |at: u16| {
        let before = places.partition_point(|place| *place < usize::from(at));
        let taken = u16::try_from(before * GLUE.len_utf8()).unwrap_or(u16::MAX);
        at.saturating_sub(taken)
    };
    for glyph in &mut item.glyphs {
        glyph.range = moved(glyph.range.start)..moved(glyph.range.end);
    }
    item.text = item.text.chars().filter(|c| *c != GLUE).collect();
}

/// Throws away all tags but those of headings, from which bookmarks are made. The file cannot be
/// read aloud by its structure then, but takes half the memory.
pub(super) fn untagged(frame: &mut Frame) {
    let mut open = Vec::new();
    untag(frame, &mut open);
}

fn untag(frame: &mut Frame, open: &mut Vec<typst::introspection::Location>) {
    frame.retain(|item| match item {
        FrameItem::Group(group) => {
            untag(&mut group.frame, open);
            true
        }
        FrameItem::Tag(Tag::Start(content, _)) => {
            let heading = content.is::<HeadingElem>();
            if heading {
                open.extend(content.location());
            }
            heading
        }
        FrameItem::Tag(Tag::End(location, ..)) => open.contains(location),
        FrameItem::Text(..) | FrameItem::Shape(..) | FrameItem::Image(..) | FrameItem::Link(..) => true,
    });
}

/// Returns the number of the block that a page begins with, or none where it begins in the middle of
/// one, or with a block that bears no number.
pub(super) fn first_block(frame: &Frame) -> Option<usize> {
    first_of(frame).flatten()
}

/// Returns what comes first in a frame: a numbered block, or none where it is something else; no
/// answer where there is nothing at all.
fn first_of(frame: &Frame) -> Option<Option<usize>> {
    frame.items().find_map(|(_, item)| match item {
        FrameItem::Group(group) => first_of(&group.frame),
        FrameItem::Tag(Tag::Start(content, _)) => {
            let metadata = content.to_packed::<MetadataElem>()?;
            match metadata.value {
                typst::foundations::Value::Int(number) => marked_block(number).map(Some),
                _ => None,
            }
        }
        FrameItem::Tag(Tag::End(..)) | FrameItem::Link(..) => None,
        FrameItem::Text(..) | FrameItem::Shape(..) | FrameItem::Image(..) => Some(None),
    })
}

/// Lays each sheet of a document over the page of another.
pub(super) fn overlaid(pages: &mut [Page], sheets: &PagedDocument) {
    for (page, sheet) in pages.iter_mut().zip(sheets.pages()) {
        let mut frame = Frame::hard(page.frame.size());
        for layer in [&page.frame, &sheet.frame] {
            let layer = layer.clone().with_kind(FrameKind::Hard);
            frame.push(Point::zero(), FrameItem::Group(GroupItem::new(layer)));
        }
        page.frame = frame;
    }
}
