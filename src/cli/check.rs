//! `digest check`: every rule on every digest.

use super::console::{count, now, stops, tally};
use super::{Console, Outcome, asking, external, prove};
use crate::diag::Diagnostic;
use crate::files::{self, Snapshot};
use crate::pipeline::{self, CheckedContent, Memory};
use crate::publish::check::{Verdict, VerdictKind};
use crate::types::OpenDigest;
use rayon::prelude::*;
use std::fmt::Write as _;
use std::path::Path;

#[derive(Debug, clap::Args)]
pub(super) struct Arguments {
    /// Print the verdict on every claim instead of findings
    #[arg(long)]
    claims: bool,
    /// With --claims: one JSON object a claim
    #[arg(long, requires = "claims")]
    json: bool,
    /// Ask whether the originals still answer
    #[arg(long)]
    external: bool,
    /// With --external: ask addresses of this machine and network too
    #[arg(long, requires = "external")]
    allow_private: bool,
    /// Prove a published site again: its claims.json against the articles, without the network
    #[arg(long, value_name = "DIR", conflicts_with_all = ["claims", "external"])]
    site: Option<std::path::PathBuf>,
    /// Warnings count as errors
    #[arg(long)]
    strict: bool,
}

pub(super) fn run(root: &Path, console: &Console, arguments: &Arguments) -> Outcome {
    if let Some(site) = &arguments.site {
        return prove::run(root, site, console);
    }
    let (snapshot, checked, mut findings) = look(root, console);
    let CheckedContent { content, verdicts, .. } = checked;
    if arguments.external {
        findings.extend(external::ask(root, &content, console, arguments.allow_private));
    }
    if arguments.claims {
        // So many digests' claims at once as both cores have to do, and memory has room for.
        for (digests, verdicts) in content.digests.chunks(AT_ONCE).zip(verdicts.chunks(AT_ONCE)) {
            let lines: Vec<String> = digests.par_iter().zip(verdicts).map(|(digest, verdicts)| claims(&digest.open(), verdicts, arguments.json)).collect();
            console.lines(&lines.concat());
        }
        if !arguments.json {
            console.say(&totals(&verdicts));
        }
        // Standard output is the claims' alone; what stops the command is said on standard error, for people and programs alike.
        if !arguments.json {
            console.findings(&findings, &snapshot);
        }
    } else {
        console.findings(&findings, &snapshot);
        let checked = format!("{} in {}", count(verdicts.iter().map(Vec::len).sum(), "claim"), count(content.digests.len(), "digest"));
        console.say(&match tally(&findings) {
            Some(tally) => format!("checked {checked}: {tally}"),
            None => format!("checked {checked}: nothing found"),
        });
        console.say(&totals(&verdicts));
    }
    if stops(&findings, arguments.strict, &content.config.deny) { Outcome::Problems } else { Outcome::Fine }
}

/// Checks the folder. Where a model takes a second look, it is asked what it was not asked before, and with its answers the folder is checked again.
fn look(root: &Path, console: &Console) -> (Snapshot, CheckedContent, Vec<Diagnostic>) {
    let memory = Memory::default();
    let mut told = Vec::new();
    let mut first = true;
    loop {
        let mut findings = Vec::new();
        let snapshot = files::read(root).take(&mut findings);
        let mut checked = pipeline::check_site(&snapshot, now(), &memory).take(&mut findings);
        if std::mem::take(&mut first) {
            match asking::doubts(root, console, &mut checked, &findings, &mut told) {
                Ok(true) => continue,
                Ok(false) => {}
                Err(fault) => told.push(fault),
            }
        }
        findings.append(&mut told);
        return (snapshot, checked, findings);
    }
}

/// Digests whose claims are laid out together.
const AT_ONCE: usize = 256;

/// What `--claims --json` tells of a claim.
#[derive(serde::Serialize)]
struct Told<'a> {
    file: &'a str,
    line: usize,
    column: usize,
    claim: &'a str,
    citations: &'a [&'a str],
    support: f64,
    verdict: &'a str,
}

/// The claims of a digest, a line each.
fn claims(digest: &OpenDigest, verdicts: &[Verdict], as_json: bool) -> String {
    let mut out = String::new();
    let mut place = Place::new(&digest.text);
    for (claim, verdict) in digest.body.claims.iter().zip(verdicts) {
        let (line, column) = place.of(verdict.span.start);
        let citations: Vec<&str> = claim.citations.iter().map(|c| c.label.as_str()).collect();
        if as_json {
            let support = (verdict.support * 1000.0).round() / 1000.0;
            let told = Told { file: &digest.path, line, column, claim: &claim.text, citations: &citations, support, verdict: verdict.kind.word() };
            // Plain texts and numbers can always be written.
            out.push_str(&serde_json::to_string(&told).unwrap_or_default());
            out.push('\n');
        } else {
            let support = if verdict.support > 0.0 { format!("{:>3.0}%", verdict.support * 100.0) } else { "   –".to_owned() };
            let cited = if citations.is_empty() { String::new() } else { format!(" [{}]", citations.join(" ")) };
            let _ = writeln!(out, "{:<12} {support}  {}:{line}:{column}  {}{cited}", verdict.kind.word(), digest.path, claim.text);
        }
    }
    out
}

/// Citation recall is the share of claims that their citations together support (Gao et al. 2023, ALCE).
fn totals(verdicts: &[Vec<Verdict>]) -> String {
    let of = |kind: VerdictKind| verdicts.iter().flatten().filter(|v| v.kind == kind).count();
    let all = verdicts.iter().flatten().count();
    let parts: Vec<String> = [VerdictKind::Supported, VerdictKind::Unsupported, VerdictKind::Uncited, VerdictKind::Synthesis, VerdictKind::Unverifiable]
        .into_iter()
        .map(|kind| (of(kind), kind.word()))
        .filter(|(n, _)| *n > 0)
        .map(|(n, word)| format!("{n} {word}"))
        .collect();
    let judged = of(VerdictKind::Supported) + of(VerdictKind::Unsupported) + of(VerdictKind::Uncited);
    let recall = if judged == 0 { String::new() } else { format!("; citation recall {:.0}%", 100.0 * of(VerdictKind::Supported) as f64 / judged as f64) };
    if all == 0 { "no claims".to_owned() } else { format!("{}{recall}", parts.join(", ")) }
}

/// Lines and columns of rising places in a text, both from 1, columns in characters.
struct Place<'a> {
    text: &'a str,
    at: usize,
    line: usize,
    line_start: usize,
}

impl<'a> Place<'a> {
    fn new(text: &'a str) -> Self {
        Self { text, at: 0, line: 1, line_start: 0 }
    }

    fn of(&mut self, byte: usize) -> (usize, usize) {
        if byte < self.at {
            *self = Self::new(self.text);
        }
        for (n, b) in self.text.as_bytes()[self.at..byte].iter().enumerate() {
            if *b == b'\n' {
                self.line += 1;
                self.line_start = self.at + n + 1;
            }
        }
        self.at = byte;
        (self.line, self.text[self.line_start..byte].trim_start_matches('\u{feff}').chars().count() + 1)
    }
}
