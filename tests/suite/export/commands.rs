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

/// The endings of all formats.
const ENDINGS: [&str; 8] = ["pdf", "docx", "xlsx", "ics", "md", "txt", "png", "svg"];

/// Returns the file of a format that is written first: pictures have a number where there are several.
fn first_file(ending: &str) -> String {
    let number = if matches!(ending, "png" | "svg") { "-1" } else { "" };
    format!("out{number}.{ending}")
}

#[test]
fn a_target_that_refuses_is_told_in_every_format() {
    let folder = folder();
    let at = folder.path();
    for ending in ENDINGS {
        // There is no such folder.
        let output = export(at, &format!("missing/out.{ending}"));
        assert_eq!(output.status.code(), Some(2), "{output:?}");
        assert!(String::from_utf8(output.stderr).unwrap().contains("文件夹不存在"), "{ending}");
        // The name is a folder's.
        let first = first_file(ending);
        fs::create_dir(at.join(&first)).unwrap();
        let output = export(at, &format!("out.{ending}"));
        assert_eq!(output.status.code(), Some(2), "{output:?}");
        fs::remove_dir(at.join(&first)).unwrap();
        // Somebody reads it: he keeps what he read, and the new one is whole.
        fs::write(at.join(&first), "the old file").unwrap();
        let mut open = fs::File::open(at.join(&first)).unwrap();
        let output = export(at, &format!("out.{ending}"));
        if cfg!(unix) {
            assert_eq!(output.status.code(), Some(0), "{output:?}");
            let mut read = String::new();
            std::io::Read::read_to_string(&mut open, &mut read).unwrap();
            assert_eq!(read, "the old file");
            assert_ne!(fs::read(at.join(&first)).unwrap(), b"the old file");
        }
    }
    let names = fs::read_dir(at).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap());
    let odd: Vec<String> = names.filter(|name| !name.starts_with("out") && name != "a.plan.ron").collect();
    assert!(odd.is_empty(), "{odd:?}");
}

/// On disks that are full and that are read-only, which needs the right to mount one: skipped where
/// there is none.
#[test]
#[cfg(target_os = "linux")]
fn full_and_read_only_disks_are_told_in_every_format() {
    let folder = folder();
    let at = folder.path();
    fs::create_dir(at.join("disk")).unwrap();
    let firsts: Vec<String> = ENDINGS.iter().map(|ending| first_file(ending)).collect();
    // Old files lie there, then nothing more has room, then nothing may be written.
    let script = format!(
        "mount -t tmpfs -o size=256k tmpfs disk || exit 77
        for f in {firsts}; do echo old > disk/$f; done
        dd if=/dev/zero of=disk/filler bs=4k 2>/dev/null
        for e in {endings}; do
            \"$0\" export a.plan.ron -o disk/out.$e; echo \"full $e $?\"
        done
        mount -o remount,ro disk || exit 77
        for e in {endings}; do
            \"$0\" export a.plan.ron -o disk/out.$e; echo \"fixed $e $?\"
        done
        cat {disk}; ls disk",
        firsts = firsts.join(" "),
        endings = ENDINGS.join(" "),
        disk = firsts.iter().map(|name| format!("disk/{name}")).collect::<Vec<_>>().join(" "),
    );
    let output = Command::new("unshare")
        .args(["--user", "--map-root-user", "--mount", "sh", "-c", &script])
        .arg(env!("CARGO_BIN_EXE_planwright"))
        .current_dir(at)
        .env_remove("LANGUAGE")
        .env("LC_ALL", "zh_CN.UTF-8")
        .output();
    let Ok(output) = output else { return };
    let complained = String::from_utf8(output.stderr.clone()).unwrap();
    if output.status.code() == Some(77) || complained.contains("unshare") {
        eprintln!("skipped: no disk can be mounted here");
        return;
    }
    let said = String::from_utf8(output.stdout).unwrap();
    for ending in ENDINGS {
        assert!(said.contains(&format!("full {ending} 1\n")), "{said}{complained}");
        assert!(said.contains(&format!("fixed {ending} 1\n")), "{said}{complained}");
    }
    assert_eq!(complained.matches("磁盘已满").count(), ENDINGS.len(), "{complained}");
    let mut left: Vec<&str> = firsts.iter().map(String::as_str).chain(["filler"]).collect();
    left.sort_unstable();
    let tail = format!("{}{}\n", "old\n".repeat(ENDINGS.len()), left.join("\n"));
    assert!(said.ends_with(&tail), "{said}");
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
