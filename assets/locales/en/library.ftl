## The measure library
library-heading = Library
library-search = Search measures, indicators, posts
library-measures = Measures
library-indicators = Indicators
library-all-roles = All
library-none = Nothing fits. Measures you have written can be added from the Record menu, to be used again.
library-insert = Insert
library-remove = Remove from the library
library-foot = Goes behind the entry you are in; figures stay blank until you fill them
library-from-own = Your own
library-from-program = Comes with the program
library-own = My measures and indicators
library-added = Added to the library
library-added-text = "{ $name }" can be inserted in your next plan.
library-not-added = Not added to the library
library-what-to-add = Click a measure or an indicator first.
library-not-kept = The library was not changed
library-no-folder = There is no folder for settings.
library-broken = { $path } cannot be read and is passed over: { $why }
library-work-broken = The library was not read to its end

## Measures that are nearly the same
alike-heading = Measures that are nearly the same
alike-searching = Comparing measures…
alike-none = No measures are nearly the same.
alike-text = { $count } groups. Click a text to go there; "Keep this" removes the others of its group from this plan, and can be undone.
alike-group = Group { $number }: { $count } measures
alike-more = { $count } more
alike-keep = Keep this
alike-other-plan = In another plan
