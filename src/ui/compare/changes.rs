//! The list of changes in reading order. Only rows in view are laid out; the heights of the others
//! are guessed by their length until they have been seen.

use std::sync::Arc;

use egui::text::LayoutJob;
use egui::{
    Color32, CornerRadius, Frame, Galley, Margin, Rect, Role, ScrollArea, Sense, Ui, UiBuilder, WidgetInfo,
    pos2, vec2,
};
use lucide_icons::Icon;

use super::super::View;
use super::super::parts::{Button, ButtonKind, draw_icon, icon_button, lay_within, ring, segmented, words};
use super::super::theme::{Palette, Type, palette, radius};
use super::{mark_format, marked, source_name};
use crate::compare::Mark;
use crate::session::comparing::{CompareAction, Comparison, Row, Sort, Source};
use crate::session::{Action, Command, Session};

/// The heights of the rows, as far as they are known.
#[derive(Default)]
pub(super) struct Heights {
    /// What they were found for: the rows and the width.
    of: Option<(usize, usize, u32)>,
    each: Vec<f32>,
    /// Where each row begins, and the end of the last one.
    tops: Vec<f32>,
}

const PAD: f32 = 8.0;
const GUTTER: f32 = 44.0;
/// Room at the right for what can be done with a row.
const ACTIONS: f32 = 176.0;

pub(super) fn show(ui: &mut Ui, session: &Session, view: &mut View) {
    let Some(comparison) = &session.comparing.comparison else { return };
    head(ui, session, view, comparison);
    let p = palette(ui);
    ui.painter().hline(ui.max_rect().x_range(), ui.cursor().top(), egui::Stroke::new(1.0, p.line));
    if comparison.is_working() {
        Frame::new().inner_margin(Margin::same(24)).show(ui, |ui| {
            words(ui, &session.words.text("compare-working"), Type::BODY, p.text_weak);
        });
        return;
    }
    let shown = comparison.shown();
    if shown.is_empty() {
        let key = if comparison.rows.is_empty() { "compare-same" } else { "compare-none-of-sort" };
        Frame::new().inner_margin(Margin::same(24)).show(ui, |ui| {
            words(ui, &session.words.text(key), Type::BODY, p.text_weak);
        });
        return;
    }
    list(ui, session, view, comparison, &shown);
}

fn head(ui: &mut Ui, session: &Session, view: &mut View, comparison: &Comparison) {
    let p = palette(ui);
    Frame::new().inner_margin(Margin { left: 24, right: 16, top: 12, bottom: 10 }).show(ui, |ui| {
        let wide = ui.available_width() > 820.0;
        ui.horizontal(|ui| {
            let title = session
                .words
                .with("compare-title", &[("source", source_name(session, &comparison.source).into())]);
            let taken = if wide { 420.0 } else { 48.0 };
            let room = (ui.available_width() - taken).max(120.0);
            let galley = lay_within(ui, &title, Type::PAGE_TITLE.font(), p.text, room);
            let (rect, response) = ui.allocate_exact_size(vec2(galley.size().x, 32.0), Sense::hover());
            response.widget_info(|| WidgetInfo::labeled(Role::Label, true, &title));
            let at = pos2(rect.left(), rect.center().y - galley.size().y / 2.0);
            ui.painter().galley(at, galley, p.text);
            ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
                let close = session.words.text("compare-close");
                if icon_button(ui, Icon::X, 18.0, &close, true).clicked() {
                    view.push(Action::Compare(CompareAction::Stop));
                }
                if wide {
                    ways(ui, session, view, comparison);
                }
            });
        });
        if !wide {
            ui.horizontal_wrapped(|ui| ways(ui, session, view, comparison));
        }
        ui.add_space(2.0);
        ui.horizontal_wrapped(|ui| {
            let all = session.words.with("compare-all", &[("count", comparison.rows.len().into())]);
            let mut labels = vec![all];
            for sort in Sort::ALL {
                let count = comparison.count(sort);
                labels.push(session.words.with(sort_count_key(sort), &[("count", count.into())]));
            }
            let active = comparison
                .filter
                .and_then(|filter| Sort::ALL.iter().position(|sort| *sort == filter))
                .map_or(0, |at| at + 1);
            if let Some(picked) = segmented(ui, &labels, active) {
                let filter = picked.checked_sub(1).and_then(|at| Sort::ALL.get(at)).copied();
                view.push(Action::Compare(CompareAction::Filter(filter)));
            }
            ui.add_space(8.0);
            for (command, icon) in
                [(Command::PreviousChange, Icon::ChevronUp), (Command::NextChange, Icon::ChevronDown)]
            {
                let label = super::super::menu::with_keys(session, command);
                if icon_button(ui, icon, 16.0, &label, command.is_enabled(session)).clicked() {
                    view.push(Action::Command(command));
                }
            }
        });
    });
}

/// Shows what can be done with the plan that is compared with.
fn ways(ui: &mut Ui, session: &Session, view: &mut View, comparison: &Comparison) {
    let mut ways = vec![
        (ButtonKind::Text, "compare-pdf", CompareAction::ExportPdf, true),
        (ButtonKind::Text, "compare-open-copy", CompareAction::OpenCopy, true),
    ];
    if matches!(comparison.source, Source::Version(_)) {
        let changed = !comparison.rows.is_empty();
        ways.push((ButtonKind::Normal, "compare-restore", CompareAction::Restore, changed));
    }
    // The layout of a wide head goes from right to left.
    if ui.layout().main_dir() != egui::Direction::RightToLeft {
        ways.reverse();
    }
    for (kind, key, action, enabled) in ways {
        let label = session.words.text(key);
        if Button::new(kind, &label).enabled(enabled).show(ui).clicked() {
            view.push(Action::Compare(action));
        }
    }
}

const fn sort_count_key(sort: Sort) -> &'static str {
    match sort {
        Sort::Added => "compare-added",
        Sort::Removed => "compare-removed",
        Sort::Moved => "compare-moved",
        Sort::Changed => "compare-changed",
    }
}

fn list(ui: &mut Ui, session: &Session, view: &mut View, comparison: &Comparison, shown: &[usize]) {
    let width = ui.available_width();
    let text_width = (width - GUTTER - ACTIONS - 16.0).max(160.0);
    let heights = &mut view.compare.heights;
    let of = (Arc::as_ptr(&comparison.rows) as usize, shown.len(), text_width.to_bits());
    if heights.of != Some(of) {
        heights.of = Some(of);
        heights.each = shown
            .iter()
            .map(|at| comparison.rows.get(*at).map_or(0.0, |row| guess(row, text_width)))
            .collect();
        heights.sum();
    }
    let mut area = ScrollArea::vertical().id_salt("compare-list").auto_shrink([false, false]);
    if view.compare.revealed != session.comparing.reveal {
        view.compare.revealed = session.comparing.reveal;
        if let Some(at) = shown.iter().position(|row| *row == comparison.current) {
            let top = heights.tops.get(at).copied().unwrap_or_default();
            area = area.vertical_scroll_offset((top - ui.available_height() / 3.0).max(0.0));
        }
    }
    let total = heights.tops.last().copied().unwrap_or_default();
    let tops = heights.tops.clone();
    let mut measured: Vec<(usize, f32)> = Vec::new();
    area.show_viewport(ui, |ui, viewport| {
        ui.set_height(total + 24.0);
        ui.set_width(width);
        let origin = ui.min_rect().left_top();
        let first = tops.partition_point(|top| *top <= viewport.top()).saturating_sub(1);
        for (at, row) in shown.iter().enumerate().skip(first) {
            let Some(top) = tops.get(at).copied().filter(|top| *top < viewport.bottom()) else { break };
            let before =
                at.checked_sub(1).and_then(|at| shown.get(at)).and_then(|at| comparison.rows.get(*at));
            let Some(found) = comparison.rows.get(*row) else { continue };
            let place = pos2(origin.x, origin.y + top);
            let has_place = before.is_none_or(|before| before.place != found.place || found.field.is_empty());
            let height =
                show_row(ui, session, view, (*row, found), has_place, place, (width, text_width), comparison);
            measured.push((at, height));
        }
    });
    let heights = &mut view.compare.heights;
    let mut moved = false;
    for (at, height) in measured {
        if let Some(known) = heights.each.get_mut(at)
            && (*known - height).abs() > 0.5
        {
            *known = height;
            moved = true;
        }
    }
    if moved {
        heights.sum();
        ui.ctx().request_repaint();
    }
}

impl Heights {
    fn sum(&mut self) {
        let mut top = 8.0;
        self.tops.clear();
        for height in &self.each {
            self.tops.push(top);
            top += height;
        }
        self.tops.push(top);
    }
}

/// Guesses how high a row is by the length of its words.
fn guess(row: &Row, width: f32) -> f32 {
    let count: usize =
        row.text.iter().map(|(_, text)| text.chars().count()).sum::<usize>() + row.field.chars().count();
    let lines = (count as f32 * Type::BODY.size / width).ceil().max(1.0);
    Type::CAPTION.line + lines * Type::BODY.line + 2.0 * PAD
}

#[expect(clippy::too_many_arguments, reason = "a row and where it stands")]
fn show_row(
    ui: &mut Ui,
    session: &Session,
    view: &mut View,
    (index, row): (usize, &Row),
    has_place: bool,
    at: egui::Pos2,
    (width, text_width): (f32, f32),
    comparison: &Comparison,
) -> f32 {
    let p = palette(ui);
    let current = comparison.current == index;
    let galley = ui.painter().layout_job(job(row, text_width, p));
    let caption = if has_place { Type::CAPTION.line } else { 0.0 };
    let height = (caption + galley.size().y + 2.0 * PAD).max(38.0);
    let rect = Rect::from_min_size(at, vec2(width, height));
    let response = ui.interact(rect, egui::Id::unique(("compare-row", index)), Sense::click());
    response.widget_info(|| {
        let said: String = row.text.iter().map(|(_, text)| text.as_str()).collect();
        let label = format!("{} {} {} {said}", sort_name(session, row.sort), row.place, row.field);
        WidgetInfo::selected(Role::Button, true, current, label)
    });
    let inner = rect.shrink2(vec2(8.0, 1.0));
    if current || response.hovered() {
        let fill = if current { p.accent_weak } else { p.hover };
        ui.painter().rect_filled(inner, CornerRadius::same(radius::CHIP), fill);
    }
    let (icon, ink) = sort_look(row.sort, p);
    draw_icon(ui, icon, 16.0, pos2(rect.left() + 26.0, rect.top() + PAD + caption + 11.0), ink);
    let left = rect.left() + GUTTER;
    if has_place {
        let place = lay_within(ui, &row.place, Type::CAPTION.font(), p.text_weak, text_width);
        ui.painter().galley(pos2(left, rect.top() + PAD), place, p.text_weak);
    }
    put(ui, &galley, pos2(left, rect.top() + PAD + caption), p.text);
    ring(ui, &response, inner, radius::CHIP, p);
    let entered = response.has_focus() && ui.input(|input| input.key_pressed(egui::Key::Enter));
    if response.double_clicked() || entered {
        view.push(Action::Compare(CompareAction::Open(index)));
    } else if response.clicked() {
        view.push(Action::Compare(CompareAction::Point(index)));
    }
    if current || ui.rect_contains_pointer(rect) {
        let place = Rect::from_min_max(pos2(rect.right() - ACTIONS - 8.0, rect.top()), rect.max)
            .intersect(Rect::from_min_size(rect.min, vec2(width - 16.0, height.min(60.0))));
        let layout = egui::Layout::right_to_left(egui::Align::Center);
        ui.scope_builder(
            UiBuilder::new().max_rect(place).layout(layout).id_salt(("compare-do", index)),
            |ui| {
                ui.spacing_mut().item_spacing.x = 4.0;
                if row.record.is_some() {
                    let go = session.words.text("compare-go");
                    if Button::new(ButtonKind::Text, &go).small().show(ui).clicked() {
                        view.push(Action::Compare(CompareAction::Open(index)));
                    }
                }
                let take = session.words.text(take_key(row.sort));
                if Button::new(ButtonKind::Normal, &take).small().show(ui).clicked() {
                    view.push(Action::Compare(CompareAction::Take(index)));
                }
            },
        );
    }
    height
}

fn put(ui: &Ui, galley: &Arc<Galley>, at: egui::Pos2, ink: Color32) {
    ui.painter().galley(at, Arc::clone(galley), ink);
}

/// Returns what taking the other plan's side is called.
const fn take_key(sort: Sort) -> &'static str {
    match sort {
        Sort::Added => "compare-take-out",
        Sort::Removed => "compare-take-back",
        Sort::Moved => "compare-move-back",
        Sort::Changed => "compare-change-back",
    }
}

fn sort_name(session: &Session, sort: Sort) -> String {
    session.words.text(match sort {
        Sort::Added => "compare-sort-added",
        Sort::Removed => "compare-sort-removed",
        Sort::Moved => "compare-sort-moved",
        Sort::Changed => "compare-sort-changed",
    })
}

const fn sort_look(sort: Sort, p: &Palette) -> (Icon, Color32) {
    match sort {
        Sort::Added => (Icon::CirclePlus, p.done),
        Sort::Removed => (Icon::CircleMinus, p.late),
        Sort::Moved => (Icon::MoveVertical, p.accent),
        Sort::Changed => (Icon::PencilLine, p.due),
    }
}

pub(super) fn job(row: &Row, width: f32, p: &Palette) -> LayoutJob {
    let mut job = LayoutJob::default();
    let head = if row.field.is_empty() { &row.kind } else { &row.field };
    let plain = mark_format(Mark::Kept, Type::BODY, p);
    let emphasis = egui::text::TextFormat { font_id: Type::BODY.emphasised().font(), ..plain };
    job.append(head, 0.0, emphasis);
    job.append("  ", 0.0, mark_format(Mark::Kept, Type::BODY, p));
    marked(&mut job, &row.text, Type::BODY, p);
    job.wrap.max_width = width;
    job
}
