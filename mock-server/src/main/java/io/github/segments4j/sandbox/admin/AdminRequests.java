package io.github.segments4j.sandbox.admin;

import io.github.segments4j.sandbox.RequestLog;
import io.github.segments4j.sandbox.http.Answer;
import io.github.segments4j.sandbox.json.Fields;
import io.github.segments4j.sandbox.json.Json;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/**
 * {@code /_sandbox/requests}: the requests of the API, the oldest first, so that whoever asks for those since
 * the last one that it has seen misses none.
 */
public final class AdminRequests {
    private static final int LARGEST_PAGE = 1_000;

    private final RequestLog requests;

    public AdminRequests(RequestLog requests) {
        this.requests = requests;
    }

    public Answer list(Admin.Call call) {
        Fields query = call.query();
        String path = query.text("path", "");
        int status = query.has("status") ? query.whole("status", 0, 599) : -1;
        String tenant = query.text("tenant", "");
        long since = query.has("since") ? query.whole("since", 0, Long.MAX_VALUE) : 0;
        int limit = query.has("limit") ? query.whole("limit", 1, LARGEST_PAGE) : 100;
        call.end();
        List<RequestLog.Numbered> found = requests.numbered().stream()
                .filter(each -> each.number() > since
                        && (path.isEmpty() || each.entry().path().equals(path))
                        && (status < 0 || each.entry().status() == status)
                        && (tenant.isEmpty() || tenant(each.entry()).equals(Optional.of(tenant))))
                .toList();
        Json json =
                new Json().object().field("total", found.size()).name("data").array();
        found.stream().limit(limit).forEach(each -> write(each, json));
        return Admin.ok(json.endArray().end());
    }

    public Answer clear(Admin.Call call) {
        call.end();
        requests.clear();
        return Admin.ok(new Json().object().field("total", 0).end());
    }

    private static Optional<String> tenant(RequestLog.Entry entry) {
        return entry.header("amperity-tenant").or(() -> entry.header("x-amperity-tenant"));
    }

    private static void write(RequestLog.Numbered each, Json json) {
        RequestLog.Entry entry = each.entry();
        json.object()
                .field("number", each.number())
                .field("at", entry.at().toString())
                .field("method", entry.method())
                .field("path", entry.path())
                .field("query", entry.query())
                .field("status", entry.status())
                .name("faults")
                .array();
        entry.faults().forEach(json::value);
        json.endArray().name("headers").object();
        new TreeMap<>(entry.headers()).forEach(json::field);
        json.end().end();
    }
}
