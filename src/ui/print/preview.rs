//! The pages, one below the other. Only those in view are drawn.

use egui::{
    CornerRadius, Frame, Key, Modifiers, Panel, Rect, Role, ScrollArea, Sense, Stroke, Ui, WidgetInfo, pos2,
    vec2,
};
use lucide_icons::Icon;

use super::controls::edge;
use super::{Drawer, Zoom, strip};
use crate::session::printing::{PROSE, PrintAction};
use crate::session::{Action, Session};
use crate::typeset::{PT_PER_MM, Pages, Profile};
use crate::ui::View;
use crate::ui::pages::{Marked, draw_page, go_to, marks, size};
use crate::ui::parts::{draw_icon, icon_button, lay, left_middle, ring, segmented, words};
use crate::ui::theme::{Type, palette, radius};

/// The space round the pages.
const MARGIN: f32 = 24.0;
/// The space between two pages.
const GAP: f32 = 14.0;
/// The least and the most points that a pt gets.
const SCALES: (f32, f32) = (0.15, 4.0);
/// How many points a pt has where a page is shown as large as it is.
const FULL: f32 = 96.0 / 72.0;
/// How much larger a step makes the pages.
const STEP: f32 = 1.25;

/// Pages side by side.
struct Row {
    first: usize,
    count: usize,
    /// The upper edge within all pages, and the height, in points.
    top: f32,
    height: f32,
    /// The width, in points.
    width: f32,
}

/// Shows the pages with their tools above and the small ones below.
pub(super) fn show(ui: &mut Ui, session: &Session, view: &mut View, choices: bool, output: bool) {
    let p = palette(ui);
    Panel::top("print-head")
        .exact_size(44.0)
        .resizable(false)
        .frame(Frame::new().fill(p.panel))
        .show(ui, |ui| head(ui, session, view, choices, output));
    if let Some(fault) = view.shelf.fault() {
        let fault = fault.words(&session.words);
        Panel::top("print-fault").frame(Frame::new().fill(p.late_weak).inner_margin(10)).show(ui, |ui| {
            super::controls::told(ui, super::controls::Mark::Wrong, &fault, |_| {});
        });
    }
    let Some(pages) = view.shelf.pages().map(|(pages, _)| pages.clone()) else {
        if view.shelf.fault().is_none() {
            ui.horizontal(|ui| {
                ui.add_space(MARGIN);
                words(ui, &session.words.text("pages-setting"), Type::CHIP, p.text_weak);
            });
        }
        return;
    };
    if ui.available_height() > 330.0 {
        Panel::bottom("print-strip")
            .exact_size(124.0)
            .resizable(false)
            .frame(Frame::new().fill(p.panel))
            .show(ui, |ui| strip::show(ui, session, view, &pages));
    }
    shown(ui, session, view, &pages);
}

fn head(ui: &mut Ui, session: &Session, view: &mut View, choices: bool, output: bool) {
    let p = palette(ui);
    let say = |key: &str| session.words.text(key);
    let room = ui.available_width();
    ui.horizontal_centered(|ui| {
        ui.add_space(8.0);
        for (is_drawer, drawer, icon, key) in [
            (choices, Drawer::Choices, Icon::SlidersHorizontal, "print-open-choices"),
            (output, Drawer::Output, Icon::Printer, "print-open-output"),
        ] {
            if is_drawer && icon_button(ui, icon, 16.0, &say(key), true).clicked() {
                let open = view.print.drawer == drawer;
                view.print.drawer = if open { Drawer::None } else { drawer };
            }
        }
        ui.add_space(8.0);
        if room > 330.0 {
            words(ui, &place(session, view), Type::CHIP.emphasised(), p.text);
        }
        ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
            ui.spacing_mut().item_spacing.x = 4.0;
            ui.add_space(10.0);
            let grid = session.settings.printing.grid;
            if toggle(ui, Icon::Grid3x3, &say("print-grid"), grid, room > 560.0) {
                view.push(Action::Print(PrintAction::Grid(!grid)));
            }
            ui.add_space(4.0);
            if icon_button(ui, Icon::ZoomIn, 16.0, &say("print-zoom-in"), true).clicked() {
                zoom_by(view, STEP);
            }
            let label = match view.print.zoom {
                Zoom::Page => say("print-zoom-page"),
                Zoom::Width => say("print-zoom-width"),
                Zoom::Scale(scale) => format!("{:.0} %", scale / FULL * 100.0),
            };
            let fit = crate::ui::parts::Button::new(crate::ui::parts::ButtonKind::Text, &label).small();
            if fit.show(ui).on_hover_text(say("print-zoom-fit")).clicked() {
                view.print.zoom = if view.print.zoom == Zoom::Page { Zoom::Width } else { Zoom::Page };
            }
            if icon_button(ui, Icon::ZoomOut, 16.0, &say("print-zoom-out"), true).clicked() {
                zoom_by(view, 1.0 / STEP);
            }
            ui.add_space(4.0);
            if room > 400.0 {
                let spread = session.settings.printing.spread;
                let labels = [say("print-single"), say("print-spread")];
                if let Some(at) = segmented(ui, &labels, usize::from(spread)) {
                    view.push(Action::Print(PrintAction::Spread(at == 1)));
                }
            }
        });
    });
}

/// Returns which pages are in view, and how many there are.
fn place(session: &Session, view: &View) -> String {
    let count = view.shelf.count();
    if count == 0 {
        return String::new();
    }
    let (first, last) = view.print.shown;
    let (first, last) = ((first + 1).min(count), (last + 1).min(count));
    let args =
        [("first", first.into()), ("last", last.into()), ("page", first.into()), ("count", count.into())];
    session.words.with(if first == last { "pages-place" } else { "print-place" }, &args)
}

/// Shows a button that stays pressed. Returns whether it was clicked.
fn toggle(ui: &mut Ui, icon: Icon, label: &str, on: bool, worded: bool) -> bool {
    let p = palette(ui);
    let ink = if on { p.accent } else { p.text };
    let galley = lay(ui, label, Type::CHIP.font(), ink);
    let width = if worded { galley.size().x + 46.0 } else { 28.0 };
    let (rect, response) = ui.allocate_exact_size(vec2(width, 28.0), Sense::click());
    response.widget_info(|| WidgetInfo::selected(Role::Button, true, on, label));
    edge(ui, rect, on);
    draw_icon(ui, icon, 16.0, pos2(rect.left() + if worded { 20.0 } else { 14.0 }, rect.center().y), ink);
    if worded {
        ui.painter().galley(left_middle(rect.left() + 34.0, rect, &galley), galley, ink);
    }
    ring(ui, &response, rect, radius::BUTTON, p);
    response.on_hover_text(label).clicked()
}

fn zoom_by(view: &mut View, factor: f32) {
    let scale = (view.print.scale * factor).clamp(SCALES.0, SCALES.1);
    view.print.zoom = Zoom::Scale(scale);
}

/// Returns the rows of pages, and how many points a pt has.
fn laid_out(pages: &Pages, spread: bool, zoom: Zoom, room: egui::Vec2) -> (Vec<Row>, f32) {
    let side = if spread && pages.len() > 1 { 2 } else { 1 };
    let mut rows: Vec<(usize, usize, f32, f32)> = Vec::new();
    let mut first = 0;
    while first < pages.len() {
        let count = side.min(pages.len() - first);
        let sizes = (first..first + count).map(|page| size(pages, page));
        let (width, height) =
            sizes.fold((0.0, 0.0_f32), |(width, height), (w, h)| (width + w, height.max(h)));
        rows.push((first, count, width, height));
        first += count;
    }
    let widest = rows.iter().map(|row| row.2).fold(1.0, f32::max);
    let highest = rows.iter().map(|row| row.3).fold(1.0, f32::max);
    let across = (room.x - 2.0 * MARGIN - GAP * (side as f32 - 1.0)) / widest;
    let down = (room.y - 2.0 * MARGIN) / highest;
    let scale = match zoom {
        Zoom::Page => across.min(down),
        Zoom::Width => across,
        Zoom::Scale(scale) => scale,
    };
    let scale = scale.clamp(SCALES.0, SCALES.1);
    let mut top = MARGIN;
    let rows = rows.into_iter().map(|(first, count, width, height)| {
        let row = Row {
            first,
            count,
            top,
            height: height * scale,
            width: width * scale + GAP * (count as f32 - 1.0),
        };
        top += row.height + GAP;
        row
    });
    (rows.collect(), scale)
}

fn shown(ui: &mut Ui, session: &Session, view: &mut View, pages: &Pages) {
    keys(ui, session, view, pages);
    let room = ui.available_size();
    let held = held(ui, session, view, pages, room);
    let (rows, scale) = laid_out(pages, session.settings.printing.spread, view.print.zoom, room);
    let marked = marks(session, view, pages);
    let (widest, height) = whole(&rows);
    // Pages that fit across do not slip sideways when they are dragged.
    let number = session.open.as_ref().map(|open| open.number);
    let mut area =
        ScrollArea::new([widest > room.x + 1.0, true]).id_salt(("print-pages", number)).auto_shrink(false);
    if let Some(held) = &held {
        let (x, y) = held.offset(&rows, widest, height, scale, room);
        area = area.vertical_scroll_offset(y).horizontal_scroll_offset(x);
        view.print.jump = None;
    } else if let Some(offset) = offset(view, &rows, &marked, scale, room.y) {
        area = area.vertical_scroll_offset(offset.max(0.0));
    }
    view.print.scale = scale;
    area.show_viewport(ui, |ui, viewport| {
        let width = widest.max(viewport.width());
        ui.set_min_size(vec2(width, height));
        let origin = ui.min_rect().left_top();
        view.print.viewport = Some(viewport);
        // Few pages stand in the middle of the room there is.
        let lower = ((viewport.height() - height) / 2.0).max(0.0);
        let in_view = |row: &&Row| {
            row.top + row.height + lower >= viewport.top() && row.top + lower <= viewport.bottom()
        };
        let middle = viewport.center().y - lower;
        let at = rows.partition_point(|row| row.top <= middle).saturating_sub(1);
        if let Some(row) = rows.get(at) {
            let shown = (row.first, row.first + row.count - 1);
            if view.print.shown != shown {
                view.print.shown = shown;
                // The head tells the place, and was drawn before.
                ui.ctx().request_repaint();
            }
            view.print.anchor = (at, (middle - row.top) / row.height.max(1.0));
            let drawn: usize = rows.iter().filter(in_view).map(|row| row.count).sum();
            view.shelf.look_at(row.first, drawn + 2);
        }
        for row in rows.iter().filter(in_view) {
            let mut x = origin.x + (width - row.width) / 2.0;
            for page in row.first..row.first + row.count {
                let (w, h) = size(pages, page);
                let place = pos2(x, origin.y + lower + row.top);
                let rect = Rect::from_min_size(place, vec2(w * scale, h * scale));
                one_page(ui, session, view, pages, page, rect, scale, &marked);
                x += rect.width() + GAP;
            }
        }
    });
}

/// A place of the pages that stays under the pointer while they grow or shrink.
struct Held {
    /// The pointer, from the upper left corner of the view.
    pointer: egui::Vec2,
    /// The row of pages under it, and how far down in it, in heights of the row.
    row: (usize, f32),
    /// How far right of the middle of the pages, in pt.
    right_pt: f32,
}

/// Follows the gesture that makes pages larger or smaller: the wheel with Ctrl held, or two fingers.
fn held(ui: &Ui, session: &Session, view: &mut View, pages: &Pages, room: egui::Vec2) -> Option<Held> {
    let area = ui.available_rect_before_wrap();
    if !ui.rect_contains_pointer(area) {
        return None;
    }
    let factor = ui.input(egui::InputState::zoom_delta);
    if (factor - 1.0).abs() <= 1e-3 {
        return None;
    }
    let pointer = ui.input(|input| input.pointer.latest_pos())? - area.left_top();
    let (rows, scale) = laid_out(pages, session.settings.printing.spread, view.print.zoom, room);
    let seen = view.print.viewport?;
    let (widest, height) = whole(&rows);
    let lower = ((seen.height() - height) / 2.0).max(0.0);
    let y = seen.top() + pointer.y - lower;
    let at = rows.partition_point(|row| row.top <= y).saturating_sub(1);
    let row = rows.get(at)?;
    let right = seen.left() + pointer.x - widest.max(seen.width()) / 2.0;
    let held = Held { pointer, row: (at, (y - row.top) / row.height.max(1.0)), right_pt: right / scale };
    zoom_by(view, factor);
    Some(held)
}

impl Held {
    /// Returns where to scroll to, across and down.
    fn offset(&self, rows: &[Row], widest: f32, height: f32, scale: f32, room: egui::Vec2) -> (f32, f32) {
        let (at, part) = self.row;
        let lower = ((room.y - height) / 2.0).max(0.0);
        let y = rows.get(at).map_or(0.0, |row| row.top + part * row.height) + lower;
        let x = widest.max(room.x) / 2.0 + self.right_pt * scale;
        let most = |whole: f32, room: f32| (whole - room).max(0.0);
        (
            (x - self.pointer.x).clamp(0.0, most(widest, room.x)),
            (y - self.pointer.y).clamp(0.0, most(height, room.y)),
        )
    }
}

/// Returns the width and the height of all pages with the space round them.
fn whole(rows: &[Row]) -> (f32, f32) {
    let widest = rows.iter().map(|row| row.width).fold(0.0, f32::max) + 2.0 * MARGIN;
    (widest, rows.last().map_or(0.0, |row| row.top + row.height + MARGIN))
}

/// Returns where to scroll to: to a page that was asked for, to the place that is being written, or
/// so that the same place stays in the middle when the pages grow.
fn offset(view: &mut View, rows: &[Row], marked: &Marked, scale: f32, height: f32) -> Option<f32> {
    let row_of = |page: usize| rows.iter().find(|row| (row.first..row.first + row.count).contains(&page));
    if let Some(row) = view.print.jump.take().and_then(row_of) {
        return Some(row.top - ((height - row.height) / 2.0).max(8.0));
    }
    if view.print.arriving {
        view.print.arriving = false;
        let (page, from, _) = marked.first()?;
        let row = row_of(page)?;
        let fits = row.height <= height;
        return Some(if fits {
            row.top - (height - row.height) / 2.0
        } else {
            row.top + from * scale - height / 3.0
        });
    }
    if view.print.scale > 0.0 && (view.print.scale - scale).abs() > 1e-4 {
        let (at, part) = view.print.anchor;
        let row = rows.get(at)?;
        return Some(row.top + part * row.height - height / 2.0);
    }
    None
}

/// Takes the keys that turn pages.
fn keys(ui: &Ui, session: &Session, view: &mut View, pages: &Pages) {
    if ui.text_edit_focused() || session.dialog.is_some() || egui::Popup::is_any_open(ui.ctx()) {
        return;
    }
    let pressed = |key| ui.input_mut(|input| input.consume_key(Modifiers::NONE, key));
    let (first, last) = view.print.shown;
    let end = pages.len().saturating_sub(1);
    let side = 1 + last.saturating_sub(first);
    if pressed(Key::Home) {
        view.print.jump = Some(0);
    } else if pressed(Key::End) {
        view.print.jump = Some(end);
    } else if pressed(Key::PageDown) {
        view.print.jump = Some((last + 1).min(end));
    } else if pressed(Key::PageUp) {
        view.print.jump = Some(first.saturating_sub(side));
    }
}

#[expect(clippy::too_many_arguments, reason = "a page, where it is, and what lies over it")]
fn one_page(
    ui: &Ui,
    session: &Session,
    view: &mut View,
    pages: &Pages,
    page: usize,
    rect: Rect,
    scale: f32,
    marked: &Marked,
) {
    let p = palette(ui);
    draw_page(ui, session, view, page, rect, scale, false);
    marked.draw(ui, page, rect, scale);
    if session.settings.printing.grid
        && let Some(facts) = view.shelf.facts()
    {
        grid(ui, &facts.0.profile, facts.0.layout == PROSE, page, rect, scale);
    }
    let response = ui.interact(rect, ui.scope_id().with(("print-page", page)), Sense::click());
    let place = [("page", (page + 1).into()), ("count", pages.len().into())];
    let name = session.words.with("pages-place", &place);
    response.widget_info(|| WidgetInfo::labeled(Role::Image, true, &name));
    ring(ui, &response, rect, 0, p);
    if response.gained_focus() {
        view.print.jump = Some(page);
    }
    if response.clicked() {
        // By keyboard, the first place on the page is meant.
        let at = match response.interact_pointer_pos() {
            Some(at) => Some((at - rect.left_top()) / scale),
            None => pages.letters(page).first().map(|letter| {
                vec2(letter.left_pt as f32, f64::midpoint(letter.top_pt, letter.bottom_pt) as f32)
            }),
        };
        if let Some(at) = at {
            go_to(session, view, pages, page, at);
        }
    }
}

/// Draws the type area, in prose with its lines and characters.
fn grid(ui: &Ui, profile: &Profile, prose: bool, page: usize, rect: Rect, scale: f32) {
    let pt = |mm: f64| (mm * PT_PER_MM) as f32;
    let paper = vec2(pt(profile.paper.width_mm), pt(profile.paper.height_mm)) * scale;
    // A page that lies on its side has no such grid.
    if (paper.x - rect.width()).abs() > 2.0 {
        return;
    }
    let stroke = Stroke::new(1.0, palette(ui).accent_line);
    let margins = &profile.margins;
    let turned = margins.mirrored && page % 2 == 1;
    let left = pt(if turned { margins.right_mm } else { margins.left_mm });
    let (width, height) = (profile.type_width_pt() as f32, profile.type_height_pt() as f32);
    let corner = rect.left_top() + vec2(left, pt(margins.top_mm)) * scale;
    let area = Rect::from_min_size(corner, vec2(width, height) * scale);
    let painter = ui.painter().with_clip_rect(rect.intersect(ui.clip_rect()));
    painter.rect_stroke(area, CornerRadius::ZERO, stroke, egui::StrokeKind::Outside);
    let pitch = profile.line_pitch_pt() as f32;
    if !prose || pitch * scale < 7.0 {
        return;
    }
    let em = profile.body.size_pt as f32;
    let lead = (pitch - em) / 2.0;
    let thin = Stroke::new(0.5, palette(ui).accent_line);
    let mut y = em + lead;
    while y < height - lead {
        painter.hline(area.x_range(), area.top() + y * scale, thin);
        y += pitch;
    }
    if profile.grid.characters_per_line.is_some() {
        let step = profile.character_pitch_pt() as f32;
        let mut x = em + (step - em) / 2.0;
        while x < width - 1.0 {
            painter.vline(area.left() + x * scale, area.y_range(), thin);
            x += step;
        }
    }
}
