//! Findings of a whole site, kept in the groups in which they were made: what was found in a file that has not changed is not copied, sorted or said again.

use super::{Diagnostic, Severity, Span, Summary, sort, summary};
use std::sync::Arc;

/// What was found in one file. A large site has a hundred thousand findings, most of which say the same of another place: what is said is held once, and each
/// place as four numbers.
#[derive(Debug, Default)]
pub struct Group {
    /// What is said, without its place.
    said: Box<[Diagnostic]>,
    /// The files of the places, each once.
    files: Box<[Arc<str>]>,
    findings: Box<[Found]>,
    summary: Summary,
    /// The codes that occur, each once.
    codes: Box<[&'static str]>,
}

/// One finding: its words as an index of [`Group::said`], its file as one of [`Group::files`], and bytes of that file, which is far smaller than 4 GiB.
#[derive(Debug)]
struct Found {
    said: u32,
    /// None where no file is concerned.
    file: Option<u32>,
    start: u32,
    end: u32,
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
        let summary = summary(&findings);
        let (mut said, mut files): (Vec<Diagnostic>, Vec<Arc<str>>) = (Vec::new(), Vec::new());
        let number = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
        let one = |mut finding: Diagnostic| {
            let span = finding.span.take();
            let file = span.as_ref().map(|s| index(&mut files, Arc::clone(&s.file)));
            let (start, end) = span.map_or((0, 0), |s| (s.start, s.end));
            Found { said: number(index(&mut said, finding)), file: file.map(number), start: number(start), end: number(end) }
        };
        let findings = findings.into_iter().map(one).collect();
        Self { said: said.into(), files: files.into(), findings, summary, codes: codes.into() }
    }

    /// The findings, in the order in which they were given.
    pub fn findings(&self) -> impl Iterator<Item = Diagnostic> {
        self.findings.iter().map(|found| {
            let file = found.file.map(|file| &self.files[file as usize]);
            let span = file.map(|file| Span { file: Arc::clone(file), start: found.start as usize, end: found.end as usize });
            Diagnostic { span, ..self.said[found.said as usize].clone() }
        })
    }
}

/// Where a value stands among the last of a list, behind which it is put if it stands nowhere there. What comes often came last; a list of ten thousand different
/// findings is not looked through for each of them.
fn index<T: PartialEq>(list: &mut Vec<T>, value: T) -> usize {
    const LOOKED_AT: usize = 16;
    let first = list.len().saturating_sub(LOOKED_AT);
    if let Some(at) = list[first..].iter().rposition(|v| *v == value) {
        return first + at;
    }
    list.push(value);
    list.len() - 1
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

    pub fn iter(&self) -> impl Iterator<Item = Diagnostic> {
        self.groups.iter().flat_map(|g| g.findings())
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
                let harder = |d: Diagnostic| if codes.iter().any(|c| c == d.code) { d.severity(Severity::Error) } else { d };
                *group = Arc::new(Group::new(group.findings().map(harder).collect()));
            }
        }
    }

    /// All errors.
    #[must_use]
    pub fn errors(&self) -> Vec<Diagnostic> {
        let with = self.groups.iter().filter(|g| g.summary.errors > 0);
        with.flat_map(|g| g.findings().filter(|d| d.severity == Severity::Error)).collect()
    }

    /// All findings, sorted, each once.
    #[must_use]
    pub fn to_vec(&self) -> Vec<Diagnostic> {
        let mut all: Vec<Diagnostic> = self.iter().collect();
        sort(&mut all);
        all
    }
}

#[cfg(test)]
mod tests {
    use super::Group;
    use crate::diag::{Diagnostic, Span, codes};

    #[test]
    fn a_group_gives_back_what_it_was_given() {
        let files: Vec<std::sync::Arc<str>> = ["a.md".into(), "b.md".into()].to_vec();
        let mut given = Vec::new();
        for n in 0..200_usize {
            let place = Span::new(&files[n % 2], n..n + 5);
            given.push(match n % 3 {
                0 => Diagnostic::new(&codes::UNCITED_CLAIM, place.clone(), "the same words").hint("each time").label(place, "a second place"),
                1 => Diagnostic::new(&codes::BAD_VALUE, place, format!("words of its own {n}")).hint("one").hint(format!("two {n}")),
                _ => Diagnostic::homeless(&codes::BAD_VALUE, "of no file"),
            });
        }
        let group = Group::new(given.clone());
        assert_eq!(group.findings().collect::<Vec<_>>(), given);
        assert!(group.said.len() < 200 && group.files.len() == 2, "{} of 200", group.said.len());
    }
}
