//! Views that many pages share, turned into what templates read once and not once a page.

use serde::Serialize;
use std::collections::BTreeMap;
use std::fmt;
use std::marker::PhantomData;
use tera::Value;

/// A view of type `T` as templates read it. A clone costs nothing.
pub struct Ready<T> {
    value: Value,
    of: PhantomData<fn() -> T>,
}

impl<T: Serialize> Ready<T> {
    #[must_use]
    pub fn new(view: &T) -> Self {
        Self { value: Value::from_serializable(view), of: PhantomData }
    }
}

impl<T> Clone for Ready<T> {
    fn clone(&self) -> Self {
        Self { value: self.value.clone(), of: PhantomData }
    }
}

impl<T> fmt::Debug for Ready<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.value.fmt(f)
    }
}

impl<T> From<&Ready<T>> for Part {
    fn from(ready: &Ready<T>) -> Self {
        Part(ready.value.clone())
    }
}

impl<T> From<&Option<Ready<T>>> for Part {
    fn from(ready: &Option<Ready<T>>) -> Self {
        Part(ready.as_ref().map(|r| r.value.clone()).into())
    }
}

impl<T> From<&Vec<Ready<T>>> for Part {
    fn from(ready: &Vec<Ready<T>>) -> Self {
        Part(ready.iter().map(|r| r.value.clone()).collect::<Vec<Value>>().into())
    }
}

/// A field of a view.
#[derive(Clone, Debug)]
pub struct Part(pub(super) Value);

impl Part {
    /// Any view.
    #[must_use]
    pub fn of(view: &impl Serialize) -> Self {
        Part(Value::from_serializable(view))
    }

    /// A view whose fields are ready one by one.
    #[must_use]
    pub fn fields(fields: impl IntoIterator<Item = (&'static str, Part)>) -> Self {
        Part(fields.into_iter().map(|(name, part)| (name.to_owned(), part.0)).collect::<BTreeMap<String, Value>>().into())
    }

    #[must_use]
    pub fn list(parts: impl IntoIterator<Item = Part>) -> Self {
        Part(parts.into_iter().map(|part| part.0).collect::<Vec<Value>>().into())
    }
}

/// What a template is given: fields that are made for the page alone, which are serialised, and those that are ready.
pub trait View: Serialize {
    /// The fields that serialising leaves out, by their names.
    fn ready(&self) -> Vec<(&'static str, Part)>;
}

/// All of a view as JSON: what serialising gives, and the fields that are ready.
pub fn json(view: &impl View) -> serde_json::Value {
    let mut all = serde_json::to_value(view).unwrap_or_default();
    if let Some(fields) = all.as_object_mut() {
        fields.extend(view.ready().into_iter().filter_map(|(name, part)| Some((name.to_owned(), serde_json::to_value(part.0).ok()?))));
    }
    all
}
