//! What stands in a measure's lane: a bar, a diamond, the marks of a cadence; and what can be done
//! to it by pointer and keyboard.

use std::ops::Range;

use chrono::{Days, NaiveDate};
use egui::{
    Color32, CornerRadius, CursorIcon, EventFilter, Id, Key, Modifiers, Order, Pos2, Rect, Response, Role,
    Sense, Shape, Stroke, StrokeKind, Ui, WidgetInfo, pos2, vec2,
};

use super::axis::Axis;
use super::chart::{Chart, Facts, Row, RowKind, Time, time_of};
use super::timeline::{Place, select, to_write};
use super::{drag, looks, time};
use crate::locale::words as value_words;
use crate::model::{MeasureStatus, When};
use crate::session::Session;
use crate::track::{DayKind, Grip, Occurrence, Outcome, Standing, Unmoved, nudged};
use crate::ui::View;
use crate::ui::parts::{draw_icon, words};
use crate::ui::theme::{Palette, Type, focus_ring, palette, shadow};

/// The height of a bar.
const BAR: f32 = 12.0;
/// Half the width of a diamond.
const DIAMOND: f32 = 7.0;

/// Shows a measure's lane.
pub(super) fn show(
    ui: &mut Ui,
    session: &Session,
    view: &mut View,
    chart: &Chart,
    place: &Place<'_>,
    row: &Row,
) {
    let RowKind::Measure { facts, number, clashes, .. } = &row.kind else { return };
    let p = palette(ui);
    let lane = place.lane(row);
    let time = match view.year.drag.as_ref().filter(|drag| drag.is_of(facts.id)) {
        Some(drag::Drag { now: Ok(when), .. }) => time_of(Some(when), chart.basis.period),
        _ => facts.time,
    };
    let x = |day: NaiveDate| place.left + place.axis.left_of(day);
    let right = |day: NaiveDate| place.left + place.axis.right_of(day);
    let middle = lane.center().y;
    // What is drawn, as far as the pointer is concerned.
    let (held, ends) = match time {
        Time::Point(day) => {
            let at = place.left + place.axis.middle_of(day);
            (Rect::from_center_size(pos2(at, middle), vec2(22.0, lane.height())), (None, at))
        }
        Time::Bar(first, last) | Time::Duty(first, last) => {
            let (left, end) = (x(first), right(last));
            let area = Rect::from_x_y_ranges(left..=end + DIAMOND, lane.y_range());
            (area, (Some(left), end))
        }
        Time::Marks | Time::Nowhere => (lane, (None, 0.0)),
    };
    let behind = ui.interact(lane, Id::unique(("year-lane", facts.id)), Sense::CLICK);
    if behind.double_clicked() {
        to_write(view, facts.id);
    } else if behind.clicked() {
        select(view, facts.id);
    }
    // What is scrolled out of sight keeps its widget at the edge, so that the keyboard finds it.
    let seen = held.intersect(place.lanes);
    let area = if seen.is_positive() {
        seen
    } else {
        let edge =
            if held.center().x < place.lanes.left() { place.lanes.left() } else { place.lanes.right() - 8.0 };
        Rect::from_min_size(pos2(edge, lane.top()), vec2(8.0, lane.height()))
    };
    let id = Id::unique(("year-bar", facts.id));
    let response = ui.interact(area, id, Sense::click_and_drag());
    let off = deadline_off(chart, facts);
    let notes = notes(chart, facts);
    response.widget_info(|| {
        let name = looks::name(session, &chart.basis, facts, number, &notes);
        WidgetInfo::labeled(Role::Button, true, name)
    });
    let ink = Ink::of(facts, *clashes, p);
    match time {
        Time::Nowhere => nowhere(ui, session, facts, place, lane),
        Time::Point(day) => {
            tail(ui, session, facts, place, day, middle, p);
            diamond(ui, pos2(place.left + place.axis.middle_of(day), middle), ink, facts, p);
        }
        Time::Duty(first, last) => duty(ui, session, place, facts, (first, last), middle, ink),
        Time::Bar(first, last) => {
            tail(ui, session, facts, place, last, middle, p);
            bar(
                ui,
                facts,
                Rect::from_x_y_ranges(x(first)..=right(last), middle - BAR / 2.0..=middle + BAR / 2.0),
                ink,
                p,
            );
            diamond(ui, pos2(right(last), middle), ink, facts, p);
        }
        Time::Marks => marks(ui, facts.marks(&chart.basis), place, lane, p),
    }
    if off && let Time::Point(day) | Time::Bar(_, day) = time {
        // A deadline on a day off is underlined in the colour of what asks for attention.
        let at = match time {
            Time::Point(_) => place.left + place.axis.middle_of(day),
            _ => right(day),
        };
        ui.painter().hline(at - 6.0..=at + 6.0, middle + 10.5, Stroke::new(2.0, p.due));
    }
    if response.has_focus() {
        let outline = Rect::from_center_size(area.center(), vec2(area.width() + 4.0, 24.0)).intersect(lane);
        ui.painter().rect_stroke(outline, CornerRadius::same(4), focus_ring(p), StrokeKind::Inside);
    }
    if view.year.wanted_focus == Some(facts.id) {
        view.year.wanted_focus = None;
        response.request_focus();
    }
    pointer(ui, view, facts, place, &response, ends);
    keys(ui, session, view, chart, facts, &response);
    if view.year.editing == Some(facts.id) {
        time::field(session, view, chart, facts, &response);
    } else if let Some((_, text)) = view.year.note.as_ref().filter(|(id, _)| *id == facts.id) {
        time::note(ui, text, area);
    } else if view.year.drag.is_none() {
        response.on_hover_ui_at_pointer(|ui| card(ui, session, chart, facts, &notes));
    }
}

/// Returns the keys of what asks for attention in a measure's time.
pub(super) fn notes(chart: &Chart, facts: &Facts) -> Vec<&'static str> {
    let row = chart.row_of(facts.id).and_then(|at| chart.rows.get(at));
    let clashes = matches!(row, Some(Row { kind: RowKind::Measure { clashes: true, .. }, .. }));
    let off = deadline_off(chart, facts);
    let notes = [(clashes, "year-clash"), (off, "year-day-off")];
    notes.into_iter().filter(|(holds, _)| *holds).map(|(_, key)| key).collect()
}

/// Tells whether a measure's deadline is no working day.
fn deadline_off(chart: &Chart, facts: &Facts) -> bool {
    let deadline = match facts.time {
        Time::Point(day) | Time::Bar(_, day) => day,
        Time::Duty(..) | Time::Marks | Time::Nowhere => return false,
    };
    let is_open = !matches!(facts.standing, Standing::Done | Standing::Cancelled);
    // The end of a month or quarter is a way of speaking, not a day.
    let named = matches!(facts.measure.when, Some(When::By(_) | When::Span(_)));
    is_open && named && !chart.basis.holidays.is_working(deadline)
}

fn pointer(
    ui: &Ui,
    view: &mut View,
    facts: &Facts,
    place: &Place<'_>,
    response: &Response,
    ends: (Option<f32>, f32),
) {
    let Some(when) = &facts.measure.when else {
        if response.double_clicked() {
            to_write(view, facts.id);
        } else if response.clicked() {
            select(view, facts.id);
        }
        return;
    };
    if let Some(at) = response.hover_pos() {
        let fixed = matches!(facts.time, Time::Marks | Time::Nowhere) || matches!(when, When::Limit(_));
        ui.ctx().set_cursor_icon(match drag::grip_at(at.x, ends.0, ends.1) {
            _ if fixed => CursorIcon::Default,
            Grip::Whole => CursorIcon::Grab,
            Grip::Start | Grip::End => CursorIcon::ResizeHorizontal,
        });
    }
    if response.drag_started_by(egui::PointerButton::Primary)
        && let Some(at) = ui.input(|input| input.pointer.press_origin())
    {
        let grip = drag::grip_at(at.x, ends.0, ends.1);
        let day = place.axis.day_at(at.x - place.left);
        view.year.drag = Some(drag::Drag::new(facts.measure.id, grip, day, when));
        select(view, facts.id);
    }
    if response.double_clicked() {
        to_write(view, facts.id);
    } else if response.clicked() {
        select(view, facts.id);
    }
}

fn keys(ui: &Ui, session: &Session, view: &mut View, chart: &Chart, facts: &Facts, response: &Response) {
    if response.gained_focus() && session.focus != Some(facts.id) {
        view.push(crate::session::Action::Focus(Some(facts.id)));
    }
    if !response.has_focus() {
        return;
    }
    let filter = EventFilter { horizontal_arrows: true, vertical_arrows: true, ..EventFilter::default() };
    ui.memory_mut(|memory| memory.set_focus_lock_filter(response.id, filter));
    let pressed = |modifiers, key| ui.input_mut(|input| input.consume_key(modifiers, key));
    // More held keys first, because a key is also taken with more of them held.
    let steps = [
        (Modifiers::COMMAND | Modifiers::SHIFT, Grip::End, 7),
        (Modifiers::COMMAND, Grip::End, 1),
        (Modifiers::SHIFT, Grip::Whole, 7),
        (Modifiers::ALT, Grip::Whole, 1),
    ];
    for (modifiers, grip, days) in steps {
        for (key, way) in [(Key::ArrowLeft, -1), (Key::ArrowRight, 1)] {
            if pressed(modifiers, key) {
                step(session, view, facts, grip, days * way);
                return;
            }
        }
    }
    let row = chart.row_of(facts.id).unwrap_or(0);
    let next = |way: isize| {
        let mut at = row;
        loop {
            at = at.checked_add_signed(way)?;
            if let Some(facts) = chart.rows.get(at)?.facts() {
                return Some(facts.id);
            }
        }
    };
    for (key, way) in [(Key::ArrowUp, -1), (Key::ArrowDown, 1)] {
        if pressed(Modifiers::NONE, key)
            && let Some(id) = next(way)
        {
            select(view, id);
            view.year.wanted_row = Some(id);
            return;
        }
    }
    if pressed(Modifiers::SHIFT, Key::Enter) {
        to_write(view, facts.id);
    } else if pressed(Modifiers::NONE, Key::Enter) || pressed(Modifiers::NONE, Key::F2) {
        view.year.edit_time(facts.id);
    }
    let scroll = view.year.in_view.x / 4.0;
    for (key, way) in [(Key::ArrowLeft, -scroll), (Key::ArrowRight, scroll)] {
        if pressed(Modifiers::NONE, key) {
            let most = (view.year.axis(chart.range).width() - view.year.in_view.x).max(0.0);
            let offset = view.year.offset;
            view.year.wanted_offset = Some(vec2((offset.x + way).clamp(0.0, most), offset.y));
        }
    }
}

/// Moves a measure's time by the keyboard, or says why not.
fn step(session: &Session, view: &mut View, facts: &Facts, grip: Grip, days: i64) {
    let Some(when) = &facts.measure.when else { return };
    match nudged(when, grip, days) {
        Ok(new) if new != *when => view.push(drag::set_when(facts.measure.id, new)),
        Ok(_) => {}
        Err(why) => view.year.tell(session.words.text(refusal(why)), facts.id),
    }
}

/// Returns the key of the sentence that says why a time is not moved.
pub(super) const fn refusal(why: Unmoved) -> &'static str {
    match why {
        Unmoved::Cadence => "year-fixed-cadence",
        Unmoved::NoDay => "year-fixed-no-day",
    }
}

/// The colours of a bar.
#[derive(Clone, Copy)]
struct Ink {
    solid: Color32,
    weak: Color32,
    edge: Color32,
}

impl Ink {
    fn of(facts: &Facts, clashes: bool, p: &Palette) -> Self {
        let (_, ink, weak) = looks::look(facts.standing, p);
        let begun = facts.measure.status == MeasureStatus::Running || facts.measure.progress.percent() > 0;
        let (solid, weak) = match facts.standing {
            Standing::DueThisMonth | Standing::Open | Standing::Running if begun => (p.accent, p.accent_weak),
            Standing::DueThisMonth | Standing::Open | Standing::Running => (p.text_weak, p.surface),
            Standing::Late | Standing::Done | Standing::Cancelled => (ink, weak),
        };
        let edge = match facts.standing {
            Standing::Open | Standing::DueThisMonth if !begun => p.line_strong,
            Standing::Cancelled => p.line_strong,
            _ => solid,
        };
        if clashes {
            Self { solid: p.due, weak: p.due_weak, edge: p.due }
        } else {
            Self { solid, weak, edge }
        }
    }
}

fn bar(ui: &Ui, facts: &Facts, rect: Rect, ink: Ink, p: &Palette) {
    let corner = CornerRadius::same(3);
    let rect = rect.with_max_x(rect.right().max(rect.left() + 3.0));
    let done = if facts.standing == Standing::Done {
        1.0
    } else {
        f32::from(facts.measure.progress.percent()) / 100.0
    };
    if done < 1.0 {
        let fill = if facts.standing == Standing::Cancelled { p.surface } else { ink.weak };
        ui.painter().rect(rect, corner, fill, Stroke::new(1.0, ink.edge), StrokeKind::Inside);
    }
    if done > 0.0 && facts.standing != Standing::Cancelled {
        let end = rect.left() + rect.width() * done;
        let corner = if done < 1.0 { CornerRadius { ne: 0, se: 0, ..corner } } else { corner };
        ui.painter().rect_filled(rect.with_max_x(end), corner, ink.solid);
    }
}

fn diamond(ui: &Ui, at: Pos2, ink: Ink, facts: &Facts, p: &Palette) {
    let points = vec![
        at - vec2(DIAMOND, 0.0),
        at - vec2(0.0, DIAMOND),
        at + vec2(DIAMOND, 0.0),
        at + vec2(0.0, DIAMOND),
    ];
    let is_done = facts.standing == Standing::Done;
    let fill = if is_done { ink.solid } else { p.surface };
    let begun = ink.solid == p.text_weak;
    let edge = if begun && facts.standing != Standing::Cancelled { p.text } else { ink.solid };
    ui.painter().add(Shape::convex_polygon(points, fill, Stroke::new(1.5, edge)));
}

/// Draws how long a measure is late: from its deadline to today.
fn tail(
    ui: &Ui,
    session: &Session,
    facts: &Facts,
    place: &Place<'_>,
    deadline: NaiveDate,
    y: f32,
    p: &Palette,
) {
    if facts.standing == Standing::Late && deadline < session.today {
        let from = place.left + place.axis.right_of(deadline);
        let to = place.left + place.axis.middle_of(session.today);
        ui.painter().hline(from..=to.max(from), y, Stroke::new(1.5, p.late));
    }
}

fn duty(
    ui: &Ui,
    session: &Session,
    place: &Place<'_>,
    facts: &Facts,
    (first, last): (NaiveDate, NaiveDate),
    y: f32,
    ink: Ink,
) {
    let p = palette(ui);
    let (left, end) = (place.left + place.axis.left_of(first), place.left + place.axis.right_of(last));
    let today = (place.left + place.axis.middle_of(session.today)).clamp(left, end);
    let (solid, thin) = match facts.standing {
        Standing::Done => (p.done, p.done),
        Standing::Cancelled => (p.line_strong, p.line_strong),
        Standing::Late => (p.late, p.late),
        Standing::Open | Standing::Running | Standing::DueThisMonth => {
            (if ink.solid == p.due { p.due } else { p.accent }, p.accent_line)
        }
    };
    let begun = if session.today < first { left } else { today };
    let begun = if facts.standing == Standing::Done { end } else { begun };
    ui.painter().hline(begun..=end - 4.0, y, Stroke::new(1.5, thin));
    if begun > left {
        let area = Rect::from_x_y_ranges(left + 1.0..=begun, y - 2.0..=y + 2.0);
        ui.painter().rect_filled(area, CornerRadius::same(2), solid);
    }
}

/// Draws the occurrences of a cadence: signs where there is room, strokes where they are many, a
/// line where they are every day.
fn marks(ui: &Ui, marks: &[Occurrence], place: &Place<'_>, lane: Rect, p: &Palette) {
    let x = |day: NaiveDate| place.left + place.axis.middle_of(day);
    let (Some(first), Some(last)) = (marks.first(), marks.last()) else { return };
    let mean = (x(last.due) - x(first.due)) / (marks.len().max(2) - 1) as f32;
    let y = lane.center().y;
    if marks.len() > 2 && mean < 6.0 {
        return daily(ui, marks, place, y, p);
    }
    let from = place.axis.day_at(place.lanes.left() - place.left - 12.0);
    let to = place.axis.day_at(place.lanes.right() - place.left + 12.0);
    let begin = marks.partition_point(|mark| mark.due < from);
    let painter = ui.painter();
    for mark in marks.get(begin..).unwrap_or_default().iter().take_while(|mark| mark.due <= to) {
        let at = pos2(x(mark.due), y);
        if marks.len() > 2 && mean < 26.0 {
            let ink = match mark.outcome {
                Outcome::Done => p.done,
                Outcome::Missed => p.late,
                Outcome::ToDo => p.line_strong,
                Outcome::LeftOut => p.line,
            };
            let area = Rect::from_center_size(at, vec2(3.0, 10.0));
            painter.rect_filled(area, CornerRadius::same(1), ink);
            continue;
        }
        match mark.outcome {
            Outcome::Done => {
                painter.circle_filled(at, 4.5, p.done);
            }
            Outcome::ToDo => {
                painter.circle(at, 4.0, p.surface, Stroke::new(1.0, p.line_strong));
            }
            Outcome::LeftOut => {
                painter.hline(at.x - 4.0..=at.x + 4.0, at.y, Stroke::new(1.5, p.line_strong));
            }
            Outcome::Missed => {
                let stroke = Stroke::new(2.0, p.late);
                painter.line_segment([at - vec2(4.0, 4.0), at + vec2(4.0, 4.0)], stroke);
                painter.line_segment([at + vec2(-4.0, 4.0), at + vec2(4.0, -4.0)], stroke);
            }
        }
    }
}

/// Draws what is due nearly every day as one line: thick where days were dealt with, red where they
/// were missed, thin where they are to come.
fn daily(ui: &Ui, marks: &[Occurrence], place: &Place<'_>, y: f32, p: &Palette) {
    let painter = ui.painter();
    let mut run: Option<(Outcome, NaiveDate, NaiveDate)> = None;
    let draw = |run: (Outcome, NaiveDate, NaiveDate)| {
        let (outcome, first, last) = run;
        let x = place.left + place.axis.left_of(first)..=place.left + place.axis.right_of(last);
        let (half, ink) = match outcome {
            Outcome::Done => (2.0, p.accent),
            Outcome::Missed => (2.0, p.late),
            Outcome::ToDo => (0.75, p.accent_line),
            Outcome::LeftOut => (0.75, p.line_strong),
        };
        painter.rect_filled(Rect::from_x_y_ranges(x, y - half..=y + half), CornerRadius::ZERO, ink);
    };
    for mark in marks {
        match &mut run {
            // Weekends between working days do not cut the line.
            Some((outcome, _, last)) if *outcome == mark.outcome && (mark.due - *last).num_days() <= 12 => {
                *last = mark.due;
            }
            _ => {
                if let Some(run) = run.replace((mark.outcome, mark.due, mark.due)) {
                    draw(run);
                }
            }
        }
    }
    if let Some(run) = run {
        draw(run);
    }
}

/// Says that a measure has no time, where a bar would be.
fn nowhere(ui: &Ui, session: &Session, facts: &Facts, place: &Place<'_>, lane: Rect) {
    let p = palette(ui);
    let (text, ink) = match &facts.measure.when {
        Some(When::Unclear(words)) => {
            (session.words.with("chip-unclear", &[("text", words.clone().into())]), p.due)
        }
        _ => (session.words.text("year-no-time"), p.text_weak),
    };
    let galley = crate::ui::parts::lay(ui, &text, Type::CAPTION.font(), ink);
    let at = crate::ui::parts::left_middle(place.lanes.left() + 10.0, lane, &galley);
    ui.painter().galley(at, galley, ink);
}

/// Draws the links between measures that come one after the other.
pub(super) fn links(ui: &Ui, chart: &Chart, place: &Place<'_>, rows: &Range<usize>) {
    let p = palette(ui);
    for link in &chart.links {
        if link.from.max(link.to) < rows.start || link.from.min(link.to) >= rows.end {
            continue;
        }
        let (Some(from), Some(to)) = (chart.rows.get(link.from), chart.rows.get(link.to)) else { continue };
        let end = from.facts().and_then(|facts| match facts.time {
            Time::Point(day) => Some(place.axis.middle_of(day)),
            Time::Bar(_, last) | Time::Duty(_, last) => Some(place.axis.right_of(last)),
            Time::Marks | Time::Nowhere => None,
        });
        let start = to.facts().and_then(|facts| match facts.time {
            Time::Point(day) => Some(place.axis.middle_of(day) - DIAMOND),
            Time::Bar(first, _) | Time::Duty(first, _) => Some(place.axis.left_of(first)),
            Time::Marks | Time::Nowhere => None,
        });
        let (Some(end), Some(start)) = (end, start) else { continue };
        let stroke = Stroke::new(1.25, if link.clashes { p.due } else { p.line_strong });
        let from = pos2(place.left + end + DIAMOND, place.lane(from).center().y);
        let to = pos2(place.left + start, place.lane(to).center().y);
        let down = if to.y > from.y { 1.0 } else { -1.0 };
        let points = if to.x > from.x + 14.0 {
            vec![from, pos2(from.x + 5.0, from.y), pos2(from.x + 5.0, to.y), to]
        } else {
            // Back in time: round the end, along between the rows, into the start.
            let between = to.y - down * 12.0;
            let turn = from.x + 5.0;
            vec![
                from,
                pos2(turn, from.y),
                pos2(turn, between),
                pos2(to.x - 9.0, between),
                pos2(to.x - 9.0, to.y),
                to,
            ]
        };
        ui.painter().add(Shape::line(points, stroke));
        let head = vec![to, to + vec2(-6.0, -3.5), to + vec2(-6.0, 3.5)];
        ui.painter().add(Shape::convex_polygon(head, stroke.color, Stroke::NONE));
    }
}

/// Shows where a drag would end: a line down the lanes, and the new date beside the pointer.
pub(super) fn drag_note(ui: &Ui, session: &Session, view: &View, chart: &Chart, axis: &Axis, left: f32) {
    let p = palette(ui);
    let Some(drag) = &view.year.drag else { return };
    if let Ok(when) = &drag.now {
        let (first, last) = crate::track::moving::ends(when);
        let x = match drag.grip {
            Grip::Start => first.map(|day| axis.left_of(day)),
            Grip::Whole | Grip::End => last.map(|day| axis.right_of(day)),
        };
        if let Some(x) = x {
            ui.painter().vline(left + x, ui.max_rect().y_range(), Stroke::new(1.0, p.accent));
        }
    }
    drag_plate(ui, session, chart, drag);
}

/// Shows the new date beside the pointer, or why there is none.
pub(super) fn drag_plate(ui: &Ui, session: &Session, chart: &Chart, drag: &drag::Drag) {
    let p = palette(ui);
    let Some(at) = ui.input(|input| input.pointer.interact_pos()) else { return };
    let language = chart.basis.language;
    let (mut text, ink) = match &drag.now {
        Ok(when) => (value_words::when(language, when, Some(chart.basis.year)), p.text),
        Err(why) => {
            ui.ctx().set_cursor_icon(CursorIcon::NotAllowed);
            (session.words.text(refusal(*why)), p.due)
        }
    };
    if let Some(day) = drag.now.as_ref().ok().and_then(When::deadline)
        && !chart.basis.holidays.is_working(day)
    {
        let next = chart.basis.holidays.next_working_day(day);
        let next = value_words::short_date(language, next, Some(chart.basis.year));
        text.push('\n');
        text += &session.words.with("year-next-working", &[("date", next.into())]);
    }
    let painter = ui.ctx().layer_painter(egui::LayerId::new(Order::Tooltip, Id::unique("year-drag")));
    let galley = painter.layout_no_wrap(text, Type::CHIP.emphasised().font(), ink);
    let whole = ui.ctx().content_rect();
    let size = galley.size() + vec2(20.0, 12.0);
    let corner = pos2(
        (at.x + 14.0).min(whole.right() - size.x - 4.0),
        (at.y + 16.0).min(whole.bottom() - size.y - 4.0),
    );
    let plate = Rect::from_min_size(corner, size);
    painter.add(shadow(p).as_shape(plate, CornerRadius::same(8)));
    painter.rect(plate, CornerRadius::same(8), p.raised, Stroke::new(1.0, p.line), StrokeKind::Inside);
    painter.galley(plate.min + vec2(10.0, 6.0), galley, ink);
}

/// Shows what a measure is about while the pointer rests on it.
pub(super) fn card(ui: &mut Ui, session: &Session, chart: &Chart, facts: &Facts, notes: &[&'static str]) {
    let p = palette(ui);
    ui.set_max_width(280.0);
    ui.spacing_mut().item_spacing.y = 4.0;
    let (icon, ink, _) = looks::look(facts.standing, p);
    ui.horizontal(|ui| {
        ui.allocate_ui(vec2(244.0, 22.0), |ui| {
            ui.set_min_width(244.0);
            let label =
                if facts.label.is_empty() { session.words.text("untitled") } else { facts.label.clone() };
            let text = egui::RichText::new(label).font(Type::BUTTON.emphasised().font()).color(p.text);
            ui.add(egui::Label::new(text).wrap().selectable(false));
        });
        let at = ui.cursor().left_center();
        draw_icon(ui, icon, 16.0, pos2(at.x + 8.0, at.y), ink);
    });
    let line = session.words.with(
        "year-owner-when",
        &[
            ("owner", looks::owner(session, facts).into()),
            ("when", looks::when(session, &chart.basis, facts).into()),
        ],
    );
    words(ui, &line, Type::CAPTION, p.text_weak);
    let percent = if facts.standing == Standing::Done { 100 } else { facts.measure.progress.percent() };
    if percent > 0 || matches!(facts.time, Time::Bar(..)) {
        ui.horizontal(|ui| {
            let (rect, _) = ui.allocate_exact_size(vec2(220.0, 6.0), Sense::hover());
            ui.painter().rect_filled(rect, CornerRadius::same(3), p.chip);
            let end = rect.left() + rect.width() * f32::from(percent) / 100.0;
            ui.painter().rect_filled(rect.with_max_x(end), CornerRadius::same(3), ink);
            words(ui, &format!("{percent}%"), Type::CHIP, p.text);
        });
    }
    words(ui, &session.words.text(looks::key(facts.standing)), Type::CAPTION, ink);
    if let Some(outlook) = outlook(session, chart, facts) {
        words(ui, &outlook, Type::CHIP, p.text);
    }
    for note in notes {
        let text =
            if *note == "year-day-off" { day_off(session, chart, facts) } else { session.words.text(note) };
        words(ui, &text, Type::CHIP, p.due);
    }
}

/// Says that the deadline is a day off, which one, and what the next working day is.
fn day_off(session: &Session, chart: &Chart, facts: &Facts) -> String {
    let (Time::Point(day) | Time::Bar(_, day) | Time::Duty(_, day)) = facts.time else {
        return String::new();
    };
    let holidays = &chart.basis.holidays;
    let language = session.words.language();
    let date = |day| value_words::short_date(language, day, Some(chart.basis.year));
    let what = match holidays.kind(day) {
        DayKind::Holiday(name) => name.to_owned(),
        DayKind::Weekend | DayKind::Working | DayKind::MakeUp => session.words.text("year-weekend"),
    };
    session.words.with(
        "year-day-off-long",
        &[
            ("date", date(day).into()),
            ("what", what.into()),
            ("next", date(holidays.next_working_day(day)).into()),
        ],
    )
}

/// Says how many days are left, and when it will be done at the pace so far.
fn outlook(session: &Session, chart: &Chart, facts: &Facts) -> Option<String> {
    let today = session.today;
    let (first, last) = match facts.time {
        Time::Point(day) => (None, day),
        Time::Bar(first, last) => (Some(first), last),
        Time::Duty(..) | Time::Marks | Time::Nowhere => return None,
    };
    if matches!(facts.standing, Standing::Done | Standing::Cancelled) {
        return None;
    }
    let left = (last - today).num_days();
    if left < 0 {
        return Some(session.words.with("year-days-late", &[("count", (-left).into())]));
    }
    let percent = i64::from(facts.measure.progress.percent());
    let begun = first.filter(|first| *first < today && percent > 0 && percent < 100);
    let end = begun.and_then(|first| {
        let days = (today - first).num_days() * 100 / percent;
        first.checked_add_days(Days::new(days.unsigned_abs()))
    });
    Some(match end {
        Some(end) => {
            let end = value_words::short_date(session.words.language(), end, Some(chart.basis.year));
            session.words.with("year-days-left-pace", &[("count", left.into()), ("date", end.into())])
        }
        None => session.words.with("year-days-left", &[("count", left.into())]),
    })
}
