//! The tool bar of the year: what is shown, which stretch of time, whose.

use chrono::{Datelike, Months, NaiveDate};
use egui::{
    CornerRadius, Popup, Rect, RichText, Role, ScrollArea, Sense, Stroke, StrokeKind, Ui, WidgetInfo, pos2,
    vec2,
};
use lucide_icons::Icon;

use super::chart::{Chart, Grouping};
use super::{Mode, looks, timeline};
use crate::locale::words as value_words;
use crate::model::{Period, Quarter};
use crate::session::{Action, Command, Session};
use crate::track::Standing;
use crate::ui::View;
use crate::ui::parts::{Button, ButtonKind, beside, draw_icon, icon_button, lay, left_middle, ring, words};
use crate::ui::theme::{Type, palette, radius};

/// How far in the time line is zoomed, by its buttons.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Stretch {
    All,
    Quarter,
    Month,
}

/// Shows the tool bar.
pub(super) fn show(ui: &mut Ui, session: &Session, view: &mut View, chart: &Chart) {
    let width = ui.available_width();
    let say = |key: &str| session.words.text(key);
    ui.horizontal_centered(|ui| {
        ui.spacing_mut().item_spacing.x = 6.0;
        ui.add_space(16.0);
        let modes = [
            (say("year-mode-line"), Some(Icon::ChartGantt)),
            (say("year-mode-calendar"), Some(Icon::CalendarDays)),
        ];
        let at = usize::from(view.year.mode == Mode::Calendar);
        beside(ui, 210.0, |ui| {
            if let Some(picked) = segmented(ui, &modes, Some(at)) {
                view.year.set_mode(if picked == 0 { Mode::TimeLine } else { Mode::Calendar }, session, chart);
            }
            ui.add_space(8.0);
            match view.year.mode {
                Mode::TimeLine => line_tools(ui, session, view, chart, width),
                Mode::Calendar => month_tools(ui, session, view),
            }
        });
        ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
            ui.add_space(12.0);
            more(ui, session, view, chart);
            owners(ui, session, view, chart);
            if width > 1180.0 && view.year.mode == Mode::TimeLine {
                ui.add_space(6.0);
                legend(ui, session);
            }
        });
    });
    let p = palette(ui);
    let rect = ui.max_rect();
    ui.painter().hline(rect.x_range(), rect.bottom() - 0.5, Stroke::new(1.0, p.line));
}

fn line_tools(ui: &mut Ui, session: &Session, view: &mut View, chart: &Chart, width: f32) {
    let say = |key: &str| session.words.text(key);
    let axis = view.year.axis(chart.range);
    let most = (axis.width() - view.year.in_view.x).max(0.0);
    let page = view.year.in_view.x;
    let offset = view.year.offset;
    let mut go = None;
    if icon_button(ui, Icon::ChevronLeft, 16.0, &say("year-earlier"), offset.x > 1.0).clicked() {
        go = Some(offset.x - page);
    }
    let shown = stretch_label(session, view, chart);
    words(ui, &shown, Type::BUTTON.emphasised(), palette(ui).text);
    if icon_button(ui, Icon::ChevronRight, 16.0, &say("year-later"), offset.x < most - 1.0).clicked() {
        go = Some(offset.x + page);
    }
    if let Some(x) = go {
        view.year.wanted_offset = Some(vec2(x.clamp(0.0, most), offset.y));
    }
    ui.add_space(2.0);
    let stretches = [Stretch::All, Stretch::Quarter, Stretch::Month];
    let is_year = session.plan().is_some_and(|plan| matches!(plan.period, Period::Year(_)));
    let all = say(if is_year { "year-all" } else { "year-whole" });
    let mut labels = vec![(all, None), (say("year-quarter"), None), (say("year-month"), None)];
    // A stretch as long as the period shows nothing else.
    let length = (chart.range.last() - chart.range.first()).num_days();
    if length < 100 {
        labels.remove(1);
    }
    if length < 32 {
        labels.truncate(1);
    }
    let stretches: Vec<Stretch> =
        if length < 100 { vec![Stretch::All, Stretch::Month] } else { stretches.to_vec() };
    let days = view.year.in_view.x / axis.day_width();
    let at = match view.year.zoom {
        None => Some(0),
        Some(_) if (80.0..100.0).contains(&days) => stretches.iter().position(|s| *s == Stretch::Quarter),
        Some(_) if (28.0..34.0).contains(&days) => stretches.iter().position(|s| *s == Stretch::Month),
        Some(_) => None,
    };
    if let Some(picked) = segmented(ui, &labels, at).and_then(|at| stretches.get(at)) {
        let today = session.today;
        let day = if axis.first() <= today && today <= axis.last() && view.year.zoom.is_none() {
            today
        } else {
            timeline::middle_day(view, &axis)
        };
        view.year.zoom = match picked {
            Stretch::All => None,
            Stretch::Quarter => Some(page / 92.0),
            Stretch::Month => Some(page / 31.0),
        };
        view.year.show_from(chart.range, first_of(*picked, day));
    }
    if width > 900.0 {
        let middle = page / 2.0;
        let day = axis.day_width();
        if icon_button(ui, Icon::ZoomOut, 16.0, &say("year-zoom-out"), view.year.zoom.is_some()).clicked() {
            view.year.zoom_to(chart.range, day / 1.4, middle);
        }
        let may = day < super::axis::WIDEST_DAY - 0.5;
        if icon_button(ui, Icon::ZoomIn, 16.0, &say("year-zoom-in"), may).clicked() {
            view.year.zoom_to(chart.range, day * 1.4, middle);
        }
    }
    let today = session.today;
    let there = chart.range.contains(today);
    let label = say("year-to-today");
    if Button::new(ButtonKind::Normal, &label).small().enabled(there).show(ui).clicked() {
        view.year.centre(chart.range, today);
    }
}

/// Returns the first day of the stretch that a day lies in.
fn first_of(stretch: Stretch, day: NaiveDate) -> NaiveDate {
    let month0 = match stretch {
        Stretch::All => 0,
        Stretch::Quarter => day.month0() / 3 * 3,
        Stretch::Month => day.month0(),
    };
    NaiveDate::from_ymd_opt(day.year(), month0 + 1, 1).unwrap_or(day)
}

/// Says which stretch of time is in view.
fn stretch_label(session: &Session, view: &View, chart: &Chart) -> String {
    let language = session.words.language();
    let axis = view.year.axis(chart.range);
    let middle = timeline::middle_day(view, &axis);
    let days = view.year.in_view.x / axis.day_width();
    if view.year.zoom.is_none() {
        return value_words::period(
            language,
            session.plan().map_or(Period::Term(chart.range), |plan| plan.period),
        );
    }
    if days < 46.0 {
        looks::month(language, middle, None)
    } else if days < 130.0 {
        Quarter::new(middle.year(), middle.month0() / 3 + 1)
            .map(|quarter| value_words::quarter(language, quarter, None))
            .unwrap_or_default()
    } else {
        session.words.with("year-year", &[("year", middle.year().to_string().into())])
    }
}

fn month_tools(ui: &mut Ui, session: &Session, view: &mut View) {
    let say = |key: &str| session.words.text(key);
    let month = view.year.month(session);
    let mut new = None;
    if icon_button(ui, Icon::ChevronLeft, 16.0, &say("year-month-before"), true).clicked() {
        new = month.checked_sub_months(Months::new(1));
    }
    let label = looks::month(session.words.language(), month, None);
    words(ui, &label, Type::BUTTON.emphasised(), palette(ui).text);
    if icon_button(ui, Icon::ChevronRight, 16.0, &say("year-month-after"), true).clicked() {
        new = month.checked_add_months(Months::new(1));
    }
    let label = say("year-to-today");
    if Button::new(ButtonKind::Normal, &label).small().show(ui).clicked() {
        new = session.today.with_day(1);
    }
    let label = session.words.text(Command::Holidays.key());
    if icon_button(ui, Icon::CalendarCog, 16.0, &label, true).clicked() {
        view.push(Action::Command(Command::Holidays));
    }
    if let Some(month) = new {
        view.year.show_month(month);
    }
}

/// Shows a choice of a few, side by side. Returns the one that was picked.
pub(super) fn segmented(
    ui: &mut Ui,
    choices: &[(String, Option<Icon>)],
    selected: Option<usize>,
) -> Option<usize> {
    let p = palette(ui);
    let galleys: Vec<_> = choices
        .iter()
        .enumerate()
        .map(|(at, (label, _))| {
            let is_here = selected == Some(at);
            let face = if is_here { Type::CHIP.emphasised() } else { Type::CHIP };
            lay(ui, label, face.font(), if is_here { p.accent } else { p.text })
        })
        .collect();
    let widths: Vec<f32> = galleys
        .iter()
        .zip(choices)
        .map(|(galley, (_, icon))| galley.size().x + 22.0 + if icon.is_some() { 20.0 } else { 0.0 })
        .collect();
    let (whole, _) = ui.allocate_exact_size(vec2(widths.iter().sum(), 28.0), Sense::hover());
    let corner = CornerRadius::same(radius::BUTTON);
    ui.painter().rect_filled(whole, corner, p.surface);
    let mut picked = None;
    let mut x = whole.left();
    for (at, ((galley, width), (label, icon))) in galleys.into_iter().zip(widths).zip(choices).enumerate() {
        let rect = Rect::from_min_size(pos2(x, whole.top()), vec2(width, whole.height()));
        let id = ui.scope_id().with(("segment", label));
        let response = ui.interact(rect, id, Sense::click());
        let is_here = selected == Some(at);
        response.widget_info(|| WidgetInfo::selected(Role::RadioButton, true, is_here, label));
        let mut round = CornerRadius::ZERO;
        if at == 0 {
            (round.nw, round.sw) = (radius::BUTTON, radius::BUTTON);
        }
        if at + 1 == choices.len() {
            (round.ne, round.se) = (radius::BUTTON, radius::BUTTON);
        }
        if is_here || response.hovered() {
            ui.painter().rect_filled(rect, round, if is_here { p.accent_weak } else { p.hover });
        }
        let ink = if is_here { p.accent } else { p.text };
        let mut left = rect.left() + 11.0;
        if let Some(icon) = icon {
            draw_icon(ui, *icon, 14.0, pos2(left + 7.0, rect.center().y), ink);
            left += 20.0;
        }
        ui.painter().galley(left_middle(left, rect, &galley), galley, ink);
        if at > 0 {
            ui.painter().vline(rect.left(), rect.y_range(), Stroke::new(1.0, p.line_strong));
        }
        ring(ui, &response, rect, radius::BUTTON, p);
        if response.clicked() {
            picked = Some(at);
        }
        x += width;
    }
    ui.painter().rect_stroke(whole, corner, Stroke::new(1.0, p.line_strong), StrokeKind::Inside);
    picked
}

/// Says what the signs in the lanes mean, from right to left.
fn legend(ui: &mut Ui, session: &Session) {
    let p = palette(ui);
    let part = |ui: &mut Ui, key: &str, width: f32, draw: &dyn Fn(&Ui, Rect)| {
        words(ui, &session.words.text(key), Type::CAPTION, p.text_weak);
        let (rect, _) = ui.allocate_exact_size(vec2(width, 20.0), Sense::hover());
        draw(ui, rect);
        ui.add_space(6.0);
    };
    part(ui, "year-legend-marks", 42.0, &|ui, rect| {
        let y = rect.center().y;
        ui.painter().circle_filled(pos2(rect.left() + 5.0, y), 4.0, p.done);
        ui.painter().circle(pos2(rect.left() + 20.0, y), 3.5, p.surface, Stroke::new(1.0, p.line_strong));
        let at = pos2(rect.left() + 35.0, y);
        let stroke = Stroke::new(2.0, p.late);
        ui.painter().line_segment([at - vec2(3.5, 3.5), at + vec2(3.5, 3.5)], stroke);
        ui.painter().line_segment([at + vec2(-3.5, 3.5), at + vec2(3.5, -3.5)], stroke);
    });
    part(ui, "year-legend-deadline", 14.0, &|ui, rect| {
        let at = rect.center();
        let points = vec![at - vec2(5.5, 0.0), at - vec2(0.0, 5.5), at + vec2(5.5, 0.0), at + vec2(0.0, 5.5)];
        ui.painter().add(egui::Shape::convex_polygon(points, p.surface, Stroke::new(1.5, p.text)));
    });
    part(ui, "year-legend-duty", 24.0, &|ui, rect| {
        let y = rect.center().y;
        ui.painter().hline(rect.left() + 10.0..=rect.right(), y, Stroke::new(1.5, p.accent_line));
        let solid = Rect::from_x_y_ranges(rect.left()..=rect.left() + 12.0, y - 2.0..=y + 2.0);
        ui.painter().rect_filled(solid, CornerRadius::same(2), p.accent);
    });
    part(ui, "year-legend-bar", 22.0, &|ui, rect| {
        let bar = Rect::from_center_size(rect.center(), vec2(22.0, 10.0));
        let corner = CornerRadius::same(3);
        let edge = Stroke::new(1.0, p.accent);
        ui.painter().rect(bar, corner, p.accent_weak, edge, StrokeKind::Inside);
        ui.painter().rect_filled(bar.with_max_x(bar.left() + 12.0), corner, p.accent);
    });
}

/// The choice of whose measures are shown.
fn owners(ui: &mut Ui, session: &Session, view: &mut View, chart: &Chart) {
    let all = session.words.text("year-owner-all");
    let name = view.year.filter.owner.clone().unwrap_or_else(|| all.clone());
    let label = session.words.with("year-owner", &[("name", name.into())]);
    let button = drop_button(ui, Icon::UserRound, &label, view.year.filter.owner.is_some());
    Popup::menu(&button).show(|ui| {
        ui.set_min_width(180.0);
        ScrollArea::vertical().max_height(360.0).show(ui, |ui| {
            if choice(ui, &all, view.year.filter.owner.is_none()) {
                view.year.filter.owner = None;
            }
            for owner in &chart.owners {
                let is_here = view.year.filter.owner.as_ref() == Some(owner);
                if choice(ui, owner, is_here) {
                    view.year.filter.owner = (!is_here).then(|| owner.clone());
                }
            }
        });
    });
}

/// The choices of standing and section, and how rows are put together.
fn more(ui: &mut Ui, session: &Session, view: &mut View, chart: &Chart) {
    let say = |key: &str| session.words.text(key);
    let set = view.year.filter.standing.is_some() || view.year.filter.section.is_some();
    let label = say(if set { "year-filter-set" } else { "year-filter" });
    let button = icon_button(ui, if set { Icon::FunnelX } else { Icon::Funnel }, 16.0, &label, true);
    Popup::menu(&button).show(|ui| {
        ui.set_min_width(220.0);
        ScrollArea::vertical().max_height(520.0).show(ui, |ui| {
            let p = palette(ui);
            if view.year.filter.is_set() {
                if choice(ui, &say("year-filter-clear"), false) {
                    view.year.filter = super::chart::Filter::default();
                }
                ui.separator();
            }
            words(ui, &say("year-by-standing"), Type::CAPTION, p.text_weak);
            for standing in Standing::ALL {
                let is_here = view.year.filter.standing == Some(standing);
                if choice(ui, &say(looks::key(standing)), is_here) {
                    view.year.filter.standing = (!is_here).then_some(standing);
                }
            }
            ui.separator();
            words(ui, &say("year-by-section"), Type::CAPTION, p.text_weak);
            for (id, title) in &chart.sections {
                let is_here = view.year.filter.section == Some(*id);
                if choice(ui, title, is_here) {
                    view.year.filter.section = (!is_here).then_some(*id);
                }
            }
            ui.separator();
            words(ui, &say("year-grouping"), Type::CAPTION, p.text_weak);
            for grouping in Grouping::ALL {
                let key = match grouping {
                    Grouping::Sections => "year-group-sections",
                    Grouping::Goals => "year-group-goals",
                    Grouping::Owners => "year-group-owners",
                    Grouping::None => "year-group-none",
                };
                if choice(ui, &say(key), view.year.grouping == grouping) {
                    view.year.grouping = grouping;
                }
            }
            ui.separator();
            if choice(ui, &say("year-fold-all"), false) {
                view.year.fold_all(chart, true);
            }
            if choice(ui, &say("year-unfold-all"), false) {
                view.year.fold_all(chart, false);
            }
        });
    });
}

fn choice(ui: &mut Ui, label: &str, is_here: bool) -> bool {
    let text = RichText::new(label).font(Type::CHIP.font());
    ui.add(egui::Button::selectable(is_here, text).min_size(vec2(ui.available_width(), 26.0))).clicked()
}

/// Shows a button that opens a list.
fn drop_button(ui: &mut Ui, icon: Icon, label: &str, set: bool) -> egui::Response {
    let p = palette(ui);
    let ink = if set { p.accent } else { p.text };
    let galley = crate::ui::parts::lay_within(ui, label, Type::CHIP.font(), ink, 150.0);
    let (rect, response) = ui.allocate_exact_size(vec2(galley.size().x + 58.0, 28.0), Sense::click());
    response.widget_info(|| WidgetInfo::labeled(Role::ComboBox, true, label));
    let fill = if set {
        p.accent_weak
    } else if response.hovered() {
        p.hover
    } else {
        p.surface
    };
    let corner = CornerRadius::same(radius::BUTTON);
    ui.painter().rect(rect, corner, fill, Stroke::new(1.0, p.line_strong), StrokeKind::Inside);
    draw_icon(ui, icon, 14.0, pos2(rect.left() + 16.0, rect.center().y), ink);
    ui.painter().galley(left_middle(rect.left() + 29.0, rect, &galley), galley, ink);
    draw_icon(ui, Icon::ChevronDown, 14.0, pos2(rect.right() - 14.0, rect.center().y), ink);
    ring(ui, &response, rect, radius::BUTTON, p);
    response
}
