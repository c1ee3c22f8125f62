//! Listings that read all pages, limit the rate and retry transient errors.

use std::marker::PhantomData;
use std::sync::Arc;
use std::time::{Duration, Instant, SystemTime};

use reqwest::header::{HeaderMap, HeaderValue, ACCEPT_ENCODING};
use reqwest::{Method, Url};

use super::answers::{self, Answer, Decoded};
use super::clock;
use super::errors::ListingError;
use super::retries::Attempts;
use super::walk::Walk;
use super::{secrecy, Arguments, Configuration, Operation, Pace, Pacer, Paging, Retries};

/// A listing of a contract.
///
/// Threads and tasks may share it; they then share its pace and its connections. It has the numbers
/// of the contract unless they are replaced.
pub struct Listing<O, Transport> {
    pub(crate) configuration: Configuration,
    pub(crate) transport: Transport,
    pub(crate) pacer: Arc<Pacer>,
    retries: Retries,
    timeout: Duration,
    deadline: Duration,
    max_empty_pages: usize,
    operation: PhantomData<fn(O)>,
}

/// A request, for a client that blocks or for one that does not.
pub(crate) struct Outgoing {
    pub method: Method,
    pub url: Url,
    pub headers: HeaderMap,
    /// The token of its page.
    pub token: Option<String>,
}

impl<O: Operation, Transport> Listing<O, Transport> {
    /// How to read the pages.
    pub const PAGING: Paging = O::PAGING;
    /// How fast requests may be sent.
    pub const PACE: Pace = O::PACE;
    /// What is retried.
    pub const RETRIES: Retries = O::RETRIES;

    pub(crate) fn with(configuration: Configuration, transport: Transport) -> Self {
        Listing {
            configuration,
            transport,
            pacer: Arc::new(Pacer::new(O::PACE)),
            retries: O::RETRIES,
            timeout: Duration::from_secs(30),
            deadline: Duration::from_millis(O::RETRIES.deadline_millis),
            max_empty_pages: O::PAGING.max_empty_pages,
            operation: PhantomData,
        }
    }

    /// Shares a pacer with other listings. The default is a pacer of its own.
    #[must_use]
    pub fn pacer(mut self, pacer: Arc<Pacer>) -> Self {
        self.pacer = pacer;
        self
    }

    /// Sets the largest number of attempts for one page. Refused requests do not count.
    #[must_use]
    pub fn attempts(mut self, attempts: u32) -> Self {
        self.retries.attempts = attempts;
        self
    }

    /// Sets the time limit for one attempt. The default is 30 seconds.
    #[must_use]
    pub fn timeout(mut self, timeout: Duration) -> Self {
        self.timeout = timeout;
        self
    }

    /// Sets the time limit for one page, with all its attempts and waits.
    #[must_use]
    pub fn deadline(mut self, deadline: Duration) -> Self {
        self.deadline = deadline;
        self
    }

    /// Sets how many pages in a row may have no rows.
    #[must_use]
    pub fn max_empty_pages(mut self, max_empty_pages: usize) -> Self {
        self.max_empty_pages = max_empty_pages;
        self
    }

    pub(crate) fn start(&self, arguments: &Arguments) -> Walk {
        Walk::new(arguments.get(O::PAGING.token), self.max_empty_pages)
    }

    pub(crate) fn deadline_after(&self, now: Instant) -> Instant {
        clock::after(now, self.deadline)
    }

    pub(crate) fn attempts_until(&self, deadline: Instant) -> Attempts<'_> {
        Attempts::new(&self.retries, deadline)
    }

    /// The time limit for an attempt that starts now.
    pub(crate) fn time_left(&self, now: Instant, deadline: Instant) -> Duration {
        deadline.saturating_duration_since(now).min(self.timeout)
    }

    /// Makes the request of a page.
    pub(crate) fn request(
        &self,
        arguments: &Arguments,
        token: Option<&str>,
    ) -> Result<Outgoing, ListingError> {
        let paging = O::PAGING;
        let mut of_page = arguments.clone();
        of_page.set(paging.token, token);
        let is_first = arguments.get(paging.token).unwrap_or_default() == token.unwrap_or_default();
        if let Some(total) = paging.total.filter(|_| !is_first) {
            of_page.set(total, None); // counting is expensive: once is enough
        }
        self.outgoing(of_page)
            .ok_or_else(|| ListingError::not_allowed(&request_name::<O>()))
    }

    fn outgoing(&self, arguments: Arguments) -> Option<Outgoing> {
        let paging = O::PAGING;
        let configuration = &self.configuration;
        let schemes = paging.authentication;
        let mut headers = configuration.headers(&arguments, schemes).ok()?;
        let token = arguments.get(paging.token).map(str::to_owned);
        headers.insert(ACCEPT_ENCODING, HeaderValue::from_static("gzip"));
        let all = arguments.and(configuration.query(schemes));
        let base = configuration.base_path.trim_end_matches('/');
        let url = format!("{base}{}", all.target(paging.path)?);
        Some(Outgoing {
            method: paging.method.parse().ok()?,
            url: url.parse().ok()?,
            headers,
            token,
        })
    }

    /// Returns the page of an answer, or the error that it stands for.
    pub(crate) fn read(
        &self,
        token: Option<&str>,
        answer: &Answer,
        now: Instant,
    ) -> Result<Decoded<O>, ListingError> {
        let request = request_name::<O>();
        let body = answer.decompressed();
        let body = body.map_err(|_| ListingError::corrupt(&request))?;
        if answer.status == 200 {
            return answers::decode(&request, &body);
        }
        // Messages are logged, and a page token does not belong there.
        let token = token.filter(|token| token.len() >= secrecy::SHORTEST);
        let error = answers::to_error(
            &request,
            answer,
            &body,
            self.configuration.secrets().chain(token),
            self.retries.retries(answer.status),
            SystemTime::now(),
        );
        if self.retries.waits_out(error.status) {
            let window = Duration::from_millis(O::PACE.window_millis);
            let pause = error.retry_after.min(self.retries.longest_retry_after());
            self.pacer.refused(pause.max(window), now);
        }
        Err(error)
    }

    pub(crate) fn without_answer(error: reqwest::Error) -> ListingError {
        ListingError::without_answer(&request_name::<O>(), error)
    }

    pub(crate) fn not_sent() -> ListingError {
        ListingError::not_sent(&request_name::<O>())
    }

    /// Accepts a page if the listing can go on after it. An error gets the token to resume from.
    pub(crate) fn accept(
        &self,
        walk: &mut Walk,
        page: Result<Decoded<O>, ListingError>,
    ) -> Result<Decoded<O>, ListingError> {
        let requested = walk.token().map(str::to_owned);
        let page = page.and_then(|page| {
            let secrets = self.configuration.secrets();
            walk.accept(page.token.as_deref(), page.rows.len(), secrets)?;
            Ok(page)
        });
        page.map_err(|error| ListingError {
            token: requested,
            ..error
        })
    }
}

fn request_name<O: Operation>() -> String {
    format!("{} {}", O::PAGING.method, O::PAGING.path)
}
