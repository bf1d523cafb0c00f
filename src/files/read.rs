//! Reads a site's folder from the disk: all of it, or again what changed.

use super::errors::plain;
use super::names::{FOLDERS, SINGLE, concerns, is_passed_over};
use super::record::{Look, settled};
use super::snapshot::{File, Snapshot};
use crate::diag::{Checked, Diagnostic, Span, codes};
use rayon::prelude::*;
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io::{self, ErrorKind, Read as _};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use walkdir::{DirEntry, WalkDir};

/// Reads the folder at `root`. A file that cannot be read is a finding and is left out; editors' swap and backup files are passed over, and
/// links that lead out of the root are a finding.
#[must_use]
pub fn read(root: &Path) -> Checked<Snapshot> {
    Walk::through(root).finish(Snapshot::default(), Vec::new())
}

/// [`read`], but files below `folder` that are `known` by how they look stay unread on the disk. Beside the snapshot, the looks of all files there that would look
/// different after any further change.
#[must_use]
pub fn read_but(root: &Path, folder: &str, known: &(dyn Fn(&str, Look) -> bool + Sync)) -> (Checked<Snapshot>, BTreeMap<Arc<str>, Look>) {
    let mut walk = Walk::through(root);
    let look = |(name, path): &(Arc<str>, PathBuf)| name.starts_with(folder).then(|| settled(path)).flatten();
    // Before anything is read: what changes meanwhile looks different the next time.
    let looks: Vec<Option<Look>> = walk.found.par_iter().map(look).collect();
    let (mut seen, mut unread) = (BTreeMap::new(), Vec::new());
    let mut all = std::mem::take(&mut walk.found);
    let mut at = 0;
    all.retain(|(name, path)| {
        let look = looks[at];
        at += 1;
        seen.extend(look.map(|look| (Arc::clone(name), look)));
        let is_known = look.is_some_and(|look| known(name, look));
        unread.extend(look.filter(|_| is_known).map(|look| (Arc::clone(name), File::OnDisk { path: path.clone(), length: look.0, modified: None })));
        !is_known
    });
    walk.found = all;
    let snapshot = walk.finish(Snapshot::default(), Vec::new()).map(|mut snapshot| {
        unread.into_iter().for_each(|(name, file)| snapshot.insert(name, file));
        snapshot
    });
    (snapshot, seen)
}

/// The snapshot that [`read`] would give now, where nothing but `changed` (paths relative to the root, files or folders) differs from `before`.
#[must_use]
pub fn reread(root: &Path, before: &Checked<Snapshot>, changed: &BTreeSet<String>) -> Checked<Snapshot> {
    // What a link leads to changes under another path than the one by which the site knows it.
    if !before.value.links.is_empty() || changed.contains("") {
        return read(root);
    }
    let changed: Vec<&str> = changed.iter().map(String::as_str).filter(|path| concerns(path)).collect();
    let within = |path: &str| changed.iter().any(|c| path.strip_prefix(c).is_some_and(|rest| rest.is_empty() || rest.starts_with('/')));
    let mut snapshot = before.value.clone();
    for path in &changed {
        snapshot.remove_tree(path);
    }
    let kept = before.diagnostics.iter().filter(|d| !d.span.as_ref().is_some_and(|s| within(&s.file))).cloned().collect();
    let mut walk = Walk::of(root);
    for path in changed {
        walk.start(path);
    }
    walk.finish(snapshot, kept)
}

/// What is found on the way through the folders, before any file is read.
struct Walk<'a> {
    root: &'a Path,
    real_root: PathBuf,
    found: Vec<(Arc<str>, PathBuf)>,
    links: Vec<PathBuf>,
    diagnostics: Vec<Diagnostic>,
}

impl<'a> Walk<'a> {
    fn of(root: &'a Path) -> Self {
        let real_root = root.canonicalize().unwrap_or_else(|_| root.to_owned());
        Self { root, real_root, found: Vec::new(), links: Vec::new(), diagnostics: Vec::new() }
    }

    /// The walk through all that belongs to a site.
    fn through(root: &'a Path) -> Self {
        let mut walk = Self::of(root);
        for name in SINGLE {
            walk.start(name);
        }
        for (folder, _) in FOLDERS {
            walk.start(folder);
        }
        walk
    }

    /// Walks what stands at a path relative to the root; nothing is fine.
    fn start(&mut self, from: &str) {
        let start = self.root.join(from);
        if fs::symlink_metadata(&start).is_err_and(|e| matches!(e.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory)) {
            return;
        }
        let root = self.root;
        let mut entries = WalkDir::new(&start).follow_links(true).sort_by_file_name().into_iter().filter_entry(|e| !passes(root, e));
        while let Some(entry) = entries.next() {
            let entry = match entry {
                Ok(entry) => entry,
                Err(error) => {
                    self.fault(from, &error);
                    continue;
                }
            };
            let Some(relative) = relative(root, entry.path()) else {
                let shown = entry.path().strip_prefix(root).unwrap_or(entry.path()).to_string_lossy().into_owned();
                self.diagnostics.push(Diagnostic::new(&codes::BAD_FILE_NAME, Span::whole(&shown), "the file's name is not UTF-8").hint("rename it"));
                if entry.file_type().is_dir() {
                    entries.skip_current_dir();
                }
                continue;
            };
            if entry.path_is_symlink() {
                // Only a link can lead out, so that only links cost the system call.
                match entry.path().canonicalize() {
                    Ok(real) if real.starts_with(&self.real_root) => self.links.push(real),
                    _ => {
                        self.diagnostics.push(
                            Diagnostic::new(&codes::UNREADABLE_FILE, Span::whole(&relative), "a link that leads out of the site's folder is not followed")
                                .hint("copy what it leads to into the folder"),
                        );
                        if entry.file_type().is_dir() {
                            entries.skip_current_dir();
                        }
                        continue;
                    }
                }
            }
            if entry.file_type().is_file() {
                self.found.push((relative.into(), entry.into_path()));
            }
        }
    }

    fn fault(&mut self, from: &str, error: &walkdir::Error) {
        let path = error.path().and_then(|p| relative(self.root, p)).unwrap_or_else(|| from.to_owned());
        if !concerns(&path) {
            return;
        }
        let linked = error.path().is_some_and(Path::is_symlink);
        let why = match (error.loop_ancestor(), error.io_error()) {
            (Some(_), _) => "the link leads back to a folder above it".to_owned(),
            (None, Some(io)) if io.kind() == ErrorKind::NotFound && linked => "the link leads nowhere".to_owned(),
            // Gone between the look at its folder and the look at it: as if it had never been there.
            (None, Some(io)) if io.kind() == ErrorKind::NotFound => return,
            (None, Some(io)) => plain(io),
            (None, None) => error.to_string(),
        };
        self.diagnostics.push(Diagnostic::new(&codes::UNREADABLE_FILE, Span::whole(&path), format!("cannot be read: {why}")));
    }

    /// Reads what was found and puts it over `snapshot`.
    fn finish(self, mut snapshot: Snapshot, mut diagnostics: Vec<Diagnostic>) -> Checked<Snapshot> {
        diagnostics.extend(self.diagnostics);
        let read: Vec<Option<Read>> = self.found.into_par_iter().map(|(name, path)| one(name, path)).collect();
        for result in read.into_iter().flatten() {
            match result {
                Ok((name, file)) => snapshot.insert(name, file),
                Err(d) => diagnostics.push(d),
            }
        }
        snapshot.links.extend(self.links);
        snapshot.unread = diagnostics.iter().filter_map(|d| d.span.as_ref().map(|s| Arc::clone(&s.file))).collect();
        Checked::new(snapshot, diagnostics)
    }
}

/// Bytes of a text that is read into memory at all. Nobody writes a thousandth of it; what is larger is a film under a wrong name, or meant to do harm.
const LARGEST_TEXT: u64 = 16 * 1024 * 1024;

/// A file and its path relative to the root, or why it cannot be read.
type Read = Result<(Arc<str>, File), Diagnostic>;

/// Reads a file; `None` where it is gone by now.
fn one(name: Arc<str>, path: PathBuf) -> Option<Read> {
    let held = FOLDERS.iter().find(|(folder, _)| name.split('/').next() == Some(*folder)).is_none_or(|(_, held)| *held);
    let file = if held {
        if name.ends_with(".md") && fs::metadata(&path).is_ok_and(|m| m.len() > LARGEST_TEXT) {
            let message = format!("is larger than {} MiB and is not read", LARGEST_TEXT / 1024 / 1024);
            return Some(Err(Diagnostic::new(&codes::UNREADABLE_FILE, Span::whole(&name), message).hint("move it out of the folder, or cut it down")));
        }
        whole(&path, &|| ()).map(|bytes| File::held(&name, bytes))
    } else {
        fs::metadata(&path).map(|meta| File::OnDisk { path, length: meta.len(), modified: meta.modified().ok() })
    };
    match file {
        Ok(file) => Some(Ok((name, file))),
        Err(error) if error.kind() == ErrorKind::NotFound => None,
        Err(error) => Some(Err(Diagnostic::new(&codes::UNREADABLE_FILE, Span::whole(&name), format!("cannot be read: {}", plain(&error))))),
    }
}

/// How often a file is read that somebody is writing at the same time.
const PATIENCE: usize = 5;

/// The bytes of a file as they stood there at one moment: a file that changes while it is read is read again. `when_read` is called each time between reading
/// and looking whether it has changed.
fn whole(path: &Path, when_read: &dyn Fn()) -> io::Result<Vec<u8>> {
    for _ in 0..PATIENCE {
        // The same handle throughout: a file that is put into the place of this one is another one, and both are whole.
        let mut file = fs::File::open(path)?;
        let before = file.metadata()?;
        let mut bytes = Vec::with_capacity(usize::try_from(before.len()).unwrap_or_default());
        file.read_to_end(&mut bytes)?;
        when_read();
        let after = file.metadata()?;
        if before.len() == after.len() && before.modified().ok() == after.modified().ok() {
            return Ok(bytes);
        }
    }
    Err(io::Error::other("somebody is writing it; run the command again when it is done"))
}

/// Whether an entry of a walk is passed over. Where a walk starts is for the caller to decide.
fn passes(root: &Path, entry: &DirEntry) -> bool {
    let Some(name) = entry.file_name().to_str() else { return false };
    let folder = entry.path().parent().and_then(|p| relative(root, p)).unwrap_or_default();
    entry.depth() > 0 && is_passed_over(&folder, name)
}

/// A path below the root in the form that the program speaks of it; `None` where it is not UTF-8.
#[must_use]
pub fn relative(root: &Path, path: &Path) -> Option<String> {
    let parts: Option<Vec<&str>> = path.strip_prefix(root).ok()?.components().map(|c| c.as_os_str().to_str()).collect();
    parts.map(|p| p.join("/"))
}

/// The bytes of a file that a snapshot left on the disk.
///
/// # Errors
/// Why it cannot be read, in words.
pub fn contents(path: &Path) -> Result<Vec<u8>, String> {
    fs::read(path).map_err(|e| plain(&e))
}

#[cfg(test)]
mod tests {
    use super::whole;
    use std::cell::Cell;
    use std::fs;
    use std::io::Write as _;

    #[test]
    fn a_file_that_changes_while_it_is_read_is_read_again() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.md");
        let append = |text: &str| fs::OpenOptions::new().append(true).open(&path).unwrap().write_all(text.as_bytes()).unwrap();
        fs::write(&path, "one").unwrap();
        let times = Cell::new(0);
        let twice = || {
            times.set(times.get() + 1);
            if times.get() <= 2 {
                append(", and one more");
            }
        };
        assert_eq!(whole(&path, &twice).unwrap(), b"one, and one more, and one more");
        assert_eq!(times.get(), 3, "until it stands still");

        // Whoever puts another file into its place leaves the first one whole.
        let replace = || {
            fs::write(folder.path().join("beside"), "another").unwrap();
            fs::rename(folder.path().join("beside"), &path).unwrap();
        };
        assert_eq!(whole(&path, &replace).unwrap(), b"one, and one more, and one more");
        assert_eq!(whole(&path, &|| ()).unwrap(), b"another");

        let refused = whole(&path, &|| append(".")).unwrap_err();
        assert!(refused.to_string().contains("somebody is writing it"), "{refused}");
        assert_eq!(fs::read(&path).unwrap(), b"another.....", "read five times, and no more");
    }
}
