//! `planwright printers` and `planwright print`.

use std::sync::atomic::AtomicBool;

use super::arguments::{Print, Printers};
use super::{Failure, Outcome, complain, page, read, say, say_json};
use crate::export::{self, PdfMeta};
use crate::model::Language;
use crate::print::{self, PrintRequest, Printed, Printer, PrinterState, Progress};
use crate::typeset::{Arrangement, Layout, Typesetter};

pub(super) fn list(arguments: &Printers, language: Language) -> Result<Outcome, Failure> {
    let printers = print::printers(&print::endpoints()).map_err(|error| Failure::Print { error })?;
    if arguments.json {
        say_json(&printers)?;
    } else {
        for printer in &printers {
            say(&line(printer, language));
        }
        if printers.is_empty() {
            say(&none(language));
        }
    }
    Ok(Outcome::Done)
}

pub(super) fn run(arguments: &Print, language: Language) -> Result<Outcome, Failure> {
    let Print { plan, printer, copies, sides, pages: wanted, layout, cover, contents, profile, numbering } =
        arguments;
    let layout: Layout = layout.parse().map_err(|fault| Failure::NoLayout { fault })?;
    let arrangement = Arrangement { layout, cover: *cover, contents: *contents };
    let profiles = page::profiles();
    page::known(&profiles, profile.as_ref())?;
    let mut plan = read(plan)?.plan;
    let profile = page::profile(&profiles, profile.as_ref(), plan.language);
    plan.numbering = numbering.or(plan.numbering);
    let typesetter = Typesetter::new(page::faces(&profile, false));
    let pages =
        typesetter.arranged(&plan, &profile, &arrangement).map_err(|error| Failure::Typeset { error })?;
    let ranges = wanted.as_ref().map_or(&[][..], |wanted| &wanted.0);
    if ranges.iter().any(|(_, last)| *last > pages.len()) {
        return Err(Failure::NoPages { pages: pages.len() });
    }
    let meta = PdfMeta::of(&plan);
    let document = export::pdf_of_pages(&pages, &meta, ranges).map_err(|error| Failure::Export { error })?;
    let request = PrintRequest {
        printer: printer.clone(),
        title: crate::locale::shown(&plan.title),
        copies: *copies,
        sides: *sides,
        document,
        ..PrintRequest::default()
    };
    let mut told = String::new();
    let mut progress = |progress: Progress| {
        let said = self::progress(&progress, language);
        // What stays the same is told once.
        if said != told {
            complain(&said);
            told = said;
        }
    };
    let printed = print::print(&request, &print::endpoints(), &mut progress, &AtomicBool::new(false))
        .map_err(|error| Failure::Print { error })?;
    say(&done(&printed, language));
    Ok(Outcome::Done)
}

fn line(printer: &Printer, language: Language) -> String {
    let state = match (printer.state, printer.accepting, language) {
        (PrinterState::Stopped, _, Language::ZhCn) => "已暂停",
        (PrinterState::Stopped, _, Language::En) => "paused",
        (_, false, Language::ZhCn) => "不接收任务",
        (_, false, Language::En) => "takes no jobs",
        (PrinterState::Idle, true, Language::ZhCn) => "空闲",
        (PrinterState::Idle, true, Language::En) => "idle",
        (PrinterState::Printing, true, Language::ZhCn) => "正在打印",
        (PrinterState::Printing, true, Language::En) => "printing",
    };
    let default = match (printer.default, language) {
        (false, _) => "",
        (true, Language::ZhCn) => "，默认",
        (true, Language::En) => ", default",
    };
    let mut out = match language {
        Language::ZhCn => format!("{}（{state}{default}）", printer.name),
        Language::En => format!("{} ({state}{default})", printer.name),
    };
    for more in [&printer.description, &printer.location, &printer.message] {
        if !more.is_empty() {
            out.push_str(" · ");
            out.push_str(more);
        }
    }
    out
}

fn none(language: Language) -> String {
    match language {
        Language::ZhCn => "这台电脑还没有打印机。".to_owned(),
        Language::En => "This computer has no printer yet.".to_owned(),
    }
}

fn progress(progress: &Progress, language: Language) -> String {
    match (progress, language) {
        (Progress::Sending, Language::ZhCn) => "正在送往打印服务。".to_owned(),
        (Progress::Sending, Language::En) => "Sending to the print service.".to_owned(),
        (Progress::Waiting { job }, Language::ZhCn) => format!("任务{job}正在排队。"),
        (Progress::Waiting { job }, Language::En) => format!("Job {job} is waiting."),
        (Progress::Printing { job, pages, message }, Language::ZhCn) => {
            let said = if message.is_empty() { String::new() } else { format!("打印机：{message}") };
            format!("任务{job}正在打印，已出{pages}页。{said}")
        }
        (Progress::Printing { job, pages, message }, Language::En) => {
            let said =
                if message.is_empty() { String::new() } else { format!(" The printer says: {message}") };
            format!("Job {job} is printing, {pages} pages so far.{said}")
        }
    }
}

fn done(printed: &Printed, language: Language) -> String {
    let Printed { printer, job, pages } = printed;
    let job = job.map(|job| job.to_string()).unwrap_or_default();
    match (pages, language) {
        (Some(pages), Language::ZhCn) => format!("已在{printer}打印，共{pages}页（任务{job}）。"),
        (Some(pages), Language::En) => format!("Printed on {printer}: pages {pages} (job {job})."),
        (None, Language::ZhCn) => format!("{printer}已接收任务{job}，结果请看打印机。"),
        (None, Language::En) => {
            format!("{printer} has taken job {job}; look at the printer for the outcome.")
        }
    }
}
