//! Putting a blank of some kind into the text at the caret.

use egui::Ui;

use super::super::View;
use super::super::parts::{Button, ButtonKind, segmented, words};
use super::super::theme::{Type, palette};
use super::{heading, input, paragraph};
use crate::model::{Placeholder, PlaceholderKind, PlaceholderName, Text};
use crate::session::{Action, Answer, Session};

/// What was written into the dialog.
#[derive(Default)]
pub(super) struct NewBlankView {
    name: String,
    unit: String,
    /// Which of the kinds, counted from 0.
    kind: usize,
}

/// The kinds, by the keys of their words, in the order in which they are shown.
const KINDS: [&str; 7] = [
    "blank-kind-free",
    "blank-kind-year",
    "blank-kind-date",
    "blank-kind-amount",
    "blank-kind-percentage",
    "blank-kind-person",
    "blank-kind-unit",
];

impl NewBlankView {
    fn kind(&self) -> PlaceholderKind {
        match self.kind {
            1 => PlaceholderKind::Year,
            2 => PlaceholderKind::Date,
            3 => PlaceholderKind::Amount { unit: self.unit.trim().to_owned() },
            4 => PlaceholderKind::Percentage,
            5 => PlaceholderKind::Person,
            6 => PlaceholderKind::Unit,
            _ => PlaceholderKind::Free,
        }
    }

    fn takes_unit(&self) -> bool {
        matches!(self.kind(), PlaceholderKind::Amount { .. })
    }
}

pub(super) fn show(ui: &mut Ui, session: &Session, view: &mut View, fresh: bool) {
    let Some(plan) = session.plan() else { return };
    let p = palette(ui);
    ui.set_width(520.0);
    if fresh {
        view.dialogs.new_blank = NewBlankView::default();
    }
    heading(ui, &session.words.text("new-blank-heading"));
    let can = view.editing.has_spot();
    paragraph(ui, &session.words.text(if can { "new-blank-text" } else { "new-blank-nowhere" }));
    ui.add_space(4.0);

    let name_label = session.words.text("new-blank-name");
    words(ui, &name_label, Type::CHIP, p.text_weak);
    let hint = session.words.text("new-blank-name-hint");
    let field = input(ui, &mut view.dialogs.new_blank.name, &name_label, &hint, 300.0);
    if fresh {
        field.response.request_focus();
    }
    let mut entered = field.entered;
    let name = PlaceholderName::new(&view.dialogs.new_blank.name).ok();
    let known = name.as_ref().and_then(|name| plan.placeholder(name.as_str())).cloned();
    if known.is_some() {
        words(ui, &session.words.text("new-blank-known"), Type::CAPTION, p.text_weak);
    } else {
        if name.is_none() && !view.dialogs.new_blank.name.is_empty() {
            words(ui, &session.words.text("new-blank-bad-name"), Type::CAPTION, p.late);
        }
        words(ui, &session.words.text("new-blank-kind"), Type::CHIP, p.text_weak);
        let labels = KINDS.map(|key| session.words.text(key));
        if let Some(kind) = segmented(ui, &labels, view.dialogs.new_blank.kind) {
            view.dialogs.new_blank.kind = kind;
        }
        if view.dialogs.new_blank.takes_unit() {
            let label = session.words.text("new-blank-unit");
            words(ui, &label, Type::CHIP, p.text_weak);
            let hint = session.words.text("new-blank-unit-hint");
            entered |= input(ui, &mut view.dialogs.new_blank.unit, &label, &hint, 120.0).entered;
        }
    }
    ui.add_space(8.0);
    ui.horizontal(|ui| {
        let insert = session.words.text("new-blank-insert");
        let ready = can && name.is_some();
        let clicked = Button::new(ButtonKind::Primary, &insert).enabled(ready).show(ui).clicked();
        if (clicked || entered)
            && ready
            && let Some(name) = name
        {
            let kind = view.dialogs.new_blank.kind();
            let blank = known.unwrap_or(Placeholder { name, kind, hint: Text::default() });
            view.editing.insert_blank(blank);
            view.push(Action::Answer(Answer::Cancel));
        }
        let cancel = session.words.text("button-cancel");
        if Button::new(ButtonKind::Normal, &cancel).show(ui).clicked() {
            view.push(Action::Answer(Answer::Cancel));
        }
    });
}
