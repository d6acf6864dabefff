//! The calendar's sheets of weeks, and where the keys lead on them.

use chrono::{Datelike, Days, NaiveDate, Weekday};
use egui::accesskit::Role;
use egui::{Key, Modifiers};
use egui_kittest::kittest::{NodeT, Queryable};
use planwright::model::*;
use planwright::track::grid::{Step, month_of, stepped, weeks};
use proptest::prelude::*;

use crate::program::Window;

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

/// A new measure whose time is this, with the calendar of its time open and the keys on it.
fn with_calendar(time: &str) -> Window {
    let mut window = Window::with_new_plan();
    window.go_to_a_measure();
    window.keys(Modifiers::COMMAND | Modifiers::SHIFT, Key::M);
    window.click(Role::TextInput, "时间");
    window.write(time);
    window.key(Key::Enter);
    window.click(Role::TextInput, "时间");
    window.keys(Modifiers::ALT, Key::ArrowDown);
    window
}

fn when(window: &Window) -> When {
    window.measure().when.clone().unwrap()
}

#[test]
fn a_day_is_picked_by_the_keys_alone() {
    let mut window = with_calendar("2027年6月30日");
    let here =
        |window: &Window, name: &str| window.harness.query_by_role_and_label(Role::Grid, name).is_some();
    assert!(here(&window, "2027年6月30日 星期三"));
    for (key, name) in [
        (Key::ArrowRight, "2027年7月1日 星期四"),
        (Key::ArrowDown, "2027年7月8日 星期四"),
        (Key::Home, "2027年7月5日 星期一"),
        (Key::End, "2027年7月11日 星期日"),
        (Key::PageUp, "2027年6月11日 星期五"),
        (Key::ArrowUp, "2027年6月4日 星期五"),
        (Key::ArrowLeft, "2027年6月3日 星期四"),
    ] {
        window.key(key);
        assert!(here(&window, name), "{key:?} leads to {name}");
    }
    window.keys(Modifiers::SHIFT, Key::PageDown);
    assert!(here(&window, "2028年6月3日 星期六"));
    window.key(Key::Enter);
    assert_eq!(when(&window), When::By(on(2028, 6, 3)));
    assert!(!window.shows("星期六"), "the calendar is closed");
    // The field has the caret again, and the step can be taken back.
    window.keys(Modifiers::COMMAND, Key::Z);
    assert_eq!(when(&window), When::By(on(2027, 6, 30)));
}

#[test]
fn escape_leaves_the_date_and_the_measure_as_they_were() {
    let mut window = with_calendar("2027年6月30日");
    let steps = window.steps();
    window.key(Key::ArrowRight);
    window.key(Key::Escape);
    assert!(!window.shows("星期四"));
    assert_eq!(when(&window), When::By(on(2027, 6, 30)));
    assert_eq!(window.steps(), steps);
    // Alt+Down moves no measure, it opens the calendar again: the caret went back to the field.
    window.keys(Modifiers::ALT, Key::ArrowDown);
    assert!(window.shows("星期三"));
    assert_eq!(window.steps(), steps);
}

#[test]
fn a_month_a_quarter_and_a_span_are_picked() {
    let mut window = with_calendar("2027年6月30日");
    window.click(Role::RadioButton, "某月");
    window.key(Key::ArrowDown);
    window.key(Key::Enter);
    assert_eq!(when(&window), When::Month(Month::new(2027, 9).unwrap()));

    window.keys(Modifiers::ALT, Key::ArrowDown);
    window.click(Role::RadioButton, "某季");
    window.click(Role::Button, "2027年四季度");
    assert_eq!(when(&window), When::Quarter(Quarter::new(2027, 4).unwrap()));

    // The last day may be picked first.
    window.keys(Modifiers::ALT, Key::ArrowDown);
    window.click(Role::RadioButton, "起止");
    window.click(Role::Button, "2027年10月20日 星期三");
    window.click(Role::Button, "2027年10月11日 星期一");
    assert_eq!(when(&window), When::Span(DateSpan::new(on(2027, 10, 11), on(2027, 10, 20)).unwrap()));

    window.click(Role::Button, "选日期：时间");
    window.click(Role::Button, "不定日期");
    assert_eq!(window.measure().when, None);
}

#[test]
fn days_off_are_told_and_the_numbers_of_weeks_can_be_shown() {
    let mut window = with_calendar("2026年10月1日");
    assert!(window.shows("2026年10月1日 星期四，国庆节放假"));
    let set = |window: &Window| window.app().session().settings.week_numbers;
    assert!(!set(&window));
    window.click(Role::Button, "日历里显示或隐藏周次");
    assert!(set(&window));
    assert!(window.shows("国庆节放假"), "the calendar stays open");
}

#[test]
fn the_plans_date_is_picked_by_the_pointer() {
    let mut window = Window::with_new_plan();
    window.click(Role::TextInput, "日期");
    window.keys(Modifiers::COMMAND, Key::A);
    window.write("2026年11月30日");
    window.key(Key::Enter);
    window.click(Role::Button, "选日期：日期");
    window.click(Role::Button, "下个月");
    window.click(Role::Button, "2026年12月15日 星期二");
    assert_eq!(window.plan().date, Some(on(2026, 12, 15)));
    let field = window.harness.get_by_role_and_label(Role::TextInput, "日期");
    assert_eq!(field.accesskit_node().value().as_deref(), Some("2026年12月15日"));
}
