package io.github.segments4j.sandbox.http;

import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.util.Collection;
import java.util.Locale;
import java.util.Optional;
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

    private static final String BYTE = "(?:25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])";

    /** Text that the JDK never takes for a name, for which it would ask a name server. */
    private static final Pattern ADDRESS =
            Pattern.compile("(?:" + BYTE + "\\.){3}" + BYTE + "|(?=.*:)\\[?[0-9A-Fa-f:][0-9A-Fa-f:.]*]?");

    private final InetAddress listening;
    private final Set<String> others;
    private final String advice;

    /**
     * Allows the names and addresses of the loopback interface, and the addresses at which the server listens.
     *
     * @param listening the address at which the server listens
     * @param others hosts to allow as well, without a port
     * @param advice which host to use, or how to allow another one, for the message of a refusal
     */
    public AllowedHosts(InetAddress listening, Collection<String> others, String advice) {
        this.listening = listening;
        this.advice = advice;
        this.others =
                others.stream().map(host -> host.toLowerCase(Locale.ROOT)).collect(Collectors.toUnmodifiableSet());
    }

    /** {@return whether text is a host, or a host and a port} */
    static boolean isValid(String text) {
        return HOST_AND_PORT.matcher(text).matches();
    }

    /** {@return the address that a text stands for, which may be in brackets; empty if it is a name or no host} */
    public static Optional<InetAddress> address(String text) {
        try {
            return ADDRESS.matcher(text).matches() ? Optional.of(InetAddress.getByName(text)) : Optional.empty();
        } catch (UnknownHostException e) {
            return Optional.empty();
        }
    }

    /** Only a request in HTTP/1.0 has no host, and no browser sends such requests. */
    void check(Request request) throws HttpException {
        String given = request.header("Host").orElse("localhost");
        Matcher parts = HOST_AND_PORT.matcher(given);
        String host = parts.matches() ? parts.group(1) : given;
        String name = host.toLowerCase(Locale.ROOT);
        if (!LOCAL.matcher(name).matches()
                && !others.contains(name)
                && address(name).filter(this::isOwn).isEmpty()) {
            throw new HttpException(421, "This server does not answer for the host " + host + ". " + advice + ".");
        }
    }

    /** The addresses of a machine may change while the server runs. */
    private boolean isOwn(InetAddress address) {
        try {
            return listening.isAnyLocalAddress()
                    ? NetworkInterface.getByInetAddress(address) != null
                    : listening.equals(address);
        } catch (SocketException e) {
            return false;
        }
    }
}
