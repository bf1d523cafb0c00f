//! What templates can call beside Tera's own: `asset(path="css/main.css")`, and `| count(one="source", many="sources")`.

use super::Asset;
use crate::diag::nearest;
use std::collections::BTreeMap;
use tera::{Error, Kwargs, State, Tera, TeraResult};

pub(super) fn register(tera: &mut Tera, assets: &[Asset], base_path: &str) {
    let addresses: BTreeMap<String, String> = assets.iter().map(|a| (a.name.clone(), format!("{base_path}/{}", a.address))).collect();
    tera.register_function("asset", move |arguments: Kwargs, _: &State| -> TeraResult<String> {
        let path = arguments.must_get::<&str>("path")?;
        addresses.get(path).cloned().ok_or_else(|| {
            let near = nearest(path, addresses.keys().map(String::as_str)).map(|n| format!("; did you mean `{n}`?")).unwrap_or_default();
            Error::message(format!("the theme has no file static/{path}{near}"))
        })
    });
    tera.register_filter("count", |n: u64, arguments: Kwargs, _: &State| -> TeraResult<String> {
        let word = arguments.must_get::<&str>(if n == 1 { "one" } else { "many" })?;
        Ok(format!("{n} {word}"))
    });
}
