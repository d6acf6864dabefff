## Selecting, clipboard, joining
register-time = Time
register-what = Content
register-who = Responsible
register-remark = Remark

## Why records stay as they are
refused-gone = It is no longer there.
refused-nothing-before = There is nothing before it on its level to go into.
refused-no-room-before = What comes before it has no place for it.
refused-not-a-section = What comes before it is no section.
refused-at-the-top = It is on the highest level already.
refused-no-room-outside = The level above has no place for it.
refused-nothing-to-join = There is nothing before it to join it with.
refused-after-heading = It cannot be joined to a heading. Headings and what follows them stay apart.
refused-heading-holds-more = There is something under this heading. Move or remove that first.
refused-paragraph-holds-text = A paragraph has no place for owners, times and indicators. Remove them first, or join the paragraph to its measure.
refused-times-differ = The two measures are due at different times. Make them the same or remove one.
refused-status-differs = The two measures stand differently. Make them the same first.
refused-budgets-differ = The two measures have different budgets. Make them the same or remove one.
refused-rows = Rows of tables cannot be joined.
refused-no-table = Put the caret into a list of problems, a score table, a register or a contract first.

## What was pasted
pasted = { $count ->
    [one] Pasted as one record.
   *[other] Pasted as { $count } records.
}
pasted-marks = { $count ->
    [one] The number before one line was taken off.
   *[other] The numbers before { $count } lines were taken off.
}
pasted-columns = Columns were taken as: { $columns }.
pasted-column = { $head } → { $column }
pasted-mark = ,{" "}
pasted-gap = {" "}
pasted-unclear = { $count ->
    [one] One cell was not understood; its words are kept with the measure.
   *[other] { $count } cells were not understood; their words are kept with the measures.
}
pasted-broken = Nothing was pasted.
pasted-number = number (not used)
pasted-title = title
pasted-kept = kept in the measure's log
pasted-same = the column of that name
pasted-last = joined to the last column
