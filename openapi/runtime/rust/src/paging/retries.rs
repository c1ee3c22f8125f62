//! Decides whether a failed request is sent again, and when.

use std::time::{Duration, Instant};

use super::errors::ListingError;

/// Which statuses are retried, and how long to wait in between, from the contract.
///
/// Answers with a status in `waited_out` ask the client to slow down. They do not count as
/// attempts, and have a backoff of their own.
#[derive(Clone, Debug)]
pub struct Retries {
    /// The statuses of transient errors.
    pub statuses: &'static [u16],
    /// The statuses of refusals.
    pub waited_out: &'static [u16],
    /// The largest number of attempts for one page.
    pub attempts: u32,
    /// The longest wait after the first failure. It doubles after each further one.
    pub backoff_millis: u64,
    /// The part of a wait that is random, from 0 to 1.
    pub jitter: f64,
    /// The longest wait after any failure.
    pub longest_backoff_millis: u64,
    /// A server that asks for a longer wait ends the attempts.
    pub longest_retry_after_millis: u64,
    /// The time limit for one page, with all its attempts and waits.
    pub deadline_millis: u64,
}

impl Retries {
    /// Whether a later attempt may have another answer.
    pub(crate) fn retries(&self, status: u16) -> bool {
        self.statuses.contains(&status) || self.waits_out(Some(status))
    }

    pub(crate) fn waits_out(&self, status: Option<u16>) -> bool {
        status.is_some_and(|status| self.waited_out.contains(&status))
    }

    pub(crate) fn longest_retry_after(&self) -> Duration {
        Duration::from_millis(self.longest_retry_after_millis)
    }

    /// The wait after the nth failure. The random number is from 0 to 1.
    pub(crate) fn backoff(&self, failures: u32, random: f64) -> Duration {
        let doublings = failures.saturating_sub(1).min(20); // more could overflow
        let full = self.backoff_millis.saturating_mul(1 << doublings);
        let full = Duration::from_millis(full.min(self.longest_backoff_millis));
        full.mul_f64(1.0 - self.jitter * random)
    }
}

/// The attempts for one page so far.
pub(crate) struct Attempts<'a> {
    retries: &'a Retries,
    deadline: Instant,
    sent: u32,
    failures: u32,
    refusals: u32,
}

impl<'a> Attempts<'a> {
    pub fn new(retries: &'a Retries, deadline: Instant) -> Self {
        Attempts {
            retries,
            deadline,
            sent: 0,
            failures: 0,
            refusals: 0,
        }
    }

    /// Returns the time until the next attempt, or the error if there is none.
    pub fn wait_after(
        &mut self,
        error: ListingError,
        now: Instant,
        random: f64,
    ) -> Result<Duration, ListingError> {
        self.sent += error.attempts;
        let error = ListingError {
            attempts: self.sent,
            ..error
        };
        let in_a_row = if self.retries.waits_out(error.status) {
            self.refusals += 1;
            self.refusals
        } else {
            self.refusals = 0;
            self.failures += 1;
            self.failures
        };
        let backoff = self.retries.backoff(in_a_row, random);
        let wait = backoff.max(error.retry_after);
        if !error.retryable
            || self.failures >= self.retries.attempts
            || error.retry_after > self.retries.longest_retry_after()
            || wait >= self.deadline.saturating_duration_since(now)
        {
            return Err(error);
        }
        Ok(wait)
    }
}
