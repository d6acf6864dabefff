//! Faces, what to look at before printing, the printer, and the way out.

use egui::{
    CornerRadius, DragValue, Frame, Margin, Panel, Popup, RichText, ScrollArea, Sense, TextEdit, Ui, vec2,
};
use lucide_icons::Icon;

use super::controls::{Mark, PART, caption, combo, focusable, heading, row, told};
use crate::model::query;
use crate::session::printing::{
    ExportFormat, FACE_ROLES, Look, PrintAction, Printer, PrinterState, Printing, Refusal, Sides, Spot,
    count_of, face_key, media_label, range_words,
};
use crate::session::{Action, Command, Level, Session};
use crate::typeset::{PageNumberPlace, Preflight, RoleFace};
use crate::ui::View;
use crate::ui::lately::Lately;
use crate::ui::menu;
use crate::ui::parts::{
    Button, ButtonKind, draw_icon, icon_button, lay, lay_within, left_middle, segmented, words,
};
use crate::ui::theme::{Type, palette, radius};

/// Shows the panel.
pub(super) fn show(ui: &mut Ui, session: &Session, view: &mut View) {
    let p = palette(ui);
    Panel::bottom("print-go")
        .resizable(false)
        .frame(Frame::new().fill(p.panel).inner_margin(Margin::symmetric(16, 12)))
        .show(ui, |ui| go(ui, session, view));
    ScrollArea::vertical().id_salt("print-output").auto_shrink(false).show(ui, |ui| {
        Frame::new().inner_margin(Margin { left: 16, right: 16, top: 14, bottom: 12 }).show(ui, |ui| {
            let facts = view.shelf.facts();
            if let Some(facts) = &facts {
                faces(ui, session, &facts.1);
                ui.add_space(PART);
                checks(ui, session, view, &facts.0, &facts.1);
                ui.add_space(PART);
            }
            printer(ui, session, view);
        });
    });
}

fn faces(ui: &mut Ui, session: &Session, preflight: &Preflight) {
    let p = palette(ui);
    let listed: Vec<(&RoleFace, &str)> = FACE_ROLES
        .iter()
        .filter_map(|(id, key)| {
            let role = preflight.roles.iter().find(|role| role.role == *id)?;
            Some((role, *key))
        })
        .collect();
    ui.horizontal(|ui| {
        words(ui, &session.words.text("print-faces"), Type::BODY.emphasised(), p.text);
        let substitutes = listed.iter().filter(|(role, _)| role.substitute).count();
        let args = [("count", listed.len().into()), ("substitutes", substitutes.into())];
        ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
            words(ui, &session.words.with("print-faces-count", &args), Type::CAPTION, p.text_weak);
        });
    });
    ui.add_space(2.0);
    ui.spacing_mut().item_spacing.y = 0.0;
    for (role, key) in &listed {
        face(ui, session, role, key);
    }
    ui.add_space(8.0);
    if listed.iter().any(|(role, _)| role.substitute) {
        Frame::new()
            .fill(p.due_weak)
            .corner_radius(CornerRadius::same(radius::BUTTON))
            .inner_margin(10)
            .show(ui, |ui| {
                let text = session.words.text("print-faces-note");
                let text = RichText::new(text).font(Type::CHIP.font()).color(p.text);
                ui.add(egui::Label::new(text).wrap().selectable(false));
            });
    }
}

/// Returns what a face is called in the language of the program.
fn face_name(family: &str, session: &Session) -> String {
    face_key(family).map_or_else(|| family.to_owned(), |key| session.words.text(key))
}

/// How far right of a role its face stands, in points.
const FACE_LEFT: f32 = 70.0;

/// Shows the face of a role: what is used, and what it stands for where it is a substitute.
fn face(ui: &mut Ui, session: &Session, role: &RoleFace, key: &str) {
    let p = palette(ui);
    let name = session.words.text(key);
    let (icon, ink, state) = if role.substitute {
        let wanted = [("face", face_name(&role.wanted, session).into())];
        (Icon::TriangleAlert, p.due, session.words.with("print-face-wanted", &wanted))
    } else if role.bundled {
        (Icon::Package, p.text_weak, session.words.text("print-face-bundled"))
    } else {
        (Icon::CircleCheck, p.done, session.words.text("print-face-installed"))
    };
    let last_resort = session.words.text("print-face-last-resort");
    let used = role.used.as_deref().map_or(last_resort, |used| face_name(used, session));
    let said = format!("{name} {used} {state}");
    // Names are not cut: where two do not stand side by side, they stand below each other.
    let width = ui.available_width();
    let (state, used) = (lay(ui, &state, Type::CHIP.font(), ink), lay(ui, &used, Type::CHIP.font(), p.text));
    let beside = FACE_LEFT + used.size().x + 30.0 + state.size().x <= width;
    let (rect, response) =
        ui.allocate_exact_size(vec2(width, if beside { 28.0 } else { 48.0 }), Sense::hover());
    ui.painter().hline(rect.x_range(), rect.top(), egui::Stroke::new(1.0, p.line));
    response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Label, true, &said));
    let first = rect.with_max_y(rect.top() + 28.0);
    let last = rect.with_min_y(rect.bottom() - 28.0);
    let left = lay_within(ui, &name, Type::CHIP.font(), p.text_weak, FACE_LEFT - 4.0);
    ui.painter().galley(left_middle(rect.left(), first, &left), left, p.text_weak);
    ui.painter().galley(left_middle(rect.left() + FACE_LEFT, first, &used), used, p.text);
    let x = (rect.right() - state.size().x).max(rect.left() + 24.0);
    draw_icon(ui, icon, 15.0, egui::pos2(x - 12.0, last.center().y), ink);
    ui.painter().galley(left_middle(x, last, &state), state, ink);
    response.on_hover_text(said);
}

fn checks(ui: &mut Ui, session: &Session, view: &mut View, look: &Look, preflight: &Preflight) {
    heading(ui, &session.words.text("print-checks"));
    ui.spacing_mut().item_spacing.y = 4.0;
    let profile = &look.profile;
    let mm = |value: f64| ((value * 10.0).round() / 10.0).to_string();
    let mut args = vec![
        ("width", mm(profile.paper.width_mm - profile.margins.left_mm - profile.margins.right_mm).into()),
        ("height", mm(profile.paper.height_mm - profile.margins.top_mm - profile.margins.bottom_mm).into()),
    ];
    let key = match (profile.grid.characters_per_line, profile.grid.lines_per_page) {
        (Some(characters), Some(lines)) => {
            args.extend([("characters", characters.into()), ("lines", lines.into())]);
            "print-check-area-grid"
        }
        _ => "print-check-area",
    };
    told(ui, Mark::Right, &session.words.with(key, &args), |_| {});
    if preflight.missing.is_empty() {
        told(ui, Mark::Right, &session.words.text("print-check-characters"), |_| {});
    }
    for missing in preflight.missing.iter().take(MOST_MISSING) {
        let pages: Vec<String> = missing.pages.iter().take(6).map(ToString::to_string).collect();
        let args = [
            ("character", missing.character.to_string().into()),
            ("code", missing.code.clone().into()),
            ("pages", pages.join(&session.words.text("list-mark")).into()),
        ];
        let text = session.words.with("print-check-missing", &args);
        let spot = session.spot_of(&missing.character.to_string());
        finding(ui, session, view, Mark::Wrong, &text, spot);
    }
    if preflight.missing.len() > MOST_MISSING {
        let more = [("count", (preflight.missing.len() - MOST_MISSING).into())];
        told(ui, Mark::Wrong, &session.words.with("print-check-missing-more", &more), |_| {});
    }
    let (mark, key) = match profile.page_number.place {
        PageNumberPlace::Outside => (Mark::Right, "print-check-number-outside"),
        PageNumberPlace::Middle => (Mark::Told, "print-check-number-middle"),
        PageNumberPlace::Nowhere => (Mark::Doubt, "print-check-number-nowhere"),
    };
    told(ui, mark, &session.words.text(key), |_| {});
    let blanks = session.plan().map(|plan| query::open_blanks(plan).values().map(Vec::len).sum::<usize>());
    match blanks.unwrap_or_default() {
        0 => told(ui, Mark::Right, &session.words.text("print-check-no-blanks"), |_| {}),
        count => {
            let text = session.words.with("print-check-blanks", &[("count", count.into())]);
            let label = session.words.text("print-check-fill");
            told(ui, Mark::Doubt, &text, |ui| {
                let tip = menu::with_keys(session, Command::NextBlank);
                let button = Button::new(ButtonKind::Text, &label).small();
                if button.show(ui).on_hover_text(tip).clicked() {
                    view.push(Action::Command(Command::NextBlank));
                }
            });
        }
    }
    findings(ui, session, view);
}

/// Shows what the checks of the plan found, each with the way to it.
fn findings(ui: &mut Ui, session: &Session, view: &mut View) {
    let Some(open) = &session.open else { return };
    let language = Some(session.words.language());
    if view.print.findings.1 != language {
        view.print.findings = (Lately::default(), language);
    }
    let found = view.print.findings.0.of(ui.ctx(), open, || session.print_findings().into());
    if found.is_empty() {
        told(ui, Mark::Right, &session.words.text("print-check-nothing"), |_| {});
        return;
    }
    let errors = found.iter().filter(|finding| finding.is_error).count();
    let args = [("errors", errors.into()), ("warnings", (found.len() - errors).into())];
    let mark = if errors > 0 { Mark::Wrong } else { Mark::Doubt };
    let text = if errors > 0 {
        session.words.with("print-check-found-errors", &args)
    } else {
        session.words.with("print-check-found", &[("warnings", found.len().into())])
    };
    told(ui, mark, &text, |_| {});
    // What is only better changed waits until it is asked for: the printer is to stay in sight.
    let most = if view.print.all_findings { MOST_FINDINGS } else { errors.min(FEW_FINDINGS) };
    for one in found.iter().take(most) {
        let mark = if one.is_error { Mark::Wrong } else { Mark::Doubt };
        finding(ui, session, view, mark, &one.text, Some(one.spot));
    }
    let more = found.len().min(MOST_FINDINGS).saturating_sub(most);
    if more > 0 {
        let count = found.len() - most;
        let label = session.words.with("print-check-more", &[("count", count.into())]);
        if Button::new(ButtonKind::Text, &label).icon(Icon::ChevronDown).small().show(ui).clicked() {
            view.print.all_findings = true;
        }
    }
}

/// Shows something that is wrong, with the way to it.
fn finding(ui: &mut Ui, session: &Session, view: &mut View, mark: Mark, text: &str, spot: Option<Spot>) {
    told(ui, mark, text, |ui| {
        let Some(spot) = spot else { return };
        let label = session.words.text("print-check-go");
        // A screen reader tells one from the other.
        let name = session.words.with("print-check-go-to", &[("finding", text.to_owned().into())]);
        let button = Button::new(ButtonKind::Text, &label).small().show(ui).accessible_name(name);
        if button.clicked() {
            view.push(Action::Print(PrintAction::GoTo(spot)));
        }
        if button.gained_focus() {
            button.scroll_to_me(None);
        }
    });
}

/// How many findings are listed at first, and at most.
const FEW_FINDINGS: usize = 4;
const MOST_FINDINGS: usize = 200;

/// How many characters that no face has are listed.
const MOST_MISSING: usize = 5;

fn printer(ui: &mut Ui, session: &Session, view: &mut View) {
    let p = palette(ui);
    let say = |key: &str| session.words.text(key);
    ui.horizontal(|ui| {
        words(ui, &say("print-printer"), Type::BODY.emphasised(), p.text);
        ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
            let refresh = say("print-refresh");
            if icon_button(ui, Icon::RefreshCw, 14.0, &refresh, !session.printing.asking).clicked() {
                view.push(Action::Print(PrintAction::Refresh));
            }
        });
    });
    ui.spacing_mut().item_spacing.y = 4.0;
    match &session.printing.printers {
        None => caption(ui, &say("print-printers-asking"), p.text_weak),
        Some(Err(error)) => told(ui, Mark::Wrong, &error.words(&session.words), |_| {}),
        Some(Ok(printers)) if printers.is_empty() => {
            told(ui, Mark::Wrong, &say("print-no-printer"), |_| {});
        }
        Some(Ok(printers)) => pick(ui, session, view, printers),
    }
    if matches!(&session.printing.printers, Some(Err(_))) || no_printer(session) {
        let label = say("print-open-pdf");
        let refusal = session.pages_refusal();
        let button = Button::new(ButtonKind::Normal, &label).icon(Icon::Eye).enabled(refusal.is_none());
        let mut button = button.show(ui);
        if let Some(refusal) = refusal {
            button = button.on_hover_text(&refusal.text);
        }
        if button.clicked() {
            view.push(Action::Print(PrintAction::OpenPdf));
        }
    }
    pages(ui, session, view);
    let name = say("print-copies");
    row(ui, session, &name, |ui, _| {
        let mut copies = session.printing.copies;
        let field = DragValue::new(&mut copies).range(1..=Printing::MOST_COPIES).speed(0.05);
        let shown = ui.add_sized(vec2(56.0, 28.0), field).accessible_name(&name);
        focusable(ui, &shown);
        let changed = shown.changed();
        for (icon, key, step) in [(Icon::Minus, "print-fewer", -1_i16), (Icon::Plus, "print-more", 1)] {
            let next = copies.saturating_add_signed(step);
            let may = (1..=Printing::MOST_COPIES).contains(&next);
            if icon_button(ui, icon, 14.0, &say(key), may).clicked() {
                view.push(Action::Print(PrintAction::Copies(next)));
            }
        }
        if changed {
            view.push(Action::Print(PrintAction::Copies(copies)));
        }
    });
    sides(ui, session, view);
    media(ui, session, view);
}

fn no_printer(session: &Session) -> bool {
    matches!(&session.printing.printers, Some(Ok(printers)) if printers.is_empty())
}

fn pick(ui: &mut Ui, session: &Session, view: &mut View, printers: &[Printer]) {
    let p = palette(ui);
    let chosen = session.printer();
    let at = chosen.and_then(|chosen| printers.iter().position(|printer| printer.name == chosen.name));
    let label = |printer: &Printer| {
        if printer.location.is_empty() || printer.location == printer.name {
            printer.name.clone()
        } else {
            format!("{} · {}", printer.name, printer.location)
        }
    };
    let labels: Vec<String> = printers.iter().map(label).collect();
    let name = session.words.text("print-printer");
    let picked = row(ui, session, &name, |ui, width| combo(ui, &name, &labels, at, width));
    if let Some(printer) = picked.and_then(|at| printers.get(at)) {
        view.push(Action::Print(PrintAction::Printer(printer.name.clone())));
    }
    let Some(chosen) = chosen else {
        caption(ui, &session.words.text("print-choose-printer"), p.due);
        return;
    };
    let (key, ink) = match (chosen.state, chosen.accepting) {
        (PrinterState::Stopped, _) => ("print-state-stopped", p.late),
        (_, false) => ("print-state-rejecting", p.late),
        (PrinterState::Idle, true) => ("print-state-idle", p.text_weak),
        (PrinterState::Printing, true) => ("print-state-printing", p.text_weak),
    };
    let mut state = session.words.text(key);
    if chosen.default {
        state = format!("{state} · {}", session.words.text("print-state-default"));
    }
    for more in [&chosen.description, &chosen.message] {
        if !more.is_empty() {
            state = format!("{state} · {more}");
        }
    }
    caption(ui, &state, ink);
}

fn pages(ui: &mut Ui, session: &Session, view: &mut View) {
    let p = palette(ui);
    let name = session.words.text("print-pages");
    let count = session.printing.pages.unwrap_or_default();
    if !ui.ctx().memory(|memory| memory.focused().is_some_and(|id| id == egui::Id::unique("print-pages"))) {
        view.print.typed.clone_from(&session.printing.typed);
    }
    let fault = session.print_ranges().err();
    let typed = row(ui, session, &name, |ui, width| {
        let hint = session.words.with("print-pages-all", &[("count", count.into())]);
        let hint = RichText::new(hint).font(Type::CHIP.font()).color(p.text_weak);
        let field = TextEdit::singleline(&mut view.print.typed)
            .id(egui::Id::unique("print-pages"))
            .font(Type::CHIP.font())
            .hint_text(hint)
            .desired_width(width - 3.0);
        let response = ui.add(field).accessible_name(&name);
        if response.gained_focus() {
            response.scroll_to_me(None);
        }
        if fault.is_some() {
            let edge = egui::Stroke::new(2.0, p.late);
            let corner = CornerRadius::same(radius::BUTTON);
            ui.painter().rect_stroke(response.rect, corner, edge, egui::StrokeKind::Inside);
        }
        if response.changed() {
            view.push(Action::Print(PrintAction::Pages(view.print.typed.clone())));
        }
        response.has_focus()
    });
    if let Some(fault) = fault {
        let told = ui.scope(|ui| told(ui, Mark::Wrong, &range_words(&session.words, fault), |_| {})).response;
        if typed && !ui.clip_rect().contains_rect(told.rect) {
            told.scroll_to_me(None);
        }
    }
}

fn sides(ui: &mut Ui, session: &Session, view: &mut View) {
    let can: Vec<Sides> = match session.printer() {
        Some(printer) => printer.sides.clone(),
        None => Sides::ALL.to_vec(),
    };
    let labels: Vec<String> = can
        .iter()
        .map(|sides| {
            session.words.text(match sides {
                Sides::One => "print-sides-one",
                Sides::Long => "print-sides-long",
                Sides::Short => "print-sides-short",
            })
        })
        .collect();
    let name = session.words.text("print-sides");
    let now = session.print_sides();
    let at = can.iter().position(|sides| *sides == now).unwrap_or_default();
    let picked = row(ui, session, &name, |ui, width| {
        // Words of some languages are too long to stand side by side.
        let needed: f32 = labels
            .iter()
            .map(|label| {
                crate::ui::parts::lay(ui, label, Type::CHIP.emphasised().font(), palette(ui).text).size().x
                    + 24.0
            })
            .sum();
        if needed <= width { segmented(ui, &labels, at) } else { combo(ui, &name, &labels, Some(at), width) }
    });
    if let Some(sides) = picked.and_then(|at| can.get(at)) {
        view.push(Action::Print(PrintAction::Sides(*sides)));
    }
}

fn media(ui: &mut Ui, session: &Session, view: &mut View) {
    let p = palette(ui);
    let now = session.print_media();
    let mut known: Vec<String> = session
        .printer()
        .map(|printer| printer.media.iter().filter(|media| media_label(media).is_some()).cloned().collect())
        .unwrap_or_default();
    if !known.contains(&now) {
        known.insert(0, now.clone());
    }
    let label = |media: &String| match media_label(media) {
        Some((name, width, height)) => {
            let args = [("name", name.into()), ("width", width.into()), ("height", height.into())];
            session.words.with("print-paper-size", &args)
        }
        None => media.clone(),
    };
    let labels: Vec<String> = known.iter().map(label).collect();
    let name = session.words.text("print-paper");
    let at = known.iter().position(|media| *media == now);
    let picked = row(ui, session, &name, |ui, width| combo(ui, &name, &labels, at, width));
    if let Some(media) = picked.and_then(|at| known.get(at)) {
        view.push(Action::Print(PrintAction::Media(media.clone())));
    }
    if now != session.page_media() {
        caption(ui, &session.words.text("print-paper-other"), p.due);
    }
}

fn go(ui: &mut Ui, session: &Session, view: &mut View) {
    let p = palette(ui);
    let width = ui.available_width();
    ui.spacing_mut().item_spacing.y = 8.0;
    if let Some(job) = &session.printing.job {
        ui.horizontal(|ui| {
            ui.add(egui::Spinner::new().size(16.0).color(p.accent));
            let text = RichText::new(job.words(&session.words)).font(Type::CHIP.font()).color(p.text);
            let room = ui.available_width() - 70.0;
            ui.allocate_ui(vec2(room, 20.0), |ui| {
                ui.add(egui::Label::new(text).wrap().selectable(false));
            });
            let label = session.words.text("button-cancel");
            let button = Button::new(ButtonKind::Normal, &label).small().enabled(!job.cancelling);
            if button.show(ui).clicked() {
                view.push(Action::Command(Command::CancelPrint));
            }
        });
    } else if let Some(outcome) = &session.printing.outcome {
        let mark = match outcome.level {
            Level::Done => Mark::Right,
            Level::Warning => Mark::Doubt,
            Level::Error => Mark::Wrong,
        };
        told(ui, mark, &outcome.text, |_| {});
    }
    let copies = session.printing.copies;
    let args = [("copies", copies.into())];
    let label = session.words.with("print-go", &args);
    // What cannot be set can be neither printed nor kept; the reason stands over the pages.
    let fault = session.pages_refusal().map(|refusal| refusal.text.clone());
    let ready = session.printing.job.is_none() && session.print_ranges().is_ok() && fault.is_none();
    let button = Button::new(ButtonKind::Primary, &label)
        .icon(Icon::Printer)
        .tail(Some(session.shown_keys(Command::Print)))
        .width(width)
        .enabled(ready);
    let tip = fault.clone().unwrap_or_else(|| sheets(session));
    if button.show(ui).on_hover_text(tip).clicked() && ready {
        view.push(Action::Command(Command::Print));
    }
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = 8.0;
        let half = (width - 8.0) / 2.0;
        let label = session.words.text("print-save-pdf");
        let pdf = Button::new(ButtonKind::Normal, &label).icon(Icon::FileDown).width(half);
        let pdf = pdf.enabled(fault.is_none()).show(ui);
        let tip = fault.clone().unwrap_or_else(|| menu::with_keys(session, Command::ExportPdf));
        if pdf.on_hover_text(tip).clicked() && fault.is_none() {
            view.push(Action::Command(Command::ExportPdf));
        }
        let label = session.words.text("print-other-formats");
        let other = Button::new(ButtonKind::Normal, &label).width(half).show(ui);
        draw_icon(
            ui,
            Icon::ChevronDown,
            14.0,
            egui::pos2(other.rect.right() - 14.0, other.rect.center().y),
            p.text_weak,
        );
        Popup::menu(&other).show(|ui| {
            let mut item = |ui: &mut Ui, key: &str, refusal: Option<&Refusal>, action: PrintAction| {
                let label = RichText::new(session.words.text(key)).font(Type::BUTTON.font());
                let button = egui::Button::new(label).frame_when_inactive(false).min_size(vec2(220.0, 30.0));
                let mut response = ui.add_enabled(refusal.is_none(), button);
                if let Some(refusal) = refusal {
                    response = response.on_disabled_hover_text(&refusal.text);
                }
                if response.clicked() {
                    view.push(Action::Print(action));
                    ui.close();
                }
            };
            for format in ExportFormat::ALL {
                item(ui, format.key(), session.export_refusal(format), PrintAction::Export(format));
            }
            ui.separator();
            item(ui, "print-open-pdf", session.pages_refusal(), PrintAction::OpenPdf);
        });
    });
}

/// Says how many pages and sheets come out.
fn sheets(session: &Session) -> String {
    let (Some(all), Ok(ranges)) = (session.printing.pages, session.print_ranges()) else {
        return String::new();
    };
    let pages = count_of(&ranges, all);
    let per_sheet = if session.print_sides() == Sides::One { 1 } else { 2 };
    let sheets = pages.div_ceil(per_sheet) * usize::from(session.printing.copies);
    session.words.with("print-sheets", &[("pages", pages.into()), ("sheets", sheets.into())])
}
