//! The plan as a document whose every field is edited in place.
//!
//! Only the blocks in view are laid out. A block that was never in view has an estimated height;
//! the real one is remembered when it is drawn, until the width changes.

use std::collections::HashMap;

use egui::{Rect, ScrollArea, Ui, UiBuilder, Vec2, pos2, vec2};
use lucide_icons::Icon;

use super::super::View;
use super::super::field::Field;
use super::super::menu;
use super::super::parts::{Button, ButtonKind, ChipKind, Run, chip, icon_button, words};
use super::super::theme::{Type, palette};
use super::blocks::{Block, BlockKey, Content};
use super::line::{Enter, Line, STEP, block_number, field_of, is_focused, labelled_as};
use super::{head, indicator, measure};
use crate::edit::{Place, TextField};
use crate::model::tree::{Node, NodeKind};
use crate::model::{Goal, Id, Part, Section, SectionRole};
use crate::session::{Action, Caret, Command, Session};

/// What the document keeps between frames.
#[derive(Default)]
pub(crate) struct DocumentView {
    heights: HashMap<BlockKey, f32>,
    width: f32,
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

/// Shows the document.
pub(crate) fn show(ui: &mut Ui, session: &Session, view: &mut View) {
    follow_reveal(ui, session, view);
    let width = ui.available_width().min(COLUMN);
    if (view.write.document.width - width).abs() > 0.5 {
        view.write.document.heights.clear();
        view.write.document.width = width;
    }
    let Some(facts) = view.write.facts.clone() else { return };
    let blocks = &facts.blocks;
    let document = &view.write.document;
    let mut tops = Vec::with_capacity(blocks.len() + 1);
    let mut y = 20.0;
    for block in blocks {
        tops.push(y);
        y += document.heights.get(&block.key).copied().unwrap_or_else(|| estimate(block));
    }
    tops.push(y);
    let total = y + 160.0;
    let target = document.pending.and_then(|(record, _)| {
        let at = blocks.iter().position(|block| block.key.record == record && block.key.facet == 0)?;
        Some((*tops.get(at)?, *tops.get(at + 1)?))
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
        let first = tops.partition_point(|top| *top < viewport.top()).saturating_sub(1);
        let last = tops.partition_point(|top| *top < viewport.bottom()).min(blocks.len());
        // The blocks are cheap handles; drawing them needs the view for itself.
        let visible: Vec<(Block, f32)> =
            (first..last).filter_map(|at| Some((blocks.get(at)?.clone(), *tops.get(at)?))).collect();
        let order: Vec<BlockKey> = blocks.iter().map(|block| block.key).collect();
        let mut y = visible.first().map_or(0.0, |(_, top)| *top);
        for (block, _) in &visible {
            let rect = Rect::from_min_size(
                pos2(origin.x + margin + INSET, origin.y + y),
                vec2(width - 2.0 * INSET, 10.0),
            );
            let builder =
                UiBuilder::new().max_rect(rect).id_salt(("block", block.key.record, block.key.facet));
            let shown = ui.scope_builder(builder, |ui| {
                ui.spacing_mut().item_spacing = vec2(6.0, 4.0);
                // Fields of one line are as high as the line.
                ui.spacing_mut().interact_size.y = Type::BODY.line;
                block_ui(ui, session, view, block, &order);
            });
            let height = shown.response.rect.height().max(1.0);
            view.write.document.heights.insert(block.key, height);
            y += height;
        }
    });
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

fn estimate(block: &Block) -> f32 {
    match &block.content {
        Content::Head => 200.0,
        Content::Caption(_) => 34.0,
        Content::Empty(_) => 80.0,
        Content::Record(node) => match node {
            Node::Measure(_) => 70.0,
            Node::Goal(_) => 72.0,
            Node::Section(_) | Node::Part(_) => 56.0,
            _ => 34.0,
        },
    }
}

fn block_ui(ui: &mut Ui, session: &Session, view: &mut View, block: &Block, order: &[BlockKey]) {
    let indent = block.indent as f32 * STEP;
    if indent > 0.0 {
        let rect = ui.max_rect();
        ui.set_max_width(rect.width());
    }
    match &block.content {
        Content::Head => head::show(ui, session, view, order),
        Content::Caption(key) => {
            ui.add_space(10.0);
            let label = session.words.text(key);
            words(ui, &label, Type::CHIP.emphasised(), palette(ui).text_weak);
            ui.add_space(2.0);
        }
        Content::Empty(node) => empty_ui(ui, session, view, node),
        Content::Record(node) => match node {
            Node::Section(section) => section_ui(ui, session, view, block, section, order),
            Node::Goal(goal) => goal_ui(ui, session, view, block, goal, order),
            Node::Measure(measure) => measure::show(ui, session, view, block, measure, order),
            Node::Paragraph(paragraph) => {
                ui.horizontal_top(|ui| {
                    ui.add_space(indent);
                    let width = ui.available_width();
                    let mut line =
                        Line::new(session, Place::of(paragraph.id, TextField::Text), paragraph.text.as_str());
                    line.name = "field-paragraph";
                    line.width = width;
                    line.enter = Enter::Command(Command::AddParagraph);
                    line.show(ui, view, order);
                });
                ui.add_space(4.0);
            }
            Node::Part(part) => part_ui(ui, session, view, block, part, order),
            Node::Indicator(shown) => {
                indicator::row(ui, session, view, shown);
                ui.add_space(2.0);
            }
            Node::Problem(problem) => {
                ui.add_space(6.0);
                let at = |field| Place::of(problem.id, field);
                labelled(
                    ui,
                    session,
                    view,
                    "field-problem",
                    at(TextField::Text),
                    problem.text.as_str(),
                    order,
                );
                labelled(
                    ui,
                    session,
                    view,
                    "field-cause",
                    at(TextField::Cause),
                    problem.cause.as_str(),
                    order,
                );
                let answer = problem.countermeasure.as_str();
                labelled(
                    ui,
                    session,
                    view,
                    "field-countermeasure",
                    at(TextField::Countermeasure),
                    answer,
                    order,
                );
            }
            Node::ScoreRow(row) => {
                ui.add_space(4.0);
                let at = |field| Place::of(row.id, field);
                let weight = row.weight.map(|weight| weight.points().to_string()).unwrap_or_default();
                let named = row.indicator.and_then(|id| match session.plan()?.node(id.id())? {
                    Node::Indicator(indicator) => Some(crate::locale::shown(&indicator.name)),
                    _ => None,
                });
                ui.horizontal_wrapped(|ui| {
                    if let Some(name) = named {
                        chip(ui, ChipKind::Set, Some(Icon::Target), &[Run::plain(name.clone())], &name);
                    }
                    if !weight.is_empty() {
                        let label = session.words.with("indicator-weight", &[("weight", weight.into())]);
                        chip(ui, ChipKind::Label, None, &[Run::plain(label.clone())], &label);
                    }
                });
                if row.indicator.is_none() {
                    labelled(
                        ui,
                        session,
                        view,
                        "field-score-name",
                        at(TextField::Name),
                        row.name.as_str(),
                        order,
                    );
                }
                labelled(
                    ui,
                    session,
                    view,
                    "field-standard",
                    at(TextField::Standard),
                    row.standard.as_str(),
                    order,
                );
            }
            Node::RedLine(line) => {
                ui.add_space(4.0);
                let at = |field| Place::of(line.id, field);
                labelled(ui, session, view, "field-red-line", at(TextField::Text), line.text.as_str(), order);
                let follows = line.consequence.as_str();
                labelled(ui, session, view, "field-consequence", at(TextField::Consequence), follows, order);
            }
            Node::Cause(cause) => {
                let key = match cause.at {
                    crate::model::CauseAt::Employee => "cause-employee",
                    crate::model::CauseAt::Manager => "cause-manager",
                    crate::model::CauseAt::Surroundings => "cause-surroundings",
                };
                labelled(
                    ui,
                    session,
                    view,
                    key,
                    Place::of(cause.id, TextField::Text),
                    cause.text.as_str(),
                    order,
                );
            }
            Node::RegisterRow(row) => {
                ui.add_space(4.0);
                let columns = match session
                    .plan()
                    .and_then(|plan| plan.place(row.id.id()))
                    .and_then(|(slot, _)| session.plan()?.node(slot.parent?))
                {
                    Some(Node::Part(Part::Register(register))) => register.columns.clone(),
                    _ => Vec::new(),
                };
                for (index, (cell, column)) in row.cells.iter().zip(&columns).enumerate() {
                    let place = Place::of(row.id, TextField::Cell(index));
                    let label = crate::locale::shown(column);
                    labelled_as(ui, view, &label, place, cell.as_str(), order);
                }
            }
            Node::Person(_) => {}
        },
    }
}

fn labelled(
    ui: &mut Ui,
    session: &Session,
    view: &mut View,
    key: &str,
    place: Place,
    text: &str,
    order: &[BlockKey],
) {
    let label = session.words.text(key);
    labelled_as(ui, view, &label, place, text, order);
}

fn heading_line(
    ui: &mut Ui,
    view: &mut View,
    session: &Session,
    block: &Block,
    order: &[BlockKey],
    mut line: Line<'_>,
) -> egui::Response {
    let number = block_number(session, block.numbered);
    let p = palette(ui);
    line.face = line.face.emphasised();
    let face = line.face;
    let mut row = ui.available_rect_before_wrap();
    if number.starts_with('（') {
        // A full-width bracket is blank in its left half: hung out, it aligns with the text.
        row.min.x -= face.size / 2.0;
    }
    ui.scope_builder(UiBuilder::new().max_rect(row), |ui| {
        ui.horizontal_top(|ui| {
            ui.spacing_mut().item_spacing.x = 0.0;
            if !number.is_empty() {
                words(ui, &number, face, p.text);
            }
            line.width = ui.available_width();
            line.show(ui, view, order)
        })
        .inner
    })
    .inner
}

fn section_ui(
    ui: &mut Ui,
    session: &Session,
    view: &mut View,
    block: &Block,
    section: &Section,
    order: &[BlockKey],
) {
    ui.add_space(18.0);
    let top = block.numbered.is_none_or(|numbered| numbered.level == 0);
    let mut line = Line::new(session, Place::of(section.id, TextField::Heading), section.heading.as_str());
    line.face = if top { Type::SECTION } else { Type::GOAL };
    line.name = "field-section";
    line.enter = Enter::Command(Command::AddGoal);
    let response = heading_line(ui, view, session, block, order, line);
    if section.role != SectionRole::General {
        let language = session.words.language();
        let role = crate::locale::words::section_role(language, &section.role);
        // The badge stands behind the heading's last word.
        let text = super::super::parts::lay(
            ui,
            &format!("{}{}", block_number(session, block.numbered), section.heading),
            Type::SECTION.font(),
            palette(ui).text,
        );
        let left = ui.max_rect().left() + text.size().x + 12.0;
        if left + 60.0 < ui.max_rect().right() {
            let rect = Rect::from_min_size(pos2(left, response.rect.top() + 3.0), Vec2::new(80.0, 24.0));
            let mut behind = ui.new_child(UiBuilder::new().max_rect(rect));
            chip(&mut behind, ChipKind::Label, None, &[Run::plain(role.clone())], &role);
        }
    }
    ui.add_space(4.0);
}

fn goal_ui(ui: &mut Ui, session: &Session, view: &mut View, block: &Block, goal: &Goal, order: &[BlockKey]) {
    ui.add_space(12.0);
    let left = ui.max_rect().left();
    let mut line = Line::new(session, Place::of(goal.id, TextField::Text), goal.text.as_str());
    line.face = Type::GOAL;
    line.name = "field-goal";
    line.enter = Enter::Command(Command::AddMeasure);
    heading_line(ui, view, session, block, order, line);
    let focused = is_focused(session, goal.id.id(), &goal.indicators);
    // In a rectangle of its own: the hung-out heading has widened this one to the left.
    let row = Rect::from_min_max(pos2(left, ui.cursor().top()), ui.max_rect().right_bottom());
    ui.scope_builder(
        UiBuilder::new()
            .max_rect(row)
            .layout(egui::Layout::left_to_right(egui::Align::Center).with_main_wrap(true)),
        |ui| {
            for shown in &goal.indicators {
                indicator::chip_of(ui, session, view, shown);
            }
            if focused || goal.indicators.is_empty() {
                let label = session.words.text("chip-indicator");
                if chip(ui, ChipKind::Missing, Some(Icon::Plus), &[Run::plain(label.clone())], &label)
                    .clicked()
                {
                    view.push(Action::Focus(Some(goal.id.id())));
                    view.push(Action::Command(Command::AddIndicator));
                }
            }
            if focused && let Some(plan) = session.plan().cloned() {
                indicator::line_field(ui, session, view, &plan, goal.id.id(), goal.indicators.len());
            }
        },
    );
    ui.add_space(6.0);
}

fn part_ui(ui: &mut Ui, session: &Session, view: &mut View, block: &Block, part: &Part, order: &[BlockKey]) {
    let place = |field| Place { record: Some(part.id()), field };
    match part {
        Part::Opening(_) | Part::Closing(_) => {
            ui.add_space(14.0);
            let p = palette(ui);
            let key = if matches!(part, Part::Opening(_)) { "part-opening" } else { "part-closing" };
            let label = session.words.text(key);
            ui.horizontal(|ui| {
                words(ui, &label, Type::CHIP.emphasised(), p.text_weak);
                let add = menu::with_keys(session, Command::AddParagraph);
                if icon_button(ui, Icon::Plus, 12.0, &add, true).clicked() {
                    view.push(Action::Focus(Some(part.id())));
                    view.push(Action::Command(Command::AddParagraph));
                }
            });
        }
        Part::SignOff(sign_off) => {
            ui.add_space(18.0);
            let label = session.words.text("part-sign-off");
            words(ui, &label, Type::CHIP.emphasised(), palette(ui).text_weak);
            let name = session.words.text("field-sign-off-name");
            labelled_as(ui, view, &name, place(TextField::Name), sign_off.name.as_str(), order);
            ui.add_space(10.0);
        }
        part => {
            ui.add_space(18.0);
            let heading = part.heading().map(crate::model::Text::as_str).unwrap_or_default();
            let mut line = Line::new(session, place(TextField::Heading), heading);
            line.face = Type::SECTION;
            line.name = "field-heading";
            heading_line(ui, view, session, block, order, line);
            match part {
                Part::Contract(contract) => {
                    let fields = [
                        ("field-first-party", TextField::FirstParty, &contract.first.name),
                        ("field-second-party", TextField::SecondParty, &contract.second.name),
                    ];
                    for (key, field, text) in fields {
                        labelled(ui, session, view, key, place(field), text.as_str(), order);
                    }
                }
                Part::Improvement(part) => {
                    let fields = [
                        ("field-employee", TextField::Employee, &part.employee),
                        ("field-manager", TextField::Manager, &part.manager),
                        ("field-required", TextField::Required, &part.gap.required),
                        ("field-actual", TextField::Actual, &part.gap.actual),
                        ("field-worth", TextField::Worth, &part.worth),
                    ];
                    for (key, field, text) in fields {
                        labelled(ui, session, view, key, place(field), text.as_str(), order);
                    }
                }
                _ => {}
            }
            ui.add_space(4.0);
        }
    }
}

fn empty_ui(ui: &mut Ui, session: &Session, view: &mut View, node: &Node) {
    let (text, label, command) = match node {
        Node::Goal(_) => ("empty-goal", "empty-goal-button", Command::AddMeasure),
        _ => ("empty-section", "empty-section-button", Command::AddGoal),
    };
    let (text, label) = (session.words.text(text), session.words.text(label));
    words(ui, &text, Type::BODY, palette(ui).text_weak);
    if Button::new(ButtonKind::Normal, &label).icon(Icon::Plus).small().show(ui).clicked() {
        view.push(Action::Focus(Some(node.id())));
        view.push(Action::Command(command));
    }
    ui.add_space(8.0);
}
