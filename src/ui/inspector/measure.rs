//! The fields of a measure.

use egui::{Id, Ui};
use lucide_icons::Icon;

use super::super::View;
use super::super::parts::{ChipKind, Run, chip};
use super::super::write;
use super::rows::{self, Form, Value};
use super::{Facts, entries, links};
use crate::edit::{Edit, MeasureValue, Place, TextField};
use crate::locale::{read_number, words as value_words};
use crate::model::{Measure, MeasureStatus, Progress, When};
use crate::session::{Action, Command};

const STATUSES: [MeasureStatus; 4] =
    [MeasureStatus::Open, MeasureStatus::Running, MeasureStatus::Done, MeasureStatus::Cancelled];

pub(super) fn show(ui: &mut Ui, form: Form<'_>, view: &mut View, facts: &Facts, measure: &Measure) {
    let at = |field| Place::of(measure.id, field);
    let set = |value| Action::Edit(Edit::SetMeasure(measure.id, value));
    rows::text(ui, form, view, "field-run-in-title", at(TextField::Title), &measure.title);
    rows::text(ui, form, view, "field-text", at(TextField::Text), &measure.text);
    let label = form.text("field-owners");
    rows::row(ui, form, &label, |ui, _| {
        write::owners_field(ui, form.session, view, form.plan, measure, &label);
    });
    let label = form.text("field-when");
    rows::row(ui, form, &label, |ui, _| {
        ui.horizontal_wrapped(|ui| write::when_field(ui, form.session, view, form.plan, measure, &label));
    });
    let label = form.text("field-indicators");
    rows::row(ui, form, &label, |ui, _| {
        ui.horizontal_wrapped(|ui| {
            for shown in &measure.indicators {
                write::indicator_chip(ui, form.session, view, shown);
            }
            let add = form.text("chip-indicator");
            if chip(ui, ChipKind::Missing, Some(Icon::Plus), &[Run::plain(add.clone())], &add).clicked() {
                view.push(Action::Command(Command::AddIndicator));
            }
        });
    });

    rows::caption(ui, form, "inspector-progress");
    let labels: Vec<String> = STATUSES
        .iter()
        .map(|status| value_words::measure_status(form.session.words.language(), *status).to_owned())
        .collect();
    let active = STATUSES.iter().position(|status| *status == measure.status).unwrap_or_default();
    if let Some(status) =
        rows::choice(ui, form, "field-status", Id::unique(("measure-status", measure.id)), &labels, active)
            .and_then(|at| STATUSES.get(at))
    {
        view.push(set(MeasureValue::Status(*status)));
    }
    let label = form.text("field-progress");
    let (of, fault) = (measure.id, form.text("fault-percent"));
    let shown = Value {
        id: Id::unique(("measure-progress", of)),
        label: &label,
        text: &measure.progress.percent().to_string(),
        hint: "",
    };
    rows::value(ui, form, view, &shown, move |written| {
        let percent = rows::optional(written, &fault, read_progress)?.unwrap_or_default();
        Ok(Some(Action::Edit(Edit::SetMeasure(of, MeasureValue::Progress(percent)))))
    });

    rows::caption(ui, form, "inspector-needs");
    rows::text(ui, form, view, "field-resources", at(TextField::Resources), &measure.needs.resources);
    let label = form.text("field-budget");
    let text =
        measure.needs.budget.map(|yuan| value_words::number(form.language(), yuan)).unwrap_or_default();
    let hint = form.text("hint-yuan");
    let fault = form.text("fault-amount");
    let shown = Value { id: Id::unique(("measure-budget", of)), label: &label, text: &text, hint: &hint };
    rows::value(ui, form, view, &shown, move |written| {
        let yuan = rows::optional(written, &fault, |text| {
            crate::locale::read_money(text).filter(|yuan| !yuan.is_sign_negative())
        })?;
        Ok(Some(Action::Edit(Edit::SetMeasure(of, MeasureValue::Budget(yuan)))))
    });
    rows::text(ui, form, view, "field-risk", at(TextField::Risk), &measure.risk.risk);
    rows::text(ui, form, view, "field-fallback", at(TextField::Fallback), &measure.risk.fallback);
    rows::text(ui, form, view, "field-source", at(TextField::Source), &measure.source);

    let label = form.text("field-after");
    rows::row(ui, form, &label, |ui, width| {
        let what = links::What { record: measure.id.id(), label: &label, linked: &facts.linked, width };
        if let Some(after) = links::show(ui, form, view, facts, &what, &links::Kind::Predecessors(measure)) {
            view.push(set(MeasureValue::After(after)));
        }
        if let [first, ..] = facts.ring.as_slice() {
            let ring = format!("{} → {first}", facts.ring.join(" → "));
            rows::fault(ui, &form.session.words.with("fault-ring", &[("ring", ring.into())]));
        }
        for name in &facts.late {
            rows::doubt(ui, &form.session.words.with("doubt-late", &[("name", name.clone().into())]));
        }
    });

    rows::caption(ui, form, "inspector-log");
    entries::log(ui, form, view, measure);
    if matches!(measure.when, Some(When::Cadence(_))) || !measure.ticks.is_empty() {
        rows::caption(ui, form, "inspector-ticks");
        entries::ticks(ui, form, view, measure);
    }
}

fn read_progress(written: &str) -> Option<Progress> {
    let percent = read_number(written)?;
    if !percent.fract().is_zero() {
        return None;
    }
    Progress::new(percent.try_into().ok()?).ok()
}
