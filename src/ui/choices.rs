//! A list of what can be chosen for what is typed in a field. The caret stays in the field all the
//! while: the arrow keys choose, Enter and Tab take, Escape closes the list until more is typed.

use egui::{
    CornerRadius, EventFilter, Id, Key, LayerId, Popup, PopupKind, RectAlign, Response, Role, ScrollArea,
    Sense, SurrenderFocusOn, Ui, WidgetInfo, pos2, vec2,
};
use lucide_icons::Icon;

use super::field::take_press;
use super::parts::{draw_icon, icon_button, lay_within, left_middle};
use super::theme::{Type, palette, radius};

/// One thing that can be chosen.
#[derive(Clone, Debug)]
pub(crate) struct Row {
    pub(crate) icon: Icon,
    pub(crate) label: String,
    /// What tells it from others, in weak words.
    pub(crate) detail: String,
    /// The label of a button that takes it out of the list for good, where it can be.
    pub(crate) remove: Option<String>,
}

/// What a list keeps between frames.
#[derive(Clone, Debug, Default)]
pub(crate) struct List {
    chosen: usize,
    /// What was typed when something was chosen last.
    typed: String,
    /// What was typed when the list was closed by hand.
    dismissed: Option<String>,
    is_open: bool,
}

/// The keys that were pressed for the list.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Keys {
    moved: isize,
    take: bool,
    dismiss: bool,
    remove: bool,
}

/// What was asked of a row, by its place in the list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Picked {
    /// It is taken.
    Take(usize),
    /// It is to leave the list for good.
    Remove(usize),
}

const ROW: f32 = 30.0;
const MOST_HEIGHT: f32 = 270.0;

impl List {
    /// Takes the list's keys out of the input, before the field sees them.
    pub(crate) fn keys(&self, ui: &Ui, composing: bool) -> Keys {
        if !self.is_open || composing {
            return Keys::default();
        }
        Keys {
            moved: isize::from(take_press(ui, Key::ArrowDown, false))
                - isize::from(take_press(ui, Key::ArrowUp, false)),
            take: take_press(ui, Key::Enter, true) | take_press(ui, Key::Tab, true),
            dismiss: take_press(ui, Key::Escape, false),
            remove: ui.input_mut(|input| input.consume_key(egui::Modifiers::SHIFT, Key::Delete)),
        }
    }

    /// Shows a field so that a press on the list does not take the caret out of it. Where the field
    /// keeps Escape, the key does not take it out either.
    pub(crate) fn keep_caret<R>(
        &self,
        ui: &mut Ui,
        field: Id,
        keeps_escape: bool,
        show: impl FnOnce(&mut Ui) -> R,
    ) -> R {
        let layer = LayerId::new(PopupKind::Popup.order(), Self::popup(field));
        let context = ui.ctx().clone();
        let on_list = self.is_open
            && context.pointer_interact_pos().and_then(|at| context.layer_id_at(at)) == Some(layer);
        let before = context.options(|options| options.input_options.surrender_focus_on);
        if on_list {
            context.options_mut(|options| options.input_options.surrender_focus_on = SurrenderFocusOn::Never);
        }
        let shown = show(ui);
        context.options_mut(|options| options.input_options.surrender_focus_on = before);
        if self.is_open || keeps_escape {
            // Tab is the list's while it is open. Escape closes the list first, then gives up what is
            // typed, and only then leaves the field.
            let filter = EventFilter {
                tab: self.is_open,
                escape: true,
                horizontal_arrows: true,
                vertical_arrows: true,
            };
            context.memory_mut(|memory| memory.set_focus_lock_filter(field, filter));
        }
        shown
    }

    fn popup(field: Id) -> Id {
        field.with("choices")
    }

    /// Shows the rows at a field, above or below it where there is room.
    pub(crate) fn show(
        &mut self,
        ui: &Ui,
        field: &Response,
        typed: &str,
        rows: &[Row],
        keys: Keys,
        align: RectAlign,
    ) -> Option<Picked> {
        if self.typed != typed {
            typed.clone_into(&mut self.typed);
            self.chosen = 0;
        }
        if keys.dismiss {
            self.dismissed = Some(typed.to_owned());
        }
        if self.dismissed.as_deref() != Some(typed) {
            self.dismissed = None;
        }
        let was_open = self.is_open;
        self.is_open = field.has_focus() && !rows.is_empty() && self.dismissed.is_none();
        if self.is_open != was_open {
            ui.ctx().request_repaint();
        }
        if !self.is_open {
            return None;
        }
        let last = rows.len() - 1;
        self.chosen = self.chosen.min(last);
        match keys.moved {
            1 => self.chosen = if self.chosen == last { 0 } else { self.chosen + 1 },
            -1 => self.chosen = self.chosen.checked_sub(1).unwrap_or(last),
            _ => {}
        }
        let mut picked = keys.take.then_some(Picked::Take(self.chosen));
        if keys.remove && rows.get(self.chosen).is_some_and(|row| row.remove.is_some()) {
            picked = Some(Picked::Remove(self.chosen));
        }
        let width = field.rect.width().clamp(280.0, 420.0);
        Popup::from_response(field)
            .id(Self::popup(field.id))
            .kind(PopupKind::Popup)
            .open(true)
            .align(align)
            .align_alternatives(&[align.flipped_y()])
            .gap(4.0)
            .show(|ui| {
                ui.set_width(width);
                ui.spacing_mut().item_spacing.y = 0.0;
                ScrollArea::vertical().max_height(MOST_HEIGHT).show(ui, |ui| {
                    for (at, row) in rows.iter().enumerate() {
                        let (taken, removed) = row_ui(ui, row, at == self.chosen, keys.moved != 0);
                        if taken {
                            picked = Some(Picked::Take(at));
                        } else if removed {
                            picked = Some(Picked::Remove(at));
                        }
                    }
                });
            });
        if picked.is_some() {
            self.chosen = 0;
        }
        picked
    }

    /// Opens the list again where it was closed by hand.
    pub(crate) fn reopen(&mut self) {
        self.dismissed = None;
    }

    /// Tells whether the list is shown.
    pub(crate) const fn is_open(&self) -> bool {
        self.is_open
    }
}

/// Draws a row. Returns whether it was taken, and whether it is to leave the list.
fn row_ui(ui: &mut Ui, row: &Row, chosen: bool, moved: bool) -> (bool, bool) {
    let p = palette(ui);
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), ROW), Sense::click());
    let name = format!("{} {}", row.label, row.detail);
    response.widget_info(|| WidgetInfo::selected(Role::ListBoxOption, true, chosen, name.trim()));
    if chosen || response.hovered() {
        let fill = if chosen { p.accent_weak } else { p.hover };
        ui.painter().rect_filled(rect, CornerRadius::same(radius::CHIP), fill);
    }
    if chosen && moved {
        response.scroll_to_me(None);
    }
    draw_icon(ui, row.icon, 14.0, pos2(rect.left() + 16.0, rect.center().y), p.text_weak);
    let room = rect.width() - 44.0 - if row.remove.is_some() { 24.0 } else { 0.0 };
    let face = if chosen { Type::CHIP.emphasised() } else { Type::CHIP };
    let label = lay_within(ui, &row.label, face.font(), p.text, room);
    let used = label.size().x;
    ui.painter().galley(left_middle(rect.left() + 30.0, rect, &label), label, p.text);
    if !row.detail.is_empty() && room - used > 24.0 {
        let detail = lay_within(ui, &row.detail, Type::CAPTION.font(), p.text_weak, room - used - 10.0);
        let at = left_middle(rect.left() + 30.0 + used + 10.0, rect, &detail);
        ui.painter().galley(at, detail, p.text_weak);
    }
    let mut removed = false;
    if let Some(remove) = &row.remove
        && (chosen || ui.rect_contains_pointer(rect))
    {
        let at = egui::Rect::from_center_size(pos2(rect.right() - 16.0, rect.center().y), vec2(24.0, 24.0));
        let mut corner = ui.new_child(egui::UiBuilder::new().max_rect(at));
        removed = icon_button(&mut corner, Icon::X, 12.0, remove, true).clicked();
    }
    (response.clicked() && !removed, removed)
}
