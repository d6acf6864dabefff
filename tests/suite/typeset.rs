//! The printed page: what stands on it and where, proven on the produced PDF and its pictures.

use std::path::Path;
use std::process::Command;
use std::sync::{Arc, OnceLock};

use planwright::export::{self, PdfMeta};
use planwright::model::{
    Goal, GoalId, Item, Language, Measure, Part, Period, Plan, PlanStatus, Prose, SectionRole, SignOff, Text,
    YearNumber,
};
use planwright::typeset::{Bitmap, FontSet, PT_PER_MM, Pages, Profile, Typesetter};

use crate::sample_plan::{Maker, hall_plan, plan_of_every_kind};

pub(crate) fn typesetter() -> &'static Typesetter {
    static TYPESETTER: OnceLock<Typesetter> = OnceLock::new();
    TYPESETTER.get_or_init(|| Typesetter::new(FontSet::bundled()))
}

fn set(plan: &Plan) -> Pages {
    let pages = typesetter().pages(plan, &Profile::of_language(plan.language)).unwrap();
    assert_eq!(pages.warnings(), [] as [String; 0]);
    pages
}

fn pdf(plan: &Plan) -> Vec<u8> {
    export::pdf(&set(plan), &PdfMeta::of(plan)).unwrap()
}

/// Writes pictures and the PDF where `PLANWRIGHT_PICTURES` names a folder, for a look at them.
pub(crate) fn show(plan: &Plan, pages: &Pages, name: &str) {
    let Ok(folder) = std::env::var("PLANWRIGHT_PICTURES") else { return };
    for page in 0..pages.len() {
        let png = export::png(pages, page, 96.0).unwrap();
        std::fs::write(Path::new(&folder).join(format!("{name}-{}.png", page + 1)), png).unwrap();
    }
    let pdf = export::pdf(pages, &PdfMeta::of(plan)).unwrap();
    std::fs::write(Path::new(&folder).join(format!("{name}.pdf")), pdf).unwrap();
}

/// A plan in Chinese with nothing but an opening of these paragraphs.
fn prose_plan(paragraphs: &[&str]) -> Plan {
    let mut make = Maker::new(Language::ZhCn);
    let paragraphs = paragraphs.iter().map(|text| make.paragraph(text)).collect();
    let prose = Prose { id: make.part_id(), paragraphs };
    make.plan().status = PlanStatus::InForce;
    make.plan().parts = vec![Part::Opening(Arc::new(prose))];
    make.done()
}

/// Runs a tool on a PDF and returns what it prints, or none where the tool is not installed.
pub(crate) fn tool(name: &str, before: &[&str], pdf: &[u8], after: &[&str]) -> Option<String> {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("plan.pdf");
    std::fs::write(&path, pdf).unwrap();
    let Ok(output) = Command::new(name).args(before).arg(&path).args(after).output() else {
        eprintln!("skipped: {name} is not installed");
        return None;
    };
    assert!(output.status.success(), "{name}: {}", String::from_utf8_lossy(&output.stderr));
    Some(String::from_utf8(output.stdout).unwrap())
}

pub(crate) fn text_of(pdf: &[u8]) -> Option<String> {
    let text = tool("pdftotext", &["-raw"], pdf, &["-"])?;
    let page_number = |line: &str| line.starts_with('—') && line.ends_with('—');
    let lines = text.split(['\n', '\u{c}']).filter(|line| !page_number(line.trim()));
    Some(lines.flat_map(str::chars).filter(|c| !c.is_whitespace()).collect())
}

/// A stretch of text with its box in pt.
#[derive(Debug)]
struct Line {
    page: usize,
    x_min: f64,
    x_max: f64,
    y_min: f64,
    text: String,
}

/// Returns the words that poppler sees, in its order, those of one line joined.
fn lines_of(pdf: &[u8]) -> Option<Vec<Line>> {
    let html = tool("pdftotext", &["-bbox"], pdf, &["-"])?;
    let mut lines: Vec<Line> = Vec::new();
    let mut page = 0;
    for row in html.lines() {
        if row.trim_start().starts_with("<page ") {
            page += 1;
        }
        let Some(rest) = row.trim_start().strip_prefix("<word ") else { continue };
        let field = |name: &str| {
            let (_, tail) = rest.split_once(&format!("{name}=\"")).unwrap();
            tail.split_once('"').unwrap().0.parse::<f64>().unwrap()
        };
        let text = rest.split_once('>').unwrap().1.split_once('<').unwrap().0;
        let text =
            text.replace("&quot;", "\"").replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&");
        let (x_min, x_max, y_min) = (field("xMin"), field("xMax"), field("yMin"));
        match lines.last_mut() {
            Some(last) if last.page == page && (last.y_min - y_min).abs() < 6.0 => {
                last.text.push_str(&text);
                last.x_max = x_max;
            }
            Some(_) | None => lines.push(Line { page, x_min, x_max, y_min, text }),
        }
    }
    Some(lines)
}

fn assert_near(found_pt: f64, wanted_mm: f64, within_mm: f64, what: &str) {
    let found = found_pt / PT_PER_MM;
    assert!((found - wanted_mm).abs() <= within_mm, "{what}: {found:.3} mm instead of {wanted_mm:.3} mm");
}

/// Pixels a point in the pictures that are measured.
pub(crate) const SCALE: f64 = 6.0;

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a few thousand pixels")]
pub(crate) fn px(mm: f64) -> usize {
    (mm * PT_PER_MM * SCALE).round() as usize
}

#[expect(clippy::cast_precision_loss, reason = "a few thousand pixels")]
pub(crate) fn mm(px: usize) -> f64 {
    px as f64 / SCALE / PT_PER_MM
}

/// Returns the box of what is black between two heights of a picture, in pixels.
pub(crate) fn ink(picture: &Bitmap, from_y: usize, to_y: usize) -> Option<[usize; 4]> {
    let width = usize::try_from(picture.width).unwrap();
    let mut found: Option<[usize; 4]> = None;
    for (index, pixel) in picture.rgba.chunks_exact(4).enumerate() {
        let (x, y) = (index % width, index / width);
        if (from_y..to_y).contains(&y) && pixel[0] < 128 {
            let [left, top, right, bottom] = found.unwrap_or([x, y, x, y]);
            found = Some([left.min(x), top.min(y), right.max(x), bottom.max(y)]);
        }
    }
    found
}

#[test]
fn a_whole_plan_is_set() {
    let plan = hall_plan();
    let pages = set(&plan);
    show(&plan, &pages, "hall");
    assert_eq!(pages.missing(), [] as [char; 0]);
    assert_eq!(pages.len(), 4);
    assert!(pages.characters() > 1400, "{}", pages.characters());
    let Some(text) = text_of(&export::pdf(&pages, &PdfMeta::of(&plan)).unwrap()) else { return };
    for passage in [
        "江北支行营业厅2027年度工作计划（草案）2027年，营业厅以“客户少等、柜台少错、岗位有备”为总要求",
        "一、让客户少等、少跑、少填",
        "（一）客户等候时长明显下降平均等候时长由11.6分钟降到8分钟以内。",
        "1.高峰弹性开窗。每月发薪日",
        "（责任人：王芳、陈晓；时间：每月10日、25日）",
        "3.适老服务专窗。设立个专窗，",
        "（责任人：陈晓；协助：王芳；时间：3月31日前）",
        "客户满意度由96.4%提高到98%以上，有效投诉由7件减到3件以内。",
        "（责任人：全体柜员；时间：尽快）",
        "（责任人：王芳；时限：2小时内）",
        "柜面差错率由万分之1.3降到万分之0.8以内。",
        "检查发现的问题整改率达到100%，应急演练达到4次以上。",
        "（责任人：王芳；时间：每季度末；依据：《营业场所安全管理办法》）",
        "所需资源：消防器材、急救箱和备用发电机；预算：6000元。",
        "风险：演练与营业时间冲突；预案：改在周六上午闭门进行。",
        "（1）第一批补录",
        "（责任人：孙丽；时间：3月）",
        "岗位轮换方案2月28日前完成。",
        "江北支行营业厅2026年12月8日",
    ] {
        assert!(text.contains(passage), "{passage} in {text}");
    }
}

#[test]
fn every_kind_of_part_is_set() {
    for language in Language::ALL {
        let plan = plan_of_every_kind(language);
        let pages = set(&plan);
        show(&plan, &pages, language.tag());
        assert_eq!(pages.missing(), [] as [char; 0]);
        // Every record but people and the blanks of tables is found on the page.
        let mut lost = Vec::new();
        plan.walk(&mut |node| {
            if pages.passage(node.id()).is_empty() {
                lost.push(node);
            }
        });
        assert!(lost.is_empty(), "{lost:?}");
    }
}

#[test]
fn parts_say_what_they_hold() {
    let chinese = text_of(&pdf(&plan_of_every_kind(Language::ZhCn)));
    let english = text_of(&pdf(&plan_of_every_kind(Language::En)));
    let (Some(chinese), Some(english)) = (chinese, english) else { return };
    for passage in [
        "序号指标目标实际比上年完成计划结果1储蓄存款日均增量≥2400万元2210万元+360万元92.1%未完成",
        "2重大差错≤0件0件-1件完成",
        "储蓄存款日均余额由20000万元增加到22000至24000万元。",
        "回访结果当周录入台账。（责任人：王芳；时间：6月30日前）",
        "（二）日常管理1.每天晨会通报上日业绩。（时间：每日）2.台账（1）台账专人保管。",
        "原因：日常走访少，对方需求变化不掌握。对策：建立走访台账，按季回访。（对应措施：二（一）1）",
        "对应措施：二（一）1。",
        "合计100",
        "95分以上1.285分以上、不满95分1.0",
        "甲方：城东支行（行长刘洋）乙方：清河分理处（主任王芳）责任期限：2027年1月至12月",
        "1.不得高息揽储。违反的处理：扣发当季绩效，取消评先资格。",
        "本书一式两份，双方各执一份，签字后生效。",
        "员工：周敏；主管：王芳；第一轮。（一）找出差距要求：月均营销30户现状：上季月均18户差距：12户",
        "附件：1.2027年零售业务分季度任务分解表2.代发单位走访登记表",
        "清河分理处2027年1月5日附件12027年零售业务分季度任务分解表",
    ] {
        assert!(chinese.contains(passage), "{passage} in {chinese}");
    }
    for passage in [
        "Savingsdepositsupfrom20,000thousandyuanto22,000to24,000thousandyuan.",
        "1.Visitstoemployers.Everyemployerisvisited;theheadseesthetwothatleft.",
        "Resultsarerecordedwithintheweek.(Owner:WangFang;time:by30June)",
        "(Measures:II.A.1)",
        "Attachment:1.Targetsbyquarter2.Formsforvisits",
        "QingheOffice5January2027",
    ] {
        assert!(english.contains(passage), "{passage} in {english}");
    }
}

#[test]
fn a_full_line_has_28_characters_and_a_full_page_22_lines() {
    let text = "江北支行营业厅全年工作安排".repeat(120);
    let plan = prose_plan(&[&text]);
    let pages = set(&plan);
    let document = export::pdf(&pages, &PdfMeta::of(&plan)).unwrap();
    if let Some(lines) = lines_of(&document) {
        let full: Vec<_> = lines.iter().filter(|line| line.page == 2 && !line.text.contains('—')).collect();
        assert_eq!(full.len(), 22);
        for line in &full {
            assert_eq!(line.text.chars().count(), 28, "{line:?}");
            assert_near(line.x_min, 28.0, 0.05, "left edge");
            assert_near(line.x_max, 184.0, 0.1, "right edge");
        }
        for pair in full.windows(2) {
            assert_near(pair[1].y_min - pair[0].y_min, 10.446, 0.01, "line pitch");
        }
        let first = lines.first().unwrap();
        assert_eq!(first.text.chars().count(), 26);
        assert_near(first.x_min - full[0].x_min, 2.0 * 156.0 / 28.0, 0.1, "indent");
    }
    // The ink of a full page lies within the type area and nearly fills it.
    let picture = pages.bitmap(1, SCALE).unwrap();
    let [left, top, right, bottom] = ink(&picture, 0, px(263.0)).unwrap();
    assert!((px(28.0)..px(28.6)).contains(&left), "left {left} px");
    assert!((px(183.2)..=px(184.0)).contains(&right), "right {right} px");
    assert!((px(37.0)..px(37.7)).contains(&top), "top {top} px");
    assert!((px(261.2)..=px(262.0)).contains(&bottom), "bottom {bottom} px");
}

#[test]
fn the_page_number_stands_outside_below_the_type_area() {
    let pages = set(&prose_plan(&[&"江北支行营业厅全年工作安排".repeat(120)]));
    let character = 14.0 / PT_PER_MM;
    for page in 0..2 {
        let picture = pages.bitmap(page, SCALE).unwrap();
        let [left, _, right, _] = ink(&picture, px(264.0), px(297.0)).unwrap();
        // The dash has a little room of its own at its ends.
        if page % 2 == 0 {
            let gap = 184.0 - mm(right) - character;
            assert!((0.0..0.4).contains(&gap), "odd page: {gap} mm beyond one character");
        } else {
            let gap = mm(left) - 28.0 - character;
            assert!((0.0..0.4).contains(&gap), "even page: {gap} mm beyond one character");
        }
        // The dash is the ink in the outermost columns.
        let width = usize::try_from(picture.width).unwrap();
        let column = if page % 2 == 0 { right - 12 } else { left + 12 };
        let dash_top = (px(264.0)..px(297.0)).find(|y| picture.rgba[(y * width + column) * 4] < 128).unwrap();
        assert!((mm(dash_top) - 269.0).abs() < 0.1, "dash at {} mm", mm(dash_top));
    }
}

#[test]
fn name_and_date_stand_as_the_standard_says() {
    let pitch = Profile::gbt9704().character_pitch_pt();
    let character = pitch / PT_PER_MM;
    for (name, date_is_longer) in [("江北支行营业厅运营管理部", false), ("王芳", true)] {
        let mut make = Maker::new(Language::ZhCn);
        let text = make.paragraph("2027年按季检查。");
        let closing = Prose { id: make.part_id(), paragraphs: vec![text] };
        let sign_off = SignOff { id: make.part_id(), name: name.into(), on: None };
        make.plan().status = PlanStatus::InForce;
        make.plan().date = chrono::NaiveDate::from_ymd_opt(2027, 1, 5);
        make.plan().parts = vec![Part::Closing(Arc::new(closing)), Part::SignOff(Arc::new(sign_off))];
        let plan = make.done();
        let pages = set(&plan);
        show(&plan, &pages, name);
        let Some(lines) = lines_of(&export::pdf(&pages, &PdfMeta::of(&plan)).unwrap()) else { return };
        let [text, signed, date] = [0, 1, 2].map(|n| &lines[n]);
        assert_eq!(signed.text, name);
        assert_eq!(date.text, "2027年1月5日");
        // Poppler's boxes hang from the first face of a line, so only lines that begin alike compare.
        assert_near(date.y_min - text.y_min, 3.0 * 10.446, 0.03, "a blank line, the name, the date");
        assert!(signed.y_min > text.y_min + 50.0 && signed.y_min < date.y_min);
        assert_near(date.x_min - signed.x_min, 2.0 * character, 0.2, "date against name");
        let longer = if date_is_longer { date } else { signed };
        assert_near(longer.x_max, 184.0 - 2.0 * character, 0.2, "right edge");
    }
}

#[test]
fn name_and_date_take_text_to_their_page() {
    // The text ends one line above the foot of a page, so that name and date go over.
    let mut make = Maker::new(Language::ZhCn);
    let paragraphs = (0..21).map(|_| make.paragraph("本计划按季检查。")).collect();
    let closing = Prose { id: make.part_id(), paragraphs };
    let sign_off = SignOff { id: make.part_id(), name: "王芳".into(), on: None };
    make.plan().status = PlanStatus::InForce;
    make.plan().parts = vec![Part::Closing(Arc::new(closing)), Part::SignOff(Arc::new(sign_off))];
    let plan = make.done();
    let pages = set(&plan);
    assert_eq!(pages.len(), 2);
    let last = plan.parts.iter().find_map(|part| match part {
        Part::Closing(prose) => prose.paragraphs.last().map(|paragraph| paragraph.id.id()),
        _ => None,
    });
    assert_eq!(pages.passage(last.unwrap()).iter().map(|passage| passage.page).collect::<Vec<_>>(), [1]);
}

#[test]
fn long_titles_are_divided_by_sense_and_leave_the_grid_whole() {
    let mut plan = prose_plan(&["正文。"]);
    plan.title = "江北支行关于进一步改进柜面服务、压降核算差错和加强队伍建设的2027年度工作计划".into();
    let pages = set(&plan);
    show(&plan, &pages, "title");
    if let Some(lines) = lines_of(&export::pdf(&pages, &PdfMeta::of(&plan)).unwrap()) {
        let rows: Vec<&str> = lines.iter().take(3).map(|line| line.text.as_str()).collect();
        assert_eq!(
            rows,
            ["江北支行关于进一步改进柜面服务、", "压降核算差错和加强队伍建设的", "2027年度工作计划"]
        );
        for line in lines.iter().take(3) {
            // A mark at the end of a line is squeezed, so the middle is a little off.
            assert_near(f64::midpoint(line.x_min, line.x_max), 28.0 + 78.0, 2.1, "middle");
        }
    }
    plan.title = Text::default();
    let untitled = set(&plan).passage(plan.parts[0].id())[0].y_top_pt;
    let rows =
        (pages.passage(plan.parts[0].id())[0].y_top_pt - untitled) / Profile::gbt9704().line_pitch_pt();
    assert!((rows - rows.round()).abs() < 0.01 && rows > 3.9, "{rows} lines");
}

#[test]
fn text_of_the_plan_is_never_markup() {
    let hostile = r#"#let x = 1; *粗* _斜_ $a^2$ @ref <label> ] } ) \ ` // x /* y */ = 标题 - 项 + 项 1. 项 #include "/profile.json" #eval("1+1") ~ -- --- ... "引" '引' https://x.y https:// {{ [["#;
    let mut make = Maker::new(Language::ZhCn);
    make.plan().title = hostile.into();
    let measure = make.measure(hostile, hostile, &[], None);
    let goal = Goal {
        id: GoalId::new(make.id()),
        text: hostile.into(),
        leads: vec![make.paragraph(hostile)],
        indicators: Vec::new(),
        measures: vec![measure],
    };
    let section = make.section(SectionRole::General, hostile, vec![Item::Goal(Arc::new(goal))]);
    make.plan().parts = vec![Part::Section(section)];
    let plan = make.done();
    let pages = set(&plan);
    show(&plan, &pages, "hostile");
    let Some(text) = text_of(&export::pdf(&pages, &PdfMeta::of(&plan)).unwrap()) else { return };
    let wanted: String = hostile.chars().filter(|c| !c.is_whitespace()).collect();
    assert_eq!(text.matches(&wanted).count(), 6, "{text}");
}

#[test]
fn odd_text_does_no_harm() {
    let long = "字".repeat(10_000);
    let unbroken = "w".repeat(3_000);
    let plan = prose_plan(&[
        &long,
        &unbroken,
        "控制\u{0}\u{7}\u{1b}[31m字符\r\n\t\u{202e}倒序\u{2066}隔离\u{feff}",
        "表情😀🇨🇳👩‍👩‍👧 生僻𠮷𪚥 ⟦⟧ ⟦没关上 e\u{301}\u{302}\u{303} ﷽ שלום مرحبا",
        "\u{200b}\u{200d}\u{2060}\u{ad}",
        " ",
    ]);
    let pages = set(&plan);
    assert!(pages.len() >= 17, "{}", pages.len());
    assert!(pages.missing().contains(&'😀'), "{:?}", pages.missing());
    assert!(!pages.missing().contains(&'字'));
    let document = export::pdf(&pages, &PdfMeta::of(&plan)).unwrap();
    assert!(document.starts_with(b"%PDF-"));
    if let Some(text) = text_of(&document) {
        assert_eq!(text.matches('字').count(), 10_001);
        assert!(text.contains("控制[31m字符倒序隔离"));
    }
}

#[test]
fn marks_keep_to_the_rules_of_line_breaking() {
    // Every text puts another mark at the end of the first line of 26 characters.
    let marks =
        ["，", "。", "、", "；", "：", "？", "！", "）", "》", "】", "”", "’", "％", "℃", "‰", "……", "——"];
    let opening = ["（", "《", "【", "“", "‘"];
    let mut texts = Vec::new();
    for mark in marks.iter().chain(&opening) {
        for before in 22..29 {
            texts.push(format!("{}{mark}{}", "字".repeat(before), "字".repeat(20)));
        }
    }
    let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
    let plan = prose_plan(&texts);
    let pages = set(&plan);
    show(&plan, &pages, "marks");
    let Some(lines) = lines_of(&export::pdf(&pages, &PdfMeta::of(&plan)).unwrap()) else { return };
    for line in lines.iter().filter(|line| line.text.contains('字')) {
        let first = line.text.chars().next().unwrap();
        let last = line.text.chars().next_back().unwrap();
        assert!(!"，。、；：？！）》】”’％℃‰…—".contains(first), "{line:?}");
        assert!(!"（《【“‘".contains(last), "{line:?}");
        for pair in ["…", "—"] {
            assert!(line.text.matches(pair).count() % 2 == 0, "{line:?}");
        }
    }
}

#[test]
fn an_empty_plan_is_one_page() {
    for language in Language::ALL {
        let plan = Plan::empty(language, Period::Year(YearNumber::new(2027).unwrap()));
        let pages = set(&plan);
        assert_eq!(pages.len(), 1);
        assert_eq!(pages.size_pt(0).map(|(w, h)| (w.round(), h.round())), Some((595.0, 842.0)));
        assert_eq!(pages.size_pt(1), None);
        assert!(pages.bitmap(1, 1.0).is_none());
        assert!(export::png(&pages, 1, 96.0).is_err());
        assert!(export::pdf(&pages, &PdfMeta::of(&plan)).is_ok());
    }
    // Parts with nothing in them print what is fixed and nothing else.
    let mut make = Maker::new(Language::ZhCn);
    let measure = Arc::new(Measure::new(planwright::model::MeasureId::new(make.id()), Text::default()));
    let goal = make.goal("", vec![], vec![measure]);
    let section = make.section(SectionRole::General, "", vec![goal]);
    let sign_off = SignOff { id: make.part_id(), name: Text::default(), on: None };
    make.plan().parts = vec![Part::Section(section), Part::SignOff(Arc::new(sign_off))];
    assert_eq!(set(&make.done()).len(), 1);
}

#[test]
fn the_same_plan_gives_the_same_bytes() {
    let plan = hall_plan();
    let first = pdf(&plan);
    // A typesetter that has seen nothing yet, after another plan and with caches thrown away.
    let other = Typesetter::new(FontSet::bundled());
    for _ in 0..12 {
        other.pages(&prose_plan(&["别的"]), &Profile::gbt9704()).unwrap();
    }
    let pages = other.pages(&plan, &Profile::gbt9704()).unwrap();
    let second = export::pdf(&pages, &PdfMeta::of(&plan)).unwrap();
    assert!(first == second);
    assert_eq!(export::png(&pages, 0, 96.0).unwrap(), export::png(&set(&plan), 0, 96.0).unwrap());
}

#[test]
fn every_face_is_embedded() {
    let document = pdf(&plan_of_every_kind(Language::ZhCn));
    if let Some(list) = tool("pdffonts", &[], &document, &[]) {
        let rows: Vec<Vec<&str>> = list.lines().skip(2).map(|row| row.split_whitespace().collect()).collect();
        assert!(rows.len() >= 4, "{list}");
        for row in rows {
            // name, type (two words), encoding, emb, sub, uni, object (two numbers)
            let emb = row.len() - 5;
            assert_eq!(row[emb..emb + 3], ["yes", "yes", "yes"], "{list}");
        }
    }
    if let Some(report) = tool("qpdf", &["--check"], &document, &[]) {
        assert!(report.contains("No syntax or stream encoding errors"), "{report}");
    }
    if let Some(info) = tool("pdfinfo", &[], &document, &[]) {
        for wanted in
            ["Tagged:          yes", "Page size:       595.276 x 841.89 pts (A4)", "Tue Jan  5 00:00:00 2027"]
        {
            assert!(info.contains(wanted), "{info}");
        }
    }
}

#[test]
fn passages_tell_where_records_are_printed() {
    let plan = hall_plan();
    let pages = set(&plan);
    let pitch = Profile::gbt9704().line_pitch_pt();
    let measures = planwright::model::query::measures(&plan);
    let mut last = (0, 0.0);
    for measure in &measures {
        let passages = pages.passage(measure.id.id());
        assert!(!passages.is_empty(), "{:?}", measure.label());
        for passage in passages {
            let lines = (passage.y_bottom_pt - passage.y_top_pt) / pitch;
            assert!((lines - lines.round()).abs() < 0.05 && lines > 0.9, "{lines} lines: {passage:?}");
        }
        let begin = (passages[0].page, passages[0].y_top_pt);
        assert!(begin >= last, "{begin:?} comes before {last:?}");
        last = begin;
    }
    // The third measure has three lines, and its first is where poppler finds its words.
    let third = pages.passage(measures[2].id.id());
    assert_eq!(third.len(), 1);
    assert!(((third[0].y_bottom_pt - third[0].y_top_pt) / pitch - 3.0).abs() < 0.05);
    let middle = f64::midpoint(third[0].y_top_pt, third[0].y_bottom_pt);
    assert_eq!(pages.records_at(0, middle).first(), Some(&measures[2].id.id()));
    if let Some(lines) = lines_of(&export::pdf(&pages, &PdfMeta::of(&plan)).unwrap()) {
        let line = lines.iter().find(|line| line.text.starts_with("3.适老")).unwrap();
        assert!(
            (third[0].y_top_pt..third[0].y_bottom_pt).contains(&(line.y_min + 8.0)),
            "{line:?} {third:?}"
        );
    }
    // A section runs over two pages.
    let section = pages.passage(plan.parts[1].id());
    assert_eq!(section.iter().map(|passage| passage.page).collect::<Vec<_>>(), [0, 1]);
}

/// A plan of so many measures, in sections of forty.
pub(crate) fn large_plan(count: usize) -> Plan {
    let mut make = Maker::new(Language::ZhCn);
    make.plan().title = "江北支行2027年度工作计划".into();
    let owner = make.person("王芳", "");
    let mut parts = Vec::new();
    let mut left = count;
    while left > 0 {
        let mut goals = Vec::new();
        for _ in 0..4 {
            let measures = (0..left.min(10))
                .map(|n| {
                    make.measure(
                        "高峰弹性开窗",
                        &format!("第{left}组第{n}项，每月发薪日和节假日前后加开2个现金窗口，排队超过15人时机动岗立即到位。"),
                        &[owner],
                        Some(planwright::model::When::By(crate::sample_plan::day(6, 30))),
                    )
                })
                .collect::<Vec<_>>();
            left -= measures.len();
            let target = planwright::model::Target::AtMost(crate::sample_plan::number("8"));
            let indicator = make.indicator("平均等候时长", "分钟", Some("11.6"), target);
            goals.push(make.goal("客户等候时长明显下降", vec![indicator], measures));
        }
        parts.push(Part::Section(make.section(SectionRole::Service, "让客户少等、少跑、少填", goals)));
    }
    make.plan().parts = parts;
    make.done()
}

/// Returns the plan with one word added to a measure in its middle.
fn edited(plan: &Plan, word: &str) -> Plan {
    let measures = planwright::model::query::measures(plan);
    let id = measures[measures.len() / 2].id.id();
    let mut plan = plan.clone();
    let Some(planwright::model::tree::NodeMut::Measure(measure)) = plan.node_mut(id) else {
        panic!("a measure")
    };
    measure.text = Text::new(&format!("{word}{}", measure.text));
    plan
}

/// Tells how long setting takes; run by hand with `--ignored --nocapture`, alone.
#[test]
#[ignore = "measures time"]
fn how_long_it_takes() {
    use std::time::Instant;
    let clock = Instant::now();
    let fonts = FontSet::bundled();
    eprintln!("faces {:?}", clock.elapsed());
    for count in [20, 200, 2000] {
        comemo::evict(0);
        let plan = large_plan(count);
        let profile = Profile::gbt9704();
        let clock = Instant::now();
        let typesetter = Typesetter::new(fonts.clone());
        let pages = typesetter.pages(&plan, &profile).unwrap();
        let set = clock.elapsed();
        let written = export::pdf(&pages, &PdfMeta::of(&plan)).unwrap().len();
        eprintln!(
            "{count} measures, {} pages: pages {set:?}, with PDF {:?}, {written} bytes",
            pages.len(),
            clock.elapsed()
        );
        for word in ["又", "再", "还", "更"] {
            let plan = edited(&plan, word);
            let clock = Instant::now();
            let pages = typesetter.pages(&plan, &profile).unwrap();
            let again = clock.elapsed();
            let clock = Instant::now();
            let middle = pages.len() / 2;
            let bitmap = pages.bitmap(middle, 4.0 / 3.0).unwrap();
            let first = clock.elapsed();
            let clock = Instant::now();
            pages.bitmap(middle, 4.0 / 3.0).unwrap();
            eprintln!(
                "  after an edit {again:?}; a page as {bitmap:?} {first:?}, again {:?}",
                clock.elapsed()
            );
        }
    }
}
