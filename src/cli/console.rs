//! Standard output and error: what people and programs see of a command.

use super::ColorChoice;
use crate::diag::{self, Diagnostic, Format, Severity, Summary, Texts};
use crate::editorial::add::fetch::Clock;
use chrono::{DateTime, Datelike as _, Utc};
use std::borrow::Borrow;
use std::collections::BTreeMap;
use std::io::{IsTerminal as _, Write as _};
use std::time::{Duration, Instant};

/// Where a command prints. A pipe that was closed on the other side is no error: what cannot be written any more is dropped.
#[derive(Clone, Debug)]
pub(super) struct Console {
    format: Format,
    color: bool,
    quiet: bool,
}

impl Console {
    pub fn new(format: Format, color: ColorChoice, quiet: bool) -> Self {
        let color = match color {
            ColorChoice::Always => true,
            ColorChoice::Never => false,
            ColorChoice::Auto => std::io::stderr().is_terminal() && std::env::var_os("NO_COLOR").is_none_or(|v| v.is_empty()),
        };
        Self { format, color, quiet }
    }

    /// Lines of the command's result, each with its end, on standard output.
    pub fn lines(&self, lines: &str) {
        let _ = std::io::stdout().lock().write_all(lines.as_bytes());
    }

    /// A line of the command's result, on standard output.
    pub fn out(&self, line: &str) {
        let _ = writeln!(std::io::stdout().lock(), "{line}");
    }

    /// A line for people, on standard error; not with `--quiet`, and not where a program reads the findings.
    pub fn say(&self, line: &str) {
        if !self.quiet && matches!(self.format, Format::Human | Format::Short) {
            let _ = writeln!(std::io::stderr().lock(), "{line}");
        }
    }

    /// Whether the findings are for people, not for a program that reads them.
    pub fn is_for_people(&self) -> bool {
        matches!(self.format, Format::Human | Format::Short)
    }

    /// Whether a person watches: progress is shown then.
    pub fn is_watched(&self) -> bool {
        !self.quiet && std::io::stderr().is_terminal()
    }

    /// Prints the findings of a work that succeeded, folded; programs are told all.
    pub fn findings_folded(&self, diagnostics: &[Diagnostic], texts: &dyn Texts) {
        if self.is_for_people() { self.folded(&Folded::of(diagnostics), texts) } else { self.findings(diagnostics, texts) }
    }

    /// Prints what is left of findings for people.
    pub fn folded(&self, folded: &Folded, texts: &dyn Texts) {
        self.findings(&folded.shown, texts);
        for (code, n) in &folded.more {
            self.say(&format!("and {n} more of {code}; `digest check` shows them all"));
        }
    }

    /// Prints findings, sorted: on standard error for people, on standard output for programs.
    pub fn findings(&self, diagnostics: &[Diagnostic], texts: &dyn Texts) {
        let mut all = diagnostics.to_vec();
        diag::sort(&mut all);
        let shown = diag::render(&all, texts, self.format, self.color);
        let written = match self.format {
            Format::Human | Format::Short => std::io::stderr().lock().write_all(shown.as_bytes()),
            Format::Json | Format::Github => std::io::stdout().lock().write_all(shown.as_bytes()),
        };
        drop(written);
    }
}

/// What a person reads of the findings of a work that succeeded: what can be mended, and of one kind only so much; notes are left to the count.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Folded {
    pub shown: Vec<Diagnostic>,
    /// How many more there are of a code.
    pub more: BTreeMap<String, usize>,
}

impl Folded {
    pub fn of<D: Borrow<Diagnostic>>(diagnostics: impl IntoIterator<Item = D>) -> Self {
        const MOST: usize = 20;
        let mut folded = Self::default();
        let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
        for d in diagnostics {
            let d: &Diagnostic = d.borrow();
            if d.severity == Severity::Note {
                continue;
            }
            let n = counts.entry(d.code).or_default();
            *n += 1;
            if *n <= MOST {
                folded.shown.push(d.clone());
            }
        }
        folded.more = counts.into_iter().filter(|(_, n)| *n > MOST).map(|(code, n)| (code.to_owned(), n - MOST)).collect();
        folded
    }
}

/// Whether findings stop the command: errors always, warnings with `--strict`, and the codes that digest.yaml denies.
pub(super) fn stops(diagnostics: &[Diagnostic], strict: bool, deny: &[String]) -> bool {
    diagnostics.iter().any(|d| d.severity == Severity::Error || (strict && d.severity == Severity::Warning) || deny.iter().any(|c| c == d.code))
}

/// "3 errors, 1 warning": what there is, `None` where there is nothing.
pub(super) fn tally(diagnostics: &[Diagnostic]) -> Option<String> {
    tally_of(diag::summary(diagnostics))
}

pub(super) fn tally_of(s: Summary) -> Option<String> {
    let parts: Vec<_> =
        [(s.errors, "error"), (s.warnings, "warning"), (s.notes, "note")].into_iter().filter(|(n, _)| *n > 0).map(|(n, word)| count(n, word)).collect();
    (!parts.is_empty()).then(|| parts.join(", "))
}

/// "1 page", "2 pages".
pub(super) fn count(n: usize, word: &str) -> String {
    match (n, word.strip_suffix('y')) {
        (1, _) => format!("1 {word}"),
        (_, Some(stem)) if !stem.ends_with(['a', 'e', 'o', 'u']) => format!("{n} {stem}ies"),
        _ => format!("{n} {word}s"),
    }
}

/// The clock, or the time that `SOURCE_DATE_EPOCH` fixes (<https://reproducible-builds.org/specs/source-date-epoch/>).
pub(super) fn now() -> DateTime<Utc> {
    let fixed = std::env::var("SOURCE_DATE_EPOCH").ok().and_then(|s| s.trim().parse().ok()).and_then(|s| DateTime::from_timestamp(s, 0));
    // Near the ends of what can be told, the day before or after cannot be.
    let fixed = fixed.filter(|time: &DateTime<Utc>| (1..=9999).contains(&time.year()));
    fixed.unwrap_or_else(Utc::now)
}

/// The clock for what has to wait.
#[derive(Debug)]
pub(super) struct SystemClock;

impl Clock for SystemClock {
    fn now(&self) -> DateTime<Utc> {
        now()
    }

    fn wait(&self, time: Duration) {
        std::thread::sleep(time);
    }
}

/// How long the stages of a command took.
#[derive(Debug)]
pub(super) struct Stopwatch {
    start: Instant,
    last: Instant,
    laps: Vec<(&'static str, Duration)>,
}

impl Stopwatch {
    pub fn start() -> Self {
        let start = Instant::now();
        Self { start, last: start, laps: Vec::new() }
    }

    /// Ends a stage.
    pub fn lap(&mut self, stage: &'static str) {
        let now = Instant::now();
        self.laps.push((stage, now - self.last));
        self.last = now;
    }

    /// A line for each stage, and one for the whole.
    pub fn laps(&self) -> impl Iterator<Item = String> {
        let all = self.laps.iter().copied().chain([("all", self.start.elapsed())]);
        all.map(|(stage, took)| format!("{:>10}  {stage}", took_text(took)))
    }

    pub fn total(&self) -> String {
        took_text(self.start.elapsed())
    }
}

/// "45 ms", "1.2 s", "3 min 20 s".
pub(super) fn took_text(took: Duration) -> String {
    match took.as_secs() {
        0 if took.as_millis() == 0 => format!("{:.1} ms", took.as_secs_f64() * 1000.0),
        0 => format!("{} ms", took.as_millis()),
        1..=59 => format!("{:.1} s", took.as_secs_f64()),
        s => format!("{} min {} s", s / 60, s % 60),
    }
}

#[cfg(test)]
mod tests {
    use super::count;

    #[test]
    fn counted_words_have_their_plural() {
        for (n, word, said) in [(1, "day", "1 day"), (2, "day", "2 days"), (0, "story", "0 stories"), (1, "story", "1 story"), (3, "page", "3 pages")] {
            assert_eq!(count(n, word), said);
        }
    }
}
