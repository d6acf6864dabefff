//! The fields of the plan as a whole.

use egui::{Id, Ui};

use super::super::View;
use super::super::calendar::DateField;
use super::rows::{self, Form};
use super::{people, period};
use crate::edit::{Edit, Place, PlanValue, TextField};
use crate::locale::{plan_kind_key, words as value_words};
use crate::model::{Language, Numbering, PlanKind, PlanStatus};
use crate::session::Action;

pub(super) fn show(ui: &mut Ui, form: Form<'_>, view: &mut View) {
    let plan = form.plan;
    let set = |value| Action::Edit(Edit::SetPlan(value));
    rows::text(ui, form, view, "field-title", Place::plan(TextField::Title), &plan.title);
    let labels: Vec<String> = PlanKind::ALL.iter().map(|kind| form.text(plan_kind_key(*kind))).collect();
    let active = PlanKind::ALL.iter().position(|kind| *kind == plan.kind).unwrap_or_default();
    if let Some(kind) = rows::choice(ui, form, "field-kind", Id::unique("plan-kind"), &labels, active)
        .and_then(|at| PlanKind::ALL.get(at))
    {
        view.push(set(PlanValue::Kind(*kind)));
    }
    let labels = [form.text("language-zh"), form.text("language-en")];
    let active = Language::ALL.iter().position(|language| *language == plan.language).unwrap_or_default();
    if let Some(language) =
        rows::choice(ui, form, "field-language", Id::unique("plan-language"), &labels, active)
            .and_then(|at| Language::ALL.get(at))
    {
        view.push(set(PlanValue::Language(*language)));
    }
    let language = form.session.words.language();
    let labels: Vec<String> =
        PlanStatus::ALL.iter().map(|status| value_words::plan_status(language, *status).to_owned()).collect();
    let active = PlanStatus::ALL.iter().position(|status| *status == plan.status).unwrap_or_default();
    if let Some(status) = rows::choice(ui, form, "field-status", Id::unique("plan-status"), &labels, active)
        .and_then(|at| PlanStatus::ALL.get(at))
    {
        view.push(set(PlanValue::Status(*status)));
    }
    // The first choice leaves it to the page.
    let mut labels = vec![form.text("inspector-numbering-page")];
    labels.extend(Numbering::ALL.map(|numbering| value_words::numbering(language, numbering).to_owned()));
    let known = |own| Numbering::ALL.iter().position(|numbering| *numbering == own);
    let active = plan.numbering.and_then(known).map_or(0, |at| at + 1);
    if let Some(at) =
        rows::choice(ui, form, "inspector-numbering", Id::unique("plan-numbering"), &labels, active)
    {
        let numbering = at.checked_sub(1).and_then(|at| Numbering::ALL.get(at));
        view.push(set(PlanValue::Numbering(numbering.copied())));
    }

    rows::caption(ui, form, "inspector-times");
    period::show(ui, form, view, period::Which::Planned, Some(plan.period));
    period::show(ui, form, view, period::Which::Reviewed, plan.reviewed);
    let label = form.text("field-date");
    rows::row(ui, form, &label, |ui, _| {
        ui.horizontal(|ui| {
            let id = Id::unique("inspector-plan-date");
            DateField { id, day: plan.date, name: &label, width: 184.0 }.show(
                ui,
                form.session,
                view,
                |date| Ok(Action::Edit(Edit::SetPlan(PlanValue::Date(date)))),
            );
        });
    });

    rows::caption(ui, form, "inspector-signed");
    for (key, field, text) in [
        ("field-unit", TextField::Unit, &plan.unit),
        ("field-department", TextField::Department, &plan.department),
        ("field-author", TextField::Author, &plan.author),
        ("field-post", TextField::Post, &plan.post),
    ] {
        rows::text(ui, form, view, key, Place::plan(field), text);
    }

    rows::caption(ui, form, "inspector-people");
    people::list(ui, form, view);
}
