//! The compare screen: versions at the left, the list of changes or the conflicts of a merge beside.

mod changes;
mod conflicts;
mod versions;

use egui::text::{LayoutJob, TextFormat};
use egui::{CentralPanel, Frame, Margin, Panel, Stroke, Ui};

use super::View;
use super::parts::{Button, ButtonKind, words};
use super::theme::{Palette, Type, palette};
use crate::compare::{Mark, Stretch};
use crate::session::comparing::Source;
use crate::session::{Action, Command, Session};

/// What the compare screen keeps.
#[derive(Default)]
pub(crate) struct CompareView {
    heights: changes::Heights,
    /// The last request to bring the cursor into view that was followed.
    revealed: u64,
    /// The text of one's own for the conflict that is looked at.
    own: conflicts::Own,
}

/// Shows the compare screen.
pub(crate) fn show(ui: &mut Ui, session: &Session, view: &mut View) {
    let p = palette(ui);
    let narrow = ui.available_width() < 900.0;
    Panel::left("compare-side")
        .exact_size(if narrow { 240.0 } else { 300.0 })
        .resizable(false)
        .frame(Frame::new().fill(p.panel).inner_margin(Margin::symmetric(12, 12)))
        .show(ui, |ui| versions::show(ui, session, view));
    CentralPanel::default().frame(Frame::new().fill(p.surface)).show(ui, |ui| {
        if session.comparing.merging.is_some() {
            conflicts::show(ui, session, view);
        } else if session.comparing.comparison.is_some() {
            changes::show(ui, session, view);
        } else {
            empty(ui, session, view);
        }
    });
}

/// Says what can be done here.
fn empty(ui: &mut Ui, session: &Session, view: &mut View) {
    let p = palette(ui);
    Frame::new().inner_margin(Margin::symmetric(32, 28)).show(ui, |ui| {
        words(ui, &session.words.text("compare-empty"), Type::PAGE_TITLE, p.text);
        let hint = session.words.text("compare-empty-hint");
        ui.add(egui::Label::new(egui::RichText::new(hint).font(Type::BODY.font()).color(p.text_weak)).wrap());
        ui.add_space(12.0);
        command_button(ui, session, view, Command::CompareWith, ButtonKind::Primary);
    });
}

fn command_button(ui: &mut Ui, session: &Session, view: &mut View, command: Command, kind: ButtonKind) {
    let label = session.words.text(command.key());
    let enabled = command.is_enabled(session);
    if Button::new(kind, &label).enabled(enabled).show(ui).clicked() {
        view.push(Action::Command(command));
    }
}

/// Returns what a plan to compare with is called.
fn source_name(session: &Session, source: &Source) -> String {
    match source {
        Source::File(path) => {
            path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default()
        }
        Source::Version(version) => {
            let time = version_time(session, version.at);
            if version.name.is_empty() {
                session.words.with("compare-source-version", &[("time", time.into())])
            } else {
                let args = [("name", version.name.clone().into()), ("time", time.into())];
                session.words.with("compare-source-named", &args)
            }
        }
    }
}

/// Returns when a version was kept, without the year where it is this one.
fn version_time(session: &Session, at: chrono::NaiveDateTime) -> String {
    use chrono::Datelike;
    let year = session.today.year();
    let day = crate::locale::words::short_date(session.words.language(), at.date(), Some(year));
    format!("{day} {}", at.format("%H:%M"))
}

/// Lays out a text with what went and what came in it.
fn marked(job: &mut LayoutJob, text: &[Stretch], face: Type, p: &Palette) {
    for (mark, words) in text {
        job.append(words, 0.0, mark_format(*mark, face, p));
    }
}

fn mark_format(mark: Mark, face: Type, p: &Palette) -> TextFormat {
    let plain = TextFormat {
        font_id: face.font(),
        line_height: Some(face.line),
        color: p.text,
        ..TextFormat::default()
    };
    match mark {
        Mark::Kept => plain,
        Mark::Added => TextFormat {
            color: p.done,
            background: p.done_weak,
            underline: Stroke::new(1.0, p.done),
            ..plain
        },
        Mark::Removed => TextFormat {
            color: p.late,
            background: p.late_weak,
            strikethrough: Stroke::new(1.0, p.late),
            ..plain
        },
    }
}
