//! A target over quarters or months: whatever is spread makes the target again.

use planwright::model::split::{Against, evenly, like};
use planwright::model::{Quantity, Split, SplitBy, SplitRule, Target};
use proptest::prelude::*;
use rust_decimal::Decimal;

fn by() -> impl Strategy<Value = SplitBy> {
    prop_oneof![Just(SplitBy::Quarter), Just(SplitBy::Month)]
}

fn rule() -> impl Strategy<Value = SplitRule> {
    prop_oneof![Just(SplitRule::Sum), Just(SplitRule::Average), Just(SplitRule::Last)]
}

/// Numbers with up to 15 digits and 9 decimals, as plans have them and beyond.
fn number() -> impl Strategy<Value = Decimal> {
    (-999_999_999_999_999_i64..=999_999_999_999_999, 0_u32..=9)
        .prop_map(|(digits, scale)| Decimal::new(digits, scale))
}

/// Anything that exact decimals can hold.
fn any_number() -> impl Strategy<Value = Decimal> {
    (any::<(i32, i32, i32)>(), any::<bool>(), 0_u32..=28).prop_map(|((lo, mid, hi), negative, scale)| {
        Decimal::from_parts(lo.cast_unsigned(), mid.cast_unsigned(), hi.cast_unsigned(), negative, scale)
    })
}

fn weights() -> impl Strategy<Value = Vec<Decimal>> {
    proptest::collection::vec((0_i64..=99_999, 0_u32..=3).prop_map(|(d, s)| Decimal::new(d, s)), 12)
}

fn split(by: SplitBy, rule: SplitRule, shares: Vec<Decimal>) -> Split {
    Split { by, rule, shares: shares.into_iter().map(Some).collect() }
}

fn exactly(target: Decimal) -> Target {
    Target::Exactly(Quantity::Number(target))
}

fn decimal(text: &str) -> Decimal {
    text.parse().unwrap()
}

fn decimals(text: &str) -> Vec<Decimal> {
    text.split(' ').map(decimal).collect()
}

proptest! {
    #[test]
    fn what_is_spread_evenly_makes_the_target(
        by in by(), rule in rule(), target in number(), base in proptest::option::of(number()),
        decimals in 0_u32..=6,
    ) {
        let shares = evenly(by, rule, target, base, decimals).unwrap();
        prop_assert_eq!(shares.len(), by.parts());
        prop_assert_eq!(split(by, rule, shares).against(&exactly(target)), Some(Against::Equal));
    }

    #[test]
    fn whatever_number_is_spread_is_made_again_or_not_spread_at_all(
        by in by(), rule in rule(), target in any_number(), decimals in 0_u32..=28,
    ) {
        if let Some(shares) = evenly(by, rule, target, None, decimals) {
            let parts = split(by, rule, shares);
            // The mean of huge parts cannot be told; everything else can.
            let against = parts.against(&exactly(target));
            prop_assert!(matches!(against, Some(Against::Equal)) || rule == SplitRule::Average && against.is_none());
        }
    }

    #[test]
    fn equal_parts_differ_by_one_in_the_last_decimal_at_most(
        by in by(), target in number(), decimals in 0_u32..=6,
    ) {
        let shares = evenly(by, SplitRule::Sum, target, None, decimals).unwrap();
        let unit = Decimal::new(1, decimals.max(target.scale()));
        let (least, most) = (shares.iter().min().unwrap(), shares.iter().max().unwrap());
        prop_assert!(*most - *least <= unit, "{shares:?}");
    }

    #[test]
    fn what_is_spread_like_other_values_makes_the_target(
        by in by(), rule in rule(), target in number(), weights in weights(), decimals in 0_u32..=6,
    ) {
        let weights = &weights[..by.parts()];
        let made: Decimal = weights.iter().sum();
        let given = if rule == SplitRule::Last { weights[by.parts() - 1] } else { made };
        match like(by, rule, target, weights, decimals) {
            None => prop_assert!(given.is_zero()),
            Some(shares) => {
                prop_assert_eq!(split(by, rule, shares).against(&exactly(target)), Some(Against::Equal));
            }
        }
    }

    #[test]
    fn a_split_turned_to_months_and_back_is_what_it_was(
        rule in rule(), shares in proptest::collection::vec(proptest::option::of(number()), 4),
    ) {
        let quarters = Split { by: SplitBy::Quarter, rule, shares };
        let months = quarters.turned(SplitBy::Month);
        prop_assert_eq!(months.shares.len(), 12);
        prop_assert_eq!(months.value(), quarters.value());
        prop_assert_eq!(months.turned(SplitBy::Quarter), quarters);
    }
}

#[test]
fn whole_numbers_stay_whole() {
    let even = |by, target| evenly(by, SplitRule::Sum, decimal(target), None, 0).unwrap();
    assert_eq!(even(SplitBy::Quarter, "50"), decimals("13 12 13 12"));
    assert_eq!(even(SplitBy::Quarter, "2"), decimals("1 0 1 0"));
    assert_eq!(even(SplitBy::Quarter, "0.5"), decimals("0.1 0.2 0.1 0.1"));
    let last_year = decimals("10 20 30 40");
    let shares = like(SplitBy::Quarter, SplitRule::Sum, decimal("55"), &last_year, 0).unwrap();
    assert_eq!(shares, decimals("6 11 16 22"));
}

#[test]
fn a_last_value_is_reached_from_the_base() {
    let steps = |base: Option<&str>| {
        evenly(SplitBy::Quarter, SplitRule::Last, decimal("8"), base.map(decimal), 1).unwrap()
    };
    assert_eq!(steps(Some("12")), decimals("11 10 9 8"));
    assert_eq!(steps(None), decimals("8 8 8 8"));
}

#[test]
fn what_is_missing_and_what_is_too_much_is_told() {
    let at_least = |number: &str| Target::AtLeast(Quantity::Number(decimal(number)));
    let at_most = |number: &str| Target::AtMost(Quantity::Number(decimal(number)));
    let quarters = |shares: &str| split(SplitBy::Quarter, SplitRule::Sum, decimals(shares));
    assert_eq!(quarters("12 13 15 10").against(&at_least("50")), Some(Against::Equal));
    assert_eq!(quarters("12 13 15 8").against(&at_least("50")), Some(Against::Worse(decimal("-2"))));
    assert_eq!(quarters("12 13 15 12").against(&at_least("50")), Some(Against::Better(decimal("2"))));
    assert_eq!(quarters("12 13 15 12").against(&at_most("50")), Some(Against::Worse(decimal("2"))));
    assert_eq!(quarters("12 13 15 12").against(&exactly(decimal("50"))), Some(Against::Worse(decimal("2"))));
    let mut open = quarters("12 13 15 10");
    open.shares[3] = None;
    assert_eq!(open.against(&at_least("50")), Some(Against::Open { count: 1, left: Some(decimal("10")) }));
    // A third has no end of decimals, and yet three thirds are one.
    let thirds = split(SplitBy::Month, SplitRule::Average, decimals("0 0 1 0 0 1 0 0 1 0 0 1"));
    let within = |low: &str, high: &str| {
        Target::Within(Quantity::Number(decimal(low)), Quantity::Number(decimal(high)))
    };
    assert_eq!(thirds.against(&within("0.3", "0.4")), Some(Against::Equal));
    assert!(matches!(thirds.against(&within("0.4", "0.5")), Some(Against::Worse(by)) if by < Decimal::ZERO));
}
