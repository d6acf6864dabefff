//! Who and what the fields know: names and sections, collected of the plan as it was lately.

use std::collections::HashSet;
use std::sync::Arc;

use super::super::lately::Lately;
use crate::entry::{Directory, Target, targets};
use crate::locale::shown;
use crate::model::tree::NodeRef;
use crate::session::Session;

/// Names and sections.
#[derive(Debug, Default)]
pub(crate) struct Known {
    pub(crate) directory: Directory,
    pub(crate) targets: Vec<Target>,
    /// The names of the plan's indicators with their units, each once.
    pub(crate) indicators: Vec<(String, String)>,
}

/// The last ones that were collected.
#[derive(Default)]
pub(crate) struct KnownCache {
    last: Lately<Arc<Known>>,
    /// How many names of earlier plans were known.
    earlier: usize,
}

impl KnownCache {
    /// Returns names and sections of the plan.
    pub(crate) fn of(&mut self, ctx: &egui::Context, session: &Session) -> Arc<Known> {
        let Some(open) = &session.open else { return Arc::default() };
        let earlier = &session.settings.names;
        if self.earlier != earlier.len() {
            self.earlier = earlier.len();
            self.last.forget();
        }
        self.last.of(ctx, open, || {
            let plan = open.plan();
            let mut indicators = Vec::new();
            let mut seen = HashSet::new();
            plan.walk(&mut |node| {
                if let NodeRef::Indicator(indicator) = node {
                    let of = (shown(&indicator.name), indicator.unit.clone());
                    if !of.0.trim().is_empty() && seen.insert(of.clone()) {
                        indicators.push(of);
                    }
                }
            });
            let directory = Directory::new(plan, earlier);
            Arc::new(Known { directory, targets: targets(plan), indicators })
        })
    }
}
