//! Finished pages, and what can be asked of them.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use serde::Serialize;

use typst::foundations::Value;
use typst::introspection::{MetadataElem, Tag};
use typst::layout::{Frame, FrameItem, Point, Transform};
use typst::text::TextItem;
use typst_layout::{Page, PagedDocument};
use typst_render::RenderOptions;

use super::Profile;
use super::layout::{Breaks, Remark};
use super::profile::PT_PER_MM;
use crate::model::Id;

/// The pages of a plan. A clone shares them.
#[derive(Clone)]
pub struct Pages {
    inner: Arc<Inner>,
}

struct Inner {
    document: PagedDocument,
    places: BTreeMap<Id, Vec<Passage>>,
    missing: Vec<char>,
    characters: usize,
    warnings: Vec<String>,
    remarks: Vec<Remark>,
}

/// A sheet that gets a page number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub(super) struct Numbered {
    /// Its number; none before the text begins.
    n: Option<usize>,
    /// Whether it lies on its side.
    flip: bool,
}

/// Returns the sheets of a document with their numbers: what comes before the text has none.
pub(super) fn sheets(document: &PagedDocument, profile: &Profile) -> Vec<Numbered> {
    let mut begins = 0;
    for (page, sheet) in document.pages().iter().enumerate() {
        each_mark(&sheet.frame, &mut |value| {
            if matches!(value, Value::Str(words) if words.as_str() == "text") {
                begins = page;
            }
        });
    }
    let number = |page: usize| (page + 1).checked_sub(begins).filter(|number| *number > 0);
    let sheet =
        |(page, sheet): (usize, &Page)| Numbered { n: number(page), flip: is_flipped(sheet, profile) };
    document.pages().iter().enumerate().map(sheet).collect()
}

/// Tells whether a sheet that stands upright by the profile lies on its side.
fn is_flipped(sheet: &Page, profile: &Profile) -> bool {
    let size = sheet.frame.size();
    size.x > size.y && profile.paper.width_mm < profile.paper.height_mm
}

/// Returns the rows of tables with which pages begin.
pub(super) fn breaks(document: &PagedDocument) -> Breaks {
    let mut rows: BTreeMap<usize, BTreeMap<usize, usize>> = BTreeMap::new();
    for (page, sheet) in document.pages().iter().enumerate() {
        each_mark(&sheet.frame, &mut |value| {
            if let Some((table, row)) = row_of(value) {
                rows.entry(table).or_default().entry(row).or_insert(page);
            }
        });
    }
    let mut breaks = Breaks::new();
    for (table, pages) in rows {
        let after = pages.iter().skip(1);
        let begins = pages.iter().zip(after).filter(|((_, before), (_, page))| page > before);
        breaks.insert(table, begins.map(|(_, (row, _))| *row).collect());
    }
    breaks
}

/// Hands over the values that the template put into a frame.
fn each_mark(frame: &Frame, f: &mut dyn FnMut(&Value)) {
    for (_, item) in frame.items() {
        match item {
            FrameItem::Group(group) => each_mark(&group.frame, f),
            FrameItem::Tag(Tag::Start(content, _)) => {
                if let Some(metadata) = content.to_packed::<MetadataElem>() {
                    f(&metadata.value);
                }
            }
            FrameItem::Tag(Tag::End(..))
            | FrameItem::Text(..)
            | FrameItem::Shape(..)
            | FrameItem::Image(..)
            | FrameItem::Link(..) => {}
        }
    }
}

/// Reads which table and row begins at the upper edge of a row.
fn row_of(value: &Value) -> Option<(usize, usize)> {
    let Value::Array(list) = value else { return None };
    let number = |at: usize| match list.as_slice().get(at) {
        Some(Value::Int(number)) => usize::try_from(*number).ok(),
        Some(_) | None => None,
    };
    Some((number(0)?, number(1)?))
}

/// A stretch of a page on which a record is printed, from the top of its first line to the bottom
/// of its last one there.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Passage {
    /// The page, counted from 0.
    pub page: usize,
    /// Where it starts, in pt from the upper edge of the sheet.
    pub y_top_pt: f64,
    /// Where it ends, in pt from the upper edge of the sheet.
    pub y_bottom_pt: f64,
}

/// A picture of a page.
#[derive(Clone, PartialEq, Eq)]
pub struct Bitmap {
    /// Its width in pixels.
    pub width: u32,
    /// Its height in pixels.
    pub height: u32,
    /// Four bytes a pixel: red, green, blue, opacity. Every pixel is opaque.
    pub rgba: Vec<u8>,
}

impl std::fmt::Debug for Bitmap {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Bitmap({} × {})", self.width, self.height)
    }
}

impl std::fmt::Debug for Pages {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Pages")
            .field("len", &self.len())
            .field("characters", &self.inner.characters)
            .field("missing", &self.inner.missing)
            .field("warnings", &self.inner.warnings)
            .finish_non_exhaustive()
    }
}

impl Pages {
    /// The most pixels that a bitmap's longer side can have.
    pub const MAX_PIXELS: f64 = 16_000.0;

    pub(super) fn new(
        document: PagedDocument,
        profile: &Profile,
        warnings: Vec<String>,
        remarks: Vec<Remark>,
    ) -> Self {
        let mut reader = Reader::new(profile);
        for (page, sheet) in document.pages().iter().enumerate() {
            reader.turn_to(page, sheet, profile);
            reader.read(&sheet.frame, Transform::identity());
        }
        let inner = Inner {
            places: reader.places,
            missing: reader.missing.into_iter().collect(),
            characters: reader.characters,
            document,
            warnings,
            remarks,
        };
        Self { inner: Arc::new(inner) }
    }

    /// Returns how many pages there are; at least one.
    #[must_use]
    pub fn len(&self) -> usize {
        self.inner.document.pages().len()
    }

    /// Tells whether there is no page at all, which does not happen.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Returns the width and height of a page in pt, or none where there is no such page.
    #[must_use]
    pub fn size_pt(&self, page: usize) -> Option<(f64, f64)> {
        let size = self.inner.document.pages().get(page)?.frame.size();
        Some((size.x.to_pt(), size.y.to_pt()))
    }

    /// Draws a page with so many pixels a pt (96 dpi: 4/3), or returns none where there is no such
    /// page. A scale that would make the longer side exceed [`Self::MAX_PIXELS`] is reduced.
    #[must_use]
    pub fn bitmap(&self, page: usize, pixel_per_pt: f64) -> Option<Bitmap> {
        let sheet = self.inner.document.pages().get(page)?;
        let picture = typst_render::render(sheet, &scaled(sheet, pixel_per_pt));
        Some(Bitmap { width: picture.width(), height: picture.height(), rgba: picture.take() })
    }

    /// Draws a page as a PNG file; none where there is no such page, and none within where it
    /// cannot be packed.
    #[expect(clippy::option_option, reason = "the caller tells the two apart")]
    pub(crate) fn png(&self, page: usize, pixel_per_pt: f64) -> Option<Option<Vec<u8>>> {
        let sheet = self.inner.document.pages().get(page)?;
        Some(typst_render::render(sheet, &scaled(sheet, pixel_per_pt)).encode_png().ok())
    }

    /// Returns where a record is printed, in reading order: one passage a page, and again for each
    /// further time it is printed (an indicator in its sentence and in a table). Nothing for a
    /// record that is not printed.
    #[must_use]
    pub fn passage(&self, id: Id) -> &[Passage] {
        self.inner.places.get(&id).map(Vec::as_slice).unwrap_or_default()
    }

    /// Returns the records that are printed at a height of a page, the innermost first: what a
    /// click on the page means.
    #[must_use]
    pub fn records_at(&self, page: usize, y_pt: f64) -> Vec<Id> {
        let mut hits: Vec<(f64, Id)> = self
            .inner
            .places
            .iter()
            .filter_map(|(id, passages)| {
                let passage = passages
                    .iter()
                    .find(|p| p.page == page && (p.y_top_pt..p.y_bottom_pt).contains(&y_pt))?;
                Some((passage.y_bottom_pt - passage.y_top_pt, *id))
            })
            .collect();
        // Of records of one height, the later one lies in the earlier one.
        hits.sort_by(|a, b| a.0.total_cmp(&b.0).then(b.1.cmp(&a.1)));
        hits.into_iter().map(|(_, id)| id).collect()
    }

    /// Returns the characters that no face has, each once.
    #[must_use]
    pub fn missing(&self) -> &[char] {
        &self.inner.missing
    }

    /// Returns how many characters are printed within the type area, without white space.
    #[must_use]
    pub fn characters(&self) -> usize {
        self.inner.characters
    }

    /// Returns what the typesetter warned of.
    #[must_use]
    pub fn warnings(&self) -> &[String] {
        &self.inner.warnings
    }

    /// Returns what the reader should know about the printed figures.
    #[must_use]
    pub fn remarks(&self) -> &[Remark] {
        &self.inner.remarks
    }

    /// Returns the document for exporters.
    pub(crate) fn document(&self) -> &PagedDocument {
        &self.inner.document
    }
}

/// Returns the options for a picture with so many pixels a pt, within reason.
fn scaled(sheet: &Page, pixel_per_pt: f64) -> RenderOptions {
    let size = sheet.frame.size();
    let longer = size.x.to_pt().max(size.y.to_pt()).max(1.0);
    let scale = if pixel_per_pt.is_finite() { pixel_per_pt } else { 1.0 };
    let scale = scale.clamp(0.01, Pages::MAX_PIXELS / longer);
    RenderOptions { pixel_per_pt: scale.into(), render_bleed: false }
}

/// Collects facts from the pages.
struct Reader {
    page: usize,
    /// Lower edge of the last line, in pt.
    bottom: f64,
    /// From the base line to the upper and lower edge of its line in pt.
    rise: f64,
    drop: f64,
    /// Records that have begun: where.
    open: BTreeMap<Id, (usize, f64)>,
    /// The upper and lower edge of the type area of every page so far.
    areas: Vec<(f64, f64)>,
    places: BTreeMap<Id, Vec<Passage>>,
    missing: BTreeSet<char>,
    characters: usize,
}

impl Reader {
    fn new(profile: &Profile) -> Self {
        let size = profile.body.size_pt;
        let lead = (profile.line_pitch_pt() - size) / 2.0;
        Self {
            page: 0,
            bottom: 0.0,
            rise: size * super::ASCENT + lead,
            drop: size * (1.0 - super::ASCENT) + lead,
            open: BTreeMap::new(),
            areas: Vec::new(),
            places: BTreeMap::new(),
            missing: BTreeSet::new(),
            characters: 0,
        }
    }

    fn turn_to(&mut self, page: usize, sheet: &Page, profile: &Profile) {
        let lead = (profile.line_pitch_pt() - profile.body.size_pt) / 2.0;
        // On a sheet that lies on its side, the left margin is above.
        let (top, height) = if is_flipped(sheet, profile) {
            (profile.margins.left_mm, profile.type_width_pt())
        } else {
            (profile.margins.top_mm, profile.type_height_pt())
        };
        // The first and the last line of a page have half the lead beyond the type area.
        let top = top * PT_PER_MM - lead;
        let bottom = top + lead + height + lead;
        self.page = page;
        self.bottom = bottom;
        self.areas.push((top, bottom));
    }

    fn read(&mut self, frame: &Frame, transform: Transform) {
        for (position, item) in frame.items() {
            match item {
                FrameItem::Group(group) => {
                    let inner = transform
                        .pre_concat(Transform::translate(position.x, position.y))
                        .pre_concat(group.transform);
                    self.read(&group.frame, inner);
                }
                FrameItem::Text(text) => {
                    let at = position.transform(transform);
                    self.read_text(text, at);
                }
                FrameItem::Tag(Tag::Start(content, _)) => {
                    if let Some(metadata) = content.to_packed::<MetadataElem>() {
                        let y = position.transform(transform).y.to_pt();
                        self.read_marks(&metadata.value, y);
                    }
                }
                FrameItem::Tag(Tag::End(..))
                | FrameItem::Shape(..)
                | FrameItem::Image(..)
                | FrameItem::Link(..) => {}
            }
        }
    }

    fn read_text(&mut self, text: &TextItem, at: Point) {
        if at.y.to_pt() < self.bottom + 1.0 {
            self.characters += text.text.chars().filter(|c| !c.is_whitespace()).count();
        }
        for glyph in text.glyphs.iter().filter(|glyph| glyph.id == 0) {
            let chars = text.text.get(glyph.range()).unwrap_or_default().chars();
            self.missing.extend(chars.filter(|c| !c.is_whitespace()));
        }
    }

    /// Reads markers that the template put on the base line of a record's text, or at the upper or
    /// lower edge of its row.
    fn read_marks(&mut self, value: &Value, y: f64) {
        if let Value::Int(number) = value
            && let Some((id, begins)) = super::runs::marked(*number)
        {
            self.mark(id, begins, if begins { y - self.rise } else { y + self.drop });
        }
        if let Value::Array(list) = value {
            let skipped = if row_of(value).is_some() { 2 } else { 0 };
            for value in list.iter().skip(skipped) {
                if let Value::Int(number) = value
                    && let Some((id, begins)) = super::runs::marked(*number)
                {
                    self.mark(id, begins, y);
                }
            }
        }
    }

    fn mark(&mut self, id: Id, begins: bool, edge: f64) {
        if begins {
            self.open.insert(id, (self.page, edge));
            return;
        }
        let Some((first, start)) = self.open.remove(&id) else { return };
        let passages = self.places.entry(id).or_default();
        for page in first..=self.page {
            let (top, bottom) = self.areas.get(page).copied().unwrap_or_default();
            let y_top_pt = if page == first { start } else { top };
            let y_bottom_pt = if page == self.page { edge } else { bottom };
            passages.push(Passage { page, y_top_pt, y_bottom_pt });
        }
    }
}

const _: () = {
    const fn is_shared<T: Send + Sync>() {}
    is_shared::<Pages>();
};
