//! `planwright templates`: what a plan can start from.

use super::arguments::Templates as Arguments;
use super::{Failure, Outcome, complain, say, say_json};
use crate::file;
use crate::locale::Catalogue;
use crate::model::Language;
use crate::session::broken_template;
use crate::template::{BrokenTemplate, Group, TEMPLATE_FOLDER, Template, Templates};

/// A template as JSON.
#[derive(serde::Serialize)]
struct Listed<'a> {
    id: &'a str,
    name: &'a str,
    kind: &'static str,
    language: &'static str,
    purpose: &'a str,
}

/// Returns the templates there are, a person's own among them.
pub(super) fn known() -> Templates {
    file::settings_folder()
        .map_or_else(Templates::default, |folder| Templates::with_folder(&folder.join(TEMPLATE_FOLDER)))
}

/// Returns the template of this id.
pub(super) fn template<'a>(known: &'a Templates, id: &str) -> Result<&'a Template, Failure> {
    known.get(id).ok_or_else(|| Failure::NoTemplate {
        id: id.to_owned(),
        known: known.all().map(|template| template.id.clone()).collect(),
        broken: known.broken().to_vec(),
    })
}

pub(super) fn run(arguments: &Arguments, language: Language) -> Result<Outcome, Failure> {
    let known = known();
    for broken in known.broken() {
        complain(&told(broken, language));
    }
    if arguments.json {
        let listed: Vec<_> = known.all().map(listed).collect();
        say_json(&listed)?;
        return Ok(Outcome::Done);
    }
    // A person's own come first, then those in the language of the system.
    let rank = |template: &&Template| (template.group != Group::Own, template.language != language);
    let mut all: Vec<&Template> = known.all().collect();
    all.sort_by_key(rank);
    for template in all {
        let own = match (template.group, language) {
            (Group::Own, Language::ZhCn) => "（自定）",
            (Group::Own, Language::En) => " (own)",
            (Group::People | Group::Unit | Group::Business | Group::Service | Group::Control, _) => "",
        };
        let mut lines = format!("{}\n    {} ({}){own}", template.id, template.name, template.language.tag());
        if !template.purpose.is_empty() {
            lines.push_str("\n    ");
            lines.push_str(&template.purpose);
        }
        say(&lines);
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

/// Tells what is wrong with a template's file.
pub(super) fn told(broken: &BrokenTemplate, language: Language) -> String {
    let (why, path) = (broken_template(&Catalogue::new(language), broken), broken.path.display());
    match language {
        Language::ZhCn => format!("没有用这个模板：{why}\n文件：{path}"),
        Language::En => format!("A template was left out: {why}\nFile: {path}"),
    }
}
