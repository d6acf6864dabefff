//! Saving the plan as a template, naming a template anew, and deleting one.

use egui::{Key, RichText, Ui};

use super::super::View;
use super::super::parts::{Button, ButtonKind, words};
use super::super::theme::{Type, palette};
use super::{heading, input, paragraph};
use crate::locale::plan_kind_name;
use crate::session::{Action, Answer, Session, TemplateAction};
use crate::template::{BlankCounts, Blanks, of_plan, own_id};

/// How wide the dialog's fields are, in points.
const FIELD: f32 = 440.0;

/// What was written into the dialog.
#[derive(Default)]
pub(super) struct TemplateView {
    name: String,
    purpose: String,
    blanks: Blanks,
    /// What would become a blank, with the plan, its version and the choice it was counted for.
    counted: Option<((u64, u64, bool), BlankCounts)>,
}

pub(super) fn save(ui: &mut Ui, session: &Session, view: &mut View, fresh: bool) {
    let Some(plan) = session.plan() else { return };
    let p = palette(ui);
    ui.set_width(480.0);
    if fresh {
        view.dialogs.template = TemplateView { name: session.template_name(), ..TemplateView::default() };
    }
    heading(ui, &session.words.text("save-template-heading"));
    paragraph(ui, &session.words.text("save-template-text"));
    ui.add_space(4.0);
    let mut entered = about(ui, session, view, fresh);
    let kind = plan_kind_name(session.words.language(), plan.kind);
    ui.horizontal(|ui| {
        words(ui, &session.words.text("save-template-kind"), Type::CHIP, p.text_weak);
        words(ui, &kind, Type::CHIP, p.text);
    });
    ui.add_space(4.0);
    let counts = counts(session, view);
    let mut blanks = view.dialogs.template.blanks;
    for (key, on, (made, places)) in [
        ("save-template-names", &mut blanks.names, counts.names),
        ("save-template-figures", &mut blanks.figures, counts.figures),
        ("save-template-unit", &mut blanks.unit, counts.unit),
    ] {
        ui.horizontal(|ui| {
            let label = session.words.text(key);
            let count = if made == 0 {
                session.words.text("save-template-none")
            } else {
                session
                    .words
                    .with("save-template-count", &[("blanks", made.into()), ("places", places.into())])
            };
            let text = RichText::new(&label).font(Type::BODY.font());
            entered |= checkbox(ui, on, made > 0, text);
            words(ui, &count, Type::CAPTION, p.text_weak);
        });
    }
    view.dialogs.template.blanks = blanks;
    let id = own_id(&view.dialogs.template.name);
    let replaces = id.as_ref().is_some_and(|id| session.templates.has_file(id));
    if replaces {
        words(ui, &session.words.text("save-template-exists"), Type::CHIP, p.due);
    }
    ui.add_space(4.0);
    let (key, kind) = if replaces {
        ("button-replace", ButtonKind::Destructive)
    } else {
        ("button-save", ButtonKind::Primary)
    };
    // Enter alone never replaces a template.
    if buttons(ui, session, view, key, kind, id.is_some(), entered && !replaces) {
        let TemplateView { name, purpose, .. } = &view.dialogs.template;
        let (name, purpose) = (name.clone(), purpose.clone());
        let save = TemplateAction::Save { name, purpose, blanks, replace: replaces };
        view.push(Action::Templates(save));
    }
}

pub(super) fn rename(ui: &mut Ui, session: &Session, view: &mut View, id: &str, fresh: bool) {
    let Some(template) = session.templates.get(id) else { return };
    let p = palette(ui);
    ui.set_width(480.0);
    if fresh {
        view.dialogs.template = TemplateView {
            name: template.name.clone(),
            purpose: template.purpose.clone(),
            ..TemplateView::default()
        };
    }
    heading(ui, &session.words.text("rename-template-heading"));
    ui.add_space(4.0);
    let entered = about(ui, session, view, fresh);
    let new_id = own_id(&view.dialogs.template.name);
    let taken = new_id.as_ref().is_some_and(|new| new != id && session.templates.has_file(new));
    if taken {
        words(ui, &session.words.text("rename-template-exists"), Type::CHIP, p.due);
    }
    ui.add_space(4.0);
    let ready = new_id.is_some() && !taken;
    if buttons(ui, session, view, "button-save", ButtonKind::Primary, ready, entered) {
        let TemplateView { name, purpose, .. } = &view.dialogs.template;
        let (name, purpose) = (name.clone(), purpose.clone());
        view.push(Action::Templates(TemplateAction::Rename { id: id.to_owned(), name, purpose }));
    }
}

pub(super) fn remove(ui: &mut Ui, session: &Session, view: &mut View, id: &str, fresh: bool) {
    let Some(template) = session.templates.get(id) else { return };
    ui.set_width(440.0);
    heading(ui, &session.words.text("remove-template-heading"));
    paragraph(ui, &session.words.with("remove-template-text", &[("name", template.name.clone().into())]));
    ui.add_space(8.0);
    ui.horizontal(|ui| {
        let cancel = session.words.text("button-cancel");
        let remove = session.words.text("remove-template-yes");
        if Button::new(ButtonKind::Destructive, &remove).show(ui).clicked() {
            view.push(Action::Templates(TemplateAction::Remove(id.to_owned())));
        }
        let response = Button::new(ButtonKind::Normal, &cancel).show(ui);
        // Enter alone deletes nothing.
        if fresh {
            response.request_focus();
        }
        if response.clicked() {
            view.push(Action::Answer(Answer::Cancel));
        }
    });
}

/// Shows the fields for name and purpose. Returns whether one was left by Enter.
fn about(ui: &mut Ui, session: &Session, view: &mut View, fresh: bool) -> bool {
    let p = palette(ui);
    let state = &mut view.dialogs.template;
    let label = session.words.text("save-template-name");
    words(ui, &label, Type::CHIP, p.text_weak);
    let name = input(ui, &mut state.name, &label, &session.words.text("save-template-name-hint"), FIELD);
    if fresh {
        name.response.request_focus();
    }
    if own_id(&state.name).is_none() && !state.name.trim().is_empty() {
        words(ui, &session.words.text("save-template-bad-name"), Type::CAPTION, p.late);
    }
    let label = session.words.text("save-template-purpose");
    words(ui, &label, Type::CHIP, p.text_weak);
    let hint = session.words.text("save-template-purpose-hint");
    let purpose = input(ui, &mut state.purpose, &label, &hint, FIELD);
    name.entered || purpose.entered
}

/// Shows a box to tick. Returns whether Enter was pressed on it, which asks for the main button: ticking
/// it is for Space.
fn checkbox(ui: &mut Ui, on: &mut bool, enabled: bool, text: RichText) -> bool {
    let before = *on;
    let shown = ui.add_enabled(enabled, egui::Checkbox::new(on, text));
    let entered = shown.has_focus() && ui.input(|input| input.key_pressed(Key::Enter));
    if entered {
        *on = before;
    }
    entered
}

/// Shows the main button and the one that lets it be. Returns whether the main one was asked for.
fn buttons(
    ui: &mut Ui,
    session: &Session,
    view: &mut View,
    key: &str,
    kind: ButtonKind,
    ready: bool,
    entered: bool,
) -> bool {
    let mut asked = false;
    ui.horizontal(|ui| {
        let label = session.words.text(key);
        let clicked = Button::new(kind, &label).enabled(ready).show(ui).clicked();
        asked = (clicked || entered) && ready;
        let cancel = session.words.text("button-cancel");
        if Button::new(ButtonKind::Normal, &cancel).show(ui).clicked() {
            view.push(Action::Answer(Answer::Cancel));
        }
    });
    asked
}

/// Counts what would become a blank by each choice, beside those that are made.
fn counts(session: &Session, view: &mut View) -> BlankCounts {
    let Some(open) = &session.open else { return BlankCounts::default() };
    let state = &mut view.dialogs.template;
    // Whoever is named as a person is not counted again as the one who signs.
    let names = state.blanks.names;
    let asked = (open.number, open.document.revision(), names);
    match &state.counted {
        Some((of, counts)) if *of == asked => *counts,
        Some(_) | None => {
            let all = of_plan(open.plan(), Blanks { names: true, figures: true, unit: true }).counts;
            let unit = if names {
                all.unit
            } else {
                of_plan(open.plan(), Blanks { names: false, figures: false, unit: true }).counts.unit
            };
            let counts = BlankCounts { unit, ..all };
            state.counted = Some((asked, counts));
            counts
        }
    }
}
