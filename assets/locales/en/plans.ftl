## Several plans
why-open-in-tab = This file is open in another tab, and saving would write over it. Use another name.
tab-new = New or open
tab-close = Close "{ $title }"
tab-modified = { $title }, unsaved changes
drop-hint = Let go to open the plan or import the file
