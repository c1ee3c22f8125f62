//! Lists a tenant for each line of stdin, and prints its rows and how it ended.

use std::error::Error;
use std::io::{self, BufRead, StdinLock, StdoutLock, Write};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use segments_client::apis::access_tokens_api::create_access_token;
use segments_client::apis::segments_api::list_segments;
use segments_client::apis::Error::ResponseError;
use segments_client::models::Segment;
use segments_client::paging::{Clock, Kind, ListingError, Pacer};
use segments_client::{Configuration, ListSegments, ListSegmentsParameters};
use serde_json::{json, Value};

fn main() -> Result<(), Box<dyn Error>> {
    let mut input = io::stdin().lock();
    let mut output = io::BufWriter::new(io::stdout().lock());
    let mut line = String::new();
    while input.read_line(&mut line)? > 0 {
        list_tenant(&serde_json::from_str(&line)?, &mut input, &mut output)?;
        output.flush()?;
        line.clear();
    }
    Ok(())
}

fn list_tenant(
    options: &Value,
    input: &mut StdinLock,
    output: &mut io::BufWriter<StdoutLock>,
) -> Result<(), Box<dyn Error>> {
    let text = |name: &str| options[name].as_str().map(str::to_owned);
    let number = |name: &str| options[name].as_u64().unwrap_or_default();
    let pace = ListSegments::PACE.share(options["share"].as_f64().unwrap_or(1.0));
    let tenant = text("tenant").unwrap_or_default();
    let mut configuration = Configuration {
        base_path: text("baseUrl").unwrap_or_default(),
        bearer_access_token: text("accessToken"),
        ..Configuration::default()
    };
    if let (Some(id), Some(secret)) = (text("clientId"), text("clientSecret")) {
        match create_access_token(&configuration, &tenant, "client_credentials", &id, &secret) {
            Ok(answer) => {
                eprintln!("{answer:?}");
                configuration.bearer_access_token = Some(answer.access_token);
            }
            Err(error) => {
                let kind = kind(match &error {
                    ResponseError(answer) if answer.status.is_client_error() => {
                        Kind::InvalidRequest
                    }
                    ResponseError(answer) if answer.status.is_server_error() => Kind::Server,
                    _ => Kind::Protocol,
                });
                let end = json!({"error": kind, "message": format!("{error} {error:?}")});
                return Ok(writeln!(output, "{end}")?);
            }
        }
    }
    eprintln!("{configuration:?}");
    if options["onePage"] == true {
        let page = list_segments(&configuration, &tenant, None, None, None, None, None)?;
        for row in page.data {
            writeln!(output, "{}", line(&row))?;
        }
        return Ok(writeln!(output, "{}", json!({"end": "complete"}))?);
    }
    let sleeps = Arc::new(VirtualTime::new());
    let mut listing = ListSegments::new(configuration)
        .pacer(Arc::new(Pacer::new(pace)))
        .timeout(Duration::from_millis(number("timeoutMillis")))
        .deadline(Duration::from_millis(number("deadlineMillis")));
    if options["virtualTime"] == true {
        listing = listing.clock(sleeps.clone());
    }
    if let Some(attempts) = options["attempts"].as_u64() {
        listing = listing.attempts(attempts.try_into()?);
    }
    if let Some(max_empty_pages) = options["maxEmptyPages"].as_u64() {
        listing = listing.max_empty_pages(max_empty_pages.try_into()?);
    }
    let page_size = options["pageSize"].as_i64();
    let parameters = ListSegmentsParameters {
        amperity_tenant: tenant,
        api_version: text("apiVersion"),
        limit: page_size.map(i32::try_from).transpose()?,
        ..ListSegmentsParameters::default()
    };
    if options["withTotal"] == true {
        return list_with_total(&listing, parameters, output);
    }
    let start = text("startToken");
    let rows = listing.rows_starting_at(start.as_deref(), &parameters);
    for (index, row) in rows.enumerate() {
        for millis in sleeps.take() {
            writeln!(output, "{}", json!({"slept": millis}))?;
        }
        match row {
            Ok(row) => writeln!(output, "{}", line(&row))?,
            Err(error) => return Ok(writeln!(output, "{}", end(&error))?),
        }
        if index as u64 + 1 == number("pauseAfter") {
            writeln!(output, "{}", json!({"end": "paused"}))?;
            output.flush()?;
            input.read_line(&mut String::new())?;
        }
    }
    Ok(writeln!(output, "{}", json!({"end": "complete"}))?)
}

/// A clock that stands still. A sleep puts it forward.
struct VirtualTime(Mutex<(Instant, Vec<u64>)>);

impl VirtualTime {
    fn new() -> Self {
        VirtualTime(Mutex::new((Instant::now(), Vec::new())))
    }

    /// Returns the sleeps since the last call, in milliseconds.
    fn take(&self) -> Vec<u64> {
        std::mem::take(&mut self.0.lock().unwrap().1)
    }
}

impl Clock for VirtualTime {
    fn now(&self) -> Instant {
        self.0.lock().unwrap().0
    }

    fn sleep(&self, time: Duration) {
        let mut state = self.0.lock().unwrap();
        state.0 += time;
        state.1.push((time.as_secs_f64() * 1000.0).round() as u64);
    }

    fn random(&self) -> f64 {
        1.0
    }
}

fn list_with_total(
    listing: &ListSegments,
    mut parameters: ListSegmentsParameters,
    output: &mut io::BufWriter<StdoutLock>,
) -> Result<(), Box<dyn Error>> {
    parameters.with_total = Some(true);
    let mut total = None;
    for page in listing.pages(&parameters) {
        match page {
            Ok(page) => {
                total = total.or(page.total);
                for row in page.data {
                    writeln!(output, "{}", line(&row))?;
                }
            }
            Err(error) => return Ok(writeln!(output, "{}", end(&error))?),
        }
    }
    Ok(writeln!(
        output,
        "{}",
        json!({"end": "complete", "total": total})
    )?)
}

fn line(row: &Segment) -> Value {
    json!({"row": {"id": row.id, "name": row.name, "status": row.status}})
}

fn end(error: &ListingError) -> Value {
    json!({
        "error": kind(error.kind),
        "status": error.status.unwrap_or_default(),
        "attempts": error.attempts,
        "token": error.token,
        "message": format!("{error}"),
    })
}

fn kind(kind: Kind) -> &'static str {
    match kind {
        Kind::Authentication => "authentication",
        Kind::Permission => "permission",
        Kind::InvalidRequest => "invalid-request",
        Kind::RateLimited => "rate-limited",
        Kind::Server => "server",
        Kind::Connection => "connection",
        Kind::Protocol => "protocol",
    }
}
