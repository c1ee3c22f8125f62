//! The answer of the token endpoint.

#![warn(warnings, clippy::all, clippy::pedantic, missing_docs)]

use std::fmt;

use serde::{Deserialize, Deserializer};
use serde_json::Value;

/// An access token and its lifetime. Its `Debug` output does not show the token.
#[derive(Clone, Default, PartialEq, Deserialize)]
pub struct AccessTokenResponse {
    /// The access token.
    pub access_token: String,
    /// The number of seconds until the token expires, if the server says it. A string or a decimal
    /// fraction is read as a number.
    #[serde(default, deserialize_with = "seconds")]
    pub expires_in: Option<i64>,
    /// How to send it, such as `Bearer`.
    #[serde(default)]
    pub token_type: String,
}

impl fmt::Debug for AccessTokenResponse {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("AccessTokenResponse")
            .field("expires_in", &self.expires_in)
            .field("token_type", &self.token_type)
            .finish_non_exhaustive()
    }
}

#[allow(clippy::cast_possible_truncation)] // a fraction of a second does not matter
fn seconds<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<i64>, D::Error> {
    let seconds = match Value::deserialize(deserializer)? {
        Value::Number(number) => number.as_f64(),
        Value::String(text) => text.trim().parse().ok(),
        _ => None,
    };
    Ok(seconds.map(|seconds: f64| seconds as i64))
}
