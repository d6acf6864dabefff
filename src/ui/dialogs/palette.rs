//! The palette: commands and places of the plan, found by a few words.

use egui::{
    Align2, CornerRadius, Id, Key, Modal, Modifiers, Rect, ScrollArea, Sense, Stroke, Ui, WidgetInfo, vec2,
};
use lucide_icons::Icon;

use super::super::View;
use super::super::keycaps;
use super::super::parts::{draw_icon, lay_within, left_middle, words};
use super::super::theme::{Palette, Type, palette, radius};
use crate::locale::shown;
use crate::model::tree::NodeRef;
use crate::model::{Id as RecordId, Plan};
use crate::session::{Action, Answer, Command, Key as SessionKey, Session};

/// What the palette keeps while it is open.
#[derive(Default)]
pub(crate) struct PaletteView {
    text: String,
    chosen: usize,
}

/// Something the palette found.
enum Hit {
    Command(Command, String),
    Place(RecordId, String),
}

/// How many places of the plan are shown.
const MOST_PLACES: usize = 40;
const ROW: f32 = 40.0;

pub(super) fn show(ui: &mut Ui, session: &Session, view: &mut View, fresh: bool) {
    let p = palette(ui);
    if fresh {
        view.dialogs.palette = PaletteView::default();
    }
    let id = Id::unique("palette");
    let area = Modal::default_area(id).anchor(Align2::CENTER_TOP, vec2(0.0, 88.0));
    let frame = egui::Frame::popup(ui.style()).inner_margin(egui::Margin::same(8));
    let modal = Modal::new(id).area(area).frame(frame).backdrop_color(p.scrim).show(ui.ctx(), |ui| {
        ui.set_width(660.0_f32.min(ui.ctx().content_rect().width() - 60.0));
        let down = take_key(ui, view, Key::ArrowDown);
        let up = take_key(ui, view, Key::ArrowUp);
        let enter = take_key(ui, view, Key::Enter);
        ui.horizontal(|ui| {
            ui.set_min_height(44.0);
            draw_icon(ui, Icon::Search, 18.0, ui.cursor().left_center() + vec2(16.0, 0.0), p.accent);
            ui.add_space(36.0);
            let hint = session.words.text("palette-hint");
            let mut text = std::mem::take(&mut view.dialogs.palette.text);
            let response = egui::TextEdit::singleline(&mut text)
                .id(Id::unique("palette-input"))
                .frame(egui::Frame::NONE)
                .font(Type { size: 16.0, ..Type::BODY }.font())
                .desired_width(ui.available_width() - 16.0)
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
                view.dialogs.palette.chosen = 0;
            }
            view.dialogs.palette.text = text;
        });
        ui.painter().hline(ui.max_rect().x_range(), ui.cursor().top(), Stroke::new(1.0, p.line));
        let hits = hits(session, view.dialogs.palette.text.trim());
        let chosen = &mut view.dialogs.palette.chosen;
        if down && *chosen + 1 < hits.len() {
            *chosen += 1;
        }
        if up {
            *chosen = chosen.saturating_sub(1);
        }
        let chosen = *chosen;
        let mut run = enter.then_some(chosen);
        let height = (ui.ctx().content_rect().height() - 240.0).clamp(120.0, 440.0);
        ScrollArea::vertical().max_height(height).auto_shrink([false, true]).show(ui, |ui| {
            ui.spacing_mut().item_spacing.y = 0.0;
            if hits.is_empty() {
                ui.add_space(10.0);
                words(ui, &session.words.text("palette-none"), Type::BODY, p.text_weak);
                ui.add_space(10.0);
            }
            let mut group = None;
            for (index, hit) in hits.iter().enumerate() {
                let of_command = matches!(hit, Hit::Command(..));
                if group != Some(of_command) {
                    group = Some(of_command);
                    let key = if of_command { "palette-commands" } else { "palette-places" };
                    ui.add_space(6.0);
                    words(ui, &session.words.text(key), Type::CAPTION, p.text_weak);
                }
                let response = row(ui, session, p, hit, index == chosen);
                if index == chosen && (up || down) {
                    response.scroll_to_me(None);
                }
                if response.clicked() {
                    run = Some(index);
                }
            }
        });
        ui.add_space(4.0);
        ui.horizontal(|ui| {
            for (keys, key) in [
                (&[SessionKey::Up, SessionKey::Down][..], "palette-choose"),
                (&[SessionKey::Enter], "palette-run"),
                (&[SessionKey::Escape], "palette-close"),
            ] {
                let caps: Vec<&str> = keys.iter().map(|key| key.shown()).collect();
                keycaps::legend(ui, &caps, &session.words.text(key));
                ui.add_space(8.0);
            }
        });
        if let Some(hit) = run.and_then(|index| hits.get(index)) {
            view.push(Action::Answer(Answer::Cancel));
            view.push(match hit {
                Hit::Command(command, _) => Action::FromPalette(*command),
                Hit::Place(record, _) => Action::Reveal(Some(*record)),
            });
            if matches!(hit, Hit::Place(..)) {
                view.push(Action::Command(Command::GoWrite));
            }
        }
    });
    if modal.should_close() {
        view.push(Action::Answer(Answer::Cancel));
    }
}

fn take_key(ui: &Ui, view: &View, key: Key) -> bool {
    !view.editing.is_composing() && ui.input_mut(|input| input.consume_key(Modifiers::NONE, key))
}

fn row(ui: &mut Ui, session: &Session, p: &Palette, hit: &Hit, chosen: bool) -> egui::Response {
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), ROW), Sense::click());
    let (icon, label, keys) = match hit {
        Hit::Command(command, label) => (Icon::Command, label, session.shown_keys(*command)),
        Hit::Place(_, label) => (Icon::CornerDownRight, label, String::new()),
    };
    response.widget_info(|| WidgetInfo::selected(egui::Role::Button, true, chosen, label));
    if chosen || response.hovered() {
        let fill = if chosen { p.accent_weak } else { p.hover };
        ui.painter().rect_filled(rect, CornerRadius::same(radius::CHIP), fill);
    }
    let ink = if chosen { p.accent } else { p.text };
    draw_icon(ui, icon, 16.0, rect.left_center() + vec2(18.0, 0.0), ink);
    let keys = lay_within(ui, &keys, Type::CAPTION.font(), p.text_weak, 160.0);
    let room = rect.width() - 60.0 - keys.size().x;
    let text = lay_within(ui, label, Type::BODY.font(), p.text, room);
    ui.painter().galley(left_middle(rect.left() + 38.0, rect, &text), text, p.text);
    let at = Rect::from_min_max(rect.min, rect.max - vec2(10.0, 0.0));
    ui.painter().galley(left_middle(at.right() - keys.size().x, rect, &keys), keys, p.text_weak);
    response
}

/// Finds what contains every word that was typed: commands first, then records of the plan.
fn hits(session: &Session, typed: &str) -> Vec<Hit> {
    let wanted: Vec<String> = typed.to_lowercase().split_whitespace().map(str::to_owned).collect();
    let fits = |text: &str| {
        let text = text.to_lowercase();
        wanted.iter().all(|word| text.contains(word))
    };
    let mut hits: Vec<Hit> = Command::ALL
        .iter()
        .filter(|command| **command != Command::Palette && command.is_enabled(session))
        .map(|command| (*command, session.words.text(command.key())))
        .filter(|(_, label)| fits(label))
        .map(|(command, label)| Hit::Command(command, label))
        .collect();
    if !wanted.is_empty()
        && let Some(plan) = session.plan()
    {
        hits.extend(places(plan, &fits));
    }
    hits
}

fn places(plan: &Plan, fits: &dyn Fn(&str) -> bool) -> Vec<Hit> {
    let mut found = Vec::new();
    let _: Result<(), ()> = plan.try_walk(&mut |node, _| {
        let label = match node {
            NodeRef::Section(section) => shown(&section.heading),
            NodeRef::Goal(goal) => shown(&goal.text),
            NodeRef::Measure(measure) => format!("{} {}", shown(&measure.title), shown(&measure.text)),
            NodeRef::Paragraph(paragraph) => shown(&paragraph.text),
            _ => return Ok(()),
        };
        if fits(&label) {
            found.push(Hit::Place(node.id(), label.trim().to_owned()));
        }
        if found.len() < MOST_PLACES { Ok(()) } else { Err(()) }
    });
    found
}
