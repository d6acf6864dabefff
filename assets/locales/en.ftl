# The words of the interface in English.
# Every key here stands in zh-CN.ftl too, in the same order.

## The program
app-name = Planwright 良策
app-name-short = Planwright
app-mark = 良
app-purpose = Yearly work plans
menu = Menu
untitled = (untitled)
plan-untitled = Untitled plan
list-mark = ,{" "}

## Commands
command-new = New plan
command-open = Open…
command-save = Save
command-save-as = Save as…
command-export-pdf = Export PDF…
command-close = Close plan
command-quit = Quit
command-undo = Undo
command-undo-step = Undo: { $step } ({ $keys })
command-redo = Redo
command-redo-step = Redo: { $step } ({ $keys })
command-add-section = Add section
command-add-goal = Add goal
command-add-measure = Add measure
command-add-sub-measure = Add sub-measure
command-add-sub-measure-short = Sub-measure
command-add-paragraph = Add paragraph
command-add-paragraph-short = Paragraph
command-add-indicator = Add indicator
command-toggle-title = Set or clear the measure’s title
command-toggle-title-short = Title
command-duplicate = Duplicate
command-remove = Remove
command-move-up = Move up
command-move-down = Move down
command-next-blank = Next blank
command-fill-blanks = Fill blanks…
command-go-start = Start screen
command-go-write = Writing screen
command-toggle-outline = Show or hide the outline
command-toggle-pages = Show or hide the pages
command-toggle-theme = Light or dark
command-switch-language = 中文
command-palette = Find a command or a place
command-shortcuts = Keyboard shortcuts

## Buttons
button-cancel = Cancel
button-done = Done
button-fill = Fill in
button-make = Create
button-open = Open
button-replace = Replace
button-save = Save

## The frame of the screens
rail-start = Start
rail-write = Write
rail-pdf = Export
saved = Saved
saved-at = Saved { $time }
saved-modified = Changes not saved
saved-never = Not saved yet
saved-saving = Saving…
status-draft = Draft
status-handed-in = Handed in
status-approved = Approved
status-in-force = In force
status-closed = Closed
status-blanks = { $count ->
    [one] 1 blank
   *[other] { $count } blanks
}
status-counts = { $sections } sections · { $goals } goals · { $measures } measures · { $indicators } indicators
status-counts-short = { $measures } measures · { $indicators } indicators
status-size = { $characters } characters, { $pages } pages
status-local = Kept on this computer only
status-local-long = Files stay on this computer; no network
profile-gbt9704 = Official format GB/T 9704
profile-english = English layout

## Start
start-recent = Recent plans
start-no-recent = No plan has been opened yet. Pick a template below to begin.
start-search = Find by name, unit or year
start-templates = New from a template
start-hint = Click a template, give the year and the unit, and begin writing; blanks can be filled later.
start-back = Back to “{ $title }”
column-name = Name
column-period = Period
column-content = Contents
column-changed = Last change
recent-content = { $measures } measures
recent-content-blanks = { $measures } measures, { $blanks } open
recent-forget = Remove from the list
changed-today = Today { $time }
changed-yesterday = Yesterday { $time }
changed-on = { $day }/{ $month }/{ $year }

## Write
outline = Outline
outline-add = Add
outline-open = Open the outline
outline-fold = Fold
outline-unfold = Unfold
outline-hint = Drag, or Alt+↑↓, to reorder
part-opening = Opening
part-closing = Closing
part-sign-off = Sign-off
empty-goal = This goal has no measures yet.
empty-goal-button = Write the first one
empty-section = This section is empty.
empty-section-button = Write a goal
caption-results = Target against actual
caption-score-rows = Scored items
caption-pay = Effect on pay
caption-duties = Duties
caption-red-lines = Red lines
caption-clauses = Other terms
caption-causes = Causes
caption-methods = Methods
caption-steps = Steps
caption-follow-up = Follow-up
cause-employee = Employee
cause-manager = Manager
cause-surroundings = Surroundings

## Fields
field-title = Title of the plan
field-unit = Unit
field-department = Department
field-author = Author
field-post = Post
field-period = Period
field-date = Date
field-year = Year
field-heading = Heading
field-section = Section heading
field-goal = Goal
field-measure = Measure
field-paragraph = Paragraph
field-text = Text
field-owners = Owner
field-when = When
field-indicators = Indicators
field-indicator = Indicator
field-indicator-name = Name
field-target = Target
field-direction = Direction of the target
field-unit-of = Unit
field-base = Base
field-weight = Weight
field-resources = Needs
field-risk = Risk
field-fallback = Fall-back
field-source = Source
field-problem = Problem
field-cause = Cause
field-countermeasure = Answer
field-score-name = Item
field-standard = Standard
field-red-line = Red line
field-consequence = Result
field-first-party = First party
field-second-party = Second party
field-employee = Employee
field-manager = Manager
field-required = Required
field-actual = Actual
field-worth = Worth it?
field-sign-off-name = Signed
hint-measure = Write a measure: what is done, and how far
hint-when = e.g. by 30 June, every Friday, within 48 hours
hint-owner = Add…
hint-date = e.g. 5 January
hint-number = a number
hint-range = e.g. 8~10
chip-owner = Owner
chip-when = When
chip-indicator = Indicator
chip-unclear = “{ $text }” is no deadline
when-unclear = Not understood; it is kept as written
indicator-weight = weight { $weight }
indicator-remove = Remove indicator
direction-at-least = at least ≥
direction-at-most = at most ≤
direction-exactly = exactly =
direction-within = within
direction-done-by = done by
role-responsible = responsible
role-helps = helps
role-approves = approves
role-watches = watches
owner-known = { $name }
owner-new-person = New person: { $name }
owner-post = Post: { $name }
owner-department = Department: { $name }
owner-remove = Remove { $name }

## Pages
pages = Pages
pages-open = Show the pages
pages-place = page { $page } of { $count }
pages-next = Next page
pages-previous = Previous page
pages-setting = Setting the page…
pages-fault = The pages could not be set anew: { $cause }

## Names of steps
step-typing = typing
step-plan-value = plan details
step-section-role = kind of section
step-owners = owners
step-when = time
step-measure-value = measure
step-indicator = indicator
step-part = part
step-insert = adding
step-insert-section = add section
step-insert-goal = add goal
step-insert-measure = add measure
step-insert-paragraph = add paragraph
step-insert-indicator = add indicator
step-remove = remove
step-move = move
step-blank = set blank
step-fill = fill blanks
step-split = split
step-join = join
step-title = title of the measure

## The palette
palette-hint = A command, or words of the plan
palette-commands = Commands
palette-places = In the plan
palette-none = Nothing found
palette-keys = ↑↓ choose   Enter run   Esc close

## Questions
unsaved-heading = Save the changes?
unsaved-text = “{ $title }” has changes that are not saved. Without saving they are lost.
unsaved-save = Save
unsaved-discard = Don’t save
changed-heading = The file was changed elsewhere
changed-overwrite = Overwrite with mine
blanks-heading = Fill blanks
blanks-text = A blank is filled once; every place of that name takes it.
blanks-later = Leave open what you don’t know yet and fill it while writing.
path-open = Open plan
path-save = Save plan
path-pdf = Export PDF
path-hint = File path
path-exists = A file of that name exists; saving replaces it.
path-up = Parent folder

## What a value must be
wanted-year = a year in four digits
wanted-unit = the name of a unit
wanted-person = a name or post
wanted-date = a date such as 30 June 2027
wanted-number = a number
wanted-words = some words
fault-date = There is no such date
fault-number = A number is needed
fault-target = This target is not understood
fault-weight = A weight is above 0 and at most 100
fault-year = The year must be between 1900 and 2999

## Notices
notice-dismiss = Dismiss
notice-with-path = { $why } ({ $path })
notice-not-opened = Not opened.
notice-not-saved = Not saved.
notice-not-exported = Not exported.
notice-not-changed = Not changed.
notice-not-made = Not created.
notice-exported = Saved as PDF.
notice-exported-text = { $pages } pages, all faces embedded ({ $path })
notice-no-blanks = No blanks are open
notice-panicked = A step failed.
notice-settings-lost = The settings could not be kept.
notice-asking = A file dialog is open already.
offer-retry = Retry
offer-save-as = Save elsewhere…

## Why, and what to do
why-missing = The file is gone; it may have been moved or renamed. Choose it again.
why-folder = This is a folder, not a plan file.
why-too-large = The file is too large to be a plan.
why-unreadable = The file cannot be read: { $cause }. Check the disk and the permissions.
why-not-text = This is no plan: its contents are not text. The file was left alone.
why-not-a-plan = This is no plan of Planwright. The file was left alone.
why-too-new = This plan was written by a newer Planwright (format { $found }; this one knows up to { $known }). Update, then open it again; the file was left alone.
why-damaged-at = The file has an error in line { $line }, column { $column } ({ $cause }). The file was left alone.
why-damaged = The file has an error ({ $cause }). The file was left alone.
why-folder-missing = The folder is gone; was a drive unplugged? Your changes are still here: save elsewhere.
why-disk-full = The disk is full. Your changes are still here and the old file is whole. Make room or save elsewhere.
why-not-allowed = Writing is not allowed there. Your changes are still here: save elsewhere.
why-target-folder = There is a folder of that name. Your changes are still here: use another name.
why-changed-elsewhere = Another program has changed this file since it was opened. Saving would overwrite those changes; saving elsewhere keeps both.
why-io = { $cause }. Your changes are still here: try again or save elsewhere.
why-typeset = Typesetting failed: { $cause }
why-edit = { $cause }
why-owns = This person owns { $count } measures; give those to others first.
why-into-itself = It cannot be moved into itself.
why-no-fit = It does not fit here.
why-no-place = There is no place for it yet; add a section first.
why-no-measure = Put the cursor in a measure first.
why-too-deep = Sections go three levels deep at most.
why-fill-value = “{ $value }” does not fit; wanted: { $wanted }.
why-asking = Finish or cancel it first, then try again.
why-panicked = Internal error; the plan is untouched. Please try again.

## No window
launch-no-display = No window: there is no display here. Run it in a desktop session, or set DISPLAY or WAYLAND_DISPLAY. The commands work without one: planwright --help.
launch-missing-library = No window: a display library is missing ({ $what }). On Debian or Ubuntu install libx11-6 libx11-xcb1 libxcursor1 libxi6 libxkbcommon-x11-0 libgl1.
launch-no-renderer = No window: no graphics driver works ({ $what }). On Debian or Ubuntu install libgl1 libgl1-mesa-dri libegl1 mesa-vulkan-drivers.
