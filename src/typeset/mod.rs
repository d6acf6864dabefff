//! The plan set as pages.
//!
//! A plan is turned into plain values ([`Typesetter::pages`] hands them to Typst as virtual files),
//! a template under `assets/typst` lays them out by the numbers of a [`Profile`], and the result is
//! a set of [`Pages`] from which the preview, the PDF and pictures are all made, so that none of
//! them can differ from another.
//!
//! How a plan is laid out is asked for by an [`Arrangement`]: prose, or one of the tables of a
//! [`Layout`], with or without a cover and a table of contents.
//!
//! Text of the plan reaches the template only as values and is never read as markup. The world of
//! the template holds nothing but our own files: no disk, no network, no packages, no clock. The
//! same plan, profile and faces give the same pages on every machine.
//!
//! Limits: a plan of some thousand measures takes seconds; call it on a thread of its own. From some
//! thousand blocks on a plan is set in stretches and without tags, or it would take a gigabyte.

mod fonts;
mod frames;
mod labels;
mod layout;
mod letters;
mod numbering;
mod pages;
mod parts;
mod preflight;
mod profile;
pub mod profiles;
mod runs;
mod stretch;
pub mod system_faces;
mod title;
mod values;
mod world;

use std::collections::HashMap;
use std::sync::Arc;

use typst::Library;
use typst::diag::{SourceDiagnostic, Warned};
use typst::foundations::Bytes;
use typst::model::{Document, DocumentInfo};
use typst::utils::LazyHash;
use typst::{World, WorldExt};
use typst_layout::{Page, PagedDocument};

pub use self::fonts::FontSet;
pub use self::layout::{Arrangement, Lack, Layout, LayoutFault, Remark};
use self::layout::{Breaks, Draft};
pub(crate) use self::layout::{SHEET_SCALE, SheetBlock, SheetCell, SheetRow, Side, Strip};
pub use self::letters::Letter;
pub(crate) use self::numbering::numbered;
pub use self::pages::{Bitmap, Pages, Passage};
pub(crate) use self::parts::printed_number;
pub use self::preflight::{MissingCharacter, Preflight, RoleFace, UsedFace, code};
pub use self::profile::{
    AttachmentStyle, DraftMark, Grid, Level, Margins, Numerals, PT_PER_MM, PageNumber, PageNumberPlace,
    Paper, Paragraphs, Profile, ProfileFault, Role, Shown, SignOffPlace, Style, TableStyle, TitleStyle,
};
pub use self::profiles::{BrokenProfile, ProfileTextFault, Profiles};
pub(crate) use self::runs::{GLUE, Run, Runs, text_runs};
pub use self::system_faces::SystemFaces;
pub(crate) use self::values::{Block, Flow, Row, flow, flow_in, flow_numbered};
use crate::model::query::Numbered;
use crate::model::{Id, Plan};

/// How far the box of a Chinese character reaches above the base line, in em.
const ASCENT: f64 = 0.88;

/// How often a plan is laid out until cells that are merged over pages stay where they are.
const MOST_PASSES: usize = 4;

/// How many compilations a remembered result outlives without being used.
const KEPT_FOR: usize = 10;

/// A plan that could not be set.
#[derive(Debug, thiserror::Error)]
pub enum TypesetError {
    /// The template refused the values, which is a mistake in the program or in a profile.
    #[error("the template failed: {}", faults.iter().map(|fault| fault.message.as_str()).collect::<Vec<_>>().join("; "))]
    Template {
        /// What it said.
        faults: Vec<TemplateFault>,
    },
    /// Nothing can be printed by the profile.
    #[error("nothing can be printed by this profile")]
    Profile(#[from] ProfileFault),
    /// The plan has nothing for the layout, or nobody of the name asked for.
    #[error("the plan cannot be printed in this layout")]
    Lack(#[from] Lack),
    /// A number of the profile or the plan cannot be written down.
    #[error("a value cannot be handed to the template")]
    Values(#[from] serde_json::Error),
}

/// A complaint of the template.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TemplateFault {
    /// What is wrong.
    pub message: String,
    /// The file and the line in it, counted from 1.
    pub place: Option<(String, usize)>,
}

/// Sets plans as pages. One typesetter serves any number of plans and threads; what is alike
/// between two calls is not laid out again.
#[derive(Clone)]
pub struct Typesetter {
    fonts: FontSet,
    library: Arc<LazyHash<Library>>,
}

impl std::fmt::Debug for Typesetter {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Typesetter").field("fonts", &self.fonts).finish_non_exhaustive()
    }
}

impl Typesetter {
    /// Makes a typesetter that uses these faces.
    #[must_use]
    pub fn new(fonts: FontSet) -> Self {
        Self { fonts, library: world::PlanWorld::library() }
    }

    /// Returns the faces it uses.
    #[must_use]
    pub const fn fonts(&self) -> &FontSet {
        &self.fonts
    }

    /// Sets a plan as pages.
    ///
    /// # Errors
    /// The profile has impossible numbers. The template fails, which does not happen whatever the
    /// plan says.
    pub fn pages(&self, plan: &Plan, profile: &Profile) -> Result<Pages, TypesetError> {
        self.arranged(plan, profile, &Arrangement::default())
    }

    /// Sets a plan in a layout, with a cover and a table of contents where they are asked for.
    ///
    /// # Errors
    /// As for [`Self::pages`]; the plan has nothing for the layout, or nobody of the name asked for.
    pub fn arranged(
        &self,
        plan: &Plan,
        profile: &Profile,
        arrangement: &Arrangement,
    ) -> Result<Pages, TypesetError> {
        profile.check()?;
        let profile = &*numbered(profile, plan);
        let mut draft = layout::draft(plan, profile, &arrangement.layout)?;
        draft.front = layout::front(plan, profile, arrangement, &draft);
        self.set(plan, profile, &draft)
    }

    /// Sets a plan whose texts mark what changed; headings and measures bear these numbers, of which
    /// 0 is none.
    ///
    /// # Errors
    /// As for [`Self::pages`].
    pub fn revised_pages(
        &self,
        plan: &Plan,
        numbers: &HashMap<Id, Numbered>,
        profile: &Profile,
    ) -> Result<Pages, TypesetError> {
        profile.check()?;
        let profile = &*numbered(profile, plan);
        self.set(plan, profile, &layout::prose(plan, profile, Some(numbers)))
    }

    fn set(&self, plan: &Plan, profile: &Profile, draft: &Draft) -> Result<Pages, TypesetError> {
        let mut breaks = Breaks::new();
        let mut left = MOST_PASSES;
        loop {
            let written = values::written(plan, profile, &self.fonts, draft, &breaks)?;
            let words = written.profile.clone();
            let blocks: usize = written.groups.iter().map(|(_, blocks)| blocks.len()).sum();
            let stretch = (draft.is_plain() && blocks > stretch::LONG).then_some(stretch::STRETCH);
            let laid = self.laid(written, profile, stretch)?;
            left -= 1;
            if left > 0 && draft.has_merged_cells() {
                let found = pages::breaks(&laid.sheets);
                if found != breaks {
                    breaks = found;
                    continue;
                }
            }
            return self.finished(laid, profile, words, draft.remarks.clone());
        }
    }

    /// Lays out a plan that was put into words, in stretches of so many blocks or in one piece. Pages
    /// of stretches bear no tags.
    fn laid(
        &self,
        written: values::Written,
        profile: &Profile,
        stretch: Option<usize>,
    ) -> Result<Laid, TypesetError> {
        let mut reader = pages::Reader::new(profile, &self.fonts);
        let mut sheets: Vec<Page> = Vec::new();
        let mut warnings: Vec<String> = Vec::new();
        let mut info = None;
        let mut compiled = |values| {
            let world = world::PlanWorld::new(Arc::clone(&self.library), self.fonts.clone(), values);
            let (document, warned) = compile(&world)?;
            warnings.extend(warned);
            info = Some(document.info().clone());
            Ok(document.pages().to_vec())
        };
        let mut take = |mut sheet: Page| {
            frames::unglued(&mut sheet.frame);
            reader.read_page(&sheet, profile);
            if stretch.is_some() {
                frames::untagged(&mut sheet.frame);
            }
            sheets.push(sheet);
        };
        match stretch {
            None => compiled(written.values()?)?.into_iter().for_each(take),
            Some(stretch) => {
                let mut forgetful = |values| {
                    comemo::evict(0);
                    compiled(values)
                };
                stretch::set(written, stretch, profile.margins.mirrored, &mut forgetful, &mut take)?;
                comemo::evict(0);
            }
        }
        warnings.dedup();
        Ok(Laid { sheets, reader, warnings, info: info.unwrap_or_default(), tagged: stretch.is_none() })
    }

    /// Numbers the pages and makes them whole.
    fn finished(
        &self,
        laid: Laid,
        profile: &Profile,
        words: Bytes,
        remarks: Vec<Remark>,
    ) -> Result<Pages, TypesetError> {
        let Laid { mut sheets, reader, warnings, info, tagged } = laid;
        if profile.page_number.place != PageNumberPlace::Nowhere {
            let numbered = pages::sheets(&sheets, profile);
            let (library, fonts) = (Arc::clone(&self.library), self.fonts.clone());
            let numbers = world::PlanWorld::of_numbers(library, fonts, words, &numbered)?;
            frames::overlaid(&mut sheets, &compile(&numbers)?.0);
        }
        comemo::evict(KEPT_FOR);
        let document = PagedDocument::new(sheets.into(), info);
        Ok(Pages::new(document, reader, pages::Told { warnings, remarks, tagged }))
    }
}

/// Pages that were laid out and bear no numbers yet.
struct Laid {
    sheets: Vec<Page>,
    reader: pages::Reader,
    warnings: Vec<String>,
    info: DocumentInfo,
    tagged: bool,
}

/// Compiles what a world holds. Returns the document and what the typesetter warned of.
fn compile(world: &world::PlanWorld) -> Result<(PagedDocument, Vec<String>), TypesetError> {
    let Warned { output, warnings } = typst::compile::<PagedDocument>(world);
    let warnings = warnings.iter().map(|warning| warning.message.to_string()).collect();
    match output {
        Ok(document) => Ok((document, warnings)),
        Err(faults) => {
            Err(TypesetError::Template { faults: faults.iter().map(|fault| told(fault, world)).collect() })
        }
    }
}

fn told(fault: &SourceDiagnostic, world: &world::PlanWorld) -> TemplateFault {
    let place = fault.span.id().and_then(|id| {
        let source = world.source(id).ok()?;
        let range = world.range(fault.span)?;
        let line = source.lines().byte_to_line(range.start)?;
        Some((id.get().vpath().get_with_slash().to_owned(), line + 1))
    });
    TemplateFault { message: fault.message.to_string(), place }
}
