//! Whether pictures say what they show and whose they are: `image-without-alt`.

use super::Case;
use crate::diag::{Diagnostic, codes};
use pulldown_cmark::{Event, Parser, Tag, TagEnd};

pub(super) fn rule(case: &Case) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    if let Some(image) = &case.file.digest.image {
        for (key, value, hint) in [
            ("alt", &image.alt, "add `alt:` with what the picture shows, for those who do not see it"),
            ("credit", &image.credit, "add `credit:` with whose picture it is"),
        ] {
            if value.as_ref().is_none_or(|v| v.trim().is_empty()) {
                found.push(Diagnostic::new(&codes::IMAGE_WITHOUT_ALT, case.file.span("image"), format!("the picture has no `{key}`")).hint(hint));
            }
        }
    }
    let start = case.file.body_start;
    let body = &case.file.text[start..];
    // Parsing a second time is worth it only where there may be a picture.
    if body.contains("![") {
        let mut open = None;
        for (event, range) in Parser::new(body).into_offset_iter() {
            match event {
                Event::Start(Tag::Image { .. }) => open = Some((range, false)),
                Event::Text(t) | Event::Code(t) => {
                    if let Some((_, said)) = &mut open {
                        *said |= !t.trim().is_empty();
                    }
                }
                Event::End(TagEnd::Image) => {
                    if let Some((range, false)) = open.take() {
                        let place = case.file.at(&(start + range.start..start + range.end));
                        found.push(
                            Diagnostic::new(&codes::IMAGE_WITHOUT_ALT, place, "the picture has no text for those who do not see it")
                                .hint("write what it shows between the brackets: `![what it shows](address)`"),
                        );
                    }
                }
                _ => {}
            }
        }
    }
    found
}
