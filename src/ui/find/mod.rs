//! The bar of find and replace, above the screen, with the list of finds below it.

mod list;
mod names;

use egui::{
    CornerRadius, Frame, Id, Key, Margin, Modifiers, Panel, Role, Sense, Stroke, Ui, WidgetInfo, vec2,
};
use lucide_icons::Icon;

use super::View;
use super::parts::{Button, ButtonKind, draw_icon, icon_button, lay, ring, words};
use super::theme::{Palette, Type, palette, radius};
use crate::session::find::{FindAction, MOST_HITS, PatternFault, Query, SyntaxFault};
use crate::session::{Action, Command, Session};

/// What the bar keeps.
#[derive(Default)]
pub(crate) struct FindView {
    /// What stands in the fields, and what of it the session knows.
    text: Typed,
    replacement: Typed,
    /// How often the bar had been asked for when the caret went into it last.
    opened: u64,
    /// The find that the list was scrolled to.
    listed: Option<usize>,
}

/// What is typed in a field of the bar.
#[derive(Default)]
struct Typed {
    text: String,
    known: String,
}

impl Typed {
    /// Takes up a text that came from elsewhere.
    fn follow(&mut self, known: &str) {
        if self.known != known {
            known.clone_into(&mut self.text);
            known.clone_into(&mut self.known);
        }
    }
}

/// Puts the selected words into a command that asks for the bar, where there is a plan to look through.
pub(crate) fn with_selection(session: &Session, action: Action, selected: &str) -> Action {
    if !Command::Find.is_enabled(session) {
        return action;
    }
    let replacing = match action {
        Action::Command(Command::Find) => false,
        Action::Command(Command::Replace) => true,
        action => return action,
    };
    let text = (!selected.trim().is_empty()).then(|| selected.to_owned());
    Action::Find(FindAction::Open { replacing, text })
}

/// Shows the bar.
pub(crate) fn show(ui: &mut Ui, session: &Session, view: &mut View) {
    if !session.find.is_open {
        return;
    }
    view.find.text.follow(&session.find.query().text);
    view.find.replacement.follow(session.find.replacement());
    let p = palette(ui);
    let frame = Frame::new().fill(p.panel).inner_margin(Margin::symmetric(16, 8));
    Panel::top("find").frame(frame).show(ui, |ui| {
        ui.spacing_mut().item_spacing = vec2(6.0, 6.0);
        find_row(ui, session, view);
        if session.find.is_replacing {
            replace_row(ui, session, view);
        }
        if session.find.is_listed {
            list::show(ui, session, view);
        }
    });
}

/// The width of the fields: what is left beside the buttons, within reason.
fn field_width(ui: &Ui) -> f32 {
    (ui.max_rect().width() - 560.0).clamp(180.0, 380.0)
}

fn find_row(ui: &mut Ui, session: &Session, view: &mut View) {
    let p = palette(ui);
    let label = session.words.text("find-what");
    let fault = session.find.fault().map(|fault| fault_words(session, fault));
    ui.horizontal_wrapped(|ui| {
        ui.set_min_height(32.0);
        let field = input(ui, view, Which::Find, &label, fault.is_some(), session.find.is_replacing);
        if view.find.opened != session.find.opened() {
            view.find.opened = session.find.opened();
            field.request_focus();
            select_all(ui, field.id, &view.find.text.text);
        }
        if field.has_focus() && !view.editing.is_composing() {
            let query = session.find.query();
            if view.find.text.text != query.text && view.find.text.text != view.find.text.known {
                view.find.text.known.clone_from(&view.find.text.text);
                let query = Query { text: view.find.text.text.clone(), ..query.clone() };
                view.push(Action::Find(FindAction::Query(query)));
            }
        }
        options(ui, session, view);
        ui.add_space(4.0);
        count(ui, session, p);
        let some = session.find.finds().is_some_and(|finds| !finds.hits.is_empty());
        for (icon, command, back) in
            [(Icon::ArrowUp, Command::FindPrevious, true), (Icon::ArrowDown, Command::FindNext, false)]
        {
            let tip = super::menu::with_keys(session, command);
            if icon_button(ui, icon, 16.0, &tip, some).clicked() {
                view.push(Action::Find(FindAction::Step { back, into_field: false }));
            }
        }
        let key = if session.find.is_listed { "find-list-hide" } else { "find-list-show" };
        if toggle(ui, Face::Icon(Icon::List), &session.words.text(key), session.find.is_listed) {
            view.push(Action::Find(FindAction::List(!session.find.is_listed)));
        }
        let key = if session.find.is_replacing { "find-replace-hide" } else { "find-replace-show" };
        if toggle(ui, Face::Icon(Icon::Replace), &session.words.text(key), session.find.is_replacing) {
            let replacing = !session.find.is_replacing;
            view.push(Action::Find(FindAction::Open { replacing, text: None }));
        }
        if icon_button(ui, Icon::X, 16.0, &session.words.text("find-close"), true).clicked() {
            view.push(Action::Find(FindAction::Close { into_field: false }));
        }
    });
    if let Some(fault) = fault {
        words(ui, &fault, Type::CAPTION, p.late);
    }
}

fn replace_row(ui: &mut Ui, session: &Session, view: &mut View) {
    let p = palette(ui);
    let label = session.words.text("find-with");
    let fault = session.find.replacement_fault().map(|fault| fault_words(session, &fault));
    let included = session.find.included();
    let ready = fault.is_none() && session.find.fault().is_none();
    ui.horizontal_wrapped(|ui| {
        ui.set_min_height(32.0);
        let field = input(ui, view, Which::Replace, &label, fault.is_some(), true);
        if field.changed() && !view.editing.is_composing() {
            let text = view.find.replacement.text.clone();
            view.find.replacement.known.clone_from(&text);
            view.push(Action::Find(FindAction::Replacement(text)));
        }
        let one = session.words.text("find-replace-one");
        let current = session.find.current();
        if Button::new(ButtonKind::Normal, &one)
            .small()
            .enabled(ready && current.is_some())
            .show(ui)
            .clicked()
        {
            view.push(Action::Find(FindAction::ReplaceOne));
        }
        let all = session.words.with("find-replace-all", &[("count", included.into())]);
        if Button::new(ButtonKind::Normal, &all).small().enabled(ready && included > 0).show(ui).clicked() {
            view.push(Action::Find(FindAction::ReplaceAll));
        }
        if let Some(replaced) = session.find.replaced() {
            ui.add_space(4.0);
            let args = [("count", replaced.count.into()), ("kept", replaced.in_blanks.into())];
            let key = if replaced.in_blanks > 0 { "find-replaced-kept" } else { "find-replaced" };
            let ink = if replaced.in_blanks > 0 { p.due } else { p.done };
            words(ui, &session.words.with(key, &args), Type::CHIP, ink);
        } else if let Some(finds) = session.find.finds() {
            let kept = finds.hits.iter().filter(|hit| hit.in_blank).count();
            if kept > 0 {
                ui.add_space(4.0);
                let text = session.words.with("find-in-blanks", &[("count", kept.into())]);
                words(ui, &text, Type::CHIP, p.text_weak);
            }
        }
    });
    if let Some(fault) = fault {
        words(ui, &fault, Type::CAPTION, p.late);
    }
}

/// The fields of the bar.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum Which {
    Find,
    Replace,
}

/// Shows a field of the bar and follows its keys.
fn input(
    ui: &mut Ui,
    view: &mut View,
    which: Which,
    label: &str,
    is_wrong: bool,
    replacing: bool,
) -> egui::Response {
    let p = palette(ui);
    let id = Id::unique(("find-field", which));
    let focused = ui.memory(|memory| memory.has_focus(id));
    if focused && !view.editing.is_composing() {
        keys(ui, view, which, replacing);
    }
    let edge = match (is_wrong, focused) {
        (true, _) => Stroke::new(2.0, p.late),
        (false, true) => Stroke::new(2.0, p.accent),
        (false, false) => Stroke::new(1.0, p.line_strong),
    };
    let frame = Frame::new()
        .fill(p.surface)
        .stroke(edge)
        .corner_radius(CornerRadius::same(radius::BUTTON))
        .inner_margin(Margin::symmetric(8, 3));
    let width = field_width(ui);
    let typed = match which {
        Which::Find => &mut view.find.text,
        Which::Replace => &mut view.find.replacement,
    };
    egui::TextEdit::singleline(&mut typed.text)
        .id(id)
        .font(Type::BUTTON.font())
        .frame(frame)
        .desired_width(width)
        .event_filter(egui::EventFilter {
            tab: which == Which::Find && replacing,
            horizontal_arrows: true,
            vertical_arrows: true,
            escape: true,
        })
        .hint_text(egui::RichText::new(label).color(p.text_weak))
        .show(ui)
        .response
        .response
        .accessible_name(label)
}

/// Follows the keys of a field of the bar.
fn keys(ui: &Ui, view: &mut View, which: Which, replacing: bool) {
    let take = |modifiers, key| ui.input_mut(|input| input.consume_key(modifiers, key));
    let step = |back| Action::Find(FindAction::Step { back, into_field: false });
    if take(Modifiers::SHIFT, Key::Enter) {
        view.push(step(true));
    } else if take(Modifiers::NONE, Key::Enter) {
        view.push(match which {
            Which::Find => step(false),
            Which::Replace => Action::Find(FindAction::ReplaceOne),
        });
    }
    if which == Which::Find && replacing && take(Modifiers::NONE, Key::Tab) {
        // Past the buttons, straight to what is put in its place; they are reached backwards from there.
        let other = Id::unique(("find-field", Which::Replace));
        ui.memory_mut(|memory| memory.request_focus(other));
    }
    if take(Modifiers::NONE, Key::Escape) {
        view.push(Action::Find(FindAction::Close { into_field: true }));
    }
}

fn select_all(ui: &Ui, id: Id, text: &str) {
    use egui::text::{CCursor, CCursorRange};
    let mut state = egui::TextEdit::load_state(ui.ctx(), id).unwrap_or_default();
    let end = CCursor::new(text.chars().count());
    state.cursor.set_char_range(Some(CCursorRange::two(CCursor::new(0), end)));
    egui::TextEdit::store_state(ui.ctx(), id, state);
}

/// A switch of the query: its face, the key of its name, whether it is on, and what turns it.
type Toggle = (Face, &'static str, bool, fn(&mut Query));

/// Shows the ways of searching.
fn options(ui: &mut Ui, session: &Session, view: &mut View) {
    let query = session.find.query();
    let toggles: [Toggle; 4] = [
        (Face::Icon(Icon::CaseSensitive), "find-case", query.case, |query| query.case = !query.case),
        (Face::Icon(Icon::WholeWord), "find-word", query.word, |query| query.word = !query.word),
        (Face::Icon(Icon::Regex), "find-regex", query.regex, |query| query.regex = !query.regex),
        (Face::Text(session.words.text("find-widths-mark")), "find-widths", query.widths_alike, |query| {
            query.widths_alike = !query.widths_alike;
        }),
    ];
    for (face, key, on, turn) in toggles {
        if toggle(ui, face, &session.words.text(key), on) {
            let mut query = query.clone();
            turn(&mut query);
            view.push(Action::Find(FindAction::Query(query)));
        }
    }
}

/// What a toggle shows.
enum Face {
    Icon(Icon),
    Text(String),
}

/// Shows a button that is on or off. Returns whether it was pressed.
fn toggle(ui: &mut Ui, face: Face, label: &str, on: bool) -> bool {
    let p = palette(ui);
    let width = match &face {
        Face::Icon(_) => 28.0,
        Face::Text(text) => (lay(ui, text, Type::CAPTION.font(), p.text).size().x + 8.0).max(28.0),
    };
    let (rect, response) = ui.allocate_exact_size(vec2(width, 28.0), Sense::click());
    response.widget_info(|| WidgetInfo::selected(Role::Button, true, on, label));
    let corner = CornerRadius::same(radius::BUTTON);
    if on {
        ui.painter().rect_filled(rect, corner, p.accent_weak);
    } else if response.hovered() {
        ui.painter().rect_filled(rect, corner, p.hover);
    }
    let ink = if on { p.accent } else { p.text };
    match face {
        Face::Icon(icon) => draw_icon(ui, icon, 16.0, rect.center(), ink),
        Face::Text(text) => {
            let at = egui::Align2::CENTER_CENTER;
            ui.painter().text(rect.center(), at, text, Type::CAPTION.font(), ink);
        }
    }
    ring(ui, &response, rect, radius::BUTTON, p);
    response.on_hover_text(label).clicked()
}

/// Shows how many finds there are, and which one is at hand.
fn count(ui: &mut Ui, session: &Session, p: &Palette) {
    let find = &session.find;
    let (text, ink) = if find.query().text.is_empty() || find.fault().is_some() {
        (String::new(), p.text_weak)
    } else {
        match find.found().filter(|found| found.query == *find.query()) {
            None => (session.words.text("find-searching"), p.text_weak),
            Some(_) => match (find.finds(), find.current()) {
                (Some(finds), Some(current)) => {
                    let key = if finds.is_cut { "find-count-cut" } else { "find-count" };
                    let most = MOST_HITS / 10_000;
                    let args = [
                        ("at", (current + 1).into()),
                        ("count", finds.hits.len().into()),
                        ("most", most.into()),
                    ];
                    (session.words.with(key, &args), p.text)
                }
                _ => (session.words.text("find-none"), p.due),
            },
        }
    };
    ui.allocate_ui(vec2(128.0, 28.0), |ui| {
        ui.set_min_width(128.0);
        words(ui, &text, Type::CHIP, ink);
    });
}

/// Returns the sentence about what is wrong with a query or a replacement.
fn fault_words(session: &Session, fault: &PatternFault) -> String {
    match fault {
        PatternFault::TooBig => session.words.text("find-fault-too-big"),
        PatternFault::NoGroup(name) => {
            session.words.with("find-fault-no-group", &[("name", name.clone().into())])
        }
        PatternFault::Syntax { what, at } => {
            let key = match what {
                SyntaxFault::Group => "find-fault-group",
                SyntaxFault::Class => "find-fault-class",
                SyntaxFault::Repetition => "find-fault-repetition",
                SyntaxFault::Escape => "find-fault-escape",
                SyntaxFault::Range => "find-fault-range",
                SyntaxFault::Unsupported => "find-fault-unsupported",
                SyntaxFault::Other => "find-fault-other",
            };
            session.words.with(key, &[("at", (*at).into())])
        }
    }
}
