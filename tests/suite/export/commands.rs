//! `planwright export` with every format, by running the real program.

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

use crate::sample_plan::hall_plan;

fn export(folder: &Path, output: &str) -> Output {
    Command::new(env!("CARGO_BIN_EXE_planwright"))
        .args(["export", "a.plan.ron", "-o", output])
        .current_dir(folder)
        .env_remove("LANGUAGE")
        .env("LC_ALL", "zh_CN.UTF-8")
        .output()
        .unwrap()
}

fn folder() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let text = planwright::file::encode(&hall_plan()).unwrap();
    fs::write(folder.path().join("a.plan.ron"), text).unwrap();
    folder
}

#[test]
fn a_plan_is_written_in_every_format() {
    let folder = folder();
    let begins: [(&str, &[u8]); 5] = [
        ("计划.docx", b"PK\x03\x04"),
        ("计划.XLSX", b"PK\x03\x04"),
        ("计划.ics", b"BEGIN:VCALENDAR\r\n"),
        ("计划.md", "# 江北支行营业厅2027年度工作计划\n".as_bytes()),
        ("计划.txt", "\u{feff}江北支行营业厅2027年度工作计划\n".as_bytes()),
    ];
    for (name, begin) in begins {
        let output = export(folder.path(), name);
        assert_eq!(output.status.code(), Some(0), "{output:?}");
        assert!(String::from_utf8(output.stdout).unwrap().contains(&format!("已写入 {name}")));
        assert!(fs::read(folder.path().join(name)).unwrap().starts_with(begin), "{name}");
    }
    // One picture a page.
    let output = export(folder.path(), "页.svg");
    assert_eq!(output.status.code(), Some(0), "{output:?}");
    let page = fs::read_to_string(folder.path().join("页-1.svg")).unwrap();
    assert!(page.contains("viewBox=\"0 0 595.27") && page.contains("<svg "), "{}", &page[..200]);
    assert!(folder.path().join("页-2.svg").exists());
}

#[test]
fn what_cannot_be_written_leaves_everything_as_it_was() {
    let folder = folder();
    fs::create_dir(folder.path().join("folder.docx")).unwrap();
    for (name, told) in [
        ("a.doc", ".pdf、.docx、.xlsx、.ics、.md、.txt、.png或.svg"),
        ("missing/a.docx", "missing/a.docx"),
        ("missing/a.xlsx", "missing/a.xlsx"),
        ("folder.docx", "folder.docx"),
    ] {
        let output = export(folder.path(), name);
        assert_eq!(output.status.code(), Some(2), "{output:?}");
        let complained = String::from_utf8(output.stderr).unwrap();
        assert!(complained.contains(told), "{complained}");
    }
    // A plan that cannot be read replaces nothing.
    fs::write(folder.path().join("b.docx"), "kept").unwrap();
    fs::write(folder.path().join("a.plan.ron"), "no plan").unwrap();
    assert_eq!(export(folder.path(), "b.docx").status.code(), Some(2));
    assert_eq!(fs::read_to_string(folder.path().join("b.docx")).unwrap(), "kept");
    assert!(!folder.path().join("missing").exists());
}
