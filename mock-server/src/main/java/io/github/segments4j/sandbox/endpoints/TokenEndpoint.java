package io.github.segments4j.sandbox.endpoints;

import io.github.segments4j.sandbox.http.Handler;
import io.github.segments4j.sandbox.http.HttpException;
import io.github.segments4j.sandbox.http.Request;
import io.github.segments4j.sandbox.http.Response;
import io.github.segments4j.sandbox.json.JsonWriter;
import java.util.List;
import java.util.Map;

/** {@code POST /v0/oauth2/token}: exchanges a tenant's API key for an access token. */
public final class TokenEndpoint implements Handler {
    private static final List<String> FIELDS = List.of("grant_type", "client_id", "client_secret");

    private final Map<String, Tenant> tenants;
    private final AccessTokens tokens;

    public TokenEndpoint(Map<String, Tenant> tenants, AccessTokens tokens) {
        this.tenants = tenants;
        this.tokens = tokens;
    }

    @Override
    public Response handle(Request request) throws HttpException {
        String type =
                request.header("Content-Type").orElse("").split(";", -1)[0].strip();
        if (!type.equalsIgnoreCase("application/x-www-form-urlencoded")) {
            throw new HttpException(400, "The body must be a form: Content-Type application/x-www-form-urlencoded.");
        }
        String name = request.header("X-Amperity-Tenant")
                .orElseThrow(() -> new HttpException(400, "The header \"X-Amperity-Tenant\" is missing."));
        Parameters form = Parameters.decode(request.body());
        form.requireOnly(FIELDS);
        if (!required(form, "grant_type").equals("client_credentials")) {
            throw new HttpException(400, "The field \"grant_type\" must be client_credentials.");
        }
        String id = required(form, "client_id");
        String secret = required(form, "client_secret");
        Tenant tenant = tenants.get(name);
        if (tenant == null || !id.equals(tenant.clientId()) || !secret.equals(tenant.clientSecret())) {
            throw AccessTokens.unauthorized("The API key is not valid for this tenant.");
        }
        byte[] body = new JsonWriter()
                .object()
                .field("access_token", tokens.issue(tenant.name(), tokens.life()))
                .field("expires_in", tokens.life().toSeconds())
                .field("token_type", "Bearer")
                .end()
                .bytes();
        return new Response(200, Map.of("Cache-Control", "no-store"), body);
    }

    private static String required(Parameters form, String field) throws HttpException {
        return form.text(field)
                .filter(value -> !value.isEmpty())
                .orElseThrow(() -> new HttpException(400, "The field \"" + field + "\" is missing."));
    }
}
