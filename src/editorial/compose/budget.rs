//! The quote budget: how many words in a row, and which share of a source's words, a draft may take over.

use super::candidate::Candidate;
use super::material::Report;
use crate::config::QuoteBudget;
use crate::text::words::count;

/// What has been taken from each origin.
#[derive(Clone, Debug)]
pub(super) struct Taken<'a> {
    reports: &'a [Report<'a>],
    budget: QuoteBudget,
    /// Words by report.
    words: Vec<usize>,
}

impl<'a> Taken<'a> {
    pub fn new(reports: &'a [Report<'a>], budget: QuoteBudget) -> Self {
        Self { reports, budget, words: vec![0; reports.len()] }
    }

    /// Words of a report that may be taken in all. What is taken from a text is taken from each of its copies.
    fn share(&self, report: usize) -> usize {
        let origin = self.reports[report].origin;
        let shortest = self.reports.iter().filter(|r| r.origin == origin && !r.lines.is_empty()).map(|r| r.words).min().unwrap_or(0);
        (shortest as f64 * self.budget.share) as usize
    }

    /// Words of a report in one piece that may be taken while nothing else is.
    pub fn room(&self, report: usize) -> usize {
        self.share(report).min(self.budget.longest as usize)
    }

    pub fn allows(&self, unit: &[usize], pool: &[Candidate], chosen: &[usize]) -> bool {
        let Some(report) = unit.first().map(|c| pool[*c].report) else { return true };
        let longest = self.budget.longest as usize;
        // Neighbours in the source that will stand side by side in the digest are one run.
        let mut lines: Vec<(usize, usize)> =
            chosen.iter().chain(unit).map(|c| &pool[*c]).filter(|c| c.report == report).map(|c| (c.line, count(&c.copy.text))).collect();
        lines.sort_unstable();
        let mut run = 0;
        let mut last = None;
        for (line, words) in lines {
            run = if last.is_some_and(|l: usize| l + 1 == line) { run + words } else { words };
            if run > longest {
                return false;
            }
            last = Some(line);
        }
        let origin = self.reports[report].origin;
        let before: usize = (0..self.reports.len()).filter(|r| self.reports[*r].origin == origin).map(|r| self.words[r]).sum();
        let more: usize = unit.iter().map(|c| count(&pool[*c].copy.text)).sum();
        before + more <= self.share(report)
    }

    pub fn take(&mut self, unit: &[usize], pool: &[Candidate]) {
        for c in unit {
            self.words[pool[*c].report] += count(&pool[*c].copy.text);
        }
    }
}
