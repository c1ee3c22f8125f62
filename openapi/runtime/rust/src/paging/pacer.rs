//! Lets callers take turns.

use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use super::schedule::{RequestNumber, Schedule};
use super::Pace;

/// Spaces requests so that the server does not refuse them.
///
/// Several listings, blocking or not, can share it in an [`Arc`](std::sync::Arc). They then share
/// its pace, and so do all threads and tasks that read them.
pub struct Pacer {
    schedule: Mutex<Schedule>,
}

/// What a caller has to do for its turn.
pub(crate) enum Turn {
    Send(RequestNumber),
    Wait(Duration),
    /// The turn comes after the deadline.
    GiveUp,
}

impl Pacer {
    /// Creates a pacer for the pace of a contract, or for a part of it.
    #[must_use]
    pub fn new(pace: Pace) -> Self {
        let schedule = Mutex::new(Schedule::new(pace));
        Pacer { schedule }
    }

    /// Takes a turn, if it is time. After a wait, the caller has to ask again.
    pub(crate) fn turn(&self, now: Instant, deadline: Instant) -> Turn {
        let mut schedule = self.schedule();
        match schedule.earliest(now).filter(|earliest| *earliest > now) {
            None => Turn::Send(schedule.sent(now)),
            Some(earliest) if earliest > deadline => Turn::GiveUp,
            Some(earliest) => Turn::Wait(earliest - now),
        }
    }

    /// Records that the answer has started to arrive.
    pub(crate) fn answered(&self, number: RequestNumber, now: Instant) {
        self.schedule().answered(number, now);
    }

    /// Pauses all requests, and lowers the rate after that.
    pub(crate) fn refused(&self, pause: Duration, now: Instant) {
        self.schedule().refused(pause, now);
    }

    fn schedule(&self) -> MutexGuard<'_, Schedule> {
        self.schedule.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
