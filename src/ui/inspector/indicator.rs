//! The fields of an indicator.

use egui::Ui;

use super::super::View;
use super::super::calendar::DateField;
use super::super::write;
use super::outline::weights_note;
use super::rows::{self, Form};
use super::{Facts, entries, split};
use crate::edit::{Edit, IndicatorValue, Place, TextField};
use crate::model::{Base, Indicator};
use crate::session::Action;

pub(super) fn show(ui: &mut Ui, form: Form<'_>, view: &mut View, facts: &Facts, indicator: &Indicator) {
    let of = indicator.id;
    let at = |field| Place::of(of, field);
    write::indicator_values(ui, form.session, view, form.plan, indicator, |ui, label, add| {
        rows::row(ui, form, label, |ui, width| {
            ui.horizontal_wrapped(|ui| add(ui, width));
        });
    });
    if let Some(base) = &indicator.base {
        let label = form.text("field-base-day");
        let value = base.value.clone();
        rows::row(ui, form, &label, |ui, _| {
            ui.horizontal(|ui| {
                let id = egui::Id::unique(("indicator-base-day", of));
                let field = DateField { id, day: base.on, name: &label, width: 184.0 };
                field.show(ui, form.session, view, move |on| {
                    let base = Base { value: value.clone(), on };
                    Ok(Action::Edit(Edit::SetIndicator(of, IndicatorValue::Base(Some(base)))))
                });
            });
        });
    }
    if indicator.weight.is_some() {
        let label = form.text("field-weights-sum");
        rows::row(ui, form, &label, |ui, _| {
            ui.add_space(4.0);
            weights_note(ui, form, "weights-beside", facts.weights.0);
            weights_note(ui, form, "weights-plan", facts.weights.1);
        });
    }

    rows::caption(ui, form, "inspector-split");
    split::show(ui, form, view, indicator);

    rows::caption(ui, form, "inspector-scoring");
    rows::text(ui, form, view, "field-standard", at(TextField::Standard), &indicator.standard);
    rows::text(ui, form, view, "field-formula", at(TextField::Formula), &indicator.formula);
    rows::text(ui, form, view, "field-data-source", at(TextField::Source), &indicator.source);

    rows::caption(ui, form, "inspector-readings");
    entries::readings(ui, form, view, indicator);
}
