//! Whether the digest's day has come: `future-date`.

use super::Case;
use crate::diag::{Diagnostic, codes};
use crate::types::Moment;

pub(super) fn rule(case: &Case) -> Vec<Diagnostic> {
    let (date, zone) = (case.file.digest.date, case.desk.config.timezone);
    let waits = match date {
        Moment::Day(day) => day > case.desk.now.with_timezone(&zone).date_naive(),
        Moment::Time(_) => date.instant() > case.desk.now,
    };
    if !waits {
        return Vec::new();
    }
    vec![
        Diagnostic::new(&codes::FUTURE_DATE, case.file.span("date"), format!("the digest waits for {date}"))
            .hint("`digest build --future` builds it now; else change `date:` if that is not meant"),
    ]
}
