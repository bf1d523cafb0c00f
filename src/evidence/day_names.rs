//! The words of the calendar in English: months, weekdays, and the days that are named from the day of speaking.

use super::lexicon::{Sym, Words};
use chrono::Weekday;
use std::sync::LazyLock;

/// Every word that a date can begin with, but for its figures.
const DATE_WORDS: &str = "january jan february feb march mar april apr may june jun july jul august aug september sep sept october oct november nov december dec \
                          monday tuesday tues wednesday thursday thurs friday saturday sunday today tonight yesterday tomorrow";

static DATES: LazyLock<Words> = LazyLock::new(|| Words::typed(DATE_WORDS.split_whitespace()));

/// Whether a word, as typed in small letters, can begin a date.
pub(super) fn is_date_word(typed: Sym) -> bool {
    DATES.has(typed)
}

/// The month of a name or its short form in small letters, 1 for January.
pub(super) fn month(word: &str) -> Option<u32> {
    Some(match word {
        "january" | "jan" => 1,
        "february" | "feb" => 2,
        "march" | "mar" => 3,
        "april" | "apr" => 4,
        "may" => 5,
        "june" | "jun" => 6,
        "july" | "jul" => 7,
        "august" | "aug" => 8,
        "september" | "sept" | "sep" => 9,
        "october" | "oct" => 10,
        "november" | "nov" => 11,
        "december" | "dec" => 12,
        _ => return None,
    })
}

/// The weekday of a name in small letters.
pub(super) fn weekday(word: &str) -> Option<Weekday> {
    Some(match word {
        "monday" => Weekday::Mon,
        "tuesday" | "tues" => Weekday::Tue,
        "wednesday" => Weekday::Wed,
        "thursday" | "thurs" => Weekday::Thu,
        "friday" => Weekday::Fri,
        "saturday" => Weekday::Sat,
        "sunday" => Weekday::Sun,
        _ => return None,
    })
}

/// How many days from the day of speaking a word names.
pub(super) fn shift(word: &str) -> Option<i64> {
    Some(match word {
        "today" | "tonight" => 0,
        "yesterday" => -1,
        "tomorrow" => 1,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::{DATE_WORDS, Sym, is_date_word, month, shift, weekday};

    #[test]
    fn every_word_that_begins_a_date_is_a_month_a_weekday_or_a_day() {
        let known = |word: &str| month(word).is_some() || weekday(word).is_some() || shift(word).is_some();
        for word in DATE_WORDS.split_whitespace() {
            assert!(known(word) && is_date_word(Sym::raw(word)), "{word}");
        }
        assert!(!is_date_word(Sym::raw("sun")));
    }
}
