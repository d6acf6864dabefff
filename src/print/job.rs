//! One job, from choosing the printer to the last page.

use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use ipp::model::{DelimiterTag, Operation, StatusCode};
use ipp::value::IppValue;

use super::endpoint::Endpoint;
use super::exchange::{Fault, LOOKING, PATIENCE};
use super::message::{Answer, Question, cut, printer_path};
use super::printer::{Printer, PrinterState, find};
use super::{JobEnd, PrintError, PrintRequest, Printed, Progress, Sides, Unsupported};

/// How often the job is looked at.
const PAUSE: Duration = Duration::from_millis(150);
/// How long a service may take for each further megabyte of a document.
const PER_MEGABYTE: Duration = Duration::from_secs(1);
/// How long a finished job is given to say how many pages came out.
const COUNTING: Duration = Duration::from_secs(1);

pub(super) fn print(
    request: &PrintRequest,
    endpoints: &[Endpoint],
    progress: &mut dyn FnMut(Progress),
    cancel: &AtomicBool,
) -> Result<Printed, PrintError> {
    let (endpoint, printers) = find(endpoints)?;
    let printer = choose(&printers, request.printer.as_deref())?;
    refuse(printer, request)?;
    if cancel.load(Ordering::SeqCst) {
        return Err(PrintError::Cancelled { job: None, pages: 0 });
    }
    progress(Progress::Sending);
    let name = printer.name.clone();
    let job = Job { endpoint: &endpoint, printer: &name, user: &request.user, number: 0 };
    let job = Job { number: send(&job, request, printer)?, ..job };
    job.watch(progress, cancel)
}

/// Picks the printer that was named, the default one, or the only one.
fn choose<'a>(printers: &'a [Printer], named: Option<&str>) -> Result<&'a Printer, PrintError> {
    let known = || printers.iter().map(|printer| printer.name.clone()).collect();
    match (named, printers) {
        (Some(name), _) => printers
            .iter()
            .find(|printer| printer.name == name)
            .or_else(|| printers.iter().find(|printer| printer.name.eq_ignore_ascii_case(name)))
            .ok_or_else(|| PrintError::Unknown { name: name.to_owned(), known: known() }),
        (None, []) => Err(PrintError::NoPrinter),
        (None, [only]) => Ok(only),
        (None, several) => several
            .iter()
            .find(|printer| printer.default)
            .ok_or_else(|| PrintError::NoneChosen { known: known() }),
    }
}

/// Refuses before anything is sent what the printer would drop or spoil without a word.
fn refuse(printer: &Printer, request: &PrintRequest) -> Result<(), PrintError> {
    let name = || printer.name.clone();
    let unsupported = |what| Err(PrintError::Unsupported { printer: name(), what });
    if !printer.accepting {
        return Err(PrintError::Rejecting { printer: name(), reason: printer.message.clone() });
    }
    if printer.state == PrinterState::Stopped {
        return Err(PrintError::Paused { printer: name(), reason: printer.message.clone() });
    }
    if !printer.pdf {
        return unsupported(Unsupported::Pdf);
    }
    if !printer.sides.contains(&request.sides) {
        return unsupported(Unsupported::Sides(request.sides));
    }
    if !printer.media.is_empty() && !printer.media.iter().any(|media| takes(media, &request.media)) {
        return unsupported(Unsupported::Media(request.media.clone()));
    }
    match printer.copies {
        Some(most) if u32::from(request.copies) > most => unsupported(Unsupported::Copies(most)),
        _ => Ok(()),
    }
}

/// Tells whether a size that a printer lists is the one asked for: the same name, or one that leaves
/// the size open (`custom_min_…`, `custom_max_…`).
fn takes(listed: &str, wanted: &str) -> bool {
    listed == wanted || listed.starts_with("custom_max_")
}

/// Sends the document, once. Returns the job's number.
fn send(job: &Job<'_>, request: &PrintRequest, printer: &Printer) -> Result<i32, PrintError> {
    let megabytes = u32::try_from(request.document.len() / 1_000_000).unwrap_or(u32::MAX);
    let until = Instant::now() + PATIENCE + PER_MEGABYTE.saturating_mul(megabytes);
    let title = cut(&request.title);
    let mut question = Question::new(Operation::PrintJob)
        .of_printer(job.printer)
        .by(job.user)
        .with("job-name", IppValue::new_name_without_language(&title))
        .with("document-format", IppValue::new_mime_media_type("application/pdf"))
        .of_job("copies", Ok(IppValue::new_integer(i32::from(request.copies))))
        .of_job("sides", IppValue::new_keyword(request.sides.keyword()));
    if !printer.media.is_empty() {
        question = question.of_job("media", IppValue::new_keyword(&request.media));
    }
    if request.copies > 1 {
        // One whole plan after the other.
        let collated = IppValue::new_keyword("separate-documents-collated-copies");
        question = question.of_job("multiple-document-handling", collated);
    }
    let answer = match question.send(job.endpoint, &printer_path(job.printer), &request.document, until) {
        Ok(answer) => answer,
        // The service may have the document or not: it is asked, and nothing is sent again.
        Err(Fault::TimedOut | Fault::Nonsense(_)) => {
            let found = job.look_for(&title);
            return Err(PrintError::Uncertain { printer: job.printer.to_owned(), job: found });
        }
        Err(fault) => return Err(fault.into()),
    };
    let printer = || job.printer.to_owned();
    match answer.status() {
        status if status.is_success() => {}
        StatusCode::ServerErrorNotAcceptingJobs => {
            return Err(PrintError::Rejecting { printer: printer(), reason: answer.message() });
        }
        StatusCode::ClientErrorNotFound => {
            return Err(PrintError::Unknown { name: printer(), known: Vec::new() });
        }
        _ => return Err(PrintError::NotTaken { printer: printer(), message: answer.message() }),
    }
    let number = answer.groups(DelimiterTag::JobAttributes).find_map(|group| group.number("job-id"));
    number.ok_or_else(|| PrintError::NotTaken { printer: printer(), message: answer.message() })
}

/// A job in a queue.
#[derive(Clone, Copy)]
struct Job<'a> {
    endpoint: &'a Endpoint,
    printer: &'a str,
    user: &'a str,
    number: i32,
}

/// What is known of a job.
struct Seen {
    state: i32,
    pages: u32,
    message: String,
}

impl Job<'_> {
    fn question(&self, operation: Operation) -> Question {
        Question::new(operation)
            .of_printer(self.printer)
            .with("job-id", Ok(IppValue::new_integer(self.number)))
            .by(self.user)
    }

    fn ask(&self, question: Question) -> Result<Answer, Fault> {
        question.ask(self.endpoint, &printer_path(self.printer))
    }

    /// Follows the job to its end.
    fn watch(&self, progress: &mut dyn FnMut(Progress), cancel: &AtomicBool) -> Result<Printed, PrintError> {
        let mut done_since: Option<Instant> = None;
        loop {
            let Some(seen) = self.look()? else { return Err(self.ended(JobEnd::Vanished, String::new())) };
            if cancel.load(Ordering::SeqCst) && seen.state < 7 {
                if self.cancel()? {
                    return Err(PrintError::Cancelled { job: Some(self.number), pages: seen.pages });
                }
                // It ended by itself meanwhile.
                std::thread::sleep(PAUSE);
                continue;
            }
            match seen.state {
                // Waiting: for others, or for a printer that has stopped.
                3 => {
                    progress(Progress::Waiting { job: self.number });
                    if let Some(reason) = self.stopped_printer()? {
                        self.take_out();
                        return Err(PrintError::Paused { printer: self.printer.to_owned(), reason });
                    }
                }
                4 => {
                    self.take_out();
                    return Err(self.ended(JobEnd::Held, seen.message));
                }
                5 => progress(Progress::Printing {
                    job: self.number,
                    pages: seen.pages,
                    message: self.said()?.unwrap_or(seen.message),
                }),
                6 => {
                    self.take_out();
                    return Err(self.ended(JobEnd::Stopped, seen.message));
                }
                7 => return Err(self.ended(JobEnd::CancelledElsewhere, seen.message)),
                8 => return Err(self.ended(JobEnd::Failed, seen.message)),
                9 if seen.pages > 0 => {
                    return Ok(Printed {
                        printer: self.printer.to_owned(),
                        job: Some(self.number),
                        pages: Some(seen.pages),
                    });
                }
                // The count of pages may come in a moment behind the state.
                9 if done_since.get_or_insert_with(Instant::now).elapsed() > COUNTING => {
                    return Err(self.ended(JobEnd::Empty, seen.message));
                }
                _ => {}
            }
            std::thread::sleep(PAUSE);
        }
    }

    fn ended(&self, how: JobEnd, message: String) -> PrintError {
        PrintError::NotPrinted { printer: self.printer.to_owned(), job: self.number, how, message }
    }

    /// Asks how the job is; none if the service does not know it any more.
    fn look(&self) -> Result<Option<Seen>, PrintError> {
        let wanted = [
            "job-state",
            "job-impressions-completed",
            "job-media-sheets-completed",
            "job-printer-state-message",
        ];
        let answer = self
            .ask(self.question(Operation::GetJobAttributes).wanting(&wanted))
            .map_err(|_silent| self.uncertain())?;
        match answer.status() {
            StatusCode::ClientErrorNotFound | StatusCode::ClientErrorGone => return Ok(None),
            status if !status.is_success() => return Err(self.uncertain()),
            _ => {}
        }
        let seen = answer.groups(DelimiterTag::JobAttributes).find_map(|group| {
            let count = |name| group.number(name).and_then(|count| u32::try_from(count).ok()).unwrap_or(0);
            Some(Seen {
                state: group.number("job-state")?,
                pages: count("job-impressions-completed").max(count("job-media-sheets-completed")),
                message: group.text("job-printer-state-message"),
            })
        });
        seen.map(Some).ok_or_else(|| self.uncertain())
    }

    /// Asks whether the printer has stopped, and what it says about it.
    fn stopped_printer(&self) -> Result<Option<String>, PrintError> {
        match self.printer_now() {
            Ok((PrinterState::Stopped, message)) => Ok(Some(message)),
            Ok(_) => Ok(None),
            Err(_silent) => Err(self.uncertain()),
        }
    }

    /// Returns what the printer says, if anything: that paper is missing, for one. A service that has
    /// fallen silent is not asked again.
    fn said(&self) -> Result<Option<String>, PrintError> {
        let (_, message) = self.printer_now().map_err(|_silent| self.uncertain())?;
        Ok(Some(message).filter(|message| !message.is_empty()))
    }

    /// Nobody answers any more: what became of the job is not known.
    fn uncertain(&self) -> PrintError {
        PrintError::Uncertain { printer: self.printer.to_owned(), job: Some(self.number) }
    }

    fn printer_now(&self) -> Result<(PrinterState, String), Fault> {
        let question = Question::new(Operation::GetPrinterAttributes)
            .of_printer(self.printer)
            .by(self.user)
            .wanting(&["printer-state", "printer-state-message"]);
        let answer = self.ask(question)?;
        let group = answer.groups(DelimiterTag::PrinterAttributes).next();
        Ok(group.map_or((PrinterState::Idle, String::new()), |group| {
            let stopped = group.number("printer-state") == Some(5);
            let state = if stopped { PrinterState::Stopped } else { PrinterState::Idle };
            (state, group.text("printer-state-message"))
        }))
    }

    /// Takes the job out of the queue at the user's wish. Returns whether it was still there.
    fn cancel(&self) -> Result<bool, PrintError> {
        let answer = self.ask(self.question(Operation::CancelJob)).map_err(|_silent| self.uncertain())?;
        Ok(answer.status().is_success())
    }

    /// Takes a job that failed out of the queue, where it would wait for ever. Whether that goes well
    /// changes nothing in what is told.
    fn take_out(&self) {
        let question = self.question(Operation::CancelJob);
        let until = Instant::now() + LOOKING;
        drop(question.send(self.endpoint, &printer_path(self.printer), &[], until));
    }

    /// Looks for a job of this user and title, after the service has fallen silent.
    fn look_for(&self, title: &str) -> Option<i32> {
        let question = Question::new(Operation::GetJobs)
            .of_printer(self.printer)
            .by(self.user)
            .with("which-jobs", IppValue::new_keyword("all"))
            .with("my-jobs", Ok(IppValue::new_boolean(true)))
            .with("limit", Ok(IppValue::new_integer(20)))
            .wanting(&["job-id", "job-name"]);
        // The user waits for this answer besides the one that did not come.
        let until = Instant::now() + LOOKING;
        let answer = question.send(self.endpoint, &printer_path(self.printer), &[], until).ok()?;
        let jobs = answer.groups(DelimiterTag::JobAttributes);
        jobs.filter(|group| group.text("job-name") == title).filter_map(|group| group.number("job-id")).max()
    }
}

impl Default for PrintRequest {
    fn default() -> Self {
        Self {
            printer: None,
            title: String::new(),
            user: super::user_name(),
            copies: 1,
            sides: Sides::One,
            media: "iso_a4_210x297mm".to_owned(),
            document: Vec::new(),
        }
    }
}
