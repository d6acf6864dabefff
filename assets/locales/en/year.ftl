## The year
year-mode-line = Time line
year-mode-calendar = Calendar
year-measures = Measures
year-today = Today, { $date }
year-year = { $year }
year-comma = ,{" "}
year-name = { $measure }, { $when }, { $owner }, { $standing }
year-owner-when = { $owner }, { $when }
year-due-line = { $date }: { $measure }
year-no-owner = no owner
year-no-time = no time set
year-weekend = a weekend
year-clash = starts before what comes before it ends
year-day-off = the deadline is no working day
year-day-off-long = { $date } is a day off ({ $what }); the next working day is { $next }
year-next-working = No working day; the next one is { $date }
year-days-left = { $count } days left.
year-days-left-pace = { $count } days left; done on { $date } at this pace.
year-days-late = { $count } days past the deadline.
year-to-write = Go to the text
year-empty = The plan has no measures yet. Write the first one and give it a time, and it appears here.
year-empty-write = Write a measure
year-none-pass = No measure passes the filter.

## How measures stand
year-open = Not begun
year-running = Under way
year-due = Due this month
year-late = Late
year-done = Done
year-cancelled = Cancelled

## The tools of the time line
year-earlier = Earlier
year-later = Later
year-month-before = Month before
year-month-after = Next month
year-all = All
year-whole = Whole
year-quarter = Quarter
year-month = Month
year-zoom-in = Zoom in
year-zoom-out = Zoom out
year-to-today = Today
year-legend-bar = with dates
year-legend-duty = all along
year-legend-deadline = deadline
year-legend-marks = done, to do, missed
year-owner = Owner: { $name }
year-owner-all = all
year-filter = Filter and group
year-filter-set = Filter and group (filtered)
year-filter-clear = Clear all filters
year-by-standing = Only this state
year-by-section = Only this section
year-grouping = Group
year-group-sections = By section
year-group-goals = By section and goal
year-group-owners = By owner
year-group-none = Not at all
year-fold-all = Fold all
year-unfold-all = Unfold all
year-group = { $title }, { $count } measures
year-group-folded = { $title }, { $count } measures, folded
year-folded = { $count } measures

## Why a time is not moved
year-fixed-cadence = What comes back again and again cannot be dragged. Change its time instead.
year-fixed-no-day = This time has no day and cannot be moved. Change its time instead.

## How many deadlines there are
year-load-day = Due each day
year-load-week = Due each week
year-load-month = Due each month
year-load-quarter = Due each quarter
year-load-caption = Deadlines and monthly duties; most in { $name }
year-load-none = No deadlines
year-load-name = { $name }: { $count } due
year-load-owner = { $owner }: { $count }

## The calendar
year-mon = Mon
year-tue = Tue
year-wed = Wed
year-thu = Thu
year-fri = Fri
year-sat = Sat
year-sun = Sun
year-make-up = Working day
year-more = { $count } more
year-entry = { $date }: { $measure }, { $standing }
year-mark-done = done
year-mark-to-do = to do
year-mark-missed = missed
year-mark-left-out = left out
year-holidays-unknown = The days off of { $year } are not entered yet; the calendar shows weekends only.
year-holidays-enter = Enter days off…

## Days off
holidays-heading = Public holidays and make-up days
holidays-own = Entered by you
holidays-announced = Comes with the program: { $source }
holidays-none = Nothing is known of this year; weekends only
holidays-year-before = Year before
holidays-year-after = Next year
holidays-rests = Days off
holidays-name = Name of holiday { $number }
holidays-name-hint = such as National Day
holidays-first = First day of holiday { $number }
holidays-last = Last day of holiday { $number }
holidays-to = to
holidays-remove = Remove holiday { $number }
holidays-add = Add a holiday
holidays-workdays = Weekends that are working days
holidays-workday = Working weekend day { $number }
holidays-workday-remove = Remove working weekend day { $number }
holidays-workday-add = Add a day
holidays-notice = The notice of the State Council can be pasted here as published, in Chinese; the program reads the dates.
holidays-notice-name = Text of the notice
holidays-notice-hint = The notice as published
holidays-notice-read = Read
holidays-notice-was-read = Read for { $year }: { $rests } holidays and { $workdays } working weekend days. Please check.
holidays-notice-not-read = No year and no holidays were found.
holidays-restore = Go back
holidays-fault-date = "{ $text }" is no date
holidays-fault-name = The holiday from { $date } has no name
holidays-fault-backwards = The holiday from { $date } ends before it begins
holidays-fault-long = The holiday from { $date } is longer than 31 days
holidays-fault-year = { $date } is not in { $year }
holidays-fault-twice = { $date } stands twice
holidays-fault-weekend = { $date } is a working day anyway
holidays-fault-syntax = Line { $line }, column { $column } cannot be read: { $cause }
holidays-not-read = Your own days off were not read
holidays-file-broken = The file holidays.ron in the settings folder has a fault ({ $cause }). Until it is mended, the days off that come with the program are used.
