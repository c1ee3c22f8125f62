//! Runs the vectors that the clients of all languages share. `VECTORS` names their folder.

use std::time::{Duration, Instant, SystemTime};
use std::{env, fs};

use reqwest::header::{HeaderMap, HeaderValue, DATE, RETRY_AFTER};
use serde_json::Value;

use crate::paging::answers::retry_after;
use crate::paging::errors::{Kind, ListingError};
use crate::paging::pacer::Turn;
use crate::paging::retries::Attempts;
use crate::paging::walk::Walk;
use crate::paging::{Pace, Pacer, Retries};

fn read(name: &str) -> Value {
    let folder = env::var("VECTORS").expect("VECTORS names the folder conformance/vectors");
    let text = fs::read_to_string(format!("{folder}/{name}.json")).unwrap();
    serde_json::from_str(&text).unwrap()
}

fn array(value: &Value) -> &[Value] {
    value.as_array().unwrap()
}

fn number(value: &Value) -> u64 {
    value.as_u64().unwrap()
}

fn millis(value: &Value) -> Duration {
    Duration::from_millis(number(value))
}

fn assert_close(expected: &Value, actual: Duration, of: &Value) {
    let difference = millis(expected).abs_diff(actual);
    let tolerance = Duration::from_millis(1) + millis(expected) / 1000;
    assert!(
        difference <= tolerance,
        "{actual:?}, not {expected} ms: {of}"
    );
}

fn pace(limit: &Value) -> Pace {
    let (pace, refused) = (&limit["pace"], &limit["refused"]);
    let fraction = |name| refused[name].as_f64().unwrap();
    Pace {
        requests: usize::try_from(number(&limit["requests"])).unwrap(),
        window_millis: number(&limit["windowMillis"]),
        burst: usize::try_from(number(&pace["burst"])).unwrap(),
        spacing_millis: pace["spacingMillis"].as_f64().unwrap(),
        paced_window_millis: number(&pace["windowMillis"]),
        decrease: fraction("decrease"),
        repeated_decrease: fraction("repeatedDecrease"),
        repeated_within_millis: number(&refused["repeatedWithinMillis"]),
        decrease_at_most_every_millis: number(&refused["decreaseAtMostEveryMillis"]),
        increase_per_second_squared: fraction("increasePerSecondSquared"),
        slowest_per_second: fraction("slowestPerSecond"),
    }
}

fn statuses(values: &Value) -> &'static [u16] {
    let numbers = array(values).iter().map(number);
    let all: Vec<u16> = numbers
        .map(|status| u16::try_from(status).unwrap())
        .collect();
    all.leak()
}

fn retries(given: &Value) -> Retries {
    Retries {
        statuses: statuses(&given["statuses"]),
        waited_out: statuses(&given["waitedOut"]),
        attempts: u32::try_from(number(&given["attempts"])).unwrap(),
        backoff_millis: number(&given["backoffMillis"]),
        jitter: given["jitter"].as_f64().unwrap(),
        longest_backoff_millis: number(&given["longestBackoffMillis"]),
        longest_retry_after_millis: number(&given["longestRetryAfterMillis"]),
        deadline_millis: number(&given["deadlineMillis"]),
    }
}

#[test]
fn callers_start_when_the_vectors_say() {
    let vectors = read("pacer");
    for vector in array(&vectors["vectors"]) {
        let pacer = Pacer::new(pace(&vectors["x-rate-limit"]));
        let zero = Instant::now();
        let mut now = zero;
        let mut sent = Vec::new();
        for event in array(&vector["events"]) {
            let at = event.get("call").unwrap_or(&event["at"]);
            now = now.max(zero + millis(at));
            if event.get("call").is_some() {
                let deadline = now + Duration::from_secs(1000);
                sent.push(loop {
                    match pacer.turn(now, deadline) {
                        Turn::Send(number) => break number,
                        Turn::Wait(wait) => now += wait,
                        Turn::GiveUp => panic!("no turn: {vector}"),
                    }
                });
                assert_close(&event["starts"], now - zero, vector);
            } else {
                let index = usize::try_from(number(&event["answered"])).unwrap() - 1;
                pacer.answered(sent[index], now);
            }
            if let Some(pause) = event.get("refused") {
                pacer.refused(millis(pause), now);
            }
        }
    }
}

#[test]
fn the_backoff_is_that_of_the_vectors() {
    let vectors = read("retries");
    let retries = retries(&vectors["x-retries"]);
    for vector in array(&vectors["backoff"]) {
        let failures = u32::try_from(number(&vector["failures"])).unwrap();
        let backoff = retries.backoff(failures, vector["random"].as_f64().unwrap());
        assert_close(&vector["millis"], backoff, vector);
    }
}

#[test]
fn pages_are_retried_as_the_vectors_say() {
    let vectors = read("retries");
    let retries = retries(&vectors["x-retries"]);
    for vector in array(&vectors["pages"]) {
        let (waits, ends, requests) = fetch(&retries, vector);
        assert_eq!(vector["ends"], ends, "{vector}");
        assert_eq!(vector["requests"], requests, "{vector}");
        let expected = array(&vector["waits"]);
        assert_eq!(expected.len(), waits.len(), "{vector}");
        for (expected, wait) in expected.iter().zip(waits) {
            assert_close(expected, wait, vector);
        }
    }
}

fn fetch(retries: &Retries, vector: &Value) -> (Vec<Duration>, &'static str, usize) {
    let mut now = Instant::now();
    let mut attempts = Attempts::new(retries, now + millis(&vector["deadlineMillis"]));
    let mut waits = Vec::new();
    let failures = array(&vector["failures"]);
    for failure in failures {
        let optional = |name| failure.get(name).map(millis).unwrap_or_default();
        now += optional("takesMillis");
        let status = failure.get("status").map(number);
        let status = status.map(|status| u16::try_from(status).unwrap());
        let error = ListingError {
            status,
            retryable: status.is_none_or(|status| retries.retries(status)),
            retry_after: optional("retryAfterMillis"),
            ..ListingError::new(Kind::Server, "a failure".to_owned())
        };
        match attempts.wait_after(error, now, vector["random"].as_f64().unwrap()) {
            Ok(wait) => {
                waits.push(wait);
                now += wait;
            }
            Err(last) => return (waits, "failure", usize::try_from(last.attempts).unwrap()),
        }
    }
    (waits, "page", failures.len() + 1)
}

#[test]
fn retry_after_is_read_as_the_vectors_say() {
    let vectors = read("retry-after");
    let now = SystemTime::UNIX_EPOCH + millis(&vectors["now"]);
    for vector in array(&vectors["vectors"]) {
        let mut headers = HeaderMap::new();
        for (name, field) in [(RETRY_AFTER, "retryAfter"), (DATE, "date")] {
            if let Some(value) = vector[field].as_str() {
                headers.insert(name, HeaderValue::from_bytes(value.as_bytes()).unwrap());
            }
        }
        assert_close(&vector["millis"], retry_after(&headers, now), vector);
    }
}

#[test]
fn a_listing_ends_as_the_vectors_say() {
    let vectors = read("tokens");
    let max_empty_pages = usize::try_from(number(&vectors["maxEmptyPages"])).unwrap();
    for vector in array(&vectors["vectors"]) {
        let mut walk = Walk::new(vector["start"].as_str(), max_empty_pages);
        let mut requests = Vec::new();
        let mut ends = "complete";
        for answer in array(&vector["answers"]) {
            if !walk.next() {
                break;
            }
            requests.push(walk.token().map(str::to_owned));
            let rows = usize::try_from(number(&answer["rows"])).unwrap();
            let accepted = walk.accept(answer["token"].as_str(), rows, [].into_iter());
            if accepted.is_err() {
                ends = "protocol";
            }
        }
        assert_eq!(vector["requests"], serde_json::json!(requests), "{vector}");
        assert_eq!(vector["ends"], ends, "{vector}");
    }
}
