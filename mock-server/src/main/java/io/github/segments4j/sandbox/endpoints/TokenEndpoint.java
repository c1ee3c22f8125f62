package io.github.segments4j.sandbox.endpoints;

import io.github.segments4j.sandbox.SandboxTenant;
import io.github.segments4j.sandbox.http.Answer;
import io.github.segments4j.sandbox.http.Request;
import io.github.segments4j.sandbox.json.Json;
import java.util.Map;
import java.util.Optional;

/** {@code POST /v0/oauth2/token}: from a tenant's API key to an access token. */
public final class TokenEndpoint {
    private final Map<String, SandboxTenant> tenants;
    private final AccessTokens tokens;

    public TokenEndpoint(Map<String, SandboxTenant> tenants, AccessTokens tokens) {
        this.tenants = tenants;
        this.tokens = tokens;
    }

    public Answer post(Request request) throws Refusal {
        String type =
                request.header("Content-Type").orElse("").split(";", -1)[0].strip();
        if (!type.equalsIgnoreCase("application/x-www-form-urlencoded")) {
            throw new Refusal(400, "The body must be a form: Content-Type application/x-www-form-urlencoded.");
        }
        Optional<String> who = request.header("X-Amperity-Tenant");
        if (who.isEmpty()) {
            throw new Refusal(400, "The header \"X-Amperity-Tenant\" is missing.");
        }
        Parameters form = new Parameters(request.form());
        if (!required(form, "grant_type").equals("client_credentials")) {
            throw new Refusal(400, "The field \"grant_type\" must be client_credentials.");
        }
        String id = required(form, "client_id");
        String secret = required(form, "client_secret");
        SandboxTenant tenant = tenants.get(who.get());
        if (tenant == null || !id.equals(tenant.clientId()) || !secret.equals(tenant.clientSecret())) {
            throw AccessTokens.unauthorized("The API key is not valid for this tenant.");
        }
        Json body = new Json()
                .object()
                .field("access_token", tokens.issue(tenant.name()))
                .field("expires_in", tokens.life().toSeconds())
                .field("token_type", "Bearer")
                .end();
        return Answer.json(200, Map.of("Cache-Control", "no-store"), body);
    }

    private static String required(Parameters form, String field) throws Refusal {
        return form.text(field)
                .filter(value -> !value.isEmpty())
                .orElseThrow(() -> new Refusal(400, "The field \"" + field + "\" is missing."));
    }
}
