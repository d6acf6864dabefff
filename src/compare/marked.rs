//! A comparison as a document: the new plan with what is gone still in it, and marks in its texts.
//!
//! Texts carry the marks themselves ([`Revision`]), so the document is set like any other. Owners,
//! times and indicators become texts where they changed. What the page does not print (how a measure
//! stands, weights, dated entries) and what moved is listed behind the plan.

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use super::diff::{Change, Diff, What, diff, draft};
use super::fields::{Field, Shell, Value};
use super::flat::{Draft, Flat, Kind, build};
use super::text::{self, Mark};
use super::words::{Names, field_label, kind_name, nothing, record_label, spot, value_words};
use crate::locale::{shown, words};
use crate::model::query::{self, Numbered};
use crate::model::tree::{Node, NodeMut, NodeRef};
use crate::model::{
    Attachment, Id, Indicator, Language, Owner, OwnerRole, Paragraph, ParagraphId, Part, PartId, Plan, Prose,
    Revision, Text, When, Who,
};

/// A comparison ready to be set.
#[derive(Clone, Debug)]
pub struct Marked {
    /// The plan with the marks.
    pub plan: Plan,
    /// The numbers that its headings and measures bear: those of the new plan, and 0 for what is
    /// gone.
    pub numbers: HashMap<Id, Numbered>,
}

/// Makes the comparison of two plans a document.
#[must_use]
pub fn marked(old: &Plan, new: &Plan) -> Marked {
    let told = diff(old, new);
    let (a, b) = (Flat::of(old), Flat::of(new));
    let mut maker = Maker {
        old,
        new,
        diff: &told,
        language: new.language,
        year: Some(new.period.year()),
        ids: old.ids.max(new.ids),
    };
    let mut drafts: Vec<Option<Draft>> =
        (0..b.len()).map(|at| Some(draft(&b, at))).chain(vec![None; a.len()]).collect();
    let gone = maker.bring_back(&a, &b, &mut drafts);
    maker.mark(&a, &b, &mut drafts);
    let mut numbers = query::numbering(new);
    let old_numbers = query::numbering(old);
    for (id, was) in gone {
        if let Some(was) = old_numbers.get(&was) {
            numbers.insert(id, Numbered { level: was.level, number: 0 });
        }
    }
    let listed = maker.listed();
    let mut ids = maker.ids;
    let legend = maker.legend();
    let mut plan = build(&mut drafts).unwrap_or_else(|| new.clone());
    let mut paragraph = |text: &str| Paragraph { id: ParagraphId::new(ids.take()), text: Text::new(text) };
    let opening = vec![paragraph(&legend)];
    let list: Vec<Paragraph> = listed.iter().map(|line| paragraph(line)).collect();
    let opening = Prose { id: PartId::new(ids.take()), paragraphs: opening };
    plan.parts.insert(0, Part::Opening(Arc::new(opening)));
    if !list.is_empty() {
        let heading = match new.language {
            Language::ZhCn => "正文以外的改动",
            Language::En => "Changes that the text does not show",
        };
        plan.parts.push(Part::Attachment(Arc::new(Attachment {
            id: PartId::new(ids.take()),
            heading: heading.into(),
            paragraphs: list,
        })));
    }
    plan.ids = ids;
    Marked { plan, numbers }
}

struct Maker<'a> {
    old: &'a Plan,
    new: &'a Plan,
    diff: &'a Diff,
    language: Language,
    year: Option<i32>,
    ids: crate::model::Counter,
}

impl Maker<'_> {
    /// Puts what is gone back where it stood and returns its new and its old ids.
    fn bring_back(&mut self, a: &Flat<'_>, b: &Flat<'_>, drafts: &mut [Option<Draft>]) -> Vec<(Id, Id)> {
        let offset = b.len();
        let matching = &self.diff.matching;
        let place = |at: usize| matching.of(at).unwrap_or(offset + at);
        for at in 0..b.len() {
            let lists = b.get(at).map(|rec| rec.lists.clone()).unwrap_or_default();
            if let Some(Some(draft)) = drafts.get_mut(at) {
                draft.lists = lists;
            }
        }
        let mut gone = Vec::new();
        for at in 1..a.len() {
            let Some(rec) = a.get(at) else { continue };
            // A column that is gone has no place on the page; people and blanks have none at all.
            if matching.of(at).is_some() || matches!(rec.kind, Kind::Column | Kind::Blank | Kind::Person) {
                continue;
            }
            let mut record = draft(a, at);
            let cells = std::mem::take(&mut record.cells);
            record.cells = cells.into_iter().map(|(column, text)| (place(column), text)).collect();
            if let Some(was) = record.id() {
                let id = self.ids.take();
                record.set_id(id);
                gone.push((id, was));
            }
            if let Some(slot) = drafts.get_mut(offset + at) {
                *slot = Some(record);
            }
            let siblings = a.list(rec.parent, rec.list);
            let Some(Some(parent)) = drafts.get_mut(place(rec.parent)) else { continue };
            let members = parent.list_mut(rec.list);
            let behind = siblings
                .get(..rec.index)
                .into_iter()
                .flatten()
                .rev()
                .find_map(|sibling| members.iter().position(|member| *member == place(*sibling)));
            members.insert(behind.map_or(0, |behind| behind + 1), offset + at);
        }
        gone
    }

    /// Marks every text that came, went or changed.
    fn mark(&self, a: &Flat<'_>, b: &Flat<'_>, drafts: &mut [Option<Draft>]) {
        let offset = b.len();
        for change in &self.diff.changes {
            let at = match (&change.what, change.at) {
                (What::Removed { .. }, (Some(at), _)) => offset + at,
                (_, (_, Some(at))) => at,
                _ => continue,
            };
            let (old, new) = (change.at.0.and_then(|at| a.get(at)), change.at.1.and_then(|at| b.get(at)));
            let Some(Some(draft)) = drafts.get_mut(at) else { continue };
            match &change.what {
                What::Added { .. } | What::Removed { .. } => {
                    let revision = if new.is_some() { Revision::Added } else { Revision::Removed };
                    let plan = if new.is_some() { self.new } else { self.old };
                    wrap(draft, revision, plan, self.language, self.year);
                }
                What::Moved { .. } => {
                    // What changed as well shows that; the list behind the plan tells of the move.
                    let changed = self.diff.changes.iter().any(|other| {
                        other.at == change.at
                            && matches!(other.what, What::Changed { field: Field::Text, .. })
                    });
                    if !changed {
                        main_text(draft, |text| Revision::Moved.wrap(text));
                    }
                }
                What::Changed { field, old: was, new: is, .. } => match (was, is) {
                    (Value::Text(was), Value::Text(is)) => {
                        draft.write(*field, &Value::Text(revised(was.as_str(), is.as_str())));
                    }
                    (Value::Owners(was), Value::Owners(is)) => {
                        let owners = owners(self, was, is);
                        draft.write(*field, &Value::Owners(owners));
                    }
                    (Value::When(was), Value::When(is)) => {
                        let say = |when: &Option<When>| {
                            when.as_ref()
                                .map(|when| words::when_in(self.language, when, self.new.period))
                                .unwrap_or_default()
                        };
                        let text = revised(&say(was), &say(is));
                        draft.write(*field, &Value::When(Some(When::Unclear(text.to_string()))));
                    }
                    _ => {}
                },
            }
            if change.kind == Kind::Indicator
                && matches!(change.what, What::Changed { .. })
                && let (Some(old), Some(new)) = (old, new)
                && let (
                    super::fields::Source::Node(NodeRef::Indicator(old)),
                    super::fields::Source::Node(NodeRef::Indicator(new)),
                ) = (old.source, new.source)
            {
                let say = |indicator: &Indicator| {
                    words::indicator_clause(self.language, indicator, self.year).to_string()
                };
                indicator_text(draft, revised(&say(old), &say(new)));
            }
        }
    }

    /// Says what the signs mean and what was compared.
    fn legend(&self) -> String {
        let title = Revision::stripped(&shown(&self.old.title));
        match self.language {
            Language::ZhCn => format!(
                "（比较稿。与“{title}”相比：{}为增加，{}为删除，{}为移动。）",
                Revision::Added.wrap("下划线"),
                Revision::Removed.wrap("删除线"),
                Revision::Moved.wrap("点线")
            ),
            Language::En => format!(
                "(Comparison with “{title}”: {} is new, {} is gone, {} has moved.)",
                Revision::Added.wrap("underlined"),
                Revision::Removed.wrap("struck through"),
                Revision::Moved.wrap("dotted")
            ),
        }
    }

    /// Lists what the page does not show.
    fn listed(&self) -> Vec<String> {
        let (old, new) = (Names::new(self.old, self.language), Names::new(self.new, self.language));
        let colon = if self.language == Language::ZhCn { "：" } else { ": " };
        let line = |change: &Change| {
            let said = match &change.what {
                What::Moved { from, from_place, to, to_place } => format!(
                    "{} → {}",
                    Revision::Removed.wrap(&spot(self.language, &shown(from), *from_place)),
                    Revision::Added.wrap(&spot(self.language, &shown(to), *to_place))
                ),
                What::Changed { field, old: was, new: is, column } if !is_printed(change, *field) => {
                    let or_nothing = |words: String| {
                        if words.is_empty() { nothing(self.language).to_owned() } else { words }
                    };
                    let name = field_label(self.language, change.kind, *field, column.as_ref());
                    format!(
                        "{name}{colon}{} → {}",
                        Revision::Removed.wrap(&or_nothing(value_words(&old, &change.unit, was))),
                        Revision::Added.wrap(&or_nothing(value_words(&new, &change.unit, is)))
                    )
                }
                What::Added { .. } if is_beside(change.kind) => Revision::Added.wrap(&shown(&change.label)),
                What::Removed { .. } if is_beside(change.kind) => {
                    Revision::Removed.wrap(&shown(&change.label))
                }
                What::Added { .. } | What::Removed { .. } | What::Changed { .. } => return None,
            };
            let kind = kind_name(self.language, change.kind);
            let label = record_label(self.language, change.kind, &change.label);
            Some(match (self.language, is_beside(change.kind) || change.kind == Kind::Plan) {
                (_, true) => format!("{kind}{colon}{said}"),
                (Language::ZhCn, false) => format!("{kind}“{label}”，{said}"),
                (Language::En, false) => format!("{kind} “{label}”, {said}"),
            })
        };
        self.diff.changes.iter().filter_map(line).collect()
    }
}

/// Tells whether a kind of record has no place of its own on the page.
const fn is_beside(kind: Kind) -> bool {
    matches!(kind, Kind::Person | Kind::Blank | Kind::Column)
}

/// Tells whether the page shows that a field changed.
const fn is_printed(change: &Change, field: Field) -> bool {
    if is_beside(change.kind) {
        return false;
    }
    match &change.what {
        What::Changed { old, .. } => match old {
            Value::Text(_) => !matches!(
                (change.kind, field),
                (Kind::Plan, Field::Department | Field::Post)
                    | (Kind::Indicator, Field::Standard | Field::Formula | Field::Source)
            ),
            Value::Owners(_) | Value::When(_) => true,
            Value::Word(_) | Value::Base(_) | Value::Target(_) => matches!(change.kind, Kind::Indicator),
            _ => false,
        },
        What::Added { .. } | What::Removed { .. } | What::Moved { .. } => true,
    }
}

/// Returns a text with what went and what came in it.
fn revised(old: &str, new: &str) -> Text {
    let said: String = text::marks(&Revision::stripped(old), &Revision::stripped(new))
        .into_iter()
        .map(|(mark, text)| match mark {
            Mark::Kept => text,
            Mark::Removed => Revision::Removed.wrap(&text),
            Mark::Added => Revision::Added.wrap(&text),
        })
        .collect();
    Text::new(&said)
}

/// Returns owners that are told with what went and what came, role by role.
fn owners(maker: &Maker<'_>, was: &[Owner], is: &[Owner]) -> Vec<Owner> {
    let language = maker.language;
    let told = |plan: &Plan, owners: &[Owner]| -> BTreeMap<u8, String> {
        words::owners(plan, language, owners)
            .into_iter()
            .map(|(role, text)| (rank(role), text.to_string()))
            .collect()
    };
    let (was, is) = (told(maker.old, was), told(maker.new, is));
    ROLES
        .into_iter()
        .filter_map(|role| {
            let of = |told: &BTreeMap<u8, String>| told.get(&rank(role)).cloned().unwrap_or_default();
            let text = revised(&of(&was), &of(&is));
            (!text.is_empty()).then_some(Owner { who: Who::Post(text), role })
        })
        .collect()
}

const ROLES: [OwnerRole; 4] =
    [OwnerRole::Responsible, OwnerRole::Helps, OwnerRole::Approves, OwnerRole::Watches];

const fn rank(role: OwnerRole) -> u8 {
    match role {
        OwnerRole::Responsible => 0,
        OwnerRole::Helps => 1,
        OwnerRole::Approves => 2,
        OwnerRole::Watches => 3,
    }
}

/// Marks everything that a record says.
fn wrap(draft: &mut Draft, revision: Revision, plan: &Plan, language: Language, year: Option<i32>) {
    for cell in draft.cells.values_mut() {
        *cell = Text::new(&revision.wrap(cell.as_str()));
    }
    let mut values = Vec::new();
    super::fields::read(draft.shell.source(), &mut |field, value| values.push((field, value)));
    for (field, value) in values {
        let marked = match value {
            Value::Text(text) => Value::Text(Text::new(&revision.wrap(text.as_str()))),
            Value::Owners(owners) => Value::Owners(
                words::owners(plan, language, &owners)
                    .into_iter()
                    .map(|(role, text)| Owner {
                        who: Who::Post(Text::new(&revision.wrap(text.as_str()))),
                        role,
                    })
                    .collect(),
            ),
            Value::When(Some(when)) => {
                Value::When(Some(When::Unclear(revision.wrap(&words::when_in(language, &when, plan.period)))))
            }
            _ => continue,
        };
        draft.write(field, &marked);
    }
    if let Shell::Node(Node::Indicator(indicator)) = &draft.shell {
        let mut bare = Indicator::clone(indicator);
        bare.name = Text::new(&Revision::stripped(bare.name.as_str()));
        let clause = words::indicator_clause(language, &bare, year);
        indicator_text(draft, Text::new(&revision.wrap(clause.as_str())));
    }
}

/// Makes an indicator say only this.
fn indicator_text(draft: &mut Draft, text: Text) {
    if let Shell::Node(node) = &mut draft.shell
        && let NodeMut::Indicator(indicator) = node.as_mut()
    {
        indicator.name = text;
        indicator.base = None;
        indicator.target = None;
        indicator.unit = String::new();
    }
}

/// Changes the text by which a record is known.
fn main_text(draft: &mut Draft, change: impl Fn(&str) -> String) {
    let mut texts = Vec::new();
    super::fields::read(draft.shell.source(), &mut |field, value| {
        if let (Field::Text | Field::Heading | Field::Title | Field::Name, Value::Text(text)) = (field, value)
            && !text.is_empty()
        {
            texts.push((field, Value::Text(Text::new(&change(text.as_str())))));
        }
    });
    for (field, value) in texts {
        draft.write(field, &value);
    }
}
