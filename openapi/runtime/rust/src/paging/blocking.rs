//! Listings for threads.

use std::iter;
use std::ops::Deref;
use std::sync::{Arc, OnceLock};
use std::thread;
use std::time::{Duration, Instant};

use reqwest::blocking::{Client, Request};
use reqwest::header::{HeaderMap, HeaderName, HeaderValue};

use super::answers::{Answer, Decoded};
use super::clock;
use super::errors::ListingError;
use super::listing::Outgoing;
use super::pacer::Turn;
use super::{Arguments, Configuration, Listing, Operation};

/// What a listing reads the time from, sleeps with, and draws jitter from. Tests can use their own.
pub trait Clock: Send + Sync {
    /// The time.
    fn now(&self) -> Instant;

    /// Waits.
    fn sleep(&self, time: Duration);

    /// A number from 0 to 1.
    fn random(&self) -> f64 {
        clock::random()
    }
}

struct SystemClock;

impl Clock for SystemClock {
    fn now(&self) -> Instant {
        Instant::now()
    }

    fn sleep(&self, time: Duration) {
        thread::sleep(time);
    }
}

/// The HTTP client and the clock of a listing that blocks the thread that reads it.
pub struct Blocking {
    client: LazyClient,
    clock: Arc<dyn Clock>,
}

impl<O: Operation> Listing<O, Blocking> {
    /// Uses the numbers of the contract, and an HTTP client of its own that follows no redirect. It
    /// does not use the HTTP client of the configuration.
    ///
    /// It blocks: read it from asynchronous code only where blocking is allowed.
    #[must_use]
    pub fn new(configuration: Configuration) -> Self {
        let transport = Blocking {
            client: LazyClient::new(&[]),
            clock: Arc::new(SystemClock),
        };
        Self::with(configuration, transport)
    }

    /// Sets the clock.
    #[must_use]
    pub fn clock(mut self, clock: Arc<dyn Clock>) -> Self {
        self.transport.clock = clock;
        self
    }

    /// Yields every row in order, and ends after an error. It fetches a page when its first row is
    /// needed.
    pub fn rows(
        &self,
        parameters: &O,
    ) -> impl Iterator<Item = Result<O::Row, ListingError>> + use<'_, O> {
        rows(self.decoded(parameters.arguments()))
    }

    /// Yields the rows from the page of a token on, such as that of an error.
    pub fn rows_starting_at(
        &self,
        token: Option<&str>,
        parameters: &O,
    ) -> impl Iterator<Item = Result<O::Row, ListingError>> + use<'_, O> {
        let mut arguments = parameters.arguments();
        arguments.set(O::PAGING.token, token);
        rows(self.decoded(arguments))
    }

    /// Yields every page, with its rows and the token to resume from.
    pub fn pages(
        &self,
        parameters: &O,
    ) -> impl Iterator<Item = Result<O::Page, ListingError>> + use<'_, O> {
        let decoded = self.decoded(parameters.arguments());
        decoded.map(|page| page.map(|page| page.page))
    }

    fn decoded(
        &self,
        arguments: Arguments,
    ) -> impl Iterator<Item = Result<Decoded<O>, ListingError>> + use<'_, O> {
        let mut walk = self.start(&arguments);
        iter::from_fn(move || {
            walk.next().then(|| {
                let page = self.request(&arguments, walk.token());
                let page = page.and_then(|request| self.page(&request));
                self.accept(&mut walk, page)
            })
        })
    }

    fn page(&self, request: &Outgoing) -> Result<Decoded<O>, ListingError> {
        let clock = &self.transport.clock;
        let deadline = self.deadline_after(clock.now());
        let mut attempts = self.attempts_until(deadline);
        loop {
            match self.attempt(request, deadline) {
                Ok(page) => return Ok(page),
                Err(error) => {
                    clock.sleep(attempts.wait_after(error, clock.now(), clock.random())?);
                }
            }
        }
    }

    fn attempt(&self, request: &Outgoing, deadline: Instant) -> Result<Decoded<O>, ListingError> {
        let clock = &self.transport.clock;
        let number = loop {
            match self.pacer.turn(clock.now(), deadline) {
                Turn::Send(number) => break number,
                Turn::Wait(wait) => clock.sleep(wait),
                Turn::GiveUp => return Err(Self::not_sent()),
            }
        };
        let mut sent = Request::new(request.method.clone(), request.url.clone());
        *sent.headers_mut() = request.headers.clone();
        *sent.timeout_mut() = Some(self.time_left(clock.now(), deadline));
        let response = self.transport.client.execute(sent);
        let response = response.map_err(Self::without_answer)?;
        self.pacer.answered(number, clock.now());
        let answer = Answer {
            status: response.status().as_u16(),
            headers: response.headers().clone(),
            body: response.bytes().map_err(Self::without_answer)?.into(),
        };
        self.read(request.token.as_deref(), &answer, clock.now())
    }
}

fn rows<O: Operation>(
    pages: impl Iterator<Item = Result<Decoded<O>, ListingError>>,
) -> impl Iterator<Item = Result<O::Row, ListingError>> {
    pages.flat_map(|page| {
        let (rows, error) = match page {
            Ok(page) => (page.rows, None),
            Err(error) => (Vec::new(), Some(Err(error))),
        };
        rows.into_iter().map(Ok).chain(error)
    })
}

/// An HTTP client that is made when it is first used, and then shared by all clones. It follows no
/// redirect, and sends nothing again.
///
/// It is not made before, because asynchronous code may not make one that blocks.
#[derive(Clone)]
pub struct LazyClient {
    client: Arc<OnceLock<Client>>,
    headers: &'static [(&'static str, &'static str)],
}

impl LazyClient {
    pub(crate) fn new(headers: &'static [(&'static str, &'static str)]) -> Self {
        let client = Arc::default();
        LazyClient { client, headers }
    }
}

impl Deref for LazyClient {
    type Target = Client;

    fn deref(&self) -> &Client {
        self.client.get_or_init(|| {
            let headers = self.headers.iter().map(|(name, value)| {
                let name = HeaderName::from_static(name);
                (name, HeaderValue::from_static(value))
            });
            Client::builder()
                .default_headers(headers.collect::<HeaderMap>())
                .redirect(reqwest::redirect::Policy::none())
                .retry(reqwest::retry::never())
                .build()
                .expect("TLS can be set up")
        })
    }
}

/// Uses another HTTP client.
impl From<Client> for LazyClient {
    fn from(client: Client) -> Self {
        LazyClient {
            client: Arc::new(client.into()),
            headers: &[],
        }
    }
}
