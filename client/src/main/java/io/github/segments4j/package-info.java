/**
 * Lists the segments of an Amperity tenant: start at {@link io.github.segments4j.SegmentsClient}.
 *
 * <p>The way of one request: {@code SegmentListing} hands out what the {@code PageWalk} gets along the tokens; {@code
 * SegmentsClient} asks for each page inside a {@code RetryLoop}; each attempt goes through {@code AuthorizedClient}
 * (credentials), {@code PacedClient} (rate limit) and {@code Transport} (HTTP), and comes back through {@code
 * AnswerReader}. What happens on the way is a {@code SegmentsEvent}.
 *
 * @serial exclude
 */
@org.jspecify.annotations.NullMarked
package io.github.segments4j;
