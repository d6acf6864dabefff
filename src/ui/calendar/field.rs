//! A field for a day, with its calendar.

use chrono::NaiveDate;
use egui::{Id, Response, Ui};

use super::super::View;
use super::super::field::ValueField;
use super::{Choice, Picks, button};
use crate::locale::{read_date, words as value_words};
use crate::session::{Action, Session};

/// A field for a day that may be open.
pub(crate) struct DateField<'a> {
    pub(crate) id: Id,
    pub(crate) day: Option<NaiveDate>,
    /// The name for screen readers.
    pub(crate) name: &'a str,
    /// How wide the field is with its button.
    pub(crate) width: f32,
}

impl DateField<'_> {
    /// Shows the field. `set` makes a day a change of the plan, or says what is wrong with it.
    pub(crate) fn show(
        self,
        ui: &mut Ui,
        session: &Session,
        view: &mut View,
        set: impl Fn(Option<NaiveDate>) -> Result<Action, String> + Clone + 'static,
    ) -> Response {
        let (language, year) =
            session.plan().map_or((session.words.language(), 0), |plan| (plan.language, plan.period.year()));
        let text = self.day.map(|day| value_words::date(language, day)).unwrap_or_default();
        let hint = session.words.text("hint-date");
        let fault = session.words.text("fault-date");
        let reader = set.clone();
        let field = ValueField {
            id: self.id,
            text: &text,
            name: self.name,
            hint: &hint,
            width: self.width - 34.0,
            clears: false,
        };
        let shown = field.show(ui, &mut view.editing, move |written| match read_date(written, year) {
            Some(day) => reader(Some(day)).map(Some),
            None if written.trim().is_empty() => reader(None).map(Some),
            None => Err(fault.clone()),
        });
        ui.spacing_mut().item_spacing.x = 4.0;
        let value = self.day.map(Choice::Day);
        let picked = button(ui, session, view, &shown.response, self.name, value, Picks::Day);
        if let Some(picked) = picked {
            match set(picked.day()) {
                Ok(action) => view.push(action),
                Err(fault) => view.editing.refuse(self.id, &text, &picked_text(session, picked), fault),
            }
        }
        shown.response
    }
}

fn picked_text(session: &Session, picked: Choice) -> String {
    let language = session.plan().map_or(session.words.language(), |plan| plan.language);
    picked.day().map(|day| value_words::date(language, day)).unwrap_or_default()
}
