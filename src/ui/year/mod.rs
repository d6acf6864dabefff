//! The year: measures on a time line, and deadlines on a calendar.
//!
//! The [`chart`] is worked out once a revision of the plan; a frame looks at the rows in view and
//! no others. A drag lives in the view and becomes one edit when it is let go.

mod axis;
mod chart;
mod drag;
mod head;
mod lane;
mod load;
mod looks;
mod month;
mod time;
mod timeline;
mod tools;

use std::collections::HashSet;

use chrono::{Datelike, NaiveDate};
use egui::{Panel, Ui, Vec2};

use super::View;
use super::theme::palette;
use crate::model::Id;
use crate::session::{Action, Command, Session};

/// The width of the window below which owners are dropped and labels are narrower.
const NARROW: f32 = 960.0;

/// What the year's screen keeps.
#[derive(Default)]
pub(crate) struct YearView {
    mode: Mode,
    chart: Option<chart::Chart>,
    filter: chart::Filter,
    grouping: chart::Grouping,
    folded: HashSet<chart::GroupKey>,
    /// Grows when what is folded changes.
    folded_serial: u64,
    /// How wide a day is; none fits the whole range into the window.
    zoom: Option<f32>,
    /// Where the time line is scrolled to.
    offset: Vec2,
    /// Where it is to be scrolled to.
    wanted_offset: Option<Vec2>,
    /// How large the part of it in view was, labels left out.
    in_view: Vec2,
    drag: Option<drag::Drag>,
    /// The measure whose row is to get the focus.
    wanted_focus: Option<Id>,
    /// The measure whose row is to be brought into view.
    wanted_row: Option<Id>,
    /// The last request to show a record that was followed.
    revealed: u64,
    /// The measure whose time is being edited at its bar, and whether that has just begun.
    editing: Option<Id>,
    editing_fresh: bool,
    /// The day on the calendar at which it is being edited.
    editing_at: Option<NaiveDate>,
    /// A sentence beside a measure's bar.
    note: Option<(Id, String)>,
    /// The first day of the month on the calendar.
    month: Option<NaiveDate>,
    /// What falls on the days of that month.
    days: Option<month::OnDays>,
}

/// What the screen shows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Mode {
    #[default]
    TimeLine,
    Calendar,
}

/// Shows the year's screen.
pub(crate) fn show(ui: &mut Ui, session: &Session, view: &mut View) {
    let Some(open) = &session.open else { return };
    let p = palette(ui);
    let wanted = chart::Wanted {
        plan: open.plan(),
        version: (open.number, open.document.revision()),
        today: session.today,
        holidays: &session.holidays,
        filter: &view.year.filter,
        grouping: view.year.grouping,
        folded: &view.year.folded,
        folded_serial: view.year.folded_serial,
    };
    let chart = chart::Chart::updated(view.year.chart.take(), &wanted);
    if view.year.revealed != session.reveal.serial {
        view.year.revealed = session.reveal.serial;
        view.year.wanted_row = session.reveal.record;
    }
    Panel::top("year-tools")
        .exact_size(48.0)
        .frame(egui::Frame::new().fill(p.panel))
        .show(ui, |ui| tools::show(ui, session, view, &chart));
    if chart.total == 0 {
        empty(ui, session, view);
    } else if view.year.mode == Mode::Calendar {
        month::show(ui, session, view, &chart);
    } else {
        timeline::show(ui, session, view, &chart);
    }
    view.year.chart = Some(chart);
}

/// Says what the screen would show, and offers the way there.
fn empty(ui: &mut Ui, session: &Session, view: &mut View) {
    use super::parts::{Button, ButtonKind, words};
    use super::theme::Type;
    let p = palette(ui);
    let frame = egui::Frame::new().fill(p.surface).inner_margin(egui::Margin::same(32));
    egui::CentralPanel::default().frame(frame).show(ui, |ui| {
        words(ui, &session.words.text("year-empty"), Type::BODY, p.text_weak);
        ui.add_space(8.0);
        let label = session.words.text("year-empty-write");
        if Button::new(ButtonKind::Primary, &label).show(ui).clicked() {
            view.push(Action::Command(Command::GoWrite));
            view.push(Action::Command(Command::AddMeasure));
        }
    });
}

impl YearView {
    /// Opens the field for a measure's time.
    fn edit_time(&mut self, id: Id) {
        self.editing = Some(id);
        self.editing_fresh = true;
        self.editing_at = None;
    }

    /// Says something beside a measure's bar, until something else happens.
    fn tell(&mut self, text: String, id: Id) {
        self.note = Some((id, text));
    }

    /// Folds all groups away, or shows them all.
    fn fold_all(&mut self, chart: &chart::Chart, away: bool) {
        self.folded.clear();
        if away {
            self.folded.extend(chart.rows.iter().filter_map(|row| match &row.kind {
                chart::RowKind::Group(group) => Some(group.key.clone()),
                chart::RowKind::Measure { .. } => None,
            }));
        }
        self.folded_serial += 1;
    }

    /// Changes between time line and calendar; the calendar begins with the month in view.
    fn set_mode(&mut self, mode: Mode, session: &Session, chart: &chart::Chart) {
        if mode == Mode::Calendar && self.mode == Mode::TimeLine && self.zoom.is_some() {
            let axis = self.axis(chart.range);
            let day = axis.day_at(self.offset.x + self.in_view.x / 2.0);
            self.month = day.with_day(1);
        } else if self.month.is_none() {
            self.month = Some(self.month(session));
        }
        self.mode = mode;
    }

    /// Returns the first day of the month on the calendar.
    fn month(&self, session: &Session) -> NaiveDate {
        let period = session.plan().map(|plan| plan.period.span());
        let day = self.month.unwrap_or_else(|| match period {
            Some(period) if !period.contains(session.today) => period.first(),
            _ => session.today,
        });
        day.with_day(1).unwrap_or(day)
    }

    fn show_month(&mut self, month: NaiveDate) {
        self.month = Some(month);
    }

    /// Scrolls so that a day stands at the left.
    fn show_from(&mut self, range: crate::model::DateSpan, day: NaiveDate) {
        let axis = self.axis(range);
        let most = (axis.width() - self.in_view.x).max(0.0);
        self.wanted_offset = Some(Vec2::new(axis.left_of(day).clamp(0.0, most), self.offset.y));
    }

    /// Folds a group away, or shows it again.
    fn fold(&mut self, key: &chart::GroupKey) {
        if !self.folded.remove(key) {
            self.folded.insert(key.clone());
        }
        self.folded_serial += 1;
    }

    /// Zooms so that a day is so wide, the day at a place of the axis in view staying where it is.
    fn zoom_to(&mut self, range: crate::model::DateSpan, day: f32, at: f32) {
        let now = self.axis(range);
        let fitting = axis::Axis::fitting(range, self.in_view.x);
        let held = now.day_at(self.offset.x + at);
        // What would be narrower than the window fits it.
        self.zoom = (day > fitting.day_width() * 1.01).then_some(day.min(axis::WIDEST_DAY));
        let new = self.axis(range);
        let x = (new.middle_of(held) - at).max(0.0);
        self.wanted_offset = Some(Vec2::new(x, self.offset.y));
    }

    /// Scrolls so that a day stands in the middle.
    fn centre(&mut self, range: crate::model::DateSpan, day: NaiveDate) {
        let axis = self.axis(range);
        let most = (axis.width() - self.in_view.x).max(0.0);
        let x = (axis.middle_of(day) - self.in_view.x / 2.0).clamp(0.0, most);
        self.wanted_offset = Some(Vec2::new(x, self.offset.y));
    }

    /// Returns the axis at the zoom there is.
    fn axis(&self, range: crate::model::DateSpan) -> axis::Axis {
        let width = self.in_view.x.max(100.0);
        match self.zoom {
            Some(day) => axis::Axis::new(range, day),
            None => axis::Axis::fitting(range, width),
        }
    }
}
