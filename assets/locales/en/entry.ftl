## Quick entry
