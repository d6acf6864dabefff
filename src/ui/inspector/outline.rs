//! The fields of sections, goals and paragraphs.

use egui::{Id, Ui};
use lucide_icons::Icon;
use rust_decimal::Decimal;

use super::super::View;
use super::super::parts::{ChipKind, Run, chip};
use super::super::write;
use super::rows::{self, Form, Value};
use crate::edit::{Edit, Place, TextField};
use crate::locale::words as value_words;
use crate::model::{Goal, Paragraph, Section, SectionRole, query};
use crate::session::{Action, Command};

const ROLES: [SectionRole; 6] = [
    SectionRole::General,
    SectionRole::Service,
    SectionRole::Quality,
    SectionRole::Personnel,
    SectionRole::Business,
    SectionRole::Supervision,
];

pub(super) fn section(ui: &mut Ui, form: Form<'_>, view: &mut View, section: &Section) {
    rows::text(ui, form, view, "field-heading", Place::of(section.id, TextField::Heading), &section.heading);
    let language = form.session.words.language();
    let mut labels: Vec<String> =
        ROLES.iter().map(|role| value_words::section_role(language, role)).collect();
    labels.push(form.text("inspector-own-role"));
    let active = ROLES.iter().position(|role| *role == section.role).unwrap_or(ROLES.len());
    let of = section.id;
    if let Some(at) = rows::choice(ui, form, "field-role", Id::unique(("section-role", of)), &labels, active)
    {
        let role = ROLES.get(at).cloned().unwrap_or_else(|| SectionRole::Own(labels_own(form)));
        view.push(Action::Edit(Edit::SetSectionRole(of, role)));
    }
    if let SectionRole::Own(name) = &section.role {
        let (label, fault) = (form.text("field-own-role"), form.text("fault-empty"));
        let shown = Value { id: Id::unique(("section-own-role", of)), label: &label, text: name, hint: "" };
        rows::value(ui, form, view, &shown, move |written| match written.trim() {
            "" => Err(fault.clone()),
            name => Ok(Some(Action::Edit(Edit::SetSectionRole(of, SectionRole::Own(name.to_owned()))))),
        });
    }
}

/// The name that a role of one's own begins with.
fn labels_own(form: Form<'_>) -> String {
    form.text("inspector-own-role-name")
}

pub(super) fn goal(ui: &mut Ui, form: Form<'_>, view: &mut View, goal: &Goal) {
    rows::text(ui, form, view, "field-goal", Place::of(goal.id, TextField::Text), &goal.text);
    let label = form.text("field-indicators");
    rows::row(ui, form, &label, |ui, _| {
        ui.horizontal_wrapped(|ui| {
            for shown in &goal.indicators {
                write::indicator_chip(ui, form.session, view, shown);
            }
            let add = form.text("chip-indicator");
            if chip(ui, ChipKind::Missing, Some(Icon::Plus), &[Run::plain(add.clone())], &add).clicked() {
                view.push(Action::Command(Command::AddIndicator));
            }
        });
        let sum = query::sum_of_weights(goal.indicators.iter().map(AsRef::as_ref));
        weights_note(ui, form, "weights-goal", sum);
    });
}

/// Says what weights make, and that it is too much above 100.
pub(super) fn weights_note(ui: &mut Ui, form: Form<'_>, key: &str, sum: Decimal) {
    if sum.is_zero() {
        return;
    }
    let text = sum.normalize().to_string();
    let said = form.session.words.with(key, &[("sum", text.into())]);
    if sum > Decimal::ONE_HUNDRED {
        rows::fault(ui, &form.session.words.with("weights-over", &[("said", said.into())]));
    } else {
        rows::note(ui, &said);
    }
}

pub(super) fn paragraph(ui: &mut Ui, form: Form<'_>, view: &mut View, paragraph: &Paragraph) {
    rows::text(ui, form, view, "field-text", Place::of(paragraph.id, TextField::Text), &paragraph.text);
}
