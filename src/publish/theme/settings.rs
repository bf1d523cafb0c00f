//! What of a theme a site may set: declared in theme.yaml with defaults, given in digest.yaml under `theme_settings`.

use crate::diag::{Checked, Diagnostic, Span, codes, nearest};
use crate::types::FreeValue;
use regex::Regex;
use serde_json::Value;
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::sync::LazyLock;

/// A setting as a theme declares it.
#[derive(Clone, Debug)]
pub(super) struct Setting {
    pub name: String,
    /// `None` where the theme changes only the default of one that it inherits.
    pub kind: Option<Kind>,
    pub default: Value,
    pub span: Span,
}

/// What a setting may be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Text,
    Flag,
    Number,
    /// `#rgb` or `#rrggbb`; reaches the style sheets as `--setting-NAME`.
    Colour,
    OneOf(Vec<String>),
}

static COLOUR: LazyLock<Regex> = LazyLock::new(|| Regex::new("^#(?:[0-9a-fA-F]{3}|[0-9a-fA-F]{6})$").expect("a constant pattern"));

impl Kind {
    fn takes(&self, value: &Value) -> bool {
        match self {
            Kind::Text => value.is_string(),
            Kind::Flag => value.is_boolean(),
            Kind::Number => value.is_number(),
            Kind::Colour => value.as_str().is_some_and(|c| COLOUR.is_match(c)),
            Kind::OneOf(words) => value.as_str().is_some_and(|v| words.iter().any(|w| w == v)),
        }
    }

    /// In a sentence: "must be …".
    fn said(&self) -> String {
        match self {
            Kind::Text => "a text".to_owned(),
            Kind::Flag => "true or false".to_owned(),
            Kind::Number => "a number".to_owned(),
            Kind::Colour => "a colour as `#b4391a`, in quotation marks".to_owned(),
            Kind::OneOf(words) => format!("one of: {}", words.join(", ")),
        }
    }

    fn of(value: &Value) -> Option<Self> {
        match value {
            Value::Bool(_) => Some(Kind::Flag),
            Value::Number(_) => Some(Kind::Number),
            Value::String(text) if COLOUR.is_match(text) => Some(Kind::Colour),
            Value::String(_) => Some(Kind::Text),
            _ => None,
        }
    }
}

/// Reads one entry of `settings` in theme.yaml: a default alone, or `{default, one_of, about}`.
pub(super) fn declare(given: FreeValue) -> Checked<Option<Setting>> {
    let fault = |message: String, hint: &str| Checked::new(None, vec![Diagnostic::new(&codes::BAD_VALUE, given.span.clone(), message).hint(hint.to_owned())]);
    let hint = "write its default alone, or `{default: …, one_of: […], about: …}`";
    let Value::Object(map) = &given.value else {
        return match Kind::of(&given.value) {
            Some(kind) => Checked::clean(Some(Setting { name: given.name, kind: Some(kind), default: given.value, span: given.span })),
            None => fault(format!("`{}` has no default", given.name), hint),
        };
    };
    let known = ["default", "one_of", "about"];
    if let Some(unknown) = map.keys().find(|k| !known.contains(&k.as_str())) {
        let d = Diagnostic::new(&codes::UNKNOWN_KEY, given.span.clone(), format!("a setting knows no key `{unknown}`"));
        return Checked::new(None, vec![d.hint(nearest(unknown, known).map_or_else(|| hint.to_owned(), |near| format!("did you mean `{near}`?")))]);
    }
    let words = |list: &Vec<Value>| list.iter().filter_map(|w| w.as_str().map(str::to_owned)).collect::<Vec<_>>();
    let default = map.get("default").cloned().unwrap_or(Value::Null);
    let kind = match map.get("one_of") {
        Some(Value::Array(list)) => Some(Kind::OneOf(words(list))),
        Some(_) => None,
        None => Kind::of(&default),
    };
    match kind {
        Some(kind) if kind.takes(&default) => Checked::clean(Some(Setting { name: given.name, kind: Some(kind), default, span: given.span })),
        Some(kind) => fault(format!("the default of `{}` must be {}", given.name, kind.said()), hint),
        None => fault(format!("`{}` has no default", given.name), hint),
    }
}

/// The value of every setting that is declared, by the undermost theme first: the uppermost default, or what the site gives.
pub(super) fn resolve<'a>(declared: impl Iterator<Item = &'a Setting>, given: &[FreeValue]) -> Checked<BTreeMap<String, Value>> {
    let mut diagnostics = Vec::new();
    let mut kinds: BTreeMap<&str, &Kind> = BTreeMap::new();
    let mut values: BTreeMap<String, Value> = BTreeMap::new();
    for setting in declared {
        match kinds.get(setting.name.as_str()) {
            // A theme above may choose another default of the same kind, no other kind.
            Some(kind) if !kind.takes(&setting.default) => {
                diagnostics.push(
                    Diagnostic::new(&codes::BAD_VALUE, setting.span.clone(), format!("`{}` must be {}", setting.name, kind.said()))
                        .hint("the theme that this one extends declares it so"),
                );
                continue;
            }
            Some(_) => {}
            None => {
                if let Some(kind) = &setting.kind {
                    kinds.insert(&setting.name, kind);
                }
            }
        }
        values.insert(setting.name.clone(), setting.default.clone());
    }
    for FreeValue { name, name_span, value, span } in given {
        match kinds.get(name.as_str()) {
            Some(kind) if kind.takes(value) => {
                values.insert(name.clone(), value.clone());
            }
            Some(kind) => diagnostics.push(Diagnostic::new(&codes::BAD_VALUE, span.clone(), format!("the theme's setting `{name}` must be {}", kind.said()))),
            None => {
                let d = Diagnostic::new(&codes::UNKNOWN_KEY, name_span.clone(), format!("the theme has no setting `{name}`"));
                diagnostics.push(match nearest(name, kinds.keys().copied()) {
                    Some(near) => d.hint(format!("did you mean `{near}`?")),
                    None => d.hint(format!("it has: {}", kinds.keys().copied().collect::<Vec<_>>().join(", "))),
                });
            }
        }
    }
    Checked::new(values, diagnostics)
}

/// The colours among the settings as custom properties, each with ink that can be read on it. Pages carry no style of their own, so that a strict
/// content security policy holds; hence a setting reaches the style sheet here.
pub(super) fn properties(values: &BTreeMap<String, Value>) -> String {
    let mut out = String::new();
    for (name, value) in values {
        if let Some(colour) = value.as_str().filter(|c| COLOUR.is_match(c)) {
            let on = if luminance(colour) > 0.3 { "#1b120e" } else { "#fff" };
            let _ = write!(out, "--setting-{name}:{colour};--setting-{name}-on:{on};");
        }
    }
    if out.is_empty() { out } else { format!("\n:root{{{out}}}\n") }
}

/// Relative luminance, 0 to 1 (WCAG 2.2, 1.4.3).
fn luminance(colour: &str) -> f64 {
    let digits = colour.trim_start_matches('#');
    let step = digits.len() / 3;
    let channel = |n: usize| {
        let part = digits.get(n * step..(n + 1) * step).unwrap_or("0");
        let whole = if step == 1 { part.repeat(2) } else { part.to_owned() };
        let c = f64::from(u8::from_str_radix(&whole, 16).unwrap_or(0)) / 255.0;
        if c <= 0.04045 { c / 12.92 } else { ((c + 0.055) / 1.055).powf(2.4) }
    };
    0.2126 * channel(0) + 0.7152 * channel(1) + 0.0722 * channel(2)
}

#[cfg(test)]
mod tests {
    use super::{luminance, properties};
    use serde_json::json;
    use std::collections::BTreeMap;

    #[test]
    fn colours_reach_the_style_sheet_with_ink_to_read_on_them() {
        let values = BTreeMap::from([("pale".to_owned(), json!("#ff8f6b")), ("deep".to_owned(), json!("#b4391a")), ("covers".to_owned(), json!(true))]);
        assert_eq!(properties(&values), "\n:root{--setting-deep:#b4391a;--setting-deep-on:#fff;--setting-pale:#ff8f6b;--setting-pale-on:#1b120e;}\n");
        assert!((luminance("#fff") - 1.0).abs() < 1e-9 && luminance("#000000") < 1e-9);
    }
}
