//! Every text of a plan, by its place.

use crate::model::tree::NodeRef;
use crate::model::{Part, Plan, Text, Who};

use super::{Place, TextField};

/// Hands over every text of a plan with its place: the plan's own, then those of its records in
/// reading order, then those of its people.
pub fn for_each_field<'a>(plan: &'a Plan, f: &mut dyn FnMut(Place, &'a Text)) {
    head_fields(plan, &mut |field, text| f(Place::plan(field), text));
    plan.walk(&mut |node| node_fields(node, &mut |field, text| f(Place::of(node.id(), field), text)));
    for person in &plan.people {
        node_fields(NodeRef::Person(person), &mut |field, text| f(Place::of(person.id, field), text));
    }
}

/// Hands over the texts of the plan itself.
pub fn head_fields<'a>(plan: &'a Plan, f: &mut dyn FnMut(TextField, &'a Text)) {
    f(TextField::Title, &plan.title);
    f(TextField::Unit, &plan.unit);
    f(TextField::Department, &plan.department);
    f(TextField::Author, &plan.author);
    f(TextField::Post, &plan.post);
}

/// Hands over the texts of one record, not those of the records in it.
pub fn node_fields<'a>(node: NodeRef<'a>, f: &mut dyn FnMut(TextField, &'a Text)) {
    use TextField as Field;
    match node {
        NodeRef::Part(part) => part_fields(part, f),
        NodeRef::Section(section) => f(Field::Heading, &section.heading),
        NodeRef::Goal(goal) => f(Field::Text, &goal.text),
        NodeRef::Measure(measure) => {
            f(Field::Title, &measure.title);
            f(Field::Text, &measure.text);
            f(Field::Resources, &measure.needs.resources);
            f(Field::Risk, &measure.risk.risk);
            f(Field::Fallback, &measure.risk.fallback);
            f(Field::Source, &measure.source);
            for (index, owner) in measure.owners.iter().enumerate() {
                match &owner.who {
                    Who::Post(name) | Who::Department(name) => f(Field::Owner(index), name),
                    Who::Person(_) => {}
                }
            }
            for (index, entry) in measure.log.iter().enumerate() {
                f(Field::Entry(index), &entry.text);
            }
            for (index, tick) in measure.ticks.iter().enumerate() {
                f(Field::Remark(index), &tick.remark);
            }
        }
        NodeRef::Indicator(indicator) => {
            f(Field::Name, &indicator.name);
            f(Field::Standard, &indicator.standard);
            f(Field::Formula, &indicator.formula);
            f(Field::Source, &indicator.source);
        }
        NodeRef::Paragraph(paragraph) => f(Field::Text, &paragraph.text),
        NodeRef::Problem(problem) => {
            f(Field::Text, &problem.text);
            f(Field::Cause, &problem.cause);
            f(Field::Countermeasure, &problem.countermeasure);
        }
        NodeRef::ScoreRow(row) => {
            f(Field::Name, &row.name);
            f(Field::Standard, &row.standard);
        }
        NodeRef::RedLine(line) => {
            f(Field::Text, &line.text);
            f(Field::Consequence, &line.consequence);
        }
        NodeRef::Cause(cause) => f(Field::Text, &cause.text),
        NodeRef::RegisterRow(row) => {
            for (index, cell) in row.cells.iter().enumerate() {
                f(Field::Cell(index), cell);
            }
        }
        NodeRef::Person(person) => {
            f(Field::Name, &person.name);
            f(Field::Post, &person.post);
            f(Field::Department, &person.department);
        }
    }
}

fn part_fields<'a>(part: &'a Part, f: &mut dyn FnMut(TextField, &'a Text)) {
    use TextField as Field;
    match part {
        Part::Opening(_) | Part::Closing(_) => {}
        Part::Section(part) => f(Field::Heading, &part.heading),
        Part::Review(part) => f(Field::Heading, &part.heading),
        Part::Problems(part) => f(Field::Heading, &part.heading),
        Part::Scores(part) => f(Field::Heading, &part.heading),
        Part::Attachment(part) => f(Field::Heading, &part.heading),
        Part::SignOff(part) => f(Field::Name, &part.name),
        Part::Contract(part) => {
            f(Field::Heading, &part.heading);
            f(Field::FirstParty, &part.first.name);
            f(Field::FirstPost, &part.first.post);
            f(Field::FirstPerson, &part.first.person);
            f(Field::SecondParty, &part.second.name);
            f(Field::SecondPost, &part.second.post);
            f(Field::SecondPerson, &part.second.person);
        }
        Part::Improvement(part) => {
            f(Field::Heading, &part.heading);
            f(Field::Employee, &part.employee);
            f(Field::Manager, &part.manager);
            f(Field::Required, &part.gap.required);
            f(Field::Actual, &part.gap.actual);
            f(Field::Worth, &part.worth);
        }
        Part::Register(part) => {
            f(Field::Heading, &part.heading);
            for (index, column) in part.columns.iter().enumerate() {
                f(Field::Column(index), column);
            }
        }
    }
}
