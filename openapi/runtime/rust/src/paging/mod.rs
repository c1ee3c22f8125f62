//! Reads listings page by page: pace, retries, errors.

pub(crate) mod answers;
mod arguments;
#[cfg(feature = "tokio")]
mod asynchronous;
#[cfg(feature = "blocking")]
mod blocking;
mod clock;
mod configuration;
pub(crate) mod errors;
mod listing;
mod operation;
mod pace;
pub(crate) mod pacer;
pub(crate) mod retries;
mod schedule;
pub(crate) mod secrecy;
pub(crate) mod walk;

pub use arguments::Arguments;
#[cfg(feature = "tokio")]
pub use asynchronous::{AsyncClock, Tokio};
#[cfg(feature = "blocking")]
pub use blocking::{Blocking, Clock, LazyClient};
pub use configuration::{ApiKey, BasicAuth, Configuration};
pub use errors::{ErrorBody, Kind, ListingError};
pub use listing::Listing;
pub use operation::{Authentication, Operation, Paging};
pub use pace::Pace;
pub use pacer::Pacer;
pub use retries::Retries;

pub(crate) use configuration::Defaults;
