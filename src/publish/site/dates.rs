//! Dates as people read them.

use super::views::DateView;
use crate::types::Moment;
use chrono::{Datelike, NaiveDate};
use chrono_tz::Tz;

const MONTHS: [&str; 12] = ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"];
const WEEKDAYS: [&str; 7] = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];

pub(super) fn month(day: NaiveDate) -> String {
    format!("{} {}", MONTHS[day.month0() as usize], day.year())
}

pub(super) fn words(day: NaiveDate) -> String {
    format!("{} {} {}", day.day(), MONTHS[day.month0() as usize], day.year())
}

pub(super) fn weekday(day: NaiveDate) -> &'static str {
    WEEKDAYS[day.weekday().num_days_from_monday() as usize]
}

pub(super) fn of_day(day: NaiveDate) -> DateView {
    DateView { iso: day.format("%Y-%m-%d").to_string(), words: words(day), weekday: weekday(day).to_owned() }
}

/// A moment on the calendar of the site's time zone.
pub(super) fn of(moment: Moment, zone: Tz) -> DateView {
    let iso = match moment {
        Moment::Day(day) => day.format("%Y-%m-%d").to_string(),
        Moment::Time(time) => time.with_timezone(&zone).to_rfc3339_opts(chrono::SecondsFormat::Secs, true),
    };
    DateView { iso, ..of_day(moment.day_in(zone)) }
}
