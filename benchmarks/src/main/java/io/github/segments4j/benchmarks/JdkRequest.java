package io.github.segments4j.benchmarks;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** What one writes by hand with the JDK's client: one page's bytes, or an error. */
final class JdkRequest {
    /** An answer that is not a page. */
    static final class Refused extends IOException {
        private static final long serialVersionUID = 1;

        final int status;

        Refused(int status) {
            super("answered " + status);
            this.status = status;
        }
    }

    private final Target target;
    private final HttpClient http;

    JdkRequest(Target target) {
        this(
                target,
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build());
    }

    JdkRequest(Target target, HttpClient http) {
        this.target = target;
        this.http = http;
    }

    byte[] page(int pageSize, @Nullable String token) throws IOException, InterruptedException {
        HttpResponse<byte[]> answer = answer(pageSize, token);
        if (answer.statusCode() != 200) {
            throw new Refused(answer.statusCode());
        }
        return answer.body();
    }

    HttpResponse<byte[]> answer(int pageSize, @Nullable String token) throws IOException, InterruptedException {
        String next = token == null ? "" : "&next_token=" + URLEncoder.encode(token, StandardCharsets.UTF_8);
        HttpRequest request = HttpRequest.newBuilder(
                        URI.create(target.baseUrl() + "/segments?limit=" + pageSize + next))
                .timeout(target.timeout())
                .header("Authorization", "Bearer " + target.accessToken())
                .header("amperity-tenant", target.tenant())
                .header("api-version", Target.API_VERSION)
                .build();
        return http.send(request, HttpResponse.BodyHandlers.ofByteArray());
    }
}
