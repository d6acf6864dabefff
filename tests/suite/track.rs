//! When duties fall due, and which days are working days.

use std::collections::BTreeMap;
use std::num::NonZeroU16;

use chrono::{Datelike, Days, NaiveDate, Weekday};
use planwright::locale::read_when;
use planwright::model::*;
use planwright::track::{
    DayKind, Grip, HolidayFault, HolidayYear, Holidays, Occurrence, Outcome, Rest, Snap, Standing, Unmoved,
    due_days, moved, nudged, occurrences, read_notice, standing,
};
use proptest::prelude::*;

use crate::arbitrary;

fn day(year: i32, month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(year, month, day).unwrap()
}

fn year(number: i32) -> DateSpan {
    YearNumber::new(number).unwrap().span()
}

/// Returns the days of 2027 on which a time, as a person writes it, falls due, as month and day.
fn due(when: &str) -> Vec<(u32, u32)> {
    due_in(when, 2027)
}

fn due_in(when: &str, of: i32) -> Vec<(u32, u32)> {
    let when = read_when(when, of).unwrap_or_else(|| panic!("{when} is not understood"));
    due_days(&when, year(of), &Holidays::bundled()).iter().map(|day| (day.month(), day.day())).collect()
}

#[test]
fn times_that_come_once_fall_due_on_their_deadline() {
    assert_eq!(due("6月30日前"), [(6, 30)]);
    assert_eq!(due("3月"), [(3, 31)]);
    assert_eq!(due("二季度"), [(6, 30)]);
    assert_eq!(due("3月1日至5月15日"), [(5, 15)]);
    assert_eq!(due("48小时内"), []);
    assert_eq!(due("2028年1月5日前"), []);
}

#[test]
fn a_month_that_is_too_short_takes_its_last_day() {
    let days = due("每月31日");
    assert_eq!(days.len(), 12);
    assert_eq!(days[..4], [(1, 31), (2, 28), (3, 31), (4, 30)]);
    assert_eq!(due_in("每月30日", 2028)[1], (2, 29));
    assert_eq!(due("每月末"), days);
    // In February both days are the same one.
    assert_eq!(due("每月28日、30日").len(), 23);
}

#[test]
fn beats_without_days_are_due_by_their_end() {
    assert_eq!(due("每季度"), [(3, 31), (6, 30), (9, 30), (12, 31)]);
    assert_eq!(due("每半年"), [(6, 30), (12, 31)]);
    assert_eq!(due("每年"), [(12, 31)]);
    assert_eq!(due("每旬")[..4], [(1, 10), (1, 20), (1, 31), (2, 10)]);
    assert_eq!(due("每月")[1], (2, 28));
    // The first day of 2027 is a Friday, and so is the last.
    let weeks = due("每周");
    assert_eq!((weeks.len(), weeks[0], weeks[52]), (53, (1, 1), (12, 31)));
    assert_eq!(due("每周五"), weeks);
    assert_eq!(due("每两周")[..2], [(1, 8), (1, 22)]);
}

#[test]
fn named_days_and_ends_are_kept() {
    assert_eq!(due("每月10日、25日")[..3], [(1, 10), (1, 25), (2, 10)]);
    assert_eq!(due("每周一、周四")[..3], [(1, 4), (1, 7), (1, 11)]);
    assert_eq!(due("每季度末月20日"), [(3, 20), (6, 20), (9, 20), (12, 20)]);
    assert_eq!(due("每年6月30日"), [(6, 30)]);
    assert_eq!(due("每月25日，至6月30日止").len(), 6);
    assert_eq!(due("每日").len(), 365);
    assert_eq!(due_in("每日", 2028).len(), 366);
}

#[test]
fn several_times_a_beat_are_spread_over_it() {
    assert_eq!(due("每月2次")[..4], [(1, 16), (1, 31), (2, 14), (2, 28)]);
    assert_eq!(due("每季度3次").len(), 12);
    assert_eq!(due("每周2次").len(), 105);
}

#[test]
fn a_leap_day_falls_on_the_28th_where_there_is_none() {
    let cadence = |every| When::Cadence(Cadence::new(every, NonZeroU16::MIN, None).unwrap());
    let when = cadence(Every::Year { on: Some(YearDay::new(2, 29).unwrap()) });
    let all = DateSpan::new(day(2027, 1, 1), day(2028, 12, 31)).unwrap();
    assert_eq!(due_days(&when, all, &Holidays::default()), [day(2027, 2, 28), day(2028, 2, 29)]);
}

#[test]
fn working_days_leave_out_what_was_announced() {
    // 365 days, of them 104 on weekends; 28 days off, 5 of them on weekends made up for.
    let days = due_in("每个工作日", 2025);
    assert_eq!(days.len(), 248);
    assert!(days.contains(&(1, 26)) && !days.contains(&(1, 28)));
}

#[test]
fn ticks_say_what_became_of_an_occurrence() {
    let mut measure = Measure::new(MeasureId::new(Id::from_number(1)), "自查".into());
    measure.when = read_when("每月25日", 2027);
    let tick = |due, done| Tick { due, done, remark: Text::default() };
    measure.ticks = vec![
        tick(day(2027, 3, 25), None),
        tick(day(2027, 1, 25), Some(day(2027, 1, 26))),
        tick(day(2027, 2, 10), Some(day(2027, 2, 10))),
        tick(day(2026, 12, 25), Some(day(2026, 12, 25))),
    ];
    let told = |measure: &Measure| -> Vec<Occurrence> {
        occurrences(measure, year(2027), &Holidays::default(), day(2027, 5, 25))
    };
    let of = |month, date, outcome| Occurrence { due: day(2027, month, date), outcome };
    assert_eq!(
        told(&measure)[..6],
        [
            of(1, 25, Outcome::Done),
            // It was ticked off when the cadence had another day.
            of(2, 10, Outcome::Done),
            of(2, 25, Outcome::Missed),
            of(3, 25, Outcome::LeftOut),
            of(4, 25, Outcome::Missed),
            // Today is not over yet.
            of(5, 25, Outcome::ToDo),
        ]
    );
    measure.status = MeasureStatus::Done;
    assert!(told(&measure).iter().all(|one| matches!(one.outcome, Outcome::Done | Outcome::LeftOut)));
}

fn period() -> impl Strategy<Value = DateSpan> {
    (0_u64..1000, 0_u64..800).prop_map(|(from, length)| {
        let first = day(2026, 1, 1) + Days::new(from);
        DateSpan::new(first, first + Days::new(length)).unwrap()
    })
}

fn plain_cadence(every: Every, times: u16, until: Option<NaiveDate>) -> Cadence {
    Cadence::new(every, NonZeroU16::new(times).unwrap(), until).unwrap()
}

proptest! {
    #[test]
    fn due_days_lie_in_the_period_in_order_and_none_twice(when in arbitrary::when(), period in period()) {
        let days = due_days(&when, period, &Holidays::bundled());
        prop_assert!(days.iter().all(|day| period.contains(*day)));
        prop_assert!(days.windows(2).all(|pair| pair[0] < pair[1]));
        if let When::Cadence(cadence) = &when {
            prop_assert!(days.iter().all(|day| cadence.until().is_none_or(|until| *day <= until)));
        } else {
            prop_assert!(days.len() <= 1);
        }
    }

    /// What falls due in a part of a period is what falls due in the whole, as far as it lies in the
    /// part; only every second week depends on where one begins to count.
    #[test]
    fn a_part_of_a_period_has_the_due_days_that_lie_in_it(
        when in arbitrary::when(), period in period(), cut in 0_u64..400,
    ) {
        let fortnightly = matches!(&when, When::Cadence(cadence) if *cadence.every() == Every::TwoWeeks);
        prop_assume!(!fortnightly);
        let holidays = Holidays::bundled();
        let first = (period.first() + Days::new(cut)).min(period.last());
        let part = DateSpan::new(first, period.last()).unwrap();
        let whole = due_days(&when, period, &holidays);
        let inside: Vec<NaiveDate> = whole.into_iter().filter(|day| part.contains(*day)).collect();
        prop_assert_eq!(due_days(&when, part, &holidays), inside);
    }

    #[test]
    fn a_calendar_year_has_as_many_due_days_as_the_beat_says(number in 1950_i32..2150, times in 1_u16..4) {
        let days = |every| {
            let when = When::Cadence(plain_cadence(every, times, None));
            due_days(&when, year(number), &Holidays::default()).len()
        };
        let times = usize::from(times);
        prop_assert_eq!(days(Every::TenDays), 36 * times);
        prop_assert_eq!(days(Every::Month { on: vec![] }), 12 * times);
        prop_assert_eq!(days(Every::Quarter { on: None }), 4 * times);
        prop_assert_eq!(days(Every::HalfYear { on: None }), 2 * times);
        prop_assert_eq!(days(Every::Year { on: None }), times);
        let last = Every::Month { on: vec![MonthDay::LAST] };
        prop_assert_eq!(days(last), 12);
        prop_assert_eq!(days(Every::Day), if NaiveDate::from_ymd_opt(number, 2, 29).is_some() { 366 } else { 365 });
        let mondays = days(Every::Week { on: vec![Weekday::Mon] });
        prop_assert!((52..=53).contains(&mondays));
    }

    #[test]
    fn the_next_working_day_is_one_and_none_lies_between(offset in 0_u64..1100) {
        let holidays = Holidays::bundled();
        let from = day(2025, 1, 1) + Days::new(offset);
        let next = holidays.next_working_day(from);
        prop_assert!(holidays.is_working(next) && from <= next);
        prop_assert!(from.iter_days().take_while(|day| *day < next).all(|day| !holidays.is_working(day)));
        let last = holidays.last_working_day(from);
        prop_assert!(holidays.is_working(last) && last <= from);
    }

    #[test]
    fn what_is_moved_keeps_its_order_and_comes_back_by_days(
        when in arbitrary::when(), days in -500_i64..500,
        grip in prop::sample::select(vec![Grip::Whole, Grip::Start, Grip::End]),
        snap in prop::sample::select(vec![Snap::Day, Snap::Week, Snap::Month]),
    ) {
        match moved(&when, grip, days, snap) {
            Ok(new) => {
                let (first, last) = planwright::track::moving::ends(&new);
                prop_assert!(last.is_some());
                prop_assert!(first.is_none_or(|first| Some(first) <= last));
                if let (When::Span(_), Grip::Whole, Snap::Day) = (&when, grip, snap)
                    && new != when
                {
                    let back = moved(&new, grip, -days, snap).unwrap();
                    prop_assert_eq!(back, when);
                }
            }
            Err(why) => {
                let expected = if matches!(when, When::Cadence(_)) { Unmoved::Cadence } else { Unmoved::NoDay };
                prop_assert_eq!(why, expected);
            }
        }
    }

    /// Whether the last occurrence was missed is found by looking at a part of the period; the whole
    /// says the same.
    #[test]
    fn a_cadence_is_late_when_its_last_occurrence_was_missed(
        when in arbitrary::when().prop_filter("a cadence", |when| matches!(when, When::Cadence(_))),
        period in period(), offset in 0_u64..900,
        ticked in proptest::collection::vec(any::<bool>(), 40),
    ) {
        let holidays = Holidays::bundled();
        let today = period.first() + Days::new(offset);
        let mut measure = Measure::new(MeasureId::new(Id::from_number(1)), "自查".into());
        measure.ticks = due_days(&when, period, &holidays)
            .into_iter()
            .zip(ticked.into_iter().cycle())
            .filter(|(_, ticked)| *ticked)
            .map(|(due, _)| Tick { due, done: Some(due), remark: Text::default() })
            .collect();
        measure.when = Some(when);
        let all = occurrences(&measure, period, &holidays, today);
        let missed = all.iter().rev().find(|one| one.due < today).is_some_and(|one| one.outcome == Outcome::Missed);
        prop_assert_eq!(standing(&measure, period, &holidays, today) == Standing::Late, missed);
    }

    #[test]
    fn reading_a_notice_never_breaks_down(text in "[0-9年月日至、：。（）上班放假元旦\\n〔〕号]{0,80}") {
        if let Some((year, found)) = read_notice(&text) {
            prop_assert!((1900..=2999).contains(&year));
            prop_assert!(found.rests.iter().all(|rest| rest.first <= rest.last));
        }
    }
}

#[test]
fn the_bundled_days_off_are_those_that_were_announced() {
    let holidays = Holidays::decode(include_str!("../../assets/holidays/cn.ron")).unwrap();
    assert_eq!(holidays, Holidays::bundled());
    assert_eq!(holidays.years().keys().copied().collect::<Vec<_>>(), [2025, 2026]);
    for (number, off) in [(2025, 28), (2026, 33)] {
        let days = year(number).first().iter_days().take_while(|day| day.year() == number);
        assert_eq!(days.filter(|day| matches!(holidays.kind(*day), DayKind::Holiday(_))).count(), off);
    }
    assert_eq!(holidays.kind(day(2026, 2, 15)), DayKind::Holiday("春节"));
    assert_eq!(holidays.kind(day(2026, 2, 14)), DayKind::MakeUp);
    assert_eq!(holidays.kind(day(2026, 2, 7)), DayKind::Weekend);
    assert_eq!(holidays.kind(day(2026, 2, 13)), DayKind::Working);
    assert_eq!(holidays.next_working_day(day(2026, 9, 30)), day(2026, 9, 30));
    assert_eq!(holidays.next_working_day(day(2026, 10, 1)), day(2026, 10, 8));
}

#[test]
fn a_year_that_was_not_announced_has_weekends_only() {
    let holidays = Holidays::bundled();
    assert!(!holidays.is_known(2027));
    let off = year(2027).first().iter_days().take(365).filter(|day| !holidays.is_working(*day));
    assert!(off.clone().all(|day| matches!(day.weekday(), Weekday::Sat | Weekday::Sun)));
    assert_eq!(off.count(), 104);
}

#[test]
fn days_off_can_be_written_and_read_and_ones_own_go_first() {
    let bundled = Holidays::bundled();
    assert_eq!(Holidays::decode(&bundled.encode()).unwrap(), bundled);
    let rest = |name: &str, first, last| Rest { name: name.to_owned(), first, last };
    let own = HolidayYear {
        source: String::new(),
        rests: vec![rest("行庆", day(2026, 3, 2), day(2026, 3, 3))],
        workdays: vec![day(2026, 3, 7)],
    };
    let both = bundled.with(&Holidays::new(BTreeMap::from([(2026, own)])).unwrap());
    assert_eq!(both.kind(day(2026, 3, 2)), DayKind::Holiday("行庆"));
    assert_eq!(both.kind(day(2026, 3, 7)), DayKind::MakeUp);
    assert_eq!(both.kind(day(2026, 2, 16)), DayKind::Working);
    assert_eq!(both.kind(day(2025, 10, 1)), DayKind::Holiday("国庆节、中秋节"));
}

#[test]
fn days_off_that_cannot_be_are_refused() {
    let fault = |rests: Vec<Rest>, workdays: Vec<NaiveDate>| {
        let year = HolidayYear { source: String::new(), rests, workdays };
        Holidays::new(BTreeMap::from([(2027, year)])).unwrap_err()
    };
    let rest = |name: &str, first, last| Rest { name: name.to_owned(), first, last };
    let (first, last) = (day(2027, 10, 1), day(2027, 10, 7));
    assert_eq!(fault(vec![rest(" ", first, last)], vec![]), HolidayFault::NoName { first });
    assert_eq!(fault(vec![rest("国庆节", last, first)], vec![]), HolidayFault::Backwards { first: last });
    assert_eq!(fault(vec![rest("国庆节", first, day(2027, 11, 1))], vec![]), HolidayFault::TooLong { first });
    let other = day(2028, 10, 1);
    assert_eq!(
        fault(vec![rest("国庆节", other, other)], vec![]),
        HolidayFault::OtherYear { day: other, year: 2027 }
    );
    assert_eq!(
        fault(vec![rest("国庆节", first, last), rest("中秋节", last, last)], vec![]),
        HolidayFault::Twice { day: last }
    );
    assert_eq!(fault(vec![], vec![first]), HolidayFault::NotAWeekend { day: first });
    let broken = Holidays::decode("{ 2027: (rests: [], workdays: [], extra: 1) }");
    assert!(matches!(broken, Err(HolidayFault::Syntax { line: 1, .. })), "{broken:?}");
}

/// The form in which the State Council's office announces days off.
const NOTICE: &str = "国务院办公厅关于2026年部分节假日安排的通知\n\n各省、自治区、直辖市人民政府：\n\
    经国务院批准，现将2026年元旦、春节、清明节、劳动节、端午节、中秋节和国庆节放假调休日期的具体安排通知如下。\n\
    一、元旦：1月1日（周四）至3日（周六）放假调休，共3天。1月4日（周日）上班。\n\
    二、春节：2月15日（农历腊月二十八、周日）至23日（农历正月初七、周一）放假调休，共9天。2月14日（周六）、2月28日（周六）上班。\n\
    三、清明节：4月4日（周六）至6日（周一）放假，共3天。\n\
    四、劳动节：5月1日（周五）至5日（周二）放假调休，共5天。5月9日（周六）上班。\n\
    五、端午节：6月19日（周五）至21日（周日）放假，共3天。\n\
    六、中秋节：9月25日（周五）至27日（周日）放假，共3天。\n\
    七、国庆节：10月1日（周四）至7日（周三）放假调休，共7天。9月20日（周日）、10月10日（周六）上班。\n\
    国务院办公厅\n2025年11月4日";

#[test]
fn a_notice_is_read_as_it_is_published() {
    let (number, year) = read_notice(NOTICE).unwrap();
    let bundled = Holidays::bundled();
    let announced = &bundled.years()[&2026];
    assert_eq!(number, 2026);
    assert_eq!((&year.rests, &year.workdays), (&announced.rests, &announced.workdays));
    let of_two = "国办发明电〔2024〕12号\n2025年部分节假日安排\n\
        六、国庆节、中秋节：10月1日（周三）至8日（周三）放假调休，共8天。9月28日（周日）、10月11日（周六）上班。";
    let (number, year) = read_notice(of_two).unwrap();
    assert_eq!((number, year.source.as_str()), (2025, "国办发明电〔2024〕12号"));
    assert_eq!(year.rests[0].name, "国庆节、中秋节");
    assert_eq!(year.workdays, [day(2025, 9, 28), day(2025, 10, 11)]);
    assert_eq!(read_notice("今天天气很好。"), None);
}

/// Moves what a person wrote and says what became of it, as the program would write it.
fn moving(when: &str, grip: Grip, days: i64, snap: Snap) -> String {
    let when = read_when(when, 2027).unwrap();
    planwright::locale::words::when(Language::ZhCn, &moved(&when, grip, days, snap).unwrap(), Some(2027))
}

#[test]
fn a_time_keeps_its_kind_where_it_can() {
    use Grip::{End, Start, Whole};
    for (when, grip, days, snap, new) in [
        ("6月30日前", Whole, 5, Snap::Day, "7月5日前"),
        ("6月30日前", End, 8, Snap::Week, "7月9日前"),
        ("6月30日前", Start, 20, Snap::Month, "7月31日前"),
        ("3月", Whole, 31, Snap::Week, "4月"),
        ("3月", Whole, 10, Snap::Day, "3月"),
        ("3月", End, 29, Snap::Month, "3月至4月"),
        ("3月至4月", End, -30, Snap::Month, "3月"),
        ("一季度", Whole, 100, Snap::Month, "二季度"),
        ("二季度", Start, 40, Snap::Month, "5月至6月"),
        ("3月1日至4月30日", Whole, 31, Snap::Month, "4月至5月"),
        ("3月1日至3月10日", Whole, 3, Snap::Day, "3月4日至13日"),
        ("3月1日至3月10日", Whole, 3, Snap::Week, "3月1日至10日"),
        // An end never comes before its start, nor a start behind its end.
        ("3月1日至3月10日", End, -60, Snap::Day, "3月1日"),
        ("3月1日至3月10日", Start, 60, Snap::Week, "3月10日"),
    ] {
        assert_eq!(moving(when, grip, days, snap), new, "{when} {grip:?} {days} {snap:?}");
    }
    let weekly = read_when("每周五", 2027).unwrap();
    assert_eq!(moved(&weekly, Whole, 7, Snap::Day), Err(Unmoved::Cadence));
    assert_eq!(nudged(&read_when("48小时内", 2027).unwrap(), Whole, 1), Err(Unmoved::NoDay));
    let march = read_when("3月", 2027).unwrap();
    assert_eq!(nudged(&march, Whole, 1), Ok(read_when("4月", 2027).unwrap()));
    assert_eq!(nudged(&march, Whole, -7), Ok(read_when("2月", 2027).unwrap()));
    let last = When::By(day(2999, 12, 31));
    assert_eq!(moved(&last, Whole, 1, Snap::Day), Ok(last));
}

#[test]
fn a_measure_stands_as_its_day_has_it() {
    let mut measure = Measure::new(MeasureId::new(Id::from_number(1)), "培训".into());
    measure.when = read_when("6月18日前", 2027);
    let on = |measure: &Measure, today| standing(measure, year(2027), &Holidays::default(), today);
    assert_eq!(on(&measure, day(2027, 5, 31)), Standing::Open);
    assert_eq!(on(&measure, day(2027, 6, 1)), Standing::DueThisMonth);
    assert_eq!(on(&measure, day(2027, 6, 18)), Standing::DueThisMonth);
    assert_eq!(on(&measure, day(2027, 6, 19)), Standing::Late);
    measure.status = MeasureStatus::Running;
    assert_eq!(on(&measure, day(2027, 5, 31)), Standing::Running);
    measure.status = MeasureStatus::Done;
    assert_eq!(on(&measure, day(2027, 6, 19)), Standing::Done);
    measure.status = MeasureStatus::Cancelled;
    assert_eq!(on(&measure, day(2027, 6, 19)), Standing::Cancelled);
}
