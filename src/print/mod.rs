//! Printers, and handing pages to them.
//!
//! On Linux and macOS this talks IPP to the print service (CUPS) over its own socket: the crate
//! `ipp` reads and writes the messages, and every exchange has a deadline, because a service that
//! hangs must not hang the program: six seconds after its last sign the user is told. The service's
//! `lp` command is the way where it answers but not to us. Windows has a print system of its own.
//! Elsewhere, and as the last resort, the PDF is opened in the system's viewer.
//!
//! What counts as printed: the job is *completed* and pages came out of it. A document is sent once.
//! When it is not known what became of it, that is said, and nothing is sent again.

mod endpoint;
mod exchange;
mod job;
mod lp;
#[cfg(any(windows, test))]
mod media;
mod message;
mod printer;
mod viewer;
#[cfg(windows)]
mod windows;
mod words;

use std::sync::atomic::AtomicBool;

pub use endpoint::{Endpoint, endpoints, places};
pub use printer::{Printer, PrinterState, Sides, printers};
pub use viewer::{ViewerError, open_in_viewer};

/// What is to be printed, and how.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PrintRequest {
    /// The printer's queue; none takes the default one, or the only one.
    pub printer: Option<String>,
    /// What the job is called in the queue.
    pub title: String,
    /// Who prints.
    pub user: String,
    /// How many copies, from 1.
    pub copies: u16,
    /// Which sides of the sheet.
    pub sides: Sides,
    /// The size of the paper by its name in PWG 5101.1, such as `iso_a4_210x297mm`.
    pub media: String,
    /// The pages, as a PDF.
    pub document: Vec<u8>,
}

/// How far a job has come.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Progress {
    /// The document is on its way to the print service.
    Sending,
    /// The service has it, under this number; others are before it.
    Waiting {
        /// The job's number.
        job: i32,
    },
    /// The printer works on it.
    Printing {
        /// The job's number.
        job: i32,
        /// How many pages are out, as far as the printer says.
        pages: u32,
        /// What the printer says, such as that paper is missing; empty if nothing.
        message: String,
    },
}

/// What was printed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Printed {
    /// The printer's queue.
    pub printer: String,
    /// The job's number, as far as it is known.
    pub job: Option<i32>,
    /// How many pages came out; none if the service took the job by a way that does not tell.
    pub pages: Option<u32>,
}

/// Why nothing was printed, or why that is not known.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PrintError {
    /// This system has no print service of the kind that this program talks to.
    #[error("this system prints in another way")]
    Elsewhere,
    /// No print service answers at any of the places where it could be.
    #[error("no print service answers")]
    NoServer,
    /// The service took the connection and then said nothing. Nothing was sent yet.
    #[error("the print service does not answer in time")]
    TimedOut,
    /// The service refuses to talk to this user.
    #[error("the print service refuses: {status}")]
    Refused {
        /// The HTTP status.
        status: u16,
    },
    /// The service said something that is no answer.
    #[error("the print service answered with something else: {what}")]
    Nonsense {
        /// What was wrong with it.
        what: String,
    },
    /// There is no printer at all.
    #[error("there is no printer")]
    NoPrinter,
    /// There are several printers and none is the default one.
    #[error("no printer was chosen")]
    NoneChosen {
        /// The printers there are.
        known: Vec<String>,
    },
    /// There is no printer of that name.
    #[error("there is no printer {name}")]
    Unknown {
        /// The name.
        name: String,
        /// The printers there are.
        known: Vec<String>,
    },
    /// The printer takes no jobs.
    #[error("{printer} takes no jobs: {reason}")]
    Rejecting {
        /// The printer.
        printer: String,
        /// What it says about it; may be empty.
        reason: String,
    },
    /// The printer is paused or stopped. Nothing was sent, or the job was taken back.
    #[error("{printer} is paused: {reason}")]
    Paused {
        /// The printer.
        printer: String,
        /// What it says about it; may be empty.
        reason: String,
    },
    /// The printer cannot print what was asked.
    #[error("{printer} cannot do {what:?}")]
    Unsupported {
        /// The printer.
        printer: String,
        /// What it cannot do.
        what: Unsupported,
    },
    /// The service refused the job.
    #[error("{printer} refused the job: {message}")]
    NotTaken {
        /// The printer.
        printer: String,
        /// What the service said.
        message: String,
    },
    /// The service stopped answering while the document was sent or after it.
    #[error("the print service stopped answering")]
    Uncertain {
        /// The printer.
        printer: String,
        /// The job, if the service was found to have it.
        job: Option<i32>,
    },
    /// The job came to an end without being printed.
    #[error("{printer}: job {job} {how:?}: {message}")]
    NotPrinted {
        /// The printer.
        printer: String,
        /// The job's number.
        job: i32,
        /// How it ended.
        how: JobEnd,
        /// What the printer said about it; may be empty.
        message: String,
    },
    /// The user took it back.
    #[error("cancelled")]
    Cancelled {
        /// The job's number; none if nothing was sent yet.
        job: Option<i32>,
        /// How many pages were out by then.
        pages: u32,
    },
}

/// Something a printer cannot do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Unsupported {
    /// Print on both sides in that way.
    Sides(Sides),
    /// Take paper of that size, by its PWG name.
    Media(String),
    /// Make that many copies; the most it makes.
    Copies(u32),
    /// Take a PDF.
    Pdf,
}

/// How a job ended that was not printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum JobEnd {
    /// The printer or its driver failed.
    Failed,
    /// It stopped half-way and was taken back.
    Stopped,
    /// It was put aside, and was taken back.
    Held,
    /// Somebody else cancelled it.
    CancelledElsewhere,
    /// It is not in the queue any more, and nothing says what became of it.
    Vanished,
    /// It is said to be done, and no page came out.
    Empty,
}

/// Prints, and stays until the job has ended. Progress is told; setting `cancel` takes the job back.
///
/// # Errors
/// Nothing was printed, or what became of it is not known; see [`PrintError`].
pub fn print(
    request: &PrintRequest,
    endpoints: &[Endpoint],
    progress: &mut dyn FnMut(Progress),
    cancel: &AtomicBool,
) -> Result<Printed, PrintError> {
    #[cfg(windows)]
    if endpoints.is_empty() {
        return windows::print(request, progress, cancel);
    }
    match job::print(request, endpoints, progress, cancel) {
        // The service is there but will not talk to us: its own command may have the key.
        Err(PrintError::Refused { status }) => {
            lp::print(request).unwrap_or(Err(PrintError::Refused { status }))
        }
        outcome => outcome,
    }
}

/// Returns the name under which the user prints.
#[must_use]
pub fn user_name() -> String {
    whoami::username().unwrap_or_else(|_nameless| String::from("anonymous"))
}
