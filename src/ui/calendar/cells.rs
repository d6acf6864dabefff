//! One cell of a sheet.

use egui::{Align2, Color32, CornerRadius, Id, Rect, Role, Sense, Stroke, StrokeKind, Ui, WidgetInfo, vec2};

use super::super::theme::{Type, focus_ring, palette, radius};

/// A day, a month or a quarter as it is shown.
#[expect(clippy::struct_excessive_bools, reason = "each is a look of its own")]
pub(super) struct Cell {
    pub(super) label: String,
    /// What a screen reader says.
    pub(super) name: String,
    pub(super) ink: Color32,
    /// A small sign in the corner, with its colour.
    pub(super) mark: Option<(String, Color32)>,
    /// Whether it is picked, or an end of what is picked.
    pub(super) ends: bool,
    /// Whether it lies between the ends of what is picked.
    pub(super) within: bool,
    pub(super) today: bool,
    /// Whether the keys are on it.
    pub(super) cursor: bool,
}

/// Shows a cell and tells whether it was clicked.
pub(super) fn show(ui: &Ui, id: Id, place: Rect, cell: Cell) -> bool {
    let p = palette(ui);
    // The sheet has the focus; its cells are reached by the arrow keys.
    let response = ui.interact(place, id, Sense::CLICK);
    response.widget_info(|| WidgetInfo::selected(Role::Button, true, cell.ends, &cell.name));
    let inner = place.shrink(1.0);
    let corner = CornerRadius::same(radius::CHIP);
    let painter = ui.painter();
    if cell.within {
        painter.rect_filled(place.shrink2(vec2(0.0, 1.0)), CornerRadius::ZERO, p.accent_weak);
    }
    if cell.ends {
        painter.rect_filled(inner, corner, p.accent);
    } else if response.hovered() {
        painter.rect_filled(inner, corner, p.hover);
    }
    if cell.today && !cell.ends {
        painter.rect_stroke(inner, corner, Stroke::new(1.0, p.accent), StrokeKind::Inside);
    }
    let ink = match (cell.ends, cell.today) {
        (true, _) => p.on_accent,
        (false, true) => p.accent,
        (false, false) => cell.ink,
    };
    let face = if cell.ends || cell.today { Type::CHIP.emphasised() } else { Type::CHIP };
    let center = place.center();
    painter.text(center, Align2::CENTER_CENTER, &cell.label, face.font(), ink);
    if let Some((mark, ink)) = cell.mark {
        let ink = if cell.ends { p.on_accent } else { ink };
        let at = inner.right_top() + vec2(-2.0, 0.0);
        painter.text(at, Align2::RIGHT_TOP, mark, Type { size: 11.0, ..Type::CAPTION }.font(), ink);
    }
    if cell.cursor {
        let ring = if cell.ends { Stroke::new(2.0, p.text) } else { focus_ring(p) };
        painter.rect_stroke(inner, corner, ring, StrokeKind::Inside);
    }
    response.clicked()
}
