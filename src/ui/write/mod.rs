//! The writing screen: outline, document, pages.

mod blocks;
mod chunks;
mod document;
mod drag;
mod head;
mod indicator;
mod layout;
mod line;
mod measure;
mod outline;
mod owners;
mod records;

pub(crate) use indicator::{
    DONE_BY, WITHIN, Which, chip_of as indicator_chip, direction_box, field_id, quantity_text, read_target,
    target_text,
};
pub(crate) use indicator::{indicator_fault, indicator_runs};
pub(crate) use line::block_number;
pub(crate) use measure::{time_fault, when_field, when_icon};
pub(crate) use outline::part_label;
pub(crate) use owners::{entry_row, kind_icon, kinds_of, new_key, new_row, role_key, show as owners_field};

use std::collections::HashSet;
use std::sync::Arc;

use egui::{CentralPanel, Event, Frame, Key, Panel, Ui};

use super::View;
use super::theme::palette;
use crate::model::Id;
use crate::session::{Action, Command, Select, Session};

/// What the writing screen keeps.
#[derive(Default)]
pub(crate) struct WriteView {
    document: document::DocumentView,
    owners: owners::OwnersView,
    /// The outline's nodes that are folded.
    folded: HashSet<Id>,
    /// The last request to show a record that was followed.
    revealed: u64,
    /// Facts of the plan, by its revision.
    facts: Option<Arc<Facts>>,
    outline: outline::OutlineView,
    /// The records that are being dragged.
    dragged: Option<drag::Dragged>,
    /// Whether the whole outline is shown in a narrow window, and the pages in a very narrow one.
    pub(crate) opened: (bool, bool),
    /// The widths of the side panels when they were reported last.
    widths: (f32, f32),
}

/// Facts that are worked out once a revision.
pub(crate) struct Facts {
    revision: u64,
    blocks: chunks::Chunks<blocks::Block>,
}

/// The width of the window below which the outline folds to a strip.
const NARROW: f32 = 1200.0;
/// The width below which the pages close.
const NARROWEST: f32 = 960.0;

/// Shows the writing screen.
pub(crate) fn show(ui: &mut Ui, session: &Session, view: &mut View) {
    let Some(open) = &session.open else { return };
    let p = palette(ui);
    if view.write.facts.as_ref().is_none_or(|facts| facts.revision != open.document.revision()) {
        let none = chunks::Chunks::default();
        let before = view.write.facts.as_ref().map_or(&none, |facts| &facts.blocks);
        let blocks = blocks::blocks(open.plan(), before);
        view.write.facts = Some(Arc::new(Facts { revision: open.document.revision(), blocks }));
    }
    let width = ui.available_width();
    let narrow = width < NARROW - 60.0;
    view.write.opened.0 &= narrow;
    view.write.opened.1 &= width < NARROWEST - 60.0;
    let settings = &session.settings;
    let mut widths = (settings.outline_width, settings.pages_width);
    if settings.outline && narrow && !view.write.opened.0 {
        Panel::left("outline-strip")
            .exact_size(44.0)
            .resizable(false)
            .frame(Frame::new().fill(p.panel))
            .show(ui, |ui| outline::strip(ui, session, view));
    } else if settings.outline && narrow {
        Panel::left("outline-narrow")
            .exact_size(220.0)
            .resizable(false)
            .frame(Frame::new().fill(p.panel))
            .show(ui, |ui| outline::show(ui, session, view));
    } else if settings.outline {
        let shown = Panel::left("outline")
            .default_size(settings.outline_width)
            .size_range(200.0..=360.0)
            .frame(Frame::new().fill(p.panel))
            .show(ui, |ui| outline::show(ui, session, view));
        widths.0 = shown.response.rect.width();
    }
    if settings.inspector {
        super::inspector::side(ui, session, view);
    }
    let pages =
        settings.pages && (!settings.inspector || super::inspector::fits_beside_pages(session, width));
    if pages && (width >= NARROWEST - 60.0 || view.write.opened.1) {
        // The narrow panel has an id of its own, so that the wide one keeps its width.
        let panel = if narrow {
            Panel::right("pages-narrow").exact_size(348.0_f32.min(width * 0.45)).resizable(false)
        } else {
            Panel::right("pages").default_size(settings.pages_width).size_range(300.0..=700.0)
        };
        let panel = panel.frame(Frame::new().fill(p.canvas));
        let shown = panel.show(ui, |ui| super::pages::show(ui, session, view));
        if !narrow {
            widths.1 = shown.response.rect.width();
        }
    }
    super::entry::dock(ui, session, view);
    CentralPanel::default()
        .frame(Frame::new().fill(p.surface))
        .show(ui, |ui| document::show(ui, session, view));
    drag::finish(ui, view);
    report_widths(ui, session, view, widths);
}

/// Has the panels' widths kept once the pointer lets go of an edge.
fn report_widths(ui: &Ui, session: &Session, view: &mut View, widths: (f32, f32)) {
    let kept = (session.settings.outline_width, session.settings.pages_width);
    let moved = (widths.0 - kept.0).abs() > 1.0 || (widths.1 - kept.1).abs() > 1.0;
    if moved && view.write.widths != widths && !ui.input(|input| input.pointer.any_down()) {
        view.write.widths = widths;
        view.push(Action::PanelWidths { outline: widths.0, pages: widths.1 });
    }
}

/// Tells whether a window is too narrow for the pages beside the document.
pub(crate) const fn is_very_narrow(window: f32) -> bool {
    window < NARROWEST
}

/// Takes what is copied, cut and pasted where no text is written, and pasted text that stands for
/// copied records wherever it is pasted.
pub(crate) fn take_clipboard(ui: &Ui, session: &Session, view: &mut View) {
    let writing = ui.text_edit_focused();
    let mut actions = Vec::new();
    ui.input_mut(|input| {
        input.events.retain(|event| match event {
            Event::Copy | Event::Cut if !writing && !session.chosen().is_empty() => {
                let command = if matches!(event, Event::Cut) { Command::Cut } else { Command::Copy };
                actions.push(Action::Command(command));
                false
            }
            Event::Paste(text) if !writing || session.is_copied(text) => {
                actions.push(Action::Paste { text: super::field::clean(text), into: None });
                false
            }
            _ => true,
        });
    });
    if !writing && !session.selection.is_empty() {
        let pressed = |key| ui.input_mut(|input| input.consume_key(egui::Modifiers::NONE, key));
        if pressed(Key::Escape) {
            actions.push(Action::Select(Select::Clear));
        } else if pressed(Key::Delete) || pressed(Key::Backspace) {
            actions.push(Action::Command(Command::Remove));
        }
    }
    for action in actions {
        view.push(action);
    }
}
