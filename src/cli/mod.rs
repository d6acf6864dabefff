//! The command line: the program without its window, for scripts.
//!
//! What a command wrote or found goes to standard output, what went wrong, with place and remedy,
//! to standard error. The exit status is 0 where it is done, 1 where the answer is no or the disk
//! refused, 2 where the command or its input is at fault; nothing is written then. Words are Chinese
//! or English, as the system is set.

mod arguments;
mod check;
mod diff;
mod export;
mod failure;
mod fonts;
mod import;
mod merge;
mod new;
mod page;
mod print;
mod profiles;
mod templates;

use std::ffi::OsString;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use chrono::NaiveDate;

use crate::file::{self, Opened};
use crate::model::Language;
use arguments::Command;
use failure::Failure;

/// What the commands need to know of the world.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Surroundings {
    /// The language to speak.
    pub language: Language,
    /// The day.
    pub today: NaiveDate,
}

/// How a command ended that did what it was asked to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Outcome {
    Done,
    /// The question was answered, and the answer is no.
    No,
}

/// Does what the arguments ask for, the program's name first. Without a command the window is
/// opened by the given function, with the plan that is named.
pub fn run(
    arguments: impl IntoIterator<Item = OsString>,
    surroundings: Surroundings,
    open_window: impl FnOnce(Option<PathBuf>) -> ExitCode,
) -> ExitCode {
    let language = surroundings.language;
    let cli = match arguments::parse(arguments, language) {
        Ok(cli) => cli,
        Err(error) => return arguments::tell(&error, language),
    };
    let result = match cli.command {
        None => return open_window(cli.plan),
        Some(Command::Templates(arguments)) => templates::run(&arguments, language),
        Some(Command::New(arguments)) => new::run(&arguments, surroundings),
        Some(Command::Import(arguments)) => import::run(&arguments, surroundings),
        Some(Command::Export(arguments)) => export::run(&arguments, surroundings),
        Some(Command::Fonts(arguments)) => fonts::run(&arguments, language),
        Some(Command::Profiles(arguments)) => profiles::run(&arguments, language),
        Some(Command::Printers(arguments)) => print::list(&arguments, language),
        Some(Command::Print(arguments)) => print::run(&arguments, language),
        Some(Command::Check(arguments)) => check::run(&arguments, language),
        Some(Command::Diff(arguments)) => diff::run(&arguments, language),
        Some(Command::Merge(arguments)) => merge::run(&arguments, language),
    };
    match result {
        Ok(Outcome::Done) => ExitCode::SUCCESS,
        Ok(Outcome::No) => ExitCode::from(1),
        Err(failure) => {
            complain(&failure.words(language));
            ExitCode::from(failure.status())
        }
    }
}

/// Reads the plan of a command.
fn read(path: &Path) -> Result<Opened, Failure> {
    file::read(path).map_err(|error| Failure::Read { path: path.to_owned(), error })
}

/// Copies what is at the path to the same name with `~` behind it, and returns that name; none where
/// there is nothing to lose.
fn keep(path: &Path) -> Result<Option<PathBuf>, Failure> {
    // Asked before opening, because opening a pipe waits for somebody to write into it.
    if !std::fs::metadata(path).is_ok_and(|about| about.is_file() && about.len() > 0) {
        return Ok(None);
    }
    // What cannot be read cannot be replaced either, and writing tells why.
    let Ok(old) = std::fs::File::open(path) else { return Ok(None) };
    let mut name = path.as_os_str().to_owned();
    name.push("~");
    let copy = PathBuf::from(name);
    match file::copy_atomic(&old, &copy) {
        Ok(()) => Ok(Some(copy)),
        Err(error) => Err(Failure::Write { path: copy, error }),
    }
}

/// Prints a line to standard output.
fn say(line: &str) {
    // Whoever reads a pipe may stop early; that is no failure of the command.
    drop(writeln!(io::stdout().lock(), "{line}"));
}

/// Prints a line to standard error.
fn complain(line: &str) {
    drop(writeln!(io::stderr().lock(), "{line}"));
}

/// Prints values as JSON to standard output.
fn say_json(values: &impl serde::Serialize) -> Result<(), Failure> {
    use std::io::Write;
    // Straight to where it goes: what is told may be large.
    let mut out = std::io::BufWriter::new(std::io::stdout().lock());
    if let Err(error) = serde_json::to_writer_pretty(&mut out, values) {
        // Nobody reads on: no failure of this program, as for any other line.
        return if error.is_io() { Ok(()) } else { Err(Failure::Json(error)) };
    }
    drop(out.write_all(b"\n").and_then(|()| out.flush()));
    Ok(())
}
