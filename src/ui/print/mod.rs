//! The print screen: what is printed and how at the left, the pages in the middle, faces, checks and
//! the printer at the right.

mod choices;
mod controls;
mod output;
mod preview;
mod strip;

use std::sync::Arc;

use egui::{CentralPanel, Frame, Margin, Panel, Rect, Ui};

use super::View;
use super::lately::Lately;
use super::theme::palette;
use crate::model::Language;
use crate::session::Session;
use crate::session::printing::{LayoutKind, PrintFinding, profile_key};

/// What the print screen keeps.
#[derive(Debug, Default)]
pub(crate) struct PrintView {
    zoom: Zoom,
    /// The panel that is opened over the pages in a narrow window.
    drawer: Drawer,
    /// A page to be shown, counted from 0.
    jump: Option<usize>,
    /// The pages in view, counted from 0: the first and the last.
    shown: (usize, usize),
    /// What is in the middle of the view: the row of pages, and how far down in it.
    anchor: (usize, f32),
    /// What of the pages was in view last, in points.
    viewport: Option<Rect>,
    /// How many points a pt had in the last frame.
    scale: f32,
    /// The last frame in which the screen was shown.
    frame: u64,
    /// Whether the place that is being written is still to be brought into view.
    arriving: bool,
    /// The page that the strip of small pages was brought to last.
    strip: Option<usize>,
    /// What stands in the field for pages.
    typed: String,
    /// What is wrong with the plan, and the language it is told in.
    findings: (Lately<Arc<[PrintFinding]>>, Option<Language>),
    /// Whether all of it is listed.
    all_findings: bool,
}

/// How large the pages are shown.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
enum Zoom {
    /// So that a page can be seen as a whole.
    #[default]
    Page,
    /// As wide as there is room.
    Width,
    /// So many points a pt.
    Scale(f32),
}

/// A panel that is opened in a narrow window.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Drawer {
    #[default]
    None,
    Choices,
    Output,
}

/// The width below which the choices become a drawer, in points.
const NARROW: f32 = 900.0;
/// The width below which the printer becomes one too.
const NARROWEST: f32 = 640.0;
/// The width below which pages are not worth showing.
const LEAST: f32 = 240.0;

/// Shows the print screen.
pub(crate) fn show(ui: &mut Ui, session: &Session, view: &mut View) {
    let p = palette(ui);
    let frame = ui.ctx().cumulative_frame_nr();
    if frame > view.print.frame + 1 {
        view.print.arriving = session.focus.is_some() || view.editing.caret().is_some();
        view.print.drawer = Drawer::None;
    }
    view.print.frame = frame;
    let width = ui.available_width();
    let roomy = width >= 1100.0;
    let across = if roomy { (300.0, 320.0) } else { (264.0, 288.0) };
    // What has its place beside the pages; the rest is opened over them, one at a time.
    let choices = width >= NARROW;
    let output = width >= NARROWEST && (choices || view.print.drawer != Drawer::Choices);
    if choices || width >= NARROWEST && view.print.drawer == Drawer::Output {
        view.print.drawer = Drawer::None;
    }
    if view.print.drawer != Drawer::None
        && !egui::Popup::is_any_open(ui.ctx())
        && session.dialog.is_none()
        && ui.input_mut(|input| input.consume_key(egui::Modifiers::NONE, egui::Key::Escape))
    {
        view.print.drawer = Drawer::None;
    }
    let side = Frame::new().fill(p.panel);
    // Beside a drawer there is room for the pages, or none of them is seen.
    let drawer = |across: f32| if width - across < LEAST { width } else { across };
    if choices || view.print.drawer == Drawer::Choices {
        Panel::left("print-choices")
            .exact_size(if choices { across.0 } else { drawer(across.0) })
            .resizable(false)
            .frame(side.inner_margin(Margin { left: 16, right: 0, top: 0, bottom: 0 }))
            .show(ui, |ui| {
                close(ui, session, view, choices);
                choices::show(ui, session, view);
            });
    }
    let opened = view.print.drawer == Drawer::Output;
    if output || opened {
        Panel::right("print-output")
            .exact_size(if opened { drawer(across.1) } else { across.1 })
            .resizable(false)
            .frame(side)
            .show(ui, |ui| {
                close(ui, session, view, !opened);
                output::show(ui, session, view);
            });
    }
    if ui.available_width() >= 1.0 {
        CentralPanel::default()
            .frame(Frame::new().fill(p.canvas))
            .show(ui, |ui| preview::show(ui, session, view, !choices, !output));
    }
}

/// Shows the way out of a drawer.
fn close(ui: &mut Ui, session: &Session, view: &mut View, stays: bool) {
    if stays {
        return;
    }
    let row = egui::vec2(ui.available_width(), 36.0);
    ui.allocate_ui_with_layout(row, egui::Layout::right_to_left(egui::Align::Center), |ui| {
        ui.add_space(10.0);
        let label = session.words.text("print-close-drawer");
        if super::parts::icon_button(ui, lucide_icons::Icon::X, 16.0, &label, true).clicked() {
            view.print.drawer = Drawer::None;
        }
    });
}

/// Says how the plan is laid out: the layout where it is not the text, and the profile.
pub(crate) fn look_words(session: &Session) -> String {
    let look = session.printing.look();
    let profile = &look.profile;
    let own = session.printing.profiles.is_own(&profile.id);
    let key = if own { None } else { profile_key(&profile.id) };
    let profile = key.map_or_else(|| profile.name.clone(), |key| session.words.text(key));
    let profile = session.words.with("status-profile", &[("profile", profile.into())]);
    match LayoutKind::of_id(&look.layout).filter(|kind| *kind != LayoutKind::Prose) {
        Some(kind) => format!("{} · {profile}", session.words.text(kind.key())),
        None => profile,
    }
}
