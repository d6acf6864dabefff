//! How a field's text is laid out and painted: its lines, its blanks as chips, its selection.

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::Arc;

use egui::text::{CCursorRange, LayoutJob, LayoutSection, TextFormat};
use egui::{CornerRadius, Galley, Pos2, Rect, Shape, Stroke, Ui, pos2, vec2};

use super::super::theme::{Palette, Type, palette, radius};
use super::super::wrap::lay_wrapped;
use super::blanks;
use crate::model::{Piece, Text};

/// How much higher a blank's chip is than its letters.
const CHIP_MARGIN: f32 = 7.0;
/// What stands between a blank's name and its unit.
const UNIT_GAP: f32 = 4.0;

/// How a text looks.
#[derive(Clone, Copy)]
pub(super) struct Look<'a> {
    pub(super) face: Type,
    /// How many characters at the beginning are emphasised.
    pub(super) emphasised: usize,
    /// The units of the plan's blanks, by name.
    pub(super) units: &'a BTreeMap<String, String>,
}

impl Look<'_> {
    /// Lays out a text within a width.
    pub(super) fn lay(self, ui: &Ui, text: &str, width: f32) -> Arc<Galley> {
        let whole = blanks::ranges(text);
        lay_wrapped(ui, self.job(ui, text), &whole, width)
    }

    /// Sets a text with its blanks as chips. The signs round a blank's name are shown as the space
    /// inside the chip, one character for one, so that the caret counts the same characters. Before
    /// the closing sign there is room for the unit.
    fn job(self, ui: &Ui, text: &str) -> LayoutJob {
        let p = palette(ui);
        let mut job = LayoutJob::default();
        let plain = |emphasis: bool| TextFormat {
            font_id: Type { emphasis: emphasis || self.face.emphasis, ..self.face }.font(),
            line_height: Some(self.face.line),
            color: p.text,
            valign: egui::Align::Center,
            ..TextFormat::default()
        };
        let blank = TextFormat { color: p.draft, ..plain(false) };
        let run = |job: &mut LayoutJob, words: &str, leading_space: f32, format: TextFormat| {
            let from = job.text.len();
            job.text.push_str(words);
            let byte_range = from.into()..job.text.len().into();
            job.sections.push(LayoutSection { leading_space, byte_range, format });
        };
        let mut count = 0;
        for piece in Text::from(text).pieces() {
            match piece {
                Piece::Blank(name) => {
                    count += name.chars().count() + 2;
                    run(&mut job, &format!(" {name}"), 0.0, blank.clone());
                    let room = self.unit(ui, name, p).map_or(0.0, |unit| unit.size().x + UNIT_GAP);
                    run(&mut job, " ", room, blank.clone());
                }
                Piece::Words(words) => {
                    let length = words.chars().count();
                    let split = self.emphasised.saturating_sub(count).min(length);
                    let at = words.char_indices().nth(split).map_or(words.len(), |(at, _)| at);
                    let (strong, rest) = words.split_at(at);
                    for (words, is_strong) in [(strong, true), (rest, false)] {
                        if !words.is_empty() {
                            run(&mut job, words, 0.0, plain(is_strong));
                        }
                    }
                    count += length;
                }
            }
        }
        if job.sections.is_empty() {
            run(&mut job, "", 0.0, plain(self.emphasised > 0));
        }
        job
    }

    /// Lays out the unit of a blank, where it has one.
    fn unit(self, ui: &Ui, name: &str, p: &Palette) -> Option<Arc<Galley>> {
        let unit = self.units.get(name)?;
        let font = Type { emphasis: false, ..self.face }.font();
        Some(ui.painter().layout_no_wrap(unit.clone(), font, p.draft))
    }

    /// Paints the fills, underlines and units of the blanks, for behind the text.
    pub(super) fn chips(self, ui: &Ui, text: &str, galley: &Galley, corner: Pos2, shapes: &mut Vec<Shape>) {
        let p = palette(ui);
        let ranges = blanks::ranges(text);
        if ranges.is_empty() {
            return;
        }
        let names: Vec<String> = Text::from(text).blanks().map(str::to_owned).collect();
        for (range, name) in ranges.iter().zip(&names) {
            let parts = row_parts(galley, range);
            for (rect, _) in &parts {
                let height = (self.face.size + CHIP_MARGIN).min(rect.height() - 1.0);
                let rect = Rect::from_center_size(rect.center(), vec2(rect.width(), height))
                    .translate(corner.to_vec2());
                shapes.push(Shape::rect_filled(rect, CornerRadius::same(radius::CHIP), p.draft_weak));
                let y = rect.bottom() - 0.5;
                let ends = [pos2(rect.left() + 1.5, y), pos2(rect.right() - 1.5, y)];
                shapes.push(Shape::line_segment(ends, Stroke::new(1.0, p.draft)));
            }
            if let (Some(unit), Some((rect, closing))) = (self.unit(ui, name, p), parts.last()) {
                let left = closing - unit.size().x;
                let at = corner + vec2(left, rect.center().y - unit.size().y / 2.0);
                shapes.push(Shape::galley(at, unit, p.draft));
            }
        }
    }
}

/// Marks the characters that no face has, for behind the text.
pub(super) fn missing(
    galley: &Galley,
    corner: Pos2,
    chars: &[char],
    missing: &[char],
    p: &Palette,
    shapes: &mut Vec<Shape>,
) {
    if missing.is_empty() {
        return;
    }
    for (at, _) in chars.iter().enumerate().filter(|(_, sign)| missing.contains(sign)) {
        for (rect, _) in row_parts(galley, &(at..at + 1)) {
            // A character that the screen cannot show either has no width of its own.
            let width = rect.width().max(8.0);
            let rect = Rect::from_min_size(rect.min, vec2(width, rect.height())).translate(corner.to_vec2());
            shapes.push(Shape::rect_filled(rect, CornerRadius::same(radius::CHIP), p.late_weak));
            let ends = [rect.left_bottom(), rect.right_bottom()].map(|end| end - vec2(0.0, 1.5));
            shapes.push(Shape::line_segment(ends, Stroke::new(2.0, p.late)));
        }
    }
}

/// Paints a selection, for behind the text.
pub(super) fn selection(galley: &Galley, corner: Pos2, range: CCursorRange, p: &Palette) -> Vec<Shape> {
    let [from, to] = range.sorted_cursors().map(|cursor| usize::from(cursor.index));
    row_parts(galley, &(from..to))
        .into_iter()
        .map(|(rect, _)| {
            Shape::rect_filled(rect.translate(corner.to_vec2()), CornerRadius::ZERO, p.selection)
        })
        .collect()
}

/// Returns where a range of characters stands, row by row, each with the left edge of its last
/// character.
fn row_parts(galley: &Galley, range: &Range<usize>) -> Vec<(Rect, f32)> {
    let mut parts = Vec::new();
    let mut first = 0;
    for row in &galley.rows {
        let end = first + row.glyphs.len();
        let (from, to) = (range.start.max(first), range.end.min(end));
        if from < to {
            let left = row.glyphs.get(from - first).map_or(0.0, |glyph| glyph.pos.x);
            let last = row.glyphs.get(to - 1 - first);
            let (closing, right) = last.map_or((left, left), |glyph| (glyph.pos.x, glyph.max_x()));
            let rect =
                Rect::from_min_max(pos2(row.pos.x + left, row.min_y()), pos2(row.pos.x + right, row.max_y()));
            parts.push((rect, row.pos.x + closing));
        }
        first += usize::from(row.char_count_including_newline());
    }
    parts
}
