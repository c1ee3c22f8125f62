package io.github.segments4j.sandbox;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A plain client of a sandbox. It repeats no request, except for what {@code java.net.http} repeats by itself. */
public final class Browser {
    private static final Pattern ID = Pattern.compile("\"id\":\"([^\"]*)\"");
    private static final Pattern TOKEN = Pattern.compile("\"(?:next_token|access_token)\":\"([^\"]*)\"");

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final Sandbox sandbox;
    private final String accessToken;

    public Browser(Sandbox sandbox) {
        this(sandbox, sandbox.accessToken());
    }

    private Browser(Sandbox sandbox, String accessToken) {
        this.sandbox = sandbox;
        this.accessToken = accessToken;
    }

    public HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return get(path, Duration.ofSeconds(20));
    }

    public HttpResponse<String> get(String path, Duration timeout) throws IOException, InterruptedException {
        return http.send(request(path).timeout(timeout).build(), HttpResponse.BodyHandlers.ofString());
    }

    public HttpResponse<byte[]> bytes(String path) throws IOException, InterruptedException {
        return http.send(request(path).build(), HttpResponse.BodyHandlers.ofByteArray());
    }

    public CompletableFuture<HttpResponse<String>> send(String path) {
        return http.sendAsync(request(path).build(), HttpResponse.BodyHandlers.ofString());
    }

    /** {@return every page up to the one without a token} */
    public List<String> list(String path) throws IOException, InterruptedException {
        List<String> pages = new ArrayList<>(List.of(get(path).body()));
        while (!token(pages.get(pages.size() - 1)).isEmpty()) {
            pages.add(get(path + "&next_token=" + token(pages.get(pages.size() - 1)))
                    .body());
        }
        return pages;
    }

    public Browser withNewToken() throws IOException, InterruptedException {
        return new Browser(sandbox, token(exchange().body()));
    }

    /** Exchanges the API key for an access token. */
    public HttpResponse<String> exchange() throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(sandbox.baseUrl() + "/v0/oauth2/token"))
                .header("X-Amperity-Tenant", sandbox.tenant())
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString("grant_type=client_credentials&client_id="
                        + sandbox.clientId() + "&client_secret=" + sandbox.clientSecret()))
                .build();
        return http.send(request, HttpResponse.BodyHandlers.ofString());
    }

    /** {@return everything that comes back over a new connection until it is closed} */
    public String raw(String requestLine) throws IOException {
        try (Socket socket = open(requestLine)) {
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    /** {@return a new connection over which a request has been sent} */
    public Socket open(String requestLine) throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), sandbox.port());
        socket.setSoTimeout(20_000);
        socket.getOutputStream()
                .write((requestLine + "\r\nHost: localhost\r\nConnection: close\r\n"
                                + "amperity-tenant: " + sandbox.tenant() + "\r\napi-version: 2024-04-01\r\n"
                                + "Authorization: Bearer " + accessToken + "\r\n\r\n")
                        .getBytes(StandardCharsets.UTF_8));
        return socket;
    }

    /** Waits until the sandbox has received so many requests. */
    public void awaitRequests(int count) {
        while (sandbox.requests().all().size() < count) {
            if (Thread.currentThread().isInterrupted()) {
                throw new AssertionError("There should be " + count + " requests: " + sandbox.requests());
            }
            Thread.onSpinWait();
        }
    }

    public static List<String> ids(String page) {
        return ID.matcher(page).results().map(found -> found.group(1)).toList();
    }

    public static String token(String json) {
        Matcher token = TOKEN.matcher(json);
        return token.find() ? token.group(1) : "";
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(sandbox.baseUrl() + path))
                .header("Authorization", "Bearer " + accessToken)
                .header("amperity-tenant", sandbox.tenant())
                .header("api-version", "2024-04-01");
    }
}
