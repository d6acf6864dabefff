//! Quick entry: a line docked below the screen that becomes a measure, with what was understood of
//! it as chips below.
//!
//! Any screen with a plan can show it. Enter adds the measure and keeps the line for the next one,
//! Escape goes back to where one was. What is a question is asked in the list at the line before
//! anything is added; a chip that is clicked is plain words again.

mod answers;
mod known;
mod place;

use std::collections::HashMap;
use std::sync::Arc;

use egui::{CornerRadius, Frame, Id, Key, Margin, Panel, RectAlign, Stroke, TextEdit, Ui, vec2};
use lucide_icons::Icon;

use super::View;
use super::choices::{Keys, List, Picked, Row};
use super::field::{set_selection, settled, take_press};
use super::parts::{Button, ButtonKind, ChipKind, Run, chip, draw_icon, icon_button, words};
use super::theme::{Type, palette, radius};
use super::write::{
    entry_row, indicator_runs, kind_icon, kinds_of, new_key, new_row, role_key, time_fault, when_icon,
};
use crate::entry::{
    Bit, Choices, Completing, Draft, Entry, Line, OwnerIs, SectionIs, Sign, What, completing,
};
use crate::locale::{Frame as TimeFrame, words as value_words};
use crate::model::{Language, When};
use crate::session::{Action, Screen, Session};

use answers::{Answer, answers};
pub(crate) use known::{Known, KnownCache};

/// What the line keeps.
#[derive(Default)]
pub(crate) struct EntryView {
    /// What stands in the line, by plan.
    lines: HashMap<u64, Typed>,
    list: List,
    /// The last request for the line that was followed.
    asked: u64,
    /// What had the caret before.
    back: Option<Id>,
    /// Whether the line is shown on screens that do not always have it.
    is_shown: bool,
    /// The words of the bit that is being asked about.
    answering: Option<String>,
    place: place::PlaceCache,
    /// How high the chips were in the last frame, in points: they may need several rows.
    chips: f32,
}

/// A line in the making.
#[derive(Clone, Debug, Default)]
struct Typed {
    /// The line with what an input method still composes.
    buffer: String,
    /// The line without it.
    text: String,
    choices: Choices,
}

/// How many of a list are shown.
const MOST: usize = 10;
const INPUT: f32 = 36.0;
const GAP: f32 = 8.0;
const CHIP: f32 = 24.0;

fn input_id() -> Id {
    Id::unique("entry-input")
}

/// Shows the line below what the screen shows next.
pub(crate) fn dock(ui: &mut Ui, session: &Session, view: &mut View) {
    let Some(open) = &session.open else { return };
    if view.entry.asked != session.entry_asked {
        view.entry.asked = session.entry_asked;
        view.entry.is_shown = true;
        let before = ui.memory(egui::Memory::focused);
        if before != Some(input_id()) {
            view.entry.back = before;
        }
        view.editing.want_widget(input_id());
    }
    if session.screen != Screen::Write && !view.entry.is_shown {
        return;
    }
    let p = palette(ui);
    let frame = Frame::new().fill(p.panel).inner_margin(Margin { left: 16, right: 16, top: 10, bottom: 8 });
    let number = open.number;
    // A panel that measures itself drifts towards its contents frame by frame, and the document with it.
    let height = INPUT + GAP + view.entry.chips.max(CHIP) + 18.0;
    Panel::bottom("entry").exact_size(height).resizable(false).frame(frame).show(ui, |ui| {
        let mut typed = view.entry.lines.remove(&number).unwrap_or_default();
        line_ui(ui, session, view, &mut typed);
        view.entry.lines.insert(number, typed);
    });
    view.entry.lines.retain(|number, _| session.open_plan(*number).is_some());
}

fn line_ui(ui: &mut Ui, session: &Session, view: &mut View, typed: &mut Typed) {
    let Some(plan) = session.plan().cloned() else { return };
    let known = view.known.of(ui.ctx(), session);
    let frame = TimeFrame { year: plan.period.year(), today: Some(session.today) };
    let id = input_id();
    let composing = view.editing.is_composing();
    let focused = ui.memory(|memory| memory.has_focus(id));
    let keys = if focused { view.entry.list.keys(ui, composing) } else { Keys::default() };
    let enter = focused && !composing && take_press(ui, Key::Enter, true);
    if focused && !composing && take_press(ui, Key::Escape, false) {
        leave(ui, session, view);
    }
    let mut add = enter;
    let mut caret = typed.text.chars().count();
    let field = ui
        .horizontal(|ui| {
            ui.spacing_mut().item_spacing.x = 8.0;
            let label = session.words.text("entry-add");
            let tail = if ui.available_width() > 420.0 {
                Some(crate::session::Key::Enter.shown().to_owned())
            } else {
                None
            };
            let button = if tail.is_some() { 108.0 } else { 72.0 };
            let width = (ui.available_width() - button - 8.0).max(120.0);
            let (response, at) = input(ui, session, view, typed, width);
            caret = at.unwrap_or(caret);
            ui.allocate_ui(vec2(button, INPUT), |ui| {
                let ready = !typed.text.trim().is_empty();
                add |= Button::new(ButtonKind::Primary, &label)
                    .tail(tail)
                    .width(button)
                    .enabled(ready)
                    .show(ui)
                    .clicked();
            });
            response
        })
        .inner;
    // Words that are no longer in the line are not remembered.
    typed.choices.off.retain(|words| typed.text.contains(words.as_str()));
    let line = Line::read(&typed.text, &known.directory, &known.targets, &typed.choices, frame);
    let asked = view.entry.answering.clone();
    let asked =
        asked.and_then(|words| line.bits().iter().find(|bit| bit.words == words && bit.is_question()));
    if asked.is_none() {
        view.entry.answering = None;
    }
    let place = view.entry.place.of(session, line.section());
    ui.add_space(GAP - ui.spacing().item_spacing.y);
    let question = chips(ui, session, view, typed, &line, place.as_deref());
    if let Some(words) = question {
        view.entry.answering = Some(words);
        view.entry.list.reopen();
        ui.memory_mut(|memory| memory.request_focus(id));
    }
    // The list: answers to a question, or names behind a sign.
    let completing = completing(&typed.text, caret).filter(|_| !composing);
    let (rows, choices, key) = match (asked, &completing) {
        (Some(bit), _) => {
            let (rows, choices) = answers(session, &known, bit, &line).into_iter().unzip();
            (rows, choices, format!("?{}", bit.words))
        }
        (None, Some(completing)) => {
            let (rows, choices) = completions(session, &known, completing);
            (rows, choices, format!("{:?}{}", completing.range, completing.typed))
        }
        (None, None) => (Vec::new(), Vec::new(), String::new()),
    };
    let picked = view.entry.list.show(ui, &field, &key, &rows, keys, RectAlign::TOP_START);
    if let Some(Picked::Take(at)) = picked
        && let Some(answer) = choices.get(at)
    {
        let range = completing.as_ref().filter(|_| asked.is_none()).map(|found| found.range.clone());
        answer.apply(&mut typed.text, &mut typed.choices, range.as_ref(), &line);
        typed.buffer.clone_from(&typed.text);
        let at = answer.caret(&typed.text, range.as_ref());
        set_selection(ui, id, at, at);
        view.entry.answering = None;
        ui.ctx().request_repaint();
    } else if add && field_is_done(view, &line, place.is_some()) {
        view.push(Action::AddEntry(Box::new(Draft::of(&line))));
        *typed = Typed::default();
        ui.memory_mut(|memory| memory.request_focus(id));
    }
}

/// Tells whether a line can be added. If not because of a question, it is asked.
fn field_is_done(view: &mut View, line: &Line, has_place: bool) -> bool {
    if let Some(bit) = line.question() {
        view.entry.answering = Some(bit.words.clone());
        view.entry.list.reopen();
        return false;
    }
    has_place && !line.words().is_empty()
}

/// Goes back to where the caret was.
fn leave(ui: &Ui, session: &Session, view: &mut View) {
    view.entry.answering = None;
    view.entry.is_shown &= session.screen == Screen::Write;
    ui.memory_mut(|memory| match view.entry.back.take() {
        Some(back) => memory.request_focus(back),
        None => memory.surrender_focus(input_id()),
    });
    ui.ctx().request_repaint();
}

/// The field of the line. Returns it with the place of the caret, in characters.
fn input(
    ui: &mut Ui,
    session: &Session,
    view: &mut View,
    typed: &mut Typed,
    width: f32,
) -> (egui::Response, Option<usize>) {
    let p = palette(ui);
    let id = input_id();
    let focused = ui.memory(|memory| memory.has_focus(id));
    let (rect, _) = ui.allocate_exact_size(vec2(width, INPUT), egui::Sense::hover());
    let edge = if focused { Stroke::new(2.0, p.accent) } else { Stroke::new(1.0, p.line_strong) };
    let corner = CornerRadius::same(radius::BUTTON);
    ui.painter().rect(rect, corner, p.surface, edge, egui::StrokeKind::Inside);
    draw_icon(ui, Icon::Zap, 16.0, rect.left_center() + vec2(18.0, 0.0), p.accent);
    let mut inside = rect;
    inside.min.x += 34.0;
    inside.max.x -= 36.0;
    let mut row = ui.new_child(
        egui::UiBuilder::new().max_rect(inside).layout(egui::Layout::left_to_right(egui::Align::Center)),
    );
    let name = session.words.text("entry-name");
    let hint =
        egui::RichText::new(session.words.text("entry-hint")).font(Type::BODY.font()).color(p.text_weak);
    let list = view.entry.list.clone();
    let output = list.keep_caret(&mut row, id, true, |ui| {
        TextEdit::singleline(&mut typed.buffer)
            .id(id)
            .frame(Frame::NONE)
            .font(Type::BODY.font())
            .desired_width(inside.width())
            .margin(Margin::ZERO)
            .min_size(vec2(0.0, INPUT - 8.0))
            .align(egui::Align2::LEFT_CENTER)
            .hint_text(hint)
            .show(ui)
    });
    let response = output.response.response.clone().accessible_name(&name);
    if view.editing.takes_widget(id) {
        response.request_focus();
        let end = typed.buffer.chars().count();
        set_selection(ui, id, end, end);
    }
    typed.text = settled(&typed.buffer, view.editing.is_composing(), output.cursor_range);
    if !typed.buffer.is_empty() {
        let at = egui::Rect::from_center_size(rect.right_center() - vec2(18.0, 0.0), vec2(24.0, 24.0));
        let mut corner = ui.new_child(egui::UiBuilder::new().max_rect(at));
        if icon_button(&mut corner, Icon::X, 12.0, &session.words.text("entry-clear"), true).clicked() {
            *typed = Typed::default();
            response.request_focus();
        }
    }
    let caret = output.cursor_range.map(|range| usize::from(range.primary.index));
    (response, caret)
}

/// Shows what was understood. Returns the words of a question that was clicked.
fn chips(
    ui: &mut Ui,
    session: &Session,
    view: &mut View,
    typed: &mut Typed,
    line: &Line,
    place: Option<&str>,
) -> Option<String> {
    let p = palette(ui);
    let mut question = None;
    let shown = ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = vec2(8.0, 6.0);
        ui.set_min_height(CHIP);
        if typed.text.trim().is_empty() {
            words(ui, &session.words.text("entry-help"), Type::CAPTION, p.text_weak);
            return;
        }
        for bit in line.bits() {
            let shown = bit_chip(ui, session, bit);
            if bit.is_question() {
                if shown.clicked() {
                    question = Some(bit.words.clone());
                }
                continue;
            }
            let keyed = shown.has_focus()
                && (take_press(ui, Key::Delete, true) | take_press(ui, Key::Backspace, true));
            if shown.on_hover_text(session.words.text("entry-chip-off")).clicked() || keyed {
                typed.choices.off.insert(bit.words.clone());
                view.editing.want_widget(input_id());
            }
        }
        // What was turned off can be turned on again.
        let off: Vec<String> = typed.choices.off.iter().cloned().collect();
        for words in off {
            let label = session.words.with("entry-chip-on", &[("words", words.clone().into())]);
            if chip(ui, ChipKind::Missing, Some(Icon::Plus), &[Run::plain(words.trim())], &label).clicked() {
                typed.choices.off.remove(&words);
                view.editing.want_widget(input_id());
            }
        }
        if line.words().is_empty() {
            words(ui, &session.words.text("entry-no-words"), Type::CAPTION, p.due);
        }
        match place {
            Some(place) => {
                chip(ui, ChipKind::Label, Some(Icon::CornerDownRight), &[Run::plain(place)], place);
            }
            None => {
                let label = session.words.text("entry-no-place");
                chip(
                    ui,
                    ChipKind::Unclear,
                    Some(Icon::CircleQuestionMark),
                    &[Run::plain(label.clone())],
                    &label,
                );
            }
        }
    });
    let height = shown.response.rect.height();
    if (height - view.entry.chips).abs() > 0.5 {
        view.entry.chips = height;
        ui.ctx().request_repaint();
    }
    question
}

/// Shows one bit: what it is taken for, or what is asked about it.
fn bit_chip(ui: &mut Ui, session: &Session, bit: &Bit) -> egui::Response {
    let Some(plan) = session.plan() else { return ui.label("") };
    let year = plan.period.year();
    let ask = |key: &str, words: &str| session.words.with(key, &[("words", words.to_owned().into())]);
    let unclear = |ui: &mut Ui, label: String| {
        chip(ui, ChipKind::Unclear, Some(Icon::CircleQuestionMark), &[Run::plain(label.clone())], &label)
    };
    let (icon, mut runs) = match &bit.what {
        What::Owner { name, role, is } => {
            let role = role.map(|role| session.words.text(role_key(role))).unwrap_or_default();
            let (icon, detail) = match is {
                OwnerIs::Known(entry) => (kind_icon(entry.known.kind), entry.detail()),
                OwnerIs::New(kind) => {
                    let label = session.words.with(new_key(*kind), &[("name", name.clone().into())]);
                    let runs = [Run::plain(label.clone()), Run::weak(role)];
                    return chip(ui, ChipKind::Set, Some(kind_icon(*kind)), &runs, &label);
                }
                OwnerIs::Unknown(found) => {
                    let key = if found.is_empty() { "entry-who" } else { "entry-which" };
                    return unclear(ui, ask(key, name));
                }
            };
            (icon, vec![Run::plain(name.clone()), Run::weak(detail), Run::weak(role)])
        }
        What::When(Ok(When::Unclear(written))) => return unclear(ui, ask("entry-vague", written)),
        What::When(Ok(when)) => {
            let mut runs = vec![Run::plain(value_words::when(plan.language, when, None))];
            if when.deadline().is_some_and(|day| !plan.period.span().contains(day)) {
                runs.push(Run::weak(session.words.text("entry-outside")));
            }
            (when_icon(when), runs)
        }
        What::When(Err(fault)) => return unclear(ui, time_fault(session, fault)),
        What::Indicator { line: Ok(line), .. } if !line.name.is_empty() => {
            (Icon::Target, indicator_runs(session, plan.language, line, year))
        }
        What::Indicator { line: Ok(_), .. } => return unclear(ui, ask("entry-of-what", &bit.words)),
        What::Indicator { line: Err(fault), .. } => {
            return unclear(ui, super::write::indicator_fault(session, fault));
        }
        What::Section { typed, is } => match is {
            SectionIs::Known(id) => (Icon::Hash, vec![Run::plain(place::heading(plan, *id))]),
            SectionIs::Unknown(found) => {
                let key = if found.is_empty() { "entry-no-section" } else { "entry-which-section" };
                return unclear(ui, ask(key, typed));
            }
        },
    };
    if bit.is_kept {
        runs.push(Run::weak(session.words.text("entry-kept")));
    }
    let spoken: Vec<&str> =
        runs.iter().map(|run| run.text.as_str()).filter(|text| !text.is_empty()).collect();
    let spoken = spoken.join(" ");
    chip(ui, ChipKind::Set, Some(icon), &runs, &spoken)
}

/// Returns who or what can stand behind a sign.
fn completions(session: &Session, known: &Arc<Known>, completing: &Completing) -> (Vec<Row>, Vec<Answer>) {
    let typed = completing.typed.as_str();
    match completing.sign {
        Sign::Owner => {
            let found = known.directory.matching(typed, MOST);
            let exact = found.iter().any(|entry| entry.known.name == typed);
            let new = if typed.is_empty() || exact { Vec::new() } else { kinds_of(typed).to_vec() };
            // Where names are written in Latin letters, what is typed is a name and no pinyin.
            let latin = session.plan().is_some_and(|plan| plan.language == Language::En);
            let is_said =
                |entry: &&Entry| !latin || entry.known.name.to_lowercase().contains(&typed.to_lowercase());
            let (found, spelled): (Vec<&Entry>, Vec<&Entry>) = found.into_iter().partition(is_said);
            let known_row = |entry: &&Entry| {
                let answer = Answer::Owner(entry.known.name.clone(), OwnerIs::Known((*entry).clone()));
                (entry_row(session, entry, false), answer)
            };
            let rows = found
                .iter()
                .map(known_row)
                .chain(new.into_iter().map(|kind| {
                    (new_row(session, typed, kind), Answer::Owner(typed.to_owned(), OwnerIs::New(kind)))
                }))
                .chain(spelled.iter().map(known_row));
            rows.unzip()
        }
        Sign::Section => crate::entry::matching_targets(&known.targets, typed)
            .into_iter()
            .take(MOST)
            .map(|target| (answers::section_row(session, target), Answer::section(target)))
            .unzip(),
    }
}
