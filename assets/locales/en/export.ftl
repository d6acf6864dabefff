## Words of the files that other programs read; see also table.ftl
export-sheet-scores = Scores
export-sheet-register = Register
export-total = Total
export-column-text = What is done
export-column-others = Help, approval, oversight
export-column-deadline = Deadline
export-column-progress = Progress (%)
export-column-unit = Unit
export-column-target-number = Target figure
export-column-read-on = Read on
export-column-formula = How it is worked out
export-column-score = Score
export-column-from = Scores from
export-column-coefficient = Coefficient
export-calendar-time = Time: { $time }
export-calendar-in = Section: { $heading }
