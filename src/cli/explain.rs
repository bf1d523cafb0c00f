//! `digest explain`: what a code of a finding means, with an example and how to mend it, for whoever has the program and not its docs.

use super::{Console, Outcome};
use crate::diag::{Diagnostic, NoTexts, codes, nearest};
use rust_embed::RustEmbed;

#[derive(Debug, clap::Args)]
pub(super) struct Arguments {
    /// The code, as it stands in brackets in a finding; without one, all codes are listed
    #[arg(value_name = "CODE")]
    code: Option<String>,
}

/// The pages of docs/diagnostics, a file a code.
#[derive(RustEmbed)]
#[folder = "docs/diagnostics/"]
struct Pages;

pub(super) fn run(console: &Console, arguments: &Arguments) -> Outcome {
    let Some(given) = &arguments.code else {
        list(console);
        return Outcome::Fine;
    };
    let page = codes::named(given).and_then(|code| Pages::get(&format!("{}.md", code.name)));
    let Some(page) = page else {
        let found = Diagnostic::homeless(&codes::BAD_VALUE, format!("there is no code `{given}`"));
        let with_it: Vec<String> =
            codes::ALL.iter().filter(|c| !given.is_empty() && c.name.contains(given.as_str())).map(|c| format!("`{}`", c.name)).collect();
        let hint = match nearest(given, codes::ALL.iter().map(|c| c.name)) {
            Some(name) => format!("did you mean `{name}`?"),
            None if !with_it.is_empty() => format!("did you mean {}?", with_it.join(" or ")),
            None => "`digest explain` lists them all".to_owned(),
        };
        console.findings(&[found.hint(hint)], &NoTexts);
        return Outcome::Failed;
    };
    console.out(&as_text(&String::from_utf8_lossy(&page.data)));
    Outcome::Fine
}

fn list(console: &Console) {
    let widest = codes::ALL.iter().map(|c| c.name.len()).max().unwrap_or_default();
    for (group, codes) in codes::GROUPS {
        console.out(group);
        for code in *codes {
            console.out(&format!("  {:widest$}  {:7}  {}", code.name, code.severity.word(), code.about));
        }
        console.out("");
    }
    console.out("`digest explain CODE` tells what one means, with an example and how to mend it.");
}

/// A page without what only a browser has a use for: links among the docs, and the marks of headings and fences.
fn as_text(page: &str) -> String {
    let page = page.rsplit_once("\n[All diagnostics]").map_or(page, |(page, _)| page);
    let mut out = String::new();
    let mut fenced = false;
    for line in page.lines() {
        if line.starts_with("```") {
            fenced = !fenced;
        } else if fenced {
            out.push_str("    ");
            out.push_str(line);
            out.push('\n');
        } else {
            out.push_str(&without_links(line.trim_start_matches('#').trim_start()));
            out.push('\n');
        }
    }
    out.trim_end().to_owned()
}

/// `[text](../page.md)` as its text alone.
fn without_links(line: &str) -> String {
    let mut out = String::new();
    let mut rest = line;
    while let Some((before, after)) = rest.split_once("](../") {
        let (Some(open), Some((_, behind))) = (before.rfind('['), after.split_once(')')) else { break };
        out.push_str(&before[..open]);
        out.push_str(&before[open + 1..]);
        rest = behind;
    }
    out + rest
}
