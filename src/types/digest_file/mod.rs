//! content/digests/STORY.md, read and written: the format at which the two wings of the program meet.
//!
//! In: a file's text, or a digest and a Markdown body. Out: a [`DigestFile`] with all faults of form that can be seen in the file alone, or text.
//! Never: an opinion on whether a claim is true, or on what other files say.

mod body;
mod claims;
mod front;
mod notes;
mod write;

pub use body::unsafe_scheme;
pub(crate) use body::{OPTIONS, with_definitions};
pub(crate) use notes::quoted;
pub use write::{fingerprint, write};

use super::front::read_map;
use super::{DigestFile, PackedBody, split_front_matter};
use crate::diag::Checked;
use crate::text::held::HeldText;
use std::sync::Arc;

/// Reads a digest file. `None` where it cannot be used at all; a file with lesser faults gives both a digest and findings.
#[must_use]
pub fn read(path: &Arc<str>, text: &str) -> Checked<Option<DigestFile>> {
    with(path, text, &HeldText::new(text))
}

/// [`read`] of a text that the digest goes on holding.
#[must_use]
pub fn read_held(path: &Arc<str>, held: &HeldText) -> Checked<Option<DigestFile>> {
    with(path, &held.text(), held)
}

fn with(path: &Arc<str>, text: &str, held: &HeldText) -> Checked<Option<DigestFile>> {
    let parts = match split_front_matter(path, text) {
        Ok(parts) => parts,
        Err(d) => return Checked::new(None, vec![d]),
    };
    let fields = match read_map(path, text, &parts.yaml, "digest") {
        Ok(fields) => fields,
        Err(d) => return Checked::new(None, vec![d]),
    };
    let (mut digest, places, mut diagnostics) = front::read(fields);
    // A site holds the front matter of all its digests.
    digest.iter_mut().for_each(|digest| digest.sources.shrink_to_fit());
    let body = body::read(path, text, parts.body.start).take(&mut diagnostics);
    let file = digest.map(|digest| DigestFile {
        stem: super::article_file::stem_of(path).to_owned(),
        path: Arc::clone(path),
        text: held.clone(),
        body_start: parts.body.start,
        digest,
        body: PackedBody::new(&body, text),
        places,
    });
    Checked::new(file, diagnostics)
}

#[cfg(test)]
mod tests {
    use super::read;
    use crate::diag::codes;
    use std::sync::Arc;

    const FRONT: &str = "---\ntitle: A\ndate: 2026-01-01\nsources:\n  - id: 1\n    title: One\n---\n\n";

    fn claims(body: &str) -> Vec<(String, Vec<String>)> {
        let path: Arc<str> = "content/digests/a.md".into();
        let text = format!("{FRONT}{body}");
        let file = read(&path, &text).value.unwrap();
        let file = file.open();
        file.body.claims.iter().map(|c| (text[c.span.clone()].to_owned(), c.citations.iter().map(|c| c.label.clone()).collect())).collect()
    }

    fn codes_of(body: &str) -> Vec<&'static str> {
        let path: Arc<str> = "content/digests/a.md".into();
        read(&path, &format!("{FRONT}{body}")).diagnostics.iter().map(|d| d.code).collect()
    }

    #[test]
    fn a_citation_covers_the_sentence_before_it() {
        assert_eq!(
            claims(
                "It grew **fast**.[^1][^1a] *Then* it fell & [rose](https://a.example)[^1b]. Why? Because.\n\n- An item\n- Another.[^2]\n\n[^1a]: P: “x y”\n[^1b]: P: “z”\n"
            ),
            [
                ("It grew **fast**.".to_owned(), vec!["1".to_owned(), "1a".to_owned()]),
                ("*Then* it fell & [rose](https://a.example)[^1b].".to_owned(), vec!["1b".to_owned()]),
                ("Because.".to_owned(), vec![]),
                ("An item".to_owned(), vec![]),
                ("Another.".to_owned(), vec!["2".to_owned()]),
            ]
        );
        assert_eq!(claims("“Over.”[^1]He left.[^1]").len(), 2, "a reference behind an end mark ends the sentence");
        let bold = claims("**One rose. Two fell.** *Three* stayed.[^1]\n\n**[Four](https://a.example) left. Five came.**[^1]\n");
        let bold: Vec<&str> = bold.iter().map(|(text, _)| text.as_str()).collect();
        assert_eq!(bold, ["**One rose.", "Two fell.**", "*Three* stayed.", "**[Four](https://a.example) left.", "Five came.**"]);
        assert_eq!(claims("## No claim\n\nThree things:\n\n```\ncode [^1]\n```\n").len(), 0);
    }

    #[test]
    fn definitions_give_publisher_link_and_passage() {
        let path: Arc<str> = "content/digests/a.md".into();
        let text = format!(
            "{FRONT}A.[^1a] B.[^1b]\n\n[^1a]: [The “Times”](https://t.example/a#:~:text=x): “He said “no” \\[sic\\] […] and left”\n[^1b]: The Sun: “x”\n"
        );
        let file = read(&path, &text).value.unwrap();
        let file = file.open();
        let note = file.note("1a").unwrap();
        assert_eq!((note.publisher.as_str(), note.link.as_deref()), ("The “Times”", Some("https://t.example/a#:~:text=x")));
        assert_eq!(note.passage, ["He said “no” [sic]", "and left"]);
        assert_eq!(file.note("1b").map(|n| (n.publisher.as_str(), n.link.clone())), Some(("The Sun", None)));
    }

    #[test]
    fn faults_of_form_are_found_together() {
        let found = codes_of(
            "A.[^1a](x) B.[^x] C[^sythesis]. [D[^1]](https://d.example) <b>E</b> [F](javascript:alert(1)).[^1c]\n\n## G[^1]\n\n[^1b]: P: none\n[^1b]: P: “x”\n",
        );
        for code in [
            &codes::BAD_CITATION,
            &codes::RAW_HTML,
            &codes::UNSAFE_LINK,
            &codes::UNDEFINED_FOOTNOTE,
            &codes::UNUSED_FOOTNOTE,
            &codes::BAD_FOOTNOTE,
            &codes::DOUBLED_FOOTNOTE,
        ] {
            assert!(found.contains(&code.name), "{} not in {found:?}", code.name);
        }
    }
}
