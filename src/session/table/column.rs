//! The sheets of the table and their columns, and what the user set of them.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

/// What the rows of the table are.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Sheet {
    /// Measures.
    #[default]
    Measures,
    /// Indicators.
    Indicators,
    /// Problems.
    Problems,
    /// People.
    People,
}

impl Sheet {
    /// Every sheet, in the order in which they are shown.
    pub const ALL: [Self; 4] = [Self::Measures, Self::Indicators, Self::Problems, Self::People];

    /// Returns the key of the sheet's name in the catalogue.
    #[must_use]
    pub const fn key(self) -> &'static str {
        match self {
            Self::Measures => "table-sheet-measures",
            Self::Indicators => "table-sheet-indicators",
            Self::Problems => "table-sheet-problems",
            Self::People => "table-sheet-people",
        }
    }

    /// Returns the sheet's columns in the order in which they are shown at first, and whether they
    /// are.
    #[must_use]
    pub const fn columns(self) -> &'static [(Column, bool)] {
        use Column::{
            Actual, AnsweredBy, Base, Belongs, Budget, Cause, Countermeasure, Department, Fallback, Goal,
            Indicator, Log, Measure, Name, Number, Owned, Owners, Person, Post, Problem, Progress, Resources,
            Risk, Section, Source, Standard, Status, Target, Weight, When,
        };
        match self {
            Self::Measures => &[
                (Number, true),
                (Measure, true),
                (Section, false),
                (Goal, false),
                (Owners, true),
                (When, true),
                (Indicator, true),
                (Base, false),
                (Target, true),
                (Actual, true),
                (Weight, false),
                (Status, true),
                (Progress, true),
                (Log, true),
                (Resources, false),
                (Budget, false),
                (Risk, false),
                (Fallback, false),
                (Source, false),
            ],
            Self::Indicators => &[
                (Number, true),
                (Name, true),
                (Belongs, true),
                (Base, true),
                (Target, true),
                (Actual, true),
                (Weight, true),
                (Standard, true),
                (Source, false),
                (Section, false),
            ],
            Self::Problems => {
                &[(Number, true), (Problem, true), (Cause, true), (Countermeasure, true), (AnsweredBy, true)]
            }
            Self::People => &[(Person, true), (Post, true), (Department, true), (Owned, true)],
        }
    }

    /// Returns the column that names a row: what is written first into a new one.
    #[must_use]
    pub const fn main(self) -> Column {
        match self {
            Self::Measures => Column::Measure,
            Self::Indicators => Column::Name,
            Self::Problems => Column::Problem,
            Self::People => Column::Person,
        }
    }

    /// Tells whether rows can be added: an indicator needs to be told whose it is.
    #[must_use]
    pub const fn grows(self) -> bool {
        !matches!(self, Self::Indicators)
    }
}

/// A column of the table.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Column {
    /// The number as printed, with those of the headings above.
    Number,
    /// A measure's title and text.
    Measure,
    /// The section round a record.
    Section,
    /// The goal round a record.
    Goal,
    /// The owners of a measure.
    Owners,
    /// The time of a measure.
    When,
    /// The name of a measure's first indicator.
    Indicator,
    /// Where an indicator starts.
    Base,
    /// Where an indicator is to arrive.
    Target,
    /// The last actual value of an indicator.
    Actual,
    /// The weight of an indicator.
    Weight,
    /// How a measure stands.
    Status,
    /// How much of a measure is done.
    Progress,
    /// The last entry of a measure's log.
    Log,
    /// The resources a measure needs.
    Resources,
    /// The money a measure needs, in yuan.
    Budget,
    /// What can go wrong with a measure.
    Risk,
    /// What is done then.
    Fallback,
    /// Where a measure or an indicator comes from.
    Source,
    /// The name of an indicator.
    Name,
    /// The goal or measure that an indicator belongs to.
    Belongs,
    /// How points are given for an indicator.
    Standard,
    /// What is wrong.
    Problem,
    /// Why.
    Cause,
    /// What is done about it.
    Countermeasure,
    /// The numbers of the measures that answer a problem.
    AnsweredBy,
    /// The name of a person.
    Person,
    /// The post of a person.
    Post,
    /// The department of a person.
    Department,
    /// How many measures a person has a part in.
    Owned,
}

impl Column {
    /// Returns the key of the column's head in the catalogue.
    #[must_use]
    pub const fn key(self) -> &'static str {
        match self {
            Self::Number => "table-column-number",
            Self::Measure => "table-column-measure",
            Self::Section => "table-column-section",
            Self::Goal => "table-column-goal",
            Self::Owners => "table-column-owners",
            Self::When => "table-column-when",
            Self::Indicator => "table-column-indicator",
            Self::Base => "table-column-base",
            Self::Target => "table-column-target",
            Self::Actual => "table-column-actual",
            Self::Weight => "table-column-weight",
            Self::Status => "table-column-status",
            Self::Progress => "table-column-progress",
            Self::Log => "table-column-log",
            Self::Resources => "table-column-resources",
            Self::Budget => "table-column-budget",
            Self::Risk => "table-column-risk",
            Self::Fallback => "table-column-fallback",
            Self::Source => "table-column-source",
            Self::Name => "table-column-name",
            Self::Belongs => "table-column-belongs",
            Self::Standard => "table-column-standard",
            Self::Problem => "table-column-problem",
            Self::Cause => "table-column-cause",
            Self::Countermeasure => "table-column-countermeasure",
            Self::AnsweredBy => "table-column-answered-by",
            Self::Person => "table-column-person",
            Self::Post => "table-column-post",
            Self::Department => "table-column-department",
            Self::Owned => "table-column-owned",
        }
    }

    /// Returns how wide the column is at first, in points.
    #[must_use]
    pub const fn width(self) -> f32 {
        match self {
            Self::Number => 76.0,
            Self::Measure | Self::Belongs => 236.0,
            Self::Section | Self::Goal | Self::Risk | Self::Fallback | Self::Source => 160.0,
            Self::Owners => 112.0,
            Self::When | Self::Progress => 132.0,
            Self::Indicator | Self::Resources | Self::Person | Self::Post | Self::Department => 124.0,
            Self::Target => 92.0,
            Self::Base | Self::Actual | Self::Weight | Self::Owned => 72.0,
            Self::Status => 98.0,
            Self::Log | Self::Name | Self::Standard => 200.0,
            Self::Budget => 96.0,
            Self::Problem | Self::Cause | Self::Countermeasure => 260.0,
            Self::AnsweredBy => 140.0,
        }
    }

    /// Tells whether the column follows from others and cannot be written.
    #[must_use]
    pub const fn is_read_only(self) -> bool {
        matches!(
            self,
            Self::Number | Self::Section | Self::Goal | Self::Belongs | Self::AnsweredBy | Self::Owned
        )
    }

    /// Tells whether the column holds figures, which stand at its right edge.
    #[must_use]
    pub const fn is_figure(self) -> bool {
        matches!(self, Self::Base | Self::Target | Self::Actual | Self::Weight | Self::Budget | Self::Owned)
    }
}

/// What the user set of one column.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct ColumnSetting {
    /// The column.
    pub column: Column,
    /// How wide it is, in points.
    pub width: f32,
    /// Whether it is shown.
    pub shown: bool,
}

/// What the rows are put together by.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Grouping {
    /// By the section round them.
    #[default]
    Section,
    /// By the goal round them.
    Goal,
    /// By their first owner.
    Owner,
    /// By the month of their deadline.
    Month,
    /// By how they stand.
    Status,
    /// Not at all.
    None,
}

impl Grouping {
    /// Every way, in the order in which they are shown.
    pub const ALL: [Self; 6] =
        [Self::Section, Self::Goal, Self::Owner, Self::Month, Self::Status, Self::None];

    /// Returns the key of its name in the catalogue.
    #[must_use]
    pub const fn key(self) -> &'static str {
        match self {
            Self::Section => "table-group-section",
            Self::Goal => "table-group-goal",
            Self::Owner => "table-group-owner",
            Self::Month => "table-group-month",
            Self::Status => "table-group-status",
            Self::None => "table-group-none",
        }
    }

    /// Tells whether rows of a sheet can be put together so.
    #[must_use]
    pub const fn suits(self, sheet: Sheet) -> bool {
        match self {
            Self::None => true,
            Self::Section => matches!(sheet, Sheet::Measures | Sheet::Indicators),
            Self::Goal | Self::Owner | Self::Month | Self::Status => matches!(sheet, Sheet::Measures),
        }
    }
}

/// What the user set of the table, kept with the settings.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct TableSettings {
    /// Whether rows stand close.
    pub dense: bool,
    /// What measures are put together by.
    pub grouping: Grouping,
    /// The columns of each sheet in their order; a sheet that is missing is as it was at first.
    pub columns: BTreeMap<Sheet, Vec<ColumnSetting>>,
}

/// The narrowest a column can be made, in points.
pub const NARROWEST_COLUMN: f32 = 40.0;
/// The widest a column can be made, in points.
pub const WIDEST_COLUMN: f32 = 800.0;

impl TableSettings {
    /// Returns the columns of a sheet in their order, hidden ones too.
    #[must_use]
    pub fn columns_of(&self, sheet: Sheet) -> Vec<ColumnSetting> {
        let at_first = sheet.columns().iter().map(|&(column, shown)| ColumnSetting {
            column,
            width: column.width(),
            shown,
        });
        let Some(kept) = self.columns.get(&sheet) else { return at_first.collect() };
        let all = sheet.columns();
        let mut columns: Vec<ColumnSetting> = Vec::with_capacity(all.len());
        for setting in kept {
            let known = all.iter().any(|(column, _)| *column == setting.column);
            if known && !columns.iter().any(|have| have.column == setting.column) {
                let width = if setting.width.is_finite() { setting.width } else { setting.column.width() };
                columns
                    .push(ColumnSetting { width: width.clamp(NARROWEST_COLUMN, WIDEST_COLUMN), ..*setting });
            }
        }
        for setting in at_first {
            if !columns.iter().any(|have| have.column == setting.column) {
                columns.push(setting);
            }
        }
        columns
    }

    /// Returns the columns of a sheet that are shown, in their order.
    #[must_use]
    pub fn shown(&self, sheet: Sheet) -> Vec<Column> {
        self.columns_of(sheet)
            .into_iter()
            .filter(|setting| setting.shown)
            .map(|setting| setting.column)
            .collect()
    }

    /// Changes a sheet's columns.
    pub fn change(&mut self, sheet: Sheet, how: impl FnOnce(&mut Vec<ColumnSetting>)) {
        let mut columns = self.columns_of(sheet);
        how(&mut columns);
        self.columns.insert(sheet, columns);
    }

    /// Returns what the rows of a sheet are put together by.
    #[must_use]
    pub fn grouping_of(&self, sheet: Sheet) -> Grouping {
        if self.grouping.suits(sheet) { self.grouping } else { Grouping::None }
    }
}
