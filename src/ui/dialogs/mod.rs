//! Questions to the user, over the screen.

mod alike;
mod blanks;
mod holidays;
mod keys;
mod library;
mod new_blank;
mod palette;
mod path;
mod shortcuts;
mod templates;

use std::collections::BTreeMap;

use egui::{Id, Key, Modal, Ui};

use super::View;
use super::parts::{Button, ButtonKind, words};
use super::theme::{Type, palette as theme_palette};
use crate::session::comparing::CompareAction;
use crate::session::{Action, Answer, Dialog, Session};

/// What the dialogs keep while they are open.
#[derive(Default)]
pub(crate) struct DialogView {
    /// What was filled in, by blank.
    values: BTreeMap<String, String>,
    /// The year of a new plan, as typed.
    year: String,
    path: path::PathView,
    holidays: holidays::HolidaysView,
    new_blank: new_blank::NewBlankView,
    palette: palette::PaletteView,
    keys: keys::KeysView,
    library: library::LibraryView,
    template: templates::TemplateView,
    /// What is searched for in a list of commands.
    filter: String,
    /// What had the focus before the dialog.
    before: Option<Id>,
    /// The dialog that was shown last.
    shown: Option<Dialog>,
}

/// Tells whether a question is open.
pub(crate) const fn is_open(session: &Session) -> bool {
    session.dialog.is_some()
}

/// Shows the question that is open.
pub(crate) fn show(ui: &mut Ui, session: &Session, view: &mut View) {
    let Some(dialog) = session.dialog.clone() else {
        view.dialogs.shown = None;
        // Back to where the caret was before the question.
        if let Some(id) = view.dialogs.before.take()
            && ui.ctx().read_response(id).is_some()
        {
            ui.memory_mut(|memory| memory.request_focus(id));
        }
        return;
    };
    let fresh = view.dialogs.shown.as_ref() != Some(&dialog);
    if fresh {
        view.dialogs.before = view.dialogs.before.or_else(|| ui.memory(egui::Memory::focused));
        view.dialogs.shown = Some(dialog.clone());
        view.dialogs.values.clear();
        view.dialogs.year.clear();
    }
    if dialog == Dialog::Palette {
        palette::show(ui, session, view, fresh);
        return;
    }
    let p = theme_palette(ui);
    let frame = egui::Frame::popup(ui.style()).inner_margin(egui::Margin::same(24));
    let modal = Modal::new(Id::unique("dialog")).frame(frame).backdrop_color(p.scrim).show(ui.ctx(), |ui| {
        ui.spacing_mut().item_spacing = egui::vec2(8.0, 8.0);
        match &dialog {
            Dialog::Unsaved => unsaved(ui, session, view, fresh),
            Dialog::ChangedElsewhere => changed_elsewhere(ui, session, view, fresh),
            Dialog::Path { purpose, suggested } => path::show(ui, session, view, *purpose, suggested, fresh),
            Dialog::NewPlan { template } => blanks::new_plan(ui, session, view, template, fresh),
            Dialog::SaveTemplate => templates::save(ui, session, view, fresh),
            Dialog::RenameTemplate { id } => templates::rename(ui, session, view, id, fresh),
            Dialog::RemoveTemplate { id } => templates::remove(ui, session, view, id, fresh),
            Dialog::Blanks => blanks::fill(ui, session, view, fresh),
            Dialog::Holidays => holidays::show(ui, session, view, fresh),
            Dialog::NewBlank => new_blank::show(ui, session, view, fresh),
            Dialog::Shortcuts => shortcuts::show(ui, session, view, fresh),
            Dialog::ChangeKeys => keys::show(ui, session, view, fresh),
            Dialog::KeepVersion => keep_version(ui, session, view, fresh),
            Dialog::Library => library::show(ui, session, view, fresh),
            Dialog::Alike => alike::show(ui, session, view),
            // Shown above, in a place of its own.
            Dialog::Palette => {}
        }
    });
    // A path that was typed is not thrown away by a click that missed the dialog.
    let missed = matches!(dialog, Dialog::Path { .. }) && modal.backdrop_response.clicked();
    if !missed && modal.should_close() {
        view.push(Action::Answer(Answer::Cancel));
    }
}

/// Shows a dialog's heading.
fn heading(ui: &mut Ui, text: &str) {
    words(ui, text, Type::PAGE_TITLE, theme_palette(ui).text);
}

fn paragraph(ui: &mut Ui, text: &str) {
    let p = theme_palette(ui);
    ui.add(egui::Label::new(egui::RichText::new(text).font(Type::BODY.font()).color(p.text_weak)).wrap());
}

fn unsaved(ui: &mut Ui, session: &Session, view: &mut View, fresh: bool) {
    ui.set_width(440.0);
    let title = session.open.as_ref().map(|open| session.plan_title(open)).unwrap_or_default();
    heading(ui, &session.words.text("unsaved-heading"));
    paragraph(ui, &session.words.with("unsaved-text", &[("title", title.into())]));
    ui.add_space(8.0);
    ui.horizontal(|ui| {
        let save = session.words.text("unsaved-save");
        let response = Button::new(ButtonKind::Primary, &save).show(ui);
        if fresh {
            response.request_focus();
        }
        if response.clicked() {
            view.push(Action::Answer(Answer::Save));
        }
        let discard = session.words.text("unsaved-discard");
        if Button::new(ButtonKind::Destructive, &discard).show(ui).clicked() {
            view.push(Action::Answer(Answer::Discard));
        }
        let cancel = session.words.text("button-cancel");
        if Button::new(ButtonKind::Normal, &cancel).show(ui).clicked() {
            view.push(Action::Answer(Answer::Cancel));
        }
    });
}

/// Asks what a version is to be called.
fn keep_version(ui: &mut Ui, session: &Session, view: &mut View, fresh: bool) {
    ui.set_width(440.0);
    if fresh {
        view.dialogs.filter.clear();
    }
    let title = session.words.text("keep-version-heading");
    heading(ui, &title);
    paragraph(ui, &session.words.text("keep-version-text"));
    let mut name = std::mem::take(&mut view.dialogs.filter);
    let label = session.words.text("keep-version-name");
    let field = input(ui, &mut name, &label, &session.words.text("keep-version-hint"), 420.0);
    if fresh {
        field.response.request_focus();
    }
    ui.add_space(8.0);
    ui.horizontal(|ui| {
        let keep = session.words.text("keep-version-keep");
        if Button::new(ButtonKind::Primary, &keep).show(ui).clicked() || field.entered {
            view.push(Action::Compare(CompareAction::Keep(name.clone())));
        }
        let cancel = session.words.text("button-cancel");
        if Button::new(ButtonKind::Normal, &cancel).show(ui).clicked() {
            view.push(Action::Answer(Answer::Cancel));
        }
    });
    view.dialogs.filter = name;
}

fn changed_elsewhere(ui: &mut Ui, session: &Session, view: &mut View, fresh: bool) {
    ui.set_width(460.0);
    heading(ui, &session.words.text("changed-heading"));
    paragraph(ui, &session.words.text("why-changed-elsewhere"));
    ui.add_space(8.0);
    ui.horizontal(|ui| {
        let save_as = session.words.text("offer-save-as");
        let response = Button::new(ButtonKind::Primary, &save_as).show(ui);
        if fresh {
            response.request_focus();
        }
        if response.clicked() {
            view.push(Action::Answer(Answer::SaveAs));
        }
        let overwrite = session.words.text("changed-overwrite");
        if Button::new(ButtonKind::Destructive, &overwrite).show(ui).clicked() {
            view.push(Action::Answer(Answer::Overwrite));
        }
        let cancel = session.words.text("button-cancel");
        if Button::new(ButtonKind::Normal, &cancel).show(ui).clicked() {
            view.push(Action::Answer(Answer::Cancel));
        }
    });
}

/// What came of showing an input field.
struct Input {
    response: egui::Response,
    /// Whether it was left by Enter, which asks for the dialog's main button.
    entered: bool,
}

/// Shows an input field of a dialog.
fn input(ui: &mut Ui, text: &mut String, name: &str, hint: &str, width: f32) -> Input {
    let p = theme_palette(ui);
    let id = Id::unique(("dialog-input", name.to_owned()));
    let focused = ui.memory(|memory| memory.has_focus(id));
    let edge = if focused { egui::Stroke::new(2.0, p.accent) } else { egui::Stroke::new(1.0, p.line_strong) };
    let frame = egui::Frame::new()
        .fill(p.surface)
        .stroke(edge)
        .corner_radius(egui::CornerRadius::same(super::theme::radius::BUTTON))
        .inner_margin(egui::Margin::symmetric(8, 4));
    let response = egui::TextEdit::singleline(text)
        .id(id)
        .frame(frame)
        .desired_width(width)
        .hint_text(egui::RichText::new(hint).color(p.text_weak))
        .show(ui)
        .response
        .response
        .accessible_name(name);
    let entered = response.lost_focus() && ui.input(|input| input.key_pressed(Key::Enter));
    Input { response, entered }
}
