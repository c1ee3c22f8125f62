//! The settings of all requests, by the name that the generator uses.

pub use crate::paging::{ApiKey, BasicAuth, Configuration};
