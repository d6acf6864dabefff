//! The dialog for days off: a year at a time, entered by hand or read from the published notice.

use egui::{Id, ScrollArea, TextEdit, Ui, vec2};
use lucide_icons::Icon;

use super::super::View;
use super::super::parts::{Button, ButtonKind, icon_button, words};
use super::super::theme::{Type, palette};
use super::{heading, input, paragraph};
use crate::locale::{Catalogue, read_date, words as value_words};
use crate::session::{Action, Answer, Session};
use crate::track::{HolidayFault, HolidayYear, Holidays, Rest, read_notice};

/// What the dialog keeps while it is open.
#[derive(Default)]
pub(crate) struct HolidaysView {
    year: i32,
    rests: Vec<Line>,
    workdays: Vec<String>,
    source: String,
    notice: String,
    /// What came of reading the notice.
    told: Option<(bool, String)>,
}

/// Days off as they are being entered.
#[derive(Clone, Default)]
struct Line {
    name: String,
    first: String,
    last: String,
}

impl HolidaysView {
    /// Takes in a year as it is known.
    fn load(&mut self, session: &Session, year: i32) {
        let known = session.holidays.years().get(&year).cloned().unwrap_or_default();
        self.year = year;
        self.notice.clear();
        self.told = None;
        self.fill(session, &known);
    }

    fn fill(&mut self, session: &Session, from: &HolidayYear) {
        let date = |day| value_words::short_date(session.words.language(), day, Some(self.year));
        self.rests = from
            .rests
            .iter()
            .map(|rest| Line { name: rest.name.clone(), first: date(rest.first), last: date(rest.last) })
            .collect();
        self.workdays = from.workdays.iter().map(|day| date(*day)).collect();
        self.source.clone_from(&from.source);
    }

    /// Reads what was entered. Empty lines do not count.
    fn read(&self, words: &Catalogue) -> Result<HolidayYear, String> {
        let date = |text: &str| {
            read_date(text, self.year)
                .ok_or_else(|| words.with("holidays-fault-date", &[("text", text.trim().to_owned().into())]))
        };
        let mut year = HolidayYear { source: self.source.clone(), ..HolidayYear::default() };
        for line in &self.rests {
            let Line { name, first, last } = line;
            if [name, first, last].iter().all(|text| text.trim().is_empty()) {
                continue;
            }
            let first = date(first)?;
            // One day off needs no second date.
            let last = if last.trim().is_empty() { first } else { date(last)? };
            year.rests.push(Rest { name: name.trim().to_owned(), first, last });
        }
        for text in self.workdays.iter().filter(|text| !text.trim().is_empty()) {
            year.workdays.push(date(text)?);
        }
        let years = std::collections::BTreeMap::from([(self.year, year.clone())]);
        Holidays::new(years).map_err(|fault| fault_words(words, &fault))?;
        Ok(year)
    }
}

/// Says what is wrong with days off.
fn fault_words(words: &Catalogue, fault: &HolidayFault) -> String {
    let date = |day| value_words::date(words.language(), day);
    match fault {
        HolidayFault::Syntax { line, column, cause } => words.with(
            "holidays-fault-syntax",
            &[("line", (*line).into()), ("column", (*column).into()), ("cause", cause.clone().into())],
        ),
        HolidayFault::NoName { first } => words.with("holidays-fault-name", &[("date", date(*first).into())]),
        HolidayFault::Backwards { first } => {
            words.with("holidays-fault-backwards", &[("date", date(*first).into())])
        }
        HolidayFault::TooLong { first } => {
            words.with("holidays-fault-long", &[("date", date(*first).into())])
        }
        HolidayFault::OtherYear { day, year } => words
            .with("holidays-fault-year", &[("date", date(*day).into()), ("year", year.to_string().into())]),
        HolidayFault::Twice { day } => words.with("holidays-fault-twice", &[("date", date(*day).into())]),
        HolidayFault::NotAWeekend { day } => {
            words.with("holidays-fault-weekend", &[("date", date(*day).into())])
        }
    }
}

pub(super) fn show(ui: &mut Ui, session: &Session, view: &mut View, fresh: bool) {
    let p = palette(ui);
    let say = |key: &str| session.words.text(key);
    ui.set_width(600.0);
    let mut state = std::mem::take(&mut view.dialogs.holidays);
    if fresh {
        use chrono::Datelike;
        let year = session.plan().map_or_else(|| session.today.year(), |plan| plan.period.year());
        state.load(session, year);
    }
    heading(ui, &say("holidays-heading"));
    ui.horizontal(|ui| {
        if icon_button(ui, Icon::ChevronLeft, 16.0, &say("holidays-year-before"), true).clicked() {
            let year = state.year - 1;
            state.load(session, year);
        }
        words(
            ui,
            &session.words.with("year-year", &[("year", state.year.to_string().into())]),
            Type::GOAL,
            p.text,
        );
        if icon_button(ui, Icon::ChevronRight, 16.0, &say("holidays-year-after"), true).clicked() {
            let year = state.year + 1;
            state.load(session, year);
        }
        ui.add_space(8.0);
        let is_own = session.own_holidays.is_known(state.year);
        let standing = if is_own {
            say("holidays-own")
        } else if session.holidays.is_known(state.year) {
            session.words.with("holidays-announced", &[("source", state.source.clone().into())])
        } else {
            say("holidays-none")
        };
        words(ui, &standing, Type::CHIP, p.text_weak);
    });
    // The rest of the dialog has its place in small windows too.
    let height = (ui.ctx().content_rect().height() - 440.0).clamp(120.0, 420.0);
    ScrollArea::vertical().max_height(height).auto_shrink([false, true]).show(ui, |ui| {
        ui.spacing_mut().item_spacing.y = 6.0;
        words(ui, &say("holidays-rests"), Type::CHIP.emphasised(), p.text);
        let mut gone = None;
        for (at, line) in state.rests.iter_mut().enumerate() {
            ui.horizontal(|ui| {
                let name = |key: &str| session.words.with(key, &[("number", (at + 1).into())]);
                input(ui, &mut line.name, &name("holidays-name"), &say("holidays-name-hint"), 170.0);
                input(ui, &mut line.first, &name("holidays-first"), &say("hint-date"), 130.0);
                words(ui, &say("holidays-to"), Type::CHIP, p.text_weak);
                input(ui, &mut line.last, &name("holidays-last"), &say("hint-date"), 130.0);
                if icon_button(ui, Icon::X, 14.0, &name("holidays-remove"), true).clicked() {
                    gone = Some(at);
                }
            });
        }
        if let Some(at) = gone {
            state.rests.remove(at);
        }
        if Button::new(ButtonKind::Text, &say("holidays-add")).icon(Icon::Plus).small().show(ui).clicked() {
            state.rests.push(Line::default());
        }
        words(ui, &say("holidays-workdays"), Type::CHIP.emphasised(), p.text);
        let mut gone = None;
        ui.horizontal_wrapped(|ui| {
            for (at, text) in state.workdays.iter_mut().enumerate() {
                let name = |key: &str| session.words.with(key, &[("number", (at + 1).into())]);
                input(ui, text, &name("holidays-workday"), &say("hint-date"), 110.0);
                if icon_button(ui, Icon::X, 14.0, &name("holidays-workday-remove"), true).clicked() {
                    gone = Some(at);
                }
            }
        });
        if let Some(at) = gone {
            state.workdays.remove(at);
        }
        let label = say("holidays-workday-add");
        if Button::new(ButtonKind::Text, &label).icon(Icon::Plus).small().show(ui).clicked() {
            state.workdays.push(String::new());
        }
    });
    notice(ui, session, &mut state);
    let read = state.read(&session.words);
    if let Err(fault) = &read {
        words(ui, fault, Type::CHIP, p.late);
    }
    ui.add_space(4.0);
    ui.horizontal(|ui| {
        let label = say("button-save");
        let ready = read.is_ok();
        if Button::new(ButtonKind::Primary, &label).enabled(ready).show(ui).clicked()
            && let Ok(year) = read
        {
            view.push(Action::SetHolidays(state.year, Some(year)));
        }
        if session.own_holidays.is_known(state.year) {
            let label = say("holidays-restore");
            if Button::new(ButtonKind::Destructive, &label).show(ui).clicked() {
                view.push(Action::SetHolidays(state.year, None));
            }
        }
        if Button::new(ButtonKind::Normal, &say("button-cancel")).show(ui).clicked() {
            view.push(Action::Answer(Answer::Cancel));
        }
    });
    view.dialogs.holidays = state;
}

/// The field that the published notice is pasted into.
fn notice(ui: &mut Ui, session: &Session, state: &mut HolidaysView) {
    let p = palette(ui);
    let say = |key: &str| session.words.text(key);
    paragraph(ui, &say("holidays-notice"));
    let frame = egui::Frame::new()
        .fill(p.surface)
        .stroke(egui::Stroke::new(1.0, p.line_strong))
        .corner_radius(egui::CornerRadius::same(super::super::theme::radius::BUTTON))
        .inner_margin(egui::Margin::symmetric(8, 4));
    ScrollArea::vertical().id_salt("holidays-notice").max_height(92.0).show(ui, |ui| {
        TextEdit::multiline(&mut state.notice)
            .id(Id::unique("holidays-notice"))
            .frame(frame)
            .desired_rows(3)
            .desired_width(580.0)
            .hint_text(egui::RichText::new(say("holidays-notice-hint")).color(p.text_weak))
            .show(ui)
            .response
            .response
            .accessible_name(say("holidays-notice-name"));
    });
    ui.horizontal(|ui| {
        let label = say("holidays-notice-read");
        let ready = !state.notice.trim().is_empty();
        if Button::new(ButtonKind::Normal, &label).small().enabled(ready).show(ui).clicked() {
            take_notice(session, state);
        }
        if let Some((good, text)) = &state.told {
            words(ui, text, Type::CHIP, if *good { p.done } else { p.late });
        }
        ui.allocate_space(vec2(0.0, 26.0));
    });
}

/// Reads what was pasted: the notice, or the form in which days off are kept.
fn take_notice(session: &Session, state: &mut HolidaysView) {
    let kept = Holidays::decode(&state.notice);
    let found = match (&kept, read_notice(&state.notice)) {
        (Ok(kept), _) => kept
            .years()
            .get(&state.year)
            .map(|year| (state.year, year.clone()))
            .or_else(|| kept.years().iter().next_back().map(|(number, year)| (*number, year.clone()))),
        (Err(_), found) => found,
    };
    let Some((number, year)) = found else {
        // What looks like the program's own form is told where it breaks.
        let told = match kept {
            Err(fault) if state.notice.contains("rests") => fault_words(&session.words, &fault),
            _ => session.words.text("holidays-notice-not-read"),
        };
        state.told = Some((false, told));
        return;
    };
    let text = std::mem::take(&mut state.notice);
    state.year = number;
    state.fill(session, &year);
    state.notice = text;
    let told = session.words.with(
        "holidays-notice-was-read",
        &[
            ("year", number.to_string().into()),
            ("rests", year.rests.len().into()),
            ("workdays", year.workdays.len().into()),
        ],
    );
    state.told = Some((true, told));
}
