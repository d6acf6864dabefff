//! `planwright export`: a plan in the formats of other programs.

use std::path::{Path, PathBuf};

use chrono::NaiveDate;

use super::arguments::Export;
use super::{Failure, Outcome, Surroundings, complain, read, say};
use crate::export::{self, ExportError, PdfMeta};
use crate::file;
use crate::model::{Language, Plan};
use crate::typeset::{FontSet, Pages, Profile, Typesetter};

/// The resolution of pictures, in pixels an inch: a page of A4 is 1240 by 1754.
const PIXELS_PER_INCH: f64 = 150.0;

/// A format to write.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Format {
    Pdf,
    Png,
    Svg,
    Docx,
    Xlsx,
    Ics,
    Markdown,
    Text,
}

impl Format {
    /// Returns the format that the ending of a file's name stands for.
    fn of(path: &Path) -> Option<Self> {
        match path.extension()?.to_str()?.to_ascii_lowercase().as_str() {
            "pdf" => Some(Self::Pdf),
            "png" => Some(Self::Png),
            "svg" => Some(Self::Svg),
            "docx" => Some(Self::Docx),
            "xlsx" => Some(Self::Xlsx),
            "ics" => Some(Self::Ics),
            "md" => Some(Self::Markdown),
            "txt" => Some(Self::Text),
            _ => None,
        }
    }

    /// The endings of the formats.
    const ENDINGS: &[&str] = &["pdf", "docx", "xlsx", "ics", "md", "txt", "png", "svg"];

    /// Tells whether the file shows pages as they are printed.
    const fn is_of_pages(self) -> bool {
        matches!(self, Self::Pdf | Self::Png | Self::Svg)
    }
}

pub(super) fn run(arguments: &Export, surroundings: Surroundings) -> Result<Outcome, Failure> {
    let language = surroundings.language;
    let Export { plan, output, layout, profile, bundled_fonts: _ } = arguments;
    // Everything that was typed is looked at before anything is done.
    let Some(format) = Format::of(output) else {
        return Err(Failure::NoFormat { path: output.clone(), endings: Format::ENDINGS });
    };
    if layout != "prose" {
        return Err(Failure::NoLayout { id: layout.clone() });
    }
    let profile = match profile {
        Some(id) => Some(Profile::built_in(id).ok_or_else(|| Failure::NoProfile { id: id.clone() })?),
        None => None,
    };
    let plan = read(plan)?.plan;
    let profile = profile.unwrap_or_else(|| Profile::of_language(plan.language));
    // So far the program knows no other faces than its own.
    let fonts = FontSet::bundled();
    if !format.is_of_pages() {
        let today = surroundings.today;
        let bytes =
            whole(format, &plan, &profile, &fonts, today).map_err(|error| Failure::Export { error })?;
        return write(output, &bytes, &written(output, None, language));
    }
    let pages = Typesetter::new(fonts).pages(&plan, &profile).map_err(|error| Failure::Typeset { error })?;
    for (path, bytes) in files(format, &plan, &pages, output)? {
        let count = (format == Format::Pdf).then_some(pages.len());
        write(&path, &bytes, &written(&path, count, language))?;
    }
    if !pages.missing().is_empty() {
        complain(&missing(pages.missing(), language));
    }
    Ok(Outcome::Done)
}

fn write(path: &Path, bytes: &[u8], told: &str) -> Result<Outcome, Failure> {
    file::write_bytes_atomic(path, bytes).map_err(|error| Failure::Write { path: path.to_owned(), error })?;
    say(told);
    Ok(Outcome::Done)
}

/// Returns the file of a format that holds the plan and no pages.
fn whole(
    format: Format,
    plan: &Plan,
    profile: &Profile,
    fonts: &FontSet,
    today: NaiveDate,
) -> Result<Vec<u8>, ExportError> {
    match format {
        Format::Docx => export::docx(plan, profile, fonts),
        Format::Xlsx => export::xlsx(plan, profile),
        Format::Ics => Ok(export::ics(plan, profile, today).into_bytes()),
        Format::Markdown => Ok(export::markdown(plan, profile).into_bytes()),
        // Programs on Windows take a text without this mark for one in their own encoding.
        Format::Text => Ok(format!("\u{feff}{}", export::text(plan, profile)).into_bytes()),
        Format::Pdf | Format::Png | Format::Svg => Ok(Vec::new()),
    }
}

/// Returns the files that show pages: all are made before the first is written.
fn files(
    format: Format,
    plan: &Plan,
    pages: &Pages,
    output: &Path,
) -> Result<Vec<(PathBuf, Vec<u8>)>, Failure> {
    let failure = |error| Failure::Export { error };
    if format == Format::Pdf {
        let bytes = export::pdf(pages, &PdfMeta::of(plan)).map_err(failure)?;
        return Ok(vec![(output.to_owned(), bytes)]);
    }
    (0..pages.len())
        .map(|page| {
            let bytes = match format {
                Format::Svg => export::svg(pages, page).map(String::into_bytes),
                _ => export::png(pages, page, PIXELS_PER_INCH),
            };
            Ok((numbered(output, page, pages.len()), bytes.map_err(failure)?))
        })
        .collect()
}

/// Returns the name of one page's picture: `plan-2.png` where there are several.
fn numbered(output: &Path, page: usize, pages: usize) -> PathBuf {
    if pages == 1 {
        return output.to_owned();
    }
    let mut name = output.file_stem().unwrap_or_default().to_owned();
    name.push(format!("-{}.", page + 1));
    name.push(output.extension().unwrap_or_default());
    output.with_file_name(name)
}

fn written(path: &Path, pages: Option<usize>, language: Language) -> String {
    let path = path.display();
    match (pages, language) {
        (Some(pages), Language::ZhCn) => format!("已写入 {path}：共{pages}页。"),
        (Some(pages), Language::En) => format!("Wrote {path}: pages {pages}."),
        (None, Language::ZhCn) => format!("已写入 {path}。"),
        (None, Language::En) => format!("Wrote {path}."),
    }
}

fn missing(characters: &[char], language: Language) -> String {
    let listed: String = characters.iter().collect();
    match language {
        Language::ZhCn => format!("注意：字体里没有这些字，页面上会空着：{listed}"),
        Language::En => format!("Note: no face has these characters, so the pages leave them out: {listed}"),
    }
}
