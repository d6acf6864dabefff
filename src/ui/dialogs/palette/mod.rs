//! The palette: commands, people and places of the plan, found by a few letters.

mod search;

use egui::text::{LayoutJob, TextFormat};
use egui::{
    Align2, CornerRadius, Id, Key, Modal, Modifiers, Role, ScrollArea, Sense, Stroke, Ui, WidgetInfo, pos2,
    vec2,
};
use lucide_icons::Icon;

use super::super::View;
use super::super::keycaps;
use super::super::parts::{draw_icon, icon_button, lay_within, left_middle, words};
use super::super::theme::{Palette, Type, palette, radius};
use super::super::write::block_number;
use crate::locale::Catalogue;
use crate::model::Id as RecordId;
use crate::session::{Action, Answer, Command, Group, Key as SessionKey, Session};
use search::{Hit, Wanted, What, other_language, search};

/// What the palette keeps while it is open.
#[derive(Default)]
pub(crate) struct PaletteView {
    text: String,
    chosen: usize,
    /// The person whose measures are shown.
    person: Option<(RecordId, String)>,
    /// What was found, and for what: it is looked for anew when that changes, not in every frame.
    hits: Vec<Hit>,
    asked: Option<(String, Option<RecordId>)>,
    /// The labels in the other language.
    other: Option<Catalogue>,
}

const ROW: f32 = 40.0;

pub(super) fn show(ui: &mut Ui, session: &Session, view: &mut View, fresh: bool) {
    let p = palette(ui);
    if fresh {
        view.dialogs.palette = PaletteView {
            other: Some(Catalogue::new(other_language(session.words.language()))),
            ..PaletteView::default()
        };
    }
    let id = Id::unique("palette");
    let area = Modal::default_area(id).anchor(Align2::CENTER_TOP, vec2(0.0, 88.0));
    let frame = egui::Frame::popup(ui.style()).inner_margin(egui::Margin::same(8));
    let modal = Modal::new(id).area(area).frame(frame).backdrop_color(p.scrim).show(ui.ctx(), |ui| {
        ui.set_width(660.0_f32.min(ui.ctx().content_rect().width() - 60.0));
        let down = take_key(ui, view, Key::ArrowDown);
        let up = take_key(ui, view, Key::ArrowUp);
        let page_down = take_key(ui, view, Key::PageDown);
        let page_up = take_key(ui, view, Key::PageUp);
        let enter = take_key(ui, view, Key::Enter);
        input_row(ui, session, view, fresh);
        ui.painter().hline(ui.max_rect().x_range(), ui.cursor().top(), Stroke::new(1.0, p.line));
        look(session, view);
        let count = view.dialogs.palette.hits.len();
        let chosen = &mut view.dialogs.palette.chosen;
        let moved = down || up || page_down || page_up;
        if down {
            *chosen = if *chosen + 1 < count { *chosen + 1 } else { 0 };
        }
        if up {
            *chosen = if *chosen == 0 { count.saturating_sub(1) } else { *chosen - 1 };
        }
        if page_down {
            *chosen = (*chosen + PAGE).min(count.saturating_sub(1));
        }
        if page_up {
            *chosen = chosen.saturating_sub(PAGE);
        }
        let chosen = *chosen;
        let mut run = enter.then_some(chosen);
        let clicked = list(ui, session, view, chosen, moved);
        run = clicked.or(run);
        foot(ui, session);
        if let Some(index) = run {
            pick(session, view, index);
        }
    });
    if modal.should_close() {
        view.push(Action::Answer(Answer::Cancel));
    }
}

/// How many rows Page Up and Page Down go.
const PAGE: usize = 8;

fn take_key(ui: &Ui, view: &View, key: Key) -> bool {
    !view.editing.is_composing() && ui.input_mut(|input| input.consume_key(Modifiers::NONE, key))
}

fn input_row(ui: &mut Ui, session: &Session, view: &mut View, fresh: bool) {
    let p = palette(ui);
    ui.horizontal(|ui| {
        ui.set_min_height(44.0);
        draw_icon(ui, Icon::Search, 18.0, ui.cursor().left_center() + vec2(16.0, 0.0), p.accent);
        ui.add_space(36.0);
        let state = &mut view.dialogs.palette;
        if let Some((_, name)) = &state.person {
            words(
                ui,
                &session.words.with("palette-of-person", &[("name", name.clone().into())]),
                Type::BODY,
                p.accent,
            );
            let back = session.words.text("palette-all");
            let empty = state.text.is_empty()
                && !view.editing.is_composing()
                && ui.input_mut(|input| input.consume_key(Modifiers::NONE, Key::Backspace));
            if icon_button(ui, Icon::X, 12.0, &back, true).clicked() || empty {
                state.person = None;
                state.chosen = 0;
            }
        }
        let hint = session.words.text("palette-hint");
        let count = session.words.with("palette-count", &[("count", state.hits.len().into())]);
        let count = lay_within(ui, &count, Type::CHIP.font(), p.text_weak, 90.0);
        let response = egui::TextEdit::singleline(&mut state.text)
            .id(Id::unique("palette-input"))
            .frame(egui::Frame::NONE)
            .font(Type { size: 16.0, ..Type::BODY }.font())
            .desired_width(ui.available_width() - count.size().x - 28.0)
            .hint_text(egui::RichText::new(&hint).color(p.text_weak))
            .show(ui)
            .response
            .response
            .accessible_name(&hint);
        // Asking for it in every frame would interrupt the input method each time.
        if fresh || !response.has_focus() {
            response.request_focus();
        }
        if response.changed() {
            state.chosen = 0;
        }
        let row = response.rect;
        let at = pos2(ui.max_rect().right() - 12.0 - count.size().x, row.center().y - count.size().y / 2.0);
        ui.painter().galley(at, count, p.text_weak);
    });
}

/// Looks for what was typed, if that changed.
fn look(session: &Session, view: &mut View) {
    let composing = view.editing.is_composing();
    let state = &mut view.dialogs.palette;
    let asked = (state.text.clone(), state.person.as_ref().map(|(id, _)| *id));
    if composing || state.asked.as_ref() == Some(&asked) {
        return;
    }
    let Some(other) = &state.other else { return };
    let wanted = Wanted { typed: &asked.0, person: asked.1 };
    state.hits = search(session, other, &wanted);
    state.asked = Some(asked);
}

/// Shows what was found. Returns what was clicked.
fn list(ui: &mut Ui, session: &Session, view: &View, chosen: usize, moved: bool) -> Option<usize> {
    let p = palette(ui);
    let hits = &view.dialogs.palette.hits;
    let height = (ui.ctx().content_rect().height() - 240.0).clamp(120.0, 440.0);
    let mut clicked = None;
    ScrollArea::vertical().max_height(height).min_scrolled_height(height).auto_shrink([false, true]).show(
        ui,
        |ui| {
            ui.spacing_mut().item_spacing.y = 0.0;
            if hits.is_empty() {
                ui.add_space(10.0);
                words(ui, &session.words.text("palette-none"), Type::BODY, p.text_weak);
                ui.add_space(10.0);
            }
            let mut group = "";
            for (index, hit) in hits.iter().enumerate() {
                if group != hit.group {
                    group = hit.group;
                    ui.add_space(8.0);
                    ui.horizontal(|ui| {
                        ui.add_space(12.0);
                        words(ui, &session.words.text(group), Type::CAPTION, p.text_weak);
                    });
                    ui.add_space(2.0);
                }
                let response = row(ui, session, p, hit, index == chosen);
                if index == chosen && moved {
                    response.scroll_to_me(None);
                }
                if response.clicked() {
                    clicked = Some(index);
                }
            }
        },
    );
    clicked
}

/// Does what a row is there for.
fn pick(session: &Session, view: &mut View, index: usize) {
    let Some(hit) = view.dialogs.palette.hits.get(index) else { return };
    match hit.what {
        What::Command(_, Some(_)) => {}
        What::Command(command, None) => {
            view.push(Action::Answer(Answer::Cancel));
            view.push(Action::FromPalette(command));
        }
        What::Place(record, _) => {
            view.push(Action::Answer(Answer::Cancel));
            view.push(Action::Reveal(Some(record)));
            view.push(Action::Command(Command::GoWrite));
        }
        What::Person(person, _) => {
            let name = session.plan().and_then(|plan| match plan.find(person)? {
                crate::model::tree::NodeRef::Person(person) => Some(crate::locale::shown(&person.name)),
                _ => None,
            });
            let state = &mut view.dialogs.palette;
            state.person = name.map(|name| (person, name));
            state.text.clear();
            state.chosen = 0;
        }
    }
}

fn foot(ui: &mut Ui, session: &Session) {
    let p = palette(ui);
    ui.add_space(4.0);
    ui.painter().hline(ui.max_rect().x_range(), ui.cursor().top(), Stroke::new(1.0, p.line));
    ui.add_space(8.0);
    ui.horizontal(|ui| {
        ui.add_space(8.0);
        for (keys, key) in [
            (&[SessionKey::Up, SessionKey::Down][..], "palette-choose"),
            (&[SessionKey::Enter], "palette-run"),
        ] {
            let caps: Vec<&str> = keys.iter().map(|key| key.shown()).collect();
            keycaps::legend(ui, &caps, &session.words.text(key));
            ui.add_space(8.0);
        }
        for (cap, key) in [("@", "palette-find-people"), ("#", "palette-find-sections")] {
            keycaps::legend(ui, &[cap], &session.words.text(key));
            ui.add_space(8.0);
        }
        ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
            ui.add_space(8.0);
            keycaps::legend(ui, &[SessionKey::Escape.shown()], &session.words.text("palette-close"));
        });
    });
}

fn row(ui: &mut Ui, session: &Session, p: &Palette, hit: &Hit, chosen: bool) -> egui::Response {
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), ROW), Sense::click());
    let (icon, keys, about, enabled) = match hit.what {
        What::Command(command, reason) => {
            let about = reason.unwrap_or_else(|| command.group().key());
            let keys = session.keymap.of(command).first().copied();
            (icon_of(command.group()), keys, session.words.text(about), reason.is_none())
        }
        What::Place(_, number) => (Icon::CornerDownRight, None, block_number(session, number), true),
        What::Person(_, count) => {
            let about = session.words.with("palette-measures", &[("count", count.into())]);
            (Icon::UserRound, None, about, true)
        }
    };
    response.widget_info(|| WidgetInfo::selected(Role::Button, enabled, chosen, &hit.label));
    if !ui.is_rect_visible(rect) {
        return response;
    }
    if chosen || response.hovered() {
        let fill = if chosen { p.accent_weak } else { p.hover };
        ui.painter().rect_filled(rect, CornerRadius::same(radius::CHIP), fill);
    }
    let ink = match (enabled, chosen) {
        (false, _) => p.text_weak,
        (true, true) => p.accent,
        (true, false) => p.text,
    };
    draw_icon(ui, icon, 16.0, rect.left_center() + vec2(20.0, 0.0), ink);
    let mut right = rect.right() - 12.0;
    if let Some(shortcut) = keys {
        keycaps::paint(ui, shortcut, pos2(right, rect.center().y));
        right -= keycaps::width(ui, shortcut) + 8.0;
    }
    let about = lay_within(ui, &about, Type::CAPTION.font(), p.text_weak, 200.0);
    let width = about.size().x;
    ui.painter().galley(left_middle(right - width, rect, &about), about, p.text_weak);
    let left = rect.left() + 42.0;
    let text = ui.painter().layout_job(label_job(hit, enabled, right - width - left - 16.0, p));
    ui.painter().galley(left_middle(left, rect, &text), text, p.text);
    response
}

const fn icon_of(group: Group) -> Icon {
    match group {
        Group::File => Icon::File,
        Group::Edit => Icon::Pencil,
        Group::Insert => Icon::Plus,
        Group::Record => Icon::SquarePen,
        Group::Go => Icon::ArrowRight,
        Group::View => Icon::Eye,
        Group::Help => Icon::CircleQuestionMark,
    }
}

/// Lays a label out with what was typed emphasised.
fn label_job(hit: &Hit, enabled: bool, width: f32, p: &Palette) -> LayoutJob {
    let mut job = LayoutJob::default();
    let ink = if enabled { p.text } else { p.text_weak };
    let plain = TextFormat { font_id: Type::BODY.font(), color: ink, ..TextFormat::default() };
    let strong = TextFormat {
        font_id: Type::BODY.emphasised().font(),
        color: if enabled { p.accent } else { p.text_weak },
        ..TextFormat::default()
    };
    let mut marked = hit.marked.iter().copied().peekable();
    let mut run = String::new();
    let mut in_mark = false;
    for (at, c) in hit.label.chars().enumerate() {
        let is_marked = marked.next_if_eq(&at).is_some();
        if is_marked != in_mark && !run.is_empty() {
            job.append(&std::mem::take(&mut run), 0.0, if in_mark { strong.clone() } else { plain.clone() });
        }
        in_mark = is_marked;
        run.push(c);
    }
    job.append(&run, 0.0, if in_mark { strong } else { plain });
    if !hit.other.is_empty() {
        let weak = TextFormat { font_id: Type::CAPTION.font(), color: p.text_weak, ..TextFormat::default() };
        job.append(&hit.other, 8.0, weak);
    }
    job.wrap = egui::text::TextWrapping::truncate_at_width(width.max(8.0));
    job
}
