//! digest.yaml: read once, checked whole, every default in one place.
//!
//! In: the file's text. Out: a [`Config`] in which every value is usable, and all faults. Never: a value that a room has to check again.

mod crawlers;
mod furniture;

pub use crawlers::Crawlers;
pub use furniture::{Furniture, Logo, MenuEntry, Post, REPORT_PLACEHOLDERS};

use crate::diag::{Checked, Diagnostic, Span, codes, nearest};
use crate::text::slug::is_slug;
use crate::types::{Fields, FreeValue};
use chrono_tz::Tz;
use std::sync::Arc;
use std::time::Duration;
use url::Url;

/// The name of the configuration file, relative to the root.
pub const FILE: &str = "digest.yaml";

#[derive(Clone, Debug, PartialEq)]
pub struct Config {
    pub title: String,
    pub tagline: Option<String>,
    /// The site's address without a slash at its end; its path part is where the site lies on its host.
    pub base_url: String,
    /// A BCP 47 tag.
    pub language: String,
    /// Decides which day a time belongs to.
    pub timezone: Tz,
    pub theme: String,
    /// What of the theme the site sets; whether the theme has such settings is the theme's to say.
    pub theme_settings: Vec<FreeValue>,
    /// Menus, logo, masthead, and where a reader can write to.
    pub furniture: Furniture,
    /// Full-text search.
    pub search: bool,
    /// Social preview pictures.
    pub cards: bool,
    pub crawlers: Crawlers,
    /// In the order of the file.
    pub topics: Vec<Topic>,
    /// Whether digest.yaml could not be read as far as its topics go: then nobody knows which there are.
    pub topics_unread: bool,
    /// What `digest add --feeds` reads, in the order of the file.
    pub feeds: Vec<Feed>,
    pub stories: Stories,
    pub compose: Compose,
    /// Codes that stop every build.
    pub deny: Vec<String>,
    /// Hosts that gather what others report, beside those that the program knows.
    pub aggregators: Vec<String>,
    /// The model that takes a second look at supported claims; none does by default.
    pub check_model: Option<ModelService>,
}

/// An editor's category.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Topic {
    pub slug: String,
    pub name: String,
    /// Words and phrases that put a story into it.
    pub keywords: Vec<String>,
}

/// A feed that the editor follows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Feed {
    pub address: String,
    /// Who publishes its articles, where the feed and its pages do not say it well.
    pub publisher: Option<String>,
    /// Given to each of its articles as tags.
    pub topics: Vec<String>,
    /// Where its address stands in digest.yaml.
    pub span: Span,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stories {
    /// How many days two dated articles of one story may lie apart.
    pub days: u32,
    /// Names of stories that the editor does not want: no digest is written for them.
    pub refused: Vec<String>,
    /// The service whose vectors of articles count in their likeness; none does by default.
    pub model: Option<ModelService>,
}

#[derive(Clone, Debug, PartialEq)]
pub struct Compose {
    pub writer: WriterChoice,
    /// At most so many words in a digest's body.
    pub words: u32,
    pub quote: QuoteBudget,
    pub model: Option<ModelService>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WriterChoice {
    Extractive,
    Model,
}

/// What an extractive draft may take over from one source.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct QuoteBudget {
    /// Words in a row.
    pub longest: u32,
    /// Share of the source's words, 0 to 1.
    pub share: f64,
}

/// The service that a model answers at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ModelService {
    /// Without a slash at its end.
    pub base_url: String,
    /// As the service calls the model.
    pub name: String,
    /// The environment variable that holds the key.
    pub key_env: Option<String>,
    pub api: ModelApi,
    /// How long one answer may take; whole seconds in digest.yaml.
    pub timeout: Duration,
}

/// How a model's service is spoken to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ModelApi {
    /// POST /chat/completions, as OpenAI, Ollama, llama.cpp and vLLM have it.
    OpenAi,
    /// POST /v1/messages of Anthropic.
    Anthropic,
}

impl Default for Config {
    fn default() -> Self {
        Self {
            title: String::new(),
            tagline: None,
            base_url: "http://127.0.0.1:8000".to_owned(),
            language: "en".to_owned(),
            timezone: Tz::UTC,
            theme: "outpost".to_owned(),
            theme_settings: Vec::new(),
            furniture: Furniture::default(),
            search: true,
            cards: true,
            crawlers: Crawlers::default(),
            topics: Vec::new(),
            topics_unread: false,
            feeds: Vec::new(),
            stories: Stories { days: 5, refused: Vec::new(), model: None },
            compose: Compose { writer: WriterChoice::Extractive, words: 320, quote: QuoteBudget { longest: 60, share: 0.4 }, model: None },
            aggregators: Vec::new(),
            check_model: None,
            deny: vec![codes::QUOTE_NOT_IN_ARTICLE.name.to_owned(), codes::UNCITED_CLAIM.name.to_owned()],
        }
    }
}

impl Config {
    /// Reads digest.yaml. Values that cannot be used are faults and keep their defaults.
    #[must_use]
    pub fn read(path: &Arc<str>, text: &str) -> Checked<Config> {
        match crate::types::read_whole_map(path, text, "configuration") {
            Ok(fields) => read(fields),
            Err(d) => Checked::new(Config::unread(), vec![d]),
        }
    }

    /// What there is where digest.yaml cannot be read.
    #[must_use]
    pub fn unread() -> Self {
        Self { topics_unread: true, ..Self::default() }
    }

    /// The path of the site on its host: empty, or `/ai`.
    #[must_use]
    pub fn base_path(&self) -> String {
        Url::parse(&self.base_url).map(|u| u.path().trim_end_matches('/').to_owned()).unwrap_or_default()
    }

    #[must_use]
    pub fn topic(&self, slug: &str) -> Option<&Topic> {
        self.topics.iter().find(|t| t.slug == slug)
    }
}

fn read(mut fields: Fields) -> Checked<Config> {
    let default = Config::default();
    let title = fields.required("title").unwrap_or_default();
    let base_url = match fields.text("base_url") {
        None => default.base_url,
        Some(given) => usable_base(&given).unwrap_or_else(|| {
            fields.fault("base_url", format!("`{given}` is not the address of a site"), "write it whole, as `base_url: https://example.org/ai`");
            default.base_url
        }),
    };
    let timezone = match fields.text("timezone") {
        None => default.timezone,
        Some(name) => name.parse().unwrap_or_else(|_| {
            let hint = match nearest(&name, chrono_tz::TZ_VARIANTS.iter().map(|z| z.name())) {
                Some(near) => format!("did you mean `{near}`?"),
                None => "names are those of the IANA time zone database, as `Europe/Berlin`".to_owned(),
            };
            fields.fault("timezone", format!("there is no time zone `{name}`"), hint);
            default.timezone
        }),
    };
    let faults = fields.faults();
    let topics = read_topics(&mut fields);
    let topics_unread = fields.faults() > faults;
    let feeds = read_feeds(&mut fields, &topics);
    let stories = read_stories(&mut fields, default.stories);
    let compose = read_compose(&mut fields, default.compose);
    let (deny, aggregators, check_model) = read_check(&mut fields, default.deny);
    let theme = fields.text("theme").unwrap_or(default.theme);
    if !is_slug(&theme) {
        fields.fault("theme", format!("`{theme}` is not the name of a theme"), "it is the name of a folder in themes/");
    }
    let furniture = furniture::read(&mut fields);
    let mut found = Vec::new();
    let theme_settings = furniture::theme_settings(&mut fields).take(&mut found);
    fields.adopt(found);
    let config = Config {
        title,
        tagline: fields.text("tagline"),
        base_url,
        language: fields.text("language").unwrap_or(default.language),
        timezone,
        theme,
        theme_settings,
        furniture,
        search: fields.boolean("search").unwrap_or(default.search),
        cards: fields.boolean("cards").unwrap_or(default.cards),
        crawlers: crawlers::read(&mut fields),
        topics,
        topics_unread,
        feeds,
        stories,
        compose,
        deny,
        aggregators,
        check_model,
    };
    Checked::new(config, fields.finish())
}

/// An http(s) address without query and fragment, no slash at its end.
#[must_use]
pub fn usable_base(given: &str) -> Option<String> {
    let url = Url::parse(given.trim()).ok()?;
    let usable = matches!(url.scheme(), "http" | "https")
        && url.has_host()
        && url.query().is_none()
        && url.fragment().is_none()
        && url.username().is_empty()
        && url.password().is_none();
    usable.then(|| url.as_str().trim_end_matches('/').to_owned())
}

fn read_topics(fields: &mut Fields) -> Vec<Topic> {
    let mut topics = Vec::new();
    for (slug, span, mut map) in fields.free_maps("topics", "topic") {
        let name = map.text("name").unwrap_or_else(|| slug.clone());
        let keywords = map.texts("keywords");
        let mut found = map.finish();
        if is_slug(&slug) {
            topics.push(Topic { slug, name, keywords });
        } else {
            found.push(
                Diagnostic::new(&codes::BAD_VALUE, span, format!("`{slug}` cannot stand in an address"))
                    .hint("use small letters, digits and hyphens; the readable name goes into `name`"),
            );
        }
        fields.adopt(found);
    }
    topics
}

fn read_feeds(fields: &mut Fields, topics: &[Topic]) -> Vec<Feed> {
    let mut feeds: Vec<Feed> = Vec::new();
    for mut map in fields.maps("feeds", "feed") {
        let span = map.span("address");
        let address = map.required("address").map(|a| a.trim().to_owned()).filter(|given| {
            let usable = Url::parse(given).is_ok_and(|url| matches!(url.scheme(), "http" | "https") && url.has_host());
            let again = feeds.iter().any(|f| f.address == *given);
            if !usable {
                map.fault("address", format!("`{given}` is not the address of a feed"), "write it whole, as `address: https://paper.example/feed.xml`");
            } else if again {
                map.fault("address", format!("{given} stands here twice"), "leave one of them out");
            }
            usable && !again
        });
        let publisher = map.text("publisher").filter(|p| !p.trim().is_empty());
        let (given, spans) = (map.texts("topics"), map.item_spans("topics"));
        let mut found = map.finish();
        // Where the site has topics of its own, another word would put nothing anywhere, silently.
        for (slug, span) in given.iter().zip(spans).filter(|(slug, _)| !topics.is_empty() && topics.iter().all(|t| t.slug != **slug)) {
            let unknown = Diagnostic::new(&codes::BAD_VALUE, span, format!("there is no topic `{slug}`"));
            found.push(match nearest(slug, topics.iter().map(|t| t.slug.as_str())) {
                Some(near) => unknown.hint(format!("did you mean `{near}`?")),
                None => unknown.hint("add it under `topics:`"),
            });
        }
        fields.adopt(found);
        feeds.extend(address.map(|address| Feed { address, publisher, topics: given, span }));
    }
    feeds
}

fn read_stories(fields: &mut Fields, default: Stories) -> Stories {
    let Some(mut map) = fields.map("stories", "stories section") else { return default };
    let mut stories = Stories { days: map.number("days", 0).unwrap_or(default.days), refused: map.texts("refused"), model: None };
    stories.model = model_of(&mut map).filter(|m| {
        if m.api == ModelApi::Anthropic {
            map.fault("model", "Anthropic's service gives no vectors", "name a service that has /v1/embeddings");
        }
        m.api == ModelApi::OpenAi
    });
    let found = map.finish();
    fields.adopt(found);
    stories
}

fn read_compose(fields: &mut Fields, default: Compose) -> Compose {
    let Some(mut map) = fields.map("compose", "compose section") else { return default };
    let writer = match map.text("writer").as_deref() {
        None | Some("extractive") => WriterChoice::Extractive,
        Some("model") => WriterChoice::Model,
        Some(other) => {
            map.fault("writer", format!("`{other}` is not a writer"), "one of: extractive, model");
            default.writer
        }
    };
    let words = map.number("words", 20).unwrap_or(default.words);
    let mut quote = default.quote;
    if let Some(mut budget) = map.map("quote", "quote budget") {
        quote = QuoteBudget { longest: budget.number("longest", 1).unwrap_or(quote.longest), share: budget.share("share").unwrap_or(quote.share) };
        let found = budget.finish();
        map.adopt(found);
    }
    let model = model_of(&mut map);
    if writer == WriterChoice::Model && model.is_none() {
        map.fault("writer", "`writer: model` needs to know which model", "add `model: {base_url: …, name: …}` below `compose:`");
    }
    let found = map.finish();
    fields.adopt(found);
    Compose { writer, words, quote, model }
}

/// The service below `model:` of a section.
fn model_of(section: &mut Fields) -> Option<ModelService> {
    let mut service = section.map("model", "model section")?;
    let read = read_model(&mut service);
    let found = service.finish();
    section.adopt(found);
    read
}

fn read_model(map: &mut Fields) -> Option<ModelService> {
    let base_url = map.required("base_url").and_then(|given| {
        let usable = usable_base(&given);
        if usable.is_none() {
            // The address is not repeated: who writes a key into it should not find it in a log.
            map.fault(
                "base_url",
                "this is not the address of a model's service",
                "write it as `base_url: \"http://127.0.0.1:11434/v1\"`; a key belongs into the environment variable that `key_env` names",
            );
        }
        usable
    });
    let api = match map.text("api").as_deref() {
        Some("openai") => ModelApi::OpenAi,
        Some("anthropic") => ModelApi::Anthropic,
        None => own_api(base_url.as_deref()),
        Some(other) => {
            map.fault("api", format!("`{other}` is no way to speak to a model"), "one of: openai, anthropic");
            ModelApi::OpenAi
        }
    };
    let (name, key_env, timeout) = (map.required("name"), map.text("key_env"), map.number("timeout", 1).unwrap_or(300));
    Some(ModelService { base_url: base_url?, name: name?, key_env, api, timeout: Duration::from_secs(timeout.into()) })
}

/// What a host speaks when digest.yaml does not say.
fn own_api(base_url: Option<&str>) -> ModelApi {
    let host = base_url.and_then(|b| Url::parse(b).ok()).and_then(|u| u.host_str().map(str::to_owned)).unwrap_or_default();
    if host == "anthropic.com" || host.ends_with(".anthropic.com") { ModelApi::Anthropic } else { ModelApi::OpenAi }
}

fn read_check(fields: &mut Fields, default: Vec<String>) -> (Vec<String>, Vec<String>, Option<ModelService>) {
    let Some(mut map) = fields.map("check", "check section") else { return (default, Vec::new(), None) };
    let spans: Vec<Span> = map.item_spans("deny");
    let deny = if map.has("deny") { map.texts("deny") } else { default };
    let aggregators = map.texts("aggregators").iter().map(|host| host.trim_start_matches("www.").to_lowercase()).collect();
    let model = model_of(&mut map);
    let mut found = map.finish();
    for (name, span) in deny.iter().zip(spans) {
        if codes::named(name).is_none() {
            let d = Diagnostic::new(&codes::BAD_VALUE, span, format!("there is no diagnostic `{name}`"));
            found.push(match nearest(name, codes::ALL.iter().map(|c| c.name)) {
                Some(near) => d.hint(format!("did you mean `{near}`?")),
                None => d.hint("`digest explain` lists them all"),
            });
        }
    }
    fields.adopt(found);
    (deny, aggregators, model)
}

#[cfg(test)]
mod tests {
    use super::{Config, FILE, ModelApi};

    #[test]
    fn the_example_of_the_docs_is_read_whole() {
        let text = "title: The Daily Model\ntagline: x\nbase_url: https://example.org/ai/\nlanguage: en\ntimezone: Europe/Berlin\ntheme: outpost\nsearch: true\ncards: false\ntopics:\n  policy: {name: Policy & regulation, keywords: [regulator, ban, AI Act]}\nstories: {days: 5}\ncompose:\n  writer: extractive\n  words: 320\n  quote: {longest: 60, share: 0.4}\n  model: {base_url: \"http://127.0.0.1:11434/v1\", name: x, key_env: DIGEST_API_KEY}\ncheck: {deny: [quote-not-in-article, uncited-claim], model: {base_url: \"http://127.0.0.1:11434/v1\", name: y}}\n";
        let read = Config::read(&FILE.into(), text);
        assert_eq!(read.diagnostics, []);
        assert_eq!((read.value.base_url.as_str(), read.value.base_path().as_str()), ("https://example.org/ai", "/ai"));
        assert_eq!(read.value.topics[0].keywords, ["regulator", "ban", "AI Act"]);
    }

    #[test]
    fn a_model_is_spoken_to_as_its_host_does() {
        let api = |more: &str| {
            let text = format!("title: x\ncompose:\n  writer: model\n  model: {{name: m, {more}}}\n");
            let read = Config::read(&FILE.into(), &text);
            (read.value.compose.model.map(|m| (m.api, m.timeout.as_secs())), read.diagnostics.len())
        };
        assert_eq!(api("base_url: \"https://api.anthropic.com\""), (Some((ModelApi::Anthropic, 300)), 0));
        assert_eq!(api("base_url: \"http://127.0.0.1:8080\", timeout: 20"), (Some((ModelApi::OpenAi, 20)), 0));
        assert_eq!(api("base_url: \"http://127.0.0.1:8080\", api: anthropic"), (Some((ModelApi::Anthropic, 300)), 0));
        let text = "title: x\ncompose: {writer: extractive, model: {name: m, base_url: \"https://me:secret@a.example/v1\"}}\n";
        let read = Config::read(&FILE.into(), text);
        assert!(read.diagnostics.len() == 1 && !format!("{:?}", read.diagnostics).contains("secret"), "{:?}", read.diagnostics);
    }

    #[test]
    fn feeds_are_read_and_their_faults_named() {
        let text = "title: x\ntopics: {chips: {}}\nfeeds:\n  - address: https://a.example/feed\n    publisher: A\n    topics: [chips, chip]\n  - address: a.example\n  - address: https://a.example/feed\n  - publisher: B\n";
        let read = Config::read(&FILE.into(), text);
        assert_eq!(read.value.feeds.len(), 1);
        let feed = &read.value.feeds[0];
        assert_eq!(
            (feed.address.as_str(), feed.publisher.as_deref(), &text[feed.span.range()]),
            ("https://a.example/feed", Some("A"), "https://a.example/feed")
        );
        let said: Vec<_> = read.diagnostics.iter().map(|d| format!("{}: {} ({})", d.code, d.message, d.hints.join(" "))).collect();
        assert_eq!(said.len(), 4, "{said:#?}");
        assert!(said[0].contains("`chip`") && said[0].contains("`chips`"), "{said:#?}");
    }

    #[test]
    fn the_furniture_is_read_and_its_faults_are_said() {
        let text = "title: x\nmenus: {main: [{name: About, url: /about/}], foot: [{name: Code, url: 'https://example.org/'}]}\nlogo: {src: /logo.svg, width: 10}\nmasthead: [{role: Editor, name: A. B.}]\ncontact: desk@example.org\nnewsletter: https://example.org/n\nreport: 'https://example.org/?u={url}'\ntheme_settings: {signal: \"#123456\"}\n";
        let read = Config::read(&FILE.into(), text);
        assert_eq!(read.diagnostics, []);
        let furniture = read.value.furniture;
        assert_eq!((furniture.main_menu[0].url.as_str(), furniture.contact.as_deref()), ("/about/", Some("mailto:desk@example.org")));
        let text =
            "title: x\nmenus: {mian: []}\nlogo: {src: 'https://cdn.example/x.png'}\ncontact: nobody\nreport: 'https://example.org/?u={ulr}'\nnewsleter: x\n";
        let said: Vec<_> = Config::read(&FILE.into(), text).diagnostics.into_iter().map(|d| d.hints.join(" ")).collect();
        assert_eq!(said.len(), 5, "{said:#?}");
        for hint in ["`main`", "static/", "e-mail", "{url}", "`newsletter`"] {
            assert!(said.iter().any(|s| s.contains(hint)), "{hint} in {said:#?}");
        }
    }

    #[test]
    fn all_faults_come_at_once() {
        let text = "titel: x\nbase_url: example.org\ntimezone: Europe/Berln\nsearch: maybe\ncompose: {words: few}\ncheck: {deny: [uncited]}\n";
        let read = Config::read(&FILE.into(), text);
        let said: Vec<_> = read.diagnostics.iter().map(|d| (d.code, d.hints.join(" "))).collect();
        assert_eq!(said.len(), 7, "{said:#?}");
        assert!(said.iter().any(|(_, h)| h.contains("`Europe/Berlin`")) && said.iter().any(|(_, h)| h.contains("`title`")), "{said:#?}");
    }
}
