//! The library: measures and indicators to take, found by words, sound and what they are about, with
//! a preview of what is put in.

use egui::{CornerRadius, Key, Modifiers, Role, ScrollArea, Sense, Stroke, Ui, WidgetInfo, vec2};
use lucide_icons::Icon;

use super::super::View;
use super::super::parts::{Button, ButtonKind, ChipKind, Run, chip, draw_icon, lay_within, ring, words};
use super::super::theme::{Type, palette, radius};
use super::{heading, input};
use crate::library::{Direction, Entry, Words};
use crate::locale::{shown, words as value_words};
use crate::model::{SectionRole, Text};
use crate::session::{Action, Answer, LibraryAction, Session};

/// What the dialog keeps while it is open.
#[derive(Default)]
pub(crate) struct LibraryView {
    chosen: usize,
    indicators: bool,
    role: Option<SectionRole>,
    /// What fits, and for what it was looked for.
    entries: Vec<(bool, Entry)>,
    asked: Option<Asked>,
}

/// What was looked for, and in how many entries of the user's own.
type Asked = (String, bool, Option<SectionRole>, usize);

const ROW: f32 = 44.0;

/// What entries are about, in the order of the switches.
const ROLES: [SectionRole; 5] = [
    SectionRole::Service,
    SectionRole::Quality,
    SectionRole::Personnel,
    SectionRole::Business,
    SectionRole::Supervision,
];

pub(super) fn show(ui: &mut Ui, session: &Session, view: &mut View, fresh: bool) {
    let p = palette(ui);
    let width = (ui.ctx().content_rect().width() - 120.0).clamp(420.0, 940.0);
    ui.set_width(width);
    if fresh {
        view.dialogs.filter.clear();
        view.dialogs.library = LibraryView::default();
    }
    let composing = view.editing.is_composing();
    let take = |ui: &Ui, key| !composing && ui.input_mut(|input| input.consume_key(Modifiers::NONE, key));
    let (down, up) = (take(ui, Key::ArrowDown), take(ui, Key::ArrowUp));
    let moved = down || up;
    heading(ui, &session.words.text("library-heading"));
    let mut filter = std::mem::take(&mut view.dialogs.filter);
    let name = session.words.text("library-search");
    let field = input(ui, &mut filter, &name, &name, width - 20.0);
    if fresh {
        field.response.request_focus();
    }
    view.dialogs.filter = filter;
    switches(ui, session, view);
    look(session, view);
    let state = &mut view.dialogs.library;
    let count = state.entries.len();
    if down && state.chosen + 1 < count {
        state.chosen += 1;
    }
    if up {
        state.chosen = state.chosen.saturating_sub(1);
    }
    for (path, why) in &session.own_library.faults {
        let path = path.display().to_string();
        let args = [("path", path.into()), ("why", why.clone().into())];
        words(ui, &session.words.with("library-broken", &args), Type::CAPTION, p.late);
    }
    let height = (ui.ctx().content_rect().height() - 340.0).clamp(140.0, 460.0);
    let narrow = width < 700.0;
    let left = if narrow { width } else { width * 0.5 };
    let down = egui::Layout::top_down(egui::Align::Min);
    ui.horizontal_top(|ui| {
        let top = ui.cursor().top();
        ui.allocate_ui_with_layout(vec2(left, height), down, |ui| {
            ui.set_width(left);
            ui.set_min_height(height);
            list(ui, session, view, height, moved);
        });
        if !narrow {
            ui.add_space(16.0);
            let x = ui.cursor().left() - 8.0;
            ui.painter().vline(x, top..=top + height, Stroke::new(1.0, p.line));
            let right = width - left - 40.0;
            ui.allocate_ui_with_layout(vec2(right, height), down, |ui| {
                ui.set_width(right);
                preview(ui, session, view);
            });
        }
    });
    ui.add_space(4.0);
    foot(ui, session, view, field.entered);
}

/// Shows what is listed: measures or indicators, and what they are about.
fn switches(ui: &mut Ui, session: &Session, view: &mut View) {
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing.x = 4.0;
        for (key, indicators) in [("library-measures", false), ("library-indicators", true)] {
            let label = session.words.text(key);
            if switch(ui, &label, view.dialogs.library.indicators == indicators) {
                view.dialogs.library.indicators = indicators;
                view.dialogs.library.chosen = 0;
            }
        }
        ui.add_space(12.0);
        let all = session.words.text("library-all-roles");
        if switch(ui, &all, view.dialogs.library.role.is_none()) {
            view.dialogs.library.role = None;
            view.dialogs.library.chosen = 0;
        }
        for role in ROLES {
            let label = value_words::section_role(session.words.language(), &role);
            if switch(ui, &label, view.dialogs.library.role.as_ref() == Some(&role)) {
                view.dialogs.library.role = Some(role);
                view.dialogs.library.chosen = 0;
            }
        }
    });
}

/// Shows one of several switches. Returns whether it was pressed.
fn switch(ui: &mut Ui, label: &str, on: bool) -> bool {
    let p = palette(ui);
    let face = if on { Type::CHIP.emphasised() } else { Type::CHIP };
    let ink = if on { p.accent } else { p.text };
    let galley = lay_within(ui, label, face.font(), ink, 200.0);
    let (rect, response) = ui.allocate_exact_size(vec2(galley.size().x + 20.0, 28.0), Sense::click());
    response.widget_info(|| WidgetInfo::selected(Role::Button, true, on, label));
    let fill = match (on, response.hovered()) {
        (true, _) => p.accent_weak,
        (false, true) => p.hover,
        (false, false) => p.chip,
    };
    ui.painter().rect_filled(rect, CornerRadius::same(radius::CHIP), fill);
    ui.painter().galley(rect.center() - galley.size() / 2.0, galley, ink);
    ring(ui, &response, rect, radius::CHIP, p);
    response.clicked()
}

/// Looks for what fits, if what is looked for changed.
fn look(session: &Session, view: &mut View) {
    let own = session.own_library.shelves.iter().flatten();
    let own = own.map(|shelf| shelf.measures.len() + shelf.indicators.len()).sum();
    let state = &mut view.dialogs.library;
    let asked = (view.dialogs.filter.trim().to_owned(), state.indicators, state.role.clone(), own);
    if state.asked.as_ref() == Some(&asked) {
        return;
    }
    let fits = |entry: &Entry| {
        matches!(entry, Entry::Indicator(_)) == asked.1
            && asked.2.as_ref().is_none_or(|role| entry.role() == role)
            && entry.fits(&asked.0)
    };
    state.entries = session.library().filter(|(_, entry)| fits(entry)).collect();
    state.chosen = state.chosen.min(state.entries.len().saturating_sub(1));
    state.asked = Some(asked);
}

fn list(ui: &mut Ui, session: &Session, view: &mut View, height: f32, moved: bool) {
    let p = palette(ui);
    if view.dialogs.library.entries.is_empty() {
        words(ui, &session.words.text("library-none"), Type::BODY, p.text_weak);
        return;
    }
    let count = view.dialogs.library.entries.len();
    let mut area =
        ScrollArea::vertical().id_salt("library-list").max_height(height).min_scrolled_height(height);
    if moved {
        let y = view.dialogs.library.chosen as f32 * ROW;
        area = area.vertical_scroll_offset((y - height / 2.0).max(0.0));
    }
    area.auto_shrink([false, true]).show_rows(ui, ROW, count, |ui, range| {
        ui.spacing_mut().item_spacing.y = 0.0;
        for index in range {
            let Some((own, entry)) = view.dialogs.library.entries.get(index).cloned() else { continue };
            let chosen = view.dialogs.library.chosen == index;
            let response = row(ui, session, own, &entry, chosen);
            if response.clicked() {
                view.dialogs.library.chosen = index;
            }
            if response.double_clicked() {
                view.push(Action::Library(LibraryAction::Insert(entry)));
            }
        }
    });
}

fn row(ui: &mut Ui, session: &Session, own: bool, entry: &Entry, chosen: bool) -> egui::Response {
    let p = palette(ui);
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), ROW), Sense::click());
    let label = entry.label();
    response.widget_info(|| WidgetInfo::selected(Role::Button, true, chosen, &label));
    if chosen || response.hovered() {
        let fill = if chosen { p.accent_weak } else { p.hover };
        ui.painter().rect_filled(rect, CornerRadius::same(radius::CHIP), fill);
    }
    let icon = match (own, entry) {
        (true, _) => Icon::BookmarkCheck,
        (false, Entry::Measure(_)) => Icon::ListTodo,
        (false, Entry::Indicator(_)) => Icon::Target,
    };
    let ink = if chosen { p.accent } else { p.text_weak };
    draw_icon(ui, icon, 16.0, rect.left_center() + vec2(16.0, 0.0), ink);
    let left = rect.left() + 36.0;
    let room = rect.right() - left - 8.0;
    let title = lay_within(ui, &label, Type::CHIP.emphasised().font(), p.text, room);
    ui.painter().galley(egui::pos2(left, rect.top() + 4.0), title, p.text);
    let role = value_words::section_role(session.words.language(), entry.role());
    let below = match entry {
        Entry::Measure(entry) => format!("{role} · {}", shown(&Text::new(&entry.text))),
        Entry::Indicator(entry) => {
            format!("{role} · {}", target_words(entry.target, &entry.blank, &entry.unit))
        }
    };
    let below = lay_within(ui, &below, Type::CAPTION.font(), p.text_weak, room);
    ui.painter().galley(egui::pos2(left, rect.top() + 23.0), below, p.text_weak);
    ring(ui, &response, rect, radius::CHIP, p);
    response
}

fn target_words(target: Direction, blank: &str, unit: &str) -> String {
    let sign = match target {
        Direction::AtLeast => "≥",
        Direction::AtMost => "≤",
        Direction::Exactly => "=",
    };
    format!("{sign} 〔{blank}〕{unit}")
}

/// Shows what would be put in.
fn preview(ui: &mut Ui, session: &Session, view: &View) {
    let p = palette(ui);
    let state = &view.dialogs.library;
    let Some((own, entry)) = state.entries.get(state.chosen) else { return };
    ui.spacing_mut().item_spacing.y = 8.0;
    words(ui, &entry.label(), Type::GOAL, p.text);
    match entry {
        Entry::Measure(entry) => {
            let text = egui::RichText::new(shown(&Text::new(&entry.text)));
            let text = text.font(Type::BODY.font()).line_height(Some(Type::BODY.line)).color(p.text);
            ui.add(egui::Label::new(text).wrap());
            ui.horizontal_wrapped(|ui| {
                for owner in &entry.owners {
                    chip(ui, ChipKind::Label, Some(Icon::UserRound), &[Run::plain(owner.clone())], owner);
                }
                if let Some(Words(when)) = &entry.when {
                    chip(ui, ChipKind::Label, Some(Icon::Calendar), &[Run::plain(when.clone())], when);
                }
            });
        }
        Entry::Indicator(entry) => {
            let target = target_words(entry.target, &entry.blank, &entry.unit);
            chip(ui, ChipKind::Label, Some(Icon::Target), &[Run::strong(target.clone())], &target);
            for (key, text) in [("field-standard", &entry.standard), ("field-source", &entry.source)] {
                if !text.is_empty() {
                    ui.horizontal_wrapped(|ui| {
                        words(ui, &session.words.text(key), Type::CHIP, p.text_weak);
                        words(ui, &shown(&Text::new(text)), Type::CHIP, p.text);
                    });
                }
            }
        }
    }
    let key = if *own { "library-from-own" } else { "library-from-program" };
    words(ui, &session.words.text(key), Type::CAPTION, p.text_weak);
}

fn foot(ui: &mut Ui, session: &Session, view: &mut View, entered: bool) {
    let p = palette(ui);
    let chosen = view.dialogs.library.entries.get(view.dialogs.library.chosen).cloned();
    ui.horizontal(|ui| {
        let insert = session.words.text("library-insert");
        let ready = chosen.is_some() && session.open.is_some();
        let clicked = Button::new(ButtonKind::Primary, &insert).enabled(ready).show(ui).clicked();
        if (clicked || entered)
            && ready
            && let Some((_, entry)) = &chosen
        {
            view.push(Action::Library(LibraryAction::Insert(entry.clone())));
        }
        let cancel = session.words.text("button-cancel");
        if Button::new(ButtonKind::Normal, &cancel).show(ui).clicked() {
            view.push(Action::Answer(Answer::Cancel));
        }
        if let Some((true, entry)) = chosen {
            let remove = session.words.text("library-remove");
            if Button::new(ButtonKind::Destructive, &remove).show(ui).clicked() {
                view.push(Action::Library(LibraryAction::Remove(entry)));
            }
        }
        words(ui, &session.words.text("library-foot"), Type::CAPTION, p.text_weak);
    });
}
