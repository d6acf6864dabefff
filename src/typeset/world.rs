//! The little world that the pages are compiled in: our templates, our faces, and the plan's
//! values as virtual files. Nothing else can be reached from it: no disk, no packages, no clock.
//!
//! File ids are 16 bits wide and never given back, so every path there will ever be is named once,
//! here. A plan with more parts than paths puts several parts into one file.

use std::sync::{Arc, LazyLock};

use typst::diag::{FileError, FileResult};
use typst::foundations::{Bytes, Datetime, Duration};
use typst::syntax::{FileId, RootedPath, Source, VirtualPath, VirtualRoot};
use typst::text::{Font, FontBook};
use typst::utils::LazyHash;
use typst::{Library, LibraryExt, World};

use super::FontSet;

/// The most files that parts are spread over.
pub(super) const PART_FILES: usize = 192;

/// The fixed files of every world.
struct Files {
    main: Source,
    layout: Source,
    layouts: [Source; LAYOUT_FILES.len()],
    numbers: Source,
    number_count: FileId,
    profile: FileId,
    head: FileId,
    parts: Vec<PartFile>,
}

/// A file that sets one part, with the file of its values.
struct PartFile {
    source: Source,
    values: FileId,
}

/// What the layouts besides prose are set by.
const LAYOUT_FILES: [(&str, &str); 5] = [
    ("/layouts/blocks.typ", include_str!("../../assets/typst/layouts/blocks.typ")),
    ("/layouts/cells.typ", include_str!("../../assets/typst/layouts/cells.typ")),
    ("/layouts/sheet.typ", include_str!("../../assets/typst/layouts/sheet.typ")),
    ("/layouts/strip.typ", include_str!("../../assets/typst/layouts/strip.typ")),
    ("/layouts/front.typ", include_str!("../../assets/typst/layouts/front.typ")),
];

static FILES: LazyLock<Files> = LazyLock::new(|| Files {
    main: Source::new(named("/main.typ"), include_str!("../../assets/typst/main.typ").to_owned()),
    layout: Source::new(named("/official.typ"), include_str!("../../assets/typst/official.typ").to_owned()),
    layouts: LAYOUT_FILES.map(|(path, text)| Source::new(named(path), text.to_owned())),
    numbers: Source::new(named("/numbers.typ"), include_str!("../../assets/typst/numbers.typ").to_owned()),
    number_count: named("/numbers.json"),
    profile: named("/profile.json"),
    head: named("/head.json"),
    parts: (0..PART_FILES)
        .map(|index| PartFile {
            // A source of its own for each part, so that an edit in one leaves the evaluation of
            // the others as it was.
            source: Source::new(
                named(&format!("/part/{index}.typ")),
                format!("#import \"/layouts/blocks.typ\": blocks\n#blocks(json(\"/part/{index}.json\"))"),
            ),
            values: named(&format!("/part/{index}.json")),
        })
        .collect(),
});

#[expect(clippy::expect_used, reason = "the paths are the literals above")]
fn named(path: &str) -> FileId {
    let path = VirtualPath::new(path).expect("the path stays within the root");
    RootedPath::new(VirtualRoot::Project, path).intern()
}

/// The values of a plan, as the template reads them.
#[derive(Debug)]
pub(super) struct Values {
    /// The profile, with what follows from it.
    pub(super) profile: Bytes,
    /// Title, mark, language, and how many files of parts there are.
    pub(super) head: Bytes,
    /// The parts; at most [`PART_FILES`].
    pub(super) parts: Vec<Bytes>,
}

/// The world of one compilation.
pub(super) struct PlanWorld {
    library: Arc<LazyHash<Library>>,
    fonts: FontSet,
    values: Values,
    /// The page numbers that are set instead of a plan.
    numbers: Option<Bytes>,
}

impl PlanWorld {
    /// Returns the library that every world shares.
    pub(super) fn library() -> Arc<LazyHash<Library>> {
        Arc::new(LazyHash::new(Library::builder().build()))
    }

    pub(super) const fn new(library: Arc<LazyHash<Library>>, fonts: FontSet, values: Values) -> Self {
        Self { library, fonts, values, numbers: None }
    }

    /// Makes a world in which the page numbers of these sheets are set by a profile.
    ///
    /// # Errors
    /// Numbers can always be written down.
    pub(super) fn of_numbers(
        library: Arc<LazyHash<Library>>,
        fonts: FontSet,
        profile: Bytes,
        sheets: &[super::pages::Numbered],
    ) -> Result<Self, serde_json::Error> {
        let values = Values { profile, head: Bytes::new([]), parts: Vec::new() };
        let numbers = Some(Bytes::new(serde_json::to_vec(sheets)?));
        Ok(Self { library, fonts, values, numbers })
    }
}

/// The answer to a request for anything that is not ours.
fn unknown(id: FileId) -> FileError {
    FileError::NotFound(id.get().vpath().get_with_slash().into())
}

impl World for PlanWorld {
    fn library(&self) -> &LazyHash<Library> {
        &self.library
    }

    fn book(&self) -> &LazyHash<FontBook> {
        self.fonts.book()
    }

    fn main(&self) -> FileId {
        if self.numbers.is_some() { FILES.numbers.id() } else { FILES.main.id() }
    }

    fn source(&self, id: FileId) -> FileResult<Source> {
        let part = || FILES.parts.iter().find(|part| part.source.id() == id).map(|part| &part.source);
        [&FILES.main, &FILES.layout, &FILES.numbers]
            .into_iter()
            .chain(&FILES.layouts)
            .find(|source| source.id() == id)
            .or_else(part)
            .cloned()
            .ok_or_else(|| unknown(id))
    }

    fn file(&self, id: FileId) -> FileResult<Bytes> {
        if id == FILES.profile {
            return Ok(self.values.profile.clone());
        }
        if let Some(count) = self.numbers.as_ref().filter(|_| id == FILES.number_count) {
            return Ok(count.clone());
        }
        if id == FILES.head {
            return Ok(self.values.head.clone());
        }
        FILES
            .parts
            .iter()
            .zip(&self.values.parts)
            .find(|(part, _)| part.values == id)
            .map(|(_, values)| values.clone())
            .ok_or_else(|| unknown(id))
    }

    fn font(&self, index: usize) -> Option<Font> {
        self.fonts.font(index)
    }

    fn today(&self, _offset: Option<Duration>) -> Option<Datetime> {
        None
    }
}
