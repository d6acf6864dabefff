//! The templates that the program brings along, and the plans made of them.

use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::path::Path;
use std::sync::Arc;

use chrono::{Datelike, NaiveDate};
use planwright::check::{Level, check, words};
use planwright::export::{self, PdfMeta};
use planwright::file::{decode, encode};
use planwright::locale::{Catalogue, plan_kind_key, plan_kind_name};
use planwright::model::fill::Wanted;
use planwright::model::tree::NodeRef;
use planwright::model::{
    DateSpan, Indicator, Language, Measure, Part, Period, PeriodFault, PlaceholderKind, PlaceholderName,
    Plan, PlanKind, PlanStatus, Quantity, Reading, SectionRole, SplitBy, SplitRule, Target, Text, When,
    YearNumber, query,
};
use planwright::template::{
    FillError, Filling, Group, Template, TemplateError, by_id, catalogue, fill, instantiate,
};
use planwright::typeset::{FontSet, Profile, Typesetter};
use rust_decimal::Decimal;

/// The kinds that must be there in English as well.
const IN_ENGLISH: [PlanKind; 8] = [
    PlanKind::AcctThreeGrips,
    PlanKind::ServiceQualitySkillTest,
    PlanKind::PersonalAnnual,
    PlanKind::Pip,
    PlanKind::ExecutionPlan,
    PlanKind::ResponsibilityContract,
    PlanKind::ComplianceAnnual,
    PlanKind::CorporateAnnual,
];

/// The years that plans are made for: two of them are leap years, one has 53 weeks.
const YEARS: std::ops::RangeInclusive<i32> = 2025..=2032;

fn year(number: i32) -> YearNumber {
    YearNumber::new(number).unwrap()
}

fn name(name: &str) -> PlaceholderName {
    PlaceholderName::new(name).unwrap()
}

pub(crate) fn made(template: &Template, number: i32) -> Plan {
    instantiate(template, &Filling::new(year(number)))
        .unwrap_or_else(|fault| panic!("{}: {fault}", template.id))
}

/// Returns something that could be typed for a blank of this kind.
fn typed(kind: &PlaceholderKind, language: Language) -> String {
    let (unit, person, words) = match language {
        Language::ZhCn => ("江北支行营业厅", "王芳", "排队久、填单多"),
        Language::En => ("Riverside Sub-branch", "Wang Fang", "long queues and too many forms"),
    };
    match kind {
        PlaceholderKind::Year => "2027",
        PlaceholderKind::Unit => unit,
        PlaceholderKind::Person => person,
        PlaceholderKind::Date => "2027-06-30",
        PlaceholderKind::Amount { .. } => "12",
        PlaceholderKind::Percentage => "97.5",
        PlaceholderKind::Free => words,
    }
    .to_owned()
}

fn filled(template: &Template, number: i32) -> Plan {
    filled_for(template, number, Some(2))
}

/// Returns a plan with every blank filled, for the month, quarter, half-year or week of this number
/// where the template is for any.
pub(crate) fn filled_for(template: &Template, year_number: i32, of_year: Option<u32>) -> Plan {
    let values = template
        .plan
        .placeholders
        .iter()
        .filter(|placeholder| placeholder.kind != PlaceholderKind::Year)
        .map(|placeholder| {
            let counted = template.counted.as_ref() == Some(&placeholder.name);
            let value = match of_year {
                Some(of_year) if counted => of_year.to_string(),
                _ => typed(&placeholder.kind, template.language),
            };
            (placeholder.name.clone(), value)
        })
        .collect();
    instantiate(template, &Filling { year: year(year_number), values }).unwrap()
}

/// Returns a plan with what was reached in its reviews, which is no blank of a template.
pub(crate) fn with_actuals(mut plan: Plan) -> Plan {
    let on = NaiveDate::from_ymd_opt(plan.period.year() - 1, 12, 31).unwrap();
    for part in &mut plan.parts {
        let Part::Review(review) = part else { continue };
        for indicator in &mut Arc::make_mut(review).results {
            Arc::make_mut(indicator).readings.push(Reading {
                on,
                value: Some(95.into()),
                on_last_year: None,
                since_january: None,
                share_of_plan: None,
                remark: Text::default(),
            });
        }
    }
    plan
}

pub(crate) fn indicators(plan: &Plan) -> Vec<&Arc<Indicator>> {
    let mut indicators = Vec::new();
    plan.walk(&mut |node| {
        if let NodeRef::Indicator(indicator) = node {
            indicators.push(indicator);
        }
    });
    indicators
}

fn goals(plan: &Plan) -> Vec<&planwright::model::Goal> {
    let mut goals = Vec::new();
    plan.walk(&mut |node| {
        if let NodeRef::Goal(goal) = node {
            goals.push(goal.as_ref());
        }
    });
    goals
}

/// Returns each English template with the Chinese one that it goes with.
fn pairs() -> impl Iterator<Item = (&'static Template, &'static Template)> {
    catalogue().iter().filter_map(|en| Some((by_id(en.id.strip_suffix("-en")?)?, en)))
}

#[test]
fn each_kind_has_a_template() {
    for kind in PlanKind::ALL {
        let of_kind = |language: Language| {
            catalogue().iter().any(|template| template.kind == *kind && template.language == language)
        };
        assert_eq!(of_kind(Language::ZhCn), *kind != PlanKind::General, "{}", kind.id());
        assert!(of_kind(Language::En) || !IN_ENGLISH.contains(kind), "{}", kind.id());
    }
    for template in catalogue() {
        let is_english = template.language == Language::En;
        assert_eq!(template.id.ends_with("-en"), is_english, "{}", template.id);
    }
    assert_eq!(pairs().count(), catalogue().iter().filter(|t| t.language == Language::En).count());
    assert_eq!(by_id("no-such-template"), None);
}

#[test]
fn kinds_and_groups_have_names() {
    for language in Language::ALL {
        let words = Catalogue::new(language);
        let kinds: BTreeSet<String> =
            PlanKind::ALL.iter().map(|kind| plan_kind_name(language, *kind)).collect();
        assert_eq!(kinds.len(), PlanKind::ALL.len(), "two kinds are called the same");
        for kind in PlanKind::ALL {
            assert!(words.has(plan_kind_key(*kind)), "{}", kind.id());
            assert!(!kinds.contains(kind.id()), "{}", kind.id());
        }
        for group in Group::ALL {
            assert!(words.has(group.key()), "{group:?}");
        }
    }
    // Those of one group are offered side by side.
    for language in Language::ALL {
        let mut groups: Vec<Group> =
            catalogue().iter().filter(|t| t.language == language).map(|t| t.group).collect();
        groups.dedup();
        let mut once = groups.clone();
        once.sort_unstable();
        assert_eq!(groups, once, "{language:?}");
    }
}

#[test]
fn templates_say_what_they_are_for() {
    let ids: HashSet<&str> = catalogue().iter().map(|template| template.id.as_str()).collect();
    assert_eq!(ids.len(), catalogue().len(), "two templates bear one id");
    for Template { id, name, purpose, contains, language, .. } in catalogue() {
        // So many characters stand on a card of the gallery without being cut.
        let (most_of_name, most_of_contents) = match language {
            Language::ZhCn => (12, 14),
            Language::En => (23, 30),
        };
        assert!(name.chars().count() <= most_of_name, "{id}: {name} is cut");
        assert!(contains.chars().count() <= most_of_contents, "{id}: {contains} is cut");
        for words in [name, purpose, contains] {
            assert!(!words.trim().is_empty(), "{id}");
        }
        assert!(purpose.ends_with(['。', '.']), "{id}: the purpose is a sentence");
    }
}

#[test]
fn a_pair_of_templates_has_one_shape() {
    /// What must be alike in both languages.
    fn shape(plan: &Plan) -> Vec<String> {
        let mut shape = Vec::new();
        plan.walk(&mut |node| {
            shape.push(match node {
                NodeRef::Measure(measure) => {
                    let Measure { when, owners, after, .. } = measure.as_ref();
                    format!("measure {when:?} {} {after:?}", owners.len())
                }
                NodeRef::Indicator(indicator) => {
                    let Indicator { target, weight, split, .. } = indicator.as_ref();
                    let numbers: Vec<_> = indicator.quantities().map(Quantity::number).collect();
                    let target = target.as_ref().map(std::mem::discriminant);
                    format!("indicator {target:?} {numbers:?} {weight:?} {split:?}")
                }
                node => format!("{:?}", node.kind()),
            });
        });
        shape
    }
    for (zh, en) in pairs() {
        let id = &zh.id;
        assert_eq!((zh.kind, zh.group, zh.plan.period), (en.kind, en.group, en.plan.period), "{id}");
        assert_eq!(shape(&zh.plan), shape(&en.plan), "{id}");
        let kinds = |template: &Template| -> Vec<_> {
            template.plan.placeholders.iter().map(|blank| std::mem::discriminant(&blank.kind)).collect()
        };
        assert_eq!(kinds(zh), kinds(en), "{id}: the same blanks in both languages");
    }
}

#[test]
fn templates_become_drafts_of_the_year() {
    for template in catalogue() {
        for number in YEARS {
            let plan = made(template, number);
            assert_eq!(plan.validate(), Ok(()), "{}", template.id);
            assert_eq!(plan.period.year(), number, "{}", template.id);
            let sort = |plan: &Plan| std::mem::discriminant(&plan.period);
            assert_eq!(sort(&plan), sort(&template.plan), "{}", template.id);
            assert_eq!((plan.status, plan.date), (PlanStatus::Draft, None), "{}", template.id);
            assert_eq!(plan.ids, template.plan.ids, "{}", template.id);
            let asks_for_year = template.plan.placeholders.iter().any(|b| b.kind == PlaceholderKind::Year);
            assert!(!asks_for_year || plan.title.as_str().contains(&number.to_string()), "{}", template.id);
            assert!(!plan.placeholders.iter().any(|blank| blank.kind == PlaceholderKind::Year));
            // The period that is looked back on comes before the one that is planned.
            if let Some(reviewed) = plan.reviewed {
                assert!(reviewed.span().last() < plan.period.span().first(), "{}", template.id);
            }
        }
    }
}

#[test]
fn dates_lie_within_the_period_and_bases_before_it() {
    fn dates(when: &When) -> Vec<NaiveDate> {
        let span = |span: DateSpan| vec![span.first(), span.last()];
        match when {
            When::By(day) => vec![*day],
            When::Month(month) => span(month.span()),
            When::Quarter(quarter) => span(quarter.span()),
            When::Span(days) => span(*days),
            When::Cadence(cadence) => cadence.until().into_iter().collect(),
            When::Limit(_) => Vec::new(),
            When::Unclear(words) => panic!("{words} is no time"),
        }
    }
    for template in catalogue() {
        for number in YEARS {
            let plan = made(template, number);
            let span = plan.period.span();
            for measure in query::measures(&plan) {
                for day in measure.when.iter().flat_map(dates) {
                    assert!(span.contains(day), "{}: {day} in measure {}", template.id, measure.id);
                }
            }
            for indicator in indicators(&plan) {
                if let Some(Target::DoneBy(day)) = indicator.target {
                    assert!(span.contains(day), "{}: {day}", template.id);
                }
                if let Some(base) = &indicator.base {
                    let read = base.on.unwrap_or_else(|| panic!("{}: {}", template.id, indicator.name));
                    assert!(read < span.first(), "{}: {}", template.id, indicator.name);
                }
            }
            for part in &plan.parts {
                if let Part::Contract(contract) = part {
                    let term = contract.term.unwrap();
                    assert!(span.contains(term.first()) && span.contains(term.last()), "{}", template.id);
                }
            }
        }
    }
}

#[test]
fn the_number_of_the_period_moves_the_dates() {
    let mut counted = 0;
    for template in catalogue() {
        let Some(blank) = &template.counted else { continue };
        counted += 1;
        let (most, of_month) = match template.plan.period {
            Period::Month(_) => (12, true),
            Period::Quarter(_) => (4, true),
            Period::HalfYear(_) => (2, true),
            Period::Week(_) => (52, false),
            period => panic!("{}: {period:?} has no number", template.id),
        };
        for year_number in YEARS {
            for number in 1..=most {
                let values = BTreeMap::from([(blank.clone(), number.to_string())]);
                let plan = instantiate(template, &Filling { year: year(year_number), values }).unwrap();
                let span = plan.period.span();
                assert_eq!(plan.period.year(), year_number, "{}", template.id);
                let words = match (plan.period, plan.language) {
                    // 第二季度, not 第2季度.
                    (Period::Quarter(_), Language::ZhCn) => {
                        ["一", "二", "三", "四"][usize::try_from(number - 1).unwrap()].to_owned()
                    }
                    _ => number.to_string(),
                };
                assert!(plan.title.as_str().contains(&words), "{}: {}", template.id, plan.title);
                if of_month {
                    assert_eq!(span.first().month() - 1, (number - 1) * 12 / most, "{}", template.id);
                } else {
                    assert_eq!(span.first().iso_week().week(), number, "{}", template.id);
                }
                for measure in query::measures(&plan) {
                    let due = measure.when.as_ref().and_then(When::deadline);
                    assert!(due.is_none_or(|day| span.contains(day)), "{}: {due:?}", template.id);
                }
                assert_eq!(check(&plan).iter().filter(|f| f.rule == "L13").count(), 0, "{}", template.id);
            }
            let values = BTreeMap::from([(blank.clone(), (most + 2).to_string())]);
            let fault = instantiate(template, &Filling { year: year(year_number), values }).unwrap_err();
            assert!(matches!(fault, TemplateError::Period(_)), "{}: {fault}", template.id);
        }
        // Left out, it is the one that the template is written for, in words and in dates.
        let plan = made(template, 2027);
        assert!(plan.placeholder(blank.as_str()).is_none(), "{}", template.id);
    }
    assert!(counted >= 5, "templates for any month, quarter or week: {counted}");
}

#[test]
fn every_measure_has_an_owner_and_a_time() {
    /// Sub-measures take what they lack from the measure they are part of.
    fn check(measure: &Measure, owned: bool, timed: bool, place: &str) {
        let owned = owned || !measure.owners.is_empty();
        let timed = timed || measure.when.is_some();
        assert!(owned && timed, "{place}: {}", measure.text);
        for part in &measure.measures {
            check(part, owned, timed, place);
        }
    }
    for template in catalogue() {
        for goal in goals(&template.plan) {
            for measure in &goal.measures {
                check(measure, false, false, &template.id);
                assert!(!measure.title.is_empty(), "{}: {}", template.id, measure.text);
            }
        }
    }
}

#[test]
fn every_goal_has_a_measure_and_an_indicator_with_a_target_and_a_source() {
    for template in catalogue() {
        for goal in goals(&template.plan) {
            assert!(!goal.indicators.is_empty(), "{}: {}", template.id, goal.text);
            assert!(!goal.measures.is_empty(), "{}: {}", template.id, goal.text);
        }
        for indicator in indicators(&template.plan) {
            assert!(indicator.target.is_some(), "{}: {}", template.id, indicator.name);
            assert!(!indicator.source.is_empty(), "{}: {}", template.id, indicator.name);
            let scored = indicator.weight.is_some();
            assert_eq!(scored, !indicator.standard.is_empty(), "{}: {}", template.id, indicator.name);
        }
    }
}

#[test]
fn weights_make_a_hundred() {
    let mut weighted = 0;
    for template in catalogue() {
        let weights: Vec<Decimal> =
            indicators(&template.plan).iter().filter_map(|i| Some(i.weight?.points())).collect();
        if !weights.is_empty() {
            assert!(weights.len() >= 8, "{}", template.id);
            assert_eq!(weights.iter().sum::<Decimal>(), Decimal::ONE_HUNDRED, "{}", template.id);
            weighted += 1;
        }
    }
    assert!(weighted >= 10, "templates that can be scored: {weighted}");
}

#[test]
fn splits_agree_with_their_targets() {
    for template in catalogue() {
        for indicator in indicators(&template.plan) {
            let Some(split) = &indicator.split else { continue };
            let shares: Vec<Decimal> = split.shares.iter().flatten().copied().collect();
            let parts = match split.by {
                SplitBy::Quarter => 4,
                SplitBy::Month => 12,
            };
            assert_eq!(shares.len(), parts, "{}: {}", template.id, indicator.name);
            let sum: Decimal = shares.iter().sum();
            let whole = match split.rule {
                SplitRule::Sum => sum,
                SplitRule::Average => sum / Decimal::from(parts),
                SplitRule::Last => *shares.last().unwrap(),
            };
            let target = indicator.quantities().last().unwrap().number();
            assert_eq!(target, Some(whole), "{}: {}", template.id, indicator.name);
        }
    }
}

#[test]
fn blanks_are_those_that_are_declared() {
    for template in catalogue() {
        let used: BTreeSet<String> = query::open_blanks(&template.plan).into_keys().collect();
        let declared: BTreeSet<String> =
            template.plan.placeholders.iter().map(|blank| blank.name.to_string()).collect();
        assert_eq!(used, declared, "{}", template.id);
        for blank in &template.plan.placeholders {
            assert!(!blank.hint.is_empty(), "{}: {}", template.id, blank.name);
        }
    }
}

#[test]
fn filling_every_blank_leaves_none() {
    for template in catalogue() {
        for number in [2027, 2028] {
            let plan = filled(template, number);
            assert_eq!(query::open_blanks(&plan), BTreeMap::new(), "{}", template.id);
            assert!(plan.placeholders.is_empty(), "{}", template.id);
            assert_eq!(plan.validate(), Ok(()), "{}", template.id);
            query::for_each_text(&plan, &mut |_, text| {
                let words = text.as_str();
                assert!(!words.contains(['⟦', '⟧']), "{}: {words}", template.id);
            });
        }
    }
}

#[test]
fn blanks_can_be_filled_one_by_one() {
    let template = by_id("business-hall-annual").unwrap();
    let mut plan = made(template, 2027);
    while let Some(blank) = plan.placeholders.first().cloned() {
        plan = fill(&plan, &blank.name, &typed(&blank.kind, plan.language)).unwrap();
    }
    assert_eq!(plan, filled(template, 2027));
}

#[test]
fn a_value_that_does_not_fit_names_the_blank_and_what_is_wanted() {
    let template = by_id("business-hall-annual").unwrap();
    for (blank, value, wanted, words) in [
        ("年度", "二七", Wanted::Year, "the blank 年度 asks for a year in four digits, and \"二七\" is not"),
        ("专窗数", "两个", Wanted::Number, "the blank 专窗数 asks for a number, and \"两个\" is not"),
        ("单位", " ", Wanted::Words, "the blank 单位 asks for any words, and \" \" is not"),
    ] {
        let values = BTreeMap::from([(name(blank), value.to_owned())]);
        let fault = instantiate(template, &Filling { year: year(2027), values }).unwrap_err();
        let expected = FillError::Value { name: name(blank), value: value.to_owned(), wanted };
        assert_eq!(fault, TemplateError::Fill(expected));
        assert_eq!(fault.to_string(), words);
    }
}

#[test]
fn an_unknown_blank_is_answered_with_the_known_ones() {
    let template = by_id("personal-annual-en").unwrap();
    let values = BTreeMap::from([(name("nmae"), "Ann".to_owned())]);
    let fault = instantiate(template, &Filling { year: year(2027), values }).unwrap_err();
    assert_eq!(
        fault.to_string(),
        "no blank is named nmae; there are: name, post, unit, year, errors last year, certificate, next post"
    );
}

#[test]
fn a_year_at_the_end_of_time_is_no_panic() {
    for template in catalogue() {
        for number in [1900, 2999] {
            match instantiate(template, &Filling::new(year(number))) {
                Ok(plan) => assert_eq!(plan.period.year(), number, "{}", template.id),
                // The year before the first one cannot be looked back on.
                Err(fault) => {
                    assert!(template.plan.reviewed.is_some() && number == 1900, "{}", template.id);
                    assert_eq!(fault, TemplateError::Period(PeriodFault::Year { found: 1899 }));
                }
            }
        }
    }
}

#[test]
fn the_plans_are_as_full_as_their_kind_asks() {
    for template in catalogue() {
        let id = &template.id;
        let counts = query::counts(&template.plan);
        let least = match template.kind {
            // One person's page, and one gap.
            PlanKind::PersonalAnnual | PlanKind::Pip => 6,
            _ if matches!(template.plan.period, Period::Week(_)) => 8,
            _ => 10,
        };
        assert!((least..=40).contains(&counts.measures), "{id}: {counts:?}");
        assert!(counts.indicators >= 3, "{id}: {counts:?}");
        let blanks = template.plan.placeholders.len();
        assert!((3..=14).contains(&blanks), "{id}: {blanks} blanks");
        let has = |wanted: &dyn Fn(&Part) -> bool| template.plan.parts.iter().any(wanted);
        // A letter ends with the signatures of both, everything else with a last word and a name.
        let is_letter = has(&|part| matches!(part, Part::Contract(_)));
        assert_eq!(has(&|part| matches!(part, Part::SignOff(_))), !is_letter, "{id}");
        assert_eq!(has(&|part| matches!(part, Part::Closing(_))), !is_letter, "{id}");
        // The execution plan says in its first section what others say before it.
        let opens = |part: &Part| matches!(part, Part::Opening(_));
        assert!(has(&opens) || template.kind == PlanKind::ExecutionPlan, "{id}");
    }
}

#[test]
fn kinds_have_their_special_parts() {
    // In each language that the kind is there in.
    let has = |kind: PlanKind, wanted: &dyn Fn(&Part) -> bool| {
        Language::ALL.iter().all(|language| {
            let of_kind: Vec<_> =
                catalogue().iter().filter(|t| t.kind == kind && t.language == *language).collect();
            let none_needed = *language == Language::En && of_kind.is_empty();
            none_needed || of_kind.iter().any(|t| t.plan.parts.iter().any(wanted))
        })
    };
    for kind in [
        PlanKind::SupervisorInternalControl,
        PlanKind::ServiceQualitySkillTest,
        PlanKind::BranchHalfYearReview,
        PlanKind::RetailQuarterly,
        PlanKind::ComplianceAnnual,
        PlanKind::CorporateAnnual,
        PlanKind::ForeignTradeAnnual,
        PlanKind::SalesDepartmentAnnual,
    ] {
        assert!(has(kind, &|part| matches!(part, Part::Review(_))), "{}", kind.id());
    }
    for kind in [
        PlanKind::CreditManagement,
        PlanKind::BranchHalfYearReview,
        PlanKind::ComplianceAnnual,
        PlanKind::CorporateAnnual,
    ] {
        assert!(has(kind, &|part| matches!(part, Part::Problems(_))), "{}", kind.id());
    }
    for kind in [
        PlanKind::SupervisorInternalControl,
        PlanKind::Security,
        PlanKind::CmTraining,
        PlanKind::ComplianceAnnual,
    ] {
        assert!(has(kind, &|part| matches!(part, Part::Register(_))), "{}", kind.id());
    }
    assert!(has(PlanKind::Pip, &|part| matches!(part, Part::Improvement(_))));
    for wanted in [(&|part: &Part| matches!(part, Part::Contract(_))) as &dyn Fn(&Part) -> bool, &|part| {
        matches!(part, Part::Scores(_))
    }] {
        assert!(has(PlanKind::ResponsibilityContract, wanted));
    }
    // Every problem is answered by measures that are there.
    for template in catalogue() {
        for part in &template.plan.parts {
            let Part::Problems(problems) = part else { continue };
            for problem in &problems.problems {
                assert!(!problem.cause.is_empty(), "{}: {}", template.id, problem.text);
                assert!(!problem.answered_by.is_empty(), "{}: {}", template.id, problem.text);
                for answer in &problem.answered_by {
                    assert!(template.plan.find(answer.id()).is_some(), "{}: {answer}", template.id);
                }
            }
        }
    }
}

#[test]
fn service_quality_and_personnel_have_sections() {
    for template in catalogue() {
        let mut roles = HashSet::new();
        template.plan.walk(&mut |node| {
            if let NodeRef::Section(section) = node {
                roles.insert(section.role.clone());
            }
        });
        let wanted: &[SectionRole] = match template.kind {
            PlanKind::PersonalAnnual | PlanKind::CmFunctions => {
                &[SectionRole::Quality, SectionRole::Personnel]
            }
            PlanKind::ExecutionPlan | PlanKind::Pip => &[SectionRole::Quality],
            _ => &[SectionRole::Service, SectionRole::Quality, SectionRole::Personnel],
        };
        for role in wanted {
            assert!(roles.contains(role), "{}: no section {role:?}", template.id);
        }
    }
}

#[test]
fn a_filled_template_passes_the_check() {
    for template in catalogue() {
        for number in YEARS {
            let plan = with_actuals(filled(template, number));
            let found: Vec<String> = check(&plan)
                .iter()
                .filter(|finding| finding.level != Level::Note)
                .map(|finding| format!("{} {}", finding.rule, words(finding, &plan, plan.language).0))
                .collect();
            assert_eq!(found, Vec::<String>::new(), "{} {number}", template.id);
        }
    }
}

#[test]
fn a_filled_template_is_written_and_read_unchanged() {
    for template in catalogue() {
        for plan in [made(template, 2027), filled(template, 2028)] {
            let text = encode(&plan).unwrap();
            let read = decode(text.as_bytes()).unwrap();
            assert_eq!(read, plan, "{}", template.id);
            assert_eq!(encode(&read).unwrap(), text, "{}", template.id);
        }
    }
}

#[test]
fn a_filled_template_prints() {
    let typesetter = Typesetter::new(FontSet::bundled());
    for template in catalogue() {
        for plan in [made(template, 2027), filled(template, 2027)] {
            let profile = Profile::of_language(plan.language);
            let pages = typesetter.pages(&plan, &profile).unwrap();
            assert_eq!(pages.warnings(), [] as [String; 0], "{}", template.id);
            assert!((1..=16).contains(&pages.len()), "{}: {} pages", template.id, pages.len());
            let pdf = export::pdf(&pages, &PdfMeta::of(&plan)).unwrap();
            assert!(pdf.starts_with(b"%PDF-"), "{}", template.id);
        }
    }
}

/// Returns what a template says in sentences: paragraphs, measures, problems, steps.
fn sentences(template: &Template) -> BTreeSet<String> {
    let mut sentences = BTreeSet::new();
    query::for_each_text(&template.plan, &mut |place, text| {
        // Names, standards, formulas and cells are short and may be alike.
        let is_figure = place.is_some_and(|id| {
            matches!(
                template.plan.find(id),
                Some(NodeRef::Indicator(_) | NodeRef::RegisterRow(_) | NodeRef::Person(_))
            )
        });
        if !is_figure {
            let ends = |c| matches!(c, '。' | '；' | '.' | ';');
            sentences.extend(text.as_str().split(ends).map(|s| s.trim().to_owned()));
        }
    });
    // Less than that is a turn of phrase, or the name of a post.
    let least = match template.language {
        Language::ZhCn => 14,
        Language::En => 40,
    };
    sentences.retain(|sentence| sentence.chars().filter(|c| c.is_alphanumeric()).count() >= least);
    sentences
}

#[test]
fn no_sentence_stands_in_two_templates() {
    let mut seen: BTreeMap<String, &str> = BTreeMap::new();
    let mut twice = Vec::new();
    for template in catalogue() {
        for sentence in sentences(template) {
            if let Some(other) = seen.insert(sentence.clone(), &template.id) {
                twice.push(format!("{other}, {}: {sentence}", template.id));
            }
        }
    }
    assert_eq!(twice, Vec::<String>::new());
}

/// Returns every text of a template, what describes it included.
fn texts(template: &Template) -> Vec<String> {
    let mut texts = vec![template.name.clone(), template.purpose.clone(), template.contains.clone()];
    texts.extend(template.plan.placeholders.iter().map(|blank| blank.hint.as_str().to_owned()));
    query::for_each_text(&template.plan, &mut |_, text| texts.push(text.as_str().to_owned()));
    texts
}

#[test]
fn no_sentence_is_taken_from_the_sample_texts() {
    /// So many characters in a row are somebody's wording.
    const RUN: usize = 12;

    /// Leaves letters and figures only, so that other marks make no other wording.
    fn dense(text: &str) -> Vec<char> {
        text.chars().filter(|c| c.is_alphanumeric()).collect()
    }
    let samples = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/import-samples");
    let Ok(folder) = std::fs::read_dir(&samples) else {
        eprintln!("skipped: no folder {}", samples.display());
        return;
    };
    let pages = std::fs::read_dir(samples.join("pages")).into_iter().flatten();
    let mut runs: HashSet<Vec<char>> = HashSet::new();
    for entry in folder.chain(pages) {
        let path = entry.unwrap().path();
        if path.extension().is_some_and(|extension| extension == "txt") {
            let text = dense(&std::fs::read_to_string(&path).unwrap());
            runs.extend(text.windows(RUN).map(<[char]>::to_vec));
        }
    }
    assert!(!runs.is_empty(), "no texts in {}", samples.display());
    let mut taken = Vec::new();
    for template in catalogue() {
        for text in texts(template) {
            for run in dense(&text).windows(RUN) {
                if runs.contains(run) {
                    taken.push(format!("{}: {}", template.id, run.iter().collect::<String>()));
                }
            }
        }
    }
    assert_eq!(taken, Vec::<String>::new());
}
