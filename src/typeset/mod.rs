//! The plan set as pages.
//!
//! A plan is turned into plain values ([`Typesetter::pages`] hands them to Typst as virtual files),
//! a template under `assets/typst` lays them out by the numbers of a [`Profile`], and the result is
//! a set of [`Pages`] from which the preview, the PDF and pictures are all made, so that none of
//! them can differ from another.
//!
//! Text of the plan reaches the template only as values and is never read as markup. The world of
//! the template holds nothing but our own files: no disk, no network, no packages, no clock. The
//! same plan, profile and faces give the same pages on every machine.
//!
//! Limits: a plan of some thousand measures takes seconds; call it on a thread of its own.

mod fonts;
mod frames;
mod labels;
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
use typst::model::Document;
use typst::utils::LazyHash;
use typst::{World, WorldExt};
use typst_layout::{Page, PagedDocument};

pub use self::fonts::FontSet;
pub use self::numbering::Numbering;
pub use self::pages::{Bitmap, Pages, Passage};
pub use self::preflight::{MissingCharacter, Preflight, RoleFace, UsedFace, code};
pub use self::profile::{
    AttachmentStyle, DraftMark, Grid, Level, Margins, Numerals, PT_PER_MM, PageNumber, PageNumberPlace,
    Paper, Paragraphs, Profile, ProfileFault, Role, Shown, SignOffPlace, Style, TableStyle, TitleStyle,
};
pub use self::profiles::{BrokenProfile, ProfileTextFault, Profiles};
pub use self::system_faces::SystemFaces;
pub(crate) use self::parts::printed_number;
pub(crate) use self::runs::{Run, Runs, text_runs};
pub(crate) use self::values::{Block, Flow, Row, flow};
use crate::model::query::Numbered;
use crate::model::{Id, Plan};

/// How far the box of a Chinese character reaches above the base line, in em.
const ASCENT: f64 = 0.88;

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
        self.set(plan, profile, None)
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
        self.set(plan, profile, Some(numbers))
    }

    fn set(
        &self,
        plan: &Plan,
        profile: &Profile,
        numbers: Option<&HashMap<Id, Numbered>>,
    ) -> Result<Pages, TypesetError> {
        profile.check()?;
        let written = values::written(plan, profile, &self.fonts, numbers)?;
        let blocks: usize = written.groups.iter().map(Vec::len).sum();
        let stretch = (blocks > stretch::LONG).then_some(stretch::STRETCH);
        self.set_written(written, profile, stretch)
    }

    /// Sets a plan that was put into words, in stretches of so many blocks or in one piece. Pages of
    /// stretches bear no tags.
    fn set_written(
        &self,
        written: values::Written,
        profile: &Profile,
        stretch: Option<usize>,
    ) -> Result<Pages, TypesetError> {
        let words = written.profile.clone();
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
            reader.read_page(&sheet.frame);
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
        if profile.page_number.place != PageNumberPlace::Nowhere {
            let (library, fonts) = (Arc::clone(&self.library), self.fonts.clone());
            let numbers = world::PlanWorld::of_numbers(library, fonts, words, sheets.len());
            frames::overlaid(&mut sheets, &compile(&numbers)?.0);
        }
        comemo::evict(KEPT_FOR);
        warnings.dedup();
        let document = PagedDocument::new(sheets.into(), info.unwrap_or_default());
        Ok(Pages::new(document, reader, warnings, stretch.is_none()))
    }
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
