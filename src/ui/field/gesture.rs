//! Selecting with the pointer: two clicks take a word, three a sentence, four everything; dragging on
//! goes by the same measure. One click on a blank takes the blank, so that typing fills it.

use std::ops::Range;

use egui::text::{CCursor, CCursorRange};
use egui::{Galley, Id, Pos2, Response, Ui, Vec2};

use crate::locale::segments;

/// How soon clicks must follow one another to count as one gesture, in seconds.
const TIME: f64 = 0.4;
/// How near to each other, in points.
const DISTANCE: f32 = 6.0;

/// The clicks of the gesture that is going on or was the last one.
#[derive(Default)]
pub(super) struct Clicks {
    field: Option<Id>,
    at: f64,
    place: Pos2,
    count: u32,
    /// What the first click of the gesture took, in characters.
    anchor: Range<usize>,
    /// What is selected, while the button is held.
    held: Option<CCursorRange>,
}

/// The text that is pointed at.
pub(super) struct Pointed<'a> {
    pub(super) id: Id,
    pub(super) response: &'a Response,
    pub(super) galley: &'a Galley,
    /// Where the galley stands on the screen.
    pub(super) corner: Pos2,
    pub(super) chars: &'a [char],
    pub(super) blanks: &'a [Range<usize>],
}

impl Clicks {
    /// Follows the pointer. Returns what is to be selected, where it is not for the toolkit to say.
    pub(super) fn follow(&mut self, ui: &Ui, text: &Pointed<'_>) -> Option<CCursorRange> {
        let (pressed, down, shift, now, place) = ui.input(|input| {
            let pointer = &input.pointer;
            let shift = input.modifiers.shift;
            (pointer.primary_pressed(), pointer.primary_down(), shift, input.time, pointer.interact_pos())
        });
        let place = place?;
        let index = char_at(text.galley, place - text.corner);
        if pressed && text.response.hovered() {
            let follows = self.field == Some(text.id)
                && now - self.at < TIME
                && self.place.distance(place) < DISTANCE
                && !shift;
            self.count = if follows { self.count % 4 + 1 } else { 1 };
            (self.field, self.at, self.place) = (Some(text.id), now, place);
            self.held = None;
            let blank = index.and_then(|index| blank_at(text.blanks, index));
            if self.count == 1 && (shift || blank.is_none()) {
                return None;
            }
            let index = index.unwrap_or(text.chars.len());
            self.anchor = unit(text, self.count, index);
            let range = between(self.anchor.start, self.anchor.end);
            self.held = down.then_some(range);
            return Some(range);
        }
        if self.field != Some(text.id) {
            return None;
        }
        let held = self.held?;
        if !down {
            self.held = None;
            return Some(held);
        }
        if self.place.distance(place) < DISTANCE {
            return Some(held);
        }
        let here = unit(text, self.count, index.unwrap_or(text.chars.len()));
        let range = if here.start < self.anchor.start {
            between(self.anchor.end, here.start)
        } else {
            between(self.anchor.start, here.end.max(self.anchor.end))
        };
        self.held = Some(range);
        Some(range)
    }
}

/// Returns what so many clicks on a character take.
fn unit(text: &Pointed<'_>, clicks: u32, index: usize) -> Range<usize> {
    let taken = match clicks {
        1 => index.min(text.chars.len())..(index + 1).min(text.chars.len()),
        2 => segments::word_at(text.chars, index),
        3 => segments::sentence_at(text.chars, index),
        _ => 0..text.chars.len(),
    };
    text.blanks.iter().filter(|blank| blank.start < taken.end && taken.start < blank.end).fold(
        taken.clone(),
        |taken, blank| {
            // Within a blank there are no words.
            if clicks <= 2 { blank.clone() } else { taken.start.min(blank.start)..taken.end.max(blank.end) }
        },
    )
}

fn blank_at(blanks: &[Range<usize>], index: usize) -> Option<&Range<usize>> {
    blanks.iter().find(|blank| blank.contains(&index))
}

/// Selects from one place to another, where the caret is.
pub(super) fn between(from: usize, to: usize) -> CCursorRange {
    CCursorRange::two(CCursor::new(from), CCursor::new(to))
}

/// Returns the character under a place, or none behind the last one of the text.
fn char_at(galley: &Galley, place: Vec2) -> Option<usize> {
    let mut first = 0;
    let mut found = None;
    for row in &galley.rows {
        let within = row.glyphs.iter().position(|glyph| place.x < row.pos.x + glyph.max_x());
        found = within.map(|at| first + at).or(row.glyphs.len().checked_sub(1).map(|last| first + last));
        let is_last_row = place.y < row.max_y();
        first += usize::from(row.char_count_including_newline());
        if is_last_row {
            return found;
        }
    }
    found
}
