//! Words for the values of a plan, in Chinese and English, as they stand in a printed document and
//! on the chips of the editor.
//!
//! What can hold a blank comes back as a [`Text`], in which the blank still stands: the page draws
//! a gap there, the editor a field. Everything else comes back as a string. Words are made from
//! values only; reading them back is not this module's affair.

mod figures;
mod times;

use super::numerals;
use crate::model::{
    Half, Language, MeasureStatus, Numbering, Owner, OwnerRole, Period, Plan, PlanStatus, SectionRole, Text,
    Who,
};

pub use figures::{amount, indicator, indicator_clause, number, sentence, target, with_unit};
pub use times::{cadence, date, limit, month, quarter, short_date, span, weekday_zh, when, when_in};
use times::{month_name, ordinal_word_en};

/// Returns who an owner is: a person's name, a post or a department. A person who is not in the
/// plan's list has no name.
#[must_use]
pub fn who(plan: &Plan, who: &Who) -> Text {
    match who {
        Who::Person(id) => plan.person(*id).map(|person| person.name.clone()).unwrap_or_default(),
        Who::Post(text) | Who::Department(text) => text.clone(),
    }
}

/// Returns the owners of each role, the responsible ones first, joined as in a sentence: 王芳、陈晓.
/// Roles that nobody has are left out.
#[must_use]
pub fn owners(plan: &Plan, language: Language, owners: &[Owner]) -> Vec<(OwnerRole, Text)> {
    let between = match language {
        Language::ZhCn => "、",
        Language::En => ", ",
    };
    [OwnerRole::Responsible, OwnerRole::Helps, OwnerRole::Approves, OwnerRole::Watches]
        .into_iter()
        .filter_map(|role| {
            let names: Vec<_> = owners
                .iter()
                .filter(|owner| owner.role == role)
                .map(|owner| who(plan, &owner.who))
                .filter(|name| !name.is_empty())
                .collect();
            let joined = names.iter().map(Text::as_str).collect::<Vec<_>>().join(between);
            (!joined.is_empty()).then(|| (role, Text::new(&joined)))
        })
        .collect()
}

/// Returns what an owner of this role does, as on a chip: 负责, 协助.
#[must_use]
pub const fn owner_role(language: Language, role: OwnerRole) -> &'static str {
    match (language, role) {
        (Language::ZhCn, OwnerRole::Responsible) => "负责",
        (Language::ZhCn, OwnerRole::Helps) => "协助",
        (Language::ZhCn, OwnerRole::Approves) => "审批",
        (Language::ZhCn, OwnerRole::Watches) => "督办",
        (Language::En, OwnerRole::Responsible) => "responsible",
        (Language::En, OwnerRole::Helps) => "helps",
        (Language::En, OwnerRole::Approves) => "approves",
        (Language::En, OwnerRole::Watches) => "watches",
    }
}

/// Returns the label before the owners of this role in a document: 责任人, 协助.
#[must_use]
pub const fn owner_label(language: Language, role: OwnerRole) -> &'static str {
    match (language, role) {
        (Language::ZhCn, OwnerRole::Responsible) => "责任人",
        (Language::ZhCn, OwnerRole::Helps) => "协助",
        (Language::ZhCn, OwnerRole::Approves) => "审批",
        (Language::ZhCn, OwnerRole::Watches) => "督办",
        (Language::En, OwnerRole::Responsible) => "owner",
        (Language::En, OwnerRole::Helps) => "help",
        (Language::En, OwnerRole::Approves) => "approval",
        (Language::En, OwnerRole::Watches) => "oversight",
    }
}

/// Returns a period: 2027年度, 2027年第一季度, the first quarter of 2027.
#[must_use]
pub fn period(language: Language, period: Period) -> String {
    match (language, period) {
        (Language::ZhCn, Period::Week(week)) => format!("{}年第{}周", week.year(), week.number()),
        (Language::ZhCn, Period::Month(month)) => format!("{}年{}月", month.year(), month.number()),
        (Language::ZhCn, Period::Quarter(quarter)) => {
            format!("{}年第{}季度", quarter.year(), numerals::chinese(quarter.number().into()))
        }
        (Language::ZhCn, Period::HalfYear(half)) => format!("{}年{}", half.year(), half_zh(half)),
        (Language::ZhCn, Period::Year(year)) => format!("{}年度", year.number()),
        (Language::En, Period::Week(week)) => format!("week {} of {}", week.number(), week.year()),
        (Language::En, Period::Month(month)) => format!("{} {}", month_name(month.number()), month.year()),
        (Language::En, Period::Quarter(quarter)) => {
            let number = u8::try_from(quarter.number()).unwrap_or_default();
            format!("{} quarter of {}", ordinal_word_en(number), quarter.year())
        }
        (Language::En, Period::HalfYear(half)) => {
            format!("{} half of {}", if half.number() == 1 { "first" } else { "second" }, half.year())
        }
        (Language::En, Period::Year(year)) => year.number().to_string(),
        (language, Period::Term(dates) | Period::Project(dates)) => span(language, dates, None),
    }
}

const fn half_zh(half: Half) -> &'static str {
    if half.number() == 1 { "上半年" } else { "下半年" }
}

/// Returns how a plan is numbered, by example.
#[must_use]
pub const fn numbering(language: Language, numbering: Numbering) -> &'static str {
    match (language, numbering) {
        (Language::ZhCn, Numbering::Official) => "公文序号：一、（一）1.（1）",
        (Language::ZhCn, Numbering::Decimal) => "多级数字：1　1.1　1.1.1",
        (Language::ZhCn, Numbering::Sections) => "分节：第一节　一、（一）",
        (Language::ZhCn, Numbering::Told) => "公文序号，措施内写一是……二是……",
        (Language::ZhCn, Numbering::Ordinal) => "第一，（一）1.（1）",
        (Language::En, Numbering::Official) => "Official: 一、（一）1.（1）",
        (Language::En, Numbering::Decimal) => "Decimal: 1, 1.1, 1.1.1",
        (Language::En, Numbering::Sections) => "Sections: 第一节, 一、（一）",
        (Language::En, Numbering::Told) => "Official, with 一是…二是… within measures",
        (Language::En, Numbering::Ordinal) => "Ordinal: 第一，（一）1.（1）",
    }
}

/// Returns how far a plan has come.
#[must_use]
pub const fn plan_status(language: Language, status: PlanStatus) -> &'static str {
    match (language, status) {
        (Language::ZhCn, PlanStatus::Draft) => "草案",
        (Language::ZhCn, PlanStatus::HandedIn) => "已送审",
        (Language::ZhCn, PlanStatus::Approved) => "已批准",
        (Language::ZhCn, PlanStatus::InForce) => "执行中",
        (Language::ZhCn, PlanStatus::Closed) => "已结束",
        (Language::En, PlanStatus::Draft) => "Draft",
        (Language::En, PlanStatus::HandedIn) => "Handed in",
        (Language::En, PlanStatus::Approved) => "Approved",
        (Language::En, PlanStatus::InForce) => "In force",
        (Language::En, PlanStatus::Closed) => "Closed",
    }
}

/// Returns how a measure stands.
#[must_use]
pub const fn measure_status(language: Language, status: MeasureStatus) -> &'static str {
    match (language, status) {
        (Language::ZhCn, MeasureStatus::Open) => "未开始",
        (Language::ZhCn, MeasureStatus::Running) => "进行中",
        (Language::ZhCn, MeasureStatus::Done) => "已完成",
        (Language::ZhCn, MeasureStatus::Cancelled) => "已取消",
        (Language::En, MeasureStatus::Open) => "Not begun",
        (Language::En, MeasureStatus::Running) => "Under way",
        (Language::En, MeasureStatus::Done) => "Done",
        (Language::En, MeasureStatus::Cancelled) => "Given up",
    }
}

/// Returns what a section is about.
#[must_use]
pub fn section_role(language: Language, role: &SectionRole) -> String {
    match (language, role) {
        (_, SectionRole::Own(name)) => return name.clone(),
        (Language::ZhCn, SectionRole::General) => "综合",
        (Language::ZhCn, SectionRole::Service) => "服务",
        (Language::ZhCn, SectionRole::Quality) => "质量",
        (Language::ZhCn, SectionRole::Personnel) => "队伍",
        (Language::ZhCn, SectionRole::Business) => "业务",
        (Language::ZhCn, SectionRole::Supervision) => "监督",
        (Language::En, SectionRole::General) => "General",
        (Language::En, SectionRole::Service) => "Service",
        (Language::En, SectionRole::Quality) => "Quality",
        (Language::En, SectionRole::Personnel) => "Staff",
        (Language::En, SectionRole::Business) => "Business",
        (Language::En, SectionRole::Supervision) => "Supervision",
    }
    .to_owned()
}

/// Returns what stands between a measure's run-in title and its text.
#[must_use]
pub const fn title_mark(language: Language) -> &'static str {
    match language {
        Language::ZhCn => "。",
        Language::En => ". ",
    }
}

/// Returns the name of the blank that stands for the name of an indicator, the first one or a later
/// one: blanks of one name are filled alike.
#[must_use]
pub fn indicator_blank(language: Language, number: usize) -> String {
    match (language, number) {
        (Language::ZhCn, ..=1) => "指标名称".to_owned(),
        (Language::ZhCn, _) => format!("指标名称{number}"),
        (Language::En, ..=1) => "indicator".to_owned(),
        (Language::En, _) => format!("indicator {number}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{DateSpan, Id, Month, Person, PersonId, Quarter, Week, YearNumber};
    use chrono::NaiveDate;

    const ZH: Language = Language::ZhCn;
    const EN: Language = Language::En;

    fn day(year: i32, month: u32, day: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(year, month, day).unwrap()
    }

    #[test]
    fn owners_by_role_in_the_order_of_roles() {
        let mut plan = Plan::empty(ZH, Period::Year(YearNumber::new(2027).unwrap()));
        let id = PersonId::new(plan.ids.take());
        plan.people.push(std::sync::Arc::new(Person {
            id,
            name: "王芳".into(),
            post: Text::default(),
            department: Text::default(),
        }));
        let owner = |who, role| Owner { who, role };
        let list = [
            owner(Who::Post("会计主管".into()), OwnerRole::Helps),
            owner(Who::Person(id), OwnerRole::Responsible),
            owner(Who::Person(PersonId::new(Id::from_number(99))), OwnerRole::Watches),
            owner(Who::Department("运营部".into()), OwnerRole::Responsible),
        ];
        let told = owners(&plan, ZH, &list);
        assert_eq!(
            told,
            [
                (OwnerRole::Responsible, Text::from("王芳、运营部")),
                (OwnerRole::Helps, Text::from("会计主管"))
            ]
        );
    }

    #[test]
    fn periods_in_both_languages() {
        let term = DateSpan::new(day(2027, 4, 1), day(2028, 3, 31)).unwrap();
        for (value, chinese, english) in [
            (Period::Year(YearNumber::new(2027).unwrap()), "2027年度", "2027"),
            (Period::HalfYear(Half::new(2027, 1).unwrap()), "2027年上半年", "first half of 2027"),
            (Period::Quarter(Quarter::new(2027, 1).unwrap()), "2027年第一季度", "first quarter of 2027"),
            (Period::Month(Month::new(2027, 3).unwrap()), "2027年3月", "March 2027"),
            (Period::Week(Week::new(2027, 12).unwrap()), "2027年第12周", "week 12 of 2027"),
            (Period::Term(term), "2027年4月至2028年3月", "April 2027 to March 2028"),
        ] {
            assert_eq!(period(ZH, value), chinese);
            assert_eq!(period(EN, value), english);
        }
    }
}
