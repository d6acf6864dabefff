//! What was read becomes a change of the plan: one step, with the people made that it needs.

use std::sync::Arc;

use super::line::{Line, OwnerIs, What};
use super::names::{KnownName, NameKind};
use crate::edit::{BatchName, Edit, IndicatorValue, MeasureValue, Place, TextField};
use crate::locale::IndicatorLine;
use crate::model::tree::{List, Node, NodeRef, Slot};
use crate::model::{
    Counter, Id, Indicator, IndicatorId, Measure, MeasureId, Owner, OwnerRole, Person, PersonId, Plan, Text,
    When, Who,
};

/// An owner to be added.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewOwner {
    /// The name.
    pub name: String,
    /// The role; without one they answer for the measure.
    pub role: Option<OwnerRole>,
    /// Who it is. An unknown one is left out.
    pub is: OwnerIs,
}

/// A measure to be added.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Draft {
    /// What is to be done.
    pub text: String,
    /// Who does it.
    pub owners: Vec<NewOwner>,
    /// When it is due.
    pub when: Option<When>,
    /// What it is judged by.
    pub indicators: Vec<IndicatorLine>,
    /// The section or goal it goes into; none: below the focused record.
    pub section: Option<Id>,
}

impl Draft {
    /// Takes what a line says. What is still a question is left out.
    #[must_use]
    pub fn of(line: &Line) -> Self {
        let mut draft = Self { text: line.words(), section: line.section(), ..Self::default() };
        for bit in line.bits() {
            match &bit.what {
                What::Owner { name, role, is } => {
                    draft.owners.push(NewOwner { name: name.clone(), role: *role, is: is.clone() });
                }
                What::When(Ok(when)) => draft.when = Some(when.clone()),
                What::Indicator { line: Ok(line), .. } => draft.indicators.push(line.clone()),
                What::When(Err(_)) | What::Indicator { line: Err(_), .. } | What::Section { .. } => {}
            }
        }
        draft
    }
}

/// People that are made on the way.
struct Made {
    edits: Vec<Edit>,
    people: Vec<(KnownName, PersonId)>,
    first: usize,
}

impl Made {
    fn new(plan: &Plan) -> Self {
        Self { edits: Vec::new(), people: Vec::new(), first: plan.people.len() }
    }

    fn person(&mut self, known: KnownName, ids: &mut Counter) -> PersonId {
        if let Some((_, id)) = self.people.iter().find(|(made, _)| *made == known) {
            return *id;
        }
        let id = PersonId::new(ids.take());
        let person = Person {
            id,
            name: Text::new(&known.name),
            post: Text::new(&known.post),
            department: Text::new(&known.department),
        };
        self.edits.push(Edit::Insert {
            slot: Slot { parent: None, list: List::People },
            index: self.first + self.people.len(),
            node: Box::new(Node::Person(Arc::new(person))),
        });
        self.people.push((known, id));
        id
    }

    /// Adds owners to those there are, none twice. Where nothing else is said, they answer for the
    /// measure.
    fn add(&mut self, owners: &mut Vec<Owner>, new: &[NewOwner], ids: &mut Counter) {
        for NewOwner { name, role, is } in new {
            let who = match is {
                OwnerIs::Known(entry) => match (entry.person, entry.known.kind) {
                    (Some(id), _) => Who::Person(id),
                    (None, NameKind::Person) => Who::Person(self.person(entry.known.clone(), ids)),
                    (None, NameKind::Post) => Who::Post(Text::new(&entry.known.name)),
                    (None, NameKind::Department) => Who::Department(Text::new(&entry.known.name)),
                },
                OwnerIs::New(NameKind::Person) => {
                    let known = KnownName {
                        kind: NameKind::Person,
                        name: name.clone(),
                        post: String::new(),
                        department: String::new(),
                    };
                    Who::Person(self.person(known, ids))
                }
                OwnerIs::New(NameKind::Post) => Who::Post(Text::new(name)),
                OwnerIs::New(NameKind::Department) => Who::Department(Text::new(name)),
                OwnerIs::Unknown(_) => continue,
            };
            match owners.iter_mut().find(|owner| owner.who == who) {
                // Written again with a role, an owner takes that role.
                Some(owner) => owner.role = role.unwrap_or(owner.role),
                None => owners.push(Owner { who, role: role.unwrap_or(OwnerRole::Responsible) }),
            }
        }
    }
}

/// Returns the change that adds owners to a measure; none if it has them all.
#[must_use]
pub fn owners_edit(plan: &Plan, measure: &Measure, new: &[NewOwner]) -> Option<Edit> {
    let mut made = Made::new(plan);
    let mut owners = measure.owners.clone();
    made.add(&mut owners, new, &mut plan.ids.clone());
    if owners == measure.owners {
        return None;
    }
    made.edits.push(Edit::SetMeasure(measure.id, MeasureValue::Owners(owners)));
    Some(Edit::Batch { name: BatchName::Owners, edits: made.edits })
}

/// Makes an indicator of what was read.
fn made_indicator(line: &IndicatorLine, ids: &mut Counter) -> Indicator {
    let mut indicator = Indicator::new(IndicatorId::new(ids.take()), line.name.clone());
    indicator.unit.clone_from(&line.unit);
    indicator.base.clone_from(&line.base);
    indicator.target.clone_from(&line.target);
    indicator.weight = line.weight;
    indicator
}

/// Returns an indicator as a record of a plan.
#[must_use]
pub fn indicator_node(plan: &Plan, line: &IndicatorLine) -> Node {
    Node::Indicator(Arc::new(made_indicator(line, &mut plan.ids.clone())))
}

/// Returns the change that writes a line over an indicator; none if it says what there is.
#[must_use]
pub fn indicator_edit(old: &Indicator, line: &IndicatorLine) -> Option<Edit> {
    let mut edits = Vec::new();
    if old.name != line.name {
        edits.push(Edit::set_text(Place::of(old.id, TextField::Name), &line.name));
    }
    let mut set = |value| edits.push(Edit::SetIndicator(old.id, value));
    // A unit that stands at no figure is not in the line, and stays.
    if old.unit != line.unit && (line.base.is_some() || line.target.is_some()) {
        set(IndicatorValue::Unit(line.unit.clone()));
    }
    if old.base != line.base {
        set(IndicatorValue::Base(line.base.clone()));
    }
    if old.target != line.target {
        set(IndicatorValue::Target(line.target.clone()));
    }
    if old.weight != line.weight {
        set(IndicatorValue::Weight(line.weight));
    }
    (!edits.is_empty()).then_some(Edit::Batch { name: BatchName::Indicator, edits })
}

/// Returns the change that adds a measure at a place, and the measure's id.
#[must_use]
pub fn measure_edit(plan: &Plan, draft: &Draft, slot: Slot, index: usize) -> (Edit, MeasureId) {
    let mut ids = plan.ids;
    let mut measure = Measure::new(MeasureId::new(ids.take()), Text::new(&draft.text));
    let mut made = Made::new(plan);
    made.add(&mut measure.owners, &draft.owners, &mut ids);
    measure.when.clone_from(&draft.when);
    measure.indicators =
        draft.indicators.iter().map(|line| Arc::new(made_indicator(line, &mut ids))).collect();
    let id = measure.id;
    made.edits.push(Edit::Insert { slot, index, node: Box::new(Node::Measure(Arc::new(measure))) });
    (Edit::Batch { name: BatchName::Entry, edits: made.edits }, id)
}

/// Returns the change that takes a person out of the plan and, before that, from the measures they
/// own: with somebody else in their place where one is named.
#[must_use]
pub fn remove_person_edit(plan: &Plan, person: PersonId, instead: Option<&NewOwner>) -> Edit {
    let is_gone = |owner: &Owner| owner.who == Who::Person(person);
    let mut made = Made::new(plan);
    let mut found = Vec::new();
    made.add(&mut found, instead.map_or(&[], std::slice::from_ref), &mut plan.ids.clone());
    let instead = found.first().map(|owner| owner.who.clone()).filter(|who| *who != Who::Person(person));
    let mut edits = made.edits;
    plan.walk(&mut |node| {
        let NodeRef::Measure(measure) = node else { return };
        if !measure.owners.iter().any(is_gone) {
            return;
        }
        let mut owners: Vec<Owner> = Vec::new();
        for owner in &measure.owners {
            let owner = match &instead {
                _ if !is_gone(owner) => owner.clone(),
                Some(who) => Owner { who: who.clone(), role: owner.role },
                None => continue,
            };
            if !owners.iter().any(|known| known.who == owner.who) {
                owners.push(owner);
            }
        }
        edits.push(Edit::SetMeasure(measure.id, MeasureValue::Owners(owners)));
    });
    edits.push(Edit::Remove(person.id()));
    Edit::Batch { name: BatchName::Owners, edits }
}
