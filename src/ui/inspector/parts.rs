//! The fields of parts other than sections, and of their rows.

use std::num::NonZeroU8;
use std::sync::Arc;

use egui::{Id, Ui};
use lucide_icons::Icon;
use rust_decimal::Decimal;

use super::super::View;
use super::super::calendar::DateField;
use super::super::field::Framed;
use super::super::parts::{Button, ButtonKind, icon_button};
use super::super::write;
use super::outline::weights_note;
use super::rows::{self, Form, Value};
use super::{Facts, links, period};
use crate::edit::{Edit, Place, TextField};
use crate::locale::{read_number, shown, words as value_words};
use crate::model::tree::NodeRef;
use crate::model::{
    Cause, CauseAt, CoefficientBand, Contract, Improvement, IndicatorId, Part, Party, Plan, Problem, RedLine,
    RegisterRow, ScoreRow, ScoreTable, Text, Weight,
};
use crate::session::Action;

fn replace(part: Part) -> Action {
    Action::Edit(Edit::ReplacePart(part))
}

pub(super) fn part(ui: &mut Ui, form: Form<'_>, view: &mut View, part: &Part) {
    let at = |field| Place { record: Some(part.id()), field };
    if let Some(heading) = part.heading() {
        rows::text(ui, form, view, "field-heading", at(TextField::Heading), heading);
    }
    match part {
        Part::Opening(_) | Part::Closing(_) => rows::note(ui, &form.text("inspector-prose")),
        Part::Section(_) | Part::Review(_) | Part::Problems(_) | Part::Attachment(_) => {}
        Part::Scores(table) => scores(ui, form, view, table),
        Part::Contract(contract) => contract_fields(ui, form, view, contract),
        Part::Improvement(improvement) => improvement_fields(ui, form, view, improvement),
        Part::Register(register) => {
            for (index, column) in register.columns.iter().enumerate() {
                rows::text(ui, form, view, "field-column", at(TextField::Column(index)), column);
            }
        }
        Part::SignOff(sign_off) => {
            rows::text(ui, form, view, "field-sign-off-name", at(TextField::Name), &sign_off.name);
            let label = form.text("field-date");
            let own = Arc::clone(sign_off);
            rows::row(ui, form, &label, |ui, _| {
                ui.horizontal(|ui| {
                    let id = Id::unique(("sign-off-day", sign_off.id));
                    let field = DateField { id, day: sign_off.on, name: &label, width: 184.0 };
                    field.show(ui, form.session, view, move |on| {
                        let mut sign_off = own.as_ref().clone();
                        sign_off.on = on;
                        Ok(replace(Part::SignOff(Arc::new(sign_off))))
                    });
                });
            });
        }
    }
}

/// One of the parties of a contract.
type PartyOf = fn(&mut Contract) -> &mut Party;

fn contract_fields(ui: &mut Ui, form: Form<'_>, view: &mut View, contract: &Arc<Contract>) {
    let of = contract.id;
    let with = {
        let own = Arc::clone(contract);
        move |change: &dyn Fn(&mut Contract)| {
            let mut contract = own.as_ref().clone();
            change(&mut contract);
            replace(Part::Contract(Arc::new(contract)))
        }
    };
    let parties: [(&str, TextField, &Party, PartyOf); 2] = [
        ("field-first-party", TextField::FirstParty, &contract.first, |contract| &mut contract.first),
        ("field-second-party", TextField::SecondParty, &contract.second, |contract| &mut contract.second),
    ];
    for (key, field, party, party_of) in parties {
        rows::caption(ui, form, key);
        rows::text(ui, form, view, "field-name", Place::of(of, field), &party.name);
        let (post, person) = (with.clone(), with.clone());
        rows::written(
            ui,
            form,
            view,
            "field-signer-post",
            Id::unique(("party-post", of, key)),
            party.post.as_str(),
            move |written| post(&|contract| party_of(contract).post = Text::new(written.trim())),
        );
        rows::written(
            ui,
            form,
            view,
            "field-signer",
            Id::unique(("party-person", of, key)),
            party.person.as_str(),
            move |written| person(&|contract| party_of(contract).person = Text::new(written.trim())),
        );
    }
    rows::caption(ui, form, "field-term");
    let term = with.clone();
    period::days(ui, form, view, Id::unique(("contract-term", of)), contract.term, move |days| {
        Some(term(&|contract| contract.term = days))
    });
    let (label, fault) = (form.text("field-copies"), form.text("fault-count"));
    let text = contract.copies.map(|copies| copies.to_string()).unwrap_or_default();
    let shown = Value { id: Id::unique(("copies", of)), label: &label, text: &text, hint: "" };
    rows::value(ui, form, view, &shown, move |written| {
        let copies = rows::optional(written, &fault, read_count)?;
        Ok(Some(with(&|contract| contract.copies = copies)))
    });
}

fn read_count(written: &str) -> Option<NonZeroU8> {
    NonZeroU8::new(u8::try_from(read_number(written)?).ok()?)
}

fn improvement_fields(ui: &mut Ui, form: Form<'_>, view: &mut View, improvement: &Arc<Improvement>) {
    let of = improvement.id;
    let with = {
        let own = Arc::clone(improvement);
        move |change: &dyn Fn(&mut Improvement)| {
            let mut improvement = own.as_ref().clone();
            change(&mut improvement);
            replace(Part::Improvement(Arc::new(improvement)))
        }
    };
    for (key, field, text) in [
        ("field-employee", TextField::Employee, &improvement.employee),
        ("field-manager", TextField::Manager, &improvement.manager),
        ("field-required", TextField::Required, &improvement.gap.required),
        ("field-actual", TextField::Actual, &improvement.gap.actual),
        ("field-worth", TextField::Worth, &improvement.worth),
    ] {
        rows::text(ui, form, view, key, Place::of(of, field), text);
    }
    let (label, fault) = (form.text("field-cycle"), form.text("fault-count"));
    let text = improvement.cycle.to_string();
    let shown = Value { id: Id::unique(("cycle", of)), label: &label, text: &text, hint: "" };
    let cycle = with.clone();
    rows::value(ui, form, view, &shown, move |written| {
        let count = read_count(written).ok_or_else(|| fault.clone())?;
        Ok(Some(cycle(&|improvement| improvement.cycle = count)))
    });
    let (label, fault) = (form.text("field-difference"), form.text("fault-number"));
    let text = improvement.gap.difference.as_ref();
    let text = text.map(|value| write::quantity_text(value, form.language())).unwrap_or_default();
    let shown = Value { id: Id::unique(("difference", of)), label: &label, text: &text, hint: "" };
    let difference = with.clone();
    rows::value(ui, form, view, &shown, move |written| {
        let value = rows::optional(written, &fault, crate::locale::read_quantity)?;
        Ok(Some(difference(&|improvement| improvement.gap.difference.clone_from(&value))))
    });
    let unit = improvement.gap.unit.as_str();
    rows::written(ui, form, view, "field-unit-of", Id::unique(("gap-unit", of)), unit, move |written| {
        with(&|improvement| written.trim().clone_into(&mut improvement.gap.unit))
    });
}

/// One of the numbers of a band.
type NumberOf = fn(&mut CoefficientBand) -> &mut Decimal;

fn scores(ui: &mut Ui, form: Form<'_>, view: &mut View, table: &Arc<ScoreTable>) {
    let of = table.id;
    let sum = table.rows.iter().filter_map(|row| weight_of(form.plan, row)).map(Weight::points).sum();
    weights_note(ui, form, "weights-table", sum);
    rows::caption(ui, form, "inspector-coefficients");
    let with = {
        let own = Arc::clone(table);
        move |change: &dyn Fn(&mut Vec<CoefficientBand>)| {
            let mut table = own.as_ref().clone();
            change(&mut table.coefficients);
            table.coefficients.sort_by_key(|band| std::cmp::Reverse(band.from));
            replace(Part::Scores(Arc::new(table)))
        }
    };
    for (at, band) in table.coefficients.iter().enumerate() {
        let fields: [(&str, Decimal, NumberOf); 2] = [
            ("field-score-from", band.from, |band| &mut band.from),
            ("field-coefficient", band.coefficient, |band| &mut band.coefficient),
        ];
        for (key, value, value_of) in fields {
            let (label, fault) = (form.text(key), form.text("fault-amount"));
            let text = value_words::number(form.language(), value);
            let id = Id::unique(("band", of, at, key));
            let shown = Value { id, label: &label, text: &text, hint: "" };
            let with = with.clone();
            rows::value(ui, form, view, &shown, move |written| {
                let number = rows::not_negative(written).ok_or_else(|| fault.clone())?;
                Ok(Some(with(&|bands| {
                    if let Some(band) = bands.get_mut(at) {
                        *value_of(band) = number;
                    }
                })))
            });
        }
        let remove =
            form.session.words.with("inspector-band-remove", &[("from", band.from.to_string().into())]);
        if icon_button(ui, Icon::Trash2, 14.0, &remove, true).clicked() {
            view.push(with(&|bands| {
                bands.remove(at);
            }));
        }
    }
    let twice = table.coefficients.windows(2).any(|pair| matches!(pair, [a, b] if a.from == b.from));
    if twice {
        rows::fault(ui, &form.text("fault-bands"));
    }
    let add = form.text("inspector-band-add");
    if Button::new(ButtonKind::Normal, &add).icon(Icon::Plus).small().show(ui).clicked() {
        let from = table
            .coefficients
            .last()
            .map_or(Decimal::ONE_HUNDRED, |band| (band.from - Decimal::TEN).max(Decimal::ZERO));
        view.push(with(&|bands| {
            bands.push(CoefficientBand { from, coefficient: Decimal::ONE });
        }));
    }
}

/// Returns the weight of a row: its own, or that of its indicator.
fn weight_of(plan: &Plan, row: &ScoreRow) -> Option<Weight> {
    row.weight.or_else(|| match plan.find(row.indicator?.id())? {
        NodeRef::Indicator(indicator) => indicator.weight,
        _ => None,
    })
}

pub(super) fn score_row(ui: &mut Ui, form: Form<'_>, view: &mut View, row: &ScoreRow) {
    let of = row.id;
    let table = form.plan.place(of.id()).and_then(|(slot, _)| form.plan.find(slot.parent?));
    let Some(NodeRef::Part(Part::Scores(table))) = table else { return };
    let with = {
        let own = Arc::clone(table);
        move |change: &dyn Fn(&mut ScoreRow)| {
            let mut table = own.as_ref().clone();
            if let Some(row) = table.rows.iter_mut().find(|row| row.id == of) {
                change(row);
            }
            replace(Part::Scores(Arc::new(table)))
        }
    };
    let mut indicators: Vec<(Option<IndicatorId>, String)> =
        vec![(None, form.text("inspector-no-indicator"))];
    form.plan.walk(&mut |node| {
        if let NodeRef::Indicator(indicator) = node {
            indicators.push((Some(indicator.id), shown(&indicator.name)));
        }
    });
    let labels: Vec<String> = indicators.iter().map(|(_, name)| name.clone()).collect();
    let active = indicators.iter().position(|(id, _)| *id == row.indicator).unwrap_or_default();
    if let Some((indicator, _)) =
        rows::choice(ui, form, "field-indicator", Id::unique(("score-indicator", of)), &labels, active)
            .and_then(|at| indicators.get(at))
    {
        view.push(with(&|row| row.indicator = *indicator));
    }
    if row.indicator.is_none() {
        rows::text(ui, form, view, "field-score-name", Place::of(of, TextField::Name), &row.name);
    }
    let (label, fault) = (form.text("field-weight"), form.text("fault-weight"));
    let text = row.weight.map(|weight| weight.points().to_string()).unwrap_or_default();
    let value = Value { id: Id::unique(("score-weight", of)), label: &label, text: &text, hint: "" };
    let weight = with.clone();
    rows::value(ui, form, view, &value, move |written| {
        let points = rows::optional(written, &fault, |text| Weight::new(read_number(text)?).ok())?;
        Ok(Some(weight(&|row| row.weight = points)))
    });
    let sum = table.rows.iter().filter_map(|row| weight_of(form.plan, row)).map(Weight::points).sum();
    rows::row(ui, form, "", |ui, _| weights_note(ui, form, "weights-table", sum));
    rows::text(ui, form, view, "field-standard", Place::of(of, TextField::Standard), &row.standard);
    let (label, fault) = (form.text("field-score"), form.text("fault-score"));
    let text = row.score.map(|score| score.to_string()).unwrap_or_default();
    let value = Value { id: Id::unique(("score", of)), label: &label, text: &text, hint: "" };
    let most = weight_of(form.plan, row).map_or(Decimal::ONE_HUNDRED, Weight::points);
    rows::value(ui, form, view, &value, move |written| {
        let within = |text: &str| rows::not_negative(text).filter(|score| *score <= most);
        let score = rows::optional(written, &fault, within)?;
        Ok(Some(with(&|row| row.score = score)))
    });
}

pub(super) fn problem(ui: &mut Ui, form: Form<'_>, view: &mut View, facts: &Facts, problem: &Problem) {
    let of = problem.id;
    let at = |field| Place::of(of, field);
    rows::text(ui, form, view, "field-problem", at(TextField::Text), &problem.text);
    rows::text(ui, form, view, "field-cause", at(TextField::Cause), &problem.cause);
    rows::text(
        ui,
        form,
        view,
        "field-countermeasure",
        at(TextField::Countermeasure),
        &problem.countermeasure,
    );
    let label = form.text("field-answered-by");
    rows::row(ui, form, &label, |ui, width| {
        let what = links::What { record: of.id(), label: &label, linked: &facts.linked, width };
        let Some(links) = links::show(ui, form, view, facts, &what, &links::Kind::Answers) else { return };
        let parent = form.plan.place(of.id()).and_then(|(slot, _)| form.plan.find(slot.parent?));
        let Some(NodeRef::Part(Part::Problems(problems))) = parent else { return };
        let mut problems = problems.as_ref().clone();
        if let Some(problem) = problems.problems.iter_mut().find(|problem| problem.id == of) {
            problem.answered_by = links;
        }
        view.push(replace(Part::Problems(Arc::new(problems))));
    });
}

pub(super) fn red_line(ui: &mut Ui, form: Form<'_>, view: &mut View, line: &RedLine) {
    let at = |field| Place::of(line.id, field);
    rows::text(ui, form, view, "field-red-line", at(TextField::Text), &line.text);
    rows::text(ui, form, view, "field-consequence", at(TextField::Consequence), &line.consequence);
}

pub(super) fn cause(ui: &mut Ui, form: Form<'_>, view: &mut View, cause: &Cause) {
    let of = cause.id;
    rows::text(ui, form, view, "field-cause", Place::of(of, TextField::Text), &cause.text);
    let all = [CauseAt::Employee, CauseAt::Manager, CauseAt::Surroundings];
    let labels = ["cause-employee", "cause-manager", "cause-surroundings"].map(|key| form.text(key));
    let active = all.iter().position(|at| *at == cause.at).unwrap_or_default();
    let picked = rows::choice(ui, form, "field-cause-at", Id::unique(("cause-at", of)), &labels, active);
    let Some(place) = picked.and_then(|at| all.get(at)) else { return };
    let parent = form.plan.place(of.id()).and_then(|(slot, _)| form.plan.find(slot.parent?));
    if let Some(NodeRef::Part(Part::Improvement(improvement))) = parent {
        let mut improvement = improvement.as_ref().clone();
        if let Some(cause) = improvement.causes.iter_mut().find(|cause| cause.id == of) {
            cause.at = *place;
        }
        view.push(replace(Part::Improvement(Arc::new(improvement))));
    }
}

pub(super) fn register_row(ui: &mut Ui, form: Form<'_>, view: &mut View, row: &RegisterRow) {
    let parent = form.plan.place(row.id.id()).and_then(|(slot, _)| form.plan.find(slot.parent?));
    let columns = match parent {
        Some(NodeRef::Part(Part::Register(register))) => register.columns.as_slice(),
        _ => &[],
    };
    for (index, cell) in row.cells.iter().enumerate() {
        let label = columns.get(index).map(shown).unwrap_or_default();
        rows::row(ui, form, &label, |ui, width| {
            let place = Place::of(row.id, TextField::Cell(index));
            Framed { name: &label, place, text: cell, width, beside: true }.show(ui, view);
        });
    }
}
