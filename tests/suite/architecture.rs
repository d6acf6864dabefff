//! Holds the table of rooms against the code: who may name whom.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use crate::source::{Source, package, rust_files, sources};

/// Every room from the ground up, and the rooms it may name; [`ALL_BELOW`] stands for every room
/// above it in this list. The locale knows the model because it holds the words for the model's
/// values.
const ROOMS: &[(&str, &[&str])] = &[
    ("model", &[]),
    ("locale", &["model"]),
    ("edit", &["model"]),
    ("file", &["model"]),
    ("template", &["model", "file"]),
    ("check", &["model", "locale", "edit"]),
    ("track", &["model", "locale", "edit"]),
    ("compare", &["model", "locale"]),
    ("entry", &["model", "locale", "edit"]),
    ("library", &["model", "locale"]),
    ("import", &["model", "locale"]),
    ("typeset", &["model", "locale", "track"]),
    ("export", &["typeset", "model", "locale", "track"]),
    ("print", &["locale"]),
    ("session", ALL_BELOW),
    ("cli", ALL_BELOW),
    (
        "ui",
        &[
            "session", "entry", "edit", "model", "locale", "typeset", "template", "library", "check",
            "track", "compare", "file",
        ],
    ),
    (
        "ui",
        &[
            "session", "entry", "edit", "model", "locale", "typeset", "template", "library", "check",
            "track", "file",
        ],
    ),
    ("app", ALL_BELOW),
];

const ALL_BELOW: &[&str] = &["*"];

/// A file past this is two rooms.
const MOST_LINES: usize = 800;

/// A place in a file that names something of another room.
struct Mention {
    /// The path behind `crate::`, as far as it is written out.
    path: String,
    place: String,
}

/// Returns what a file names of the crate, by paths from the root or up to it.
fn mentions(source: &Source) -> Vec<Mention> {
    let mut found = Vec::new();
    let code = &source.code;
    for (at, _) in code.match_indices("crate::") {
        found.extend(named_behind(source, at + "crate::".len()));
    }
    // A module's way up to the root, one `super` for each step, one more inside its tests.
    let mut depth = source.path.with_extension("").iter().count();
    if source.path.ends_with("mod.rs") {
        depth -= 1;
    }
    let mut at = 0;
    while let Some(offset) = code[at..].find("super::") {
        let from = at + offset;
        let mut end = from;
        let mut steps = 0;
        while code[end..].starts_with("super::") {
            steps += 1;
            end += "super::".len();
        }
        if steps >= depth + usize::from(source.is_test(from)) {
            found.extend(named_behind(source, end));
        }
        at = end;
    }
    found
}

/// Returns the paths that begin here: one, or those of a list in braces.
fn named_behind(source: &Source, at: usize) -> Vec<Mention> {
    let rest = &source.code[at..];
    let path = |text: &str| -> String {
        text.trim_start().chars().take_while(|c| c.is_alphanumeric() || matches!(c, '_' | ':')).collect()
    };
    let mention = |path| Mention { path, place: source.line_of(at) };
    let Some(list) = rest.strip_prefix('{') else { return vec![mention(path(rest))] };
    let mut depth = 0;
    let mut starts = vec![0];
    for (offset, c) in list.char_indices() {
        match c {
            '{' => depth += 1,
            '}' if depth == 0 => break,
            '}' => depth -= 1,
            ',' if depth == 0 => starts.push(offset + 1),
            _ => {}
        }
    }
    starts.into_iter().map(|start| mention(path(&list[start..]))).filter(|m| !m.path.is_empty()).collect()
}

/// Tells whether the room at a place of the table may name another.
fn may_name(at: usize, named: &str) -> bool {
    let (_, allowed) = ROOMS[at];
    if allowed == ALL_BELOW {
        ROOMS[..at].iter().any(|(room, _)| *room == named)
    } else {
        allowed.contains(&named)
    }
}

#[test]
fn each_room_names_only_the_rooms_below_it() {
    let rooms: BTreeSet<&str> = ROOMS.iter().map(|(room, _)| *room).collect();
    let mut faults = Vec::new();
    for source in sources() {
        let Some(room) = source.room() else { continue };
        let Some(at) = ROOMS.iter().position(|(name, _)| *name == room) else {
            faults.push(format!("src/{}: no room {room} in the table", source.path.display()));
            continue;
        };
        for mention in mentions(&source) {
            let named = mention.path.split("::").next().unwrap_or_default();
            if named == room {
                continue;
            }
            if !rooms.contains(named) {
                faults.push(format!("{}: names {named}, which is no room", mention.place));
            } else if !may_name(at, named) {
                faults.push(format!("{}: {room} names {}", mention.place, mention.path));
            } else if room == "ui" && named == "file" && mention.path != "file::EXTENSION" {
                faults.push(format!("{}: of the files, views know the ending only", mention.place));
            }
        }
    }
    assert!(faults.is_empty(), "\n{}", faults.join("\n"));
}

#[test]
fn every_way_of_naming_a_room_is_seen() {
    let text = "use crate::{edit::{self, Edit}, file};\nuse super::super::{cli, model::Plan};\n// crate::app\n\
        fn f() { super::shell::show(); crate::export::pdf() }\n#[cfg(test)]\nmod tests { use super::super::*; \
        use super::super::super::print::Job; }";
    let source = Source::new(Path::new("ui/menu.rs"), text.to_owned());
    let mut paths: Vec<String> = mentions(&source).into_iter().map(|mention| mention.path).collect();
    paths.sort();
    assert_eq!(paths, ["cli", "edit::", "export::pdf", "file", "model::Plan", "print::Job"]);
}

#[test]
fn only_the_roof_names_the_window() {
    let mut faults = Vec::new();
    for source in sources() {
        if matches!(source.room().as_deref(), Some("ui" | "app")) {
            continue;
        }
        for toolkit in ["egui", "eframe", "rfd", "lucide_icons", "winit"] {
            for at in words(&source.code, toolkit) {
                faults.push(format!("{}: names {toolkit}", source.line_of(at)));
            }
        }
    }
    assert!(faults.is_empty(), "\n{}", faults.join("\n"));
}

/// Returns where a word stands by itself.
fn words(code: &str, word: &str) -> Vec<usize> {
    let part_of_word = |c: char| c.is_alphanumeric() || c == '_';
    code.match_indices(word)
        .filter(|(at, _)| {
            !code[..*at].ends_with(part_of_word) && !code[at + word.len()..].starts_with(part_of_word)
        })
        .map(|(at, _)| at)
        .collect()
}

#[test]
fn nothing_but_the_printers_socket_talks_to_the_network() {
    // The print service may listen on a port, of this machine as a rule.
    let only = Path::new("print/exchange.rs");
    let names = ["TcpStream", "TcpListener", "UdpSocket", "ToSocketAddrs", "SocketAddr"];
    let crates =
        ["reqwest", "ureq", "hyper", "curl", "isahc", "surf", "tokio", "mio", "socket2", "tungstenite"];
    let manifest = fs::read_to_string(package().join("Cargo.toml")).unwrap();
    let mut faults = Vec::new();
    for source in sources() {
        let flat = source.code.replace(char::is_whitespace, "");
        if source.path == only {
            continue;
        }
        if flat.contains("std::net") {
            faults.push(format!("src/{}: names std::net", source.path.display()));
        }
        for name in names.iter().chain(&crates) {
            for at in words(&source.code, name) {
                faults.push(format!("{}: names {name}", source.line_of(at)));
            }
        }
    }
    for name in crates {
        if manifest.lines().any(|line| line.starts_with(&format!("{name} ="))) {
            faults.push(format!("Cargo.toml: depends on {name}"));
        }
    }
    assert!(faults.is_empty(), "\n{}", faults.join("\n"));
}

#[test]
fn no_file_is_two_rooms() {
    let long: Vec<String> = sources()
        .iter()
        .map(|source| (source, source.text.lines().count()))
        .filter(|(_, lines)| *lines > MOST_LINES)
        .map(|(source, lines)| format!("src/{}: {lines} lines", source.path.display()))
        .collect();
    assert!(long.is_empty(), "\n{}", long.join("\n"));
}

#[test]
fn the_program_starts_in_a_few_lines() {
    let main = fs::read_to_string(package().join("src/main.rs")).unwrap();
    assert!(main.lines().count() <= 40, "src/main.rs: {} lines", main.lines().count());
}

#[test]
fn every_room_is_declared() {
    let library = fs::read_to_string(package().join("src/lib.rs")).unwrap();
    let declared: BTreeSet<String> = library
        .lines()
        .filter_map(|line| Some(line.strip_prefix("pub mod ")?.strip_suffix(';')?.to_owned()))
        .collect();
    let found: BTreeSet<String> = sources().iter().filter_map(Source::room).collect();
    assert_eq!(found, declared);
}

#[test]
fn no_test_file_is_forgotten() {
    let root = package().join("tests/suite");
    let mut faults = Vec::new();
    for path in rust_files(&root) {
        let name = path.file_stem().unwrap().to_string_lossy().into_owned();
        let (module, parent) = match name.as_str() {
            "main" => continue,
            "mod" => {
                let folder = path.parent().unwrap();
                (folder.file_name().unwrap().to_string_lossy().into_owned(), folder.parent().unwrap())
            }
            _ => (name, path.parent().unwrap()),
        };
        let index = parent.join(if parent == root { "main.rs" } else { "mod.rs" });
        let declares = fs::read_to_string(&index)
            .is_ok_and(|text| text.lines().any(|line| line.trim() == format!("mod {module};")));
        if !declares {
            faults.push(format!("{} is not declared in {}", path.display(), index.display()));
        }
    }
    assert!(faults.is_empty(), "\n{}", faults.join("\n"));
}
