//! The user's own library on the disk: files of measures and indicators in the settings folder.

use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use crate::file;
use crate::library::Shelf;
use crate::model::Language;
use crate::session::{LibraryChange, LibraryFault, LibraryRead, own_library_name};

/// The folder of the library in the settings folder, and the file that the program itself writes.
const FOLDER: &str = "library";
const OWN: &str = "own.ron";
/// Longer files are none of ours.
const MOST_BYTES: u64 = 8 << 20;

/// One change at a time: each reads what the one before has written.
static CHANGING: Mutex<()> = Mutex::new(());

/// Makes a change, if there is one, and reads what the folder holds.
pub(super) fn change(settings: Option<&Path>, change: Option<LibraryChange>) -> LibraryRead {
    let _changing = CHANGING.lock().unwrap_or_else(PoisonError::into_inner);
    let changed = change.map(|change| {
        let result = match settings {
            Some(settings) => write(&settings.join(FOLDER), &change),
            None => Err(LibraryFault::NoFolder),
        };
        (change, result)
    });
    let (mut shelves, mut faults) = (Vec::new(), Vec::new());
    for path in settings.map(|settings| files(&settings.join(FOLDER))).unwrap_or_default() {
        match read(&path) {
            Ok(shelf) => shelves.push(shelf),
            Err(why) => faults.push((path, why)),
        }
    }
    LibraryRead { shelves, faults, changed }
}

/// Returns the library's files, the program's own first.
fn files(folder: &Path) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(folder).into_iter().flatten().flatten();
    let mut files: Vec<PathBuf> = entries
        .map(|entry| entry.path())
        .filter(|path| path.extension().is_some_and(|ending| ending == "ron") && path.is_file())
        .collect();
    files.sort_by_key(|path| (path.file_name().is_none_or(|name| name != OWN), path.clone()));
    files
}

fn read(path: &Path) -> Result<Shelf, String> {
    let size = std::fs::metadata(path).map_err(|error| error.to_string())?.len();
    if size > MOST_BYTES {
        return Err(format!("> {} MB", MOST_BYTES >> 20));
    }
    let text = std::fs::read_to_string(path).map_err(|error| error.to_string())?;
    Shelf::read(&text).map_err(|error| error.to_string())
}

fn write(folder: &Path, change: &LibraryChange) -> Result<(), LibraryFault> {
    let path = folder.join(OWN);
    let mut shelf = if path.exists() {
        read(&path).map_err(|why| LibraryFault::Broken { path: path.clone(), why })?
    } else {
        Shelf::empty(own_library_name(Language::ZhCn), Language::ZhCn)
    };
    match change {
        LibraryChange::Add(entry) => {
            if !shelf.add(entry.clone()) {
                return Ok(());
            }
        }
        LibraryChange::Remove(entry) => shelf.remove(entry),
    }
    // A folder that cannot be made is found out by the write.
    drop(std::fs::create_dir_all(folder));
    Ok(file::write_bytes_atomic(&path, shelf.written().as_bytes())?)
}
