//! Times and indicators as people write them: what is read, what is refused and why, and that what
//! is printed is read as itself.

use chrono::NaiveDate;
use planwright::locale::{Frame, IndicatorFault, TimeFault, read_indicator, read_time, read_when, words};
use planwright::model::*;
use proptest::prelude::*;
use rust_decimal::Decimal;

use crate::arbitrary;

/// A plan for 2027, written on Friday, 20 November 2026.
fn frame() -> Frame {
    Frame { year: 2027, today: NaiveDate::from_ymd_opt(2026, 11, 20) }
}

fn read(text: &str) -> Result<String, TimeFault> {
    read_time(text, frame()).map(|when| words::when(Language::ZhCn, &when, Some(2027)))
}

#[test]
fn people_write_times_in_many_more_ways() {
    for (text, wanted) in [
        ("二季度末", "6月30日前"),
        ("二季末前", "6月30日前"),
        ("上半年底", "6月30日前"),
        ("年内", "12月31日前"),
        ("2028年内", "2028年12月31日前"),
        ("年底前完成", "12月31日前"),
        ("于6月30日前完成", "6月30日前"),
        ("截至6月底", "6月30日前"),
        ("最迟6月30日", "6月30日前"),
        ("6月30日之前", "6月30日前"),
        ("6月份", "6月"),
        ("6月份底", "6月30日前"),
        ("6月内", "6月"),
        ("一季度内", "一季度"),
        ("二季", "二季度"),
        ("第3周", "1月18日至24日"),
        ("2027-06", "6月"),
        ("每季度末", "每季度末"),
        ("每半年一次", "每半年"),
        ("一周两次", "每周2次"),
        ("按季度", "每季度"),
        ("每周一、三", "每周一、周三"),
        ("每周一三五", "每周一、周三、周五"),
        ("10个工作日内", "10个工作日内"),
        ("24小时之内", "24小时内"),
        ("半小时内", "30分钟内"),
        ("当日办结", "当日"),
        ("3—5月", "3月至5月"),
        ("3-5月", "3月至5月"),
        ("6月1日-6月20日", "6月1日至20日"),
        ("一至三季度", "1月至9月"),
        ("一季度至三季度", "1月至9月"),
        ("自3月起", "3月至12月"),
        ("11月至次年2月", "11月至2028年2月"),
        ("下周五", "2026年11月27日前"),
        ("下星期五前", "2026年11月27日前"),
        ("本周五", "2026年11月20日前"),
        ("周三前", "2026年11月25日前"),
        ("下周", "2026年11月23日至29日"),
        ("本月底", "2026年11月30日前"),
        ("下个月", "2026年12月"),
        ("下月10日", "2026年12月10日前"),
        ("下季度末", "3月31日前"),
        ("明年3月", "3月"),
        ("今年底", "2026年12月31日前"),
        ("本年6月底", "6月30日前"),
        ("10天后", "2026年11月30日前"),
        ("明天", "2026年11月21日前"),
        ("within two hours", "2小时内"),
        ("within 24h", "24小时内"),
        ("from March to May", "3月至5月"),
        ("Q1 to Q3", "1月至9月"),
        ("by the end of June", "6月30日前"),
        ("no later than 30 June", "6月30日前"),
        ("end of Q2", "6月30日前"),
        ("end of the second quarter", "6月30日前"),
        ("by year end", "12月31日前"),
        ("second half of the year", "7月至12月"),
        ("from March onwards", "3月至12月"),
        ("every Monday and Thursday", "每周一、周四"),
        ("on Fridays", "每周五"),
        ("every other week", "每两周"),
        ("at the end of every quarter", "每季度末"),
        ("every month on the 25th", "每月25日"),
        ("next Friday", "2026年11月27日前"),
        ("Friday", "2026年11月20日前"),
        ("by Monday", "2026年11月23日前"),
        ("end of next month", "2026年12月31日前"),
        ("in three days", "2026年11月23日前"),
        ("in March", "3月"),
    ] {
        assert_eq!(read(text).as_deref(), Ok(wanted), "{text}");
    }
}

#[test]
fn a_time_that_cannot_be_is_told_from_no_time() {
    for (text, wanted) in [
        ("2月30日", "2月30日"),
        ("13月", "13月"),
        ("13月底", "13月"),
        ("0月5日", "0月"),
        ("6月31日前完成", "6月31日"),
        ("每月32日", "32日"),
        ("五季度", "五季度"),
        ("第60周", "第60周"),
        ("每周八", "周八"),
        ("2027-02-30", "2027-02-30"),
        ("3月至13月", "13月"),
        ("31 June", "31 June"),
        ("Q5", "Q5"),
    ] {
        assert_eq!(read(text), Err(TimeFault::NoSuch { said: wanted.to_owned() }), "{text}");
    }
    for text in
        ["5月至3月", "5至3月", "6月20日至6月1日", "6月20日至1日", "三季度至一季度", "from May to March"]
    {
        assert_eq!(read(text), Err(TimeFault::Backwards), "{text}");
    }
    for text in ["尽快", "适时", "", "每", "soon", "as soon as possible", "3个月", "周", "月"] {
        assert_eq!(read(text), Err(TimeFault::Unclear), "{text}");
    }
    assert_eq!(
        read_time("下周五", Frame { year: 2027, today: None }),
        Err(TimeFault::NoToday),
        "nothing is counted from a day that nobody told"
    );
    assert_eq!(read_time("2月29日", Frame { year: 2028, today: None }).map(|_| ()), Ok(()), "a leap year");
}

/// The figures of a line as the line form writes them.
fn figures(text: &str) -> Result<String, IndicatorFault> {
    read_indicator(text, 2027)
        .map(|line| words::indicator(Language::ZhCn, &indicator(line), Some(2027)).to_string())
}

fn indicator(line: planwright::locale::IndicatorLine) -> Indicator {
    let mut indicator = Indicator::new(IndicatorId::new(Id::from_number(1)), line.name);
    indicator.unit = line.unit;
    indicator.base = line.base;
    indicator.target = line.target;
    indicator.weight = line.weight;
    indicator
}

#[test]
fn people_write_indicators_in_many_ways() {
    for (text, wanted) in [
        ("客户满意度 ≥95% 基数93%", "客户满意度 ≥95% 基数93%"),
        ("客户满意度≥95％，基数93％", "客户满意度 ≥95% 基数93%"),
        ("投诉量 ≤3件 基数12件（2026年）", "投诉量 ≤3件 基数12件（2026年）"),
        ("投诉量 ≤3件 基数12件（2026年6月30日）", "投诉量 ≤3件 基数12件（2026年6月30日）"),
        ("投诉量 基数12件 不超过3件 权重10%", "投诉量 ≤3件 基数12件 权重10%"),
        ("客户满意度不低于95%", "客户满意度 ≥95%"),
        ("存款余额达到1.2亿元", "存款余额 ≥1.2亿元"),
        ("客户满意度达到98%以上", "客户满意度 ≥98%"),
        ("平均等候时长由11.6分钟降到8分钟以内", "平均等候时长 ≤8分钟 基数11.6分钟"),
        ("有效投诉控制在3件以内", "有效投诉 ≤3件"),
        ("等候时长 8至10分钟", "等候时长 8至10分钟"),
        ("库存现金占比 95%—98%", "库存现金占比 95%至98%"),
        ("备付率介于5%和8%之间", "备付率 5%至8%"),
        ("差错率 ≤万分之0.8", "差错率 ≤万分之0.8"),
        ("持证率 = 100%", "持证率 =100%"),
        ("持证率 100%", "持证率 =100%"),
        ("投诉量下降20%", "投诉量降幅 ≥20%"),
        ("投诉量下降20%以上 基数10件", "投诉量 ≤8件 基数10件"),
        ("存款增长10% 基数2亿元", "存款 ≥2.2亿元 基数2亿元"),
        ("新系统上线 6月底前完成", "新系统上线 6月30日前完成"),
        ("新系统6月30日前完成", "新系统 6月30日前完成"),
        ("95598工单 ≤3件", "95598工单 ≤3件"),
        ("为民服务满意度≥95%", "为民服务满意度 ≥95%"),
        ("专窗启用≥〔专窗数〕个", "专窗启用 ≥⟦专窗数⟧个"),
        ("客户满意度", "客户满意度"),
        ("重大差错为0件", "重大差错 =0件"),
        ("complaints ≤ 3 base 12", "complaints ≤3 基数12"),
        ("complaints at most 3 cases base 12 weight 20", "complaints ≤3cases 基数12cases 权重20%"),
        (
            "waiting time down from 11.6 minutes to at most 8 minutes",
            "waiting time ≤8minutes 基数11.6minutes",
        ),
        ("satisfaction rate between 95% and 98%", "satisfaction rate 95%至98%"),
        ("complaints down by 20%", "complaints decrease ≥20%"),
        ("handbook done by 30 June", "handbook 6月30日前完成"),
    ] {
        assert_eq!(figures(text).as_deref(), Ok(wanted), "{text}");
    }
    for (text, wanted) in [
        ("", IndicatorFault::Empty),
        ("等候时长 10至8分钟", IndicatorFault::Backwards),
        ("满意度 ≥95% 权重120", IndicatorFault::Weight(NumberFault::Weight { found: 120.into() })),
        ("满意度 ≥95% 基数12件", IndicatorFault::Units { base: "件".into(), target: "%".into() }),
    ] {
        assert_eq!(figures(text), Err(wanted), "{text}");
    }
}

fn name() -> impl Strategy<Value = String> {
    prop_oneof![
        Just(String::new()),
        "[客户满意度平均等候时长投诉差错率存款]{1,8}",
        "[A-Z][a-z]{2,6} [b-z]{3,7} time",
        Just("2027年95598工单".to_owned()),
    ]
}

fn amount() -> impl Strategy<Value = Quantity> {
    prop_oneof![
        4 => (-1_000_000_i64..1_000_000, 0_u32..3).prop_map(|(n, scale)| Quantity::Number(Decimal::new(n, scale))),
        1 => Just(Quantity::Blank(PlaceholderName::new("专窗数").unwrap())),
    ]
}

fn line() -> impl Strategy<Value = Indicator> {
    let unit = prop::sample::select(vec!["", "%", "件", "分钟", "亿元", "万分之", "minutes", "个", "‰"]);
    let target = prop_oneof![
        amount().prop_map(Target::AtLeast),
        amount().prop_map(Target::AtMost),
        amount().prop_map(Target::Exactly),
        (0_i64..100, 0_i64..100).prop_map(|(a, b)| Target::Within(
            Quantity::Number(a.min(b).into()),
            Quantity::Number(a.max(b).into())
        )),
        arbitrary::date().prop_map(Target::DoneBy),
    ];
    let base = (amount(), prop::option::of(arbitrary::date()));
    (name(), unit, prop::option::of(target), prop::option::of(base), prop::option::of(arbitrary::weight()))
        .prop_map(|(name, unit, target, base, weight)| {
            let mut indicator = Indicator::new(IndicatorId::new(Id::from_number(1)), Text::new(&name));
            // A unit that stands at no figure is not in the words.
            let has_figure =
                base.is_some() || matches!(target, Some(ref target) if !matches!(target, Target::DoneBy(_)));
            indicator.unit = if has_figure { unit.to_owned() } else { String::new() };
            indicator.target = target;
            indicator.base = base.map(|(value, on)| Base { value, on });
            indicator.weight = weight;
            indicator
        })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2000))]

    #[test]
    fn a_printed_indicator_is_read_as_itself(wanted in line(), year in 2025..2030_i32) {
        for language in [Language::ZhCn, Language::En] {
            let printed = words::indicator(language, &wanted, Some(year));
            match read_indicator(printed.as_str(), year) {
                Ok(line) => prop_assert_eq!(&indicator(line), &wanted, "{}", printed),
                Err(fault) => prop_assert!(printed.is_empty(), "{printed}: {fault}"),
            }
        }
    }

    #[test]
    fn a_printed_sentence_carries_its_target(
        n in 1_i64..99, more in 1_i64..50, unit in prop::sample::select(vec!["%", "件", "分钟"]),
    ) {
        let number = |n: i64| Quantity::Number(n.into());
        let mut indicator = Indicator::new(IndicatorId::new(Id::from_number(1)), "客户满意度".into());
        unit.clone_into(&mut indicator.unit);
        for (base, target) in [
            (None, Target::AtLeast(number(n))),
            (None, Target::AtMost(number(n))),
            (Some(n), Target::AtLeast(number(n + more))),
            (Some(n + more), Target::AtMost(number(n))),
            (None, Target::Within(number(n), number(n + more))),
        ] {
            indicator.base = base.map(|n| Base { value: number(n), on: None });
            indicator.target = Some(target.clone());
            let printed = words::indicator_clause(Language::ZhCn, &indicator, Some(2027));
            let read = read_indicator(printed.as_str(), 2027).unwrap();
            prop_assert_eq!(read.target.as_ref(), Some(&target), "{}", printed);
            prop_assert_eq!(read.base, indicator.base.clone(), "{}", printed);
            prop_assert_eq!(read.name.as_str(), "客户满意度");
        }
    }

    #[test]
    fn reading_whatever_is_typed_never_panics(
        text in ".{0,40}",
        pieces in prop::collection::vec(prop::sample::select(PIECES), 0..8),
    ) {
        for text in [text, pieces.concat()] {
            drop(read_time(&text, frame()));
            drop(read_indicator(&text, 2027));
        }
    }

    #[test]
    fn a_time_is_never_both_read_and_refused(pieces in prop::collection::vec(prop::sample::select(PIECES), 0..5)) {
        // With a day to count from, more is read, and nothing is read differently.
        let text = pieces.concat();
        if let Some(when) = read_when(&text, 2027) {
            prop_assert_eq!(read_time(&text, frame()), Ok(when), "{}", text);
        }
    }
}

/// Pieces of what people type, to be put together in any order.
const PIECES: &[&str] = &[
    "每",
    "周",
    "月",
    "年",
    "日",
    "号",
    "底",
    "末",
    "前",
    "至",
    "到",
    "下",
    "本",
    "这",
    "个",
    "第",
    "季度",
    "内",
    "后",
    "天",
    "五",
    "2",
    "31",
    "99999999999",
    "2027",
    "13",
    "完成",
    "起",
    "次年",
    "≥",
    "≤",
    "=",
    "%",
    "件",
    "基数",
    "权重",
    "（",
    "）",
    "(",
    ")",
    "下降",
    "达到",
    "以上",
    "之间",
    "⟦甲⟧",
    "〔",
    "〕",
    "万分之",
    "-",
    "—",
    "~",
    ".",
    ",",
    " ",
    "，",
    "next ",
    "this ",
    "end of ",
    "Friday",
    "June ",
    "month",
    "in ",
    "Q",
    "base ",
    "weight ",
    "at least ",
    "between ",
    " and ",
    "１",
    "％",
    "İ",
];

#[test]
fn money_is_read_in_the_units_people_write() {
    for (text, yuan) in [
        ("5000", "5000"),
        ("5万", "50000"),
        ("5 万元", "50000"),
        ("1.2亿元", "120000000"),
        ("8,000元", "8000"),
        ("¥3000", "3000"),
        ("2千元", "2000"),
        ("３万元", "30000"),
    ] {
        let read = planwright::locale::read_money(text).map(|read| read.to_string());
        assert_eq!(read.as_deref(), Some(yuan), "{text}");
    }
    for text in ["", "元", "万", "5%", "5人", "若干"] {
        assert_eq!(planwright::locale::read_money(text), None, "{text}");
    }
}
