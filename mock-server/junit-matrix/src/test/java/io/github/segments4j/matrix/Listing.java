package io.github.segments4j.matrix;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.segments4j.sandbox.Sandbox;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;

/** What a test does with its sandbox. */
final class Listing {
    private Listing() {}

    /** Requests a page and changes a segment. The sandbox must be in its original state, and nobody else may use it. */
    static void isAlone(Sandbox sandbox, int segments) throws Exception {
        sandbox.requests().assertCount(0);
        assertEquals(segments, sandbox.segments().size());
        sandbox.segments().add("Another");
        HttpRequest request = HttpRequest.newBuilder(URI.create(sandbox.baseUrl() + "/segments"))
                .header("Authorization", "Bearer " + sandbox.accessToken())
                .header("amperity-tenant", sandbox.tenant())
                .header("api-version", "2024-04-01")
                .build();

        HttpResponse<String> page = HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());

        assertEquals(200, page.statusCode());
        sandbox.requests().assertCount(1);
        assertEquals(segments + 1, sandbox.segments().size());
    }
}
