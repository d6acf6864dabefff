//! Lays out text in lines that end where Chinese setting lets them end.
//!
//! The toolkit breaks lines by few rules and has no hook for others. So a text is laid out without
//! breaks to learn how wide it is, the places are chosen here, each line is laid out by itself, and
//! the lines are put together as one galley. The galley holds every character of the text and none
//! more: carets, selections and screen readers count as they would in one that the toolkit broke.
//!
//! Pieces and lines are kept by the toolkit while they are shown; the whole is kept here for as long.
//! Typing in a long text lays out the sentence anew and the lines that moved.

use std::collections::HashMap;
use std::hash::{DefaultHasher, Hash as _, Hasher as _};
use std::ops::Range;
use std::sync::Arc;

use egui::mutex::Mutex;
use egui::text::{LayoutJob, LayoutSection};
use egui::{Context, Galley, Id, Ui};

use crate::locale::lines;

/// What rows may be wider than the room, in points: positions are rounded.
const SLACK: f32 = 0.5;
/// About how many characters are measured at once.
const PIECE: usize = 160;

/// The galleys shown last.
#[derive(Default)]
struct Kept {
    galleys: HashMap<u64, (u64, Arc<Galley>)>,
    /// The pass in which galleys that were not used went last.
    swept: u64,
    /// Something the toolkit keeps as long as its other galleys: when it is another one, all of them
    /// were thrown away, and with them the pictures of the characters.
    witness: Option<Arc<Galley>>,
}

/// Lays out a text within a width. The ranges, in characters, stay whole where they fit. What the job
/// says about wrapping does not count.
pub(crate) fn lay_wrapped(ui: &Ui, mut job: LayoutJob, whole: &[Range<usize>], width: f32) -> Arc<Galley> {
    job.wrap.max_width = width;
    job.wrap.max_rows = usize::MAX;
    let ctx = ui.ctx();
    let kept: Arc<Mutex<Kept>> =
        ctx.data_mut(|data| Arc::clone(data.get_temp_mut_or_default(Id::unique("wrapped texts"))));
    let mut hasher = DefaultHasher::new();
    (&job, whole, ctx.pixels_per_point().to_bits()).hash(&mut hasher);
    let key = hasher.finish();
    let pass = ctx.cumulative_pass_nr();
    let font = egui::FontId::proportional(14.0);
    let witness =
        ui.painter().layout_job(LayoutJob::simple_singleline("0".into(), font, egui::Color32::BLACK));
    {
        let mut kept = kept.lock();
        if !kept.witness.as_ref().is_some_and(|known| Arc::ptr_eq(known, &witness)) {
            kept.galleys.clear();
            kept.witness = Some(witness);
        }
        if kept.swept != pass {
            kept.swept = pass;
            kept.galleys.retain(|_, (used, _)| *used + 2 >= pass);
        }
        if let Some((used, galley)) = kept.galleys.get_mut(&key) {
            *used = pass;
            return Arc::clone(galley);
        }
    }
    let galley = Arc::new(lay(ui, job, whole, width));
    kept.lock().galleys.insert(key, (pass, Arc::clone(&galley)));
    galley
}

fn lay(ui: &Ui, job: LayoutJob, whole: &[Range<usize>], width: f32) -> Galley {
    let ctx = ui.ctx();
    let mut rows = Vec::new();
    let mut ends_line = Vec::new();
    let mut byte = 0;
    let mut count = 0;
    for paragraph in job.text.split('\n') {
        let chars = paragraph.chars().count();
        let within: Vec<Range<usize>> = whole
            .iter()
            .filter(|range| range.start >= count && range.end <= count + chars)
            .map(|range| range.start - count..range.end - count)
            .collect();
        for line in rows_of(ui, &job, byte..byte + paragraph.len(), &within, width) {
            rows.push(lay_line(ctx, &job, line));
            ends_line.push(false);
        }
        if let Some(last) = ends_line.last_mut() {
            *last = true;
        }
        byte += paragraph.len() + 1;
        count += chars + 1;
    }
    if let Some(last) = ends_line.last_mut() {
        *last = false;
    }
    let pixels = ctx.pixels_per_point();
    let mut galley = Galley::concat(Arc::new(job), &rows, pixels);
    for (row, ends) in galley.rows.iter_mut().zip(ends_line) {
        row.ends_with_newline = ends;
    }
    galley
}

/// Lays out a stretch of a job as one row.
fn lay_line(ctx: &Context, job: &LayoutJob, bytes: Range<usize>) -> Arc<Galley> {
    let mut line = LayoutJob { keep_trailing_whitespace: true, ..LayoutJob::default() };
    line.text.push_str(job.text.get(bytes.clone()).unwrap_or_default());
    for section in &job.sections {
        let (start, end) = (section.byte_range.start.0, section.byte_range.end.0);
        let (from, to) = (start.max(bytes.start), end.min(bytes.end));
        // An empty line still needs the height of its place.
        let is_place = bytes.is_empty() && start <= bytes.start && bytes.start <= end;
        if from < to || (is_place && line.sections.is_empty()) {
            let to = to.max(from);
            line.sections.push(LayoutSection {
                leading_space: if start >= bytes.start { section.leading_space } else { 0.0 },
                byte_range: (from - bytes.start).into()..(to - bytes.start).into(),
                format: section.format.clone(),
            });
        }
    }
    ctx.fonts_mut(|fonts| fonts.layout_job(line))
}

/// Returns the rows of a paragraph, in bytes of the job's text.
fn rows_of(
    ui: &Ui,
    job: &LayoutJob,
    bytes: Range<usize>,
    whole: &[Range<usize>],
    width: f32,
) -> Vec<Range<usize>> {
    let paragraph = job.text.get(bytes.clone()).unwrap_or_default();
    let places = lines::break_places(paragraph, whole);
    let chars: Vec<char> = paragraph.chars().collect();
    let mut starts: Vec<usize> = paragraph.char_indices().map(|(byte, _)| bytes.start + byte).collect();
    starts.push(bytes.end);
    let start = |at: usize| starts.get(at).copied().unwrap_or(bytes.end);

    let mut extents = Vec::with_capacity(chars.len());
    let mut left = 0.0;
    for piece in pieces(&chars, whole) {
        let measured = lay_line(ui.ctx(), job, start(piece.start)..start(piece.end));
        if let Some(row) = measured.rows.first() {
            extents.extend(row.glyphs.iter().map(|glyph| (left + glyph.pos.x, left + glyph.max_x())));
            left += row.size.x;
        }
    }
    fill(&chars, &extents, &places, width).into_iter().map(|row| start(row.start)..start(row.end)).collect()
}

/// Parts a paragraph where it is measured: behind marks, so that a change moves few of the parts.
fn pieces(chars: &[char], whole: &[Range<usize>]) -> Vec<Range<usize>> {
    let mut pieces = Vec::new();
    let mut from = 0;
    for at in 1..chars.len() {
        let is_end = chars.get(at - 1).is_some_and(|mark| matches!(mark, '。' | '；' | '，' | ' '));
        let is_long = at - from >= PIECE;
        if ((is_end && at - from >= PIECE / 4) || is_long)
            && !whole.iter().any(|range| range.start < at && at < range.end)
        {
            pieces.push(from..at);
            from = at;
        }
    }
    pieces.push(from..chars.len());
    pieces
}

/// Fills rows with as many characters as fit, by the left and right ends of the characters and the
/// places where rows may end. Spaces at the end of a row may stand over.
fn fill(chars: &[char], extents: &[(f32, f32)], places: &[usize], width: f32) -> Vec<Range<usize>> {
    let mut rows = Vec::new();
    let mut begin = 0;
    let mut at = 0;
    let x = |index: usize| extents.get(index).map_or(0.0, |(left, _)| *left);
    while at < chars.len() {
        let over = extents.get(at).is_some_and(|(_, right)| right - x(begin) > width + SLACK);
        let is_space = chars.get(at).is_some_and(|sign| sign.is_whitespace());
        if !over || is_space || at == begin {
            at += 1;
            continue;
        }
        let known = places.partition_point(|place| *place <= at);
        let place = known.checked_sub(1).and_then(|known| places.get(known)).copied();
        let end = place.filter(|place| *place > begin).unwrap_or_else(|| forced(chars, extents, begin, at));
        rows.push(begin..end);
        begin = end;
        at = end;
    }
    rows.push(begin..chars.len());
    rows
}

/// Returns where a row ends that has no place to end: as late as marks and joined signs let it.
fn forced(chars: &[char], extents: &[(f32, f32)], begin: usize, at: usize) -> usize {
    let has_room = |at: &usize| extents.get(*at).is_some_and(|(left, right)| right > left);
    (begin + 1..=at).rev().find(|at| lines::may_part(chars, *at) && has_room(at)).unwrap_or(at)
}

#[cfg(test)]
mod tests {
    use egui::epaint::text::Glyph;
    use proptest::prelude::*;

    use super::*;
    use crate::ui::theme::{self, Type};

    fn laid(texts: &[String], width: f32, check: impl Fn(&str, &Galley)) {
        let ctx = Context::default();
        theme::install(&ctx);
        let mut output = None;
        let mut frame = |ctx: &Context| {
            drop(ctx.run_ui(egui::RawInput::default(), |ui| {
                output = Some(
                    texts
                        .iter()
                        .map(|text| {
                            let color = egui::Color32::BLACK;
                            let job = LayoutJob::simple(text.clone(), Type::BODY.font(), color, width);
                            lay_wrapped(ui, job, &[], width)
                        })
                        .collect::<Vec<_>>(),
                );
            }));
        };
        frame(&ctx);
        for (text, galley) in texts.iter().zip(output.unwrap_or_default()) {
            check(text, &galley);
        }
    }

    fn rows(galley: &Galley) -> Vec<String> {
        galley.rows.iter().map(|row| row.text()).collect()
    }

    #[test]
    fn a_line_never_begins_with_a_closing_mark() {
        // Eight characters a line: the comma would be the ninth.
        let text = "开展柜面服务培训，全员参加。".to_owned();
        laid(&[text], 8.0 * 14.0, |_, galley| {
            assert_eq!(rows(galley), ["开展柜面服务培", "训，全员参加。"]);
        });
    }

    #[test]
    fn lines_of_a_text_end_with_it_and_empty_ones_are_kept() {
        laid(&["一\n\n二".to_owned(), String::new()], 200.0, |text, galley| {
            if text.is_empty() {
                assert_eq!(galley.rows.len(), 1);
                assert!(galley.rows[0].height() > 10.0);
            } else {
                assert_eq!(rows(galley), ["一", "", "二"]);
                let ends: Vec<bool> = galley.rows.iter().map(|row| row.ends_with_newline).collect();
                assert_eq!(ends, [true, true, false]);
            }
        });
    }

    fn words() -> impl Strategy<Value = String> {
        let piece = prop_oneof![
            "[开展柜面服务培训满意度提升管理]{1,6}",
            "[，。；：？！、）》”]",
            "[（《“]",
            "[0-9]{1,5}(\\.[0-9]{1,2})?[%年个万]?",
            "[a-zA-Z]{1,9}",
            Just("——".to_owned()),
            Just("……".to_owned()),
            Just(" ".to_owned()),
            Just("\n".to_owned()),
        ];
        proptest::collection::vec(piece, 0..40).prop_map(|pieces| pieces.concat())
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn lines_hold_to_the_rules(text in words(), room in 6_u16..40) {
            let width = f32::from(room) * 14.0;
            laid(std::slice::from_ref(&text), width, |text, galley| {
                // Nothing is lost and nothing is added.
                let mut read = String::new();
                for row in &galley.rows {
                    read.push_str(&row.text());
                    if row.ends_with_newline {
                        read.push('\n');
                    }
                }
                assert_eq!(read, text);
                assert_eq!(usize::from(galley.end().index), text.chars().count());
                for (above, below) in galley.rows.iter().zip(galley.rows.iter().skip(1)) {
                    if above.ends_with_newline {
                        continue;
                    }
                    let ink = above.text();
                    let ink = ink.trim_end();
                    let right = above.glyphs.iter().take(ink.chars().count()).next_back().map_or(0.0, Glyph::max_x);
                    assert!(right <= width + 1.0, "{right} of {width}: {ink}");
                    // A run of marks that fills a line leaves no better place.
                    let roomy = |row: &str| row.chars().filter(|sign| lines::is_hanzi(*sign)).count() > 1;
                    if roomy(ink) {
                        let (end, first) = (ink.chars().next_back(), below.text().chars().next());
                        assert!(!first.is_some_and(lines::is_closing), "{ink} | {}", below.text());
                        assert!(!end.is_some_and(lines::is_opening), "{ink} | {}", below.text());
                        let is_word = |sign: &char| sign.is_ascii_alphanumeric();
                        let tail = above.text().chars().rev().take_while(is_word).count();
                        let head = below.text().chars().take_while(is_word).count();
                        let is_parted = tail > 0 && head > 0 && tail + head < 7;
                        assert!(!is_parted, "{ink} | {}", below.text());
                    }
                }
            });
        }
    }
}
