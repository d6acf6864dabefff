//! The faces of the computer: which families it has, and in which files.
//!
//! Only the names in the files are read here, which takes some milliseconds for hundreds of files;
//! a face is read whole when a profile wishes for it. Families go by every name their files bear,
//! in any language, so that 仿宋 and `FangSong` find the same file.
//!
//! Limits: families whose names are only given in encodings from before Unicode are not found.

use std::collections::BTreeMap;
use std::fs::File;
use std::io::{Read, Seek, SeekFrom};
use std::path::{Path, PathBuf};

use ttf_parser::name::Table;
use ttf_parser::name_id;
use typst::foundations::Bytes;
use typst::text::Font;

/// The families of a computer, by name.
#[derive(Clone, Debug, Default)]
pub struct SystemFaces {
    families: BTreeMap<String, Vec<Place>>,
}

/// Where a face is.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Place {
    path: PathBuf,
    /// Its place in a file of several faces.
    index: u32,
    cut: Cut,
}

/// What of a family a face is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Cut {
    Regular,
    Bold,
    Other,
}

impl SystemFaces {
    /// Reads the names of all faces in some folders and the folders in them. What cannot be read is
    /// left out.
    #[must_use]
    pub fn scan(folders: &[PathBuf]) -> Self {
        let mut files = Vec::new();
        for folder in folders {
            collect(folder, 0, &mut files);
        }
        files.sort();
        files.dedup();
        let mut families: BTreeMap<String, Vec<Place>> = BTreeMap::new();
        for path in files {
            for (index, table) in name_tables(&path) {
                let Some(table) = Table::parse(&table) else { continue };
                let cut = cut(&table);
                for name in names(&table, &[name_id::FAMILY, name_id::TYPOGRAPHIC_FAMILY]) {
                    let place = Place { path: path.clone(), index, cut };
                    let places = families.entry(name.to_lowercase()).or_default();
                    if !places.contains(&place) {
                        places.push(place);
                    }
                }
            }
        }
        Self { families }
    }

    /// Reads the names of the faces that this system has installed.
    #[must_use]
    pub fn installed() -> Self {
        Self::scan(&folders())
    }

    /// Tells whether there is a family of this name.
    #[must_use]
    pub fn has_family(&self, name: &str) -> bool {
        self.families.contains_key(&name.to_lowercase())
    }

    /// Reads a family's regular face, and its bold one where it is wanted and there is one. Nothing
    /// where there is no such family or its files cannot be read.
    pub(super) fn load(&self, name: &str, bold: bool) -> Vec<Font> {
        let Some(places) = self.families.get(&name.to_lowercase()) else { return Vec::new() };
        let of = |cut| places.iter().find(|place| place.cut == cut);
        let regular = of(Cut::Regular).or(places.first());
        let bold = of(Cut::Bold).filter(|_| bold);
        let read = |place: &Place| Font::new(Bytes::new(std::fs::read(&place.path).ok()?), place.index);
        regular.into_iter().chain(bold).filter_map(read).collect()
    }
}

/// Returns the folders in which systems keep faces; some may not be there.
#[must_use]
pub fn folders() -> Vec<PathBuf> {
    let variable = |name: &str| std::env::var_os(name).map(PathBuf::from);
    if cfg!(windows) {
        let windows = variable("WINDIR").unwrap_or_else(|| PathBuf::from("C:\\Windows"));
        let own = variable("LOCALAPPDATA").map(|local| local.join("Microsoft/Windows/Fonts"));
        return [windows.join("Fonts")].into_iter().chain(own).collect();
    }
    let home = variable("HOME");
    if cfg!(target_os = "macos") {
        let shared = ["/System/Library/Fonts", "/System/Library/AssetsV2", "/Library/Fonts"];
        let own = home.map(|home| home.join("Library/Fonts"));
        return shared.map(PathBuf::from).into_iter().chain(own).collect();
    }
    let data = variable("XDG_DATA_HOME").or_else(|| Some(home.as_ref()?.join(".local/share")));
    let own = [data.map(|data| data.join("fonts")), home.map(|home| home.join(".fonts"))];
    let shared = variable("XDG_DATA_DIRS").unwrap_or_else(|| PathBuf::from("/usr/local/share:/usr/share"));
    let shared: Vec<PathBuf> = std::env::split_paths(&shared).map(|folder| folder.join("fonts")).collect();
    own.into_iter().flatten().chain(shared).collect()
}

/// How deep folders are looked into: links may go round in circles.
const DEEPEST: usize = 8;

fn collect(folder: &Path, depth: usize, files: &mut Vec<PathBuf>) {
    if depth > DEEPEST {
        return;
    }
    let Ok(entries) = std::fs::read_dir(folder) else { return };
    for entry in entries.flatten() {
        let path = entry.path();
        let ending = path.extension().and_then(|ending| ending.to_str()).unwrap_or_default();
        if ["ttf", "ttc", "otf", "otc"].iter().any(|known| ending.eq_ignore_ascii_case(known)) {
            files.push(path);
        } else if path.is_dir() {
            collect(&path, depth + 1, files);
        }
    }
}

/// The most faces of one file, and the most bytes of names, that are looked at.
const MOST_FACES: u32 = 64;
const MOST_NAMES: u32 = 1 << 20;

/// Returns the name table of every face of a file, with the face's place in it; nothing of a file
/// that is damaged or no font.
fn name_tables(path: &Path) -> Vec<(u32, Vec<u8>)> {
    let read = || {
        let mut file = File::open(path).ok()?;
        let head = bytes_at(&mut file, 0, 12)?;
        let starts = if head.starts_with(b"ttcf") {
            let count = number(&head, 8)?.min(MOST_FACES);
            let list = bytes_at(&mut file, 12, count.checked_mul(4)?)?;
            (0..count).filter_map(|index| number(&list, usize::try_from(index).ok()? * 4)).collect()
        } else {
            vec![0]
        };
        let mut tables = Vec::new();
        for (index, start) in (0..).zip(starts) {
            if let Some(table) = name_table(&mut file, start) {
                tables.push((index, table));
            }
        }
        Some(tables)
    };
    read().unwrap_or_default()
}

fn name_table(file: &mut File, start: u32) -> Option<Vec<u8>> {
    let head = bytes_at(file, start, 12)?;
    let count = u32::from(u16::from_be_bytes([*head.get(4)?, *head.get(5)?]));
    let records = bytes_at(file, start.checked_add(12)?, count.checked_mul(16)?)?;
    let record = records.chunks_exact(16).find(|record| record.starts_with(b"name"))?;
    let length = number(record, 12).filter(|length| *length <= MOST_NAMES)?;
    bytes_at(file, number(record, 8)?, length)
}

fn bytes_at(file: &mut File, at: u32, length: u32) -> Option<Vec<u8>> {
    file.seek(SeekFrom::Start(at.into())).ok()?;
    let mut bytes = vec![0; usize::try_from(length).ok()?];
    file.read_exact(&mut bytes).ok()?;
    Some(bytes)
}

fn number(bytes: &[u8], at: usize) -> Option<u32> {
    let four: [u8; 4] = bytes.get(at..at + 4)?.try_into().ok()?;
    Some(u32::from_be_bytes(four))
}

/// Returns the names of these kinds, in any language.
fn names(table: &Table<'_>, kinds: &[u16]) -> Vec<String> {
    let of_kind = table.names.into_iter().filter(|name| kinds.contains(&name.name_id));
    of_kind.filter_map(|name| name.to_string()).collect()
}

fn cut(table: &Table<'_>) -> Cut {
    let of = |kind| names(table, &[kind]);
    let mut styles = of(name_id::TYPOGRAPHIC_SUBFAMILY);
    if styles.is_empty() {
        styles = of(name_id::SUBFAMILY);
    }
    let is = |known: &[&str]| {
        styles.iter().any(|style| known.iter().any(|name| style.trim().eq_ignore_ascii_case(name)))
    };
    if styles.is_empty() || is(&["Regular", "Normal", "Roman", "Book", "常规", "标准"]) {
        Cut::Regular
    } else if is(&["Bold", "粗体"]) {
        Cut::Bold
    } else {
        Cut::Other
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn assets() -> PathBuf {
        Path::new(env!("CARGO_MANIFEST_DIR")).join("assets")
    }

    #[test]
    fn families_are_found_by_their_names() {
        let faces = SystemFaces::scan(&[assets()]);
        assert!(faces.has_family("jihua song") && faces.has_family("Jihua Latin"), "{faces:?}");
        assert!(!faces.has_family("Jihua"));
        assert_eq!(faces.load("Jihua Latin", false).len(), 1);
        assert_eq!(faces.load("Jihua Latin", true).len(), 2);
        assert_eq!(faces.load("JIHUA SONG", true).len(), 1);
        assert!(faces.load("FangSong", false).is_empty());
    }

    #[test]
    fn damaged_files_are_left_out() {
        let folder = tempfile::tempdir().unwrap();
        let whole = std::fs::read(assets().join("fonts/JihuaSymbols-Regular.ttf")).unwrap();
        let mut damaged: Vec<Vec<u8>> = [0, 3, 12, 40, 200].map(|length| whole[..length].to_vec()).to_vec();
        damaged.push([b"ttcf".as_slice(), &[0xff; 60]].concat());
        damaged.push([&[0, 1, 0, 0, 0xff, 0xff], &b"name".repeat(500)[..]].concat());
        for (index, bytes) in damaged.iter().enumerate() {
            write(&folder.path().join(format!("{index}.ttf")), bytes);
        }
        let faces = SystemFaces::scan(&[folder.path().to_owned(), folder.path().join("nowhere")]);
        assert!(faces.families.is_empty(), "{faces:?}");
    }

    fn write(path: &Path, bytes: &[u8]) {
        use std::io::Write;
        let mut file = std::fs::OpenOptions::new().write(true).create_new(true).open(path).unwrap();
        file.write_all(bytes).unwrap();
    }
}
