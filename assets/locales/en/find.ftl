## Find and replace
find-what = Find
find-with = Replace with
find-case = Match case
find-word = Whole words only (Chinese is not split into words)
find-regex = Regular expression (in the replacement, $1 and $2 stand for groups)
find-widths = Full-width and half-width signs are alike
find-widths-mark = Ａ=A
find-searching = Searching…
find-none = Not found
find-count = { $at } of { $count }
find-count-cut = { $at } of more than { $most }0,000
find-list-show = List all finds
find-list-hide = Hide the list
find-replace-show = Show replace
find-replace-hide = Hide replace
find-broken = The search did not come to its end
find-close = Close find
find-replace-one = Replace
find-replace-all = Replace all ({ $count })
find-replaced = Replaced: { $count }
find-replaced-kept = Replaced: { $count }; { $kept } left alone, because they touch blanks
find-in-blanks = { $count } of them are in blanks and stay as they are
find-in-blank = In a blank: replacing it would break the blank
find-include = Replace find { $number }
find-include-all = Tick all
find-include-none = Tick none
find-include-hint = What is not ticked is not replaced

## Where something is found
find-field-measure-title = Measure title
find-field-person = Person
find-field-formula = Formula
find-field-column = Column
find-field-cell = Cell
find-field-entry = Progress entry
find-field-remark = Remark

## What is wrong with an expression
find-fault-too-big = This expression is too large when spelled out; make its counts smaller
find-fault-no-group = The expression has no group { $name }
find-fault-group = Character { $at }: round brackets do not match
find-fault-class = Character { $at }: square brackets do not match
find-fault-repetition = Character { $at }: nothing to repeat, or a wrong count
find-fault-escape = Character { $at }: unknown sign behind the backslash
find-fault-range = Character { $at }: the range runs backwards
find-fault-unsupported = Character { $at }: looking around and references back are not supported
find-fault-other = Character { $at }: the expression is not complete
