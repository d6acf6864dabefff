//! The fixed words of a printed plan: labels before owners and times, heads of tables, the names of
//! the steps of an improvement. They belong to the document and follow its language, not that of
//! the program's interface.

use crate::model::{CauseAt, Language};

/// The fixed words in one language.
#[derive(Debug)]
pub(super) struct Labels {
    pub(super) colon: &'static str,
    pub(super) semicolon: &'static str,
    pub(super) stop: &'static str,
    pub(super) opens: &'static str,
    pub(super) closes: &'static str,
    pub(super) draft: &'static str,
    pub(super) time: &'static str,
    pub(super) limit: &'static str,
    pub(super) indicators: &'static str,
    pub(super) source: &'static str,
    pub(super) resources: &'static str,
    pub(super) budget: &'static str,
    pub(super) yuan: &'static str,
    pub(super) risk: &'static str,
    pub(super) fallback: &'static str,
    pub(super) cause: &'static str,
    pub(super) countermeasure: &'static str,
    pub(super) answered_by: &'static str,
    pub(super) and: &'static str,
    pub(super) number: &'static str,
    pub(super) indicator: &'static str,
    pub(super) target: &'static str,
    pub(super) actual: &'static str,
    pub(super) on_last_year: &'static str,
    pub(super) since_january: &'static str,
    pub(super) share_of_plan: &'static str,
    pub(super) result: &'static str,
    pub(super) reached: &'static str,
    pub(super) missed: &'static str,
    pub(super) weight: &'static str,
    pub(super) standard: &'static str,
    pub(super) score: &'static str,
    pub(super) total: &'static str,
    pub(super) coefficient: &'static str,
    pub(super) first_party: &'static str,
    pub(super) second_party: &'static str,
    pub(super) term: &'static str,
    pub(super) duties: &'static str,
    pub(super) red_lines: &'static str,
    pub(super) consequence: &'static str,
    pub(super) clauses: &'static str,
    pub(super) signed: &'static str,
    pub(super) date: &'static str,
    pub(super) employee: &'static str,
    pub(super) manager: &'static str,
    pub(super) gap: &'static str,
    pub(super) required: &'static str,
    pub(super) is_case: &'static str,
    pub(super) difference: &'static str,
    pub(super) causes: &'static str,
    pub(super) worth: &'static str,
    pub(super) methods: &'static str,
    pub(super) steps: &'static str,
    pub(super) follow_up: &'static str,
    pub(super) attachment: &'static str,
}

impl Labels {
    /// Returns the words of a language.
    pub(super) const fn of(language: Language) -> &'static Self {
        match language {
            Language::ZhCn => &ZH,
            Language::En => &EN,
        }
    }
}

static ZH: Labels = Labels {
    colon: "：",
    semicolon: "；",
    stop: "。",
    opens: "（",
    closes: "）",
    draft: "（草案）",
    time: "时间",
    limit: "时限",
    indicators: "指标",
    source: "依据",
    resources: "所需资源",
    budget: "预算",
    yuan: "元",
    risk: "风险",
    fallback: "预案",
    cause: "原因",
    countermeasure: "对策",
    answered_by: "对应措施",
    and: "、",
    number: "序号",
    indicator: "指标",
    target: "目标",
    actual: "实际",
    on_last_year: "比上年",
    since_january: "比年初",
    share_of_plan: "完成计划",
    result: "结果",
    reached: "完成",
    missed: "未完成",
    weight: "权重",
    standard: "评分标准",
    score: "得分",
    total: "合计",
    coefficient: "系数",
    first_party: "甲方",
    second_party: "乙方",
    term: "责任期限",
    duties: "工作职责",
    red_lines: "工作红线",
    consequence: "违反的处理",
    clauses: "其他约定",
    signed: "签字",
    date: "日期",
    employee: "员工",
    manager: "主管",
    gap: "找出差距",
    required: "要求",
    is_case: "现状",
    difference: "差距",
    causes: "分析原因",
    worth: "判断价值",
    methods: "选定办法",
    steps: "制订计划",
    follow_up: "跟进落实",
    attachment: "附件",
};

static EN: Labels = Labels {
    colon: ": ",
    semicolon: "; ",
    stop: ".",
    opens: " (",
    closes: ")",
    draft: "(Draft)",
    time: "time",
    limit: "limit",
    indicators: "indicators",
    source: "source",
    resources: "Resources",
    budget: "budget",
    yuan: "yuan",
    risk: "Risk",
    fallback: "fall-back",
    cause: "Cause",
    countermeasure: "Countermeasure",
    answered_by: "Measures",
    and: ", ",
    number: "No.",
    indicator: "Indicator",
    target: "Target",
    actual: "Actual",
    on_last_year: "On last year",
    since_january: "Since January",
    share_of_plan: "Share of plan",
    result: "Result",
    reached: "Reached",
    missed: "Missed",
    weight: "Weight",
    standard: "Standard",
    score: "Score",
    total: "Total",
    coefficient: "Coefficient",
    first_party: "First party",
    second_party: "Second party",
    term: "Term",
    duties: "Duties",
    red_lines: "Red lines",
    consequence: "Consequence",
    clauses: "Further terms",
    signed: "Signed",
    date: "Date",
    employee: "Employee",
    manager: "Manager",
    gap: "The gap",
    required: "Required",
    is_case: "Actual",
    difference: "Difference",
    causes: "Its causes",
    worth: "Whether it is worth closing",
    methods: "What could be done",
    steps: "What will be done",
    follow_up: "Follow-up",
    attachment: "Attachment",
};

/// Returns the words for where a cause lies.
pub(super) const fn cause_at(language: Language, at: CauseAt) -> &'static str {
    match (language, at) {
        (Language::ZhCn, CauseAt::Employee) => "员工方面",
        (Language::ZhCn, CauseAt::Manager) => "管理方面",
        (Language::ZhCn, CauseAt::Surroundings) => "环境方面",
        (Language::En, CauseAt::Employee) => "Employee",
        (Language::En, CauseAt::Manager) => "Manager",
        (Language::En, CauseAt::Surroundings) => "Surroundings",
    }
}

/// Returns the sentence on the copies of a contract.
pub(super) fn copies(language: Language, count: u8) -> String {
    match (language, count) {
        (Language::ZhCn, 2) => "本书一式两份，双方各执一份，签字后生效。".to_owned(),
        (Language::ZhCn, count) => {
            format!("本书一式{}份，签字后生效。", crate::locale::numerals::chinese(count.into()))
        }
        (Language::En, 1) => "This agreement is made in one copy.".to_owned(),
        (Language::En, count) => format!("This agreement is made in {count} copies."),
    }
}

/// Returns the words for a band of scores, from its lowest score up to the next band's.
pub(super) fn band(language: Language, from: &str, below: Option<&str>) -> String {
    match (language, below) {
        (Language::ZhCn, None) => format!("{from}分以上"),
        (Language::ZhCn, Some(below)) => format!("{from}分以上、不满{below}分"),
        (Language::En, None) => format!("{from} and above"),
        (Language::En, Some(below)) => format!("{from} to below {below}"),
    }
}

/// Returns the words for the number of a cycle.
pub(super) fn cycle(language: Language, number: u8) -> String {
    match language {
        Language::ZhCn => format!("第{}轮", crate::locale::numerals::chinese(number.into())),
        Language::En => format!("Cycle {number}"),
    }
}
