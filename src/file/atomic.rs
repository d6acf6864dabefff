//! Replacing a file whole or not at all: temp file beside it, write, sync, rename, sync the folder.
//!
//! Limits: where the target has further hard links, those keep the old contents; access control
//! lists and extended attributes are not carried over.

use std::fs::{self, File, OpenOptions};
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

use super::Stamp;

/// A file that was not written. The old one, where there was one, is as it was.
#[derive(Debug, thiserror::Error)]
pub enum WriteError {
    /// The plan cannot be put in words.
    #[error(transparent)]
    Encode(#[from] super::EncodeError),
    /// The folder it was to be in does not exist.
    #[error("its folder does not exist")]
    FolderMissing,
    /// There is a folder of that name.
    #[error("there is a folder of that name")]
    TargetIsFolder,
    /// The file or its disk is read-only, or the system does not let this user write there.
    #[error("it may not be written there")]
    NotAllowed,
    /// The disk is full, or this user's share of it.
    #[error("the disk is full")]
    DiskFull,
    /// The file is not the one that was read: somebody else has written it.
    #[error("it was changed by another program")]
    ChangedElsewhere,
    /// Anything else that the system reports.
    #[error("it could not be written")]
    Io {
        /// What it says.
        source: io::Error,
    },
}

impl From<io::Error> for WriteError {
    fn from(source: io::Error) -> Self {
        sorted(source)
    }
}

/// Sorts what the system reports.
fn sorted(source: io::Error) -> WriteError {
    match source.kind() {
        io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => WriteError::DiskFull,
        io::ErrorKind::ReadOnlyFilesystem | io::ErrorKind::PermissionDenied => WriteError::NotAllowed,
        io::ErrorKind::IsADirectory => WriteError::TargetIsFolder,
        _ => WriteError::Io { source },
    }
}

/// Replaces a file, or makes it, with these bytes. A link keeps being one: what it leads to is
/// replaced. The mode of an existing file is kept.
///
/// # Errors
/// The file could not be written; the old one is as it was.
pub fn write_bytes_atomic(path: &Path, bytes: &[u8]) -> Result<(), WriteError> {
    replace(path, |file| Ok(file.write_all(bytes)?), None)
}

/// Copies a file, however large, so that the copy is there whole or not at all.
///
/// # Errors
/// The file could not be read or its copy not be written; what was there is as it was.
pub fn copy_atomic(mut from: &File, to: &Path) -> Result<(), WriteError> {
    replace(to, |file| Ok(io::copy(&mut from, file).map(drop)?), None)
}

/// Does that with what a function writes, and returns what it returns, if the file is still the one
/// that bears the stamp. One that is gone may be made anew.
pub(super) fn replace<T>(
    path: &Path,
    contents: impl FnOnce(&mut dyn Write) -> Result<T, WriteError>,
    expected: Option<&Stamp>,
) -> Result<T, WriteError> {
    let target = resolve(path)?;
    let folder = match target.parent() {
        Some(folder) if folder.as_os_str().is_empty() => Path::new("."),
        Some(folder) => folder,
        None => return Err(WriteError::TargetIsFolder),
    };
    if !folder.is_dir() {
        return Err(WriteError::FolderMissing);
    }
    let existing = match fs::metadata(&target) {
        Ok(metadata) => Some(metadata),
        Err(error) if error.kind() == io::ErrorKind::NotFound => None,
        Err(error) => return Err(sorted(error)),
    };
    if let Some(metadata) = &existing {
        if metadata.is_dir() {
            return Err(WriteError::TargetIsFolder);
        }
        if !metadata.is_file() {
            // A device or a pipe: renaming would put a file in its place.
            return Err(WriteError::Io { source: io::ErrorKind::Unsupported.into() });
        }
        // Renaming asks only the folder; whether the file itself may be written is asked here.
        if metadata.permissions().readonly() {
            return Err(WriteError::NotAllowed);
        }
        drop(OpenOptions::new().write(true).open(&target)?);
    }
    // In the target's folder, because rename cannot cross file systems.
    let mut temp = new_temp(folder)?;
    let mut buffered = BufWriter::new(temp.as_file_mut());
    let written = contents(&mut buffered)?;
    buffered.flush()?;
    drop(buffered);
    if let Some(metadata) = &existing {
        keep_access(temp.as_file(), metadata)?;
    }
    temp.as_file().sync_all()?;
    if let Some(expected) = expected {
        match Stamp::of_file(&target) {
            Ok(found) if found == *expected => {}
            Ok(_) => return Err(WriteError::ChangedElsewhere),
            Err(error) if error.kind() == io::ErrorKind::NotFound => {}
            Err(error) => return Err(sorted(error)),
        }
    }
    // A failed rename gives the temp file back, and dropping it removes it.
    temp.persist(&target).map_err(|failed| sorted(failed.error))?;
    sync_folder(folder);
    Ok(written)
}

/// Follows links, also to a file that does not exist yet.
fn resolve(path: &Path) -> io::Result<PathBuf> {
    /// The most links that Linux follows.
    const MOST_LINKS: usize = 40;
    let mut target = path.to_owned();
    for _ in 0..MOST_LINKS {
        match fs::symlink_metadata(&target) {
            Ok(metadata) if metadata.is_symlink() => {
                let leads_to = fs::read_link(&target)?;
                // An absolute link replaces the whole path.
                target = target.parent().map(|folder| folder.join(&leads_to)).unwrap_or(leads_to);
            }
            _ => return Ok(target),
        }
    }
    // The links lead in a circle, which the system has its own error for.
    Err(fs::metadata(path).err().unwrap_or_else(|| io::ErrorKind::InvalidInput.into()))
}

fn new_temp(folder: &Path) -> io::Result<tempfile::NamedTempFile> {
    let mut builder = tempfile::Builder::new();
    builder.prefix(".planwright-").suffix(".tmp");
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        // What the user's mask leaves of it, as for any new file; a temp file alone would be 600.
        builder.permissions(fs::Permissions::from_mode(0o666));
    }
    builder.tempfile_in(folder)
}

/// Gives the new file the mode and, as far as this user may, the owner and group of the old one.
fn keep_access(file: &File, old: &fs::Metadata) -> io::Result<()> {
    #[cfg(unix)]
    {
        use std::os::unix::fs::{MetadataExt, fchown};
        let new = file.metadata()?;
        if (new.uid(), new.gid()) != (old.uid(), old.gid()) {
            // Only the system's keeper may give files away; a file of one's own is the next best.
            drop(fchown(file, Some(old.uid()), Some(old.gid())));
        }
    }
    file.set_permissions(old.permissions())
}

/// Makes the renaming last through a power cut. The new file is in place and whole either way, and
/// some file systems cannot sync a folder, so a failure is none of the user's concern.
fn sync_folder(folder: &Path) {
    #[cfg(unix)]
    if let Ok(folder) = File::open(folder) {
        drop(folder.sync_all());
    }
    #[cfg(not(unix))]
    let _ = folder;
}
