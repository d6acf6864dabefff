//! The page of GB/T 9704-2012, measured on the glyphs of the produced PDF, to 0.2 mm at most.

use std::sync::{Arc, OnceLock};

use planwright::export::{self, PdfMeta};
use planwright::model::{Attachment, Item, Language, Part, Plan, PlanStatus, Prose, SectionRole, SignOff};
use planwright::typeset::{FontSet, PT_PER_MM, Profile, Typesetter};

use crate::glyphs::{Mark, Row, assert_mm, rows};
use crate::sample_plan::Maker;

/// The type area, in mm.
const LEFT: f64 = 28.0;
const RIGHT: f64 = 184.0;
const TOP: f64 = 37.0;
const BOTTOM: f64 = 262.0;
/// The em of body text and the distance of its characters and lines, in mm.
const EM: f64 = 16.0 / PT_PER_MM;
const CHARACTER: f64 = (156.0 - EM) / 27.0;
const PITCH: f64 = (225.0 - EM) / 21.0;
/// From the upper edge of a character's box to the base line, in em.
const ASCENT: f64 = 0.88;

fn pdf(plan: &Plan) -> Vec<u8> {
    static TYPESETTER: OnceLock<Typesetter> = OnceLock::new();
    let typesetter = TYPESETTER.get_or_init(|| Typesetter::new(FontSet::bundled()));
    let pages = typesetter.pages(plan, &Profile::gbt9704()).unwrap();
    export::pdf(&pages, &PdfMeta::of(plan)).unwrap()
}

/// Returns the base line of a line of the grid, counted from 1.
fn line(number: u32) -> f64 {
    TOP + ASCENT * EM + f64::from(number - 1) * PITCH
}

fn prose(paragraphs: &[&str]) -> Maker {
    let mut make = Maker::new(Language::ZhCn);
    let paragraphs = paragraphs.iter().map(|text| make.paragraph(text)).collect();
    let prose = Prose { id: make.part_id(), paragraphs };
    make.plan().status = PlanStatus::InForce;
    make.plan().parts = vec![Part::Opening(Arc::new(prose))];
    make
}

#[track_caller]
fn find<'a>(rows: &'a [Row], text: &str) -> &'a Row {
    let found = rows.iter().find(|row| row.text().contains(text));
    found.unwrap_or_else(|| panic!("{text} in {:?}", rows.iter().map(Row::text).collect::<Vec<_>>()))
}

#[test]
fn a_page_of_text_is_28_by_22_in_the_type_area() {
    let plan = prose(&[&"江北支行营业厅全年工作安排".repeat(200)]).done();
    let rows = rows(&pdf(&plan));
    for page in [1, 2, 3] {
        let body: Vec<&Row> = rows.iter().filter(|row| row.page == page && row.y < BOTTOM).collect();
        assert_eq!(body.len(), 22, "lines of page {page}");
        for (index, row) in body.iter().enumerate() {
            assert_mm(row.y, line(u32::try_from(index).unwrap() + 1), 0.05, "base line");
            // 7.3.3: the first line of a paragraph is two characters in, the others are flush.
            let first = if page == 1 && index == 0 { 2 } else { 0 };
            assert_eq!(row.marks.len(), 28 - first, "{}", row.text());
            for (place, mark) in row.marks.iter().enumerate() {
                let column = f64::from(u32::try_from(place + first).unwrap());
                assert_mm(mark.x, LEFT + column * CHARACTER, 0.1, "column");
                assert!((mark.size - 16.0).abs() < 0.01, "{mark:?}");
            }
            assert_mm(row.right(), RIGHT, 0.1, "right edge");
        }
        // All that is black lies in the type area and reaches to its ends.
        let black = |pick: fn(&Mark) -> f64| body.iter().flat_map(|row| &row.marks).map(pick);
        assert!(black(|mark| mark.ink.x0).fold(f64::MAX, f64::min) >= LEFT);
        assert!(black(|mark| mark.ink.x1).fold(f64::MIN, f64::max) <= RIGHT + 0.01);
        let (top, bottom) = (
            black(|mark| mark.ink.y0).fold(f64::MAX, f64::min),
            black(|mark| mark.ink.y1).fold(f64::MIN, f64::max),
        );
        assert!((TOP..TOP + 0.6).contains(&top), "top {top}");
        assert!((BOTTOM - 0.6..BOTTOM + 0.05).contains(&bottom), "bottom {bottom}");
    }
}

#[test]
fn the_page_number_is_seven_millimetres_below_and_outside() {
    let plan = prose(&[&"江北支行营业厅全年工作安排".repeat(600)]).done();
    let rows = rows(&pdf(&plan));
    let character = 14.0 / PT_PER_MM;
    let numbers: Vec<&Row> = rows.iter().filter(|row| row.y > BOTTOM + 1.0).collect();
    assert!(numbers.len() > 10, "{} pages", numbers.len());
    for (index, row) in numbers.iter().enumerate() {
        let number = index + 1;
        assert_eq!(row.page, number);
        assert_eq!(row.text(), format!("— {number} —"));
        let (dash, last) = (&row.marks[0], row.marks.last().unwrap());
        assert_mm(dash.ink.y0, BOTTOM + 7.0, 0.1, "upper edge of the dash");
        if number % 2 == 1 {
            assert_mm(row.right(), RIGHT - character, 0.1, "odd page");
        } else {
            assert_mm(row.left(), LEFT + character, 0.1, "even page");
        }
        for mark in &row.marks {
            assert!((mark.size - 14.0).abs() < 0.01, "{mark:?}");
            assert_eq!(mark.face, last.face, "digits and dashes are of one face");
        }
        let digit = row.marks[2].width / character;
        assert!((0.45..0.6).contains(&digit), "a digit is half as wide as a character, not {digit}");
    }
}

#[test]
fn the_title_is_centred_and_a_draft_is_marked_below_it() {
    let mut make = prose(&["正文。"]);
    make.plan().title = "江北支行营业厅2027年度工作计划".into();
    make.plan().status = PlanStatus::Draft;
    let rows = rows(&pdf(&make.done()));
    let (title, mark, text) = (&rows[0], &rows[1], &rows[2]);
    assert_eq!(title.text(), "江北支行营业厅2027年度工作计划");
    assert_eq!(mark.text(), "（草案）");
    let middle = f64::midpoint(LEFT, RIGHT);
    for row in [title, mark] {
        assert_mm(f64::midpoint(row.left(), row.right()), middle, 0.2, "middle");
    }
    assert!(title.marks.iter().all(|mark| (mark.size - 22.0).abs() < 0.01));
    assert!(mark.marks.iter().all(|mark| (mark.size - 16.0).abs() < 0.01));
    assert_mm(mark.y, line(2), 0.05, "the mark is on the second line");
    assert_mm(text.y, line(4), 0.05, "one line stays blank");
    // Title, mark and body are of three faces.
    assert_ne!(title.marks[0].face, mark.marks[0].face);
    assert_ne!(mark.marks[0].face, text.marks[0].face);
    // In force, it bears no mark.
    let mut make = prose(&["正文。"]);
    make.plan().title = "江北支行营业厅2027年度工作计划".into();
    assert!(!crate::glyphs::rows(&pdf(&make.done())).iter().any(|row| row.text().contains("草案")));
}

#[test]
fn levels_have_their_numbers_and_faces() {
    let mut make = Maker::new(Language::ZhCn);
    let part = make.measure("", "补录地址。", &[], None);
    let mut measure = make.measure("", "每月核对客户资料。", &[], None);
    Arc::make_mut(&mut measure).measures = vec![part];
    let goal = make.goal("客户资料完整", vec![], vec![measure]);
    let text = make.paragraph("基础工作要实。");
    let other = make.goal("制度齐全", vec![], vec![]);
    let items = vec![Item::Paragraph(text), goal, other];
    let section = make.section(SectionRole::General, "夯实基础", items);
    let alone = make.goal("排队缩短", vec![], vec![]);
    let second = make.section(SectionRole::General, "改进服务", vec![alone]);
    make.plan().parts = vec![Part::Section(section), Part::Section(second)];
    make.plan().status = PlanStatus::InForce;
    let rows = rows(&pdf(&make.done()));
    let body = find(&rows, "基础工作要实").marks[0].face;
    let levels = ["一、夯实基础", "（一）客户资料完整", "1.每月核对客户资料。", "（1）补录地址。"];
    let faces = levels.map(|text| {
        let row = find(&rows, text);
        assert_eq!(row.text(), text);
        assert_mm(row.left(), LEFT + 2.0 * CHARACTER, 0.1, text);
        assert!(row.marks.iter().all(|mark| (mark.size - 16.0).abs() < 0.01), "{text}");
        row.marks.last().unwrap().face
    });
    assert!(faces[0] != faces[1] && faces[0] != body && faces[1] != body, "Hei and Kai");
    assert!(faces[2] == body && faces[3] == body, "levels three and four are set like the body");
    let alone = find(&rows, "排队缩短");
    assert_eq!(alone.text(), "排队缩短", "what is alone in its section bears no number");
    assert_eq!(alone.marks[0].face, faces[1], "and has the face of its level");
    for pair in rows.windows(2).filter(|pair| pair[1].y < BOTTOM) {
        assert_mm(pair[1].y - pair[0].y, PITCH, 0.05, "headings lie on the grid");
    }
}

#[test]
fn name_and_date_stand_two_characters_from_the_right() {
    for name in ["江北支行营业厅运营管理部", "王芳"] {
        let mut make = prose(&["本计划自2027年1月起执行。"]);
        make.plan().date = chrono::NaiveDate::from_ymd_opt(2027, 1, 5);
        let sign_off = SignOff { id: make.part_id(), name: name.into(), on: None };
        make.plan().parts.push(Part::SignOff(Arc::new(sign_off)));
        let rows = rows(&pdf(&make.done()));
        let (signed, date) = (find(&rows, name), find(&rows, "2027年1月5日"));
        assert_eq!(date.text(), "2027年1月5日", "no leading zeros, nothing else on the line");
        assert_mm(signed.y, line(3), 0.05, "one line stays blank");
        assert_mm(date.y, line(4), 0.05, "the date follows the name");
        assert_mm(date.left() - signed.left(), 2.0 * CHARACTER, 0.2, "date against name");
        let longer = if date.right() - date.left() > signed.right() - signed.left() { date } else { signed };
        assert_mm(longer.right(), RIGHT - 2.0 * CHARACTER, 0.2, name);
    }
}

#[test]
fn attachments_are_noted_and_begin_pages() {
    let mut make = prose(&["正文到此为止。"]);
    let long = "代发单位走访登记、意见登记和办结情况反馈以及客户经理回访记录填写样式";
    for name in ["零售业务分季度任务分解表", long] {
        let text = make.paragraph("各季度按四分之一分解。");
        let attachment = Attachment { id: make.part_id(), heading: name.into(), paragraphs: vec![text] };
        make.plan().parts.push(Part::Attachment(Arc::new(attachment)));
    }
    let sign_off = SignOff { id: make.part_id(), name: "王芳".into(), on: None };
    make.plan().date = chrono::NaiveDate::from_ymd_opt(2027, 1, 5);
    make.plan().parts.push(Part::SignOff(Arc::new(sign_off)));
    let rows = rows(&pdf(&make.done()));
    let body: Vec<&Row> = rows.iter().filter(|row| row.y < BOTTOM + 1.0).collect();
    // 7.3.4: a blank line, two characters in, a colon, no closing mark; what turns over is aligned.
    let [first, second, turned] = [1, 2, 3].map(|index| body[index]);
    assert_eq!(first.text(), "附件：1.零售业务分季度任务分解表");
    assert_mm(first.y, line(3), 0.05, "one line stays blank");
    assert_mm(first.left(), LEFT + 2.0 * CHARACTER, 0.1, "two characters in");
    assert!(second.text().starts_with("2.代发单位"), "{}", second.text());
    assert_mm(second.marks[0].x, first.marks[3].x, 0.1, "numbers stand below each other");
    let name = |row: &Row| row.marks.iter().find(|mark| "零代".contains(&mark.text)).unwrap().x;
    assert_mm(name(second), name(first), 0.1, "names stand below each other");
    assert_mm(turned.left(), name(second), 0.1, "the second line of a name is aligned with it");
    assert_eq!(format!("{}{}", second.text(), turned.text()), format!("2.{long}"));
    // 7.3.7: on a page of its own, the label on line 1, the title in the middle of line 3.
    for (page, label) in [(2, "附件1"), (3, "附件2")] {
        let of_page: Vec<&Row> = rows.iter().filter(|row| row.page == page).collect();
        assert_eq!(of_page[0].text(), label);
        assert_mm(of_page[0].left(), LEFT, 0.1, "flush");
        assert_mm(of_page[0].y, line(1), 0.05, "on the first line");
        assert!((of_page[0].marks[0].size - 16.0).abs() < 0.01);
        assert_ne!(of_page[0].marks[0].face, body[0].marks[0].face, "the label is in Hei");
        let title = of_page[1];
        // Half of a mark at the end of a line is white and hangs over.
        let mark = if title.text().ends_with('、') { 11.0 / PT_PER_MM } else { 0.0 };
        let middle = f64::midpoint(title.left(), title.right() - mark);
        assert_mm(middle, f64::midpoint(LEFT, RIGHT), 0.2, &title.text());
        assert!((of_page[1].marks[0].size - 22.0).abs() < 0.01);
        assert_eq!(of_page.last().unwrap().text(), format!("— {page} —"), "numbers go on");
    }
    let title = rows.iter().find(|row| row.page == 2 && row.text().contains("零售业务")).unwrap();
    let centre = f64::midpoint(
        title.marks.iter().map(|mark| mark.ink.y0).fold(f64::MAX, f64::min),
        title.marks.iter().map(|mark| mark.ink.y1).fold(f64::MIN, f64::max),
    );
    assert_mm(centre, line(3) - ASCENT * EM + EM / 2.0, 0.4, "the title is on line 3");
}

#[test]
fn numbers_stay_with_their_units_and_copy_as_they_were_written() {
    let mut texts = Vec::new();
    for before in 18..30 {
        texts.push(format!("{}11.6分钟后共2027年3月", "字".repeat(before)));
    }
    let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
    let rows = rows(&pdf(&prose(&texts).done()));
    let body: Vec<&Row> = rows.iter().filter(|row| row.y < BOTTOM + 1.0).collect();
    for row in &body {
        let text = row.text();
        assert!(!text.contains('\u{2060}'), "{text:?}");
        assert!(!text.starts_with(['分', '钟', '年', '月', '.']), "{text}");
        assert!(!text.ends_with(|c: char| c.is_ascii_digit() || c == '.'), "{text}");
    }
    let whole: String = body.iter().map(|row| row.text()).collect();
    assert_eq!(whole.matches("11.6分钟后共2027年3月").count(), 12);
}

#[test]
fn blanks_stay_with_their_units_and_currency_signs() {
    let mut texts = Vec::new();
    for before in 20..30 {
        texts.push(format!("{}￥⟦额⟧元，⟦率⟧%，￥100元", "字".repeat(before)));
    }
    let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
    let rows = rows(&pdf(&prose(&texts).done()));
    let body: Vec<&Row> = rows.iter().filter(|row| row.y < BOTTOM + 1.0).collect();
    assert!(body.len() > 15);
    for row in &body {
        let text = row.text();
        // What comes first on a line is the end of a rule, or no unit.
        let is_flush = row.left() < LEFT + CHARACTER / 2.0;
        assert!(!(is_flush && text.starts_with(['元', '%', '，'])), "{text}");
        assert!(!text.ends_with(['1', '0']), "{text}");
        // A rule begins on the line of its sign, and may go on below.
        let last = row.marks.last().unwrap();
        let room = LEFT + 156.0 - last.x - last.width;
        assert!(!text.ends_with('￥') || room > CHARACTER, "{text}: {room} mm");
    }
}
