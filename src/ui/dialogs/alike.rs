//! Measures that are nearly the same: groups of them, with a way to each, and one to be kept.

use egui::{CornerRadius, Role, ScrollArea, Sense, Ui, WidgetInfo, pos2, vec2};

use super::super::View;
use super::super::parts::{Button, ButtonKind, lay_within, left_middle, ring, words};
use super::super::theme::{Type, palette, radius};
use super::super::write::block_number;
use super::{heading, paragraph};
use crate::session::{Action, AlikeMeasure, Answer, LibraryAction, Session};

const ROW: f32 = 36.0;
/// How many groups are shown.
const MOST_GROUPS: usize = 200;
/// How many measures of a group are shown.
const MOST_ROWS: usize = 20;

pub(super) fn show(ui: &mut Ui, session: &Session, view: &mut View) {
    let p = palette(ui);
    let width = (ui.ctx().content_rect().width() - 120.0).clamp(420.0, 860.0);
    ui.set_width(width);
    heading(ui, &session.words.text("alike-heading"));
    match &session.alike {
        None => paragraph(ui, &session.words.text("alike-searching")),
        Some(alike) if alike.groups.is_empty() => paragraph(ui, &session.words.text("alike-none")),
        Some(alike) => {
            paragraph(ui, &session.words.with("alike-text", &[("count", alike.groups.len().into())]));
            let height = (ui.ctx().content_rect().height() - 260.0).clamp(140.0, 520.0);
            ScrollArea::vertical()
                .max_height(height)
                .min_scrolled_height(height.min(300.0))
                .auto_shrink([false, true])
                .show(ui, |ui| {
                    ui.spacing_mut().item_spacing.y = 2.0;
                    for (index, group) in alike.groups.iter().take(MOST_GROUPS).enumerate() {
                        ui.add_space(8.0);
                        let args = [("number", (index + 1).into()), ("count", group.len().into())];
                        words(ui, &session.words.with("alike-group", &args), Type::CHIP.emphasised(), p.text);
                        for measure in group.iter().take(MOST_ROWS) {
                            row(ui, session, view, index, measure);
                        }
                        if group.len() > MOST_ROWS {
                            let rest = [("count", (group.len() - MOST_ROWS).into())];
                            words(ui, &session.words.with("alike-more", &rest), Type::CAPTION, p.text_weak);
                        }
                    }
                });
        }
    }
    ui.add_space(4.0);
    let done = session.words.text("button-done");
    if Button::new(ButtonKind::Normal, &done).show(ui).clicked() {
        view.push(Action::Answer(Answer::Cancel));
    }
}

fn row(ui: &mut Ui, session: &Session, view: &mut View, group: usize, measure: &AlikeMeasure) {
    let p = palette(ui);
    let here = session.open.as_ref().is_some_and(|open| open.number == measure.plan);
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = 8.0;
        let keep = session.words.text("alike-keep");
        let room = ui.available_width() - 120.0;
        let (rect, response) = ui.allocate_exact_size(vec2(room, ROW), Sense::click());
        let mut label = format!("{} {}", block_number(session, measure.numbered), measure.text);
        if !here && let Some(open) = session.open_plan(measure.plan) {
            label = format!("{} · {label}", session.plan_title(open));
        }
        response.widget_info(|| WidgetInfo::labeled(Role::Button, true, label.trim()));
        if response.hovered() {
            ui.painter().rect_filled(rect, CornerRadius::same(radius::CHIP), p.hover);
        }
        let text = lay_within(ui, label.trim(), Type::CHIP.font(), p.text, room - 16.0);
        ui.painter().galley(left_middle(rect.left() + 8.0, rect, &text), text, p.text);
        ring(ui, &response, rect, radius::CHIP, p);
        if response.on_hover_text(&measure.text).clicked() {
            view.push(Action::Library(LibraryAction::GoTo { plan: measure.plan, id: measure.id }));
        }
        if here {
            if Button::new(ButtonKind::Normal, &keep).small().show(ui).clicked() {
                view.push(Action::Library(LibraryAction::KeepOne { group, id: measure.id }));
            }
        } else {
            let other = session.words.text("alike-other-plan");
            let text = lay_within(ui, &other, Type::CAPTION.font(), p.text_weak, 110.0);
            let (rect, _) = ui.allocate_exact_size(vec2(110.0, ROW), Sense::hover());
            ui.painter().galley(pos2(rect.left(), rect.center().y - text.size().y / 2.0), text, p.text_weak);
        }
    });
}
