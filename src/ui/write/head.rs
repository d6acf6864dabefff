//! The plan's title and particulars, at the top of the document.

use egui::Ui;

use super::super::View;
use super::super::calendar::DateField;
use super::super::parts::words;
use super::super::theme::{Type, palette};
use super::line::{Enter, Line, labelled_as};
use crate::edit::{Edit, Place, PlanValue, TextField};
use crate::locale::words as value_words;
use crate::session::{Action, Session};

pub(super) fn show(ui: &mut Ui, session: &Session, view: &mut View) {
    let Some(plan) = session.plan().cloned() else { return };
    let p = palette(ui);
    let mut line = Line::new(session, Place::plan(TextField::Title), plan.title.as_str());
    line.face = Type { size: 22.0, line: 34.0, emphasis: true };
    line.name = "field-title";
    line.removable = false;
    line.show(ui, view);
    ui.add_space(4.0);
    let fields = [
        ("field-unit", TextField::Unit, &plan.unit),
        ("field-department", TextField::Department, &plan.department),
        ("field-author", TextField::Author, &plan.author),
        ("field-post", TextField::Post, &plan.post),
    ];
    let half = (ui.available_width() - 12.0) / 2.0;
    for pair in fields.chunks(2) {
        ui.horizontal_top(|ui| {
            for (key, field, text) in pair {
                let label = session.words.text(key);
                ui.allocate_ui(egui::vec2(half, 26.0), |ui| {
                    ui.set_width(half);
                    labelled_as(ui, view, (&label, ""), Place::plan(*field), text.as_str(), Enter::Next);
                });
            }
        });
    }
    ui.horizontal(|ui| {
        ui.set_min_height(28.0);
        let label = session.words.text("field-period");
        ui.allocate_ui(egui::vec2(64.0, 23.0), |ui| {
            ui.set_min_width(64.0);
            words(ui, &label, Type::CHIP, p.text_weak);
        });
        ui.allocate_ui(egui::vec2(half - 68.0, 28.0), |ui| {
            ui.set_min_width(half - 68.0);
            words(ui, &value_words::period(plan.language, plan.period), Type::BODY, p.text);
        });
        let label = session.words.text("field-date");
        ui.allocate_ui(egui::vec2(64.0, 23.0), |ui| {
            ui.set_min_width(64.0);
            words(ui, &label, Type::CHIP, p.text_weak);
        });
        let id = egui::Id::unique("plan-date");
        DateField { id, day: plan.date, name: &label, width: 184.0 }
            .show(ui, session, view, |date| Ok(Action::Edit(Edit::SetPlan(PlanValue::Date(date)))));
    });
    ui.add_space(6.0);
    let line = ui.max_rect();
    let y = ui.cursor().top();
    ui.painter().hline(line.x_range(), y, egui::Stroke::new(1.0, p.line));
    ui.add_space(6.0);
}
