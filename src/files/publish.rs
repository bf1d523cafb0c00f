//! Publishes a plan of addresses in one step.
//!
//! What changed is written into a stage beside the target, what did not is hard-linked there, and the two folders change places in one
//! rename. Killed at any moment, the target is the old site or the new one. Where nothing changed, nothing is written.

use super::edits::write_whole;
use super::snapshot::plain;
use crate::diag::{Diagnostic, codes};
use rayon::prelude::*;
use std::collections::BTreeSet;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Mutex;
use walkdir::WalkDir;

/// The file that marks a folder as made by this program. No folder without it is ever emptied.
pub const MARKER: &str = ".digest-site";
const MARKER_TEXT: &str = "This folder is made by `digest build`, which replaces all of it. Keep nothing of your own here.\n";

/// What stands at an address.
#[derive(Clone, Debug)]
pub enum Content {
    Bytes(Vec<u8>),
    /// A file that is copied as it is.
    CopyOf(PathBuf),
}

/// A site as a plan: its addresses, and what stands at each.
pub trait Plan: Sync {
    /// Paths relative to the output folder, with `/` between their parts, in a fixed order and without repeats.
    fn addresses(&self) -> Vec<&str>;

    /// What stands at one of [`Plan::addresses`]; the same each time.
    ///
    /// # Errors
    /// A template that cannot be rendered.
    fn content(&self, address: &str) -> Result<Content, Diagnostic>;
}

/// What a build did to the folder.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Published {
    pub files: usize,
    /// Written anew.
    pub changed: usize,
    /// Taken away.
    pub removed: usize,
}

/// Why nothing was published. The old site stands.
#[derive(Debug)]
pub enum PublishFault {
    /// Findings of the content: templates that cannot be rendered.
    Content(Vec<Diagnostic>),
    /// Findings of the disk.
    Disk(Diagnostic),
}

/// Makes `target` hold exactly the plan.
///
/// # Errors
/// Where a page cannot be rendered, the folder is not ours, or the disk refuses.
pub fn publish(plan: &dyn Plan, target: &Path) -> Result<Published, PublishFault> {
    refuse_foreign(target)?;
    let old = files_in(target).map_err(|e| disk(target, &e))?;
    let addresses = plan.addresses();
    let stage = Stage::new(target);
    let faults = Mutex::new(Vec::new());
    let kept: Vec<bool> = addresses
        .par_iter()
        .map(|address| match place(plan, address, target, old.contains(*address), &stage) {
            Ok(kept) => kept,
            Err(fault) => {
                faults.lock().unwrap_or_else(std::sync::PoisonError::into_inner).push(fault);
                false
            }
        })
        .collect();
    let mut content = Vec::new();
    for fault in faults.into_inner().unwrap_or_else(std::sync::PoisonError::into_inner) {
        match fault {
            PublishFault::Content(found) => content.extend(found),
            PublishFault::Disk(_) => return Err(fault),
        }
    }
    if !content.is_empty() {
        crate::diag::sort(&mut content);
        return Err(PublishFault::Content(content));
    }
    let wanted: BTreeSet<&str> = addresses.iter().copied().collect();
    let removed = old.iter().filter(|o| !wanted.contains(o.as_str()) && *o != MARKER).count();
    let changed = kept.iter().filter(|k| !**k).count();
    let published = Published { files: addresses.len(), changed, removed };
    if changed == 0 && removed == 0 && old.contains(MARKER) {
        return Ok(published);
    }
    let unchanged = addresses.iter().zip(&kept).filter(|(_, kept)| **kept).map(|(a, _)| *a).collect::<Vec<_>>();
    stage.complete(target, &unchanged).and_then(|()| stage.exchange(target)).map_err(|e| disk(target, &e))?;
    Ok(published)
}

fn disk(path: &Path, error: &io::Error) -> PublishFault {
    PublishFault::Disk(
        Diagnostic::homeless(&codes::CANNOT_WRITE, format!("{} cannot be written: {}", path.display(), plain(error))).hint("the old site is untouched"),
    )
}

/// A folder that exists, is not empty, and carries no marker is somebody else's.
fn refuse_foreign(target: &Path) -> Result<(), PublishFault> {
    let foreign = match fs::read_dir(target) {
        Ok(mut entries) => entries.next().is_some() && !target.join(MARKER).is_file(),
        Err(error) if error.kind() == io::ErrorKind::NotFound => false,
        Err(error) if error.kind() == io::ErrorKind::NotADirectory => true,
        Err(error) => return Err(disk(target, &error)),
    };
    let linked = target.is_symlink();
    if !foreign && !linked {
        return Ok(());
    }
    let why = if linked { "is a link" } else { "holds files that this program did not make" };
    Err(PublishFault::Disk(
        Diagnostic::homeless(&codes::NOT_OURS, format!("{} {why}; it is left alone", target.display()))
            .hint("choose another folder with --output, or move that one away"),
    ))
}

fn files_in(target: &Path) -> io::Result<BTreeSet<String>> {
    let mut found = BTreeSet::new();
    if !target.exists() {
        return Ok(found);
    }
    for entry in WalkDir::new(target) {
        let entry = entry?;
        if !entry.file_type().is_dir()
            && let Ok(relative) = entry.path().strip_prefix(target)
        {
            found.insert(relative.components().map(|c| c.as_os_str().to_string_lossy()).collect::<Vec<_>>().join("/"));
        }
    }
    Ok(found)
}

/// Renders one address and writes it to the stage, unless the target has the same bytes already: then `true`.
fn place(plan: &dyn Plan, address: &str, target: &Path, exists: bool, stage: &Stage) -> Result<bool, PublishFault> {
    let content = plan.content(address).map_err(|d| PublishFault::Content(vec![d]))?;
    let old = target.join(address);
    let fault = |e: io::Error| disk(&stage.folder.join(address), &e);
    match content {
        Content::Bytes(bytes) => {
            let same = exists && fs::metadata(&old).is_ok_and(|m| m.len() == bytes.len() as u64) && fs::read(&old).is_ok_and(|b| b == bytes);
            if !same {
                fs::write(stage.path(address).map_err(fault)?, bytes).map_err(fault)?;
            }
            Ok(same)
        }
        Content::CopyOf(source) => {
            let same = exists && same_file(&source, &old).unwrap_or(false);
            if !same {
                fs::copy(&source, stage.path(address).map_err(fault)?).map_err(|e| disk(&source, &e))?;
            }
            Ok(same)
        }
    }
}

fn same_file(a: &Path, b: &Path) -> io::Result<bool> {
    Ok(fs::metadata(a)?.len() == fs::metadata(b)?.len() && fs::read(a)? == fs::read(b)?)
}

/// The folder in which a new site is put together. It is gone when dropped.
struct Stage {
    folder: PathBuf,
}

impl Stage {
    fn new(target: &Path) -> Self {
        let name = target.file_name().map_or_else(|| "site".to_owned(), |n| n.to_string_lossy().into_owned());
        Self { folder: target.with_file_name(format!(".{name}.stage-{}", std::process::id())) }
    }

    /// Where an address goes, its folders made.
    fn path(&self, address: &str) -> io::Result<PathBuf> {
        let path = self.folder.join(address);
        if let Some(folder) = path.parent() {
            fs::create_dir_all(folder)?;
        }
        Ok(path)
    }

    /// Adds what did not change, and the marker.
    fn complete(&self, target: &Path, unchanged: &[&str]) -> io::Result<()> {
        fs::create_dir_all(&self.folder)?;
        unchanged.par_iter().try_for_each(|address| {
            let (old, new) = (target.join(address), self.path(address)?);
            // Some file systems know no hard links.
            fs::hard_link(&old, &new).or_else(|_| fs::copy(&old, &new).map(|_| ()))
        })?;
        write_whole(&self.folder.join(MARKER), MARKER_TEXT.as_bytes())
    }

    fn exchange(&self, target: &Path) -> io::Result<()> {
        if !target.exists() {
            return fs::rename(&self.folder, target);
        }
        match exchange(&self.folder, target) {
            Ok(()) => Ok(()),
            Err(_) => {
                // Without an exchange there is a moment with no site; the old one lies beside it until the new one stands.
                let aside = self.folder.with_extension("old");
                fs::rename(target, &aside)?;
                if let Err(error) = fs::rename(&self.folder, target) {
                    fs::rename(&aside, target)?;
                    return Err(error);
                }
                fs::remove_dir_all(&aside)
            }
        }
    }
}

impl Drop for Stage {
    fn drop(&mut self) {
        // After an exchange this is the old site. What cannot be removed now is named like a stage and is passed over.
        let _ = fs::remove_dir_all(&self.folder);
    }
}

#[cfg(target_os = "linux")]
fn exchange(a: &Path, b: &Path) -> io::Result<()> {
    use rustix::fs::{CWD, RenameFlags, renameat_with};
    renameat_with(CWD, a, CWD, b, RenameFlags::EXCHANGE).map_err(io::Error::from)
}

#[cfg(not(target_os = "linux"))]
fn exchange(_: &Path, _: &Path) -> io::Result<()> {
    Err(io::Error::from(io::ErrorKind::Unsupported))
}
