package io.github.segments4j.sandbox.admin;

import io.github.segments4j.sandbox.endpoints.Parameters;
import io.github.segments4j.sandbox.http.HttpException;
import io.github.segments4j.sandbox.http.Request;
import io.github.segments4j.sandbox.json.Fields;
import java.util.LinkedHashMap;
import java.util.Map;

/** A request of the admin interface with its query and body parsed. */
record AdminCall(Request request, Fields query, Fields body) {
    static AdminCall of(Request request) throws HttpException {
        Parameters parameters = Parameters.decode(request.query());
        Map<String, String> query = new LinkedHashMap<>();
        for (String name : parameters.values().keySet()) {
            query.put(name, parameters.text(name).orElse(""));
        }
        return new AdminCall(request, Fields.text("parameter", query), Fields.json(request.body()));
    }

    /** {@return the maximum number of rows to list} */
    int limit() {
        return query.whole("limit", 1, 1_000, 100);
    }

    /** Refuses parameters and fields that were not read. */
    void requireNoOthers() {
        query.requireNoOthers();
        body.requireNoOthers();
    }
}
