//! What is printed and how: the layout, the profile, what is chosen besides.

use egui::{ScrollArea, Ui, vec2};
use lucide_icons::Icon;

use super::controls::{PART, caption, card, combo, heading, radio, row, tick};
use crate::model::PlanStatus;
use crate::session::printing::{Choice, Choices, LayoutKind, PrintAction, profile_key};
use crate::session::{Action, Session};
use crate::typeset::{PageNumberPlace, Profile};
use crate::ui::View;
use crate::ui::parts::{Button, ButtonKind, lay};
use crate::ui::theme::{Type, palette};

/// Shows the choices.
pub(super) fn show(ui: &mut Ui, session: &Session, view: &mut View) {
    let choices = session.choices();
    ScrollArea::vertical().id_salt("print-choices").auto_shrink(false).show(ui, |ui| {
        ui.set_max_width(ui.available_width() - 16.0);
        ui.add_space(14.0);
        layouts(ui, session, view, &choices);
        ui.add_space(PART);
        profiles(ui, session, view);
        ui.add_space(PART);
        options(ui, session, view, &choices);
        ui.add_space(PART);
    });
}

fn choose(view: &mut View, choice: Choice) {
    view.push(Action::Print(PrintAction::Choose(choice)));
}

fn layouts(ui: &mut Ui, session: &Session, view: &mut View, choices: &Choices) {
    heading(ui, &session.words.text("print-layout"));
    let here = LayoutKind::of_id(&choices.layout);
    let gap = 6.0;
    // In some languages the words need wider cards.
    let longest = LayoutKind::ALL
        .iter()
        .map(|kind| {
            lay(ui, &session.words.text(kind.key()), Type::CHIP.emphasised().font(), palette(ui).text)
        })
        .map(|galley| galley.size().x + 6.0)
        .fold(0.0, f32::max);
    let width_of =
        |columns: usize| ((ui.available_width() - gap * (columns - 1) as f32) / columns as f32).floor();
    let columns = if width_of(3) >= longest { 3 } else { 2 };
    let width = width_of(columns);
    ui.spacing_mut().item_spacing = vec2(gap, gap);
    for cards in LayoutKind::ALL.chunks(columns) {
        ui.horizontal(|ui| {
            for one in cards.iter().copied() {
                let label = session.words.text(one.key());
                let is_here = here == Some(one);
                if card(ui, width, icon(one), &label, is_here) {
                    let asked = first_asked(session, one);
                    let id =
                        asked.map_or_else(|| one.id().to_owned(), |asked| format!("{}:{asked}", one.id()));
                    choose(view, Choice::Layout(id));
                }
            }
        });
    }
    let Some(here) = here.filter(|here| here.asks()) else { return };
    let asked = asked(session, here);
    let key = if here == LayoutKind::Mine { "print-owner" } else { "print-month" };
    let name = session.words.text(key);
    if asked.is_empty() {
        caption(ui, &session.words.text("print-no-owners"), palette(ui).due);
        return;
    }
    let chosen = choices.layout.split_once(':').map(|(_, chosen)| chosen);
    let at = asked.iter().position(|(id, _)| Some(id.as_str()) == chosen);
    let labels: Vec<String> = asked.iter().map(|(_, label)| label.clone()).collect();
    let picked = row(ui, session, &name, |ui, width| combo(ui, &name, &labels, at, width));
    if let Some((id, _)) = picked.and_then(|at| asked.get(at)) {
        choose(view, Choice::Layout(format!("{}:{id}", here.id())));
    }
}

/// Returns what a layout can be asked for: as its id says it, and as it is shown.
fn asked(session: &Session, kind: LayoutKind) -> Vec<(String, String)> {
    let Some(plan) = session.plan() else { return Vec::new() };
    match kind {
        LayoutKind::Mine => session.print_owners().into_iter().map(|owner| (owner.clone(), owner)).collect(),
        LayoutKind::Month => session
            .print_months()
            .into_iter()
            .map(|month| {
                let language = session.words.language();
                let shown = crate::locale::words::month(language, month, Some(plan.period.year()));
                (format!("{:04}-{:02}", month.year(), month.number()), shown)
            })
            .collect(),
        LayoutKind::Prose
        | LayoutKind::Table
        | LayoutKind::Timeline
        | LayoutKind::Contract
        | LayoutKind::Breakdown
        | LayoutKind::Scores
        | LayoutKind::Problems
        | LayoutKind::Actuals
        | LayoutKind::Combined => Vec::new(),
    }
}

/// Returns what is asked for at first: the first owner; the month it is, or the plan's first.
fn first_asked(session: &Session, kind: LayoutKind) -> Option<String> {
    let all = asked(session, kind);
    let today = session.today.format("%Y-%m").to_string();
    let now = all.iter().find(|(id, _)| *id == today);
    now.or_else(|| all.first()).map(|(id, _)| id.clone())
}

const fn icon(kind: LayoutKind) -> Icon {
    match kind {
        LayoutKind::Prose => Icon::FileText,
        LayoutKind::Table => Icon::Table2,
        LayoutKind::Timeline => Icon::ChartNoAxesGantt,
        LayoutKind::Month => Icon::CalendarDays,
        LayoutKind::Contract => Icon::Signature,
        LayoutKind::Mine => Icon::UserRound,
        LayoutKind::Breakdown => Icon::Network,
        LayoutKind::Scores => Icon::Scale,
        LayoutKind::Problems => Icon::TriangleAlert,
        LayoutKind::Actuals => Icon::Goal,
        LayoutKind::Combined => Icon::Files,
    }
}

fn profiles(ui: &mut Ui, session: &Session, view: &mut View) {
    heading(ui, &session.words.text("print-profile"));
    let chosen = session.chosen_profile();
    let known = &session.printing.profiles;
    ui.spacing_mut().item_spacing.y = 2.0;
    for profile in known.all() {
        let own = known.is_own(&profile.id);
        let name = if own { profile.name.clone() } else { bundled_name(session, profile) };
        let caption = profile_caption(session, profile, own);
        if radio(ui, &name, &caption, profile.id == chosen.id) {
            choose(view, Choice::Profile(profile.id.clone()));
        }
    }
    ui.add_space(4.0);
    for broken in known.broken() {
        let name = broken.path.file_name().map(|name| name.to_string_lossy().into_owned());
        let args = [("file", name.unwrap_or_default().into()), ("cause", broken.fault.to_string().into())];
        caption(ui, &session.words.with("print-profile-broken", &args), palette(ui).late);
    }
    if !known.is_own(&chosen.id) {
        let label = session.words.text("print-profile-copy");
        if Button::new(ButtonKind::Text, &label).icon(Icon::Copy).small().show(ui).clicked() {
            view.push(Action::Print(PrintAction::CopyProfile(chosen.id)));
        }
    }
}

fn bundled_name(session: &Session, profile: &Profile) -> String {
    profile_key(&profile.id).map_or_else(|| profile.name.clone(), |key| session.words.text(key))
}

fn profile_caption(session: &Session, profile: &Profile, own: bool) -> String {
    let number = |value: f64| ((value * 10.0).round() / 10.0).to_string();
    let said = match (profile.grid.lines_per_page, profile.grid.characters_per_line) {
        (Some(lines), Some(characters)) => session
            .words
            .with("print-profile-grid", &[("lines", lines.into()), ("characters", characters.into())]),
        _ => session.words.with(
            "print-profile-lines",
            &[
                ("pitch", number(profile.line_pitch_pt()).into()),
                ("size", number(profile.body.size_pt).into()),
                ("margin", number(profile.margins.left_mm).into()),
            ],
        ),
    };
    if own { session.words.with("print-profile-own", &[("said", said.into())]) } else { said }
}

fn options(ui: &mut Ui, session: &Session, view: &mut View, choices: &Choices) {
    heading(ui, &session.words.text("print-options"));
    ui.spacing_mut().item_spacing.y = 4.0;
    let say = |key: &str| session.words.text(key);
    let own = session.chosen_profile();
    let places = [PageNumberPlace::Outside, PageNumberPlace::Middle, PageNumberPlace::Nowhere];
    let labels = places.map(|place| say(place_key(place)));
    let now = choices.page_number.unwrap_or(own.page_number.place);
    let at = places.iter().position(|place| *place == now);
    let name = say("print-page-number");
    let picked = row(ui, session, &name, |ui, width| combo(ui, &name, &labels, at, width));
    if let Some(place) = picked.and_then(|at| places.get(at)) {
        let set = (*place != own.page_number.place).then_some(*place);
        choose(view, Choice::PageNumber(set));
    }
    if session.plan().is_some_and(|plan| plan.status == PlanStatus::Draft) {
        let labels = [say("print-draft-mark-shown"), say("print-draft-mark-hidden")];
        let shown = choices.draft_mark.unwrap_or(own.draft_mark.shown);
        let name = say("print-draft-mark");
        let at = Some(usize::from(!shown));
        let picked = row(ui, session, &name, |ui, width| combo(ui, &name, &labels, at, width));
        if let Some(at) = picked {
            let set = (at == 0) != own.draft_mark.shown;
            choose(view, Choice::DraftMark(set.then_some(at == 0)));
        }
    }
    ui.add_space(4.0);
    if session.can_have_front() {
        if let Some(on) = tick(ui, choices.cover, &say("print-cover")) {
            choose(view, Choice::Cover(on));
        }
        if let Some(on) = tick(ui, choices.contents, &say("print-contents")) {
            choose(view, Choice::Contents(on));
        }
    }
    if let Some(on) = tick(ui, choices.to_fill_in, &say("print-to-fill-in")) {
        choose(view, Choice::ToFillIn(on));
    }
    if let Some(on) = tick(ui, choices.bundled, &say("print-bundled")) {
        choose(view, Choice::Bundled(on));
    }
}

const fn place_key(place: PageNumberPlace) -> &'static str {
    match place {
        PageNumberPlace::Outside => "print-number-outside",
        PageNumberPlace::Middle => "print-number-middle",
        PageNumberPlace::Nowhere => "print-number-nowhere",
    }
}
