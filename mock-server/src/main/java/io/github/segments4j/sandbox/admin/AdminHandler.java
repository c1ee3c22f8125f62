package io.github.segments4j.sandbox.admin;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.segments4j.sandbox.http.Handler;
import io.github.segments4j.sandbox.http.HttpException;
import io.github.segments4j.sandbox.http.Request;
import io.github.segments4j.sandbox.http.Response;
import io.github.segments4j.sandbox.json.JsonWriter;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The admin interface under {@code /_sandbox/}, for tests in any language: what the Java API offers, over HTTP and in
 * JSON. The rate limit, faults and the request log do not apply to it.
 *
 * <p>It reveals credentials and changes data. A sandbox that only this machine can reach needs no authentication; any
 * other asks for a token. Sites that are open in a browser on this machine are kept out by the server's check of
 * {@code Host} and by the check of {@code Origin} here.
 */
public final class AdminHandler implements Handler {
    public static final String PATH = "/_sandbox/";

    /** What is done at a path. All of the query and the body is read before anything changes. */
    interface Action {
        Response run(AdminCall call) throws HttpException;
    }

    private static final String SCHEME = "Bearer ";

    private final String address;
    private final Optional<String> token;

    /** By path and method. */
    private final Map<String, Map<String, Action>> actions = new LinkedHashMap<>();

    /**
     * Administers a sandbox.
     *
     * @param address host and port, for requests that name none
     * @param token which requests must bring; none lets everyone in who reaches this handler
     * @param settings what to show of the sandbox's settings
     */
    public AdminHandler(String address, Optional<String> token, SandboxState state, Map<String, Object> settings) {
        this.address = address;
        this.token = token;
        add(
                "",
                "GET",
                () -> new JsonWriter().object().field("paths", allPaths()).end());
        new AdminActions(address, state, settings).addTo(this);
        new AdminSegments(state).addTo(this);
    }

    void add(String name, String method, Action action) {
        actions.computeIfAbsent(PATH + name, unused -> new LinkedHashMap<>()).put(method, action);
    }

    /** Adds an action without parameters. */
    void add(String name, String method, Supplier<JsonWriter> action) {
        add(name, method, call -> {
            call.requireNoOthers();
            return response(200, action.get());
        });
    }

    public static boolean isAdmin(String path) {
        return path.startsWith(PATH) || (path + "/").equals(PATH);
    }

    @Override
    public Response handle(Request request) throws HttpException {
        checkOrigin(request);
        checkToken(request);
        Action action = action(request);
        try {
            return action.run(AdminCall.of(request)).withHeaders(Map.of("Cache-Control", "no-store"));
        } catch (IllegalArgumentException e) {
            throw new HttpException(400, e.getMessage() + ".");
        }
    }

    private void checkOrigin(Request request) throws HttpException {
        String own = "http://" + request.header("Host").orElse(address);
        if (!request.header("Origin").orElse(own).equalsIgnoreCase(own)) {
            throw new HttpException(
                    403, "Other sites have no access: the header \"Origin\" must be missing or " + own + ".");
        }
    }

    private void checkToken(Request request) throws HttpException {
        if (token.isEmpty()) {
            return;
        }
        String given = request.header("Authorization")
                .filter(header -> header.regionMatches(true, 0, SCHEME, 0, SCHEME.length()))
                .map(header -> header.substring(SCHEME.length()).strip())
                .orElse("");
        // Takes as long for a token that is nearly right as for any other.
        if (!MessageDigest.isEqual(given.getBytes(UTF_8), token.get().getBytes(UTF_8))) {
            throw new HttpException(
                    401,
                    "The admin interface needs the header \"Authorization: Bearer <admin token>\". The token is the one that"
                            + " the sandbox was started with, or that it printed when it started.",
                    Map.of("WWW-Authenticate", "Bearer realm=\"admin interface of the sandbox\""));
        }
    }

    private Action action(Request request) throws HttpException {
        Map<String, Action> methods = actions.get(request.path());
        if (methods == null) {
            throw new HttpException(
                    404, "There is nothing at this path; there is " + String.join(", ", allPaths()) + ".");
        }
        // Many tools that wait for a server use HEAD.
        Action action = methods.get(request.method().equals("HEAD") ? "GET" : request.method());
        if (action == null) {
            String allowed = String.join(", ", methods.keySet());
            throw new HttpException(405, "This path answers " + allowed + " only.", Map.of("Allow", allowed));
        }
        return action;
    }

    private List<String> allPaths() {
        List<String> all = new ArrayList<>();
        actions.forEach((path, methods) -> all.add(String.join("|", methods.keySet()) + " " + path));
        return all;
    }

    static Response response(int status, JsonWriter json) {
        return new Response(status, Map.of(), json.bytes());
    }
}
