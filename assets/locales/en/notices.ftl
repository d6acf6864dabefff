## Notices
notice-dismiss = Dismiss
notice-with-path = { $why } ({ $path })
notice-not-opened = Not opened.
notice-not-saved = Not saved.
notice-not-exported = Not exported.
notice-not-changed = Not changed.
notice-not-made = Not created.
notice-exported = Saved as PDF.
notice-exported-as = Saved as { $format }.
notice-exported-text = { $pages } pages, all faces embedded ({ $path })
blanks-filled-alike = "{ $name }" is filled with "{ $value }" in { $count ->
        [one] one more place
       *[other] { $count } more places
    }
blanks-filled-undo = Undo takes it back.
notice-no-blanks = No blanks are open
notice-panicked = A step failed.
notice-settings-lost = The settings could not be kept.
notice-asking = A file dialog is open already.
offer-retry = Retry
offer-review = Review again
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
why-fill-value = "{ $value }" does not fit; wanted: { $wanted }.
why-asking = Finish or cancel it first, then try again.
why-panicked = Internal error; the plan is untouched. Please try again.
