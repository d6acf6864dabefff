//! Templates: catalogue and instantiation.
