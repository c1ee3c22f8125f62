/**
 * Lists the segments of an Amperity tenant: start at {@link io.github.segments4j.SegmentsClient}. The rows are {@link
 * io.github.segments4j.model.Segment}s.
 *
 * @serial exclude
 */
@org.jspecify.annotations.NullMarked
package io.github.segments4j;

// How a request is processed, by the names of the classes:
// 1. SegmentListing is a Listing, which hands out rows and pages. PageIterator goes from token to token;
//    ReadAheadIterator does so on another thread.
// 2. PageFetcher fetches one page within its Deadline. RetryLoop repeats what fails, with Backoff. What they do not
// know
//    is in an Endpoint, here the SegmentsEndpoint: which request to send, and what a page takes from its response.
// 3. FeignApi turns each attempt into an HTTP request, by the generated interface. Its Javadoc explains which parts
//    of Feign are not used.
// 4. The request goes through a chain of Exchanges: AuthorizedExchange adds the access token, PacedExchange waits
//    for the RateLimiter, HttpTransport sends. An ApiKey gets its access tokens through the same PacedExchange.
//    A RateLimiter is a Pacer, or a SharedPacer over a LimiterFile. Both ask a StartSchedule, and that an AdaptivePace.
// 5. ResponseReader checks the response, ErrorReader reads an error. An AttemptFailure takes the Problem to the
//    retry loop, which makes a SegmentsException of the last one.
// What happens on the way is a SegmentsEvent. SegmentsClientBuilder.build() connects the parts. Two packages beside
// this one know nothing of segments: http sends, secrets masks.
