//! The package: which part is the document, and reading parts within limits.

use std::io::{Cursor, Read};

use quick_xml::events::{BytesStart, Event};
use quick_xml::reader::Reader;
use zip::ZipArchive;
use zip::result::ZipError;

use super::DocxFault;

/// The most entries of a package.
const MOST_ENTRIES: usize = 20_000;
/// The most bytes of one part, unpacked.
const MOST_BYTES: u64 = 96 << 20;
/// The most that a part may grow when unpacked, past the first few megabytes.
const MOST_GROWTH: u64 = 400;
/// What a part may unpack to whatever it grows by.
const FREE_BYTES: u64 = 4 << 20;
/// The deepest nesting of elements.
const MOST_DEPTH: usize = 400;

/// An opened package.
pub(super) struct Package<'a> {
    archive: ZipArchive<Cursor<&'a [u8]>>,
}

impl<'a> Package<'a> {
    /// Opens a package.
    pub(super) fn open(bytes: &'a [u8]) -> Result<Self, DocxFault> {
        let archive = ZipArchive::new(Cursor::new(bytes)).map_err(|error| damaged(&error))?;
        if archive.len() > MOST_ENTRIES {
            return Err(DocxFault::TooMuch);
        }
        Ok(Self { archive })
    }

    /// Returns the name of the part that holds the document.
    pub(super) fn main(&mut self) -> Result<String, DocxFault> {
        if let Some(part) = self.part("_rels/.rels")? {
            let mut target = None;
            elements(&part, &mut |element| {
                if let Element::Start(start) = element
                    && local(&start) == "Relationship"
                    && attribute(&start, "Type").is_some_and(|kind| kind.ends_with("/officeDocument"))
                {
                    target = attribute(&start, "Target");
                }
            })?;
            if let Some(target) = target {
                return Ok(target.trim_start_matches('/').to_owned());
            }
        }
        if self.archive.index_for_name("word/document.xml").is_some() {
            return Ok("word/document.xml".to_owned());
        }
        if self.archive.index_for_name("EncryptedPackage").is_some() {
            return Err(DocxFault::Locked);
        }
        Err(DocxFault::NotADocument)
    }

    /// Returns the names of the parts, but of those that cannot be read.
    pub(super) fn names(&self) -> impl Iterator<Item = std::borrow::Cow<'_, str>> {
        self.archive.file_names().filter_map(Result::ok)
    }

    /// Reads a part; none where the package has none of this name.
    pub(super) fn part(&mut self, name: &str) -> Result<Option<Vec<u8>>, DocxFault> {
        let entry = match self.archive.by_name(name) {
            Ok(entry) => entry,
            Err(ZipError::FileNotFound) => return Ok(None),
            Err(error) => return Err(damaged(&error)),
        };
        if entry.encrypted() {
            return Err(DocxFault::Locked);
        }
        let limit = MOST_BYTES.min(FREE_BYTES.max(entry.compressed_size().saturating_mul(MOST_GROWTH)));
        let mut bytes = Vec::new();
        // One byte more than allowed tells a part that is too long from one that just fits.
        entry
            .take(limit + 1)
            .read_to_end(&mut bytes)
            .map_err(|error| DocxFault::Damaged { what: error.to_string() })?;
        if u64::try_from(bytes.len()).unwrap_or(u64::MAX) > limit {
            return Err(DocxFault::TooMuch);
        }
        Ok(Some(bytes))
    }
}

fn damaged(error: &ZipError) -> DocxFault {
    let text = error.to_string();
    if text.to_lowercase().contains("password") {
        DocxFault::Locked
    } else {
        DocxFault::Damaged { what: text }
    }
}

/// What a part is made of.
pub(super) enum Element<'a> {
    /// An element begins.
    Start(BytesStart<'a>),
    /// The innermost element ends.
    End(String),
    /// Words.
    Words(String),
}

/// Calls a function with every element of a part, empty ones as begun and ended.
pub(super) fn elements(part: &[u8], f: &mut dyn FnMut(Element<'_>)) -> Result<(), DocxFault> {
    let fault = |error: &dyn std::fmt::Display| DocxFault::Damaged { what: error.to_string() };
    let mut reader = Reader::from_reader(part);
    reader.config_mut().expand_empty_elements = true;
    let mut depth = 0_usize;
    loop {
        match reader.read_event().map_err(|error| fault(&error))? {
            Event::Start(start) => {
                depth += 1;
                if depth > MOST_DEPTH {
                    return Err(DocxFault::TooMuch);
                }
                f(Element::Start(start));
            }
            Event::End(end) => {
                depth = depth.saturating_sub(1);
                let name = end.local_name().as_ref().to_owned();
                f(Element::End(name));
            }
            Event::Text(text) => f(Element::Words(text.to_string())),
            Event::CData(data) => f(Element::Words(data.to_string())),
            Event::GeneralRef(reference) => {
                let name = reference.to_string();
                let word = match name.as_str() {
                    "lt" => Some('<'),
                    "gt" => Some('>'),
                    "amp" => Some('&'),
                    "quot" => Some('"'),
                    "apos" => Some('\''),
                    _ => reference.resolve_char_ref().ok().flatten(),
                };
                // An entity of the document's own stays a name: nothing is expanded.
                let words = word.map_or_else(|| format!("&{name};"), String::from);
                f(Element::Words(words));
            }
            Event::DocType(_) => {
                return Err(DocxFault::Damaged { what: "it declares a document type".to_owned() });
            }
            Event::Eof => break,
            Event::Empty(_) | Event::Comment(_) | Event::Decl(_) | Event::PI(_) => {}
        }
    }
    if depth > 0 {
        return Err(DocxFault::Damaged { what: "it ends too early".to_owned() });
    }
    Ok(())
}

/// Returns an element's name without its prefix.
pub(super) fn local(start: &BytesStart<'_>) -> String {
    start.local_name().as_ref().to_owned()
}

/// Returns the value of an attribute by its name without prefix.
pub(super) fn attribute(start: &BytesStart<'_>, name: &str) -> Option<String> {
    start
        .attributes()
        .with_checks(false)
        .flatten()
        .find(|attribute| attribute.key.local_name().as_ref() == name)
        .map(|attribute| attribute.value.into_owned())
}

/// Returns the attribute `val`, which most elements of a document have.
pub(super) fn value(start: &BytesStart<'_>) -> Option<String> {
    attribute(start, "val")
}
