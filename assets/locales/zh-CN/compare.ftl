## Versions and comparison
