//! Listings that read all pages, limit the rate and retry transient errors, and plain calls in `apis`.

// Unmodified output of the generator, which is blocking.
#[cfg(feature = "blocking")]
#[allow(clippy::all, clippy::pedantic, missing_docs, rustdoc::all, warnings)]
#[rustfmt::skip]
pub mod apis;
#[allow(clippy::all, clippy::pedantic, missing_docs, rustdoc::all, warnings)]
#[rustfmt::skip]
pub mod models;

// One line for each part of the contract, in its words.
#[warn(clippy::pedantic, missing_docs)]
#[allow(clippy::doc_markdown, clippy::unreadable_literal, clippy::wildcard_imports, rustdoc::all, unused_imports)]
#[rustfmt::skip]
mod listings;
#[warn(clippy::pedantic)]
#[rustfmt::skip]
mod contract;
#[warn(clippy::pedantic, missing_docs)]
pub mod paging;

#[allow(unused_imports)] // a contract may have no listing
pub use listings::*;
pub use paging::Configuration;
