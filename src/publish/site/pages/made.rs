//! How a story was made, and what the check made of it.

use super::super::catalogue::Story;
use super::super::views::{CountsView, MadeView};
use crate::publish::check::VerdictKind;
use crate::types::Writer;

pub(super) fn made(story: &Story) -> MadeView {
    let digest = &story.file.digest;
    let (writer, model) = match &digest.writer {
        Writer::Extractive => ("extractive", None),
        Writer::Model(name) => ("model", Some(name.clone())),
        Writer::Hand => ("hand", None),
    };
    MadeView { writer: writer.to_owned(), ai_label: model.is_some() && digest.reviewed_by.is_none(), model, reviewed_by: digest.reviewed_by.clone() }
}

pub(super) fn counts(story: &Story) -> CountsView {
    let count = |kind: VerdictKind| story.verdicts.iter().filter(|v| v.kind == kind).count();
    CountsView {
        claims: story.claims,
        citations: story.citations,
        supported: count(VerdictKind::Supported),
        unsupported: count(VerdictKind::Unsupported),
        uncited: count(VerdictKind::Uncited),
        synthesis: count(VerdictKind::Synthesis),
        unverifiable: count(VerdictKind::Unverifiable),
    }
}
