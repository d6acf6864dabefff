//! Where each character stands on a page, for clicks on it and for marks over it.

use typst::layout::{Frame, FrameItem, Point, Transform};
use typst::text::TextItem;

use super::{ASCENT, Pages};

/// A character on a page.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Letter {
    /// The character.
    pub c: char,
    /// Its left edge, in pt from that of the sheet.
    pub left_pt: f64,
    /// Its right edge.
    pub right_pt: f64,
    /// Its upper edge, in pt from that of the sheet.
    pub top_pt: f64,
    /// Its lower edge.
    pub bottom_pt: f64,
}

impl Pages {
    /// Returns the characters of a page in the order in which they were set, without white space and
    /// what nothing is printed for; none where there is no such page.
    #[must_use]
    pub fn letters(&self, page: usize) -> Vec<Letter> {
        let mut letters = Vec::new();
        if let Some(sheet) = self.document().pages().get(page) {
            collect(&sheet.frame, Transform::identity(), &mut letters);
        }
        letters
    }
}

fn collect(frame: &Frame, transform: Transform, letters: &mut Vec<Letter>) {
    for (position, item) in frame.items() {
        match item {
            FrameItem::Group(group) => {
                let inner = transform
                    .pre_concat(Transform::translate(position.x, position.y))
                    .pre_concat(group.transform);
                collect(&group.frame, inner, letters);
            }
            FrameItem::Text(text) => collect_text(text, *position, transform, letters),
            FrameItem::Shape(..) | FrameItem::Image(..) | FrameItem::Link(..) | FrameItem::Tag(..) => {}
        }
    }
}

fn collect_text(text: &TextItem, position: Point, transform: Transform, letters: &mut Vec<Letter>) {
    let at = |x, y| Point::new(position.x + x, position.y + y).transform(transform);
    let (above, below) = (text.size * ASCENT, text.size * (1.0 - ASCENT));
    let mut x = typst::layout::Abs::zero();
    let mut last = None;
    for glyph in &text.glyphs {
        let from = x;
        x += glyph.x_advance.at(text.size);
        // Several glyphs may make one character: they share a stretch of the text.
        if last.replace(glyph.range()) == Some(glyph.range()) {
            continue;
        }
        let chars = text.text.get(glyph.range()).unwrap_or_default();
        let count = chars.chars().count().max(1) as f64;
        for (index, c) in chars.chars().enumerate().filter(|(_, c)| !c.is_whitespace()) {
            let part = |index: usize| from + (x - from) * (index as f64 / count);
            let (a, b) = (at(part(index), -above), at(part(index + 1), below));
            letters.push(Letter {
                c,
                left_pt: a.x.min(b.x).to_pt(),
                right_pt: a.x.max(b.x).to_pt(),
                top_pt: a.y.min(b.y).to_pt(),
                bottom_pt: a.y.max(b.y).to_pt(),
            });
        }
    }
}
