## Questions
unsaved-heading = Save the changes?
unsaved-text = "{ $title }" has changes that are not saved. Without saving they are lost.
unsaved-save = Save
unsaved-discard = Don't save
changed-heading = The file was changed elsewhere
changed-overwrite = Overwrite with mine
blanks-heading = Fill blanks
blanks-text = A blank is filled once; every place of that name takes it.
blanks-later = Leave open what you don't know yet and fill it while writing.
path-open = Open plan
path-save = Save plan
path-pdf = Export PDF
path-export = Save in another format
path-hint = File path
path-exists = A file of that name exists; saving replaces it.
path-up = Parent folder
