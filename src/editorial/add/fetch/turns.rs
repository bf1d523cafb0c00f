//! One request at a time to a host, and a pause after each. A host that asks for rest, or that has failed twice, is left alone for the rest of the run.

use super::{Clock, FetchFault};
use chrono::{DateTime, Utc};
use std::collections::BTreeMap;
use std::sync::{Arc, Condvar, Mutex, PoisonError};
use std::time::Duration;

/// Failures of the network in a row after which a host counts as gone. Each can take the whole patience of a fetch.
const MOST_FAILURES: u32 = 2;

#[derive(Debug)]
pub(super) struct Turns {
    clock: Arc<dyn Clock>,
    hosts: Mutex<BTreeMap<String, Host>>,
    freed: Condvar,
}

#[derive(Debug, Default)]
struct Host {
    busy: bool,
    /// When the last answer had come.
    last: Option<DateTime<Utc>>,
    failures: u32,
    /// Why nothing more is asked of it.
    closed: Option<FetchFault>,
}

impl Turns {
    pub fn new(clock: Arc<dyn Clock>) -> Self {
        Self { clock, hosts: Mutex::default(), freed: Condvar::new() }
    }

    /// Waits until nobody else asks this host.
    ///
    /// # Errors
    /// The fault after which the host is left alone.
    pub fn take(&self, host: &str) -> Result<Turn<'_>, FetchFault> {
        let mut hosts = self.hosts.lock().unwrap_or_else(PoisonError::into_inner);
        while hosts.get(host).is_some_and(|h| h.busy) {
            hosts = self.freed.wait(hosts).unwrap_or_else(PoisonError::into_inner);
        }
        let entry = hosts.entry(host.to_owned()).or_default();
        if let Some(fault) = &entry.closed {
            return Err(fault.clone());
        }
        entry.busy = true;
        Ok(Turn { turns: self, host: host.to_owned() })
    }

    fn with<T>(&self, host: &str, change: impl FnOnce(&mut Host) -> T) -> T {
        change(self.hosts.lock().unwrap_or_else(PoisonError::into_inner).entry(host.to_owned()).or_default())
    }
}

/// The right to ask a host, until it is dropped.
#[derive(Debug)]
pub(super) struct Turn<'a> {
    turns: &'a Turns,
    pub host: String,
}

impl Turn<'_> {
    /// Waits until `gap` has passed since the host's last answer.
    pub fn pause(&self, gap: Duration) {
        let Some(last) = self.turns.with(&self.host, |h| h.last) else { return };
        let passed = (self.turns.clock.now() - last).to_std().unwrap_or_default();
        if let Some(rest) = gap.checked_sub(passed).filter(|rest| !rest.is_zero()) {
            self.turns.clock.wait(rest);
        }
    }

    /// The host has answered.
    pub fn answered(&self) {
        let now = self.turns.clock.now();
        self.turns.with(&self.host, |h| {
            h.last = Some(now);
            h.failures = 0;
        });
    }

    /// The host has failed, or has asked for rest.
    pub fn failed(&self, fault: &FetchFault) {
        let now = self.turns.clock.now();
        self.turns.with(&self.host, |h| {
            h.last = Some(now);
            h.failures += u32::from(fault.is_passing());
            if fault.asks_for_rest() || h.failures >= MOST_FAILURES {
                h.closed = Some(fault.clone());
            }
        });
    }
}

impl Drop for Turn<'_> {
    fn drop(&mut self) {
        self.turns.with(&self.host, |h| h.busy = false);
        self.turns.freed.notify_all();
    }
}
