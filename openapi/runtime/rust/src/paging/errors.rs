//! The errors of a listing.

use std::error::Error;
use std::fmt;
use std::time::Duration;

/// The kind of an error, one for each thing that a caller can do.
#[derive(Clone, Copy, Debug, Eq, Hash, PartialEq)]
pub enum Kind {
    /// 401: the access token is wrong or has expired.
    Authentication,
    /// 403: the access token does not permit the request.
    Permission,
    /// 400, 404 or another 4xx status, or a request that cannot be sent.
    InvalidRequest,
    /// 429 until the deadline, or the rate limit allows no request before it.
    RateLimited,
    /// A 5xx status, or a transient 4xx status, after all retries.
    Server,
    /// No complete answer: the connection failed or broke, or a time limit passed.
    Connection,
    /// An answer that breaks the contract.
    Protocol,
}

/// A page could not be fetched. Its `Debug` output does not show the token.
#[non_exhaustive]
pub struct ListingError {
    /// What kind of error it is.
    pub kind: Kind,
    /// The status of the answer, if there was one.
    pub status: Option<u16>,
    /// The number of requests that were sent for the page.
    pub attempts: u32,
    /// The token of the page, to resume from: all rows before it were delivered. `None` for the
    /// first page.
    pub token: Option<String>,
    /// The body of the answer.
    pub body: Box<ErrorBody>,
    pub(crate) retryable: bool,
    pub(crate) retry_after: Duration,
    pub(crate) message: String,
}

/// The fields of an error answer, as far as it has them.
#[derive(Clone, Debug, Default)]
#[non_exhaustive]
pub struct ErrorBody {
    /// The server's message.
    pub message: Option<String>,
    /// Identifies the request in the server's logs.
    pub request_id: Option<String>,
    /// Identifies the request in the server's traces.
    pub trace_id: Option<String>,
}

impl ListingError {
    pub(crate) fn new(kind: Kind, message: String) -> Self {
        ListingError {
            kind,
            status: None,
            attempts: 1,
            token: None,
            body: Box::default(),
            retryable: false,
            retry_after: Duration::ZERO,
            message,
        }
    }

    /// The rate limit does not allow the request before the deadline.
    pub(crate) fn not_sent(request: &str) -> Self {
        let message = format!("{request} was not sent: the rate limit does not allow it in time");
        ListingError {
            attempts: 0,
            ..Self::new(Kind::RateLimited, message)
        }
    }

    /// The body cannot be decompressed.
    pub(crate) fn corrupt(request: &str) -> Self {
        let message = format!("{request} got no complete answer: its body is not valid gzip");
        ListingError {
            retryable: true,
            ..Self::new(Kind::Connection, message)
        }
    }

    /// HTTP, or the path of the request, does not allow an argument. Its value is not shown.
    pub(crate) fn not_allowed(request: &str) -> Self {
        let message = format!(
            "{request} cannot be sent: HTTP does not allow a character in the access token, in the \
             base URL or in an argument, or an argument of the path is empty"
        );
        ListingError {
            attempts: 0,
            ..Self::new(Kind::InvalidRequest, message)
        }
    }

    /// There was no complete answer, or the request could not be built.
    pub(crate) fn without_answer(request: &str, error: reqwest::Error) -> Self {
        let retryable = !error.is_builder();
        let (kind, problem) = if retryable {
            (Kind::Connection, "got no complete answer")
        } else {
            (Kind::InvalidRequest, "was not sent")
        };
        // Without the address: its parameters do not belong in a log.
        let error = error.without_url();
        let cause = std::iter::successors(Some(&error as &dyn Error), |&error| error.source());
        let cause = cause.last().map(ToString::to_string);
        let message = format!("{request} {problem}: {}", cause.unwrap_or_default());
        ListingError {
            retryable,
            ..Self::new(kind, message)
        }
    }
}

impl fmt::Display for ListingError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl fmt::Debug for ListingError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ListingError")
            .field("kind", &self.kind)
            .field("status", &self.status)
            .field("attempts", &self.attempts)
            .field("body", &self.body)
            .field("message", &self.message)
            .finish_non_exhaustive()
    }
}

impl Error for ListingError {}
