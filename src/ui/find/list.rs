//! The list of finds: each in its context, with its place; finds can be left out of a replacement.

use egui::text::{LayoutJob, TextFormat};
use egui::{CornerRadius, Rect, Role, ScrollArea, Sense, Stroke, Ui, UiBuilder, WidgetInfo, pos2, vec2};

use super::super::View;
use super::super::parts::{Button, ButtonKind, lay_within, left_middle, ring, words};
use super::super::theme::{Palette, Type, palette, radius};
use super::names;
use crate::session::find::{FindAction, Finds, FoundText, Hit, Pattern};
use crate::session::{Action, Session};

const ROW: f32 = 28.0;
/// How many characters are shown before a find.
const BEFORE: usize = 18;
/// How many characters are shown behind a find.
const BEHIND: usize = 40;
/// How many characters of a find itself are shown.
const LONGEST: usize = 40;

pub(super) fn show(ui: &mut Ui, session: &Session, view: &mut View) {
    let p = palette(ui);
    let Some(finds) = session.find.finds() else { return };
    if finds.hits.is_empty() {
        return;
    }
    let replacing = session.find.is_replacing;
    if replacing {
        ui.horizontal(|ui| {
            for (key, on) in [("find-include-all", true), ("find-include-none", false)] {
                let label = session.words.text(key);
                if Button::new(ButtonKind::Text, &label).small().show(ui).clicked() {
                    view.push(Action::Find(FindAction::IncludeAll(on)));
                }
            }
            let hint = session.words.text("find-include-hint");
            words(ui, &hint, Type::CAPTION, p.text_weak);
        });
    }
    // Made ready once a frame: for what the rows would say with the new words.
    let pattern = if replacing { Pattern::new(session.find.query()).ok() } else { None };
    let most = (ui.ctx().content_rect().height() * 0.3).clamp(84.0, 260.0);
    let height = most.min(ROW * finds.hits.len() as f32);
    let mut area = ScrollArea::vertical()
        .id_salt("find-list")
        .max_height(height)
        .min_scrolled_height(height)
        .auto_shrink([false, true]);
    let current = session.find.current();
    if view.find.listed != current {
        view.find.listed = current;
        if let Some(current) = current {
            let y = current as f32 * ROW;
            let id = ui.make_persistent_id(egui::IdSalt::new("find-list"));
            let offset =
                egui::scroll_area::State::load(ui.ctx(), id).map_or(0.0, |state| state.clamped_offset().y);
            if y < offset || y + ROW > offset + height {
                area = area.vertical_scroll_offset((y - height / 2.0).max(0.0));
            }
        }
    }
    egui::Frame::new().fill(p.surface).corner_radius(CornerRadius::same(radius::BUTTON)).show(ui, |ui| {
        ui.spacing_mut().item_spacing.y = 0.0;
        area.show_rows(ui, ROW, finds.hits.len(), |ui, range| {
            for index in range {
                row(ui, session, view, finds, index, pattern.as_ref());
            }
        });
    });
}

fn row(
    ui: &mut Ui,
    session: &Session,
    view: &mut View,
    finds: &Finds,
    index: usize,
    pattern: Option<&Pattern>,
) {
    let p = palette(ui);
    let Some((text, hit)) = finds.hit(index) else { return };
    let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width(), ROW), Sense::hover());
    let mut left = rect.left() + 4.0;
    let included = session.find.is_included(index);
    if pattern.is_some() {
        let box_rect = Rect::from_min_size(pos2(left, rect.top()), vec2(24.0, ROW));
        let mut on = included;
        let label = session.words.with("find-include", &[("number", (index + 1).into())]);
        ui.scope_builder(UiBuilder::new().max_rect(box_rect).id_salt(("find-box", index)), |ui| {
            let shown = ui.add_enabled(!hit.in_blank, egui::Checkbox::without_text(&mut on));
            let shown = shown.accessible_name(&label);
            if shown.changed() {
                view.push(Action::Find(FindAction::Include { hit: index, on }));
            }
            if hit.in_blank {
                shown.on_disabled_hover_text(session.words.text("find-in-blank"));
            }
        });
        left += 28.0;
    }
    let inner = Rect::from_min_max(pos2(left, rect.top()), rect.right_bottom());
    let response = ui.interact(inner, egui::Id::unique(("find-row", index)), Sense::click());
    let place = names::place(session, text);
    let is_current = session.find.current() == Some(index);
    let shown = context(text, hit);
    response.widget_info(|| {
        let label = format!("{place} {}{}{}", shown.before, shown.found, shown.behind);
        WidgetInfo::selected(Role::Button, true, is_current, label)
    });
    if is_current || response.hovered() {
        let fill = if is_current { p.accent_weak } else { p.hover };
        ui.painter().rect_filled(inner, CornerRadius::same(radius::CHIP), fill);
    }
    let column = (inner.width() * 0.32).clamp(90.0, 260.0);
    let label = lay_within(ui, &place, Type::CAPTION.font(), p.text_weak, column - 16.0);
    ui.painter().galley(left_middle(inner.left() + 8.0, inner, &label), label, p.text_weak);
    let new = pattern
        .filter(|_| included)
        .map(|pattern| pattern.replaced(text.text.as_str(), &(hit.from..hit.to), session.find.replacement()));
    let width = inner.width() - column - 8.0;
    let galley = ui.painter().layout_job(job(&shown, new.as_deref(), width, p));
    ui.painter().galley(left_middle(inner.left() + column, inner, &galley), galley, p.text);
    ring(ui, &response, inner, radius::CHIP, p);
    if response.clicked() {
        view.push(Action::Find(FindAction::Pick(index)));
    }
}

/// A find with some of what stands round it.
struct Context {
    before: String,
    found: String,
    behind: String,
}

fn context(text: &FoundText, hit: Hit) -> Context {
    let whole = text.text.as_str();
    let part = |range: std::ops::Range<usize>| whole.get(range).unwrap_or_default();
    let before: Vec<char> = part(0..hit.from).chars().collect();
    let cut = before.len().saturating_sub(BEFORE);
    let dots = if cut > 0 { "…" } else { "" };
    let before: String = before.iter().skip(cut).collect();
    let found = part(hit.from..hit.to);
    let more = if found.chars().count() > LONGEST { "…" } else { "" };
    Context {
        before: blanks_shown(&format!("{dots}{before}")),
        found: blanks_shown(&format!("{}{more}", found.chars().take(LONGEST).collect::<String>())),
        behind: blanks_shown(&part(hit.to..whole.len()).chars().take(BEHIND).collect::<String>()),
    }
}

/// Returns a piece of a text with the signs of its blanks as brackets.
fn blanks_shown(piece: &str) -> String {
    piece.replace('⟦', "〔").replace('⟧', "〕")
}

fn job(context: &Context, new: Option<&str>, width: f32, p: &Palette) -> LayoutJob {
    let mut job = LayoutJob::default();
    let plain = TextFormat { font_id: Type::CHIP.font(), color: p.text_weak, ..TextFormat::default() };
    let found = TextFormat {
        font_id: Type::CHIP.emphasised().font(),
        color: p.text,
        background: p.selection,
        ..TextFormat::default()
    };
    job.append(&context.before, 0.0, plain.clone());
    match new {
        Some(new) => {
            let gone =
                TextFormat { strikethrough: Stroke::new(1.0, p.text_weak), color: p.text_weak, ..found };
            job.append(&context.found, 0.0, gone);
            let put = TextFormat {
                font_id: Type::CHIP.emphasised().font(),
                color: p.accent,
                ..TextFormat::default()
            };
            job.append(&blanks_shown(new), 4.0, put);
        }
        None => job.append(&context.found, 0.0, found),
    }
    job.append(&context.behind, 0.0, plain);
    job.wrap = egui::text::TextWrapping::truncate_at_width(width.max(8.0));
    job
}
