//! The printers there are.

use std::time::Instant;

use ipp::model::{DelimiterTag, Operation, StatusCode};
use serde::{Deserialize, Serialize};

use super::PrintError;
use super::endpoint::Endpoint;
use super::exchange::{Fault, PATIENCE};
use super::message::{Group, Question};

/// A printer's queue.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Printer {
    /// The name of its queue.
    pub name: String,
    /// What it is called for people; may be empty.
    pub description: String,
    /// Where it stands; may be empty.
    pub location: String,
    /// Whether it is the one that is taken when none is named.
    pub default: bool,
    /// What it is doing.
    pub state: PrinterState,
    /// What it says about its state; may be empty.
    pub message: String,
    /// Whether it takes jobs.
    pub accepting: bool,
    /// The ways in which it prints the sides of a sheet.
    pub sides: Vec<Sides>,
    /// The sizes of paper it takes, by their PWG names; empty where it does not say.
    pub media: Vec<String>,
    /// The most copies it makes of a job; none where it does not say.
    pub copies: Option<u32>,
    /// Whether it takes a PDF.
    pub pdf: bool,
}

/// What a printer is doing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum PrinterState {
    /// Nothing.
    Idle,
    /// Printing.
    Printing,
    /// It is paused or has stopped.
    Stopped,
}

/// Which sides of the sheet are printed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Sides {
    /// The front only.
    #[default]
    One,
    /// Both, turned over the long edge, as a book.
    Long,
    /// Both, turned over the short edge, as a notepad.
    Short,
}

impl Sides {
    /// Every way.
    pub const ALL: [Self; 3] = [Self::One, Self::Long, Self::Short];

    /// Returns the keyword of the protocol (PWG 5100.1).
    pub(super) const fn keyword(self) -> &'static str {
        match self {
            Self::One => "one-sided",
            Self::Long => "two-sided-long-edge",
            Self::Short => "two-sided-short-edge",
        }
    }
}

/// The bit of `printer-type` that marks the default printer (CUPS).
const IS_DEFAULT: i32 = 0x0002_0000;

/// Lists the printers of the first print service that answers, by name; on Windows those of the system
/// where no service is set.
///
/// # Errors
/// No service answers, or not as it should.
pub fn printers(endpoints: &[Endpoint]) -> Result<Vec<Printer>, PrintError> {
    #[cfg(windows)]
    if endpoints.is_empty() {
        return super::windows::printers();
    }
    find(endpoints).map(|(_, printers)| printers)
}

/// Finds the service that answers, and its printers.
pub(super) fn find(endpoints: &[Endpoint]) -> Result<(Endpoint, Vec<Printer>), PrintError> {
    if endpoints.is_empty() {
        return Err(PrintError::Elsewhere);
    }
    // All of them share one deadline: two that hang are no reason to wait twice.
    find_until(endpoints, Instant::now() + PATIENCE)
}

fn find_until(endpoints: &[Endpoint], until: Instant) -> Result<(Endpoint, Vec<Printer>), PrintError> {
    let mut last = Fault::NotThere;
    for endpoint in endpoints {
        match ask(endpoint, until) {
            Ok(printers) => return Ok((endpoint.clone(), printers)),
            Err(Fault::NotThere) => {}
            // One that is there but does not answer says more than one that is not there.
            Err(fault) => last = fault,
        }
    }
    Err(last.into())
}

fn ask(endpoint: &Endpoint, until: Instant) -> Result<Vec<Printer>, Fault> {
    let wanted = [
        "printer-name",
        "printer-info",
        "printer-make-and-model",
        "printer-location",
        "printer-type",
        "printer-state",
        "printer-state-message",
        "printer-is-accepting-jobs",
        "sides-supported",
        "media-supported",
        "copies-supported",
        "document-format-supported",
    ];
    let question = Question::new(Operation::CupsGetPrinters).wanting(&wanted);
    let answer = question.send(endpoint, "/", &[], until)?;
    match answer.status() {
        // The service says so when it has none.
        StatusCode::ClientErrorNotFound => return Ok(Vec::new()),
        status if !status.is_success() => return Err(Fault::Nonsense(answer.message())),
        _ => {}
    }
    let mut printers: Vec<Printer> =
        answer.groups(DelimiterTag::PrinterAttributes).filter_map(read).collect();
    printers.sort_by(|a, b| a.name.cmp(&b.name));
    Ok(printers)
}

fn read(group: Group<'_>) -> Option<Printer> {
    let name = group.text("printer-name");
    if name.is_empty() {
        return None;
    }
    let described = [group.text("printer-info"), group.text("printer-make-and-model")];
    let keywords = group.texts("sides-supported");
    let formats = group.texts("document-format-supported");
    Some(Printer {
        description: described.into_iter().find(|text| !text.is_empty()).unwrap_or_default(),
        location: group.text("printer-location"),
        default: group.number("printer-type").is_some_and(|bits| bits & IS_DEFAULT != 0),
        state: match group.number("printer-state") {
            Some(4) => PrinterState::Printing,
            Some(5) => PrinterState::Stopped,
            _ => PrinterState::Idle,
        },
        message: group.text("printer-state-message"),
        accepting: group.truth("printer-is-accepting-jobs").unwrap_or(true),
        // A printer that does not say prints the front.
        sides: Sides::ALL
            .into_iter()
            .filter(|sides| *sides == Sides::One || keywords.iter().any(|keyword| keyword == sides.keyword()))
            .collect(),
        media: group.texts("media-supported"),
        copies: group.most("copies-supported").and_then(|most| u32::try_from(most).ok()),
        pdf: formats.is_empty()
            || formats
                .iter()
                .any(|format| matches!(format.as_str(), "application/pdf" | "application/octet-stream")),
        name,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_place_is_asked_after_the_end() {
        let places = [Endpoint::Socket("/nowhere".into()), Endpoint::Host("localhost".into(), 1)];
        assert_eq!(find_until(&places, Instant::now()).unwrap_err(), PrintError::TimedOut);
        assert_eq!(find(&[]).unwrap_err(), PrintError::Elsewhere);
    }
}
