//! docs/diagnostics.md and the codes of the program say the same.

#![expect(clippy::disallowed_methods, reason = "a test that cannot go on says where; it reads the docs")]

use digest::diag::{Severity, codes};
use std::path::Path;

#[test]
fn every_code_has_its_section_in_order() {
    let docs = std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/diagnostics.md")).unwrap();
    let sections: Vec<&str> = docs.split("\n## ").skip(1).collect();
    let named: Vec<&str> = sections.iter().map(|s| s.lines().next().unwrap()).collect();
    assert_eq!(named, codes::ALL.iter().map(|c| c.name).collect::<Vec<_>>());
    for (section, code) in sections.iter().zip(codes::ALL) {
        let severity = match code.severity {
            Severity::Error => "Error",
            Severity::Warning => "Warning",
            Severity::Note => "Note",
        };
        assert_eq!(section.lines().nth(2), Some(format!("{severity}: {}.", code.about).as_str()), "{}", code.name);
        assert!(section.contains("\n- Example: ") && section.contains("\n- Mend: "), "{}", code.name);
    }
}
