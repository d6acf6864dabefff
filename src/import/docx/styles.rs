//! Styles: which are headings, which are numbered.

use std::collections::HashMap;

use super::DocxFault;
use super::package::{Element, attribute, elements, local, value};

/// What a style says of its paragraphs.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Style {
    name: String,
    based_on: Option<String>,
    outline: Option<u8>,
    list: Option<u32>,
    level: Option<u8>,
}

/// The styles of a document by their ids.
#[derive(Clone, Debug, Default)]
pub(super) struct Styles(HashMap<String, Style>);

/// A style with what it takes from those it is based on.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Resolved {
    /// The level of a heading, counted from 1; 0 the title.
    pub(super) heading: Option<u8>,
    /// The list that numbers its paragraphs.
    pub(super) list: Option<u32>,
    /// The level in the list, counted from 0.
    pub(super) level: Option<u8>,
}

impl Styles {
    /// Returns what a style says.
    pub(super) fn resolve(&self, id: &str) -> Resolved {
        let mut resolved = Resolved::default();
        let mut next = Some(id.to_owned());
        for _ in 0..12 {
            let Some(style) = next.as_ref().and_then(|id| self.0.get(id)) else { break };
            let name = style.name.to_lowercase().replace(' ', "");
            let by_name = match name.as_str() {
                "title" | "标题" => Some(0),
                _ => name
                    .strip_prefix("heading")
                    .or_else(|| name.strip_prefix("标题"))
                    .and_then(|level| level.parse().ok())
                    .filter(|level| (1..=9).contains(level)),
            };
            resolved.heading = resolved.heading.or(by_name).or(style.outline);
            resolved.list = resolved.list.or(style.list);
            resolved.level = resolved.level.or(style.level);
            next.clone_from(&style.based_on);
        }
        resolved
    }
}

/// Reads the styles.
pub(super) fn read(part: &[u8]) -> Result<Styles, DocxFault> {
    let mut styles = Styles::default();
    let mut open: Option<(String, Style)> = None;
    elements(part, &mut |element| match element {
        Element::Start(start) => {
            let name = local(&start);
            if name == "style" {
                open = attribute(&start, "styleId").map(|id| (id, Style::default()));
                return;
            }
            let Some((_, style)) = &mut open else { return };
            match name.as_str() {
                "name" => style.name = value(&start).unwrap_or_default(),
                "basedOn" => style.based_on = value(&start),
                "outlineLvl" => {
                    style.outline =
                        value(&start).and_then(|v| v.parse::<u8>().ok()).filter(|v| *v < 9).map(|v| v + 1);
                }
                "numId" => style.list = value(&start).and_then(|v| v.parse().ok()),
                "ilvl" => style.level = value(&start).and_then(|v| v.parse().ok()),
                _ => {}
            }
        }
        Element::End(name) if name == "style" => {
            if let Some((id, style)) = open.take() {
                styles.0.insert(id, style);
            }
        }
        Element::End(_) | Element::Words(_) => {}
    })?;
    Ok(styles)
}
