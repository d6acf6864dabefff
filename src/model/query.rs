//! Facts that follow from a plan: counts, blanks, and the numbers its headings and measures bear.

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use rust_decimal::Decimal;

use super::tree::NodeRef;
use super::{Id, Indicator, Measure, Part, PlaceholderName, Plan, Quantity, Text, Weight};

/// How much a plan holds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Sections at the top level.
    pub sections: usize,
    /// Goals.
    pub goals: usize,
    /// Measures that are nobody's sub-measure.
    pub measures: usize,
    /// Indicators.
    pub indicators: usize,
    /// Characters of the plan's texts, without white space.
    pub characters: usize,
}

/// Counts what a plan holds.
#[must_use]
pub fn counts(plan: &Plan) -> Counts {
    let sections = plan.parts.iter().filter(|part| matches!(part, Part::Section(_))).count();
    let mut counts = Counts { sections, ..Counts::default() };
    plan.walk(&mut |node| match node {
        NodeRef::Goal(_) => counts.goals += 1,
        NodeRef::Measure(_) => counts.measures += 1,
        NodeRef::Indicator(_) => counts.indicators += 1,
        _ => {}
    });
    // A sub-measure is part of its measure, which is already counted.
    plan.walk(&mut |node| {
        if let NodeRef::Measure(measure) = node {
            counts.measures -= measure.measures.len();
        }
    });
    for_each_text(plan, &mut |_, text| {
        counts.characters += text.as_str().chars().filter(|c| !c.is_whitespace()).count();
    });
    counts
}

/// Hands over every text of the plan that is written by the user, with the record it belongs to
/// (none: the plan itself).
pub fn for_each_text<'a>(plan: &'a Plan, f: &mut dyn FnMut(Option<Id>, &'a Text)) {
    for text in [&plan.title, &plan.unit, &plan.department, &plan.author, &plan.post] {
        f(None, text);
    }
    plan.walk(&mut |node| node_texts(node, &mut |text| f(Some(node.id()), text)));
}

/// Hands over the texts of one record, not those of the records in it.
pub fn node_texts<'a>(node: NodeRef<'a>, f: &mut dyn FnMut(&'a Text)) {
    match node {
        NodeRef::Part(part) => match part {
            Part::Opening(_) | Part::Closing(_) => {}
            Part::Section(part) => f(&part.heading),
            Part::Review(part) => f(&part.heading),
            Part::Problems(part) => f(&part.heading),
            Part::Scores(part) => f(&part.heading),
            Part::Attachment(part) => f(&part.heading),
            Part::SignOff(part) => f(&part.name),
            Part::Contract(part) => {
                f(&part.heading);
                for party in [&part.first, &part.second] {
                    f(&party.name);
                    f(&party.post);
                    f(&party.person);
                }
            }
            Part::Improvement(part) => {
                f(&part.heading);
                f(&part.employee);
                f(&part.manager);
                f(&part.gap.required);
                f(&part.gap.actual);
                f(&part.worth);
            }
            Part::Register(part) => {
                f(&part.heading);
                part.columns.iter().for_each(f);
            }
        },
        NodeRef::Section(section) => f(&section.heading),
        NodeRef::Goal(goal) => f(&goal.text),
        NodeRef::Measure(measure) => {
            f(&measure.title);
            f(&measure.text);
            f(&measure.needs.resources);
            f(&measure.risk.risk);
            f(&measure.risk.fallback);
            f(&measure.source);
            for owner in &measure.owners {
                match &owner.who {
                    super::Who::Post(text) | super::Who::Department(text) => f(text),
                    super::Who::Person(_) => {}
                }
            }
        }
        NodeRef::Indicator(indicator) => {
            f(&indicator.name);
            f(&indicator.standard);
            f(&indicator.formula);
            f(&indicator.source);
        }
        NodeRef::Paragraph(paragraph) => f(&paragraph.text),
        NodeRef::Problem(problem) => {
            f(&problem.text);
            f(&problem.cause);
            f(&problem.countermeasure);
        }
        NodeRef::ScoreRow(row) => {
            f(&row.name);
            f(&row.standard);
        }
        NodeRef::RedLine(line) => {
            f(&line.text);
            f(&line.consequence);
        }
        NodeRef::Cause(cause) => f(&cause.text),
        NodeRef::RegisterRow(row) => row.cells.iter().for_each(f),
        NodeRef::Person(person) => {
            f(&person.name);
            f(&person.post);
            f(&person.department);
        }
    }
}

/// Returns the blanks that are still open, each with the records it stands in (none: the plan
/// itself), by name.
#[must_use]
pub fn open_blanks(plan: &Plan) -> BTreeMap<String, Vec<Option<Id>>> {
    let mut open: BTreeMap<String, Vec<Option<Id>>> = BTreeMap::new();
    for_each_text(plan, &mut |place, text| {
        for blank in text.blanks() {
            open.entry(blank.to_owned()).or_default().push(place);
        }
    });
    plan.walk(&mut |node| {
        let mut add = |name: &PlaceholderName| {
            open.entry(name.to_string()).or_default().push(Some(node.id()));
        };
        match node {
            NodeRef::Indicator(indicator) => {
                for quantity in indicator.quantities() {
                    if let Quantity::Blank(name) = quantity {
                        add(name);
                    }
                }
            }
            NodeRef::Part(Part::Improvement(improvement)) => {
                if let Some(Quantity::Blank(name)) = &improvement.gap.difference {
                    add(name);
                }
            }
            _ => {}
        }
    });
    for person in &plan.people {
        node_texts(NodeRef::Person(person), &mut |text| {
            for blank in text.blanks() {
                open.entry(blank.to_owned()).or_default().push(Some(person.id.id()));
            }
        });
    }
    open
}

/// Returns the sum of the weights that indicators have, in points of 100.
#[must_use]
pub fn sum_of_weights<'a>(indicators: impl IntoIterator<Item = &'a Indicator>) -> Decimal {
    indicators.into_iter().filter_map(|indicator| indicator.weight).map(Weight::points).sum()
}

/// Returns every measure in reading order, sub-measures after their measure.
#[must_use]
pub fn measures(plan: &Plan) -> Vec<&Arc<Measure>> {
    let mut measures = Vec::new();
    plan.walk(&mut |node| {
        if let NodeRef::Measure(measure) = node {
            measures.push(measure);
        }
    });
    measures
}

/// The place of a heading or measure in the numbering: its level (0 is the highest) and its number
/// there, counted from 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Numbered {
    /// The level: 0 for 一、, 1 for （一）, 2 for 1. and 3 for （1） in the usual style.
    pub level: usize,
    /// The number, counted from 1; 0 is none.
    pub number: usize,
}

/// Returns the numbers that sections, other headed parts, goals and measures bear, by id.
///
/// Levels follow the practice for official documents (GB/T 9704-2012, 7.3.3): headed parts are
/// level 0, what lies in a section is one level deeper than the section; measures are level 2 at
/// the least, so that a section without goals goes from 一、 to 1. directly. A goal or section that
/// is all there is in its section has a level, but no number: there is no （一） without （二）. Nor has
/// a section whose heading is empty.
#[must_use]
pub fn numbering(plan: &Plan) -> HashMap<Id, Numbered> {
    plan_numbering(plan, Lone::Bare)
}

/// Returns the numbers as [`numbering`] does, with one for headings that are alone in their section
/// too: in plain text nothing else tells such a line from a paragraph.
#[must_use]
pub fn full_numbering(plan: &Plan) -> HashMap<Id, Numbered> {
    plan_numbering(plan, Lone::Numbered)
}

/// What a heading bears that is all there is in its section.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Lone {
    /// Its level alone.
    Bare,
    /// A number like others.
    Numbered,
}

fn plan_numbering(plan: &Plan, lone: Lone) -> HashMap<Id, Numbered> {
    let mut numbers = HashMap::new();
    let mut top = 0;
    for part in &plan.parts {
        top += usize::from(bears_number(part));
        number_part(part, top, lone, &mut numbers);
    }
    numbers
}

/// Tells whether a part bears a number among the headed parts of its plan: one whose heading is
/// empty has none to bear it.
#[must_use]
pub fn bears_number(part: &Part) -> bool {
    has_level(part) && part.heading().is_some_and(|heading| !heading.is_empty())
}

/// Tells whether a part lies at the highest level of the numbering.
const fn has_level(part: &Part) -> bool {
    match part {
        Part::Section(_)
        | Part::Review(_)
        | Part::Problems(_)
        | Part::Scores(_)
        | Part::Contract(_)
        | Part::Improvement(_)
        | Part::Register(_) => true,
        Part::Opening(_) | Part::Closing(_) | Part::Attachment(_) | Part::SignOff(_) => false,
    }
}

/// Returns the numbers of one part and of what is in it; `top` is its own. A part that bears no
/// number has none.
#[must_use]
pub fn part_numbering(part: &Part, top: usize) -> HashMap<Id, Numbered> {
    let mut numbers = HashMap::new();
    number_part(part, top, Lone::Bare, &mut numbers);
    numbers
}

fn number_part(part: &Part, top: usize, lone: Lone, numbers: &mut HashMap<Id, Numbered>) {
    if !has_level(part) {
        return;
    }
    let number = if bears_number(part) { top } else { 0 };
    numbers.insert(part.id(), Numbered { level: 0, number });
    match part {
        Part::Section(section) => number_items(&section.items, 1, lone, numbers),
        Part::Review(review) => number_items(&review.items, 1, lone, numbers),
        Part::Improvement(improvement) => number_measures(&improvement.steps, MEASURE_LEVEL, numbers),
        _ => {}
    }
}

/// The highest level a measure is numbered at.
const MEASURE_LEVEL: usize = 2;

fn number_items(items: &[super::Item], level: usize, lone: Lone, numbers: &mut HashMap<Id, Numbered>) {
    use super::Item;
    let (mut heading, mut measure_number) = (0, 0);
    // Beside a measure a heading keeps its number: measures in it and behind it count alike.
    let others = items.iter().filter(|item| !matches!(item, Item::Paragraph(_))).count();
    let is_alone = others <= 1 && lone == Lone::Bare;
    for item in items {
        match item {
            Item::Paragraph(_) => {}
            Item::Section(section) => {
                let bears = !is_alone && !section.heading.is_empty();
                heading += usize::from(bears);
                numbers.insert(section.id.id(), Numbered { level, number: if bears { heading } else { 0 } });
                number_items(&section.items, level + 1, lone, numbers);
            }
            Item::Goal(goal) => {
                heading += usize::from(!is_alone);
                numbers.insert(goal.id.id(), Numbered { level, number: heading });
                number_measures(&goal.measures, MEASURE_LEVEL.max(level + 1), numbers);
            }
            Item::Measure(measure) => {
                // Deep down, headings and measures are numbered alike and share their numbers.
                let number = if level < MEASURE_LEVEL { &mut measure_number } else { &mut heading };
                *number += 1;
                let level = MEASURE_LEVEL.max(level);
                numbers.insert(measure.id.id(), Numbered { level, number: *number });
                number_measures(&measure.measures, level + 1, numbers);
            }
        }
    }
}

fn number_measures(measures: &[Arc<Measure>], level: usize, numbers: &mut HashMap<Id, Numbered>) {
    for (index, measure) in measures.iter().enumerate() {
        numbers.insert(measure.id.id(), Numbered { level, number: index + 1 });
        number_measures(&measure.measures, level + 1, numbers);
    }
}
