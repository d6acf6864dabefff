//! A page as it was collected: its furniture, and the several plans on it.

use std::ops::Range;

use super::account::{Fate, Reason, Report};
use super::marker::{self, Style, patterns};
use super::source::{Hint, Line};
use super::{Decision, Decisions};

patterns! {
    // What only a web page says of itself.
    STRONG = r"(?x)
        小编|原创力文档|本站(?:所有|不|提供|内容)|网友上传|用户上传|文档贡献者|文档评论|VIP文档
        |成为VIP|查看更多$|上传文档|点击下载|下载(?:本文|全文)|相关文档|精品文档|版权申诉|百度文库
        |豆丁网|道客巴巴|转载请|返回顶部
        |^[【\[]?(?:拓展|延伸|扩展)(?:阅读|资料)[】\]]?[:：]?$
        |^(?:(?:打印|收藏|分享|举报|点赞|复制|纠错|关闭|到微信|到微博|本页|此页|本文)[\s|｜/·]*){2,}$
        |上一篇|下一篇|本文来源|来源[：:]\s*(网络|互联网)|https?://|www\.
        |\.(docx?|pdf|txt|pptx?)\s*(VIP)?$
        |网站审核|网站质量审核|首页\s*[>›»]|[>›»]\s*正文|范文大全
        |(?:更新|发布)(?:时间|日期)[:：]
        |(?:阅读|浏览|点击)(?:次数|量)?[:：]\s*\d+
        |供大家(?:参考|借鉴|阅读)
        |(?:欢迎|敬请)(?:大家|您|各位)?(?:阅读|参考|借鉴|查阅|下载|收藏|分享|浏览)
        |仅供大家
        |(?:下面|以下)就?是[^。]{0,16}(?:整理|收集|分享|带来)
        |复制成功|付费下载|猜你喜欢|为你推荐|热门推荐|推荐阅读
        |相关(文章|推荐|阅读|热词|范文|内容)\s*[:：]?$
        |(希望|能够?)对?(大家|你|您)(能够?)?(有所)?(喜欢|帮助)
        |(?:来源|作者|编辑|时间|日期|出处|字号|字体|栏目
        |分类)\s*[：:][^。：:]{0,24}[\s|｜]+(?:来源|作者|编辑|出处|字号|字体|点击率?|浏览|阅读
        |人气|栏目|分类)\s*[：:]
        |^(?:文章|本文|信息)?来源\s*[：:]\s*\S{1,12}$
        |^字[号体]\s*[：:]|如有侵权|侵权[^。]{0,6}(?:删|联系)";
    // What a plan may say too, in a sentence of its own.
    WEAK = r"(?x)
        侵权|实名认证|扫码|扫一扫|公众号|未经授权|责任编辑|免费下载|下载后|仅供参考|关注我们|^关注$";
    RELATED = r"(?x)
        (?:相关|推荐|热门|更多|其他|精选)[^。，]{0,8}(?:文章|阅读|范文|推荐|内容|链接
        |资料)[^。，]{0,4}[:：]?$
        |(?:猜你喜欢|为你推荐|推荐阅读|您可能感兴趣|(?:拓展|延伸|扩展)阅读)";
    NUMBER_FIRST = r"(?x)
        ^()[【\[（(]?\s*(?:篇|范文)\s*([一二三四五六七八九十]{1,3}
        |\d{1,2})\s*[】\]）)]?\s*[:：、.]?\s*(.{0,50})$";
    NUMBER_BEHIND = r"(?x)
        ^(.{0,40}?)[【\[（(]?\s*(?:篇|范文)\s*([一二三四五六七八九十]{1,3}
        |\d{1,2})\s*[】\]）)★☆◆●■*]*\s*(?:20\d\d年?|[:：]\s*(.{0,40}))?$";
    NUMBER_WITHIN = r"(?x)
        ^(.{0,40}?)[【\[（(]?\s*第\s*([一二三四五六七八九十]{1,3}
        |\d{1,2})\s*篇\s*[】\]）)]?\s*(?:[:：、]?\s*(.{0,40}))?$";
    NUMBER_LAST = r"(?x)
        ^(.{2,40}?(?:计划|总结|方案|范文|书|思路|模板|最新|样本|例文|报告|精选))\s*[（(【]?\s*([一二三四五六七八九十]{1,2}
        |\d{1,2})\s*[）)】★☆◆●■*]*$";
    NAMED_ALIKE = r"(?x)
        ^()([一二三四五六七八九十]{1,2}
        |\d{1,2})\s*[、.．]\s*(.{2,30}(?:计划|总结|方案)(?:范文|模板)?)$";
}

/// One of the plans on a page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Part {
    /// The number of the line that names it on the page, if one does.
    pub(super) heading_line: Option<usize>,
    /// What that line says.
    pub(super) heading: Option<String>,
    /// Its lines, by their places in the source's list.
    pub(super) lines: Range<usize>,
    /// The number of its first line that says something.
    pub(super) first_line: usize,
    /// The number of its last line that says something.
    pub(super) last_line: usize,
}

/// Tells whether only a web page says this.
pub(super) fn is_chrome(text: &str) -> bool {
    let count = text.chars().count();
    let is = |pattern: &std::sync::LazyLock<Option<regex::Regex>>| {
        pattern.as_ref().is_some_and(|p| p.is_match(text))
    };
    let sentence = || text.ends_with(['。', '；']) || marker::open(text).is_some();
    count < 400 && is(&STRONG) || count < 30 && is(&WEAK) && !sentence()
}

/// Finds the plans on a page, and marks the lines that belong to the page.
pub(super) fn split(lines: &[Line], decisions: &Decisions, report: &mut Report) -> (Vec<Part>, Vec<bool>) {
    let mut chrome = furniture(lines);
    for (flag, line) in chrome.iter_mut().zip(lines) {
        *flag |= line.hint == Hint::Aside;
    }
    // What the user decided about is no furniture, and names no text.
    let decided: Vec<bool> = lines.iter().map(|line| decisions.contains_key(&line.number)).collect();
    for (flag, decided) in chrome.iter_mut().zip(&decided) {
        *flag &= !decided;
    }
    let starts: Vec<usize> = decisions
        .iter()
        .filter(|(_, decision)| **decision == Decision::StartsPlan)
        .map(|(line, _)| *line)
        .collect();
    let mut headings = part_headings(lines, &chrome);
    headings.retain(|at| decided.get(*at) != Some(&true));
    let mut bounds: Vec<(Option<usize>, usize)> = headings.iter().map(|at| (Some(*at), at + 1)).collect();
    if bounds.is_empty() {
        bounds.push((None, 0));
        bounds.extend(second_versions(lines, &chrome).into_iter().map(|at| (None, at)));
    } else if let Some(first) = headings.first().copied() {
        let before = lines.get(..first).unwrap_or_default();
        let numbered = before.iter().filter(|line| marker::open(&line.text).is_some()).count();
        let wanted = decided.iter().take(first).any(|decided| *decided);
        if numbered >= 3 || wanted {
            bounds.insert(0, (None, 0));
        }
        if numbered < 3 {
            for (flag, decided) in chrome.iter_mut().zip(&decided).take(first) {
                *flag = !decided;
            }
        }
    }
    for start in starts {
        if let Some(at) = lines.iter().position(|line| line.number == start)
            && !bounds.iter().any(|(_, from)| *from == at)
        {
            bounds.push((None, at));
        }
    }
    bounds.sort_by_key(|(_, from)| *from);
    let ends: Vec<usize> =
        bounds.iter().skip(1).map(|(heading, from)| heading.unwrap_or(*from)).chain([lines.len()]).collect();
    let mut parts = Vec::new();
    for ((heading, from), to) in bounds.into_iter().zip(ends) {
        let said = |at: &usize| {
            lines.get(*at).is_some_and(|line| !line.text.is_empty()) && chrome.get(*at) == Some(&false)
        };
        let (Some(first), Some(last)) = ((from..to).find(said), (from..to).rfind(said)) else {
            if let Some(line) = heading.and_then(|at| lines.get(at)) {
                report.note(line.number, &line.text, Fate::Dropped(Reason::PartHeading));
            }
            continue;
        };
        let number = |at: usize| lines.get(at).map_or(0, |line| line.number);
        if let Some(line) = heading.and_then(|at| lines.get(at)) {
            report.note(line.number, &line.text, Fate::Dropped(Reason::PartHeading));
        }
        parts.push(Part {
            heading_line: heading.map(number),
            heading: heading.and_then(|at| lines.get(at)).map(|line| line.text.clone()),
            lines: from..to,
            first_line: number(first),
            last_line: number(last),
        });
    }
    for (line, flag) in lines.iter().zip(&chrome) {
        if *flag && !line.text.is_empty() {
            let reason = if line.hint == Hint::Aside { Reason::Aside } else { Reason::Chrome };
            report.note(line.number, line.text.as_str(), Fate::Dropped(reason));
        }
    }
    (parts, chrome)
}

/// Marks what belongs to the page: lines that say so, what stands between them at the top and at
/// the bottom.
fn furniture(lines: &[Line]) -> Vec<bool> {
    let mut flags: Vec<bool> = lines.iter().map(|line| is_chrome(&line.text)).collect();
    let said: Vec<usize> =
        lines.iter().enumerate().filter(|(_, line)| !line.text.is_empty()).map(|(at, _)| at).collect();
    let flagged = |flags: &[bool], at: usize| flags.get(at) == Some(&true);
    // At the top, everything down to the last of three or more marks of a page that stand close together.
    let mut last = None;
    let mut misses = 0;
    let mut hits = 0;
    for at in said.iter().copied().take(60) {
        if flagged(&flags, at) {
            last = Some(at);
            hits += 1;
            misses = 0;
        } else {
            misses += 1;
            if misses > 3 {
                break;
            }
        }
    }
    if let Some(last) = last.filter(|_| hits >= 3) {
        for flag in flags.iter_mut().take(last + 1) {
            *flag = true;
        }
    }
    // At the bottom, everything from the first mark of a page on behind which only short lines stand.
    let mut first = None;
    for at in said.iter().copied().rev() {
        let Some(line) = lines.get(at) else { break };
        if flagged(&flags, at) {
            first = Some(at);
        } else if line.text.chars().count() > 40
            || line.text.ends_with(['。', '；', '：'])
            || first.is_none() && marker::open(&line.text).is_some_and(|(m, _)| m.style != Style::Bullet)
        {
            break;
        }
    }
    // The titles below 相关文章 may be numbered.
    let related = said.iter().copied().rev().take(40).find(|at| {
        flagged(&flags, *at)
            && lines.get(*at).is_some_and(|l| RELATED.as_ref().is_some_and(|p| p.is_match(&l.text)))
    });
    let is_name = |at: usize| {
        lines.get(at).is_some_and(|line| {
            line.text.chars().count() <= 40
                && !line.text.ends_with(['。', '；', ';', '：'])
                && !line.text.contains('。')
        })
    };
    let related = related.filter(|from| said.iter().copied().filter(|at| at > from).all(is_name));
    if let Some(first) = [first, related].into_iter().flatten().min() {
        for flag in flags.iter_mut().skip(first) {
            *flag = true;
        }
    }
    flags
}

/// Finds the lines by which a page tells its texts apart: 篇一, 范文第2篇, 计划（三）.
fn part_headings(lines: &[Line], chrome: &[bool]) -> Vec<usize> {
    let mut best: Vec<usize> = Vec::new();
    let numbered = [&NUMBER_BEHIND, &NUMBER_WITHIN, &NUMBER_FIRST];
    let forms: [(&[_], bool, usize); 6] = [
        (&[&NUMBER_BEHIND], false, 1),
        (&[&NUMBER_WITHIN], false, 1),
        (&[&NUMBER_FIRST], false, 1),
        (&[&NUMBER_LAST], true, 1),
        (&[&NAMED_ALIKE], true, 3),
        // One page may count its texts in several ways.
        (&numbered, false, 1),
    ];
    for (patterns, only_numbers, alike) in forms {
        let mut found = Vec::new();
        let mut last = 0;
        let mut name: Option<String> = None;
        for (at, line) in lines.iter().enumerate() {
            if line.text.is_empty()
                || line.text.chars().count() > 70
                || chrome.get(at) == Some(&true)
                || line.text.ends_with(['。', '；', '，'])
            {
                continue;
            }
            let mut patterns = patterns.iter().filter_map(|pattern| pattern.as_ref());
            let Some(caught) = patterns.find_map(|pattern| pattern.captures(&line.text)) else { continue };
            let Some(number) = caught.get(2).and_then(|digits| marker::number(digits.as_str())) else {
                continue;
            };
            let prefix = caught.get(alike).map(|m| m.as_str().to_owned()).unwrap_or_default();
            // Where nothing but a number tells the texts apart, they must be named alike.
            if only_numbers && name.as_ref().is_some_and(|name| *name != prefix) {
                continue;
            }
            if number > last && number <= last + 3 {
                last = number;
                name.get_or_insert(prefix);
                found.push(at);
            }
        }
        let enough = if only_numbers { 2 } else { 1 };
        if found.len() >= enough && found.len() > best.len() {
            best = found;
        }
    }
    best
}

/// Finds where the text begins anew: 一、 with the same words as before.
fn second_versions(lines: &[Line], chrome: &[bool]) -> Vec<usize> {
    let mut first: Option<String> = None;
    let mut found = Vec::new();
    for (at, line) in lines.iter().enumerate() {
        if chrome.get(at) == Some(&true) || matches!(line.hint, Hint::Row { .. }) {
            continue;
        }
        let Some((marker, from)) = marker::open(&line.text) else { continue };
        if marker.number != Some(1) || marker.style != Style::CnDun {
            continue;
        }
        let words: String =
            line.text.get(from..).unwrap_or_default().chars().filter(|c| c.is_alphanumeric()).collect();
        match &first {
            Some(first) if *first == words && words.chars().count() >= 4 => {
                // A title right above belongs to the text that begins.
                found.push(at);
            }
            Some(_) => {}
            None => first = Some(words),
        }
    }
    found
}
