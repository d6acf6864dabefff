//! The versions of the plan, and the ways to another plan.

use egui::{CornerRadius, Panel, Rect, Role, ScrollArea, Sense, Ui, WidgetInfo, pos2, vec2};
use lucide_icons::Icon;

use super::super::View;
use super::super::parts::{Button, ButtonKind, draw_icon, lay_within, ring, words};
use super::super::theme::{Type, palette, radius};
use super::version_time;
use crate::compare::Counts;
use crate::session::comparing::{CompareAction, Kept, Source};
use crate::session::{Action, Command, Session};

const ROW: f32 = 44.0;

pub(super) fn show(ui: &mut Ui, session: &Session, view: &mut View) {
    let p = palette(ui);
    Panel::bottom("compare-ways").resizable(false).show_separator_line(false).frame(egui::Frame::new()).show(
        ui,
        |ui| {
            ui.spacing_mut().item_spacing.y = 6.0;
            ui.add_space(8.0);
            for command in [Command::CompareWith, Command::MergeWith] {
                let label = session.words.text(command.key());
                let width = ui.available_width();
                if Button::new(ButtonKind::Normal, &label).width(width).show(ui).clicked() {
                    view.push(Action::Command(command));
                }
            }
        },
    );
    ui.horizontal(|ui| {
        words(ui, &session.words.text("compare-versions"), Type::GOAL, p.text);
        ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
            let keep = session.words.text("compare-keep");
            let enabled = Command::KeepVersion.is_enabled(session);
            let button = Button::new(ButtonKind::Text, &keep).icon(Icon::Plus).small().enabled(enabled);
            if button.show(ui).clicked() {
                view.push(Action::Command(Command::KeepVersion));
            }
        });
    });
    ui.add_space(4.0);
    if session.comparing.versions.is_empty() {
        let saved = session.open.as_ref().is_some_and(|open| open.path.is_some());
        let key = if saved { "compare-no-versions" } else { "compare-not-saved" };
        let text = session.words.text(key);
        ui.add(egui::Label::new(egui::RichText::new(text).font(Type::CHIP.font()).color(p.text_weak)).wrap());
        return;
    }
    let chosen = session.comparing.comparison.as_ref().map(|comparison| &comparison.source);
    ScrollArea::vertical().auto_shrink([false, false]).show_rows(
        ui,
        ROW,
        session.comparing.versions.len(),
        |ui, range| {
            for kept in session.comparing.versions.get(range).unwrap_or_default() {
                let source = Source::Version(kept.version.clone());
                let here = chosen == Some(&source);
                if row(ui, session, kept, here) {
                    view.push(Action::Compare(CompareAction::With(source)));
                }
            }
        },
    );
}

fn row(ui: &mut Ui, session: &Session, kept: &Kept, here: bool) -> bool {
    let p = palette(ui);
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), ROW), Sense::click());
    let named = !kept.version.name.is_empty();
    let time = version_time(session, kept.version.at);
    let name = if named { kept.version.name.clone() } else { time.clone() };
    let size = kept.changes.map(|counts| size_words(session, counts)).unwrap_or_default();
    let caption = if named { format!("{time}  {size}") } else { size };
    response.widget_info(|| WidgetInfo::selected(Role::Button, true, here, format!("{name} {caption}")));
    if here || response.hovered() {
        let fill = if here { p.accent_weak } else { p.hover };
        ui.painter().rect_filled(rect, CornerRadius::same(radius::CHIP), fill);
    }
    let (icon, ink) = if named { (Icon::Bookmark, p.accent) } else { (Icon::History, p.text_weak) };
    draw_icon(ui, icon, 16.0, pos2(rect.left() + 16.0, rect.top() + 14.0), ink);
    let room = Rect::from_min_max(pos2(rect.left() + 32.0, rect.top()), rect.max);
    let face = if named { Type::CHIP.emphasised() } else { Type::CHIP };
    let first = lay_within(ui, &name, face.font(), p.text, room.width() - 8.0);
    ui.painter().galley(pos2(room.left(), rect.top() + 5.0), first, p.text);
    let second = lay_within(ui, caption.trim(), Type::CAPTION.font(), p.text_weak, room.width() - 8.0);
    ui.painter().galley(pos2(room.left(), rect.top() + 24.0), second, p.text_weak);
    ring(ui, &response, rect, radius::CHIP, p);
    response.clicked()
}

/// Tells how much changed, in signs.
fn size_words(session: &Session, counts: Counts) -> String {
    let Counts { added, removed, moved, changed } = counts;
    if added + removed + moved + changed == 0 {
        return session.words.text("compare-no-changes-short");
    }
    let args = [("added", added.into()), ("removed", removed.into()), ("changed", (changed + moved).into())];
    session.words.with("compare-size", &args)
}
