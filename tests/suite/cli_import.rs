//! `import` of the command line, by running the real program.

use std::fs;
use std::io::{Cursor, Write};
use std::path::Path;
use std::process::{Command, Output};

use planwright::file;
use planwright::model::query;
use serde_json::Value;
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

fn run(folder: &Path, language: &str, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_planwright"))
        .args(arguments)
        .current_dir(folder)
        .env_remove("LANGUAGE")
        .env("LC_ALL", language)
        .output()
        .unwrap()
}

fn planwright(folder: &Path, arguments: &[&str]) -> Output {
    run(folder, "zh_CN.UTF-8", arguments)
}

fn said(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).unwrap()
}

fn complained(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).unwrap()
}

const PAGE: &str = "银行计划大全（汇总2篇）\n银行计划 篇一\n为做好全年工作，特制定本计划。\n一、服务\n1、每月25日回访客户，满意度不低于95%。\n2、更新设备，缩短客户等\n候时间。\n银行计划 篇二\n1、走访企业____户。\n2、登记走访情况。\n上一篇：会计工作计划\n";

#[test]
fn a_page_is_listed_told_as_json_and_written_part_by_part() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    fs::write(folder.join("页.txt"), PAGE).unwrap();
    let listed = planwright(folder, &["import", "页.txt", "--list"]);
    assert_eq!(listed.status.code(), Some(0), "{}", complained(&listed));
    assert_eq!(said(&listed).lines().filter(|line| line.starts_with(['1', '2'])).count(), 2);

    let told = planwright(folder, &["import", "页.txt", "--json"]);
    let plans: Vec<Value> = serde_json::from_slice(&told.stdout).unwrap();
    assert_eq!(plans.len(), 2);
    assert_eq!(plans[0]["heading_line"], 2);
    assert_eq!((&plans[0]["first_line"], &plans[0]["last_line"]), (&3.into(), &7.into()));
    assert_eq!(plans[0]["preamble_paragraphs"], 1);
    let items = plans[0]["sections"][0]["items"].as_array().unwrap();
    assert_eq!(items.len(), 2);
    assert_eq!(items[1]["text_end"], "备，缩短客户等候时间");
    assert_eq!(plans[0]["deadlines"], serde_json::json!(["每月25日"]));
    assert_eq!(plans[0]["quantities"][0]["value"], 95);
    assert_eq!(plans[0]["quantities"][0]["cmp"], ">=");
    assert_eq!(plans[1]["placeholders"], serde_json::json!(["____"]));

    let written = planwright(folder, &["import", "页.txt", "--part", "2", "-o", "二.plan.ron"]);
    assert_eq!(written.status.code(), Some(0), "{}", complained(&written));
    let plan = file::read(&folder.join("二.plan.ron")).unwrap().plan;
    assert_eq!(query::measures(&plan).len(), 2);
    assert_eq!(plan.placeholders.len(), 1);
    // What was left out, joined and replaced is told.
    let whole = planwright(folder, &["import", "页.txt", "--part", "1", "-o", "一.plan.ron"]);
    let words = said(&whole);
    for word in ["删去", "断行相接"] {
        assert!(words.contains(word), "{word}: {words}");
    }
    let none = planwright(folder, &["import", "页.txt", "--part", "3", "-o", "三.plan.ron"]);
    assert_eq!(none.status.code(), Some(2));
    assert!(!folder.join("三.plan.ron").exists());
}

#[test]
fn a_text_that_is_no_plan_is_answered_with_no() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("a.txt"), "从前有一座山。\n山里有一座庙。\n").unwrap();
    let told = planwright(folder.path(), &["import", "a.txt", "--list"]);
    assert_eq!(told.status.code(), Some(1));
    assert!(said(&told).contains("看起来不是计划"));
}

fn package(name: &str, bytes: &[u8]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    zip.start_file(name, SimpleFileOptions::default()).unwrap();
    zip.write_all(bytes).unwrap();
    zip.finish().unwrap().into_inner()
}

#[test]
fn bad_input_is_refused_with_the_file_and_the_reason_and_nothing_is_written() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    let noise: Vec<u8> = (0..=255_u8).cycle().take(9000).collect();
    let whole = package("word/document.xml", "<w:document/>".repeat(400).as_bytes());
    let bomb = package("word/document.xml", &vec![b' '; 120 << 20]);
    let xml = "<?xml version=\"1.0\"?><!DOCTYPE w [<!ENTITY a \"aaaaaaaa\"><!ENTITY b \"&a;&a;&a;\">]><w:document>&b;</w:document>";
    let entities = package("word/document.xml", xml.as_bytes());
    for (name, bytes) in [
        ("空.txt", Vec::new()),
        ("乱.txt", noise.clone()),
        ("乱.docx", noise),
        ("图.png", b"\x89PNG".to_vec()),
        ("锁.docx", [&b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"[..], &[0; 600]].concat()),
        ("断.docx", whole[..whole.len() - 40].to_vec()),
        ("弹.docx", bomb),
        ("体.docx", entities),
        ("别.docx", package("a.txt", b"text")),
        ("空行.txt", vec![b'\n'; 1 << 20]),
    ] {
        fs::write(folder.join(name), bytes).unwrap();
        for language in ["zh_CN.UTF-8", "en_GB.UTF-8"] {
            let output = run(folder, language, &["import", name, "-o", "out.plan.ron"]);
            assert_eq!(output.status.code(), Some(2), "{name}");
            let words = complained(&output);
            assert!(words.contains(name) && words.lines().count() <= 4, "{name}: {words}");
            assert!(!words.contains("panicked"), "{name}: {words}");
            assert!(!folder.join("out.plan.ron").exists(), "{name}");
        }
    }
    // A file of 100 MB is refused before it is read.
    let large = fs::File::create(folder.join("大.txt")).unwrap();
    large.set_len(100 << 20).unwrap();
    let output = planwright(folder, &["import", "大.txt", "--list"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(complained(&output).contains("100"), "{}", complained(&output));
    let output = planwright(folder, &["import", "没有.txt", "--list"]);
    assert_eq!(output.status.code(), Some(2));
}
