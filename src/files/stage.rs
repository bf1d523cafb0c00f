//! The folder in which a new site is put together, beside the one that it replaces.

use std::collections::HashSet;
use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};

/// Held as long as the program that puts the stage together lives.
const IN_USE: &str = ".digest-in-use";

/// A folder beside the target. It is gone when dropped, and the next build takes away what a killed one left.
pub(super) struct Stage {
    folder: PathBuf,
    in_use: Option<File>,
}

impl Stage {
    /// Makes the stage for a target, after clearing away stages of programs that died.
    pub fn make(target: &Path) -> io::Result<Self> {
        let parent = target.parent().unwrap_or(Path::new("/"));
        fs::create_dir_all(parent)?;
        let name = target.file_name().unwrap_or_default().to_string_lossy().into_owned();
        recover(target, &aside(target))?;
        clear(target);
        let folder = parent.join(format!(".{name}.stage-{}", std::process::id()));
        fs::create_dir(&folder)?;
        let mut stage = Self { folder, in_use: None };
        let file = File::create(stage.folder.join(IN_USE))?;
        // Where the file system knows no locks, nobody can take the lock either.
        let _ = file.try_lock();
        stage.in_use = Some(file);
        Ok(stage)
    }

    /// Makes the folders of all these addresses, each once.
    pub fn make_folders(&self, addresses: &[&str]) -> io::Result<()> {
        let mut made: HashSet<&str> = HashSet::new();
        for address in addresses {
            let Some((folder, _)) = address.rsplit_once('/') else { continue };
            if made.contains(folder) {
                continue;
            }
            for (at, _) in folder.match_indices('/').chain([(folder.len(), "")]) {
                if made.insert(&folder[..at]) {
                    match fs::create_dir(self.folder.join(&folder[..at])) {
                        Err(error) if error.kind() != io::ErrorKind::AlreadyExists => return Err(error),
                        _ => {}
                    }
                }
            }
        }
        Ok(())
    }

    /// Where an address goes; its folder has to be made before.
    pub fn path(&self, address: &str) -> PathBuf {
        self.folder.join(address)
    }

    /// Puts the stage in the target's place, in one step where the file system knows one.
    pub fn exchange(mut self, target: &Path) -> io::Result<()> {
        self.in_use = None;
        fs::remove_file(self.folder.join(IN_USE))?;
        if !target.exists() {
            return fs::rename(&self.folder, target);
        }
        match exchange(&self.folder, target) {
            Err(error) if is_unknown(&error) => {}
            done => return done,
        }
        // Without an exchange there is a moment with no site; the old one lies beside it until the new one stands, and is put back by
        // the next build if this one is killed in between.
        let aside = aside(target);
        fs::rename(target, &aside)?;
        if let Err(error) = fs::rename(&self.folder, target) {
            fs::rename(&aside, target)?;
            return Err(error);
        }
        fs::remove_dir_all(&aside)
    }
}

impl Drop for Stage {
    fn drop(&mut self) {
        // After an exchange this is the old site. What cannot be removed now is cleared away by the next build.
        self.in_use = None;
        let _ = fs::remove_dir_all(&self.folder);
    }
}

/// Takes the site away in one step, where there is one. Killed at any moment, it stands whole or is gone; the next build clears what is left of it.
pub(super) fn retire(target: &Path) -> io::Result<bool> {
    recover(target, &aside(target))?;
    clear(target);
    if !target.exists() {
        return Ok(false);
    }
    let name = target.file_name().unwrap_or_default().to_string_lossy();
    let retired = target.with_file_name(format!(".{name}.stage-{}", std::process::id()));
    fs::rename(target, &retired)?;
    fs::remove_dir_all(&retired)?;
    Ok(true)
}

fn aside(target: &Path) -> PathBuf {
    let name = target.file_name().unwrap_or_default().to_string_lossy().into_owned();
    target.with_file_name(format!(".{name}.before"))
}

/// Puts the old site back where a program without an exchange was killed between its two renames.
fn recover(target: &Path, aside: &Path) -> io::Result<()> {
    if !aside.join(super::names::MARKER).is_file() {
        return Ok(());
    }
    if target.exists() { fs::remove_dir_all(aside) } else { fs::rename(aside, target) }
}

/// Takes away stages that nobody holds any more. A stage of a living program holds a lock.
pub(super) fn clear(target: &Path) {
    let (parent, name) = (target.parent().unwrap_or(Path::new("/")), target.file_name().unwrap_or_default().to_string_lossy());
    let prefix = format!(".{name}.stage-");
    let Ok(entries) = fs::read_dir(parent) else { return };
    for entry in entries.flatten() {
        let name = entry.file_name();
        let is_stage =
            name.to_str().and_then(|n| n.strip_prefix(prefix.as_str())).is_some_and(|pid| !pid.is_empty() && pid.bytes().all(|b| b.is_ascii_digit()));
        if !is_stage || !entry.file_type().is_ok_and(|t| t.is_dir()) {
            continue;
        }
        let in_use = File::open(entry.path().join(IN_USE)).is_ok_and(|f| matches!(f.try_lock(), Err(fs::TryLockError::WouldBlock)));
        if !in_use {
            let _ = fs::remove_dir_all(entry.path());
        }
    }
}

/// Whether an exchange failed because the file system or the system does not know it.
fn is_unknown(error: &io::Error) -> bool {
    matches!(error.kind(), io::ErrorKind::Unsupported | io::ErrorKind::InvalidInput)
}

#[cfg(any(target_os = "linux", target_vendor = "apple"))]
fn exchange(a: &Path, b: &Path) -> io::Result<()> {
    use rustix::fs::{CWD, RenameFlags, renameat_with};
    renameat_with(CWD, a, CWD, b, RenameFlags::EXCHANGE).map_err(io::Error::from)
}

#[cfg(not(any(target_os = "linux", target_vendor = "apple")))]
fn exchange(_: &Path, _: &Path) -> io::Result<()> {
    Err(io::Error::from(io::ErrorKind::Unsupported))
}
