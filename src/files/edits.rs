//! Changes to the editor's own files: each is written beside its place, flushed, and renamed over it.

use super::errors::plain;
use super::names::{DONE, INBOX};
use super::{File, Snapshot};
use crate::diag::{Diagnostic, Span, codes};
use std::collections::BTreeSet;
use std::fs;
use std::io::{self, Write as _};
use std::path::{Component, Path, PathBuf};

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
    let made = edits.iter().try_for_each(|edit| one(root, edit).map_err(|error| fault(edit, &error)));
    flush_folders(root, edits);
    made
}

/// Makes the names in the folders of these edits last over a power cut; the files themselves are flushed before they get their names. A disk that cannot do so is no
/// fault: each name leads to the old file or to the new one.
fn flush_folders(root: &Path, edits: &[Edit]) {
    let folders: BTreeSet<&Path> = edits.iter().filter_map(|edit| Path::new(&edit.path).parent()).collect();
    for folder in folders {
        let _ = fs::File::open(root.join(folder)).and_then(|f| f.sync_all());
    }
}

/// [`apply`], for edits that were made from `snapshot`: a file that somebody has changed since is left as it is and named in the findings,
/// and the other edits are made all the same.
#[must_use]
pub fn apply_to(root: &Path, snapshot: &Snapshot, edits: &[Edit]) -> Vec<Diagnostic> {
    let each = |edit: &Edit| {
        let now = match fs::read(root.join(&edit.path)) {
            Ok(bytes) => Some(bytes),
            Err(error) if error.kind() == io::ErrorKind::NotFound => None,
            Err(error) => return Some(fault(edit, &error)),
        };
        if now.as_deref() != snapshot.get(&edit.path).and_then(File::contents).as_deref() {
            let moved = Diagnostic::new(&codes::CANNOT_WRITE, Span::whole(&edit.path), "was changed while its story was being written; it is left as it is");
            return Some(moved.hint("run the command again"));
        }
        one(root, edit).err().map(|error| fault(edit, &error))
    };
    let faults = edits.iter().filter_map(each).collect();
    flush_folders(root, edits);
    faults
}

/// Moves a page of the inbox to the folder of those that have been taken; never over one that is there.
///
/// # Errors
/// The disk refuses: the page is where it was.
pub fn set_aside(root: &Path, path: &str) -> io::Result<()> {
    let from = root.join(path);
    let folder = root.join(INBOX).join(DONE);
    fs::create_dir_all(&folder)?;
    let name = from.file_name().ok_or(io::ErrorKind::InvalidInput)?;
    for n in 1.. {
        let mut to = folder.join(name).into_os_string();
        if n > 1 {
            to.push(format!(".{n}"));
        }
        match fs::OpenOptions::new().write(true).create_new(true).open(&to) {
            // The name is ours now, and what is renamed to it takes the place of our own empty file.
            Ok(_) => return fs::rename(&from, &to).inspect_err(|_| drop(fs::remove_file(&to))),
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {}
            Err(error) => return Err(error),
        }
    }
    Ok(())
}

fn fault(edit: &Edit, error: &io::Error) -> Diagnostic {
    Diagnostic::new(&codes::CANNOT_WRITE, Span::whole(&edit.path), format!("cannot be written: {}", plain(error)))
}

fn one(root: &Path, edit: &Edit) -> io::Result<()> {
    let path = place(root, &edit.path)?;
    if edit.keep_original && path.exists() {
        keep(&path)?;
    }
    match &edit.contents {
        Some(contents) => write_whole(&path, contents.as_bytes()),
        None => fs::remove_file(&path).or_else(|e| if e.kind() == io::ErrorKind::NotFound { Ok(()) } else { Err(e) }),
    }
}

/// Where a path relative to the root lies on the disk, its folder made, links followed: and refused where that is outside the root.
fn place(root: &Path, relative: &str) -> io::Result<PathBuf> {
    let outside = || io::Error::other("it would lie outside the site's folder");
    let named = Path::new(relative);
    if relative.is_empty() || !named.components().all(|c| matches!(c, Component::Normal(_))) {
        return Err(outside());
    }
    let real_root = root.canonicalize()?;
    let path = root.join(named);
    let folder = path.parent().unwrap_or(root);
    fs::create_dir_all(folder)?;
    let folder = folder.canonicalize()?;
    let mut real = folder.join(path.file_name().unwrap_or_default());
    if real.is_symlink() {
        // The link stays a link: what it leads to is changed.
        real = real.canonicalize()?;
    }
    if real.starts_with(&real_root) { Ok(real) } else { Err(outside()) }
}

/// Writes a file so that nobody ever sees half of it.
pub(super) fn write_whole(path: &Path, bytes: &[u8]) -> io::Result<()> {
    written_beside(path, bytes)?.persist(path).map_err(|e| e.error)?;
    Ok(())
}

/// The name of a file that is being written, between these two.
pub(super) const UNFINISHED: (&str, &str) = (".digest-", ".tmp");

/// Takes away the unfinished files of a program that was killed. Only for who holds the lock: those of a living program look the same.
pub(super) fn sweep(root: &Path) {
    let folders = walkdir::WalkDir::new(root.join("content")).into_iter().chain(walkdir::WalkDir::new(root).max_depth(1));
    for entry in folders.flatten().filter(|e| e.file_type().is_file()) {
        let name = entry.file_name().to_string_lossy();
        let random = name.strip_prefix(UNFINISHED.0).and_then(|n| n.strip_suffix(UNFINISHED.1));
        if random.is_some_and(|r| !r.is_empty() && r.bytes().all(|b| b.is_ascii_alphanumeric())) {
            let _ = fs::remove_file(entry.path());
        }
    }
}

fn written_beside(path: &Path, bytes: &[u8]) -> io::Result<tempfile::NamedTempFile> {
    let folder = path.parent().filter(|f| !f.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let mut file = tempfile::Builder::new().prefix(UNFINISHED.0).suffix(UNFINISHED.1).tempfile_in(folder)?;
    file.write_all(bytes)?;
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        // A temporary file is its owner's alone; the editor's files are as readable as others that they make.
        let mode = fs::metadata(path).map_or(0o644, |m| m.permissions().mode() & 0o777);
        file.as_file().set_permissions(fs::Permissions::from_mode(mode))?;
    }
    file.as_file().sync_all()?;
    Ok(file)
}

/// Copies a file to the first free one of PATH.orig, PATH.orig.2, …; never over one that is there.
fn keep(path: &Path) -> io::Result<()> {
    let bytes = fs::read(path)?;
    for n in 1.. {
        let mut name = path.as_os_str().to_owned();
        name.push(if n == 1 { ".orig".to_owned() } else { format!(".orig.{n}") });
        match written_beside(path, &bytes)?.persist_noclobber(name) {
            // The copy has to be there for good before anything is written over what it is a copy of.
            Ok(_) => return path.parent().map_or(Ok(()), |folder| fs::File::open(folder)?.sync_all()).or(Ok(())),
            Err(e) if e.error.kind() == io::ErrorKind::AlreadyExists => {}
            Err(e) => return Err(e.error),
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::{Edit, apply, apply_to};
    use crate::files::read;
    use std::fs;

    fn write(path: &str, contents: &str) -> Edit {
        Edit { path: path.to_owned(), contents: Some(contents.to_owned()), keep_original: false }
    }

    fn names(folder: &std::path::Path) -> Vec<String> {
        let mut names: Vec<_> = fs::read_dir(folder).unwrap().map(|e| e.unwrap().file_name().into_string().unwrap()).collect();
        names.sort();
        names
    }

    #[test]
    fn folders_are_made_and_nothing_is_left_beside() {
        let root = tempfile::tempdir().unwrap();
        apply(root.path(), &[write("content/digests/a.md", "one"), write("content/digests/a.md", "two")]).unwrap();
        assert_eq!(fs::read_to_string(root.path().join("content/digests/a.md")).unwrap(), "two");
        assert_eq!(names(&root.path().join("content/digests")), ["a.md"]);
        let gone = Edit { path: "content/digests/a.md".to_owned(), contents: None, keep_original: false };
        apply(root.path(), &[gone.clone(), gone]).unwrap();
        assert_eq!(names(&root.path().join("content/digests")), [""; 0], "removing what is gone is no fault");
    }

    #[test]
    fn originals_are_kept_and_never_written_over() {
        let root = tempfile::tempdir().unwrap();
        fs::write(root.path().join("a.md"), "by hand").unwrap();
        for text in ["one", "two"] {
            apply(root.path(), &[Edit { keep_original: true, ..write("a.md", text) }]).unwrap();
        }
        let text = |name: &str| fs::read_to_string(root.path().join(name)).unwrap();
        assert_eq!((text("a.md").as_str(), text("a.md.orig").as_str(), text("a.md.orig.2").as_str()), ("two", "by hand", "one"));
    }

    #[test]
    fn nothing_is_written_outside_the_root() {
        let around = tempfile::tempdir().unwrap();
        let root = around.path().join("site");
        fs::create_dir(&root).unwrap();
        let absolute = around.path().join("x.md").to_str().unwrap().to_owned();
        for path in ["../x.md", "a/../../x.md", absolute.as_str(), "", "."] {
            let refused = apply(&root, &[write(path, "x")]).unwrap_err();
            assert_eq!(refused.code, "cannot-write", "{path}");
        }
        #[cfg(unix)]
        {
            std::os::unix::fs::symlink(around.path(), root.join("content")).unwrap();
            apply(&root, &[write("content/x.md", "x")]).unwrap_err();
        }
        assert_eq!(names(around.path()), ["site"]);
    }

    #[cfg(unix)]
    #[test]
    fn a_link_inside_the_root_stays_a_link() {
        let root = tempfile::tempdir().unwrap();
        fs::write(root.path().join("real.md"), "old").unwrap();
        std::os::unix::fs::symlink("real.md", root.path().join("link.md")).unwrap();
        apply(root.path(), &[write("link.md", "new")]).unwrap();
        assert!(root.path().join("link.md").is_symlink());
        assert_eq!(fs::read_to_string(root.path().join("real.md")).unwrap(), "new");
    }

    #[test]
    fn what_a_hand_changed_meanwhile_is_left_alone() {
        let root = tempfile::tempdir().unwrap();
        for name in ["a", "b"] {
            apply(root.path(), &[write(&format!("content/digests/{name}.md"), "old")]).unwrap();
        }
        let snapshot = read(root.path()).value;
        fs::write(root.path().join("content/digests/a.md"), "by hand").unwrap();
        fs::write(root.path().join("content/digests/new.md"), "by hand").unwrap();
        let edits: Vec<_> = ["a", "b", "new"].iter().map(|n| write(&format!("content/digests/{n}.md"), "composed")).collect();
        let said: Vec<_> = apply_to(root.path(), &snapshot, &edits).into_iter().map(|d| d.span.unwrap().file.to_string()).collect();
        assert_eq!(said, ["content/digests/a.md", "content/digests/new.md"]);
        let text = |name: &str| fs::read_to_string(root.path().join("content/digests").join(name)).unwrap();
        assert_eq!((text("a.md").as_str(), text("b.md").as_str(), text("new.md").as_str()), ("by hand", "composed", "by hand"));
    }

    #[test]
    fn a_place_that_cannot_be_written_is_named() {
        let root = tempfile::tempdir().unwrap();
        fs::write(root.path().join("content"), "a file where a folder should be").unwrap();
        let refused = apply(root.path(), &[write("content/digests/a.md", "x")]).unwrap_err();
        assert_eq!(refused.span.unwrap().file.as_ref(), "content/digests/a.md");
    }
}
