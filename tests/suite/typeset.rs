//! The printed page: what stands on it and where, proven on the produced PDF.

use std::path::Path;

use planwright::export::{self, PdfMeta};
use planwright::model::{Language, Plan};
use planwright::typeset::{FontSet, Pages, Profile, Typesetter};

use crate::sample_plan::{hall_plan, plan_of_every_kind};

fn set(plan: &Plan) -> Pages {
    let typesetter = Typesetter::new(FontSet::bundled());
    let pages = typesetter.pages(plan, &Profile::of_language(plan.language)).unwrap();
    assert_eq!(pages.warnings(), [] as [String; 0]);
    pages
}

/// Writes pictures of the pages where `PLANWRIGHT_PICTURES` names a folder, for a look at them.
fn show(pages: &Pages, name: &str) {
    let Ok(folder) = std::env::var("PLANWRIGHT_PICTURES") else { return };
    for page in 0..pages.len() {
        let png = export::png(pages, page, 96.0).unwrap();
        let path = Path::new(&folder).join(format!("{name}-{}.png", page + 1));
        std::fs::write(path, png).unwrap();
    }
}

#[test]
fn a_whole_plan_is_set() {
    let plan = hall_plan();
    let pages = set(&plan);
    show(&pages, "hall");
    if let Ok(folder) = std::env::var("PLANWRIGHT_PICTURES") {
        std::fs::write(
            Path::new(&folder).join("hall.pdf"),
            export::pdf(&pages, &PdfMeta::of(&plan)).unwrap(),
        )
        .unwrap();
    }
    assert_eq!(pages.missing(), [] as [char; 0]);
}

#[test]
fn every_kind_of_part_is_set() {
    for language in Language::ALL {
        let pages = set(&plan_of_every_kind(language));
        show(&pages, language.tag());
        assert_eq!(pages.missing(), [] as [char; 0]);
    }
}
