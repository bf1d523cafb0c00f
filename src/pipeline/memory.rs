//! Earlier work, by what it was made from. Its absence changes no byte of any result.
//!
//! A result is taken from here only where everything that it depends on is the same: the bytes of a file, and for a check the digest, the articles that it
//! asked for, the configuration and whether its day has come. What belongs to files that are gone is forgotten with the next reading.

use super::KeptArticles;
use crate::config::Config;
use crate::diag::{Checked, Group};
use crate::files::{Cache, File, Snapshot};
use crate::publish::site::{CheckedDigest, Neighbourhood, PictureMemory};
use crate::publish::theme::Theme;
use crate::types::{ArticleFile, DigestFile, PageFile};
use chrono::NaiveDate;
use rayon::prelude::*;
use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

/// What was read and checked before. An empty one is always right.
#[derive(Debug, Default)]
pub struct Memory {
    pub(super) articles: Readings<ArticleFile>,
    pub(super) digests: Readings<DigestFile>,
    pub(super) pages: Readings<PageFile>,
    /// The articles made ready for questions, in the last build.
    pub(super) kept: Mutex<KeptArticles>,
    /// By the path of the digest.
    pub(super) checks: Mutex<HashMap<Arc<str>, Arc<PastCheck>>>,
    theme: Mutex<Option<PastTheme>>,
    /// Which stories are near to which.
    pub(super) neighbourhood: Arc<Neighbourhood>,
    /// Drawn cards and resized pictures.
    pub(super) cache: Arc<Cache>,
    /// Pictures looked at before.
    pub(super) pictures: Arc<PictureMemory>,
}

/// A theme put together before without a fault, and all that it was put together from.
#[derive(Debug)]
struct PastTheme {
    config: Config,
    files: Vec<(Arc<str>, File)>,
    theme: Arc<Theme>,
}

/// A digest checked before, and all that the check looked at.
#[derive(Debug)]
pub(super) struct PastCheck {
    pub file: Arc<DigestFile>,
    pub config: Arc<Config>,
    /// The articles that it asked for, by stem: as they were.
    pub asked: Vec<(String, Option<Arc<ArticleFile>>)>,
    /// The day in the site's zone, and whether the digest's own moment had come: rules look at no finer clock.
    pub day: (NaiveDate, bool),
    pub digest: Arc<CheckedDigest>,
    pub findings: Arc<Group>,
}

impl Memory {
    /// A memory that keeps what was drawn between runs.
    #[must_use]
    pub fn keeping(cache: Arc<Cache>) -> Self {
        Self { cache, ..Self::default() }
    }
}

impl Memory {
    /// [`Theme::load`], where any file of any theme is another than before.
    pub(super) fn theme(&self, snapshot: &Snapshot, config: &Config) -> Checked<Option<Arc<Theme>>> {
        let mut known = self.theme.lock().unwrap_or_else(PoisonError::into_inner);
        let same = |past: &PastTheme| past.config == *config && past.files.iter().map(|(path, file)| (path, file)).eq(snapshot.under("themes/"));
        if let Some(past) = known.as_ref().filter(|past| same(past)) {
            return Checked::clean(Some(Arc::clone(&past.theme)));
        }
        let loaded = Theme::load(snapshot, config).map(|theme| theme.map(Arc::new));
        *known = loaded.value.as_ref().filter(|_| loaded.diagnostics.is_empty()).map(|theme| PastTheme {
            config: config.clone(),
            files: snapshot.under("themes/").map(|(path, file)| (Arc::clone(path), file.clone())).collect(),
            theme: Arc::clone(theme),
        });
        loaded
    }
}

/// What the reading of one file gives: nothing where the file cannot be used.
type Reading<T> = Checked<Option<Arc<T>>>;

/// By path: the bytes of a file, and what they gave.
type Known<T> = HashMap<Arc<str>, (Arc<[u8]>, Reading<T>)>;

/// Files read before, beside the bytes that they were read from.
#[derive(Debug)]
pub(super) struct Readings<T>(Mutex<Known<T>>);

impl<T> Default for Readings<T> {
    fn default() -> Self {
        Self(Mutex::default())
    }
}

impl<T: Send + Sync> Readings<T> {
    /// Reads files by `read`, those with other bytes than before; the results in the order of the files.
    pub fn of<'a>(
        &self,
        files: impl Iterator<Item = (&'a Arc<str>, &'a Arc<[u8]>)>,
        read: impl Fn(&Arc<str>, &[u8]) -> Checked<Option<T>> + Sync,
    ) -> Vec<Reading<T>> {
        let files: Vec<_> = files.collect();
        let mut known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let before = std::mem::take(&mut *known);
        let one = |(path, bytes): &(&'a Arc<str>, &'a Arc<[u8]>)| -> Reading<T> {
            match before.get(*path) {
                // A snapshot made from the one before shares its bytes, so that most files need no second look.
                Some((old, reading)) if Arc::ptr_eq(old, bytes) || old == *bytes => reading.clone(),
                _ => read(path, bytes).map(|value| value.map(Arc::new)),
            }
        };
        let readings: Vec<Reading<T>> = files.par_iter().map(one).collect();
        known.extend(files.iter().zip(&readings).map(|((path, bytes), reading)| (Arc::clone(path), (Arc::clone(bytes), reading.clone()))));
        readings
    }
}
