//! Plans of every shape, for laws that hold for all of them.
//!
//! Records are made with the id 0 and links with a random number; [`plan`] then hands out ids and
//! turns each link into one that leads somewhere.

use std::num::{NonZeroU8, NonZeroU16};
use std::sync::Arc;

use chrono::{NaiveDate, Weekday};
use planwright::model::tree::{Node, NodeMut, NodeRef};
use planwright::model::*;
use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;
use rust_decimal::Decimal;

const NO_ID: Id = Id::from_number(0);

/// Any plan that passes [`Plan::validate`].
pub(crate) fn plan() -> BoxedStrategy<Plan> {
    let head = (
        (text(), kind(), prop::sample::select(&Language::ALL[..]), period(), option::of(period())),
        (text(), text(), text(), text(), option::of(date()), prop::sample::select(&PlanStatus::ALL[..])),
        option::of(prop::sample::select(&Numbering::ALL[..])),
    );
    let body = (vec(person(), 0..4), vec(placeholder(), 0..4), vec(part(), 0..5), 1_u64..1000, 0_u64..100);
    (head, body)
        .prop_map(|((first, second, numbering), (people, placeholders, parts, start, gap))| {
            let (title, kind, language, period, reviewed) = first;
            let (unit, department, author, post, date, status) = second;
            let mut plan = Plan {
                title,
                kind,
                language,
                period,
                reviewed,
                unit,
                department,
                author,
                post,
                date,
                status,
                numbering,
                people,
                placeholders,
                parts,
                ids: Counter::starting_at(start),
            };
            hand_out_ids(&mut plan);
            mend_links(&mut plan);
            plan.placeholders.sort_by(|a, b| a.name.cmp(&b.name));
            plan.placeholders.dedup_by(|a, b| a.name == b.name);
            plan.ids = Counter::starting_at(plan.ids.next_number() + gap);
            plan.validate().unwrap();
            plan
        })
        .boxed()
}

fn hand_out_ids(plan: &mut Plan) {
    let mut ids = plan.ids;
    for person in &mut plan.people {
        Arc::make_mut(person).id = PersonId::new(ids.take());
    }
    for part in &mut plan.parts {
        let mut node = Node::Part(part.clone());
        node.renew_ids(&mut ids);
        *part = match node {
            Node::Part(part) => part,
            Node::Section(section) => Part::Section(section),
            other => panic!("a part became {other:?}"),
        };
    }
    plan.ids = ids;
}

fn mend_links(plan: &mut Plan) {
    let people: Vec<PersonId> = plan.people.iter().map(|person| person.id).collect();
    let (mut measures, mut indicators, mut linking) = (Vec::new(), Vec::new(), Vec::new());
    plan.walk(&mut |node| match node {
        NodeRef::Measure(measure) => {
            measures.push(measure.id);
            linking.push(measure.id.id());
        }
        NodeRef::Indicator(indicator) => indicators.push(indicator.id),
        NodeRef::Problem(problem) => linking.push(problem.id.id()),
        NodeRef::ScoreRow(row) => linking.push(row.id.id()),
        _ => {}
    });
    let pick = |number: Id, len: usize| usize::try_from(number.number()).unwrap() % len;
    for id in linking {
        match plan.node_mut(id).unwrap() {
            NodeMut::Measure(measure) => {
                if people.is_empty() {
                    measure.owners.retain(|owner| !matches!(owner.who, Who::Person(_)));
                }
                for owner in &mut measure.owners {
                    if let Who::Person(person) = &mut owner.who {
                        *person = people[pick(person.id(), people.len())];
                    }
                }
                for link in &mut measure.after {
                    *link = measures[pick(link.id(), measures.len())];
                }
            }
            NodeMut::Problem(problem) if measures.is_empty() => problem.answered_by.clear(),
            NodeMut::Problem(problem) => {
                for link in &mut problem.answered_by {
                    *link = measures[pick(link.id(), measures.len())];
                }
            }
            NodeMut::ScoreRow(row) if indicators.is_empty() => row.indicator = None,
            NodeMut::ScoreRow(row) => {
                if let Some(link) = &mut row.indicator {
                    *link = indicators[pick(link.id(), indicators.len())];
                }
            }
            _ => {}
        }
    }
}

/// Words as people write them, with blanks, quotes, and anything else that can be typed.
pub(crate) fn text() -> BoxedStrategy<Text> {
    prop_oneof![
        2 => Just(Text::default()),
        4 => prop::sample::select(vec![
            "全员服务规范与柜面沟通培训",
            "及时率达到 ⟦服务达标率⟧,同比提高 2.5 个百分点",
            "Answer every complaint within 48 hours",
            "“三声服务”:来有迎声、问有答声、走有送声。",
        ])
        .prop_map(Text::from),
        2 => "[ -~]{0,24}".prop_map(|s| Text::new(&s)),
        1 => "[\"\\\\'(){}\\[\\],:#/*\u{27e6}\u{27e7}r]{0,12}".prop_map(|s| Text::new(&s)),
        1 => any::<String>().prop_map(|s| Text::new(&s)),
        1 => (text_words(), placeholder_name()).prop_map(|(words, name)| {
            Text::new(&format!("{words}{}", Text::blank(&name)))
        }),
    ]
    .boxed()
}

fn text_words() -> impl Strategy<Value = &'static str> {
    prop::sample::select(vec!["不少于", "by ", "由", ""])
}

/// Strings that are not texts, such as units, which are kept as they are.
fn string() -> BoxedStrategy<String> {
    prop_oneof![
        Just(String::new()),
        Just("%".to_owned()),
        Just("万元".to_owned()),
        "[ -~]{0,6}",
        any::<String>(),
    ]
    .boxed()
}

/// Any day of the years that plans are about.
pub(crate) fn date() -> BoxedStrategy<NaiveDate> {
    (1900_i32..3000, 1_u32..=366)
        .prop_map(|(year, day)| {
            NaiveDate::from_yo_opt(year, day).unwrap_or_else(|| NaiveDate::from_yo_opt(year, 365).unwrap())
        })
        .boxed()
}

pub(crate) fn decimal() -> BoxedStrategy<Decimal> {
    prop_oneof![
        (-100_000_i64..100_000, 0_u32..4).prop_map(|(digits, scale)| Decimal::new(digits, scale)),
        (any::<i128>(), 0_u32..=28)
            .prop_map(|(digits, scale)| { Decimal::from_i128_with_scale(digits % (1 << 95), scale) }),
    ]
    .boxed()
}

pub(crate) fn weight() -> BoxedStrategy<Weight> {
    (1_i64..=10_000).prop_map(|hundredths| Weight::new(Decimal::new(hundredths, 2)).unwrap()).boxed()
}

fn kind() -> BoxedStrategy<PlanKind> {
    prop::sample::select(PlanKind::ALL).boxed()
}

fn span() -> BoxedStrategy<DateSpan> {
    (date(), date()).prop_map(|(a, b)| DateSpan::new(a.min(b), a.max(b)).unwrap()).boxed()
}

pub(crate) fn period() -> BoxedStrategy<Period> {
    let year = 1900_i32..3000;
    prop_oneof![
        (year.clone(), 1_u32..=52).prop_map(|(y, n)| Period::Week(Week::new(y, n).unwrap())),
        (year.clone(), 1_u32..=12).prop_map(|(y, n)| Period::Month(Month::new(y, n).unwrap())),
        (year.clone(), 1_u32..=4).prop_map(|(y, n)| Period::Quarter(Quarter::new(y, n).unwrap())),
        (year.clone(), 1_u32..=2).prop_map(|(y, n)| Period::HalfYear(Half::new(y, n).unwrap())),
        year.prop_map(|y| Period::Year(YearNumber::new(y).unwrap())),
        span().prop_map(Period::Term),
        span().prop_map(Period::Project),
    ]
    .boxed()
}

pub(crate) fn placeholder_name() -> BoxedStrategy<PlaceholderName> {
    prop_oneof![
        prop::sample::select(vec!["服务达标率", "年份", "unit", "责任人 1"]).prop_map(str::to_owned),
        "[!-~]{1,40}",
    ]
    .prop_map(|name| PlaceholderName::new(&name).unwrap())
    .boxed()
}

pub(crate) fn placeholder() -> BoxedStrategy<Placeholder> {
    let kind = prop_oneof![
        Just(PlaceholderKind::Year),
        Just(PlaceholderKind::Unit),
        Just(PlaceholderKind::Person),
        Just(PlaceholderKind::Date),
        string().prop_map(|unit| PlaceholderKind::Amount { unit }),
        Just(PlaceholderKind::Percentage),
        Just(PlaceholderKind::Free),
    ];
    (placeholder_name(), kind, text()).prop_map(|(name, kind, hint)| Placeholder { name, kind, hint }).boxed()
}

pub(crate) fn person() -> BoxedStrategy<Arc<Person>> {
    (text(), text(), text())
        .prop_map(|(name, post, department)| Person { id: PersonId::new(NO_ID), name, post, department })
        .prop_map(Arc::new)
        .boxed()
}

/// Any part of a plan.
pub(crate) fn part() -> BoxedStrategy<Part> {
    prop_oneof![
        prose().prop_map(Part::Opening),
        section(Section::MAX_LEVELS).prop_map(Part::Section),
        review().prop_map(Part::Review),
        problems().prop_map(Part::Problems),
        scores().prop_map(Part::Scores),
        contract().prop_map(Part::Contract),
        improvement().prop_map(Part::Improvement),
        register().prop_map(Part::Register),
        (text(), paragraphs())
            .prop_map(|(heading, paragraphs)| Attachment { id: part_id(), heading, paragraphs })
            .prop_map(|part| Part::Attachment(Arc::new(part))),
        prose().prop_map(Part::Closing),
        (text(), option::of(date())).prop_map(|(name, on)| Part::SignOff(Arc::new(SignOff {
            id: part_id(),
            name,
            on
        }))),
    ]
    .boxed()
}

fn part_id() -> PartId {
    PartId::new(NO_ID)
}

pub(crate) fn paragraph() -> BoxedStrategy<Paragraph> {
    text().prop_map(|text| Paragraph { id: ParagraphId::new(NO_ID), text }).boxed()
}

fn paragraphs() -> BoxedStrategy<Vec<Paragraph>> {
    vec(paragraph(), 0..3).boxed()
}

fn prose() -> BoxedStrategy<Arc<Prose>> {
    paragraphs().prop_map(|paragraphs| Arc::new(Prose { id: part_id(), paragraphs })).boxed()
}

pub(crate) fn section(levels: usize) -> BoxedStrategy<Arc<Section>> {
    let role = prop_oneof![
        Just(SectionRole::General),
        Just(SectionRole::Service),
        Just(SectionRole::Quality),
        Just(SectionRole::Personnel),
        Just(SectionRole::Business),
        Just(SectionRole::Supervision),
        string().prop_map(SectionRole::Own),
    ];
    (role, text(), items(levels - 1))
        .prop_map(|(role, heading, items)| {
            Arc::new(Section { id: SectionId::new(NO_ID), role, heading, items })
        })
        .boxed()
}

/// What a section or review holds, with sections of so many levels in it.
fn items(levels: usize) -> BoxedStrategy<Vec<Item>> {
    let plain = prop_oneof![
        paragraph().prop_map(Item::Paragraph),
        goal().prop_map(Item::Goal),
        measure(2).prop_map(Item::Measure),
    ];
    if levels == 0 {
        vec(plain, 0..3).boxed()
    } else {
        vec(prop_oneof![3 => plain, 1 => section(levels).prop_map(Item::Section)], 0..4).boxed()
    }
}

pub(crate) fn goal() -> BoxedStrategy<Arc<Goal>> {
    (text(), paragraphs(), vec(indicator(), 0..2), vec(measure(1), 0..2))
        .prop_map(|(text, leads, indicators, measures)| {
            Arc::new(Goal { id: GoalId::new(NO_ID), text, leads, indicators, measures })
        })
        .boxed()
}

/// Any measure, with sub-measures of so many levels in it.
pub(crate) fn measure(levels: u32) -> BoxedStrategy<Arc<Measure>> {
    let inside = if levels == 0 { Just(Vec::new()).boxed() } else { vec(measure(levels - 1), 0..2).boxed() };
    let status = prop_oneof![
        Just(MeasureStatus::Open),
        Just(MeasureStatus::Running),
        Just(MeasureStatus::Done),
        Just(MeasureStatus::Cancelled),
    ];
    let log = (date(), text()).prop_map(|(on, text)| LogEntry { on, text });
    let tick =
        (date(), option::of(date()), text()).prop_map(|(due, done, remark)| Tick { due, done, remark });
    let link = (0_u64..100).prop_map(|number| MeasureId::new(Id::from_number(number)));
    (
        (text(), text(), paragraphs(), inside),
        (vec(owner(), 0..3), option::of(when()), vec(indicator(), 0..2)),
        (text(), option::of(decimal()), text(), text(), vec(link, 0..2), text()),
        (status, 0_u8..=100, vec(log, 0..2), vec(tick, 0..2)),
    )
        .prop_map(|(what, how, needs, state)| {
            let (title, text, paragraphs, measures) = what;
            let (owners, when, indicators) = how;
            let (resources, budget, risk, fallback, after, source) = needs;
            let (status, progress, log, ticks) = state;
            Arc::new(Measure {
                id: MeasureId::new(NO_ID),
                title,
                text,
                paragraphs,
                measures,
                owners,
                when,
                indicators,
                needs: Needs { resources, budget },
                risk: Risk { risk, fallback },
                after,
                source,
                status,
                progress: Progress::new(progress).unwrap(),
                log,
                ticks,
            })
        })
        .boxed()
}

pub(crate) fn owner() -> BoxedStrategy<Owner> {
    let who = prop_oneof![
        (0_u64..100).prop_map(|number| Who::Person(PersonId::new(Id::from_number(number)))),
        text().prop_map(Who::Post),
        text().prop_map(Who::Department),
    ];
    let role = prop_oneof![
        Just(OwnerRole::Responsible),
        Just(OwnerRole::Helps),
        Just(OwnerRole::Approves),
        Just(OwnerRole::Watches),
    ];
    (who, role).prop_map(|(who, role)| Owner { who, role }).boxed()
}

/// Any time of a measure.
pub(crate) fn when() -> BoxedStrategy<When> {
    let count = (1_u16..=999).prop_map(|count| NonZeroU16::new(count).unwrap());
    let unit = prop_oneof![
        Just(LimitUnit::Minute),
        Just(LimitUnit::Hour),
        Just(LimitUnit::Day),
        Just(LimitUnit::WorkingDay),
        Just(LimitUnit::Week),
        Just(LimitUnit::Month),
    ];
    prop_oneof![
        date().prop_map(When::By),
        (1900_i32..3000, 1_u32..=12).prop_map(|(y, n)| When::Month(Month::new(y, n).unwrap())),
        (1900_i32..3000, 1_u32..=4).prop_map(|(y, n)| When::Quarter(Quarter::new(y, n).unwrap())),
        span().prop_map(When::Span),
        (every(), prop_oneof![Just(NonZeroU16::MIN), count.clone()], option::of(date()))
            .prop_map(|(every, times, until)| When::Cadence(Cadence::new(every, times, until).unwrap())),
        Just(When::Limit(Limit::SameDay)),
        (count, unit).prop_map(|(count, unit)| When::Limit(Limit::Within { count, unit })),
        "[^\u{0}]{1,12}".prop_map(When::Unclear),
    ]
    .boxed()
}

fn every() -> BoxedStrategy<Every> {
    let weekday = (0_u8..7).prop_map(|number| Weekday::try_from(number).unwrap());
    let month_day = || (0_u8..=31).prop_map(|day| MonthDay::try_from(day).unwrap());
    prop_oneof![
        Just(Every::Day),
        Just(Every::WorkingDay),
        vec(weekday, 0..4).prop_map(|on| Every::Week { on }),
        Just(Every::TwoWeeks),
        Just(Every::TenDays),
        vec(month_day(), 0..4).prop_map(|on| Every::Month { on }),
        option::of((1_u8..=3, month_day())).prop_map(|on| Every::Quarter { on }),
        option::of((1_u8..=6, month_day())).prop_map(|on| Every::HalfYear { on }),
        option::of((1_u8..=12, 1_u8..=28))
            .prop_map(|on| Every::Year { on: on.map(|(month, day)| YearDay::new(month, day).unwrap()) }),
    ]
    .boxed()
}

fn quantity() -> BoxedStrategy<Quantity> {
    prop_oneof![
        4 => decimal().prop_map(Quantity::Number),
        1 => placeholder_name().prop_map(Quantity::Blank),
    ]
    .boxed()
}

/// Any indicator.
pub(crate) fn indicator() -> BoxedStrategy<Arc<Indicator>> {
    let base = (quantity(), option::of(date())).prop_map(|(value, on)| Base { value, on });
    let target = prop_oneof![
        quantity().prop_map(Target::AtLeast),
        quantity().prop_map(Target::AtMost),
        quantity().prop_map(Target::Exactly),
        (quantity(), quantity()).prop_map(|(low, high)| Target::Within(low, high)),
        date().prop_map(Target::DoneBy),
    ];
    let rule = prop_oneof![Just(SplitRule::Sum), Just(SplitRule::Average), Just(SplitRule::Last)];
    let split =
        (any::<bool>(), rule, vec(option::of(decimal()), 0..=12)).prop_map(|(quarters, rule, shares)| {
            Split { by: if quarters { SplitBy::Quarter } else { SplitBy::Month }, rule, shares }
        });
    let values = (option::of(decimal()), option::of(decimal()), option::of(decimal()), option::of(decimal()));
    let reading = (date(), values, text()).prop_map(|(on, values, remark)| {
        let (value, on_last_year, since_january, share_of_plan) = values;
        Reading { on, value, on_last_year, since_january, share_of_plan, remark }
    });
    (
        (text(), string(), option::of(base), option::of(target), option::of(split)),
        (vec(reading, 0..2), option::of(weight()), text(), text(), text()),
    )
        .prop_map(|((name, unit, base, target, split), (readings, weight, standard, formula, source))| {
            let id = IndicatorId::new(NO_ID);
            Indicator { id, name, unit, base, target, split, readings, weight, standard, formula, source }
        })
        .prop_map(Arc::new)
        .boxed()
}

fn review() -> BoxedStrategy<Arc<Review>> {
    (text(), items(0), vec(indicator(), 0..2))
        .prop_map(|(heading, items, results)| Arc::new(Review { id: part_id(), heading, items, results }))
        .boxed()
}

fn problems() -> BoxedStrategy<Arc<Problems>> {
    let link = (0_u64..100).prop_map(|number| MeasureId::new(Id::from_number(number)));
    let problem =
        (text(), text(), text(), vec(link, 0..2)).prop_map(|(text, cause, countermeasure, answered_by)| {
            Problem { id: part_id(), text, cause, countermeasure, answered_by }
        });
    (text(), paragraphs(), vec(problem, 0..3))
        .prop_map(|(heading, leads, problems)| Arc::new(Problems { id: part_id(), heading, leads, problems }))
        .boxed()
}

fn scores() -> BoxedStrategy<Arc<ScoreTable>> {
    let link = (0_u64..100).prop_map(|number| IndicatorId::new(Id::from_number(number)));
    let row = (option::of(link), text(), option::of(weight()), text(), option::of(decimal())).prop_map(
        |(indicator, name, weight, standard, score)| ScoreRow {
            id: part_id(),
            indicator,
            name,
            weight,
            standard,
            score,
        },
    );
    let band = (decimal(), decimal()).prop_map(|(from, coefficient)| CoefficientBand { from, coefficient });
    (text(), vec(row, 0..3), vec(band, 0..3), paragraphs())
        .prop_map(|(heading, rows, coefficients, pay)| {
            Arc::new(ScoreTable { id: part_id(), heading, rows, coefficients, pay })
        })
        .boxed()
}

fn contract() -> BoxedStrategy<Arc<Contract>> {
    let party = || (text(), text(), text()).prop_map(|(name, post, person)| Party { name, post, person });
    let red_line =
        (text(), text()).prop_map(|(text, consequence)| RedLine { id: part_id(), text, consequence });
    let copies = option::of((1_u8..=9).prop_map(|copies| NonZeroU8::new(copies).unwrap()));
    (
        (text(), party(), party(), option::of(span())),
        (paragraphs(), vec(red_line, 0..3), paragraphs(), copies),
    )
        .prop_map(|((heading, first, second, term), (duties, red_lines, clauses, copies))| {
            let id = part_id();
            Arc::new(Contract { id, heading, first, second, term, duties, red_lines, clauses, copies })
        })
        .boxed()
}

fn improvement() -> BoxedStrategy<Arc<Improvement>> {
    let at = prop_oneof![Just(CauseAt::Employee), Just(CauseAt::Manager), Just(CauseAt::Surroundings)];
    let cause = (at, text()).prop_map(|(at, text)| Cause { id: part_id(), at, text });
    let gap = (text(), text(), option::of(quantity()), string())
        .prop_map(|(required, actual, difference, unit)| Gap { required, actual, difference, unit });
    let cycle = (1_u8..=9).prop_map(|cycle| NonZeroU8::new(cycle).unwrap());
    (
        (text(), text(), text(), cycle, gap),
        (vec(cause, 0..3), text(), paragraphs(), vec(measure(1), 0..2), paragraphs()),
    )
        .prop_map(|((heading, employee, manager, cycle, gap), (causes, worth, methods, steps, follow_up))| {
            let id = part_id();
            Improvement {
                id,
                heading,
                employee,
                manager,
                cycle,
                gap,
                causes,
                worth,
                methods,
                steps,
                follow_up,
            }
        })
        .prop_map(Arc::new)
        .boxed()
}

fn register() -> BoxedStrategy<Arc<Register>> {
    (0_usize..5)
        .prop_flat_map(|columns| {
            let row = vec(text(), columns).prop_map(|cells| RegisterRow { id: part_id(), cells });
            (text(), vec(text(), columns), vec(row, 0..3))
        })
        .prop_map(|(heading, columns, rows)| Arc::new(Register { id: part_id(), heading, columns, rows }))
        .boxed()
}
