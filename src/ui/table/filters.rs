//! The filters: what a column's rows have, the rules as chips, the small windows that set them.

use std::collections::BTreeSet;

use egui::{Frame, Panel, ScrollArea, Ui};
use lucide_icons::Icon;

use super::super::View;
use super::super::parts::{Button, ButtonKind, ChipKind, Run, chip, icon_button, words};
use super::super::theme::{Type, palette};
use super::grid::facet_name;
use crate::session::table::{Column, Facet, Rule, TableAction, facets};
use crate::session::{Action, Session};

/// What rows have in a column, worked out when its filter is opened.
pub(super) struct Facets {
    column: Column,
    plan: u64,
    revision: u64,
    all: Vec<(Facet, usize)>,
}

/// The most values that are offered; more are found by their words.
const MOST: usize = 300;

/// Works out what rows have in a column, once a version of the plan.
fn gather(session: &Session, view: &mut View, column: Column) {
    let rows = session.table.rows();
    let fresh = view.table.facets.as_ref().is_some_and(|facets| {
        (facets.column, facets.plan, facets.revision) == (column, rows.plan, rows.revision)
    });
    if !fresh && let Some(context) = session.table_context() {
        let (plan, revision) = (rows.plan, rows.revision);
        view.table.facets = Some(Facets { column, plan, revision, all: facets(&context, rows, column) });
    }
}

/// Shows what a column's rule can be.
pub(super) fn editor(ui: &mut Ui, session: &Session, view: &mut View, column: Column) {
    let p = palette(ui);
    let wish = session.table.wish();
    let rule = wish.rules.get(&column).cloned();
    let set = |view: &mut View, rule| view.push(Action::Table(TableAction::Filter { column, rule }));
    ui.set_min_width(232.0);
    let name = session.words.text("table-filter-contains");
    let mut written = match &rule {
        Some(Rule::Contains(text)) => text.clone(),
        _ => String::new(),
    };
    let hint = egui::RichText::new(&name).font(Type::CHIP.font()).color(p.text_weak);
    let field = egui::TextEdit::singleline(&mut written).font(Type::CHIP.font()).hint_text(hint);
    let field = ui.add(field.desired_width(216.0)).accessible_name(name);
    if field.changed() {
        set(view, (!written.trim().is_empty()).then_some(Rule::Contains(written)));
    }
    ui.horizontal(|ui| {
        for (key, kind) in [("table-filter-empty", Rule::Empty), ("table-filter-filled", Rule::Filled)] {
            let on = rule.as_ref() == Some(&kind);
            if ui.selectable_label(on, session.words.text(key)).clicked() {
                set(view, (!on).then_some(kind));
            }
        }
        if rule.is_some() && ui.button(session.words.text("table-filter-all")).clicked() {
            set(view, None);
        }
    });
    values(ui, session, view, column);
}

/// Shows the values of a column to be ticked.
pub(super) fn values(ui: &mut Ui, session: &Session, view: &mut View, column: Column) {
    gather(session, view, column);
    let Some(context) = session.table_context() else { return };
    let wish = session.table.wish();
    let picked = match wish.rules.get(&column) {
        Some(Rule::AnyOf(picked)) => picked.clone(),
        _ => BTreeSet::new(),
    };
    let mut rule = None;
    if let Some(facets) = view.table.facets.as_ref().filter(|facets| facets.column == column) {
        ScrollArea::vertical().max_height(260.0).id_salt(("facets", column)).show(ui, |ui| {
            for (facet, count) in facets.all.iter().take(MOST) {
                let mut on = picked.contains(facet);
                let name = facet_name(session, &context, session.table.rows(), facet);
                let label = format!("{name}  {count}");
                if ui.checkbox(&mut on, egui::RichText::new(label).font(Type::CHIP.font())).changed() {
                    let mut picked = picked.clone();
                    if on {
                        picked.insert(facet.clone());
                    } else {
                        picked.remove(facet);
                    }
                    rule = Some((!picked.is_empty()).then_some(Rule::AnyOf(picked)));
                }
            }
        });
    }
    if let Some(rule) = rule {
        view.push(Action::Table(TableAction::Filter { column, rule }));
    }
}

/// Returns a rule in words.
pub(super) fn rule_words(session: &Session, rule: &Rule) -> String {
    match rule {
        Rule::Contains(text) => session.words.with("table-rule-contains", &[("text", text.clone().into())]),
        Rule::Empty => session.words.text("table-filter-empty"),
        Rule::Filled => session.words.text("table-filter-filled"),
        Rule::AnyOf(picked) => {
            let Some(context) = session.table_context() else { return String::new() };
            let name = |facet: &Facet| facet_name(session, &context, session.table.rows(), facet);
            let mut names: Vec<String> = picked.iter().take(2).map(name).collect();
            let more = picked.len() - names.len();
            if more > 0 {
                names.push(format!("+{more}"));
            }
            names.join(&session.words.text("list-mark"))
        }
    }
}

/// Shows the rules as chips, where there are any, with how many rows meet them.
pub(super) fn strip(ui: &mut Ui, session: &Session, view: &mut View) {
    let wish = session.table.wish();
    let search = wish.search.trim();
    if wish.rules.is_empty() && search.is_empty() {
        return;
    }
    let p = palette(ui);
    Panel::top("table-rules").exact_size(36.0).resizable(false).frame(Frame::new().fill(p.surface)).show(
        ui,
        |ui| {
            ui.horizontal_centered(|ui| {
                ui.add_space(16.0);
                for (column, rule) in &wish.rules {
                    let name = session.words.text(column.key());
                    let said = rule_words(session, rule);
                    let runs = [Run::weak(name.clone()), Run::plain(said.clone())];
                    ui.spacing_mut().item_spacing.x = 0.0;
                    let spoken = format!("{name} {said}");
                    let shown = chip(ui, ChipKind::Set, Some(Icon::ListFilter), &runs, &spoken);
                    egui::Popup::menu(&shown)
                        .close_behavior(egui::PopupCloseBehavior::CloseOnClickOutside)
                        .show(|ui| editor(ui, session, view, *column));
                    let label = session.words.with("table-rule-remove", &[("name", name.into())]);
                    if icon_button(ui, Icon::X, 12.0, &label, true).clicked() {
                        let (column, rule) = (*column, None);
                        view.push(Action::Table(TableAction::Filter { column, rule }));
                    }
                    ui.spacing_mut().item_spacing.x = 8.0;
                }
                let found = session.table.arrangement().found;
                let all = session.table.rows().len();
                let args = [("found", found.into()), ("all", all.into())];
                words(ui, &session.words.with("table-found", &args), Type::CHIP, p.text_weak);
                let clear = session.words.text("table-filters-clear");
                if Button::new(ButtonKind::Text, &clear).small().show(ui).clicked() {
                    view.table.search.clear();
                    view.push(Action::Table(TableAction::ClearFilters));
                }
            });
        },
    );
}
