//! Documents of Word, WPS and `LibreOffice`: the body's paragraphs and tables as lines.
//!
//! Numbers that the document only calculates are written out, accepted changes are taken, deleted
//! text is not, text boxes follow the paragraph they hang on. Headers, footers, notes and comments come
//! last and are marked as such; pictures are left. Nothing is fetched, no entity is expanded, and every part is read up to a limit.

mod body;
mod numbering;
mod package;
mod styles;

use super::source::{Hint, Line};
use package::Package;

/// How many headers, footers and the like are read.
const MOST_ASIDES: usize = 64;

/// Why a document was not read.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
pub enum DocxFault {
    /// It is locked by a password, or of the old kind.
    #[error("the document is locked by a password or is an old .doc")]
    Locked,
    /// It is no document.
    #[error("the file is no .docx document")]
    NotADocument,
    /// It is damaged.
    #[error("the document is damaged: {what}")]
    Damaged {
        /// What is wrong.
        what: String,
    },
    /// It would unpack to more than it may.
    #[error("the document unpacks to too much")]
    TooMuch,
}

/// Tells whether bytes are a package or a compound file, whatever the name says.
pub(super) fn looks_like_document(bytes: &[u8]) -> bool {
    bytes.starts_with(b"PK\x03\x04") || is_compound(bytes)
}

fn is_compound(bytes: &[u8]) -> bool {
    bytes.starts_with(&[0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1])
}

/// Reads the lines of a document.
pub(super) fn lines(bytes: &[u8]) -> Result<Vec<Line>, DocxFault> {
    if is_compound(bytes) {
        return Err(DocxFault::Locked);
    }
    let mut package = Package::open(bytes)?;
    let main = package.main()?;
    let folder = main.rsplit_once('/').map_or("", |(folder, _)| folder).to_owned();
    let beside = |name: &str| if folder.is_empty() { name.to_owned() } else { format!("{folder}/{name}") };
    // Without these a document is still readable; a damaged one of them costs numbers and headings.
    let styles =
        package.part(&beside("styles.xml"))?.map(|part| styles::read(&part)).transpose()?.unwrap_or_default();
    let numbers = package
        .part(&beside("numbering.xml"))?
        .map(|part| numbering::read(&part))
        .transpose()?
        .unwrap_or_default();
    let Some(document) = package.part(&main)? else { return Err(DocxFault::NotADocument) };
    let mut lines = body::read(&document, &styles, numbers)?;
    drop(document);
    super::markdown::title(&mut lines);
    let asides: Vec<String> = package
        .names()
        .filter(|name| {
            let own = name.rsplit_once('/').map_or("", |(folder, _)| folder) == folder;
            let name = name.rsplit('/').next().unwrap_or_default();
            let kinds = ["header", "footer", "footnotes", "endnotes", "comments"];
            own && name.strip_suffix(".xml").is_some() && kinds.iter().any(|kind| name.starts_with(kind))
        })
        .take(MOST_ASIDES)
        .map(std::borrow::Cow::into_owned)
        .collect();
    let mut known = std::collections::BTreeSet::new();
    for name in asides {
        let Some(part) = package.part(&name)? else { continue };
        // One that is damaged costs nothing of the text.
        for text in body::asides(&part).unwrap_or_default() {
            if known.insert(text.clone()) {
                let number = lines.last().map_or(1, |line| line.number + 1);
                lines.push(Line { number, text, hint: Hint::Aside });
            }
        }
    }
    Ok(lines)
}
