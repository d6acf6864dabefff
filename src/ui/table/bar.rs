//! The tool bar: sheets, search, filters, grouping, row height, columns, pasting rows.

use egui::{
    CornerRadius, Popup, PopupCloseBehavior, Response, Role, Sense, Stroke, StrokeKind, Ui, WidgetInfo, pos2,
    vec2,
};
use lucide_icons::Icon;

use super::super::View;
use super::super::parts::{beside, draw_icon, lay, lay_within, left_middle, ring, segmented};
use super::super::theme::{Type, palette, radius};
use super::{filters, menus};
use crate::session::table::{Column, Grouping, Sheet, TableAction};
use crate::session::{Action, Session};

/// The width from which on everything has its words.
const WIDE: f32 = 1330.0;

pub(super) fn show(ui: &mut Ui, session: &Session, view: &mut View) {
    let sheet = session.table.sheet();
    let wide = ui.available_width() >= WIDE;
    ui.spacing_mut().item_spacing.x = 8.0;
    ui.horizontal_centered(|ui| {
        ui.add_space(8.0);
        beside(ui, 190.0, |ui| {
            let labels: Vec<String> =
                Sheet::ALL.iter().map(|sheet| session.words.text(sheet.key())).collect();
            let at = Sheet::ALL.iter().position(|shown| *shown == sheet).unwrap_or(0);
            if let Some(picked) = segmented(ui, &labels, at).and_then(|picked| Sheet::ALL.get(picked)) {
                view.push(Action::Table(TableAction::Sheet(*picked)));
                // The cell with the cursor takes keys at once.
                view.table.grab = true;
                view.table.search.clear();
            }
            search(ui, session, view, if wide { 200.0 } else { 136.0 });
            if sheet == Sheet::Measures {
                for column in [Column::Owners, Column::Status, Column::When] {
                    filter(ui, session, view, column, wide);
                }
                group(ui, session, view);
            }
        });
        ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
            ui.add_space(8.0);
            if sheet.grows() {
                let label = session.words.text("table-paste-rows");
                if drop_button(
                    ui,
                    Some(Icon::ClipboardPaste),
                    if wide { &label } else { "" },
                    &label,
                    false,
                    false,
                )
                .clicked()
                {
                    view.table.rows_asked = Some(ui.input(|input| input.time));
                    view.table.grab = true;
                    ui.ctx().send_viewport_cmd(egui::ViewportCommand::RequestPaste);
                }
            }
            columns(ui, session, view, wide);
            height(ui, session, view);
        });
    });
}

/// Shows a button that opens something below it.
fn drop_button(
    ui: &mut Ui,
    icon: Option<Icon>,
    label: &str,
    name: &str,
    opens: bool,
    active: bool,
) -> Response {
    let p = palette(ui);
    let ink = if active { p.accent } else { p.text };
    let text = lay_within(ui, label, Type::CHIP.font(), ink, 150.0);
    let icon_width = if icon.is_some() { 16.0 + if label.is_empty() { 0.0 } else { 6.0 } } else { 0.0 };
    let width = text.size().x + icon_width + if opens { 20.0 } else { 0.0 } + 18.0;
    let (rect, response) = ui.allocate_exact_size(vec2(width, 28.0), Sense::click());
    response.widget_info(|| WidgetInfo::labeled(Role::Button, true, name));
    let fill = if response.is_pointer_button_down_on() || active {
        p.accent_weak
    } else if response.hovered() {
        p.hover
    } else {
        p.surface
    };
    let edge = Stroke::new(1.0, if active { p.accent } else { p.line_strong });
    ui.painter().rect(rect, CornerRadius::same(radius::BUTTON), fill, edge, StrokeKind::Inside);
    if let Some(icon) = icon {
        draw_icon(ui, icon, 16.0, pos2(rect.left() + 17.0, rect.center().y), ink);
    }
    ui.painter().galley(left_middle(rect.left() + 9.0 + icon_width, rect, &text), text, ink);
    if opens {
        draw_icon(ui, Icon::ChevronDown, 14.0, pos2(rect.right() - 15.0, rect.center().y), ink);
    }
    ring(ui, &response, rect, radius::BUTTON, p);
    response.on_hover_text(name)
}

fn search(ui: &mut Ui, session: &Session, view: &mut View, width: f32) {
    let p = palette(ui);
    let id = egui::Id::unique("rows-search");
    if !ui.memory(|memory| memory.has_focus(id)) {
        view.table.search = session.table.wish().search;
    }
    let name = session.words.text("table-search");
    let hint = egui::RichText::new(&name).font(Type::CHIP.font()).color(p.text_weak);
    let frame = egui::Frame::new()
        .fill(p.surface)
        .stroke(Stroke::new(1.0, p.line_strong))
        .corner_radius(CornerRadius::same(radius::BUTTON))
        .inner_margin(egui::Margin { left: 26, right: 6, top: 4, bottom: 4 });
    let mut text = view.table.search.clone();
    let field = egui::TextEdit::singleline(&mut text)
        .id(id)
        .font(Type::CHIP.font())
        .frame(frame)
        .hint_text(hint)
        .desired_width(width - 32.0);
    let response = ui.add(field).accessible_name(name);
    draw_icon(
        ui,
        Icon::ListFilter,
        14.0,
        pos2(response.rect.left() + 15.0, response.rect.center().y),
        p.text_weak,
    );
    ring(ui, &response, response.rect, radius::BUTTON, p);
    let composing = view.editing.is_composing();
    if response.has_focus() && ui.input(|input| input.key_pressed(egui::Key::ArrowDown)) {
        view.table.grab = true;
    }
    if text != view.table.search {
        view.table.search.clone_from(&text);
    }
    if !composing && session.table.wish().search != text {
        view.push(Action::Table(TableAction::Search(text)));
    }
}

fn filter(ui: &mut Ui, session: &Session, view: &mut View, column: Column, wide: bool) {
    let name = session.words.text(column.key());
    let rule = session.table.wish().rules.get(&column).cloned();
    let said = rule
        .as_ref()
        .map_or_else(|| session.words.text("table-filter-any"), |rule| filters::rule_words(session, rule));
    let whole =
        session.words.with("table-filter-of", &[("name", name.clone().into()), ("value", said.into())]);
    let label = if wide { &whole } else { &name };
    let button = drop_button(ui, None, label, &whole, true, rule.is_some());
    Popup::menu(&button).close_behavior(PopupCloseBehavior::CloseOnClickOutside).show(|ui| {
        ui.set_min_width(200.0);
        filters::values(ui, session, view, column);
        if rule.is_some() && menus::choice(ui, &session.words.text("table-filter-all"), "", true) {
            view.push(Action::Table(TableAction::Filter { column, rule: None }));
        }
    });
}

fn group(ui: &mut Ui, session: &Session, view: &mut View) {
    let grouping = session.settings.table.grouping_of(session.table.sheet());
    let name = session.words.text(grouping.key());
    let label = session.words.with("table-grouped-by", &[("name", name.into())]);
    let button = drop_button(ui, None, &label, &label, true, false);
    Popup::menu(&button).show(|ui| {
        ui.set_min_width(180.0);
        for other in Grouping::ALL.into_iter().filter(|other| other.suits(session.table.sheet())) {
            if ui.selectable_label(other == grouping, session.words.text(other.key())).clicked() {
                view.push(Action::Table(TableAction::Group(other)));
                ui.close();
            }
        }
        if grouping != Grouping::None {
            ui.separator();
            for (key, fold) in [("table-fold-all", true), ("table-unfold-all", false)] {
                if menus::choice(ui, &session.words.text(key), "", true) {
                    view.push(Action::Table(TableAction::FoldAll(fold)));
                }
            }
        }
    });
}

/// How close rows stand.
fn height(ui: &mut Ui, session: &Session, view: &mut View) {
    let p = palette(ui);
    let dense = session.settings.table.dense;
    let (rect, _) = ui.allocate_exact_size(vec2(68.0, 28.0), Sense::hover());
    let edge = Stroke::new(1.0, p.line_strong);
    ui.painter().rect(rect, CornerRadius::same(radius::BUTTON), p.surface, edge, StrokeKind::Inside);
    let halves = rect.split_left_right_at_fraction(0.5);
    for (half, icon, key, value) in [
        (halves.0, Icon::Rows4, "table-rows-dense", true),
        (halves.1, Icon::Rows3, "table-rows-loose", false),
    ] {
        let name = session.words.text(key);
        let response = ui.interact(half, egui::Id::unique(("row-height", value)), Sense::click());
        response.widget_info(|| WidgetInfo::selected(Role::RadioButton, true, dense == value, &name));
        let fill = if dense == value {
            p.accent_weak
        } else if response.hovered() {
            p.hover
        } else {
            egui::Color32::TRANSPARENT
        };
        ui.painter().rect_filled(half.shrink(1.0), CornerRadius::same(radius::BUTTON - 1), fill);
        let ink = if dense == value { p.accent } else { p.text };
        draw_icon(ui, icon, 16.0, half.center(), ink);
        ring(ui, &response, half, radius::BUTTON, p);
        if response.on_hover_text(name).clicked() {
            view.push(Action::Table(TableAction::Dense(value)));
        }
    }
}

/// Which columns are shown, in which order.
fn columns(ui: &mut Ui, session: &Session, view: &mut View, wide: bool) {
    let label = session.words.text("table-columns");
    let button = drop_button(ui, Some(Icon::Columns3), if wide { &label } else { "" }, &label, false, false);
    let sheet = session.table.sheet();
    Popup::menu(&button).close_behavior(PopupCloseBehavior::CloseOnClickOutside).show(|ui| {
        ui.set_min_width(240.0);
        let settings = session.settings.table.columns_of(sheet);
        let shown = settings.iter().filter(|setting| setting.shown).count();
        for (at, setting) in settings.iter().enumerate() {
            ui.horizontal(|ui| {
                let mut on = setting.shown;
                let name = session.words.text(setting.column.key());
                let last = on && shown == 1;
                let text = egui::RichText::new(&name).font(Type::CHIP.font());
                if ui.add_enabled(!last, egui::Checkbox::new(&mut on, text)).changed() {
                    view.push(Action::Table(TableAction::Show(setting.column, on)));
                }
                ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
                    let args = [("name", name.into())];
                    let down = session.words.with("table-column-down", &args);
                    let next = settings.get(at + 2).map(|setting| setting.column);
                    let can = at + 1 < settings.len();
                    if super::super::parts::icon_button(ui, Icon::ChevronDown, 12.0, &down, can).clicked() {
                        view.push(Action::Table(TableAction::Place(setting.column, next)));
                    }
                    let up = session.words.with("table-column-up", &args);
                    let before =
                        at.checked_sub(1).and_then(|at| settings.get(at)).map(|setting| setting.column);
                    if super::super::parts::icon_button(ui, Icon::ChevronUp, 12.0, &up, before.is_some())
                        .clicked()
                    {
                        view.push(Action::Table(TableAction::Place(setting.column, before)));
                    }
                });
            });
        }
        ui.separator();
        if menus::choice(ui, &session.words.text("table-columns-reset"), "", true) {
            view.push(Action::Table(TableAction::ResetColumns));
        }
    });
    let _ = lay;
}
