//! Arguments in, exit code out.

use std::process::ExitCode;

/// Building a large site is a fifth allocating; this allocator takes a third of the system's time for it (docs/performance.md).
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    digest::cli::main()
}
