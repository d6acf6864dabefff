//! How a plan's status is shown: word, icon and colour together.

use egui::Color32;
use lucide_icons::Icon;

use super::theme::Palette;
use crate::model::PlanStatus;

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
