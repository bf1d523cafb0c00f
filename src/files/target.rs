//! Which folder a site may go to.

use super::errors::plain;
use super::lock::CACHES;
use super::names::{FOLDERS, MARKER};
use crate::diag::{Diagnostic, codes};
use std::io;
use std::path::{Component, Path, PathBuf};

/// A folder that holds nothing but a site of ours, or nothing at all, and that has a place beside it where the next site is put together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Target {
    folder: PathBuf,
    shown: PathBuf,
}

impl Target {
    /// The folder at `given`, for the site whose files lie in `root`.
    ///
    /// # Errors
    /// A finding where it is the root or holds it, lies among the site's own files, is a link, or holds what this program did not make.
    pub fn new(root: &Path, given: &Path) -> Result<Target, Diagnostic> {
        let refuse = |why: &str| {
            Diagnostic::homeless(&codes::NOT_OURS, format!("{} {why}; it is left alone", shown(given).display()))
                .hint("choose another folder with --output, or move that one away")
        };
        let fault = |e: &io::Error| Diagnostic::homeless(&codes::CANNOT_WRITE, format!("{} cannot be written: {}", shown(given).display(), plain(e)));
        let folder = real(given).map_err(|e| fault(&e))?;
        let root = real(root).map_err(|e| fault(&e))?;
        if folder.file_name().is_none() || root.starts_with(&folder) {
            return Err(refuse("holds the site's own files"));
        }
        let own = FOLDERS.iter().map(|(name, _)| *name).chain([CACHES, ".git"]);
        if let Some(name) = own.clone().find(|name| folder.starts_with(root.join(name))) {
            let whole = folder == root.join(name);
            return Err(refuse(&if whole { "is one of the site's own folders".to_owned() } else { format!("lies in {name}/") }));
        }
        if folder.is_symlink() {
            return Err(refuse("is a link"));
        }
        match std::fs::read_dir(&folder) {
            Ok(mut entries) => {
                if entries.next().is_some() && !folder.join(MARKER).is_file() {
                    return Err(refuse("holds files that this program did not make"));
                }
            }
            Err(error) if error.kind() == io::ErrorKind::NotFound => {}
            Err(error) if error.kind() == io::ErrorKind::NotADirectory && folder.exists() => return Err(refuse("is a file")),
            Err(error) => return Err(fault(&error)),
        }
        Ok(Target { folder, shown: shown(given).to_owned() })
    }

    pub(super) fn folder(&self) -> &Path {
        &self.folder
    }

    /// Whether it lies in the site's folder.
    #[must_use]
    pub fn is_within(&self, root: &Path) -> bool {
        real(root).is_ok_and(|root| self.folder.starts_with(root))
    }

    /// As the user named it, for messages.
    #[must_use]
    pub fn shown(&self) -> &Path {
        &self.shown
    }
}

/// A path as people write it: without a `./` at its front.
#[must_use]
pub fn shown(path: &Path) -> &Path {
    path.strip_prefix(".").ok().filter(|p| !p.as_os_str().is_empty()).unwrap_or(path)
}

/// The real path of what is or will be at `given`: links of the folders above are followed, its own last part is not.
fn real(given: &Path) -> io::Result<PathBuf> {
    let whole = std::path::absolute(given)?;
    let mut parts = Vec::new();
    let mut above = whole.as_path();
    // The last part may be a link that must be seen as one; below a folder that does not exist there is nothing to follow.
    loop {
        match above.components().next_back() {
            Some(Component::Normal(name)) => parts.push(name.to_owned()),
            Some(Component::ParentDir) => parts.push("..".into()),
            _ => break,
        }
        above = above.parent().unwrap_or(Path::new(""));
        if above.is_dir() {
            break;
        }
    }
    let mut real = above.canonicalize()?;
    for part in parts.into_iter().rev() {
        if part == ".." {
            real = real.canonicalize().unwrap_or(real);
            real.pop();
        } else {
            real.push(part);
        }
    }
    Ok(real)
}
