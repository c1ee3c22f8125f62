//! Listings that read all pages, limit the rate and retry transient errors, and plain calls in `apis`.

// Output of the generator, which is blocking. A file that replaces one of its files has lints of its own.
#[cfg(feature = "blocking")]
#[allow(clippy::all, clippy::pedantic, missing_docs, rustdoc::all, warnings)]
#[rustfmt::skip]
pub mod apis;
#[allow(clippy::all, clippy::pedantic, missing_docs, rustdoc::all, warnings)]
#[rustfmt::skip]
pub mod models;

// One line for each part of the contract.
#[warn(clippy::pedantic, missing_docs)]
#[allow(clippy::doc_markdown, rustdoc::all)] // descriptions are in the words of the contract
#[allow(clippy::unreadable_literal)] // and numbers in its digits
#[allow(clippy::wildcard_imports, unused_imports)] // it decides which models are used
#[rustfmt::skip]
mod listings;
#[warn(clippy::pedantic, missing_docs)]
#[rustfmt::skip]
mod contract;
#[warn(clippy::pedantic, missing_docs)]
pub mod paging;

#[allow(unused_imports)] // a contract may have no listing
pub use listings::*;
pub use paging::Configuration;
