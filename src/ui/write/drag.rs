//! Dragging records, in the outline and in the document alike.
//!
//! Between two rows there may be several places, one inside the other; how far right the pointer is
//! picks among them. A line shows the place, a dot its depth. Where nothing can go, there is no line.

use egui::style::ScrollAnimation;
use egui::{CursorIcon, Key, Pos2, Rangef, Stroke, Ui, pos2, vec2};

use super::super::View;
use super::super::theme::Palette;
use crate::model::{Id, Plan};
use crate::session::structure::{Drop, Gap, StructureAction, drops};
use crate::session::{Action, Session};

/// The records that are being dragged.
#[derive(Debug)]
pub(super) struct Dragged {
    pub(super) ids: Vec<Id>,
    /// In which list they were taken hold of, how far right, and how deep the record lay.
    from: (List, f32, f32),
    /// The places in the gap that was pointed at last.
    known: Option<(Gap, u64, Vec<Drop>)>,
    /// Where they go when the button is let go of.
    target: Option<Drop>,
    /// Whether the pointer was over a list in this frame.
    over: bool,
}

/// The lists in which records are dragged.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum List {
    Outline,
    Document,
}

/// Where the pointer is in a list.
#[derive(Clone, Copy, Debug)]
pub(super) struct Aim {
    pub(super) list: List,
    pub(super) gap: Gap,
    /// How far right the pointer is.
    pub(super) x: f32,
    /// How far right the highest level begins, and how far a level is set in.
    pub(super) left: f32,
    pub(super) step: f32,
}

/// How near to an edge a list begins to scroll, and how fast it does at most, in points a second.
const EDGE: f32 = 36.0;
const SPEED: f32 = 900.0;

/// Begins to drag a record, with the others if it is a selected one.
pub(super) fn begin(ui: &Ui, session: &Session, view: &mut View, id: Id, list: List) {
    let ids = if session.selection.contains(id) { session.chosen() } else { vec![id] };
    let depth = session.plan().map_or(0, |plan| plan.lineage(id).len().saturating_sub(1));
    let x = ui.input(|input| input.pointer.press_origin()).map_or(0.0, |at| at.x);
    view.write.dragged =
        Some(Dragged { ids, from: (list, x, depth as f32), known: None, target: None, over: false });
}

/// Tells whether a record is being dragged.
pub(super) fn is_dragged(view: &View, id: Id) -> bool {
    view.write.dragged.as_ref().is_some_and(|dragged| dragged.ids.contains(&id))
}

impl Dragged {
    /// Returns the place in a gap whose depth is nearest to the pointer's: what is dragged straight
    /// down keeps its depth, and going left or right changes it.
    pub(super) fn aim(&mut self, plan: &Plan, revision: u64, aim: Aim) -> Option<Drop> {
        self.over = true;
        let gap = aim.gap;
        let (list, x, deep) = self.from;
        let depth =
            if list == aim.list { deep + (aim.x - x) / aim.step } else { (aim.x - aim.left) / aim.step };
        if self.known.as_ref().is_none_or(|(known, of, _)| (*known, *of) != (gap, revision)) {
            self.known = Some((gap, revision, drops(plan, &self.ids, gap)));
        }
        let places = self.known.as_ref().map_or(&[][..], |(_, _, places)| places);
        let away = |drop: &&Drop| ((drop.depth as f32 - depth).abs() * 100.0) as i64;
        self.target = places.iter().min_by_key(away).copied();
        self.target
    }

    /// Tells that the pointer is over a list but not at a gap.
    pub(super) const fn nowhere(&mut self) {
        self.over = true;
        self.target = None;
    }
}

/// Paints the line of a place, with the dot at its depth.
pub(super) fn line(ui: &Ui, p: &Palette, left: f32, right: f32, y: f32) {
    let painter = ui.painter();
    painter.hline(Rangef::new(left, right), y, Stroke::new(2.0, p.accent));
    painter.circle_filled(pos2(left, y), 3.0, p.accent);
}

/// Scrolls a list whose edge the pointer is near. To be called inside the list.
pub(super) fn scroll_at_edges(ui: &Ui, pointer: Pos2) {
    let area = ui.clip_rect();
    let above = (area.top() + EDGE - pointer.y).clamp(0.0, EDGE);
    let below = (pointer.y - (area.bottom() - EDGE)).clamp(0.0, EDGE);
    let speed = (above - below) / EDGE * SPEED;
    if speed != 0.0 {
        let time = ui.input(|input| input.stable_dt).min(0.1);
        ui.scroll_with_delta_animation(vec2(0.0, speed * time), ScrollAnimation::none());
        ui.ctx().request_repaint();
    }
}

/// Ends what was dragged once the button is let go of, or Escape is pressed. To be called when both
/// the outline and the document were shown.
pub(super) fn finish(ui: &Ui, view: &mut View) {
    let Some(dragged) = &mut view.write.dragged else { return };
    let (released, down, escape) = ui.input(|input| {
        (input.pointer.any_released(), input.pointer.any_down(), input.key_pressed(Key::Escape))
    });
    if !std::mem::take(&mut dragged.over) {
        dragged.target = None;
    }
    let cursor = if dragged.target.is_some() { CursorIcon::Grabbing } else { CursorIcon::NotAllowed };
    ui.ctx().set_cursor_icon(cursor);
    if escape || released || !down {
        let dropped = view.write.dragged.take().filter(|_| released && !escape);
        if let Some((ids, drop)) = dropped.and_then(|dragged| Some((dragged.ids, dragged.target?))) {
            view.push(Action::Structure(StructureAction::MoveTo { ids, to: drop.to, index: drop.index }));
        }
    }
}
