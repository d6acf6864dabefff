//! Text as the template reads it: words, gaps, numbers that hold on to their units, and the
//! invisible markers by which a record is found again on the page.

use serde::Serialize;

use crate::model::{Id, Language, Piece, PlaceholderKind, Plan, Revision, Text};

/// A stretch of text.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(untagged)]
pub(crate) enum Run {
    /// Words, printed literally.
    Words(String),
    /// An underlined gap.
    Gap {
        /// Its width in characters.
        b: f64,
    },
    /// Runs that stay on one line.
    Together {
        /// The runs.
        k: Vec<Run>,
    },
    /// A title run in before the text.
    Title {
        /// The runs.
        r: Vec<Run>,
    },
    /// Runs that a comparison marks: added, removed or moved.
    Revised {
        /// The runs.
        c: Vec<Run>,
        /// What happened to them.
        w: &'static str,
    },
    /// The start of a record, or its end where negative; see [`mark`].
    Mark {
        /// The record's number, plus 1 and with its sign.
        m: i64,
    },
}

/// Text in order.
pub(crate) type Runs = Vec<Run>;

/// Returns the marker of a record's start or end. A record whose number a file could not hold has
/// none.
pub(super) fn mark(id: Id, begins: bool) -> Option<Run> {
    let number = i64::try_from(id.number()).ok()?.checked_add(1).filter(|number| *number < BLOCKS)?;
    Some(Run::Mark { m: if begins { number } else { -number } })
}

/// Reads a marker back.
pub(super) fn marked(number: i64) -> Option<(Id, bool)> {
    if number >= BLOCKS {
        return None;
    }
    let id = Id::from_number(number.unsigned_abs().checked_sub(1)?);
    Some((id, number > 0))
}

/// The sign that keeps what stands on both its sides on one line. Faces draw nothing for it, and it
/// is taken out of the finished pages, so that nobody copies or searches it; see
/// [`unglued`](super::frames::unglued). A box round the words would do the same at twice the cost
/// of the whole page.
pub(crate) const GLUE: char = '\u{2060}';

/// The lowest marker of a block; records have lower ones.
const BLOCKS: i64 = 1 << 62;

/// Returns the marker of the block with this number, for long plans; see
/// [`stretch`](super::stretch).
pub(super) fn mark_block(index: usize) -> Option<Run> {
    Some(Run::Mark { m: BLOCKS.checked_add(i64::try_from(index).ok()?)? })
}

/// Reads the marker of a block back.
pub(super) fn marked_block(number: i64) -> Option<usize> {
    usize::try_from(number.checked_sub(BLOCKS)?).ok()
}

/// Appends words, with glue between numbers and their units, and between dashes and what comes
/// before them: no line may begin with a dash, which the rules of Unicode would allow.
pub(super) fn push_words(runs: &mut Runs, words: &str) {
    if words.is_empty() {
        return;
    }
    if !matches!(runs.last(), Some(Run::Words(_))) {
        runs.push(Run::Words(String::with_capacity(words.len())));
    }
    let Some(Run::Words(out)) = runs.last_mut() else { return };
    let mut rest = words;
    let mut previous = out.chars().next_back();
    while let Some(c) = rest.chars().next() {
        let free = !matches!(previous, Some(p) if is_word_part(p));
        if free
            && c.is_ascii_digit()
            && let Some((digits, unit)) = bound(rest)
        {
            out.push_str(digits);
            for c in unit.chars() {
                out.push(GLUE);
                out.push(c);
            }
            previous = unit.chars().next_back();
            rest = rest.get(digits.len() + unit.len()..).unwrap_or_default();
            continue;
        }
        if c == '—' && previous.is_some_and(|p| p != '—' && p != GLUE) {
            out.push(GLUE);
        }
        out.push(c);
        previous = Some(c);
        rest = rest.get(c.len_utf8()..).unwrap_or_default();
    }
}

/// Puts what is glued together into boxes. Headings need it: their words become bookmarks, from
/// which nobody would take the glue.
pub(super) fn boxed(runs: Runs) -> Runs {
    let mut out = Runs::new();
    for run in runs {
        match run {
            Run::Words(words) if words.starts_with(GLUE) && matches!(out.last(), Some(Run::Gap { .. })) => {
                let rest = box_unit(&mut out, &words);
                box_words(&mut out, rest);
            }
            Run::Words(words) if words.contains(GLUE) => box_words(&mut out, &words),
            Run::Title { r } => out.push(Run::Title { r: boxed(r) }),
            Run::Revised { c, w } => out.push(Run::Revised { c: boxed(c), w }),
            Run::Words(_) | Run::Gap { .. } | Run::Together { .. } | Run::Mark { .. } => out.push(run),
        }
    }
    out
}

/// Puts the last gap into a box with what is glued to it. Returns the rest of the words.
fn box_unit<'a>(out: &mut Runs, words: &'a str) -> &'a str {
    let mut held = out.pop().into_iter().collect::<Runs>();
    let mut unit = String::new();
    let mut rest = words;
    while let Some(bare) = rest.strip_prefix(GLUE) {
        let end = bare.chars().next().map_or(0, char::len_utf8);
        let (c, after) = bare.split_at_checked(end).unwrap_or((bare, ""));
        unit.push_str(c);
        rest = after;
    }
    held.push(Run::Words(unit));
    out.push(Run::Together { k: held });
    rest
}

fn box_words(out: &mut Runs, words: &str) {
    let (mut free, mut held) = (String::new(), String::new());
    let mut glued = false;
    for c in words.chars() {
        if c == GLUE {
            if held.is_empty() {
                // The whole number belongs into the box, or the one character before a dash.
                let digits = free.trim_end_matches(|c: char| c.is_ascii_digit() || matches!(c, '.' | ','));
                let last = free.char_indices().next_back().map_or(0, |(at, _)| at);
                held = free.split_off(digits.len().min(last));
            }
            glued = true;
            continue;
        }
        // Dashes hold together by themselves.
        if glued || c == '—' && held.ends_with('—') {
            held.push(c);
        } else {
            flush(out, &mut free, &mut held);
            free.push(c);
        }
        glued = false;
    }
    flush(out, &mut free, &mut held);
    push_plain(out, &free);
}

/// Appends the words before a box and the box, where there is one.
fn flush(out: &mut Runs, free: &mut String, held: &mut String) {
    if held.is_empty() {
        return;
    }
    push_plain(out, free);
    free.clear();
    out.push(Run::Together { k: vec![Run::Words(std::mem::take(held))] });
}

/// Joins words that follow each other: the typesetter is the faster the fewer pieces there are.
pub(super) fn joined(runs: Runs) -> Runs {
    let mut out = Runs::with_capacity(runs.len());
    for run in runs {
        match (out.last_mut(), run) {
            (Some(Run::Words(last)), Run::Words(words)) => last.push_str(&words),
            (_, run) => out.push(run),
        }
    }
    out
}

/// Appends words as they are, to the last words where there are some.
fn push_plain(runs: &mut Runs, words: &str) {
    if words.is_empty() {
        return;
    }
    if let Some(Run::Words(last)) = runs.last_mut() {
        last.push_str(words);
    } else {
        runs.push(Run::Words(words.to_owned()));
    }
}

/// Letters and digits, in the middle of which no number begins.
fn is_word_part(c: char) -> bool {
    c.is_ascii_alphanumeric() || c == '.'
}

/// Units of two or more characters, the longer of two that begin alike first.
const LONG_UNITS: [&str; 17] = [
    "个百分点",
    "个工作日",
    "个月",
    "小时",
    "分钟",
    "万元",
    "亿元",
    "千元",
    "季度",
    "人次",
    "工作日",
    "万户",
    "万笔",
    "万人",
    "公里",
    "平方米",
    "年度",
];

/// Units of one character.
const SHORT_UNITS: &str = "年月日时分秒点周天个人名次件户家元万亿笔台岁号级期项条份张场处起倍折页行字批层组类例宗位门辆只套篇课届轮";

/// Returns the number at the start of a text and its unit; none where the number has no Chinese unit
/// and holds together anyhow.
fn bound(text: &str) -> Option<(&str, &str)> {
    let digits = text.find(|c: char| !(c.is_ascii_digit() || c == '.' || c == ',')).filter(|at| *at > 0)?;
    let (number, after) = text.split_at_checked(digits)?;
    Some((number, unit_at_start(after)?))
}

/// Returns the Chinese unit that a text begins with.
fn unit_at_start(text: &str) -> Option<&str> {
    if let Some(unit) = LONG_UNITS.iter().find(|unit| text.starts_with(**unit)) {
        return Some(unit);
    }
    let unit = text.chars().next().filter(|c| SHORT_UNITS.contains(*c))?;
    text.get(..unit.len_utf8())
}

/// Returns a text of the plan as runs.
pub(crate) fn text_runs(plan: &Plan, text: &Text) -> Runs {
    let mut runs = Runs::new();
    push_text(&mut runs, plan, text);
    runs
}

/// Appends a text of the plan. Blanks become gaps as wide as what is likely to be filled in, with
/// their unit unless it follows in words.
pub(super) fn push_text(runs: &mut Runs, plan: &Plan, text: &Text) {
    if !is_revised(text.as_str()) {
        return push_unmarked(runs, plan, text);
    }
    for (revision, words) in Revision::stretches(text.as_str()) {
        let mut inner = Runs::new();
        push_unmarked(&mut inner, plan, &Text::new(words));
        match revision {
            None => runs.extend(inner),
            Some(revision) => runs.push(Run::Revised { c: inner, w: revision_name(revision) }),
        }
    }
}

/// Tells whether a comparison marked stretches of the words.
pub(super) fn is_revised(words: &str) -> bool {
    Revision::stretches(words).iter().any(|(revision, _)| revision.is_some())
}

const fn revision_name(revision: Revision) -> &'static str {
    match revision {
        Revision::Added => "added",
        Revision::Removed => "removed",
        Revision::Moved => "moved",
    }
}

/// Appends a text without marks of a comparison.
fn push_unmarked(runs: &mut Runs, plan: &Plan, text: &Text) {
    let mut pieces = text.pieces().peekable();
    while let Some(piece) = pieces.next() {
        match piece {
            Piece::Words(words) => {
                let mut words = words;
                if matches!(runs.last(), Some(Run::Gap { .. })) {
                    // A blank keeps its unit, and no line begins with a percent sign.
                    let unit = words
                        .chars()
                        .next()
                        .filter(|c| matches!(c, '%' | '％' | '‰' | '℃'))
                        .and_then(|sign| words.get(..sign.len_utf8()))
                        .or_else(|| unit_at_start(words))
                        .unwrap_or_default();
                    if !unit.is_empty() {
                        runs.push(Run::Words(glued(unit)));
                        words = words.get(unit.len()..).unwrap_or_default();
                    }
                }
                push_words(runs, words);
            }
            Piece::Blank(name) => {
                // No line ends with a currency sign.
                if let Some(Run::Words(words)) = runs.last_mut()
                    && words.ends_with(['￥', '¥', '$', '＄', '€', '£'])
                {
                    words.push(GLUE);
                }
                let follows = match pieces.peek() {
                    Some(Piece::Words(words)) => words,
                    Some(Piece::Blank(_)) | None => "",
                };
                push_gap(runs, plan.placeholder(name).map(|p| &p.kind), plan.language, follows);
            }
        }
    }
}

/// Appends the gap of a blank.
fn push_gap(runs: &mut Runs, kind: Option<&PlaceholderKind>, language: Language, follows: &str) {
    let width = match kind {
        Some(PlaceholderKind::Date) => return push_date_gap(runs, language),
        Some(PlaceholderKind::Year | PlaceholderKind::Amount { .. } | PlaceholderKind::Percentage) => 2.0,
        Some(PlaceholderKind::Person) => 3.0,
        Some(PlaceholderKind::Unit) => 6.0,
        Some(PlaceholderKind::Free) | None => 4.0,
    };
    let unit = kind.map(PlaceholderKind::unit).unwrap_or_default();
    if unit.is_empty() || follows.trim_start().starts_with(unit) {
        runs.push(Run::Gap { b: width });
        return;
    }
    if language == Language::En && unit.starts_with(|c: char| c.is_ascii_alphabetic()) {
        runs.push(Run::Together { k: vec![Run::Gap { b: width }, Run::Words(format!(" {unit}"))] });
    } else {
        runs.extend([Run::Gap { b: width }, Run::Words(glued(unit))]);
    }
}

/// Returns a unit that holds on to the gap before it.
fn glued(unit: &str) -> String {
    unit.chars().flat_map(|c| [GLUE, c]).collect()
}

/// Appends gaps for a day.
pub(super) fn push_date_gap(runs: &mut Runs, language: Language) {
    match language {
        Language::ZhCn => {
            for (width, unit) in [(2.0, "年"), (1.5, "月"), (1.5, "日")] {
                runs.extend([Run::Gap { b: width }, Run::Words(glued(unit))]);
            }
        }
        Language::En => runs.push(Run::Gap { b: 6.0 }),
    }
}

/// Returns the width of runs in characters, gaps so many times as wide as usual.
pub(super) fn width(runs: &[Run], factor: f64) -> f64 {
    let wide = |run: &Run| match run {
        Run::Words(words) => words
            .chars()
            .map(|c| {
                if c == GLUE {
                    0.0
                } else if c.is_ascii() {
                    0.57
                } else {
                    1.0
                }
            })
            .sum(),
        Run::Gap { b } => b * factor,
        Run::Mark { .. } => 0.0,
        Run::Together { k: runs } | Run::Title { r: runs } | Run::Revised { c: runs, .. } => {
            width(runs, factor)
        }
    };
    runs.iter().map(wide).sum()
}

/// Returns what is printed of the runs, gaps as a low line: for titles of files and bookmarks.
pub(super) fn plain(runs: &[Run]) -> String {
    let mut out = String::new();
    for run in runs {
        match run {
            Run::Words(words) => out.extend(words.chars().filter(|c| *c != GLUE)),
            Run::Gap { .. } => out.push('_'),
            Run::Mark { .. } | Run::Revised { w: "removed", .. } => {}
            Run::Together { k: runs } | Run::Title { r: runs } | Run::Revised { c: runs, .. } => {
                out.push_str(&plain(runs));
            }
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Period, Placeholder, PlaceholderName, YearNumber};

    fn together(words: &str) -> Run {
        Run::Together { k: vec![Run::Words(words.into())] }
    }

    fn words(words: &str) -> Run {
        Run::Words(words.into())
    }

    #[test]
    fn numbers_hold_on_to_their_units() {
        let mut runs = Vec::new();
        push_words(&mut runs, "由11.6分钟降到8分钟以内，共2027年3月，G20个人，达98%，第3");
        let shown = "由11.6~分~钟降到8~分~钟以内，共2027~年3~月，G20个人，达98%，第3";
        assert_eq!(runs, [words(&shown.replace('~', "\u{2060}"))]);
        assert_eq!(plain(&runs), "由11.6分钟降到8分钟以内，共2027年3月，G20个人，达98%，第3");
        assert_eq!(
            boxed(runs),
            [
                words("由"),
                together("11.6分钟"),
                words("降到"),
                together("8分钟"),
                words("以内，共"),
                together("2027年"),
                together("3月"),
                words("，G20个人，达98%，第3"),
            ]
        );
    }

    #[test]
    fn dashes_hold_on_to_what_comes_before() {
        let mut runs = Vec::new();
        push_words(&mut runs, "——目标——到3月——完");
        assert_eq!(runs, [words(&"——目标~——到3~月~——完".replace('~', "\u{2060}"))]);
        assert_eq!(
            boxed(runs),
            [words("——目"), together("标——"), words("到"), together("3月——"), words("完")]
        );
    }

    #[test]
    fn a_gap_brings_its_unit_unless_it_is_written() {
        let mut plan = Plan::empty(Language::ZhCn, Period::Year(YearNumber::new(2027).unwrap()));
        plan.placeholders.push(Placeholder {
            name: PlaceholderName::new("专窗数").unwrap(),
            kind: PlaceholderKind::Amount { unit: "个".into() },
            hint: Text::default(),
        });
        let mut runs = Vec::new();
        push_text(&mut runs, &plan, &Text::new("设⟦专窗数⟧个，再设⟦专窗数⟧窗口，⟦无名⟧"));
        assert_eq!(
            runs,
            [
                words("设"),
                Run::Gap { b: 2.0 },
                words("\u{2060}个，再设"),
                Run::Gap { b: 2.0 },
                words("\u{2060}个窗口，"),
                Run::Gap { b: 4.0 },
            ]
        );
        assert_eq!(plain(&runs), "设_个，再设_个窗口，_");
        let held = || Run::Together { k: vec![Run::Gap { b: 2.0 }, words("个")] };
        assert_eq!(
            boxed(runs),
            [words("设"), held(), words("，再设"), held(), words("窗口，"), Run::Gap { b: 4.0 }]
        );
    }

    #[test]
    fn markers_come_back() {
        for number in [0, 1, 77] {
            let id = Id::from_number(number);
            for begins in [true, false] {
                let Some(Run::Mark { m }) = mark(id, begins) else { panic!("no marker for {number}") };
                assert_eq!(marked(m), Some((id, begins)));
            }
        }
        assert_eq!(mark(Id::from_number(u64::MAX), true), None);
    }
}
