//! `planwright export`: a plan in the formats of other programs.

use std::path::{Path, PathBuf};

use super::arguments::Export;
use super::{Failure, Outcome, complain, read, say};
use crate::export::{self, PdfMeta};
use crate::file;
use crate::locale::Catalogue;
use crate::model::{Language, Plan};
use crate::typeset::{Arrangement, FontSet, Layout, Pages, Profile, Typesetter};

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

pub(super) fn run(arguments: &Export, language: Language) -> Result<Outcome, Failure> {
    let Export { plan, output, layout, cover, contents, profile, bundled_fonts: _ } = arguments;
    // Everything that was typed is looked at before anything is done.
    let Some(format) = Format::of(output) else {
        return Err(Failure::NoFormat { path: output.clone() });
    };
    let layout: Layout = layout.parse().map_err(|fault| Failure::NoLayout { fault })?;
    let arrangement = Arrangement { layout, cover: *cover, contents: *contents };
    let profile = match profile {
        Some(id) => Some(Profile::built_in(id).ok_or_else(|| Failure::NoProfile { id: id.clone() })?),
        None => None,
    };
    let plan = read(plan)?.plan;
    let profile = profile.unwrap_or_else(|| Profile::of_language(plan.language));
    // So far the program knows no other faces than its own.
    let typesetter = Typesetter::new(FontSet::bundled());
    let pages = typesetter.arranged(&plan, &profile, &arrangement).map_err(|error| Failure::Typeset { error })?;
    for (path, bytes) in files(format, &plan, &pages, output)? {
        file::write_bytes_atomic(&path, &bytes)
            .map_err(|error| Failure::Write { path: path.clone(), error })?;
        say(&written(&path, format, pages.len(), language));
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

/// Returns the files to write: all are made before the first is written.
fn files(
    format: Format,
    plan: &Plan,
    pages: &Pages,
    output: &Path,
) -> Result<Vec<(PathBuf, Vec<u8>)>, Failure> {
    let failure = |error| Failure::Export { error };
    match format {
        Format::Pdf => {
            let bytes = export::pdf(pages, &PdfMeta::of(plan)).map_err(failure)?;
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
    let listed: String = characters.iter().collect();
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
