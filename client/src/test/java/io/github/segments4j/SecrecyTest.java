package io.github.segments4j;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SecrecyTest {
    @TempDir
    Path folder;

    @Test
    void noFailureShowsTheAccessTokenOrTheClientSecret() throws Exception {
        File out = folder.resolve("out").toFile();
        Process everyFailure = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                        "-Dorg.slf4j.simpleLogger.defaultLogLevel=trace",
                        EveryFailure.class.getName())
                .redirectErrorStream(true)
                .redirectOutput(out)
                .start();

        int code = everyFailure.waitFor();
        String said = Files.readString(out.toPath(), StandardCharsets.ISO_8859_1);

        assertThat(code).as(said).isZero();
        for (Class<?> failure : List.of(
                IllegalArgumentException.class,
                AuthenticationException.class,
                PermissionException.class,
                InvalidRequestException.class,
                InvalidPageTokenException.class,
                RateLimitedException.class,
                ServerException.class,
                ConnectionException.class,
                ProtocolException.class)) {
            assertThat(said.contains("FAILED " + failure.getSimpleName()))
                    .as(failure.getName())
                    .isTrue();
        }
        for (String proof : List.of(" DEBUG io.github", " WARN io.github", "***")) {
            assertThat(said.contains(proof)).as(proof).isTrue();
        }
        Stream.of(EveryFailure.ACCESS_TOKEN, EveryFailure.CLIENT_SECRET)
                .flatMap(secret -> Stream.of(
                        secret,
                        secret.substring(0, 9),
                        secret.replace("/", "\\/"),
                        URLEncoder.encode(secret, StandardCharsets.UTF_8),
                        URLEncoder.encode(secret, StandardCharsets.UTF_8).toLowerCase(Locale.ROOT),
                        URLEncoder.encode(secret, StandardCharsets.UTF_8).replace("%2F", "/")))
                .forEach(secret -> assertThat(said.contains(secret))
                        .as(around(said, secret))
                        .isFalse());
    }

    private static String around(String said, String secret) {
        int at = said.indexOf(secret);
        return at < 0 ? "" : said.substring(Math.max(0, at - 2000), at + 100);
    }

    static String text(Throwable error) {
        StringWriter text = new StringWriter();
        error.printStackTrace(new PrintWriter(text));
        return text + " " + error;
    }
}
