package io.github.segments4j.sandbox.admin;

import io.github.segments4j.sandbox.SandboxSegments;
import io.github.segments4j.sandbox.SandboxTenant;
import io.github.segments4j.sandbox.data.Segments;
import io.github.segments4j.sandbox.data.Snapshot;
import io.github.segments4j.sandbox.endpoints.Refusal;
import io.github.segments4j.sandbox.http.Answer;
import io.github.segments4j.sandbox.json.Fields;
import io.github.segments4j.sandbox.json.Json;
import java.util.Map;

/** {@code /_sandbox/segments}: what a tenant has now, to be looked at and changed. */
public final class AdminSegments {
    private static final int LARGEST_PAGE = 1_000;

    private final State state;

    public AdminSegments(State state) {
        this.state = state;
    }

    public Answer list(Admin.Call call) {
        SandboxTenant tenant = Admin.tenant(call, state);
        Fields query = call.query();
        int offset = query.has("offset") ? query.whole("offset", 0, Integer.MAX_VALUE) : 0;
        int limit = query.has("limit") ? query.whole("limit", 1, LARGEST_PAGE) : 100;
        call.end();
        Snapshot now = tenant.segments().now();
        Json json = new Json()
                .object()
                .field("tenant", tenant.name())
                .field("total", now.size())
                .name("data")
                .array();
        now.write(offset, (int) Math.min((long) offset + limit, now.size()), json);
        return Admin.ok(json.endArray().end());
    }

    public Answer add(Admin.Call call) {
        SandboxSegments segments = Admin.tenant(call, state).segments();
        Fields body = call.body();
        String name = body.text("name");
        String status = body.text("status", "active");
        String given = body.text("id", "");
        call.end();
        String id = given;
        if (given.isEmpty()) {
            id = segments.addNew(name, status);
        } else {
            segments.add(given, name, status);
        }
        Json json = new Json()
                .object()
                .field("id", id)
                .field("name", name)
                .field("status", status)
                .end();
        return Answer.json(201, Map.of(), json);
    }

    public Answer rename(Admin.Call call) throws Refusal {
        SandboxSegments segments = Admin.tenant(call, state).segments();
        String id = call.query().text("id");
        String name = call.body().text("name");
        call.end();
        existing(segments, id);
        segments.rename(id, name);
        return Admin.ok(existing(segments, id).write(new Json()));
    }

    public Answer delete(Admin.Call call) throws Refusal {
        SandboxSegments segments = Admin.tenant(call, state).segments();
        String id = call.query().text("id");
        call.end();
        Segments.Row row = existing(segments, id);
        segments.delete(id);
        return Admin.ok(row.write(new Json()));
    }

    private static Segments.Row existing(SandboxSegments segments, String id) throws Refusal {
        return segments.get(id).orElseThrow(() -> new Refusal(404, "There is no segment with the id " + id + "."));
    }
}
