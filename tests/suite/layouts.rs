//! The layouts besides prose: what stands in them, in which order, and that nothing leaves the type
//! area.

use std::collections::BTreeMap;
use std::sync::Arc;

use planwright::export::{self, PdfMeta};
use planwright::model::tree::NodeMut;
use planwright::model::{
    Goal, GoalId, Item, Language, Month, Part, Period, Plan, Quarter, SectionRole, Split, SplitBy, SplitRule,
    Target, Text, Weight, When, YearNumber, query,
};
use planwright::typeset::{
    Arrangement, Lack, Layout, LayoutFault, PT_PER_MM, Pages, Profile, Remark, TypesetError,
};

use crate::sample_plan::{Maker, day, decimal, hall_plan, number, plan_of_every_kind};
use crate::typeset::{SCALE, ink, large_plan, mm, px, show, text_of, tool, typesetter};

fn set(plan: &Plan, layout: Layout) -> Pages {
    arranged(plan, &Arrangement::of(layout))
}

fn arranged(plan: &Plan, arrangement: &Arrangement) -> Pages {
    let pages = typesetter().arranged(plan, &Profile::of_language(plan.language), arrangement).unwrap();
    assert_eq!(pages.warnings(), [] as [String; 0]);
    assert_eq!(pages.missing(), [] as [char; 0]);
    pages
}

fn lack(plan: &Plan, layout: Layout) -> Lack {
    let profile = Profile::of_language(plan.language);
    match typesetter().arranged(plan, &profile, &Arrangement::of(layout)) {
        Err(TypesetError::Lack(lack)) => lack,
        other => panic!("{other:?}"),
    }
}

fn pdf(plan: &Plan, pages: &Pages) -> Vec<u8> {
    export::pdf(pages, &PdfMeta::of(plan)).unwrap()
}

/// Returns what a layout says, without white space and page numbers.
fn said(plan: &Plan, layout: &Layout) -> Option<String> {
    let pages = set(plan, layout.clone());
    show(plan, &pages, &layout.to_string().replace(':', "-"));
    text_of(&pdf(plan, &pages))
}

/// Returns the words of each page in reading order, without white space.
fn page_texts(pdf: &[u8]) -> Option<Vec<String>> {
    let text = tool("pdftotext", &["-layout"], pdf, &["-"])?;
    Some(text.split('\u{c}').map(|page| page.chars().filter(|c| !c.is_whitespace()).collect()).collect())
}

/// A word that poppler sees, with its box in pt.
struct Word {
    page: usize,
    size: (f64, f64),
    x: (f64, f64),
    y: (f64, f64),
    text: String,
}

fn words_of(pdf: &[u8]) -> Option<Vec<Word>> {
    let html = tool("pdftotext", &["-bbox"], pdf, &["-"])?;
    let mut words = Vec::new();
    let (mut page, mut size) = (0, (0.0, 0.0));
    for row in html.lines().map(str::trim_start) {
        let field = |name: &str| {
            let (_, tail) = row.split_once(&format!("{name}=\"")).unwrap();
            tail.split_once('"').unwrap().0.parse::<f64>().unwrap()
        };
        if row.starts_with("<page ") {
            page += 1;
            size = (field("width"), field("height"));
        } else if row.starts_with("<word ") {
            let text = row.split_once('>').unwrap().1.split_once('<').unwrap().0.to_owned();
            words.push(Word {
                page,
                size,
                x: (field("xMin"), field("xMax")),
                y: (field("yMin"), field("yMax")),
                text,
            });
        }
    }
    Some(words)
}

/// Checks that all words but page numbers lie within the type area.
pub(crate) fn assert_within(plan: &Plan, pages: &Pages, what: &str) {
    let profile = Profile::of_language(plan.language);
    let margins = profile.margins;
    let Some(words) = words_of(&pdf(plan, pages)) else { return };
    assert!(!words.is_empty(), "{what}");
    for word in words {
        let flipped = word.size.0 > word.size.1;
        let (left, right, top, bottom) = if flipped {
            (margins.bottom_mm, margins.top_mm, margins.left_mm, margins.right_mm)
        } else {
            (margins.left_mm, margins.right_mm, margins.top_mm, margins.bottom_mm)
        };
        let is_number = word.text.chars().all(|c| c.is_ascii_digit() || c == '—');
        let below =
            if flipped { word.x.1 < left * PT_PER_MM } else { word.y.0 > word.size.1 - bottom * PT_PER_MM };
        if is_number && below {
            continue;
        }
        // Poppler's boxes reach beyond the ink, above and below, and where a mark is squeezed.
        let squeezed =
            if word.text.ends_with(|c: char| "，。；：、）”》".contains(c)) { 8.5 } else { 0.5 };
        // The lines of a title are set in the middle of theirs on the grid, and are higher.
        let raised = if word.y.1 - word.y.0 > 20.0 { 7.0 } else { 4.0 };
        let opened = if word.text.starts_with(['（', '《', '“']) { 8.5 } else { 0.5 };
        let inside = word.x.0 > left * PT_PER_MM - opened
            && word.x.1 < word.size.0 - right * PT_PER_MM + squeezed
            && word.y.0 > top * PT_PER_MM - raised
            && word.y.1 < word.size.1 - bottom * PT_PER_MM + 4.0;
        assert!(inside, "{what}, page {}: {} at {:?} {:?}", word.page, word.text, word.x, word.y);
    }
}

fn month(number: u32) -> Month {
    Month::new(2027, number).unwrap()
}

/// The plans that layouts are tried on: as handed in, with every part, and the templates.
fn plans() -> Vec<Plan> {
    let mut plans = vec![hall_plan(), plan_of_every_kind(Language::ZhCn), plan_of_every_kind(Language::En)];
    plans.extend(planwright::template::catalogue().iter().map(|template| Plan::clone(&template.plan)));
    plans
}

/// Every layout, with an owner and a month of the plan.
fn layouts(plan: &Plan) -> Vec<Layout> {
    let first = plan.period.span().first();
    let month = Month::new(chrono::Datelike::year(&first), 3).unwrap();
    let mut layouts: Vec<Layout> =
        ["prose", "table", "contract", "breakdown", "timeline", "scores", "problems", "actuals", "combined"]
            .map(|id| id.parse().unwrap())
            .to_vec();
    layouts.push(Layout::Month(month));
    if let Lack::Owner { known, .. } = lack(plan, Layout::Mine("没有这个人".into()))
        && let Some(name) = known.first()
    {
        layouts.push(Layout::Mine(name.clone()));
    }
    layouts
}

#[test]
fn layouts_are_read_as_they_are_written() {
    for id in Layout::IDS {
        let layout: Layout = id.parse().unwrap();
        assert_eq!(layout.to_string(), id);
    }
    assert_eq!("mine:王芳".parse(), Ok(Layout::Mine("王芳".into())));
    assert_eq!("month:2027-12".parse(), Ok(Layout::Month(month(12))));
    assert_eq!("mine".parse::<Layout>(), Err(LayoutFault::OwnerMissing));
    assert_eq!("mine:".parse::<Layout>(), Err(LayoutFault::OwnerMissing));
    for given in ["", "2027", "2027-13", "03-2027", "2027-03-01"] {
        let fault = format!("month:{given}").parse::<Layout>();
        assert_eq!(fault, Err(LayoutFault::NotAMonth { given: given.to_owned() }));
    }
    for id in ["", "tables", "table:x", "Prose", ":", "正文"] {
        assert_eq!(id.parse::<Layout>(), Err(LayoutFault::Unknown { id: id.to_owned() }));
    }
}

#[test]
fn every_layout_stays_within_the_type_area() {
    for plan in plans() {
        let title = plan.title.to_string();
        for layout in layouts(&plan) {
            let profile = Profile::of_language(plan.language);
            let what = format!("{layout} of {title}");
            match typesetter().arranged(&plan, &profile, &Arrangement::of(layout)) {
                Ok(pages) => {
                    assert_eq!(pages.warnings(), [] as [String; 0], "{what}");
                    assert_eq!(pages.missing(), [] as [char; 0], "{what}");
                    assert_within(&plan, &pages, &what);
                }
                Err(TypesetError::Lack(_)) => {}
                Err(error) => panic!("{what}: {error}"),
            }
        }
    }
}

#[test]
fn the_table_has_every_measure_in_order() {
    let plan = hall_plan();
    let pages = set(&plan, Layout::Table);
    let Some(text) = said(&plan, &Layout::Table) else { return };
    for passage in [
        "江北支行营业厅2027年度工作计划（草案）编制单位：江北支行营业厅编制日期：2026年12月8日",
        "序号工作目标具体措施责任人完成时限考核指标",
        "一、让客户少等、少跑、少填",
        "高峰弹性开窗。",
        "平均等候时长≤8分钟",
        "协助：王芳",
    ] {
        assert!(text.contains(passage), "{passage} in {text}");
    }
    let mut last = (0, 0.0);
    for measure in query::measures(&plan) {
        let label = measure.label().to_string();
        let known: String = label.split('⟦').next().unwrap().chars().filter(|c| !c.is_whitespace()).collect();
        assert!(text.contains(&known), "{known} in {text}");
        // A measure is one row, or several with its parts; no row is torn between pages.
        let passages = pages.passage(measure.id.id());
        assert!(!passages.is_empty(), "{label}");
        assert!(passages.len() == 1 || !measure.measures.is_empty(), "{label}: {passages:?}");
        let begin = (passages[0].page, passages[0].y_top_pt);
        assert!(begin > last, "{label}: {begin:?} comes before {last:?}");
        assert!(passages[0].y_bottom_pt > passages[0].y_top_pt + 15.0, "{label}: {passages:?}");
        last = begin;
        // A click into the row means the measure.
        if measure.measures.is_empty() {
            let middle = f64::midpoint(passages[0].y_top_pt, passages[0].y_bottom_pt);
            let hit = pages.records_at(passages[0].page, middle);
            assert!(hit.iter().take(2).any(|id| *id == measure.id.id()), "{label}: {hit:?}");
        }
    }
    // Goals and sections are found as well.
    plan.walk(&mut |node| {
        use planwright::model::tree::NodeRef;
        if let NodeRef::Goal(_) | NodeRef::Section(_) | NodeRef::Indicator(_) = node {
            assert!(!pages.passage(node.id()).is_empty(), "{node:?}");
        }
    });
}

#[test]
fn heads_and_merged_goals_are_repeated_on_the_next_page() {
    // One goal of twenty measures goes over pages.
    let mut make = Maker::new(Language::ZhCn);
    let owner = make.person("王芳", "");
    let measures = (0..20)
        .map(|n| {
            let text = format!(
                "第{n}项，每月发薪日和节假日前后加开现金窗口，排队超过十五人时机动岗立即到位，当天登记。"
            );
            make.measure("高峰弹性开窗", &text, &[owner], When::By(day(6, 30)))
        })
        .collect();
    let indicator = make.indicator("平均等候时长", "分钟", None, Target::AtMost(number("8")));
    let goal = make.goal("客户等候时长明显下降", vec![indicator], measures);
    let section = make.section(SectionRole::Service, "让客户少等", vec![goal]);
    make.plan().parts = vec![Part::Section(section)];
    let plan = make.done();
    let pages = set(&plan, Layout::Table);
    assert!(pages.len() > 2, "{pages:?}");
    show(&plan, &pages, "merged");
    let Some(texts) = page_texts(&pdf(&plan, &pages)) else { return };
    for (page, text) in texts.iter().take(pages.len()).enumerate() {
        assert_eq!(text.matches("具体措施").count(), 1, "page {page}: {text}");
        assert_eq!(text.matches("完成时限").count(), 1, "page {page}: {text}");
        // The words of a merged cell are divided by those of the rows beside it.
        for character in "客户等候长明显下降≤8".chars() {
            assert!(text.contains(character), "page {page}: {character} in {text}");
        }
        assert_eq!(text.matches("下降").count(), 1, "page {page}: {text}");
        assert_eq!(text.matches('≤').count(), 1, "page {page}: {text}");
    }
    let numbers: usize = texts.iter().map(|text| text.matches("弹性开").count()).sum();
    assert_eq!(numbers, 20);
}

#[test]
fn two_thousand_measures_are_one_table() {
    let plan = large_plan(2000);
    let pages = set(&plan, Layout::Table);
    let Some(text) = tool("pdftotext", &["-raw"], &pdf(&plan, &pages), &["-"]) else { return };
    assert_eq!(text.matches("具体措施").count(), pages.len());
    let text: String = text.chars().filter(|c| !c.is_whitespace()).collect();
    let groups = text.matches("机动岗立即到位").count();
    assert_eq!(groups, 2000);
    let mut before = None;
    for measure in query::measures(&plan) {
        let passages = pages.passage(measure.id.id());
        assert_eq!(passages.len(), 1, "{passages:?}");
        let place = (passages[0].page, passages[0].y_top_pt);
        assert!(before.is_none_or(|before| before < place));
        before = Some(place);
    }
}

#[test]
fn a_cell_longer_than_a_page_loses_nothing() {
    let mut make = Maker::new(Language::ZhCn);
    let owner = make.person("王芳", "");
    let long = "甲".repeat(3000);
    let measures = vec![
        make.measure("前一条", "短。", &[owner], None),
        make.measure("很长", &long, &[owner], None),
        make.measure("后一条", "短。", &[owner], None),
    ];
    let goal = make.goal("目标在此", vec![], measures);
    let section = make.section(SectionRole::General, "标题", vec![goal]);
    make.plan().parts = vec![Part::Section(section)];
    let plan = make.done();
    for layout in [Layout::Table, Layout::Mine("王芳".into())] {
        let pages = set(&plan, layout.clone());
        assert!(pages.len() >= 3, "{layout}: {pages:?}");
        assert_within(&plan, &pages, "a long cell");
        let Some(text) = text_of(&pdf(&plan, &pages)) else { return };
        assert_eq!(text.matches('甲').count(), 3000, "{layout}");
        let [before, after] = ["前一条", "后一条"].map(|label| text.find(label).unwrap());
        assert!(before < text.find('甲').unwrap() && text.rfind('甲').unwrap() < after, "{layout}");
    }
}

#[test]
fn five_levels_are_told_apart() {
    let mut make = Maker::new(Language::ZhCn);
    let mut measure = planwright::model::Measure::clone(&make.measure("第五层", "措施。", &[], None));
    measure.measures = vec![make.measure("", "第六层的分措施。", &[], None)];
    let id = GoalId::new(make.id());
    let goal = Goal {
        id,
        text: "第四层".into(),
        leads: Vec::new(),
        indicators: Vec::new(),
        measures: vec![Arc::new(measure)],
    };
    let third = make.section(SectionRole::General, "第三层", vec![Item::Goal(Arc::new(goal))]);
    // One alone in its section would bear no number.
    let [beside, below, empty] = ["空的两层", "空的三层", "空的一节"]
        .map(|heading| make.section(SectionRole::General, heading, vec![]));
    let items = vec![Item::Section(third), Item::Section(below)];
    let second = make.section(SectionRole::General, "第二层", items);
    let items = vec![Item::Section(second), Item::Section(beside)];
    let first = make.section(SectionRole::General, "第一层", items);
    make.plan().parts = vec![Part::Section(first), Part::Section(empty)];
    let plan = make.done();
    let Some(text) = said(&plan, &Layout::Table) else { return };
    let places: Vec<usize> = ["一、第一层", "（一）第二层", "1.第三层", "第四层", "第五层", "1.1", "第六层"]
        .map(|words| text.find(words).unwrap_or_else(|| panic!("{words} in {text}")))
        .to_vec();
    assert!(places[..3].windows(2).all(|pair| pair[0] < pair[1]), "{text}");
    assert!(places[2] < places[4] && places[4] < places[6], "{text}");
    // A heading without a measure under it is left out.
    assert!(!text.contains("空的"), "{text}");
}

#[test]
fn the_breakdown_goes_by_month() {
    let mut plan = hall_plan();
    let mut split = None;
    plan.walk(&mut |node| {
        if let planwright::model::tree::NodeRef::Indicator(indicator) = node
            && indicator.name.as_str() == "应急演练"
        {
            split = Some(indicator.id.id());
        }
    });
    let Some(NodeMut::Indicator(indicator)) = plan.node_mut(split.unwrap()) else { panic!("an indicator") };
    indicator.split = Some(Split {
        by: SplitBy::Month,
        rule: SplitRule::Sum,
        shares: [0, 0, 1, 0, 0, 1, 0, 1, 0, 0, 0, 1].map(|n| Some(n.into())).to_vec(),
    });
    let Some(text) = said(&plan, &Layout::Breakdown) else { return };
    for passage in [
        "一、指标分季度目标",
        "1应急演练（次）累计≥4次1111",
        "二、指标分月目标",
        "一季度1001",
        "三、分季度、分月任务",
        "四、经常性工作",
        "五、时间未定的工作",
    ] {
        assert!(text.contains(passage), "{passage} in {text}");
    }
    // What falls due stands in the order of the months; what has none stands at the end.
    let (_, by_month) = text.split_once("分月任务").unwrap();
    let (by_month, rest) = by_month.split_once("四、经常性工作").unwrap();
    let places: Vec<usize> = ["适老服务专窗", "对公账户年检", "客户身份信息补录", "资格考试备考"]
        .map(|label| by_month.find(label).unwrap_or_else(|| panic!("{label} in {by_month}")))
        .to_vec();
    assert!(places.windows(2).all(|pair| pair[0] < pair[1]), "{by_month}");
    // Once a quarter is four times a year, every day is told once.
    assert_eq!(by_month.matches("季度技能测试").count(), 4);
    assert_eq!(text.matches("厅堂分流到位").count(), 1);
    let (routine, open) = rest.split_once("五、时间未定的工作").unwrap();
    assert!(routine.contains("每日一题") && routine.contains("投诉限时回应"), "{routine}");
    assert!(open.contains("首问负责到底") && open.contains("新员工带教"), "{open}");
}

#[test]
fn the_letter_names_the_parties_and_what_is_scored() {
    let plan = plan_of_every_kind(Language::ZhCn);
    let pages = set(&plan, Layout::Contract);
    assert_eq!(pages.remarks(), []);
    let Some(text) = said(&plan, &Layout::Contract) else { return };
    let mut at = 0;
    for passage in [
        "2027年零售业务责任书及考核办法",
        "甲方：城东支行（行长刘洋）",
        "乙方：清河分理处（主任王芳）",
        "责任期限：2027年1月至12月",
        "一、工作职责",
        "1.完成本办法所列各项指标。",
        "二、目标与考核",
        "序号考核指标权重目标值评分标准得分",
        "合计100",
        "三、考核结果运用",
        "95分以上",
        "考核系数1.21.00.8",
        "季度绩效按考核系数发放",
        "四、工作红线",
        "1.不得高息揽储。违反的处理：扣发当季绩效，取消评先资格。",
        "五、其他约定",
        "本书一式两份，双方各执一份，签字后生效。",
        "甲方：城东支行",
        "乙方：清河分理处",
        "行长签字：",
        "主任签字：",
    ] {
        let found = text[at..].find(passage).unwrap_or_else(|| panic!("{passage} in {}", &text[at..]));
        at += found;
    }
    // A plan with weights but without a letter of its own leaves the parties to be filled in.
    let execution = Plan::clone(&planwright::template::by_id("execution-plan").unwrap().plan);
    let pages = set(&execution, Layout::Contract);
    assert_eq!(pages.remarks(), []);
    let Some(text) = text_of(&pdf(&execution, &pages)) else { return };
    assert!(text.contains("甲方：乙方：责任期限：") && text.contains("合计100"), "{text}");
}

#[test]
fn weights_that_do_not_make_100_are_told() {
    let mut plan = plan_of_every_kind(Language::ZhCn);
    for part in &mut plan.parts {
        if let Part::Scores(scores) = part {
            Arc::make_mut(scores).rows[0].weight = Some(Weight::new(decimal("55.5")).unwrap());
        }
    }
    for layout in [Layout::Contract, Layout::Scores] {
        let pages = set(&plan, layout.clone());
        assert_eq!(pages.remarks(), [Remark::WeightsOff { sum: decimal("95.5") }], "{layout}");
        let Some(text) = text_of(&pdf(&plan, &pages)) else { return };
        assert!(text.contains("合计95.5"), "{text}");
    }
}

#[test]
fn nobody_signs_scores_on_a_page_of_its_own() {
    for count in 18..30 {
        let mut make = Maker::new(Language::ZhCn);
        let mut indicators = Vec::new();
        for _ in 0..count {
            let target = planwright::model::Target::AtLeast(planwright::model::Quantity::Number(95.into()));
            let mut indicator = make.indicator("客户满意度", "%", None, target);
            Arc::make_mut(&mut indicator).weight = Some(Weight::new(decimal("2")).unwrap());
            indicators.push(indicator);
        }
        let goal = make.goal("服务达标", indicators, vec![]);
        let section = make.section(SectionRole::General, "服务", vec![goal]);
        make.plan().parts = vec![Part::Section(section)];
        let plan = make.done();
        let rows = crate::glyphs::rows(&pdf(&plan, &set(&plan, Layout::Scores)));
        let signed = rows.iter().find(|row| row.text().contains("签字")).unwrap();
        let beside = rows.iter().filter(|row| row.page == signed.page && row.y < signed.y);
        let above = beside.filter(|row| row.text().contains("合计") || row.text().contains("满意度")).count();
        assert!(above >= 2, "{count}: {above} rows above those who sign");
    }
}

#[test]
fn scores_problems_and_actuals_say_what_the_plan_holds() {
    let plan = plan_of_every_kind(Language::ZhCn);
    let texts = [Layout::Scores, Layout::Problems, Layout::Actuals].map(|layout| said(&plan, &layout));
    let [Some(scores), Some(problems), Some(actuals)] = texts else { return };
    for (text, passages) in [
        (
            scores,
            &[
                "被考核人：清河分理处考核期：2027年度",
                "序号考核指标权重目标值评分标准实际完成得分",
                "25",
                "合计100",
                "被考核人签字：",
                "日期：年月日",
            ][..],
        ),
        (
            problems,
            &["序号存在问题原因分析对策对应措施责任人完成时限", "代发单位流失。", "1.代发单位回", "王芳"][..],
        ),
        (
            actuals,
            &[
                "一、上年工作回顾",
                "储蓄存款日均增量",
                "≥2400万元2210万元12月31日-190万元+360万元",
                "92.1%未完成",
                "2重大差错≤0件0件12月31日0件-1件完成",
            ][..],
        ),
    ] {
        for passage in passages {
            assert!(text.contains(passage), "{passage} in {text}");
        }
    }
}

#[test]
fn one_owner_and_one_month_have_pages_of_their_own() {
    let plan = hall_plan();
    let Some(text) = said(&plan, &Layout::Mine("赵磊".into())) else { return };
    for (label, is_his) in
        [("代发单位走访", true), ("资格考试备考", true), ("高峰弹性开窗", false), ("每月自查", false)]
    {
        assert_eq!(text.contains(label), is_his, "{label} in {text}");
    }
    assert!(text.contains("（赵磊）"), "{text}");
    // Who helps has a part as well; a post is an owner like a person.
    assert!(said(&plan, &Layout::Mine("王芳".into())).unwrap().contains("协助"));
    assert!(said(&plan, &Layout::Mine("全体柜员".into())).unwrap().contains("首问负责到底"));
    let known = ["王芳", "陈晓", "全体柜员", "赵磊", "李建国", "孙丽"].map(String::from).to_vec();
    assert_eq!(lack(&plan, Layout::Mine("王".into())), Lack::Owner { name: "王".into(), known });

    let Some(text) = said(&plan, &Layout::Month(month(3))) else { return };
    let (due, rest) = text.split_once("二、本月推进").unwrap_or_else(|| panic!("{text}"));
    assert!(due.contains("江北支行营业厅2027年3月工作安排") && due.contains("一、本月到期"), "{due}");
    for label in ["适老服务专窗", "季度技能测试", "每月自查"] {
        assert!(due.contains(label), "{label} in {due}");
    }
    assert!(due.contains("3月10日、25日"), "{due}");
    let (running, routine) = rest.split_once("三、经常性工作").unwrap();
    assert!(running.contains("对公账户年检") && !running.contains("每日一题"), "{running}");
    assert!(routine.contains("每日一题") && routine.contains("差错周例会"), "{routine}");
    assert!(!text.contains("资格考试备考") && !text.contains("新员工带教"), "{text}");
    let outside = Month::new(2028, 1).unwrap();
    assert_eq!(lack(&plan, Layout::Month(outside)), Lack::Month { month: outside, period: plan.period });
}

#[test]
fn the_time_line_lies_on_its_side_with_the_number_where_it_was() {
    let plan = large_plan(40);
    let pages = set(&plan, Layout::Timeline);
    show(&plan, &pages, "timeline-40");
    assert!(pages.len() >= 2);
    let character = 14.0;
    for page in 0..2 {
        let (width, height) = pages.size_pt(page).unwrap();
        assert_eq!((width.round(), height.round()), (842.0, 595.0));
        let picture = pages.bitmap(page, SCALE).unwrap();
        // All ink left of the type area is the page number: turned upright, it stands 7 mm below
        // the type area, a character from the right edge on odd pages, from the left on even ones.
        let width = usize::try_from(picture.width).unwrap();
        let mut number: Option<[usize; 4]> = None;
        for (index, pixel) in picture.rgba.chunks_exact(4).enumerate() {
            let (x, y) = (index % width, index / width);
            if x < px(34.5) && pixel[0] < 128 {
                let [left, top, right, bottom] = number.unwrap_or([x, y, x, y]);
                number = Some([left.min(x), top.min(y), right.max(x), bottom.max(y)]);
            }
        }
        let [_, top, right, bottom] = number.unwrap();
        // The digit is higher than the dash; the dash's upper edge lies at 35 − 7 mm.
        assert!((28.0..31.0).contains(&mm(right)), "page {page}: {} mm", mm(right));
        if page == 0 {
            let gap = 184.0 - mm(bottom) - character / PT_PER_MM;
            assert!((0.0..0.4).contains(&gap), "odd page: {gap} mm beyond one character");
        } else {
            let gap = mm(top) - 28.0 - character / PT_PER_MM;
            assert!((0.0..0.4).contains(&gap), "even page: {gap} mm beyond one character");
        }
        // The chart keeps within the type area of 225 by 156 mm.
        let [left, top, right, bottom] = ink_right_of(&picture, px(34.5));
        assert!(mm(left) > 34.8 && mm(right) < 260.2, "page {page}: {} to {} mm", mm(left), mm(right));
        // A title of one line is a little higher than its line of the grid.
        let highest = if page == 0 { 26.8 } else { 27.8 };
        assert!(mm(top) > highest && mm(bottom) < 184.2, "page {page}: {} to {} mm", mm(top), mm(bottom));
    }
    // A short plan stands upright.
    let mut short = hall_plan();
    short.period = Period::Quarter(Quarter::new(2027, 1).unwrap());
    let pages = set(&short, Layout::Timeline);
    show(&short, &pages, "timeline-quarter");
    assert_eq!(pages.size_pt(0).map(|(w, h)| (w.round(), h.round())), Some((595.0, 842.0)));
    let Some(text) = said(&hall_plan(), &Layout::Timeline) else { return };
    for passage in ["一季度二季度三季度四季度", "2小时内", "尽快", "每日、每周"] {
        assert!(text.contains(passage), "{passage} in {text}");
    }
}

/// Returns the box of what is black right of a column of pixels.
fn ink_right_of(picture: &planwright::typeset::Bitmap, from: usize) -> [usize; 4] {
    let width = usize::try_from(picture.width).unwrap();
    let mut cut = picture.clone();
    for (index, pixel) in cut.rgba.chunks_exact_mut(4).enumerate() {
        if index % width < from {
            pixel.fill(255);
        }
    }
    ink(&cut, 0, usize::try_from(picture.height).unwrap()).unwrap()
}

#[test]
fn tables_are_attached_to_the_text() {
    let plan = hall_plan();
    let pages = set(&plan, Layout::Combined);
    show(&plan, &pages, "combined");
    let Some(texts) = page_texts(&pdf(&plan, &pages)) else { return };
    let text = texts.concat();
    // The text goes without what the tables tell.
    assert!(!text.contains("（责任人："), "{text}");
    for passage in [
        "附件：1.2027年度任务分解表2.2027年度进度安排图",
        "附件12027年度任务分解表",
        "附件22027年度进度安排图",
    ] {
        assert!(text.contains(passage), "{passage} in {text}");
    }
    // Upright pages, then those that lie on their side, and no page without words.
    let sizes: Vec<bool> = (0..pages.len()).map(|page| pages.size_pt(page).unwrap().0 > 800.0).collect();
    assert!(sizes.is_sorted() && sizes.contains(&true) && sizes.contains(&false), "{sizes:?}");
    for text in texts.iter().take(pages.len()) {
        assert!(text.chars().count() > 60, "{text}");
    }
}

#[test]
fn a_cover_and_contents_go_before_the_text() {
    let plan = large_plan(200);
    let bare_text = set(&plan, Layout::Prose);
    let arrangement = Arrangement { layout: Layout::Prose, cover: true, contents: true };
    let pages = arranged(&plan, &arrangement);
    show(&plan, &pages, "front");
    let front = pages.len() - bare_text.len();
    // Each begins on a right-hand page.
    assert_eq!(front % 2, 0);
    let Some(texts) = page_texts(&pdf(&plan, &pages)) else { return };
    assert!(
        texts[0].contains("江北支行2027年度工作计划") && texts[0].contains("（2027年1月至12月）"),
        "{}",
        texts[0]
    );
    assert!(!texts[0].contains('—') && texts[1].is_empty(), "{} {}", texts[0], texts[1]);
    assert!(texts[2].starts_with("目录"), "{}", texts[2]);
    assert!(texts[front].ends_with("—1—"), "{}", texts[front]);
    // Every line of the contents names the page on which its heading stands.
    let contents = texts[2..front].concat();
    let mut found = 0;
    for part in &plan.parts {
        let Part::Section(section) = part else { continue };
        let page = pages.passage(section.id.id())[0].page + 1 - front;
        assert_eq!(bare_text.passage(section.id.id())[0].page + 1, page);
        found += 1;
        let heading = format!("{}、{}", planwright::locale::numerals::chinese(found), section.heading);
        let (_, rest) = contents.split_once(&heading).unwrap_or_else(|| panic!("{heading} in {contents}"));
        let number: String = rest.trim_start_matches('.').chars().take_while(char::is_ascii_digit).collect();
        assert_eq!(number, page.to_string(), "{heading}: {contents}");
    }
    assert_eq!(found, 5);
    // It is suggested for what is long and has neither.
    assert!(Arrangement::of(Layout::Prose).is_worth_a_front(bare_text.len()));
    assert!(!arrangement.is_worth_a_front(pages.len()));
    assert!(!Arrangement::of(Layout::Prose).is_worth_a_front(4));
    // Other layouts can have a cover too.
    for layout in [Layout::Table, Layout::Timeline, Layout::Contract] {
        let plan = plan_of_every_kind(Language::En);
        let bare = set(&plan, layout.clone()).len();
        let covered = arranged(&plan, &Arrangement { layout, cover: true, contents: false });
        assert_eq!(covered.len(), bare + 1);
    }
}

#[test]
fn an_empty_plan_is_told_what_it_lacks() {
    let plan = Plan::empty(Language::ZhCn, Period::Year(YearNumber::new(2027).unwrap()));
    let mut told = BTreeMap::new();
    for id in [
        "table",
        "contract",
        "breakdown",
        "timeline",
        "scores",
        "problems",
        "actuals",
        "combined",
        "month:2027-05",
    ] {
        let layout: Layout = id.parse().unwrap();
        let lack = lack(&plan, layout.clone());
        assert_eq!(lack, Lack::Nothing { layout });
        for language in Language::ALL {
            let words = lack.words(&planwright::locale::Catalogue::new(language));
            assert!(!words.contains("layouts-"), "{id}: {words}");
            assert!(told.insert((language.tag(), words), id).is_none(), "{id}");
        }
    }
    assert_eq!(
        lack(&plan, Layout::Mine("王芳".into())),
        Lack::Owner { name: "王芳".into(), known: Vec::new() }
    );
    // Records with nothing in them are no reason to stop.
    let mut make = Maker::new(Language::ZhCn);
    let measure = make.measure("", "", &[], None);
    let goal = make.goal("", vec![], vec![measure]);
    let bare = make.goal("", vec![], vec![]);
    let section = make.section(SectionRole::General, "", vec![goal, bare]);
    make.plan().parts = vec![Part::Section(section)];
    let plan = make.done();
    for layout in [Layout::Table, Layout::Timeline, Layout::Breakdown, Layout::Combined] {
        assert!(!set(&plan, layout).is_empty());
    }
}

#[test]
fn text_in_tables_is_never_markup() {
    let hostile = r#"#let x = 1; *粗* $a^2$ @ref <label> ] } ) \ ` // x #eval("1+1") {{ [["#;
    let mut make = Maker::new(Language::ZhCn);
    let owner = make.person(hostile, "");
    let measure = make.measure(hostile, hostile, &[owner], When::Unclear(hostile.to_owned()));
    let indicator = make.indicator(hostile, "", None, Target::AtMost(number("8")));
    let goal = make.goal(hostile, vec![indicator], vec![measure]);
    let section = make.section(SectionRole::General, hostile, vec![goal]);
    make.plan().title = hostile.into();
    make.plan().parts = vec![Part::Section(section)];
    let plan = make.done();
    for layout in [
        Layout::Table,
        Layout::Timeline,
        Layout::Breakdown,
        Layout::Actuals,
        Layout::Mine(Text::new(hostile).to_string()),
    ] {
        let arrangement = Arrangement { layout, cover: true, contents: true };
        let pages = arranged(&plan, &arrangement);
        let Some(text) = text_of(&pdf(&plan, &pages)) else { return };
        assert!(text.matches("eval(").count() >= 3, "{text}");
    }
}

#[test]
fn the_same_layout_gives_the_same_bytes() {
    let plan = hall_plan();
    for layout in [Layout::Table, Layout::Combined] {
        let first = pdf(&plan, &set(&plan, layout.clone()));
        let other = planwright::typeset::Typesetter::new(planwright::typeset::FontSet::bundled());
        let pages = other.arranged(&plan, &Profile::gbt9704(), &Arrangement::of(layout)).unwrap();
        assert!(first == pdf(&plan, &pages));
    }
}

#[test]
fn a_table_that_fits_a_page_moves_on_whole_unless_it_leaves_half_a_page_empty() {
    let mut moved = 0;
    for rows in [3_usize, 8, 18] {
        for lead in [0_usize, 4, 9, 12, 15, 18, 20, 21] {
            let mut make = Maker::new(Language::ZhCn);
            let paragraphs = (0..lead).map(|_| make.paragraph("一行。")).collect();
            let opening = planwright::model::Prose { id: make.part_id(), paragraphs };
            let list = (0..rows)
                .map(|row| planwright::model::RegisterRow {
                    id: make.part_id(),
                    cells: vec![format!("甲{row}").as_str().into(), "查。".into()],
                })
                .collect();
            let register = planwright::model::Register {
                id: make.part_id(),
                heading: "检查".into(),
                columns: vec!["项目".into(), "内容".into()],
                rows: list,
            };
            make.plan().status = planwright::model::PlanStatus::InForce;
            make.plan().parts = vec![Part::Opening(Arc::new(opening)), Part::Register(Arc::new(register))];
            let plan = make.done();
            let pages = set(&plan, Layout::Prose);
            let glyphs = crate::glyphs::rows(&pdf(&plan, &pages));
            let places: Vec<(usize, f64)> =
                glyphs.iter().filter(|row| row.text().contains('甲')).map(|row| (row.page, row.y)).collect();
            assert_eq!(places.len(), rows);
            let first = places[0].0;
            // The type area is 225 mm high and begins 37 mm below the edge.
            let above: Vec<f64> = glyphs
                .iter()
                .filter(|row| row.page == 1 && row.y < 262.5 && !row.text().contains('甲'))
                .map(|row| row.y)
                .collect();
            let filled = above.iter().copied().fold(37.0, f64::max) - 37.0;
            if first > 1 {
                // It moved on, with its heading, and did not leave more than half a page.
                moved += 1;
                assert!(filled > 225.0 / 2.0 - 12.0, "{rows} rows, {lead} lines: {filled}");
                assert!(places.iter().all(|(page, _)| *page == first), "{rows} rows, {lead} lines");
            } else if places.last().unwrap().0 > 1 {
                // Divided only because moving would have left more than half a page.
                assert!(filled < 225.0 / 2.0 + 20.0 && rows == 18, "{rows} rows, {lead} lines: {filled}");
            }
        }
    }
    assert!(moved > 4, "{moved}");
}

#[test]
fn titles_of_english_plans_are_not_hyphenated_and_no_title_leaves_the_type_area() {
    let title = "Comprehensive Operational Responsibilities and Institutional Improvements, Representatives";
    for profile in planwright::typeset::Profiles::bundled().all() {
        let mut plan = plan_of_every_kind(Language::En);
        plan.title = title.into();
        let arrangement = Arrangement { layout: Layout::Prose, cover: true, contents: true };
        let pages = typesetter().arranged(&plan, profile, &arrangement).unwrap();
        let rows = crate::glyphs::rows(&pdf(&plan, &pages));
        let size = profile.title.style.size_pt;
        let titles: Vec<_> =
            rows.iter().filter(|row| row.marks.iter().any(|mark| mark.size > size - 0.5)).collect();
        assert!(titles.len() > 2, "{}", profile.id);
        for row in titles {
            let text = row.text();
            assert!(!text.trim_end().ends_with(['-', '\u{2010}', '\u{ad}']), "{}: {text}", profile.id);
        }
    }
    for (title, profile) in [
        ("江北支行2027年度工作计划", Profile::gbt9704()),
        ("关于进一步加强江北支行营业厅服务质量和风险防控工作的2027年度实施计划", Profile::gbt9704()),
        (title, Profile::english()),
    ] {
        let mut plan = hall_plan();
        plan.title = title.into();
        let pages = typesetter().pages(&plan, &profile).unwrap();
        let marks = crate::glyphs::marks(&pdf(&plan, &pages));
        let top = marks.iter().filter(|mark| mark.page == 1 && mark.ink.width() > 0.0);
        let top = top.map(|mark| mark.ink.y0).fold(f64::MAX, f64::min);
        assert!(top >= profile.margins.top_mm - 0.05, "{title}: {top} mm");
    }
}

#[test]
fn a_sum_stands_on_the_page_of_the_row_above_it() {
    let mut lasts = std::collections::BTreeSet::new();
    for count in 12..26 {
        let mut make = Maker::new(Language::ZhCn);
        let indicators = (0..count)
            .map(|at| {
                let mut indicator =
                    make.indicator(&format!("指标{at}"), "%", None, Target::AtLeast(number("8")));
                Arc::get_mut(&mut indicator).unwrap().weight = Weight::new(decimal("5")).ok();
                indicator
            })
            .collect();
        let goal = make.goal("资料完整", indicators, vec![]);
        let section = make.section(SectionRole::General, "夯实基础", vec![goal]);
        make.plan().parts = vec![Part::Section(section)];
        let plan = make.done();
        let rows = crate::glyphs::rows(&pdf(&plan, &set(&plan, Layout::Scores)));
        let page = |words: &str| rows.iter().find(|row| row.text().contains(words)).unwrap().page;
        assert_eq!(page("合计"), page(&format!("指标{}", count - 1)), "{count} rows");
        lasts.insert(page("合计"));
    }
    assert!(lasts.len() > 1, "all stand on one page");
}
