//! The outline into a plan of records.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use chrono::NaiveDate;

use super::Imported;
use super::account::{Fate, Place, Reason, Report};
use super::bracket::{self, Bracket, Value};
use super::draft::{ItemDraft, Outline, SectionDraft, Told};
use super::fields::{is_words, offers};
use super::found::blanks;
use super::kept;
use super::marker::Style;
use super::outline::is_title_like;
use super::parts;
use super::tables;
use super::title;
use crate::locale::read_date;
use crate::model::{
    Attachment, Counter, Half, Indicator, IndicatorId, Item, Language, Measure, MeasureId, Month, Owner,
    OwnerRole, Paragraph, ParagraphId, Part, PartId, Period, Person, PersonId, Placeholder, PlaceholderKind,
    PlaceholderName, Plan, Prose, Quarter, Section, SectionId, SectionRole, SignOff, Text, Who, YearNumber,
};

/// What is made of an import beside its words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Wish {
    /// The year of a plan that names none.
    pub year: YearNumber,
    /// The name of the file: what a plan is called that has no title, if it says anything.
    pub title: String,
    /// What the user wants the plan to be called.
    pub called: Option<String>,
    /// Whether times, owners and indicators that are clear are put into their fields.
    pub fields: bool,
    /// Fields that are left as words all the same, with the line of the measure.
    pub without: BTreeSet<(usize, Field)>,
}

/// A field of a measure that its words offer.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Field {
    /// When it is done.
    Time,
    /// Who does it, by name.
    Owner(String),
    /// What it is judged by, by its name.
    Indicator(String),
    /// What it is based on.
    Source,
}

/// A plan made of an import, with what became of the words on the way.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Built {
    /// The plan.
    pub plan: Plan,
    /// What was replaced or left out when records were made.
    pub report: Report,
    /// How many fields were filled by what the text says.
    pub fields: usize,
}

/// Makes a plan of an import, which goes as the plan comes: side by side they would take twice the
/// memory.
#[must_use]
pub fn build(imported: Imported, wish: &Wish) -> Built {
    let mut maker = Maker {
        ids: Counter::default(),
        report: Report::default(),
        blanks: BTreeMap::new(),
        counts: BTreeMap::new(),
        wish,
        fields: 0,
        year: wish.year,
        people: Vec::new(),
    };
    let mut plan = empty(&imported, wish.year);
    let Imported { outline, heading, heading_line, first_line, .. } = imported;
    maker.year = YearNumber::new(plan.period.year()).unwrap_or(wish.year);
    plan.numbering = kept::numbering(&outline);
    plan.title = match (&wish.called, &outline.title) {
        (Some(called), own) => maker.text(own.as_ref().map_or(first_line, |title| title.line), called),
        (None, Some(own)) => maker.text(own.line, &own.text),
        (None, None) => match heading.as_deref().and_then(title::title_of_heading) {
            Some(heading) => maker.text(heading_line.unwrap_or(first_line), &heading),
            None => Text::new(&title::title_of_name(&wish.title).unwrap_or_default()),
        },
    };
    let opening = outline.opening.as_slice();
    if !opening.is_empty() {
        let id = PartId::new(maker.ids.take());
        let paragraphs = maker.paragraphs(opening);
        plan.parts.push(Part::Opening(Arc::new(Prose { id, paragraphs })));
    }
    let roots = maker.sections(outline.sections);
    let looks_ahead = roots.iter().any(|(_, section)| !parts::looks_back(section.heading.as_str()));
    for (with_tables, section) in roots {
        let part = parts::of_section(&section, looks_ahead, &mut maker.ids);
        plan.parts.push(part.unwrap_or(Part::Section(section)));
        // A table that is no list of measures follows the section that it stands in.
        for section in &with_tables {
            for table in &section.tables {
                plan.parts.extend(maker.register(section, table));
            }
        }
    }
    let mut closing = maker.paragraphs(&outline.closing);
    // Lines on which others sign say more than whose plan it is and of which day.
    let is_signed = outline.sign_off.iter().any(|told| told.text.contains(['签', '章']));
    if is_signed {
        closing.extend(maker.paragraphs(&outline.sign_off));
    }
    if !closing.is_empty() {
        let id = PartId::new(maker.ids.take());
        plan.parts.push(Part::Closing(Arc::new(Prose { id, paragraphs: closing })));
    }
    if !outline.sign_off.is_empty() && !is_signed {
        plan.parts.push(maker.sign_off(&outline.sign_off, &mut plan.unit));
    }
    for told in &outline.annex {
        maker.annex(told, &mut plan.parts);
    }
    plan.placeholders = maker
        .blanks
        .iter()
        .map(|(name, (kind, token))| Placeholder {
            name: name.clone(),
            kind: kind.clone(),
            hint: Text::new(token),
        })
        .collect();
    if plan.title.is_empty() {
        plan.title = title::named(&plan);
    }
    plan.people = std::mem::take(&mut maker.people);
    plan.ids = maker.ids;
    Built { plan, report: maker.report, fields: maker.fields }
}

/// Returns a plan without a word, of the language, the kind and the period that a text is of.
pub(super) fn empty(imported: &Imported, year: YearNumber) -> Plan {
    let outline = &imported.outline;
    let mut words = outline.title.as_ref().map(|title| title.text.clone()).unwrap_or_default();
    for told in outline.opening.iter().take(3) {
        words.push_str(&told.text);
    }
    let year = year_of(outline).unwrap_or(year);
    let mut plan = Plan::empty(language(outline), period(&words, year));
    plan.kind = imported.kind.unwrap_or_default();
    plan
}

/// Returns the year that a text names most often, where it names it more than once.
fn year_of(outline: &Outline) -> Option<YearNumber> {
    use super::marker::patterns;
    patterns! { NAMED = r"(20\d{2})\s*年"; }
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    outline.for_each_text(&mut |text| {
        let years = NAMED.iter().flat_map(|named| named.captures_iter(text)).filter_map(|found| found.get(1));
        for year in years {
            *counts.entry(year.as_str().to_owned()).or_default() += 1;
        }
    });
    let (year, count) = counts.into_iter().max_by_key(|(_, count)| *count)?;
    year.parse().ok().filter(|_| count > 1).and_then(|year| YearNumber::new(year).ok())
}

fn language(outline: &Outline) -> Language {
    let (mut hanzi, mut latin) = (0_usize, 0_usize);
    outline.for_each_text(&mut |text| {
        for c in text.chars() {
            hanzi += usize::from(('\u{3400}'..='\u{9fff}').contains(&c));
            latin += usize::from(c.is_ascii_alphabetic());
        }
    });
    if latin > hanzi * 4 { Language::En } else { Language::ZhCn }
}

/// Reads the period that title and opening name.
fn period(words: &str, default: YearNumber) -> Period {
    use super::marker::patterns;
    patterns! {
        YEAR = r"(20\d{2}|19\d{2})\s*年";
        QUARTER = r"第?([一二三四1-4])季度";
        MONTH = r"(?:年|^)(\d{1,2})月份?[^日号]{0,3}(?:工作)?(?:计划|总结)";
    }
    let first = |p: &std::sync::LazyLock<Option<regex::Regex>>| {
        p.as_ref().and_then(|p| p.captures(words)).and_then(|c| c.get(1)).map(|m| m.as_str().to_owned())
    };
    let year =
        first(&YEAR).and_then(|y| y.parse().ok()).and_then(|y| YearNumber::new(y).ok()).unwrap_or(default);
    let title: String = words.chars().take(60).collect();
    let number = year.number();
    let found = if let Some(month) = first(&MONTH).and_then(|m| m.parse().ok()) {
        Month::new(number, month).ok().map(Period::Month)
    } else if title.contains("季度") {
        first(&QUARTER)
            .and_then(|q| super::marker::number(&q))
            .and_then(|q| Quarter::new(number, q).ok())
            .map(Period::Quarter)
    } else if title.contains("下半年") {
        Half::new(number, 2).ok().map(Period::HalfYear)
    } else if title.contains("上半年") {
        Half::new(number, 1).ok().map(Period::HalfYear)
    } else {
        None
    };
    found.unwrap_or(Period::Year(year))
}

struct Maker<'a> {
    ids: Counter,
    report: Report,
    /// Each blank with what it asks for and how it stood in the source.
    blanks: BTreeMap<PlaceholderName, (PlaceholderKind, String)>,
    counts: BTreeMap<&'static str, usize>,
    wish: &'a Wish,
    fields: usize,
    year: YearNumber,
    /// The people whom brackets name.
    people: Vec<Arc<Person>>,
}

impl Maker<'_> {
    /// Makes a text, its blanks named.
    fn text(&mut self, line: usize, raw: &str) -> Text {
        let found = blanks(raw);
        let raw_signs = raw.contains(['⟦', '⟧']);
        if found.is_empty() && !raw_signs {
            return Text::new(raw.trim());
        }
        let mut out = String::with_capacity(raw.len());
        let mut at = 0;
        for blank in found {
            out.push_str(&self.plain(line, raw.get(at..blank.from).unwrap_or_default()));
            let after = raw.get(blank.to..).unwrap_or_default();
            let before = raw.get(..blank.from).unwrap_or_default();
            let (name, kind) = self.name(&blank.token, before, after);
            at = blank.to;
            if let Ok(name) = PlaceholderName::new(&name) {
                // The unit of an amount is printed by the blank.
                let unit = kind.unit();
                if !unit.is_empty() && after.trim_start().starts_with(unit) {
                    at += after.len() - after.trim_start().len() + unit.len();
                }
                let token = raw.get(blank.from..at).unwrap_or(&blank.token);
                self.report.note(line, token, Fate::Replaced(name.as_str().into()));
                out.push_str(Text::blank(&name).as_str());
                self.blanks.entry(name).or_insert((kind, blank.token));
            } else {
                out.push_str(&blank.token);
            }
        }
        out.push_str(&self.plain(line, raw.get(at..).unwrap_or_default()));
        Text::new(out.trim())
    }

    /// The signs of blanks are no words here.
    fn plain(&mut self, line: usize, raw: &str) -> String {
        for c in raw.chars().filter(|c| matches!(c, '⟦' | '⟧')) {
            let to = if c == '⟦' { "〔" } else { "〕" };
            self.report.note(line, c, Fate::Replaced(to.into()));
        }
        raw.replace('⟦', "〔").replace('⟧', "〕")
    }

    fn next(&mut self, what: &'static str) -> String {
        let count = self.counts.entry(what).or_default();
        *count += 1;
        format!("{what}{count}")
    }

    /// Names a blank by what stands round it.
    fn name(&mut self, token: &str, before: &str, after: &str) -> (String, PlaceholderKind) {
        let rest = after.trim_start();
        if rest.starts_with('年') && !before.ends_with(|c: char| c.is_ascii_digit()) {
            return ("年份".to_owned(), PlaceholderKind::Year);
        }
        for noun in ["农商银行", "银行", "分行", "支行", "总行", "公司", "部门", "中心", "信用社", "集团"]
        {
            if rest.starts_with(noun) && !token.starts_with(['(', '（']) {
                return (format!("{noun}名称"), PlaceholderKind::Unit);
            }
        }
        if rest.starts_with(['%', '％']) {
            return (self.next("百分比"), PlaceholderKind::Percentage);
        }
        for unit in [
            "万元",
            "亿元",
            "万美元",
            "美元",
            "元",
            "万户",
            "户",
            "人次",
            "人",
            "名",
            "个",
            "笔",
            "家",
            "次",
            "件",
            "张",
            "台",
            "项",
            "场",
        ] {
            if rest.starts_with(unit) {
                return (self.next("数额"), PlaceholderKind::Amount { unit: unit.to_owned() });
            }
        }
        (self.next("空白"), PlaceholderKind::Free)
    }

    fn paragraph(&mut self, told: &Told) -> Paragraph {
        Paragraph { id: ParagraphId::new(self.ids.take()), text: self.text(told.line, &told.text) }
    }

    fn paragraphs(&mut self, told: &[Told]) -> Vec<Paragraph> {
        told.iter().map(|told| self.paragraph(told)).collect()
    }

    /// Makes sections of the flat list, each inside the one before of a higher level, with the drafts
    /// in each that have tables.
    fn sections(&mut self, drafts: Vec<SectionDraft>) -> Vec<(Vec<SectionDraft>, Arc<Section>)> {
        let mut roots: Vec<(u8, Vec<SectionDraft>, Section)> = Vec::new();
        for mut draft in drafts {
            let items = std::mem::take(&mut draft.items);
            let section = self.section(&draft, items);
            match roots.last_mut() {
                Some((root_level, with_tables, root)) if draft.level > *root_level => {
                    place(root, section, usize::from(draft.level - *root_level), Section::MAX_LEVELS - 1);
                    with_tables.extend((!draft.tables.is_empty()).then_some(draft));
                }
                _ => roots.push((
                    draft.level,
                    Vec::from_iter((!draft.tables.is_empty()).then_some(draft)),
                    section,
                )),
            }
        }
        roots.into_iter().map(|(_, with_tables, section)| (with_tables, Arc::new(section))).collect()
    }

    fn section(&mut self, draft: &SectionDraft, drafts: Vec<ItemDraft>) -> Section {
        let id = SectionId::new(self.ids.take());
        let heading =
            draft.heading.as_deref().map(|heading| self.text(draft.line, heading)).unwrap_or_default();
        let mut items: Vec<Item> =
            draft.leads.iter().map(|told| Item::Paragraph(self.paragraph(told))).collect();
        match drafts.as_slice() {
            // One paragraph that asks for nothing is words, and gets no number.
            [only] if is_words(only, self.year) => {
                let told = Told { line: only.line, text: only.text.clone() };
                items.push(Item::Paragraph(self.paragraph(&told)));
            }
            _ => {
                items.reserve_exact(drafts.len());
                for item in drafts {
                    items.push(Item::Measure(Arc::new(self.measure(&item))));
                }
            }
        }
        for table in &draft.tables {
            if let Some(found) = tables::columns(table) {
                for draft in tables::items(table, &found) {
                    items.push(Item::Measure(Arc::new(self.measure(&draft))));
                }
                if let Some((line, cells)) = table.first() {
                    self.report.note(*line, cells.join(" "), Fate::Dropped(Reason::TableHead));
                }
            }
        }
        Section { id, role: role(&heading), heading, items }
    }

    /// Keeps a table whose columns say nothing of measures as it is.
    fn register(&mut self, section: &SectionDraft, table: &[(usize, Vec<String>)]) -> Option<Part> {
        use crate::model::{Register, RegisterRow};
        if tables::columns(table).is_some() {
            return None;
        }
        let width = table.iter().map(|(_, cells)| cells.len()).max()?;
        let mut rows = table.iter();
        let (line, head) = rows.next()?;
        let cells = |maker: &mut Self, line: usize, row: &[String]| -> Vec<Text> {
            (0..width).map(|at| maker.text(line, row.get(at).map_or("", String::as_str))).collect()
        };
        let columns = cells(self, *line, head);
        let heading = Text::new(section.heading.as_deref().unwrap_or_default());
        let id = PartId::new(self.ids.take());
        let rows = rows
            .map(|(line, row)| {
                let id = PartId::new(self.ids.take());
                self.report.note(*line, "", Fate::Kept(Place::Table));
                RegisterRow { id, cells: cells(self, *line, row) }
            })
            .collect();
        Some(Part::Register(Arc::new(Register { id, heading, columns, rows })))
    }

    fn measure(&mut self, draft: &ItemDraft) -> Measure {
        let id = MeasureId::new(self.ids.take());
        let line = draft.line;
        let taken =
            if self.wish.fields { bracket::taken(draft, self.year, &self.wish.without) } else { None };
        let (draft, told) = match &taken {
            Some((draft, told, words)) => {
                self.report.note(line, words.as_str(), Fate::Dropped(Reason::Fields));
                (draft, Some(told))
            }
            None => (draft, None),
        };
        let (title, words) = self.run_in(draft);
        let text = self.text(line, words);
        let mut measure = Measure::new(id, text);
        measure.title = title;
        let mut more = draft.more.as_slice();
        if is_title_like(&draft.text) && measure.title.is_empty() && !more.is_empty() {
            let bare = words.trim_end_matches(['：', ':']);
            if bare.len() < words.len() {
                self.report.note(
                    line,
                    words.get(bare.len()..).unwrap_or_default(),
                    Fate::Dropped(Reason::HeadingMark),
                );
            }
            measure.title = self.text(line, bare);
            if let Some((first, rest)) = more.split_first() {
                measure.text = self.text(first.line, &first.text);
                more = rest;
            }
        }
        let mut parts: Vec<Measure> = draft.children.iter().map(|child| self.measure(child)).collect();
        // A measure's paragraphs are read before its parts: what follows those goes to the last of them.
        let last_line = draft.children.last().map_or(usize::MAX, |last| last.line);
        let tail = draft.tail.iter().map(|tail| (last_line, Told { line, text: tail.clone() }));
        let more = more.iter().map(|told| (told.line, told.clone()));
        for (place, told) in tail.chain(more) {
            let paragraph = self.paragraph(&told);
            match parts.last_mut().filter(|_| place >= last_line) {
                Some(last) => last.paragraphs.push(paragraph),
                None => measure.paragraphs.push(paragraph),
            }
        }
        measure.measures = parts.into_iter().map(Arc::new).collect();
        match told {
            Some(told) => self.told(&mut measure, line, told),
            None => self.offered(&mut measure, draft, words),
        }
        // Most have one, and room for four would double the plan.
        measure.owners.shrink_to_fit();
        measure.indicators.shrink_to_fit();
        measure
    }

    /// Puts what a bracket tells into the measure's fields.
    fn told(&mut self, measure: &mut Measure, line: usize, bracket: &Bracket) {
        for (_, value) in bracket.values() {
            if self.wish.without.contains(&(line, value.field())) {
                continue;
            }
            self.fields += 1;
            match value {
                Value::Owner(name, role) => {
                    let who = self.who(line, name);
                    measure.owners.push(Owner { who, role: *role });
                }
                Value::Time(when) => measure.when = Some(when.clone()),
                Value::Indicator(told) => {
                    let name = self.text(line, &told.name);
                    let mut indicator = Indicator::new(IndicatorId::new(self.ids.take()), name);
                    indicator.unit.clone_from(&told.unit);
                    indicator.target.clone_from(&told.target);
                    measure.indicators.push(Arc::new(indicator));
                }
                Value::Source(source) => measure.source = self.text(line, source),
            }
        }
    }

    /// Takes a name for a department, a post or a person, by its end and its length.
    fn who(&mut self, line: usize, name: &str) -> Who {
        const DEPARTMENTS: [char; 11] = ['部', '行', '室', '组', '处', '科', '社', '心', '司', '厅', '点'];
        let text = self.text(line, name);
        if name.ends_with(DEPARTMENTS) {
            return Who::Department(text);
        }
        let is_name = (2..=3).contains(&name.chars().count())
            && name.chars().all(|c| ('\u{3400}'..='\u{9fff}').contains(&c))
            && !super::fields::is_post(name);
        if !is_name {
            return Who::Post(text);
        }
        if let Some(person) = self.people.iter().find(|person| person.name == text) {
            return Who::Person(person.id);
        }
        let id = PersonId::new(self.ids.take());
        let person = Person { id, name: text, post: Text::default(), department: Text::default() };
        self.people.push(Arc::new(person));
        Who::Person(id)
    }

    /// Puts what is clear into the measure's fields: what a table's columns give, and what the text
    /// says in one way only.
    fn offered(&mut self, measure: &mut Measure, draft: &ItemDraft, words: &str) {
        for (column, cell) in &draft.fields {
            tables::fill(measure, column, cell, self.year, &mut self.ids);
            self.fields += 1;
        }
        if !self.wish.fields {
            return;
        }
        let takes = |field: Field| !self.wish.without.contains(&(draft.line, field));
        let offers = offers(words, self.year);
        if measure.when.is_none()
            && takes(Field::Time)
            && let Some((_, when)) = offers.own_time()
        {
            measure.when = Some(when.clone());
            self.fields += 1;
        }
        if measure.owners.is_empty() {
            for (name, is_post) in offers.owners {
                if !takes(Field::Owner(name.clone())) {
                    continue;
                }
                let name = Text::new(&name);
                let who = if is_post { Who::Post(name) } else { Who::Department(name) };
                measure.owners.push(Owner { who, role: OwnerRole::Responsible });
                self.fields += 1;
            }
        }
        if measure.indicators.is_empty() {
            for offered in offers.indicators {
                if !takes(Field::Indicator(offered.name.clone())) {
                    continue;
                }
                let mut indicator =
                    Indicator::new(IndicatorId::new(self.ids.take()), Text::new(&offered.name));
                indicator.unit = offered.unit;
                indicator.target = Some(offered.target);
                measure.indicators.push(Arc::new(indicator));
                self.fields += 1;
            }
        }
    }

    /// Parts a run-in title from the text: 流程梳理：…
    fn run_in<'b>(&mut self, draft: &'b ItemDraft) -> (Text, &'b str) {
        let words = draft.text.trim();
        if let Some(marker) = draft.marker.as_ref().filter(|m| m.style == Style::Label) {
            // The label was told as a number; here it is the title.
            let bare = marker.raw.trim_end_matches(['：', ':', ' ']);
            return (self.text(draft.line, bare), words);
        }
        for colon in ['：', ':'] {
            if let Some((title, rest)) = words.split_once(colon)
                && is_run_in_title(title)
                && !rest.trim().is_empty()
            {
                self.report.note(draft.line, colon, Fate::Dropped(Reason::HeadingMark));
                return (self.text(draft.line, title), rest.trim());
            }
        }
        (Text::default(), words)
    }

    /// Puts what is attached: a line that says so begins an attachment, which is numbered anew, and the
    /// others go on about it.
    fn annex(&mut self, told: &Told, parts: &mut Vec<Part>) {
        use super::marker::patterns;
        patterns! { LABEL = r"^附\s*[件表录]\s*[\d一二三四五六七八九十]*\s*[:：、.．]?\s*"; }
        let label = LABEL.as_ref().and_then(|label| label.find(&told.text)).map_or(0, |found| found.end());
        if label == 0
            && let Some(Part::Attachment(last)) = parts.last_mut()
        {
            let paragraph = self.paragraph(told);
            Arc::make_mut(last).paragraphs.push(paragraph);
            return;
        }
        let (label, name) = told.text.split_at(label);
        let name = if name.is_empty() { label } else { name };
        if name != told.text && !label.is_empty() {
            self.report.note(told.line, label, Fate::Dropped(Reason::HeadingMark));
        }
        let id = PartId::new(self.ids.take());
        let heading = self.text(told.line, name);
        parts.push(Part::Attachment(Arc::new(Attachment { id, heading, paragraphs: Vec::new() })));
    }

    fn sign_off(&mut self, lines: &[Told], unit: &mut Text) -> Part {
        let id = PartId::new(self.ids.take());
        let mut name = String::new();
        let mut on: Option<NaiveDate> = None;
        for told in lines {
            let text = told.text.trim();
            match read_date(text, self.year.number()) {
                Some(day) if on.is_none() && text.contains('日') => {
                    self.report.note(told.line, text, Fate::Kept(Place::SignOff));
                    on = Some(day);
                }
                // A day that is still to be filled in is no name.
                None if text.contains('年') && text.chars().all(|c| "年月日_ \u{3000}".contains(c)) => {
                    self.report.note(told.line, text, Fate::Kept(Place::SignOff));
                }
                _ => {
                    if !name.is_empty() {
                        name.push_str("  ");
                    }
                    name.push_str(text);
                }
            }
        }
        let first = lines.first().map_or(0, |told| told.line);
        let name = self.text(first, &name);
        if lines.len() <= 2 && unit.is_empty() && name.as_str().ends_with(['行', '部', '社', '司']) {
            *unit = name.clone();
        }
        Part::SignOff(Arc::new(SignOff { id, name, on }))
    }
}

/// Tells whether the words before a colon are a title: a few characters, or a few English words.
fn is_run_in_title(words: &str) -> bool {
    let count = words.chars().count();
    let is_short = if words.is_ascii() {
        (2..=48).contains(&count) && words.split_whitespace().count() <= 8
    } else {
        (2..=14).contains(&count)
    };
    is_short && !words.contains(['，', '。', '、', '；', ',', '.', ';', '“', '《'])
}

/// Puts a section this many levels below another, and no deeper than there are levels.
fn place(parent: &mut Section, section: Section, depth: usize, levels: usize) {
    if depth > 1
        && levels > 1
        && let Some(Item::Section(last)) =
            parent.items.iter_mut().rev().find(|item| matches!(item, Item::Section(_)))
    {
        return place(Arc::make_mut(last), section, depth - 1, levels - 1);
    }
    parent.items.push(Item::Section(Arc::new(section)));
}

fn role(heading: &Text) -> SectionRole {
    let heading = heading.as_str();
    let has = |words: &[&str]| words.iter().any(|word| heading.contains(word));
    if has(&["服务"]) {
        SectionRole::Service
    } else if has(&["风险", "内控", "合规", "质量", "安全"]) {
        SectionRole::Quality
    } else if has(&["队伍", "人员", "培训", "素质", "人才"]) {
        SectionRole::Personnel
    } else if has(&["营销", "业务", "存款", "贷款", "市场", "客户"]) {
        SectionRole::Business
    } else if has(&["监督", "考核", "评估", "督导"]) {
        SectionRole::Supervision
    } else {
        SectionRole::General
    }
}
