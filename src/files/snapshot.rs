//! A site's folder as it was at one moment.

use super::Bytes;
use crate::diag::Texts;
use crate::text::held::HeldText;
use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;
use std::sync::Arc;
use std::time::SystemTime;

/// A file of the folder.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum File {
    /// Its bytes, held in memory: configuration, content and themes.
    Held(Bytes),
    /// The text of a digest, held in memory: it shares its room with the digest that is read from it.
    Digest(HeldText),
    /// Left where it is: what lies in static/ is copied, not read. `modified` tells a changed file from the one seen before.
    OnDisk { path: PathBuf, length: u64, modified: Option<SystemTime> },
}

impl File {
    /// A file whose bytes are held in memory.
    pub(super) fn held(path: &str, bytes: Vec<u8>) -> Self {
        let is_digest = path.starts_with("content/digests/") && path.ends_with(".md");
        match std::str::from_utf8(&bytes) {
            Ok(text) if is_digest => File::Digest(HeldText::new(text)),
            _ => File::Held(bytes.into()),
        }
    }

    /// Its bytes, where they are held in memory.
    #[must_use]
    pub fn contents(&self) -> Option<Cow<'_, [u8]>> {
        match self {
            File::Held(bytes) => Some(Cow::Borrowed(bytes)),
            File::Digest(text) => Some(Cow::Owned(text.text().into_bytes())),
            File::OnDisk { .. } => None,
        }
    }

    /// Its text, where it is one and held in memory.
    #[must_use]
    pub fn text(&self) -> Option<Cow<'_, str>> {
        match self {
            File::Held(bytes) => bytes.text().map(Cow::Borrowed),
            File::Digest(text) => Some(Cow::Owned(text.text())),
            File::OnDisk { .. } => None,
        }
    }
}

/// Everything a build depends on, apart from the clock and the program. Paths are relative to the root, with `/` between their parts.
#[derive(Clone, Debug, Default)]
pub struct Snapshot {
    /// Shared by snapshots that follow each other until one of them changes.
    files: Arc<BTreeMap<Arc<str>, File>>,
    /// Where the links among the files and folders lead; empty for almost every site.
    pub(super) links: Vec<PathBuf>,
    /// What is there and could not be read: a finding tells of each.
    pub(super) unread: BTreeSet<Arc<str>>,
}

impl Snapshot {
    /// A snapshot of files that exist in memory alone: for new sites and for tests.
    #[must_use]
    pub fn of(files: impl IntoIterator<Item = (String, Vec<u8>)>) -> Self {
        let file = |(path, bytes): (String, Vec<u8>)| {
            let file = File::held(&path, bytes);
            (path.into(), file)
        };
        let files = files.into_iter().map(file).collect();
        Self { files: Arc::new(files), links: Vec::new(), unread: BTreeSet::new() }
    }

    pub(super) fn insert(&mut self, path: Arc<str>, file: File) {
        Arc::make_mut(&mut self.files).insert(path, file);
    }

    /// Takes away the file at a path, and all files below it.
    pub(super) fn remove_tree(&mut self, path: &str) {
        Arc::make_mut(&mut self.files).remove(path);
        let below = format!("{path}/");
        let gone: Vec<Arc<str>> = self.under(&below).map(|(p, _)| Arc::clone(p)).collect();
        for path in gone {
            Arc::make_mut(&mut self.files).remove(&path);
        }
    }

    /// Takes out all files below a folder (`content/articles/`), in the order of their paths.
    pub fn take_under(&mut self, folder: &str) -> Vec<(Arc<str>, File)> {
        let files = Arc::make_mut(&mut self.files);
        let mut taken = files.split_off(folder);
        let first_after = taken.keys().find(|path| !path.starts_with(folder)).cloned();
        if let Some(after) = first_after {
            files.append(&mut taken.split_off(&after));
        }
        taken.into_iter().collect()
    }

    /// Puts a file back that [`Snapshot::take_under`] took out.
    pub fn put_back(&mut self, path: Arc<str>, file: File) {
        Arc::make_mut(&mut self.files).insert(path, file);
    }

    /// Where the links among the files and folders lead: what changes there changes the site.
    #[must_use]
    pub fn links(&self) -> &[PathBuf] {
        &self.links
    }

    /// Whether there is something at a path that could not be read.
    #[must_use]
    pub fn is_unread(&self, path: &str) -> bool {
        self.unread.contains(path)
    }

    /// All files, in the order of their paths.
    pub fn files(&self) -> impl Iterator<Item = (&Arc<str>, &File)> {
        self.files.iter()
    }

    #[must_use]
    pub fn get(&self, path: &str) -> Option<&File> {
        self.files.get(path)
    }

    /// The bytes of a file that is held in memory, and is no digest.
    #[must_use]
    pub fn bytes(&self, path: &str) -> Option<&Bytes> {
        match self.files.get(path)? {
            File::Held(bytes) => Some(bytes),
            File::Digest(_) | File::OnDisk { .. } => None,
        }
    }

    /// The files below a folder (`content/digests/`), in the order of their paths.
    pub fn under<'a>(&'a self, folder: &'a str) -> impl Iterator<Item = (&'a Arc<str>, &'a File)> + 'a {
        self.files.range::<str, _>((std::ops::Bound::Included(folder), std::ops::Bound::Unbounded)).take_while(move |(path, _)| path.starts_with(folder))
    }

    /// The Markdown files directly or deeper below a folder that are held in memory.
    pub fn markdown<'a>(&'a self, folder: &'a str) -> impl Iterator<Item = (&'a Arc<str>, &'a File)> + 'a {
        self.under(folder).filter(|(path, file)| path.ends_with(".md") && !matches!(file, File::OnDisk { .. }))
    }

    /// The snapshot that reading the folder again would give once these edits are on disk.
    #[must_use]
    pub fn with(&self, edits: &[super::Edit]) -> Self {
        let mut snapshot = self.clone();
        if edits.is_empty() {
            return snapshot;
        }
        let files = Arc::make_mut(&mut snapshot.files);
        for edit in edits {
            match &edit.contents {
                Some(contents) => {
                    files.insert(edit.path.as_str().into(), File::held(&edit.path, contents.clone().into_bytes()));
                }
                None => {
                    files.remove(edit.path.as_str());
                }
            }
        }
        snapshot
    }
}

impl Texts for Snapshot {
    fn text(&self, path: &str) -> Option<Cow<'_, str>> {
        self.get(path)?.text()
    }
}
