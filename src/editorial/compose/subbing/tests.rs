use super::{People, Voices, mend};
use crate::editorial::compose::material;
use crate::types::{Article, ArticleFile, Story};

fn mended(body: &str) -> Vec<Option<String>> {
    let file = ArticleFile {
        stem: "a".into(),
        path: "content/articles/a.md".into(),
        body_start: 0,
        article: Article { title: "A title of it".into(), body: body.into(), ..Article::default() },
    };
    let story = Story { name: "s".into(), articles: vec!["a".into()], origins: vec![], joins: vec![], published: false };
    let reports = material::read(&story, &[&file]);
    let voices = Voices::of(&reports[0], &People::of(&reports[0].text));
    (0..reports[0].lines.len()).map(|n| mend(&reports[0], n, &voices).map(|c| format!("{}{}", if c.hangs { "↑ " } else { "" }, c.text))).collect()
}

#[test]
fn faults_are_mended_or_struck() {
    for (body, made) in [
        ("SHANGHAI (Reuters) - The lab opened its third site in the city.", vec![Some("The lab opened its third site in the city.")]),
        ("However, the lab has also closed two of its older sites.", vec![Some("The lab has closed two of its older sites.")]),
        ("Even better, the lab has sold the heat of its halls to a school.", vec![Some("The lab has sold the heat of its halls to a school.")]),
        ("Note: Figures for the two older sites are rounded to the next hundred.", vec![None]),
        ("He told us that the lab would close both of the sites.", vec![None]),
        ("He told reporters that the lab would close both of the sites.", vec![Some("↑ He told reporters that the lab would close both of the sites.")]),
        (
            "The council bought forty machines from the mill. The sudden purchase was made without a vote of its members.",
            vec![Some("The council bought forty machines from the mill."), Some("↑ The sudden purchase was made without a vote of its members.")],
        ),
        (
            "The council bought forty machines from the mill. What these old machines do is known to nobody in town.",
            vec![Some("The council bought forty machines from the mill."), Some("↑ What these old machines do is known to nobody in town.")],
        ),
        ("What does the closing of the lab mean for its customers?", vec![None]),
        ("Read more: the ten labs that closed their sites this year.", vec![None]),
        (
            "“We will close the older site in the spring. The other one stays open until May,” said Ada Lorne.",
            vec![Some("“We will close the older site in the spring,” said Ada Lorne."), Some("“The other one stays open until May,” said Ada Lorne.")],
        ),
    ] {
        assert_eq!(mended(body), made.iter().map(|m| m.map(str::to_owned)).collect::<Vec<_>>(), "{body}");
    }
}

#[test]
fn family_names_may_come_first_and_titles_go_with_names() {
    let file = ArticleFile {
        stem: "a".into(),
        path: "content/articles/a.md".into(),
        body_start: 0,
        article: Article {
            title: "A title of it".into(),
            body: "In Norrby, Premier Li Qiang opened the fair. The mill is old, Li said. The former President Ada Lorne left. “No,” Lorne said. Linguist Pavel Oduya of Ansel College, who came by bus, did not. “Never,” Oduya said. The town's lawyer Una Brandt wept. “Ah,” Brandt said.".into(),
            ..Article::default()
        },
    };
    let story = Story { name: "s".into(), articles: vec!["a".into()], origins: vec![], joins: vec![], published: false };
    let people = People::of(&material::read(&story, &[&file])[0].text);
    assert_eq!((people.full("Li"), people.title("Li Qiang")), (Some("Li Qiang"), Some("Premier")));
    assert_eq!((people.full("Lorne"), people.title("Ada Lorne")), (Some("Ada Lorne"), None));
    assert_eq!((people.full("Oduya"), people.title("Pavel Oduya")), (Some("Pavel Oduya"), Some("linguist")));
    assert_eq!((people.full("Brandt"), people.title("Una Brandt")), (Some("Una Brandt"), None));
}

#[test]
fn credits_and_dates_of_a_page_are_no_headlines() {
    for none in ["(Harwick Police Department)", "Published on May 20, 2016", "Updated: 12 March 2025", "Sign up for our newsletter"] {
        assert!(super::is_no_headline(none), "{none}");
    }
    for headline in
        ["Tollen moves its ferries to batteries", "Published works of Lorne sell for 2 million", "(Un)safe at any speed: ferries of Tollen (part 2)"]
    {
        assert!(!super::is_no_headline(headline), "{headline}");
    }
}
