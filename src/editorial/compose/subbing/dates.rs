//! Words of time that only make sense on the day of the article.

use chrono::{Datelike as _, Days, NaiveDate, Weekday};
use regex::{Captures, Regex};
use std::sync::LazyLock;

/// "on Tuesday", "yesterday" as dates, where the article's day is known; without it weekdays stay, and "yesterday", "today" are dropped where the
/// sentence stands without them.
pub(super) fn resolve(text: &str, published: Option<NaiveDate>) -> String {
    match published {
        Some(day) => weekdays(text, day),
        None => drop_relative(text),
    }
}

static WEEKDAY: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(r"\b(?:(on|On|last) )?(Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday)\b( (?:morning|afternoon|evening|night))?( \([A-Z][a-z]{2,8}\.? \d{1,2}\))?(['’]s\b)?").ok()
});

/// Only what is past is resolved: of a coming Tuesday the text does not say which, and a wrong date is worse than a weekday.
fn weekdays(text: &str, published: NaiveDate) -> String {
    let Some(regex) = WEEKDAY.as_ref() else { return text.to_owned() };
    let outside = crate::editorial::compose::quotation::outside(text);
    let coming = [" will ", " would ", " next ", " due ", " scheduled", " plans ", " expected", " upcoming", " set to ", " until ", " by ", " through "]
        .iter()
        .any(|w| format!(" {outside} ").contains(w));
    if coming {
        return text.to_owned();
    }
    regex
        .replace_all(text, |c: &Captures| {
            let whole = c.get(0).map_or("", |m| m.as_str()).to_owned();
            let at = c.get(0).map_or(0, |m| m.start());
            let quoted = text[..at].matches('“').count() > text[..at].matches('”').count();
            let day = c.get(2).and_then(|m| m.as_str().parse::<Weekday>().ok());
            match day {
                // A date in brackets, a part of the day, a possessive: as it stands.
                Some(day) if !quoted && c.get(3).is_none() && c.get(4).is_none() && c.get(5).is_none() && c.get(1).is_none_or(|m| m.as_str() != "last") => {
                    let back = (7 + published.weekday().num_days_from_monday() - day.num_days_from_monday()) % 7;
                    let date = published.checked_sub_days(Days::new(u64::from(back))).unwrap_or(published);
                    let on = if c.get(1).is_some_and(|m| m.as_str() == "On") { "On" } else { "on" };
                    format!("{on} {}", date.format("%B %-d"))
                }
                _ => whole,
            }
        })
        .into_owned()
}

fn drop_relative(text: &str) -> String {
    let mut out = text.to_owned();
    for word in [" yesterday", " earlier today", " today"] {
        for end in [".", ","] {
            let found = format!("{word}{end}");
            if let Some(at) = out.find(&found).filter(|at| out[..*at].matches('“').count() == out[..*at].matches('”').count()) {
                out.replace_range(at..at + word.len(), "");
            }
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::resolve;
    use chrono::NaiveDate;

    #[test]
    fn past_weekdays_become_dates() {
        let day = NaiveDate::from_ymd_opt(2025, 7, 30); // a Wednesday
        for (text, made) in [
            ("The lab closed on Tuesday.", "The lab closed on July 29."),
            ("Officials said Sunday that it closed.", "Officials said on July 27 that it closed."),
            ("It will open on Friday.", "It will open on Friday."),
            ("“Tuesday was bad,” said A B.", "“Tuesday was bad,” said A B."),
            ("It met on Sunday (Jul 27).", "It met on Sunday (Jul 27)."),
        ] {
            assert_eq!(resolve(text, day), made);
        }
        assert_eq!(resolve("The lab closed yesterday.", None), "The lab closed.");
    }
}
