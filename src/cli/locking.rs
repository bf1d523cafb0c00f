//! The lock of a site's folder: one command at a time writes there.

use super::Console;
use crate::diag::{Diagnostic, codes};
use crate::files::{self, Lock};
use std::path::Path;

/// Waits for the command that holds the folder's lock, which is said once, and takes it.
///
/// # Errors
/// No lock can be made in this folder.
pub(super) fn lock(root: &Path, console: &Console) -> Result<Lock, Diagnostic> {
    waited_for(root, console).map_err(|error| {
        Diagnostic::homeless(&codes::CANNOT_WRITE, format!("{} cannot be made: {}", files::shown(&root.join(".digest")).display(), files::plain(&error)))
            .hint("the site's folder has to be writable; to build from one that is not: `digest build --no-compose --output DIR`")
    })
}

/// [`lock`], for whoever says in other words what keeps it from being made.
///
/// # Errors
/// What the system says.
pub(super) fn waited_for(root: &Path, console: &Console) -> std::io::Result<Lock> {
    Lock::take(root, || console.say("another command is at work in this folder; waiting for it to end"))
}
