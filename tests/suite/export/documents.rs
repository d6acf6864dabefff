//! Documents: packages that hold together, elements in the order of the schema, the looks of the
//! profile, and the same outline when they are imported again.

use std::collections::BTreeSet;

use planwright::export;
use planwright::import::{self, Format};
use planwright::model::{Language, Part, Plan};
use planwright::typeset::{FontSet, Layout, Profile};
use proptest::prelude::*;
use quick_xml::Reader;
use quick_xml::events::Event;

use super::{empty, long_plan, part, parts, plan_saying, plans, profile};
use crate::arbitrary;
use crate::sample_plan::{hall_plan, plan_of_every_kind};

fn docx(plan: &Plan) -> Vec<u8> {
    export::docx(plan, &profile(plan), &FontSet::bundled()).unwrap()
}

/// An element as the tests look at it.
#[derive(Debug, Default)]
struct Element {
    name: String,
    attributes: Vec<(String, String)>,
    children: Vec<Element>,
    text: String,
}

impl Element {
    fn attribute(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str())
    }

    fn child(&self, name: &str) -> Option<&Element> {
        self.children.iter().find(|child| child.name == name)
    }

    fn value(&self, name: &str) -> Option<&str> {
        self.child(name).and_then(|child| child.attribute("w:val"))
    }

    /// Calls a function with this element and all in it.
    fn walk<'a>(&'a self, f: &mut dyn FnMut(&'a Element)) {
        f(self);
        for child in &self.children {
            child.walk(f);
        }
    }

    fn all(&self, name: &str) -> Vec<&Element> {
        let mut found = Vec::new();
        self.walk(&mut |element| {
            if element.name == name {
                found.push(element);
            }
        });
        found
    }

    fn words(&self) -> String {
        self.all("w:t").iter().map(|t| t.text.as_str()).collect()
    }
}

/// Parses a part; anything that is not well-formed fails the test.
fn parsed(xml: &str) -> Element {
    let mut reader = Reader::from_str(xml);
    reader.config_mut().expand_empty_elements = true;
    let mut open = vec![Element::default()];
    loop {
        match reader.read_event().unwrap() {
            Event::Start(start) => {
                let attributes = start
                    .attributes()
                    .map(|attribute| {
                        let attribute = attribute.unwrap();
                        (attribute.key.as_ref().to_owned(), attribute.value.to_string())
                    })
                    .collect();
                let name = start.name().as_ref().to_owned();
                open.push(Element { name, attributes, ..Element::default() });
            }
            Event::End(_) => {
                let done = open.pop().unwrap();
                open.last_mut().unwrap().children.push(done);
            }
            Event::Text(text) => open.last_mut().unwrap().text.push_str(&text),
            Event::GeneralRef(reference) => {
                let c = match &*reference {
                    "lt" => '<',
                    "gt" => '>',
                    "amp" => '&',
                    "quot" => '"',
                    "apos" => '\'',
                    other => panic!("&{other};"),
                };
                open.last_mut().unwrap().text.push(c);
            }
            Event::Eof => break,
            _ => {}
        }
    }
    assert_eq!(open.len(), 1, "something is not closed");
    open.pop().unwrap().children.remove(0)
}

/// The children that these elements may have, in the order of the schema (ECMA-376, part 1, annex A,
/// with what part 4 allows besides).
const ORDER: [(&str, &str); 16] = [
    (
        "w:pPr",
        "pStyle keepNext keepLines pageBreakBefore framePr widowControl numPr suppressLineNumbers pBdr shd \
         tabs suppressAutoHyphens kinsoku wordWrap overflowPunct topLinePunct autoSpaceDE autoSpaceDN bidi \
         adjustRightInd snapToGrid spacing ind contextualSpacing mirrorIndents suppressOverlap jc \
         textDirection textAlignment textboxTightWrap outlineLvl divId cnfStyle rPr sectPr pPrChange",
    ),
    (
        "w:rPr",
        "rStyle rFonts b bCs i iCs caps smallCaps strike dstrike outline shadow emboss imprint noProof \
         snapToGrid vanish webHidden color spacing w kern position sz szCs highlight u effect bdr shd \
         fitText vertAlign rtl cs em lang eastAsianLayout specVanish oMath rPrChange",
    ),
    (
        "w:tblPr",
        "tblStyle tblpPr tblOverlap bidiVisual tblStyleRowBandSize tblStyleColBandSize tblW jc \
         tblCellSpacing tblInd tblBorders shd tblLayout tblCellMar tblLook tblCaption tblDescription",
    ),
    ("w:tbl", "tblPr tblGrid tr"),
    ("w:tr", "tblPrEx trPr tc"),
    ("w:tc", "tcPr p"),
    (
        "w:tcPr",
        "cnfStyle tcW gridSpan hMerge vMerge tcBorders shd noWrap tcMar textDirection tcFitText vAlign \
         hideMark",
    ),
    ("w:tblBorders", "top left start bottom right end insideH insideV"),
    ("w:tblCellMar", "top left start bottom right end"),
    ("w:tcMar", "top left start bottom right end"),
    ("w:p", "pPr r"),
    (
        "w:sectPr",
        "headerReference footerReference footnotePr endnotePr type pgSz pgMar paperSrc pgBorders lnNumType \
         pgNumType cols formProt vAlign noEndnote titlePg textDirection bidi rtlGutter docGrid \
         printerSettings",
    ),
    (
        "w:style",
        "name aliases basedOn next link autoRedefine hidden uiPriority semiHidden unhideWhenUsed qFormat \
         locked personal personalCompose personalReply rsid pPr rPr tblPr trPr tcPr tblStylePr",
    ),
    ("w:styles", "docDefaults latentStyles style"),
    (
        "w:settings",
        "writeProtection view zoom removePersonalInformation removeDateAndTime doNotDisplayPageBoundaries \
         displayBackgroundShape printPostScriptOverText printFractionalCharacterWidth printFormsData \
         embedTrueTypeFonts embedSystemFonts saveSubsetFonts saveFormsData mirrorMargins \
         alignBordersAndEdges bordersDoNotSurroundHeader bordersDoNotSurroundFooter gutterAtTop \
         hideSpellingErrors hideGrammaticalErrors activeWritingStyle proofState formsDesign \
         attachedTemplate linkStyles stylePaneFormatFilter stylePaneSortMethod documentType mailMerge \
         revisionView trackRevisions doNotTrackMoves doNotTrackFormatting documentProtection \
         autoFormatOverride styleLockTheme styleLockQFSet defaultTabStop autoHyphenation \
         consecutiveHyphenLimit hyphenationZone doNotHyphenateCaps showEnvelope summaryLength \
         clickAndTypeStyle defaultTableStyle evenAndOddHeaders bookFoldRevPrinting bookFoldPrinting \
         bookFoldPrintingSheets drawingGridHorizontalSpacing drawingGridVerticalSpacing \
         displayHorizontalDrawingGridEvery displayVerticalDrawingGridEvery \
         doNotUseMarginsForDrawingGridOrigin drawingGridHorizontalOrigin drawingGridVerticalOrigin \
         doNotShadeFormData noPunctuationKerning characterSpacingControl printTwoOnOne \
         strictFirstAndLastChars noLineBreaksAfter noLineBreaksBefore savePreviewPicture \
         doNotValidateAgainstSchema saveInvalidXml ignoreMixedContent alwaysShowPlaceholderText \
         doNotDemarcateInvalidXml saveXmlDataOnly useXSLTWhenSaving saveThroughXslt \
         showXMLTags alwaysMergeEmptyNamespace updateFields hdrShapeDefaults footnotePr endnotePr compat \
         docVars rsids mathPr attachedSchema themeFontLang clrSchemeMapping \
         doNotIncludeSubdocsInStats doNotAutoCompressPictures forceUpgrade captions readModeInkLockDown \
         smartTagType schemaLibrary shapeDefaults doNotEmbedSmartTags decimalSymbol listSeparator",
    ),
    ("w:fonts", "font"),
];

/// The children of which these elements may have several.
const REPEATED: &[&str] =
    &["tr", "tc", "p", "r", "headerReference", "footerReference", "style", "font", "tblStylePr"];

/// Checks what Word is strict about.
pub(super) fn check(package: &[u8]) {
    let types = parsed(&part(package, "[Content_Types].xml").unwrap());
    let names = parts(package);
    assert_eq!(names.iter().collect::<BTreeSet<_>>().len(), names.len(), "{names:?}");
    for name in &names {
        let path = format!("/{name}");
        let is_told = types.all("Override").iter().any(|told| told.attribute("PartName") == Some(&path))
            || name.contains("_rels/")
            || name == "[Content_Types].xml";
        assert!(is_told, "{name} has no type");
        let root = parsed(&part(package, name).unwrap());
        root.walk(&mut |element| check_element(name, element));
        if name.contains("_rels/") {
            let folder = if name == "_rels/.rels" { "" } else { "word/" };
            let relations = root.all("Relationship");
            let ids: BTreeSet<_> =
                relations.iter().map(|relation| relation.attribute("Id").unwrap()).collect();
            assert_eq!(ids.len(), relations.len(), "an id is given twice");
            for relation in relations {
                let target = format!("{folder}{}", relation.attribute("Target").unwrap());
                assert!(names.contains(&target), "{target} is not there");
            }
        }
    }
    let relations = part(package, "word/_rels/document.xml.rels").unwrap();
    let document = parsed(&part(package, "word/document.xml").unwrap());
    for reference in document.all("w:footerReference") {
        assert!(relations.contains(&format!("\"{}\"", reference.attribute("r:id").unwrap())));
    }
    let styles = parsed(&part(package, "word/styles.xml").unwrap());
    let styles: Vec<_> =
        styles.all("w:style").iter().map(|style| style.attribute("w:styleId").unwrap()).collect();
    assert_eq!(styles.iter().collect::<BTreeSet<_>>().len(), styles.len(), "{styles:?}");
    for style in document.all("w:pStyle") {
        let id = style.attribute("w:val").unwrap();
        assert!(styles.contains(&id), "no style {id}");
    }
    for run in document.all("w:r") {
        let faces = run.child("w:rPr").and_then(|looks| looks.child("w:rFonts")).unwrap();
        for name in ["w:ascii", "w:hAnsi", "w:eastAsia"] {
            let face = faces.attribute(name).unwrap();
            assert!(!face.is_empty() && !face.starts_with("Jihua"), "{face}");
        }
    }
}

fn check_element(part: &str, element: &Element) {
    for (name, value) in &element.attributes {
        assert!(!name.contains("Theme") || name == "w:themeFontLang", "{part}: {name}={value}");
    }
    if let Some((_, order)) = ORDER.iter().find(|(name, _)| *name == element.name) {
        let order: Vec<&str> = order.split_whitespace().collect();
        let mut last = None;
        for child in &element.children {
            let name = child.name.strip_prefix("w:").unwrap();
            let place = order.iter().position(|known| *known == name);
            assert!(place.is_some(), "{part}: {name} in {}", element.name);
            let again = last == place && REPEATED.contains(&name);
            assert!(place > last || again, "{part}: {name} stands too late in {}", element.name);
            last = place;
        }
    }
    match element.name.as_str() {
        "w:tc" => assert_eq!(element.children.last().unwrap().name, "w:p", "a cell ends with a paragraph"),
        "w:tbl" => check_table(element),
        "w:body" => {
            for pair in element.children.windows(2) {
                let is_table = pair[0].name == "w:tbl";
                assert!(!(is_table && pair[1].name != "w:p"), "a table stands against {}", pair[1].name);
            }
            assert_eq!(element.children.last().unwrap().name, "w:sectPr");
        }
        _ => {}
    }
}

/// Checks that rows fill the grid, that merged cells go on below the ones they go on from, and that the
/// head comes first.
fn check_table(table: &Element) {
    let grid: Vec<i64> = table.child("w:tblGrid").unwrap().children.iter().map(width).collect();
    let mut above: Vec<Option<(usize, usize)>> = Vec::new();
    let mut in_head = true;
    for row in table.children.iter().filter(|child| child.name == "w:tr") {
        let repeats = !row.all("w:tblHeader").is_empty();
        assert!(in_head || !repeats, "a head stands among the rows");
        in_head = repeats;
        let (mut at, mut merged) = (0, Vec::new());
        for cell in row.children.iter().filter(|child| child.name == "w:tc") {
            let looks = cell.child("w:tcPr").unwrap();
            let span: usize = looks.value("w:gridSpan").map_or(1, |span| span.parse().unwrap());
            assert_eq!(width(looks.child("w:tcW").unwrap()), grid[at..at + span].iter().sum::<i64>());
            match looks.value("w:vMerge") {
                Some("continue") => assert!(above.contains(&Some((at, span))), "nothing goes on here"),
                Some("restart") | None => {}
                Some(other) => panic!("vMerge {other}"),
            }
            merged.push(looks.child("w:vMerge").map(|_| (at, span)));
            at += span;
        }
        assert_eq!(at, grid.len(), "a row does not fill the grid");
        above = merged;
    }
}

fn width(element: &Element) -> i64 {
    element.attribute("w:w").unwrap().parse().unwrap()
}

/// Every layout of a plan, with somebody's name and a month of the plan's.
pub(super) fn layouts(plan: &Plan) -> Vec<Layout> {
    let mut ids: Vec<String> =
        Layout::IDS.iter().filter(|id| !id.contains(':')).map(|id| (*id).to_owned()).collect();
    let year = plan.period.year();
    ids.push(format!("month:{year}-03"));
    ids.extend(plan.people.first().map(|person| format!("mine:{}", person.name)));
    ids.iter().filter_map(|id| id.parse().ok()).collect()
}

#[test]
fn documents_in_every_layout_hold_together() {
    for plan in plans() {
        let profile = profile(&plan);
        for layout in layouts(&plan) {
            match export::docx_in(&plan, &profile, &FontSet::bundled(), &layout) {
                Ok(package) => check(&package),
                Err(error) => assert!(matches!(error, export::ExportError::Lack(_)), "{error}"),
            }
        }
    }
}

#[test]
fn tables_of_layouts_are_tables_of_documents() {
    let plan = plan_of_every_kind(Language::ZhCn);
    let document = |layout: Layout| {
        let package = export::docx_in(&plan, &profile(&plan), &FontSet::bundled(), &layout).unwrap();
        parsed(&part(&package, "word/document.xml").unwrap())
    };
    let table = document(Layout::Table);
    let measures = planwright::model::query::measures(&plan);
    let words = table.words();
    for measure in &measures {
        assert!(
            measure.text.blanks().next().is_some() || words.contains(measure.text.as_str()),
            "{}",
            measure.text
        );
    }
    // A goal stands once, beside all its measures.
    let hall = export::docx_in(&hall_plan(), &profile(&plan), &FontSet::bundled(), &Layout::Table).unwrap();
    let hall = parsed(&part(&hall, "word/document.xml").unwrap());
    let of_kind = |kind: &str| {
        let cells = hall.all("w:tc").into_iter();
        let is_of = |cell: &&Element| cell.child("w:tcPr").unwrap().value("w:vMerge") == Some(kind);
        cells.filter(is_of).map(Element::words).collect::<Vec<_>>()
    };
    assert!(of_kind("restart").iter().any(|words| !words.is_empty()));
    assert!(of_kind("continue").iter().all(String::is_empty));
    // A year's time line lies on its side, under a head of two rows, one cell a month.
    let line = document(Layout::Timeline);
    let size = line.all("w:pgSz")[0];
    assert_eq!(size.attribute("w:orient"), Some("landscape"));
    assert_eq!((size.attribute("w:w"), size.attribute("w:h")), (Some("16838"), Some("11906")));
    assert_eq!(line.all("w:tblHeader").len(), 2);
    assert_eq!(line.all("w:tblGrid")[0].children.len(), 3 + 12);
    assert!(line.words().contains('◇') || !line.all("w:shd").is_empty());
    // In paragraphs with tables, sheets of both kinds follow each other.
    let combined = document(Layout::Combined);
    let sheets = combined.all("w:pgSz");
    let turned = |sheet: &&Element| sheet.attribute("w:orient") == Some("landscape");
    assert!(sheets.iter().any(turned) && !sheets.iter().all(turned));
}

#[test]
fn documents_hold_together() {
    for plan in plans() {
        check(&docx(&plan));
    }
    let mut english = Profile::english();
    english.margins.mirrored = true;
    english.page_number.place = planwright::typeset::PageNumberPlace::Nowhere;
    check(&export::docx(&hall_plan(), &english, &FontSet::bundled()).unwrap());
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, ..ProptestConfig::default() })]

    #[test]
    fn documents_of_any_plan_hold_together(plan in arbitrary::plan()) {
        check(&docx(&plan));
    }

    #[test]
    fn anything_can_be_said_in_a_document(words in any::<String>()) {
        let plan = plan_saying(&words);
        let package = docx(&plan);
        check(&package);
        let document = parsed(&part(&package, "word/document.xml").unwrap());
        let kept: String = plan.title.as_str().chars().filter(|c| !matches!(c, '\u{7f}'..='\u{9f}' | '\u{fffe}' | '\u{ffff}')).collect();
        if plan.title.blanks().next().is_none() && !kept.contains('\u{fdd1}') {
            let plain = |text: &str| text.chars().filter(|c| !c.is_whitespace() && !('\u{fdd0}'..='\u{fdd3}').contains(c)).collect::<String>();
            prop_assert!(plain(&document.words()).contains(&plain(&kept)));
        }
    }
}

#[test]
fn a_document_has_the_page_of_its_profile() {
    let package = docx(&hall_plan());
    let document = parsed(&part(&package, "word/document.xml").unwrap());
    let size = document.all("w:pgSz")[0];
    // A4 and the margins of GB/T 9704-2012, 5.2.1, in twentieths of a point.
    assert_eq!((size.attribute("w:w"), size.attribute("w:h")), (Some("11906"), Some("16838")));
    let margins = document.all("w:pgMar")[0];
    for (side, mm) in [("w:top", 37.0), ("w:left", 28.0), ("w:right", 26.0), ("w:bottom", 35.0)] {
        let twips: f64 = margins.attribute(side).unwrap().parse().unwrap();
        assert!((twips / 20.0 * 25.4 / 72.0 - mm).abs() < 0.02, "{side}: {twips}");
    }
    // Twenty-two lines fill 225 mm, and so do 28 characters 156 mm.
    let grid = document.all("w:docGrid")[0];
    let pitch: f64 = grid.attribute("w:linePitch").unwrap().parse().unwrap();
    assert!((22.0..23.0).contains(&(225.0 / 25.4 * 1440.0 / pitch)));
    let body = document
        .all("w:p")
        .into_iter()
        .find(|p| p.child("w:pPr").is_some_and(|looks| looks.value("w:pStyle") == Some("BodyText")));
    let looks = body.unwrap().child("w:r").unwrap().child("w:rPr").unwrap();
    let size: f64 = looks.value("w:sz").unwrap().parse().unwrap();
    let tracking: f64 = looks.value("w:spacing").unwrap().parse().unwrap();
    assert!((28.0..29.0).contains(&(156.0 / 25.4 * 72.0 / (size / 2.0 + tracking / 20.0))));
    assert_eq!(looks.child("w:rFonts").unwrap().attribute("w:eastAsia"), Some("仿宋"));
    assert_eq!(looks.child("w:rFonts").unwrap().attribute("w:ascii"), Some("Times New Roman"));
}

#[test]
fn headings_have_the_styles_and_levels_that_every_program_knows() {
    let package = docx(&hall_plan());
    let styles = parsed(&part(&package, "word/styles.xml").unwrap());
    for level in 1..=9_usize {
        let style = styles
            .all("w:style")
            .into_iter()
            .find(|style| style.value("w:name") == Some(format!("heading {level}").as_str()));
        let looks = style.unwrap().child("w:pPr").unwrap();
        assert_eq!(looks.value("w:outlineLvl"), Some((level - 1).to_string().as_str()));
    }
    let document = parsed(&part(&package, "word/document.xml").unwrap());
    // No list numbers anything: the numbers are words.
    assert!(document.all("w:numPr").is_empty() && part(&package, "word/numbering.xml").is_none());
    let first = document
        .all("w:p")
        .into_iter()
        .find(|p| p.child("w:pPr").unwrap().value("w:pStyle") == Some("Heading1"));
    assert!(first.unwrap().words().starts_with("一、"));
}

#[test]
fn the_head_of_a_table_repeats_and_rows_stay_whole() {
    for language in Language::ALL {
        let package = docx(&plan_of_every_kind(language));
        let document = parsed(&part(&package, "word/document.xml").unwrap());
        let tables: Vec<_> =
            document.all("w:tbl").into_iter().filter(|table| !table.all("w:tblBorders").is_empty()).collect();
        assert!(tables.len() >= 4, "{}", tables.len());
        for table in tables {
            let rows = table.all("w:tr");
            assert_eq!(rows[0].all("w:tblHeader").len(), 1);
            assert!(rows[1..].iter().all(|row| row.all("w:tblHeader").is_empty()));
            assert!(rows.iter().all(|row| row.all("w:cantSplit").len() == 1));
        }
    }
}

#[test]
fn the_page_number_is_a_field_between_dashes_outside() {
    let package = docx(&hall_plan());
    for (name, side) in [("word/footer1.xml", "right"), ("word/footer2.xml", "left")] {
        let footer = parsed(&part(&package, name).unwrap());
        assert_eq!(footer.words(), "— 1 —");
        assert_eq!(footer.all("w:instrText")[0].text.trim(), "PAGE");
        assert_eq!(footer.all("w:jc")[0].attribute("w:val"), Some(side));
    }
    assert!(part(&package, "word/settings.xml").unwrap().contains("w:evenAndOddHeaders"));
    let english = docx(&empty(Language::En));
    assert!(part(&english, "word/footer2.xml").is_none());
}

/// Returns the headings of an imported document with their levels.
fn outline(package: &[u8]) -> (Option<String>, Vec<(u8, String)>) {
    let source = import::read(package, Format::Docx).unwrap();
    let headings = source.lines.iter().filter_map(|line| match line.hint {
        import::Hint::Heading(level) if level > 0 => Some((level, line.text.clone())),
        _ => None,
    });
    let title = source.lines.iter().find(|line| line.hint == import::Hint::Heading(0));
    (title.map(|line| line.text.clone()), headings.collect())
}

#[test]
fn a_document_imports_again_with_the_same_outline() {
    let (title, headings) = outline(&docx(&hall_plan()));
    assert_eq!(title.unwrap(), "江北支行营业厅2027年度工作计划");
    let levels: Vec<u8> = headings.iter().map(|(level, _)| *level).collect();
    assert_eq!(levels[..3], [1, 2, 2][..], "{headings:?}");
    assert_eq!(headings[0].1, "一、让客户少等、少跑、少填");
    // Contracts and improvements have headings of their own within.
    let has_more =
        |plan: &Plan| plan.parts.iter().any(|part| matches!(part, Part::Contract(_) | Part::Improvement(_)));
    for plan in super::templates().into_iter().filter(|plan| !has_more(plan)) {
        let numbering = planwright::model::query::numbering(&plan);
        let mut expected = Vec::new();
        plan.walk(&mut |node| {
            use planwright::model::tree::NodeRef;
            let is_heading = match node {
                NodeRef::Section(_) | NodeRef::Goal(_) => true,
                NodeRef::Part(part) => part.heading().is_some(),
                _ => false,
            };
            if let Some(numbered) = numbering.get(&node.id()).filter(|_| is_heading) {
                expected.push(u8::try_from(numbered.level + 1).unwrap());
            }
        });
        let found: Vec<u8> = outline(&docx(&plan)).1.iter().map(|(level, _)| *level).collect();
        assert_eq!(found, expected, "{}", plan.title);
    }
}

/// Returns the words of the heads of a document's tables.
pub(super) fn heads(package: &[u8]) -> Vec<String> {
    let document = parsed(&part(package, "word/document.xml").unwrap());
    let rows = document.all("w:tr").into_iter().filter(|row| !row.all("w:tblHeader").is_empty());
    rows.map(Element::words).collect()
}

#[test]
fn the_same_plan_gives_the_same_document() {
    assert_eq!(docx(&hall_plan()), docx(&hall_plan()));
}

#[test]
fn a_long_plan_becomes_a_document() {
    let package = docx(&long_plan(20_000));
    let document = part(&package, "word/document.xml").unwrap();
    assert_eq!(document.matches("逐户走访").count(), 20_000);
}
