//! An indicator: a chip that tells it, and a small window that edits it.

use egui::{Popup, PopupCloseBehavior, Ui, vec2};
use lucide_icons::Icon;

use super::super::View;
use super::super::calendar::{Choice, Picks, button as calendar_button};
use super::super::field::{Framed, ValueField};
use super::super::parts::{Button, ButtonKind, ChipKind, Run, chip, lay, left_middle, words};
use super::super::theme::{Type, palette};
use crate::edit::{Edit, IndicatorValue, Place, TextField};
use crate::entry::{indicator_edit, indicator_node};
use crate::locale::{
    IndicatorFault, IndicatorLine, read_date, read_indicator, read_number, read_quantity, shown,
    words as value_words,
};
use crate::model::tree::{List, Slot};
use crate::model::{Base, Id, Indicator, Language, Plan, Quantity, Target, Text, Weight};
use crate::session::{Action, Caret, Command, Session};

/// Shows an indicator as a chip: name, base, target, weight.
pub(crate) fn chip_of(ui: &mut Ui, session: &Session, view: &mut View, indicator: &Indicator) {
    let Some(plan) = session.plan().cloned() else { return };
    let name = if indicator.name.is_empty() {
        session.words.text("field-indicator")
    } else {
        shown(&indicator.name)
    };
    let line = IndicatorLine {
        name: Text::new(&name),
        unit: indicator.unit.clone(),
        base: indicator.base.clone(),
        target: indicator.target.clone(),
        weight: indicator.weight,
    };
    let runs = indicator_runs(session, plan.language, &line, plan.period.year());
    let spoken: Vec<&str> = runs.iter().map(|run| run.text.as_str()).collect();
    let spoken = spoken.join(" ");
    let blank = indicator.quantities().any(|quantity| quantity.number().is_none());
    let kind = if blank || !indicator.name.as_str().is_empty() { ChipKind::Set } else { ChipKind::Missing };
    let response = chip(ui, kind, Some(Icon::Target), &runs, &spoken);
    if super::super::inspector::is_shown(session) {
        // The inspector has its fields.
        if response.clicked() {
            view.push(Action::Focus(Some(indicator.id.id())));
        }
        follow_in_inspector(ui, session, view, indicator);
        return;
    }
    let popup = Popup::default_response_id(&response);
    // A new indicator, or one whose blank was asked for, opens at once, each request once.
    let asked = session.reveal.record == Some(indicator.id.id())
        && matches!(session.reveal.caret, Some(Caret::Blank | Caret::Span { .. }));
    let opened = egui::Id::unique(("indicator-opened", indicator.id));
    let seen = ui.data(|data| data.get_temp::<(u64, bool)>(opened));
    if asked && seen.is_none_or(|(serial, _)| serial != session.reveal.serial) {
        ui.data_mut(|data| data.insert_temp(opened, (session.reveal.serial, true)));
        Popup::open_id(ui.ctx(), popup);
        let in_name = indicator.name.is_empty() || matches!(session.reveal.caret, Some(Caret::Span { .. }));
        want_field(session, view, indicator, in_name);
    } else if let Some((serial, true)) = seen
        && !Popup::is_id_open(ui.ctx(), popup)
    {
        // Closed again: what was left with nothing in it goes.
        ui.data_mut(|data| data.insert_temp(opened, (serial, false)));
        view.push(Action::RemoveEmpty(indicator.id.id()));
    }
    // A press in the calendar of one of its fields is no press beside it.
    let behavior = if view.calendar.is_open() {
        PopupCloseBehavior::IgnoreClicks
    } else {
        PopupCloseBehavior::CloseOnClickOutside
    };
    Popup::menu(&response).close_behavior(behavior).show(|ui| editor(ui, session, view, indicator));
}

/// Returns an indicator as the words of a chip: name, base, target, weight.
pub(crate) fn indicator_runs(
    session: &Session,
    language: Language,
    line: &IndicatorLine,
    year: i32,
) -> Vec<Run> {
    let mut runs = vec![Run::plain(shown(&line.name))];
    if let Some(base) = &line.base {
        runs.push(Run::weak(format!("{} →", quantity_text(&base.value, language))));
    }
    if let Some(target) = &line.target {
        runs.push(Run::strong(shown(&value_words::target(language, target, &line.unit, Some(year)))));
    }
    if let Some(weight) = line.weight {
        let weight = value_words::number(language, weight.points());
        runs.push(Run::weak(session.words.with("indicator-weight", &[("weight", weight.into())])));
    }
    runs
}

/// Says why a line is no indicator.
pub(crate) fn indicator_fault(session: &Session, fault: &IndicatorFault) -> String {
    match fault {
        IndicatorFault::Empty => session.words.text("entry-no-indicator"),
        IndicatorFault::Backwards => session.words.text("fault-range"),
        IndicatorFault::Weight(_) => session.words.text("fault-weight"),
        IndicatorFault::Units { base, target } => session
            .words
            .with("fault-units", &[("base", base.clone().into()), ("target", target.clone().into())]),
    }
}

/// The fast way in: a field in which one line makes an indicator; Enter adds it and waits for the
/// next one. What the line is taken for is shown beside it.
pub(super) fn line_field(
    ui: &mut Ui,
    session: &Session,
    view: &mut View,
    plan: &Plan,
    parent: Id,
    count: usize,
) {
    let year = plan.period.year();
    let (name, hint) = (session.words.text("entry-indicator"), session.words.text("entry-indicator-hint"));
    let faults = Faults::new(session);
    let then = plan.clone();
    let id = egui::Id::unique(("indicator-line", parent));
    let field = ValueField { id, text: "", name: &name, hint: &hint, width: 260.0, clears: true };
    let shown = field.show(ui, &mut view.editing, move |written| match read_indicator(written, year) {
        Ok(line) => {
            let slot = Slot { parent: Some(parent), list: List::Indicators };
            let node = Box::new(indicator_node(&then, &line));
            Ok(Some(Action::Edit(Edit::Insert { slot, index: count, node })))
        }
        Err(IndicatorFault::Empty) => Ok(None),
        Err(fault) => Err(faults.say(&fault)),
    });
    if shown.response.gained_focus() {
        view.push(Action::Focus(Some(parent)));
    }
    if shown.response.has_focus() && !shown.text.trim().is_empty() {
        understood(ui, session, plan, &shown.text);
    }
}

/// Shows what a line is taken for.
fn understood(ui: &mut Ui, session: &Session, plan: &Plan, text: &str) {
    let year = plan.period.year();
    match read_indicator(text, year) {
        Ok(line) => {
            let runs = indicator_runs(session, plan.language, &line, year);
            let spoken: Vec<&str> = runs.iter().map(|run| run.text.as_str()).collect();
            chip(ui, ChipKind::Label, Some(Icon::Target), &runs, &spoken.join(" "));
            if line.target.is_none() {
                words(ui, &session.words.text("entry-no-figure"), Type::CAPTION, palette(ui).text_weak);
            }
        }
        Err(fault) => {
            words(ui, &indicator_fault(session, &fault), Type::CHIP, palette(ui).late);
        }
    }
}

/// What a reader says that outlives the frame.
struct Faults {
    range: String,
    weight: String,
    units: String,
}

impl Faults {
    fn new(session: &Session) -> Self {
        let text = |key: &str| session.words.text(key);
        Self { range: text("fault-range"), weight: text("fault-weight"), units: text("fault-units-short") }
    }

    fn say(&self, fault: &IndicatorFault) -> String {
        match fault {
            IndicatorFault::Empty => String::new(),
            IndicatorFault::Backwards => self.range.clone(),
            IndicatorFault::Weight(_) => self.weight.clone(),
            IndicatorFault::Units { .. } => self.units.clone(),
        }
    }
}

/// Gives the caret to the inspector's field where a new indicator, or one whose blank was asked for, is
/// to be filled, each request once.
fn follow_in_inspector(ui: &Ui, session: &Session, view: &mut View, indicator: &Indicator) {
    let asked =
        session.reveal.record == Some(indicator.id.id()) && session.reveal.caret == Some(Caret::Blank);
    let opened = egui::Id::unique(("indicator-opened", indicator.id));
    let seen = ui.data(|data| data.get_temp::<(u64, bool)>(opened));
    if asked && seen.is_none_or(|(serial, _)| serial != session.reveal.serial) {
        ui.data_mut(|data| data.insert_temp(opened, (session.reveal.serial, false)));
        want_field(session, view, indicator, indicator.name.is_empty());
    }
}

/// Has the caret go into the indicator's name, as far as it was asked for there, or to its blank.
fn want_field(session: &Session, view: &mut View, indicator: &Indicator, in_name: bool) {
    if in_name {
        let caret = session.reveal.caret.unwrap_or(Caret::End);
        view.editing.want(Place::of(indicator.id, TextField::Name), caret);
    } else {
        view.editing.want_widget(field_id(indicator, blank_field(indicator)));
    }
}

/// Returns which field of the editor holds the indicator's blank.
fn blank_field(indicator: &Indicator) -> Which {
    match &indicator.base {
        Some(base) if base.value.number().is_none() => Which::Base,
        _ => Which::Target,
    }
}

/// Shows an indicator as a row of its own, as reviews do.
pub(super) fn row(ui: &mut Ui, session: &Session, view: &mut View, indicator: &Indicator) {
    ui.horizontal_wrapped(|ui| chip_of(ui, session, view, indicator));
}

/// Returns a quantity as it is written in a field, blanks in brackets.
pub(crate) fn quantity_text(quantity: &Quantity, language: Language) -> String {
    match quantity {
        Quantity::Number(number) => value_words::number(language, *number),
        Quantity::Blank(name) => format!("〔{name}〕"),
    }
}

/// The keys of the directions a target can have.
const DIRECTIONS: [&str; 5] =
    ["direction-at-least", "direction-at-most", "direction-exactly", "direction-within", "direction-done-by"];
pub(crate) const WITHIN: usize = 3;
pub(crate) const DONE_BY: usize = 4;

fn direction(target: Option<&Target>) -> usize {
    match target {
        Some(Target::AtLeast(_)) | None => 0,
        Some(Target::AtMost(_)) => 1,
        Some(Target::Exactly(_)) => 2,
        Some(Target::Within(..)) => 3,
        Some(Target::DoneBy(_)) => 4,
    }
}

/// The fields of the small window.
#[derive(Clone, Copy, Debug, Hash)]
pub(crate) enum Which {
    Line,
    Target,
    Unit,
    Base,
    Weight,
}

pub(crate) fn field_id(indicator: &Indicator, what: Which) -> egui::Id {
    egui::Id::unique(("indicator", indicator.id, what))
}

fn editor(ui: &mut Ui, session: &Session, view: &mut View, indicator: &Indicator) {
    let Some(plan) = session.plan().cloned() else { return };
    let language = plan.language;
    let id = |what| field_id(indicator, what);
    ui.set_min_width(384.0);
    ui.add_space(4.0);
    ui.spacing_mut().item_spacing = vec2(8.0, 8.0);
    // The labels stand in a column as wide as the widest needs; the one in the second column has its own.
    let width_of = |ui: &Ui, key: &str| {
        lay(ui, &session.words.text(key), Type::CHIP.font(), palette(ui).text_weak).size().x
    };
    let column = ["entry-indicator-line", "field-indicator-name", "field-target", "field-base"]
        .into_iter()
        .map(|key| width_of(ui, key))
        .fold(36.0, f32::max);
    let label = |ui: &mut Ui, key: &str| {
        let text = session.words.text(key);
        let galley = lay(ui, &text, Type::CHIP.font(), palette(ui).text_weak);
        let width = if key == "field-weight" { galley.size().x } else { column };
        let (rect, _) = ui.allocate_exact_size(vec2(width, 30.0), egui::Sense::hover());
        ui.painter().galley(left_middle(rect.left(), rect, &galley), galley, palette(ui).text_weak);
        text
    };
    let of = indicator.id;
    let set = move |value| Some(Action::Edit(Edit::SetIndicator(of, value)));
    ui.horizontal(|ui| {
        let name = label(ui, "entry-indicator-line");
        let year = plan.period.year();
        let text = value_words::indicator(language, indicator, Some(year));
        let text = shown(&text);
        let (old, faults) = (indicator.clone(), Faults::new(session));
        let hint = session.words.text("entry-indicator-hint");
        let field = ValueField {
            id: id(Which::Line),
            text: &text,
            name: &name,
            hint: &hint,
            width: 328.0,
            clears: false,
        };
        field.show(ui, &mut view.editing, move |written| match read_indicator(written, year) {
            Ok(line) => Ok(indicator_edit(&old, &line).map(Action::Edit)),
            Err(IndicatorFault::Empty) => Ok(None),
            Err(fault) => Err(faults.say(&fault)),
        });
    });
    ui.horizontal(|ui| {
        let name = label(ui, "field-indicator-name");
        let place = Place::of(of, TextField::Name);
        Framed { name: &name, place, text: &indicator.name, width: 310.0, beside: false }.show(ui, view);
    });
    ui.horizontal(|ui| {
        let name = label(ui, "field-target");
        let picked = direction_box(ui, session, view, indicator, language);
        let text = target_text(indicator.target.as_ref(), language);
        let hint = session.words.text(match picked {
            WITHIN => "hint-range",
            DONE_BY => "hint-date",
            _ => "hint-number",
        });
        let (year, fault) = (plan.period.year(), session.words.text("fault-target"));
        let field = ValueField {
            id: id(Which::Target),
            text: &text,
            name: &name,
            hint: &hint,
            width: 92.0,
            clears: false,
        };
        let shown =
            field.show(ui, &mut view.editing, move |written| match read_target(picked, written, year) {
                Some(target) => Ok(set(IndicatorValue::Target(Some(target)))),
                None if written.trim().is_empty() => Ok(set(IndicatorValue::Target(None))),
                None => Err(fault.clone()),
            });
        if picked == DONE_BY {
            let value = match indicator.target {
                Some(Target::DoneBy(day)) => Some(Choice::Day(day)),
                _ => None,
            };
            if let Some(day) = calendar_button(ui, session, view, &shown.response, &name, value, Picks::Day) {
                let target = day.day().map(Target::DoneBy);
                view.push(Action::Edit(Edit::SetIndicator(of, IndicatorValue::Target(target))));
            }
        }
        let name = session.words.text("field-unit-of");
        let text = &indicator.unit;
        let field =
            ValueField { id: id(Which::Unit), text, name: &name, hint: &name, width: 72.0, clears: false };
        field.show(ui, &mut view.editing, move |written| {
            Ok(set(IndicatorValue::Unit(written.trim().to_owned())))
        });
    });
    ui.horizontal(|ui| {
        let name = label(ui, "field-base");
        let text =
            indicator.base.as_ref().map(|base| quantity_text(&base.value, language)).unwrap_or_default();
        let hint = session.words.text("hint-number");
        let fault = session.words.text("fault-number");
        let on = indicator.base.as_ref().and_then(|base| base.on);
        let field = ValueField {
            id: id(Which::Base),
            text: &text,
            name: &name,
            hint: &hint,
            width: 112.0,
            clears: false,
        };
        field.show(ui, &mut view.editing, move |written| match read_quantity(written) {
            Some(value) => Ok(set(IndicatorValue::Base(Some(Base { value, on })))),
            None if written.trim().is_empty() => Ok(set(IndicatorValue::Base(None))),
            None => Err(fault.clone()),
        });
        let name = label(ui, "field-weight");
        let text = indicator.weight.map(|weight| weight.points().to_string()).unwrap_or_default();
        let fault = session.words.text("fault-weight");
        let field = ValueField {
            id: id(Which::Weight),
            text: &text,
            name: &name,
            hint: "",
            width: 92.0,
            clears: false,
        };
        field.show(ui, &mut view.editing, move |written| match read_number(written).map(Weight::new) {
            Some(Ok(weight)) => Ok(set(IndicatorValue::Weight(Some(weight)))),
            None if written.trim().is_empty() => Ok(set(IndicatorValue::Weight(None))),
            Some(Err(_)) | None => Err(fault.clone()),
        });
    });
    if indicator.weight.is_some() {
        super::super::inspector::weights_notes(ui, session, &plan, indicator);
    }
    ui.add_space(6.0);
    ui.horizontal(|ui| {
        let done = session.words.text("button-done");
        if Button::new(ButtonKind::Normal, &done).small().show(ui).clicked() {
            ui.close();
        }
        let remove = session.words.text("indicator-remove");
        if Button::new(ButtonKind::Destructive, &remove).icon(Icon::Trash2).small().show(ui).clicked() {
            view.push(Action::Remove(indicator.id.id()));
            ui.close();
        }
        let all = session.words.text("inspector-all-fields");
        if Button::new(ButtonKind::Text, &all).icon(Icon::SlidersHorizontal).small().show(ui).clicked() {
            view.push(Action::Focus(Some(indicator.id.id())));
            view.push(Action::Command(Command::ToggleInspector));
            ui.close();
        }
    });
}

/// Shows the box of directions and returns the one that is picked. A pick that the target cannot take
/// yet is remembered until a value is written for it.
pub(crate) fn direction_box(
    ui: &mut Ui,
    session: &Session,
    view: &mut View,
    indicator: &Indicator,
    language: Language,
) -> usize {
    let kept = egui::Id::unique(("indicator-picked", indicator.id));
    let stored = direction(indicator.target.as_ref());
    let chosen = match ui.data(|data| data.get_temp::<(usize, usize)>(kept)) {
        // A pick is out of date once the stored direction is another than it was picked over.
        Some((picked, over)) if over == stored => picked,
        _ => stored,
    };
    let mut picked = chosen;
    let text = |at: usize| session.words.text(DIRECTIONS.get(at).copied().unwrap_or_default());
    egui::ComboBox::from_id_salt(("indicator-direction", indicator.id))
        .width(112.0)
        .selected_text(text(chosen))
        .show_ui(ui, |ui| {
            for at in 0..DIRECTIONS.len() {
                ui.selectable_value(&mut picked, at, text(at));
            }
        })
        .response
        .accessible_name(session.words.text("field-direction"));
    if picked != chosen {
        ui.data_mut(|data| data.insert_temp(kept, (picked, stored)));
        let year = session.plan().map_or(0, |plan| plan.period.year());
        let written = target_text(indicator.target.as_ref(), language);
        if let Some(target) = read_target(picked, &written, year) {
            let value = IndicatorValue::Target(Some(target));
            view.push(Action::Edit(Edit::SetIndicator(indicator.id, value)));
        }
    }
    picked
}

fn target_of(direction: usize, quantity: Quantity) -> Option<Target> {
    match direction {
        0 => Some(Target::AtLeast(quantity)),
        1 => Some(Target::AtMost(quantity)),
        2 => Some(Target::Exactly(quantity)),
        _ => None,
    }
}

pub(crate) fn target_text(target: Option<&Target>, language: Language) -> String {
    match target {
        Some(Target::AtLeast(q) | Target::AtMost(q) | Target::Exactly(q)) => quantity_text(q, language),
        Some(Target::Within(low, high)) => {
            format!("{}~{}", quantity_text(low, language), quantity_text(high, language))
        }
        Some(Target::DoneBy(day)) => value_words::date(language, *day),
        None => String::new(),
    }
}

pub(crate) fn read_target(direction: usize, text: &str, year: i32) -> Option<Target> {
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
