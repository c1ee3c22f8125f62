//! What the error for an answer shows of its request.

use std::time::Instant;

use reqwest::header::HeaderMap;
use serde_json::{json, Value};

use crate::paging::answers::Answer;
use crate::paging::{
    Arguments, Configuration, Listing, ListingError, Operation, Pace, Paging, Retries,
};

struct Rows;

impl Operation for Rows {
    type Row = Value;
    type Page = Value;
    const PAGING: Paging = Paging {
        method: "GET",
        path: "/rows",
        token: "page_token",
        field: "next_token",
        rows: "rows",
        total: None,
        max_empty_pages: 0,
        authentication: &[],
    };
    const PACE: Pace = Pace {
        requests: 1,
        window_millis: 1,
        burst: 1,
        spacing_millis: 1.0,
        paced_window_millis: 1,
        decrease: 0.5,
        repeated_decrease: 0.5,
        repeated_within_millis: 1,
        decrease_at_most_every_millis: 1,
        increase_per_second_squared: 1.0,
        slowest_per_second: 1.0,
    };
    const RETRIES: Retries = Retries {
        statuses: &[],
        waited_out: &[],
        attempts: 1,
        backoff_millis: 1,
        jitter: 0.0,
        longest_backoff_millis: 1,
        longest_retry_after_millis: 1,
        deadline_millis: 1,
    };

    fn arguments(&self) -> Arguments {
        Arguments::default()
    }
}

fn error(token: Option<&str>, message: &str) -> ListingError {
    let listing = Listing::<Rows, ()>::with(Configuration::new(), ());
    let request = listing.request(&Arguments::default(), token).unwrap();
    let answer = Answer {
        status: 400,
        headers: HeaderMap::new(),
        body: json!({ "message": message, "request_id": message })
            .to_string()
            .into(),
    };
    let refused = listing.read(request.token.as_deref(), &answer, Instant::now());
    let mut walk = listing.start(&Arguments::default().query("page_token", &token, ""));
    listing.accept(&mut walk, refused).err().unwrap()
}

#[test]
fn a_message_with_the_page_token_is_not_shown() {
    for (token, message) in [
        ("eyJwYWdlIjoyfQ==", "no page eyJwYWdlIjoyfQ=="),
        ("eyJwYWdlIjoyfQ==", "no page EYJWYWDLIJOYFQ=="),
        ("eyJwY+/=", "no page eyJwY%2B%2F%3D is 100 % right"),
        ("12345678", "no page 12345678"),
    ] {
        let shown = error(Some(token), message);
        assert_eq!(shown.to_string(), "GET /rows returned 400");
        assert_eq!(shown.body.message, None);
        assert_eq!(shown.body.request_id, None);
        assert_eq!(shown.token.as_deref(), Some(token));
        assert!(!format!("{shown:?}").contains(token));
    }
}

#[test]
fn a_short_token_may_be_a_word_of_any_message() {
    let shown = error(Some("page"), "no such page").to_string();
    assert_eq!(shown, "GET /rows returned 400: no such page");
}

#[test]
fn a_message_without_the_page_token_is_shown() {
    for token in [None, Some(""), Some("eyJwYWdlIjoyfQ==")] {
        let shown = error(token, "the token is too old");
        assert_eq!(
            shown.to_string(),
            "GET /rows returned 400: the token is too old"
        );
        assert_eq!(shown.body.message.as_deref(), Some("the token is too old"));
    }
}
