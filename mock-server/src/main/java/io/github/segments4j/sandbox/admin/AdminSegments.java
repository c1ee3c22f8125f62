package io.github.segments4j.sandbox.admin;

import static io.github.segments4j.sandbox.admin.AdminHandler.response;

import io.github.segments4j.sandbox.data.Segment;
import io.github.segments4j.sandbox.data.SegmentStore;
import io.github.segments4j.sandbox.data.Snapshot;
import io.github.segments4j.sandbox.endpoints.Tenant;
import io.github.segments4j.sandbox.http.HttpException;
import io.github.segments4j.sandbox.http.Response;
import io.github.segments4j.sandbox.json.Fields;
import io.github.segments4j.sandbox.json.JsonWriter;
import java.util.LinkedHashMap;
import java.util.Map;

/** {@code /_sandbox/segments}: lists and changes the segments of a tenant. */
final class AdminSegments {
    private final SandboxState state;

    AdminSegments(SandboxState state) {
        this.state = state;
    }

    void addTo(AdminHandler admin) {
        admin.add("segments", "GET", this::list);
        admin.add("segments", "POST", this::add);
        admin.add("segments", "PATCH", this::rename);
        admin.add("segments", "DELETE", this::delete);
    }

    private Response list(AdminCall call) {
        Tenant tenant = AdminActions.tenant(call, state);
        int offset = call.query().whole("offset", 0, Integer.MAX_VALUE, 0);
        int limit = call.limit();
        call.requireNoOthers();
        Snapshot snapshot = tenant.segments().snapshot();
        JsonWriter json = new JsonWriter()
                .object()
                .field("tenant", tenant.name())
                .field("total", snapshot.size())
                .name("data")
                .array();
        snapshot.write(offset, (int) Math.min((long) offset + limit, snapshot.size()), json);
        return response(200, json.endArray().end());
    }

    /** Adds a segment with any further fields, since the API may return fields that the contract does not know. */
    private Response add(AdminCall call) {
        SegmentStore segments = AdminActions.tenant(call, state).segments();
        Fields body = call.body();
        String name = body.text("name");
        Map<String, Object> optional = new LinkedHashMap<>();
        optional.put("status", body.text("status", "active"));
        String id = body.text("id", "");
        call.query().requireNoOthers();
        optional.putAll(body.others());
        Segment added = id.isEmpty() ? segments.add(name, optional) : segments.add(new Segment(id, name, optional));
        return response(201, added.write(new JsonWriter()));
    }

    private Response rename(AdminCall call) throws HttpException {
        SegmentStore segments = AdminActions.tenant(call, state).segments();
        String id = call.query().text("id");
        String name = call.body().text("name");
        call.requireNoOthers();
        existing(segments, id);
        segments.rename(id, name);
        return response(200, existing(segments, id).write(new JsonWriter()));
    }

    private Response delete(AdminCall call) throws HttpException {
        SegmentStore segments = AdminActions.tenant(call, state).segments();
        String id = call.query().text("id");
        call.requireNoOthers();
        Segment segment = existing(segments, id);
        segments.delete(id);
        return response(200, segment.write(new JsonWriter()));
    }

    private static Segment existing(SegmentStore segments, String id) throws HttpException {
        return segments.get(id)
                .orElseThrow(() -> new HttpException(404, "There is no segment with the id " + id + "."));
    }
}
