//! The small pages below the large ones.

use egui::{CornerRadius, Rect, Role, ScrollArea, Sense, Stroke, StrokeKind, Ui, WidgetInfo, pos2, vec2};

use crate::session::Session;
use crate::typeset::Pages;
use crate::ui::View;
use crate::ui::pages::{draw_page, size};
use crate::ui::parts::{lay, ring};
use crate::ui::theme::{Type, palette, radius};

/// The place of a small page: its width and height, and the space between two.
const PLACE: (f32, f32) = (68.0, 90.0);
const GAP: f32 = 14.0;

/// Shows the small pages; those that are shown large are ringed.
pub(super) fn show(ui: &mut Ui, session: &Session, view: &mut View, pages: &Pages) {
    let p = palette(ui);
    let step = PLACE.0 + GAP;
    let whole = pages.len() as f32 * step + GAP;
    let room = ui.available_width();
    let mut area = ScrollArea::horizontal().id_salt("print-strip").auto_shrink(false);
    let (first, last) = view.print.shown;
    if view.print.strip != Some(first) {
        view.print.strip = Some(first);
        if whole > room {
            let middle = GAP + (first + last + 1) as f32 / 2.0 * step;
            area = area.horizontal_scroll_offset((middle - room / 2.0).max(0.0));
        }
    }
    area.show_viewport(ui, |ui, viewport| {
        ui.set_min_size(vec2(whole.max(viewport.width()), 112.0));
        let origin = ui.min_rect().left_top();
        let left = ((viewport.width() - whole) / 2.0).max(0.0) + GAP;
        for page in 0..pages.len() {
            let x = left + page as f32 * step;
            if x + step < viewport.left() || x - step > viewport.right() {
                continue;
            }
            let place = Rect::from_min_size(pos2(origin.x + x, origin.y + 8.0), vec2(PLACE.0, PLACE.1));
            let (w, h) = size(pages, page);
            let scale = ((PLACE.0 - 8.0) / w).min((PLACE.1 - 6.0) / h);
            let rect = Rect::from_center_size(place.center(), vec2(w, h) * scale);
            let here = (first..=last).contains(&page);
            draw_page(ui, session, view, page, rect, scale, true);
            if here {
                let edge = Stroke::new(2.0, p.accent);
                ui.painter().rect_stroke(
                    rect.expand(3.0),
                    CornerRadius::same(radius::CHIP),
                    edge,
                    StrokeKind::Outside,
                );
            }
            let ink = if here { p.text } else { p.text_weak };
            let face = if here { Type::CAPTION.emphasised() } else { Type::CAPTION };
            let number = lay(ui, &(page + 1).to_string(), face.font(), ink);
            let at = pos2(place.center().x - number.size().x / 2.0, place.bottom() + 4.0);
            ui.painter().galley(at, number, ink);
            let response = ui.interact(place, ui.scope_id().with(("print-small", page)), Sense::click());
            let name = session.words.with("print-go-to-page", &[("page", (page + 1).into())]);
            response.widget_info(|| WidgetInfo::selected(Role::Button, true, here, &name));
            ring(ui, &response, place, radius::CHIP, p);
            if response.clicked() {
                view.print.jump = Some(page);
            }
        }
    });
}
