/**
 * Lists the segments of an Amperity tenant: start at {@link io.github.segments4j.SegmentsClient}.
 *
 * <p>The way of one request, by the names of the classes:
 *
 * <ol>
 *   <li>{@code SegmentListing} hands out rows and pages. {@code PageIterator} goes from token to token, {@code
 *       ReadAheadIterator} does so on another thread.
 *   <li>{@code PageFetcher} fetches one page within its {@code Deadline}. {@code RetryLoop} repeats what fails, with
 *       {@code Backoff}.
 *   <li>{@code FeignApi} turns each attempt into an HTTP request, by the generated interface, and says where Feign is
 *       bypassed and why.
 *   <li>The request goes through a chain of {@code Exchange}s: {@code AuthorizedExchange} adds the access token, {@code
 *       PacedExchange} waits for the {@code RateLimiter}, {@code HttpTransport} sends.
 *   <li>{@code ResponseReader} checks the response, {@code ErrorReader} reads an error. An {@code AttemptFailure} takes
 *       what went wrong to the retry loop, which makes a {@code SegmentsException} of the last one.
 * </ol>
 *
 * <p>What happens on the way is a {@code SegmentsEvent}.
 */
@org.jspecify.annotations.NullMarked
package io.github.segments4j;
