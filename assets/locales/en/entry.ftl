## Quick entry
## Owners
owner-new-post = New post: { $name }
owner-new-department = New department: { $name }
owner-earlier = earlier plan
owner-forget = Take { $name } off the list
owner-unknown = Not known yet: press ↓
owner-keys = Press 1 responsible, 2 helps, 3 approves, 4 watches, Delete to remove
owner-instead-hint = Who instead of { $name }…
owner-stays = { $name } owns no measure any more but is still in the list of people.
owner-stays-remove = Take off the list
owner-stays-keep = Keep
owner-owns = { $name } owns { $count } measures: { $measures }.
owner-owns-more = { $name } owns { $count } measures: { $measures } and others.
owner-owns-take = Take from the measures and remove
owner-owns-instead = Somebody else instead…

## Indicators in one line
entry-indicator = Indicator in one line
entry-indicator-hint = e.g. complaints ≤ 3 base 12
entry-indicator-line = Line
entry-no-indicator = No indicator yet
entry-no-figure = no target yet
fault-range = The lower end is above the upper one
fault-units = The base is in { $base }, the target in { $target }
fault-units-short = Base and target are in different units
fault-no-such = There is no { $said }
fault-backwards = It ends before it starts

## The line
entry-name = Quick entry
entry-hint = A measure in one line, e.g. train the counter staff @Wang 30 June pass-rate≥95% #service
entry-help = @ for a person, # for a section; write time and indicator as they are. Enter adds, Esc goes back
entry-add = Add
entry-clear = Clear the line
entry-kept = stays in the text
entry-outside = outside the plan's period
entry-vague = "{ $words }" is no clear time
entry-chip-off = Click to make it plain words
entry-chip-on = Read { $words } again
entry-who = Who is { $words }?
entry-which = Which { $words }?
entry-of-what = { $words } of what?
entry-no-section = No section is called "{ $words }". Where to?
entry-which-section = Which section is "{ $words }"?
entry-plain = Keep as words
entry-name-before = the word before
entry-name-known = indicator of this plan
entry-name-words = the measure's own words
entry-no-words = Nothing to do yet
entry-no-place = No measure fits here; name a section with #
entry-place = { $place } measure { $number }
