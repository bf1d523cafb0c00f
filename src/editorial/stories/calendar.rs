//! Which articles lie near enough in time to tell of one event.

use std::ops::Range;

/// Which articles may be neighbours of one another: those within some days, and those whose day is not known.
#[derive(Debug)]
pub(super) struct Calendar {
    /// A number of the day, for each article in their order: those without a day first, then by day.
    days: Vec<Option<i64>>,
    /// How many have no day.
    undated: usize,
    /// How far apart two may lie.
    apart: i64,
}

impl Calendar {
    pub(super) fn new(days: Vec<Option<i64>>, apart: u32) -> Self {
        let undated = days.iter().take_while(|d| d.is_none()).count();
        Self { days, undated, apart: i64::from(apart) }
    }

    pub(super) fn day(&self, article: u32) -> Option<i64> {
        self.days.get(article as usize).copied().flatten()
    }

    /// Whether the days of the two allow them to tell of one event. An unknown day neither joins nor parts.
    pub(super) fn may_meet(&self, a: u32, b: u32) -> bool {
        self.day(a).zip(self.day(b)).is_none_or(|(a, b)| (a - b).abs() <= self.apart)
    }

    /// The dated articles that may stand with this one.
    pub(super) fn window(&self, article: u32) -> Range<u32> {
        let all = u32::try_from(self.days.len()).unwrap_or(u32::MAX);
        let dated = &self.days[self.undated..];
        let place = |at: usize| u32::try_from(self.undated + at).unwrap_or(u32::MAX);
        match self.day(article) {
            None => place(0)..all,
            Some(day) => {
                place(dated.partition_point(|d| d.is_some_and(|d| d < day - self.apart)))
                    ..place(dated.partition_point(|d| d.is_some_and(|d| d <= day + self.apart)))
            }
        }
    }

    /// The articles that may stand with this one, itself among them: those without a day, then those of the days around its own.
    pub(super) fn around(&self, article: u32) -> impl Iterator<Item = u32> + use<> {
        (0..self.undated()).chain(self.window(article))
    }

    /// How many articles have no day: they stand first.
    pub(super) fn undated(&self) -> u32 {
        u32::try_from(self.undated).unwrap_or(u32::MAX)
    }
}
