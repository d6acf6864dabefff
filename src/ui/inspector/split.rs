//! A target over quarters or months: a grid of its parts, what they make, and the ways to spread it.

use egui::{CornerRadius, Id, Sense, Stroke, StrokeKind, Ui, vec2};
use lucide_icons::Icon;
use rust_decimal::Decimal;

use super::super::View;
use super::super::field::ValueField;
use super::super::parts::{Button, ButtonKind, lay, left_middle, segmented};
use super::super::theme::{Type, palette, radius};
use super::rows::{self, Form};
use crate::edit::{Edit, IndicatorValue};
use crate::locale::{read_number, words as value_words};
use crate::model::split::{Against, evenly, like, number_of, values_of_year};
use crate::model::{Indicator, IndicatorId, Month, Quarter, Split, SplitBy, SplitRule, Target};
use crate::session::Action;

const RULES: [SplitRule; 3] = [SplitRule::Sum, SplitRule::Average, SplitRule::Last];

fn set(of: IndicatorId, split: Option<Split>) -> Action {
    Action::Edit(Edit::SetIndicator(of, IndicatorValue::Split(split)))
}

pub(super) fn show(ui: &mut Ui, form: Form<'_>, view: &mut View, indicator: &Indicator) {
    if matches!(indicator.target, Some(Target::DoneBy(_))) && indicator.split.is_none() {
        rows::note(ui, &form.text("split-no-number"));
        return;
    }
    let of = indicator.id;
    let labels = ["split-none", "split-quarters", "split-months"].map(|key| form.text(key));
    let active = match &indicator.split {
        None => 0,
        Some(Split { by: SplitBy::Quarter, .. }) => 1,
        Some(Split { by: SplitBy::Month, .. }) => 2,
    };
    if let Some(picked) = segmented(ui, &labels, active) {
        let by = match picked {
            0 => None,
            1 => Some(SplitBy::Quarter),
            _ => Some(SplitBy::Month),
        };
        let turned = |by| match &indicator.split {
            Some(split) => split.turned(by),
            None => Split::open(by, usual_rule(indicator)),
        };
        view.push(set(of, by.map(turned)));
    }
    let Some(split) = &indicator.split else { return };
    let labels = ["split-sum", "split-average", "split-last"].map(|key| form.text(key));
    let active = RULES.iter().position(|rule| *rule == split.rule).unwrap_or_default();
    if let Some(rule) =
        rows::choice(ui, form, "field-split-rule", Id::unique(("split-rule", of)), &labels, active)
            .and_then(|at| RULES.get(at))
    {
        view.push(set(of, Some(Split { rule: *rule, ..split.clone() })));
    }
    let against = indicator.target.as_ref().and_then(|target| split.against(target));
    let is_off = matches!(against, Some(Against::Worse(_)));
    grid(ui, form, view, of, split, is_off);
    told(ui, form, indicator, split, against);
    spread(ui, form, view, indicator, split);
}

/// Rates keep their level; what is counted adds up.
fn usual_rule(indicator: &Indicator) -> SplitRule {
    if indicator.unit.starts_with(['%', '‰']) { SplitRule::Last } else { SplitRule::Sum }
}

/// A field for each part, under its name.
fn grid(ui: &mut Ui, form: Form<'_>, view: &mut View, of: IndicatorId, split: &Split, is_off: bool) {
    let p = palette(ui);
    let gap = 6.0;
    let width = ((ui.available_width() - 3.0 * gap) / 4.0).floor();
    let year = form.plan.period.year();
    let language = form.session.words.language();
    let fault = form.text("fault-number");
    let parts: Vec<usize> = (0..split.by.parts()).collect();
    for line in parts.chunks(4) {
        ui.horizontal_top(|ui| {
            ui.spacing_mut().item_spacing.x = gap;
            for &at in line {
                let number = u32::try_from(at + 1).unwrap_or_default();
                let name = match split.by {
                    SplitBy::Quarter => Quarter::new(year, number)
                        .map(|quarter| value_words::quarter(language, quarter, Some(year))),
                    SplitBy::Month => {
                        Month::new(year, number).map(|month| value_words::month(language, month, Some(year)))
                    }
                };
                let name = name.unwrap_or_default();
                ui.vertical(|ui| {
                    ui.set_width(width);
                    ui.spacing_mut().item_spacing.y = 1.0;
                    let (rect, _) = ui.allocate_exact_size(vec2(width, 18.0), Sense::hover());
                    let galley = lay(ui, &name, Type::CAPTION.font(), p.text_weak);
                    ui.painter().galley(left_middle(rect.left() + 2.0, rect, &galley), galley, p.text_weak);
                    let share = split.shares.get(at).copied().flatten();
                    let text =
                        share.map(|share| value_words::number(form.language(), share)).unwrap_or_default();
                    let id = Id::unique(("split", of, at));
                    let own_width = rows::value_width(width);
                    let field = ValueField {
                        id,
                        text: &text,
                        name: &name,
                        hint: "",
                        width: own_width,
                        clears: false,
                    };
                    let (own, fault) = (split.clone(), fault.clone());
                    let shown = field.show(ui, &mut view.editing, move |written| {
                        let share = rows::optional(written, &fault, read_number)?;
                        let mut split = own.clone();
                        split.shares.resize(split.by.parts(), None);
                        if let Some(own) = split.shares.get_mut(at) {
                            *own = share;
                        }
                        Ok(Some(set(of, Some(split))))
                    });
                    if is_off && !shown.response.has_focus() {
                        let edge = Stroke::new(2.0, p.late);
                        let corner = CornerRadius::same(radius::BUTTON);
                        ui.painter().rect_stroke(shown.response.rect, corner, edge, StrokeKind::Inside);
                    }
                });
            }
        });
    }
}

/// The arithmetic: what the parts make, and how that stands to the target.
fn told(ui: &mut Ui, form: Form<'_>, indicator: &Indicator, split: &Split, against: Option<Against>) {
    let words = &form.session.words;
    let language = form.language();
    let number = |number: Decimal| value_words::number(language, number.normalize());
    let full = |value: Decimal| value_words::with_unit(language, &number(value), &indicator.unit);
    let made = arithmetic(split, &number);
    let target = indicator.target.as_ref().map(|target| {
        let target = value_words::target(language, target, &indicator.unit, Some(form.plan.period.year()));
        crate::locale::shown(&target)
    });
    let Some(target) = target else {
        return rows::note(ui, &words.with("split-no-target", &[("made", made.into())]));
    };
    match against {
        None => rows::note(ui, &words.with("split-no-target", &[("made", made.into())])),
        Some(Against::Equal) => {
            rows::right(ui, &words.with("split-equal", &[("made", made.into()), ("target", target.into())]));
        }
        Some(Against::Open { count, left }) => {
            let key = if left.is_some() { "split-left" } else { "split-open" };
            let mut given = vec![("made", made.into()), ("target", target.into()), ("count", count.into())];
            if let Some(left) = left {
                given.push(("left", full(left).into()));
            }
            let said = match key {
                "split-left" => words.with("split-left", &given),
                _ => words.with("split-open", &given),
            };
            rows::doubt(ui, &said);
        }
        Some(Against::Better(off) | Against::Worse(off)) => {
            let by = full(off.abs().round_dp(6));
            let given = [("made", made.into()), ("target", target.into()), ("by", by.into())];
            let said = if off.is_sign_negative() {
                words.with("split-less", &given)
            } else {
                words.with("split-more", &given)
            };
            if matches!(against, Some(Against::Worse(_))) {
                rows::fault(ui, &said);
            } else {
                rows::note(ui, &said);
            }
        }
    }
}

/// Returns the sum as it is written on paper: `12 + 13 + 15 + 10 = 50`.
fn arithmetic(split: &Split, number: &dyn Fn(Decimal) -> String) -> String {
    let given: Vec<String> = split.shares.iter().flatten().map(|share| number(*share)).collect();
    let value = split.value().map(|value| number(value.round_dp(6)));
    let sum = given.join(" + ");
    match (split.rule, value) {
        (_, None) if given.is_empty() => String::new(),
        (SplitRule::Last, Some(value)) => value,
        (SplitRule::Last | SplitRule::Sum | SplitRule::Average, None) => sum,
        (SplitRule::Sum, Some(value)) => format!("{sum} = {value}"),
        (SplitRule::Average, Some(value)) => format!("({sum}) ÷ {} = {value}", split.by.parts()),
    }
}

/// The ways to spread the target: evenly, as last year, or by shares that are written.
fn spread(ui: &mut Ui, form: Form<'_>, view: &mut View, indicator: &Indicator, split: &Split) {
    let of = indicator.id;
    let Some(target) = indicator.target.as_ref().and_then(number_of) else { return };
    // As many decimals as the figures have so far.
    let decimals = split.shares.iter().flatten().map(|share| share.normalize().scale()).max().unwrap_or(0);
    let base = indicator.base.as_ref().and_then(|base| base.value.number());
    let (by, rule) = (split.by, split.rule);
    let spread_as = move |shares: Option<Vec<Decimal>>| {
        let shares = shares?.into_iter().map(Some).collect();
        Some(set(of, Some(Split { by, rule, shares })))
    };
    let last_year = values_of_year(&indicator.readings, by, form.plan.period.year() - 1);
    ui.horizontal_wrapped(|ui| {
        let even = form.text("split-evenly");
        if Button::new(ButtonKind::Normal, &even).icon(Icon::Equal).small().show(ui).clicked()
            && let Some(action) = spread_as(evenly(by, rule, target, base, decimals))
        {
            view.push(action);
        }
        let like_last = form.text("split-like-last-year");
        let spread = last_year.as_ref().and_then(|values| like(by, rule, target, values, decimals));
        let button = Button::new(ButtonKind::Normal, &like_last).icon(Icon::History).small();
        let shown = button.enabled(spread.is_some()).show(ui);
        let why = if spread.is_some() { "split-like-last-year-tip" } else { "split-no-last-year" };
        if shown.on_hover_text(form.text(why)).clicked()
            && let Some(action) = spread_as(spread)
        {
            view.push(action);
        }
    });
    let label = form.text("field-split-shares");
    let hint = form.text(match by {
        SplitBy::Quarter => "hint-four-shares",
        SplitBy::Month => "hint-twelve-shares",
    });
    let fault = form.text("fault-shares");
    rows::row(ui, form, &label, |ui, width| {
        let id = Id::unique(("split-shares", of));
        let width = rows::value_width(width);
        let field = ValueField { id, text: "", name: &label, hint: &hint, width, clears: true };
        field.show(ui, &mut view.editing, move |written| {
            if written.trim().is_empty() {
                return Ok(None);
            }
            let values = read_numbers(written).ok_or_else(|| fault.clone())?;
            let action = spread_as(like(by, rule, target, &values, decimals));
            action.map(Some).ok_or_else(|| fault.clone())
        });
    });
}

/// Reads numbers with blanks, commas or stops of enumeration between them.
fn read_numbers(written: &str) -> Option<Vec<Decimal>> {
    written
        .split(|c: char| c.is_whitespace() || matches!(c, '、' | '，' | ',' | '；' | ';' | ':' | '：'))
        .filter(|word| !word.is_empty())
        .map(read_number)
        .collect()
}
