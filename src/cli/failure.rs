//! What can go wrong with a command, in words: what did not happen, why, what to do, the path last.

use std::path::PathBuf;

use crate::compare::{MergeFault, Side};
use crate::export::ExportError;
use crate::file::{ReadError, WriteError};
use crate::import::{DocxFault, ImportFault, MOST_BYTES, MOST_LINES};
use crate::locale::Catalogue;
use crate::model::fill::Wanted;
use crate::model::{Language, PeriodFault, PlaceholderName};
use crate::print::PrintError;
use crate::template::{BrokenTemplate, FillError, TemplateError};
use crate::typeset::{BrokenProfile, Lack, LayoutFault, TypesetError};

/// Something that kept a command from doing what it was asked to.
#[derive(Debug)]
pub(super) enum Failure {
    /// A plan was not read.
    Read { path: PathBuf, error: ReadError },
    /// A file was not written.
    Write { path: PathBuf, error: WriteError },
    /// There is no template of that id.
    NoTemplate { id: String, known: Vec<String>, broken: Vec<BrokenTemplate> },
    /// A template cannot be made a plan with what was given.
    Template { error: TemplateError },
    /// The ending of the output names no format.
    NoFormat { path: PathBuf, endings: &'static [&'static str] },
    /// There is no such profile.
    NoProfile { id: String, known: Vec<String>, broken: Vec<BrokenProfile> },
    /// A copy of a profile cannot have this id.
    ProfileId { id: String },
    /// There is such a profile already.
    ProfileThere { path: PathBuf },
    /// There is no folder for settings.
    NoSettings,
    /// Blanks are open in what was to be final: their names, and how often each stands there.
    OpenBlanks { blanks: Vec<(String, usize)> },
    /// There is no such layout.
    NoLayout { fault: LayoutFault },
    /// The plan was not set.
    Typeset { error: TypesetError },
    /// The pages were not written in another format.
    Export { error: ExportError },
    /// The pages asked for are not all there.
    NoPages { pages: usize },
    /// Nothing was printed, or it is not known.
    Print { error: PrintError },
    /// Three plans cannot be merged.
    Merge { fault: MergeFault, base: PathBuf, ours: PathBuf, theirs: PathBuf },
    /// A file to import was not opened.
    Unread { path: PathBuf, error: std::io::Error },
    /// A file to import was not read.
    Import { path: PathBuf, fault: ImportFault },
    /// The file has no such plan.
    NoPart { path: PathBuf, count: usize },
    /// A list was not put into JSON.
    Json(serde_json::Error),
}

impl Failure {
    /// Returns the exit status: 2 where the command or its input is at fault, 1 otherwise.
    pub(super) const fn status(&self) -> u8 {
        match self {
            Self::Read { .. }
            | Self::Write { error: WriteError::FolderMissing | WriteError::TargetIsFolder, .. }
            | Self::NoTemplate { .. }
            | Self::Template { .. }
            | Self::NoFormat { .. }
            | Self::NoProfile { .. }
            | Self::ProfileId { .. }
            | Self::ProfileThere { .. }
            | Self::NoPages { .. }
            | Self::Print { error: PrintError::Unknown { .. } }
            | Self::NoLayout { .. }
            | Self::Typeset { error: TypesetError::Lack(Lack::Owner { .. } | Lack::Month { .. }) }
            | Self::Export { error: ExportError::Lack(Lack::Owner { .. } | Lack::Month { .. }) }
            | Self::Unread { .. }
            | Self::Import { .. }
            | Self::NoPart { .. }
            | Self::Merge { fault: MergeFault::NoCommonOrigin { .. }, .. } => 2,
            Self::Print { .. }
            | Self::Write { .. }
            | Self::Typeset { .. }
            | Self::Export { .. }
            | Self::NoSettings
            | Self::OpenBlanks { .. }
            | Self::Merge { .. }
            | Self::Json(_) => 1,
        }
    }

    /// Returns the sentences to be told.
    pub(super) fn words(&self, language: Language) -> String {
        match language {
            Language::ZhCn => self.chinese(),
            Language::En => self.english(),
        }
    }

    fn chinese(&self) -> String {
        let language = Language::ZhCn;
        match self {
            Self::Read { path, error } => {
                format!("没有读出计划。{}\n文件：{}", error.words(language), path.display())
            }
            Self::Write { path, error } => {
                format!("没有写入文件。{}\n文件：{}", error.words(language), path.display())
            }
            Self::NoTemplate { id, known, broken } => {
                let words = format!("没有新建计划。没有编号为“{id}”的模板，可用的有：{}。", known.join("、"));
                with_broken(words, broken, language)
            }
            Self::Template { error } => match error {
                TemplateError::Fill(FillError::Unknown { name, known }) => {
                    format!(
                        "没有新建计划。这个模板没有名为“{name}”的空白，可填的有：{}。",
                        listed(known, "、")
                    )
                }
                TemplateError::Fill(FillError::Value { name, value, wanted }) => {
                    let wanted = match wanted {
                        Wanted::Year => "四位数字的年份，如2027",
                        Wanted::Date => "带年份的日期，如2027年6月30日",
                        Wanted::Number => "数字，如98或1.5",
                        Wanted::Words => "文字，不能空着",
                    };
                    format!("没有新建计划。空白“{name}”要填{wanted}，不能填“{value}”。")
                }
                TemplateError::Fill(FillError::NotANumber { name, .. }) => {
                    format!("没有新建计划。空白“{name}”用作指标的数值，只能填数字。")
                }
                TemplateError::Period(fault) if no_such(fault).is_some() => {
                    let (number, [part, _]) = no_such(fault).unwrap_or_default();
                    format!("没有新建计划。这一年没有第{number}{part}，请换一个数。")
                }
                TemplateError::Period(_) | TemplateError::Plan(_) => {
                    format!("没有新建计划。模板里的日期放不进这一年，请换一个年份。（{error}）")
                }
            },
            Self::NoFormat { path, endings } => {
                let endings = ended(endings, "、", "或");
                format!("没有输出。文件名要以{endings}结尾。\n文件：{}", path.display())
            }
            Self::NoProfile { id, known, broken } => {
                let mut words =
                    format!("没有输出。没有编号为“{id}”的页面格式，可用的有：{}。", known.join("、"));
                for broken in broken {
                    words.push('\n');
                    words.push_str(&super::profiles::told(broken, language));
                }
                words
            }
            Self::ProfileId { id } => {
                format!("没有复制。编号“{id}”不能用，请用1到40个字母、汉字、数字、“-”或“_”。")
            }
            Self::ProfileThere { path } => {
                format!("没有复制。已有这份页面格式，请换一个编号。\n文件：{}", path.display())
            }
            Self::NoSettings => "没有复制。系统没有给出存放设置的文件夹。".to_owned(),
            Self::OpenBlanks { blanks } => {
                let count: usize = blanks.iter().map(|(_, count)| count).sum();
                let names: Vec<String> = blanks
                    .iter()
                    .map(
                        |(name, count)| {
                            if *count > 1 { format!("{name}（{count}处）") } else { name.clone() }
                        },
                    )
                    .collect();
                format!("没有输出。还有{count}处空白没有填，不能定稿：{}。", names.join("、"))
            }
            Self::NoLayout { fault } => format!("没有输出。{}", fault.words(&Catalogue::new(language))),
            Self::Typeset { error: TypesetError::Lack(lack) }
            | Self::Export { error: ExportError::Lack(lack) } => {
                format!("没有输出。{}", lack.words(&Catalogue::new(language)))
            }
            Self::Typeset { error } => format!("没有输出。排版没有成功：{error}。"),
            Self::Export { error } => format!("没有输出。转换没有成功：{error}。"),
            Self::NoPages { pages } => format!("没有打印。计划只有{pages}页，要打印的页不在其中。"),
            Self::Print { error } => format!("没有打印完成。{}", error.words(&Catalogue::new(language))),
            Self::Merge { fault, base, ours, theirs } => match fault {
                MergeFault::NoCommonOrigin { side } => {
                    let (name, path) = match side {
                        Side::Ours => ("我方", ours),
                        Side::Theirs => ("对方", theirs),
                    };
                    format!(
                        "没有合并。{name}的计划不是由共同的原稿改出来的，请找到双方各自修改之前的那一份。\n原稿：{}\n{name}：{}",
                        base.display(),
                        path.display()
                    )
                }
                MergeFault::Plan(fault) => format!("没有合并。合并的结果不成其为计划（{fault}）。"),
            },
            Self::Unread { path, error } => {
                let why = match error.kind() {
                    std::io::ErrorKind::NotFound => "没有这个文件，请核对文件名。".to_owned(),
                    std::io::ErrorKind::PermissionDenied => "没有读取这个文件的权限。".to_owned(),
                    _ => format!("系统读不出这个文件（{error}）。"),
                };
                format!("没有导入。{why}\n文件：{}", path.display())
            }
            Self::Import { path, fault } => {
                format!("没有导入。{}\n文件：{}", import_chinese(fault), path.display())
            }
            Self::NoPart { path, count } => {
                format!("没有导入。文件里只有{count}份计划，可用 --list 查看。\n文件：{}", path.display())
            }
            Self::Json(error) => format!("没有输出。JSON没有写成：{error}。"),
        }
    }

    fn english(&self) -> String {
        let language = Language::En;
        match self {
            Self::Read { path, error } => {
                format!("The plan was not read. {}\nFile: {}", error.words(language), path.display())
            }
            Self::Write { path, error } => {
                format!("The file was not written. {}\nFile: {}", error.words(language), path.display())
            }
            Self::NoTemplate { id, known, broken } => {
                let known = known.join(", ");
                let words = format!("No plan was made. There is no template “{id}”; there are: {known}.");
                with_broken(words, broken, language)
            }
            Self::Template { error } => match error {
                TemplateError::Fill(FillError::Unknown { name, known }) => {
                    let known = listed(known, ", ");
                    format!("No plan was made. The template has no blank “{name}”; there are: {known}.")
                }
                TemplateError::Fill(FillError::Value { name, value, wanted }) => {
                    let wanted = match wanted {
                        Wanted::Year => "a year in four digits, such as 2027",
                        Wanted::Date => "a date with its year, such as 30 June 2027",
                        Wanted::Number => "a number, such as 98 or 1.5",
                        Wanted::Words => "words, at least one",
                    };
                    format!("No plan was made. The blank “{name}” asks for {wanted}, not “{value}”.")
                }
                TemplateError::Fill(FillError::NotANumber { name, .. }) => {
                    format!(
                        "No plan was made. The blank “{name}” stands for an indicator's number; give a number."
                    )
                }
                TemplateError::Period(fault) if no_such(fault).is_some() => {
                    let (number, [_, part]) = no_such(fault).unwrap_or_default();
                    format!("No plan was made. That year has no {part} {number}; try another number.")
                }
                TemplateError::Period(_) | TemplateError::Plan(_) => {
                    format!(
                        "No plan was made. The template's dates have no place in that year; try another. ({error})"
                    )
                }
            },
            Self::NoFormat { path, endings } => {
                let endings = ended(endings, ", ", " or ");
                format!(
                    "Nothing was exported. The file's name must end in {endings}.\nFile: {}",
                    path.display()
                )
            }
            Self::NoProfile { id, known, broken } => {
                let known = known.join(", ");
                let mut words =
                    format!("Nothing was exported. There is no profile “{id}”; there are: {known}.");
                for broken in broken {
                    words.push('\n');
                    words.push_str(&super::profiles::told(broken, language));
                }
                words
            }
            Self::ProfileId { id } => {
                format!("Nothing was copied. “{id}” is no id; use 1 to 40 letters, digits, - or _.")
            }
            Self::ProfileThere { path } => {
                format!(
                    "Nothing was copied. The profile is there; choose another id.\nFile: {}",
                    path.display()
                )
            }
            Self::NoSettings => "Nothing was copied. The system names no folder for settings.".to_owned(),
            Self::OpenBlanks { blanks } => {
                let count: usize = blanks.iter().map(|(_, count)| count).sum();
                let names: Vec<String> = blanks
                    .iter()
                    .map(
                        |(name, count)| {
                            if *count > 1 { format!("{name} ({count} times)") } else { name.clone() }
                        },
                    )
                    .collect();
                format!(
                    "Nothing was exported. {count} blanks are open, so it is not final: {}.",
                    names.join(", ")
                )
            }
            Self::NoLayout { fault } => {
                format!("Nothing was exported. {}", fault.words(&Catalogue::new(language)))
            }
            Self::Typeset { error: TypesetError::Lack(lack) }
            | Self::Export { error: ExportError::Lack(lack) } => {
                format!("Nothing was exported. {}", lack.words(&Catalogue::new(language)))
            }
            Self::Typeset { error } => format!("Nothing was exported. The plan could not be set: {error}."),
            Self::Export { error } => {
                format!("Nothing was exported. The pages could not be converted: {error}.")
            }
            Self::NoPages { pages } => {
                format!("Nothing was printed. The plan has {pages} pages, and not all that were asked for.")
            }
            Self::Print { error } => {
                format!("Printing did not succeed. {}", error.words(&Catalogue::new(language)))
            }
            Self::Merge { fault, base, ours, theirs } => match fault {
                MergeFault::NoCommonOrigin { side } => {
                    let (name, path) = match side {
                        Side::Ours => ("ours", ours),
                        Side::Theirs => ("theirs", theirs),
                    };
                    format!(
                        "Nothing was merged. The plan of {name} was not made from the base; find the plan both began with.\nBase: {}\nFile: {}",
                        base.display(),
                        path.display()
                    )
                }
                MergeFault::Plan(fault) => {
                    format!("Nothing was merged. What would come of it is no plan ({fault}).")
                }
            },
            Self::Unread { path, error } => {
                let why = match error.kind() {
                    std::io::ErrorKind::NotFound => "There is no such file; look at its name.".to_owned(),
                    std::io::ErrorKind::PermissionDenied => "You may not read this file.".to_owned(),
                    _ => format!("The system cannot read it ({error})."),
                };
                format!("Nothing was imported. {why}\nFile: {}", path.display())
            }
            Self::Import { path, fault } => {
                format!("Nothing was imported. {}\nFile: {}", import_english(fault), path.display())
            }
            Self::NoPart { path, count } => format!(
                "Nothing was imported. The file holds {count} plans; --list shows them.\nFile: {}",
                path.display()
            ),
            Self::Json(error) => {
                format!("Nothing was printed. The list could not be put into JSON: {error}.")
            }
        }
    }
}

fn import_chinese(fault: &ImportFault) -> String {
    match fault {
        ImportFault::NoFormat => "只能导入.txt、.md和.docx文件，请先另存为其中一种。".to_owned(),
        ImportFault::TooLarge { bytes } => {
            format!("文件有{}MB，超过了{}MB；请分成几个文件。", bytes >> 20, MOST_BYTES >> 20)
        }
        ImportFault::TooManyLines { lines } => {
            format!("文件有{lines}行，超过了{MOST_LINES}行；请分成几个文件。")
        }
        ImportFault::Empty => "文件是空的。".to_owned(),
        ImportFault::NotText => "文件里不是文字。".to_owned(),
        ImportFault::Docx(DocxFault::Locked) => {
            "文档设了密码，或是旧的.doc格式；请用文字处理软件打开，去掉密码，另存为.docx。".to_owned()
        }
        ImportFault::Docx(DocxFault::NotADocument) => {
            "文件不是docx文档，请用文字处理软件另存为.docx。".to_owned()
        }
        ImportFault::Docx(DocxFault::Damaged { what }) => {
            format!("文档已损坏（{what}）；请用文字处理软件修复后另存，或复制文字存为.txt。")
        }
        ImportFault::Docx(DocxFault::TooMuch) => {
            "文档展开后过大，可能是有意制作的压缩炸弹；如确是计划，请复制文字存为.txt。".to_owned()
        }
    }
}

fn import_english(fault: &ImportFault) -> String {
    match fault {
        ImportFault::NoFormat => "Only .txt, .md and .docx are imported; save the file as one of them.".to_owned(),
        ImportFault::TooLarge { bytes } => {
            format!("The file has {} MB, more than {}; divide it.", bytes >> 20, MOST_BYTES >> 20)
        }
        ImportFault::TooManyLines { lines } => {
            format!("The file has {lines} lines, more than {MOST_LINES}; divide it.")
        }
        ImportFault::Empty => "The file is empty.".to_owned(),
        ImportFault::NotText => "The file holds no text.".to_owned(),
        ImportFault::Docx(DocxFault::Locked) => {
            "The document is locked by a password or is an old .doc; open it in a word processor and save it as .docx."
                .to_owned()
        }
        ImportFault::Docx(DocxFault::NotADocument) => {
            "The file is no .docx document; save it as one in a word processor.".to_owned()
        }
        ImportFault::Docx(DocxFault::Damaged { what }) => {
            format!("The document is damaged ({what}); repair it in a word processor, or save its words as .txt.")
        }
        ImportFault::Docx(DocxFault::TooMuch) => {
            "The document unpacks to too much, as one made to harm would; if it is a plan, save its words as .txt."
                .to_owned()
        }
    }
}

/// Adds what is wrong with templates that were left out.
fn with_broken(mut words: String, broken: &[BrokenTemplate], language: Language) -> String {
    for broken in broken {
        words.push('\n');
        words.push_str(&super::templates::told(broken, language));
    }
    words
}

fn listed(names: &[PlaceholderName], between: &str) -> String {
    names.iter().map(PlaceholderName::as_str).collect::<Vec<_>>().join(between)
}

/// Returns the number that a year does not have, with what it counts in Chinese and English.
const fn no_such(fault: &PeriodFault) -> Option<(u32, [&'static str; 2])> {
    match fault {
        PeriodFault::Month { found } => Some((*found, ["个月", "month"])),
        PeriodFault::Quarter { found } => Some((*found, ["个季度", "quarter"])),
        PeriodFault::Half { found } => Some((*found, ["个半年", "half-year"])),
        PeriodFault::Week { found, .. } => Some((*found, ["周", "week"])),
        PeriodFault::Year { .. } | PeriodFault::Backwards { .. } => None,
    }
}

/// Returns endings with their dots, the last one after a word of its own.
fn ended(endings: &[&str], between: &str, last: &str) -> String {
    let dotted: Vec<String> = endings.iter().map(|ending| format!(".{ending}")).collect();
    match dotted.split_last() {
        Some((end, rest)) if !rest.is_empty() => format!("{}{last}{end}", rest.join(between)),
        _ => dotted.concat(),
    }
}
