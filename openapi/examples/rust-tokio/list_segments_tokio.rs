use std::env;
use std::error::Error;

use futures_util::TryStreamExt;
use segments_client::asynchronous::ListSegments;
use segments_client::{Configuration, ListSegmentsParameters};
use tokio::runtime;

fn main() -> Result<(), Box<dyn Error>> {
    let runtime = runtime::Builder::new_current_thread()
        .enable_all()
        .build()?;
    runtime.block_on(list_segments())
}

async fn list_segments() -> Result<(), Box<dyn Error>> {
    let listing = ListSegments::new(Configuration {
        base_path: env::var("AMPERITY_BASE_URL")?,
        bearer_access_token: Some(env::var("AMPERITY_ACCESS_TOKEN")?),
        ..Configuration::default()
    });
    let mut segments = listing.rows(&ListSegmentsParameters {
        amperity_tenant: env::var("AMPERITY_TENANT")?,
        ..ListSegmentsParameters::default()
    });
    while let Some(segment) = segments.try_next().await? {
        println!("{} {}", segment.id, segment.name);
    }
    Ok(())
}
