//! What the palette finds: commands by both languages' labels and by sound, people with their
//! measures, and places of the plan.

use nucleo_matcher::pattern::{AtomKind, CaseMatching, Normalization, Pattern};
use nucleo_matcher::{Config, Matcher, Utf32Str};

use crate::locale::{Catalogue, pinyin, shown};
use crate::model::query::{Numbered, numbering};
use crate::model::tree::NodeRef;
use crate::model::{Id, Language, Plan, Who};
use crate::session::{Command, Session};

/// Something the palette found.
pub(super) struct Hit {
    pub(super) what: What,
    pub(super) label: String,
    /// The label in the other language, where that is what was found.
    pub(super) other: String,
    /// The characters of the label that were typed.
    pub(super) marked: Vec<usize>,
    /// The group it is listed in, by the key of its heading.
    pub(super) group: &'static str,
    score: u32,
}

#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum What {
    /// A command, and why it cannot be given now, by the key of the reason.
    Command(Command, Option<&'static str>),
    /// A record, with its number.
    Place(Id, Option<Numbered>),
    /// A person, with the number of measures that are theirs.
    Person(Id, usize),
}

/// How many places of the plan are shown.
const MOST_PLACES: usize = 60;
/// Longer texts are not matched by sound: nobody types them so.
const MOST_SPELLED: usize = 40;

/// What is looked for.
pub(super) struct Wanted<'a> {
    /// What was typed.
    pub(super) typed: &'a str,
    /// The person whose measures are asked for.
    pub(super) person: Option<Id>,
}

/// Matches labels with what was typed.
struct Judge {
    pattern: Pattern,
    matcher: Matcher,
    typed: String,
    buffer: Vec<char>,
}

impl Judge {
    fn new(typed: &str) -> Self {
        let pattern = Pattern::new(typed, CaseMatching::Ignore, Normalization::Smart, AtomKind::Fuzzy);
        Self { pattern, matcher: Matcher::new(Config::DEFAULT), typed: typed.to_owned(), buffer: Vec::new() }
    }

    /// Returns how well a label fits, and which of its characters were typed.
    fn label(&mut self, label: &str) -> Option<(u32, Vec<usize>)> {
        let mut marked = Vec::new();
        let hay = Utf32Str::new(label, &mut self.buffer);
        if let Some(score) = self.pattern.indices(hay, &mut self.matcher, &mut marked) {
            marked.sort_unstable();
            marked.dedup();
            return Some((score + 1, marked.into_iter().map(|at| at as usize).collect()));
        }
        let range = pinyin::find(label, &self.typed)?;
        // What begins the label fits best.
        let score = if range.start == 0 { 60 } else { 30 };
        Some((score, range.collect()))
    }
}

/// Returns what fits, best first within each group.
pub(super) fn search(session: &Session, other: &Catalogue, wanted: &Wanted<'_>) -> Vec<Hit> {
    let typed = wanted.typed.trim();
    if let Some(person) = wanted.person {
        return session.plan().map(|plan| measures_of(plan, person, typed)).unwrap_or_default();
    }
    if let Some(name) = typed.strip_prefix(['@', '＠']) {
        return session.plan().map(|plan| people(plan, name.trim())).unwrap_or_default();
    }
    if let Some(heading) = typed.strip_prefix(['#', '＃']) {
        return session.plan().map(|plan| places(plan, heading.trim(), true)).unwrap_or_default();
    }
    let mut hits = commands(session, other, typed);
    if let Some(plan) = session.plan().filter(|_| !typed.is_empty()) {
        hits.extend(people(plan, typed));
        hits.extend(places(plan, typed, false));
    }
    hits
}

fn commands(session: &Session, other: &Catalogue, typed: &str) -> Vec<Hit> {
    let mut judge = Judge::new(typed);
    let recent = &session.settings.recent_commands;
    let mut hits: Vec<Hit> = Vec::new();
    for command in Command::ALL.iter().copied().filter(|command| *command != Command::Palette) {
        let label = session.words.text(command.key());
        let second = other.text(command.key());
        let (score, marked, shown_other) = match judge.label(&label) {
            Some((score, marked)) => (score, marked, String::new()),
            // Of the other language, whole words only: scattered letters are in every label.
            None if contains(&second, typed).is_some_and(|marked| !marked.is_empty()) => {
                (40, Vec::new(), second)
            }
            None => continue,
        };
        let used = recent.iter().position(|name| name == command.name());
        let reason = why_not(session, command);
        let is_recent = typed.is_empty() && used.is_some() && reason.is_none();
        // What was used before comes first among what fits as well; what cannot be given comes last.
        let bonus = used.map_or(0, |at| 20_u32.saturating_sub(at as u32));
        let score = if reason.is_some() { 0 } else { score + bonus };
        hits.push(Hit {
            what: What::Command(command, reason),
            label,
            other: shown_other,
            marked,
            group: if is_recent { "palette-recent" } else { "palette-commands" },
            score: if is_recent { 1_000 + bonus } else { score },
        });
    }
    if typed.is_empty() {
        // Without a word, commands stand in the order of the menus, those used last before them.
        hits.sort_by_key(|hit| {
            let disabled = matches!(hit.what, What::Command(_, Some(_)));
            (hit.group != "palette-recent", disabled, if hit.score >= 1_000 { 2_000 - hit.score } else { 0 })
        });
    } else {
        hits.sort_by_key(|hit| std::cmp::Reverse(hit.score));
    }
    hits
}

/// Returns the key of the reason why a command cannot be given now.
fn why_not(session: &Session, command: Command) -> Option<&'static str> {
    if command.is_enabled(session) {
        return None;
    }
    Some(match command {
        _ if session.open.is_none() => "palette-needs-plan",
        Command::Print | Command::ExportPdf => "palette-no-pages",
        Command::Undo | Command::Redo => "palette-needs-step",
        _ if command.is_of_record() && session.focus.is_none() => "palette-needs-record",
        _ => "palette-not-here",
    })
}

/// Finds people by name or post, with how many measures are theirs.
fn people(plan: &Plan, typed: &str) -> Vec<Hit> {
    let mut judge = Judge::new(typed);
    let mut hits: Vec<Hit> = plan
        .people
        .iter()
        .filter_map(|person| {
            let label = [&person.name, &person.post]
                .iter()
                .filter(|text| !text.is_empty())
                .map(|text| shown(text))
                .collect::<Vec<_>>()
                .join(" ");
            let (score, marked) = judge.label(&label)?;
            let id = person.id.id();
            let what = What::Person(id, 0);
            Some(Hit { what, label, other: String::new(), marked, group: "palette-people", score })
        })
        .collect();
    let mut owned: std::collections::HashMap<Id, usize> = std::collections::HashMap::new();
    if !hits.is_empty() {
        plan.walk(&mut |node| {
            if let NodeRef::Measure(measure) = node {
                for owner in &measure.owners {
                    if let Who::Person(person) = &owner.who {
                        *owned.entry(person.id()).or_default() += 1;
                    }
                }
            }
        });
    }
    for hit in &mut hits {
        if let What::Person(id, count) = &mut hit.what {
            *count = owned.get(id).copied().unwrap_or_default();
        }
    }
    hits.sort_by_key(|hit| std::cmp::Reverse(hit.score));
    hits.truncate(MOST_PLACES);
    hits
}

/// Returns a person's measures that contain what was typed.
fn measures_of(plan: &Plan, person: Id, typed: &str) -> Vec<Hit> {
    let numbers = numbering(plan);
    let mut hits = Vec::new();
    let _: Result<(), Full> = plan.try_walk(&mut |node, _| {
        if let NodeRef::Measure(measure) = node
            && measure.owners.iter().any(|owner| matches!(&owner.who, Who::Person(id) if id.id() == person))
        {
            let label = label_of(node).unwrap_or_default();
            if let Some(marked) = contains(&label, typed) {
                hits.push(place_hit(node.id(), label, marked, numbers.get(&node.id()).copied()));
            }
        }
        if hits.len() < MOST_PLACES { Ok(()) } else { Err(Full) }
    });
    hits
}

/// A list that takes no more.
struct Full;

/// Finds places of the plan by their words; by sound, where they are short.
fn places(plan: &Plan, typed: &str, headings: bool) -> Vec<Hit> {
    let mut hits = Vec::new();
    let _: Result<(), Full> = plan.try_walk(&mut |node, _| {
        let is_heading = matches!(node, NodeRef::Section(_) | NodeRef::Goal(_) | NodeRef::Part(_));
        if (is_heading || !headings)
            && let Some(label) = label_of(node)
            && let Some(marked) = contains(&label, typed)
        {
            hits.push(place_hit(node.id(), label, marked, None));
        }
        if hits.len() < MOST_PLACES { Ok(()) } else { Err(Full) }
    });
    if !hits.is_empty() {
        let numbers = numbering(plan);
        for hit in &mut hits {
            if let What::Place(id, number) = &mut hit.what {
                *number = numbers.get(id).copied();
            }
        }
    }
    hits
}

fn place_hit(id: Id, label: String, marked: Vec<usize>, number: Option<Numbered>) -> Hit {
    let what = What::Place(id, number);
    Hit { what, label, other: String::new(), marked, group: "palette-places", score: 0 }
}

fn label_of(node: NodeRef<'_>) -> Option<String> {
    let label = match node {
        NodeRef::Part(part) => part.heading().map(shown)?,
        NodeRef::Section(section) => shown(&section.heading),
        NodeRef::Goal(goal) => shown(&goal.text),
        NodeRef::Measure(measure) if measure.title.is_empty() => shown(&measure.text),
        NodeRef::Measure(measure) => format!("{} {}", shown(&measure.title), shown(&measure.text)),
        NodeRef::Paragraph(paragraph) => shown(&paragraph.text),
        NodeRef::Indicator(indicator) => shown(&indicator.name),
        NodeRef::Problem(problem) => shown(&problem.text),
        _ => return None,
    };
    (!label.trim().is_empty()).then_some(label)
}

/// Tells whether a text has every word that was typed, or is spelled so; and where, in characters.
fn contains(text: &str, typed: &str) -> Option<Vec<usize>> {
    let lower: Vec<char> = text.chars().map(|c| c.to_lowercase().next().unwrap_or(c)).collect();
    let mut marked = Vec::new();
    for word in typed.split_whitespace() {
        let word: Vec<char> = word.chars().map(|c| c.to_lowercase().next().unwrap_or(c)).collect();
        let found = lower.windows(word.len()).position(|window| window == word.as_slice());
        let Some(at) = found else {
            let short: String = text.chars().take(MOST_SPELLED).collect();
            let is_spelling = typed.is_ascii() && typed.chars().any(char::is_alphabetic);
            return is_spelling.then(|| pinyin::find(&short, typed)).flatten().map(Iterator::collect);
        };
        marked.extend(at..at + word.len());
    }
    marked.sort_unstable();
    marked.dedup();
    Some(marked)
}

/// Returns the language of the labels that are searched beside those that are shown.
pub(super) const fn other_language(language: Language) -> Language {
    match language {
        Language::ZhCn => Language::En,
        Language::En => Language::ZhCn,
    }
}
