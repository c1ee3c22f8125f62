package io.github.segments4j.contract;

import com.fasterxml.jackson.databind.JsonNode;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.PathItem.HttpMethod;
import io.swagger.v3.oas.models.examples.Example;
import io.swagger.v3.oas.models.headers.Header;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.parameters.Parameter;
import io.swagger.v3.oas.models.responses.ApiResponse;
import io.swagger.v3.parser.OpenAPIV3Parser;
import io.swagger.v3.parser.core.models.ParseOptions;
import io.swagger.v3.parser.core.models.SwaggerParseResult;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The document, as what it says of requests and answers: nothing here knows what stands in it. */
final class Contract {
    private static final OpenAPI DOCUMENT = read();

    private Contract() {}

    /** One example of what may be sent to an operation. */
    record Asked(String operation, String example, ApiRequest request) {
        @Override
        public String toString() {
            return operation + " " + example;
        }
    }

    /** One named example of what an operation may answer. */
    record Answered(
            Asked asked, int status, String mediaType, String example, JsonNode body, Map<String, String> headers) {
        String operation() {
            return asked.operation();
        }

        @Override
        public String toString() {
            return operation() + " " + status + " " + example;
        }
    }

    static OpenAPI document() {
        return DOCUMENT;
    }

    /** Every example of a request: one with all parameters for each example of a body. */
    static List<Asked> requests() {
        List<Asked> requests = new ArrayList<>();
        DOCUMENT.getPaths()
                .forEach((path, item) -> item.readOperationsMap()
                        .forEach((method, operation) -> requests.addAll(requests(path, method, operation))));
        return requests;
    }

    /** Every example of an answer. */
    static List<Answered> answers() {
        List<Answered> answers = new ArrayList<>();
        DOCUMENT.getPaths()
                .forEach((path, item) -> item.readOperationsMap().forEach((method, operation) -> {
                    Asked asked = requests(path, method, operation).get(0);
                    operation
                            .getResponses()
                            .forEach((status, response) -> answers.addAll(answers(asked, status, response)));
                }));
        return answers;
    }

    private static List<Asked> requests(String path, HttpMethod method, Operation operation) {
        ApiRequest request = ApiRequest.of(method.name(), path);
        for (Parameter parameter : operation.getParameters()) {
            String value = example(operation.getOperationId(), parameter.getName(), parameter.getExample());
            request = switch (parameter.getIn()) {
                case "header" -> request.header(parameter.getName(), value);
                case "query" -> request.query(parameter.getName(), value);
                default ->
                    throw new AssertionError(parameter.getName() + " is in " + parameter.getIn()
                            + ": tell these tests how to send that");
            };
        }
        if (operation.getSecurity() == null || !operation.getSecurity().isEmpty()) {
            request = request.header("Authorization", "Bearer any");
        }
        if (operation.getRequestBody() == null) {
            return List.of(new Asked(operation.getOperationId(), "", request));
        }
        List<Asked> requests = new ArrayList<>();
        for (Map.Entry<String, MediaType> content :
                operation.getRequestBody().getContent().entrySet()) {
            for (Map.Entry<String, Example> example :
                    examples(content.getValue()).entrySet()) {
                ApiRequest filled = request.header("Content-Type", content.getKey());
                for (Map.Entry<String, JsonNode> field :
                        value(example.getValue()).properties()) {
                    filled = filled.form(field.getKey(), field.getValue().asText());
                }
                requests.add(new Asked(operation.getOperationId(), example.getKey(), filled));
            }
        }
        return requests;
    }

    private static List<Answered> answers(Asked asked, String status, ApiResponse response) {
        Map<String, String> headers = new LinkedHashMap<>();
        orEmpty(response.getHeaders())
                .forEach((name, header) ->
                        headers.put(name, examples(name, header).get(0)));
        List<Answered> answers = new ArrayList<>();
        Content bodies = response.getContent() == null ? new Content() : response.getContent();
        bodies.forEach((type, content) -> examples(content).forEach((name, example) -> {
            JsonNode body = value(example);
            int code = status.equals("default") ? body.path("status").asInt() : Integer.parseInt(status);
            answers.add(new Answered(asked, code, type, name, body, headers));
        }));
        return answers;
    }

    /** The examples of a header, by its name in the components. */
    static List<String> examples(String header) {
        return examples(header, DOCUMENT.getComponents().getHeaders().get(header));
    }

    private static List<String> examples(String name, Header header) {
        return header.getExamples() == null
                ? List.of(example("header", name, header.getExample()))
                : header.getExamples().values().stream()
                        .map(each -> example("header", name, each.getValue()))
                        .toList();
    }

    private static Map<String, Example> examples(MediaType content) {
        return orEmpty(content.getExamples());
    }

    /** The parser leaves some references to examples as they are. */
    private static JsonNode value(Example example) {
        String reference = example.get$ref();
        Example named = reference == null
                ? example
                : DOCUMENT.getComponents().getExamples().get(reference.substring(reference.lastIndexOf('/') + 1));
        return (JsonNode) named.getValue();
    }

    private static String example(String where, String name, @Nullable Object example) {
        return Objects.requireNonNull(example, () -> where + ": " + name + " has no example")
                .toString();
    }

    private static <V> Map<String, V> orEmpty(@Nullable Map<String, V> map) {
        return map == null ? Map.of() : map;
    }

    private static OpenAPI read() {
        ParseOptions options = new ParseOptions();
        options.setResolve(true);
        options.setResolveFully(true);
        SwaggerParseResult result =
                new OpenAPIV3Parser().readLocation(Prism.CONTRACT.toUri().toString(), null, options);
        if (!result.getMessages().isEmpty()) {
            throw new AssertionError("The contract can't be read: " + result.getMessages());
        }
        return result.getOpenAPI();
    }
}
