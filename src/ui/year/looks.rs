//! How a measure's standing looks, and what a row is called.

use chrono::{Datelike, NaiveDate};
use egui::Color32;
use lucide_icons::Icon;

use super::chart::{Basis, Facts};
use crate::locale::words;
use crate::model::{Language, Month};
use crate::session::Session;
use crate::track::Standing;
use crate::ui::theme::Palette;

/// Returns a standing's icon, colour and weak colour.
pub(super) const fn look(standing: Standing, p: &Palette) -> (Icon, Color32, Color32) {
    match standing {
        Standing::Open => (Icon::Circle, p.text_weak, p.surface),
        Standing::Running => (Icon::CircleDot, p.accent, p.accent_weak),
        Standing::DueThisMonth => (Icon::Hourglass, p.due, p.due_weak),
        Standing::Late => (Icon::ClockAlert, p.late, p.late_weak),
        Standing::Done => (Icon::CircleCheck, p.done, p.done_weak),
        Standing::Cancelled => (Icon::CircleSlash, p.text_weak, p.surface),
    }
}

/// Returns the word for a standing's key.
pub(super) const fn key(standing: Standing) -> &'static str {
    match standing {
        Standing::Open => "year-open",
        Standing::Running => "year-running",
        Standing::DueThisMonth => "year-due",
        Standing::Late => "year-late",
        Standing::Done => "year-done",
        Standing::Cancelled => "year-cancelled",
    }
}

/// Returns the name of the month of a day.
pub(super) fn month(language: Language, day: NaiveDate, year: Option<i32>) -> String {
    Month::new(day.year(), day.month()).map(|month| words::month(language, month, year)).unwrap_or_default()
}

/// Returns what a measure's time is called.
pub(super) fn when(session: &Session, basis: &Basis, facts: &Facts) -> String {
    match &facts.measure.when {
        Some(when) => words::when(basis.language, when, Some(basis.year)),
        None => session.words.text("year-no-time"),
    }
}

/// Returns who answers for a measure.
pub(super) fn owner(session: &Session, facts: &Facts) -> String {
    if facts.owner.is_empty() { session.words.text("year-no-owner") } else { facts.owner.clone() }
}

/// Returns what a row is called for those who do not see it.
pub(super) fn name(
    session: &Session,
    basis: &Basis,
    facts: &Facts,
    number: &str,
    notes: &[&'static str],
) -> String {
    let label = if facts.label.is_empty() { session.words.text("untitled") } else { facts.label.clone() };
    let mut name = session.words.with(
        "year-name",
        &[
            ("measure", titled(number, &label).into()),
            ("when", when(session, basis, facts).into()),
            ("owner", owner(session, facts).into()),
            ("standing", session.words.text(key(facts.standing)).into()),
        ],
    );
    for note in notes {
        name += &session.words.text("year-comma");
        name += &session.words.text(note);
    }
    name
}

/// Returns a title behind its number.
pub(super) fn titled(number: &str, label: &str) -> String {
    if number.is_empty() { label.to_owned() } else { format!("{number} {label}") }
}
