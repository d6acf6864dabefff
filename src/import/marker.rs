//! The numbers and signs that open a line: 一、 （一） 第一节 1、 1. 1) (1) ① 一是 第一， and bullets.

use regex::Regex;

/// How a record is numbered in the source.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Style {
    /// 第一节, 第一章, 第一部分.
    CnJie,
    /// 一、
    CnDun,
    /// 四.
    CnDot,
    /// （一）
    CnParen,
    /// 1、
    ArDun,
    /// 1.
    ArDot,
    /// 1.2
    ArMulti,
    /// 1)
    ArParen,
    /// (1)
    ArPp,
    /// ①
    Circled,
    /// "- 1、"
    BulletArDun,
    /// A sign without a number.
    Bullet,
    /// 一是
    CnShi,
    /// 第一，
    CnDi,
    /// 首先, 其次, 再次, 最后.
    First,
    /// 方法：
    Label,
    /// 第一步：
    CnBu,
    /// I. II. Ⅲ、
    Roman,
    /// A. B、
    Letter,
}

impl Style {
    /// Returns the style's name in the JSON form.
    #[must_use]
    pub const fn id(self) -> &'static str {
        match self {
            Self::CnJie => "cn-jie",
            Self::CnDun => "cn-dun",
            Self::CnDot => "cn-dot",
            Self::CnParen => "cn-paren",
            Self::ArDun => "ar-dun",
            Self::ArDot => "ar-dot",
            Self::ArMulti => "ar-multi",
            Self::ArParen => "ar-paren",
            Self::ArPp => "ar-pp",
            Self::Circled => "circled",
            Self::BulletArDun => "bullet-ar-dun",
            Self::Bullet => "bullet",
            Self::CnShi => "cn-shi",
            Self::CnDi => "cn-di",
            Self::First => "first",
            Self::Label => "label",
            Self::CnBu => "cn-bu",
            Self::Roman => "roman",
            Self::Letter => "letter",
        }
    }

    /// Tells how high the style stands among headings, 0 the highest; none for what numbers items.
    #[must_use]
    pub const fn heading_rank(self) -> Option<u8> {
        match self {
            Self::CnJie => Some(0),
            Self::CnDun | Self::CnDot | Self::Roman => Some(1),
            Self::CnBu => Some(2),
            Self::CnParen | Self::Letter => Some(3),
            Self::ArDun
            | Self::ArDot
            | Self::ArMulti
            | Self::ArParen
            | Self::ArPp
            | Self::Circled
            | Self::BulletArDun
            | Self::Bullet
            | Self::CnShi
            | Self::CnDi
            | Self::First
            | Self::Label => None,
        }
    }

    /// Returns the family: styles of one family count on in one list.
    #[must_use]
    pub const fn family(self) -> u8 {
        match self {
            Self::CnJie => 0,
            Self::CnDun | Self::CnDot => 1,
            Self::CnParen => 2,
            Self::ArDun | Self::ArDot | Self::BulletArDun => 3,
            Self::ArMulti => 4,
            Self::ArParen => 5,
            Self::ArPp => 6,
            Self::Circled => 7,
            Self::Bullet => 8,
            Self::CnShi => 9,
            Self::CnDi => 10,
            Self::First => 11,
            Self::Label => 12,
            Self::CnBu => 13,
            Self::Roman => 14,
            Self::Letter => 15,
        }
    }
}

/// What opens a line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Marker {
    /// As it stands in the source, without the white space behind it.
    pub raw: String,
    /// Its style.
    pub style: Style,
    /// Its number, where it has one.
    pub number: Option<u32>,
}

/// Returns a full-width digit as an ASCII one, and anything else as it is.
pub(super) fn narrow(c: char) -> char {
    match u32::from(c).checked_sub(u32::from('０')) {
        Some(digit @ 0..10) => char::from_digit(digit, 10).unwrap_or(c),
        _ => c,
    }
}

/// Reads a Chinese numeral up to 999, or Arabic digits.
#[must_use]
pub(super) fn number(text: &str) -> Option<u32> {
    if text.starts_with(|c| narrow(c).is_ascii_digit()) {
        let mut digits = text.chars().map(|c| narrow(c).to_digit(10));
        return digits.try_fold(0_u32, |all, digit| all.checked_mul(10)?.checked_add(digit?));
    }
    if let Ok(number) = text.parse() {
        return Some(number);
    }
    let mut total = 0_u32;
    let mut digit = None;
    if text.is_empty() || text.chars().count() > 6 {
        return None;
    }
    for c in text.chars() {
        match c {
            '百' => total += digit.take().unwrap_or(1) * 100,
            '十' => total += digit.take().unwrap_or(1) * 10,
            '零' | '〇' => digit = None,
            _ => digit = Some(single(c)?),
        }
    }
    Some(total + digit.unwrap_or(0))
}

fn single(c: char) -> Option<u32> {
    let at = "一二三四五六七八九".chars().position(|digit| digit == c)?;
    u32::try_from(at + 1).ok().or(None)
}

/// Returns the end of a text, about this many bytes of it at most: what stands before a place is
/// looked at that far back, so that a line of any length costs no more than its length.
pub(super) fn tail(text: &str, bytes: usize) -> &str {
    let mut from = text.len().saturating_sub(bytes);
    while !text.is_char_boundary(from) {
        from += 1;
    }
    text.get(from..).unwrap_or_default()
}

/// Compiles a pattern of this room. The patterns are fixed and every one is run by a test.
pub(super) fn pattern(source: &str) -> Option<Regex> {
    // Digits are those of both widths; the tables that a pattern makes while it runs are kept small.
    regex::RegexBuilder::new(&source.replace(r"\d", "[0-9０-９]")).dfa_size_limit(1 << 19).build().ok()
}

macro_rules! patterns {
    ($($name:ident = $source:expr;)*) => {$(
        static $name: std::sync::LazyLock<Option<regex::Regex>> = std::sync::LazyLock::new(|| $crate::import::marker::pattern($source));
    )*};
}
pub(super) use patterns;

patterns! {
    JIE = r"^第\s*([一二三四五六七八九十百]{1,4}|\d{1,2})\s*(?:节|章|部分)(?:[\s:：、，,.．]+|$)?";
    DUN = r"^([一二三四五六七八九十]{1,3})\s*、\s*";
    DOT = r"^([一二三四五六七八九十]{1,3})\s*[.．]\s*";
    PAREN = r"^[(（〔]\s*([一二三四五六七八九十]{1,3})\s*[)）〕]\s*[、.．]?\s*";
    PP = r"^[(（]\s*(\d{1,2})\s*[)）]\s*[、.．]?\s*";
    AR_PAREN = r"^(\d{1,2})\s*[)）]\s*[、.．]?\s*";
    AR_DUN = r"^(\d{1,3})\s*、\s*";
    AR_DOT = r"^(\d{1,3})\s*[.．]\s*";
    AR_MULTI = r"^(\d{1,2}(?:[.．]\d{1,2}){1,3})(?:[.．、]\s*|\s+)";
    BULLET = r"^(?:[-*+–—]\s+|[•·●◆■▪★◇○➢►▶✓√]\s*)";
    SHI = r"^([一二三四五六七八九十])是";
    BU = r"^(?:第\s*([一二三四五六七八九十]{1,2}|\d{1,2})\s*(?:步骤|步|阶段|条)|步骤\s*([一二三四五六七八九十]{1,2}|\d{1,2}))(?:\s*[:：、，,]\s*|\s+|$)";
    DI = r"^第([一二三四五六七八九十])\s*[，,、:：]\s*";
    ROMAN = r"^(?:(I{1,3}|IV|VI{0,3}|IX)\s*[.．、]\s*|([ⅠⅡⅢⅣⅤⅥⅦⅧⅨⅩ])\s*[.．、:：]?\s*)";
    LETTER = r"^(?:([A-H])\s*[.．、)）]|[(（]([A-Ha-h])[)）])\s*";
}

/// Reads the marker that opens a text; also the place at which the text behind it begins.
#[must_use]
pub(super) fn open(text: &str) -> Option<(Marker, usize)> {
    if let Some(bullet) = BULLET.as_ref().and_then(|p| p.find(text)) {
        let rest = text.get(bullet.end()..).unwrap_or_default();
        if let Some((inner, at)) = numbered(rest) {
            let end = bullet.end() + at;
            let style = match inner.style {
                Style::ArDun | Style::ArDot => Style::BulletArDun,
                style => style,
            };
            return Some((Marker { raw: raw(text, end), style, number: inner.number }, end));
        }
        let end = bullet.end();
        return Some((Marker { raw: raw(text, end), style: Style::Bullet, number: None }, end));
    }
    numbered(text)
}

fn raw(text: &str, end: usize) -> String {
    text.get(..end).unwrap_or_default().trim().to_owned()
}

fn numbered(text: &str) -> Option<(Marker, usize)> {
    let first = text.chars().next()?;
    for (signs, style) in [
        ("①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳", Style::Circled),
        ("⑴⑵⑶⑷⑸⑹⑺⑻⑼⑽⑾⑿⒀⒁⒂", Style::ArPp),
        ("⒈⒉⒊⒋⒌⒍⒎⒏⒐⒑", Style::ArDot),
    ] {
        let Some(at) = signs.chars().position(|c| c == first) else { continue };
        let mut end = first.len_utf8();
        end += text.get(end..).map_or(0, |rest| rest.len() - rest.trim_start_matches(['、', ' ', '.']).len());
        let number = u32::try_from(at + 1).ok();
        return Some((Marker { raw: raw(text, end), style, number }, end));
    }
    if let Some(found) = latin(text, first) {
        return Some(found);
    }
    let table = [
        (&JIE, Style::CnJie),
        (&DUN, Style::CnDun),
        (&DOT, Style::CnDot),
        (&PAREN, Style::CnParen),
        (&PP, Style::ArPp),
        (&AR_PAREN, Style::ArParen),
        (&AR_DUN, Style::ArDun),
        (&AR_MULTI, Style::ArMulti),
        (&AR_DOT, Style::ArDot),
        (&SHI, Style::CnShi),
        (&DI, Style::CnDi),
        (&BU, Style::CnBu),
    ];
    let opens = first.is_ascii_digit()
        || ('０'..='９').contains(&first)
        || "第步(（〔一二三四五六七八九十".contains(first);
    if !opens {
        return None;
    }
    for (pattern, style) in table {
        let Some(found) = pattern.as_ref().and_then(|p| p.captures(text)) else { continue };
        let (Some(whole), Some(digits)) = (found.get(0), found.iter().skip(1).flatten().next()) else {
            continue;
        };
        let rest = text.get(whole.end()..).unwrap_or_default();
        let last = digits.as_str().rsplit(['.', '．']).next().unwrap_or_default();
        let Some(number) = number(last).filter(|number| *number > 0) else { continue };
        // 3.2 6月: a blank parts the number from what is said.
        let parted = style == Style::ArMulti
            && whole.as_str().ends_with(char::is_whitespace)
            && !rest.starts_with(['亿', '万', '元', '%', '％']);
        if !parted && is_false(style, number, rest) {
            continue;
        }
        return Some((Marker { raw: raw(text, whole.end()), style, number: Some(number) }, whole.end()));
    }
    None
}

/// Reads the Roman numeral or the letter that opens a text: I. Service, B、网点.
fn latin(text: &str, first: char) -> Option<(Marker, usize)> {
    if !first.is_ascii_alphabetic() && !"(（ⅠⅡⅢⅣⅤⅥⅦⅧⅨⅩ".contains(first) {
        return None;
    }
    for (pattern, style) in [(&ROMAN, Style::Roman), (&LETTER, Style::Letter)] {
        let Some(found) = pattern.as_ref().and_then(|p| p.captures(text)) else { continue };
        let (Some(whole), Some(sign)) = (found.get(0), found.iter().skip(1).flatten().next()) else {
            continue;
        };
        let rest = text.get(whole.end()..)?;
        // A.M., I.D. and the like go on with letters at once; a number begins something to say.
        let spaced = whole.as_str().ends_with(char::is_whitespace);
        let speaks = rest.chars().next().is_some_and(|c| {
            ('\u{3400}'..='\u{9fff}').contains(&c) || "“《".contains(c) || spaced && c.is_alphanumeric()
        });
        if !speaks {
            continue;
        }
        let sign = sign.as_str();
        let number = if style == Style::Roman {
            roman(sign)
        } else {
            sign.bytes().next().map(|byte| u32::from(byte.to_ascii_uppercase() - b'A') + 1)
        };
        return Some((Marker { raw: raw(text, whole.end()), style, number: Some(number?) }, whole.end()));
    }
    None
}

fn roman(sign: &str) -> Option<u32> {
    const SIGNS: [(&str, &str); 10] = [
        ("I", "Ⅰ"),
        ("II", "Ⅱ"),
        ("III", "Ⅲ"),
        ("IV", "Ⅳ"),
        ("V", "Ⅴ"),
        ("VI", "Ⅵ"),
        ("VII", "Ⅶ"),
        ("VIII", "Ⅷ"),
        ("IX", "Ⅸ"),
        ("X", "Ⅹ"),
    ];
    let at = SIGNS.iter().position(|(letters, one)| sign == *letters || sign == *one)?;
    u32::try_from(at + 1).ok()
}

/// Reads a Chinese numeral with its 、 that opens a text, where the list it counts in tells that it is
/// no enumeration of words: 二、三级医院 behind 一、.
#[must_use]
pub(super) fn open_counted(text: &str) -> Option<(Marker, usize)> {
    let found = DUN.as_ref()?.captures(text)?;
    let (whole, digits) = (found.get(0)?, found.get(1)?);
    let number = number(digits.as_str()).filter(|number| *number > 0)?;
    let marker = Marker { raw: raw(text, whole.end()), style: Style::CnDun, number: Some(number) };
    Some((marker, whole.end()))
}

/// Tells what only looks like a marker: 1.5亿, 一、二级支行, 1、2号楼, 一是一.
fn is_false(style: Style, own: u32, rest: &str) -> bool {
    let mut chars = rest.chars();
    let first = chars.next();
    match style {
        Style::ArDot => {
            let digits = rest.chars().take_while(char::is_ascii_digit).count();
            // 2.12月15日前 is an item that begins with a date.
            let dated = rest.get(digits..).is_some_and(|after| after.starts_with('月'));
            digits > 0 && digits < 4 && !dated
        }
        Style::ArDun => {
            let behind = rest.trim_start_matches(|c: char| c.is_ascii_digit());
            let month = rest.get(..rest.len() - behind.len()).and_then(|digits| digits.parse::<u32>().ok());
            // 4、5月份 are two months; 2、12月15日前 is an item that begins with a date.
            let months = behind.strip_prefix('月').is_some_and(|after| {
                month == Some(own + 1) && !after.starts_with(|c: char| c.is_ascii_digit())
            });
            first.is_some_and(|c| c.is_ascii_digit())
                && (months || behind.starts_with(['、', '号', '#', '日']))
        }
        // One numeral right behind another, the next one: 二、三级支行.
        Style::CnDun => {
            first.and_then(single).is_some_and(|next| next == own + 1)
                && chars.next().is_some_and(|c| "、级类季月线等".contains(c))
        }
        Style::CnShi => first.is_none_or(|c| "非否一".contains(c)),
        Style::ArParen => first.is_some_and(|c| "%％".contains(c)),
        Style::CnJie => first.is_some_and(|c| "课的".contains(c)),
        Style::ArMulti => rest.starts_with(|c: char| c.is_ascii_digit() || "亿万元%％".contains(c)),
        Style::CnDot
        | Style::CnParen
        | Style::ArPp
        | Style::Circled
        | Style::BulletArDun
        | Style::Bullet
        | Style::CnDi
        | Style::First
        | Style::Label
        | Style::CnBu
        | Style::Roman
        | Style::Letter => false,
    }
}

#[cfg(test)]
mod tests {
    use std::path::{Path, PathBuf};

    fn sources(folder: &Path) -> Vec<PathBuf> {
        let entries = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
        entries.flat_map(|path| if path.is_dir() { sources(&path) } else { vec![path] }).collect()
    }

    // One that does not compile would never match, and nobody would see why.
    #[test]
    fn every_pattern_compiles() {
        let named = regex::Regex::new(r##"(?s)\n {4,}([A-Z_]+) = r#*"(.*?)"#*;"##).unwrap();
        let mut count = 0;
        for path in sources(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src/import")) {
            let source = std::fs::read_to_string(&path).unwrap();
            for found in named.captures_iter(&source) {
                count += 1;
                assert!(super::pattern(&found[2]).is_some(), "{}: {}", path.display(), &found[1]);
            }
        }
        assert!(count > 60, "{count}");
    }
}
