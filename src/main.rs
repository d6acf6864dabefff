//! The program: arguments in, exit code out.

fn main() -> std::process::ExitCode {
    match planwright::app::run(std::env::args_os().nth(1).map(Into::into)) {
        Ok(()) => std::process::ExitCode::SUCCESS,
        Err(_) => std::process::ExitCode::from(2),
    }
}
