//! The faces that pages are set in: those that come with the program, and of the computer's own the
//! ones a profile wishes for.
//!
//! A role takes the first family of its list that is there; the lists name real faces such as 仿宋
//! before the bundled ones that stand in for them. Of the computer's faces none is taken that no
//! list names, so that a page does not change with what else is installed.

use std::sync::Arc;

use serde::Serialize;
use typst::foundations::Bytes;
use typst::text::{Font, FontBook};
use typst::utils::LazyHash;

use super::{Profile, SystemFaces};

/// Faces with an index of what they are called.
#[derive(Clone)]
pub struct FontSet {
    inner: Arc<Inner>,
}

struct Inner {
    fonts: Vec<Font>,
    book: LazyHash<FontBook>,
    /// How many of the faces came with the program; the others follow them.
    bundled: usize,
}

/// The files that come with the program. The order matters: where no wanted face has a character,
/// the first one here that has it is taken.
const BUNDLED: [&[u8]; 9] = [
    include_bytes!("../../assets/fonts/JihuaSong-Regular.ttf"),
    include_bytes!("../../assets/fonts/JihuaBiaoSong-Regular.ttf"),
    include_bytes!("../../assets/fonts/JihuaHei-Regular.ttf"),
    include_bytes!("../../assets/fonts/gkai00mp.ttf"),
    include_bytes!("../../assets/fonts/JihuaKaiExt-Regular.ttf"),
    include_bytes!("../../assets/fonts/JihuaSans-Regular.ttf"),
    include_bytes!("../../assets/fonts/JihuaLatin-Regular.ttf"),
    include_bytes!("../../assets/fonts/JihuaLatin-Bold.ttf"),
    include_bytes!("../../assets/fonts/JihuaSymbols-Regular.ttf"),
];

/// Families that end every list, so that a character is missing only where no face has it.
const LAST_RESORT: [&str; 3] = ["Jihua Song", "Jihua Sans", "Jihua Symbols"];

/// One entry of a face list, in the form in which Typst takes it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(untagged)]
pub(super) enum Family {
    /// A family for every character it has.
    Whole(String),
    /// A family for what is not set in the Chinese face: quotes and dashes are left to that one.
    Latin {
        /// Its name.
        name: String,
        /// The set of characters, by Typst's name for it.
        covers: &'static str,
    },
}

impl FontSet {
    /// Returns the faces that come with the program, and no others.
    #[must_use]
    pub fn bundled() -> Self {
        let fonts: Vec<Font> = BUNDLED.iter().flat_map(|data| Font::iter(Bytes::new(*data))).collect();
        let book = LazyHash::new(FontBook::from_fonts(&fonts));
        let bundled = fonts.len();
        Self { inner: Arc::new(Inner { fonts, book, bundled }) }
    }

    /// Returns the faces that come with the program, and of the computer's those that one of these
    /// profiles wishes for before a bundled one. They go by the names of the wishes.
    #[must_use]
    pub fn with_system(faces: &SystemFaces, profiles: &[&Profile]) -> Self {
        let set = Self::bundled();
        let mut fonts = set.inner.fonts.clone();
        let mut book = FontBook::from_fonts(&fonts);
        let mut taken: Vec<(String, bool)> = Vec::new();
        for (list, bold) in profiles.iter().flat_map(|profile| profile.wishes()) {
            for name in list {
                if set.has_family(name) {
                    break;
                }
                let loaded = faces.load(name, bold);
                if loaded.is_empty() {
                    continue;
                }
                // The same family may be wished for in both weights by several roles.
                let has = |bold| taken.contains(&(name.to_lowercase(), bold));
                for (font, is_bold) in loaded.into_iter().zip([false, true]) {
                    if !has(is_bold) {
                        let mut info = font.info().clone();
                        info.family.clone_from(name);
                        book.push(info);
                        fonts.push(font);
                    }
                }
                taken.push((name.to_lowercase(), false));
                if bold {
                    taken.push((name.to_lowercase(), true));
                }
                break;
            }
        }
        let bundled = set.inner.bundled;
        Self { inner: Arc::new(Inner { fonts, book: LazyHash::new(book), bundled }) }
    }

    /// Tells whether a family of this name came with the program.
    #[must_use]
    pub fn is_bundled(&self, name: &str) -> bool {
        let own = self.inner.fonts.iter().take(self.inner.bundled);
        own.into_iter().any(|font| font.info().family.eq_ignore_ascii_case(name))
    }

    /// Returns the name by which a face that pages are set in was wished for.
    pub(super) fn family_of<'a>(&'a self, font: &'a Font) -> &'a str {
        let same = |known: &Font| {
            std::ptr::eq(known.data().as_slice(), font.data().as_slice()) && known.index() == font.index()
        };
        let index = self.inner.fonts.iter().position(same);
        let known = index.and_then(|index| self.inner.book.info(index));
        known.map_or(font.info().family.as_str(), |info| info.family.as_str())
    }

    /// Tells whether a family of this name is there.
    #[must_use]
    pub fn has_family(&self, name: &str) -> bool {
        self.inner.book.contains_family(&name.to_lowercase())
    }

    /// Returns the names of the families, in alphabetical order.
    pub fn families(&self) -> impl Iterator<Item = &str> {
        self.inner.book.families().map(|(name, _)| name)
    }

    /// Returns the family that a list of wished ones really gets.
    #[must_use]
    pub fn resolved<'a>(&self, wished: &'a [String]) -> Option<&'a str> {
        wished.iter().map(String::as_str).find(|name| self.has_family(name))
    }

    pub(super) fn book(&self) -> &LazyHash<FontBook> {
        &self.inner.book
    }

    pub(super) fn font(&self, index: usize) -> Option<Font> {
        self.inner.fonts.get(index).cloned()
    }

    /// Returns the face list of a role: the Latin families first, for what the Chinese face should
    /// not set; then the role's own; then what has nearly every character. Families that are not
    /// there are left out, since each would be warned of at every use.
    pub(super) fn list(&self, latin: &[String], wished: &[String]) -> Vec<Family> {
        let mut list: Vec<Family> = latin
            .iter()
            .filter(|name| self.has_family(name))
            .map(|name| Family::Latin { name: name.clone(), covers: "latin-in-cjk" })
            .collect();
        let own = wished.iter().map(String::as_str).filter(|name| self.has_family(name));
        for name in own.chain(LAST_RESORT.into_iter().filter(|name| self.has_family(name))) {
            let entry = Family::Whole(name.to_owned());
            if !list.contains(&entry) {
                list.push(entry);
            }
        }
        list
    }

    /// Returns how far the top of the em dash lies above the base line in the first of these
    /// families that is there, in em. The place of the page number is given by its dash.
    pub(super) fn dash_top(&self, wished: &[String]) -> f64 {
        /// Where dashes lie in most faces.
        const USUAL: f64 = 0.3;
        let dash = || {
            let index = self.inner.book.select_family(&self.resolved(wished)?.to_lowercase()).next()?;
            let font = self.font(index)?;
            let face = font.instantiate(
                typst::text::FontVariant::default(),
                typst::layout::Abs::pt(14.0),
                &typst::text::FontVariations::default(),
            );
            let glyph = face.ttf().glyph_index('—')?;
            let bounds = face.ttf().glyph_bounding_box(glyph)?;
            Some(face.to_em(bounds.y_max).get())
        };
        dash().unwrap_or(USUAL)
    }
}

impl std::fmt::Debug for FontSet {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_list().entries(self.families()).finish()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bundled_families_are_found_by_name() {
        let fonts = FontSet::bundled();
        for name in
            ["Jihua Song", "Jihua BiaoSong", "Jihua Hei", "AR PL KaitiM GB", "Jihua Kai Ext", "Jihua Latin"]
        {
            assert!(fonts.has_family(name), "{name} in {fonts:?}");
        }
        let list = fonts
            .list(&["Times New Roman".into(), "Jihua Latin".into()], &["SimHei".into(), "Jihua Hei".into()]);
        assert_eq!(
            list,
            [
                Family::Latin { name: "Jihua Latin".into(), covers: "latin-in-cjk" },
                Family::Whole("Jihua Hei".into()),
                Family::Whole("Jihua Song".into()),
                Family::Whole("Jihua Sans".into()),
                Family::Whole("Jihua Symbols".into()),
            ]
        );
        let dash = fonts.dash_top(&["Jihua Song".into()]);
        assert!((0.2..0.5).contains(&dash), "{dash}");
    }
}
