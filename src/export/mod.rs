//! Pages and plans in the formats of other programs.
//!
//! Everything here turns values into bytes; writing them is the `file` room's affair, which knows
//! how to do it without losing what was there.

mod docx;
mod ics;
mod pdf;
mod png;
mod rows;
mod said;
mod svg;
mod words;
mod xlsx;

pub use docx::{docx, docx_in};
pub use ics::ics;
pub use pdf::{PdfMeta, PdfStandard, pdf, pdf_as, pdf_of_pages};
pub use png::png;
pub use svg::svg;
pub use words::{markdown, text};
pub use xlsx::xlsx;

/// Something that could not be exported.
#[derive(Debug, thiserror::Error)]
pub enum ExportError {
    /// The plan has nothing for the layout.
    #[error(transparent)]
    Lack(#[from] crate::typeset::Lack),
    /// The pages cannot be written as PDF.
    #[error("the pages cannot be written as PDF: {}", faults.join("; "))]
    Pdf {
        /// What the writer said.
        faults: Vec<String>,
    },
    /// The standard asks for tags, and the pages have none because the plan is too long.
    #[error("the plan is too long for a PDF that can be read aloud; choose a-2b or a-2u")]
    Untagged,
    /// The standards do not go together.
    #[error("the standards do not go together")]
    Standards,
    /// There is no such page.
    #[error("there is no page {} among {pages}", page + 1)]
    NoPage {
        /// The page asked for, counted from 0.
        page: usize,
        /// How many there are.
        pages: usize,
    },
    /// The picture cannot be packed.
    #[error("the picture of a page cannot be packed")]
    Png,
    /// The file cannot be packed.
    #[error("the file cannot be packed: {error}")]
    Pack {
        /// What the packer said.
        error: std::io::Error,
    },
}
