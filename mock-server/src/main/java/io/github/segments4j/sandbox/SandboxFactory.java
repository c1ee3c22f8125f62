package io.github.segments4j.sandbox;

import io.github.segments4j.sandbox.admin.AdjustableClock;
import io.github.segments4j.sandbox.admin.AdminHandler;
import io.github.segments4j.sandbox.admin.Cors;
import io.github.segments4j.sandbox.admin.LoggingHandler;
import io.github.segments4j.sandbox.admin.RequestHistory;
import io.github.segments4j.sandbox.admin.SandboxState;
import io.github.segments4j.sandbox.data.SeededSegments;
import io.github.segments4j.sandbox.data.SegmentFile;
import io.github.segments4j.sandbox.data.SegmentList;
import io.github.segments4j.sandbox.data.SegmentStore;
import io.github.segments4j.sandbox.endpoints.AccessTokens;
import io.github.segments4j.sandbox.endpoints.Router;
import io.github.segments4j.sandbox.endpoints.SegmentsEndpoint;
import io.github.segments4j.sandbox.endpoints.Tenant;
import io.github.segments4j.sandbox.endpoints.TokenEndpoint;
import io.github.segments4j.sandbox.endpoints.VendorErrors;
import io.github.segments4j.sandbox.faults.FaultInjector;
import io.github.segments4j.sandbox.faults.Target;
import io.github.segments4j.sandbox.http.AllowedHosts;
import io.github.segments4j.sandbox.http.HttpServer;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Creates a sandbox from its settings and connects its parts. */
final class SandboxFactory {
    /** Our choice: the vendor's is not published. */
    private static final Duration PAGE_TOKEN_LIFE = Duration.ofHours(1);

    private static final String WHICH_HOST =
            "Use localhost or an address of the sandbox, or allow this host with --allowed-host on the command line, or with"
                    + " allowedHost in Java";

    /** The addresses of localhost, which only this machine reaches. */
    private static final Set<InetAddress> LOCALHOST = Set.of(Setting.address("127.0.0.1"), Setting.address("::1"));

    private final SandboxBuilder settings;
    private final AdjustableClock clock = new AdjustableClock(InstantSource.system());

    SandboxFactory(SandboxBuilder settings) {
        this.settings = settings;
    }

    Sandbox start() {
        Map<String, Tenant> tenants = tenants();
        Map<String, String> permanentTokens =
                tenants.values().stream().collect(Collectors.toMap(Tenant::accessToken, Tenant::name));
        HttpServer server = HttpServer.bind(
                settings.address,
                settings.port,
                clock,
                new AllowedHosts(settings.address, settings.allowedHosts, WHICH_HOST));
        String host = host() + ":" + server.port();
        Optional<String> adminToken = adminToken();
        SandboxState state = new SandboxState(
                tenants,
                new AccessTokens(permanentTokens, settings.accessTokenLife, clock),
                clock,
                new FaultInjector(List.copyOf(settings.faults), settings.faultSeed, server::releaseDelayed),
                new RequestHistory());
        VendorErrors errors = new VendorErrors();
        SandboxHandler handler = new SandboxHandler(
                new AdminHandler(host, adminToken, state, shownSettings()),
                new LoggingHandler(
                        router(state, errors),
                        errors,
                        clock,
                        state.requests(),
                        Optional.ofNullable(settings.accessLog)),
                new Cors(Set.copyOf(settings.origins)),
                errors);
        server.start(handler, handler);
        return new Sandbox(server, host, adminToken, handler, state);
    }

    /** A host by which this machine reaches the sandbox, as in a URL. */
    private String host() {
        InetAddress address = settings.address;
        if (address instanceof Inet6Address) {
            // The text that the user gave is shorter than what the JDK makes of the address.
            return address.isAnyLocalAddress() ? "[::1]" : "[" + settings.addressText.replaceAll("[\\[\\]]", "") + "]";
        }
        return address.isAnyLocalAddress() ? "127.0.0.1" : address.getHostAddress();
    }

    private Optional<String> adminToken() {
        return Optional.ofNullable(settings.adminToken)
                .or(() -> LOCALHOST.contains(settings.address) ? Optional.empty() : Optional.of(newToken()));
    }

    private static String newToken() {
        byte[] bytes = new byte[16];
        new SecureRandom().nextBytes(bytes);
        return "sandbox-admin-" + HexFormat.of().formatHex(bytes);
    }

    private Router router(SandboxState state, VendorErrors errors) {
        SegmentsEndpoint segments = new SegmentsEndpoint(
                state.tenants(),
                state.tokens(),
                settings.maxPageSize,
                settings.perSecond,
                () -> settings.retryAfter.headers(clock.instant()));
        TokenEndpoint tokens = new TokenEndpoint(state.tenants(), state.tokens());
        return new Router(
                state.faults().inFrontOf(segments, Target.SEGMENTS, segments::emptyPage, errors),
                state.faults().inFrontOf(tokens, Target.TOKEN, segments::emptyPage, errors));
    }

    private Map<String, Object> shownSettings() {
        Map<String, Object> shown = new LinkedHashMap<>();
        shown.put("rateLimit", settings.limit.name().toLowerCase(Locale.ROOT));
        shown.put("requestsPerSecond", settings.perSecond);
        shown.put("retryAfter", settings.retryAfter.name().toLowerCase(Locale.ROOT));
        shown.put("paging", settings.paging.name().toLowerCase(Locale.ROOT));
        shown.put("accessTokenLife", settings.accessTokenLife.toString());
        return shown;
    }

    private Map<String, Tenant> tenants() {
        if (settings.otherTenants.containsKey(settings.tenant)) {
            throw new IllegalArgumentException("There are two tenants with the name " + settings.tenant);
        }
        Map<String, Tenant> tenants = new LinkedHashMap<>();
        SegmentList first = settings.data == null
                ? new SeededSegments(settings.segments, settings.seed)
                : SegmentFile.read(settings.data);
        tenants.put(settings.tenant, tenant(settings.tenant, "", new SegmentStore(first, settings.seed)));
        settings.otherTenants.forEach((name, count) -> {
            long seed = settings.seed + tenants.size();
            tenants.put(name, tenant(name, "-" + name, new SegmentStore(new SeededSegments(count, seed), seed)));
        });
        return tenants;
    }

    private Tenant tenant(String name, String suffix, SegmentStore store) {
        return new Tenant(
                name,
                suffix,
                store,
                () -> settings.paging.create(store, PAGE_TOKEN_LIFE, clock),
                () -> settings.limit.create(settings.perSecond, clock));
    }
}
