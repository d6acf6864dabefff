//! The owners of a measure: chips with their roles, and a field that adds one.

use egui::{CornerRadius, Frame, Ui};
use lucide_icons::Icon;

use super::super::View;
use super::super::field::ValueField;
use super::super::parts::{ChipKind, Run, chip, icon_button};
use super::super::theme::radius;
use crate::edit::{BatchName, Edit, MeasureValue};
use crate::locale::words as value_words;
use crate::model::tree::{List, Node, Slot};
use crate::model::{Measure, Owner, OwnerRole, Person, PersonId, Plan, Text, Who};
use crate::session::{Action, Session};

/// Returns all owners in one line.
pub(super) fn line(plan: &Plan, session: &Session, owners: &[Owner]) -> String {
    let mark = session.words.text("list-mark");
    let names: Vec<String> = owners.iter().map(|owner| name_of(plan, &owner.who)).collect();
    names.join(&mark)
}

fn name_of(plan: &Plan, who: &Who) -> String {
    crate::locale::shown(&value_words::who(plan, who))
}

pub(crate) fn show(
    ui: &mut Ui,
    session: &Session,
    view: &mut View,
    plan: &Plan,
    measure: &Measure,
    label: &str,
) {
    let set = |view: &mut View, owners: Vec<Owner>| {
        view.push(Action::Edit(Edit::SetMeasure(measure.id, MeasureValue::Owners(owners))));
    };
    Frame::new().corner_radius(CornerRadius::same(radius::BUTTON)).show(ui, |ui| {
        ui.horizontal_wrapped(|ui| {
            for (index, owner) in measure.owners.iter().enumerate() {
                let name = name_of(plan, &owner.who);
                let role = session.words.text(role_key(owner.role));
                let runs = [Run::plain(name.clone()), Run::weak(role.clone())];
                let icon = match owner.who {
                    Who::Person(_) => Icon::UserRound,
                    Who::Post(_) => Icon::IdCard,
                    Who::Department(_) => Icon::Building2,
                };
                ui.spacing_mut().item_spacing.x = 0.0;
                let shown = chip(ui, ChipKind::Set, Some(icon), &runs, &format!("{name} {role}"));
                let mut picked = None;
                egui::Popup::menu(&shown).show(|ui| {
                    for role in ROLES {
                        let key = session.words.text(role_key(role));
                        if ui.selectable_label(role == owner.role, key).clicked() {
                            picked = Some(role);
                            ui.close();
                        }
                    }
                });
                if let Some(role) = picked {
                    let mut owners = measure.owners.clone();
                    if let Some(owner) = owners.get_mut(index) {
                        owner.role = role;
                    }
                    set(view, owners);
                }
                let remove = session.words.with("owner-remove", &[("name", name.into())]);
                if icon_button(ui, Icon::X, 12.0, &remove, true).clicked() {
                    let mut owners = measure.owners.clone();
                    owners.remove(index);
                    set(view, owners);
                }
                ui.spacing_mut().item_spacing.x = 6.0;
            }
            let id = egui::Id::unique(("owner", measure.id));
            let hint = session.words.text("hint-owner");
            let (known, own) = (plan.clone(), measure.clone());
            let field = ValueField { id, text: "", name: label, hint: &hint, width: 130.0, clears: true };
            let shown = field.show(ui, &mut view.editing, move |written| Ok(add(&known, &own, written)));
            if shown.response.gained_focus() {
                view.push(Action::Focus(Some(measure.id.id())));
            }
            if shown.response.has_focus() {
                // What each name is taken for is said before it is stored.
                for name in names_in(&shown.text) {
                    let (key, icon) = match reading(plan, name) {
                        Reading::Known(_) => ("owner-known", Icon::UserRound),
                        Reading::Person => ("owner-new-person", Icon::UserRound),
                        Reading::Post => ("owner-post", Icon::IdCard),
                        Reading::Department => ("owner-department", Icon::Building2),
                    };
                    let said = session.words.with(key, &[("name", name.to_owned().into())]);
                    chip(ui, ChipKind::Label, Some(icon), &[Run::plain(said.clone())], &said);
                }
            }
        });
    });
}

const ROLES: [OwnerRole; 4] =
    [OwnerRole::Responsible, OwnerRole::Helps, OwnerRole::Approves, OwnerRole::Watches];

const fn role_key(role: OwnerRole) -> &'static str {
    match role {
        OwnerRole::Responsible => "role-responsible",
        OwnerRole::Helps => "role-helps",
        OwnerRole::Approves => "role-approves",
        OwnerRole::Watches => "role-watches",
    }
}

/// What a written name is taken for.
enum Reading {
    Known(PersonId),
    Person,
    Post,
    Department,
}

fn reading(plan: &Plan, name: &str) -> Reading {
    if let Some(person) = plan.people.iter().find(|person| person.name.as_str() == name) {
        return Reading::Known(person.id);
    }
    let lower = name.to_lowercase();
    let department = ["部", "科", "室", "中心", "处", "支行", "分行", "网点", "组", "营业厅"];
    if department.iter().any(|end| name.ends_with(end))
        || lower.ends_with("department")
        || lower.ends_with("team")
    {
        return Reading::Department;
    }
    let post = ["员", "长", "主管", "经理", "主任", "会计", "总监", "负责人", "顾问", "专人", "专员", "助理"];
    let english_post = ["manager", "officer", "head", "teller", "supervisor", "director", "lead"];
    if post.iter().any(|end| name.ends_with(end)) || english_post.iter().any(|end| lower.ends_with(end)) {
        return Reading::Post;
    }
    Reading::Person
}

/// Splits what was written into names.
fn names_in(written: &str) -> impl Iterator<Item = &str> {
    written.split(['、', '，', ',', '；', ';']).map(str::trim).filter(|name| !name.is_empty())
}

/// Adds the written owners, with new people for names that are nobody's yet.
fn add(plan: &Plan, measure: &Measure, written: &str) -> Option<Action> {
    let mut owners = measure.owners.clone();
    let mut edits = Vec::new();
    let mut ids = plan.ids;
    let mut made: Vec<(String, PersonId)> = Vec::new();
    for name in names_in(written) {
        let who = match reading(plan, name) {
            Reading::Known(id) => Who::Person(id),
            Reading::Post => Who::Post(Text::new(name)),
            Reading::Department => Who::Department(Text::new(name)),
            Reading::Person => match made.iter().find(|(known, _)| known == name) {
                Some((_, id)) => Who::Person(*id),
                None => {
                    let id = PersonId::new(ids.take());
                    let none = Text::default;
                    let person = Person { id, name: Text::new(name), post: none(), department: none() };
                    edits.push(Edit::Insert {
                        slot: Slot { parent: None, list: List::People },
                        index: plan.people.len() + made.len(),
                        node: Box::new(Node::Person(person.into())),
                    });
                    made.push((name.to_owned(), id));
                    Who::Person(id)
                }
            },
        };
        if !owners.iter().any(|owner| owner.who == who) {
            let role = if owners.is_empty() { OwnerRole::Responsible } else { OwnerRole::Helps };
            owners.push(Owner { who, role });
        }
    }
    if owners == measure.owners {
        return None;
    }
    edits.push(Edit::SetMeasure(measure.id, MeasureValue::Owners(owners)));
    Some(Action::Edit(Edit::Batch { name: BatchName::Owners, edits }))
}
