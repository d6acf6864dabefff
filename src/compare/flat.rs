//! A plan as a flat list of records in reading order, and back: what comparing and merging work on.
//!
//! The head of the plan comes first, then the parts with everything in them, people, blanks. The
//! columns of a register are records here too, so that two people can each add one.

use std::collections::{BTreeMap, HashMap};

use serde::Serialize;

use super::fields::{self, Field, Shell, Source, Value};
use crate::model::tree::{List, Node, NodeRef};
use crate::model::{Id, Part, Plan, RegisterRow, Text};

/// What sort of record it is, parts apart from each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
#[expect(missing_docs, reason = "each is named as in the model")]
pub enum Kind {
    Plan,
    Opening,
    Section,
    Review,
    Problems,
    Scores,
    Contract,
    Improvement,
    Register,
    Attachment,
    Closing,
    SignOff,
    Goal,
    Measure,
    Indicator,
    Paragraph,
    Problem,
    ScoreRow,
    RedLine,
    Cause,
    RegisterRow,
    Person,
    Blank,
    Column,
}

/// Names a list of records within its parent.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Held {
    Records(List),
    Blanks,
    Columns,
}

/// A record of a flat plan.
#[derive(Clone, Debug)]
pub(super) struct Rec<'a> {
    pub(super) source: Source<'a>,
    pub(super) kind: Kind,
    /// The record round it; the plan lies in itself.
    pub(super) parent: usize,
    pub(super) list: Held,
    /// Its place in that list.
    pub(super) index: usize,
    /// One past the last record in it.
    pub(super) end: usize,
    pub(super) lists: Lists,
}

/// What a record holds, list by list.
pub(super) type Lists = Vec<(Held, Vec<usize>)>;

/// A plan laid flat.
#[derive(Clone, Debug)]
pub(super) struct Flat<'a> {
    pub(super) recs: Vec<Rec<'a>>,
}

impl<'a> Flat<'a> {
    pub(super) fn of(plan: &'a Plan) -> Self {
        let mut flat = Self { recs: Vec::new() };
        let root = flat.push(Source::Plan(plan), Kind::Plan, 0, Held::Records(List::Parts), 0);
        for (index, part) in plan.parts.iter().enumerate() {
            let node = match part {
                Part::Section(section) => NodeRef::Section(section),
                part => NodeRef::Part(part),
            };
            flat.add(node, root, List::Parts, index);
        }
        for (index, person) in plan.people.iter().enumerate() {
            flat.add(NodeRef::Person(person), root, List::People, index);
        }
        for (index, blank) in plan.placeholders.iter().enumerate() {
            flat.push(Source::Blank(blank), Kind::Blank, root, Held::Blanks, index);
        }
        flat.close(root);
        flat
    }

    fn push(&mut self, source: Source<'a>, kind: Kind, parent: usize, list: Held, index: usize) -> usize {
        let at = self.recs.len();
        self.recs.push(Rec { source, kind, parent, list, index, end: at + 1, lists: Vec::new() });
        if at > 0
            && let Some(parent) = self.recs.get_mut(parent)
        {
            match parent.lists.iter_mut().find(|(held, _)| *held == list) {
                Some((_, held)) => held.push(at),
                None => parent.lists.push((list, vec![at])),
            }
        }
        at
    }

    fn close(&mut self, at: usize) {
        let end = self.recs.len();
        if let Some(rec) = self.recs.get_mut(at) {
            rec.end = end;
        }
    }

    fn add(&mut self, node: NodeRef<'a>, parent: usize, list: List, index: usize) {
        let at = self.push(Source::Node(node), kind_of(node), parent, Held::Records(list), index);
        if let NodeRef::Part(Part::Register(register)) = node {
            for (index, name) in register.columns.iter().enumerate() {
                self.push(Source::Column(name), Kind::Column, at, Held::Columns, index);
            }
        }
        let Ok(()) = node.try_children::<std::convert::Infallible>(&mut |list, index, child| {
            self.add(child, at, list, index);
            Ok(())
        });
        self.close(at);
    }

    pub(super) fn len(&self) -> usize {
        self.recs.len()
    }

    /// Returns the plan's head where there is no such record, which no caller asks for.
    pub(super) fn get(&self, at: usize) -> Option<&Rec<'a>> {
        self.recs.get(at)
    }

    pub(super) fn kind(&self, at: usize) -> Kind {
        self.recs.get(at).map_or(Kind::Plan, |rec| rec.kind)
    }

    /// Returns a list of a record; empty where it has none such.
    pub(super) fn list(&self, at: usize, list: Held) -> &[usize] {
        self.recs
            .get(at)
            .and_then(|rec| rec.lists.iter().find(|(held, _)| *held == list))
            .map(|(_, held)| held.as_slice())
            .unwrap_or_default()
    }

    /// Returns the id of a record; blanks, columns and the plan have none.
    pub(super) fn id(&self, at: usize) -> Option<Id> {
        match self.recs.get(at)?.source {
            Source::Node(node) => Some(node.id()),
            Source::Plan(_) | Source::Blank(_) | Source::Column(_) => None,
        }
    }

    /// Returns the records by kind and id.
    pub(super) fn by_id(&self) -> HashMap<(Kind, Id), usize> {
        (0..self.len()).filter_map(|at| Some(((self.kind(at), self.id(at)?), at))).collect()
    }

    /// Returns the fields of a record. Cells bear the numbers that the columns of their register are
    /// given.
    pub(super) fn fields(&self, at: usize, columns: &dyn Fn(usize) -> usize) -> Vec<(Field, Value)> {
        let Some(rec) = self.recs.get(at) else { return Vec::new() };
        let mut out = Vec::new();
        if let Source::Node(NodeRef::RegisterRow(row)) = rec.source {
            for (cell, &column) in row.cells.iter().zip(self.list(rec.parent, Held::Columns)) {
                out.push((Field::Cell(columns(column)), Value::Text(cell.clone())));
            }
        }
        fields::read(rec.source, &mut |field, value| out.push((field, value)));
        out
    }

    /// Returns the words by which a record is recognised.
    pub(super) fn label(&self, at: usize) -> String {
        self.recs.get(at).map(|rec| label(rec.source)).unwrap_or_default()
    }

    /// Returns the unit of a record's numbers; empty where it has none.
    pub(super) fn unit(&self, at: usize) -> String {
        match self.recs.get(at).map(|rec| rec.source) {
            Some(Source::Node(NodeRef::Indicator(indicator))) => indicator.unit.clone(),
            Some(Source::Node(NodeRef::Part(Part::Improvement(part)))) => part.gap.unit.clone(),
            _ => String::new(),
        }
    }
}

/// Returns the words by which a record is recognised, blanks in their written form.
pub(super) fn label(source: Source<'_>) -> String {
    let text = match source {
        Source::Plan(plan) => &plan.title,
        Source::Blank(blank) => return blank.name.to_string(),
        Source::Column(name) => name,
        Source::Node(node) => match node {
            NodeRef::Measure(measure) if !measure.title.is_empty() && !measure.text.is_empty() => {
                return format!("{} {}", measure.title, measure.text);
            }
            NodeRef::Measure(measure) => measure.label(),
            NodeRef::RegisterRow(row) => {
                return row.cells.iter().map(Text::as_str).collect::<Vec<_>>().join(" ");
            }
            NodeRef::Part(Part::SignOff(part)) => &part.name,
            NodeRef::Part(part) => match part.heading() {
                Some(heading) => heading,
                None => return String::new(),
            },
            NodeRef::Section(record) => &record.heading,
            NodeRef::Goal(record) => &record.text,
            NodeRef::Indicator(record) => &record.name,
            NodeRef::Paragraph(record) => &record.text,
            NodeRef::Problem(record) => &record.text,
            NodeRef::ScoreRow(record) if record.name.is_empty() => &record.standard,
            NodeRef::ScoreRow(record) => &record.name,
            NodeRef::RedLine(record) => &record.text,
            NodeRef::Cause(record) => &record.text,
            NodeRef::Person(record) => &record.name,
        },
    };
    text.as_str().to_owned()
}

fn kind_of(node: NodeRef<'_>) -> Kind {
    match node {
        NodeRef::Part(part) => match part {
            Part::Opening(_) => Kind::Opening,
            Part::Section(_) => Kind::Section,
            Part::Review(_) => Kind::Review,
            Part::Problems(_) => Kind::Problems,
            Part::Scores(_) => Kind::Scores,
            Part::Contract(_) => Kind::Contract,
            Part::Improvement(_) => Kind::Improvement,
            Part::Register(_) => Kind::Register,
            Part::Attachment(_) => Kind::Attachment,
            Part::Closing(_) => Kind::Closing,
            Part::SignOff(_) => Kind::SignOff,
        },
        NodeRef::Section(_) => Kind::Section,
        NodeRef::Goal(_) => Kind::Goal,
        NodeRef::Measure(_) => Kind::Measure,
        NodeRef::Indicator(_) => Kind::Indicator,
        NodeRef::Paragraph(_) => Kind::Paragraph,
        NodeRef::Problem(_) => Kind::Problem,
        NodeRef::ScoreRow(_) => Kind::ScoreRow,
        NodeRef::RedLine(_) => Kind::RedLine,
        NodeRef::Cause(_) => Kind::Cause,
        NodeRef::RegisterRow(_) => Kind::RegisterRow,
        NodeRef::Person(_) => Kind::Person,
    }
}

/// A record of a plan that is being put together.
#[derive(Clone, Debug)]
pub(super) struct Draft {
    pub(super) shell: Shell,
    pub(super) lists: Lists,
    /// The cells of a row, by the number of their column.
    pub(super) cells: BTreeMap<usize, Text>,
    /// The number of a column.
    pub(super) column: usize,
}

impl Draft {
    /// Takes a record without what it holds.
    pub(super) fn of(source: Source<'_>) -> Self {
        Self { shell: Shell::of(source), lists: Vec::new(), cells: BTreeMap::new(), column: 0 }
    }

    /// Writes a field.
    pub(super) fn write(&mut self, field: Field, value: &Value) {
        if let (Field::Cell(column), Value::Text(text)) = (field, value) {
            self.cells.insert(column, text.clone());
        } else {
            self.shell.write(field, value);
        }
    }

    pub(super) fn list_mut(&mut self, list: Held) -> &mut Vec<usize> {
        let at = self.lists.iter().position(|(held, _)| *held == list).unwrap_or_else(|| {
            self.lists.push((list, Vec::new()));
            self.lists.len() - 1
        });
        // The place was found or made just now.
        #[expect(clippy::indexing_slicing, reason = "the place was found or made just now")]
        &mut self.lists[at].1
    }

    /// Returns the record's id.
    pub(super) fn id(&self) -> Option<Id> {
        match &self.shell {
            Shell::Node(node) => Some(node.id()),
            Shell::Plan(_) | Shell::Blank(_) | Shell::Column(_) => None,
        }
    }

    /// Gives the record another id.
    pub(super) fn set_id(&mut self, id: Id) {
        if let Shell::Node(node) = &mut self.shell {
            let mut counter = crate::model::Counter::starting_at(id.number());
            node.renew_ids(&mut counter);
        }
    }
}

/// Puts the plan at the head of the drafts together. Whatever no list leads to is left out.
pub(super) fn build(drafts: &mut [Option<Draft>]) -> Option<Plan> {
    let root = drafts.first_mut()?.take()?;
    let Shell::Plan(plan) = root.shell else { return None };
    let mut plan = *plan;
    for (list, members) in root.lists {
        for at in members {
            match list {
                Held::Blanks => {
                    if let Some(Shell::Blank(blank)) =
                        drafts.get_mut(at).and_then(Option::take).map(|d| d.shell)
                    {
                        plan.placeholders.push(blank);
                    }
                }
                Held::Records(list) => match (list, node(drafts, at, &[])) {
                    (List::People, Some(Node::Person(person))) => plan.people.push(person),
                    (_, Some(Node::Section(section))) => plan.parts.push(Part::Section(section)),
                    (_, Some(Node::Part(part))) => plan.parts.push(part),
                    _ => {}
                },
                Held::Columns => {}
            }
        }
    }
    Some(plan)
}

fn node(drafts: &mut [Option<Draft>], at: usize, columns: &[usize]) -> Option<Node> {
    let draft = drafts.get_mut(at)?.take()?;
    let Shell::Node(mut out) = draft.shell else { return None };
    if let Node::RegisterRow(RegisterRow { cells, .. }) = &mut out {
        *cells = columns.iter().map(|number| draft.cells.get(number).cloned().unwrap_or_default()).collect();
    }
    let mut numbers = Vec::new();
    for at in draft.lists.iter().filter(|(list, _)| *list == Held::Columns).flat_map(|(_, members)| members) {
        if let Some(Draft { shell: Shell::Column(name), column, .. }) =
            drafts.get_mut(*at).and_then(Option::take)
            && let Node::Part(Part::Register(register)) = &mut out
        {
            std::sync::Arc::make_mut(register).columns.push(name);
            numbers.push(column);
        }
    }
    for (list, members) in draft.lists {
        let Held::Records(list) = list else { continue };
        for at in members {
            if let Some(child) = node(drafts, at, &numbers) {
                // A list takes the records that it held before.
                drop(out.push(list, child));
            }
        }
    }
    Some(out)
}
