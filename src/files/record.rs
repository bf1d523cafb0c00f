//! What the last build made of what, kept in .digest/, so that a build of the same things over an untouched folder has nothing to do.
//!
//! Never trusted: a record that is damaged, of other inputs or of another program is as good as none, and so is one whose files look other than they
//! did. A file that changed within the same tick of the disk's clock in which it was looked at could look the same: such files are read and compared
//! by hash (as git does with its index, see its Documentation/technical/racy-git.txt). And a record holds until the machine starts anew: what was published is not
//! flushed to the disk, so that after a power cut every file is compared with what it should be, and what is not whole is written again.

use super::edits::UNFINISHED;
use super::lock::CACHES;
use super::target::Target;
use rayon::prelude::*;
use std::fs;
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

/// The first line of a record: another form of record has another one.
const FORM: &str = "digest record 2";

/// A disk that tells parts of a second takes them from the system's clock, which ticks every 10 ms or faster.
const TICK: Duration = Duration::from_millis(20);

/// A disk that tells none may count by two seconds, as FAT does.
const LONG_TICK: Duration = Duration::from_secs(2);

/// A build that succeeded.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Record {
    /// The hash of everything that the site was made from.
    pub key: [u8; 32],
    /// The site is the same from this second to that one, in seconds since 1970; the second one is not in it.
    pub steady: (i64, i64),
    /// Whatever the one who keeps the record wants to know when the build turns out to stand. Without line breaks.
    pub told: String,
}

/// How a file or folder looks without being read: length, time of the last change in nanoseconds since 1970, and inode.
pub type Look = (u64, i128, u64);

/// Where the record of a target lies.
fn place(root: &Path, target: &Target) -> PathBuf {
    let name = blake3::hash(target.folder().as_os_str().as_encoded_bytes()).to_hex();
    root.join(CACHES).join(format!("built-{}", &name[..16]))
}

/// The record of the last build into this target, if it was a build of `key` and the target is as it left it.
#[must_use]
pub fn standing(root: &Path, target: &Target, key: [u8; 32]) -> Option<Record> {
    let text = fs::read_to_string(place(root, target)).ok()?;
    let (body, seal) = text.strip_suffix('\n')?.rsplit_once('\n')?;
    if blake3::hash(body.as_bytes()).to_hex().as_str() != seal {
        return None;
    }
    let mut lines = body.split('\n');
    if lines.next()? != FORM || lines.next()? != boot() {
        return None;
    }
    if blake3::Hash::from_hex(lines.next()?).ok()?.as_bytes() != &key {
        return None;
    }
    let (from, until) = lines.next()?.split_once(' ')?;
    let steady = (from.parse().ok()?, until.parse().ok()?);
    let told = lines.next()?.to_owned();
    let entries: Vec<&str> = lines.collect();
    let stand = entries.par_iter().all(|line| stands(target.folder(), line).unwrap_or(false));
    stand.then_some(Record { key, steady, told })
}

/// Whether what a line tells of is still so.
fn stands(folder: &Path, line: &str) -> Option<bool> {
    let mut parts = line.splitn(5, ' ');
    let mut number = || parts.next();
    let (length, time, inode) = (number()?.parse().ok()?, number()?.parse().ok()?, number()?.parse().ok()?);
    let (hash, path) = (number()?, number()?);
    let path = folder.join(path);
    let (seen, is_file) = look(&path)?;
    Some(seen == (length, time, inode) && (hash == "-" || hash_of(&path, is_file).is_ok_and(|h| h == hash)))
}

/// What the system calls the time since it was started; empty where it has no name for it.
fn boot() -> String {
    fs::read_to_string("/proc/sys/kernel/random/boot_id").map(|id| id.trim().to_owned()).unwrap_or_default()
}

/// How a file looks, if any change from now on would let it look different. `None` as well for what is no file, a link among that: what it leads to may change.
pub(super) fn settled(path: &Path) -> Option<Look> {
    let (seen, is_file) = look(path)?;
    (is_file && seen.1 < now() - tick(seen.1)).then_some(seen)
}

fn now() -> i128 {
    SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default().as_nanos() as i128
}

/// How long a change may go unseen after a time that the disk tells.
fn tick(time: i128) -> i128 {
    (if time % 1_000_000_000 == 0 { LONG_TICK } else { TICK }).as_nanos() as i128
}

/// Of a file its bytes, of a folder the names in it.
fn hash_of(path: &Path, is_file: bool) -> io::Result<String> {
    let hash = if is_file {
        blake3::hash(&fs::read(path)?)
    } else {
        let mut names = fs::read_dir(path)?.map(|entry| entry.map(|e| e.file_name())).collect::<io::Result<Vec<_>>>()?;
        names.sort();
        let mut hasher = blake3::Hasher::new();
        for name in &names {
            hasher.update(name.as_encoded_bytes()).update(b"/");
        }
        hasher.finalize()
    };
    Ok(hash.to_hex().to_string())
}

/// Keeps the record of a build that has just been published. A disk that refuses is no fault: the next build has more to do.
pub fn keep(root: &Path, target: &Target, record: &Record) {
    let _ = write(root, target, record);
}

fn write(root: &Path, target: &Target, record: &Record) -> io::Result<()> {
    let folder = target.folder();
    let now = now();
    let mut paths: Vec<PathBuf> = Vec::new();
    for entry in walkdir::WalkDir::new(folder) {
        paths.push(entry?.into_path());
    }
    let line = |path: &PathBuf| -> io::Result<String> {
        let (seen, is_file) = look(path).ok_or(io::ErrorKind::NotFound)?;
        let hash = if seen.1 >= now - tick(seen.1) { hash_of(path, is_file)? } else { "-".to_owned() };
        let relative = path.strip_prefix(folder).ok().and_then(Path::to_str).ok_or(io::ErrorKind::InvalidData)?;
        if relative.contains('\n') {
            return Err(io::ErrorKind::InvalidData.into());
        }
        Ok(format!("{} {} {} {hash} {relative}", seen.0, seen.1, seen.2))
    };
    let lines: Vec<String> = paths.par_iter().map(line).collect::<io::Result<_>>()?;
    let (from, until) = record.steady;
    let mut body = format!("{FORM}\n{}\n{}\n{from} {until}\n{}", boot(), blake3::Hash::from_bytes(record.key).to_hex(), record.told.replace('\n', " "));
    for line in lines {
        body.push('\n');
        body.push_str(&line);
    }
    let seal = blake3::hash(body.as_bytes()).to_hex();
    let place = place(root, target);
    let mut file = tempfile::Builder::new().prefix(UNFINISHED.0).suffix(UNFINISHED.1).tempfile_in(root.join(CACHES))?;
    file.write_all(body.as_bytes())?;
    file.write_all(format!("\n{seal}\n").as_bytes())?;
    file.persist(place)?;
    Ok(())
}

/// How it looks, and whether it is a file.
fn look(path: &Path) -> Option<(Look, bool)> {
    let meta = fs::symlink_metadata(path).ok()?;
    // The length of a folder says nothing on most disks, and on some it changes by itself.
    let length = if meta.is_dir() { 0 } else { meta.len() };
    let (time, inode) = changed(&meta)?;
    Some(((length, time, inode), meta.is_file()))
}

/// The time of the last change of anything in a file, which nobody can set back, and its inode.
#[cfg(unix)]
fn changed(meta: &fs::Metadata) -> Option<(i128, u64)> {
    use std::os::unix::fs::MetadataExt as _;
    Some((i128::from(meta.ctime()) * 1_000_000_000 + i128::from(meta.ctime_nsec()), meta.ino()))
}

#[cfg(not(unix))]
fn changed(meta: &fs::Metadata) -> Option<(i128, u64)> {
    let time = meta.modified().ok()?.duration_since(UNIX_EPOCH).ok()?.as_nanos();
    Some((i128::try_from(time).ok()?, 0))
}

#[cfg(test)]
mod tests {
    use super::{Record, keep, standing};
    use crate::files::{MARKER, Target};
    use std::fs;

    #[test]
    fn a_record_stands_until_anything_in_the_folder_changes() {
        let around = tempfile::tempdir().unwrap();
        let root = around.path();
        let site = root.join("public");
        fs::create_dir_all(root.join(".digest")).unwrap();
        let record = Record { key: [7; 32], steady: (1, 9), told: "2 pages".to_owned() };
        let changes: [(&str, &dyn Fn()); 6] = [
            ("nothing", &|| ()),
            ("a file with other bytes of the same length", &|| fs::write(site.join("a/index.html"), "two").unwrap()),
            ("a file gone", &|| fs::remove_file(site.join("a/index.html")).unwrap()),
            ("a file more", &|| fs::write(site.join("a/more.html"), "x").unwrap()),
            ("a folder more", &|| fs::create_dir(site.join("b")).unwrap()),
            ("a file replaced", &|| {
                fs::write(site.join("beside"), "one").unwrap();
                fs::rename(site.join("beside"), site.join("a/index.html")).unwrap();
            }),
        ];
        for (what, change) in changes {
            let _ = fs::remove_dir_all(&site);
            fs::create_dir_all(site.join("a")).unwrap();
            fs::write(site.join(MARKER), "").unwrap();
            fs::write(site.join("a/index.html"), "one").unwrap();
            let target = Target::new(root, &site).unwrap();
            keep(root, &target, &record);
            assert_eq!(standing(root, &target, [7; 32]).as_ref(), Some(&record), "{what}");
            change();
            assert_eq!(standing(root, &target, [7; 32]).is_some(), what == "nothing", "{what}");
        }
    }

    #[test]
    #[cfg(target_os = "linux")]
    fn a_record_does_not_outlive_the_system_that_kept_it() {
        let around = tempfile::tempdir().unwrap();
        let root = around.path();
        fs::create_dir_all(root.join(".digest")).unwrap();
        fs::create_dir(root.join("public")).unwrap();
        let target = Target::new(root, &root.join("public")).unwrap();
        keep(root, &target, &Record { key: [7; 32], steady: (1, 9), told: String::new() });
        assert!(standing(root, &target, [7; 32]).is_some());
        // As a system would have kept it that was started at another time, seal and all.
        let place = super::place(root, &target);
        let text = fs::read_to_string(&place).unwrap();
        let (body, _) = text.strip_suffix('\n').unwrap().rsplit_once('\n').unwrap();
        let older = body.replacen(&super::boot(), "7d1f0c5e-0000-4000-8000-000000000000", 1);
        assert_ne!(older, body);
        fs::write(&place, format!("{older}\n{}\n", blake3::hash(older.as_bytes()).to_hex())).unwrap();
        assert!(standing(root, &target, [7; 32]).is_none());
    }

    #[test]
    fn a_damaged_record_is_none() {
        let around = tempfile::tempdir().unwrap();
        let root = around.path();
        fs::create_dir_all(root.join(".digest")).unwrap();
        fs::create_dir(root.join("public")).unwrap();
        let target = Target::new(root, &root.join("public")).unwrap();
        keep(root, &target, &Record { key: [7; 32], steady: (1, 9), told: "told".to_owned() });
        let place = super::place(root, &target);
        let good = fs::read(&place).unwrap();
        for n in 0..good.len() {
            let mut bad = good.clone();
            bad[n] ^= 1;
            fs::write(&place, &bad).unwrap();
            assert!(standing(root, &target, [7; 32]).is_none(), "byte {n}");
            fs::write(&place, &good[..n]).unwrap();
            assert!(standing(root, &target, [7; 32]).is_none(), "cut at {n}");
        }
    }
}
