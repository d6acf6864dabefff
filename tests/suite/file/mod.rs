//! Files: what is written is read again, and what is damaged is refused with its place.

mod damage;
mod disk;
mod fixtures;
mod round_trip;
