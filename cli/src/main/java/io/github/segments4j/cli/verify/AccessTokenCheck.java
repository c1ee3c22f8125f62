package io.github.segments4j.cli.verify;

import static io.github.segments4j.cli.verify.report.Obstacle.Kind.SKIPPED;
import static io.github.segments4j.cli.verify.report.Severity.BREAKS;
import static io.github.segments4j.cli.verify.report.Severity.NEW;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.segments4j.cli.verify.http.Exchange;
import io.github.segments4j.cli.verify.report.NotChecked;
import io.github.segments4j.secrets.Secrets;
import java.util.Optional;

/**
 * Checks the answer to the exchange of an API key for an access token, if the client made one.
 *
 * @param failure why the client did not accept the answer, if it did not
 */
record AccessTokenCheck(
        Optional<Exchange> exchange,
        Optional<ClientFailure> failure,
        AnswerInspector inspector,
        Findings findings,
        Secrets secrets) {
    /** A shorter text is an ordinary word. */
    private static final int SHORTEST_TOKEN = 8;

    void run() throws NotChecked {
        if (failure.isPresent() && !failure.get().isDifference()) {
            throw failure.get().asObstacle();
        }
        Exchange answer =
                exchange.orElseThrow(() -> new NotChecked(SKIPPED, "there is no API key, but an access token"));
        BodyReader.peek(answer).ifPresent(this::hideSecrets);
        if (answer.status() == 200) {
            inspector.inspect(answer).filter(JsonNode::isObject).ifPresent(token -> inspect(token, answer));
        } else {
            FirstPageCheck.inspectStatus(answer, inspector, findings);
        }
        failure.ifPresent(reason -> FirstPageCheck.inspectRefusal(reason, answer, findings));
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
        JsonNode text = token.path("access_token");
        if (text.isTextual() && !text.asText().matches("[!-~]+")) {
            String contract = "access_token is sent in a header: at least one character, all of them visible ASCII";
            String actual = text.asText().isEmpty() ? "access_token is empty" : "access_token has other characters";
            findings.add(BREAKS, "access-token-unusable", answer, contract, actual);
        }
        JsonNode type = token.path("token_type");
        if (type.isTextual() && !type.asText().equalsIgnoreCase("Bearer")) {
            findings.add(BREAKS, "token-type", answer, "token_type is Bearer", "token_type is another one");
        }
        JsonNode life = token.path("expires_in");
        String contract = "expires_in is the number of seconds until the token expires";
        if (!life.isIntegralNumber() || !life.canConvertToLong()) {
            return; // Its type is wrong.
        }
        if (life.asLong() <= 0) {
            findings.add(BREAKS, "token-expired", answer, contract, "expires_in is " + life);
        } else if (!life.canConvertToInt()) {
            String actual = "expires_in is " + life + ", more than 68 years, and too large for 32 bits";
            findings.add(NEW, "token-lifetime", answer, contract, actual);
        }
    }
}
