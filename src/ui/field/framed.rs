//! A text of the plan in a frame, as forms show it.

use egui::{CornerRadius, Frame, Margin, Stroke, Ui};

use super::super::View;
use super::super::theme::{Type, palette, radius};
use super::Field;
use crate::edit::{Edit, Place};
use crate::model::Text;
use crate::session::Action;

/// A text in a frame.
pub(crate) struct Framed<'a> {
    /// What it is called, for screen readers.
    pub(crate) name: &'a str,
    pub(crate) place: Place,
    pub(crate) text: &'a Text,
    pub(crate) width: f32,
    /// Whether the document may show the text in a field of its own.
    pub(crate) beside: bool,
}

impl Framed<'_> {
    /// Shows it, and has what is written in it stored.
    pub(crate) fn show(self, ui: &mut Ui, view: &mut View) {
        let p = palette(ui);
        let place = self.place;
        let id = if self.beside { Field::id_beside(place) } else { Field::id(place) };
        if self.beside && view.takes_inspector_focus() {
            ui.memory_mut(|memory| memory.request_focus(id));
        }
        let focused = ui.memory(|memory| memory.has_focus(id));
        let edge = if focused { Stroke::new(2.0, p.accent) } else { Stroke::new(1.0, p.line_strong) };
        let frame = Frame::new()
            .fill(p.surface)
            .stroke(edge)
            .corner_radius(CornerRadius::same(radius::BUTTON))
            .inner_margin(Margin::symmetric(8, 3));
        frame.show(ui, |ui| {
            let width = (self.width - 20.0).max(40.0);
            ui.set_width(width);
            let field = Field {
                place,
                text: self.text.as_str(),
                name: self.name,
                hint: "",
                face: Type::BODY,
                emphasised: 0,
                width,
            };
            let shown = if self.beside {
                field.show_beside(ui, &mut view.editing)
            } else {
                field.show(ui, &mut view.editing)
            };
            if let Some(text) = shown.changed {
                view.push(Action::Edit(Edit::SetText { at: place, text }));
            }
            if shown.enter.is_some() {
                view.editing.go_on();
                ui.ctx().request_repaint();
            }
        });
    }
}
