//! `planwright merge`: two people's changes of one plan brought together.

use std::path::PathBuf;
use std::sync::Arc;

use clap::{Args, ValueEnum};

use super::{Failure, Outcome, keep, read, say};
use crate::compare::{
    self, Choices, Conflict, Contradiction, Merge, Names, Side, field_label, kind_name, record_label, spot,
};
use crate::file;
use crate::locale::shown;
use crate::model::{Language, Plan, query};

/// What `merge` is given.
#[derive(Clone, Debug, Args)]
pub(super) struct Arguments {
    /// The plan that both began with
    #[arg(value_name = "BASE")]
    base: PathBuf,
    /// Our plan
    #[arg(value_name = "OURS")]
    ours: PathBuf,
    /// Their plan
    #[arg(value_name = "THEIRS")]
    theirs: PathBuf,
    /// The file to write; a plan that is there is kept with `~` behind its name
    #[arg(short, long, value_name = "PLAN")]
    output: PathBuf,
    /// Whose change counts where both changed the same: ours or theirs
    #[arg(long, value_name = "SIDE", hide_possible_values = true)]
    prefer: Option<Prefer>,
}

/// Whose change counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum Prefer {
    /// Ours.
    Ours,
    /// Theirs.
    Theirs,
}

pub(super) fn run(arguments: &Arguments, language: Language) -> Result<Outcome, Failure> {
    let base = Arc::new(read(&arguments.base)?.plan);
    let ours = Arc::new(read(&arguments.ours)?.plan);
    let theirs = Arc::new(read(&arguments.theirs)?.plan);
    let fault = |fault| Failure::Merge {
        fault,
        base: arguments.base.clone(),
        ours: arguments.ours.clone(),
        theirs: arguments.theirs.clone(),
    };
    let merge = Merge::new(base, ours, theirs).map_err(fault)?;
    let prefer = arguments.prefer.map(|prefer| match prefer {
        Prefer::Ours => Side::Ours,
        Prefer::Theirs => Side::Theirs,
    });
    let merged = merge.with(&Choices::new(), prefer).map_err(fault)?;
    let names = (Names::new(merge.ours(), language), Names::new(merge.theirs(), language));
    for conflict in &merged.conflicts {
        for line in lines(conflict, &names, language) {
            say(&line);
        }
    }
    if !merged.conflicts.is_empty() && prefer.is_none() {
        let count = merged.conflicts.len();
        say(&match language {
            Language::ZhCn => format!(
                "有{count}处冲突，没有写入文件。可在窗口中逐处选择，或加上 --prefer ours（以我方为准）、--prefer theirs（以对方为准）。"
            ),
            Language::En => format!(
                "Conflicts: {count}. Nothing was written. Decide them in the window, or give --prefer ours or --prefer theirs."
            ),
        });
        return Ok(Outcome::No);
    }
    let output = &arguments.output;
    let kept = keep(output)?;
    file::write(output, &merged.plan, None)
        .map_err(|error| Failure::Write { path: output.clone(), error })?;
    say(&written(&merged.plan, arguments, merged.conflicts.len(), language));
    if let Some(kept) = kept {
        say(&match language {
            Language::ZhCn => format!("原有的文件另存为 {}。", kept.display()),
            Language::En => format!("The file that was there is kept as {}.", kept.display()),
        });
    }
    Ok(Outcome::Done)
}

fn written(plan: &Plan, arguments: &Arguments, decided: usize, language: Language) -> String {
    let measures = query::counts(plan).measures;
    let output = arguments.output.display();
    match (language, decided, arguments.prefer) {
        (Language::ZhCn, 1.., Some(Prefer::Theirs)) => {
            format!("已写入 {output}：{measures}项措施，{decided}处冲突以对方为准。")
        }
        (Language::ZhCn, 1.., _) => {
            format!("已写入 {output}：{measures}项措施，{decided}处冲突以我方为准。")
        }
        (Language::ZhCn, 0, _) => format!("已写入 {output}：{measures}项措施，没有冲突。"),
        (Language::En, 1.., Some(Prefer::Theirs)) => {
            format!("Wrote {output}: measures {measures}, conflicts decided for theirs {decided}.")
        }
        (Language::En, 1.., _) => {
            format!("Wrote {output}: measures {measures}, conflicts decided for ours {decided}.")
        }
        (Language::En, 0, _) => format!("Wrote {output}: measures {measures}, no conflicts."),
    }
}

/// Tells a conflict: where, what we say, what they say.
fn lines(conflict: &Conflict, (our_names, their_names): &(Names, Names), language: Language) -> Vec<String> {
    let zh = language == Language::ZhCn;
    let label = record_label(language, conflict.kind, &conflict.label);
    let within = shown(&conflict.within);
    let kind = kind_name(language, conflict.kind);
    let mut lines = vec![match (zh, within.is_empty()) {
        (true, true) => format!("! {kind}“{label}”"),
        (true, false) => format!("! {kind}“{label}”（在“{within}”中）"),
        (false, true) => format!("! {kind} “{label}”"),
        (false, false) => format!("! {kind} “{label}” (in “{within}”)"),
    }];
    let [was, ours, theirs] = if zh { ["原来", "我方", "对方"] } else { ["before", "ours", "theirs"] };
    let colon = if zh { "：" } else { ": " };
    let mut row = |name: &str, words: &str| lines.push(format!("    {name}{colon}{words}"));
    match &conflict.what {
        Contradiction::Field { field, column, base, ours: our, theirs: their, .. } => {
            let field = field_label(language, conflict.kind, *field, column.as_ref());
            row(if zh { "双方改得不同" } else { "changed differently" }, &field);
            if let Some(base) = base {
                row(was, &compare::value_words(our_names, &conflict.unit, base));
            }
            row(ours, &compare::value_words(our_names, &conflict.unit, our));
            row(theirs, &compare::value_words(their_names, &conflict.unit, their));
        }
        Contradiction::Removed { by, records, changed } => {
            let removed = compare::removed_words(language, *records);
            let kept = compare::kept_words(language, *changed);
            let (our, their) = if *by == Side::Ours { (&removed, &kept) } else { (&kept, &removed) };
            row(ours, our);
            row(theirs, their);
        }
        Contradiction::Place { ours: our, ours_place, theirs: their, theirs_place } => {
            row(if zh { "移到了不同位置" } else { "moved to different places" }, "");
            row(ours, &spot(language, &shown(our), *ours_place));
            row(theirs, &spot(language, &shown(their), *theirs_place));
        }
    }
    lines
}
