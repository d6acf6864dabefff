//! The owners of a measure: chips with their roles, and a field with a list that adds them.
//!
//! A name is matched by hanzi or pinyin with whoever the plan and earlier plans know. One that
//! nobody knows is offered as a new person, post or department; nothing is made of it unasked.

use egui::{CornerRadius, Frame, Key, RectAlign, Ui};
use lucide_icons::Icon;

use super::super::View;
use super::super::choices::{Keys, List, Picked, Row};
use super::super::field::{ValueField, set_selection, take_press};
use super::super::parts::{Button, ButtonKind, ChipKind, Run, chip, icon_button, keep_together, words};
use super::super::theme::{Type, palette, radius};
use crate::edit::{Edit, MeasureValue};
use crate::entry::{
    Directory, Entry, NameKind, NewOwner, OwnerIs, Written, likely_kind, owners_edit, read_owners,
};
use crate::locale::words as value_words;
use crate::model::tree::NodeRef;
use crate::model::{Measure, MeasureId, Owner, OwnerRole, PersonId, Plan, Who};
use crate::session::{Action, Session};

/// What the fields for owners keep.
#[derive(Default)]
pub(crate) struct OwnersView {
    list: List,
    /// Whether everybody is shown though nothing is typed.
    all: bool,
    /// The measure whose field asks, and what about.
    asked: Option<(MeasureId, Asked)>,
}

/// What is asked at the field.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Asked {
    /// Whether somebody who owns nothing any more stays in the plan's list.
    Stays(PersonId),
    /// What becomes of the measures of somebody who is to leave the list.
    Leaves(PersonId),
    /// Who comes in their place.
    Instead(PersonId),
}

/// How many of a list are shown at once.
const MOST: usize = 12;

/// Returns all owners in one line.
pub(super) fn line(plan: &Plan, session: &Session, owners: &[Owner]) -> String {
    let mark = session.words.text("list-mark");
    let names: Vec<String> = owners.iter().map(|owner| name_of(plan, &owner.who)).collect();
    names.join(&mark)
}

fn name_of(plan: &Plan, who: &Who) -> String {
    crate::locale::shown(&value_words::who(plan, who))
}

fn person_name(plan: &Plan, id: PersonId) -> Option<String> {
    plan.person(id).map(|person| crate::locale::shown(&person.name))
}

/// Returns the icon of what a name names.
pub(crate) const fn kind_icon(kind: NameKind) -> Icon {
    match kind {
        NameKind::Person => Icon::UserRound,
        NameKind::Post => Icon::IdCard,
        NameKind::Department => Icon::Building2,
    }
}

/// Returns the catalogue key that offers a name as something new.
pub(crate) const fn new_key(kind: NameKind) -> &'static str {
    match kind {
        NameKind::Person => "owner-new-person",
        NameKind::Post => "owner-new-post",
        NameKind::Department => "owner-new-department",
    }
}

/// Returns the kinds a new name may be, the likeliest first.
pub(crate) fn kinds_of(name: &str) -> [NameKind; 3] {
    let mut kinds = NameKind::ALL;
    let likely = likely_kind(name);
    kinds.sort_by_key(|kind| *kind != likely);
    kinds
}

/// Returns a known name as a row of a list.
pub(crate) fn entry_row(session: &Session, entry: &Entry, removable: bool) -> Row {
    let earlier = (!entry.is_here).then(|| session.words.text("owner-earlier"));
    let details = [Some(entry.detail()).filter(|detail| !detail.is_empty()), earlier];
    let details: Vec<String> = details.into_iter().flatten().collect();
    let can_go = removable && (entry.person.is_some() || !entry.is_here);
    Row {
        icon: kind_icon(entry.known.kind),
        label: entry.known.name.clone(),
        detail: details.join(" · "),
        remove: can_go
            .then(|| session.words.with("owner-forget", &[("name", entry.known.name.clone().into())])),
    }
}

/// Returns a new name as a row of a list.
pub(crate) fn new_row(session: &Session, name: &str, kind: NameKind) -> Row {
    let label = session.words.with(new_key(kind), &[("name", name.to_owned().into())]);
    Row { icon: Icon::Plus, label, detail: String::new(), remove: None }
}

pub(crate) fn show(
    ui: &mut Ui,
    session: &Session,
    view: &mut View,
    plan: &Plan,
    measure: &Measure,
    label: &str,
) {
    ui.vertical(|ui| {
        Frame::new().corner_radius(CornerRadius::same(radius::BUTTON)).show(ui, |ui| {
            // As high as the row of the label beside it, so that all stand on one line.
            let height = std::mem::replace(&mut ui.spacing_mut().interact_size.y, ROW);
            ui.horizontal_wrapped(|ui| {
                ui.spacing_mut().interact_size.y = height;
                for (index, owner) in measure.owners.iter().enumerate() {
                    owner_chip(ui, session, view, plan, measure, index, owner);
                }
                field(ui, session, view, plan, measure, label);
            });
        });
        if let Some((of, asked)) = view.write.owners.asked.clone()
            && of == measure.id
        {
            question(ui, session, view, plan, &asked);
        }
    });
}

/// The height of a row of the card.
const ROW: f32 = 34.0;
/// The width of the button that takes an owner away.
const CROSS: f32 = 24.0;

/// An owner with the role; a menu or the keys 1 to 4 set it, Delete takes the owner away.
fn owner_chip(
    ui: &mut Ui,
    session: &Session,
    view: &mut View,
    plan: &Plan,
    measure: &Measure,
    index: usize,
    owner: &Owner,
) {
    let name = name_of(plan, &owner.who);
    let role = session.words.text(role_key(owner.role));
    let runs = [Run::plain(name.clone()), Run::weak(role.clone())];
    let icon = match owner.who {
        Who::Person(_) => Icon::UserRound,
        Who::Post(_) => Icon::IdCard,
        Who::Department(_) => Icon::Building2,
    };
    keep_together(ui, &runs, CROSS);
    ui.spacing_mut().item_spacing.x = 0.0;
    let shown = chip(ui, ChipKind::Set, Some(icon), &runs, &format!("{name} {role}"));
    let mut picked = None;
    let mut gone = false;
    if shown.has_focus() {
        for (key, role) in [Key::Num1, Key::Num2, Key::Num3, Key::Num4].into_iter().zip(ROLES) {
            if take_press(ui, key, true) {
                picked = Some(role);
            }
        }
        gone = take_press(ui, Key::Delete, true) | take_press(ui, Key::Backspace, true);
    }
    egui::Popup::menu(&shown).show(|ui| {
        for role in ROLES {
            let key = session.words.text(role_key(role));
            if ui.selectable_label(role == owner.role, key).clicked() {
                picked = Some(role);
                ui.close();
            }
        }
    });
    let shown = shown.on_hover_text(session.words.text("owner-keys"));
    let mut owners = measure.owners.clone();
    if let Some(role) = picked
        && let Some(owner) = owners.get_mut(index)
    {
        owner.role = role;
    }
    let remove = session.words.with("owner-remove", &[("name", name.into())]);
    gone |= icon_button(ui, Icon::X, 12.0, &remove, true).clicked();
    if gone && index < owners.len() {
        owners.remove(index);
        view.write.owners.asked = match owner.who {
            Who::Person(id) if owned(plan, id).iter().all(|other| other.id == measure.id) => {
                Some((measure.id, Asked::Stays(id)))
            }
            _ => None,
        };
        if shown.has_focus() {
            view.editing.want_widget(field_id(measure));
        }
    }
    if owners != measure.owners {
        view.push(Action::Edit(Edit::SetMeasure(measure.id, MeasureValue::Owners(owners))));
    }
    ui.spacing_mut().item_spacing.x = 6.0;
}

fn field_id(measure: &Measure) -> egui::Id {
    egui::Id::unique(("owner", measure.id))
}

/// The field that adds owners.
fn field(ui: &mut Ui, session: &Session, view: &mut View, plan: &Plan, measure: &Measure, label: &str) {
    let id = field_id(measure);
    let known = view.known.of(ui.ctx(), session);
    let asked = view.write.owners.asked.clone().filter(|(of, _)| *of == measure.id).map(|(_, asked)| asked);
    let replaced = match &asked {
        Some(Asked::Instead(id)) => person_name(plan, *id).map(|name| (*id, name)),
        _ => None,
    };
    let hint = match &replaced {
        Some((_, name)) => session.words.with("owner-instead-hint", &[("name", name.clone().into())]),
        None => session.words.text("hint-owner"),
    };
    let focused = ui.memory(|memory| memory.has_focus(id));
    let keys =
        if focused { view.write.owners.list.keys(ui, view.editing.is_composing()) } else { Keys::default() };
    if focused
        && !view.write.owners.list.is_open()
        && !view.editing.is_composing()
        && take_press(ui, Key::ArrowDown, true)
    {
        view.write.owners.all = true;
        view.write.owners.list.reopen();
    }
    let (plan_then, own, directory) = (plan.clone(), measure.clone(), known.directory.clone());
    let unknown = session.words.text("owner-unknown");
    let is_replacing = replaced.is_some();
    let field = ValueField { id, text: "", name: label, hint: &hint, width: 168.0, clears: true };
    let before = view.write.owners.list.clone();
    let shown = before.keep_caret(ui, id, view.editing.holds(id), |ui| {
        field.show(ui, &mut view.editing, move |written| {
            let (found, open) = resolved(&directory, &read_owners(written));
            if !open.is_empty() || is_replacing {
                return Err(unknown.replace("{}", &open.join("、")));
            }
            Ok(owners_edit(&plan_then, &own, &found).map(Action::Edit))
        })
    });
    if shown.response.gained_focus() {
        view.push(Action::Focus(Some(measure.id.id())));
        view.write.owners.list.reopen();
    }
    if !shown.response.has_focus() {
        view.write.owners.all &= view.write.owners.list.is_open();
    }
    let written = read_owners(&shown.text);
    let last = written.last();
    let typed = last.map_or("", |last| last.name.as_str());
    if !typed.is_empty() {
        view.write.owners.all = false;
    }
    let (rows, choices) = rows(session, &known.directory, measure, typed, view.write.owners.all);
    let picked =
        view.write.owners.list.show(ui, &shown.response, &shown.text, &rows, keys, RectAlign::BOTTOM_START);
    match picked {
        Some(Picked::Take(at)) => {
            let Some(is) = choices.get(at).cloned() else { return };
            let name = match &is {
                OwnerIs::Known(entry) => entry.known.name.clone(),
                OwnerIs::New(_) | OwnerIs::Unknown(_) => typed.to_owned(),
            };
            let chosen = NewOwner { name, role: last.and_then(|last| last.role), is };
            take(view, plan, measure, &known.directory, &written, chosen, replaced.map(|(id, _)| id));
            let rest = left_over(&known.directory, &shown.text, &written);
            view.editing.write(id, &rest);
            set_selection(ui, id, rest.chars().count(), rest.chars().count());
            view.write.owners.all = false;
            ui.ctx().request_repaint();
        }
        Some(Picked::Remove(at)) => {
            if let Some(OwnerIs::Known(entry)) = choices.get(at) {
                match entry.person {
                    Some(person) if owned(plan, person).is_empty() => {
                        view.push(Action::RemovePerson { person, instead: None });
                    }
                    Some(person) => view.write.owners.asked = Some((measure.id, Asked::Leaves(person))),
                    None => view.push(Action::ForgetName(entry.known.clone())),
                }
            }
        }
        None => {}
    }
}

/// Adds the chosen owner, and before it those whose names are known by themselves; or puts it in the
/// place of somebody who leaves.
fn take(
    view: &mut View,
    plan: &Plan,
    measure: &Measure,
    directory: &Directory,
    written: &[Written],
    chosen: NewOwner,
    leaves: Option<PersonId>,
) {
    if let Some(person) = leaves {
        view.write.owners.asked = None;
        view.push(Action::RemovePerson { person, instead: Some(Box::new(chosen)) });
        return;
    }
    let before = written.split_last().map_or(&[][..], |(_, before)| before);
    let (mut found, _) = resolved(directory, before);
    found.push(chosen);
    if let Some(edit) = owners_edit(plan, measure, &found) {
        view.push(Action::Edit(edit));
    }
}

/// Returns the written owners that are known by their names alone, and the names of the others.
fn resolved(directory: &Directory, written: &[Written]) -> (Vec<NewOwner>, Vec<String>) {
    let mut found = Vec::new();
    let mut open = Vec::new();
    for Written { name, role, .. } in written {
        match directory.named(name).as_slice() {
            [only] => {
                found.push(NewOwner { name: name.clone(), role: *role, is: OwnerIs::Known((*only).clone()) });
            }
            _ => open.push(name.clone()),
        }
    }
    (found, open)
}

/// Returns what stays in the field once its last name is taken: the names before it that nobody knows.
fn left_over(directory: &Directory, text: &str, written: &[Written]) -> String {
    let before = written.split_last().map_or(&[][..], |(_, before)| before);
    let open = before.iter().filter(|written| directory.named(&written.name).len() != 1);
    // With the role as it was written.
    let pieces: Vec<&str> =
        open.filter_map(|written| text.get(written.range.clone())).map(str::trim).collect();
    pieces.join("、")
}

/// Returns the rows for what is typed, and what each stands for: those who fit, then what a new name
/// may be.
fn rows(
    session: &Session,
    directory: &Directory,
    measure: &Measure,
    typed: &str,
    all: bool,
) -> (Vec<Row>, Vec<OwnerIs>) {
    if typed.is_empty() && !all {
        return (Vec::new(), Vec::new());
    }
    let is_owner = |entry: &Entry| {
        measure.owners.iter().any(|owner| match &owner.who {
            Who::Person(id) => entry.person == Some(*id),
            Who::Post(text) | Who::Department(text) => {
                entry.person.is_none() && entry.known.name == crate::locale::shown(text)
            }
        })
    };
    let mut rows = Vec::new();
    let mut choices = Vec::new();
    let mut exact = false;
    for entry in directory.matching(typed, MOST) {
        exact |= entry.known.name == typed;
        // Who owns it already is not offered again, but for another role, by the whole name.
        if is_owner(entry) && entry.known.name != typed {
            continue;
        }
        rows.push(entry_row(session, entry, true));
        choices.push(OwnerIs::Known(entry.clone()));
    }
    if !typed.is_empty() && !exact {
        for kind in kinds_of(typed) {
            rows.push(new_row(session, typed, kind));
            choices.push(OwnerIs::New(kind));
        }
    }
    (rows, choices)
}

/// Returns the measures that somebody owns.
fn owned(plan: &Plan, person: PersonId) -> Vec<&Measure> {
    let mut found: Vec<&Measure> = Vec::new();
    plan.walk(&mut |node| {
        if let NodeRef::Measure(measure) = node
            && measure.owners.iter().any(|owner| owner.who == Who::Person(person))
        {
            found.push(measure);
        }
    });
    found
}

/// Shows what is asked at the field, with its answers.
fn question(ui: &mut Ui, session: &Session, view: &mut View, plan: &Plan, asked: &Asked) {
    let (Asked::Stays(person) | Asked::Leaves(person) | Asked::Instead(person)) = asked;
    let Some(name) = person_name(plan, *person) else {
        view.write.owners.asked = None;
        return;
    };
    let measures = owned(plan, *person);
    if matches!(asked, Asked::Stays(_)) && !measures.is_empty() {
        // Taken back, or not yet done.
        return;
    }
    let answer = |ui: &mut Ui, kind: ButtonKind, key: &str| {
        Button::new(kind, &session.words.text(key)).small().show(ui).clicked()
    };
    let p = palette(ui);
    Frame::new()
        .fill(p.due_weak)
        .corner_radius(CornerRadius::same(radius::BUTTON))
        .inner_margin(egui::Margin::symmetric(10, 6))
        .show(ui, |ui| {
            ui.set_width(ui.available_width());
            match asked {
                Asked::Stays(_) => {
                    let text = session.words.with("owner-stays", &[("name", name.into())]);
                    words(ui, &text, Type::CHIP, p.due);
                    ui.horizontal_wrapped(|ui| {
                        if answer(ui, ButtonKind::Normal, "owner-stays-remove") {
                            view.push(Action::RemovePerson { person: *person, instead: None });
                            view.write.owners.asked = None;
                        }
                        if answer(ui, ButtonKind::Text, "owner-stays-keep") {
                            view.write.owners.asked = None;
                        }
                    });
                }
                Asked::Leaves(_) | Asked::Instead(_) => {
                    let mark = session.words.text("list-mark");
                    let named: Vec<String> = measures.iter().take(3).map(|measure| short(measure)).collect();
                    let count = measures.len();
                    let key = if count > named.len() { "owner-owns-more" } else { "owner-owns" };
                    let text = session.words.with(
                        key,
                        &[
                            ("name", name.into()),
                            ("count", count.into()),
                            ("measures", named.join(&mark).into()),
                        ],
                    );
                    words(ui, &text, Type::CHIP, p.due);
                    ui.horizontal_wrapped(|ui| {
                        if answer(ui, ButtonKind::Destructive, "owner-owns-take") {
                            view.push(Action::RemovePerson { person: *person, instead: None });
                            view.write.owners.asked = None;
                        }
                        if matches!(asked, Asked::Leaves(_))
                            && answer(ui, ButtonKind::Normal, "owner-owns-instead")
                            && let Some((of, _)) = view.write.owners.asked
                        {
                            view.write.owners.asked = Some((of, Asked::Instead(*person)));
                            view.editing.want_widget(egui::Id::unique(("owner", of)));
                        }
                        if answer(ui, ButtonKind::Text, "button-cancel") {
                            view.write.owners.asked = None;
                        }
                    });
                }
            }
        });
}

/// Returns the first words of a measure in quotes.
fn short(measure: &Measure) -> String {
    const MOST: usize = 14;
    let label = crate::locale::shown(measure.label());
    let cut: String = label.chars().take(MOST).collect();
    if cut.len() < label.len() { format!("“{cut}…”") } else { format!("“{cut}”") }
}

const ROLES: [OwnerRole; 4] =
    [OwnerRole::Responsible, OwnerRole::Helps, OwnerRole::Approves, OwnerRole::Watches];

/// Returns the catalogue key of a role.
pub(crate) const fn role_key(role: OwnerRole) -> &'static str {
    match role {
        OwnerRole::Responsible => "role-responsible",
        OwnerRole::Helps => "role-helps",
        OwnerRole::Approves => "role-approves",
        OwnerRole::Watches => "role-watches",
    }
}
