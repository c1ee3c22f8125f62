package io.github.segments4j;

import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.cfg.CoercionAction;
import com.fasterxml.jackson.databind.cfg.CoercionInputShape;
import com.fasterxml.jackson.databind.exc.InvalidNullException;
import com.fasterxml.jackson.databind.exc.ValueInstantiationException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.type.LogicalType;
import feign.InvocationContext;
import feign.Response;
import feign.ResponseInterceptor;
import feign.TypedResponse;
import io.github.segments4j.secrets.Secrets;
import java.io.IOException;
import java.io.InputStream;
import java.util.EnumSet;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Reads responses. One with status 200 must be a single JSON value of the contract's types, with everything that the
 * contract requires; fields that the contract does not know are accepted. Any other status becomes an {@link
 * AttemptFailure}. Jackson's messages about a bad body are not passed on, because they may quote a secret.
 */
final class ResponseReader implements ResponseInterceptor {
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
            .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
            .withConfigOverride(List.class, list -> list.setSetterInfo(JsonSetter.Value.forContentNulls(Nulls.FAIL)))
            .withCoercionConfig(
                    LogicalType.Textual,
                    text -> EnumSet.of(CoercionInputShape.Integer, CoercionInputShape.Float, CoercionInputShape.Boolean)
                            .forEach(shape -> text.setCoercion(shape, CoercionAction.Fail)))
            .addModule(new SimpleModule().setDeserializerModifier(new AccessTokenDeserializer.InPlaceOfTheGenerated()))
            .build();

    private final int bodyLimit;
    private final Secrets secrets;
    private final ErrorReader errors;

    ResponseReader(int bodyLimit, Secrets secrets, ErrorReader errors) {
        this.bodyLimit = bodyLimit;
        this.secrets = secrets;
        this.errors = errors;
    }

    @Override
    public Object intercept(InvocationContext call, Chain chain) {
        Response response = call.response();
        if (response.status() != 200) {
            throw new AttemptFailure(errors.read(response));
        }
        JavaType type = JSON.constructType(call.returnType()).containedType(0);
        return TypedResponse.builder(response).body(value(response, type)).build();
    }

    private Object value(Response response, JavaType type) {
        try (InputStream body = ResponseBody.open(response, bodyLimit);
                JsonParser parser = JSON.createParser(body)) {
            if (parser.nextToken() == null) {
                throw transientFailure(response, " with no body");
            }
            Object value = JSON.readValue(parser, type);
            if (parser.nextToken() != null) {
                throw notJson(response, parser.currentTokenLocation());
            }
            if (value == null) {
                throw permanentFailure(response, " with null");
            }
            return value;
        } catch (IOException e) {
            throw failure(response, e);
        }
    }

    private AttemptFailure failure(Response response, IOException e) {
        // Jackson wraps what it finds inside an object or a list.
        Throwable cause = e.getCause() == null ? e : e.getCause();
        if (cause instanceof ResponseBody.TooLongException) {
            return permanentFailure(response, " but its body is longer than " + bodyLimit + " bytes");
        }
        if (cause instanceof ResponseBody.UnknownCodingException) {
            String coding = Quoted.of(secrets.masked(String.valueOf(cause.getMessage())));
            return permanentFailure(response, " but its body is encoded as " + coding + ", not as gzip or not at all");
        }
        if (cause instanceof DeadlineStream.PassedException) {
            Problem late = errors.problem(
                    response, Problem.Kind.CONNECTION, " but its body could not be read before the deadline");
            return new AttemptFailure(late.withAdvice("Set a longer deadline"));
        }
        if (!(cause instanceof JsonProcessingException) && cause instanceof IOException) {
            return unreadable(response); // It was cut short, or cannot be decompressed.
        }
        if (cause instanceof StreamConstraintsException unsafe) {
            // Its message holds sizes and limits, and nothing of the body.
            return permanentFailure(response, " but its body is not safe to read: " + unsafe.getOriginalMessage());
        }
        if (cause instanceof JsonParseException parse) {
            return notJson(response, parse.getLocation());
        }
        if (e instanceof JsonMappingException mapping) {
            return permanentFailure(response, " but " + Quoted.plain(secrets.masked(description(mapping))));
        }
        return unreadable(response);
    }

    private AttemptFailure unreadable(Response response) {
        return transientFailure(response, " but its body, of type " + contentType(response) + ", can't be read");
    }

    private static String description(JsonMappingException e) {
        String path = e.getPath().stream()
                .map(step -> step.getFieldName() == null ? "[" + step.getIndex() + "]" : "." + step.getFieldName())
                .collect(Collectors.joining())
                .replaceFirst("^\\.", "");
        if (e instanceof ValueInstantiationException && e.getCause() instanceof IllegalStateException missing) {
            // The generated classes name the field that the contract requires.
            return (path.isEmpty() ? "" : path + ".") + missing.getMessage();
        }
        String place = path.isEmpty() ? "the body" : path;
        return place + (e instanceof InvalidNullException ? " is null" : " has the wrong type");
    }

    private AttemptFailure notJson(Response response, JsonLocation location) {
        String where = " (" + location.offsetDescription() + ")";
        return transientFailure(response, " but its body, of type " + contentType(response) + ", is not JSON" + where);
    }

    private String contentType(Response response) {
        return Quoted.of(secrets.masked(new ResponseHeaders(response.headers()).text("content-type")));
    }

    private AttemptFailure permanentFailure(Response response, String what) {
        return new AttemptFailure(errors.problem(response, Problem.Kind.PROTOCOL, what));
    }

    /** A body that is cut short or garbled may be complete the next time. */
    private AttemptFailure transientFailure(Response response, String what) {
        return new AttemptFailure(
                errors.problem(response, Problem.Kind.PROTOCOL, what).asTransient());
    }
}
