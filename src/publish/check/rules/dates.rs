//! Whether the digest's day has come, and whether its sources can have been read: `future-date`.

use super::Case;
use crate::diag::{Diagnostic, Severity, codes};
use crate::types::Moment;

pub(super) fn rule(case: &Case) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    let date = case.file.digest.date;
    if waits(case, date) {
        found.push(
            Diagnostic::new(&codes::FUTURE_DATE, case.file.span("date"), format!("the digest waits for {date}"))
                .hint("`digest build --future` builds it now; else change `date:` if that is not meant"),
        );
    }
    for (n, source, _) in case.sources() {
        let Some(published) = source.published.filter(|p| waits(case, *p)) else { continue };
        let place = case.file.span(&format!("sources.{n}.published"));
        found.push(
            Diagnostic::new(&codes::FUTURE_DATE, place, format!("source {} would be from the future: {published}", source.id))
                .severity(Severity::Warning)
                .hint("write the day on which it was published, or take the line out"),
        );
    }
    found
}

fn waits(case: &Case, date: Moment) -> bool {
    date.is_ahead(case.desk.now, case.desk.config.timezone)
}
