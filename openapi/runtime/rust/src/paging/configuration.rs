//! The settings of all requests.

use std::fmt;

use base64::prelude::{Engine, BASE64_STANDARD};
use reqwest::header::{HeaderMap, HeaderValue, InvalidHeaderValue, AUTHORIZATION, USER_AGENT};

#[cfg(feature = "blocking")]
use super::LazyClient;
use super::{Arguments, Authentication};

/// A user name, and perhaps a password.
pub type BasicAuth = (String, Option<String>);

/// The settings of all requests. Its `Debug` output does not show secrets.
#[derive(Clone)]
pub struct Configuration {
    /// The base URL. It may end with a slash.
    pub base_path: String,
    /// The header `User-Agent`.
    pub user_agent: Option<String>,
    /// Sends the requests of the functions in `apis`. A listing has an HTTP client of its own.
    #[cfg(feature = "blocking")]
    pub client: LazyClient,
    /// For operations with HTTP basic authentication.
    pub basic_auth: Option<BasicAuth>,
    /// For operations with OAuth 2.
    pub oauth_access_token: Option<String>,
    /// For operations with an access token.
    pub bearer_access_token: Option<String>,
    /// For operations with an API key.
    pub api_key: Option<ApiKey>,
}

/// An API key. Its `Debug` output does not show it.
#[derive(Clone)]
pub struct ApiKey {
    /// A word before the key.
    pub prefix: Option<String>,
    /// The key.
    pub key: String,
}

/// What the contract says about the settings.
pub(crate) struct Defaults {
    pub base_path: &'static str,
    pub user_agent: &'static str,
    /// Headers that a request gets unless it names others.
    #[cfg_attr(not(feature = "blocking"), allow(dead_code))]
    pub headers: &'static [(&'static str, &'static str)],
}

impl Configuration {
    /// Returns the settings of the contract, without credentials.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// The headers of a request: those of its arguments, and those that do not depend on them.
    pub(crate) fn headers(
        &self,
        arguments: &Arguments,
        schemes: &[Authentication],
    ) -> Result<HeaderMap, InvalidHeaderValue> {
        let mut headers = arguments.headers()?;
        if let Some(agent) = &self.user_agent {
            headers.insert(USER_AGENT, HeaderValue::from_str(agent)?);
        }
        for scheme in schemes {
            let (name, value) = match scheme {
                Authentication::Bearer => (AUTHORIZATION.as_str(), self.bearer()),
                Authentication::Basic => (AUTHORIZATION.as_str(), self.basic()),
                Authentication::Header(name) => (*name, self.key()),
                Authentication::Cookie(name) => {
                    ("cookie", self.key().map(|key| format!("{name}={key}")))
                }
                Authentication::Query(_) => continue,
            };
            if let (Ok(name), Some(value)) = (name.parse::<reqwest::header::HeaderName>(), value) {
                let mut value = HeaderValue::from_str(&value)?;
                value.set_sensitive(true);
                headers.insert(name, value);
            }
        }
        Ok(headers)
    }

    /// The arguments in the query that authenticate a request.
    pub(crate) fn query(&self, schemes: &[Authentication]) -> Arguments {
        let mut arguments = Arguments::default();
        for scheme in schemes {
            if let Authentication::Query(name) = scheme {
                arguments = arguments.query(name, &self.key(), "");
            }
        }
        arguments
    }

    /// What no message may show, and no page token may have in it.
    pub(crate) fn secrets(&self) -> impl Iterator<Item = &str> {
        let password = self.basic_auth.as_ref().and_then(|auth| auth.1.as_deref());
        let key = self.api_key.as_ref().map(|key| key.key.as_str());
        let tokens = [&self.bearer_access_token, &self.oauth_access_token];
        let tokens = tokens.into_iter().filter_map(|token| token.as_deref());
        let all = tokens.chain(password).chain(key);
        all.filter(|secret| !secret.is_empty())
    }

    fn bearer(&self) -> Option<String> {
        let token = self.bearer_access_token.as_ref();
        let token = token.or(self.oauth_access_token.as_ref())?;
        Some(format!("Bearer {token}"))
    }

    fn basic(&self) -> Option<String> {
        let (user, password) = self.basic_auth.as_ref()?;
        let password = password.as_deref().unwrap_or_default();
        let text = format!("{user}:{password}");
        Some(format!("Basic {}", BASE64_STANDARD.encode(text)))
    }

    fn key(&self) -> Option<String> {
        let key = self.api_key.as_ref()?;
        Some(match &key.prefix {
            Some(prefix) => format!("{prefix} {}", key.key),
            None => key.key.clone(),
        })
    }
}

impl From<Defaults> for Configuration {
    fn from(defaults: Defaults) -> Self {
        Configuration {
            base_path: defaults.base_path.to_owned(),
            user_agent: Some(defaults.user_agent.to_owned()),
            #[cfg(feature = "blocking")]
            client: LazyClient::new(defaults.headers),
            basic_auth: None,
            oauth_access_token: None,
            bearer_access_token: None,
            api_key: None,
        }
    }
}

impl fmt::Debug for Configuration {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Configuration")
            .field("base_path", &self.base_path)
            .field("user_agent", &self.user_agent)
            .finish_non_exhaustive()
    }
}

impl fmt::Debug for ApiKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ApiKey").finish_non_exhaustive()
    }
}
