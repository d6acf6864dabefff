## The table
