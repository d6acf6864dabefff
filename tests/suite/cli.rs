//! The command line, by running the real program.

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use planwright::file::{self, decode};
use planwright::model::{PlanStatus, query};
use planwright::template::catalogue;
use serde_json::Value;

/// Runs the program in a folder, in Chinese.
fn planwright(folder: &Path, arguments: &[&str]) -> Output {
    run(folder, "zh_CN.UTF-8", arguments)
}

fn run(folder: &Path, language: &str, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_planwright"))
        .args(arguments)
        .current_dir(folder)
        .env_remove("LANGUAGE")
        .env("LC_ALL", language)
        .env("PLANWRIGHT_CONFIG", folder.join("settings"))
        .output()
        .unwrap()
}

fn said(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).unwrap()
}

fn complained(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).unwrap()
}

fn json(output: &Output) -> Vec<Value> {
    serde_json::from_str(&said(output)).unwrap_or_else(|error| panic!("{error}: {output:?}"))
}

/// Makes a plan from a template and returns its path.
fn new_plan(folder: &Path, template: &str) -> PathBuf {
    let output = planwright(folder, &["new", "--template", template, "--year", "2027", "-o", "a.plan.ron"]);
    assert_eq!(output.status.code(), Some(0), "{output:?}");
    folder.join("a.plan.ron")
}

fn names(folder: &Path) -> Vec<String> {
    let mut names: Vec<String> = std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    names
}

#[test]
fn every_command_has_help() {
    let folder = tempfile::tempdir().unwrap();
    for language in ["zh_CN.UTF-8", "en_GB.UTF-8"] {
        for arguments in [
            &["--help"][..],
            &["templates", "--help"],
            &["new", "--help"],
            &["check", "--help"],
            &["export", "-h"],
            &["diff", "--help"],
            &["merge", "--help"],
        ] {
            let output = run(folder.path(), language, arguments);
            assert_eq!(output.status.code(), Some(0), "{output:?}");
            assert!(said(&output).contains("planwright"), "{output:?}");
            assert_eq!(said(&output).contains("用法："), language.starts_with("zh"), "{output:?}");
            assert!(output.stderr.is_empty());
        }
    }
}

#[test]
fn templates_are_listed() {
    let folder = tempfile::tempdir().unwrap();
    let listed = json(&planwright(folder.path(), &["templates", "--json"]));
    assert_eq!(listed.len(), catalogue().len());
    for (value, template) in listed.iter().zip(catalogue()) {
        let keys: Vec<&String> = value.as_object().unwrap().keys().collect();
        let mut sorted = keys.clone();
        sorted.sort();
        assert_eq!(sorted, ["id", "kind", "language", "name", "purpose"]);
        assert_eq!(value["id"], template.id);
        assert_eq!(value["kind"], template.kind.id());
        assert_eq!(value["language"], template.language.tag());
    }
    let text = said(&planwright(folder.path(), &["templates"]));
    assert!(catalogue().iter().all(|template| text.contains(&template.name)), "{text}");
}

#[test]
fn a_plan_is_made_from_every_template() {
    let folder = tempfile::tempdir().unwrap();
    for template in catalogue() {
        let path = new_plan(folder.path(), &template.id);
        let plan = file::read(&path).unwrap().plan;
        assert_eq!(plan.period.year(), 2027, "{}", template.id);
        assert_eq!(plan.status, PlanStatus::Draft);
        std::fs::remove_file(path).unwrap();
    }
}

#[test]
fn blanks_are_filled_and_the_rest_is_named() {
    let folder = tempfile::tempdir().unwrap();
    let template = planwright::template::by_id("execution-plan").unwrap();
    let name = template.plan.placeholders[0].name.as_str();
    let setting = format!("{name}=江北支行=总部");
    let output = planwright(
        folder.path(),
        &["new", "--template", "execution-plan", "--set", &setting, "-o", "a.plan.ron"],
    );
    assert_eq!(output.status.code(), Some(0), "{output:?}");
    let text = std::fs::read_to_string(folder.path().join("a.plan.ron")).unwrap();
    assert!(text.contains("江北支行=总部"));
    let open = query::open_blanks(&decode(text.as_bytes()).unwrap());
    assert!(!open.contains_key(name));
    assert!(open.keys().all(|name| said(&output).contains(name)), "{output:?}");
    assert!(said(&output).contains("a.plan.ron"));
}

#[test]
fn a_plan_that_is_there_is_kept() {
    let folder = tempfile::tempdir().unwrap();
    let path = new_plan(folder.path(), "execution-plan");
    let before = std::fs::read(&path).unwrap();
    new_plan(folder.path(), "personal-annual");
    assert_ne!(std::fs::read(&path).unwrap(), before);
    assert_eq!(std::fs::read(folder.path().join("a.plan.ron~")).unwrap(), before);
}

#[test]
fn bad_use_writes_nothing_and_says_what_to_do() {
    let folder = tempfile::tempdir().unwrap();
    let cases: &[(&[&str], &str)] = &[
        (&["new"], "--template"),
        (&["new", "--template", "poem", "-o", "a.plan.ron"], "execution-plan"),
        (&["new", "--template", "execution-plan", "--year", "5", "-o", "a.plan.ron"], "1900"),
        (&["new", "--template", "execution-plan", "--year", "next", "-o", "a.plan.ron"], "next"),
        (&["new", "--template", "execution-plan", "--set", "x", "-o", "a.plan.ron"], "--set"),
        (&["new", "--template", "execution-plan", "--set", "诗=1", "-o", "a.plan.ron"], "试点机构"),
        (&["new", "--template", "execution-plan", "--set", "上年差错率=很低", "-o", "a.plan.ron"], "很低"),
        (&["new", "--template", "personal-month", "--set", "月份=13", "-o", "a.plan.ron"], "第13个月"),
        (&["new", "--template", "execution-plan", "-o", "gone/a.plan.ron"], "gone"),
        (&["new", "--template", "execution-plan", "-o", "."], "文件夹"),
        (&["check"], "PLAN"),
        (&["check", "missing.plan.ron"], "missing.plan.ron"),
        (&["check", "."], "文件夹"),
        (&["check", "a", "--yaml"], "--yaml"),
        (&["export", "missing.plan.ron", "-o", "a.pdf"], "missing.plan.ron"),
        (&["export", "missing.plan.ron", "-o", "a.doc"], ".pdf"),
        (&["export", "missing.plan.ron", "-o", "a.pdf", "--profile", "poster"], "gbt9704"),
        (&["export", "missing.plan.ron", "-o", "a.pdf", "--layout", "poster"], "timeline"),
        (&["export", "missing.plan.ron", "-o", "a.pdf", "--layout", "mine"], "mine:"),
        (&["export", "missing.plan.ron", "-o", "a.pdf", "--layout", "month:3"], "month:2027-03"),
        (&["print", "missing.plan.ron"], "missing.plan.ron"),
        (&["print", "missing.plan.ron", "--layout", "poster"], "timeline"),
        (&["print", "missing.plan.ron", "--numbering", "roman"], "roman"),
        (&["chekc", "a.plan.ron"], "a.plan.ron"),
    ];
    for (arguments, named) in cases {
        let output = planwright(folder.path(), arguments);
        assert_eq!(output.status.code(), Some(2), "{arguments:?}: {output:?}");
        assert!(output.stdout.is_empty(), "{arguments:?}: {output:?}");
        assert!(complained(&output).contains(named), "{arguments:?}: {}", complained(&output));
        assert!(names(folder.path()).is_empty(), "{arguments:?}");
    }
}

#[test]
fn a_damaged_plan_is_refused_with_line_and_column() {
    let folder = tempfile::tempdir().unwrap();
    let path = new_plan(folder.path(), "personal-annual");
    let text =
        std::fs::read_to_string(&path).unwrap().replacen("  plan: (\n    title", "  plan: (\n    titel", 1);
    std::fs::write(&path, &text).unwrap();
    for arguments in [&["check", "a.plan.ron"][..], &["export", "a.plan.ron", "-o", "a.pdf"]] {
        let output = planwright(folder.path(), arguments);
        assert_eq!(output.status.code(), Some(2), "{output:?}");
        let words = complained(&output);
        assert!(
            words.contains("第4行第5列") && words.contains("titel") && words.contains("title"),
            "{words}"
        );
        let english = complained(&run(folder.path(), "en_US.UTF-8", arguments));
        assert!(english.contains("Line 4, column 5") && english.contains("a.plan.ron"), "{english}");
    }
    assert_eq!(std::fs::read_to_string(&path).unwrap(), text);
    assert_eq!(names(folder.path()), ["a.plan.ron"]);
}

#[test]
fn a_newer_plan_is_left_alone() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("a.plan.ron"), "Planwright(format: 9, plan: new)").unwrap();
    let output = planwright(folder.path(), &["check", "a.plan.ron"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(complained(&output).contains("格式9"), "{output:?}");
}

#[test]
fn a_check_answers_yes_or_no() {
    let folder = tempfile::tempdir().unwrap();
    new_plan(folder.path(), "execution-plan");
    let output = planwright(folder.path(), &["check", "a.plan.ron", "--json"]);
    assert_eq!(output.status.code(), Some(1));
    let findings = json(&output);
    assert!(findings.iter().any(|finding| finding["rule"] == "L01" && finding["level"] == "error"));
    for finding in &findings {
        let keys: std::collections::BTreeSet<&String> = finding.as_object().unwrap().keys().collect();
        assert_eq!(keys.into_iter().collect::<Vec<_>>(), ["level", "message", "place", "proposal", "rule"]);
        assert!(finding["place"].as_str().is_some_and(|place| !place.is_empty()));
    }
    let text = said(&planwright(folder.path(), &["check", "a.plan.ron"]));
    assert!(text.contains("错误 L01"), "{text}");

    let empty = "Planwright(format: 1, plan: (title: \"甲\", kind: \"general\", language: \"zh-CN\", \
                 period: Year(2027), ids: 1))";
    std::fs::write(folder.path().join("b.plan.ron"), empty).unwrap();
    let output = planwright(folder.path(), &["check", "b.plan.ron", "--json"]);
    assert_eq!((output.status.code(), json(&output).len()), (Some(0), 0));
    assert!(said(&planwright(folder.path(), &["check", "b.plan.ron"])).contains("没有发现问题"));
}

#[test]
fn a_plan_is_exported() {
    let folder = tempfile::tempdir().unwrap();
    new_plan(folder.path(), "personal-annual");
    let output = planwright(folder.path(), &["export", "a.plan.ron", "-o", "甲.pdf"]);
    assert_eq!(output.status.code(), Some(0), "{output:?}");
    assert!(said(&output).contains("甲.pdf"));
    let pdf = std::fs::read(folder.path().join("甲.pdf")).unwrap();
    assert!(pdf.starts_with(b"%PDF-"));
    // The same plan makes the same file.
    planwright(folder.path(), &["export", "a.plan.ron", "-o", "乙.PDF", "--bundled-fonts"]);
    assert_eq!(std::fs::read(folder.path().join("乙.PDF")).unwrap(), pdf);

    let output = planwright(folder.path(), &["export", "a.plan.ron", "-o", "丙.png", "--profile", "gbt9704"]);
    assert_eq!(output.status.code(), Some(0), "{output:?}");
    let pictures: Vec<String> =
        names(folder.path()).into_iter().filter(|name| name.starts_with('丙')).collect();
    assert!(!pictures.is_empty());
    for name in pictures {
        assert!(said(&output).contains(&name));
        assert!(std::fs::read(folder.path().join(name)).unwrap().starts_with(b"\x89PNG"));
    }
}

#[test]
fn a_plan_is_exported_in_every_layout() {
    let folder = tempfile::tempdir().unwrap();
    new_plan(folder.path(), "execution-plan");
    for layout in [
        "prose",
        "table",
        "contract",
        "breakdown",
        "timeline",
        "scores",
        "actuals",
        "combined",
        "mine:运营管理部",
        "month:2027-03",
    ] {
        let arguments = ["export", "a.plan.ron", "-o", "甲.pdf", "--layout", layout, "--cover", "--contents"];
        let output = planwright(folder.path(), &arguments);
        assert_eq!(output.status.code(), Some(0), "{layout}: {output:?}");
        assert!(output.stderr.is_empty(), "{layout}: {output:?}");
        assert!(std::fs::read(folder.path().join("甲.pdf")).unwrap().starts_with(b"%PDF-"));
        std::fs::remove_file(folder.path().join("甲.pdf")).unwrap();
    }
    // What the plan has nothing for is answered with no, what it cannot know with what there is.
    for (layout, status, named) in [
        ("problems", 1, "问题"),
        ("mine:张三", 2, "运营管理部、信息科技部"),
        ("month:2031-03", 2, "2027年度"),
        ("tables", 2, "breakdown"),
    ] {
        let output = planwright(folder.path(), &["export", "a.plan.ron", "-o", "甲.pdf", "--layout", layout]);
        assert_eq!(output.status.code(), Some(status), "{layout}: {output:?}");
        assert!(complained(&output).contains(named), "{layout}: {output:?}");
        assert_eq!(names(folder.path()), ["a.plan.ron"]);
    }
}

#[test]
fn a_document_says_that_it_has_neither_cover_nor_contents() {
    let folder = tempfile::tempdir().unwrap();
    new_plan(folder.path(), "personal-annual");
    let arguments = ["export", "a.plan.ron", "-o", "甲.docx", "--layout", "table", "--cover", "--contents"];
    let output = planwright(folder.path(), &arguments);
    assert_eq!(output.status.code(), Some(0), "{output:?}");
    let told = complained(&output);
    assert!(told.contains("--cover、--contents") && told.contains("Word 文档里没有"), "{told}");
    assert!(!told.contains("没有版面"), "it has the layout that was asked for: {told}");
}

#[test]
fn a_reader_that_stops_early_does_no_harm() {
    let folder = tempfile::tempdir().unwrap();
    let mut child = Command::new(env!("CARGO_BIN_EXE_planwright"))
        .args(["templates", "--json"])
        .current_dir(folder.path())
        .stdout(std::process::Stdio::piped())
        .stderr(std::process::Stdio::piped())
        .spawn()
        .unwrap();
    drop(child.stdout.take());
    let output = child.wait_with_output().unwrap();
    assert_eq!(output.status.code(), Some(0), "{output:?}");
}
