//! The numbers that tests use. In a generated crate, they come from its contract.

use crate::paging::{Configuration, Defaults};

impl Default for Configuration {
    fn default() -> Self {
        Defaults {
            base_path: "http://127.0.0.1/",
            user_agent: "paging",
            headers: &[("api-version", "1")],
        }
        .into()
    }
}
