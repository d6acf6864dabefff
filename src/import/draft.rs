//! The outline as found: the plan before it becomes records.

use super::marker::Marker;

/// A paragraph of the source with the line it begins on.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Told {
    /// The line.
    pub line: usize,
    /// What it says.
    pub text: String,
}

/// The outline of one plan.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Outline {
    /// The title, where the text has one.
    pub title: Option<Told>,
    /// Paragraphs before the body.
    pub opening: Vec<Told>,
    /// The sections, in order; `level` tells which lies in which.
    pub sections: Vec<SectionDraft>,
    /// Paragraphs after the body.
    pub closing: Vec<Told>,
    /// Signatures, dates and parties at the end.
    pub sign_off: Vec<Told>,
    /// What is attached.
    pub annex: Vec<Told>,
}

/// A section as found.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SectionDraft {
    /// The line it begins on.
    pub line: usize,
    /// The heading, without its number and closing mark; none where it is lost.
    pub heading: Option<String>,
    /// Its number.
    pub marker: Option<Marker>,
    /// How deep it lies, counted from 1.
    pub level: u8,
    /// Paragraphs before the first item or sub-section.
    pub leads: Vec<Told>,
    /// Its items.
    pub items: Vec<ItemDraft>,
    /// Its tables, each a list of rows of cells with their line.
    pub tables: Vec<Vec<(usize, Vec<String>)>>,
}

/// A unit of work as found.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ItemDraft {
    /// The line it begins on.
    pub line: usize,
    /// Its number.
    pub marker: Option<Marker>,
    /// Its text up to its first child.
    pub text: String,
    /// Paragraphs that go on about it.
    pub more: Vec<Told>,
    /// Its parts.
    pub children: Vec<ItemDraft>,
    /// What follows the last child in the same paragraph.
    pub tail: Option<String>,
    /// Whether its beginning is lost.
    pub lost_head: bool,
    /// Whether the text could as well be parts: 首先… 其次….
    pub could_split: bool,
    /// Fields that a table gave it: the column's name and the cell.
    pub fields: Vec<(String, String)>,
}

impl ItemDraft {
    /// Tells whether the item is one paragraph without a number, a part or a field.
    #[must_use]
    pub fn is_bare(&self) -> bool {
        self.marker.is_none()
            && self.children.is_empty()
            && self.more.is_empty()
            && self.fields.is_empty()
            && self.tail.is_none()
    }

    /// Returns the number of the item and everything in it.
    #[must_use]
    pub fn count(&self) -> usize {
        1 + self.children.iter().map(Self::count).sum::<usize>()
    }
}

/// The deepest that an item can lie.
const DEEPEST: usize = 3;

/// Returns how deep the first item of a line lies.
fn depth_of(items: &[ItemDraft], line: usize) -> Option<usize> {
    let inside = |item: &ItemDraft| {
        if item.line == line { Some(0) } else { depth_of(&item.children, line).map(|depth| depth + 1) }
    };
    items.iter().find_map(inside)
}

/// Makes the first item of a line the last part of the item before it.
fn push_in(items: &mut Vec<ItemDraft>, line: usize) -> bool {
    if let Some(at) = items.iter().position(|item| item.line == line) {
        if at == 0 {
            return false;
        }
        let item = items.remove(at);
        if let Some(before) = items.get_mut(at - 1) {
            before.children.push(item);
        }
        return true;
    }
    items.iter_mut().any(|item| push_in(&mut item.children, line))
}

/// Puts the first item of a line behind the one that it is a part of; the parts behind it become its
/// own, so that the order of what is read stays.
fn pull_out(items: &mut Vec<ItemDraft>, line: usize) -> bool {
    let holds = |item: &ItemDraft| item.children.iter().position(|child| child.line == line);
    for at in 0..items.len() {
        let Some(inner) = items.get(at).and_then(holds) else { continue };
        let Some(parent) = items.get_mut(at) else { continue };
        let mut behind = parent.children.split_off(inner);
        if behind.is_empty() {
            continue;
        }
        let mut item = behind.remove(0);
        item.children.append(&mut behind);
        items.insert(at + 1, item);
        return true;
    }
    items.iter_mut().any(|item| pull_out(&mut item.children, line))
}

impl Outline {
    /// Returns how deep the first item of a line lies: 0 is a measure, 1 a part of one.
    #[must_use]
    pub fn depth_of(&self, line: usize) -> Option<usize> {
        self.sections.iter().find_map(|section| depth_of(&section.items, line))
    }

    /// Moves the first item of a line to a depth, as near as there are items to hold it.
    pub fn set_depth(&mut self, line: usize, depth: usize) {
        let depth = depth.min(DEEPEST);
        for section in &mut self.sections {
            while let Some(own) = depth_of(&section.items, line).filter(|own| *own != depth) {
                let moved = if own < depth {
                    push_in(&mut section.items, line)
                } else {
                    pull_out(&mut section.items, line)
                };
                if !moved {
                    break;
                }
            }
        }
    }

    /// Calls a function with every text, in reading order, numbers of lists left out.
    pub fn for_each_text(&self, f: &mut dyn FnMut(&str)) {
        fn item(draft: &ItemDraft, f: &mut dyn FnMut(&str)) {
            f(&draft.text);
            for child in &draft.children {
                item(child, f);
            }
            if let Some(tail) = &draft.tail {
                f(tail);
            }
            for told in &draft.more {
                f(&told.text);
            }
        }
        if let Some(title) = &self.title {
            f(&title.text);
        }
        for told in &self.opening {
            f(&told.text);
        }
        for section in &self.sections {
            if let Some(heading) = &section.heading {
                f(heading);
            }
            for told in &section.leads {
                f(&told.text);
            }
            for draft in &section.items {
                item(draft, f);
            }
            for table in &section.tables {
                for (_, cells) in table {
                    for cell in cells {
                        f(cell);
                    }
                }
            }
        }
        for told in self.closing.iter().chain(&self.sign_off).chain(&self.annex) {
            f(&told.text);
        }
    }
}
