//! The tabs of the open plans. They are shown from the second plan on, and on the start screen from
//! the first, so that there is always a way back.

use egui::{
    CornerRadius, CursorIcon, Frame, Id, Panel, Rect, Role, Sense, Stroke, Ui, WidgetInfo, pos2, vec2,
};
use lucide_icons::Icon;

use super::parts::{draw_icon, icon_button, lay_within, left_middle, ring};
use super::theme::{Type, palette, radius};
use super::{View, menu};
use crate::session::{Action, Command, OpenPlan, Session};

/// The height of the strip.
const HEIGHT: f32 = 36.0;
/// The widest and the narrowest tab.
const WIDEST: f32 = 220.0;
const NARROWEST: f32 = 96.0;
/// The room for the close button in a tab.
const CLOSE: f32 = 24.0;

/// Shows the strip of tabs where there is something to choose.
pub(crate) fn show(ui: &mut Ui, session: &Session, view: &mut View) {
    let count = session.plans().count();
    let on_start = !session.screen.is_of_plan();
    if count < 2 && !(on_start && count == 1) {
        return;
    }
    let p = palette(ui);
    Panel::top("tabs").exact_size(HEIGHT).frame(Frame::new().fill(p.chip)).show(ui, |ui| {
        ui.spacing_mut().item_spacing.x = 2.0;
        let room = ui.available_width() - 52.0;
        let width = (room / count as f32 - 2.0).clamp(NARROWEST, WIDEST);
        egui::ScrollArea::horizontal().id_salt("tabs").show(ui, |ui| {
            ui.horizontal_centered(|ui| {
                ui.add_space(8.0);
                for plan in session.plans() {
                    let here = !on_start && session.open.as_ref().is_some_and(|o| o.number == plan.number);
                    tab(ui, session, view, plan, here, width);
                }
                let label = session.words.text("tab-new");
                let tip = menu::with_keys(session, Command::New);
                if icon_button(ui, Icon::Plus, 16.0, &label, true).on_hover_text(tip).clicked() {
                    view.push(Action::Command(Command::New));
                }
            });
        });
    });
}

fn tab(ui: &mut Ui, session: &Session, view: &mut View, plan: &OpenPlan, here: bool, width: f32) {
    let p = palette(ui);
    let title = session.plan_title(plan);
    let modified = plan.document.is_modified();
    let name = if modified {
        session.words.with("tab-modified", &[("title", title.clone().into())])
    } else {
        title.clone()
    };
    let (rect, _) = ui.allocate_exact_size(vec2(width, HEIGHT - 4.0), Sense::hover());
    let id = Id::unique(("tab", plan.number));
    let response = ui.interact(rect, id, Sense::click_and_drag());
    response.widget_info(|| WidgetInfo::selected(Role::Tab, true, here, &name));
    let fill = match (here, response.hovered()) {
        (true, _) => p.surface,
        (false, true) => p.hover,
        (false, false) => p.chip,
    };
    let corner = CornerRadius { nw: radius::BUTTON, ne: radius::BUTTON, sw: 0, se: 0 };
    let body = Rect::from_min_max(rect.min, pos2(rect.right(), rect.bottom() + 2.0));
    ui.painter().rect_filled(body, corner, fill);
    if here {
        let line = Stroke::new(2.0, p.accent);
        ui.painter().hline(body.x_range().shrink(radius::BUTTON.into()), body.top() + 1.0, line);
    }
    let mut left = rect.left() + 10.0;
    if modified {
        draw_icon(ui, Icon::CircleDot, 12.0, pos2(left + 6.0, rect.center().y), p.accent);
        left += 18.0;
    }
    let ink = if here { p.text } else { p.text_weak };
    let face = if here { Type::CHIP.emphasised() } else { Type::CHIP };
    let text = lay_within(ui, &title, face.font(), ink, rect.right() - CLOSE - 4.0 - left);
    ui.painter().galley(left_middle(left, rect, &text), text, ink);
    ring(ui, &response, rect, radius::BUTTON, p);

    let cross = Rect::from_center_size(pos2(rect.right() - 14.0, rect.center().y), vec2(20.0, 20.0));
    let close = ui.interact(cross, id.with("close"), Sense::click());
    let label = session.words.with("tab-close", &[("title", title.clone().into())]);
    close.widget_info(|| WidgetInfo::labeled(Role::Button, true, &label));
    if here || response.hovered() || close.hovered() || close.has_focus() {
        if close.hovered() {
            ui.painter().rect_filled(cross, CornerRadius::same(radius::CHIP), p.hover);
        }
        draw_icon(ui, Icon::X, 14.0, cross.center(), p.text_weak);
    }
    ring(ui, &close, cross, radius::CHIP, p);

    let close = close.on_hover_text(&label);
    if close.clicked() || response.middle_clicked() {
        view.flush();
        view.push(Action::ClosePlan(plan.number));
    } else if response.clicked() {
        view.flush();
        view.push(Action::ShowPlan(plan.number));
    }
    if response.dragged() {
        ui.set_cursor_icon(CursorIcon::Grabbing);
    }
    if response.drag_stopped()
        && let Some(at) = response.interact_pointer_pos()
    {
        // Whole tabs to the right or left of where it lay.
        let order: Vec<u64> = session.plans().map(|plan| plan.number).collect();
        let from = order.iter().position(|number| *number == plan.number).unwrap_or_default();
        let steps = ((at.x - rect.center().x) / (width + 2.0)).round();
        let to = (from as f32 + steps).clamp(0.0, order.len() as f32 - 1.0);
        #[expect(clippy::cast_sign_loss, reason = "it was held at 0 and above")]
        let to = to as usize;
        let before = if to > from { order.get(to + 1) } else { order.get(to) };
        view.push(Action::MoveTab { number: plan.number, before: before.copied() });
    }
    let tip = plan.path.as_ref().map_or_else(|| title, |path| path.display().to_string());
    response.on_hover_text(tip);
}
