//! Texts that are nearly the same.
//!
//! Two texts are as alike as the pairs of neighbouring characters that they share (Jaccard's measure
//! of their bigrams), after case, width, marks and spaces are put aside. Comparing each with each
//! would take the square of their number; instead each text gets a signature (the least hashes of
//! its bigrams), and only texts whose signatures agree in one of several bands are compared. Of a
//! crowd that falls into one band, each is compared with the first of every group found so far, up
//! to a limit, so that many equal texts cost no more than few. Two texts that are just about as alike
//! as asked may be missed; texts much more alike than that are not, in all likelihood.

use std::collections::{BTreeSet, HashMap};

/// How many rows a band has, and how many bands.
const ROWS: usize = 3;
const BANDS: usize = 16;
/// With how many groups of one band a text is compared.
const MOST_COMPARED: usize = 12;
/// Shorter texts are alike only if they are the same.
const SHORTEST: usize = 6;

/// Returns the groups of texts that are at least as alike as asked (0 to 1), each as indices in
/// order; texts that are like no other are in none.
#[must_use]
pub fn groups(texts: &[&str], at_least: f64) -> Vec<Vec<usize>> {
    let plain: Vec<Vec<char>> = texts.iter().map(|text| normal(text)).collect();
    let mut sets = Union::new(texts.len());
    // The same text many times is one text.
    let mut firsts: HashMap<&[char], usize> = HashMap::new();
    let mut distinct = Vec::new();
    for (at, text) in plain.iter().enumerate() {
        if text.is_empty() {
            continue;
        }
        match firsts.get(text.as_slice()) {
            Some(first) => sets.join(*first, at),
            None => {
                firsts.insert(text, at);
                distinct.push(at);
            }
        }
    }
    let bigrams: HashMap<usize, BTreeSet<u64>> = distinct
        .iter()
        .filter_map(|at| Some((*at, plain.get(*at)?)))
        .filter(|(_, text)| text.len() >= SHORTEST)
        .map(|(at, text)| (at, bigrams(text)))
        .collect();
    let mut bands: HashMap<(usize, u64), Vec<usize>> = HashMap::new();
    for at in &distinct {
        let Some(own) = bigrams.get(at) else { continue };
        for (band, key) in signature(own).into_iter().enumerate() {
            let heads = bands.entry((band, key)).or_default();
            let mut is_new = true;
            for head in heads.iter() {
                let same = sets.root(*head) == sets.root(*at);
                if same || bigrams.get(head).is_some_and(|other| alike(own, other) >= at_least) {
                    sets.join(*head, *at);
                    is_new = false;
                    break;
                }
            }
            if is_new && heads.len() < MOST_COMPARED {
                heads.push(*at);
            }
        }
    }
    sets.groups(&plain)
}

/// Returns a text's letters, signs and digits, small and half-width.
fn normal(text: &str) -> Vec<char> {
    text.chars()
        .map(|c| match c {
            '\u{ff01}'..='\u{ff5e}' => char::from_u32(c as u32 - 0xfee0).unwrap_or(c),
            c => c,
        })
        .filter(|c| c.is_alphanumeric() || *c == '%')
        .flat_map(char::to_lowercase)
        .collect()
}

fn bigrams(text: &[char]) -> BTreeSet<u64> {
    let pair = |pair: &[char]| match pair {
        [a, b] => Some((u64::from(u32::from(*a)) << 32) | u64::from(u32::from(*b))),
        _ => None,
    };
    text.windows(2).filter_map(pair).collect()
}

/// Returns how alike two sets are: what they share, of what either has.
fn alike(a: &BTreeSet<u64>, b: &BTreeSet<u64>) -> f64 {
    let shared = a.intersection(b).count();
    let either = a.len() + b.len() - shared;
    if either == 0 { 0.0 } else { shared as f64 / either as f64 }
}

/// Returns a number for each band of the least hashes.
fn signature(bigrams: &BTreeSet<u64>) -> [u64; BANDS] {
    let mut bands = [0_u64; BANDS];
    for (band, key) in bands.iter_mut().enumerate() {
        for row in 0..ROWS {
            let seed = (band * ROWS + row) as u64;
            let least = bigrams.iter().map(|bigram| mixed(bigram ^ mixed(seed))).min().unwrap_or_default();
            *key = mixed(*key ^ least);
        }
    }
    bands
}

/// Spreads the bits of a number (the finisher of splitmix64).
const fn mixed(number: u64) -> u64 {
    let mut z = number.wrapping_add(0x9e37_79b9_7f4a_7c15);
    z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    z ^ (z >> 31)
}

/// Sets that are joined.
struct Union {
    parents: Vec<usize>,
}

impl Union {
    fn new(count: usize) -> Self {
        Self { parents: (0..count).collect() }
    }

    fn root(&mut self, at: usize) -> usize {
        let mut root = at;
        while let Some(parent) = self.parents.get(root).copied().filter(|parent| *parent != root) {
            root = parent;
        }
        // The way is short from now on.
        let mut here = at;
        while let Some(next) = self.parents.get(here).copied().filter(|next| *next != root) {
            if let Some(parent) = self.parents.get_mut(here) {
                *parent = root;
            }
            here = next;
        }
        root
    }

    fn join(&mut self, a: usize, b: usize) {
        let (a, b) = (self.root(a), self.root(b));
        // The first one stays the root, so that groups keep their order.
        if let Some(parent) = self.parents.get_mut(a.max(b)) {
            *parent = a.min(b);
        }
    }

    fn groups(mut self, plain: &[Vec<char>]) -> Vec<Vec<usize>> {
        let mut groups: Vec<Vec<usize>> = Vec::new();
        let mut of_root: HashMap<usize, usize> = HashMap::new();
        for (at, text) in plain.iter().enumerate() {
            if text.is_empty() {
                continue;
            }
            let root = self.root(at);
            let group = *of_root.entry(root).or_insert_with(|| {
                groups.push(Vec::new());
                groups.len() - 1
            });
            if let Some(group) = groups.get_mut(group) {
                group.push(at);
            }
        }
        groups.retain(|group| group.len() > 1);
        groups
    }
}

#[cfg(test)]
mod tests {
    use super::groups;

    #[test]
    fn texts_that_are_nearly_the_same_are_found() {
        let texts = [
            "每周抽看录像，重点看离柜锁屏和钥匙交接。",
            "培训新员工点钞。",
            "每周抽看录像，重点看离柜锁屏、钥匙交接！",
            "每周抽看 录像,重点看离柜锁屏和钥匙交接。",
            "",
            "",
        ];
        assert_eq!(groups(&texts, 0.7), [vec![0, 2, 3]]);
    }

    #[test]
    fn short_texts_are_alike_only_if_they_are_the_same() {
        assert_eq!(groups(&["点钞", "点钞。", "点验钞"], 0.5), [vec![0, 1]]);
    }

    #[test]
    fn many_texts_take_no_square_of_time() {
        // Comparing each with each would be 200 million comparisons.
        let texts: Vec<String> =
            (0..20_000).map(|n| format!("第{n}组每月发薪日前后加开两个现金窗口")).collect();
        let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
        let all: usize = groups(&texts, 0.6).iter().map(Vec::len).sum();
        assert!(all > 19_000, "{all}");
    }
}
