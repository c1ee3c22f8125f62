package io.github.segments4j;

import feign.Feign;
import feign.Request;
import feign.Retryer;

/**
 * Implements the generated interfaces with Feign, which turns a method call into an HTTP request. Everything after that
 * is ours, and this is why:
 *
 * <ul>
 *   <li>Transport ({@link HttpTransport}): Feign's clients have no deadline that covers the body, and some follow
 *       redirects with the access token.
 *   <li>Reading ({@link ResponseReader}): Feign wraps what a decoder throws in an exception that quotes the response,
 *       which may echo a secret.
 *   <li>Retries ({@link RetryLoop}): Feign's retryer ignores a 503 without {@code Retry-After}, and waits a second at
 *       most.
 *   <li>Credentials ({@link AuthorizedExchange}): what an interceptor adds stays in Feign's request, which is part of
 *       its exceptions.
 * </ul>
 */
final class FeignApi {
    private final String baseUrl;
    private final Exchange exchange;
    private final ResponseReader reader;

    FeignApi(String baseUrl, Exchange exchange, ResponseReader reader) {
        this.baseUrl = baseUrl;
        this.exchange = exchange;
        this.reader = reader;
    }

    <T> T create(Class<T> api) {
        return Feign.builder()
                .client((request, options) -> exchange.send(request, ((CallOptions) options).deadline))
                .retryer(Retryer.NEVER_RETRY)
                .responseInterceptor(reader)
                .target(api, baseUrl);
    }

    /** The argument for a method's {@code Options} parameter: Feign hands it to the client unchanged. */
    static Request.Options options(Deadline deadline) {
        return new CallOptions(deadline);
    }

    private static final class CallOptions extends Request.Options {
        private final Deadline deadline;

        private CallOptions(Deadline deadline) {
            this.deadline = deadline;
        }
    }
}
