//! The start screen: recent plans and templates.

use std::path::Path;

use chrono::{Datelike, NaiveDateTime};
use egui::{
    CentralPanel, CornerRadius, Frame, Id, Key, Margin, Modifiers, Panel, Rect, Response, Role, ScrollArea,
    Sense, Stroke, StrokeKind, Ui, WidgetInfo, pos2, vec2,
};
use lucide_icons::Icon;

use super::parts::{
    Button, ButtonKind, badge, draw_icon, icon_button, lay, lay_within, left_middle, ring, words,
};
use super::theme::{Type, palette, radius, title_face};
use super::{View, notices, pages, status};
use crate::locale::plan_kind_name;
use crate::session::importing::ImportAction;
use crate::session::{Action, Command, Recent, Screen, Session, TemplateAction, broken_template};
use crate::template::{Group, Template};

/// What the start screen keeps.
#[derive(Default)]
pub(crate) struct StartView {
    search: String,
    /// What templates are looked for.
    templates: String,
    /// Whether the first template is to get the focus: a new plan was asked for.
    pub(crate) to_templates: bool,
    /// Whether the search for templates is to get the focus.
    pub(crate) to_search: bool,
    /// Whether a plan of the first template is asked for.
    picks_first: bool,
    /// The day, for telling how long ago a plan was changed.
    pub(crate) today: Option<NaiveDateTime>,
}

impl StartView {
    /// Forgets what templates were looked for: one was found.
    pub(crate) fn found(&mut self) {
        self.templates.clear();
    }
}

/// Tells whether the start screen is shown.
pub(crate) const fn is_shown(session: &Session) -> bool {
    match session.screen {
        Screen::Start => true,
        Screen::Import => session.importing.is_none(),
        Screen::Write | Screen::Table | Screen::Year | Screen::Compare | Screen::Print => {
            session.open.is_none()
        }
    }
}

/// Shows the start screen.
pub(crate) fn show(ui: &mut Ui, session: &Session, view: &mut View) {
    let p = palette(ui);
    Panel::left("start-side")
        .exact_size(248.0)
        .resizable(false)
        .frame(Frame::new().fill(p.panel).inner_margin(Margin::symmetric(16, 20)))
        .show(ui, |ui| side(ui, session, view));
    notices::show(ui, session, view);
    CentralPanel::default()
        .frame(Frame::new().fill(p.surface).inner_margin(Margin { left: 32, right: 8, top: 20, bottom: 0 }))
        .show(ui, |ui| {
            ScrollArea::vertical().auto_shrink(false).show(ui, |ui| {
                // The bar has its own room at the right.
                ui.set_max_width(ui.available_width() - 16.0);
                if let Some(open) = &session.open {
                    back_to_plan(ui, session, view, &session.plan_title(open));
                }
                if let Some(importing) = &session.importing {
                    back_to_import(ui, session, view, &importing.path, ImportAction::Show);
                }
                for (at, path) in session.left_reviews().enumerate() {
                    ui.push_id(at, |ui| {
                        back_to_import(ui, session, view, path, ImportAction::Resume(at));
                    });
                }
                recents(ui, session, view);
                ui.add_space(16.0);
                gallery(ui, session, view);
                ui.add_space(24.0);
            });
        });
}

fn side(ui: &mut Ui, session: &Session, view: &mut View) {
    let p = palette(ui);
    ui.spacing_mut().item_spacing.y = 8.0;
    ui.horizontal(|ui| {
        ui.add_space(4.0);
        let (rect, _) = ui.allocate_exact_size(vec2(40.0, 40.0), Sense::hover());
        ui.painter().rect_filled(rect, CornerRadius::same(radius::CARD), p.accent);
        let mark = session.words.text("app-mark");
        let font = egui::FontId::new(22.0, title_face());
        ui.painter().text(rect.center(), egui::Align2::CENTER_CENTER, mark, font, p.on_accent);
        ui.vertical(|ui| {
            ui.spacing_mut().item_spacing.y = 0.0;
            words(ui, &session.words.text("app-name-short"), Type::PAGE_TITLE, p.text);
            words(ui, &session.words.text("app-purpose"), Type::CAPTION, p.text_weak);
        });
    });
    ui.add_space(8.0);
    let width = ui.available_width();
    for (command, icon, kind) in [
        (Command::New, Icon::Plus, ButtonKind::Primary),
        (Command::Open, Icon::FolderOpen, ButtonKind::Normal),
        (Command::Import, Icon::FileInput, ButtonKind::Normal),
    ] {
        let label = session.words.text(command.key());
        let tail = Some(session.shown_keys(command)).filter(|keys| !keys.is_empty());
        let button = Button::new(kind, &label).icon(icon).tail(tail).width(width);
        if button.show(ui).clicked() {
            view.push(Action::Command(command));
        }
    }
    ui.with_layout(egui::Layout::bottom_up(egui::Align::LEFT), |ui| {
        words(ui, &session.words.text("status-local-long"), Type::CAPTION, p.text_weak);
        ui.painter().hline(ui.max_rect().x_range(), ui.cursor().bottom() - 2.0, Stroke::new(1.0, p.line));
        ui.add_space(8.0);
        for (command, icon) in [
            (Command::ToggleTheme, Icon::SunMoon),
            (Command::SwitchLanguage, Icon::Languages),
            (Command::Shortcuts, Icon::Keyboard),
        ] {
            let label = session.words.text(command.key());
            if link(ui, icon, &label) {
                view.push(Action::Command(command));
            }
        }
    });
}

fn link(ui: &mut Ui, icon: Icon, label: &str) -> bool {
    let p = palette(ui);
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), 32.0), Sense::click());
    response.widget_info(|| WidgetInfo::labeled(Role::Button, true, label));
    if response.hovered() {
        ui.painter().rect_filled(rect, CornerRadius::same(radius::BUTTON), p.hover);
    }
    draw_icon(ui, icon, 16.0, pos2(rect.left() + 14.0, rect.center().y), p.text);
    let text = lay(ui, label, Type::CHIP.font(), p.text);
    ui.painter().galley(left_middle(rect.left() + 32.0, rect, &text), text, p.text);
    ring(ui, &response, rect, radius::BUTTON, p);
    response.clicked()
}

fn back_to_plan(ui: &mut Ui, session: &Session, view: &mut View, title: &str) {
    let label = session.words.with("start-back", &[("title", title.to_owned().into())]);
    if Button::new(ButtonKind::Text, &label).icon(Icon::ArrowLeft).show(ui).clicked() {
        view.push(Action::Command(Command::GoWrite));
    }
    ui.add_space(6.0);
}

fn back_to_import(ui: &mut Ui, session: &Session, view: &mut View, path: &Path, back: ImportAction) {
    let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let label = session.words.with("start-back-import", &[("name", name.into())]);
    if Button::new(ButtonKind::Text, &label).icon(Icon::FileInput).show(ui).clicked() {
        view.push(Action::Import(back));
    }
    ui.add_space(6.0);
}

fn recents(ui: &mut Ui, session: &Session, view: &mut View) {
    let p = palette(ui);
    let search_name = session.words.text("start-search");
    let clear = session.words.text("start-search-clear");
    ui.horizontal(|ui| {
        ui.set_min_height(36.0);
        words(ui, &session.words.text("start-recent"), Type::PAGE_TITLE, p.text);
        if session.settings.recent.len() > 4 {
            ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
                let composing = view.editing.is_composing();
                search(ui, &mut view.start.search, &search_name, &clear, composing);
            });
        }
    });
    ui.add_space(4.0);
    if session.settings.recent.is_empty() {
        words(ui, &session.words.text("start-no-recent"), Type::BODY, p.text_weak);
        return;
    }
    let width = ui.available_width();
    // In a narrow window only the name and the last change have room.
    let roomy = width > 700.0;
    let columns = if roomy {
        [16.0, width * 0.52, width * 0.64, width * 0.82]
    } else {
        [16.0, width * 0.66, f32::NAN, width * 0.66]
    };
    let (head, _) = ui.allocate_exact_size(vec2(width, 28.0), Sense::hover());
    for (key, x) in ["column-name", "column-period", "column-content", "column-changed"].iter().zip(columns) {
        if x.is_nan() || (!roomy && *key == "column-period") {
            continue;
        }
        let text = lay(ui, &session.words.text(key), Type::CAPTION.font(), p.text_weak);
        ui.painter().galley(left_middle(head.left() + x, head, &text), text, p.text_weak);
    }
    ui.painter().hline(head.x_range(), head.bottom(), Stroke::new(1.0, p.line_strong));
    ui.spacing_mut().item_spacing.y = 0.0;
    let wanted = view.start.search.trim().to_lowercase();
    for recent in &session.settings.recent {
        let text = format!("{} {} {}", recent.title, recent.period, recent.path.display()).to_lowercase();
        if text.contains(&wanted) {
            recent_row(ui, session, view, recent, columns);
        }
    }
}

fn recent_row(ui: &mut Ui, session: &Session, view: &mut View, recent: &Recent, columns: [f32; 4]) {
    let p = palette(ui);
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), 56.0), Sense::click());
    let untitled = session.words.text("plan-untitled");
    let title = if recent.title.trim().is_empty() { &untitled } else { &recent.title };
    response.widget_info(|| WidgetInfo::labeled(Role::Button, true, title));
    if response.hovered() {
        ui.painter().rect_filled(rect, CornerRadius::same(radius::CHIP), p.hover);
    }
    let [x0, x1, x2, x3] = columns.map(|x| rect.left() + x);
    let (upper, lower) = (rect.top() + 18.0, rect.top() + 38.0);
    let (key, icon, ink, fill) = status::look(recent.status, p);
    let room = x1 - x0 - 100.0;
    let name = lay_within(ui, title, Type::BODY.emphasised().font(), p.text, room);
    let after = x0 + name.size().x + 10.0;
    ui.painter().galley(pos2(x0, upper - name.size().y / 2.0), name, p.text);
    let at = Rect::from_min_size(pos2(after, upper - 10.0), vec2(90.0, 20.0));
    // A child of its own leaves the next row where it belongs.
    badge(&mut ui.new_child(egui::UiBuilder::new().max_rect(at)), icon, &session.words.text(key), ink, fill);
    let path = lay_within(ui, &short_path(&recent.path), Type::CAPTION.font(), p.text_weak, x1 - x0 - 16.0);
    ui.painter().galley(pos2(x0, lower - path.size().y / 2.0), path, p.text_weak);
    let middle = |ui: &Ui, x: f32, text: &str| {
        let text = lay(ui, text, Type::CHIP.font(), p.text);
        ui.painter().galley(left_middle(x, rect, &text), text, p.text);
    };
    if x2.is_nan() {
        middle(ui, x3, &changed(session, recent.at, view.start.today));
    } else {
        middle(ui, x1, &recent.period);
    }
    let key = if recent.open_blanks > 0 { "recent-content-blanks" } else { "recent-content" };
    let content = [("measures", recent.measures.into()), ("blanks", recent.open_blanks.into())];
    if !x2.is_nan() {
        middle(ui, x2, &session.words.with(key, &content));
        middle(ui, x3, &changed(session, recent.at, view.start.today));
    }
    ui.painter().hline(rect.x_range(), rect.bottom(), Stroke::new(1.0, p.line));
    ring(ui, &response, rect, radius::CHIP, p);
    let forget = Rect::from_center_size(pos2(rect.right() - 20.0, rect.center().y), vec2(28.0, 28.0));
    let mut corner = ui.new_child(egui::UiBuilder::new().max_rect(forget));
    if icon_button(&mut corner, Icon::X, 14.0, &session.words.text("recent-forget"), true).clicked() {
        view.push(Action::ForgetRecent(recent.path.clone()));
    } else if response.clicked() {
        view.push(Action::OpenPath(recent.path.clone()));
    }
}

/// Returns the last folders of a path and its name.
fn short_path(path: &Path) -> String {
    let names: Vec<_> = path.iter().map(|name| name.to_string_lossy()).collect();
    names.iter().skip(names.len().saturating_sub(3)).map(AsRef::as_ref).collect::<Vec<&str>>().join(" › ")
}

fn changed(session: &Session, at: NaiveDateTime, now: Option<NaiveDateTime>) -> String {
    let time = at.format("%H:%M").to_string();
    let days = now.map(|now| (now.date() - at.date()).num_days());
    match days {
        Some(0) => session.words.with("changed-today", &[("time", time.into())]),
        Some(1) => session.words.with("changed-yesterday", &[("time", time.into())]),
        _ => session.words.with(
            "changed-on",
            &[("year", at.year().to_string().into()), ("month", at.month().into()), ("day", at.day().into())],
        ),
    }
}

fn card_id(index: usize) -> Id {
    Id::unique(("template-card", index))
}

/// Shows a template with a picture of its first page, to be clicked.
fn card(ui: &mut Ui, session: &Session, view: &mut View, template: &Template, index: usize) {
    let p = palette(ui);
    let size = vec2(208.0, 332.0);
    let (rect, _) = ui.allocate_exact_size(size, Sense::hover());
    let response = ui.interact(rect, card_id(index), Sense::click());
    if index == 0 && std::mem::take(&mut view.start.to_templates) {
        response.request_focus();
        response.scroll_to_me(None);
    }
    let name = template.name.clone();
    response.widget_info(|| WidgetInfo::labeled(Role::Button, true, &name));
    let edge = if response.has_focus() {
        Stroke::new(2.0, p.accent)
    } else if response.hovered() {
        Stroke::new(1.0, p.text_weak)
    } else {
        Stroke::new(1.0, p.line)
    };
    let corner = CornerRadius::same(radius::CARD);
    ui.painter().rect_filled(rect, corner, p.surface);
    let mut bed = rect.shrink(1.0);
    bed.max.y = rect.bottom() - 60.0;
    let top = CornerRadius { nw: radius::CARD, ne: radius::CARD, sw: 0, se: 0 };
    ui.painter().rect_filled(bed, top, p.canvas);
    if let Some(texture) = view.shelf.thumbnail(template) {
        pages::draw_picture(ui, texture, bed.shrink(15.0));
    }
    let foot = rect.left() + 14.0;
    // A bundled name is never cut: where it needs two lines, what the template holds is left to its tip.
    let is_own = template.group == Group::Own;
    let face = Type::BODY.emphasised().font();
    let name = if is_own {
        lay_within(ui, &template.name, face, p.text, 154.0)
    } else {
        ui.painter().layout(template.name.clone(), face, p.text, 180.0)
    };
    let rows = name.rows.len();
    ui.painter().galley(pos2(foot, rect.bottom() - 52.0), name, p.text);
    if rows == 1 {
        // What a person wrote says more than the names of the sections.
        let told =
            if is_own && !template.purpose.is_empty() { &template.purpose } else { &template.contains };
        let contains = lay_within(ui, told, Type::CAPTION.font(), p.text_weak, 180.0);
        ui.painter().galley(pos2(foot, rect.bottom() - 28.0), contains, p.text_weak);
    }
    // Above the picture, which would cover it.
    ui.painter().rect_stroke(rect, corner, edge, StrokeKind::Inside);
    if is_own && own_menu(ui, session, view, template, rect, &response) {
        return;
    }
    let response =
        if template.purpose.is_empty() { response } else { response.on_hover_text(&template.purpose) };
    let is_first = index == 0 && std::mem::take(&mut view.start.picks_first);
    if response.clicked() || is_first {
        view.push(Action::PickTemplate(template.id.clone()));
    }
}

/// Shows what can be done with an own template, behind a button of its card. Returns whether the
/// button was clicked.
fn own_menu(
    ui: &mut Ui,
    session: &Session,
    view: &mut View,
    template: &Template,
    card: Rect,
    whole: &Response,
) -> bool {
    let at = Rect::from_center_size(pos2(card.right() - 22.0, card.bottom() - 42.0), vec2(28.0, 28.0));
    let mut corner = ui.new_child(egui::UiBuilder::new().max_rect(at));
    let label = session.words.with("template-menu", &[("name", template.name.clone().into())]);
    let button = icon_button(&mut corner, Icon::Ellipsis, 16.0, &label, true);
    // The keys for a menu and the other mouse button open it from the card as well.
    let by_key = whole.has_focus()
        && ui.input_mut(|input| {
            input.consume_key(Modifiers::SHIFT, Key::F10) || input.consume_key(Modifiers::NONE, Key::Menu)
        });
    if by_key || whole.secondary_clicked() {
        egui::Popup::open_id(ui.ctx(), egui::Popup::default_response_id(&button));
    }
    egui::Popup::menu(&button).show(|ui| {
        for (key, action) in [
            ("template-rename", TemplateAction::AskRename(template.id.clone())),
            ("template-remove", TemplateAction::AskRemove(template.id.clone())),
        ] {
            let label = session.words.text(key);
            let item = egui::Button::new(egui::RichText::new(&label).font(Type::BUTTON.font()))
                .frame_when_inactive(false)
                .min_size(vec2(160.0, 30.0));
            if ui.add(item).clicked() {
                view.push(Action::Templates(action));
                ui.close();
            }
        }
    });
    button.clicked()
}

/// Shows the files of own templates that were left out, with the reason.
fn left_out(ui: &mut Ui, session: &Session) {
    let p = palette(ui);
    for broken in session.templates.broken() {
        let file =
            broken.path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        let why = broken_template(&session.words, broken);
        let text = session.words.with("template-left-out", &[("file", file.into()), ("why", why.into())]);
        ui.horizontal_top(|ui| {
            let (mark, _) = ui.allocate_exact_size(vec2(14.0, 20.0), Sense::hover());
            draw_icon(ui, Icon::OctagonAlert, 14.0, mark.center(), p.late);
            let text = egui::RichText::new(text).font(Type::CHIP.font()).color(p.late);
            ui.add(egui::Label::new(text).wrap().selectable(true))
                .on_hover_text(broken.path.display().to_string());
        });
    }
}

/// Tells whether a template is one of those that are looked for, by all of the words.
fn is_wanted(session: &Session, template: &Template, wanted: &str) -> bool {
    let kind = plan_kind_name(session.words.language(), template.kind);
    let text = [&template.name, &template.purpose, &template.contains, &kind].map(|text| text.to_lowercase());
    wanted.split_whitespace().all(|word| text.iter().any(|text| text.contains(word)))
}

fn gallery(ui: &mut Ui, session: &Session, view: &mut View) {
    let p = palette(ui);
    ui.spacing_mut().item_spacing.y = 6.0;
    let search_name = session.words.text("start-search-templates");
    let clear = session.words.text("start-search-clear");
    ui.horizontal(|ui| {
        ui.set_min_height(36.0);
        words(ui, &session.words.text("start-templates"), Type::PAGE_TITLE, p.text);
        ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
            let composing = view.editing.is_composing();
            let shown = search(ui, &mut view.start.templates, &search_name, &clear, composing);
            if std::mem::take(&mut view.start.to_search) {
                shown.response.request_focus();
                shown.response.scroll_to_me(None);
            }
            view.start.to_templates |= shown.goes_down;
            view.start.picks_first = shown.entered;
        });
    });
    ui.add_space(4.0);
    let language = session.words.language();
    let wanted = view.start.templates.to_lowercase();
    let is_wanted = |template: &&Template| is_wanted(session, template, &wanted);
    // A person's own come first, whatever their language; then templates in the language of the
    // interface, by what they are for.
    let (here, other): (Vec<_>, Vec<_>) = crate::template::catalogue()
        .iter()
        .filter(is_wanted)
        .partition(|template| template.language == language);
    let of_group = |group: Group| -> Vec<&Template> {
        match group {
            Group::Own => session.templates.own().iter().filter(is_wanted).collect(),
            Group::People | Group::Unit | Group::Business | Group::Service | Group::Control => {
                here.iter().copied().filter(|template| template.group == group).collect()
            }
        }
    };
    let mut shelves: Vec<(Option<Group>, Vec<&Template>)> =
        Group::ALL.iter().map(|group| (Some(*group), of_group(*group))).collect();
    shelves.push((None, other));
    let broken = wanted.trim().is_empty() && !session.templates.broken().is_empty();
    let mut index = 0;
    for (group, templates) in shelves {
        let broken = broken && group == Some(Group::Own);
        if templates.is_empty() && !broken {
            continue;
        }
        let key = group.map_or("gallery-other", Group::key);
        words(ui, &session.words.text(key), Type::BODY.emphasised(), p.text_weak);
        ui.horizontal_wrapped(|ui| {
            ui.spacing_mut().item_spacing = vec2(22.0, 18.0);
            for template in templates {
                card(ui, session, view, template, index);
                index += 1;
            }
        });
        if broken {
            left_out(ui, session);
        }
        ui.add_space(10.0);
    }
    if index == 0 {
        view.start.to_templates = false;
        words(ui, &session.words.text("start-no-template"), Type::BODY, p.text_weak);
    }
    ui.add_space(4.0);
    ui.horizontal(|ui| {
        let (mark, _) = ui.allocate_exact_size(vec2(14.0, 20.0), Sense::hover());
        draw_icon(ui, Icon::Info, 14.0, mark.center(), p.text_weak);
        words(ui, &session.words.text("start-hint"), Type::CHIP, p.text_weak);
    });
}

/// What came of showing a field to search by.
struct Searched {
    response: Response,
    /// Whether the arrow leads to what was found.
    goes_down: bool,
    /// Whether Enter asks for the first of it.
    entered: bool,
}

/// Shows a field to search by. Escape clears it, and so does the button at its end.
fn search(ui: &mut Ui, text: &mut String, name: &str, clear: &str, composing: bool) -> Searched {
    let p = palette(ui);
    let id = Id::unique(("start-search", name.to_owned()));
    let focused = ui.memory(|memory| memory.has_focus(id)) && !composing;
    let goes_down = focused && ui.input_mut(|input| input.consume_key(Modifiers::NONE, Key::ArrowDown));
    let edge = if focused { Stroke::new(2.0, p.accent) } else { Stroke::new(1.0, p.line_strong) };
    let frame = Frame::new()
        .stroke(edge)
        .corner_radius(CornerRadius::same(radius::BUTTON))
        .inner_margin(Margin { left: 8, right: 30, top: 4, bottom: 4 });
    let response = egui::TextEdit::singleline(text)
        .id(id)
        .frame(frame)
        .desired_width(240.0)
        // Otherwise the toolkit takes the focus away at Escape, and a notice takes the key.
        .event_filter(egui::EventFilter {
            tab: false,
            horizontal_arrows: true,
            vertical_arrows: true,
            escape: true,
        })
        .hint_text(egui::RichText::new(name).color(p.text_weak))
        .show(ui)
        .response
        .response
        .accessible_name(name);
    let entered = response.lost_focus() && ui.input(|input| input.key_pressed(Key::Enter));
    let entered = entered && !text.trim().is_empty();
    let escaped = focused && ui.input_mut(|input| input.consume_key(Modifiers::NONE, Key::Escape));
    if escaped && text.is_empty() {
        response.surrender_focus();
    }
    if !text.is_empty() {
        let at = Rect::from_center_size(
            pos2(response.rect.right() - 15.0, response.rect.center().y),
            vec2(24.0, 24.0),
        );
        let mut corner = ui.new_child(egui::UiBuilder::new().max_rect(at));
        if icon_button(&mut corner, Icon::X, 12.0, clear, true).clicked() || escaped {
            text.clear();
            response.request_focus();
        }
    }
    Searched { response, goes_down, entered }
}
