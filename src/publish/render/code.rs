//! Code blocks with their language's colours, as CSS classes: the page allows no inline style.

use super::Place;
use super::escape::push;
use std::collections::HashMap;
use std::sync::{Arc, LazyLock, Mutex, PoisonError};
use syntect::parsing::{ParseState, ScopeStack, SyntaxSet};
use syntect::util::LinesWithEndings;

/// Loading the grammars takes longer than a whole small build, so it waits for the first code block.
static SYNTAXES: LazyLock<SyntaxSet> = LazyLock::new(SyntaxSet::load_defaults_newlines);

/// Beyond this many bytes a block is shown without colours: a grammar takes its time on a line of a megabyte.
const LONGEST: usize = 100_000;

pub(super) fn write(out: &mut String, language: &str, code: &str, place: Place) {
    // A feed has no style sheet for the classes, and nothing to scroll in.
    out.push_str(if place == Place::Page { "<pre tabindex=\"0\"><code>" } else { "<pre><code>" });
    match (place == Place::Page).then(|| colored(language, code)).flatten() {
        Some(html) => out.push_str(&html),
        None => push(out, code),
    }
    out.push_str("</code></pre>\n");
}

/// Blocks that were coloured before, by the hash of language and code: a grammar is slow, and a site shows the same snippet in many digests.
static COLORED: LazyLock<Mutex<HashMap<[u8; 32], Arc<str>>>> = LazyLock::new(Mutex::default);

/// So many are kept; then all are forgotten.
const KEPT: usize = 4096;

fn colored(language: &str, code: &str) -> Option<Arc<str>> {
    let name = language.split([',', ' ', '{']).next().filter(|n| !n.is_empty())?;
    if code.len() > LONGEST {
        return None;
    }
    let key = *blake3::Hasher::new().update(name.as_bytes()).update(b"\n").update(code.as_bytes()).finalize().as_bytes();
    if let Some(known) = COLORED.lock().unwrap_or_else(PoisonError::into_inner).get(&key) {
        return Some(Arc::clone(known));
    }
    let made: Arc<str> = color(name, code)?.into();
    let mut all = COLORED.lock().unwrap_or_else(PoisonError::into_inner);
    if all.len() >= KEPT {
        all.clear();
    }
    all.insert(key, Arc::clone(&made));
    Some(made)
}

/// The outermost kinds of scope that a theme has colours for; of the others a page would carry ten times its code in names that nobody styles.
const KINDS: [&str; 8] = ["comment", "string", "constant", "keyword", "storage", "entity", "support", "variable"];

fn color(name: &str, code: &str) -> Option<String> {
    let syntax = SYNTAXES.find_syntax_by_token(name)?;
    let (mut state, mut scopes) = (ParseState::new(syntax), ScopeStack::new());
    let mut out = String::with_capacity(code.len() * 2);
    // The kind of the span that is open, and text that waits to be written in it: neighbours of one kind share a span.
    let (mut open, mut run): (Option<&str>, &str) = (None, "");
    let mut start = 0;
    for line in LinesWithEndings::from(code) {
        let mut at = start;
        for (column, change) in state.parse_line(line, &SYNTAXES).ok()? {
            let here = start + column;
            if here > at {
                let kind = kind(&scopes);
                if kind != open {
                    write_run(&mut out, open, run);
                    (open, run) = (kind, &code[at..here]);
                } else {
                    run = &code[at - run.len()..here];
                }
                at = here;
            }
            scopes.apply(&change).ok()?;
        }
        start += line.len();
        if start > at {
            let kind = kind(&scopes);
            if kind != open {
                write_run(&mut out, open, run);
                (open, run) = (kind, &code[at..start]);
            } else {
                run = &code[at - run.len()..start];
            }
        }
    }
    write_run(&mut out, open, run);
    Some(out)
}

fn write_run(out: &mut String, kind: Option<&str>, text: &str) {
    match kind.filter(|_| !text.trim().is_empty()) {
        Some(kind) => {
            out.push_str("<span class=\"c-");
            out.push_str(kind);
            out.push_str("\">");
            push(out, text);
            out.push_str("</span>");
        }
        None => push(out, text),
    }
}

/// The innermost scope that has a colour.
fn kind(scopes: &ScopeStack) -> Option<&'static str> {
    scopes.as_slice().iter().rev().find_map(|scope| {
        let first = scope.build_string();
        KINDS.into_iter().find(|kind| first.split('.').next() == Some(*kind))
    })
}
