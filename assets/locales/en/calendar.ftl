## The calendar
