//! Listings for tasks of Tokio.

use std::sync::Arc;
use std::time::{Duration, Instant};

use futures_util::future::BoxFuture;
use futures_util::stream::{self, BoxStream, Stream, StreamExt, TryStreamExt};
use reqwest::{Client, Request};

use super::answers::{Answer, Decoded};
use super::clock;
use super::errors::ListingError;
use super::listing::Outgoing;
use super::pacer::Turn;
use super::{Arguments, Configuration, Listing, Operation};

/// What a listing reads the time from, sleeps with, and draws jitter from. Tests can use their own.
pub trait AsyncClock: Send + Sync {
    /// The time.
    fn now(&self) -> Instant;

    /// Waits.
    fn sleep(&self, time: Duration) -> BoxFuture<'_, ()>;

    /// A number from 0 to 1.
    fn random(&self) -> f64 {
        clock::random()
    }
}

struct SystemClock;

impl AsyncClock for SystemClock {
    fn now(&self) -> Instant {
        Instant::now()
    }

    fn sleep(&self, time: Duration) -> BoxFuture<'_, ()> {
        Box::pin(::tokio::time::sleep(time))
    }
}

/// The HTTP client and the clock of a listing that is read by tasks of Tokio.
pub struct Tokio {
    client: Client,
    clock: Arc<dyn AsyncClock>,
}

impl<O: Operation> Listing<O, Tokio> {
    /// Uses the numbers of the contract, and an HTTP client of its own that follows no redirect.
    ///
    /// # Panics
    ///
    /// Panics if TLS cannot be set up.
    #[must_use]
    pub fn new(configuration: Configuration) -> Self {
        let client = Client::builder()
            .redirect(reqwest::redirect::Policy::none())
            .retry(reqwest::retry::never())
            .build()
            .expect("TLS can be set up");
        let clock = Arc::new(SystemClock);
        Self::with(configuration, Tokio { client, clock })
    }

    /// Sets the clock.
    #[must_use]
    pub fn clock(mut self, clock: Arc<dyn AsyncClock>) -> Self {
        self.transport.clock = clock;
        self
    }

    /// Yields every row in order, and ends after an error. It fetches a page when its first row is
    /// needed.
    pub fn rows(&self, parameters: &O) -> BoxStream<'_, Result<O::Row, ListingError>> {
        self.rows_of(parameters.arguments())
    }

    /// Yields the rows from the page of a token on, such as that of an error.
    pub fn rows_starting_at(
        &self,
        token: Option<&str>,
        parameters: &O,
    ) -> BoxStream<'_, Result<O::Row, ListingError>> {
        let mut arguments = parameters.arguments();
        arguments.set(O::PAGING.token, token);
        self.rows_of(arguments)
    }

    /// Yields every page, with its rows and the token to resume from.
    pub fn pages(&self, parameters: &O) -> BoxStream<'_, Result<O::Page, ListingError>> {
        let decoded = self.decoded(parameters.arguments());
        decoded.map_ok(|page| page.page).boxed()
    }

    fn rows_of(&self, arguments: Arguments) -> BoxStream<'_, Result<O::Row, ListingError>> {
        let pages = self.decoded(arguments);
        let rows = pages.map_ok(|page| stream::iter(page.rows.into_iter().map(Ok)));
        rows.try_flatten().boxed()
    }

    fn decoded(
        &self,
        arguments: Arguments,
    ) -> impl Stream<Item = Result<Decoded<O>, ListingError>> + Send + use<'_, O> {
        let walk = self.start(&arguments);
        stream::try_unfold((walk, arguments), move |(mut walk, arguments)| async move {
            if !walk.next() {
                return Ok(None);
            }
            let page = match self.request(&arguments, walk.token()) {
                Ok(request) => self.page(&request).await,
                Err(error) => Err(error),
            };
            let page = self.accept(&mut walk, page)?;
            Ok(Some((page, (walk, arguments))))
        })
    }

    async fn page(&self, request: &Outgoing) -> Result<Decoded<O>, ListingError> {
        let clock = &self.transport.clock;
        let deadline = self.deadline_after(clock.now());
        let mut attempts = self.attempts_until(deadline);
        loop {
            let wait = match self.attempt(request, deadline).await {
                Ok(page) => return Ok(page),
                Err(error) => attempts.wait_after(error, clock.now(), clock.random())?,
            };
            clock.sleep(wait).await;
        }
    }

    async fn attempt(
        &self,
        request: &Outgoing,
        deadline: Instant,
    ) -> Result<Decoded<O>, ListingError> {
        let clock = &self.transport.clock;
        let number = loop {
            match self.pacer.turn(clock.now(), deadline) {
                Turn::Send(number) => break number,
                Turn::Wait(wait) => clock.sleep(wait).await,
                Turn::GiveUp => return Err(Self::not_sent()),
            }
        };
        let mut sent = Request::new(request.method.clone(), request.url.clone());
        *sent.headers_mut() = request.headers.clone();
        *sent.timeout_mut() = Some(self.time_left(clock.now(), deadline));
        let response = self.transport.client.execute(sent).await;
        let response = response.map_err(Self::without_answer)?;
        self.pacer.answered(number, clock.now());
        let answer = Answer {
            status: response.status().as_u16(),
            headers: response.headers().clone(),
            body: response.bytes().await.map_err(Self::without_answer)?.into(),
        };
        self.read(request.token.as_deref(), &answer, clock.now())
    }
}
