//! What a person can ask for without further data. Menu, shortcuts and the help page are made from
//! this table.

use super::keys::{Key, Shortcut, alt, alt_shift, ctrl, ctrl_shift, plain, shift};
use super::{Screen, Session};

/// The menus that the commands stand in, in their order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Group {
    /// Plans and their files.
    File,
    /// Steps back, words, blanks.
    Edit,
    /// New records.
    Insert,
    /// What is done with a record.
    Record,
    /// The screens.
    Go,
    /// What is shown, and how.
    View,
    /// Help with the program itself.
    Help,
}

impl Group {
    /// Every group, in the order of the menus.
    pub const ALL: [Self; 7] =
        [Self::File, Self::Edit, Self::Insert, Self::Record, Self::Go, Self::View, Self::Help];

    /// Returns the key of the group's name in the catalogue.
    #[must_use]
    pub const fn key(self) -> &'static str {
        match self {
            Self::File => "group-file",
            Self::Edit => "group-edit",
            Self::Insert => "group-insert",
            Self::Record => "group-record",
            Self::Go => "group-go",
            Self::View => "group-view",
            Self::Help => "group-help",
        }
    }
}

macro_rules! commands {
    ($([$group:ident] $($(#[$doc:meta])* $name:ident = $key:literal, $shortcut:expr;)*)*) => {
        /// A command.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        pub enum Command {
            $($($(#[$doc])* $name,)*)*
        }

        impl Command {
            /// Every command, in the order in which they are shown.
            pub const ALL: &[Self] = &[$($(Self::$name,)*)*];

            /// Returns the key of the command's label in the catalogue.
            #[must_use]
            pub const fn key(self) -> &'static str {
                match self { $($(Self::$name => $key,)*)* }
            }

            /// Returns the menu that the command stands in.
            #[must_use]
            pub const fn group(self) -> Group {
                match self { $($(Self::$name => Group::$group,)*)* }
            }

            /// Returns the keys that give the command as long as the user sets no others. Views ask
            /// [`super::Keymap`] instead.
            #[must_use]
            pub const fn default_shortcut(self) -> Option<Shortcut> {
                match self { $($(Self::$name => $shortcut,)*)* }
            }
        }
    };
}

commands! {
    [File]
    /// Go to the templates to begin a new plan.
    New = "command-new", ctrl(Key::N);
    /// Open a plan file.
    Open = "command-open", ctrl(Key::O);
    /// Make a plan of a text or a document.
    Import = "command-import", ctrl(Key::I);
    /// Go back to the review of the import that the plan was taken over from.
    ReviewImport = "command-review-import", None;
    /// Save the plan.
    Save = "command-save", ctrl(Key::S);
    /// Save the plan under another name.
    SaveAs = "command-save-as", ctrl_shift(Key::S);
    /// Save the plan as a template of one's own.
    SaveAsTemplate = "command-save-as-template", None;
    /// Write the plan as a PDF.
    ExportPdf = "command-export-pdf", ctrl(Key::E);
    /// Go to the pages, or print them where they are shown.
    Print = "command-print", ctrl(Key::P);
    /// Take back what is being printed.
    CancelPrint = "command-cancel-print", None;
    /// Keep the plan as a version with a name.
    KeepVersion = "command-keep-version", None;
    /// Compare with another plan file.
    CompareWith = "command-compare-with", None;
    /// Bring another person's changes into the plan.
    MergeWith = "command-merge-with", None;
    /// Close the plan.
    Close = "command-close", ctrl(Key::W);
    /// Leave the program.
    Quit = "command-quit", ctrl(Key::Q);
    [Edit]
    /// Take the last step back.
    Undo = "command-undo", ctrl(Key::Z);
    /// Make the step again.
    Redo = "command-redo", ctrl(Key::Y);
    /// Cut the chosen records.
    Cut = "command-cut", ctrl_shift(Key::X);
    /// Copy the chosen records.
    Copy = "command-copy", ctrl_shift(Key::C);
    /// Paste what is on the clipboard.
    Paste = "command-paste", None;
    /// Find words in the plan.
    Find = "command-find", ctrl(Key::F);
    /// Find words in the plan and put others in their place.
    Replace = "command-replace", ctrl(Key::H);
    /// Go to the next place where the words stand.
    FindNext = "command-find-next", plain(Key::F3);
    /// Go to the place before where the words stand.
    FindPrevious = "command-find-previous", shift(Key::F3);
    /// Go to the next change of a comparison.
    NextChange = "command-next-change", plain(Key::F4);
    /// Go to the change before.
    PreviousChange = "command-previous-change", shift(Key::F4);
    /// Take over what the other plan says there.
    TakeChange = "command-take-change", plain(Key::F5);
    /// Go to the next open blank.
    NextBlank = "command-next-blank", plain(Key::F8);
    /// Fill the open blanks.
    FillBlanks = "command-fill-blanks", shift(Key::F8);
    /// Widen marks behind Chinese writing while typing, or leave them as typed.
    TogglePunctuation = "command-toggle-punctuation", None;
    [Insert]
    /// Add a section behind this one.
    AddSection = "command-add-section", ctrl_shift(Key::H);
    /// Add a goal.
    AddGoal = "command-add-goal", ctrl_shift(Key::G);
    /// Add a measure behind this one.
    AddMeasure = "command-add-measure", ctrl_shift(Key::M);
    /// Add a sub-measure.
    AddSubMeasure = "command-add-sub-measure", ctrl_shift(Key::U);
    /// Add a paragraph.
    AddParagraph = "command-add-paragraph", ctrl_shift(Key::J);
    /// Add an indicator to the goal or measure.
    AddIndicator = "command-add-indicator", ctrl_shift(Key::I);
    /// Add a row to a list of problems, a table or a register.
    AddRow = "command-add-row", ctrl_shift(Key::O);
    /// Add a section inside this one.
    AddSubSection = "command-add-sub-section", None;
    /// Add an opening.
    AddOpening = "command-add-opening", None;
    /// Add a look back.
    AddReview = "command-add-review", None;
    /// Add a list of problems.
    AddProblems = "command-add-problems", None;
    /// Add a score table.
    AddScores = "command-add-scores", None;
    /// Add a contract.
    AddContract = "command-add-contract", None;
    /// Add an improvement.
    AddImprovement = "command-add-improvement", None;
    /// Add a register.
    AddRegister = "command-add-register", None;
    /// Add an attachment.
    AddAttachment = "command-add-attachment", None;
    /// Add a closing.
    AddClosing = "command-add-closing", None;
    /// Add a sign-off.
    AddSignOff = "command-add-sign-off", None;
    /// Write a measure in one line.
    QuickEntry = "command-quick-entry", ctrl(Key::Enter);
    /// Take a measure or an indicator from the library.
    Library = "command-library", ctrl(Key::L);
    /// Put a blank into the text at the caret.
    InsertBlank = "command-insert-blank", ctrl_shift(Key::B);
    [Record]
    /// Give the measure a run-in title, or make it plain text again.
    ToggleTitle = "command-toggle-title", ctrl(Key::T);
    /// Make the record again behind itself.
    Duplicate = "command-duplicate", ctrl(Key::D);
    /// Take the record out.
    Remove = "command-remove", ctrl_shift(Key::Delete);
    /// Move the record up.
    MoveUp = "command-move-up", alt(Key::Up);
    /// Move the record down.
    MoveDown = "command-move-down", alt(Key::Down);
    /// Put the record into the one before it, a level deeper.
    Indent = "command-indent", alt(Key::Right);
    /// Take the record out, a level higher.
    Outdent = "command-outdent", alt(Key::Left);
    /// Move the whole section up.
    MoveSectionUp = "command-move-section-up", alt_shift(Key::Up);
    /// Move the whole section down.
    MoveSectionDown = "command-move-section-down", alt_shift(Key::Down);
    /// Join the record with the one before it.
    JoinBefore = "command-join-before", None;
    /// Select all records beside this one.
    SelectSiblings = "command-select-siblings", ctrl_shift(Key::A);
    /// Add the measure or indicator to the library.
    AddToLibrary = "command-add-to-library", None;
    /// Show measures that are nearly the same.
    FindAlike = "command-find-alike", None;
    [Go]
    /// Go to the start screen.
    GoStart = "command-go-start", ctrl(Key::Num1);
    /// Go to the writing screen.
    GoWrite = "command-go-write", ctrl(Key::Num2);
    /// Go to the table.
    GoTable = "command-go-table", ctrl(Key::Num3);
    /// Go to the year.
    GoYear = "command-go-year", ctrl(Key::Num4);
    /// Enter which days are off.
    Holidays = "command-holidays", None;
    /// Go to the pages as they are printed.
    GoPrint = "command-go-print", ctrl(Key::Num7);
    /// Go to versions and comparison.
    GoCompare = "command-go-compare", ctrl(Key::Num8);
    /// Bring the next open plan to the front.
    NextPlan = "command-next-plan", ctrl(Key::Tab);
    /// Bring the open plan before this one to the front.
    PreviousPlan = "command-previous-plan", ctrl_shift(Key::Tab);
    [View]
    /// Show or hide the outline.
    ToggleOutline = "command-toggle-outline", plain(Key::F6);
    /// Show or hide the pages.
    TogglePages = "command-toggle-pages", plain(Key::F7);
    /// Show or hide all fields of what is edited.
    ToggleInspector = "command-toggle-inspector", alt(Key::Enter);
    /// Change between light and dark.
    ToggleTheme = "command-toggle-theme", ctrl_shift(Key::L);
    /// Change the language of the program.
    SwitchLanguage = "command-switch-language", None;
    /// Show or hide the numbers of the weeks in calendars.
    ToggleWeekNumbers = "command-toggle-week-numbers", None;
    /// Open the plans of the last time at the start, or not.
    ToggleReopen = "command-toggle-reopen", None;
    [Help]
    /// Find a command or a place in the plan.
    Palette = "command-palette", ctrl(Key::K);
    /// Show the keys of all commands.
    Shortcuts = "command-shortcuts", plain(Key::F1);
    /// Change the keys of commands.
    ChangeKeys = "command-change-keys", None;
}

impl Command {
    /// Tells whether the command can be given now.
    #[must_use]
    pub fn is_enabled(self, session: &Session) -> bool {
        let writing = session.open.is_some() && session.screen == Screen::Write;
        let working = session.open.is_some() && session.screen.is_of_plan();
        let printing = session.open.is_some() && session.screen == Screen::Print;
        let tabled = session.open.is_some() && session.screen == Screen::Table;
        match self {
            Self::New
            | Self::Open
            | Self::Import
            | Self::Quit
            | Self::GoStart
            | Self::ToggleTheme
            | Self::TogglePunctuation
            | Self::SwitchLanguage
            | Self::ToggleWeekNumbers
            | Self::ToggleReopen
            | Self::Palette
            | Self::Shortcuts
            | Self::Holidays
            | Self::ChangeKeys => true,
            Self::Save
            | Self::SaveAs
            | Self::SaveAsTemplate
            | Self::Close
            | Self::GoWrite
            | Self::GoTable
            | Self::GoYear
            | Self::GoCompare
            | Self::GoPrint
            | Self::CompareWith
            | Self::MergeWith
            | Self::FindAlike => session.open.is_some(),
            // What cannot be set can be neither printed nor kept.
            Self::Print | Self::ExportPdf => session.open.is_some() && session.pages_refusal().is_none(),
            Self::ReviewImport => session.can_review(),
            // Where no plan is shown, nobody would see what was found.
            Self::Find | Self::Replace | Self::FindNext | Self::FindPrevious | Self::QuickEntry => working,
            Self::CancelPrint => session.printing.job.as_ref().is_some_and(|job| !job.cancelling),
            Self::KeepVersion => session.open.as_ref().is_some_and(|open| open.path.is_some()),
            Self::NextChange | Self::PreviousChange => {
                session.screen == Screen::Compare
                    && (session.comparing.merging.is_some() || session.comparing.comparison.is_some())
            }
            Self::TakeChange => {
                session.screen == Screen::Compare
                    && session.comparing.merging.is_none()
                    && session.comparing.comparison.as_ref().is_some_and(|shown| !shown.rows.is_empty())
            }
            Self::NextPlan | Self::PreviousPlan => session.plans().nth(1).is_some(),
            Self::Undo if session.screen == Screen::Import => {
                session.importing.as_ref().is_some_and(super::importing::Importing::can_undo)
            }
            Self::Redo if session.screen == Screen::Import => {
                session.importing.as_ref().is_some_and(super::importing::Importing::can_redo)
            }
            Self::Undo => {
                working && session.open.as_ref().is_some_and(|open| open.document.undo_name().is_some())
            }
            Self::Redo => {
                working && session.open.as_ref().is_some_and(|open| open.document.redo_name().is_some())
            }
            Self::AddSection
            | Self::AddGoal
            | Self::AddParagraph
            | Self::AddSubSection
            | Self::Paste
            | Self::AddOpening
            | Self::AddReview
            | Self::AddProblems
            | Self::AddScores
            | Self::AddContract
            | Self::AddImprovement
            | Self::AddRegister
            | Self::AddAttachment
            | Self::AddClosing
            | Self::AddSignOff
            | Self::Library
            | Self::ToggleOutline
            | Self::TogglePages
            | Self::InsertBlank => writing,
            Self::NextBlank => writing || printing,
            Self::FillBlanks => writing || tabled || printing,
            Self::AddMeasure | Self::ToggleInspector => writing || tabled,
            Self::AddSubMeasure
            | Self::Cut
            | Self::Copy
            | Self::AddIndicator
            | Self::AddRow
            | Self::ToggleTitle
            | Self::Duplicate
            | Self::Indent
            | Self::Outdent
            | Self::JoinBefore
            | Self::MoveSectionUp
            | Self::MoveSectionDown
            | Self::AddToLibrary
            | Self::SelectSiblings => writing && session.focus.is_some(),
            Self::Remove if tabled => session.focus.is_some() || session.table.has_selected(),
            Self::Remove | Self::MoveUp | Self::MoveDown => (writing || tabled) && session.focus.is_some(),
        }
    }

    /// Returns the second keys that some commands have by old habit.
    #[must_use]
    pub const fn habit(self) -> Option<Shortcut> {
        match self {
            Self::Redo => ctrl_shift(Key::Z),
            Self::Palette => ctrl_shift(Key::P),
            _ => None,
        }
    }

    /// Returns the name by which settings know the command.
    #[must_use]
    pub fn name(self) -> &'static str {
        self.key().trim_start_matches("command-")
    }

    /// Tells whether the command is given for a record.
    #[must_use]
    pub const fn is_of_record(self) -> bool {
        matches!(
            self,
            Self::AddSection
                | Self::AddGoal
                | Self::AddMeasure
                | Self::AddParagraph
                | Self::AddSubMeasure
                | Self::AddIndicator
                | Self::AddRow
                | Self::AddSubSection
                | Self::ToggleTitle
                | Self::Duplicate
                | Self::Cut
                | Self::Copy
                | Self::Paste
                | Self::Remove
                | Self::MoveUp
                | Self::MoveDown
                | Self::Indent
                | Self::Outdent
                | Self::JoinBefore
                | Self::MoveSectionUp
                | Self::MoveSectionDown
                | Self::SelectSiblings
        )
    }
}
