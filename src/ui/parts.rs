//! The small parts of every screen: buttons, chips, badges, strips. Each is named for screen readers
//! and can be reached and pressed by keyboard.

use egui::{
    Align2, Color32, CornerRadius, FontId, Galley, Pos2, Rect, Response, Role, Sense, Shape, Stroke,
    StrokeKind, Ui, Vec2, WidgetInfo,
};
use lucide_icons::Icon;
use std::sync::Arc;

use super::theme::{Palette, Type, focus_ring, icons, palette, radius};

/// How a button looks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum ButtonKind {
    /// The one thing to do in a region.
    Primary,
    /// With an edge.
    Normal,
    /// Text only.
    Text,
    /// Takes something away for good.
    Destructive,
}

/// A button before it is shown.
pub(crate) struct Button<'a> {
    kind: ButtonKind,
    icon: Option<Icon>,
    label: &'a str,
    tail: Option<String>,
    width: Option<f32>,
    enabled: bool,
    small: bool,
}

impl<'a> Button<'a> {
    pub(crate) const fn new(kind: ButtonKind, label: &'a str) -> Self {
        Self { kind, icon: None, label, tail: None, width: None, enabled: true, small: false }
    }

    pub(crate) const fn icon(mut self, icon: Icon) -> Self {
        self.icon = Some(icon);
        self
    }

    /// Shows a shortcut at the right end.
    pub(crate) fn tail(mut self, tail: Option<String>) -> Self {
        self.tail = tail;
        self
    }

    pub(crate) const fn width(mut self, width: f32) -> Self {
        self.width = Some(width);
        self
    }

    pub(crate) const fn enabled(mut self, enabled: bool) -> Self {
        self.enabled = enabled;
        self
    }

    pub(crate) const fn small(mut self) -> Self {
        self.small = true;
        self
    }

    pub(crate) fn show(self, ui: &mut Ui) -> Response {
        let p = palette(ui);
        let face = if self.kind == ButtonKind::Primary { Type::BUTTON.emphasised() } else { Type::BUTTON };
        let face = if self.small { Type { size: 13.0, ..face } } else { face };
        let ink = match (self.enabled, self.kind) {
            (false, _) => p.line_strong,
            (true, ButtonKind::Primary) => p.on_accent,
            (true, ButtonKind::Normal) => p.text,
            (true, ButtonKind::Text) => p.accent,
            (true, ButtonKind::Destructive) => p.late,
        };
        let label = lay(ui, self.label, face.font(), ink);
        let icon = self.icon.map(|icon| lay_icon(ui, icon, 16.0, ink));
        let tail = self.tail.as_deref().map(|tail| lay(ui, tail, Type::CAPTION.font(), ink));
        let pad = match self.kind {
            ButtonKind::Text => 6.0,
            _ => 12.0,
        };
        let gap = 6.0;
        let content = label.size().x
            + icon.as_ref().map_or(0.0, |icon| icon.size().x + gap)
            + tail.as_ref().map_or(0.0, |tail| tail.size().x + 16.0);
        let height = if self.small { 26.0 } else { 32.0 };
        let size = Vec2::new(self.width.unwrap_or(content + 2.0 * pad), height);
        let sense = if self.enabled { Sense::click() } else { Sense::hover() };
        let (rect, response) = ui.allocate_exact_size(size, sense);
        let name = self.label.to_owned();
        let enabled = self.enabled;
        response.widget_info(|| WidgetInfo::labeled(Role::Button, enabled, &name));
        let pressed = response.is_pointer_button_down_on();
        let (fill, edge) = match self.kind {
            _ if !self.enabled => (p.chip, Color32::TRANSPARENT),
            ButtonKind::Primary if pressed => (p.accent_pressed, Color32::TRANSPARENT),
            ButtonKind::Primary if response.hovered() => (p.accent_hover, Color32::TRANSPARENT),
            ButtonKind::Primary => (p.accent, Color32::TRANSPARENT),
            kind => {
                let edge = match kind {
                    ButtonKind::Destructive => p.late,
                    ButtonKind::Text => Color32::TRANSPARENT,
                    ButtonKind::Normal | ButtonKind::Primary => p.line_strong,
                };
                let at_rest = if kind == ButtonKind::Text { Color32::TRANSPARENT } else { p.surface };
                let fill = if pressed {
                    p.accent_weak
                } else if response.hovered() {
                    p.hover
                } else {
                    at_rest
                };
                (fill, edge)
            }
        };
        let painter = ui.painter();
        painter.rect(
            rect,
            CornerRadius::same(radius::BUTTON),
            fill,
            Stroke::new(1.0, edge),
            StrokeKind::Inside,
        );
        let mut x = if tail.is_some() || self.width.is_some_and(|width| width > content + 4.0 * pad) {
            rect.left() + pad
        } else {
            rect.center().x - content / 2.0
        };
        if let Some(icon) = icon {
            painter.galley(left_middle(x, rect, &icon), Arc::clone(&icon), ink);
            x += icon.size().x + gap;
        }
        painter.galley(left_middle(x, rect, &label), Arc::clone(&label), ink);
        if let Some(tail) = tail {
            let x = rect.right() - pad - tail.size().x;
            painter.galley(left_middle(x, rect, &tail), Arc::clone(&tail), ink);
        }
        ring(ui, &response, rect, radius::BUTTON, p);
        response
    }
}

/// Shows a square button with an icon only; the label is its name and its tooltip.
pub(crate) fn icon_button(ui: &mut Ui, icon: Icon, size: f32, label: &str, enabled: bool) -> Response {
    let p = palette(ui);
    let sense = if enabled { Sense::click() } else { Sense::hover() };
    let (rect, response) = ui.allocate_exact_size(Vec2::splat(size + 12.0), sense);
    response.widget_info(|| WidgetInfo::labeled(Role::Button, enabled, label));
    if enabled && response.hovered() {
        let fill = if response.is_pointer_button_down_on() { p.accent_weak } else { p.hover };
        ui.painter().rect_filled(rect, CornerRadius::same(radius::BUTTON), fill);
    }
    let ink = if enabled { p.text } else { p.line_strong };
    draw_icon(ui, icon, size, rect.center(), ink);
    ring(ui, &response, rect, radius::BUTTON, p);
    response.on_hover_text(label)
}

/// Shows tools of which others stand at the right, so many points wide: where there is too little room
/// for both, these are scrolled sideways.
pub(crate) fn beside(ui: &mut Ui, others: f32, tools: impl FnOnce(&mut Ui)) {
    let room = ui.available_width() - others;
    if ui.available_width() >= NARROW_BAR {
        return tools(ui);
    }
    egui::ScrollArea::horizontal()
        .max_width(room.max(80.0))
        .auto_shrink([true, false])
        .scroll_bar_visibility(egui::scroll_area::ScrollBarVisibility::AlwaysHidden)
        .show(ui, |ui| {
            ui.with_layout(egui::Layout::left_to_right(egui::Align::Center), tools);
        });
}

/// The width below which the tools of a bar may not all fit.
const NARROW_BAR: f32 = 900.0;

/// Shows choices of which one holds, and returns the one that is picked anew.
pub(crate) fn segmented(ui: &mut Ui, labels: &[String], active: usize) -> Option<usize> {
    let p = palette(ui);
    let pad = 12.0;
    let widths: Vec<f32> = labels
        .iter()
        .map(|label| lay(ui, label, Type::CHIP.emphasised().font(), p.text).size().x + 2.0 * pad)
        .collect();
    let (rect, _) = ui.allocate_exact_size(Vec2::new(widths.iter().sum(), 28.0), Sense::hover());
    let corner = CornerRadius::same(radius::BUTTON);
    let edge = Stroke::new(1.0, p.line_strong);
    ui.painter().rect(rect, corner, p.surface, edge, StrokeKind::Inside);
    let mut picked = None;
    let mut x = rect.left();
    for (at, (label, width)) in labels.iter().zip(widths).enumerate() {
        let place = Rect::from_min_size(Pos2::new(x, rect.top()), Vec2::new(width, rect.height()));
        let response = ui.interact(place, ui.scope_id().with((label, at)), Sense::click());
        response.widget_info(|| WidgetInfo::selected(Role::RadioButton, true, at == active, label));
        let fill = if at == active {
            p.accent_weak
        } else if response.hovered() {
            p.hover
        } else {
            Color32::TRANSPARENT
        };
        let ends = CornerRadius {
            nw: if at == 0 { radius::BUTTON } else { 0 },
            sw: if at == 0 { radius::BUTTON } else { 0 },
            ne: if at + 1 == labels.len() { radius::BUTTON } else { 0 },
            se: if at + 1 == labels.len() { radius::BUTTON } else { 0 },
        };
        ui.painter().rect_filled(place.shrink(1.0), ends, fill);
        if at > 0 {
            ui.painter().vline(x, rect.y_range(), edge);
        }
        let (face, ink) =
            if at == active { (Type::CHIP.emphasised(), p.accent) } else { (Type::CHIP, p.text) };
        ui.painter().text(place.center(), Align2::CENTER_CENTER, label, face.font(), ink);
        ring(ui, &response, place, radius::BUTTON, p);
        if response.clicked() && at != active {
            picked = Some(at);
        }
        x += width;
    }
    picked
}

/// How a chip looks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum ChipKind {
    /// Something that is set.
    Set,
    /// Something that is missing.
    Missing,
    /// Something that is not understood.
    Unclear,
    /// A plain label.
    Label,
}

/// A run of words in a chip.
#[derive(Clone, Debug)]
pub(crate) struct Run {
    pub(crate) text: String,
    pub(crate) strong: bool,
    pub(crate) weak: bool,
}

impl Run {
    pub(crate) fn plain(text: impl Into<String>) -> Self {
        Self { text: text.into(), strong: false, weak: false }
    }

    pub(crate) fn strong(text: impl Into<String>) -> Self {
        Self { strong: true, ..Self::plain(text) }
    }

    pub(crate) fn weak(text: impl Into<String>) -> Self {
        Self { weak: true, ..Self::plain(text) }
    }
}

/// Shows a chip.
pub(crate) fn chip(ui: &mut Ui, kind: ChipKind, icon: Option<Icon>, runs: &[Run], name: &str) -> Response {
    let p = palette(ui);
    let (fill, edge, ink) = match kind {
        ChipKind::Set | ChipKind::Label => (p.chip, Color32::TRANSPARENT, p.text),
        ChipKind::Missing => (Color32::TRANSPARENT, p.line_strong, p.text_weak),
        ChipKind::Unclear => (p.due_weak, Color32::TRANSPARENT, p.due),
    };
    let icon_ink = if kind == ChipKind::Set { p.text_weak } else { ink };
    let icon = icon.map(|icon| lay_icon(ui, icon, 14.0, icon_ink));
    let gap = 4.0;
    // In a row that wraps there is a whole row for it.
    let room = if ui.layout().main_wrap() { ui.max_rect().width() - 40.0 } else { ui.available_width() };
    let before = icon.as_ref().map_or(0.0, |icon| icon.size().x + gap);
    let room = (room - before - 13.0).max(100.0);
    let runs: Vec<&Run> = runs.iter().filter(|run| !run.text.is_empty()).collect();
    let laid = |run: &Run, room: f32| {
        let face = if run.strong { Type::CHIP.emphasised() } else { Type::CHIP };
        let ink = if run.weak { p.text_weak } else { ink };
        lay_within(ui, &run.text, face.font(), ink, room.max(40.0))
    };
    let across = |galleys: &[Arc<Galley>]| {
        let gaps = gap * galleys.len().saturating_sub(1) as f32;
        galleys.iter().map(|galley| galley.size().x).sum::<f32>() + gaps
    };
    // The figures behind a name are short and say most: where they have no room beside it, they stand
    // below it, and what is too long even so gives way from its front.
    let whole: Vec<Arc<Galley>> = runs.iter().map(|run| laid(run, f32::INFINITY)).collect();
    let rows: Vec<Vec<Arc<Galley>>> = match runs.as_slice() {
        [name, figures @ ..] if !figures.is_empty() && across(&whole) > room => {
            let mut left = room;
            let mut below: Vec<_> = figures
                .iter()
                .rev()
                .map(|run| {
                    let galley = laid(run, left);
                    left -= galley.size().x + gap;
                    galley
                })
                .collect();
            below.reverse();
            vec![vec![laid(name, room)], below]
        }
        [only] => vec![vec![laid(only, room)]],
        _ => vec![whole],
    };
    let width = rows.iter().map(|row| across(row)).fold(0.0, f32::max) + before + 13.0;
    let size = Vec2::new(width, 4.0 + CHIP_ROW * rows.len().max(1) as f32);
    let (sense, role) =
        if kind == ChipKind::Label { (Sense::hover(), Role::Label) } else { (Sense::click(), Role::Button) };
    let (rect, response) = ui.allocate_exact_size(size, sense);
    response.widget_info(|| WidgetInfo::labeled(role, true, name));
    let fill = if response.hovered() && kind != ChipKind::Label { p.hover } else { fill };
    ui.painter().rect(
        rect,
        CornerRadius::same(radius::CHIP),
        fill,
        Stroke::new(1.0, edge),
        StrokeKind::Inside,
    );
    let line = |at: usize| {
        let top = rect.top() + 2.0 + CHIP_ROW * at as f32;
        Rect::from_min_max(Pos2::new(rect.left(), top), Pos2::new(rect.right(), top + CHIP_ROW))
    };
    if let Some(icon) = icon {
        ui.painter().galley(left_middle(rect.left() + 6.0, line(0), &icon), Arc::clone(&icon), icon_ink);
    }
    for (at, row) in rows.into_iter().enumerate() {
        let mut x = rect.left() + 6.0 + before;
        for galley in row {
            ui.painter().galley(left_middle(x, line(at), &galley), Arc::clone(&galley), ink);
            x += galley.size().x + gap;
        }
    }
    ring(ui, &response, rect, radius::CHIP, p);
    response
}

/// The height of a line of words in a chip, in points.
const CHIP_ROW: f32 = 20.0;

/// Begins a new row where a chip and the button behind it do not fit into what is left of this one.
pub(crate) fn keep_together(ui: &mut Ui, runs: &[Run], behind: f32) {
    let p = palette(ui);
    let words: f32 = runs
        .iter()
        .map(|run| {
            let face = if run.strong { Type::CHIP.emphasised() } else { Type::CHIP };
            lay(ui, &run.text, face.font(), p.text).size().x + 4.0
        })
        .sum();
    let whole = (words + 14.0 + 4.0 + 13.0).min(ui.max_rect().width() - 40.0) + behind;
    if ui.available_size_before_wrap().x < whole {
        ui.end_row();
    }
}

/// Shows a badge: a state with icon and word.
pub(crate) fn badge(ui: &mut Ui, icon: Icon, label: &str, ink: Color32, fill: Color32) -> Response {
    let icon = lay_icon(ui, icon, 12.0, ink);
    let text = lay(ui, label, Type::CAPTION.font(), ink);
    let size = Vec2::new(icon.size().x + text.size().x + 14.0, 20.0);
    let (rect, response) = ui.allocate_exact_size(size, Sense::click());
    response.widget_info(|| WidgetInfo::labeled(Role::Button, true, label));
    ui.painter().rect_filled(rect, CornerRadius::same(radius::CHIP), fill);
    ui.painter().galley(left_middle(rect.left() + 5.0, rect, &icon), Arc::clone(&icon), ink);
    ui.painter().galley(left_middle(rect.left() + 9.0 + icon.size().x, rect, &text), text, ink);
    ring(ui, &response, rect, radius::CHIP, palette(ui));
    response
}

/// Shows words that are only read.
pub(crate) fn words(ui: &mut Ui, text: &str, face: Type, ink: Color32) -> Response {
    ui.add(
        egui::Label::new(egui::RichText::new(text).font(face.font()).line_height(Some(face.line)).color(ink))
            .selectable(false),
    )
}

/// Draws an icon round a point.
pub(crate) fn draw_icon(ui: &Ui, icon: Icon, size: f32, at: Pos2, ink: Color32) {
    ui.painter().text(at, Align2::CENTER_CENTER, char::from(icon), FontId::new(size, icons()), ink);
}

/// Draws the ring round what has the keyboard focus.
pub(crate) fn ring(ui: &Ui, response: &Response, rect: Rect, corner: u8, palette: &Palette) {
    if response.has_focus() {
        ui.painter().rect_stroke(rect, CornerRadius::same(corner), focus_ring(palette), StrokeKind::Inside);
    }
}

pub(crate) fn lay(ui: &Ui, text: &str, font: FontId, ink: Color32) -> Arc<Galley> {
    ui.painter().layout_no_wrap(text.to_owned(), font, ink)
}

/// Lays out one line that ends in an ellipsis where it is too long.
pub(crate) fn lay_within(ui: &Ui, text: &str, font: FontId, ink: Color32, width: f32) -> Arc<Galley> {
    let mut job = egui::text::LayoutJob::simple_singleline(text.to_owned(), font, ink);
    job.wrap = egui::text::TextWrapping::truncate_at_width(width.max(8.0));
    ui.painter().layout_job(job)
}

pub(crate) fn lay_icon(ui: &Ui, icon: Icon, size: f32, ink: Color32) -> Arc<Galley> {
    lay(ui, &char::from(icon).to_string(), FontId::new(size, icons()), ink)
}

/// Returns where a galley starts so that it stands in the middle of a rectangle's height.
pub(crate) fn left_middle(x: f32, rect: Rect, galley: &Galley) -> Pos2 {
    Pos2::new(x, rect.center().y - galley.size().y / 2.0)
}

/// Paints the fill of a card behind what follows.
pub(crate) fn card_frame(palette: &Palette, rect: Rect, fill: Color32, ring: Stroke) -> Shape {
    Shape::Rect(egui::epaint::RectShape::new(
        rect,
        CornerRadius::same(radius::CARD),
        fill,
        if ring.width > 0.0 { ring } else { Stroke::new(1.0, palette.line) },
        StrokeKind::Inside,
    ))
}
