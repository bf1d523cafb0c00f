//! Gives quotations their speakers. A quotation without one is mended from the sentences beside it, stands behind the line that it goes on from, or is
//! struck.

use super::voices::{Voice, Voices};
use super::{Copy, chinese, speech};
use crate::editorial::compose::lists::SPEECH_VERBS;
use crate::editorial::compose::material::Report;
use crate::editorial::compose::quotation;
use crate::text::words::{self, count};
use regex::Regex;
use std::sync::LazyLock;

/// A pronoun with its verb right behind a quotation.
static PRONOUN_BEHIND: LazyLock<Option<Regex>> = LazyLock::new(|| {
    let verbs = SPEECH_VERBS.iter().collect::<Vec<_>>().join("|");
    Regex::new(&format!(r"”,? (?:(he|she|they|the \w+(?: \w+)?) (?:[a-z]+ly )?(?:{verbs})|(?:{verbs}) (he|she|they))\b")).ok()
});

/// Quoted words that are a term or a title rather than a statement, at most.
const TERM: usize = 6;
/// Lines from the one that names a speaker to the quotation, at most, that are cited whole.
const NEAR: usize = 3;

/// Gives a quotation its speaker; `None` where it has none to give. A copy without quotation, or with its speaker, stays as it is.
pub(super) fn name(copy: &mut Copy, report: &Report, at: usize, voices: &Voices) -> Option<()> {
    if !copy.text.contains('“') {
        return Some(());
    }
    let voice = voices.of_line(at);
    if pronoun(copy, report, at, voice) {
        return Some(());
    }
    let bare = quotation::outside(&copy.text);
    if speech::owns_its_quotation(&bare) || (chinese::is_written(&copy.text) && chinese::owns_its_quotation(&bare)) {
        copy.speaker = voice.map(|v| v.name.clone()).or_else(|| speech::speakers(&bare).into_iter().next());
        return Some(());
    }
    let quoted = count(&copy.text).saturating_sub(count(&bare));
    if quoted <= TERM && count(&bare) > quoted {
        return Some(());
    }
    if let Some(voice) = voice {
        return whole_quotation(copy, report, voice, at);
    }
    // What is quoted right behind a line that says whose words they are goes on in that voice, and is read so.
    let goes_on = at > 0 && report.lines[at - 1].block == report.lines[at].block && voices.is_owned(at - 1) && !report.lines[at].quotation.open_after;
    goes_on.then(|| copy.hangs = true)
}

/// `“…,” he said`: the name in place of the pronoun where the lines before give it, else the sentence hangs on them.
fn pronoun(copy: &mut Copy, report: &Report, at: usize, voice: Option<&Voice>) -> bool {
    let Some(found) = PRONOUN_BEHIND.as_ref().and_then(|r| r.captures(&copy.text)) else { return false };
    let Some(spot) = found.get(1).or_else(|| found.get(2)).map(|m| m.range()) else { return false };
    let person = matches!(&copy.text[spot.clone()], "he" | "she");
    match voice.filter(|v| person && v.line < at) {
        Some(voice) => {
            copy.text.replace_range(spot, &voice.name);
            copy.speaker = Some(voice.name.clone());
            cite(copy, report, voice.line, at);
        }
        None => copy.hangs = true,
    }
    true
}

/// A sentence that is all quotation: `“…,” said NAME.`
fn whole_quotation(copy: &mut Copy, report: &Report, voice: &Voice, at: usize) -> Option<()> {
    let inner = copy.text.strip_prefix('“')?.strip_suffix('”')?;
    if inner.contains(['“', '”']) {
        return None;
    }
    let body = inner.trim_end_matches('.');
    let mark = if body.ends_with(['!', '?', ',']) { "" } else { "," };
    copy.text = format!("“{}{mark}” said {}.", words::capitalised(body), voice.name);
    copy.speaker = Some(voice.name.clone());
    cite(copy, report, voice.line, at);
    Some(())
}

/// Adds the line that names the speaker, and those between where they are few: who reads the passage sees that it goes on in one voice.
fn cite(copy: &mut Copy, report: &Report, from: usize, at: usize) {
    let (first, last) = (from.min(at), from.max(at));
    let whole = last - first <= NEAR && report.lines[first].block == report.lines[last].block;
    copy.lines.extend(if whole { (first..=last).collect() } else { vec![from] });
    copy.lines.sort_unstable();
    copy.lines.dedup();
}
