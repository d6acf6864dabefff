//! Whole texts are read as people read them: texts of our own with their answers beside them, and the
//! samples where the machine has them.

use std::fmt::Write as _;
use std::fs;
use std::path::PathBuf;

use planwright::import;
use planwright::model::PlanKind;
use serde_json::Value;

use crate::import::{accounted, blanks, imported, sketch, times};

/// Writes what was found in a source.
fn told(text: &str) -> String {
    let mut out = String::new();
    for plan in &imported(text).plans {
        writeln!(out, "=== {}-{}", plan.first_line, plan.last_line).unwrap();
        out.push_str(&sketch(&plan.outline));
        let (mut tokens, mut dates, mut numbers) = (Vec::new(), Vec::new(), Vec::new());
        plan.outline.for_each_text(&mut |text| {
            tokens.extend(blanks(text));
            dates.extend(times(text));
            numbers.extend(import::found::quantities(text).into_iter().map(|q| q.text));
        });
        for (name, found) in [("blanks", tokens), ("times", dates), ("quantities", numbers)] {
            writeln!(out, "{name}: {}", found.join(" ")).unwrap();
        }
    }
    out
}

/// The texts and, beside each, what is to be found in it, checked by hand. With `PLANWRIGHT_BLESS` set
/// the answers are written anew, to be looked at in the version control.
#[test]
fn texts_of_many_styles_are_read_as_written_down() {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/import");
    let mut texts: Vec<_> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|ending| ending == "txt"))
        .collect();
    texts.sort();
    assert!(texts.len() >= 20);
    let mut wrong = Vec::new();
    for path in texts {
        let text = fs::read_to_string(&path).unwrap();
        accounted(&text);
        let found = told(&text);
        let answer = path.with_extension("found");
        if std::env::var_os("PLANWRIGHT_BLESS").is_some() {
            fs::write(&answer, &found).unwrap();
        }
        if fs::read_to_string(&answer).unwrap_or_default() != found {
            wrong.push(format!("{}\n{found}", path.display()));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

// ---- the samples ----

/// The samples with their answers, where the machine has them.
fn samples() -> Option<PathBuf> {
    let beside = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../shared/import-samples");
    let folder = std::env::var_os("PLANWRIGHT_IMPORT_SAMPLES").map_or(beside, PathBuf::from);
    if folder.is_dir() {
        Some(folder)
    } else {
        eprintln!("skipped: there is no folder {}", folder.display());
        None
    }
}

/// Compares as the samples' own scorer does: letters and digits only.
fn bare(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric() || *c == '%').flat_map(char::to_lowercase).collect()
}

fn nodes(items: &Value, optional: bool) -> Vec<(String, String, Value, bool)> {
    let mut out = Vec::new();
    for item in items.as_array().into_iter().flatten() {
        let text = |name: &str| bare(item[name].as_str().unwrap_or_default());
        let optional = optional || item["split"] == "optional";
        if !text("text_start").is_empty() || !text("text_end").is_empty() {
            out.push((text("text_start"), text("text_end"), item["number"].clone(), optional));
        }
        out.extend(nodes(&item["children"], optional));
    }
    out
}

#[test]
fn the_samples_are_read_as_their_answers_say() {
    let Some(folder) = samples() else { return };
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_none_or(|e| e != "txt") {
            continue;
        }
        let Ok(answer) = fs::read(path.with_extension("json")) else { continue };
        let expected: Value = serde_json::from_slice(&answer).unwrap();
        let text = fs::read_to_string(&path).unwrap();
        accounted(&text);
        let import = imported(&text);
        let found = serde_json::to_value(import::json(&import.plans[0])).unwrap();
        let of = |value: &Value| -> Vec<_> {
            value["sections"].as_array().unwrap().iter().flat_map(|s| nodes(&s["items"], false)).collect()
        };
        let (want, got) = (of(&expected), of(&found));
        let missing: Vec<_> = want
            .iter()
            .filter(|w| {
                !w.3 && !got.iter().any(|g| g.0.starts_with(&w.0) && g.1.ends_with(&w.1) && g.2 == w.2)
            })
            .collect();
        assert!(missing.is_empty(), "{}: {missing:?}", path.display());
        assert!(got.len() <= want.len(), "{}", path.display());
        let lenient = expected["lenient"]["preamble_paragraphs"].as_array().cloned().unwrap_or_default();
        assert!(
            found["preamble_paragraphs"] == expected["preamble_paragraphs"]
                || lenient.contains(&found["preamble_paragraphs"]),
            "{}",
            path.display()
        );
        assert_eq!(found["closing_paragraphs"], expected["closing_paragraphs"], "{}", path.display());
        assert_eq!(found["placeholders"], expected["placeholders"], "{}", path.display());
        assert_eq!(found["kind"], expected["kind"], "{}", path.display());
        let set = |value: &Value| -> std::collections::BTreeSet<String> {
            value.as_array().unwrap().iter().map(|v| v.as_str().unwrap().to_owned()).collect()
        };
        assert_eq!(set(&found["deadlines"]), set(&expected["deadlines"]), "{}", path.display());
        let pairs = |value: &Value| -> Vec<(Value, Value)> {
            value["quantities"]
                .as_array()
                .unwrap()
                .iter()
                .map(|q| (q["value"].clone(), q["unit"].clone()))
                .collect()
        };
        assert_eq!(pairs(&found), pairs(&expected), "{}", path.display());
    }
}

#[test]
fn the_sample_pages_are_split_where_the_collections_say() {
    let Some(folder) = samples() else { return };
    let collections: Value =
        serde_json::from_slice(&fs::read(folder.join("collections.json")).unwrap()).unwrap();
    for page in collections.as_array().unwrap() {
        let text = fs::read_to_string(folder.join("pages").join(page["seed"].as_str().unwrap())).unwrap();
        accounted(&text);
        let found: Vec<_> = imported(&text).plans.iter().map(|p| p.last_line).collect();
        let expected: Vec<_> = page["parts"]
            .as_array()
            .unwrap()
            .iter()
            .map(|p| p["last_line"].as_u64().unwrap() as usize)
            .collect();
        assert_eq!(found, expected);
    }
}

#[test]
fn kinds_are_recognised_by_their_words() {
    for (text, kind) in [
        (
            "甲方：某公司 乙方：____\n签订本责任书。\n1、绩效工资按考核得分发放。\n",
            PlanKind::ResponsibilityContract,
        ),
        ("1、检修防弹玻璃和报警装置。\n2、组织防抢劫演练。\n", PlanKind::Security),
    ] {
        assert_eq!(imported(text).plans[0].kind, Some(kind), "{text}");
    }
}
