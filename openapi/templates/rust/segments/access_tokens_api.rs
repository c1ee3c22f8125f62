//! Access tokens, in exchange for an API key.

#![warn(warnings, clippy::all, clippy::pedantic, missing_docs)]

use reqwest::header::USER_AGENT;
use serde::de::Error as _;

use super::{Error, ResponseContent};
use crate::models;
use crate::paging::{secrecy, Configuration};

/// Create an access token from an API key. It is not retried.
///
/// # Errors
///
/// Returns an error if there is no answer, or if it has another status or no access token.
pub fn create_access_token(
    configuration: &Configuration,
    amperity_tenant: &str,
    grant_type: &str,
    client_id: &str,
    client_secret: &str,
) -> Result<models::AccessTokenResponse, Error<models::ErrorResponse>> {
    let base = configuration.base_path.trim_end_matches('/');
    let mut request = configuration
        .client
        .post(format!("{base}/v0/oauth2/token"))
        .header("X-Amperity-Tenant", amperity_tenant)
        .form(&[
            ("grant_type", grant_type),
            ("client_id", client_id),
            ("client_secret", client_secret),
        ]);
    if let Some(agent) = &configuration.user_agent {
        request = request.header(USER_AGENT, agent);
    }
    let response = request.send()?;
    let status = response.status();
    let content = response.text()?;
    if status.is_success() {
        // Without the cause: its message quotes the answer.
        let broken = |_| Error::from(serde_json::Error::custom("the answer has no access token"));
        return serde_json::from_str(&content).map_err(broken);
    }
    let is_shown = !secrecy::repeats(&content, client_secret);
    let content = if is_shown { content } else { String::new() };
    let entity = serde_json::from_str(&content).ok();
    Err(Error::ResponseError(ResponseContent {
        status,
        content,
        entity,
    }))
}
