//! The program: arguments in, exit code out.

use std::process::ExitCode;

use planwright::cli::{self, Surroundings};
use planwright::locale::Catalogue;

fn main() -> ExitCode {
    #[expect(clippy::disallowed_methods, reason = "the commands are told the day from here")]
    let today = chrono::Local::now().date_naive();
    let language = Catalogue::language_of(sys_locale::get_locale().as_deref());
    cli::run(std::env::args_os(), Surroundings { language, today }, |plan| match planwright::app::run(plan) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("planwright: {}", error.words(&Catalogue::new(language)));
            ExitCode::from(2)
        }
    })
}
