//! Who and what the fields know: names and sections, collected once a version of the plan.

use std::collections::HashSet;
use std::sync::Arc;

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

/// The last ones that were collected, with the plan, the version and the count of earlier names.
#[derive(Default)]
pub(crate) struct KnownCache(Option<((u64, u64, usize), Arc<Known>)>);

impl KnownCache {
    /// Returns names and sections of the plan as it is now.
    pub(crate) fn of(&mut self, session: &Session) -> Arc<Known> {
        let Some(open) = &session.open else { return Arc::default() };
        let earlier = &session.settings.names;
        let of = (open.number, open.document.revision(), earlier.len());
        match &self.0 {
            Some((known, found)) if *known == of => Arc::clone(found),
            _ => {
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
                let found = Arc::new(Known { directory, targets: targets(plan), indicators });
                self.0 = Some((of, Arc::clone(&found)));
                found
            }
        }
    }
}
