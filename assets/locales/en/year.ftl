## The year
