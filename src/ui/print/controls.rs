//! The controls of the side panels.

use egui::{
    ComboBox, CornerRadius, Rect, Response, RichText, Role, Sense, Stroke, StrokeKind, Ui, WidgetInfo, pos2,
    vec2,
};
use lucide_icons::Icon;

use crate::model::Language;
use crate::session::Session;
use crate::ui::parts::{draw_icon, lay_within, left_middle, ring, words};
use crate::ui::theme::{Type, palette, radius};

/// The space between the parts of a panel.
pub(super) const PART: f32 = 20.0;

/// Shows the heading of a part of a panel.
pub(super) fn heading(ui: &mut Ui, text: &str) {
    words(ui, text, Type::BODY.emphasised(), palette(ui).text);
    ui.add_space(6.0);
}

/// Shows a name with its field behind it.
pub(super) fn row<R>(ui: &mut Ui, session: &Session, name: &str, add: impl FnOnce(&mut Ui, f32) -> R) -> R {
    let p = palette(ui);
    let column = match session.words.language() {
        Language::ZhCn => 72.0,
        Language::En => 94.0,
    };
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = 4.0;
        ui.set_min_height(32.0);
        let (rect, _) = ui.allocate_exact_size(vec2(column, 28.0), Sense::hover());
        let galley = lay_within(ui, name, Type::CHIP.font(), p.text_weak, column);
        ui.painter().galley(left_middle(rect.left(), rect, &galley), galley, p.text_weak);
        let width = ui.available_width();
        add(ui, width)
    })
    .inner
}

/// Shows the focus of a control, and brings it into view when the focus comes.
pub(super) fn focusable(ui: &Ui, response: &Response) {
    ring(ui, response, response.rect, radius::BUTTON, palette(ui));
    if response.gained_focus() {
        response.scroll_to_me(None);
    }
}

/// Shows a box of choices and returns the one that is picked anew.
pub(super) fn combo(
    ui: &mut Ui,
    name: &str,
    labels: &[String],
    active: Option<usize>,
    width: f32,
) -> Option<usize> {
    let mut picked = active;
    let shown = active.and_then(|at| labels.get(at)).cloned().unwrap_or_default();
    let response = ComboBox::from_id_salt(name)
        .width(width - 2.0)
        .truncate()
        .selected_text(RichText::new(shown).font(Type::CHIP.font()))
        .show_ui(ui, |ui| {
            for (at, label) in labels.iter().enumerate() {
                ui.selectable_value(&mut picked, Some(at), RichText::new(label).font(Type::CHIP.font()));
            }
        })
        .response
        .accessible_name(name);
    focusable(ui, &response);
    picked.filter(|_| picked != active)
}

/// Shows a box to be ticked. Returns what it is now, if it was changed.
pub(super) fn tick(ui: &mut Ui, on: bool, label: &str) -> Option<bool> {
    let mut now = on;
    let response = ui.checkbox(&mut now, RichText::new(label).font(Type::CHIP.font()));
    focusable(ui, &response);
    (now != on).then_some(now)
}

/// Shows a card with an icon and a word, of which one holds. Returns whether it was picked.
pub(super) fn card(ui: &mut Ui, width: f32, icon: Icon, label: &str, here: bool) -> bool {
    let p = palette(ui);
    let (rect, response) = ui.allocate_exact_size(vec2(width, 72.0), Sense::click());
    response.widget_info(|| WidgetInfo::selected(Role::RadioButton, true, here, label));
    let fill = if here {
        p.accent_weak
    } else if response.hovered() {
        p.hover
    } else {
        p.surface
    };
    let edge = if here { Stroke::new(2.0, p.accent) } else { Stroke::new(1.0, p.line) };
    ui.painter().rect(rect, CornerRadius::same(radius::BUTTON), fill, edge, StrokeKind::Inside);
    let ink = if here { p.accent } else { p.text };
    draw_icon(ui, icon, 20.0, pos2(rect.center().x, rect.top() + 26.0), ink);
    let face = if here { Type::CHIP.emphasised() } else { Type::CHIP };
    let galley = lay_within(ui, label, face.font(), ink, width - 4.0);
    let at = pos2(rect.center().x - galley.size().x / 2.0, rect.top() + 51.0 - galley.size().y / 2.0);
    ui.painter().galley(at, galley, ink);
    ring(ui, &response, rect, radius::BUTTON, p);
    if response.gained_focus() {
        response.scroll_to_me(None);
    }
    response.clicked() && !here
}

/// Shows a row with a caption, of which one holds. Returns whether it was picked.
pub(super) fn radio(ui: &mut Ui, label: &str, caption: &str, here: bool) -> bool {
    let p = palette(ui);
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), 44.0), Sense::click());
    response.widget_info(|| WidgetInfo::selected(Role::RadioButton, true, here, label));
    if here || response.hovered() {
        let fill = if here { p.accent_weak } else { p.hover };
        ui.painter().rect_filled(rect, CornerRadius::same(radius::CHIP), fill);
    }
    let middle = pos2(rect.left() + 17.0, rect.center().y);
    let edge = if here { p.accent } else { p.line_strong };
    ui.painter().circle(middle, 7.5, if here { p.accent } else { p.surface }, Stroke::new(1.0, edge));
    if here {
        ui.painter().circle_filled(middle, 3.0, p.on_accent);
    }
    let room = rect.width() - 42.0;
    let face = if here { Type::BODY.emphasised() } else { Type::BODY };
    let upper = lay_within(ui, label, face.font(), p.text, room);
    ui.painter().galley(pos2(rect.left() + 34.0, rect.top() + 4.0), upper, p.text);
    let lower = lay_within(ui, caption, Type::CAPTION.font(), p.text_weak, room);
    ui.painter().galley(pos2(rect.left() + 34.0, rect.top() + 24.0), lower, p.text_weak);
    ring(ui, &response, rect, radius::CHIP, p);
    if response.gained_focus() {
        response.scroll_to_me(None);
    }
    // In a narrow panel the caption may have no room.
    response.on_hover_text(caption).clicked() && !here
}

/// How something stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Mark {
    /// It is right.
    Right,
    /// It may be meant so.
    Doubt,
    /// It is wrong.
    Wrong,
    /// It is only told.
    Told,
}

impl Mark {
    /// Returns its icon and its colour.
    pub(super) const fn look(self, p: &crate::ui::theme::Palette) -> (Icon, egui::Color32) {
        match self {
            Self::Right => (Icon::CircleCheck, p.done),
            Self::Doubt => (Icon::TriangleAlert, p.due),
            Self::Wrong => (Icon::OctagonAlert, p.late),
            Self::Told => (Icon::Info, p.text_weak),
        }
    }
}

/// Shows a line that tells how something stands, with room for a button behind it.
pub(super) fn told(ui: &mut Ui, mark: Mark, text: &str, add: impl FnOnce(&mut Ui)) {
    let p = palette(ui);
    let (icon, ink) = mark.look(p);
    ui.horizontal_top(|ui| {
        ui.spacing_mut().item_spacing.x = 6.0;
        let (rect, _) = ui.allocate_exact_size(vec2(16.0, Type::CHIP.line + 4.0), Sense::hover());
        draw_icon(ui, icon, 16.0, rect.center(), ink);
        ui.with_layout(egui::Layout::right_to_left(egui::Align::Min), |ui| {
            add(ui);
            ui.with_layout(egui::Layout::top_down(egui::Align::Min), |ui| {
                ui.add_space(2.0);
                let text = RichText::new(text).font(Type::CHIP.font()).color(p.text);
                ui.add(egui::Label::new(text).wrap().selectable(false));
            });
        });
    });
}

/// Shows a caption that wraps.
pub(super) fn caption(ui: &mut Ui, text: &str, ink: egui::Color32) {
    let text = RichText::new(text).font(Type::CAPTION.font()).color(ink);
    ui.add(egui::Label::new(text).wrap().selectable(false));
}

/// Paints the edge of a control.
pub(super) fn edge(ui: &Ui, rect: Rect, on: bool) {
    let p = palette(ui);
    let fill = if on { p.accent_weak } else { p.surface };
    let line = Stroke::new(1.0, p.line_strong);
    ui.painter().rect(rect, CornerRadius::same(radius::BUTTON), fill, line, StrokeKind::Inside);
}
