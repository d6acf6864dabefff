//! Numerals of headings: Chinese, Roman and letters.

use crate::model::Language;

/// Digits by value, 0 to 9.
const DIGITS: [char; 10] = ['零', '一', '二', '三', '四', '五', '六', '七', '八', '九'];
/// Places within a group of four digits, from the units up.
const PLACES: [&str; 4] = ["", "十", "百", "千"];
/// Groups of four digits, from the units up.
const GROUPS: [&str; 5] = ["", "万", "亿", "万亿", "亿亿"];

/// Returns a number in Chinese numerals as headings use them: 一, 十, 十一, 二十, 一百零一.
#[must_use]
pub fn chinese(number: u64) -> String {
    if number == 0 {
        return DIGITS.first().map(char::to_string).unwrap_or_default();
    }
    let mut groups = Vec::new();
    let mut rest = number;
    while rest > 0 {
        groups.push(rest % 10_000);
        rest /= 10_000;
    }
    let mut out = String::new();
    // A gap is read as one 零, wherever digits follow it.
    let mut gap = false;
    for (group, name) in groups.iter().copied().zip(GROUPS).rev() {
        if group == 0 {
            gap = !out.is_empty();
            continue;
        }
        if !out.is_empty() && group < 1000 {
            gap = true;
        }
        let mut scale = 1000;
        let mut begun = false;
        for place in PLACES.iter().rev() {
            let digit = group / scale % 10;
            scale /= 10;
            if digit == 0 {
                gap |= begun;
                continue;
            }
            if gap && !out.is_empty() {
                out.push('零');
            }
            gap = false;
            begun = true;
            // 十 to 十九 leave out the leading 一.
            if !(digit == 1 && *place == "十" && out.is_empty()) {
                let value = usize::try_from(digit).unwrap_or_default();
                out.extend(DIGITS.get(value));
            }
            out.push_str(place);
        }
        gap = false;
        out.push_str(name);
    }
    out
}

/// Returns a number in capital Roman numerals; 0 and numbers from 4000 on, which have none, in
/// Arabic.
#[must_use]
pub fn roman(number: u64) -> String {
    const VALUES: [(u64, &str); 13] = [
        (1000, "M"),
        (900, "CM"),
        (500, "D"),
        (400, "CD"),
        (100, "C"),
        (90, "XC"),
        (50, "L"),
        (40, "XL"),
        (10, "X"),
        (9, "IX"),
        (5, "V"),
        (4, "IV"),
        (1, "I"),
    ];
    if !(1..4000).contains(&number) {
        return number.to_string();
    }
    let mut rest = number;
    let mut out = String::new();
    for (value, letters) in VALUES {
        while rest >= value {
            out.push_str(letters);
            rest -= value;
        }
    }
    out
}

/// Returns a number as capital letters: A to Z, then AA, AB and so on; nothing for 0.
#[must_use]
pub fn letters(number: u64) -> String {
    let mut rest = number;
    let mut out = Vec::new();
    while rest > 0 {
        rest -= 1;
        let offset = u8::try_from(rest % 26).unwrap_or_default();
        out.push(char::from(b'A' + offset));
        rest /= 26;
    }
    out.into_iter().rev().collect()
}

/// Returns a number in a circle (① to ㊿); larger ones and 0 in parentheses.
#[must_use]
pub fn circled(number: u64) -> String {
    let (first, offset) = match number {
        1..=20 => ('①', number - 1),
        21..=35 => ('㉑', number - 21),
        36..=50 => ('㊱', number - 36),
        _ => return format!("({number})"),
    };
    u32::try_from(offset)
        .ok()
        .and_then(|offset| char::from_u32(u32::from(first) + offset))
        .map(String::from)
        .unwrap_or_default()
}

/// Returns the number of a heading or measure as it stands before it: 一、 （一） 1. （1） in Chinese
/// (GB/T 9704-2012, 7.3.3), I. A. 1. (1) in English. The highest level is 0. Number 0 is none.
#[must_use]
pub fn label(level: usize, number: usize, language: Language) -> String {
    if number == 0 {
        return String::new();
    }
    let count = u64::try_from(number).unwrap_or(u64::MAX);
    match (language, level) {
        (Language::En, 0) => format!("{}. ", roman(count)),
        (Language::En, 1) => format!("{}. ", letters(count)),
        (_, 2) => format!("{number}."),
        (Language::En, _) => format!("({number}) "),
        (Language::ZhCn, 0) => format!("{}、", chinese(count)),
        (Language::ZhCn, 1) => format!("（{}）", chinese(count)),
        (Language::ZhCn, _) => format!("（{number}）"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn chinese_numerals_as_in_headings() {
        for (number, word) in [
            (0, "零"),
            (1, "一"),
            (9, "九"),
            (10, "十"),
            (11, "十一"),
            (19, "十九"),
            (20, "二十"),
            (21, "二十一"),
            (99, "九十九"),
            (100, "一百"),
            (101, "一百零一"),
            (110, "一百一十"),
            (111, "一百一十一"),
            (1001, "一千零一"),
            (1010, "一千零一十"),
            (1100, "一千一百"),
            (10_000, "一万"),
            (10_001, "一万零一"),
            (11_000, "一万一千"),
            (100_000, "十万"),
            (100_500, "十万零五百"),
            (100_000_000, "一亿"),
            (100_000_001, "一亿零一"),
        ] {
            assert_eq!(chinese(number), word);
        }
    }

    #[test]
    fn other_numerals() {
        assert_eq!([1, 4, 9, 14, 1999].map(roman), ["I", "IV", "IX", "XIV", "MCMXCIX"]);
        assert_eq!([1, 26, 27, 52, 703].map(letters), ["A", "Z", "AA", "AZ", "AAA"]);
        assert_eq!([1, 20, 21, 36, 51].map(circled), ["①", "⑳", "㉑", "㊱", "(51)"]);
    }
}
