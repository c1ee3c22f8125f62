package io.github.segments4j.sandbox.endpoints;

import io.github.segments4j.sandbox.Faults;
import io.github.segments4j.sandbox.RetryAfter;
import io.github.segments4j.sandbox.admin.Admin;
import io.github.segments4j.sandbox.faults.Endpoint;
import io.github.segments4j.sandbox.http.Answer;
import io.github.segments4j.sandbox.http.Request;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Finds the endpoint of a request; what is refused gets the vendor's error body, whatever it is. Faults strike
 * between the endpoint and the way out.
 */
public final class Router {
    public static final String BASE_PATH = "/api";

    private final SegmentsEndpoint segments;
    private final TokenEndpoint tokens;
    private final Faults faults;
    private final RetryAfter retryAfter;
    private final InstantSource clock;
    private final AtomicLong requests = new AtomicLong();
    private final Map<String, Answer> pages = new ConcurrentHashMap<>();

    public Router(
            SegmentsEndpoint segments,
            TokenEndpoint tokens,
            Faults faults,
            RetryAfter retryAfter,
            InstantSource clock) {
        this.segments = segments;
        this.tokens = tokens;
        this.faults = faults;
        this.retryAfter = retryAfter;
        this.clock = clock;
    }

    /** The endpoint's page writes it both ways. */
    public static boolean isSegments(String path) {
        return path.equals(BASE_PATH + "/segments") || path.equals(BASE_PATH + "/segments/");
    }

    public Answer answer(Request request) {
        long number = requests.incrementAndGet();
        try {
            if (isSegments(request.path())) {
                require("GET", request);
                faults.check(request);
                return faults.strike(Endpoint.SEGMENTS, segments.get(request), request, number, segments);
            }
            if (request.path().equals(BASE_PATH + "/v0/oauth2/token")) {
                require("POST", request);
                return faults.strike(Endpoint.TOKEN, tokens.post(request), request, number, segments);
            }
            throw new Refusal(404, "There is nothing at this path; try " + BASE_PATH + "/segments.");
        } catch (Refusal e) {
            Answer answer = e.answer(number);
            return answer.status() == 429 ? answer.with(retryAfter.headers(clock.instant())) : answer;
        } catch (RuntimeException e) {
            return new Refusal(500, "The sandbox itself has failed: " + e).answer(number);
        }
    }

    /** By exact paths outside the API: nothing else can be reached through a page. */
    public void serve(String path, Map<String, String> headers, String body) {
        boolean isOfTheApi = path.equals(BASE_PATH) || path.startsWith(BASE_PATH + "/");
        if (!path.startsWith("/") || isOfTheApi || Admin.isAt(path)) {
            throw new IllegalArgumentException("A page's path must begin with / and stand outside " + BASE_PATH
                    + " and " + Admin.PATH + ", unlike " + path);
        }
        pages.put(path, new Answer(200, Map.copyOf(headers), body));
    }

    /** What is served at this path. It is no request of the API: it has no number and nothing strikes it. */
    public Optional<Answer> page(Request request) {
        return Optional.ofNullable(pages.get(request.path())).map(page -> {
            boolean isRead = request.method().equals("GET") || request.method().equals("HEAD");
            return isRead ? page : new Refusal(405, "This path answers GET only.", Map.of("Allow", "GET")).plain();
        });
    }

    /** What is refused before anybody looks where it wants to go. */
    public Answer refuse(int status, String message) {
        return new Refusal(status, message).answer(requests.incrementAndGet());
    }

    private static void require(String method, Request request) throws Refusal {
        if (!request.method().equals(method)) {
            throw new Refusal(405, "This path answers " + method + " only.", Map.of("Allow", method));
        }
    }
}
