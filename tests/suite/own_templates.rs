//! A person's own templates: made of plans, kept in a folder, offered beside the bundled ones.

use std::collections::BTreeMap;
use std::path::Path;
use std::process::{Command as Process, Output};
use std::sync::Arc;

use chrono::{NaiveDate, NaiveDateTime};
use egui::accesskit::Role;
use egui::{Key, Modifiers};
use egui_kittest::kittest::Queryable;
use planwright::edit::for_each_field;
use planwright::file::{self, DecodeError};
use planwright::model::fill::for_each_text_mut;
use planwright::model::tree::{NodeMut, NodeRef};
use planwright::model::*;
use planwright::session::{
    Action, Answer, Command, Dialog, Effect, Finished, Level, Screen, Session, Settings, TemplateAction,
    TemplateWork,
};
use planwright::template::{
    Blanks, Filling, Group, OfPlan, TEMPLATE_FOLDER, Template, TemplateFault, Templates, catalogue,
    instantiate, of_plan, own_id, remove, save, without_history,
};
use proptest::prelude::*;
use tempfile::TempDir;

use crate::arbitrary;
use crate::program::*;
use crate::sample_plan::{Maker, number};

fn choices() -> impl Strategy<Value = Blanks> {
    (any::<bool>(), any::<bool>(), any::<bool>()).prop_map(|(names, figures, unit)| Blanks {
        names,
        figures,
        unit,
    })
}

/// What stands behind the texts of some plans; Y stands for the plan's year, N for the number of its
/// period, F for a figure of one of its indicators.
const TAILS: [&str; 6] = [
    "",
    "由王芳、王芳芳在Y年6月30日前新增5,000.5万元，差错率98%",
    "江北支行第N季度、N月、第N周的95.50%与12亿元，Y万元、Y %、F",
    "Ann of 江北支行 in Y: 5 million yuan, 98.5%, Y yuan, F",
    "⟦王芳Y年⟧ ⟧⟦",
    "⟧F，FN",
];

/// Any plan, about people, a unit and figures that are named in its texts.
fn plan() -> impl Strategy<Value = Plan> {
    let tail = prop::sample::select(&TAILS[..]);
    let tails = prop::collection::vec(tail, 1..8);
    (arbitrary::plan(), tails, any::<bool>()).prop_map(|(mut plan, tails, plants)| {
        for blank in &mut plan.placeholders {
            // A blank for a year is filled by every year: what was open would not be so any more.
            if blank.kind == PlaceholderKind::Year {
                blank.kind = PlaceholderKind::Free;
            }
        }
        if !plants {
            return plan;
        }
        plan.unit = "江北支行".into();
        for (person, name) in plan.people.iter_mut().zip(["王芳", "王芳芳", "Ann"]) {
            Arc::make_mut(person).name = name.into();
        }
        let number = match plan.period {
            Period::Week(week) => week.number(),
            Period::Month(month) => month.number(),
            Period::Quarter(quarter) => quarter.number(),
            Period::HalfYear(_) | Period::Year(_) | Period::Term(_) | Period::Project(_) => 3,
        };
        // Quarters are written out in Chinese; one in digits comes back written out.
        let number = match (plan.period, plan.language) {
            (Period::Quarter(_), Language::ZhCn) => ["一", "二", "三", "四"][number as usize - 1].to_owned(),
            _ => number.to_string(),
        };
        let mut figures = Vec::new();
        let mut ids = Vec::new();
        plan.walk(&mut |node| {
            ids.push(node.id());
            if let NodeRef::Indicator(indicator) = node {
                let numbers = indicator.quantities().filter_map(Quantity::number);
                figures.extend(numbers.map(|number| format!("{number}{}", indicator.unit)));
            }
        });
        let figure = figures.first().cloned().unwrap_or_default();
        let year = plan.period.year().to_string();
        let said = |tail: &str| tail.replace('Y', &year).replace('N', &number).replace('F', &figure);
        let mut tails = tails.iter().cycle();
        for id in ids {
            let mut node = plan.node_mut(id).unwrap();
            for_each_text_mut(&mut node, &mut |text| {
                *text = Text::new(&format!("{text}{}", said(tails.next().unwrap())));
            });
        }
        plan
    })
}

fn as_template(plan: &Plan, name: &str, made: OfPlan) -> Template {
    Template {
        id: own_id(name).unwrap(),
        name: name.to_owned(),
        kind: plan.kind,
        language: plan.language,
        group: Group::Own,
        purpose: "供网点写全年计划".to_owned(),
        contains: "服务、质量".to_owned(),
        counted: made.counted,
        plan: Arc::new(made.plan),
    }
}

/// Takes out the figures that no blank can stand for.
fn without_loose_figures(mut plan: Plan) -> Plan {
    let mut ids = Vec::new();
    plan.walk(&mut |node| ids.push(node.id()));
    for id in ids {
        match plan.node_mut(id) {
            Some(NodeMut::Measure(measure)) => measure.needs.budget = None,
            Some(NodeMut::Indicator(indicator)) => {
                if let Some(split) = &mut indicator.split {
                    split.shares.fill(None);
                }
            }
            _ => {}
        }
    }
    plan
}

/// Returns the texts of a plan that are no notes on what came of it.
fn texts(plan: &Plan) -> Vec<String> {
    use planwright::edit::TextField;
    let mut texts = Vec::new();
    for_each_field(plan, &mut |place, text| {
        if !matches!(place.field, TextField::Entry(_) | TextField::Remark(_)) {
            texts.push(text.to_string());
        }
    });
    texts
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, ..ProptestConfig::default() })]

    #[test]
    fn a_template_filled_as_it_was_is_the_plan_again(plan in plan(), blanks in choices()) {
        let made = of_plan(&plan, blanks);
        let mut wanted = without_history(&plan);
        if blanks.figures {
            wanted = without_loose_figures(wanted);
        }
        let values = made.values.clone();
        let year = YearNumber::new(plan.period.year()).unwrap();
        let template = as_template(&plan, "甲", made);
        prop_assert_eq!(instantiate(&template, &Filling { year, values }), Ok(wanted));
    }

    #[test]
    fn blanks_are_declared_and_counted(plan in plan(), blanks in choices()) {
        let made = of_plan(&plan, blanks);
        made.plan.validate().unwrap();
        let new = made.plan.placeholders.get(plan.placeholders.len()..).unwrap();
        let of_period = new.iter().filter(|blank| blank.kind == PlaceholderKind::Year).count()
            + usize::from(made.counted.is_some());
        let counts = made.counts;
        prop_assert_eq!(new.len() - of_period, counts.names.0 + counts.figures.0 + counts.unit.0);
        prop_assert!(blanks.names || counts.names == (0, 0));
        prop_assert!(blanks.figures || counts.figures == (0, 0));
        prop_assert!(blanks.unit || counts.unit == (0, 0));
        let open = query::open_blanks(&made.plan);
        let places = new
            .iter()
            .filter(|blank| blank.kind != PlaceholderKind::Year && made.counted.as_ref() != Some(&blank.name))
            .map(|blank| open[blank.name.as_str()].len())
            .sum::<usize>();
        prop_assert_eq!(places, counts.names.1 + counts.figures.1 + counts.unit.1);
    }

    #[test]
    fn what_came_of_a_plan_stays_behind(plan in arbitrary::plan()) {
        let cleared = without_history(&plan);
        cleared.validate().unwrap();
        prop_assert_eq!(&without_history(&cleared), &cleared);
        prop_assert_eq!(texts(&cleared), texts(&plan));
        prop_assert_eq!((cleared.status, cleared.date), (PlanStatus::Draft, None));
        let mut records = plan.people.len();
        cleared.walk(&mut |node| {
            records += 1;
            match node {
                NodeRef::Measure(measure) => {
                    let fresh = Measure::new(measure.id, measure.text.clone());
                    assert_eq!((measure.status, measure.progress), (fresh.status, fresh.progress));
                    assert!(measure.log.is_empty() && measure.ticks.is_empty());
                }
                NodeRef::Indicator(indicator) => assert!(indicator.readings.is_empty()),
                NodeRef::ScoreRow(row) => assert_eq!(row.score, None),
                NodeRef::Part(Part::SignOff(part)) => assert_eq!(part.on, None),
                _ => {}
            }
        });
        // No id tells of records that are gone.
        prop_assert_eq!(cleared.ids.next_number(), u64::try_from(records).unwrap() + 1);
    }

    #[test]
    fn what_is_written_is_read_again(plan in plan(), blanks in choices()) {
        let template = as_template(&plan, "网点计划", of_plan(&plan, blanks));
        let text = template.written().unwrap();
        let read: Template = text.parse().unwrap();
        prop_assert_eq!(Template { id: template.id.clone(), ..read }, template);
    }
}

/// A plan of an outlet with two people, their names and the year's figures in its texts.
fn outlet() -> Plan {
    let mut make = Maker::new(Language::ZhCn);
    let wang = make.person("王芳", "网点主任");
    make.person("李娜", "");
    let indicator = make.indicator("存款余额", "万元", Some("12000"), Target::AtLeast(number("15000")));
    let first = make.measure("走访", "王芳带李娜走访商户，全年新增存款3000万元", &[wang], None);
    let second = make.measure("", "差错率压到0.5%以下，存款余额到15000万元", &[wang], None);
    let goal = make.goal("存款上台阶", vec![indicator], vec![first, second]);
    let section = make.section(SectionRole::Business, "存款", vec![goal]);
    let plan = make.plan();
    plan.title = "江北支行2027年工作计划".into();
    plan.unit = "江北支行".into();
    plan.author = "王芳".into();
    plan.kind = PlanKind::SavingsDeposit;
    plan.parts.push(Part::Section(section));
    make.done()
}

const ALL: Blanks = Blanks { names: true, figures: true, unit: true };

#[test]
fn names_figures_and_the_unit_become_blanks() {
    let made = of_plan(&outlet(), ALL);
    let texts = texts(&made.plan);
    for gone in ["王芳", "李娜", "江北支行", "2027", "3000", "15000", "0.5"] {
        assert!(!texts.iter().any(|text| text.contains(gone)), "{gone}: {texts:?}");
    }
    let text = texts.join("\n");
    assert!(text.contains("⟦单位⟧⟦年度⟧年工作计划"), "{text}");
    assert!(text.contains("⟦网点主任姓名⟧带⟦姓名⟧走访商户，全年新增存款⟦金额⟧"), "{text}");
    // The target in a text is the target of the indicator.
    assert!(text.contains("差错率压到⟦比例⟧以下，存款余额到⟦存款余额目标⟧"), "{text}");
    let kind = |name: &str| &made.plan.placeholder(name).unwrap().kind;
    assert_eq!(kind("存款余额目标"), &PlaceholderKind::Amount { unit: "万元".to_owned() });
    assert_eq!(kind("存款余额基数"), &PlaceholderKind::Amount { unit: "万元".to_owned() });
    assert_eq!(kind("比例"), &PlaceholderKind::Percentage);
    assert_eq!(kind("网点主任姓名"), &PlaceholderKind::Person);
    assert_eq!(kind("单位"), &PlaceholderKind::Unit);
    let hint = made.plan.placeholder("金额").unwrap().hint.to_string();
    assert_eq!(hint, "全年新增存款＿＿");
    assert_eq!(made.counts.names, (2, 5));
    assert_eq!(made.counts.unit, (1, 2));
    assert_eq!(made.counts.figures, (4, 5));
    // Posts stay, and so do links: the measure is owned by whoever the blank will name.
    assert_eq!(made.plan.people[0].post.as_str(), "网点主任");
    let measures = query::measures(&made.plan);
    assert_eq!(measures[0].owners[0].who, Who::Person(made.plan.people[0].id));
}

#[test]
fn a_figure_in_a_text_is_that_of_its_own_goal() {
    let mut make = Maker::new(Language::ZhCn);
    let mut goals = Vec::new();
    for name in ["等候时长", "回电时长"] {
        let indicator = make.indicator(name, "分钟", Some("12"), Target::AtMost(number("8")));
        let mut indicator = Arc::unwrap_or_clone(indicator);
        indicator.standard = "每高1个百分点扣2分".into();
        indicator.formula = "超过8分钟的笔数÷总笔数×100%".into();
        let indicator = Arc::new(indicator);
        let first = make.measure("", "由12分钟降到8分钟，8人一组，占比8%", &[], None);
        goals.push(make.goal("压到8分钟", vec![indicator], vec![first]));
    }
    // Minutes elsewhere are others, and how a figure is worked out and scored is no figure.
    goals.push(Item::Measure(make.measure("", "投诉8分钟内接手", &[], None)));
    let section = make.section(SectionRole::Service, "服务", goals);
    make.plan().parts.push(Part::Section(section));
    let figures = Blanks { figures: true, ..Blanks::default() };
    let template = of_plan(&make.done(), figures);
    let texts = texts(&template.plan);
    for (name, share) in [("等候时长", "比例"), ("回电时长", "比例2")] {
        let goal = format!("压到⟦{name}目标⟧");
        assert!(texts.contains(&goal), "{goal}: {texts:?}");
        let measure = format!("由⟦{name}基数⟧降到⟦{name}目标⟧，8人一组，占比⟦{share}⟧");
        assert!(texts.contains(&measure), "{measure}: {texts:?}");
    }
    for kept in ["每高1个百分点扣2分", "超过8分钟的笔数÷总笔数×100%", "投诉8分钟内接手"]
    {
        assert!(texts.iter().any(|text| text == kept), "{kept}: {texts:?}");
    }
}

#[test]
fn another_year_moves_the_dates_and_the_title() {
    let mut plan = outlet();
    let id = query::measures(&plan)[0].id.id();
    let Some(NodeMut::Measure(measure)) = plan.node_mut(id) else { panic!("a measure") };
    measure.when = Some(When::By(NaiveDate::from_ymd_opt(2027, 6, 30).unwrap()));
    let template = as_template(&plan, "甲", of_plan(&plan, Blanks::default()));
    let made = instantiate(&template, &Filling::new(YearNumber::new(2029).unwrap())).unwrap();
    assert_eq!(made.title.as_str(), "江北支行2029年工作计划");
    assert_eq!(made.period, Period::Year(YearNumber::new(2029).unwrap()));
    let when = query::measures(&made)[0].when.clone();
    assert_eq!(when, Some(When::By(NaiveDate::from_ymd_opt(2029, 6, 30).unwrap())));
}

#[test]
fn a_plan_for_a_month_becomes_a_template_for_any_month() {
    let mut plan = outlet();
    plan.title = "江北支行2027年3月工作计划".into();
    plan.period = Period::Month(Month::new(2027, 3).unwrap());
    let template = as_template(&plan, "甲", of_plan(&plan, Blanks::default()));
    assert_eq!(template.most(), Some(12));
    let mut filling = Filling::new(YearNumber::new(2028).unwrap());
    filling.values.insert(template.counted.clone().unwrap(), "11".to_owned());
    let made = instantiate(&template, &filling).unwrap();
    assert_eq!(made.title.as_str(), "江北支行2028年11月工作计划");
    assert_eq!(made.period, Period::Month(Month::new(2028, 11).unwrap()));
}

// The folder.

fn written(folder: &Path, name: &str) -> Template {
    let plan = outlet();
    let template = as_template(&plan, name, of_plan(&plan, ALL));
    save(folder, &template, false).unwrap();
    template
}

#[test]
fn broken_files_are_named_and_the_others_work() {
    let folder = TempDir::new().unwrap();
    let template = written(folder.path(), "网点计划");
    let put = |name: &str, text: &str| std::fs::write(folder.path().join(name), text).unwrap();
    put("坏.template.ron", "(\n  name: \"坏\",\n  mood: \"good\",\n)");
    put("半.template.ron", &template.written().unwrap()[..200]);
    put("新.template.ron", "(format: 9, name: \"新\", what: [1, 2])");
    put("teller.template.ron", &template.written().unwrap());
    put("别的.ron", "(");
    put(".隐.template.ron", "(");
    let read = Templates::with_folder(folder.path());
    assert_eq!(read.own(), std::slice::from_ref(&template));
    assert_eq!(read.get("网点计划"), Some(&template));
    assert_eq!(read.get("teller").map(|template| template.group), Some(Group::People));
    assert_eq!(read.all().count(), catalogue().len() + 1);
    let fault = |name: &str| {
        let broken = read.broken().iter().find(|broken| broken.path.ends_with(name)).unwrap();
        broken.fault.clone()
    };
    assert_eq!(read.broken().len(), 4);
    let TemplateFault::Text(unknown) = fault("坏.template.ron") else { panic!("{read:?}") };
    assert_eq!(unknown.position(), Some((3, 3)));
    let TemplateFault::Text(half) = fault("半.template.ron") else { panic!("{read:?}") };
    assert!(half.position().is_some_and(|(line, _)| line > 1), "{half:?}");
    let newer = DecodeError::TooNew { found: 9, known: 1 };
    assert_eq!(fault("新.template.ron"), TemplateFault::Text(newer));
    assert_eq!(fault("teller.template.ron"), TemplateFault::Taken { id: "teller".to_owned() });
    assert_eq!(Templates::with_folder(&folder.path().join("none")), Templates::default());
}

#[test]
fn a_template_is_replaced_only_if_asked_for() {
    let folder = TempDir::new().unwrap();
    let template = written(folder.path(), "甲");
    let other = Template { purpose: "别的用途".to_owned(), ..template.clone() };
    save(folder.path(), &other, false).unwrap_err();
    assert_eq!(Templates::with_folder(folder.path()).own(), [template]);
    save(folder.path(), &other, true).unwrap();
    assert_eq!(Templates::with_folder(folder.path()).own(), [other]);
    remove(folder.path(), "甲").unwrap();
    assert_eq!(Templates::with_folder(folder.path()), Templates::default());
}

// The session.

fn now() -> NaiveDateTime {
    NaiveDate::from_ymd_opt(2026, 11, 20).unwrap().and_hms_opt(9, 30, 0).unwrap()
}

/// A session with the plan of an outlet in front.
fn session() -> Session {
    let mut session = Session::new(Settings::default(), Language::ZhCn);
    let opened = file::Opened { plan: outlet(), stamp: file::Stamp::of(b"") };
    let path = "/tmp/甲.plan.ron".into();
    session.dispatch(Action::Finished(Finished::Read { path, result: Ok(opened) }), now());
    session
}

/// Does the work that was asked for, with these settings, and hands back what came of it.
fn perform(session: &mut Session, effects: Vec<Effect>, settings: Option<&Path>) -> usize {
    let mut done = 0;
    for effect in effects {
        if let Effect::Templates(work) = effect {
            let read = work.run(settings);
            session.dispatch(Action::Finished(Finished::Templates(Box::new(read))), now());
            done += 1;
        }
    }
    done
}

fn act(session: &mut Session, action: TemplateAction) -> Vec<Effect> {
    session.dispatch(Action::Templates(action), now())
}

fn saving(name: &str, replace: bool) -> TemplateAction {
    TemplateAction::Save { name: name.to_owned(), purpose: "给网点用".to_owned(), blanks: ALL, replace }
}

#[test]
fn a_plan_is_saved_as_a_template_and_a_plan_made_of_it() {
    let settings = TempDir::new().unwrap();
    let mut session = session();
    assert_eq!(session.template_name(), "江北支行工作计划");
    let before = session.plan().unwrap().clone();
    assert!(act(&mut session, saving("网点计划", false)).is_empty(), "nobody was asked");
    session.dispatch(Action::Command(Command::SaveAsTemplate), now());
    assert_eq!(session.dialog, Some(Dialog::SaveTemplate));
    let effects = act(&mut session, saving(" 网点计划 ", false));
    assert_eq!(session.dialog, None);
    assert!(act(&mut session, saving("网点计划", false)).is_empty(), "the question is answered once");
    assert_eq!(perform(&mut session, effects, Some(settings.path())), 1);
    assert_eq!(session.notices.last().map(|notice| notice.level), Some(Level::Done));
    assert!(Arc::ptr_eq(&before, session.plan().unwrap()), "the plan stays as it is");
    assert!(!session.is_modified());
    let [template] = session.templates.own() else { panic!("{:?}", session.templates) };
    assert_eq!((template.name.as_str(), template.contains.as_str()), ("网点计划", "存款"));

    // A name that exists is not replaced unasked.
    session.dispatch(Action::Command(Command::SaveAsTemplate), now());
    let effects = act(&mut session, saving("网点计划", false));
    perform(&mut session, effects, Some(settings.path()));
    let notice = session.notices.last().unwrap();
    assert_eq!((notice.level, notice.headline.as_str()), (Level::Error, "没有存成模板。"));
    assert!(notice.text.contains("已有同名的模板"), "{}", notice.text);

    // A plan of it.
    session.dispatch(Action::PickTemplate("网点计划".into()), now());
    let values = BTreeMap::from([("单位".to_owned(), "城西支行".to_owned())]);
    let year = YearNumber::new(2028).unwrap();
    session.dispatch(Action::MakePlan { template: "网点计划".into(), year, values }, now());
    assert_eq!(session.plan().unwrap().title.as_str(), "城西支行2028年工作计划");
}

#[test]
fn a_template_is_renamed_and_deleted_after_asking() {
    let settings = TempDir::new().unwrap();
    let folder = settings.path().join(TEMPLATE_FOLDER);
    written(&folder, "甲");
    written(&folder, "乙");
    let mut session = session();
    let effects = session.dispatch(Action::Command(Command::GoStart), now());
    assert_eq!(perform(&mut session, effects, Some(settings.path())), 1);
    let names = |session: &Session| -> Vec<String> {
        session.templates.own().iter().map(|template| template.name.clone()).collect()
    };
    assert_eq!(names(&session), ["乙", "甲"]);
    let rename = |name: &str| TemplateAction::Rename {
        id: "甲".to_owned(),
        name: name.to_owned(),
        purpose: "新用途".to_owned(),
    };
    act(&mut session, TemplateAction::AskRename("甲".to_owned()));
    let effects = act(&mut session, rename("乙"));
    perform(&mut session, effects, Some(settings.path()));
    assert_eq!(names(&session), ["乙", "甲"], "nothing is replaced by renaming");
    assert_eq!(session.notices.last().map(|notice| notice.level), Some(Level::Error));
    act(&mut session, TemplateAction::AskRename("甲".to_owned()));
    let effects = act(&mut session, rename("丙"));
    perform(&mut session, effects, Some(settings.path()));
    assert_eq!(names(&session), ["丙", "乙"]);
    assert_eq!(session.templates.get("丙").unwrap().purpose, "新用途");

    assert!(act(&mut session, TemplateAction::Remove("丙".to_owned())).is_empty(), "nobody was asked");
    act(&mut session, TemplateAction::AskRemove("丙".to_owned()));
    assert_eq!(session.dialog, Some(Dialog::RemoveTemplate { id: "丙".to_owned() }));
    session.dispatch(Action::Answer(Answer::Cancel), now());
    assert!(act(&mut session, TemplateAction::Remove("丙".to_owned())).is_empty());
    act(&mut session, TemplateAction::AskRemove("丙".to_owned()));
    let effects = act(&mut session, TemplateAction::Remove("丙".to_owned()));
    perform(&mut session, effects, Some(settings.path()));
    assert_eq!(names(&session), ["乙"]);
}

#[test]
fn where_nothing_can_be_written_the_reason_is_told() {
    let settings = TempDir::new().unwrap();
    // A file stands where the folder should be.
    std::fs::write(settings.path().join(TEMPLATE_FOLDER), "").unwrap();
    for (settings, reason) in [(Some(settings.path()), "请检查它的权限"), (None, "没有给出存放设置的文件夹")]
    {
        let mut session = session();
        session.dispatch(Action::Command(Command::SaveAsTemplate), now());
        let effects = act(&mut session, saving("甲", false));
        perform(&mut session, effects, settings);
        let notice = session.notices.last().unwrap();
        assert_eq!(notice.level, Level::Error);
        assert!(notice.text.contains(reason), "{}", notice.text);
        assert_eq!(TemplateWork::Read.run(settings).templates, Templates::default());
    }
}

#[test]
fn why_no_plan_was_made_is_said_in_the_language_of_the_program() {
    let settings = TempDir::new().unwrap();
    let plan = Plan { period: Period::Month(Month::new(2027, 3).unwrap()), ..outlet() };
    let template = as_template(&plan, "月计划", of_plan(&plan, ALL));
    save(&settings.path().join(TEMPLATE_FOLDER), &template, false).unwrap();
    let mut session = session();
    let effects = session.dispatch(Action::Command(Command::New), now());
    perform(&mut session, effects, Some(settings.path()));
    for (name, value, said) in [
        ("月份", "13", "没有第 13 个月"),
        ("比例", "很低", "“很低”填不进去"),
        ("诗", "一首", "没有名为“诗”的空白"),
    ] {
        session.dispatch(Action::PickTemplate(template.id.clone()), now());
        let values = BTreeMap::from([(name.to_owned(), value.to_owned())]);
        let year = YearNumber::new(2028).unwrap();
        session.dispatch(Action::MakePlan { template: template.id.clone(), year, values }, now());
        let notice = session.notices.last().unwrap();
        assert!(notice.text.contains(said), "{}", notice.text);
        assert!(!notice.text.chars().any(|c| c.is_ascii_alphabetic()), "{}", notice.text);
    }
}

// The window.

#[test]
fn the_window_saves_finds_uses_renames_and_deletes_a_template() {
    let folder = Arc::new(TempDir::new().unwrap());
    let path = folder.path().join("甲.plan.ron");
    file::write(&path, &outlet(), None).unwrap();
    let mut window = Window::open_in(folder, Some(path), SIZE);
    window.until("the plan is read", |app| app.session().plan().is_some());
    window.keys(Modifiers::COMMAND, Key::K);
    window.write("另存为模板");
    window.key(Key::Enter);
    assert_eq!(window.app().session().dialog, Some(Dialog::SaveTemplate));
    assert!(window.shows("2 项，5 处") && window.shows("4 项，5 处"));
    window.keys(Modifiers::COMMAND, Key::A);
    window.write("网点全年计划");
    window.click(Role::TextInput, "用途");
    window.write("供网点负责人写全年计划");
    window.click(Role::CheckBox, "姓名换成空白");
    window.click(Role::CheckBox, "署名单位换成空白");
    window.click(Role::Button, "保存");
    window.until("the template is there", |app| app.session().templates.own().len() == 1);
    let template = window.app().session().templates.own()[0].clone();
    let declared: Vec<&str> = template.plan.placeholders.iter().map(|blank| blank.name.as_str()).collect();
    assert_eq!(declared, ["年度", "网点主任姓名", "姓名", "单位"]);

    // The gallery finds it, by its purpose too.
    window.keys(Modifiers::COMMAND, Key::Num1);
    assert!(window.shows("我的模板") && window.shows(&template_name()));
    window.click(Role::TextInput, "按名称、用途或内容找模板");
    window.write("网点负责人 全年");
    assert!(window.shows("网点全年计划") && !window.shows(&template_name()));
    window.write("诗");
    assert!(window.shows("没有这样的模板"));
    window.keys(Modifiers::COMMAND, Key::A);
    window.key(Key::Backspace);

    // A plan of it.
    window.click(Role::Button, "网点全年计划");
    window.keys(Modifiers::COMMAND, Key::A);
    window.write("2028");
    window.click(Role::TextInput, "单位");
    window.write("城西支行");
    window.click(Role::Button, "新建");
    window.until("the plan is made", |app| {
        app.session().plan().is_some_and(|plan| plan.unit.as_str() == "城西支行")
    });
    assert_eq!(window.plan().title.as_str(), "城西支行2028年工作计划");
    assert_eq!(window.plan().people[0].name.as_str(), "⟦网点主任姓名⟧");

    // Renaming, and deleting after a question.
    window.keys(Modifiers::COMMAND, Key::Num1);
    assert_eq!(window.app().session().screen, Screen::Start);
    window.click(Role::Button, "模板“网点全年计划”的操作");
    window.click(Role::Button, "改名称和用途…");
    window.keys(Modifiers::COMMAND, Key::A);
    window.write("支行计划");
    window.key(Key::Enter);
    window.until("it has its new name", |app| app.session().templates.get("支行计划").is_some());
    assert_eq!(window.app().session().templates.own().len(), 1);
    window.click(Role::Button, "模板“支行计划”的操作");
    window.click(Role::Button, "删除…");
    window.key(Key::Enter);
    assert_eq!(window.app().session().dialog, None, "Enter lets it be");
    assert_eq!(window.app().session().templates.own().len(), 1);
    window.click(Role::Button, "模板“支行计划”的操作");
    window.click(Role::Button, "删除…");
    window.click(Role::Button, "删除");
    window.until("it is gone", |app| app.session().templates.own().is_empty());
    assert!(!window.shows("我的模板"));
}

#[test]
fn the_gallery_is_searched_by_keyboard() {
    let mut window = Window::with_new_plan();
    window.keys(Modifiers::COMMAND, Key::Num1);
    window.keys(Modifiers::COMMAND, Key::F);
    assert!(!window.app().session().find.is_open, "nobody would see the bar");
    window.write("个人");
    assert!(window.shows("清空查找"));
    window.key(Key::Escape);
    assert!(!window.shows("清空查找"), "Escape clears the search");
    window.write("没有这样的");
    assert!(!window.shows(&template_name()));
    window.click(Role::Button, "清空查找");
    window.write(&template_name());
    // The arrow leads to the first card, and Enter takes it.
    window.key(Key::ArrowDown);
    window.key(Key::Enter);
    assert!(matches!(window.app().session().dialog, Some(Dialog::NewPlan { .. })));
    window.key(Key::Escape);
    // Enter in the search does as much.
    window.keys(Modifiers::COMMAND, Key::F);
    window.key(Key::Enter);
    assert!(matches!(window.app().session().dialog, Some(Dialog::NewPlan { .. })));
    window.key(Key::Enter);
    window.until("a second plan is made", |app| app.session().plans().count() == 2);
    window.keys(Modifiers::COMMAND, Key::Num1);
    assert!(!window.shows("清空查找"), "the search has done its work");
}

#[test]
fn a_card_shows_its_purpose_and_opens_its_menu_by_key() {
    let folder = Arc::new(TempDir::new().unwrap());
    let path = folder.path().join("甲.plan.ron");
    file::write(&path, &outlet(), None).unwrap();
    let mut window = Window::open_in(folder, Some(path), SIZE);
    window.until("the plan is read", |app| app.session().plan().is_some());
    window.keys(Modifiers::COMMAND, Key::K);
    window.write("另存为模板");
    window.key(Key::Enter);
    // Space ticks a box, Enter saves.
    window.harness.get_by_role_and_label(Role::CheckBox, "署名单位换成空白").focus();
    window.settle();
    window.key(Key::Space);
    window.key(Key::Enter);
    window.until("the template is there", |app| app.session().templates.own().len() == 1);
    let blanks = &window.app().session().templates.own()[0].plan.placeholders;
    assert!(blanks.iter().any(|blank| blank.name.as_str() == "单位"), "{blanks:?}");
    window.keys(Modifiers::COMMAND, Key::N);
    for keys in [(Modifiers::SHIFT, Key::F10), (Modifiers::NONE, Key::Menu)] {
        assert!(!window.shows("改名称和用途…"));
        window.keys(keys.0, keys.1);
        assert!(window.shows("改名称和用途…"), "{keys:?}");
        window.key(Key::Escape);
        window.keys(Modifiers::COMMAND, Key::N);
    }
}

#[test]
fn the_gallery_names_what_is_broken() {
    let folder = Arc::new(TempDir::new().unwrap());
    let own = folder.path().join("settings").join(TEMPLATE_FOLDER);
    drop(Window::open_in(Arc::clone(&folder), None, SIZE));
    written(&own, "好的");
    std::fs::write(own.join("坏的.template.ron"), "(\n  name: 坏\n)").unwrap();
    let mut window = Window::open_in(folder, None, SIZE);
    window.until("the templates are read", |app| app.session().templates.own().len() == 1);
    assert!(window.shows("没有用“坏的.template.ron”：第 2 行第 9 列"));
    assert!(window.harness.query_by_role_and_label(Role::Button, "好的").is_some());
}

// The command line.

fn run(config: &Path, arguments: &[&str]) -> Output {
    Process::new(env!("CARGO_BIN_EXE_planwright"))
        .args(arguments)
        .current_dir(config)
        .env_remove("LANGUAGE")
        .env("LC_ALL", "zh_CN.UTF-8")
        .env("PLANWRIGHT_CONFIG", config)
        .output()
        .unwrap()
}

#[test]
fn the_command_line_lists_and_uses_own_templates() {
    let config = TempDir::new().unwrap();
    let own = config.path().join(TEMPLATE_FOLDER);
    let template = written(&own, "网点计划");
    std::fs::write(own.join("坏.template.ron"), "(\n  name: 坏\n)").unwrap();
    let said = |output: &Output| String::from_utf8(output.stdout.clone()).unwrap();
    let complained = |output: &Output| String::from_utf8(output.stderr.clone()).unwrap();

    let output = run(config.path(), &["templates"]);
    assert_eq!(output.status.code(), Some(0));
    assert!(said(&output).starts_with("网点计划\n"), "{}", said(&output));
    let words = complained(&output);
    assert!(words.contains("第 2 行第 9 列") && words.contains("坏.template.ron"), "{words}");

    let output = run(config.path(), &["templates", "--json"]);
    let listed: Vec<serde_json::Value> = serde_json::from_str(&said(&output)).unwrap();
    assert_eq!(listed.len(), catalogue().len() + 1);
    let last = listed.last().unwrap();
    assert_eq!((&last["id"], &last["name"]), (&"网点计划".into(), &"网点计划".into()));
    assert_eq!((&last["kind"], &last["language"]), (&"savings-deposit".into(), &"zh-CN".into()));

    let output = run(
        config.path(),
        &["new", "--template", "网点计划", "--year", "2029", "--set", "单位=城西支行", "-o", "a.plan.ron"],
    );
    assert_eq!(output.status.code(), Some(0), "{output:?}");
    let plan = file::read(&config.path().join("a.plan.ron")).unwrap().plan;
    assert_eq!(plan.title.as_str(), "城西支行2029年工作计划");
    assert_eq!(plan.placeholders.len(), template.plan.placeholders.len() - 2);

    let output = run(config.path(), &["new", "--template", "坏", "-o", "b.plan.ron"]);
    assert_eq!(output.status.code(), Some(2));
    let words = complained(&output);
    assert!(words.contains("网点计划") && words.contains("第 2 行第 9 列"), "{words}");
    assert!(!config.path().join("b.plan.ron").exists());
}
