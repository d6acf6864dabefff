//! A line of the document: a field with the usual keys, its label or number, and the way to the next.

use std::sync::Arc;

use egui::{Ui, vec2};

use super::super::View;
use super::super::field::{Field, Leave, Shown, Takes};
use super::super::parts::words;
use super::super::theme::{Type, palette};
use super::blocks::{Block, Content};
use crate::edit::{Edit, Place, TextField};
use crate::locale::numerals;
use crate::model::query::Numbered;
use crate::model::tree::NodeRef;
use crate::model::{Id, Indicator, Language, Part};
use crate::session::clipboard::PasteInto;
use crate::session::structure::{Cut, StructureAction};
use crate::session::{Action, Caret, Command, Session};

/// How far a sub-measure is set in.
pub(super) const STEP: f32 = 24.0;

/// What Enter does in a field.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Enter {
    /// Goes to the next field.
    Next,
    /// Gives a command.
    Command(Command),
    /// Splits the record at the caret.
    Split,
    /// Adds a row like this one behind it.
    Row,
}

/// A field of the document with the usual keys.
pub(super) struct Line<'a> {
    pub(super) session: &'a Session,
    pub(super) place: Place,
    pub(super) text: &'a str,
    /// The catalogue key of the field's name.
    pub(super) name: &'a str,
    pub(super) hint: &'a str,
    pub(super) face: Type,
    pub(super) width: f32,
    pub(super) enter: Enter,
    pub(super) removable: bool,
    /// Whether Backspace at the beginning joins it with the record before, and Delete at the end
    /// with the one behind.
    pub(super) joins: bool,
    /// Whether Tab changes its level.
    pub(super) tabs: bool,
}

impl<'a> Line<'a> {
    pub(super) const fn new(session: &'a Session, place: Place, text: &'a str) -> Self {
        Self {
            session,
            place,
            text,
            name: "field-text",
            hint: "",
            face: Type::BODY,
            width: f32::INFINITY,
            enter: Enter::Next,
            removable: true,
            joins: false,
            tabs: false,
        }
    }

    pub(super) fn show(self, ui: &mut Ui, view: &mut View) -> egui::Response {
        let words = &self.session.words;
        let name = words.text(self.name);
        let hint = if self.hint.is_empty() { name.clone() } else { words.text(self.hint) };
        let width = self.width.min(ui.available_width());
        let shown = Field {
            place: self.place,
            text: self.text,
            name: &name,
            hint: &hint,
            face: self.face,
            emphasised: 0,
            width,
        }
        .show_taking(
            ui,
            &mut view.editing,
            Takes { lines: self.joins, joins: self.joins, tabs: self.tabs },
        );
        if shown.response.gained_focus() {
            view.push(Action::Focus(self.place.record));
        }
        if let Some(record) = self.place.record {
            structure_keys(view, record, &shown);
            if let Some(text) = &shown.pasted {
                let whole = shown.changed.as_deref().unwrap_or(self.text);
                paste_lines(view, self.place, String::new(), whole, shown.selection, text);
            }
        }
        if let Some(text) = shown.changed {
            view.push(Action::Edit(Edit::SetText { at: self.place, text }));
        }
        if let Some((text, caret)) = shown.enter {
            match (self.enter, self.place.record) {
                (Enter::Command(command), record) => {
                    view.push(Action::Focus(record));
                    view.push(Action::Command(command));
                }
                (Enter::Split, Some(id)) => {
                    let (before, after) = cut(&text, caret);
                    let (title, before, after) = (String::new(), before.to_owned(), after.to_owned());
                    let cut = Cut { id, title, before, after };
                    view.push(Action::Structure(StructureAction::Split(cut)));
                }
                (Enter::Row, Some(id)) => view.push(Action::Structure(StructureAction::AddBehind(id))),
                (Enter::Next | Enter::Split | Enter::Row, record) => leave(view, record, Leave::Down),
            }
        }
        if shown.backspace_empty
            && self.removable
            && let Some(record) = self.place.record
        {
            view.push(Action::Structure(StructureAction::JoinBefore(record)));
        }
        if let Some(way) = shown.leave {
            leave(view, self.place.record, way);
        }
        shown.response
    }
}

/// Splits a text at a character.
pub(super) fn cut(text: &str, at: usize) -> (&str, &str) {
    let byte = text.char_indices().nth(at).map_or(text.len(), |(byte, _)| byte);
    text.split_at(byte)
}

/// Does what the keys mean that join a record or change its level.
pub(super) fn structure_keys(view: &mut View, id: Id, shown: &Shown) {
    if shown.joins.0 {
        view.push(Action::Structure(StructureAction::JoinBefore(id)));
    }
    if shown.joins.1 {
        view.push(Action::Structure(StructureAction::JoinBehind(id)));
    }
    if let Some(inwards) = shown.tab {
        view.push(Action::Structure(StructureAction::Level { id, inwards }));
    }
}

/// Has records made of lines that were pasted into a text.
pub(super) fn paste_lines(
    view: &mut View,
    place: Place,
    title: String,
    text: &str,
    (from, to): (usize, usize),
    pasted: &str,
) {
    let (before, _) = cut(text, from);
    let (_, after) = cut(text, to);
    let into = PasteInto { place, title, before: before.to_owned(), after: after.to_owned() };
    view.push(Action::Paste { text: pasted.to_owned(), into: Some(into) });
}

/// Goes to the block above or below.
pub(super) fn leave(view: &mut View, from: Option<Id>, way: Leave) {
    let Some(facts) = view.write.facts.clone() else { return };
    let is_here = |block: &Block| block.key.record == from && block.key.facet == 0;
    let Some(at) = facts.blocks.position(is_here) else { return };
    // Blocks that have no text of their own are passed over.
    let fits = |block: &Block| Some((block.key.record, text_field(block)?));
    let next = match way {
        Leave::Up => (0..at).rev().find_map(|at| fits(facts.blocks.get(at)?)),
        Leave::Down => (at + 1..facts.blocks.len()).find_map(|at| fits(facts.blocks.get(at)?)),
    };
    if let Some((record, field)) = next {
        view.push(Action::Reveal(record));
        view.write.document.bring(record);
        let caret = if way == Leave::Up { Caret::End } else { Caret::Start };
        view.editing.want(Place { record, field }, caret);
    }
}

/// Returns the text of a block that the caret goes into, where it has one.
fn text_field(block: &Block) -> Option<TextField> {
    match &block.content {
        Content::Head => Some(TextField::Title),
        Content::Record(node) => field_of(node.borrow()),
        Content::Caption(..) | Content::Empty(_) => None,
    }
}

/// Returns the text of a record that the caret goes into, where it has one of its own.
pub(super) fn field_of(node: NodeRef<'_>) -> Option<TextField> {
    match node {
        NodeRef::Part(Part::Opening(_) | Part::Closing(_)) => None,
        // A score row of an indicator bears the indicator's name.
        NodeRef::ScoreRow(row) => {
            Some(if row.indicator.is_some() { TextField::Standard } else { TextField::Name })
        }
        NodeRef::Part(Part::SignOff(_)) | NodeRef::Indicator(_) | NodeRef::Person(_) => Some(TextField::Name),
        NodeRef::Part(_) | NodeRef::Section(_) => Some(TextField::Heading),
        NodeRef::RegisterRow(_) => Some(TextField::Cell(0)),
        NodeRef::Goal(_)
        | NodeRef::Measure(_)
        | NodeRef::Paragraph(_)
        | NodeRef::Problem(_)
        | NodeRef::RedLine(_)
        | NodeRef::Cause(_) => Some(TextField::Text),
    }
}

/// Shows a field with its label before it.
pub(super) fn labelled_as(
    ui: &mut Ui,
    view: &mut View,
    (label, hint): (&str, &str),
    place: Place,
    text: &str,
    enter: Enter,
) {
    let p = palette(ui);
    ui.horizontal_top(|ui| {
        ui.allocate_ui(vec2(64.0, 23.0), |ui| {
            ui.set_min_width(64.0);
            words(ui, label, Type { line: 23.0, ..Type::CHIP }, p.text_weak);
        });
        let width = ui.available_width();
        let shown = Field { place, text, name: label, hint, face: Type::BODY, emphasised: 0, width }
            .show(ui, &mut view.editing);
        if shown.response.gained_focus() {
            view.push(Action::Focus(place.record));
        }
        if let Some(text) = shown.changed {
            view.push(Action::Edit(Edit::SetText { at: place, text }));
        }
        let row = place.record.filter(|_| enter == Enter::Row);
        if let (Some(id), true) = (row, shown.enter.is_some()) {
            view.push(Action::Structure(StructureAction::AddBehind(id)));
        } else if shown.enter.is_some() || shown.leave == Some(Leave::Down) {
            view.editing.go_on();
            ui.ctx().request_repaint();
        }
        if shown.backspace_empty
            && let Some(id) = place.record
        {
            view.push(Action::RemoveEmpty(id));
        }
        if shown.leave == Some(Leave::Up) {
            leave(view, place.record, Leave::Up);
        }
    });
}

/// Returns the number of a block as it stands before it, in the style of the plan's language.
pub(crate) fn block_number(session: &Session, numbered: Option<Numbered>) -> String {
    let language = session.plan().map_or(Language::ZhCn, |plan| plan.language);
    numbered.map(|Numbered { level, number }| numerals::label(level, number, language)).unwrap_or_default()
}

/// Tells whether a record or one of its indicators has the focus.
pub(super) fn is_focused(session: &Session, id: Id, indicators: &[Arc<Indicator>]) -> bool {
    session.focus == Some(id) || indicators.iter().any(|indicator| session.focus == Some(indicator.id.id()))
}
