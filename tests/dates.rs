//! Days of publication, on pages written for it (tests/cases/dates): each way in which sites say the day, and ways in which they seem to and do not.
//! truth.txt names each page and the day that it was published, or `none` where it does not say so.

#![expect(clippy::disallowed_methods, reason = "a test reads its own cases")]
#![expect(clippy::print_stdout, reason = "the figure is printed where somebody asks for it")]

use digest::editorial::add::{Overrides, RawPage, clean};
use std::path::Path;

/// The least F1 over all pages: what htmldate, the best program for it, reaches on its own pages is .949.
const LEAST: f64 = 0.95;

#[test]
fn days_of_publication_are_found_and_none_is_made_up() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases/dates");
    let truth = std::fs::read_to_string(folder.join("truth.txt")).unwrap();
    let (mut right, mut said, mut there, mut made_up) = (0, 0, 0, Vec::new());
    for (name, day) in truth.lines().map(|l| l.split_once(' ').unwrap()) {
        let bytes = std::fs::read(folder.join(format!("{name}.html"))).unwrap();
        let found = clean(&RawPage { input: format!("{name}.html"), bytes, address: None, content_type: None }, &Overrides::default()).remove(0);
        let got = found.unwrap_or_else(|e| panic!("{name}: {e:?}")).article.published.map(|m| m.day().to_string());
        let wanted = (day != "none").then(|| day.to_owned());
        if got != wanted {
            println!("{name}: {got:?}, not {wanted:?}");
        }
        right += usize::from(wanted.is_some() && got == wanted);
        there += usize::from(wanted.is_some());
        said += usize::from(got.is_some());
        made_up.extend((wanted.is_none() && got.is_some()).then_some(name));
    }
    let f1 = 2.0 * f64::from(u32::try_from(right).unwrap()) / f64::from(u32::try_from(said + there).unwrap());
    println!("dates: F1 {f1:.3} on {} pages, {} made up", truth.lines().count(), made_up.len());
    assert!(truth.lines().count() >= 30 && f1 >= LEAST && made_up.is_empty(), "{f1:.3}, made up on {made_up:?}");
}
