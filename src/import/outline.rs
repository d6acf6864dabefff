//! Segments into the outline of a plan: which lines are headings, which items, what belongs to what.

use std::collections::HashMap;

use super::account::{Fate, Guess, Place, Reason, Report};
use super::draft::{ItemDraft, Outline, SectionDraft, Told};
use super::edges;
use super::items;
use super::marker::Style;
use super::paragraphs::is_party_or_date;
use super::prose;
use super::roles::{self, Role};
use super::segments::Segment;
use super::source::Hint;
use super::{Decision, Stop};

/// How many bigrams a paragraph shares with the measure before it that it goes on about.
const GOES_ON: usize = 3;

/// Makes the outline of the segments of one plan.
pub(super) fn outline(mut segments: Vec<Segment>, report: &mut Report, stop: &Stop) -> Outline {
    let mut outline = Outline::default();
    edges::take_end(&mut segments, &mut outline, report);
    edges::take_title(&mut segments, &mut outline, report);
    edges::take_draft_mark(&mut segments, &outline, report);
    let roles = roles::roles(&segments);
    let mut builder = Builder {
        report,
        outline,
        pending: Vec::new(),
        lists: Vec::new(),
        closed: false,
        begun: false,
        counts_on: counts_on(&segments, &roles),
    };
    let mut rows: Option<usize> = None;
    for (segment, role) in segments.into_iter().zip(roles) {
        if stop.is_set() {
            break;
        }
        let segment = &segment;
        if let Hint::Row { table, cells } = &segment.hint {
            builder.row(segment, cells, rows != Some(*table));
            rows = Some(*table);
            continue;
        }
        rows = None;
        match segment.decision {
            Some(Decision::Opening) => {
                builder.note(segment, Place::Opening);
                builder.outline.opening.push(told(segment));
                continue;
            }
            Some(Decision::Closing) => {
                builder.note(segment, Place::Closing);
                builder.outline.closing.push(told(segment));
                continue;
            }
            _ => {}
        }
        match role {
            Role::Heading(level) => builder.heading(segment, level),
            Role::Item => builder.item(segment),
            Role::Plain => builder.plain(segment),
        }
    }
    builder.end();
    builder.outline
}

pub(super) fn told(segment: &Segment) -> Told {
    let text = match &segment.marker {
        Some(marker) => format!("{}{}", marker.raw, segment.text),
        None => segment.text.clone(),
    };
    Told { line: segment.line, text }
}

/// A list that is open: the family of its style, its last number.
#[derive(Clone, Copy, Debug)]
struct List {
    family: u8,
    last: u32,
}

/// Returns the family of a segment's number. A document tells how deep an item of a list lies; its
/// items are of one list only with those that lie as deep.
fn family(segment: &Segment) -> u8 {
    match (&segment.marker, &segment.hint) {
        (Some(marker), Hint::Listed(depth)) if marker.style.heading_rank().is_none() => {
            100 + 2 * depth.min(&60) + u8::from(marker.style == Style::Bullet)
        }
        (Some(marker), _) => marker.style.family(),
        (None, _) => u8::MAX,
    }
}

/// What comes behind paragraphs whose place is not known yet.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Next {
    /// A heading, with its level.
    Heading(u8),
    /// The first item of a list.
    First,
    /// The next item of the list that is open.
    Following,
    /// Nothing.
    End,
}

/// Returns the lines on which items of a family and number stand; a heading stands for the end of every
/// list, as number 0 of no family.
fn counts_on(segments: &[Segment], roles: &[Role]) -> HashMap<(u8, u32), Vec<usize>> {
    let mut found: HashMap<(u8, u32), Vec<usize>> = HashMap::new();
    for (segment, role) in segments.iter().zip(roles) {
        let key = match role {
            Role::Heading(_) => (u8::MAX, 0),
            Role::Item => (family(segment), segment.marker.as_ref().and_then(|m| m.number).unwrap_or(0)),
            Role::Plain => continue,
        };
        found.entry(key).or_default().push(segment.line);
    }
    found
}

struct Builder<'a> {
    report: &'a mut Report,
    outline: Outline,
    /// Unnumbered paragraphs whose place is not known yet.
    pending: Vec<Segment>,
    /// The lists that are open, each inside the one before.
    lists: Vec<List>,
    /// Whether the last list stood in one paragraph and ended with it.
    closed: bool,
    /// Whether the body has begun.
    begun: bool,
    /// On which lines items of a family and number stand, and headings.
    counts_on: HashMap<(u8, u32), Vec<usize>>,
}

impl Builder<'_> {
    fn note(&mut self, segment: &Segment, place: Place) {
        self.report.note(segment.line, &segment.text, Fate::Kept(place));
    }

    fn guess(&mut self, line: usize, guess: Guess) {
        self.report.note(line, "", Fate::Guessed(guess));
    }

    fn section(&mut self) -> &mut SectionDraft {
        if self.outline.sections.is_empty() {
            self.outline.sections.push(SectionDraft { level: 1, ..SectionDraft::default() });
        }
        let last = self.outline.sections.len() - 1;
        // There is one, made above.
        #[expect(clippy::indexing_slicing, reason = "the list is not empty")]
        &mut self.outline.sections[last]
    }

    /// Begins a section. The one before is whole, and keeps no room for more.
    fn begin(&mut self, section: SectionDraft) {
        if let Some(before) = self.outline.sections.last_mut() {
            before.items.shrink_to_fit();
        }
        self.outline.sections.push(section);
    }

    /// Begins a section whose heading is lost.
    fn lost_section(&mut self, line: usize) {
        let level = self.outline.sections.last().map_or(1, |section| section.level);
        if self
            .outline
            .sections
            .last()
            .is_some_and(|s| s.heading.is_none() && s.items.is_empty() && s.tables.is_empty())
        {
            return;
        }
        self.lists.clear();
        self.closed = false;
        self.begin(SectionDraft { line, level, ..SectionDraft::default() });
        self.guess(line, Guess::HeadingLost);
    }

    fn has_items(&self) -> bool {
        self.outline.sections.last().is_some_and(|section| !section.items.is_empty())
    }

    fn heading(&mut self, segment: &Segment, level: u8) {
        self.flush(Next::Heading(level));
        self.begun = true;
        self.lists.clear();
        self.closed = false;
        let (heading, rest) = split_heading(&segment.text);
        let bare = heading.trim_end_matches(['。', '：', ':', '；', '.', '，', ';', '、', '！', '!', ' ']);
        if bare.len() < heading.len() {
            let mark = heading.get(bare.len()..).unwrap_or_default();
            self.report.note(segment.line, mark, Fate::Dropped(Reason::HeadingMark));
        }
        self.report.note(segment.line, bare, Fate::Kept(Place::Heading));
        if segment.marker.is_none() && !matches!(segment.hint, Hint::Heading(_)) {
            self.guess(segment.line, Guess::Heading);
        }
        let empty = bare.trim().is_empty();
        self.begin(SectionDraft {
            line: segment.line,
            heading: (!empty).then(|| bare.trim().to_owned()),
            marker: segment.marker.clone(),
            level,
            ..SectionDraft::default()
        });
        if let Some(rest) = rest {
            self.report.note(segment.line, "", Fate::Split);
            let rest = Segment { marker: None, text: rest.to_owned(), glued: true, ..segment.clone() };
            self.pending.push(rest);
        }
    }

    /// Puts an item with a number where it belongs.
    fn item(&mut self, segment: &Segment) {
        let Some(marker) = &segment.marker else { return self.plain(segment) };
        let number = marker.number.unwrap_or(0);
        let family = family(segment);
        if marker.style == Style::CnShi || marker.style == Style::CnDi && lists_itself(segment, number) {
            return self.shi(segment, number, marker.style);
        }
        let depth = self.depth(family, number, marker.style == Style::Bullet);
        match depth {
            // Of the list that is open.
            Some(depth) if !(depth == 0 && number == 1 && marker.number.is_some() && self.has_items()) => {
                self.flush(Next::Following);
                self.lists.truncate(depth + 1);
                if let Some(list) = self.lists.get_mut(depth) {
                    *list = List { family, last: number };
                }
                self.push(depth, segment);
            }
            // A list inside the last item, but for one that a paragraph announces behind the last.
            None if !self.lists.is_empty()
                && !self.closed
                && number <= 1
                && (!self.is_announced() || self.goes_on_below(segment.line)) =>
            {
                self.flush(Next::Following);
                self.lists.push(List { family, last: number });
                let depth = self.lists.len() - 1;
                self.push(depth, segment);
            }
            Some(_) | None => {
                self.flush(Next::First);
                // A number other than 1 goes on with a list whose paragraphs lay between.
                if self.has_items()
                    && (self.outline.sections.last().is_some_and(|s| s.heading.is_none())
                        || !self.lists.is_empty()
                        || self.closed)
                {
                    self.lost_section(segment.line);
                }
                self.lists = vec![List { family, last: number }];
                self.push(0, segment);
            }
        }
        self.closed = false;
    }

    /// Tells whether the paragraph whose place is open announces a list.
    fn is_announced(&self) -> bool {
        let title = self.outline.sections.last().and_then(|s| s.items.last());
        let announces = |text: &str| text.ends_with(['：', ':']) || prose::announces(text);
        !title.is_some_and(|item| is_title_like(&item.text))
            && self.pending.last().is_some_and(|s| s.decision.is_none() && announces(&s.text))
    }

    /// Tells whether one of the open lists counts on below a line, before the next heading.
    fn goes_on_below(&self, line: usize) -> bool {
        let after = |key: (u8, u32)| {
            let lines = self.counts_on.get(&key)?;
            lines.get(lines.partition_point(|at| *at <= line)).copied()
        };
        let heading = after((u8::MAX, 0)).unwrap_or(usize::MAX);
        self.lists.iter().any(|list| after((list.family, list.last + 1)).is_some_and(|at| at < heading))
    }

    /// Returns how deep in the open lists an item of this family and number belongs.
    fn depth(&self, family: u8, number: u32, bullet: bool) -> Option<usize> {
        if let Some(depth) = self.lists.iter().rposition(|list| list.family == family) {
            return Some(depth);
        }
        if bullet || number <= 1 {
            return None;
        }
        // Other signs, but the count goes on.
        self.lists.iter().rposition(|list| {
            matches!(list.family, 3..=7) && matches!(family, 3..=7) && list.last + 1 == number
        })
    }

    fn push(&mut self, depth: usize, segment: &Segment) {
        self.begun = true;
        self.note(segment, Place::Measure);
        let item = items::item(segment);
        self.parted(&item);
        self.push_draft(depth, item);
    }

    /// Notes the numbers of parts that stood inside a line.
    fn parted(&mut self, item: &ItemDraft) {
        for part in &item.children {
            if let Some(marker) = &part.marker {
                self.report.note(part.line, &marker.raw, Fate::Number);
                self.report.note(part.line, "", Fate::Split);
            }
        }
    }

    fn push_draft(&mut self, depth: usize, item: ItemDraft) {
        let mut list = &mut self.section().items;
        for _ in 0..depth {
            if list.is_empty() {
                break;
            }
            let at = list.len() - 1;
            let Some(parent) = list.get_mut(at) else { return };
            list = &mut parent.children;
        }
        list.push(item);
    }

    /// Puts the pieces of a paragraph that opens with 一是, or with 第一， and goes on with 第二，.
    fn shi(&mut self, segment: &Segment, number: u32, style: Style) {
        let family = style.family();
        let text = format!("{}{}", segment.marker.as_ref().map_or("", |m| m.raw.as_str()), segment.text);
        let found = super::segments::within(&text, style, true);
        let members = super::segments::counting(&found, number);
        let pieces =
            if members.len() >= 2 { split_pieces(&text, &members, segment.line, style) } else { Vec::new() };
        let open = self.lists.iter().rposition(|list| list.family == family);
        let depth = match open {
            Some(depth) if number > 1 => {
                self.flush(Next::Following);
                depth
            }
            _ if self.lists.iter().any(|list| list.family != family)
                && !self.closed
                && self.pending.is_empty() =>
            {
                self.lists.retain(|list| list.family != family);
                self.lists.len()
            }
            _ => {
                self.flush(Next::First);
                if self.has_items() {
                    self.lost_section(segment.line);
                }
                self.lists.clear();
                0
            }
        };
        self.lists.truncate(depth);
        let last = members.last().map_or(number, |m| m.2);
        self.lists.push(List { family, last });
        self.begun = true;
        self.note(segment, Place::Measure);
        let whole = !pieces.is_empty();
        if whole {
            for (index, piece) in pieces.into_iter().enumerate() {
                // The first number opened the paragraph, and is told already.
                if let Some(marker) = piece.marker.as_ref().filter(|_| index > 0) {
                    self.report.note(piece.line, &marker.raw, Fate::Number);
                    self.report.note(piece.line, "", Fate::Split);
                }
                self.push_draft(depth, piece);
            }
        } else {
            self.push_draft(depth, items::item(segment));
        }
        self.closed = whole && number == 1 && depth == 0;
        if self.closed {
            self.lists.clear();
        }
    }

    fn plain(&mut self, segment: &Segment) {
        // A first member whose number is lost, with the others behind it.
        if segment.marker.is_none()
            && segment.decision.is_none()
            && let Some(found) = items::inline(&segment.text, segment.line, None)
            && found.lost_head
        {
            self.flush(Next::First);
            if self.has_items() {
                self.lost_section(segment.line);
            }
            self.begun = true;
            self.note(segment, Place::Measure);
            self.guess(segment.line, Guess::HeadLost);
            let head =
                ItemDraft { line: segment.line, text: found.lead, lost_head: true, ..ItemDraft::default() };
            self.push_draft(0, head);
            let parts = ItemDraft { children: found.parts, ..ItemDraft::default() };
            self.parted(&parts);
            for part in parts.children {
                self.push_draft(0, part);
            }
            self.lists.clear();
            self.closed = true;
            return;
        }
        // A part of the last item, by its label.
        if self.pending.is_empty()
            && let Some(last) = self.last_item()
            && names_only(&last.text)
            && last.more.is_empty()
            && let Some(part) = items::label(segment)
        {
            self.report.note(segment.line, part.marker.as_ref().map_or("", |m| m.raw.as_str()), Fate::Number);
            self.report.note(segment.line, &part.text, Fate::Kept(Place::Measure));
            let depth = self.lists.len();
            self.push_draft(depth, part);
            return;
        }
        self.pending.push(segment.clone());
    }

    fn last_item(&mut self) -> Option<&mut ItemDraft> {
        let depth = self.lists.len().checked_sub(1)?;
        let mut list = &mut self.outline.sections.last_mut()?.items;
        for _ in 0..depth {
            list = &mut list.last_mut()?.children;
        }
        list.last_mut()
    }

    /// Returns how much must speak for a closing at the end: less behind a list, whose measures have
    /// numbers, and a little less behind several sections.
    fn enough_to_close(&self) -> usize {
        match (self.lists.is_empty(), self.outline.sections.len()) {
            (false, _) => 2,
            (true, 0 | 1) => 4,
            (true, _) => 3,
        }
    }

    /// Puts the paragraphs whose place was open, now that it is known what follows.
    fn flush(&mut self, next: Next) {
        let mut pending = std::mem::take(&mut self.pending);
        if pending.is_empty() {
            return;
        }
        if !self.begun {
            let count = opening_count(&pending, next);
            for segment in pending.drain(..count) {
                self.note(&segment, Place::Opening);
                if !prose::announces(&segment.text) {
                    self.guess(segment.line, Guess::Opening);
                }
                self.outline.opening.push(told(&segment));
            }
            join_parties(&mut self.outline.opening);
            if pending.is_empty() {
                return;
            }
        }
        if next == Next::End {
            let has_body = self.begun || !self.outline.opening.is_empty();
            let keep = closing_from(&pending, has_body, self.enough_to_close());
            for segment in pending.split_off(keep) {
                self.note(&segment, Place::Closing);
                self.guess(segment.line, Guess::Closing);
                self.outline.closing.push(told(&segment));
            }
        }
        let listing = !self.lists.is_empty();
        let headed = self.outline.sections.last().is_some_and(|s| s.heading.is_some());
        let no_items = !self.has_items();
        if headed
            && no_items
            && matches!(next, Next::First | Next::Following)
            && !pending.iter().any(|s| s.decision.is_none() && has_list(&s.text))
        {
            return self.leads(pending);
        }
        if headed
            && no_items
            && let Next::Heading(level) = next
            && self.outline.sections.last().is_some_and(|s| s.level < level)
        {
            return self.leads(pending);
        }
        if self.begun && listing && next == Next::First {
            if self.last_item().is_some_and(|item| is_title_like(&item.text)) {
                return self.more(pending);
            }
            let line = pending.first().map_or(0, |s| s.line);
            self.lost_section(line);
            // A paragraph that lists measures itself leads to no others.
            let lists = pending.iter().rposition(|s| has_list(&s.text)).map_or(0, |at| at + 1);
            let leads = pending.split_off(lists);
            for segment in pending {
                self.note(&segment, Place::Measure);
                let item = items::item(&segment);
                self.parted(&item);
                self.push_draft(0, item);
            }
            return if lists == 0 { self.leads(leads) } else { self.own_section(leads) };
        }
        if listing && next == Next::Following {
            return self.more(pending);
        }
        for segment in pending {
            if listing && !self.lists.is_empty() {
                let goes_on = self.last_item().is_some_and(|item| {
                    let mut whole = item.text.clone();
                    for child in &item.children {
                        whole.push_str(&child.text);
                    }
                    let spoken = item.marker.as_ref().is_some_and(|m| m.style == Style::CnShi);
                    let enough = if spoken || headed { 1 } else { GOES_ON };
                    let turns = prose::turns(&segment.text) && has_list(&segment.text);
                    // Under a heading, words that ask for nothing belong to what was said.
                    let follows = headed && !prose::is_practice(&segment.text);
                    let enough = if follows { 0 } else { enough };
                    is_title_like(&item.text) || !turns && prose::shared(&whole, &segment.text) >= enough
                });
                if goes_on {
                    self.guess(segment.line, Guess::GoesOn);
                    self.more(vec![segment]);
                    continue;
                }
                self.guess(segment.line, Guess::OtherTopic);
                self.lost_section(segment.line);
            } else if self.closed {
                let follows = headed && !prose::is_practice(&segment.text) && !has_list(&segment.text);
                if follows
                    && let Some(item) = self.outline.sections.last_mut().and_then(|s| s.items.last_mut())
                {
                    item.more.push(told(&segment));
                    self.note(&segment, Place::Measure);
                    self.guess(segment.line, Guess::GoesOn);
                    continue;
                }
                self.lost_section(segment.line);
            }
            self.begun = true;
            self.note(&segment, Place::Measure);
            let item = items::item(&segment);
            self.parted(&item);
            self.push_draft(0, item);
        }
    }

    /// Puts paragraphs before a list that is not of the section that is open.
    fn own_section(&mut self, segments: Vec<Segment>) {
        if let Some(first) = segments.first() {
            self.lost_section(first.line);
            self.leads(segments);
        }
    }

    fn leads(&mut self, segments: Vec<Segment>) {
        self.begun = true;
        for segment in segments {
            self.note(&segment, Place::Lead);
            self.section().leads.push(told(&segment));
        }
    }

    fn more(&mut self, segments: Vec<Segment>) {
        for segment in segments {
            self.note(&segment, Place::Measure);
            let told = told(&segment);
            match self.last_item() {
                Some(item) => item.more.push(told),
                None => self.push_draft(0, items::item(&segment)),
            }
        }
    }

    fn row(&mut self, segment: &Segment, cells: &[String], is_first: bool) {
        if is_first {
            self.flush(Next::First);
            self.begun = true;
            self.section().tables.push(Vec::new());
        }
        self.report.note(segment.line, &segment.text, Fate::Kept(Place::Table));
        let line = segment.line;
        if let Some(table) = self.section().tables.last_mut() {
            table.push((line, cells.to_vec()));
        }
    }

    fn end(&mut self) {
        self.flush(Next::End);
    }
}

/// Tells whether a paragraph that opens with 第一， holds 第二， too.
fn lists_itself(segment: &Segment, number: u32) -> bool {
    segment.decision.is_none()
        && super::segments::within(&segment.text, Style::CnDi, true).iter().any(|found| found.2 == number + 1)
}

/// Parts a paragraph that opens with 一是 into its pieces.
fn split_pieces(text: &str, members: &[super::segments::Found], line: usize, style: Style) -> Vec<ItemDraft> {
    let ends = members.iter().skip(1).map(|m| m.0).chain([text.len()]);
    members
        .iter()
        .zip(ends)
        .map(|(&(from, to, number), end)| ItemDraft {
            line,
            marker: Some(super::marker::Marker {
                raw: text.get(from..to).unwrap_or_default().to_owned(),
                style,
                number: Some(number),
            }),
            text: text.get(to..end).unwrap_or_default().trim().to_owned(),
            ..ItemDraft::default()
        })
        .collect()
}

/// Tells whether an item only names what the paragraphs behind it are about.
pub(super) fn is_title_like(text: &str) -> bool {
    let count = text.chars().count();
    count <= 30
        && (text.ends_with(['：', ':']) || !text.ends_with(['。', '；', '！', ';', '.', '？']))
        && !text.contains('。')
}

/// Tells whether an item is a title or one short sentence, which labelled paragraphs go on about.
fn names_only(text: &str) -> bool {
    is_title_like(text)
        || text.chars().count() <= 12 && text.trim_end_matches('。').chars().all(char::is_alphanumeric)
}

/// Parts a heading from the text that runs on behind it.
fn split_heading(text: &str) -> (&str, Option<&str>) {
    if text.chars().count() <= 40 {
        // Two sentences, and the second is no heading any more.
        if let Some(at) = text.find(['。', '！'])
            && let (Some(head), Some(rest)) =
                (text.get(..at + '。'.len_utf8()), text.get(at + '。'.len_utf8()..))
            && rest.trim().chars().count() > 8
        {
            return (head, Some(rest.trim()));
        }
        if text.ends_with('。')
            && let Some((head, rest)) = text.split_once(['：', ':'])
            && (2..=14).contains(&head.chars().count())
            && rest.trim().chars().count() >= 8
        {
            let end = text.len() - rest.len();
            return (text.get(..end).unwrap_or(head), Some(rest.trim()));
        }
        return (text, None);
    }
    for mark in ['。', '：', ':'] {
        if let Some((head, rest)) = text.split_once(mark)
            && head.chars().count() <= 50
            && rest.trim().chars().count() > 4
        {
            let end = head.len() + mark.len_utf8();
            return (text.get(..end).unwrap_or(head), Some(rest.trim()));
        }
    }
    (text, None)
}

/// Counts the paragraphs at the beginning that give the occasion.
fn opening_count(pending: &[Segment], next: Next) -> usize {
    let text = |at: usize| pending.get(at).map_or("", |s| s.text.as_str());
    let announced = (0..pending.len().min(5)).rfind(|at| prose::announces(text(*at)) && !has_list(text(*at)));
    if let Some(at) = announced {
        return at + 1;
    }
    match next {
        Next::Heading(_) => pending
            .iter()
            .position(|s| prose::is_result(&s.text) || prose::is_order(&s.text))
            .unwrap_or(pending.len()),
        Next::First | Next::Following => {
            let measures = pending.iter().position(|s| {
                let works = |s: &str| prose::is_practice(s) || prose::is_result(s) || prose::is_order(s);
                works(&s.text) && !prose::introduces(&s.text)
            });
            match measures {
                Some(at) if pending.len() > 1 || prose::is_result(text(at)) => at,
                _ => pending.len(),
            }
        }
        Next::End => {
            if pending.len() < 2 {
                return 0;
            }
            let parties = pending.iter().take_while(|s| is_party_or_date(&s.text)).count();
            if prose::introduces(text(parties)) || prose::is_background(text(parties)) {
                parties + 1
            } else {
                parties
            }
        }
    }
}

fn has_list(text: &str) -> bool {
    items::inline(text, 0, None).is_some()
}

/// Returns from where on the paragraphs only look ahead.
fn closing_from(pending: &[Segment], has_body: bool, enough: usize) -> usize {
    let mut keep = pending.len();
    while let Some(before) = keep.checked_sub(1) {
        let is_closing = pending.get(before).is_some_and(|s| {
            // A short line without a mark at its end is no sentence.
            let ended = s.text.ends_with(['。', '！', '!', '.', '”']);
            // Where only paragraphs stand, one at least is a measure.
            let there = ended && (enough < 3 || before > 0);
            // What leads over to a closing needs little to be one itself.
            let enough = if keep < pending.len() { enough.min(2) } else { enough };
            prose::is_closing(&s.text) || there && prose::is_closing_there(&s.text, enough)
        });
        if !is_closing || (before == 0 && !has_body) {
            break;
        }
        keep = before;
    }
    keep
}

/// The lines that name the parties of a contract count as one paragraph.
fn join_parties(opening: &mut Vec<Told>) {
    let mut at = 1;
    while at < opening.len() {
        let both = [at - 1, at].iter().all(|i| opening.get(*i).is_some_and(|t| is_party_or_date(&t.text)));
        if both {
            let next = opening.remove(at);
            if let Some(before) = opening.get_mut(at - 1) {
                before.text.push(' ');
                before.text.push_str(&next.text);
            }
        } else {
            at += 1;
        }
    }
}
