//! The interface texts: i18n/LANGUAGE.yaml of each layer, the nearer language over the farther, the upper theme over the lower.

use super::BUILT_IN;
use super::layers::Layer;
use crate::diag::{Checked, Diagnostic, codes, nearest};
use crate::types::locale::placeholders;
use crate::types::{FreeValue, Locale, Phrase, Plural, read_whole_map};
use regex::Regex;
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use std::sync::{Arc, LazyLock};

/// The language that every text exists in.
const FIRST: &str = "en";

/// A key asked for by a template.
static ASKED: LazyLock<Regex> = LazyLock::new(|| Regex::new(r#"\bt\(\s*key\s*=\s*["']([^"']*)["']"#).expect("a constant pattern"));

/// The texts for a language. Where a theme does not speak it, it speaks English, with a note.
pub(super) fn load(layers: &[Layer], language: &str) -> Checked<Locale> {
    let mut diagnostics = Vec::new();
    let mut phrases = BTreeMap::new();
    let asked = keys_of_templates(layers);
    let primary = language.split(['-', '_']).next().unwrap_or(language).to_ascii_lowercase();
    let mut wanted = vec![FIRST.to_owned(), primary.clone()];
    wanted.extend((language != primary).then(|| language.to_owned()));
    let mut spoken = primary == FIRST;
    for (n, tongue) in wanted.iter().enumerate() {
        if n > 0 && tongue == FIRST {
            continue;
        }
        for layer in layers {
            let Some((path, text)) = layer.text(&format!("i18n/{tongue}.yaml")) else { continue };
            spoken |= n > 0;
            for value in read(path, text).take(&mut diagnostics) {
                if let Some(phrase) = phrase(&value, layer.own, &asked, &phrases).take(&mut diagnostics) {
                    phrases.insert(value.name, phrase);
                }
            }
        }
    }
    if !spoken {
        let own = layers.last().map_or(BUILT_IN, |l| l.theme.as_str());
        diagnostics.push(
            Diagnostic::homeless(&codes::UNTRANSLATED, format!("the theme does not speak `{language}`: its own texts are English"))
                .hint(format!("`digest theme eject i18n/en.yaml`, and translate the copy as themes/{own}/i18n/{primary}.yaml")),
        );
    }
    let language = if spoken { language } else { FIRST };
    Checked::new(Locale::new(language, phrases), diagnostics)
}

fn read(path: &Arc<str>, text: &str) -> Checked<Vec<FreeValue>> {
    match read_whole_map(path, text, "language file") {
        Ok(fields) => Checked::clean(fields.all_values()),
        Err(d) => Checked::new(Vec::new(), vec![d]),
    }
}

fn keys_of_templates(layers: &[Layer]) -> BTreeSet<String> {
    let templates = layers.iter().flat_map(|l| l.files.keys().filter(|p| p.starts_with("templates/")).filter_map(|p| l.text(p)));
    templates.flat_map(|(_, text)| ASKED.captures_iter(text).map(|c| c[1].to_owned()).collect::<Vec<_>>()).collect()
}

/// One text. In a site's own theme a key that nothing asks for, and a placeholder that gets no value, are faults: both are slips of the pen.
fn phrase(given: &FreeValue, own: bool, asked: &BTreeSet<String>, known: &BTreeMap<String, Phrase>) -> Checked<Option<Phrase>> {
    let FreeValue { name, name_span, value, span } = given;
    let text = |value: &Value| match value {
        Value::String(text) => Some(text.clone()),
        Value::Number(_) | Value::Bool(_) => Some(value.to_string()),
        _ => None,
    };
    let bad = |message: String, hint: &str| Checked::new(None, vec![Diagnostic::new(&codes::BAD_VALUE, span.clone(), message).hint(hint.to_owned())]);
    if own && !known.contains_key(name) && !asked.contains(name) {
        let d = Diagnostic::new(&codes::UNKNOWN_KEY, name_span.clone(), format!("no template asks for a text `{name}`"));
        return Checked::new(
            None,
            vec![match nearest(name, known.keys().chain(asked).map(String::as_str)) {
                Some(near) => d.hint(format!("did you mean `{near}`?")),
                None => d.hint("remove it, or ask for it in a template with `t(key=…)`"),
            }],
        );
    }
    let phrase = match value {
        Value::Object(forms) => {
            let mut read = BTreeMap::new();
            for (form, value) in forms {
                let (Some(plural), Some(text)) = (Plural::named(form), text(value)) else {
                    return bad(format!("`{form}` is not a form of a counted text"), "the forms are: zero, one, two, few, many, other");
                };
                read.insert(plural, text);
            }
            if !read.contains_key(&Plural::Other) {
                return bad(format!("`{name}` has no form `other`"), "`other` is the form for every number that has no form of its own");
            }
            Phrase::Counted(read)
        }
        Value::Array(names) => Phrase::List(names.iter().filter_map(text).collect()),
        value => match text(value) {
            Some(text) => Phrase::Plain(text),
            None => return bad(format!("`{name}` has no text"), "write the text in quotation marks, or remove the line"),
        },
    };
    if own && let Some(first) = known.get(name) {
        let allowed = all_placeholders(first);
        if let Some(unknown) = all_placeholders(&phrase).into_iter().find(|p| !allowed.contains(p)) {
            let near = nearest(&unknown, allowed.iter().map(String::as_str)).map(|n| format!("did you mean `{{{n}}}`?"));
            return bad(format!("`{name}` gets no value `{unknown}`"), &near.unwrap_or_else(|| "the English text shows which values it gets".to_owned()));
        }
    }
    Checked::clean(Some(phrase))
}

/// What stands in braces in any form of a text.
pub(super) fn all_placeholders(phrase: &Phrase) -> BTreeSet<String> {
    let texts: Vec<&String> = match phrase {
        Phrase::Plain(text) => vec![text],
        Phrase::Counted(forms) => forms.values().collect(),
        Phrase::List(names) => names.iter().collect(),
    };
    texts.into_iter().flat_map(|t| placeholders(t)).map(str::to_owned).collect()
}

/// Texts that a template asks for and that are not there, found before anything is rendered: where, which, and the near one.
pub(super) fn unknown(template: &str, locale: &Locale) -> Vec<(Range<usize>, String, Option<String>)> {
    let keys = ASKED.captures_iter(template).filter_map(|c| c.get(1)).filter(|key| locale.get(key.as_str()).is_none());
    keys.map(|key| (key.range(), key.as_str().to_owned(), nearest(key.as_str(), locale.keys()).map(str::to_owned))).collect()
}
