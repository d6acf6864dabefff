//! Long plans, set stretch by stretch.
//!
//! A plan of some thousand measures set in one piece needs a gigabyte: the typesetter remembers what
//! it did with every paragraph until the last page stands. So blocks are set some thousand at a
//! time. Of each stretch the pages are kept up to one that begins with a block, and the next stretch
//! begins with that block on a page of its own; what the typesetter remembers is thrown away between
//! two stretches. Pages are filled from top to bottom, so they come out as if set in one piece; a
//! test holds that.
//!
//! Where margins change places on even pages, stretches end behind an even page.

use typst_layout::Page;

use super::TypesetError;
use super::runs;
use super::values::{Block, Written};

/// How many blocks are set at a time.
pub(super) const STRETCH: usize = 1500;

/// From how many blocks on a plan is set in stretches, and without tags.
pub(super) const LONG: usize = 6000;

/// Sets the blocks of a plan in stretches of so many, and hands the pages on in order.
///
/// # Errors
/// The template fails.
pub(super) fn set(
    mut written: Written,
    stretch: usize,
    even: bool,
    compile: &mut dyn FnMut(super::world::Values) -> Result<Vec<Page>, TypesetError>,
    take: &mut dyn FnMut(Page),
) -> Result<(), TypesetError> {
    let groups = std::mem::take(&mut written.groups);
    let mut blocks: Vec<Block> = groups.into_iter().flat_map(|(_, blocks)| blocks).collect();
    for (index, block) in blocks.iter_mut().enumerate() {
        if let Some(runs) = block.first_runs() {
            runs.splice(0..0, runs::mark_block(index));
        }
    }
    let mut from = 0;
    let mut length = stretch.max(1);
    loop {
        let rest = blocks.get(from..).unwrap_or_default();
        let ends = rest.len() <= length;
        let some = rest.get(..length).unwrap_or(rest);
        let groups: Vec<(bool, &[Block])> = some.chunks(PER_FILE).map(|some| (false, some)).collect();
        let mut pages = compile(written.values_of(&groups, from == 0)?)?;
        if ends {
            pages.into_iter().for_each(take);
            return Ok(());
        }
        // The page before the last one is settled: what comes after the stretch cannot change it.
        let settled = pages.len().saturating_sub(1);
        let cut = (1..settled).rev().filter(|page| !even || page % 2 == 0).find_map(|page| {
            let block = super::frames::first_block(&pages.get(page)?.frame)?;
            (block > from).then_some((page, block))
        });
        match cut {
            Some((page, block)) => {
                pages.truncate(page);
                pages.into_iter().for_each(&mut *take);
                from = block;
                length = stretch.max(1);
            }
            // No page of the stretch begins with a block: take a longer one.
            None => length *= 2,
        }
    }
}

/// How many blocks one file of a stretch holds.
const PER_FILE: usize = 50;

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use crate::model::{Language, Paragraph, ParagraphId, Part, PartId, Period, Plan, Prose, YearNumber};
    use crate::typeset::{FontSet, Pages, Profile, Typesetter, layout, values};

    /// A plan of paragraphs from one line to several pages.
    fn plan() -> Plan {
        let mut plan = Plan::empty(Language::ZhCn, Period::Year(YearNumber::new(2027).unwrap()));
        plan.title = "江北支行2027年度工作计划".into();
        for part in 0..6 {
            let paragraphs = (0..20)
                .map(|n| {
                    let length = match n {
                        7 => 900,
                        n => (n * 37 + part * 11) % 90 + 1,
                    };
                    let text = format!("第{n}项到6月底：{}。", "网点走访客户".repeat(length / 6));
                    Paragraph { id: ParagraphId::new(plan.ids.take()), text: text.as_str().into() }
                })
                .collect();
            let id = PartId::new(plan.ids.take());
            plan.parts.push(Part::Opening(Arc::new(Prose { id, paragraphs })));
        }
        plan
    }

    fn set(plan: &Plan, profile: &Profile, stretch: Option<usize>) -> Pages {
        let typesetter = Typesetter::new(FontSet::bundled());
        let draft = layout::prose(plan, profile, None);
        let written =
            values::written(plan, profile, typesetter.fonts(), &draft, &layout::Breaks::new()).unwrap();
        let words = written.profile.clone();
        let laid = typesetter.laid(written, profile, stretch).unwrap();
        typesetter.finished(laid, profile, words, Vec::new()).unwrap()
    }

    #[test]
    fn stretches_come_out_as_one_piece() {
        let plan = plan();
        let mut mirrored = Profile::gbt9704();
        mirrored.margins.mirrored = true;
        mirrored.margins.left_mm = 34.0;
        mirrored.margins.right_mm = 20.0;
        for profile in [Profile::gbt9704(), mirrored, Profile::english()] {
            let whole = set(&plan, &profile, None);
            assert!(whole.len() > 5);
            for stretch in [1, 25, 1000] {
                let pages = set(&plan, &profile, Some(stretch));
                assert_eq!(pages.len(), whole.len(), "{} in stretches of {stretch}", profile.id);
                for page in 0..whole.len() {
                    assert!(pages.bitmap(page, 0.7) == whole.bitmap(page, 0.7), "page {page}");
                }
                assert_eq!(pages.characters(), whole.characters());
                for part in &plan.parts {
                    assert_eq!(pages.passage(part.id()), whole.passage(part.id()));
                }
            }
            assert!(whole.is_tagged() && !set(&plan, &profile, Some(25)).is_tagged());
        }
    }
}
