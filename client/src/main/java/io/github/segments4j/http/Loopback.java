package io.github.segments4j.http;

/** The names and addresses by which a machine reaches itself. */
public final class Loopback {
    private static final String HOST = "(?i)localhost|\\[::1]|127(\\.\\d{1,3}){3}";

    private Loopback() {}

    /**
     * Tells whether a host is this machine.
     *
     * @param host the host of an address, an IPv6 address in brackets
     * @return whether what is sent there stays here
     */
    public static boolean contains(String host) {
        return host.matches(HOST);
    }
}
