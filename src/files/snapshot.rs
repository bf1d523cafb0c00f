//! A site's folder as it was at one moment.

use crate::diag::{Checked, Diagnostic, Span, Texts, codes};
use rayon::prelude::*;
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::SystemTime;
use walkdir::{DirEntry, WalkDir};

/// A file of the folder.
#[derive(Clone, Debug)]
pub enum File {
    /// Its bytes, held in memory: configuration, content and themes.
    Held(Arc<[u8]>),
    /// Left where it is: what lies in static/ is copied, not read. `modified` tells a changed file from the one seen before.
    OnDisk { path: PathBuf, length: u64, modified: Option<SystemTime> },
}

/// Everything a build depends on, apart from the clock and the program. Paths are relative to the root, with `/` between their parts.
#[derive(Clone, Debug, Default)]
pub struct Snapshot {
    files: BTreeMap<Arc<str>, File>,
}

/// The folders that belong to a site, and whether their files are held in memory.
const FOLDERS: [(&str, bool); 3] = [("content", true), ("static", false), ("themes", true)];

/// Reads the folder at `root`. A file that cannot be read is a finding and is left out; hidden files, editors' swap and backup files, and
/// links that lead out of the root are passed over.
#[must_use]
pub fn read(root: &Path) -> Checked<Snapshot> {
    let mut diagnostics = Vec::new();
    let mut found: Vec<(Arc<str>, PathBuf, bool)> = Vec::new();
    for name in [crate::config::FILE, ".digest.lock.yaml"] {
        let path = root.join(name);
        if path.exists() {
            found.push((name.into(), path, true));
        }
    }
    let real_root = root.canonicalize().unwrap_or_else(|_| root.to_owned());
    for (folder, held) in FOLDERS {
        let start = root.join(folder);
        if !start.exists() {
            continue;
        }
        for entry in WalkDir::new(&start).follow_links(true).sort_by_file_name().into_iter().filter_entry(|e| !is_passed_over(e)) {
            match entry {
                Ok(entry) if entry.file_type().is_file() => {
                    let Some(relative) = relative(root, entry.path()) else {
                        diagnostics.push(bad_name(root, entry.path()));
                        continue;
                    };
                    if leads_out(&entry, &real_root) {
                        diagnostics.push(
                            Diagnostic::new(&codes::UNREADABLE_FILE, Span::whole(&relative), "a link that leads out of the site's folder is not followed")
                                .hint("copy the file into the folder"),
                        );
                        continue;
                    }
                    found.push((relative.into(), entry.into_path(), held));
                }
                Ok(_) => {}
                Err(error) => {
                    let path = error.path().and_then(|p| relative(root, p)).unwrap_or_else(|| folder.to_owned());
                    diagnostics.push(Diagnostic::new(&codes::UNREADABLE_FILE, Span::whole(&path), format!("cannot be read: {}", walk_fault(&error))));
                }
            }
        }
    }
    let read: Vec<Result<(Arc<str>, File), Diagnostic>> = found
        .into_par_iter()
        .map(|(name, path, held)| {
            let fault = |error: std::io::Error| Diagnostic::new(&codes::UNREADABLE_FILE, Span::whole(&name), format!("cannot be read: {}", plain(&error)));
            let file = if held {
                File::Held(fs::read(&path).map_err(fault)?.into())
            } else {
                let meta = fs::metadata(&path).map_err(fault)?;
                File::OnDisk { path, length: meta.len(), modified: meta.modified().ok() }
            };
            Ok((name, file))
        })
        .collect();
    let mut snapshot = Snapshot::default();
    for result in read {
        match result {
            Ok((name, file)) => {
                snapshot.files.insert(name, file);
            }
            Err(d) => diagnostics.push(d),
        }
    }
    Checked::new(snapshot, diagnostics)
}

impl Snapshot {
    /// A snapshot of files that exist in memory alone: for new sites and for tests.
    #[must_use]
    pub fn of(files: impl IntoIterator<Item = (String, Vec<u8>)>) -> Self {
        Self { files: files.into_iter().map(|(path, bytes)| (path.into(), File::Held(bytes.into()))).collect() }
    }

    #[must_use]
    pub fn get(&self, path: &str) -> Option<&File> {
        self.files.get(path)
    }

    /// The bytes of a file that is held in memory.
    #[must_use]
    pub fn bytes(&self, path: &str) -> Option<&Arc<[u8]>> {
        match self.files.get(path)? {
            File::Held(bytes) => Some(bytes),
            File::OnDisk { .. } => None,
        }
    }

    /// The files below a folder (`content/digests/`), in the order of their paths.
    pub fn under<'a>(&'a self, folder: &'a str) -> impl Iterator<Item = (&'a Arc<str>, &'a File)> + 'a {
        self.files.range::<str, _>((std::ops::Bound::Included(folder), std::ops::Bound::Unbounded)).take_while(move |(path, _)| path.starts_with(folder))
    }

    /// The Markdown files directly or deeper below a folder.
    pub fn markdown<'a>(&'a self, folder: &'a str) -> impl Iterator<Item = (&'a Arc<str>, &'a Arc<[u8]>)> + 'a {
        self.under(folder).filter(|(path, _)| path.ends_with(".md")).filter_map(|(path, file)| match file {
            File::Held(bytes) => Some((path, bytes)),
            File::OnDisk { .. } => None,
        })
    }

    /// The snapshot that reading the folder again would give once these edits are on disk.
    #[must_use]
    pub fn with(&self, edits: &[super::Edit]) -> Self {
        let mut files = self.files.clone();
        for edit in edits {
            match &edit.contents {
                Some(contents) => {
                    files.insert(edit.path.as_str().into(), File::Held(contents.clone().into_bytes().into()));
                }
                None => {
                    files.remove(edit.path.as_str());
                }
            }
        }
        Self { files }
    }
}

impl Texts for Snapshot {
    fn text(&self, path: &str) -> Option<&str> {
        std::str::from_utf8(self.bytes(path)?).ok()
    }
}

/// Files that editors and systems leave behind, and hidden ones.
#[must_use]
pub fn is_passing_name(name: &str) -> bool {
    name.starts_with('.')
        || name.ends_with('~')
        || name.ends_with(".swp")
        || name.ends_with(".swx")
        || name.ends_with(".tmp")
        || name.ends_with(".orig")
        || name.starts_with("#")
        || name == "4913"
        || name == "Thumbs.db"
        || name == "node_modules"
}

fn is_passed_over(entry: &DirEntry) -> bool {
    // What lies in static/ is copied as it is: `.well-known` and the like are wanted there.
    let in_static = entry.path().components().any(|c| c.as_os_str() == "static") && entry.file_name() == ".well-known";
    entry.depth() > 0 && !in_static && entry.file_name().to_str().is_some_and(is_passing_name)
}

fn relative(root: &Path, path: &Path) -> Option<String> {
    let parts: Option<Vec<&str>> = path.strip_prefix(root).ok()?.components().map(|c| c.as_os_str().to_str()).collect();
    parts.map(|p| p.join("/"))
}

fn bad_name(root: &Path, path: &Path) -> Diagnostic {
    let shown = path.strip_prefix(root).unwrap_or(path).to_string_lossy().into_owned();
    Diagnostic::new(&codes::BAD_FILE_NAME, Span::whole(&shown), "the file's name is not UTF-8").hint("rename it")
}

fn leads_out(entry: &DirEntry, real_root: &Path) -> bool {
    // Only a link on the way can lead out; the check costs a system call, so it is made for links alone.
    let linked = entry.path_is_symlink() || entry.path().ancestors().take(entry.depth() + 1).any(Path::is_symlink);
    linked && entry.path().canonicalize().map_or(true, |real| !real.starts_with(real_root))
}

fn walk_fault(error: &walkdir::Error) -> String {
    match (error.loop_ancestor(), error.io_error()) {
        (Some(_), _) => "the link leads back to a folder above it".to_owned(),
        (None, Some(io)) => plain(io),
        (None, None) => error.to_string(),
    }
}

/// A system's error in words, without its number.
#[must_use]
pub(super) fn plain(error: &std::io::Error) -> String {
    use std::io::ErrorKind;
    match error.kind() {
        ErrorKind::NotFound => "it does not exist".to_owned(),
        ErrorKind::PermissionDenied => "permission denied".to_owned(),
        ErrorKind::StorageFull => "the disk is full".to_owned(),
        ErrorKind::ReadOnlyFilesystem => "the disk is read-only".to_owned(),
        ErrorKind::IsADirectory => "it is a folder".to_owned(),
        _ => error.to_string().split(" (os error").next().unwrap_or_default().to_lowercase(),
    }
}
