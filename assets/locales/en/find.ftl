## Find and replace
