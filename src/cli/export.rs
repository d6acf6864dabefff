//! `planwright export`: a plan in the formats of other programs.

use std::path::{Path, PathBuf};

use chrono::NaiveDate;

use super::arguments::Export;
use super::{Failure, Outcome, Surroundings, complain, page, read, say};
use crate::export::{self, ExportError, PdfMeta, PdfStandard};
use crate::file;
use crate::locale::Catalogue;
use crate::model::{Language, Plan, query};
use crate::typeset::{Arrangement, FontSet, Layout, Pages, Profile, Typesetter, code};

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
    let Surroundings { language, today } = surroundings;
    let Export {
        plan,
        output,
        layout,
        cover,
        contents,
        profile,
        bundled_fonts,
        numbering,
        blank,
        finished,
        standards,
    } = arguments;
    // Everything that was typed is looked at before anything is done.
    let Some(format) = Format::of(output) else {
        return Err(Failure::NoFormat { path: output.clone(), endings: Format::ENDINGS });
    };
    let layout: Layout = layout.parse().map_err(|fault| Failure::NoLayout { fault })?;
    let arrangement = Arrangement { layout, cover: *cover, contents: *contents };
    let profiles = page::profiles();
    page::known(&profiles, profile.as_ref())?;
    let mut plan = read(plan)?.plan;
    if *finished {
        is_final(&plan)?;
    }
    let mut profile = page::profile(&profiles, profile.as_ref(), plan.language);
    plan.numbering = numbering.or(plan.numbering);
    profile.to_fill_in |= *blank;
    let fonts = page::faces(&profile, *bundled_fonts);
    if !format.is_of_pages() {
        let bytes = whole(format, &plan, &profile, &fonts, &arrangement.layout, today)
            .map_err(|error| Failure::Export { error })?;
        write(output, &bytes, &written(output, None, language))?;
        if let Some(left_out) = left_out(format, &arrangement, language) {
            complain(&note(&left_out, language));
        }
        return Ok(Outcome::Done);
    }
    let typesetter = Typesetter::new(fonts);
    let pages =
        typesetter.arranged(&plan, &profile, &arrangement).map_err(|error| Failure::Typeset { error })?;
    let mut meta = PdfMeta::of(&plan);
    if !standards.is_empty() {
        // The standards want a date, and a plan may have none yet.
        meta.date = meta.date.or(Some(today));
    }
    for (path, bytes) in files(format, &meta, standards, &pages, output)? {
        let count = (format == Format::Pdf).then_some(pages.len());
        write(&path, &bytes, &written(&path, count, language))?;
    }
    if !pages.missing().is_empty() {
        complain(&missing(pages.missing(), language));
    }
    let catalogue = Catalogue::new(language);
    for remark in pages.remarks() {
        complain(&note(&remark.words(&catalogue), language));
    }
    if arrangement.is_worth_a_front(pages.len()) {
        say(&catalogue.with("layouts-suggested", &[("pages", pages.len().into())]));
    }
    Ok(Outcome::Done)
}

/// Looks whether nothing is left to fill in.
fn is_final(plan: &Plan) -> Result<(), Failure> {
    let blanks: Vec<(String, usize)> =
        query::open_blanks(plan).into_iter().map(|(name, places)| (name, places.len())).collect();
    if blanks.is_empty() { Ok(()) } else { Err(Failure::OpenBlanks { blanks }) }
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
    layout: &Layout,
    today: NaiveDate,
) -> Result<Vec<u8>, ExportError> {
    match format {
        Format::Docx => export::docx_in(plan, profile, fonts, layout),
        Format::Xlsx => export::xlsx(plan, profile),
        Format::Ics => Ok(export::ics(plan, profile, today).into_bytes()),
        Format::Markdown => Ok(export::markdown(plan, profile).into_bytes()),
        // Programs on Windows take a text without this mark for one in their own encoding.
        Format::Text => Ok(format!("\u{feff}{}", export::text(plan, profile)).into_bytes()),
        Format::Pdf | Format::Png | Format::Svg => Ok(Vec::new()),
    }
}

/// Tells what of an arrangement a format without pages has no place for; none where nothing is left out.
fn left_out(format: Format, arrangement: &Arrangement, language: Language) -> Option<String> {
    let Arrangement { layout, cover, contents } = arrangement;
    let has_layouts = format.is_of_pages() || format == Format::Docx;
    let mut what = Vec::new();
    if !has_layouts && *layout != Layout::Prose {
        what.push("--layout");
    }
    if !format.is_of_pages() {
        what.extend(cover.then_some("--cover"));
        what.extend(contents.then_some("--contents"));
    }
    let (joined, empty) = match language {
        Language::ZhCn => (what.join("、"), what.is_empty()),
        Language::En => (what.join(", "), what.is_empty()),
    };
    if empty {
        return None;
    }
    if format == Format::Docx {
        // A document has a layout, but neither of these.
        return Some(match language {
            Language::ZhCn => format!("封面和目录只在 PDF 中，Word 文档里没有：{joined}没有用上。"),
            Language::En => {
                format!("a Word document has neither cover nor contents, so {joined} had no effect.")
            }
        });
    }
    Some(match language {
        Language::ZhCn => format!("这种格式没有版面，{joined}没有用上。"),
        Language::En => format!("this format has no pages of its own, so {joined} had no effect."),
    })
}

/// Returns the files that show pages: all are made before the first is written.
fn files(
    format: Format,
    meta: &PdfMeta,
    standards: &[PdfStandard],
    pages: &Pages,
    output: &Path,
) -> Result<Vec<(PathBuf, Vec<u8>)>, Failure> {
    let failure = |error| Failure::Export { error };
    if format == Format::Pdf {
        let bytes = export::pdf_as(pages, meta, &[], standards).map_err(failure)?;
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
    let listed: Vec<String> = characters.iter().map(|c| format!("{c}（{}）", code(*c))).collect();
    let listed = listed.join("、");
    let words = match language {
        Language::ZhCn => "字体里没有这些字，页面上会空着：",
        Language::En => "no face has these characters, so the pages leave them out: ",
    };
    note(&format!("{words}{listed}"), language)
}

/// Puts a sentence as a note that does not keep the command from being done.
fn note(words: &str, language: Language) -> String {
    match language {
        Language::ZhCn => format!("注意：{words}"),
        Language::En => format!("Note: {words}"),
    }
}
