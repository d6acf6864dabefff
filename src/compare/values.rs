//! Two changes of one value: lists of entries are merged entry by entry.

use std::collections::BTreeMap;

use super::fields::Value;
use super::text;
use crate::model::{LogEntry, Owner, Reading, Text, Tick, Who};

/// Makes both changes of a value where they do not touch each other; none where they do. Of texts
/// nothing is made without being asked.
pub(super) fn merged(base: Option<&Value>, ours: &Value, theirs: &Value) -> Option<Value> {
    Some(match (ours, theirs) {
        (Value::Owners(ours), Value::Owners(theirs)) => {
            let base = match base {
                Some(Value::Owners(base)) => base.as_slice(),
                _ => &[],
            };
            Value::Owners(entries(base, ours, theirs, owner_key)?)
        }
        (Value::Measures(ours), Value::Measures(theirs)) => {
            let base = match base {
                Some(Value::Measures(base)) => base.as_slice(),
                _ => &[],
            };
            Value::Measures(entries(base, ours, theirs, |id| *id)?)
        }
        (Value::Log(ours), Value::Log(theirs)) => {
            let base = match base {
                Some(Value::Log(base)) => base.as_slice(),
                _ => &[],
            };
            let mut log = entries(base, ours, theirs, |entry: &LogEntry| (entry.on, entry.text.clone()))?;
            log.sort_by_key(|entry| entry.on);
            Value::Log(log)
        }
        (Value::Ticks(ours), Value::Ticks(theirs)) => {
            let base = match base {
                Some(Value::Ticks(base)) => base.as_slice(),
                _ => &[],
            };
            let mut ticks = entries(base, ours, theirs, |tick: &Tick| tick.due)?;
            ticks.sort_by_key(|tick| tick.due);
            Value::Ticks(ticks)
        }
        (Value::Readings(ours), Value::Readings(theirs)) => {
            let base = match base {
                Some(Value::Readings(base)) => base.as_slice(),
                _ => &[],
            };
            let mut readings = entries(base, ours, theirs, |reading: &Reading| reading.on)?;
            readings.sort_by_key(|reading| reading.on);
            Value::Readings(readings)
        }
        _ => return None,
    })
}

/// Returns what taking both sides' values means, where it means anything: of texts both changes, or
/// else one text behind the other; of lists all entries, ours where an entry differs.
pub(super) fn both(base: Option<&Value>, ours: &Value, theirs: &Value) -> Option<Value> {
    match (base, ours, theirs) {
        (base, Value::Text(ours), Value::Text(theirs)) => {
            let apart = match base {
                Some(Value::Text(base)) => text::merge(base.as_str(), ours.as_str(), theirs.as_str()),
                _ => None,
            };
            let words = apart.unwrap_or_else(|| {
                if ours.is_empty() || theirs.is_empty() || ours.as_str().contains(theirs.as_str()) {
                    if ours.is_empty() { theirs.to_string() } else { ours.to_string() }
                } else {
                    format!("{ours}{}{theirs}", between(ours.as_str()))
                }
            });
            Some(Value::Text(Text::new(&words)))
        }
        (_, Value::Owners(ours), Value::Owners(theirs)) => {
            Some(Value::Owners(union(ours, theirs, owner_key)))
        }
        (_, Value::Measures(ours), Value::Measures(theirs)) => {
            Some(Value::Measures(union(ours, theirs, |id| *id)))
        }
        (_, Value::Log(ours), Value::Log(theirs)) => {
            Some(Value::Log(union(ours, theirs, |entry: &LogEntry| (entry.on, entry.text.clone()))))
        }
        (_, Value::Ticks(ours), Value::Ticks(theirs)) => {
            Some(Value::Ticks(union(ours, theirs, |tick: &Tick| tick.due)))
        }
        (_, Value::Readings(ours), Value::Readings(theirs)) => {
            Some(Value::Readings(union(ours, theirs, |reading: &Reading| reading.on)))
        }
        _ => None,
    }
}

/// Returns what stands between two texts that become one.
fn between(first: &str) -> &'static str {
    match first.trim_end().chars().next_back() {
        Some(last) if last.is_ascii() => " ",
        Some('。' | '；' | '！' | '？' | '，' | '：') | None => "",
        Some(_) => "；",
    }
}

fn owner_key(owner: &Owner) -> (u8, u64, String) {
    match &owner.who {
        Who::Person(id) => (0, id.id().number(), String::new()),
        Who::Post(text) => (1, 0, text.to_string()),
        Who::Department(text) => (2, 0, text.to_string()),
    }
}

fn union<T: Clone, K: Ord>(ours: &[T], theirs: &[T], key: impl Fn(&T) -> K) -> Vec<T> {
    let known: std::collections::BTreeSet<K> = ours.iter().map(&key).collect();
    ours.iter().chain(theirs.iter().filter(|entry| !known.contains(&key(entry)))).cloned().collect()
}

/// Merges entries that are told apart by a key. None where an entry was changed differently, or a
/// key stands twice in a list.
fn entries<T: Clone + PartialEq, K: Ord>(
    base: &[T],
    ours: &[T],
    theirs: &[T],
    key: impl Fn(&T) -> K,
) -> Option<Vec<T>> {
    let map = |list: &[T]| -> Option<BTreeMap<K, T>> {
        let mut map = BTreeMap::new();
        for entry in list {
            if map.insert(key(entry), entry.clone()).is_some() {
                return None;
            }
        }
        Some(map)
    };
    let (b, o, t) = (map(base)?, map(ours)?, map(theirs)?);
    let mut merged = Vec::new();
    let theirs_new = theirs.iter().filter(|entry| !o.contains_key(&key(entry)));
    for entry in ours.iter().chain(theirs_new) {
        let key = key(entry);
        let chosen = match (b.get(&key), o.get(&key), t.get(&key)) {
            (base, ours, theirs) if ours == theirs || base == theirs => ours,
            (base, ours, theirs) if base == ours => theirs,
            _ => return None,
        };
        merged.extend(chosen.cloned());
    }
    Some(merged)
}
