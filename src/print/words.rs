//! What went wrong with printing, in words: what did not happen, why, what to do.

use super::{JobEnd, PrintError, Sides, Unsupported};
use crate::locale::Catalogue;

impl PrintError {
    /// Says it in the catalogue's language.
    #[must_use]
    pub fn words(&self, words: &Catalogue) -> String {
        let mark = words.text("list-mark");
        let said = match self {
            Self::NoServer => words.text("print-no-server"),
            Self::TimedOut => words.text("print-timed-out"),
            Self::Refused { status } => words.with("print-refused", &[("status", (*status).into())]),
            Self::Nonsense { what } => words.with("print-nonsense", &[("what", what.clone().into())]),
            Self::NoPrinter => words.text("print-no-printer"),
            Self::NoneChosen { known } => {
                words.with("print-none-chosen", &[("known", known.join(&mark).into())])
            }
            Self::Unknown { name, known } if known.is_empty() => {
                words.with("print-unknown-none", &[("name", name.clone().into())])
            }
            Self::Unknown { name, known } => {
                let known = known.join(&mark);
                words.with("print-unknown", &[("name", name.clone().into()), ("known", known.into())])
            }
            Self::Rejecting { printer, reason } => words.with(
                "print-rejecting",
                &[("printer", printer.clone().into()), ("reason", reason.clone().into())],
            ),
            Self::Paused { printer, reason } => words.with(
                "print-paused",
                &[("printer", printer.clone().into()), ("reason", reason.clone().into())],
            ),
            Self::Unsupported { printer, what } => unsupported(words, printer, what),
            Self::NotTaken { printer, message } => words.with(
                "print-not-taken",
                &[("printer", printer.clone().into()), ("message", message.clone().into())],
            ),
            Self::Uncertain { printer, job: None } => {
                words.with("print-uncertain", &[("printer", printer.clone().into())])
            }
            Self::Uncertain { printer, job: Some(job) } => words.with(
                "print-uncertain-job",
                &[("printer", printer.clone().into()), ("job", job.to_string().into())],
            ),
            Self::NotPrinted { printer, job, how, message } => {
                let printer = ("printer", printer.clone().into());
                let job = ("job", job.to_string().into());
                let message = ("message", message.clone().into());
                match how {
                    JobEnd::Failed => words.with("print-failed", &[printer, job, message]),
                    JobEnd::Stopped => words.with("print-stopped", &[printer, job, message]),
                    JobEnd::Held => words.with("print-held", &[printer, job, message]),
                    JobEnd::CancelledElsewhere => {
                        words.with("print-cancelled-elsewhere", &[printer, job, message])
                    }
                    JobEnd::Vanished => words.with("print-vanished", &[printer, job]),
                    JobEnd::Empty => words.with("print-empty", &[printer, job, message]),
                }
            }
            Self::Cancelled { job: None, .. } => words.text("print-cancelled"),
            Self::Cancelled { job: Some(job), pages } => words
                .with("print-cancelled-job", &[("job", job.to_string().into()), ("pages", (*pages).into())]),
        };
        said.trim_end().to_owned()
    }
}

fn unsupported(words: &Catalogue, printer: &str, what: &Unsupported) -> String {
    let printer = ("printer", printer.to_owned().into());
    match what {
        Unsupported::Sides(Sides::One) => words.with("print-unsupported-sides-one", &[printer]),
        Unsupported::Sides(Sides::Long) => words.with("print-unsupported-sides-long", &[printer]),
        Unsupported::Sides(Sides::Short) => words.with("print-unsupported-sides-short", &[printer]),
        Unsupported::Media(media) => {
            words.with("print-unsupported-media", &[printer, ("media", media.clone().into())])
        }
        Unsupported::Copies(most) => {
            words.with("print-unsupported-copies", &[printer, ("most", (*most).into())])
        }
        Unsupported::Pdf => words.with("print-unsupported-pdf", &[printer]),
    }
}
