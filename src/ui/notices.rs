//! What the user is told, as strips above the screen.

use std::collections::HashMap;

use egui::{
    Align2, Area, Color32, CornerRadius, Frame, Id, Key, Margin, Modifiers, Order, Panel, Popup, Response,
    Sense, Ui, UiBuilder, pos2,
};
use lucide_icons::Icon;

use super::View;
use super::parts::{Button, ButtonKind, draw_icon, icon_button, words};
use super::theme::{Type, palette, radius};
use crate::session::importing::ImportAction;
use crate::session::{Action, Command, Level, Notice, Offer, Session};

/// How long it is told that something went well, in seconds.
const SHOWN_FOR: f64 = 8.0;
/// How far above the foot of the screen it is told, in points.
const ABOVE_FOOT: f32 = 96.0;

/// Since when the notices stand there.
#[derive(Default)]
pub(crate) struct NoticesView {
    since: HashMap<u64, f64>,
}

/// Shows the notices. What went well floats over the screen and goes by itself after a while, unless
/// the pointer moves on it or it offers something; the rest stands above the screen.
pub(crate) fn show(ui: &mut Ui, session: &Session, view: &mut View) {
    let there = |id: &u64| session.notices.iter().any(|notice| notice.id == *id);
    view.notices.since.retain(|id, _| there(id));
    let (done, grave): (Vec<_>, Vec<_>) =
        session.notices.iter().partition(|notice| notice.level == Level::Done);
    if !grave.is_empty() {
        let frame = Frame::new().fill(palette(ui).surface).inner_margin(Margin::symmetric(12, 6));
        Panel::top("notices").frame(frame).show(ui, |ui| {
            for notice in grave {
                ui.push_id(notice.id, |ui| strip(ui, session, view, notice));
            }
        });
    }
    if !done.is_empty() {
        float(ui, session, view, &done);
    }
    if let Some(newest) = session.notices.last()
        && !ui.text_edit_focused()
        && session.selection.is_empty()
        && session.dialog.is_none()
        && !Popup::is_any_open(ui.ctx())
        && ui.input_mut(|input| input.consume_key(Modifiers::NONE, Key::Escape))
    {
        view.push(Action::Dismiss(newest.id));
    }
}

/// Shows what went well, over the foot of the screen, where neither a line of entry nor a bar stands.
fn float(ui: &Ui, session: &Session, view: &mut View, done: &[&Notice]) {
    let room = ui.available_rect_before_wrap();
    let width = (room.width() - 48.0).clamp(200.0, 720.0);
    let at = pos2(room.center().x, room.bottom() - ABOVE_FOOT);
    let area = Area::new(Id::unique("notices-done")).order(Order::Middle).pivot(Align2::CENTER_BOTTOM);
    area.fixed_pos(at).show(ui.ctx(), |ui| {
        ui.set_width(width);
        for notice in done {
            let shown = ui.push_id(notice.id, |ui| strip(ui, session, view, notice)).inner;
            // An offer stands until it is taken, closed, or no longer so.
            if notice.offer.is_some() {
                continue;
            }
            let (now, moving) = ui.input(|input| (input.time, input.pointer.is_moving()));
            let since = view.notices.since.entry(notice.id).or_insert(now);
            // A pointer that only happens to rest there does not hold it.
            if shown.contains_pointer() && moving {
                *since = now;
            }
            let left = SHOWN_FOR - (now - *since);
            if left > 0.0 {
                ui.ctx().request_repaint_after_secs(left as f32);
            } else {
                view.push(Action::Dismiss(notice.id));
            }
        }
    });
}

fn strip(ui: &mut Ui, session: &Session, view: &mut View, notice: &Notice) -> Response {
    let p = palette(ui);
    let (icon, ink, fill) = match notice.level {
        Level::Done => (Icon::CircleCheck, p.done, p.done_weak),
        Level::Warning => (Icon::TriangleAlert, p.due, p.due_weak),
        Level::Error => (Icon::OctagonAlert, p.late, p.late_weak),
    };
    let frame = Frame::new()
        .fill(fill)
        .corner_radius(CornerRadius::same(radius::BUTTON))
        .inner_margin(Margin::symmetric(12, 6));
    // The strip senses clicks from below its buttons.
    let whole = UiBuilder::new().sense(Sense::click());
    let shown =
        ui.scope_builder(whole, |ui| frame.show(ui, |ui| inside(ui, session, view, notice, (icon, ink))));
    shown.response.context_menu(|ui| {
        let copy = session.words.text("menu-copy-notice");
        if ui.button(&copy).clicked() {
            ui.ctx().copy_text([notice.headline.as_str(), &notice.text].join(" "));
            ui.close();
        }
    });
    shown.response
}

fn inside(ui: &mut Ui, session: &Session, view: &mut View, notice: &Notice, (icon, ink): (Icon, Color32)) {
    let p = palette(ui);
    ui.horizontal(|ui| {
        ui.set_min_height(34.0);
        let at = ui.cursor().left_center() + egui::vec2(10.0, 0.0);
        draw_icon(ui, icon, 18.0, at, ink);
        ui.add_space(30.0);
        words(ui, &notice.headline, Type::BODY.emphasised(), p.text);
        ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
            let dismiss = session.words.text("notice-dismiss");
            if icon_button(ui, Icon::X, 14.0, &dismiss, true).clicked() {
                view.push(Action::Dismiss(notice.id));
            }
            if let Some(offer) = notice.offer {
                let (key, action) = match offer {
                    Offer::Retry => ("offer-retry", Action::Command(Command::Save)),
                    Offer::Review => ("offer-review", Action::Command(Command::ReviewImport)),
                    Offer::Left => ("offer-review", Action::Import(ImportAction::Resume(0))),
                    Offer::SaveAs => ("offer-save-as", Action::Command(Command::SaveAs)),
                };
                let label = session.words.text(key);
                // Going back is no more than a way out.
                let is_back = matches!(offer, Offer::Review | Offer::Left);
                let kind = if is_back { ButtonKind::Normal } else { ButtonKind::Primary };
                if Button::new(kind, &label).small().show(ui).clicked() {
                    view.push(Action::Dismiss(notice.id));
                    view.push(action);
                }
            }
            ui.with_layout(egui::Layout::left_to_right(egui::Align::Center), |ui| {
                let text = egui::RichText::new(&notice.text).font(Type::CHIP.font()).color(p.text);
                ui.add(egui::Label::new(text).wrap().selectable(true));
            });
        });
    });
}
