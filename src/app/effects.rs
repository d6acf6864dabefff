//! Performs effects: disk, dialogs, threads.

use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use crate::export;
use crate::file;
use crate::print::Endpoint;
use crate::session::comparing::CompareWork;
use crate::session::{Effect, ExportFault, Finished, Job, PathPurpose, Settings, with_ending};
use crate::track::{HolidayFault, Holidays};
use crate::typeset::Profile;

use super::jobs::Jobs;
use super::shelf;
use super::{clock, printing};

/// The outside of the program.
pub(super) struct Effects {
    jobs: Jobs,
    /// The folder of the settings; none keeps none.
    settings: Option<PathBuf>,
    own_dialogs: bool,
    /// Where the print service is looked for; none looks where the system says.
    print_service: Option<Vec<Endpoint>>,
    /// The settings that are still to be kept.
    newest_settings: Arc<Mutex<Option<Settings>>>,
    /// Held while settings are written.
    writing_settings: Arc<Mutex<()>>,
    /// Held while own templates are read or written.
    writing_templates: Arc<Mutex<()>>,
}

/// The name of the settings' file in their folder.
const SETTINGS: &str = "settings.ron";
/// The name of the file with the user's own days off.
const HOLIDAYS: &str = "holidays.ron";

impl Effects {
    pub(super) fn new(
        ctx: egui::Context,
        settings: Option<PathBuf>,
        own_dialogs: bool,
        print_service: Option<Vec<Endpoint>>,
    ) -> Self {
        Self {
            jobs: Jobs::new(ctx),
            settings,
            own_dialogs,
            print_service,
            newest_settings: Arc::default(),
            writing_settings: Arc::default(),
            writing_templates: Arc::default(),
        }
    }

    pub(super) fn finished(&self) -> Vec<Finished> {
        self.jobs.finished()
    }

    pub(super) fn wait(&self) {
        self.jobs.wait();
    }

    /// Reads the settings once, before the window is there.
    pub(super) fn read_settings(&self) -> Settings {
        read_settings(self.settings.as_deref())
    }

    /// Reads the user's own days off, where there are any.
    pub(super) fn read_holidays(&self) -> Option<Result<Holidays, HolidayFault>> {
        let path = self.settings.as_ref()?.join(HOLIDAYS);
        let text = std::fs::read_to_string(path).ok()?;
        Some(Holidays::decode(&text))
    }

    pub(super) fn perform(&self, effect: Effect) {
        match effect {
            Effect::Read(path) => self.jobs.run(Job::Read, move || {
                let path = absolute(&path);
                let result = file::read(&path);
                Some(Finished::Read { path, result })
            }),
            Effect::Write { number, path, plan, revision, expected } => {
                self.jobs.run(Job::Write(number), move || {
                    let path = absolute(&path);
                    let result = file::write(&path, &plan, expected.as_ref());
                    Some(Finished::Written { path, number, revision, result })
                });
            }
            Effect::AskPath { purpose, suggested } => {
                let own = self.own_dialogs;
                self.jobs.run(Job::AskPath, move || Some(ask_path(purpose, suggested, own)));
            }
            Effect::ExportPdf { path, plan, look } => self.jobs.run(Job::Export, move || {
                let path = absolute(&path);
                let result = printing::export_pdf(&path, &plan, &look);
                Some(Finished::Exported { path, result })
            }),
            Effect::Export { path, format, plan, look } => self.jobs.run(Job::Export, move || {
                let path = absolute(&path);
                let result = printing::export(&path, format, &plan, &look, clock::now().date());
                Some(Finished::Saved { path, result })
            }),
            Effect::ListPrinters => {
                let service = self.print_service.clone();
                self.jobs.run(Job::ListPrinters, move || {
                    let service = service.unwrap_or_else(crate::print::endpoints);
                    Some(Finished::PrintersListed(crate::print::printers(&service)))
                });
            }
            Effect::Print(work) => {
                let tell = self.jobs.teller();
                let service = self.print_service.clone();
                self.jobs.run(Job::Print(work.number), move || {
                    let service = service.unwrap_or_else(crate::print::endpoints);
                    let number = work.number;
                    let mut last = None;
                    let result = printing::run(&work, &service, &mut |progress| {
                        // What stays the same is told once.
                        if last.as_ref() != Some(&progress) {
                            last = Some(progress.clone());
                            tell(Finished::PrintProgressed { number, progress });
                        }
                    });
                    Some(Finished::Printed { number, result })
                });
            }
            Effect::OpenPdf { plan, look, ranges } => self.jobs.run(Job::Export, move || {
                Some(Finished::PdfOpened(printing::open_pdf(&plan, &look, &ranges)))
            }),
            Effect::ReadProfiles => {
                let settings = self.settings.clone();
                self.jobs.run(Job::Profiles, move || {
                    Some(Finished::ProfilesRead(Box::new(printing::read_profiles(settings.as_deref()))))
                });
            }
            Effect::CopyProfile(id) => {
                let settings = self.settings.clone();
                self.jobs.run(Job::Profiles, move || {
                    Some(Finished::ProfileCopied(printing::copy_profile(settings.as_deref(), &id)))
                });
            }
            Effect::KeepSettings(settings) => {
                let Some(folder) = self.settings.clone() else { return };
                *self.newest_settings.lock().unwrap_or_else(PoisonError::into_inner) = Some(settings);
                let (newest, writing) =
                    (Arc::clone(&self.newest_settings), Arc::clone(&self.writing_settings));
                self.jobs.run(Job::KeepSettings, move || {
                    // One write at a time, each of the newest settings: the last one is right.
                    let _writing = writing.lock().unwrap_or_else(PoisonError::into_inner);
                    let settings = newest.lock().unwrap_or_else(PoisonError::into_inner).take()?;
                    // A folder that cannot be made is found out by the write.
                    drop(std::fs::create_dir_all(&folder));
                    let text = settings.encode();
                    match file::write_bytes_atomic(&folder.join(SETTINGS), text.as_bytes()) {
                        Ok(()) => None,
                        Err(error) => Some(Finished::SettingsLost(error)),
                    }
                });
            }
            Effect::Arrange(work) => {
                self.jobs.run(Job::Arrange, move || Some(Finished::Arranged(Box::new(work.run()))));
            }
            Effect::Compare(work) => {
                let settings = self.settings.clone();
                let job = match work {
                    CompareWork::Keep { .. } | CompareWork::KeepNamed { .. } => Job::KeepVersion,
                    _ => Job::Compare,
                };
                self.jobs.run(job, move || work.run(settings.as_deref()).map(Finished::Compare));
            }
            Effect::Import(work) => {
                self.jobs.run(Job::Import, move || Some(Finished::Import(work.run())));
            }
            Effect::ExportMarked { path, old, new } => self.jobs.run(Job::Export, move || {
                let path = absolute(&path);
                let result = export_marked(&path, &old, &new);
                Some(Finished::Exported { path, result })
            }),
            Effect::CopyCells(work) => {
                self.jobs.run(Job::ReadCells, move || Some(Finished::CellsCopied(work.run())));
            }
            Effect::ReadCells(work) => {
                self.jobs.run(Job::ReadCells, move || Some(Finished::CellsRead(Box::new(work.run()))));
            }
            Effect::ChangeLibrary(change) => {
                let settings = self.settings.clone();
                self.jobs.run(Job::Library, move || {
                    Some(Finished::Library(shelf::change(settings.as_deref(), change)))
                });
            }
            Effect::Templates(work) => {
                let (settings, writing) = (self.settings.clone(), Arc::clone(&self.writing_templates));
                self.jobs.run(Job::Templates, move || {
                    // One piece of work at a time: what is read last is what there is.
                    let _writing = writing.lock().unwrap_or_else(PoisonError::into_inner);
                    Some(Finished::Templates(Box::new(work.run(settings.as_deref()))))
                });
            }
            Effect::FindAlike(work) => {
                self.jobs.run(Job::Find, move || Some(Finished::Alike(work.run())));
            }
            Effect::CopyText(text) => self.jobs.context().copy_text(text),
            Effect::RequestPaste => {
                self.jobs.context().send_viewport_cmd(egui::ViewportCommand::RequestPaste);
            }
            Effect::ReadPaste(work) => {
                self.jobs.run(Job::ReadPaste, move || Some(Finished::PasteRead(Box::new(work.run()))));
            }
            Effect::ReplaceAll(work) => {
                self.jobs.run(Job::Find, move || Some(Finished::ReplacedAll(Box::new(work.run()))));
            }
            Effect::Find(search) => self.jobs.run(Job::Find, move || search.run().map(Finished::Found)),
            Effect::KeepHolidays(text) => {
                let Some(folder) = self.settings.clone() else { return };
                let writing = Arc::clone(&self.writing_settings);
                self.jobs.run(Job::KeepSettings, move || {
                    let _writing = writing.lock().unwrap_or_else(PoisonError::into_inner);
                    // A folder that cannot be made is found out by the write.
                    drop(std::fs::create_dir_all(&folder));
                    let written = file::write_bytes_atomic(&folder.join(HOLIDAYS), text.as_bytes());
                    written.err().map(Finished::SettingsLost)
                });
            }
            // The window performs this one itself.
            Effect::Quit => {}
        }
    }
}

/// Reads the settings that are kept in a folder.
pub(super) fn read_settings(folder: Option<&Path>) -> Settings {
    let text = folder.and_then(|folder| std::fs::read_to_string(folder.join(SETTINGS)).ok());
    text.as_deref().map(Settings::decode).unwrap_or_default()
}

/// Returns the path from the root, so that it means the same whatever the current folder is.
fn absolute(path: &Path) -> PathBuf {
    std::path::absolute(path).unwrap_or_else(|_error| path.to_owned())
}

fn export_marked(
    path: &Path,
    old: &crate::model::Plan,
    new: &crate::model::Plan,
) -> Result<usize, ExportFault> {
    let marked = crate::compare::marked(old, new);
    let profile = Profile::of_language(new.language);
    let typesetter = super::typesetter::typesetter();
    let pages = typesetter.revised_pages(&marked.plan, &marked.numbers, &profile)?;
    let bytes = export::pdf(&pages, &export::PdfMeta::of(new))?;
    file::write_bytes_atomic(path, &bytes)?;
    Ok(pages.len())
}

fn ask_path(purpose: PathPurpose, suggested: PathBuf, own: bool) -> Finished {
    if own || !has_dialog_service() {
        let suggested = if suggested.is_absolute() { suggested } else { documents().join(suggested) };
        return Finished::NoDialog { purpose, suggested };
    }
    let mut dialog = rfd::FileDialog::new();
    match suggested.parent().filter(|folder| folder.is_absolute()) {
        Some(folder) => dialog = dialog.set_directory(folder),
        None => dialog = dialog.set_directory(documents()),
    }
    if let Some(name) = suggested.file_name() {
        dialog = dialog.set_file_name(name.to_string_lossy());
    }
    let path = match purpose {
        PathPurpose::Open | PathPurpose::CompareWith | PathPurpose::MergeWith | PathPurpose::MergeBase => {
            dialog.add_filter("*.plan.ron", &["ron"]).pick_file()
        }
        PathPurpose::Import => dialog.add_filter(purpose.endings().join(", "), purpose.endings()).pick_file(),
        PathPurpose::Save => dialog.add_filter("*.plan.ron", &["plan.ron", "ron"]).save_file(),
        PathPurpose::Pdf | PathPurpose::MarkedPdf => dialog.add_filter("PDF", &["pdf"]).save_file(),
        PathPurpose::Export(format) => {
            dialog.add_filter(format!("*.{}", format.ending()), &[format.ending()]).save_file()
        }
    };
    // The dialog asked about the name as it was typed. Where the ending that it gets names a file
    // that is there, the user is asked again.
    if let Some(path) = &path
        && !purpose.reads()
    {
        let whole = with_ending(path.clone(), purpose.ending());
        if whole != *path && whole.exists() {
            return Finished::NoDialog { purpose, suggested: whole };
        }
    }
    Finished::Path { purpose, path }
}

/// Returns the folder that is offered first.
fn documents() -> PathBuf {
    let home = etcetera::home_dir().unwrap_or_default();
    let documents = home.join("Documents");
    if documents.is_dir() { documents } else { home }
}

/// Tells whether the system has a file dialog. On Linux the dialog library says "cancelled" both when
/// the user did so and when there is neither a portal nor zenity, so it is asked before.
#[cfg(target_os = "linux")]
fn has_dialog_service() -> bool {
    let has_bus = std::env::var_os("DBUS_SESSION_BUS_ADDRESS").is_some()
        || std::env::var_os("XDG_RUNTIME_DIR").is_some_and(|folder| Path::new(&folder).join("bus").exists());
    let folders = std::env::var_os("XDG_DATA_DIRS").unwrap_or_else(|| "/usr/local/share:/usr/share".into());
    let portal = has_bus
        && std::env::split_paths(&folders).any(|folder| {
            let services = folder.join("dbus-1/services");
            let portals = folder.join("xdg-desktop-portal/portals");
            services.join("org.freedesktop.portal.Desktop.service").exists()
                && std::fs::read_dir(portals).is_ok_and(|mut entries| entries.next().is_some())
        });
    let zenity = std::env::var_os("PATH")
        .is_some_and(|path| std::env::split_paths(&path).any(|folder| folder.join("zenity").exists()));
    portal || zenity
}

#[cfg(not(target_os = "linux"))]
const fn has_dialog_service() -> bool {
    true
}
