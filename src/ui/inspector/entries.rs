//! Lists of dated entries: a measure's log and ticks, an indicator's readings.

use chrono::NaiveDate;
use egui::{Id, Ui};
use lucide_icons::Icon;
use rust_decimal::Decimal;

use super::super::View;
use super::super::calendar::DateField;
use super::super::field::ValueField;
use super::super::parts::{Button, ButtonKind, icon_button};
use super::rows::{self, Form};
use crate::edit::{Edit, IndicatorValue, MeasureValue};
use crate::locale::{read_number, words as value_words};
use crate::model::{Indicator, LogEntry, Measure, Reading, Text, Tick};
use crate::session::Action;

/// The width of a day with its calendar.
const DAY: f32 = 168.0;

/// Shows the dated entries of a measure.
pub(super) fn log(ui: &mut Ui, form: Form<'_>, view: &mut View, measure: &Measure) {
    let of = measure.id;
    let set = move |log: Vec<LogEntry>| Action::Edit(Edit::SetMeasure(of, MeasureValue::Log(log)));
    for (at, entry) in measure.log.iter().enumerate() {
        let id = |what: &str| Id::unique(("log", of, at, what));
        let with = {
            let log = measure.log.clone();
            move |change: &dyn Fn(&mut LogEntry)| {
                let mut log = log.clone();
                if let Some(entry) = log.get_mut(at) {
                    change(entry);
                }
                // Entries stand by their days, those of one day as they were written.
                log.sort_by_key(|entry| entry.on);
                set(log)
            }
        };
        let day_with = with.clone();
        let remove = dated(ui, form, view, id("day"), Some(entry.on), "inspector-log-day", move |day| {
            day_with(&|entry| entry.on = day.unwrap_or(entry.on))
        });
        let (name, hint) = (form.text("inspector-log-text"), form.text("inspector-log-hint"));
        let all = rows::value_width(ui.available_width());
        let text = entry.text.as_str();
        let field = ValueField { id: id("text"), text, name: &name, hint: &hint, width: all, clears: false };
        field.show(ui, &mut view.editing, move |written| {
            Ok(Some(with(&|entry| entry.text = Text::new(written.trim()))))
        });
        if remove {
            let mut log = measure.log.clone();
            log.remove(at);
            view.push(set(log));
        }
        ui.add_space(4.0);
    }
    let add = form.text("inspector-log-add");
    if Button::new(ButtonKind::Normal, &add).icon(Icon::Plus).small().show(ui).clicked() {
        let mut log = measure.log.clone();
        let today = form.session.today;
        let at = log.partition_point(|entry| entry.on <= today);
        log.insert(at, LogEntry { on: today, text: Text::default() });
        view.push(set(log));
        view.editing.want_widget(Id::unique(("log", of, at, "text")));
    }
}

/// Shows the occurrences of a measure that were dealt with.
pub(super) fn ticks(ui: &mut Ui, form: Form<'_>, view: &mut View, measure: &Measure) {
    let of = measure.id;
    let set = move |ticks: Vec<Tick>| Action::Edit(Edit::SetMeasure(of, MeasureValue::Ticks(ticks)));
    for (at, tick) in measure.ticks.iter().enumerate() {
        let id = |what: &str| Id::unique(("tick", of, at, what));
        let with = {
            let ticks = measure.ticks.clone();
            move |change: &dyn Fn(&mut Tick)| {
                let mut ticks = ticks.clone();
                if let Some(tick) = ticks.get_mut(at) {
                    change(tick);
                }
                ticks.sort_by_key(|tick| tick.due);
                set(ticks)
            }
        };
        let due_with = with.clone();
        let remove = dated(ui, form, view, id("due"), Some(tick.due), "inspector-tick-due", move |day| {
            due_with(&|tick| tick.due = day.unwrap_or(tick.due))
        });
        let done_with = with.clone();
        let done = form.text("inspector-tick-done");
        rows::row(ui, form, &done, |ui, _| {
            ui.horizontal(|ui| {
                let field = DateField { id: id("done"), day: tick.done, name: &done, width: DAY };
                field.show(ui, form.session, view, move |day| Ok(done_with(&|tick| tick.done = day)));
            });
        });
        rows::written(ui, form, view, "field-remark", id("remark"), tick.remark.as_str(), move |written| {
            with(&|tick| tick.remark = Text::new(written.trim()))
        });
        if remove {
            let mut ticks = measure.ticks.clone();
            ticks.remove(at);
            view.push(set(ticks));
        }
        ui.add_space(4.0);
    }
    let add = form.text("inspector-tick-add");
    if Button::new(ButtonKind::Normal, &add).icon(Icon::Plus).small().show(ui).clicked() {
        let today = form.session.today;
        let mut ticks = measure.ticks.clone();
        let at = ticks.partition_point(|tick| tick.due <= today);
        ticks.insert(at, Tick { due: today, done: Some(today), remark: Text::default() });
        view.push(set(ticks));
    }
}

/// One of the numbers of a reading.
type NumberOf = fn(&mut Reading) -> &mut Option<Decimal>;

/// Shows the actual values of an indicator.
pub(super) fn readings(ui: &mut Ui, form: Form<'_>, view: &mut View, indicator: &Indicator) {
    let of = indicator.id;
    let set = move |readings: Vec<Reading>| {
        Action::Edit(Edit::SetIndicator(of, IndicatorValue::Readings(readings)))
    };
    for (at, reading) in indicator.readings.iter().enumerate() {
        let id = |what: &str| Id::unique(("reading", of, at, what));
        let with = {
            let readings = indicator.readings.clone();
            move |change: &dyn Fn(&mut Reading)| {
                let mut readings = readings.clone();
                if let Some(reading) = readings.get_mut(at) {
                    change(reading);
                }
                readings.sort_by_key(|reading| reading.on);
                set(readings)
            }
        };
        let day_with = with.clone();
        let remove =
            dated(ui, form, view, id("day"), Some(reading.on), "inspector-reading-day", move |day| {
                day_with(&|reading| reading.on = day.unwrap_or(reading.on))
            });
        let fields: [(&str, Option<Decimal>, NumberOf); 4] = [
            ("field-actual-value", reading.value, |reading| &mut reading.value),
            ("field-on-last-year", reading.on_last_year, |reading| &mut reading.on_last_year),
            ("field-since-january", reading.since_january, |reading| &mut reading.since_january),
            ("field-share-of-plan", reading.share_of_plan, |reading| &mut reading.share_of_plan),
        ];
        for (key, value, of) in fields {
            let with = with.clone();
            let (label, fault) = (form.text(key), form.text("fault-number"));
            let text = value.map(|value| value_words::number(form.language(), value)).unwrap_or_default();
            let shown = rows::Value { id: id(key), label: &label, text: &text, hint: "" };
            rows::value(ui, form, view, &shown, move |written| {
                let value = rows::optional(written, &fault, read_number)?;
                Ok(Some(with(&|reading| *of(reading) = value)))
            });
        }
        let remark = reading.remark.as_str();
        rows::written(ui, form, view, "field-remark", id("remark"), remark, move |written| {
            with(&|reading| reading.remark = Text::new(written.trim()))
        });
        if remove {
            let mut readings = indicator.readings.clone();
            readings.remove(at);
            view.push(set(readings));
        }
        ui.add_space(4.0);
    }
    let add = form.text("inspector-reading-add");
    if Button::new(ButtonKind::Normal, &add).icon(Icon::Plus).small().show(ui).clicked() {
        let today = form.session.today;
        let mut readings = indicator.readings.clone();
        let at = readings.partition_point(|reading| reading.on <= today);
        readings.insert(
            at,
            Reading {
                on: today,
                value: None,
                on_last_year: None,
                since_january: None,
                share_of_plan: None,
                remark: Text::default(),
            },
        );
        view.push(set(readings));
        view.editing.want_widget(Id::unique(("reading", of, at, "field-actual-value")));
    }
}

/// The day of an entry, and the way to take the entry out. Returns whether that was asked for.
fn dated(
    ui: &mut Ui,
    form: Form<'_>,
    view: &mut View,
    id: Id,
    day: Option<NaiveDate>,
    key: &str,
    set: impl Fn(Option<NaiveDate>) -> Action + Clone + 'static,
) -> bool {
    let name = form.text(key);
    let fault = form.text("fault-day-needed");
    ui.horizontal(|ui| {
        DateField { id, day, name: &name, width: DAY }.show(ui, form.session, view, move |day| {
            if day.is_some() { Ok(set(day)) } else { Err(fault.clone()) }
        });
        let mut remove = false;
        ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
            let shown = day.map(|day| value_words::date(form.session.words.language(), day));
            let label = form
                .session
                .words
                .with("inspector-entry-remove", &[("day", shown.unwrap_or_default().into())]);
            remove = icon_button(ui, Icon::Trash2, 14.0, &label, true).clicked();
        });
        remove
    })
    .inner
}
