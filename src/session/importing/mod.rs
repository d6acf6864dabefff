//! The review of an import: a source at the left, the structure found in it at the right.
//!
//! Reading is done on a thread. Every decision of the user leads to another reading of the same lines
//! with all decisions; the newest request wins. Steps back are the decisions as they were.

mod again;
mod left;
mod rows;
mod work;

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use chrono::{Datelike, NaiveDate};

pub use crate::import::Decision;
pub use crate::import::Field;
pub use again::Review;
pub use rows::{FieldRow, Note, PartRow, Sign, SourceRow, StructureRow, StructureSort, decision_key};
pub use work::{ImportDone, ImportWork, Made, Reading, Unread};

use super::notice::{self, Level};
use super::{Effect, Screen, Session};
use crate::import::{
    Decisions, Depths, DocxFault, ImportFault, MOST_BYTES, MOST_LINES, SourceNote, Stop, Wish, format_of,
};
use crate::locale::Catalogue;
use crate::model::{Id, Language, YearNumber};
use crate::template::{self, Template, Templates, Unfilled};

/// From this month on, a plan is written for the next year.
const NEXT_YEAR_FROM: u32 = 7;
/// How many steps back are kept.
const MOST_STEPS: usize = 200;

/// What the user decided so far.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Decided {
    decisions: Decisions,
    /// How deep items lie.
    depths: Depths,
    /// Fields that stay words, by the line of their measure.
    without: BTreeSet<(usize, Field)>,
    /// The template.
    template: Choice,
    /// Which parts of the template come along that nothing fills, where the user said so.
    chosen: BTreeMap<Id, bool>,
    /// What plans are to be called, by a line of each.
    titles: BTreeMap<usize, String>,
}

/// Which template a plan goes into.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
enum Choice {
    /// None: what is taken over is what stands in the source.
    #[default]
    None,
    /// The one of this id.
    Template(String),
}

/// A source on its way into a plan.
#[derive(Clone, Debug)]
pub struct Importing {
    /// The file.
    pub path: PathBuf,
    /// The last reading; none before the first.
    pub reading: Option<Arc<Reading>>,
    /// Which of its plans is looked at, counted from 0.
    pub part: usize,
    /// The number of the line with the cursor.
    pub current: usize,
    /// Which lines are shown; none shows all.
    pub filter: Option<Sign>,
    /// The template that fits best.
    proposed: Option<String>,
    /// The parts of the template that nothing fills; empty for a long text.
    unfilled: Vec<Unfilled>,
    /// How many parts of the plan found their places in the template.
    placed: usize,
    /// Tells the work that nobody waits for it any more.
    stop: Stop,
    decided: Decided,
    undo: Vec<Decided>,
    redo: Vec<Decided>,
    /// Whether work is under way.
    pub is_working: bool,
    /// Grows when the cursor is to be brought into view.
    pub reveal: u64,
    /// The newest request.
    serial: u64,
    /// The plan that was taken over before, if its review was opened again.
    again: Option<again::Again>,
    /// Whether the last of the reviews that wait was left for this one.
    displaces: bool,
    /// Whether the filter shows no line, so that no line has the cursor.
    is_bare: bool,
}

/// What is asked of the review.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ImportAction {
    /// Read a file.
    Read(PathBuf),
    /// Let it be.
    Stop,
    /// Come back to the review.
    Show,
    /// Come back to a review that was left for another; the one left last is 0.
    Resume(usize),
    /// Look at another plan of the source.
    Part(usize),
    /// Put the cursor on a line.
    Point(usize),
    /// Put the cursor on the next line that is shown, or the one before.
    Step(bool),
    /// Put the cursor so many of the lines that are shown further on, or back, and no further than the
    /// last and the first.
    Leap(isize),
    /// Show only lines of one sign, or all.
    Filter(Option<Sign>),
    /// Decide about the line with the cursor.
    Decide(Decision),
    /// Take back what was decided about it.
    Reset,
    /// Make the heading or the measure one level deeper, or one less deep.
    Level {
        /// Whether deeper.
        deeper: bool,
    },
    /// Put its words into fields, or leave them as words.
    ToggleFields,
    /// Put what one field of it offers into the field, or leave it as words; counted from 0.
    ToggleField(usize),
    /// Take a part of the template along that nothing fills, or leave it out.
    ToggleUnfilled(Id),
    /// Call the plan that is looked at so; no words leave it with the title that is proposed.
    Title(String),
    /// Put the plan into a template, or none.
    Template(Option<String>),
    /// Put the plan into the template that fits best, or into none again.
    ToggleTemplate,
    /// Make the plan and open it.
    TakeOver,
}

impl ImportAction {
    /// Tells whether it is about the line with the cursor.
    const fn is_about_line(&self) -> bool {
        matches!(
            self,
            Self::Decide(_) | Self::Reset | Self::Level { .. } | Self::ToggleFields | Self::ToggleField(_)
        )
    }
}

impl Importing {
    /// Returns the rows of the structure that is looked at.
    #[must_use]
    pub fn structure(&self) -> &[StructureRow] {
        self.reading.as_ref().and_then(|reading| reading.structures.get(self.part)).map_or(&[], Vec::as_slice)
    }

    /// Returns the row of the line with the cursor; none while the filter shows no line.
    #[must_use]
    pub fn current_row(&self) -> Option<&SourceRow> {
        let lines = &self.reading.as_ref().filter(|_| !self.is_bare)?.lines;
        let at = lines.binary_search_by_key(&self.current, |row| row.number).ok()?;
        lines.get(at)
    }

    /// Returns the words of a line of the source.
    #[must_use]
    pub fn words(&self, row: &SourceRow) -> &str {
        self.reading.as_ref().and_then(|reading| reading.source.lines.get(row.at)).map_or("", |l| &l.text)
    }

    /// Returns the places of the lines that are shown, among all lines. A filter shows lines of the plan
    /// that is looked at, and those of no plan.
    #[must_use]
    pub fn shown(&self) -> Vec<usize> {
        let lines = self.reading.as_ref().map_or(&[][..], |reading| reading.lines.as_slice());
        let fits = |row: &SourceRow| {
            self.filter
                .is_none_or(|filter| filter == row.sign && row.part.is_none_or(|part| part == self.part))
        };
        lines.iter().enumerate().filter(|(_, row)| fits(row)).map(|(at, _)| at).collect()
    }

    /// Counts the lines of a sign that the filter shows: of the plan that is looked at, and of none.
    #[must_use]
    pub fn count(&self, sign: Sign) -> usize {
        let lines = self.reading.as_ref().map_or(&[][..], |reading| reading.lines.as_slice());
        let own = |row: &SourceRow| row.part.is_none_or(|part| part == self.part);
        lines.iter().filter(|row| row.sign == sign && own(row)).count()
    }

    /// Returns what the user decided about a line.
    #[must_use]
    pub fn decision(&self, line: usize) -> Option<Decision> {
        self.decided.decisions.get(&line).copied()
    }

    /// Tells whether the user changed the depth of the item of a line, or its fields.
    #[must_use]
    pub fn is_changed(&self, line: usize) -> bool {
        self.decided.depths.contains_key(&line) || self.decided.without.iter().any(|(at, _)| *at == line)
    }

    /// Tells whether what a field offers is put into it.
    #[must_use]
    pub fn has_field(&self, line: usize, field: &Field) -> bool {
        // A set of pairs cannot be asked for a borrowed pair.
        !self.decided.without.iter().any(|(at, without)| *at == line && without == field)
    }

    /// Tells whether any field of a line is filled.
    #[must_use]
    pub fn has_fields(&self, line: usize) -> bool {
        self.fields(line).any(|row| self.has_field(line, &row.field))
    }

    /// Returns the fields that the words of a line offer.
    pub fn fields(&self, line: usize) -> impl Iterator<Item = &FieldRow> {
        self.structure().iter().filter(move |row| row.line == line).flat_map(|row| &row.fields)
    }

    /// Returns the template that the plan goes into.
    #[must_use]
    pub fn template(&self) -> Option<&str> {
        match &self.decided.template {
            Choice::None => None,
            Choice::Template(id) => Some(id),
        }
    }

    /// Returns the template that fits best, whether or not the plan goes into it.
    #[must_use]
    pub fn proposed(&self) -> Option<&str> {
        self.proposed.as_deref()
    }

    /// Returns the parts of the template that nothing fills, each with whether it comes along.
    #[must_use]
    pub fn unfilled(&self) -> impl ExactSizeIterator<Item = (&Unfilled, bool)> {
        let wanted = |part: &Unfilled| self.decided.chosen.get(&part.id).copied().unwrap_or(part.is_frame);
        self.unfilled.iter().map(move |part| (part, wanted(part)))
    }

    /// Returns how many parts of the plan found their places in the template.
    #[must_use]
    pub const fn placed(&self) -> usize {
        self.placed
    }

    /// Tells whether the heading or measure with the cursor can go one level deeper, or less deep.
    #[must_use]
    pub fn can_move(&self, deeper: bool) -> bool {
        let Some(head) = self.current_row().map(|row| row.head) else { return false };
        match self.structure().iter().find(|row| row.line == head).map(|row| row.sort) {
            Some(StructureSort::Heading(level)) => {
                if deeper {
                    level < 3
                } else {
                    level > 1
                }
            }
            Some(StructureSort::Measure) => self.moved(head, deeper).is_some(),
            _ => false,
        }
    }

    /// Returns the depth that the measure of a line comes to lie at.
    fn moved(&self, line: usize, deeper: bool) -> Option<usize> {
        let outline = &self.reading.as_ref()?.import.plans.get(self.part)?.outline;
        let own = outline.depth_of(line)?;
        let wanted = if deeper { own + 1 } else { own.checked_sub(1)? };
        let mut tried = outline.clone();
        tried.set_depth(line, wanted);
        (tried.depth_of(line) == Some(wanted)).then_some(wanted)
    }

    /// Tells whether a step can be taken back.
    #[must_use]
    pub const fn can_undo(&self) -> bool {
        !self.undo.is_empty()
    }

    /// Tells whether a step can be made again.
    #[must_use]
    pub const fn can_redo(&self) -> bool {
        !self.redo.is_empty()
    }

    /// Returns the plan that is looked at.
    #[must_use]
    pub fn part_row(&self) -> Option<&PartRow> {
        self.reading.as_ref()?.parts.get(self.part)
    }

    /// Returns the templates that fit the plan that is looked at, best first.
    #[must_use]
    pub fn fitting<'a>(&self, templates: &'a Templates, language: Language) -> Vec<&'a Template> {
        let Some(kind) = self.part_row().and_then(|part| part.kind) else { return Vec::new() };
        let mut fitting: Vec<_> = templates.all().filter(|template| template.kind == kind).collect();
        fitting.sort_by_key(|template| template.language != language);
        fitting
    }

    /// Returns what there is to say of how the file was read.
    #[must_use]
    pub fn notes(&self, words: &Catalogue) -> Vec<String> {
        let Some(reading) = &self.reading else { return Vec::new() };
        let note = |note: &SourceNote| match note {
            SourceNote::OtherFormat => words.text("import-note-other-format"),
            SourceNote::Damaged(count) => words.with("import-note-damaged", &[("count", (*count).into())]),
            SourceNote::Guessed => words.text("import-note-encoding"),
        };
        let mut notes: Vec<String> = reading.source.notes.iter().map(note).collect();
        if self.part_row().is_some_and(|part| !part.is_plan) {
            notes.push(words.text("import-no-plan"));
        }
        notes
    }

    fn step(&mut self, change: impl FnOnce(&mut Decided)) -> bool {
        let mut decided = self.decided.clone();
        change(&mut decided);
        if decided == self.decided {
            return false;
        }
        self.undo.push(std::mem::replace(&mut self.decided, decided));
        if self.undo.len() > MOST_STEPS {
            self.undo.remove(0);
        }
        self.redo.clear();
        true
    }
}

/// Tells whether a file is one to import, by its ending.
#[must_use]
pub fn is_importable(path: &Path) -> bool {
    path.extension().is_some_and(|ending| format_of(&ending.to_string_lossy()).is_some())
}

impl Session {
    /// Reads a file for the review.
    pub(super) fn import_path(&mut self, path: PathBuf) -> Vec<Effect> {
        let Some(year) = plan_year(self.today) else { return Vec::new() };
        self.imports += 1;
        let serial = self.imports;
        let stop = Stop::default();
        self.put_review_back();
        let displaces = self.leave_review();
        self.importing = Some(Importing {
            path: path.clone(),
            reading: None,
            part: 0,
            current: 1,
            filter: None,
            proposed: None,
            unfilled: Vec::new(),
            placed: 0,
            stop: stop.clone(),
            decided: Decided::default(),
            undo: Vec::new(),
            redo: Vec::new(),
            is_working: true,
            reveal: 0,
            serial,
            again: None,
            displaces,
            is_bare: false,
        });
        self.screen = Screen::Import;
        vec![Effect::Import(Box::new(ImportWork::Read { serial, path, year, stop }))]
    }

    pub(super) fn import_action(&mut self, action: ImportAction) -> Vec<Effect> {
        if let ImportAction::Read(path) = action {
            return self.import_path(path);
        }
        if let ImportAction::Resume(at) = action {
            return self.resume_review(at);
        }
        let Some(importing) = &mut self.importing else { return Vec::new() };
        let line = importing.current;
        if importing.is_bare && action.is_about_line() {
            return Vec::new();
        }
        match action {
            ImportAction::Read(_) | ImportAction::Resume(_) => {}
            ImportAction::Stop => {
                importing.stop.set();
                if importing.reading.is_none() {
                    return self.unread_review();
                }
                self.put_review_back();
                self.importing = None;
                self.leave_import();
            }
            ImportAction::Show => self.screen = Screen::Import,
            ImportAction::Part(part) => {
                let first = importing.reading.as_ref().and_then(|reading| reading.parts.get(part));
                if let Some(first) = first.map(|part| part.first_line) {
                    importing.part = part;
                    importing.current = first;
                    importing.settle(true);
                    importing.reveal += 1;
                    self.propose_template();
                }
            }
            ImportAction::Point(line) => {
                importing.current = line;
                importing.is_bare = false;
                importing.reveal += 1;
                if let Some(part) = importing.current_row().and_then(|row| row.part) {
                    importing.part = part;
                }
            }
            ImportAction::Step(forward) => importing.step_line(forward),
            ImportAction::Leap(count) => importing.leap(count),
            ImportAction::Filter(filter) => {
                importing.filter = filter;
                importing.settle(false);
                importing.reveal += 1;
            }
            ImportAction::Decide(decision) => {
                let Some(decision) = importing.wanted(decision) else { return Vec::new() };
                return self.decide(|decided| {
                    decided.decisions.insert(line, decision);
                });
            }
            ImportAction::Reset => {
                return self.decide(|decided| {
                    decided.decisions.remove(&line);
                    decided.depths.remove(&line);
                    decided.without.retain(|(at, _)| *at != line);
                });
            }
            ImportAction::Level { deeper } => {
                let head = importing.current_row().map_or(line, |row| row.head);
                if !importing.can_move(deeper) {
                    return Vec::new();
                }
                let sort = importing.structure().iter().find(|row| row.line == head).map(|row| row.sort);
                if let Some(StructureSort::Heading(level)) = sort {
                    let level = if deeper { level + 1 } else { level.saturating_sub(1).max(1) };
                    return self.decide(|decided| {
                        decided.decisions.insert(head, Decision::Heading(level));
                    });
                }
                if let Some(depth) = importing.moved(head, deeper) {
                    return self.decide(|decided| {
                        decided.depths.insert(head, depth);
                    });
                }
            }
            ImportAction::ToggleFields => {
                let head = importing.current_row().map_or(line, |row| row.head);
                let on = importing.has_fields(head);
                let fields: Vec<Field> = importing.fields(head).map(|row| row.field.clone()).collect();
                importing.step(|decided| {
                    decided.without.retain(|(at, _)| *at != head);
                    if on {
                        decided.without.extend(fields.into_iter().map(|field| (head, field)));
                    }
                });
            }
            ImportAction::ToggleField(at) => {
                let head = importing.current_row().map_or(line, |row| row.head);
                let field = importing.fields(head).nth(at).map(|row| (head, row.field.clone()));
                if let Some(field) = field {
                    importing.step(|decided| {
                        if !decided.without.remove(&field) {
                            decided.without.insert(field);
                        }
                    });
                }
            }
            ImportAction::ToggleUnfilled(id) => {
                let on = importing.unfilled().find(|(part, _)| part.id == id).map(|(_, on)| on);
                if let Some(on) = on {
                    importing.step(|decided| {
                        decided.chosen.insert(id, !on);
                    });
                }
            }
            ImportAction::Title(title) => importing.call(title.trim()),
            ImportAction::Template(template) => {
                importing.step(|decided| {
                    decided.template = template.map_or(Choice::None, Choice::Template);
                    decided.chosen.clear();
                });
                self.propose_template();
            }
            ImportAction::ToggleTemplate => {
                let template = match importing.template() {
                    Some(_) => None,
                    None => importing.proposed.clone(),
                };
                return self.import_action(ImportAction::Template(template));
            }
            ImportAction::TakeOver => return self.take_over(),
        }
        Vec::new()
    }

    /// Takes the last decision back, or makes it again.
    pub(super) fn step_import(&mut self, back: bool) -> Vec<Effect> {
        let Some(importing) = &mut self.importing else { return Vec::new() };
        let (from, to) = if back {
            (&mut importing.undo, &mut importing.redo)
        } else {
            (&mut importing.redo, &mut importing.undo)
        };
        let Some(decided) = from.pop() else { return Vec::new() };
        let before = std::mem::replace(&mut importing.decided, decided);
        let same =
            before.decisions == importing.decided.decisions && before.depths == importing.decided.depths;
        to.push(before);
        // What was decided about fields and the template changes nothing in how lines are read.
        if same {
            self.propose_template();
            return Vec::new();
        }
        self.read_again()
    }

    fn decide(&mut self, change: impl FnOnce(&mut Decided)) -> Vec<Effect> {
        let Some(importing) = &mut self.importing else { return Vec::new() };
        if importing.step(change) { self.read_again() } else { Vec::new() }
    }

    fn read_again(&mut self) -> Vec<Effect> {
        let Some(year) = plan_year(self.today) else { return Vec::new() };
        self.imports += 1;
        let Some(importing) = &mut self.importing else { return Vec::new() };
        let Some(reading) = &importing.reading else { return Vec::new() };
        importing.serial = self.imports;
        importing.is_working = true;
        // The newest request wins: the one before need not go on.
        importing.stop.set();
        importing.stop = Stop::default();
        vec![Effect::Import(Box::new(ImportWork::Again {
            serial: importing.serial,
            source: Arc::clone(&reading.source),
            decisions: importing.decided.decisions.clone(),
            depths: importing.decided.depths.clone(),
            year,
            stop: importing.stop.clone(),
        }))]
    }

    fn take_over(&mut self) -> Vec<Effect> {
        let Some(year) = plan_year(self.today) else { return Vec::new() };
        let Some(importing) = &mut self.importing else { return Vec::new() };
        let Some(reading) = importing.reading.clone().filter(|_| !importing.is_working) else {
            return Vec::new();
        };
        self.imports += 1;
        importing.serial = self.imports;
        importing.is_working = true;
        let wish = Wish {
            year,
            title: importing.proposed_title(),
            called: importing.called().map(str::to_owned),
            fields: true,
            without: importing.decided.without.clone(),
        };
        vec![Effect::Import(Box::new(ImportWork::Build {
            serial: importing.serial,
            import: Arc::clone(&reading.import),
            part: importing.part,
            wish,
            template: importing.template().and_then(|id| self.templates.get(id)).cloned(),
            chosen: importing.decided.chosen.clone(),
        }))]
    }

    pub(super) fn import_done(&mut self, done: ImportDone) -> Vec<Effect> {
        let Some(importing) = self.importing.as_mut().filter(|importing| importing.serial == done.serial)
        else {
            return Vec::new();
        };
        importing.is_working = false;
        match done.result {
            Ok(Made::Reading(reading)) => {
                let first = importing.reading.is_none();
                importing.part = importing.part.min(reading.parts.len().saturating_sub(1));
                if first {
                    importing.current = reading.parts.first().map_or(1, |part| part.first_line);
                }
                importing.reading = Some(Arc::new(*reading));
                importing.reveal += u64::from(first);
                importing.settle(true);
                if first {
                    // What was not imported before is no longer what matters.
                    let failed = self.words.text("notice-not-imported");
                    self.notices.retain(|notice| notice.headline != failed);
                }
                self.propose_template();
            }
            Ok(Made::Plan(plan, fields)) => self.taken_over(*plan, fields),
            // Who let it be knows.
            Err(Unread::Stopped) => {}
            Err(fault) => {
                let path = importing.path.clone();
                let failed_first = importing.reading.is_none();
                let why = unread(&self.words, &fault);
                let words =
                    (self.words.text("notice-not-imported"), notice::with_path(&self.words, &why, &path));
                self.tell(Level::Error, words, None);
                if failed_first {
                    return self.unread_review();
                }
            }
        }
        Vec::new()
    }

    /// The work broke down: the review goes on with what it has.
    pub(super) fn import_broken(&mut self) -> Vec<Effect> {
        let Some(importing) = &mut self.importing else { return Vec::new() };
        importing.is_working = false;
        if importing.reading.is_none() { self.unread_review() } else { Vec::new() }
    }

    fn leave_import(&mut self) {
        if self.screen == Screen::Import {
            self.screen = if self.open.is_some() { Screen::Write } else { Screen::Start };
        }
    }

    /// Proposes the template that fits, and finds what of the one that is chosen nothing fills.
    fn propose_template(&mut self) {
        let language = self.words.language();
        let Some(importing) = &mut self.importing else { return };
        importing.proposed =
            importing.fitting(&self.templates, language).first().map(|template| template.id.clone());
        let plan = importing.reading.as_ref().and_then(|reading| reading.plans.get(importing.part));
        let fit = match (plan, importing.template().and_then(|id| self.templates.get(id))) {
            (Some(Some(plan)), Some(template)) => template::fit(plan, &template.plan),
            _ => template::Fit::default(),
        };
        importing.placed = fit.places.len();
        importing.unfilled = fit.unfilled;
    }
}

impl Importing {
    /// Returns what deciding so about the line with the cursor comes to; none if it would change nothing.
    #[must_use]
    pub fn wanted(&self, decision: Decision) -> Option<Decision> {
        let row = self.current_row()?;
        let Decision::Heading(_) = decision else { return Some(decision) };
        let sort = self.structure().iter().find(|part| part.line == row.number).map(|part| part.sort);
        match (sort, row.sign) {
            (Some(StructureSort::Heading(_)), Sign::Kept) => None,
            // Who settles a guess leaves it at its level.
            (Some(StructureSort::Heading(level)), Sign::Guessed) => Some(Decision::Heading(level)),
            _ => Some(decision),
        }
    }

    /// Puts the cursor on the nearest line that is shown, or on none if none is shown; `onwards` looks
    /// before the line with the cursor only if nothing follows it.
    fn settle(&mut self, onwards: bool) {
        let shown = self.shown();
        let Some(reading) = &self.reading else { return };
        let numbers = shown.iter().filter_map(|at| reading.lines.get(*at)).map(|row| row.number);
        let far = |number: &usize| (onwards && *number < self.current, number.abs_diff(self.current));
        let nearest = numbers.min_by_key(far);
        self.is_bare = nearest.is_none();
        if let Some(line) = nearest.filter(|line| *line != self.current) {
            self.current = line;
            self.reveal += 1;
        }
    }

    fn leap(&mut self, count: isize) {
        let shown = self.shown();
        let Some(reading) = &self.reading else { return };
        let number = |at: &usize| reading.lines.get(*at).map_or(0, |row| row.number);
        let here = shown.iter().position(|at| number(at) >= self.current).unwrap_or(shown.len());
        let to = here.saturating_add_signed(count).min(shown.len().saturating_sub(1));
        if let Some(line) = shown.get(to).map(number) {
            self.current = line;
            self.reveal += 1;
            if let Some(part) = self.current_row().and_then(|row| row.part) {
                self.part = part;
            }
        }
    }

    fn step_line(&mut self, forward: bool) {
        let shown = self.shown();
        let Some(reading) = &self.reading else { return };
        let number = |at: &usize| reading.lines.get(*at).map_or(0, |row| row.number);
        let next = if forward {
            shown.iter().map(number).find(|number| *number > self.current)
        } else {
            shown.iter().rev().map(number).find(|number| *number < self.current)
        };
        if let Some(next) = next {
            self.current = next;
            self.reveal += 1;
            if let Some(part) = self.current_row().and_then(|row| row.part) {
                self.part = part;
            }
        }
    }
}

/// Returns the year that plans are written for on a day.
fn plan_year(today: NaiveDate) -> Option<YearNumber> {
    YearNumber::new(today.year() + i32::from(today.month() >= NEXT_YEAR_FROM)).ok()
}

/// Says why a source was not read.
fn unread(words: &Catalogue, fault: &Unread) -> String {
    match fault {
        Unread::Stopped => String::new(),
        Unread::Io(error) => words.with("why-io", &[("cause", error.to_string().into())]),
        Unread::Fault(fault) => match fault {
            ImportFault::NoFormat => words.text("why-import-format"),
            ImportFault::TooLarge { bytes } => {
                let args = [("size", (bytes >> 20).into()), ("most", (MOST_BYTES >> 20).into())];
                words.with("why-import-large", &args)
            }
            ImportFault::TooManyLines { lines } => {
                let args = [("lines", (*lines).into()), ("most", MOST_LINES.into())];
                words.with("why-import-lines", &args)
            }
            ImportFault::Empty => words.text("why-import-empty"),
            ImportFault::NotText => words.text("why-import-no-text"),
            ImportFault::Docx(fault) => match fault {
                DocxFault::Locked => words.text("why-import-locked"),
                DocxFault::NotADocument => words.text("why-import-no-document"),
                DocxFault::Damaged { what } => {
                    words.with("why-import-damaged", &[("cause", what.clone().into())])
                }
                DocxFault::TooMuch => words.text("why-import-too-much"),
            },
        },
    }
}
