package io.github.segments4j;

import com.fasterxml.jackson.annotation.*;
import com.fasterxml.jackson.core.*;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.databind.*;
import com.fasterxml.jackson.databind.cfg.*;
import com.fasterxml.jackson.databind.exc.*;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.type.LogicalType;
import feign.*;
import java.io.*;
import java.util.*;
import java.util.stream.Collectors;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/**
 * Reads answers, unzipped and bounded, in place of Feign's decoders, whose wrapping quotes them. One with status 200
 * is strictly one JSON value of the contract's types, with all that the contract requires; unknown fields are
 * welcome. One with another status becomes the exception for it, with what the vendor's error body says; any body
 * will do, since a proxy in between knows nothing of the vendor's. What Jackson says of a bad body is not passed on:
 * it may quote a secret.
 */
record AnswerReader(int bodyLimit, Time time, Secrets secrets) implements ResponseInterceptor {
    private static final JsonMapper JSON = JsonMapper.builder()
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
            .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
            .withConfigOverride(List.class, list -> list.setSetterInfo(JsonSetter.Value.forContentNulls(Nulls.FAIL)))
            .withCoercionConfig(
                    LogicalType.Textual,
                    text -> EnumSet.of(CoercionInputShape.Integer, CoercionInputShape.Float, CoercionInputShape.Boolean)
                            .forEach(shape -> text.setCoercion(shape, CoercionAction.Fail)))
            .build();

    /** 429, 500 and 503 by the vendor's word; 502 and 504 come from what stands before it (our choice). */
    private static final Set<Integer> PASSING = Set.of(429, 500, 502, 503, 504);

    /** In bytes: a message and two ids need far less, and reading one takes many times its memory. */
    private static final int LONGEST_ERROR = 64 * 1024;

    @Override
    public Object intercept(InvocationContext call, Chain chain) {
        Response response = call.response();
        if (response.status() != 200) {
            throw failure(response);
        }
        JavaType type = JSON.constructType(call.returnType()).containedType(0);
        return TypedResponse.builder(response).body(value(response, type)).build();
    }

    private Object value(Response response, JavaType type) {
        try (JsonParser parser = JSON.createParser(body(response))) {
            if (parser.nextToken() == null) {
                throw broken(response, " with no body", true); // It may have been cut short to nothing.
            }
            Object value = JSON.readValue(parser, type);
            if (parser.nextToken() != null) {
                throw new JsonParseException(parser, "a second value");
            }
            return Optional.ofNullable(value).orElseThrow(() -> broken(response, " with null", false));
        } catch (IOException e) {
            throw broken(response, e, e.getCause() == null ? e : e.getCause());
        }
    }

    private InputStream body(Response response) throws IOException {
        InputStream sent = response.body().asInputStream();
        String encoding = HttpDate.text(response.headers(), "content-encoding").toLowerCase(Locale.ROOT);
        if (!encoding.equals("gzip") && !encoding.equals("x-gzip")) {
            return sent; // which is bounded where it comes in
        }
        // Joined: at the end of a part nothing is available, which a GZIPInputStream takes for the end of all.
        try (InputStream body = new GZIPInputStream(new ByteArrayInputStream(sent.readAllBytes()))) {
            byte[] bytes = body.readNBytes(bodyLimit + 1);
            if (bytes.length > bodyLimit) {
                throw broken(response, " but its body is longer than " + bodyLimit + " bytes", false);
            }
            return new ByteArrayInputStream(bytes);
        }
    }

    private ProtocolException broken(Response response, IOException e, Throwable cause) {
        if (cause instanceof StreamConstraintsException unsafe) {
            return broken(response, " but its body is not safe to read: " + unsafe.getOriginalMessage(), false);
        }
        if (e instanceof JsonMappingException mapping && !(cause instanceof JsonParseException)) {
            return broken(response, " but " + fault(mapping), false);
        }
        String type = Quoted.of(secrets.removed(HttpDate.text(response.headers(), "content-type")));
        String fault = cause instanceof JsonParseException at
                ? "is not JSON (" + at.getLocation().offsetDescription() + ")"
                : "can't be read";
        // A body that is cut short or garbled may be whole the next time.
        return broken(response, " but its body, of type " + type + ", " + fault, true);
    }

    private static String fault(JsonMappingException e) {
        String path = e.getPath().stream()
                .map(step -> step.getFieldName() == null ? "[" + step.getIndex() + "]" : "." + step.getFieldName())
                .collect(Collectors.joining());
        if (e instanceof ValueInstantiationException && e.getCause() instanceof NullPointerException missing) {
            // The generated records name the field that the contract requires.
            return (path + "." + missing.getMessage()).substring(1) + " is missing";
        }
        String place = path.isEmpty() ? "the body" : path.substring(1);
        return place + (e instanceof InvalidNullException ? " is null" : " has the wrong type");
    }

    private SegmentsException failure(Response response) {
        JsonNode error = error(response);
        String message = text(error, "message");
        String redirect = response.status() / 100 == 3 ? ", a redirect, which is not followed" : "";
        Problem problem = new Problem(
                answered(response) + (message == null ? redirect : ": " + message.replaceFirst("[.\\s]+$", "")),
                response.status(),
                message,
                text(error, "request_id"),
                text(error, "trace_id"),
                HttpDate.retryAfter(response, time.now()),
                PASSING.contains(response.status()));
        return switch (response.status()) {
            case 401 -> new AuthenticationException(problem);
            case 403 -> new PermissionException(problem);
            case 429 -> new RateLimitedException(problem);
            default ->
                switch (response.status() / 100) {
                    case 4 -> new InvalidRequestException(problem);
                    case 5 -> new ServerException(problem);
                    default -> new ProtocolException(problem);
                };
        };
    }

    private JsonNode error(Response response) {
        try {
            return JSON.readTree(body(response).readNBytes(LONGEST_ERROR));
        } catch (IOException notJson) {
            return JSON.missingNode();
        }
    }

    private @Nullable String text(JsonNode body, String field) {
        JsonNode text = body.path(field);
        return text.isTextual() && !text.asText().isBlank() ? Quoted.plain(secrets.removed(text.asText())) : null;
    }

    private static ProtocolException broken(Response response, String what, boolean retryable) {
        return new ProtocolException(Problem.of(answered(response) + what, response.status(), retryable));
    }

    private static String answered(Response response) {
        return Quoted.request(response.request()) + " was answered " + response.status();
    }
}
