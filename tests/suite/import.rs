//! Texts, Markdown and documents become plans, and every character of the source is accounted for.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use planwright::import::{
    self, Decision, Decisions, DocxFault, Fate, Format, Import, ImportFault, ItemDraft, Outline, Reason,
    SourceNote, Wish,
};
use planwright::model::{Item, Part, Target, When, YearNumber};
use proptest::prelude::*;

pub(crate) fn imported(text: &str) -> Import {
    import::import(&import::lines(text), &Decisions::new())
}

pub(crate) fn only(text: &str) -> Outline {
    let import = imported(text);
    assert_eq!(import.plans.len(), 1, "{text}");
    import.plans.into_iter().next().unwrap().outline
}

/// Writes an outline in short: headings behind #, leads behind >, items behind -, parts indented,
/// further paragraphs behind +, tails behind ~, opening behind ^, closing behind $.
pub(crate) fn sketch(outline: &Outline) -> String {
    fn item(out: &mut String, draft: &ItemDraft, depth: usize) {
        let number = draft.marker.as_ref().and_then(|m| m.number).map_or(String::new(), |n| n.to_string());
        writeln!(out, "{}-{number} {}", "  ".repeat(depth), draft.text).unwrap();
        for child in &draft.children {
            item(out, child, depth + 1);
        }
        for told in &draft.more {
            writeln!(out, "{}+ {}", "  ".repeat(depth), told.text).unwrap();
        }
        if let Some(tail) = &draft.tail {
            writeln!(out, "{}~ {tail}", "  ".repeat(depth)).unwrap();
        }
    }
    let mut out = String::new();
    if let Some(title) = &outline.title {
        writeln!(out, "! {}", title.text).unwrap();
    }
    for told in &outline.opening {
        writeln!(out, "^ {}", told.text).unwrap();
    }
    for section in &outline.sections {
        let level = "#".repeat(usize::from(section.level));
        writeln!(out, "{level} {}", section.heading.as_deref().unwrap_or("?")).unwrap();
        for lead in &section.leads {
            writeln!(out, "> {}", lead.text).unwrap();
        }
        for draft in &section.items {
            item(&mut out, draft, 0);
        }
    }
    for told in &outline.closing {
        writeln!(out, "$ {}", told.text).unwrap();
    }
    for told in &outline.sign_off {
        writeln!(out, "@ {}", told.text).unwrap();
    }
    out
}

fn check(text: &str, expected: &str) {
    assert_eq!(sketch(&only(text)), expected, "\n{text}");
}

#[test]
fn every_numbering_style_is_an_item_of_its_list() {
    for (style, marks) in [
        ("ar-dun", ["1、", "2、", "3、"]),
        ("ar-dot", ["1.", "2 .", "3．"]),
        ("ar-paren", ["1)", "2）", "3)"]),
        ("ar-pp", ["(1)", "（2）", "(3)"]),
        ("circled", ["①", "②", "③"]),
        ("cn-dun", ["一、", "二、", "三、"]),
        ("cn-dot", ["一.", "二.", "三."]),
        ("cn-paren", ["（一）", "(二)", "（三）"]),
        ("cn-shi", ["一是", "二是", "三是"]),
        ("cn-di", ["第一，", "第二,", "第三，"]),
        ("bullet-ar-dun", ["- 1、", "- 2、", "- 3、"]),
    ] {
        let text =
            format!("{}每周清点库存。\n{}每月盘点尾箱。\n{}登记台账。\n", marks[0], marks[1], marks[2]);
        let outline = only(&text);
        let items: Vec<_> = outline.sections.iter().flat_map(|section| &section.items).collect();
        let numbers: Vec<_> = items.iter().map(|item| item.marker.as_ref().unwrap().number).collect();
        assert_eq!(numbers, [Some(1), Some(2), Some(3)], "{style}");
        assert!(items.iter().all(|item| item.marker.as_ref().unwrap().style.id() == style), "{style}");
        assert_eq!(items[0].text, "每周清点库存。");
    }
}

#[test]
fn a_list_that_restarts_is_a_section_without_heading() {
    check(
        "1、清点库存。\n2、登记台账。\n1、培训新员工。\n2、组织考试。\n",
        "# ?\n-1 清点库存。\n-2 登记台账。\n# ?\n-1 培训新员工。\n-2 组织考试。\n",
    );
    check(
        "- 1、清点库存。\n- 2、登记台账。\n3、报送报表。\n",
        "# ?\n-1 清点库存。\n-2 登记台账。\n-3 报送报表。\n",
    );
}

#[test]
fn chinese_numbers_are_headings_if_they_have_a_body() {
    check(
        "一、服务\n（一）厅堂\n1、摆放座椅。\n2、配备饮水。\n（二）柜面\n1、缩短等候。\n二、风险\n（一）抽查\n1、每周抽查。\n",
        "# 服务\n## 厅堂\n-1 摆放座椅。\n-2 配备饮水。\n## 柜面\n-1 缩短等候。\n# 风险\n## 抽查\n-1 每周抽查。\n",
    );
    check(
        "一、摆放座椅。\n二、配备饮水。\n三、缩短等候。\n",
        "# ?\n-1 摆放座椅。\n-2 配备饮水。\n-3 缩短等候。\n",
    );
    check(
        "第一节 目的\n统一思想，明确方向。\n第二节 内容\n1、学制度；\n(1)学柜面制度；\n(2)学信贷制度。\n2、学产品。\n",
        "# 目的\n- 统一思想，明确方向。\n# 内容\n-1 学制度；\n  -1 学柜面制度；\n  -2 学信贷制度。\n-2 学产品。\n",
    );
}

#[test]
fn broken_lines_are_joined_and_whole_ones_are_not() {
    check(
        "1、做好假币收缴工作，及时向人民银行报送收\n\n缴情况。\n2、做好残币兑换工作，确保资金的安\n安，不出差错。\n",
        "# ?\n-1 做好假币收缴工作，及时向人民银行报送收缴情况。\n-2 做好残币兑换工作，确保资金的安，不出差错。\n",
    );
    check(
        "加强学习\n每周四下午集中学习一次。\n",
        "! 加强学习\n# ?\n- 每周四下午集中学习一次。\n".replace("! 加强学习\n# ?", "# 加强学习").as_str(),
    );
}

#[test]
fn items_that_stand_in_one_line_are_split() {
    check(
        "一、期限 1、任期一年。2、期满考核。\n二、职责\n1)编制预算;2)报送报表; 3)管理档案。\n4)完成其他任务。\n",
        "# 期限\n-1 任期一年。\n-2 期满考核。\n# 职责\n-1 编制预算;\n-2 报送报表;\n-3 管理档案。\n-4 完成其他任务。\n",
    );
}

#[test]
fn inline_lists_become_parts_with_lead_and_tail() {
    check(
        "目前存在以下问题：一是人手不足；二是设备老化；三是流程较长。对于上述问题，要逐一研究解决。\n加强日常管理，一是能提高效率，另一方面能降低成本。\n",
        "# ?\n- 目前存在以下问题：\n  -1 人手不足；\n  -2 设备老化；\n  -3 流程较长。\n~ 对于上述问题，要逐一研究解决。\n- 加强日常管理，一是能提高效率，另一方面能降低成本。\n",
    );
    check(
        "优化网点布局。二是更新自助设备。三是培训大堂人员。\n一是开展外拓。二是走访企业。\n",
        "# ?\n- 优化网点布局。\n-2 更新自助设备。\n-3 培训大堂人员。\n# ?\n-1 开展外拓。\n-2 走访企业。\n",
    );
    check(
        "二、渠道\n要抓好两个渠道：\n一是网点。\n二是手机银行。\n三、队伍\n加强培训。\n",
        "# 渠道\n> 要抓好两个渠道：\n-1 网点。\n-2 手机银行。\n# 队伍\n- 加强培训。\n",
    );
}

#[test]
fn openings_closings_and_signatures_are_told_apart() {
    check(
        "为做好今年的保卫工作，特制定本计划。\n一、防范\n1、检修门禁。\n2、更换探头。\n新的一年，我们相信在大家的共同努力下，一定会取得更好的成绩。\n某某支行保卫部\n2027年1月5日\n",
        "^ 为做好今年的保卫工作，特制定本计划。\n# 防范\n-1 检修门禁。\n-2 更换探头。\n$ 新的一年，我们相信在大家的共同努力下，一定会取得更好的成绩。\n@ 某某支行保卫部\n@ 2027年1月5日\n",
    );
}

#[test]
fn labelled_paragraphs_are_parts_of_the_title_above() {
    check(
        "1.库房改造:\n规划:年内完成选址。\n施工:分两批进行。\n2.系统升级:\n测试:先在一个网点试行。\n",
        "# ?\n-1 库房改造:\n  - 年内完成选址。\n  - 分两批进行。\n-2 系统升级:\n  - 先在一个网点试行。\n",
    );
}

#[test]
fn stray_signs_go_and_words_stay() {
    let import = imported(
        "1、做好日常的`工作，完成全年的'任务。\n2、落实《**银行**分行办法》和**atm**管理，会计算风险”控制。\n",
    );
    let outline = &import.plans[0].outline;
    assert_eq!(outline.sections[0].items[0].text, "做好日常的工作，完成全年的任务。");
    assert_eq!(outline.sections[0].items[1].text, "落实《**银行**分行办法》和atm管理，会计算风险控制。");
    let dropped: Vec<_> = import
        .report
        .accounts
        .iter()
        .filter(|a| matches!(a.fate, Fate::Dropped(_)))
        .map(|a| &*a.text)
        .collect();
    assert_eq!(dropped, ["`", "'", "**", "**", "”"]);
}

#[test]
fn a_collecting_page_is_split_and_its_furniture_dropped() {
    let page = "银行计划大全(汇总3篇)\n下面是小编为大家整理的范文，欢迎阅读。\n银行计划 篇一\n1、清点库存。\n2、登记台账。\n银行计划 篇二\n1、走访企业。\n银行计划 篇三\n1、检修门禁。\n查看更多\n";
    let import = imported(page);
    let bounds: Vec<_> = import.plans.iter().map(|p| (p.heading_line, p.first_line, p.last_line)).collect();
    assert_eq!(bounds, [(Some(3), 4, 5), (Some(6), 7, 7), (Some(8), 9, 9)]);
    let chrome = import.report.accounts.iter().filter(|a| a.fate == Fate::Dropped(Reason::Chrome)).count();
    assert_eq!(chrome, 3);
    for (first, second) in [
        ("范文第1篇", "范文第2篇"),
        ("第一篇：保卫计划", "第二篇：信贷计划"),
        ("工作计划（一）", "工作计划（二）"),
        ("★工作计划范文一★", "★工作计划范文二★"),
        ("【工作计划1】", "【工作计划2】"),
        ("【篇一】某行工作计划", "【篇二】某行工作总结"),
        ("一、银行工作计划范文", "二、银行工作计划范文"),
        ("工作计划模板1", "工作计划模板2"),
    ] {
        let page = format!("{first}\n1、清点库存。\n2、登记台账。\n{second}\n1、走访企业。\n");
        assert_eq!(imported(&page).plans.len(), 2, "{first}");
    }
}

pub(crate) fn blanks(text: &str) -> Vec<String> {
    import::found::blanks(text).into_iter().map(|blank| blank.token).collect()
}

#[test]
fn blanks_are_told_from_words() {
    for (text, tokens) in [
        ("20xx年XX银行x月计划", &["20xx", "XX", "x"][..]),
        ("余额____万元，增长()%，（ ）户", &["____", "()", "（ ）"]),
        ("20__年由_总批准，**分行--部门", &["20__", "_", "**", "--"]),
        ("excel表、Xerox机、奖金*系数、3-5户、VIP", &[]),
    ] {
        assert_eq!(blanks(text), tokens, "{text}");
    }
}

pub(crate) fn times(text: &str) -> Vec<String> {
    import::found::times(text).into_iter().map(|time| time.value).collect()
}

#[test]
fn times_are_read_in_their_grammar() {
    for (text, values) in [
        ("2016年2月29日前", &["2016-02-29"][..]),
        ("6月9日至18日", &["06-09/06-18"]),
        ("2016年9-12月", &["2016-09/2016-12"]),
        ("4、5月份走访", &["04月", "05月"]),
        ("三月底、四月中旬", &["03月底", "04月中旬"]),
        ("2020年12月末", &["2020-12末"]),
        ("一季度末，第二季度，2016年三季度", &["Q1末", "Q2", "2016-Q3"]),
        ("上半年，2020年下半年", &["H1", "2020-H2"]),
        ("2016年底、年初", &["2016年底", "年初"]),
        ("每月25日前、每周三、每周一次、每季度末、每天", &["每月25日", "每周三", "每周", "每季末", "每日"]),
        ("按日、周、旬、月通报", &["每日", "每周", "每旬", "每月"]),
        ("月度复盘，年度回访，年度预算", &["每月", "每年"]),
        ("48小时内答复，三日内办结，两个月内完成", &["≤48小时", "≤3天", "≤2个月"]),
        ("当日录入，逾期90天", &["当日", ">90天"]),
        ("逐年提高，三个月，24小时营业，2016年，《2015年3月办法》", &[]),
    ] {
        assert_eq!(times(text), values, "{text}");
    }
}

#[test]
fn quantities_have_value_and_unit() {
    let told = |text: &str| -> Vec<String> {
        import::found::quantities(text)
            .into_iter()
            .map(|q| match q.value {
                import::found::Value::One(value) => {
                    format!("{}{value}{}", q.comparison.map_or("", |c| c.sign()), q.unit)
                }
                import::found::Value::Range(low, high) => format!("{low}..{high}{}", q.unit),
            })
            .collect()
    };
    for (text, expected) in [
        ("新增客户1,200户，存款3.5亿元", &["1200户", "3.5亿元"][..]),
        ("满意度不低于95%，误差控制在0.1%以下", &[">=95%", "<=0.1%"]),
        ("推出1-2款产品，5—50万客户", &["1..2款", "5..50万"]),
        ("零投诉，出错率为零", &["0", "0"]),
        ("排名第3名，200多人次", &["3名次", "200人次"]),
        ("每半年组织1次培训，2016年3月5日，1#楼，8×8，前8000名，100%银行承兑汇票，24小时自动营业厅", &[]),
    ] {
        assert_eq!(told(text), expected, "{text}");
    }
}

#[test]
fn decisions_override_what_was_found() {
    let text = "1、清点库存。\n各部门都要配合库存清点。\n新的一年，我们相信会更好，共同努力，再创佳绩。\n";
    let decided = |line, decision| {
        let decisions = Decisions::from([(line, decision)]);
        sketch(&import::import(&import::lines(text), &decisions).plans[0].outline)
    };
    assert_eq!(decided(3, Decision::Drop).lines().last(), Some("- 各部门都要配合库存清点。"));
    assert!(decided(2, Decision::Join).contains("-1 清点库存。各部门都要配合库存清点。"));
    assert!(decided(2, Decision::Heading(1)).contains("# 各部门都要配合库存清点\n"));
    assert!(decided(2, Decision::Closing).contains("$ 各部门都要配合库存清点。"));
    assert!(decided(1, Decision::Opening).contains("^ 1、清点库存。"));
    let parts = import::import(&import::lines(text), &Decisions::from([(2, Decision::StartsPlan)]));
    assert_eq!(parts.plans.len(), 2);
}

fn built(text: &str) -> import::Built {
    let import = imported(text);
    let wish = Wish {
        year: YearNumber::new(2027).unwrap(),
        title: "导入".to_owned(),
        fields: true,
        called: None,
        without: std::collections::BTreeSet::new(),
    };
    import::build(import.plans[0].clone(), &wish)
}

#[test]
fn a_plan_is_made_with_its_fields() {
    let built = built(
        "2028年二季度**银行巡检计划\n特制定20xx年计划如下：\n一、设备\n1.巡检设备:每月25日由科技部负责巡检，设备完好率不低于98%。\n2.报送报表。余额()万元。\n",
    );
    let plan = &built.plan;
    plan.validate().unwrap();
    assert_eq!(plan.period.year(), 2028);
    assert_eq!(plan.title.as_str(), "2028年二季度⟦银行名称⟧银行巡检计划");
    let Some(Part::Section(section)) = plan.parts.iter().find(|part| matches!(part, Part::Section(_))) else {
        panic!("no section")
    };
    let Item::Measure(measure) = &section.items[0] else { panic!("no measure") };
    assert_eq!(measure.title.as_str(), "巡检设备");
    assert!(matches!(measure.when, Some(When::Cadence(_))));
    assert_eq!(measure.indicators[0].name.as_str(), "设备完好率");
    assert_eq!(measure.indicators[0].unit, "%");
    assert_eq!(measure.owners.len(), 1);
    let names: Vec<_> = plan.placeholders.iter().map(|p| p.name.as_str()).collect();
    assert_eq!(names, ["年份", "数额1", "银行名称"]);
}

#[test]
fn problems_and_reviews_become_parts_of_their_own() {
    let sorts = |text: &str| -> Vec<&'static str> {
        let plan = built(text).plan;
        plan.validate().unwrap();
        plan.parts
            .iter()
            .map(|part| match part {
                Part::Opening(_) => "opening",
                Part::Section(_) => "section",
                Part::Review(_) => "review",
                Part::Problems(problems) => {
                    assert_eq!(problems.problems.len(), 2);
                    "problems"
                }
                Part::Closing(_) => "closing",
                Part::SignOff(_) => "sign-off",
                _ => "other",
            })
            .collect()
    };
    assert_eq!(
        sorts(
            "一、上半年工作回顾\n1、清点库存。\n2、登记台账。\n二、存在的问题\n一是人手不足。\n二是设备老化。\n三、下半年工作打算\n1、补充人员。\n2、更换设备。\n"
        ),
        ["review", "problems", "section"]
    );
    // What only looks back is the plan's own matter.
    assert_eq!(sorts("一、工作回顾\n1、清点库存。\n2、登记台账。\n"), ["section"]);
    assert_eq!(
        sorts(
            "目标责任书\n甲方：城东支行\n乙方：李某\n签订本责任书如下。\n一、职责\n1、清点库存。\n2、登记台账。\n"
        ),
        ["opening", "section"]
    );
    // Those who sign, sign at the end.
    assert_eq!(
        sorts(
            "目标责任书\n甲方：城东支行\n乙方：李某\n一、职责\n1、清点库存。\n2、登记台账。\n甲方（盖章）：\n乙方（签字）：\n2027年1月5日\n"
        ),
        ["opening", "section", "closing"]
    );
}

#[test]
fn a_text_that_is_no_plan_is_told() {
    let import = imported("从前有一座山。\n山里有一座庙，庙里住着一位老人。\n");
    assert!(!import.plans[0].is_plan);
    assert!(imported("1、清点库存。\n2、登记台账。\n").plans[0].is_plan);
}

// ---- accounts ----

fn count(counts: &mut BTreeMap<char, i64>, text: &str, sign: i64) {
    for c in text.chars().filter(|c| !c.is_whitespace()) {
        *counts.entry(c).or_default() += sign;
    }
}

/// Counts the characters of an outline with its numbers.
fn count_outline(counts: &mut BTreeMap<char, i64>, outline: &Outline) {
    fn markers(counts: &mut BTreeMap<char, i64>, draft: &ItemDraft) {
        if let Some(marker) = &draft.marker {
            count(counts, &marker.raw, -1);
        }
        for child in &draft.children {
            markers(counts, child);
        }
    }
    outline.for_each_text(&mut |text| count(counts, text, -1));
    for section in &outline.sections {
        if let Some(marker) = &section.marker {
            count(counts, &marker.raw, -1);
        }
        for draft in &section.items {
            markers(counts, draft);
        }
    }
}

/// Holds that every character of the source is in an outline or in the report.
pub(crate) fn accounted(text: &str) {
    accounted_with(text, &Decisions::new());
}

fn accounted_with(text: &str, decisions: &Decisions) {
    let import = import::import(&import::lines(text), decisions);
    let mut counts = BTreeMap::new();
    for line in import::lines(text) {
        count(&mut counts, &line.text, 1);
    }
    for plan in &import.plans {
        count_outline(&mut counts, &plan.outline);
    }
    for account in &import.report.accounts {
        match &account.fate {
            Fate::Dropped(_) => count(&mut counts, &account.text, -1),
            Fate::Replaced(to) => {
                count(&mut counts, &account.text, -1);
                count(&mut counts, to, 1);
            }
            Fate::Kept(_) | Fate::Joined | Fate::Split | Fate::Number | Fate::Guessed(_) => {}
        }
    }
    counts.retain(|_, n| *n != 0);
    assert!(counts.is_empty(), "{counts:?}\n{text}");
}

fn decision() -> impl Strategy<Value = Decision> {
    prop_oneof![
        Just(Decision::Drop),
        Just(Decision::Keep),
        Just(Decision::Join),
        Just(Decision::Title),
        Just(Decision::Opening),
        (1_u8..4).prop_map(Decision::Heading),
        Just(Decision::Item),
        Just(Decision::Paragraph),
        Just(Decision::Closing),
        Just(Decision::StartsPlan),
    ]
}

proptest! {
    #[test]
    fn every_character_is_in_the_plan_or_in_the_report(
        lines in proptest::collection::vec(
            ("(|一、|二、|（一）|(二)|1、|2、|- 1、|3 .|1\\)|\\(2\\)|一是|第一，|首先，|其次，|最后|第一步：|篇一|附件1|甲方：)",
             "[a-z的一是二三，。；：、()（）“”‘*`'_0-9x年月日%工作计划客户小编□《》 ]{0,40}"),
            0..24,
        )
    ) {
        let mut text = String::new();
        for (mark, words) in &lines {
            writeln!(text, "{mark}{words}").unwrap();
        }
        accounted(&text);
    }

    #[test]
    fn every_character_is_accounted_for_whatever_is_decided(
        lines in proptest::collection::vec(
            ("(|一、|（一）|1、|一是|篇一|篇二|上一篇：|甲方：)", "[的一是二，。；：工作计划20年月%小编]{0,24}"),
            0..16,
        ),
        decided in proptest::collection::btree_map(1_usize..18, decision(), 0..6),
    ) {
        let mut text = String::new();
        for (mark, words) in &lines {
            writeln!(text, "{mark}{words}").unwrap();
        }
        accounted_with(&text, &decided);
    }

    #[test]
    fn any_bytes_are_read_or_refused(bytes in proptest::collection::vec(any::<u8>(), 0..600)) {
        for format in [Format::Text, Format::Markdown, Format::Docx] {
            if let Ok(source) = import::read(&bytes, format) {
                let import = import::import(&source.lines, &Decisions::new());
                let wish = Wish { year: YearNumber::new(2027).unwrap(), title: String::new(), fields: true, called: None, without: std::collections::BTreeSet::new() };
                for plan in &import.plans {
                    import::build(plan.clone(), &wish).plan.validate().unwrap();
                }
            }
        }
    }
}

// ---- encodings and bad input ----

#[test]
fn encodings_are_recognised() {
    let text = "一、做好库存清点工作。\n二、做好台账登记工作。\n三、做好报表报送工作。\n";
    let (gb, _, _) = encoding_rs::GB18030.encode(text);
    let wide = |big: bool| -> Vec<u8> {
        text.encode_utf16()
            .flat_map(|unit| if big { unit.to_be_bytes() } else { unit.to_le_bytes() })
            .collect()
    };
    let with_mark = |mark: &[u8], bytes: Vec<u8>| [mark.to_vec(), bytes].concat();
    for bytes in [
        text.as_bytes().to_vec(),
        with_mark(b"\xef\xbb\xbf", text.as_bytes().to_vec()),
        gb.into_owned(),
        with_mark(b"\xff\xfe", wide(false)),
        with_mark(b"\xfe\xff", wide(true)),
    ] {
        let source = import::read(&bytes, Format::Text).unwrap();
        assert_eq!(source.lines[0].text, "一、做好库存清点工作。", "{:?}", source.encoding);
        assert_eq!(source.notes, []);
    }
    let mixed = [text.as_bytes(), &encoding_rs::GB18030.encode("四、做好密押保管工作。").0[..]].concat();
    let source = import::read(&mixed, Format::Text).unwrap();
    assert_eq!(source.lines[3].text, "四、做好密押保管工作。");
    assert_eq!(source.notes, [SourceNote::Guessed]);
}

#[test]
fn what_is_no_text_is_refused() {
    let noise: Vec<u8> = (0..=255_u8).cycle().take(5000).collect();
    assert_eq!(import::read(b"", Format::Text).unwrap_err(), ImportFault::Empty);
    assert_eq!(import::read(b" \n \n", Format::Text).unwrap_err(), ImportFault::Empty);
    assert_eq!(import::read(&noise, Format::Text).unwrap_err(), ImportFault::NotText);
    assert_eq!(import::read(&noise, Format::Docx).unwrap_err(), ImportFault::Docx(DocxFault::NotADocument));
    let compound = [&b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"[..], &[0; 600]].concat();
    assert_eq!(import::read(&compound, Format::Docx).unwrap_err(), ImportFault::Docx(DocxFault::Locked));
    let source = import::read("1、清点库存。".as_bytes(), Format::Docx).unwrap();
    assert_eq!(source.notes, [SourceNote::OtherFormat]);
}

#[test]
fn a_line_of_a_million_characters_is_imported() {
    let text = format!(
        "1、{}。\n2、登记台账。\n",
        "每月25日完成20%的清点，2016年3月报《办法》，一是查，".repeat(30_000)
    );
    accounted(&text);
}

#[test]
fn markdown_gives_its_headings_lists_and_tables() {
    let text = "# 2027年保卫计划\n\n## 一、防范\n\n1. **门禁**：每月检修一次。\n   - 正门\n   - 后门\n2. 更换探头。\n\n## 二、演练\n\n| 措施 | 责任部门 | 时限 |\n|---|:-:|---|\n| 消防演练 | 保卫部 | 每季度 |\n\n落实《**银行**分行办法》。\n";
    let source = import::read(text.as_bytes(), Format::Markdown).unwrap();
    let import = import::import(&source.lines, &Decisions::new());
    let outline = &import.plans[0].outline;
    assert!(
        sketch(outline).starts_with(
            "! 2027年保卫计划\n# 防范\n-1 门禁：每月检修一次。\n  - 正门\n  - 后门\n-2 更换探头。\n# 演练\n"
        ),
        "{}",
        sketch(outline)
    );
    assert_eq!(outline.sections[1].tables[0].len(), 2);
    assert_eq!(blanks("落实《**银行**分行办法》。"), ["**", "**"]);
}

#[test]
fn labelled_paragraphs_are_parts_of_a_short_item() {
    check(
        "1、加强检查。\n频率：每季末检查一次。\n重点：员工行为。\n2、培训员工。\n",
        "# ?\n-1 加强检查。\n  - 每季末检查一次。\n  - 员工行为。\n-2 培训员工。\n",
    );
}

#[test]
fn a_paragraph_before_a_closing_closes_too() {
    check(
        "一、检查\n1、每周清点库存。\n2、每月盘点尾箱。\n安全工作没有终点，只有起点。\n让我们齐心协力，共同守护我们的家园！\n",
        "# 检查\n-1 每周清点库存。\n-2 每月盘点尾箱。\n$ 安全工作没有终点，只有起点。\n$ 让我们齐心协力，共同守护我们的家园！\n",
    );
}

#[test]
fn a_first_paragraph_that_orders_is_a_measure() {
    check(
        "财务工作计划\n继续抓好学习。组织全体人员参加培训，落实学习笔记。\n一、预算\n1、编制预算草案。\n",
        "! 财务工作计划\n# ?\n- 继续抓好学习。组织全体人员参加培训，落实学习笔记。\n# 预算\n-1 编制预算草案。\n",
    );
}

#[test]
fn a_paragraph_that_announces_a_list_begins_a_section() {
    check(
        "（一）存款。余额10万元。\n（二）贷款。余额20万元。\n半年来，我们主要做了以下几个方面的工作。\n1、配强队伍。选拔骨干。\n2、分层营销。上门走访。\n",
        "# ?\n-1 存款。余额10万元。\n-2 贷款。余额20万元。\n# ?\n> 半年来，我们主要做了以下几个方面的工作。\n-1 配强队伍。选拔骨干。\n-2 分层营销。上门走访。\n",
    );
}

#[test]
fn words_that_ask_for_nothing_go_on_about_the_list_above() {
    check(
        "一、风控\n1、每周检查尾箱。\n2、每月盘点库存。\n篱笆不牢，外贼易入。\n二、队伍\n一是严把准入，按月走访。二是紧盯贷后。\n宁可少放一笔，不可放错一笔。\n三、其他\n1、登记台账。\n",
        "# 风控\n-1 每周检查尾箱。\n-2 每月盘点库存。\n+ 篱笆不牢，外贼易入。\n# 队伍\n-1 严把准入，按月走访。\n-2 紧盯贷后。\n+ 宁可少放一笔，不可放错一笔。\n# 其他\n-1 登记台账。\n",
    );
}

#[test]
fn a_first_heading_without_a_number_is_no_title_where_others_follow() {
    check(
        "工作方面\n1、每周检查尾箱。\n2、每月盘点库存。\n学习方面\n上半年考下证书，每天读书。\n",
        "# 工作方面\n-1 每周检查尾箱。\n-2 每月盘点库存。\n# 学习方面\n- 上半年考下证书，每天读书。\n",
    );
}

#[test]
fn a_heading_glued_to_a_line_is_seen_where_the_one_before_is_lost() {
    check(
        "一.内控\n1、每周检查尾箱。\n2、报表按时报送。三.培训与协作\n1、每期培训3天。\n2、每月讲课。\n",
        "# 内控\n-1 每周检查尾箱。\n-2 报表按时报送。\n# 培训与协作\n-1 每期培训3天。\n-2 每月讲课。\n",
    );
}

#[test]
fn what_was_done_is_no_target_and_what_falls_is_held_below() {
    let offered = |text: &str| import::offers(text, YearNumber::new(2027).unwrap());
    for past in [
        "上半年共清收不良贷款420万元，不良率降至0.35%。",
        "截至6月末，各项存款余额12.35亿元。",
        "xx年11月14日印发了《考核办法》。",
        "年度回访覆盖率较好。",
    ] {
        let found = offered(past);
        assert!(found.indicators.is_empty() && found.times.is_empty(), "{past}: {found:?}");
    }
    let found = offered("上年的做法要坚持。12月底前不良率降至0.35%。");
    assert_eq!(found.times.len(), 1);
    assert!(matches!(found.indicators[0].target, Target::AtMost(_)));
}

#[test]
fn what_follows_the_parts_of_a_measure_stays_behind_them() {
    let plan = built("1、存在以下差距：一是存款少；二是客户少。以上问题将认真解决。\n2、登记台账。\n").plan;
    let measures = planwright::model::query::measures(&plan);
    let words: Vec<&str> = measures.iter().flat_map(|m| &m.paragraphs).map(|p| p.text.as_str()).collect();
    assert_eq!(words, ["以上问题将认真解决。"]);
    assert!(measures[0].paragraphs.is_empty());
}

#[test]
fn attachments_are_numbered_anew() {
    let plan = built("1、清点库存。\n2、登记台账。\n附件1：岗位说明书\n附件2：评分表\n").plan;
    let headings: Vec<&str> = plan
        .parts
        .iter()
        .filter(|part| matches!(part, Part::Attachment(_)))
        .map(|part| part.heading().unwrap().as_str())
        .collect();
    assert_eq!(headings, ["岗位说明书", "评分表"]);
}

#[test]
fn a_word_for_whoever_answers_is_no_owner() {
    let year = YearNumber::new(2027).unwrap();
    assert!(import::offers("检查各项制度的第一责任人是否明确，由责任人负责整改。", year).owners.is_empty());
    let owners = import::offers("由网点负责人每周组织检查。", year).owners;
    assert_eq!(owners, [("网点负责人".to_owned(), true)]);
}

#[test]
fn a_masked_surname_is_a_blank() {
    assert_eq!(blanks("由X主任负责辅导。"), ["X"]);
    assert_eq!(blanks("由李X光负责，X光片存档。"), Vec::<String>::new());
}
