/**
 * An {@link java.net.http.HttpClient} for HTTP/1.1 over sockets, which every {@code SegmentsClient} uses unless it is given
 * another one. It knows nothing of segments.
 *
 * <p>It is here because the JDK's own two clients cannot keep a deadline (measured on Java 17 and 25):
 *
 * <ul>
 *   <li>A chunk size of {@code 80000000} makes {@code java.net.http} loop for ever at full CPU on a thread that nothing
 *       can end. It also prepares TLS for plain http, a third of the time in which a short program starts.
 *   <li>A stalled body of {@code HttpURLConnection} cannot be ended by another thread: {@code disconnect()} waits for the
 *       read that it should end. It also reaches a proxy with a password only by a system property.
 * </ul>
 */
package io.github.segments4j.http;
