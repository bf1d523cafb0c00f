//! Stretches of the calendar that a text names from where it stands: `last month`, `this week`, `next year`.

use super::lexicon::{Sym, Words};
use super::tokens::Token;
use chrono::{Datelike as _, Days, Months, NaiveDate};
use std::ops::{Range, RangeInclusive};
use std::sync::LazyLock;

/// A week, month, quarter, year or season, counted from the one in which the text was written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Span {
    pub unit: Sym,
    /// −1 for the last, 0 for this, 1 for the next.
    pub shift: i32,
    /// The tokens it is written with.
    pub tokens: Range<usize>,
}

const LAST: Sym = Sym::raw("last");
const THIS: Sym = Sym::raw("this");
const NEXT: Sym = Sym::raw("next");
const WEEK: Sym = Sym::raw("week");
const MONTH: Sym = Sym::raw("month");
const QUARTER: Sym = Sym::raw("quarter");
const YEAR: Sym = Sym::raw("year");

static UNITS: LazyLock<Words> =
    LazyLock::new(|| Words::typed(["week", "weekend", "month", "quarter", "year", "decade", "century", "spring", "summer", "autumn", "fall", "winter"]));

impl Span {
    pub fn is_same(&self, other: &Self) -> bool {
        self.unit == other.unit && self.shift == other.shift
    }

    /// First and last day of a week, month, quarter or year, beside the day on which the text was written.
    pub fn days(&self, written: NaiveDate) -> Option<RangeInclusive<NaiveDate>> {
        let months = |first: NaiveDate, count: u32| {
            let from = if self.shift < 0 {
                first.checked_sub_months(Months::new(count))
            } else {
                first.checked_add_months(Months::new(count * self.shift.unsigned_abs()))
            }?;
            Some(from..=from.checked_add_months(Months::new(count))?.pred_opt()?)
        };
        match self.unit {
            WEEK => {
                let monday = written.checked_sub_days(Days::new(u64::from(written.weekday().num_days_from_monday())))?;
                let from = monday.checked_add_signed(chrono::TimeDelta::weeks(i64::from(self.shift)))?;
                Some(from..=from.checked_add_days(Days::new(6))?)
            }
            MONTH => months(written.with_day(1)?, 1),
            QUARTER => months(written.with_day(1)?.with_month0(written.month0() / 3 * 3)?, 3),
            YEAR => months(NaiveDate::from_ymd_opt(written.year(), 1, 1)?, 12),
            _ => None,
        }
    }

    /// Whether all of another stretch lies in this one, as last month may lie in this year.
    pub fn holds(&self, other: &Self, written: Option<NaiveDate>) -> bool {
        let days = |span: &Self| written.and_then(|day| span.days(day));
        match (days(self), days(other)) {
            (Some(ours), Some(theirs)) => ours.contains(theirs.start()) && ours.contains(theirs.end()),
            // A season may lie in any year, and a stretch of this year in this year.
            (Some(_), None) | (None, Some(_)) => true,
            (None, None) => self.shift == 0 && self.unit == YEAR && other.shift <= 0,
        }
    }
}

/// Finds them. `over the last year` and `the next day` are counted from elsewhere, or none of the calendar's.
pub(super) fn spans(tokens: &[Token]) -> Vec<Span> {
    const THE: Sym = Sym::raw("the");
    let mut out = Vec::new();
    for n in 1..tokens.len() {
        let shift = match tokens[n - 1].typed {
            LAST => -1,
            THIS => 0,
            NEXT => 1,
            _ => continue,
        };
        if UNITS.has(tokens[n].typed) && !(n >= 2 && tokens[n - 2].typed == THE) {
            out.push(Span { unit: tokens[n].typed, shift, tokens: n - 1..n + 1 });
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::{Span, spans};
    use crate::evidence::tokens::tokens;
    use chrono::NaiveDate;

    fn read(text: &str) -> Vec<Span> {
        spans(&tokens(text, 0, &mut false))
    }

    #[test]
    fn stretches_of_the_calendar_are_counted_from_where_a_text_stands() {
        let written = NaiveDate::from_ymd_opt(2026, 1, 15).unwrap();
        let days = |text: &str| read(text)[0].days(written).map(|d| (d.start().to_string(), d.end().to_string()));
        let between = |a: &str, b: &str| Some((a.to_owned(), b.to_owned()));
        assert_eq!(days("It opened last month."), between("2025-12-01", "2025-12-31"));
        assert_eq!(days("This week’s talks"), between("2026-01-12", "2026-01-18"));
        assert_eq!(days("early next quarter"), between("2026-04-01", "2026-06-30"));
        assert_eq!(days("Next year"), between("2027-01-01", "2027-12-31"));
        assert_eq!(days("last summer"), None);
        assert!(
            read("over the last year, the next day, at last year by year").iter().all(|s| s.tokens == (8..10)),
            "a stretch up to now is no year of the calendar"
        );
    }

    #[test]
    fn one_stretch_may_hold_another() {
        let holds = |a: &str, b: &str, day: &str| read(a)[0].holds(&read(b)[0], day.parse().ok());
        assert!(holds("this year", "last month", "2026-07-30") && !holds("last year", "last month", "2026-07-30"));
        assert!(holds("last year", "last month", "2026-01-30") && !holds("last month", "last year", "2026-01-30") && holds("this year", "last month", ""));
        assert!(!holds("last year", "last month", ""));
    }
}
