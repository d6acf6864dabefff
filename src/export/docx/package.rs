//! The package: parts, what they are, and how they are found.

use std::io::{self, Cursor, Write};

use chrono::NaiveDate;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipWriter};

use super::body;
use super::faces::Picker;
use super::styles::Looks;
use super::xml::Xml;
use crate::export::said::said_text;
use crate::model::Plan;
use crate::typeset::Flow;

/// What the type of every part begins with.
const WORD: &str = "application/vnd.openxmlformats-officedocument.wordprocessingml";
/// What the name of every relation begins with.
const OFFICE: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const PACKAGE: &str = "http://schemas.openxmlformats.org/package/2006";

/// One part of the document.
struct Part {
    name: &'static str,
    /// The end of its type, and of its relation's.
    kind: &'static str,
    /// By what the document refers to it.
    id: &'static str,
    bytes: Vec<u8>,
}

/// Packs a document.
pub(super) fn packed(
    plan: &Plan,
    looks: &Looks<'_>,
    flow: &Flow,
    picker: &Picker<'_>,
) -> io::Result<Vec<u8>> {
    let part = |name, kind, id, bytes| Part { name, kind, id, bytes };
    let mut parts = vec![
        part("styles.xml", "styles", "rId1", looks.styles()?),
        part("settings.xml", "settings", "rId2", looks.settings()?),
        part("fontTable.xml", "fontTable", "rId3", picker.table()?),
    ];
    if let Some(footer) = looks.footer(false)? {
        parts.push(part("footer1.xml", "footer", body::ODD_FOOTER, footer));
        if let Some(footer) = looks.footer(true)? {
            parts.push(part("footer2.xml", "footer", body::EVEN_FOOTER, footer));
        }
    }
    let document = body::document(looks, flow)?;

    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    let mut put = |name: &str, bytes: &[u8]| -> io::Result<()> {
        let options = SimpleFileOptions::default()
            .compression_method(CompressionMethod::Deflated)
            .last_modified_time(DateTime::default());
        zip.start_file(name, options).map_err(io::Error::other)?;
        zip.write_all(bytes)
    };
    // Programs that look at the beginning of a file only expect the types first.
    put("[Content_Types].xml", &types(&parts)?)?;
    put("_rels/.rels", &outer_relations()?)?;
    put("docProps/core.xml", &core(plan)?)?;
    put("docProps/app.xml", &app()?)?;
    put("word/_rels/document.xml.rels", &relations(&parts)?)?;
    put("word/document.xml", &document)?;
    for part in &parts {
        put(&format!("word/{}", part.name), &part.bytes)?;
    }
    Ok(zip.finish().map_err(io::Error::other)?.into_inner())
}

fn types(parts: &[Part]) -> io::Result<Vec<u8>> {
    let mut xml = Xml::new("Types", &[("xmlns", &format!("{PACKAGE}/content-types"))]);
    let relations = "application/vnd.openxmlformats-package.relationships+xml";
    xml.empty("Default", &[("Extension", "rels"), ("ContentType", relations)]);
    xml.empty("Default", &[("Extension", "xml"), ("ContentType", "application/xml")]);
    let mut told = |name: &str, kind: &str| {
        xml.empty("Override", &[("PartName", name), ("ContentType", kind)]);
    };
    told("/word/document.xml", &format!("{WORD}.document.main+xml"));
    for part in parts {
        told(&format!("/word/{}", part.name), &format!("{WORD}.{}+xml", part.kind));
    }
    told("/docProps/core.xml", "application/vnd.openxmlformats-package.core-properties+xml");
    told("/docProps/app.xml", "application/vnd.openxmlformats-officedocument.extended-properties+xml");
    xml.finish()
}

fn relation(xml: &mut Xml, id: &str, kind: &str, target: &str) {
    xml.empty("Relationship", &[("Id", id), ("Type", kind), ("Target", target)]);
}

fn outer_relations() -> io::Result<Vec<u8>> {
    let mut xml = Xml::new("Relationships", &[("xmlns", &format!("{PACKAGE}/relationships"))]);
    relation(&mut xml, "rId1", &format!("{OFFICE}/officeDocument"), "word/document.xml");
    relation(
        &mut xml,
        "rId2",
        &format!("{PACKAGE}/relationships/metadata/core-properties"),
        "docProps/core.xml",
    );
    relation(&mut xml, "rId3", &format!("{OFFICE}/extended-properties"), "docProps/app.xml");
    xml.finish()
}

fn relations(parts: &[Part]) -> io::Result<Vec<u8>> {
    let mut xml = Xml::new("Relationships", &[("xmlns", &format!("{PACKAGE}/relationships"))]);
    for part in parts {
        relation(&mut xml, part.id, &format!("{OFFICE}/{}", part.kind), part.name);
    }
    xml.finish()
}

fn core(plan: &Plan) -> io::Result<Vec<u8>> {
    let mut xml = Xml::new(
        "cp:coreProperties",
        &[
            ("xmlns:cp", &format!("{PACKAGE}/metadata/core-properties")),
            ("xmlns:dc", "http://purl.org/dc/elements/1.1/"),
            ("xmlns:dcterms", "http://purl.org/dc/terms/"),
            ("xmlns:xsi", "http://www.w3.org/2001/XMLSchema-instance"),
        ],
    );
    xml.told("dc:title", &[], &said_text(plan, &plan.title));
    let author = if plan.author.is_empty() { &plan.unit } else { &plan.author };
    xml.told("dc:creator", &[], &said_text(plan, author));
    xml.told("dc:language", &[], plan.language.tag());
    if let Some(day) = plan.date {
        for name in ["dcterms:created", "dcterms:modified"] {
            xml.told(name, &[("xsi:type", "dcterms:W3CDTF")], &moment(day));
        }
    }
    xml.finish()
}

fn moment(day: NaiveDate) -> String {
    format!("{}T00:00:00Z", day.format("%Y-%m-%d"))
}

fn app() -> io::Result<Vec<u8>> {
    let kind = "http://schemas.openxmlformats.org/officeDocument/2006/extended-properties";
    let mut xml = Xml::new("Properties", &[("xmlns", kind)]);
    xml.told("Application", &[], "Planwright");
    xml.finish()
}
