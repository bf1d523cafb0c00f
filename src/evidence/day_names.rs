//! The words of the calendar in English: months, weekdays, and the days that are named from the day of speaking.

use super::lexicon::{Sym, Words};
use chrono::Weekday;
use std::sync::LazyLock;

/// Every word that a date can begin with, but for its figures.
static DATE_WORDS: LazyLock<Words> = LazyLock::new(|| {
    let all = "january jan february feb march mar april apr may june jun july jul august aug september sep sept october oct november nov december dec \
               monday mon tuesday tue tues wednesday wed thursday thu thurs friday fri saturday sat sunday sun today tonight yesterday tomorrow";
    Words::typed(all.split_whitespace())
});

/// Whether a word, as typed in small letters, can begin a date.
pub(super) fn is_date_word(typed: Sym) -> bool {
    DATE_WORDS.has(typed)
}

/// The month of a name or its short form in small letters, 1 for January.
pub(super) fn month(word: &str) -> Option<u32> {
    const MONTHS: [&[&str]; 12] = [
        &["january", "jan"],
        &["february", "feb"],
        &["march", "mar"],
        &["april", "apr"],
        &["may"],
        &["june", "jun"],
        &["july", "jul"],
        &["august", "aug"],
        &["september", "sept", "sep"],
        &["october", "oct"],
        &["november", "nov"],
        &["december", "dec"],
    ];
    MONTHS.iter().position(|names| names.contains(&word)).and_then(|n| u32::try_from(n + 1).ok())
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
