//! The menu of a field: what is done with its text, and with its record.

use egui::text_edit::TextEditState;
use egui::{Button, Id, RichText, Ui, ViewportCommand};

use super::super::theme::{Type, palette};
use super::super::{View, menu};
use super::set_selection;
use crate::model::tree::NodeKind;
use crate::session::{Command, Key, Session, Shortcut};

/// What is done with a text.
#[derive(Clone, Copy)]
enum Of {
    Cut,
    Copy,
    Paste,
    All,
}

const fn ctrl(key: Key) -> Shortcut {
    Shortcut { ctrl: true, shift: false, alt: false, key }
}

const TEXT: [(Of, &str, Shortcut); 4] = [
    (Of::Cut, "menu-cut", ctrl(Key::X)),
    (Of::Copy, "menu-copy", ctrl(Key::C)),
    (Of::Paste, "menu-paste", ctrl(Key::V)),
    (Of::All, "menu-select-all", ctrl(Key::A)),
];

/// Shows the menu of the field that was asked for one.
pub(crate) fn show(ui: &mut Ui, session: &Session, view: &mut View) {
    let Some((id, place)) = view.editing.menu_of else { return };
    let Some(response) = ui.ctx().read_response(id) else {
        view.editing.menu_of = None;
        return;
    };
    response.context_menu(|ui| {
        for (of, key, shortcut) in TEXT {
            text_item(ui, session, view, id, of, key, shortcut);
        }
        ui.separator();
        for command in [Command::Undo, Command::Redo, Command::Find] {
            menu::item(ui, session, view, command);
        }
        let kind = place.record.and_then(|id| {
            session.plan().and_then(|plan| plan.find(id)).map(crate::model::tree::NodeRef::kind)
        });
        if let Some(kind) = kind {
            ui.separator();
            menu::groups(ui, session, view, of_record(kind), place.record);
        }
    });
}

/// Returns the commands for a record of a kind, in groups.
pub(crate) const fn of_record(kind: NodeKind) -> &'static [&'static [Command]] {
    const AROUND: &[Command] = &[Command::Duplicate, Command::MoveUp, Command::MoveDown];
    const AWAY: &[Command] = &[Command::Remove];
    match kind {
        NodeKind::Measure => &[
            &[
                Command::AddMeasure,
                Command::AddSubMeasure,
                Command::AddParagraph,
                Command::AddIndicator,
                Command::ToggleTitle,
            ],
            AROUND,
            AWAY,
        ],
        NodeKind::Goal => &[
            &[Command::AddMeasure, Command::AddIndicator, Command::AddParagraph, Command::AddGoal],
            AROUND,
            AWAY,
        ],
        NodeKind::Section => &[
            &[Command::AddGoal, Command::AddMeasure, Command::AddParagraph, Command::AddSection],
            AROUND,
            AWAY,
        ],
        NodeKind::Paragraph | NodeKind::Part => &[&[Command::AddParagraph], AROUND, AWAY],
        NodeKind::Indicator
        | NodeKind::Problem
        | NodeKind::ScoreRow
        | NodeKind::RedLine
        | NodeKind::Cause
        | NodeKind::RegisterRow
        | NodeKind::Person => &[AROUND, AWAY],
    }
}

fn text_item(ui: &mut Ui, session: &Session, view: &View, id: Id, of: Of, key: &str, shortcut: Shortcut) {
    let label = session.words.text(key);
    let some = match of {
        Of::Cut | Of::Copy => !view.editing.selected(ui).is_empty(),
        Of::Paste | Of::All => true,
    };
    let keys = RichText::new(shortcut.shown()).font(Type::CAPTION.font()).color(palette(ui).text_weak);
    let button = Button::new(RichText::new(&label).font(Type::BUTTON.font()))
        .frame_when_inactive(false)
        .min_size(egui::vec2(220.0, 30.0))
        .right_text(keys);
    if ui.add_enabled(some, button).accessible_name(&label).clicked() {
        // The window makes the event for the focused field, in the next frame.
        ui.memory_mut(|memory| memory.request_focus(id));
        match of {
            Of::Cut => ui.ctx().send_viewport_cmd(ViewportCommand::RequestCut),
            Of::Copy => ui.ctx().send_viewport_cmd(ViewportCommand::RequestCopy),
            Of::Paste => ui.ctx().send_viewport_cmd(ViewportCommand::RequestPaste),
            Of::All => set_selection(ui, id, 0, usize::MAX),
        }
        ui.close();
    }
}

/// Returns what is selected in a field while the right button is down: the toolkit would put the
/// caret where it was pressed, and the menu is about what is selected.
pub(super) fn kept_selection(ui: &Ui, id: Id) -> Option<TextEditState> {
    let right = ui.input(|input| input.pointer.secondary_down() || input.pointer.secondary_released());
    let state = right.then(|| egui::TextEdit::load_state(ui.ctx(), id)).flatten()?;
    state.cursor.char_range().is_some_and(|range| !range.is_empty()).then_some(state)
}

/// Notes that a field was asked for its menu. The right button gives the focus as the left one does.
pub(super) fn asked(ui: &Ui, response: &egui::Response) -> bool {
    let asked = response.secondary_clicked();
    if asked && !response.has_focus() {
        ui.memory_mut(|memory| memory.request_focus(response.id));
    }
    asked
}
