//! PDF: the same pages that the preview shows, with every face embedded.

use std::num::NonZeroUsize;

use chrono::{Datelike, NaiveDate};
use typst::foundations::{Datetime, Smart};
use typst::layout::PageRanges;
use typst::text::{Lang, Locale};
use typst_pdf::{PdfOptions, Timestamp};

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
        tagged: ranges.is_empty() && pages.is_tagged(),
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
