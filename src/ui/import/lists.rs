//! The two lists of the review. Rows are of one height, so that only those in view are laid out.

use std::sync::Arc;

use egui::text::{LayoutJob, TextFormat};
use egui::{CornerRadius, Galley, Rect, Role, ScrollArea, Sense, Stroke, Ui, WidgetInfo, pos2, vec2};
use lucide_icons::Icon;

use super::super::View;
use super::super::parts::{draw_icon, lay, lay_within, ring, words};
use super::super::theme::{Type, palette, radius};
use super::super::wrap::lay_wrapped;
use super::look;
use crate::session::importing::{
    Field, ImportAction, Importing, Sign, SourceRow, StructureRow, StructureSort,
};
use crate::session::{Action, Session};

/// The height of a row: two lines of text.
const ROW: f32 = 48.0;
/// The least room for the number and what became of the line.
const GUTTER: f32 = 118.0;
/// How far a level is set in.
const INSET: f32 = 18.0;
/// The most characters of a row that are laid out; two lines never hold more.
const MOST_CHARS: usize = 200;

/// What a list keeps of where it is scrolled.
#[derive(Default)]
pub(super) struct Scroll {
    /// The last request to bring the cursor into view that was followed.
    revealed: u64,
    /// What was in view last: its top and bottom.
    view: (f32, f32),
}

impl Scroll {
    /// Returns how many rows a page has, at least one.
    pub(super) fn page(&self) -> isize {
        #[expect(clippy::cast_possible_truncation, reason = "rows in view are few")]
        let rows = ((self.view.1 - self.view.0) / ROW).floor() as isize;
        (rows - 1).max(1)
    }

    /// Returns where to scroll so that a row is in view, if a request says so and it is not.
    fn wanted(&mut self, reveal: u64, row: Option<usize>) -> Option<f32> {
        if self.revealed == reveal {
            return None;
        }
        self.revealed = reveal;
        let top = row? as f32 * ROW;
        let (from, to) = self.view;
        let hidden = top < from || top + ROW > to;
        // About a third down, where there are rows enough; wholly in view in any case.
        let height = if to > from { to - from } else { ROW * 6.0 };
        hidden.then(|| (top - ((height - ROW) / 3.0).max(0.0)).max(0.0))
    }
}

fn list_head(ui: &mut Ui, label: &str) {
    let p = palette(ui);
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), 32.0), Sense::hover());
    response.widget_info(|| WidgetInfo::labeled(Role::Label, true, label));
    ui.painter().rect_filled(rect, CornerRadius::ZERO, p.panel);
    let galley = lay(ui, label, Type::CHIP.emphasised().font(), p.text);
    ui.painter().galley(super::super::parts::left_middle(rect.left() + 20.0, rect, &galley), galley, p.text);
    ui.painter().hline(rect.x_range(), rect.bottom(), Stroke::new(1.0, p.line));
}

/// Lays out the first two lines of a text.
fn two_lines(ui: &Ui, text: &str, face: Type, ink: egui::Color32, width: f32, struck: bool) -> Arc<Galley> {
    let short: String = text.chars().take(MOST_CHARS).collect();
    let format = TextFormat {
        font_id: face.font(),
        line_height: Some(20.0),
        color: ink,
        strikethrough: if struck { Stroke::new(1.0, ink) } else { Stroke::NONE },
        ..TextFormat::default()
    };
    let laid = |text: &str| {
        let mut job = LayoutJob::default();
        job.append(text, 0.0, format.clone());
        lay_wrapped(ui, job, &[], width)
    };
    let mut galley = laid(&short);
    // What is cut off gives way to dots; as wide as a character, they may need the room of two.
    for less in 1..=4 {
        if galley.rows.len() <= 2 {
            break;
        }
        let fits: usize = galley.rows.iter().take(2).map(|row| row.char_count_excluding_newline().0).sum();
        let cut: String = short.chars().take(fits.saturating_sub(less)).chain(['…']).collect();
        let shorter = laid(&cut);
        if shorter.rows.len() <= 2 || less == 4 {
            galley = shorter;
        }
    }
    galley
}

/// Shows the lines of the source.
pub(super) fn source(ui: &mut Ui, session: &Session, view: &mut View, importing: &Importing) {
    let p = palette(ui);
    list_head(ui, &session.words.text("import-source"));
    let Some(reading) = &importing.reading else { return };
    let shown = importing.shown();
    if shown.is_empty() {
        ui.add_space(16.0);
        ui.horizontal(|ui| {
            ui.add_space(20.0);
            words(ui, &session.words.text("import-none"), Type::BODY, p.text_weak);
        });
        return;
    }
    let number = |at: &usize| reading.lines.get(*at).map(|row| row.number);
    let here = shown.iter().position(|at| number(at) == Some(importing.current));
    let mut area = ScrollArea::vertical().id_salt("import-source-list").auto_shrink(false);
    if let Some(offset) = view.import.source.wanted(importing.reveal, here) {
        area = area.vertical_scroll_offset(offset);
    }
    ui.spacing_mut().item_spacing.y = 0.0;
    let mut clicked = None;
    let mut seen = (0.0, 0.0);
    // The texts stand below each other, whatever is said of their lines.
    let plates = Sign::ALL.map(|sign| {
        let word = session.words.text(sign.key());
        lay(ui, &word, Type::CAPTION.font(), p.text).size().x + 86.0
    });
    let gutter = plates.into_iter().fold(GUTTER, f32::max);
    area.show_viewport(ui, |ui, viewport| {
        seen = (viewport.top(), viewport.bottom());
        each_in_view(ui, viewport, shown.len(), |ui, at, rect| {
            let Some(row) = shown.get(at).and_then(|at| reading.lines.get(*at)) else { return };
            let selected = row.number == importing.current;
            if source_row(ui, session, importing, row, rect, (gutter, selected)) {
                clicked = Some(row.number);
            }
        });
    });
    view.import.source.view = seen;
    if let Some(line) = clicked {
        view.push(Action::Import(ImportAction::Point(line)));
    }
}

/// Draws the rows that are in view.
fn each_in_view(ui: &mut Ui, viewport: Rect, count: usize, mut draw: impl FnMut(&mut Ui, usize, Rect)) {
    let width = ui.available_width();
    ui.set_height(count as f32 * ROW + 16.0);
    ui.set_width(width);
    let origin = ui.min_rect().left_top();
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "rows in view are few")]
    let first = (viewport.top() / ROW).floor().max(0.0) as usize;
    for at in first..count {
        let top = at as f32 * ROW;
        if top > viewport.bottom() {
            break;
        }
        draw(ui, at, Rect::from_min_size(pos2(origin.x, origin.y + top), vec2(width, ROW)));
    }
}

fn row_ground(ui: &mut Ui, rect: Rect, id: egui::Id, selected: bool, label: &str) -> bool {
    let p = palette(ui);
    let response = ui.interact(rect, id, Sense::click());
    response.widget_info(|| WidgetInfo::selected(Role::Button, true, selected, label));
    if selected {
        ui.painter().rect_filled(rect, CornerRadius::ZERO, p.accent_weak);
        let bar = Rect::from_min_size(rect.left_top(), vec2(3.0, rect.height()));
        ui.painter().rect_filled(bar, CornerRadius::ZERO, p.accent);
    } else if response.hovered() {
        ui.painter().rect_filled(rect, CornerRadius::ZERO, p.hover);
    }
    ui.painter().hline(rect.x_range(), rect.bottom(), Stroke::new(1.0, p.line));
    ring(ui, &response, rect, radius::CHIP, p);
    response.clicked()
}

fn source_row(
    ui: &mut Ui,
    session: &Session,
    importing: &Importing,
    row: &SourceRow,
    rect: Rect,
    (gutter, selected): (f32, bool),
) -> bool {
    let p = palette(ui);
    let text = importing.words(row);
    let sign = session.words.text(row.sign.key());
    let short: String = text.chars().take(40).collect();
    let args = [("line", row.number.into()), ("sign", sign.clone().into()), ("text", short.into())];
    let label = session.words.with("import-row", &args);
    let clicked = row_ground(ui, rect, egui::Id::unique(("import-line", row.number)), selected, &label);
    let middle = rect.center().y;
    let number = lay(ui, &row.number.to_string(), Type::CAPTION.font(), p.text_weak);
    let at = pos2(rect.left() + 44.0 - number.size().x, middle - number.size().y / 2.0);
    ui.painter().galley(at, number, p.text_weak);
    let (icon, ink, fill) = look(row.sign, p);
    let word = lay(ui, &sign, Type::CAPTION.font(), ink);
    let plate =
        Rect::from_min_size(pos2(rect.left() + 52.0, middle - 10.0), vec2(word.size().x + 26.0, 20.0));
    ui.painter().rect_filled(plate, CornerRadius::same(radius::CHIP), fill);
    draw_icon(ui, icon, 12.0, pos2(plate.left() + 11.0, middle), ink);
    ui.painter().galley(pos2(plate.left() + 21.0, middle - word.size().y / 2.0), word, ink);
    // Lines of other plans stand back.
    let other = row.part.is_some_and(|part| part != importing.part);
    let dropped = row.sign == Sign::Dropped;
    let ink = if other || dropped { p.text_weak } else { p.text };
    let left = rect.left() + gutter;
    let galley = two_lines(ui, text, Type::CHIP, ink, rect.right() - left - 14.0, dropped);
    ui.painter().galley(pos2(left, middle - galley.size().y / 2.0), galley, ink);
    clicked
}

/// Shows the structure that was found.
pub(super) fn structure(ui: &mut Ui, session: &Session, view: &mut View, importing: &Importing) {
    let p = palette(ui);
    let edge = ui.max_rect();
    list_head(ui, &session.words.text("import-structure"));
    let rows = importing.structure();
    if rows.is_empty() {
        ui.add_space(16.0);
        ui.horizontal(|ui| {
            ui.add_space(20.0);
            words(ui, &session.words.text("import-empty"), Type::BODY, p.text_weak);
        });
        return;
    }
    let head = importing.current_row().map_or(importing.current, |row| row.head);
    let here = rows.iter().position(|row| row.line == head);
    let mut area = ScrollArea::vertical().id_salt("import-structure-list").auto_shrink(false);
    if let Some(offset) = view.import.structure.wanted(importing.reveal, here) {
        area = area.vertical_scroll_offset(offset);
    }
    ui.spacing_mut().item_spacing.y = 0.0;
    let mut clicked = None;
    let mut seen = (0.0, 0.0);
    area.show_viewport(ui, |ui, viewport| {
        seen = (viewport.top(), viewport.bottom());
        each_in_view(ui, viewport, rows.len(), |ui, at, rect| {
            let Some(row) = rows.get(at) else { return };
            if structure_row(ui, session, importing, row, rect, (at, row.line == head)) {
                clicked = Some(row.line);
            }
        });
    });
    ui.painter().vline(edge.left(), edge.y_range(), Stroke::new(1.0, p.line));
    view.import.structure.view = seen;
    if let Some(line) = clicked {
        view.push(Action::Import(ImportAction::Point(line)));
    }
}

/// Returns the key of what a row is, and whether it is set as a heading.
const fn sort_look(sort: StructureSort) -> (&'static str, bool) {
    match sort {
        StructureSort::Title => ("import-place-title", true),
        StructureSort::Opening => ("import-place-opening", false),
        StructureSort::Heading(_) | StructureSort::NoHeading(_) => ("import-place-heading", true),
        StructureSort::Lead => ("import-place-lead", false),
        StructureSort::Measure => ("import-place-measure", false),
        StructureSort::More => ("import-place-more", false),
        StructureSort::Table => ("import-place-table", false),
        StructureSort::Closing => ("import-place-closing", false),
        StructureSort::SignOff => ("import-place-sign-off", false),
        StructureSort::Annex => ("import-place-annex", false),
    }
}

fn structure_row(
    ui: &mut Ui,
    session: &Session,
    importing: &Importing,
    row: &StructureRow,
    rect: Rect,
    (at, selected): (usize, bool),
) -> bool {
    let p = palette(ui);
    let (key, strong) = sort_look(row.sort);
    let what = session.words.text(key);
    let text = if matches!(row.sort, StructureSort::NoHeading(_)) {
        session.words.text("import-no-heading")
    } else {
        row.text.clone()
    };
    let short: String = text.chars().take(40).collect();
    let label = format!("{what} {}{short}", row.marker);
    let clicked = row_ground(ui, rect, egui::Id::unique(("import-structure-row", at)), selected, &label);
    let middle = rect.center().y;
    let caption = lay(ui, &what, Type::CAPTION.font(), p.text_weak);
    let width = caption.size().x;
    ui.painter().galley(pos2(rect.left() + 20.0, middle - caption.size().y / 2.0), caption, p.text_weak);
    let mut left = rect.left() + 20.0 + width.max(52.0) + 8.0 + row.depth.min(8) as f32 * INSET;
    let face = if strong { Type::CHIP.emphasised() } else { Type::CHIP };
    let ink = if matches!(row.sort, StructureSort::NoHeading(_)) { p.due } else { p.text };
    let fields: Vec<_> =
        row.fields.iter().filter(|field| importing.has_field(row.line, &field.field)).collect();
    let top = if fields.is_empty() { middle } else { rect.top() + 15.0 };
    if !row.marker.is_empty() {
        let marker = lay_within(ui, &row.marker, face.font(), p.text_weak, 72.0);
        let size = marker.size();
        let line = if fields.is_empty() { None } else { Some(top - size.y / 2.0) };
        let galley = two_lines(ui, &text, face, ink, rect.right() - left - size.x - 20.0, false);
        let y = line.unwrap_or(middle - galley.size().y / 2.0 + (20.0 - size.y) / 2.0);
        ui.painter().galley(pos2(left, y), marker, p.text_weak);
        left += size.x + 6.0;
    }
    let room = rect.right() - left - 14.0;
    if fields.is_empty() {
        let galley = two_lines(ui, &text, face, ink, room, false);
        ui.painter().galley(pos2(left, middle - galley.size().y / 2.0), galley, ink);
    } else {
        let galley = lay_within(ui, &short_of(&text), face.font(), ink, room);
        ui.painter().galley(pos2(left, top - galley.size().y / 2.0), galley, ink);
        let mut x = left;
        for field in fields {
            let icon = match field.field {
                Field::Time => Icon::Calendar,
                Field::Owner(_) => Icon::UserRound,
                Field::Indicator(_) => Icon::Target,
                Field::Source => Icon::FileText,
            };
            let word = lay_within(
                ui,
                &field.text,
                Type::CAPTION.font(),
                p.accent,
                (rect.right() - x - 40.0).max(20.0),
            );
            draw_icon(ui, icon, 12.0, pos2(x + 6.0, rect.bottom() - 13.0), p.accent);
            let size = word.size();
            ui.painter().galley(pos2(x + 15.0, rect.bottom() - 13.0 - size.y / 2.0), word, p.accent);
            x += size.x + 28.0;
            if x > rect.right() - 60.0 {
                break;
            }
        }
    }
    clicked
}

fn short_of(text: &str) -> String {
    text.chars().take(MOST_CHARS).collect()
}
