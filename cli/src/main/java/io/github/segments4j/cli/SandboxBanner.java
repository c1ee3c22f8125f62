package io.github.segments4j.cli;

import io.github.segments4j.sandbox.Sandbox;
import io.github.segments4j.sandbox.SandboxTenant;
import java.io.IOException;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What {@code segments sandbox} prints when it has started: how to connect, and from where that is possible. Scripts can
 * read each line by itself, and the commands can be pasted into a shell.
 *
 * @param others the tenants after the first one
 * @param bind the address that the sandbox listens on
 * @param allowedHosts the names that clients may use besides
 * @param givenToken the flag or variable that set the admin token; empty if it was made up, or if there is none
 */
record SandboxBanner(
        Sandbox sandbox,
        List<SandboxTenant> others,
        String bind,
        List<String> allowedHosts,
        Optional<String> givenToken) {
    String text() throws IOException {
        InetAddress address = InetAddress.getByName(bind);
        return """
        SANDBOX: a local stand-in for the Amperity API, with made-up data. Press Ctrl-C to end it.

        base-url:      %s
        tenant:        %s
        access-token:  %s
        client-id:     %s
        client-secret: %s
        segments:      %d
        %sbrowser:       %s
        admin:         %s
        %sreachable:     %s

        Try it:
        %s

        %s""".formatted(
                sandbox.baseUrl(),
                sandbox.tenant(),
                sandbox.accessToken(),
                sandbox.clientId(),
                sandbox.clientSecret(),
                sandbox.segments().size(),
                others.stream().map(SandboxBanner::credentials).collect(Collectors.joining()),
                madeUpToken().map(token -> url("/#admin-token=" + token)).orElse(url("/")),
                url("/_sandbox/"),
                adminToken(),
                reach(address),
                curl(sandbox, sandbox.tenant(sandbox.tenant())),
                export(address));
    }

    private static String credentials(SandboxTenant tenant) {
        return "also:          tenant=%s access-token=%s client-id=%s client-secret=%s segments=%d%n"
                .formatted(
                        tenant.name(),
                        tenant.accessToken(),
                        tenant.clientId(),
                        tenant.clientSecret(),
                        tenant.segments().size());
    }

    private String url(String path) {
        return URI.create(sandbox.baseUrl()).resolve(path).toString();
    }

    private Optional<String> madeUpToken() {
        return givenToken.isPresent() ? Optional.empty() : sandbox.adminToken();
    }

    /** A token that was given is a secret of the user, who knows it. */
    private String adminToken() {
        return givenToken
                .map(source -> "as set by " + source)
                .or(this::madeUpToken)
                .map(token -> "admin-token:   " + token + "\n")
                .orElse("");
    }

    private String reach(InetAddress address) throws IOException {
        if (address.isLoopbackAddress()) {
            return "from this machine only";
        }
        Stream<String> addresses = address.isAnyLocalAddress() ? otherAddresses(address) : Stream.of(bind);
        String urls = Stream.concat(addresses.map(SandboxBanner::inUrl), allowedHosts.stream())
                .map(host -> "http://" + host + ":" + sandbox.port() + "/")
                .collect(Collectors.joining(" "));
        return urls.isEmpty()
                ? "from this machine only, as long as it has no other address"
                : "from other machines too, at " + urls;
    }

    /** The addresses by which other machines may reach this one, of the kind that is listened on. */
    private static Stream<String> otherAddresses(InetAddress any) throws IOException {
        return NetworkInterface.networkInterfaces()
                .flatMap(NetworkInterface::inetAddresses)
                .filter(each -> !each.isLoopbackAddress() && !each.isLinkLocalAddress())
                .filter(each -> any.getAddress().length >= each.getAddress().length)
                .map(InetAddress::getHostAddress)
                .map(text -> text.replaceFirst("%.*", ""));
    }

    private static String inUrl(String address) {
        return address.contains(":") && !address.startsWith("[") ? "[" + address + "]" : address;
    }

    /** The command sends no access token over plain http to an address that other machines have. */
    private String export(InetAddress address) {
        if (!address.isLoopbackAddress() && !address.isAnyLocalAddress()) {
            return "";
        }
        return """
        Or, in another terminal:
        %s
        %s export --output segments.csv

        """.formatted(export(sandbox, sandbox.tenant(sandbox.tenant())), command());
    }

    /** The command as the user typed it, quoted for a shell. The launcher passes it on. */
    private static String command() {
        String typed = System.getProperty("segments.command", "segments");
        return typed.matches("[A-Za-z0-9_./-]+") ? typed : "'" + typed.replace("'", "'\\''") + "'";
    }

    /** Tells the command which server and which tenant to use. */
    static String export(Sandbox sandbox, SandboxTenant tenant) {
        return "export AMPERITY_TENANT=%s AMPERITY_ACCESS_TOKEN=%s AMPERITY_BASE_URL=%s"
                .formatted(tenant.name(), tenant.accessToken(), sandbox.baseUrl());
    }

    /** A complete request that can be pasted into a shell. */
    static String curl(Sandbox sandbox, SandboxTenant tenant) {
        return "curl -H 'amperity-tenant: %s' -H 'api-version: 2024-04-01' -H 'Authorization: Bearer %s' '%s/segments?limit=2'"
                .formatted(tenant.name(), tenant.accessToken(), sandbox.baseUrl());
    }
}
