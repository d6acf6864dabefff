//! What went wrong with printing, in words: what did not happen, why, what to do.

use super::{JobEnd, PrintError, Sides, Unsupported};
use crate::locale::Catalogue;

impl PrintError {
    /// Says it in the catalogue's language.
    #[must_use]
    pub fn words(&self, words: &Catalogue) -> String {
        let mark = words.text("list-mark");
        let said = match self {
            Self::Elsewhere => words.text("print-elsewhere"),
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
                let key = match how {
                    JobEnd::Failed => "print-failed",
                    JobEnd::Stopped => "print-stopped",
                    JobEnd::Held => "print-held",
                    JobEnd::CancelledElsewhere => "print-cancelled-elsewhere",
                    JobEnd::Vanished => "print-vanished",
                    JobEnd::Empty => "print-empty",
                };
                let (printer, message) = (printer.clone().into(), message.clone().into());
                let job = job.to_string().into();
                words.with(key, &[("printer", printer), ("job", job), ("message", message)])
            }
            Self::Cancelled { job: None, .. } => words.text("print-cancelled"),
            Self::Cancelled { job: Some(job), pages } => words
                .with("print-cancelled-job", &[("job", job.to_string().into()), ("pages", (*pages).into())]),
        };
        said.trim_end().to_owned()
    }
}

fn unsupported(words: &Catalogue, printer: &str, what: &Unsupported) -> String {
    let (key, detail) = match what {
        Unsupported::Sides(Sides::One) => ("print-unsupported-sides-one", String::new()),
        Unsupported::Sides(Sides::Long) => ("print-unsupported-sides-long", String::new()),
        Unsupported::Sides(Sides::Short) => ("print-unsupported-sides-short", String::new()),
        Unsupported::Media(media) => ("print-unsupported-media", media.clone()),
        Unsupported::Copies(most) => ("print-unsupported-copies", most.to_string()),
        Unsupported::Pdf => ("print-unsupported-pdf", String::new()),
    };
    words.with(key, &[("printer", printer.to_owned().into()), ("detail", detail.into())])
}
