//! A bar or diamond that is being dragged: what of it is held, and where it would come to rest.

use chrono::NaiveDate;

use super::axis::Axis;
use crate::edit::{Edit, MeasureValue};
use crate::model::{Id, MeasureId, When};
use crate::session::Action;
use crate::track::{Grip, Snap, Unmoved, moved};

/// A drag on the time line or the calendar.
#[derive(Clone, Debug)]
pub(super) struct Drag {
    pub(super) measure: MeasureId,
    pub(super) grip: Grip,
    /// The day under the pointer when it was pressed.
    from: NaiveDate,
    /// The time as the plan has it.
    before: When,
    /// The time as it would be, or why it cannot be moved.
    pub(super) now: Result<When, Unmoved>,
}

impl Drag {
    pub(super) fn new(measure: MeasureId, grip: Grip, from: NaiveDate, when: &When) -> Self {
        let now = moved(when, grip, 0, Snap::Day);
        let now = now.map(|_| when.clone());
        Self { measure, grip, from, before: when.clone(), now }
    }

    /// Takes the day that the pointer is at.
    pub(super) fn to(&mut self, day: NaiveDate, snap: Snap) {
        let days = (day - self.from).num_days();
        self.now = if days == 0 && self.now.is_ok() {
            Ok(self.before.clone())
        } else {
            moved(&self.before, self.grip, days, snap)
        };
    }

    pub(super) fn is_of(&self, id: Id) -> bool {
        self.measure.id() == id
    }

    /// Returns the change that letting go makes, if any.
    pub(super) fn dropped(self) -> Option<Action> {
        let now = self.now.ok().filter(|now| *now != self.before)?;
        Some(set_when(self.measure, now))
    }
}

/// Returns the action that sets a measure's time.
pub(super) fn set_when(measure: MeasureId, when: When) -> Action {
    Action::Edit(Edit::SetMeasure(measure, MeasureValue::When(Some(when))))
}

/// Returns what of a bar is held at a place, and takes the ends of short bars for the end, which
/// is what people move most.
pub(super) fn grip_at(x: f32, first: Option<f32>, last: f32) -> Grip {
    const REACH: f32 = 7.0;
    let Some(first) = first else { return Grip::Whole };
    if x >= last - REACH {
        Grip::End
    } else if x <= first + REACH && last - first > 3.0 * REACH {
        Grip::Start
    } else {
        Grip::Whole
    }
}

/// Returns where a dragged day comes to rest: on any day while Alt is held.
pub(super) fn snap(axis: &Axis, alt: bool) -> Snap {
    if alt { Snap::Day } else { axis.snap() }
}
