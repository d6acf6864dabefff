//! An indicator: a chip that tells it, and a small window that edits it.

use egui::{Popup, PopupCloseBehavior, Ui, vec2};
use lucide_icons::Icon;

use super::super::View;
use super::super::field::ValueField;
use super::super::parts::{Button, ButtonKind, ChipKind, Run, chip, lay, left_middle};
use super::super::theme::{Type, palette};
use crate::edit::{Edit, IndicatorValue, Place, TextField};
use crate::locale::{read_date, read_number, shown, words as value_words};
use crate::model::{Base, Indicator, Language, PlaceholderName, Quantity, Target, Weight};
use crate::session::{Action, Session};

/// Shows an indicator as a chip: name, base, target, weight.
pub(super) fn chip_of(ui: &mut Ui, session: &Session, view: &mut View, indicator: &Indicator) {
    let Some(plan) = session.plan().cloned() else { return };
    let name = if indicator.name.is_empty() {
        session.words.text("field-indicator")
    } else {
        shown(&indicator.name)
    };
    let mut runs = vec![Run::plain(name)];
    if let Some(base) = &indicator.base {
        runs.push(Run::weak(format!("{} →", quantity_text(&base.value, plan.language))));
    }
    if let Some(target) = &indicator.target {
        let target = value_words::target(plan.language, target, &indicator.unit, Some(plan.period.year()));
        runs.push(Run::strong(shown(&target)));
    }
    if let Some(weight) = indicator.weight {
        let weight = value_words::number(plan.language, weight.points());
        runs.push(Run::weak(session.words.with("indicator-weight", &[("weight", weight.into())])));
    }
    let spoken: Vec<&str> = runs.iter().map(|run| run.text.as_str()).collect();
    let spoken = spoken.join(" ");
    let blank = indicator.quantities().any(|quantity| quantity.number().is_none());
    let kind = if blank || !indicator.name.as_str().is_empty() { ChipKind::Set } else { ChipKind::Missing };
    let response = chip(ui, kind, Some(Icon::Target), &runs, &spoken);
    let popup = Popup::default_response_id(&response);
    // A new indicator opens at once.
    if session.focus == Some(indicator.id.id()) && indicator.name.is_empty() && !Popup::is_any_open(ui.ctx())
    {
        let opened = egui::Id::unique(("indicator-opened", indicator.id));
        if !ui.data(|data| data.get_temp::<bool>(opened).unwrap_or(false)) {
            ui.data_mut(|data| data.insert_temp(opened, true));
            Popup::open_id(ui.ctx(), popup);
        }
    }
    Popup::menu(&response)
        .close_behavior(PopupCloseBehavior::CloseOnClickOutside)
        .show(|ui| editor(ui, session, view, indicator));
}

/// Shows an indicator as a row of its own, as reviews do.
pub(super) fn row(ui: &mut Ui, session: &Session, view: &mut View, indicator: &Indicator) {
    ui.horizontal_wrapped(|ui| chip_of(ui, session, view, indicator));
}

/// Returns a quantity as it is written in a field, blanks in brackets.
fn quantity_text(quantity: &Quantity, language: Language) -> String {
    match quantity {
        Quantity::Number(number) => value_words::number(language, *number),
        Quantity::Blank(name) => format!("〔{name}〕"),
    }
}

/// Reads a quantity: a number, or a blank's name in brackets.
fn read_quantity(text: &str) -> Option<Quantity> {
    let text = text.trim();
    if let Some(name) =
        text.strip_prefix(['〔', '[', '【']).and_then(|rest| rest.strip_suffix(['〕', ']', '】']))
    {
        return PlaceholderName::new(name).ok().map(Quantity::Blank);
    }
    read_number(text).map(Quantity::Number)
}

/// The directions a target can have, with the key of their name.
const DIRECTIONS: [(&str, &str); 5] = [
    ("direction-at-least", "≥"),
    ("direction-at-most", "≤"),
    ("direction-exactly", "="),
    ("direction-within", "~"),
    ("direction-done-by", "→"),
];

fn direction(target: Option<&Target>) -> usize {
    match target {
        Some(Target::AtLeast(_)) | None => 0,
        Some(Target::AtMost(_)) => 1,
        Some(Target::Exactly(_)) => 2,
        Some(Target::Within(..)) => 3,
        Some(Target::DoneBy(_)) => 4,
    }
}

fn field_id(indicator: &Indicator, what: &'static str) -> egui::Id {
    egui::Id::unique(("indicator", indicator.id, what))
}

fn editor(ui: &mut Ui, session: &Session, view: &mut View, indicator: &Indicator) {
    let Some(plan) = session.plan().cloned() else { return };
    let language = plan.language;
    let id = |what: &'static str| field_id(indicator, what);
    let set = |value| Action::Edit(Edit::SetIndicator(indicator.id, value));
    ui.set_min_width(384.0);
    ui.add_space(4.0);
    ui.spacing_mut().item_spacing = vec2(8.0, 8.0);
    let label = |ui: &mut Ui, key: &str| {
        let text = session.words.text(key);
        let (rect, _) = ui.allocate_exact_size(vec2(44.0, 30.0), egui::Sense::hover());
        let galley = lay(ui, &text, Type::CHIP.font(), palette(ui).text_weak);
        ui.painter().galley(left_middle(rect.left(), rect, &galley), galley, palette(ui).text_weak);
        text
    };
    ui.horizontal(|ui| {
        let name = label(ui, "field-indicator-name");
        let field =
            ValueField { id: id("name"), text: indicator.name.as_str(), name: &name, hint: "", width: 290.0 };
        let written = field.show(ui, &mut view.editing);
        if view.editing.take_wanted(Place::of(indicator.id, TextField::Name)) {
            written.response.request_focus();
        }
        if let Some(text) = written.written {
            view.push(Action::Edit(Edit::SetText { at: Place::of(indicator.id, TextField::Name), text }));
        }
    });
    ui.horizontal(|ui| {
        label(ui, "field-target");
        let chosen = direction(indicator.target.as_ref());
        let mut picked = chosen;
        let direction_name = session.words.text("field-direction");
        let combo = egui::ComboBox::from_id_salt(id("direction"))
            .width(112.0)
            .selected_text(session.words.text(DIRECTIONS.get(chosen).map_or("", |(key, _)| key)))
            .show_ui(ui, |ui| {
                for (index, (key, _)) in DIRECTIONS.iter().enumerate() {
                    ui.selectable_value(&mut picked, index, session.words.text(key));
                }
            });
        combo.response.accessible_name(&direction_name);
        let text = target_text(indicator.target.as_ref(), language);
        let name = session.words.text("field-target");
        let hint = session.words.text(match picked {
            3 => "hint-range",
            4 => "hint-date",
            _ => "hint-number",
        });
        let field = ValueField { id: id("target"), text: &text, name: &name, hint: &hint, width: 92.0 };
        let shown = field.show(ui, &mut view.editing);
        let unit_name = session.words.text("field-unit-of");
        let unit = ValueField {
            id: id("unit"),
            text: &indicator.unit,
            name: &unit_name,
            hint: &unit_name,
            width: 72.0,
        }
        .show(ui, &mut view.editing);
        if let Some(unit) = unit.written {
            view.push(set(IndicatorValue::Unit(unit.trim().to_owned())));
        }
        let written =
            shown.written.or_else(|| (picked != chosen && !text.is_empty()).then(|| shown.text.clone()));
        if let Some(written) = written {
            if written.trim().is_empty() {
                view.editing.set_fault(id("target"), None);
                view.push(set(IndicatorValue::Target(None)));
            } else {
                match read_target(picked, &written, plan.period.year()) {
                    Some(target) => {
                        view.editing.set_fault(id("target"), None);
                        view.push(set(IndicatorValue::Target(Some(target))));
                    }
                    None => view.editing.set_fault(id("target"), Some(session.words.text("fault-target"))),
                }
            }
        }
        if picked != chosen && indicator.target.is_none() {
            // A direction without a number is kept by starting from a blank of the indicator's name.
            let blank = PlaceholderName::new(&shown_name(indicator)).ok();
            if let Some(target) = blank.and_then(|name| target_of(picked, Quantity::Blank(name))) {
                view.push(set(IndicatorValue::Target(Some(target))));
            }
        }
    });
    ui.horizontal(|ui| {
        let name = label(ui, "field-base");
        let text =
            indicator.base.as_ref().map(|base| quantity_text(&base.value, language)).unwrap_or_default();
        let hint = session.words.text("hint-number");
        let shown = ValueField { id: id("base"), text: &text, name: &name, hint: &hint, width: 112.0 }
            .show(ui, &mut view.editing);
        if let Some(written) = shown.written {
            let on = indicator.base.as_ref().and_then(|base| base.on);
            if written.trim().is_empty() {
                view.editing.set_fault(id("base"), None);
                view.push(set(IndicatorValue::Base(None)));
            } else if let Some(value) = read_quantity(&written) {
                view.editing.set_fault(id("base"), None);
                view.push(set(IndicatorValue::Base(Some(Base { value, on }))));
            } else {
                view.editing.set_fault(id("base"), Some(session.words.text("fault-number")));
            }
        }
        let name = label(ui, "field-weight");
        let text = indicator.weight.map(|weight| weight.points().to_string()).unwrap_or_default();
        let shown = ValueField { id: id("weight"), text: &text, name: &name, hint: "", width: 92.0 }
            .show(ui, &mut view.editing);
        if let Some(written) = shown.written {
            if written.trim().is_empty() {
                view.editing.set_fault(id("weight"), None);
                view.push(set(IndicatorValue::Weight(None)));
            } else {
                match read_number(&written).map(Weight::new) {
                    Some(Ok(weight)) => {
                        view.editing.set_fault(id("weight"), None);
                        view.push(set(IndicatorValue::Weight(Some(weight))));
                    }
                    _ => view.editing.set_fault(id("weight"), Some(session.words.text("fault-weight"))),
                }
            }
        }
    });
    ui.add_space(6.0);
    ui.horizontal(|ui| {
        let done = session.words.text("button-done");
        if Button::new(ButtonKind::Normal, &done).small().show(ui).clicked() {
            ui.close();
        }
        let remove = session.words.text("indicator-remove");
        if Button::new(ButtonKind::Destructive, &remove).icon(Icon::Trash2).small().show(ui).clicked() {
            view.push(Action::RemoveEmpty(indicator.id.id()));
            ui.close();
        }
    });
}

fn shown_name(indicator: &Indicator) -> String {
    shown(&indicator.name).chars().take(PlaceholderName::MAX_CHARS).collect()
}

fn target_of(direction: usize, quantity: Quantity) -> Option<Target> {
    match direction {
        0 => Some(Target::AtLeast(quantity)),
        1 => Some(Target::AtMost(quantity)),
        2 => Some(Target::Exactly(quantity)),
        _ => None,
    }
}

fn target_text(target: Option<&Target>, language: Language) -> String {
    match target {
        Some(Target::AtLeast(q) | Target::AtMost(q) | Target::Exactly(q)) => quantity_text(q, language),
        Some(Target::Within(low, high)) => {
            format!("{}~{}", quantity_text(low, language), quantity_text(high, language))
        }
        Some(Target::DoneBy(day)) => value_words::date(language, *day),
        None => String::new(),
    }
}

fn read_target(direction: usize, text: &str, year: i32) -> Option<Target> {
    match direction {
        3 => {
            let (low, high) = text.split_once(['~', '～', '至', '-'])?;
            let (low, high) = (read_quantity(low)?, read_quantity(high)?);
            let in_order = match (low.number(), high.number()) {
                (Some(low), Some(high)) => low <= high,
                _ => true,
            };
            in_order.then_some(Target::Within(low, high))
        }
        4 => read_date(text, year).map(Target::DoneBy),
        direction => target_of(direction, read_quantity(text)?),
    }
}
