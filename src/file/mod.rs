//! Plans as RON files: reading, and writing whole or not at all.
//!
//! A file is an envelope with the number of its format and the plan (see [`encode`] for the text
//! and the module `v1` for the format). Writing sets it out so that one change of the plan changes
//! few lines; reading refuses what it does not know instead of dropping it.

mod atomic;
mod envelope;
mod fault;
mod folder;
mod layout;
pub(crate) mod v1;
pub mod versions;
mod words;

use std::fmt;
use std::fs::File;
use std::io::{self, BufRead, BufReader, Read, Write};
use std::path::Path;

pub use atomic::{WriteError, copy_atomic, write_bytes_atomic};
pub use envelope::{DecodeError, EncodeError, MAX_BYTES, decode, encode};
pub(crate) use envelope::{plan_of, read_in, text_of, write_out};
pub use fault::{Fault, Invalid};
pub use folder::settings_folder;

use crate::model::Plan;

/// How the names of plans' files end, behind a dot.
pub const EXTENSION: &str = "plan.ron";

/// What a file held when it was read or written, to know later whether it still does.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Stamp {
    length: u64,
    digest: u64,
}

impl Stamp {
    /// The stamp of an empty file.
    const NOTHING: Self = Self { length: 0, digest: 0xcbf2_9ce4_8422_2325 };

    /// Takes the stamp of contents.
    #[must_use]
    pub fn of(bytes: &[u8]) -> Self {
        let mut stamp = Self::NOTHING;
        stamp.add(bytes);
        stamp
    }

    /// Makes it the stamp of these bytes behind what it was the stamp of.
    fn add(&mut self, bytes: &[u8]) {
        // FNV-1a: nobody forges a stamp, and it stays the same from one release to the next.
        for byte in bytes {
            self.digest = (self.digest ^ u64::from(*byte)).wrapping_mul(0x0000_0100_0000_01b3);
        }
        self.length += bytes.len() as u64;
    }

    /// Takes the stamp of a file as it is now.
    ///
    /// # Errors
    /// The file cannot be read.
    pub fn of_file(path: &Path) -> io::Result<Self> {
        // One byte more than a plan can have tells a longer file apart as well as all of it would.
        let mut file = BufReader::new(File::open(path)?.take(MAX_BYTES + 1));
        let mut stamp = Self::NOTHING;
        loop {
            let bytes = file.fill_buf()?;
            if bytes.is_empty() {
                return Ok(stamp);
            }
            let count = bytes.len();
            stamp.add(bytes);
            file.consume(count);
        }
    }
}

/// A plan as read from a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Opened {
    /// The plan.
    pub plan: Plan,
    /// The stamp of the file, to be handed back when it is written.
    pub stamp: Stamp,
}

/// A file that was not read.
#[derive(Debug, thiserror::Error)]
pub enum ReadError {
    /// There is no such file.
    #[error("there is no such file")]
    Missing,
    /// It is a folder.
    #[error("it is a folder")]
    Folder,
    /// It is larger than a plan can be.
    #[error("it has {bytes} bytes, and a plan has at most {MAX_BYTES}")]
    TooLarge {
        /// Its size in bytes.
        bytes: u64,
    },
    /// The system does not let it be read.
    #[error("it cannot be read")]
    Unreadable {
        /// What it says.
        source: io::Error,
    },
    /// It holds no plan that this program can read.
    #[error(transparent)]
    Decode(#[from] DecodeError),
}

/// Reads a plan.
///
/// # Errors
/// There is no such file, it cannot be read, or it holds no such plan.
pub fn read(path: &Path) -> Result<Opened, ReadError> {
    let bytes = read_bytes(path)?;
    Ok(Opened { plan: decode(&bytes)?, stamp: Stamp::of(&bytes) })
}

fn read_bytes(path: &Path) -> Result<Vec<u8>, ReadError> {
    let sorted = |source: io::Error| match source.kind() {
        io::ErrorKind::NotFound | io::ErrorKind::NotADirectory => ReadError::Missing,
        io::ErrorKind::IsADirectory => ReadError::Folder,
        _ => ReadError::Unreadable { source },
    };
    // Asked before opening, because opening a pipe waits for somebody to write into it.
    let metadata = std::fs::metadata(path).map_err(sorted)?;
    if metadata.is_dir() {
        return Err(ReadError::Folder);
    }
    if !metadata.is_file() {
        return Err(ReadError::Unreadable { source: io::ErrorKind::Unsupported.into() });
    }
    if metadata.len() > MAX_BYTES {
        return Err(ReadError::TooLarge { bytes: metadata.len() });
    }
    let mut bytes = Vec::new();
    File::open(path).map_err(sorted)?.take(MAX_BYTES + 1).read_to_end(&mut bytes).map_err(sorted)?;
    Ok(bytes)
}

/// Writes a plan and returns the stamp of the new file. With the stamp of an earlier read or write,
/// the file is written only if nobody else has written it since; without, whatever is there is
/// replaced.
///
/// # Errors
/// Nothing was written; the old file is as it was.
pub fn write(path: &Path, plan: &Plan, expected: Option<&Stamp>) -> Result<Stamp, WriteError> {
    let contents = |file: &mut dyn Write| {
        let mut text = Stamped { to: file, stamp: Stamp::NOTHING, fault: None };
        match (envelope::encode_to(plan, &mut text), text.fault) {
            // The serializer only learns that it could not go on.
            (_, Some(fault)) => Err(fault.into()),
            (Err(fault), None) => Err(fault.into()),
            (Ok(()), None) => Ok(text.stamp),
        }
    };
    atomic::replace(path, contents, expected)
}

/// A file that is written, with the stamp of what stands in it so far.
struct Stamped<'f> {
    to: &'f mut dyn Write,
    stamp: Stamp,
    /// Why it could not go on.
    fault: Option<io::Error>,
}

impl fmt::Write for Stamped<'_> {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        self.stamp.add(text.as_bytes());
        self.to.write_all(text.as_bytes()).map_err(|fault| {
            self.fault = Some(fault);
            fmt::Error
        })
    }
}
