//! What the review shows: the lines of the source with what became of them, and the structure.

use std::collections::HashMap;

use crate::import::{
    self, Account, Decision, Fate, Field, Guess, Import, Imported, ItemDraft, Outline, Place, Reason, Source,
    is_words, offers_of,
};
use crate::model::{Plan, PlanKind, Quantity, Target, YearNumber};

/// What became of a line, in one word.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Sign {
    /// It stands in the plan.
    Kept,
    /// It goes on with the line before.
    Joined,
    /// Records of their own begin inside it.
    Split,
    /// It was left out.
    Dropped,
    /// Where it belongs is a guess.
    Guessed,
}

impl Sign {
    /// Every sign, in the order of the filter.
    pub const ALL: [Self; 5] = [Self::Kept, Self::Joined, Self::Split, Self::Dropped, Self::Guessed];

    /// Returns the key of its word.
    #[must_use]
    pub const fn key(self) -> &'static str {
        match self {
            Self::Kept => "import-kept",
            Self::Joined => "import-joined",
            Self::Split => "import-split",
            Self::Dropped => "import-dropped",
            Self::Guessed => "import-guessed",
        }
    }
}

/// Something that is told of a line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Note {
    /// The key of its words.
    pub key: &'static str,
    /// The words of the source that it is about; may be empty.
    pub text: String,
    /// What was put in their place; may be empty.
    pub to: String,
}

/// A line of the source.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SourceRow {
    /// Its number, counted from 1.
    pub number: usize,
    /// Where it stands among the lines of the source.
    pub at: usize,
    /// The first line of the paragraph that it is in.
    pub head: usize,
    /// The plan that it is of, counted from 0.
    pub part: Option<usize>,
    /// What became of it.
    pub sign: Sign,
    /// Where it went.
    pub place: Option<&'static str>,
    /// What is told of it besides.
    pub notes: Vec<Note>,
    /// Whether the user decided about it.
    pub decided: bool,
}

/// What a row of the structure is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum StructureSort {
    /// The title.
    Title,
    /// A paragraph before the body.
    Opening,
    /// A heading, of this level.
    Heading(u8),
    /// A heading that is lost.
    NoHeading(u8),
    /// A paragraph under a heading.
    Lead,
    /// A measure.
    Measure,
    /// A paragraph that goes on about a measure.
    More,
    /// A row of a table.
    Table,
    /// A paragraph after the body.
    Closing,
    /// A signature or a date.
    SignOff,
    /// Something attached.
    Annex,
}

/// A field that words offer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FieldRow {
    /// Which field.
    pub field: Field,
    /// What would stand in it.
    pub text: String,
}

/// A row of the structure.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StructureRow {
    /// The line of the source that it begins on.
    pub line: usize,
    /// What it is.
    pub sort: StructureSort,
    /// How deep it lies, counted from 0.
    pub depth: usize,
    /// Its number.
    pub marker: String,
    /// What it says.
    pub text: String,
    /// The fields that its words offer.
    pub fields: Vec<FieldRow>,
}

/// One of the plans of a source.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PartRow {
    /// What it is called.
    pub title: String,
    /// Its first line.
    pub first_line: usize,
    /// What sort of plan it seems to be.
    pub kind: Option<PlanKind>,
    /// Whether it seems to be a plan at all.
    pub is_plan: bool,
    /// The title that a plan of its kind and time gets that has none, nor a name.
    pub named: String,
}

/// The longest name of a plan that is shown, in characters.
const NAME_CHARS: usize = 40;

/// Makes the row of a plan; of a long text the plan is not made yet.
pub(super) fn part(imported: &Imported, plan: Option<&Plan>, year: YearNumber) -> PartRow {
    let outline = &imported.outline;
    let first = || {
        let section = || {
            outline
                .sections
                .iter()
                .find_map(|s| s.heading.as_deref().or(s.items.first().map(|item| item.text.as_str())))
        };
        outline.opening.first().map(|told| told.text.as_str()).or_else(section).unwrap_or_default()
    };
    let title = outline.title.as_ref().map(|title| title.text.as_str()).or(imported.heading.as_deref());
    let mut name: String = title.unwrap_or_else(first).chars().take(NAME_CHARS).collect();
    if name.chars().count() == NAME_CHARS {
        name.push('…');
    }
    let named = plan.map_or_else(|| import::named_unmade(imported, year), import::named);
    PartRow {
        title: name,
        first_line: imported.first_line,
        kind: imported.kind,
        is_plan: imported.is_plan,
        named: named.as_str().to_owned(),
    }
}

/// Makes the rows of the lines that say something.
pub(super) fn lines(source: &Source, import: &Import) -> Vec<SourceRow> {
    let mut told: HashMap<usize, Vec<&Account>> = HashMap::new();
    for account in &import.report.accounts {
        told.entry(account.line).or_default().push(account);
    }
    let mut rows: Vec<SourceRow> = Vec::new();
    for (at, line) in source.lines.iter().enumerate().filter(|(_, line)| !line.text.is_empty()) {
        let accounts = told.get(&line.number).map_or(&[][..], Vec::as_slice);
        let part = import.plans.iter().position(|plan| {
            (plan.heading_line.unwrap_or(plan.first_line)..=plan.last_line).contains(&line.number)
        });
        let mut row = SourceRow {
            number: line.number,
            at,
            head: line.number,
            part,
            sign: Sign::Kept,
            place: None,
            notes: Vec::new(),
            decided: import.decisions.contains_key(&line.number),
        };
        let mut dropped_whole = false;
        for account in accounts {
            match &account.fate {
                Fate::Kept(place) => row.place = row.place.or(Some(place_key(*place))),
                Fate::Dropped(reason) => {
                    dropped_whole |= matches!(
                        reason,
                        Reason::Chrome
                            | Reason::Aside
                            | Reason::PartHeading
                            | Reason::OtherPart
                            | Reason::DraftMark
                            | Reason::Asked
                    );
                    note(&mut row, reason_key(*reason), account, "");
                }
                Fate::Joined => row.sign = Sign::Joined,
                Fate::Split => {
                    if row.sign == Sign::Kept {
                        row.sign = Sign::Split;
                    }
                }
                Fate::Guessed(guess) => {
                    if row.sign != Sign::Joined {
                        row.sign = Sign::Guessed;
                    }
                    if !row.decided {
                        note(&mut row, guess_key(*guess), account, "");
                    }
                }
                Fate::Replaced(to) => note(&mut row, "import-note-replaced", account, to),
                Fate::Number => {}
            }
        }
        if dropped_whole {
            row.sign = Sign::Dropped;
        } else if row.sign == Sign::Guessed && row.decided {
            // What the user decided is no guess any more.
            row.sign = Sign::Kept;
        }
        if row.sign == Sign::Joined
            && let Some(before) = rows.last()
        {
            row.head = before.head;
            row.place = before.place;
        }
        rows.push(row);
    }
    rows
}

fn note(row: &mut SourceRow, key: &'static str, account: &Account, to: &str) {
    row.notes.push(Note { key, text: account.text.to_string(), to: to.to_owned() });
}

const fn place_key(place: Place) -> &'static str {
    match place {
        Place::Title => "import-place-title",
        Place::Opening => "import-place-opening",
        Place::Heading => "import-place-heading",
        Place::Lead => "import-place-lead",
        Place::Measure => "import-place-measure",
        Place::Closing => "import-place-closing",
        Place::SignOff => "import-place-sign-off",
        Place::Annex => "import-place-annex",
        Place::Table => "import-place-table",
    }
}

const fn reason_key(reason: Reason) -> &'static str {
    match reason {
        Reason::Chrome => "import-reason-chrome",
        Reason::PartHeading => "import-reason-part-heading",
        Reason::Stray => "import-reason-stray",
        Reason::Emphasis => "import-reason-emphasis",
        Reason::Quote => "import-reason-quote",
        Reason::Twice => "import-reason-twice",
        Reason::HeadingMark => "import-reason-heading-mark",
        Reason::Aside => "import-reason-aside",
        Reason::TableHead => "import-reason-table-head",
        Reason::OtherPart => "import-reason-other-part",
        Reason::Fields => "import-reason-fields",
        Reason::DraftMark => "import-reason-draft-mark",
        Reason::Asked => "import-reason-asked",
    }
}

const fn guess_key(guess: Guess) -> &'static str {
    match guess {
        Guess::HeadingLost => "import-guess-heading-lost",
        Guess::HeadLost => "import-guess-head-lost",
        Guess::GoesOn => "import-guess-goes-on",
        Guess::OtherTopic => "import-guess-other-topic",
        Guess::Opening => "import-guess-opening",
        Guess::Closing => "import-guess-closing",
        Guess::Heading => "import-guess-heading",
        Guess::Title => "import-guess-title",
        Guess::Encoding => "import-guess-encoding",
    }
}

/// Makes the rows of an outline, in reading order.
pub(super) fn structure(outline: &Outline, year: YearNumber) -> Vec<StructureRow> {
    let mut rows = Vec::new();
    let mut add = |sort, depth, line, marker: &str, text: &str, draft: Option<&ItemDraft>| {
        rows.push(StructureRow {
            line,
            sort,
            depth,
            marker: marker.to_owned(),
            text: text.to_owned(),
            fields: draft.map(|draft| fields(draft, year)).unwrap_or_default(),
        });
    };
    if let Some(title) = &outline.title {
        add(StructureSort::Title, 0, title.line, "", &title.text, None);
    }
    for told in &outline.opening {
        add(StructureSort::Opening, 0, told.line, "", &told.text, None);
    }
    for section in &outline.sections {
        let depth = usize::from(section.level.saturating_sub(1));
        let marker = section.marker.as_ref().map_or("", |marker| marker.raw.as_str());
        let has_other = outline.sections.len() > 1;
        match &section.heading {
            Some(heading) => {
                add(StructureSort::Heading(section.level), depth, section.line, marker, heading, None);
            }
            // A plan that is one list needs no heading.
            None if has_other => {
                let first = section.leads.first().map(|told| told.line);
                let line = first.or(section.items.first().map(|item| item.line)).unwrap_or(section.line);
                add(StructureSort::NoHeading(section.level), depth, line, "", "", None);
            }
            None => {}
        }
        for told in &section.leads {
            add(StructureSort::Lead, depth + 1, told.line, "", &told.text, None);
        }
        // What becomes a paragraph is shown as one.
        let alone = section.items.len() == 1;
        for draft in &section.items {
            if alone && is_words(draft, year) {
                add(StructureSort::Lead, depth + 1, draft.line, "", &draft.text, None);
                continue;
            }
            item(draft, depth + 1, &mut add);
        }
        for table in &section.tables {
            for (line, cells) in table {
                add(StructureSort::Table, depth + 1, *line, "", &cells.join("  "), None);
            }
        }
    }
    for (sort, told) in [
        (StructureSort::Closing, &outline.closing),
        (StructureSort::SignOff, &outline.sign_off),
        (StructureSort::Annex, &outline.annex),
    ] {
        for told in told {
            add(sort, 0, told.line, "", &told.text, None);
        }
    }
    rows
}

fn item(
    draft: &ItemDraft,
    depth: usize,
    add: &mut impl FnMut(StructureSort, usize, usize, &str, &str, Option<&ItemDraft>),
) {
    let marker = draft.marker.as_ref().map_or("", |marker| marker.raw.as_str());
    add(StructureSort::Measure, depth, draft.line, marker, &draft.text, Some(draft));
    for child in &draft.children {
        item(child, depth + 1, add);
    }
    if let Some(tail) = &draft.tail {
        add(StructureSort::More, depth, draft.line, "", tail, None);
    }
    for told in &draft.more {
        add(StructureSort::More, depth, told.line, "", &told.text, None);
    }
}

/// Returns what is put into the fields of a measure with these words.
fn fields(draft: &ItemDraft, year: YearNumber) -> Vec<FieldRow> {
    let offers = offers_of(draft, year);
    let mut fields: Vec<FieldRow> =
        offers.told().map(|(field, words)| FieldRow { field, text: words.to_owned() }).collect();
    if !fields.is_empty() {
        return fields;
    }
    // Of several times none is the measure's own.
    if let Some((words, _)) = offers.own_time() {
        fields.push(FieldRow { field: Field::Time, text: words.clone() });
    }
    let owner = |(name, _): (String, bool)| FieldRow { field: Field::Owner(name.clone()), text: name };
    fields.extend(offers.owners.into_iter().map(owner));
    for indicator in offers.indicators {
        let target = match &indicator.target {
            Target::AtLeast(value) => format!("≥ {}", number(value)),
            Target::AtMost(value) => format!("≤ {}", number(value)),
            Target::Exactly(value) => format!("= {}", number(value)),
            Target::Within(low, high) => format!("{} – {}", number(low), number(high)),
            Target::DoneBy(day) => day.to_string(),
        };
        let text = format!("{} {target}{}", indicator.name, indicator.unit);
        fields.push(FieldRow { field: Field::Indicator(indicator.name), text });
    }
    fields
}

fn number(quantity: &Quantity) -> String {
    match quantity {
        Quantity::Number(number) => number.to_string(),
        Quantity::Blank(name) => name.as_str().to_owned(),
    }
}

/// Returns the key of a decision's name.
#[must_use]
pub const fn decision_key(decision: Decision) -> &'static str {
    match decision {
        Decision::Drop => "import-do-drop",
        Decision::Keep => "import-do-keep",
        Decision::Join => "import-do-join",
        Decision::Title => "import-do-title",
        Decision::Opening => "import-do-opening",
        Decision::Heading(_) => "import-do-heading",
        Decision::Item => "import-do-item",
        Decision::Paragraph => "import-do-paragraph",
        Decision::Closing => "import-do-closing",
        Decision::StartsPlan => "import-do-starts-plan",
    }
}
