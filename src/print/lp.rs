//! Printing by the command `lp`, for a print service that will not talk to this program. It takes
//! the job and does not tell what becomes of it.

use std::io::Write;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use super::{PrintError, PrintRequest, Printed};

/// How long the command may take; with a frozen service it never ends by itself.
const PATIENCE: Duration = Duration::from_secs(5);

/// Hands the job to `lp`; none if there is no such command.
pub(super) fn print(request: &PrintRequest) -> Option<Result<Printed, PrintError>> {
    let mut file = tempfile::NamedTempFile::new().ok()?;
    file.write_all(&request.document).ok()?;
    let mut command = Command::new("lp");
    command.env("LC_ALL", "C").stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
    if let Some(printer) = &request.printer {
        command.args(["-d", printer]);
    }
    let copies = request.copies.to_string();
    let sides = format!("sides={}", request.sides.keyword());
    let media = format!("media={}", request.media);
    command.args(["-n", &copies, "-o", &sides, "-o", &media, "-t", &request.title, "--"]).arg(file.path());
    let child = command.spawn().ok()?;
    let printer = request.printer.clone().unwrap_or_default();
    Some(match wait(child) {
        None => Err(PrintError::Uncertain { printer, job: None }),
        Some((true, said)) => {
            let (queue, job) = job_of(&said);
            Ok(Printed { printer: queue.unwrap_or(printer), job, pages: None })
        }
        Some((false, message)) => Err(PrintError::NotTaken { printer, message }),
    })
}

/// Waits until the deadline. Returns whether it went well and what was said; none if it was killed.
fn wait(mut child: Child) -> Option<(bool, String)> {
    let begun = Instant::now();
    while begun.elapsed() < PATIENCE {
        if child.try_wait().ok()?.is_some() {
            let output = child.wait_with_output().ok()?;
            let said = if output.status.success() { output.stdout } else { output.stderr };
            return Some((output.status.success(), String::from_utf8_lossy(&said).trim().to_owned()));
        }
        std::thread::sleep(Duration::from_millis(20));
    }
    drop(child.kill());
    drop(child.wait());
    None
}

/// Reads `request id is queue-12 (1 file(s))`.
fn job_of(said: &str) -> (Option<String>, Option<i32>) {
    let id = said.strip_prefix("request id is ").and_then(|rest| rest.split_whitespace().next());
    match id.and_then(|id| id.rsplit_once('-')) {
        Some((queue, number)) => (Some(queue.to_owned()), number.parse().ok()),
        None => (None, None),
    }
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_number_of_the_job_is_read() {
        let read = super::job_of;
        assert_eq!(read("request id is HP-2-12 (1 file(s))"), (Some("HP-2".to_owned()), Some(12)));
        assert_eq!(read("something else"), (None, None));
    }
}
