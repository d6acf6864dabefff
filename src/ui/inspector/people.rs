//! The people of the plan.

use std::sync::Arc;

use egui::Ui;
use lucide_icons::Icon;

use super::super::View;
use super::super::parts::{Button, ButtonKind, icon_button};
use super::rows::{self, Form};
use crate::edit::{Edit, Place, TextField};
use crate::locale::shown;
use crate::model::tree::{List, Node, Slot};
use crate::model::{Person, PersonId, Text};
use crate::session::Action;

/// Shows every person of the plan with post and department.
pub(super) fn list(ui: &mut Ui, form: Form<'_>, view: &mut View) {
    for person in &form.plan.people {
        fields(ui, form, view, person);
        ui.horizontal(|ui| {
            ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
                let name = shown(&person.name);
                let label = form.session.words.with("inspector-person-remove", &[("name", name.into())]);
                if icon_button(ui, Icon::Trash2, 14.0, &label, true).clicked() {
                    view.push(Action::Edit(Edit::Remove(person.id.id())));
                }
            });
        });
    }
    let add = form.text("inspector-person-add");
    if Button::new(ButtonKind::Normal, &add).icon(Icon::UserRoundPlus).small().show(ui).clicked() {
        let mut ids = form.plan.ids;
        let none = Text::default;
        let person = Person { id: PersonId::new(ids.take()), name: none(), post: none(), department: none() };
        view.push(Action::Edit(Edit::Insert {
            slot: Slot { parent: None, list: List::People },
            index: form.plan.people.len(),
            node: Box::new(Node::Person(Arc::new(person))),
        }));
    }
}

/// Shows one person.
pub(super) fn person(ui: &mut Ui, form: Form<'_>, view: &mut View, person: &Person) {
    fields(ui, form, view, person);
}

fn fields(ui: &mut Ui, form: Form<'_>, view: &mut View, person: &Person) {
    let at = |field| Place::of(person.id, field);
    rows::text(ui, form, view, "field-person", at(TextField::Name), &person.name);
    rows::text(ui, form, view, "field-post", at(TextField::Post), &person.post);
    rows::text(ui, form, view, "field-department", at(TextField::Department), &person.department);
}
