package io.github.segments4j.sandbox.admin;

import io.github.segments4j.sandbox.Faults;
import io.github.segments4j.sandbox.RequestLog;
import io.github.segments4j.sandbox.SandboxClock;
import io.github.segments4j.sandbox.SandboxTenant;
import io.github.segments4j.sandbox.endpoints.AccessTokens;
import java.util.Map;

/**
 * All that a sandbox knows, for its two faces: the Java API and the admin interface.
 *
 * @param tenants by name, the first one first
 */
public record State(
        Map<String, SandboxTenant> tenants,
        AccessTokens tokens,
        SandboxClock clock,
        Faults faults,
        RequestLog requests) {
    public SandboxTenant first() {
        return tenants.values().iterator().next();
    }

    public SandboxTenant tenant(String name) {
        SandboxTenant found = tenants.get(name);
        if (found == null) {
            throw new IllegalArgumentException(
                    "There is no tenant " + name + "; there is " + String.join(", ", tenants.keySet()));
        }
        return found;
    }

    public void reset() {
        clock.release();
        tokens.forget();
        tenants.values().forEach(SandboxTenant::reset);
        requests.clear();
        faults.reset();
    }
}
