//! A calendar that opens from a date field: by the button beside it, or by Alt+Down in it.
//!
//! It picks a day, or for the time of a measure also a month, a quarter or a span. One sheet at a
//! time is open; while it is, its sheet has the focus and takes the arrow keys.

mod cells;
mod field;
mod sheet;

use chrono::{Datelike, NaiveDate};
use egui::{Id, Key, Modifiers, Popup, PopupCloseBehavior, Response, Ui};
use lucide_icons::Icon;

pub(crate) use field::DateField;

use super::View;
use super::parts::icon_button;
use crate::model::{DateSpan, Month, Quarter, When};
use crate::session::Session;

/// What the calendar keeps between frames.
#[derive(Default)]
pub(crate) struct CalendarView {
    open: Option<Open>,
    /// The date field that had the focus last.
    near: Option<Id>,
    /// A date field whose calendar was asked for by the keyboard.
    wanted: Option<Id>,
}

/// The calendar while it is open.
#[derive(Clone, Copy)]
struct Open {
    /// The field it belongs to.
    field: Id,
    mode: Mode,
    cursor: NaiveDate,
    /// The first day of a span, once it is picked.
    from: Option<NaiveDate>,
    /// Whether it was opened in this frame.
    fresh: bool,
}

/// What a sheet picks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Mode {
    Day,
    Month,
    Quarter,
    Span,
}

impl Mode {
    const ALL: [Self; 4] = [Self::Day, Self::Month, Self::Quarter, Self::Span];
}

/// What may be picked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Picks {
    /// A day.
    Day,
    /// A day, a month, a quarter or a span.
    Time,
}

/// What was picked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Choice {
    Day(NaiveDate),
    Month(Month),
    Quarter(Quarter),
    Span(DateSpan),
    /// That there is to be no date.
    Nothing,
}

impl Choice {
    /// Returns what a time is in the calendar; cadences and limits are nothing there.
    pub(crate) const fn of(when: &When) -> Option<Self> {
        match when {
            When::By(day) => Some(Self::Day(*day)),
            When::Month(month) => Some(Self::Month(*month)),
            When::Quarter(quarter) => Some(Self::Quarter(*quarter)),
            When::Span(span) => Some(Self::Span(*span)),
            When::Cadence(_) | When::Limit(_) | When::Unclear(_) => None,
        }
    }

    /// Returns the time of a measure that was picked.
    pub(crate) const fn when(self) -> Option<When> {
        match self {
            Self::Day(day) => Some(When::By(day)),
            Self::Month(month) => Some(When::Month(month)),
            Self::Quarter(quarter) => Some(When::Quarter(quarter)),
            Self::Span(span) => Some(When::Span(span)),
            Self::Nothing => None,
        }
    }

    /// Returns the day that was picked.
    pub(crate) const fn day(self) -> Option<NaiveDate> {
        match self {
            Self::Day(day) => Some(day),
            Self::Month(_) | Self::Quarter(_) | Self::Span(_) | Self::Nothing => None,
        }
    }

    fn mode(self) -> Mode {
        match self {
            Self::Day(_) | Self::Nothing => Mode::Day,
            Self::Month(_) => Mode::Month,
            Self::Quarter(_) => Mode::Quarter,
            Self::Span(_) => Mode::Span,
        }
    }

    fn first(self) -> Option<NaiveDate> {
        match self {
            Self::Day(day) => Some(day),
            Self::Month(month) => Some(month.span().first()),
            Self::Quarter(quarter) => Some(quarter.span().first()),
            Self::Span(span) => Some(span.first()),
            Self::Nothing => None,
        }
    }
}

impl CalendarView {
    /// Takes Alt+Down where a date field has the focus, before it can be a command.
    pub(crate) fn take_keys(&mut self, ui: &Ui) {
        let focused = ui.memory(egui::Memory::focused);
        if focused.is_some()
            && self.near == focused
            && ui.input_mut(|input| input.consume_key(Modifiers::ALT, Key::ArrowDown))
        {
            self.wanted = focused;
        }
    }

    /// Tells whether a calendar is open: what it opened from stays open meanwhile.
    pub(crate) const fn is_open(&self) -> bool {
        self.open.is_some()
    }
}

/// Shows the button that opens the calendar of a field, and the calendar while it is open. Returns
/// what was picked in it.
pub(crate) fn button(
    ui: &mut Ui,
    session: &Session,
    view: &mut View,
    field: &Response,
    name: &str,
    value: Option<Choice>,
    picks: Picks,
) -> Option<Choice> {
    if field.has_focus() {
        view.calendar.near = Some(field.id);
    }
    let label = session.words.with("calendar-open", &[("field", name.to_owned().into())]);
    let shown = icon_button(ui, Icon::CalendarDays, 16.0, &label, true);
    let asked = view.calendar.wanted.take_if(|wanted| *wanted == field.id).is_some();
    let is_open = view.calendar.open.is_some_and(|open| open.field == field.id);
    if shown.clicked() && is_open {
        view.calendar.open = None;
        return None;
    }
    if shown.clicked() || asked {
        let cursor = value.and_then(Choice::first).unwrap_or_else(|| start(session));
        let mode = value.map_or(Mode::Day, Choice::mode);
        view.calendar.open = Some(Open { field: field.id, mode, cursor, from: None, fresh: true });
    }
    let mut open = view.calendar.open.take_if(|open| open.field == field.id)?;
    let id = Id::unique(("calendar", field.id));
    // The press that opened it is no press beside it.
    let behavior =
        if open.fresh { PopupCloseBehavior::IgnoreClicks } else { PopupCloseBehavior::CloseOnClickOutside };
    let popup = Popup::from_response(&shown).id(id).open(true).close_behavior(behavior);
    let mut picked = None;
    let inner = popup.show(|ui| sheet::show(ui, session, view, &mut open, value, picks));
    let mut closes = false;
    if let Some(inner) = inner {
        closes = inner.response.should_close();
        picked = inner.inner;
    }
    open.fresh = false;
    if picked.is_some() || closes {
        ui.memory_mut(|memory| memory.request_focus(field.id));
        ui.ctx().request_repaint();
    } else {
        view.calendar.open = Some(open);
    }
    picked
}

/// Returns the day a calendar without a value opens at: today, or the plan's first day where today
/// lies outside of it.
fn start(session: &Session) -> NaiveDate {
    let span = session.plan().map(|plan| plan.period.span());
    match span {
        Some(span) if !span.contains(session.today) && session.today.year() != span.first().year() => {
            span.first()
        }
        _ => session.today,
    }
}
