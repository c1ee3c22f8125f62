package io.github.segments4j.sandbox;

import io.github.segments4j.sandbox.admin.AdminHandler;
import io.github.segments4j.sandbox.admin.Cors;
import io.github.segments4j.sandbox.admin.LoggingHandler;
import io.github.segments4j.sandbox.endpoints.Router;
import io.github.segments4j.sandbox.endpoints.VendorErrors;
import io.github.segments4j.sandbox.http.Handler;
import io.github.segments4j.sandbox.http.HttpException;
import io.github.segments4j.sandbox.http.Refusals;
import io.github.segments4j.sandbox.http.Request;
import io.github.segments4j.sandbox.http.Response;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Distributes requests among the admin interface, pages for a browser and the API. */
final class SandboxHandler implements Handler, Refusals {
    private final AdminHandler admin;
    private final LoggingHandler api;
    private final Cors cors;
    private final VendorErrors errors;
    private final Map<String, Response> pages = new ConcurrentHashMap<>();

    SandboxHandler(AdminHandler admin, LoggingHandler api, Cors cors, VendorErrors errors) {
        this.admin = admin;
        this.api = api;
        this.cors = cors;
        this.errors = errors;
    }

    @Override
    public Response handle(Request request) throws HttpException {
        if (AdminHandler.isAdmin(request.path())) {
            return admin.handle(request);
        }
        Response page = pages.get(request.path());
        if (page == null) {
            // A preflight asks for nothing of the API: it is not counted, not logged, and no fault applies.
            return cors.isPreflight(request) ? cors.preflight(request) : cors.readable(request, api.handle(request));
        }
        if (!request.method().equals("GET") && !request.method().equals("HEAD")) {
            throw new HttpException(405, "This path answers GET only.", Map.of("Allow", "GET"));
        }
        return page;
    }

    /** Whatever is not known to be meant for something else belongs in the log of the API. */
    @Override
    public Response refuse(Request request, HttpException reason) {
        boolean isOfTheApi = !AdminHandler.isAdmin(request.path()) && !pages.containsKey(request.path());
        return isOfTheApi ? cors.readable(request, api.refuse(request, reason)) : errors.render(reason);
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
