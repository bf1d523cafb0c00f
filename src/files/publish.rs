//! Publishes a plan of addresses in one step.
//!
//! What changed is written into a stage beside the target, what did not is hard-linked there, and the two folders change places in one
//! rename. Killed at any moment, the target is the old site or the new one. Where nothing changed, nothing is written.

use super::edits::write_whole;
use super::errors::plain;
use super::names::MARKER;
use super::stage::{self, Stage};
use super::target::Target;
use crate::diag::{self, Diagnostic, codes};
use rayon::prelude::*;
use std::collections::HashSet;
use std::fs;
use std::io::{self, Read as _};
use std::path::{Path, PathBuf};
use std::sync::OnceLock;
use walkdir::WalkDir;

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

    /// Whether this is one of [`Plan::addresses`].
    fn has(&self, address: &str) -> bool {
        self.addresses().contains(&address)
    }

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
#[derive(Debug, PartialEq, Eq)]
pub enum PublishFault {
    /// Findings of the content: templates that cannot be rendered.
    Content(Vec<Diagnostic>),
    /// Findings of the disk.
    Disk(Diagnostic),
}

/// Makes the target hold exactly the plan. `placed_one` is called after each address, from any thread.
///
/// # Errors
/// Where a page cannot be rendered, or the disk refuses.
pub fn publish(plan: &dyn Plan, target: &Target, placed_one: &(dyn Fn() + Sync)) -> Result<Published, PublishFault> {
    let old = files_in(target.folder()).map_err(|e| fault(target, "", &e))?;
    let addresses = plan.addresses();
    let work = Work { plan, target, old: &old, addresses: &addresses, stage: OnceLock::new() };
    let placed: Vec<Result<bool, PublishFault>> = addresses
        .par_iter()
        .map(|address| {
            let placed = work.place(address);
            placed_one();
            placed
        })
        .collect();
    let mut kept = Vec::with_capacity(addresses.len());
    let (mut content, mut disk) = (Vec::new(), None);
    for (address, result) in addresses.iter().zip(placed) {
        match result {
            Ok(true) => kept.push(*address),
            Ok(false) => {}
            Err(PublishFault::Content(found)) => content.extend(found),
            // The first in the plan's order, so that it is the same one each time.
            Err(PublishFault::Disk(found)) => disk = disk.or(Some(found)),
        }
    }
    if !content.is_empty() {
        diag::sort(&mut content);
        return Err(PublishFault::Content(content));
    }
    if let Some(found) = disk {
        return Err(PublishFault::Disk(found));
    }
    let wanted: HashSet<&str> = addresses.iter().copied().collect();
    let removed = old.iter().filter(|o| !wanted.contains(o.as_str()) && *o != MARKER).count();
    let published = Published { files: addresses.len(), changed: addresses.len() - kept.len(), removed };
    if published.changed == 0 && removed == 0 && old.contains(MARKER) {
        // A build that was killed right after it had put its site in place has left the old one beside it.
        stage::clear(target.folder());
        return Ok(published);
    }
    work.finish(&kept).map_err(|e| fault(target, "", &e))?;
    Ok(published)
}

fn fault(target: &Target, address: &str, error: &io::Error) -> PublishFault {
    let path = if address.is_empty() { target.shown().to_owned() } else { target.shown().join(address) };
    PublishFault::Disk(
        Diagnostic::homeless(&codes::CANNOT_WRITE, format!("{} cannot be written: {}", path.display(), plain(error))).hint("what stood there is untouched"),
    )
}

fn files_in(target: &Path) -> io::Result<HashSet<String>> {
    let mut found = HashSet::new();
    if !target.exists() {
        return Ok(found);
    }
    for entry in WalkDir::new(target) {
        // The error of the walk names the whole path in words of its own; whoever asked named the folder.
        let entry = entry.map_err(|e| e.into_io_error().unwrap_or_else(|| io::ErrorKind::Other.into()))?;
        if !entry.file_type().is_dir()
            && let Ok(relative) = entry.path().strip_prefix(target)
        {
            found.insert(relative.components().map(|c| c.as_os_str().to_string_lossy()).collect::<Vec<_>>().join("/"));
        }
    }
    Ok(found)
}

struct Work<'a> {
    plan: &'a dyn Plan,
    target: &'a Target,
    old: &'a HashSet<String>,
    addresses: &'a [&'a str],
    /// Made by whoever has the first changed file, so that a build that changes nothing writes nothing.
    stage: OnceLock<Result<Stage, io::Error>>,
}

impl Work<'_> {
    fn stage(&self) -> io::Result<&Stage> {
        let made = self.stage.get_or_init(|| {
            let stage = Stage::make(self.target.folder())?;
            stage.make_folders(self.addresses)?;
            Ok(stage)
        });
        // An io::Error cannot be cloned.
        made.as_ref().map_err(|e| e.raw_os_error().map_or_else(|| io::Error::from(e.kind()), io::Error::from_raw_os_error))
    }

    /// Renders one address and writes it to the stage, unless the target has the same bytes already: then `true`.
    fn place(&self, address: &str) -> Result<bool, PublishFault> {
        let content = self.plan.content(address).map_err(|d| PublishFault::Content(vec![d]))?;
        self.place_content(address, &content).map_err(|e| fault(self.target, address, &e))
    }

    fn place_content(&self, address: &str, content: &Content) -> io::Result<bool> {
        let old = self.target.folder().join(address);
        let exists = self.old.contains(address) && !old.is_symlink();
        match content {
            Content::Bytes(bytes) => {
                if exists && fs::metadata(&old).is_ok_and(|m| m.len() == bytes.len() as u64) && fs::read(&old).is_ok_and(|b| b == *bytes) {
                    return Ok(true);
                }
                fs::write(self.stage()?.path(address), bytes)?;
            }
            Content::CopyOf(source) => {
                if exists && same_file(source, &old).unwrap_or(false) {
                    return Ok(true);
                }
                fs::copy(source, self.stage()?.path(address))?;
            }
        }
        Ok(false)
    }

    /// Adds what did not change, and the marker, and puts the stage in the target's place.
    fn finish(self, kept: &[&str]) -> io::Result<()> {
        let stage = self.stage()?;
        kept.par_iter().try_for_each(|address| {
            let (old, new) = (self.target.folder().join(address), stage.path(address));
            // Some file systems know no hard links.
            fs::hard_link(&old, &new).or_else(|_| fs::copy(&old, &new).map(|_| ()))
        })?;
        write_whole(&stage.path(MARKER), MARKER_TEXT.as_bytes())?;
        match self.stage.into_inner() {
            Some(Ok(stage)) => stage.exchange(self.target.folder()),
            Some(Err(error)) => Err(error),
            None => Ok(()),
        }
    }
}

/// Whether two files hold the same bytes; never more than a piece of either in memory.
fn same_file(a: &Path, b: &Path) -> io::Result<bool> {
    let (mut a, mut b) = (fs::File::open(a)?, fs::File::open(b)?);
    if a.metadata()?.len() != b.metadata()?.len() {
        return Ok(false);
    }
    let (mut piece, mut other) = (Vec::new(), Vec::new());
    loop {
        piece.clear();
        other.clear();
        a.by_ref().take(1 << 16).read_to_end(&mut piece)?;
        b.by_ref().take(1 << 16).read_to_end(&mut other)?;
        if piece != other {
            return Ok(false);
        }
        if piece.is_empty() {
            return Ok(true);
        }
    }
}
