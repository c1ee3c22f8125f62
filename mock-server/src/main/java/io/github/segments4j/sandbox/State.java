package io.github.segments4j.sandbox;

import java.util.Map;

/**
 * All that a sandbox knows, for its two faces: the Java API and the admin interface.
 *
 * @param tenants by name, the first one first
 */
record State(
        Map<String, SandboxTenant> tenants,
        AccessTokens tokens,
        SandboxClock clock,
        Faults faults,
        RequestLog requests) {
    SandboxTenant first() {
        return tenants.values().iterator().next();
    }

    SandboxTenant tenant(String name) {
        SandboxTenant found = tenants.get(name);
        if (found == null) {
            throw new IllegalArgumentException(
                    "There is no tenant " + name + "; there is " + String.join(", ", tenants.keySet()));
        }
        return found;
    }

    void reset() {
        clock.release();
        tokens.forget();
        tenants.values().forEach(SandboxTenant::reset);
        requests.clear();
        faults.reset();
    }
}
