//! What stands round the text: the title above it, and signatures and what is attached below it.

use super::Decision;
use super::account::{Fate, Guess, Place, Reason, Report};
use super::draft::Outline;
use super::outline::told;
use super::paragraphs::{
    ENDS, LATIN_TITLE_CHARS, is_party_or_date, is_plan_title, names_plan_in_english, width,
};
use super::roles;
use super::segments::Segment;
use super::source::Hint;

/// Takes signatures, dates and what is attached off the end.
pub(super) fn take_end(segments: &mut Vec<Segment>, outline: &mut Outline, report: &mut Report) {
    let is_annex = |s: &Segment| {
        let mut chars = s.text.chars();
        s.marker.is_none()
            && chars.next() == Some('附')
            && chars.next().is_some_and(|c| "件表录:：".contains(c) || c.is_whitespace())
            && s.text.chars().count() < 60
    };
    let from = segments.len() * 2 / 3;
    let annex = segments.iter().enumerate().skip(from).find(|(at, s)| {
        is_annex(s)
            && segments.iter().skip(*at).all(|s| s.text.chars().count() < 80 && !s.text.ends_with('。'))
    });
    if let Some((at, _)) = annex {
        for segment in segments.split_off(at) {
            report.note(segment.line, &segment.text, Fate::Kept(Place::Annex));
            outline.annex.push(told(&segment));
        }
    }
    let signs = |s: &Segment| is_party_or_date(&s.text);
    let mut keep = segments.len();
    while let Some(before) = keep.checked_sub(1) {
        let Some(segment) = segments.get(before) else { break };
        let name = segment.marker.is_none()
            && keep < segments.len()
            && before > 0
            && segment.text.chars().count() <= 20
            && !segment.text.contains(['，', '。', '、', ',', ';', '；'])
            && !segment.text.ends_with(ENDS)
            && segments.get(keep).is_some_and(signs);
        if before > 0 && (signs(segment) || name) && segment.decision.is_none() {
            keep = before;
        } else {
            break;
        }
    }
    for segment in segments.split_off(keep) {
        report.note(segment.line, &segment.text, Fate::Kept(Place::SignOff));
        outline.sign_off.push(told(&segment));
    }
}

/// Takes the title off the beginning.
pub(super) fn take_title(segments: &mut Vec<Segment>, outline: &mut Outline, report: &mut Report) {
    let Some(first) = segments.first() else { return };
    let chosen = first.decision == Some(Decision::Title) || first.hint == Hint::Heading(0);
    let is_title = is_plan_title(&first.text) && first.marker.is_none() && first.decision.is_none();
    if is_title {
        report.note(first.line, &first.text, Fate::Guessed(Guess::Title));
    }
    if !chosen && !is_title {
        let is_latin = first.text.is_ascii() && first.text.len() <= LATIN_TITLE_CHARS;
        let short = (is_latin || width(&first.text) <= 40)
            && first.marker.is_none()
            && !first.text.ends_with(ENDS)
            && !first.text.contains(['。', '；', '！'])
            && matches!(first.hint, Hint::Plain | Hint::Paragraph | Hint::Heading(_))
            && !is_party_or_date(&first.text)
            && first.decision.is_none();
        let names = [
            "计划",
            "总结",
            "方案",
            "思路",
            "报告",
            "责任书",
            "规划",
            "打算",
            "要点",
            "安排",
            "汇报",
            "合同",
            "协议",
            "目标",
        ];
        let says_plan = names.iter().any(|name| first.text.ends_with(name) || first.text.contains(name))
            || names_plan_in_english(&first.text);
        let heads = segments.len() > 3
            && segments.get(1).is_some_and(|s| {
                roles::is_short(s) || s.marker.as_ref().is_some_and(|m| m.style.heading_rank().is_some())
            });
        // What stands above the first of the numbered headings, with paragraphs between.
        let above_headings = segments
            .iter()
            .skip(1)
            .find_map(|s| s.marker.as_ref())
            .is_some_and(|m| m.number == Some(1) && m.style.heading_rank().is_some_and(|rank| rank < 2))
            && !matches!(first.text.trim(), "前言" | "引言" | "序言" | "概述" | "背景");
        // Where others of its kind stand below, it is the first of the headings.
        let before_list = segments.get(1).is_some_and(|s| s.marker.is_some() && width(&first.text) <= 30)
            && !segments.iter().skip(2).any(roles::is_short);
        let comma = first.text.contains(['，', ',']);
        if !short || segments.len() < 2 || !(says_plan || before_list || heads || above_headings) || comma {
            return;
        }
        report.note(first.line, &first.text, Fate::Guessed(Guess::Title));
    }
    let first = segments.remove(0);
    report.note(first.line, &first.text, Fate::Kept(Place::Title));
    outline.title = Some(told(&first));
}

/// Takes the mark of a draft from under the title: a plan prints it by itself.
pub(super) fn take_draft_mark(segments: &mut Vec<Segment>, outline: &Outline, report: &mut Report) {
    let is_mark = |s: &Segment| {
        s.decision.is_none() && matches!(s.text.trim(), "（草案）" | "(草案)" | "(Draft)" | "（Draft）")
    };
    if outline.title.is_some() && segments.first().is_some_and(is_mark) {
        let mark = segments.remove(0);
        report.note(mark.line, &mark.text, Fate::Dropped(Reason::DraftMark));
    }
}
