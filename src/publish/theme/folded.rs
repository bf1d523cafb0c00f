//! Templates with what never changes worked out beforehand: interface texts without arguments, addresses of the theme's files, and parts that a template
//! includes, put where it includes them.
//!
//! In: the templates, the theme's files and texts. Out: templates that render the same bytes in less time. Never: a fault, for its place would be wrong:
//! what goes wrong in these is rendered again with the templates as they are written, and told from there.

use super::templates::Source;
use crate::types::{Locale, Phrase};
use regex::{Captures, Regex};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;
use tera::{Context, Tera};

/// A call whose value is the same on every page. One that takes away the white space beside it is left alone.
static CALL: LazyLock<Regex> = LazyLock::new(|| Regex::new(r#"\{\{ *(t\(key|asset\(path)="([^"\\]+)"\) *\}\}"#).expect("a constant pattern"));

/// A text whose placeholders are filled with fields of a view: `t(key="claim_n", number=claim.number)`.
static FILLED: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r#"\{\{ *t\(key="([^"\\]+)"((?:, *[a-z_]+=[a-z_]\w*(?:\.[a-z_]\w*)+)+)\) *\}\}"#).expect("a constant pattern"));

/// A text for a number that stands in the template.
static COUNTED: LazyLock<Regex> = LazyLock::new(|| Regex::new(r#"\{\{ *t\(key="([^"\\]+)", *n=([0-9]{1,6})\) *\}\}"#).expect("a constant pattern"));

/// A name that a template gives a value of its own, made by a filter, a call or a piece of template, so that it may be marked as safe already.
static SET: LazyLock<Regex> = LazyLock::new(|| Regex::new(r"\{%-?\s*set(?:_global)?\s+(\w+)\s*(?:-?%\}|=[^%]*[|(])").expect("a constant pattern"));

/// A part that is always the same one.
static INCLUDE: LazyLock<Regex> = LazyLock::new(|| Regex::new(r#"\{%(-?)\s*include\s+"([^"\\]+)"\s*(-?)%\}"#).expect("a constant pattern"));

/// What a part must not have to stand in the place where it is included: names that it sets would be seen there, and what builds templates has its own place.
static SCOPED: LazyLock<Regex> = LazyLock::new(|| Regex::new(r"\{%-?\s*(?:set|block|extends|import|macro|component|raw)|\{#").expect("a constant pattern"));

/// Parts in parts; a theme that goes deeper is rendered as it is written.
const DEEPEST: usize = 8;

/// The templates, folded, under their names. `assets` gives the address of a file by its name.
pub(super) fn fold(templates: &BTreeMap<String, Source>, assets: &BTreeMap<String, String>, locale: &Locale) -> BTreeMap<String, String> {
    let said = |what: &str, name: &str| match (what, locale.get(name)) {
        ("asset(path", _) => assets.get(name).cloned(),
        (_, Some(Phrase::Plain(text))) => Some(text.clone()),
        _ => None,
    };
    let set: BTreeSet<&str> = templates.values().flat_map(|source| SET.captures_iter(&source.text)).filter_map(|name| Some(name.get(1)?.as_str())).collect();
    let mut known: BTreeMap<(String, String), Option<String>> = BTreeMap::new();
    let mut folded = BTreeMap::new();
    for (name, source) in templates {
        let text = CALL.replace_all(&source.text, |call: &Captures| {
            let key = (call[1].to_owned(), call[2].to_owned());
            let shown = known.entry(key).or_insert_with(|| said(&call[1], &call[2]).and_then(|text| shown(&text)));
            shown.clone().unwrap_or_else(|| call[0].to_owned())
        });
        let text = FILLED.replace_all(&text, |call: &Captures| match locale.get(&call[1]) {
            Some(Phrase::Plain(phrase)) => filled(phrase, &call[2], &set).unwrap_or_else(|| call[0].to_owned()),
            _ => call[0].to_owned(),
        });
        let text = COUNTED.replace_all(&text, |call: &Captures| {
            let said = locale.get(&call[1]).zip(call[2].parse().ok()).map(|(_, n)| locale.count(&call[1], n, &[]));
            said.and_then(|text| shown(&text)).unwrap_or_else(|| call[0].to_owned())
        });
        folded.insert(name.clone(), text.into_owned());
    }
    folded.keys().map(|name| (name.clone(), with_parts(&folded, &folded[name], 0))).collect()
}

/// A text as a page shows it, if it can stand in a template as it is: no white space that a tag beside it would take away, and nothing that opens a tag.
fn shown(text: &str) -> Option<String> {
    let mut context = Context::new();
    context.insert("text", text);
    let mut tera = Tera::default();
    tera.add_raw_template("text.html", "{{ text }}").ok()?;
    let shown = tera.render("text.html", &context).ok()?;
    (!shown.is_empty() && shown.trim() == shown && !shown.contains(['{', '}', '#'])).then_some(shown)
}

/// A text with the fields in the places of its placeholders, as a template writes them. `arguments` is `, number=claim.number, label=passage.label`.
fn filled(phrase: &str, arguments: &str, set: &BTreeSet<&str>) -> Option<String> {
    let mut fields: BTreeMap<&str, &str> = BTreeMap::new();
    for argument in arguments.split(',').map(str::trim).filter(|a| !a.is_empty()) {
        let (name, field) = argument.split_once('=')?;
        // A number of things chooses the form of a text, which is not for a template to do.
        if name == "n" || set.contains(field.split('.').next()?) || fields.insert(name, field).is_some() {
            return None;
        }
    }
    if phrase.trim() != phrase {
        return None;
    }
    let mut out = String::new();
    let mut used = BTreeSet::new();
    let mut rest = phrase;
    while let Some((before, after)) = rest.split_once('{') {
        let (name, after) = after.split_once('}')?;
        out.push_str(&literal(before)?);
        out.push_str("{{ ");
        out.push_str(fields.get(name)?);
        out.push_str(" }}");
        used.insert(name);
        rest = after;
    }
    out.push_str(&literal(rest)?);
    // A field that the text does not use may be missing, which is a fault all the same.
    (used.len() == fields.len()).then_some(out)
}

/// A piece of a text as a page shows it, white space at its ends and all.
fn literal(piece: &str) -> Option<String> {
    let words = piece.trim();
    if words.is_empty() {
        return Some(piece.to_owned());
    }
    let start = piece.len() - piece.trim_start().len();
    Some(format!("{}{}{}", &piece[..start], shown(words)?, &piece[start + words.len()..]))
}

/// A template with its parts in it.
fn with_parts(all: &BTreeMap<String, String>, text: &str, depth: usize) -> String {
    if depth > DEEPEST || text.contains("{#") || text.contains("raw %}") {
        return text.to_owned();
    }
    let mut out = String::with_capacity(text.len() * 2);
    let mut from = 0;
    for include in INCLUDE.captures_iter(text) {
        let (whole, trims_before, trims_behind) = (include.get(0).map_or(0..0, |m| m.range()), &include[1] == "-", &include[3] == "-");
        let Some(part) = all.get(&include[2]).filter(|part| !SCOPED.is_match(part)) else { continue };
        let before = &text[from..whole.start];
        let before = if trims_before { before.trim_end() } else { before };
        // A tag that takes away the white space behind it must not reach into the part, nor the part's last tag out of it.
        let reaches = |text: &str| text.ends_with("-%}") || text.ends_with("-}}");
        if reaches(before) || (before.is_empty() && reaches(&out)) || reaches(part) {
            continue;
        }
        out.push_str(before);
        // Empty comments keep the tags at the part's ends from what is not the part's.
        out.push_str("{# #}");
        out.push_str(&with_parts(all, part, depth + 1));
        out.push_str("{# #}");
        from = whole.end;
        if trims_behind {
            from += text[from..].len() - text[from..].trim_start().len();
        }
    }
    out.push_str(&text[from..]);
    out
}

#[cfg(test)]
mod tests {
    use super::{Source, fold};
    use crate::types::{Locale, Phrase};
    use std::collections::BTreeMap;
    use tera::{Context, Tera};

    fn render(templates: &BTreeMap<String, String>, view: &Context) -> String {
        let mut tera = Tera::default();
        tera.register_function("t", |arguments: tera::Kwargs, _: &tera::State| -> tera::TeraResult<String> {
            Ok(match arguments.get::<&str>("who")? {
                Some(who) => format!("by {who} & {}", arguments.must_get::<&str>("number")?),
                None => format!("<{}>", arguments.must_get::<&str>("key")?),
            })
        });
        tera.add_raw_templates(templates.iter().map(|(n, t)| (n.as_str(), t.as_str()))).unwrap();
        tera.render("page.html", view).unwrap()
    }

    #[test]
    fn folded_templates_render_the_same_bytes() {
        let files = [
            (
                "page.html",
                "{% for s in list %}\n {%- include \"row.html\" -%}\n x{% include \"end.html\" %} {{ t(key=\"a\") }} \n{%- endfor -%}{% include \"row.html\" %} {{- t(key=\"b\") }} {{ t(key=\"a\") }} {{ t(key=\"by\", who=one.name, number=one.age) }}",
            ),
            ("row.html", "\n{%- if s %} {{ s }} {% include \"deep.html\" %} {% endif %}\n"),
            ("deep.html", " {{ t(key=\"a\") }} \n{% if s == 2 %}two{% endif -%}"),
            ("end.html", "{% set s = 9 %}{{ s }} {% include \"row.html\" %}"),
        ];
        let written: BTreeMap<String, String> = files.iter().map(|(n, t)| ((*n).to_owned(), (*t).to_owned())).collect();
        let sources = written.iter().map(|(n, t)| (n.clone(), Source { path: n.as_str().into(), text: t.as_str().into() })).collect();
        let phrases = BTreeMap::from([
            ("a".to_owned(), Phrase::Plain("<a>".to_owned())),
            ("b".to_owned(), Phrase::Plain("<b>".to_owned())),
            ("by".to_owned(), Phrase::Plain("by {who} & {number}".to_owned())),
        ]);
        let folded = fold(&sources, &BTreeMap::new(), &Locale::new("en", phrases));
        assert!(folded["page.html"].contains("{{ one.name }} &amp; {{ one.age }}"), "{}", folded["page.html"]);
        assert!(!folded["page.html"].contains("key=\"a\"") && folded["page.html"].matches("include \"row").count() == 1, "{}", folded["page.html"]);
        let mut view = Context::new();
        view.insert("list", &[1, 2, 3]);
        view.insert("s", &7);
        view.insert("one", &BTreeMap::from([("name", "<A>"), ("age", "7")]));
        assert_eq!(render(&folded, &view), render(&written, &view));
    }
}
