//! The rules of form, and those that judge a digest as a whole. What single claims are worth is said in `truth`.

mod article_not_kept;
mod budget;
mod circular_source;
mod dates;
mod headlines;
mod images;
mod links;
mod no_address;
mod no_sources;
mod opinion;
mod origin;
mod passages;
mod rehost_link;
mod source_changed;
mod sources_disagree;
mod summary;
mod topics;
mod uncited;
mod unknown_source;
mod unsafe_link;
mod unused_source;

pub(super) use circular_source::names_site;

use super::case::Case;
use crate::diag::Diagnostic;

pub(super) const ALL: &[fn(&Case) -> Vec<Diagnostic>] = &[
    article_not_kept::rule,
    budget::rule,
    circular_source::rule,
    dates::rule,
    headlines::rule,
    images::rule,
    links::rule,
    no_address::rule,
    no_sources::rule,
    opinion::rule,
    origin::rule,
    passages::rule,
    rehost_link::rule,
    source_changed::rule,
    sources_disagree::rule,
    summary::rule,
    topics::rule,
    uncited::rule,
    unknown_source::rule,
    unsafe_link::rule,
    unused_source::rule,
];
