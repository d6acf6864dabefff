//! Templates: plans that are written but for their blanks.
//!
//! A template is a plan for a model year with a few words about itself. Making a plan of it moves
//! the dates to the wanted year, writes the year into its blanks, and fills the other blanks as far
//! as values are given; the rest stay open, and the check names them before the plan is handed in.
//!
//! A person's own templates are files of the same kind in a folder ([`Templates`]), made of plans by
//! [`of_plan()`]. A plan that was written elsewhere can be poured into a template ([`pour()`]).
//!
//! Limits: holidays are not known, so a day that a template names may fall on one in the wanted year.

mod catalogue;
mod fill;
mod history;
mod instantiate;
mod of_plan;
mod own;
mod pour;
mod scan;
mod years;

pub use catalogue::{Group, Template, by_id, catalogue};
pub use fill::{FillError, fill};
pub use history::{without_history, without_year};
pub use instantiate::{Filling, TemplateError, instantiate};
pub use of_plan::{BlankCounts, Blanks, OfPlan, of_plan};
pub use own::{
    BrokenTemplate, SaveFault, TEMPLATE_EXTENSION, TEMPLATE_FOLDER, TemplateFault, Templates, own_id, remove,
    save,
};
pub use pour::{Fit, Poured, Unfilled, fit, pour, pour_into};
pub use years::{move_within_year, move_years};
