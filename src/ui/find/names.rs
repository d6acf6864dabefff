//! What the fields are called in which something is found.

use crate::edit::TextField;
use crate::model::tree::NodeKind;
use crate::session::Session;
use crate::session::find::FoundText;
use crate::ui::write::{block_number, part_label};

/// Returns where a text stands: number and title of its record, and the field.
pub(super) fn place(session: &Session, text: &FoundText) -> String {
    let field = session.words.text(field_key(text.kind, text.place.field));
    let number = block_number(session, text.numbered);
    let gap = if number.ends_with('.') { " " } else { "" };
    let title: String = text.title.chars().take(LONGEST).collect();
    if number.is_empty() && title.is_empty() {
        // Openings, closings and attachments bear no number.
        let part = text.part.and_then(|index| session.plan()?.parts.get(index));
        return match part {
            Some(part) => format!("{} · {field}", part_label(session, part)),
            None => field,
        };
    }
    format!("{number}{gap}{title} · {field}")
}

/// How many characters of a title tell where something stands.
const LONGEST: usize = 16;

/// Returns the key of a field's name.
const fn field_key(kind: Option<NodeKind>, field: TextField) -> &'static str {
    match field {
        TextField::Title => match kind {
            None => "field-title",
            Some(_) => "find-field-measure-title",
        },
        TextField::Unit => "field-unit",
        TextField::Department => "field-department",
        TextField::Author => "field-author",
        TextField::Post => "field-post",
        TextField::Heading => match kind {
            Some(NodeKind::Section) => "field-section",
            _ => "field-heading",
        },
        TextField::Text => match kind {
            Some(NodeKind::Goal) => "field-goal",
            Some(NodeKind::Measure) => "field-measure",
            Some(NodeKind::Paragraph) => "field-paragraph",
            Some(NodeKind::Problem) => "field-problem",
            Some(NodeKind::Cause) => "field-cause",
            Some(NodeKind::RedLine) => "field-red-line",
            _ => "field-text",
        },
        TextField::Name => match kind {
            Some(NodeKind::Indicator) => "field-indicator",
            Some(NodeKind::Person) => "find-field-person",
            Some(NodeKind::ScoreRow) => "field-score-name",
            _ => "field-sign-off-name",
        },
        TextField::Cause => "field-cause",
        TextField::Countermeasure => "field-countermeasure",
        TextField::Consequence => "field-consequence",
        TextField::Resources => "field-resources",
        TextField::Risk => "field-risk",
        TextField::Fallback => "field-fallback",
        TextField::Source => "field-source",
        TextField::Standard => "field-standard",
        TextField::Formula => "find-field-formula",
        TextField::FirstParty | TextField::FirstPost | TextField::FirstPerson => "field-first-party",
        TextField::SecondParty | TextField::SecondPost | TextField::SecondPerson => "field-second-party",
        TextField::Employee => "field-employee",
        TextField::Manager => "field-manager",
        TextField::Required => "field-required",
        TextField::Actual => "field-actual",
        TextField::Worth => "field-worth",
        TextField::Column(_) => "find-field-column",
        TextField::Cell(_) => "find-field-cell",
        TextField::Owner(_) => "field-owners",
        TextField::Entry(_) => "find-field-entry",
        TextField::Remark(_) => "find-field-remark",
    }
}
