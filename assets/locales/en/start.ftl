## Start
start-recent = Recent plans
start-no-recent = No plan has been saved yet. Pick a template below to begin.
start-search = Find by name, unit or year
start-templates = New from a template
start-hint = Click a template, give the year and the unit, and begin writing; blanks can be filled later.
start-back = Back to "{ $title }"
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
