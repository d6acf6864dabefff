//! The plan as a tree: every record with an id is a node, every ordered list of records a [`List`].
//!
//! Finding, inserting, taking out and changing a record are written once here, whatever its kind.
//! A change copies only the records on the way from the plan down to the changed one; everything
//! beside that way stays shared with the plan it was copied from.

mod change;
mod lists;

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::{
    Cause, Goal, Id, Indicator, Item, Measure, Paragraph, Part, Person, Plan, Problem, RedLine, RegisterRow,
    ScoreRow, Section,
};

pub use change::NodeMut;

/// A record by itself, outside any plan: what is inserted, removed, copied and pasted.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Node {
    /// A part other than a section.
    Part(Part),
    /// A section, at the top or inside another.
    Section(Arc<Section>),
    /// A goal.
    Goal(Arc<Goal>),
    /// A measure.
    Measure(Arc<Measure>),
    /// An indicator.
    Indicator(Arc<Indicator>),
    /// A paragraph.
    Paragraph(Paragraph),
    /// A problem.
    Problem(Problem),
    /// A row of a score table.
    ScoreRow(ScoreRow),
    /// A red line.
    RedLine(RedLine),
    /// A cause of a gap.
    Cause(Cause),
    /// A row of a register.
    RegisterRow(RegisterRow),
    /// A person.
    Person(Arc<Person>),
}

/// A record where it stands in a plan.
#[derive(Clone, Copy, Debug)]
pub enum NodeRef<'a> {
    /// A part other than a section.
    Part(&'a Part),
    /// A section, at the top or inside another.
    Section(&'a Arc<Section>),
    /// A goal.
    Goal(&'a Arc<Goal>),
    /// A measure.
    Measure(&'a Arc<Measure>),
    /// An indicator.
    Indicator(&'a Arc<Indicator>),
    /// A paragraph.
    Paragraph(&'a Paragraph),
    /// A problem.
    Problem(&'a Problem),
    /// A row of a score table.
    ScoreRow(&'a ScoreRow),
    /// A red line.
    RedLine(&'a RedLine),
    /// A cause of a gap.
    Cause(&'a Cause),
    /// A row of a register.
    RegisterRow(&'a RegisterRow),
    /// A person.
    Person(&'a Arc<Person>),
}

/// The kind of a record, apart from its contents.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum NodeKind {
    /// A part other than a section.
    Part,
    /// A section.
    Section,
    /// A goal.
    Goal,
    /// A measure.
    Measure,
    /// An indicator.
    Indicator,
    /// A paragraph.
    Paragraph,
    /// A problem.
    Problem,
    /// A row of a score table.
    ScoreRow,
    /// A red line.
    RedLine,
    /// A cause of a gap.
    Cause,
    /// A row of a register.
    RegisterRow,
    /// A person.
    Person,
}

/// Names an ordered list of records within its parent.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum List {
    /// The plan's parts.
    Parts,
    /// The plan's people.
    People,
    /// What a section or a review holds, in reading order.
    Items,
    /// The figures of a review.
    Results,
    /// The paragraphs before a goal's measures or a list of problems.
    Leads,
    /// The indicators of a goal or a measure.
    Indicators,
    /// The measures of a goal, the sub-measures of a measure, the steps of an improvement.
    Measures,
    /// The paragraphs of a measure, an opening, a closing or an attachment.
    Paragraphs,
    /// The problems.
    Problems,
    /// The rows of a score table or a register.
    Rows,
    /// What a score table says of pay.
    Pay,
    /// The duties of a contract.
    Duties,
    /// The red lines of a contract.
    RedLines,
    /// The other clauses of a contract.
    Clauses,
    /// The causes of a gap.
    Causes,
    /// The methods of an improvement.
    Methods,
    /// How an improvement is followed up.
    FollowUp,
}

/// A place among the records: a list of a parent (none: of the plan).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Slot {
    /// The record whose list it is; none for the plan's own lists.
    pub parent: Option<Id>,
    /// Which of its lists.
    pub list: List,
}

/// The way from the plan down to a record: list and index at each step.
pub type Path = Vec<(List, usize)>;

impl Node {
    /// Returns the record's id.
    #[must_use]
    pub fn id(&self) -> Id {
        self.borrow().id()
    }

    /// Returns the record's kind.
    #[must_use]
    pub fn kind(&self) -> NodeKind {
        self.borrow().kind()
    }

    /// Returns the record as if it stood in a plan.
    #[must_use]
    pub fn borrow(&self) -> NodeRef<'_> {
        match self {
            Self::Part(Part::Section(section)) | Self::Section(section) => NodeRef::Section(section),
            Self::Part(part) => NodeRef::Part(part),
            Self::Goal(goal) => NodeRef::Goal(goal),
            Self::Measure(measure) => NodeRef::Measure(measure),
            Self::Indicator(indicator) => NodeRef::Indicator(indicator),
            Self::Paragraph(paragraph) => NodeRef::Paragraph(paragraph),
            Self::Problem(problem) => NodeRef::Problem(problem),
            Self::ScoreRow(row) => NodeRef::ScoreRow(row),
            Self::RedLine(line) => NodeRef::RedLine(line),
            Self::Cause(cause) => NodeRef::Cause(cause),
            Self::RegisterRow(row) => NodeRef::RegisterRow(row),
            Self::Person(person) => NodeRef::Person(person),
        }
    }
}

impl<'a> NodeRef<'a> {
    /// Returns a part as a record: a section is a section wherever it stands.
    #[must_use]
    pub const fn of_part(part: &'a Part) -> Self {
        part_ref(part)
    }

    /// Returns the record's id.
    #[must_use]
    pub fn id(self) -> Id {
        match self {
            Self::Part(part) => part.id(),
            Self::Section(section) => section.id.id(),
            Self::Goal(goal) => goal.id.id(),
            Self::Measure(measure) => measure.id.id(),
            Self::Indicator(indicator) => indicator.id.id(),
            Self::Paragraph(paragraph) => paragraph.id.id(),
            Self::Problem(problem) => problem.id.id(),
            Self::ScoreRow(row) => row.id.id(),
            Self::RedLine(line) => line.id.id(),
            Self::Cause(cause) => cause.id.id(),
            Self::RegisterRow(row) => row.id.id(),
            Self::Person(person) => person.id.id(),
        }
    }

    /// Returns the record's kind.
    #[must_use]
    pub const fn kind(self) -> NodeKind {
        match self {
            Self::Part(_) => NodeKind::Part,
            Self::Section(_) => NodeKind::Section,
            Self::Goal(_) => NodeKind::Goal,
            Self::Measure(_) => NodeKind::Measure,
            Self::Indicator(_) => NodeKind::Indicator,
            Self::Paragraph(_) => NodeKind::Paragraph,
            Self::Problem(_) => NodeKind::Problem,
            Self::ScoreRow(_) => NodeKind::ScoreRow,
            Self::RedLine(_) => NodeKind::RedLine,
            Self::Cause(_) => NodeKind::Cause,
            Self::RegisterRow(_) => NodeKind::RegisterRow,
            Self::Person(_) => NodeKind::Person,
        }
    }

    /// Returns the record by itself.
    #[must_use]
    pub fn to_owned_node(self) -> Node {
        match self {
            Self::Part(part) => Node::Part(part.clone()),
            Self::Section(section) => Node::Section(Arc::clone(section)),
            Self::Goal(goal) => Node::Goal(Arc::clone(goal)),
            Self::Measure(measure) => Node::Measure(Arc::clone(measure)),
            Self::Indicator(indicator) => Node::Indicator(Arc::clone(indicator)),
            Self::Paragraph(paragraph) => Node::Paragraph(paragraph.clone()),
            Self::Problem(problem) => Node::Problem(problem.clone()),
            Self::ScoreRow(row) => Node::ScoreRow(row.clone()),
            Self::RedLine(line) => Node::RedLine(line.clone()),
            Self::Cause(cause) => Node::Cause(cause.clone()),
            Self::RegisterRow(row) => Node::RegisterRow(row.clone()),
            Self::Person(person) => Node::Person(Arc::clone(person)),
        }
    }

    /// Hands over the records directly inside this one, in reading order, until one handler fails.
    ///
    /// # Errors
    /// Whatever the handler fails with.
    pub fn try_children<E>(
        self,
        f: &mut dyn FnMut(List, usize, NodeRef<'a>) -> Result<(), E>,
    ) -> Result<(), E> {
        macro_rules! each {
            ($list:ident, $records:expr, $kind:ident) => {
                for (index, record) in $records.iter().enumerate() {
                    f(List::$list, index, NodeRef::$kind(record))?;
                }
            };
        }
        let mut items = |items: &'a [Item]| {
            for (index, item) in items.iter().enumerate() {
                f(List::Items, index, item_ref(item))?;
            }
            Ok(())
        };
        match self {
            Self::Section(section) => items(&section.items)?,
            Self::Goal(goal) => {
                each!(Leads, goal.leads, Paragraph);
                each!(Indicators, goal.indicators, Indicator);
                each!(Measures, goal.measures, Measure);
            }
            Self::Measure(measure) => {
                each!(Paragraphs, measure.paragraphs, Paragraph);
                each!(Measures, measure.measures, Measure);
                each!(Indicators, measure.indicators, Indicator);
            }
            Self::Part(part) => match part {
                Part::Opening(prose) | Part::Closing(prose) => {
                    each!(Paragraphs, prose.paragraphs, Paragraph);
                }
                Part::Section(section) => items(&section.items)?,
                Part::Review(review) => {
                    items(&review.items)?;
                    each!(Results, review.results, Indicator);
                }
                Part::Problems(problems) => {
                    each!(Leads, problems.leads, Paragraph);
                    each!(Problems, problems.problems, Problem);
                }
                Part::Scores(table) => {
                    each!(Rows, table.rows, ScoreRow);
                    each!(Pay, table.pay, Paragraph);
                }
                Part::Contract(contract) => {
                    each!(Duties, contract.duties, Paragraph);
                    each!(RedLines, contract.red_lines, RedLine);
                    each!(Clauses, contract.clauses, Paragraph);
                }
                Part::Improvement(improvement) => {
                    each!(Causes, improvement.causes, Cause);
                    each!(Methods, improvement.methods, Paragraph);
                    each!(Measures, improvement.steps, Measure);
                    each!(FollowUp, improvement.follow_up, Paragraph);
                }
                Part::Register(register) => each!(Rows, register.rows, RegisterRow),
                Part::Attachment(attachment) => {
                    each!(Paragraphs, attachment.paragraphs, Paragraph);
                }
                Part::SignOff(_) => {}
            },
            Self::Indicator(_)
            | Self::Paragraph(_)
            | Self::Problem(_)
            | Self::ScoreRow(_)
            | Self::RedLine(_)
            | Self::Cause(_)
            | Self::RegisterRow(_)
            | Self::Person(_) => {}
        }
        Ok(())
    }

    /// Hands over this record and everything inside it, in reading order, with the number of
    /// sections round it.
    ///
    /// # Errors
    /// Whatever the handler fails with.
    pub fn try_walk<E>(
        self,
        level: usize,
        f: &mut dyn FnMut(NodeRef<'a>, usize) -> Result<(), E>,
    ) -> Result<(), E> {
        f(self, level)?;
        let inside = level + usize::from(matches!(self, Self::Section(_)));
        self.try_children(&mut |_, _, child| child.try_walk(inside, f))
    }
}

fn item_ref(item: &Item) -> NodeRef<'_> {
    match item {
        Item::Paragraph(paragraph) => NodeRef::Paragraph(paragraph),
        Item::Goal(goal) => NodeRef::Goal(goal),
        Item::Measure(measure) => NodeRef::Measure(measure),
        Item::Section(section) => NodeRef::Section(section),
    }
}

const fn part_ref(part: &Part) -> NodeRef<'_> {
    match part {
        Part::Section(section) => NodeRef::Section(section),
        part => NodeRef::Part(part),
    }
}

/// A finding that ends a walk early.
struct Found;

impl Plan {
    /// Hands over every record of the plan's parts in reading order, with the number of sections
    /// round it. People are not among them.
    ///
    /// # Errors
    /// Whatever the handler fails with.
    pub fn try_walk<'a, E>(
        &'a self,
        f: &mut dyn FnMut(NodeRef<'a>, usize) -> Result<(), E>,
    ) -> Result<(), E> {
        for part in &self.parts {
            part_ref(part).try_walk(0, f)?;
        }
        Ok(())
    }

    /// Hands over every record of the plan's parts in reading order.
    pub fn walk<'a>(&'a self, f: &mut dyn FnMut(NodeRef<'a>)) {
        // A handler that cannot fail makes a walk that cannot fail.
        let Ok(()) = self.try_walk::<std::convert::Infallible>(&mut |node, _| {
            f(node);
            Ok(())
        });
    }

    /// Returns the record of this id.
    #[must_use]
    pub fn find(&self, id: Id) -> Option<NodeRef<'_>> {
        if let Some(person) = self.people.iter().find(|person| person.id.id() == id) {
            return Some(NodeRef::Person(person));
        }
        let mut found = None;
        let _: Result<(), Found> = self.try_walk(&mut |node, _| {
            if node.id() == id {
                found = Some(node);
                return Err(Found);
            }
            Ok(())
        });
        found
    }

    /// Returns the way down to the record of this id.
    #[must_use]
    pub fn path(&self, id: Id) -> Option<Path> {
        fn search(node: NodeRef<'_>, id: Id, path: &mut Path) -> bool {
            if node.id() == id {
                return true;
            }
            let walked: Result<(), Found> = node.try_children(&mut |list, index, child| {
                path.push((list, index));
                if search(child, id, path) {
                    return Err(Found);
                }
                path.pop();
                Ok(())
            });
            walked.is_err()
        }
        if let Some(index) = self.people.iter().position(|person| person.id.id() == id) {
            return Some(vec![(List::People, index)]);
        }
        self.parts.iter().enumerate().find_map(|(index, part)| {
            let mut path = vec![(List::Parts, index)];
            search(part_ref(part), id, &mut path).then_some(path)
        })
    }

    /// Returns the ways down to many records, in one walk. Those of records that are not there are
    /// missing.
    #[must_use]
    pub fn paths(&self, ids: &HashSet<Id>) -> HashMap<Id, Path> {
        fn search(node: NodeRef<'_>, ids: &HashSet<Id>, path: &mut Path, found: &mut HashMap<Id, Path>) {
            if ids.contains(&node.id()) {
                found.insert(node.id(), path.clone());
            }
            let Ok(()) = node.try_children::<std::convert::Infallible>(&mut |list, index, child| {
                path.push((list, index));
                search(child, ids, path, found);
                path.pop();
                Ok(())
            });
        }
        let mut found = HashMap::new();
        for (index, person) in self.people.iter().enumerate() {
            if ids.contains(&person.id.id()) {
                found.insert(person.id.id(), vec![(List::People, index)]);
            }
        }
        for (index, part) in self.parts.iter().enumerate() {
            search(part_ref(part), ids, &mut vec![(List::Parts, index)], &mut found);
        }
        found
    }

    /// Returns where the record of this id stands: the list and its index there.
    #[must_use]
    pub fn place(&self, id: Id) -> Option<(Slot, usize)> {
        let mut path = self.path(id)?;
        let (list, index) = path.pop()?;
        let parent = if path.is_empty() { None } else { Some(self.at(&path)?.id()) };
        Some((Slot { parent, list }, index))
    }

    /// Returns the ids of the records round this one, outermost first, itself last.
    #[must_use]
    pub fn lineage(&self, id: Id) -> Vec<Id> {
        let Some(path) = self.path(id) else { return Vec::new() };
        (1..=path.len()).filter_map(|n| Some(self.at(path.get(..n)?)?.id())).collect()
    }

    /// Returns the record at the end of a way down.
    #[must_use]
    pub fn at(&self, path: &[(List, usize)]) -> Option<NodeRef<'_>> {
        let (&(list, index), rest) = path.split_first()?;
        let mut node = match list {
            List::People => NodeRef::Person(self.people.get(index)?),
            _ => part_ref(self.parts.get(index)?),
        };
        for &(list, index) in rest {
            let mut next = None;
            let _: Result<(), Found> = node.try_children(&mut |l, i, child| {
                if l == list && i == index {
                    next = Some(child);
                    return Err(Found);
                }
                Ok(())
            });
            node = next?;
        }
        Some(node)
    }
}
