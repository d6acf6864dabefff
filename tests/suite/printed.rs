//! Profiles, faces, numbering and the PDF: what `export`, `fonts` and `profiles` promise.

use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::sync::Arc;

use planwright::export::{self, PdfMeta, PdfStandard};
use planwright::file;
use planwright::model::{
    Item, Language, Numbering, Part, Placeholder, PlaceholderKind, PlaceholderName, Plan, PlanStatus, Prose,
    Register, RegisterRow, SectionRole, Text,
};
use planwright::typeset::system_faces::SystemFaces;
use planwright::typeset::{FontSet, Preflight, Profile, Profiles, Typesetter, profiles};
use serde_json::Value;

use crate::glyphs;
use crate::sample_plan::{Maker, hall_plan, plan_of_every_kind};

fn run(folder: &Path, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_planwright"))
        .args(arguments)
        .current_dir(folder)
        .env_remove("LANGUAGE")
        .env("LC_ALL", "zh_CN.UTF-8")
        .env("PLANWRIGHT_CONFIG", folder.join("settings"))
        .output()
        .unwrap()
}

fn written(folder: &Path, plan: &Plan) -> PathBuf {
    let path = folder.join("a.plan.ron");
    file::write(&path, plan, None).unwrap();
    path
}

fn words(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).unwrap()
}

fn pdf_with(plan: &Plan, profile: &Profile) -> Vec<u8> {
    let pages = Typesetter::new(FontSet::bundled()).pages(plan, profile).unwrap();
    export::pdf(&pages, &PdfMeta::of(plan)).unwrap()
}

/// The text of a PDF in the order in which it is drawn, without the page numbers.
fn drawn(pdf: &[u8]) -> String {
    let marks = glyphs::marks(pdf);
    marks.iter().filter(|mark| mark.y < 262.5).map(|mark| mark.text.as_str()).collect()
}

fn prose(texts: &[&str]) -> Plan {
    let mut make = Maker::new(Language::ZhCn);
    let paragraphs = texts.iter().map(|text| make.paragraph(text)).collect();
    let prose = Prose { id: make.part_id(), paragraphs };
    make.plan().status = PlanStatus::InForce;
    make.plan().parts = vec![Part::Opening(Arc::new(prose))];
    make.done()
}

/// A plan with four levels: a section, a goal, a measure and two parts of it.
fn levels() -> Plan {
    let mut make = Maker::new(Language::ZhCn);
    let parts = ["补录地址；", "更新影像。"].map(|text| make.measure("", text, &[], None)).to_vec();
    let mut measure = make.measure("", "每月核对客户资料。", &[], None);
    Arc::make_mut(&mut measure).measures = parts;
    let other = make.measure("", "按季回访。", &[], None);
    let goal = make.goal("资料完整", vec![], vec![measure, other]);
    let second = make.goal("制度齐全", vec![], vec![]);
    let section = make.section(SectionRole::General, "夯实基础", vec![goal, second]);
    // A goal alone in its section bears no number.
    let measure = make.measure("", "高峰加开窗口。", &[], None);
    let alone = make.goal("排队缩短", vec![], vec![measure]);
    let more = make.section(SectionRole::General, "改进服务", vec![alone]);
    make.plan().parts = vec![Part::Section(section), Part::Section(more)];
    make.plan().status = PlanStatus::InForce;
    make.done()
}

#[test]
fn every_profile_sets_every_kind_of_part() {
    for profile in Profiles::bundled().all() {
        for language in Language::ALL {
            let plan = plan_of_every_kind(language);
            let pages = Typesetter::new(FontSet::bundled()).pages(&plan, profile).unwrap();
            assert_eq!(pages.warnings(), [] as [String; 0], "{}", profile.id);
            assert_eq!(pages.missing(), [] as [char; 0], "{}", profile.id);
            if let Ok(folder) = std::env::var("PLANWRIGHT_PICTURES") {
                let name = format!("{}-{}.pdf", profile.id, language.tag());
                let pdf = export::pdf(&pages, &PdfMeta::of(&plan)).unwrap();
                std::fs::write(Path::new(&folder).join(name), pdf).unwrap();
            }
        }
    }
}

#[test]
fn margins_are_those_of_the_profile() {
    let plan = prose(&[&"江北支行营业厅全年工作安排".repeat(600)]);
    for profile in Profiles::bundled().all() {
        let rows = glyphs::rows(&pdf_with(&plan, profile));
        let (margins, paper) = (profile.margins, profile.paper);
        let body: Vec<_> =
            rows.iter().filter(|row| row.page == 2 && row.y < paper.height_mm - margins.bottom_mm).collect();
        let lines = f64::from(u32::try_from(body.len()).unwrap() - 1);
        for row in &body {
            glyphs::assert_mm(row.left(), margins.left_mm, 0.2, &profile.id);
            glyphs::assert_mm(row.right(), paper.width_mm - margins.right_mm, 0.2, &profile.id);
        }
        let pitch = profile.line_pitch_pt() / planwright::typeset::PT_PER_MM;
        glyphs::assert_mm(body.last().unwrap().y - body[0].y, lines * pitch, 0.2, &profile.id);
        let top = body[0].y - 0.88 * profile.body.size_pt / planwright::typeset::PT_PER_MM;
        glyphs::assert_mm(top, margins.top_mm, 0.2, &profile.id);
    }
}

#[test]
fn own_profiles_are_read_and_broken_ones_named() {
    let folder = tempfile::tempdir().unwrap();
    let at = folder.path();
    let listed = run(at, &["profiles", "--json"]);
    let ids = |output: &Output| -> Vec<String> {
        let list: Vec<Value> = serde_json::from_slice(&output.stdout).unwrap();
        list.iter().map(|profile| profile["id"].as_str().unwrap().to_owned()).collect()
    };
    assert_eq!(ids(&listed), Profile::BUILT_IN);
    let copied = run(at, &["profiles", "--copy", "office", "--as", "house"]);
    assert_eq!(copied.status.code(), Some(0), "{copied:?}");
    let path = at.join("settings/profiles/house.profile.ron");
    let text = std::fs::read_to_string(&path).unwrap();
    std::fs::write(&path, text.replace("left_mm: 31.7", "left_mm: 40.0")).unwrap();
    // The same again would lose what was changed.
    let again = run(at, &["profiles", "--copy", "office", "--as", "house"]);
    assert_eq!(again.status.code(), Some(2), "{again:?}");
    let broken = text.replace("size_pt: 18.0", "size_pt: 'x'");
    let line = broken.lines().position(|line| line.contains("'x'")).unwrap() + 1;
    std::fs::write(at.join("settings/profiles/zzz.profile.ron"), broken).unwrap();
    let listed = run(at, &["profiles", "--json"]);
    assert_eq!(ids(&listed).last().map(String::as_str), Some("house"));
    let told = words(&listed.stderr);
    assert!(told.contains(&format!("第{line}行")) && told.contains("zzz.profile.ron"), "{told}");

    written(at, &prose(&[&"江北支行营业厅全年工作安排".repeat(40)]));
    let done = run(at, &["export", "a.plan.ron", "-o", "a.pdf", "--profile", "house", "--bundled-fonts"]);
    assert_eq!(done.status.code(), Some(0), "{done:?}");
    let rows = glyphs::rows(&std::fs::read(at.join("a.pdf")).unwrap());
    glyphs::assert_mm(rows[1].left(), 40.0, 0.2, "the margin of the own profile");
    let unknown = run(at, &["export", "a.plan.ron", "-o", "b.pdf", "--profile", "nowhere"]);
    assert_eq!(unknown.status.code(), Some(2));
    assert!(words(&unknown.stderr).contains("house"), "{unknown:?}");
    assert!(!at.join("b.pdf").exists());
    // An own profile takes the place of a bundled one with its id.
    std::fs::write(&path, text.replace("id: \"house\"", "id: \"gbt9704\"").replace("28.0", "45.0")).unwrap();
    let done = run(at, &["export", "a.plan.ron", "-o", "a.pdf", "--bundled-fonts"]);
    assert_eq!(done.status.code(), Some(0), "{done:?}");
    let rows = glyphs::rows(&std::fs::read(at.join("a.pdf")).unwrap());
    assert!((rows[0].marks[0].size - 12.0).abs() < 0.01);
}

#[test]
fn copies_of_profiles_print_alike() {
    for id in Profile::BUILT_IN {
        let copy = profiles::parse(&profiles::copied(id, "copy").unwrap()).unwrap();
        let original = Profile::built_in(id).unwrap();
        let plan = hall_plan();
        assert!(pdf_with(&plan, &copy) == pdf_with(&plan, &original), "{id}");
    }
}

#[test]
fn levels_are_numbered_in_every_usual_way() {
    let plan = levels();
    let cases: [(Numbering, &[&str]); 5] = [
        (
            Numbering::Official,
            &[
                "一、夯实基础",
                "（一）资料完整",
                "1.每月核对客户资料。",
                "（1）补录地址；",
                "（2）更新影像。",
                "2.按季回访。",
                "（二）制度齐全",
                "二、改进服务",
                "排队缩短",
                "1.高峰加开窗口。",
            ],
        ),
        (
            Numbering::Decimal,
            &[
                "1夯实基础",
                "1.1资料完整",
                "1.1.1每月核对客户资料。",
                "1.1.1.1补录地址；",
                "1.1.1.2更新影像。",
                "1.1.2按季回访。",
                "1.2制度齐全",
                "2改进服务",
                "排队缩短",
                "2.1高峰加开窗口。",
            ],
        ),
        (
            Numbering::Sections,
            &[
                "第一节夯实基础",
                "一、资料完整",
                "（一）每月核对客户资料。",
                "1.补录地址；",
                "2.更新影像。",
                "（二）按季回访。",
                "二、制度齐全",
                "第二节改进服务",
                "排队缩短",
                "（一）高峰加开窗口。",
            ],
        ),
        (
            Numbering::Told,
            &[
                "一、夯实基础",
                "（一）资料完整",
                "1.每月核对客户资料。一是补录地址；二是更新影像。",
                "2.按季回访。",
                "（二）制度齐全",
                "二、改进服务",
                "排队缩短",
                "1.高峰加开窗口。",
            ],
        ),
        (
            Numbering::Ordinal,
            &[
                "第一，夯实基础",
                "（一）资料完整",
                "1.每月核对客户资料。",
                "（1）补录地址；",
                "（2）更新影像。",
                "2.按季回访。",
                "（二）制度齐全",
                "第二，改进服务",
                "排队缩短",
                "1.高峰加开窗口。",
            ],
        ),
    ];
    for (way, wanted) in cases {
        let mut profile = Profile::gbt9704();
        way.apply(&mut profile);
        assert_eq!(profile.check(), Ok(()));
        let rows = glyphs::rows(&pdf_with(&plan, &profile));
        let found: Vec<String> = rows
            .iter()
            .filter(|row| row.y < 262.5)
            .map(|row| row.text().chars().filter(|c| !c.is_whitespace()).collect())
            .collect();
        assert_eq!(found, wanted, "{way:?}");
    }
    // A plan may have a way of its own, which goes into every format.
    for (way, wanted) in cases {
        let plan = Plan { numbering: Some(way), ..plan.clone() };
        let profile = Profile::gbt9704();
        let rows = glyphs::rows(&pdf_with(&plan, &profile));
        let bare = |words: &str| words.chars().filter(|c| !c.is_whitespace()).collect::<String>();
        assert_eq!(bare(&rows[0].text()), wanted[0], "{way:?}");
        let markdown = export::markdown(&plan, &profile);
        let unmarked = |line: &str| bare(line).replace(['#', '\\'], "");
        let lines: Vec<String> = markdown.lines().map(unmarked).filter(|line| !line.is_empty()).collect();
        assert_eq!(lines, wanted, "{way:?}");
    }
    // The official way is what the profile has by itself.
    let mut profile = Profile::gbt9704();
    Numbering::Official.apply(&mut profile);
    assert_eq!(profile, Profile::gbt9704());
}

#[test]
fn what_needs_paragraphs_is_not_told_in_one() {
    let mut plan = levels();
    let measure = planwright::model::query::measures(&plan)[1].id.id();
    let Some(planwright::model::tree::NodeMut::Measure(part)) = plan.node_mut(measure) else { panic!() };
    part.risk.risk = "资料不全".into();
    let mut profile = Profile::gbt9704();
    Numbering::Told.apply(&mut profile);
    let text = drawn(&pdf_with(&plan, &profile));
    assert!(text.contains("1.每月核对客户资料。一是补录地址；风险：资料不全"), "{text}");
}

#[test]
fn blanks_are_longer_where_a_pen_fills_them_and_final_output_refuses_them() {
    let folder = tempfile::tempdir().unwrap();
    let at = folder.path();
    written(at, &hall_plan());
    for (options, name) in [(&[][..], "usual.pdf"), (&["--blank"][..], "blank.pdf")] {
        let arguments = [&["export", "a.plan.ron", "-o", name, "--bundled-fonts"], options].concat();
        let done = run(at, &arguments);
        assert_eq!(done.status.code(), Some(0), "{done:?}");
    }
    let gap = |name: &str| {
        let rows = glyphs::rows(&std::fs::read(at.join(name)).unwrap());
        let row = rows.iter().find(|row| row.text().contains("设立个专窗")).unwrap();
        let place = |text: &str| row.marks.iter().position(|mark| mark.text == text).unwrap();
        let before = &row.marks[place("立")];
        row.marks[place("个")].x - before.x - before.width
    };
    let (usual, blank) = (gap("usual.pdf"), gap("blank.pdf"));
    assert!(blank > 2.0 * usual && usual > 8.0, "{usual} mm, {blank} mm");

    let refused = run(at, &["export", "a.plan.ron", "-o", "final.pdf", "--final"]);
    assert_eq!(refused.status.code(), Some(1), "{refused:?}");
    assert!(words(&refused.stderr).contains("专窗数"), "{refused:?}");
    assert!(!at.join("final.pdf").exists());
    written(at, &levels());
    let done = run(at, &["export", "a.plan.ron", "-o", "final.pdf", "--final"]);
    assert_eq!(done.status.code(), Some(0), "{done:?}");
}

#[test]
fn short_cells_of_a_register_stay_in_one_line() {
    let mut make = Maker::new(Language::ZhCn);
    let columns = ["时间", "检查内容", "抽查数量", "方式", "责任部门", "整改要求", "完成率"];
    let long = "重要空白凭证、印章、钥匙和交接登记";
    let texts = ["首月上旬", long, "全部柜员", "现场突击", "安全保卫部", long, "100%"];
    let cells = texts.map(Text::new).to_vec();
    let rows = (0..2).map(|_| RegisterRow { id: make.part_id(), cells: cells.clone() }).collect();
    let columns_of_register = columns.map(Text::new).to_vec();
    let register =
        Register { id: make.part_id(), heading: "安排".into(), columns: columns_of_register, rows };
    make.plan().parts = vec![Part::Register(Arc::new(register))];
    let plan = make.done();
    for profile in [Profile::gbt9704(), Profile::built_in("office").unwrap()] {
        let rows = glyphs::rows(&pdf_with(&plan, &profile));
        for short in texts.iter().chain(&columns).filter(|text| text.chars().count() <= 5) {
            assert!(rows.iter().any(|row| row.text().contains(short)), "{}: {short} is divided", profile.id);
        }
    }
}

#[test]
fn a_long_table_begins_with_two_rows_at_least() {
    // However much of the first page is taken, and whether the table is looked at as a whole.
    for (lines, count) in (0..22).flat_map(|lines| [(lines, 36), (lines, 60)]) {
        let mut make = Maker::new(Language::ZhCn);
        let paragraphs = (0..lines).map(|_| make.paragraph("正文。")).collect();
        let opening = Prose { id: make.part_id(), paragraphs };
        let cells = vec!["检查".into(), Text::new(&"记录".repeat(20 + lines % 3 * 10))];
        let rows = (0..count).map(|_| RegisterRow { id: make.part_id(), cells: cells.clone() }).collect();
        let columns = vec!["时间".into(), "内容".into()];
        let register = Register { id: make.part_id(), heading: "安排".into(), columns, rows };
        make.plan().parts = vec![Part::Opening(Arc::new(opening)), Part::Register(Arc::new(register))];
        let rows = glyphs::rows(&pdf_with(&make.done(), &Profile::gbt9704()));
        let page = |words: &str| rows.iter().find(|row| row.text().contains(words)).unwrap().page;
        assert_eq!(page("安排"), page("时间"), "{lines}, {count}: the heading stays with the table");
        let first = rows.iter().filter(|row| row.page == page("时间") && row.text().contains("检查")).count();
        assert!(first >= 2, "{lines}, {count}: {first} rows below the head");
    }
}

#[test]
fn a_long_rule_goes_on_below_and_spreads_nothing() {
    let mut make = Maker::new(Language::ZhCn);
    make.plan().placeholders.push(Placeholder {
        name: PlaceholderName::new("本周重点").unwrap(),
        kind: PlaceholderKind::Free,
        hint: Text::default(),
    });
    // However many characters there are on the line before the rule.
    for before in 1..30 {
        let mut plan = prose(&[&format!("{}⟦本周重点⟧，{}。", "本".repeat(before), "周".repeat(40))]);
        plan.placeholders.clone_from(&make.plan().placeholders);
        let profile = Profile { to_fill_in: true, ..Profile::gbt9704() };
        let rows = glyphs::rows(&pdf_with(&plan, &profile));
        for row in &rows {
            for pair in row.marks.windows(2).filter(|pair| pair[0].text == pair[1].text) {
                let step = pair[1].x - pair[0].x;
                assert!(step < 1.12 * 156.0 / 28.0, "{before}: {step} mm in {}", row.text());
            }
        }
    }
}

#[test]
fn rare_characters_of_names_are_printed() {
    let names = "朱镕基、张㙍、李𬭊、王龘、赵堃、钱犇";
    let plan = prose(&[names]);
    for profile in [Profile::gbt9704(), Profile::english()] {
        let fonts = FontSet::bundled();
        let pages = Typesetter::new(fonts.clone()).pages(&plan, &profile).unwrap();
        assert_eq!(pages.missing(), [] as [char; 0]);
        let pdf = export::pdf(&pages, &PdfMeta::of(&plan)).unwrap();
        let marks = glyphs::marks(&pdf);
        for name in names.chars().filter(|c| *c != '、') {
            let mark = marks.iter().find(|mark| mark.text == name.to_string());
            let mark = mark.unwrap_or_else(|| panic!("{name} is not in the file"));
            assert!(mark.ink.width() > 2.0 && mark.ink.height() > 2.0, "{name} is blank");
        }
        let preflight = Preflight::of(&pages, &profile, &fonts);
        assert!(preflight.missing.is_empty());
    }
}

#[test]
fn the_preflight_tells_of_every_face() {
    let plan = prose(&["正文，2027年。表情😀。"]);
    let profile = Profile::gbt9704();
    let fonts = FontSet::bundled();
    let pages = Typesetter::new(fonts.clone()).pages(&plan, &profile).unwrap();
    let preflight = Preflight::of(&pages, &profile, &fonts);
    let body = preflight.roles.iter().find(|role| role.role == "body").unwrap();
    assert_eq!((body.wanted.as_str(), body.used.as_deref()), ("FangSong_GB2312", Some("Jihua Song")));
    assert!(body.bundled && body.substitute);
    let missing = &preflight.missing[0];
    assert_eq!(
        (missing.character, missing.code.as_str(), missing.pages.as_slice()),
        ('😀', "U+1F600", &[1][..])
    );
    let used: Vec<&str> = preflight.used.iter().map(|face| face.family.as_str()).collect();
    assert!(used.contains(&"Jihua Song") && used.contains(&"Jihua Latin"), "{used:?}");
    // What stands in for single characters is told with them: 㙍 is in no face but the last resort.
    let plan = prose(&["张㙍"]);
    let mut kai = Profile::gbt9704();
    kai.body.faces = vec!["AR PL KaitiM GB".to_owned()];
    let pages = Typesetter::new(fonts.clone()).pages(&plan, &kai).unwrap();
    let preflight = Preflight::of(&pages, &kai, &fonts);
    let sets = |family: &str| preflight.used.iter().find(|face| face.family == family);
    assert_eq!(sets("AR PL KaitiM GB").map(|face| face.characters), Some(1), "{preflight:?}");
}

#[test]
fn the_fonts_command_prints_the_preflight() {
    let folder = tempfile::tempdir().unwrap();
    let at = folder.path();
    written(at, &hall_plan());
    let told = run(at, &["fonts", "a.plan.ron", "--bundled-fonts"]);
    assert_eq!(told.status.code(), Some(0), "{told:?}");
    let text = words(&told.stdout);
    assert!(text.contains("正文：要用FangSong_GB2312，以Jihua Song（自带）代替"), "{text}");
    let json = run(at, &["fonts", "a.plan.ron", "--bundled-fonts", "--json"]);
    let value: Value = serde_json::from_slice(&json.stdout).unwrap();
    assert_eq!(value["roles"][0]["role"], "title");
    assert_eq!(value["roles"][0]["used"], "Jihua BiaoSong");
    assert_eq!(value["missing"].as_array().map(Vec::len), Some(0));
    written(at, &prose(&["表情😀。"]));
    let told = run(at, &["fonts", "a.plan.ron", "--bundled-fonts"]);
    assert_eq!(told.status.code(), Some(1));
    assert!(words(&told.stdout).contains("U+1F600"), "{told:?}");
}

#[test]
fn faces_of_the_computer_come_first_and_only_those_wished_for() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("assets/fonts");
    let computer = SystemFaces::scan(&[folder]);
    // A profile whose wish is not bundled under that name takes the computer's.
    let mut profile = Profile::gbt9704();
    profile.body.faces = vec!["仿宋".to_owned(), "Jihua Sans".to_owned()];
    let fonts = FontSet::with_system(&computer, &[&profile]);
    assert_eq!(fonts.resolved(&profile.body.faces), Some("Jihua Sans"));
    assert!(fonts.is_bundled("Jihua Sans") && !fonts.has_family("仿宋"));
    assert_eq!(fonts.families().count(), FontSet::bundled().families().count());
    // Nothing is scanned for where there is nothing.
    assert!(!SystemFaces::scan(&[PathBuf::from("/nowhere")]).has_family("Jihua Song"));
}

#[test]
fn a_system_face_sets_what_it_is_wished_for() {
    // The bundled face under another name stands for one of the computer's.
    let installed = SystemFaces::installed();
    let Some(family) = ["Nimbus Roman", "DejaVu Serif", "Liberation Serif", "Times New Roman"]
        .into_iter()
        .find(|name| installed.has_family(name))
    else {
        eprintln!("skipped: no such face is installed");
        return;
    };
    let mut profile = Profile::english();
    profile.latin = vec![family.to_owned(), "Jihua Latin".to_owned()];
    let fonts = FontSet::with_system(&installed, &[&profile]);
    assert_eq!(fonts.resolved(&profile.latin), Some(family));
    let plan = prose(&["Every branch visits its clients in 2027."]);
    let pages = Typesetter::new(fonts.clone()).pages(&plan, &profile).unwrap();
    let preflight = Preflight::of(&pages, &profile, &fonts);
    let used = preflight.used.iter().find(|face| face.family == family).unwrap();
    assert!(used.characters > 25 && !used.bundled, "{preflight:?}");
    let latin = preflight.roles.iter().find(|role| role.role == "latin").unwrap();
    assert!(!latin.substitute && !latin.bundled, "{latin:?}");
}

#[test]
fn the_text_of_the_pdf_is_the_text_of_the_plan_in_reading_order() {
    let texts = [
        "2027年，营业厅以“客户少等、柜台少错”为总要求——平均等候由11.6分钟降到8分钟以内。",
        "每月10日、25日各走访5户，客户满意度达到98.5%以上；G20峰会期间（9月4日至5日）加开2个窗口。",
    ];
    let plan = prose(&texts);
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.pdf");
    let pdf = pdf_with(&plan, &Profile::gbt9704());
    assert_eq!(drawn(&pdf), texts.concat());
    std::fs::write(&path, &pdf).unwrap();
    let Ok(output) = Command::new("pdftotext").arg("-raw").arg(&path).arg("-").output() else {
        eprintln!("skipped: pdftotext is not installed");
        return;
    };
    let text: String = words(&output.stdout).chars().filter(|c| !c.is_whitespace()).collect();
    let number = text.rfind('—').and_then(|end| text[..end].rfind('—')).unwrap();
    assert_eq!(text[..number], texts.concat());
}

#[test]
fn bookmarks_are_the_headings() {
    let mut plan = levels();
    let goal = match &plan.parts[0] {
        Part::Section(section) => match &section.items[0] {
            Item::Goal(goal) => goal.id,
            _ => panic!(),
        },
        _ => panic!(),
    };
    let Some(planwright::model::tree::NodeMut::Goal(goal)) = plan.node_mut(goal.id()) else { panic!() };
    goal.text = "到6月30日资料完整——逐户核对".into();
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.pdf");
    std::fs::write(&path, pdf_with(&plan, &Profile::gbt9704())).unwrap();
    let output = Command::new("qpdf").args(["--json", "--json-key=outlines"]).arg(&path).output();
    let Ok(output) = output else {
        eprintln!("skipped: qpdf is not installed");
        return;
    };
    let json: Value = serde_json::from_slice(&output.stdout).unwrap();
    let outlines = json["outlines"].as_array().unwrap();
    let titles: Vec<&str> = outlines.iter().map(|entry| entry["title"].as_str().unwrap()).collect();
    assert_eq!(titles, ["一、夯实基础", "二、改进服务"]);
    assert_eq!(outlines[0]["kids"][0]["title"], "（一）到6月30日资料完整——逐户核对");
}

#[test]
fn the_pdf_keeps_to_the_standards() {
    let plan = plan_of_every_kind(Language::ZhCn);
    let pages = Typesetter::new(FontSet::bundled()).pages(&plan, &Profile::gbt9704()).unwrap();
    let meta = PdfMeta::of(&plan);
    for (standards, mark) in [
        (&[PdfStandard::A2b][..], "pdfaid:part"),
        (&[PdfStandard::A2u], "pdfaid:part"),
        (&[PdfStandard::A3b], "pdfaid:part"),
        (&[PdfStandard::A2a, PdfStandard::Ua1], "pdfuaid:part"),
        (&[PdfStandard::Ua1], "pdfuaid:part"),
    ] {
        let pdf = export::pdf_as(&pages, &meta, &[], standards)
            .unwrap_or_else(|error| panic!("{standards:?}: {error}"));
        assert!(String::from_utf8_lossy(&pdf).contains(mark), "{standards:?}");
    }
    let clash = export::pdf_as(&pages, &meta, &[], &[PdfStandard::A2b, PdfStandard::A3b]);
    assert!(matches!(clash, Err(export::ExportError::Standards)));
    // Pages without tags cannot be read aloud.
    let some = export::pdf_as(&pages, &meta, &[(1, 1)], &[PdfStandard::Ua1]);
    assert!(matches!(some, Err(export::ExportError::Untagged)));
    // A gap where a character should be keeps to no standard.
    let plan = prose(&["表情😀"]);
    let pages = Typesetter::new(FontSet::bundled()).pages(&plan, &Profile::gbt9704()).unwrap();
    let refused = export::pdf_as(&pages, &PdfMeta::of(&plan), &[], &[PdfStandard::A2b]);
    assert!(matches!(refused, Err(export::ExportError::Pdf { .. })), "{refused:?}");
}

#[test]
fn the_standard_can_be_asked_for_on_the_command_line() {
    let folder = tempfile::tempdir().unwrap();
    let at = folder.path();
    // This one bears no date.
    written(at, &levels());
    let arguments =
        ["export", "a.plan.ron", "-o", "a.pdf", "--pdf-standard", "a-2b", "--numbering", "decimal"];
    let done = run(at, &arguments);
    assert_eq!(done.status.code(), Some(0), "{done:?}");
    let pdf = std::fs::read(at.join("a.pdf")).unwrap();
    assert!(String::from_utf8_lossy(&pdf).contains("pdfaid:part"));
    assert!(drawn(&pdf).contains("1.1.2"), "{}", drawn(&pdf));
    // The plan's own way is printed where no other is asked for.
    let own = Plan { numbering: Some(Numbering::Sections), ..levels() };
    file::write(&at.join("own.plan.ron"), &own, None).unwrap();
    for (arguments, first) in [(&[][..], "第一节"), (&["--numbering", "ordinal"][..], "第一，")] {
        let done = run(at, &[&["export", "own.plan.ron", "-o", "own.txt"][..], arguments].concat());
        assert_eq!(done.status.code(), Some(0), "{done:?}");
        let text = std::fs::read_to_string(at.join("own.txt")).unwrap();
        assert!(
            text.contains(&format!("{first}夯实基础")) || text.contains(&format!("{first}\u{3000}夯实基础")),
            "{text}"
        );
    }
    for wrong in [["--pdf-standard", "a-9"], ["--numbering", "roman"]] {
        let refused = run(at, &[&["export", "a.plan.ron", "-o", "b.pdf"][..], &wrong].concat());
        assert_eq!(refused.status.code(), Some(2), "{refused:?}");
    }
    assert!(!at.join("b.pdf").exists());
}

/// Paragraphs, titles and cells of every hurtful kind of text.
pub(crate) const HURTFUL: [&str; 9] = [
    "#set page(width: 1cm) *粗* _斜_ `代码` $x^2$ <标签> @引用 // 注释 /* */ \\ ~ [括号] {花括号}",
    "\u{0}\u{1}\u{8}\u{b}\u{c}\u{1b}\u{7f}\u{85}控制",
    "\u{202e}倒写\u{202c} \u{2066}隔离\u{2069} \u{200f}右\u{200e}左 שלום مرحبا",
    "表情😀👩‍👩‍👧‍👦🇨🇳❤️☎️",
    "\u{2060}\u{feff}\u{200b}\u{200d}\u{ad}\u{34f}",
    "e\u{301}\u{302}\u{303}\u{304}\u{305}\u{306}\u{307}\u{308}",
    "= 标题\n- 列表\n+ 编号\n/ 术语: 解释\n| 表 | 格 |",
    "⟦⟧⟦没关上",
    "\u{fffd}\u{fffe}\u{10ffff}\u{e000}",
];

#[test]
fn hurtful_text_gives_readable_pages_everywhere() {
    let mut make = Maker::new(Language::ZhCn);
    let all = HURTFUL.concat();
    make.plan().title = all.as_str().into();
    make.plan().unit = all.as_str().into();
    make.plan().author = all.as_str().into();
    let owner = make.person(HURTFUL[3], HURTFUL[2]);
    let mut items = Vec::new();
    for text in HURTFUL {
        items.push(Item::Paragraph(make.paragraph(text)));
        let measures = vec![make.measure(text, text, &[owner], None)];
        items.push(make.goal(text, vec![], measures));
    }
    let section = make.section(SectionRole::Own(all.clone()), &all, items);
    let rows = HURTFUL
        .iter()
        .map(|text| RegisterRow { id: make.part_id(), cells: vec![Text::new(text), Text::new(&all)] })
        .collect();
    let register = Register {
        id: make.part_id(),
        heading: all.as_str().into(),
        columns: vec![Text::new(&all); 2],
        rows,
    };
    make.plan().parts = vec![Part::Section(section), Part::Register(Arc::new(register))];
    let plan = make.done();
    for profile in Profiles::bundled().all() {
        let pages = Typesetter::new(FontSet::bundled()).pages(&plan, profile).unwrap();
        let pdf = export::pdf(&pages, &PdfMeta::of(&plan)).unwrap();
        let text = drawn(&pdf);
        for literal in ["#set page(width: 1cm) *粗*", "控制", "倒写", "// 注释 /* */"] {
            assert!(text.contains(literal), "{literal} in {text}");
        }
        assert!(!text.contains(['\u{2060}', '\u{202e}', '\u{feff}', '\u{0}', '\u{1b}']), "{text:?}");
    }
}

#[test]
fn a_cell_longer_than_a_page_goes_on_over_the_next() {
    let mut make = Maker::new(Language::ZhCn);
    let long = "网点走访客户并登记台账。".repeat(300);
    let cells = [vec!["1月".into(), Text::new(&long)], vec!["2月".into(), "回访。".into()]];
    let rows = cells.map(|cells| RegisterRow { id: make.part_id(), cells }).to_vec();
    let columns = vec!["时间".into(), "内容".into()];
    let register = Register { id: make.part_id(), heading: "安排".into(), columns, rows };
    make.plan().status = PlanStatus::InForce;
    make.plan().parts = vec![Part::Register(Arc::new(register))];
    let rows = glyphs::rows(&pdf_with(&make.done(), &Profile::gbt9704()));
    assert!(rows.last().unwrap().page > 2);
    let text: String = rows.iter().map(glyphs::Row::text).collect();
    assert!(text.contains("回访。"));
    let printed = rows.iter().flat_map(|row| &row.marks).filter(|mark| mark.text == "账").count();
    assert_eq!(printed, 300, "nothing of the cell is lost");
    for row in rows.iter().filter(|row| row.text().contains('账')) {
        assert!(row.y < 262.5, "within the type area");
    }
    // The head stands on every page.
    let heads: Vec<usize> =
        rows.iter().filter(|row| row.text().contains("时间")).map(|row| row.page).collect();
    assert_eq!(heads.len(), rows.last().unwrap().page);
}

#[test]
fn measures_within_measures_are_set_to_any_depth() {
    let mut make = Maker::new(Language::ZhCn);
    let mut inner = make.measure("", "最里面的一层。", &[], None);
    for depth in 0..8 {
        let mut outer = make.measure("", &format!("往外第{depth}层。"), &[], None);
        Arc::make_mut(&mut outer).measures = vec![inner];
        inner = outer;
    }
    let section = make.section(SectionRole::General, "层层", vec![Item::Measure(inner)]);
    make.plan().parts = vec![Part::Section(section)];
    let plan = make.done();
    for way in Numbering::ALL {
        let mut profile = Profile::gbt9704();
        way.apply(&mut profile);
        let text = drawn(&pdf_with(&plan, &profile));
        assert!(text.contains("最里面的一层。"), "{way:?}: {text}");
        assert_eq!(text.matches("往外第").count(), 8);
    }
}

#[test]
fn a_file_that_cannot_be_written_is_left_whole() {
    let folder = tempfile::tempdir().unwrap();
    let at = folder.path();
    written(at, &hall_plan());
    let old = b"the old file".as_slice();
    // There is no such folder.
    let output = run(at, &["export", "a.plan.ron", "-o", "no/a.pdf"]);
    assert_eq!(output.status.code(), Some(2), "{output:?}");
    assert!(words(&output.stderr).contains("文件夹不存在"), "{output:?}");
    // The name is a folder's.
    std::fs::create_dir(at.join("b.pdf")).unwrap();
    let output = run(at, &["export", "a.plan.ron", "-o", "b.pdf"]);
    assert_eq!(output.status.code(), Some(2), "{output:?}");
    // Somebody has it open: he keeps what he read, and the new one is whole.
    std::fs::write(at.join("c.pdf"), old).unwrap();
    let open = std::fs::File::open(at.join("c.pdf")).unwrap();
    let output = run(at, &["export", "a.plan.ron", "-o", "c.pdf"]);
    if cfg!(unix) {
        assert_eq!(output.status.code(), Some(0), "{output:?}");
        let mut read = Vec::new();
        std::io::Read::read_to_end(&mut &open, &mut read).unwrap();
        assert_eq!(read, old);
        assert!(std::fs::read(at.join("c.pdf")).unwrap().starts_with(b"%PDF-"));
    }
    // Nothing unfinished stays behind.
    let mut names: Vec<_> = std::fs::read_dir(at)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    assert_eq!(names, ["a.plan.ron", "b.pdf", "c.pdf"]);
}

/// On a disk that is full, which needs the right to mount one: skipped where there is none.
#[test]
#[cfg(target_os = "linux")]
fn a_full_disk_is_told_and_the_old_file_stays() {
    let folder = tempfile::tempdir().unwrap();
    let at = folder.path();
    written(at, &hall_plan());
    let disk = at.join("disk");
    std::fs::create_dir(&disk).unwrap();
    let script = "mount -t tmpfs -o size=64k tmpfs disk || exit 77
        echo old > disk/a.pdf
        \"$0\" export a.plan.ron -o disk/a.pdf
        status=$?
        cat disk/a.pdf; ls disk; exit $status";
    let output = Command::new("unshare")
        .args(["--user", "--map-root-user", "--mount", "sh", "-c", script])
        .arg(env!("CARGO_BIN_EXE_planwright"))
        .current_dir(at)
        .env_remove("LANGUAGE")
        .env("LC_ALL", "zh_CN.UTF-8")
        .output();
    let Ok(output) = output else { return };
    if output.status.code() == Some(77) || words(&output.stderr).contains("unshare") {
        eprintln!("skipped: no disk can be mounted here");
        return;
    }
    assert_eq!(output.status.code(), Some(1), "{output:?}");
    assert!(words(&output.stderr).contains("磁盘已满"), "{output:?}");
    assert_eq!(words(&output.stdout), "old\na.pdf\n");
}
