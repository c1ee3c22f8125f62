//! Follows the tokens of pages.

use std::collections::HashSet;

use super::errors::{Kind, ListingError};
use super::secrecy;

/// Where a listing is. A page with an absent, null or empty token is the last.
pub(crate) struct Walk {
    /// The token of the next page. The first one may have none.
    token: Option<String>,
    is_over: bool,
    seen: HashSet<String>,
    empty_pages: usize,
    max_empty_pages: usize,
}

impl Walk {
    pub fn new(start: Option<&str>, max_empty_pages: usize) -> Self {
        let start = start.filter(|token| !token.is_empty()).map(str::to_owned);
        Walk {
            seen: start.iter().cloned().collect(),
            token: start,
            is_over: false,
            empty_pages: 0,
            max_empty_pages,
        }
    }

    /// Goes on to the next page, if there is one. The listing ends unless that page is accepted.
    pub fn next(&mut self) -> bool {
        let goes_on = !self.is_over;
        self.is_over = true;
        goes_on
    }

    /// The token of the current page.
    pub fn token(&self) -> Option<&str> {
        self.token.as_deref()
    }

    /// Takes the token of the next page. Returns an error if it leads nowhere.
    pub fn accept<'a>(
        &mut self,
        token: Option<&str>,
        rows: usize,
        mut secrets: impl Iterator<Item = &'a str>,
    ) -> Result<(), ListingError> {
        self.empty_pages = if rows == 0 { self.empty_pages + 1 } else { 0 };
        let Some(token) = token.filter(|token| !token.is_empty()) else {
            return Ok(());
        };
        if secrets.any(|secret| secrecy::contains(token, secret)) {
            let message = "the server sent a secret as a page token";
            return Err(ListingError::new(Kind::Protocol, message.to_owned()));
        }
        if !self.seen.insert(token.to_owned()) {
            return Err(endless("a token came a second time"));
        }
        if self.empty_pages > self.max_empty_pages {
            let reason = format!("{} empty pages in a row", self.empty_pages);
            return Err(endless(&reason));
        }
        self.token = Some(token.to_owned());
        self.is_over = false;
        Ok(())
    }
}

fn endless(reason: &str) -> ListingError {
    let message = format!("the listing does not end: {reason}");
    ListingError::new(Kind::Protocol, message)
}
