//! The measures of a plan one by one, each with where it stands: what tables and calendars list.

use std::collections::HashMap;
use std::sync::Arc;

use crate::model::query::{self, Numbered};
use crate::model::{Goal, Id, Indicator, Item, Measure, Part, Plan, Text};
use crate::typeset::{Level, Profile, numbered, printed_number};

/// A measure with where it stands.
pub(super) struct Row<'a> {
    /// Its number with those of the headings above it: 一（一）1.
    pub(super) number: String,
    /// The heading of its section, the innermost one.
    pub(super) section: Option<&'a Text>,
    /// Its goal.
    pub(super) goal: Option<&'a Goal>,
    pub(super) measure: &'a Measure,
}

/// An indicator with where it stands.
pub(super) struct IndicatorRow<'a> {
    /// The number of the goal, measure or review it belongs to.
    pub(super) number: String,
    /// What that is called.
    pub(super) of: &'a Text,
    pub(super) indicator: &'a Indicator,
}

/// What a plan lists.
#[derive(Default)]
pub(super) struct Rows<'a> {
    /// Every measure in reading order, its parts after it.
    pub(super) measures: Vec<Row<'a>>,
    /// Every indicator in reading order.
    pub(super) indicators: Vec<IndicatorRow<'a>>,
}

/// Where a walk through a plan is.
#[derive(Clone, Default)]
struct Place<'a> {
    number: String,
    section: Option<&'a Text>,
    goal: Option<&'a Goal>,
}

struct Walk<'a> {
    levels: Vec<Level>,
    numbers: HashMap<Id, Numbered>,
    between: &'static str,
    rows: Rows<'a>,
}

/// Lists the measures and indicators of a plan, numbered by a profile.
pub(super) fn rows<'a>(plan: &'a Plan, profile: &Profile) -> Rows<'a> {
    let between = match plan.language {
        crate::model::Language::ZhCn => "",
        crate::model::Language::En => ".",
    };
    let levels = numbered(profile, plan).levels.clone();
    let mut walk = Walk { levels, numbers: query::numbering(plan), between, rows: Rows::default() };
    for part in &plan.parts {
        let place = Place { number: walk.number("", part.id()), section: part.heading(), goal: None };
        match part {
            Part::Section(section) => walk.items(&section.items, &place),
            Part::Review(review) => {
                walk.items(&review.items, &place);
                walk.indicators(&review.results, &place.number, &review.heading);
            }
            Part::Improvement(improvement) => walk.measures(&improvement.steps, &place),
            Part::Opening(_)
            | Part::Problems(_)
            | Part::Scores(_)
            | Part::Contract(_)
            | Part::Register(_)
            | Part::Attachment(_)
            | Part::Closing(_)
            | Part::SignOff(_) => {}
        }
    }
    walk.rows
}

impl<'a> Walk<'a> {
    /// Returns the number of a record behind that of what it lies in.
    fn number(&self, above: &str, id: Id) -> String {
        let levels = &self.levels;
        let own = self.numbers.get(&id).filter(|numbered| numbered.number > 0).and_then(|numbered| {
            let level = levels.get(numbered.level).or(levels.last())?;
            Some(printed_number(level, numbered.number))
        });
        let Some(own) = own else { return above.to_owned() };
        let own = own.trim_end_matches(['、', '.', '\u{2002}', ' ']);
        if above.is_empty() { own.to_owned() } else { format!("{above}{}{own}", self.between) }
    }

    fn items(&mut self, items: &'a [Item], place: &Place<'a>) {
        for item in items {
            match item {
                Item::Paragraph(_) => {}
                Item::Section(section) => {
                    let number = self.number(&place.number, section.id.id());
                    let inner = Place { number, section: Some(&section.heading), ..place.clone() };
                    self.items(&section.items, &inner);
                }
                Item::Goal(goal) => {
                    let number = self.number(&place.number, goal.id.id());
                    let inner = Place { number, goal: Some(goal), ..place.clone() };
                    self.indicators(&goal.indicators, &inner.number, &goal.text);
                    self.measures(&goal.measures, &inner);
                }
                Item::Measure(measure) => self.measure(measure, place),
            }
        }
    }

    fn measures(&mut self, measures: &'a [Arc<Measure>], place: &Place<'a>) {
        for measure in measures {
            self.measure(measure, place);
        }
    }

    fn measure(&mut self, measure: &'a Arc<Measure>, place: &Place<'a>) {
        let number = self.number(&place.number, measure.id.id());
        let row = Row { number: number.clone(), section: place.section, goal: place.goal, measure };
        self.rows.measures.push(row);
        self.indicators(&measure.indicators, &number, measure.label());
        self.measures(&measure.measures, &Place { number, ..place.clone() });
    }

    fn indicators(&mut self, indicators: &'a [Arc<Indicator>], number: &str, of: &'a Text) {
        for indicator in indicators {
            self.rows.indicators.push(IndicatorRow { number: number.to_owned(), of, indicator });
        }
    }
}
