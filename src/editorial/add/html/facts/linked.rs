//! The page's JSON-LD (<https://www.w3.org/TR/json-ld11/>), as schema.org uses it.

use crate::editorial::add::html::without_declarations;
use scraper::{Html, Selector};
use serde_json::{Map, Value};

/// All objects of the page, `@graph` and nesting opened up.
#[derive(Clone, Debug, Default)]
pub(super) struct Linked {
    objects: Vec<Map<String, Value>>,
    /// Those that are articles, the main one first.
    articles: Vec<usize>,
}

/// More objects than this are a catalogue.
const MOST: usize = 3000;

impl Linked {
    pub fn read(html: &Html) -> Self {
        let mut objects = Vec::new();
        let Ok(selector) = Selector::parse("script[type]") else { return Self::default() };
        for script in html.select(&selector).filter(|s| s.value().attr("type").is_some_and(|t| t.to_lowercase().contains("ld+json"))) {
            if let Some(value) = parse(&script.text().collect::<String>()) {
                flatten(value, &mut objects, 0);
            }
        }
        let articles: Vec<usize> = (0..objects.len()).filter(|i| types_of(&objects[*i]).iter().any(|t| is_article(t))).collect();
        // Lists of other stories hold article objects as well: those that have a headline, and a day or an author, lead.
        let telling = |i: &usize| objects[*i].contains_key("headline") && (objects[*i].contains_key("datePublished") || objects[*i].contains_key("author"));
        let (mut lead, rest): (Vec<usize>, Vec<usize>) = articles.iter().partition(|i| telling(i));
        lead.extend(rest);
        Self { objects, articles: lead }
    }

    /// The types of the article objects.
    pub fn types(&self) -> Vec<String> {
        self.articles.first().map(|i| types_of(&self.objects[*i])).unwrap_or_default()
    }

    /// A text of the article.
    pub fn article(&self, key: &str) -> Option<String> {
        self.articles.iter().find_map(|i| text(self.objects[*i].get(key)?))
    }

    /// A text of an article object as it stands.
    pub fn raw(&self, key: &str) -> Option<String> {
        self.articles.iter().find_map(|i| self.objects[*i].get(key)?.as_str().map(str::to_owned))
    }

    /// All texts under a key of the main article.
    pub fn article_all(&self, key: &str) -> Vec<String> {
        let Some(value) = self.articles.first().and_then(|i| self.objects[*i].get(key)) else { return Vec::new() };
        match value {
            Value::Array(items) => items.iter().filter_map(text).collect(),
            other => text(other).into_iter().collect(),
        }
    }

    /// Whether there is an object of one of these types.
    pub fn has_type(&self, kinds: &[&str]) -> bool {
        self.objects.iter().any(|o| types_of(o).iter().any(|t| kinds.contains(&t.as_str())))
    }

    /// A text of an object of this type.
    pub fn of_type(&self, kinds: &[&str], key: &str) -> Option<String> {
        self.objects.iter().filter(|o| types_of(o).iter().any(|t| kinds.contains(&t.as_str()))).find_map(|o| text(o.get(key)?))
    }

    /// The names under a key of the main article that are no organisation's, and those that are.
    pub fn names(&self, key: &str) -> (Vec<String>, Vec<String>) {
        let (mut persons, mut houses) = (Vec::new(), Vec::new());
        for at in &self.articles {
            if let Some(value) = self.objects[*at].get(key) {
                self.name(value, &mut persons, &mut houses, 0);
            }
            if !persons.is_empty() || !houses.is_empty() {
                break;
            }
        }
        (persons, houses)
    }

    fn name(&self, value: &Value, persons: &mut Vec<String>, houses: &mut Vec<String>, depth: usize) {
        match value {
            Value::Array(items) => items.iter().for_each(|i| self.name(i, persons, houses, depth)),
            Value::String(name) => persons.push(decode(name)),
            Value::Object(object) => {
                let is_house = types_of(object).iter().any(|t| t.ends_with("Organization"));
                let names: Vec<String> = match object.get("name") {
                    Some(Value::Array(items)) => items.iter().filter_map(text).collect(),
                    Some(other) => text(other).into_iter().collect(),
                    None => Vec::new(),
                };
                if names.is_empty() {
                    // A reference to an object that stands elsewhere on the page.
                    let id = object.get("@id").and_then(Value::as_str);
                    let referred = id.and_then(|id| self.objects.iter().find(|o| o.get("@id").and_then(Value::as_str) == Some(id) && o.contains_key("name")));
                    if let Some(referred) = referred.filter(|_| depth < 3) {
                        self.name(&Value::Object(referred.clone()), persons, houses, depth + 1);
                    }
                } else if is_house {
                    houses.extend(names);
                } else {
                    persons.extend(names);
                }
            }
            _ => {}
        }
    }
}

fn is_article(kind: &str) -> bool {
    kind.ends_with("Article") || kind.ends_with("BlogPosting") || matches!(kind, "Report" | "SocialMediaPosting" | "Review" | "CreativeWork")
}

fn types_of(object: &Map<String, Value>) -> Vec<String> {
    let short = |t: &str| t.rsplit(['/', ':']).next().unwrap_or(t).to_owned();
    match object.get("@type") {
        Some(Value::String(kind)) => vec![short(kind)],
        Some(Value::Array(kinds)) => kinds.iter().filter_map(Value::as_str).map(short).collect(),
        _ => Vec::new(),
    }
}

fn text(value: &Value) -> Option<String> {
    let found = match value {
        Value::String(text) => decode(text),
        Value::Number(number) => number.to_string(),
        Value::Array(items) => return items.iter().find_map(text),
        Value::Object(object) => {
            return object.get("name").or_else(|| object.get("@value")).or_else(|| object.get("@id")).or_else(|| object.get("url")).and_then(text);
        }
        _ => return None,
    };
    (!found.is_empty()).then_some(found)
}

/// Texts in JSON-LD are often escaped once too often.
fn decode(text: &str) -> String {
    let text = crate::text::markdown::fold_space(text);
    if text.contains('&') || text.contains('<') {
        let page = Html::parse_fragment(&without_declarations(&text));
        return crate::text::markdown::fold_space(&page.root_element().text().collect::<String>());
    }
    text
}

fn flatten(value: Value, out: &mut Vec<Map<String, Value>>, depth: usize) {
    if depth > 12 || out.len() >= MOST {
        return;
    }
    match value {
        Value::Array(items) => items.into_iter().for_each(|i| flatten(i, out, depth + 1)),
        Value::Object(object) => {
            let nested: Vec<Value> = ["@graph", "mainEntity", "mainEntityOfPage", "author", "publisher", "hasPart", "itemListElement", "item"]
                .iter()
                .filter_map(|k| object.get(*k))
                .filter(|v| v.is_array() || v.is_object())
                .cloned()
                .collect();
            out.push(object);
            nested.into_iter().for_each(|v| flatten(v, out, depth + 1));
        }
        _ => {}
    }
}

/// JSON as pages write it: in a comment or CDATA, with raw line ends in its texts, with a comma too many.
fn parse(text: &str) -> Option<Value> {
    let text = text.trim().trim_start_matches("<!--").trim_start_matches("//<![CDATA[").trim_start_matches("<![CDATA[");
    let text = text.trim_end_matches("-->").trim_end_matches("//]]>").trim_end_matches("]]>").trim().trim_end_matches(';');
    if let Ok(value) = serde_json::from_str(text) {
        return Some(value);
    }
    let mut out = String::with_capacity(text.len());
    let (mut inside, mut escaped) = (false, false);
    for c in text.chars() {
        match c {
            '"' if !escaped => inside = !inside,
            '}' | ']' if !inside => {
                let end = out.trim_end().len();
                if out[..end].ends_with(',') {
                    out.truncate(end - 1);
                }
            }
            c if inside && c.is_control() => {
                out.push(' ');
                escaped = false;
                continue;
            }
            _ => {}
        }
        escaped = inside && c == '\\' && !escaped;
        out.push(c);
    }
    serde_json::from_str(&out).ok()
}

#[cfg(test)]
mod tests {
    use super::Linked;
    use scraper::Html;

    #[test]
    fn graphs_references_and_sloppy_json_are_read() {
        let page = Html::parse_document(
            r##"<script type="application/ld+json">{"@graph":[{"@type":"WebSite","name":"Times"},{"@type":["NewsArticle"],"headline":"A &amp; B","author":{"@id":"#a"},"datePublished":"2026-01-02",},
            {"@id":"#a","@type":"Person","name":"Ann
 Lee"}]}</script>"##,
        );
        let linked = Linked::read(&page);
        assert_eq!(linked.article("headline").as_deref(), Some("A & B"));
        assert_eq!(linked.names("author"), (vec!["Ann Lee".to_owned()], vec![]));
        assert_eq!(linked.of_type(&["WebSite"], "name").as_deref(), Some("Times"));
    }
}
