//! What templates can call beside Tera's own: `asset(path="css/main.css")`, `t(key="archive")`, `t(key="n_stories", n=count)`, `| quoted`.

use super::Asset;
use crate::diag::nearest;
use crate::types::Locale;
use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::Arc;
use tera::{Error, Kwargs, State, Tera, TeraResult};

pub(super) fn register(tera: &mut Tera, assets: &[Asset], base_path: &str, locale: &Arc<Locale>) {
    let addresses = addresses(assets, base_path);
    tera.register_function("asset", move |arguments: Kwargs, _: &State| -> TeraResult<String> {
        let path = arguments.must_get::<&str>("path")?;
        addresses.get(path).cloned().ok_or_else(|| {
            let near = nearest(path, addresses.keys().map(String::as_str)).map(|n| format!("; did you mean `{n}`?")).unwrap_or_default();
            Error::message(format!("the theme has no file static/{path}{near}"))
        })
    });
    let texts = Arc::clone(locale);
    tera.register_function("t", move |arguments: Kwargs, _: &State| text(&texts, &arguments));
    let marks = Arc::clone(locale);
    tera.register_filter("quoted", move |text: &str, _: Kwargs, _: &State| marks.quote(text));
}

/// The address of each file of the theme by its name.
pub(super) fn addresses(assets: &[Asset], base_path: &str) -> BTreeMap<String, String> {
    assets.iter().map(|a| (a.name.clone(), format!("{base_path}/{}", a.address))).collect()
}

/// The interface text under `key`; other arguments fill its placeholders, and `n` chooses the form of a counted text.
fn text(locale: &Locale, arguments: &Kwargs) -> TeraResult<String> {
    let key = arguments.must_get::<&str>("key")?;
    if locale.get(key).is_none() {
        let near = nearest(key, locale.keys()).map(|n| format!("; did you mean `{n}`?")).unwrap_or_default();
        return Err(Error::message(format!("the theme has no text `{key}`{near}")));
    }
    let mut counted = None;
    let mut given: Vec<(&str, Cow<str>)> = Vec::new();
    for (name, value) in arguments.iter() {
        match name.as_str() {
            Some("n") => counted = value.as_u64(),
            Some("key") | None => {}
            Some(name) => given.push((name, value.as_str().map_or_else(|| value.to_string().into(), Cow::from))),
        }
    }
    let values: Vec<(&str, &str)> = given.iter().map(|(name, value)| (*name, &**value)).collect();
    Ok(match counted.and_then(|n| usize::try_from(n).ok()) {
        Some(n) => locale.count(key, n, &values),
        None => locale.say(key, &values),
    })
}
