//! The plan as a document whose every field is edited in place.
//!
//! Only the blocks in view are laid out. A block that was never in view has an estimated height;
//! the real one is remembered when it is drawn, until the width changes.

use std::sync::Arc;

use egui::{CornerRadius, Rect, ScrollArea, Sense, Shape, Ui, UiBuilder, pos2, vec2};
use lucide_icons::Icon;

use super::super::View;
use super::super::field::Field;
use super::super::parts::draw_icon;
use super::super::theme::{Type, palette, radius};
use super::blocks::{Block, Content};
use super::drag::{self, Aim};
use super::layout::Layout;
use super::line::{STEP, field_of};
use super::outline;
use super::records::block_ui;
use crate::edit::{Place, TextField};
use crate::model::Id;
use crate::model::tree::NodeKind;
use crate::session::structure::Gap;
use crate::session::{Action, Caret, Select, Session};

/// What the document keeps between frames.
#[derive(Default)]
pub(crate) struct DocumentView {
    layout: Layout,
    /// A record that is still to be brought into view, and for how many more frames to try.
    pending: Option<(Option<Id>, u8)>,
}

impl DocumentView {
    /// Has a record brought into view.
    pub(super) const fn bring(&mut self, record: Option<Id>) {
        self.pending = Some((record, TRIES));
    }
}

/// The space left and right of the text.
const INSET: f32 = 56.0;
/// The widest a text column gets: 44 characters of body text.
const COLUMN: f32 = 44.0 * 14.0 + 2.0 * INSET;
/// How often a scroll to a record is corrected while estimated heights become real ones.
const TRIES: u8 = 6;

/// A block that was drawn, and where.
struct Drawn {
    id: Id,
    rect: Rect,
}

/// Shows the document.
pub(crate) fn show(ui: &mut Ui, session: &Session, view: &mut View) {
    follow_reveal(ui, session, view);
    let width = ui.available_width().min(COLUMN);
    let Some(facts) = view.write.facts.clone() else { return };
    let blocks = &facts.blocks;
    view.write.document.layout.follow(blocks, width);
    let total = view.write.document.layout.height();
    let target = view.write.document.pending.and_then(|(record, _)| {
        let at = blocks.position(|block| block.key.record == record && block.key.facet == 0)?;
        view.write.document.layout.place(at)
    });

    let mut area = ScrollArea::vertical().id_salt("document").auto_shrink(false);
    if let (Some((top, bottom)), Some((_, tries))) = (target, view.write.document.pending) {
        let height = ui.available_height();
        let offset =
            egui::scroll_area::State::load(ui.ctx(), ui.make_persistent_id(egui::IdSalt::new("document")))
                .map_or(0.0, |state| state.clamped_offset().y);
        let inside = top >= offset + 8.0 && bottom <= offset + height - 24.0;
        if !inside {
            // Past the end it would spring back, and coast on once the real heights make the end lower.
            let end = (total - height).max(0.0);
            area = area.vertical_scroll_offset((top - height * 0.3).clamp(0.0, end));
        }
        view.write.document.pending = match view.write.document.pending {
            Some((record, _)) if tries > 1 => Some((record, tries - 1)),
            _ => None,
        };
        ui.ctx().request_repaint();
    } else {
        view.write.document.pending = None;
    }

    area.show_viewport(ui, |ui, viewport| {
        ui.set_height(total);
        let origin = ui.min_rect().left_top();
        let margin = ((ui.available_width() - width) / 2.0).max(0.0);
        let visible = view.write.document.layout.between(viewport.top(), viewport.bottom());
        let mut y = view.write.document.layout.place(visible.start).map_or(0.0, |(top, _)| top);
        let mut drawn = Vec::new();
        for at in visible {
            let Some(block) = blocks.get(at) else { break };
            let corner = pos2(origin.x + margin + INSET, origin.y + y);
            let rect = Rect::from_min_size(corner, vec2(width - 2.0 * INSET, 10.0));
            let height = framed(ui, session, view, block, rect);
            view.write.document.layout.set_height(at, block.key, height);
            if let (Some(id), 0) = (block.key.record, block.key.facet) {
                let rect = Rect::from_min_size(corner, vec2(rect.width(), height));
                drawn.push(Drawn { id, rect });
            }
            y += height;
        }
        drop_mark(ui, session, view, &drawn);
    });
}

/// Shows a block with what is round it: its mark when it is selected, and its handle. Returns its
/// height.
fn framed(ui: &mut Ui, session: &Session, view: &mut View, block: &Block, rect: Rect) -> f32 {
    let p = palette(ui);
    let record = block.key.record.filter(|_| matches!(block.content, Content::Record(_)));
    let chosen = record.is_some_and(|id| session.selection.contains(id));
    let faded = record.is_some_and(|id| drag::is_dragged(view, id));
    let back = ui.painter().add(Shape::Noop);
    let builder = UiBuilder::new().max_rect(rect).id_salt(("block", block.key.record, block.key.facet));
    let shown = ui.scope_builder(builder, |ui| {
        ui.spacing_mut().item_spacing = vec2(6.0, 4.0);
        // Fields of one line are as high as the line.
        ui.spacing_mut().interact_size.y = Type::BODY.line;
        if faded {
            ui.set_opacity(0.6);
        }
        block_ui(ui, session, view, block);
    });
    let height = shown.response.rect.height().max(1.0);
    let whole = Rect::from_min_max(
        pos2(rect.left() - 48.0, rect.top()),
        pos2(rect.right() + 16.0, rect.top() + height),
    );
    if chosen {
        let fill = Shape::rect_filled(whole, CornerRadius::same(radius::CHIP), p.accent_weak);
        ui.painter().set(back, fill);
    }
    if let Some(id) = record {
        handle(ui, session, view, id, block, whole);
    }
    height
}

/// The handle at the left of a record, by which it is dragged; a click selects the record.
fn handle(ui: &Ui, session: &Session, view: &mut View, id: Id, block: &Block, whole: Rect) {
    let p = palette(ui);
    let line = first_line(block);
    let left = whole.left() - 6.0 + STEP * block.indent as f32;
    let place = Rect::from_center_size(pos2(left + 9.0, whole.top() + line), vec2(18.0, 24.0));
    // No stop for Tab: keys move records without it.
    let sense = Sense::CLICK | Sense::DRAG;
    let response = ui.interact(place, egui::Id::unique(("handle", id)), sense);
    let name = session.words.text("handle");
    response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Button, true, &name));
    let pointer = ui.input(|input| input.pointer.latest_pos());
    let near = pointer.is_some_and(|at| whole.contains(at) && ui.clip_rect().contains(at));
    let quiet = !ui.input(|input| input.pointer.any_down());
    if response.hovered() || response.dragged() || (near && quiet && view.write.dragged.is_none()) {
        if response.hovered() {
            ui.painter().rect_filled(place, CornerRadius::same(radius::CHIP), p.hover);
            ui.ctx().set_cursor_icon(egui::CursorIcon::Grab);
        }
        draw_icon(ui, Icon::GripVertical, 16.0, place.center(), p.text_weak);
    }
    if response.drag_started_by(egui::PointerButton::Primary) {
        drag::begin(ui, session, view, id, drag::List::Document);
    }
    if response.clicked() {
        let modifiers = ui.input(|input| input.modifiers);
        let order = || shown_order(view);
        let how = if modifiers.shift {
            Select::Extend { to: id, order: order() }
        } else if modifiers.command {
            Select::Toggle { id, order: order() }
        } else {
            Select::Set(vec![id])
        };
        // The keys leave the text: they are for what is selected now.
        ui.memory_mut(|memory| {
            if let Some(focused) = memory.focused() {
                memory.surrender_focus(focused);
            }
        });
        view.push(Action::Select(how));
    }
    response.context_menu(|ui| outline::record_menu(ui, session, view, id));
}

/// Returns the records as the document shows them.
fn shown_order(view: &View) -> Arc<[Id]> {
    let Some(facts) = &view.write.facts else { return Arc::default() };
    facts.blocks.iter().filter(|block| block.key.facet == 0).filter_map(|block| block.key.record).collect()
}

/// Returns how far below the top of a block the middle of its first line is.
const fn first_line(block: &Block) -> f32 {
    use crate::model::Part;
    use crate::model::tree::Node;
    match &block.content {
        Content::Record(node) => match node {
            Node::Part(Part::Opening(_) | Part::Closing(_)) => 14.0 + Type::CHIP.line / 2.0,
            Node::Part(Part::SignOff(_)) => 18.0 + Type::CHIP.line / 2.0,
            Node::Part(_) | Node::Section(_) => 18.0 + Type::SECTION.line / 2.0,
            Node::Goal(_) => 12.0 + Type::GOAL.line / 2.0,
            Node::Problem(_) => 6.0 + Type::BODY.line / 2.0,
            _ => 4.0 + Type::BODY.line / 2.0,
        },
        Content::Head | Content::Caption(..) | Content::Empty(_) => 0.0,
    }
}

/// Shows where dragged records would go.
fn drop_mark(ui: &Ui, session: &Session, view: &mut View, drawn: &[Drawn]) {
    let Some(open) = &session.open else { return };
    let Some(dragged) = &mut view.write.dragged else { return };
    let Some(pointer) = ui.input(|input| input.pointer.latest_pos()) else { return };
    if !ui.clip_rect().contains(pointer) {
        return;
    }
    drag::scroll_at_edges(ui, pointer);
    let at = drawn.partition_point(|block| block.rect.center().y < pointer.y);
    let (above, below) = (at.checked_sub(1).and_then(|at| drawn.get(at)), drawn.get(at));
    let Some(any) = above.or(below) else { return dragged.nowhere() };
    let gap = Gap { above: above.map(|block| block.id), open: true, below: below.map(|block| block.id) };
    let left = any.rect.left() - 40.0;
    let aim = Aim { list: drag::List::Document, gap, x: pointer.x, left, step: STEP };
    if let Some(drop) = dragged.aim(open.plan(), open.document.revision(), aim) {
        let y =
            below.map_or_else(|| above.map_or(0.0, |block| block.rect.bottom()), |block| block.rect.top());
        let x = left + STEP * drop.depth as f32;
        drag::line(ui, palette(ui), x, any.rect.right() + 16.0, y);
    }
}

/// Takes up a request to show a record.
fn follow_reveal(ui: &Ui, session: &Session, view: &mut View) {
    let reveal = session.reveal;
    if view.write.revealed == reveal.serial {
        return;
    }
    view.write.revealed = reveal.serial;
    let shown = shown_by(session, reveal.record);
    view.write.document.bring(shown);
    view.shelf.follow(shown);
    if let Some(caret) = reveal.caret
        && let Some(place) = caret_place(session, reveal.record, caret)
        && (caret != Caret::Kept || ui.memory(|memory| memory.has_focus(Field::id(place))))
    {
        view.editing.want(place, caret);
    }
}

/// Returns the record whose block shows a record: an indicator shows with its goal or measure.
fn shown_by(session: &Session, record: Option<Id>) -> Option<Id> {
    let plan = session.plan()?;
    let id = record?;
    match plan.find(id)?.kind() {
        NodeKind::Indicator => plan.place(id).and_then(|(slot, _)| match plan.find(slot.parent?)?.kind() {
            NodeKind::Goal | NodeKind::Measure => slot.parent,
            _ => Some(id),
        }),
        _ => Some(id),
    }
}

/// Returns the field that the caret goes into.
fn caret_place(session: &Session, record: Option<Id>, caret: Caret) -> Option<Place> {
    let Caret::Span { field, .. } = caret else { return text_place(session, record) };
    let is_measure = record.is_some_and(|id| {
        session.plan().and_then(|plan| plan.find(id)).is_some_and(|node| node.kind() == NodeKind::Measure)
    });
    // A measure's title is edited with its text.
    let field = if is_measure && field == TextField::Title { TextField::Text } else { field };
    Some(Place { record, field })
}

/// Returns the text of a record that the caret goes into.
fn text_place(session: &Session, record: Option<Id>) -> Option<Place> {
    let Some(id) = record else { return Some(Place::plan(TextField::Title)) };
    let field = field_of(session.plan()?.find(id)?)?;
    Some(Place::of(id, field))
}
