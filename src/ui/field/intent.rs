//! What a change of a text was meant as, so that undo takes back what the user did and no more.

use egui::Id;

use crate::edit::{BatchName, Edit};
use crate::model::Placeholder;
use crate::session::Action;

/// A change that is a step of its own, with a name.
#[derive(Clone, Debug)]
pub(crate) enum Intent {
    /// Something was pasted.
    Paste,
    /// The selection was cut out.
    Cut,
    /// A mark was made a full-width one.
    Punctuation,
    /// A blank was put in.
    Blank(Placeholder),
}

impl Intent {
    /// Names the first writing among the actions after the intent.
    pub(crate) fn name(self, actions: &mut [Action]) {
        let written = actions.iter_mut().find_map(|action| match action {
            Action::Edit(edit) if edit.typing().is_some() => Some(edit),
            _ => None,
        });
        let Some(edit) = written else { return };
        let mut edits = match edit {
            Edit::Batch { edits, .. } => std::mem::take(edits),
            ref edit => vec![(**edit).clone()],
        };
        let name = match self {
            Self::Paste => BatchName::Paste,
            Self::Cut => BatchName::Cut,
            Self::Punctuation => BatchName::Punctuation,
            Self::Blank(blank) => {
                edits.insert(0, Edit::DeclareBlank(blank));
                BatchName::Blank
            }
        };
        *edit = Edit::Batch { name, edits };
    }
}

/// A run of typing or deleting that one step holds.
#[derive(Clone, Copy, Debug)]
pub(super) struct Run {
    field: Id,
    kind: Kind,
    /// Where the caret stood behind the last change, in characters.
    caret: usize,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Writing,
    Deleting,
}

/// Where two texts differ, in characters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Difference {
    /// Where they begin to.
    pub(super) at: usize,
    /// How many characters went.
    pub(super) gone: usize,
    /// How many came.
    pub(super) come: usize,
}

impl Difference {
    /// Compares a text with what became of it. Where several places would do, the last one counts
    /// whose end is at the caret or before it.
    pub(super) fn between(before: &str, after: &str, caret: usize) -> Self {
        let (old, new) = (before.chars().count(), after.chars().count());
        // Behind the caret nothing was written.
        let most = new.saturating_sub(caret).min(old);
        let same = |(a, b): &(char, char)| a == b;
        let behind = before.chars().rev().zip(after.chars().rev()).take(most).take_while(same).count();
        let most = old.min(new) - behind;
        let at = before.chars().zip(after.chars()).take(most).take_while(same).count();
        Self { at, gone: old - behind - at, come: new - behind - at }
    }
}

impl Run {
    /// Tells whether a change goes on with the run, and begins a run with it.
    pub(super) fn goes_on(run: &mut Option<Self>, field: Id, change: Difference) -> bool {
        let kind = if change.come == 0 { Kind::Deleting } else { Kind::Writing };
        let goes_on = run.is_some_and(|run| {
            run.field == field
                && run.kind == kind
                && match kind {
                    Kind::Writing => change.gone == 0 && change.at == run.caret,
                    // Backspace goes on before the caret, Delete behind it.
                    Kind::Deleting => change.at == run.caret || change.at + change.gone == run.caret,
                }
        });
        *run = Some(Self { field, kind, caret: change.at + change.come });
        goes_on
    }
}

#[cfg(test)]
mod tests {
    use super::{Difference, Run};

    fn differ(before: &str, after: &str, caret: usize) -> (usize, usize, usize) {
        let found = Difference::between(before, after, caret);
        (found.at, found.gone, found.come)
    }

    #[test]
    fn differences_end_at_the_caret() {
        assert_eq!(differ("人人", "人人人", 1), (0, 0, 1));
        assert_eq!(differ("人人", "人人人", 3), (2, 0, 1));
        assert_eq!(differ("人人人", "人人", 1), (1, 1, 0));
        assert_eq!(differ("服务", "服好务", 2), (1, 0, 1));
        assert_eq!(differ("好服务", "服务", 0), (0, 1, 0));
        assert_eq!(differ("甲乙", "丙", 1), (0, 2, 1));
        assert_eq!(differ("", "", 0), (0, 0, 0));
    }

    #[test]
    fn runs_go_on_at_the_caret_only() {
        let id = egui::Id::unique("a");
        let change = |at, gone, come| Difference { at, gone, come };
        let mut run = None;
        assert!(!Run::goes_on(&mut run, id, change(0, 0, 1)));
        assert!(Run::goes_on(&mut run, id, change(1, 0, 2)));
        assert!(!Run::goes_on(&mut run, id, change(2, 1, 0)), "deleting is another step");
        assert!(Run::goes_on(&mut run, id, change(1, 1, 0)), "backspace goes on");
        assert!(Run::goes_on(&mut run, id, change(1, 1, 0)), "and so does delete");
        assert!(!Run::goes_on(&mut run, id, change(5, 0, 1)), "elsewhere");
        assert!(!Run::goes_on(&mut run, egui::Id::unique("b"), change(6, 0, 1)), "another field");
        assert!(!Run::goes_on(&mut run, egui::Id::unique("b"), change(2, 3, 1)), "replacing begins anew");
        assert!(Run::goes_on(&mut run, egui::Id::unique("b"), change(3, 0, 1)));
    }
}
