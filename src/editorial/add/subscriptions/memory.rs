//! What is remembered of the feeds from one run to the next: a file of .digest/, which may be lost at any time.
//!
//! Losing it costs one full request for each feed: articles that are there already are known by their own files. So a file that is damaged in any way is
//! passed over whole rather than trusted in part; its first line is the hash of the rest.

use crate::editorial::add::fetch::{FetchFault, Validators};
use crate::text::hash;
use chrono::{DateTime, TimeDelta, Utc};
use serde_json::{Map, Value, json};
use std::collections::{BTreeMap, BTreeSet};
use std::time::Duration;

/// The pause after a first failure; each further one doubles it.
const FIRST_PAUSE: Duration = Duration::from_secs(15 * 60);
/// No feed is left alone for longer, whatever it asks for or the file says.
const LONGEST_PAUSE: Duration = Duration::from_secs(24 * 60 * 60);
/// Entries remembered that a feed lists no longer; some feeds list them again later.
const MOST_GONE: usize = 2000;

/// Feeds by their addresses.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Memory {
    feeds: BTreeMap<String, Remembered>,
}

/// One feed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Remembered {
    pub validators: Validators,
    /// Failures in a row.
    pub failures: u32,
    /// Not asked again before.
    pub not_before: Option<DateTime<Utc>>,
    /// Keys of the entries that need no second look, the latest first.
    pub seen: Vec<String>,
    /// In how many runs the page of an entry could not be had.
    pub tries: BTreeMap<String, u32>,
}

impl Memory {
    /// Reads the file's text; anything but what [`Memory::write`] writes gives an empty memory.
    #[must_use]
    pub fn read(text: &str) -> Self {
        let Some((_, body)) = text.split_once('\n').filter(|(sum, body)| *sum == hash::of(&[body.trim_end()])) else { return Self::default() };
        let Ok(Value::Object(feeds)) = serde_json::from_str(body) else { return Self::default() };
        Self { feeds: feeds.iter().map(|(address, value)| (address.clone(), Remembered::read(value))).collect() }
    }

    #[must_use]
    pub fn write(&self) -> String {
        let feeds: Map<String, Value> = self.feeds.iter().map(|(address, feed)| (address.clone(), feed.write())).collect();
        let body = format!("{:#}", Value::Object(feeds));
        format!("{}\n{body}\n", hash::of(&[&body]))
    }

    pub(super) fn of(&self, address: &str) -> Remembered {
        self.feeds.get(address).cloned().unwrap_or_default()
    }

    pub(super) fn set(&mut self, address: &str, feed: Remembered) {
        self.feeds.insert(address.to_owned(), feed);
    }

    /// Forgets the feeds that digest.yaml no longer names.
    pub(super) fn keep(&mut self, addresses: &BTreeSet<&str>) {
        self.feeds.retain(|address, _| addresses.contains(address.as_str()));
    }
}

impl Remembered {
    fn read(value: &Value) -> Self {
        let text = |key: &str| value[key].as_str().map(str::to_owned);
        Self {
            validators: Validators { etag: text("etag"), last_modified: text("last_modified") },
            failures: value["failures"].as_u64().and_then(|n| u32::try_from(n).ok()).unwrap_or_default(),
            not_before: value["not_before"].as_str().and_then(|t| DateTime::parse_from_rfc3339(t).ok()).map(|t| t.to_utc()),
            tries: value["tries"].as_object().into_iter().flatten().filter_map(|(k, n)| Some((k.clone(), u32::try_from(n.as_u64()?).ok()?))).collect(),
            seen: value["seen"].as_array().into_iter().flatten().filter_map(Value::as_str).map(str::to_owned).collect(),
        }
    }

    fn write(&self) -> Value {
        let mut fields = Map::new();
        let mut set = |key: &str, value: Option<Value>| {
            if let Some(value) = value {
                fields.insert(key.to_owned(), value);
            }
        };
        set("etag", self.validators.etag.as_ref().map(|t| json!(t)));
        set("last_modified", self.validators.last_modified.as_ref().map(|t| json!(t)));
        set("failures", (self.failures > 0).then(|| json!(self.failures)));
        set("not_before", self.not_before.map(|t| json!(t.to_rfc3339())));
        set("tries", (!self.tries.is_empty()).then(|| json!(self.tries)));
        set("seen", (!self.seen.is_empty()).then(|| json!(self.seen)));
        Value::Object(fields)
    }

    /// Until when the feed is left alone, if it is. A time further off than any that is ever written is a clock that was wrong.
    pub fn waits_until(&self, now: DateTime<Utc>) -> Option<DateTime<Utc>> {
        let longest = TimeDelta::from_std(LONGEST_PAUSE).unwrap_or_default();
        self.not_before.filter(|t| *t > now && *t <= now + longest)
    }

    /// Another failure: the pause doubles, and is never shorter than what the host asks for.
    pub fn failed(&mut self, fault: &FetchFault, now: DateTime<Utc>) {
        self.failures = self.failures.saturating_add(1);
        let doubled = FIRST_PAUSE.saturating_mul(1_u32.checked_shl(self.failures - 1).unwrap_or(u32::MAX));
        let pause = doubled.max(fault.retry_after.unwrap_or_default()).min(LONGEST_PAUSE);
        self.not_before = TimeDelta::from_std(pause).ok().and_then(|pause| now.checked_add_signed(pause));
    }

    /// The feed has answered.
    pub fn answered(&mut self) {
        self.failures = 0;
        self.not_before = None;
    }

    /// Puts the entries that the feed lists and that need no second look before those that it listed earlier; of these, the oldest are forgotten.
    pub fn has_seen(&mut self, listed: Vec<String>) {
        let known: BTreeSet<&String> = listed.iter().collect();
        let gone: Vec<String> = self.seen.iter().filter(|k| !known.contains(k)).take(MOST_GONE).cloned().collect();
        self.seen = listed;
        self.seen.extend(gone);
    }
}

#[cfg(test)]
mod tests {
    use super::{Memory, Remembered};
    use crate::editorial::add::fetch::{Cause, FetchFault, Validators};
    use chrono::{DateTime, TimeDelta, Utc};
    use std::time::Duration;

    fn fault(retry_after: Option<u64>) -> FetchFault {
        let reason = "paper.example failed (503)".to_owned();
        FetchFault { cause: Cause::Status(503), reason, hint: String::new(), retry_after: retry_after.map(Duration::from_secs) }
    }

    #[test]
    fn what_is_written_is_read_and_what_is_damaged_is_not() {
        let mut feed = Remembered {
            validators: Validators { etag: Some("\"a\"".to_owned()), last_modified: Some("Sun, 22 Nov 2026 07:00:00 GMT".to_owned()) },
            seen: vec!["paper.example/a".to_owned()],
            tries: [("paper.example/c".to_owned(), 2)].into(),
            ..Remembered::default()
        };
        feed.failed(&fault(None), DateTime::UNIX_EPOCH);
        let mut memory = Memory::default();
        memory.set("https://paper.example/feed", feed);
        let text = memory.write();
        assert_eq!(Memory::read(&text), memory);
        assert_eq!(Memory::read(&text.replace("paper.example/a", "paper.example/b")), Memory::default());
        for damaged in ["", "{}", &text[..text.len() / 2], "\u{feff}x\ny"] {
            assert_eq!(Memory::read(damaged), Memory::default());
        }
    }

    #[test]
    fn pauses_double_and_heed_what_the_host_asks_for() {
        let now: DateTime<Utc> = DateTime::UNIX_EPOCH;
        let mut feed = Remembered::default();
        let minutes: Vec<i64> = (0..9)
            .map(|_| {
                feed.failed(&fault(None), now);
                feed.not_before.map_or(0, |t| (t - now).num_minutes())
            })
            .collect();
        assert_eq!(minutes, [15, 30, 60, 120, 240, 480, 960, 1440, 1440]);
        let mut busy = Remembered::default();
        busy.failed(&fault(Some(7200)), now);
        assert_eq!(busy.waits_until(now), Some(now + TimeDelta::hours(2)));
        assert_eq!(busy.waits_until(now + TimeDelta::hours(2)), None);
        assert_eq!(busy.waits_until(now - TimeDelta::days(400)), None, "a clock that was wrong");
        busy.failures = u32::MAX;
        busy.failed(&fault(None), now);
        assert_eq!(busy.waits_until(now), Some(now + TimeDelta::hours(24)));
    }
}
