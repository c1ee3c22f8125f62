//! Computes when the next request may be sent. It has no clock of its own.

use std::collections::VecDeque;
use std::time::{Duration, Instant};

use super::Pace;

/// Servers usually close a connection after 10 idle seconds or more.
const IDLE: Duration = Duration::from_secs(10);

/// Identifies a request that was sent.
#[derive(Clone, Copy, PartialEq)]
pub(crate) struct RequestNumber(u64);

struct SentRequest {
    number: RequestNumber,
    at: Instant,
    may_connect: bool,
    /// The time to its answer, once that is known.
    took: Duration,
}

/// Allows a short burst, then evenly spaced requests, and limits each window.
///
/// The server counts a request when it arrives. The first requests, and the first ones after a long
/// pause, may have to open a connection. If such a request takes much longer than the fastest one,
/// the schedule assumes that it arrived later by the difference.
///
/// The instant `None` is long ago: it is before all others.
pub(crate) struct Schedule {
    pace: Pace,
    spacing: Duration,
    window: Duration,
    count: u64,
    /// As many requests as a window allows, the latest one at the back.
    sent: VecDeque<SentRequest>,
    may_connect: usize,
    /// The time to the fastest answer, or zero if none is known.
    fastest: Duration,
    paused_until: Option<Instant>,
    full_rate: f64,
    rate: f64,
    rate_set: Option<Instant>,
}

impl Schedule {
    pub fn new(pace: Pace) -> Self {
        let spacing = Duration::from_secs_f64(pace.spacing_millis / 1000.0);
        let full_rate = 1.0 / spacing.as_secs_f64();
        Schedule {
            spacing,
            window: Duration::from_millis(pace.paced_window_millis),
            count: 0,
            sent: VecDeque::new(),
            may_connect: 0,
            fastest: Duration::ZERO,
            paused_until: None,
            full_rate,
            rate: full_rate,
            rate_set: None,
            pace,
        }
    }

    /// Returns when the next request may be sent.
    pub fn earliest(&self, now: Instant) -> Option<Instant> {
        let slowdown = self.full_rate / self.rate_at(now);
        let window = self.window.mul_f64(slowdown);
        let spacing = self.spacing.mul_f64(slowdown);
        let mut next = self.arrival(1).map(|arrival| arrival + spacing);
        if slowdown <= 1.0 {
            let burst = self.arrival(self.pace.burst);
            next = next.min(burst.map(|arrival| arrival + window));
        }
        let limit = self.arrival(self.pace.requests);
        let limit = limit.map(|arrival| arrival + window);
        self.paused_until.max(limit).max(next)
    }

    pub fn sent(&mut self, now: Instant) -> RequestNumber {
        let last = self.sent.back();
        if last.is_none_or(|last| now - last.at > IDLE) {
            self.may_connect = 2 * self.pace.requests;
        }
        if self.sent.len() == self.pace.requests {
            self.sent.pop_front();
        }
        self.count += 1;
        let number = RequestNumber(self.count);
        self.sent.push_back(SentRequest {
            number,
            at: now,
            may_connect: self.may_connect > 0,
            took: Duration::ZERO,
        });
        self.may_connect = self.may_connect.saturating_sub(1);
        number
    }

    pub fn answered(&mut self, number: RequestNumber, now: Instant) {
        let Some(request) = self.sent.iter_mut().find(|sent| sent.number == number) else {
            return;
        };
        let took = now - request.at;
        request.took = took;
        self.fastest = match took.checked_sub(self.fastest) {
            // It follows a slower network over about 100 answers.
            Some(slower) if !self.fastest.is_zero() => self.fastest + slower / 100,
            _ => took,
        };
    }

    /// A single refusal takes little of the rate. The sooner another one follows, the more it takes.
    pub fn refused(&mut self, pause: Duration, now: Instant) {
        self.paused_until = self.paused_until.max(Some(now + pause));
        let pace = &self.pace;
        let since = self.rate_set.map(|set| now - set);
        let shortest = Duration::from_millis(pace.decrease_at_most_every_millis);
        if since.is_some_and(|since| since < shortest) {
            return;
        }
        let within = Duration::from_millis(pace.repeated_within_millis);
        let single = since.map_or(1.0, |since| since.div_duration_f64(within).min(1.0));
        let factor = pace.decrease * single + pace.repeated_decrease * (1.0 - single);
        self.rate = pace.slowest_per_second.max(self.rate_at(now) * factor);
        self.rate_set = Some(now);
    }

    fn rate_at(&self, now: Instant) -> f64 {
        let seconds = self.rate_set.map_or(0.0, |set| (now - set).as_secs_f64());
        let risen = self.rate + self.pace.increase_per_second_squared * seconds * seconds;
        risen.min(self.full_rate)
    }

    /// When the nth last request arrived.
    fn arrival(&self, n: usize) -> Option<Instant> {
        let request = &self.sent[self.sent.len().checked_sub(n)?];
        let late = request.took.saturating_sub(self.fastest);
        let jitter = self
            .window
            .saturating_sub(Duration::from_millis(self.pace.window_millis));
        let connected = request.may_connect && late > jitter;
        Some(request.at + if connected { late } else { Duration::ZERO })
    }
}
