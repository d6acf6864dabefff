//! The calendar's sheets of weeks, and where the keys lead on them.

use chrono::{Datelike, Days, NaiveDate, Weekday};
use planwright::model::Month;
use planwright::track::grid::{Step, month_of, stepped, weeks};
use proptest::prelude::*;

fn month() -> impl Strategy<Value = Month> {
    (1900..=2999, 1_u32..=12).prop_map(|(year, month)| Month::new(year, month).unwrap())
}

fn day() -> impl Strategy<Value = NaiveDate> {
    (0_u64..401_000).prop_map(|days| NaiveDate::from_ymd_opt(1900, 1, 1).unwrap() + Days::new(days))
}

fn step() -> impl Strategy<Value = Step> {
    prop_oneof![
        (-20_i64..20).prop_map(Step::Days),
        Just(Step::WeekStart),
        Just(Step::WeekEnd),
        (-30..30).prop_map(Step::Months),
        Just(Step::YearStart),
        Just(Step::YearEnd),
    ]
}

fn on(year: i32, month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(year, month, day).unwrap()
}

proptest! {
    #[test]
    fn a_sheet_is_an_unbroken_run_of_weeks_that_holds_its_month(month in month()) {
        let weeks = weeks(month);
        for week in &weeks {
            prop_assert_eq!(week[0].weekday(), Weekday::Mon);
        }
        let days: Vec<NaiveDate> = weeks.into_iter().flatten().collect();
        for pair in days.windows(2) {
            prop_assert_eq!(pair[1], pair[0] + Days::new(1));
        }
        let within: Vec<NaiveDate> =
            days.iter().copied().filter(|day| month_of(*day) == Some(month)).collect();
        let span = month.span();
        prop_assert_eq!(within.first(), Some(&span.first()));
        prop_assert_eq!(within.last(), Some(&span.last()));
        prop_assert!(weeks[0].contains(&span.first()), "the month begins in the first week");
    }

    #[test]
    fn a_step_and_the_step_back_end_where_they_began(day in day(), days in 0_i64..400) {
        let there = stepped(day, Step::Days(days));
        prop_assume!(there != day);
        prop_assert_eq!(stepped(there, Step::Days(-days)), day);
    }

    #[test]
    fn the_cursor_stays_in_its_week_its_year_and_the_years_of_plans(day in day(), step in step()) {
        let there = stepped(day, step);
        prop_assert!(month_of(there).is_some());
        match step {
            Step::WeekStart | Step::WeekEnd => prop_assert_eq!(there.iso_week(), day.iso_week()),
            Step::YearStart => prop_assert_eq!((there.year(), there.month()), (day.year(), 1)),
            Step::YearEnd => prop_assert_eq!((there.year(), there.month()), (day.year(), 12)),
            Step::Months(_) => prop_assert!(there.day() <= day.day(), "a month's end is not passed"),
            Step::Days(_) => {}
        }
    }
}

#[test]
fn a_month_that_has_no_such_day_is_entered_at_its_last() {
    assert_eq!(stepped(on(2027, 1, 31), Step::Months(1)), on(2027, 2, 28));
    assert_eq!(stepped(on(2028, 2, 29), Step::Months(12)), on(2029, 2, 28));
    assert_eq!(stepped(on(2999, 12, 31), Step::Days(1)), on(2999, 12, 31), "there is no day behind");
    assert_eq!(stepped(on(1900, 1, 1), Step::Months(-1)), on(1900, 1, 1));
}
