package io.github.segments4j;

import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.exc.StreamReadException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.cfg.CoercionAction;
import com.fasterxml.jackson.databind.cfg.CoercionInputShape;
import com.fasterxml.jackson.databind.exc.InvalidNullException;
import com.fasterxml.jackson.databind.exc.ValueInstantiationException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.type.LogicalType;
import feign.FeignException;
import feign.Response;
import feign.codec.Decoder;
import java.io.IOException;
import java.lang.reflect.Type;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads an answer strictly: it is one JSON value of the contract's types, with all that the contract
 * requires; unknown fields are welcome. What Jackson says of a bad one is never passed on, since it may
 * quote a secret.
 */
final class AnswerReader implements Decoder {
  static final JsonMapper JSON = strict();

  private static JsonMapper strict() {
    JsonMapper.Builder json = JsonMapper.builder()
        .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
        .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
        .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
        .withConfigOverride(
            List.class, list -> list.setSetterInfo(JsonSetter.Value.forContentNulls(Nulls.FAIL)))
        .withCoercionConfig(LogicalType.Textual, text -> {
          text.setCoercion(CoercionInputShape.Integer, CoercionAction.Fail);
          text.setCoercion(CoercionInputShape.Float, CoercionAction.Fail);
          text.setCoercion(CoercionInputShape.Boolean, CoercionAction.Fail);
        });
    return json.build();
  }

  @Override
  public Object decode(Response response, Type type) throws IOException {
    byte[] body = Answers.bytes(response);
    String answer = Answers.answer(response);
    if (response.status() != 200 || body.length == 0) {
      throw broken(response, answer + (body.length == 0 ? " with no body" : ""), false);
    }
    try (JsonParser parser = JSON.createParser(body)) {
      Object value = JSON.readValue(parser, JSON.constructType(type));
      if (parser.nextToken() != null) {
        throw notJson(response, answer, parser.currentTokenLocation());
      }
      if (value == null) {
        throw broken(response, answer + " with null", false);
      }
      return value;
    } catch (JsonMappingException e) {
      StreamReadException unreadable = unreadable(e);
      throw unreadable == null
          ? broken(response, answer + " but " + fault(e), false)
          : notJson(response, answer, unreadable.getLocation());
    } catch (JsonProcessingException e) {
      throw notJson(response, answer, e.getLocation());
    }
  }

  /** What was thrown while an answer was read, out of Feign's wrapping; Feign's own words may quote it. */
  static SegmentsException unwrapped(FeignException e) {
    return e.getCause() instanceof SegmentsException ours
        ? ours
        : new ProtocolException(Problem.of("an answer could not be read").withStatus(e.status()));
  }

  /** A body that is cut short or garbled may be whole the next time. */
  private static ProtocolException notJson(
      Response response, String answer, @Nullable JsonLocation location) {
    String where = location == null
        ? ""
        : " at line " + location.getLineNr() + ", column " + location.getColumnNr();
    return broken(
        response,
        answer + " but its body, " + Answers.type(response) + ", is not JSON" + where,
        true);
  }

  private static ProtocolException broken(Response response, String what, boolean retryable) {
    Problem problem = Problem.of(what).withStatus(response.status());
    return new ProtocolException(retryable ? problem.worthRetrying() : problem);
  }

  private static @Nullable StreamReadException unreadable(Throwable e) {
    for (Throwable cause = e; cause != null; cause = cause.getCause()) {
      if (cause instanceof StreamReadException found) {
        return found;
      }
    }
    return null;
  }

  private static String fault(JsonMappingException e) {
    String path = path(e.getPath());
    if (e instanceof ValueInstantiationException
        && e.getCause() instanceof NullPointerException missing) {
      // The generated records name the field that the contract requires.
      String field = String.valueOf(missing.getMessage());
      return (path.isEmpty() ? field : path + "." + field) + " is missing";
    }
    String place = path.isEmpty() ? "the body" : path;
    return place + (e instanceof InvalidNullException ? " is null" : " has the wrong type");
  }

  private static String path(List<JsonMappingException.Reference> references) {
    StringBuilder path = new StringBuilder();
    for (JsonMappingException.Reference reference : references) {
      if (reference.getFieldName() == null) {
        path.append('[').append(reference.getIndex()).append(']');
      } else {
        path.append(path.length() == 0 ? "" : ".").append(reference.getFieldName());
      }
    }
    return path.toString();
  }
}
