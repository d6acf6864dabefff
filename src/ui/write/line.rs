//! A line of the document: a field with the usual keys, its label or number, and the way to the next.

use std::sync::Arc;

use egui::{Ui, vec2};

use super::super::View;
use super::super::field::{Field, Leave};
use super::super::parts::words;
use super::super::theme::{Type, palette};
use super::blocks::{BlockKey, Content};
use crate::edit::{Edit, Place, TextField};
use crate::locale::numerals;
use crate::model::query::Numbered;
use crate::model::tree::NodeRef;
use crate::model::{Id, Indicator, Language, Part};
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
        }
    }

    pub(super) fn show(self, ui: &mut Ui, view: &mut View, order: &[BlockKey]) -> egui::Response {
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
        .show(ui, &mut view.editing);
        if shown.response.gained_focus() {
            view.push(Action::Focus(self.place.record));
        }
        if let Some(text) = shown.changed {
            view.push(Action::Edit(Edit::SetText { at: self.place, text }));
        }
        if shown.enter.is_some() {
            match self.enter {
                Enter::Next => leave(view, order, self.place.record, Leave::Down),
                Enter::Command(command) => {
                    view.push(Action::Focus(self.place.record));
                    view.push(Action::Command(command));
                }
            }
        }
        if shown.backspace_empty
            && self.removable
            && let Some(record) = self.place.record
        {
            view.push(Action::RemoveEmpty(record));
        }
        if let Some(way) = shown.leave {
            leave(view, order, self.place.record, way);
        }
        shown.response
    }
}

/// Goes to the block above or below.
pub(super) fn leave(view: &mut View, order: &[BlockKey], from: Option<Id>, way: Leave) {
    let Some(at) = order.iter().position(|key| key.record == from && key.facet == 0) else { return };
    // Blocks that have no text of their own are passed over.
    let fits = |key: &&BlockKey| key.facet == 0 && text_field(view, key.record).is_some();
    let next = match way {
        Leave::Up => order.get(..at).and_then(|before| before.iter().rev().find(fits)),
        Leave::Down => order.get(at + 1..).and_then(|after| after.iter().find(fits)),
    };
    if let Some(key) = next {
        view.push(Action::Reveal(key.record));
        view.write.document.bring(key.record);
        let caret = if way == Leave::Up { Caret::End } else { Caret::Start };
        if let Some(field) = text_field(view, key.record) {
            view.editing.want(Place { record: key.record, field }, caret);
        }
    }
}

/// Returns the text of a block that the caret goes into, where it has one.
fn text_field(view: &View, record: Option<Id>) -> Option<TextField> {
    let facts = view.write.facts()?;
    let block = facts.blocks.iter().find(|block| block.key.record == record && block.key.facet == 0)?;
    match &block.content {
        Content::Head => Some(TextField::Title),
        Content::Record(node) => field_of(node.borrow()),
        Content::Caption(_) | Content::Empty(_) => None,
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
    label: &str,
    place: Place,
    text: &str,
    order: &[BlockKey],
) {
    let p = palette(ui);
    ui.horizontal_top(|ui| {
        ui.allocate_ui(vec2(64.0, 23.0), |ui| {
            ui.set_min_width(64.0);
            words(ui, label, Type { line: 23.0, ..Type::CHIP }, p.text_weak);
        });
        let width = ui.available_width();
        let shown = Field { place, text, name: label, hint: "", face: Type::BODY, emphasised: 0, width }
            .show(ui, &mut view.editing);
        if shown.response.gained_focus() {
            view.push(Action::Focus(place.record));
        }
        if let Some(text) = shown.changed {
            view.push(Action::Edit(Edit::SetText { at: place, text }));
        }
        if shown.enter.is_some() || shown.leave == Some(Leave::Down) {
            view.editing.go_on();
            ui.ctx().request_repaint();
        }
        if shown.leave == Some(Leave::Up) {
            leave(view, order, place.record, Leave::Up);
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
