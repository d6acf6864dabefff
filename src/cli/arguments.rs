//! What can be typed, and what is said when something else is.
//!
//! The English help stands at the arguments themselves; the Chinese one is put in its place by
//! [`chinese`], which a test holds complete.

use std::ffi::OsString;
use std::path::PathBuf;
use std::process::ExitCode;

use clap::error::{ContextKind, ContextValue, ErrorKind};
use clap::{Arg, ArgAction, Args, CommandFactory, FromArgMatches, Parser, Subcommand};

use crate::export::PdfStandard;
use crate::model::{Language, Numbering, PlaceholderName};
use crate::print::Sides;

/// Writes yearly work plans and prints them as official documents.
///
/// Without a command the window is opened.
#[derive(Clone, Debug, Parser)]
#[command(
    name = "planwright",
    version,
    args_conflicts_with_subcommands = true,
    disable_help_subcommand = true
)]
pub(super) struct Cli {
    /// The plan to open in the window
    #[arg(value_name = "PLAN")]
    pub(super) plan: Option<PathBuf>,
    #[command(subcommand)]
    pub(super) command: Option<Command>,
}

#[derive(Clone, Debug, Subcommand)]
pub(super) enum Command {
    /// List the templates
    Templates(Templates),
    /// Make a plan from a template
    New(New),
    /// Make a plan of a text, a Markdown file or a document; status 1 if it is no plan
    Import(super::import::Arguments),
    /// Look for what stands in the way of handing a plan in; status 1 if there is an error
    Check(Check),
    /// Write a plan as PDF, document, table, calendar, text or pictures
    Export(Export),
    /// Tell which faces a plan is really printed in; status 1 if a character is in none
    Fonts(super::fonts::Arguments),
    /// List the pages there are, or copy one to change it
    Profiles(super::profiles::Arguments),
    /// Tell what changed from one plan to another; status 0 if nothing did, 1 if something did
    Diff(super::diff::Arguments),
    /// Bring two people's changes of one plan together; status 1, and nothing written, if they clash
    Merge(super::merge::Arguments),
    /// List the printers
    Printers(Printers),
    /// Print a plan; status 1 if it was not printed
    Print(Print),
}

#[derive(Clone, Debug, Args)]
pub(super) struct Templates {
    /// Print them as JSON
    #[arg(long)]
    pub(super) json: bool,
}

#[derive(Clone, Debug, Args)]
pub(super) struct New {
    /// The template; `planwright templates` lists them
    #[arg(long, value_name = "ID")]
    pub(super) template: String,
    /// The year the plan is for [default: this year, from July on the next]
    #[arg(long, value_name = "YEAR", value_parser = clap::value_parser!(i32).range(1900..=2999))]
    pub(super) year: Option<i32>,
    /// What to write into a blank; may be given again for others
    #[arg(long = "set", value_name = "NAME=VALUE", value_parser = setting)]
    pub(super) settings: Vec<(PlaceholderName, String)>,
    /// The file to write; a plan that is there is kept with `~` behind its name
    #[arg(short, long, value_name = "PLAN")]
    pub(super) output: PathBuf,
}

#[derive(Clone, Debug, Args)]
pub(super) struct Check {
    /// The plan
    #[arg(value_name = "PLAN")]
    pub(super) plan: PathBuf,
    /// Print the findings as JSON
    #[arg(long)]
    pub(super) json: bool,
}

#[derive(Clone, Debug, Args)]
#[expect(clippy::struct_excessive_bools, reason = "each is a switch of its own on the command line")]
pub(super) struct Export {
    /// The plan
    #[arg(value_name = "PLAN")]
    pub(super) plan: PathBuf,
    /// The file to write: .pdf, .docx, .xlsx, .ics, .md, .txt, or .png and .svg for one picture a page
    #[arg(short, long, value_name = "FILE")]
    pub(super) output: PathBuf,
    /// How the plan is laid out: prose, table, contract, breakdown, timeline, scores, problems,
    /// actuals, combined, mine:OWNER or month:2027-03
    #[arg(long, value_name = "LAYOUT", default_value = "prose")]
    pub(super) layout: String,
    /// Put a cover before it
    #[arg(long)]
    pub(super) cover: bool,
    /// Put a table of contents before the text
    #[arg(long)]
    pub(super) contents: bool,
    /// The page; `planwright profiles` lists them [default: by the plan's language]
    #[arg(long, value_name = "ID")]
    pub(super) profile: Option<String>,
    /// Use only the faces that come with the program, so that every machine makes the same file
    #[arg(long)]
    pub(super) bundled_fonts: bool,
    /// How headings and measures are numbered: official, decimal, sections, told or ordinal
    /// [default: as the plan or the page has it]
    #[arg(long, value_name = "WAY", value_parser = numbering)]
    pub(super) numbering: Option<Numbering>,
    /// Print blanks as lines to be filled in by hand
    #[arg(long, conflicts_with = "finished")]
    pub(super) blank: bool,
    /// Write nothing while blanks are open; status 1 then
    #[arg(long = "final", id = "finished")]
    pub(super) finished: bool,
    /// Keep the PDF to a standard: a-2b, a-2u, a-2a, a-3b or ua-1; may be given twice
    #[arg(long = "pdf-standard", value_name = "ID", value_parser = standard)]
    pub(super) standards: Vec<PdfStandard>,
}

#[derive(Clone, Debug, Args)]
pub(super) struct Printers {
    /// Print them as JSON
    #[arg(long)]
    pub(super) json: bool,
}

#[derive(Clone, Debug, Args)]
pub(super) struct Print {
    /// The plan
    #[arg(value_name = "PLAN")]
    pub(super) plan: PathBuf,
    /// The printer; `planwright printers` lists them [default: the system's]
    #[arg(long, value_name = "NAME")]
    pub(super) printer: Option<String>,
    /// How many copies
    #[arg(long, value_name = "N", default_value_t = 1, value_parser = clap::value_parser!(u16).range(1..=999))]
    pub(super) copies: u16,
    /// One side of the sheet, or both, turned over the long or the short edge
    #[arg(long, value_name = "one|long|short", default_value = "one", value_parser = sides)]
    pub(super) sides: Sides,
    /// Which pages, such as 1-3,5 [default: all]
    #[arg(long, value_name = "PAGES", value_parser = page_ranges)]
    pub(super) pages: Option<PageRanges>,
    /// How the plan is laid out: prose, table, contract, breakdown, timeline, scores, problems,
    /// actuals, combined, mine:OWNER or month:2027-03
    #[arg(long, value_name = "LAYOUT", default_value = "prose")]
    pub(super) layout: String,
    /// Put a cover before it
    #[arg(long)]
    pub(super) cover: bool,
    /// Put a table of contents before the text
    #[arg(long)]
    pub(super) contents: bool,
    /// The page; `planwright profiles` lists them [default: by the plan's language]
    #[arg(long, value_name = "ID")]
    pub(super) profile: Option<String>,
    /// How headings and measures are numbered: official, decimal, sections, told or ordinal
    /// [default: as the plan or the page has it]
    #[arg(long, value_name = "WAY", value_parser = numbering)]
    pub(super) numbering: Option<Numbering>,
}

/// Pages to print, counted from 1, both ends included, in the order given.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct PageRanges(pub(super) Vec<(usize, usize)>);

/// Something that names no pages.
#[derive(Debug, thiserror::Error)]
#[error("it should be page numbers from 1 on, such as 1-3,5")]
struct NotPages;

fn page_ranges(given: &str) -> Result<PageRanges, NotPages> {
    let number = |text: &str| text.trim().parse::<usize>().ok().filter(|page| *page > 0).ok_or(NotPages);
    given
        .split([',', '，'])
        .map(|range| {
            let (first, last) = match range.split_once('-') {
                Some((first, last)) => (number(first)?, number(last)?),
                None => (number(range)?, number(range)?),
            };
            if first <= last { Ok((first, last)) } else { Err(NotPages) }
        })
        .collect::<Result<_, _>>()
        .map(PageRanges)
}

/// Something that names no sides.
#[derive(Debug, thiserror::Error)]
#[error("it should be one, long or short")]
struct NotSides;

fn sides(given: &str) -> Result<Sides, NotSides> {
    match given {
        "one" => Ok(Sides::One),
        "long" => Ok(Sides::Long),
        "short" => Ok(Sides::Short),
        _ => Err(NotSides),
    }
}

/// Something that names no way to number.
#[derive(Debug, thiserror::Error)]
#[error("it should be official, decimal, sections, told or ordinal")]
struct NoNumbering;

fn numbering(given: &str) -> Result<Numbering, NoNumbering> {
    Numbering::of_id(given).ok_or(NoNumbering)
}

/// Something that names no standard.
#[derive(Debug, thiserror::Error)]
#[error("it should be a-2b, a-2u, a-2a, a-3b or ua-1")]
struct NoStandard;

fn standard(given: &str) -> Result<PdfStandard, NoStandard> {
    PdfStandard::of_id(given).ok_or(NoStandard)
}

/// A setting that is not a name, a sign of equality and a value.
#[derive(Debug, thiserror::Error)]
#[error("it should be NAME=VALUE, with a name of 1 to {} characters", PlaceholderName::MAX_CHARS)]
struct NotASetting;

fn setting(given: &str) -> Result<(PlaceholderName, String), NotASetting> {
    let (name, value) = given.split_once('=').ok_or(NotASetting)?;
    let name = PlaceholderName::new(name).map_err(|_no_name| NotASetting)?;
    Ok((name, value.to_owned()))
}

/// Reads the arguments, the program's name first.
pub(super) fn parse(
    arguments: impl IntoIterator<Item = OsString>,
    language: Language,
) -> Result<Cli, clap::Error> {
    let command = match language {
        Language::ZhCn => chinese(Cli::command()),
        Language::En => Cli::command(),
    };
    Cli::from_arg_matches(&command.try_get_matches_from(arguments)?)
}

/// Says what is wrong with the arguments, or shows the help that they ask for.
pub(super) fn tell(error: &clap::Error, language: Language) -> ExitCode {
    let is_asked = matches!(error.kind(), ErrorKind::DisplayHelp | ErrorKind::DisplayVersion);
    let rendered = error.render().to_string();
    if is_asked {
        super::say(rendered.trim_end());
        return ExitCode::SUCCESS;
    }
    match (language, chinese_error(error)) {
        (Language::ZhCn, Some(words)) => {
            super::complain(&format!("planwright：{words}用 planwright --help 查看用法。"));
        }
        _ => super::complain(rendered.trim_end()),
    }
    ExitCode::from(2)
}

fn chinese_error(error: &clap::Error) -> Option<String> {
    let context = |kind| match error.get(kind)? {
        ContextValue::String(text) => Some(text.clone()),
        ContextValue::Strings(texts) => Some(texts.join("、")),
        ContextValue::StyledStr(text) => Some(text.to_string()),
        _ => None,
    };
    let argument = context(ContextKind::InvalidArg);
    Some(match error.kind() {
        ErrorKind::UnknownArgument => match argument? {
            option if option.starts_with('-') => format!("没有“{option}”这个选项。"),
            word => format!("不知道“{word}”是做什么用的。"),
        },
        ErrorKind::InvalidSubcommand => {
            format!("没有“{}”这个命令。", context(ContextKind::InvalidSubcommand)?)
        }
        ErrorKind::MissingRequiredArgument => format!("还缺少：{}。", argument?),
        ErrorKind::InvalidValue | ErrorKind::ValueValidation => {
            let value = context(ContextKind::InvalidValue).unwrap_or_default();
            let argument = argument?;
            let wanted = if argument.contains("--set") {
                "应写成“名称=内容”"
            } else if argument.contains("--year") {
                "应是1900到2999之间的年份"
            } else if argument.contains("--prefer") {
                "应是ours（以我方为准）或theirs（以对方为准）"
            } else if argument.contains("--sides") {
                "应是one（单面）、long（沿长边双面）或short（沿短边双面）"
            } else if argument.contains("--pages") {
                "应是从1开始的页码，如1-3,5"
            } else if argument.contains("--numbering") {
                "应是official、decimal、sections、told或ordinal"
            } else if argument.contains("--pdf-standard") {
                "应是a-2b、a-2u、a-2a、a-3b或ua-1"
            } else if argument.contains("--part") {
                "应是从1开始的序号"
            } else if argument.contains("--copies") {
                "应是1到999之间的份数"
            } else {
                "不能这样写"
            };
            if value.is_empty() {
                format!("{argument} 后面缺少内容。")
            } else {
                format!("{argument} 的“{value}”不对，{wanted}。")
            }
        }
        ErrorKind::ArgumentConflict => {
            let other = context(ContextKind::PriorArg).unwrap_or_default();
            if other == argument.clone()? {
                format!("{other} 只能写一次。")
            } else {
                format!("{} 与 {other} 不能同时使用。", argument?)
            }
        }
        ErrorKind::InvalidUtf8 => "参数不是UTF-8文字。".to_owned(),
        _ => return None,
    })
}

/// The name of a command or an argument, and its help.
type Help = (&'static str, &'static str);

/// The Chinese help of what more than one command takes.
const LAYOUTS: &str = "版式：prose（正文）、table（任务表）、contract（责任书）、breakdown（任务分解）、timeline（进度图）、scores（评分表）、problems（问题与对策）、actuals（目标完成情况）、combined（正文附表）、mine:责任人（我的任务）、month:2027-03（月度安排）";
const NUMBERINGS: &str = "序号：official（一、（一）1.）、decimal（1.1）、sections（第一节）、told（一是……二是……）或ordinal（第一，）［默认：随计划或页面格式］";

/// The Chinese help of each command, how it is used, and the help of its arguments.
const CHINESE: &[(Help, &str, &[Help])] = &[
    (("templates", "列出模板"), "planwright templates [--json]", &[("json", "以JSON格式输出")]),
    (
        ("new", "用模板新建计划"),
        "planwright new --template <ID> [--year <YEAR>] [--set <NAME=VALUE>]... -o <PLAN>",
        &[
            ("template", "模板编号，可用 planwright templates 查看"),
            ("year", "计划的年份［默认：今年；七月起为明年］"),
            ("settings", "填写一处空白，可多次使用"),
            ("output", "要写入的文件；原有的计划另存一份，文件名后加“~”"),
        ],
    ),
    (
        ("import", "把文字、Markdown或docx文件变成计划；不是计划时返回1"),
        "planwright import <FILE> [-o <PLAN> | --json] [--part <N> | --list] [--template <ID>]",
        &[
            ("source", "要导入的文件：.txt、.md或.docx"),
            ("output", "要写入的计划；原有的计划另存一份，文件名后加“~”"),
            ("json", "以JSON格式输出识别的结果，每份计划一项"),
            ("part", "文件里的第几份计划，从1数起"),
            ("list", "列出文件里的计划"),
            ("template", "套用的模板，可用 planwright templates 查看"),
        ],
    ),
    (
        ("check", "检查计划能否上报；有错误时返回1"),
        "planwright check <PLAN> [--json]",
        &[("plan", "计划文件"), ("json", "以JSON格式输出")],
    ),
    (
        ("export", "把计划输出为PDF、文档、表格、日历、文本或图片"),
        "planwright export <PLAN> -o <FILE> [--layout <LAYOUT>] [--cover] [--contents] [--profile <ID>] [--numbering <WAY>] [--bundled-fonts] [--blank | --final] [--pdf-standard <ID>]",
        &[
            ("plan", "计划文件"),
            ("output", "要写入的文件：.pdf、.docx、.xlsx、.ics、.md、.txt，或.png、.svg（每页一张图）"),
            ("layout", LAYOUTS),
            ("cover", "加封面"),
            ("contents", "加目录"),
            ("profile", "页面格式，可用 planwright profiles 查看［默认：随计划的语言］"),
            ("bundled_fonts", "只用程序自带的字体，在任何电脑上结果都一样"),
            ("numbering", NUMBERINGS),
            ("blank", "空白处印成横线，供手写填入"),
            ("finished", "定稿：还有空白没有填时不写文件，返回1"),
            ("standards", "PDF标准：a-2b、a-2u、a-2a、a-3b或ua-1，可写两次"),
        ],
    ),
    (
        ("fonts", "查看计划实际用什么字体打印；有缺字时返回1"),
        "planwright fonts <PLAN> [--profile <ID>] [--bundled-fonts] [--json]",
        &[
            ("plan", "计划文件"),
            ("profile", "页面格式，可用 planwright profiles 查看［默认：随计划的语言］"),
            ("bundled_fonts", "只用程序自带的字体"),
            ("json", "以JSON格式输出"),
        ],
    ),
    (
        ("profiles", "列出页面格式，或复制一份自己修改"),
        "planwright profiles [--json | --copy <ID> --as <ID>]",
        &[
            ("json", "以JSON格式输出"),
            ("copy", "把程序自带的一份复制到设置文件夹，供修改"),
            ("new_id", "新的编号：字母、汉字、数字、“-”和“_”"),
        ],
    ),
    (
        ("diff", "比较两份计划；没有不同返回0，有不同返回1"),
        "planwright diff <A> <B> [--json | -o <FILE.pdf>]",
        &[
            ("old", "原来的计划"),
            ("new", "改后的计划"),
            ("json", "以JSON格式输出"),
            ("output", "把标出改动的新计划写成PDF"),
        ],
    ),
    (
        ("merge", "合并两个人对同一份计划的修改；有冲突时返回1，不写文件"),
        "planwright merge <BASE> <OURS> <THEIRS> -o <PLAN> [--prefer <ours|theirs>]",
        &[
            ("base", "双方修改之前的原稿"),
            ("ours", "我方的计划"),
            ("theirs", "对方的计划"),
            ("output", "要写入的文件；原有的计划另存一份，文件名后加“~”"),
            ("prefer", "有冲突时以谁为准：ours（我方）或theirs（对方）"),
        ],
    ),
    (("printers", "列出打印机"), "planwright printers [--json]", &[("json", "以JSON格式输出")]),
    (
        ("print", "打印计划；没有印成时返回1"),
        "planwright print <PLAN> [--printer <NAME>] [--copies <N>] [--sides <one|long|short>] [--pages <PAGES>] [--layout <LAYOUT>] [--cover] [--contents] [--profile <ID>] [--numbering <WAY>]",
        &[
            ("plan", "计划文件"),
            ("printer", "打印机，可用 planwright printers 查看［默认：系统的默认打印机］"),
            ("copies", "份数"),
            ("sides", "one（单面）、long（沿长边双面）、short（沿短边双面）"),
            ("pages", "要打印的页，如1-3,5［默认：全部］"),
            ("layout", LAYOUTS),
            ("cover", "加封面"),
            ("contents", "加目录"),
            ("numbering", NUMBERINGS),
            ("profile", "页面格式，可用 planwright profiles 查看［默认：随计划的语言］"),
        ],
    ),
];

/// Puts the Chinese help in the place of the English one.
fn chinese(mut command: clap::Command) -> clap::Command {
    command = plain_chinese(command)
        .about("编写年度工作计划，并按公文格式打印。\n\n不写命令时打开窗口。")
        .long_about(None)
        .override_usage("planwright [PLAN]\n      planwright <命令>")
        .disable_version_flag(true)
        .arg(Arg::new("version").short('V').long("version").help("显示版本").action(ArgAction::Version))
        .mut_arg("plan", |plan| plan.help("要在窗口中打开的计划"));
    for &((name, about), usage, arguments) in CHINESE {
        command = command.mut_subcommand(name, |subcommand| {
            let mut subcommand = plain_chinese(subcommand).about(about).override_usage(usage);
            for &(argument, help) in arguments {
                subcommand = subcommand.mut_arg(argument, |arg| arg.help(help));
            }
            subcommand
        });
    }
    command
}

/// Gives a command Chinese headings and a Chinese help option.
fn plain_chinese(command: clap::Command) -> clap::Command {
    let mut template = "{about-with-newline}\n用法：{usage}\n\n".to_owned();
    if command.has_subcommands() {
        template.push_str("命令：\n{subcommands}\n\n");
    }
    if command.get_positionals().next().is_some() {
        template.push_str("参数：\n{positionals}\n\n");
    }
    template.push_str("选项：\n{options}");
    command
        .help_template(template)
        .disable_help_flag(true)
        .arg(Arg::new("help").short('h').long("help").help("显示说明").action(ArgAction::Help))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_arguments_agree_with_each_other() {
        Cli::command().debug_assert();
        chinese(Cli::command()).debug_assert();
    }

    #[test]
    fn every_argument_has_chinese_help() {
        let command = chinese(Cli::command());
        let has_chinese = |text: Option<&clap::builder::StyledStr>| {
            text.is_some_and(|text| text.to_string().chars().any(|c| ('\u{4e00}'..'\u{a000}').contains(&c)))
        };
        for subcommand in command.get_subcommands().chain([&command]) {
            assert!(has_chinese(subcommand.get_about()), "{}", subcommand.get_name());
            for argument in subcommand.get_arguments() {
                let name = argument.get_id();
                assert!(has_chinese(argument.get_help()), "{} {name}", subcommand.get_name());
            }
        }
    }
}
