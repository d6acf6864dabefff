//! The printed pages at the right, and pictures of pages elsewhere.
//!
//! Pages are set and drawn on another thread; the shelf keeps the newest pictures, says which ones
//! are wanted, and shows old ones until new ones come.

use std::collections::HashMap;
use std::sync::Arc;

use egui::{
    Align2, ColorImage, CornerRadius, Rect, ScrollArea, Stroke, TextureHandle, TextureOptions, Ui, Vec2,
    pos2, vec2,
};
use lucide_icons::Icon;

use super::View;
use super::menu;
use super::parts::{icon_button, words};
use super::theme::{Type, palette};
use crate::edit::Place;
use crate::locale::Catalogue;
use crate::model::tree::{NodeKind, NodeRef};
use crate::model::{Id, Plan};
use crate::session::printing::{Look, PrintAction, PrintedLine, Refusal, line_of, spot_at};
use crate::session::{Action, Command, Session};
use crate::template::Template;
use crate::typeset::{Bitmap, Lack, Pages, Preflight};

/// A page whose picture is wanted.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct PageRequest {
    /// Its number, counted from 0.
    pub page: usize,
    /// How many pixels a point has.
    pub pixel_per_pt: f64,
    /// Whether it is for the strip of small pages.
    pub small: bool,
}

/// Pages that were set, with what they were set by.
#[derive(Debug)]
pub struct SetPages {
    /// The pages.
    pub pages: Pages,
    /// How they are laid out.
    pub look: Arc<Look>,
    /// The faces they are set in.
    pub preflight: Preflight,
}

/// A picture of a page that was wanted.
#[derive(Debug)]
pub struct Picture {
    /// The setting of the pages it is from.
    pub serial: u64,
    /// What was wanted.
    pub request: PageRequest,
    /// The picture.
    pub bitmap: Bitmap,
}

/// A template whose first page is wanted.
#[derive(Clone, Debug)]
pub struct ThumbnailRequest {
    /// The template's id.
    pub template: String,
    /// Its plan.
    pub plan: Arc<Plan>,
}

/// The first page of a template.
#[derive(Debug)]
pub struct Thumbnail {
    /// The template's id.
    pub template: String,
    /// The picture.
    pub bitmap: Bitmap,
}

/// Why there are no pages.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PageFault {
    /// The plan has nothing that the layout prints.
    Lack(Box<Lack>),
    /// They could not be set.
    Other(String),
}

impl PageFault {
    /// Says it, and what to do.
    pub(crate) fn words(&self, words: &Catalogue) -> String {
        match self {
            Self::Lack(lack) => lack.words(words),
            Self::Other(cause) => words.with("pages-fault", &[("cause", cause.clone().into())]),
        }
    }
}

/// The pages of the open plan, and the pictures of them.
#[derive(Default)]
pub struct PageShelf {
    pages: Option<Pages>,
    /// How they are laid out, and in which faces.
    facts: Option<Arc<(Arc<Look>, Preflight)>>,
    /// Grows with every setting of the pages.
    serial: u64,
    fault: Option<PageFault>,
    pictures: HashMap<usize, Shown>,
    small: HashMap<usize, Shown>,
    wanted: Vec<PageRequest>,
    thumbnails: HashMap<String, FirstPage>,
    wanted_thumbnails: Vec<ThumbnailRequest>,
    follow: Option<Id>,
    follow_serial: u64,
    followed: Followed,
    /// The line in which the caret stands, and what it was found for.
    line: Option<(LineKey, Option<PrintedLine>)>,
    visible: usize,
    /// How many pages in view are far from the middle one at most.
    reach: usize,
    jump: Option<usize>,
}

/// The picture of a template's first page.
struct FirstPage {
    /// The plan whose picture was asked for last.
    asked: Arc<Plan>,
    /// The last picture that came.
    texture: Option<TextureHandle>,
}

/// The text with the caret, the place in it, and the versions of the pages and of the plan.
type LineKey = (Place, usize, u64, u64);
/// What was brought into view last: the setting, the request, the page and the edge of the line.
type Followed = (u64, u64, Option<(usize, i64)>);

struct Shown {
    serial: u64,
    pixel_per_pt: f64,
    texture: TextureHandle,
}

impl PageShelf {
    /// Takes newly set pages.
    pub fn take_pages(&mut self, set: SetPages) {
        let SetPages { pages, look, preflight } = set;
        self.pictures.retain(|page, _| *page < pages.len());
        self.small.retain(|page, _| *page < pages.len());
        self.facts = Some(Arc::new((look, preflight)));
        self.pages = Some(pages);
        self.serial += 1;
        self.fault = None;
    }

    /// Takes why the pages could not be set. The last ones stay.
    pub fn take_fault(&mut self, fault: PageFault) {
        self.fault = Some(fault);
    }

    /// Forgets the pages of a plan that is closed.
    pub fn clear(&mut self) {
        self.pages = None;
        self.facts = None;
        self.pictures.clear();
        self.small.clear();
        self.wanted.clear();
        self.fault = None;
    }

    /// Returns the pages and the number of their setting.
    #[must_use]
    pub const fn pages(&self) -> Option<(&Pages, u64)> {
        match &self.pages {
            Some(pages) => Some((pages, self.serial)),
            None => None,
        }
    }

    /// Takes the pictures that are wanted now.
    pub fn take_wanted(&mut self) -> Vec<PageRequest> {
        std::mem::take(&mut self.wanted)
    }

    /// Takes the templates whose pictures are wanted now.
    pub fn take_wanted_thumbnails(&mut self) -> Vec<ThumbnailRequest> {
        std::mem::take(&mut self.wanted_thumbnails)
    }

    /// Takes a picture of a page.
    pub fn take_picture(&mut self, ctx: &egui::Context, picture: &Picture) {
        let texture = load(ctx, format!("page-{}", picture.request.page), &picture.bitmap);
        let shown = Shown { serial: picture.serial, pixel_per_pt: picture.request.pixel_per_pt, texture };
        if picture.request.small {
            self.small.retain(|page, _| page.abs_diff(picture.request.page) <= KEPT_SMALL);
            self.small.insert(picture.request.page, shown);
            return;
        }
        // Pages far from the one in view are drawn again when they come back.
        let reach = KEPT_PAGES.max(self.reach);
        let near = self.visible.saturating_sub(reach)..=self.visible + reach;
        self.pictures.retain(|page, _| near.contains(page));
        self.pictures.insert(picture.request.page, shown);
    }

    /// Takes the picture of a template.
    pub fn take_thumbnail(&mut self, ctx: &egui::Context, thumbnail: &Thumbnail) {
        let texture = load(ctx, format!("template-{}", thumbnail.template), &thumbnail.bitmap);
        if let Some(page) = self.thumbnails.get_mut(&thumbnail.template) {
            page.texture = Some(texture);
        }
    }

    /// Returns the picture of a template's first page, or has it made. One of its plan as it was stays
    /// until the new one comes.
    pub(crate) fn thumbnail(&mut self, template: &Template) -> Option<&TextureHandle> {
        let page = self.thumbnails.get_mut(&template.id);
        let is_new = match page {
            Some(page) if Arc::ptr_eq(&page.asked, &template.plan) => false,
            Some(page) => {
                let differs = page.asked != template.plan;
                page.asked = Arc::clone(&template.plan);
                differs
            }
            None => {
                let page = FirstPage { asked: Arc::clone(&template.plan), texture: None };
                self.thumbnails.insert(template.id.clone(), page);
                true
            }
        };
        if is_new {
            let (template, plan) = (template.id.clone(), Arc::clone(&template.plan));
            self.wanted_thumbnails.push(ThumbnailRequest { template, plan });
        }
        self.thumbnails.get(&template.id)?.texture.as_ref()
    }

    /// Has the passage of a record come into view.
    pub(crate) const fn follow(&mut self, record: Option<Id>) {
        self.follow = record;
        self.follow_serial += 1;
    }

    /// Returns how the pages are laid out, and their faces.
    pub(crate) fn facts(&self) -> Option<Arc<(Arc<Look>, Preflight)>> {
        self.facts.clone()
    }

    /// Tells the page that is in the middle of the view: pictures up to so many pages from it are
    /// kept.
    pub(crate) const fn look_at(&mut self, page: usize, reach: usize) {
        self.visible = page;
        self.reach = reach;
    }

    const fn pictures(&self, small: bool) -> &HashMap<usize, Shown> {
        if small { &self.small } else { &self.pictures }
    }

    /// Returns why the pages could not be set.
    pub(crate) const fn fault(&self) -> Option<&PageFault> {
        self.fault.as_ref()
    }

    /// Returns why the pages could not be set, in words.
    #[must_use]
    pub fn refusal(&self, words: &Catalogue) -> Option<Refusal> {
        let fault = self.fault.as_ref()?;
        Some(Refusal { text: fault.words(words), is_lack: matches!(fault, PageFault::Lack(_)) })
    }

    /// Returns how many pages there are.
    pub(crate) fn count(&self) -> usize {
        self.pages.as_ref().map_or(0, Pages::len)
    }
}

fn load(ctx: &egui::Context, name: String, bitmap: &Bitmap) -> TextureHandle {
    let size = [bitmap.width as usize, bitmap.height as usize];
    let image = ColorImage::from_rgba_unmultiplied(size, &bitmap.rgba);
    ctx.load_texture(name, image, TextureOptions::LINEAR)
}

/// How many pages before and behind the one in view keep their pictures.
const KEPT_PAGES: usize = 6;
/// How many small pages before and behind the newest one are kept.
const KEPT_SMALL: usize = 60;
/// The space round a page.
const MARGIN: f32 = 24.0;
/// The space between two pages.
const GAP: f32 = 16.0;

/// Shows the pages of the open plan.
pub(crate) fn show(ui: &mut Ui, session: &Session, view: &mut View) {
    let p = palette(ui);
    let head = Rect::from_min_size(ui.cursor().left_top(), vec2(ui.available_width(), 40.0));
    ui.painter().rect_filled(head, CornerRadius::ZERO, p.panel);
    ui.painter().hline(head.x_range(), head.bottom(), Stroke::new(1.0, p.line));
    let count = view.shelf.count();
    ui.horizontal(|ui| {
        ui.set_min_height(40.0);
        ui.add_space(16.0);
        words(ui, &session.words.text("pages"), Type::BODY.emphasised(), p.text);
        if count > 0 {
            let place = [("page", (view.shelf.visible + 1).into()), ("count", count.into())];
            words(ui, &session.words.with("pages-place", &place), Type::CHIP, p.text_weak);
        }
        ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
            ui.add_space(8.0);
            let hide = menu::with_keys(session, Command::TogglePages);
            if icon_button(ui, Icon::PanelRightClose, 16.0, &hide, true).clicked() {
                view.push(Action::Command(Command::TogglePages));
            }
            let next = session.words.text("pages-next");
            if icon_button(ui, Icon::ChevronDown, 16.0, &next, view.shelf.visible + 1 < count).clicked() {
                view.shelf.jump = Some(view.shelf.visible + 1);
            }
            let previous = session.words.text("pages-previous");
            if icon_button(ui, Icon::ChevronUp, 16.0, &previous, view.shelf.visible > 0).clicked() {
                view.shelf.jump = Some(view.shelf.visible.saturating_sub(1));
            }
        });
    });
    if let Some(fault) = &view.shelf.fault {
        let text = fault.words(&session.words);
        ui.horizontal(|ui| {
            ui.add_space(16.0);
            words(ui, &text, Type::CAPTION, p.late);
        });
    }
    let Some(pages) = view.shelf.pages.clone() else {
        ui.horizontal(|ui| {
            ui.add_space(MARGIN);
            words(ui, &session.words.text("pages-setting"), Type::CHIP, p.text_weak);
        });
        return;
    };
    let marked = marks(session, view, &pages);
    let width = ui.available_width() - 2.0 * MARGIN;
    let mut tops = Vec::with_capacity(pages.len());
    let mut y = MARGIN - 8.0;
    for page in 0..pages.len() {
        let (w, h) = size(&pages, page);
        tops.push((y, h * width / w, width / w));
        y += h * width / w + GAP;
    }
    // Each plan keeps its place: a new one begins with its first page.
    let mut area = ScrollArea::vertical().id_salt(area_salt(session)).auto_shrink(false);
    if let Some(page) = view.shelf.jump.take()
        && let Some((top, _, _)) = tops.get(page)
    {
        area = area.vertical_scroll_offset(top - 8.0);
    } else if let Some(offset) = follow_offset(ui, view, session, &marked, &tops) {
        area = area.vertical_scroll_offset(offset);
    }
    area.show_viewport(ui, |ui, viewport| {
        ui.set_height(y + MARGIN);
        let origin = ui.min_rect().left_top();
        let middle = viewport.center().y;
        view.shelf.visible = tops.partition_point(|(top, _, _)| *top <= middle).saturating_sub(1);
        for (page, (top, height, scale)) in tops.iter().enumerate() {
            if top + height < viewport.top() || *top > viewport.bottom() {
                continue;
            }
            let rect = Rect::from_min_size(pos2(origin.x + MARGIN, origin.y + top), vec2(width, *height));
            draw_page(ui, session, view, page, rect, *scale, false);
            marked.draw(ui, page, rect, *scale);
            let response = ui.interact(rect, ui.scope_id().with(("page", page)), egui::Sense::click());
            let place = [("page", (page + 1).into()), ("count", pages.len().into())];
            let name = session.words.with("pages-place", &place);
            response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Image, true, &name));
            if response.clicked()
                && let Some(at) = response.interact_pointer_pos()
            {
                go_to(session, view, &pages, page, (at - rect.left_top()) / *scale);
            }
        }
    });
}

/// Goes to the text that stands at a point of a page, in pt.
pub(crate) fn go_to(session: &Session, view: &mut View, pages: &Pages, page: usize, at: Vec2) {
    let Some(plan) = session.plan() else { return };
    if let Some(spot) = spot_at(plan, pages, page, at.x.into(), at.y.into()) {
        view.push(Action::Print(PrintAction::GoTo(spot)));
    }
}

/// What is marked on the pages: where the record being edited is printed, and the line in which the
/// caret stands, each as a page, an upper and a lower edge in pt.
pub(crate) struct Marked {
    passages: Vec<(usize, f32, f32)>,
    line: Option<(usize, f32, f32)>,
}

impl Marked {
    /// Returns what is to be in view.
    pub(crate) fn first(&self) -> Option<(usize, f32, f32)> {
        self.line.or_else(|| self.passages.first().copied())
    }

    /// Draws the marks of one page over it.
    pub(crate) fn draw(&self, ui: &Ui, page: usize, rect: Rect, scale: f32) {
        let p = palette(ui);
        let stretch = |from: f32, to: f32| {
            Rect::from_min_max(
                pos2(rect.left() + 0.11 * rect.width(), rect.top() + from * scale),
                pos2(rect.right() - 0.1 * rect.width(), rect.top() + to * scale),
            )
        };
        for (_, from, to) in self.passages.iter().filter(|(on, ..)| *on == page) {
            ui.painter().rect_filled(stretch(*from, *to), CornerRadius::same(2), p.passage);
        }
        if let Some((_, from, to)) = self.line.filter(|(on, ..)| *on == page) {
            let line = stretch(from - LINE_MORE, to + LINE_MORE);
            let bar =
                Rect::from_min_max(line.left_top() - vec2(6.0, 0.0), line.left_bottom() - vec2(3.0, 0.0));
            ui.painter().rect_filled(bar, CornerRadius::same(1), p.accent);
        }
    }
}

/// How far the mark of a line goes beyond its letters, in pt.
const LINE_MORE: f32 = 2.0;

/// Returns what is to be marked on the pages. What heads others is shown by its heading.
pub(crate) fn marks(session: &Session, view: &mut View, pages: &Pages) -> Marked {
    let line =
        caret_line(session, view, pages).map(|line| (line.page, line.top_pt as f32, line.bottom_pt as f32));
    Marked { passages: passages(session, pages), line }
}

/// Returns the printed line in which the caret stands, if it stands in what is edited.
fn caret_line(session: &Session, view: &mut View, pages: &Pages) -> Option<PrintedLine> {
    let open = session.open.as_ref()?;
    let (place, at) = view.editing.caret().filter(|(place, _)| place.record == session.focus)?;
    let key = (place, at, view.shelf.serial, open.document.revision());
    match view.shelf.line {
        Some((known, line)) if known == key => line,
        Some(_) | None => {
            let line = line_of(open.plan(), pages, place, at);
            view.shelf.line = Some((key, line));
            line
        }
    }
}

/// Returns where the record being edited is printed: page, upper and lower edge in pt.
fn passages(session: &Session, pages: &Pages) -> Vec<(usize, f32, f32)> {
    session
        .focus
        .map(|id| {
            let id = if pages.passage(id).is_empty() { parent_of(session, id).unwrap_or(id) } else { id };
            let whole =
                pages.passage(id).iter().map(|at| (at.page, at.y_top_pt as f32, at.y_bottom_pt as f32));
            if heads_others(session, id) {
                whole.take(1).map(|(page, from, to)| (page, from, to.min(from + LINE_PT))).collect()
            } else {
                whole.collect()
            }
        })
        .unwrap_or_default()
}

/// About the height of a printed line, in points.
const LINE_PT: f32 = 30.0;

/// Tells whether a record's passage goes on with other records: then its heading stands for it.
fn heads_others(session: &Session, id: Id) -> bool {
    let kind = session.plan().and_then(|plan| plan.find(id)).map(NodeRef::kind);
    matches!(kind, Some(NodeKind::Section | NodeKind::Goal | NodeKind::Part))
}

fn parent_of(session: &Session, id: Id) -> Option<Id> {
    session.plan()?.place(id)?.0.parent
}

/// Returns the width and height of a page in pt.
pub(crate) fn size(pages: &Pages, page: usize) -> (f32, f32) {
    pages.size_pt(page).map_or((595.0, 842.0), |(w, h)| (w as f32, h as f32))
}

fn area_salt(session: &Session) -> (&'static str, Option<u64>) {
    ("pages", session.open.as_ref().map(|open| open.number))
}

/// Returns where to scroll so that the passage being edited is in view, when it moved or another
/// record was asked for.
fn follow_offset(
    ui: &Ui,
    view: &mut View,
    session: &Session,
    marked: &Marked,
    tops: &[(f32, f32, f32)],
) -> Option<f32> {
    let line = marked.line.map(|(page, from, _)| (page, from as i64));
    let now = (view.shelf.serial, view.shelf.follow_serial, line);
    if view.shelf.followed == now || session.focus.is_none() && line.is_none() {
        return None;
    }
    view.shelf.followed = now;
    let (page, from, to) = marked.first()?;
    let (top, _, scale) = tops.get(page)?;
    let (from, to) = (top + from * scale, top + to * scale);
    let id = ui.make_persistent_id(egui::IdSalt::new(area_salt(session)));
    let offset = egui::scroll_area::State::load(ui.ctx(), id).map_or(0.0, |state| state.clamped_offset().y);
    let height = ui.available_height();
    (from < offset + 8.0 || to > offset + height - 8.0).then(|| (from - height / 3.0).max(0.0))
}

/// Draws a page, and has its picture made where there is none of this size.
pub(crate) fn draw_page(
    ui: &Ui,
    session: &Session,
    view: &mut View,
    page: usize,
    rect: Rect,
    scale: f32,
    small: bool,
) {
    let p = palette(ui);
    ui.painter().rect_filled(rect, CornerRadius::ZERO, p.page);
    ui.painter().rect_stroke(rect, CornerRadius::ZERO, Stroke::new(1.0, p.line), egui::StrokeKind::Outside);
    let pixel_per_pt = f64::from(scale * ui.ctx().pixels_per_point());
    let fresh = view.shelf.pictures(small).get(&page).is_some_and(|shown| {
        shown.serial == view.shelf.serial && (shown.pixel_per_pt - pixel_per_pt).abs() < 1e-3
    });
    if !fresh {
        view.shelf.wanted.push(PageRequest { page, pixel_per_pt, small });
    }
    match view.shelf.pictures(small).get(&page) {
        Some(shown) => {
            let uv = Rect::from_min_max(pos2(0.0, 0.0), pos2(1.0, 1.0));
            ui.painter().image(shown.texture.id(), rect, uv, p.page);
        }
        None => {
            let text = session.words.text("pages-setting");
            ui.painter().text(
                rect.center(),
                Align2::CENTER_CENTER,
                text,
                Type::CAPTION.font(),
                p.line_strong,
            );
        }
    }
}

/// Draws the picture of a page into a rectangle, keeping its shape.
pub(crate) fn draw_picture(ui: &Ui, texture: &TextureHandle, rect: Rect) {
    let p = palette(ui);
    let [w, h] = texture.size();
    let scale = (rect.width() / w as f32).min(rect.height() / h as f32);
    let drawn = Rect::from_center_size(rect.center(), Vec2::new(w as f32, h as f32) * scale);
    ui.painter().rect_filled(drawn, CornerRadius::ZERO, p.page);
    let uv = Rect::from_min_max(pos2(0.0, 0.0), pos2(1.0, 1.0));
    ui.painter().image(texture.id(), drawn, uv, p.page);
    ui.painter().rect_stroke(drawn, CornerRadius::ZERO, Stroke::new(1.0, p.line), egui::StrokeKind::Outside);
}
