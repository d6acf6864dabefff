## Keys
keys-heading = Change keyboard shortcuts
keys-text = Press the plus sign, then the keys you want. A command can have several; menus show the first.
keys-search = Search commands or keys
keys-press = Press the keys now, Esc to give up
keys-add = Add keys to “{ $command }”
keys-remove = Take { $keys } from “{ $command }”
keys-reset = Give “{ $command }” its usual keys
keys-reset-all = Reset all
keys-taken = These keys belong to “{ $command }”
keys-take = Give them to this command

## Why keys are not to be had
keys-reserved-writes = This key writes; hold Ctrl or Alt with it
keys-reserved-fields = Fields need these keys to copy, paste, select or delete
keys-reserved-moves = This key moves the caret or the focus, confirms or cancels
keys-reserved-window = The system takes these keys
keys-reserved-zoom = These keys make everything larger or smaller

## Keys that are no command's
keys-group-fields = In fields
keys-group-find = In the find bar
keys-group-lists = Lists, dialogs, window
keys-field-enter = Finish this entry and begin the next
keys-field-backspace = In an empty entry: remove it
keys-field-rows = In the first or last row: to the entry above or below
keys-field-next = To the next or previous control
keys-field-word = Move by words
keys-field-select = Select text
keys-field-all = Select all
keys-field-copy = Copy, cut, paste
keys-field-leave = Give up what is not confirmed
keys-find-next = Next, previous
keys-find-close = Close, back to the text
keys-list-choose = Choose
keys-list-run = Run
keys-list-close = Close
keys-zoom = Larger, smaller, usual size
