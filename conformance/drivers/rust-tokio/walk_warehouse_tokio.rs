//! Reads a listing of the warehouse for each line of stdin with Tokio, and prints its rows.

use std::error::Error;
use std::io::{self, BufRead, BufWriter, StdoutLock, Write};
use std::sync::{Arc, OnceLock};

use futures_util::stream::{BoxStream, StreamExt};
use serde_json::{json, Value};
use tokio::runtime;
use warehouse_client::asynchronous::{
    FindMovements, ListItems, ListOrders, ListReturns, ReadEvents, Suppliers,
};
use warehouse_client::models::{Condition, OrderStatus};
use warehouse_client::paging::{Kind, ListingError, Pace, Pacer};
use warehouse_client::{
    Configuration, FindMovementsParameters, ListItemsParameters, ListOrdersParameters,
    ListReturnsParameters, ReadEventsParameters, SuppliersParameters,
};

fn main() -> Result<(), Box<dyn Error>> {
    let runtime = runtime::Builder::new_current_thread()
        .enable_all()
        .build()?;
    let mut output = BufWriter::new(io::stdout().lock());
    for line in io::stdin().lock().lines() {
        runtime.block_on(read(&serde_json::from_str(&line?)?, &mut output))?;
        output.flush()?;
    }
    Ok(())
}

async fn read(
    options: &Value,
    output: &mut BufWriter<StdoutLock<'_>>,
) -> Result<(), Box<dyn Error>> {
    let text = |name: &str| options[name].as_str().map(str::to_owned);
    let configuration = Configuration {
        base_path: text("baseUrl").unwrap_or_default(),
        bearer_access_token: text("accessToken"),
        ..Configuration::default()
    };
    let token = text("startToken");
    let warehouse = "north/1".to_owned();
    let instant = "2026-01-31T23:59:59Z";
    match options["listing"].as_str().unwrap_or_default() {
        "listOrders" => {
            let parameters = ListOrdersParameters {
                warehouse,
                status: Some(vec![OrderStatus::Open, OrderStatus::Shipped]),
                created_after: Some(instant.parse()?),
                page_size: Some(10),
                page_token: token,
                count: Some(true),
            };
            let listing = ListOrders::new(configuration).pacer(paced(ListOrders::PACE));
            print(listing.rows(&parameters), |row| json!(row.id), output).await
        }
        "listReturns" => {
            let parameters = ListReturnsParameters {
                warehouse,
                page_token: token,
            };
            let listing = ListReturns::new(configuration).pacer(paced(ListReturns::PACE));
            print(listing.rows(&parameters), |row| json!(row.id), output).await
        }
        "list_items" => {
            let parameters = ListItemsParameters {
                warehouse,
                shelf: 12,
                condition: Condition::New,
                label: Some(vec!["fragile".to_owned(), "cold".to_owned()]),
                limit: Some(10),
                cursor: token,
            };
            let listing = ListItems::new(configuration).pacer(paced(ListItems::PACE));
            print(listing.rows(&parameters), |row| json!(row.id), output).await
        }
        "findMovements" => {
            let parameters = FindMovementsParameters {
                r#type: Some("in".to_owned()),
                from: instant.parse()?,
                day: Some("2026-01-31".parse()?),
                max: Some(10),
                r#continue: token,
                with_total: Some(true),
            };
            let listing = FindMovements::new(configuration).pacer(paced(FindMovements::PACE));
            print(listing.rows(&parameters), |row| json!(row.id), output).await
        }
        "suppliers" => {
            let parameters = SuppliersParameters {
                limit: Some(10),
                next: token,
                x_tenant: "acme".to_owned(),
                x_trace: Some("3f2504e0-4f89-41d3-9a0c-0305e82c3301".parse()?),
            };
            let listing = Suppliers::new(configuration).pacer(paced(Suppliers::PACE));
            print(listing.rows(&parameters), |row| json!(row.id), output).await
        }
        _ => {
            let parameters = ReadEventsParameters {
                kinds: vec!["created".to_owned()],
                token,
            };
            let listing = ReadEvents::new(configuration).pacer(paced(ReadEvents::PACE));
            print(listing.rows(&parameters), |row| json!(row.id), output).await
        }
    }
}

/// The pacer of this process, which reads one listing in parts.
fn paced(pace: Pace) -> Arc<Pacer> {
    static PACER: OnceLock<Arc<Pacer>> = OnceLock::new();
    let pacer = PACER.get_or_init(|| Arc::new(Pacer::new(pace)));
    Arc::clone(pacer)
}

async fn print<Row>(
    mut rows: BoxStream<'_, Result<Row, ListingError>>,
    id: impl Fn(&Row) -> Value,
    output: &mut BufWriter<StdoutLock<'_>>,
) -> Result<(), Box<dyn Error>> {
    while let Some(row) = rows.next().await {
        match row {
            Ok(row) => writeln!(output, "{}", json!({"row": {"id": id(&row)}}))?,
            Err(error) => {
                let kind = match error.kind {
                    Kind::InvalidRequest => "invalid-request",
                    _ => "other",
                };
                let message = error.to_string();
                let end = json!({"error": kind, "token": error.token, "message": message});
                return Ok(writeln!(output, "{end}")?);
            }
        }
    }
    Ok(writeln!(output, "{}", json!({"end": "complete"}))?)
}
