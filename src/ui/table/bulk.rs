//! The bar below the rows while some are selected: what is done to all of them at once.

use egui::{CornerRadius, Popup, PopupCloseBehavior, Stroke, Ui};
use lucide_icons::Icon;

use super::super::View;
use super::super::parts::{Button, ButtonKind, ring, words};
use super::super::theme::{Type, palette, radius};
use super::menus::choice;
use crate::locale::words as value_words;
use crate::model::MeasureStatus;
use crate::session::table::{Bulk, Sheet, ShiftUnit, TableAction};
use crate::session::{Action, Command, Session};

/// The fields of the small windows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Typed {
    Owners,
    When,
    Shift,
}

pub(super) fn show(ui: &mut Ui, session: &Session, view: &mut View) {
    let p = palette(ui);
    let selected = session.table.selected();
    let measures = session.table.sheet() == Sheet::Measures;
    let wide = ui.available_width() > 1080.0;
    ui.spacing_mut().item_spacing.x = 8.0;
    ui.horizontal_centered(|ui| {
        ui.add_space(8.0);
        let count = session.words.with("table-selected", &[("count", selected.len().into())]);
        words(ui, &count, Type::BUTTON.emphasised(), p.text);
        ui.add_space(4.0);
        if measures {
            owners(ui, session, view);
            time(ui, session, view);
            status(ui, session, view);
            move_to(ui, session, view);
        }
        let label = session.words.text("table-bulk-remove");
        if Button::new(ButtonKind::Destructive, &label).icon(Icon::Trash2).small().show(ui).clicked() {
            view.push(Action::Command(Command::Remove));
        }
        ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
            ui.add_space(8.0);
            let label = session.words.text("table-select-none");
            if Button::new(ButtonKind::Text, &label).small().show(ui).clicked() {
                view.push(Action::Table(TableAction::SelectNothing));
                view.table.grab = true;
            }
            if measures && wide {
                sums(ui, session, &selected);
            }
        });
    });
}

/// How the selected measures stand together.
fn sums(ui: &mut Ui, session: &Session, selected: &[crate::model::Id]) {
    /// More are not added up in a frame.
    const MOST: usize = 2_000;
    let p = palette(ui);
    let Some(context) = session.table_context() else { return };
    if selected.len() > MOST {
        return;
    }
    let rows = session.table.rows();
    let (mut progress, mut done, mut late, mut count) = (0_usize, 0_usize, 0_usize, 0_usize);
    for measure in selected.iter().filter_map(|id| rows.row_of(*id)?.measure()) {
        count += 1;
        progress += usize::from(measure.progress.percent());
        match context.standing(measure) {
            crate::track::Standing::Done => done += 1,
            crate::track::Standing::Late => late += 1,
            crate::track::Standing::Open
            | crate::track::Standing::Running
            | crate::track::Standing::DueThisMonth
            | crate::track::Standing::Cancelled => {}
        }
    }
    let progress = progress.checked_div(count).unwrap_or(0);
    let args = [("progress", progress.into()), ("done", done.into()), ("late", late.into())];
    words(ui, &session.words.with("table-sums", &args), Type::CHIP, p.text_weak);
}

fn bulk(view: &mut View, bulk: Bulk) {
    view.push(Action::Table(TableAction::Bulk(bulk)));
}

/// Shows a button that opens a small window, with the field that takes keys first.
fn opening(
    ui: &mut Ui,
    view: &mut View,
    (icon, first): (Icon, Option<Typed>),
    label: &str,
    add: impl FnOnce(&mut Ui, &mut View),
) {
    let button = Button::new(ButtonKind::Normal, label).icon(icon).small().show(ui);
    if button.clicked() {
        view.table.focus_typed = first;
        ui.ctx().request_repaint();
    }
    Popup::menu(&button).close_behavior(PopupCloseBehavior::CloseOnClickOutside).show(|ui| {
        ui.set_min_width(260.0);
        ui.spacing_mut().item_spacing.y = 8.0;
        add(ui, view);
    });
}

/// A field of a small window; what is typed stays until it is used.
fn field(ui: &mut Ui, view: &mut View, key: Typed, name: &str, hint: &str) -> (String, bool) {
    let p = palette(ui);
    let id = egui::Id::unique(("table-bulk", key));
    let text = view.table.typed.entry(key).or_default();
    let hint = egui::RichText::new(hint).font(Type::BUTTON.font()).color(p.text_weak);
    let frame = egui::Frame::new()
        .fill(p.surface)
        .stroke(Stroke::new(1.0, p.line_strong))
        .corner_radius(CornerRadius::same(radius::BUTTON))
        .inner_margin(egui::Margin::symmetric(8, 4));
    let field = egui::TextEdit::singleline(text).id(id).font(Type::BUTTON.font()).frame(frame);
    let response = ui.add(field.hint_text(hint).desired_width(240.0)).accessible_name(name);
    ring(ui, &response, response.rect, radius::BUTTON, p);
    // In the frame of a click, whatever is not clicked loses the focus again.
    if view.table.focus_typed == Some(key) && !ui.input(|input| input.pointer.any_click()) {
        view.table.focus_typed = None;
        response.request_focus();
    }
    let enter = response.lost_focus() && ui.input(|input| input.key_pressed(egui::Key::Enter));
    (text.clone(), enter)
}

fn owners(ui: &mut Ui, session: &Session, view: &mut View) {
    let label = session.words.text("table-bulk-owners");
    opening(ui, view, (Icon::UserRound, Some(Typed::Owners)), &label, |ui, view| {
        let hint = session.words.text("table-bulk-owners-hint");
        let (text, enter) = field(ui, view, Typed::Owners, &label, &hint);
        let filled = !text.trim().is_empty();
        ui.horizontal(|ui| {
            let set = session.words.text("table-bulk-owners-set");
            let add = session.words.text("table-bulk-owners-add");
            let set = Button::new(ButtonKind::Primary, &set).enabled(filled).small().show(ui).clicked();
            let add = Button::new(ButtonKind::Normal, &add).enabled(filled).small().show(ui).clicked();
            if filled && (set || enter) {
                bulk(view, Bulk::Owners(text.clone()));
            } else if filled && add {
                bulk(view, Bulk::AddOwners(text.clone()));
            } else {
                return;
            }
            view.table.typed.remove(&Typed::Owners);
            ui.close();
        });
    });
}

fn time(ui: &mut Ui, session: &Session, view: &mut View) {
    let label = session.words.text("table-bulk-when");
    opening(ui, view, (Icon::Calendar, Some(Typed::When)), &label, |ui, view| {
        let hint = session.words.text("hint-when");
        let (text, enter) = field(ui, view, Typed::When, &label, &hint);
        let p = palette(ui);
        let year = session.plan().map_or(0, |plan| plan.period.year());
        let frame = crate::locale::Frame { year, today: Some(session.today) };
        let read = crate::locale::read_time(&text, frame).ok();
        if !text.trim().is_empty() {
            match (&read, session.plan()) {
                (Some(when), Some(plan)) => {
                    let said = value_words::when(plan.language, when, None);
                    words(ui, &said, Type::CHIP, p.text_weak);
                }
                _ => drop(words(ui, &session.words.text("when-unclear"), Type::CHIP, p.due)),
            }
        }
        let set = session.words.text("table-bulk-when-set");
        let filled = !text.trim().is_empty();
        let clicked = Button::new(ButtonKind::Primary, &set).enabled(filled).small().show(ui).clicked();
        if filled && (clicked || enter) {
            bulk(view, Bulk::When(text));
            view.table.typed.remove(&Typed::When);
            ui.close();
        }
        ui.separator();
        let name = session.words.text("table-bulk-shift");
        words(ui, &name, Type::CHIP, p.text_weak);
        let (text, _) = field(ui, view, Typed::Shift, &name, &session.words.text("table-bulk-shift-hint"));
        let count = text.trim().parse::<i32>().ok().filter(|count| *count != 0);
        ui.horizontal(|ui| {
            for (unit, key) in [
                (ShiftUnit::Day, "table-unit-days"),
                (ShiftUnit::Week, "table-unit-weeks"),
                (ShiftUnit::Month, "table-unit-months"),
            ] {
                let label = session.words.text(key);
                let button = Button::new(ButtonKind::Normal, &label).enabled(count.is_some()).small();
                if button.show(ui).clicked()
                    && let Some(count) = count
                {
                    bulk(view, Bulk::Shift { count, unit });
                    view.table.typed.remove(&Typed::Shift);
                    ui.close();
                }
            }
        });
    });
}

fn status(ui: &mut Ui, session: &Session, view: &mut View) {
    let label = session.words.text("table-bulk-status");
    opening(ui, view, (Icon::CircleCheck, None), &label, |ui, view| {
        let language = session.words.language();
        for status in
            [MeasureStatus::Done, MeasureStatus::Running, MeasureStatus::Open, MeasureStatus::Cancelled]
        {
            if choice(ui, value_words::measure_status(language, status), "", true) {
                bulk(view, Bulk::Status(status));
            }
        }
    });
}

fn move_to(ui: &mut Ui, session: &Session, view: &mut View) {
    let label = session.words.text("table-bulk-move");
    opening(ui, view, (Icon::CornerDownRight, None), &label, |ui, view| {
        let Some(plan) = session.plan() else { return };
        let numbers = crate::model::query::numbering(plan);
        egui::ScrollArea::vertical().max_height(320.0).id_salt("move-to").show(ui, |ui| {
            let mut places = Vec::new();
            let Ok(()) = plan.try_walk::<std::convert::Infallible>(&mut |node, level| {
                use crate::model::tree::NodeRef;
                match node {
                    NodeRef::Section(section) => places.push((section.id.id(), &section.heading, level)),
                    NodeRef::Goal(goal) => places.push((goal.id.id(), &goal.text, level)),
                    _ => {}
                }
                Ok(())
            });
            for (id, text, level) in places {
                let number = numbers.get(&id).map_or_else(String::new, |numbered| {
                    crate::locale::numerals::label(numbered.level, numbered.number, plan.language)
                });
                let label = format!("{number}{}", crate::locale::shown(text));
                ui.horizontal(|ui| {
                    ui.add_space(16.0 * level as f32);
                    if choice(ui, &label, "", true) {
                        bulk(view, Bulk::MoveTo(id));
                    }
                });
            }
        });
    });
}
