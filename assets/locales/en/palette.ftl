## The palette
palette-hint = A command, or words of the plan
palette-commands = Commands
palette-places = In the plan
palette-none = Nothing found
palette-choose = choose
palette-run = run
palette-close = close
