package io.github.segments4j.sandbox.admin;

import io.github.segments4j.sandbox.endpoints.AccessTokens;
import io.github.segments4j.sandbox.endpoints.Tenant;
import io.github.segments4j.sandbox.faults.FaultInjector;
import java.util.Map;

/**
 * Everything that changes while a sandbox runs, for the Java API and for the admin interface.
 *
 * @param tenants by name; the first one is the default
 */
public record SandboxState(
        Map<String, Tenant> tenants,
        AccessTokens tokens,
        AdjustableClock clock,
        FaultInjector faults,
        RequestHistory requests) {
    public Tenant firstTenant() {
        return tenants.values().iterator().next();
    }

    public Tenant tenant(String name) {
        Tenant found = tenants.get(name);
        if (found == null) {
            throw new IllegalArgumentException(
                    "There is no tenant " + name + "; there is " + String.join(", ", tenants.keySet()));
        }
        return found;
    }

    public void reset() {
        clock.reset();
        tokens.clear();
        tenants.values().forEach(Tenant::reset);
        requests.clear();
        faults.reset();
    }
}
