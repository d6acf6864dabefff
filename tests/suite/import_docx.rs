//! Documents of Word, WPS and `LibreOffice`.

use std::io::{Cursor, Write};
use std::path::Path;

use planwright::import::{self, Decisions, DocxFault, Fate, Format, Import, ImportFault, Reason, Wish};
use planwright::model::{Item, Part, Plan, When, YearNumber};
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use crate::import::sketch;

const NAMES: &str = "xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\" xmlns:mc=\"http://schemas.openxmlformats.org/markup-compatibility/2006\"";

fn package(parts: &[(&str, &str)]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text) in parts {
        zip.start_file(*name, SimpleFileOptions::default()).unwrap();
        zip.write_all(text.as_bytes()).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

fn document(body: &str) -> Vec<u8> {
    let level = |at: u8, format: &str, text: &str| {
        format!(
            "<w:lvl w:ilvl=\"{at}\"><w:start w:val=\"1\"/><w:numFmt w:val=\"{format}\"/><w:lvlText w:val=\"{text}\"/></w:lvl>"
        )
    };
    let numbering = format!(
        "<w:numbering {NAMES}><w:abstractNum w:abstractNumId=\"3\">{}{}{}</w:abstractNum><w:num w:numId=\"1\"><w:abstractNumId w:val=\"3\"/></w:num></w:numbering>",
        level(0, "chineseCounting", "%1、"),
        level(1, "chineseCounting", "（%2）"),
        level(2, "decimal", "%3.")
    );
    let styles = format!(
        "<w:styles {NAMES}><w:style w:styleId=\"a\"><w:name w:val=\"Title\"/></w:style><w:style w:styleId=\"1\"><w:name w:val=\"heading 1\"/></w:style><w:style w:styleId=\"b\"><w:name w:val=\"own\"/><w:basedOn w:val=\"1\"/></w:style></w:styles>"
    );
    package(&[
        (
            "word/document.xml",
            &format!("<?xml version=\"1.0\"?><w:document {NAMES}><w:body>{body}</w:body></w:document>"),
        ),
        ("word/numbering.xml", &numbering),
        ("word/styles.xml", &styles),
    ])
}

fn paragraph(style: &str, list: Option<u8>, inner: &str) -> String {
    let list = list.map_or(String::new(), |level| {
        format!("<w:numPr><w:ilvl w:val=\"{level}\"/><w:numId w:val=\"1\"/></w:numPr>")
    });
    let style = if style.is_empty() { String::new() } else { format!("<w:pStyle w:val=\"{style}\"/>") };
    format!("<w:p><w:pPr>{style}{list}</w:pPr>{inner}</w:p>")
}

fn run(text: &str) -> String {
    format!("<w:r><w:t xml:space=\"preserve\">{text}</w:t></w:r>")
}

fn of_document(body: &str) -> Import {
    let source = import::read(&document(body), Format::Docx).unwrap();
    assert_eq!(source.format, Format::Docx);
    import::import(&source.lines, &Decisions::new())
}

#[test]
fn a_document_gives_its_numbers_headings_and_accepted_words() {
    let body = [
        paragraph("a", None, &run("保卫工作计划")),
        paragraph("", None, &run("为保障安全，特制定本计划。")),
        paragraph("1", Some(0), &run("防范")),
        paragraph("", Some(2), &format!("{}<w:ins>{}</w:ins><w:del><w:r><w:delText>旧词</w:delText></w:r></w:del>{}", run("检修"), run("门禁&amp;探头"), run("。"))),
        paragraph("", Some(2), &run("更换锁具。")),
        paragraph("b", Some(0), &run("演练")),
        paragraph("", Some(2), &format!("{}<w:r><mc:AlternateContent><mc:Choice><w:txbxContent>{}</w:txbxContent></mc:Choice><mc:Fallback><w:txbxContent>{}</w:txbxContent></mc:Fallback></mc:AlternateContent></w:r>", run("每季度演练一次。"), paragraph("", None, &run("演练由保卫部组织。")), paragraph("", None, &run("演练由保卫部组织。")))),
    ]
    .concat();
    let import = of_document(&body);
    assert_eq!(
        sketch(&import.plans[0].outline),
        "! 保卫工作计划\n^ 为保障安全，特制定本计划。\n# 防范\n-1 检修门禁&探头。\n-2 更换锁具。\n# 演练\n-1 每季度演练一次。\n+ 演练由保卫部组织。\n"
    );
}

#[test]
fn a_table_of_measures_becomes_measures() {
    let row = |cells: &[&str]| {
        let cells: String = cells
            .iter()
            .map(|cell| ["<w:tc>", &paragraph("", None, &run(cell)), "</w:tc>"].concat())
            .collect();
        format!("<w:tr>{cells}</w:tr>")
    };
    let body = format!(
        "{}<w:tbl>{}{}{}</w:tbl>",
        paragraph("1", None, &run("重点工作")),
        row(&["序号", "工作措施", "责任部门", "完成时限", "目标值"]),
        row(&["1", "巡检设备", "科技部、保卫部", "每月25日", "≥98%"]),
        row(&["2", "组织演练", "保卫部", "6月底", "择机"])
    );
    let import = of_document(&body);
    let wish = Wish {
        year: YearNumber::new(2027).unwrap(),
        title: String::new(),
        fields: true,
        called: None,
        without: std::collections::BTreeSet::new(),
    };
    let plan = import::build(import.plans[0].clone(), &wish).plan;
    plan.validate().unwrap();
    let Some(Part::Section(section)) = plan.parts.first() else { panic!("no section") };
    let measures: Vec<_> = section
        .items
        .iter()
        .filter_map(|item| if let Item::Measure(m) = item { Some(m) } else { None })
        .collect();
    assert_eq!(measures.iter().map(|m| m.text.as_str()).collect::<Vec<_>>(), ["巡检设备", "组织演练"]);
    assert_eq!(measures[0].owners.len(), 2);
    assert!(matches!(measures[0].when, Some(When::Cadence(_))));
    assert!(matches!(measures[1].when, Some(When::By(_))));
    assert_eq!(measures[0].indicators[0].unit, "%");
    assert_eq!(measures[1].indicators[0].standard.as_str(), "择机");
}

#[test]
fn documents_made_to_harm_are_refused() {
    let fault = |bytes: &[u8]| import::read(bytes, Format::Docx).unwrap_err();
    let whole = document(&paragraph("", None, &run("清点库存。")));
    assert!(matches!(fault(&whole[..whole.len() / 2]), ImportFault::Docx(DocxFault::Damaged { .. })));
    assert_eq!(fault(&package(&[("mimetype", "text")])), ImportFault::Docx(DocxFault::NotADocument));
    let blank = format!("<w:document {NAMES}><w:body>{}", " ".repeat(120 << 20));
    assert_eq!(fault(&package(&[("word/document.xml", &blank)])), ImportFault::Docx(DocxFault::TooMuch));
    let many: Vec<String> =
        (0..=import::MOST_LINES).map(|at| format!("<w:p><w:r><w:t>{at}</w:t></w:r></w:p>")).collect();
    assert_eq!(fault(&document(&many.concat())), ImportFault::Docx(DocxFault::TooMuch));
    let deep = format!("<w:document {NAMES}>{}", "<w:sdt>".repeat(5000));
    assert_eq!(fault(&package(&[("word/document.xml", &deep)])), ImportFault::Docx(DocxFault::TooMuch));
    let entity = format!(
        "<?xml version=\"1.0\"?><!DOCTYPE d [<!ENTITY e SYSTEM \"file:///etc/passwd\">]><w:document {NAMES}><w:body>&e;</w:body></w:document>"
    );
    assert!(matches!(
        fault(&package(&[("word/document.xml", &entity)])),
        ImportFault::Docx(DocxFault::Damaged { .. })
    ));
}

#[test]
fn deleted_paragraph_ends_and_rows_are_taken_as_accepted() {
    let deleted_end =
        format!("<w:p><w:pPr><w:rPr><w:del w:id=\"1\"/></w:rPr></w:pPr>{}</w:p>", run("每月清点库存，"));
    let cell = |text: &str| format!("<w:tc>{}</w:tc>", paragraph("", None, &run(text)));
    let row = |mark: &str, cells: [&str; 2]| {
        format!("<w:tr><w:trPr>{mark}</w:trPr>{}{}</w:tr>", cell(cells[0]), cell(cells[1]))
    };
    let body = format!(
        "{deleted_end}{}<w:tbl>{}{}{}</w:tbl>",
        paragraph("", None, &run("登记台账。")),
        row("", ["工作措施", "责任部门"]),
        row("<w:del w:id=\"2\"/>", ["旧的措施", "旧部"]),
        row("<w:ins w:id=\"3\"/>", ["巡检设备", "科技部"]),
    );
    let lines: Vec<String> = import::read(&document(&body), Format::Docx)
        .unwrap()
        .lines
        .into_iter()
        .map(|line| line.text)
        .collect();
    assert_eq!(lines, ["每月清点库存，登记台账。", "工作措施\t责任部门", "巡检设备\t科技部"]);
}

#[test]
fn headers_and_notes_are_told_and_left_out() {
    let part =
        |root: &str, text: &str| format!("<w:{root} {NAMES}>{}</w:{root}>", paragraph("", None, &run(text)));
    let body = format!(
        "{}{}",
        paragraph("", None, &run("1、清点库存。")),
        paragraph("", None, &run("2、登记台账。"))
    );
    let document = format!("<w:document {NAMES}><w:body>{body}</w:body></w:document>");
    let bytes = package(&[
        ("word/document.xml", &document),
        ("word/header1.xml", &part("hdr", "某某支行内部资料")),
        ("word/header2.xml", &part("hdr", "某某支行内部资料")),
        ("word/footer1.xml", &part("ftr", "— 3 —")),
        ("word/footnotes.xml", &part("footnotes", "指营业终了的库存。")),
    ]);
    let source = import::read(&bytes, Format::Docx).unwrap();
    let import = import::import(&source.lines, &Decisions::new());
    assert_eq!(sketch(&import.plans[0].outline), "# ?\n-1 清点库存。\n-2 登记台账。\n");
    let told: Vec<_> = import
        .report
        .accounts
        .iter()
        .filter(|account| account.fate == Fate::Dropped(Reason::Aside))
        .map(|account| &*account.text)
        .collect();
    assert_eq!(told, ["某某支行内部资料", "指营业终了的库存。"]);
}

/// Numbers in the manner of WPS: a level for each sign, lists that start anew by an override.
#[test]
fn lists_that_start_anew_count_from_one_again() {
    let numbering = format!(
        "<w:numbering {NAMES}><w:abstractNum w:abstractNumId=\"0\"><w:lvl w:ilvl=\"0\"><w:start w:val=\"1\"/><w:numFmt w:val=\"decimal\"/><w:lvlText w:val=\"%1、\"/></w:lvl></w:abstractNum><w:abstractNum w:abstractNumId=\"1\"><w:lvl w:ilvl=\"0\"><w:start w:val=\"1\"/><w:numFmt w:val=\"decimalEnclosedCircleChinese\"/><w:lvlText w:val=\"%1\"/></w:lvl></w:abstractNum><w:num w:numId=\"1\"><w:abstractNumId w:val=\"0\"/></w:num><w:num w:numId=\"2\"><w:abstractNumId w:val=\"0\"/><w:lvlOverride w:ilvl=\"0\"><w:startOverride w:val=\"1\"/></w:lvlOverride></w:num><w:num w:numId=\"3\"><w:abstractNumId w:val=\"1\"/></w:num></w:numbering>"
    );
    let item = |list: u8, text: &str| {
        format!(
            "<w:p><w:pPr><w:numPr><w:ilvl w:val=\"0\"/><w:numId w:val=\"{list}\"/></w:numPr></w:pPr>{}</w:p>",
            run(text)
        )
    };
    let body = [
        item(1, "清点库存。"),
        item(1, "登记台账。"),
        item(2, "走访企业。"),
        item(3, "制造业。"),
        item(3, "商贸业。"),
        item(2, "登记走访。"),
    ]
    .concat();
    let document = format!("<w:document {NAMES}><w:body>{body}</w:body></w:document>");
    let bytes = package(&[("word/document.xml", &document), ("word/numbering.xml", &numbering)]);
    let source = import::read(&bytes, Format::Docx).unwrap();
    let texts: Vec<_> = source.lines.iter().map(|line| line.text.as_str()).collect();
    assert_eq!(
        texts,
        ["1、清点库存。", "2、登记台账。", "1、走访企业。", "①制造业。", "②商贸业。", "2、登记走访。"]
    );
}

/// A document that `LibreOffice` made of a page.
#[test]
fn a_document_of_libreoffice_gives_title_headings_lists_and_tables() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/import/docx/libreoffice.docx");
    office(&std::fs::read(path).unwrap());
}

/// The same, made now, where the machine has the program.
#[test]
fn a_document_made_by_libreoffice_now_gives_the_same() {
    let found = std::env::var_os("PATH")
        .is_some_and(|path| std::env::split_paths(&path).any(|folder| folder.join("soffice").exists()));
    if !found {
        eprintln!("skipped: there is no soffice");
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    let page = "<html><head><meta charset=\"utf-8\"></head><body><h1>2027年保卫工作计划</h1><p>为做好全年的安全保卫工作，特制定本计划。</p><h2>防范</h2><ol><li>检修门禁，每月25日完成。</li><li>更换探头，确保监控全覆盖。</li></ol><h2>演练</h2><p>全年的演练分两次进行。</p><ul><li>消防演练。</li><li>防抢演练。</li></ul><h2>任务分解</h2><table border=\"1\"><tr><th>序号</th><th>工作措施</th><th>责任部门</th><th>完成时限</th></tr><tr><td>1</td><td>巡检设备</td><td>科技部</td><td>每季度</td></tr><tr><td>2</td><td>组织考试</td><td>保卫部</td><td>6月底</td></tr></table></body></html>";
    std::fs::write(folder.path().join("plan.html"), page).unwrap();
    let made = std::process::Command::new("soffice")
        .args([
            "--headless",
            "--infilter=HTML (StarWriter)",
            "--convert-to",
            "docx:MS Word 2007 XML",
            "plan.html",
        ])
        .current_dir(folder.path())
        .env("HOME", folder.path())
        .output()
        .unwrap();
    assert!(made.status.success(), "{made:?}");
    office(&std::fs::read(folder.path().join("plan.docx")).unwrap());
}

fn office(bytes: &[u8]) {
    let source = import::read(bytes, Format::Docx).unwrap();
    let import = import::import(&source.lines, &Decisions::new());
    let outline = &import.plans[0].outline;
    assert_eq!(
        sketch(outline),
        "! 2027年保卫工作计划\n^ 为做好全年的安全保卫工作，特制定本计划。\n# 防范\n-1 检修门禁，每月25日完成。\n-2 更换探头，确保监控全覆盖。\n# 演练\n> 全年的演练分两次进行。\n- 消防演练。\n- 防抢演练。\n# 任务分解\n"
    );
    let plan = plan_of(&import);
    let measures = planwright::model::query::measures(&plan);
    assert_eq!(measures.len(), 6);
    assert!(matches!(measures[4].when, Some(When::Cadence(_))));
    assert_eq!(measures[5].owners.len(), 1);
}

fn plan_of(import: &Import) -> Plan {
    let wish = Wish {
        year: YearNumber::new(2027).unwrap(),
        title: String::new(),
        fields: true,
        called: None,
        without: std::collections::BTreeSet::new(),
    };
    let plan = import::build(import.plans[0].clone(), &wish).plan;
    plan.validate().unwrap();
    plan
}

#[test]
fn a_table_of_indicators_gives_targets_weights_and_standards() {
    let cell = |text: &str| format!("<w:tc>{}</w:tc>", paragraph("", None, &run(text)));
    let row =
        |cells: &[&str]| format!("<w:tr>{}</w:tr>", cells.iter().map(|text| cell(text)).collect::<String>());
    let body = format!(
        "{}<w:tbl>{}{}{}</w:tbl>{}",
        paragraph("1", None, &run("考核指标")),
        row(&["指标", "单位", "目标值", "权重", "评分标准"]),
        row(&["设备完好率", "%", "≥98", "60", "每低1个百分点扣5分"]),
        row(&["培训次数", "次", "4", "40", "每少1次扣10分"]),
        paragraph("1", None, &run("其他工作")),
    );
    let plan = plan_of(&of_document(&body));
    let measures = planwright::model::query::measures(&plan);
    let indicator = &measures[0].indicators[0];
    assert_eq!((indicator.name.as_str(), indicator.unit.as_str()), ("设备完好率", "%"));
    assert!(indicator.target.is_some() && indicator.weight.is_some());
    assert_eq!(indicator.standard.as_str(), "每低1个百分点扣5分");
    assert_eq!(measures.len(), 2);
}

#[test]
fn a_table_of_other_things_stays_where_it_stands() {
    let cell = |text: &str| format!("<w:tc>{}</w:tc>", paragraph("", None, &run(text)));
    let row = |cells: [&str; 2]| format!("<w:tr>{}{}</w:tr>", cell(cells[0]), cell(cells[1]));
    let body = format!(
        "{}{}<w:tbl>{}{}</w:tbl>{}{}",
        paragraph("1", None, &run("网点")),
        paragraph("", None, &run("全辖网点见下表。")),
        row(["网点名称", "地址"]),
        row(["城东支行", "人民路"]),
        paragraph("1", None, &run("措施")),
        paragraph("", None, &run("1、走访企业。")),
    );
    let plan = plan_of(&of_document(&body));
    let sorts: Vec<_> = plan
        .parts
        .iter()
        .map(|part| match part {
            Part::Section(section) => section.heading.as_str().to_owned(),
            Part::Register(register) => format!("{}行", register.rows.len()),
            _ => String::new(),
        })
        .collect();
    assert_eq!(sorts, ["网点", "1行", "措施"]);
}
