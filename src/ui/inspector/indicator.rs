//! The fields of an indicator.

use egui::Ui;

use super::super::View;
use super::super::calendar::{Choice, DateField, Picks, button as calendar_button};
use super::super::field::{Framed, ValueField};
use super::super::write::{
    DONE_BY, WITHIN, Which, direction_box, field_id, quantity_text, read_target, target_text,
};
use super::outline::weights_note;
use super::rows::{self, Form, Value};
use super::{Facts, entries, split};
use crate::edit::{Edit, IndicatorValue, Place, TextField};
use crate::locale::read_number;
use crate::locale::read_quantity;
use crate::model::{Base, Indicator, Target, Weight};
use crate::session::Action;

pub(super) fn show(ui: &mut Ui, form: Form<'_>, view: &mut View, facts: &Facts, indicator: &Indicator) {
    let of = indicator.id;
    let at = move |field| Place::of(of, field);
    let id = |what| field_id(indicator, what);
    let language = form.language();
    let set = move |value| Some(Action::Edit(Edit::SetIndicator(of, value)));
    let label = form.text("field-indicator-name");
    rows::row(ui, form, &label, |ui, width| {
        let (place, text) = (at(TextField::Name), &indicator.name);
        // The document shows it on a chip, not in a field.
        Framed { name: &label, place, text, width, beside: false }.show(ui, view);
    });
    let label = form.text("field-unit-of");
    let shown = Value { id: id(Which::Unit), label: &label, text: &indicator.unit, hint: "" };
    rows::value(ui, form, view, &shown, move |written| {
        Ok(set(IndicatorValue::Unit(written.trim().to_owned())))
    });
    target(ui, form, view, indicator);
    let label = form.text("field-base");
    let (hint, fault) = (form.text("hint-number"), form.text("fault-number"));
    let text = indicator.base.as_ref().map(|base| quantity_text(&base.value, language)).unwrap_or_default();
    let on = indicator.base.as_ref().and_then(|base| base.on);
    let shown = Value { id: id(Which::Base), label: &label, text: &text, hint: &hint };
    rows::value(ui, form, view, &shown, move |written| {
        let value = rows::optional(written, &fault, read_quantity)?;
        Ok(set(IndicatorValue::Base(value.map(|value| Base { value, on }))))
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
    let (label, fault) = (form.text("field-weight"), form.text("fault-weight"));
    let text = indicator.weight.map(|weight| weight.points().to_string()).unwrap_or_default();
    let shown = Value { id: id(Which::Weight), label: &label, text: &text, hint: "" };
    rows::value(ui, form, view, &shown, move |written| {
        let weight = rows::optional(written, &fault, |text| Weight::new(read_number(text)?).ok())?;
        Ok(set(IndicatorValue::Weight(weight)))
    });
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

/// The target with its direction.
fn target(ui: &mut Ui, form: Form<'_>, view: &mut View, indicator: &Indicator) {
    let of = indicator.id;
    let language = form.language();
    let label = form.text("field-target");
    rows::row(ui, form, &label, |ui, width| {
        ui.horizontal_wrapped(|ui| {
            let picked = direction_box(ui, form.session, view, indicator, language);
            let text = target_text(indicator.target.as_ref(), language);
            let hint = form.text(match picked {
                WITHIN => "hint-range",
                DONE_BY => "hint-date",
                _ => "hint-number",
            });
            let (year, fault) = (form.plan.period.year(), form.text("fault-target"));
            let field = ValueField {
                id: field_id(indicator, Which::Target),
                text: &text,
                name: &label,
                hint: &hint,
                width: (width - 160.0).max(100.0),
                clears: false,
            };
            let shown = field.show(ui, &mut view.editing, move |written| {
                let target = rows::optional(written, &fault, |text| read_target(picked, text, year))?;
                Ok(Some(Action::Edit(Edit::SetIndicator(of, IndicatorValue::Target(target)))))
            });
            if picked == DONE_BY {
                let value = match indicator.target {
                    Some(Target::DoneBy(day)) => Some(Choice::Day(day)),
                    _ => None,
                };
                let day = calendar_button(ui, form.session, view, &shown.response, &label, value, Picks::Day);
                if let Some(day) = day {
                    let target = day.day().map(Target::DoneBy);
                    view.push(Action::Edit(Edit::SetIndicator(of, IndicatorValue::Target(target))));
                }
            }
        });
    });
}
