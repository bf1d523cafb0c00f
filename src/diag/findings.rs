//! Findings of a whole site, kept in the groups in which they were made: what was found in a file that has not changed is not copied, sorted or said again.

use super::{Diagnostic, Severity, Summary, sort, summary};
use std::sync::Arc;

/// What was found in one file.
#[derive(Debug, Default)]
pub struct Group {
    findings: Vec<Diagnostic>,
    summary: Summary,
    /// The codes that occur, each once.
    codes: Vec<&'static str>,
}

impl Group {
    #[must_use]
    pub fn new(findings: Vec<Diagnostic>) -> Self {
        let mut codes: Vec<&'static str> = Vec::new();
        for d in &findings {
            if !codes.contains(&d.code) {
                codes.push(d.code);
            }
        }
        Self { summary: summary(&findings), codes, findings }
    }

    #[must_use]
    pub fn findings(&self) -> &[Diagnostic] {
        &self.findings
    }
}

/// All findings of a build.
#[derive(Clone, Debug, Default)]
pub struct Findings {
    groups: Vec<Arc<Group>>,
}

impl Findings {
    /// Adds findings that belong to no group of their own. Repeats among them are one.
    pub fn push(&mut self, mut findings: Vec<Diagnostic>) {
        if !findings.is_empty() {
            sort(&mut findings);
            self.groups.push(Arc::new(Group::new(findings)));
        }
    }

    /// Adds a group that is kept elsewhere as well.
    pub fn share(&mut self, group: &Arc<Group>) {
        if !group.findings.is_empty() {
            self.groups.push(Arc::clone(group));
        }
    }

    #[must_use]
    pub fn groups(&self) -> &[Arc<Group>] {
        &self.groups
    }

    pub fn iter(&self) -> impl Iterator<Item = &Diagnostic> {
        self.groups.iter().flat_map(|g| &g.findings)
    }

    #[must_use]
    pub fn summary(&self) -> Summary {
        self.groups.iter().fold(Summary::default(), |all, g| Summary {
            errors: all.errors + g.summary.errors,
            warnings: all.warnings + g.summary.warnings,
            notes: all.notes + g.summary.notes,
        })
    }

    #[must_use]
    pub fn has_errors(&self) -> bool {
        self.groups.iter().any(|g| g.summary.errors > 0)
    }

    /// Whether anything was found under one of these codes.
    #[must_use]
    pub fn has_any(&self, codes: &[String]) -> bool {
        self.groups.iter().any(|g| g.codes.iter().any(|c| codes.iter().any(|code| code == c)))
    }

    /// What is found under one of these codes is an error from now on.
    pub fn deny(&mut self, codes: &[String]) {
        for group in &mut self.groups {
            if group.codes.iter().any(|c| codes.iter().any(|code| code == c)) {
                let harder = |d: &Diagnostic| if codes.iter().any(|c| c == d.code) { d.clone().severity(Severity::Error) } else { d.clone() };
                *group = Arc::new(Group::new(group.findings.iter().map(harder).collect()));
            }
        }
    }

    /// All errors.
    #[must_use]
    pub fn errors(&self) -> Vec<Diagnostic> {
        let with = self.groups.iter().filter(|g| g.summary.errors > 0);
        with.flat_map(|g| g.findings.iter().filter(|d| d.severity == Severity::Error).cloned()).collect()
    }

    /// All findings, sorted, each once.
    #[must_use]
    pub fn to_vec(&self) -> Vec<Diagnostic> {
        let mut all: Vec<Diagnostic> = self.iter().cloned().collect();
        sort(&mut all);
        all
    }
}
