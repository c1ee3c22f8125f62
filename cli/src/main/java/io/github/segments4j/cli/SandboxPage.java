package io.github.segments4j.cli;

import io.github.segments4j.sandbox.Sandbox;
import io.github.segments4j.sandbox.SandboxTenant;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a browser sees of {@code segments sandbox}: how to connect, and the contract in Swagger UI, from which
 * requests can be tried. It comes with the command and not with the sandbox, which is to depend on nothing.
 *
 * <p>Each tenant has such a page, with its credentials; the first one's is at {@code /}.
 *
 * <p>All of it is served by the sandbox itself and works without a network. Without Swagger UI on the class
 * path the page says so, and the rest of it stays.
 */
final class SandboxPage {
    private static final String CONTRACT = "io/github/segments4j/contract/segments.yaml";

    /** Tells its version, which its folder is named for. */
    private static final String SWAGGER_UI = "META-INF/maven/org.webjars/swagger-ui/pom.properties";

    private static final String SWAGGER_UI_FOLDER = "META-INF/resources/webjars/swagger-ui/";

    /** Nothing from elsewhere, nothing inline. Swagger UI has its icons in its style sheet, hence {@code data:}. */
    private static final String SECURITY = "default-src 'none'; script-src 'self'; style-src 'self';"
            + " img-src 'self' data:; connect-src 'self'; base-uri 'none'; form-action 'none';"
            + " frame-ancestors 'none'";

    private final Sandbox sandbox;
    private final List<SandboxTenant> tenants;

    SandboxPage(Sandbox sandbox, String... otherTenants) {
        this.sandbox = sandbox;
        tenants = Stream.concat(Stream.of(sandbox.tenant()), Stream.of(otherTenants))
                .map(sandbox::tenant)
                .toList();
    }

    /** Hands it over to the sandbox. */
    void serve(ClassLoader libraries) throws IOException {
        Optional<String> contract = text(libraries, CONTRACT);
        boolean isDocumented = serveSwaggerUi(libraries) && contract.isPresent();
        for (SandboxTenant tenant : tenants) {
            contract.ifPresent(document -> serve(contract(tenant), "application/yaml", served(document, tenant)));
            serve(path(tenant), "text/html", page(tenant, isDocumented));
        }
        serve("/sandbox.css", "text/css", own("sandbox.css"));
        serve("/sandbox.js", "text/javascript", own("sandbox.js"));
        serve("/sandbox.svg", "image/svg+xml", own("sandbox.svg"));
    }

    private String path(SandboxTenant tenant) {
        return tenant.name().equals(sandbox.tenant()) ? "/" : "/tenant-" + tenant.name();
    }

    private String contract(SandboxTenant tenant) {
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
                        // The next sandbox on this port may be another one.
                        "Cache-Control", "no-store"),
                body);
    }

    private boolean serveSwaggerUi(ClassLoader libraries) throws IOException {
        Properties properties = new Properties();
        try (InputStream in = libraries.getResourceAsStream(SWAGGER_UI)) {
            if (in == null) {
                return false;
            }
            properties.load(in);
        }
        String folder = SWAGGER_UI_FOLDER + properties.getProperty("version") + "/";
        Optional<String> script = text(libraries, folder + "swagger-ui-bundle.js");
        Optional<String> style = text(libraries, folder + "swagger-ui.css");
        script.ifPresent(text -> serve("/swagger-ui.js", "text/javascript", text));
        style.ifPresent(text -> serve("/swagger-ui.css", "text/css", text));
        return script.isPresent() && style.isPresent();
    }

    private String page(SandboxTenant tenant, boolean isDocumented) throws IOException {
        Map<String, String> values = Map.of(
                "baseUrl", sandbox.baseUrl(),
                "tenant", tenant.name(),
                "accessToken", tenant.accessToken(),
                "clientId", tenant.clientId(),
                "clientSecret", tenant.clientSecret(),
                "segments", String.valueOf(tenant.segments().size()),
                "contract", contract(tenant),
                "curl", SandboxCommand.curl(sandbox, tenant));
        String page = own("sandbox.html");
        for (Map.Entry<String, String> value : values.entrySet()) {
            page = page.replace("{" + value.getKey() + "}", escaped(value.getValue()));
        }
        return page.replace("{documented}", isDocumented ? "" : "hidden")
                .replace("{undocumented}", isDocumented ? "hidden" : "")
                .replace("{alone}", tenants.size() > 1 ? "" : "hidden")
                .replace("{tenants}", links(tenant));
    }

    private String links(SandboxTenant current) {
        return tenants.stream()
                .map(each -> "<a href=\"%s\"%s>%s</a>"
                        .formatted(
                                path(each), each.equals(current) ? " aria-current=\"page\"" : "", escaped(each.name())))
                .collect(Collectors.joining(" "));
    }

    /**
     * The contract as it holds for this sandbox, so that what Swagger UI fills in from the examples is answered
     * 200: its first page, by this tenant, with the version said once. Its server is wherever it was read from.
     */
    private static String served(String contract, SandboxTenant of) {
        String here = contract.replaceFirst("(?m)^  title: .*", "$0 (SANDBOX)")
                .replaceFirst(
                        "(?ms)^servers:\n.*?(?=^\\S)",
                        "servers:\n  - url: /api\n    description: This sandbox, with made-up data.\n\n");
        here = withField(here, "grant_type", "client_credentials");
        here = withField(here, "client_id", of.clientId());
        here = withField(here, "client_secret", of.clientSecret());
        // Quoted, since a tenant may look like a number.
        String tenant = "      example: '" + of.name() + "'\n";
        here = withExample(here, "amperity-tenant", tenant);
        here = withExample(here, "X-Amperity-Tenant", tenant);
        here = withExample(here, "api_version", "");
        return withExample(here, "next_token", "");
    }

    private static String withExample(String document, String parameter, String line) {
        return Pattern.compile("(?ms)(^      name: " + parameter + "\n.*?)^      example: [^\n]*\n")
                .matcher(document)
                .replaceFirst("$1" + Matcher.quoteReplacement(line));
    }

    /** Swagger UI fills in a form by the examples of its fields, not by those of the whole. */
    private static String withField(String document, String name, String value) {
        return Pattern.compile("(?m)^        " + name + ":\n          type: string\n")
                .matcher(document)
                .replaceFirst("$0" + Matcher.quoteReplacement("          example: '" + value + "'\n"));
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }

    private static String own(String name) throws IOException {
        try (InputStream in = SandboxPage.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IOException("The command's jar is incomplete: there is no " + name);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static Optional<String> text(ClassLoader libraries, String name) throws IOException {
        try (InputStream in = libraries.getResourceAsStream(name)) {
            return in == null ? Optional.empty() : Optional.of(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        }
    }
}
