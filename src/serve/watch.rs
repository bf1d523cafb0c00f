//! Waits for changes, and gathers those that come together.

use super::changes::{self, ALL};
use super::poll::Looks;
use notify::{RecommendedWatcher, RecursiveMode, Watcher as _};
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::sync::{Arc, PoisonError, RwLock};
use std::time::{Duration, Instant};

/// So long nothing more must come before changes count as done: editors save in several steps.
const QUIET: Duration = Duration::from_millis(20);
/// The same after a file was closed by who wrote it, or renamed to its place: then a save is as good as done.
const QUIET_AFTER_SAVE: Duration = Duration::from_millis(6);
/// However busy the folder is, after so long the changes so far are handed on.
const LONGEST: Duration = Duration::from_millis(400);
/// How often a folder that went away is looked for.
const GONE: Duration = Duration::from_millis(200);

const FOLDERS: [&str; 3] = ["content", "static", "themes"];

/// Changes that came together.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Batch {
    pub paths: BTreeSet<String>,
    /// How many times `seen` was called for them.
    pub notes: u64,
    /// Set when the system stopped telling of some changes.
    pub blind: Option<String>,
}

/// A source of changes.
pub(super) trait Changes {
    /// Waits for the next changes. `None`: there will be none.
    fn next(&mut self) -> Option<Batch>;

    /// Changes there count as well: where links of the site lead.
    fn also(&mut self, places: &[PathBuf]);
}

/// A note from the system's thread: changed paths, or why it cannot tell any more.
type Note = Result<Step, String>;

/// Changed paths, and whether the last step of a save was among what was told.
struct Step {
    paths: BTreeSet<String>,
    ends: bool,
}

/// The system tells of changes.
pub(super) struct Told {
    root: PathBuf,
    watcher: RecommendedWatcher,
    notes: Receiver<Note>,
    /// Where links of the site lead; shared with the system's thread.
    links: Arc<RwLock<Vec<PathBuf>>>,
    /// What to say with the next changes.
    blind: Option<String>,
}

impl Told {
    /// `seen` is called at once with each change, long before it is handed on.
    pub fn new(root: &Path, seen: Arc<dyn Fn() + Send + Sync>) -> notify::Result<Self> {
        let (send, notes) = channel();
        let (below, links) = (root.to_owned(), Arc::new(RwLock::new(Vec::new())));
        let linked = Arc::clone(&links);
        let watcher = notify::recommended_watcher(move |event: notify::Result<notify::Event>| {
            let note = match event {
                Ok(event) => {
                    let paths = changes::of(&event, &below, &linked.read().unwrap_or_else(PoisonError::into_inner));
                    Ok(Step { ends: changes::ends_a_save(&event), paths })
                }
                Err(error) => Err(error.to_string()),
            };
            if note.as_ref().is_ok_and(|step| step.paths.is_empty()) {
                return;
            }
            seen();
            let _ = send.send(note);
        })?;
        let mut told = Self { root: root.to_owned(), watcher, notes, links, blind: None };
        // Folders, not files: a file saved by renaming another over it is another file.
        told.watcher.watch(root, RecursiveMode::NonRecursive)?;
        for folder in FOLDERS {
            told.cover(folder);
        }
        Ok(told)
    }

    /// Watches a folder that is there. It is a meeting point as well: when it returns, the system's thread has begun to watch every folder that it
    /// told of before.
    fn cover(&mut self, folder: &str) {
        let path = self.root.join(folder);
        if path.is_dir()
            && let Err(error) = self.watcher.watch(&path, RecursiveMode::Recursive)
            && path.is_dir()
        {
            self.blind = Some(format!("{folder}: {error}"));
        }
    }

    /// Gives whether the note was of the last step of a save.
    fn take(&mut self, note: Note, batch: &mut Batch) -> bool {
        batch.notes += 1;
        match note {
            Ok(step) => {
                batch.paths.extend(step.paths);
                return step.ends;
            }
            Err(why) => {
                self.blind = Some(why);
                batch.paths.insert(ALL.to_owned());
            }
        }
        false
    }

    /// The whole folder went away: waits until it is back.
    fn wait_for_root(&mut self) {
        while !self.root.is_dir() {
            std::thread::sleep(GONE);
        }
        if let Err(error) = self.watcher.watch(&self.root.clone(), RecursiveMode::NonRecursive) {
            self.blind = Some(error.to_string());
        }
        for folder in FOLDERS {
            self.cover(folder);
        }
    }
}

impl Changes for Told {
    fn next(&mut self) -> Option<Batch> {
        let mut batch = Batch::default();
        let first = self.notes.recv().ok()?;
        let start = Instant::now();
        let mut ends = self.take(first, &mut batch);
        loop {
            let quiet = if ends { QUIET_AFTER_SAVE } else { QUIET };
            match self.notes.recv_timeout(quiet.min(LONGEST.saturating_sub(start.elapsed()))) {
                Ok(note) => ends = self.take(note, &mut batch),
                Err(RecvTimeoutError::Timeout) => break,
                Err(RecvTimeoutError::Disconnected) => return None,
            }
        }
        if batch.paths.contains(ALL) && !self.root.is_dir() {
            self.wait_for_root();
        }
        // What came into a new folder before it was watched is told by nobody: the folder is in the batch, and is read as a whole after this.
        for folder in batch.paths.clone() {
            let is_top = !folder.contains('/');
            if folder != ALL && (is_top || cfg!(target_os = "linux")) {
                self.cover(&folder);
            }
        }
        if batch.paths.contains(ALL) {
            FOLDERS.iter().for_each(|folder| self.cover(folder));
        }
        while let Ok(note) = self.notes.try_recv() {
            self.take(note, &mut batch);
        }
        batch.blind = self.blind.take();
        Some(batch)
    }

    fn also(&mut self, places: &[PathBuf]) {
        let outside = |place: &&PathBuf| !FOLDERS.iter().any(|folder| place.starts_with(self.root.join(folder)));
        let mut links: Vec<PathBuf> = places.iter().filter(outside).cloned().collect();
        links.sort();
        links.dedup();
        let before = std::mem::replace(&mut *self.links.write().unwrap_or_else(PoisonError::into_inner), links.clone());
        for link in links.into_iter().filter(|link| !before.contains(link)) {
            // A file is watched through its folder, as all files are.
            let (place, mode) = match link.parent() {
                Some(folder) if !link.is_dir() => (folder.to_owned(), RecursiveMode::NonRecursive),
                _ => (link, RecursiveMode::Recursive),
            };
            if let Err(error) = self.watcher.watch(&place, mode) {
                self.blind = Some(format!("{}: {error}", place.display()));
            }
        }
    }
}

/// Looks again and again.
pub(super) struct Polled {
    root: PathBuf,
    every: Duration,
    looks: Looks,
    seen: Arc<dyn Fn() + Send + Sync>,
}

impl Polled {
    pub fn new(root: &Path, every: Duration, seen: Arc<dyn Fn() + Send + Sync>) -> Self {
        Self { root: root.to_owned(), every, looks: Looks::of(root), seen }
    }
}

impl Changes for Polled {
    fn next(&mut self) -> Option<Batch> {
        loop {
            std::thread::sleep(self.every);
            let looks = Looks::of(&self.root);
            let paths = looks.changes(&self.looks);
            self.looks = looks;
            if !paths.is_empty() {
                (self.seen)();
                return Some(Batch { paths, notes: 1, blind: None });
            }
        }
    }

    /// Links are followed on the way.
    fn also(&mut self, _: &[PathBuf]) {}
}
