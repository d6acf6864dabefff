//! Changes of a plan as data, and the one door through which they go.
