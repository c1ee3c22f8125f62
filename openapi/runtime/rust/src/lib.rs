//! Reads listings page by page: pace, retries, errors.

#[cfg(feature = "blocking")]
#[allow(missing_docs)] // the generator writes the rest of it
pub mod apis {
    pub mod configuration;
}
mod contract;
pub mod paging;

#[cfg(test)]
mod tests;
