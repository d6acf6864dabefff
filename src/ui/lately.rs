//! What is worked out of the whole plan, of large ones only once they stay as they are.

use std::time::{Duration, Instant};

use egui::Context;

use crate::session::OpenPlan;

/// From how much work on it waits for a pause.
const MUCH: Duration = Duration::from_millis(1);
/// How long the plan must have stayed the same then, in seconds.
const PAUSE: f64 = 0.5;

/// Something worked out of the plan, as it was last.
#[derive(Debug, Default)]
pub(crate) struct Lately<T>(Option<Made<T>>);

#[derive(Debug)]
struct Made<T> {
    plan: u64,
    revision: u64,
    /// The version that was seen last, and since when, in seconds since the program began.
    seen: (u64, f64),
    took: Duration,
    value: T,
}

impl<T: Clone> Lately<T> {
    /// Returns what is worked out of the plan; where that is much work and the plan is just being
    /// changed, what came of the version before.
    pub(crate) fn of(&mut self, ctx: &Context, open: &OpenPlan, make: impl FnOnce() -> T) -> T {
        let now = ctx.input(|input| input.time);
        let (plan, revision) = (open.number, open.document.revision());
        if let Some(made) = self.0.as_mut().filter(|made| made.plan == plan) {
            if made.seen.0 != revision {
                made.seen = (revision, now);
            }
            let fresh = made.revision == revision;
            let wait = PAUSE - (now - made.seen.1);
            let later = !fresh && made.took > MUCH && wait > 0.0;
            if later {
                ctx.request_repaint_after(Duration::from_secs_f64(wait));
            }
            if fresh || later {
                return made.value.clone();
            }
        }
        let began = Instant::now();
        let value = make();
        let took = began.elapsed();
        self.0 = Some(Made { plan, revision, seen: (revision, now), took, value: value.clone() });
        value
    }

    /// Has it worked out anew the next time.
    pub(crate) fn forget(&mut self) {
        self.0 = None;
    }
}
