//! Sets and draws pages on a thread of its own. The newest plan wins: what was asked before and has
//! not begun is forgotten. Pictures of pages in view go before thumbnails.

use std::collections::VecDeque;
use std::panic::AssertUnwindSafe;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Arc, Condvar, Mutex, OnceLock, PoisonError};

use crate::model::Plan;
use crate::session::printing::Look;
use crate::typeset::{
    Arrangement, FontSet, Pages, Preflight, Profile, Profiles, SystemFaces, TypesetError, Typesetter,
};
use crate::ui::{PageFault, PageRequest, PageShelf, Picture, SetPages, Thumbnail, ThumbnailRequest};

/// The thread that sets pages, seen from the window.
pub(super) struct Typesetting {
    ctx: egui::Context,
    queue: Arc<Queue>,
    receiver: Receiver<Outcome>,
    /// The pictures that were asked for last, so that they are asked for once.
    asked: (u64, Vec<PageRequest>),
}

#[derive(Default)]
struct Queue {
    work: Mutex<Work>,
    some: Condvar,
}

#[derive(Default)]
struct Work {
    plan: Option<(u64, Arc<Plan>, Arc<Look>)>,
    draw: Option<(Pages, u64, Vec<PageRequest>)>,
    thumbnails: VecDeque<ThumbnailRequest>,
    stop: bool,
}

enum Outcome {
    /// The pages of a plan, by its number.
    Pages(u64, Box<SetPages>),
    Fault(u64, PageFault),
    Picture(Picture),
    Thumbnail(Thumbnail),
}

/// One thing to do next.
enum Task {
    Set(u64, Arc<Plan>, Arc<Look>),
    Draw(Pages, u64, PageRequest),
    Thumbnail(ThumbnailRequest),
    Stop,
}

impl Typesetting {
    pub(super) fn start(ctx: egui::Context) -> Self {
        let queue = Arc::new(Queue::default());
        let (sender, receiver) = channel();
        let (on_thread, repaint) = (Arc::clone(&queue), ctx.clone());
        let spawned = std::thread::Builder::new().name("typeset".to_owned()).spawn(move || {
            work(&on_thread, &sender, &repaint);
        });
        // Without the thread there are no pages, but the plan can still be written and saved.
        drop(spawned);
        Self { ctx, queue, receiver, asked: (0, Vec::new()) }
    }

    /// Asks for the pages of a plan.
    pub(super) fn set(&self, number: u64, plan: Arc<Plan>, look: Arc<Look>) {
        self.change(|work| work.plan = Some((number, plan, look)));
    }

    /// Asks for pictures of pages, instead of those asked for before.
    pub(super) fn draw(&mut self, pages: Option<(Pages, u64)>, wanted: Vec<PageRequest>) {
        let Some((pages, serial)) = pages else { return };
        if wanted.is_empty() || self.asked == (serial, wanted.clone()) {
            return;
        }
        self.asked = (serial, wanted.clone());
        self.change(|work| work.draw = Some((pages, serial, wanted)));
    }

    /// Asks for pictures of templates.
    pub(super) fn draw_thumbnails(&self, wanted: Vec<ThumbnailRequest>) {
        if !wanted.is_empty() {
            self.change(|work| {
                for request in wanted {
                    work.thumbnails.retain(|known| known.template != request.template);
                    work.thumbnails.push_back(request);
                }
            });
        }
    }

    /// Hands over what is done. Pages of a plan that is not open any more are dropped.
    pub(super) fn deliver(&self, open: Option<u64>, pages_shown: &mut PageShelf) {
        for outcome in self.receiver.try_iter() {
            match outcome {
                Outcome::Pages(number, pages) if open == Some(number) => pages_shown.take_pages(*pages),
                Outcome::Fault(number, fault) if open == Some(number) => pages_shown.take_fault(fault),
                Outcome::Pages(..) | Outcome::Fault(..) => {}
                Outcome::Picture(picture) => pages_shown.take_picture(&self.ctx, &picture),
                Outcome::Thumbnail(thumbnail) => pages_shown.take_thumbnail(&self.ctx, &thumbnail),
            }
        }
    }

    fn change(&self, change: impl FnOnce(&mut Work)) {
        change(&mut self.queue.work.lock().unwrap_or_else(PoisonError::into_inner));
        self.queue.some.notify_one();
    }
}

impl Drop for Typesetting {
    fn drop(&mut self) {
        self.change(|work| work.stop = true);
    }
}

/// Returns the typesetter of the window: the preview and the files that are written use the same
/// faces, those of the computer first.
pub(super) fn typesetter() -> &'static Typesetter {
    static TYPESETTER: OnceLock<Typesetter> = OnceLock::new();
    TYPESETTER.get_or_init(|| {
        let bundled = Profiles::bundled();
        let profiles: Vec<&Profile> = bundled.all().iter().collect();
        Typesetter::new(FontSet::with_system(installed(), &profiles))
    })
}

/// Returns the computer's faces, which are looked for once.
fn installed() -> &'static SystemFaces {
    static FACES: OnceLock<SystemFaces> = OnceLock::new();
    FACES.get_or_init(SystemFaces::installed)
}

/// Returns the typesetter with the faces that a look wants.
pub(super) fn typesetter_for(look: &Look) -> Typesetter {
    static BUNDLED: OnceLock<Typesetter> = OnceLock::new();
    /// The typesetter that was made last for a profile of the user's own.
    static OWN: Mutex<Option<(Profile, Typesetter)>> = Mutex::new(None);
    if look.bundled {
        return BUNDLED.get_or_init(|| Typesetter::new(FontSet::bundled())).clone();
    }
    if is_bundled(&look.profile) {
        return typesetter().clone();
    }
    let mut own = OWN.lock().unwrap_or_else(PoisonError::into_inner);
    match &*own {
        Some((profile, made)) if *profile == look.profile => made.clone(),
        Some(_) | None => {
            let made = Typesetter::new(FontSet::with_system(installed(), &[&look.profile]));
            *own = Some((look.profile.clone(), made.clone()));
            made
        }
    }
}

/// Tells whether a profile is a bundled one, with what can be chosen otherwise.
fn is_bundled(profile: &Profile) -> bool {
    Profile::built_in(&profile.id).is_some_and(|mut known| {
        known.page_number.place = profile.page_number.place;
        known.draft_mark.shown = profile.draft_mark.shown;
        known.to_fill_in = profile.to_fill_in;
        known == *profile
    })
}

/// Sets a plan as it looks.
pub(super) fn set(plan: &Plan, look: &Look) -> Result<Pages, TypesetError> {
    let arrangement = Arrangement {
        // An id that a newer version of the program kept is none of ours.
        layout: look.layout.parse().unwrap_or_default(),
        cover: look.cover,
        contents: look.contents,
    };
    typesetter_for(look).arranged(plan, &look.profile, &arrangement)
}

fn work(queue: &Queue, sender: &Sender<Outcome>, ctx: &egui::Context) {
    let typesetter = typesetter();
    loop {
        let task = next(queue);
        if matches!(task, Task::Stop) {
            return;
        }
        // A panic in the typesetter is told like any other failure, and the thread goes on.
        let number = match &task {
            Task::Set(number, ..) => Some(*number),
            Task::Draw(..) | Task::Thumbnail(_) | Task::Stop => None,
        };
        let outcome = std::panic::catch_unwind(AssertUnwindSafe(|| perform(typesetter, task)))
            .unwrap_or_else(|_panic| {
                number.map(|number| Outcome::Fault(number, PageFault::Other(String::new())))
            });
        if let Some(outcome) = outcome
            && sender.send(outcome).is_err()
        {
            return;
        }
        ctx.request_repaint();
    }
}

fn next(queue: &Queue) -> Task {
    let mut work = queue.work.lock().unwrap_or_else(PoisonError::into_inner);
    loop {
        if work.stop {
            return Task::Stop;
        }
        if let Some((number, plan, look)) = work.plan.take() {
            return Task::Set(number, plan, look);
        }
        if let Some((pages, serial, wanted)) = &mut work.draw {
            if let Some(request) = wanted.pop() {
                return Task::Draw(pages.clone(), *serial, request);
            }
            work.draw = None;
        }
        if let Some(request) = work.thumbnails.pop_front() {
            return Task::Thumbnail(request);
        }
        work = queue.some.wait(work).unwrap_or_else(PoisonError::into_inner);
    }
}

fn perform(typesetter: &Typesetter, task: Task) -> Option<Outcome> {
    match task {
        Task::Set(number, plan, look) => Some(match set(&plan, &look) {
            Ok(pages) => {
                let preflight = Preflight::of(&pages, &look.profile, typesetter_for(&look).fonts());
                Outcome::Pages(number, Box::new(SetPages { pages, look, preflight }))
            }
            Err(TypesetError::Lack(lack)) => Outcome::Fault(number, PageFault::Lack(Box::new(lack))),
            Err(error) => Outcome::Fault(number, PageFault::Other(error.to_string())),
        }),
        Task::Draw(pages, serial, request) => {
            let draw = |scale: f64| {
                let drawn = AssertUnwindSafe(|| pages.bitmap(request.page, scale));
                std::panic::catch_unwind(drawn).ok().flatten()
            };
            // Some shapes cannot be drawn very small: then the picture is drawn larger and shown smaller.
            let bitmap = draw(request.pixel_per_pt).or_else(|| draw(request.pixel_per_pt.max(SURE_SCALE)))?;
            Some(Outcome::Picture(Picture { serial, request, bitmap }))
        }
        Task::Thumbnail(ThumbnailRequest { template, plan }) => {
            let pages = typesetter.pages(&plan, &Profile::of_language(plan.language)).ok()?;
            let bitmap = pages.bitmap(0, THUMBNAIL_SCALE)?;
            Some(Outcome::Thumbnail(Thumbnail { template, bitmap }))
        }
        Task::Stop => None,
    }
}

/// How many pixels a point has in a picture that can be drawn whatever is on the page.
const SURE_SCALE: f64 = 0.3;

/// How many pixels a point has in a thumbnail: sharp on screens of twice the usual density.
const THUMBNAIL_SCALE: f64 = 0.62;
