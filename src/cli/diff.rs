//! `planwright diff`: what changed between two plans.

use std::path::{Path, PathBuf};

use clap::Args;

use super::{Failure, Outcome, page, read, say, say_json};
use crate::check::Places;
use crate::compare::{
    self, Change, Counts, Diff, Kind, Mark, Names, Origin, Value, What, field_label, kind_name, record_label,
    spot,
};
use crate::export::{self, PdfMeta};
use crate::file;
use crate::locale::shown;
use crate::model::{Language, Plan};
use crate::typeset::Typesetter;

/// What `diff` is given.
#[derive(Clone, Debug, Args)]
pub(super) struct Arguments {
    /// The plan as it was
    #[arg(value_name = "A")]
    old: PathBuf,
    /// The plan as it is
    #[arg(value_name = "B")]
    new: PathBuf,
    /// Print the changes as JSON
    #[arg(long)]
    json: bool,
    /// Write the new plan with the changes marked in it as a PDF
    #[arg(short, long, value_name = "FILE.pdf", conflicts_with = "json")]
    output: Option<PathBuf>,
}

/// A change as JSON.
#[derive(serde::Serialize)]
struct Told<'a> {
    change: &'static str,
    kind: Kind,
    /// The record's number in the first and the second plan.
    old: Option<u64>,
    new: Option<u64>,
    place: &'a str,
    label: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    field: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    before: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    after: Option<String>,
}

/// The two plans with what is needed to tell of them.
struct Sides {
    old_places: Places,
    new_places: Places,
    old_names: Names,
    new_names: Names,
    language: Language,
}

impl Sides {
    fn new(old: &Plan, new: &Plan, language: Language) -> Self {
        Self {
            old_places: Places::new(old, language),
            new_places: Places::new(new, language),
            old_names: Names::new(old, language),
            new_names: Names::new(new, language),
            language,
        }
    }

    fn place(&self, change: &Change) -> &str {
        match change.what {
            What::Removed { .. } => self.old_places.of(change.old),
            What::Added { .. } | What::Moved { .. } | What::Changed { .. } => self.new_places.of(change.new),
        }
    }

    fn told(&self, change: &Change) -> Told<'_> {
        let (name, field, before, after) = match &change.what {
            What::Added { .. } => ("added", None, None, None),
            What::Removed { .. } => ("removed", None, None, None),
            What::Moved { from, from_place, to, to_place } => (
                "moved",
                None,
                Some(spot(self.language, &shown(from), *from_place)),
                Some(spot(self.language, &shown(to), *to_place)),
            ),
            What::Changed { field, old, new, column } => (
                "changed",
                Some(field_label(self.language, change.kind, *field, column.as_ref())),
                Some(compare::value_words(&self.old_names, &change.unit, old)),
                Some(compare::value_words(&self.new_names, &change.unit, new)),
            ),
        };
        Told {
            change: name,
            kind: change.kind,
            old: change.old.map(crate::model::Id::number),
            new: change.new.map(crate::model::Id::number),
            place: self.place(change),
            label: shown(&change.label),
            field,
            before,
            after,
        }
    }
}

pub(super) fn run(arguments: &Arguments, language: Language) -> Result<Outcome, Failure> {
    if let Some(output) = &arguments.output
        && output.extension().is_none_or(|ending| !ending.eq_ignore_ascii_case("pdf"))
    {
        return Err(Failure::NoFormat { path: output.clone(), endings: &["pdf"] });
    }
    let old = read(&arguments.old)?.plan;
    let new = read(&arguments.new)?.plan;
    let diff = compare::diff(&old, &new);
    let sides = Sides::new(&old, &new, language);
    if let Some(output) = &arguments.output {
        let pages = write_marked(&old, &new, output)?;
        let path = output.display();
        say(&match language {
            Language::ZhCn => format!("已写入 {path}，共{pages}页。"),
            Language::En => format!("Wrote {path}, pages: {pages}."),
        });
        say(&summary(&diff, language));
    } else if arguments.json {
        say_json(&diff.changes.iter().map(|change| sides.told(change)).collect::<Vec<_>>())?;
    } else {
        for line in lines(&diff, &sides) {
            say(&line);
        }
    }
    Ok(if diff.changes.is_empty() { Outcome::Done } else { Outcome::No })
}

/// Sets the new plan with the changes marked in it and writes it; returns how many pages there are.
fn write_marked(old: &Plan, new: &Plan, output: &Path) -> Result<usize, Failure> {
    let marked = compare::marked(old, new);
    let profile = page::profile(&page::profiles(), None, new.language);
    let typesetter = Typesetter::new(page::faces(&profile, false));
    let pages = typesetter
        .revised_pages(&marked.plan, &marked.numbers, &profile)
        .map_err(|error| Failure::Typeset { error })?;
    let bytes = export::pdf(&pages, &PdfMeta::of(new)).map_err(|error| Failure::Export { error })?;
    file::write_bytes_atomic(output, &bytes)
        .map_err(|error| Failure::Write { path: output.to_owned(), error })?;
    Ok(pages.len())
}

/// Tells the changes record by record, and how many there are.
fn lines(diff: &Diff, sides: &Sides) -> Vec<String> {
    let language = sides.language;
    let zh = language == Language::ZhCn;
    let mut lines = Vec::new();
    if diff.origin == Origin::Other && !diff.changes.is_empty() {
        lines.push(if zh {
            "两份计划不是同一份改出来的，以下按内容对应。".to_owned()
        } else {
            "The plans were written apart; their records are matched by their words.".to_owned()
        });
    }
    let mut record = None;
    for change in &diff.changes {
        let (sign, words) = match &change.what {
            What::Added { .. } => ('+', shown(&change.label)),
            What::Removed { .. } => ('-', shown(&change.label)),
            What::Moved { from, from_place, to, to_place } => (
                '>',
                format!(
                    "{} → {}",
                    spot(language, &shown(from), *from_place),
                    spot(language, &shown(to), *to_place)
                ),
            ),
            What::Changed { field, old, new, column } => {
                let name = field_label(language, change.kind, *field, column.as_ref());
                let colon = if zh { "：" } else { ": " };
                ('~', format!("{name}{colon}{}", changed(sides, change, old, new)))
            }
        };
        let here = (change.old, change.new, change.kind);
        let is_change_of_record = matches!(change.what, What::Moved { .. } | What::Changed { .. });
        if !is_change_of_record || record != Some(here) {
            lines.push(format!("{sign} {}  {}", kind_name(language, change.kind), heading(sides, change)));
        }
        record = is_change_of_record.then_some(here);
        if is_change_of_record || !words.is_empty() {
            lines.push(format!("    {words}"));
        }
    }
    lines.push(summary(diff, language));
    lines
}

/// Returns where the record stands; what has no place of its own is told by its words.
fn heading(sides: &Sides, change: &Change) -> String {
    match change.kind {
        Kind::Blank | Kind::Column => record_label(sides.language, change.kind, &change.label),
        _ => sides.place(change).to_owned(),
    }
}

fn changed(sides: &Sides, change: &Change, old: &Value, new: &Value) -> String {
    if let (Value::Text(old), Value::Text(new)) = (old, new) {
        return marked(&shown(old), &shown(new));
    }
    let nothing = compare::nothing(sides.language);
    let or_nothing = |words: String| if words.is_empty() { nothing.to_owned() } else { words };
    let old = or_nothing(compare::value_words(&sides.old_names, &change.unit, old));
    let new = or_nothing(compare::value_words(&sides.new_names, &change.unit, new));
    format!("{old} → {new}")
}

/// Returns a changed text with what went and what came in it.
fn marked(old: &str, new: &str) -> String {
    compare::marks(old, new)
        .into_iter()
        .map(|(mark, text)| match mark {
            Mark::Kept => text,
            Mark::Removed => format!("[-{text}-]"),
            Mark::Added => format!("{{+{text}+}}"),
        })
        .collect()
}

fn summary(diff: &Diff, language: Language) -> String {
    let Counts { added, removed, moved, changed } = diff.counts();
    match language {
        Language::ZhCn if diff.is_empty() => "两份计划完全相同。".to_owned(),
        Language::ZhCn if diff.changes.is_empty() => "两份计划内容相同，只是内部编号不同。".to_owned(),
        Language::ZhCn => format!("增加{added}处，删除{removed}处，移动{moved}处，修改{changed}处。"),
        Language::En if diff.is_empty() => "The plans are the same.".to_owned(),
        Language::En if diff.changes.is_empty() => {
            "The plans say the same; only their inner numbers differ.".to_owned()
        }
        Language::En => {
            format!("Added: {added}, removed: {removed}, moved: {moved}, changed: {changed}.")
        }
    }
}
