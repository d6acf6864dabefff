//! The keys that go by words and round blanks.

use std::ops::Range;

use egui::os::OperatingSystem;
use egui::{Event, Id, Key, Modifiers, TextEdit, Ui};

use super::gesture::between;
use crate::locale::segments;

/// Moves the caret by the keys that the toolkit does not know how to: by Chinese words, and over a
/// blank in one step. Before Backspace and Delete it selects the word or the blank that they are to
/// take. Returns whether the caret moved.
pub(super) fn take(ui: &Ui, id: Id, chars: &[char], blanks: &[Range<usize>]) -> bool {
    let Some(mut state) = TextEdit::load_state(ui.ctx(), id) else { return false };
    let Some(range) = state.cursor.char_range() else { return false };
    let end = chars.len();
    let mut caret = usize::from(range.primary.index).min(end);
    let mut other = usize::from(range.secondary.index).min(end);
    let mut moved = false;
    let is_mac = ui.os() == OperatingSystem::Mac;
    ui.input_mut(|input| {
        // What comes behind a key that is the toolkit's own is left to the toolkit, in its order.
        let mut ours = true;
        input.events.retain(|event| {
            let Event::Key { key, pressed: true, modifiers, .. } = event else {
                ours &= !matches!(event, Event::Text(_) | Event::Paste(_) | Event::Cut | Event::Ime(_));
                return true;
            };
            if !ours {
                return true;
            }
            let by_word = by_word(*modifiers, is_mac);
            let goes_left = matches!(key, Key::ArrowLeft | Key::Backspace);
            let goal = match key {
                Key::ArrowLeft | Key::ArrowRight | Key::Backspace | Key::Delete if by_word => {
                    step(chars, blanks, caret, goes_left, true)
                }
                Key::ArrowLeft | Key::ArrowRight | Key::Backspace | Key::Delete if is_plain(*modifiers) => {
                    step(chars, blanks, caret, goes_left, false)
                }
                _ => {
                    ours = false;
                    return true;
                }
            };
            if matches!(key, Key::Backspace | Key::Delete) {
                ours = false;
                if caret == other && (by_word || goal.abs_diff(caret) > 1) {
                    other = goal;
                    moved = true;
                }
                return true;
            }
            let collapses = caret != other && !modifiers.shift && !by_word;
            caret = match (collapses, goes_left) {
                (true, true) => caret.min(other),
                (true, false) => caret.max(other),
                _ => goal,
            };
            if !modifiers.shift {
                other = caret;
            }
            moved = true;
            false
        });
    });
    if moved {
        let mut range = between(other, caret);
        range.primary.prefer_next_row = true;
        state.cursor.set_char_range(Some(range));
        TextEdit::store_state(ui.ctx(), id, state);
    }
    moved
}

/// Returns where a step from here leads: a character, a word, or a blank.
fn step(chars: &[char], blanks: &[Range<usize>], from: usize, left: bool, by_word: bool) -> usize {
    let goal = match (left, by_word) {
        (true, true) => segments::previous_word(chars, from),
        (false, true) => segments::next_word(chars, from),
        (true, false) => from.saturating_sub(1),
        (false, false) => (from + 1).min(chars.len()),
    };
    // A step into a blank leads through it, and a step by words goes no further than the blank.
    let crossed = |blank: &&Range<usize>| blank.start < goal.max(from) && goal.min(from) < blank.end;
    let mut crossings = blanks.iter().filter(crossed);
    match if left { crossings.next_back() } else { crossings.next() } {
        Some(blank) if left => {
            if blank.end < from {
                blank.end
            } else {
                blank.start
            }
        }
        Some(blank) => {
            if blank.start > from {
                blank.start
            } else {
                blank.end
            }
        }
        None => goal,
    }
}

fn by_word(modifiers: Modifiers, is_mac: bool) -> bool {
    let (option, control) = (modifiers.alt, modifiers.ctrl || modifiers.command);
    if is_mac { option && !control } else { control && !option }
}

const fn is_plain(modifiers: Modifiers) -> bool {
    !modifiers.alt && !modifiers.ctrl && !modifiers.command && !modifiers.mac_cmd
}

#[cfg(test)]
mod tests {
    use super::step;

    #[test]
    fn a_blank_is_one_step() {
        let chars: Vec<char> = "在⟦单位⟧工作".chars().collect();
        let blanks = std::slice::from_ref(&(1..5));
        assert_eq!(step(&chars, blanks, 1, false, false), 5);
        assert_eq!(step(&chars, blanks, 5, true, false), 1);
        assert_eq!(step(&chars, blanks, 0, false, false), 1);
        assert_eq!(step(&chars, blanks, 0, false, true), 1);
        assert_eq!(step(&chars, blanks, 1, false, true), 5);
        assert_eq!(step(&chars, blanks, 7, true, true), 5);
        assert_eq!(step(&chars, blanks, 5, true, true), 1);
        assert_eq!(step(&chars, blanks, 5, false, false), 6);
        assert_eq!(step(&chars, blanks, 7, false, false), 7);
    }
}
