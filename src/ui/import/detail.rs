//! The line with the cursor in full: what became of it, and what can be decided.

use egui::{Key, ScrollArea, Ui};
use lucide_icons::Icon;

use super::super::View;
use super::super::parts::{Button, ButtonKind, badge, words};
use super::super::theme::{Type, palette};
use super::{LETTERS, look};
use crate::session::importing::{
    Decision, Field, FieldRow, ImportAction, Importing, Sign, SourceRow, decision_key,
};
use crate::session::{Action, Session};

/// The most characters of a line that are shown: one may have a million.
const MOST_CHARS: usize = 3_000;
/// The height of a row of fields.
const FIELDS: f32 = 32.0;
/// The room for the words of the line.
const WORDS: f32 = 70.0;
/// The room for them in a low window.
const FEW_WORDS: f32 = 42.0;
/// The height of the window below which the lists have little room, in points.
const LOW: f32 = 600.0;

pub(super) fn show(ui: &mut Ui, session: &Session, view: &mut View, importing: &Importing) {
    let p = palette(ui);
    ui.spacing_mut().item_spacing.y = 8.0;
    let Some(row) = importing.current_row() else {
        words(ui, &session.words.text("import-none"), Type::BODY, p.text_weak);
        return;
    };
    one_row(ui, 0, |ui| {
        let line = session.words.with("import-line", &[("line", row.number.into())]);
        words(ui, &line, Type::CHIP.emphasised(), p.text);
        let (icon, ink, fill) = look(row.sign, p);
        badge(ui, icon, &session.words.text(row.sign.key()), ink, fill);
        if let Some(place) = row.place {
            words(ui, &session.words.text(place), Type::CHIP, p.text_weak);
        }
        if row.decided || importing.is_changed(row.number) {
            words(ui, &session.words.text("import-decided"), Type::CHIP, p.accent);
        }
        for note in row.notes.iter().take(6) {
            words(ui, &told(session, note), Type::CHIP, p.text_weak);
        }
        let label = with_key(session, "import-do-reset", Key::R.name());
        let can_reset = row.decided || importing.is_changed(row.number);
        if Button::new(ButtonKind::Text, &label).small().enabled(can_reset).show(ui).clicked() {
            view.push(Action::Import(ImportAction::Reset));
        }
    });
    let low = ui.ctx().content_rect().height() < LOW;
    let room = if low { FEW_WORDS } else { WORDS };
    ScrollArea::vertical()
        .id_salt("import-words")
        .max_height(room)
        .min_scrolled_height(room)
        .auto_shrink(false)
        .show(ui, |ui| {
            let mut words: String = importing.words(row).chars().take(MOST_CHARS).collect();
            if words.len() < importing.words(row).len() {
                words.push('…');
            }
            let text = egui::RichText::new(words).font(Type::BODY.font()).color(p.text);
            ui.add(egui::Label::new(text).wrap().selectable(true));
        });
    fields(ui, session, view, importing, row);
    if low {
        one_row(ui, 2, |ui| buttons(ui, session, view, importing, row));
    } else {
        ui.horizontal_wrapped(|ui| buttons(ui, session, view, importing, row));
    }
}

/// Shows a row of one height, so that what is below stays where it is whatever the line offers; what
/// has no room is reached by scrolling sideways.
fn one_row(ui: &mut Ui, number: u8, add: impl FnOnce(&mut Ui)) {
    ui.scope(|ui| {
        ui.set_height(FIELDS);
        ScrollArea::horizontal().id_salt(("import-row", number)).auto_shrink([false, true]).show(ui, |ui| {
            ui.horizontal(|ui| {
                ui.set_min_height(FIELDS);
                add(ui);
            });
        });
    });
}

fn told(session: &Session, note: &crate::session::importing::Note) -> String {
    if note.to.is_empty() {
        let name = session.words.text(note.key);
        let text: String = note.text.chars().take(24).collect();
        if text.is_empty() || note.text.chars().count() > 24 {
            return name;
        }
        session.words.with("import-note-of", &[("words", name.into()), ("text", text.into())])
    } else {
        session.words.with(note.key, &[("text", note.text.clone().into()), ("to", note.to.clone().into())])
    }
}

/// The fields that the words offer, each to be taken or left.
fn fields(ui: &mut Ui, session: &Session, view: &mut View, importing: &Importing, row: &SourceRow) {
    let offered: Vec<_> = importing.fields(row.head).collect();
    if offered.is_empty() {
        // The room stays, so that what is below stays where it is.
        ui.allocate_space(egui::vec2(0.0, FIELDS));
        return;
    }
    one_row(ui, 1, |ui| {
        ui.spacing_mut().item_spacing.x = 6.0;
        for (at, field) in offered.iter().enumerate() {
            let on = importing.has_field(row.head, &field.field);
            if field_button(ui, session, field, at, on) {
                view.push(Action::Import(ImportAction::ToggleField(at)));
            }
        }
        let key = if importing.has_fields(row.head) { "import-do-no-fields" } else { "import-do-fields" };
        let label = with_key(session, key, Key::F.name());
        if Button::new(ButtonKind::Text, &label).small().show(ui).clicked() {
            view.push(Action::Import(ImportAction::ToggleFields));
        }
    });
}

/// Shows one field as a switch: a tick before it where it is filled, struck out where it stays words.
fn field_button(ui: &mut Ui, session: &Session, field: &FieldRow, at: usize, on: bool) -> bool {
    let icon = match (&field.field, on) {
        (_, false) => Icon::Square,
        (Field::Time, true) => Icon::Calendar,
        (Field::Owner(_), true) => Icon::UserRound,
        (Field::Indicator(_), true) => Icon::Target,
        (Field::Source, true) => Icon::FileText,
    };
    let key = if on { "import-field-on" } else { "import-field-off" };
    let name = session.words.with(key, &[("text", field.text.clone().into())]);
    let shown = if at < 9 {
        let args = [("name", name.into()), ("key", (at + 1).to_string().into())];
        session.words.with("import-with-key", &args)
    } else {
        name
    };
    Button::new(ButtonKind::Normal, &shown).icon(icon).small().show(ui).clicked()
}

fn with_key(session: &Session, key: &str, letter: &str) -> String {
    let name = session.words.text(key);
    session.words.with("import-with-key", &[("name", name.into()), ("key", letter.to_owned().into())])
}

fn buttons(ui: &mut Ui, session: &Session, view: &mut View, importing: &Importing, row: &SourceRow) {
    let decided = importing.decision(row.number);
    ui.spacing_mut().item_spacing = egui::vec2(6.0, 6.0);
    for (key, decision) in LETTERS {
        // What would change nothing is not offered.
        let idle = match decision {
            Decision::Join => row.sign == Sign::Joined,
            Decision::Drop => row.sign == Sign::Dropped,
            Decision::Keep => row.sign == Sign::Kept && decided.is_none(),
            _ => decided == Some(decision) || importing.wanted(decision).is_none(),
        };
        let label = with_key(session, decision_key(decision), key.name());
        if Button::new(ButtonKind::Normal, &label).small().enabled(!idle).show(ui).clicked() {
            view.push(Action::Import(ImportAction::Decide(decision)));
        }
    }
    for (deeper, key, sign) in [(false, "import-do-higher", "←"), (true, "import-do-deeper", "→")] {
        let label = with_key(session, key, sign);
        let can = importing.can_move(deeper);
        if Button::new(ButtonKind::Normal, &label).small().enabled(can).show(ui).clicked() {
            view.push(Action::Import(ImportAction::Level { deeper }));
        }
    }
}
