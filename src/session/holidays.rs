//! The user's own days off: read once, kept whenever they change.

use std::sync::Arc;

use super::{Effect, Session, notice};
use crate::session::Level;
use crate::track::{HolidayFault, HolidayYear, Holidays};

impl Session {
    /// Takes the days off that the user entered before, as they were read from their file. A file
    /// that cannot be read is told of and left alone; the program goes on with what it brings along.
    pub fn take_own_holidays(&mut self, read: Result<Holidays, HolidayFault>) {
        match read {
            Ok(own) => self.use_holidays(own),
            Err(fault) => {
                let words = notice::holidays_failed(&self.words, &fault);
                self.tell(Level::Warning, words, None);
            }
        }
    }

    /// Sets what the user entered for a year; none goes back to what the program brings along.
    pub(super) fn set_holidays(&mut self, number: i32, year: Option<HolidayYear>) -> Vec<Effect> {
        let mut years = self.own_holidays.years().clone();
        // What is as the program brings it along is not the user's own.
        let bundled = Holidays::bundled();
        match year.filter(|year| bundled.years().get(&number) != Some(year)) {
            Some(year) => {
                years.insert(number, year);
            }
            None => {
                years.remove(&number);
            }
        }
        match Holidays::new(years) {
            Ok(own) => {
                self.use_holidays(own);
                self.dialog = None;
                vec![Effect::KeepHolidays(self.own_holidays.encode())]
            }
            Err(fault) => {
                let words = notice::holidays_failed(&self.words, &fault);
                self.tell(Level::Warning, words, None);
                Vec::new()
            }
        }
    }

    fn use_holidays(&mut self, own: Holidays) {
        self.holidays = Arc::new(Holidays::bundled().with(&own));
        self.own_holidays = own;
    }
}
