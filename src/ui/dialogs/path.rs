//! A path dialog of our own, for systems without one: a path to type, and the folder's contents to
//! pick from.

use std::path::{Path, PathBuf};

use egui::{ScrollArea, Ui};
use lucide_icons::Icon;

use super::super::View;
use super::super::parts::{Button, ButtonKind, icon_button, words};
use super::super::theme::{Type, palette};
use super::{heading, input};
use crate::session::{Action, Answer, PathPurpose, Session};

/// What the path dialog keeps.
#[derive(Default)]
pub(crate) struct PathView {
    text: String,
    /// What the folder holds, read when the folder changes.
    listing: Listing,
}

/// The contents of a folder, as the window's owner read them.
#[derive(Clone, Debug, Default)]
pub(crate) struct Listing {
    folder: PathBuf,
    folders: Vec<String>,
    files: Vec<String>,
}

pub(super) fn show(
    ui: &mut Ui,
    session: &Session,
    view: &mut View,
    purpose: PathPurpose,
    suggested: &Path,
    fresh: bool,
) {
    let p = palette(ui);
    ui.set_width(560.0);
    if fresh {
        view.dialogs.path.text = suggested.display().to_string();
    }
    let key = match purpose {
        PathPurpose::Open => "path-open",
        PathPurpose::Save => "path-save",
        PathPurpose::Pdf => "path-pdf",
        PathPurpose::CompareWith => "path-compare",
        PathPurpose::MergeWith => "path-merge",
        PathPurpose::MergeBase => "path-merge-base",
        PathPurpose::MarkedPdf => "path-marked-pdf",
        PathPurpose::Import => "path-import",
        PathPurpose::Export(_) => "path-export",
    };
    let title = session.words.text(key);
    heading(ui, &title);
    let mut text = std::mem::take(&mut view.dialogs.path.text);
    let field = input(ui, &mut text, &title, &session.words.text("path-hint"), 540.0);
    if fresh {
        field.response.request_focus();
    }
    let path = PathBuf::from(text.trim());
    let folder = if text.ends_with(std::path::MAIN_SEPARATOR) {
        path.clone()
    } else {
        path.parent().map(Path::to_owned).unwrap_or_default()
    };
    let ending = purpose.ending();
    if fresh || view.dialogs.path.listing.folder != folder {
        view.dialogs.path.listing = list(&folder, purpose.endings());
    }
    let listing = view.dialogs.path.listing.clone();
    let join = |name: &str| folder.join(name).display().to_string();
    ui.horizontal(|ui| {
        let up = session.words.text("path-up");
        if icon_button(ui, Icon::FolderUp, 16.0, &up, folder.parent().is_some()).clicked()
            && let Some(parent) = folder.parent()
        {
            text = format!("{}{}", parent.display(), std::path::MAIN_SEPARATOR);
        }
        words(ui, &folder.display().to_string(), Type::CAPTION, p.text_weak);
    });
    ScrollArea::vertical().max_height(260.0).min_scrolled_height(160.0).auto_shrink([false, true]).show(
        ui,
        |ui| {
            ui.spacing_mut().item_spacing.y = 2.0;
            for name in &listing.folders {
                if entry(ui, Icon::Folder, name) {
                    text = format!("{}{}", join(name), std::path::MAIN_SEPARATOR);
                }
            }
            for name in &listing.files {
                if entry(ui, Icon::FileText, name) {
                    text = join(name);
                }
            }
        },
    );
    let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let replaces = !purpose.reads()
        && listing.files.iter().any(|file| *file == name || *file == format!("{name}.{ending}"));
    if replaces {
        words(ui, &session.words.text("path-exists"), Type::CHIP, p.due);
    }
    // Enter alone never replaces a file: it goes on to the question.
    let asks = field.entered && replaces;
    let entered = field.entered && !replaces;
    let ready = path.file_name().is_some() && !text.ends_with(std::path::MAIN_SEPARATOR);
    ui.horizontal(|ui| {
        let label = session.words.text(match purpose {
            purpose if purpose.reads() => "button-open",
            _ if replaces => "button-replace",
            _ => "button-save",
        });
        let kind = if replaces { ButtonKind::Destructive } else { ButtonKind::Primary };
        let clicked = Button::new(kind, &label).enabled(ready).show(ui).clicked();
        if (clicked || entered) && ready {
            view.push(Action::Answer(Answer::Path(path.clone())));
        }
        let cancel = session.words.text("button-cancel");
        let cancel = Button::new(ButtonKind::Normal, &cancel).show(ui);
        if asks {
            cancel.request_focus();
        }
        if cancel.clicked() {
            view.push(Action::Answer(Answer::Cancel));
        }
    });
    view.dialogs.path.text = text;
}

fn entry(ui: &mut Ui, icon: Icon, name: &str) -> bool {
    let label = format!("{} {name}", char::from(icon));
    ui.add(egui::Button::selectable(false, egui::RichText::new(label).font(Type::CHIP.font())))
        .accessible_name(name)
        .clicked()
}

/// Reads a folder. A folder that cannot be read shows as empty: the path can still be typed.
fn list(folder: &Path, endings: &[&str]) -> Listing {
    let mut listing = Listing { folder: folder.to_owned(), ..Listing::default() };
    let here = if folder.as_os_str().is_empty() { Path::new(".") } else { folder };
    let entries = std::fs::read_dir(here).into_iter().flatten().flatten();
    // A folder of very many files is not worth more than a screenful of patience.
    for entry in entries.take(5_000) {
        let name = entry.file_name().to_string_lossy().into_owned();
        if name.starts_with('.') {
            continue;
        }
        if entry.path().is_dir() {
            listing.folders.push(name);
        } else if endings.iter().any(|ending| name.to_lowercase().ends_with(&format!(".{ending}"))) {
            listing.files.push(name);
        }
    }
    listing.folders.sort();
    listing.files.sort();
    listing
}
