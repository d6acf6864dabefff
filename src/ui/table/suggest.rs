//! What a written cell is taken for, and what else it could be, below the cell.

use egui::{Area, CornerRadius, Frame, Id, Margin, Order, Rect, Role, Sense, Ui, WidgetInfo, pos2, vec2};
use lucide_icons::Icon;

use super::super::parts::{draw_icon, lay, left_middle};
use super::super::theme::{Type, palette, radius, shadow};
use super::editor::CellEditor;
use crate::locale::{Frame as TimeFrame, read_time, words as value_words};
use crate::model::{Cadence, DateSpan, Every, Language, MeasureStatus, MonthDay, When};
use crate::session::Session;
use crate::session::table::Column;

/// Something a cell can be made.
pub(super) struct Suggestion {
    /// What is written into the cell.
    pub(super) text: String,
    label: String,
    note: String,
    icon: Icon,
}

/// The most people that are offered.
const MOST: usize = 6;

/// Returns what the text of a cell is taken for and what else it could be.
pub(super) fn suggestions(session: &Session, editor: &CellEditor) -> Vec<Suggestion> {
    let Some(plan) = session.plan() else { return Vec::new() };
    let typed = editor.text.trim();
    match editor.at.column {
        Column::When => times(session, typed),
        Column::Status => {
            let language = session.words.language();
            [
                (MeasureStatus::Open, Icon::Circle),
                (MeasureStatus::Running, Icon::CircleDot),
                (MeasureStatus::Done, Icon::CircleCheck),
                (MeasureStatus::Cancelled, Icon::CircleSlash),
            ]
            .into_iter()
            .map(|(status, icon)| (value_words::measure_status(language, status), icon))
            .filter(|(word, _)| typed.is_empty() || typed == editor.before || word.contains(typed))
            .map(|(word, icon)| plain(word, icon))
            .collect()
        }
        Column::Owners => {
            let at = typed.rfind(['、', '，', ',', '；', ';']);
            let (head, last) = match at.and_then(|at| {
                let mark = typed.get(at..)?.chars().next()?;
                typed.split_at_checked(at + mark.len_utf8())
            }) {
                Some((head, last)) => (head, last.trim()),
                None => ("", typed),
            };
            if last.is_empty() || typed == editor.before {
                return Vec::new();
            }
            plan.people
                .iter()
                .map(|person| person.name.as_str())
                .filter(|name| name.contains(last) && *name != last)
                .take(MOST)
                .map(|name| Suggestion { text: format!("{head}{name}"), ..plain(name, Icon::UserRound) })
                .collect()
        }
        _ => Vec::new(),
    }
}

fn plain(word: &str, icon: Icon) -> Suggestion {
    Suggestion { text: word.to_owned(), label: word.to_owned(), note: String::new(), icon }
}

/// What a time is taken for, and what is written much alike.
fn times(session: &Session, typed: &str) -> Vec<Suggestion> {
    let Some(plan) = session.plan() else { return Vec::new() };
    let (language, year) = (plan.language, plan.period.year());
    let frame = TimeFrame { year, today: Some(session.today) };
    if typed.is_empty() {
        return Vec::new();
    }
    let Ok(when) = read_time(typed, frame) else { return Vec::new() };
    let mut all = vec![when.clone()];
    if let When::By(day) = when {
        use chrono::Datelike;
        if let Some(first) = day.with_day(1).filter(|first| *first < day)
            && let Ok(span) = DateSpan::new(first, day)
        {
            all.push(When::Span(span));
        }
        if let Some(on) = u8::try_from(day.day()).ok().and_then(|day| MonthDay::new(day).ok())
            && let Ok(cadence) = Cadence::new(Every::Month { on: vec![on] }, std::num::NonZeroU16::MIN, None)
        {
            all.push(When::Cadence(cadence));
        }
    }
    all.into_iter()
        .map(|when| Suggestion {
            text: value_words::when(language, &when, Some(year)),
            label: value_words::when(language, &when, None),
            note: match (&when, language) {
                (When::By(day), Language::ZhCn) => {
                    use chrono::Datelike;
                    let day = value_words::weekday_zh(day.weekday());
                    session.words.with("table-weekday", &[("day", day.to_string().into())])
                }
                (When::By(day), Language::En) => day.format("%a").to_string(),
                _ => String::new(),
            },
            icon: match when {
                When::Cadence(_) => Icon::Repeat,
                When::Limit(_) => Icon::Timer,
                When::Span(_) | When::Month(_) | When::Quarter(_) => Icon::CalendarDays,
                When::By(_) | When::Unclear(_) => Icon::Calendar,
            },
        })
        .collect()
}

/// Shows the list below a cell. Returns where it is and what was pressed.
pub(super) fn show(
    ui: &Ui,
    cell: Rect,
    suggestions: &[Suggestion],
    picked: Option<usize>,
    fault: Option<&str>,
) -> (Rect, Option<String>) {
    let p = palette(ui);
    let mut chosen = None;
    let shown = Area::new(Id::unique("cell-suggestions"))
        .order(Order::Foreground)
        .fixed_pos(pos2(cell.left(), cell.bottom() + 2.0))
        .constrain(true)
        .show(ui.ctx(), |ui| {
            Frame::new()
                .fill(p.raised)
                .stroke(egui::Stroke::new(1.0, p.line))
                .corner_radius(CornerRadius::same(radius::CARD))
                .shadow(shadow(p))
                .inner_margin(Margin::symmetric(0, 6))
                .show(ui, |ui| {
                    ui.spacing_mut().item_spacing.y = 0.0;
                    let width = 240.0_f32.max(cell.width().min(320.0));
                    ui.set_min_width(width);
                    ui.set_max_width(width);
                    if let Some(fault) = fault {
                        ui.horizontal(|ui| {
                            ui.add_space(12.0);
                            super::super::parts::words(ui, fault, Type::CHIP, p.late);
                        });
                    }
                    for (at, suggestion) in suggestions.iter().enumerate() {
                        if item(ui, at, suggestion, picked == Some(at)) {
                            chosen = Some(suggestion.text.clone());
                        }
                    }
                });
        });
    (shown.response.rect, chosen)
}

fn item(ui: &mut Ui, at: usize, suggestion: &Suggestion, picked: bool) -> bool {
    let p = palette(ui);
    let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width(), 30.0), Sense::hover());
    let response = ui.interact(rect, Id::unique(("cell-suggestion", at)), Sense::CLICK);
    response.widget_info(|| WidgetInfo::selected(Role::ListBoxOption, true, picked, &suggestion.label));
    if picked || response.hovered() {
        ui.painter().rect_filled(rect, CornerRadius::ZERO, if picked { p.accent_weak } else { p.hover });
    }
    draw_icon(ui, suggestion.icon, 16.0, pos2(rect.left() + 20.0, rect.center().y), p.accent);
    let label = lay(ui, &suggestion.label, Type::CHIP.font(), p.text);
    ui.painter().galley(left_middle(rect.left() + 36.0, rect, &label), label, p.text);
    let note = lay(ui, &suggestion.note, Type::CAPTION.font(), p.text_weak);
    let x = rect.right() - 12.0 - note.size().x;
    ui.painter().galley(left_middle(x, rect, &note), note, p.text_weak);
    response.clicked()
}
