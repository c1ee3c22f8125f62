//! Reads answers strictly: one that breaks the contract is an error.

use std::borrow::Cow;
use std::collections::HashMap;
use std::io::{self, Read};
use std::time::{Duration, SystemTime};

use flate2::read::MultiGzDecoder;
use reqwest::header::{HeaderMap, HeaderName, CONTENT_ENCODING, DATE, RETRY_AFTER};
use serde::de::IgnoredAny;
use serde_json::value::RawValue;

use super::errors::{ErrorBody, Kind, ListingError};
use super::{secrecy, Operation};

pub(crate) struct Answer {
    pub status: u16,
    pub headers: HeaderMap,
    pub body: Vec<u8>,
}

impl Answer {
    /// Returns the body, unzipped if it is compressed, in one member or more.
    pub fn decompressed(&self) -> io::Result<Cow<'_, [u8]>> {
        if !values(&self.headers, &CONTENT_ENCODING).any(|value| value.contains("gzip")) {
            return Ok(Cow::Borrowed(&self.body));
        }
        let mut body = Vec::new();
        MultiGzDecoder::new(self.body.as_slice()).read_to_end(&mut body)?;
        Ok(Cow::Owned(body))
    }
}

/// A page, its rows, and the token of the next one.
pub(crate) struct Decoded<O: Operation> {
    pub page: O::Page,
    pub rows: Vec<O::Row>,
    pub token: Option<String>,
}

/// Decodes the body of a 200. One that is not JSON is worth a retry.
pub(crate) fn decode<O: Operation>(request: &str, body: &[u8]) -> Result<Decoded<O>, ListingError> {
    let text = json(body).unwrap_or_default();
    // Without the cause: the message of serde quotes the body.
    decode_text(&text).map_err(|_| {
        let is_json = serde_json::from_str::<IgnoredAny>(&text).is_ok();
        let problem = if is_json {
            "breaks the contract"
        } else {
            "is not JSON"
        };
        ListingError {
            status: Some(200),
            retryable: !is_json,
            ..ListingError::new(
                Kind::Protocol,
                format!("{request} returned 200 but the body {problem}"),
            )
        }
    })
}

/// Reads the rows and the token by their names in the contract, whatever the model calls them.
fn decode_text<O: Operation>(text: &str) -> serde_json::Result<Decoded<O>> {
    let page = serde_json::from_str(text)?;
    let fields: HashMap<String, &RawValue> = serde_json::from_str(text)?;
    let field = |name| fields.get(name).map_or("null", |raw| raw.get());
    let rows: Option<Vec<O::Row>> = serde_json::from_str(field(O::PAGING.rows))?;
    Ok(Decoded {
        page,
        rows: rows.unwrap_or_default(),
        token: serde_json::from_str(field(O::PAGING.field))?,
    })
}

/// Makes the error for another status. Its body may be that of a proxy.
pub(crate) fn to_error<'a>(
    request: &str,
    answer: &Answer,
    body: &[u8],
    secrets: impl Iterator<Item = &'a str>,
    retryable: bool,
    now: SystemTime,
) -> ListingError {
    let status = answer.status;
    let mut body = Box::new(error_body(&json(body).unwrap_or_default()));
    for secret in secrets {
        for text in [&mut body.message, &mut body.request_id, &mut body.trace_id] {
            text.take_if(|text| secrecy::repeats(text, secret));
        }
    }
    let mut message = format!("{request} returned {status}");
    if let Some(text) = body.message.as_deref().filter(|text| !text.is_empty()) {
        message = format!("{message}: {text}");
    }
    ListingError {
        status: Some(status),
        body,
        retryable,
        retry_after: retry_after(&answer.headers, now),
        ..ListingError::new(kind(status, retryable), message)
    }
}

/// Takes the fields that are texts, whatever the schema of the error is.
fn error_body(text: &str) -> ErrorBody {
    let fields: HashMap<String, &RawValue> = serde_json::from_str(text).unwrap_or_default();
    let field = |name| serde_json::from_str(fields.get(name)?.get()).ok();
    ErrorBody {
        message: field("message"),
        request_id: field("request_id"),
        trace_id: field("trace_id"),
    }
}

/// Reads seconds or a date, which is relative to the server's own clock. Takes the first valid value
/// if there are several. A past date gives zero.
pub(crate) fn retry_after(headers: &HeaderMap, now: SystemTime) -> Duration {
    let server_now = values(headers, &DATE).find_map(date).unwrap_or(now);
    values(headers, &RETRY_AFTER)
        .find_map(|line| first_wait(line, server_now))
        .unwrap_or_default()
}

fn first_wait(line: &str, server_now: SystemTime) -> Option<Duration> {
    let pieces: Vec<&str> = line.split(',').collect();
    (0..pieces.len()).find_map(|at| {
        // Most dates have a comma after the name of the day.
        let two = pieces[at..pieces.len().min(at + 2)].join(",");
        let date = date(pieces[at].trim()).or_else(|| date(two.trim()));
        date.map(|date| date.duration_since(server_now).unwrap_or_default())
            .or_else(|| seconds(pieces[at].trim()))
    })
}

fn values<'a>(headers: &'a HeaderMap, name: &HeaderName) -> impl Iterator<Item = &'a str> {
    let values = headers.get_all(name).into_iter();
    values.filter_map(|value| value.to_str().ok())
}

fn date(text: &str) -> Option<SystemTime> {
    httpdate::parse_http_date(text).ok()
}

fn seconds(text: &str) -> Option<Duration> {
    let is_number = text.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'.'))
        && !text.starts_with('.')
        && !text.ends_with('.');
    let seconds = is_number.then_some(text)?.parse().ok()?;
    Some(Duration::try_from_secs_f64(seconds).unwrap_or(Duration::MAX)) // if it is too long
}

/// Returns the text of a body, or none if it is not UTF-8. It has U+FFFD for half of a surrogate
/// pair, which serde refuses.
fn json(body: &[u8]) -> Option<String> {
    let text = std::str::from_utf8(body).ok()?;
    let mut rest = text.strip_prefix('\u{FEFF}').unwrap_or(text);
    let mut json = String::with_capacity(rest.len());
    while let Some(start) = rest.find('\\') {
        json.push_str(&rest[..start]);
        rest = &rest[start..];
        let next = rest.get(6..).and_then(surrogate);
        let length = match (surrogate(rest), next) {
            (Some(Half::High), Some(Half::Low)) => 12,
            (Some(_), _) => {
                json.push('\u{FFFD}');
                rest = &rest[6..];
                continue;
            }
            (None, _) => rest.chars().take(2).map(char::len_utf8).sum(),
        };
        json.push_str(&rest[..length]);
        rest = &rest[length..];
    }
    json.push_str(rest);
    Some(json)
}

enum Half {
    High,
    Low,
}

/// Returns which half of a surrogate pair the escape sequence at the start of a text is.
fn surrogate(text: &str) -> Option<Half> {
    let digits = text.strip_prefix("\\u")?.get(..4)?;
    match u16::from_str_radix(digits, 16).ok()? {
        0xD800..=0xDBFF => Some(Half::High),
        0xDC00..=0xDFFF => Some(Half::Low),
        _ => None,
    }
}

fn kind(status: u16, transient: bool) -> Kind {
    match status {
        401 => Kind::Authentication,
        403 => Kind::Permission,
        429 => Kind::RateLimited,
        500..=599 => Kind::Server,
        400..=499 if transient => Kind::Server,
        400..=499 => Kind::InvalidRequest,
        _ => Kind::Protocol,
    }
}
