//! How a document looks: styles, the sheet, its settings, the page number.

use std::io;

use super::body::{self, Span};
use super::faces::{Faces, Picker};
use super::xml::Xml;
use crate::model::Language;
use crate::typeset::{Margins, PT_PER_MM, PageNumberPlace, Profile, SHEET_SCALE, Style};

/// Twentieths of a point, the unit of nearly every length.
const TWIPS: f64 = 20.0;

/// Rounds a length in pt to whole twips.
pub(super) fn twips(pt: f64) -> i64 {
    rounded(pt * TWIPS)
}

#[expect(clippy::cast_possible_truncation, reason = "lengths of a checked profile are small")]
fn rounded(number: f64) -> i64 {
    number.round() as i64
}

fn mm(mm: f64) -> i64 {
    twips(mm * PT_PER_MM)
}

/// The type of a role: faces, size, weight.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Type {
    pub(super) faces: Faces,
    pub(super) size_pt: f64,
    pub(super) bold: bool,
    /// What is added between characters, in twips.
    tracking: i64,
}

impl Type {
    fn of(style: &Style, picker: &mut Picker<'_>) -> Self {
        Self { faces: picker.faces(style), size_pt: style.size_pt, bold: style.bold, tracking: 0 }
    }

    /// Sets it smaller or larger.
    fn scaled(self, scale: f64) -> Self {
        Self { size_pt: self.size_pt * scale, ..self }
    }

    /// Sets it closer or wider.
    fn tracked(self, tracking: i64) -> Self {
        Self { tracking, ..self }
    }

    /// Writes the properties of a run, in the order of the schema.
    pub(super) fn properties(&self, xml: &mut Xml, is_chinese: bool, span: Span) {
        let Faces { latin, east_asian } = &self.faces;
        xml.open("w:rPr", &[]);
        let mut attributes = Vec::new();
        if is_chinese {
            // Quotes and dashes stand in both kinds of faces; in Chinese they come from the Chinese one.
            attributes.push(("w:hint", "eastAsia"));
        }
        attributes.extend([
            ("w:ascii", latin.as_str()),
            ("w:eastAsia", east_asian),
            ("w:hAnsi", latin),
            ("w:cs", latin),
        ]);
        xml.empty("w:rFonts", &attributes);
        xml.switch("w:b", self.bold);
        xml.switch("w:bCs", self.bold);
        if span == Span::Removed {
            xml.empty("w:strike", &[]);
        }
        if self.tracking != 0 {
            xml.value("w:spacing", self.tracking);
        }
        let half_points = rounded(self.size_pt * 2.0);
        xml.value("w:sz", half_points);
        xml.value("w:szCs", half_points);
        match span {
            Span::Added => xml.value("w:u", "single"),
            Span::Moved => xml.value("w:u", "dotted"),
            Span::Shaded(shade) => shade.write(xml),
            Span::Plain | Span::RunIn | Span::Removed => {}
        }
        xml.close();
    }
}

/// The styles of paragraphs, by what they are for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Role {
    Body,
    Title,
    Mark,
    Heading(usize),
    Cell,
    CellHead,
    /// In the tables of layouts, whose type is smaller.
    Small,
    SmallHead,
    Signature,
    Note,
    Label,
    AttachmentTitle,
    SignOff,
}

/// The levels of headings that programs know.
const LEVELS: usize = 9;

/// Ids of the styles of headings.
const HEADINGS: [&str; LEVELS] = [
    "Heading1", "Heading2", "Heading3", "Heading4", "Heading5", "Heading6", "Heading7", "Heading8",
    "Heading9",
];

impl Role {
    /// Returns the style's id.
    pub(super) fn id(self) -> &'static str {
        match self {
            Self::Body => "BodyText",
            Self::Title => "Title",
            Self::Mark => "Subtitle",
            Self::Heading(level) => HEADINGS.get(level.min(LEVELS - 1)).unwrap_or(&"Heading9"),
            Self::Cell => "PlanCell",
            Self::CellHead => "PlanCellHead",
            Self::Small => "PlanSheet",
            Self::SmallHead => "PlanSheetHead",
            Self::Signature => "PlanSignature",
            Self::Note => "PlanNote",
            Self::Label => "PlanLabel",
            Self::AttachmentTitle => "PlanAttachment",
            Self::SignOff => "Signature",
        }
    }

    /// Returns its name: those of the first group are known to every program.
    fn name(self, language: Language) -> String {
        let own = |chinese: &str, english: &str| {
            match language {
                Language::ZhCn => chinese,
                Language::En => english,
            }
            .to_owned()
        };
        match self {
            Self::Body => "Body Text".to_owned(),
            Self::Title => "Title".to_owned(),
            Self::Mark => "Subtitle".to_owned(),
            Self::Heading(level) => format!("heading {}", level.min(LEVELS - 1) + 1),
            Self::SignOff => "Signature".to_owned(),
            Self::Cell => own("表格文字", "Table Text"),
            Self::CellHead => own("表格栏目", "Table Head"),
            Self::Small => own("表格小字", "Small Table Text"),
            Self::SmallHead => own("表格小字栏目", "Small Table Head"),
            Self::Signature => own("签字栏", "Signature Line"),
            Self::Note => own("附件说明", "Attachment Note"),
            Self::Label => own("附件序号", "Attachment Label"),
            Self::AttachmentTitle => own("附件名称", "Attachment Title"),
        }
    }
}

/// How a document looks, worked out from a profile.
pub(super) struct Looks<'a> {
    pub(super) profile: &'a Profile,
    pub(super) language: Language,
    body: Type,
    title: Type,
    mark: Type,
    levels: Vec<Type>,
    run_in: Type,
    cell: Type,
    cell_head: Type,
    small: Type,
    small_head: Type,
    number: Type,
    label: Type,
    /// The distance of lines in twips.
    pub(super) pitch: i64,
}

impl<'a> Looks<'a> {
    pub(super) fn new(profile: &'a Profile, language: Language, picker: &mut Picker<'_>) -> Self {
        let pitch = match profile.grid.lines_per_page {
            // The programs give every line its full pitch, the last one too.
            Some(lines) if lines > 1 => {
                let pitch = profile.type_height_pt() * TWIPS / f64::from(lines);
                rounded(pitch.floor())
            }
            Some(_) | None => twips(profile.line_pitch_pt()),
        };
        // The last character of a line may stand out by what is taken from it, so that this fits.
        let tracking = rounded((profile.tracking_pt() * TWIPS).floor());
        let mut tracked = |style: &Style| Type::of(style, picker).tracked(tracking);
        Self {
            profile,
            language,
            body: tracked(&profile.body),
            mark: tracked(&profile.draft_mark.style),
            levels: profile.levels.iter().map(|level| tracked(&level.style)).collect(),
            run_in: tracked(&profile.run_in),
            label: tracked(&profile.attachment.label),
            title: Type::of(&profile.title.style, picker),
            small: Type::of(&profile.table.style, picker).scaled(SHEET_SCALE),
            small_head: Type::of(&profile.table.head, picker).scaled(SHEET_SCALE),
            cell: Type::of(&profile.table.style, picker),
            cell_head: Type::of(&profile.table.head, picker),
            number: Type::of(&profile.page_number.style, picker),
            pitch,
        }
    }

    pub(super) const fn is_chinese(&self) -> bool {
        matches!(self.language, Language::ZhCn)
    }

    /// Returns the type of a run in a paragraph of this role.
    pub(super) fn kind(&self, role: Role, span: Span) -> &Type {
        match role {
            // Titles run in within cells are as small as the cell.
            Role::Cell if span == Span::RunIn => &self.cell_head,
            Role::Small if span == Span::RunIn => &self.small_head,
            _ if span == Span::RunIn => &self.run_in,
            Role::Body | Role::Signature | Role::Note | Role::SignOff => &self.body,
            Role::Title | Role::AttachmentTitle => &self.title,
            Role::Mark => &self.mark,
            Role::Heading(level) => self.levels.get(level).or(self.levels.last()).unwrap_or(&self.body),
            Role::Cell => &self.cell,
            Role::CellHead => &self.cell_head,
            Role::Small => &self.small,
            Role::SmallHead => &self.small_head,
            Role::Label => &self.label,
        }
    }

    /// Returns the width of the type area in twips, that of a sheet on its side too.
    pub(super) fn width(&self, flip: bool) -> i64 {
        let Profile { paper, margins, .. } = self.profile;
        if flip {
            mm(paper.height_mm) - mm(margins.top_mm) - mm(margins.bottom_mm)
        } else {
            mm(paper.width_mm) - mm(margins.left_mm) - mm(margins.right_mm)
        }
    }

    /// Returns the width of so many characters of body text in twips.
    pub(super) fn characters(&self, count: f64) -> i64 {
        twips(count * self.character_pt())
    }

    /// Returns the width of a character of body text in pt, with what is added to it.
    pub(super) fn character_pt(&self) -> f64 {
        self.body.size_pt + self.body.tracking as f64 / TWIPS
    }

    /// Returns the pitch of a title's lines, and what is to be added behind so many of them to come back
    /// to the grid; less than 0 where they stand out a little.
    pub(super) fn title_lines(&self, lines: usize) -> (i64, i64) {
        if lines <= 1 {
            return (self.pitch.max(twips(self.profile.title.style.size_pt)), 0);
        }
        let pitch = twips(self.profile.title.line_pitch_pt);
        let height = pitch * i64::try_from(lines).unwrap_or(1);
        let grid = self.pitch.max(1);
        (pitch, (height + grid / 2) / grid * grid - height)
    }

    /// Returns the styles.
    pub(super) fn styles(&self) -> io::Result<Vec<u8>> {
        let mut xml = Xml::new("w:styles", &[super::NAMESPACE]);
        xml.open("w:docDefaults", &[]);
        xml.open("w:rPrDefault", &[]);
        xml.open("w:rPr", &[]);
        let Faces { latin, east_asian } = &self.body.faces;
        xml.empty(
            "w:rFonts",
            &[("w:ascii", latin), ("w:eastAsia", east_asian), ("w:hAnsi", latin), ("w:cs", latin)],
        );
        xml.empty("w:lang", &[("w:val", "en-US"), ("w:eastAsia", "zh-CN"), ("w:bidi", "ar-SA")]);
        xml.close();
        xml.close();
        xml.empty("w:pPrDefault", &[]);
        xml.close();
        self.normal(&mut xml);
        xml.open("w:style", &[("w:type", "character"), ("w:default", "1"), ("w:styleId", "DefaultText")]);
        xml.value("w:name", "Default Paragraph Font");
        xml.value("w:uiPriority", 1);
        xml.empty("w:semiHidden", &[]);
        xml.close();
        xml.open("w:style", &[("w:type", "table"), ("w:default", "1"), ("w:styleId", "PlainTable")]);
        xml.value("w:name", "Normal Table");
        xml.value("w:uiPriority", 99);
        xml.empty("w:semiHidden", &[]);
        xml.open("w:tblPr", &[]);
        xml.empty("w:tblInd", &[("w:w", "0"), ("w:type", "dxa")]);
        xml.close();
        xml.close();
        xml.open("w:style", &[("w:type", "numbering"), ("w:default", "1"), ("w:styleId", "NoNumbers")]);
        xml.value("w:name", "No List");
        xml.value("w:uiPriority", 99);
        xml.empty("w:semiHidden", &[]);
        xml.close();
        let headings = (0..LEVELS).map(Role::Heading);
        let others = [
            Role::Title,
            Role::Mark,
            Role::Body,
            Role::Cell,
            Role::CellHead,
            Role::Small,
            Role::SmallHead,
            Role::Signature,
            Role::Note,
            Role::Label,
            Role::AttachmentTitle,
            Role::SignOff,
        ];
        for role in headings.chain(others) {
            self.style(&mut xml, role);
        }
        xml.open("w:style", &[("w:type", "paragraph"), ("w:styleId", "Footer")]);
        xml.value("w:name", "footer");
        xml.value("w:basedOn", "Normal");
        xml.open("w:pPr", &[]);
        xml.value("w:snapToGrid", 0);
        exactly(&mut xml, self.number_line(), 0, 0);
        xml.value("w:jc", "left");
        xml.close();
        self.number.properties(&mut xml, self.is_chinese(), Span::Plain);
        xml.close();
        xml.finish()
    }

    fn normal(&self, xml: &mut Xml) {
        let paragraph = &self.profile.paragraph;
        xml.open("w:style", &[("w:type", "paragraph"), ("w:default", "1"), ("w:styleId", "Normal")]);
        xml.value("w:name", "Normal");
        xml.empty("w:qFormat", &[]);
        xml.open("w:pPr", &[]);
        xml.switch("w:widowControl", !paragraph.single_lines);
        xml.switch("w:suppressAutoHyphens", !paragraph.hyphenated);
        xml.switch("w:overflowPunct", false);
        xml.switch("w:autoSpaceDE", self.profile.grid.latin_gap);
        xml.switch("w:autoSpaceDN", self.profile.grid.latin_gap);
        exactly(xml, self.pitch, 0, twips(paragraph.gap_pt));
        xml.value("w:jc", if paragraph.justified { "both" } else { "left" });
        xml.close();
        self.body.properties(xml, self.is_chinese(), Span::Plain);
        xml.close();
    }

    fn style(&self, xml: &mut Xml, role: Role) {
        let profile = self.profile;
        xml.open("w:style", &[("w:type", "paragraph"), ("w:styleId", role.id())]);
        xml.value("w:name", role.name(self.language));
        xml.value("w:basedOn", if role == Role::AttachmentTitle { "Title" } else { "Normal" });
        match role {
            Role::Title | Role::Mark | Role::Heading(_) | Role::Label | Role::AttachmentTitle => {
                xml.value("w:next", Role::Body.id());
            }
            Role::Body
            | Role::Cell
            | Role::CellHead
            | Role::Small
            | Role::SmallHead
            | Role::Signature
            | Role::Note
            | Role::SignOff => {}
        }
        xml.empty("w:qFormat", &[]);
        xml.open("w:pPr", &[]);
        let gap = twips(profile.paragraph.gap_pt);
        let cell = twips(profile.table.line_pitch_pt);
        let small = twips(profile.table.line_pitch_pt * SHEET_SCALE);
        match role {
            Role::Body => {
                self.first_line(xml);
            }
            Role::Title | Role::AttachmentTitle => {
                xml.empty("w:keepNext", &[]);
                xml.value("w:snapToGrid", 0);
                exactly(xml, self.title_lines(1).0, 0, 0);
                xml.value("w:jc", "center");
                if role == Role::AttachmentTitle {
                    xml.value("w:outlineLvl", 0);
                }
            }
            Role::Mark => {
                xml.empty("w:keepNext", &[]);
                xml.value("w:jc", "center");
            }
            Role::Heading(level) => {
                xml.empty("w:keepNext", &[]);
                xml.empty("w:keepLines", &[]);
                exactly(xml, self.pitch, twips(profile.paragraph.heading_gap_pt), gap);
                self.first_line(xml);
                xml.value("w:outlineLvl", level.min(LEVELS - 1));
            }
            Role::Cell | Role::Small => {
                xml.value("w:snapToGrid", 0);
                exactly(xml, if role == Role::Small { small } else { cell }, 0, 0);
                xml.value("w:jc", "left");
            }
            Role::CellHead | Role::SmallHead => {
                xml.empty("w:keepNext", &[]);
                xml.value("w:snapToGrid", 0);
                exactly(xml, if role == Role::SmallHead { small } else { cell }, 0, 0);
                xml.value("w:jc", "center");
            }
            Role::Signature => {
                xml.empty("w:keepNext", &[]);
                exactly(xml, self.pitch, 0, self.pitch / 2);
                xml.value("w:jc", "left");
            }
            Role::Note | Role::SignOff => {
                xml.empty("w:keepNext", &[]);
                xml.value("w:jc", "left");
            }
            Role::Label => {
                xml.empty("w:keepNext", &[]);
                xml.empty("w:pageBreakBefore", &[]);
                exactly(xml, self.pitch, 0, self.pitch);
                xml.value("w:jc", "left");
            }
        }
        xml.close();
        self.kind(role, Span::Plain).properties(xml, self.is_chinese(), Span::Plain);
        xml.close();
    }

    /// Returns the pitch of a paragraph's lines and the room before and after it, as in its style.
    pub(super) fn spacing(&self, role: Role) -> (i64, i64, i64) {
        let paragraph = &self.profile.paragraph;
        let before = if matches!(role, Role::Heading(_)) { twips(paragraph.heading_gap_pt) } else { 0 };
        (self.pitch, before, twips(paragraph.gap_pt))
    }

    /// Writes the indent of the first line, in characters, so that it follows the size.
    fn first_line(&self, xml: &mut Xml) {
        let characters = self.profile.paragraph.indent_characters;
        if characters > 0.0 {
            xml.empty(
                "w:ind",
                &[
                    ("w:firstLineChars", &rounded(characters * 100.0).to_string()),
                    ("w:firstLine", &self.characters(characters).to_string()),
                ],
            );
        }
    }

    /// Returns the settings.
    pub(super) fn settings(&self) -> io::Result<Vec<u8>> {
        let mut xml = Xml::new("w:settings", &[super::NAMESPACE]);
        if self.profile.margins.mirrored {
            xml.empty("w:mirrorMargins", &[]);
        }
        xml.value("w:defaultTabStop", self.characters(2.0));
        if self.profile.paragraph.hyphenated {
            xml.empty("w:autoHyphenation", &[]);
        }
        if self.profile.page_number.place == PageNumberPlace::Outside {
            xml.empty("w:evenAndOddHeaders", &[]);
        }
        xml.value("w:drawingGridVerticalSpacing", self.pitch);
        xml.value("w:characterSpacingControl", "compressPunctuation");
        xml.open("w:compat", &[]);
        for name in [
            "w:spaceForUL",
            "w:balanceSingleByteDoubleByteWidth",
            "w:doNotLeaveBackslashAlone",
            "w:ulTrailSpace",
            "w:doNotExpandShiftReturn",
            "w:adjustLineHeightInTable",
            "w:useFELayout",
        ] {
            xml.empty(name, &[]);
        }
        // The way of Word 2013 and later; without it a document opens in "compatibility mode".
        xml.empty(
            "w:compatSetting",
            &[
                ("w:name", "compatibilityMode"),
                ("w:uri", "http://schemas.microsoft.com/office/word"),
                ("w:val", "15"),
            ],
        );
        xml.close();
        xml.empty("w:themeFontLang", &[("w:val", "en-US"), ("w:eastAsia", "zh-CN")]);
        xml.value("w:decimalSymbol", ".");
        xml.value("w:listSeparator", ",");
        xml.finish()
    }

    /// The pitch of the page number's line, in twips.
    fn number_line(&self) -> i64 {
        twips(self.number.size_pt * 1.2)
    }

    /// Returns the footer with the page number, that of even pages where they have one of their own;
    /// none where there is none.
    pub(super) fn footer(&self, even: bool) -> io::Result<Option<Vec<u8>>> {
        let number = &self.profile.page_number;
        let side = match number.place {
            PageNumberPlace::Outside if even => "left",
            PageNumberPlace::Outside => "right",
            PageNumberPlace::Middle if !even => "center",
            PageNumberPlace::Middle | PageNumberPlace::Nowhere => return Ok(None),
        };
        let mut xml = Xml::new("w:ftr", &[super::NAMESPACE]);
        xml.open("w:p", &[]);
        xml.open("w:pPr", &[]);
        xml.value("w:pStyle", "Footer");
        let inset = twips(number.inset_characters * number.style.size_pt);
        match side {
            "left" => xml.empty("w:ind", &[("w:left", &inset.to_string())]),
            "right" => xml.empty("w:ind", &[("w:right", &inset.to_string())]),
            _ => {}
        }
        xml.value("w:jc", side);
        xml.close();
        let run = |xml: &mut Xml, f: &mut dyn FnMut(&mut Xml)| {
            xml.open("w:r", &[]);
            self.number.properties(xml, self.is_chinese(), Span::Plain);
            f(xml);
            xml.close();
        };
        let words = |xml: &mut Xml, words: &str| {
            if !words.is_empty() {
                run(xml, &mut |xml| xml.told("w:t", &[body::PRESERVED], words));
            }
        };
        let mark = |xml: &mut Xml, kind: &str| {
            run(xml, &mut |xml| xml.empty("w:fldChar", &[("w:fldCharType", kind)]));
        };
        words(&mut xml, &number.before);
        mark(&mut xml, "begin");
        run(&mut xml, &mut |xml| xml.told("w:instrText", &[body::PRESERVED], " PAGE "));
        mark(&mut xml, "separate");
        words(&mut xml, "1");
        mark(&mut xml, "end");
        words(&mut xml, &number.after);
        xml.finish().map(Some)
    }

    /// Writes the properties of a section: page number, sheet, margins, grid.
    pub(super) fn section(&self, xml: &mut Xml, flip: bool) {
        let profile = self.profile;
        let number = &profile.page_number;
        xml.open("w:sectPr", &[]);
        if number.place != PageNumberPlace::Nowhere {
            xml.empty("w:footerReference", &[("w:type", "default"), ("r:id", body::ODD_FOOTER)]);
        }
        if number.place == PageNumberPlace::Outside {
            xml.empty("w:footerReference", &[("w:type", "even"), ("r:id", body::EVEN_FOOTER)]);
        }
        let text = |number: i64| number.to_string();
        xml.value("w:type", "nextPage");
        let (width, height) = (text(mm(profile.paper.width_mm)), text(mm(profile.paper.height_mm)));
        if flip {
            let turned = ("w:orient", "landscape");
            xml.empty("w:pgSz", &[("w:w", height.as_str()), ("w:h", width.as_str()), turned]);
        } else {
            xml.empty("w:pgSz", &[("w:w", width.as_str()), ("w:h", height.as_str())]);
        }
        let Margins { top_mm, left_mm, right_mm, bottom_mm, .. } = profile.margins;
        // A sheet is laid on its side with its left edge up.
        let [top, right, bottom, left] = if flip {
            [left_mm, top_mm, right_mm, bottom_mm]
        } else {
            [top_mm, right_mm, bottom_mm, left_mm]
        };
        // From the edge of the sheet up to the footer's last line; its dash stands about three tenths
        // of its size above the base line, and that a fifth of the line above its lower edge.
        let drop = number.below_mm * PT_PER_MM + 0.3 * number.style.size_pt;
        let below = 0.24 * number.style.size_pt;
        let footer = (bottom * PT_PER_MM - drop - below).max(0.0);
        xml.empty(
            "w:pgMar",
            &[
                ("w:top", &text(mm(top))),
                ("w:right", &text(mm(right))),
                ("w:bottom", &text(mm(bottom))),
                ("w:left", &text(mm(left))),
                ("w:header", &text(mm(top / 2.0))),
                ("w:footer", &text(twips(footer))),
                ("w:gutter", "0"),
            ],
        );
        xml.empty("w:cols", &[("w:space", "425")]);
        // The grid of lines only: LibreOffice sets a grid of characters closer than their size far too
        // wide, so the characters get their distance from the runs.
        xml.empty("w:docGrid", &[("w:type", "lines"), ("w:linePitch", &text(self.pitch))]);
        xml.close();
    }
}

/// Writes lines of exactly this pitch, with room before and after the paragraph.
pub(super) fn exactly(xml: &mut Xml, pitch: i64, before: i64, after: i64) {
    xml.empty(
        "w:spacing",
        &[
            ("w:before", &before.to_string()),
            ("w:after", &after.to_string()),
            ("w:line", &pitch.to_string()),
            ("w:lineRule", "exact"),
        ],
    );
}
