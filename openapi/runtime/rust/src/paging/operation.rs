//! What a contract says about a listing.

use serde::de::DeserializeOwned;

use super::{Arguments, Pace, Retries};

/// The parameters of a listing, and what the contract says about it.
pub trait Operation: Send + Sync {
    /// One row.
    type Row: DeserializeOwned + Send;
    /// One page, which has an array of rows.
    type Page: DeserializeOwned + Send;

    /// How to read the pages.
    const PAGING: Paging;
    /// How fast requests may be sent.
    const PACE: Pace;
    /// What is retried.
    const RETRIES: Retries;

    /// The arguments of the first page.
    fn arguments(&self) -> Arguments;
}

/// How to read the pages of a listing. Names are those of the contract.
#[derive(Clone, Debug)]
pub struct Paging {
    /// The HTTP method.
    pub method: &'static str,
    /// The path, with `{names}` of parameters.
    pub path: &'static str,
    /// The parameter that takes the token of a page.
    pub token: &'static str,
    /// The field of a page that has the token of the next one.
    pub field: &'static str,
    /// The field of a page that has the rows.
    pub rows: &'static str,
    /// The parameter that requests the number of all rows. Only the first request has it.
    pub total: Option<&'static str>,
    /// How many pages in a row may have no rows.
    pub max_empty_pages: usize,
    /// How requests are authenticated, as far as the configuration has the credentials.
    pub authentication: &'static [Authentication],
}

/// Where a request has its credentials.
#[derive(Clone, Copy, Debug)]
pub enum Authentication {
    /// An access token, in the header `Authorization`.
    Bearer,
    /// A user name and a password, in the header `Authorization`.
    Basic,
    /// The API key, in a header.
    Header(&'static str),
    /// The API key, in the query.
    Query(&'static str),
    /// The API key, in a cookie.
    Cookie(&'static str),
}
