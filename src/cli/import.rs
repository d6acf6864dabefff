//! `planwright import`: a plan from a text, a Markdown file or a document.

use std::ops::RangeInclusive;
use std::path::{Path, PathBuf};

use chrono::Datelike;
use clap::Args;

use super::{Failure, Outcome, Surroundings, keep, say, say_json, templates};
use crate::file;
use crate::import::{
    self, Account, Built, Fate, Guess, Import, ImportFault, Imported, Reason, Report, Source, SourceNote,
    Wish,
};
use crate::model::{Language, Part, YearNumber, query};
use crate::template::{self, Poured};

/// From this month on, a plan is written for the next year.
const NEXT_YEAR_FROM: u32 = 7;
/// How many accounts of a sort are told one by one.
const MOST_TOLD: usize = 12;

/// What `import` is given.
#[derive(Clone, Debug, Args)]
pub(super) struct Arguments {
    /// The text, Markdown file or document
    #[arg(value_name = "FILE")]
    source: PathBuf,
    /// The plan to write; one that is there is kept with `~` behind its name
    #[arg(short, long, value_name = "PLAN", conflicts_with_all = ["json", "list"])]
    output: Option<PathBuf>,
    /// Print what was found as JSON, one object for each plan
    #[arg(long, conflicts_with = "list")]
    json: bool,
    /// Which of the file's plans, counted from 1
    #[arg(long, value_name = "N", conflicts_with = "list", value_parser = clap::value_parser!(u16).range(1..))]
    part: Option<u16>,
    /// List the plans of the file
    #[arg(long)]
    list: bool,
    /// Put what was found into this template; `planwright templates` lists them
    #[arg(long, value_name = "ID", conflicts_with_all = ["json", "list"])]
    template: Option<String>,
}

pub(super) fn run(arguments: &Arguments, surroundings: Surroundings) -> Result<Outcome, Failure> {
    let language = surroundings.language;
    let path = &arguments.source;
    // Read only where one is asked for.
    let template = arguments.template.as_ref().map(|id| (templates::known(), id));
    if let Some((known, id)) = &template {
        templates::template(known, id)?;
    }
    let fault = |fault: ImportFault| Failure::Import { path: path.clone(), fault };
    let ending = path.extension().map(|ending| ending.to_string_lossy().into_owned()).unwrap_or_default();
    let format = import::format_of(&ending).ok_or(ImportFault::NoFormat).map_err(fault)?;
    let unread = |error: std::io::Error| Failure::Unread { path: path.clone(), error };
    let bytes = std::fs::metadata(path).map_err(unread)?.len();
    if bytes > import::MOST_BYTES {
        return Err(fault(ImportFault::TooLarge { bytes }));
    }
    let bytes = std::fs::read(path).map_err(unread)?;
    let Source { lines, notes, .. } = import::read(&bytes, format).map_err(fault)?;
    drop(bytes);
    let Import { mut plans, report, .. } = import::import(&lines, &import::Decisions::new());
    drop(lines);
    let count = plans.len();
    if let Some(part) = arguments.part {
        let index = usize::from(part) - 1;
        if index >= count {
            return Err(Failure::NoPart { path: path.clone(), count });
        }
        plans = vec![plans.swap_remove(index)];
    }
    let outcome = if plans.iter().any(|imported| imported.is_plan) { Outcome::Done } else { Outcome::No };
    if arguments.json {
        drop(report);
        say_json(&Forms(&plans))?;
        return Ok(outcome);
    }
    for note in &notes {
        say(&source_note(note, language));
    }
    if arguments.list || (arguments.output.is_none() && arguments.part.is_none() && count != 1) {
        for imported in &plans {
            say(&listed(imported, language));
        }
        return Ok(outcome);
    }
    let Some(imported) = plans.into_iter().next() else {
        return Err(fault(ImportFault::Empty));
    };
    let year = surroundings.today.year() + i32::from(surroundings.today.month() >= NEXT_YEAR_FROM);
    let stem = path.file_stem().map(|stem| stem.to_string_lossy().into_owned()).unwrap_or_default();
    let wish = Wish {
        year: YearNumber::new(year).map_err(|fault| Failure::Template { error: fault.into() })?,
        title: stem,
        called: None,
        fields: true,
        without: std::collections::BTreeSet::new(),
    };
    if arguments.output.is_none() {
        say(&listed(&imported, language));
    }
    let own_lines = imported.first_line..=imported.last_line;
    let mut built = import::build(imported, &wish);
    let mut told = Vec::new();
    if let Some((known, id)) = template {
        let template = templates::template(&known, id)?;
        let into = template::pour_into(&built.plan, template, &std::collections::BTreeMap::new());
        told = pouring(&into, &template.name, language);
        built.plan = into.plan;
    }
    told.extend(told_of(&report, &own_lines, &built.report, language));
    // Neither is needed beside the plan that is being written.
    drop(report);
    built.report = Report::default();
    if let Some(output) = &arguments.output {
        let kept = keep(output)?;
        file::write(output, &built.plan, None)
            .map_err(|error| Failure::Write { path: output.clone(), error })?;
        say(&written(&built, output, kept.as_deref(), language));
        if count > 1 && arguments.part.is_none() {
            say(&match language {
                Language::ZhCn => {
                    format!("文件里有{count}份计划，导入的是第1份；用 --list 查看，用 --part 选择。")
                }
                Language::En => {
                    format!("The file holds {count} plans; the first was taken. See --list and --part.")
                }
            });
        }
    } else {
        say(&found(&built, language));
    }
    for line in told {
        say(&line);
    }
    Ok(outcome)
}

/// The plans in the JSON form, each made only when it is told.
struct Forms<'a>(&'a [Imported]);

impl serde::Serialize for Forms<'_> {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.0.iter().map(import::json))
    }
}

fn title(imported: &Imported) -> String {
    let outline = &imported.outline;
    let first = || {
        let opening = outline.opening.first().map(|told| told.text.as_str());
        let section = || {
            outline
                .sections
                .iter()
                .find_map(|s| s.heading.as_deref().or(s.items.first().map(|i| i.text.as_str())))
        };
        opening.or_else(section).unwrap_or_default()
    };
    let title = outline.title.as_ref().map(|title| title.text.as_str()).or(imported.heading.as_deref());
    let title = title.unwrap_or_else(first);
    if title.chars().count() > 30 {
        title.chars().take(30).chain(['…']).collect()
    } else {
        title.to_owned()
    }
}

fn listed(imported: &Imported, language: Language) -> String {
    let Imported { part, first_line, last_line, kind, outline, .. } = imported;
    let items: usize = outline.sections.iter().flat_map(|s| &s.items).map(import::ItemDraft::count).sum();
    let sections = outline.sections.len();
    let kind_id = kind.map(crate::model::PlanKind::id);
    let title = title(imported);
    let mut line = match language {
        Language::ZhCn => {
            format!("{part}  {title}（第{first_line}到{last_line}行，{sections}节，{items}项）")
        }
        Language::En => {
            format!("{part}  {title} (lines {first_line} to {last_line}; sections {sections}, items {items})")
        }
    };
    if let Some(kind) = kind_id {
        let templates: Vec<&str> = template::catalogue()
            .iter()
            .filter(|template| Some(template.kind) == imported.kind && template.language == language)
            .map(|template| template.id.as_str())
            .collect();
        let words = match (language, templates.is_empty()) {
            (Language::ZhCn, true) => format!("\n   类型：{kind}"),
            (Language::ZhCn, false) => format!("\n   类型：{kind}，适用的模板：{}", templates.join("、")),
            (Language::En, true) => format!("\n   Kind: {kind}"),
            (Language::En, false) => {
                format!("\n   Kind: {kind}; templates that fit: {}", templates.join(", "))
            }
        };
        line.push_str(&words);
    }
    if !imported.is_plan {
        line.push_str(match language {
            Language::ZhCn => "\n   看起来不是计划：没有编号、标题，也没有计划的用语。",
            Language::En => {
                "\n   It does not look like a plan: no numbers, no headings, no words of planning."
            }
        });
    }
    line
}

fn counts(built: &Built, language: Language) -> String {
    let counts = query::counts(&built.plan);
    let (measures, indicators, fields) = (counts.measures, counts.indicators, built.fields);
    match language {
        Language::ZhCn => format!("{measures}项措施、{indicators}项指标，从文字中识别出{fields}个字段"),
        Language::En => {
            format!("measures {measures}, indicators {indicators}, fields filled from the text {fields}")
        }
    }
}

fn found(built: &Built, language: Language) -> String {
    match language {
        Language::ZhCn => format!("没有写文件（要写入请用 -o）。可得{}。", counts(built, language)),
        Language::En => {
            format!("Nothing was written (use -o to write). There are: {}.", counts(built, language))
        }
    }
}

fn written(built: &Built, output: &Path, kept: Option<&Path>, language: Language) -> String {
    let counts = counts(built, language);
    let blanks: Vec<String> = query::open_blanks(&built.plan).into_keys().collect();
    let output = output.display();
    let mut lines = vec![match language {
        Language::ZhCn => format!("已写入 {output}：{counts}。"),
        Language::En => format!("Wrote {output}: {counts}."),
    }];
    if !blanks.is_empty() {
        lines.push(match language {
            Language::ZhCn => format!("还有{}项空白要填：{}。", blanks.len(), blanks.join("、")),
            Language::En => format!("Blanks still open ({}): {}.", blanks.len(), blanks.join(", ")),
        });
    }
    if let Some(kept) = kept {
        lines.push(match language {
            Language::ZhCn => format!("原有的文件另存为 {}。", kept.display()),
            Language::En => format!("The file that was there is kept as {}.", kept.display()),
        });
    }
    lines.join("\n")
}

/// Tells what of a template was filled, what came along empty, and what was left out.
fn pouring(poured: &Poured, name: &str, language: Language) -> Vec<String> {
    let heading = |part: &Part| {
        let heading = part.heading().map(|heading| heading.as_str().replace(['⟦', '⟧'], ""));
        heading.filter(|heading| !heading.is_empty()).unwrap_or_else(|| {
            let (zh, en) = match part {
                Part::Opening(_) => ("开篇", "opening"),
                Part::Closing(_) => ("结尾", "closing"),
                Part::SignOff(_) => ("落款", "sign-off"),
                _ => ("没有标题的部分", "a part without heading"),
            };
            if language == Language::ZhCn { zh } else { en }.to_owned()
        })
    };
    let names = |wanted: bool| -> Vec<String> {
        let parts = poured.fit.unfilled.iter().filter(|part| poured.wanted.contains(&part.id) == wanted);
        parts.map(|unfilled| heading(&unfilled.part)).collect()
    };
    let (placed, taken, left) = (poured.fit.places.len(), names(true), names(false));
    let zh = language == Language::ZhCn;
    let mut lines = vec![if zh {
        format!("并入模板“{name}”：{placed}个部分归入对应位置")
    } else {
        format!("Put into the template “{name}”: parts in their places {placed}")
    }];
    for (words, parts) in [
        (if zh { "    留作空白：" } else { "    as blanks: " }, taken),
        (if zh { "    没有带入：" } else { "    left out: " }, left),
    ] {
        if !parts.is_empty() {
            lines.push(format!("{words}{}", parts.join(if zh { "、" } else { ", " })));
        }
    }
    lines
}

fn source_note(note: &SourceNote, language: Language) -> String {
    match (note, language) {
        (SourceNote::OtherFormat, Language::ZhCn) => "文件的扩展名与内容不符，已按内容读取。".to_owned(),
        (SourceNote::OtherFormat, Language::En) => {
            "The file's ending names another format; it was read as what it holds.".to_owned()
        }
        (SourceNote::Damaged(count), Language::ZhCn) => {
            format!("有{count}个字符读不出来，以“\u{fffd}”代替，请对照原文。")
        }
        (SourceNote::Damaged(count), Language::En) => {
            format!("{count} characters could not be read and stand as “\u{fffd}”; compare with the source.")
        }
        (SourceNote::Guessed, Language::ZhCn) => "文字编码是推测的，请留意有没有乱码。".to_owned(),
        (SourceNote::Guessed, Language::En) => "The encoding is a guess; look for garbled words.".to_owned(),
    }
}

/// Tells what was dropped, joined, split, replaced and guessed.
fn told_of(
    report: &Report,
    own_lines: &RangeInclusive<usize>,
    built: &Report,
    language: Language,
) -> Vec<String> {
    let own = |account: &&Account| {
        own_lines.contains(&account.line)
            || matches!(account.fate, Fate::Dropped(Reason::Chrome | Reason::PartHeading))
    };
    let accounts = || report.accounts.iter().filter(own).chain(&built.accounts);
    let mut lines = Vec::new();
    let mut tell = |name: &str, told: &dyn Fn(&&Account) -> Option<String>| {
        let mut told = accounts().filter_map(|account| told(&account));
        let shown: Vec<String> = told.by_ref().take(MOST_TOLD).collect();
        let count = shown.len() + told.count();
        if count == 0 {
            return;
        }
        let (colon, more) = match language {
            Language::ZhCn => ("：", format!("    ……等{count}处")),
            Language::En => (": ", format!("    … {count} in all")),
        };
        lines.push(format!("{name}{colon}{count}"));
        lines.extend(shown.iter().map(|line| format!("    {line}")));
        if count > shown.len() {
            lines.push(more);
        }
    };
    let line = |account: &Account, what: &str| {
        let text: String = account.text.chars().take(32).collect();
        let dots = if account.text.chars().count() > 32 { "…" } else { "" };
        let text = format!("{text}{dots}");
        match (language, text.is_empty()) {
            (Language::ZhCn, true) => format!("第{}行  {what}", account.line),
            (Language::ZhCn, false) => format!("第{}行  {what}：{text}", account.line),
            (Language::En, true) => format!("line {}  {what}", account.line),
            (Language::En, false) => format!("line {}  {what}: {text}", account.line),
        }
    };
    let zh = language == Language::ZhCn;
    let dropped = |account: &&Account| match &account.fate {
        Fate::Dropped(reason) => Some(line(account, reason_words(*reason, language))),
        _ => None,
    };
    let joined = |account: &&Account| {
        let what = if zh { "接到上一行" } else { "joined to the line before" };
        (account.fate == Fate::Joined).then(|| line(account, what))
    };
    let split = |account: &&Account| {
        let what = if zh { "行内另起一项" } else { "an item begins inside the line" };
        (account.fate == Fate::Split).then(|| line(account, what))
    };
    let replaced = |account: &&Account| match &account.fate {
        Fate::Replaced(to) => Some(format!("{} → {to}", line(account, if zh { "换成" } else { "replaced" }))),
        _ => None,
    };
    let guessed = |account: &&Account| match &account.fate {
        Fate::Guessed(guess) => Some(line(account, guess_words(*guess, language))),
        _ => None,
    };
    tell(if zh { "删去" } else { "Left out" }, &dropped);
    tell(if zh { "断行相接" } else { "Joined" }, &joined);
    tell(if zh { "拆开" } else { "Split" }, &split);
    tell(if zh { "替换" } else { "Replaced" }, &replaced);
    tell(if zh { "推测" } else { "Guessed" }, &guessed);
    lines
}

fn reason_words(reason: Reason, language: Language) -> &'static str {
    let (zh, en) = match reason {
        Reason::Chrome => ("网页上的文字", "furniture of the page"),
        Reason::PartHeading => ("网页上的篇名", "the page's name of the text"),
        Reason::Stray => ("多余的符号", "a stray sign"),
        Reason::Emphasis => ("强调符号", "emphasis"),
        Reason::Quote => ("不成对的引号", "half of a pair of quotes"),
        Reason::Twice => ("断行处重复的字", "a character twice at a break"),
        Reason::HeadingMark => ("标题末尾的标点", "the mark behind a heading"),
        Reason::Aside => ("页眉、页脚、脚注或批注", "the head or foot of the pages, or a note"),
        Reason::TableHead => ("表头", "the head of a table"),
        Reason::OtherPart => ("另一份计划", "another plan"),
        Reason::Fields => ("已填入字段", "put into fields"),
        Reason::DraftMark => ("草案标记", "the mark of a draft"),
        Reason::Asked => ("按要求删去", "as asked"),
    };
    if language == Language::ZhCn { zh } else { en }
}

fn guess_words(guess: Guess, language: Language) -> &'static str {
    let (zh, en) = match guess {
        Guess::HeadingLost => ("另起一节，标题缺失", "a section begins; its heading is lost"),
        Guess::HeadLost => ("开头缺失", "its beginning is lost"),
        Guess::GoesOn => ("当作上一项的续段", "taken to go on about the item before"),
        Guess::OtherTopic => ("当作另一个话题", "taken for another topic"),
        Guess::Opening => ("当作开篇", "taken for the opening"),
        Guess::Closing => ("当作结尾", "taken for the closing"),
        Guess::Heading => ("当作标题", "taken for a heading"),
        Guess::Title => ("当作计划的名称", "taken for the title"),
        Guess::Encoding => ("编码不能确定", "the encoding is not certain"),
    };
    if language == Language::ZhCn { zh } else { en }
}
