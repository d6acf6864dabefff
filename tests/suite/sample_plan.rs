//! A complete plan to print: three lines of work with goals, measures and indicators.

use std::num::NonZeroU16;
use std::sync::Arc;

use chrono::{NaiveDate, Weekday};
use planwright::model::{
    Attachment, Base, Cadence, CauseAt, CoefficientBand, Contract, DateSpan, Every, Gap, Goal, GoalId, Id,
    Improvement, Indicator, IndicatorId, Item, Language, Limit, LimitUnit, Measure, MeasureId, Month,
    MonthDay, Owner, OwnerRole, Paragraph, ParagraphId, Part, PartId, Party, Period, Person, PersonId,
    Placeholder, PlaceholderKind, PlaceholderName, Plan, Problem, Problems, Prose, Quantity, Quarter,
    Reading, RedLine, Register, RegisterRow, Review, ScoreRow, ScoreTable, Section, SectionId, SectionRole,
    SignOff, Target, Text, Weight, When, Who, YearNumber,
};
use rust_decimal::Decimal;

/// Gives records their ids.
#[derive(Default)]
pub(crate) struct Maker {
    plan: Option<Plan>,
}

impl Maker {
    pub(crate) fn new(language: Language) -> Self {
        Self { plan: Some(Plan::empty(language, Period::Year(YearNumber::new(2027).unwrap()))) }
    }

    pub(crate) fn plan(&mut self) -> &mut Plan {
        self.plan.as_mut().unwrap()
    }

    pub(crate) fn done(mut self) -> Plan {
        let plan = self.plan.take().unwrap();
        plan.validate().unwrap();
        plan
    }

    pub(crate) fn id(&mut self) -> Id {
        self.plan().ids.take()
    }

    pub(crate) fn person(&mut self, name: &str, post: &str) -> PersonId {
        let id = PersonId::new(self.id());
        let person = Person { id, name: name.into(), post: post.into(), department: Text::default() };
        self.plan().people.push(Arc::new(person));
        id
    }

    pub(crate) fn paragraph(&mut self, text: &str) -> Paragraph {
        Paragraph { id: ParagraphId::new(self.id()), text: text.into() }
    }

    pub(crate) fn indicator(
        &mut self,
        name: &str,
        unit: &str,
        base: Option<&str>,
        target: Target,
    ) -> Arc<Indicator> {
        let mut indicator = Indicator::new(IndicatorId::new(self.id()), name.into());
        unit.clone_into(&mut indicator.unit);
        indicator.base = base.map(|value| Base { value: number(value), on: None });
        indicator.target = Some(target);
        Arc::new(indicator)
    }

    pub(crate) fn measure(
        &mut self,
        title: &str,
        text: &str,
        owners: &[PersonId],
        when: impl Into<Option<When>>,
    ) -> Arc<Measure> {
        let mut measure = Measure::new(MeasureId::new(self.id()), text.into());
        measure.title = title.into();
        measure.owners =
            owners.iter().map(|id| Owner { who: Who::Person(*id), role: OwnerRole::Responsible }).collect();
        measure.when = when.into();
        Arc::new(measure)
    }

    pub(crate) fn goal(
        &mut self,
        text: &str,
        indicators: Vec<Arc<Indicator>>,
        measures: Vec<Arc<Measure>>,
    ) -> Item {
        let id = GoalId::new(self.id());
        Item::Goal(Arc::new(Goal { id, text: text.into(), leads: Vec::new(), indicators, measures }))
    }

    pub(crate) fn section(&mut self, role: SectionRole, heading: &str, items: Vec<Item>) -> Arc<Section> {
        Arc::new(Section { id: SectionId::new(self.id()), role, heading: heading.into(), items })
    }

    pub(crate) fn part_id(&mut self) -> PartId {
        PartId::new(self.id())
    }
}

pub(crate) fn day(month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(2027, month, day).unwrap()
}

pub(crate) fn number(value: &str) -> Quantity {
    Quantity::Number(decimal(value))
}

pub(crate) fn decimal(value: &str) -> Decimal {
    value.parse().unwrap()
}

fn every(beat: Every) -> When {
    When::Cadence(Cadence::new(beat, NonZeroU16::MIN, None).unwrap())
}

fn by(month: u32, date: u32) -> When {
    When::By(day(month, date))
}

/// The plan of a business hall for a year, as it is handed in: seventeen measures, ten indicators.
pub(crate) fn hall_plan() -> Plan {
    let mut make = Maker::new(Language::ZhCn);
    {
        let plan = make.plan();
        plan.title = "江北支行营业厅2027年度工作计划".into();
        plan.unit = "江北支行营业厅".into();
        plan.author = "王芳".into();
        plan.date = NaiveDate::from_ymd_opt(2026, 12, 8);
        plan.placeholders.push(Placeholder {
            name: PlaceholderName::new("专窗数").unwrap(),
            kind: PlaceholderKind::Amount { unit: "个".into() },
            hint: Text::default(),
        });
    }
    let wang = make.person("王芳", "营业厅主任");
    let chen = make.person("陈晓", "柜员组长");
    let zhao = make.person("赵磊", "客户经理");
    let li = make.person("李建国", "会计主管");
    let sun = make.person("孙丽", "授权员");

    let opening = Prose {
        id: make.part_id(),
        paragraphs: vec![make.paragraph(
            "2027年，营业厅以“客户少等、柜台少错、岗位有备”为总要求，从服务、质量、队伍三个方面安排全年工作，计划如下。",
        )],
    };

    // Service.
    let lead =
        make.paragraph("去年客户反映最多的是排队久、填单多。今年先把等候时间降下来，再把满意度提上去。");
    let waiting = make.indicator("平均等候时长", "分钟", Some("11.6"), Target::AtMost(number("8")));
    let first = make.measure(
        "高峰弹性开窗",
        "每月发薪日和节假日前后加开两个现金窗口，排队超过十五人时机动岗立即到位。",
        &[wang, chen],
        every(Every::Month { on: vec![MonthDay::new(10).unwrap(), MonthDay::new(25).unwrap()] }),
    );
    let second = make.measure(
        "厅堂分流到位",
        "机具能办的业务不进柜台，闭厅后登记当天分流笔数。",
        &[wang],
        every(Every::Day),
    );
    let mut third = Measure::clone(&make.measure(
        "适老服务专窗",
        "设立⟦专窗数⟧专窗，配齐老花镜、轮椅和大字版填单样张，并安排专人陪同办理。",
        &[chen],
        by(3, 31),
    ));
    third.owners.push(Owner { who: Who::Person(wang), role: OwnerRole::Helps });
    let shorter = make.goal("客户等候时长明显下降", vec![waiting], vec![first, second, Arc::new(third)]);
    let content = make.indicator("客户满意度", "%", Some("96.4"), Target::AtLeast(number("98")));
    let complaints = make.indicator("有效投诉", "件", Some("7"), Target::AtMost(number("3")));
    let mut asked =
        Measure::clone(&make.measure("首问负责到底", "谁先接待，谁跟到办结，不中途转手。", &[], None));
    asked.owners.push(Owner { who: Who::Post("全体柜员".into()), role: OwnerRole::Responsible });
    asked.when = Some(When::Unclear("尽快".into()));
    let answered = make.measure(
        "投诉限时回应",
        "接到投诉两小时内联系客户，五个工作日内给出处理结果。",
        &[wang],
        Some(When::Limit(Limit::within(2, LimitUnit::Hour).unwrap())),
    );
    let visits = make.measure(
        "代发单位走访",
        "每季度走访代发单位和商户十户以上，意见逐条登记、逐条回复。",
        &[zhao],
        every(Every::Quarter { on: None }),
    );
    let liked =
        make.goal("客户满意度稳步提升", vec![content, complaints], vec![Arc::new(asked), answered, visits]);
    let service = make.section(
        SectionRole::Service,
        "让客户少等、少跑、少填",
        vec![Item::Paragraph(lead), shorter, liked],
    );

    // Quality.
    let lead = make.paragraph("去年的差错集中在对公凭证和大额现金两类业务，今年从复核和交接两头收紧。");
    let errors = make.indicator("柜面差错率", "万分之", Some("1.3"), Target::AtMost(number("0.8")));
    let first = make.measure(
        "日终逐笔复核",
        "大额现金和对公业务当日逐笔复核，差错当日更正、当日登记。",
        &[li],
        every(Every::WorkingDay),
    );
    let second = make.measure(
        "差错周例会",
        "每周五用半小时讲一周差错，讲清原因和改法。",
        &[li],
        every(Every::Week { on: vec![Weekday::Fri] }),
    );
    let third = make.measure(
        "对公账户年检",
        "按清单逐户核对资料，上半年全部完成。",
        &[sun],
        Some(When::Span(DateSpan::new(day(1, 1), day(6, 30)).unwrap())),
    );
    let fewer = make.goal("核算差错持续压降", vec![errors], vec![first, second, third]);
    let mended = make.indicator("检查发现的问题整改率", "%", None, Target::Exactly(number("100")));
    let drills = make.indicator("应急演练", "次", None, Target::AtLeast(number("4")));
    let first = make.measure(
        "每月自查",
        "对照清单查重要空白凭证、印章和现金，查出问题三日内整改。",
        &[li],
        every(Every::Month { on: vec![MonthDay::new(25).unwrap()] }),
    );
    let mut second = Measure::clone(&make.measure(
        "应急演练",
        "防抢、消防、系统中断、客户突发疾病各演练一次，演练后两天内复盘。",
        &[wang],
        every(Every::Quarter { on: Some((3, MonthDay::LAST)) }),
    ));
    second.needs.resources = "消防器材、急救箱和备用发电机".into();
    second.needs.budget = Some(decimal("6000"));
    second.risk.risk = "演练与营业时间冲突".into();
    second.risk.fallback = "改在周六上午闭门进行".into();
    second.source = "《营业场所安全管理办法》".into();
    let mut third = Measure::clone(&make.measure(
        "客户身份信息补录",
        "存量客户身份信息缺项分两批补齐，高风险客户先补。",
        &[sun],
        by(9, 30),
    ));
    third.measures = vec![
        make.measure(
            "",
            "第一批补录高风险和大额客户，逐户电话联系。",
            &[sun],
            Some(When::Month(Month::new(2027, 3).unwrap())),
        ),
        make.measure(
            "",
            "第二批补录其余客户，到店时当面补齐。",
            &[chen],
            Some(When::Quarter(Quarter::new(2027, 3).unwrap())),
        ),
    ];
    let closed =
        make.goal("风险排查不留死角", vec![mended, drills], vec![first, Arc::new(second), Arc::new(third)]);
    let quality =
        make.section(SectionRole::Quality, "把差错挡在柜台之内", vec![Item::Paragraph(lead), fewer, closed]);

    // Personnel.
    let tested = make.indicator("岗位技能测试达标率", "%", Some("88"), Target::AtLeast(number("95")));
    let licensed = make.indicator("理财资格持证人数", "人", Some("4"), Target::AtLeast(number("7")));
    let first = make.measure(
        "每日一题",
        "晨会抽一题、讲一题，内容取自当周新制度和上周差错。",
        &[chen],
        every(Every::WorkingDay),
    );
    let second = make.measure(
        "季度技能测试",
        "点钞、录入、识假三项逐人过关，不达标的一个月内补测。",
        &[chen],
        every(Every::Quarter { on: None }),
    );
    let third = make.measure(
        "资格考试备考",
        "为报考人员排出每周两小时的复习时间，集中请人讲两次。",
        &[zhao],
        by(10, 31),
    );
    let able = make.goal("岗位技能全员达标", vec![tested, licensed], vec![first, second, third]);
    let doubled = make.indicator("关键岗位AB角覆盖率", "%", None, Target::Exactly(number("100")));
    let rotated = make.indicator("岗位轮换方案", "", None, Target::DoneBy(day(2, 28)));
    let first = make.measure(
        "AB角互备",
        "授权、库管、大堂三个岗位各定一名替岗人，每月实地替岗一天。",
        &[wang, sun],
        every(Every::Month { on: vec![] }),
    );
    let second = make.measure(
        "新员工带教",
        "新入行柜员由组长一对一带教三个月，满月、满三个月各考核一次。",
        &[chen],
        None,
    );
    let ready = make.goal("关键岗位有人可替", vec![doubled, rotated], vec![first, second]);
    let staff = make.section(SectionRole::Personnel, "人人过关、岗岗有备", vec![able, ready]);

    let closing = Prose {
        id: make.part_id(),
        paragraphs: vec![
            make.paragraph("本计划按季检查，执行情况随季度例会通报；需要调整的事项报支行同意后修订。"),
        ],
    };
    let sign_off = SignOff { id: make.part_id(), name: Text::default(), on: None };
    make.plan().parts = vec![
        Part::Opening(Arc::new(opening)),
        Part::Section(service),
        Part::Section(quality),
        Part::Section(staff),
        Part::Closing(Arc::new(closing)),
        Part::SignOff(Arc::new(sign_off)),
    ];
    make.done()
}

/// A plan with one part of every kind.
pub(crate) fn plan_of_every_kind(language: Language) -> Plan {
    let zh = language == Language::ZhCn;
    let t = |chinese: &'static str, english: &'static str| if zh { chinese } else { english };
    let mut make = Maker::new(language);
    {
        let plan = make.plan();
        plan.title = t("2027年零售业务责任书及考核办法", "Retail Business 2027: Plan and Agreement").into();
        plan.unit = t("清河分理处", "Qinghe Office").into();
        plan.date = NaiveDate::from_ymd_opt(2027, 1, 5);
    }
    let wang = make.person(t("王芳", "Wang Fang"), "");
    let opening = Prose {
        id: make.part_id(),
        paragraphs: vec![make.paragraph(t(
            "根据全行零售工作会议要求，结合本处实际，制定本办法。",
            "This plan follows the retail conference and sets out what our office will do in 2027.",
        ))],
    };
    let deposits = {
        let mut indicator = Indicator::clone(&make.indicator(
            t("储蓄存款日均增量", "Growth of savings deposits"),
            t("万元", "thousand yuan"),
            Some("1850"),
            Target::AtLeast(number("2400")),
        ));
        indicator.weight = Some(Weight::new(decimal("60")).unwrap());
        indicator.standard = t(
            "完成计划得满分，每差一个百分点扣2分，扣完为止；超额部分每超一个百分点加1分，最多加5分。",
            "Full points when the plan is reached; 2 points less for each percent below it.",
        )
        .into();
        indicator.readings.push(Reading {
            on: day(12, 31),
            value: Some(decimal("2210")),
            on_last_year: Some(decimal("360")),
            since_january: None,
            share_of_plan: Some(decimal("92.1")),
            remark: Text::default(),
        });
        Arc::new(indicator)
    };
    let faults = {
        let mut indicator = Indicator::clone(&make.indicator(
            t("重大差错", "Grave errors"),
            t("件", "cases"),
            None,
            Target::AtMost(number("0")),
        ));
        indicator.readings.push(Reading {
            on: day(12, 31),
            value: Some(decimal("0")),
            on_last_year: Some(decimal("-1")),
            since_january: None,
            share_of_plan: None,
            remark: Text::default(),
        });
        Arc::new(indicator)
    };
    let review_paragraph = make.paragraph(t(
        "去年存款增量未完成计划，主要是代发单位流失两户；重大差错为零，好于前年。",
        "Deposits fell short of the plan since two employers left; there was no grave error.",
    ));
    let review = Review {
        id: make.part_id(),
        heading: t("上年工作回顾", "The past year").into(),
        items: vec![Item::Paragraph(review_paragraph)],
        results: vec![deposits, faults],
    };
    let growth = make.indicator(
        t("储蓄存款日均余额", "Savings deposits"),
        t("万元", "thousand yuan"),
        Some("20000"),
        Target::Within(number("22000"), number("24000")),
    );
    let growth_id = growth.id;
    let mut measure = Measure::clone(&make.measure(
        t("代发单位回访", "Visits to employers"),
        t(
            "逐户回访代发单位，流失的两户由主任上门",
            "Every employer is visited; the head sees the two that left",
        ),
        &[wang],
        by(6, 30),
    ));
    measure
        .paragraphs
        .push(make.paragraph(t("回访结果当周录入台账。", "Results are recorded within the week.")));
    let measure = Arc::new(measure);
    let answer = measure.id;
    let goal = make.goal(t("存款稳定增长", "Deposits grow steadily"), vec![growth], vec![measure]);
    let loose = make.measure(
        "",
        t("每天晨会通报上日业绩。", "Yesterday's figures are told every morning."),
        &[],
        every(Every::Day),
    );
    let inner =
        make.section(SectionRole::General, t("日常管理", "Daily routine"), vec![Item::Measure(loose)]);
    let innermost_measure = make.measure("", t("台账专人保管。", "The ledger has a keeper."), &[], None);
    let innermost =
        make.section(SectionRole::General, t("台账", "Ledger"), vec![Item::Measure(innermost_measure)]);
    let mut inner = Section::clone(&inner);
    inner.items.push(Item::Section(innermost));
    let section = make.section(
        SectionRole::Business,
        t("主要措施", "What will be done"),
        vec![goal, Item::Section(Arc::new(inner))],
    );
    let problems = Problems {
        id: make.part_id(),
        heading: t("存在问题与对策", "Problems and answers").into(),
        leads: vec![make.paragraph(t("对照去年情况，主要问题有两个。", "There are two problems."))],
        problems: vec![
            Problem {
                id: make.part_id(),
                text: t("代发单位流失。", "Employers leave.").into(),
                cause: t("日常走访少，对方需求变化不掌握。", "They were rarely visited.").into(),
                countermeasure: t("建立走访台账，按季回访", "They are visited every quarter").into(),
                answered_by: vec![answer],
            },
            Problem {
                id: make.part_id(),
                text: t("晨会流于形式。", "The morning meeting is a formality.").into(),
                cause: Text::default(),
                countermeasure: Text::default(),
                answered_by: vec![answer],
            },
        ],
    };
    let score_row = |make: &mut Maker, indicator, name: &'static str, weight: &str| ScoreRow {
        id: make.part_id(),
        indicator,
        name: name.into(),
        weight: Some(Weight::new(decimal(weight)).unwrap()),
        standard: t(
            "完成计划得满分，每差一个百分点扣2分，扣完为止。",
            "Full points when reached; 2 points less for each percent below.",
        )
        .into(),
        score: None,
    };
    let scores = ScoreTable {
        id: make.part_id(),
        heading: t("考核评分", "Scores").into(),
        rows: vec![
            score_row(&mut make, Some(growth_id), "", "60"),
            score_row(&mut make, None, t("服务质量", "Service"), "25"),
            score_row(&mut make, None, t("内控合规", "Compliance"), "15"),
        ],
        coefficients: [("95", "1.2"), ("85", "1.0"), ("70", "0.8")]
            .map(|(from, by)| CoefficientBand { from: decimal(from), coefficient: decimal(by) })
            .to_vec(),
        pay: vec![make.paragraph(t("季度绩效按考核系数发放，年终清算。", "Pay follows the coefficient."))],
    };
    let contract = Contract {
        id: make.part_id(),
        heading: t("目标责任", "Agreement").into(),
        first: Party {
            name: t("城东支行", "East Branch").into(),
            post: t("行长", "President").into(),
            person: t("刘洋", "Liu Yang").into(),
        },
        second: Party {
            name: t("清河分理处", "Qinghe Office").into(),
            post: t("主任", "Head").into(),
            person: t("王芳", "Wang Fang").into(),
        },
        term: Some(DateSpan::new(day(1, 1), day(12, 31)).unwrap()),
        duties: vec![
            make.paragraph(t("完成本办法所列各项指标。", "Reach the targets of this plan.")),
            make.paragraph(t("每季度末向甲方报告进度。", "Report at the end of every quarter.")),
        ],
        red_lines: vec![RedLine {
            id: make.part_id(),
            text: t("不得高息揽储", "No deposits are bought with undue interest").into(),
            consequence: t("扣发当季绩效，取消评先资格", "the quarter's bonus is lost").into(),
        }],
        clauses: vec![make.paragraph(t("未尽事宜由双方协商。", "Anything else is settled by talk."))],
        copies: std::num::NonZeroU8::new(2),
    };
    let step =
        make.measure("", t("每周跟班学习两次。", "Learn beside a colleague twice a week."), &[wang], None);
    let improvement = Improvement {
        id: make.part_id(),
        heading: t("员工绩效改进", "Improvement").into(),
        employee: t("周敏", "Zhou Min").into(),
        manager: t("王芳", "Wang Fang").into(),
        cycle: std::num::NonZeroU8::new(1).unwrap(),
        gap: Gap {
            required: t("月均营销30户", "30 new clients a month").into(),
            actual: t("上季月均18户", "18 new clients a month").into(),
            difference: Some(number("12")),
            unit: t("户", "clients").into(),
        },
        causes: vec![planwright::model::Cause {
            id: make.part_id(),
            at: CauseAt::Employee,
            text: t("产品不熟，开口少。", "Knows the products too little.").into(),
        }],
        worth: t("该岗位缺人，改进价值高。", "The post is hard to fill.").into(),
        methods: vec![make.paragraph(t("跟班学习。", "Learning beside a colleague."))],
        steps: vec![step],
        follow_up: vec![make.paragraph(t("每月面谈一次。", "A talk every month."))],
    };
    let columns = [t("时间", "Time"), t("内容", "Subject"), t("参加人员", "For whom"), t("主讲", "Speaker")];
    let mut rows = Vec::new();
    for month in 1..=12 {
        let cells = if zh {
            [
                format!("{month}月"),
                "反洗钱、消费者权益保护和新产品知识".to_owned(),
                "全员".to_owned(),
                "王芳".to_owned(),
            ]
        } else {
            [
                format!("Month {month}"),
                "Money laundering, consumer protection and new products".to_owned(),
                "All".to_owned(),
                "Wang Fang".to_owned(),
            ]
        };
        rows.push(RegisterRow { id: make.part_id(), cells: cells.map(|c| Text::new(&c)).to_vec() });
    }
    let register = Register {
        id: make.part_id(),
        heading: t("培训安排", "Training").into(),
        columns: columns.map(Text::from).to_vec(),
        rows,
    };
    let attachments = [
        (
            t("2027年零售业务分季度任务分解表", "Targets by quarter"),
            t("各季度任务按全年的四分之一分解，第四季度补足。", "A quarter each."),
        ),
        (
            t("代发单位走访登记表、意见登记表及办结情况反馈表填写样式", "Forms for visits"),
            t("走访后当日填写。", "To be filled in on the day."),
        ),
    ]
    .map(|(name, text)| Attachment {
        id: make.part_id(),
        heading: name.into(),
        paragraphs: vec![make.paragraph(text)],
    });
    let closing = Prose {
        id: make.part_id(),
        paragraphs: vec![make.paragraph(t("本办法自印发之日起执行。", "It holds from today."))],
    };
    let sign_off =
        SignOff { id: make.part_id(), name: t("清河分理处", "Qinghe Office").into(), on: None };
    let mut parts = vec![
        Part::Opening(Arc::new(opening)),
        Part::Review(Arc::new(review)),
        Part::Section(section),
        Part::Problems(Arc::new(problems)),
        Part::Scores(Arc::new(scores)),
        Part::Contract(Arc::new(contract)),
        Part::Improvement(Arc::new(improvement)),
        Part::Register(Arc::new(register)),
    ];
    parts.extend(attachments.map(|attachment| Part::Attachment(Arc::new(attachment))));
    parts.push(Part::Closing(Arc::new(closing)));
    parts.push(Part::SignOff(Arc::new(sign_off)));
    make.plan().parts = parts;
    make.done()
}
