package io.github.segments4j.cli.verify;

import io.github.segments4j.cli.verify.http.RequestTemplate;
import io.github.segments4j.cli.verify.report.NotChecked;

/** Makes the request of a check when the check runs, since it may depend on the answers to earlier ones. */
interface RequestSource {
    RequestTemplate request() throws NotChecked;
}
