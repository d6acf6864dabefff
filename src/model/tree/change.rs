//! Changing the tree: reaching a record to change it, inserting, taking out, giving new ids.

use std::collections::HashMap;
use std::sync::Arc;

use super::{List, Node, Slot};
use crate::model::{
    Cause, Goal, Id, Indicator, Item, Measure, Paragraph, Part, Person, Plan, Problem, RedLine, RegisterRow,
    ScoreRow, Section,
};

/// A record to be changed. Reaching it has made it the changing plan's own.
#[derive(Debug)]
pub enum NodeMut<'a> {
    /// A part other than a section.
    Part(&'a mut Part),
    /// A section.
    Section(&'a mut Section),
    /// A goal.
    Goal(&'a mut Goal),
    /// A measure.
    Measure(&'a mut Measure),
    /// An indicator.
    Indicator(&'a mut Indicator),
    /// A paragraph.
    Paragraph(&'a mut Paragraph),
    /// A problem.
    Problem(&'a mut Problem),
    /// A row of a score table.
    ScoreRow(&'a mut ScoreRow),
    /// A red line.
    RedLine(&'a mut RedLine),
    /// A cause of a gap.
    Cause(&'a mut Cause),
    /// A row of a register.
    RegisterRow(&'a mut RegisterRow),
    /// A person.
    Person(&'a mut Person),
}

impl Plan {
    /// Returns how many records a list holds, or none if there is no such list.
    #[must_use]
    pub fn len_of(&self, slot: Slot) -> Option<usize> {
        let Some(parent) = slot.parent else {
            return match slot.list {
                List::Parts => Some(self.parts.len()),
                List::People => Some(self.people.len()),
                _ => None,
            };
        };
        let mut parent = self.node(parent)?;
        parent.as_mut().len_of(slot.list)
    }

    /// Returns the record of this id to be changed, or none if there is none.
    pub fn node_mut(&mut self, id: Id) -> Option<NodeMut<'_>> {
        let path = self.path(id)?;
        self.at_mut(&path)
    }

    /// Returns the record at the end of a way down, to be changed.
    pub fn at_mut(&mut self, path: &[(List, usize)]) -> Option<NodeMut<'_>> {
        let (&(list, index), rest) = path.split_first()?;
        let mut node = match list {
            List::People => NodeMut::Person(Arc::make_mut(self.people.get_mut(index)?)),
            _ => part_mut(self.parts.get_mut(index)?),
        };
        for &(list, index) in rest {
            node = node.into_child(list, index)?;
        }
        Some(node)
    }

    /// Puts a record into a list, before the record that stands at the index now. Returns the
    /// record again where the list does not take its kind, or there is no such list or index.
    ///
    /// # Errors
    /// The record, unchanged.
    pub fn insert(&mut self, slot: Slot, index: usize, node: Node) -> Result<(), Node> {
        let Some(parent) = slot.parent else {
            return match (slot.list, node) {
                (List::Parts, Node::Part(part)) if index <= self.parts.len() => {
                    self.parts.insert(index, part);
                    Ok(())
                }
                (List::Parts, Node::Section(section)) if index <= self.parts.len() => {
                    self.parts.insert(index, Part::Section(section));
                    Ok(())
                }
                (List::People, Node::Person(person)) if index <= self.people.len() => {
                    self.people.insert(index, person);
                    Ok(())
                }
                (_, node) => Err(node),
            };
        };
        match self.node_mut(parent) {
            Some(mut parent) => parent.insert(slot.list, index, node),
            None => Err(node),
        }
    }

    /// Puts records into a list, one behind the other, before the record that stands at the index
    /// now.
    ///
    /// # Errors
    /// The index of the first one that does not fit; those before it are in.
    pub fn insert_all(
        &mut self,
        slot: Slot,
        index: usize,
        nodes: impl Iterator<Item = Node>,
    ) -> Result<(), usize> {
        let Some(parent) = slot.parent else {
            return nodes
                .enumerate()
                .try_for_each(|(at, node)| self.insert(slot, index + at, node).map_err(|_node| index + at));
        };
        let mut parent = self.node_mut(parent).ok_or(index)?;
        nodes
            .enumerate()
            .try_for_each(|(at, node)| parent.insert(slot.list, index + at, node).map_err(|_node| index + at))
    }

    /// Takes a record out of the plan and returns it.
    pub fn take(&mut self, id: Id) -> Option<Node> {
        let path = self.path(id)?;
        self.take_at(&path)
    }

    /// Takes the record at the end of a way down out of the plan and returns it.
    pub fn take_at(&mut self, path: &[(List, usize)]) -> Option<Node> {
        let (&(list, index), path) = path.split_last()?;
        if path.is_empty() {
            return Some(match list {
                List::People => Node::Person(self.people.remove(index)),
                _ => match self.parts.remove(index) {
                    Part::Section(section) => Node::Section(section),
                    part => Node::Part(part),
                },
            });
        }
        self.at_mut(path)?.take(list, index)
    }
}

fn part_mut(part: &mut Part) -> NodeMut<'_> {
    match part {
        Part::Section(section) => NodeMut::Section(Arc::make_mut(section)),
        part => NodeMut::Part(part),
    }
}

impl Node {
    /// Gives the record and everything in it new ids. Links are left as they are.
    pub fn renew_ids(&mut self, ids: &mut crate::model::Counter) {
        self.renew_ids_into(ids, &mut HashMap::new());
    }

    /// Gives the record and everything in it new ids, and notes which became which.
    pub(super) fn renew_ids_into(&mut self, ids: &mut crate::model::Counter, renamed: &mut HashMap<Id, Id>) {
        self.as_mut().walk(&mut |node| {
            let old = node.id();
            rename::own(node, ids);
            renamed.insert(old, node.id());
        });
    }

    /// Puts a record behind the last one of a list of this record. Returns it again where the list
    /// does not take its kind, or there is no such list.
    ///
    /// # Errors
    /// The record, unchanged.
    pub fn push(&mut self, list: List, child: Self) -> Result<(), Self> {
        let mut own = self.as_mut();
        match own.len_of(list) {
            Some(len) => own.insert(list, len, child),
            None => Err(child),
        }
    }

    /// Returns the record to be changed.
    pub fn as_mut(&mut self) -> NodeMut<'_> {
        match self {
            Self::Part(part) => part_mut(part),
            Self::Section(section) => NodeMut::Section(Arc::make_mut(section)),
            Self::Goal(goal) => NodeMut::Goal(Arc::make_mut(goal)),
            Self::Measure(measure) => NodeMut::Measure(Arc::make_mut(measure)),
            Self::Indicator(indicator) => NodeMut::Indicator(Arc::make_mut(indicator)),
            Self::Paragraph(paragraph) => NodeMut::Paragraph(paragraph),
            Self::Problem(problem) => NodeMut::Problem(problem),
            Self::ScoreRow(row) => NodeMut::ScoreRow(row),
            Self::RedLine(line) => NodeMut::RedLine(line),
            Self::Cause(cause) => NodeMut::Cause(cause),
            Self::RegisterRow(row) => NodeMut::RegisterRow(row),
            Self::Person(person) => NodeMut::Person(Arc::make_mut(person)),
        }
    }
}

/// One list of a record, to be changed.
enum ListMut<'a> {
    Items(&'a mut Vec<Item>),
    Measures(&'a mut Vec<Arc<Measure>>),
    Indicators(&'a mut Vec<Arc<Indicator>>),
    Paragraphs(&'a mut Vec<Paragraph>),
    Problems(&'a mut Vec<Problem>),
    ScoreRows(&'a mut Vec<ScoreRow>),
    RedLines(&'a mut Vec<RedLine>),
    Causes(&'a mut Vec<Cause>),
    RegisterRows(&'a mut Vec<RegisterRow>),
}

impl<'a> NodeMut<'a> {
    /// Returns a list of the record. This table, and the one of [`NodeRef::try_children`], are the
    /// only places that say which record has which lists.
    fn into_list(self, list: List) -> Option<ListMut<'a>> {
        Some(match self {
            Self::Section(section) if list == List::Items => ListMut::Items(&mut section.items),
            Self::Goal(goal) => match list {
                List::Leads => ListMut::Paragraphs(&mut goal.leads),
                List::Indicators => ListMut::Indicators(&mut goal.indicators),
                List::Measures => ListMut::Measures(&mut goal.measures),
                _ => return None,
            },
            Self::Measure(measure) => match list {
                List::Paragraphs => ListMut::Paragraphs(&mut measure.paragraphs),
                List::Measures => ListMut::Measures(&mut measure.measures),
                List::Indicators => ListMut::Indicators(&mut measure.indicators),
                _ => return None,
            },
            Self::Part(part) => match (part, list) {
                (Part::Opening(prose) | Part::Closing(prose), List::Paragraphs) => {
                    ListMut::Paragraphs(&mut Arc::make_mut(prose).paragraphs)
                }
                (Part::Review(review), List::Items) => ListMut::Items(&mut Arc::make_mut(review).items),
                (Part::Review(review), List::Results) => {
                    ListMut::Indicators(&mut Arc::make_mut(review).results)
                }
                (Part::Problems(problems), List::Leads) => {
                    ListMut::Paragraphs(&mut Arc::make_mut(problems).leads)
                }
                (Part::Problems(problems), List::Problems) => {
                    ListMut::Problems(&mut Arc::make_mut(problems).problems)
                }
                (Part::Scores(table), List::Rows) => ListMut::ScoreRows(&mut Arc::make_mut(table).rows),
                (Part::Scores(table), List::Pay) => ListMut::Paragraphs(&mut Arc::make_mut(table).pay),
                (Part::Contract(contract), List::Duties) => {
                    ListMut::Paragraphs(&mut Arc::make_mut(contract).duties)
                }
                (Part::Contract(contract), List::RedLines) => {
                    ListMut::RedLines(&mut Arc::make_mut(contract).red_lines)
                }
                (Part::Contract(contract), List::Clauses) => {
                    ListMut::Paragraphs(&mut Arc::make_mut(contract).clauses)
                }
                (Part::Improvement(improvement), List::Causes) => {
                    ListMut::Causes(&mut Arc::make_mut(improvement).causes)
                }
                (Part::Improvement(improvement), List::Methods) => {
                    ListMut::Paragraphs(&mut Arc::make_mut(improvement).methods)
                }
                (Part::Improvement(improvement), List::Measures) => {
                    ListMut::Measures(&mut Arc::make_mut(improvement).steps)
                }
                (Part::Improvement(improvement), List::FollowUp) => {
                    ListMut::Paragraphs(&mut Arc::make_mut(improvement).follow_up)
                }
                (Part::Register(register), List::Rows) => {
                    ListMut::RegisterRows(&mut Arc::make_mut(register).rows)
                }
                (Part::Attachment(attachment), List::Paragraphs) => {
                    ListMut::Paragraphs(&mut Arc::make_mut(attachment).paragraphs)
                }
                _ => return None,
            },
            Self::Section(_)
            | Self::Indicator(_)
            | Self::Paragraph(_)
            | Self::Problem(_)
            | Self::ScoreRow(_)
            | Self::RedLine(_)
            | Self::Cause(_)
            | Self::RegisterRow(_)
            | Self::Person(_) => return None,
        })
    }

    fn into_child(self, list: List, index: usize) -> Option<Self> {
        Some(match self.into_list(list)? {
            ListMut::Items(items) => match items.get_mut(index)? {
                Item::Paragraph(paragraph) => Self::Paragraph(paragraph),
                Item::Goal(goal) => Self::Goal(Arc::make_mut(goal)),
                Item::Measure(measure) => Self::Measure(Arc::make_mut(measure)),
                Item::Section(section) => Self::Section(Arc::make_mut(section)),
            },
            ListMut::Measures(list) => Self::Measure(Arc::make_mut(list.get_mut(index)?)),
            ListMut::Indicators(list) => Self::Indicator(Arc::make_mut(list.get_mut(index)?)),
            ListMut::Paragraphs(list) => Self::Paragraph(list.get_mut(index)?),
            ListMut::Problems(list) => Self::Problem(list.get_mut(index)?),
            ListMut::ScoreRows(list) => Self::ScoreRow(list.get_mut(index)?),
            ListMut::RedLines(list) => Self::RedLine(list.get_mut(index)?),
            ListMut::Causes(list) => Self::Cause(list.get_mut(index)?),
            ListMut::RegisterRows(list) => Self::RegisterRow(list.get_mut(index)?),
        })
    }

    /// Returns the record's id.
    pub(super) fn id(&self) -> Id {
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

    /// Hands over this record and everything inside it to be changed.
    pub fn walk(&mut self, f: &mut dyn FnMut(&mut NodeMut<'_>)) {
        f(self);
        for list in List::ALL {
            for index in 0..self.len_of(list).unwrap_or(0) {
                if let Some(mut child) = self.reborrow().into_child(list, index) {
                    child.walk(f);
                }
            }
        }
    }

    fn reborrow(&mut self) -> NodeMut<'_> {
        match self {
            Self::Part(part) => NodeMut::Part(part),
            Self::Section(section) => NodeMut::Section(section),
            Self::Goal(goal) => NodeMut::Goal(goal),
            Self::Measure(measure) => NodeMut::Measure(measure),
            Self::Indicator(indicator) => NodeMut::Indicator(indicator),
            Self::Paragraph(paragraph) => NodeMut::Paragraph(paragraph),
            Self::Problem(problem) => NodeMut::Problem(problem),
            Self::ScoreRow(row) => NodeMut::ScoreRow(row),
            Self::RedLine(line) => NodeMut::RedLine(line),
            Self::Cause(cause) => NodeMut::Cause(cause),
            Self::RegisterRow(row) => NodeMut::RegisterRow(row),
            Self::Person(person) => NodeMut::Person(person),
        }
    }

    /// Returns how many records a list of this one holds, or none if there is no such list.
    pub fn len_of(&mut self, list: List) -> Option<usize> {
        Some(match self.reborrow().into_list(list)? {
            ListMut::Items(list) => list.len(),
            ListMut::Measures(list) => list.len(),
            ListMut::Indicators(list) => list.len(),
            ListMut::Paragraphs(list) => list.len(),
            ListMut::Problems(list) => list.len(),
            ListMut::ScoreRows(list) => list.len(),
            ListMut::RedLines(list) => list.len(),
            ListMut::Causes(list) => list.len(),
            ListMut::RegisterRows(list) => list.len(),
        })
    }

    /// Puts a record into a list of this one, before the record that stands at the index now.
    ///
    /// # Errors
    /// The record, unchanged, where the list does not take its kind, or there is no such list or index.
    pub fn insert(&mut self, list: List, index: usize, node: Node) -> Result<(), Node> {
        /// Inserts where the index is within reach.
        fn put<T>(list: &mut Vec<T>, index: usize, record: T, back: fn(T) -> Node) -> Result<(), Node> {
            if index > list.len() {
                return Err(back(record));
            }
            list.insert(index, record);
            Ok(())
        }
        let Some(list) = self.reborrow().into_list(list) else { return Err(node) };
        match (list, node) {
            (ListMut::Items(list), Node::Goal(goal)) if index <= list.len() => {
                put(list, index, Item::Goal(goal), item_node)
            }
            (ListMut::Items(list), Node::Measure(measure)) => {
                put(list, index, Item::Measure(measure), item_node)
            }
            (ListMut::Items(list), Node::Paragraph(paragraph)) => {
                put(list, index, Item::Paragraph(paragraph), item_node)
            }
            (ListMut::Items(list), Node::Section(section) | Node::Part(Part::Section(section))) => {
                put(list, index, Item::Section(section), item_node)
            }
            (ListMut::Measures(list), Node::Measure(m)) => put(list, index, m, Node::Measure),
            (ListMut::Indicators(list), Node::Indicator(i)) => put(list, index, i, Node::Indicator),
            (ListMut::Paragraphs(list), Node::Paragraph(p)) => put(list, index, p, Node::Paragraph),
            (ListMut::Problems(list), Node::Problem(p)) => put(list, index, p, Node::Problem),
            (ListMut::ScoreRows(list), Node::ScoreRow(r)) => put(list, index, r, Node::ScoreRow),
            (ListMut::RedLines(list), Node::RedLine(r)) => put(list, index, r, Node::RedLine),
            (ListMut::Causes(list), Node::Cause(c)) => put(list, index, c, Node::Cause),
            (ListMut::RegisterRows(list), Node::RegisterRow(r)) => put(list, index, r, Node::RegisterRow),
            (_, node) => Err(node),
        }
    }

    fn take(self, list: List, index: usize) -> Option<Node> {
        /// Takes out the record at the index, if there is one.
        fn out<T>(list: &mut Vec<T>, index: usize) -> Option<T> {
            (index < list.len()).then(|| list.remove(index))
        }
        Some(match self.into_list(list)? {
            ListMut::Items(list) => item_node(out(list, index)?),
            ListMut::Measures(list) => Node::Measure(out(list, index)?),
            ListMut::Indicators(list) => Node::Indicator(out(list, index)?),
            ListMut::Paragraphs(list) => Node::Paragraph(out(list, index)?),
            ListMut::Problems(list) => Node::Problem(out(list, index)?),
            ListMut::ScoreRows(list) => Node::ScoreRow(out(list, index)?),
            ListMut::RedLines(list) => Node::RedLine(out(list, index)?),
            ListMut::Causes(list) => Node::Cause(out(list, index)?),
            ListMut::RegisterRows(list) => Node::RegisterRow(out(list, index)?),
        })
    }
}

fn item_node(item: Item) -> Node {
    match item {
        Item::Paragraph(paragraph) => Node::Paragraph(paragraph),
        Item::Goal(goal) => Node::Goal(goal),
        Item::Measure(measure) => Node::Measure(measure),
        Item::Section(section) => Node::Section(section),
    }
}

/// Giving copied records ids of their own.
mod rename {
    use super::{Arc, NodeMut};
    use crate::model::{
        Counter, GoalId, IndicatorId, MeasureId, ParagraphId, Part, PartId, PersonId, SectionId,
    };

    pub(super) fn own(node: &mut NodeMut<'_>, ids: &mut Counter) {
        match node {
            NodeMut::Section(section) => section.id = SectionId::new(ids.take()),
            NodeMut::Goal(goal) => goal.id = GoalId::new(ids.take()),
            NodeMut::Measure(measure) => measure.id = MeasureId::new(ids.take()),
            NodeMut::Indicator(indicator) => indicator.id = IndicatorId::new(ids.take()),
            NodeMut::Paragraph(paragraph) => paragraph.id = ParagraphId::new(ids.take()),
            NodeMut::Problem(problem) => problem.id = PartId::new(ids.take()),
            NodeMut::ScoreRow(row) => row.id = PartId::new(ids.take()),
            NodeMut::RedLine(line) => line.id = PartId::new(ids.take()),
            NodeMut::Cause(cause) => cause.id = PartId::new(ids.take()),
            NodeMut::RegisterRow(row) => row.id = PartId::new(ids.take()),
            NodeMut::Person(person) => person.id = PersonId::new(ids.take()),
            NodeMut::Part(part) => {
                let id = PartId::new(ids.take());
                match part {
                    Part::Section(part) => Arc::make_mut(part).id = SectionId::new(id.id()),
                    Part::Opening(part) | Part::Closing(part) => Arc::make_mut(part).id = id,
                    Part::Review(part) => Arc::make_mut(part).id = id,
                    Part::Problems(part) => Arc::make_mut(part).id = id,
                    Part::Scores(part) => Arc::make_mut(part).id = id,
                    Part::Contract(part) => Arc::make_mut(part).id = id,
                    Part::Improvement(part) => Arc::make_mut(part).id = id,
                    Part::Register(part) => Arc::make_mut(part).id = id,
                    Part::Attachment(part) => Arc::make_mut(part).id = id,
                    Part::SignOff(part) => Arc::make_mut(part).id = id,
                }
            }
        }
    }
}
