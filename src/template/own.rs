//! A person's own templates: files in a folder, beside those that the program brings along.
//!
//! A template's id is the name of its file, so ids are unique. A file that cannot be read, or bears
//! the id of a bundled template, is left out and named with the reason.

use std::io::{self, Read};
use std::path::{Path, PathBuf};

use super::{Template, by_id, catalogue};
use crate::file::{self, DecodeError, WriteError};

/// How the names of templates' files end, behind a dot.
pub const TEMPLATE_EXTENSION: &str = "template.ron";

/// The folder of own templates in the folder of settings.
pub const TEMPLATE_FOLDER: &str = "templates";

/// The most characters that an id is made of.
const MOST_CHARS: usize = 60;

/// What is put behind an id that a bundled template bears.
const APART: &str = "-own";

/// Why a template's file was left out.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum TemplateFault {
    /// It is no template that this program can read.
    #[error(transparent)]
    Text(#[from] DecodeError),
    /// The system does not let it be read.
    #[error("it cannot be read: {what}")]
    Unreadable {
        /// What it says.
        what: String,
    },
    /// A template that comes with the program bears its id.
    #[error("a bundled template is named {id}")]
    Taken {
        /// The id.
        id: String,
    },
}

/// A template's file that was left out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BrokenTemplate {
    /// The file.
    pub path: PathBuf,
    /// What is wrong with it.
    pub fault: TemplateFault,
}

/// The bundled templates and a person's own.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Templates {
    own: Vec<Template>,
    broken: Vec<BrokenTemplate>,
}

impl Templates {
    /// Returns the templates that come with the program and those in a folder, in the order of their
    /// files' names. A folder that is not there has none.
    #[must_use]
    pub fn with_folder(folder: &Path) -> Self {
        let mut paths: Vec<PathBuf> = std::fs::read_dir(folder)
            .map(|entries| entries.flatten().map(|entry| entry.path()).collect())
            .unwrap_or_default();
        paths.retain(|path| id_of(path).is_some());
        paths.sort();
        let mut read = Self::default();
        for path in paths {
            match open(&path) {
                Ok(template) => read.own.push(template),
                Err(fault) => read.broken.push(BrokenTemplate { path, fault }),
            }
        }
        read
    }

    /// Returns a person's own templates.
    #[must_use]
    pub fn own(&self) -> &[Template] {
        &self.own
    }

    /// Returns the files that were left out.
    #[must_use]
    pub fn broken(&self) -> &[BrokenTemplate] {
        &self.broken
    }

    /// Returns the template of this id, bundled or own.
    #[must_use]
    pub fn get(&self, id: &str) -> Option<&Template> {
        by_id(id).or_else(|| self.own.iter().find(|template| template.id == id))
    }

    /// Returns every template, the bundled ones first.
    pub fn all(&self) -> impl Iterator<Item = &Template> {
        catalogue().iter().chain(&self.own)
    }

    /// Tells whether there is a file for an own template of this id, readable or not.
    #[must_use]
    pub fn has_file(&self, id: &str) -> bool {
        self.own.iter().any(|template| template.id == id)
            || self.broken.iter().any(|broken| id_of(&broken.path) == Some(id))
    }
}

/// Returns the id of the template that a file holds: its name without the ending.
fn id_of(path: &Path) -> Option<&str> {
    let stem = path.file_name()?.to_str()?.strip_suffix(TEMPLATE_EXTENSION)?.strip_suffix('.')?;
    // Hidden files are those of other programs, or on their way to be renamed.
    (!stem.is_empty() && !stem.starts_with('.')).then_some(stem)
}

fn open(path: &Path) -> Result<Template, TemplateFault> {
    let unreadable = |error: io::Error| TemplateFault::Unreadable { what: error.to_string() };
    let id = id_of(path).unwrap_or_default();
    if by_id(id).is_some() {
        return Err(TemplateFault::Taken { id: id.to_owned() });
    }
    let metadata = std::fs::metadata(path).map_err(unreadable)?;
    if !metadata.is_file() {
        return Err(unreadable(io::ErrorKind::Unsupported.into()));
    }
    if metadata.len() > file::MAX_BYTES {
        return Err(DecodeError::TooLarge { bytes: metadata.len() }.into());
    }
    let mut bytes = Vec::new();
    std::fs::File::open(path)
        .and_then(|file| file.take(file::MAX_BYTES + 1).read_to_end(&mut bytes))
        .map_err(unreadable)?;
    let template: Template = file::text_of(&bytes)?.parse()?;
    Ok(Template { id: id.to_owned(), group: super::Group::Own, ..template })
}

/// Returns the id, and with it the file's name, of an own template of this name; none where nothing
/// of the name can be in a file's name.
#[must_use]
pub fn own_id(name: &str) -> Option<String> {
    let kept = |c: &char| !c.is_control() && !r#"/\:*?"<>|⟦⟧"#.contains(*c);
    let words: Vec<String> =
        name.split_whitespace().map(|word| word.chars().filter(kept).collect::<String>()).collect();
    let id: String = words.join("-").chars().take(MOST_CHARS).collect();
    let id = id.trim_matches(['.', '-']);
    if id.is_empty() {
        return None;
    }
    let apart = if by_id(id).is_some() { APART } else { "" };
    Some(format!("{id}{apart}"))
}

/// Why an own template was not written.
#[derive(Debug, thiserror::Error)]
pub enum SaveFault {
    /// There is a file of that name, and it was not to be replaced.
    #[error("there is a template of that name")]
    Exists,
    /// The file could not be written.
    #[error(transparent)]
    Write(#[from] WriteError),
}

/// Writes an own template into a folder, which is made if it is not there. Returns the file.
///
/// # Errors
/// There is such a file and it is not to be replaced, or it cannot be written; what was there is as
/// it was.
pub fn save(folder: &Path, template: &Template, replace: bool) -> Result<PathBuf, SaveFault> {
    let path = path(folder, &template.id);
    if !replace && path.exists() {
        return Err(SaveFault::Exists);
    }
    let text = template.written().map_err(WriteError::from)?;
    // A folder that cannot be made is found out by the write.
    drop(std::fs::create_dir_all(folder));
    file::write_bytes_atomic(&path, text.as_bytes())?;
    Ok(path)
}

/// Takes an own template's file away.
///
/// # Errors
/// What the system says.
pub fn remove(folder: &Path, id: &str) -> io::Result<()> {
    std::fs::remove_file(path(folder, id))
}

fn path(folder: &Path, id: &str) -> PathBuf {
    folder.join(format!("{id}.{TEMPLATE_EXTENSION}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_can_name_a_file() {
        assert_eq!(own_id("网点 年度/计划").as_deref(), Some("网点-年度计划"));
        assert_eq!(own_id("teller").as_deref(), Some("teller-own"));
        assert_eq!(own_id(" ../.. "), None);
        assert_eq!(own_id(".hidden").as_deref(), Some("hidden"));
        assert_eq!(own_id(&"长".repeat(200)).map(|id| id.chars().count()), Some(60));
    }
}
