//! The words for files that were not read or written: why, and what to do. What did not happen,
//! and the path, is said by whoever wanted it.

use super::{DecodeError, EncodeError, Fault, MAX_BYTES, ReadError, WriteError};
use crate::model::{CadenceFault, Language, NumberFault, PeriodFault, PlanFault, Section};

/// Bytes in a megabyte.
const MEGABYTE: u64 = 1024 * 1024;

impl ReadError {
    /// Returns why the file was not read, and what to do, in whole sentences.
    #[must_use]
    pub fn words(&self, language: Language) -> String {
        match (self, language) {
            (Self::Decode(error), _) => error.words(language),
            (Self::TooLarge { bytes }, _) => DecodeError::TooLarge { bytes: *bytes }.words(language),
            (Self::Missing, Language::ZhCn) => "文件不存在。请检查文件名和所在文件夹。".to_owned(),
            (Self::Missing, Language::En) => "There is no such file. Check its name and folder.".to_owned(),
            (Self::Folder, Language::ZhCn) => "这是一个文件夹。请选择其中的计划文件。".to_owned(),
            (Self::Folder, Language::En) => "This is a folder. Choose a plan's file in it.".to_owned(),
            (Self::Unreadable { source }, Language::ZhCn) => {
                format!("系统不让读取（{source}）。请检查文件的权限。")
            }
            (Self::Unreadable { source }, Language::En) => {
                format!("The system does not let it be read ({source}). Check the file's permissions.")
            }
        }
    }
}

impl DecodeError {
    /// Returns why the file was not read, where in it, and what to do, in whole sentences.
    #[must_use]
    pub fn words(&self, language: Language) -> String {
        match language {
            Language::ZhCn => self.chinese(),
            Language::En => self.english(),
        }
    }

    /// Returns only what is wrong, without place, remedy or full stop.
    #[must_use]
    pub fn cause(&self, language: Language) -> String {
        match (self, language) {
            (Self::TooDeep { .. }, Language::ZhCn) => "层层嵌套太深".to_owned(),
            (Self::UnknownField { found, known, .. }, Language::ZhCn) => {
                format!("这里没有名为“{found}”的字段，可用的有：{}", known.join("、"))
            }
            (Self::UnknownField { found, known, .. }, Language::En) => {
                format!("there is no field “{found}” here; there are: {}", known.join(", "))
            }
            (Self::Syntax { detail, .. }, Language::ZhCn) => chinese_detail(detail),
            (Self::Invalid { fault, .. }, Language::ZhCn) => chinese_fault(fault),
            (Self::NotText { .. }, Language::ZhCn) => "不是UTF-8文字".to_owned(),
            (Self::NotAPlan, Language::ZhCn) => "这不是良策的计划文件".to_owned(),
            (Self::TooNew { .. }, Language::ZhCn) => "由更新版本的程序保存".to_owned(),
            (Self::TooLarge { .. }, Language::ZhCn) => "文件太大".to_owned(),
            (_, Language::En) => self.to_string(),
        }
    }

    fn chinese(&self) -> String {
        let cause = self.cause(Language::ZhCn);
        let repair = "请按提示改正，或用备份恢复；文件没有改动。";
        match self {
            Self::NotText { line } => {
                format!("第{line}行不是UTF-8文字。文件可能已损坏，或曾用别的编码另存；请用备份恢复。")
            }
            Self::NotAPlan => "这不是良策的计划文件。".to_owned(),
            Self::TooNew { found, known } => format!(
                "这份计划由更新版本的程序保存（格式{found}，本程序最高支持格式{known}）。请升级程序后再打开；\
                 文件没有改动。"
            ),
            Self::TooLarge { bytes } => format!(
                "文件有{} MB，超过计划文件的上限{} MB。请检查是否选错了文件。",
                bytes.div_ceil(MEGABYTE),
                MAX_BYTES / MEGABYTE
            ),
            Self::TooDeep { line, column }
            | Self::UnknownField { line, column, .. }
            | Self::Syntax { line, column, .. } => format!("第{line}行第{column}列：{cause}。{repair}"),
            Self::Invalid { line: Some(line), .. } => format!("从第{line}行开始的记录：{cause}。{repair}"),
            Self::Invalid { line: None, .. } => format!("{cause}。{repair}"),
        }
    }

    fn english(&self) -> String {
        let cause = self.cause(Language::En);
        let repair = "Correct it there, or take a backup; the file is unchanged.";
        match self {
            Self::NotText { line } => format!(
                "Line {line} is not text in UTF-8. The file is damaged or was saved in another encoding; take a \
                 backup."
            ),
            Self::NotAPlan => "This is not a plan of Planwright.".to_owned(),
            Self::TooNew { found, known } => format!(
                "A newer version of the program saved this plan (format {found}; this one knows formats up to \
                 {known}). Update the program to open it; the file is unchanged."
            ),
            Self::TooLarge { bytes } => format!(
                "The file has {} MB, and a plan has at most {} MB. Check whether it is the right file.",
                bytes.div_ceil(MEGABYTE),
                MAX_BYTES / MEGABYTE
            ),
            Self::TooDeep { line, column }
            | Self::UnknownField { line, column, .. }
            | Self::Syntax { line, column, .. } => format!("Line {line}, column {column}: {cause}. {repair}"),
            Self::Invalid { line: Some(line), .. } => {
                format!("In the record that starts in line {line}: {cause}. {repair}")
            }
            Self::Invalid { line: None, .. } => format!("In the plan: {cause}. {repair}"),
        }
    }
}

/// Says in Chinese what the parser expected; what nobody writes by accident stays in its own words.
fn chinese_detail(detail: &ron::Error) -> String {
    use ron::Error;
    let plain = match detail {
        Error::Eof => "文件在这里中断，内容不完整",
        Error::ExpectedArray => "这里应是以“[”开头的列表",
        Error::ExpectedArrayEnd => "列表缺少结尾的“]”",
        Error::ExpectedBoolean => "这里应是true或false",
        Error::ExpectedComma => "缺少逗号",
        Error::ExpectedInteger | Error::InvalidIntegerDigit { .. } => "这里应是整数",
        Error::IntegerOutOfBounds => "数值超出范围",
        Error::ExpectedMapColon => "字段名后缺少冒号",
        Error::ExpectedStructLike | Error::ExpectedNamedStructLike(_) => "这里应是以“(”开头的内容",
        Error::ExpectedStructLikeEnd | Error::ExpectedOptionEnd => "缺少结尾的“)”",
        Error::ExpectedString => "这里应是双引号括起来的文字",
        Error::ExpectedStringEnd => "文字缺少结尾的双引号",
        Error::ExpectedIdentifier | Error::InvalidIdentifier(_) => "这里应是一个名称",
        Error::InvalidEscape(_) => "反斜杠后的写法不对",
        Error::TrailingCharacters => "计划结束后还有多余的内容",
        Error::UnclosedBlockComment => "注释没有结尾的“*/”",
        Error::NoSuchEnumVariant { expected, found, .. } => {
            return format!("这里不能写“{found}”，可用的有：{}", expected.join("、"));
        }
        Error::MissingStructField { field, .. } => return format!("缺少字段“{field}”"),
        Error::DuplicateStructField { field, .. } => return format!("字段“{field}”写了两次"),
        Error::InvalidValueForType { found, .. } => return format!("这里的值不对（{found}）"),
        // The list of cases may grow with the parser.
        _ => return format!("写法不对（{detail}）"),
    };
    plain.to_owned()
}

fn chinese_fault(fault: &Fault) -> String {
    match fault {
        Fault::Number(NumberFault::Weight { found }) => format!("权重{found}应大于0、不超过100"),
        Fault::Number(NumberFault::Progress { found }) => format!("进度{found}应在0到100之间"),
        Fault::Period(fault) => match fault {
            PeriodFault::Year { found } => format!("年份{found}应在1900到2999之间"),
            PeriodFault::Month { found } => format!("月份{found}应在1到12之间"),
            PeriodFault::Quarter { found } => format!("季度{found}应在1到4之间"),
            PeriodFault::Half { found } => format!("半年{found}应为1或2"),
            PeriodFault::Week { year, found } => format!("{year}年没有第{found}周"),
            PeriodFault::Backwards { first, last } => format!("起止时间颠倒（{first}至{last}）"),
        },
        Fault::Cadence(fault) => match fault {
            CadenceFault::MonthDay { found } => format!("每月的日子{found}应在1到31之间"),
            CadenceFault::YearDay { month, day } => format!("没有{month}月{day}日这一天"),
            CadenceFault::MonthWithin { found, most } => format!("期内的月份{found}应在1到{most}之间"),
        },
        Fault::PlaceholderName(fault) => format!("“{}”不能作空白的名称", fault.name),
        Fault::Kind { found } => format!("没有名为“{found}”的计划类型"),
        Fault::Language { found } => format!("没有名为“{found}”的语言"),
        Fault::Plan(fault) => match fault {
            PlanFault::IdTwice { id } => format!("编号{id}用了两次"),
            PlanFault::IdAhead { id, next } => format!("编号{id}应小于计数{next}"),
            PlanFault::UnknownPerson { person, .. } => format!("责任人（编号{person}）不在人员名单里"),
            PlanFault::TooDeep { .. } => format!("部分最多分{}级", Section::MAX_LEVELS),
            PlanFault::Cells { found, columns, .. } => format!("登记表有{columns}列，这一行却有{found}格"),
            PlanFault::PlaceholderTwice { name } => format!("有两个空白都叫“{name}”"),
        },
    }
}

impl WriteError {
    /// Returns why the file was not written, and what to do, in whole sentences.
    #[must_use]
    pub fn words(&self, language: Language) -> String {
        let (chinese, english) = match self {
            Self::Encode(EncodeError::TooDeep) => (
                "措施层层嵌套太深，写不进文件。请减少层级。",
                "Its measures lie too deep inside each other. Use fewer levels.",
            ),
            Self::Encode(EncodeError::Ron(error)) => {
                return match language {
                    Language::ZhCn => format!("计划写不成文字（{error}）。"),
                    Language::En => format!("The plan cannot be put in words ({error})."),
                };
            }
            Self::FolderMissing => (
                "所在文件夹不存在。请先建好文件夹，或换一个位置。",
                "Its folder does not exist. Make the folder, or choose another place.",
            ),
            Self::TargetIsFolder => (
                "同名的是一个文件夹。请换一个文件名。",
                "There is a folder of that name. Choose another name.",
            ),
            Self::NotAllowed => (
                "文件是只读的，或没有写入权限。请解除只读，或换一个位置。",
                "The file is read-only, or you may not write there. Lift the protection, or choose another place.",
            ),
            Self::DiskFull => (
                "磁盘已满。请腾出空间，或换一个磁盘。",
                "The disk is full. Free some space, or choose another disk.",
            ),
            Self::ChangedElsewhere => (
                "文件打开以后，被别的程序改过。请另存为新文件，或重新打开。",
                "Another program has changed the file since it was opened. Save under another name, or open it again.",
            ),
            Self::Io { source } => {
                return match language {
                    Language::ZhCn => format!("系统报告：{source}。请换一个位置再试。"),
                    Language::En => format!("The system says: {source}. Try another place."),
                };
            }
        };
        match language {
            Language::ZhCn => chinese,
            Language::En => english,
        }
        .to_owned()
    }
}
