//! Versions of a plan, kept beside the settings: plain plan files that can be opened like any other.
//!
//! Every plan file has a folder of its own, named after the file and where it stands. A version's
//! name is its time, behind it what the user called it. Versions without a name are thinned out as
//! they age: all of the last day are kept, one a day for a month, one a month after that. Named ones
//! stay until the user removes them.
//!
//! Limits: a plan file that is moved or renamed begins a new folder; what it had stays where it was.

use std::collections::HashSet;
use std::fs;
use std::path::{Path, PathBuf};

use chrono::{Datelike, NaiveDateTime, TimeDelta};

use super::{EXTENSION, ReadError, Stamp, WriteError, encode, read_bytes, write_bytes_atomic};
use crate::model::Plan;

/// A kept version.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Version {
    /// Its file.
    pub path: PathBuf,
    /// When it was kept.
    pub at: NaiveDateTime,
    /// What the user called it; empty where it was kept by itself.
    pub name: String,
}

/// How a version's name begins: its time, to the millisecond.
const TIME: &str = "%Y-%m-%d %H.%M.%S%.3f";
/// How many characters a time has in a name.
const TIME_LENGTH: usize = "2027-03-05 10.22.33.000".len();
/// The most characters that are kept of what the user called a version.
const MAX_NAME: usize = 60;

/// Returns the folder of a plan file's versions.
#[must_use]
pub fn folder(settings: &Path, plan: &Path) -> PathBuf {
    let name = plan.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let stem = name.strip_suffix(&format!(".{EXTENSION}")).unwrap_or(&name);
    let stem: String = fitting(stem, MAX_NAME);
    let key = Stamp::of(plan.to_string_lossy().as_bytes()).digest;
    settings.join("versions").join(format!("{stem}-{key:016x}"))
}

/// Keeps the plan file as it is on the disk now, unless the newest version is the same. Returns
/// whether it was kept.
///
/// # Errors
/// The file could not be read or the version not be written; the file itself is as it was.
pub fn keep_file(settings: &Path, plan: &Path, now: NaiveDateTime) -> Result<bool, VersionError> {
    let bytes = read_bytes(plan)?;
    keep(&folder(settings, plan), &bytes, "", now)
}

/// Keeps a plan under a name.
///
/// # Errors
/// The version could not be written.
pub fn keep_named(
    settings: &Path,
    plan_file: &Path,
    plan: &Plan,
    name: &str,
    now: NaiveDateTime,
) -> Result<(), VersionError> {
    let text = encode(plan).map_err(WriteError::from)?;
    keep(&folder(settings, plan_file), text.as_bytes(), name, now)?;
    Ok(())
}

/// A version that was not kept.
#[derive(Debug, thiserror::Error)]
pub enum VersionError {
    /// The plan file could not be read.
    #[error(transparent)]
    Read(#[from] ReadError),
    /// The version could not be written.
    #[error(transparent)]
    Write(#[from] WriteError),
}

fn keep(folder: &Path, bytes: &[u8], name: &str, now: NaiveDateTime) -> Result<bool, VersionError> {
    let known = list_folder(folder);
    let name = fitting(name, MAX_NAME);
    if let Some(newest) = known.first()
        && name.is_empty()
        && read_bytes(&newest.path).is_ok_and(|newest| newest == bytes)
    {
        return Ok(false);
    }
    // A folder that cannot be made is found out by the write.
    drop(fs::create_dir_all(folder));
    let between = if name.is_empty() { "" } else { " " };
    let file = folder.join(format!("{}{between}{name}.{EXTENSION}", now.format(TIME)));
    write_bytes_atomic(&file, bytes)?;
    for old in surplus(&list_folder(folder), now) {
        // One that cannot be removed takes room and harms nothing.
        drop(fs::remove_file(old));
    }
    Ok(true)
}

/// Returns the versions of a plan file, newest first.
#[must_use]
pub fn list(settings: &Path, plan: &Path) -> Vec<Version> {
    list_folder(&folder(settings, plan))
}

fn list_folder(folder: &Path) -> Vec<Version> {
    let Ok(entries) = fs::read_dir(folder) else { return Vec::new() };
    let mut versions: Vec<Version> = entries.filter_map(|entry| version(entry.ok()?.path())).collect();
    versions.sort_by(|a, b| b.at.cmp(&a.at).then_with(|| b.path.cmp(&a.path)));
    versions
}

fn version(path: PathBuf) -> Option<Version> {
    let file = path.file_name()?.to_str()?;
    let stem = file.strip_suffix(&format!(".{EXTENSION}"))?;
    let (time, name) = stem.split_at_checked(TIME_LENGTH)?;
    let at = NaiveDateTime::parse_from_str(time, TIME).ok()?;
    let name = name.trim().to_owned();
    Some(Version { path, at, name })
}

/// Returns the versions that are one too many, of a list that begins with the newest.
fn surplus(versions: &[Version], now: NaiveDateTime) -> Vec<&Path> {
    let (day, month) = (now - TimeDelta::days(1), now - TimeDelta::days(31));
    let mut seen = HashSet::new();
    versions
        .iter()
        .filter(|version| version.name.is_empty())
        .filter(|version| {
            if version.at >= day {
                return false;
            }
            let date = version.at.date();
            // The newest of a day, or of a month, stands for it.
            let stands_for = if version.at >= month {
                (date.num_days_from_ce(), 0)
            } else {
                (0, date.year() * 12 + date.month0().cast_signed())
            };
            !seen.insert(stands_for)
        })
        .map(|version| version.path.as_path())
        .collect()
}

/// Returns a name that every file system takes, with look-alikes for signs that it does not.
fn fitting(name: &str, most: usize) -> String {
    let name: String = name
        .trim()
        .chars()
        .map(|c| match c {
            '/' => '／',
            '\\' => '＼',
            ':' => '：',
            '*' => '＊',
            '?' => '？',
            '"' => '＂',
            '<' => '＜',
            '>' => '＞',
            '|' => '｜',
            c if c.is_control() => ' ',
            c => c,
        })
        .take(most)
        .collect();
    name.trim().trim_end_matches('.').to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono::NaiveDate;

    fn at(text: &str) -> NaiveDateTime {
        NaiveDateTime::parse_from_str(text, "%Y-%m-%d %H:%M").unwrap()
    }

    fn kept(times: &[&str], names: &[&str], now: &str) -> Vec<String> {
        let mut versions: Vec<Version> = times
            .iter()
            .enumerate()
            .map(|(index, time)| Version {
                path: PathBuf::from(*time),
                at: at(time),
                name: names.get(index).copied().unwrap_or_default().to_owned(),
            })
            .collect();
        versions.sort_by_key(|version| std::cmp::Reverse(version.at));
        let gone: HashSet<PathBuf> = surplus(&versions, at(now)).into_iter().map(Path::to_owned).collect();
        times.iter().filter(|time| !gone.contains(Path::new(time))).map(|time| (*time).to_owned()).collect()
    }

    #[test]
    fn versions_are_thinned_out_as_they_age() {
        let times = [
            "2027-03-05 10:00",
            "2027-03-05 09:00",
            "2027-03-03 17:00",
            "2027-03-03 08:00",
            "2027-01-20 12:00",
            "2027-01-03 12:00",
        ];
        assert_eq!(
            kept(&times, &[], "2027-03-05 12:00"),
            ["2027-03-05 10:00", "2027-03-05 09:00", "2027-03-03 17:00", "2027-01-20 12:00"]
        );
    }

    #[test]
    fn named_versions_stay() {
        let times = ["2026-03-05 10:00", "2026-03-04 10:00", "2026-03-03 10:00"];
        assert_eq!(
            kept(&times, &["", "送审稿", ""], "2027-03-05 12:00"),
            ["2026-03-05 10:00", "2026-03-04 10:00"]
        );
    }

    #[test]
    fn names_and_times_come_back_from_the_disk() {
        let folder = tempfile::tempdir().unwrap();
        let plan = folder.path().join("江北.plan.ron");
        write_bytes_atomic(&plan, b"one").unwrap();
        let now = NaiveDate::from_ymd_opt(2027, 3, 5).unwrap().and_hms_milli_opt(10, 22, 33, 40).unwrap();
        assert!(keep_file(folder.path(), &plan, now).unwrap());
        // The same again is not kept.
        assert!(!keep_file(folder.path(), &plan, now + TimeDelta::hours(1)).unwrap());
        write_bytes_atomic(&plan, b"two").unwrap();
        assert!(keep_file(folder.path(), &plan, now + TimeDelta::hours(2)).unwrap());
        let named = Plan::empty(
            crate::model::Language::ZhCn,
            crate::model::Period::Year(crate::model::YearNumber::new(2027).unwrap()),
        );
        keep_named(folder.path(), &plan, &named, "送审稿 1/2: “定”?", now + TimeDelta::hours(3)).unwrap();
        let versions = list(folder.path(), &plan);
        let told: Vec<(&str, NaiveDateTime)> =
            versions.iter().map(|version| (version.name.as_str(), version.at)).collect();
        assert_eq!(
            told,
            [("送审稿 1／2： “定”？", now + TimeDelta::hours(3)), ("", now + TimeDelta::hours(2)), ("", now)]
        );
        assert_eq!(super::super::read(&versions[0].path).unwrap().plan, named);
        // Another file of the same name has versions of its own.
        assert!(list(folder.path(), &folder.path().join("b").join("江北.plan.ron")).is_empty());
    }

    #[test]
    fn a_folder_that_cannot_be_written_is_told() {
        let folder = tempfile::tempdir().unwrap();
        let plan = folder.path().join("a.plan.ron");
        write_bytes_atomic(&plan, b"one").unwrap();
        write_bytes_atomic(&folder.path().join("versions"), b"in the way").unwrap();
        let now = NaiveDate::from_ymd_opt(2027, 3, 5).unwrap().and_hms_opt(10, 0, 0).unwrap();
        assert!(matches!(keep_file(folder.path(), &plan, now), Err(VersionError::Write(_))));
    }
}
