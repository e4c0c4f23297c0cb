//! The command line of gainsay: hands the arguments to the library and its outcome to the shell.

use std::process::ExitCode;

fn main() -> ExitCode {
    ExitCode::from(gainsay::cli::run(std::env::args_os()))
}
