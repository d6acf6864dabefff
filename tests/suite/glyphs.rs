//! The glyphs of a PDF as they stand in the file: read back by another program than the one that
//! wrote them, with the place and the ink of each.

use hayro_interpret::font::Glyph;
use hayro_interpret::hayro_cmap::BfString;
use hayro_interpret::hayro_syntax::Pdf;
use hayro_interpret::{
    BlendMode, ClipPath, Context, Device, GlyphDrawMode, Image, InterpreterCache, InterpreterSettings, Paint,
    PathDrawMode, SoftMask, interpret_page,
};
use kurbo::{Affine, BezPath, Point, Rect, Shape};
use planwright::typeset::PT_PER_MM;

/// A glyph, in mm from the upper left corner of the sheet.
#[derive(Clone, Debug)]
pub(crate) struct Mark {
    /// The page, counted from 1.
    pub(crate) page: usize,
    /// What it stands for.
    pub(crate) text: String,
    /// Where it begins on the base line.
    pub(crate) x: f64,
    /// The base line.
    pub(crate) y: f64,
    /// How wide it is.
    pub(crate) width: f64,
    /// The size of the type in pt.
    pub(crate) size: f64,
    /// What is black of it; no width where nothing is.
    pub(crate) ink: Rect,
    /// The face, by a number that means nothing.
    pub(crate) face: u128,
}

/// Glyphs on one base line, from left to right.
#[derive(Clone, Debug)]
pub(crate) struct Row {
    pub(crate) page: usize,
    pub(crate) y: f64,
    pub(crate) marks: Vec<Mark>,
}

impl Row {
    pub(crate) fn text(&self) -> String {
        self.marks.iter().map(|mark| mark.text.as_str()).collect()
    }

    /// Where the first glyph begins.
    pub(crate) fn left(&self) -> f64 {
        self.marks[0].x
    }

    /// Where the last glyph ends.
    pub(crate) fn right(&self) -> f64 {
        let last = self.marks.last().unwrap();
        last.x + last.width
    }
}

struct Reader {
    page: usize,
    height: f64,
    marks: Vec<Mark>,
}

/// Returns all glyphs of a PDF in the order in which they are drawn.
pub(crate) fn marks(pdf: &[u8]) -> Vec<Mark> {
    let pdf = Pdf::new(pdf.to_vec()).unwrap();
    let cache = InterpreterCache::new();
    let mut reader = Reader { page: 0, height: 0.0, marks: Vec::new() };
    for page in pdf.pages().iter() {
        reader.page += 1;
        reader.height = f64::from(page.render_dimensions().1);
        let bounds = Rect::new(0.0, 0.0, 1.0, 1.0);
        let settings = InterpreterSettings::default();
        let mut context = Context::new(Affine::IDENTITY, bounds, &cache, pdf.xref(), settings);
        interpret_page(page, &mut context, &mut reader);
    }
    reader.marks
}

/// Returns the lines of a PDF from top to bottom, page by page.
pub(crate) fn rows(pdf: &[u8]) -> Vec<Row> {
    let mut rows: Vec<Row> = Vec::new();
    for mark in marks(pdf) {
        let same = |row: &&mut Row| row.page == mark.page && (row.y - mark.y).abs() < 0.05;
        match rows.iter_mut().find(same) {
            Some(row) => row.marks.push(mark),
            None => rows.push(Row { page: mark.page, y: mark.y, marks: vec![mark] }),
        }
    }
    for row in &mut rows {
        row.marks.sort_by(|a, b| a.x.total_cmp(&b.x));
    }
    rows.sort_by(|a, b| a.page.cmp(&b.page).then(a.y.total_cmp(&b.y)));
    rows
}

/// Asserts that a length in mm is the wanted one, within 0.2 mm or less.
#[track_caller]
pub(crate) fn assert_mm(found: f64, wanted: f64, within: f64, what: &str) {
    assert!((found - wanted).abs() <= within, "{what}: {found:.3} mm instead of {wanted:.3} mm");
}

impl Device<'_> for Reader {
    fn draw_glyph(
        &mut self,
        glyph: &Glyph<'_>,
        transform: Affine,
        glyph_transform: Affine,
        _: &Paint<'_>,
        _: &GlyphDrawMode,
    ) {
        let Glyph::Outline(glyph) = glyph else { panic!("a face of pictures") };
        let whole = transform * glyph_transform;
        let to_mm = |point: Point| Point::new(point.x / PT_PER_MM, (self.height - point.y) / PT_PER_MM);
        let place = to_mm(whole * Point::ORIGIN);
        let box_pt = (whole * glyph.outline()).bounding_box();
        let corners = [to_mm(Point::new(box_pt.x0, box_pt.y1)), to_mm(Point::new(box_pt.x1, box_pt.y0))];
        let em = (whole * Point::new(1000.0, 0.0)).x - (whole * Point::ORIGIN).x;
        let advance = f64::from(glyph.advance_width().unwrap_or_default()) / 1000.0 * em;
        self.marks.push(Mark {
            page: self.page,
            text: match glyph.as_unicode() {
                Some(BfString::Char(c)) => c.to_string(),
                Some(BfString::String(words)) => words,
                None => "\u{fffd}".to_owned(),
            },
            x: place.x,
            y: place.y,
            width: advance / PT_PER_MM,
            size: em,
            ink: Rect::from_points(corners[0], corners[1]),
            face: glyph.font_cache_key(),
        });
    }

    fn set_soft_mask(&mut self, _: Option<SoftMask<'_>>) {}
    fn set_blend_mode(&mut self, _: BlendMode) {}
    fn draw_path(&mut self, _: &BezPath, _: Affine, _: &Paint<'_>, _: &PathDrawMode) {}
    fn push_clip_path(&mut self, _: &ClipPath) {}
    fn push_transparency_group(&mut self, _: f32, _: Option<SoftMask<'_>>, _: BlendMode) {}
    fn draw_image(&mut self, _: Image<'_, '_>, _: Affine) {}
    fn pop_clip_path(&mut self) {}
    fn pop_transparency_group(&mut self) {}
}
