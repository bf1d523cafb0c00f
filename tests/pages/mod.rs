//! Pages in the notation of tests/cases/pages/README.md, and what becomes of them: the HTML of a site, the dumps of scrapers, the text of the article alone.

use std::fmt::Write as _;
use std::path::Path;

/// A page of a house that does not exist.
#[derive(Clone)]
pub struct Page {
    pub name: String,
    pub title: String,
    pub site: String,
    by: String,
    date: String,
    section: String,
    nav: Vec<String>,
    language: String,
    blocks: Vec<(char, String)>,
}

/// All pages, in the order of their names.
pub fn all() -> Vec<Page> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases/pages");
    let mut paths: Vec<_> = folder.read_dir().unwrap().map(|e| e.unwrap().path()).filter(|p| p.extension().is_some_and(|e| e == "page")).collect();
    paths.sort();
    paths.iter().map(|p| Page::read(p.file_stem().unwrap().to_str().unwrap(), &std::fs::read_to_string(p).unwrap())).collect()
}

impl Page {
    fn read(name: &str, text: &str) -> Self {
        let (front, body) = text.split_once("\n---\n").unwrap();
        let key = |key: &str| front.lines().find_map(|l| l.strip_prefix(key)?.strip_prefix(':')).map(|v| v.trim().to_owned()).unwrap_or_default();
        let blocks = body.lines().filter(|l| !l.is_empty()).map(|l| (l.chars().next().unwrap(), l[2..].to_owned())).collect();
        let language = if key("language").is_empty() { "en".to_owned() } else { key("language") };
        Self {
            name: name.to_owned(),
            title: key("title"),
            site: key("site"),
            by: key("by"),
            date: key("date"),
            section: key("section"),
            nav: parts(&key("nav")),
            language,
            blocks,
        }
    }

    /// The same page with the paragraphs of others behind its own: as long as the articles of most sites are.
    #[must_use]
    pub fn followed_by(mut self, others: &[&Self]) -> Self {
        let own = self.blocks.iter().rposition(|(kind, _)| matches!(kind, 'P' | 'H' | 'L' | 'Q')).map_or(0, |at| at + 1);
        let more: Vec<_> = others.iter().flat_map(|o| o.blocks.iter().filter(|(kind, _)| *kind == 'P').cloned()).collect();
        self.blocks.splice(own..own, more);
        self
    }

    /// The text of the article alone, a block a line.
    pub fn truth(&self) -> String {
        let own = self.blocks.iter().filter(|(kind, _)| matches!(kind, 'P' | 'H' | 'L' | 'Q'));
        own.map(|(_, text)| plain(text)).collect::<Vec<_>>().join("\n")
    }

    /// What a copy of the whole window leaves: every block a line, with blank lines between.
    pub fn window_dump(&self) -> String {
        let mut out = self.nav.join("\n") + "\n\n";
        let _ = write!(out, "{}\n\n{}\n\n", self.section, self.title);
        self.signature(&mut out, "By ");
        for (kind, text) in &self.blocks {
            let _ = match kind {
                'L' => writeln!(out, "- {}", plain(text)),
                'S' => writeln!(out, "{}\n", parts(text).join("\n")),
                'C' => writeln!(out, "{}\n", parts(text).join("\n")),
                'R' => writeln!(out, "Related\n{}\n", parts(text).join("\n")),
                _ => writeln!(out, "{}\n", plain(text)),
            };
        }
        let _ = writeln!(out, "About us\nContact\nPrivacy policy\n© {} {}", &self.date[..4], self.site);
        out
    }

    /// What a scraper leaves that breaks the text at every link and drops blank lines.
    pub fn broken_dump(&self) -> String {
        let mut out = format!("{}\n", self.title);
        for (at, (kind, text)) in self.blocks.iter().enumerate() {
            let text = match kind {
                // Every other page keeps the link at the line's end, and puts a blank before the mark that follows.
                'P' if (at + self.name.len()).is_multiple_of(2) => text.replace("[[", "\n").replace("]],", " ,").replace("]].", " .").replace("]]", " "),
                'P' => text.replace(" [[", "\n").replace("]] ", "\n").replace("]]", "\n"),
                'S' => parts(text).join("\n"),
                'C' => parts(text).last().cloned().unwrap_or_default(),
                'R' => parts(text).join("\n"),
                _ => plain(text),
            };
            let _ = writeln!(out, "{}", text.split('\n').map(str::trim_end).collect::<Vec<_>>().join("\n"));
        }
        out
    }

    /// What an aggregator makes of it: headline twice, house and day in one line, its own frame around the text.
    pub fn rehost_dump(&self) -> String {
        let day: Vec<&str> = self.date.split('-').rev().collect();
        let mut out = format!("logo\n{0}\n\n{0}\n\n{1}{2}\n", self.title, self.site, day.join("-"));
        for (kind, text) in &self.blocks {
            let _ = match kind {
                'P' | 'H' | 'L' | 'Q' | 'N' => writeln!(out, "{}", plain(text)),
                _ => Ok(()),
            };
        }
        out.push_str(
            "Orange background\n\nTry Our AI Features\n\nExplore what the reader can do for you:\n\nComments\n\nNo comments yet...\n\nRelated Articles\n\n",
        );
        let related: Vec<Vec<String>> = self.blocks.iter().filter(|(kind, _)| *kind == 'R').map(|(_, text)| parts(text)).collect();
        for (at, story) in related.iter().enumerate() {
            let teaser = story[1..].join(" ");
            let _ = write!(out, "{0}\n{0}\n\n{1}\n\ntime{2} hours ago\n\n", story[0], self.site, at + 3);
            let more = "The people who live nearby had asked for it for years, and the office in charge said that it would publish a report on the matter before the summer.";
            let _ = write!(out, "{teaser} {more} {teaser}\n\n");
        }
        out.push_str("DOWNLOAD THE APP\n\nGet Started Now: Download the App\n\nReady to read more? Download the app today from your preferred app store and start exploring.\napp-storeplay-store");
        out
    }

    fn signature(&self, out: &mut String, by: &str) {
        if !self.by.is_empty() {
            let _ = writeln!(out, "{by}{}", self.by);
        }
        let _ = write!(out, "{}\n\n", self.date);
    }

    /// The page as its site serves it, with so many bytes of frame around the article as sites have: scripts, styles, menus, teasers, comments.
    pub fn html(&self, bytes: usize) -> String {
        let mut out = format!("<!DOCTYPE html>\n<html lang=\"{}\"><head><meta charset=\"utf-8\"><title>{} | {}</title>", self.language, self.title, self.site);
        let slug = &self.name;
        let address = format!("https://{}.example/{}/{slug}", self.site.to_lowercase().replace(' ', ""), self.date.replace('-', "/"));
        let _ = write!(
            out,
            "<link rel=\"canonical\" href=\"{address}\"><meta property=\"og:site_name\" content=\"{}\"><meta property=\"og:title\" content=\"{}\">",
            self.site, self.title
        );
        let _ = write!(
            out,
            "<meta property=\"article:published_time\" content=\"{}T08:00:00Z\"><meta property=\"og:image\" content=\"/media/{slug}.jpg\">",
            self.date
        );
        let linked = serde_json::json!({"@context": "https://schema.org", "@graph": [
            {"@type": "NewsArticle", "headline": self.title, "datePublished": self.date, "author": {"@type": "Person", "name": self.by}},
            {"@type": "NewsMediaOrganization", "name": self.site},
        ]});
        let _ = write!(out, "<script type=\"application/ld+json\">{linked}</script></head><body class=\"article-page no-js\">");
        // Code, elements and text are in the proportions of 251 saved pages of news sites and blogs: a fifth of a page of 50 KB is code and a third of one
        // of 200 KB, and there are nine elements to a thousand bytes of the small one and six to those of the large one.
        let code = bytes * (150 + bytes / 1000) / 1000;
        out.push_str("<style>");
        for n in 0..code / 2 / 62 {
            let _ = write!(out, ".c{n}{{display:flex;margin:{}px 0 {}px;color:#{:06x}}}", n % 40, n % 23, n * 7919 % 0xff_ffff);
        }
        out.push_str("</style><header class=\"site-header\"><nav><ul>");
        for item in self.nav.iter().cycle().take(self.nav.len() * 6) {
            let _ = write!(out, "<li class=\"menu-item\"><a href=\"/{0}\" data-track=\"nav\">{0}</a></li>", item);
        }
        let _ = write!(
            out,
            "</ul></nav></header><main><article class=\"story\"><div class=\"kicker\"><a href=\"/s\">{}</a></div><h1>{}</h1>",
            self.section, self.title
        );
        let _ = write!(
            out,
            "<div class=\"byline\">By <a rel=\"author\" href=\"/people/1\">{}</a> <time datetime=\"{1}\">{1}</time></div><div class=\"story-body\">",
            self.by, self.date
        );
        let mut rest = String::new();
        for (kind, text) in &self.blocks {
            let inner = text.replace("[[", "<a href=\"/topic/more\">").replace("]]", "</a>");
            let parts = parts(text);
            let _ = match kind {
                'P' => writeln!(out, "<p class=\"story-text\">{inner}</p>"),
                'H' => writeln!(out, "<h2>{inner}</h2>"),
                'L' => writeln!(out, "<ul><li>{inner}</li></ul>"),
                'Q' => writeln!(out, "<blockquote><p>{inner}</p></blockquote>"),
                'C' => writeln!(
                    out,
                    "<figure><div class=\"img\"><picture><source srcset=\"/media/{slug}-800.webp 800w\"><img src=\"/media/{slug}.jpg\" alt=\"{}\"></picture></div><figcaption>{}</figcaption></figure>",
                    parts[0],
                    parts[1..].join(" ")
                ),
                'N' => writeln!(out, "<aside class=\"newsletter-box\"><p>{inner}</p><form><input type=\"email\"><button>OK</button></form></aside>"),
                'S' => writeln!(
                    out,
                    "<div class=\"share-bar\">{}</div>",
                    parts.iter().fold(String::new(), |o, p| o + "<a href=\"#\" class=\"share\">" + p + "</a>")
                ),
                'T' => writeln!(out, "<div class=\"article-foot\"><p>{inner}</p></div>"),
                'K' => writeln!(rest, "<div class=\"comment\"><p>{inner}</p></div>"),
                _ => writeln!(rest, "<div class=\"card\"><a href=\"/r\"><h3>{}</h3></a><p>{}</p></div>", parts[0], parts[1..].join(" ")),
            };
        }
        out.push_str("</div></article></main><section class=\"related\"><h2>More stories</h2>");
        out.push_str(&rest);
        let mut n = 0;
        while out.len() + code / 2 + 1500 < bytes {
            n += 1;
            let track = format!("utm_source=front&amp;utm_medium=card&amp;utm_campaign=more-stories&amp;position={n}");
            let _ = write!(
                out,
                "<div class=\"card card--{0} card--with-media layout__item u-1/3@desktop u-1/2@tablet\" data-id=\"{n}\" data-track=\"{{&quot;slot&quot;:{n},&quot;list&quot;:&quot;more&quot;,&quot;kind&quot;:&quot;story&quot;,&quot;test&quot;:&quot;b{0}&quot;}}\"><div class=\"card__media media media--ratio-16x9\"><a class=\"card__link media__link js-track\" href=\"/story/{n}?{track}\" tabindex=\"-1\" aria-hidden=\"true\"><img class=\"media__image lazyload\" loading=\"lazy\" width=\"640\" height=\"360\" src=\"/t/{n}.jpg?w=640\"",
                n % 5
            );
            out.push_str(" srcset=\"");
            for width in [160, 320, 480, 640, 960] {
                let _ = write!(out, "/t/{n}.jpg?w={width}&amp;q=75&amp;auto=format {width}w, ");
            }
            let _ = write!(
                out,
                "\" sizes=\"(min-width: 960px) 320px, (min-width: 640px) 50vw, 100vw\" alt=\"\"></a></div><div class=\"card__body stack stack--small\"><span class=\"tag tag--section\">{}</span><h3 class=\"card__title heading heading--4\"><a class=\"card__link js-track\" href=\"/story/{n}?{track}\">{} number {n}</a></h3><p class=\"dek\">{}</p>",
                self.section,
                self.nav[n % self.nav.len()],
                &rest_words(n)
            );
            let _ = writeln!(
                out,
                "<ul class=\"meta meta--inline\"><li class=\"meta__item\"><time>{}</time></li><li><span>{} comments</span></li></ul></div></div>",
                self.date,
                n * 7 % 90
            );
        }
        out.push_str("</section><script>window.__STATE__={");
        for n in 0..code / 2 / 44 {
            let _ = write!(out, "\"k{n}\":{{\"id\":{n},\"t\":\"card\",\"u\":\"/story/{n}\"}},");
        }
        let _ = write!(
            out,
            "}}</script><footer><p>© {} {}. All rights reserved.</p><a href=\"/privacy\">Privacy</a></footer></body></html>",
            &self.date[..4],
            self.site
        );
        out
    }
}

/// Words for a teaser, another run of them for each number.
fn rest_words(n: usize) -> String {
    const WORDS: [&str; 23] = [
        "council", "harbour", "winter", "report", "workers", "school", "budget", "village", "court", "engine", "market", "river", "plan", "vote", "bridge",
        "doctor", "forest", "train", "museum", "league", "company", "island", "teacher",
    ];
    (0..24).map(|k| WORDS[(n * 7 + k * k * 3 + k) % WORDS.len()]).collect::<Vec<_>>().join(" ")
}

fn parts(text: &str) -> Vec<String> {
    text.split('|').map(|p| p.trim().to_owned()).filter(|p| !p.is_empty()).collect()
}

fn plain(text: &str) -> String {
    text.replace("[[", "").replace("]]", "")
}
