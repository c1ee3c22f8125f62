//! Chance and time.

use std::hash::{BuildHasher, RandomState};
use std::time::{Duration, Instant};

/// The longest time limit: the sum of an instant and a longer time could overflow.
const LONGEST: Duration = Duration::from_secs(10 * 365 * 24 * 60 * 60);

/// A number from 0 to 1, made from the seed that the standard library uses for hash maps.
#[allow(clippy::cast_precision_loss)] // it does not matter in a random number
pub(crate) fn random() -> f64 {
    RandomState::new().hash_one(()) as f64 / u64::MAX as f64
}

pub(crate) fn after(now: Instant, time: Duration) -> Instant {
    now + time.min(LONGEST)
}
