//! One row of the outline.

use egui::{
    Align2, CornerRadius, EventFilter, Id as WidgetId, Rect, Role, Sense, Ui, WidgetInfo, pos2, vec2,
};
use lucide_icons::Icon;

use super::super::super::View;
use super::super::super::parts::{draw_icon, lay_within, left_middle, ring};
use super::super::super::theme::{Type, palette, radius};
use super::super::drag;
use super::super::line::block_number;
use super::rows::Row;
use super::{ROW, STEP};
use crate::locale::shown;
use crate::model::Id;
use crate::model::tree::Node;
use crate::session::Session;

/// Returns the widget of a record's row.
pub(super) fn widget(id: Id) -> WidgetId {
    WidgetId::unique(("outline-row", id))
}

/// Returns the words of a row, its number first.
fn label(session: &Session, row: &Row) -> String {
    let words = match &row.node {
        Node::Part(part) => super::part_label(session, part),
        Node::Section(section) => shown(&section.heading),
        Node::Goal(goal) => shown(&goal.text),
        Node::Measure(measure) => shown(measure.label()),
        _ => String::new(),
    };
    let words = if words.trim().is_empty() { session.words.text("untitled") } else { words };
    let number = block_number(session, row.numbered);
    let gap = if number.ends_with('.') { " " } else { "" };
    // A row shows one line; a text of thousands of characters is not laid out for it.
    let words: String = words.chars().take(120).collect();
    format!("{number}{gap}{words}")
}

pub(super) fn show(ui: &mut Ui, session: &Session, view: &mut View, row: &Row) {
    let p = palette(ui);
    let width = ui.available_width();
    let (rect, _) = ui.allocate_exact_size(vec2(width, ROW), Sense::hover());
    let inner = rect.shrink2(vec2(8.0, 0.0));
    let response = ui.interact(inner, widget(row.id), Sense::click_and_drag());
    let label = label(session, row);
    let chosen = session.selection.contains(row.id);
    let selected = chosen || (session.selection.is_empty() && session.focus == Some(row.id));
    response.widget_info(|| WidgetInfo::selected(Role::Button, true, selected, &label));
    if view.write.outline.wants_keys == Some(row.id) {
        view.write.outline.wants_keys = None;
        response.request_focus();
    }
    if response.has_focus() {
        // Arrows go from row to row, also to rows that are out of view; Tab goes on.
        let filter = EventFilter { tab: false, horizontal_arrows: true, vertical_arrows: true, escape: true };
        ui.memory_mut(|memory| memory.set_focus_lock_filter(response.id, filter));
    }
    let faded = drag::is_dragged(view, row.id);
    let before = ui.opacity();
    if faded {
        ui.set_opacity(before * 0.6);
    }
    if selected || (response.hovered() && view.write.dragged.is_none()) {
        let fill = if selected { p.accent_weak } else { p.hover };
        ui.painter().rect_filled(inner, CornerRadius::same(radius::CHIP), fill);
    }
    let ink = if selected {
        p.accent
    } else if row.around {
        p.text_weak
    } else {
        p.text
    };
    let left = inner.left() + 4.0 + STEP * row.depth as f32;
    if row.below > 0 {
        fold(ui, session, view, row, &label, pos2(left + 8.0, inner.center().y));
    }
    let strong = matches!(row.node, Node::Part(_)) || (row.depth == 0);
    let face = if strong { Type::CHIP.emphasised() } else { Type::CHIP };
    let counts = row.folded && row.below > 0;
    let right = if row.is_unclear() || counts { 26.0 } else { 4.0 };
    let text = lay_within(ui, &label, face.font(), ink, inner.right() - left - 20.0 - right);
    ui.painter().galley(left_middle(left + 20.0, inner, &text), text, ink);
    if counts {
        let at = pos2(inner.right() - 6.0, inner.center().y);
        let face = Type::CAPTION.font();
        ui.painter().text(at, Align2::RIGHT_CENTER, row.below.to_string(), face, p.text_weak);
    } else if row.is_unclear() {
        draw_icon(ui, Icon::TriangleAlert, 14.0, pos2(inner.right() - 12.0, inner.center().y), p.due);
    }
    ring(ui, &response, inner, radius::CHIP, p);
    ui.set_opacity(before);
    if response.clicked() {
        super::clicked(ui, view, row.id);
        response.request_focus();
    }
    if response.double_clicked() && row.below > 0 {
        toggle_fold(view, row.id);
    }
    if response.drag_started_by(egui::PointerButton::Primary) {
        drag::begin(ui, session, view, row.id, drag::List::Outline);
    }
    response.context_menu(|ui| super::record_menu(ui, session, view, row.id));
}

fn fold(ui: &Ui, session: &Session, view: &mut View, row: &Row, label: &str, center: egui::Pos2) {
    let p = palette(ui);
    let sense = Sense::CLICK;
    let place = Rect::from_center_size(center, vec2(20.0, ROW));
    let fold = ui.interact(place, WidgetId::unique(("outline-fold", row.id)), sense);
    let name = session.words.text(if row.folded { "outline-unfold" } else { "outline-fold" });
    fold.widget_info(|| WidgetInfo::labeled(Role::Button, true, format!("{name} {label}")));
    let icon = if row.folded { Icon::ChevronRight } else { Icon::ChevronDown };
    draw_icon(ui, icon, 14.0, center, p.text_weak);
    ring(ui, &fold, Rect::from_center_size(center, vec2(20.0, 20.0)), radius::CHIP, p);
    if fold.on_hover_text(&name).clicked() {
        toggle_fold(view, row.id);
    }
}

pub(super) fn toggle_fold(view: &mut View, id: Id) {
    if !view.write.folded.remove(&id) {
        view.write.folded.insert(id);
    }
}
