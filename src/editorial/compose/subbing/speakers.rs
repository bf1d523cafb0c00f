//! Who says what is quoted. A quotation without its speaker is mended from the sentences beside it, or struck.

use super::people::{self, NAME, People};
use super::{Copy, openings, quotes};
use crate::editorial::compose::material::Report;
use crate::editorial::compose::quotation;
use regex::Regex;
use std::sync::LazyLock;

/// Verbs that give words to somebody, as an alternation.
pub(super) const VERBS: &str = "said|says|told|added|adds|wrote|writes|tweeted|explained|explains|noted|notes|argued|argues|warned|warns|claimed|insisted|asked|recalled|continued|replied|declared|announced|stated|admitted|acknowledged|concluded|testified|suggested|remarked|responded|observed|stressed|complained|joked|predicted|revealed|posted|commented";

static PRONOUN_BEHIND: LazyLock<Option<Regex>> =
    LazyLock::new(|| Regex::new(&format!(r"”,? (?:(he|she|they|the \w+(?: \w+)?) ({VERBS})|({VERBS}) (he|she|they))\b")).ok());
static VERB: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(&format!(r"\b(?:{VERBS}|according to|called|calls|described|describes|dubbed|known as|titled|entitled|labeled|labelled|termed|so-called|branded|dismissed|denounced|praised|vowed|pledged|promised|urged|reads|read|accused|quoted|announcing|saying|telling|calling|describing|declaring|warning|arguing|adding|citing|referred|refers|becoming)\b")).ok()
});

/// Gives a quotation its speaker; `None` where it has none to give. A copy without quotation, or with its speaker, stays as it is.
pub(super) fn name(copy: &mut Copy, report: &Report, at: usize, people: &People) -> Option<()> {
    if !copy.text.contains('“') {
        return Some(());
    }
    if pronoun(copy, report, at, people) {
        return Some(());
    }
    let bare = quotation::outside(&copy.text);
    let quoted_words = crate::text::words::count(&copy.text).saturating_sub(crate::text::words::count(&bare));
    let by = VERB.as_ref().is_some_and(|v| v.is_match(&bare));
    if by {
        copy.speaker = people::speech_subjects(&bare).into_iter().next().map(|(n, _)| people.full(&n).unwrap_or(&n).to_owned());
        return Some(());
    }
    // A few quoted words in a sentence of its own are a term or a title, not a statement.
    if quoted_words <= 6 && crate::text::words::count(&bare) > quoted_words {
        return Some(());
    }
    let (speaker, line) = beside(report, at, people)?;
    whole_quotation(copy, &speaker, line, at)
}

/// `“…,” he said`: the name in place of the pronoun where the sentence before gives it, else the sentence hangs on that one.
fn pronoun(copy: &mut Copy, report: &Report, at: usize, people: &People) -> bool {
    let Some(found) = PRONOUN_BEHIND.as_ref().and_then(|r| r.captures(&copy.text)) else { return false };
    let Some(spot) = found.get(1).or_else(|| found.get(4)).map(|m| m.range()) else { return false };
    let person = matches!(&copy.text[spot.clone()], "he" | "she");
    match beside(report, at, people).filter(|_| person) {
        Some((name, line)) if line < at => {
            copy.text.replace_range(spot, &name);
            copy.lines.insert(0, line);
            copy.speaker = Some(name);
        }
        _ => copy.hangs = true,
    }
    true
}

/// The name that is bound to a verb of speech in the sentence before or behind, in the same paragraph (or the one before, for the sentence
/// before), and the line that binds it.
fn beside(report: &Report, at: usize, people: &People) -> Option<(String, usize)> {
    let own = &report.lines[at];
    // A quotation that runs on belongs to whoever closes it.
    let behind = (at + 1..report.lines.len().min(at + 3)).find(|n| !report.lines[*n].quotation.open_after).filter(|_| own.quotation.open_after);
    let before = at.checked_sub(1);
    let candidates = [behind, before, if own.quotation.open_after { None } else { Some(at + 1) }];
    for n in candidates.into_iter().flatten() {
        let Some(line) = report.lines.get(n) else { continue };
        let near = line.block == own.block || (n < at && line.block + 1 == own.block);
        if !near {
            continue;
        }
        let closed = quotes::close(&line.text, &line.quotation).unwrap_or_else(|| line.text.clone());
        let bare = quotation::outside(&closed);
        let names: Vec<_> = people::speech_subjects(&bare).into_iter().filter_map(|(n, _)| full_name(&n, people)).collect();
        let one = names.first().filter(|first| names.iter().all(|n| n == *first));
        // The sentence behind names another speaker more often than this one's, unless the quotation runs on into it.
        if let Some(name) = one
            && (n < at || own.quotation.open_after)
        {
            return Some((name.clone(), n));
        }
    }
    None
}

fn full_name(name: &str, people: &People) -> Option<String> {
    if name.contains(' ') { people::person(name) } else { people.full(name).map(str::to_owned) }
}

/// A sentence that is all quotation: `“…,” said NAME.`
fn whole_quotation(copy: &mut Copy, speaker: &str, line: usize, at: usize) -> Option<()> {
    let inner = copy.text.strip_prefix('“')?.strip_suffix('”')?;
    if inner.contains(['“', '”']) {
        return None;
    }
    let body = inner.trim_end_matches('.');
    let mark = if body.ends_with(['!', '?', ',']) { "" } else { "," };
    copy.text = format!("“{}{mark}” said {speaker}.", openings::capitalised(body));
    copy.speaker = Some(speaker.to_owned());
    copy.lines.push(line);
    copy.lines.sort_unstable();
    copy.lines.dedup();
    debug_assert!(copy.lines.contains(&at));
    Some(())
}

/// Whether a text is nothing but a name; for tests of the pattern.
#[cfg(test)]
pub(super) fn is_name(text: &str) -> bool {
    Regex::new(&format!("^{NAME}$")).is_ok_and(|r| r.is_match(text))
}

#[cfg(not(test))]
const _: &str = NAME;
