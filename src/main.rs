//! The command line of gainsay: hands the arguments to the library and its outcome to the shell.

use std::process::ExitCode;

/// Claims are many small texts, made on several threads.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    gainsay::memory::prefer_small_pages();
    ExitCode::from(gainsay::cli::run(std::env::args_os()))
}
