package io.github.segments4j.sandbox.http;

import java.util.Collection;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The hosts for which a server answers. A website can make its own name point to this machine (DNS rebinding), and
 * could then read every response; but the browser sends that name as {@code Host}.
 */
public final class AllowedHosts {
    /** A name or an address, as in a URL. */
    public static final Pattern HOST = Pattern.compile("\\[[0-9A-Fa-f:.]+]|[A-Za-z0-9._-]+");

    private static final Pattern HOST_AND_PORT = Pattern.compile("(" + HOST + ")(?::[0-9]{0,5})?");

    private static final Pattern LOCAL = Pattern.compile("localhost|127(?:\\.[0-9]{1,3}){3}|\\[::1]");

    private final Set<String> others;
    private final String advice;

    /**
     * Allows this machine's own names and addresses.
     *
     * @param others hosts to allow as well, without a port
     * @param advice how to allow another host, for the message of a refusal
     */
    public AllowedHosts(Collection<String> others, String advice) {
        this.advice = advice;
        this.others =
                others.stream().map(host -> host.toLowerCase(Locale.ROOT)).collect(Collectors.toUnmodifiableSet());
    }

    /** {@return whether text is a host, or a host and a port} */
    static boolean isValid(String text) {
        return HOST_AND_PORT.matcher(text).matches();
    }

    /** Only a request in HTTP/1.0 has no host, and no browser sends such requests. */
    void check(Request request) throws HttpException {
        String given = request.header("Host").orElse("localhost");
        Matcher parts = HOST_AND_PORT.matcher(given);
        String host = parts.matches() ? parts.group(1) : given;
        String name = host.toLowerCase(Locale.ROOT);
        if (!LOCAL.matcher(name).matches() && !others.contains(name)) {
            throw new HttpException(
                    421,
                    "This server does not answer for the host " + host + ". Use localhost or 127.0.0.1, or " + advice
                            + ".");
        }
    }
}
