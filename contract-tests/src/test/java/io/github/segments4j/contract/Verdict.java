package io.github.segments4j.contract;

import com.atlassian.oai.validator.OpenApiInteractionValidator;
import com.atlassian.oai.validator.model.Request;
import com.atlassian.oai.validator.model.SimpleRequest;
import com.atlassian.oai.validator.model.SimpleResponse;
import com.atlassian.oai.validator.report.LevelResolver;
import com.atlassian.oai.validator.report.ValidationReport;
import com.atlassian.oai.validator.report.ValidationReport.Message;
import com.atlassian.oai.validator.report.ValidationReport.MessageContext.Location;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.restassured.response.Response;
import java.util.ArrayList;
import java.util.List;

/** How an exchange leaves the contract, in the request and in the answer, by one of two judges. */
record Verdict(List<String> ofRequest, List<String> ofAnswer) {
    /** Nothing is wrong. */
    static final Verdict VALID = new Verdict(List.of(), List.of());

    private static final ObjectMapper JSON = new ObjectMapper();

    private static final OpenApiInteractionValidator VALIDATOR = OpenApiInteractionValidator.createFor(
                    Contract.document())
            .withBasePathOverride("/")
            .withStrictOperationPathMatching()
            // An unknown field is welcome in an answer, and an unknown parameter is no affair of the
            // contract's. An answer without "content" may have any body, not none.
            .withLevelResolver(LevelResolver.create()
                    .withLevel("validation.response.body.schema.additionalProperties", ValidationReport.Level.IGNORE)
                    .withLevel("validation.request.parameter.query.unexpected", ValidationReport.Level.IGNORE)
                    .withLevel("validation.response.body.unexpected", ValidationReport.Level.IGNORE)
                    .build())
            .build();

    /** Prism's, which it writes into a header of what it passes on. */
    static Verdict ofPrism(Response response) {
        Verdict verdict = new Verdict(new ArrayList<>(), new ArrayList<>());
        String violations = response.header(Prism.VIOLATIONS);
        if (violations != null) {
            for (JsonNode violation : json(violations)) {
                boolean isOfAnswer = violation.path("location").path(0).asText().equals("response");
                verdict.add(isOfAnswer, violation.toString());
            }
        }
        return verdict;
    }

    /** swagger-request-validator's, which shares no code with Prism. */
    static Verdict ofValidator(ApiRequest request, Response response) {
        SimpleRequest.Builder asked = new SimpleRequest.Builder(request.method(), request.path());
        request.headers().forEach(asked::withHeader);
        request.query().forEach(asked::withQueryParam);
        if (!request.form().isEmpty()) {
            asked.withBody(request.body());
        }
        return of(VALIDATOR.validate(asked.build(), answered(response)));
    }

    /** Of an answer to a request that is no operation of the contract: it has the body of any other error. */
    static Verdict ofError(Response response) {
        return of(VALIDATOR.validateResponse("/segments", Request.Method.GET, answered(response)));
    }

    private static SimpleResponse answered(Response response) {
        SimpleResponse.Builder answered =
                new SimpleResponse.Builder(response.statusCode()).withBody(response.asString());
        response.headers().forEach(header -> answered.withHeader(header.getName(), header.getValue()));
        return answered.build();
    }

    private static Verdict of(ValidationReport report) {
        Verdict verdict = new Verdict(new ArrayList<>(), new ArrayList<>());
        for (Message message : report.getMessages()) {
            if (message.getLevel() == ValidationReport.Level.ERROR) {
                boolean isOfAnswer = message.getContext()
                        .flatMap(context -> context.getLocation())
                        .filter(Location.RESPONSE::equals)
                        .isPresent();
                verdict.add(isOfAnswer, message.getKey() + ": " + message.getMessage());
            }
        }
        return verdict;
    }

    private void add(boolean isOfAnswer, String complaint) {
        (isOfAnswer ? ofAnswer : ofRequest).add(complaint);
    }

    private static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw new AssertionError("Not JSON: " + text, e);
        }
    }
}
