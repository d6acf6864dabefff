//! Measures and indicators to take from: those that the program brings along, and the user's own.
//!
//! What is taken is a beginning: figures are blanks, owners are posts. A post that one person of the
//! plan bears becomes that person. The user's own ones are files of the same form in the settings
//! folder; the first is written by the program, others may be put beside it.

pub mod alike;

use std::sync::LazyLock;

use serde::{Deserialize, Serialize};

use crate::locale::{pinyin, read_when, shown, words};
use crate::model::tree::NodeRef;
use crate::model::{
    Counter, Id, Indicator, IndicatorId, Language, Measure, MeasureId, Owner, OwnerRole, PlaceholderName,
    Plan, Quantity, SectionRole, Target, Text, When, Who,
};

/// A file of measures and indicators.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Shelf {
    /// What it is called.
    pub name: String,
    /// The language it is written in.
    pub language: Language,
    /// Its measures.
    #[serde(default)]
    pub measures: Vec<MeasureEntry>,
    /// Its indicators.
    #[serde(default)]
    pub indicators: Vec<IndicatorEntry>,
}

/// A measure to take.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MeasureEntry {
    /// What it is about.
    #[serde(default)]
    pub role: SectionRole,
    /// Its run-in title.
    #[serde(default)]
    pub title: String,
    /// Its text, blanks in their written form.
    pub text: String,
    /// The posts that own it; the first is responsible, the others help.
    #[serde(default)]
    pub owners: Vec<String>,
    /// When it is due, in words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub when: Option<Words>,
    /// Further words by which it is found.
    #[serde(default)]
    pub words: String,
}

/// Words that stand without `Some(…)` round them in a file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Words(pub String);

/// An indicator to take.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct IndicatorEntry {
    /// What it is about.
    #[serde(default)]
    pub role: SectionRole,
    /// Its name.
    pub name: String,
    /// Its unit.
    #[serde(default)]
    pub unit: String,
    /// The way its target lies.
    pub target: Direction,
    /// The blank that stands for the target's value.
    pub blank: String,
    /// How it is scored.
    #[serde(default)]
    pub standard: String,
    /// Where its figures come from.
    #[serde(default)]
    pub source: String,
    /// Further words by which it is found.
    #[serde(default)]
    pub words: String,
}

/// The way a target lies.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Direction {
    /// No less than the value.
    AtLeast,
    /// No more than the value.
    AtMost,
    /// The value itself.
    Exactly,
}

/// Something to take.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Entry {
    /// A measure.
    Measure(MeasureEntry),
    /// An indicator.
    Indicator(IndicatorEntry),
}

const BUNDLED: [&str; 2] =
    [include_str!("../../assets/library/zh-CN.ron"), include_str!("../../assets/library/en.ron")];

/// Returns what the program brings along. A file that cannot be read is left out; a test sees to it
/// that there is none.
#[must_use]
pub fn bundled() -> &'static [Shelf] {
    static SHELVES: LazyLock<Vec<Shelf>> =
        LazyLock::new(|| BUNDLED.iter().filter_map(|source| Shelf::read(source).ok()).collect());
    &SHELVES
}

impl Shelf {
    /// Makes an empty one.
    #[must_use]
    pub const fn empty(name: String, language: Language) -> Self {
        Self { name, language, measures: Vec::new(), indicators: Vec::new() }
    }

    /// Reads a file.
    ///
    /// # Errors
    /// The text is not one, with line and column.
    pub fn read(source: &str) -> Result<Self, ron::error::SpannedError> {
        ron::Options::default()
            .with_default_extension(ron::extensions::Extensions::IMPLICIT_SOME)
            .from_str(source)
    }

    /// Writes a file.
    #[must_use]
    pub fn written(&self) -> String {
        let form = ron::ser::PrettyConfig::default().extensions(ron::extensions::Extensions::IMPLICIT_SOME);
        // Writing plain records to a string has nothing to fail at.
        ron::ser::to_string_pretty(self, form).unwrap_or_default()
    }

    /// Adds something, unless it is there already. Returns whether it was added.
    pub fn add(&mut self, entry: Entry) -> bool {
        match entry {
            Entry::Measure(entry) if !self.measures.contains(&entry) => self.measures.push(entry),
            Entry::Indicator(entry) if !self.indicators.contains(&entry) => self.indicators.push(entry),
            Entry::Measure(_) | Entry::Indicator(_) => return false,
        }
        true
    }

    /// Takes something out.
    pub fn remove(&mut self, entry: &Entry) {
        match entry {
            Entry::Measure(entry) => self.measures.retain(|known| known != entry),
            Entry::Indicator(entry) => self.indicators.retain(|known| known != entry),
        }
    }
}

impl Entry {
    /// Makes an entry of a measure or indicator of a plan. The owners' posts stand for the people.
    #[must_use]
    pub fn of(plan: &Plan, id: Id) -> Option<Self> {
        let role = || {
            let lineage = plan.lineage(id);
            let section = lineage.iter().find_map(|id| match plan.find(*id) {
                Some(NodeRef::Section(section)) => Some(section.role.clone()),
                _ => None,
            });
            section.unwrap_or_default()
        };
        match plan.find(id)? {
            NodeRef::Measure(measure) => {
                let owners = measure.owners.iter().filter_map(|owner| match &owner.who {
                    Who::Post(name) | Who::Department(name) => Some(name.as_str().to_owned()),
                    Who::Person(id) => {
                        let person = plan.people.iter().find(|person| person.id == *id)?;
                        let post = if person.post.is_empty() { &person.name } else { &person.post };
                        Some(post.as_str().to_owned())
                    }
                });
                Some(Self::Measure(MeasureEntry {
                    role: role(),
                    title: measure.title.as_str().to_owned(),
                    text: measure.text.as_str().to_owned(),
                    owners: owners.collect(),
                    when: measure
                        .when
                        .as_ref()
                        .map(|when| Words(words::when(plan.language, when, Some(plan.period.year())))),
                    words: String::new(),
                }))
            }
            NodeRef::Indicator(indicator) => {
                let (target, quantity) = match &indicator.target {
                    Some(Target::AtMost(value)) => (Direction::AtMost, Some(value)),
                    Some(Target::Exactly(value)) => (Direction::Exactly, Some(value)),
                    Some(Target::AtLeast(value)) => (Direction::AtLeast, Some(value)),
                    Some(Target::Within(..) | Target::DoneBy(_)) | None => (Direction::AtLeast, None),
                };
                let blank = match quantity {
                    Some(Quantity::Blank(name)) => name.to_string(),
                    // Figures are the plan's own; what is taken elsewhere asks for new ones.
                    _ => indicator.name.blanks().next().map_or_else(|| shown(&indicator.name), str::to_owned),
                };
                Some(Self::Indicator(IndicatorEntry {
                    role: role(),
                    name: indicator.name.as_str().to_owned(),
                    unit: indicator.unit.clone(),
                    target,
                    blank,
                    standard: indicator.standard.as_str().to_owned(),
                    source: indicator.source.as_str().to_owned(),
                    words: String::new(),
                }))
            }
            _ => None,
        }
    }

    /// Returns what it is called in a list: a measure's title, or else its text.
    #[must_use]
    pub fn label(&self) -> String {
        match self {
            Self::Measure(entry) if entry.title.is_empty() => shown(&Text::new(&entry.text)),
            Self::Measure(entry) => shown(&Text::new(&entry.title)),
            Self::Indicator(entry) => shown(&Text::new(&entry.name)),
        }
    }

    /// Returns what it is about.
    #[must_use]
    pub const fn role(&self) -> &SectionRole {
        match self {
            Self::Measure(entry) => &entry.role,
            Self::Indicator(entry) => &entry.role,
        }
    }

    /// Tells whether it has every word that was typed, or is called as it sounds.
    #[must_use]
    pub fn fits(&self, typed: &str) -> bool {
        let all = match self {
            Self::Measure(entry) => [&entry.title, &entry.text, &entry.words, &entry.owners.join(" ")]
                .map(String::as_str)
                .join(" "),
            Self::Indicator(entry) => {
                [&entry.name, &entry.standard, &entry.source, &entry.words].map(String::as_str).join(" ")
            }
        };
        let all = all.to_lowercase();
        let typed = typed.trim().to_lowercase();
        let (Self::Measure(MeasureEntry { words, .. }) | Self::Indicator(IndicatorEntry { words, .. })) =
            self;
        typed.split_whitespace().all(|word| all.contains(word))
            || pinyin::spells(&self.label(), &typed)
            || words.split_whitespace().any(|word| pinyin::spells(word, &typed))
    }
}

impl MeasureEntry {
    /// Makes a measure of it for a plan.
    #[must_use]
    pub fn measure(&self, plan: &Plan, ids: &mut Counter) -> Measure {
        let mut measure = Measure::new(MeasureId::new(ids.take()), Text::new(&self.text));
        measure.title = Text::new(&self.title);
        measure.owners = self
            .owners
            .iter()
            .enumerate()
            .map(|(at, post)| {
                let role = if at == 0 { OwnerRole::Responsible } else { OwnerRole::Helps };
                Owner { who: who(plan, post), role }
            })
            .collect();
        let year = plan.period.year();
        measure.when = self
            .when
            .as_ref()
            .map(|Words(words)| read_when(words, year).unwrap_or_else(|| When::Unclear(words.clone())));
        measure
    }
}

/// Returns the one person who bears a post, or else the post.
fn who(plan: &Plan, post: &str) -> Who {
    let mut people = plan.people.iter().filter(|person| person.post.as_str() == post);
    match (people.next(), people.next()) {
        (Some(person), None) => Who::Person(person.id),
        _ => Who::Post(Text::new(post)),
    }
}

impl IndicatorEntry {
    /// Makes an indicator of it.
    #[must_use]
    pub fn indicator(&self, ids: &mut Counter) -> Indicator {
        let mut indicator = Indicator::new(IndicatorId::new(ids.take()), Text::new(&self.name));
        indicator.unit.clone_from(&self.unit);
        indicator.standard = Text::new(&self.standard);
        indicator.source = Text::new(&self.source);
        indicator.target =
            PlaceholderName::new(&self.blank).ok().map(Quantity::Blank).map(|value| match self.target {
                Direction::AtLeast => Target::AtLeast(value),
                Direction::AtMost => Target::AtMost(value),
                Direction::Exactly => Target::Exactly(value),
            });
        indicator
    }
}
