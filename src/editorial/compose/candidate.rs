//! A sentence on the way into the digest: mended, measured, and tied to the sentence that it hangs on.

use super::material::Report;
use super::subbing::Copy;
use super::weight::{Bigrams, Content, Weights};
use crate::text::words::count;

/// A sentence that may be chosen.
#[derive(Debug)]
pub(super) struct Candidate {
    pub report: usize,
    pub line: usize,
    pub copy: Copy,
    /// With its attribution.
    pub words: usize,
    /// Words of its article before it.
    pub offset: usize,
    pub bigrams: Bigrams,
    /// Its content words, for likeness.
    pub content: Content,
    /// The candidate right before it in its article, on which it hangs.
    leader: Option<usize>,
}

impl Candidate {
    /// The candidate that it must follow, if it hangs.
    pub fn leader(&self) -> Option<usize> {
        self.leader
    }
}

/// All sentences that can be printed, in the order of the reports.
pub(super) fn candidates(reports: &[Report], copies: Vec<(usize, usize, Copy)>, weights: &Weights, attribution: &dyn Fn(usize) -> usize) -> Vec<Candidate> {
    let mut out: Vec<Candidate> = Vec::new();
    for (report, line, copy) in copies {
        let leader = if copy.hangs {
            // Directly before it, and not further away than the paragraph before.
            let before = out.iter().rposition(|c| c.report == report && c.line + 1 == line);
            let near = |at: usize| reports[report].lines[out[at].line].block + 1 >= reports[report].lines[line].block;
            match before.filter(|at| near(*at)) {
                Some(at) => Some(at),
                None => continue,
            }
        } else {
            None
        };
        let words = count(&copy.text) + attribution(report);
        let bigrams = weights.bigrams(&copy.text);
        let content = weights.content(&copy.text);
        let offset = reports[report].lines[line].offset;
        out.push(Candidate { report, line, copy, words, offset, bigrams, content, leader });
    }
    out
}
