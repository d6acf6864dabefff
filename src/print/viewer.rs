//! The last resort: the system's own viewer, which has a print dialog of its own.

use std::path::Path;

/// The system has no way to open the file.
#[derive(Debug, thiserror::Error)]
#[error("no program opens it: {0}")]
pub struct ViewerError(#[from] opener::OpenError);

/// Opens a PDF in the program that the system has for it.
///
/// # Errors
/// There is no such program, or it cannot be started.
pub fn open_in_viewer(pdf: &Path) -> Result<(), ViewerError> {
    opener::open(pdf).map_err(ViewerError::from)
}
