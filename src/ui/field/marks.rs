//! Finds marked in the texts of fields.

use std::sync::Arc;

use egui::epaint::RectShape;
use egui::text::CCursor;
use egui::{CornerRadius, Galley, Pos2, Rect, Shape, Stroke, StrokeKind, pos2};

use super::super::theme::{Palette, radius};
use crate::edit::{Place, TextField};
use crate::session::Session;
use crate::session::find::Found;

/// The finds to be marked.
#[derive(Default)]
pub(crate) struct Marks {
    found: Option<Arc<Found>>,
    current: Option<usize>,
}

/// A find in the text of a field.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Mark {
    /// The first character.
    from: usize,
    /// The character behind the last one.
    to: usize,
    /// Whether it is the one at hand.
    is_current: bool,
}

impl Marks {
    /// Takes up what is found in the plan as it is; finds of an older version are not marked.
    pub(crate) fn follow(&mut self, session: &Session) {
        let version = session.open.as_ref().map(|open| (open.number, open.document.revision()));
        let find = &session.find;
        self.found = find
            .found()
            .filter(|found| find.is_open && Some((found.number, found.revision)) == version)
            .map(Arc::clone);
        self.current = find.current();
    }

    /// Returns the finds in a field. A measure's field begins with the title and its mark, whose
    /// length in characters is given.
    pub(super) fn of(&self, place: Place, title: usize) -> Vec<Mark> {
        let mut marks = Vec::new();
        let Some(finds) = self.found.as_ref().and_then(|found| found.result.as_ref().ok()) else {
            return marks;
        };
        let mut add = |place: Place, before: usize| {
            for index in finds.of(place) {
                let Some((text, hit)) = finds.hit(index) else { continue };
                let chars =
                    |end| text.text.as_str().get(..end).map_or(0, |before| before.chars().count()) + before;
                marks.push(Mark {
                    from: chars(hit.from),
                    to: chars(hit.to),
                    is_current: self.current == Some(index),
                });
            }
        };
        if title > 0 {
            add(Place { field: TextField::Title, ..place }, 0);
        }
        add(place, title);
        marks
    }
}

/// Returns the marks behind a laid-out text.
pub(super) fn shape(galley: &Galley, at: Pos2, marks: &[Mark], p: &Palette) -> Shape {
    let mut shapes = Vec::new();
    for mark in marks {
        let ends = [mark.from, mark.to].map(|at| galley.pos_from_cursor(CCursor::new(at)));
        let [first, last] = ends;
        for row in &galley.rows {
            let rect = row.rect();
            if rect.center().y < first.top() || rect.center().y > last.bottom() {
                continue;
            }
            let left = if first.y_range().contains(rect.center().y) { first.left() } else { rect.left() };
            let right = if last.y_range().contains(rect.center().y) { last.left() } else { rect.right() };
            let shown = Rect::from_min_max(pos2(left, rect.top() + 1.0), pos2(right, rect.bottom() - 1.0));
            let (fill, edge) = if mark.is_current {
                (p.selection, Stroke::new(1.0, p.accent))
            } else {
                (p.accent_weak, Stroke::NONE)
            };
            shapes.push(Shape::Rect(RectShape::new(
                shown.translate(at.to_vec2()).expand2(egui::vec2(1.0, 0.0)),
                CornerRadius::same(radius::CHIP),
                fill,
                edge,
                StrokeKind::Inside,
            )));
        }
    }
    Shape::Vec(shapes)
}
