//! Pages and plans as files of other programs.
