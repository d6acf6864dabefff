//! Documents and tables as `LibreOffice` opens them. It is started for all files at once, since it
//! takes seconds; without it the tests say so and are skipped, unless `PLANWRIGHT_NO_SKIP` is set.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use planwright::export::{self, PdfMeta};
use planwright::model::{Language, Plan};
use planwright::typeset::{Arrangement, FontSet, Typesetter};

use super::{long_plan, plan_saying, profile, templates};
use crate::sample_plan::{hall_plan, plan_of_every_kind};

/// How long it may take to convert what a test has.
const PATIENCE: Duration = Duration::from_mins(5);

fn runs(program: &str) -> bool {
    let found = std::env::var_os("PATH")
        .is_some_and(|paths| std::env::split_paths(&paths).any(|folder| folder.join(program).exists()));
    if !found {
        assert!(std::env::var_os("PLANWRIGHT_NO_SKIP").is_none(), "missing: {program}");
        eprintln!("skipped: {program} is not installed");
    }
    found
}

/// Converts files into a folder, and returns the most memory in KiB that one of the programs took.
fn convert(files: &[PathBuf], to: &str, folder: &Path) -> u64 {
    let profile = folder.join("office");
    let mut child = Command::new("soffice")
        .arg(format!("-env:UserInstallation=file://{}", profile.display()))
        .args(["--headless", "--convert-to", to, "--outdir"])
        .arg(folder.join("out"))
        .args(files)
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let (mut peak, start) = (0, Instant::now());
    loop {
        peak = peak.max(peak_of_family(child.id()));
        if let Some(status) = child.try_wait().unwrap() {
            assert!(status.success(), "{status}");
            return peak;
        }
        if start.elapsed() > PATIENCE {
            child.kill().unwrap();
            panic!("no end after {PATIENCE:?}");
        }
        std::thread::sleep(Duration::from_millis(20));
    }
}

/// Returns the most memory in KiB that a process or one of its descendants has taken so far.
fn peak_of_family(root: u32) -> u64 {
    let mut parents = BTreeMap::new();
    for entry in fs::read_dir("/proc").into_iter().flatten().flatten() {
        let Ok(pid) = entry.file_name().to_string_lossy().parse::<u32>() else { continue };
        let Ok(status) = fs::read_to_string(entry.path().join("status")) else { continue };
        let field = |name: &str| -> Option<u64> {
            let line = status.lines().find(|line| line.starts_with(name))?;
            line.split_whitespace().nth(1)?.parse().ok()
        };
        parents.insert(pid, (field("PPid:").unwrap_or(0), field("VmHWM:").unwrap_or(0)));
    }
    let is_of_family = |mut pid: u32| {
        for _ in 0..8 {
            if pid == root {
                return true;
            }
            match parents.get(&pid) {
                Some((parent, _)) => pid = u32::try_from(*parent).unwrap(),
                None => return false,
            }
        }
        false
    };
    parents.iter().filter(|(pid, _)| is_of_family(**pid)).map(|(_, (_, peak))| *peak).max().unwrap_or(0)
}

fn command(program: &str, arguments: &[&str], file: &Path) -> String {
    let output = Command::new(program)
        .args(arguments)
        .arg(file)
        .args(if program == "pdftotext" { &["-"][..] } else { &[] })
        .output()
        .unwrap();
    String::from_utf8(output.stdout).unwrap()
}

/// Returns words without white space, the lines to write on, and the soft hyphens with which the pages
/// part English words.
fn bare(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace() && !matches!(c, '_' | '\u{ad}' | '\u{feff}')).collect()
}

/// Takes the number off the end of every page.
fn unnumbered(text: &str) -> String {
    let is_number = |line: &str| line.trim().chars().all(|c| c.is_ascii_digit() || matches!(c, '—' | ' '));
    text.split('\u{c}')
        .map(|page| match page.trim_end().rsplit_once('\n') {
            Some((words, last)) if is_number(last) => words,
            _ => page,
        })
        .collect()
}

fn samples() -> Vec<Plan> {
    let mut plans = vec![hall_plan()];
    plans.extend(Language::ALL.map(plan_of_every_kind));
    plans.extend(templates());
    plans
}

/// Writes the documents of plans into a folder.
fn documents(plans: &[Plan], folder: &Path) -> Vec<PathBuf> {
    let paths: Vec<PathBuf> = (0..plans.len()).map(|at| folder.join(format!("{at}.docx"))).collect();
    for (plan, path) in plans.iter().zip(&paths) {
        fs::write(path, export::docx(plan, &profile(plan), &FontSet::bundled()).unwrap()).unwrap();
    }
    paths
}

#[test]
fn a_document_says_what_the_pages_say() {
    if !(runs("soffice") && runs("pdftotext")) {
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    let plans = samples();
    let paths = documents(&plans, folder.path());
    convert(&paths, "txt:Text (encoded):UTF8", folder.path());
    let typesetter = Typesetter::new(FontSet::bundled());
    for (at, plan) in plans.iter().enumerate() {
        let pages = typesetter.pages(plan, &profile(plan)).unwrap();
        let pdf = folder.path().join("ours.pdf");
        fs::write(&pdf, export::pdf(&pages, &PdfMeta::of(plan)).unwrap()).unwrap();
        let ours = bare(&unnumbered(&command("pdftotext", &["-raw"], &pdf)));
        let text = fs::read_to_string(folder.path().join(format!("out/{at}.txt"))).unwrap();
        // The pages repeat the head of a table that goes on.
        let heads = super::documents::heads(&fs::read(&paths[at]).unwrap());
        let without = |text: String| heads.iter().fold(text, |text, head| text.replace(&bare(head), ""));
        assert_eq!(without(bare(&text)), without(ours), "{}", plan.title);
    }
}

#[test]
fn a_document_opens_with_its_pages_and_its_outline() {
    if !(runs("soffice") && runs("pdfinfo") && runs("qpdf")) {
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    let plans = samples();
    let paths = documents(&plans, folder.path());
    convert(
        &paths,
        r#"pdf:writer_pdf_Export:{"ExportBookmarks":{"type":"boolean","value":"true"}}"#,
        folder.path(),
    );
    let typesetter = Typesetter::new(FontSet::bundled());
    for (at, plan) in plans.iter().enumerate() {
        let pdf = folder.path().join(format!("out/{at}.pdf"));
        let info = command("pdfinfo", &["-l", "-1"], &pdf);
        let sizes: Vec<&str> =
            info.lines().filter(|line| line.contains("size:") && line.starts_with("Page ")).collect();
        assert!(
            !sizes.is_empty() && sizes.iter().all(|size| size.contains("(A4)")),
            "{}: {sizes:?}",
            plan.title
        );
        let ours = typesetter.pages(plan, &profile(plan)).unwrap().len();
        assert!(
            sizes.len().abs_diff(ours) <= 1 + ours / 5,
            "{}: {} pages for {ours}",
            plan.title,
            sizes.len()
        );
        let json: serde_json::Value =
            serde_json::from_str(&command("qpdf", &["--json", "--json-key=outlines"], &pdf)).unwrap();
        let mut found = Vec::new();
        outlines(&json["outlines"], 1, &mut found);
        assert_eq!(found, headings(plan), "{}", plan.title);
    }
}

#[test]
fn documents_of_every_layout_open_with_their_pages_and_words() {
    if !(runs("soffice") && runs("pdfinfo") && runs("pdftotext")) {
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    let typesetter = Typesetter::new(FontSet::bundled());
    let mut made = Vec::new();
    for plan in [hall_plan(), plan_of_every_kind(Language::ZhCn), plan_of_every_kind(Language::En)] {
        let profile = profile(&plan);
        for layout in super::documents::layouts(&plan) {
            let Ok(bytes) = export::docx_in(&plan, &profile, &FontSet::bundled(), &layout) else { continue };
            let path = folder.path().join(format!("{}.docx", made.len()));
            fs::write(&path, bytes).unwrap();
            let pages = typesetter.arranged(&plan, &profile, &Arrangement::of(layout.clone())).unwrap();
            made.push((path, layout, pages, PdfMeta::of(&plan)));
        }
    }
    let paths: Vec<PathBuf> = made.iter().map(|(path, ..)| path.clone()).collect();
    convert(&paths, "pdf", folder.path());
    for (at, (_, layout, pages, meta)) in made.iter().enumerate() {
        let theirs = folder.path().join(format!("out/{at}.pdf"));
        let info = command("pdfinfo", &["-l", "-1"], &theirs);
        let sizes: Vec<&str> =
            info.lines().filter(|line| line.contains("size:") && line.starts_with("Page ")).collect();
        assert!(sizes.iter().all(|size| size.contains("(A4)")), "{layout}: {sizes:?}");
        assert!(
            sizes.len().abs_diff(pages.len()) <= 1 + pages.len() / 5,
            "{layout}: {} for {}",
            sizes.len(),
            pages.len()
        );
        // A sheet on its side stays on its side.
        let is_flipped = |size: &(f64, f64)| size.0 > size.1;
        let ours = (0..pages.len()).filter_map(|page| pages.size_pt(page)).any(|size| is_flipped(&size));
        assert_eq!(
            ours,
            sizes.iter().any(|size| size.contains("841.89 x 595") || size.contains("842 x 595")),
            "{layout}: {sizes:?}"
        );
        // Cells stand in another order, and heads come again on other pages, so words are told by the
        // signs that they are made of.
        let pdf = folder.path().join("ours.pdf");
        fs::write(&pdf, export::pdf(pages, meta).unwrap()).unwrap();
        let signs = |path: &Path| -> std::collections::BTreeSet<char> {
            let words = bare(&unnumbered(&command("pdftotext", &["-raw"], path)));
            // What a time line draws are signs in a document, and hyphens stand where lines are parted.
            words
                .chars()
                .filter(|c| !matches!(c, '◇' | '◆' | '●' | '-' | '—' | '\u{2010}') && !c.is_ascii_digit())
                .collect()
        };
        assert_eq!(signs(&theirs), signs(&pdf), "{layout}");
    }
}

fn outlines(list: &serde_json::Value, level: usize, out: &mut Vec<usize>) {
    for outline in list.as_array().into_iter().flatten() {
        out.push(level);
        outlines(&outline["kids"], level + 1, out);
    }
}

/// Returns the levels of the headings of a plan as its document should have them.
fn headings(plan: &Plan) -> Vec<usize> {
    let package = export::docx(plan, &profile(plan), &FontSet::bundled()).unwrap();
    let source = planwright::import::read(&package, planwright::import::Format::Docx).unwrap();
    let levels: Vec<usize> = source
        .lines
        .iter()
        .filter_map(|line| match line.hint {
            planwright::import::Hint::Heading(level) if level > 0 => Some(usize::from(level)),
            _ => None,
        })
        .collect();
    // A level that is left out in the document is closed up in the outline.
    let mut open: Vec<usize> = Vec::new();
    levels
        .into_iter()
        .map(|level| {
            open.retain(|above| *above < level);
            open.push(level);
            open.len()
        })
        .collect()
}

#[test]
fn a_table_opens_with_its_words_and_sums() {
    if !runs("soffice") {
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    let plans = [plan_of_every_kind(Language::ZhCn), plan_saying("=1+1")];
    let paths: Vec<PathBuf> = (0..plans.len()).map(|at| folder.path().join(format!("{at}.xlsx"))).collect();
    for (plan, path) in plans.iter().zip(&paths) {
        fs::write(path, export::xlsx(plan, &profile(plan)).unwrap()).unwrap();
    }
    // Every sheet becomes a file of its own.
    convert(
        &paths,
        "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false,false,false,-1",
        folder.path(),
    );
    let read = |name: &str| fs::read_to_string(folder.path().join("out").join(name)).unwrap();
    let scores = read("0-评分.csv");
    assert!(scores.lines().any(|line| line.starts_with("合计,") && line.contains(",100,")), "{scores}");
    assert!(read("1-措施.csv").contains(",=1+1,"));
}

/// Prints what it takes to make a PDF of plans of three lengths, here and by `LibreOffice` from our
/// document: `cargo test --release --test suite against_office -- --ignored --nocapture`.
#[test]
#[ignore = "it measures and takes a minute"]
fn pages_against_office() {
    let folder = tempfile::tempdir().unwrap();
    let program = env!("CARGO_BIN_EXE_planwright");
    // The first start of LibreOffice sets up its folder and is not counted.
    convert(&documents(&[super::empty(Language::ZhCn)], folder.path()), "pdf", folder.path());
    eprintln!("measures   ours s   MiB   document s   office s   MiB   ratio");
    for measures in [20, 200, 2_000] {
        let plan = folder.path().join("a.plan.ron");
        let bytes = planwright::file::encode(&long_plan(measures)).unwrap();
        fs::write(&plan, bytes).unwrap();
        let run = |output: &str| {
            let start = Instant::now();
            let mut child = Command::new(program)
                .arg("export")
                .arg(&plan)
                .arg("-o")
                .arg(folder.path().join(output))
                .stdout(Stdio::null())
                .spawn()
                .unwrap();
            let mut peak = 0;
            while child.try_wait().unwrap().is_none() {
                peak = peak.max(peak_of_family(child.id()));
                std::thread::sleep(Duration::from_millis(5));
            }
            (start.elapsed().as_secs_f64(), peak / 1024)
        };
        let (ours, memory) = run("a.pdf");
        let (document, _) = run("a.docx");
        let start = Instant::now();
        let peak = convert(&[folder.path().join("a.docx")], "pdf", folder.path());
        let office = start.elapsed().as_secs_f64();
        eprintln!(
            "{measures:8} {ours:8.2} {memory:5} {document:12.2} {office:10.2} {:5} {:7.1}",
            peak / 1024,
            office / ours
        );
    }
    for measures in [2_000, 20_000] {
        let plan = long_plan(measures);
        let profile = profile(&plan);
        let took = |what: &str, f: &dyn Fn() -> usize| {
            let start = Instant::now();
            let bytes = f();
            eprintln!("{measures:8} {what:8} {:6.2} s {:8} KiB", start.elapsed().as_secs_f64(), bytes / 1024);
        };
        took("docx", &|| export::docx(&plan, &profile, &FontSet::bundled()).unwrap().len());
        took("xlsx", &|| export::xlsx(&plan, &profile).unwrap().len());
        took("ics", &|| export::ics(&plan, &profile, crate::sample_plan::day(1, 1)).len());
        took("md", &|| export::markdown(&plan, &profile).len());
    }
}
