//! What a template is and how it is written, and the templates that the program brings along.

use std::str::FromStr;
use std::sync::{Arc, LazyLock};

use serde::{Deserialize, Serialize};

use crate::file::{self, DecodeError, EncodeError, v1};
use crate::model::{Language, Period, PlaceholderName, Plan, PlanKind};

/// A plan to start from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Template {
    /// Its id, as the command line names it.
    pub id: String,
    /// Its name in its own language.
    pub name: String,
    /// What sort of plan it makes.
    pub kind: PlanKind,
    /// The language it is written in.
    pub language: Language,
    /// Under which heading it is offered.
    pub group: Group,
    /// For whom and what for, in one sentence.
    pub purpose: String,
    /// What it holds, in a few words.
    pub contains: String,
    /// The blank that takes the number of the month, quarter, half-year or week, where the plan can
    /// be for any of them.
    pub counted: Option<PlaceholderName>,
    /// The plan, for a model year.
    pub plan: Arc<Plan>,
}

/// What a template is for, by which it is found among the others.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Group {
    /// A person's own templates, whatever they are for.
    #[serde(skip)]
    Own,
    /// Persons: their own plans, training, duties, agreements.
    People,
    /// The whole work of an outlet or branch.
    Unit,
    /// Business and marketing.
    Business,
    /// Service and the customer's rights.
    Service,
    /// Internal control, finance, credit, security, compliance.
    Control,
}

impl Group {
    /// Every group, in the order in which they are offered.
    pub const ALL: &[Self] =
        &[Self::Own, Self::People, Self::Unit, Self::Business, Self::Service, Self::Control];

    /// Returns the key of the message that names the group.
    #[must_use]
    pub const fn key(self) -> &'static str {
        match self {
            Self::Own => "gallery-own",
            Self::Unit => "gallery-unit",
            Self::Business => "gallery-business",
            Self::Service => "gallery-service",
            Self::Control => "gallery-control",
            Self::People => "gallery-people",
        }
    }
}

/// The number of the format in which templates are written.
const FORMAT: u32 = 1;

/// A template as written. Kind and language are the plan's. What the program brings along has an id
/// and a group; a person's own has the number of its format, and its id is the name of its file.
#[derive(Serialize, Deserialize)]
#[serde(rename = "Template", deny_unknown_fields)]
struct Wire {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    format: Option<u32>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    id: Option<String>,
    name: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    group: Option<Group>,
    #[serde(default)]
    purpose: String,
    #[serde(default)]
    contains: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    counted: Option<PlaceholderName>,
    plan: v1::Plan,
}

/// The number of a template's format, whatever else is written there.
#[derive(Deserialize)]
#[serde(rename = "Template")]
struct Numbered {
    #[serde(default)]
    format: Option<u32>,
}

impl Template {
    /// Returns the highest number that the blank for the number of the period can take: the months,
    /// quarters, half-years or weeks of a year. Some years have a week less.
    #[must_use]
    pub fn most(&self) -> Option<u32> {
        self.counted.as_ref()?;
        match self.plan.period {
            Period::Week(_) => Some(53),
            Period::Month(_) => Some(12),
            Period::Quarter(_) => Some(4),
            Period::HalfYear(_) => Some(2),
            Period::Year(_) | Period::Term(_) | Period::Project(_) => None,
        }
    }
}

impl Template {
    /// Writes a person's own template as the text of its file.
    ///
    /// # Errors
    /// Its plan is nested too deep to be read again.
    pub fn written(&self) -> Result<String, EncodeError> {
        file::write_out(&Wire {
            format: Some(FORMAT),
            id: None,
            name: self.name.clone(),
            group: None,
            purpose: self.purpose.clone(),
            contains: self.contains.clone(),
            counted: self.counted.clone(),
            plan: v1::Plan::from(&*self.plan),
        })
    }
}

impl FromStr for Template {
    type Err = DecodeError;

    /// Reads a template from the text of its file. One that says no id has none yet.
    fn from_str(source: &str) -> Result<Self, DecodeError> {
        let Wire { format: _, id, name, group, purpose, contains, counted, plan } = file::read_in(source)
            .map_err(|fault| match file::read_in(source) {
                Ok(Numbered { format: Some(found) }) if found > FORMAT => {
                    DecodeError::TooNew { found: found.into(), known: FORMAT }
                }
                Ok(_) | Err(_) => fault,
            })?;
        let plan = file::plan_of(source, plan)?;
        Ok(Self {
            id: id.unwrap_or_default(),
            name,
            kind: plan.kind,
            language: plan.language,
            group: group.unwrap_or(Group::Own),
            purpose,
            contains,
            counted,
            plan: Arc::new(plan),
        })
    }
}

macro_rules! embedded {
    ($($id:literal),* $(,)?) => {
        /// The files, by id, in the order in which they are offered.
        const EMBEDDED: &[(&str, &str)] =
            &[$(($id, include_str!(concat!("../../assets/templates/", $id, ".ron"))),)*];
    };
}

embedded! {
    "personal-annual",
    "personal-month",
    "teller",
    "responsibility-contract",
    "pip",
    "cm-training",
    "cm-functions",
    "business-hall-annual",
    "business-hall-month",
    "business-hall-week",
    "branch-comprehensive",
    "branch-half-year-review",
    "execution-plan",
    "new-branch-preparation",
    "savings-deposit",
    "savings-quarter",
    "corporate-marketing",
    "retail-quarterly",
    "retail-quarter",
    "corporate-annual",
    "foreign-trade-annual",
    "sales-department-annual",
    "service-quality-skill-test",
    "complaint-case-study",
    "settlement-internal-control",
    "credit-management",
    "supervisor-internal-control",
    "finance-cashier",
    "security",
    "compliance-annual",
    "personal-annual-en",
    "responsibility-contract-en",
    "pip-en",
    "business-hall-annual-en",
    "execution-plan-en",
    "corporate-annual-en",
    "service-quality-skill-test-en",
    "compliance-annual-en",
}

/// Returns every template, Chinese ones first. One that cannot be read is left out; a test sees to
/// it that there is none.
#[must_use]
pub fn catalogue() -> &'static [Template] {
    static CATALOGUE: LazyLock<Vec<Template>> =
        LazyLock::new(|| EMBEDDED.iter().filter_map(|(_, source)| source.parse().ok()).collect());
    &CATALOGUE
}

/// Returns the template of this id.
#[must_use]
pub fn by_id(id: &str) -> Option<&'static Template> {
    catalogue().iter().find(|template| template.id == id)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;
    use std::path::Path;

    use super::*;

    #[test]
    fn every_embedded_template_reads() {
        for (id, source) in EMBEDDED {
            match source.parse::<Template>() {
                Ok(template) => assert_eq!(template.id, *id),
                Err(fault) => panic!("{id}: {fault}"),
            }
        }
        assert_eq!(catalogue().len(), EMBEDDED.len());
    }

    #[test]
    fn files_are_laid_out_as_plans_are() {
        for (id, source) in EMBEDDED {
            let wire: Wire = file::read_in(source).unwrap_or_else(|fault| panic!("{id}: {fault}"));
            let laid_out = file::write_out(&wire).unwrap();
            let other = laid_out.lines().zip(source.lines()).find(|(wanted, found)| wanted != found);
            assert_eq!(other, None, "{id} is not laid out as the program writes plans");
            assert_eq!(laid_out.len(), source.len(), "{id}");
        }
    }

    #[test]
    fn no_template_file_is_forgotten() {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("assets/templates");
        let files: BTreeSet<String> = std::fs::read_dir(folder)
            .expect("the templates lie in assets/templates")
            .filter_map(|entry| Some(entry.ok()?.path().file_stem()?.to_str()?.to_owned()))
            .collect();
        let listed: BTreeSet<String> = EMBEDDED.iter().map(|(id, _)| (*id).to_owned()).collect();
        assert_eq!(files, listed);
    }

    #[test]
    fn a_fault_names_its_place() {
        let place = |source: &str| source.parse::<Template>().map_err(|fault| fault.position());
        assert_eq!(place("(\n  name: 1)"), Err(Some((2, 9))));
        let source = r#"(id: "a", name: "a", group: Unit, plan: (
            title: "", kind: "teller", language: "en", period: Year(2001), ids: 1,
            parts: [SignOff(id: 1)],
        ))"#;
        assert_eq!(place(source), Err(Some((3, 1))));
        let words = source.parse::<Template>().map_err(|fault| fault.to_string());
        assert_eq!(words, Err("id 1 is not below the counter 1".to_owned()));
    }

    #[test]
    fn a_template_of_a_newer_program_is_known_as_such() {
        let newer = r#"(format: 2, name: "a", mood: "good", plan: (title: "", kind: "none"))"#;
        let fault = newer.parse::<Template>().unwrap_err();
        assert_eq!(fault, DecodeError::TooNew { found: 2, known: 1 });
    }
}
