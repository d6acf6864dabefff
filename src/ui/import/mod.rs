//! The review of an import: the source at the left, the structure at the right, below them what can be
//! decided about the line with the cursor.

mod detail;
mod lists;

use egui::{CentralPanel, Frame, Key, Margin, Modifiers, Panel, Popup, Sense, Ui, vec2};
use lucide_icons::Icon;

use super::View;
use super::field::ValueField;
use super::parts::{Button, ButtonKind, draw_icon, icon_button, lay_within, segmented, words};
use super::theme::{Palette, Type, palette};
use crate::model::Part;
use crate::session::importing::{Decision, ImportAction, Importing, Sign};
use crate::session::{Action, Command, Session};
use crate::template::{Group, Template};

/// What the review keeps.
#[derive(Default)]
pub(crate) struct ImportView {
    source: lists::Scroll,
    structure: lists::Scroll,
}

/// Shows the review.
pub(crate) fn show(ui: &mut Ui, session: &Session, view: &mut View) {
    let Some(importing) = &session.importing else { return };
    let p = palette(ui);
    if session.dialog.is_none() && !view.editing.is_composing() {
        // A title that is being written is taken as it stands.
        let ready = importing.reading.is_some();
        if ready && ui.input_mut(|input| input.consume_key(Modifiers::COMMAND, Key::Enter)) {
            view.flush();
            view.push(Action::Import(ImportAction::TakeOver));
        } else if !ui.ctx().text_edit_focused() {
            keys(ui, view, importing);
        }
    }
    Panel::top("import-head")
        .frame(Frame::new().fill(p.panel).inner_margin(Margin { left: 20, right: 16, top: 10, bottom: 10 }))
        .show(ui, |ui| head(ui, session, view, importing));
    super::notices::show(ui, session, view);
    if importing.reading.is_none() {
        CentralPanel::default().frame(Frame::new().fill(p.surface).inner_margin(Margin::same(32))).show(
            ui,
            |ui| {
                words(ui, &session.words.text("import-working"), Type::PAGE_TITLE, p.text_weak);
                ui.add_space(12.0);
                let stop = session.words.text("import-stop");
                if Button::new(ButtonKind::Normal, &stop).show(ui).clicked() {
                    view.push(Action::Import(ImportAction::Stop));
                }
            },
        );
        return;
    }
    Panel::bottom("import-detail")
        .frame(Frame::new().fill(p.panel).inner_margin(Margin { left: 20, right: 16, top: 10, bottom: 12 }))
        .show(ui, |ui| detail::show(ui, session, view, importing));
    let half = ui.available_width() / 2.0;
    Panel::left("import-source")
        .exact_size(half)
        .resizable(false)
        .frame(Frame::new().fill(p.surface))
        .show(ui, |ui| lists::source(ui, session, view, importing));
    CentralPanel::default()
        .frame(Frame::new().fill(p.surface))
        .show(ui, |ui| lists::structure(ui, session, view, importing));
}

/// The keys of the decisions: a letter each.
pub(super) const LETTERS: [(Key, Decision); 10] = [
    (Key::J, Decision::Join),
    (Key::S, Decision::Keep),
    (Key::D, Decision::Drop),
    (Key::H, Decision::Heading(1)),
    (Key::M, Decision::Item),
    (Key::P, Decision::Paragraph),
    (Key::O, Decision::Opening),
    (Key::E, Decision::Closing),
    (Key::T, Decision::Title),
    (Key::N, Decision::StartsPlan),
];

/// The keys of the fields of the line with the cursor.
const DIGITS: [Key; 9] =
    [Key::Num1, Key::Num2, Key::Num3, Key::Num4, Key::Num5, Key::Num6, Key::Num7, Key::Num8, Key::Num9];

fn keys(ui: &Ui, view: &mut View, importing: &Importing) {
    let mut given = Vec::new();
    ui.input_mut(|input| {
        let mut take = |key: Key, action: ImportAction| {
            if input.consume_key(Modifiers::NONE, key) {
                given.push(action);
            }
        };
        take(Key::ArrowDown, ImportAction::Step(true));
        take(Key::ArrowUp, ImportAction::Step(false));
        take(Key::ArrowLeft, ImportAction::Level { deeper: false });
        take(Key::ArrowRight, ImportAction::Level { deeper: true });
        for (at, key) in DIGITS.into_iter().enumerate() {
            take(key, ImportAction::ToggleField(at));
        }
        let page = view.import.source.page();
        take(Key::PageDown, ImportAction::Leap(page));
        take(Key::PageUp, ImportAction::Leap(-page));
        take(Key::Home, ImportAction::Leap(isize::MIN));
        take(Key::End, ImportAction::Leap(isize::MAX));
        take(Key::B, ImportAction::ToggleTemplate);
        take(Key::F, ImportAction::ToggleFields);
        take(Key::R, ImportAction::Reset);
        take(Key::Delete, ImportAction::Decide(Decision::Drop));
        for (key, decision) in LETTERS {
            take(key, ImportAction::Decide(decision));
        }
    });
    // While a file is read, Escape lets it be; later there are decisions to lose.
    let reads = importing.reading.is_none() && !Popup::is_any_open(ui.ctx());
    if reads && ui.input_mut(|input| input.consume_key(Modifiers::NONE, Key::Escape)) {
        view.push(Action::Import(ImportAction::Stop));
    }
    if importing.reading.is_some() {
        for action in given {
            view.push(Action::Import(action));
        }
    }
}

fn head(ui: &mut Ui, session: &Session, view: &mut View, importing: &Importing) {
    let p = palette(ui);
    ui.spacing_mut().item_spacing.y = 8.0;
    ui.horizontal(|ui| {
        // What was taken over is not given up by leaving its review.
        let key = if importing.is_again() { "import-leave" } else { "import-stop" };
        let icon = if importing.is_again() { Icon::ArrowLeft } else { Icon::X };
        if icon_button(ui, icon, 18.0, &session.words.text(key), true).clicked() {
            view.push(Action::Import(ImportAction::Stop));
        }
        ui.add_space(4.0);
        let name = importing.path.file_name().map(|n| n.to_string_lossy().into_owned()).unwrap_or_default();
        let title = session.words.with("import-title", &[("name", name.into())]);
        ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
            let take = session.words.text("import-take");
            let shown = egui::KeyboardShortcut::new(Modifiers::COMMAND, Key::Enter);
            let shown = ui.ctx().format_shortcut(&shown);
            let ready = importing.reading.is_some() && !importing.is_working;
            let button = Button::new(ButtonKind::Primary, &take).tail(Some(shown));
            if button.enabled(ready).show(ui).clicked() {
                view.push(Action::Import(ImportAction::TakeOver));
            }
            if importing.reading.is_some() {
                templates(ui, session, view, importing);
                unfilled(ui, session, view, importing);
            }
            // The name of the file has what room is left.
            ui.with_layout(egui::Layout::left_to_right(egui::Align::Center), |ui| {
                let room = (ui.available_width() - 8.0).max(40.0);
                let galley = lay_within(ui, &title, Type::PAGE_TITLE.font(), p.text, room);
                let (rect, response) = ui.allocate_exact_size(vec2(galley.size().x, 32.0), Sense::hover());
                response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Label, true, &title));
                ui.painter().galley(super::parts::left_middle(rect.left(), rect, &galley), galley, p.text);
                response.on_hover_text(importing.path.display().to_string());
            });
        });
    });
    if importing.reading.is_none() {
        return;
    }
    ui.horizontal_wrapped(|ui| {
        parts(ui, session, view, importing);
        plan_title(ui, session, view, importing);
    });
    let again = session.replaces_plan().map(|replaces| {
        session.words.text(if replaces { "import-note-replaces" } else { "import-note-another" })
    });
    let notes = importing.notes(&session.words).into_iter().map(|note| (Icon::TriangleAlert, p.due, note));
    for (icon, ink, note) in notes.chain(again.map(|note| (Icon::Info, p.text_weak, note))) {
        ui.horizontal(|ui| {
            let (mark, _) = ui.allocate_exact_size(vec2(16.0, 20.0), Sense::hover());
            draw_icon(ui, icon, 14.0, mark.center(), ink);
            words(ui, &note, Type::CHIP, ink);
        });
    }
    ui.horizontal_wrapped(|ui| {
        let lines = importing.reading.as_ref().map_or(0, |reading| reading.lines.len());
        let mut labels = vec![session.words.with("import-all", &[("count", lines.into())])];
        for sign in Sign::ALL {
            let name = session.words.text(sign.key());
            let args = [("name", name.into()), ("count", importing.count(sign).into())];
            labels.push(session.words.with("import-count", &args));
        }
        let active = importing
            .filter
            .and_then(|filter| Sign::ALL.iter().position(|sign| *sign == filter))
            .map_or(0, |at| at + 1);
        if let Some(picked) = segmented(ui, &labels, active) {
            let filter = picked.checked_sub(1).and_then(|at| Sign::ALL.get(at)).copied();
            view.push(Action::Import(ImportAction::Filter(filter)));
        }
        ui.add_space(8.0);
        for (forward, icon, key) in
            [(false, Icon::ChevronUp, "import-previous"), (true, Icon::ChevronDown, "import-next")]
        {
            if icon_button(ui, icon, 16.0, &session.words.text(key), true).clicked() {
                view.push(Action::Import(ImportAction::Step(forward)));
            }
        }
        ui.add_space(8.0);
        for (command, icon) in [(Command::Undo, Icon::Undo2), (Command::Redo, Icon::Redo2)] {
            let label = super::menu::with_keys(session, command);
            if icon_button(ui, icon, 16.0, &label, command.is_enabled(session)).clicked() {
                view.push(Action::Command(command));
            }
        }
    });
}

/// What the plan will be called.
fn plan_title(ui: &mut Ui, session: &Session, view: &mut View, importing: &Importing) {
    let p = palette(ui);
    let name = session.words.text("import-plan-title");
    ui.horizontal(|ui| {
        words(ui, &name, Type::CHIP, p.text_weak);
        let title = importing.title();
        let proposed = importing.proposed_title();
        let first_line = importing.part_row().map(|part| part.first_line);
        let field = ValueField {
            id: egui::Id::unique(("import-plan-title", first_line)),
            text: &title,
            name: &name,
            hint: &proposed,
            width: (ui.available_width() - 260.0).clamp(200.0, 560.0),
            clears: false,
        };
        field.show(ui, &mut view.editing, |text| {
            Ok(Some(Action::Import(ImportAction::Title(text.to_owned()))))
        });
        if importing.is_renamed() {
            let reset = session.words.text("import-title-reset");
            if icon_button(ui, Icon::RotateCcw, 14.0, &reset, true).clicked() {
                view.push(Action::Import(ImportAction::Title(String::new())));
            }
        }
        if let Some(kind) = importing.part_row().and_then(|part| part.kind) {
            ui.add_space(8.0);
            let kind = session.words.text(crate::locale::plan_kind_key(kind));
            let kind = session.words.with("import-kind", &[("kind", kind.into())]);
            words(ui, &kind, Type::CHIP, p.text_weak);
        }
    });
}

/// The plans of a page, to pick from.
fn parts(ui: &mut Ui, session: &Session, view: &mut View, importing: &Importing) {
    let Some(reading) = importing.reading.as_ref().filter(|reading| reading.parts.len() > 1) else { return };
    let count = reading.parts.len();
    let name = |at: usize| {
        let title = reading.parts.get(at).map(|part| part.title.clone()).unwrap_or_default();
        let args = [("part", (at + 1).into()), ("count", count.into()), ("title", title.into())];
        session.words.with("import-part", &args)
    };
    let button = Button::new(ButtonKind::Normal, &name(importing.part)).icon(Icon::Files).show(ui);
    let button = button.on_hover_text(session.words.text("import-choose-part"));
    Popup::menu(&button).show(|ui| {
        for at in 0..count {
            if ui.selectable_label(at == importing.part, name(at)).clicked() {
                view.push(Action::Import(ImportAction::Part(at)));
                ui.close();
            }
        }
    });
}

/// The template that the plan goes into; those that fit come first.
fn templates(ui: &mut Ui, session: &Session, view: &mut View, importing: &Importing) {
    let language = session.words.language();
    let name_of = |id: &str| session.templates.get(id).map(|t| t.name.clone()).unwrap_or_default();
    let none = session.words.text("import-no-template");
    let chosen = importing.template();
    let label = match chosen {
        Some(id) => session.words.with("import-template", &[("name", name_of(id).into())]),
        None => match importing.proposed() {
            Some(id) => session.words.with("import-can-template", &[("name", name_of(id).into())]),
            None => none.clone(),
        },
    };
    let button = Button::new(ButtonKind::Normal, &label).icon(Icon::LayoutTemplate).show(ui);
    let button = button.on_hover_text(session.words.text("import-template-hint"));
    Popup::menu(&button).show(|ui| {
        egui::ScrollArea::vertical().max_height(420.0).show(ui, |ui| {
            if ui.selectable_label(chosen.is_none(), &none).clicked() {
                view.push(Action::Import(ImportAction::Template(None)));
                ui.close();
            }
            let fitting = importing.fitting(&session.templates, language);
            let fits = session.words.text("import-fits");
            let own = session.words.text(Group::Own.key());
            let name_of = |t: &Template| {
                if t.group == Group::Own { format!("{} · {own}", t.name) } else { t.name.clone() }
            };
            let others = session
                .templates
                .all()
                .filter(|t| t.language == language && !fitting.contains(t))
                .map(|t| (t.id.as_str(), name_of(t)));
            let first = fitting.iter().map(|t| (t.id.as_str(), format!("{} · {fits}", name_of(t))));
            for (id, name) in first.chain(others) {
                if ui.selectable_label(chosen == Some(id), name).clicked() {
                    view.push(Action::Import(ImportAction::Template(Some(id.to_owned()))));
                    ui.close();
                }
            }
        });
    });
}

/// The parts of the template that nothing of the import fills, each to be taken along or left out.
fn unfilled(ui: &mut Ui, session: &Session, view: &mut View, importing: &Importing) {
    let parts: Vec<_> = importing.unfilled().collect();
    if importing.template().is_none() || parts.is_empty() {
        return;
    }
    let taken = parts.iter().filter(|(_, on)| *on).count();
    let args = [("taken", taken.into()), ("count", parts.len().into())];
    let label = session.words.with("import-unfilled", &args);
    let button = Button::new(ButtonKind::Normal, &label).icon(Icon::ListChecks).show(ui);
    let button = button.on_hover_text(session.words.text("import-unfilled-hint"));
    Popup::menu(&button).close_behavior(egui::PopupCloseBehavior::CloseOnClickOutside).show(|ui| {
        let p = palette(ui);
        let placed = session.words.with("import-placed", &[("count", importing.placed().into())]);
        words(ui, &placed, Type::CHIP, p.text_weak);
        words(ui, &session.words.text("import-unfilled-hint"), Type::CHIP, p.text_weak);
        ui.separator();
        egui::ScrollArea::vertical().max_height(420.0).show(ui, |ui| {
            for (part, on) in &parts {
                let name = part_name(session, &part.part);
                let mut shown = *on;
                if ui.checkbox(&mut shown, name).clicked() {
                    view.push(Action::Import(ImportAction::ToggleUnfilled(part.id)));
                }
            }
        });
    });
}

fn part_name(session: &Session, part: &Part) -> String {
    let key = match part {
        Part::Opening(_) => "inspector-opening",
        Part::Closing(_) => "inspector-closing",
        Part::SignOff(_) => "inspector-sign-off",
        Part::Section(_) => "inspector-section",
        Part::Review(_) => "inspector-review",
        Part::Problems(_) => "inspector-problems",
        Part::Scores(_) => "inspector-scores",
        Part::Contract(_) => "inspector-contract",
        Part::Improvement(_) => "inspector-improvement",
        Part::Register(_) => "inspector-register",
        Part::Attachment(_) => "inspector-attachment",
    };
    match part.heading().filter(|heading| !heading.is_empty()) {
        Some(heading) => heading.as_str().replace(['⟦', '⟧'], ""),
        None => session.words.text(key),
    }
}

/// Returns the sign, the ink and the fill of what became of a line.
fn look(sign: Sign, p: &Palette) -> (Icon, egui::Color32, egui::Color32) {
    match sign {
        Sign::Kept => (Icon::Check, p.text_weak, egui::Color32::TRANSPARENT),
        Sign::Joined => (Icon::CornerLeftUp, p.accent, p.accent_weak),
        Sign::Split => (Icon::Split, p.draft, p.draft_weak),
        Sign::Dropped => (Icon::Trash2, p.late, p.late_weak),
        Sign::Guessed => (Icon::CircleQuestionMark, p.due, p.due_weak),
    }
}
