//! The field for a measure's time that opens at its bar, and notes beside a bar.

use egui::{
    Id, Key, Order, Popup, PopupCloseBehavior, Rect, Role, Sense, Stroke, StrokeKind, Ui, WidgetInfo, vec2,
};
use lucide_icons::Icon;

use super::chart::{Chart, Facts};
use super::timeline::{select, to_write};
use crate::edit::{Edit, MeasureValue};
use crate::locale::{read_when, words as value_words};
use crate::model::When;
use crate::session::{Action, Session};
use crate::ui::View;
use crate::ui::calendar::{Choice, Picks, button as calendar_button};
use crate::ui::field::ValueField;
use crate::ui::parts::{Button, ButtonKind, ChipKind, Run, chip, words};
use crate::ui::theme::{Type, palette, shadow};

/// Shows the field at a bar.
pub(super) fn field(
    session: &Session,
    view: &mut View,
    chart: &Chart,
    facts: &Facts,
    anchor: &egui::Response,
) {
    let mut open = true;
    // The first frames of a popup measure it only.
    let fresh = view.year.editing_fresh;
    let popup = Popup::from_response(anchor)
        .id(Id::unique("year-time"))
        .open_bool(&mut open)
        .close_behavior(if view.calendar.is_open() {
            // A press in the calendar is no press beside the field.
            PopupCloseBehavior::IgnoreClicks
        } else {
            PopupCloseBehavior::CloseOnClickOutside
        })
        .width(300.0);
    let mut leave = false;
    popup.show(|ui| {
        let p = palette(ui);
        ui.set_width(300.0);
        let name = session.words.text("field-when");
        words(ui, &name, Type::CAPTION, p.text_weak);
        let year = chart.basis.year;
        let language = chart.basis.language;
        let text = facts.measure.when.as_ref().map(|when| value_words::when(language, when, Some(year)));
        let text = text.unwrap_or_default();
        let hint = session.words.text("hint-when");
        let measure = facts.measure.id;
        let entered = ui.input(|input| input.key_pressed(Key::Enter));
        let id = Id::unique(("year-time", facts.id));
        let in_calendar = view.calendar.is_open();
        let value = facts.measure.when.as_ref().and_then(Choice::of);
        let (shown, picked) = ui
            .horizontal(|ui| {
                let shown =
                    ValueField { id, text: &text, name: &name, hint: &hint, width: 264.0, clears: false }
                        .show(ui, &mut view.editing, move |written| {
                            let written = written.trim();
                            let unclear = || When::Unclear(written.to_owned());
                            let when = (!written.is_empty())
                                .then(|| read_when(written, year).unwrap_or_else(unclear));
                            Ok(Some(Action::Edit(Edit::SetMeasure(measure, MeasureValue::When(when)))))
                        });
                let picked = calendar_button(ui, session, view, &shown.response, &name, value, Picks::Time);
                (shown, picked)
            })
            .inner;
        if let Some(picked) = picked {
            view.push(Action::Edit(Edit::SetMeasure(measure, MeasureValue::When(picked.when()))));
            leave = true;
        }
        if shown.response.has_focus() {
            view.year.editing_fresh = false;
        } else if fresh {
            shown.response.request_focus();
        }
        match read_when(&shown.text, year) {
            Some(when) if shown.text != text => {
                let said = value_words::when(language, &when, None);
                chip(ui, ChipKind::Label, Some(Icon::Calendar), &[Run::plain(said.clone())], &said);
            }
            None if !shown.text.trim().is_empty() => {
                words(ui, &session.words.text("when-unclear"), Type::CHIP, p.due);
            }
            _ => {}
        }
        leave |= entered && !fresh && !in_calendar && !view.editing.is_composing();
        let label = session.words.text("year-to-write");
        if Button::new(ButtonKind::Text, &label).icon(Icon::FilePenLine).small().show(ui).clicked() {
            to_write(view, facts.id);
            leave = true;
        }
    });
    if leave || !open {
        view.year.editing = None;
        view.flush();
        select(view, facts.id);
    }
}

/// Shows a sentence beside a bar, such as why it cannot be moved.
pub(super) fn note(ui: &Ui, text: &str, beside: Rect) {
    let p = palette(ui);
    let response = ui.interact(beside, Id::unique("year-note"), Sense::hover());
    response.widget_info(|| WidgetInfo::labeled(Role::Label, true, text));
    let painter = ui.ctx().layer_painter(egui::LayerId::new(Order::Tooltip, Id::unique("year-note")));
    let galley = painter.layout_no_wrap(text.to_owned(), Type::CHIP.font(), p.due);
    let size = galley.size() + vec2(20.0, 12.0);
    let plate = Rect::from_min_size(beside.left_bottom() + vec2(12.0, 4.0), size);
    painter.add(shadow(p).as_shape(plate, 8));
    painter.rect(plate, 8, p.raised, Stroke::new(1.0, p.line), StrokeKind::Inside);
    painter.galley(plate.min + vec2(10.0, 6.0), galley, p.due);
}
