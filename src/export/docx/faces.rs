//! Which face a role names in a document, and what may stand in for it.
//!
//! A document can name one face where a profile wishes for several. It names the one that the pages
//! are set in where that is a face of the system; otherwise one that Windows or Office in Chinese
//! bring along, so that no program has to tell of a missing face; the others of the wish stand beside
//! it as names to look for. Faces that come with this program are never named: no other has them.

use std::collections::BTreeMap;

use super::xml::Xml;
use crate::typeset::{FontSet, Profile, Style};

/// Faces that Windows or Office in Chinese bring along.
const COMMON: [&str; 9] =
    ["仿宋", "楷体", "黑体", "宋体", "华文中宋", "Times New Roman", "Arial", "微软雅黑", "等线"];

/// Says which faces come with this program.
const BUNDLED: [&str; 2] = ["Jihua ", "AR PL "];

/// The faces of a role.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Faces {
    /// For Latin letters and digits.
    pub(super) latin: String,
    /// For Chinese.
    pub(super) east_asian: String,
}

/// Picks faces and remembers them.
pub(super) struct Picker<'a> {
    profile: &'a Profile,
    fonts: &'a FontSet,
    /// The faces picked, each with the others of its wish.
    picked: BTreeMap<String, Vec<String>>,
}

impl<'a> Picker<'a> {
    pub(super) const fn new(profile: &'a Profile, fonts: &'a FontSet) -> Self {
        Self { profile, fonts, picked: BTreeMap::new() }
    }

    /// Picks the faces of a role.
    pub(super) fn faces(&mut self, style: &Style) -> Faces {
        let east_asian = self.pick(&style.faces, "宋体");
        let latin = if style.own_latin {
            east_asian.clone()
        } else {
            self.pick(&self.profile.latin, "Times New Roman")
        };
        Faces { latin, east_asian }
    }

    fn pick(&mut self, wished: &[String], usual: &str) -> String {
        let own = |name: &&String| !BUNDLED.iter().any(|prefix| name.starts_with(prefix));
        let known: Vec<&String> = wished.iter().filter(own).collect();
        let name = known
            .iter()
            .find(|name| self.fonts.has_family(name))
            .or_else(|| known.iter().find(|name| COMMON.contains(&name.as_str())))
            .or_else(|| known.first())
            .map_or_else(|| usual.to_owned(), |name| (*name).clone())
            .replace(char::is_control, "");
        let others = known.into_iter().filter(|other| **other != name).cloned().collect();
        self.picked.entry(name.clone()).or_insert(others);
        name
    }

    /// Returns the table of faces.
    pub(super) fn table(&self) -> std::io::Result<Vec<u8>> {
        let mut xml = Xml::new("w:fonts", &[super::NAMESPACE]);
        for (name, others) in &self.picked {
            xml.open("w:font", &[("w:name", name)]);
            if !others.is_empty() {
                xml.value("w:altName", others.join(","));
            }
            let is_latin = self.profile.latin.contains(name);
            // 86 is GB 2312, 00 is Latin.
            xml.value("w:charset", if is_latin { "00" } else { "86" });
            xml.value("w:family", if is_latin { "roman" } else { "auto" });
            xml.value("w:pitch", "variable");
            xml.close();
        }
        xml.finish()
    }
}
