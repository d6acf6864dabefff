//! How a plan's status is shown: word, icon and colour together. What the plan holds, for the status
//! bar.

use egui::{Color32, CornerRadius, Role, Sense, Stroke, Ui, WidgetInfo, pos2, vec2};
use lucide_icons::Icon;

use super::lately::Lately;
use super::parts::{draw_icon, lay, left_middle, ring};
use super::theme::{Palette, Type, palette, radius};
use crate::model::PlanStatus;
use crate::model::query::{self, Counts};
use crate::session::OpenPlan;

/// Returns how a plan's status is shown: key of its word, icon, ink, fill.
pub(crate) fn look(status: PlanStatus, p: &Palette) -> (&'static str, Icon, Color32, Color32) {
    match status {
        PlanStatus::Draft => ("status-draft", Icon::PencilLine, p.draft, p.draft_weak),
        PlanStatus::HandedIn => ("status-handed-in", Icon::Send, p.due, p.due_weak),
        PlanStatus::Approved => ("status-approved", Icon::Stamp, p.accent, p.accent_weak),
        PlanStatus::InForce => ("status-in-force", Icon::CirclePlay, p.accent, p.accent_weak),
        PlanStatus::Closed => ("status-closed", Icon::Archive, p.done, p.done_weak),
    }
}

/// Returns what the plan holds and how many blanks are open.
pub(crate) fn counted(ui: &egui::Ui, last: &mut Lately<(Counts, usize)>, open: &OpenPlan) -> (Counts, usize) {
    last.of(ui.ctx(), open, || {
        let blanks = query::open_blanks(open.plan()).values().map(Vec::len).sum();
        (query::counts(open.plan()), blanks)
    })
}

/// Shows something in the status bar that can be pressed, with a line behind it. Returns whether it
/// was.
pub(super) fn item(ui: &mut Ui, icon: Icon, text: &str, tip: &str, ink: Color32) -> bool {
    let p = palette(ui);
    let galley = lay(ui, text, Type::CAPTION.font(), ink);
    let (rect, response) = ui.allocate_exact_size(vec2(galley.size().x + 20.0, 24.0), Sense::click());
    response.widget_info(|| WidgetInfo::labeled(Role::Button, true, text));
    if response.hovered() {
        ui.painter().rect_filled(rect, CornerRadius::same(radius::CHIP), p.hover);
    }
    draw_icon(ui, icon, 14.0, pos2(rect.left() + 8.0, rect.center().y), ink);
    ui.painter().galley(left_middle(rect.left() + 18.0, rect, &galley), galley, ink);
    ring(ui, &response, rect, radius::CHIP, p);
    let behind = ui.max_rect().y_range().shrink(7.0);
    ui.painter().vline(ui.cursor().left(), behind, Stroke::new(1.0, p.line));
    ui.add_space(8.0);
    response.on_hover_text(tip).clicked()
}
