//! Which lists there are, what they take, and what lies in them; copies of records whose links lead
//! to the copies.

use std::collections::HashMap;

use super::{List, Node, NodeKind, NodeMut, NodeRef, Slot};
use crate::model::{Counter, Id, IndicatorId, MeasureId, Part, PersonId, Plan, Who};

impl List {
    /// Every list.
    pub const ALL: [Self; 17] = [
        Self::Parts,
        Self::People,
        Self::Items,
        Self::Results,
        Self::Leads,
        Self::Paragraphs,
        Self::Indicators,
        Self::Measures,
        Self::Problems,
        Self::Rows,
        Self::Pay,
        Self::Duties,
        Self::RedLines,
        Self::Clauses,
        Self::Causes,
        Self::Methods,
        Self::FollowUp,
    ];

    /// Tells whether a list takes records of a kind. Rows are of the kind of their own table only.
    #[must_use]
    pub const fn takes(self, kind: NodeKind) -> bool {
        use NodeKind as Kind;
        match self {
            Self::Parts => matches!(kind, Kind::Part | Kind::Section),
            Self::People => matches!(kind, Kind::Person),
            Self::Items => matches!(kind, Kind::Paragraph | Kind::Goal | Kind::Measure | Kind::Section),
            Self::Results | Self::Indicators => matches!(kind, Kind::Indicator),
            Self::Leads
            | Self::Paragraphs
            | Self::Pay
            | Self::Duties
            | Self::Clauses
            | Self::Methods
            | Self::FollowUp => matches!(kind, Kind::Paragraph),
            Self::Measures => matches!(kind, Kind::Measure),
            Self::Problems => matches!(kind, Kind::Problem),
            Self::Rows => matches!(kind, Kind::ScoreRow | Kind::RegisterRow),
            Self::RedLines => matches!(kind, Kind::RedLine),
            Self::Causes => matches!(kind, Kind::Cause),
        }
    }
}

impl NodeRef<'_> {
    /// Returns the lists that the record has, in reading order.
    #[must_use]
    pub const fn lists(self) -> &'static [List] {
        match self {
            Self::Section(_) => &[List::Items],
            Self::Goal(_) => &[List::Leads, List::Indicators, List::Measures],
            Self::Measure(_) => &[List::Paragraphs, List::Measures, List::Indicators],
            Self::Part(part) => match part {
                Part::Opening(_) | Part::Closing(_) | Part::Attachment(_) => &[List::Paragraphs],
                Part::Section(_) => &[List::Items],
                Part::Review(_) => &[List::Items, List::Results],
                Part::Problems(_) => &[List::Leads, List::Problems],
                Part::Scores(_) => &[List::Rows, List::Pay],
                Part::Contract(_) => &[List::Duties, List::RedLines, List::Clauses],
                Part::Improvement(_) => &[List::Causes, List::Methods, List::Measures, List::FollowUp],
                Part::Register(_) => &[List::Rows],
                Part::SignOff(_) => &[],
            },
            Self::Indicator(_)
            | Self::Paragraph(_)
            | Self::Problem(_)
            | Self::ScoreRow(_)
            | Self::RedLine(_)
            | Self::Cause(_)
            | Self::RegisterRow(_)
            | Self::Person(_) => &[],
        }
    }

    /// Tells whether a list of the record takes another record, whatever lies deeper.
    #[must_use]
    pub fn takes(self, list: List, other: NodeRef<'_>) -> bool {
        if !self.lists().contains(&list) || !list.takes(other.kind()) {
            return false;
        }
        match (self, other) {
            (Self::Part(Part::Register(register)), NodeRef::RegisterRow(row)) => {
                register.columns.len() == row.cells.len()
            }
            (Self::Part(Part::Register(_)), NodeRef::ScoreRow(_))
            | (Self::Part(Part::Scores(_)), NodeRef::RegisterRow(_)) => false,
            _ => true,
        }
    }

    /// Returns how many levels of sections the record is made of, itself included.
    #[must_use]
    pub fn section_levels(self) -> usize {
        let mut inside = 0;
        let Ok(()) = self.try_children::<std::convert::Infallible>(&mut |_, _, child| {
            inside = inside.max(child.section_levels());
            Ok(())
        });
        inside + usize::from(matches!(self, Self::Section(_)))
    }
}

impl Plan {
    /// Returns the ids of the records in a list, or nothing where there is no such list.
    #[must_use]
    pub fn list(&self, slot: Slot) -> Vec<Id> {
        let Some(parent) = slot.parent else {
            return match slot.list {
                List::Parts => self.parts.iter().map(Part::id).collect(),
                List::People => self.people.iter().map(|person| person.id.id()).collect(),
                _ => Vec::new(),
            };
        };
        let mut ids = Vec::new();
        if let Some(node) = self.find(parent) {
            let Ok(()) = node.try_children::<std::convert::Infallible>(&mut |list, _, child| {
                if list == slot.list {
                    ids.push(child.id());
                }
                Ok(())
            });
        }
        ids
    }
}

impl Node {
    /// Copies records under new ids. Links between the records lead to the copies; where other links and
    /// owners
    /// lead is for `elsewhere` to say. Returns the copies, and which id became which.
    #[must_use]
    pub fn copies(
        nodes: &[Self],
        ids: &mut Counter,
        elsewhere: &dyn Fn(Id) -> Option<Id>,
    ) -> (Vec<Self>, HashMap<Id, Id>) {
        let mut renamed = HashMap::new();
        let mut copies = nodes.to_vec();
        for copy in &mut copies {
            copy.renew_ids_into(ids, &mut renamed);
        }
        let follow = |id: Id| renamed.get(&id).copied().or_else(|| elsewhere(id));
        for copy in &mut copies {
            if has_links(copy.borrow()) {
                copy.as_mut().walk(&mut |node| relink(node, &follow));
            }
        }
        (copies, renamed)
    }
}

/// Tells whether links lead out of a record or what it holds.
fn has_links(node: NodeRef<'_>) -> bool {
    let mut has = false;
    let Ok(()) = node.try_walk::<std::convert::Infallible>(0, &mut |inner, _| {
        has |= match inner {
            NodeRef::Measure(measure) => !(measure.after.is_empty() && measure.owners.is_empty()),
            NodeRef::Problem(problem) => !problem.answered_by.is_empty(),
            NodeRef::ScoreRow(row) => row.indicator.is_some(),
            _ => false,
        };
        Ok(())
    });
    has
}

fn relink(node: &mut NodeMut<'_>, follow: &dyn Fn(Id) -> Option<Id>) {
    let measures = |links: &mut Vec<MeasureId>| {
        *links = links.iter().filter_map(|id| Some(MeasureId::new(follow(id.id())?))).collect();
    };
    match node {
        NodeMut::Measure(measure) => {
            measures(&mut measure.after);
            for owner in &mut measure.owners {
                if let Who::Person(id) = owner.who
                    && let Some(person) = follow(id.id())
                {
                    owner.who = Who::Person(PersonId::new(person));
                }
            }
        }
        NodeMut::Problem(problem) => measures(&mut problem.answered_by),
        NodeMut::ScoreRow(row) => {
            row.indicator = row.indicator.and_then(|id| Some(IndicatorId::new(follow(id.id())?)));
        }
        _ => {}
    }
}
