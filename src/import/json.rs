//! The JSON form of an import.

use serde::Serialize;

use super::Imported;
use super::draft::{ItemDraft, SectionDraft, Told};
use super::found::{self, Value};
use super::outline::is_title_like;

/// Marks that close a text and are not told with it.
const CLOSING: [char; 16] =
    ['。', '；', '：', '，', '、', '.', ';', ':', ',', '！', '!', '？', '?', ' ', '\u{3000}', '…'];

fn start(text: &str) -> String {
    plain(text).chars().take(12).collect()
}

fn end(text: &str) -> String {
    let text = plain(text);
    let bare = text.trim_end_matches(CLOSING);
    let count = bare.chars().count();
    bare.chars().skip(count.saturating_sub(10)).collect()
}

fn plain(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).collect()
}

#[derive(Serialize)]
struct ParagraphForm {
    text_start: String,
    text_end: String,
    line: usize,
}

impl From<&Told> for ParagraphForm {
    fn from(told: &Told) -> Self {
        Self { text_start: start(&told.text), text_end: end(&told.text), line: told.line }
    }
}

fn paragraphs(told: &[Told]) -> Vec<ParagraphForm> {
    told.iter().map(ParagraphForm::from).collect()
}

#[derive(Serialize)]
struct TailForm {
    text_start: String,
    text_end: String,
}

#[derive(Serialize)]
struct ItemForm<'a> {
    number: Option<String>,
    marker: &'a str,
    style: &'static str,
    text_start: String,
    text_end: String,
    text: &'a str,
    line: usize,
    children: Vec<Self>,
    #[serde(skip_serializing_if = "Option::is_none")]
    more_paragraphs: Option<usize>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    more: Vec<ParagraphForm>,
    #[serde(skip_serializing_if = "Option::is_none")]
    tail: Option<TailForm>,
    #[serde(skip_serializing_if = "Option::is_none")]
    lost_head: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    split: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    title: Option<bool>,
}

impl<'a> From<&'a ItemDraft> for ItemForm<'a> {
    fn from(draft: &'a ItemDraft) -> Self {
        let marker = draft.marker.as_ref();
        let tail =
            draft.tail.as_deref().map(|tail| TailForm { text_start: start(tail), text_end: end(tail) });
        Self {
            number: marker.and_then(|m| m.number).map(|n| n.to_string()),
            marker: marker.map_or("", |m| m.raw.as_str()),
            style: marker.map_or("none", |m| m.style.id()),
            text_start: start(&draft.text),
            text_end: end(&draft.text),
            text: &draft.text,
            line: draft.line,
            children: draft.children.iter().map(Self::from).collect(),
            more_paragraphs: Some(draft.more.len()).filter(|count| *count > 0),
            more: paragraphs(&draft.more),
            tail,
            lost_head: draft.lost_head.then_some(true),
            split: draft.could_split.then_some("optional"),
            title: (is_title_like(&draft.text) && !draft.children.is_empty()).then_some(true),
        }
    }
}

#[derive(Serialize)]
struct SectionForm<'a> {
    heading: Option<&'a str>,
    number: Option<String>,
    marker: &'a str,
    style: Option<&'static str>,
    level: u8,
    lead_paragraphs: usize,
    lead: Vec<ParagraphForm>,
    items: Vec<ItemForm<'a>>,
}

impl<'a> From<&'a SectionDraft> for SectionForm<'a> {
    fn from(draft: &'a SectionDraft) -> Self {
        let marker = draft.marker.as_ref();
        Self {
            heading: draft.heading.as_deref(),
            number: marker.and_then(|m| m.number).map(|n| n.to_string()),
            marker: marker.map_or("", |m| m.raw.as_str()),
            style: marker.map(|m| m.style.id()),
            level: draft.level,
            lead_paragraphs: draft.leads.len(),
            lead: paragraphs(&draft.leads),
            items: draft.items.iter().map(ItemForm::from).collect(),
        }
    }
}

/// A number as JSON writes it: whole ones without a point.
#[derive(Serialize)]
#[serde(untagged)]
enum Number {
    Whole(i64),
    Part(f64),
}

fn number(value: f64) -> Number {
    if value.fract() == 0.0 && value.abs() < 1e15 {
        #[expect(clippy::cast_possible_truncation, reason = "a whole number below 10^15")]
        let whole = value as i64;
        Number::Whole(whole)
    } else {
        Number::Part(value)
    }
}

#[derive(Serialize)]
#[serde(untagged)]
enum ValueForm {
    One(Number),
    Range([Number; 2]),
}

#[derive(Serialize)]
struct QuantityForm {
    text: String,
    unit: String,
    value: ValueForm,
    #[serde(skip_serializing_if = "Option::is_none")]
    approx: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    cmp: Option<&'static str>,
}

impl From<found::Quantity> for QuantityForm {
    fn from(quantity: found::Quantity) -> Self {
        Self {
            value: match quantity.value {
                Value::One(value) => ValueForm::One(number(value)),
                Value::Range(low, high) => ValueForm::Range([number(low), number(high)]),
            },
            approx: quantity.approx.then_some(true),
            cmp: quantity.comparison.map(found::Comparison::sign),
            text: quantity.text,
            unit: quantity.unit,
        }
    }
}

#[derive(Serialize)]
struct PlanForm<'a> {
    part: usize,
    heading_line: Option<usize>,
    first_line: usize,
    last_line: usize,
    kind: Option<&'static str>,
    title: Option<&'a str>,
    preamble_paragraphs: usize,
    preamble: Vec<ParagraphForm>,
    sections: Vec<SectionForm<'a>>,
    closing_paragraphs: usize,
    closing: Vec<ParagraphForm>,
    signoff_lines: usize,
    annex_lines: usize,
    placeholders: Vec<String>,
    deadlines: Vec<String>,
    quantities: Vec<QuantityForm>,
}

/// Returns an imported plan in the JSON form.
#[must_use]
pub fn json(imported: &Imported) -> impl Serialize + use<'_> {
    let outline = &imported.outline;
    let mut placeholders = Vec::new();
    let mut deadlines: Vec<String> = Vec::new();
    let mut known = std::collections::HashSet::new();
    let mut quantities = Vec::new();
    outline.for_each_text(&mut |text| {
        placeholders.extend(found::blanks(text).into_iter().map(|blank| blank.token));
        for time in found::times(text) {
            if known.insert(time.value.clone()) {
                deadlines.push(time.value);
            }
        }
        quantities.extend(found::quantities(text).into_iter().map(QuantityForm::from));
    });
    PlanForm {
        part: imported.part,
        heading_line: imported.heading_line,
        first_line: imported.first_line,
        last_line: imported.last_line,
        kind: imported.kind.map(crate::model::PlanKind::id),
        title: outline.title.as_ref().map(|title| title.text.as_str()),
        preamble_paragraphs: outline.opening.len(),
        preamble: paragraphs(&outline.opening),
        sections: outline.sections.iter().map(SectionForm::from).collect(),
        closing_paragraphs: outline.closing.len(),
        closing: paragraphs(&outline.closing),
        signoff_lines: outline.sign_off.len(),
        annex_lines: outline.annex.len(),
        placeholders,
        deadlines,
        quantities,
    }
}
