## The program
app-name = Planwright 良策
app-name-short = Planwright
app-mark = 良
app-purpose = Yearly work plans
menu = Menu
menu-cut = Cut
menu-copy = Copy
menu-paste = Paste
menu-select-all = Select all
menu-copy-notice = Copy this message
untitled = (untitled)
plan-untitled = Untitled plan
list-mark = ,{" "}

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
rail-table = Table
rail-year = Year
rail-print = Print
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
status-characters = { $characters } characters
status-profile = Format: { $profile }
status-local = Kept on this computer only
status-local-long = Files stay on this computer; no network

## No window
launch-no-display = No window: there is no display here. Run it in a desktop session, or set DISPLAY or WAYLAND_DISPLAY. The commands work without one: planwright --help.
launch-missing-library = No window: a display library is missing ({ $what }). On Debian or Ubuntu install libx11-6 libx11-xcb1 libxcursor1 libxi6 libxkbcommon-x11-0 libgl1.
launch-no-renderer = No window: no graphics driver works ({ $what }). On Debian or Ubuntu install libgl1 libgl1-mesa-dri libegl1 mesa-vulkan-drivers.
