//! Printing on Windows, through its own print system: `winprint` draws the pages of the PDF for the
//! printer's driver.
//!
//! Limits: the print system tells that it has taken all pages, not what came out of the printer.

use std::ops::ControlFlow;
use std::sync::atomic::{AtomicBool, Ordering};

use winprint::printer::{FilePrinter, PrintOutcome, PrinterDevice, WinPdfPrinter};
use winprint::ticket::{
    Copies, FeatureOptionPackWithPredefined, PredefinedDuplexType, PrintCapabilities, PrintTicketBuilder,
};

use super::media::{MediaSize, size_of};
use super::{PrintError, PrintRequest, Printed, Printer, PrinterState, Progress, Sides, Unsupported};

/// What is left of a title where it names the file that the print system is given.
const MOST_OF_TITLE: usize = 60;

/// Lists the printers, by name.
///
/// # Errors
/// The print system does not say.
pub(super) fn printers() -> Result<Vec<Printer>, PrintError> {
    let devices = PrinterDevice::all().map_err(|error| nonsense(&error))?;
    let default = PrinterDevice::user_default().ok().flatten();
    let default = default.as_ref().map(PrinterDevice::name);
    let mut printers: Vec<Printer> = devices.iter().map(|device| read(device, default)).collect();
    printers.sort_by(|a, b| a.name.cmp(&b.name));
    Ok(printers)
}

fn read(device: &PrinterDevice, default: Option<&str>) -> Printer {
    let able = PrintCapabilities::fetch(device).ok();
    Printer {
        name: device.name().to_owned(),
        description: String::new(),
        location: device.os_server().to_string_lossy().into_owned(),
        default: default == Some(device.name()),
        state: PrinterState::Idle,
        message: String::new(),
        accepting: true,
        sides: Sides::ALL
            .into_iter()
            .filter(|sides| *sides == Sides::One || able.as_ref().is_some_and(|able| turns(able, *sides)))
            .collect(),
        // It knows sizes, not the names of the standard; what it cannot take is told when it prints.
        media: Vec::new(),
        copies: able.and_then(|able| able.max_copies()).map(|copies| u32::from(copies.0)),
        pdf: true,
    }
}

const fn duplex(sides: Sides) -> PredefinedDuplexType {
    match sides {
        Sides::One => PredefinedDuplexType::OneSided,
        Sides::Long => PredefinedDuplexType::TwoSidedLongEdge,
        Sides::Short => PredefinedDuplexType::TwoSidedShortEdge,
    }
}

fn turns(able: &PrintCapabilities, sides: Sides) -> bool {
    able.duplexes().any(|known| known.as_predefined_name() == Some(duplex(sides)))
}

/// Prints, and stays until the print system has all pages.
///
/// # Errors
/// There is no such printer, it cannot do what is asked, or it does not take the pages.
pub(super) fn print(
    request: &PrintRequest,
    progress: &mut dyn FnMut(Progress),
    cancel: &AtomicBool,
) -> Result<Printed, PrintError> {
    let device = chosen(request)?;
    let printer = device.name().to_owned();
    let not_taken = |error: &dyn std::error::Error| PrintError::NotTaken {
        printer: printer.clone(),
        message: said(error),
    };
    let unsupported = |what| PrintError::Unsupported { printer: printer.clone(), what };
    let able = PrintCapabilities::fetch(&device).map_err(|error| not_taken(&error))?;
    let mut ticket = PrintTicketBuilder::new(&device).map_err(|error| not_taken(&error))?;
    if let Some(most) = able.max_copies().filter(|most| most.0 < request.copies) {
        return Err(unsupported(Unsupported::Copies(u32::from(most.0))));
    }
    ticket.merge(Copies(request.copies)).map_err(|error| not_taken(&error))?;
    match able.duplexes().find(|known| known.as_predefined_name() == Some(duplex(request.sides))) {
        Some(known) => ticket.merge(known).map_err(|error| not_taken(&error))?,
        // A printer that does not say prints the front.
        None if request.sides == Sides::One => {}
        None => return Err(unsupported(Unsupported::Sides(request.sides))),
    }
    if let Some(wanted) = size_of(&request.media) {
        let fits = |size: &winprint::ticket::MediaSizeTuple| {
            wanted.is(MediaSize { width: size.width_in_micron(), height: size.height_in_micron() })
        };
        let paper = able.page_media_sizes().find(|paper| fits(&paper.size()));
        let paper = paper.ok_or_else(|| unsupported(Unsupported::Media(request.media.clone())))?;
        ticket.merge(paper).map_err(|error| not_taken(&error))?;
    }
    let ticket = ticket.build().map_err(|error| not_taken(&error))?;
    // The print system takes a file, and names the job after it.
    let folder = tempfile::tempdir().map_err(|error| not_taken(&error))?;
    let path = folder.path().join(format!("{}.pdf", file_name(&request.title)));
    std::fs::write(&path, &request.document).map_err(|error| not_taken(&error))?;
    progress(Progress::Sending);
    let mut pages = 0;
    let outcome = WinPdfPrinter::new(device).print_with_progress(&path, ticket, &mut |at| {
        pages = at.current();
        if cancel.load(Ordering::Relaxed) { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
    });
    match outcome.map_err(|error| not_taken(&error))? {
        PrintOutcome::Completed => Ok(Printed { printer, job: None, pages: None }),
        PrintOutcome::Canceled => Err(PrintError::Cancelled { job: None, pages }),
    }
}

/// Finds the printer that is asked for: the named one, the default one or the only one.
fn chosen(request: &PrintRequest) -> Result<PrinterDevice, PrintError> {
    let devices = PrinterDevice::all().map_err(|error| nonsense(&error))?;
    let known = || devices.iter().map(|device| device.name().to_owned()).collect();
    match (&request.printer, devices.as_slice()) {
        (_, []) => Err(PrintError::NoPrinter),
        (Some(name), _) => devices
            .iter()
            .find(|device| device.name() == name)
            .cloned()
            .ok_or_else(|| PrintError::Unknown { name: name.clone(), known: known() }),
        (None, [only]) => Ok(only.clone()),
        (None, _) => match PrinterDevice::user_default() {
            Ok(Some(device)) => Ok(device),
            Ok(None) | Err(_) => Err(PrintError::NoneChosen { known: known() }),
        },
    }
}

/// Returns a title without what no file's name may have on Windows.
fn file_name(title: &str) -> String {
    let kept = |c: &char| !c.is_control() && !r#"<>:"/\|?*"#.contains(*c);
    let name: String = title.chars().filter(kept).take(MOST_OF_TITLE).collect();
    let name = name.trim().trim_end_matches('.');
    if name.is_empty() { "plan".to_owned() } else { name.to_owned() }
}

fn nonsense(error: &dyn std::error::Error) -> PrintError {
    PrintError::Nonsense { what: said(error) }
}

/// Returns what went wrong, with what is behind it.
fn said(error: &dyn std::error::Error) -> String {
    let mut words = error.to_string();
    let mut source = error.source();
    while let Some(cause) = source {
        words.push_str(": ");
        words.push_str(&cause.to_string());
        source = cause.source();
    }
    words
}
