//! The rules of form, and those that judge a digest as a whole. What single claims are worth is said in `truth`.

mod addresses;
mod budget;
mod dates;
mod headlines;
mod images;
mod kept;
mod links;
mod opinion;
mod origin;
mod passages;
mod sources;
mod summary;
mod topics;
mod uncited;

use super::case::Case;
use crate::diag::Diagnostic;

pub(super) const ALL: &[fn(&Case) -> Vec<Diagnostic>] = &[
    addresses::rule,
    budget::rule,
    dates::rule,
    headlines::rule,
    images::rule,
    kept::rule,
    links::rule,
    opinion::rule,
    origin::rule,
    passages::rule,
    sources::rule,
    summary::rule,
    topics::rule,
    uncited::rule,
];
