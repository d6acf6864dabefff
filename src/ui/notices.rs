//! What the user is told, as strips above the screen.

use egui::{CornerRadius, Frame, Margin, Panel, Ui};
use lucide_icons::Icon;

use super::View;
use super::parts::{Button, ButtonKind, draw_icon, icon_button, words};
use super::theme::{Type, palette, radius};
use crate::session::{Action, Command, Level, Offer, Session};

/// Shows the notices.
pub(crate) fn show(ui: &mut Ui, session: &Session, view: &mut View) {
    if session.notices.is_empty() {
        return;
    }
    let p = palette(ui);
    Panel::top("notices").frame(Frame::new().fill(p.surface).inner_margin(Margin::symmetric(12, 6))).show(
        ui,
        |ui| {
            for notice in &session.notices {
                let (icon, ink, fill) = match notice.level {
                    Level::Done => (Icon::CircleCheck, p.done, p.done_weak),
                    Level::Warning => (Icon::TriangleAlert, p.due, p.due_weak),
                    Level::Error => (Icon::OctagonAlert, p.late, p.late_weak),
                };
                let frame = Frame::new()
                    .fill(fill)
                    .corner_radius(CornerRadius::same(radius::BUTTON))
                    .inner_margin(Margin::symmetric(12, 6));
                let shown = frame.show(ui, |ui| {
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
                                let (key, command) = match offer {
                                    Offer::Retry => ("offer-retry", Command::Save),
                                    Offer::SaveAs => ("offer-save-as", Command::SaveAs),
                                };
                                let label = session.words.text(key);
                                if Button::new(ButtonKind::Primary, &label).small().show(ui).clicked() {
                                    view.push(Action::Dismiss(notice.id));
                                    view.push(Action::Command(command));
                                }
                            }
                            ui.with_layout(egui::Layout::left_to_right(egui::Align::Center), |ui| {
                                let text =
                                    egui::RichText::new(&notice.text).font(Type::CHIP.font()).color(p.text);
                                ui.add(egui::Label::new(text).wrap().selectable(true));
                            });
                        });
                    });
                });
                shown.response.interact(egui::Sense::click()).context_menu(|ui| {
                    let copy = session.words.text("menu-copy-notice");
                    if ui.button(&copy).clicked() {
                        ui.ctx().copy_text([notice.headline.as_str(), &notice.text].join(" "));
                        ui.close();
                    }
                });
            }
        },
    );
}
