//! Reads the program's own source: its code apart from comments and strings, and its strings.

use std::fs;
use std::path::{Path, PathBuf};

/// One file of `src`.
pub(crate) struct Source {
    /// Its path below `src`, such as `ui/write/mod.rs`.
    pub(crate) path: PathBuf,
    pub(crate) text: String,
    /// The text with comments and the insides of strings blanked out, byte for byte.
    pub(crate) code: String,
    pub(crate) literals: Vec<Literal>,
    /// Where the file's own tests begin.
    tests_from: usize,
}

/// A string in the source.
pub(crate) struct Literal {
    /// The byte after its opening quote.
    pub(crate) at: usize,
    /// What stands between the quotes, escapes as written.
    pub(crate) text: String,
}

impl Source {
    fn read(root: &Path, path: &Path) -> Self {
        Self::new(path.strip_prefix(root).unwrap(), fs::read_to_string(path).unwrap())
    }

    pub(crate) fn new(path: &Path, text: String) -> Self {
        let (code, literals) = lex(&text);
        let tests_from = code.find("#[cfg(test)]").unwrap_or(code.len());
        Self { path: path.to_owned(), text, code, literals, tests_from }
    }

    /// Returns the room the file belongs to; none for `lib.rs` and `main.rs`.
    pub(crate) fn room(&self) -> Option<String> {
        let mut steps = self.path.iter();
        let first = steps.next()?.to_string_lossy().into_owned();
        steps.next().map(|_| first)
    }

    /// Tells whether a byte belongs to the file's own tests.
    pub(crate) fn is_test(&self, at: usize) -> bool {
        at >= self.tests_from
    }

    /// Returns the strings outside the file's own tests.
    pub(crate) fn shipped(&self) -> impl Iterator<Item = &Literal> {
        self.literals.iter().filter(|literal| !self.is_test(literal.at))
    }

    /// Returns file and line of a byte, for messages.
    pub(crate) fn line_of(&self, at: usize) -> String {
        let line = self.text[..at].matches('\n').count() + 1;
        format!("src/{}:{line}", self.path.display())
    }
}

/// Returns the root of the package.
pub(crate) fn package() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// Returns every file of `src`, in the order of their paths.
pub(crate) fn sources() -> Vec<Source> {
    let root = package().join("src");
    rust_files(&root).iter().map(|path| Source::read(&root, path)).collect()
}

/// Returns every Rust file below a folder, in the order of their paths.
pub(crate) fn rust_files(folder: &Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            files.extend(rust_files(&path));
        } else if path.extension().is_some_and(|ending| ending == "rs") {
            files.push(path);
        }
    }
    files.sort();
    files
}

fn lex(text: &str) -> (String, Vec<Literal>) {
    let bytes = text.as_bytes();
    let mut code = bytes.to_vec();
    let mut literals = Vec::new();
    let mut at = 0;
    let blank = |code: &mut Vec<u8>, from: usize, to: usize| {
        for byte in &mut code[from..to] {
            if *byte != b'\n' {
                *byte = b' ';
            }
        }
    };
    while at < bytes.len() {
        let rest = &text[at..];
        if rest.starts_with("//") {
            let end = rest.find('\n').map_or(bytes.len(), |length| at + length);
            blank(&mut code, at, end);
            at = end;
        } else if rest.starts_with("/*") {
            let end = rest.find("*/").map_or(bytes.len(), |length| at + length + 2);
            blank(&mut code, at, end);
            at = end;
        } else if let Some((open, close)) = raw_quotes(bytes, at) {
            let from = at + open;
            let length = text[from..].find(&close).unwrap();
            literals.push(Literal { at: from, text: text[from..from + length].to_owned() });
            blank(&mut code, from, from + length);
            at = from + length + close.len();
        } else if bytes[at] == b'"' {
            let from = at + 1;
            let mut end = from;
            while bytes[end] != b'"' {
                end += if bytes[end] == b'\\' { 2 } else { 1 };
            }
            literals.push(Literal { at: from, text: text[from..end].to_owned() });
            blank(&mut code, from, end);
            at = end + 1;
        } else if bytes[at] == b'\'' {
            at += char_length(&text[at..]);
        } else {
            at += rest.chars().next().unwrap().len_utf8();
        }
    }
    (String::from_utf8(code).unwrap(), literals)
}

/// Returns how long the opening of a raw string is that begins here, and its closing.
fn raw_quotes(bytes: &[u8], at: usize) -> Option<(usize, String)> {
    let is_word = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'_';
    if bytes[at] != b'r' || (at > 0 && is_word(bytes[at - 1]) && bytes[at - 1] != b'b') {
        return None;
    }
    let hashes = bytes[at + 1..].iter().take_while(|byte| **byte == b'#').count();
    (bytes.get(at + 1 + hashes) == Some(&b'"')).then(|| (hashes + 2, format!("\"{}", "#".repeat(hashes))))
}

/// Returns how many bytes a character literal takes, or 1 for the sign of a lifetime.
fn char_length(text: &str) -> usize {
    let mut chars = text.char_indices().skip(1);
    match chars.next() {
        Some((_, '\\')) => {
            text[2..].char_indices().skip(1).find(|(_, c)| *c == '\'').map_or(1, |(at, _)| at + 3)
        }
        Some(_) => match chars.next() {
            Some((at, '\'')) => at + 1,
            _ => 1,
        },
        None => 1,
    }
}

#[test]
fn strings_comments_and_characters_are_told_apart() {
    let text =
        "let a = \"x\\\"y\"; // \"no\"\nlet b = '\"'; let c = r#\"p\"q\"#; let d: &'a str = \"z\"; '\\''";
    let (code, literals) = lex(text);
    assert_eq!(literals.iter().map(|found| found.text.as_str()).collect::<Vec<_>>(), ["x\\\"y", "p\"q", "z"]);
    assert_eq!(code.len(), text.len());
    assert!(!code.contains("no") && code.contains("let d: &'a str"), "{code}");
}
