//! Keeps input methods at work on X11.
//!
//! The toolkit makes a new input context whenever input methods become allowed or are interrupted,
//! which it does at every change of the focused field, and tells the X server of a context's focus
//! only when the window itself gets the focus. A context that is made later stays deaf: nobody could
//! write Chinese until another window had been in front. So they are allowed from the first frame
//! on, and what is being composed is not interrupted. Limit: letters typed where no field has the
//! focus go to the input method as well.

use egui::output::IMEOutput;
use egui::{Context, FullOutput, IMEPurpose, Plugin, Rect};

/// Allows input methods always.
pub(super) struct InputMethod;

impl InputMethod {
    /// Tells whether windows are opened on an X server. The toolkit takes Wayland where there is one.
    pub(super) fn is_wanted() -> bool {
        let is_set = |name| std::env::var_os(name).is_some_and(|value| !value.is_empty());
        cfg!(target_os = "linux") && !is_set("WAYLAND_DISPLAY") && !is_set("WAYLAND_SOCKET")
    }
}

impl Plugin for InputMethod {
    fn debug_name(&self) -> &'static str {
        "input method"
    }

    fn output_hook(&mut self, _ctx: &Context, output: &mut FullOutput) {
        let nowhere = IMEOutput {
            purpose: IMEPurpose::Normal,
            rect: Rect::ZERO,
            cursor_rect: Rect::ZERO,
            should_interrupt_composition: false,
        };
        output.platform_output.ime.get_or_insert(nowhere).should_interrupt_composition = false;
    }
}
