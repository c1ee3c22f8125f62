//! The arguments of an operation, as they are sent.

use percent_encoding::{utf8_percent_encode, AsciiSet, NON_ALPHANUMERIC};
use reqwest::header::{HeaderMap, HeaderName, HeaderValue, InvalidHeaderValue};
use serde::Serialize;
use serde_json::Value;

/// The unreserved characters of RFC 3986 stay as they are.
const RESERVED: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'-')
    .remove(b'.')
    .remove(b'_')
    .remove(b'~');

/// The arguments of an operation, by the names of the contract. One that is `None` is left out.
#[derive(Clone, Debug, Default)]
pub struct Arguments {
    path: Vec<(String, String)>,
    /// Each name and value, decoded, and the values as they are sent.
    query: Vec<(String, Vec<String>, &'static str)>,
    headers: Vec<(String, String)>,
}

impl Arguments {
    /// Adds an argument of the path.
    #[must_use]
    pub fn path(mut self, name: &str, value: &impl Serialize) -> Self {
        self.path.push((name.to_owned(), texts(value).join(",")));
        self
    }

    /// Adds an argument of the query. The format tells how an array is sent: `multi`, `ssv`, `pipes`,
    /// or with commas. That of an object may be `deepObject`; otherwise each field is an argument.
    #[must_use]
    pub fn query(mut self, name: &str, value: &impl Serialize, format: &str) -> Self {
        let separator = match format {
            "ssv" => "%20",
            "pipes" => "%7C",
            _ => ",",
        };
        match json(value) {
            Value::Null => {}
            Value::Object(fields) => {
                for (field, value) in fields.iter().filter(|(_, value)| !value.is_null()) {
                    let name = match format {
                        "deepObject" => format!("{name}[{field}]"),
                        _ => field.clone(),
                    };
                    self.query.push((name, vec![text(value)], separator));
                }
            }
            Value::Array(values) if format == "multi" => {
                let values = values.iter().map(|each| vec![text(each)]);
                let values = values.map(|each| (name.to_owned(), each, separator));
                self.query.extend(values);
            }
            Value::Array(values) if values.is_empty() => {}
            Value::Array(values) => {
                let values = values.iter().map(text).collect();
                self.query.push((name.to_owned(), values, separator));
            }
            value => self
                .query
                .push((name.to_owned(), vec![text(&value)], separator)),
        }
        self
    }

    /// Adds a header.
    #[must_use]
    pub fn header(mut self, name: &str, value: &impl Serialize) -> Self {
        let texts = texts(value);
        if !texts.is_empty() {
            self.headers.push((name.to_owned(), texts.join(",")));
        }
        self
    }

    /// Adds a header, if there is none of that name.
    #[must_use]
    pub fn default_header(self, name: &str, value: &str) -> Self {
        if self.headers.iter().any(|(other, _)| other == name) {
            return self;
        }
        self.header(name, &value)
    }

    /// The text of an argument in the query.
    pub(crate) fn get(&self, name: &str) -> Option<&str> {
        let argument = self.query.iter().find(|(other, ..)| other == name)?;
        argument.1.first().map(String::as_str)
    }

    /// Replaces an argument in the query, or removes it.
    pub(crate) fn set(&mut self, name: &str, value: Option<&str>) {
        self.query.retain(|(other, ..)| other != name);
        let value = value.map(|value| (name.to_owned(), vec![value.to_owned()], ","));
        self.query.extend(value);
    }

    pub(crate) fn and(mut self, others: Arguments) -> Self {
        self.query.extend(others.query);
        self
    }

    /// The path and the query. None if an argument of the path would change which path it is.
    pub(crate) fn target(&self, template: &str) -> Option<String> {
        let mut target = template.to_owned();
        for (name, value) in &self.path {
            if matches!(value.as_str(), "" | "." | "..") {
                return None;
            }
            target = target.replace(&format!("{{{name}}}"), &encoded(value));
        }
        for (index, (name, values, separator)) in self.query.iter().enumerate() {
            target.push(if index == 0 { '?' } else { '&' });
            target.push_str(&encoded(name));
            target.push('=');
            let values: Vec<String> = values.iter().map(|value| encoded(value)).collect();
            target.push_str(&values.join(separator));
        }
        Some(target)
    }

    pub(crate) fn headers(&self) -> Result<HeaderMap, InvalidHeaderValue> {
        let mut headers = HeaderMap::new();
        for (name, value) in &self.headers {
            if let Ok(name) = name.parse::<HeaderName>() {
                headers.insert(name, HeaderValue::from_str(value)?);
            }
        }
        Ok(headers)
    }
}

fn encoded(text: &str) -> String {
    utf8_percent_encode(text, RESERVED).to_string()
}

/// The value as JSON. By way of text, so that a 32-bit float has no more digits than it needs.
fn json(value: &impl Serialize) -> Value {
    let text = serde_json::to_string(value).unwrap_or_default();
    serde_json::from_str(&text).unwrap_or_default()
}

/// The values of an array; one for any other value but null.
fn texts(value: &impl Serialize) -> Vec<String> {
    match json(value) {
        Value::Null => Vec::new(),
        Value::Array(values) => values.iter().map(text).collect(),
        value => vec![text(&value)],
    }
}

fn text(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        value => value.to_string(),
    }
}
