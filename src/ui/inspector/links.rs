//! Links to measures: what must be done before, and what answers a problem. They are found by number
//! or by words.

use std::collections::HashMap;

use egui::{CornerRadius, Frame, Id as WidgetId, Key, Margin, Modifiers, Stroke, TextEdit, Ui};
use lucide_icons::Icon;

use super::super::View;
use super::super::parts::{Button, ButtonKind, ChipKind, Run, chip, icon_button, keep_together};
use super::super::theme::{Type, palette, radius};
use super::rows::{self, Form};
use super::{Facts, label};
use crate::locale::{numerals, shown};
use crate::model::query::Numbered;
use crate::model::tree::NodeRef;
use crate::model::{Id, Measure, MeasureId, Part, Plan, order};
use crate::session::Action;

/// The links of a record.
pub(super) struct What<'a> {
    pub(super) record: Id,
    /// The name of the field.
    pub(super) label: &'a str,
    /// What it is linked to, by number and name.
    pub(super) linked: &'a [(MeasureId, String)],
    pub(super) width: f32,
}

/// What the links stand for.
pub(super) enum Kind<'a> {
    /// What must be done before this measure.
    Predecessors(&'a Measure),
    /// What answers a problem.
    Answers,
}

/// How many measures are offered at once.
const OFFERED: usize = 6;

/// Shows the links with a field to find more, and returns them as they are to be.
pub(super) fn show(
    ui: &mut Ui,
    form: Form<'_>,
    view: &mut View,
    facts: &Facts,
    what: &What<'_>,
    kind: &Kind<'_>,
) -> Option<Vec<MeasureId>> {
    let words = &form.session.words;
    let links: Vec<MeasureId> = what.linked.iter().map(|(id, _)| *id).collect();
    let mut changed = None;
    let mut chips = |ui: &mut Ui, view: &mut View| {
        for (at, (id, name)) in what.linked.iter().enumerate() {
            keep_together(ui, &[Run::plain(name.clone())], 24.0);
            ui.spacing_mut().item_spacing.x = 0.0;
            let go = words.with("inspector-go", &[("name", name.clone().into())]);
            if chip(ui, ChipKind::Set, Some(Icon::ListTodo), &[Run::plain(name.clone())], &go).clicked() {
                view.push(Action::Reveal(Some(id.id())));
            }
            let remove = words.with("inspector-unlink", &[("name", name.clone().into())]);
            if icon_button(ui, Icon::X, 12.0, &remove, true).clicked() {
                let mut links = links.clone();
                links.remove(at);
                changed = Some(links);
            }
            ui.spacing_mut().item_spacing.x = 6.0;
        }
    };
    if !what.linked.is_empty() {
        ui.horizontal_wrapped(|ui| chips(ui, view));
    }
    if changed.is_some() {
        view.inspector.refused = None;
        return changed;
    }
    let offered = search(ui, form, view, facts, what, &links);
    let picked = offered?;
    view.inspector.search.1.clear();
    let after = match kind {
        Kind::Predecessors(measure) => order::ring_through(form.plan, measure.id, &[picked]),
        Kind::Answers => None,
    };
    if let Some(ring) = after {
        let names: Vec<String> = ring.iter().map(|id| label(form.plan, &facts.numbering, id.id())).collect();
        let first = names.first().cloned().unwrap_or_default();
        let ring = format!("{} → {first}", names.join(" → "));
        let name = label(form.plan, &facts.numbering, picked.id());
        let why = words.with("fault-ring-made", &[("name", name.into()), ("ring", ring.into())]);
        view.inspector.refused = Some((what.record, why));
        return None;
    }
    view.inspector.refused = None;
    let mut links = links;
    links.push(picked);
    Some(links)
}

/// The field to find a measure with, what it finds, and why the last one was refused.
fn search(
    ui: &mut Ui,
    form: Form<'_>,
    view: &mut View,
    facts: &Facts,
    what: &What<'_>,
    links: &[MeasureId],
) -> Option<MeasureId> {
    let p = palette(ui);
    let id = WidgetId::unique(("inspector-search", what.record));
    let refused = view.inspector.refused.as_ref().filter(|(record, _)| *record == what.record);
    let refused = refused.map(|(_, why)| why.clone());
    let focused = ui.memory(|memory| memory.has_focus(id));
    let enter = focused
        && !view.editing.is_composing()
        && ui.input_mut(|input| input.consume_key(Modifiers::NONE, Key::Enter));
    let edge = match (&refused, focused) {
        (Some(_), _) => Stroke::new(2.0, p.late),
        (None, true) => Stroke::new(2.0, p.accent),
        (None, false) => Stroke::new(1.0, p.line_strong),
    };
    let frame = Frame::new()
        .fill(p.surface)
        .stroke(edge)
        .corner_radius(CornerRadius::same(radius::BUTTON))
        .inner_margin(Margin::symmetric(8, 3));
    let hint =
        egui::RichText::new(form.text("inspector-find-measure")).font(Type::BUTTON.font()).color(p.text_weak);
    let before = view.inspector.search.1.clone();
    let response = TextEdit::singleline(&mut view.inspector.search.1)
        .id(id)
        .font(Type::BUTTON.font())
        .frame(frame)
        .desired_width(what.width - 2.0)
        .hint_text(hint)
        .show(ui)
        .response
        .response;
    response.accessible_name(what.label);
    if before != view.inspector.search.1 {
        view.inspector.refused = None;
    } else if let Some(why) = refused {
        rows::fault(ui, &why);
    }
    let query = view.inspector.search.1.trim().to_owned();
    if query.is_empty() {
        return None;
    }
    let found = found(form.plan, &facts.numbering, &query, what.record, links);
    if found.is_empty() {
        rows::note(ui, &form.text("inspector-find-nothing"));
        return None;
    }
    let mut picked = None;
    for (at, (id, name)) in found.iter().enumerate() {
        let button = Button::new(ButtonKind::Text, name).small().width(what.width);
        if button.show(ui).clicked() || (at == 0 && enter) {
            picked = Some(*id);
        }
    }
    picked
}

/// Returns the measures that a number or some words name, best first.
fn found(
    plan: &Plan,
    numbering: &HashMap<Id, Numbered>,
    query: &str,
    record: Id,
    links: &[MeasureId],
) -> Vec<(MeasureId, String)> {
    let mut finder =
        Finder { plan, numbering, query: bare(query), words: query.to_lowercase(), found: vec![] };
    for part in &plan.parts {
        let node = match part {
            Part::Section(section) => NodeRef::Section(section),
            part => NodeRef::Part(part),
        };
        finder.look(node, "");
    }
    let mut found = finder.found;
    found.retain(|(_, id, _)| id.id() != record && !links.contains(id));
    found.sort_by_key(|(rank, ..)| *rank);
    found.truncate(OFFERED);
    found.into_iter().map(|(_, id, name)| (id, name)).collect()
}

struct Finder<'a> {
    plan: &'a Plan,
    numbering: &'a HashMap<Id, Numbered>,
    /// The query without signs, to be found in numbers.
    query: String,
    /// The query as written, to be found in words.
    words: String,
    /// How well each was found (0 is best), which, and its name with its whole number.
    found: Vec<(u8, MeasureId, String)>,
}

impl Finder<'_> {
    fn look(&mut self, node: NodeRef<'_>, outside: &str) {
        let own = self.numbering.get(&node.id());
        let own = own.map(|at| numerals::label(at.level, at.number, self.plan.language)).unwrap_or_default();
        let number = format!("{outside}{own}");
        if let NodeRef::Measure(measure) = node {
            let name = shown(measure.label());
            let rank = if bare(&own) == self.query {
                Some(0)
            } else if !self.query.is_empty() && bare(&number).ends_with(&self.query) {
                Some(1)
            } else {
                let all = format!("{}{}", shown(&measure.title), shown(&measure.text)).to_lowercase();
                all.contains(&self.words).then_some(2)
            };
            if let Some(rank) = rank {
                let name: String = name.chars().take(super::NAME).collect();
                self.found.push((rank, measure.id, format!("{number} {name}")));
            }
        }
        let Ok(()) = node.try_children::<std::convert::Infallible>(&mut |_, _, child| {
            self.look(child, &number);
            Ok(())
        });
    }
}

/// Returns a number without brackets, stops and spaces.
fn bare(number: &str) -> String {
    number.chars().filter(|c| c.is_alphanumeric()).collect::<String>().to_lowercase()
}
