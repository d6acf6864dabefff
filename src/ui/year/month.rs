//! The month on a calendar: deadlines and occurrences by day, weekends and public holidays; a
//! deadline can be dragged to another day.

use std::sync::Arc;

use chrono::{Datelike, Days, Months, NaiveDate, Weekday};
use egui::{
    CentralPanel, CornerRadius, CursorIcon, EventFilter, Frame, Id, Key, Modifiers, Popup,
    PopupCloseBehavior, Rect, Role, ScrollArea, Sense, Stroke, StrokeKind, Ui, WidgetInfo, pos2, vec2,
};
use lucide_icons::Icon;

use super::chart::{Chart, Facts, Time};
use super::timeline::to_write;
use super::{drag, lane, looks, time};
use crate::locale::words as value_words;
use crate::model::DateSpan;
use crate::session::{Command, Session};
use crate::track::{DayKind, Grip, Outcome, Snap, Standing, moved};
use crate::ui::View;
use crate::ui::parts::{Button, ButtonKind, draw_icon, lay, lay_within, left_middle, ring, words};
use crate::ui::theme::{Palette, Type, palette};

/// The height of the row with the weekdays.
const HEAD: f32 = 30.0;
/// The height of an entry.
const ENTRY: f32 = 21.0;

/// Something that falls on a day.
#[derive(Clone)]
pub(super) struct Entry {
    pub(super) facts: Arc<Facts>,
    /// What became of it, where it is an occurrence.
    outcome: Option<Outcome>,
}

/// What falls on the days of a stretch of time, worked out when plan or stretch change.
pub(super) struct OnDays {
    span: DateSpan,
    chart: u64,
    days: Vec<Vec<Entry>>,
}

impl OnDays {
    fn of(chart: &Chart, span: DateSpan) -> Self {
        let length = usize::try_from((span.last() - span.first()).num_days() + 1).unwrap_or_default();
        let mut days = vec![Vec::new(); length];
        let mut put = |day: NaiveDate, entry: Entry| {
            let at = usize::try_from((day - span.first()).num_days()).ok();
            if let Some(day) = at.and_then(|at| days.get_mut(at)) {
                day.push(entry);
            }
        };
        for facts in &chart.measures {
            match facts.time {
                Time::Point(day) | Time::Bar(_, day) => {
                    put(day, Entry { facts: Arc::clone(facts), outcome: None });
                }
                // What is due nearly every day would fill the calendar and say nothing.
                Time::Marks if !facts.due.is_empty() || is_weekly(facts) => {
                    let marks = facts.marks(&chart.basis);
                    let from = marks.partition_point(|mark| mark.due < span.first());
                    for mark in marks.get(from..).unwrap_or_default() {
                        if mark.due > span.last() {
                            break;
                        }
                        put(mark.due, Entry { facts: Arc::clone(facts), outcome: Some(mark.outcome) });
                    }
                }
                Time::Duty(..) | Time::Marks | Time::Nowhere => {}
            }
        }
        // Deadlines stand before what comes back every week.
        for day in &mut days {
            day.sort_by_key(|entry| entry.outcome.is_some());
        }
        Self { span, chart: chart.serial, days }
    }

    fn on(&self, day: NaiveDate) -> &[Entry] {
        let at = usize::try_from((day - self.span.first()).num_days()).ok();
        at.and_then(|at| self.days.get(at)).map_or(&[], Vec::as_slice)
    }
}

fn is_weekly(facts: &Facts) -> bool {
    use crate::model::{Every, When};
    matches!(
        &facts.measure.when,
        Some(When::Cadence(cadence))
            if matches!(cadence.every(), Every::Week { .. } | Every::TwoWeeks | Every::TenDays)
    )
}

/// Shows the month.
pub(super) fn show(ui: &mut Ui, session: &Session, view: &mut View, chart: &Chart) {
    let p = palette(ui);
    let month = view.year.month(session);
    let year = month.year();
    if !session.holidays.is_known(year) {
        unknown_year(ui, session, view, year);
    }
    CentralPanel::default().frame(Frame::new().fill(p.surface)).show(ui, |ui| {
        grid(ui, session, view, chart, month);
    });
}

/// Says that nothing is known of a year's days off, and leads to where they are entered.
fn unknown_year(ui: &mut Ui, session: &Session, view: &mut View, year: i32) {
    let p = palette(ui);
    egui::Panel::top("year-unknown").exact_size(44.0).frame(Frame::new().fill(p.due_weak)).show(ui, |ui| {
        ui.horizontal_centered(|ui| {
            ui.add_space(16.0);
            let at = ui.cursor().left_center();
            draw_icon(ui, Icon::CalendarOff, 16.0, pos2(at.x + 8.0, at.y), p.due);
            ui.add_space(24.0);
            let text = session.words.with("year-holidays-unknown", &[("year", year.to_string().into())]);
            words(ui, &text, Type::CHIP, p.due);
            let label = session.words.text("year-holidays-enter");
            if Button::new(ButtonKind::Normal, &label).small().show(ui).clicked() {
                view.push(crate::session::Action::Command(Command::Holidays));
            }
        });
    });
}

fn grid(ui: &mut Ui, session: &Session, view: &mut View, chart: &Chart, month: NaiveDate) {
    let p = palette(ui);
    let whole = ui.available_rect_before_wrap();
    let first = month.week(Weekday::Mon).first_day();
    let end = month.checked_add_months(Months::new(1)).and_then(|day| day.pred_opt()).unwrap_or(month);
    let weeks = u32::try_from((end - first).num_days() / 7 + 1).unwrap_or(5);
    let last = first.checked_add_days(Days::new(u64::from(weeks) * 7 - 1)).unwrap_or(end);
    let Ok(span) = DateSpan::new(first, last) else { return };
    let fresh = view.year.days.take().filter(|days| days.span == span && days.chart == chart.serial);
    let days = fresh.unwrap_or_else(|| OnDays::of(chart, span));
    if ui.input_mut(|input| view.year.drag.is_some() && input.consume_key(Modifiers::NONE, Key::Escape)) {
        view.year.drag = None;
    }
    let width = whole.width() / 7.0;
    let height = (whole.height() - HEAD) / weeks as f32;
    let rect_of = |index: u32| {
        let (column, row) = ((index % 7) as f32, (index / 7) as f32);
        let corner = pos2(whole.left() + column * width, whole.top() + HEAD + row * height);
        Rect::from_min_size(corner, vec2(width, height))
    };
    // The day under the pointer, where something is dragged to.
    if let Some(at) = ui.input(|input| input.pointer.interact_pos())
        && let Some(drag) = &mut view.year.drag
    {
        let over = first.iter_days().take(weeks as usize * 7).zip(0..);
        if let Some((day, _)) = over.into_iter().find(|(_, index)| rect_of(*index).contains(at)) {
            drag.to(day, Snap::Day);
        }
    }
    for (column, day) in first.iter_days().take(7).enumerate() {
        let key = ["year-mon", "year-tue", "year-wed", "year-thu", "year-fri", "year-sat", "year-sun"];
        let name = session.words.text(key.get(column).copied().unwrap_or_default());
        let area =
            Rect::from_min_size(pos2(whole.left() + column as f32 * width, whole.top()), vec2(width, HEAD));
        let ink = if crate::track::holidays::is_weekend(day) { p.text_weak } else { p.text };
        let galley = lay(ui, &name, Type::CHIP.font(), ink);
        ui.painter().galley(left_middle(area.left() + 10.0, area, &galley), galley, ink);
    }
    ui.painter().hline(whole.x_range(), whole.top() + HEAD, Stroke::new(1.0, p.line_strong));
    for (day, index) in first.iter_days().take(weeks as usize * 7).zip(0_u32..) {
        let area = rect_of(index);
        let outside = day.month() != month.month();
        one_day(ui, session, view, chart, &days, day, area, outside);
    }
    if !ui.input(|input| input.pointer.any_down())
        && let Some(action) = view.year.drag.take().and_then(drag::Drag::dropped)
    {
        view.push(action);
    }
    note_of_drag(ui, session, view, chart);
    view.year.days = Some(days);
}

#[expect(clippy::too_many_arguments, reason = "a day is drawn from all there is to know of it")]
fn one_day(
    ui: &mut Ui,
    session: &Session,
    view: &mut View,
    chart: &Chart,
    days: &OnDays,
    day: NaiveDate,
    area: Rect,
    outside: bool,
) {
    let p = palette(ui);
    let holidays = &chart.basis.holidays;
    let kind = holidays.kind(day);
    let is_today = day == session.today;
    let fill = if kind.is_working() { p.surface } else { p.panel };
    ui.painter().rect_filled(area, CornerRadius::ZERO, fill);
    let lands = view
        .year
        .drag
        .as_ref()
        .is_some_and(|drag| drag.now.as_ref().ok().and_then(crate::model::When::deadline) == Some(day));
    if lands {
        let edge = Stroke::new(2.0, p.accent);
        ui.painter().rect(area, CornerRadius::ZERO, p.accent_weak, edge, StrokeKind::Inside);
    }
    // Inside the day, because the next day's fill covers its own edge.
    ui.painter().vline(area.right() - 0.5, area.y_range(), Stroke::new(1.0, p.line));
    ui.painter().hline(area.x_range(), area.bottom() - 0.5, Stroke::new(1.0, p.line));
    let number = day.day().to_string();
    let (ink, face) = if is_today {
        (p.on_accent, Type::CHIP.emphasised())
    } else if outside || !kind.is_working() {
        (p.text_weak, Type::CHIP)
    } else {
        (p.text, Type::CHIP)
    };
    let galley = lay(ui, &number, face.font(), ink);
    let at = pos2(area.left() + 18.0, area.top() + 15.0);
    if is_today {
        ui.painter().circle_filled(at, 11.0, p.accent);
    }
    ui.painter().galley(at - galley.size() / 2.0, galley, ink);
    let (label, ink) = match kind {
        DayKind::Holiday(name) => (name.to_owned(), p.done),
        DayKind::MakeUp => (session.words.text("year-make-up"), p.due),
        DayKind::Weekend | DayKind::Working => (String::new(), p.text_weak),
    };
    if !label.is_empty() {
        let galley = lay_within(ui, &label, Type::CAPTION.font(), ink, area.width() - 44.0);
        let x = area.right() - galley.size().x - 8.0;
        ui.painter().galley(pos2(x, area.top() + 7.0), galley, ink);
    }
    let entries = days.on(day);
    let room = ((area.height() - 30.0) / ENTRY).floor().max(1.0);
    let fits = (1..=entries.len()).take_while(|count| *count as f32 <= room).count();
    // The last place says how many more there are.
    let fits = if fits < entries.len() { fits.saturating_sub(1) } else { fits };
    for (at, entry) in entries.iter().take(fits).enumerate() {
        let y = area.top() + 28.0 + at as f32 * ENTRY;
        let rect = Rect::from_min_size(pos2(area.left() + 5.0, y), vec2(area.width() - 10.0, ENTRY - 1.0));
        one_entry(ui, session, view, chart, (day, entry), rect);
    }
    if fits < entries.len() {
        let y = area.top() + 28.0 + fits as f32 * ENTRY;
        let rect = Rect::from_min_size(pos2(area.left() + 5.0, y), vec2(area.width() - 10.0, ENTRY - 1.0));
        rest_of_day(ui, session, view, chart, (day, entries, fits), rect);
    }
}

/// Shows how many entries of a day have no room, and lists them all on a click.
fn rest_of_day(
    ui: &mut Ui,
    session: &Session,
    view: &mut View,
    chart: &Chart,
    (day, entries, fits): (NaiveDate, &[Entry], usize),
    rect: Rect,
) {
    let p = palette(ui);
    let response = ui.interact(rect, Id::unique(("year-rest", day)), Sense::click());
    let label = session.words.with("year-more", &[("count", (entries.len() - fits).into())]);
    let date = value_words::short_date(session.words.language(), day, Some(chart.basis.year));
    response.widget_info(|| WidgetInfo::labeled(Role::Button, true, format!("{date} {label}")));
    let ink = if response.hovered() { p.accent } else { p.text_weak };
    let galley = lay(ui, &label, Type::CAPTION.font(), ink);
    ui.painter().galley(left_middle(rect.left() + 5.0, rect, &galley), galley, ink);
    ring(ui, &response, rect, 4, p);
    Popup::menu(&response).close_behavior(PopupCloseBehavior::CloseOnClickOutside).show(|ui| {
        ui.set_width(320.0);
        words(ui, &date, Type::CHIP.emphasised(), p.text);
        ScrollArea::vertical().max_height(320.0).show_rows(ui, ENTRY, entries.len(), |ui, rows| {
            for entry in entries.get(rows).unwrap_or_default() {
                let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width(), ENTRY), Sense::hover());
                one_entry(ui, session, view, chart, (day, entry), rect);
            }
        });
    });
}

fn one_entry(
    ui: &mut Ui,
    session: &Session,
    view: &mut View,
    chart: &Chart,
    (day, entry): (NaiveDate, &Entry),
    rect: Rect,
) {
    let p = palette(ui);
    let facts = &entry.facts;
    let id = ui.scope_id().with(("year-entry", facts.id, day));
    let response = ui.interact(rect, id, Sense::click_and_drag());
    let (icon, ink, fill, key) = entry_look(entry, p);
    let label = if facts.label.is_empty() { session.words.text("untitled") } else { facts.label.clone() };
    let date = value_words::short_date(session.words.language(), day, Some(chart.basis.year));
    response.widget_info(|| {
        let name = session.words.with(
            "year-entry",
            &[
                ("date", date.clone().into()),
                ("measure", label.clone().into()),
                ("standing", session.words.text(key).into()),
            ],
        );
        WidgetInfo::labeled(Role::Button, true, name)
    });
    let is_here = session.focus == Some(facts.id);
    let fill = if is_here {
        p.accent_weak
    } else if response.hovered() {
        p.hover
    } else {
        fill
    };
    ui.painter().rect_filled(rect, CornerRadius::same(4), fill);
    draw_icon(ui, icon, 12.0, pos2(rect.left() + 9.0, rect.center().y), ink);
    let text = lay_within(ui, &label, Type::CAPTION.font(), p.text, rect.width() - 22.0);
    ui.painter().galley(left_middle(rect.left() + 18.0, rect, &text), text, p.text);
    ring(ui, &response, rect, 4, p);
    if view.year.drag.as_ref().is_some_and(|drag| drag.is_of(facts.id)) {
        ui.painter().rect_filled(rect, CornerRadius::same(4), p.surface.gamma_multiply(0.4));
    }
    if response.hovered() && entry.outcome.is_none() {
        ui.ctx().set_cursor_icon(CursorIcon::Grab);
    }
    if response.double_clicked() {
        to_write(view, facts.id);
    } else if response.clicked() {
        view.push(crate::session::Action::Focus(Some(facts.id)));
        response.request_focus();
    }
    if response.drag_started_by(egui::PointerButton::Primary)
        && let Some(when) = &facts.measure.when
    {
        // On the calendar the deadline is what is held.
        view.year.drag = Some(drag::Drag::new(facts.measure.id, Grip::End, day, when));
        view.push(crate::session::Action::Focus(Some(facts.id)));
    }
    keys(ui, session, view, facts, &response);
    if view.year.editing == Some(facts.id) && response.has_focus()
        || view.year.editing == Some(facts.id) && view.year.editing_at == Some(day)
    {
        view.year.editing_at = Some(day);
        time::field(session, view, chart, facts, &response);
    } else if let Some((_, text)) = view.year.note.as_ref().filter(|(id, _)| *id == facts.id) {
        time::note(ui, text, rect);
    } else if view.year.drag.is_none() {
        let notes = lane::notes(chart, facts);
        response.on_hover_ui_at_pointer(|ui| lane::card(ui, session, chart, facts, &notes));
    }
}

/// Returns icon, colours and the key of the word of an entry.
fn entry_look(entry: &Entry, p: &Palette) -> (Icon, egui::Color32, egui::Color32, &'static str) {
    match entry.outcome {
        None => {
            let (_, ink, _) = looks::look(entry.facts.standing, p);
            let fill = match entry.facts.standing {
                Standing::Late => p.late_weak,
                Standing::Done => p.done_weak,
                Standing::DueThisMonth => p.due_weak,
                Standing::Open | Standing::Running | Standing::Cancelled => p.chip,
            };
            (Icon::Diamond, ink, fill, looks::key(entry.facts.standing))
        }
        Some(Outcome::Done) => (Icon::CircleCheck, p.done, p.surface, "year-mark-done"),
        Some(Outcome::LeftOut) => (Icon::CircleSlash, p.text_weak, p.surface, "year-mark-left-out"),
        Some(Outcome::Missed) => (Icon::X, p.late, p.surface, "year-mark-missed"),
        Some(Outcome::ToDo) => (Icon::Circle, p.text_weak, p.surface, "year-mark-to-do"),
    }
}

fn keys(ui: &Ui, session: &Session, view: &mut View, facts: &Facts, response: &egui::Response) {
    if !response.has_focus() {
        return;
    }
    let filter = EventFilter { horizontal_arrows: true, ..EventFilter::default() };
    if ui.input(|input| input.modifiers.alt || input.modifiers.shift) {
        ui.memory_mut(|memory| memory.set_focus_lock_filter(response.id, filter));
    }
    let pressed = |modifiers, key| ui.input_mut(|input| input.consume_key(modifiers, key));
    for (modifiers, days) in [(Modifiers::SHIFT, 7), (Modifiers::ALT, 1)] {
        for (key, way) in [(Key::ArrowLeft, -1), (Key::ArrowRight, 1)] {
            if pressed(modifiers, key)
                && let Some(when) = &facts.measure.when
            {
                match moved(when, Grip::End, days * way, Snap::Day) {
                    Ok(new) if new != *when => view.push(drag::set_when(facts.measure.id, new)),
                    Ok(_) => {}
                    Err(why) => view.year.tell(session.words.text(lane::refusal(why)), facts.id),
                }
                return;
            }
        }
    }
    if pressed(Modifiers::COMMAND, Key::Enter) {
        to_write(view, facts.id);
    } else if pressed(Modifiers::NONE, Key::F2) || pressed(Modifiers::NONE, Key::Enter) {
        view.year.edit_time(facts.id);
    }
}

/// Shows the new date beside the pointer.
fn note_of_drag(ui: &Ui, session: &Session, view: &View, chart: &Chart) {
    if let Some(drag) = &view.year.drag {
        lane::drag_plate(ui, session, chart, drag);
    }
}
