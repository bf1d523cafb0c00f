//! Dates as people read them, in the words of the site's language.

use super::views::DateView;
use crate::types::{Locale, Moment};
use chrono::{Datelike, NaiveDate};
use chrono_tz::Tz;

/// "July 2025".
pub(super) fn month(day: NaiveDate, locale: &Locale) -> String {
    written("date_month", day, locale)
}

/// "30 July 2025".
pub(super) fn words(day: NaiveDate, locale: &Locale) -> String {
    written("date", day, locale)
}

fn written(key: &str, day: NaiveDate, locale: &Locale) -> String {
    let (year, number) = (day.year().to_string(), day.day().to_string());
    let month = locale.item("months", day.month0() as usize);
    locale.say(key, &[("day", &number), ("month", month), ("year", &year), ("weekday", weekday(day, locale))])
}

fn weekday(day: NaiveDate, locale: &Locale) -> &str {
    locale.item("weekdays", day.weekday().num_days_from_monday() as usize)
}

pub(super) fn of_day(day: NaiveDate, locale: &Locale) -> DateView {
    DateView { iso: day.to_string(), words: words(day, locale), long: written("date_long", day, locale), weekday: weekday(day, locale).to_owned() }
}

/// A moment on the calendar of the site's time zone.
pub(super) fn of(moment: Moment, zone: Tz, locale: &Locale) -> DateView {
    let iso = match moment {
        Moment::Day(day) => day.to_string(),
        Moment::Time(time) => time.with_timezone(&zone).to_rfc3339_opts(chrono::SecondsFormat::Secs, true),
    };
    DateView { iso, ..of_day(moment.day_in(zone), locale) }
}
