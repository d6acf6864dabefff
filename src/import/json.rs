//! The JSON form of an import.

use serde::Serialize;
use serde_json::{Value as Json, json};

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

fn paragraph(told: &Told) -> Json {
    json!({"text_start": start(&told.text), "text_end": end(&told.text), "line": told.line})
}

fn item(draft: &ItemDraft) -> Json {
    let marker = draft.marker.as_ref();
    let mut told = json!({
        "number": marker.and_then(|m| m.number).map(|n| n.to_string()),
        "marker": marker.map_or("", |m| m.raw.as_str()),
        "style": marker.map_or("none", |m| m.style.id()),
        "text_start": start(&draft.text),
        "text_end": end(&draft.text),
        "text": draft.text,
        "line": draft.line,
        "children": draft.children.iter().map(item).collect::<Vec<_>>(),
    });
    if let Some(fields) = told.as_object_mut() {
        if !draft.more.is_empty() {
            fields.insert("more_paragraphs".to_owned(), json!(draft.more.len()));
            fields.insert("more".to_owned(), json!(draft.more.iter().map(paragraph).collect::<Vec<_>>()));
        }
        if let Some(tail) = &draft.tail {
            fields.insert("tail".to_owned(), json!({"text_start": start(tail), "text_end": end(tail)}));
        }
        if draft.lost_head {
            fields.insert("lost_head".to_owned(), json!(true));
        }
        if draft.could_split {
            fields.insert("split".to_owned(), json!("optional"));
        }
        if is_title_like(&draft.text) && !draft.children.is_empty() {
            fields.insert("title".to_owned(), json!(true));
        }
    }
    told
}

fn section(draft: &SectionDraft) -> Json {
    let marker = draft.marker.as_ref();
    json!({
        "heading": draft.heading,
        "number": marker.and_then(|m| m.number).map(|n| n.to_string()),
        "marker": marker.map_or("", |m| m.raw.as_str()),
        "style": marker.map(|m| m.style.id()),
        "level": draft.level,
        "lead_paragraphs": draft.leads.len(),
        "lead": draft.leads.iter().map(paragraph).collect::<Vec<_>>(),
        "items": draft.items.iter().map(item).collect::<Vec<_>>(),
    })
}

fn number(value: f64) -> Json {
    if value.fract() == 0.0 && value.abs() < 1e15 {
        #[expect(clippy::cast_possible_truncation, reason = "a whole number below 10^15")]
        let whole = value as i64;
        json!(whole)
    } else {
        json!(value)
    }
}

fn quantity(quantity: &found::Quantity) -> Json {
    let value = match quantity.value {
        Value::One(value) => number(value),
        Value::Range(low, high) => json!([number(low), number(high)]),
    };
    let mut told = json!({"text": quantity.text, "unit": quantity.unit, "value": value});
    if let Some(fields) = told.as_object_mut() {
        if quantity.approx {
            fields.insert("approx".to_owned(), json!(true));
        }
        if let Some(comparison) = quantity.comparison {
            fields.insert("cmp".to_owned(), json!(comparison.sign()));
        }
    }
    told
}

/// Returns an imported plan in the JSON form.
#[must_use]
pub fn json(imported: &Imported) -> impl Serialize + use<> {
    let outline = &imported.outline;
    let mut placeholders = Vec::new();
    let mut deadlines: Vec<String> = Vec::new();
    let mut quantities = Vec::new();
    imported.outline.for_each_text(&mut |text| {
        placeholders.extend(found::blanks(text).into_iter().map(|blank| blank.token));
        for time in found::times(text) {
            if !deadlines.contains(&time.value) {
                deadlines.push(time.value);
            }
        }
        quantities.extend(found::quantities(text).iter().map(quantity));
    });
    json!({
        "part": imported.part,
        "heading_line": imported.heading_line,
        "first_line": imported.first_line,
        "last_line": imported.last_line,
        "kind": imported.kind.map(crate::model::PlanKind::id),
        "title": outline.title.as_ref().map(|title| title.text.clone()),
        "preamble_paragraphs": outline.opening.len(),
        "preamble": outline.opening.iter().map(paragraph).collect::<Vec<_>>(),
        "sections": outline.sections.iter().map(section).collect::<Vec<_>>(),
        "closing_paragraphs": outline.closing.len(),
        "closing": outline.closing.iter().map(paragraph).collect::<Vec<_>>(),
        "signoff_lines": outline.sign_off.len(),
        "annex_lines": outline.annex.len(),
        "placeholders": placeholders,
        "deadlines": deadlines,
        "quantities": quantities,
    })
}
