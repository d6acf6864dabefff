//! A measure: its text with the run-in title, and its owners, time and indicators as chips; as a card
//! with fields while it is being edited.

use std::sync::Arc;

use egui::{Rect, Shape, Ui, UiBuilder, pos2, vec2};
use lucide_icons::Icon;

use super::super::View;
use super::super::calendar::{Choice, Picks, button as calendar_button};
use super::super::field::{Field, Takes, ValueField};
use super::super::menu;
use super::super::parts::{Button, ButtonKind, ChipKind, Run, card_frame, chip, icon_button, lay, words};
use super::super::theme::{Type, focus_ring, palette};
use super::blocks::Block;
use super::line::{Enter, STEP, block_number, cut, is_focused, leave, paste_lines, structure_keys};
use super::{indicator, owners};
use crate::edit::{BatchName, Edit, MeasureValue, Place, TextField};
use crate::locale::{Frame, TimeFault, read_time, words as value_words};
use crate::model::{Measure, Plan, When};
use crate::session::structure::{Cut, StructureAction};
use crate::session::{Action, Command, Session};

/// The space between a measure's number and its text.
const GAP: f32 = 10.0;

pub(super) fn show(ui: &mut Ui, session: &Session, view: &mut View, block: &Block, measure: &Arc<Measure>) {
    let Some(plan) = session.plan().cloned() else { return };
    let p = palette(ui);
    let active = is_focused(session, measure.id.id(), &measure.indicators);
    let back = ui.painter().add(Shape::Noop);
    ui.add_space(if active { 12.0 } else { 4.0 });
    let left = ui.max_rect().left();
    let top = ui.cursor().top();
    let shift = STEP * block.indent as f32;
    let number = block_number(session, block.numbered);
    let number = lay(ui, &number, Type::BODY.font(), p.text_weak);
    // The first level hangs its numbers out, so that its text keeps the document's left edge.
    let text_left = if block.indent == 0 { left } else { left + shift + number.size().x };
    let at = pos2(text_left - GAP - number.size().x, top + (Type::BODY.line - number.size().y) / 2.0);
    ui.painter().galley(at, number, p.text_weak);
    let column = Rect::from_min_max(pos2(text_left, top), pos2(ui.max_rect().right(), top + 10.0));
    ui.scope_builder(UiBuilder::new().max_rect(column), |ui| {
        ui.spacing_mut().item_spacing = vec2(6.0, 6.0);
        body(ui, session, view, &plan, measure);
        if active && !super::super::inspector::is_shown(session) {
            card_fields(ui, session, view, &plan, measure);
        } else {
            chips(ui, session, view, &plan, measure);
        }
    });
    ui.add_space(if active { 12.0 } else { 6.0 });
    let mut rect = ui.min_rect();
    rect.min.x = left - 44.0 + shift;
    rect.max.x = ui.max_rect().right() + 16.0;
    rect.min.y = top - 10.0;
    rect.max.y = ui.cursor().top() - 4.0;
    if active {
        ui.painter().set(back, card_frame(p, rect, p.surface, focus_ring(p)));
    } else if ui.rect_contains_pointer(rect) && !ui.input(|input| input.pointer.any_down()) {
        rect.min.y += 6.0;
        ui.painter().set(back, Shape::rect_filled(rect, egui::CornerRadius::same(4), p.panel));
    }
    if active {
        ui.add_space(6.0);
    }
}

/// The run-in title and the text as one field.
fn body(ui: &mut Ui, session: &Session, view: &mut View, plan: &Plan, measure: &Measure) {
    let mark = value_words::title_mark(plan.language);
    let joined = Joined::new(measure, mark);
    let name = session.words.text("field-measure");
    let hint = session.words.text("hint-measure");
    let place = Place::of(measure.id, TextField::Text);
    let width = ui.available_width();
    let shown = Field {
        place,
        text: &joined.text,
        name: &name,
        hint: &hint,
        face: Type::BODY,
        emphasised: joined.title_end,
        width,
    }
    .show_taking(ui, &mut view.editing, Takes { lines: true, joins: true, tabs: true });
    if shown.response.gained_focus() {
        view.push(Action::Focus(Some(measure.id.id())));
    }
    structure_keys(view, measure.id.id(), &shown);
    if let Some(pasted) = &shown.pasted {
        let (title, text) = joined.split(shown.changed.as_deref().unwrap_or(&joined.text));
        let title_end = if title.is_empty() { 0 } else { title.chars().count() + mark.chars().count() };
        let (from, to) = shown.selection;
        let selection = (from.saturating_sub(title_end), to.saturating_sub(title_end));
        paste_lines(view, place, title, &text, selection, pasted);
    }
    if let Some((text, caret)) = shown.enter {
        let (title, text) = joined.split(&text);
        // Behind the title the text is split; at the title it stays whole.
        let title_end = if title.is_empty() { 0 } else { title.chars().count() + mark.chars().count() };
        let at = if caret <= title_end && title_end > 0 { usize::MAX } else { caret - title_end };
        let (before, after) = cut(&text, at);
        let (before, after) = (before.to_owned(), after.to_owned());
        let cut = Cut { id: measure.id.id(), title, before, after };
        view.push(Action::Structure(StructureAction::Split(cut)));
    } else if let Some(text) = shown.changed {
        let (title, text) = joined.split(&text);
        let mut edits = Vec::new();
        if title != measure.title.as_str() {
            edits.push(Edit::SetText { at: Place::of(measure.id, TextField::Title), text: title });
        }
        if text != measure.text.as_str() {
            edits.push(Edit::SetText { at: place, text });
        }
        if let Some(edit) = match edits.len() {
            0 | 1 => edits.pop(),
            _ => Some(Edit::Batch { name: BatchName::Typing, edits }),
        } {
            view.push(Action::Edit(edit));
        }
    }
    if shown.backspace_empty {
        view.push(Action::Structure(StructureAction::JoinBefore(measure.id.id())));
    }
    if let Some(way) = shown.leave {
        leave(view, Some(measure.id.id()), way);
    }
}

/// A measure's title and text as the one text its field edits.
pub(crate) struct Joined {
    pub(crate) text: String,
    /// Where the title with its mark ends, in characters; 0 without a title.
    pub(crate) title_end: usize,
    mark: String,
}

impl Joined {
    pub(crate) fn new(measure: &Measure, mark: &str) -> Self {
        if measure.title.is_empty() {
            return Self { text: measure.text.as_str().to_owned(), title_end: 0, mark: mark.to_owned() };
        }
        let head = format!("{}{mark}", measure.title);
        Self {
            title_end: head.chars().count(),
            text: format!("{head}{}", measure.text),
            mark: mark.to_owned(),
        }
    }

    /// Splits a changed text into title and text. The mark between them stays where it was; if it
    /// was touched, there is no title any more.
    pub(crate) fn split(&self, changed: &str) -> (String, String) {
        if self.title_end == 0 {
            return (String::new(), changed.to_owned());
        }
        let old: Vec<char> = self.text.chars().collect();
        let new: Vec<char> = changed.chars().collect();
        let mark = self.mark.chars().count();
        let title = self.title_end - mark;
        let same_before = old.iter().zip(&new).take_while(|(a, b)| a == b).count();
        let same_behind = old.iter().rev().zip(new.iter().rev()).take_while(|(a, b)| a == b).count();
        let collect = |chars: &[char]| chars.iter().collect::<String>();
        let behind = old.len() - self.title_end;
        if same_before >= self.title_end {
            // All that changed lies behind the mark.
            let (head, text) = new.split_at(self.title_end.min(new.len()));
            return (collect(head.get(..title).unwrap_or(head)), collect(text));
        }
        if same_behind >= behind + mark {
            // All that changed lies in the title.
            let (head, text) = new.split_at(new.len() - behind);
            return (collect(head.get(..head.len() - mark).unwrap_or(head)), collect(text));
        }
        (String::new(), changed.to_owned())
    }
}

/// What is set, as chips below the text.
fn chips(ui: &mut Ui, session: &Session, view: &mut View, plan: &Plan, measure: &Measure) {
    let focus = Action::Focus(Some(measure.id.id()));
    let mut clicked = false;
    ui.horizontal_wrapped(|ui| {
        if measure.owners.is_empty() {
            let label = session.words.text("chip-owner");
            clicked |=
                chip(ui, ChipKind::Missing, Some(Icon::Plus), &[Run::plain(label.clone())], &label).clicked();
        } else {
            let label = owners::line(plan, session, &measure.owners);
            clicked |= chip(ui, ChipKind::Set, Some(Icon::UserRound), &[Run::plain(label.clone())], &label)
                .clicked();
        }
        clicked |= when_chip(ui, session, plan, measure).clicked();
        for shown in &measure.indicators {
            indicator::chip_of(ui, session, view, shown);
        }
    });
    if clicked {
        view.push(focus);
    }
}

fn when_chip(ui: &mut Ui, session: &Session, plan: &Plan, measure: &Measure) -> egui::Response {
    let Some(when) = &measure.when else {
        let label = session.words.text("chip-when");
        return chip(ui, ChipKind::Missing, Some(Icon::Plus), &[Run::plain(label.clone())], &label);
    };
    let shown = value_words::when_in(plan.language, when, plan.period);
    match when {
        When::Unclear(text) => {
            let label = session.words.with("chip-unclear", &[("text", text.clone().into())]);
            chip(ui, ChipKind::Unclear, Some(Icon::TriangleAlert), &[Run::plain(label.clone())], &label)
        }
        when => chip(ui, ChipKind::Set, Some(when_icon(when)), &[Run::plain(shown.clone())], &shown),
    }
}

/// Returns the icon of a sort of time.
pub(crate) const fn when_icon(when: &When) -> Icon {
    match when {
        When::By(_) | When::Month(_) | When::Quarter(_) | When::Span(_) => Icon::Calendar,
        When::Cadence(_) => Icon::Repeat,
        When::Limit(_) => Icon::Timer,
        When::Unclear(_) => Icon::TriangleAlert,
    }
}

/// The fields of the measure that is being edited.
fn card_fields(ui: &mut Ui, session: &Session, view: &mut View, plan: &Plan, measure: &Measure) {
    let p = palette(ui);
    let row = |ui: &mut Ui, label: &str, add: &mut dyn FnMut(&mut Ui)| {
        ui.horizontal(|ui| {
            ui.set_min_height(34.0);
            ui.allocate_ui(vec2(64.0, 28.0), |ui| {
                ui.set_min_width(64.0);
                words(ui, label, Type::CHIP, p.text_weak);
            });
            add(ui);
        });
    };
    let label = session.words.text("field-owners");
    row(ui, &label, &mut |ui| owners::show(ui, session, view, plan, measure, &label));
    let label = session.words.text("field-when");
    row(ui, &label, &mut |ui| when_field(ui, session, view, plan, measure, &label));
    let label = session.words.text("field-indicators");
    row(ui, &label, &mut |ui| {
        ui.horizontal_wrapped(|ui| {
            for shown in &measure.indicators {
                indicator::chip_of(ui, session, view, shown);
            }
            let add = session.words.text("chip-indicator");
            if chip(ui, ChipKind::Missing, Some(Icon::Plus), &[Run::plain(add.clone())], &add).clicked() {
                view.push(Action::Focus(Some(measure.id.id())));
                view.push(Action::Command(Command::AddIndicator));
            }
            indicator::line_field(ui, session, view, plan, measure.id.id(), measure.indicators.len());
        });
    });
    extra(ui, session, view, measure);
    ui.horizontal(|ui| {
        ui.set_min_height(32.0);
        let here = Some(measure.id.id());
        for (command, icon) in [
            (Command::AddSubMeasure, Icon::Plus),
            (Command::AddParagraph, Icon::Pilcrow),
            (Command::ToggleTitle, Icon::Heading),
        ] {
            let label = session.words.text(&format!("{}-short", command.key()));
            if Button::new(ButtonKind::Text, &label).icon(icon).small().show(ui).clicked() {
                view.push(Action::Focus(here));
                view.push(Action::Command(command));
            }
        }
        let all = session.words.text("inspector-all-fields");
        let button = Button::new(ButtonKind::Text, &all).icon(Icon::SlidersHorizontal).small();
        let tip = menu::with_keys(session, Command::ToggleInspector);
        if button.show(ui).on_hover_text(tip).clicked() {
            view.push(Action::Focus(here));
            view.push(Action::Command(Command::ToggleInspector));
        }
        ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
            for (command, icon) in [
                (Command::Remove, Icon::Trash2),
                (Command::MoveDown, Icon::ArrowDown),
                (Command::MoveUp, Icon::ArrowUp),
            ] {
                let label = menu::with_keys(session, command);
                if icon_button(ui, icon, 16.0, &label, true).clicked() {
                    view.push(Action::Focus(here));
                    view.push(Action::Command(command));
                }
            }
        });
    });
}

/// What the measure needs, what can go wrong and where it comes from: shown where something is set.
fn extra(ui: &mut Ui, session: &Session, view: &mut View, measure: &Measure) {
    let fields = [
        ("field-resources", TextField::Resources, &measure.needs.resources),
        ("field-risk", TextField::Risk, &measure.risk.risk),
        ("field-fallback", TextField::Fallback, &measure.risk.fallback),
        ("field-source", TextField::Source, &measure.source),
    ];
    for (key, field, text) in fields {
        if !text.is_empty() {
            let label = session.words.text(key);
            super::line::labelled_as(
                ui,
                view,
                (&label, ""),
                Place::of(measure.id, field),
                text.as_str(),
                Enter::Next,
            );
        }
    }
}

/// The time as words that are read when the field is left; what they are taken for stands there
/// afterwards.
pub(crate) fn when_field(
    ui: &mut Ui,
    session: &Session,
    view: &mut View,
    plan: &Plan,
    measure: &Measure,
    label: &str,
) {
    let id = egui::Id::unique(("when", measure.id));
    let year = plan.period.year();
    let text = measure
        .when
        .as_ref()
        .map(|when| value_words::when_in(plan.language, when, plan.period))
        .unwrap_or_default();
    let hint = session.words.text("hint-when");
    let measure_id = measure.id;
    let frame = Frame { year, today: Some(session.today) };
    // The calendar's button stands behind it.
    let width = (ui.max_rect().width() - 20.0).min(220.0);
    let shown = ValueField { id, text: &text, name: label, hint: &hint, width, clears: false }.show(
        ui,
        &mut view.editing,
        move |written| {
            // What is no time is kept as it was written, and flagged.
            let unclear = |_| When::Unclear(written.trim().to_owned());
            let when =
                (!written.trim().is_empty()).then(|| read_time(written, frame).unwrap_or_else(unclear));
            Ok(Some(Action::Edit(Edit::SetMeasure(measure_id, MeasureValue::When(when)))))
        },
    );
    if shown.response.gained_focus() {
        view.push(Action::Focus(Some(measure.id.id())));
    }
    let value = measure.when.as_ref().and_then(Choice::of);
    if let Some(picked) = calendar_button(ui, session, view, &shown.response, label, value, Picks::Time) {
        let when = MeasureValue::When(picked.when());
        view.push(Action::Edit(Edit::SetMeasure(measure_id, when)));
    }
    let p = palette(ui);
    // What is taken for what is said while it is typed, before it is stored.
    match read_time(&shown.text, frame) {
        Ok(when) => {
            if shown.response.has_focus() && shown.text != text {
                let said = value_words::when(plan.language, &when, None);
                chip(ui, ChipKind::Label, Some(when_icon(&when)), &[Run::plain(said.clone())], &said);
            }
            if when.deadline().is_some_and(|day| !plan.period.span().contains(day)) {
                words(ui, &session.words.text("entry-outside"), Type::CHIP, p.due);
            }
        }
        Err(fault) if !shown.text.trim().is_empty() => {
            let at = ui.cursor().left_center() + vec2(8.0, 0.0);
            super::super::parts::draw_icon(ui, Icon::TriangleAlert, 14.0, at, p.due);
            ui.add_space(20.0);
            words(ui, &time_fault(session, &fault), Type::CHIP, p.due);
        }
        Err(_) => {}
    }
}

/// Says why a time was not read.
pub(crate) fn time_fault(session: &Session, fault: &TimeFault) -> String {
    match fault {
        TimeFault::NoSuch { said } => session.words.with("fault-no-such", &[("said", said.clone().into())]),
        TimeFault::Backwards => session.words.text("fault-backwards"),
        TimeFault::Unclear | TimeFault::NoToday => session.words.text("when-unclear"),
    }
}

#[cfg(test)]
mod tests {
    use super::Joined;
    use crate::model::{Id, Measure, MeasureId, Text};

    fn joined(title: &str, text: &str) -> Joined {
        let mut measure = Measure::new(MeasureId::new(Id::from_number(1)), Text::new(text));
        measure.title = Text::new(title);
        Joined::new(&measure, "。")
    }

    #[test]
    fn typing_in_title_or_text_changes_only_that() {
        let field = joined("弹性开窗", "加开两个窗口。");
        assert_eq!(field.text, "弹性开窗。加开两个窗口。");
        assert_eq!(
            field.split("高峰弹性开窗。加开两个窗口。"),
            ("高峰弹性开窗".into(), "加开两个窗口。".into())
        );
        assert_eq!(field.split("弹性开窗。再加开两个窗口。"), ("弹性开窗".into(), "再加开两个窗口。".into()));
        assert_eq!(field.split("弹性开窗。"), ("弹性开窗".into(), String::new()));
    }

    #[test]
    fn taking_the_mark_away_makes_the_title_text() {
        let field = joined("弹性开窗", "加开两个窗口。");
        assert_eq!(field.split("弹性开窗加开两个窗口。"), (String::new(), "弹性开窗加开两个窗口。".into()));
    }

    #[test]
    fn a_measure_without_title_stays_without() {
        assert_eq!(joined("", "做事。").split("做好事。"), (String::new(), "做好事。".into()));
    }
}
