/**
 * Lists the segments of an Amperity tenant: start at {@link io.github.segments4j.SegmentsClient}.
 *
 * <p>The way of one request: {@code SegmentListing} asks the {@code Pager} for the next page; {@code
 * PageSource} gets it inside a {@code RetryLoop}; each attempt goes through {@code AuthorizedClient}
 * (credentials), {@code PacedClient} (rate limit) and {@code Transport} (HTTP), and comes back through
 * {@code AnswerReader} or {@code ErrorReader}.
 *
 * @serial exclude
 */
@org.jspecify.annotations.NullMarked
package io.github.segments4j;
