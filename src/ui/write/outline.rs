//! The outline: what the plan is made of, folded and unfolded, with a way to each record.

use std::sync::Arc;

use egui::{
    Align2, CornerRadius, Id as WidgetId, Rect, Role, ScrollArea, Sense, Stroke, Ui, WidgetInfo, pos2, vec2,
};
use lucide_icons::Icon;

use super::super::View;
use super::super::menu;
use super::super::parts::{draw_icon, icon_button, lay_within, left_middle, ring, words};
use super::super::theme::{Type, palette, radius};
use super::line::block_number;
use crate::locale::shown;
use crate::model::tree::{NodeKind, NodeRef};
use crate::model::{Id, Part, Plan};
use crate::session::{Action, Command, Session};

/// One row of the outline.
#[expect(clippy::struct_excessive_bools, reason = "each is a mark of its own on the row")]
struct Row {
    id: Id,
    depth: usize,
    label: String,
    strong: bool,
    foldable: bool,
    folded: bool,
    /// How many records a folded node hides.
    hidden: usize,
    missing: bool,
}

const ROW: f32 = 28.0;

/// Shows the outline.
pub(crate) fn show(ui: &mut Ui, session: &Session, view: &mut View) {
    let Some(plan) = session.plan().cloned() else { return };
    let p = palette(ui);
    ui.spacing_mut().item_spacing.y = 0.0;
    ui.horizontal(|ui| {
        ui.set_min_height(40.0);
        ui.add_space(16.0);
        words(ui, &session.words.text("outline"), Type::BODY.emphasised(), p.text);
        ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
            ui.add_space(8.0);
            let hide = menu::with_keys(session, Command::ToggleOutline);
            if icon_button(ui, Icon::PanelLeftClose, 16.0, &hide, true).clicked() {
                // In a narrow window the outline folds to its strip.
                if !std::mem::take(&mut view.write.opened.0) {
                    view.push(Action::Command(Command::ToggleOutline));
                }
            }
            let add = session.words.text("outline-add");
            let button = icon_button(ui, Icon::Plus, 16.0, &add, true);
            egui::Popup::menu(&button).show(|ui| {
                for command in
                    [Command::AddSection, Command::AddGoal, Command::AddMeasure, Command::AddParagraph]
                {
                    menu::item(ui, session, view, command);
                }
            });
        });
    });
    let foot = 34.0;
    let rows = rows(session, view, &plan);
    let mut area =
        ScrollArea::vertical().id_salt("outline").auto_shrink(false).max_height(ui.available_height() - foot);
    if session.focus != view.write.outline_revealed {
        view.write.outline_revealed = session.focus;
        // The row of what is edited comes into view, unless it is there already.
        if let Some(at) = rows.iter().position(|row| Some(row.id) == session.focus) {
            let y = at as f32 * ROW;
            let id = ui.make_persistent_id(egui::IdSalt::new("outline"));
            let offset =
                egui::scroll_area::State::load(ui.ctx(), id).map_or(0.0, |state| state.clamped_offset().y);
            let height = ui.available_height() - foot;
            if y < offset || y + ROW > offset + height {
                area = area.vertical_scroll_offset((y - height / 2.0).max(0.0));
            }
        }
    }
    area.show_rows(ui, ROW, rows.len(), |ui, range| {
        for row in rows.get(range).unwrap_or_default() {
            row_ui(ui, session, view, row);
        }
    });
    let rect = Rect::from_min_size(ui.cursor().left_top(), vec2(ui.available_width(), foot));
    ui.painter().hline(rect.x_range(), rect.top(), Stroke::new(1.0, p.line));
    let hint = lay_within(
        ui,
        &session.words.text("outline-hint"),
        Type::CAPTION.font(),
        p.text_weak,
        rect.width() - 32.0,
    );
    ui.painter().galley(left_middle(rect.left() + 16.0, rect, &hint), hint, p.text_weak);
}

/// Shows the strip of numerals that stands for the outline in a narrow window.
pub(crate) fn strip(ui: &mut Ui, session: &Session, view: &mut View) {
    let Some(plan) = session.plan() else { return };
    let p = palette(ui);
    ui.add_space(6.0);
    let Some(facts) = view.write.facts() else { return };
    let numbering = facts.numbering.clone();
    let focus: Vec<Id> = session.focus.map(|id| plan.lineage(id)).unwrap_or_default();
    ui.vertical_centered(|ui| {
        if icon_button(ui, Icon::PanelLeftOpen, 16.0, &session.words.text("outline-open"), true).clicked() {
            view.write.opened.0 = true;
        }
        for part in &plan.parts {
            let name = part_label(session, part);
            let label = match numbering.get(&part.id()) {
                Some(numbered) => block_number(session, Some(*numbered)),
                None => name.clone(),
            };
            let mark: String = label.chars().filter(|c| *c != '、' && *c != '.').take(1).collect();
            let (rect, response) = ui.allocate_exact_size(vec2(32.0, 32.0), Sense::click());
            response.widget_info(|| WidgetInfo::labeled(Role::Button, true, &name));
            let here = focus.contains(&part.id());
            if here || response.hovered() {
                let fill = if here { p.accent_weak } else { p.hover };
                ui.painter().rect_filled(rect, CornerRadius::same(radius::CHIP), fill);
            }
            let ink = if here { p.accent } else { p.text };
            ui.painter().text(rect.center(), Align2::CENTER_CENTER, mark, Type::BODY.font(), ink);
            ring(ui, &response, rect, radius::CHIP, p);
            if response.on_hover_text(&name).clicked() {
                view.push(Action::Reveal(Some(part.id())));
            }
        }
    });
}

pub(crate) fn part_label(session: &Session, part: &Part) -> String {
    let key = match part {
        Part::Opening(_) => "part-opening",
        Part::Closing(_) => "part-closing",
        Part::SignOff(_) => "part-sign-off",
        part => {
            let heading = part.heading().map(shown).unwrap_or_default();
            return if heading.trim().is_empty() { session.words.text("untitled") } else { heading };
        }
    };
    session.words.text(key)
}

fn rows(session: &Session, view: &View, plan: &Arc<Plan>) -> Vec<Row> {
    let mut rows = Vec::new();
    for part in &plan.parts {
        let node = match part {
            Part::Section(section) => NodeRef::Section(section),
            part => NodeRef::Part(part),
        };
        push(session, view, node, 0, &mut rows);
    }
    rows
}

fn push(session: &Session, view: &View, node: NodeRef<'_>, depth: usize, rows: &mut Vec<Row>) {
    let id = node.id();
    let (label, strong, missing) = match node {
        NodeRef::Part(part) => (part_label(session, part), true, false),
        NodeRef::Section(section) => (shown(&section.heading), depth == 0, false),
        NodeRef::Goal(goal) => (shown(&goal.text), false, false),
        NodeRef::Measure(measure) => {
            (shown(measure.label()), false, matches!(measure.when, Some(crate::model::When::Unclear(_))))
        }
        _ => return,
    };
    let label = if label.trim().is_empty() { session.words.text("untitled") } else { label };
    let number = view.write.facts().and_then(|facts| facts.numbering.get(&id).copied());
    let number = block_number(session, number);
    let gap = if number.ends_with('.') { " " } else { "" };
    let label = format!("{number}{gap}{label}");
    let mut below = 0;
    let Ok(()) = node.try_children::<std::convert::Infallible>(&mut |_, _, child| {
        below += usize::from(matches!(child.kind(), NodeKind::Section | NodeKind::Goal | NodeKind::Measure));
        Ok(())
    });
    let folded = view.write.folded.contains(&id);
    rows.push(Row { id, depth, label, strong, foldable: below > 0, folded, hidden: below, missing });
    if folded {
        return;
    }
    let Ok(()) = node.try_children::<std::convert::Infallible>(&mut |_, _, child| {
        push(session, view, child, depth + 1, rows);
        Ok(())
    });
}

fn row_ui(ui: &mut Ui, session: &Session, view: &mut View, row: &Row) {
    let p = palette(ui);
    let width = ui.available_width();
    let (rect, _) = ui.allocate_exact_size(vec2(width, ROW), Sense::hover());
    let inner = rect.shrink2(vec2(8.0, 0.0));
    let response = ui.interact(inner, WidgetId::unique(("outline-row", row.id)), Sense::click_and_drag());
    response
        .widget_info(|| WidgetInfo::selected(Role::Button, true, session.focus == Some(row.id), &row.label));
    let selected = session.focus == Some(row.id);
    if selected || response.hovered() {
        let fill = if selected { p.accent_weak } else { p.hover };
        ui.painter().rect_filled(inner, CornerRadius::same(radius::CHIP), fill);
    }
    let ink = if selected { p.accent } else { p.text };
    let left = inner.left() + 4.0 + 16.0 * row.depth as f32;
    if row.foldable {
        let center = pos2(left + 8.0, inner.center().y);
        let fold = ui.interact(
            Rect::from_center_size(center, vec2(20.0, ROW)),
            WidgetId::unique(("outline-fold", row.id)),
            Sense::click(),
        );
        let name = session.words.text(if row.folded { "outline-unfold" } else { "outline-fold" });
        fold.widget_info(|| WidgetInfo::labeled(Role::Button, true, format!("{name} {}", row.label)));
        draw_icon(
            ui,
            if row.folded { Icon::ChevronRight } else { Icon::ChevronDown },
            14.0,
            center,
            p.text_weak,
        );
        ring(ui, &fold, Rect::from_center_size(center, vec2(20.0, 20.0)), radius::CHIP, p);
        if fold.clicked() && !view.write.folded.remove(&row.id) {
            view.write.folded.insert(row.id);
        }
    }
    let face = if row.strong { Type::CHIP.emphasised() } else { Type::CHIP };
    let right = if row.missing || (row.folded && row.hidden > 0) { 26.0 } else { 4.0 };
    let text = lay_within(ui, &row.label, face.font(), ink, inner.right() - left - 20.0 - right);
    ui.painter().galley(left_middle(left + 20.0, inner, &text), text, ink);
    if row.folded && row.hidden > 0 {
        let at = pos2(inner.right() - 6.0, inner.center().y);
        ui.painter().text(
            at,
            Align2::RIGHT_CENTER,
            row.hidden.to_string(),
            Type::CAPTION.font(),
            p.text_weak,
        );
    } else if row.missing {
        draw_icon(ui, Icon::TriangleAlert, 14.0, pos2(inner.right() - 12.0, inner.center().y), p.due);
    }
    ring(ui, &response, inner, radius::CHIP, p);
    if response.clicked() {
        view.push(Action::Reveal(Some(row.id)));
    }
    if response.double_clicked() && row.foldable && !view.write.folded.remove(&row.id) {
        view.write.folded.insert(row.id);
    }
    response.dnd_set_drag_payload(row.id);
    if let Some(dragged) = response.dnd_hover_payload::<Id>()
        && *dragged != row.id
    {
        let y = inner.top();
        ui.painter().hline(left + 16.0..=inner.right(), y, Stroke::new(2.0, p.accent));
        ui.painter().circle_filled(pos2(left + 16.0, y), 3.0, p.accent);
    }
    if let Some(dragged) = response.dnd_release_payload::<Id>()
        && *dragged != row.id
    {
        view.push(Action::MoveTo { id: *dragged, before: row.id });
    }
    response.context_menu(|ui| {
        let kind = session.plan().and_then(|plan| plan.find(row.id)).map(NodeRef::kind);
        let commands = super::super::field::menu::of_record(kind.unwrap_or(NodeKind::Part));
        menu::groups(ui, session, view, commands, Some(row.id));
    });
}
