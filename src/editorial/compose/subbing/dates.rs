//! Words of time that only make sense on the day of the article.

use crate::text::words;
use chrono::{Datelike as _, Days, NaiveDate, Weekday};
use regex::{Captures, Regex};
use std::sync::LazyLock;

/// "on Tuesday", "yesterday" as dates, where the article's day is known; without it weekdays stay, and "yesterday", "today" are dropped where the
/// sentence stands without them. So are "last month" and its like, at the begin and the end of a clause; `None` where the sentence needs one.
pub(super) fn resolve(text: &str, published: Option<NaiveDate>) -> Option<String> {
    match published {
        Some(day) => Some(weekdays(text, day)),
        None => {
            let dropped = drop_relative(text);
            let bare = crate::editorial::compose::quotation::outside(&dropped);
            (!RELATIVE.as_ref().is_some_and(|r| r.is_match(&bare))).then_some(dropped)
        }
    }
}

/// Times that are counted from the day of the article. `Two years ago` is not among them: so coarse a time bears a digest that is dated a little later.
const PERIOD: &str = "(?:week|weekend|month|year|quarter|spring|summer|autumn|fall|winter|season)";

static RELATIVE: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(&format!(
        r"(?i)\b(?:(?:(?:earlier|later|early|late) )?(?:this|last|next) {PERIOD}|yesterday|tomorrow|(?:earlier|later) today|(?:\w+|a few|several) (?:days|weeks|months) ago)\b"
    ))
    .ok()
});

/// The same where it opens a sentence, with its comma; and where it stands inside, with the words that it stands between.
static OPENING: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(&format!(r"^(?:(?:(?:Earlier|Later|Early|Late) this|This|Last|(?:Earlier|Late|Early) last) {PERIOD}|Yesterday|Earlier today|(?:\w+|A few|Several) (?:days|weeks|months) ago), ")).ok()
});
static INSIDE: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(&format!(
        r"([a-z0-9%)]) (?:(?:(?:earlier|later|early|late) )?(?:this|last|next) ({PERIOD})|(?:two|three|four|five|six|seven|eight|nine|ten|\d+|a few|several) (days|weeks|months) ago)([ .,;])"
    ))
    .ok()
});

/// Words that go with what follows them: `so far this year`, `this time last year`, `within a few days`.
const BOUND: &[&str] = &[
    "time",
    "far",
    "just",
    "only",
    "recently",
    "again",
    "until",
    "since",
    "within",
    "over",
    "than",
    "following",
    "late",
    "early",
    "about",
    "nearly",
    "almost",
    "some",
    "even",
    "through",
    "during",
    "by",
    "around",
    "roughly",
    "throughout",
    "into",
    "beginning",
    "starting",
    "least",
];

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
    let mut out = match OPENING.as_ref().and_then(|r| r.find(text)) {
        Some(found) => words::capitalised(&text[found.end()..]),
        None => text.to_owned(),
    };
    // Two of them compare one time with another, and a count belongs to its year.
    let spots: Vec<_> = INSIDE.as_ref().map(|r| r.captures_iter(&out).collect()).unwrap_or_default();
    if let [found] = spots.as_slice()
        && let (Some(whole), Some(kept), Some(mark)) = (found.get(0), found.get(1), found.get(4))
    {
        let period = found.get(2).or_else(|| found.get(3)).map_or("", |m| m.as_str());
        let counted = ["year", "quarter", "season"].iter().any(|p| period.starts_with(p)) && out[..whole.start()].chars().any(|c| c.is_ascii_digit());
        // Behind a preposition or an article the words are a part of the sentence (`over the last year`).
        let before = out[..kept.end()].rsplit(' ').next().unwrap_or("");
        let open = out[..whole.start()].matches('“').count() > out[..whole.start()].matches('”').count();
        if !counted && !open && !BOUND.contains(&before) && !crate::text::words::is_stop_word(&before.to_lowercase()) {
            let range = kept.end()..mark.start();
            out.replace_range(range, "");
        }
    }
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
            assert_eq!(resolve(text, day).as_deref(), Some(made));
        }
    }

    #[test]
    fn what_no_reader_can_date_is_dropped_or_struck() {
        for (text, made) in [
            ("The lab closed yesterday.", Some("The lab closed.")),
            ("Last month, the lab closed.", Some("The lab closed.")),
            ("The lab closed earlier this year.", Some("The lab closed.")),
            ("The lab said last week that it has closed.", Some("The lab said that it has closed.")),
            ("The lab sold 40 machines last year.", None),
            ("Its staff grew over the last year.", None),
            ("It was a theme of this year's fair.", None),
            ("“We closed last year,” said A B.", Some("“We closed last year,” said A B.")),
        ] {
            assert_eq!(resolve(text, None).as_deref(), made, "{text}");
        }
    }
}
