//! Every template, filled in, is a document to hand in: the check has nothing against it, every
//! layout that fits prints it, every format holds it.

use std::collections::BTreeSet;
use std::io::{Cursor, Read};
use std::sync::Arc;

use chrono::{Datelike, NaiveDate, Weekday};
use planwright::check::{check, words};
use planwright::export;
use planwright::import::{self, Decisions, Format, Wish};
use planwright::locale;
use planwright::model::{
    Every, Measure, Month, OwnerRole, Part, Period, Plan, Text, When, YearNumber, query,
};
use planwright::template::{Template, catalogue};
use planwright::typeset::{Arrangement, Lack, Layout, Profile, TypesetError};

use crate::layouts::assert_within;
use crate::template::{filled_for, indicators, made, with_actuals};
use crate::typeset::{show, typesetter};

const YEAR: i32 = 2027;

/// The numbers of the periods that a template is offered for; none where it is for one alone.
fn offered(template: &Template) -> Vec<Option<u32>> {
    match template.most() {
        None => vec![None],
        // The year has 52 weeks.
        Some(most) => (1..=most.min(52)).map(Some).collect(),
    }
}

/// The filled plans whose pages are looked at: the first and the last period of those offered.
fn documents(template: &Template) -> Vec<Plan> {
    let numbers = offered(template);
    let ends = BTreeSet::from([numbers[0], numbers[numbers.len() - 1]]);
    ends.into_iter().map(|number| filled_for(template, YEAR, number)).collect()
}

/// Tells whether a plan holds what a layout is for.
fn fits(plan: &Plan, layout: &Layout) -> bool {
    let has = |wanted: fn(&Part) -> bool| plan.parts.iter().any(wanted);
    let is_scored = || indicators(plan).iter().any(|indicator| indicator.weight.is_some());
    match layout {
        // What is scored can be signed as a letter whose parties are written in by hand.
        Layout::Contract => has(|part| matches!(part, Part::Contract(_))) || is_scored(),
        Layout::Problems => has(|part| matches!(part, Part::Problems(_))),
        Layout::Scores => is_scored(),
        Layout::Prose
        | Layout::Table
        | Layout::Breakdown
        | Layout::Timeline
        | Layout::Actuals
        | Layout::Combined
        | Layout::Mine(_)
        | Layout::Month(_) => true,
    }
}

/// Every layout, with each owner by turns and the first and last month of the plan.
fn layouts(plan: &Plan) -> Vec<Layout> {
    let mut layouts = vec![
        Layout::Prose,
        Layout::Table,
        Layout::Contract,
        Layout::Breakdown,
        Layout::Timeline,
        Layout::Scores,
        Layout::Problems,
        Layout::Actuals,
        Layout::Combined,
    ];
    let nobody = Arrangement::of(Layout::Mine("没有这个人".into()));
    let known = match typesetter().arranged(plan, &Profile::of_language(plan.language), &nobody) {
        Err(TypesetError::Lack(Lack::Owner { known, .. })) => known,
        other => panic!("{other:?}"),
    };
    assert!(!known.is_empty(), "{}: nobody does anything", plan.title);
    let ends = BTreeSet::from([&known[0], &known[known.len() - 1]]);
    layouts.extend(ends.into_iter().map(|owner| Layout::Mine(owner.clone())));
    let span = plan.period.span();
    let months = [span.first(), span.last()].map(|day| Month::new(day.year(), day.month()).unwrap());
    layouts.push(Layout::Month(months[0]));
    // All of a week may lie in its first month.
    if months[1] != months[0] && !matches!(plan.period, Period::Week(_)) {
        layouts.push(Layout::Month(months[1]));
    }
    layouts
}

fn import_again(bytes: &[u8], format: Format, what: &str) -> Plan {
    let source = import::read(bytes, format).unwrap();
    let import = import::import(&source.lines, &Decisions::default());
    assert_eq!(import.plans.len(), 1, "{what}: one plan");
    let wish = Wish {
        year: YearNumber::new(YEAR).unwrap(),
        title: String::new(),
        fields: true,
        called: None,
        without: BTreeSet::new(),
    };
    import::build(import.plans[0].clone(), &wish).plan
}

/// Words without marks, who does it, when.
type Told = (String, Vec<(OwnerRole, Text)>, Option<When>);

/// What a measure says to the eye: its words without marks, who does it, when.
fn told(plan: &Plan) -> Vec<Told> {
    let measure = |measure: &Arc<Measure>| {
        let words = [&measure.title, &measure.text];
        let words = words.into_iter().flat_map(|text| text.as_str().chars());
        let words = words.filter(|c| c.is_alphanumeric()).collect();
        (words, locale::words::owners(plan, plan.language, &measure.owners), measure.when.clone())
    };
    query::measures(plan).iter().map(|m| measure(m)).collect()
}

#[test]
fn measures_come_back_from_an_own_file_with_owners_and_times() {
    // Reports look back, letters are tables: their measures are set in another way.
    let prose = ["business-hall-annual", "security"];
    for template in catalogue().iter().filter(|template| prose.contains(&template.id.as_str())) {
        let plan = filled_for(template, YEAR, None);
        let profile = Profile::of_language(plan.language);
        let documents = [
            (export::docx(&plan, &profile, typesetter().fonts()).unwrap(), Format::Docx),
            (export::markdown(&plan, &profile).into_bytes(), Format::Markdown),
            (export::text(&plan, &profile).into_bytes(), Format::Text),
        ];
        for (bytes, format) in documents {
            let back = import_again(&bytes, format, &template.id);
            let (before, after) = (told(&plan), told(&back));
            for (words, owners, when) in before {
                if owners.is_empty() && when.is_none() {
                    continue;
                }
                let found = after.iter().find(|(other, _, _)| *other == words);
                let found = found.unwrap_or_else(|| panic!("{} {format:?}: {words}", template.id));
                assert_eq!((&found.1, &found.2), (&owners, &when), "{} {format:?}: {words}", template.id);
            }
        }
    }
}

/// The words in front of a measure, without marks, by which it is known again.
fn titles(plan: &Plan) -> Vec<String> {
    let bare = |measure: &&Arc<Measure>| -> String {
        let words = measure.title.as_str();
        words.chars().filter(|c| c.is_alphanumeric()).collect()
    };
    query::measures(plan).iter().map(bare).filter(|title| !title.is_empty()).collect()
}

/// Returns what the measures of a plan say, without marks.
fn said(plan: &Plan) -> String {
    let measures = query::measures(plan);
    let texts = measures.iter().flat_map(|measure| [measure.title.as_str(), measure.text.as_str()]);
    texts.flat_map(str::chars).filter(|c| c.is_alphanumeric()).collect()
}

#[test]
fn the_check_finds_nothing_in_any_period() {
    for template in catalogue() {
        for number in offered(template) {
            let plan = with_actuals(filled_for(template, YEAR, number));
            let found: Vec<String> = check(&plan)
                .iter()
                .map(|finding| format!("{} {}", finding.rule, words(finding, &plan, plan.language).0))
                .collect();
            assert_eq!(found, Vec::<String>::new(), "{} {number:?}", template.id);
        }
    }
}

#[test]
fn every_layout_that_fits_prints_within_its_margins() {
    for template in catalogue() {
        for (index, plan) in documents(template).into_iter().enumerate() {
            let profile = Profile::of_language(plan.language);
            for layout in layouts(&plan) {
                let what = format!("{layout} of {} ({})", template.id, plan.title);
                let wanted = fits(&plan, &layout);
                let pages = match typesetter().arranged(&plan, &profile, &Arrangement::of(layout)) {
                    Ok(pages) => pages,
                    Err(TypesetError::Lack(_)) if !wanted => continue,
                    Err(fault) => panic!("{what}: {fault:?}"),
                };
                assert!(wanted, "{what}: printed without anything to print");
                assert!(!pages.is_empty(), "{what}");
                assert_eq!(pages.missing(), [] as [char; 0], "{what}");
                assert_eq!(pages.warnings(), [] as [String; 0], "{what}");
                assert_eq!(pages.remarks(), [], "{what}");
                // Another period changes days and numbers of a few characters.
                if index == 0 {
                    assert_within(&plan, &pages, &what);
                }
            }
        }
    }
}

#[test]
fn a_form_to_fill_in_by_hand_prints() {
    for template in catalogue() {
        let plan = made(template, YEAR);
        let mut profile = Profile::of_language(plan.language);
        profile.to_fill_in = true;
        let pages = typesetter().pages(&plan, &profile).unwrap();
        assert_eq!(pages.missing(), [] as [char; 0], "{}", template.id);
        assert_eq!(pages.warnings(), [] as [String; 0], "{}", template.id);
        assert_within(&plan, &pages, &template.id);
        show(&plan, &pages, &format!("blank-{}", template.id));
    }
}

#[test]
fn every_format_holds_the_document() {
    let today = NaiveDate::from_ymd_opt(YEAR - 1, 11, 20).unwrap();
    for template in catalogue() {
        let id = &template.id;
        for plan in documents(template) {
            let profile = Profile::of_language(plan.language);
            let pages = typesetter().pages(&plan, &profile).unwrap();
            show(&plan, &pages, id);
            let pdf = export::pdf(&pages, &export::PdfMeta::of(&plan)).unwrap();
            assert!(pdf.starts_with(b"%PDF-"), "{id}");
            for page in 0..pages.len() {
                assert!(export::svg(&pages, page).unwrap().starts_with("<svg"), "{id}");
            }
            assert!(export::png(&pages, 0, 40.0).unwrap().starts_with(b"\x89PNG"), "{id}");

            let wanted = titles(&plan);
            let docx = export::docx(&plan, &profile, typesetter().fonts()).unwrap();
            let texts = [
                (export::markdown(&plan, &profile).into_bytes(), Format::Markdown),
                (export::text(&plan, &profile).into_bytes(), Format::Text),
                (docx, Format::Docx),
            ];
            for (bytes, format) in texts {
                let what = format!("{id} as {format:?}");
                let back = import_again(&bytes, format, &what);
                assert_eq!(back.title, plan.title, "{what}");
                if format == Format::Docx {
                    // A title ends with a full stop there and is read as the measure's first words.
                    let said = said(&back);
                    for title in &wanted {
                        assert!(said.contains(title.as_str()), "{what}: {title} is lost");
                    }
                } else {
                    // The lines where both parties sign a letter look like measures of their own.
                    let mut found = titles(&back);
                    found.retain(|title| wanted.contains(title));
                    assert_eq!(found, wanted, "{what}");
                }
            }

            let book = export::xlsx(&plan, &profile).unwrap();
            let mut archive = zip::ZipArchive::new(Cursor::new(book)).unwrap();
            let mut cells = String::new();
            archive.by_name("xl/sharedStrings.xml").unwrap().read_to_string(&mut cells).unwrap();
            let cells: String = cells.chars().filter(|c| c.is_alphanumeric()).collect();
            for title in &wanted {
                assert!(cells.contains(title.as_str()), "{id}: {title} is in no cell");
            }

            let calendar = export::ics(&plan, &profile, today);
            assert!(calendar.starts_with("BEGIN:VCALENDAR"), "{id}");
            let dated = |measure: &&Arc<Measure>| !matches!(measure.when, None | Some(When::Limit(_)));
            assert!(query::measures(&plan).iter().any(dated), "{id}");
            assert!(calendar.contains("BEGIN:VEVENT") || calendar.contains("BEGIN:VTODO"), "{id}");
        }
    }
}

#[test]
fn plans_for_a_week_or_a_month_name_working_days() {
    let mut days = 0;
    for template in catalogue() {
        if !matches!(template.plan.period, Period::Week(_) | Period::Month(_)) {
            continue;
        }
        for number in offered(template) {
            let plan = filled_for(template, YEAR, number);
            let span = plan.period.span();
            for measure in query::measures(&plan) {
                let day = match &measure.when {
                    Some(When::Span(days)) if days.first() == days.last() => days.first(),
                    Some(When::By(day)) => *day,
                    // In a week nothing comes again but what is done each working day.
                    Some(When::Cadence(cadence)) => {
                        let is_daily = *cadence.every() == Every::WorkingDay;
                        assert!(is_daily || matches!(plan.period, Period::Month(_)), "{}", measure.title);
                        continue;
                    }
                    when => panic!("{}: {when:?}", template.id),
                };
                assert!(span.contains(day), "{}: {day}", template.id);
                assert!(!matches!(day.weekday(), Weekday::Sat | Weekday::Sun), "{}: {day}", template.id);
                days += 1;
            }
        }
    }
    assert!(days > 0, "no plan for a week or a month names a day");
}
