//! The templates that the program brings along, and the plans made of them.

use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::path::Path;
use std::sync::Arc;

use chrono::NaiveDate;
use planwright::model::fill::Wanted;
use planwright::model::tree::NodeRef;
use planwright::model::{
    DateSpan, Indicator, Language, Measure, Part, PlaceholderKind, PlaceholderName, Plan, PlanKind,
    PlanStatus, Quantity, SplitBy, SplitRule, Target, When, YearNumber, query,
};
use planwright::template::{
    FillError, Filling, Template, TemplateError, by_id, catalogue, fill, instantiate,
};
use rust_decimal::Decimal;

const KINDS: [(PlanKind, &str); 3] = [
    (PlanKind::AcctThreeGrips, "business-hall-annual"),
    (PlanKind::ExecutionPlan, "execution-plan"),
    (PlanKind::PersonalAnnual, "personal-annual"),
];

fn year(number: i32) -> YearNumber {
    YearNumber::new(number).unwrap()
}

fn name(name: &str) -> PlaceholderName {
    PlaceholderName::new(name).unwrap()
}

fn made(template: &Template, number: i32) -> Plan {
    instantiate(template, &Filling::new(year(number)))
        .unwrap_or_else(|fault| panic!("{}: {fault}", template.id))
}

/// Returns something that could be typed for a blank of this kind.
fn typed(kind: &PlaceholderKind) -> String {
    match kind {
        PlaceholderKind::Year => "2027",
        PlaceholderKind::Unit => "江北支行营业厅",
        PlaceholderKind::Person => "王芳",
        PlaceholderKind::Date => "2027-06-30",
        PlaceholderKind::Amount { .. } => "12",
        PlaceholderKind::Percentage => "97.5",
        PlaceholderKind::Free => "排队久、填单多",
    }
    .to_owned()
}

fn filled(template: &Template, number: i32) -> Plan {
    let values = template
        .plan
        .placeholders
        .iter()
        .filter(|placeholder| placeholder.kind != PlaceholderKind::Year)
        .map(|placeholder| (placeholder.name.clone(), typed(&placeholder.kind)))
        .collect();
    instantiate(template, &Filling { year: year(number), values }).unwrap()
}

fn indicators(plan: &Plan) -> Vec<&Arc<Indicator>> {
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

#[test]
fn each_kind_has_a_template_in_each_language() {
    for (kind, id) in KINDS {
        for (language, id) in [(Language::ZhCn, id.to_owned()), (Language::En, format!("{id}-en"))] {
            let template = by_id(&id).unwrap_or_else(|| panic!("no template {id}"));
            assert_eq!((template.kind, template.language), (kind, language), "{id}");
        }
    }
    assert_eq!(by_id("no-such-template"), None);
}

#[test]
fn templates_say_what_they_are_for() {
    let ids: HashSet<&str> = catalogue().iter().map(|template| template.id.as_str()).collect();
    assert_eq!(ids.len(), catalogue().len(), "two templates bear one id");
    for Template { id, name, purpose, contains, .. } in catalogue() {
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
    for (_, id) in KINDS {
        let [zh, en] = [id.to_owned(), format!("{id}-en")].map(|id| by_id(&id).unwrap());
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
        for number in [2027, 2028] {
            let plan = made(template, number);
            assert_eq!(plan.validate(), Ok(()), "{}", template.id);
            assert_eq!(plan.period.span(), year(number).span(), "{}", template.id);
            assert_eq!((plan.status, plan.date), (PlanStatus::Draft, None), "{}", template.id);
            assert_eq!(plan.ids, template.plan.ids, "{}", template.id);
            assert!(plan.title.as_str().contains(&number.to_string()), "{}", template.id);
            assert!(!plan.placeholders.iter().any(|blank| blank.kind == PlaceholderKind::Year));
        }
    }
}

#[test]
fn dates_lie_within_the_year_and_bases_at_the_end_of_the_last() {
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
        for number in [2027, 2028] {
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
                    assert_eq!(base.on, NaiveDate::from_ymd_opt(number - 1, 12, 31), "{}", template.id);
                }
            }
        }
    }
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
    for template in catalogue() {
        let weights: Vec<Decimal> =
            indicators(&template.plan).iter().filter_map(|i| Some(i.weight?.points())).collect();
        if template.kind == PlanKind::PersonalAnnual {
            assert!(weights.is_empty(), "{}", template.id);
        } else {
            assert!(weights.len() >= 10, "{}", template.id);
            assert_eq!(weights.iter().sum::<Decimal>(), Decimal::ONE_HUNDRED, "{}", template.id);
        }
    }
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
        plan = fill(&plan, &blank.name, &typed(&blank.kind)).unwrap();
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
            assert_eq!(made(template, number).period.year(), number, "{}", template.id);
        }
    }
}

#[test]
fn the_plans_are_as_full_as_their_kind_asks() {
    for (id, sections, goals, measures, scored) in [
        ("business-hall-annual", 3, 6, 17, 10),
        ("execution-plan", 6, 10, 15, 15),
        ("personal-annual", 4, 4, 4, 0),
    ] {
        let template = by_id(id).unwrap();
        let counts = query::counts(&template.plan);
        assert_eq!(counts.sections, sections, "{id}");
        assert!(counts.goals >= goals, "{id}: {counts:?}");
        assert!(counts.measures >= measures, "{id}: {counts:?}");
        let weighted = indicators(&template.plan).iter().filter(|i| i.weight.is_some()).count();
        assert!(weighted >= scored, "{id}: {weighted} indicators with a weight");
        assert!(template.plan.parts.iter().any(|part| matches!(part, Part::SignOff(_))), "{id}");
        assert!(template.plan.parts.iter().any(|part| matches!(part, Part::Closing(_))), "{id}");
    }
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

    fn dense(text: &str) -> Vec<char> {
        text.chars().filter(|c| !c.is_whitespace()).collect()
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
