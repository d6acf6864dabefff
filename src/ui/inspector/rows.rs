//! The rows of the inspector: a label at the left, a field behind it, what is wrong below it.

use std::sync::Arc;

use egui::{ComboBox, Id, Sense, Stroke, Ui, vec2};

use super::super::View;
use super::super::field::{Framed, ValueField};
use super::super::parts::{draw_icon, lay_within, left_middle, words};
use super::super::theme::{Type, palette};
use crate::edit::Place;
use crate::locale::read_number;
use crate::model::{Language, Plan, Text};
use crate::session::{Action, Session};

/// What every form reads.
#[derive(Clone, Copy)]
pub(super) struct Form<'a> {
    pub(super) session: &'a Session,
    pub(super) plan: &'a Arc<Plan>,
}

impl Form<'_> {
    pub(super) fn text(&self, key: &str) -> String {
        self.session.words.text(key)
    }

    /// Returns the language in which the plan's values are written.
    pub(super) fn language(&self) -> Language {
        self.plan.language
    }
}

/// Shows a small heading over some rows.
pub(super) fn caption(ui: &mut Ui, form: Form<'_>, key: &str) {
    let p = palette(ui);
    ui.add_space(8.0);
    let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width(), 1.0), Sense::hover());
    ui.painter().hline(rect.x_range(), rect.center().y, Stroke::new(1.0, p.line));
    ui.add_space(2.0);
    words(ui, &form.text(key), Type::CHIP.emphasised(), p.text_weak);
}

/// Shows a label and, behind it, what is added; hands over the width there is.
pub(super) fn row<R>(ui: &mut Ui, form: Form<'_>, label: &str, add: impl FnOnce(&mut Ui, f32) -> R) -> R {
    let p = palette(ui);
    let column = match form.session.words.language() {
        Language::ZhCn => 68.0,
        Language::En => 104.0,
    };
    ui.horizontal_top(|ui| {
        ui.spacing_mut().item_spacing = vec2(6.0, 4.0);
        let (rect, _) = ui.allocate_exact_size(vec2(column, 28.0), Sense::hover());
        let galley = lay_within(ui, label, Type::CHIP.font(), p.text_weak, column);
        ui.painter().galley(left_middle(rect.left(), rect, &galley), galley, p.text_weak);
        let width = ui.available_width();
        ui.vertical(|ui| {
            ui.set_width(width);
            add(ui, width)
        })
        .inner
    })
    .inner
}

/// Shows a row with a text of the plan.
pub(super) fn text(ui: &mut Ui, form: Form<'_>, view: &mut View, key: &str, place: Place, text: &Text) {
    let label = form.text(key);
    row(ui, form, &label, |ui, width| {
        let framed = Framed { name: &label, place, text, width, beside: true };
        framed.show(ui, view);
    });
}

/// Returns the width to ask for, for a value's field to end where the frames of texts end.
pub(super) fn value_width(width: f32) -> f32 {
    width + 18.0
}

/// A value in a row: its label, what it is written as, and what is shown while it is empty.
pub(super) struct Value<'a> {
    pub(super) id: Id,
    pub(super) label: &'a str,
    pub(super) text: &'a str,
    pub(super) hint: &'a str,
}

/// Shows a row with a value that is read when it is left.
pub(super) fn value(
    ui: &mut Ui,
    form: Form<'_>,
    view: &mut View,
    value: &Value<'_>,
    reader: impl Fn(&str) -> Result<Option<Action>, String> + 'static,
) {
    let Value { id, label, text, hint } = *value;
    if view.takes_inspector_focus() {
        view.editing.want_widget(id);
    }
    row(ui, form, label, |ui, width| {
        let field = ValueField { id, text, name: label, hint, width: value_width(width), clears: false };
        field.show(ui, &mut view.editing, reader);
    });
}

/// Shows a row with a plain text that is no text of the plan's own, such as a party's post.
pub(super) fn written(
    ui: &mut Ui,
    form: Form<'_>,
    view: &mut View,
    key: &str,
    id: Id,
    text: &str,
    set: impl Fn(&str) -> Action + 'static,
) {
    let label = form.text(key);
    let shown = Value { id, label: &label, text, hint: "" };
    value(ui, form, view, &shown, move |written| Ok(Some(set(written))));
}

/// Shows a row with choices of which one holds, and returns the one that is picked anew.
pub(super) fn choice(
    ui: &mut Ui,
    form: Form<'_>,
    key: &str,
    id: Id,
    labels: &[String],
    active: usize,
) -> Option<usize> {
    let label = form.text(key);
    row(ui, form, &label, |ui, width| combo(ui, &label, id, labels, active, width))
}

/// Shows a box of choices and returns the one that is picked anew.
pub(super) fn combo(
    ui: &mut Ui,
    name: &str,
    id: Id,
    labels: &[String],
    active: usize,
    width: f32,
) -> Option<usize> {
    let mut picked = active;
    let shown = labels.get(active).cloned().unwrap_or_default();
    ComboBox::from_id_salt(id)
        .width((width - 2.0).min(260.0))
        .selected_text(shown)
        .show_ui(ui, |ui| {
            for (at, label) in labels.iter().enumerate() {
                ui.selectable_value(&mut picked, at, label);
            }
        })
        .response
        .accessible_name(name);
    (picked != active).then_some(picked)
}

/// Says what is wrong, below a field.
pub(super) fn fault(ui: &mut Ui, text: &str) {
    say(ui, text, lucide_icons::Icon::OctagonAlert, palette(ui).late);
}

/// Says what is doubtful, below a field.
pub(super) fn doubt(ui: &mut Ui, text: &str) {
    say(ui, text, lucide_icons::Icon::TriangleAlert, palette(ui).due);
}

/// Says how something stands, below a field.
pub(super) fn note(ui: &mut Ui, text: &str) {
    let ink = palette(ui).text_weak;
    ui.add(egui::Label::new(egui::RichText::new(text).font(Type::CAPTION.font()).color(ink)).wrap());
}

/// Says that something is right, below a field.
pub(super) fn right(ui: &mut Ui, text: &str) {
    say(ui, text, lucide_icons::Icon::CircleCheck, palette(ui).done);
}

fn say(ui: &mut Ui, text: &str, icon: lucide_icons::Icon, ink: egui::Color32) {
    ui.horizontal_top(|ui| {
        ui.spacing_mut().item_spacing.x = 4.0;
        let (rect, _) = ui.allocate_exact_size(vec2(14.0, Type::CAPTION.line), Sense::hover());
        draw_icon(ui, icon, 13.0, rect.center(), ink);
        ui.add(egui::Label::new(egui::RichText::new(text).font(Type::CAPTION.font()).color(ink)).wrap());
    });
}

/// Reads a value that may be left empty.
pub(super) fn optional<T>(
    written: &str,
    fault: &str,
    read: impl Fn(&str) -> Option<T>,
) -> Result<Option<T>, String> {
    if written.trim().is_empty() {
        return Ok(None);
    }
    read(written).map(Some).ok_or_else(|| fault.to_owned())
}

/// Reads a number that is not negative.
pub(super) fn not_negative(written: &str) -> Option<rust_decimal::Decimal> {
    read_number(written).filter(|number| !number.is_sign_negative() || number.is_zero())
}
