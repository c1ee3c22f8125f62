//! How requests are made of arguments and settings.

use std::collections::BTreeMap;

use serde::Serialize;
use serde_json::Value;

use crate::paging::{ApiKey, Arguments, Authentication, Configuration};

#[derive(Serialize)]
enum Status {
    #[serde(rename = "on hold")]
    OnHold,
}

#[test]
fn an_argument_of_the_path_is_one_segment() {
    let arguments = Arguments::default().path("id", &"a/b ?#%.ü");
    let target = arguments.target("/things/{id}/parts");
    assert_eq!(
        target.as_deref(),
        Some("/things/a%2Fb%20%3F%23%25.%C3%BC/parts")
    );
}

#[test]
fn an_argument_that_would_change_the_path_is_refused() {
    for value in ["", ".", ".."] {
        let arguments = Arguments::default().path("id", &value);
        assert_eq!(arguments.target("/things/{id}"), None);
    }
}

#[test]
fn arguments_are_sent_as_their_format_says() {
    let fields = BTreeMap::from([("a", Some(1)), ("b", None)]);
    let arguments = Arguments::default()
        .query("absent", &None::<String>, "")
        .query("status", &Status::OnHold, "")
        .query("ratio", &0.1_f32, "")
        .query("id", &i64::MAX, "")
        .query("multi", &["x", "y,z"], "multi")
        .query("csv", &["x", "y,z"], "csv")
        .query("pipes", &[1, 2], "pipes")
        .query("none", &[0; 0], "csv")
        .query("deep", &fields, "deepObject")
        .query("form", &fields, "");
    let expected = "/?status=on%20hold&ratio=0.1&id=9223372036854775807&multi=x&multi=y%2Cz\
        &csv=x,y%2Cz&pipes=1%7C2&deep%5Ba%5D=1&a=1";
    assert_eq!(arguments.target("/").as_deref(), Some(expected));
}

#[test]
fn a_default_header_gives_way_to_an_argument() {
    let arguments = Arguments::default().header("version", &Some(2));
    let headers = arguments.default_header("version", "1").headers().unwrap();
    assert_eq!(headers["version"], "2");
    let arguments = Arguments::default().header("version", &None::<u8>);
    let headers = arguments.default_header("version", "1").headers().unwrap();
    assert_eq!(headers["version"], "1");
}

#[test]
fn requests_have_the_credentials_of_their_schemes() {
    let configuration = Configuration {
        bearer_access_token: Some("token".to_owned()),
        api_key: Some(ApiKey {
            prefix: None,
            key: "a key".to_owned(),
        }),
        ..Configuration::default()
    };
    let schemes = [
        Authentication::Bearer,
        Authentication::Header("X-Key"),
        Authentication::Query("key"),
        Authentication::Cookie("session"),
    ];
    let headers = configuration.headers(&Arguments::default(), &schemes);
    let headers = headers.unwrap();
    assert_eq!(headers["authorization"], "Bearer token");
    assert_eq!(headers["x-key"], "a key");
    assert_eq!(headers["cookie"], "session=a key");
    let target = configuration.query(&schemes).target("/");
    assert_eq!(target.as_deref(), Some("/?key=a%20key"));
    let basic = Configuration {
        basic_auth: Some(("user".to_owned(), Some("pass".to_owned()))),
        ..Configuration::default()
    };
    let headers = basic.headers(&Arguments::default(), &[Authentication::Basic]);
    assert_eq!(headers.unwrap()["authorization"], "Basic dXNlcjpwYXNz");
}

#[test]
fn no_debug_output_has_a_secret() {
    let configuration = Configuration {
        bearer_access_token: Some("hidden".to_owned()),
        ..Configuration::default()
    };
    assert!(!format!("{configuration:?}").contains("hidden"));
}

#[test]
fn other_values_are_left_out() {
    let arguments = Arguments::default().header("null", &Value::Null);
    assert!(arguments.headers().unwrap().is_empty());
}
