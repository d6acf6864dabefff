## The inspector
