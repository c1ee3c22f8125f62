package io.github.segments4j.cli.verify;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.segments4j.cli.verify.NotChecked.Skipped;
import java.util.Optional;

/** What came for an API key, if there is one. */
final class AccessTokens implements Check {
    private static final String TYPE = "Bearer";

    /** What is shorter is a word. */
    private static final int SHORTEST_TOKEN = 8;

    private final Optional<Exchange> exchange;
    private final Inspector inspector;
    private final Findings findings;
    private final Discretion discretion;

    AccessTokens(Optional<Exchange> exchange, Inspector inspector, Findings findings, Discretion discretion) {
        this.exchange = exchange;
        this.inspector = inspector;
        this.findings = findings;
        this.discretion = discretion;
    }

    @Override
    public String name() {
        return "access-token";
    }

    @Override
    public void run() throws Skipped {
        Exchange came = exchange.orElseThrow(() -> new Skipped("an access token is given, and no API key"));
        Inspector.glance(came).ifPresent(this::keep);
        inspector.read(came).filter(JsonNode::isObject).ifPresent(token -> check(token, came));
    }

    /** Whatever its name is, one of these texts is the token. */
    private void keep(JsonNode answer) {
        for (JsonNode value : answer) {
            if (value.isTextual() && value.asText().length() >= SHORTEST_TOKEN) {
                discretion.keep(value.asText());
            }
        }
    }

    private void check(JsonNode token, Exchange came) {
        JsonNode type = token.path("token_type");
        if (type.isTextual() && !type.asText().equalsIgnoreCase(TYPE)) {
            findings.add(Severity.BREAKS, "token-type", came, "token_type is Bearer", "token_type is another one");
        }
        JsonNode life = token.path("expires_in");
        if (life.isIntegralNumber() && life.asLong() <= 0) {
            findings.add(
                    Severity.BREAKS,
                    "token-expired",
                    came,
                    "expires_in is the number of seconds until the token expires",
                    "expires_in is " + life);
        }
    }
}
