//! `diff` and `merge` of the command line, by running the real program.

use std::path::Path;
use std::process::{Command, Output};

use planwright::edit::{Edit, Place, TextField, apply};
use planwright::file;
use planwright::model::{Plan, query};
use serde_json::Value;

use crate::sample_plan::hall_plan;

fn run(folder: &Path, language: &str, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_planwright"))
        .args(arguments)
        .current_dir(folder)
        .env_remove("LANGUAGE")
        .env("LC_ALL", language)
        .output()
        .unwrap()
}

fn said(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).unwrap()
}

fn complained(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).unwrap()
}

/// Writes a plan, and one in which the text of a measure is another.
fn plans(folder: &Path) -> (Plan, Plan) {
    let old = hall_plan();
    let new = changed(&old, 0, "，并按月通报");
    file::write(&folder.join("a.plan.ron"), &old, None).unwrap();
    file::write(&folder.join("b.plan.ron"), &new, None).unwrap();
    (old, new)
}

fn changed(plan: &Plan, index: usize, more: &str) -> Plan {
    let measure = query::measures(plan)[index].clone();
    let text = format!("{}{more}", measure.text);
    apply(plan, &Edit::SetText { at: Place::of(measure.id, TextField::Text), text }).unwrap()
}

#[test]
fn the_same_plan_twice_has_no_changes() {
    let folder = tempfile::tempdir().unwrap();
    plans(folder.path());
    let output = run(folder.path(), "zh_CN.UTF-8", &["diff", "a.plan.ron", "a.plan.ron"]);
    assert_eq!(output.status.code(), Some(0), "{output:?}");
    assert_eq!(said(&output).trim(), "两份计划完全相同。");
    let output = run(folder.path(), "zh_CN.UTF-8", &["diff", "a.plan.ron", "a.plan.ron", "--json"]);
    assert_eq!(said(&output).trim(), "[]");
}

#[test]
fn a_changed_text_is_told_with_its_place_and_marks() {
    let folder = tempfile::tempdir().unwrap();
    plans(folder.path());
    let output = run(folder.path(), "zh_CN.UTF-8", &["diff", "a.plan.ron", "b.plan.ron"]);
    assert_eq!(output.status.code(), Some(1), "{output:?}");
    let words = said(&output);
    assert!(
        words.contains("{+，并按月通报+}") && words.contains("正文：") && words.contains(" › "),
        "{words}"
    );
    assert!(words.ends_with("增加0处，删除0处，移动0处，修改1处。\n"), "{words}");
    let output = run(folder.path(), "en_GB.UTF-8", &["diff", "b.plan.ron", "a.plan.ron"]);
    assert!(said(&output).contains("[-，并按月通报-]"), "{output:?}");
    assert!(said(&output).contains("text: "), "{output:?}");
}

#[test]
fn changes_are_told_as_json() {
    let folder = tempfile::tempdir().unwrap();
    let (_, new) = plans(folder.path());
    let output = run(folder.path(), "zh_CN.UTF-8", &["diff", "a.plan.ron", "b.plan.ron", "--json"]);
    assert_eq!(output.status.code(), Some(1));
    let told: Vec<Value> = serde_json::from_str(&said(&output)).unwrap();
    let [change] = told.as_slice() else { panic!("{told:?}") };
    assert_eq!(change["change"], "changed");
    assert_eq!(change["kind"], "measure");
    let id = query::measures(&new)[0].id.id().number();
    assert_eq!((&change["old"], &change["new"]), (&Value::from(id), &Value::from(id)));
    assert!(change["after"].as_str().unwrap().ends_with("，并按月通报"));
}

#[test]
fn what_is_no_plan_is_not_compared() {
    let folder = tempfile::tempdir().unwrap();
    plans(folder.path());
    std::fs::write(folder.path().join("notes.txt"), "不是计划").unwrap();
    let bytes = std::fs::read(folder.path().join("a.plan.ron")).unwrap();
    std::fs::write(folder.path().join("cut.plan.ron"), &bytes[..bytes.len() / 3]).unwrap();
    for other in ["notes.txt", "cut.plan.ron", "missing.plan.ron"] {
        for arguments in [
            &["diff", "a.plan.ron", other][..],
            &["merge", "a.plan.ron", "b.plan.ron", other, "-o", "out.plan.ron"],
        ] {
            let output = run(folder.path(), "zh_CN.UTF-8", arguments);
            assert_eq!(output.status.code(), Some(2), "{output:?}");
            assert!(complained(&output).contains(other), "{output:?}");
            assert!(!folder.path().join("out.plan.ron").exists());
        }
    }
}

#[test]
fn changes_of_two_people_come_together() {
    let folder = tempfile::tempdir().unwrap();
    let (old, new) = plans(folder.path());
    let theirs = changed(&old, 1, "，逐项留痕");
    file::write(&folder.path().join("c.plan.ron"), &theirs, None).unwrap();
    let arguments = ["merge", "a.plan.ron", "b.plan.ron", "c.plan.ron", "-o", "out.plan.ron"];
    let output = run(folder.path(), "zh_CN.UTF-8", &arguments);
    assert_eq!(output.status.code(), Some(0), "{output:?}");
    assert!(said(&output).contains("没有冲突"), "{output:?}");
    let merged = file::read(&folder.path().join("out.plan.ron")).unwrap().plan;
    assert_eq!(merged, changed(&new, 1, "，逐项留痕"));
}

#[test]
fn conflicts_are_told_and_nothing_is_written() {
    let folder = tempfile::tempdir().unwrap();
    let (old, new) = plans(folder.path());
    let theirs = changed(&old, 0, "，每季度讲评一次");
    file::write(&folder.path().join("c.plan.ron"), &theirs, None).unwrap();
    let out = folder.path().join("out.plan.ron");
    let arguments = ["merge", "a.plan.ron", "b.plan.ron", "c.plan.ron", "-o", "out.plan.ron"];
    let output = run(folder.path(), "zh_CN.UTF-8", &arguments);
    assert_eq!(output.status.code(), Some(1), "{output:?}");
    let words = said(&output);
    assert!(words.contains("并按月通报") && words.contains("每季度讲评一次"), "{words}");
    assert!(words.contains("有1处冲突"), "{words}");
    assert!(!out.exists());
    for (side, expected) in [("ours", &new), ("theirs", &theirs)] {
        let output = run(folder.path(), "zh_CN.UTF-8", &[&arguments[..], &["--prefer", side]].concat());
        assert_eq!(output.status.code(), Some(0), "{output:?}");
        assert_eq!(&file::read(&out).unwrap().plan, expected);
    }
    let output = run(folder.path(), "zh_CN.UTF-8", &[&arguments[..], &["--prefer", "mine"]].concat());
    assert_eq!(output.status.code(), Some(2));
}

#[test]
fn plans_that_do_not_come_of_one_are_not_merged() {
    let folder = tempfile::tempdir().unwrap();
    plans(folder.path());
    let other = crate::typeset::large_plan(60);
    file::write(&folder.path().join("c.plan.ron"), &other, None).unwrap();
    let arguments = ["merge", "a.plan.ron", "b.plan.ron", "c.plan.ron", "-o", "out.plan.ron"];
    let output = run(folder.path(), "zh_CN.UTF-8", &arguments);
    assert_eq!(output.status.code(), Some(2), "{output:?}");
    assert!(complained(&output).contains("不是由共同的原稿改出来的"), "{output:?}");
    assert!(!folder.path().join("out.plan.ron").exists());
    let output = run(folder.path(), "zh_CN.UTF-8", &["diff", "a.plan.ron", "c.plan.ron"]);
    assert_eq!(output.status.code(), Some(1), "{output:?}");
    assert!(said(&output).contains("按内容对应"), "{output:?}");
}

#[test]
fn a_comparison_is_written_as_pages() {
    let folder = tempfile::tempdir().unwrap();
    plans(folder.path());
    let output = run(folder.path(), "zh_CN.UTF-8", &["diff", "a.plan.ron", "b.plan.ron", "-o", "marked.pdf"]);
    assert_eq!(output.status.code(), Some(1), "{output:?}");
    assert!(said(&output).contains("已写入 marked.pdf"), "{output:?}");
    let bytes = std::fs::read(folder.path().join("marked.pdf")).unwrap();
    assert!(bytes.starts_with(b"%PDF"));
    let output = run(folder.path(), "zh_CN.UTF-8", &["diff", "a.plan.ron", "b.plan.ron", "-o", "marked.doc"]);
    assert_eq!(output.status.code(), Some(2), "{output:?}");
}
