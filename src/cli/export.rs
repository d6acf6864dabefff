//! `planwright export`: a plan in the formats of other programs.

use std::path::{Path, PathBuf};

use super::arguments::Export;
use super::{Failure, Outcome, Surroundings, complain, page, read, say};
use crate::export::{self, PdfMeta, PdfStandard};
use crate::file;
use crate::model::{Language, Plan, query};
use crate::typeset::{Pages, Typesetter, code};

/// The resolution of pictures, in pixels an inch: a page of A4 is 1240 by 1754.
const PIXELS_PER_INCH: f64 = 150.0;

/// A format to write.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Format {
    Pdf,
    Png,
}

impl Format {
    /// Returns the format that the ending of a file's name stands for.
    fn of(path: &Path) -> Option<Self> {
        match path.extension()?.to_str()?.to_ascii_lowercase().as_str() {
            "pdf" => Some(Self::Pdf),
            "png" => Some(Self::Png),
            _ => None,
        }
    }
}

pub(super) fn run(arguments: &Export, surroundings: Surroundings) -> Result<Outcome, Failure> {
    let Surroundings { language, today } = surroundings;
    let Export { plan, output, layout, profile, bundled_fonts, numbering, blank, finished, standards } =
        arguments;
    // Everything that was typed is looked at before anything is done.
    let Some(format) = Format::of(output) else {
        return Err(Failure::NoFormat { path: output.clone() });
    };
    if layout != "prose" {
        return Err(Failure::NoLayout { id: layout.clone() });
    }
    let profiles = page::profiles();
    page::known(&profiles, profile.as_ref())?;
    let plan = read(plan)?.plan;
    if *finished {
        is_final(&plan)?;
    }
    let mut profile = page::profile(&profiles, profile.as_ref(), plan.language);
    if let Some(numbering) = numbering {
        numbering.apply(&mut profile);
    }
    profile.to_fill_in |= *blank;
    let typesetter = Typesetter::new(page::faces(&profile, *bundled_fonts));
    let pages = typesetter.pages(&plan, &profile).map_err(|error| Failure::Typeset { error })?;
    let mut meta = PdfMeta::of(&plan);
    if !standards.is_empty() {
        // The standards want a date, and a plan may have none yet.
        meta.date = meta.date.or(Some(today));
    }
    for (path, bytes) in files(format, &meta, standards, &pages, output)? {
        file::write_bytes_atomic(&path, &bytes)
            .map_err(|error| Failure::Write { path: path.clone(), error })?;
        say(&written(&path, format, pages.len(), language));
    }
    if !pages.missing().is_empty() {
        complain(&missing(pages.missing(), language));
    }
    Ok(Outcome::Done)
}

/// Looks whether nothing is left to fill in.
fn is_final(plan: &Plan) -> Result<(), Failure> {
    let blanks: Vec<(String, usize)> =
        query::open_blanks(plan).into_iter().map(|(name, places)| (name, places.len())).collect();
    if blanks.is_empty() { Ok(()) } else { Err(Failure::OpenBlanks { blanks }) }
}

/// Returns the files to write: all are made before the first is written.
fn files(
    format: Format,
    meta: &PdfMeta,
    standards: &[PdfStandard],
    pages: &Pages,
    output: &Path,
) -> Result<Vec<(PathBuf, Vec<u8>)>, Failure> {
    let failure = |error| Failure::Export { error };
    match format {
        Format::Pdf => {
            let bytes = export::pdf_as(pages, meta, &[], standards).map_err(failure)?;
            Ok(vec![(output.to_owned(), bytes)])
        }
        Format::Png => (0..pages.len())
            .map(|page| {
                let bytes = export::png(pages, page, PIXELS_PER_INCH).map_err(failure)?;
                Ok((numbered(output, page, pages.len()), bytes))
            })
            .collect(),
    }
}

/// Returns the name of one page's picture: `plan-2.png` where there are several.
fn numbered(output: &Path, page: usize, pages: usize) -> PathBuf {
    if pages == 1 {
        return output.to_owned();
    }
    let mut name = output.file_stem().unwrap_or_default().to_owned();
    name.push(format!("-{}.png", page + 1));
    output.with_file_name(name)
}

fn written(path: &Path, format: Format, pages: usize, language: Language) -> String {
    let path = path.display();
    match (format, language) {
        (Format::Pdf, Language::ZhCn) => format!("已写入 {path}：共{pages}页。"),
        (Format::Pdf, Language::En) => format!("Wrote {path}: pages {pages}."),
        (Format::Png, Language::ZhCn) => format!("已写入 {path}。"),
        (Format::Png, Language::En) => format!("Wrote {path}."),
    }
}

fn missing(characters: &[char], language: Language) -> String {
    let listed: Vec<String> = characters.iter().map(|c| format!("{c}（{}）", code(*c))).collect();
    let listed = listed.join("、");
    match language {
        Language::ZhCn => format!("注意：字体里没有这些字，页面上会空着：{listed}"),
        Language::En => format!("Note: no face has these characters, so the pages leave them out: {listed}"),
    }
}
