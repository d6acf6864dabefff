//! The keys of all commands.

use egui::{Grid, ScrollArea, Ui};

use super::super::View;
use super::super::parts::{Button, ButtonKind, words};
use super::super::theme::{Type, palette};
use super::heading;
use crate::session::{Action, Answer, Command, Session};

pub(super) fn show(ui: &mut Ui, session: &Session, view: &mut View) {
    let p = palette(ui);
    ui.set_width(520.0);
    heading(ui, &session.words.text("command-shortcuts"));
    let height = (ui.ctx().content_rect().height() - 220.0).clamp(160.0, 560.0);
    ScrollArea::vertical().max_height(height).show(ui, |ui| {
        Grid::new("shortcuts").num_columns(2).spacing([40.0, 6.0]).show(ui, |ui| {
            for command in Command::ALL {
                if let Some(keys) = command.shortcut() {
                    words(ui, &session.words.text(command.key()), Type::BODY, p.text);
                    words(ui, &keys.shown(), Type::BODY.emphasised(), p.text_weak);
                    ui.end_row();
                }
            }
        });
    });
    let done = session.words.text("button-done");
    let response = Button::new(ButtonKind::Normal, &done).show(ui);
    if response.clicked() {
        view.push(Action::Answer(Answer::Cancel));
    }
}
