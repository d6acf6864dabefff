//! Records with nothing in them yet.

use std::num::NonZeroU8;
use std::sync::Arc;

use crate::locale::Catalogue;
use crate::model::tree::{List, Node, NodeRef, Slot};
use crate::model::{
    Attachment, Cause, CauseAt, Contract, Counter, Gap, Goal, GoalId, Improvement, Indicator, IndicatorId,
    Measure, MeasureId, Paragraph, ParagraphId, Part, PartId, Party, Plan, Problem, Problems, Prose, RedLine,
    Register, RegisterRow, Review, ScoreRow, ScoreTable, Section, SectionId, SectionRole, SignOff, Text,
};

/// The sorts of parts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum PartKind {
    /// What occasions the plan and leads it.
    Opening,
    /// A line of work.
    Section,
    /// What came of the last period.
    Review,
    /// Problems with their answers.
    Problems,
    /// Indicators with weights and scores.
    Scores,
    /// An agreement of two parties.
    Contract,
    /// One person's improvement.
    Improvement,
    /// Rows of named columns.
    Register,
    /// What is attached.
    Attachment,
    /// Last words.
    Closing,
    /// Name and date.
    SignOff,
}

/// Returns a part with as much in it as is needed to begin writing.
pub(super) fn part(kind: PartKind, plan: &Plan, words: &Catalogue, ids: &mut Counter) -> Node {
    let mut id = || PartId::new(ids.take());
    let heading = Text::default;
    let part = match kind {
        PartKind::Section => return section(ids),
        PartKind::Opening | PartKind::Closing => {
            let id = id();
            let prose = Arc::new(Prose { id, paragraphs: vec![paragraph_of(ids)] });
            if kind == PartKind::Opening { Part::Opening(prose) } else { Part::Closing(prose) }
        }
        PartKind::Review => Part::Review(Arc::new(Review {
            id: id(),
            heading: heading(),
            items: Vec::new(),
            results: Vec::new(),
        })),
        PartKind::Problems => {
            let id = id();
            let problems = vec![problem(ids)];
            Part::Problems(Arc::new(Problems { id, heading: heading(), leads: Vec::new(), problems }))
        }
        PartKind::Scores => {
            let id = id();
            let (rows, coefficients, pay) = (vec![score_row(ids)], Vec::new(), Vec::new());
            Part::Scores(Arc::new(ScoreTable { id, heading: heading(), rows, coefficients, pay }))
        }
        PartKind::Contract => {
            let id = id();
            Part::Contract(Arc::new(Contract {
                id,
                heading: heading(),
                first: Party::default(),
                second: Party::default(),
                term: None,
                duties: vec![paragraph_of(ids)],
                red_lines: Vec::new(),
                clauses: Vec::new(),
                copies: None,
            }))
        }
        PartKind::Improvement => Part::Improvement(Arc::new(Improvement {
            id: id(),
            heading: heading(),
            employee: Text::default(),
            manager: Text::default(),
            cycle: NonZeroU8::MIN,
            gap: Gap::default(),
            causes: Vec::new(),
            worth: Text::default(),
            methods: Vec::new(),
            steps: Vec::new(),
            follow_up: Vec::new(),
        })),
        PartKind::Register => {
            let id = id();
            // The columns' names are the plan's words, whatever the program speaks.
            let own;
            let words = if words.language() == plan.language {
                words
            } else {
                own = Catalogue::new(plan.language);
                &own
            };
            let columns: Vec<Text> = ["register-time", "register-what", "register-who", "register-remark"]
                .iter()
                .map(|key| Text::new(&words.text(key)))
                .collect();
            let rows = vec![register_row(columns.len(), ids)];
            Part::Register(Arc::new(Register { id, heading: heading(), columns, rows }))
        }
        PartKind::Attachment => {
            Part::Attachment(Arc::new(Attachment { id: id(), heading: heading(), paragraphs: Vec::new() }))
        }
        PartKind::SignOff => Part::SignOff(Arc::new(SignOff { id: id(), name: Text::default(), on: None })),
    };
    Node::Part(part)
}

/// Returns an empty record of the sort that a list holds, or none where there is no such list.
pub(super) fn for_list(plan: &Plan, slot: Slot, ids: &mut Counter) -> Option<Node> {
    Some(match slot.list {
        List::Parts => section(ids),
        List::People => return None,
        List::Items | List::Measures => measure(ids, Text::default()),
        List::Results | List::Indicators => indicator(ids),
        List::Leads
        | List::Paragraphs
        | List::Pay
        | List::Duties
        | List::Clauses
        | List::Methods
        | List::FollowUp => Node::Paragraph(paragraph_of(ids)),
        List::Problems => Node::Problem(problem(ids)),
        List::Rows => match plan.find(slot.parent?)? {
            NodeRef::Part(Part::Register(register)) => {
                Node::RegisterRow(register_row(register.columns.len(), ids))
            }
            _ => Node::ScoreRow(score_row(ids)),
        },
        List::RedLines => Node::RedLine(RedLine {
            id: PartId::new(ids.take()),
            text: Text::default(),
            consequence: Text::default(),
        }),
        List::Causes => {
            Node::Cause(Cause { id: PartId::new(ids.take()), at: CauseAt::Employee, text: Text::default() })
        }
    })
}

pub(super) fn section(ids: &mut Counter) -> Node {
    Node::Section(Arc::new(Section {
        id: SectionId::new(ids.take()),
        role: SectionRole::General,
        heading: Text::default(),
        items: Vec::new(),
    }))
}

pub(super) fn goal(ids: &mut Counter, text: Text) -> Node {
    Node::Goal(Arc::new(Goal {
        id: GoalId::new(ids.take()),
        text,
        leads: Vec::new(),
        indicators: Vec::new(),
        measures: Vec::new(),
    }))
}

pub(super) fn measure(ids: &mut Counter, text: Text) -> Node {
    Node::Measure(Arc::new(Measure::new(MeasureId::new(ids.take()), text)))
}

pub(super) fn paragraph(ids: &mut Counter, text: Text) -> Node {
    Node::Paragraph(Paragraph { id: ParagraphId::new(ids.take()), text })
}

pub(super) fn indicator(ids: &mut Counter) -> Node {
    Node::Indicator(Arc::new(Indicator::new(IndicatorId::new(ids.take()), Text::default())))
}

fn paragraph_of(ids: &mut Counter) -> Paragraph {
    Paragraph { id: ParagraphId::new(ids.take()), text: Text::default() }
}

fn problem(ids: &mut Counter) -> Problem {
    Problem {
        id: PartId::new(ids.take()),
        text: Text::default(),
        cause: Text::default(),
        countermeasure: Text::default(),
        answered_by: Vec::new(),
    }
}

fn score_row(ids: &mut Counter) -> ScoreRow {
    ScoreRow {
        id: PartId::new(ids.take()),
        indicator: None,
        name: Text::default(),
        weight: None,
        standard: Text::default(),
        score: None,
    }
}

fn register_row(columns: usize, ids: &mut Counter) -> RegisterRow {
    RegisterRow { id: PartId::new(ids.take()), cells: vec![Text::default(); columns] }
}
