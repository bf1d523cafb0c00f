//! The time of day, and waiting for it: handed in, so that this room asks no clock and its tests never sleep.

use chrono::{DateTime, Utc};
use std::fmt::Debug;
use std::time::Duration;

/// What tells the time and lets it pass.
pub trait Clock: Debug + Send + Sync {
    fn now(&self) -> DateTime<Utc>;
    /// Returns when so much time has passed.
    fn wait(&self, time: Duration);
}
