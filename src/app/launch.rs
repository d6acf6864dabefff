//! Opens the window, with one renderer or else the other.

use std::panic::{AssertUnwindSafe, resume_unwind};
use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use eframe::{NativeOptions, Renderer};
use egui::ViewportBuilder;

use super::effects::read_settings;
use super::input_method::InputMethod;
use super::instance::{Claim, Instance, Request};
use super::{App, Start};
use crate::locale::Catalogue;
use crate::session::WindowSettings;

/// Why there is no window.
#[derive(Debug, thiserror::Error)]
pub enum LaunchError {
    /// There is no display to open a window on.
    #[error("there is no display")]
    NoDisplay,
    /// A library that the window needs is missing.
    #[error("a library is missing: {what}")]
    MissingLibrary {
        /// What the toolkit said.
        what: String,
    },
    /// Neither renderer works.
    #[error("no renderer works: {what}")]
    NoRenderer {
        /// What the toolkit said.
        what: String,
    },
}

impl LaunchError {
    /// Says in one sentence what did not happen, why, and what to install or set.
    #[must_use]
    pub fn words(&self, words: &Catalogue) -> String {
        match self {
            Self::NoDisplay => words.text("launch-no-display"),
            Self::MissingLibrary { what } => {
                words.with("launch-missing-library", &[("what", first_line(what).into())])
            }
            Self::NoRenderer { what } => {
                words.with("launch-no-renderer", &[("what", first_line(what).into())])
            }
        }
    }
}

/// Returns the first line of what a toolkit said; what follows is for its own developers.
fn first_line(said: &str) -> &str {
    said.lines().next().unwrap_or_default()
}

/// The size of the first window, in points: with its frame it fits a display of 1440 by 900.
const FIRST_SIZE: (f32, f32) = (1420.0, 850.0);

/// Opens the window and stays until it is closed. If the program runs already, its window takes the
/// plan and comes to the front instead.
///
/// # Errors
/// There is no window; what to install is told by the error's case.
pub fn run(plan: Option<PathBuf>) -> Result<(), LaunchError> {
    if cfg!(target_os = "linux")
        && std::env::var_os("DISPLAY").is_none_or(|value| value.is_empty())
        && std::env::var_os("WAYLAND_DISPLAY").is_none_or(|value| value.is_empty())
    {
        return Err(LaunchError::NoDisplay);
    }
    // On Linux OpenGL needs fewer libraries; elsewhere it is often old or missing.
    let renderers = if cfg!(target_os = "linux") {
        [Renderer::Glow, Renderer::Wgpu]
    } else {
        [Renderer::Wgpu, Renderer::Glow]
    };
    let settings = crate::file::settings_folder();
    let request = Request { plan: plan.map(|path| std::path::absolute(&path).unwrap_or(path)) };
    let instance = match settings.as_deref().map(|folder| Instance::claim(folder, &request)) {
        Some(Claim::HandedOver) => return Ok(()),
        Some(Claim::First(instance)) => Some(instance),
        Some(Claim::Alone) | None => None,
    };
    // Each renderer may have its try: the first one that opens the window takes the instance.
    let instance = Arc::new(Mutex::new(instance));
    let start = Start {
        plan: request.plan,
        settings,
        language: sys_locale::get_locale(),
        own_dialogs: std::env::var_os("PLANWRIGHT_OWN_DIALOGS").is_some(),
        print_service: None,
    };
    let mut said = String::new();
    for renderer in renderers {
        match quietly(|| open(renderer, start.clone(), Arc::clone(&instance))) {
            Ok(Ok(())) => return Ok(()),
            // Without an event loop there is no display to draw on, whatever the renderer.
            Ok(Err(eframe::Error::Winit(error))) => return Err(no_event_loop(error.to_string())),
            Ok(Err(eframe::Error::WinitEventLoop(error))) => return Err(no_event_loop(error.to_string())),
            Ok(Err(error)) => said = error.to_string(),
            Err(panic) => return Err(LaunchError::MissingLibrary { what: panic }),
        }
    }
    Err(LaunchError::NoRenderer { what: said })
}

/// Tells a missing library from a missing display by what the toolkit says.
fn no_event_loop(said: String) -> LaunchError {
    let lower = said.to_lowercase();
    if lower.contains("library") || lower.contains(".so") {
        LaunchError::MissingLibrary { what: said }
    } else {
        LaunchError::NoDisplay
    }
}

/// Whether the window was opened: from then on a panic has nothing to do with missing libraries.
static IS_OPEN: AtomicBool = AtomicBool::new(false);

fn open(renderer: Renderer, start: Start, instance: Arc<Mutex<Option<Instance>>>) -> eframe::Result<()> {
    let window = read_settings(start.settings.as_deref()).window;
    let options = NativeOptions {
        renderer,
        viewport: ViewportBuilder::default()
            .with_app_id("planwright")
            .with_title("良策 Planwright")
            .with_inner_size(window.usable_size().unwrap_or(FIRST_SIZE))
            .with_maximized(window.maximized)
            .with_min_inner_size(WindowSettings::SMALLEST),
        ..NativeOptions::default()
    };
    let make = move |cc: &eframe::CreationContext<'_>| {
        if InputMethod::is_wanted() {
            cc.egui_ctx.add_plugin(InputMethod);
        }
        let mut app = App::new(&cc.egui_ctx, start);
        if let Some(instance) = instance.lock().unwrap_or_else(PoisonError::into_inner).take() {
            app.listen(&cc.egui_ctx, instance);
        }
        Ok(Box::new(app) as Box<dyn eframe::App>)
    };
    eframe::run_native("planwright", options, Box::new(make))
}

/// Runs something whose panic, before a window is there, is told as a sentence instead.
fn quietly<T>(work: impl FnOnce() -> T) -> Result<T, String> {
    let usual = std::panic::take_hook();
    std::panic::set_hook(Box::new(move |info| {
        if IS_OPEN.load(Ordering::SeqCst) {
            usual(info);
        }
    }));
    let result = std::panic::catch_unwind(AssertUnwindSafe(work));
    // A panic of the open window is a fault of its own, and is told as one.
    let result =
        result.map_err(|panic| if IS_OPEN.load(Ordering::SeqCst) { resume_unwind(panic) } else { panic });
    result.map_err(|panic| match panic.downcast::<String>() {
        Ok(text) => *text,
        Err(panic) => panic.downcast_ref::<&str>().map_or_else(String::new, |text| (*text).to_owned()),
    })
}
