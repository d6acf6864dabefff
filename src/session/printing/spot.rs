//! From a place on the page to the text that stands there, and back.
//!
//! What is printed is the plan's text with more round it: numbers, owners, heads of tables. The two
//! are laid beside each other at the place in question, and the text that agrees with the page over
//! the longest stretch is the one that is meant. That holds for every layout, without any of them
//! having to tell where it puts which text.

use crate::edit::{Place, TextField, head_fields, node_fields};
use crate::model::{Id, Piece, Plan, Text};
use crate::session::Caret;
use crate::typeset::{Letter, Pages};

/// Where a caret goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Spot {
    /// The record; none for the plan's head.
    pub record: Option<Id>,
    /// The place in its texts.
    pub caret: Caret,
}

/// A printed line: the page, counted from 0, and its upper and lower edge in pt.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct PrintedLine {
    /// The page.
    pub page: usize,
    /// The upper edge.
    pub top_pt: f64,
    /// The lower edge.
    pub bottom_pt: f64,
}

/// How long a stretch must agree to be taken for the text, unless the text itself is shorter.
const SURE: usize = 3;
/// How far from the place a text is looked for, in characters: numbers stand before it, owners and
/// times behind.
const REACH: usize = 60;

/// Returns what stands at a point of a page; none where nothing of the plan does.
#[must_use]
pub fn spot_at(plan: &Plan, pages: &Pages, page: usize, x_pt: f64, y_pt: f64) -> Option<Spot> {
    let letters = pages.letters(page);
    let (at, nearest) = gap_at(&letters, x_pt, y_pt)?;
    // Between two lines the nearer one is meant.
    let mut records = pages.records_at(page, y_pt);
    if records.is_empty() {
        records = pages.records_at(page, f64::midpoint(nearest.top_pt, nearest.bottom_pt));
    }
    let mut known: Vec<(Place, Line)> = Vec::new();
    for record in &records {
        if let Some(node) = plan.find(*record) {
            node_fields(node, &mut |field, text| known.push((Place::of(*record, field), Line::of(text))));
        }
    }
    head_fields(plan, &mut |field, text| known.push((Place::plan(field), Line::of(text))));
    let found = distances(at, letters.len()).find_map(|at| {
        let mut best: Option<(usize, Place, usize)> = None;
        for (place, line) in &known {
            let Some((length, caret)) = line.caret_at(&letters, at) else { continue };
            // Of texts that agree alike the innermost one is meant, which comes first.
            if best.is_none_or(|(most, ..)| length > most) {
                best = Some((length, *place, caret));
            }
        }
        best
    });
    match found {
        Some((_, Place { record, field }, caret)) => {
            Some(Spot { record, caret: Caret::Span { field, from: caret, to: caret } })
        }
        None => records.first().map(|record| Spot { record: Some(*record), caret: Caret::End }),
    }
}

/// Returns the printed line on which a character of a text stands, counted from 0.
#[must_use]
pub fn line_of(plan: &Plan, pages: &Pages, place: Place, at: usize) -> Option<PrintedLine> {
    let text = text_of(plan, place)?;
    let line = Line::of(&text);
    let wanted = line.letters.iter().position(|(_, index)| *index >= at).unwrap_or(line.letters.len());
    let stretches: Vec<(usize, f64, f64)> = match place.record {
        Some(id) => pages.passage(id).iter().map(|at| (at.page, at.y_top_pt, at.y_bottom_pt)).collect(),
        None => vec![(0, 0.0, f64::INFINITY)],
    };
    let mut best: Option<(usize, PrintedLine)> = None;
    for (page, top, bottom) in stretches {
        let letters = pages.letters(page);
        for gap in 0..=letters.len() {
            let (before, behind) = line.agrees(&letters, gap, wanted);
            let length = before + behind;
            if length < SURE.min(line.letters.len()).max(1) || best.is_some_and(|(most, _)| length <= most) {
                continue;
            }
            // At the end of a line the caret stands behind its last character.
            let letter = if behind > 0 { letters.get(gap) } else { letters.get(gap.wrapping_sub(1)) };
            let Some(letter) = letter else { continue };
            let middle = f64::midpoint(letter.top_pt, letter.bottom_pt);
            if (top..=bottom).contains(&middle) {
                best =
                    Some((length, PrintedLine { page, top_pt: letter.top_pt, bottom_pt: letter.bottom_pt }));
            }
        }
    }
    best.map(|(_, line)| line)
}

fn text_of(plan: &Plan, place: Place) -> Option<Text> {
    let mut found = None;
    let mut take = |field: TextField, text: &Text| {
        if field == place.field {
            found = Some(text.clone());
        }
    };
    match place.record {
        Some(id) => node_fields(plan.find(id)?, &mut take),
        None => head_fields(plan, &mut take),
    }
    found
}

/// Returns the gap between two letters that is nearest to a point, as the number of letters before
/// it, and the letter beside it.
fn gap_at(letters: &[Letter], x: f64, y: f64) -> Option<(usize, Letter)> {
    let away = |letter: &Letter| {
        let down = (letter.top_pt - y).max(y - letter.bottom_pt).max(0.0);
        let across = (letter.left_pt - x).max(x - letter.right_pt).max(0.0);
        // A line counts before what stands beside it.
        down * 1000.0 + across
    };
    let (index, letter) = letters.iter().enumerate().min_by(|(_, a), (_, b)| away(a).total_cmp(&away(b)))?;
    let behind = x > f64::midpoint(letter.left_pt, letter.right_pt);
    Some((index + usize::from(behind), *letter))
}

/// Returns a gap and those round it, the nearest first.
fn distances(at: usize, last: usize) -> impl Iterator<Item = usize> {
    (0..=REACH)
        .flat_map(move |away| [at.checked_add(away), at.checked_sub(away).filter(|_| away > 0)])
        .flatten()
        .filter(move |at| *at <= last)
}

/// A text as it is printed: its characters without white space, and nothing for its blanks.
struct Line {
    /// The characters, each with its place in the text; none stands for a blank.
    letters: Vec<(Option<char>, usize)>,
    /// How many characters the text has.
    end: usize,
}

impl Line {
    fn of(text: &Text) -> Self {
        let mut letters = Vec::new();
        let mut end = 0;
        for piece in text.pieces() {
            match piece {
                Piece::Words(words) => {
                    for c in words.chars() {
                        if !c.is_whitespace() {
                            letters.push((Some(c), end));
                        }
                        end += 1;
                    }
                }
                Piece::Blank(name) => {
                    letters.push((None, end));
                    end += name.chars().count() + 2;
                }
            }
        }
        Self { letters, end }
    }

    /// Returns how many letters before and behind a gap of the page are those before and behind a
    /// gap of the text.
    fn agrees(&self, page: &[Letter], gap: usize, own: usize) -> (usize, usize) {
        let same = |printed: &Letter, (letter, _): &(Option<char>, usize)| *letter == Some(printed.c);
        let (page_before, page_behind) = page.split_at_checked(gap).unwrap_or((page, &[]));
        let (before, behind) = self.letters.split_at_checked(own).unwrap_or((&self.letters, &[]));
        let back = page_before.iter().rev().zip(before.iter().rev()).take_while(|(a, b)| same(a, b)).count();
        let forth = page_behind.iter().zip(behind).take_while(|(a, b)| same(a, b)).count();
        (back, forth)
    }

    /// Returns how long a stretch round a gap of the page agrees with this text, and which character
    /// of the text stands there.
    fn caret_at(&self, page: &[Letter], gap: usize) -> Option<(usize, usize)> {
        let sure = SURE.min(self.letters.len()).max(1);
        let mut best: Option<(usize, usize)> = None;
        for own in 0..=self.letters.len() {
            let (before, behind) = self.agrees(page, gap, own);
            let length = before + behind;
            if length >= sure && best.is_none_or(|(most, _)| length > most) {
                let place = |at: usize| self.letters.get(at).map(|(_, place)| *place);
                let caret = match own.checked_sub(1).filter(|_| behind == 0).and_then(place) {
                    Some(last) => last + 1,
                    None => place(own).unwrap_or(self.end),
                };
                best = Some((length, caret));
            }
        }
        best
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn printed(words: &str) -> Vec<Letter> {
        let letter = |(index, c): (usize, char)| {
            let left_pt = index as f64 * 10.0;
            Letter { c, left_pt, right_pt: left_pt + 10.0, top_pt: 0.0, bottom_pt: 10.0 }
        };
        words.chars().enumerate().map(letter).collect()
    }

    #[test]
    fn the_caret_goes_where_the_page_says() {
        let line = Line::of(&Text::new("每月开展 一次⟦次数⟧检查，检查结果公示"));
        let page = printed("1.每月开展一次检查，检查结果公示。（责任人：王芳）");
        // Behind the number.
        assert_eq!(line.caret_at(&page, 2).map(|(_, caret)| caret), Some(0));
        // Behind "开展" and before the space.
        assert_eq!(line.caret_at(&page, 6).map(|(_, caret)| caret), Some(5));
        // Of two words that are alike, the one with more round it.
        assert_eq!(line.caret_at(&page, 11).map(|(_, caret)| caret), Some(14));
        assert_eq!(line.caret_at(&page, page.len()), None);
        assert!(distances(1, 3).eq([1, 2, 0, 3]));
    }

    #[test]
    fn a_click_is_taken_by_the_nearest_line() {
        let letters = printed("一二三");
        assert_eq!(gap_at(&letters, 14.0, 5.0).map(|(at, _)| at), Some(1));
        assert_eq!(gap_at(&letters, 16.0, 5.0).map(|(at, _)| at), Some(2));
        assert_eq!(gap_at(&letters, 500.0, 90.0).map(|(at, _)| at), Some(3));
        assert_eq!(gap_at(&[], 0.0, 0.0), None);
    }
}
