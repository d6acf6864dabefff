//! What the calendar shows: how it is headed, its sheet of days, months or quarters, and its foot.

use chrono::{Datelike, NaiveDate};
use egui::{Align2, EventFilter, Id, Key, Modifiers, Rect, Role, Sense, Ui, WidgetInfo, vec2};
use lucide_icons::Icon;

use super::super::View;
use super::super::parts::{Button, ButtonKind, icon_button, segmented, words};
use super::super::theme::{Type, palette};
use super::cells::{self, Cell};
use super::{Choice, Mode, Open, Picks};
use crate::locale::words as value_words;
use crate::model::{DateSpan, Month, Quarter};
use crate::session::{Action, Command, Session};
use crate::track::DayKind;
use crate::track::grid::{Step, month_of, stepped, weeks};

/// The width and height of a day's cell.
const DAY: egui::Vec2 = egui::Vec2::new(38.0, 32.0);
/// How wide the sheet is.
const WIDTH: f32 = 7.0 * DAY.x;
/// The width of the column of week numbers.
const WEEK: f32 = 30.0;

/// Shows the open calendar and returns what was picked.
pub(super) fn show(
    ui: &mut Ui,
    session: &Session,
    view: &mut View,
    open: &mut Open,
    value: Option<Choice>,
    picks: Picks,
) -> Option<Choice> {
    let numbered = session.settings.week_numbers && matches!(open.mode, Mode::Day | Mode::Span);
    ui.set_width(WIDTH + if numbered { WEEK } else { 0.0 });
    ui.spacing_mut().item_spacing = vec2(4.0, 6.0);
    if picks == Picks::Time {
        let labels: Vec<String> =
            ["calendar-day-mode", "calendar-month-mode", "calendar-quarter-mode", "calendar-span-mode"]
                .iter()
                .map(|key| session.words.text(key))
                .collect();
        let active = Mode::ALL.iter().position(|mode| *mode == open.mode).unwrap_or_default();
        if let Some(mode) = segmented(ui, &labels, active).and_then(|at| Mode::ALL.get(at)) {
            open.mode = *mode;
            open.from = None;
            open.fresh = true;
        }
    }
    head(ui, session, open);
    let picked = match open.mode {
        Mode::Day | Mode::Span => days(ui, session, open, value, numbered),
        Mode::Month => months(ui, session, open, value),
        Mode::Quarter => quarters(ui, session, open, value),
    };
    if ui.input_mut(|input| input.consume_key(Modifiers::NONE, Key::Escape)) {
        ui.close();
        return None;
    }
    picked.or_else(|| foot(ui, session, view, open, value))
}

/// What is shown, with the ways to the month and the year before and behind it.
fn head(ui: &mut Ui, session: &Session, open: &mut Open) {
    let language = session.words.language();
    let months = matches!(open.mode, Mode::Day | Mode::Span);
    ui.horizontal(|ui| {
        let shown = open.cursor;
        let mut step = |ui: &mut Ui, icon, key: &str, count: i32| {
            if icon_button(ui, icon, 14.0, &session.words.text(key), true).clicked() {
                open.cursor = stepped(shown, Step::Months(count));
            }
        };
        step(ui, Icon::ChevronsLeft, "calendar-year-before", -12);
        if months {
            step(ui, Icon::ChevronLeft, "calendar-month-before", -1);
        }
        ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
            step(ui, Icon::ChevronsRight, "calendar-year-behind", 12);
            if months {
                step(ui, Icon::ChevronRight, "calendar-month-behind", 1);
            }
            let title = match month_of(shown) {
                Some(month) if months => value_words::month(language, month, None),
                _ => session.words.with("calendar-year", &[("year", shown.year().to_string().into())]),
            };
            let rect = ui.available_rect_before_wrap();
            let at = rect.center();
            let face = Type::BODY.emphasised();
            ui.painter().text(at, Align2::CENTER_CENTER, &title, face.font(), palette(ui).text);
            let (_, response) = ui.allocate_exact_size(rect.size(), Sense::hover());
            response.widget_info(|| WidgetInfo::labeled(Role::Label, true, &title));
        });
    });
}

/// What a key did on a sheet.
enum Pressed {
    Step(Step),
    Pick,
}

/// Has the sheet take the focus and the keys of a cursor. `across` is a step to the right or left,
/// `down` one to the row below or above, both counted in `unit`.
fn keys(
    ui: &mut Ui,
    id: Id,
    rect: Rect,
    open: &Open,
    unit: fn(i32) -> Step,
    down: i32,
    name: &str,
) -> (bool, Option<Pressed>) {
    let response = ui.interact(rect, id, Sense::focusable_noninteractive());
    response.widget_info(|| WidgetInfo::labeled(Role::Grid, true, name));
    if open.fresh {
        response.request_focus();
    }
    let focused = response.has_focus();
    if !focused {
        return (false, None);
    }
    let filter = EventFilter { horizontal_arrows: true, vertical_arrows: true, escape: true, tab: false };
    ui.memory_mut(|memory| memory.set_focus_lock_filter(id, filter));
    let by_days = matches!(open.mode, Mode::Day | Mode::Span);
    let (home, end) =
        if by_days { (Step::WeekStart, Step::WeekEnd) } else { (Step::YearStart, Step::YearEnd) };
    let page = if by_days { 1 } else { 12 };
    let table = [
        (Modifiers::SHIFT, Key::PageUp, Step::Months(-12)),
        (Modifiers::SHIFT, Key::PageDown, Step::Months(12)),
        (Modifiers::NONE, Key::PageUp, Step::Months(-page)),
        (Modifiers::NONE, Key::PageDown, Step::Months(page)),
        (Modifiers::NONE, Key::ArrowLeft, unit(-1)),
        (Modifiers::NONE, Key::ArrowRight, unit(1)),
        (Modifiers::NONE, Key::ArrowUp, unit(-down)),
        (Modifiers::NONE, Key::ArrowDown, unit(down)),
        (Modifiers::NONE, Key::Home, home),
        (Modifiers::NONE, Key::End, end),
    ];
    let pressed = ui.input_mut(|input| {
        for (modifiers, key, step) in table {
            if input.consume_key(modifiers, key) {
                return Some(Pressed::Step(step));
            }
        }
        let picks =
            input.consume_key(Modifiers::NONE, Key::Enter) || input.consume_key(Modifiers::NONE, Key::Space);
        picks.then_some(Pressed::Pick)
    });
    (true, pressed)
}

fn days(
    ui: &mut Ui,
    session: &Session,
    open: &mut Open,
    value: Option<Choice>,
    numbered: bool,
) -> Option<Choice> {
    let p = palette(ui);
    let left = if numbered { WEEK } else { 0.0 };
    let names = session.words.text("calendar-weekdays");
    let (row, _) = ui.allocate_exact_size(vec2(WIDTH + left, 20.0), Sense::hover());
    for (at, name) in names.split_whitespace().enumerate() {
        let x = row.left() + left + (at as f32 + 0.5) * DAY.x;
        let at = egui::pos2(x, row.center().y);
        ui.painter().text(at, Align2::CENTER_CENTER, name, Type::CAPTION.font(), p.text_weak);
    }
    let month = month_of(open.cursor)?;
    let (rect, _) = ui.allocate_exact_size(vec2(WIDTH + left, 6.0 * DAY.y), Sense::hover());
    let name = described(session, open.cursor);
    let id = ui.scope_id().with("days");
    let (focused, pressed) = keys(ui, id, rect, open, |count| Step::Days(count.into()), 7, &name);
    let mut chosen = None;
    match pressed {
        Some(Pressed::Step(step)) => open.cursor = stepped(open.cursor, step),
        Some(Pressed::Pick) => chosen = Some(open.cursor),
        None => {}
    }
    let marked = match (open.from, value) {
        (Some(from), _) => Some((from.min(open.cursor), from.max(open.cursor))),
        (None, Some(Choice::Day(day))) => Some((day, day)),
        (None, Some(Choice::Span(span))) => Some((span.first(), span.last())),
        (None, Some(Choice::Month(month))) => Some((month.span().first(), month.span().last())),
        (None, Some(Choice::Quarter(quarter))) => Some((quarter.span().first(), quarter.span().last())),
        (None, Some(Choice::Nothing) | None) => None,
    };
    for (down, week) in weeks(month).iter().enumerate() {
        let top = rect.top() + down as f32 * DAY.y;
        if numbered && let Some(first) = week.iter().find(|day| month_of(**day) == Some(month)) {
            let number = first.iso_week().week().to_string();
            let at = egui::pos2(rect.left() + WEEK / 2.0 - 4.0, top + DAY.y / 2.0);
            ui.painter().text(at, Align2::CENTER_CENTER, number, Type::CAPTION.font(), p.text_weak);
        }
        for (across, day) in week.iter().enumerate() {
            // The days of other months are left out: the sheet shows one month.
            if month_of(*day) != Some(month) {
                continue;
            }
            let at = egui::pos2(rect.left() + left + across as f32 * DAY.x, top);
            let place = Rect::from_min_size(at, DAY);
            let (ink, mark) = match session.holidays.kind(*day) {
                DayKind::Working => (p.text, None),
                DayKind::Weekend => (p.text_weak, None),
                DayKind::Holiday(_) => (p.late, Some(("calendar-mark-off", p.late))),
                DayKind::MakeUp => (p.text, Some(("calendar-mark-work", p.due))),
            };
            let cell = Cell {
                label: day.day().to_string(),
                name: described(session, *day),
                ink,
                mark: mark.map(|(key, ink)| (session.words.text(key), ink)),
                ends: marked.is_some_and(|(first, last)| first == *day || last == *day),
                within: marked.is_some_and(|(first, last)| first < *day && *day < last),
                today: *day == session.today,
                cursor: focused && *day == open.cursor,
            };
            if cells::show(ui, id.with(day), place, cell) {
                chosen = Some(*day);
            }
        }
    }
    let day = chosen?;
    open.cursor = day;
    if open.mode == Mode::Day {
        return Some(Choice::Day(day));
    }
    match open.from {
        None => {
            open.from = Some(day);
            None
        }
        Some(from) => DateSpan::new(from.min(day), from.max(day)).ok().map(Choice::Span),
    }
}

/// Returns a day in words: its date, its weekday, and whether it is off.
fn described(session: &Session, day: NaiveDate) -> String {
    let words = &session.words;
    let date = value_words::date(words.language(), day);
    let at = usize::try_from(day.weekday().num_days_from_monday()).unwrap_or_default();
    let names = words.text("calendar-weekdays-long");
    let weekday = names.split_whitespace().nth(at).unwrap_or_default().to_owned();
    let plain = words.with("calendar-day", &[("date", date.into()), ("weekday", weekday.into())]);
    match session.holidays.kind(day) {
        DayKind::Working | DayKind::Weekend => plain,
        DayKind::Holiday(name) => {
            words.with("calendar-day-off", &[("day", plain.into()), ("name", name.to_owned().into())])
        }
        DayKind::MakeUp => words.with("calendar-day-work", &[("day", plain.into())]),
    }
}

fn months(ui: &mut Ui, session: &Session, open: &mut Open, value: Option<Choice>) -> Option<Choice> {
    let p = palette(ui);
    let language = session.words.language();
    let size = vec2(WIDTH / 3.0, 44.0);
    let (rect, _) = ui.allocate_exact_size(vec2(WIDTH, 4.0 * size.y), Sense::hover());
    let here = month_of(open.cursor)?;
    let name = value_words::month(language, here, None);
    let id = ui.scope_id().with("months");
    let (focused, pressed) = keys(ui, id, rect, open, Step::Months, 3, &name);
    let mut chosen = None;
    match pressed {
        Some(Pressed::Step(step)) => open.cursor = stepped(open.cursor, step),
        Some(Pressed::Pick) => chosen = Some(here),
        None => {}
    }
    let year = open.cursor.year();
    for number in 1..=12_u32 {
        let Ok(month) = Month::new(year, number) else { continue };
        let (across, down) = ((number - 1) % 3, (number - 1) / 3);
        let at = rect.min + vec2(across as f32 * size.x, down as f32 * size.y);
        let cell = Cell {
            label: value_words::month(language, month, Some(year)),
            name: value_words::month(language, month, None),
            ink: p.text,
            mark: None,
            ends: value == Some(Choice::Month(month)),
            within: false,
            today: month.span().contains(session.today),
            cursor: focused && month_of(open.cursor) == Some(month),
        };
        if cells::show(ui, id.with(number), Rect::from_min_size(at, size).shrink(2.0), cell) {
            chosen = Some(month);
        }
    }
    chosen.map(Choice::Month)
}

fn quarters(ui: &mut Ui, session: &Session, open: &mut Open, value: Option<Choice>) -> Option<Choice> {
    let p = palette(ui);
    let language = session.words.language();
    let size = vec2(WIDTH / 2.0, 56.0);
    let (rect, _) = ui.allocate_exact_size(vec2(WIDTH, 2.0 * size.y), Sense::hover());
    let of = |day: NaiveDate| Quarter::new(day.year(), day.month0() / 3 + 1).ok();
    let here = of(open.cursor)?;
    let name = value_words::quarter(language, here, None);
    let id = ui.scope_id().with("quarters");
    let unit = |count| Step::Months(3 * count);
    let (focused, pressed) = keys(ui, id, rect, open, unit, 2, &name);
    let mut chosen = None;
    match pressed {
        Some(Pressed::Step(step)) => open.cursor = stepped(open.cursor, step),
        Some(Pressed::Pick) => chosen = Some(here),
        None => {}
    }
    let year = open.cursor.year();
    for number in 1..=4_u32 {
        let Ok(quarter) = Quarter::new(year, number) else { continue };
        let (across, down) = ((number - 1) % 2, (number - 1) / 2);
        let at = rect.min + vec2(across as f32 * size.x, down as f32 * size.y);
        let cell = Cell {
            label: value_words::quarter(language, quarter, Some(year)),
            name: value_words::quarter(language, quarter, None),
            ink: p.text,
            mark: None,
            ends: value == Some(Choice::Quarter(quarter)),
            within: false,
            today: quarter.span().contains(session.today),
            cursor: focused && of(open.cursor) == Some(quarter),
        };
        if cells::show(ui, id.with(number), Rect::from_min_size(at, size).shrink(2.0), cell) {
            chosen = Some(quarter);
        }
    }
    chosen.map(Choice::Quarter)
}

/// What the cursor is on, and the ways to today and to no date at all.
fn foot(
    ui: &mut Ui,
    session: &Session,
    view: &mut View,
    open: &mut Open,
    value: Option<Choice>,
) -> Option<Choice> {
    let p = palette(ui);
    let text = match (open.mode, open.from) {
        (Mode::Day | Mode::Month | Mode::Quarter, _) => described(session, open.cursor),
        (Mode::Span, None) => session.words.text("calendar-span-first"),
        (Mode::Span, Some(from)) => {
            let from = value_words::date(session.words.language(), from);
            session.words.with("calendar-span-last", &[("first", from.into())])
        }
    };
    if matches!(open.mode, Mode::Day | Mode::Span) {
        words(ui, &text, Type::CAPTION, p.text_weak);
    }
    let mut picked = None;
    ui.horizontal(|ui| {
        let today = session.words.text("calendar-today");
        if Button::new(ButtonKind::Text, &today).small().show(ui).clicked() {
            open.cursor = session.today;
            open.fresh = true;
        }
        if value.is_some() {
            let clear = session.words.text("calendar-clear");
            if Button::new(ButtonKind::Text, &clear).small().show(ui).clicked() {
                picked = Some(Choice::Nothing);
            }
        }
        if matches!(open.mode, Mode::Day | Mode::Span) {
            ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
                let label = session.words.text(Command::ToggleWeekNumbers.key());
                if icon_button(ui, Icon::Hash, 14.0, &label, true).clicked() {
                    view.push(Action::Command(Command::ToggleWeekNumbers));
                }
            });
        }
    });
    picked
}
