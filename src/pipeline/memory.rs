//! Earlier work, by what it was made from. Its absence changes no byte of any result.
//!
//! A result is taken from here only where everything that it depends on is the same: the bytes of a file, and for a check the digest, the articles that it
//! asked for, what it looks at of the configuration, and whether its day has come. What belongs to files that are gone is forgotten with the next reading.
//!
//! Everything is kept in the order of its names and walked beside the new list ([`beside`]). Snapshots that follow each other share what did not change, so
//! that most of a walk compares addresses.

use super::KeptArticles;
use crate::config::Config;
use crate::diag::{Checked, Group};
use crate::files::{Cache, File, Snapshot};
use crate::publish::site::{CheckedDigest, SiteMemory};
use crate::publish::theme::Theme;
use crate::types::{ArticleFile, DigestFile, FreeValue, PageFile};
use chrono::NaiveDate;
use rayon::prelude::*;
use std::cmp::Ordering;
use std::sync::{Arc, Mutex, PoisonError};

/// What was read and checked before. An empty one is always right.
#[derive(Debug, Default)]
pub struct Memory {
    pub(super) articles: Readings<ArticleFile>,
    pub(super) digests: Readings<DigestFile>,
    pub(super) pages: Readings<PageFile>,
    /// The articles made ready for questions, in the last build.
    pub(super) kept: Mutex<KeptArticles>,
    pub(super) checks: Mutex<PastChecks>,
    theme: Mutex<Option<PastTheme>>,
    /// Drawn cards and resized pictures.
    pub(super) cache: Arc<Cache>,
    /// Earlier plans.
    pub(super) site: Arc<SiteMemory>,
}

/// A theme put together before without a fault, and all that it was put together from.
#[derive(Debug)]
struct PastTheme {
    setting: ThemeSetting,
    files: Vec<(Arc<str>, File)>,
    theme: Arc<Theme>,
}

/// All that [`Theme::load`] looks at of the configuration.
type ThemeSetting = (String, Vec<FreeValue>, String, String);

fn theme_setting(config: &Config) -> ThemeSetting {
    (config.theme.clone(), config.theme_settings.clone(), config.language.clone(), config.base_path())
}

/// The checks of the last build, in the order of the digests.
#[derive(Debug, Default)]
pub(super) struct PastChecks {
    pub config: Arc<Config>,
    /// The articles that there were.
    pub kept: KeptArticles,
    pub checks: Vec<Arc<PastCheck>>,
}

/// A digest checked before, and all that the check looked at.
#[derive(Debug)]
pub(super) struct PastCheck {
    pub file: Arc<DigestFile>,
    /// The stems of the articles that it asked for.
    pub asked: Vec<String>,
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

    /// [`Theme::load`], where any file of any theme is another than before.
    pub(super) fn theme(&self, snapshot: &Snapshot, config: &Config) -> Checked<Option<Arc<Theme>>> {
        let mut known = self.theme.lock().unwrap_or_else(PoisonError::into_inner);
        let setting = theme_setting(config);
        let same = |past: &PastTheme| past.setting == setting && past.files.iter().map(|(path, file)| (path, file)).eq(snapshot.under("themes/"));
        if let Some(past) = known.as_ref().filter(|past| same(past)) {
            return Checked::clean(Some(Arc::clone(&past.theme)));
        }
        let loaded = Theme::load(snapshot, config).map(|theme| theme.map(Arc::new));
        *known = loaded.value.as_ref().filter(|_| loaded.diagnostics.is_empty()).map(|theme| PastTheme {
            setting,
            files: snapshot.under("themes/").map(|(path, file)| (Arc::clone(path), file.clone())).collect(),
            theme: Arc::clone(theme),
        });
        loaded
    }
}

/// What the reading of one file gives: nothing where the file cannot be used.
type Reading<T> = Checked<Option<Arc<T>>>;

/// Files read before, in the order of their paths, beside what they were read from.
#[derive(Debug)]
pub(super) struct Readings<T>(Mutex<Vec<Read<T>>>);

/// A file's path and what it held, and what that was read as.
type Read<T> = (Arc<str>, File, Reading<T>);

impl<T> Default for Readings<T> {
    fn default() -> Self {
        Self(Mutex::default())
    }
}

impl<T: Send + Sync> Readings<T> {
    /// Reads files, which come in the order of their paths, by `read`: those with other bytes than before; the results in the order of the files.
    pub fn of<'a>(
        &self,
        files: impl Iterator<Item = (&'a Arc<str>, &'a File)>,
        read: impl Fn(&Arc<str>, &File) -> Checked<Option<T>> + Sync,
    ) -> Vec<Reading<T>> {
        let files: Vec<_> = files.collect();
        let mut known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let before = beside(&files, &known, |(path, _), (old, ..)| if Arc::ptr_eq(path, old) { Ordering::Equal } else { path.cmp(&old) });
        let one = |((path, file), before): (&(&'a Arc<str>, &'a File), Option<&Read<T>>)| -> Reading<T> {
            match before {
                // A snapshot made from the one before shares its bytes, so that most files need no second look.
                Some((_, old, reading)) if old == *file => reading.clone(),
                _ => read(path, file).map(|value| value.map(Arc::new)),
            }
        };
        let readings: Vec<Reading<T>> = files.par_iter().zip(before).map(one).collect();
        *known = files.iter().zip(&readings).map(|((path, file), reading)| (Arc::clone(path), (*file).clone(), reading.clone())).collect();
        readings
    }
}

/// For each of a list what stands for the same name in the list before; both are in the order that `order` gives.
pub(super) fn beside<'a, A, B>(now: &[A], before: &'a [B], order: impl Fn(&A, &B) -> Ordering) -> Vec<Option<&'a B>> {
    let mut rest = before.iter().peekable();
    let one = |a: &A| {
        while rest.peek().is_some_and(|b| order(a, b) == Ordering::Greater) {
            rest.next();
        }
        rest.next_if(|b| order(a, b) == Ordering::Equal)
    };
    now.iter().map(one).collect()
}

#[cfg(test)]
mod tests {
    use super::beside;

    #[test]
    fn lists_are_walked_side_by_side() {
        let of = |now: &[u8], before: &[u8]| beside(now, before, u8::cmp).into_iter().map(|b| b.copied()).collect::<Vec<_>>();
        assert_eq!(of(&[1, 2, 4, 6], &[0, 2, 3, 4, 5]), [None, Some(2), Some(4), None]);
        assert_eq!(of(&[1, 1, 2], &[1, 2]), [Some(1), None, Some(2)], "one stands for one");
        assert_eq!(of(&[], &[1]), []);
        assert_eq!(of(&[1], &[]), [None]);
    }
}
