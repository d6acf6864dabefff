//! The inspector: every field of the record that has the focus, in a panel at the right.
//!
//! It takes the place of the pages where there is no room for both. What it works out of the plan is
//! worked out once a revision and record. The document shows a measure as chips while the inspector
//! shows its fields, so that no value stands in two fields at once.

mod entries;
mod indicator;
mod links;
mod measure;
mod outline;
mod parts;
mod people;
mod period;
mod plan;
mod rows;
mod split;

use std::collections::HashMap;
use std::sync::Arc;

use egui::{Frame, Panel, ScrollArea, Sense, Ui, UiBuilder, vec2};
use lucide_icons::Icon;
use rust_decimal::Decimal;

use super::parts::{icon_button, lay_within, left_middle, words};
use super::theme::{Type, palette};
use super::{View, menu};
use crate::locale::{numerals, shown};
use crate::model::query::{self, Numbered};
use crate::model::tree::{Node, NodeRef};
use crate::model::{Id, Indicator, MeasureId, Part, Plan, order};
use crate::session::{Action, Command, Session};

use rows::Form;

/// What the inspector keeps between frames.
#[derive(Default)]
pub(crate) struct InspectorView {
    facts: Option<Arc<Facts>>,
    /// What is searched for among the measures, and for which record.
    search: (Option<Id>, String),
    /// A link that was refused: the record, and why.
    refused: Option<(Id, String)>,
    /// The record that was shown last.
    last: Option<Id>,
    /// Whether the first field is to get the focus.
    wants_focus: bool,
}

/// What is worked out once a revision and record.
struct Facts {
    plan: u64,
    revision: u64,
    record: Option<Id>,
    node: Option<Node>,
    /// The records round it, outermost first.
    around: Vec<(Id, String)>,
    numbering: HashMap<Id, Numbered>,
    /// The measures it is linked to, with their names.
    linked: Vec<(MeasureId, String)>,
    /// The measures that it waits for and that wait for it.
    ring: Vec<String>,
    /// The measures it waits for that are done too late.
    late: Vec<String>,
    /// The sum of the weights beside this one, and of all in the plan.
    weights: (Decimal, Decimal),
}

/// How wide the inspector is where it stands beside the pages.
const WIDTH: f32 = 372.0;

/// Tells whether the inspector is shown and has the fields of the focused record.
pub(crate) fn is_shown(session: &Session) -> bool {
    session.settings.inspector
}

/// Tells whether there is room for the inspector beside the pages.
pub(crate) fn fits_beside_pages(session: &Session, width: f32) -> bool {
    let settings = &session.settings;
    let outline = if settings.outline { settings.outline_width } else { 0.0 };
    width - outline - settings.pages_width - WIDTH >= 560.0
}

/// Shows the inspector as a panel at the right, as wide as there is room for.
pub(crate) fn side(ui: &mut Ui, session: &Session, view: &mut View) {
    let p = palette(ui);
    let width = (ui.available_width() * 0.42).clamp(260.0, WIDTH);
    Panel::right("inspector-panel")
        .exact_size(width)
        .resizable(false)
        .frame(Frame::new().fill(p.panel))
        .show(ui, |ui| {
            // Nothing in it makes the panel wider: it would push itself out of the window.
            let rect = ui.max_rect();
            let mut inside = ui.new_child(UiBuilder::new().max_rect(rect).id_salt("inspector-inside"));
            inside.shrink_clip_rect(rect);
            show(&mut inside, session, view);
            ui.advance_cursor_after_rect(rect);
        });
}

fn show(ui: &mut Ui, session: &Session, view: &mut View) {
    let Some(facts) = facts(session, view) else { return };
    let Some(plan) = session.plan().cloned() else { return };
    // An indicator that was left with nothing in it goes.
    if view.inspector.last != facts.record {
        if let Some(last) = view.inspector.last
            && matches!(plan.find(last), Some(NodeRef::Indicator(_)))
            && view.inspector.facts.is_some()
        {
            view.push(Action::RemoveEmpty(last));
        }
        view.inspector.last = facts.record;
        view.inspector.refused = None;
        view.inspector.search = (facts.record, String::new());
    }
    ui.spacing_mut().item_spacing = vec2(6.0, 6.0);
    head(ui, session, view, &facts);
    ScrollArea::vertical().id_salt(("inspector", facts.record)).auto_shrink(false).show(ui, |ui| {
        Frame::new().inner_margin(egui::Margin { left: 16, right: 18, top: 8, bottom: 48 }).show(ui, |ui| {
            ui.set_width(ui.available_width());
            let form = Form { session, plan: &plan };
            body(ui, form, view, &facts);
        });
    });
}

/// The record's kind and name, the way to what is round it, and the way out.
fn head(ui: &mut Ui, session: &Session, view: &mut View, facts: &Facts) {
    let p = palette(ui);
    ui.horizontal(|ui| {
        ui.set_min_height(40.0);
        ui.add_space(16.0);
        let kind = session.words.text(facts.node.as_ref().map_or("inspector-plan", |node| kind_key(node)));
        words(ui, &kind, Type::BODY.emphasised(), p.text);
        ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
            ui.add_space(8.0);
            let close = menu::with_keys(session, Command::ToggleInspector);
            if icon_button(ui, Icon::PanelRightClose, 16.0, &close, true).clicked() {
                view.push(Action::Command(Command::ToggleInspector));
            }
            if facts.record.is_some() {
                let outer = facts.around.last().map(|(id, _)| *id);
                let label = match facts.around.last() {
                    Some((_, name)) => session.words.with("inspector-up", &[("name", name.clone().into())]),
                    None => session.words.text("inspector-to-plan"),
                };
                if icon_button(ui, Icon::CornerLeftUp, 16.0, &label, true).clicked() {
                    view.push(Action::Focus(outer));
                }
            }
        });
    });
    if !facts.around.is_empty() {
        let names: Vec<&str> = facts.around.iter().map(|(_, name)| name.as_str()).collect();
        ui.horizontal(|ui| {
            ui.add_space(16.0);
            let width = ui.available_width() - 16.0;
            let line = lay_within(ui, &names.join(" › "), Type::CAPTION.font(), p.text_weak, width);
            let (rect, _) = ui.allocate_exact_size(vec2(width, Type::CAPTION.line), Sense::hover());
            ui.painter().galley(left_middle(rect.left(), rect, &line), line, p.text_weak);
        });
    }
    let y = ui.cursor().top();
    ui.painter().hline(ui.max_rect().x_range(), y, egui::Stroke::new(1.0, p.line));
    ui.add_space(1.0);
}

fn body(ui: &mut Ui, form: Form<'_>, view: &mut View, facts: &Facts) {
    match &facts.node {
        None => plan::show(ui, form, view),
        Some(node) => match node {
            Node::Section(section) => outline::section(ui, form, view, section),
            Node::Goal(goal) => outline::goal(ui, form, view, goal),
            Node::Measure(measure) => measure::show(ui, form, view, facts, measure),
            Node::Indicator(shown) => indicator::show(ui, form, view, facts, shown),
            Node::Paragraph(paragraph) => outline::paragraph(ui, form, view, paragraph),
            Node::Part(part) => parts::part(ui, form, view, part),
            Node::Problem(problem) => parts::problem(ui, form, view, facts, problem),
            Node::ScoreRow(row) => parts::score_row(ui, form, view, row),
            Node::RedLine(line) => parts::red_line(ui, form, view, line),
            Node::Cause(cause) => parts::cause(ui, form, view, cause),
            Node::RegisterRow(row) => parts::register_row(ui, form, view, row),
            Node::Person(person) => people::person(ui, form, view, person),
        },
    }
}

const fn kind_key(node: &Node) -> &'static str {
    match node {
        Node::Section(_) | Node::Part(Part::Section(_)) => "inspector-section",
        Node::Goal(_) => "inspector-goal",
        Node::Measure(_) => "inspector-measure",
        Node::Indicator(_) => "inspector-indicator",
        Node::Paragraph(_) => "inspector-paragraph",
        Node::Problem(_) => "inspector-problem",
        Node::ScoreRow(_) => "inspector-score-row",
        Node::RedLine(_) => "inspector-red-line",
        Node::Cause(_) => "inspector-cause",
        Node::RegisterRow(_) => "inspector-register-row",
        Node::Person(_) => "inspector-person",
        Node::Part(part) => match part {
            Part::Opening(_) => "inspector-opening",
            Part::Closing(_) => "inspector-closing",
            Part::SignOff(_) => "inspector-sign-off",
            Part::Review(_) => "inspector-review",
            Part::Problems(_) => "inspector-problems",
            Part::Scores(_) => "inspector-scores",
            Part::Contract(_) => "inspector-contract",
            Part::Improvement(_) => "inspector-improvement",
            Part::Register(_) => "inspector-register",
            Part::Attachment(_) => "inspector-attachment",
            Part::Section(_) => "inspector-section",
        },
    }
}

/// Returns the facts of the record that has the focus, worked out anew where something changed.
fn facts(session: &Session, view: &mut View) -> Option<Arc<Facts>> {
    let open = session.open.as_ref()?;
    let (plan, number, revision) = (open.plan(), open.number, open.document.revision());
    let record = session.focus;
    if let Some(facts) = &view.inspector.facts
        && (facts.plan, facts.revision, facts.record) == (number, revision, record)
    {
        return Some(Arc::clone(facts));
    }
    let numbering = query::numbering(plan);
    let node = record.and_then(|id| plan.node(id));
    let mut facts = Facts {
        plan: number,
        revision,
        record: node.as_ref().map(Node::id),
        around: Vec::new(),
        linked: Vec::new(),
        ring: Vec::new(),
        late: Vec::new(),
        weights: (Decimal::ZERO, Decimal::ZERO),
        node,
        numbering,
    };
    // A record that is gone leaves the plan to be shown, under the focus that asked for it.
    facts.record = record;
    if let Some(node) = &facts.node {
        let mut lineage = plan.lineage(node.id());
        lineage.pop();
        facts.around = lineage.iter().map(|id| (*id, label(plan, &facts.numbering, *id))).collect();
        match node {
            Node::Measure(measure) => {
                facts.linked = names(plan, &facts.numbering, &measure.after);
                let ring = order::ring_through(plan, measure.id, &measure.after).unwrap_or_default();
                facts.ring = names(plan, &facts.numbering, &ring).into_iter().map(|(_, name)| name).collect();
                for (id, name) in &facts.linked {
                    if let Some(NodeRef::Measure(before)) = plan.find(id.id())
                        && order::is_too_late(before, measure)
                    {
                        facts.late.push(name.clone());
                    }
                }
            }
            Node::Problem(problem) => {
                facts.linked = names(plan, &facts.numbering, &problem.answered_by);
            }
            Node::Indicator(indicator) => facts.weights = weights(plan, indicator),
            _ => {}
        }
    }
    let facts = Arc::new(facts);
    view.inspector.facts = Some(Arc::clone(&facts));
    Some(facts)
}

/// Says what the weights beside an indicator make, and those of the whole plan.
pub(crate) fn weights_notes(ui: &mut Ui, session: &Session, plan: &Arc<Plan>, indicator: &Indicator) {
    let (beside, all) = weights(plan, indicator);
    let form = Form { session, plan };
    outline::weights_note(ui, form, "weights-beside", beside);
    outline::weights_note(ui, form, "weights-plan", all);
}

/// Returns the sum of the weights that stand with an indicator, and of all in the plan.
fn weights(plan: &Plan, indicator: &Indicator) -> (Decimal, Decimal) {
    let parent = plan.place(indicator.id.id()).and_then(|(slot, _)| plan.find(slot.parent?));
    let beside = match parent {
        Some(NodeRef::Goal(goal)) => query::sum_of_weights(goal.indicators.iter().map(AsRef::as_ref)),
        Some(NodeRef::Measure(measure)) => {
            query::sum_of_weights(measure.indicators.iter().map(AsRef::as_ref))
        }
        _ => Decimal::ZERO,
    };
    let mut all = Decimal::ZERO;
    plan.walk(&mut |node| {
        if let NodeRef::Indicator(indicator) = node {
            all += query::sum_of_weights([indicator.as_ref()]);
        }
    });
    (beside, all)
}

fn names(plan: &Plan, numbering: &HashMap<Id, Numbered>, ids: &[MeasureId]) -> Vec<(MeasureId, String)> {
    ids.iter().map(|id| (*id, label(plan, numbering, id.id()))).collect()
}

/// Returns the number and the name of a record.
fn label(plan: &Plan, numbering: &HashMap<Id, Numbered>, id: Id) -> String {
    let Some(node) = plan.find(id) else { return id.to_string() };
    let name = match node {
        NodeRef::Part(part) => part.heading().map(shown).unwrap_or_default(),
        NodeRef::Section(section) => shown(&section.heading),
        NodeRef::Goal(goal) => shown(&goal.text),
        NodeRef::Measure(measure) => shown(measure.label()),
        NodeRef::Indicator(indicator) => shown(&indicator.name),
        _ => String::new(),
    };
    let number = numbering.get(&id).map(|at| numerals::label(at.level, at.number, plan.language));
    let number = number.unwrap_or_default();
    let gap = if number.ends_with('.') { " " } else { "" };
    let name: String = name.chars().take(NAME).collect();
    format!("{number}{gap}{name}")
}

/// The most characters of a name in a line of names.
const NAME: usize = 18;

/// Has the inspector take the focus when it is opened.
pub(crate) fn follow(session: &Session, view: &mut View) {
    let toggles = |action: &Action| matches!(action, Action::Command(Command::ToggleInspector));
    if !session.settings.inspector && view.actions.iter().any(toggles) {
        view.inspector.wants_focus = true;
    }
}

impl View {
    /// Takes the wish that the inspector's first field has the focus.
    pub(in crate::ui) fn takes_inspector_focus(&mut self) -> bool {
        std::mem::take(&mut self.inspector.wants_focus)
    }
}
