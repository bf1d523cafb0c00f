//! Passages and support: which words of an article a claim rests on, whether they carry it, and how a link leads a browser to them.
//!
//! In: plain texts, an article. Out: a [`Passage`], a [`Judgement`], an address with a text fragment. Never: a digest file, a diagnostic, the disk:
//! what a fault means for an editor is said in publish/check, what to do about it in editorial/compose.

mod copied;
mod coverage;
mod dates;
mod day_names;
mod find;
mod fragment;
mod judge;
mod lexicon;
mod locate;
mod marks;
mod measures;
mod phrasal;
mod quantities;
mod reading;
mod shares;
mod source_text;
mod spans;
mod statement;
mod tokens;
mod wording;
mod worked_out;

pub use copied::{Copied, copied};
pub use find::find;
pub use fragment::link;
pub use judge::{Cited, Disagreement, Fault, FaultKind, Judgement, absent, disagreement, is_attributed, judge};
pub use locate::{Located, locate};
pub use source_text::{SourceSentence, SourceText};
pub use statement::Statement;

/// The words of an article that support a claim: parts of its plain text in their order, more than one where there are gaps.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Passage {
    pub parts: Vec<String>,
}
