//! Words: catalogues of the interface, Chinese and English words for numbers, dates and the values of
//! a plan, and how a text of either language parts into lines, words and sentences.

mod catalogue;
mod kinds;
pub mod lines;
pub mod numerals;
pub mod pinyin;
pub mod punctuation;
mod reading;
pub mod segments;
mod status;
pub mod words;

pub use catalogue::Catalogue;
pub use kinds::{plan_kind_key, plan_kind_name};
pub use reading::{
    Frame, IndicatorFault, IndicatorLine, TimeFault, Within, has_figure_sign, read_date, read_indicator,
    read_indicator_within, read_money, read_number, read_quantity, read_time, read_when, time_within,
};

pub use status::read_status;

use crate::model::{Piece, Text};

/// Returns a text for lists and titles of the program, with the name of a blank in brackets.
#[must_use]
pub fn shown(text: &Text) -> String {
    text.pieces().fold(String::new(), |mut out, piece| {
        match piece {
            Piece::Words(words) => out.push_str(words),
            Piece::Blank(name) => {
                out.push('〔');
                out.push_str(name);
                out.push('〕');
            }
        }
        out
    })
}
