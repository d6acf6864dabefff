//! Making a template of a plan: what came of it is left out, what is this year's moves with the year,
//! and what is this unit's, these people's or this year's figure becomes a blank where that is asked
//! for.
//!
//! A plan made of the template for the same year, with what stood in the blanks written into them, is
//! the plan again but for what came of it. Figures that no blank can stand for, budgets and the parts
//! of a split target, are left open.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;

use rust_decimal::Decimal;

use super::history::{put, take, without_history};
use super::scan::{Figure, Found, Wanted};
use crate::model::fill::{for_each_quantity_mut, for_each_text_mut, parse};
use crate::model::tree::{Node, NodeMut, NodeRef};
use crate::model::{
    Goal, Indicator, Language, Measure, Part, Period, Piece, Placeholder, PlaceholderKind, PlaceholderName,
    Plan, Quantity, Target, Text, query,
};

/// The most characters of an indicator's name that the name of its blank begins with.
const MOST_OF_NAME: usize = 30;

/// How many characters of a blank's name are left for the number behind it.
const MOST_DIGITS: usize = 8;

/// How many characters on either side of a figure its hint shows.
const ROUND_FIGURE: usize = 12;

/// What becomes a blank when a plan becomes a template.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Blanks {
    /// The names of people, wherever they stand; posts and departments stay.
    pub names: bool,
    /// Bases and targets, and sums and percentages in texts.
    pub figures: bool,
    /// The unit, its departments, the author, the parties of a contract and the signature.
    pub unit: bool,
}

/// How many blanks were made, and of how many places.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct BlankCounts {
    /// Blanks for the names of people, and their places.
    pub names: (usize, usize),
    /// Blanks for figures, and their places.
    pub figures: (usize, usize),
    /// Blanks for the unit and who signs, and their places.
    pub unit: (usize, usize),
}

/// What a plan became as a template.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OfPlan {
    /// The template's plan.
    pub plan: Plan,
    /// The blank that takes the number of the month, quarter, half-year or week.
    pub counted: Option<PlaceholderName>,
    /// What stood in the blanks. The year is not among them: the year of the new plan fills it.
    pub values: BTreeMap<PlaceholderName, String>,
    /// How many blanks were made.
    pub counts: BlankCounts,
}

/// Makes the template's plan of a plan.
#[must_use]
pub fn of_plan(plan: &Plan, blanks: Blanks) -> OfPlan {
    let mut cleared = without_history(plan);
    let mut making = Making::new(&cleared, blanks);
    let nodes = take(&mut cleared);
    let nodes = making.figures_of(nodes);
    let nodes = making.texts_of(&mut cleared, nodes);
    put(&mut cleared, nodes);
    making.finish(cleared)
}

/// What sort of blank it is, for counting.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Sort {
    Period,
    Name,
    Figure,
    Unit,
}

/// A blank that is or may be made.
struct Made {
    placeholder: Placeholder,
    sort: Sort,
    /// What stood there.
    value: String,
    places: usize,
}

/// Words that become a blank wherever they stand.
struct Needle {
    /// The number of the blank.
    made: usize,
    /// Whether they do so only where nothing else stands.
    alone: bool,
}

struct Making {
    language: Language,
    period: Period,
    blanks: Blanks,
    /// The names of blanks that are taken.
    taken: BTreeSet<String>,
    /// How often a name was asked for.
    asked: HashMap<String, usize>,
    made: Vec<Made>,
    /// The words that are looked for, longer ones first, and what becomes of them.
    words: Vec<String>,
    needles: Vec<Needle>,
    /// How many of them are looked for anywhere in a text; they come first.
    anywhere: usize,
    year: usize,
    counted: Option<usize>,
    /// The blanks of indicators by their number and unit; none where two have the same.
    figures: HashMap<(String, String), Option<usize>>,
    /// The blanks of indicators by their names.
    indicators: HashMap<PlaceholderName, usize>,
    /// The units of indicators, longer ones first.
    units: Vec<String>,
    /// The blanks of the indicators of the goals and measures that the texts are in, innermost last,
    /// each with how many of its records are still to come.
    near: Vec<(usize, Vec<usize>)>,
    /// Whether the texts that come now are of the plan's work: how an indicator is worked out and
    /// scored holds from one year to the next.
    takes_figures: bool,
}

impl Making {
    fn new(plan: &Plan, blanks: Blanks) -> Self {
        let mut taken: BTreeSet<String> = query::open_blanks(plan).into_keys().collect();
        taken.extend(plan.placeholders.iter().map(|blank| blank.name.to_string()));
        let mut making = Self {
            language: plan.language,
            period: plan.period,
            blanks,
            taken,
            asked: HashMap::new(),
            made: Vec::new(),
            words: Vec::new(),
            needles: Vec::new(),
            anywhere: 0,
            year: 0,
            counted: None,
            figures: HashMap::new(),
            indicators: HashMap::new(),
            units: Vec::new(),
            near: Vec::new(),
            takes_figures: blanks.figures,
        };
        let year = plan.period.year().to_string();
        making.year = making.add("年度", "Year", PlaceholderKind::Year, Sort::Period, &year, "");
        making.counted = making.count();
        if blanks.names {
            making.names(plan);
        }
        if blanks.unit {
            making.unit(plan);
        }
        let mut order: Vec<(String, Needle)> = making.words.drain(..).zip(making.needles.drain(..)).collect();
        order.sort_by_key(|(words, needle)| (needle.alone, std::cmp::Reverse(words.len())));
        (making.words, making.needles) = order.into_iter().unzip();
        making.anywhere = making.needles.iter().filter(|needle| !needle.alone).count();
        making
    }

    const fn said<'a>(&self, chinese: &'a str, english: &'a str) -> &'a str {
        match self.language {
            Language::ZhCn => chinese,
            Language::En => english,
        }
    }

    /// Adds a blank under a name that is free, and returns its number.
    fn add(
        &mut self,
        chinese: &str,
        english: &str,
        kind: PlaceholderKind,
        sort: Sort,
        value: &str,
        hint: &str,
    ) -> usize {
        let name = self.free(self.said(chinese, english));
        let placeholder = Placeholder { name, kind, hint: Text::new(hint) };
        self.made.push(Made { placeholder, sort, value: value.to_owned(), places: 0 });
        self.made.len() - 1
    }

    /// Returns the name, with a number behind it where it is taken.
    fn free(&mut self, wanted: &str) -> PlaceholderName {
        let kept = |c: &char| !c.is_control() && !matches!(c, '⟦' | '⟧');
        let most = PlaceholderName::MAX_CHARS - MOST_DIGITS;
        let clean: String = wanted.chars().filter(kept).take(most).collect();
        let clean =
            if clean.trim().is_empty() { self.said("空白", "Blank") } else { clean.trim() }.to_owned();
        let asked = self.asked.entry(clean.clone()).or_default();
        loop {
            *asked += 1;
            let numbered = if *asked == 1 { clean.clone() } else { format!("{clean}{asked}") };
            if let Ok(name) = PlaceholderName::new(&numbered)
                && self.taken.insert(numbered)
            {
                return name;
            }
        }
    }

    /// Adds the blank that takes the number of the period in its year.
    fn count(&mut self) -> Option<usize> {
        let (chinese, english, number, hint) = match self.period {
            Period::Month(month) => {
                let n = month.number();
                (
                    "月份",
                    "Month",
                    n,
                    [format!("1至12，不填按{n}月排日期"), format!("1 to 12; {n} if left open")],
                )
            }
            Period::Quarter(quarter) => {
                let n = quarter.number();
                (
                    "季度",
                    "Quarter",
                    n,
                    [format!("1至4，不填按第{n}季度排日期"), format!("1 to 4; {n} if left open")],
                )
            }
            Period::HalfYear(half) => {
                let n = half.number();
                (
                    "半年",
                    "Half-year",
                    n,
                    [format!("1为上半年，2为下半年，不填按{n}排日期"), format!("1 or 2; {n} if left open")],
                )
            }
            Period::Week(week) => {
                let n = week.number();
                (
                    "周次",
                    "Week",
                    n,
                    [format!("1至53，不填按第{n}周排日期"), format!("1 to 53; {n} if left open")],
                )
            }
            Period::Year(_) | Period::Term(_) | Period::Project(_) => return None,
        };
        let [zh, en] = &hint;
        let hint = self.said(zh, en).to_owned();
        let kind = PlaceholderKind::Amount { unit: String::new() };
        Some(self.add(chinese, english, kind, Sort::Period, &number.to_string(), &hint))
    }

    /// Looks for the names of people.
    fn names(&mut self, plan: &Plan) {
        for person in &plan.people {
            let has_post = !person.post.is_empty() && person.post.blanks().next().is_none();
            let post = person.post.as_str().trim();
            let (zh, en) = if has_post {
                (format!("{post}姓名"), format!("Name of {post}"))
            } else {
                ("姓名".to_owned(), "Name".to_owned())
            };
            self.needle(&person.name, (&zh, &en), PlaceholderKind::Person, Sort::Name, "");
        }
        self.needle(&plan.author, ("姓名", "Name"), PlaceholderKind::Person, Sort::Name, "");
        for part in &plan.parts {
            let (first, second) = match part {
                Part::Improvement(part) => {
                    ((&part.employee, ("员工姓名", "Employee")), (&part.manager, ("主管姓名", "Manager")))
                }
                Part::Contract(part) => (
                    (&part.first.person, ("甲方签字人", "First party's signer")),
                    (&part.second.person, ("乙方签字人", "Second party's signer")),
                ),
                Part::Opening(_)
                | Part::Section(_)
                | Part::Review(_)
                | Part::Problems(_)
                | Part::Scores(_)
                | Part::Register(_)
                | Part::Attachment(_)
                | Part::Closing(_)
                | Part::SignOff(_) => continue,
            };
            for (text, name) in [first, second] {
                self.needle(text, name, PlaceholderKind::Person, Sort::Name, "");
            }
        }
    }

    /// Looks for the unit and who signs.
    fn unit(&mut self, plan: &Plan) {
        use PlaceholderKind as Kind;
        self.needle(&plan.unit, ("单位", "Unit"), Kind::Unit, Sort::Unit, "");
        self.needle(&plan.department, ("部门", "Department"), Kind::Unit, Sort::Unit, "");
        self.needle(&plan.author, ("拟稿人", "Author"), Kind::Person, Sort::Unit, "");
        for part in &plan.parts {
            match part {
                Part::SignOff(part) => {
                    self.needle(&part.name, ("署名", "Signature"), Kind::Free, Sort::Unit, "");
                }
                Part::Contract(part) => {
                    self.needle(&part.first.name, ("甲方", "First party"), Kind::Unit, Sort::Unit, "");
                    self.needle(&part.second.name, ("乙方", "Second party"), Kind::Unit, Sort::Unit, "");
                }
                Part::Opening(_)
                | Part::Section(_)
                | Part::Review(_)
                | Part::Problems(_)
                | Part::Scores(_)
                | Part::Improvement(_)
                | Part::Register(_)
                | Part::Attachment(_)
                | Part::Closing(_) => {}
            }
        }
    }

    /// Looks for what a text says, unless it is nothing or has blanks already.
    fn needle(
        &mut self,
        text: &Text,
        (chinese, english): (&str, &str),
        kind: PlaceholderKind,
        sort: Sort,
        hint: &str,
    ) {
        let words = text.as_str().trim();
        let fits = gives_back(&kind, words, words, self.language);
        if !fits || self.words.iter().any(|known| known == words) {
            return;
        }
        // One character, or signs only, may stand anywhere for something else.
        let alone = words.chars().count() < 2 || !words.chars().any(char::is_alphabetic);
        let made = self.add(chinese, english, kind, sort, words, hint);
        self.words.push(words.to_owned());
        self.needles.push(Needle { made, alone });
    }

    /// Makes blanks of the figures that indicators and gaps have.
    fn figures_of(&mut self, mut nodes: Vec<Node>) -> Vec<Node> {
        if !self.blanks.figures {
            return nodes;
        }
        for node in &mut nodes {
            node.as_mut().walk(&mut |node| {
                let unit = match node {
                    NodeMut::Measure(measure) => {
                        measure.needs.budget = None;
                        return;
                    }
                    NodeMut::Indicator(indicator) => {
                        if let Some(split) = &mut indicator.split {
                            split.shares.fill(None);
                        }
                        indicator.unit.clone()
                    }
                    NodeMut::Part(Part::Improvement(part)) => part.gap.unit.clone(),
                    NodeMut::Part(_)
                    | NodeMut::Section(_)
                    | NodeMut::Goal(_)
                    | NodeMut::Paragraph(_)
                    | NodeMut::Problem(_)
                    | NodeMut::ScoreRow(_)
                    | NodeMut::RedLine(_)
                    | NodeMut::Cause(_)
                    | NodeMut::RegisterRow(_)
                    | NodeMut::Person(_) => return,
                };
                let names = self.names_of_figures(node);
                let mut at = 0;
                for_each_quantity_mut(node, &mut |quantity| {
                    let name = names.get(at);
                    at += 1;
                    if let (Quantity::Number(number), Some((name, hint))) = (&*quantity, name)
                        && let Some(made) = self.figure(*number, &unit, name, hint)
                        && let Some(made) = self.made.get(made)
                    {
                        *quantity = Quantity::Blank(made.placeholder.name.clone());
                    }
                });
            });
        }
        let mut units: Vec<String> = self.figures.keys().map(|(_, unit)| unit.clone()).collect();
        units.retain(|unit| unit.starts_with(|c: char| !c.is_ascii_digit() && !matches!(c, '.' | ',')));
        units.sort_by(|a, b| b.len().cmp(&a.len()).then_with(|| a.cmp(b)));
        units.dedup();
        self.units = units;
        nodes
    }

    /// Notes which indicators are near: those of the goals and measures that the texts come in.
    fn come_to(&mut self, node: &NodeMut<'_>) {
        let is_method = matches!(node, NodeMut::Indicator(_) | NodeMut::ScoreRow(_));
        self.takes_figures = self.blanks.figures && !is_method;
        let of = |indicators: &[Arc<Indicator>]| -> Vec<usize> {
            let quantities = indicators.iter().flat_map(|indicator| indicator.quantities());
            quantities
                .filter_map(|quantity| match quantity {
                    Quantity::Blank(name) => self.indicators.get(name).copied(),
                    Quantity::Number(_) => None,
                })
                .collect()
        };
        // Records come after the one they are in, so what is left of a record is known by counting.
        self.near.retain(|(left, _)| *left > 0);
        for (left, _) in &mut self.near {
            *left -= 1;
        }
        match node {
            NodeMut::Goal(Goal { leads, indicators, measures, .. })
            | NodeMut::Measure(Measure { paragraphs: leads, indicators, measures, .. }) => {
                let inside = leads.len() + indicators.len() + count(measures);
                let own = of(indicators);
                self.near.push((inside, own));
            }
            NodeMut::Part(_)
            | NodeMut::Section(_)
            | NodeMut::Indicator(_)
            | NodeMut::Paragraph(_)
            | NodeMut::Problem(_)
            | NodeMut::ScoreRow(_)
            | NodeMut::RedLine(_)
            | NodeMut::Cause(_)
            | NodeMut::RegisterRow(_)
            | NodeMut::Person(_) => {}
        }
    }

    /// Returns what the blanks of a record's figures are to be named and to hint at, in their order.
    fn names_of_figures(&self, node: &NodeMut<'_>) -> Vec<(String, String)> {
        let of = |name: &Text, zh: &str, en: &str| {
            let name: String = plain(name).chars().take(MOST_OF_NAME).collect();
            let hint = self.said(zh, en).to_owned();
            match self.language {
                Language::ZhCn => (format!("{name}{hint}"), hint),
                Language::En => (format!("{name} {hint}"), hint),
            }
        };
        match node {
            NodeMut::Indicator(Indicator { name, base, target, .. }) => {
                let base = base.iter().map(|_| of(name, "基数", "base"));
                let target = match target {
                    Some(Target::Within(..)) => vec![of(name, "下限", "from"), of(name, "上限", "to")],
                    Some(Target::AtLeast(_) | Target::AtMost(_) | Target::Exactly(_)) => {
                        vec![of(name, "目标", "target")]
                    }
                    Some(Target::DoneBy(_)) | None => Vec::new(),
                };
                base.chain(target).collect()
            }
            NodeMut::Part(_) => vec![(self.said("差距", "Gap").to_owned(), String::new())],
            NodeMut::Section(_)
            | NodeMut::Goal(_)
            | NodeMut::Measure(_)
            | NodeMut::Paragraph(_)
            | NodeMut::Problem(_)
            | NodeMut::ScoreRow(_)
            | NodeMut::RedLine(_)
            | NodeMut::Cause(_)
            | NodeMut::RegisterRow(_)
            | NodeMut::Person(_) => Vec::new(),
        }
    }

    /// Adds the blank for an indicator's number, with its unit where the number can be typed with it.
    fn figure(&mut self, number: Decimal, unit: &str, name: &str, hint: &str) -> Option<usize> {
        let value = number.to_string();
        let reads = |kind: &PlaceholderKind| {
            let read = parse(kind, &value, self.language).ok().and_then(|value| value.number());
            read.is_some_and(|read| read == number && read.scale() == number.scale())
        };
        let kind = [
            if unit == "%" {
                PlaceholderKind::Percentage
            } else {
                PlaceholderKind::Amount { unit: unit.to_owned() }
            },
            PlaceholderKind::Amount { unit: String::new() },
        ]
        .into_iter()
        .find(reads)?;
        let made = self.add(name, name, kind, Sort::Figure, &value, hint);
        if let Some(known) = self.made.get_mut(made) {
            known.places = 1;
            self.indicators.insert(known.placeholder.name.clone(), made);
        }
        // The same figure in a text is this one, as long as no other indicator has it too.
        self.figures.entry((value, unit.to_owned())).and_modify(|known| *known = None).or_insert(Some(made));
        Some(made)
    }

    /// Makes blanks in all texts.
    fn texts_of(&mut self, plan: &mut Plan, mut nodes: Vec<Node>) -> Vec<Node> {
        for text in [&mut plan.title, &mut plan.unit, &mut plan.department, &mut plan.author, &mut plan.post]
        {
            self.text(text);
        }
        for node in &mut nodes {
            node.as_mut().walk(&mut |node| {
                self.come_to(node);
                for_each_text_mut(node, &mut |text| self.text(text));
            });
        }
        nodes
    }

    fn text(&mut self, text: &mut Text) {
        let whole = text.as_str().trim();
        let alone = self.words.iter().zip(&self.needles).find(|(words, _)| *words == whole);
        if let Some((words, needle)) = alone
            && let Some(made) = self.made.get_mut(needle.made)
        {
            made.places += 1;
            let blank = Text::blank(&made.placeholder.name);
            *text = Text::new(&text.as_str().replacen(words, blank.as_str(), 1));
            return;
        }
        let (mut out, mut changed) = (String::new(), false);
        // The same figure in one text is one figure.
        let mut here: HashMap<String, usize> = HashMap::new();
        for piece in text.pieces() {
            match piece {
                Piece::Blank(name) => {
                    out.push('⟦');
                    out.push_str(name);
                    out.push('⟧');
                }
                Piece::Words(words) => changed |= self.words(words, &mut out, &mut here),
            }
        }
        if changed {
            *text = Text::new(&out);
        }
    }

    /// Writes words with the blanks in them. Tells whether there are any.
    fn words(&mut self, words: &str, out: &mut String, here: &mut HashMap<String, usize>) -> bool {
        let (mut at, mut changed) = (0, false);
        while let Some(next) = words.get(at..).and_then(|rest| rest.chars().next()) {
            let wanted = Wanted {
                language: self.language,
                period: self.period,
                needles: self.words.get(..self.anywhere).unwrap_or_default(),
                figures: self.takes_figures,
                units: &self.units,
            };
            let mut found = wanted.at(words, at);
            // A number with a unit may be nobody's figure, yet the year.
            let without = Wanted { figures: false, ..wanted }.at(words, at);
            let made = match &found {
                Some((Found::Needle(number), _)) => self.needles.get(*number).map(|needle| needle.made),
                Some((Found::Year, _)) => Some(self.year),
                Some((Found::Counted, _)) => self.counted,
                Some((Found::Figure(figure), _)) => match self.figure_in(words, at, figure, here) {
                    Some(made) => Some(made),
                    None => {
                        found = without;
                        match &found {
                            Some((Found::Year, _)) => Some(self.year),
                            Some((Found::Counted, _)) => self.counted,
                            Some((Found::Needle(_) | Found::Figure(_), _)) | None => None,
                        }
                    }
                },
                None => None,
            };
            match (found, made.and_then(|made| self.made.get_mut(made))) {
                (Some((_, length)), Some(made)) => {
                    made.places += 1;
                    out.push_str(Text::blank(&made.placeholder.name).as_str());
                    at += length;
                    changed = true;
                }
                (_, _) => {
                    out.push(next);
                    at += next.len_utf8();
                }
            }
        }
        changed
    }

    /// Returns the blank for a figure in a text.
    fn figure_in(
        &mut self,
        words: &str,
        at: usize,
        figure: &Figure<'_>,
        here: &mut HashMap<String, usize>,
    ) -> Option<usize> {
        let number = figure.number.map(|number| number.to_string());
        let is_this = |made: &usize| {
            self.made.get(*made).is_some_and(|Made { placeholder, value, .. }| {
                gives_back(&placeholder.kind, value, figure.written, self.language)
            })
        };
        let near = self.near.iter().rev().flat_map(|(_, made)| made).copied().find(is_this);
        let anywhere = || {
            let made = self.figures.get(&(number.clone()?, figure.unit.to_owned())).copied().flatten();
            made.filter(is_this)
        };
        if near.is_some() || figure.is_counted {
            return near;
        }
        if let Some(made) = anywhere() {
            return Some(made);
        }
        if let Some(made) = here.get(figure.written) {
            return Some(*made);
        }
        let exact = number.map(|number| {
            let kind = if figure.unit == "%" {
                PlaceholderKind::Percentage
            } else {
                PlaceholderKind::Amount { unit: figure.unit.to_owned() }
            };
            (kind, number)
        });
        let (kind, value) = [exact, Some((PlaceholderKind::Free, figure.written.to_owned()))]
            .into_iter()
            .flatten()
            .find(|(kind, value)| gives_back(kind, value, figure.written, self.language))?;
        let (zh, en) = match figure.unit {
            "%" | "％" | "个百分点" | "percentage points" => ("比例", "Share"),
            _ => ("金额", "Amount"),
        };
        let hint = round(words, at, figure.written.len());
        let made = self.add(zh, en, kind, Sort::Figure, &value, &hint);
        here.insert(figure.written.to_owned(), made);
        Some(made)
    }

    /// Declares the blanks that were made.
    fn finish(self, mut plan: Plan) -> OfPlan {
        let mut counts = BlankCounts::default();
        let mut values = BTreeMap::new();
        let counted = self.counted.and_then(|at| self.made.get(at)).map(|made| made.placeholder.name.clone());
        for Made { placeholder, sort, value, places } in self.made {
            // The number of the period can be asked for without standing anywhere.
            if places == 0 && Some(&placeholder.name) != counted.as_ref() {
                continue;
            }
            let count = match sort {
                Sort::Period => None,
                Sort::Name => Some(&mut counts.names),
                Sort::Figure => Some(&mut counts.figures),
                Sort::Unit => Some(&mut counts.unit),
            };
            if let Some((blanks, all)) = count {
                *blanks += 1;
                *all += places;
            }
            if placeholder.kind != PlaceholderKind::Year {
                values.insert(placeholder.name.clone(), value);
            }
            plan.placeholders.push(placeholder);
        }
        OfPlan { plan, counted, values, counts }
    }
}

/// Counts measures with everything in them.
fn count(measures: &[Arc<Measure>]) -> usize {
    let mut count = 0;
    for measure in measures {
        let Ok(()) = NodeRef::Measure(measure).try_walk::<std::convert::Infallible>(0, &mut |_, _| {
            count += 1;
            Ok(())
        });
    }
    count
}

/// Tells whether a blank of this kind, filled with a value, says what was written.
fn gives_back(kind: &PlaceholderKind, value: &str, written: &str, language: Language) -> bool {
    parse(kind, value, language).is_ok_and(|value| value.words(language) == written)
}

/// Returns a text with the names of its blanks for the blanks.
fn plain(text: &Text) -> String {
    let words = text.pieces().map(|piece| match piece {
        Piece::Words(words) | Piece::Blank(words) => words,
    });
    words.collect::<String>().trim().to_owned()
}

/// Returns what stands round a figure, without the figure.
fn round(words: &str, at: usize, length: usize) -> String {
    let part =
        |text: &str| text.rsplit(['，', '。', '；', '、', ',', ';']).next().unwrap_or_default().to_owned();
    let before = part(words.get(..at).unwrap_or_default());
    let skipped = before.chars().count().saturating_sub(ROUND_FIGURE);
    let before: String = before.chars().skip(skipped).collect();
    let behind = words.get(at + length..).unwrap_or_default();
    let behind = behind.split(['，', '。', '；', '、', ',', ';', '.']).next().unwrap_or_default();
    let behind: String = behind.chars().take(ROUND_FIGURE).collect();
    format!("{before}＿＿{behind}")
}
