//! The window as it was the last time: its size, how large everything is drawn, the open plans.

use std::collections::VecDeque;
use std::path::PathBuf;

use super::App;
use crate::session::{Action, WindowSettings};

/// The plans of the last time that are still to be opened, one after the other.
#[derive(Debug, Default)]
pub(super) struct Reopening {
    left: VecDeque<PathBuf>,
    /// The plan that was in front.
    front: Option<PathBuf>,
    /// Whether all of them were asked for.
    done: bool,
}

impl App {
    /// Opens the plan that the program was given, or else those of the last time.
    pub(super) fn begin_window(&mut self, ctx: &egui::Context, plan: Option<PathBuf>) {
        let kept = &self.session.settings.window;
        if (kept.usable_zoom() - 1.0).abs() > f32::EPSILON {
            ctx.set_zoom_factor(kept.usable_zoom());
        }
        match plan {
            Some(path) => {
                self.reopening.done = true;
                self.dispatch(Action::OpenPath(path));
            }
            None if kept.reopen => {
                // One that is gone is still among the recent plans.
                let there = kept.open.iter().filter(|path| path.is_file()).cloned();
                self.reopening = Reopening { left: there.collect(), front: kept.front.clone(), done: false };
                self.reopen_next();
            }
            None => self.reopening.done = true,
        }
    }

    /// Opens the next plan of the last time, and at last shows the one that was in front.
    pub(super) fn reopen_next(&mut self) {
        if self.reopening.done {
            return;
        }
        if let Some(path) = self.reopening.left.pop_front() {
            self.dispatch(Action::OpenPath(path));
            return;
        }
        self.reopening.done = true;
        let front = self.reopening.front.take();
        let plan = self.session.plans().find(|plan| plan.path.is_some() && plan.path == front);
        if let Some(number) = plan.map(|plan| plan.number) {
            self.dispatch(Action::ShowPlan(number));
        }
    }

    /// Keeps how the window is, at its end and when other plans are open.
    pub(super) fn keep_window(&mut self, ctx: &egui::Context) {
        let kept = &self.session.settings.window;
        let (open, front) = self.session.open_files();
        let others = self.reopening.done && (kept.open != open || kept.front != front);
        if !self.closing && !others {
            return;
        }
        let zoom = ctx.zoom_factor();
        let now = ctx.input(|input| {
            let viewport = input.viewport();
            let maximized = viewport.maximized.unwrap_or(kept.maximized);
            let special = maximized
                || viewport.fullscreen.unwrap_or_default()
                || viewport.minimized.unwrap_or_default();
            // The size of a window that fills the display says nothing about the one to go back to.
            let size = viewport.inner_rect.filter(|_| !special).map(|rect| rect.size() * zoom);
            let size = size.map(|size| (size.x.round(), size.y.round()));
            (size.or(kept.size), maximized)
        });
        let (size, maximized) = now;
        let window = WindowSettings { size, maximized, zoom, open, front, ..kept.clone() };
        if window != *kept {
            self.dispatch(Action::KeepWindow(window));
        }
    }
}
