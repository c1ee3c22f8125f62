//! How fast requests may be sent.

/// The numbers of the contract. Rates are in requests a second.
#[derive(Clone, Debug)]
pub struct Pace {
    /// The number of requests that the server allows in a window.
    pub requests: usize,
    /// The window of the server.
    pub window_millis: u64,
    /// The number of requests that may be sent at once after an idle time.
    pub burst: usize,
    /// The time between two requests after that.
    pub spacing_millis: f64,
    /// The window of the client. It is longer than that of the server, which may be late.
    pub paced_window_millis: u64,
    /// What a single refusal leaves of the rate.
    pub decrease: f64,
    /// What a refusal right after another one leaves of the rate.
    pub repeated_decrease: f64,
    /// The time after which a refusal is a single one. Before that, its effect is in between.
    pub repeated_within_millis: u64,
    /// A refusal that follows sooner does not lower the rate again.
    pub decrease_at_most_every_millis: u64,
    /// How fast the rate rises: by this number times the square of the seconds since it was lowered.
    pub increase_per_second_squared: f64,
    /// The lowest rate.
    pub slowest_per_second: f64,
}

impl Pace {
    /// Returns a part of this pace, such as 0.5 for each of two processes.
    #[must_use]
    #[allow(clippy::cast_possible_truncation, clippy::cast_precision_loss)] // small numbers
    #[allow(clippy::cast_sign_loss)]
    pub fn share(self, share: f64) -> Self {
        let scaled = |count: usize| ((count as f64 * share) as usize).max(1);
        Pace {
            requests: scaled(self.requests),
            burst: scaled(self.burst),
            spacing_millis: self.spacing_millis / share,
            increase_per_second_squared: self.increase_per_second_squared * share,
            slowest_per_second: self.slowest_per_second * share,
            ..self
        }
    }
}
