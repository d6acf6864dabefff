//! How a plan's status is shown: word, icon and colour together. What the plan holds, for the status
//! bar.

use egui::Color32;
use lucide_icons::Icon;

use super::theme::Palette;
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

/// What a plan holds, as it was counted last.
pub(crate) struct Counted {
    plan: u64,
    revision: u64,
    /// The version that was seen last, and since when, in seconds since the program began.
    seen: (u64, f64),
    counts: Counts,
    blanks: usize,
}

/// How many measures a plan may have to be counted at every change.
const FEW: usize = 500;
/// How long a larger one must have stayed the same to be counted, in seconds.
const PAUSE: f64 = 0.5;

/// Returns what the plan holds and how many blanks are open; of a large plan that is being changed, as
/// it was before.
pub(crate) fn counted(ui: &egui::Ui, last: &mut Option<Counted>, open: &OpenPlan) -> (Counts, usize) {
    let now = ui.input(|input| input.time);
    let (plan, revision) = (open.number, open.document.revision());
    if let Some(counted) = last.as_mut().filter(|counted| counted.plan == plan) {
        if counted.seen.0 != revision {
            counted.seen = (revision, now);
        }
        let fresh = counted.revision == revision;
        let wait = PAUSE - (now - counted.seen.1);
        let later = !fresh && counted.counts.measures > FEW && wait > 0.0;
        if later {
            ui.ctx().request_repaint_after(std::time::Duration::from_secs_f64(wait));
        }
        if fresh || later {
            return (counted.counts, counted.blanks);
        }
    }
    let counts = query::counts(open.plan());
    let blanks = query::open_blanks(open.plan()).values().map(Vec::len).sum();
    *last = Some(Counted { plan, revision, seen: (revision, now), counts, blanks });
    (counts, blanks)
}
