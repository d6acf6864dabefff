//! A job from the window: what is handed over, how far it has come, what became of it.

use std::sync::Arc;
use std::sync::atomic::AtomicBool;

use super::{Look, Session};
use crate::locale::Catalogue;
use crate::model::Plan;
use crate::print::{JobEnd, PrintError, Printed, Progress, Sides};
use crate::session::{Effect, Level};

/// What is to be set and printed.
#[derive(Clone, Debug)]
pub struct PrintWork {
    /// The job's number in this session.
    pub number: u64,
    /// The plan.
    pub plan: Arc<Plan>,
    /// How it is laid out.
    pub look: Arc<Look>,
    /// What the job is called in the queue.
    pub title: String,
    /// The printer's queue; none takes the default one, or the only one.
    pub printer: Option<String>,
    /// How many copies.
    pub copies: u16,
    /// Which sides of the sheet.
    pub sides: Sides,
    /// The paper, by its PWG name.
    pub media: String,
    /// Which pages, counted from 1; none at all means all.
    pub ranges: Vec<(usize, usize)>,
    /// Takes the job back when set.
    pub cancel: Arc<AtomicBool>,
}

/// Why nothing was printed, or why that is not known.
#[derive(Debug, thiserror::Error)]
pub enum PrintFault {
    /// The pages could not be set.
    #[error(transparent)]
    Typeset(#[from] crate::typeset::TypesetError),
    /// The pages could not be made a PDF.
    #[error(transparent)]
    Export(#[from] crate::export::ExportError),
    /// There are fewer pages than were asked for.
    #[error("{pages}")]
    NoPages {
        /// How many there are.
        pages: usize,
    },
    /// The print service or the printer.
    #[error(transparent)]
    Print(#[from] PrintError),
    /// The PDF for the viewer could not be written.
    #[error(transparent)]
    Write(#[from] crate::file::WriteError),
    /// There is no viewer.
    #[error(transparent)]
    Viewer(#[from] crate::print::ViewerError),
}

impl PrintFault {
    /// Says what did not happen, why, and what to do.
    #[must_use]
    pub fn words(&self, words: &Catalogue) -> String {
        match self {
            Self::Typeset(crate::typeset::TypesetError::Lack(lack))
            | Self::Export(crate::export::ExportError::Lack(lack)) => lack.words(words),
            Self::Typeset(error) => words.with("print-not-set", &[("cause", error.to_string().into())]),
            Self::Export(error) => words.with("print-not-set", &[("cause", error.to_string().into())]),
            Self::NoPages { pages } => words.with("print-beyond", &[("pages", (*pages).into())]),
            Self::Print(error) => error.words(words),
            Self::Write(error) => words.with("print-no-file", &[("cause", error.to_string().into())]),
            Self::Viewer(error) => words.with("print-no-viewer", &[("cause", error.to_string().into())]),
        }
    }

    /// Tells whether it is a failure; a job that the user took back is none.
    const fn level(&self) -> Level {
        match self {
            Self::Print(PrintError::Cancelled { .. }) => Level::Warning,
            Self::Typeset(_)
            | Self::Export(_)
            | Self::NoPages { .. }
            | Self::Print(_)
            | Self::Write(_)
            | Self::Viewer(_) => Level::Error,
        }
    }

    /// Returns the key of the headline: nothing was printed, it is not known, it was taken back.
    const fn headline(&self) -> &'static str {
        match self {
            Self::Print(PrintError::Cancelled { .. }) => "print-headline-cancelled",
            Self::Print(
                PrintError::Uncertain { .. } | PrintError::NotPrinted { how: JobEnd::Vanished, .. },
            ) => "print-headline-uncertain",
            Self::Viewer(_) | Self::Write(_) => "print-headline-not-shown",
            Self::Typeset(_) | Self::Export(_) | Self::NoPages { .. } | Self::Print(_) => {
                "print-headline-failed"
            }
        }
    }
}

/// A job under way.
#[derive(Clone, Debug)]
pub struct PrintJob {
    /// Its number.
    pub number: u64,
    /// How far it has come; none while its pages are being set.
    pub progress: Option<Progress>,
    /// Whether the user took it back.
    pub cancelling: bool,
    cancel: Arc<AtomicBool>,
}

impl PrintJob {
    /// Says how far it has come.
    #[must_use]
    pub fn words(&self, words: &Catalogue) -> String {
        if self.cancelling {
            return words.text("print-cancelling");
        }
        match &self.progress {
            None => words.text("print-setting"),
            Some(Progress::Sending) => words.text("print-sending"),
            Some(Progress::Waiting { job }) => {
                words.with("print-waiting", &[("job", job.to_string().into())])
            }
            Some(Progress::Printing { job, pages, message }) => {
                let args = [
                    ("job", job.to_string().into()),
                    ("pages", (*pages).into()),
                    ("message", message.clone().into()),
                ];
                let key = if message.is_empty() { "print-printing" } else { "print-printing-message" };
                words.with(key, &args)
            }
        }
    }
}

/// What became of the last job.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Outcome {
    /// How it went.
    pub level: Level,
    /// What happened, and what to do.
    pub text: String,
}

impl Session {
    /// Hands the plan to the printer, unless a job is under way.
    pub(in crate::session) fn start_printing(&mut self) -> Vec<Effect> {
        let Some(open) = &self.open else { return Vec::new() };
        if self.printing.job.is_some() {
            return Vec::new();
        }
        let plan = Arc::clone(open.plan());
        let title = self.plan_title(open);
        let ranges = match self.print_ranges() {
            Ok(ranges) => ranges,
            Err(fault) => {
                let text = super::range_words(&self.words, fault);
                self.printing.outcome = Some(Outcome { level: Level::Error, text });
                return Vec::new();
            }
        };
        if matches!(self.printing.printers, Some(Err(PrintError::Elsewhere))) {
            return self.open_pdf();
        }
        self.printing.next_job += 1;
        let number = self.printing.next_job;
        let cancel = Arc::new(AtomicBool::new(false));
        self.printing.job =
            Some(PrintJob { number, progress: None, cancelling: false, cancel: Arc::clone(&cancel) });
        self.printing.outcome = None;
        let work = PrintWork {
            number,
            plan,
            look: self.printing.look(),
            title,
            printer: self.wanted_printer(),
            copies: self.printing.copies,
            sides: self.print_sides(),
            media: self.print_media(),
            ranges,
            cancel,
        };
        vec![Effect::Print(Box::new(work))]
    }

    /// Takes the job back.
    pub(in crate::session) fn cancel_printing(&mut self) {
        if let Some(job) = &mut self.printing.job {
            job.cancelling = true;
            job.cancel.store(true, std::sync::atomic::Ordering::SeqCst);
        }
    }

    /// Takes how far the job has come.
    pub(in crate::session) fn print_progressed(&mut self, number: u64, progress: Progress) {
        if let Some(job) = self.printing.job.as_mut().filter(|job| job.number == number) {
            job.progress = Some(progress);
        }
    }

    /// Takes what became of the job.
    pub(in crate::session) fn print_ended(&mut self, number: u64, result: Result<Printed, PrintFault>) {
        if self.printing.job.take_if(|job| job.number == number).is_none() {
            return;
        }
        let (level, headline, text) = match result {
            Ok(Printed { printer, job, pages }) => {
                let job = job.map(|job| job.to_string()).unwrap_or_default();
                let (key, text) = match pages {
                    Some(_) => ("print-done", "print-done-text"),
                    None => ("print-handed-over", "print-handed-over-text"),
                };
                let pages = pages.unwrap_or_default();
                let args = [("printer", printer.into()), ("job", job.into()), ("pages", pages.into())];
                (Level::Done, key, self.words.with(text, &args))
            }
            Err(fault) => (fault.level(), fault.headline(), fault.words(&self.words)),
        };
        self.printing.outcome = Some(Outcome { level, text: text.clone() });
        let words = (self.words.text(headline), text);
        self.tell(level, words, None);
    }

    /// Takes that the work on a job broke down: it may have been handed over already.
    pub(in crate::session) fn print_broke(&mut self, number: u64) {
        if self.printing.job.take_if(|job| job.number == number).is_some() {
            let text = self.words.text("print-broke");
            self.printing.outcome = Some(Outcome { level: Level::Error, text: text.clone() });
            let words = (self.words.text("print-headline-uncertain"), text);
            self.tell(Level::Error, words, None);
        }
    }
}
