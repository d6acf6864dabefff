## The print screen: what is printed
print-layout = Layout
print-layout-prose = Text
print-layout-table = Task table
print-layout-timeline = Time line
print-layout-month = Month
print-layout-contract = Contract
print-layout-mine = My tasks
print-layout-breakdown = Breakdown
print-layout-scores = Scores
print-layout-problems = Problems
print-layout-actuals = Targets met
print-layout-combined = Combined
print-owner = Owner
print-month = Month
print-no-owners = No measure has an owner yet. Enter some first.
print-profile = Format
print-profile-gbt9704 = Official, GB/T 9704
print-profile-office = Office
print-profile-compact = Compact
print-profile-letter = Letter
print-profile-english = English
print-profile-grid = { $lines } lines a page, { $characters } characters a line
print-profile-lines = { $size } pt type, { $pitch } pt lines, { $margin } mm left
print-profile-own = Your own: { $said }
print-profile-broken = { $file } was left out: { $cause }
print-profile-copy = Copy it and edit
print-profile-copied = The format was copied.
print-profile-copied-text = Change this file in a text editor; it can be chosen when you come back here: { $path }
print-profile-not-copied = The format was not copied.
print-profile-no-folder = The program has no folder of settings.
print-profile-not-bundled = Only formats that come with the program can be copied.
print-options = Options
print-page-number = Page number
print-number-outside = Outer edge
print-number-middle = Middle
print-number-nowhere = None
print-draft-mark = Draft mark
print-draft-mark-shown = Below the title
print-draft-mark-hidden = None
print-cover = Add a cover
print-contents = Add a table of contents
print-to-fill-in = Print blanks as rules, to fill in by hand
print-bundled = Bundled faces only, alike everywhere

## The pages
print-place = Pages { $first }–{ $last } of { $count }
print-single = Single
print-spread = Facing
print-zoom-in = Zoom in
print-zoom-out = Zoom out
print-zoom-page = Page
print-zoom-width = Width
print-zoom-fit = Fit the page, or its width
print-grid = Grid
print-go-to-page = Show page { $page }
print-open-choices = Layout and format
print-close-drawer = Close
print-open-output = Faces and printer

## Faces and checks
print-faces = Faces
print-faces-count = { $count } roles, { $substitutes } substituted
print-role-title = Title
print-role-body = Body
print-role-level-1 = Heading 1
print-role-level-2 = Heading 2
print-role-latin = Latin
print-role-page-number = Number
print-face-installed = installed
print-face-substitute = substitute
print-face-bundled = bundled
print-face-last-resort = (last resort)
print-face-wanted = for { $face }
print-faces-note = Faces marked as substitutes stand in for some that this computer lacks. Lines break as before, and all faces are embedded. Install the missing ones and start the program again to use them.
print-checks = Before printing
print-check-area = Type area { $width } × { $height } mm
print-check-area-grid = Type area { $width } × { $height } mm, { $characters } characters × { $lines } lines
print-check-characters = No characters are missing
print-check-missing = “{ $character }” ({ $code }) is in no face and stays empty on page { $pages }. Use another character.
print-check-missing-more = { $count } more are missing
print-check-number-outside = Page numbers at the outer edge
print-check-number-middle = Page numbers in the middle
print-check-number-nowhere = No page numbers
print-check-no-blanks = No blank is left to fill
print-check-blanks = Blanks left to fill: { $count }
print-check-fill = Fill
print-check-nothing = Nothing has to change before handing in
print-check-found = { $errors ->
    [0] Better changed before handing in: { $warnings }
   *[other] To change before handing in: { $errors }; better changed: { $warnings }
  }
print-check-more = { $count } more
print-check-go = Show
print-check-go-to = Show: { $finding }

## The printer
print-printer = Printer
print-refresh = Look for printers again
print-printers-asking = Looking for printers…
print-choose-printer = Choose a printer.
print-state-idle = idle
print-state-printing = printing
print-state-stopped = paused
print-state-rejecting = takes no jobs
print-state-default = default
print-pages = Pages
print-pages-all = All { $count }
print-pages-unreadable = Write it as 1-3,5, counted from page 1.
print-pages-beyond = There are only { $pages } pages.
print-copies = Copies
print-fewer = One copy fewer
print-more = One copy more
print-sides = Sides
print-sides-one = One
print-sides-long = Long edge
print-sides-short = Short edge
print-paper = Paper
print-paper-size = { $name } ({ $width } × { $height } mm)
print-paper-other = Not the size of the page: the printer may scale it or cut it off.
print-sheets = Pages in each copy: { $pages }; sheets in all: { $sheets }
print-go = { $copies ->
    [one] Print
   *[other] Print { $copies } copies
}
print-save-pdf = Save as PDF…
print-other-formats = Formats
print-open-pdf = Open the PDF in a viewer
print-format-docx = Word document (.docx)…
print-format-xlsx = Spreadsheet (.xlsx)…
print-format-ics = Calendar (.ics)…
print-format-md = Markdown (.md)…
print-format-txt = Plain text (.txt)…
print-format-png = Pictures, one a page (.png)…
print-format-svg = Drawings, one a page (.svg)…
print-saved-text = Wrote { $path }

## A job, and what became of it
print-setting = Setting the pages…
print-sending = Sending to the print service…
print-waiting = Job { $job } is waiting…
print-printing = Job { $job } is printing, pages so far: { $pages }
print-printing-message = Job { $job } is printing, pages so far: { $pages }. The printer says: { $message }
print-cancelling = Cancelling…
print-done = Printed.
print-done-text = Pages printed on { $printer }: { $pages } (job { $job }).
print-handed-over = Handed to the printer.
print-handed-over-text = { $printer } has taken job { $job }; look at the printer for the outcome.
print-headline-failed = Nothing was printed.
print-headline-uncertain = It is not known whether it was printed.
print-headline-cancelled = Printing was cancelled.
print-headline-not-shown = The PDF was not opened.
print-not-set = The pages could not be set ({ $cause }).
print-beyond = There are only { $pages } pages. Change the pages and print again.
print-no-file = A temporary file could not be written ({ $cause }).
print-no-viewer = No program opens the PDF ({ $cause }). Save it as PDF and open it otherwise.
print-broke = Something went wrong in the program. The job may have been sent: look at the print queue before printing again.
