//! The frame of every screen: rail, top bar, status bar.

use egui::{CentralPanel, CornerRadius, Frame, Panel, Popup, Rect, Role, Sense, Ui, WidgetInfo, pos2, vec2};
use lucide_icons::Icon;

use super::parts::{badge, draw_icon, icon_button, lay_within, left_middle, ring, words};
use super::theme::{Type, palette, radius};
use super::{
    View, compare, entry, find, import, menu, notices, print, start, status, table, tabs, write, year,
};
use crate::edit::{Edit, PlanValue};
use crate::model::PlanStatus;
use crate::session::find::FindAction;
use crate::session::{Action, Command, OpenPlan, Screen, Session};

/// Shows the whole window.
pub(crate) fn show(ui: &mut Ui, session: &Session, view: &mut View) {
    let p = palette(ui);
    tabs::show(ui, session, view);
    match (session.screen, &session.open) {
        (
            screen @ (Screen::Write | Screen::Table | Screen::Year | Screen::Compare | Screen::Print),
            Some(open),
        ) => {
            Panel::left("rail")
                .exact_size(60.0)
                .resizable(false)
                .frame(Frame::new().fill(p.panel))
                .show(ui, |ui| rail(ui, session, view));
            Panel::bottom("status").exact_size(28.0).frame(Frame::new().fill(p.panel)).show(ui, |ui| {
                status_bar(ui, session, view, open);
            });
            Panel::top("top").exact_size(48.0).frame(Frame::new().fill(p.panel)).show(ui, |ui| {
                top_bar(ui, session, view, open);
            });
            notices::show(ui, session, view);
            find::show(ui, session, view);
            CentralPanel::no_frame().show(ui, |ui| {
                // The writing screen has its line below the document.
                if !matches!(screen, Screen::Write | Screen::Print) {
                    entry::dock(ui, session, view);
                }
                match screen {
                    Screen::Table => table::show(ui, session, view),
                    Screen::Year => year::show(ui, session, view),
                    Screen::Compare => compare::show(ui, session, view),
                    Screen::Print => print::show(ui, session, view),
                    Screen::Start | Screen::Import | Screen::Write => write::show(ui, session, view),
                }
            });
        }
        (Screen::Import, _) if session.importing.is_some() => import::show(ui, session, view),
        _ => start::show(ui, session, view),
    }
    drop_hint(ui, session);
}

/// Says what letting go does while files are held over the window.
fn drop_hint(ui: &Ui, session: &Session) {
    if ui.input(|input| input.raw.hovered_files.is_empty()) {
        return;
    }
    let p = palette(ui);
    let layer = egui::LayerId::new(egui::Order::Foreground, egui::Id::unique("drop-hint"));
    let painter = ui.ctx().layer_painter(layer);
    let whole = ui.ctx().content_rect();
    painter.rect_filled(whole, CornerRadius::ZERO, p.scrim);
    let inside = whole.shrink(16.0);
    let edge = egui::Stroke::new(2.0, p.accent);
    let corner = CornerRadius::same(radius::CARD);
    painter.rect_stroke(inside, corner, edge, egui::StrokeKind::Inside);
    let label = session.words.text("drop-hint");
    let galley = painter.layout_no_wrap(label, Type::PAGE_TITLE.font(), p.text);
    let plate = Rect::from_center_size(whole.center(), galley.size() + vec2(64.0, 40.0));
    painter.rect_filled(plate, corner, p.raised);
    painter.galley(plate.center() - galley.size() / 2.0, galley, p.text);
}

fn rail(ui: &mut Ui, session: &Session, view: &mut View) {
    ui.spacing_mut().item_spacing.y = 4.0;
    // Where the words do not fit above each other, the icons stand alone.
    let worded = ui.available_height() >= 500.0;
    ui.vertical_centered(|ui| {
        ui.add_space(8.0);
        let button = icon_button(ui, Icon::Menu, 20.0, &session.words.text("menu"), true);
        Popup::menu(&button).show(|ui| menu::main(ui, session, view));
        ui.add_space(4.0);
        for (command, icon, key, screen) in [
            (Command::GoStart, Icon::House, "rail-start", None),
            (Command::GoWrite, Icon::FilePenLine, "rail-write", Some(Screen::Write)),
            (Command::GoTable, Icon::Table2, "rail-table", Some(Screen::Table)),
            (Command::GoYear, Icon::CalendarRange, "rail-year", Some(Screen::Year)),
            (Command::GoCompare, Icon::GitCompare, "rail-compare", Some(Screen::Compare)),
            (Command::GoPrint, Icon::Printer, "rail-print", Some(Screen::Print)),
        ] {
            let here = screen == Some(session.screen);
            let (label, tip) = (session.words.text(key), menu::with_keys(session, command));
            if rail_item(ui, icon, &label, worded, here, &tip) {
                view.push(Action::Command(command));
            }
        }
    });
    ui.with_layout(egui::Layout::bottom_up(egui::Align::Center), |ui| {
        ui.add_space(10.0);
        let help = menu::with_keys(session, Command::Shortcuts);
        if icon_button(ui, Icon::Keyboard, 20.0, &help, true).clicked() {
            view.push(Action::Command(Command::Shortcuts));
        }
        let language = session.words.text(Command::SwitchLanguage.key());
        if icon_button(ui, Icon::Languages, 20.0, &language, true).clicked() {
            view.push(Action::Command(Command::SwitchLanguage));
        }
    });
}

fn rail_item(ui: &mut Ui, icon: Icon, label: &str, worded: bool, here: bool, tip: &str) -> bool {
    let p = palette(ui);
    let height = if worded { 52.0 } else { 34.0 };
    let (rect, response) = ui.allocate_exact_size(vec2(52.0, height), Sense::click());
    response.widget_info(|| WidgetInfo::selected(Role::Button, true, here, label));
    if here || response.hovered() {
        let fill = if here { p.accent_weak } else { p.hover };
        ui.painter().rect_filled(rect, CornerRadius::same(radius::BUTTON), fill);
    }
    let ink = if here { p.accent } else { p.text };
    draw_icon(ui, icon, 20.0, pos2(rect.center().x, rect.top() + if worded { 18.0 } else { 17.0 }), ink);
    if worded {
        let face = if here { Type::CAPTION.emphasised() } else { Type::CAPTION };
        let at = pos2(rect.center().x, rect.top() + 39.0);
        ui.painter().text(at, egui::Align2::CENTER_CENTER, label, face.font(), ink);
    }
    ring(ui, &response, rect, radius::BUTTON, p);
    response.on_hover_text(tip).clicked()
}

fn top_bar(ui: &mut Ui, session: &Session, view: &mut View, open: &OpenPlan) {
    let p = palette(ui);
    ui.horizontal_centered(|ui| {
        ui.add_space(16.0);
        let room = (ui.available_width() - 640.0).max(80.0);
        let title = lay_within(ui, &session.plan_title(open), Type::GOAL.font(), p.text, room);
        let (rect, _) = ui.allocate_exact_size(vec2(title.size().x, 32.0), Sense::hover());
        ui.painter().galley(left_middle(rect.left(), rect, &title), title, p.text);
        let (key, icon, ink, fill) = status::look(open.plan().status, p);
        let shown = badge(ui, icon, &session.words.text(key), ink, fill);
        Popup::menu(&shown).show(|ui| {
            for status in PlanStatus::ALL {
                let (key, ..) = status::look(status, p);
                if ui.selectable_label(status == open.plan().status, session.words.text(key)).clicked() {
                    view.push(Action::Edit(Edit::SetPlan(PlanValue::Status(status))));
                    ui.close();
                }
            }
        });
        ui.add_space(4.0);
        saved_state(ui, session, open);
        ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
            ui.add_space(12.0);
            let icon = if ui.visuals().dark_mode { Icon::Sun } else { Icon::MoonStar };
            if icon_button(ui, icon, 18.0, &menu::with_keys(session, Command::ToggleTheme), true).clicked() {
                view.push(Action::Command(Command::ToggleTheme));
            }
            ui.add_space(4.0);
            if session.screen == Screen::Write && write::is_very_narrow(ui.ctx().content_rect().width()) {
                let label = session.words.text("pages-open");
                if icon_button(ui, Icon::PanelRightOpen, 18.0, &label, true).clicked() {
                    view.write.opened.1 = !view.write.opened.1;
                }
            }
            search_box(ui, session, view);
            ui.add_space(4.0);
            let steps = [
                (Command::Redo, Icon::Redo2, open.document.redo_name()),
                (Command::Undo, Icon::Undo2, open.document.undo_name()),
            ];
            for (command, icon, step) in steps {
                let label = match step {
                    Some(step) => {
                        let step = session.words.text(step_key(step));
                        let keys = session.shown_keys(command);
                        let key = format!("{}-step", command.key());
                        session.words.with(&key, &[("step", step.into()), ("keys", keys.into())])
                    }
                    None => session.words.text(command.key()),
                };
                if icon_button(ui, icon, 18.0, &label, step.is_some()).clicked() {
                    view.push(Action::Command(command));
                }
            }
        });
    });
}

/// The width of the window below which the way to the palette is but an icon.
const NARROWEST: f32 = 640.0;

/// The way to the palette that is always in sight.
fn search_box(ui: &mut Ui, session: &Session, view: &mut View) {
    let p = palette(ui);
    let window = ui.ctx().content_rect().width();
    if window < NARROWEST {
        let tip = menu::with_keys(session, Command::Palette);
        if icon_button(ui, Icon::Search, 18.0, &tip, true).clicked() {
            view.push(Action::Command(Command::Palette));
        }
        return;
    }
    let width = if window < 1200.0 { 180.0 } else { 264.0 };
    let (rect, response) = ui.allocate_exact_size(vec2(width, 32.0), Sense::click());
    let label = session.words.text(Command::Palette.key());
    response.widget_info(|| WidgetInfo::labeled(Role::Button, true, &label));
    let edge = if response.hovered() { p.text_weak } else { p.line_strong };
    let corner = CornerRadius::same(radius::BUTTON);
    ui.painter().rect(rect, corner, p.surface, egui::Stroke::new(1.0, edge), egui::StrokeKind::Inside);
    draw_icon(ui, Icon::Search, 16.0, pos2(rect.left() + 18.0, rect.center().y), p.text_weak);
    let keys = session.shown_keys(Command::Palette);
    let keys = super::parts::lay(ui, &keys, Type::CAPTION.font(), p.text_weak);
    let room = rect.width() - 52.0 - keys.size().x;
    let text = lay_within(ui, &label, Type::CHIP.font(), p.text_weak, room);
    ui.painter().galley(left_middle(rect.left() + 32.0, rect, &text), text, p.text_weak);
    ui.painter().galley(left_middle(rect.right() - 10.0 - keys.size().x, rect, &keys), keys, p.text_weak);
    ring(ui, &response, rect, radius::BUTTON, p);
    if response.clicked() {
        view.push(Action::Command(Command::Palette));
    }
}

/// Returns the catalogue key of a step's name.
const fn step_key(step: crate::edit::StepName) -> &'static str {
    use crate::edit::StepName;
    use crate::model::tree::NodeKind;
    match step {
        StepName::Typing => "step-typing",
        StepName::PlanValue => "step-plan-value",
        StepName::SectionRole => "step-section-role",
        StepName::Owners => "step-owners",
        StepName::When => "step-when",
        StepName::MeasureValue => "step-measure-value",
        StepName::Indicator => "step-indicator",
        StepName::Part => "step-part",
        StepName::Insert(kind) => match kind {
            NodeKind::Section => "step-insert-section",
            NodeKind::Goal => "step-insert-goal",
            NodeKind::Measure => "step-insert-measure",
            NodeKind::Paragraph => "step-insert-paragraph",
            NodeKind::Indicator => "step-insert-indicator",
            NodeKind::Part
            | NodeKind::Problem
            | NodeKind::ScoreRow
            | NodeKind::RedLine
            | NodeKind::Cause
            | NodeKind::RegisterRow
            | NodeKind::Person => "step-insert",
        },
        StepName::Remove => "step-remove",
        StepName::Move => "step-move",
        StepName::Blank => "step-blank",
        StepName::Fill => "step-fill",
        StepName::Replace => "step-replace",
        StepName::Restore => "step-restore",
        StepName::TakeOver => "step-take-over",
        StepName::Merge => "step-merge",
        StepName::KeepOne => "step-keep-one",
        StepName::Split => "step-split",
        StepName::Join => "step-join",
        StepName::Title => "step-title",
        StepName::Paste => "step-paste",
        StepName::Cut => "step-cut",
        StepName::Punctuation => "step-punctuation",
        StepName::Duplicate => "step-duplicate",
        StepName::Level => "step-level",
        StepName::Cells => "step-cells",
        StepName::FillDown => "step-fill-down",
        StepName::Clear => "step-clear",
    }
}

fn saved_state(ui: &mut Ui, session: &Session, open: &OpenPlan) {
    let p = palette(ui);
    let (icon, text) = if open.saving.is_some() {
        (Icon::Save, session.words.text("saved-saving"))
    } else if open.document.is_modified() {
        let key = if open.path.is_some() { "saved-modified" } else { "saved-never" };
        (Icon::CircleDot, session.words.text(key))
    } else {
        match open.saved_at {
            Some(at) => (
                Icon::Check,
                session.words.with("saved-at", &[("time", at.format("%H:%M").to_string().into())]),
            ),
            None => (Icon::Check, session.words.text("saved")),
        }
    };
    let at = ui.cursor().left_center() + vec2(8.0, 0.0);
    draw_icon(ui, icon, 16.0, at, p.text_weak);
    ui.add_space(22.0);
    words(ui, &text, Type::CHIP, p.text_weak);
}

fn status_bar(ui: &mut Ui, session: &Session, view: &mut View, open: &OpenPlan) {
    let p = palette(ui);
    let (counts, blanks) = status::counted(ui, &mut view.counted, open);
    let wide = ui.available_width() > 1100.0;
    ui.horizontal_centered(|ui| {
        ui.add_space(12.0);
        if blanks > 0 {
            let text = session.words.with("status-blanks", &[("count", blanks.into())]);
            let tip = menu::with_keys(session, Command::FillBlanks);
            if status::item(ui, Icon::SquarePen, &text, &tip, p.draft) {
                view.push(Action::Command(Command::FillBlanks));
            }
        }
        if let Some(first) = view.editing.missing().first().copied() {
            let signs: Vec<String> = view.editing.missing().iter().take(8).map(char::to_string).collect();
            let args = [("signs", signs.join(" ").into())];
            let text = session.words.with("status-missing", &args);
            let tip = session.words.text("status-missing-what");
            if status::item(ui, Icon::OctagonAlert, &text, &tip, p.late) {
                let text = Some(first.to_string());
                view.push(Action::Find(FindAction::Open { replacing: false, text }));
            }
        }
        let args = [
            ("sections", counts.sections.into()),
            ("goals", counts.goals.into()),
            ("measures", counts.measures.into()),
            ("indicators", counts.indicators.into()),
        ];
        let key = if wide { "status-counts" } else { "status-counts-short" };
        words(ui, &session.words.with(key, &args), Type::CAPTION, p.text_weak);
        ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
            ui.add_space(12.0);
            if wide {
                words(ui, &session.words.text("status-local"), Type::CAPTION, p.text_weak);
                ui.add_space(12.0);
            }
            let pages = view.shelf.count();
            let args = [("characters", counts.characters.into()), ("pages", pages.into())];
            // While the pages are being set, nobody knows how many there are.
            let key = if pages == 0 { "status-characters" } else { "status-size" };
            words(ui, &session.words.with(key, &args), Type::CAPTION, p.text_weak);
            ui.add_space(12.0);
            if wide {
                words(ui, &print::look_words(session), Type::CAPTION, p.text_weak);
            }
        });
    });
}
