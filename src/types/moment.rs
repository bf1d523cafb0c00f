//! A date as articles and digests carry it: a day, or a point in time.

use chrono::{DateTime, FixedOffset, NaiveDate, NaiveDateTime, NaiveTime, TimeZone, Utc};
use std::fmt;

/// A day, or a time by RFC 3339. A day is not the midnight of anywhere: it compares by its start in UTC, and is shown as it was given in every zone.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Moment {
    Day(NaiveDate),
    Time(DateTime<FixedOffset>),
}

impl Moment {
    /// Reads `2025-07-30`, `2025-07-30T10:00:00Z`, `2025-07-30 10:00:00+02:00`, `2025-07-30T10:00Z`; a time without a zone counts as UTC.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.trim();
        if let Ok(day) = NaiveDate::parse_from_str(text, "%Y-%m-%d") {
            return Some(Moment::Day(day));
        }
        if let Ok(time) = DateTime::parse_from_rfc3339(text) {
            return Some(Moment::Time(time));
        }
        for format in ["%Y-%m-%dT%H:%M%:z", "%Y-%m-%d %H:%M:%S%:z", "%Y-%m-%d %H:%M:%S %z", "%Y-%m-%dT%H:%M:%S%z"] {
            if let Ok(time) = DateTime::parse_from_str(&text.replace('Z', "+00:00"), format) {
                return Some(Moment::Time(time));
            }
        }
        for format in ["%Y-%m-%dT%H:%M:%S%.f", "%Y-%m-%d %H:%M:%S", "%Y-%m-%dT%H:%M", "%Y-%m-%d %H:%M"] {
            if let Ok(time) = NaiveDateTime::parse_from_str(text, format) {
                return Some(Moment::Time(time.and_utc().fixed_offset()));
            }
        }
        None
    }

    /// The day on the calendar of `zone`.
    #[must_use]
    pub fn day_in(self, zone: chrono_tz::Tz) -> NaiveDate {
        match self {
            Moment::Day(day) => day,
            Moment::Time(time) => time.with_timezone(&zone).date_naive(),
        }
    }

    /// The day on the calendar of the place where the time was written.
    #[must_use]
    pub fn day(self) -> NaiveDate {
        match self {
            Moment::Day(day) => day,
            Moment::Time(time) => time.date_naive(),
        }
    }

    /// Whether it is still to come: a day as a whole, on the calendar of `zone`.
    #[must_use]
    pub fn is_ahead(self, now: DateTime<Utc>, zone: chrono_tz::Tz) -> bool {
        match self {
            Moment::Day(day) => day > now.with_timezone(&zone).date_naive(),
            Moment::Time(time) => time > now,
        }
    }

    /// A point on the time line, for sorting and for feeds: a day's start in UTC.
    #[must_use]
    pub fn instant(self) -> DateTime<Utc> {
        match self {
            Moment::Day(day) => Utc.from_utc_datetime(&day.and_time(NaiveTime::MIN)),
            Moment::Time(time) => time.to_utc(),
        }
    }
}

impl PartialOrd for Moment {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Moment {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        // The text decides between a day and its midnight, so that the order is total.
        self.instant().cmp(&other.instant()).then_with(|| self.to_string().cmp(&other.to_string()))
    }
}

impl fmt::Display for Moment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Moment::Day(day) => write!(f, "{day}"),
            Moment::Time(time) => write!(f, "{}", time.to_rfc3339_opts(chrono::SecondsFormat::AutoSi, true)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Moment;

    #[test]
    fn reads_days_and_times_and_writes_them_back() {
        for (given, shown) in [
            ("2025-07-30", "2025-07-30"),
            ("2025-07-30T10:00:00Z", "2025-07-30T10:00:00Z"),
            ("2025-07-30T10:00:00+02:00", "2025-07-30T10:00:00+02:00"),
            ("2025-07-30 10:00:00", "2025-07-30T10:00:00Z"),
            ("2025-07-30T10:00Z", "2025-07-30T10:00:00Z"),
        ] {
            assert_eq!(Moment::parse(given).map(|m| m.to_string()).as_deref(), Some(shown), "{given}");
        }
        for bad in ["", "30-07-2025", "2025-13-01", "yesterday", "2025-02-30"] {
            assert_eq!(Moment::parse(bad), None, "{bad}");
        }
    }
}
