//! What goes before the text of a long plan: a cover, and a table of contents.

use serde::Serialize;

use super::super::profile::{PageNumberPlace, Profile};
use super::super::runs::{Run, Runs, mark};
use super::super::values::Block;
use super::{Arrangement, Desk, Draft, Piece};
use crate::locale::words;
use crate::model::tree::NodeRef;
use crate::model::{Id, Language, Part, Plan, Text};

/// A cover and a table of contents, as the template reads them.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub(in crate::typeset) struct Front {
    cover: Option<Cover>,
    contents: Option<Contents>,
    /// Whether each begins on a right-hand page, so that the text begins on an odd one too.
    paired: bool,
}

#[derive(Clone, Debug, PartialEq, Serialize)]
struct Cover {
    /// The title, line by line.
    title: Vec<Runs>,
    /// What its type is enlarged by.
    scale: f64,
    mark: Option<String>,
    /// The period.
    period: Runs,
    /// Whose it is, and the day.
    lines: Vec<Runs>,
}

#[derive(Clone, Debug, PartialEq, Serialize)]
struct Contents {
    label: &'static str,
    entries: Vec<Entry>,
}

/// A line of the table of contents.
#[derive(Clone, Debug, PartialEq, Serialize)]
struct Entry {
    level: usize,
    x: Runs,
    /// The marker by which its page is found.
    m: i64,
}

/// How much larger the title stands on a cover.
const COVER_SCALE: f64 = 1.36;

/// Returns what an arrangement has before the text; nothing where it asks for nothing.
pub(in crate::typeset) fn front(
    plan: &Plan,
    profile: &Profile,
    arrangement: &Arrangement,
    draft: &Draft,
) -> Option<Front> {
    let desk = Desk::new(plan, profile);
    let cover = arrangement.cover.then(|| desk.cover(draft));
    let contents = arrangement.contents.then(|| desk.contents(draft));
    let contents = contents.filter(|contents| !contents.entries.is_empty());
    let paired = profile.page_number.place == PageNumberPlace::Outside || profile.margins.mirrored;
    (cover.is_some() || contents.is_some()).then_some(Front { cover, contents, paired })
}

impl Desk<'_> {
    fn cover(&self, draft: &Draft) -> Cover {
        let most = self.profile.type_width_pt() / (self.profile.title.style.size_pt * COVER_SCALE);
        let plain = &self.plan.title;
        let is_own = draft.title == self.writer.title();
        let title = if is_own { self.writer.title_lines_of(plain, most) } else { draft.title.clone() };
        let names = [&self.plan.unit, &self.plan.department, &self.plan.author];
        let mut lines: Vec<Runs> =
            names.into_iter().filter(|name| !name.is_empty()).map(|name| self.runs(name)).collect();
        if let Some(day) = self.plan.date {
            lines.push(Self::words(&words::date(self.language, day)));
        }
        let span = words::span(self.language, self.plan.period.span(), None);
        let between = if self.language == Language::En { ("(", ")") } else { ("（", "）") };
        Cover {
            title,
            scale: COVER_SCALE,
            mark: draft.mark.clone(),
            period: Self::words(&format!("{}{span}{}", between.0, between.1)),
            lines,
        }
    }

    /// Lists headings of two levels and the attachments; the template leaves out what is not on the
    /// pages.
    fn contents(&self, draft: &Draft) -> Contents {
        let mut entries = Vec::new();
        self.plan.walk(&mut |node| {
            let (id, text): (Id, &Text) = match node {
                NodeRef::Part(Part::Attachment(_)) => return,
                NodeRef::Part(part) => match part.heading() {
                    Some(heading) => (part.id(), heading),
                    None => return,
                },
                NodeRef::Section(section) => (section.id.id(), &section.heading),
                NodeRef::Goal(goal) => (goal.id.id(), &goal.text),
                _ => return,
            };
            let Some((level, number)) = self.writer.number(id) else { return };
            if level > 1 || text.is_empty() {
                return;
            }
            let mut x = vec![Run::Words(number)];
            x.extend(self.runs(text));
            entries.extend(entry(level, x, mark(id, true).as_ref()));
        });
        for piece in draft.groups.iter().flat_map(|group| &group.pieces) {
            let Piece::Block(Block::Attachment { label, lines, .. }) = piece else { continue };
            let found = lines.iter().flatten().find(|run| matches!(run, Run::Mark { .. }));
            let words = lines.iter().flatten().filter(|run| !matches!(run, Run::Mark { .. })).cloned();
            let between = if self.language == Language::En { " " } else { "\u{3000}" };
            let mut x = vec![Run::Words(format!("{label}{between}"))];
            x.extend(words);
            entries.extend(entry(0, x, found));
        }
        Contents { label: self.terms.contents, entries }
    }
}

fn entry(level: usize, x: Runs, mark: Option<&Run>) -> Option<Entry> {
    match mark {
        Some(Run::Mark { m }) => Some(Entry { level, x, m: *m }),
        Some(_) | None => None,
    }
}
