//! Numbers that a document calculates: their format, their text, their count.

use std::collections::HashMap;

use super::DocxFault;
use super::package::{Element, attribute, elements, local, value};
use crate::locale::numerals;

/// One level of a list.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Level {
    format: String,
    /// The text, with `%1` for the number of the first level and so on.
    text: String,
    start: u32,
}

/// The lists of a document, and how far each has counted.
#[derive(Clone, Debug, Default)]
pub(super) struct Numbering {
    levels: HashMap<u32, HashMap<u8, Level>>,
    /// The definition of each list, and the starts that it changes.
    lists: HashMap<u32, (u32, HashMap<u8, u32>)>,
    counts: HashMap<u32, [u32; 10]>,
    started: HashMap<(u32, u8), bool>,
}

impl Numbering {
    /// Counts a paragraph of a list, and returns its number as written; empty where it has none.
    pub(super) fn next(&mut self, list: u32, level: u8) -> String {
        let Some((definition, starts)) = self.lists.get(&list) else { return String::new() };
        let Some(levels) = self.levels.get(definition) else { return String::new() };
        let Some(own) = levels.get(&level) else { return String::new() };
        // Lists of one definition count on together, until one says where it starts.
        let counts = self.counts.entry(*definition).or_default();
        let at = usize::from(level.min(9));
        if let Some(start) = starts.get(&level)
            && !self.started.contains_key(&(list, level))
        {
            if let Some(count) = counts.get_mut(at) {
                *count = start.saturating_sub(1);
            }
            self.started.insert((list, level), true);
        }
        if let Some(count) = counts.get_mut(at) {
            *count = if *count == 0 { own.start.max(1) } else { count.saturating_add(1) };
            if own.start == 0 && *count == 0 {
                *count = 1;
            }
        }
        for count in counts.iter_mut().skip(at + 1) {
            *count = 0;
        }
        if own.format == "none" {
            return String::new();
        }
        if own.format == "bullet" {
            return "• ".to_owned();
        }
        let counts = *counts;
        let mut text = own.text.clone();
        for digit in (1_u8..=9).rev() {
            let sign = format!("%{digit}");
            if text.contains(&sign) {
                let count = counts.get(usize::from(digit - 1)).copied().unwrap_or(0).max(1);
                let format = levels.get(&(digit - 1)).map_or("decimal", |level| level.format.as_str());
                text = text.replace(&sign, &written(count, format));
            }
        }
        text
    }
}

/// Writes a number in a format of the document's language.
fn written(number: u32, format: &str) -> String {
    let count = u64::from(number);
    match format {
        "chineseCounting"
        | "chineseCountingThousand"
        | "ideographDigital"
        | "japaneseCounting"
        | "taiwaneseCounting"
        | "taiwaneseCountingThousand"
        | "japaneseDigitalTenThousand"
        | "ideographTraditional"
        | "chineseLegalSimplified" => numerals::chinese(count),
        "upperRoman" => numerals::roman(count),
        "lowerRoman" => numerals::roman(count).to_lowercase(),
        "upperLetter" => numerals::letters(count),
        "lowerLetter" => numerals::letters(count).to_lowercase(),
        "decimalEnclosedCircle" | "decimalEnclosedCircleChinese" => numerals::circled(count),
        "decimalEnclosedParen" => format!("({number})"),
        "decimalEnclosedFullstop" => format!("{number}."),
        _ => number.to_string(),
    }
}

/// Reads the lists.
pub(super) fn read(part: &[u8]) -> Result<Numbering, DocxFault> {
    let mut numbering = Numbering::default();
    let mut definition: Option<u32> = None;
    let mut list: Option<u32> = None;
    let mut level: u8 = 0;
    elements(part, &mut |element| {
        let Element::Start(start) = element else {
            if let Element::End(name) = element {
                match name.as_str() {
                    "abstractNum" => definition = None,
                    "num" => list = None,
                    _ => {}
                }
            }
            return;
        };
        let number = |name: &str| attribute(&start, name).and_then(|v| v.parse::<u32>().ok());
        match local(&start).as_str() {
            "abstractNum" => definition = number("abstractNumId"),
            "num" => {
                list = number("numId");
                if let Some(list) = list {
                    numbering.lists.entry(list).or_default();
                }
            }
            "abstractNumId" => {
                if let (Some(list), Some(of)) = (list, number("val")) {
                    numbering.lists.entry(list).or_default().0 = of;
                }
            }
            "lvl" | "lvlOverride" => {
                level = number("ilvl").and_then(|v| u8::try_from(v).ok()).unwrap_or(0);
            }
            "startOverride" => {
                if let (Some(list), Some(start)) = (list, number("val")) {
                    numbering.lists.entry(list).or_default().1.insert(level, start);
                }
            }
            name @ ("start" | "numFmt" | "lvlText") => {
                let Some(definition) = definition else { return };
                let own = numbering.levels.entry(definition).or_default().entry(level).or_default();
                match name {
                    "start" => own.start = number("val").unwrap_or(1),
                    "numFmt" => own.format = value(&start).unwrap_or_default(),
                    _ => own.text = value(&start).unwrap_or_default(),
                }
            }
            _ => {}
        }
    })?;
    Ok(numbering)
}
