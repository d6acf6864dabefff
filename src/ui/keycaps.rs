//! Shortcuts drawn as keys.

use egui::{CornerRadius, Pos2, Rect, Response, Role, Sense, Stroke, StrokeKind, Ui, WidgetInfo, pos2, vec2};

use super::parts::{lay, left_middle};
use super::theme::{Type, palette, radius};
use crate::session::Shortcut;

/// The height of a key.
const HEIGHT: f32 = 20.0;
/// The least width of a key.
const LEAST: f32 = 20.0;
const GAP: f32 = 4.0;

/// Shows a shortcut as keys beside each other.
pub(crate) fn show(ui: &mut Ui, shortcut: Shortcut) -> Response {
    let (rect, response) = ui.allocate_exact_size(vec2(width(ui, shortcut), HEIGHT), Sense::hover());
    response.widget_info(|| WidgetInfo::labeled(Role::Label, true, shortcut.shown()));
    paint(ui, shortcut, rect.right_center());
    response
}

/// Returns how wide the keys of a shortcut are.
pub(crate) fn width(ui: &Ui, shortcut: Shortcut) -> f32 {
    let caps: Vec<f32> = shortcut.caps().map(|cap| cap_width(ui, cap)).collect();
    caps.iter().sum::<f32>() + GAP * caps.len().saturating_sub(1) as f32
}

fn cap_width(ui: &Ui, cap: &str) -> f32 {
    let galley = lay(ui, cap, Type::CAPTION.font(), palette(ui).text_weak);
    (galley.size().x + 10.0).max(LEAST)
}

/// Paints the keys of a shortcut so that they end at a point.
pub(crate) fn paint(ui: &Ui, shortcut: Shortcut, end: Pos2) {
    let mut left = end.x - width(ui, shortcut);
    for cap in shortcut.caps() {
        let size = vec2(cap_width(ui, cap), HEIGHT);
        cap_at(ui, cap, Rect::from_min_size(pos2(left, end.y - HEIGHT / 2.0), size));
        left += size.x + GAP;
    }
}

/// Paints one key.
fn cap_at(ui: &Ui, cap: &str, rect: Rect) {
    let p = palette(ui);
    let edge = Stroke::new(1.0, p.line_strong);
    ui.painter().rect(rect, CornerRadius::same(radius::CHIP), p.surface, edge, StrokeKind::Inside);
    let galley = lay(ui, cap, Type::CAPTION.font(), p.text_weak);
    let x = rect.center().x - galley.size().x / 2.0;
    ui.painter().galley(left_middle(x, rect, &galley), galley, p.text_weak);
}

/// Shows one key with words behind it, for the foot of a dialog.
pub(crate) fn legend(ui: &mut Ui, caps: &[&str], meaning: &str) {
    let p = palette(ui);
    let widths: Vec<f32> = caps.iter().map(|cap| cap_width(ui, cap)).collect();
    let words = lay(ui, meaning, Type::CAPTION.font(), p.text_weak);
    let keys = widths.iter().sum::<f32>() + GAP * caps.len().saturating_sub(1) as f32;
    let size = vec2(keys + 6.0 + words.size().x, HEIGHT);
    let (rect, response) = ui.allocate_exact_size(size, Sense::hover());
    response.widget_info(|| WidgetInfo::labeled(Role::Label, true, meaning));
    let mut left = rect.left();
    for (cap, width) in caps.iter().zip(widths) {
        cap_at(ui, cap, Rect::from_min_size(pos2(left, rect.top()), vec2(width, HEIGHT)));
        left += width + GAP;
    }
    ui.painter().galley(left_middle(left + 2.0, rect, &words), words, p.text_weak);
}
