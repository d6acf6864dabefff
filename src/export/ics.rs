//! Deadlines and cadences for calendars (RFC 5545).
//!
//! Every measure with a day becomes an event of the whole day that blocks no time. One that comes
//! back becomes a rule where the rules of calendars can say what the plan means, and a list of days
//! where they cannot: several times a month, the 30th of every month and its last day in one. Days
//! are those of the plan's period; holidays are not applied, since a calendar keeps its own.
//!
//! An event keeps its name as long as the plan keeps its title, unit, author, kind and period, so
//! that reading a calendar again replaces what was read before. A measure that is given up is
//! written as cancelled, so that it goes from the calendar.

use chrono::{Datelike, NaiveDate, NaiveTime, Weekday};
use icalendar::{Calendar, Component, Event, EventLike, EventStatus, Property, ValueType};

use super::rows::{Row, rows};
use super::said::said_text;
use crate::locale::{Catalogue, words};
use crate::model::{Cadence, Every, Language, MeasureStatus, MonthDay, Plan, When};
use crate::track::{Holidays, due_days};
use crate::typeset::Profile;

/// The longest summary in characters.
const SUMMARY: usize = 40;

/// Writes a plan's deadlines and cadences as a calendar, stamped with a day; numbers are those of a
/// profile.
#[must_use]
pub fn ics(plan: &Plan, profile: &Profile, stamp: NaiveDate) -> String {
    let catalogue = Catalogue::new(plan.language);
    let mut calendar = Calendar::empty();
    calendar
        .append_property(("VERSION", "2.0"))
        .append_property(("PRODID", "-//Planwright//Planwright//ZH"))
        .append_property(("CALSCALE", "GREGORIAN"))
        .append_property(("METHOD", "PUBLISH"))
        .name(&said_text(plan, &plan.title));
    let name = name(plan);
    for row in rows(plan, profile).measures {
        let days = row.measure.when.as_ref().map(|when| days(plan, when)).unwrap_or_default();
        let Some(first) = days.first() else { continue };
        let mut event = Event::new();
        event
            .uid(&format!("{}-{name}@planwright", row.measure.id.id()))
            .timestamp(stamp.and_time(NaiveTime::MIN).and_utc())
            .summary(&summary(plan, &row))
            .description(&description(plan, &row, &catalogue))
            .add_property("TRANSP", "TRANSPARENT")
            .append_property(day("DTSTART", &[*first]))
            .append_property(day("DTEND", &[first.succ_opt().unwrap_or(*first)]));
        if let Some(section) = row.section.filter(|section| !section.is_empty()) {
            event.categories([said_text(plan, section)]);
        }
        event.status(match row.measure.status {
            MeasureStatus::Cancelled => EventStatus::Cancelled,
            MeasureStatus::Open | MeasureStatus::Running | MeasureStatus::Done => EventStatus::Confirmed,
        });
        if let (Some(When::Cadence(cadence)), Some((last, rest))) = (&row.measure.when, days.split_last())
            && !rest.is_empty()
        {
            match rule(cadence, *first, *last) {
                Some(rule) => event.add_property("RRULE", rule),
                None => event.append_property(day("RDATE", days.get(1..).unwrap_or_default())),
            };
        }
        calendar.push(event.done());
    }
    folded(&calendar.to_string())
}

/// Folds lines at 75 octets, the line's end not counted (RFC 5545, 3.1). The library forgets to count
/// the blank that begins the last piece of a line.
fn folded(text: &str) -> String {
    const MOST: usize = 75;
    let mut out = String::with_capacity(text.len());
    for line in text.replace("\r\n ", "").split_terminator("\r\n") {
        let mut length = 0;
        for c in line.chars() {
            if length + c.len_utf8() > MOST {
                out.push_str("\r\n ");
                length = 1;
            }
            out.push(c);
            length += c.len_utf8();
        }
        out.push_str("\r\n");
    }
    out
}

/// Returns the days of a time: those in the plan's period, or the deadline wherever it lies.
fn days(plan: &Plan, when: &When) -> Vec<NaiveDate> {
    match when {
        When::Cadence(_) => due_days(when, plan.period.span(), &Holidays::default()),
        When::By(_) | When::Month(_) | When::Quarter(_) | When::Span(_) => {
            when.deadline().into_iter().collect()
        }
        When::Limit(_) | When::Unclear(_) => Vec::new(),
    }
}

fn day(name: &str, days: &[NaiveDate]) -> Property {
    let days: Vec<String> = days.iter().map(|day| day.format("%Y%m%d").to_string()).collect();
    Property::new(name, days.join(",")).append_parameter(ValueType::Date).done()
}

/// Returns the rule of a cadence whose days run from the first to the last; none where no rule says
/// the same.
fn rule(cadence: &Cadence, first: NaiveDate, last: NaiveDate) -> Option<String> {
    let times = cadence.times().get();
    let until = format!("UNTIL={}", last.format("%Y%m%d"));
    let beat = match cadence.every() {
        Every::Day => "FREQ=DAILY".to_owned(),
        Every::WorkingDay => "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR".to_owned(),
        Every::Week { on } if on.is_empty() && times == 1 => "FREQ=WEEKLY;BYDAY=FR".to_owned(),
        Every::Week { on } if !on.is_empty() => {
            let days: Vec<&str> = on.iter().map(|day| weekday(*day)).collect();
            format!("FREQ=WEEKLY;BYDAY={}", days.join(","))
        }
        // The second Friday from the first one that counts; weeks begin on Monday.
        Every::TwoWeeks if times == 1 && first.weekday() == Weekday::Fri => {
            "FREQ=WEEKLY;INTERVAL=2;WKST=MO;BYDAY=FR".to_owned()
        }
        Every::TenDays if times == 1 => "FREQ=MONTHLY;BYMONTHDAY=10,20,-1".to_owned(),
        Every::Month { on } if on.is_empty() && times == 1 => "FREQ=MONTHLY;BYMONTHDAY=-1".to_owned(),
        Every::Month { on } if !on.is_empty() => format!("FREQ=MONTHLY;{}", month_days(on)?),
        Every::Quarter { on } => within(3, *on, times)?,
        Every::HalfYear { on } => within(6, *on, times)?,
        Every::Year { on: None } if times == 1 => "FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=-1".to_owned(),
        // The 29th of February is the last one, also where there is none.
        Every::Year { on: Some(day) } if (day.month(), day.day()) == (2, 29) => {
            "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=-1".to_owned()
        }
        Every::Year { on: Some(day) } => {
            format!("FREQ=YEARLY;BYMONTH={};BYMONTHDAY={}", day.month(), day.day())
        }
        Every::Week { .. } | Every::TwoWeeks | Every::TenDays | Every::Month { .. } | Every::Year { .. } => {
            return None;
        }
    };
    Some(format!("{beat};{until}"))
}

/// Returns a beat of so many months with its day; without one it is due by its end.
fn within(months: u8, on: Option<(u8, MonthDay)>, times: u16) -> Option<String> {
    let (month, day) = match on {
        Some(on) => on,
        None if times == 1 => (months, MonthDay::LAST),
        None => return None,
    };
    let all: Vec<String> = (0..12 / months).map(|beat| (beat * months + month).to_string()).collect();
    // Month by month, since a position among the days would count those of the whole year.
    Some(format!("FREQ=MONTHLY;BYMONTH={};{}", all.join(","), month_days(&[day])?))
}

/// Returns the days of a month, a short month's last for those it lacks; none where it takes more
/// than one rule to say so.
fn month_days(on: &[MonthDay]) -> Option<String> {
    /// The length of the shortest month.
    const SHORTEST: u8 = 28;
    if let [day] = on
        && let Some(number) = day.number().filter(|number| (SHORTEST + 1..31).contains(number))
    {
        let all: Vec<String> = (SHORTEST..=number).map(|day| day.to_string()).collect();
        return Some(format!("BYMONTHDAY={};BYSETPOS=-1", all.join(",")));
    }
    let mut days = Vec::new();
    for day in on {
        match day.number() {
            Some(number) if number <= SHORTEST => days.push(number.to_string()),
            Some(31) | None if days.last().is_none_or(|last| last != "-1") => days.push("-1".to_owned()),
            Some(31) | None => {}
            Some(_) => return None,
        }
    }
    Some(format!("BYMONTHDAY={}", days.join(",")))
}

const fn weekday(day: Weekday) -> &'static str {
    match day {
        Weekday::Mon => "MO",
        Weekday::Tue => "TU",
        Weekday::Wed => "WE",
        Weekday::Thu => "TH",
        Weekday::Fri => "FR",
        Weekday::Sat => "SA",
        Weekday::Sun => "SU",
    }
}

/// Returns the title of a measure, or the beginning of its text.
fn summary(plan: &Plan, row: &Row<'_>) -> String {
    let label = said_text(plan, row.measure.label());
    let clause = label.split_inclusive(['。', '；', ';']).next().unwrap_or_default();
    let clause = clause.trim_end_matches(['。', '；', ';', '.']);
    if clause.chars().count() <= SUMMARY {
        return clause.to_owned();
    }
    let mut cut: String = clause.chars().take(SUMMARY - 1).collect();
    cut.push('…');
    cut
}

fn description(plan: &Plan, row: &Row<'_>, catalogue: &Catalogue) -> String {
    let measure = row.measure;
    let (language, year) = (plan.language, Some(plan.period.year()));
    let mut lines = vec![format!("{} {}", row.number, said_text(plan, &measure.text)).trim().to_owned()];
    lines.extend(measure.paragraphs.iter().map(|paragraph| said_text(plan, &paragraph.text)));
    let colon = if language == Language::En { ": " } else { "：" };
    for (role, names) in words::owners(plan, language, &measure.owners) {
        lines.push(format!("{}{colon}{}", words::owner_label(language, role), said_text(plan, &names)));
    }
    if let Some(when) = &measure.when {
        let time = words::when_in(language, when, plan.period);
        lines.push(catalogue.with("export-calendar-time", &[("time", time.into())]));
    }
    for indicator in &measure.indicators {
        lines.push(said_text(plan, &words::indicator(language, indicator, year)));
    }
    if let Some(section) = row.section.filter(|section| !section.is_empty()) {
        let heading = said_text(plan, section);
        lines.push(catalogue.with("export-calendar-in", &[("heading", heading.into())]));
    }
    lines.retain(|line| !line.is_empty());
    lines.join("\n")
}

/// Returns a name for a plan among all plans: the same for the same title, people, kind and period.
fn name(plan: &Plan) -> String {
    // FNV-1a, which stays what it is from one version to the next.
    let mut hash = 0xcbf2_9ce4_8422_2325_u64;
    let period = plan.period.span();
    let parts = [
        plan.title.as_str(),
        plan.unit.as_str(),
        plan.department.as_str(),
        plan.author.as_str(),
        plan.kind.id(),
        &period.first().to_string(),
        &period.last().to_string(),
    ];
    for part in parts {
        for byte in part.bytes().chain([0]) {
            hash = (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
        }
    }
    format!("{hash:016x}")
}
