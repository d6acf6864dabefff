//! PDF: the same pages that the preview shows, with every face embedded.

use std::num::NonZeroUsize;

use chrono::{Datelike, NaiveDate};
use typst::foundations::{Datetime, Smart};
use typst::layout::PageRanges;
use typst::text::{Lang, Locale};
use typst_pdf::{PdfOptions, PdfStandards, Timestamp};

use super::ExportError;
use crate::model::{Language, Plan};
use crate::typeset::Pages;

/// What the file says about itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PdfMeta {
    /// The title.
    pub title: String,
    /// Who wrote it; may be empty.
    pub author: String,
    /// The language of the text.
    pub language: Language,
    /// The day it bears; none leaves the file without a date. The clock is never asked.
    pub date: Option<NaiveDate>,
}

impl PdfMeta {
    /// Returns what a plan says about itself.
    #[must_use]
    pub fn of(plan: &Plan) -> Self {
        let author = if plan.author.is_empty() { &plan.unit } else { &plan.author };
        Self {
            title: plan.title.to_string(),
            author: author.to_string(),
            language: plan.language,
            date: plan.date,
        }
    }
}

/// Writes pages as a tagged PDF. The same pages and facts give the same bytes.
///
/// # Errors
/// The writer cannot write the pages.
pub fn pdf(pages: &Pages, meta: &PdfMeta) -> Result<Vec<u8>, ExportError> {
    pdf_of_pages(pages, meta, &[])
}

/// Writes some of the pages, from 1 and with both ends, in the order of the document; no range means
/// all. A part of a document has no tags: its structure would have holes.
///
/// # Errors
/// The writer cannot write the pages.
pub fn pdf_of_pages(
    pages: &Pages,
    meta: &PdfMeta,
    ranges: &[(usize, usize)],
) -> Result<Vec<u8>, ExportError> {
    pdf_as(pages, meta, ranges, &[])
}

/// A standard that a PDF can be kept to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PdfStandard {
    /// PDF/A-2b: looks the same for ever.
    A2b,
    /// PDF/A-2u: and its text can be copied.
    A2u,
    /// PDF/A-2a: and its structure is told.
    A2a,
    /// PDF/A-3b.
    A3b,
    /// PDF/UA-1: can be read aloud.
    Ua1,
}

impl PdfStandard {
    /// Returns the standard of this id: a-2b, a-2u, a-2a, a-3b or ua-1.
    #[must_use]
    pub fn of_id(id: &str) -> Option<Self> {
        match id.to_ascii_lowercase().as_str() {
            "a-2b" => Some(Self::A2b),
            "a-2u" => Some(Self::A2u),
            "a-2a" => Some(Self::A2a),
            "a-3b" => Some(Self::A3b),
            "ua-1" => Some(Self::Ua1),
            _ => None,
        }
    }

    /// Tells whether it asks for tags.
    const fn is_tagged(self) -> bool {
        matches!(self, Self::A2a | Self::Ua1)
    }

    const fn typst(self) -> typst_pdf::PdfStandard {
        match self {
            Self::A2b => typst_pdf::PdfStandard::A_2b,
            Self::A2u => typst_pdf::PdfStandard::A_2u,
            Self::A2a => typst_pdf::PdfStandard::A_2a,
            Self::A3b => typst_pdf::PdfStandard::A_3b,
            Self::Ua1 => typst_pdf::PdfStandard::Ua_1,
        }
    }
}

/// Writes some of the pages, as [`pdf_of_pages`] does, kept to some standards. PDF/A asks for a date
/// in `meta`, PDF/UA-1 for a title; where a character is in no face, no standard can be kept to.
///
/// # Errors
/// The writer cannot write the pages, or not so that they keep to the standards.
pub fn pdf_as(
    pages: &Pages,
    meta: &PdfMeta,
    ranges: &[(usize, usize)],
    standards: &[PdfStandard],
) -> Result<Vec<u8>, ExportError> {
    let tagged = ranges.is_empty() && pages.is_tagged();
    if !tagged && standards.iter().any(|standard| standard.is_tagged()) {
        return Err(ExportError::Untagged);
    }
    let list: Vec<_> = standards.iter().map(|standard| standard.typst()).collect();
    let standards = PdfStandards::new(&list).map_err(|_clash| ExportError::Standards)?;
    let mut document = pages.document().clone();
    let info = document.info_mut();
    info.title = Some(meta.title.as_str().into()).filter(|title: &typst::ecow::EcoString| !title.is_empty());
    info.author = Some(meta.author.as_str().into())
        .filter(|author: &typst::ecow::EcoString| !author.is_empty())
        .into_iter()
        .collect();
    info.date = Smart::Auto;
    info.locale = Smart::Custom(match meta.language {
        Language::ZhCn => Locale::new(Lang::CHINESE, "CN".parse().ok()),
        Language::En => Locale::new(Lang::ENGLISH, None),
    });
    let options = PdfOptions {
        ident: Smart::Auto,
        creator: Smart::Custom(Some(concat!("Planwright ", env!("CARGO_PKG_VERSION")).to_owned())),
        timestamp: meta.date.and_then(timestamp),
        page_ranges: (!ranges.is_empty()).then(|| {
            let number = |page: usize| NonZeroUsize::new(page);
            PageRanges::new(ranges.iter().map(|(first, last)| number(*first)..=number(*last)).collect())
        }),
        standards,
        tagged,
        ..PdfOptions::default()
    };
    typst_pdf::pdf(&document, &options).map_err(|faults| ExportError::Pdf {
        faults: faults.iter().map(|fault| fault.message.to_string()).collect(),
    })
}

fn timestamp(day: NaiveDate) -> Option<Timestamp> {
    let month = u8::try_from(day.month()).ok()?;
    let date = u8::try_from(day.day()).ok()?;
    Datetime::from_ymd_hms(day.year(), month, date, 0, 0, 0).map(Timestamp::new_utc)
}
