//! A field for one text of the plan.

use std::ops::Range;
use std::sync::Arc;

use egui::text::CCursorRange;
use egui::text_edit::TextEditOutput;
use egui::{
    Color32, CornerRadius, Event, EventFilter, FocusDirection, Frame, Galley, Id, Key, Modifiers, Rect,
    Response, Shape, Stroke, TextEdit, Ui,
};

use super::super::theme::{Type, palette, radius};
use super::change::Written;
use super::editing::Editing;
use super::gesture::{Pointed, between};
use super::intent::Intent;
use super::layout::{self, Look};
use super::{blanks, keys, marks, menu, paste, set_selection, settled, take_press};
use crate::edit::{Place, TextField};
use crate::session::Caret;

/// A field before it is shown.
pub(crate) struct Field<'a> {
    pub(crate) place: Place,
    /// The plan's text, blanks in their written form.
    pub(crate) text: &'a str,
    /// The name for screen readers.
    pub(crate) name: &'a str,
    pub(crate) hint: &'a str,
    pub(crate) face: Type,
    /// How many characters at the beginning are emphasised.
    pub(crate) emphasised: usize,
    pub(crate) width: f32,
}

/// What came of showing a field.
pub(crate) struct Shown {
    pub(crate) response: Response,
    /// The whole text, where it changed.
    pub(crate) changed: Option<String>,
    /// The whole text and the caret in it, in characters, when Enter was pressed.
    pub(crate) enter: Option<(String, usize)>,
    /// Whether Backspace was pressed with nothing in the field.
    pub(crate) backspace_empty: bool,
    /// Whether Backspace was pressed before all, and Delete behind all that is in the field.
    pub(crate) joins: (bool, bool),
    /// Whether Tab was pressed, or else Shift and Tab.
    pub(crate) tab: Option<bool>,
    /// Whether an arrow key left the field upwards or downwards.
    pub(crate) leave: Option<Leave>,
    /// Cleaned text of several lines that was pasted into a field that takes lines. It is not in the
    /// field; whoever shows the field makes records of it.
    pub(crate) pasted: Option<String>,
    /// Where the selection begins and ends, in characters; the same twice for a caret, and 0 without
    /// the focus.
    pub(crate) selection: (usize, usize),
}

/// Which keys and pastes a field hands out, because records are made of them.
#[derive(Clone, Copy, Default)]
pub(crate) struct Takes {
    /// Several pasted lines are not put in but handed out.
    pub(crate) lines: bool,
    /// Backspace before all and Delete behind all.
    pub(crate) joins: bool,
    /// Tab, until Escape was pressed once.
    pub(crate) tabs: bool,
}

/// The way an arrow key left a field.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Leave {
    Up,
    Down,
}

/// What was done to the field before the toolkit saw the input.
#[derive(Default)]
struct Before {
    enter: bool,
    backspace_empty: bool,
    joins: (bool, bool),
    tab: Option<bool>,
    leave: Option<Leave>,
    pasted: Option<String>,
    /// Whether the caret was moved, so that it is to be brought into view.
    moved: bool,
    intent: Option<Intent>,
}

impl Field<'_> {
    /// Returns the field's id.
    pub(crate) fn id(place: Place) -> Id {
        Id::unique(("field", place))
    }

    /// Returns the id of the field where the text is edited beside the document, which may show it too.
    pub(crate) fn id_beside(place: Place) -> Id {
        Id::unique(("field-beside", place))
    }

    /// Shows the field. Pasted lines are joined.
    pub(crate) fn show(self, ui: &mut Ui, editing: &mut Editing) -> Shown {
        let id = Self::id(self.place);
        self.show_as(ui, editing, id, Takes::default())
    }

    /// Shows the field beside the document, which may show the same text in a field of its own. Pasted
    /// lines are joined.
    pub(crate) fn show_beside(self, ui: &mut Ui, editing: &mut Editing) -> Shown {
        let id = Self::id_beside(self.place);
        self.show_as(ui, editing, id, Takes::default())
    }

    /// Shows the field, which hands out some of what is done in it.
    pub(crate) fn show_taking(self, ui: &mut Ui, editing: &mut Editing, takes: Takes) -> Shown {
        let id = Self::id(self.place);
        self.show_as(ui, editing, id, takes)
    }

    fn show_as(self, ui: &mut Ui, editing: &mut Editing, id: Id, takes: Takes) -> Shown {
        let p = palette(ui);
        let mut buffer = editing.sync(id, self.text);
        // What both show is written in the document; details, beside it.
        let here = Self::id(self.place) == id || self.place.field.is_detail();
        if let Some((_, caret)) = editing.wanted.take_if(|(place, _)| here && *place == self.place) {
            ui.memory_mut(|memory| memory.request_focus(id));
            let end = buffer.chars().count();
            let (from, to) = match caret {
                Caret::Start => (0, 0),
                Caret::End => (end, end),
                Caret::Kept => TextEdit::load_state(ui.ctx(), id)
                    .and_then(|state| state.cursor.char_range())
                    .map_or((end, end), |range| {
                        (
                            usize::from(range.secondary.index).min(end),
                            usize::from(range.primary.index).min(end),
                        )
                    }),
                Caret::Span { field, from, to } => {
                    // Behind a run-in title, the text's characters count on from it.
                    let before = if field == TextField::Title { 0 } else { self.emphasised };
                    ((from + before).min(end), (to + before).min(end))
                }
                Caret::Blank => {
                    blanks::ranges(&buffer).first().map_or((end, end), |blank| (blank.start, blank.end))
                }
            };
            set_selection(ui, id, from, to);
            ui.ctx().request_repaint();
        }
        let focused = ui.memory(|memory| memory.has_focus(id));
        let before = if focused && !editing.composing {
            Self::before(ui, editing, id, &mut buffer, takes)
        } else {
            Before::default()
        };
        let back = ui.painter().add(Shape::Noop);
        let units = Arc::clone(&editing.units);
        let look = Look { face: self.face, emphasised: self.emphasised, units: &units };
        let kept = if focused { menu::kept_selection(ui, id) } else { None };
        let filter = if editing.composing {
            Some(super::COMPOSING)
        } else {
            (takes.tabs && editing.leaving != Some(id)).then_some(super::TABBING)
        };
        let output = self.edit(ui, id, &mut buffer, look, (editing.composing, filter));
        let response = output.response.response.clone().accessible_name(self.name);

        let chars: Vec<char> = buffer.chars().collect();
        let blanks = blanks::ranges(&buffer);
        let mut range = output.cursor_range;
        if let Some(kept) = kept {
            range = kept.cursor.char_range();
            TextEdit::store_state(ui.ctx(), id, kept);
        }
        if response.has_focus() && !editing.composing {
            let pointed = Pointed {
                id,
                response: &response,
                galley: &output.galley,
                corner: output.galley_pos,
                chars: &chars,
                blanks: &blanks,
            };
            let selected = editing.clicks.follow(ui, &pointed);
            let selected = selected.or_else(|| range.and_then(|range| round_blanks(range, &blanks)));
            if let Some(selected) = selected {
                range = Some(selected);
                let mut state = TextEdit::load_state(ui.ctx(), id).unwrap_or_default();
                state.cursor.set_char_range(range);
                TextEdit::store_state(ui.ctx(), id, state);
            }
        }

        let mut behind = Vec::new();
        if response.hovered() && !response.has_focus() {
            let rect = response.rect.expand2(egui::vec2(4.0, 1.0));
            behind.push(Shape::rect_filled(rect, CornerRadius::same(radius::CHIP), p.hover));
        }
        look.chips(ui, &buffer, &output.galley, output.galley_pos, &mut behind);
        if menu::asked(ui, &response) {
            editing.menu_of = Some((id, self.place));
        }
        layout::missing(&output.galley, output.galley_pos, &chars, editing.missing(), p, &mut behind);
        let found = editing.marks.of(self.place, self.emphasised);
        if !found.is_empty() {
            behind.push(marks::shape(&output.galley, output.galley_pos, &found, p));
        }
        if response.has_focus()
            && let Some(range) = range.filter(|_| !editing.composing)
        {
            behind.extend(layout::selection(&output.galley, output.galley_pos, range, p));
            let caret = caret_rect(&output, range);
            if ui.input(|input| input.focused) {
                let stroke = Stroke::new(1.5, p.accent);
                ui.painter().line_segment([caret.center_top(), caret.center_bottom()], stroke);
            }
            if before.moved {
                ui.scroll_to_rect(caret, None);
            }
        }
        if !behind.is_empty() {
            ui.painter().set(back, Shape::Vec(behind));
        }

        let mut changed = None;
        let mut entered = None;
        if response.has_focus() {
            let settled = settled(&buffer, editing.composing, range);
            let caret = range.map_or(0, |range| usize::from(range.primary.index));
            let written =
                Written { id, model: self.text, text: &buffer, settled, caret, intent: before.intent };
            changed = written.take(ui, editing);
            let draft = editing.draft_of(id, self.text);
            draft.edge_rows = edge_rows(&output, range);
            if before.enter {
                // After the text of the same frame, which belongs before the split.
                entered = Some((draft.settled.clone(), caret));
            }
        }
        let selection = range.map_or((0, 0), |range| {
            let [from, to] = range.sorted_cursors().map(|cursor| usize::from(cursor.index));
            (from, to)
        });
        if response.has_focus() {
            editing.spot = Some((id, selection));
            let caret = range.map_or(0, |range| usize::from(range.primary.index));
            // A run-in title stands before the text in one field, and is a text of its own.
            editing.caret = Some(match caret.checked_sub(self.emphasised) {
                Some(behind) => (self.place, behind),
                None => (Place { field: TextField::Title, ..self.place }, caret),
            });
        }
        Shown {
            response,
            changed,
            enter: entered,
            backspace_empty: before.backspace_empty,
            joins: before.joins,
            tab: before.tab,
            leave: before.leave,
            pasted: before.pasted,
            selection,
        }
    }

    /// Deals with what is not the toolkit's before it sees the input.
    fn before(ui: &Ui, editing: &mut Editing, id: Id, buffer: &mut String, takes: Takes) -> Before {
        let mut before = Before::default();
        if let Some(pending) = editing.pending.take_if(|pending| pending.field == id) {
            before.intent = pending.put_into(ui, buffer);
        }
        let pasted = paste::take(ui, takes.lines);
        editing.refuse_paste(pasted.refused);
        before.pasted = pasted.lines;
        let has = |wanted: fn(&Event) -> bool| ui.input(|input| input.events.iter().any(wanted));
        if has(|event| matches!(event, Event::Paste(_) | Event::MiddleClickPaste { .. })) {
            before.intent = Some(Intent::Paste);
        } else if has(|event| matches!(event, Event::Cut)) {
            before.intent = Some(Intent::Cut);
        }
        let chars: Vec<char> = buffer.chars().collect();
        before.moved = keys::take(ui, id, &chars, &blanks::ranges(buffer));
        let edges = editing.draft.as_ref().map_or((false, false), |draft| draft.edge_rows);
        before.enter = take_press(ui, Key::Enter, true);
        // A held Backspace that emptied the field stops there.
        before.backspace_empty = buffer.is_empty() && take_press(ui, Key::Backspace, true);
        if edges.0 && take_press(ui, Key::ArrowUp, false) {
            before.leave = Some(Leave::Up);
        } else if edges.1 && take_press(ui, Key::ArrowDown, false) {
            before.leave = Some(Leave::Down);
        }
        let caret = TextEdit::load_state(ui.ctx(), id).and_then(|state| state.cursor.char_range());
        let caret = caret.filter(CCursorRange::is_empty).map(|range| usize::from(range.primary.index));
        if takes.joins && !buffer.is_empty() {
            // Held keys stop where one record ends.
            before.joins.0 = caret == Some(0) && take_press(ui, Key::Backspace, true);
        }
        if takes.joins {
            before.joins.1 = caret == Some(chars.len()) && take_press(ui, Key::Delete, true);
        }
        if takes.tabs && editing.leaving != Some(id) {
            // At the start it levels the record, elsewhere it goes on to the next control.
            let levels = caret == Some(0);
            let (way, inwards) = if ui.input_mut(|input| input.consume_key(Modifiers::SHIFT, Key::Tab)) {
                (Some(FocusDirection::Previous), false)
            } else if take_press(ui, Key::Tab, false) {
                (Some(FocusDirection::Next), true)
            } else {
                (None, false)
            };
            if let Some(way) = way {
                if levels {
                    before.tab = Some(inwards);
                } else {
                    ui.memory_mut(|memory| memory.move_focus(way));
                }
            }
            if take_press(ui, Key::Escape, true) {
                // From now on Tab goes on to the next control, as everywhere.
                editing.leaving = Some(id);
            }
        }
        let jumps = [(Key::ArrowUp, 0, Leave::Up), (Key::ArrowDown, chars.len(), Leave::Down)];
        for (key, edge, leave) in jumps {
            if caret == Some(edge) && ui.input_mut(|input| input.consume_key(Modifiers::COMMAND, key)) {
                before.leave = Some(leave);
            }
        }
        before
    }

    /// Shows the toolkit's field. The selection and the caret are painted by us, behind the text and
    /// after the toolkit has set them, because we set them otherwise.
    fn edit(
        &self,
        ui: &mut Ui,
        id: Id,
        buffer: &mut String,
        look: Look<'_>,
        (composing, filter): (bool, Option<EventFilter>),
    ) -> TextEditOutput {
        let mut layouter = |ui: &Ui, text: &dyn egui::TextBuffer, width: f32| -> Arc<Galley> {
            look.lay(ui, text.as_str(), width)
        };
        let hint_face = Type { emphasis: false, ..self.face };
        let hint = egui::RichText::new(self.hint).font(hint_face.font()).color(palette(ui).text_weak);
        let mut edit = TextEdit::multiline(buffer)
            .id(id)
            .frame(Frame::NONE)
            .margin(egui::Margin::ZERO)
            .desired_rows(1)
            .desired_width(self.width)
            .hint_text(hint)
            .layouter(&mut layouter);
        if let Some(filter) = filter {
            edit = edit.event_filter(filter);
        }
        if composing {
            return edit.show(ui);
        }
        let kept = Arc::clone(ui.style());
        let visuals = ui.visuals_mut();
        visuals.selection.bg_fill = Color32::TRANSPARENT;
        visuals.text_cursor.stroke = Stroke::NONE;
        let output = edit.show(ui);
        ui.set_style(kept);
        output
    }
}

/// Takes in the blanks that a selection cuts into; a caret within a blank takes all of it.
fn round_blanks(range: CCursorRange, blanks: &[Range<usize>]) -> Option<CCursorRange> {
    let (other, caret) = (usize::from(range.secondary.index), usize::from(range.primary.index));
    let cut = |at: usize| blanks.iter().find(|blank| blank.start < at && at < blank.end);
    if cut(other).is_none() && cut(caret).is_none() {
        return None;
    }
    let (from, to) = (other.min(caret), other.max(caret));
    let from = cut(from).map_or(from, |blank| blank.start);
    let to = cut(to).map_or(to, |blank| blank.end);
    Some(if caret < other { between(to, from) } else { between(from, to) })
}

fn caret_rect(output: &TextEditOutput, range: CCursorRange) -> Rect {
    output.galley.pos_from_cursor(range.primary).translate(output.galley_pos.to_vec2())
}

/// Tells whether the caret stands in the first and in the last row.
fn edge_rows(output: &TextEditOutput, range: Option<CCursorRange>) -> (bool, bool) {
    range.filter(CCursorRange::is_empty).map_or((false, false), |range| {
        let row = output.galley.layout_from_cursor(range.primary).row;
        (row == 0, row + 1 >= output.galley.rows.len())
    })
}
