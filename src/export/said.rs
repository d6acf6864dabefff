//! What a plan says, as plain words.

use crate::model::{Plan, Text};
use crate::typeset::{self, Run};

/// Returns the words of runs: gaps as low lines, markers as nothing, what a comparison marks as
/// removed left out.
pub(super) fn said(runs: &[Run]) -> String {
    let mut out = String::new();
    push(runs, &mut out);
    out
}

fn push(runs: &[Run], out: &mut String) {
    for run in runs {
        match run {
            Run::Words(words) => out.extend(words.chars().filter(|sign| *sign != typeset::GLUE)),
            Run::Gap { b } => out.push_str(&low_lines(*b)),
            Run::Mark { .. } | Run::Revised { w: "removed", .. } => {}
            Run::Together { k: runs } | Run::Title { r: runs } | Run::Revised { c: runs, .. } => {
                push(runs, out);
            }
        }
    }
}

/// Returns what a text of a plan says.
pub(super) fn said_text(plan: &Plan, text: &Text) -> String {
    said(&typeset::text_runs(plan, text))
}

/// Returns what a gap of so many characters is written as: two low lines a character, which every
/// program shows as a line to write on and this one reads as a blank.
pub(super) fn low_lines(characters: f64) -> String {
    const MOST: u8 = 80;
    (0..MOST).filter(|at| f64::from(*at) < (characters * 2.0).round().max(1.0)).map(|_| '_').collect()
}
