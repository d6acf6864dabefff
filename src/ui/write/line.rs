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
use crate::model::tree::Node;
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
            enter: true,
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
    let next = match way {
        Leave::Up => order.get(..at).and_then(|before| before.iter().rev().find(|key| key.facet == 0)),
        Leave::Down => order.get(at + 1..).and_then(|after| after.iter().find(|key| key.facet == 0)),
    };
    if let Some(key) = next {
        view.push(Action::Reveal(key.record));
        view.write.document.bring(key.record);
        let caret = if way == Leave::Up { Caret::End } else { Caret::Start };
        for field in [TextField::Text, TextField::Heading, TextField::Name, TextField::Title] {
            // Only the one that the record has is shown and takes the caret.
            if wants(view, key.record, field) {
                view.editing.want(Place { record: key.record, field }, caret);
            }
        }
    }
}

fn wants(view: &View, record: Option<Id>, field: TextField) -> bool {
    let Some(facts) = &view.write.facts else { return false };
    let content = facts.blocks.iter().find(|block| block.key.record == record && block.key.facet == 0);
    match content.map(|block| &block.content) {
        Some(Content::Head) => field == TextField::Title,
        Some(Content::Record(node)) => {
            field
                == match node {
                    Node::Part(Part::SignOff(_))
                    | Node::Indicator(_)
                    | Node::ScoreRow(_)
                    | Node::Person(_) => TextField::Name,
                    Node::Part(_) | Node::Section(_) => TextField::Heading,
                    _ => TextField::Text,
                }
        }
        Some(Content::Caption(_) | Content::Empty(_)) | None => false,
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
        let shown =
            Field { place, text, name: label, hint: "", face: Type::BODY, emphasised: 0, width, enter: true }
                .show(ui, &mut view.editing);
        if shown.response.gained_focus() {
            view.push(Action::Focus(place.record));
        }
        if let Some(text) = shown.changed {
            view.push(Action::Edit(Edit::SetText { at: place, text }));
        }
        if shown.enter.is_some() || shown.leave == Some(Leave::Down) {
            ui.memory_mut(|memory| memory.move_focus(egui::FocusDirection::Next));
        }
        if shown.leave == Some(Leave::Up) {
            leave(view, order, place.record, Leave::Up);
        }
    });
}

/// Returns the number of a block as it stands before it, in the style of the plan's language.
pub(crate) fn block_number(session: &Session, numbered: Option<Numbered>) -> String {
    let Some(Numbered { level, number }) = numbered else { return String::new() };
    let count = u64::try_from(number).unwrap_or(u64::MAX);
    match (session.plan().map(|plan| plan.language), level) {
        (Some(Language::En), 0) => format!("{}. ", numerals::roman(count)),
        (Some(Language::En), 1) => format!("{}. ", numerals::letters(count)),
        (_, 2) => format!("{number}."),
        (Some(Language::En), _) => format!("({number})"),
        (_, 0) => format!("{}、", numerals::chinese(count)),
        (_, 1) => format!("（{}）", numerals::chinese(count)),
        (_, _) => format!("（{number}）"),
    }
}

/// Tells whether a record or one of its indicators has the focus.
pub(super) fn is_focused(session: &Session, id: Id, indicators: &[Arc<Indicator>]) -> bool {
    session.focus == Some(id) || indicators.iter().any(|indicator| session.focus == Some(indicator.id.id()))
}
