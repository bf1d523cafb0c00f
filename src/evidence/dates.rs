//! Dates of a text: days, months, years and weekdays, as far as they are named.

use super::day_names::{month, shift, weekday};
use super::quantities::{Quantity, word_at};
use super::tokens::{Class, Token};
use chrono::{Datelike as _, Days, NaiveDate, Weekday};
use std::ops::{Range, RangeInclusive};

/// A date as far as a text names it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct DateMention {
    pub year: Option<i32>,
    pub month: Option<u32>,
    pub day: Option<u32>,
    pub weekday: Option<Weekday>,
    /// Days from the article's own, as `yesterday`.
    pub shift: Option<i64>,
    /// `the 1990s`.
    pub decade: bool,
    /// The tokens it is written with.
    pub tokens: Range<usize>,
}

impl DateMention {
    fn empty(tokens: Range<usize>) -> Self {
        Self { year: None, month: None, day: None, weekday: None, shift: None, decade: false, tokens }
    }

    /// The day on which an article was published, as a date that it names without saying so.
    pub fn of(day: NaiveDate) -> Self {
        Self { year: Some(day.year()), month: Some(day.month()), day: Some(day.day()), weekday: Some(day.weekday()), ..Self::empty(0..0) }
    }

    /// The days that `Tuesday` or `yesterday` can mean in an article of that day: the nearest before and after.
    fn days(&self, published: NaiveDate) -> Vec<NaiveDate> {
        if let Some(shift) = self.shift {
            return published.checked_add_signed(chrono::TimeDelta::days(shift)).into_iter().collect();
        }
        let Some(weekday) = self.weekday else { return Vec::new() };
        let back = u64::from((7 + published.weekday().num_days_from_monday() - weekday.num_days_from_monday()) % 7);
        let before = published.checked_sub_days(Days::new(back));
        let after = before.and_then(|d| d.checked_add_days(Days::new(7)));
        before.into_iter().chain(after).collect()
    }

    /// Whether it is named from a day that the text does not tell: `Tuesday`, `yesterday`.
    fn is_relative(&self) -> bool {
        self.weekday.is_some() || self.shift.is_some()
    }

    /// Whether `source`, in an article of `published`, says this date: nothing that both name differs, and nothing is named here that cannot be read there.
    ///
    /// `year_known`: the year stands somewhere in the article, so that a day there without its year may be of that year.
    pub fn is_said_by(&self, source: &DateMention, published: Option<NaiveDate>, year_known: bool) -> bool {
        if self.says(source, published, year_known) {
            return true;
        }
        // A weekday on either side is a day of the calendar once the article's own day is known.
        let Some(published) = published else { return false };
        if source.month.is_none() && source.is_relative() {
            return source.days(published).into_iter().any(|day| self.says(&Self::of(day), None, false));
        }
        if self.month.is_none() && self.is_relative() {
            return self
                .days(published)
                .into_iter()
                .any(|day| Self::of(day).says(&Self { year: source.year.or(Some(day.year())), ..source.clone() }, None, false));
        }
        false
    }

    fn says(&self, source: &DateMention, published: Option<NaiveDate>, year_known: bool) -> bool {
        if self.decade || source.decade {
            return self.decade == source.decade && self.year == source.year
                || matches!((self.year, source.year), (Some(a), Some(b)) if self.decade && a / 10 == b / 10 && source.month.is_none());
        }
        let year = match (self.year, source.year) {
            (None, _) => true,
            (Some(a), Some(b)) => a == b,
            (Some(a), None) => source.month.is_some_and(|month| year_known || published.is_some_and(|p| is_near(a, month, p))),
        };
        let part = |a: Option<u32>, b: Option<u32>| a.is_none() || a == b;
        let weekday = self.weekday.is_none() || self.weekday == source.weekday || (self.day.is_some() && source.weekday.is_none());
        let shift = self.shift.is_none() || self.shift == source.shift;
        year && part(self.month, source.month) && part(self.day, source.day) && weekday && shift
    }

    /// Whether it may lie between two days, as far as it is named in a text of `written`: its year or month is theirs, or its day lies between them.
    pub fn is_within(&self, days: Option<&RangeInclusive<NaiveDate>>, written: NaiveDate) -> bool {
        let Some(days) = days else { return false };
        let (from, to) = (*days.start(), *days.end());
        match (self.year, self.month, self.day) {
            _ if self.decade => false,
            (year, Some(month), Some(day)) => {
                let years = year.map_or(from.year()..=to.year(), |y| y..=y);
                years.into_iter().any(|y| NaiveDate::from_ymd_opt(y, month, day).is_some_and(|d| days.contains(&d)))
            }
            (year, Some(month), None) => {
                let of = |d: NaiveDate| (d.year(), d.month());
                let years = year.map_or(from.year()..=to.year(), |y| y..=y);
                years.into_iter().any(|y| of(from) <= (y, month) && (y, month) <= of(to))
            }
            (Some(year), None, _) => (from.year()..=to.year()).contains(&year),
            _ => self.days(written).into_iter().any(|d| days.contains(&d)),
        }
    }

    /// Whether it names the same parts of a date, and another day, month or year: one could have been put for the other.
    pub fn is_rival(&self, other: &DateMention, published: Option<NaiveDate>) -> bool {
        fn part<T: PartialEq>(a: &Option<T>, b: &Option<T>) -> bool {
            a.is_some() && b.is_some() && a != b
        }
        if self.decade != other.decade {
            return false;
        }
        // Days that only the article's own day tells apart.
        if published.is_none() && self.is_relative() != other.is_relative() {
            return false;
        }
        let differs = part(&self.year, &other.year) || part(&self.month, &other.month) || part(&self.day, &other.day) || part(&self.weekday, &other.weekday);
        (differs || self.is_relative() != other.is_relative() || part(&self.shift, &other.shift)) && self.is_like(other)
    }

    /// Whether two dates are named by the same parts, so that one could stand in the place of the other.
    fn is_like(&self, other: &DateMention) -> bool {
        (self.year.is_some() && other.year.is_some() && self.month.is_some() == other.month.is_some())
            || (self.month.is_some() && other.month.is_some())
            || (self.is_relative() && other.is_relative())
            || (self.is_relative() && other.day.is_some())
            || (other.is_relative() && self.day.is_some())
    }
}

/// Finds the dates. Tokens of a date count no longer as numbers, so that 30 July is no amount.
pub(super) fn dates(text: &str, offset: usize, tokens: &[Token], quantities: &mut Vec<Quantity>) -> Vec<DateMention> {
    let word = |n: usize| word_at(text, offset, tokens, n);
    let day_at = |n: usize| {
        let w = word(n);
        let digits = w.trim_end_matches(|c: char| c.is_ascii_alphabetic());
        let suffix = &w[digits.len()..];
        let ordinal = matches!(suffix, "" | "st" | "nd" | "rd" | "th");
        digits.parse::<u32>().ok().filter(|d| ordinal && digits.len() <= 2 && (1..=31).contains(d))
    };
    let year_at = |n: usize| {
        let w = word(n);
        (w.len() == 4).then(|| w.parse::<i32>().ok()).flatten().filter(|y| (1500..=2100).contains(y))
    };
    let mut out: Vec<DateMention> = Vec::new();
    let mut at = 0;
    while at < tokens.len() {
        // Most words are of no date.
        if !tokens[at].dated && !text.as_bytes().get(tokens[at].range.start - offset).is_some_and(u8::is_ascii_digit) {
            at += 1;
            continue;
        }
        let w = word(at);
        // 2025-07-30 is one word, cut at its hyphens.
        if let (Some(year), Some(month), Some(day)) = (year_at(at), day_at(at + 1).filter(|m| *m <= 12), day_at(at + 2))
            && tokens[at + 2].range.start == tokens[at].range.start + 8
        {
            out.push(DateMention { year: Some(year), month: Some(month), day: Some(day), ..DateMention::empty(at..at + 3) });
            at += 3;
            continue;
        }
        if let Some(month) = month(&w) {
            let before = at.checked_sub(1).filter(|n| word(*n) == "of").map_or(at.checked_sub(1), |n| n.checked_sub(1)).filter(|n| day_at(*n).is_some());
            // `In May, 12 million`: beyond a comma begins what comes next.
            let joined = |n: usize| !text[tokens[n - 1].range.end - offset..tokens[n].range.start - offset].contains(',');
            let behind = day_at(at + 1).filter(|_| year_at(at + 1).is_none() && joined(at + 1));
            let day = behind.or_else(|| before.and_then(day_at));
            let mut end = at + 1 + usize::from(behind.is_some());
            let year = year_at(end);
            end += usize::from(year.is_some());
            let doubtful = matches!(&*w, "may" | "march" | "mar" | "jun" | "jul" | "sep" | "dec" | "jan" | "oct" | "nov" | "apr" | "feb");
            let capital = tokens[at].capital && !tokens[at].first;
            let place =
                at.checked_sub(1).map(word).is_some_and(|p| matches!(&*p, "in" | "since" | "until" | "by" | "last" | "next" | "early" | "late" | "mid"));
            if day.is_some() || year.is_some() || !doubtful || (capital && (w != "may" || place)) {
                let start = if behind.is_some() { at } else { before.unwrap_or(at) };
                out.push(DateMention { year, month: Some(month), day, ..DateMention::empty(start..end) });
                at = end;
                continue;
            }
        } else if let Some(weekday) = weekday(&w) {
            out.push(DateMention { weekday: Some(weekday), ..DateMention::empty(at..at + 1) });
        } else if let Some(day) = day_at(at).filter(|_| w.ends_with(|c: char| c.is_ascii_alphabetic()) && at > 0 && word(at - 1) == "the")
            && let Some(month) = out.iter().rev().find_map(|d| d.month)
            && !tokens
                .get(at + 1)
                .is_some_and(|t| t.class == Class::Content && text.get(tokens[at].range.end - offset..).is_some_and(|rest| rest.starts_with(' ')))
        {
            // `In August, and on the 23rd`: a day of the month that was named last.
            out.push(DateMention { month: Some(month), day: Some(day), ..DateMention::empty(at..at + 1) });
        } else if let Some(shift) = shift(&w) {
            out.push(DateMention { shift: Some(shift), ..DateMention::empty(at..at + 1) });
        } else if let Some(year) = w.strip_suffix('s').filter(|y| y.len() == 4 && y.ends_with('0')).and_then(|y| y.parse().ok()) {
            out.push(DateMention { year: Some(year), decade: true, ..DateMention::empty(at..at + 1) });
        } else if let Some(year) = year_at(at)
            && quantities.binary_search_by_key(&at, |q| q.tokens.start).is_ok_and(|n| quantities[n].year)
        {
            out.push(DateMention { year: Some(year), ..DateMention::empty(at..at + 1) });
        }
        at += 1;
    }
    let out = merged(out, tokens);
    // Both come in the order of the text, so that a text of nothing but dates is not looked through for each of its numbers.
    let is_dated = |q: &Quantity| out.get(out.partition_point(|d| d.tokens.end <= q.tokens.start)).is_some_and(|d| d.tokens.start < q.tokens.end);
    quantities.retain(|q| q.year || !is_dated(q));
    out
}

/// `Wednesday, July 30` is one date.
fn merged(dates: Vec<DateMention>, tokens: &[Token]) -> Vec<DateMention> {
    let mut out: Vec<DateMention> = Vec::with_capacity(dates.len());
    for b in dates {
        match out.last_mut() {
            Some(a) if is_touching(a, &b, tokens) && a.weekday.is_some() != b.weekday.is_some() && a.month.is_some() != b.month.is_some() => {
                let tokens = a.tokens.start..b.tokens.end;
                let (day, with) = if a.weekday.is_some() { (a.weekday, b) } else { (b.weekday, a.clone()) };
                *a = DateMention { weekday: day, tokens, ..with };
            }
            _ => out.push(b),
        }
    }
    out
}

/// Whether nothing stands between two dates, or one small word.
fn is_touching(a: &DateMention, b: &DateMention, tokens: &[Token]) -> bool {
    b.tokens.start.saturating_sub(a.tokens.end) <= usize::from(b.tokens.start > a.tokens.end && tokens[a.tokens.end].class == Class::Function)
}

/// Whether a month told without its year may be of this one: of the article's own year, or nearly as near to its day. Texts look back farther than ahead.
fn is_near(year: i32, month: u32, published: NaiveDate) -> bool {
    const BACK: u32 = 9;
    const AHEAD: u32 = 6;
    match year - published.year() {
        0 => true,
        -1 => published.month() + 12 <= month + BACK,
        1 => month + 12 <= published.month() + AHEAD,
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::{DateMention, dates};
    use crate::evidence::quantities::quantities;
    use crate::evidence::tokens::tokens;
    use chrono::NaiveDate;

    fn read(text: &str) -> Vec<DateMention> {
        let mut t = tokens(text, 0, &mut false);
        let mut q = quantities(text, 0, &mut t);
        dates(text, 0, &t, &mut q)
    }

    fn parts(text: &str) -> Vec<(Option<i32>, Option<u32>, Option<u32>)> {
        read(text).into_iter().map(|d| (d.year, d.month, d.day)).collect()
    }

    #[test]
    fn one_date_has_many_spellings() {
        for text in ["on July 30, 2025", "30 July 2025", "the 30th of July 2025", "2025-07-30", "Wednesday, July 30, 2025"] {
            assert_eq!(parts(text), [(Some(2025), Some(7), Some(30))], "{text}");
        }
        assert_eq!(parts("It may march in June 2024, by 1999."), [(Some(2024), Some(6), None), (Some(1999), None, None)]);
    }

    #[test]
    fn weekdays_are_days_of_the_calendar_beside_an_articles_own() {
        let published = NaiveDate::from_ymd_opt(2025, 7, 30);
        let said = |claim: &str, source: &str| read(claim)[0].is_said_by(&read(source)[0], published, false);
        assert!(said("July 29", "on Tuesday") && said("Tuesday", "July 29") && said("29 July 2025", "yesterday") && said("Tuesday", "on Tuesday"));
        assert!(!said("July 28", "on Tuesday") && !said("Monday", "July 29") && !said("July 2024", "July 2025") && !said("July 29", "in July"));
        assert!(said("in July", "on July 29") && said("July 29, 2025", "July 29") && !said("July 29, 2021", "July 29"));
    }
}
