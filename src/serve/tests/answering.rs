use super::Texts;
use crate::serve::answer::{Answer, Body, Request, answer};
use crate::serve::edition::{Edition, Printed};
use std::path::Path;
use std::sync::Arc;

fn edition(site: Texts) -> Edition {
    Edition { number: 1, site: Some(Arc::new(Printed::new(Arc::new(site), 1))), ..Edition::default() }
}

fn site() -> Texts {
    Texts::of(&[
        ("index.html", "<body>home</body>"),
        ("story/a/index.html", "<body>a</body>"),
        ("404.html", "<body>lost</body>"),
        ("feed.xml", "<feed></body></feed>"),
        ("css/main.css", "body{}"),
        (
            "_headers",
            "/*\n  Content-Security-Policy: default-src 'none'\n  X-Frame-Options: DENY\n  Cache-Control: max-age=9\n/feed.xml\n  Content-Type: application/atom+xml\n",
        ),
    ])
}

fn get(edition: &Edition, path: &str) -> Answer {
    answer(edition, &Request { path: path.to_owned(), ..Request::default() }, Path::new("/"), false)
}

fn text(answer: &Answer) -> String {
    match &answer.body {
        Body::Bytes(bytes) => String::from_utf8(bytes.clone()).unwrap(),
        Body::File { .. } => panic!("a file"),
    }
}

fn header<'a>(answer: &'a Answer, name: &str) -> Option<&'a str> {
    let mut found = answer.headers.iter().filter(|(n, _)| n == name);
    let first = found.next();
    assert!(found.next().is_none(), "{name} is sent once");
    first.map(|(_, v)| v.as_str())
}

#[test]
fn pages_are_answered_as_the_host_will() {
    let edition = edition(site());
    let home = get(&edition, "/");
    assert_eq!((home.status, text(&home).as_str()), (200, "<body>home</body>"));
    assert_eq!(header(&home, "content-type"), Some("text/html; charset=utf-8"));
    assert_eq!(header(&home, "content-security-policy"), Some("default-src 'none'"));
    assert_eq!(header(&home, "x-frame-options"), Some("DENY"));
    assert_eq!(header(&home, "cache-control"), Some("no-cache"), "a page under work is never kept");
    assert_eq!(header(&get(&edition, "/feed.xml"), "content-type"), Some("application/atom+xml"));
    assert_eq!(header(&get(&edition, "/css/main.css"), "content-type"), Some("text/css; charset=utf-8"));
    let lost = get(&edition, "/nowhere/");
    assert_eq!((lost.status, text(&lost).as_str()), (404, "<body>lost</body>"));
    let folder = get(&edition, "/story/a");
    assert_eq!((folder.status, header(&folder, "location")), (302, Some("/story/a/")));
}

#[test]
fn one_thing_differs_from_a_build() {
    let edition = edition(site());
    let with = |path: &str| answer(&edition, &Request { path: path.to_owned(), ..Request::default() }, Path::new("/"), true);
    for path in ["/", "/story/a/", "/404.html", "/nowhere"] {
        let (plain, reloading) = (text(&get(&edition, path)), text(&with(path)));
        assert_eq!(reloading.replacen("<script src=\"/__digest/reload.js\" defer></script></body>", "</body>", 1), plain, "{path}");
        assert_ne!(reloading, plain);
    }
    for path in ["/feed.xml", "/css/main.css", "/_headers"] {
        assert_eq!(text(&get(&edition, path)), text(&with(path)), "{path}");
    }
    assert_eq!(header(&with("/"), "content-security-policy"), Some("default-src 'none'; script-src 'self'; connect-src 'self'"));
}

#[test]
fn a_browser_is_sent_only_what_it_lacks() {
    let edition = edition(site());
    let first = get(&edition, "/css/main.css");
    let tag = header(&first, "etag").unwrap().to_owned();
    let again = |path: &str| {
        let request = Request { path: path.to_owned(), if_none_match: Some(format!("\"x\", W/{tag}")), ..Request::default() };
        answer(&edition, &request, Path::new("/"), false)
    };
    let same = again("/css/main.css");
    assert_eq!((same.status, text(&same).as_str()), (304, ""));
    assert_eq!(again("/").status, 200);
    let part =
        answer(&edition, &Request { path: "/css/main.css".to_owned(), range: Some("bytes=1-3".to_owned()), ..Request::default() }, Path::new("/"), false);
    assert_eq!((part.status, text(&part).as_str(), header(&part, "content-range")), (206, "ody", Some("bytes 1-3/6")));
    let of = |version: &str| Request {
        path: "/css/main.css".to_owned(),
        range: Some("bytes=1-3".to_owned()),
        if_range: Some(version.to_owned()),
        ..Request::default()
    };
    assert_eq!(answer(&edition, &of(&tag), Path::new("/"), false).status, 206);
    assert_eq!(answer(&edition, &of("\"another\""), Path::new("/"), false).status, 200, "the rest of another version is of no use");
    let beyond =
        answer(&edition, &Request { path: "/css/main.css".to_owned(), range: Some("bytes=9-".to_owned()), ..Request::default() }, Path::new("/"), false);
    assert_eq!((beyond.status, header(&beyond, "content-range")), (416, Some("bytes */6")));
}

#[test]
fn copies_are_sent_from_the_sites_folder_alone() {
    let around = tempfile::tempdir().unwrap();
    let around = around.path().canonicalize().unwrap();
    let root = around.join("site");
    std::fs::create_dir(&root).unwrap();
    std::fs::write(root.join("film.mp4"), "0123456789").unwrap();
    std::fs::write(around.join("secret"), "secret").unwrap();
    let mut site = Texts::default();
    site.copies.insert("film.mp4".to_owned(), root.join("film.mp4"));
    site.copies.insert("gone.png".to_owned(), root.join("gone.png"));
    site.copies.insert("link.png".to_owned(), root.join("link.png"));
    #[cfg(unix)]
    std::os::unix::fs::symlink(around.join("secret"), root.join("link.png")).unwrap();
    let edition = edition(site);
    let get = |path: &str, range: Option<&str>| {
        answer(&edition, &Request { path: path.to_owned(), range: range.map(str::to_owned), ..Request::default() }, &root, true)
    };
    let whole = get("/film.mp4", None);
    assert_eq!((whole.status, &whole.body), (200, &Body::File { path: root.join("film.mp4"), start: 0, length: 10 }));
    let part = get("/film.mp4", Some("bytes=4-"));
    assert_eq!((part.status, &part.body), (206, &Body::File { path: root.join("film.mp4"), start: 4, length: 6 }));
    assert_eq!(get("/gone.png", None).status, 404);
    assert_eq!(get("/link.png", None).status, 404);
}

#[test]
fn a_page_that_cannot_be_rendered_gives_way_to_the_one_before() {
    let mut now = edition(Texts::of(&[("a.html", "broken"), ("b.html", "broken <b>")]));
    now.earlier = edition(Texts::of(&[("a.html", "<body>old</body>")])).site;
    let old = get(&now, "/a.html");
    assert_eq!((old.status, text(&old).as_str()), (200, "<body>old</body>"));
    let fault = get(&now, "/b.html");
    assert_eq!(fault.status, 500);
    assert!(text(&fault).contains("b.html: broken &lt;b&gt;"), "{}", text(&fault));
}

#[test]
fn before_there_is_any_site_every_page_says_why() {
    let none = Edition { number: 1, fault: Some("content/digests/a.md:1:1 <bad>".to_owned()), ..Edition::default() };
    let page = answer(&none, &Request { path: "/story/a/".to_owned(), ..Request::default() }, Path::new("/"), true);
    assert_eq!(page.status, 500);
    assert!(text(&page).contains("content/digests/a.md:1:1 &lt;bad&gt;") && text(&page).contains("/__digest/reload.js"));
}
