//! The records of the document as they stand there, each with its own fields.

use egui::{Rect, Ui, UiBuilder, Vec2, pos2};
use lucide_icons::Icon;

use super::super::View;
use super::super::menu;
use super::super::parts::{Button, ButtonKind, ChipKind, Run, chip, icon_button, words};
use super::super::theme::{Type, palette};
use super::blocks::{Block, Content};
use super::line::{Enter, Line, STEP, block_number, is_focused, labelled_as};
use super::{head, indicator, measure};
use crate::edit::{Place, TextField};
use crate::model::tree::{Node, Slot};
use crate::model::{Goal, Part, Section, SectionRole};
use crate::session::structure::StructureAction;
use crate::session::{Action, Command, Session};

pub(super) fn block_ui(ui: &mut Ui, session: &Session, view: &mut View, block: &Block) {
    let indent = block.indent as f32 * STEP;
    if indent > 0.0 {
        let rect = ui.max_rect();
        ui.set_max_width(rect.width());
    }
    match &block.content {
        Content::Head => head::show(ui, session, view),
        Content::Caption(key, slot) => caption_ui(ui, session, view, key, *slot),
        Content::Empty(node) => empty_ui(ui, session, view, node),
        Content::Record(node) => match node {
            Node::Section(section) => section_ui(ui, session, view, block, section),
            Node::Goal(goal) => goal_ui(ui, session, view, block, goal),
            Node::Measure(measure) => measure::show(ui, session, view, block, measure),
            Node::Paragraph(paragraph) => {
                ui.horizontal_top(|ui| {
                    ui.add_space(indent);
                    let width = ui.available_width();
                    let mut line =
                        Line::new(session, Place::of(paragraph.id, TextField::Text), paragraph.text.as_str());
                    line.name = "field-paragraph";
                    line.width = width;
                    line.enter = Enter::Split;
                    line.joins = true;
                    line.show(ui, view);
                });
                ui.add_space(4.0);
            }
            Node::Part(part) => part_ui(ui, session, view, block, part),
            Node::Indicator(shown) => {
                indicator::row(ui, session, view, shown);
                ui.add_space(2.0);
            }
            Node::Problem(problem) => {
                ui.add_space(6.0);
                let at = |field| Place::of(problem.id, field);
                labelled(ui, session, view, "field-problem", at(TextField::Text), problem.text.as_str());
                labelled(ui, session, view, "field-cause", at(TextField::Cause), problem.cause.as_str());
                let answer = problem.countermeasure.as_str();
                last_labelled(
                    ui,
                    session,
                    view,
                    "field-countermeasure",
                    at(TextField::Countermeasure),
                    answer,
                );
            }
            Node::ScoreRow(row) => {
                ui.add_space(4.0);
                let at = |field| Place::of(row.id, field);
                let scored = row.indicator.and_then(|id| match session.plan()?.node(id.id())? {
                    Node::Indicator(indicator) => Some(indicator),
                    _ => None,
                });
                // What the row leaves open is as its indicator says, and is printed so.
                let weight = row.weight.or(scored.as_ref().and_then(|indicator| indicator.weight));
                let weight = weight.map(|weight| weight.points().to_string()).unwrap_or_default();
                let hint = scored.as_ref().map(|indicator| crate::locale::shown(&indicator.standard));
                let named = scored.map(|indicator| crate::locale::shown(&indicator.name));
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
                    labelled(ui, session, view, "field-score-name", at(TextField::Name), row.name.as_str());
                }
                let label = session.words.text("field-standard");
                let label = (label.as_str(), hint.as_deref().unwrap_or_default());
                labelled_as(ui, view, label, at(TextField::Standard), row.standard.as_str(), Enter::Row);
            }
            Node::RedLine(line) => {
                ui.add_space(4.0);
                let at = |field| Place::of(line.id, field);
                labelled(ui, session, view, "field-red-line", at(TextField::Text), line.text.as_str());
                let follows = line.consequence.as_str();
                last_labelled(ui, session, view, "field-consequence", at(TextField::Consequence), follows);
            }
            Node::Cause(cause) => {
                let key = match cause.at {
                    crate::model::CauseAt::Employee => "cause-employee",
                    crate::model::CauseAt::Manager => "cause-manager",
                    crate::model::CauseAt::Surroundings => "cause-surroundings",
                };
                last_labelled(
                    ui,
                    session,
                    view,
                    key,
                    Place::of(cause.id, TextField::Text),
                    cause.text.as_str(),
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
                let last = row.cells.len().saturating_sub(1);
                for (index, (cell, column)) in row.cells.iter().zip(&columns).enumerate() {
                    let place = Place::of(row.id, TextField::Cell(index));
                    let label = crate::locale::shown(column);
                    let enter = if index == last { Enter::Row } else { Enter::Next };
                    labelled_as(ui, view, (&label, ""), place, cell.as_str(), enter);
                }
            }
            Node::Person(_) => {}
        },
    }
}

fn labelled(ui: &mut Ui, session: &Session, view: &mut View, key: &str, place: Place, text: &str) {
    let label = session.words.text(key);
    labelled_as(ui, view, (&label, ""), place, text, Enter::Next);
}

/// The last field of a row: Enter begins the next row.
fn last_labelled(ui: &mut Ui, session: &Session, view: &mut View, key: &str, place: Place, text: &str) {
    let label = session.words.text(key);
    labelled_as(ui, view, (&label, ""), place, text, Enter::Row);
}

/// A small heading over a list, with a button that adds to it.
fn caption_ui(ui: &mut Ui, session: &Session, view: &mut View, key: &str, slot: Slot) {
    ui.add_space(10.0);
    let label = session.words.text(key);
    ui.horizontal(|ui| {
        words(ui, &label, Type::CHIP.emphasised(), palette(ui).text_weak);
        let add = session.words.with("caption-add", &[("list", label.clone().into())]);
        if icon_button(ui, Icon::Plus, 12.0, &add, true).clicked() {
            view.push(Action::Structure(StructureAction::AddTo(slot)));
        }
    });
    ui.add_space(2.0);
}

fn heading_line(
    ui: &mut Ui,
    view: &mut View,
    session: &Session,
    block: &Block,
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
            line.show(ui, view)
        })
        .inner
    })
    .inner
}

fn section_ui(ui: &mut Ui, session: &Session, view: &mut View, block: &Block, section: &Section) {
    ui.add_space(18.0);
    let top = block.numbered.is_none_or(|numbered| numbered.level == 0);
    let mut line = Line::new(session, Place::of(section.id, TextField::Heading), section.heading.as_str());
    line.face = if top { Type::SECTION } else { Type::GOAL };
    line.name = "field-section";
    line.enter = Enter::Command(Command::AddGoal);
    line.joins = true;
    line.tabs = true;
    let response = heading_line(ui, view, session, block, line);
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

fn goal_ui(ui: &mut Ui, session: &Session, view: &mut View, block: &Block, goal: &Goal) {
    ui.add_space(12.0);
    let left = ui.max_rect().left();
    let mut line = Line::new(session, Place::of(goal.id, TextField::Text), goal.text.as_str());
    line.face = Type::GOAL;
    line.name = "field-goal";
    line.enter = Enter::Split;
    line.joins = true;
    line.tabs = true;
    heading_line(ui, view, session, block, line);
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

fn part_ui(ui: &mut Ui, session: &Session, view: &mut View, block: &Block, part: &Part) {
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
            labelled_as(ui, view, (&name, ""), place(TextField::Name), sign_off.name.as_str(), Enter::Next);
            ui.add_space(10.0);
        }
        part => {
            ui.add_space(18.0);
            let heading = part.heading().map(crate::model::Text::as_str).unwrap_or_default();
            let mut line = Line::new(session, place(TextField::Heading), heading);
            line.face = Type::SECTION;
            line.name = "field-heading";
            heading_line(ui, view, session, block, line);
            match part {
                Part::Contract(contract) => {
                    let fields = [
                        ("field-first-party", TextField::FirstParty, &contract.first.name),
                        ("field-second-party", TextField::SecondParty, &contract.second.name),
                    ];
                    for (key, field, text) in fields {
                        labelled(ui, session, view, key, place(field), text.as_str());
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
                        labelled(ui, session, view, key, place(field), text.as_str());
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
