//! The conflicts of a merge, one at a time: what it said before, what we say, what they say.

use egui::text::LayoutJob;
use egui::{
    CornerRadius, Frame, Key, Margin, Modifiers, Role, ScrollArea, Sense, Stroke, Ui, WidgetInfo, vec2,
};
use lucide_icons::Icon;

use super::super::View;
use super::super::parts::{Button, ButtonKind, draw_icon, icon_button, lay_within, ring, words};
use super::super::theme::{Type, palette, radius};
use super::{marked, source_name};
use crate::compare::{Choice, ConflictKey, Stretch};
use crate::model::Text;
use crate::session::comparing::{CompareAction, ConflictRow, Merging};
use crate::session::{Action, Command, Session};

/// A text of one's own for a conflict.
#[derive(Default)]
pub(super) struct Own {
    of: Option<ConflictKey>,
    text: String,
}

pub(super) fn show(ui: &mut Ui, session: &Session, view: &mut View) {
    let Some(merging) = &session.comparing.merging else { return };
    head(ui, session, view, merging);
    let p = palette(ui);
    ui.painter().hline(ui.max_rect().x_range(), ui.cursor().top(), Stroke::new(1.0, p.line));
    let Some(row) = merging.conflicts.get(merging.current) else {
        ScrollArea::vertical().id_salt("merge").auto_shrink([false, false]).show(ui, |ui| {
            Frame::new().inner_margin(Margin::symmetric(24, 16)).show(ui, |ui| {
                let counts = merging.changes;
                let count = counts.added + counts.removed + counts.moved + counts.changed;
                let text = session.words.with("merge-no-conflicts", &[("count", count.into())]);
                words(ui, &text, Type::BODY, p.text);
                ui.add_space(12.0);
                incoming(ui, session, merging);
            });
        });
        return;
    };
    if view.compare.own.of != Some(row.key) {
        view.compare.own.of = Some(row.key);
        view.compare.own.text = match merging.choices.get(&row.key) {
            Some(Choice::Own(text)) => text.to_string(),
            _ => String::new(),
        };
    }
    keys(ui, view, row);
    ScrollArea::vertical().id_salt("merge").auto_shrink([false, false]).show(ui, |ui| {
        Frame::new().inner_margin(Margin::symmetric(24, 16)).show(ui, |ui| {
            conflict(ui, session, view, merging, row);
            ui.add_space(16.0);
            overview(ui, session, view, merging);
            ui.add_space(16.0);
            incoming(ui, session, merging);
        });
    });
}

/// Number keys choose, as long as no field is written in.
fn keys(ui: &Ui, view: &mut View, row: &ConflictRow) {
    if ui.ctx().text_edit_focused() {
        return;
    }
    for (key, choice) in [(Key::Num1, Choice::Ours), (Key::Num2, Choice::Theirs), (Key::Num3, Choice::Both)] {
        if choice == Choice::Both && row.both.is_none() {
            continue;
        }
        if ui.input_mut(|input| input.consume_key(Modifiers::NONE, key)) {
            view.push(Action::Compare(CompareAction::Choose(row.key, choice)));
        }
    }
}

fn head(ui: &mut Ui, session: &Session, view: &mut View, merging: &Merging) {
    let p = palette(ui);
    Frame::new().inner_margin(Margin { left: 24, right: 16, top: 12, bottom: 10 }).show(ui, |ui| {
        ui.horizontal(|ui| {
            let name = merging.theirs.file_name().map(|name| name.to_string_lossy().into_owned());
            let title = session.words.with("merge-title", &[("name", name.unwrap_or_default().into())]);
            let room = (ui.available_width() - 240.0).max(120.0);
            let galley = lay_within(ui, &title, Type::PAGE_TITLE.font(), p.text, room);
            let (rect, response) = ui.allocate_exact_size(vec2(galley.size().x, 32.0), Sense::hover());
            response.widget_info(|| WidgetInfo::labeled(Role::Label, true, &title));
            let at = egui::pos2(rect.left(), rect.center().y - galley.size().y / 2.0);
            ui.painter().galley(at, galley, p.text);
            ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
                let stop = session.words.text("merge-stop");
                if Button::new(ButtonKind::Text, &stop).show(ui).clicked() {
                    view.push(Action::Compare(CompareAction::StopMerge));
                }
                let finish = session.words.text("merge-finish");
                let ready = merging.decided() == merging.conflicts.len();
                if Button::new(ButtonKind::Primary, &finish).enabled(ready).show(ui).clicked() {
                    view.push(Action::Compare(CompareAction::FinishMerge));
                }
            });
        });
        ui.horizontal(|ui| {
            let total = merging.conflicts.len();
            if total > 0 {
                let args = [
                    ("at", (merging.current + 1).into()),
                    ("total", total.into()),
                    ("decided", merging.decided().into()),
                ];
                words(ui, &session.words.with("merge-progress", &args), Type::CHIP, p.text);
                for (command, icon) in
                    [(Command::PreviousChange, Icon::ChevronLeft), (Command::NextChange, Icon::ChevronRight)]
                {
                    let label = super::super::menu::with_keys(session, command);
                    if icon_button(ui, icon, 16.0, &label, true).clicked() {
                        view.push(Action::Command(command));
                    }
                }
            }
            let base =
                session.words.with("merge-base", &[("source", source_name(session, &merging.base).into())]);
            words(ui, &base, Type::CAPTION, p.text_weak);
            let change = session.words.text("merge-change-base");
            if Button::new(ButtonKind::Text, &change).small().show(ui).clicked() {
                view.push(Action::Compare(CompareAction::ChangeBase));
            }
        });
        if merging.own == 0 {
            ui.horizontal(|ui| {
                let at = ui.cursor().left_center() + vec2(8.0, 0.0);
                draw_icon(ui, Icon::TriangleAlert, 14.0, at, p.due);
                ui.add_space(20.0);
                words(ui, &session.words.text("merge-base-is-ours"), Type::CHIP, p.due);
            });
        }
    });
}

fn conflict(ui: &mut Ui, session: &Session, view: &mut View, merging: &Merging, row: &ConflictRow) {
    let p = palette(ui);
    let kind = &row.kind;
    let args = [("kind", kind.clone().into()), ("label", row.label.clone().into())];
    words(ui, &session.words.with("merge-record", &args), Type::GOAL, p.text);
    let about = if row.removed.is_some() {
        session.words.text("merge-about-removed")
    } else if row.field.is_empty() {
        session.words.text("merge-about-place")
    } else {
        session.words.with("merge-about-field", &[("field", row.field.clone().into())])
    };
    let about = if row.within.is_empty() {
        about
    } else {
        let args = [("within", row.within.clone().into()), ("about", about.into())];
        session.words.with("merge-within", &args)
    };
    words(ui, &about, Type::CHIP, p.text_weak);
    ui.add_space(10.0);
    let chosen = merging.choices.get(&row.key);
    let wide = ui.available_width() > 760.0;
    let gap = 12.0;
    let width = if wide { (ui.available_width() - 2.0 * gap) / 3.0 } else { ui.available_width() };
    let [before, ours, theirs] = &row.sides;
    let cards: [(&str, &[Stretch], Option<Choice>); 3] = [
        ("merge-before", before, None),
        ("merge-ours", ours, Some(Choice::Ours)),
        ("merge-theirs", theirs, Some(Choice::Theirs)),
    ];
    let show_cards = |ui: &mut Ui| {
        ui.spacing_mut().item_spacing = vec2(gap, gap);
        for (key, text, choice) in cards {
            let here = choice.is_some() && chosen == choice.as_ref();
            if card(ui, session, key, text, choice.as_ref(), here, width)
                && let Some(choice) = choice
            {
                view.push(Action::Compare(CompareAction::Choose(row.key, choice)));
            }
        }
    };
    if wide {
        ui.horizontal_top(show_cards);
    } else {
        ui.vertical(show_cards);
    }
    if let Some(both) = &row.both {
        ui.add_space(12.0);
        ui.horizontal(|ui| {
            let label = session.words.text("merge-take-both");
            let kind = if chosen == Some(&Choice::Both) { ButtonKind::Primary } else { ButtonKind::Normal };
            if Button::new(kind, &label).tail(Some("3".to_owned())).show(ui).clicked() {
                view.push(Action::Compare(CompareAction::Choose(row.key, Choice::Both)));
            }
            ui.add(egui::Label::new(egui::RichText::new(both).font(Type::BODY.font()).color(p.text)).wrap());
        });
    }
    if row.own {
        ui.add_space(12.0);
        ui.horizontal_top(|ui| {
            let label = session.words.text("merge-own");
            let id = egui::Id::unique("merge-own-text");
            let focused = ui.memory(|memory| memory.has_focus(id));
            let edge = if focused { Stroke::new(2.0, p.accent) } else { Stroke::new(1.0, p.line_strong) };
            let frame = Frame::new()
                .fill(p.surface)
                .stroke(edge)
                .corner_radius(CornerRadius::same(radius::BUTTON))
                .inner_margin(Margin::symmetric(8, 4));
            let width = (ui.available_width() - 140.0).max(160.0);
            egui::TextEdit::multiline(&mut view.compare.own.text)
                .id(id)
                .frame(frame)
                .desired_width(width)
                .desired_rows(2)
                .hint_text(egui::RichText::new(&label).color(p.text_weak))
                .show(ui)
                .response
                .response
                .accessible_name(&label);
            let take = session.words.text("merge-take-own");
            let has_words = !view.compare.own.text.trim().is_empty();
            let kind =
                if matches!(chosen, Some(Choice::Own(_))) { ButtonKind::Primary } else { ButtonKind::Normal };
            if Button::new(kind, &take).enabled(has_words).show(ui).clicked() {
                let choice = Choice::Own(Text::new(&view.compare.own.text));
                view.push(Action::Compare(CompareAction::Choose(row.key, choice)));
            }
        });
    }
}

/// Shows what one side says and returns whether it is chosen.
fn card(
    ui: &mut Ui,
    session: &Session,
    key: &str,
    text: &[Stretch],
    choice: Option<&Choice>,
    here: bool,
    width: f32,
) -> bool {
    let p = palette(ui);
    let edge = if here { Stroke::new(2.0, p.accent) } else { Stroke::new(1.0, p.line) };
    let fill = if choice.is_some() { p.surface } else { p.panel };
    let frame = Frame::new()
        .fill(fill)
        .stroke(edge)
        .corner_radius(CornerRadius::same(radius::CARD))
        .inner_margin(Margin::same(12));
    let mut clicked = false;
    frame.show(ui, |ui| {
        ui.set_width(width - 26.0);
        ui.vertical(|ui| {
            ui.spacing_mut().item_spacing.y = 8.0;
            words(ui, &session.words.text(key), Type::CHIP.emphasised(), p.text_weak);
            let mut job = LayoutJob::default();
            if text.is_empty() {
                let nothing = crate::compare::nothing(session.words.language());
                let format = egui::text::TextFormat {
                    color: p.text_weak,
                    ..super::mark_format(crate::compare::Mark::Kept, Type::BODY, p)
                };
                job.append(nothing, 0.0, format);
            } else {
                marked(&mut job, text, Type::BODY, p);
            }
            job.wrap.max_width = width - 26.0;
            ui.add(egui::Label::new(job).selectable(false));
            let (label, number) = match choice {
                Some(Choice::Ours) => ("merge-take-ours", "1"),
                Some(Choice::Theirs) => ("merge-take-theirs", "2"),
                _ => return,
            };
            let label = session.words.text(label);
            let kind = if here { ButtonKind::Primary } else { ButtonKind::Normal };
            clicked = Button::new(kind, &label).tail(Some(number.to_owned())).show(ui).clicked();
        });
    });
    clicked
}

/// Shows what comes into the plan besides, as far as a page or two hold it.
fn incoming(ui: &mut Ui, session: &Session, merging: &Merging) {
    const MOST: usize = 100;
    let p = palette(ui);
    if merging.incoming.is_empty() {
        return;
    }
    ui.spacing_mut().item_spacing.y = 6.0;
    words(ui, &session.words.text("merge-incoming"), Type::CHIP.emphasised(), p.text_weak);
    let width = ui.available_width();
    for row in merging.incoming.iter().take(MOST) {
        words(ui, &row.place, Type::CAPTION, p.text_weak);
        ui.add(egui::Label::new(super::changes::job(row, width, p)).selectable(false));
    }
    let more = merging.incoming.len().saturating_sub(MOST);
    if more > 0 {
        words(ui, &session.words.with("merge-more", &[("count", more.into())]), Type::CHIP, p.text_weak);
    }
}

/// Shows all conflicts in short, to go to.
fn overview(ui: &mut Ui, session: &Session, view: &mut View, merging: &Merging) {
    const ROW: f32 = 28.0;
    let p = palette(ui);
    words(ui, &session.words.text("merge-all"), Type::CHIP.emphasised(), p.text_weak);
    ui.spacing_mut().item_spacing.y = 0.0;
    let width = ui.available_width();
    let clip = ui.clip_rect();
    let (whole, _) =
        ui.allocate_exact_size(vec2(width, ROW * merging.conflicts.len() as f32), Sense::hover());
    for (at, row) in merging.conflicts.iter().enumerate() {
        let y = whole.top() + ROW * at as f32;
        if y > clip.bottom() || y + ROW < clip.top() {
            continue;
        }
        let rect = egui::Rect::from_min_size(egui::pos2(whole.left(), y), vec2(width, ROW));
        let response = ui.interact(rect, egui::Id::unique(("merge-row", at)), Sense::click());
        let here = at == merging.current;
        let decided = merging.choices.contains_key(&row.key);
        let line = format!("{} {} {}", row.kind, row.label, row.field);
        response.widget_info(|| WidgetInfo::selected(Role::Button, true, here, &line));
        if here || response.hovered() {
            let fill = if here { p.accent_weak } else { p.hover };
            ui.painter().rect_filled(rect, CornerRadius::same(radius::CHIP), fill);
        }
        let (icon, ink) = if decided { (Icon::CircleCheck, p.done) } else { (Icon::CircleAlert, p.due) };
        draw_icon(ui, icon, 14.0, egui::pos2(rect.left() + 14.0, rect.center().y), ink);
        let galley = lay_within(ui, &line, Type::CHIP.font(), p.text, width - 40.0);
        let at_text = egui::pos2(rect.left() + 28.0, rect.center().y - galley.size().y / 2.0);
        ui.painter().galley(at_text, galley, p.text);
        ring(ui, &response, rect, radius::CHIP, p);
        if response.clicked() {
            view.push(Action::Compare(CompareAction::PointConflict(at)));
        }
    }
}
