//! Changes to the editor's own files: each is written beside its place, flushed, and renamed over it.

use super::snapshot::plain;
use crate::diag::{Diagnostic, Span, codes};
use std::fs;
use std::io::Write as _;
use std::path::Path;

/// A file to be written or removed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Edit {
    /// Relative to the root.
    pub path: String,
    /// The whole new text; `None` removes the file.
    pub contents: Option<String>,
    /// Keep what stands there as PATH.orig first (PATH.orig.2 and so on where that exists).
    pub keep_original: bool,
}

/// Makes the changes in order. Each file is either the old one or the new one at any moment.
///
/// # Errors
/// The first one that could not be made; those before it stand.
pub fn apply(root: &Path, edits: &[Edit]) -> Result<(), Diagnostic> {
    for edit in edits {
        one(root, edit).map_err(|error| Diagnostic::new(&codes::CANNOT_WRITE, Span::whole(&edit.path), format!("cannot be written: {}", plain(&error))))?;
    }
    Ok(())
}

fn one(root: &Path, edit: &Edit) -> std::io::Result<()> {
    let path = root.join(&edit.path);
    if edit.keep_original && path.exists() {
        keep(&path)?;
    }
    let Some(contents) = &edit.contents else {
        return fs::remove_file(&path);
    };
    let folder = path.parent().unwrap_or(root);
    fs::create_dir_all(folder)?;
    write_whole(&path, contents.as_bytes())
}

/// Writes a file so that nobody ever sees half of it.
pub(super) fn write_whole(path: &Path, bytes: &[u8]) -> std::io::Result<()> {
    let folder = path.parent().unwrap_or(Path::new("."));
    let mut file = tempfile::Builder::new().prefix(".digest-").suffix(".tmp").tempfile_in(folder)?;
    file.write_all(bytes)?;
    file.as_file().sync_all()?;
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        // A temporary file is its owner's alone; the editor's files are as readable as others that they make.
        let mode = fs::metadata(path).map_or(0o644, |m| m.permissions().mode() & 0o777);
        file.as_file().set_permissions(fs::Permissions::from_mode(mode))?;
    }
    file.persist(path).map_err(|e| e.error)?;
    Ok(())
}

fn keep(path: &Path) -> std::io::Result<()> {
    let name = |n: u32| {
        let mut name = path.as_os_str().to_owned();
        name.push(if n == 1 { ".orig".to_owned() } else { format!(".orig.{n}") });
        std::path::PathBuf::from(name)
    };
    let free = (1..).map(name).find(|p| !p.exists()).unwrap_or_else(|| name(1));
    let bytes = fs::read(path)?;
    write_whole(&free, &bytes)
}
