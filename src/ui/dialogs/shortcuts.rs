//! The keys of all commands, and those of fields and lists, in groups; found by words, pinyin or keys.

use egui::{ScrollArea, Sense, Ui, pos2, vec2};

use super::super::View;
use super::super::keycaps;
use super::super::parts::{Button, ButtonKind, lay_within, left_middle, words};
use super::super::theme::{Type, palette};
use super::{heading, input};
use crate::locale::pinyin;
use crate::session::{Action, Answer, Command, Group, Key, Session, Shortcut};

/// Keys that are no command's: what they do, and the keys.
type Fixed = (&'static str, &'static [Shortcut]);

const fn plain(key: Key) -> Shortcut {
    Shortcut { ctrl: false, shift: false, alt: false, key }
}

const fn shift(key: Key) -> Shortcut {
    Shortcut { shift: true, ..plain(key) }
}

const fn ctrl(key: Key) -> Shortcut {
    Shortcut { ctrl: true, ..plain(key) }
}

const fn alt(key: Key) -> Shortcut {
    Shortcut { alt: true, ..plain(key) }
}

/// The keys of fields.
const FIELDS: &[Fixed] = &[
    ("keys-field-enter", &[plain(Key::Enter)]),
    ("keys-field-backspace", &[plain(Key::Backspace)]),
    ("keys-field-rows", &[plain(Key::Up), plain(Key::Down)]),
    ("keys-field-next", &[plain(Key::Tab), shift(Key::Tab)]),
    ("keys-field-word", &[ctrl(Key::Left), ctrl(Key::Right)]),
    ("keys-field-select", &[shift(Key::Left), shift(Key::Right)]),
    ("keys-field-all", &[ctrl(Key::A)]),
    ("keys-field-copy", &[ctrl(Key::C), ctrl(Key::X), ctrl(Key::V)]),
    ("keys-field-leave", &[plain(Key::Escape)]),
    ("keys-owner-role", &[plain(Key::Num1), plain(Key::Num2), plain(Key::Num3), plain(Key::Num4)]),
    ("keys-date-open", &[alt(Key::Down)]),
];

/// The keys of the bar of find and replace.
const FIND: &[Fixed] = &[
    ("keys-find-next", &[plain(Key::Enter), shift(Key::Enter)]),
    ("keys-find-close", &[plain(Key::Escape)]),
];

/// The keys of the table.
const TABLE: &[Fixed] = &[
    ("keys-table-move", &[plain(Key::Up), plain(Key::Down), plain(Key::Left), plain(Key::Right)]),
    ("keys-table-select", &[shift(Key::Up), shift(Key::Down)]),
    ("keys-table-ends", &[plain(Key::Home), plain(Key::End)]),
    ("keys-table-corners", &[ctrl(Key::Home), ctrl(Key::End)]),
    ("keys-table-edit", &[plain(Key::Enter), plain(Key::F2)]),
    ("keys-table-next", &[plain(Key::Tab), shift(Key::Tab)]),
    ("keys-table-tick", &[shift(Key::Space)]),
    ("keys-table-fill", &[ctrl(Key::D)]),
    ("keys-table-clear", &[plain(Key::Delete)]),
];

/// The keys of the time line and the calendar.
const YEAR: &[Fixed] = &[
    ("keys-year-move", &[plain(Key::Up), plain(Key::Down)]),
    ("keys-year-edit", &[plain(Key::Enter), plain(Key::F2)]),
    ("keys-year-open", &[shift(Key::Enter)]),
    ("keys-year-week", &[shift(Key::Left), shift(Key::Right)]),
    ("keys-year-day", &[alt(Key::Left), alt(Key::Right)]),
    ("keys-year-zoom", &[plain(Key::Equals), plain(Key::Minus), plain(Key::Num0)]),
    ("keys-year-today", &[plain(Key::T)]),
    ("keys-calendar-months", &[plain(Key::PageUp), plain(Key::PageDown)]),
    ("keys-calendar-years", &[shift(Key::PageUp), shift(Key::PageDown)]),
];

/// The keys of the palette, dialogs and menus.
const LISTS: &[Fixed] = &[
    ("keys-list-choose", &[plain(Key::Up), plain(Key::Down)]),
    ("keys-list-run", &[plain(Key::Enter)]),
    ("keys-list-close", &[plain(Key::Escape)]),
    ("keys-zoom", &[ctrl(Key::Equals), ctrl(Key::Minus), ctrl(Key::Num0)]),
];

const FIXED: [(&str, &[Fixed]); 5] = [
    ("keys-group-fields", FIELDS),
    ("keys-group-table", TABLE),
    ("keys-group-year", YEAR),
    ("keys-group-find", FIND),
    ("keys-group-lists", LISTS),
];

/// A group of rows as it is shown.
struct Table {
    name: String,
    rows: Vec<(String, Vec<Shortcut>)>,
}

const ROW: f32 = 30.0;
const HEAD: f32 = 40.0;

pub(super) fn show(ui: &mut Ui, session: &Session, view: &mut View, fresh: bool) {
    let p = palette(ui);
    let width = (ui.ctx().content_rect().width() - 120.0).clamp(360.0, 880.0);
    ui.set_width(width);
    heading(ui, &session.words.text("command-shortcuts"));
    if fresh {
        view.dialogs.filter.clear();
    }
    let mut filter = std::mem::take(&mut view.dialogs.filter);
    let name = session.words.text("keys-search");
    let field = input(ui, &mut filter, &name, &name, width - 20.0);
    if fresh {
        field.response.request_focus();
    }
    let tables = tables(session, filter.trim());
    view.dialogs.filter = filter;
    let height = (ui.ctx().content_rect().height() - 260.0).clamp(120.0, 620.0);
    ScrollArea::vertical()
        .max_height(height)
        .min_scrolled_height(height.min(420.0))
        .auto_shrink([false, true])
        .show(ui, |ui| {
            ui.spacing_mut().item_spacing.y = 0.0;
            if tables.is_empty() {
                ui.add_space(8.0);
                words(ui, &session.words.text("palette-none"), Type::BODY, p.text_weak);
            }
            let columns = if width > 700.0 { 2 } else { 1 };
            let halves = split(&tables, columns);
            ui.columns(columns, |columns| {
                for (ui, tables) in columns.iter_mut().zip(halves) {
                    for table in tables {
                        table_ui(ui, table);
                    }
                }
            });
        });
    ui.add_space(4.0);
    ui.horizontal(|ui| {
        let done = session.words.text("button-done");
        if Button::new(ButtonKind::Normal, &done).show(ui).clicked() {
            view.push(Action::Answer(Answer::Cancel));
        }
        let change = session.words.text(Command::ChangeKeys.key());
        if Button::new(ButtonKind::Text, &change).show(ui).clicked() {
            view.push(Action::Answer(Answer::Cancel));
            view.push(Action::Command(Command::ChangeKeys));
        }
    });
}

/// Returns the groups with the rows that fit what is searched for.
fn tables(session: &Session, wanted: &str) -> Vec<Table> {
    let wanted = wanted.to_lowercase();
    let fits = |label: &str, shortcuts: &[Shortcut]| {
        label.to_lowercase().contains(&wanted)
            || pinyin::spells(label, &wanted)
            || shortcuts.iter().any(|shortcut| shortcut.shown().to_lowercase().contains(&wanted))
    };
    let of_commands = Group::ALL.into_iter().map(|group| {
        let rows = Command::ALL
            .iter()
            .filter(|command| command.group() == group)
            .map(|command| (session.words.text(command.key()), session.keymap.of(*command).to_vec()))
            .filter(|(label, keys)| !keys.is_empty() && fits(label, keys))
            .collect();
        Table { name: session.words.text(group.key()), rows }
    });
    let fixed = FIXED.into_iter().map(|(name, rows)| {
        let rows = rows
            .iter()
            .map(|(key, keys)| (session.words.text(key), keys.to_vec()))
            .filter(|(label, keys)| fits(label, keys))
            .collect();
        Table { name: session.words.text(name), rows }
    });
    of_commands.chain(fixed).filter(|table| !table.rows.is_empty()).collect()
}

/// Shares groups out to columns of about the same height, in reading order.
fn split(tables: &[Table], columns: usize) -> Vec<Vec<&Table>> {
    let height = |table: &Table| HEAD + ROW * table.rows.len() as f32;
    let share = tables.iter().map(height).sum::<f32>() / columns as f32;
    let mut halves: Vec<Vec<&Table>> = vec![Vec::new(); columns];
    let mut y = 0.0;
    for table in tables {
        // A group goes where its middle lies.
        let middle = y + height(table) / 2.0;
        let at = (1..columns).take_while(|column| middle > share * *column as f32).count();
        if let Some(half) = halves.get_mut(at) {
            half.push(table);
        }
        y += height(table);
    }
    halves
}

fn table_ui(ui: &mut Ui, table: &Table) {
    let p = palette(ui);
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), HEAD), Sense::hover());
    response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Label, true, &table.name));
    let name = lay_within(ui, &table.name, Type::CHIP.emphasised().font(), p.text, rect.width());
    let line = rect.bottom() - 5.0;
    ui.painter().galley(pos2(rect.left(), line - 6.0 - name.size().y), name, p.text);
    ui.painter().hline(rect.left()..=rect.right() - 16.0, line, egui::Stroke::new(1.0, p.line));
    for (label, shortcuts) in &table.rows {
        let width = ui.available_width();
        let caps: f32 = shortcuts.iter().map(|shortcut| keycaps::width(ui, *shortcut) + 12.0).sum();
        // What does not fit beside the keys goes on in a second line.
        let room = (width - 16.0 - caps).max(80.0);
        let text = ui.painter().layout(label.clone(), Type::BODY.font(), p.text, room);
        let height = ROW.max(text.size().y + 10.0);
        let (rect, response) = ui.allocate_exact_size(vec2(width, height), Sense::hover());
        let shown: Vec<String> = shortcuts.iter().map(|shortcut| shortcut.shown()).collect();
        response.widget_info(|| {
            egui::WidgetInfo::labeled(egui::Role::Label, true, format!("{label} {}", shown.join(" ")))
        });
        let mut right = rect.right() - 16.0;
        for shortcut in shortcuts.iter().rev() {
            keycaps::paint(ui, *shortcut, pos2(right, rect.center().y));
            right -= keycaps::width(ui, *shortcut) + 12.0;
        }
        ui.painter().galley(left_middle(rect.left(), rect, &text), text, p.text);
    }
}
