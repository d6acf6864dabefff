//! Printing and other formats, on threads of their own.

use std::path::{Path, PathBuf};

use crate::export::{self, ExportError, PdfMeta};
use crate::file;
use crate::model::Plan;
use crate::print::{self, Endpoint, PrintRequest, Printed, Progress};
use crate::session::ExportFault;
use crate::session::printing::{CopyFault, ExportFormat, Look, PrintFault, PrintWork};
use crate::typeset::Profiles;
use crate::typeset::profiles::{self, PROFILE_EXTENSION, PROFILE_FOLDER};

use super::typesetter;

/// The resolution of pictures, in pixels an inch.
const PIXELS_PER_INCH: f64 = 150.0;

/// Sets a plan, prints it, and stays until the job has ended.
pub(super) fn run(
    work: &PrintWork,
    service: &[Endpoint],
    progress: &mut dyn FnMut(Progress),
) -> Result<Printed, PrintFault> {
    let pages = typesetter::set(&work.plan, &work.look)?;
    if work.ranges.iter().any(|(_, last)| *last > pages.len()) {
        return Err(PrintFault::NoPages { pages: pages.len() });
    }
    let document = export::pdf_of_pages(&pages, &PdfMeta::of(&work.plan), &work.ranges)?;
    let request = PrintRequest {
        printer: work.printer.clone(),
        title: work.title.clone(),
        copies: work.copies,
        sides: work.sides,
        media: work.media.clone(),
        document,
        ..PrintRequest::default()
    };
    Ok(print::print(&request, service, progress, &work.cancel)?)
}

/// Opens pages in the system's viewer: all of them, or those of some ranges.
pub(super) fn open_pdf(plan: &Plan, look: &Look, ranges: &[(usize, usize)]) -> Result<(), PrintFault> {
    let pages = typesetter::set(plan, look)?;
    if ranges.iter().any(|(_, last)| *last > pages.len()) {
        return Err(PrintFault::NoPages { pages: pages.len() });
    }
    let bytes = export::pdf_of_pages(&pages, &PdfMeta::of(plan), ranges)?;
    // The viewer reads it when it likes, so it stays; the next one takes its place.
    let folder = std::env::temp_dir().join(format!("planwright-{}", std::process::id()));
    // A folder that cannot be made is found out by the write.
    drop(std::fs::create_dir_all(&folder));
    let path = folder.join("planwright.pdf");
    file::write_bytes_atomic(&path, &bytes)?;
    print::open_in_viewer(&path)?;
    Ok(())
}

/// Writes a plan as a PDF. Returns how many pages it has.
pub(super) fn export_pdf(path: &Path, plan: &Plan, look: &Look) -> Result<usize, ExportFault> {
    let pages = typesetter::set(plan, look)?;
    let bytes = export::pdf(&pages, &PdfMeta::of(plan))?;
    file::write_bytes_atomic(path, &bytes)?;
    Ok(pages.len())
}

/// Writes a plan in another format. Returns the file, or the first of them.
pub(super) fn export(
    path: &Path,
    format: ExportFormat,
    plan: &Plan,
    look: &Look,
    today: chrono::NaiveDate,
) -> Result<PathBuf, ExportFault> {
    let profile = &look.profile;
    let bytes = match format {
        ExportFormat::Docx => {
            let layout = look.layout.parse().unwrap_or_default();
            export::docx_in(plan, profile, typesetter::typesetter_for(look).fonts(), &layout)?
        }
        ExportFormat::Xlsx => export::xlsx(plan, profile)?,
        ExportFormat::Ics => export::ics(plan, profile, today).into_bytes(),
        ExportFormat::Markdown => export::markdown(plan, profile).into_bytes(),
        // Programs on Windows take a text without this mark for one in their own encoding.
        ExportFormat::Text => format!("\u{feff}{}", export::text(plan, profile)).into_bytes(),
        ExportFormat::Png | ExportFormat::Svg => return pictures(path, format, plan, look),
    };
    file::write_bytes_atomic(path, &bytes)?;
    Ok(path.to_owned())
}

/// Writes each page as a picture: `plan-2.png` where there are several.
fn pictures(path: &Path, format: ExportFormat, plan: &Plan, look: &Look) -> Result<PathBuf, ExportFault> {
    let pages = typesetter::set(plan, look)?;
    let drawn = (0..pages.len()).map(|page| match format {
        ExportFormat::Svg => export::svg(&pages, page).map(String::into_bytes),
        ExportFormat::Docx
        | ExportFormat::Xlsx
        | ExportFormat::Ics
        | ExportFormat::Markdown
        | ExportFormat::Text
        | ExportFormat::Png => export::png(&pages, page, PIXELS_PER_INCH),
    });
    // All are drawn before the first is written.
    let drawn = drawn.collect::<Result<Vec<_>, ExportError>>()?;
    let count = drawn.len();
    let name = |page: usize| {
        if count == 1 {
            return path.to_owned();
        }
        let mut name = path.file_stem().unwrap_or_default().to_owned();
        name.push(format!("-{}.", page + 1));
        name.push(path.extension().unwrap_or_default());
        path.with_file_name(name)
    };
    for (page, bytes) in drawn.iter().enumerate() {
        file::write_bytes_atomic(&name(page), bytes)?;
    }
    Ok(name(0))
}

/// Reads the profiles there are, the user's own among them.
pub(super) fn read_profiles(settings: Option<&Path>) -> Profiles {
    settings.map_or_else(Profiles::bundled, |folder| Profiles::with_folder(&folder.join(PROFILE_FOLDER)))
}

/// Copies a bundled profile into the folder of settings, under a name that is free.
pub(super) fn copy_profile(settings: Option<&Path>, id: &str) -> Result<PathBuf, CopyFault> {
    let folder = settings.ok_or(CopyFault::NoFolder)?.join(PROFILE_FOLDER);
    let (new_id, path) = (2..10_000_u32)
        .map(|number| format!("{id}-{number}"))
        .map(|new_id| (folder.join(format!("{new_id}.{PROFILE_EXTENSION}")), new_id))
        .find(|(path, _)| !path.exists())
        .map(|(path, new_id)| (new_id, path))
        .ok_or(CopyFault::NoFolder)?;
    let text = profiles::copied(id, &new_id).ok_or(CopyFault::NotBundled)?;
    // A folder that cannot be made is found out by the write.
    drop(std::fs::create_dir_all(&folder));
    file::write_bytes_atomic(&path, text.as_bytes())?;
    Ok(path)
}
