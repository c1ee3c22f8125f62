package io.github.segments4j;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.BeanDescription;
import com.fasterxml.jackson.databind.DeserializationConfig;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.deser.BeanDeserializerModifier;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.exc.ValueInstantiationException;
import io.github.segments4j.generated.AccessTokenResponse;
import java.io.IOException;
import java.util.regex.Pattern;

/**
 * Reads the answer of the token endpoint, {@code expires_in} as leniently as OAuth clients commonly do: it may be missing,
 * since RFC 6749 only recommends it, and it may be a text or have a fraction.
 */
final class AccessTokenDeserializer extends StdDeserializer<AccessTokenResponse> {
    private static final long serialVersionUID = 1L;

    /** In seconds: a token without a known life serves until the server rejects it. */
    private static final long UNKNOWN_LIFE = Integer.MAX_VALUE;

    private static final Pattern NUMBER = Pattern.compile("\\s*-?\\d{1,20}(\\.\\d{1,20})?\\s*");

    private AccessTokenDeserializer() {
        super(AccessTokenResponse.class);
    }

    /** A deserializer that is only registered would not be asked: the annotation of the generated class comes first. */
    static final class InPlaceOfTheGenerated extends BeanDeserializerModifier {
        private static final long serialVersionUID = 1L;

        @Override
        public JsonDeserializer<?> modifyDeserializer(
                DeserializationConfig config, BeanDescription bean, JsonDeserializer<?> generated) {
            boolean isAccessToken = bean.getBeanClass() == AccessTokenResponse.Builder.class;
            return isAccessToken ? new AccessTokenDeserializer() : generated;
        }
    }

    @Override
    public AccessTokenResponse deserialize(JsonParser parser, DeserializationContext context) throws IOException {
        JsonNode body = context.readTree(parser);
        String accessToken = text(body, "access_token", parser);
        String tokenType = text(body, "token_type", parser);
        long expiresIn = seconds(body.path("expires_in"), parser);
        return AccessTokenResponse.builder()
                .accessToken(accessToken)
                .expiresIn(expiresIn)
                .tokenType(tokenType)
                .build();
    }

    private static String text(JsonNode body, String field, JsonParser parser) throws IOException {
        JsonNode value = body.path(field);
        if (value.isMissingNode() || value.isNull()) {
            IllegalStateException missing = new IllegalStateException(field + " is missing or null");
            throw ValueInstantiationException.from(parser, "", null, missing);
        }
        if (!value.isTextual()) {
            throw wrongType(field, parser);
        }
        return value.textValue();
    }

    private static long seconds(JsonNode value, JsonParser parser) throws IOException {
        if (value.isMissingNode() || value.isNull()) {
            return UNKNOWN_LIFE;
        }
        if (value.isTextual() && NUMBER.matcher(value.textValue()).matches()) {
            return bounded(Double.parseDouble(value.textValue()));
        }
        if (!value.isNumber()) {
            throw wrongType("expires_in", parser);
        }
        return bounded(value.doubleValue());
    }

    private static long bounded(double seconds) {
        return (long) Math.max(-UNKNOWN_LIFE, Math.min(UNKNOWN_LIFE, seconds));
    }

    private static MismatchedInputException wrongType(String field, JsonParser parser) {
        MismatchedInputException wrong = MismatchedInputException.from(parser, AccessTokenResponse.class, "");
        wrong.prependPath(AccessTokenResponse.class, field);
        return wrong;
    }
}
