//! `planwright profiles`: the pages there are, and copies to change.

use std::path::PathBuf;

use clap::Args;
use serde::Serialize;

use super::{Failure, Outcome, complain, page, say, say_json};
use crate::file;
use crate::model::Language;
use crate::typeset::profiles::{self, PROFILE_EXTENSION, PROFILE_FOLDER};
use crate::typeset::{BrokenProfile, ProfileTextFault};

#[derive(Clone, Debug, Args)]
pub(super) struct Arguments {
    /// Print them as JSON
    #[arg(long, conflicts_with = "copy")]
    json: bool,
    /// Copy a profile that comes with the program into the settings, to change it there
    #[arg(long, value_name = "ID", requires = "new_id")]
    copy: Option<String>,
    /// The id of the copy: letters, digits, - and _
    #[arg(long = "as", id = "new_id", value_name = "ID", requires = "copy")]
    new_id: Option<String>,
}

/// A profile as JSON.
#[derive(Serialize)]
struct Listed<'a> {
    id: &'a str,
    name: &'a str,
    own: bool,
}

pub(super) fn run(arguments: &Arguments, language: Language) -> Result<Outcome, Failure> {
    let known = page::profiles();
    if let (Some(id), Some(new_id)) = (&arguments.copy, &arguments.new_id) {
        return copy(id, new_id, language);
    }
    for broken in known.broken() {
        complain(&told(broken, language));
    }
    let all = known.all();
    if arguments.json {
        let listed = |id| known.is_own(id);
        let listed: Vec<_> = all
            .iter()
            .map(|profile| Listed { id: &profile.id, name: &profile.name, own: listed(&profile.id) })
            .collect();
        say_json(&listed)?;
        return Ok(Outcome::Done);
    }
    for profile in all {
        let own = match (known.is_own(&profile.id), language) {
            (false, _) => "",
            (true, Language::ZhCn) => "（自定）",
            (true, Language::En) => " (own)",
        };
        say(&format!("{}\n    {}{own}", profile.id, profile.name));
    }
    Ok(Outcome::Done)
}

fn copy(id: &str, new_id: &str, language: Language) -> Result<Outcome, Failure> {
    page::known(&crate::typeset::Profiles::bundled(), Some(&id.to_owned()))?;
    let text = profiles::copied(id, new_id).ok_or_else(|| Failure::ProfileId { id: new_id.to_owned() })?;
    let folder = file::settings_folder().ok_or(Failure::NoSettings)?.join(PROFILE_FOLDER);
    let path: PathBuf = folder.join(format!("{new_id}.{PROFILE_EXTENSION}"));
    if path.exists() {
        return Err(Failure::ProfileThere { path });
    }
    // A folder that cannot be made is found out by the write.
    drop(std::fs::create_dir_all(&folder));
    file::write_bytes_atomic(&path, text.as_bytes())
        .map_err(|error| Failure::Write { path: path.clone(), error })?;
    say(&match language {
        Language::ZhCn => format!("已写入 {}。", path.display()),
        Language::En => format!("Wrote {}.", path.display()),
    });
    Ok(Outcome::Done)
}

/// Tells what is wrong with a profile's file.
pub(super) fn told(broken: &BrokenProfile, language: Language) -> String {
    let path = broken.path.display();
    match (&broken.fault, language) {
        (ProfileTextFault::Text { line, column, what }, Language::ZhCn) => {
            format!("没有用这份页面格式：第{line}行第{column}列写得不对（{what}）。\n文件：{path}")
        }
        (ProfileTextFault::Numbers(fault), Language::ZhCn) => {
            format!("没有用这份页面格式：照它排不出页面（{fault}）。\n文件：{path}")
        }
        (ProfileTextFault::Unreadable, Language::ZhCn) => {
            format!("没有用这份页面格式：文件读不出来。\n文件：{path}")
        }
        (ProfileTextFault::Text { line, column, what }, Language::En) => {
            format!("A profile was left out: line {line}, column {column} ({what}).\nFile: {path}")
        }
        (ProfileTextFault::Numbers(fault), Language::En) => {
            format!("A profile was left out: no page can be set by it ({fault}).\nFile: {path}")
        }
        (ProfileTextFault::Unreadable, Language::En) => {
            format!("A profile was left out: it cannot be read.\nFile: {path}")
        }
    }
}
