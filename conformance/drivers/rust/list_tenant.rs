//! Lists a tenant for each line of stdin, and prints its rows and how it ended.

use std::error::Error;
use std::io::{self, BufRead, StdinLock, StdoutLock, Write};
use std::sync::Arc;
use std::time::Duration;

use segments_client::{Configuration, Kind, ListSegments, ListSegmentsParameters, Pacer};
use serde_json::{Value, json};

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
    let mut listing = ListSegments::new(Configuration {
        base_path: text("baseUrl").unwrap_or_default(),
        bearer_access_token: text("accessToken"),
        ..Configuration::default()
    })
    .pacer(Arc::new(Pacer::new(pace)))
    .timeout(Duration::from_millis(number("timeoutMillis")))
    .deadline(Duration::from_millis(number("deadlineMillis")));
    if let Some(attempts) = options["attempts"].as_u64() {
        listing = listing.attempts(attempts.try_into()?);
    }
    if let Some(max_empty_pages) = options["maxEmptyPages"].as_u64() {
        listing = listing.max_empty_pages(max_empty_pages.try_into()?);
    }
    let page_size = options["pageSize"].as_i64();
    let parameters = ListSegmentsParameters {
        amperity_tenant: text("tenant").unwrap_or_default(),
        api_version: Some("2024-04-01".to_owned()),
        limit: page_size.map(i32::try_from).transpose()?,
        ..ListSegmentsParameters::default()
    };
    for (index, row) in listing
        .rows(parameters.starting_at(text("startToken")))
        .enumerate()
    {
        match row {
            Ok(row) => {
                let row = json!({"id": row.id, "name": row.name, "status": row.status});
                writeln!(output, "{}", json!({ "row": row }))?;
            }
            Err(error) => {
                let end = json!({
                    "error": kind(error.kind),
                    "status": error.status.unwrap_or_default(),
                    "attempts": error.attempts,
                    "token": error.token,
                    "message": error.to_string(),
                });
                return Ok(writeln!(output, "{end}")?);
            }
        }
        if index as u64 + 1 == number("pauseAfter") {
            writeln!(output, "{}", json!({"end": "paused"}))?;
            output.flush()?;
            input.read_line(&mut String::new())?;
        }
    }
    Ok(writeln!(output, "{}", json!({"end": "complete"}))?)
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
