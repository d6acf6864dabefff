//! Painting a cell.

use egui::{Align2, Color32, CornerRadius, Rect, Stroke, Ui, pos2, vec2};
use lucide_icons::Icon;

use super::super::parts::{draw_icon, lay_within};
use super::super::theme::{Palette, Type, radius};
use crate::locale::{shown, words as value_words};
use crate::model::{MeasureStatus, Text, When};
use crate::session::Session;
use crate::session::table::{At, Column, Context, Record, Row, standing_key, text};
use crate::track::Standing;

/// The space between a cell's edge and its text.
pub(super) const PAD: f32 = 8.0;
/// How far a measure inside another one is set in.
const STEP: f32 = 14.0;

/// Returns how a measure's standing is shown.
pub(super) const fn look(standing: Standing, p: &Palette) -> (Icon, Color32) {
    match standing {
        Standing::Late => (Icon::ClockAlert, p.late),
        Standing::DueThisMonth => (Icon::Hourglass, p.due),
        Standing::Running => (Icon::CircleDot, p.accent),
        Standing::Open => (Icon::Circle, p.text_weak),
        Standing::Done => (Icon::CircleCheck, p.done),
        Standing::Cancelled => (Icon::CircleSlash, p.text_weak),
    }
}

/// Paints a cell's contents and returns them in words.
pub(super) fn cell(
    ui: &Ui,
    session: &Session,
    context: &Context<'_>,
    row: &Row,
    at: At,
    rect: Rect,
    p: &Palette,
) -> String {
    let column = at.column;
    let room = rect.shrink2(vec2(PAD, 0.0));
    let said = text(context, session.table.rows(), row, column);
    if let Some(refused) = session.table_refused(at, &said) {
        flag(ui, rect, refused, p);
        return refused.to_owned();
    }
    match (column, &row.record) {
        (Column::Measure, Record::Measure(measure)) => {
            let indent = STEP * f32::from(row.depth);
            let room = Rect::from_min_max(pos2(room.left() + indent, room.top()), room.max);
            let cancelled = measure.status == MeasureStatus::Cancelled;
            let ink = if cancelled { p.text_weak } else { p.text };
            let head = put(ui, room, &shown(measure.label()), Type::CHIP.emphasised(), ink);
            if cancelled {
                let y = room.center().y;
                ui.painter().hline(head.left()..=head.right(), y, Stroke::new(1.0, ink));
            }
            if !measure.title.is_empty() && !measure.text.is_empty() {
                let tail = Rect::from_min_max(pos2(head.right() + 8.0, room.top()), room.max);
                if tail.width() > 24.0 {
                    put(ui, tail, &shown(&measure.text), Type::CHIP, p.text_weak);
                }
            }
        }
        (Column::When, Record::Measure(measure)) => {
            if let Some(When::Unclear(_)) = measure.when {
                flag(ui, rect, &said, p);
            } else {
                put_or_dash(ui, room, &said, Type::CHIP, p.text, p);
            }
        }
        (Column::Status, Record::Measure(measure)) => {
            let standing = context.standing(measure);
            let (icon, ink) = look(standing, p);
            draw_icon(ui, icon, 14.0, pos2(room.left() + 7.0, room.center().y), ink);
            let tail = Rect::from_min_max(pos2(room.left() + 18.0, room.top()), room.max);
            let word = session.words.text(standing_key(standing));
            put(ui, tail, &word, Type::CHIP, ink);
            return word;
        }
        (Column::Progress, Record::Measure(measure)) => {
            progress(ui, room, measure.progress.percent(), context.standing(measure), p);
        }
        (Column::Log, Record::Measure(measure)) => {
            if let Some(entry) = measure.log.last() {
                let year = Some(context.plan.period.year());
                let day = value_words::short_date(context.plan.language, entry.on, year);
                let line = format!("{day} {}", shown(&entry.text));
                put(ui, room, &line, Type::CHIP, p.text_weak);
                return line;
            }
        }
        (Column::Weight, _)
            if session.table.rows().weights > rust_decimal::Decimal::ONE_HUNDRED && !said.is_empty() =>
        {
            let galley = lay_within(ui, &said, Type::CHIP.emphasised().font(), p.due, room.width());
            let at = pos2(room.right() - galley.size().x, room.center().y - galley.size().y / 2.0);
            ui.painter().galley(at, galley, p.due);
        }
        (Column::Actual, _) => put_figure(ui, room, &said, Type::CHIP.emphasised(), p),
        (column, _) if column.is_figure() => put_figure(ui, room, &shown(&Text::new(&said)), Type::CHIP, p),
        (Column::Number, _)
            if row.depth > 0
                && session.table.is_in_order(session.settings.table.grouping_of(session.table.sheet())) =>
        {
            // A part of a measure stands below it: its own number is enough.
            let own = row.trail.last(context.plan.language);
            put_figure(
                ui,
                Rect::from_min_max(room.min, pos2(room.right() - 8.0, room.bottom())),
                &own,
                Type::CHIP,
                p,
            );
        }
        (Column::Number | Column::Section | Column::Goal | Column::Belongs, _) => {
            put(ui, room, &said, Type::CHIP, p.text_weak);
        }
        (Column::Name | Column::Problem | Column::Person, _) => {
            put(ui, room, &shown(&Text::new(&said)), Type::CHIP.emphasised(), p.text);
        }
        (Column::Indicator, Record::Measure(measure)) => {
            let more = measure.indicators.len().saturating_sub(1);
            let line = shown(&Text::new(&said));
            let line = if more > 0 { format!("{line} +{more}") } else { line };
            put_or_dash(ui, room, &line, Type::CHIP, p.text, p);
            return line;
        }
        _ => put_or_dash(ui, room, &shown(&Text::new(&said)), Type::CHIP, p.text, p),
    }
    shown(&Text::new(&said))
}

/// Puts a line of text into a rectangle and returns where it stands.
fn put(ui: &Ui, room: Rect, text: &str, face: Type, ink: Color32) -> Rect {
    let galley = lay_within(ui, text, face.font(), ink, room.width());
    let at = pos2(room.left(), room.center().y - galley.size().y / 2.0);
    let rect = Rect::from_min_size(at, galley.size());
    ui.painter().galley(at, galley, ink);
    rect
}

/// Puts a line of text, or a dash where there is none.
fn put_or_dash(ui: &Ui, room: Rect, text: &str, face: Type, ink: Color32, p: &Palette) {
    if text.trim().is_empty() {
        put(ui, room, "—", face, p.text_weak);
    } else {
        put(ui, room, text, face, ink);
    }
}

/// Puts a figure at the right edge.
fn put_figure(ui: &Ui, room: Rect, text: &str, face: Type, p: &Palette) {
    let (text, face, ink) =
        if text.trim().is_empty() { ("—", Type::CHIP, p.text_weak) } else { (text, face, p.text) };
    let galley = lay_within(ui, text, face.font(), ink, room.width());
    let at = pos2(room.right() - galley.size().x, room.center().y - galley.size().y / 2.0);
    ui.painter().galley(at, galley, ink);
}

/// Shows words that are not understood.
pub(super) fn flag(ui: &Ui, rect: Rect, text: &str, p: &Palette) {
    let fill = rect.shrink2(vec2(3.0, 3.0));
    ui.painter().rect_filled(fill, CornerRadius::same(radius::CHIP), p.due_weak);
    draw_icon(ui, Icon::TriangleAlert, 14.0, pos2(rect.left() + PAD + 7.0, rect.center().y), p.due);
    let tail = Rect::from_min_max(pos2(rect.left() + PAD + 18.0, rect.top()), fill.max);
    put(ui, tail, text, Type::CHIP, p.due);
}

fn progress(ui: &Ui, room: Rect, percent: u8, standing: Standing, p: &Palette) {
    let label = format!("{percent}%");
    ui.painter().text(
        pos2(room.right(), room.center().y),
        Align2::RIGHT_CENTER,
        label,
        Type::CHIP.font(),
        p.text,
    );
    let bar = Rect::from_min_size(
        pos2(room.left(), room.center().y - 3.0),
        vec2((room.width() - 42.0).clamp(0.0, 74.0), 6.0),
    );
    let corner = CornerRadius::same(3);
    ui.painter().rect_filled(bar, corner, p.line);
    let ink = match standing {
        Standing::Late => p.late,
        Standing::Done => p.done,
        Standing::Cancelled => p.text_weak,
        Standing::DueThisMonth | Standing::Running | Standing::Open => p.accent,
    };
    let width = bar.width() * f32::from(percent) / 100.0;
    if width > 0.0 {
        ui.painter().rect_filled(Rect::from_min_size(bar.min, vec2(width, bar.height())), corner, ink);
    }
}

/// Shows a box with a tick, without one, or with a stroke where some of many are ticked.
pub(super) fn tick(ui: &Ui, rect: Rect, ticked: Option<bool>, p: &Palette) {
    let shape = Rect::from_center_size(rect.center(), vec2(16.0, 16.0));
    let corner = CornerRadius::same(radius::CHIP);
    let (fill, edge) = match ticked {
        Some(false) => (p.surface, p.line_strong),
        Some(true) | None => (p.accent, p.accent),
    };
    ui.painter().rect(shape, corner, fill, Stroke::new(1.0, edge), egui::StrokeKind::Inside);
    match ticked {
        Some(true) => draw_icon(ui, Icon::Check, 12.0, shape.center(), p.on_accent),
        None => draw_icon(ui, Icon::Minus, 12.0, shape.center(), p.on_accent),
        Some(false) => {}
    }
}
