//! `planwright fonts`: which faces a plan is really printed in.

use std::path::PathBuf;

use clap::Args;

use super::{Failure, Outcome, page, read, say, say_json};
use crate::model::Language;
use crate::typeset::{Preflight, RoleFace, Typesetter};

#[derive(Clone, Debug, Args)]
pub(super) struct Arguments {
    /// The plan
    #[arg(value_name = "PLAN")]
    plan: PathBuf,
    /// The page; `planwright profiles` lists them [default: by the plan's language]
    #[arg(long, value_name = "ID")]
    profile: Option<String>,
    /// Use only the faces that come with the program
    #[arg(long)]
    bundled_fonts: bool,
    /// Print it as JSON
    #[arg(long)]
    json: bool,
}

pub(super) fn run(arguments: &Arguments, language: Language) -> Result<Outcome, Failure> {
    let profiles = page::profiles();
    page::known(&profiles, arguments.profile.as_ref())?;
    let plan = read(&arguments.plan)?.plan;
    let profile = page::profile(&profiles, arguments.profile.as_ref(), plan.language);
    let fonts = page::faces(&profile, arguments.bundled_fonts);
    let pages = Typesetter::new(fonts.clone())
        .pages(&plan, &profile)
        .map_err(|error| Failure::Typeset { error })?;
    let preflight = Preflight::of(&pages, &profile, &fonts);
    if arguments.json {
        say_json(&preflight)?;
    } else {
        tell(&preflight, language);
    }
    Ok(if preflight.missing.is_empty() { Outcome::Done } else { Outcome::No })
}

fn tell(preflight: &Preflight, language: Language) {
    for role in &preflight.roles {
        say(&line(role, language));
    }
    for face in &preflight.used {
        let stands_in = match (face.stands_in_for.as_str(), language) {
            ("", _) => String::new(),
            (which, Language::ZhCn) => format!("，补这些字：{which}"),
            (which, Language::En) => format!(", stands in for {which}"),
        };
        say(&match language {
            Language::ZhCn => format!("用到 {}：{}字{stands_in}", face.family, face.characters),
            Language::En => format!("In use: {}, {} characters{stands_in}", face.family, face.characters),
        });
    }
    for missing in &preflight.missing {
        let pages: Vec<String> = missing.pages.iter().map(usize::to_string).collect();
        say(&match language {
            Language::ZhCn => {
                format!("缺字 {}（{}）：第{}页", missing.character, missing.code, pages.join("、"))
            }
            Language::En => {
                format!("Missing: {} ({}), page {}", missing.character, missing.code, pages.join(", "))
            }
        });
    }
}

fn line(role: &RoleFace, language: Language) -> String {
    let name = name(&role.role, language);
    let wanted = &role.wanted;
    let used = role.used.as_deref();
    match (used, role.substitute, language) {
        (None, _, Language::ZhCn) => format!("{name}：要用{wanted}，没有，以自带的字体代替"),
        (None, _, Language::En) => format!("{name}: wants {wanted}; not there, the bundled faces stand in"),
        (Some(used), false, Language::ZhCn) => format!("{name}：{used}"),
        (Some(used), false, Language::En) => format!("{name}: {used}"),
        (Some(used), true, Language::ZhCn) => {
            let own = if role.bundled { "（自带）" } else { "" };
            format!("{name}：要用{wanted}，以{used}{own}代替")
        }
        (Some(used), true, Language::En) => {
            let own = if role.bundled { " (bundled)" } else { "" };
            format!("{name}: wants {wanted}; {used}{own} stands in")
        }
    }
}

fn name(role: &str, language: Language) -> String {
    let level = role.strip_prefix("level-");
    let (chinese, english) = match role {
        "title" => ("标题", "Title"),
        "draft-mark" => ("草案标记", "Draft mark"),
        "body" => ("正文", "Body"),
        "run-in" => ("段首标题", "Run-in titles"),
        "table" => ("表格", "Tables"),
        "table-head" => ("表头", "Heads of tables"),
        "attachment-label" => ("附件标注", "Label of attachments"),
        "page-number" => ("页码", "Page number"),
        "latin" => ("西文和数字", "Latin and digits"),
        other => (other, other),
    };
    match (level, language) {
        (Some(level), Language::ZhCn) => format!("{level}级标题"),
        (Some(level), Language::En) => format!("Level {level}"),
        (None, Language::ZhCn) => chinese.to_owned(),
        (None, Language::En) => english.to_owned(),
    }
}
