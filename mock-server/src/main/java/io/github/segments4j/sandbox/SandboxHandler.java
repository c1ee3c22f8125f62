package io.github.segments4j.sandbox;

import io.github.segments4j.sandbox.admin.AdminHandler;
import io.github.segments4j.sandbox.endpoints.Router;
import io.github.segments4j.sandbox.http.Handler;
import io.github.segments4j.sandbox.http.HttpException;
import io.github.segments4j.sandbox.http.Request;
import io.github.segments4j.sandbox.http.Response;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Distributes requests among the admin interface, pages for a browser and the API. */
final class SandboxHandler implements Handler {
    private final Handler admin;
    private final Handler api;
    private final Map<String, Response> pages = new ConcurrentHashMap<>();

    SandboxHandler(Handler admin, Handler api) {
        this.admin = admin;
        this.api = api;
    }

    @Override
    public Response handle(Request request) throws HttpException {
        if (AdminHandler.isAdmin(request.path())) {
            return admin.handle(request);
        }
        Response page = pages.get(request.path());
        if (page == null) {
            return api.handle(request);
        }
        if (!request.method().equals("GET") && !request.method().equals("HEAD")) {
            throw new HttpException(405, "This path answers GET only.", Map.of("Allow", "GET"));
        }
        return page;
    }

    void serve(String path, Map<String, String> headers, String body) {
        boolean isOfTheApi = path.equals(Router.BASE_PATH) || path.startsWith(Router.BASE_PATH + "/");
        if (!path.startsWith("/") || isOfTheApi || AdminHandler.isAdmin(path)) {
            throw new IllegalArgumentException("The path of a page must begin with / and lie outside "
                    + Router.BASE_PATH + " and " + AdminHandler.PATH + ", unlike " + path);
        }
        pages.put(path, new Response(200, Map.copyOf(headers), body));
    }
}
