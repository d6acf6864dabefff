## The inspector
why-ring = Some measures would wait for each other and never begin. Take one of the predecessors away.
