//! One running program for one user: a second start hands its plan to the first and ends.
//!
//! The first holds a lock on a file in the settings' folder, which the system lets go of however
//! the program ends. A second one that finds it held leaves a note beside it and waits for the note
//! to be taken. Notes are files, not a socket: they work alike on every system, and the program
//! listens to nothing that another could reach. A program that does not take its note in time is
//! taken for stuck, and the second one opens a window of its own.

use std::fs::{File, OpenOptions, TryLockError};
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, channel};
use std::time::Duration;

use serde::{Deserialize, Serialize};

/// How often the first looks for notes.
const PAUSE: Duration = Duration::from_millis(200);
/// How often the second looks whether its note was taken, and how many times.
const WAIT: Duration = Duration::from_millis(25);
const WAITS: usize = 120;
/// The ending of notes.
const NOTE: &str = "note";
/// Longer than any note is.
const MOST_BYTES: u64 = 64 * 1024;

/// What a second start asks of the first.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Request {
    /// The plan to open; none only brings the window to the front.
    pub(super) plan: Option<PathBuf>,
}

/// What came of asking to be the only one.
pub(super) enum Claim {
    /// Nobody else runs: the lock, to be kept as long as the window is there.
    First(Instance),
    /// The one that runs has taken the request.
    HandedOver,
    /// There is no folder for the lock, or the one that holds it does not answer.
    Alone,
}

/// Keeps the lock.
pub(super) struct Instance {
    _lock: File,
    notes: PathBuf,
}

impl Instance {
    /// Asks to be the only one with these settings, or else hands the request over.
    pub(super) fn claim(settings: &Path, request: &Request) -> Claim {
        let notes = settings.join("requests");
        if std::fs::create_dir_all(&notes).is_err() {
            return Claim::Alone;
        }
        let lock =
            OpenOptions::new().create(true).truncate(false).write(true).open(settings.join("instance.lock"));
        let Ok(lock) = lock else { return Claim::Alone };
        match lock.try_lock() {
            Ok(()) => {
                // Notes of a time when nobody took them.
                drop(take(&notes));
                Claim::First(Self { _lock: lock, notes })
            }
            Err(TryLockError::WouldBlock) => hand_over(&notes, request),
            Err(TryLockError::Error(_)) => Claim::Alone,
        }
    }

    /// Looks for requests from now on, on a thread of its own, and tells the window of each.
    pub(super) fn listen(&self, ctx: egui::Context) -> Receiver<Request> {
        let (sender, receiver) = channel();
        let notes = self.notes.clone();
        let spawned = std::thread::Builder::new().name("instance".to_owned()).spawn(move || {
            loop {
                for request in take(&notes) {
                    if sender.send(request).is_err() {
                        return;
                    }
                    ctx.request_repaint();
                }
                std::thread::sleep(PAUSE);
            }
        });
        // Without the thread a second start opens a window of its own.
        drop(spawned);
        receiver
    }
}

/// Leaves a note and waits until it is taken.
fn hand_over(notes: &Path, request: &Request) -> Claim {
    let note = notes.join(format!("{}.{NOTE}", std::process::id()));
    let Ok(text) = ron::to_string(request) else { return Claim::Alone };
    if crate::file::write_bytes_atomic(&note, text.as_bytes()).is_err() {
        return Claim::Alone;
    }
    for _ in 0..WAITS {
        if !note.exists() {
            return Claim::HandedOver;
        }
        std::thread::sleep(WAIT);
    }
    // Taken at the last moment, or never.
    if std::fs::remove_file(&note).is_ok() { Claim::Alone } else { Claim::HandedOver }
}

/// Takes the notes that lie there. One that cannot be read only brings the window to the front.
fn take(notes: &Path) -> Vec<Request> {
    let Ok(entries) = std::fs::read_dir(notes) else { return Vec::new() };
    let paths = entries.filter_map(Result::ok).map(|entry| entry.path());
    let mut requests = Vec::new();
    for path in paths.filter(|path| path.extension().is_some_and(|ending| ending == NOTE)) {
        let fits = path.metadata().is_ok_and(|data| data.is_file() && data.len() <= MOST_BYTES);
        let text = if fits { std::fs::read_to_string(&path).unwrap_or_default() } else { String::new() };
        // Whoever removes it has taken it.
        if std::fs::remove_file(&path).is_ok() {
            requests.push(ron::from_str(&text).unwrap_or_default());
        }
    }
    requests
}

#[cfg(test)]
mod tests {
    use super::{Claim, Instance, Request};
    use std::time::{Duration, Instant};

    fn request(plan: &str) -> Request {
        Request { plan: Some(plan.into()) }
    }

    #[test]
    fn the_second_hands_its_plan_to_the_first() {
        let folder = tempfile::tempdir().unwrap();
        let Claim::First(first) = Instance::claim(folder.path(), &Request::default()) else {
            panic!("nobody else runs")
        };
        let received = first.listen(egui::Context::default());
        assert!(matches!(Instance::claim(folder.path(), &request("/tmp/甲.plan.ron")), Claim::HandedOver));
        assert_eq!(received.recv_timeout(Duration::from_secs(10)).unwrap(), request("/tmp/甲.plan.ron"));
        drop(first);
        assert!(matches!(Instance::claim(folder.path(), &request("/tmp/乙.plan.ron")), Claim::First(_)));
    }

    #[test]
    fn one_that_does_not_answer_is_left_alone() {
        let folder = tempfile::tempdir().unwrap();
        let Claim::First(_stuck) = Instance::claim(folder.path(), &Request::default()) else {
            panic!("nobody else runs")
        };
        let begun = Instant::now();
        assert!(matches!(Instance::claim(folder.path(), &request("/tmp/甲.plan.ron")), Claim::Alone));
        assert!(begun.elapsed() > Duration::from_secs(1), "it was given no time");
        let left = std::fs::read_dir(folder.path().join("requests")).unwrap().count();
        assert_eq!(left, 0, "the note was left lying");
    }

    #[test]
    fn a_note_of_nonsense_only_brings_the_window_to_the_front() {
        let folder = tempfile::tempdir().unwrap();
        for bytes in [&b"\xff\xfe\x00"[..], b"(plan: 3", b""] {
            crate::file::write_bytes_atomic(&folder.path().join("1.note"), bytes).unwrap();
            assert_eq!(super::take(folder.path()), [Request::default()]);
        }
        assert!(super::take(folder.path()).is_empty());
    }

    #[test]
    fn without_a_folder_the_window_opens_by_itself() {
        let file = tempfile::NamedTempFile::new().unwrap();
        assert!(matches!(Instance::claim(file.path(), &Request::default()), Claim::Alone));
    }
}
