package io.github.segments4j.secrets;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SecretsTest {
    private static final String SECRET = "S3cret*value/with~all+signs&more=%25\"q\\";

    private final Secrets secrets = new Secrets(List.of(SECRET));

    static Stream<String> forms() {
        String url = URLEncoder.encode(SECRET, StandardCharsets.UTF_8);
        String ours = url.replace("*", "%2A");
        String json = SECRET.replace("\\", "\\\\").replace("\"", "\\\"");
        return Stream.of(
                SECRET,
                SECRET.toUpperCase(Locale.ROOT),
                SECRET.toLowerCase(Locale.ROOT),
                url,
                ours,
                ours.toLowerCase(Locale.ROOT),
                URLEncoder.encode(ours, StandardCharsets.UTF_8),
                everyCharacter("%%%02X"),
                everyCharacter("\\u%04x"),
                json,
                json.replace("/", "\\/"));
    }

    private static String everyCharacter(String format) {
        StringBuilder form = new StringBuilder();
        SECRET.chars().forEach(character -> form.append(String.format(format, character)));
        return form.toString();
    }

    @ParameterizedTest
    @MethodSource("forms")
    void aSecretIsMaskedInEveryFormThatIsSentOrEchoed(String form) {
        assertThat(secrets.masked("before " + form + " after")).isEqualTo("before *** after");
        assertThat(secrets.isGivenAwayBy("a" + form)).isTrue();
    }

    @ParameterizedTest
    @MethodSource("forms")
    void aFormThatLacksItsFirstOrLastCharacterIsMasked(String form) {
        assertThat(secrets.masked(form.substring(7)))
                .doesNotContainIgnoringCase("with~all")
                .contains("***");
        assertThat(secrets.masked(form.substring(0, form.length() - 7)))
                .doesNotContainIgnoringCase("with~all")
                .contains("***");
    }

    @Test
    void aPieceOfTwelveCharactersIsMaskedAndAShorterOneIsNot() {
        assertThat(secrets.masked("[" + SECRET.substring(3, 15) + "]")).isEqualTo("[***]");
        assertThat(secrets.masked("[" + SECRET.substring(3, 14) + "]")).isEqualTo("[" + SECRET.substring(3, 14) + "]");
    }

    @Test
    void aShortSecretIsMaskedAsAWhole() {
        Secrets pin = new Secrets(List.of("p1n"));

        assertThat(pin.masked("a p1n, a %701N and a pin")).isEqualTo("a ***, a *** and a pin");
        assertThat(pin.isGivenAwayBy("p1n")).isFalse();
    }

    @Test
    void aSecretBehindAPercentSignIsMasked() {
        Secrets hexadecimal = new Secrets(List.of("deadbeefcafe1234", "ab12345"));

        assertThat(hexadecimal.masked("x%deadbeefcafe12")).isEqualTo("x%***");
        assertThat(hexadecimal.masked("echo %ab12345")).isEqualTo("echo %***");
    }

    @Test
    void textsWithoutASecretStayAsTheyAre() {
        for (String text : List.of("", "%", "%2", "\\", "\\u12", "100 % \\ of it", "Gr\u00fc\u00dfe %zz \\n")) {
            assertThat(secrets.masked(text)).isEqualTo(text);
        }
    }

    @Test
    void secretsThatAreAddedLaterAreMaskedTheLatest64OfThem() {
        for (int i = 100; i < 165; i++) {
            secrets.add("token-number-" + i);
        }

        assertThat(secrets.masked("token-number-164")).isEqualTo("***");
        assertThat(secrets.masked("oken-number-101")).isEqualTo("***");
        assertThat(secrets.masked("r-100")).isEqualTo("r-100");
        assertThat(secrets.masked(SECRET)).isEqualTo("***");
    }

    @Test
    void aTokenThatHoldsAWholeSecretGivesItAway() {
        assertThat(secrets.isGivenAwayBy("page-" + SECRET + "-2")).isTrue();
        assertThat(secrets.isGivenAwayBy(SECRET.substring(1))).isTrue();
        assertThat(secrets.isGivenAwayBy(SECRET.substring(0, SECRET.length() / 2 - 4)))
                .isFalse();
        assertThat(secrets.isGivenAwayBy("eyJwYWdlIjoyfQ")).isFalse();
    }

    @Test
    void aSecretOfEightCharactersIsGivenAwayAndAShorterOneMayBeThereByChance() {
        assertThat(new Secrets(List.of("12345678")).isGivenAwayBy("page-12345678"))
                .isTrue();
        assertThat(new Secrets(List.of("1234567")).isGivenAwayBy("page-1234567"))
                .isFalse();
    }
}
