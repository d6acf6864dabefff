//! Filling blanks: of a template when a plan is made, and of the open plan.

use chrono::Datelike;
use egui::{Align, Layout, ScrollArea, Ui, vec2};
use lucide_icons::Icon;

use super::super::View;
use super::super::parts::{Button, ButtonKind, words};
use super::super::theme::{Type, palette};
use super::{heading, input, paragraph};
use crate::locale::shown;
use crate::model::{Language, Placeholder, PlaceholderKind, YearNumber, fill, query};
use crate::session::{Action, Answer, Session};

pub(super) fn new_plan(ui: &mut Ui, session: &Session, view: &mut View, id: &str, fresh: bool) {
    let Some(template) = session.templates.get(id) else { return };
    ui.set_width(dialog_width(ui));
    if fresh {
        // A plan is written in autumn, for the year that follows.
        let next = view.start.today.map_or(2027, |today| today.year() + 1);
        view.dialogs.year = next.to_string();
    }
    heading(ui, &template.name);
    if !template.purpose.is_empty() {
        paragraph(ui, &template.purpose);
    }
    ui.add_space(4.0);
    let year_name = session.words.text("field-year");
    let mut entered = false;
    ui.horizontal(|ui| {
        label(ui, &year_name);
        let mut year = std::mem::take(&mut view.dialogs.year);
        let field = input(ui, &mut year, &year_name, "", 100.0);
        if fresh {
            field.response.request_focus();
        }
        entered |= field.entered;
        view.dialogs.year = year;
    });
    let asked: Vec<Placeholder> = template
        .plan
        .placeholders
        .iter()
        .filter(|blank| blank.kind != PlaceholderKind::Year)
        .cloned()
        .collect();
    let (faults, enter) = list(ui, session, view, &asked, template.language);
    entered |= enter;
    let year = crate::locale::read_number(&view.dialogs.year)
        .and_then(|year| i32::try_from(year).ok())
        .and_then(|year| YearNumber::new(year).ok());
    if year.is_none() {
        words(ui, &session.words.text("fault-year"), Type::CAPTION, palette(ui).late);
    }
    // The number of the month or quarter moves the dates, so it has to be one that there is.
    let typed = template.counted.as_ref().and_then(|name| view.dialogs.values.get(name.as_str()));
    let has_period = match (typed.map(|typed| typed.trim()), template.most()) {
        (None | Some(""), _) | (_, None) => true,
        (Some(typed), Some(most)) => crate::locale::read_number(typed)
            .and_then(|number| u32::try_from(number).ok())
            .is_none_or(|number| (1..=most).contains(&number)),
    };
    if !has_period {
        words(ui, &session.words.text("fault-period-number"), Type::CAPTION, palette(ui).late);
    }
    ui.add_space(4.0);
    words(ui, &session.words.text("blanks-later"), Type::CAPTION, palette(ui).text_weak);
    let make = session.words.text("button-make");
    let ready = faults == 0 && year.is_some() && has_period;
    ui.horizontal(|ui| {
        let clicked = Button::new(ButtonKind::Primary, &make).enabled(ready).show(ui).clicked();
        if (clicked || entered)
            && ready
            && let Some(year) = year
        {
            let values = view.dialogs.values.clone();
            view.push(Action::MakePlan { template: id.to_owned(), year, values });
        }
        let cancel = session.words.text("button-cancel");
        if Button::new(ButtonKind::Normal, &cancel).show(ui).clicked() {
            view.push(Action::Answer(Answer::Cancel));
        }
    });
}

pub(super) fn fill(ui: &mut Ui, session: &Session, view: &mut View, fresh: bool) {
    let Some(plan) = session.plan() else { return };
    ui.set_width(dialog_width(ui));
    let open = query::open_blanks(plan);
    heading(ui, &session.words.text("blanks-heading"));
    let asked: Vec<Placeholder> =
        plan.placeholders.iter().filter(|blank| open.contains_key(blank.name.as_str())).cloned().collect();
    if asked.is_empty() {
        paragraph(ui, &session.words.text("notice-no-blanks"));
    } else {
        paragraph(ui, &session.words.text("blanks-text"));
    }
    let (faults, entered) = list(ui, session, view, &asked, plan.language);
    if fresh && let Some(first) = asked.first() {
        let id = egui::Id::unique(("dialog-input", first.name.to_string()));
        ui.memory_mut(|memory| memory.request_focus(id));
    }
    ui.add_space(4.0);
    ui.horizontal(|ui| {
        let fill = session.words.text("button-fill");
        let clicked = Button::new(ButtonKind::Primary, &fill).enabled(faults == 0).show(ui).clicked();
        if (clicked || entered) && faults == 0 {
            let values = view.dialogs.values.clone();
            view.push(Action::FillBlanks(values));
        }
        let cancel = session.words.text("button-cancel");
        if Button::new(ButtonKind::Normal, &cancel).show(ui).clicked() {
            view.push(Action::Answer(Answer::Cancel));
        }
    });
}

/// Shows a field for each blank; returns how many of them cannot be filled as they stand, and whether
/// one of them was left by Enter.
fn list(
    ui: &mut Ui,
    session: &Session,
    view: &mut View,
    blanks: &[Placeholder],
    language: Language,
) -> (usize, bool) {
    let p = palette(ui);
    let mut faults = 0;
    let mut entered = false;
    let height = (ui.ctx().content_rect().height() - 360.0).clamp(120.0, 420.0);
    ScrollArea::vertical().max_height(height).show(ui, |ui| {
        let width = ui.available_width() - 12.0;
        ui.set_width(width);
        for blank in blanks {
            let name = blank.name.to_string();
            ui.horizontal(|ui| {
                label(ui, &name);
                let mut value = view.dialogs.values.remove(&name).unwrap_or_default();
                let hint = if blank.hint.is_empty() {
                    session.words.text(kind_key(&blank.kind))
                } else {
                    shown(&blank.hint)
                };
                // Behind the field there is room for a unit and for what is wrong.
                let room = (width - 140.0 - 120.0).max(160.0);
                entered |= input(ui, &mut value, &name, &hint, room).entered;
                words(ui, blank.kind.unit(), Type::CHIP, p.text_weak);
                if !value.trim().is_empty() && fill::parse(&blank.kind, &value, language).is_err() {
                    faults += 1;
                    ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
                        let at = ui.cursor().left_center() + vec2(7.0, 0.0);
                        super::super::parts::draw_icon(ui, Icon::OctagonAlert, 14.0, at, p.late);
                        ui.add_space(18.0);
                        words(ui, &session.words.text(kind_key(&blank.kind)), Type::CAPTION, p.late);
                    });
                }
                if !value.is_empty() {
                    view.dialogs.values.insert(name, value);
                }
            });
        }
    });
    (faults, entered)
}

/// Returns how wide the dialogs with blanks are.
fn dialog_width(ui: &Ui) -> f32 {
    (ui.ctx().content_rect().width() - 100.0).clamp(280.0, 600.0)
}

fn label(ui: &mut Ui, text: &str) {
    let p = palette(ui);
    // A long name goes on in a second line.
    let galley = ui.painter().layout(text.to_owned(), Type::BODY.font(), p.text, 136.0);
    let height = galley.size().y.max(30.0);
    let (rect, _) = ui.allocate_exact_size(vec2(140.0, height), egui::Sense::hover());
    ui.painter().galley(super::super::parts::left_middle(rect.left(), rect, &galley), galley, p.text);
}

const fn kind_key(kind: &PlaceholderKind) -> &'static str {
    match kind {
        PlaceholderKind::Year => "wanted-year",
        PlaceholderKind::Unit => "wanted-unit",
        PlaceholderKind::Person => "wanted-person",
        PlaceholderKind::Date => "wanted-date",
        PlaceholderKind::Amount { .. } | PlaceholderKind::Percentage => "wanted-number",
        PlaceholderKind::Free => "wanted-words",
    }
}
