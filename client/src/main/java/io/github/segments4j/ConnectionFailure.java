package io.github.segments4j;

import io.github.segments4j.http.BrokenResponseException;
import io.github.segments4j.http.ProxyException;
import java.io.EOFException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketException;
import java.net.URI;
import java.net.UnknownHostException;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateException;
import java.time.Duration;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/**
 * Says why no complete response arrived, what to do about it, and whether another attempt may succeed. It knows the
 * exceptions of our own HTTP client and of the JDK's.
 *
 * @param request the request, for the message
 * @param address where the request goes
 * @param isKnownHost whether the host has answered this client before
 * @param connectTimeout how long a connection may take
 * @param timeout how long the whole attempt may take
 */
record ConnectionFailure(String request, URI address, boolean isKnownHost, Duration connectTimeout, Duration timeout) {
    static final String PROXY_ASKS_FOR_LOGIN =
            "The proxy asks for a user and a password: set them in the address of the proxy";

    /** Of a proxy, these may pass; the others, such as 403 and 407, do not. */
    private static final Set<Integer> TRANSIENT_OF_PROXY = Set.of(408, 429, 500, 502, 503, 504);

    AttemptFailure of(Throwable cause) {
        if (cause instanceof HttpConnectTimeoutException) {
            return transientFailure(
                    "no connection to " + address.getAuthority() + " within " + seconds(connectTimeout),
                    "Check the base URL, and whether a firewall or a proxy is on the way",
                    cause);
        }
        if (cause instanceof HttpTimeoutException || cause instanceof TimeoutException) {
            return transientFailure(
                    "no complete answer within " + seconds(timeout),
                    "If the server is slow rather than down, set a longer timeout",
                    cause);
        }
        if (cause instanceof ProxyException proxy) {
            return ofProxy(proxy);
        }
        if (has(OutOfMemoryError.class, cause)) {
            return new AttemptFailure(
                    problem(
                            "the answer does not fit into memory",
                            "Ask for smaller pages, or give the JVM more memory"),
                    cause);
        }
        if (has(UnknownHostException.class, cause) || has(UnresolvedAddressException.class, cause)) {
            return ofUnknownHost(cause);
        }
        if (has(SSLException.class, cause)) {
            return ofTls(cause);
        }
        if (cause instanceof ConnectException || cause instanceof NoRouteToHostException) {
            return transientFailure(
                    "no connection to " + address.getAuthority() + messageOf(cause),
                    "Check the base URL, and whether the server is running",
                    cause);
        }
        return ofBrokenConnection(cause);
    }

    private AttemptFailure ofProxy(ProxyException e) {
        if (e.status() == 0) {
            Problem problem = problem(
                    e.getMessage() + messageOf(rootOf(e)), "Check the address of the proxy, and whether it is running");
            return new AttemptFailure(has(UnknownHostException.class, e) ? problem : problem.asTransient(), e);
        }
        String advice = e.status() == 407
                ? PROXY_ASKS_FOR_LOGIN
                : "Ask those who run the proxy whether it lets requests through to " + address.getHost();
        Problem problem = problem(String.valueOf(e.getMessage()), advice);
        return new AttemptFailure(TRANSIENT_OF_PROXY.contains(e.status()) ? problem.asTransient() : problem, e);
    }

    /** A name that has been known before is looked up again: the name server may be down for a moment. */
    private AttemptFailure ofUnknownHost(Throwable cause) {
        Problem problem = problem(
                "the host " + address.getHost() + " is unknown",
                "Check the tenant and the base URL for a typing error");
        return new AttemptFailure(isKnownHost ? problem.asTransient() : problem, cause);
    }

    private AttemptFailure ofTls(Throwable cause) {
        String message = Objects.requireNonNullElse(cause.getMessage(), "");
        if (has(GeneralSecurityException.class, cause) && !has(CertificateException.class, cause)) {
            return new AttemptFailure(
                    problem(
                            "TLS cannot be set up" + messageOf(rootOf(cause)),
                            "Check the javax.net.ssl properties of this JVM"),
                    cause);
        }
        if (has(CertificateException.class, cause)) {
            return new AttemptFailure(
                    problem(
                            "the certificate of " + address.getHost() + " is not trusted" + messageOf(rootOf(cause)),
                            "Check the base URL. If a proxy of your network replaces certificates, add its own to the trust"
                                    + " store of Java"),
                    cause);
        }
        if (message.contains("certificate_required") || message.contains("bad_certificate")) {
            return new AttemptFailure(
                    problem(
                            address.getHost() + " requires a client certificate",
                            "Set javax.net.ssl.keyStore, or pass an HttpClient whose SSLContext has the certificate"),
                    cause);
        }
        if (has(EOFException.class, cause) || has(SocketException.class, cause)) {
            return ofBrokenConnection(cause);
        }
        return new AttemptFailure(
                problem(
                        "no secure connection to " + address.getAuthority() + messageOf(cause),
                        "Check that the base URL is that of an https server"),
                cause);
    }

    private AttemptFailure ofBrokenConnection(Throwable cause) {
        String advice = "Check the base URL and the network";
        if (mayQuoteTheResponse(cause)) {
            return transientFailure("the connection broke, or the answer is not HTTP", advice, null);
        }
        return transientFailure("the connection broke" + messageOf(cause), advice, cause);
    }

    /** The JDK quotes what it cannot parse, and a server may have echoed a secret there. */
    private static boolean mayQuoteTheResponse(Throwable cause) {
        boolean isOwn = cause instanceof BrokenResponseException
                || cause instanceof SocketException
                || cause instanceof SSLException
                || cause instanceof EOFException;
        return !isOwn;
    }

    private AttemptFailure transientFailure(String what, String advice, @Nullable Throwable cause) {
        return new AttemptFailure(problem(what, advice).asTransient(), cause);
    }

    private Problem problem(String what, String advice) {
        return Problem.of(Problem.Kind.CONNECTION, request + " failed: " + what).withAdvice(advice);
    }

    private static String messageOf(Throwable cause) {
        return cause.getMessage() == null ? "" : ": " + Quoted.plain(cause.getMessage());
    }

    private static boolean has(Class<? extends Throwable> type, Throwable failure) {
        for (Throwable each = failure; each != null; each = each.getCause()) {
            if (type.isInstance(each)) {
                return true;
            }
        }
        return false;
    }

    private static Throwable rootOf(Throwable failure) {
        return failure.getCause() == null ? failure : rootOf(failure.getCause());
    }

    private static String seconds(Duration duration) {
        return duration.toMillis() / 1000.0 + " s";
    }
}
