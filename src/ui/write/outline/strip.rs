//! The strip of numerals that stands for the outline in a narrow window.

use egui::{Align2, CornerRadius, Role, ScrollArea, Sense, Ui, WidgetInfo, vec2};
use lucide_icons::Icon;

use super::super::super::View;
use super::super::super::parts::{icon_button, ring};
use super::super::super::theme::{Type, palette, radius};
use super::super::line::block_number;
use crate::model::query::{Numbered, bears_number};
use crate::model::tree::List;
use crate::session::{Action, Session};

pub(in super::super) fn strip(ui: &mut Ui, session: &Session, view: &mut View) {
    let Some(plan) = session.plan() else { return };
    let p = palette(ui);
    ui.add_space(6.0);
    let here = session.focus.and_then(|id| plan.path(id)).and_then(|path| path.first().copied());
    let mut number = 0;
    let marks: Vec<Option<Numbered>> = plan
        .parts
        .iter()
        .map(|part| {
            let bears = bears_number(part);
            number += usize::from(bears);
            bears.then_some(Numbered { level: 0, number })
        })
        .collect();
    ui.vertical_centered(|ui| {
        if icon_button(ui, Icon::PanelLeftOpen, 16.0, &session.words.text("outline-open"), true).clicked() {
            view.write.opened.0 = true;
        }
    });
    let row = 32.0 + ui.spacing().item_spacing.y;
    ScrollArea::vertical().id_salt("outline-strip").auto_shrink(false).show_rows(
        ui,
        row - ui.spacing().item_spacing.y,
        plan.parts.len(),
        |ui, range| {
            for at in range {
                let (Some(part), Some(mark)) = (plan.parts.get(at), marks.get(at)) else { continue };
                let name = super::part_label(session, part);
                let label = mark.map_or_else(|| name.clone(), |mark| block_number(session, Some(mark)));
                let mark: String = label.chars().filter(|c| *c != '、' && *c != '.').take(1).collect();
                ui.vertical_centered(|ui| {
                    let (rect, response) = ui.allocate_exact_size(vec2(32.0, 32.0), Sense::click());
                    response.widget_info(|| WidgetInfo::labeled(Role::Button, true, &name));
                    let here = here == Some((List::Parts, at));
                    if here || response.hovered() {
                        let fill = if here { p.accent_weak } else { p.hover };
                        ui.painter().rect_filled(rect, CornerRadius::same(radius::CHIP), fill);
                    }
                    let ink = if here { p.accent } else { p.text };
                    let face = Type::BODY.font();
                    ui.painter().text(rect.center(), Align2::CENTER_CENTER, mark, face, ink);
                    ring(ui, &response, rect, radius::CHIP, p);
                    if response.on_hover_text(&name).clicked() {
                        view.push(Action::Reveal(Some(part.id())));
                    }
                });
            }
        },
    );
}
