//! Placeholders as writers leave them: xx, 20xx, ____, **, --, ().

use crate::import::marker::patterns;

patterns! {
    TOKENS = r"\d{3}[xX×]|\d{0,4}[xX×╳]{2,}|\d{2}_{1,}|_{2,}|_(?:总|行|部)|\d{2}-{2,}|-{2,}|\d{2}\*{2,}|\*{2,}|[(（]\s*[)）]|[xX×]";
}

/// A blank found in a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Blank {
    /// Where it begins, in bytes.
    pub from: usize,
    /// Where it ends, in bytes.
    pub to: usize,
    /// The token as it stands.
    pub token: String,
}

/// Finds the blanks of a text, in order.
#[must_use]
pub fn blanks(text: &str) -> Vec<Blank> {
    let Some(pattern) = TOKENS.as_ref() else { return Vec::new() };
    if !text.contains(['x', 'X', '×', '╳', '_', '-', '*', '(', '（']) {
        return Vec::new();
    }
    let mut found = Vec::new();
    for caught in pattern.find_iter(text) {
        let before = text.get(..caught.start()).and_then(|t| t.chars().next_back());
        let after = text.get(caught.end()..).and_then(|t| t.chars().next());
        let mut token = caught.as_str();
        let mut to = caught.end();
        let latin = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphabetic());
        let digit = |c: Option<char>| c.is_some_and(|c| c.is_ascii_digit());
        let letters = token.trim_start_matches(|c: char| c.is_ascii_digit());
        let first = letters.chars().next().unwrap_or(' ');
        let keep = match first {
            'x' | 'X' | '×' | '╳' if letters.chars().count() == 1 => {
                let stands = after.is_some_and(|c| {
                    "年月日号名个人户元万亿千百次项笔条家天周季期％%份台位件场分度".contains(c)
                });
                // A year whose last figure is left open, 201X; a name whose last sign is masked, 李×.
                let year = letters.len() + 3 == token.len() && after == Some('年');
                let hanzi = |c: char| ('\u{4e00}'..='\u{9fff}').contains(&c);
                let name = first == '×'
                    && before.is_some_and(hanzi)
                    && after.is_none_or(|c| c.is_whitespace() || "，。；、）)".contains(c));
                // Between words it says "times".
                let times = first == '×' && before.is_some_and(char::is_alphanumeric);
                // A masked surname: 由X主任负责.
                let posts = ["主任", "行长", "经理", "部长", "主管", "总"];
                let rest = text.get(caught.end()..).unwrap_or_default();
                let surname = first != '×' && posts.into_iter().any(|post| rest.starts_with(post));
                let open = letters == token && (stands && !times || name || surname);
                (year || open) && !latin(before) && !digit(before)
            }
            // Roman numerals and product names have other letters beside them.
            'x' | 'X' | '×' | '╳' => !latin(before) && !latin(after) && !digit(after),
            '_' if letters.chars().next_back().is_some_and(|c| c != '_') => {
                token = "_";
                to = caught.start() + 1;
                true
            }
            '-' => !(digit(after) || latin(before) && latin(after)),
            '*' => !(digit(before) && digit(after)),
            _ => true,
        };
        if keep {
            found.push(Blank { from: caught.start(), to, token: token.to_owned() });
        }
    }
    found
}
