//! Work on threads of its own, whose end the window is told.

use std::panic::AssertUnwindSafe;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::time::Duration;

use crate::session::{Finished, Job};

/// Runs work and collects what comes of it.
pub(super) struct Jobs {
    ctx: egui::Context,
    sender: Sender<Finished>,
    receiver: Receiver<Finished>,
    running: Arc<AtomicUsize>,
}

/// How long the end of the program waits for work that writes, at most.
const LAST_WAIT: Duration = Duration::from_secs(5);

impl Jobs {
    pub(super) fn new(ctx: egui::Context) -> Self {
        let (sender, receiver) = channel();
        Self { ctx, sender, receiver, running: Arc::new(AtomicUsize::new(0)) }
    }

    /// Returns the window's context.
    pub(super) const fn context(&self) -> &egui::Context {
        &self.ctx
    }

    /// Runs work on a thread of its own. A panic in it ends the work, not the program.
    pub(super) fn run(&self, job: Job, work: impl FnOnce() -> Option<Finished> + Send + 'static) {
        let (sender, ctx, running) = (self.sender.clone(), self.ctx.clone(), Arc::clone(&self.running));
        // Only work that writes is worth waiting for when the program ends.
        let counts = usize::from(matches!(
            job,
            Job::Write(_)
                | Job::Export
                | Job::KeepSettings
                | Job::KeepVersion
                | Job::Print(_)
                | Job::Templates
        ));
        running.fetch_add(counts, Ordering::SeqCst);
        let spawned = std::thread::Builder::new().name(format!("{job:?}")).spawn(move || {
            let finished = match std::panic::catch_unwind(AssertUnwindSafe(work)) {
                Ok(finished) => finished,
                Err(_panic) => Some(Finished::Panicked(job)),
            };
            if let Some(finished) = finished {
                // The window may be gone by now; then nobody waits for it.
                drop(sender.send(finished));
            }
            running.fetch_sub(counts, Ordering::SeqCst);
            ctx.request_repaint();
        });
        if spawned.is_err() {
            self.running.fetch_sub(counts, Ordering::SeqCst);
            drop(self.sender.send(Finished::Panicked(job)));
        }
    }

    /// Returns what work under way tells how far it has come with.
    pub(super) fn teller(&self) -> impl Fn(Finished) + Send + 'static {
        let (sender, ctx) = (self.sender.clone(), self.ctx.clone());
        move |news| {
            // The window may be gone by now; then nobody waits for it.
            drop(sender.send(news));
            ctx.request_repaint();
        }
    }

    /// Takes what has finished since it was asked last.
    pub(super) fn finished(&self) -> Vec<Finished> {
        self.receiver.try_iter().collect()
    }

    /// Waits for the work that is under way.
    pub(super) fn wait(&self) {
        let step = Duration::from_millis(5);
        let mut waited = Duration::ZERO;
        while self.running.load(Ordering::SeqCst) > 0 && waited < LAST_WAIT {
            std::thread::sleep(step);
            waited += step;
        }
    }
}
