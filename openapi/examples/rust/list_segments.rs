use std::env;
use std::error::Error;

use segments_client::{Configuration, ListSegments, ListSegmentsParameters};

fn main() -> Result<(), Box<dyn Error>> {
    let listing = ListSegments::new(Configuration {
        base_path: env::var("AMPERITY_BASE_URL")?,
        bearer_access_token: Some(env::var("AMPERITY_ACCESS_TOKEN")?),
        ..Configuration::default()
    });
    for segment in listing.rows(&ListSegmentsParameters {
        amperity_tenant: env::var("AMPERITY_TENANT")?,
        ..ListSegmentsParameters::default()
    }) {
        let segment = segment?;
        println!("{} {}", segment.id, segment.name);
    }
    Ok(())
}
