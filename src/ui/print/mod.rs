//! The print screen: what is printed and how at the left, the pages in the middle, faces, checks and
//! the printer at the right.

mod choices;
mod controls;
mod output;
mod preview;
mod strip;

use std::sync::Arc;

use egui::{CentralPanel, Frame, Margin, Panel, Ui};

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
    let (choices, output) = (width >= NARROW, width >= NARROWEST);
    if choices || output && view.print.drawer == Drawer::Output {
        view.print.drawer = Drawer::None;
    }
    let roomy = width >= 1100.0;
    let side = Frame::new().fill(p.panel);
    if choices || view.print.drawer == Drawer::Choices {
        let across = if roomy { 300.0 } else { 264.0_f32.min(width - 40.0) };
        Panel::left("print-choices")
            .exact_size(across)
            .resizable(false)
            .frame(side.inner_margin(Margin { left: 16, right: 0, top: 0, bottom: 0 }))
            .show(ui, |ui| choices::show(ui, session, view));
    }
    if output || view.print.drawer == Drawer::Output {
        let across = if roomy { 320.0 } else { 288.0_f32.min(width - 40.0) };
        Panel::right("print-output")
            .exact_size(across)
            .resizable(false)
            .frame(side)
            .show(ui, |ui| output::show(ui, session, view));
    }
    CentralPanel::default()
        .frame(Frame::new().fill(p.canvas))
        .show(ui, |ui| preview::show(ui, session, view, !choices, !output));
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
