//! Titles of several lines, divided by sense (GB/T 9704-2012, 7.3.1).
//!
//! There is no dictionary here, so sense is guessed from marks and the small words that join parts
//! of a Chinese title. A line more is better than a word torn in two.

/// What a division costs besides the lines it makes.
#[derive(Clone, Copy)]
struct Cost(f64);

impl Cost {
    /// After a mark.
    const MARK: Self = Self(0.0);
    /// Before or after a word that joins.
    const JOINT: Self = Self(1.0);
    /// Anywhere else, perhaps in a word.
    const TORN: Self = Self(8.0);
    /// One line more than needed.
    const LINE: Self = Self(3.0);
    /// One character's difference between lines.
    const UNEVEN: Self = Self(0.3);
}

/// Words before which a title may be divided.
const BEFORE: [&str; 6] = ["和", "与", "及", "暨", "关于", "（"];
/// Words after which it may be divided.
const AFTER: [&str; 3] = ["的", "年度", "年"];
/// The most lines there can be; a longer title is no title.
const LONGEST: u32 = 40;
/// Marks after which it may be divided.
const MARKS: [char; 8] = ['、', '，', '；', '：', '）', ' ', '》', '”'];

/// Divides a title into lines of at most so many characters, a Latin one counted as a little more
/// than half. Returns it whole where it fits, or where it has no place to divide it at.
pub(super) fn divided(title: &str, most: f64) -> Vec<String> {
    let title = title.trim();
    let total = width(title);
    // What is longer than any title is no title; dividing it by sense would take for ever.
    if total <= most || total > f64::from(LONGEST) * most {
        return vec![title.to_owned()];
    }
    let places = places(title);
    let mut best: Option<(f64, Vec<&str>)> = None;
    // The least number of lines, and up to two more.
    let least = (2..=LONGEST).find(|count| f64::from(*count) * most >= total).unwrap_or(LONGEST);
    for count in least..=least + 2 {
        if let Some((cost, lines)) = divided_into(title, &places, count, total / f64::from(count), most) {
            let cost = cost + f64::from(count - least) * Cost::LINE.0;
            if best.as_ref().is_none_or(|(lowest, _)| cost < *lowest) {
                best = Some((cost, lines));
            }
        }
    }
    best.map_or_else(
        || vec![title.to_owned()],
        |(_, lines)| lines.into_iter().map(|line| line.trim().to_owned()).collect(),
    )
}

/// Finds the cheapest division into exactly so many lines, each near the even width.
fn divided_into<'a>(
    title: &'a str,
    places: &[(usize, Cost)],
    count: u32,
    even: f64,
    most: f64,
) -> Option<(f64, Vec<&'a str>)> {
    // The cheapest way to each place in so many lines.
    let mut ways: Vec<(usize, f64, Vec<&str>)> = vec![(0, 0.0, Vec::new())];
    let end = (title.len(), Cost::MARK);
    for line in 1..=count {
        let mut next: Vec<(usize, f64, Vec<&str>)> = Vec::new();
        for (to, price) in places.iter().chain(std::iter::once(&end)) {
            if (*to == title.len()) != (line == count) {
                continue;
            }
            let cheapest = ways
                .iter()
                .filter_map(|(from, spent, lines)| {
                    let words = title.get(*from..*to).filter(|words| !words.is_empty())?;
                    let width = width(words);
                    let uneven = (width - even).abs() * Cost::UNEVEN.0;
                    (width <= most).then_some((spent + price.0 + uneven, words, lines))
                })
                .min_by(|a, b| a.0.total_cmp(&b.0));
            if let Some((spent, words, lines)) = cheapest {
                let mut lines = lines.clone();
                lines.push(words);
                next.push((*to, spent, lines));
            }
        }
        ways = next;
    }
    ways.into_iter().next().map(|(_, cost, lines)| (cost, lines))
}

/// Returns where a title can be divided, with the price: not within numbers and Latin words, nor
/// between 年 and 度.
fn places(title: &str) -> Vec<(usize, Cost)> {
    let mut places = Vec::new();
    let mut previous: Option<char> = None;
    for (at, next) in title.char_indices() {
        if let Some(last) = previous {
            let (before, after) = title.split_at_checked(at).unwrap_or_default();
            let in_word = last.is_ascii_alphanumeric() && next.is_ascii_alphanumeric();
            let in_year = last.is_ascii_digit() && next == '年' || last == '年' && next == '度';
            let closes = "、，；：。！？）》”’".contains(next);
            let opens = "（《“‘".contains(last);
            if !(in_word || in_year || closes || opens) {
                let price = if MARKS.contains(&last) {
                    Cost::MARK
                } else if BEFORE.iter().any(|word| after.starts_with(word))
                    || AFTER.iter().any(|word| before.ends_with(word))
                {
                    Cost::JOINT
                } else {
                    Cost::TORN
                };
                places.push((at, price));
            }
        }
        previous = Some(next);
    }
    places
}

/// Returns the width in characters.
fn width(words: &str) -> f64 {
    words.chars().map(|c| if c.is_ascii() { 0.57 } else { 1.0 }).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn titles_are_divided_by_sense() {
        let cases: [(&str, &[&str]); 5] = [
            ("江北支行营业厅2027年度工作计划", &["江北支行营业厅2027年度工作计划"]),
            (
                "江北支行关于进一步改进柜面服务、压降核算差错和加强队伍建设的2027年度工作计划",
                &["江北支行关于进一步改进柜面服务、", "压降核算差错和加强队伍建设的", "2027年度工作计划"],
            ),
            (
                "代发单位走访登记表、意见登记表及办结情况反馈表填写样式",
                &["代发单位走访登记表、意见登记表", "及办结情况反馈表填写样式"],
            ),
            (
                "某某银行江北支行2027年度全面风险管理与内部控制工作计划",
                &["某某银行江北支行2027年度", "全面风险管理与内部控制工作计划"],
            ),
            ("", &[""]),
        ];
        for (title, lines) in cases {
            assert_eq!(divided(title, 20.0), lines);
        }
    }

    #[test]
    fn nothing_is_lost_whatever_the_title() {
        for title in ["字".repeat(100), "w".repeat(100), "、".repeat(60), "2027".repeat(30), "（".repeat(50)]
        {
            assert_eq!(divided(&title, 20.0).concat(), title);
        }
    }
}
