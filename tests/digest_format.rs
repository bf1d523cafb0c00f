//! What is written is read back as it was: for digests of every shape, and for articles.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on says where")]

use chrono::NaiveDate;
use digest::types::{
    Article, Correction, Digest, Draft, DraftBlock, DraftCitation, DraftClaim, DraftSection, Genre, Image, Moment, Placement, Source, Writer, article_file,
    digest_file,
};
use proptest::collection::vec;
use proptest::option::of;
use proptest::prelude::*;

/// Text as news has it, and text as nobody should write it.
fn text() -> impl Strategy<Value = String> {
    prop_oneof![
        3 => "[A-Z][a-z]{1,8}( [a-z0-9$%,']{1,8}){0,6}",
        1 => "[-:#\\[\\]{},&*!|>'\"%@`~_^() a1“”…]{1,16}",
        1 => "\\PC{1,24}",
    ]
    .prop_map(|t| t.split_whitespace().collect::<Vec<_>>().join(" "))
    .prop_filter("a text has something in it", |t| !t.is_empty())
}

fn moment() -> impl Strategy<Value = Moment> {
    let day = (1990i32..2100, 1u32..13, 1u32..29).prop_map(|(y, m, d)| NaiveDate::from_ymd_opt(y, m, d).unwrap());
    (day, of(0u32..86_400)).prop_map(|(day, second)| match second {
        None => Moment::Day(day),
        Some(s) => Moment::Time(day.and_hms_opt(s / 3600, s / 60 % 60, s % 60).unwrap().and_utc().fixed_offset()),
    })
}

fn genre() -> impl Strategy<Value = Genre> {
    proptest::sample::select(Genre::ALL.to_vec())
}

fn address() -> impl Strategy<Value = String> {
    "https://[a-z]{1,8}\\.example/[a-z0-9/_.?=&%~-]{0,16}".prop_map(|s| s)
}

prop_compose! {
    fn source(id: u32)(
        (title, publisher, authors, published) in (text(), of(text()), vec(text(), 0..3), of(moment())),
        (url, via, genre) in (of(address()), of(address()), genre()),
        (language, article, hash, origin) in (of("[a-z]{2}"), of("[a-z0-9-]{1,12}"), of("[0-9a-f]{16}"), of(text())),
    ) -> Source {
        Source { id, title, publisher, authors, published, url, via, genre, language, article, hash, origin }
    }
}

prop_compose! {
    fn digest()(
        (title, date, updated, summary, topics) in (text(), moment(), of(moment()), of(text()), vec("[a-z]{1,8}", 0..3)),
        (genre, writer, reviewed_by, draft, pin) in (genre(), prop_oneof![Just(Writer::Hand), Just(Writer::Extractive), text().prop_map(Writer::Model)], of(text()), any::<bool>(), any::<bool>()),
        (slug, aliases, image) in (of("[a-z0-9-]{1,12}"), vec("/[a-z]{1,8}/", 0..2), of((text(), of(text()), of(text())).prop_map(|(src, alt, credit)| Image { src, alt, credit }))),
        corrections in vec((moment(), text()).prop_map(|(date, text)| Correction { date, text }), 0..2),
        extra in of(text().prop_map(|t| serde_json::json!({"note": t, "n": 3, "list": [true, null, "x"]}))),
        sources in (1u32..5).prop_flat_map(|n| (1..=n).map(source).collect::<Vec<_>>()),
        (also_read, composed) in (vec("[a-z0-9-]{1,12} [0-9a-f]{16}", 0..2), of("[0-9a-f]{16}")),
    ) -> Digest {
        Digest { title, date, updated, summary, topics, genre, writer, reviewed_by, draft, pin, slug, aliases, corrections, image, extra, sources, also_read, composed }
    }
}

fn claim() -> impl Strategy<Value = DraftClaim> {
    let citation = (1u32..4, vec("[A-Za-z0-9$%,.'*_\\[\\]<&“”-]{1,10}( [A-Za-z0-9*_,.]{1,8}){0,5}", 1..3), of(address()));
    let citations = vec(citation.prop_map(|(source, passage, link)| DraftCitation { source, passage, link }), 1..3);
    ("[A-Z][a-z]{2,8}( [a-z0-9$%*_&<\\[\\]-]{1,8}){2,8} ends\\.", citations).prop_map(|(text, citations)| DraftClaim { text, citations })
}

fn draft() -> impl Strategy<Value = Draft> {
    let block = prop_oneof![
        vec(claim(), 1..4).prop_map(DraftBlock::Paragraph),
        (of(Just("They said:".to_owned())), vec(claim(), 1..4)).prop_map(|(lead_in, items)| DraftBlock::List { lead_in, items })
    ];
    let section = (of(text()), vec(block, 1..3)).prop_map(|(heading, blocks)| DraftSection { heading, blocks });
    vec(section, 1..3).prop_map(|sections| Draft { sections })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 128, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_written_digest_reads_as_itself(digest in digest(), body in "([A-Z][a-z ]{3,20}\\.\n\n){0,3}[A-Z][a-z]{2,9}\\.") {
        let text = digest_file::write(&digest, &body);
        let read = digest_file::read(&"content/digests/a.md".into(), &text);
        let file = read.value.expect("a digest");
        prop_assert_eq!(&file.digest, &digest, "{}", text);
        let held = file.text.text();
        let read_body = &held[file.body_start..];
        prop_assert_eq!(read_body.trim_matches('\n'), body.trim_matches('\n'));
        prop_assert_eq!(digest_file::write(&file.digest, read_body), text);
    }

    #[test]
    fn line_ends_and_byte_order_marks_do_not_count(digest in digest()) {
        let text = digest_file::write(&digest, "A body.\n\nOf two paragraphs.");
        let other = format!("\u{feff}{}", text.replace('\n', "\r\n"));
        let path = "content/digests/a.md".into();
        let (one, two) = (digest_file::read(&path, &text).value.unwrap(), digest_file::read(&path, &other).value.unwrap());
        prop_assert_eq!(&one.digest, &two.digest);
        let (one, two) = (one.open(), two.open());
        prop_assert_eq!(one.body.claims.iter().map(|c| &c.text).collect::<Vec<_>>(), two.body.claims.iter().map(|c| &c.text).collect::<Vec<_>>());
        prop_assert_eq!(digest_file::fingerprint(&text), digest_file::fingerprint(&other));
    }

    #[test]
    fn a_drafts_claims_and_passages_come_back(digest in digest(), draft in draft()) {
        let text = digest_file::write(&digest, &draft.body(&digest.sources));
        let file = digest_file::read(&"content/digests/a.md".into(), &text).value.expect("a digest");
        let file = file.open();
        let wanted: Vec<_> = draft.claims().map(|c| c.text.clone()).collect();
        let found: Vec<_> = file.body.claims.iter().map(|c| c.text.clone()).collect();
        prop_assert_eq!(found, wanted, "{}", text);
        for (claim, drafted) in file.body.claims.iter().zip(draft.claims()) {
            let passages: Vec<_> = claim.citations.iter().map(|c| (c.source, file.note(&c.label).map(|n| n.passage.clone()))).collect();
            let drafted: Vec<_> = drafted.citations.iter().map(|c| (c.source, Some(c.passage.clone()))).collect();
            prop_assert_eq!(passages, drafted, "{}", text);
        }
    }

    #[test]
    fn a_written_article_reads_as_itself(
        (title, publisher, authors, agency) in (text(), of(text()), vec(text(), 0..3), of(text())),
        (published, url, via) in (of(moment()), of(address()), of(address())),
        (language, genre, truncated, tags) in (of("[a-z]{2}"), genre(), any::<bool>(), vec(text(), 0..4)),
        story in of(prop_oneof![Just(Placement::Nowhere), "[a-m-]{1,9}".prop_map(Placement::Story)]),
        body in "([A-Z][a-z *_]{3,20}\\.\n\n){0,3}[A-Z][a-z]{2,9}\\.",
    ) {
        let article = Article { title, publisher, authors, agency, published, url, via, added: NaiveDate::from_ymd_opt(2026, 1, 2), language, genre, truncated, tags, image: None, story, body };
        let text = article_file::write(&article);
        let read = article_file::read(&"content/articles/a.md".into(), &text);
        prop_assert_eq!(read.diagnostics, vec![]);
        prop_assert_eq!(read.value.expect("an article").article, article, "{}", text);
    }
}
