//! Looks for changes by reading the folders again and again: for drives that do not tell.
//!
//! Why not the polling watcher of the notify crate: it compares times of whole seconds, so that the second of two quick saves is lost.

use crate::files;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::time::SystemTime;
use walkdir::WalkDir;

/// What can be seen of a file without reading it.
type Look = (u64, Option<SystemTime>, u64);

/// All files that concern the site, as they look.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Looks(BTreeMap<String, Look>);

impl Looks {
    pub fn of(root: &Path) -> Self {
        let entries = WalkDir::new(root)
            .follow_links(true)
            .into_iter()
            .filter_entry(|e| e.depth() == 0 || files::relative(root, e.path()).is_none_or(|path| files::concerns(&path)));
        let look = |entry: walkdir::DirEntry| {
            let path = files::relative(root, entry.path())?;
            let meta = entry.metadata().ok().filter(std::fs::Metadata::is_file)?;
            Some((path, (meta.len(), meta.modified().ok(), inode(&meta))))
        };
        Self(entries.flatten().filter_map(look).collect())
    }

    /// Paths that look other than before.
    pub fn changes(&self, before: &Looks) -> BTreeSet<String> {
        let gone = before.0.keys().filter(|path| !self.0.contains_key(*path));
        let other = self.0.iter().filter(|(path, look)| before.0.get(*path) != Some(*look)).map(|(path, _)| path);
        gone.chain(other).cloned().collect()
    }
}

/// A file saved by renaming another over it is another file, whatever its time.
#[cfg(unix)]
fn inode(meta: &std::fs::Metadata) -> u64 {
    std::os::unix::fs::MetadataExt::ino(meta)
}

#[cfg(not(unix))]
fn inode(_: &std::fs::Metadata) -> u64 {
    0
}

#[cfg(test)]
mod tests {
    use super::Looks;
    use std::fs;

    #[test]
    fn what_comes_goes_and_changes_is_seen() {
        let root = tempfile::tempdir().unwrap();
        let root = root.path();
        fs::create_dir_all(root.join("content/digests")).unwrap();
        for name in ["digest.yaml", "content/digests/a.md", "content/digests/b.md", "content/digests/c.md", "README.md"] {
            fs::write(root.join(name), name).unwrap();
        }
        let before = Looks::of(root);
        assert!(before.changes(&Looks::of(root)).is_empty());
        fs::write(root.join("content/digests/a.md"), "longer than it was before").unwrap();
        fs::remove_file(root.join("content/digests/b.md")).unwrap();
        fs::create_dir_all(root.join("themes/own")).unwrap();
        fs::write(root.join("themes/own/theme.yaml"), "").unwrap();
        fs::write(root.join("content/digests/.c.md.swp"), "").unwrap();
        fs::write(root.join("README.md"), "changed").unwrap();
        let changed: Vec<_> = Looks::of(root).changes(&before).into_iter().collect();
        assert_eq!(changed, ["content/digests/a.md", "content/digests/b.md", "themes/own/theme.yaml"]);
    }
}
