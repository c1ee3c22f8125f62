package io.github.segments4j.cli.verify;

import static io.github.segments4j.cli.verify.report.Obstacle.Kind.SKIPPED;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.segments4j.cli.verify.report.Severity;
import io.github.segments4j.secrets.Secrets;
import java.util.Optional;

/** Checks the answer to the exchange of an API key for an access token, if the client made one. */
record AccessTokenCheck(Optional<Exchange> exchange, AnswerInspector inspector, Findings findings, Secrets secrets) {
    /** A shorter text is an ordinary word. */
    private static final int SHORTEST_TOKEN = 8;

    void run() throws NotChecked {
        Exchange answer =
                exchange.orElseThrow(() -> new NotChecked(SKIPPED, "there is no API key, but an access token"));
        AnswerInspector.peek(answer).ifPresent(this::hideSecrets);
        inspector.inspect(answer).filter(JsonNode::isObject).ifPresent(token -> inspect(token, answer));
    }

    /** One of the texts is the access token, whatever its name is. */
    private void hideSecrets(JsonNode answer) {
        for (JsonNode value : answer) {
            if (value.isTextual() && value.asText().length() >= SHORTEST_TOKEN) {
                secrets.add(value.asText());
            }
        }
    }

    private void inspect(JsonNode token, Exchange answer) {
        JsonNode type = token.path("token_type");
        if (type.isTextual() && !type.asText().equalsIgnoreCase("Bearer")) {
            findings.add(Severity.BREAKS, "token-type", answer, "token_type is Bearer", "token_type is another one");
        }
        JsonNode life = token.path("expires_in");
        if (life.isIntegralNumber() && life.asLong() <= 0) {
            String contract = "expires_in is the number of seconds until the token expires";
            findings.add(Severity.BREAKS, "token-expired", answer, contract, "expires_in is " + life);
        }
    }
}
