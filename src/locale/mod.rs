//! Words: catalogues of the interface, and Chinese and English words for numbers, dates and the values of a plan.

pub mod numerals;
pub mod words;
