//! `planwright templates`: what a plan can start from.

use super::arguments::Templates;
use super::{Failure, Outcome, say, say_json};
use crate::model::Language;
use crate::template::{Template, catalogue};

/// A template as JSON.
#[derive(serde::Serialize)]
struct Listed<'a> {
    id: &'a str,
    name: &'a str,
    kind: &'static str,
    language: &'static str,
    purpose: &'a str,
}

pub(super) fn run(arguments: &Templates, language: Language) -> Result<Outcome, Failure> {
    if arguments.json {
        let listed: Vec<_> = catalogue().iter().map(listed).collect();
        say_json(&listed)?;
        return Ok(Outcome::Done);
    }
    // Those in the language of the system come first.
    let (own, other): (Vec<_>, Vec<_>) =
        catalogue().iter().partition(|template| template.language == language);
    for template in own.into_iter().chain(other) {
        say(&format!(
            "{}\n    {} ({})\n    {}",
            template.id,
            template.name,
            template.language.tag(),
            template.purpose
        ));
    }
    Ok(Outcome::Done)
}

fn listed(template: &Template) -> Listed<'_> {
    Listed {
        id: &template.id,
        name: &template.name,
        kind: template.kind.id(),
        language: template.language.tag(),
        purpose: &template.purpose,
    }
}
