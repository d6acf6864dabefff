//! What is kept of the window between runs.

use std::path::PathBuf;

use serde::{Deserialize, Serialize};

use super::{OpenPlan, Session};

/// How the window was when the program ended, and which plans were open in it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct WindowSettings {
    /// Its width and height where it does not fill the display, in points; none before the first end.
    pub size: Option<(f32, f32)>,
    /// Whether it fills the display.
    pub maximized: bool,
    /// How much larger everything is drawn.
    pub zoom: f32,
    /// Whether the plans that were open are opened again.
    pub reopen: bool,
    /// The files of the plans that were open, as their tabs stood.
    pub open: Vec<PathBuf>,
    /// The file of the plan in front.
    pub front: Option<PathBuf>,
}

impl Default for WindowSettings {
    fn default() -> Self {
        Self { size: None, maximized: false, zoom: 1.0, reopen: true, open: Vec::new(), front: None }
    }
}

impl WindowSettings {
    /// The smallest window, in points.
    pub const SMALLEST: (f32, f32) = (800.0, 600.0);
    /// How small and how large everything can be drawn.
    const ZOOMS: (f32, f32) = (0.5, 3.0);

    /// Returns the size to begin with, if one is kept that a window can have.
    #[must_use]
    pub fn usable_size(&self) -> Option<(f32, f32)> {
        let usable = |(width, height): &(f32, f32)| {
            (Self::SMALLEST.0..20_000.0).contains(width) && (Self::SMALLEST.1..20_000.0).contains(height)
        };
        self.size.filter(usable)
    }

    /// Returns how much larger everything is drawn, within reason.
    #[must_use]
    pub fn usable_zoom(&self) -> f32 {
        if self.zoom.is_finite() { self.zoom.clamp(Self::ZOOMS.0, Self::ZOOMS.1) } else { 1.0 }
    }
}

impl Session {
    /// Returns the files of the open plans as their tabs stand, and that of the plan in front.
    #[must_use]
    pub fn open_files(&self) -> (Vec<PathBuf>, Option<PathBuf>) {
        let front = self.open.as_ref().and_then(|open| open.path.clone());
        (self.plans().filter_map(|plan: &OpenPlan| plan.path.clone()).collect(), front)
    }
}
