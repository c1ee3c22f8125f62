package io.github.segments4j.cli;

import io.github.segments4j.sandbox.Sandbox;
import io.github.segments4j.sandbox.SandboxTenant;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The page that a browser shows at the address of {@code segments sandbox}: how to connect, the last requests, faults
 * to set, and the contract in Swagger UI, where requests can be tried. It is part of the command, since the sandbox must not have dependencies.
 *
 * <p>Each tenant has a page with its credentials; the page of the first one is at {@code /}. The sandbox serves all of
 * it, so that it works without a network.
 */
final class SandboxPage {
    private static final String CONTRACT = "io/github/segments4j/contract/segments.yaml";

    /** Contains the version of Swagger UI, which is part of the path of its files. */
    private static final String SWAGGER_UI = "META-INF/maven/org.webjars/swagger-ui/pom.properties";

    private static final String SWAGGER_UI_FOLDER = "META-INF/resources/webjars/swagger-ui/";

    /** Nothing from other hosts and nothing inline. The style sheet of Swagger UI contains icons as {@code data:}. */
    private static final String SECURITY = "default-src 'none'; script-src 'self'; style-src 'self';"
            + " img-src 'self' data:; connect-src 'self'; base-uri 'none'; form-action 'none';"
            + " frame-ancestors 'none'";

    private final Sandbox sandbox;
    private final List<SandboxTenant> tenants;

    SandboxPage(Sandbox sandbox, List<String> tenants) {
        this.sandbox = sandbox;
        this.tenants = tenants.stream().map(sandbox::tenant).toList();
    }

    /** Lets the sandbox serve the pages. */
    void serve() throws IOException {
        String contract = library(CONTRACT);
        for (SandboxTenant tenant : tenants) {
            serve(contractPath(tenant), "application/yaml", adapt(contract, tenant));
            serve(path(tenant), "text/html", page(tenant));
        }
        serve("/sandbox.css", "text/css", own("sandbox.css"));
        serve("/sandbox-docs.css", "text/css", own("sandbox-docs.css"));
        serve("/sandbox.js", "text/javascript", own("sandbox.js"));
        serve("/sandbox-live.js", "text/javascript", own("sandbox-live.js"));
        serve("/sandbox.svg", "image/svg+xml", own("sandbox.svg"));
        Properties swaggerUi = new Properties();
        swaggerUi.load(new StringReader(library(SWAGGER_UI)));
        String folder = SWAGGER_UI_FOLDER + swaggerUi.getProperty("version");
        serve("/swagger-ui.js", "text/javascript", library(folder + "/swagger-ui-bundle.js"));
        serve("/swagger-ui.css", "text/css", library(folder + "/swagger-ui.css"));
    }

    private String path(SandboxTenant tenant) {
        return tenant.name().equals(sandbox.tenant()) ? "/" : "/tenant-" + tenant.name();
    }

    private String contractPath(SandboxTenant tenant) {
        return path(tenant).equals("/") ? "/segments.yaml" : path(tenant) + ".yaml";
    }

    private void serve(String path, String type, String body) {
        sandbox.serve(
                path,
                Map.of(
                        "Content-Type", type + "; charset=utf-8",
                        "Content-Security-Policy", SECURITY,
                        "X-Content-Type-Options", "nosniff",
                        "Referrer-Policy", "no-referrer",
                        // The next sandbox on this port may serve other pages.
                        "Cache-Control", "no-store"),
                body);
    }

    private String page(SandboxTenant tenant) throws IOException {
        Map<String, String> values = Map.of(
                "baseUrl", sandbox.baseUrl(),
                "tenant", tenant.name(),
                "accessToken", tenant.accessToken(),
                "clientId", tenant.clientId(),
                "clientSecret", tenant.clientSecret(),
                "segments", String.valueOf(tenant.segments().size()),
                "contract", contractPath(tenant),
                "export", SandboxBanner.export(sandbox, tenant),
                "curl", SandboxBanner.curl(sandbox, tenant));
        String page = own("sandbox.html");
        for (Map.Entry<String, String> value : values.entrySet()) {
            page = page.replace("{" + value.getKey() + "}", escape(value.getValue()));
        }
        return page.replace("{hiddenForOneTenant}", tenants.size() > 1 ? "" : "hidden")
                .replace("{tenants}", links(tenant));
    }

    private String links(SandboxTenant current) {
        return tenants.stream()
                .map(tenant -> "<a href=\"%s\"%s>%s</a>"
                        .formatted(
                                path(tenant),
                                tenant.equals(current) ? " aria-current=\"page\"" : "",
                                escape(tenant.name())))
                .collect(Collectors.joining(" "));
    }

    /**
     * Adapts the contract to a tenant of this sandbox, so that the requests that Swagger UI fills in from its examples
     * are answered with 200. The server is the one that the contract is read from.
     */
    private static String adapt(String contract, SandboxTenant tenant) {
        String adapted = contract.replaceFirst("(?m)^  title: .*", "$0 (SANDBOX)")
                .replaceFirst(
                        "(?ms)^servers:\n.*?(?=^\\S)",
                        "servers:\n  - url: /api\n    description: This sandbox, with made-up data.\n\n");
        adapted = addFieldExample(adapted, "grant_type", "client_credentials");
        adapted = addFieldExample(adapted, "client_id", tenant.clientId());
        adapted = addFieldExample(adapted, "client_secret", tenant.clientSecret());
        // Quoted, since the name of a tenant may look like a number.
        String name = "      example: '" + tenant.name() + "'\n";
        adapted = replaceParameterExample(adapted, "amperity-tenant", name);
        adapted = replaceParameterExample(adapted, "X-Amperity-Tenant", name);
        adapted = replaceParameterExample(adapted, "api_version", "");
        return replaceParameterExample(adapted, "next_token", "");
    }

    private static String replaceParameterExample(String document, String parameter, String line) {
        return Pattern.compile("(?ms)(^      name: " + parameter + "\n.*?)^      example: [^\n]*\n")
                .matcher(document)
                .replaceFirst("$1" + Matcher.quoteReplacement(line));
    }

    /** Swagger UI fills in a form from the examples of its fields, not from the example of the whole form. */
    private static String addFieldExample(String document, String name, String value) {
        return Pattern.compile("(?m)^        " + name + ":\n          type: string\n")
                .matcher(document)
                .replaceFirst("$0" + Matcher.quoteReplacement("          example: '" + value + "'\n"));
    }

    private static String escape(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }

    private static String own(String name) throws IOException {
        return read(name, SandboxPage.class.getResourceAsStream(name));
    }

    private static String library(String name) throws IOException {
        return read(name, SandboxPage.class.getClassLoader().getResourceAsStream(name));
    }

    private static String read(String name, @Nullable InputStream resource) throws IOException {
        if (resource == null) {
            throw new IOException("the command is not complete: the resource " + name + " is missing");
        }
        try (resource) {
            return new String(resource.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
