//! Which record of one plan is which of another.
//!
//! Plans of one origin share ids, and a record is matched by its id. Plans that were written apart,
//! such as last year's and this year's, are matched by kind and words: equal words first, then, of
//! what lies in records that are matched already, the most alike, then the most alike anywhere. Words
//! are looked up by pairs of characters that are rare in the plan, so that the time grows with the
//! length of the plans and not with its square.

use std::collections::{HashMap, VecDeque};
use std::hash::{DefaultHasher, Hash, Hasher};

use super::flat::{Flat, Held, Kind};
use super::text::{likeness, pairs};

/// Whether two plans come of one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Origin {
    /// One was made from the other, or both from a third: equal ids mean the same record.
    Same,
    /// They were written apart.
    Other,
}

/// How alike two records must be to count as one.
const ALIKE: f64 = 0.5;
/// The same for records that lie in records that count as one.
const ALIKE_INSIDE: f64 = 0.34;
/// In how many records a pair of characters may stand to be worth looking up.
const RARE: usize = 24;

/// Tells whether two plans come of one: most of the smaller one's records bear ids under which the
/// other one has a record of the same kind with words that are alike.
pub(super) fn origin(a: &Flat<'_>, b: &Flat<'_>) -> Origin {
    let there = b.by_id();
    let (mut shared, mut alike) = (0_usize, 0_usize);
    for at in 0..a.len() {
        let Some(id) = a.id(at) else { continue };
        let Some(&other) = there.get(&(a.kind(at), id)) else { continue };
        shared += 1;
        let (label, other) = (a.label(at), b.label(other));
        if label == other || likeness(&pairs(&label), &pairs(&other)) >= ALIKE_INSIDE {
            alike += 1;
        }
    }
    let with_id = |flat: &Flat<'_>| (0..flat.len()).filter(|at| flat.id(*at).is_some()).count();
    let fewer = with_id(a).min(with_id(b));
    // Two plans that count from 1 share some ids by chance; those records rarely say the same.
    if fewer == 0 || (alike * 2 >= shared && alike * 5 >= fewer) { Origin::Same } else { Origin::Other }
}

/// Pairs of records: for each record of the first plan the one of the second, and the way back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Matching {
    pub(super) there: Vec<Option<usize>>,
    pub(super) back: Vec<Option<usize>>,
}

impl Matching {
    fn none(a: &Flat<'_>, b: &Flat<'_>) -> Self {
        Self { there: vec![None; a.len()], back: vec![None; b.len()] }
    }

    fn pair(&mut self, a: usize, b: usize) -> bool {
        match (self.there.get_mut(a), self.back.get_mut(b)) {
            (Some(there @ None), Some(back @ None)) => {
                *there = Some(b);
                *back = Some(a);
                true
            }
            _ => false,
        }
    }

    pub(super) fn of(&self, a: usize) -> Option<usize> {
        self.there.get(a).copied().flatten()
    }

    pub(super) fn back(&self, b: usize) -> Option<usize> {
        self.back.get(b).copied().flatten()
    }

    fn turned(self) -> Self {
        Self { there: self.back, back: self.there }
    }
}

/// Matches records by kind and id only, blanks by name, columns by name and place.
pub(super) fn by_id(a: &Flat<'_>, b: &Flat<'_>) -> Matching {
    let mut matching = Matching::none(a, b);
    matching.pair(0, 0);
    let there = b.by_id();
    let blanks: HashMap<String, usize> =
        b.list(0, Held::Blanks).iter().map(|&blank| (b.label(blank), blank)).collect();
    for at in 1..a.len() {
        if let Some(&other) = a.id(at).and_then(|id| there.get(&(a.kind(at), id))) {
            matching.pair(at, other);
        } else if a.kind(at) == Kind::Blank
            && let Some(&other) = blanks.get(&a.label(at))
        {
            matching.pair(at, other);
        }
    }
    columns(a, b, &mut matching);
    matching
}

/// Matches the records of two plans.
pub(super) fn matched(a: &Flat<'_>, b: &Flat<'_>, origin: Origin) -> Matching {
    // Comparing the other way round must find the same pairs, so one way is taken for both.
    if fingerprint(a) > fingerprint(b) {
        return matched_one_way(b, a, origin).turned();
    }
    matched_one_way(a, b, origin)
}

fn fingerprint(flat: &Flat<'_>) -> u64 {
    let mut hasher = DefaultHasher::new();
    for at in 0..flat.len() {
        (flat.kind(at), flat.id(at)).hash(&mut hasher);
        flat.label(at).hash(&mut hasher);
    }
    hasher.finish()
}

fn matched_one_way(a: &Flat<'_>, b: &Flat<'_>, origin: Origin) -> Matching {
    let mut matching = match origin {
        Origin::Same => by_id(a, b),
        Origin::Other => {
            let mut matching = Matching::none(a, b);
            matching.pair(0, 0);
            matching
        }
    };
    let words = Words { a: words_of(a, &matching.there), b: words_of(b, &matching.back) };
    only_words(a, b, &mut matching);
    if origin == Origin::Other {
        by_contents(a, b, &mut matching);
        single_parts(a, b, &mut matching);
        inside(a, b, &words, &mut matching);
    }
    equal_words(a, b, &mut matching);
    if origin == Origin::Other {
        inside(a, b, &words, &mut matching);
        anywhere(a, b, &words, &mut matching);
        // Now more records are matched whose contents can be.
        inside(a, b, &words, &mut matching);
        columns(a, b, &mut matching);
    }
    matching
}

/// The pairs of characters of every record, empty where it is matched already.
struct Words {
    a: Vec<Vec<u64>>,
    b: Vec<Vec<u64>>,
}

impl Words {
    fn likeness(&self, a: usize, b: usize) -> f64 {
        match (self.a.get(a), self.b.get(b)) {
            (Some(a), Some(b)) => likeness(a, b),
            _ => 0.0,
        }
    }
}

fn words_of(flat: &Flat<'_>, matched: &[Option<usize>]) -> Vec<Vec<u64>> {
    matched
        .iter()
        .enumerate()
        .map(|(at, matched)| if matched.is_some() { Vec::new() } else { pairs(&flat.label(at)) })
        .collect()
}

/// Records by kind and words; those without words are left out.
fn by_words(flat: &Flat<'_>, matched: &[Option<usize>]) -> HashMap<(Kind, String), Vec<usize>> {
    let mut map: HashMap<(Kind, String), Vec<usize>> = HashMap::new();
    for at in 1..flat.len() {
        if matched.get(at).is_some_and(Option::is_none) && flat.kind(at) != Kind::Column {
            let label = flat.label(at);
            if !label.trim().is_empty() {
                map.entry((flat.kind(at), label)).or_default().push(at);
            }
        }
    }
    map
}

/// Matches records that say what no other one of their kind says.
fn only_words(a: &Flat<'_>, b: &Flat<'_>, matching: &mut Matching) {
    let (ours, theirs) = (by_words(a, &matching.there), by_words(b, &matching.back));
    for at in 1..a.len() {
        let words = (a.kind(at), a.label(at));
        if let (Some([our]), Some([their])) =
            (ours.get(&words).map(Vec::as_slice), theirs.get(&words).map(Vec::as_slice))
        {
            matching.pair(*our, *their);
        }
    }
}

/// Matches records by what lies in them: two in which most records are matched with each other are
/// one, whatever their heading says. Of headings that stand many times this finds the right one.
fn by_contents(a: &Flat<'_>, b: &Flat<'_>, matching: &mut Matching) {
    for at in (1..a.len()).rev() {
        if matching.of(at).is_some() {
            continue;
        }
        let Some(rec) = a.get(at) else { continue };
        let mut votes: HashMap<usize, usize> = HashMap::new();
        let mut members = 0;
        for member in rec.lists.iter().flat_map(|(_, members)| members) {
            members += 1;
            if let Some(round) = matching.of(*member).and_then(|member| b.get(member)).map(|rec| rec.parent)
                && b.kind(round) == rec.kind
                && matching.back(round).is_none()
            {
                *votes.entry(round).or_default() += 1;
            }
        }
        let mut votes: Vec<(usize, usize)> = votes.into_iter().collect();
        votes.sort_unstable_by_key(|(round, count)| (std::cmp::Reverse(*count), *round));
        if let Some((round, count)) = votes.first()
            && (count * 2 >= members || a.label(at) == b.label(*round))
        {
            matching.pair(at, *round);
        }
    }
}

/// Matches records of one kind that say the same, the first with the first and so on.
fn equal_words(a: &Flat<'_>, b: &Flat<'_>, matching: &mut Matching) {
    let mut open: HashMap<_, VecDeque<usize>> =
        by_words(b, &matching.back).into_iter().map(|(words, places)| (words, places.into())).collect();
    for at in 1..a.len() {
        if matching.of(at).is_none()
            && let Some(other) = open.get_mut(&(a.kind(at), a.label(at))).and_then(VecDeque::pop_front)
        {
            matching.pair(at, other);
        }
    }
}

/// Matches parts of a kind of which each plan has one.
fn single_parts(a: &Flat<'_>, b: &Flat<'_>, matching: &mut Matching) {
    let top = |flat: &Flat<'_>| {
        let mut kinds: HashMap<Kind, Vec<usize>> = HashMap::new();
        for at in 1..flat.len() {
            if flat.get(at).is_some_and(|rec| rec.parent == 0) {
                kinds.entry(flat.kind(at)).or_default().push(at);
            }
        }
        kinds
    };
    let theirs = top(b);
    let mut ours: Vec<_> = top(a).into_iter().collect();
    ours.sort_by_key(|(kind, _)| *kind);
    for (kind, ours) in ours {
        if matches!(kind, Kind::Section | Kind::Person | Kind::Blank) {
            continue;
        }
        if let ([ours], Some([theirs])) = (ours.as_slice(), theirs.get(&kind).map(Vec::as_slice)) {
            matching.pair(*ours, *theirs);
        }
    }
}

/// Matches what lies in records that are matched: the most alike first, what has no words in order.
fn inside(a: &Flat<'_>, b: &Flat<'_>, words: &Words, matching: &mut Matching) {
    for at in 0..a.len() {
        let Some(other) = matching.of(at) else { continue };
        let Some(rec) = a.get(at) else { continue };
        for (list, members) in &rec.lists {
            if matches!(list, Held::Columns | Held::Blanks) {
                continue;
            }
            let ours: Vec<usize> = members.iter().copied().filter(|m| matching.of(*m).is_none()).collect();
            let theirs: Vec<usize> =
                b.list(other, *list).iter().copied().filter(|m| matching.back(*m).is_none()).collect();
            if ours.is_empty() || theirs.is_empty() {
                continue;
            }
            alike(a, b, words, &ours, &theirs, ALIKE_INSIDE, matching);
            let wordless = |flat: &Flat<'_>, at: usize| flat.label(at).trim().is_empty();
            let mut rest = theirs.iter().filter(|m| wordless(b, **m));
            for our in ours {
                if wordless(a, our)
                    && let Some(their) = rest.find(|m| b.kind(**m) == a.kind(our))
                {
                    matching.pair(our, *their);
                }
            }
        }
    }
}

fn anywhere(a: &Flat<'_>, b: &Flat<'_>, words: &Words, matching: &mut Matching) {
    let open = |matched: &[Option<usize>], flat: &Flat<'_>| -> Vec<usize> {
        (1..matched.len())
            .filter(|at| {
                matched.get(*at).is_some_and(Option::is_none)
                    && !matches!(flat.kind(*at), Kind::Column | Kind::Blank)
            })
            .collect()
    };
    let (ours, theirs) = (open(&matching.there, a), open(&matching.back, b));
    alike(a, b, words, &ours, &theirs, ALIKE, matching);
}

/// Matches records of one kind by their likeness, the most alike first.
fn alike(
    a: &Flat<'_>,
    b: &Flat<'_>,
    words: &Words,
    ours: &[usize],
    theirs: &[usize],
    least: f64,
    matching: &mut Matching,
) {
    let mut found: Vec<(f64, usize, usize)> = Vec::new();
    let mut weigh = |our: usize, their: usize| {
        if a.kind(our) == b.kind(their) {
            let score = words.likeness(our, their);
            if score >= least && words.a.get(our).is_some_and(|words| !words.is_empty()) {
                found.push((score, our, their));
            }
        }
    };
    if ours.len() * theirs.len() <= RARE * (ours.len() + theirs.len()) {
        for &our in ours {
            for &their in theirs {
                weigh(our, their);
            }
        }
    } else {
        let mut index: HashMap<u64, Vec<usize>> = HashMap::new();
        for &their in theirs {
            for pair in words.b.get(their).into_iter().flatten() {
                let places = index.entry(*pair).or_default();
                // One more than is looked up shows that the pair is not rare.
                if places.len() <= RARE {
                    places.push(their);
                }
            }
        }
        for &our in ours {
            let mut candidates: Vec<usize> = words
                .a
                .get(our)
                .into_iter()
                .flatten()
                .filter_map(|pair| index.get(pair).filter(|places| places.len() <= RARE))
                .flatten()
                .copied()
                .collect();
            candidates.sort_unstable();
            candidates.dedup();
            for their in candidates {
                weigh(our, their);
            }
        }
    }
    found.sort_by(|x, y| y.0.total_cmp(&x.0).then((x.1, x.2).cmp(&(y.1, y.2))));
    for (_, our, their) in found {
        matching.pair(our, their);
    }
}

/// Matches the columns of registers that are matched: by name, and what is left in order if it is as
/// many on both sides.
fn columns(a: &Flat<'_>, b: &Flat<'_>, matching: &mut Matching) {
    for at in 0..a.len() {
        if a.kind(at) != Kind::Register {
            continue;
        }
        let Some(other) = matching.of(at) else { continue };
        let (ours, theirs) = (a.list(at, Held::Columns), b.list(other, Held::Columns));
        for &our in ours {
            let same = theirs
                .iter()
                .find(|their| matching.back(**their).is_none() && a.label(our) == b.label(**their));
            if let Some(their) = same {
                matching.pair(our, *their);
            }
        }
        let left: Vec<usize> = ours.iter().copied().filter(|our| matching.of(*our).is_none()).collect();
        let right: Vec<usize> =
            theirs.iter().copied().filter(|their| matching.back(*their).is_none()).collect();
        if left.len() == right.len() {
            for (our, their) in left.into_iter().zip(right) {
                matching.pair(our, their);
            }
        }
    }
}
