//! Plans as RON files.

mod fault;
pub(crate) mod v1;

pub use fault::{Fault, Invalid};

/// Returns how the program reads and writes RON: `Some` is not written, and a variant that holds a
/// struct has one pair of brackets.
pub(crate) fn ron() -> ron::Options {
    use ron::extensions::Extensions;
    ron::Options::default()
        .with_default_extension(Extensions::IMPLICIT_SOME | Extensions::UNWRAP_VARIANT_NEWTYPES)
}
