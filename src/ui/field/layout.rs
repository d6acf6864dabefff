//! How a field's text is laid out.

use egui::Stroke;
use egui::text::{LayoutJob, LayoutSection, TextFormat};

use super::super::theme::{Palette, Type};

/// Lays out a text with its blanks as chips. The signs round a blank's name are shown as the space
/// inside the chip, one character for one, so that the caret counts the same characters.
pub(crate) fn job(text: &str, face: Type, emphasised: usize, palette: &Palette) -> LayoutJob {
    let mut job = LayoutJob { break_on_newline: true, ..LayoutJob::default() };
    let plain = |emphasis: bool| TextFormat {
        font_id: Type { emphasis: emphasis || face.emphasis, ..face }.font(),
        line_height: Some(face.line),
        color: palette.text,
        valign: egui::Align::Center,
        ..TextFormat::default()
    };
    let blank = TextFormat {
        color: palette.draft,
        background: palette.draft_weak,
        underline: Stroke::new(1.0, palette.draft),
        ..plain(false)
    };
    let run = |job: &mut LayoutJob, words: &str, format: TextFormat| {
        if words.is_empty() {
            return;
        }
        let from = job.text.len();
        job.text.push_str(words);
        job.sections.push(LayoutSection {
            leading_space: 0.0,
            byte_range: from.into()..job.text.len().into(),
            format,
        });
    };
    let mut count = 0;
    for piece in crate::model::Text::from(text).pieces() {
        match piece {
            crate::model::Piece::Blank(name) => {
                count += name.chars().count() + 2;
                run(&mut job, &format!(" {name} "), blank.clone());
            }
            crate::model::Piece::Words(words) => {
                let length = words.chars().count();
                let split = emphasised.saturating_sub(count).min(length);
                let at = words.char_indices().nth(split).map_or(words.len(), |(at, _)| at);
                let (strong, rest) = words.split_at(at);
                run(&mut job, strong, plain(true));
                run(&mut job, rest, plain(false));
                count += length;
            }
        }
    }
    if job.sections.is_empty() {
        run(&mut job, "", plain(false));
        job.sections.push(LayoutSection {
            leading_space: 0.0,
            byte_range: 0.into()..0.into(),
            format: plain(emphasised > 0),
        });
    }
    job
}
